//! The words on the wall, from the field's words: the one table of what patients read.

use crate::domain::{
    agenda::{Method, Weight},
    findings::SourceKind,
    goal::{Control, Decision, Reason},
};

/// A group, as a patient says it.
pub fn group(id: &str) -> &str {
    match id {
        "mdt" => "hospital team",
        "patient" => "patients",
        other => other,
    }
}

/// A group as a column's heading.
pub fn group_short(id: &str) -> &str {
    match id {
        "mdt" => "team",
        other => group(other),
    }
}

/// So many voters of a group: `1 patient`, `6 of the hospital team`.
pub fn voters(id: &str, n: u32) -> String {
    match id {
        "patient" => count(u64::from(n), "patient", "patients"),
        "mdt" => format!("{n} of the hospital team"),
        other => format!("{n} {other}"),
    }
}

/// Who can make a goal happen.
pub fn control(control: Option<Control>) -> &'static str {
    match control {
        None => "not said yet",
        Some(Control::Team) => "we can",
        Some(Control::Hospital) => "the hospital can",
        Some(Control::Beyond) => "beyond us",
    }
}

/// Why a goal does not go ahead as it is.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Money => "money",
        Reason::Time => "time",
        Reason::BeyondControl => "not ours to decide",
        Reason::AlreadyDone => "it exists already",
        Reason::Other => "another reason",
    }
}

/// What was decided, in a word or two.
pub fn decision(decision: Option<&Decision>) -> &'static str {
    match decision {
        None => "",
        Some(Decision::Agreed { .. }) => "agreed",
        Some(Decision::Ask { .. }) => "we ask",
        Some(Decision::NotThisTime { .. }) => "not this time",
        Some(Decision::Undecided { .. }) => "later",
    }
}

/// How people vote.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Score => "score 0 to 5, each in secret",
        Method::Hands => "show of hands",
        other => other.word(),
    }
}

/// How votes are weighed.
pub fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Balanced => "patients and hospital team count the same",
        Weight::Head => "every person counts the same",
    }
}

/// Where a comment comes from.
pub fn source(source: Option<(SourceKind, &str)>) -> String {
    source.map_or_else(String::new, |(kind, strand)| {
        format!("{}, {strand}", kind.word())
    })
}

/// `1 goal`, `2 goals`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", crate::domain::capacity::grouped(n))
    }
}
