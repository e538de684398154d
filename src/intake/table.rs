//! Column store for the answers of an export.
//!
//! Answers repeat: a column keeps small codes into the list of its distinct answers, so that a million rows are counted at
//! once. Only free text is kept as text.

mod builder;
mod growing;
mod parts;

#[cfg(test)]
mod tests;

pub use self::{
    builder::TableBuilder,
    parts::{Stretch, TablePart, join},
};

/// Maximum number of distinct answers in a column of codes; with more it is kept as text.
pub const MOST_ANSWERS: usize = 4096;

/// Marks a row that is in no group.
pub const NO_GROUP: u8 = u8::MAX;

/// Reason why a row was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// A cell is not UTF-8.
    NotText,
    /// The memory limit is reached.
    TooMuch,
}

/// Rows of an export without its header.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<AnswerColumn>,
    /// Row numbers in the file, 1-based.
    numbers: Vec<u32>,
}

/// A column of answers.
#[derive(Clone, Debug, Default)]
pub struct AnswerColumn {
    cells: ColumnStorage,
}

/// A distinct answer of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Trimmed text.
    pub text: String,
    /// Number of rows that give it.
    pub count: u32,
}

/// Storage of a column.
#[derive(Clone, Debug, Default)]
enum ColumnStorage {
    /// No row has an answer; costs nothing.
    #[default]
    Nothing,
    /// A code for each row; 0 is no answer, 1 the first answer.
    Few { answers: Vec<Answer>, codes: Codes },
    /// Texts of all rows, concatenated, with the end of each.
    Words {
        text: String,
        ends: Vec<u32>,
        answered: u32,
    },
}

/// Codes in the narrowest type that fits.
#[derive(Clone, Debug)]
enum Codes {
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

impl Codes {
    /// Code of a row; 0 without an answer, or behind the last row with one.
    fn get(&self, row: usize) -> usize {
        match self {
            Self::Narrow(codes) => codes.get(row).copied().map_or(0, usize::from),
            Self::Wide(codes) => codes.get(row).copied().map_or(0, usize::from),
        }
    }
}

impl Table {
    /// Builds a table from cells, for tests and small sheets; short rows are padded with empty cells.
    pub fn from_rows<R: AsRef<str>>(width: usize, rows: &[Vec<R>]) -> Self {
        let mut builder = TableBuilder::new(width, u64::MAX);
        for (row, number) in rows.iter().zip(1..) {
            let cells = row.iter().map(|cell| cell.as_ref().as_bytes());
            // The builder refuses only bad UTF-8 and a full table: a `str` is valid, and there is no limit.
            let _ = builder.row(number, cells.take(width).enumerate());
        }
        builder.finish()
    }

    /// Builds a table with given row numbers, which must rise.
    pub fn numbered(width: usize, rows: &[(u32, Vec<String>)]) -> Self {
        let mut builder = TableBuilder::new(width, u64::MAX);
        for (number, row) in rows {
            let cells = row.iter().map(String::as_bytes);
            // Cannot fail, as above.
            let _ = builder.row(*number, cells.take(width).enumerate());
        }
        builder.finish()
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// Columns from left to right.
    pub fn columns(&self) -> &[AnswerColumn] {
        &self.columns
    }

    /// Replaces a column, for example codes by labels; it must have a cell for each row.
    pub fn replace(&mut self, column: usize, answers: AnswerColumn) {
        if let Some(place) = self.columns.get_mut(column) {
            *place = answers;
        }
    }

    /// Keeps the rows at positions for which `keep` is true.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let kept: Vec<usize> = (0..self.rows()).filter(|row| keep(*row)).collect();
        // The usual case, in which a large table need not be copied.
        if kept.len() == self.rows() {
            return;
        }
        for column in &mut self.columns {
            column.take_rows(&kept);
        }
        let number = |row: &usize| self.numbers.get(*row).copied();
        self.numbers = kept.iter().filter_map(number).collect();
    }

    /// Number of a row in the file; the first line is 1.
    pub fn number(&self, row: usize) -> u32 {
        self.numbers.get(row).copied().unwrap_or(0)
    }
}

impl AnswerColumn {
    /// Trimmed answer of a row; empty without one.
    pub fn cell(&self, row: usize) -> &str {
        match &self.cells {
            ColumnStorage::Nothing => "",
            ColumnStorage::Few { answers, codes } => {
                let code = codes.get(row).checked_sub(1);
                code.and_then(|c| answers.get(c))
                    .map_or("", |a| a.text.as_str())
            }
            ColumnStorage::Words { text, ends, .. } => {
                let from = match row.checked_sub(1) {
                    Some(before) => ends.get(before).copied(),
                    None => Some(0),
                };
                let span = from.zip(ends.get(row).copied());
                span.and_then(|(from, to)| text.get(from as usize..to as usize))
                    .unwrap_or_default()
            }
        }
    }

