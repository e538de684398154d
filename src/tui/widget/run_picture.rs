//! A chart over time: results as half blocks under an axis from 0 to 100%, with mean, usual range, runs and new starts.
//!
//! The axis is always the whole scale, so that a change of two points never looks like a cliff.

use super::{Viewport, prose};
use crate::{
    app::cards::{
        Align, Arrow, Line, Role, RunBracket, RunMark, RunPicture, RunSegment, line, span,
    },
    tui::line::{LaidLine, cleaned, columns, cut, fitted},
};

/// Columns of the scale's labels with their gap.
const GUTTER: usize = 5;
/// Widest label right of the plot.
const MAX_LABEL: usize = 24;
/// Fewest columns of the page for a picture; below it the words take its place.
const MIN_WIDTH: usize = 64;
/// Fewest lines of the page for a picture.
const MIN_HEIGHT: usize = 15;
/// Fewest rows of the plot.
const MIN_ROWS: usize = 7;
/// Most rows of the plot.
const MAX_ROWS: usize = 25;
/// Most columns for one period.
const MAX_STEP: usize = 8;

/// Lays out a picture in `height` lines.
pub(super) fn layout(picture: &RunPicture, height: usize, viewport: Viewport) -> Vec<LaidLine> {
    let mut lines = head(picture, viewport);
    let mut below: Vec<LaidLine> = Vec::new();
    for sentence in &picture.below {
        below.extend(prose::text(sentence, 0, viewport));
    }
    let axis = axis_rows(picture);
    // A blank line between the head and the scale, where there is one to spare.
    let rest = height.saturating_sub(lines.len() + below.len() + axis);
    let gap = usize::from(rest > MIN_ROWS + 2);
    // A page with much besides is scrolled: the picture says more than the lines that it pushes down.
    let rows = rest.saturating_sub(gap).clamp(MIN_ROWS, MAX_ROWS);
    if viewport.width < MIN_WIDTH || viewport.height < MIN_HEIGHT || picture.marks.is_empty() {
        lines.extend(prose::text(&line(Role::Ink, &picture.words), 0, viewport));
    } else {
        lines.extend(std::iter::repeat_n(LaidLine::default(), gap));
        let plot = Plot::of(picture, viewport, rows);
        lines.extend(plot.draw(picture).into_iter().map(LaidLine::from));
        lines.extend(plot.axis(picture, axis).into_iter().map(LaidLine::from));
    }
    lines.extend(below);
    lines
}

/// The line above the plot: whose results it has, and the name of the figure to compare with.
// Not beside its line: it often lies close to a limit, and the names would not be in the rows of their lines.
fn head(picture: &RunPicture, viewport: Viewport) -> Vec<LaidLine> {
    let about = line(Role::Muted, &picture.about);
    let Some((_, name)) = &picture.against else {
        return prose::text(&about, 0, viewport);
    };
    let name = vec![span(Role::Strong, "\u{2501} "), span(Role::Muted, name)];
    prose::pair(&about, &name, viewport)
}

/// Rows of the axis: the periods, and their years where those are no years themselves.
fn axis_rows(picture: &RunPicture) -> usize {
    if picture.axis.iter().any(|label| !label.year.is_empty()) {
        2
    } else {
        1
    }
}

/// Glyphs of the lines.
#[derive(Clone, Copy, Debug)]
struct Glyphs {
    upper: char,
    lower: char,
    mean: char,
    limit: char,
    against: char,
    up: char,
    down: char,
}

impl Glyphs {
    const BLOCKS: Self = Self {
        upper: '▀',
        lower: '▄',
        mean: '─',
        limit: '┄',
        against: '━',
        up: '▲',
        down: '▼',
    };
    // Not by the substitutes of the other glyphs: both halves of a block would be one sign, and all three lines another.
    const ASCII: Self = Self {
        upper: '*',
        lower: '*',
        mean: '-',
        limit: '.',
        against: '=',
        up: '^',
        down: 'v',
    };
}

