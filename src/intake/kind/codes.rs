//! Recognises columns of codes: machine-made or sequential values that differ in nearly every row.
//!
//! A code may identify a person whatever its column is called. Taken for text, it would be shown on a wall as a patient's
//! words.

use std::collections::HashMap;

use super::{DistinctCells, identifier, is_number};
use crate::intake::{days::is_day, export::ColumnInfo};

/// True if the cells are codes of people, responses or machines.
pub(super) fn are_codes(cells: &DistinctCells, described: &ColumnInfo) -> bool {
    if described.option.is_some() || cells.number() < 3 {
        return false;
    }
    // Machine-made values are nobody's answer, even if they repeat because a device was shared.
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

/// True for a word with digits such as `RX00037` that is no number, date or amount.
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

/// True for a number with a unit: `10:30`, `9am`, `5mg`, `£12.50`.
fn is_clock(cell: &str) -> bool {
    let number = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
    let unit =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    number.len() > unit.len() && unit.chars().count() <= 7 && unit.chars().all(char::is_alphabetic)
}

/// True for a long machine-made word: a UUID, `collect:7f3a90`, a hash.
fn is_machine_made(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(char::is_ascii_alphabetic).count();
    let plain = cell
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '{' | '}' | '='));
    plain && cell.len() >= 14 && digits >= 4 && letters >= 2 && !is_day(cell)
}

/// True for whole numbers that rise or fall by one from row to row.
fn given_in_turn(cells: &DistinctCells) -> bool {
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

/// True for a plausible reference: it has digits and few words.
fn is_id(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.split_whitespace().count() <= 6
        && !is_day(cell)
}

/// True if nearly all cells share one pattern of capitals and digits: `NEAS PTS 528 - Q1`.
fn of_one_shape(cells: &DistinctCells, described: &ColumnInfo) -> bool {
    // A letter must come before the digits, because numbers with a unit share a pattern as well.
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

/// Pattern of a text: each run of digits, capitals or small letters as one character.
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
