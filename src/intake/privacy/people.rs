//! Finds people: after a title, a role or a relative, and next to other names.
//!
//! A title does not reach beyond its sentence: "I saw the doctor. Appointment on time".

use super::{
    Marked, called,
    lexicon::{WordClass, is_in_list},
    subject,
    tokens::{CommentToken, Shape, WordPosition},
    view::{CommentView, PARTICLES, mark_joined, mark_name},
};
use crate::domain::findings::CommentMark::Name;

/// Finds all people. Certain ones are names, the others possible names.
pub(super) fn find(reading: &CommentView<'_, '_>, found: &mut Vec<Marked>) {
    for at in 0..reading.tokens.len() {
        let Some(token) = reading.token(at) else {
            continue;
        };
        // `[name] and Smith`: a name next to one that was removed.
        if token.base == "name" && token.gap.ends_with('[') {
            mark_joined(reading, at + 1, true, found);
        }
        if token.is(WordClass::Title) {
            find_titled(reading, at, found);
        }
        if token.is(WordClass::Role) {
            find_in_role(reading, at, found);
        }
        if token.is(WordClass::Relative) {
            find_relative(reading, at, found);
        }
        called::find(reading, at, found);
        subject::find_expected(reading, at, found);
        subject::find_acting(reading, at, found);
    }
}

/// Titles that are words as well: a lady, a miss.
const WORDS_AS_TITLES: &str = "doc lady lord sir professor miss reverend mister";

/// Finds `Dr Hughes`, `mr al-amin`, `Drs Hughes and Khan`.
fn find_titled(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(title) = reading.token(at) else {
        return;
    };
    let is_word = is_in_list(&title.base, WORDS_AS_TITLES);
    let mut next = at + 1;
    // Several titles in a row: `Professor Sir`.
    while reading
        .token(next)
        .is_some_and(|t| t.follows() && t.is(WordClass::Title))
    {
        next += 1;
    }
    let Some(begin) = reading.token(next) else {
        return;
    };
    let dotted = matches!(begin.gap, "." | ". " | ".  ");
    if begin.place == WordPosition::First || !(begin.follows() || dotted && !is_word) {
        return;
    }
    let from = begin.from;
    let passed = initials(reading, next);
    let next = next + passed;
    let Some(token) = reading.token(next) else {
        return;
    };
    let given = token.is(WordClass::GivenName);
    let no_name = token.is(WordClass::Function) && !given
        || token.is(WordClass::Role)
        || !token.is_word()
        || token.text.chars().count() == 1;
    let is_name = if token.has_capital() && !reading.plain {
        let strong = !is_word || title.has_capital();
        strong && (passed > 0 || given || token.is(WordClass::Name) || reading.is_new(token))
    } else {
        // In small letters only an unknown word, or a name before a verb.
        let acts = reading
            .token(next + 1)
            .is_none_or(|t| !t.follows() || t.is(WordClass::Does) || t.base == "and");
        passed > 0 || reading.is_strange(token) || token.is(WordClass::Name) && acts
    };
    if !is_name || no_name {
        return;
    }
    let before = found.len();
    let end = mark_name(reading, next, Name, found);
    if let Some(mark) = found.get_mut(before) {
        mark.from = mark.from.min(from);
    }
    if let Some(end) = end {
        mark_joined(reading, end, true, found);
    }
}

/// Number of initials and particles before a surname: three in `J. van der Berg`.
fn initials(reading: &CommentView<'_, '_>, at: usize) -> usize {
    let is_particle = |t: &CommentToken<'_>| PARTICLES.contains(&t.base.as_str());
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

/// True for a word that may be a name where one is expected.
fn may_be_name(reading: &CommentView<'_, '_>, token: &CommentToken<'_>) -> bool {
    let capital = token.has_capital() && !reading.plain;
    let given = token.is(WordClass::GivenName);
    let is_no_name = !token.is_word()
        || token.is(WordClass::Title)
        || token.is(WordClass::Role)
        || token.is(WordClass::Relative)
        || token.is(WordClass::Function) && !(given && capital);
    let is_name = if capital {
        given || token.is(WordClass::Name) || reading.is_new(token)
    } else {
        reading.is_strange(token)
    };
    is_name && !is_no_name
}

/// True for punctuation between a person and a name: `his registrar, Imran`.
fn is_apposition(gap: &str) -> bool {
    matches!(gap, ", " | "," | " - " | " \u{2013} " | " (" | "(" | ": ")
}

/// Finds `nurse Ama`, `sister imelda`, `his registrar, Imran`.
fn find_in_role(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let (Some(role), Some(next)) = (reading.token(at), reading.token(at + 1)) else {
        return;
    };
    let capital = next.has_capital() && !reading.plain;
    let is_name = if next.follows() && next.place == WordPosition::Inside {
        // In small letters a typing error is as likely, unless a verb for people follows.
        let acts = reading.token(at + 2).is_none_or(|t| {
            let verb = t.is(WordClass::Common) && (t.base.ends_with("ed") || t.base.ends_with('s'));
            !t.follows() || t.is(WordClass::Does) || verb || is_in_list(&t.base, "and who from on")
        });
        let one = acts && role.base != "gp" && !role.base.ends_with('s');
        let particle = PARTICLES.contains(&next.base.as_str());
        capital || !particle && (next.is(WordClass::Name) || one)
    } else {
        capital && is_apposition(next.gap)
    };
    if is_name
        && (may_be_name(reading, next) || is_bracketed(reading, at))
        && let Some(end) = mark_name(reading, at + 1, Name, found)
    {
        mark_joined(reading, end, true, found);
    }
}

/// Words before a relative.
const POSSESSED: &str = "my our his her their late dear old elderly eldest oldest youngest younger older little lovely best ones twin poor disabled";

/// Finds `my sister Imelda`, `My mum, Imelda, was`, `my son (Imran)`.
fn find_relative(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(next) = reading.token(at + 1) else {
        return;
    };
    let apposed = is_apposition(next.gap);
    if !(next.follows() || apposed) {
        return;
    }
    let capital = next.has_capital() && !reading.plain;
    let possessed = is_in_list(reading.base_before(at, 1), POSSESSED);
    let is_name = capital || next.is(WordClass::Name) || possessed && !apposed;
    if is_name
        && (may_be_name(reading, next) || is_bracketed(reading, at))
        && let Some(end) = mark_name(reading, at + 1, Name, found)
    {
        mark_joined(reading, end, true, found);
    }
}

/// True for `my carer (Joy)`: one capitalised word in brackets after somebody's own person is a name, whatever else it
/// means.
fn is_bracketed(reading: &CommentView<'_, '_>, at: usize) -> bool {
    let Some(word) = reading.token(at + 1) else {
        return false;
    };
    let closed = reading
        .token(at + 2)
        .is_some_and(|t| t.gap.starts_with(')'));
    let usual = [
        WordClass::Function,
        WordClass::Known,
        WordClass::Role,
        WordClass::Title,
        WordClass::Relative,
        WordClass::Counted,
        WordClass::Department,
    ];
    closed
        && word.gap.ends_with('(')
        && word.shape == Shape::Capital
        && !reading.plain
        && is_in_list(reading.base_before(at, 1), "my our his her their")
        && !usual.iter().any(|class| word.is(*class))
}
