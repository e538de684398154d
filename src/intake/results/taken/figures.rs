//! Benchmarks of a table: published figures and expected ranges of its questions.

use super::{NumberColumn, ResultRow, ResultTable, text, whose};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole},
        findings::Benchmark,
    },
    intake::results::{
        cell::{self, ResultCell},
        facts, header, lines,
        whole::Percent,
    },
};

/// One benchmark for each question; figures that differ by strand are dropped.
pub(super) fn benchmarks(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    all: &[ResultRow],
    mine: &[&ResultRow],
    notes: &mut Vec<String>,
) -> Vec<(String, Benchmark)> {
    // A figure beside "Very good" is the share of one answer, not of all positive ones, so it is no benchmark of the
    // question.
    if lines::role_column(table.export, table.rule, ColumnContent::Answer).is_some() {
        return Vec::new();
    }
    let of_country: Vec<&ResultRow> = all
        .iter()
        .filter(|l| !l.hospital.is_empty() && header::is_national(&l.hospital))
        .collect();
    let mut found: Vec<(String, Vec<Benchmark>)> = Vec::new();
    let mut dropped = 0_usize;
    for line in mine.iter().filter(|l| !l.key.is_empty()) {
        let (_, period) = whose(table, line, &(None, None));
        let by_columns = numbers.iter().any(|n| n.role.period.is_some());
        // A figure of last year beside this year's result would show a change that is none.
        if period != table.period && !by_columns {
            continue;
        }
        let figure = figure(table, numbers, &of_country, line);
        let range = match expected(table, numbers, line).as_slice() {
            // Several ranges are one for each strand. A benchmark holds for the whole question, so none of them is right.
            [(low, high)] if low <= high && *high <= 100.0 => Some((*low, *high)),
            [] => None,
            _ => {
                dropped += 1;
                None
            }
        };
        // A range that does not contain its own figure was copied from another row; the figure is the safer of the two.
        let Some((benchmark, is_whole)) = benchmark(figure, range) else {
            continue;
        };
        dropped += usize::from(!is_whole);
        let same = |(key, _): &&mut (String, Vec<Benchmark>)| folded(key) == folded(&line.key);
        match found.iter_mut().find(same) {
            Some((_, several)) if several.contains(&benchmark) => {}
            Some((_, several)) => several.push(benchmark),
            None => found.push((line.key.clone(), vec![benchmark])),
        }
    }
    one_each(found, dropped, notes)
}

/// Published figure of a row: from its own column, else from the national row.
fn figure(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    of_country: &[&ResultRow],
    line: &ResultRow,
) -> Option<(String, f64)> {
    let own = percents(table, numbers, line, ColumnContent::National);
    let Some((column, percent)) = own.first() else {
        return national_row(table, numbers, of_country, line);
    };
    let name = table.export.columns.get(column.at);
    let label = name.map_or_else(String::new, |c| header::figure_label(national(&c.question)));
    Some((label, percent.value()))
}

/// Percentages of a role in a row for the current period, with their columns.
fn percents<'n>(
    table: &ResultTable<'_>,
    numbers: &'n [NumberColumn],
    line: &ResultRow,
    what: ColumnContent,
) -> Vec<(&'n NumberColumn, Percent)> {
    numbers
        .iter()
        .filter(|n| n.role.what == what && is_now(table, line, &n.role))
        .filter_map(|n| match cell::read(text(table, line.row, n.at)) {
            ResultCell::Number(p) => Some((n, Percent::from_printed(p, n.is_fraction))),
            _ => None,
        })
        .filter(|(_, p)| p.is_sound())
        .collect()
}

fn is_now(table: &ResultTable<'_>, line: &ResultRow, role: &ColumnRole) -> bool {
    let (_, period) = whose(table, line, &(None, role.period.clone()));
    period == table.period
}

