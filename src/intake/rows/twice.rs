//! Rows that were given twice: a file that was downloaded again, a part of one that was pasted under it.
//!
//! Two people may well give the same answers in the same minute. So a row counts as the same one only where it holds what no
//! two people share: an id that is given once in the world, a long sentence, or as a part of a file that comes again as a whole.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{LeftOut, People, Why};
use crate::{
    domain::alike::folded,
    intake::{days, export::Export},
};

/// Rows that are compared at most: each cell of each is read.
const MOST_ROWS: usize = 200_000;

/// Words of a sentence that no two people write alike, beside all their other answers.
const LONG: usize = 8;

/// Leaves out rows of a file without ids that are the same as one before.
pub(super) fn within(export: &mut Export) {
    let rows = export.table.rows();
    if rows > MOST_ROWS {
        return;
    }
    let all: Vec<usize> = (0..export.columns.len()).collect();
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut again = Vec::new();
    for row in 0..rows {
        let there = *first.entry(signature(export, row, &all)).or_insert(row);
        let same = |nth: &usize| {
            let column = export.table.columns().get(*nth);
            column.is_none_or(|c| c.cell(there) == c.cell(row))
        };
        if there != row && all.iter().all(same) {
            again.push(row);
        }
    }
    // Somebody who pressed the button twice cannot be told from two who agree. A third of a file does not come again by
    // chance, where days or words are in it.
    if again.len() * 3 < rows || rows < 4 {
        return;
    }
    again.retain(|row| longest(export, *row) >= LONG / 2 || has_time(export, *row));
    leave_out(export, &again, Why::Again);
}

/// Takes rows out of an export in which every row is a person.
fn leave_out(export: &mut Export, rows: &[usize], why: Why) {
    if rows.is_empty() {
        return;
    }
    let mut is_out = vec![false; export.table.rows()];
    for row in rows {
        if let Some(out) = is_out.get_mut(*row) {
            *out = true;
        }
    }
    let mut left_out = std::mem::take(&mut export.people.left_out);
    left_out.push(LeftOut {
        rows: rows.iter().map(|row| export.table.number(*row)).collect(),
        why,
    });
    export
        .table
        .retain(|row| !is_out.get(row).copied().unwrap_or(false));
    export.people = People::one_a_row(export.table.rows(), left_out);
}

/// What a row's cells come to, in these columns.
fn signature(export: &Export, row: usize, columns: &[usize]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for nth in columns {
        let cell = export.table.columns().get(*nth).map_or("", |c| c.cell(row));
        cell.hash(&mut hasher);
    }
    hasher.finish()
}

/// The words of a row's longest cell.
fn longest(export: &Export, row: usize) -> usize {
    let cells = export.table.columns().iter().map(|c| c.cell(row));
    cells
        .map(|c| c.split_whitespace().count())
        .max()
        .unwrap_or(0)
}

fn has_time(export: &Export, row: usize) -> bool {
    let mut cells = export.table.columns().iter().map(|c| c.cell(row));
    cells.any(days::has_time)
}

/// Finds people who are in several of the exports. Rows that are the same in two files are left out of the later one; a
/// person with other rows there is one person in both.
pub(in crate::intake) fn across(exports: &mut [Export]) {
    for later in 1..exports.len() {
        for earlier in 0..later {
            let (before, after) = exports.split_at_mut(later);
            if let (Some(one), Some(two)) = (before.get(earlier), after.first_mut())
                // Rows of results are alike where the results are.
                && !one.is_results()
                && !two.is_results()
            {
                same_rows(one, two);
            }
        }
    }
    same_people(exports);
}

/// The columns of one export with those of another that ask the same.
fn shared(one: &Export, two: &Export) -> Option<(Vec<usize>, Vec<usize>)> {
    let named = |export: &Export, nth: usize| {
        let column = export.columns.get(nth)?;
        Some((
            folded(&column.question),
            column.option.as_deref().map(folded),
        ))
    };
    let mut taken = vec![false; two.columns.len()];
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for nth in 0..one.columns.len() {
        let wanted = named(one, nth);
        let other = (0..two.columns.len())
            .find(|o| !taken.get(*o).copied().unwrap_or(true) && named(two, *o) == wanted);
        if let Some(other) = other {
            if let Some(taken) = taken.get_mut(other) {
                *taken = true;
            }
            here.push(nth);
            there.push(other);
        }
    }
    let most = one.columns.len().max(two.columns.len());
    (here.len() * 5 >= most * 4).then_some((here, there))
}

