//! Periods from a date column: the month, quarter or year of each answer.
//!
//! A service that surveys all year has no single period; it wants to see the change from month to month.

use std::collections::HashMap;

use super::{Grouped, MAX_GROUPS, RowValues};
use crate::{
    domain::codebook::{PeriodLength, RowLabel},
    intake::{
        days,
        export::{Export, Platform},
        kind::is_missing,
        table::NO_GROUP,
        unfit::Unfit,
    },
};

/// Period of each row by its date; a row without a readable date is left out.
pub(super) fn by_days(
    export: &Export,
    column: &str,
    each: PeriodLength,
) -> Result<RowValues, Unfit> {
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
                let place = place
                    .filter(|p| usize::from(*p) < MAX_GROUPS)
                    .ok_or_else(|| {
                        let what = format!("more than {MAX_GROUPS} periods");
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
    Ok(RowValues {
        values,
        of_row: Some(of_row),
    })
}

/// Number of rows from which the order of day and month is inferred.
const LEARNT_FROM: usize = 5000;

/// Period of each row by the date column at position `nth`.
pub fn periods(export: &Export, nth: usize, each: PeriodLength) -> Vec<Option<String>> {
    let rows = export.table.rows();
    let Some(cells) = export.table.columns().get(nth) else {
        return vec![None; rows];
    };
    let usual = match export.platform {
        // `SurveyMonkey` writes American dates whatever the country of the account.
        Platform::SurveyMonkey => days::DateOrder::MonthFirst,
        _ => days::DateOrder::DayFirst,
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

/// Number of rows without a readable date.
pub(in crate::intake) fn undated(groups: &Grouped, export: &Export) -> usize {
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
    // A row with a date that has no group was left out for its strand.
    let readable = |row: usize| {
        cells.is_some_and(|c| {
            let cell = c.cell(row);
            !is_missing(cell) && (days::is_day(cell) || days::day_of_number(cell).is_some())
        })
    };
    out.filter(|(row, _)| !readable(*row)).count()
}
