//! Results out of the lines of a table: how many of how many, whose and of when, and what they are held against.
//!
//! A percentage that people cannot have given is refused with its row, since something was copied wrongly or the table is weighted.
//! All such rows are named at once.

mod answers;
mod figures;

use std::collections::HashMap;

use self::{answers::by_answers, figures::benchmarks};
use super::{
    cell::{self, Cell, Printed},
    lines::{self, ResultRow},
    whole::Percent,
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole, ExportRule, QuestionColumn, Weighting},
        findings::{Benchmark, StrandResult},
    },
    intake::{
        export::Export,
        rows::{A_FEW, ranges},
    },
};

/// Whose and of when a row is, as far as its own columns say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// The strand.
    pub strand: Option<String>,
    /// The period.
    pub period: Option<String>,
}

/// The results of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// Each result with the key of its question.
    pub results: Vec<(String, StrandResult)>,
    /// Published figures, each with the key of its question.
    pub benchmarks: Vec<(String, Benchmark)>,
    /// Remarks for the person who imports it, in sentences.
    pub notes: Vec<String>,
}

/// A row that cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number in the file; none where it is about the table.
    pub row: Option<u32>,
    /// The problem.
    pub what: String,
    /// The way to mend it.
    pub help: &'static str,
}

/// The hint for a percentage that no whole number gives.
const NOT_WHOLE: &str = "look whether base and percentage are copied rightly; if the table is weighted or adjusted, say so: `results: weighted`";

/// The facts about a table before its numbers are read.
pub struct Table<'t> {
    /// The table.
    pub export: &'t Export,
    /// Its rule in the codebook.
    pub rule: &'t ExportRule,
    /// Whose each row is; `None` for a row that is left out.
    pub whose: Vec<Option<Whose>>,
    /// The current period.
    pub period: &'t str,
    /// Questions, by which the answers of a table with a row for each count.
    pub questions: &'t [QuestionColumn],
}

/// A column of numbers.
struct Numbers {
    role: ColumnRole,
    at: usize,
    /// 0.73 stands for 73%.
    is_fraction: bool,
    /// Digits behind the point that the column is printed with, of percentages in percent.
    places: u32,
}

/// Notes taken while rows are read.
#[derive(Default)]
struct Seen {
    faults: Vec<Fault>,
    /// Rows whose percentage several whole numbers give.
    choices: Vec<u32>,
    kept_back: usize,
    nobody: Vec<u32>,
    no_question: Vec<u32>,
}

/// One number of people, as far as a row tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Got {
    /// So many of so many, and the percentage where it is weighted.
    Of(u32, u32, Option<u32>),
    /// It was kept back.
    KeptBack,
    /// The row says nothing of it.
    Nothing,
}

/// Reads a table.
///
/// # Errors
/// Every row that cannot be right, at once.
pub fn taken(table: &Table<'_>) -> Result<Taken, Vec<Fault>> {
    match so_far(table) {
        (taken, faults) if faults.is_empty() => Ok(taken),
        (_, faults) => Err(faults),
    }
}

/// Reads a table as far as it goes: the rows that are right, and every fault.
pub fn so_far(table: &Table<'_>) -> (Taken, Vec<Fault>) {
    let numbers = numbers(table);
    let all = lines::result_rows(table.export, table.rule);
    let hospitals = lines::hospitals(&all);
    let own = match hospitals.as_slice() {
        [] => None,
        [only] if table.rule.hospital.is_empty() => Some(only.clone()),
        _ => Some(table.rule.hospital.clone()),
    };
    let mut seen = Seen::default();
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
    let mut results = Results::default();
    for spot in spots(&numbers) {
        if lines::role_column(table.export, table.rule, ColumnContent::Answer).is_some() {
            by_answers(table, &numbers, &spot, &mine, &mut results, &mut seen);
        } else {
            by_rows(table, &numbers, &spot, &mine, &mut results, &mut seen);
        }
    }
    let mut notes = Vec::new();
    let benchmarks = benchmarks(table, &numbers, &all, &mine, &mut notes);
    notes.extend(said(&seen));
    let taken = Taken {
        results: results.all,
        benchmarks,
        notes,
    };
    (taken, seen.faults)
}

