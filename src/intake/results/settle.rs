//! Reports for people into one plain table: what stands over several rows or in a header gets a column of its own.
//!
//! A strand or a theme may be a heading between the rows, a base a row of its own or a part of the header, an answer a row under its
//! question. Afterwards each row has everything that it is about, and the roles of columns say the rest.

use std::collections::{BTreeMap, HashSet};

use super::{
    cell::{self, Cell},
    header::{self, Says},
};
use crate::domain::{
    alike::folded,
    codebook::{ColumnContent, period},
};

/// A table with its rows' numbers in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The header of each column.
    pub labels: Vec<String>,
    /// Each row with its number.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Rows with several cells and no number among them, which are left out: names of another table, notes.
    pub odd: Vec<u32>,
    /// Rows of totals, which are left out.
    pub totals: Vec<u32>,
}

#[cfg(test)]
impl Plain {
    /// Cells apart by `|`, the labels first.
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

impl Plain {
    /// Adds a column.
    fn push(&mut self, label: &str, cells: Vec<String>) {
        let width = self.labels.len();
        self.labels.push(label.to_owned());
        for ((_, row), cell) in self.rows.iter_mut().zip(cells) {
            row.resize(width, String::new());
            row.push(cell);
        }
    }

    /// Adds a column that has the same in each row.
    pub fn add(&mut self, label: &str, cell: &str) {
        let cells = vec![cell.to_owned(); self.rows.len()];
        self.push(label, cells);
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let row = self.rows.get(row).map(|(_, cells)| cells.as_slice());
        row.and_then(|r| r.get(column)).map_or("", |c| c.trim())
    }

    /// Keeps these rows.
    fn keep(&mut self, keep: &[bool]) {
        let mut keep = keep.iter();
        self.rows.retain(|_| keep.next().copied().unwrap_or(true));
    }
}

/// A row's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LayoutLine {
    /// It has numbers.
    Numbers,
    /// One cell with words, and nothing beside it.
    Heading,
    /// Something else: a note, the header again.
    Other,
}

/// Whether a cell holds a number, or a mark in the place of one.
pub fn is_number(text: &str) -> bool {
    matches!(
        cell::read(text),
        Cell::Number(_) | Cell::Both(..) | Cell::KeptBack
    )
}

fn is_words(text: &str) -> bool {
    !text.trim().is_empty() && cell::read(text) == Cell::Words
}

/// Whether a text looks like a question of a survey: it asks, or begins with its number.
pub fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?') || code(text).is_some()
}

/// The number before a question, and the question without it: `Q14. Were you told?`, `14) Were you told?`.
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
    if at == from || at - from > 4 {
        return None;
    }
    // Q14a, Q14_2, Q14.1.
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
    // "24 hours ..." is no number of a question.
    let sound = question.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\u{201c}');
    let apart = marked || (lettered && rest.starts_with(' '));
    (apart && sound).then_some((code, question))
}

/// Makes a plain table of a report.
pub fn settle(mut table: Plain) -> Plain {
    drop_headers(&mut table);
    thousands(&mut table);
    bases_in_cells(&mut table);
    bases_in_headers(&mut table);
    bases_in_questions(&mut table);
    let Some(key) = key(&table) else {
        return table;
    };
    base_rows(&mut table, key);
    headings(&mut table, key);
    fill_down(&mut table, key);
    table
}

/// The column that most rows have words in: what they are about.
fn key(table: &Plain) -> Option<usize> {
    let width = table.labels.len();
    let words = |column: usize| {
        let rows = 0..table.rows.len();
        rows.filter(|r| is_words(table.cell(*r, column)))
            .map(|r| table.cell(r, column).len().min(60))
            .sum::<usize>()
    };
    let most = (0..width).max_by_key(|c| (words(*c), width - c))?;
    (words(most) > 0).then_some(most)
}

