//! Strips: values of one scale under one axis, a strip a row, for comparing down the page.

use super::{Align, Line, Role, Row};

/// The right end of a strip; the left end is 0.
// Whole ten-thousandths and not fractions: two equal strips are equal in every bit, and nothing has to be cast.
pub const END: u32 = 10_000;

/// The position of a value on a scale, in ten-thousandths of it; values beyond an end stand at that end.
pub fn along(value: i64, low: i64, high: i64) -> u32 {
    let part = value.saturating_sub(low).saturating_mul(i64::from(END));
    let all = high.saturating_sub(low).max(1);
    u32::try_from(part / all).unwrap_or(0).min(END)
}

/// The glyph of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// An earlier value: hollow.
    Before,
    /// A value of today: filled.
    Now,
    /// A value that has moved: an arrow in its direction.
    Arrow,
    /// The hospital team's value: a hollow diamond.
    Team,
    /// Everybody's value together: a filled diamond.
    Together,
}

/// A value on a strip, and the value that it moved from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripMark {
    /// Its position, 0 to [`END`].
    pub at: u32,
    /// The earlier position, drawn hollow with a trail to the value.
    pub from: Option<u32>,
    /// Its glyph.
    pub glyph: Glyph,
    /// Its role.
    pub role: Role,
}

/// The look of a range on a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Full height.
    Full,
    /// Half height.
    Half,
    /// A line between two hollow diamonds.
    Diamonds,
}

/// A range on a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripRange {
    /// Its left end.
    pub from: u32,
    /// Its right end.
    pub to: u32,
    /// Its look.
    pub band: Band,
    /// Its role.
    pub role: Role,
}

/// The distance between two groups on a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripGap {
    /// Its left end.
    pub from: u32,
    /// Its right end.
    pub to: u32,
    /// It is large enough to talk about.
    pub wide: bool,
}

/// A strip of a page with its title.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the row"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// Title, then everything that the picture says, in words for a listener. A selected row is marked and tinted.
    pub row: Row,
    /// Nothing of it is shown yet, not even its title; its place is kept.
    pub hidden: bool,
    /// Signs left of the title, one a line.
    pub signs: Line,
    /// The title is bold.
    pub strong: bool,
    /// The title takes two lines wherever there are two.
    pub tall: bool,
    /// It may shrink to one line where the window is low.
    pub folds: bool,
    /// A line under the title, where there is space.
    pub under: Line,
    /// Values.
    pub marks: Vec<StripMark>,
    /// Ranges.
    pub ranges: Vec<StripRange>,
    /// The distance between the groups.
    pub gap: Option<StripGap>,
    /// A limit or an aim.
    pub limit: Option<u32>,
    /// A text in the place of the strip, where there is nothing to draw.
    pub instead: Line,
    /// The figure right of the strip.
    pub figure: Line,
    /// A line under the strip that is never left out, in several lengths, the longest first.
    pub alarm: Vec<Line>,
    /// A further line under the strip, in several lengths, the longest first.
    pub words: Vec<Line>,
}

/// A line below strips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StripNote {
    /// The title of the selected strip, if it is cut above.
    Title,
    /// A left and a right text, each in several lengths, the longest first; on two lines where the shortest are too long for one.
    Text {
        /// The left text.
        left: Vec<Line>,
        /// The right text; may be empty.
        right: Vec<Line>,
        /// It is left out where the window is low.
        spare: bool,
    },
}

/// Strips under one axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strips {
    /// The heading, in several lengths, the longest first.
    pub title: Vec<Line>,
    /// The text right of the heading, in several lengths, the longest first.
    pub right: Vec<Line>,
    /// The text left of the axis, in several lengths, the longest first.
    pub aside: Vec<Line>,
    /// Everything about the heading in words, for a listener.
    pub about: String,
    /// Words of the axis at their positions, from left to right.
    pub axis: Vec<(u32, String)>,
    /// The number of equal steps of the scale, so that each begins in a column of its own.
    pub steps: u16,
    /// Positions of thin lines on every strip.
    pub lines: Vec<u32>,
    /// The heading of the figures.
    pub figure: String,
    /// The alignment of the figures.
    pub side: Align,
    /// The figures stay in a narrow window.
    pub keeps_figures: bool,
    /// The part of the width that strips take at most, per cent; 0 is a half.
    pub part: u8,
    /// The strips from top to bottom.
    pub strips: Vec<Strip>,
    /// The lines below.
    pub notes: Vec<StripNote>,
}

impl Strips {
    /// The rows of the strips, for a page's list.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.strips.iter().map(|strip| &strip.row)
    }

    /// The number of strips that are not shown yet.
    pub fn hidden(&self) -> usize {
        self.strips.iter().filter(|strip| strip.hidden).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_stays_on_its_scale() {
        assert_eq!(along(0, 0, 5), 0);
        assert_eq!(along(40, 0, 50), 8_000);
        assert_eq!(along(5, 1, 9), 5_000);
        assert_eq!((along(-3, 0, 5), along(9, 0, 5)), (0, END));
        assert_eq!(along(1, 1, 1), 0);
    }
}
