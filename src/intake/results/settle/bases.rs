//! Moves bases to columns of their own: out of cells, headers, questions and rows.

use super::{PlainTable, RowKind, is_number, key_column, row_kind};
use crate::{
    domain::codebook::ColumnContent,
    intake::results::{
        cell::{self, ResultCell},
        header::{self, HeaderMeaning},
    },
};

/// Removes points between thousands of a base: `1.120` is 1120 beside `118`, and in a table with decimal commas.
pub(super) fn remove_thousands_points(table: &mut PlainTable) {
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
    // Decimal commas anywhere in the table show its locale, in which the point separates thousands.
    let is_comma = |text: &str| {
        let decimals = text
            .split_once(',')
            .map(|(_, d)| d.trim_end_matches(['%', ' ']));
        decimals.is_some_and(|d| !d.is_empty() && d.len() < 3) && is_number(text)
    };
    let commas = table.rows.iter().flat_map(|(_, r)| r).any(|c| is_comma(c));
    for column in 0..table.labels.len() {
        let label = table.labels.get(column).map_or("", String::as_str);
        let header = header::parse_header(label);
        let counts = matches!(
            header.what,
            Some(
                HeaderMeaning::Is(ColumnContent::Base | ColumnContent::Count)
                    | HeaderMeaning::Responses
                    | HeaderMeaning::Number
            )
        );
        // A weighted base may be 1.120 people, and a percentage has decimals: only counted people are surely whole.
        if !counts || header.is_adjusted || header.is_percent {
            continue;
        }
        let rows = 0..table.rows.len();
        let cells: Vec<&str> = rows.map(|r| table.cell(r, column)).collect();
        let points = || cells.iter().filter(|c| c.contains('.') && is_number(c));
        // A whole number in the same column shows that its numbers have no decimals.
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

/// Splits `54/131`, `54 of 131 (41%)` or `41% (n=131)` into number and base, and says if the number is a percentage.
fn with_base(text: &str) -> Option<(String, String, bool)> {
    let small = text.trim().to_lowercase();
    if let Some((share, base)) = small.split_once('(')
        && let Some(base) = base.trim().strip_prefix("n")
        && let Some(base) = base.trim_start().strip_prefix(['=', ':', ' '])
    {
        let share = share.trim();
        let base = cell::number(base.trim_end_matches(')'))?.whole()?;
        let is_percent = cell::number(share)?.is_percent;
        // Without the sign "54 (n=131)" may be a count or a percentage, and a guess would be wrong by half.
        return is_percent.then(|| (share.to_owned(), base.to_string(), true));
    }
    // In "54/131 (41%)" the percentage repeats what the other two say.
    let bare = small.split('(').next().unwrap_or_default();
    let (given, of) = bare
        .split_once(" out of ")
        .or_else(|| bare.split_once(" of "))
        .or_else(|| bare.split_once('/'))?;
    let whole = |t: &str| cell::number(t).filter(|n| !n.is_percent)?.whole();
    let (given, of) = (whole(given)?, whole(of)?);
    // "3/4" may be a date or a scale; more given than asked is certainly no base.
    (given <= of && of > 0).then(|| (given.to_string(), of.to_string(), false))
}

/// Moves bases that share cells with numbers to a column of their own.
pub(super) fn bases_in_cells(table: &mut PlainTable) {
    for column in 0..table.labels.len() {
        let rows = 0..table.rows.len();
        let cells: Vec<String> = rows.map(|r| table.cell(r, column).to_owned()).collect();
        let numbers = cells
            .iter()
            .filter(|c| {
                let is_kept_back = cell::read(c) == ResultCell::KeptBack;
                !is_kept_back && (is_number(c) || with_base(c).is_some())
            })
            .count();
        let pairs: Vec<Option<(String, String, bool)>> =
            cells.iter().map(|c| with_base(c)).collect();
        let with = pairs.iter().flatten().count();
        // A few rows without a base are normal: a suppressed cell, a total.
        if with == 0 || with * 10 < numbers * 7 {
            continue;
        }
        let shares = pairs.iter().flatten().filter(|p| p.2).count();
        let name = if shares * 2 > with { "%" } else { "count" };
        let label = table.labels.get(column).cloned().unwrap_or_default();
        let whose = group_label(&header::parse_header(&label));
        if let Some(label) = table.labels.get_mut(column) {
            format!("{whose} {name}").trim().clone_into(label);
        }
        let mut bases = Vec::with_capacity(cells.len());
        for (row, (pair, cell)) in pairs.into_iter().zip(cells).enumerate() {
            let kept_back = cell::read(&cell) == ResultCell::KeptBack;
            let (number, base) = match pair {
                Some((number, base, _)) => (number, base),
                // A suppressed cell hides its base as well, or the row would be refused for having none.
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

/// Moves a base in a header to a column of its own.
pub(super) fn bases_in_headers(table: &mut PlainTable) {
    let of_numbers = has_numbers(table);
    for label in table.labels.clone() {
        let header = header::parse_header(&label);
        if let Some(base) = header.base {
            let whose = group_label(&header);
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

/// Moves bases behind the questions to a column, unless there is a column of bases.
pub(super) fn bases_in_questions(table: &mut PlainTable) {
    let is_base = |label: &String| {
        header::parse_header(label).what == Some(HeaderMeaning::Is(ColumnContent::Base))
    };
    let Some(key) = key_column(table).filter(|_| !table.labels.iter().any(is_base)) else {
        return;
    };
    let of_numbers = has_numbers(table);
    let rows = 0..table.rows.len();
    let apart: Vec<Option<(String, u32)>> = rows
        .zip(&of_numbers)
        .map(|(r, has)| header::split_base(table.cell(r, key)).filter(|_| *has))
        .collect();
    let with = apart.iter().flatten().count();
    // Higher than for cells: a question may speak of "(n=2)" by itself, and cutting that off changes its wording.
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

/// Marks rows with numbers; headings need no base.
fn has_numbers(table: &PlainTable) -> Vec<bool> {
    let rows = 0..table.rows.len();
    rows.map(|r| row_kind(table, r) == RowKind::Numbers)
        .collect()
}

/// Strand and period of a header, as a new header.
fn group_label(header: &header::ResultHeader) -> String {
    let period = header.period.as_deref().unwrap_or_default();
    format!("{} {period}", header.rest).trim().to_owned()
}

/// Turns rows of bases into columns: each applies to the rows below it, up to the next one.
pub(super) fn base_rows_to_columns(table: &mut PlainTable, key: usize) {
    let width = table.labels.len();
    let is_base = |table: &PlainTable, row: usize| {
        let numbers: Vec<&str> = (0..width)
            .filter(|c| *c != key)
            .map(|c| table.cell(row, c))
            .filter(|c| !c.is_empty())
            .collect();
        let whole = |text: &&&str| match cell::read(text) {
            ResultCell::Number(n) => n.whole().is_some() && !n.is_percent,
            ResultCell::KeptBack => true,
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
    let says_base = |label: &String| {
        header::parse_header(label).what == Some(HeaderMeaning::Is(ColumnContent::Base))
    };
    if table.labels.iter().any(says_base) {
        // With a column of bases, such a row is a total.
        let numbers = bases
            .iter()
            .filter_map(|r| table.rows.get(*r))
            .map(|(n, _)| *n);
        table.totals = numbers.collect();
        let keep: Vec<bool> = (0..table.rows.len()).map(|r| !bases.contains(&r)).collect();
        table.keep(&keep);
        return;
    }
    let of_numbers = has_numbers(table);
    for column in 0..width {
        if column == key || !bases.iter().any(|r| !table.cell(*r, column).is_empty()) {
            continue;
        }
        // Bases stand above their numbers, or below if the table ends with them.
        let first = bases.first().copied().unwrap_or(0);
        let below = first > 0 && (0..first).any(|r| row_kind(table, r) == RowKind::Numbers);
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
        let whose = group_label(&header::parse_header(&label));
        table.push(format!("{whose} base").trim(), cells);
    }
    let keep: Vec<bool> = (0..table.rows.len()).map(|r| !bases.contains(&r)).collect();
    table.keep(&keep);
}
