//! Compares answers and says how each counts.
//!
//! "Don't know", "don\u{2019}t know" and "Don't  know" are one answer to the person who sorts them.

use std::collections::HashMap;

use crate::domain::{alike::folded, codebook::QuestionColumn};
use crate::intake::scale::AnswerEffect;

/// Effect of each answer of a question, by folded text.
pub(super) struct SortedAnswers(HashMap<String, AnswerEffect>);

impl SortedAnswers {
    pub(super) fn new(question: &QuestionColumn) -> Self {
        let lists = [
            (&question.leave_out, AnswerEffect::LeftOut),
            (&question.other, AnswerEffect::Other),
            (&question.positive, AnswerEffect::Positive),
        ];
        let all = lists
            .iter()
            .flat_map(|(list, counts)| list.iter().map(move |answer| (folded(answer), *counts)));
        Self(all.collect())
    }

    /// Effect of an answer; `None` if it is unsorted.
    pub(super) fn counts(&self, answer: &str) -> Option<AnswerEffect> {
        self.0.get(&folded(answer)).copied()
    }
}
