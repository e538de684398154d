//! Proposes the use of each column: a finding, comments, the strand, the period, or none.

use super::rule::{day_column, main_year, proposed_rule};
use crate::{
    domain::{
        codebook::{ColumnContent, ExportRule},
        findings::Unit,
    },
    intake::{
        export::{AnswerKind, ColumnInfo, Export},
        kind::asks_for_all,
        scale,
        table::Answer,
    },
};

/// Proposed use of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposedUse {
    /// Its answers are counted for a finding.
    Finding,
    /// Its texts become comments.
    Comments,
    /// One option of a multiple-choice question; not imported so far.
    Tick,
    /// It tells the strand.
    Strand,
    /// It tells the period.
    Period,
    /// It identifies the person: never shown, never written.
    Who,
    /// It has a role in a table of results.
    Role(ColumnContent),
    /// Not used.
    Nothing,
}

impl ProposedUse {
    /// Word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Comments => "comments",
            Self::Tick => "tick",
            Self::Strand => "strand",
            Self::Period => "period",
            Self::Who => "who",
            Self::Role(what) => what.word(),
            Self::Nothing => "nothing",
        }
    }
}

/// Proposed use of each column, from left to right.
pub fn column_uses(export: &Export) -> Vec<ProposedUse> {
    let rule = proposed_rule(export, &Unit::default());
    if export.is_results() {
        return result_column_uses(export, &rule);
    }
    let strand = rule.strand.column();
    let period = day_column(export).filter(|_| main_year(export).is_some());
    let of = |(nth, column): (usize, &ColumnInfo)| match column.kind {
        AnswerKind::Identifier => ProposedUse::Who,
        _ if strand == Some(column.id.as_str()) => ProposedUse::Strand,
        // Before the tool's own columns are set aside, since the date is mostly one of them.
        _ if period == Some(nth) => ProposedUse::Period,
        _ if column.own => ProposedUse::Nothing,
        AnswerKind::Multiple => ProposedUse::Tick,
        _ if is_scored(export, nth) => ProposedUse::Finding,
        AnswerKind::Text if column.sentences => ProposedUse::Comments,
        AnswerKind::Scale
        | AnswerKind::Text
        | AnswerKind::Choice
        | AnswerKind::Number
        | AnswerKind::Date
        | AnswerKind::Empty => ProposedUse::Nothing,
    };
    export.columns.iter().enumerate().map(of).collect()
}

/// Beginnings of questions about the person rather than the care. Counting them says nothing about a unit.
const OF_THE_PERSON: &[&str] = &[
    "are you a ",
    "are you an ",
    "are you answering",
    "are you completing",
    "are you filling",
    "are you the ",
    "complete",
    "completed",
    "consent",
    "do you agree",
    "do you consent",
    "do you consider yourself",
    "do you have a",
    "do you live",
    "do you smoke",
    "do you wish to",
    "do you want to",
    "finished",
    "may we contact",
    "would you like to be contacted",
    "would you like to take part",
    "would you be willing",
];

/// Words that mark such a question anywhere in it.
const PERSONAL: &[&str] = &[
    "carer",
    "consent",
    "contact you again",
    "disabilit",
    "disabled",
    "ethnic",
    "gender",
    "long-term condition",
    "pregnan",
    "religio",
];

/// True for a column that is counted: a scale, or a yes-or-no question about the care.
pub(super) fn is_scored(export: &Export, nth: usize) -> bool {
    let (Some(described), Some(cells)) = (export.columns.get(nth), export.table.columns().get(nth))
    else {
        return false;
    };
    match described.kind {
        _ if described.own => false,
        AnswerKind::Scale => true,
        AnswerKind::Choice => {
            described.option.is_none()
                && !is_of_the_person(&described.question)
                && !asks_for_ticks(described)
                && says_yes_or_no(&described.question, cells.answers().unwrap_or_default())
                && !is_tick(export, nth)
        }
        _ => false,
    }
}

/// True if a question asks to tick all that apply.
fn asks_for_ticks(described: &ColumnInfo) -> bool {
    let question = described
        .question
        .to_lowercase()
        // "Did you have to ask more than once?" contains a phrase of tick lists and asks for no ticks.
        .replace("more than one", "");
    asks_for_all(&ColumnInfo {
        question,
        ..described.clone()
    })
}

fn is_of_the_person(question: &str) -> bool {
    let text = question.trim().to_lowercase();
    OF_THE_PERSON
        .iter()
        // One-word beginnings must be the whole header: "Completed treatment on time?" is about the care.
        .any(|b| text.starts_with(b) && (text.len() == b.len() || b.contains(' ')))
        || PERSONAL.iter().any(|w| text.contains(w))
}

/// True if the answers are yes and no.
fn says_yes_or_no(question: &str, answers: &[Answer]) -> bool {
    // A ticked option also says "Yes" and nothing else, so a single answer needs a question mark in the header.
    let given: Vec<Answer> = answers.iter().filter(|a| a.count > 0).cloned().collect();
    scale::propose_for(question, &given).is_some_and(|known| {
        let both = !known.positive.is_empty() && !known.other.is_empty();
        let one = !known.positive.is_empty() || !known.other.is_empty();
        known.name == "yes or no" && (both || (one && question.trim_end().ends_with('?')))
    })
}

/// True for a true/false column that is an option of a question: another such column shares its name up to the option.
fn is_tick(export: &Export, nth: usize) -> bool {
    let base = |column: &ColumnInfo| {
        let at = column.question.rfind(['/', '[', ':', '(', '-'])?;
        let base = column.question.get(..at)?.trim().to_lowercase();
        (!base.is_empty()).then_some(base)
    };
    let machine = |nth: usize| {
        let column = export.table.columns().get(nth);
        let answers = column.and_then(|c| c.answers()).unwrap_or_default();
        !answers.is_empty()
            && answers.iter().all(|a| {
                ["", "true", "false", "t", "f"]
                    .iter()
                    .any(|word| a.text.eq_ignore_ascii_case(word))
            })
    };
    let Some(own) = export.columns.get(nth).and_then(base) else {
        return false;
    };
    let mut others = export.columns.iter().enumerate();
    machine(nth)
        && others.any(|(other, c)| {
            other != nth && machine(other) && base(c).is_some_and(|base| base == own)
        })
}

/// Use of each column of a table of results.
fn result_column_uses(export: &Export, rule: &ExportRule) -> Vec<ProposedUse> {
    let columns = export.columns.iter();
    let of = |column: &ColumnInfo| match column.id.as_str() {
        id if rule.strand.column() == Some(id) => ProposedUse::Strand,
        id if rule.period.column() == Some(id) => ProposedUse::Period,
        id => rule
            .roles()
            .find(|(_, of)| *of == id)
            .map_or(ProposedUse::Nothing, |(role, _)| {
                ProposedUse::Role(role.what)
            }),
    };
    columns.map(of).collect()
}
