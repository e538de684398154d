//! Warns of an import with the codebook of another year, whose rows would all be filed under another period.

use std::fmt;

use super::{count_question, tables};
use crate::{
    domain::{codebook::Codebook, period::is_within},
    intake::{comments, export::Export, groups::Grouped, table::NO_GROUP},
};

/// Losses of an import whose rows all belong to another period than the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPeriod {
    /// Current period of the codebook.
    pub current: String,
    /// Periods of the rows.
    pub periods: Vec<String>,
    /// Number of results that would be filed under another period.
    pub results: usize,
    /// Number of comments that would be dropped.
    pub comments: usize,
}

impl fmt::Display for OtherPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: usize, one: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {one}s"),
        };
        write!(
            f,
            "nobody answered in the current period, which is {}: the answers are of {}. {} would not be taken in, and {} would not be current",
            self.current,
            self.periods.join(", "),
            count(self.comments, "comment"),
            count(self.results, "result"),
        )
    }
}

/// Reports the losses if no row of any export is in the codebook's period: last year's codebook was used again. `None`
/// otherwise.
pub fn other_period(exports: &[Export], codebook: &Codebook) -> Option<OtherPeriod> {
    let current = codebook.survey.period.trim();
    let rows: usize = exports.iter().map(|e| e.table.rows()).sum();
    if current.is_empty() || rows == 0 {
        return None;
    }
    let mut grouped: Vec<(&Export, Grouped)> = exports
        .iter()
        .map(|export| (export, Grouped::lenient(export, codebook, exports.len())))
        .collect();
    let of_tables = tables::periods(exports, codebook);
    let mut periods: Vec<String> = grouped
        .iter()
        .flat_map(|(_, g)| g.groups.iter().map(|(_, period)| period.clone()))
        .chain(of_tables.iter().map(|(period, _)| period.clone()))
        .collect();
    periods.sort();
    periods.dedup();
    if periods.is_empty() || periods.iter().any(|p| is_within(p, current)) {
        return None;
    }
    Grouped::count_people(&mut grouped);
    let mut results: usize = of_tables.iter().map(|(_, n)| n).sum();
    for question in &codebook.questions {
        for (export, groups) in &grouped {
            let column = groups.column(export, &question.column);
            let counted = column.and_then(|c| count_question(export, groups, c, question).ok());
            results += counted.map_or(0, |c| c.iter().flatten().count());
        }
    }
    let mut comments = 0;
    for used in &codebook.comments {
        for (export, groups) in &grouped {
            let Some(cells) = groups
                .column(export, &used.column)
                .and_then(|nth| export.table.columns().get(nth))
            else {
                continue;
            };
            let said = |(row, group): &(usize, &u8)| {
                **group != NO_GROUP && !comments::says_nothing(cells.cell(*row))
            };
            comments += groups.of_row.iter().enumerate().filter(said).count();
        }
    }
    Some(OtherPeriod {
        current: current.to_owned(),
        periods,
        results,
        comments,
    })
}
