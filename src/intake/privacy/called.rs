//! What somebody is called: behind "called", "her name was" and "known as", on a badge, under a letter.

use super::{
    Marked,
    lexicon::{Class, among},
    people::{Reading, joined, name_from},
    tokens::{Place, Shape},
};
use crate::domain::findings::CommentMark::Name;

/// Words that close a letter.
const CLOSINGS: &str = "signed regards wishes sincerely faithfully love";

/// `a nurse called Joy`, `her name was Ngaire`, `goes by Pepper`, `"Pepper" on her badge`, `signed, Imelda`.
pub(super) fn find(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(next) = first_of_name(reading, at) else {
        badge(reading, at, found);
        return;
    };
    let (Some(word), Some(first)) = (reading.token(at), reading.token(next)) else {
        return;
    };
    let closes = among(&word.base, CLOSINGS);
    if first.gap.contains(['.', '?', '!', '\n']) && !closes {
        return;
    }
    let quoted = first.place == Place::AfterMark && !first.gap.contains('\n');
    let capital = first.has_capital() && !reading.plain;
    let small_in_quotes = quoted && first.shape == Shape::Small;
    // A word like a common one is a slip of the pen, but not where somebody's name is told.
    let told = word.base == "called" && (1..4).any(|n| is_somebody(reading, at, n));
    let allowed =
        capital || reading.is_strange(first) || small_in_quotes || told && reading.is_new(first);
    let given = first.is(Class::GivenName);
    let is_no_name = !first.is_word()
        || first.is(Class::Title)
        || first.is(Class::Relative)
        || (first.is(Class::Function) || first.is(Class::Known)) && !given
        || (first.is(Class::Role) || first.is(Class::Counted)) && !quoted;
    if !allowed || is_no_name {
        return;
    }
    // Names of two words, such as `Little Imelda`.
    let second = reading
        .token(next + 1)
        .is_some_and(|t| t.follows() && t.has_capital());
    let from = if first.is(Class::PlacePart) && second {
        next + 1
    } else {
        next
    };
    let before = found.len();
    let end = name_from(reading, from, Name, found);
    if let Some(mark) = found.get_mut(before) {
        mark.from = mark.from.min(first.from);
    }
    if let Some(end) = end {
        joined(reading, end, true, found);
    }
}

/// The place of the first word of a name, where this word says that one follows.
fn first_of_name(reading: &Reading<'_, '_>, at: usize) -> Option<usize> {
    let word = reading.token(at)?.base.as_str();
    let back = |n: usize| reading.base_before(at, n);
    let leads = match word {
        // "He called Monday" is a telephone call.
        "called" => !among(back(1), "i he she they we nobody you it"),
        "named" | "nicknamed" | "christened" | "name's" | "aka" | "alias" => true,
        "is" | "was" => among(back(1), "name names nickname"),
        "are" | "were" => back(1) == "names",
        "as" => back(1) != "well" && (1..5).any(|n| among(back(n), "known knows know")),
        "by" => among(back(1), "goes go went"),
        "to" => among(back(1), "answers answer"),
        "call" | "calls" | "calling" => {
            let somebody = "they all everyone everybody people we patients staff i you lads others";
            if !among(back(1), somebody) {
                return None;
            }
            let whom = reading.token(at + 1).map_or("", |t| t.base.as_str());
            let skips = among(whom, "him her them me himself herself themselves");
            return Some(if skips { at + 2 } else { at + 1 });
        }
        "him" | "her" | "them" | "himself" | "herself" | "themselves" | "me" | "myself" => {
            among(back(1), "calls call called calling named nicknamed")
        }
        "said" | "says" | "read" | "reads" | "saying" => {
            let tag = "badge label tag nametag";
            among(back(1), tag) || among(back(1), "just only") && among(back(2), tag)
        }
        _ if among(word, CLOSINGS) => reading.token(at + 1).is_some_and(|t| {
            let loose = t.follows() && !among(word, "love signed");
            t.gap.contains([',', '\n', '-', ':']) || loose
        }),
        _ => false,
    };
    leads.then_some(at + 1)
}

/// Whether a word before this one is a person without a name: `my nurse was called`.
fn is_somebody(reading: &Reading<'_, '_>, at: usize, back: usize) -> bool {
    let before = at.checked_sub(back).and_then(|b| reading.token(b));
    before.is_some_and(|t| {
        let person = t.is(Class::Someone) && !t.is(Class::Function);
        t.is(Class::Role) || t.is(Class::Relative) || person
    })
}

/// `"Pepper" on her badge`.
fn badge(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at) else {
        return;
    };
    if token.place != Place::AfterMark || !token.is_word() || token.is(Class::Function) {
        return;
    }
    let quoted = token.gap.ends_with(['"', '\u{201c}', '\'', '\u{2018}']);
    let closed = reading
        .token(at + 1)
        .is_some_and(|t| t.gap.starts_with(['"', '\u{201d}', '\'', '\u{2019}']));
    let worn = (1..5)
        .filter_map(|n| reading.token(at + n))
        .any(|t| among(&t.base, "badge label tag uniform lanyard"));
    if quoted && closed && worn {
        found.push(Marked::sure(Name, token.from, token.to));
    }
}
