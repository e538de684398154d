//! Rows that were given twice: a file that was downloaded again, a part of one that was pasted under it.
//!
//! Two people may well give the same answers in the same minute. So a row counts as the same one only where it holds what no
//! two people share: an id that is given once in the world, a long sentence, or as a part of a file that comes again as a whole.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    ExcludedRows, ExclusionReason, People,
    key::{self, bare},
};
use crate::{
    domain::alike::folded,
    intake::{
        days,
        export::{AnswerKind, Export},
        kind::is_missing,
    },
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
    let signs: Vec<u64> = (0..rows).map(|row| signature(export, row, &all)).collect();
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut again = Vec::new();
    for (row, sign) in signs.iter().enumerate() {
        let there = *first.entry(*sign).or_insert(row);
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
    let telling = Telling::of(export, &signs);
    let block = if telling.varied {
        blocks(&signs, None)
    } else {
        Vec::new()
    };
    again.retain(|row| {
        let is_of_block = block.get(*row).copied().unwrap_or(false);
        is_of_block || telling.has(export, *row, LONG)
    });
    leave_out(export, &again, ExclusionReason::Again);
}

/// The columns in which a cell is one person's alone.
struct Telling {
    /// Comments, times and long ids, with the cells that are in rows of several kinds.
    columns: Vec<(usize, HashSet<u64>)>,
    /// Something stands there that is not chosen from a few answers: without it a block of rows says nothing.
    varied: bool,
}

impl Telling {
    /// An answer that others give as well tells nobody: only cells of a column in which most are different do, and of those
    /// the ones that stand in rows that are the same throughout.
    fn of(export: &Export, signs: &[u64]) -> Self {
        let (mut columns, mut varied) = (Vec::new(), false);
        for (nth, column) in export.table.columns().iter().enumerate() {
            let kind = export.columns.get(nth).map(|c| c.kind);
            if !matches!(
                kind,
                Some(
                    AnswerKind::Text
                        | AnswerKind::Date
                        | AnswerKind::Identifier
                        | AnswerKind::Number
                )
            ) {
                continue;
            }
            let mut first: HashMap<&str, u64> = HashMap::new();
            let (mut filled, mut common) = (0_usize, HashSet::new());
            for (row, sign) in signs.iter().enumerate() {
                let cell = column.cell(row);
                if cell.is_empty() {
                    continue;
                }
                filled += 1;
                if *first.entry(cell).or_insert(*sign) != *sign {
                    common.insert(hashed(cell));
                }
            }
            // A file that is in itself three times has each cell three times.
            if first.len() > 2 && first.len() * 3 >= filled {
                varied = true;
                if kind != Some(AnswerKind::Number) {
                    columns.push((nth, common));
                }
            }
        }
        Self { columns, varied }
    }

    /// Whether a row has a cell that no two people share: a comment of so many words, a time or an id.
    fn has(&self, export: &Export, row: usize, words: usize) -> bool {
        self.columns.iter().any(|(nth, common)| {
            let cell = export.table.columns().get(*nth).map_or("", |c| c.cell(row));
            let tells = match export.columns.get(*nth).map(|c| c.kind) {
                Some(AnswerKind::Text) => cell.split_whitespace().count() >= words,
                Some(AnswerKind::Date) => days::has_time(cell),
                _ => is_of_the_world(cell),
            };
            tells && !common.contains(&hashed(cell))
        })
    }
}

fn hashed(cell: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish()
}

/// Rows of a block that is given again at least.
const BLOCK: usize = 4;

/// Which rows stand in a block that was there before as a whole: of these rows, or of those of an earlier file.
///
/// Rows that many people have come one after the other by chance, and sorted ones do always: so most rows of a block are
/// different, and together they are too rare for it.
fn blocks(rows: &[u64], earlier: Option<&[u64]>) -> Vec<bool> {
    let before = earlier.unwrap_or(rows);
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for (row, sign) in before.iter().enumerate() {
        first.entry(*sign).or_insert(row);
        *counts.entry(*sign).or_default() += 1;
    }
    let number = u32::try_from(before.len().max(1)).unwrap_or(u32::MAX);
    let bits = |sign: &u64| {
        let count = counts.get(sign).copied().unwrap_or(1);
        (f64::from(number) / f64::from(count)).log2()
    };
    // Every row may stand beside every other; beyond that a thousand files have such a block once.
    let least = 2.0 * f64::from(number).log2() + 10.0;
    let mut found = vec![false; rows.len()];
    let mut row = 0;
    while row < rows.len() {
        let start = rows.get(row).and_then(|sign| first.get(sign)).copied();
        let Some(there) = start.filter(|there| earlier.is_some() || *there < row) else {
            row += 1;
            continue;
        };
        let room = if earlier.is_some() {
            usize::MAX
        } else {
            row - there
        };
        let block: Vec<u64> = rows
            .iter()
            .skip(row)
            .zip(before.iter().skip(there))
            .take(room)
            .take_while(|(here, there)| here == there)
            .map(|(here, _)| *here)
            .collect();
        let different: HashSet<&u64> = block.iter().collect();
        let rare: f64 = different.iter().map(|sign| bits(sign)).sum();
        if block.len() >= BLOCK && different.len() * 3 >= block.len() * 2 && rare >= least {
            for is_in in found.iter_mut().skip(row).take(block.len()) {
                *is_in = true;
            }
        }
        row += block.len().max(1);
    }
    found
}

/// Takes rows out of an export in which every row is a person.
fn leave_out(export: &mut Export, rows: &[usize], why: ExclusionReason) {
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
    left_out.push(ExcludedRows {
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
    let signs = |export: &Export, columns: &[usize]| -> Vec<u64> {
        let rows = 0..export.table.rows();
        rows.map(|row| signature(export, row, columns)).collect()
    };
    let (ours, theirs) = (signs(one, &here), signs(two, &there));
    let mut rows: HashMap<u64, usize> = HashMap::new();
    for sign in &ours {
        *rows.entry(*sign).or_insert(0) += 1;
    }
    let mut same = Vec::new();
    for (row, sign) in theirs.iter().enumerate() {
        // As often as it is there: two people may have answered alike.
        if let Some(left) = rows.get_mut(sign)
            && *left > 0
        {
            *left -= 1;
            same.push(row);
        }
    }
    let smaller = one.table.rows().min(two.table.rows());
    let many = smaller > 3 && same.len() * 2 >= smaller;
    let telling = Telling::of(two, &theirs);
    let block = if telling.varied {
        blocks(&theirs, Some(&ours))
    } else {
        Vec::new()
    };
    same.retain(|row| {
        let is_of_block = block.get(*row).copied().unwrap_or(false);
        has_world_id(two, *row)
            || telling.has(two, *row, LONG)
            || (many && (is_of_block || telling.has(two, *row, LONG / 2)))
    });
    if same.is_empty() {
        return;
    }
    leave_out(two, &same, ExclusionReason::AgainIn(one.name.clone()));
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

/// Says of how many people the id is in an earlier file as well, where it names people and may be another's in each file.
fn say_shared(exports: &mut [Export]) {
    let ids = |export: &Export| -> HashSet<String> {
        let key = export.people.key.filter(|_| key::names_people(export));
        let column = key.and_then(|nth| export.table.columns().get(nth));
        let rows = 0..export.table.rows().min(MOST_ROWS);
        let Some(column) = column else {
            return HashSet::new();
        };
        let numbers = key::are_numbers(column, export.table.rows());
        rows.map(|row| column.cell(row))
            .filter(|id| !is_missing(id) && !is_of_the_world(id))
            .map(|id| bare(id, numbers).into_owned())
            .collect()
    };
    let all: Vec<HashSet<String>> = exports.iter().map(ids).collect();
    let names: Vec<String> = exports.iter().map(|e| e.name.clone()).collect();
    for (nth, export) in exports.iter_mut().enumerate() {
        let Some(own) = all.get(nth) else {
            continue;
        };
        for (earlier, name) in all.iter().zip(&names).take(nth) {
            let shared = own.intersection(earlier).count();
            if shared == 0 {
                continue;
            }
            let people = match shared {
                1 => "1 person of this file has an id that is".to_owned(),
                n => format!("{n} people of this file have ids that are"),
            };
            export.notes.push(format!(
                "{people} in {name} as well: if these are the same people, asked about the same time, take one of the files, since each counts in both"
            ));
        }
    }
}

/// Whether an id is one that is given once in the world: not the 14th of some list, but a long one.
fn is_of_the_world(id: &str) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 9 || (digits >= 2 && digits + letters >= 12) || (id.contains('@') && id.contains('.'))
}

/// Numbers people over all exports, so that an id of the world is one person in each.
fn same_people(exports: &mut [Export]) {
    say_shared(exports);
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
                    .entry(bare(id, false).into_owned())
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
            let by_id = numbers
                .get(bare(id, false).as_ref())
                .copied()
                .filter(|_| is_of_the_world(id));
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
                numbers.insert(bare(id, false).into_owned(), number);
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
