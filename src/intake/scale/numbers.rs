//! Number scales: which end is good, as far as answers or question say so.
//!
//! Bare numbers are never interpreted: in one survey 1 is best and in the next 5.

use super::{AnswerEffect, LEFT_OUT_STARTS, PartialProposal, SCALES, left_out, plain, sort};

/// Ends of a scale of whole numbers within 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberEnds {
    /// Lowest number.
    pub low: u8,
    /// Highest number.
    pub high: u8,
}

/// Words for a bad end. They are tested before the good ones, because "not at all satisfied" contains a good one.
const BAD: &[&str] = &[
    "worst",
    "poor",
    "bad",
    "not ",
    "never",
    "disagree",
    "dissatisfied",
    "unsatisfied",
    "unlikely",
    "difficult",
    "low",
    "schlecht",
    "nicht",
    "anxi",
    "dirty",
    "distress",
    "late",
    "long",
    "pain",
    "problem",
    "rude",
    "severe",
    "slow",
    "stress",
    "worr",
    "unzufrieden",
];
const GOOD: &[&str] = &[
    "best",
    "good",
    "excellent",
    "always",
    "agree",
    "satisfied",
    "likely",
    "easy",
    "high",
    "very",
    "extremely",
    "completely",
    "perfect",
    "sehr gut",
    "zufrieden",
    "stimme",
];

/// Ends of a column of whole numbers from 0 to 10, with at least three distinct ones; unscored words are allowed. `None`
/// for other columns.
pub fn ends<'a>(answers: impl IntoIterator<Item = &'a str>) -> Option<NumberEnds> {
    let mut seen = [false; 11];
    for answer in answers {
        let word = plain(answer);
        if word.is_empty() || left_out(&word) {
            continue;
        }
        let nth: usize = leading(&word).filter(|(_, rest)| rest.is_empty())?.0.into();
        *seen.get_mut(nth)? = true;
    }
    if seen.iter().filter(|s| **s).count() < 3 {
        return None;
    }
    let low = seen.iter().position(|s| *s)?;
    let high = seen.iter().rposition(|s| *s)?;
    Some(NumberEnds {
        low: u8::try_from(low).ok()?,
        high: u8::try_from(high).ok()?,
    })
}

/// Splits off a leading number of at most 10.
fn leading(text: &str) -> Option<(u8, &str)> {
    let text = text.trim_start_matches('(');
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    let number = digits.parse().ok().filter(|n| *n <= 10)?;
    // A workbook turns 4 into `4.0`.
    let rest = rest
        .strip_prefix(".0")
        .filter(|r| r.is_empty())
        .unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '-', '.', ')', ':', '=', '(']);
    Some((number, rest))
}

/// True for words of a good end, false for those of a bad one.
fn is_good_end(words: &str) -> Option<bool> {
    let word = plain(words);
    let begins = LEFT_OUT_STARTS.iter().any(|s| word.starts_with(s));
    if word.is_empty() || begins {
        return None;
    }
    for scale in SCALES {
        if scale.positive.contains(&word.as_str()) {
            return Some(true);
        }
    }
    if BAD.iter().any(|b| word.contains(b)) {
        return Some(false);
    }
    if GOOD.iter().any(|g| word.contains(g)) {
        return Some(true);
    }
    None
}

/// Scoring of a number scale. Positive are the top two of 1 to 5, the top three of 1 to 7 (as "agree" in words), and 9 and
/// 10 of 0 to 10 (the top box of HCAHPS).
pub(super) fn propose(question: &str, said: &[(String, &str)]) -> Option<PartialProposal> {
    // The raw text, because `plain` strips the number from a labelled end.
    let numbered: Vec<(Option<(u8, String)>, &str)> = said
        .iter()
        .map(|(_, text)| (labelled_number(text), *text))
        .collect();
    let numbers: Vec<u8> = numbered
        .iter()
        .filter_map(|(n, _)| Some(n.as_ref()?.0))
        .collect();
    let (low, high) = (*numbers.iter().min()?, *numbers.iter().max()?);
    let labels = numbered.iter().filter_map(|(n, _)| n.as_ref());
    let told: Vec<(u8, bool)> = labels
        .filter_map(|(n, label)| Some((*n, is_good_end(label)?)))
        .chain(meanings_in(question))
        .collect();
    // Labelled ends count even if nobody gave them, or the scale would look shorter.
    let bottom = told.iter().map(|(n, _)| *n).min()?.min(low);
    let top = told.iter().map(|(n, _)| *n).max()?.max(high);
    let end = |at: u8| told.iter().find(|(n, _)| *n == at).map(|(_, g)| *g);
    let up = match (end(bottom)?, end(top)?) {
        (false, true) => true,
        (true, false) => false,
        _ => return None,
    };
    let best = match (bottom, top) {
        (_, 6..=7) => 3,
        (_, 4..=5) | (0 | 1, 9 | 10) => 2,
        _ => return None,
    };
    let counts = |n: u8| {
        let good = if up {
            n + best > top
        } else {
            n < bottom + best
        };
        if good {
            AnswerEffect::Positive
        } else {
            AnswerEffect::Other
        }
    };
    let by_number = |word: &str| {
        let number = numbered.iter().find(|(_, text)| plain(text) == word);
        match number.and_then(|(n, _)| n.as_ref()) {
            Some((n, _)) => Some(counts(*n)),
            None => left_out(word).then_some(AnswerEffect::LeftOut),
        }
    };
    Some(sort("numbers", said, by_number))
}

/// Splits a labelled number: `5`, `5 - very good`, `very good (5)`.
fn labelled_number(text: &str) -> Option<(u8, String)> {
    let text = text.trim();
    if let Some((number, rest)) = leading(text) {
        let fits = rest.is_empty() || rest.starts_with(char::is_alphabetic);
        return fits.then(|| (number, rest.trim_end_matches(')').to_owned()));
    }
    let (label, number) = text.strip_suffix(')')?.rsplit_once('(')?;
    Some((number.parse().ok().filter(|n| *n <= 10)?, label.to_owned()))
}

/// Meanings of numbers in a question: "(1 = poor, 5 = excellent)", "from 0 (worst) to 10 (best)".
fn meanings_in(question: &str) -> Vec<(u8, bool)> {
    let mut told = Vec::new();
    let mut rest = question;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let after = from.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = from.strip_suffix(after).unwrap_or_default();
        let until = after
            .find(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '.'))
            .unwrap_or(after.len());
        let (said, _) = after.split_at(until);
        let tied = said
            .trim_start()
            .starts_with(['=', '(', '-', '\u{2013}', ':'])
            || [" is ", " means ", " being ", " ist "]
                .iter()
                .any(|w| said.starts_with(w));
        if let (true, Ok(number)) = (tied, digits.parse::<u8>())
            && number <= 10
            && let Some(good) = is_good_end(said.trim_matches(|c: char| !c.is_alphabetic()))
        {
            told.push((number, good));
        }
        rest = after;
    }
    told
}