/// Measures of a plot.
#[derive(Clone, Copy, Debug)]
struct Plot {
    rows: usize,
    /// Columns of a period.
    step: usize,
    /// Periods left out at the beginning.
    skipped: usize,
    /// Columns of the plot, without scale and labels.
    width: usize,
    /// Columns of the page.
    page: usize,
    glyphs: Glyphs,
}

/// A cell of the plot.
type Cell = (char, Role);

impl Plot {
    fn of(picture: &RunPicture, viewport: Viewport, rows: usize) -> Self {
        let labels = labels(picture).into_iter();
        let widest = labels.map(|(_, words)| columns(&words)).max().unwrap_or(0);
        let room = viewport
            .width
            .saturating_sub(GUTTER + widest.min(MAX_LABEL) + 1)
            .max(1);
        let periods = picture.axis.len().max(1);
        let step = (room / periods).clamp(1, MAX_STEP);
        let skipped = periods.saturating_sub(room);
        Self {
            rows,
            step,
            skipped,
            width: step * (periods - skipped),
            page: viewport.width,
            glyphs: if viewport.ascii {
                Glyphs::ASCII
            } else {
                Glyphs::BLOCKS
            },
        }
    }

    /// First column of a period; `None` for one that is left out.
    fn start(&self, slot: usize) -> Option<usize> {
        slot.checked_sub(self.skipped).map(|slot| slot * self.step)
    }

    /// Column of the sign of a period.
    fn column(&self, slot: usize) -> Option<usize> {
        Some(self.start(slot)? + (self.step - 1) / 2)
    }

    /// Row of a figure, and whether it is in its lower half.
    fn place(&self, percent: f64) -> (usize, bool) {
        let halves = 2 * self.rows - 1;
        let from_top = super::bars::nearest_step(100.0 - percent.clamp(0.0, 100.0), halves);
        (from_top / 2, from_top % 2 == 1)
    }

