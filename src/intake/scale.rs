//! Recognises common answer scales and proposes how the answers of a column count.
//!
//! It is only a proposal: whether "always" is good depends on the question, so a person agrees before anything is counted.
//! An answer that no scale knows is returned as unknown, never guessed.

mod direction;
mod numbers;
mod order;
#[cfg(test)]
mod tests;
mod words;

use self::words::{DEGREES, LEFT_OUT, LEFT_OUT_STARTS, QUALITIES, SCALES};
pub use self::{
    direction::{may_be_reversed, reversed},
    numbers::{NumberEnds, ends},
    order::{are_degrees, in_order},
};
use super::table::Answer;
use crate::domain::alike::folded;

/// Proposed scoring of a column, in the column's own spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScaleProposal {
    /// Scale, such as `satisfied`.
    pub name: &'static str,
    /// Positive answers.
    pub positive: Vec<String>,
    /// Scored answers that are not positive.
    pub other: Vec<String>,
    /// Answers that are not scored.
    pub leave_out: Vec<String>,
}

/// Proposed scoring of some answers, with the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialProposal {
    /// Scoring of the known answers.
    pub known: ScaleProposal,
    /// Answers that the scale does not know.
    pub unknown: Vec<String>,
}

/// Effect of an answer on a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnswerEffect {
    /// Positive and scored.
    Positive,
    /// Scored and not positive.
    Other,
    /// Not scored.
    LeftOut,
}

/// Scoring of all answers; `None` if no scale knows all of them, or they are bare numbers whose good end is unknown.
pub fn propose(answers: &[Answer]) -> Option<ScaleProposal> {
    propose_for("", answers)
}

/// Scoring of all answers to a question, whose text may explain the ends of a number scale: "1 = poor, 5 = excellent".
pub fn propose_for(question: &str, answers: &[Answer]) -> Option<ScaleProposal> {
    let partial = partial(question, answers)?;
    partial.unknown.is_empty().then_some(partial.known)
}

/// Scoring that may be proposed; `None` if the question may be reversed, or if no given answer is positive, which suggests
/// a mistake.
pub fn is_plausible(question: &str, answers: &[Answer]) -> Option<ScaleProposal> {
    let proposal = propose_for(question, answers)?;
    let asks = may_be_reversed(question, proposal.name);
    (!asks && !proposal.positive.is_empty()).then_some(proposal)
}

/// Scoring by the scale that knows most answers; `None` if none knows two scored answers, or all there are.
pub fn partial(question: &str, answers: &[Answer]) -> Option<PartialProposal> {
    let said: Vec<(String, &str)> = answers
        .iter()
        .filter(|a| !a.text.trim().is_empty())
        .map(|a| (plain(&a.text), a.text.as_str()))
        .collect();
    let tables = SCALES.iter().map(|scale| {
        sort(scale.name, &said, |word| {
            let has = |words: &[&str]| words.contains(&word);
            match () {
                () if has(scale.positive) => Some(AnswerEffect::Positive),
                () if has(scale.other) => Some(AnswerEffect::Other),
                () => left_out(word).then_some(AnswerEffect::LeftOut),
            }
        })
    });
    let degrees = QUALITIES
        .iter()
        .map(|quality| sort("how much", &said, |word| degree(word, quality)));
    let numbers = numbers::propose(question, &said);
    let mut best: Option<PartialProposal> = None;
    for found in tables.chain(degrees).chain(numbers) {
        // "Don't know" alone, which one scale scores, is no scale, and one shared word is chance. On a tie, the order of
        // the table decides.
        let counting = found.known.positive.iter().chain(&found.known.other);
        let words = counting.filter(|a| !left_out(&plain(a))).count();
        let least = if found.unknown.is_empty() { 1 } else { 2 };
        if words >= least
            && best
                .as_ref()
                .is_none_or(|b| found.unknown.len() < b.unknown.len())
        {
            best = Some(found);
        }
    }
    best
}

/// Sorts answers by the effect that `counts` gives.
fn sort(
    name: &'static str,
    said: &[(String, &str)],
    counts: impl Fn(&str) -> Option<AnswerEffect>,
) -> PartialProposal {
    let mut partial = PartialProposal {
        known: ScaleProposal {
            name,
            ..ScaleProposal::default()
        },
        unknown: Vec::new(),
    };
    for (word, text) in said {
        let list = match counts(word) {
            Some(AnswerEffect::Positive) => &mut partial.known.positive,
            Some(AnswerEffect::Other) => &mut partial.known.other,
            Some(AnswerEffect::LeftOut) => &mut partial.known.leave_out,
            None => &mut partial.unknown,
        };
        list.push((*text).to_owned());
    }
    partial
}

/// True for an answer such as "not applicable" or "cannot say".
fn left_out(word: &str) -> bool {
    LEFT_OUT.contains(&word) || LEFT_OUT_STARTS.iter().any(|start| word.starts_with(start))
}

/// Effect of a degree of a good quality: `very comfortable`, `not so comfortable`.
fn degree(word: &str, quality: &str) -> Option<AnswerEffect> {
    for (degree, good) in DEGREES {
        if let Some(rest) = word.strip_prefix(degree)
            && rest
                .strip_prefix(' ')
                .is_some_and(|r| !r.contains(' ') && r.starts_with(quality))
        {
            return Some(if *good {
                AnswerEffect::Positive
            } else {
                AnswerEffect::Other
            });
        }
    }
    left_out(word).then_some(AnswerEffect::LeftOut)
}

/// Normal form of an answer in the tables: folded, without a number in front and punctuation behind.
pub(super) fn plain(text: &str) -> String {
    let mut out = folded(text);
    out.retain(|c| !c.is_control());
    let word = out.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
    without_number(word).to_owned()
}

/// Strips the number from `5 - very good`, `5. very good`, `(5) very good` and `very good (5)`.
fn without_number(word: &str) -> &str {
    let before = word.trim_start_matches('(');
    let rest = before.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < before.len() && before.len() - rest.len() <= 2 {
        let text = rest.trim_start_matches([' ', '-', '.', ')', ':', '=']);
        if text.len() < rest.len() && text.starts_with(char::is_alphabetic) {
            return text;
        }
    }
    if let Some((text, number)) = word.rsplit_once('(')
        && let Some(number) = number.strip_suffix(')')
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && !text.trim().is_empty()
    {
        return text.trim_end();
    }
    word
}