    /// Keeps these rows, in this order, and drops answers that none of them gives.
    fn take_rows(&mut self, kept: &[usize]) {
        match &mut self.cells {
            ColumnStorage::Nothing => {}
            ColumnStorage::Few { answers, codes } => {
                // Answers are numbered anew by first appearance, as if the dropped rows had never been read.
                let mut places: Vec<Option<usize>> = vec![None; answers.len() + 1];
                let mut left: Vec<Answer> = Vec::new();
                let mut numbers = Vec::with_capacity(kept.len());
                for row in kept {
                    let old = codes.get(*row);
                    let place = places.get_mut(old);
                    let (Some(place), Some(answer)) =
                        (place, old.checked_sub(1).and_then(|at| answers.get(at)))
                    else {
                        numbers.push(0);
                        continue;
                    };
                    let at = *place.get_or_insert_with(|| {
                        left.push(Answer {
                            text: answer.text.clone(),
                            count: 0,
                        });
                        left.len()
                    });
                    if let Some(answer) = left.get_mut(at - 1) {
                        answer.count += 1;
                    }
                    // There are no more answers than before, so the code still fits.
                    numbers.push(u16::try_from(at).unwrap_or(0));
                }
                let narrow: Result<Vec<u8>, _> = numbers.iter().map(|c| u8::try_from(*c)).collect();
                let codes = narrow.map_or(Codes::Wide(numbers), Codes::Narrow);
                self.cells = if left.is_empty() {
                    ColumnStorage::Nothing
                } else {
                    ColumnStorage::Few {
                        answers: left,
                        codes,
                    }
                };
            }
            ColumnStorage::Words { .. } => {
                let (mut text, mut ends, mut answered) =
                    (String::new(), Vec::with_capacity(kept.len()), 0);
                for row in kept {
                    let cell = self.cell(*row);
                    answered += u32::from(!cell.is_empty());
                    text.push_str(cell);
                    ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
                }
                self.cells = ColumnStorage::Words {
                    text,
                    ends,
                    answered,
                };
            }
        }
    }

    /// Number of rows with an answer.
    pub fn answered(&self) -> u32 {
        match &self.cells {
            ColumnStorage::Nothing => 0,
            ColumnStorage::Few { answers, .. } => answers.iter().map(|a| a.count).sum(),
            ColumnStorage::Words { answered, .. } => *answered,
        }
    }

    /// Distinct answers in order of first appearance; `None` for free text, which has more than [`MOST_ANSWERS`].
    pub fn answers(&self) -> Option<&[Answer]> {
        match &self.cells {
            ColumnStorage::Nothing => Some(&[]),
            ColumnStorage::Few { answers, .. } => Some(answers),
            ColumnStorage::Words { .. } => None,
        }
    }

    /// Index of a row's answer in [`Self::answers`]; `None` without an answer, or for free text.
    pub fn code(&self, row: usize) -> Option<usize> {
        match &self.cells {
            ColumnStorage::Few { codes, .. } => codes.get(row).checked_sub(1),
            ColumnStorage::Nothing | ColumnStorage::Words { .. } => None,
        }
    }

    /// Counts answers per group, as `[group][answer]`. `groups` holds the group of each row, below `number`, or
    /// [`NO_GROUP`]. `None` for free text.
    pub fn cross(&self, groups: &[u8], number: u8) -> Option<Vec<Vec<u32>>> {
        let answers = self.answers()?.len();
        // One slot for no answer instead of a test in the loop: this runs for every question over all rows.
        let mut counts = vec![vec![0_u32; answers + 1]; usize::from(number)];
        let mut count = |group: u8, code: usize| {
            if let Some(count) = counts
                .get_mut(usize::from(group))
                .and_then(|c| c.get_mut(code))
            {
                *count += 1;
            }
        };
        match &self.cells {
            ColumnStorage::Nothing | ColumnStorage::Words { .. } => {}
            ColumnStorage::Few { codes, .. } => match codes {
                Codes::Narrow(codes) => {
                    for (group, code) in groups.iter().zip(codes) {
                        count(*group, usize::from(*code));
                    }
                }
                Codes::Wide(codes) => {
                    for (group, code) in groups.iter().zip(codes) {
                        count(*group, usize::from(*code));
                    }
                }
            },
        }
        // The first count is of rows without an answer.
        let without = |mut counts: Vec<u32>| {
            counts.remove(0);
            counts
        };
        Some(counts.into_iter().map(without).collect())
    }
}
