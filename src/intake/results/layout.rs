//! Recognises the layout of a table of results: the rows that name its columns, and the role of each column.
//!
//! All of it is a proposal that a person reviews. A table counts as results only with questions, bases, and percentages or
//! counts that fit nearly every row; a table of people's answers does not.

mod doubts;
mod roles;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use self::{doubts::RoleDoubt, roles::propose_roles};
use super::{
    across,
    cell::{self, ResultCell},
    facts::ColumnFacts,
    header::{self, HeaderMeaning},
    settle::{self, PlainTable},
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole, period},
    },
    intake::read::FileHead,
};

/// Header rows of a table of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderLayout {
    /// Rows above the numbers.
    pub header_rows: usize,
    /// Title rows among them.
    pub titles: usize,
    /// Full header of each column, joined from all header rows.
    pub labels: Vec<String>,
}

/// Roles of the columns of a settled table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnRoles {
    /// Role of each column, by position.
    pub of: Vec<Option<ColumnRole>>,
    /// Column with the strand of a row.
    pub strand: Option<usize>,
    /// Column with the period of a row.
    pub period: Option<usize>,
    /// True if a header says that numbers are weighted or adjusted.
    pub is_adjusted: bool,
    /// Unused columns of percentages or counts, for lack of a base.
    pub baseless: Vec<usize>,
    /// Number columns that a person has to assign, with the reason.
    pub doubts: Vec<(RoleDoubt, usize)>,
}

impl ColumnRoles {
    /// Column of a role.
    pub fn column(&self, what: ColumnContent) -> Option<usize> {
        self.of
            .iter()
            .position(|role| role.as_ref().is_some_and(|r| r.what == what))
    }

    fn has(&self, what: ColumnContent) -> bool {
        self.column(what).is_some()
    }

    /// True if findings can be made: questions, bases, and percentages or counts, or columns that a person may assign.
    pub fn are_enough(&self) -> bool {
        let is_open = |(doubt, _): &(RoleDoubt, usize)| *doubt != RoleDoubt::Place;
        let numbers = self.has(ColumnContent::Percentage)
            || self.has(ColumnContent::Count)
            || self.doubts.iter().any(is_open);
        // Bases and percentages of several hospitals are all in doubt until the user says which are theirs, so none has a
        // role yet.
        if self.doubts.iter().any(|d| d.0 == RoleDoubt::Place) {
            return self.has(ColumnContent::Question);
        }
        let bases = self.has(ColumnContent::Base)
            || (self.has(ColumnContent::Answer) && self.has(ColumnContent::Count));
        self.has(ColumnContent::Question) && numbers && bases
    }

    /// Number of columns with a role.
    fn number(&self) -> usize {
        self.of.iter().flatten().count()
            + usize::from(self.strand.is_some())
            + usize::from(self.period.is_some())
    }
}

/// Maximum number of rows above the numbers.
const MOST_ABOVE: usize = 12;

/// Maximum number of header rows on top of each other.
const MOST_NAMES: usize = 3;

/// Finds the table of results at the top of a file. `is_forced` is set if the user says that it is one.
pub fn find(head: &FileHead, is_forced: bool) -> Option<HeaderLayout> {
    let mut best: Option<(usize, HeaderLayout)> = None;
    for last in 0..head.rows.len().saturating_sub(1).min(MOST_ABOVE) {
        for names in 1..=MOST_NAMES.min(last + 1) {
            let first = last + 1 - names;
            // A row with only its first cell filled is a title.
            if names > 1 && !may_group_columns(head, first) {
                break;
            }
            // Data above the header belong to another table, whose columns mean something else.
            if is_data(head, last) || (0..last).any(|r| is_data(head, r) && filled(head, r) > 2) {
                break;
            }
            let labels = column_labels(head, first, last);
            let body = head.rows.iter().skip(last + 1).cloned();
            let (plain, roles) = interpret(PlainTable {
                labels: labels.clone(),
                rows: body.map(|r| (0, r)).collect(),
                ..PlainTable::default()
            });
            if !roles.are_enough() || !(is_forced || is_consistent(&plain, &roles)) {
                continue;
            }
            let found = roles.number();
            // The more columns have a role, the more names were understood; the upper of equals wins, since rows of data
            // can look like names.
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                let laid = HeaderLayout {
                    header_rows: last + 1,
                    titles: first,
                    labels,
                };
                best = Some((found, laid));
            }
        }
    }
    best.map(|(_, laid)| laid).or_else(|| {
        // The user knows better: the fullest of the first rows is taken for the header.
        let rows = 0..head.rows.len().min(MOST_ABOVE);
        let last = rows.max_by_key(|r| (head.filled(*r), head.rows.len() - r))?;
        is_forced.then(|| HeaderLayout {
            header_rows: last + 1,
            titles: last,
            labels: column_labels(head, last, last),
        })
    })
}

/// True for a table that looks like results but has no known headers: distinct questions in the first column, only numbers
/// beside them. People's answers never look so.
pub fn looks_like(head: &FileHead) -> bool {
    let rows: Vec<usize> = (0..head.rows.len())
        .filter(|r| filled(head, *r) > 0)
        .collect();
    let Some((_, body)) = rows.split_first() else {
        return false;
    };
    let mut asked = HashSet::new();
    let fits = body.iter().filter(|row| {
        let mut cells = (0..head.width())
            .map(|c| head.cell(**row, c).trim())
            .filter(|c| !c.is_empty());
        let first = cells.next().unwrap_or_default();
        let rest: Vec<&str> = cells.collect();
        let numbers = rest.iter().filter(|c| settle::is_number(c)).count();
        first.trim_end().ends_with('?')
            && asked.insert(folded(first))
            && numbers > 1
            && numbers == rest.len()
    });
    let fits = fits.count();
    fits > 1 && fits * 10 >= body.len() * 8
}

