//! When two answers are the same one, and how each counts.
//!
//! Tools and people write "Don't know", "don\u{2019}t know" and "Don't  know": to a person who sorts them they are one.

use std::collections::HashMap;

use crate::domain::codebook::QuestionColumn;
pub use crate::domain::codebook::folded;

/// What an answer does to a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    Positive,
    Other,
    LeftOut,
}

/// A question's answers, sorted.
pub(super) struct Sorted(HashMap<String, Counts>);

impl Sorted {
    pub(super) fn of(question: &QuestionColumn) -> Self {
        let lists = [
            (&question.leave_out, Counts::LeftOut),
            (&question.other, Counts::Other),
            (&question.positive, Counts::Positive),
        ];
        let all = lists
            .iter()
            .flat_map(|(list, counts)| list.iter().map(move |answer| (folded(answer), *counts)));
        Self(all.collect())
    }

    /// How an answer counts; `None` where nobody said.
    pub(super) fn counts(&self, answer: &str) -> Option<Counts> {
        self.0.get(&folded(answer)).copied()
    }
}