/// Distinct expected ranges of a row.
fn expected(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    line: &ResultRow,
) -> Vec<(f64, f64)> {
    let highs = percents(table, numbers, line, ColumnContent::Upper);
    let mut ends: Vec<(f64, f64)> = percents(table, numbers, line, ColumnContent::Lower)
        .iter()
        .filter_map(|(low, from)| {
            let (_, to) = highs.iter().find(|(h, _)| {
                (&h.role.strand, &h.role.period) == (&low.role.strand, &low.role.period)
            })?;
            Some((from.value(), to.value()))
        })
        .collect();
    for n in numbers
        .iter()
        .filter(|n| n.role.what == ColumnContent::Range && is_now(table, line, &n.role))
    {
        if let Some((low, high)) = facts::parse_range(text(table, line.row, n.at)) {
            // Decided cell by cell: a range is printed as text, so its column has no format that all cells share.
            let fraction = !low.is_above(1) && !high.is_above(1) && low.whole().is_none();
            ends.push((
                Percent::from_printed(low, fraction).value(),
                Percent::from_printed(high, fraction).value(),
            ));
        }
    }
    ends.dedup();
    ends
}

/// Builds a benchmark from a figure, a range or both. The flag is false if a range was dropped because it does not contain
/// the figure.
fn benchmark(
    figure: Option<(String, f64)>,
    range: Option<(f64, f64)>,
) -> Option<(Benchmark, bool)> {
    match (figure, range) {
        (None, None) => None,
        (Some((label, percent)), range) => {
            let around = range.filter(|(low, high)| *low <= percent && percent <= *high);
            let benchmark = Benchmark {
                label,
                percent: Some(percent),
                low: around.map(|r| r.0),
                high: around.map(|r| r.1),
            };
            Some((benchmark, range == around))
        }
        (None, Some((low, high))) => {
            let benchmark = Benchmark {
                label: "Expected range".to_owned(),
                percent: None,
                low: Some(low),
                high: Some(high),
            };
            Some((benchmark, true))
        }
    }
}

/// Picks one benchmark for each question if its rows agree, and notes what was dropped.
fn one_each(
    found: Vec<(String, Vec<Benchmark>)>,
    mut dropped: usize,
    notes: &mut Vec<String>,
) -> Vec<(String, Benchmark)> {
    let mut differ = 0;
    let mut kept = Vec::new();
    for (key, several) in found {
        let Some((first, others)) = several.split_first() else {
            continue;
        };
        // The rows of a question repeat the national figure for each strand; the ranges around it differ with the bases.
        let same_figure =
            first.percent.is_some() && others.iter().all(|o| o.percent == first.percent);
        if others.is_empty() {
            kept.push((key, first.clone()));
        } else if same_figure {
            dropped += 1;
            let figure = Benchmark {
                low: None,
                high: None,
                ..first.clone()
            };
            kept.push((key, figure));
        } else {
            differ += 1;
        }
    }
    let questions = |n: usize| match n {
        1 => "1 question".to_owned(),
        n => format!("{n} questions"),
    };
    if !kept.is_empty() {
        notes.push(format!(
            "{} {} held against a published figure of the table.",
            questions(kept.len()),
            if kept.len() == 1 { "is" } else { "are" }
        ));
    }
    if differ > 0 {
        notes.push(format!(
            "{}: the published figures differ by strand, and a question is held against one. They are left out.",
            questions(differ)
        ));
    }
    if dropped > 0 {
        notes.push(format!(
            "{}: the expected range is left out, since it differs by strand or does not hold the published figure.",
            questions(dropped)
        ));
    }
    kept
}

/// The part of a header that names the country, where a name over a group stands before it.
fn national(header: &str) -> &str {
    // From behind, since merged cells over a group are put before the column's own name.
    let mut parts = header.rsplit(" - ");
    parts.find(|p| header::is_national(p)).unwrap_or(header)
}

/// The figure of a row of the whole country, for the question and strand of a hospital's.
fn national_row(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    of_country: &[&ResultRow],
    line: &ResultRow,
) -> Option<(String, f64)> {
    // Same strand as well: the national figure for emergency care says nothing about maternity.
    let same = |l: &&&ResultRow| {
        folded(&l.key) == folded(&line.key) && table.whose.get(l.row) == table.whose.get(line.row)
    };
    let row = of_country.iter().find(same)?;
    let column = numbers
        .iter()
        .find(|n| n.role.what == ColumnContent::Percentage)?;
    let ResultCell::Number(n) = cell::read(text(table, row.row, column.at)) else {
        return None;
    };
    let percent = Percent::from_printed(n, column.is_fraction);
    percent
        .is_sound()
        .then(|| (header::figure_label(&row.hospital), percent.value()))
}
