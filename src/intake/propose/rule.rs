//! Proposes the rule of a file: its kind, strand, period and sheet.

use std::collections::{HashMap, HashSet};

use crate::{
    domain::{
        alike::folded,
        codebook::{ExportRule, PeriodLength, RowLabel},
        findings::{SourceKind, Unit},
    },
    intake::{
        export::{AnswerKind, Export},
        groups, results,
    },
};

/// Maximum number of distinct answers in a column that may tell strands apart.
const MOST_STRANDS: usize = 12;

/// Proposed rule of one file: its kind, strand and period.
pub(super) fn proposed_rule(export: &Export, unit: &Unit) -> ExportRule {
    if export.is_results() {
        return ExportRule {
            sheet: named_sheet(export),
            ..results::proposed::proposed_rule(export, unit)
        };
    }
    let name = export.name.to_lowercase();
    // `primary-2026.csv` names its strand. A name with both words is a mix, and the answers have to say.
    let from_name = ["primary", "secondary"]
        .into_iter()
        .filter(|s| name.contains(s));
    let strand = match from_name.collect::<Vec<_>>().as_slice() {
        [only] => RowLabel::Is((*only).to_owned()),
        _ => strand_column(export).unwrap_or(RowLabel::Is(String::new())),
    };
    ExportRule {
        kind: if export.is_interview() {
            SourceKind::Interview
        } else {
            SourceKind::Survey
        },
        sheet: named_sheet(export),
        strand,
        ..ExportRule::open(&export.name)
    }
}

/// Sheet that the user named; empty where the program chose one.
pub(super) fn named_sheet(export: &Export) -> String {
    let named = export
        .reading
        .sheet
        .clone()
        .filter(|_| export.reading.chosen);
    named.unwrap_or_default()
}

/// Finds a column whose answers tell primary from secondary disease.
fn strand_column(export: &Export) -> Option<RowLabel> {
    export
        .columns
        .iter()
        .zip(export.table.columns())
        .find_map(|(described, cells)| {
            let answers = cells.answers().filter(|a| a.len() <= MOST_STRANDS)?;
            if !matches!(described.kind, AnswerKind::Choice | AnswerKind::Scale) {
                return None;
            }
            let strand = |text: &str| {
                let text = text.to_lowercase();
                match () {
                    // Secondary first: "secondary, after primary in 2015" is secondary.
                    () if text.contains("secondary") || text.contains("metasta") => {
                        Some("secondary")
                    }
                    () if text.contains("primary") => Some("primary"),
                    () => None,
                }
            };
            let mut seen = HashSet::new();
            let values: Vec<(String, String)> = answers
                .iter()
                .filter(|a| seen.insert(folded(&a.text)))
                .filter_map(|a| Some((a.text.clone(), strand(&a.text)?.to_owned())))
                .collect();
            // Both must occur, because "primary" alone may be primary care or a primary school.
            let both = ["primary", "secondary"]
                .iter()
                .all(|s| values.iter().any(|(_, v)| v == s));
            both.then(|| RowLabel::Column {
                column: described.id.clone(),
                values,
                leave_out: Vec::new(),
            })
        })
}

/// Position of the date column that says when people answered: the survey tool's own, else the first.
pub fn day_column(export: &Export) -> Option<usize> {
    let days = |own: bool| {
        let mut columns = export.columns.iter();
        columns.position(|c| c.kind == AnswerKind::Date && (c.own || !own))
    };
    days(true).or_else(|| days(false))
}

/// Year in which most people answered.
pub(super) fn main_year(export: &Export) -> Option<String> {
    if export.is_results() {
        return results::proposed::newest_period(&proposed_rule(export, &Unit::default()));
    }
    let mut years: Vec<(String, usize)> = Vec::new();
    let periods = groups::periods(export, day_column(export)?, PeriodLength::Year);
    for year in periods.into_iter().flatten() {
        match years.iter_mut().find(|(y, _)| *y == year) {
            Some((_, n)) => *n += 1,
            None => years.push((year, 1)),
        }
    }
    // One mistyped year, such as 2206, must not become the period of the survey.
    let within_reason = years
        .into_iter()
        .filter(|(year, _)| ("1990".."2100").contains(&year.as_str()));
    let (year, _) = within_reason.max_by_key(|(year, n)| (*n, year.clone()))?;
    Some(year)
}

/// Role of each column of a table of results, by column id, with strand and period in words. Empty for other exports.
pub fn roles(export: &Export) -> HashMap<String, String> {
    if !export.is_results() {
        return HashMap::new();
    }
    let rule = proposed_rule(export, &Unit::default());
    rule.roles()
        .map(|(role, id)| (id.to_owned(), role.to_string()))
        .collect()
}
