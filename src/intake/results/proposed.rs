//! Proposes a codebook rule for a table of results: column roles, strands, periods, weighting.

use std::collections::HashSet;

use super::{built, header, layout, lines};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ExportRule, RowLabel, Weighting, period},
        findings::Unit,
    },
    intake::{export::Export, table::Answer},
};

/// Proposed rule of a table. `unit` helps to find its rows among several hospitals.
pub fn proposed_rule(export: &Export, unit: &Unit) -> ExportRule {
    let plain = built::as_plain_table(export);
    let roles = layout::propose_roles(&plain);
    let id = |nth: usize| export.columns.get(nth).map(|c| c.id.clone());
    let named = roles.of.iter().enumerate().filter_map(|(nth, role)| {
        let role = role.as_ref()?;
        Some((role.to_string(), id(nth)?))
    });
    let shares = roles
        .of
        .iter()
        .flatten()
        .any(|r| r.what == ColumnContent::Percentage)
        || !roles.doubts.is_empty();
    let mut rule = ExportRule {
        columns: named.collect(),
        // Only shares can be weighted: counts are of people. The program cannot tell, so a person has to say.
        results: Some(if shares {
            Weighting::Ask
        } else {
            Weighting::Counted
        }),
        ..ExportRule::open(&export.name)
    };
    if let Some(nth) = roles.strand {
        rule.strand = strands(export, nth);
    }
    let title = || {
        export
            .columns
            .iter()
            .position(|c| c.question == "Period (title)")
    };
    match (roles.period, title()) {
        // A period in a title applies to all rows and needs no column.
        (_, Some(nth)) => {
            let only = answers(export, nth).first().map(|a| a.text.clone());
            rule.period = RowLabel::Is(only.unwrap_or_default());
        }
        (Some(nth), None) => rule.period = periods(export, nth),
        (None, None) => {}
    }
    let hospitals = lines::hospitals(&lines::result_rows(export, &rule));
    let ours = |hospital: &&String| {
        let (here, there) = (
            folded(hospital),
            [folded(&unit.organisation), folded(&unit.name)],
        );
        there
            .iter()
            // By the beginning, since reports add "NHS Foundation Trust" to the name that a unit uses of itself.
            .any(|t| !t.is_empty() && (*t == here || here.starts_with(t.as_str())))
    };
    if hospitals.len() > 1
        && let Some(own) = hospitals.iter().find(ours)
    {
        rule.hospital.clone_from(own);
    }
    rule
}

fn answers(export: &Export, nth: usize) -> Vec<Answer> {
    let column = export.table.columns().get(nth);
    column
        .and_then(|c| c.answers())
        .unwrap_or_default()
        .to_vec()
}

/// Strands by a column. A row of all patients is left out beside the others.
fn strands(export: &Export, nth: usize) -> RowLabel {
    let answers = answers(export, nth);
    let mut seen = HashSet::new();
    let apart = answers.iter().any(|a| !header::is_everybody(&a.text));
    let mut values = Vec::new();
    let mut leave_out = Vec::new();
    for answer in answers.iter().filter(|a| seen.insert(folded(&a.text))) {
        // "All patients" beside strands would count everybody twice.
        if header::is_everybody(&answer.text) && apart {
            leave_out.push(answer.text.clone());
        } else {
            values.push((answer.text.clone(), header::strand_name(&answer.text)));
        }
    }
    RowLabel::Column {
        column: export
            .columns
            .get(nth)
            .map(|c| c.id.clone())
            .unwrap_or_default(),
        values,
        leave_out,
    }
}

fn periods(export: &Export, nth: usize) -> RowLabel {
    let answers = answers(export, nth);
    let mut seen = HashSet::new();
    let values = answers
        .iter()
        .filter(|a| seen.insert(folded(&a.text)))
        // A value that is no period stays out, and importing then says so instead of inventing a period.
        .filter_map(|a| Some((a.text.clone(), period(&a.text)?)));
    RowLabel::Column {
        column: export
            .columns
            .get(nth)
            .map(|c| c.id.clone())
            .unwrap_or_default(),
        values: values.collect(),
        leave_out: Vec::new(),
    }
}

/// Newest period of a table; `None` if some numbers have no period.
pub fn newest_period(rule: &ExportRule) -> Option<String> {
    let open = rule
        .roles()
        .filter(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count))
        .any(|(r, _)| r.period.is_none());
    if open && matches!(&rule.period, RowLabel::Is(text) if text.is_empty()) {
        return None;
    }
    let by = match &rule.period {
        RowLabel::Column { values, .. } => values.iter().map(|(_, p)| p.clone()).collect(),
        RowLabel::Is(text) if !text.is_empty() => vec![text.clone()],
        _ => Vec::new(),
    };
    let roles = rule.roles().filter_map(|(role, _)| role.period);
    by.into_iter().chain(roles).max()
}
