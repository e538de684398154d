//! The order of answers: that of their scale, and not that in which they happened to come.
//!
//! A person who reads "Never, Always, Sometimes" has to sort before they can judge.

use std::cmp::Ordering;

use super::{QUALITIES, SCALES, left_out, plain};
use crate::{domain::alike::folded, intake::table::Answer};

/// How much of something: from least to most.
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

/// Words of amounts that are no quality: beside two of them "None" is an answer like them.
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

/// Whether answers are degrees of something, or numbers of times: "Mild, Moderate, Severe", "1 to 2, 3 to 5, more".
pub fn are_degrees(answers: &[Answer]) -> bool {
    let words: Vec<String> = answers
        .iter()
        .map(|a| folded(&a.text))
        .filter(|w| !w.is_empty() && w != "none" && !left_out(w))
        .collect();
    let is_degree = |word: &&String| {
        let parts: Vec<&str> = word.split([' ', ',', '-']).collect();
        let range = word.starts_with(|c: char| c.is_ascii_digit())
            && (word.contains('-')
                || word.contains('+')
                || parts.contains(&"to")
                || parts.contains(&"or"));
        parts.len() <= 5 && (range || parts.iter().any(|p| DEGREE_WORDS.contains(p)))
    };
    let degrees = words.iter().filter(is_degree).count();
    degrees >= 2 && degrees * 2 >= words.len() && words.len() <= 12
}

/// Where an answer stands in its scale; what does not count stands behind all that does, and what no scale knows between.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Place {
    Scale(usize),
    Number(f64),
    Unknown,
    LeftOut,
}

/// Puts answers in the order of their scale: as the scale has them, or from the lowest number to the highest. What no scale
/// knows stays in the order of how many gave it.
pub fn in_order(answers: &mut [Answer]) {
    let words: Vec<String> = answers.iter().map(|a| plain(&a.text)).collect();
    let by = best(&words);
    let places: Vec<Place> = answers
        .iter()
        .zip(&words)
        .map(|(answer, word)| place(&by, word, &answer.text))
        .collect();
    let mut sorted: Vec<(Place, Answer)> =
        places.into_iter().zip(answers.iter().cloned()).collect();
    sorted.sort_by(|(a, one), (b, two)| {
        let by_place = a.partial_cmp(b).unwrap_or(Ordering::Equal);
        by_place.then_with(|| two.count.cmp(&one.count))
    });
    for (answer, (_, sorted)) in answers.iter_mut().zip(sorted) {
        *answer = sorted;
    }
}

/// What orders a column's answers.
enum By {
    /// A scale of words, best first.
    Words(Vec<&'static str>),
    /// Degrees of a quality, most first.
    Degrees(&'static str),
    /// Numbers.
    Numbers,
}

/// What orders most of the answers.
fn best(words: &[String]) -> By {
    let counted = || words.iter().filter(|w| !left_out(w));
    let numbers = counted().filter(|w| number(w).is_some()).count();
    let mut best = (numbers, By::Numbers);
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
        if known > best.0 {
            best = (known, By::Words(table));
        }
    }
    for quality in QUALITIES {
        let known = counted().filter(|w| degree(w, quality).is_some()).count();
        if known > best.0 {
            best = (known, By::Degrees(quality));
        }
    }
    best.1
}

fn place(by: &By, word: &str, text: &str) -> Place {
    let found = match by {
        By::Words(table) => table.iter().position(|w| *w == word).map(Place::Scale),
        By::Degrees(quality) => degree(word, quality).map(Place::Scale),
        By::Numbers if matches!(word, "none" | "never" | "nil") => Some(Place::Number(-1.0)),
        By::Numbers => number(&folded(text)).map(Place::Number),
    };
    match found {
        Some(place) => place,
        None if left_out(word) => Place::LeftOut,
        None => Place::Unknown,
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

/// Where a degree of a quality stands.
fn degree(word: &str, quality: &str) -> Option<usize> {
    DEGREES.iter().position(|degree| {
        let rest = word.strip_prefix(degree).and_then(|r| r.strip_prefix(' '));
        rest.is_some_and(|r| !r.contains(' ') && r.starts_with(quality))
    })
}

/// The number that an answer is or begins with.
fn number(word: &str) -> Option<f64> {
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
