//! What in a patient's words may point to a person, and what is hard to read: marked, so that somebody looks before a room does.
//!
//! Better one mark too many than one too few: a mark costs a look, a name on a wall cannot be taken back. Strong words and
//! distress are the patient's own, and are never removed.

mod called;
mod capitals;
mod contacts;
mod days;
mod details;
mod houses;
mod lexicon;
mod list;
mod names;
mod numbers;
mod patterns;
mod people;
mod places;
mod subject;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

use std::sync::LazyLock;

use regex::Regex;

pub use self::names::Names;
use self::{
    lexicon::Class,
    list::{DISTRESS, STRONG},
    people::Reading,
    tokens::{Shape, Token},
    vocabulary::Vocabulary,
};
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
    /// Whether the comment is held for it.
    pub holds: bool,
}

impl Marked {
    /// A mark for which a comment is held.
    fn sure(mark: CommentMark, from: usize, to: usize) -> Self {
        Self {
            mark,
            from,
            to,
            holds: mark.may_identify(),
        }
    }

    /// A word that may be a name, and more likely is none: it is shown, and the comment is not held for it.
    fn asked(from: usize, to: usize) -> Self {
        Self {
            mark: CommentMark::MaybeName,
            from,
            to,
            holds: false,
        }
    }
}

/// Everything that marking goes by: the names that a unit knows, and the words that its patients use.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    names: Names,
    vocabulary: Vocabulary,
}

/// Makes ready what the first marking would wait for, patterns and lists of words: a tenth of a second.
pub fn make_ready() {
    let nobody: [&str; 0] = [];
    Marker::new(&nobody, nobody.iter()).marks("Dr Hughes rang on Monday, 01632 960 983.");
}

impl Marker {
    /// A marker with a list of names, that learns from many texts which words are common.
    pub fn new<S: AsRef<str>, T: AsRef<str>>(names: &[S], texts: impl Iterator<Item = T>) -> Self {
        Self {
            names: Names::new(names),
            vocabulary: Vocabulary::of(texts),
        }
    }

    /// The same with another list of names: what was learnt from the texts stays.
    #[must_use]
    pub fn with_names<S: AsRef<str>>(self, names: &[S]) -> Self {
        Self {
            names: Names::new(names),
            ..self
        }
    }

    /// Everything in a text that somebody should look at, in its order; no two overlap.
    pub fn marks(&self, text: &str) -> Vec<Marked> {
        let mut found = Vec::new();
        let tokens = tokens::tokens(text);
        let shouts = shouts(&tokens);
        let reading = Reading {
            tokens: &tokens,
            vocabulary: &self.vocabulary,
            plain: shouts,
            loose: is_loose(text, &tokens),
        };
        contacts::find(text, &mut found);
        numbers::find(text, &mut found);
        days::find(text, &mut found);
        places::find(text, shouts, &mut found);
        people::find(&reading, &mut found);
        capitals::find(&reading, &mut found);
        houses::find(&reading, &mut found);
        details::find(text, &mut found);
        self.names.find(text, &mut found);
        if found.iter().any(|m| m.holds && points_to_somebody(m.mark)) {
            details::beside_a_place(text, &mut found);
        }
        let placeholders = placeholders(text);
        found.retain(|m| {
            !placeholders
                .iter()
                .any(|(from, to)| m.from < *to && *from < m.to)
        });
        for (mark, regex) in WORDS.iter() {
            found.extend(
                regex
                    .find_iter(text)
                    .map(|m| Marked::sure(*mark, m.start(), m.end())),
            );
        }
        apart(found)
    }
}

/// Whether a word by itself is somebody's name rather than a word of English.
pub(super) fn is_name(word: &str) -> bool {
    let classes = lexicon::classes(&tokens::base(word));
    classes.has(Class::Name)
        || classes.has(Class::GivenName)
        || !classes.has(Class::Common)
            && !classes.has(Class::Known)
            && !classes.has(Class::Function)
}

/// Whether a comment with these marks is held until somebody releases it.
pub fn holds(marks: &[Marked]) -> bool {
    marks.iter().any(|m| m.holds)
}

