//! Reads the base, percentage and count of a row.

use super::{GroupKey, NumberColumn, ResultTable, RowFault, column, fault, text, weighted};
use crate::{
    domain::codebook::ColumnContent,
    intake::results::{
        cell::{self, PrintedNumber, ResultCell},
        lines::ResultRow,
        whole::Percent,
    },
};

/// Number of scored answers of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScoredBase {
    Of(u32),
    KeptBack,
    Nothing,
}

pub(super) fn read_base(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    line: &ResultRow,
) -> Result<ScoredBase, RowFault> {
    let Some(column) = column(numbers, ColumnContent::Base, spot) else {
        return Ok(ScoredBase::Nothing);
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
        ResultCell::Nothing => Ok(ScoredBase::Nothing),
        ResultCell::KeptBack => Ok(ScoredBase::KeptBack),
        // Weighting makes people fractions; rounding is right here and would hide a slip in a counted table.
        ResultCell::Number(n) if weighted(table) => n
            .nearest()
            .map(ScoredBase::Of)
            .ok_or_else(|| wrong(format!("the base {text} is too large"))),
        // A base with a percent sign is a swapped column, and 83% would otherwise pass as 83 people.
        ResultCell::Number(n) if !n.is_percent => n.whole().map(ScoredBase::Of).ok_or_else(|| {
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

/// A number cell after reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberCell<T> {
    Number(T),
    Both(PrintedNumber, T),
    KeptBack,
    Nothing,
}

impl<T> NumberCell<T> {
    pub(super) fn is_kept_back(&self) -> bool {
        matches!(self, Self::KeptBack)
    }

    pub(super) fn number(self) -> Option<T> {
        match self {
            Self::Number(n) | Self::Both(_, n) => Some(n),
            Self::KeptBack | Self::Nothing => None,
        }
    }
}

pub(super) fn read_percentage(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    line: &ResultRow,
) -> Result<NumberCell<Percent>, RowFault> {
    let Some(column) = column(numbers, ColumnContent::Percentage, spot) else {
        return Ok(NumberCell::Nothing);
    };
    let text = text(table, line.row, column.at);
    Ok(match cell::read(text) {
        ResultCell::Nothing => NumberCell::Nothing,
        ResultCell::KeptBack => NumberCell::KeptBack,
        ResultCell::Number(n) => NumberCell::Number(Percent::from_printed(n, column.is_fraction)),
        ResultCell::Both(count, n) => {
            NumberCell::Both(count, Percent::from_printed(n, column.is_fraction))
        }
        ResultCell::Words => {
            return Err(fault(
                line,
                format!("\u{201c}{text}\u{201d} is no percentage"),
                "write the percentage as a number, or * where it was kept back",
            ));
        }
    })
}

pub(super) fn read_count(
    table: &ResultTable<'_>,
    numbers: &[NumberColumn],
    spot: &GroupKey,
    line: &ResultRow,
) -> Result<NumberCell<PrintedNumber>, RowFault> {
    let Some(column) = column(numbers, ColumnContent::Count, spot) else {
        return Ok(NumberCell::Nothing);
    };
    let text = text(table, line.row, column.at);
    Ok(match cell::read(text) {
        ResultCell::Nothing => NumberCell::Nothing,
        ResultCell::KeptBack => NumberCell::KeptBack,
        ResultCell::Number(n) | ResultCell::Both(n, _) => NumberCell::Number(n),
        ResultCell::Words => {
            return Err(fault(
                line,
                format!("\u{201c}{text}\u{201d} is no count"),
                "write how many answers were good, or * where it was kept back",
            ));
        }
    })
}
