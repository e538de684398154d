//! People: behind a title, a role or a relative, by what they are called, beside one another.
//!
//! A title reaches no further than its sentence: "I saw the doctor. Appointment on time".

use super::{
    Marked, called,
    lexicon::{self, Class, among},
    subject,
    tokens::{Place, Shape, Token},
    vocabulary::Vocabulary,
};
use crate::domain::findings::CommentMark::{self, MaybeName, Name};

/// So often a word in small letters is one of the file's own.
const SEVERAL: u32 = 4;

/// A comment that is looked through for people.
pub(super) struct Reading<'a, 't> {
    pub(super) tokens: &'a [Token<'t>],
    pub(super) vocabulary: &'a Vocabulary,
    /// It is written in capitals throughout, or has none at all: how a word is written says nothing.
    pub(super) plain: bool,
    /// It is long and has no full stops: a sentence may begin anywhere, and a capital letter says less.
    pub(super) loose: bool,
}

impl<'t> Reading<'_, 't> {
    pub(super) fn token(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize, back: usize) -> Option<&Token<'t>> {
        self.tokens.get(at.checked_sub(back)?)
    }

    /// A word before another one, in small letters; empty where there is none.
    pub(super) fn base_before(&self, at: usize, back: usize) -> &str {
        self.before(at, back).map_or("", |t| t.base.as_str())
    }

    /// Whether a word occurs in English, in health care, or in small letters in this file.
    pub(super) fn is_common(&self, token: &Token<'_>) -> bool {
        token.is(Class::Common)
            || token.is(Class::Known)
            || token.is(Class::Function)
            || !token.is(Class::Name) && self.is_small_elsewhere(token)
    }

    /// Whether the file writes a word in small letters. A name in small letters does so itself, which takes several.
    fn is_small_elsewhere(&self, token: &Token<'_>) -> bool {
        let least = if token.has_capital() && !self.plain {
            1
        } else {
            SEVERAL
        };
        self.vocabulary.small(&token.base) >= least
    }

    /// Whether a word is nobody's name for all that is known: unknown to English, and no slip of the pen.
    pub(super) fn is_strange(&self, token: &Token<'_>) -> bool {
        if !self.is_new(token) {
            return false;
        }
        // A capital letter inside of a sentence is meant; elsewhere a strange word is a slip of the pen as often as a name.
        let meant = token.shape == Shape::Capital
            && token.place == Place::Inside
            && !self.plain
            && !self.loose;
        let long = token.base.chars().count() > 7;
        token.is(Class::Name)
            || (meant && !long)
            || !(self.vocabulary.is_slip(&token.base) || !meant && lexicon::is_joined(&token.base))
    }

    /// Whether a word is unknown to English, to health care and to this file.
    pub(super) fn is_new(&self, token: &Token<'_>) -> bool {
        token.is_word()
            && token.base.chars().count() > 1
            && !self.is_common(token)
            && !token.is(Class::Title)
            && !is_blanked(token)
            // What a wrong encoding made of an apostrophe.
            && !token.base.contains(['\u{e2}', '\u{c3}', '\u{20ac}'])
    }
}

/// What somebody put in the place of a name before: `PERSON`, `XXXX`.
fn is_blanked(token: &Token<'_>) -> bool {
    token.shape == Shape::Shouted
        && among(
            &token.base,
            "person name redacted removed staff doctor location place",
        )
        || token.base.chars().count() > 1 && token.base.chars().all(|c| c == 'x')
}

/// Small words inside of a surname.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "la", "le", "el", "al", "bin", "ap", "ab", "ní", "ni", "nic",
    "ó", "o", "mac", "mc", "st", "ter", "ten", "du", "da", "dos", "di", "del", "della", "ibn",
    "ben", "abu", "af", "zu",
];

/// Everything that is found. What is sure is a name; the rest is asked about.
pub(super) fn find(reading: &Reading<'_, '_>, found: &mut Vec<Marked>) {
    for at in 0..reading.tokens.len() {
        let Some(token) = reading.token(at) else {
            continue;
        };
        // `[name] and Smith`: who stood beside somebody who was taken out.
        if token.base == "name" && token.gap.ends_with('[') {
            joined(reading, at + 1, true, found);
        }
        if token.is(Class::Title) {
            titled(reading, at, found);
        }
        if token.is(Class::Role) {
            in_a_role(reading, at, found);
        }
        if token.is(Class::Relative) {
            relative(reading, at, found);
        }
        called::find(reading, at, found);
        subject::led(reading, at, found);
        subject::acting(reading, at, found);
    }
}

