//! The column that tells people apart, each row's person by it, and the rows in which nobody answered.
//!
//! An id of a ward, a device or whoever typed the answers in comes back in many rows and is nobody's: so a column needs a
//! header that names a person or a response, or to look like an address of one.

mod words;

use std::{borrow::Cow, collections::HashMap};

use self::words::{IDS, OTHERS, PERSONS, RESPONSES, SURELY};
use super::{CountedRows, ExcludedRows, ExclusionReason, People, RepeatedPeople};
use crate::{
    domain::alike::folded,
    intake::{
        export::{AnswerKind, Export, Platform},
        kind::{header_words, is_email, is_missing},
        table::{AnswerColumn, Table},
    },
};

/// Leaves out the rows in which nobody answered, and finds each row's person. `left_out` are those that were left out before.
pub(in crate::intake) fn settle(export: &mut Export, mut left_out: Vec<ExcludedRows>) {
    let unanswered = unanswered(export);
    if !unanswered.is_empty() {
        let finished = finished(export);
        let (begun, empty): (Vec<usize>, Vec<usize>) = unanswered.iter().partition(|row| {
            finished
                .as_ref()
                .is_some_and(|f| f.get(**row) == Some(&false))
        });
        for (rows, why) in [
            (empty, ExclusionReason::Unanswered),
            (begun, ExclusionReason::Unfinished),
        ] {
            if !rows.is_empty() {
                left_out.push(ExcludedRows {
                    rows: rows.iter().map(|row| export.table.number(*row)).collect(),
                    why,
                });
            }
        }
        let mut is_left_out = vec![false; export.table.rows()];
        for row in unanswered {
            if let Some(out) = is_left_out.get_mut(row) {
                *out = true;
            }
        }
        export
            .table
            .retain(|row| !is_left_out.get(row).copied().unwrap_or(false));
    }
    export.people = People::one_a_row(export.table.rows(), left_out);
    people(export);
    if export.people.key.is_none() {
        super::twice::within(export);
    }
}

/// Whether people can answer in a column: who they are, and what the tool notes of itself, are no answers.
fn is_asked(export: &Export, nth: usize) -> bool {
    export.columns.get(nth).is_some_and(|c| {
        !c.own
            && !matches!(
                c.kind,
                AnswerKind::Identifier | AnswerKind::Empty | AnswerKind::Date
            )
    })
}

/// The rows in which nobody answered anything, where others did.
fn unanswered(export: &Export) -> Vec<usize> {
    let rows = export.table.rows();
    let mut answered = vec![false; rows];
    let mut left = rows;
    for (nth, column) in export.table.columns().iter().enumerate() {
        if !is_asked(export, nth) || left == 0 {
            continue;
        }
        // Many columns of a small table say "not chosen" in every row.
        let says: Option<Vec<bool>> = column.answers().map(|a| {
            a.iter()
                .map(|a| says_something(export, nth, &a.text))
                .collect()
        });
        for (row, answered) in answered.iter_mut().enumerate().filter(|(_, a)| !**a) {
            let something = match &says {
                Some(says) => column
                    .code(row)
                    .and_then(|code| says.get(code))
                    .copied()
                    .unwrap_or(false),
                None => !column.cell(row).is_empty(),
            };
            if something {
                *answered = true;
                left -= 1;
            }
        }
    }
    if left == rows {
        return Vec::new();
    }
    // A formula that nobody worked out is an answer that cannot be read.
    let unworked = &export.reading.unworked;
    let is_open = |(row, answered): (usize, &bool)| {
        let formula = || unworked.binary_search(&export.table.number(row)).is_ok();
        (!answered && !formula()).then_some(row)
    };
    answered.iter().enumerate().filter_map(is_open).collect()
}

/// Whether a cell is an answer: of an option that can be ticked, that it was not ticked is none.
fn says_something(export: &Export, nth: usize, cell: &str) -> bool {
    let option = export.columns.get(nth).is_some_and(|c| c.option.is_some());
    if option
        && ["0", "false", "unchecked", "no", "n"]
            .iter()
            .any(|t| cell.eq_ignore_ascii_case(t))
    {
        return false;
    }
    !is_missing(cell) || cell.eq_ignore_ascii_case("none")
}

/// Whether each row was finished, where the tool says it.
fn finished(export: &Export) -> Option<Vec<bool>> {
    const NOT: &[&str] = &[
        "0",
        "abandoned",
        "false",
        "in progress",
        "incomplete",
        "n",
        "no",
        "partial",
        "partially completed",
        "unverified",
    ];
    let id = match export.platform {
        Platform::Qualtrics => "Finished",
        Platform::LimeSurvey => "submitdate",
        _ => "",
    };
    let by_name = |name: &str| {
        let small = folded(name);
        matches!(
            small.as_str(),
            "completed"
                | "complete"
                | "finished"
                | "completion status"
                | "response status"
                | "abgeschlossen"
                | "beendet"
        )
    };
    let (nth, _) = export.column(id).or_else(|| {
        let mut columns = export.columns.iter().enumerate();
        columns.find(|(_, c)| c.kind == AnswerKind::Choice && by_name(&c.question))
    })?;
    let column = export.table.columns().get(nth)?;
    let is_day = id == "submitdate";
    let done = |row: usize| {
        let cell = column.cell(row);
        !is_missing(cell) && (is_day || !NOT.iter().any(|n| cell.eq_ignore_ascii_case(n)))
    };
    Some((0..export.table.rows()).map(done).collect())
}

