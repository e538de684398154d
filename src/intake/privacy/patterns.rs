//! Groups of regular expressions, and helpers for their matches.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::Marked;
use crate::domain::findings::CommentMark;

/// Regular expressions of one kind, with a set that tests all of them in one pass; most texts match none.
pub(super) struct Patterns {
    any: Option<RegexSet>,
    each: Vec<(CommentMark, Regex)>,
}

impl Patterns {
    /// Compiles the patterns. A broken pattern is skipped here and caught by `are_whole` in the tests.
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

    /// True if every pattern compiled.
    #[cfg(test)]
    pub(super) fn all_compile(&self, number: usize) -> bool {
        self.any.is_some() && self.each.len() == number
    }

    /// Adds a mark for each match from which `keep` returns a range.
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

/// Restricts character classes to ASCII. With Unicode ones, a text with a single curly quote takes twenty times as long.
pub(super) fn ascii(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-z_]")
        .replace(r"\s", r"[ \t\r\n\u{a0}]")
        .replace(r"\W", "[^0-9A-Za-z_]")
        .replace(r"\S", r"[^ \t\r\n\u{a0}]")
}

/// Identifying part of a match: its first group if it took part, else the whole.
pub(super) fn identifying_part(captures: &Captures<'_>) -> Option<(usize, usize)> {
    let found = captures.get(1).or_else(|| captures.get(0))?;
    Some((found.start(), found.end()))
}

/// Number of digits in a text.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Word after a position, in small letters.
pub(super) fn word_after(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-']);
    rest.chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '%' | '/'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// At most `most` bytes of text before a position.
pub(super) fn text_before(text: &str, at: usize, most: usize) -> &str {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or_default()
}

pub(super) type LazyPatterns = LazyLock<Patterns>;
