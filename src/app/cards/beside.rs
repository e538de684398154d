//! Columns of blocks side by side.
//!
//! A wide window has room beside a list and not below it, and a narrow one the other way round. The same blocks serve both.

use super::Block;

/// Columns of blocks side by side, or stacked where the window is too narrow for them.
///
/// Inside each column every block works as on a page of its own: tables share their widths within the column, a selected row
/// has its mark, its tint and its place for the mouse, and a field has its cursor. The rows of all columns are one list, in
/// reading order: the first column from top to bottom, then the next. Arrows that go left and right between the columns are
/// the screen's own. The dialogue reads the columns one after the other.
///
/// ```
/// use service_pledge::app::cards::{Beside, Block, Part, text};
///
/// let columns = Beside::new(90, vec![Part::share(3, vec![text("goals")]), Part::fixed(37, vec![text("square")])]);
/// let block = Block::Beside(columns);
/// # assert!(matches!(block, Block::Beside(_)));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The columns from left to right.
    pub parts: Vec<Part>,
    /// Least width in columns of text at which they are side by side, out of those that the page has.
    pub from: u16,
    /// Free columns between two of them.
    pub gap: u16,
    /// It gives way when the page is higher than the window: each column is then scrolled below its first lines, so that its
    /// marked row is in sight, and the blocks above and below keep their places.
    pub scrolls: bool,
}

/// A column of a [`Beside`].
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its width.
    pub width: PartWidth,
    /// Its blocks from top to bottom.
    pub blocks: Vec<Block>,
}

/// The width of a [`Part`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartWidth {
    /// So many columns of text.
    Fixed(u16),
    /// Its share of what the fixed columns leave, in proportion to the other shares.
    Share(u16),
}

impl Beside {
    /// Columns with three free columns between them, side by side from this width on.
    pub fn new(from: u16, parts: Vec<Part>) -> Self {
        Self {
            parts,
            from,
            gap: 3,
            scrolls: false,
        }
    }

    /// The same columns, scrolled one by one where the page is higher than the window.
    #[must_use]
    pub fn scrolling(self) -> Self {
        Self {
            scrolls: true,
            ..self
        }
    }

    /// Left edge and width of each column for a page of `width` columns; `None` where they are stacked.
    pub fn places(&self, width: usize) -> Option<Vec<(usize, usize)>> {
        if width < usize::from(self.from) {
            return None;
        }
        let gap = usize::from(self.gap);
        let (mut fixed, mut shares) = (gap * self.parts.len().saturating_sub(1), 0);
        for part in &self.parts {
            match part.width {
                PartWidth::Fixed(columns) => fixed += usize::from(columns),
                PartWidth::Share(share) => shares += usize::from(share),
            }
        }
        let mut rest = width.checked_sub(fixed)?;
        let mut x = 0;
        let places = self.parts.iter().map(|part| {
            let wide = match part.width {
                PartWidth::Fixed(columns) => usize::from(columns),
                PartWidth::Share(share) => {
                    // Of what is left each time, so that rounding leaves no column of text unused.
                    let wide = rest * usize::from(share) / shares.max(1);
                    rest -= wide;
                    shares -= usize::from(share);
                    wide
                }
            };
            let place = (x, wide);
            x += wide + gap;
            place
        });
        Some(places.collect())
    }
}

impl Part {
    /// A column of so many columns of text.
    pub fn fixed(columns: u16, blocks: Vec<Block>) -> Self {
        Self {
            width: PartWidth::Fixed(columns),
            blocks,
        }
    }

    /// A column with a share of the width that fixed columns leave.
    pub fn share(share: u16, blocks: Vec<Block>) -> Self {
        Self {
            width: PartWidth::Share(share),
            blocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_what_fixed_columns_leave() {
        let columns = Beside::new(
            50,
            vec![
                Part::share(1, Vec::new()),
                Part::share(2, Vec::new()),
                Part::fixed(10, Vec::new()),
            ],
        );
        assert_eq!(columns.places(49), None);
        assert_eq!(columns.places(50), Some(vec![(0, 11), (14, 23), (40, 10)]));
        assert_eq!(columns.places(79), Some(vec![(0, 21), (24, 42), (69, 10)]));
        let too_wide = Beside::new(0, vec![Part::fixed(80, Vec::new())]);
        assert_eq!(too_wide.places(60), None);
    }
}