fn line(table: &Plain, row: usize) -> LayoutLine {
    let width = table.labels.len();
    let filled: Vec<usize> = (0..width)
        .filter(|c| !table.cell(row, *c).is_empty())
        .collect();
    let numbers = filled
        .iter()
        .filter(|c| is_number(table.cell(row, **c)))
        .count();
    if filled.first().is_some_and(|c| is_note(table.cell(row, *c))) {
        return LayoutLine::Other;
    }
    match filled.as_slice() {
        [only]
            if *only < 3
                && (is_words(table.cell(row, *only))
                    || period(table.cell(row, *only)).is_some()) =>
        {
            LayoutLine::Heading
        }
        [] | [_] => LayoutLine::Other,
        _ if numbers > 0 => LayoutLine::Numbers,
        _ => LayoutLine::Other,
    }
}

/// Whether a row is a note under a table, as `Source: ...` is.
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

/// Rows that are the names of the columns again.
fn drop_headers(table: &mut Plain) {
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
            filled < 2 || same < filled
        })
        .collect();
    table.keep(&keep);
}

/// Points between the thousands of a base: `1.120` beside `118`, or in a table with decimal commas, is 1120.
fn thousands(table: &mut Plain) {
    let is_grouped = |text: &str| {
        let groups: Vec<&str> = text.split('.').collect();
        let digits = |g: &str| g.chars().all(|c| c.is_ascii_digit());
        groups.len() > 1
            && groups.iter().all(|g| digits(g))
            && groups
                .first()
                .is_some_and(|g| (1..=3).contains(&g.len()) && !g.starts_with('0'))
            && groups.iter().skip(1).all(|g| g.len() == 3)
    };
    let is_comma = |text: &str| {
        let decimals = text
            .split_once(',')
            .map(|(_, d)| d.trim_end_matches(['%', ' ']));
        decimals.is_some_and(|d| !d.is_empty() && d.len() < 3) && is_number(text)
    };
    let commas = table.rows.iter().flat_map(|(_, r)| r).any(|c| is_comma(c));
    for column in 0..table.labels.len() {
        let label = table.labels.get(column).map_or("", String::as_str);
        let header = header::read(label);
        let counts = matches!(
            header.what,
            Some(
                Says::Is(ColumnContent::Base | ColumnContent::Count)
                    | Says::Responses
                    | Says::Number
            )
        );
        if !counts || header.is_adjusted || header.is_percent {
            continue;
        }
        let rows = 0..table.rows.len();
        let cells: Vec<&str> = rows.map(|r| table.cell(r, column)).collect();
        let points = || cells.iter().filter(|c| c.contains('.') && is_number(c));
        let whole = cells.iter().any(|c| !c.contains('.') && is_number(c));
        let fits = points().next().is_some() && points().all(|c| is_grouped(c));
        if !(fits && (commas || whole)) {
            continue;
        }
        for (_, row) in &mut table.rows {
            if let Some(cell) = row.get_mut(column)
                && is_grouped(cell.trim())
            {
                *cell = cell.trim().replace('.', "");
            }
        }
    }
}

/// A number and its base out of one cell: `54/131`, `54 of 131 (41%)` or `41% (n=131)`; whether the number is a percentage.
fn with_base(text: &str) -> Option<(String, String, bool)> {
    let small = text.trim().to_lowercase();
    if let Some((share, base)) = small.split_once('(')
        && let Some(base) = base.trim().strip_prefix("n")
        && let Some(base) = base.trim_start().strip_prefix(['=', ':', ' '])
    {
        let share = share.trim();
        let base = cell::number(base.trim_end_matches(')'))?.whole()?;
        let is_percent = cell::number(share)?.is_percent;
        return is_percent.then(|| (share.to_owned(), base.to_string(), true));
    }
    let bare = small.split('(').next().unwrap_or_default();
    let (given, of) = bare
        .split_once(" out of ")
        .or_else(|| bare.split_once(" of "))
        .or_else(|| bare.split_once('/'))?;
    let whole = |t: &str| cell::number(t).filter(|n| !n.is_percent)?.whole();
    let (given, of) = (whole(given)?, whole(of)?);
    (given <= of && of > 0).then(|| (given.to_string(), of.to_string(), false))
}