/// Most of the words are in capitals: how a word is written says nothing.
fn shouts(tokens: &[Token<'_>]) -> bool {
    let words = tokens
        .iter()
        .filter(|t| t.is_word() && t.text.chars().count() > 1);
    let shouted = tokens.iter().filter(|t| t.shape == Shape::Shouted).count();
    let words = words.count();
    words > 2 && shouted * 3 > words * 2
}

/// Words of a text from which on its full stops are missed.
const LONG: usize = 20;

/// A long text without a full stop: a sentence may begin anywhere in it.
fn is_loose(text: &str, tokens: &[Token<'_>]) -> bool {
    let inside = text.trim_end().trim_end_matches(['.', '!', '?']);
    tokens.len() >= LONG && !inside.contains(['.', '!', '?', '\n'])
}

/// Marks beside which a rare illness says who is meant.
fn points_to_somebody(mark: CommentMark) -> bool {
    matches!(
        mark,
        CommentMark::Place | CommentMark::MaybeName | CommentMark::Name | CommentMark::Address
    )
}

/// The words of distress and the strong ones, each as one pattern.
static WORDS: LazyLock<Vec<(CommentMark, Regex)>> = LazyLock::new(|| {
    [
        (CommentMark::Distress, DISTRESS),
        (CommentMark::Strong, STRONG),
    ]
    .into_iter()
    .filter_map(|(mark, words)| {
        let pattern = format!(r"(?i)\b(?:{})\b", words.join("|"));
        Some((mark, Regex::new(&patterns::ascii(&pattern)).ok()?))
    })
    .collect()
});

/// The longest word that is taken for a placeholder, in characters.
const LONGEST_PLACEHOLDER: usize = 24;

/// What stands in brackets in the place of something that was taken out: `[name]`, `[PERSON]`.
fn placeholders(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('[')) {
        let from = at + open;
        let Some(close) = text.get(from..).and_then(|rest| rest.find(']')) else {
            break;
        };
        let inside = text.get(from + 1..from + close).unwrap_or_default();
        let letters = inside.chars().filter(|c| c.is_alphabetic()).count();
        // `sam[at]example[dot]org`
        let is_spelt = matches!(inside.trim().to_lowercase().as_str(), "at" | "dot");
        if letters > 1 && inside.chars().count() <= LONGEST_PLACEHOLDER && !is_spelt {
            spans.push((from, from + close + 1));
        }
        at = from + close;
    }
    spans
}

/// Of marks that overlap, those that may identify become one, which goes before the others; of these the one that may identify goes before the other, the earlier before the later, the longer before the shorter.
fn apart(mut found: Vec<Marked>) -> Vec<Marked> {
    found.sort_by_key(|m| (!m.mark.may_identify(), m.from, std::cmp::Reverse(m.to)));
    let mut kept: Vec<Marked> = Vec::with_capacity(found.len());
    let identify = found.iter().filter(|m| m.mark.may_identify());
    for mark in identify {
        match kept.last_mut() {
            // Redacted is what either of the two holds.
            Some(last) if last.to > mark.from => {
                if last.mark == CommentMark::MaybeName {
                    last.mark = mark.mark;
                }
                last.to = last.to.max(mark.to);
                last.holds |= mark.holds;
            }
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
        CommentMark::Name | CommentMark::MaybeName => Some("[name]"),
        CommentMark::Number => Some("[number]"),
        CommentMark::Phone => Some("[phone]"),
        CommentMark::Email => Some("[e-mail]"),
        CommentMark::Handle => Some("[name online]"),
        CommentMark::Vehicle => Some("[number plate]"),
        CommentMark::Address => Some("[address]"),
        CommentMark::Place => Some("[place]"),
        CommentMark::Ward => Some("[ward]"),
        CommentMark::Date => Some("[date]"),
        CommentMark::Age => Some("[age]"),
        CommentMark::Detail => Some("[detail]"),
        CommentMark::Strong | CommentMark::Distress => None,
    }
}

/// A text with words such as `[name]` in the place of what may point to a person. All else stays, and so do words that are only
/// asked about: somebody reads the text once more, and blacks out what is a name.
pub fn redact(text: &str, marks: &[Marked]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for mark in marks.iter().filter(|m| m.holds) {
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

/// What is still in a text that was redacted, in a sentence: `1 capital word is left: Smith`. `None` where nothing is.
pub fn left(text: &str, marks: &[Marked]) -> Option<String> {
    let words: Vec<&str> = marks
        .iter()
        .filter(|m| m.mark.may_identify())
        .filter_map(|m| text.get(m.from..m.to))
        .collect();
    let names = marks
        .iter()
        .filter(|m| m.mark.may_identify())
        .all(|m| matches!(m.mark, CommentMark::Name | CommentMark::MaybeName));
    let what = match (names, words.len()) {
        (_, 0) => return None,
        (true, 1) => "1 capital word is left".to_owned(),
        (true, n) => format!("{n} capital words are left"),
        (false, 1) => "1 thing is left".to_owned(),
        (false, n) => format!("{n} things are left"),
    };
    Some(format!("{what}: {}", words.join(", ")))
}
