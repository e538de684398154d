//! The size of a poster's letters: the largest with which everything is on the sheet.
//!
//! Lines are counted with the widths of the embedded font, so that HTML and PDF have the same sizes and neither needs a second sheet.

use super::{Poster, PosterPart, PosterRow};
use crate::publish::fonts::{self, Weight};

/// Height of a line, in em.
pub(super) const LINE: f64 = 1.22;
/// Part of a line that is used, against the differences of browsers.
const USED: f64 = 0.995;
/// Free part of the sheet, against the differences of browsers.
const SPARE: f64 = 0.015;
/// Most lines of a cell at the smallest size. A longer text is cut.
const CELL: usize = 7;
/// Share of the left column.
const LEFT: f64 = 0.42;

/// Sizes of letters and lengths of a poster, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Text.
    pub body: f64,
    /// Title.
    pub title: f64,
    /// Factor of lengths that grow with the sheet.
    pub scale: f64,
    /// Free space at the left and right.
    pub margin: f64,
    /// Width of the left column.
    pub left: f64,
    /// Width of the right column.
    pub right: f64,
    /// Gap between the columns.
    pub gap: f64,
    /// Side of the QR code.
    pub square: f64,
}

#[expect(clippy::cast_precision_loss, reason = "a sheet has some dozen lines")]
fn high(lines: usize, size: f64) -> f64 {
    lines as f64 * size * LINE
}

fn count(text: &str, weight: Weight, size: f64, wide: f64) -> usize {
    fonts::lines(text, weight, wide * USED / size).len()
}

impl Fit {
    /// The largest sizes with which the poster is on its sheet; `None` if the smallest are too large. Cuts texts that are too long.
    pub(super) fn of(poster: &mut Poster) -> Option<Self> {
        let (least, most) = poster.sheet.sizes();
        let smallest = Self::at(poster, least);
        smallest.cut(poster);
        if !smallest.holds(poster) {
            return None;
        }
        let mut best = smallest;
        let mut body = least;
        while body + 0.5 <= most {
            body += 0.5;
            let larger = Self::at(poster, body);
            if larger.holds(poster) {
                best = larger;
            }
        }
        Some(best)
    }

    fn at(poster: &Poster, body: f64) -> Self {
        let scale = poster.sheet.scale();
        let (wide, _) = poster.sheet.points();
        let margin = 36.0 * scale;
        let inner = wide - 2.0 * margin;
        let gap = 18.0 * scale;
        let left = (inner - gap) * LEFT;
        // On one line, as large as the sheet is wide.
        let whole = fonts::width(&poster.title, Weight::Bold);
        let title = (inner / whole.max(1.0)).clamp(30.0 * scale, poster.fit.title * scale);
        Self {
            body,
            title: (title * 2.0).floor() / 2.0,
            scale,
            margin,
            left,
            right: inner - gap - left,
            gap,
            square: 104.0 * scale,
        }
    }

    /// Size of names, subtitle and contact.
    pub fn large(self) -> f64 {
        18.0 * self.scale
    }

    /// Size of days and of what stands at the square, which is read at arm's length.
    pub fn small(self) -> f64 {
        14.0 * self.scale
    }

    /// Width of the text beside the square.
    pub fn beside(self, poster: &Poster) -> f64 {
        let inner = self.left + self.gap + self.right;
        if poster.square.is_some() {
            inner - self.square - 24.0 * self.scale
        } else {
            inner
        }
    }

    /// Lines of the two cells of a row; those of the day come after the right one.
    pub fn cells(self, part: &PosterPart, row: &PosterRow) -> [Vec<String>; 3] {
        let [left, right] = Self::weights(part);
        let wide = |width: f64| width * USED / self.body;
        [
            fonts::lines(&row.left, left, wide(self.left)),
            fonts::lines(&row.right, right, wide(self.right)),
            fonts::lines(&row.day, Weight::Regular, wide(self.right)),
        ]
    }

    /// Lines of the sentence on what is left out.
    pub fn more(self, poster: &Poster) -> Vec<String> {
        let wide = self.beside(poster) * USED / self.large();
        fonts::lines(&poster.more, Weight::Bold, wide)
    }

    fn weights(part: &PosterPart) -> [Weight; 2] {
        // What the unit answers for is bold: the goal, in either table.
        if part.against {
            [Weight::Bold, Weight::Regular]
        } else {
            [Weight::Regular, Weight::Bold]
        }
    }