/// A base that stands beside each number in one cell gets a column.
fn bases_in_cells(table: &mut Plain) {
    for column in 0..table.labels.len() {
        let rows = 0..table.rows.len();
        let cells: Vec<String> = rows.map(|r| table.cell(r, column).to_owned()).collect();
        let numbers = cells
            .iter()
            .filter(|c| {
                let is_kept_back = cell::read(c) == Cell::KeptBack;
                !is_kept_back && (is_number(c) || with_base(c).is_some())
            })
            .count();
        let pairs: Vec<Option<(String, String, bool)>> =
            cells.iter().map(|c| with_base(c)).collect();
        let with = pairs.iter().flatten().count();
        if with == 0 || with * 10 < numbers * 7 {
            continue;
        }
        let shares = pairs.iter().flatten().filter(|p| p.2).count();
        let name = if shares * 2 > with { "%" } else { "count" };
        let label = table.labels.get(column).cloned().unwrap_or_default();
        let whose = whose(&header::read(&label));
        if let Some(label) = table.labels.get_mut(column) {
            format!("{whose} {name}").trim().clone_into(label);
        }
        let mut bases = Vec::with_capacity(cells.len());
        for (row, (pair, cell)) in pairs.into_iter().zip(cells).enumerate() {
            let kept_back = cell::read(&cell) == Cell::KeptBack;
            let (number, base) = match pair {
                Some((number, base, _)) => (number, base),
                None if kept_back => (cell.clone(), cell),
                None => (cell, String::new()),
            };
            bases.push(base);
            let place = table.rows.get_mut(row).and_then(|(_, c)| c.get_mut(column));
            if let Some(place) = place {
                *place = number;
            }
        }
        table.push(format!("{whose} base").trim(), bases);
    }
}

/// A base that stands in a header gets a column.
fn bases_in_headers(table: &mut Plain) {
    let of_numbers = of_numbers(table);
    for label in table.labels.clone() {
        let header = header::read(&label);
        if let Some(base) = header.base {
            let whose = whose(&header);
            let cells = of_numbers.iter().map(|has| {
                if *has {
                    base.to_string()
                } else {
                    String::new()
                }
            });
            let cells = cells.collect();
            table.push(format!("{whose} base").trim(), cells);
        }
    }
}

/// A base that stands behind each question gets a column, where no other has bases.
fn bases_in_questions(table: &mut Plain) {
    let is_base = |label: &String| header::read(label).what == Some(Says::Is(ColumnContent::Base));
    let Some(key) = key(table).filter(|_| !table.labels.iter().any(is_base)) else {
        return;
    };
    let of_numbers = of_numbers(table);
    let rows = 0..table.rows.len();
    let apart: Vec<Option<(String, u32)>> = rows
        .zip(&of_numbers)
        .map(|(r, has)| header::apart(table.cell(r, key)).filter(|_| *has))
        .collect();
    let with = apart.iter().flatten().count();
    if with == 0 || with * 10 < of_numbers.iter().filter(|has| **has).count() * 9 {
        return;
    }
    let mut bases = Vec::with_capacity(apart.len());
    for (apart, (_, row)) in apart.into_iter().zip(&mut table.rows) {
        let Some((question, base)) = apart else {
            bases.push(String::new());
            continue;
        };
        bases.push(base.to_string());
        if let Some(cell) = row.get_mut(key) {
            *cell = question;
        }
    }
    table.push("base", bases);
}

/// Which rows have numbers: a heading has no base.
fn of_numbers(table: &Plain) -> Vec<bool> {
    let rows = 0..table.rows.len();
    rows.map(|r| line(table, r) == LayoutLine::Numbers)
        .collect()
}

/// Strand and period of a header, as a header.
fn whose(header: &header::Header) -> String {
    let period = header.period.as_deref().unwrap_or_default();
    format!("{} {period}", header.rest).trim().to_owned()
}

