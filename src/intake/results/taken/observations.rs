//! Collects what is noticed while rows are read, and words it for the user.

use super::RowFault;
use crate::intake::people::{A_FEW, ranges};

/// Observations for the remarks.
#[derive(Default)]
pub(super) struct Observations {
    pub(super) faults: Vec<RowFault>,
    /// Rows whose percentage fits several whole numbers.
    pub(super) choices: Vec<u32>,
    pub(super) kept_back: usize,
    pub(super) nobody: Vec<u32>,
    pub(super) no_question: Vec<u32>,
}

/// Observations as sentences, one for each kind.
pub(super) fn observation_notes(seen: &Observations) -> Vec<String> {
    let mut notes = Vec::new();
    let capital = |text: String| {
        let mut chars = text.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + chars.as_str()
    };
    let rows = |rows: &[u32]| capital(ranges(rows, A_FEW));
    match seen.choices.len() {
        0 => {}
        1 => notes.push(format!(
            "In 1 row several whole numbers give the printed percentage: the nearest was taken ({}).",
            ranges(&seen.choices, A_FEW)
        )),
        n => notes.push(format!(
            "In {n} rows several whole numbers give the printed percentage: the nearest was taken ({}).",
            ranges(&seen.choices, A_FEW)
        )),
    }
    match seen.kept_back {
        0 => {}
        1 => notes.push("1 result was kept back in the table, and is withheld here.".to_owned()),
        n => notes.push(format!(
            "{n} results were kept back in the table, and are withheld here."
        )),
    }
    if !seen.nobody.is_empty() {
        notes.push(format!(
            "{}: nobody answered, so there is no result.",
            rows(&seen.nobody)
        ));
    }
    if !seen.no_question.is_empty() {
        notes.push(format!(
            "{}: no question stands there, so nothing was taken.",
            rows(&seen.no_question)
        ));
    }
    notes
}
