//! Finds rows that came in twice: a file downloaded again, or part of one pasted under it.
//!
//! Two people may give the same answers in the same minute. A row counts as repeated only if it holds something unique (a
//! globally unique id, a long comment, a time) or belongs to a block of rows that repeats as a whole.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    ExcludedRows, ExclusionReason, People,
    ids::{are_numbers, normal_id},
    key,
};
use crate::{
    domain::alike::folded,
    intake::{
        days,
        export::{AnswerKind, Export},
        kind::is_missing,
    },
};

/// Maximum number of rows to compare, because every cell is read.
const MOST_ROWS: usize = 200_000;

/// Number of words from which two comments are not equal by chance.
const LONG: usize = 8;

/// Excludes repeated rows within a file without ids.
pub(super) fn exclude_repeats(export: &mut Export) {
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
    // One repeated row may be a double click or a second person who agrees. A third of the file does not repeat by chance.
    if again.len() * 3 < rows || rows < 4 {
        return;
    }
    let telling = UniqueCells::collect(export, &signs);
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

/// Columns whose cells can identify a person.
struct UniqueCells {
    /// Comments, times and long ids, with the hashes of cells that occur in different rows.
    columns: Vec<(usize, HashSet<u64>)>,
    /// True if any column has varied values; without them, repeated blocks prove nothing.
    varied: bool,
}

impl UniqueCells {
    /// Collects columns of mostly distinct values. Within them only cells count whose rows are equal throughout.
    fn collect(export: &Export, signs: &[u64]) -> Self {
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
                    common.insert(hash_cell(cell));
                }
            }
            // A third, and not half: a file pasted twice under itself has every cell three times.
            if first.len() > 2 && first.len() * 3 >= filled {
                varied = true;
                if kind != Some(AnswerKind::Number) {
                    columns.push((nth, common));
                }
            }
        }
        Self { columns, varied }
    }

    /// True if a row has a unique cell: a comment of at least `words` words, a time or an id.
    fn has(&self, export: &Export, row: usize, words: usize) -> bool {
        self.columns.iter().any(|(nth, common)| {
            let cell = export.table.columns().get(*nth).map_or("", |c| c.cell(row));
            let tells = match export.columns.get(*nth).map(|c| c.kind) {
                Some(AnswerKind::Text) => cell.split_whitespace().count() >= words,
                Some(AnswerKind::Date) => days::has_time(cell),
                _ => is_of_the_world(cell),
            };
            tells && !common.contains(&hash_cell(cell))
        })
    }
}

fn hash_cell(cell: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish()
}

/// Minimum number of rows in a repeated block.
const BLOCK: usize = 4;

/// Marks rows of blocks that occurred before as a whole, in these rows or in an earlier file.
///
/// Common rows follow each other by chance, and in a sorted file always. Most rows of a block must therefore differ, and be
/// rare together.
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
    // Any pair of rows may coincide (twice the logarithm); ten more bits let one file in a thousand have such a block by
    // chance.
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

/// Excludes rows from an export without a key column.
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

/// Hash of a row's cells in some columns.
fn signature(export: &Export, row: usize, columns: &[usize]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for nth in columns {
        let cell = export.table.columns().get(*nth).map_or("", |c| c.cell(row));
        cell.hash(&mut hasher);
    }
    hasher.finish()
}

/// Finds repeated rows and people across exports. A repeated row is excluded from the later file; a person with different
/// rows counts as one person in both.
pub(in crate::intake) fn match_across(exports: &mut [Export]) {
    for later in 1..exports.len() {
        for earlier in 0..later {
            let (before, after) = exports.split_at_mut(later);
            if let (Some(one), Some(two)) = (before.get(earlier), after.first_mut())
                // In results, equal rows are equal figures and no repeats.
                && !one.is_results()
                && !two.is_results()
            {
                exclude_shared_rows(one, two);
            }
        }
    }
    number_people(exports);
}

/// Columns that two exports share, by question and option; `None` if they share less than four fifths.
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

/// Excludes rows of `two` that are already in `one`.
fn exclude_shared_rows(one: &Export, two: &mut Export) {
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
        // At most as often as in the first file: two people may have answered alike.
        if let Some(left) = rows.get_mut(sign)
            && *left > 0
        {
            *left -= 1;
            same.push(row);
        }
    }
    let smaller = one.table.rows().min(two.table.rows());
    let many = smaller > 3 && same.len() * 2 >= smaller;
    let telling = UniqueCells::collect(two, &theirs);
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
    super::find_people(two);
}

/// True if the row's id is globally unique.
fn has_world_id(export: &Export, row: usize) -> bool {
    let key = export
        .people
        .key
        .and_then(|nth| export.table.columns().get(nth));
    key.is_some_and(|c| is_of_the_world(c.cell(row)))
}

/// Notes how many people share an id with an earlier file, if such ids may mean different people.
fn note_shared_ids(exports: &mut [Export]) {
    let ids = |export: &Export| -> HashSet<String> {
        let key = export.people.key.filter(|_| key::names_people(export));
        let column = key.and_then(|nth| export.table.columns().get(nth));
        let rows = 0..export.table.rows().min(MOST_ROWS);
        let Some(column) = column else {
            return HashSet::new();
        };
        let numbers = are_numbers(column, export.table.rows());
        rows.map(|row| column.cell(row))
            .filter(|id| !is_missing(id) && !is_of_the_world(id))
            .map(|id| normal_id(id, numbers).into_owned())
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

/// True for an id that is unique worldwide, by its length or as an address; not the 14th of some list.
fn is_of_the_world(id: &str) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 9 || (digits >= 2 && digits + letters >= 12) || (id.contains('@') && id.contains('.'))
}

/// Numbers people across exports so that a globally unique id is one person.
fn number_people(exports: &mut [Export]) {
    note_shared_ids(exports);
    let mut first: HashMap<String, (usize, u32)> = HashMap::new();
    let mut together = false;
    // First export and row of each id.
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
                    .entry(normal_id(id, false).into_owned())
                    .or_insert((nth, u32::try_from(row).unwrap_or(u32::MAX)));
                together |= other != nth;
            }
        }
    }
    if !together {
        // Equal local numbers in different files are different people.
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
                .get(normal_id(id, false).as_ref())
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
                numbers.insert(normal_id(id, false).into_owned(), number);
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