/// Settles a table and proposes its roles; transposes it if its questions or answers stand over the columns.
pub fn interpret(table: PlainTable) -> (PlainTable, ColumnRoles) {
    let plain = settle::settle(table);
    let of = propose_roles(&plain);
    if let Some(question) = of.column(ColumnContent::Question)
        && let Some(turned) = across::transpose_answers(&plain, question)
    {
        let of_turned = propose_roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    // A column that nothing calls a question may hold strands instead.
    let is_sure = of.column(ColumnContent::Question).is_some_and(|at| {
        let label = plain.labels.get(at).map_or("", String::as_str);
        let facts = ColumnFacts::collect(&plain, at);
        header::parse_header(label).what == Some(HeaderMeaning::Is(ColumnContent::Question))
            || facts.questions * 2 >= facts.words
    });
    let is_told_apart = of
        .of
        .iter()
        .flatten()
        // Numbers with a strand or period in their header are already apart by column.
        .any(|r| r.strand.is_some() || r.period.is_some());
    if !is_sure
        && !is_told_apart
        && let Some(turned) = across::transpose_questions(&plain)
    {
        let of_turned = propose_roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    (plain, of)
}

/// Number of non-empty cells in a row.
fn filled(head: &FileHead, row: usize) -> usize {
    let cells = (0..head.width()).filter(|c| !head.cell(row, *c).trim().is_empty());
    cells.count()
}

/// True for a row of data: words that name no column beside numbers that are no years.
fn is_data(head: &FileHead, row: usize) -> bool {
    let mut numbers = 0;
    let mut signs = 0;
    let mut words = 0;
    for text in (0..head.width()).map(|c| head.cell(row, c).trim()) {
        match cell::read(text) {
            // A year over a group of columns is a header.
            ResultCell::Number(n) if period(text).is_none() => {
                numbers += 1;
                signs += usize::from(n.is_percent);
            }
            ResultCell::Both(..) => numbers += 2,
            ResultCell::Words => {
                let named = matches!(
                    header::parse_header(text).what,
                    Some(
                        HeaderMeaning::Is(
                            ColumnContent::Question
                                | ColumnContent::Base
                                | ColumnContent::Code
                                | ColumnContent::Answer
                                | ColumnContent::Hospital
                                | ColumnContent::Theme
                        ) | HeaderMeaning::Strand
                            | HeaderMeaning::Period
                            | HeaderMeaning::Number
                            | HeaderMeaning::Responses
                    )
                );
                if named && !settle::is_question(text) {
                    return false;
                }
                words += 1;
            }
            _ => {}
        }
    }
    words > 0 && (numbers > 1 || signs > 0) && words <= numbers + 2
}

/// True if a row may group columns: it has something beside its first cell.
fn may_group_columns(head: &FileHead, row: usize) -> bool {
    (1..head.width()).any(|c| !head.cell(row, c).is_empty())
}

/// Header of each column. A name over a group of columns applies to all of them.
fn column_labels(head: &FileHead, first: usize, last: usize) -> Vec<String> {
    let mut labels = vec![String::new(); head.width()];
    for row in first..=last {
        let mut over = "";
        for (column, label) in labels.iter_mut().enumerate() {
            let own = head.cell(row, column);
            // A merged cell stores its text in its first column only; the columns behind it are empty but named further
            // down.
            let below = (row + 1..=last).any(|r| !head.cell(r, column).is_empty());
            if !own.is_empty() {
                over = own;
            } else if !below || row == last {
                if row == last {
                    continue;
                }
                over = "";
            }
            if over.is_empty() || folded(label).ends_with(&folded(over)) && !label.is_empty() {
                continue;
            }
            if !label.is_empty() {
                label.push_str(" - ");
            }
            label.push_str(over);
            if row == last {
                over = "";
            }
        }
    }
    labels
}

/// True if nearly every row fits its roles, and rows are results rather than people.
fn is_consistent(table: &PlainTable, roles: &ColumnRoles) -> bool {
    let columns = |what: ColumnContent| {
        let of = roles.of.iter().enumerate();
        of.filter(move |(_, r)| r.as_ref().is_some_and(|r| r.what == what))
            .map(|(nth, _)| nth)
    };
    let Some(question) = roles.column(ColumnContent::Question) else {
        return false;
    };
    let rows = table.rows.len();
    let text = |row: &[String], nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
    let key: Vec<usize> = [
        roles.column(ColumnContent::Code),
        roles.column(ColumnContent::Answer),
        roles.column(ColumnContent::Hospital),
        roles.strand,
        roles.period,
        Some(question),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut keys = HashSet::new();
    let mut again = 0;
    let mut bad = 0;
    for (_, row) in &table.rows {
        let of: Vec<String> = key.iter().map(|k| folded(&text(row, *k))).collect();
        again += usize::from(!keys.insert(of));
        let wrong = |what: ColumnContent| {
            columns(what).any(|nth| match cell::read(&text(row, nth)) {
                ResultCell::Words => true,
                ResultCell::Number(n) => match what {
                    ColumnContent::Percentage => n.is_above(100),
                    _ => n.is_percent,
                },
                _ => false,
            })
        };
        let no_question = text(row, question).is_empty();
        bad += usize::from(
            no_question
                || wrong(ColumnContent::Percentage)
                || wrong(ColumnContent::Base)
                || wrong(ColumnContent::Count),
        );
    }
    // One bad row may be a footnote. Rows of people repeat the same question, and column names further down start another
    // table; both count against it.
    bad += table.odd.len();
    let few = usize::from(rows > 2).max(rows / 10);
    rows > 0 && bad <= few && again * 10 <= rows
}
