//! Cells that are codes: made by a machine or given in turn, and different in nearly every row.
//!
//! A code says who answered whatever its column is called. Taken for words, it would be shown on a wall as what a patient said.

use std::collections::HashMap;

use super::{Cells, identifier, is_number};
use crate::intake::{days::is_day, export::ColumnInfo};

/// Whether the cells of a column are codes of people, responses or machines.
pub(super) fn are_codes(cells: &Cells, described: &ColumnInfo) -> bool {
    if described.option.is_some() || cells.number() < 3 {
        return false;
    }
    // What a machine made is nobody's answer, also where one machine was used by many.
    if cells.most(90, is_machine_made) {
        return true;
    }
    let different = cells.number() * 100 >= cells.answered() * 95;
    different
        && (cells.most(90, is_code)
            || given_in_turn(cells)
            || (identifier::names_an_id(described) && cells.most(95, is_id))
            || of_one_shape(cells, described))
}

/// One word with digits in it, such as `RX00037`: no answer, no number, no day.
fn is_code(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let whole = !cell.chars().any(char::is_whitespace);
    whole
        && digits >= 2
        && letters >= 1
        && digits + letters >= 5
        && !is_number(cell)
        && !is_day(cell)
        && !is_clock(cell)
}

/// `10:30`, `9am`, `5mg`, `£12.50`: an amount or a time, with its unit.
fn is_clock(cell: &str) -> bool {
    let number = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
    let unit =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    number.len() > unit.len() && unit.chars().count() <= 7 && unit.chars().all(char::is_alphabetic)
}

/// A long word of letters, digits and marks that only a machine writes: a UUID, `collect:7f3a90`, a hash.
fn is_machine_made(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(char::is_ascii_alphabetic).count();
    let plain = cell
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '{' | '}' | '='));
    plain && cell.len() >= 14 && digits >= 4 && letters >= 2 && !is_day(cell)
}

/// Whether the cells are whole numbers that rise or fall by one from row to row.
fn given_in_turn(cells: &Cells) -> bool {
    let numbers: Option<Vec<i64>> = cells.texts().map(|t| t.parse().ok()).collect();
    let Some(numbers) = numbers.filter(|n| n.len() >= 5) else {
        return false;
    };
    let steps = |by: i64| {
        numbers
            .iter()
            .zip(numbers.iter().skip(1))
            .all(|(a, b)| b - a == by)
    };
    steps(1) || steps(-1)
}

/// What stands in a column that is called a number or a reference: digits, perhaps with letters and marks, and few words.
fn is_id(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.split_whitespace().count() <= 6
        && !is_day(cell)
}

/// Whether the cells are all built alike, with digits in them: `NEAS PTS 528 - Q1`. Numbers with a unit are, too, so that a
/// letter has to come before the digits; and an answer such as "about 10 minutes" is written in many ways.
fn of_one_shape(cells: &Cells, described: &ColumnInfo) -> bool {
    if cells.number() < 10 || described.question.contains('?') {
        return false;
    }
    let mut shapes: HashMap<String, usize> = HashMap::new();
    for text in cells.texts() {
        *shapes.entry(shape(text)).or_insert(0) += 1;
    }
    let Some((shape, most)) = shapes.iter().max_by_key(|(_, n)| **n) else {
        return false;
    };
    let begins = shape.starts_with('A');
    let capitals = !shape.contains('a');
    begins && capitals && shape.contains('9') && most * 100 >= cells.number() * 90
}

/// A text's letters and digits, each run as one sign.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.trim().chars() {
        let sign = match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_uppercase() => 'A',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !shape.ends_with(sign) {
            shape.push(sign);
        }
    }
    shape
}
