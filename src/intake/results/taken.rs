//! Takes results from the rows of a table: positive of scored, strand, period and benchmark.
//!
//! A percentage that no number of people can give is refused with its row: it was miscopied, or the table is weighted. All
//! such rows are listed at once.

mod answers;
mod cells;
mod columns;
mod figures;
mod observations;

use std::collections::HashMap;

use self::{
    answers::by_answers,
    cells::{NumberCell, ScoredBase, read_base, read_count, read_percentage},
    columns::{GroupKey, NumberColumn, column, group_keys, number_columns},
    figures::benchmarks,
    observations::{Observations, observation_notes},
};
use super::{
    cell::PrintedNumber,
    lines::{self, ResultRow},
    whole::Percent,
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ExportRule, QuestionColumn, Weighting},
        findings::{Benchmark, StrandResult},
    },
    intake::export::Export,
};

/// Strand and period of a row, as far as its own columns name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowGroup {
    /// The strand.
    pub strand: Option<String>,
    /// The period.
    pub period: Option<String>,
}

/// Results of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenResults {
    /// Results, each with the name of its question.
    pub results: Vec<(String, StrandResult)>,
    /// Published figures, each with the name of its question.
    pub benchmarks: Vec<(String, Benchmark)>,
    /// Remarks, as sentences.
    pub notes: Vec<String>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Row number; `None` if the whole table is concerned.
    pub row: Option<u32>,
    /// Description of the problem.
    pub what: String,
    /// Advice: the next step for the user.
    pub help: &'static str,
}

/// Advice for a percentage that no whole number gives.
const NOT_WHOLE: &str = "look whether base and percentage are copied rightly; if the table is weighted or adjusted, say so: `results: weighted`";

/// Context for reading the numbers of a table.
pub struct ResultTable<'t> {
    /// The table.
    pub export: &'t Export,
    /// Its rule in the codebook.
    pub rule: &'t ExportRule,
    /// Strand and period of each row; `None` if it is left out.
    pub whose: Vec<Option<RowGroup>>,
    /// Current period.
    pub period: &'t str,
    /// Questions of the codebook, which say how answers in rows count.
    pub questions: &'t [QuestionColumn],
}

/// Result of one row.
#[derive(Clone, Copy, Debug, PartialEq)]
enum RowResult {
    /// Positive of scored, and the weighted percentage in hundredths.
    Of(u32, u32, Option<u32>),
    /// Suppressed in the table.
    KeptBack,
    /// Not given.
    Nothing,
}

/// Takes all results of a table.
///
/// # Errors
/// Every faulty row at once.
pub fn take_results(table: &ResultTable<'_>) -> Result<TakenResults, Vec<RowFault>> {
    match take_valid(table) {
        (taken, faults) if faults.is_empty() => Ok(taken),
        (_, faults) => Err(faults),
    }
}

/// Takes the results of the rows that are right, and lists the faulty ones.
pub fn take_valid(table: &ResultTable<'_>) -> (TakenResults, Vec<RowFault>) {
    let numbers = number_columns(table);
    let all = lines::result_rows(table.export, table.rule);
    let hospitals = lines::hospitals(&all);
    let own = match hospitals.as_slice() {
        [] => None,
        // With two hospitals in the table nothing is guessed: another trust's results on the wall would go unnoticed.
        [only] if table.rule.hospital.is_empty() => Some(only.clone()),
        // An empty name matches none of them, so their rows wait until the user chooses.
        _ => Some(table.rule.hospital.clone()),
    };
    let mut seen = Observations::default();
    // Folded: the same trust is printed as "St Mary's" and "ST MARY’S" in the sheets of one workbook.
    let is_own = |l: &&ResultRow| {
        own.as_ref()
            .is_none_or(|own| folded(own) == folded(&l.hospital))
            && table.whose.get(l.row).is_some_and(Option::is_some)
    };
    let mine: Vec<&ResultRow> = all.iter().filter(is_own).collect();
    seen.no_question = mine
        .iter()
        .filter(|l| l.key.is_empty())
        .map(|l| l.number)
        .collect();
    let mut results = CollectedResults::default();
    for spot in group_keys(&numbers) {
        if lines::role_column(table.export, table.rule, ColumnContent::Answer).is_some() {
            by_answers(table, &numbers, &spot, &mine, &mut results, &mut seen);
        } else {
            by_rows(table, &numbers, &spot, &mine, &mut results, &mut seen);
        }
    }
    let mut notes = Vec::new();
    let benchmarks = benchmarks(table, &numbers, &all, &mine, &mut notes);
    notes.extend(observation_notes(&seen));
    let taken = TakenResults {
        results: results.all,
        benchmarks,
        notes,
    };
    (taken, seen.faults)
}

