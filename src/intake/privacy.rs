//! Marks passages in patients' words that may identify a person or are hard to read, so that somebody reviews them before a
//! room does.
//!
//! A false positive costs a look; a name on a wall cannot be taken back. Strong words and distress are the patient's own
//! and are never removed.

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
mod view;
mod vocabulary;

use std::sync::LazyLock;

use regex::Regex;

pub use self::names::NameList;
use self::{
    lexicon::WordClass,
    list::{DISTRESS, STRONG},
    tokens::{CommentToken, Shape},
    view::CommentView,
    vocabulary::Vocabulary,
};
use crate::domain::findings::CommentMark;

/// A passage of a comment that somebody should review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Kind of the mark.
    pub mark: CommentMark,
    /// Byte offset of its start.
    pub from: usize,
    /// Byte offset of its end, exclusive.
    pub to: usize,
    /// True if the comment is held because of it.
    pub holds: bool,
}

impl Marked {
    /// A mark that holds the comment, if its kind may identify a person.
    fn sure(mark: CommentMark, from: usize, to: usize) -> Self {
        Self {
            mark,
            from,
            to,
            holds: mark.may_identify(),
        }
    }

    /// A capitalised word that is possibly a name; it is shown and does not hold the comment.
    fn asked(from: usize, to: usize) -> Self {
        Self {
            mark: CommentMark::MaybeName,
            from,
            to,
            holds: false,
        }
    }
}

/// Marker for comments: a unit's list of names, and the vocabulary of its patients.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    names: NameList,
    vocabulary: Vocabulary,
}

/// Compiles patterns and word lists, which takes a tenth of a second, before the first comment needs them.
pub fn make_ready() {
    let nobody: [&str; 0] = [];
    Marker::new(&nobody, nobody.iter()).marks("Dr Hughes rang on Monday, 01632 960 983.");
}

impl Marker {
    /// A marker with a list of names. It learns from the texts which words are common among these patients.
    pub fn new<S: AsRef<str>, T: AsRef<str>>(names: &[S], texts: impl Iterator<Item = T>) -> Self {
        Self {
            names: NameList::new(names),
            vocabulary: Vocabulary::from_texts(texts),
        }
    }

    /// Replaces the list of names and keeps the vocabulary.
    #[must_use]
    pub fn with_names<S: AsRef<str>>(self, names: &[S]) -> Self {
        Self {
            names: NameList::new(names),
            ..self
        }
    }

    /// Marks of a text, in order and without overlaps.
    pub fn marks(&self, text: &str) -> Vec<Marked> {
        let mut found = Vec::new();
        let tokens = tokens::tokens(text);
        let shouts = is_shouted(&tokens);
        let reading = CommentView {
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
        resolve_overlaps(found)
    }
}

/// True if a word alone is more likely a name than an English word.
pub(super) fn is_name(word: &str) -> bool {
    let classes = lexicon::classes(&tokens::base(word));
    classes.has(WordClass::Name)
        || classes.has(WordClass::GivenName)
        || !classes.has(WordClass::Common)
            && !classes.has(WordClass::Known)
            && !classes.has(WordClass::Function)
}

/// True if these marks hold the comment until somebody releases it.
pub fn holds(marks: &[Marked]) -> bool {
    marks.iter().any(|m| m.holds)
}

/// True if most words are in capitals, so that capitals carry no information.
fn is_shouted(tokens: &[CommentToken<'_>]) -> bool {
    let words = tokens
        .iter()
        .filter(|t| t.is_word() && t.text.chars().count() > 1);
    let shouted = tokens.iter().filter(|t| t.shape == Shape::Shouted).count();
    let words = words.count();
    words > 2 && shouted * 3 > words * 2
}

/// Number of words from which missing full stops are noticed.
const LONG: usize = 20;

/// True for a long text without full stops, in which a sentence may begin anywhere.
fn is_loose(text: &str, tokens: &[CommentToken<'_>]) -> bool {
    let inside = text.trim_end().trim_end_matches(['.', '!', '?']);
    tokens.len() >= LONG && !inside.contains(['.', '!', '?', '\n'])
}

/// True for marks next to which a rare illness identifies a person.
fn points_to_somebody(mark: CommentMark) -> bool {
    matches!(
        mark,
        CommentMark::Place | CommentMark::MaybeName | CommentMark::Name | CommentMark::Address
    )
}

/// Patterns of distress and strong words.
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

/// Maximum length of a placeholder, in characters.
const LONGEST_PLACEHOLDER: usize = 24;

/// Ranges of placeholders that a redaction left: `[name]`, `[PERSON]`.
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
        // Spelt-out addresses use brackets as well: `sam[at]example[dot]org`.
        let is_spelt = matches!(inside.trim().to_lowercase().as_str(), "at" | "dot");
        if letters > 1 && inside.chars().count() <= LONGEST_PLACEHOLDER && !is_spelt {
            spans.push((from, from + close + 1));
        }
        at = from + close;
    }
    spans
}

/// Resolves overlaps: identifying marks merge into one and win over others; of the others, the earlier and then the longer
/// one wins.
fn resolve_overlaps(mut found: Vec<Marked>) -> Vec<Marked> {
    found.sort_by_key(|m| (!m.mark.may_identify(), m.from, std::cmp::Reverse(m.to)));
    let mut kept: Vec<Marked> = Vec::with_capacity(found.len());
    let identify = found.iter().filter(|m| m.mark.may_identify());
    for mark in identify {
        match kept.last_mut() {
            // The union is kept, because redaction must cover both.
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

/// Placeholder for a mark; `None` for words that are never removed.
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

/// Replaces identifying passages by placeholders such as `[name]`. Words that are only possibly names stay: somebody reads
/// the text once more.
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

/// Sentence on identifying marks that are left after redaction, such as `1 capital word is left: Smith`; `None` without
/// any.
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
