//! A table while it is being read, row by row, with a limit on what it keeps.

use super::{
    Table,
    growing::{Growing, key},
};

/// Why a row was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// A cell's bytes are not UTF-8 text.
    NotText,
    /// What is kept already is as much as may be.
    TooMuch,
}

/// A table that grows.
#[derive(Debug)]
pub struct Builder {
    columns: Vec<Growing>,
    numbers: Vec<u32>,
    /// Bytes that may still be kept.
    left: u64,
}

/// The memory cost of a row beside its cells.
pub(super) const A_ROW: u64 = 4;

impl Builder {
    /// An empty table of so many columns, that keeps at most so many bytes.
    pub fn new(width: usize, most_bytes: u64) -> Self {
        Self {
            columns: (0..width).map(|_| Growing::default()).collect(),
            numbers: Vec::new(),
            left: most_bytes,
        }
    }

    /// The numbers of the rows in the file, rising.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How many rows are in.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// Puts a row in that has this number in the file. Cells come with their columns; columns without a cell have no answer.
    ///
    /// # Errors
    /// Where a cell is not text, or the table is full. The table is of no use then.
    pub fn row<'a>(
        &mut self,
        number: u32,
        cells: impl Iterator<Item = (usize, &'a [u8])>,
    ) -> Result<(), NotKept> {
        let row = self.numbers.len();
        self.numbers.push(number);
        let mut cost = A_ROW;
        for (column, cell) in cells {
            let cell = trimmed(cell);
            if !cell.is_empty()
                && let Some(column) = self.columns.get_mut(column)
            {
                // Rows that were passed over take room as well: it is asked for before it is taken.
                let grows = column.grows_to(row + 1);
                self.left = self.left.checked_sub(grows).ok_or(NotKept::TooMuch)?;
                cost += column.put(row, key(cell), cell)?;
            }
        }
        self.left = self.left.checked_sub(cost).ok_or(NotKept::TooMuch)?;
        Ok(())
    }

    /// Forgets the last row, which had no answer.
    pub fn take_back(&mut self) {
        if self.numbers.pop().is_some() {
            self.left = self.left.saturating_add(A_ROW);
        }
    }

    /// The table.
    pub fn finish(self) -> Table {
        Table {
            columns: self.columns.into_iter().map(|c| c.finish().0).collect(),
            numbers: self.numbers,
        }
    }
}

/// Without blanks at its ends, and without the apostrophe that tools put before what a sheet would take for a formula.
#[inline]
pub(super) fn trimmed(cell: &[u8]) -> &[u8] {
    let cell = without_blanks(cell);
    match cell {
        [b'\'', rest @ ..] if rest.first().is_some_and(|b| b"=+-@".contains(b)) => {
            without_blanks(rest)
        }
        _ => cell,
    }
}

/// Without blanks at its ends. Most cells have none: their first and last byte say so.
#[inline]
fn without_blanks(cell: &[u8]) -> &[u8] {
    let inner = |b: Option<&u8>| b.is_some_and(|b| *b > b' ' && *b < 0x80);
    if inner(cell.first()) && inner(cell.last()) {
        return cell;
    }
    match std::str::from_utf8(cell) {
        Ok(text) => text.trim().as_bytes(),
        Err(_) => cell.trim_ascii(),
    }
}