/// Leaves rows of `two` out that are in `one` already.
fn same_rows(one: &Export, two: &mut Export) {
    if one.table.rows() > MOST_ROWS || two.table.rows() > MOST_ROWS {
        return;
    }
    let Some((here, there)) = shared(one, two) else {
        return;
    };
    let mut rows: HashMap<u64, usize> = HashMap::new();
    for row in 0..one.table.rows() {
        *rows.entry(signature(one, row, &here)).or_insert(0) += 1;
    }
    let mut same = Vec::new();
    for row in 0..two.table.rows() {
        // As often as it is there: two people may have answered alike.
        if let Some(left) = rows.get_mut(&signature(two, row, &there))
            && *left > 0
        {
            *left -= 1;
            same.push(row);
        }
    }
    let smaller = one.table.rows().min(two.table.rows());
    let many = smaller > 3 && same.len() * 2 >= smaller;
    same.retain(|row| {
        has_world_id(two, *row)
            || longest(two, *row) >= LONG
            || (many && (has_time(two, *row) || longest(two, *row) >= LONG / 2))
    });
    if same.is_empty() {
        return;
    }
    leave_out(two, &same, Why::AgainIn(one.name.clone()));
    super::people(two);
}

/// Whether a row's id is one that no tool gives twice.
fn has_world_id(export: &Export, row: usize) -> bool {
    let key = export
        .people
        .key
        .and_then(|nth| export.table.columns().get(nth));
    key.is_some_and(|c| is_of_the_world(c.cell(row)))
}

/// Whether an id is one that is given once in the world: not the 14th of some list, but a long one.
fn is_of_the_world(id: &str) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 9 || (digits >= 2 && digits + letters >= 12) || (id.contains('@') && id.contains('.'))
}

/// Numbers people over all exports, so that an id of the world is one person in each.
fn same_people(exports: &mut [Export]) {
    let mut first: HashMap<String, (usize, u32)> = HashMap::new();
    let mut together = false;
    // Which row of which export an id was met in first.
    for (nth, export) in exports.iter().enumerate() {
        let Some(column) = export
            .people
            .key
            .and_then(|k| export.table.columns().get(k))
        else {
            continue;
        };
        if exports.len() < 2 || export.table.rows() > MOST_ROWS {
            return;
        }
        for row in 0..export.table.rows() {
            let id = column.cell(row);
            if is_of_the_world(id) {
                let (other, _) = *first
                    .entry(id.to_owned())
                    .or_insert((nth, u32::try_from(row).unwrap_or(u32::MAX)));
                together |= other != nth;
            }
        }
    }
    if !together {
        // People of different files must not be taken for each other.
        let mut before = 0_u32;
        for export in exports {
            for person in &mut export.people.of_row {
                *person = person.saturating_add(before);
            }
            before = before.saturating_add(u32::try_from(export.people.number).unwrap_or(u32::MAX));
        }
        return;
    }
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut next = 0_u32;
    for nth in 0..exports.len() {
        let Some(export) = exports.get_mut(nth) else {
            continue;
        };
        let column = export
            .people
            .key
            .and_then(|k| export.table.columns().get(k));
        let mut own: HashMap<u32, u32> = HashMap::new();
        let (mut shared, mut of_row) = (0_usize, Vec::with_capacity(export.table.rows()));
        for row in 0..export.table.rows() {
            let id = column.map_or("", |c| c.cell(row));
            let local = export.people.of_row(row);
            let known = local.and_then(|l| own.get(&l)).copied();
            let by_id = numbers.get(id).copied().filter(|_| is_of_the_world(id));
            shared += usize::from(
                known.is_none() && by_id.is_some() && !own.values().any(|v| Some(*v) == by_id),
            );
            let number = known.or(by_id).unwrap_or_else(|| {
                next = next.saturating_add(1);
                next
            });
            if let Some(local) = local {
                own.insert(local, number);
            }
            if is_of_the_world(id) {
                numbers.insert(id.to_owned(), number);
            }
            of_row.push(number);
        }
        export.people.of_row = of_row;
        if shared > 0 {
            let people = match shared {
                1 => "1 person of this file is".to_owned(),
                n => format!("{n} people of this file are"),
            };
            export.notes.push(format!(
                "{people} in another file as well, with other answers: each counts once, by the last complete row"
            ));
        }
    }
}
