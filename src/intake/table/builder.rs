//! Builds a table row by row, within a memory limit.

use super::{
    NotKept, Table,
    growing::{GrowingColumn, answer_key},
};

/// A table under construction.
#[derive(Debug)]
pub struct TableBuilder {
    columns: Vec<GrowingColumn>,
    numbers: Vec<u32>,
    /// Bytes left of the limit.
    left: u64,
}

/// Memory cost of a row, in bytes, besides its cells.
pub(super) const A_ROW: u64 = 4;

impl TableBuilder {
    /// An empty table with `width` columns that keeps at most `most_bytes`.
    pub fn new(width: usize, most_bytes: u64) -> Self {
        Self {
            columns: (0..width).map(|_| GrowingColumn::default()).collect(),
            numbers: Vec::new(),
            left: most_bytes,
        }
    }

    /// Row numbers in the file, rising.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// Adds a row with its number in the file. Cells come with their column; columns without a cell are unanswered.
    ///
    /// # Errors
    /// Fails if a cell is not text, or the table is full; the table is unusable then.
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
                // Skipped rows take room as well, so the room is reserved before it is used.
                let grows = column.grows_to(row + 1);
                self.left = self.left.checked_sub(grows).ok_or(NotKept::TooMuch)?;
                cost += column.add(row, answer_key(cell), cell)?;
            }
        }
        self.left = self.left.checked_sub(cost).ok_or(NotKept::TooMuch)?;
        Ok(())
    }

    /// Removes the last row, which had no answer.
    pub fn take_back(&mut self) {
        if self.numbers.pop().is_some() {
            self.left = self.left.saturating_add(A_ROW);
        }
    }

    /// Finishes the table.
    pub fn finish(self) -> Table {
        Table {
            columns: self.columns.into_iter().map(|c| c.finish().0).collect(),
            numbers: self.numbers,
        }
    }
}

/// Trims a cell, and drops the apostrophe that tools put before text that a spreadsheet would take for a formula.
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

/// Trims a cell. Most have no blanks, as their first and last byte show.
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
