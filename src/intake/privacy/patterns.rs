//! Patterns of a kind that are looked for in a text, and the trimming of what they find.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::Marked;
use crate::domain::findings::CommentMark;

/// Patterns, made once, with one that says in one pass which of them are in a text at all: in most texts none is.
pub(super) struct Patterns {
    any: Option<RegexSet>,
    each: Vec<(CommentMark, Regex)>,
}

impl Patterns {
    /// Makes them. One that cannot be made would be found by the first test that runs.
    pub(super) fn new(patterns: &[(CommentMark, String)]) -> Self {
        let plain: Vec<(CommentMark, String)> = patterns
            .iter()
            .map(|(mark, pattern)| (*mark, ascii(pattern)))
            .collect();
        let each = plain
            .iter()
            .filter_map(|(mark, pattern)| Some((*mark, Regex::new(pattern).ok()?)));
        Self {
            any: RegexSet::new(plain.iter().map(|(_, pattern)| pattern)).ok(),
            each: each.collect(),
        }
    }

    /// Whether all of them could be made.
    #[cfg(test)]
    pub(super) fn are_whole(&self, number: usize) -> bool {
        self.any.is_some() && self.each.len() == number
    }

    /// Adds what `keep` makes of each match: a span, or nothing.
    pub(super) fn find(
        &self,
        text: &str,
        found: &mut Vec<Marked>,
        keep: impl Fn(usize, &Captures<'_>) -> Option<(usize, usize)>,
    ) {
        let hits = self.any.as_ref().map(|any| any.matches(text));
        for (nth, (mark, regex)) in self.each.iter().enumerate() {
            if hits.as_ref().is_some_and(|h| !h.matched(nth)) {
                continue;
            }
            for captures in regex.captures_iter(text) {
                if let Some((from, to)) = keep(nth, &captures) {
                    found.push(Marked::sure(*mark, from, to));
                }
            }
        }
    }
}

/// A pattern whose boundaries, figures and blanks are those of ASCII: with those of Unicode a text with one curly quote is
/// twenty times as slow.
pub(super) fn ascii(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-z_]")
        .replace(r"\s", r"[ \t\r\n\u{a0}]")
        .replace(r"\W", "[^0-9A-Za-z_]")
        .replace(r"\S", r"[^ \t\r\n\u{a0}]")
}

/// The part of a match that points to somebody: its first group where it has one that took part, else all of it.
pub(super) fn part(captures: &Captures<'_>) -> Option<(usize, usize)> {
    let found = captures.get(1).or_else(|| captures.get(0))?;
    Some((found.start(), found.end()))
}

/// The number of digits of a text.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The word behind a place in a text, in small letters.
pub(super) fn word_after(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-']);
    rest.chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '%' | '/'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The text before a place, at most so many bytes of it.
pub(super) fn before(text: &str, at: usize, most: usize) -> &str {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or_default()
}

pub(super) type Lazy = LazyLock<Patterns>;
