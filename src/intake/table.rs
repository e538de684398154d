//! The answers of an export, by column.
//!
//! Surveys repeat themselves: a column of a scale is kept as small numbers into a list of its answers, so that a million
//! rows are counted in a moment; only words that hardly repeat are kept as they are.

/// An export's rows without its headers.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    /// The number of each row in the file, 1-based.
    numbers: Vec<u32>,
}

/// One column of answers.
#[derive(Clone, Debug, Default)]
pub struct Column {
    answers: Vec<Answer>,
    codes: Vec<u32>,
}

/// A different answer of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// As it was given, without blanks at its ends.
    pub text: String,
    /// How many gave it.
    pub count: u32,
}

/// Where a row is in no group.
pub const NO_GROUP: u8 = u8::MAX;

impl Table {
    /// A table from its cells, for tests and small sheets; short rows are filled up with nothing.
    pub fn from_rows<R: AsRef<str>>(width: usize, rows: &[Vec<R>]) -> Self {
        let mut columns = vec![Column::default(); width];
        for row in rows {
            for (nth, column) in columns.iter_mut().enumerate() {
                column.push(row.get(nth).map_or("", AsRef::as_ref));
            }
        }
        let numbers = (1..).take(rows.len()).collect();
        Self { columns, numbers }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Puts other answers in the place of a column's, such as labels for codes; there must be one for each row.
    pub fn replace(&mut self, column: usize, answers: Column) {
        if let Some(place) = self.columns.get_mut(column) {
            *place = answers;
        }
    }

    /// The number that a row has in the file, where the first line is 1.
    pub fn number(&self, row: usize) -> u32 {
        self.numbers.get(row).copied().unwrap_or(0)
    }
}

impl Column {
    fn push(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            self.codes.push(u32::MAX);
            return;
        }
        let code = self
            .answers
            .iter()
            .position(|a| a.text == cell)
            .unwrap_or_else(|| {
                self.answers.push(Answer {
                    text: cell.to_owned(),
                    count: 0,
                });
                self.answers.len() - 1
            });
        if let Some(answer) = self.answers.get_mut(code) {
            answer.count += 1;
        }
        self.codes.push(u32::try_from(code).unwrap_or(u32::MAX));
    }

    /// A row's answer, without blanks at its ends; empty where there is none.
    pub fn cell(&self, row: usize) -> &str {
        self.codes
            .get(row)
            .and_then(|c| self.answers.get(*c as usize))
            .map_or("", |a| a.text.as_str())
    }

    /// How many rows have an answer.
    pub fn answered(&self) -> u32 {
        self.answers.iter().map(|a| a.count).sum()
    }

    /// The different answers in the order in which they first come, without the empty one. `None` where there are so many
    /// that the column is words.
    pub fn answers(&self) -> Option<&[Answer]> {
        Some(&self.answers)
    }

    /// Which of `answers` a row has; `None` where it has none, or the column is words.
    pub fn code(&self, row: usize) -> Option<usize> {
        let code = *self.codes.get(row)?;
        (code != u32::MAX).then_some(code as usize)
    }

    /// How often each answer was given in each group: `[group][answer]`, answers in the order of `answers`. `groups` holds
    /// the group of each row, below `number`, or [`NO_GROUP`]. `None` where the column is words.
    pub fn cross(&self, groups: &[u8], number: u8) -> Option<Vec<Vec<u32>>> {
        let answers = self.answers()?.len();
        let mut counts = vec![vec![0; answers]; usize::from(number)];
        for (row, group) in groups.iter().enumerate() {
            if let Some(code) = self.code(row)
                && let Some(count) = counts
                    .get_mut(usize::from(*group))
                    .and_then(|c| c.get_mut(code))
            {
                *count += 1;
            }
        }
        Some(counts)
    }
}
