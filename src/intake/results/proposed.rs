//! What is proposed for a table of results: the role of each column, whose rows are whose, and whether to ask about weights.

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

/// What can be said of a table by itself. `unit` helps to find its own rows among those of others.
pub fn rule(export: &Export, unit: &Unit) -> ExportRule {
    let plain = built::plain(export);
    let roles = layout::roles(&plain);
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
        // One for all rows: it needs no column.
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

/// Strands by a column; all together are nobody's beside the others.
fn strands(export: &Export, nth: usize) -> RowLabel {
    let answers = answers(export, nth);
    let mut seen = HashSet::new();
    let apart = answers.iter().any(|a| !header::is_everybody(&a.text));
    let mut values = Vec::new();
    let mut leave_out = Vec::new();
    for answer in answers.iter().filter(|a| seen.insert(folded(&a.text))) {
        if header::is_everybody(&answer.text) && apart {
            leave_out.push(answer.text.clone());
        } else {
            values.push((answer.text.clone(), header::strand(&answer.text)));
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

/// The newest period that a table names; `None` where it has numbers that are of none.
pub fn newest(rule: &ExportRule) -> Option<String> {
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