    /// Cuts texts that are longer than a part of the sheet.
    fn cut(self, poster: &mut Poster) {
        let cut = |text: &mut String, weight, size: f64, wide: f64, most| {
            let lines = fonts::at_most(text, weight, wide * USED / size, most);
            *text = lines.join(" ");
        };
        let inner = self.left + self.gap + self.right;
        cut(
            &mut poster.unit,
            Weight::Bold,
            self.large(),
            inner * 0.98,
            2,
        );
        cut(
            &mut poster.organisation,
            Weight::Regular,
            self.large(),
            inner * 0.98,
            1,
        );
        let beside = self.beside(poster);
        cut(&mut poster.more, Weight::Bold, self.large(), beside, 2);
        cut(&mut poster.contact, Weight::Bold, self.large(), beside, 2);
        let square = poster.square.as_mut();
        if let Some(square) = square {
            cut(
                &mut square.caption,
                Weight::Regular,
                self.small(),
                beside,
                2,
            );
        }
        for part in &mut poster.parts {
            let [left, right] = Self::weights(part);
            for row in &mut part.rows {
                cut(&mut row.left, left, self.body, self.left, CELL);
                cut(&mut row.right, right, self.body, self.right, CELL);
            }
        }
    }

    fn holds(self, poster: &Poster) -> bool {
        let (_, sheet) = poster.sheet.points();
        let parts: f64 = poster.parts.iter().map(|part| self.part(part)).sum();
        self.head(poster) + parts + self.foot(poster) <= sheet * (1.0 - SPARE)
    }

    /// True if the names of unit and organisation fit on one line.
    pub fn names_beside(self, poster: &Poster) -> bool {
        let unit = fonts::width(&poster.unit, Weight::Bold);
        let organisation = fonts::width(&poster.organisation, Weight::Regular);
        let inner = self.left + self.gap + self.right;
        (unit + organisation + 1.0) * self.large() <= inner
    }

    /// Height of the coloured field at the top.
    fn head(self, poster: &Poster) -> f64 {
        let (k, inner) = (self.scale, self.left + self.gap + self.right);
        let draft = poster.draft.as_deref().map_or(0.0, |draft| {
            high(
                count(draft, Weight::Bold, self.small(), inner),
                self.small(),
            ) + 10.0 * k
        });
        let logo = poster.logo.as_ref().map_or(0.0, |_| 66.0 * k);
        let line = |text: &str, weight, size| high(count(text, weight, size, inner), size);
        let names = if self.names_beside(poster) {
            high(1, self.large())
        } else {
            line(&poster.unit, Weight::Bold, self.large())
                + line(&poster.organisation, Weight::Regular, self.large())
        };
        draft
            + logo
            + 24.0 * k
            + names
            + 6.0 * k
            + line(&poster.title, Weight::Bold, self.title)
            + 4.0 * k
            + line(&poster.subtitle, Weight::Regular, self.large())
            + 20.0 * k
    }

    /// Height of a table with the gap above it.
    fn part(self, part: &PosterPart) -> f64 {
        let k = self.scale;
        let heads = part.heads.iter().zip([self.left, self.right]);
        let heads = heads.map(|(head, wide)| count(head, Weight::Bold, self.body * 1.1, wide));
        let heads = high(heads.max().unwrap_or(1), self.body * 1.1) + 8.0 * k;
        let rows: f64 = part.rows.iter().map(|row| self.row(part, row)).sum();
        let around = if part.against { 26.0 * k } else { 14.0 * k };
        around + heads + rows
    }

    fn row(self, part: &PosterPart, row: &PosterRow) -> f64 {
        let [left, right, day] = self.cells(part, row);
        let lines = left.len().max(right.len() + day.len());
        high(lines, self.body) + 0.62 * self.body
    }

    /// Height of the foot with the gap above it.
    fn foot(self, poster: &Poster) -> f64 {
        let (k, beside) = (self.scale, self.beside(poster));
        let line = |text: &str, weight, size| high(count(text, weight, size, beside), size);
        let caption = poster.square.as_ref().map_or("", |s| s.caption.as_str());
        let text = line(&poster.more, Weight::Bold, self.large())
            + line(&poster.better, Weight::Bold, self.large())
            + line(&poster.contact, Weight::Bold, self.large())
            + line(caption, Weight::Regular, self.small())
            + line(&poster.days, Weight::Regular, self.small())
            + 12.0 * k;
        let square = poster.square.as_ref().map_or(0.0, |_| self.square);
        text.max(square) + 42.0 * k
    }
}
