//! Periods by a column of days: each month, quarter or year that somebody answered in.
//!
//! A service that asks all year long has no one period; what changed from month to month is what it wants to see.

use std::collections::HashMap;

use super::{
    Unfit,
    groups::{Grouped, MOST, Said},
};
use crate::{
    domain::codebook::{PeriodLength, RowLabel},
    intake::{
        days,
        export::{Export, Platform},
        kind::is_missing,
        table::NO_GROUP,
    },
};

/// Each row's period by its day; a row without one that can be read is left out.
pub(super) fn by_days(export: &Export, column: &str, each: PeriodLength) -> Result<Said, Unfit> {
    let Some((nth, _)) = export.column(column) else {
        let help = "look at the columns with `pledge import --inspect`";
        let what = "it should say the period, and the export has no such column";
        return Err(Unfit::new(what, help).of_file(export).of_column(column));
    };
    let periods = periods(export, nth, each);
    let mut values: Vec<String> = Vec::new();
    let mut places: HashMap<&str, u8> = HashMap::new();
    let mut of_row = Vec::with_capacity(periods.len());
    for period in &periods {
        let Some(period) = period.as_deref() else {
            of_row.push(None);
            continue;
        };
        let place = match places.get(period) {
            Some(place) => *place,
            None => {
                let place = u8::try_from(values.len()).ok();
                let place = place.filter(|p| usize::from(*p) < MOST).ok_or_else(|| {
                    let what = format!("more than {MOST} periods");
                    Unfit::new(what, "take longer ones: `by: quarter` or `by: year`")
                        .of_file(export)
                        .of_column(column)
                })?;
                values.push(period.to_owned());
                places.insert(period, place);
                place
            }
        };
        of_row.push(Some(place));
    }
    if values.is_empty() {
        let what = "it should say the period, and no cell of it is a day that can be read";
        return Err(Unfit::new(what, "choose another column")
            .of_file(export)
            .of_column(column));
    }
    Ok(Said {
        values,
        of_row: Some(of_row),
    })
}

/// Rows from which the order of day and month is learnt.
const LEARNT_FROM: usize = 5000;

/// The period of each row by a column of days.
pub fn periods(export: &Export, nth: usize, each: PeriodLength) -> Vec<Option<String>> {
    let rows = export.table.rows();
    let Some(cells) = export.table.columns().get(nth) else {
        return vec![None; rows];
    };
    let usual = match export.platform {
        Platform::SurveyMonkey => days::Order::MonthFirst,
        _ => days::Order::DayFirst,
    };
    let order = days::order((0..rows.min(LEARNT_FROM)).map(|row| cells.cell(row)), usual);
    let period = |cell: &str| {
        let day = days::day(cell, order).or_else(|| days::day_of_number(cell))?;
        Some(each.period(day))
    };
    let Some(answers) = cells.answers() else {
        return (0..rows).map(|row| period(cells.cell(row))).collect();
    };
    let of_answer: Vec<Option<String>> = answers.iter().map(|a| period(&a.text)).collect();
    let of_row = |row: usize| {
        cells
            .code(row)
            .and_then(|code| of_answer.get(code))
            .cloned()
            .flatten()
    };
    (0..rows).map(of_row).collect()
}

/// How many rows a column of days leaves out, since they have no day that can be read.
pub(super) fn undated(groups: &Grouped, export: &Export) -> usize {
    let RowLabel::Days { column, .. } = &groups.rule.period else {
        return 0;
    };
    let cells = export
        .column(column)
        .and_then(|(nth, _)| export.table.columns().get(nth));
    let out = groups
        .of_row
        .iter()
        .enumerate()
        .filter(|(_, g)| **g == NO_GROUP);
    // A row that has a day and is left out all the same is left out by its strand.
    let readable = |row: usize| {
        cells.is_some_and(|c| {
            let cell = c.cell(row);
            !is_missing(cell) && (days::is_day(cell) || days::day_of_number(cell).is_some())
        })
    };
    out.filter(|(row, _)| !readable(*row)).count()
}
