//! Proposes which answers of a question are positive, and asks where its wording may be reversed.

use std::collections::HashSet;

use crate::{
    domain::{alike::folded, codebook::QuestionColumn},
    intake::{kind::is_missing_among, scale, table::Answer},
};

/// Drafts a question: answers sorted as far as a scale knows them, one entry per spelling. Nothing is sorted where the
/// wording may be reversed or no answer would be good; a person is asked.
pub fn sort_answers(wording: &str, answers: &[Answer]) -> QuestionColumn {
    let partial = scale::partial(wording, answers).unwrap_or_default();
    // A scale that calls every given answer bad has most likely misread the question.
    let all_bad = partial.unknown.is_empty() && partial.known.positive.is_empty();
    let known = if all_bad || scale::may_be_reversed(wording, partial.known.name) {
        scale::ScaleProposal {
            leave_out: partial.known.leave_out,
            ..scale::ScaleProposal::default()
        }
    } else {
        partial.known
    };
    let mut seen = HashSet::new();
    let mut once = |list: Vec<String>| -> Vec<String> {
        list.into_iter()
            .filter(|a| seen.insert(folded(a)))
            .collect()
    };
    let (positive, other) = (once(known.positive), once(known.other));
    let mut leave_out = once(known.leave_out);
    // `NA` in a cell is no answer on any scale.
    let missing = answers
        .iter()
        .map(|a| a.text.clone())
        .filter(|a| is_missing_among(a, answers));
    leave_out.extend(once(missing.collect()));
    QuestionColumn {
        column: String::new(),
        finding: String::new(),
        theme: String::new(),
        question: wording.to_owned(),
        positive,
        other,
        leave_out,
        agreed: false,
        reversed: false,
    }
}

/// A question that may be worded in reverse, with both ways to sort its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// Answers that would be good if it is reversed.
    pub good: Vec<String>,
    /// Sorted as the scale says.
    pub direct: scale::ScaleProposal,
    /// Sorted in reverse.
    pub reversed: scale::ScaleProposal,
}

/// Both readings of a question that may be reversed; `None` if its wording gives no hint or no scale knows its answers.
pub fn direction(wording: &str, answers: &[Answer]) -> Option<Direction> {
    let direct = scale::propose_for(wording, answers)?;
    let asks = scale::may_be_reversed(wording, direct.name);
    let reversed = scale::reversed(&direct);
    let good = reversed.positive.clone();
    (asks && !good.is_empty()).then_some(Direction {
        good,
        direct,
        reversed,
    })
}

impl Direction {
    /// The question put to the user.
    pub fn question(&self) -> String {
        let good: Vec<String> = self
            .good
            .iter()
            .map(|a| format!("\u{201c}{a}\u{201d}"))
            .collect();
        match good.as_slice() {
            [only] => format!("is {only} the good answer here?"),
            several => format!("are {} the good answers here?", several.join(" and ")),
        }
    }
}