    fn draw(&self, picture: &RunPicture) -> Vec<Line> {
        let mut cells: Vec<Vec<Cell>> = vec![vec![(' ', Role::Ink); self.width]; self.rows];
        let mut put = |row: usize, column: usize, cell: Cell| {
            if let Some(place) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
                *place = cell;
            }
        };
        for segment in &picture.segments {
            for (row, column, cell) in self.lines(segment) {
                put(row, column, cell);
            }
        }
        if let Some((percent, _)) = &picture.against {
            let (row, _) = self.place(*percent);
            let means = picture.segments.iter().filter_map(|s| s.mean.as_ref());
            let is_mean = means
                .map(|(mean, _)| self.place(*mean).0)
                .any(|mean| mean == row);
            // With gaps: a whole heavy line would be the first thing that everybody sees. Where both fall into one row, the mean is
            // in the gaps.
            let step = if is_mean { 4 } else { 2 };
            for column in (0..self.width).step_by(step) {
                put(row, column, (self.glyphs.against, Role::Strong));
            }
        }
        for bracket in &picture.brackets {
            for (row, column, cell) in self.bracket(bracket, &picture.marks) {
                put(row, column, cell);
            }
        }
        for mark in &picture.marks {
            let Some(column) = self.column(mark.slot) else {
                continue;
            };
            let (row, is_lower) = self.place(mark.percent);
            let glyph = match (mark.arrow, is_lower) {
                (Some(Arrow::Up), _) => self.glyphs.up,
                (Some(Arrow::Down), _) => self.glyphs.down,
                (None, false) => self.glyphs.upper,
                (None, true) => self.glyphs.lower,
            };
            for (column, cell) in self.words_beside(mark, &picture.marks) {
                put(row, column, cell);
            }
            put(row, column, (glyph, mark.role));
        }
        let labels = self.labels(picture);
        let rows = cells.into_iter().enumerate().map(|(row, cells)| {
            let scale = match row {
                0 => "100%",
                _ if row == self.place(50.0).0 => "50%",
                _ if row + 1 == self.rows => "0%",
                _ => "",
            };
            let mut out = fitted(&line(Role::Muted, scale), GUTTER - 1, Align::Right);
            out.push(span(Role::Ink, " "));
            for (glyph, role) in cells {
                match out.last_mut() {
                    Some(last) if last.role == role => last.text.push(glyph),
                    _ => out.push(span(role, glyph)),
                }
            }
            if let Some((_, words)) = labels.iter().find(|(at, _)| *at == row) {
                out.push(span(Role::Ink, " "));
                out.extend(words.iter().cloned());
            }
            cut(&out, self.page)
        });
        rows.collect()
    }

    /// The lines of a segment: where, and what.
    fn lines(&self, segment: &RunSegment) -> Vec<(usize, usize, Cell)> {
        let mut cells = Vec::new();
        let from = self.start(segment.from).unwrap_or(0);
        let Some(to) = self.start(segment.to) else {
            return cells;
        };
        let lines = [
            (&segment.lower, self.glyphs.limit, Role::Muted),
            (&segment.upper, self.glyphs.limit, Role::Muted),
            (&segment.mean, self.glyphs.mean, Role::Ink),
        ];
        for (figure, glyph, role) in lines {
            if let Some((percent, _)) = figure {
                let (row, _) = self.place(*percent);
                cells.extend((from..to + self.step).map(|column| (row, column, (glyph, role))));
            }
        }
        if let (Some(words), Some(from)) = (&segment.anew, self.start(segment.from)) {
            // In the last column of the period before, so that it hides no result of either side.
            let column = from.saturating_sub(1);
            cells.extend((0..self.rows).map(|row| (row, column, ('│', Role::Muted))));
            let after = column + 2;
            let words = words.chars().map(|c| (c, Role::Muted));
            let words: Vec<Cell> = words.collect();
            let at = if after + words.len() <= self.width {
                after
            } else {
                column.saturating_sub(words.len() + 1)
            };
            cells.extend((at..).zip(words).map(|(column, cell)| (0, column, cell)));
        }
        cells
    }

    /// The bracket of a run, in the nearest row on its side that none of its results is in.
    fn bracket(&self, bracket: &RunBracket, marks: &[RunMark]) -> Vec<(usize, usize, Cell)> {
        let from = self.column(bracket.from).unwrap_or(0);
        let Some(to) = self.column(bracket.to) else {
            return Vec::new();
        };
        let inside = marks
            .iter()
            .filter(|mark| (bracket.from..=bracket.to).contains(&mark.slot));
        let rows: Vec<usize> = inside.map(|mark| self.place(mark.percent).0).collect();
        let above = rows.iter().min().and_then(|row| row.checked_sub(1));
        let below = rows
            .iter()
            .max()
            .map(|row| row + 1)
            .filter(|row| *row < self.rows);
        let (row, is_above) = match (bracket.above, above, below) {
            (true, Some(row), _) | (false, Some(row), None) => (row, true),
            (_, _, Some(row)) => (row, false),
            (_, None, None) => return Vec::new(),
        };
        let width = to + 1 - from.min(to);
        let fits = |label: &&String| !label.is_empty() && label.chars().count() + 4 <= width;
        let label = bracket.label.iter().find(fits);
        let label = label.map_or_else(String::new, |label| format!(" {label} "));
        let rest = width.saturating_sub(label.chars().count() + 2);
        let (left, right) = if is_above {
            ('┌', '┐')
        } else {
            ('└', '┘')
        };
        let dashes = |count| std::iter::repeat_n('─', count);
        let glyphs = std::iter::once(left)
            .chain(dashes(rest / 2))
            .chain(label.chars())
            .chain(dashes(rest - rest / 2))
            .chain([right]);
        let placed = (from..).zip(glyphs);
        placed
            .map(|(column, glyph)| (row, column, (glyph, bracket.role)))
            .collect()
    }

    /// The words beside a single result, left of it, else right of it, where no other result is in their way.
    fn words_beside(&self, mark: &RunMark, marks: &[RunMark]) -> Vec<(usize, Cell)> {
        let Some(at) = self.column(mark.slot) else {
            return Vec::new();
        };
        let (row, _) = self.place(mark.percent);
        let others: Vec<usize> = marks
            .iter()
            .filter(|other| self.place(other.percent).0 == row && other.slot != mark.slot)
            .filter_map(|other| self.column(other.slot))
            .collect();
        let free = |from: usize, to: usize| !others.iter().any(|o| (from..to).contains(o));
        for label in &mark.label {
            let long = label.chars().count();
            let left = at.checked_sub(long + 2).filter(|from| free(*from, at));
            let right =
                (at + 2 + long <= self.width && free(at + 1, at + 2 + long)).then_some(at + 2);
            if let Some(from) = left.or(right) {
                let glyphs = label.chars().map(|c| (c, mark.role));
                return (from..).zip(glyphs).collect();
            }
        }
        Vec::new()
    }

    /// The labels of the lines with their rows, each in a row of its own.
    fn labels(&self, picture: &RunPicture) -> Vec<(usize, Line)> {
        let labels = labels(picture);
        let mean = picture.segments.last().and_then(|s| s.mean.as_ref());
        // Those above the mean give way upwards and those below it downwards, so that its own label stays beside it.
        let above = mean.map_or(0, |(mean, _)| labels.iter().filter(|l| l.0 > *mean).count());
        let rows: Vec<usize> = labels.iter().map(|l| self.place(l.0).0).collect();
        let mut free = rows.get(above).copied().unwrap_or(self.rows);
        let mut placed: Vec<usize> = Vec::new();
        for row in rows.iter().take(above).rev() {
            free = (*row).min(free.saturating_sub(1));
            placed.insert(0, free);
        }
        placed.extend(rows.iter().skip(above));
        let mut least = 0;
        for row in &mut placed {
            *row = (*row).max(least);
            least = *row + 1;
        }
        // Lines that lie close at the foot push their labels off the plot: up again, from the last one.
        let mut most = self.rows;
        for row in placed.iter_mut().rev() {
            *row = (*row).min(most.saturating_sub(1));
            most = *row;
        }
        let words = labels.into_iter().map(|(_, words)| words);
        placed.into_iter().zip(words).collect()
    }

    /// The rows of the axis.
    fn axis(&self, picture: &RunPicture, rows: usize) -> Vec<Line> {
        let mut periods = Lettering::new(self.width);
        let mut years = Lettering::new(self.width);
        for (slot, label) in picture.axis.iter().enumerate() {
            let Some(column) = self.column(slot) else {
                continue;
            };
            let room = (self.step - 1).max(1);
            let narrow = |form: &&String| form.chars().count() <= room;
            let form = label.forms.iter().find(narrow);
            // Years have no short form: where they do not fit, each second or third stands for those after it.
            let form = form.or(label.forms.last());
            if let Some(form) = form {
                let start = column.saturating_sub((form.chars().count() - 1) / 2);
                periods.put(start, form, self.step > 1 || slot % 2 == 0);
            }
            let is_first = slot == self.skipped;
            if !label.year.is_empty() || is_first {
                years.put(column, &label.year, true);
            }
        }
        let lines = [periods, years].into_iter().take(rows);
        lines
            .map(|row| {
                let mut out = vec![span(Role::Ink, " ".repeat(GUTTER))];
                out.push(span(Role::Muted, row.text()));
                cut(&out, self.page)
            })
            .collect()
    }
}

