//! When two answers are the same one, and how each counts.
//!
//! Tools and people write "Don't know", "don\u{2019}t know" and "Don't  know": to a person who sorts them they are one.

use std::collections::HashMap;

use crate::domain::codebook::Question;

/// An answer as it is compared: small letters, straight quotes, one blank where there are several and none at the ends.
pub fn folded(answer: &str) -> String {
    let mut out = String::with_capacity(answer.len());
    for word in answer.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        }));
    }
    out
}

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
    pub(super) fn of(question: &Question) -> Self {
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