/// A row of bases counts for the rows below it, up to the next one.
fn base_rows(table: &mut Plain, key: usize) {
    let width = table.labels.len();
    let is_base = |table: &Plain, row: usize| {
        let numbers: Vec<&str> = (0..width)
            .filter(|c| *c != key)
            .map(|c| table.cell(row, c))
            .filter(|c| !c.is_empty())
            .collect();
        let whole = |text: &&&str| match cell::read(text) {
            Cell::Number(n) => n.whole().is_some() && !n.is_percent,
            Cell::KeptBack => true,
            _ => false,
        };
        header::is_base(table.cell(row, key))
            && !numbers.is_empty()
            && numbers.iter().all(|n| whole(&n))
    };
    let bases: Vec<usize> = (0..table.rows.len())
        .filter(|r| is_base(table, *r))
        .collect();
    if bases.is_empty() {
        return;
    }
    let says_base =
        |label: &String| header::read(label).what == Some(Says::Is(ColumnContent::Base));
    if table.labels.iter().any(says_base) {
        // Bases have a column: it is a total of what stands above.
        let numbers = bases
            .iter()
            .filter_map(|r| table.rows.get(*r))
            .map(|(n, _)| *n);
        table.totals = numbers.collect();
        let keep: Vec<bool> = (0..table.rows.len()).map(|r| !bases.contains(&r)).collect();
        table.keep(&keep);
        return;
    }
    let of_numbers = of_numbers(table);
    for column in 0..width {
        if column == key || !bases.iter().any(|r| !table.cell(*r, column).is_empty()) {
            continue;
        }
        // Bases stand over the numbers, or, where the table ends with them, under them.
        let first = bases.first().copied().unwrap_or(0);
        let below = first > 0 && (0..first).any(|r| line(table, r) == LayoutLine::Numbers);
        let mut cells = Vec::with_capacity(table.rows.len());
        for row in 0..table.rows.len() {
            let of = if below {
                bases.iter().find(|b| **b >= row).or(bases.last())
            } else {
                bases.iter().rev().find(|b| **b <= row)
            };
            let has = of_numbers.get(row).copied().unwrap_or(false);
            cells.push(
                of.filter(|_| has)
                    .map_or(String::new(), |b| table.cell(*b, column).to_owned()),
            );
        }
        let label = table.labels.get(column).cloned().unwrap_or_default();
        let whose = whose(&header::read(&label));
        table.push(format!("{whose} base").trim(), cells);
    }
    let keep: Vec<bool> = (0..table.rows.len()).map(|r| !bases.contains(&r)).collect();
    table.keep(&keep);
}

/// Headings between the rows get columns: of strands, of periods, of themes, or of questions with their answers below.
fn headings(table: &mut Plain, key: usize) {
    let lines: Vec<LayoutLine> = (0..table.rows.len()).map(|r| line(table, r)).collect();
    let last = lines
        .iter()
        .rposition(|l| *l == LayoutLine::Numbers)
        .unwrap_or(0);
    let at: Vec<usize> = (0..last)
        .filter(|r| lines.get(*r) == Some(&LayoutLine::Heading))
        .collect();
    let text = |row: usize| {
        let cells = (0..table.labels.len()).map(|c| table.cell(row, c));
        cells.filter(|c| !c.is_empty()).collect::<String>()
    };
    let titles: BTreeMap<usize, String> = at.iter().map(|r| (*r, text(*r))).collect();
    let heading_of = |row: usize, such: &dyn Fn(&str) -> bool| {
        titles
            .range(..row)
            .rev()
            .find(|(_, t)| such(t))
            .map_or(String::new(), |(_, t)| t.clone())
    };
    let is_period = |t: &str| period(t).is_some();
    let is_strand = |t: &str| header::is_known_strand(t) || header::is_everybody(t);
    let others: Vec<&String> = titles
        .values()
        .filter(|t| !is_period(t) && !is_strand(t))
        .collect();
    let numbers: Vec<usize> = (0..table.rows.len())
        .filter(|r| lines.get(*r) == Some(&LayoutLine::Numbers))
        .collect();
    let asks = numbers
        .iter()
        .filter(|r| is_question(table.cell(**r, key)))
        .count();
    let asked = others.iter().filter(|t| is_question(t)).count();
    // A question is a heading where most headings ask and no row does.
    let of_answers = asked > 0 && asked * 2 >= others.len() && asks * 10 <= numbers.len();
    // The same rows come under each of several headings: these are groups of patients.
    let of_groups = !of_answers && {
        let mut seen: BTreeMap<String, HashSet<String>> = BTreeMap::new();
        for row in &numbers {
            let heading = titles.range(..*row).rev().find(|(_, t)| !is_period(t));
            if let Some((_, heading)) = heading {
                let key = folded(table.cell(*row, key));
                seen.entry(key).or_default().insert(folded(heading));
            }
        }
        let again = seen.values().filter(|h| h.len() > 1).count();
        !seen.is_empty() && again * 2 >= seen.len()
    };
    let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
    let rows = 0..table.rows.len();
    let column = |such: &dyn Fn(&str) -> bool| -> Vec<String> {
        rows.clone().map(|r| heading_of(r, such)).collect()
    };
    let strands = !of_groups && titles.values().any(|t| is_strand(t));
    if strands {
        columns.push(("Strand", column(&is_strand)));
    }
    if titles.values().any(|t| is_period(t)) {
        columns.push(("Period", column(&is_period)));
    }
    if of_groups {
        columns.push(("Strand", column(&|t| !is_period(t))));
    } else if !others.is_empty() {
        let name = if of_answers { "Question" } else { "Theme" };
        columns.push((name, column(&|t| !is_period(t) && !is_strand(t))));
    }
    let taken = |label: &str| table.labels.iter().any(|l| folded(l) == folded(label));
    let columns: Vec<(String, Vec<String>)> = columns
        .into_iter()
        .map(|(label, cells)| {
            let label = if taken(label) && label != "Question" {
                format!("{label} (heading)")
            } else {
                label.to_owned()
            };
            (label, cells)
        })
        .collect();
    if of_answers && let Some(label) = table.labels.get_mut(key) {
        "Answer".clone_into(label);
    }
    for (label, cells) in columns {
        table.push(&label, cells);
    }
    let keep: Vec<bool> = lines.iter().map(|l| *l == LayoutLine::Numbers).collect();
    // Where nothing has numbers, nothing is taken away: it is no table of results.
    if keep.contains(&true) {
        let width = table.labels.len();
        let is_odd = |row: &usize| {
            let filled = (0..width).filter(|c| !table.cell(*row, *c).is_empty());
            let filled: Vec<usize> = filled.collect();
            let is_note = filled
                .first()
                .is_some_and(|c| is_note(table.cell(*row, *c)));
            lines.get(*row) == Some(&LayoutLine::Other) && filled.len() > 1 && !is_note
        };
        let odd: Vec<usize> = (0..table.rows.len()).filter(is_odd).collect();
        let numbers = odd
            .iter()
            .filter_map(|r| table.rows.get(*r))
            .map(|(n, _)| *n);
        table.odd = numbers.collect();
        table.keep(&keep);
    }
}