/// A row of labels that keep a blank between each other.
struct Lettering {
    cells: Vec<char>,
    end: usize,
}

impl Lettering {
    fn new(width: usize) -> Self {
        Self {
            // The last label may be wider than its period.
            cells: vec![' '; width + MAX_STEP],
            end: 0,
        }
    }

    fn put(&mut self, at: usize, text: &str, wanted: bool) {
        if !wanted || text.is_empty() || (self.end > 0 && at < self.end) {
            return;
        }
        let mut last = at;
        for (column, letter) in (at..).zip(text.chars()) {
            if let Some(cell) = self.cells.get_mut(column) {
                *cell = letter;
            }
            last = column;
        }
        // Single letters may stand side by side.
        self.end = last + if text.chars().count() > 1 { 2 } else { 1 };
    }

    fn text(self) -> String {
        let text: String = self.cells.into_iter().collect();
        text.trim_end().to_owned()
    }
}

/// The labels of the last segment's lines, the highest first.
fn labels(picture: &RunPicture) -> Vec<(f64, Line)> {
    let mut labels: Vec<(f64, Line)> = Vec::new();
    let mut add = |figure: &Option<(f64, String)>, role: Role| {
        if let Some((percent, words)) = figure {
            let words = cut(&cleaned(&line(role, words)), MAX_LABEL);
            labels.push((*percent, words));
        }
    };
    if let Some(segment) = picture.segments.last() {
        add(&segment.upper, Role::Muted);
        add(&segment.mean, Role::Ink);
        add(&segment.lower, Role::Muted);
    }
    labels.sort_by(|a, b| b.0.total_cmp(&a.0));
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::{AxisLabel, Block};

    const EIGHTEEN: [f64; 18] = [
        54.0, 50.0, 54.0, 50.0, 46.0, 57.0, 54.0, 43.0, 46.0, 39.0, 43.0, 46.0, 43.0, 39.0, 46.0,
        50.0, 50.0, 79.0,
    ];

    fn named(percent: f64, words: &str) -> (f64, String) {
        (percent, words.to_owned())
    }

    fn eighteen() -> RunPicture {
        let marks = EIGHTEEN.iter().enumerate().map(|(slot, percent)| RunMark {
            slot,
            percent: *percent,
            role: match slot {
                7..=14 => Role::Bad,
                17 => Role::Good,
                _ => Role::Bar,
            },
            arrow: (slot == 17).then_some(Arrow::Up),
            label: if slot == 17 {
                vec!["above the usual range".into(), "above usual".into()]
            } else {
                Vec::new()
            },
        });
        let axis = "MAMJJASONDJFMAMJJA"
            .chars()
            .enumerate()
            .map(|(n, letter)| AxisLabel {
                forms: vec![letter.to_string()],
                year: match n {
                    0 => "2025".into(),
                    10 => "2026".into(),
                    _ => String::new(),
                },
            });
        RunPicture {
            about: "Each month, about 28 people".into(),
            marks: marks.collect(),
            axis: axis.collect(),
            segments: vec![RunSegment {
                from: 0,
                to: 17,
                mean: Some(named(49.0, "middle 49%")),
                lower: Some(named(34.0, "usual: from 34%")),
                upper: Some(named(64.0, "usual: to 64%")),
                anew: None,
            }],
            brackets: vec![RunBracket {
                from: 7,
                to: 14,
                label: vec!["8 in a row below".into(), "8 in a row".into(), "8".into()],
                role: Role::Bad,
                above: false,
            }],
            words: "August 2026: 79 in 100.".into(),
            below: vec![line(
                Role::Bad,
                "Lower from October 2025 to May, by more than chance.",
            )],
            ..RunPicture::default()
        }
    }

    fn drawn(picture: &RunPicture, (width, height): (usize, usize), ascii: bool) -> String {
        let viewport = Viewport::of(&[Block::Gap], width, height, ascii);
        let lines = layout(picture, height, viewport);
        let texts = lines.iter().map(|laid| {
            let text: String = laid.line.iter().map(|s| s.text.as_str()).collect();
            assert!(text.chars().count() <= width, "{text}");
            format!("|{}\n", text.trim_end())
        });
        texts.collect()
    }

    #[test]
    fn eighteen_months() {
        insta::assert_snapshot!(drawn(&eighteen(), (76, 15), false), @"
        |Each month, about 28 people
        |
        |100%
        |
        |                                  above the usual range  ▲
        |     ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ usual: to 64%
        | 50%  ▄  ▄  ▄  ▄     ▀  ▄                          ▄  ▄
        |     ─────────────▀────────▄──▀─────▄──▀──▄─────▀────────── middle 49%
        |     ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▀┄┄┄┄┄┄┄┄┄┄┄▀┄┄┄┄┄┄┄┄┄┄┄┄┄ usual: from 34%
        |                           └─ 8 in a row below ─┘
        |
        |  0%
        |      M  A  M  J  J  A  S  O  N  D  J  F  M  A  M  J  J  A
        |      2025                          2026
        |Lower from October 2025 to May, by more than chance.
        ");
    }

    #[test]
    fn signs_are_told_apart_in_ascii() {
        let drawn = drawn(&eighteen(), (76, 15), true);
        assert!(
            !drawn.contains(['\u{2580}', '\u{2584}', '\u{2504}']),
            "{drawn}"
        );
        assert!(
            drawn.contains('*') && drawn.contains('^') && drawn.contains("..."),
            "{drawn}"
        );
    }

    #[test]
    fn where_there_is_no_room_the_words_take_its_place() {
        for size in [(58, 17), (76, 13)] {
            let drawn = drawn(&eighteen(), size, false);
            assert!(drawn.contains("|August 2026: 79 in 100.\n"), "{drawn}");
            assert!(
                !drawn.contains('\u{2500}') && drawn.contains("Lower from"),
                "{drawn}"
            );
        }
        assert!(!drawn(&eighteen(), (64, 15), false).contains("August"));
    }

    #[test]
    fn a_new_start_breaks_the_lines_and_is_named() {
        let mut picture = eighteen();
        let second = RunSegment {
            from: 10,
            to: 17,
            mean: Some(named(60.0, "middle 60%")),
            anew: Some("new start".into()),
            ..RunSegment::default()
        };
        if let Some(first) = picture.segments.first_mut() {
            first.to = 9;
        }
        picture.segments.push(second);
        picture.brackets.clear();
        for mark in &mut picture.marks {
            mark.label.clear();
        }
        let drawn = drawn(&picture, (76, 15), false);
        assert_eq!(drawn.matches('\u{2502}').count(), 10, "{drawn}");
        assert!(
            drawn.contains("new start") && drawn.contains("middle 60%"),
            "{drawn}"
        );
        assert!(!drawn.contains("middle 49%"), "{drawn}");
    }

    #[test]
    fn labels_of_lines_that_fall_together_have_a_row_each() {
        let mut picture = eighteen();
        picture.segments = vec![RunSegment {
            to: 17,
            mean: Some(named(97.0, "middle 97%")),
            lower: Some(named(93.0, "usual: from 93%")),
            upper: Some(named(101.0, "usual: to 100%")),
            ..RunSegment::default()
        }];
        picture.against = Some(named(2.0, "England 2%"));
        let high = drawn(&picture, (76, 15), false);
        for label in [
            "middle 97%",
            "usual: from 93%",
            "usual: to 100%",
            "England 2%",
        ] {
            assert_eq!(high.matches(label).count(), 1, "{high}");
        }
        picture.segments = vec![RunSegment {
            to: 17,
            mean: Some(named(2.0, "middle 2%")),
            lower: Some(named(-3.0, "usual: from 0%")),
            upper: Some(named(6.0, "usual: to 6%")),
            ..RunSegment::default()
        }];
        let low = drawn(&picture, (76, 15), false);
        for label in ["middle 2%", "usual: from 0%", "usual: to 6%"] {
            assert_eq!(low.matches(label).count(), 1, "{low}");
        }
    }

    #[test]
    fn more_periods_than_columns_leave_the_oldest_out() {
        let mut picture = eighteen();
        picture.brackets.clear();
        picture.axis = vec![AxisLabel::default(); 200];
        picture.marks = (0..200)
            .map(|slot| RunMark {
                slot,
                percent: 50.0,
                role: Role::Bar,
                ..RunMark::default()
            })
            .collect();
        if let Some(first) = picture.segments.first_mut() {
            first.to = 199;
        }
        let drawn = drawn(&picture, (76, 15), false);
        let signs = drawn
            .chars()
            .filter(|c| matches!(c, '\u{2580}' | '\u{2584}'));
        assert_eq!(signs.count(), 76 - GUTTER - 16);
    }
}
