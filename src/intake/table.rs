//! The answers of an export, by column.
//!
//! Surveys repeat themselves: a column of a scale is kept as small numbers into a list of its answers, so that a million
//! rows are counted in a moment; only words that hardly repeat are kept as they are.

mod builder;
mod growing;
mod parts;

#[cfg(test)]
mod tests;

pub use self::{
    builder::{Builder, NotKept},
    parts::{Part, Stretch, join},
};

/// So many different answers a column has at most, to be answers; with more it is words.
pub const MOST_ANSWERS: usize = 4096;

/// Where a row is in no group.
pub const NO_GROUP: u8 = u8::MAX;

/// An export's rows without its headers.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<AnswerColumn>,
    /// The number of each row in the file, 1-based.
    numbers: Vec<u32>,
}

/// One column of answers.
#[derive(Clone, Debug, Default)]
pub struct AnswerColumn {
    cells: Cells,
}

/// A different answer of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// As it was given, without blanks at its ends.
    pub text: String,
    /// How many gave it.
    pub count: u32,
}

/// How a column is kept.
#[derive(Clone, Debug, Default)]
enum Cells {
    /// No row has an answer: it costs nothing.
    #[default]
    Nothing,
    /// A code a row into the answers; 0 is none, 1 the first.
    Few { answers: Vec<Answer>, codes: Codes },
    /// The words of all rows behind each other, and where each row's end.
    Words {
        text: String,
        ends: Vec<u32>,
        answered: u32,
    },
}

/// Codes as narrow as they fit.
#[derive(Clone, Debug)]
enum Codes {
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

impl Codes {
    /// A row's code; 0 where it has none, or lies after the last row with an answer.
    fn get(&self, row: usize) -> usize {
        match self {
            Self::Narrow(codes) => codes.get(row).copied().map_or(0, usize::from),
            Self::Wide(codes) => codes.get(row).copied().map_or(0, usize::from),
        }
    }
}

impl Table {
    /// A table from its cells, for tests and small sheets; short rows are filled up with nothing.
    pub fn from_rows<R: AsRef<str>>(width: usize, rows: &[Vec<R>]) -> Self {
        let mut builder = Builder::new(width, u64::MAX);
        for (row, number) in rows.iter().zip(1..) {
            let cells = row.iter().map(|cell| cell.as_ref().as_bytes());
            // Neither of what a builder refuses can be in texts without a limit.
            let _ = builder.row(number, cells.take(width).enumerate());
        }
        builder.finish()
    }

    /// The same with the number that each row has in the file, rising.
    pub fn numbered(width: usize, rows: &[(u32, Vec<String>)]) -> Self {
        let mut builder = Builder::new(width, u64::MAX);
        for (number, row) in rows {
            let cells = row.iter().map(String::as_bytes);
            // As above.
            let _ = builder.row(*number, cells.take(width).enumerate());
        }
        builder.finish()
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> &[AnswerColumn] {
        &self.columns
    }

    /// Puts other answers in the place of a column's, such as labels for codes; there must be one for each row.
    pub fn replace(&mut self, column: usize, answers: AnswerColumn) {
        if let Some(place) = self.columns.get_mut(column) {
            *place = answers;
        }
    }

    /// Leaves rows out: those for which `keep` says no, by their places.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let kept: Vec<usize> = (0..self.rows()).filter(|row| keep(*row)).collect();
        if kept.len() == self.rows() {
            return;
        }
        for column in &mut self.columns {
            column.take_rows(&kept);
        }
        let number = |row: &usize| self.numbers.get(*row).copied();
        self.numbers = kept.iter().filter_map(number).collect();
    }

    /// The number that a row has in the file, where the first line is 1.
    pub fn number(&self, row: usize) -> u32 {
        self.numbers.get(row).copied().unwrap_or(0)
    }
}

impl AnswerColumn {
    /// A row's answer, without blanks at its ends; empty where there is none.
    pub fn cell(&self, row: usize) -> &str {
        match &self.cells {
            Cells::Nothing => "",
            Cells::Few { answers, codes } => {
                let code = codes.get(row).checked_sub(1);
                code.and_then(|c| answers.get(c))
                    .map_or("", |a| a.text.as_str())
            }
            Cells::Words { text, ends, .. } => {
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

    /// Keeps these rows, in this order; answers that none of them gave are gone.
    fn take_rows(&mut self, kept: &[usize]) {
        match &mut self.cells {
            Cells::Nothing => {}
            Cells::Few { answers, codes } => {
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
                    // There are no more of them than there were.
                    numbers.push(u16::try_from(at).unwrap_or(0));
                }
                let narrow: Result<Vec<u8>, _> = numbers.iter().map(|c| u8::try_from(*c)).collect();
                let codes = narrow.map_or(Codes::Wide(numbers), Codes::Narrow);
                self.cells = if left.is_empty() {
                    Cells::Nothing
                } else {
                    Cells::Few {
                        answers: left,
                        codes,
                    }
                };
            }
            Cells::Words { .. } => {
                let (mut text, mut ends, mut answered) =
                    (String::new(), Vec::with_capacity(kept.len()), 0);
                for row in kept {
                    let cell = self.cell(*row);
                    answered += u32::from(!cell.is_empty());
                    text.push_str(cell);
                    ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
                }
                self.cells = Cells::Words {
                    text,
                    ends,
                    answered,
                };
            }
        }
    }

    /// How many rows have an answer.
    pub fn answered(&self) -> u32 {
        match &self.cells {
            Cells::Nothing => 0,
            Cells::Few { answers, .. } => answers.iter().map(|a| a.count).sum(),
            Cells::Words { answered, .. } => *answered,
        }
    }

    /// The different answers in the order in which they first come, without the empty one. `None` where there are more than
    /// [`MOST_ANSWERS`]: the column is words.
    pub fn answers(&self) -> Option<&[Answer]> {
        match &self.cells {
            Cells::Nothing => Some(&[]),
            Cells::Few { answers, .. } => Some(answers),
            Cells::Words { .. } => None,
        }
    }

    /// Which of `answers` a row has; `None` where it has none, or the column is words.
    pub fn code(&self, row: usize) -> Option<usize> {
        match &self.cells {
            Cells::Few { codes, .. } => codes.get(row).checked_sub(1),
            Cells::Nothing | Cells::Words { .. } => None,
        }
    }

    /// How often each answer was given in each group: `[group][answer]`, answers in the order of `answers`. `groups` holds
    /// the group of each row, below `number`, or [`NO_GROUP`]. `None` where the column is words.
    pub fn cross(&self, groups: &[u8], number: u8) -> Option<Vec<Vec<u32>>> {
        let answers = self.answers()?.len();
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
            Cells::Nothing | Cells::Words { .. } => {}
            Cells::Few { codes, .. } => match codes {
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
        // The first is of rows without an answer.
        let without = |mut counts: Vec<u32>| {
            counts.remove(0);
            counts
        };
        Some(counts.into_iter().map(without).collect())
    }
}
