//! Normalises reports into one plain table: headings, bases and answers in rows of their own become columns.
//!
//! A strand or a theme may be a heading between rows, a base a row or part of a header, an answer a row under its question.
//! Afterwards each row says all that it is about.

mod bases;
mod headings;
#[cfg(test)]
mod tests;

use self::{
    bases::{
        base_rows_to_columns, bases_in_cells, bases_in_headers, bases_in_questions,
        remove_thousands_points,
    },
    headings::{fill_down, headings_to_columns},
};
use super::cell::{self, ResultCell};
use crate::domain::{alike::folded, codebook::period};

/// A table of text cells with row numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainTable {
    /// Header of each column.
    pub labels: Vec<String>,
    /// Cells of each row, with its number in the file.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Dropped rows with several cells and no number: a second header, notes.
    pub odd: Vec<u32>,
    /// Dropped rows of totals.
    pub totals: Vec<u32>,
}

#[cfg(test)]
impl PlainTable {
    /// Builds a table from cells separated by `|`; the labels come first.
    pub(super) fn of_lines(labels: &str, rows: &[&str]) -> Self {
        let cells = |line: &str| {
            line.split('|')
                .map(|c| c.trim().to_owned())
                .collect::<Vec<_>>()
        };
        Self {
            labels: cells(labels),
            rows: rows.iter().zip(2..).map(|(r, n)| (n, cells(r))).collect(),
            ..Self::default()
        }
    }
}

impl PlainTable {
    /// Adds a column.
    fn push(&mut self, label: &str, cells: Vec<String>) {
        let width = self.labels.len();
        self.labels.push(label.to_owned());
        for ((_, row), cell) in self.rows.iter_mut().zip(cells) {
            // Rows end with their last filled cell, so a new cell would slip to the left.
            row.resize(width, String::new());
            row.push(cell);
        }
    }

    /// Adds a column with the same text in each row.
    pub fn add(&mut self, label: &str, cell: &str) {
        let cells = vec![cell.to_owned(); self.rows.len()];
        self.push(label, cells);
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let row = self.rows.get(row).map(|(_, cells)| cells.as_slice());
        row.and_then(|r| r.get(column)).map_or("", |c| c.trim())
    }

    /// Keeps the marked rows.
    fn keep(&mut self, keep: &[bool]) {
        let mut keep = keep.iter();
        self.rows.retain(|_| keep.next().copied().unwrap_or(true));
    }
}

/// Kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    /// With numbers.
    Numbers,
    /// A single cell of words.
    Heading,
    /// Anything else: a note, a repeated header.
    Other,
}

/// True for a number or a suppression mark.
pub fn is_number(text: &str) -> bool {
    matches!(
        cell::read(text),
        ResultCell::Number(_) | ResultCell::Both(..) | ResultCell::KeptBack
    )
}

fn is_words(text: &str) -> bool {
    !text.trim().is_empty() && cell::read(text) == ResultCell::Words
}

/// True for the text of a question: it ends in a question mark or begins with a question number.
pub fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?') || code(text).is_some()
}

/// Splits a question number from its text: `Q14. Were you told?`, `14) Were you told?`.
pub fn code(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let lettered = bytes.first().is_some_and(|b| b.eq_ignore_ascii_case(&b'q'));
    let mut at = usize::from(lettered);
    if lettered && bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    let from = at;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    // Five digits and more are a year with a month, a telephone number or an id.
    if at == from || at - from > 4 {
        return None;
    }
    // Sub-questions: Q14a, Q14_2, Q14.1.
    while let Some(next) = bytes.get(at) {
        let more = bytes.get(at + 1);
        let goes_on = next.is_ascii_lowercase() && !more.is_some_and(u8::is_ascii_alphabetic)
            || matches!(next, b'_' | b'.' | b'-') && more.is_some_and(u8::is_ascii_digit)
            || next.is_ascii_digit();
        if !goes_on {
            break;
        }
        at += 1;
    }
    let (code, rest) = text.split_at_checked(at)?;
    let after = rest.trim_start();
    let marked = after.starts_with(['.', ')', ':', '-', '\u{2013}', '|']);
    let question = after.trim_start_matches(['.', ')', ':', '-', '\u{2013}', '|', ' ']);
    // "24 hours ..." begins with a number that is no question's.
    let sound = question.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\u{201c}');
    // Without a sign behind it only "Q14 Were you told" is a number; "14 days later" is not.
    let apart = marked || (lettered && rest.starts_with(' '));
    (apart && sound).then_some((code, question))
}