/// Results so far, with the row of each.
#[derive(Default)]
struct CollectedResults {
    all: Vec<(String, StrandResult)>,
    rows: HashMap<(String, String, String), u32>,
}

impl CollectedResults {
    /// Adds a result; a second one for the same question, strand and period is a fault.
    fn add(&mut self, key: &str, number: u32, result: StrandResult, seen: &mut Observations) {
        let place = (folded(key), result.strand.clone(), result.period.clone());
        if let Some(first) = self.rows.get(&place) {
            seen.faults.push(RowFault {
                row: Some(number),
                what: format!(
                    "\u{201c}{key}\u{201d} has a result of {} in {} again, first in row {first}",
                    result.strand, result.period
                ),
                help: "if a column tells these rows apart, say it under `strand` or `period`, else delete one of them",
            });
            return;
        }
        self.rows.insert(place, number);
        self.all.push((key.to_owned(), result));
    }
}

fn text<'t>(table: &'t ResultTable<'_>, row: usize, at: usize) -> &'t str {
    let column = table.export.table.columns().get(at);
    column.map_or("", |c| c.cell(row))
}

fn weighted(table: &ResultTable<'_>) -> bool {
    table.rule.results == Some(Weighting::Weighted)
}

/// Strand and period of a result: from its column, else its row, else the table.
fn whose(table: &ResultTable<'_>, line: &ResultRow, spot: &GroupKey) -> (String, String) {
    let row = table.whose.get(line.row).and_then(Option::as_ref);
    let strand = spot
        .0
        .clone()
        .or_else(|| row.and_then(|w| w.strand.clone()));
    let period = spot
        .1
        .clone()
        .or_else(|| row.and_then(|w| w.period.clone()));
    (
        strand.unwrap_or_default(),
        period.unwrap_or_else(|| table.period.to_owned()),
    )
}

fn by_rows(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    mine: &[&ResultRow],
    results: &mut CollectedResults,
    seen: &mut Observations,
) {
    for line in mine.iter().filter(|l| !l.key.is_empty()) {
        let got = match result_of_row(table, numbers, spot, line, seen) {
            Ok(got) => got,
            Err(fault) => {
                seen.faults.push(fault);
                continue;
            }
        };
        let (strand, period) = whose(table, line, spot);
        if let Some(result) = outturn(strand, period, got, seen) {
            results.add(&line.key, line.number, result, seen);
        }
    }
}

fn outturn(
    strand: String,
    period: String,
    got: RowResult,
    seen: &mut Observations,
) -> Option<StrandResult> {
    let (positive, scored, weighted, withheld) = match got {
        RowResult::Nothing => return None,
        RowResult::KeptBack => {
            seen.kept_back += 1;
            (0, 0, None, true)
        }
        RowResult::Of(positive, scored, weighted) => (positive, scored, weighted, false),
    };
    Some(StrandResult {
        strand,
        period,
        positive,
        scored,
        withheld,
        weighted,
    })
}

fn fault(line: &ResultRow, what: String, help: &'static str) -> RowFault {
    RowFault {
        row: Some(line.number),
        what,
        help,
    }
}

/// Result of a row without answers.
fn result_of_row(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    line: &ResultRow,
    seen: &mut Observations,
) -> Result<RowResult, RowFault> {
    let base = read_base(table, numbers, spot, line)?;
    let share = read_percentage(table, numbers, spot, line)?;
    let count = read_count(table, numbers, spot, line)?;
    let (share, count) = match (share, count) {
        (NumberCell::Both(count, percent), _) => {
            (NumberCell::Number(percent), NumberCell::Number(count))
        }
        other => other,
    };
    if base == ScoredBase::KeptBack || share.is_kept_back() || count.is_kept_back() {
        return Ok(RowResult::KeptBack);
    }
    let (share, count) = (share.number(), count.number());
    if share.is_none() && count.is_none() {
        return Ok(RowResult::Nothing);
    }
    // A base of 0 is common in small strata and no mistake; it is noted and not refused.
    let base = match base {
        ScoredBase::Of(0) => {
            seen.nobody.push(line.number);
            return Ok(RowResult::Nothing);
        }
        ScoredBase::Of(base) => base,
        _ => {
            let what = "there is no base beside its result".to_owned();
            return Err(fault(
                line,
                what,
                "write how many answers count: a percentage of nobody knows how many cannot be shown",
            ));
        }
    };
    let percent = column(numbers, ColumnContent::Percentage, spot);
    match (share, count) {
        // The percentage leads and the count is checked against it. Taking the count alone would hide swapped columns.
        (Some(share), count) => {
            let (places, own) = (percent.map_or(0, |p| p.places), share);
            let got = of_percent(table, line, own, places, base, count, seen)?;
            Ok(got)
        }
        (None, Some(count)) => of_count(table, line, count, base),
        (None, None) => Ok(RowResult::Nothing),
    }
}

