//! Finds names after "called", "her name was" and "known as", on badges and under letters.

use super::{
    Marked,
    lexicon::{WordClass, is_in_list},
    tokens::{Shape, WordPosition},
    view::{CommentView, mark_joined, mark_name},
};
use crate::domain::findings::CommentMark::Name;

/// Words that close a letter.
const CLOSINGS: &str = "signed regards wishes sincerely faithfully love";

/// Finds the name in `a nurse called Joy`, `her name was Ngaire`, `goes by Pepper`, `"Pepper" on her badge`, `signed,
/// Imelda`.
pub(super) fn find(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(next) = first_of_name(reading, at) else {
        badge(reading, at, found);
        return;
    };
    let (Some(word), Some(first)) = (reading.token(at), reading.token(next)) else {
        return;
    };
    let closes = is_in_list(&word.base, CLOSINGS);
    if first.gap.contains(['.', '?', '!', '\n']) && !closes {
        return;
    }
    let quoted = first.place == WordPosition::AfterMark && !first.gap.contains('\n');
    let capital = first.has_capital() && !reading.plain;
    let small_in_quotes = quoted && first.shape == Shape::Small;
    // A near-miss of a common word is usually a typing error, but not where a name is announced.
    let told = word.base == "called" && (1..4).any(|n| is_somebody(reading, at, n));
    let allowed =
        capital || reading.is_strange(first) || small_in_quotes || told && reading.is_new(first);
    let given = first.is(WordClass::GivenName);
    let is_no_name = !first.is_word()
        || first.is(WordClass::Title)
        || first.is(WordClass::Relative)
        || (first.is(WordClass::Function) || first.is(WordClass::Known)) && !given
        || (first.is(WordClass::Role) || first.is(WordClass::Counted)) && !quoted;
    if !allowed || is_no_name {
        return;
    }
    // Names such as `Little Imelda`.
    let second = reading
        .token(next + 1)
        .is_some_and(|t| t.follows() && t.has_capital());
    let from = if first.is(WordClass::PlacePart) && second {
        next + 1
    } else {
        next
    };
    let before = found.len();
    let end = mark_name(reading, from, Name, found);
    if let Some(mark) = found.get_mut(before) {
        mark.from = mark.from.min(first.from);
    }
    if let Some(end) = end {
        mark_joined(reading, end, true, found);
    }
}

/// Index of the first word of the name that this word announces.
fn first_of_name(reading: &CommentView<'_, '_>, at: usize) -> Option<usize> {
    let word = reading.token(at)?.base.as_str();
    let back = |n: usize| reading.base_before(at, n);
    let leads = match word {
        // "He called Monday" is a telephone call.
        "called" => !is_in_list(back(1), "i he she they we nobody you it"),
        "named" | "nicknamed" | "christened" | "name's" | "aka" | "alias" => true,
        "is" | "was" => is_in_list(back(1), "name names nickname"),
        "are" | "were" => back(1) == "names",
        "as" => back(1) != "well" && (1..5).any(|n| is_in_list(back(n), "known knows know")),
        "by" => is_in_list(back(1), "goes go went"),
        "to" => is_in_list(back(1), "answers answer"),
        "call" | "calls" | "calling" => {
            let somebody = "they all everyone everybody people we patients staff i you lads others";
            if !is_in_list(back(1), somebody) {
                return None;
            }
            let whom = reading.token(at + 1).map_or("", |t| t.base.as_str());
            let skips = is_in_list(whom, "him her them me himself herself themselves");
            return Some(if skips { at + 2 } else { at + 1 });
        }
        "him" | "her" | "them" | "himself" | "herself" | "themselves" | "me" | "myself" => {
            is_in_list(back(1), "calls call called calling named nicknamed")
        }
        "said" | "says" | "read" | "reads" | "saying" => {
            let tag = "badge label tag nametag";
            is_in_list(back(1), tag) || is_in_list(back(1), "just only") && is_in_list(back(2), tag)
        }
        _ if is_in_list(word, CLOSINGS) => reading.token(at + 1).is_some_and(|t| {
            let loose = t.follows() && !is_in_list(word, "love signed");
            t.gap.contains([',', '\n', '-', ':']) || loose
        }),
        _ => false,
    };
    leads.then_some(at + 1)
}

/// True if an earlier word is a person without a name: `my nurse was called`.
fn is_somebody(reading: &CommentView<'_, '_>, at: usize, back: usize) -> bool {
    let before = at.checked_sub(back).and_then(|b| reading.token(b));
    before.is_some_and(|t| {
        let person = t.is(WordClass::Someone) && !t.is(WordClass::Function);
        t.is(WordClass::Role) || t.is(WordClass::Relative) || person
    })
}

/// Finds `"Pepper" on her badge`.
fn badge(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at) else {
        return;
    };
    if token.place != WordPosition::AfterMark || !token.is_word() || token.is(WordClass::Function) {
        return;
    }
    let quoted = token.gap.ends_with(['"', '\u{201c}', '\'', '\u{2018}']);
    let closed = reading
        .token(at + 1)
        .is_some_and(|t| t.gap.starts_with(['"', '\u{201d}', '\'', '\u{2019}']));
    let worn = (1..5)
        .filter_map(|n| reading.token(at + n))
        .any(|t| is_in_list(&t.base, "badge label tag uniform lanyard"));
    if quoted && closed && worn {
        found.push(Marked::sure(Name, token.from, token.to));
    }
}
