//! A QR code: a text that a telephone's camera reads off the wall, without a network.
//!
//! The modules are worked out here and not when drawing, because the page beside the code depends on whether it fits.

use crate::publish::square::{QUIET as MOST_QUIET, QrCode};

/// Least width in modules of the light margin around a code (ISO/IEC 18004 asks for four; readers manage with two).
const LEAST_QUIET: usize = 2;

/// A QR code, drawn black on white in every palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// The text that it holds.
    pub text: String,
    /// The modules.
    code: QrCode,
    /// The margin in modules.
    quiet: usize,
}

impl Square {
    /// The code of a text at the strongest level that fits into `columns` and `rows` of cells; `None` where none fits.
    // A cell is one module wide and two high. Larger modules would hold too little text at any size of a projector.
    pub fn fitting(text: &str, columns: usize, rows: usize) -> Option<Self> {
        let most = columns.min(rows * 2);
        let code = QrCode::fitting(text, most.checked_sub(2 * LEAST_QUIET)?)?;
        let quiet = (most.saturating_sub(code.side) / 2).min(MOST_QUIET);
        Some(Self {
            text: text.to_owned(),
            code,
            quiet,
        })
    }

    /// Width in cells, with the margin.
    pub fn columns(&self) -> usize {
        self.code.side + 2 * self.quiet
    }

    /// Height in cells, with the margin.
    pub fn rows(&self) -> usize {
        self.columns().div_ceil(2)
    }

    /// `true` for a dark module; column and row count from the corner of the margin.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        let inside = |at: usize| at.checked_sub(self.quiet);
        let at = inside(column).zip(inside(row));
        at.is_some_and(|(x, y)| self.code.is_dark(x, y))
    }
}

/// A part of a page that is there only where a square can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SquarePart {
    /// The square.
    Code(Box<Square>),
    /// A sentence about it.
    Caption(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_is_light_and_the_corner_is_dark() {
        let square = Square::fitting("Ring back, by Friday", 41, 21).unwrap();
        assert_eq!(square.quiet, MOST_QUIET);
        for at in 0..square.columns() {
            for edge in [0, MOST_QUIET - 1, square.columns() - 1] {
                assert!(!square.is_dark(at, edge) && !square.is_dark(edge, at));
            }
        }
        assert!(square.is_dark(MOST_QUIET, MOST_QUIET));
        assert!(!square.is_dark(1_000, 1_000));
    }

    #[test]
    fn it_never_takes_more_cells_than_there_are() {
        for length in [1, 30, 90, 200, 400, 800] {
            let text = "a".repeat(length);
            for (columns, rows) in [(29, 17), (41, 21), (57, 29), (77, 39), (89, 45)] {
                if let Some(square) = Square::fitting(&text, columns, rows) {
                    assert!(square.columns() <= columns && square.rows() <= rows);
                    assert!(square.quiet >= LEAST_QUIET);
                }
            }
            assert_eq!(Square::fitting(&text, 20, 40), None);
        }
        assert_eq!(Square::fitting(&"a".repeat(4_000), 200, 100), None);
    }

    #[test]
    fn a_shorter_text_is_better_protected() {
        // The same window: what is left over goes into error correction.
        let long = Square::fitting(&"a".repeat(100), 41, 21).unwrap();
        let short = Square::fitting(&"a".repeat(40), 41, 21).unwrap();
        assert_eq!(long.code.side, short.code.side);
    }
}