/// How surely a column tells people apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    /// An address: two people may share one, and one person types in for many.
    Address,
    /// An id of a response or a record.
    Response,
    /// An id of a case, which may be a hospital's or a study's own.
    Case,
    /// An id of a person.
    Person,
}

/// How surely a column tells people apart; `None` where it does not.
fn tells(export: &Export, nth: usize, column: &AnswerColumn, rows: usize) -> Option<Tells> {
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
        () if is_address(column, rows) => Some(Tells::Address),
        () if person && (id || is_coded(column, rows)) => {
            let surely = has(SURELY) || SURELY.iter().any(|p| p.len() > 5 && joined.starts_with(p));
            Some(if surely { Tells::Person } else { Tells::Case })
        }
        // The id of something that is not named is that of the row.
        () if response || words.iter().all(|w| w == "id") => Some(Tells::Response),
        () => None,
    }
}

/// Cells of a column that are looked at.
const LOOKED_AT: usize = 400;

fn some(column: &AnswerColumn, rows: usize) -> impl Iterator<Item = &str> {
    (0..rows)
        .map(|row| column.cell(row))
        .filter(|c| !c.is_empty())
        .take(LOOKED_AT)
}

/// Whether the cells are e-mail addresses.
fn is_address(column: &AnswerColumn, rows: usize) -> bool {
    let mut cells = some(column, rows).peekable();
    cells.peek().is_some() && cells.all(is_email)
}

/// Whether the cells are numbers or codes: "Respondent: patient" names nobody.
fn is_coded(column: &AnswerColumn, rows: usize) -> bool {
    let mut cells = some(column, rows).peekable();
    cells.peek().is_some()
        && cells.all(|c| c.contains(|c: char| c.is_ascii_digit()) && !c.trim().contains(' '))
}

/// Each row's id, as a number that is the same for the same id; blanks are ids of their own.
struct Ids {
    of_row: Vec<u32>,
    /// Different ones.
    number: usize,
    /// Rows with an id.
    filled: usize,
    /// The most rows that one id has.
    most: usize,
}

impl Ids {
    /// `None` where no id comes twice.
    fn of(column: &AnswerColumn, table: &Table) -> Option<Self> {
        let rows = table.rows();
        if rises(column, rows) {
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
                *places.entry(bare(cell, numbers)).or_insert(next)
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

/// An id without what people write in two ways: large letters, blanks, and the signs between its parts. Of an address the
/// signs tell people apart. Where all ids are numbers, zeros before them tell nobody.
pub(super) fn bare(id: &str, numbers: bool) -> Cow<'_, str> {
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
        // "1-12" and "11-2" are two: in a short id a sign between digits stays.
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

/// Whether all ids are whole numbers.
pub(super) fn are_numbers(column: &AnswerColumn, rows: usize) -> bool {
    (0..rows)
        .map(|row| column.cell(row))
        .filter(|cell| !is_missing(cell))
        .all(|cell| {
            cell.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
        })
}

/// Whether each id is longer than the one before or follows it in the alphabet, as those do that a tool gives in turn: then
/// none comes twice, which need not be looked up. Ids that may be written in two ways are looked up.
fn rises(column: &AnswerColumn, rows: usize) -> bool {
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

/// Whether the column that tells people apart names them, and not the rows of a file, which each file counts anew.
pub(super) fn names_people(export: &Export) -> bool {
    export.people.key.is_some_and(|nth| {
        let column = export.table.columns().get(nth);
        let told = column.and_then(|c| tells(export, nth, c, export.table.rows()));
        told.is_some_and(|t| t != Tells::Response)
    })
}

/// Rows that an id of a response has at most on average, to be a person's: with more it is a ward's or a form's.
const ROWS_OF_ONE: usize = 3;

/// Finds each row's person by the column that tells people apart best.
pub(in crate::intake) fn people(export: &mut Export) {
    let rows = export.table.rows();
    let spread = export.platform == Platform::RedCap;
    let left_out = std::mem::take(&mut export.people.left_out);
    export.people = People::one_a_row(rows, left_out);
    let mut candidates: Vec<(Tells, usize)> = Vec::new();
    for (nth, column) in export.table.columns().iter().enumerate() {
        let own = spread && nth == 0;
        let tells = if own {
            Some(Tells::Person)
        } else {
            tells(export, nth, column, rows)
        };
        candidates.extend(tells.map(|t| (t, nth)));
    }
    // The surest; of equals the first column.
    candidates.sort_by_key(|(tells, nth)| (std::cmp::Reverse(*tells), *nth));
    for (tells, nth) in candidates {
        let Some(column) = export.table.columns().get(nth) else {
            continue;
        };
        let Some(ids) = Ids::of(column, &export.table) else {
            export.people.key = Some(nth);
            return;
        };
        let different = ids.number - (rows - ids.filled);
        let fits = match tells {
            Tells::Person => different > 1 || rows < 3,
            Tells::Case => different * ROWS_OF_ONE * 2 >= ids.filled,
            Tells::Response => different * ROWS_OF_ONE >= ids.filled,
            // A nurse who types answers in is one address in most rows.
            Tells::Address => different * ROWS_OF_ONE >= ids.filled && ids.most * 5 <= rows.max(20),
        };
        if fits {
            export.people.key = Some(nth);
            export.people.number = ids.number;
            export.people.spread = spread && ids.most > 1;
            repeated(export, ids);
            return;
        }
    }
}

/// Notes who has several rows, and which of them are complete.
fn repeated(export: &mut Export, ids: Ids) {
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
        export.people.alone = CountedRows::alone(export);
    }
}

/// Whether a row is complete: finished, where the tool says so, and with nearly as many answers as its person's fullest row.
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