/// A name that stands once over several rows, as merged cells are read, is that of each of them.
fn fill_down(table: &mut Plain, key: usize) {
    let width = table.labels.len();
    for column in 0..width {
        let cells: Vec<String> = (0..table.rows.len())
            .map(|r| table.cell(r, column).to_owned())
            .collect();
        let filled: Vec<&String> = cells.iter().filter(|c| !c.is_empty()).collect();
        let words = filled.iter().filter(|c| is_words(c)).count();
        let periods = filled.iter().filter(|c| period(c).is_some()).count();
        let of_names =
            !filled.is_empty() && (words * 10 >= filled.len() * 9 || periods == filled.len());
        let first = cells.first().is_some_and(|c| !c.is_empty());
        if filled.len() == cells.len() || !of_names || !first {
            continue;
        }
        // Of the key itself only where another column tells the rows apart, else a question is simply missing.
        let another = || {
            (0..width).any(|c| {
                c != column
                    && (0..table.rows.len()).all(|r| !table.cell(r, c).is_empty())
                    && (0..table.rows.len())
                        .any(|r| is_words(table.cell(r, c)) || period(table.cell(r, c)).is_some())
            })
        };
        if column == key && !another() {
            continue;
        }
        let mut above = String::new();
        for (row, cell) in cells.into_iter().enumerate() {
            if !cell.is_empty() {
                above = cell;
                continue;
            }
            if let Some((_, cells)) = table.rows.get_mut(row) {
                cells.resize(width.max(cells.len()), String::new());
                if let Some(place) = cells.get_mut(column) {
                    above.clone_into(place);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(table: &Plain) -> Vec<String> {
        let mut lines = vec![table.labels.join("|")];
        lines.extend(
            table
                .rows
                .iter()
                .map(|(n, r)| format!("{n}: {}", r.join("|"))),
        );
        lines
    }

    #[test]
    fn numbers_of_questions_are_known_from_numbers() {
        for (text, expected) in [
            ("Q14. Were you told?", Some(("Q14", "Were you told?"))),
            ("Q14a Were you told?", Some(("Q14a", "Were you told?"))),
            ("14) Were you told?", Some(("14", "Were you told?"))),
            ("3.2: Were you told?", Some(("3.2", "Were you told?"))),
            ("24 hours is too long", None),
            ("Q14", None),
            ("Were you told?", None),
            ("2026", None),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_become_columns() {
        let table = settle(Plain::of_lines(
            "Question|n|%",
            &[
                "Primary||",
                "Were you told?|131|41%",
                "Were you seen?|130|90%",
                "Secondary||",
                "Were you told?|22|27%",
                "Were you seen?|20|80%",
                "Source: us||",
            ],
        ));
        assert_eq!(
            said(&table),
            [
                "Question|n|%|Strand",
                "3: Were you told?|131|41%|Primary",
                "4: Were you seen?|130|90%|Primary",
                "6: Were you told?|22|27%|Secondary",
                "7: Were you seen?|20|80%|Secondary",
            ]
        );
        let themes = settle(Plain::of_lines(
            "Question|n|%",
            &[
                "Waiting||",
                "Were you told?|131|41%",
                "Staff||",
                "Were they kind?|130|90%",
            ],
        ));
        assert_eq!(said(&themes)[0], "Question|n|%|Theme");
        let groups = settle(Plain::of_lines(
            "Question|n|%",
            &[
                "Under 65||",
                "Were you told?|131|41%",
                "65 and over||",
                "Were you told?|130|90%",
            ],
        ));
        assert_eq!(said(&groups)[0], "Question|n|%|Strand");
    }

    #[test]
    fn questions_over_their_answers_and_bases_over_numbers() {
        let table = settle(Plain::of_lines(
            "|Primary|Secondary",
            &[
                "Q1. Were you told?||",
                "Base: all|131|22",
                "Yes|41%|27%",
                "No|59%|73%",
                "Q2. Were you seen?||",
                "Base: all|130|20",
                "Yes|90%|80%",
                "No|10%|20%",
            ],
        ));
        assert_eq!(
            said(&table),
            [
                "Answer|Primary|Secondary|Primary base|Secondary base|Question",
                "4: Yes|41%|27%|131|22|Q1. Were you told?",
                "5: No|59%|73%|131|22|Q1. Were you told?",
                "8: Yes|90%|80%|130|20|Q2. Were you seen?",
                "9: No|10%|20%|130|20|Q2. Were you seen?",
            ]
        );
    }

    #[test]
    fn a_base_in_each_cell_gets_a_column() {
        let table = settle(Plain::of_lines(
            "Question|Primary|Secondary",
            &[
                "Were you told?|54/131|6 of 22 (27%)",
                "Were you seen?|117/130|*",
            ],
        ));
        assert_eq!(
            said(&table),
            [
                "Question|Primary count|Secondary count|Primary base|Secondary base",
                "2: Were you told?|54|6|131|22",
                "3: Were you seen?|117|*|130|*",
            ]
        );
        let shares = settle(Plain::of_lines(
            "Question|2026",
            &["Were you told?|41% (n=131)"],
        ));
        assert_eq!(
            said(&shares),
            ["Question|2026 %|2026 base", "2: Were you told?|41%|131"]
        );
    }

    #[test]
    fn a_base_in_a_header_and_a_question_over_several_rows() {
        let table = settle(Plain::of_lines(
            "Question|Primary (n=131)",
            &["Were you told?|41%"],
        ));
        assert_eq!(
            said(&table),
            [
                "Question|Primary (n=131)|Primary base",
                "2: Were you told?|41%|131"
            ]
        );
        let merged = settle(Plain::of_lines(
            "Question|Strand|n|%",
            &["Were you told?|Primary|131|41%", "|Secondary|22|27%"],
        ));
        assert_eq!(said(&merged)[2], "3: Were you told?|Secondary|22|27%");
        let missing = settle(Plain::of_lines(
            "Question|n|%",
            &["Were you told?|131|41%", "|22|27%"],
        ));
        assert_eq!(said(&missing)[2], "3: |22|27%");
    }
}