/// Marks a name from one word on, with the words of it that follow; gives the place behind it.
pub(super) fn name_from(
    reading: &Reading<'_, '_>,
    at: usize,
    mark: CommentMark,
    found: &mut Vec<Marked>,
) -> Option<usize> {
    let first = reading.token(at)?;
    let mut last = at;
    // Surnames, and particles before them.
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
                && !token.is(Class::Role)
                && !token.is(Class::Title)
                && (!reading.is_common(token)
                    || token.is(Class::Name)
                    || token.is(Class::GivenName))
                && !token.is(Class::Function)
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

/// Titles that are words as well: a lady, a miss.
const WORDS_AS_TITLES: &str = "doc lady lord sir professor miss reverend mister";

/// `Dr Hughes`, `mr al-amin`, `Drs Hughes and Khan`.
fn titled(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(title) = reading.token(at) else {
        return;
    };
    let is_word = among(&title.base, WORDS_AS_TITLES);
    let mut next = at + 1;
    // Titles after one another: `Professor Sir`.
    while reading
        .token(next)
        .is_some_and(|t| t.follows() && t.is(Class::Title))
    {
        next += 1;
    }
    let Some(begin) = reading.token(next) else {
        return;
    };
    let dotted = matches!(begin.gap, "." | ". " | ".  ");
    if begin.place == Place::First || !(begin.follows() || dotted && !is_word) {
        return;
    }
    let from = begin.from;
    let passed = initials(reading, next);
    let next = next + passed;
    let Some(token) = reading.token(next) else {
        return;
    };
    let given = token.is(Class::GivenName);
    let no_name = token.is(Class::Function) && !given
        || token.is(Class::Role)
        || !token.is_word()
        || token.text.chars().count() == 1;
    let is_name = if token.has_capital() && !reading.plain {
        let strong = !is_word || title.has_capital();
        strong && (passed > 0 || given || token.is(Class::Name) || reading.is_new(token))
    } else {
        // Without a capital letter only what is no other word, or a name before a verb.
        let acts = reading
            .token(next + 1)
            .is_none_or(|t| !t.follows() || t.is(Class::Does) || t.base == "and");
        passed > 0 || reading.is_strange(token) || token.is(Class::Name) && acts
    };
    if !is_name || no_name {
        return;
    }
    let before = found.len();
    let end = name_from(reading, next, Name, found);
    if let Some(mark) = found.get_mut(before) {
        mark.from = mark.from.min(from);
    }
    if let Some(end) = end {
        joined(reading, end, true, found);
    }
}

/// How many initials and particles stand before a surname: `J. van der Berg` has three.
fn initials(reading: &Reading<'_, '_>, at: usize) -> usize {
    let is_particle = |t: &Token<'_>| PARTICLES.contains(&t.base.as_str());
    let mut passed = 0;
    while passed < 4 {
        let (Some(token), Some(after)) =
            (reading.token(at + passed), reading.token(at + passed + 1))
        else {
            break;
        };
        let initial = token.text.chars().count() == 1 && token.has_capital() && !reading.plain;
        let together = after.follows() || matches!(after.gap, "." | ". ");
        let goes_on = after.has_capital() || reading.is_strange(after) || is_particle(after);
        if !(initial || is_particle(token)) || !together || !goes_on {
            break;
        }
        passed += 1;
    }
    passed
}

/// Whether a word may be a name where one is expected: strange, or one that people have, and nothing that only looks so.
fn may_be_name(reading: &Reading<'_, '_>, token: &Token<'_>) -> bool {
    let capital = token.has_capital() && !reading.plain;
    let given = token.is(Class::GivenName);
    let is_no_name = !token.is_word()
        || token.is(Class::Title)
        || token.is(Class::Role)
        || token.is(Class::Relative)
        || token.is(Class::Function) && !(given && capital);
    let is_name = if capital {
        given || token.is(Class::Name) || reading.is_new(token)
    } else {
        reading.is_strange(token)
    };
    is_name && !is_no_name
}

/// Signs between a person and a name: `his registrar, Imran`.
fn is_apposition(gap: &str) -> bool {
    matches!(gap, ", " | "," | " - " | " \u{2013} " | " (" | "(" | ": ")
}

/// `nurse Ama`, `sister imelda`, `his registrar, Imran`.
fn in_a_role(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let (Some(role), Some(next)) = (reading.token(at), reading.token(at + 1)) else {
        return;
    };
    let capital = next.has_capital() && !reading.plain;
    let is_name = if next.follows() && next.place == Place::Inside {
        // In small letters a slip of the pen is as likely, unless somebody does something.
        let acts = reading.token(at + 2).is_none_or(|t| {
            let verb = t.is(Class::Common) && (t.base.ends_with("ed") || t.base.ends_with('s'));
            !t.follows() || t.is(Class::Does) || verb || among(&t.base, "and who from on")
        });
        let one = acts && role.base != "gp" && !role.base.ends_with('s');
        let particle = PARTICLES.contains(&next.base.as_str());
        capital || !particle && (next.is(Class::Name) || one)
    } else {
        capital && is_apposition(next.gap)
    };
    if is_name
        && (may_be_name(reading, next) || is_bracketed(reading, at))
        && let Some(end) = name_from(reading, at + 1, Name, found)
    {
        joined(reading, end, true, found);
    }
}

/// Words before a relative of whom somebody tells.
const POSSESSED: &str = "my our his her their late dear old elderly eldest oldest youngest younger older little lovely best ones twin poor disabled";

/// `my sister Imelda`, `My mum, Imelda, was`, `my son (Imran)`.
fn relative(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(next) = reading.token(at + 1) else {
        return;
    };
    let apposed = is_apposition(next.gap);
    if !(next.follows() || apposed) {
        return;
    }
    let capital = next.has_capital() && !reading.plain;
    let possessed = among(reading.base_before(at, 1), POSSESSED);
    let is_name = capital || next.is(Class::Name) || possessed && !apposed;
    if is_name
        && (may_be_name(reading, next) || is_bracketed(reading, at))
        && let Some(end) = name_from(reading, at + 1, Name, found)
    {
        joined(reading, end, true, found);
    }
}

/// `my carer (Joy)`: one capital word in brackets behind somebody's own person is a name, whatever else it means.
fn is_bracketed(reading: &Reading<'_, '_>, at: usize) -> bool {
    let Some(word) = reading.token(at + 1) else {
        return false;
    };
    let closed = reading
        .token(at + 2)
        .is_some_and(|t| t.gap.starts_with(')'));
    let usual = [
        Class::Function,
        Class::Known,
        Class::Role,
        Class::Title,
        Class::Relative,
        Class::Counted,
        Class::Department,
    ];
    closed
        && word.gap.ends_with('(')
        && word.shape == Shape::Capital
        && !reading.plain
        && among(reading.base_before(at, 1), "my our his her their")
        && !usual.iter().any(|class| word.is(*class))
}

/// Who stands beside a name: `and Rob`, `, Rose`, `& Khan`. `eager` takes words in small letters too.
pub(super) fn joined(
    reading: &Reading<'_, '_>,
    mut at: usize,
    eager: bool,
    found: &mut Vec<Marked>,
) {
    for _ in 0..6 {
        let Some(token) = reading.token(at) else {
            return;
        };
        // Behind a placeholder its bracket is closed.
        let gap = token.gap.trim_start_matches(']');
        let follows = !gap.is_empty() && gap.chars().all(|c| c == ' ');
        let by_word = among(&token.base, "and or n with") && (follows || gap == ", ");
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
        let given = token.is(Class::GivenName);
        let is_word = (token.is(Class::Function) || token.is(Class::Known)) && !given
            || [
                Class::Someone,
                Class::Role,
                Class::Relative,
                Class::Title,
                Class::Counted,
                Class::Department,
            ]
            .iter()
            .any(|class| token.is(*class));
        let usual = token.is(Class::Frequent) && !given && !token.is(Class::Name);
        let is_name = capital && !usual || eager && reading.is_strange(token) && by_word;
        if !token.is_word() || is_word || !is_name || capital && token.is_acronym() {
            return;
        }
        let Some(end) = name_from(reading, next, MaybeName, found) else {
            return;
        };
        at = end;
    }
}
