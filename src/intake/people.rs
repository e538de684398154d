//! People behind the rows of an export, and the rows that are not people.
//!
//! Only data: `rows` makes the decisions. An export carries them, so that every screen and file says the same.

use std::fmt::Write as _;

/// People behind the rows of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Column whose ids tell people apart.
    pub key: Option<usize>,
    /// Number of people; the number of rows without such a column.
    pub number: usize,
    /// Person of each row; empty if every row is another person.
    pub(super) of_row: Vec<u32>,
    /// Completeness of each row compared with the fullest row of its person; empty if every row is another person.
    pub(super) complete: Vec<bool>,
    /// Group of each row if all rows were one group: 0, or [`NO_GROUP`](super::table::NO_GROUP) where another row of the
    /// person counts. Empty if every row counts.
    pub(super) alone: Vec<u8>,
    /// True if the tool spreads a person over several rows with different questions, as `REDCap` does.
    pub spread: bool,
    /// People with several rows.
    pub repeated: Option<RepeatedPeople>,
    /// Rows that are not people.
    pub left_out: Vec<ExcludedRows>,
}

/// People with several rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepeatedPeople {
    /// Number of these people.
    pub people: usize,
    /// Row numbers of all their rows.
    pub rows: Vec<u32>,
}

/// Excluded rows, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcludedRows {
    /// Row numbers in the file.
    pub rows: Vec<u32>,
    /// Reason.
    pub why: ExclusionReason,
}

/// Reason to exclude a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExclusionReason {
    /// Repeats the column names.
    Header,
    /// Total, mean or percentage of rows above.
    Total,
    /// Nothing is answered.
    Unanswered,
    /// Unfinished, and nothing is answered.
    Unfinished,
    /// Repeats an earlier row, including something that only one person would write.
    Again,
    /// Repeats a row of another file.
    AgainIn(String),
}

impl ExclusionReason {
    /// Short form, as files and screens show it.
    pub fn words(&self) -> String {
        match self {
            Self::Header => "header repeated".to_owned(),
            Self::Total => "total".to_owned(),
            Self::Unanswered => "nothing answered".to_owned(),
            Self::Unfinished => "not finished, nothing answered".to_owned(),
            // Keys of `--inspect` files: scripts match on these words, so they never change with the sentences on screen.
            Self::Again => "the same row again".to_owned(),
            Self::AgainIn(file) => format!("the same row as in {file}"),
        }
    }
}

impl People {
    /// True if a row is as complete as the fullest of its person.
    pub(super) fn is_complete(&self, row: usize) -> bool {
        self.complete.get(row).copied().unwrap_or(true)
    }

    /// Every row is another person.
    pub(super) fn one_a_row(rows: usize, left_out: Vec<ExcludedRows>) -> Self {
        Self {
            number: rows,
            left_out,
            ..Self::default()
        }
    }

    /// Person of a row; `None` if every row is another person.
    pub fn of_row(&self, row: usize) -> Option<u32> {
        self.of_row.get(row).copied()
    }

    /// True if somebody has several rows.
    pub fn are_repeated(&self) -> bool {
        !self.of_row.is_empty()
    }

    /// Decisions as sentences, each with at most `most` ranges of rows. Empty if every row is a person.
    pub fn notes(&self, most: usize) -> Vec<String> {
        let mut notes = Vec::new();
        for left in &self.left_out {
            let rows = ranges(&left.rows, most);
            let rows = capital(&rows);
            let were = if left.rows.len() == 1 { "was" } else { "were" };
            // The words avoid blame: a repeated header is the work of the tool or of pasting, not of the person at the
            // keyboard.
            let what = match &left.why {
                ExclusionReason::Header => "the names of the columns, again",
                ExclusionReason::Total => "totals, and no people",
                ExclusionReason::Unanswered => "nothing is answered there",
                // A row begun and left still has a start time and an id, which looks like an answer until the sentence says
                // otherwise.
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
            // REDCap writes each instrument into a row of its own, so no single row of a person is "complete".
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

/// Capitalises a sentence.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Maximum number of row ranges in a sentence on screen.
pub const A_FEW: usize = 6;

/// Formats row numbers, `row 14` or `rows 3 to 5, 9, 12`; ranges beyond `most` are counted.
pub fn ranges(rows: &[u32], most: usize) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    // A row may be named by two rules, such as a total that also repeats.
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
        // "3 to 4" would make the reader count; two numbers are shorter than their range.
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
        let _ = write!(out, " and {rest} more");
    }
    out
}
