//! What in a patient's words may point to a person, and what is hard to read: marked, so that somebody looks before a room does.
//!
//! Better one mark too many than one too few: a mark costs a look, a name on a wall cannot be taken back. Strong words and
//! distress are the patient's own, and are never removed.

mod list;
mod names;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use self::list::{COMMON, DISTRESS, PATTERNS, STRONG};
pub use self::names::Names;
use super::kind::is_nhs_number;
use crate::domain::findings::CommentMark;

/// A place in a comment that somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What it may be.
    pub mark: CommentMark,
    /// The byte at which it begins.
    pub from: usize,
    /// The byte behind its end.
    pub to: usize,
}

/// The patterns, made once. One that cannot be made would be found by the first test that runs.
static COMPILED: LazyLock<Vec<(CommentMark, Regex)>> = LazyLock::new(|| {
    let made = PATTERNS
        .iter()
        .map(|(mark, pattern)| (*mark, Regex::new(pattern)));
    made.filter_map(|(mark, regex)| Some((mark, regex.ok()?)))
        .collect()
});

/// Whether any of them is in a text at all, in one pass: in most there is none.
static ANY: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(PATTERNS.iter().map(|(_, pattern)| *pattern)).ok());

/// The words of distress and the strong ones, each as one pattern.
static WORDS: LazyLock<Vec<(CommentMark, Regex)>> = LazyLock::new(|| {
    [
        (CommentMark::Distress, DISTRESS),
        (CommentMark::StrongLanguage, STRONG),
    ]
    .into_iter()
    .filter_map(|(mark, words)| {
        let pattern = format!(r"(?i)\b(?:{})\b", words.join("|"));
        Some((mark, Regex::new(&pattern).ok()?))
    })
    .collect()
});

/// Everything in a text that somebody should look at, in its order; no two overlap.
pub fn marks(text: &str, names: &Names) -> Vec<Marked> {
    let mut found = Vec::new();
    let hits = ANY.as_ref().map(|any| any.matches(text));
    for (nth, (mark, regex)) in COMPILED.iter().enumerate() {
        if hits.as_ref().is_some_and(|h| !h.matched(nth)) {
            continue;
        }
        for captures in regex.captures_iter(text) {
            // A group, where there is one, is the part that points to somebody.
            let Some(m) = captures.get(1).or_else(|| captures.get(0)) else {
                continue;
            };
            if *mark == CommentMark::NhsNumber && !is_nhs_number(m.as_str()) {
                continue;
            }
            let span = match mark {
                CommentMark::Name | CommentMark::Place => without_common(text, m.start(), m.end()),
                _ => Some((m.start(), m.end())),
            };
            if let Some((from, to)) = span {
                found.push(Marked {
                    mark: *mark,
                    from,
                    to,
                });
            }
        }
    }
    names.find(text, &mut found);
    for (mark, regex) in WORDS.iter() {
        found.extend(regex.find_iter(text).map(|m| Marked {
            mark: *mark,
            from: m.start(),
            to: m.end(),
        }));
    }
    apart(found)
}

/// A span without the words at its ends that are nobody's name; `None` where nothing is left: "the dr was kind", "Lovely ward".
fn without_common(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_common = |word: &str| {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        COMMON.contains(&bare.replace('\u{2019}', "'").as_str())
    };
    let inside = text.get(from..to)?;
    let words = words(inside);
    let first = words.iter().position(|(_, w)| !is_common(w))?;
    let last = words.iter().rposition(|(_, w)| !is_common(w))?;
    let (begin, _) = words.get(first)?;
    let (end, word) = words.get(last)?;
    Some((from + begin, from + end + word.len()))
}

/// The words of a text, with the bytes at which they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            words.push((at, word));
        }
        at += part.len();
    }
    words
}

/// Of marks that overlap, those that may identify become one, which goes before the others; of these the one that may identify goes before the other, the earlier before the later, the longer before the shorter.
fn apart(mut found: Vec<Marked>) -> Vec<Marked> {
    found.sort_by_key(|m| (!m.mark.may_identify(), m.from, std::cmp::Reverse(m.to)));
    let mut kept: Vec<Marked> = Vec::with_capacity(found.len());
    let identify = found.iter().filter(|m| m.mark.may_identify());
    for mark in identify {
        match kept.last_mut() {
            // Redacted is what either of the two holds.
            Some(last) if last.to > mark.from => last.to = last.to.max(mark.to),
            _ => kept.push(*mark),
        }
    }
    let mut merged = kept.clone();
    for mark in found.iter().filter(|m| !m.mark.may_identify()) {
        let before = kept.partition_point(|k| k.to <= mark.from);
        let free = kept.get(before).is_none_or(|k| k.from >= mark.to);
        let own = merged
            .last()
            .is_none_or(|last| last.mark.may_identify() || last.to <= mark.from);
        if free && own {
            merged.push(*mark);
        }
    }
    merged.sort_by_key(|m| m.from);
    merged
}

/// What stands in the place of a mark.
pub fn placeholder(mark: CommentMark) -> Option<&'static str> {
    match mark {
        CommentMark::Name => Some("[name]"),
        CommentMark::Phone => Some("[phone]"),
        CommentMark::NhsNumber => Some("[NHS number]"),
        CommentMark::Email => Some("[e-mail]"),
        CommentMark::Postcode => Some("[postcode]"),
        CommentMark::BirthDate => Some("[date]"),
        CommentMark::Place => Some("[place]"),
        CommentMark::StrongLanguage | CommentMark::Distress => None,
    }
}

/// A text with words such as `[name]` in the place of what may point to a person; all else stays.
pub fn redact(text: &str, marks: &[Marked]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for mark in marks {
        let Some(word) = placeholder(mark.mark) else {
            continue;
        };
        let Some(before) = text.get(at..mark.from) else {
            continue;
        };
        out.push_str(before);
        out.push_str(word);
        at = mark.to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
