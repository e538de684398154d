//! A comment as the finders of people see it, and the marking of a name with its neighbours.

use super::{
    Marked,
    lexicon::{self, WordClass, is_in_list},
    tokens::{CommentToken, Shape, WordPosition},
    vocabulary::Vocabulary,
};
use crate::domain::findings::CommentMark::{self, MaybeName};

/// Number of small-letter occurrences from which a word belongs to the file's vocabulary.
const SEVERAL: u32 = 4;

/// A comment while it is searched for people.
pub(super) struct CommentView<'a, 't> {
    pub(super) tokens: &'a [CommentToken<'t>],
    pub(super) vocabulary: &'a Vocabulary,
    /// True if all or no words are in capitals, so that capitals carry no information.
    pub(super) plain: bool,
    /// True for a long text without full stops, in which capitals carry less information.
    pub(super) loose: bool,
}

impl<'t> CommentView<'_, 't> {
    pub(super) fn token(&self, at: usize) -> Option<&CommentToken<'t>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize, back: usize) -> Option<&CommentToken<'t>> {
        self.tokens.get(at.checked_sub(back)?)
    }

    /// A word before another one, in small letters; empty at the start.
    pub(super) fn base_before(&self, at: usize, back: usize) -> &str {
        self.before(at, back).map_or("", |t| t.base.as_str())
    }

    /// True if a word is English, a term of health care, or in small letters elsewhere in the file.
    pub(super) fn is_common(&self, token: &CommentToken<'_>) -> bool {
        token.is(WordClass::Common)
            || token.is(WordClass::Known)
            || token.is(WordClass::Function)
            || !token.is(WordClass::Name) && self.is_small_elsewhere(token)
    }

    /// True if the file has a word in small letters. If this occurrence is one as well, several are needed, or a name
    /// written small would clear itself.
    fn is_small_elsewhere(&self, token: &CommentToken<'_>) -> bool {
        let least = if token.has_capital() && !self.plain {
            1
        } else {
            SEVERAL
        };
        self.vocabulary.small(&token.base) >= least
    }

    /// True for a word that may be a name: unknown, and no typing error.
    pub(super) fn is_strange(&self, token: &CommentToken<'_>) -> bool {
        if !self.is_new(token) {
            return false;
        }
        // A capital inside a sentence is intended; elsewhere an unknown word is a typing error as often as a name.
        let meant = token.shape == Shape::Capital
            && token.place == WordPosition::Inside
            && !self.plain
            && !self.loose;
        let long = token.base.chars().count() > 7;
        token.is(WordClass::Name)
            || (meant && !long)
            || !(self.vocabulary.is_slip(&token.base) || !meant && lexicon::is_joined(&token.base))
    }

    /// True if a word is unknown to English, to health care and to this file.
    pub(super) fn is_new(&self, token: &CommentToken<'_>) -> bool {
        token.is_word()
            && token.base.chars().count() > 1
            && !self.is_common(token)
            && !token.is(WordClass::Title)
            && !is_blanked(token)
            // Debris of an apostrophe in the wrong encoding.
            && !token.base.contains(['\u{e2}', '\u{c3}', '\u{20ac}'])
    }
}

/// True for a placeholder without brackets: `PERSON`, `XXXX`.
fn is_blanked(token: &CommentToken<'_>) -> bool {
    token.shape == Shape::Shouted
        && is_in_list(
            &token.base,
            "person name redacted removed staff doctor location place",
        )
        || token.base.chars().count() > 1 && token.base.chars().all(|c| c == 'x')
}

/// Particles within surnames.
pub(super) const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "la", "le", "el", "al", "bin", "ap", "ab", "ní", "ni", "nic",
    "ó", "o", "mac", "mc", "st", "ter", "ten", "du", "da", "dos", "di", "del", "della", "ibn",
    "ben", "abu", "af", "zu",
];

/// Marks a name from its first word, with the following words that belong to it. Returns the index behind it.
pub(super) fn mark_name(
    reading: &CommentView<'_, '_>,
    at: usize,
    mark: CommentMark,
    found: &mut Vec<Marked>,
) -> Option<usize> {
    let first = reading.token(at)?;
    let mut last = at;
    // Surnames with their particles.
    let mut next = at + 1;
    while let Some(token) = reading.token(next) {
        let joined = token.follows()
            || matches!(token.gap, "." | ". ")
                && reading
                    .token(last)
                    .is_some_and(|t| t.text.chars().count() == 1);
        if !joined {
            break;
        }
        let is_particle = PARTICLES.contains(&token.base.as_str())
            && reading
                .token(next + 1)
                .is_some_and(|t| t.follows() && t.has_capital());
        let goes_on = if first.has_capital() && !reading.plain {
            token.has_capital()
                && token.is_word()
                && !token.is(WordClass::Role)
                && !token.is(WordClass::Title)
                && (!reading.is_common(token)
                    || token.is(WordClass::Name)
                    || token.is(WordClass::GivenName))
                && !token.is(WordClass::Function)
        } else {
            reading.is_strange(token) && token.shape == first.shape
        };
        if !(goes_on || is_particle) || next - at > 4 {
            break;
        }
        last = next;
        next += 1;
    }
    let end = reading.token(last)?;
    found.push(Marked::sure(mark, first.from, end.to));
    Some(next)
}

/// Marks names next to a name: `and Rob`, `, Rose`, `& Khan`. `eager` accepts small letters too.
pub(super) fn mark_joined(
    reading: &CommentView<'_, '_>,
    mut at: usize,
    eager: bool,
    found: &mut Vec<Marked>,
) {
    for _ in 0..6 {
        let Some(token) = reading.token(at) else {
            return;
        };
        // After a placeholder comes its closing bracket.
        let gap = token.gap.trim_start_matches(']');
        let follows = !gap.is_empty() && gap.chars().all(|c| c == ' ');
        let by_word = is_in_list(&token.base, "and or n with") && (follows || gap == ", ");
        if !by_word && !matches!(gap.trim(), "&" | "," | "/" | "+" | ", &") {
            return;
        }
        let next = if by_word { at + 1 } else { at };
        let Some(token) = reading.token(next) else {
            return;
        };
        if by_word && !token.follows() {
            return;
        }
        let capital = token.has_capital() && !reading.plain;
        let given = token.is(WordClass::GivenName);
        let is_word = (token.is(WordClass::Function) || token.is(WordClass::Known)) && !given
            || [
                WordClass::Someone,
                WordClass::Role,
                WordClass::Relative,
                WordClass::Title,
                WordClass::Counted,
                WordClass::Department,
            ]
            .iter()
            .any(|class| token.is(*class));
        let usual = token.is(WordClass::Frequent) && !given && !token.is(WordClass::Name);
        let is_name = capital && !usual || eager && reading.is_strange(token) && by_word;
        if !token.is_word() || is_word || !is_name || capital && token.is_acronym() {
            return;
        }
        let Some(end) = mark_name(reading, next, MaybeName, found) else {
            return;
        };
        at = end;
    }
}