/// Results so far, and the row that each is from.
#[derive(Default)]
struct Results {
    all: Vec<(String, StrandResult)>,
    rows: HashMap<(String, String, String), u32>,
}

impl Results {
    /// Adds a result; a second one of the same question, strand and period is a fault.
    fn add(&mut self, key: &str, number: u32, result: StrandResult, seen: &mut Seen) {
        let place = (folded(key), result.strand.clone(), result.period.clone());
        if let Some(first) = self.rows.get(&place) {
            seen.faults.push(Fault {
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

/// Every column of numbers with how it is printed.
fn numbers(table: &Table<'_>) -> Vec<Numbers> {
    let mut all: Vec<Numbers> = table
        .rule
        .roles()
        .filter(|(role, _)| role.what.is_number())
        .filter_map(|(role, column)| {
            let (at, _) = table.export.column(column)?;
            Some(Numbers {
                role,
                at,
                is_fraction: false,
                places: 0,
            })
        })
        .collect();
    let is_share = |what: ColumnContent| {
        matches!(
            what,
            ColumnContent::Percentage
                | ColumnContent::National
                | ColumnContent::Lower
                | ColumnContent::Upper
        )
    };
    // A fraction lies between 0 and 1 in every row; a column of noughts and ones follows the others.
    let mut facts: Vec<(bool, bool)> = Vec::new();
    for column in &all {
        let printed = || printed(table, column.at);
        let low = !printed().any(|n| n.is_above(1)) && printed().all(|n| !n.is_percent);
        let broken = printed().any(|n| n.whole().is_none());
        facts.push((low && printed().next().is_some(), broken));
    }
    let shares = || {
        all.iter()
            .zip(&facts)
            .filter(|(c, _)| is_share(c.role.what))
    };
    let some = shares().any(|(_, (low, broken))| *low && *broken);
    let others = shares().any(|(_, (low, _))| !*low);
    for nth in 0..all.len() {
        let (low, broken) = facts.get(nth).copied().unwrap_or_default();
        let Some(column) = all.get_mut(nth) else {
            continue;
        };
        if !is_share(column.role.what) {
            continue;
        }
        column.is_fraction = low && (broken || (some && !others));
        let fraction = column.is_fraction;
        let at = column.at;
        let places = printed(table, at).map(|n| Percent::of(n, fraction).places);
        column.places = places.max().unwrap_or(0);
    }
    all
}

/// The numbers of a column.
fn printed<'t>(table: &'t Table<'_>, at: usize) -> impl Iterator<Item = Printed> + use<'t> {
    let column = table.export.table.columns().get(at);
    let rows = 0..table.export.table.rows();
    rows.filter_map(move |row| match cell::read(column?.cell(row)) {
        Cell::Number(n) | Cell::Both(_, n) => Some(n),
        _ => None,
    })
}

/// Each strand and period that columns of percentages or counts are of.
fn spots(numbers: &[Numbers]) -> Vec<(Option<String>, Option<String>)> {
    let mut spots = Vec::new();
    for column in numbers {
        let spot = (column.role.strand.clone(), column.role.period.clone());
        let counts = matches!(
            column.role.what,
            ColumnContent::Percentage | ColumnContent::Count
        );
        if counts && !spots.contains(&spot) {
            spots.push(spot);
        }
    }
    spots
}

type Spot = (Option<String>, Option<String>);

fn column<'n>(numbers: &'n [Numbers], what: ColumnContent, spot: &Spot) -> Option<&'n Numbers> {
    numbers
        .iter()
        .find(|n| n.role.what == what && (&n.role.strand, &n.role.period) == (&spot.0, &spot.1))
}

fn text<'t>(table: &'t Table<'_>, row: usize, at: usize) -> &'t str {
    let column = table.export.table.columns().get(at);
    column.map_or("", |c| c.cell(row))
}

fn weighted(table: &Table<'_>) -> bool {
    table.rule.results == Some(Weighting::Weighted)
}

/// Whose a result is: what its column says, else its row, else the table.
fn whose(table: &Table<'_>, line: &ResultRow, spot: &Spot) -> (String, String) {
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
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    mine: &[&ResultRow],
    results: &mut Results,
    seen: &mut Seen,
) {
    for line in mine.iter().filter(|l| !l.key.is_empty()) {
        let got = match one(table, numbers, spot, line, seen) {
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

fn outturn(strand: String, period: String, got: Got, seen: &mut Seen) -> Option<StrandResult> {
    let (positive, scored, weighted, withheld) = match got {
        Got::Nothing => return None,
        Got::KeptBack => {
            seen.kept_back += 1;
            (0, 0, None, true)
        }
        Got::Of(positive, scored, weighted) => (positive, scored, weighted, false),
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

fn fault(line: &ResultRow, what: String, help: &'static str) -> Fault {
    Fault {
        row: Some(line.number),
        what,
        help,
    }
}

/// A base: how many answers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Of(u32),
    KeptBack,
    Nothing,
}

fn base(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    line: &ResultRow,
) -> Result<Base, Fault> {
    let Some(column) = column(numbers, ColumnContent::Base, spot) else {
        return Ok(Base::Nothing);
    };
    let text = text(table, line.row, column.at);
    let wrong = |what: String| {
        fault(
            line,
            what,
            "write how many answers count, as a whole number",
        )
    };
    match cell::read(text) {
        Cell::Nothing => Ok(Base::Nothing),
        Cell::KeptBack => Ok(Base::KeptBack),
        Cell::Number(n) if weighted(table) => n
            .nearest()
            .map(Base::Of)
            .ok_or_else(|| wrong(format!("the base {text} is too large"))),
        Cell::Number(n) if !n.is_percent => n.whole().map(Base::Of).ok_or_else(|| {
            let what = format!("the base {text} is no whole number of people");
            fault(
                line,
                what,
                "a base is counted, unless the table is weighted: then say so, `results: weighted`",
            )
        }),
        _ => Err(wrong(format!(
            "the base \u{201c}{text}\u{201d} is no number"
        ))),
    }
}

/// The one result of a row without answers.
fn one(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    line: &ResultRow,
    seen: &mut Seen,
) -> Result<Got, Fault> {
    let base = base(table, numbers, spot, line)?;
    let share = share(table, numbers, spot, line)?;
    let count = count(table, numbers, spot, line)?;
    let (share, count) = match (share, count) {
        (Read::Both(count, percent), _) => (Read::Number(percent), Read::Number(count)),
        other => other,
    };
    if base == Base::KeptBack || share.is_kept_back() || count.is_kept_back() {
        return Ok(Got::KeptBack);
    }
    let (share, count) = (share.number(), count.number());
    if share.is_none() && count.is_none() {
        return Ok(Got::Nothing);
    }
    let base = match base {
        Base::Of(0) => {
            seen.nobody.push(line.number);
            return Ok(Got::Nothing);
        }
        Base::Of(base) => base,
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
        (Some(share), count) => {
            let (places, own) = (percent.map_or(0, |p| p.places), share);
            let got = of_percent(table, line, own, places, base, count, seen)?;
            Ok(got)
        }
        (None, Some(count)) => of_count(table, line, count, base),
        (None, None) => Ok(Got::Nothing),
    }
}

fn of_count(table: &Table<'_>, line: &ResultRow, count: Printed, base: u32) -> Result<Got, Fault> {
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
    let kept = weighted(table).then(|| {
        let parts = u64::from(positive) * 20_000 + u64::from(base);
        u32::try_from(parts / (2 * u64::from(base))).unwrap_or(10_000)
    });
    Ok(Got::Of(positive, base, kept))
}

fn of_percent(
    table: &Table<'_>,
    line: &ResultRow,
    share: Percent,
    places: u32,
    base: u32,
    count: Option<Printed>,
    seen: &mut Seen,
) -> Result<Got, Fault> {
    if !share.is_sound() {
        return Err(fault(
            line,
            format!("{} is more than 100%", share.text()),
            "look whether base and percentage are swapped",
        ));
    }
    if weighted(table) {
        let nearest = share.of_base(base).nearest;
        return Ok(Got::Of(nearest, base, Some(share.hundredths())));
    }
    // A spreadsheet drops noughts at the end: 73 may be 73.0. Somebody who types may round one row more than another.
    let exact = share.at(places);
    let whole = match exact.of_base(base) {
        none if none.choices == 0 => share.of_base(base),
        some => some,
    };
    if let Some(count) = count {
        let positive = count.whole().filter(|c| *c <= base);
        let fits = positive.is_some_and(|c| exact.gives(c, base) || share.gives(c, base));
        return match positive.filter(|_| fits) {
            Some(positive) => Ok(Got::Of(positive, base, None)),
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
    Ok(Got::Of(whole.nearest, base, None))
}

/// The largest whole number of a base that is at most a percentage of it.
fn nearest_below(share: Percent, base: u32) -> u32 {
    let nearest = share.of_base(base).nearest;
    if share.is_below(nearest, base) {
        nearest.saturating_sub(1)
    } else {
        nearest
    }
}

/// The result of a cell of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Read<T> {
    Number(T),
    Both(Printed, T),
    KeptBack,
    Nothing,
}

impl<T> Read<T> {
    fn is_kept_back(&self) -> bool {
        matches!(self, Self::KeptBack)
    }

    fn number(self) -> Option<T> {
        match self {
            Self::Number(n) | Self::Both(_, n) => Some(n),
            Self::KeptBack | Self::Nothing => None,
        }
    }
}

fn share(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    line: &ResultRow,
) -> Result<Read<Percent>, Fault> {
    let Some(column) = column(numbers, ColumnContent::Percentage, spot) else {
        return Ok(Read::Nothing);
    };
    let text = text(table, line.row, column.at);
    Ok(match cell::read(text) {
        Cell::Nothing => Read::Nothing,
        Cell::KeptBack => Read::KeptBack,
        Cell::Number(n) => Read::Number(Percent::of(n, column.is_fraction)),
        Cell::Both(count, n) => Read::Both(count, Percent::of(n, column.is_fraction)),
        Cell::Words => {
            return Err(fault(
                line,
                format!("\u{201c}{text}\u{201d} is no percentage"),
                "write the percentage as a number, or * where it was kept back",
            ));
        }
    })
}

fn count(
    table: &Table<'_>,
    numbers: &[Numbers],
    spot: &Spot,
    line: &ResultRow,
) -> Result<Read<Printed>, Fault> {
    let Some(column) = column(numbers, ColumnContent::Count, spot) else {
        return Ok(Read::Nothing);
    };
    let text = text(table, line.row, column.at);
    Ok(match cell::read(text) {
        Cell::Nothing => Read::Nothing,
        Cell::KeptBack => Read::KeptBack,
        Cell::Number(n) | Cell::Both(n, _) => Read::Number(n),
        Cell::Words => {
            return Err(fault(
                line,
                format!("\u{201c}{text}\u{201d} is no count"),
                "write how many answers were good, or * where it was kept back",
            ));
        }
    })
}

/// The notes in sentences: one for each kind.
fn said(seen: &Seen) -> Vec<String> {
    let mut notes = Vec::new();
    let capital = |text: String| {
        let mut chars = text.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + chars.as_str()
    };
    let rows = |rows: &[u32]| capital(ranges(rows, A_FEW));
    match seen.choices.len() {
        0 => {}
        1 => notes.push(format!(
            "In 1 row several whole numbers give the printed percentage: the nearest was taken ({}).",
            ranges(&seen.choices, A_FEW)
        )),
        n => notes.push(format!(
            "In {n} rows several whole numbers give the printed percentage: the nearest was taken ({}).",
            ranges(&seen.choices, A_FEW)
        )),
    }
    match seen.kept_back {
        0 => {}
        1 => notes.push("1 result was kept back in the table, and is withheld here.".to_owned()),
        n => notes.push(format!(
            "{n} results were kept back in the table, and are withheld here."
        )),
    }
    if !seen.nobody.is_empty() {
        notes.push(format!(
            "{}: nobody answered, so there is no result.",
            rows(&seen.nobody)
        ));
    }
    if !seen.no_question.is_empty() {
        notes.push(format!(
            "{}: no question stands there, so nothing was taken.",
            rows(&seen.no_question)
        ));
    }
    notes
}
