//! Finds the column that tells people apart, and the person of each row.
//!
//! Ids of wards, devices and data-entry staff repeat over many rows. A column therefore needs a header that names a person
//! or a response, or cells that are addresses of one.

mod words;

use std::collections::HashMap;

use self::words::{IDS, OTHERS, PERSONS, RESPONSES, SURELY};
use super::{
    CountedRows, People, RepeatedPeople,
    ids::RowIds,
    unanswered::{finished, is_asked, says_something},
};
use crate::intake::{
    export::{AnswerKind, Export, Platform},
    kind::{header_words, is_email},
    table::AnswerColumn,
};

/// Confidence that a column tells people apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyCertainty {
    /// E-mail address: people may share one, and one person may enter answers for many.
    Address,
    /// Id of a response or record.
    Response,
    /// Id of a case, possibly one of the hospital or study.
    Case,
    /// Id of a person.
    Person,
}

/// Rates a column; `None` if it tells nobody apart.
fn rate_key(
    export: &Export,
    nth: usize,
    column: &AnswerColumn,
    rows: usize,
) -> Option<KeyCertainty> {
    let described = export.columns.get(nth)?;
    if described.kind != AnswerKind::Identifier || (column.answered() as usize) * 2 < rows {
        return None;
    }
    let mut words = header_words(&described.question);
    words.extend(header_words(&described.id));
    let joined = words.concat();
    let has = |list: &[&str]| list.iter().any(|w| words.iter().any(|word| word == w));
    if has(OTHERS) {
        return None;
    }
    let person = has(PERSONS) || PERSONS.iter().any(|p| p.len() > 5 && joined.starts_with(p));
    let response = has(RESPONSES)
        || RESPONSES
            .iter()
            .any(|r| r.len() > 5 && (joined.starts_with(r) || joined.ends_with(r)));
    let id = has(IDS) || joined.ends_with("id") || joined.ends_with("no");
    match () {
        () if is_address(column, rows) => Some(KeyCertainty::Address),
        () if person && (id || is_coded(column, rows)) => {
            let surely = has(SURELY) || SURELY.iter().any(|p| p.len() > 5 && joined.starts_with(p));
            Some(if surely {
                KeyCertainty::Person
            } else {
                KeyCertainty::Case
            })
        }
        // An id without a noun identifies the row.
        () if response || words.iter().all(|w| w == "id") => Some(KeyCertainty::Response),
        () => None,
    }
}

/// Number of cells that are sampled.
const LOOKED_AT: usize = 400;

fn sample_cells(column: &AnswerColumn, rows: usize) -> impl Iterator<Item = &str> {
    (0..rows)
        .map(|row| column.cell(row))
        .filter(|c| !c.is_empty())
        .take(LOOKED_AT)
}

/// True if all cells are e-mail addresses.
fn is_address(column: &AnswerColumn, rows: usize) -> bool {
    let mut cells = sample_cells(column, rows).peekable();
    cells.peek().is_some() && cells.all(is_email)
}

/// True if all cells are codes: "Respondent: patient" identifies nobody.
fn is_coded(column: &AnswerColumn, rows: usize) -> bool {
    let mut cells = sample_cells(column, rows).peekable();
    cells.peek().is_some()
        && cells.all(|c| c.contains(|c: char| c.is_ascii_digit()) && !c.trim().contains(' '))
}

/// True if the key column identifies people, and not only the responses of one file.
pub(super) fn names_people(export: &Export) -> bool {
    export.people.key.is_some_and(|nth| {
        let column = export.table.columns().get(nth);
        let told = column.and_then(|c| rate_key(export, nth, c, export.table.rows()));
        told.is_some_and(|t| t != KeyCertainty::Response)
    })
}

/// Maximum average number of rows per response id; with more it identifies a ward or a form.
const ROWS_OF_ONE: usize = 3;

