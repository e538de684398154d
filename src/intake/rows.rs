//! The rows of an export and the people who they are of: decided here, for every tool, before anything is counted.
//!
//! A row is taken for a person only after it was looked at. Headers that come again, totals and rows in which nobody answered
//! are left out; several rows of one person count once; a table whose rows are single answers is refused. What was decided is
//! data, so that the first step of the import, `--inspect` and its JSON say the same.

mod answers;
mod counted;
mod furniture;
mod key;
#[cfg(test)]
mod tests;
mod twice;

use std::fmt::Write as _;

pub use self::counted::{CountedRows, answers_of_people, people_who_answered};
pub(in crate::intake) use self::{
    answers::refuse_answers,
    furniture::leave_out_furniture,
    key::{people, settle},
    twice::across,
};

/// Whose an export's rows are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The column that says who answered, by which people are told apart.
    pub key: Option<usize>,
    /// How many different people there are: the rows, where no column tells.
    pub number: usize,
    /// Each row's person; empty where every row is another.
    of_row: Vec<u32>,
    /// Whether a row is as complete as its person's fullest; empty where every row is another person.
    complete: Vec<bool>,
    /// Each row's group where all rows are one: 0, or no group where another row of the same person counts. Empty where every
    /// row counts.
    alone: Vec<u8>,
    /// The tool spreads a person over several rows, each of which answers questions of its own.
    pub spread: bool,
    /// The people who have several rows.
    pub repeated: Option<RepeatedPeople>,
    /// Rows that are no people.
    pub left_out: Vec<ExcludedRows>,
}

/// People who have several rows each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepeatedPeople {
    /// How many they are.
    pub people: usize,
    /// All their rows, by their numbers in the file.
    pub rows: Vec<u32>,
}

/// Rows that are no people, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcludedRows {
    /// By their numbers in the file.
    pub rows: Vec<u32>,
    /// What they are.
    pub why: ExclusionReason,
}

/// What a row is that is no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExclusionReason {
    /// The names of the columns, again.
    Header,
    /// A total, a mean or a percentage of the rows above it.
    Total,
    /// Begun, and nothing answered.
    Unanswered,
    /// Begun, not finished, and nothing answered.
    Unfinished,
    /// The same as a row before it, down to what only one person would have written.
    Again,
    /// The same as a row of another file.
    AgainIn(String),
}

impl ExclusionReason {
    /// In a few words, as files and screens have it.
    pub fn words(&self) -> String {
        match self {
            Self::Header => "header repeated".to_owned(),
            Self::Total => "total".to_owned(),
            Self::Unanswered => "nothing answered".to_owned(),
            Self::Unfinished => "not finished, nothing answered".to_owned(),
            Self::Again => "the same row again".to_owned(),
            Self::AgainIn(file) => format!("the same row as in {file}"),
        }
    }
}

impl People {
    /// Each row is a person of its own.
    pub(in crate::intake) fn one_a_row(rows: usize, left_out: Vec<ExcludedRows>) -> Self {
        Self {
            number: rows,
            left_out,
            ..Self::default()
        }
    }

    /// The person of a row; `None` where every row is another person.
    pub fn of_row(&self, row: usize) -> Option<u32> {
        self.of_row.get(row).copied()
    }

    /// Whether somebody has several rows.
    pub fn are_repeated(&self) -> bool {
        !self.of_row.is_empty()
    }

    /// What was decided, in sentences that name so many ranges of rows at most: nothing where every row is a person.
    pub fn notes(&self, most: usize) -> Vec<String> {
        let mut notes = Vec::new();
        for left in &self.left_out {
            let rows = ranges(&left.rows, most);
            let rows = capital(&rows);
            let were = if left.rows.len() == 1 { "was" } else { "were" };
            let what = match &left.why {
                ExclusionReason::Header => "the names of the columns, again",
                ExclusionReason::Total => "totals, and no people",
                ExclusionReason::Unanswered => "nothing is answered there",
                ExclusionReason::Unfinished => {
                    "begun and not finished, and nothing is answered there"
                }
                ExclusionReason::Again => "the same as rows before, down to the words",
                ExclusionReason::AgainIn(file) => &format!("the same as in {file}"),
            };
            notes.push(format!("{rows} {were} left out: {what}."));
        }
        if let Some(repeated) = &self.repeated {
            let people = match repeated.people {
                1 => "1 person has several rows".to_owned(),
                n => format!("{n} people have several rows"),
            };
            let rule = if self.spread {
                "Each counts once in a question, by the last row that answers it"
            } else {
                "Each counts once, by the last complete row"
            };
            notes.push(format!(
                "{people} ({}). {rule}; comments of all the rows come in.",
                ranges(&repeated.rows, most)
            ));
        }
        notes
    }
}

/// A sentence from its words.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Ranges of rows that a sentence on a screen names; the rest is counted.
pub const A_FEW: usize = 6;

/// Rows as a person says them: `row 14`, `rows 3 to 5, 9, 12`; behind so many ranges the rest is counted.
pub fn ranges(rows: &[u32], most: usize) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in &sorted {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == *row => *to = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let said = |(from, to): &(u32, u32)| match to - from {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from} to {to}"),
    };
    let mut out = String::from(if sorted.len() == 1 { "row " } else { "rows " });
    let shown: Vec<String> = ranges.iter().take(most).map(said).collect();
    out.push_str(&shown.join(", "));
    let rest: u32 = ranges
        .iter()
        .skip(most)
        .map(|(from, to)| to - from + 1)
        .sum();
    if rest > 0 {
        // Writing to a text cannot fail.
        let _ = write!(out, " and {rest} more");
    }
    out
}
