//! Scales in common use, and how the answers of a column would count by them.
//!
//! It is only ever a proposal: whether "always" is good depends on the question, so a person agrees to it before anything is
//! counted. An answer that no scale knows is never guessed at; it is handed back by name.

mod direction;
mod numbers;
mod order;
#[cfg(test)]
mod tests;
mod words;

use self::words::{DEGREES, LEFT_OUT, LEFT_OUT_STARTS, QUALITIES, SCALES};
pub use self::{
    direction::{may_be_reversed, reversed},
    numbers::{Ends, ends},
    order::{are_degrees, in_order},
};
use super::table::Answer;
use crate::domain::alike::folded;

/// How the answers of a column would count, in the words of the column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The scale, such as `satisfied`.
    pub name: &'static str,
    /// Good answers.
    pub positive: Vec<String>,
    /// Answers that count and are not good ones.
    pub other: Vec<String>,
    /// Answers that do not count.
    pub leave_out: Vec<String>,
}

/// How some answers of a column would count, and those that nothing is known of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// What is known.
    pub known: Proposal,
    /// The answers that the scale does not know.
    pub unknown: Vec<String>,
}

/// What an answer does to a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Positive,
    Other,
    LeftOut,
}

/// How all answers would count. `None` where no scale knows every one of them, or where they are bare numbers and nothing
/// says which end is good.
pub fn propose(answers: &[Answer]) -> Option<Proposal> {
    propose_for("", answers)
}

/// The same where the question is known, which may say what the ends of a scale of numbers mean: "1 = poor, 5 = excellent".
pub fn propose_for(question: &str, answers: &[Answer]) -> Option<Proposal> {
    let partial = partial(question, answers)?;
    partial.unknown.is_empty().then_some(partial.known)
}

/// How all answers would count, where that can be proposed to a person: not where the question may be worded the other way
/// round, which is asked, and not where none of the answers that were given is a good one, which says that something is wrong.
pub fn is_plausible(question: &str, answers: &[Answer]) -> Option<Proposal> {
    let proposal = propose_for(question, answers)?;
    let asks = may_be_reversed(question, proposal.name);
    (!asks && !proposal.positive.is_empty()).then_some(proposal)
}

/// How the answers would count as far as a scale knows them: by the scale that knows most. `None` where none knows two
/// answers that count, or all there are.
pub fn partial(question: &str, answers: &[Answer]) -> Option<Partial> {
    let said: Vec<(String, &str)> = answers
        .iter()
        .filter(|a| !a.text.trim().is_empty())
        .map(|a| (plain(&a.text), a.text.as_str()))
        .collect();
    let tables = SCALES.iter().map(|scale| {
        sort(scale.name, &said, |word| {
            let has = |words: &[&str]| words.contains(&word);
            match () {
                () if has(scale.positive) => Some(Counts::Positive),
                () if has(scale.other) => Some(Counts::Other),
                () => left_out(word).then_some(Counts::LeftOut),
            }
        })
    });
    let degrees = QUALITIES
        .iter()
        .map(|quality| sort("how much", &said, |word| degree(word, quality)));
    let numbers = numbers::propose(question, &said);
    let mut best: Option<Partial> = None;
    for found in tables.chain(degrees).chain(numbers) {
        // "Don't know" alone, which one scale counts, is no scale, and one word in common with a scale is chance. The
        // first of equals: the table's order says which.
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

/// Sorts answers by what `counts` says of each.
fn sort(
    name: &'static str,
    said: &[(String, &str)],
    counts: impl Fn(&str) -> Option<Counts>,
) -> Partial {
    let mut partial = Partial {
        known: Proposal {
            name,
            ..Proposal::default()
        },
        unknown: Vec::new(),
    };
    for (word, text) in said {
        let list = match counts(word) {
            Some(Counts::Positive) => &mut partial.known.positive,
            Some(Counts::Other) => &mut partial.known.other,
            Some(Counts::LeftOut) => &mut partial.known.leave_out,
            None => &mut partial.unknown,
        };
        list.push((*text).to_owned());
    }
    partial
}

/// Whether an answer says that the question did not apply, or that nobody can tell.
fn left_out(word: &str) -> bool {
    LEFT_OUT.contains(&word) || LEFT_OUT_STARTS.iter().any(|start| word.starts_with(start))
}

/// `very comfortable`, `not so comfortable`: a degree of a quality that is good to have.
fn degree(word: &str, quality: &str) -> Option<Counts> {
    for (degree, good) in DEGREES {
        if let Some(rest) = word.strip_prefix(degree)
            && rest
                .strip_prefix(' ')
                .is_some_and(|r| !r.contains(' ') && r.starts_with(quality))
        {
            return Some(if *good {
                Counts::Positive
            } else {
                Counts::Other
            });
        }
    }
    left_out(word).then_some(Counts::LeftOut)
}

/// An answer in the form that the tables hold: as it is compared, with no numbering before it and no punctuation after it.
pub(super) fn plain(text: &str) -> String {
    let mut out = folded(text);
    out.retain(|c| !c.is_control());
    let word = out.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
    without_number(word).to_owned()
}

/// `5 - very good`, `5. very good`, `(5) very good` and `very good (5)` are `very good`.
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