/// Finds the person of each row by the best key column.
pub(in crate::intake) fn find_people(export: &mut Export) {
    let rows = export.table.rows();
    let spread = export.platform == Platform::RedCap;
    let left_out = std::mem::take(&mut export.people.left_out);
    export.people = People::one_a_row(rows, left_out);
    let mut candidates: Vec<(KeyCertainty, usize)> = Vec::new();
    for (nth, column) in export.table.columns().iter().enumerate() {
        let own = spread && nth == 0;
        let tells = if own {
            Some(KeyCertainty::Person)
        } else {
            rate_key(export, nth, column, rows)
        };
        candidates.extend(tells.map(|t| (t, nth)));
    }
    // The most certain column wins, then the leftmost.
    candidates.sort_by_key(|(tells, nth)| (std::cmp::Reverse(*tells), *nth));
    for (tells, nth) in candidates {
        let Some(column) = export.table.columns().get(nth) else {
            continue;
        };
        let Some(ids) = RowIds::number_ids(column, &export.table) else {
            export.people.key = Some(nth);
            return;
        };
        let different = ids.number - (rows - ids.filled);
        let fits = match tells {
            KeyCertainty::Person => different > 1 || rows < 3,
            KeyCertainty::Case => different * ROWS_OF_ONE * 2 >= ids.filled,
            KeyCertainty::Response => different * ROWS_OF_ONE >= ids.filled,
            // A nurse who enters answers for patients is one address in most rows.
            KeyCertainty::Address => {
                different * ROWS_OF_ONE >= ids.filled && ids.most * 5 <= rows.max(20)
            }
        };
        if fits {
            export.people.key = Some(nth);
            export.people.number = ids.number;
            export.people.spread = spread && ids.most > 1;
            record_repeats(export, ids);
            return;
        }
    }
}

/// Records people with several rows, and which of the rows are complete.
fn record_repeats(export: &mut Export, ids: RowIds) {
    let mut counts = vec![0_usize; ids.number];
    for person in &ids.of_row {
        if let Some(count) = counts.get_mut(*person as usize) {
            *count += 1;
        }
    }
    let several = |person: u32| counts.get(person as usize).is_some_and(|n| *n > 1);
    let rows = ids.of_row.iter().enumerate();
    let rows: Vec<usize> = rows
        .filter(|(_, p)| several(**p))
        .map(|(row, _)| row)
        .collect();
    export.people.repeated = Some(RepeatedPeople {
        people: counts.iter().filter(|n| **n > 1).count(),
        rows: rows.iter().map(|row| export.table.number(*row)).collect(),
    });
    export.people.complete = complete(export, &ids.of_row, &rows);
    export.people.of_row = ids.of_row;
    if !export.people.spread {
        export.people.alone = CountedRows::single_group(export);
    }
}

/// A row is complete if it was finished and has at least four fifths of the answers of its person's fullest row.
fn complete(export: &Export, of_row: &[u32], several: &[usize]) -> Vec<bool> {
    let mut complete = vec![true; export.table.rows()];
    let finished = finished(export);
    let asked: Vec<usize> = (0..export.columns.len())
        .filter(|nth| {
            let text = export
                .columns
                .get(*nth)
                .is_some_and(|c| c.kind == AnswerKind::Text);
            is_asked(export, *nth) && !text
        })
        .collect();
    let columns = export.table.columns();
    let filled = |row: usize| {
        let cells = asked
            .iter()
            .filter_map(|nth| Some((*nth, columns.get(*nth)?)));
        cells
            .filter(|(nth, c)| says_something(export, *nth, c.cell(row)))
            .count()
    };
    let counts: HashMap<usize, usize> = several.iter().map(|row| (*row, filled(*row))).collect();
    let mut fullest: HashMap<u32, usize> = HashMap::new();
    for (row, count) in &counts {
        if let Some(person) = of_row.get(*row) {
            let most = fullest.entry(*person).or_insert(0);
            *most = (*most).max(*count);
        }
    }
    for (row, count) in counts {
        let most = of_row.get(row).and_then(|p| fullest.get(p)).copied();
        let done = finished
            .as_ref()
            .is_none_or(|f| f.get(row).copied().unwrap_or(true));
        let full = count * 5 >= most.unwrap_or(0) * 4;
        if let Some(complete) = complete.get_mut(row) {
            *complete = done && full;
        }
    }
    complete
}
