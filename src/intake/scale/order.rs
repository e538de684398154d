//! Sorts answers in the order of their scale.
//!
//! "Never, Always, Sometimes" in order of appearance would have to be sorted in the reader's head.

use std::cmp::Ordering;

use super::{QUALITIES, SCALES, left_out, plain};
use crate::{domain::alike::folded, intake::table::Answer};

/// Amounts, from least to most.
const AMOUNTS: &[&str] = &[
    "none",
    "nil",
    "not at all",
    "no",
    "never",
    "minimal",
    "hardly",
    "barely",
    "very mild",
    "very slight",
    "very low",
    "mild",
    "slight",
    "slightly",
    "minor",
    "low",
    "a little",
    "little",
    "a bit",
    "once",
    "occasional",
    "few",
    "a few",
    "twice",
    "some",
    "somewhat",
    "several",
    "moderate",
    "moderately",
    "medium",
    "considerable",
    "quite a bit",
    "quite",
    "a lot",
    "lots",
    "many",
    "much",
    "major",
    "high",
    "strong",
    "significant",
    "severe",
    "very strong",
    "very high",
    "very severe",
    "very much",
    "a great deal",
    "extreme",
    "extremely",
    "unbearable",
    "worst",
];

/// Words for degrees and amounts. Beside two of them, "None" is an answer as well.
const DEGREE_WORDS: &[&str] = &[
    "mild",
    "slight",
    "slightly",
    "minor",
    "little",
    "bit",
    "low",
    "medium",
    "moderate",
    "moderately",
    "some",
    "several",
    "few",
    "once",
    "twice",
    "occasional",
    "considerable",
    "lot",
    "lots",
    "many",
    "much",
    "major",
    "high",
    "severe",
    "extreme",
    "unbearable",
    "minimal",
    "strong",
    "significant",
    "deal",
];

/// True for degrees or frequencies: "Mild, Moderate, Severe", "1 to 2, 3 to 5, more".
pub fn are_degrees(answers: &[Answer]) -> bool {
    let words: Vec<String> = answers
        .iter()
        .map(|a| folded(&a.text))
        // "None" is no sign by itself: it is a degree beside "Mild" and no answer beside "Phone, Letter".
        .filter(|w| !w.is_empty() && w != "none" && !left_out(w))
        .collect();
    let is_degree = |word: &&String| {
        let parts: Vec<&str> = word.split([' ', ',', '-']).collect();
        let range = word.starts_with(|c: char| c.is_ascii_digit())
            && (word.contains('-')
                || word.contains('+')
                || parts.contains(&"to")
                || parts.contains(&"or"));
        // A sentence such as "I waited a little longer than I was told" holds such a word by chance.
        parts.len() <= 5 && (range || parts.iter().any(|p| DEGREE_WORDS.contains(p)))
    };
    let degrees = words.iter().filter(is_degree).count();
    // More than twelve answers are free text; a few words for degrees among them prove nothing.
    degrees >= 2 && degrees * 2 >= words.len() && words.len() <= 12
}

/// Position of an answer: scored ones first, then unknown ones, then unscored ones.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum ScalePosition {
    Scale(usize),
    Number(f64),
    Unknown,
    LeftOut,
}

/// Sorts answers by their scale, or from the lowest number to the highest. Unknown answers stay in order of frequency.
pub fn in_order(answers: &mut [Answer]) {
    let words: Vec<String> = answers.iter().map(|a| plain(&a.text)).collect();
    let by = sort_criterion(&words);
    let places: Vec<ScalePosition> = answers
        .iter()
        .zip(&words)
        .map(|(answer, word)| position(&by, word, &answer.text))
        .collect();
    let mut sorted: Vec<(ScalePosition, Answer)> =
        places.into_iter().zip(answers.iter().cloned()).collect();
    sorted.sort_by(|(a, one), (b, two)| {
        let by_place = a.partial_cmp(b).unwrap_or(Ordering::Equal);
        // Several spellings of one degree share a place; the usual spelling then comes first.
        by_place.then_with(|| two.count.cmp(&one.count))
    });
    for (answer, (_, sorted)) in answers.iter_mut().zip(sorted) {
        *answer = sorted;
    }
}

/// Criterion by which answers are sorted.
enum SortCriterion {
    /// Words of a scale, best first.
    Words(Vec<&'static str>),
    /// Degrees of a quality, most first.
    Degrees(&'static str),
    /// Numbers.
    Numbers,
}

/// Criterion that covers most of the answers.
fn sort_criterion(words: &[String]) -> SortCriterion {
    let counted = || words.iter().filter(|w| !left_out(w));
    let numbers = counted().filter(|w| number(w).is_some()).count();
    // Numbers win ties: "5 - Very good" has both, and the digit holds where the wording varies.
    let mut best = (numbers, SortCriterion::Numbers);
    let tables = SCALES
        .iter()
        .map(|s| {
            s.positive
                .iter()
                .chain(s.other)
                .copied()
                .collect::<Vec<_>>()
        })
        .chain([AMOUNTS.to_vec()]);
    for table in tables {
        let known = counted().filter(|w| table.contains(&w.as_str())).count();
        // Strictly more, so that the first of equal tables stays.
        if known > best.0 {
            best = (known, SortCriterion::Words(table));
        }
    }
    for quality in QUALITIES {
        let known = counted().filter(|w| degree(w, quality).is_some()).count();
        if known > best.0 {
            best = (known, SortCriterion::Degrees(quality));
        }
    }
    best.1
}

fn position(by: &SortCriterion, word: &str, text: &str) -> ScalePosition {
    let found = match by {
        SortCriterion::Words(table) => table
            .iter()
            .position(|w| *w == word)
            .map(ScalePosition::Scale),
        SortCriterion::Degrees(quality) => degree(word, quality).map(ScalePosition::Scale),
        // "None, 1, 2, 3 or more" counts from nothing, which is below every number, and below 0 where both occur.
        SortCriterion::Numbers if matches!(word, "none" | "never" | "nil") => {
            Some(ScalePosition::Number(-1.0))
        }
        SortCriterion::Numbers => number(&folded(text)).map(ScalePosition::Number),
    };
    match found {
        Some(place) => place,
        None if left_out(word) => ScalePosition::LeftOut,
        None => ScalePosition::Unknown,
    }
}

/// Degrees of a quality, from most to least.
const DEGREES: &[&str] = &[
    "extremely",
    "completely",
    "very",
    "quite",
    "fairly",
    "moderately",
    "somewhat",
    "slightly",
    "a little",
    "not very",
    "not so",
    "not",
    "not at all",
];

/// Position of an answer among the degrees of a quality.
fn degree(word: &str, quality: &str) -> Option<usize> {
    DEGREES.iter().position(|degree| {
        let rest = word.strip_prefix(degree).and_then(|r| r.strip_prefix(' '));
        // By its beginning, since "helpful" and "helpfully" are one quality; a longer rest is a clause, not a degree.
        rest.is_some_and(|r| !r.contains(' ') && r.starts_with(quality))
    })
}

/// Number at the start of an answer.
fn number(word: &str) -> Option<f64> {
    // Tools print codes as "(5) Very good".
    let text = word.trim_start_matches('(');
    let end = text
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit() || *c == '.' || (*c == '-' && *at == 0) || (*c == '+' && *at == 0))
        })
        .map_or(text.len(), |(at, _)| at);
    let (number, _) = text.split_at_checked(end)?;
    number.trim_end_matches('.').parse().ok()
}
