//! Number columns of a table: their role, precision, and whether they hold fractions.

use super::ResultTable;
use crate::{
    domain::codebook::{ColumnContent, ColumnRole},
    intake::results::{
        cell::{self, PrintedNumber, ResultCell},
        whole::Percent,
    },
};

/// A column of numbers.
pub(super) struct NumberColumn {
    pub(super) role: ColumnRole,
    pub(super) at: usize,
    /// True if 0.73 stands for 73%.
    pub(super) is_fraction: bool,
    /// Decimals printed in this column; for percentages, of the value in percent.
    pub(super) places: u32,
}

/// Every column of numbers, with its precision.
pub(super) fn number_columns(table: &ResultTable<'_>) -> Vec<NumberColumn> {
    let mut all: Vec<NumberColumn> = table
        .rule
        .roles()
        .filter(|(role, _)| role.what.is_number())
        .filter_map(|(role, column)| {
            let (at, _) = table.export.column(column)?;
            Some(NumberColumn {
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
    // A fraction lies between 0 and 1 in all rows. A column of only 0 and 1 could be either, so it follows the other
    // columns.
    let mut facts: Vec<(bool, bool)> = Vec::new();
    for column in &all {
        let printed = || printed_numbers(table, column.at);
        // One percent sign settles it for the column: 0.9% is below 1 and no fraction.
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
        // The most decimals anywhere in the column: a cell printed as 73 may be 73.0 with the zero dropped.
        let places = printed_numbers(table, at).map(|n| Percent::from_printed(n, fraction).places);
        column.places = places.max().unwrap_or(0);
    }
    all
}

/// Numbers in a column.
fn printed_numbers<'t>(
    table: &'t ResultTable<'_>,
    at: usize,
) -> impl Iterator<Item = PrintedNumber> + use<'t> {
    let column = table.export.table.columns().get(at);
    let rows = 0..table.export.table.rows();
    rows.filter_map(move |row| match cell::read(column?.cell(row)) {
        ResultCell::Number(n) | ResultCell::Both(_, n) => Some(n),
        _ => None,
    })
}

/// Every combination of strand and period over percentages or counts.
pub(super) fn group_keys(numbers: &[NumberColumn]) -> Vec<GroupKey> {
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

/// Strand and period over a column, as far as its header names them.
pub(super) type GroupKey = (Option<String>, Option<String>);

/// Column of a role for a strand and period.
pub(super) fn column<'n>(
    numbers: &'n [NumberColumn],
    what: ColumnContent,
    spot: &GroupKey,
) -> Option<&'n NumberColumn> {
    numbers
        .iter()
        .find(|n| n.role.what == what && (&n.role.strand, &n.role.period) == (&spot.0, &spot.1))
}
