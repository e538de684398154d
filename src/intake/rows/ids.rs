//! Compares the ids of rows, in the spellings that people and tools give them.

use std::{borrow::Cow, collections::HashMap};

use crate::intake::{
    kind::is_missing,
    table::{AnswerColumn, Table},
};

/// Ids of the rows as numbers, equal for equal ids; a blank is an id of its own.
pub(super) struct RowIds {
    pub(super) of_row: Vec<u32>,
    /// Number of distinct ids.
    pub(super) number: usize,
    /// Number of rows with an id.
    pub(super) filled: usize,
    /// Largest number of rows with one id.
    pub(super) most: usize,
}

impl RowIds {
    /// Numbers the ids; `None` if none repeats.
    pub(super) fn number_ids(column: &AnswerColumn, table: &Table) -> Option<Self> {
        let rows = table.rows();
        if is_monotone(column, rows) {
            return None;
        }
        let numbers = are_numbers(column, rows);
        let mut places: HashMap<Cow<'_, str>, u32> = HashMap::with_capacity(rows);
        let mut counts: Vec<usize> = Vec::new();
        let mut of_row = Vec::with_capacity(rows);
        let mut filled = 0;
        for row in 0..rows {
            let cell = column.cell(row);
            let next = u32::try_from(counts.len()).ok()?;
            let place = if is_missing(cell) {
                next
            } else {
                filled += 1;
                *places.entry(normal_id(cell, numbers)).or_insert(next)
            };
            if place == next {
                counts.push(0);
            }
            if let Some(count) = counts.get_mut(place as usize) {
                *count += 1;
            }
            of_row.push(place);
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        (most > 1).then_some(Self {
            of_row,
            number: counts.len(),
            filled,
            most,
        })
    }
}

/// Normalises an id that people may write in two ways: case, blanks and separators go, and leading zeros if all ids are
/// numbers. Separators in an e-mail address stay, because they distinguish people.
pub(super) fn normal_id(id: &str, numbers: bool) -> Cow<'_, str> {
    let is_sign =
        |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}' | '/' | '_' | '.');
    let address = id.contains('@');
    let drops = |c: char| {
        if address {
            c.is_whitespace()
        } else {
            is_sign(c)
        }
    };
    let plain = if id.contains(|c: char| drops(c) || c.is_uppercase()) {
        // "1-12" and "11-2" differ only by the separator, so a short id keeps it between digits.
        let short = id.chars().filter(|c| c.is_alphanumeric()).count() < 6;
        let mut kept = String::with_capacity(id.len());
        let mut parted = false;
        for c in id.trim().chars() {
            if drops(c) {
                parted = true;
                continue;
            }
            if parted && short && c.is_ascii_digit() && kept.ends_with(|k: char| k.is_ascii_digit())
            {
                kept.push('-');
            }
            parted = false;
            kept.extend(c.to_lowercase());
        }
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(id)
    };
    if !numbers || !plain.starts_with('0') {
        return plain;
    }
    let short = plain.trim_start_matches('0');
    Cow::Owned(if short.is_empty() { "0" } else { short }.to_owned())
}

/// True if all ids are whole numbers.
pub(super) fn are_numbers(column: &AnswerColumn, rows: usize) -> bool {
    (0..rows)
        .map(|row| column.cell(row))
        .filter(|cell| !is_missing(cell))
        .all(|cell| {
            cell.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
        })
}

/// True if ids strictly rise or fall, as those do that a tool assigns. None repeats then, and the lookup of a million ids
/// is saved.
fn is_monotone(column: &AnswerColumn, rows: usize) -> bool {
    let by = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    let all = |wanted: std::cmp::Ordering| {
        (1..rows).all(|row| by(column.cell(row - 1), column.cell(row)) == wanted)
    };
    let first = column.cell(0).len();
    let one_way = || {
        let mut large = None;
        (0..rows).all(|row| {
            let cell = column.cell(row);
            cell.bytes().all(|b| {
                b.is_ascii_digit()
                    || (b.is_ascii_alphabetic()
                        && *large.get_or_insert(b.is_ascii_uppercase()) == b.is_ascii_uppercase())
            }) && (cell.len() == first || !cell.starts_with('0'))
        })
    };
    (all(std::cmp::Ordering::Less) || all(std::cmp::Ordering::Greater)) && one_way()
}