fn of_count(
    table: &ResultTable<'_>,
    line: &ResultRow,
    count: PrintedNumber,
    base: u32,
) -> Result<RowResult, RowFault> {
    let wrong = |what: String, help| fault(line, what, help);
    let whole = if weighted(table) {
        count.nearest()
    } else {
        count.whole()
    };
    let Some(positive) = whole else {
        return Err(wrong(
            format!("the count {} is no whole number of people", count.text()),
            "if the table is weighted, say so: `results: weighted`",
        ));
    };
    if positive > base {
        return Err(wrong(
            format!("{positive} good answers of {base}"),
            "look whether base and count are swapped",
        ));
    }
    // Rounded half up in whole numbers: floats give 72.49999 for 72.5 and would round it down.
    let kept = weighted(table).then(|| {
        let parts = u64::from(positive) * 20_000 + u64::from(base);
        u32::try_from(parts / (2 * u64::from(base))).unwrap_or(10_000)
    });
    Ok(RowResult::Of(positive, base, kept))
}

fn of_percent(
    table: &ResultTable<'_>,
    line: &ResultRow,
    share: Percent,
    places: u32,
    base: u32,
    count: Option<PrintedNumber>,
    seen: &mut Observations,
) -> Result<RowResult, RowFault> {
    if !share.is_sound() {
        return Err(fault(
            line,
            format!("{} is more than 100%", share.text()),
            "look whether base and percentage are swapped",
        ));
    }
    if weighted(table) {
        // Only the estimate of the count is rounded; the printed percentage is kept and shown, or 71.4% would appear as
        // 71.2%.
        let nearest = share.of_base(base).nearest;
        return Ok(RowResult::Of(nearest, base, Some(share.hundredths())));
    }
    // Spreadsheets drop trailing zeros (73 may be 73.0), and people round some rows more than others, so both precisions
    // are tried.
    let exact = share.at(places);
    let whole = match exact.of_base(base) {
        none if none.choices == 0 => share.of_base(base),
        some => some,
    };
    if let Some(count) = count {
        let positive = count.whole().filter(|c| *c <= base);
        // A count decides among several that fit the percentage, so with one there is no choice to report.
        let fits = positive.is_some_and(|c| exact.gives(c, base) || share.gives(c, base));
        return match positive.filter(|_| fits) {
            Some(positive) => Ok(RowResult::Of(positive, base, None)),
            None => Err(fault(
                line,
                format!("{} of {base} is not {}", count.text(), share.text()),
                NOT_WHOLE,
            )),
        };
    }
    if whole.choices == 0 {
        let below = nearest_below(share, base);
        let said = |k: u32| {
            let percent = 100.0 * f64::from(k) / f64::from(base);
            format!("{k} would be {percent:.1}%")
        };
        // Both neighbours are shown, since the user can see at a glance which digit was miscopied.
        let around = if below < base {
            format!("{}, {}", said(below), said(below + 1))
        } else {
            said(below)
        };
        return Err(fault(
            line,
            format!(
                "no whole number of {base} people gives {} ({around})",
                share.text()
            ),
            NOT_WHOLE,
        ));
    }
    if whole.choices > 1 {
        seen.choices.push(line.number);
    }
    Ok(RowResult::Of(whole.nearest, base, None))
}

/// Largest count whose percentage is at most `share`.
fn nearest_below(share: Percent, base: u32) -> u32 {
    let nearest = share.of_base(base).nearest;
    if share.is_below(nearest, base) {
        nearest.saturating_sub(1)
    } else {
        nearest
    }
}