/// Normalises a report.
pub fn settle(mut table: PlainTable) -> PlainTable {
    // The order matters: headers repeated in the middle would hide that a column holds numbers, and bases must be out of
    // the cells before headings are told from rows of numbers.
    drop_headers(&mut table);
    remove_thousands_points(&mut table);
    bases_in_cells(&mut table);
    bases_in_headers(&mut table);
    bases_in_questions(&mut table);
    // After the bases have left the cells, since "Told (n=131)" is words and "131" is none.
    let Some(key) = key_column(&table) else {
        return table;
    };
    base_rows_to_columns(&mut table, key);
    headings_to_columns(&mut table, key);
    fill_down(&mut table, key);
    table
}

/// The column with most text, which says what a row is about.
fn key_column(table: &PlainTable) -> Option<usize> {
    let width = table.labels.len();
    let words = |column: usize| {
        let rows = 0..table.rows.len();
        rows.filter(|r| is_words(table.cell(*r, column)))
            // One long note must not outweigh a column of questions.
            .map(|r| table.cell(r, column).len().min(60))
            .sum::<usize>()
    };
    // The leftmost of equals: labels stand left of what they label.
    let most = (0..width).max_by_key(|c| (words(*c), width - c))?;
    (words(most) > 0).then_some(most)
}

fn row_kind(table: &PlainTable, row: usize) -> RowKind {
    let width = table.labels.len();
    let filled: Vec<usize> = (0..width)
        .filter(|c| !table.cell(row, *c).is_empty())
        .collect();
    let numbers = filled
        .iter()
        .filter(|c| is_number(table.cell(row, **c)))
        .count();
    // Notes under a table hold numbers, as in "Source: survey 2025, n = 131".
    if filled.first().is_some_and(|c| is_note(table.cell(row, *c))) {
        return RowKind::Other;
    }
    match filled.as_slice() {
        [only]
            // A single cell further right is a stray remark; headings stand at the left, behind a number or a code at most.
            if *only < 3
                && (is_words(table.cell(row, *only))
                    || period(table.cell(row, *only)).is_some()) =>
        {
            RowKind::Heading
        }
        [] | [_] => RowKind::Other,
        _ if numbers > 0 => RowKind::Numbers,
        _ => RowKind::Other,
    }
}

/// True for a note under the table, such as `Source: ...`.
fn is_note(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let begins = [
        "source",
        "sources",
        "data source",
        "note",
        "notes",
        "footnote",
        "please note",
        "key",
    ];
    text.split_once(':')
        .is_some_and(|(before, _)| begins.contains(&before.trim()))
        || text.starts_with("notes")
        || text.starts_with("n/a =")
}

/// Drops rows that repeat the column names.
fn drop_headers(table: &mut PlainTable) {
    let names: Vec<String> = table.labels.iter().map(|l| folded(l)).collect();
    let keep: Vec<bool> = (0..table.rows.len())
        .map(|row| {
            let mut same = 0;
            let mut filled = 0;
            for (nth, name) in names.iter().enumerate() {
                let cell = folded(table.cell(row, nth));
                if cell.is_empty() {
                    continue;
                }
                filled += 1;
                same += usize::from(*name == cell || name.ends_with(&format!(" {cell}")));
            }
            // One equal cell may be an answer that is worded like its column.
            filled < 2 || same < filled
        })
        .collect();
    table.keep(&keep);
}
