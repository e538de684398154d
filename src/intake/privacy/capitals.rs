//! Finds capitalised words that are no English words: names of people or of small places.
//!
//! Most are marked as possible names, because a brand and a village look alike.

use std::ops::Range;

use super::{
    Marked,
    lexicon::{WordClass, is_in_list},
    tokens::{CommentToken, Shape, WordPosition},
    view::{self, CommentView},
};
use crate::domain::findings::CommentMark::{MaybeName, Place as PlaceMark};

/// Words before a place.
const AT: &str = "in at near around outside towards via of round";

/// Words of travel. With one of them in the comment, "from" precedes a place rather than a person.
const JOURNEYS: &str = "bus buses drive drove miles travel travelled taxi train ferry boat journey way come coming leave";

/// Nouns that make a name harmless: an institution or a disease.
const INSTITUTIONS: &str = "hospital hospitals surgery practice centre center clinic medical infirmary gp health nhs trust syndrome disease";

/// Words after the name of a school or a church.
const SCHOOLS: &str = "primary school academy college high junior infants nursery church";

/// Words before a name at the start of a sentence: `Little Uxley`, `Old Imelda`.
const BEFORE_NAMES: &str = "big little old young wee saint st great upper lower nether";

/// Words after a capitalised verb: `Hope you`, `May have`.
const BEHIND_VERBS: &str = "i you the this it we they that to of my your be have t";

/// Words before an adjective.
const DEGREES: &str = "very so really extremely quite too most more all not always";

/// Finds every run of capitalised words that contains an unknown one.
pub(super) fn find(reading: &CommentView<'_, '_>, found: &mut Vec<Marked>) {
    let mut at = 0;
    while at < reading.tokens.len() {
        let end = end_of_run(reading, at);
        // A comment without capitals, or in capitals only, says nothing by them.
        if end == at || reading.plain {
            find_small_place(reading, at, found);
            at += 1;
        } else {
            mark_run(reading, at..end, found);
            at = end;
        }
    }
}

/// End of the run of capitalised words that starts at `from`.
fn end_of_run(reading: &CommentView<'_, '_>, from: usize) -> usize {
    let mut at = from;
    while let Some(token) = reading.token(at) {
        let goes_on = at == from || (token.follows() && token.place == WordPosition::Inside);
        if !goes_on || !token.is_word() || !token.has_capital() {
            break;
        }
        at += 1;
    }
    at
}

/// True for a capitalised word that is unknown: neither English nor a medicine nor an acronym.
fn is_odd(reading: &CommentView<'_, '_>, token: &CommentToken<'_>) -> bool {
    let acronym = token.shape == Shape::Shouted
        // In capitals "SHARON" is a name that somebody shouts; six letters are too long for the initials of a hospital.
        && (token.text.chars().count() < 6 || !token.is(WordClass::Name));
    token.shape != Shape::Mixed
        && !acronym
        && reading.is_strange(token)
        && !is_medicine(&token.base)
}

/// True for a common word that is written as a name inside a sentence.
fn is_named(reading: &CommentView<'_, '_>, at: usize, token: &CommentToken<'_>) -> bool {
    let verb = token.is(WordClass::Common)
        && reading
            .token(at + 1)
            .is_some_and(|t| t.follows() && is_in_list(&t.base, BEHIND_VERBS));
    token.shape == Shape::Capital
        // At the start every word has a capital: "Grace" may be a virtue there.
        && token.place != WordPosition::First
        && (token.is(WordClass::GivenName) || token.is(WordClass::Name) && !token.is(WordClass::Frequent))
        && !token.is(WordClass::Function)
        && !token.is(WordClass::Known)
        // People write lists after a colon with capitals: "Good: Food, Staff".
        && !(token.place == WordPosition::AfterMark && token.is(WordClass::Common))
        && !verb
        // "Very Happy" is an adjective in capitals.
        && !(token.is(WordClass::Common) && is_in_list(reading.base_before(at, 1), DEGREES))
}

/// True if a word belongs to the name next to it.
fn is_part(reading: &CommentView<'_, '_>, at: usize, inside: &Range<usize>) -> bool {
    let Some(token) = reading.token(at).filter(|_| inside.contains(&at)) else {
        return false;
    };
    let usual = [
        WordClass::Function,
        WordClass::Title,
        WordClass::Role,
        WordClass::Relative,
        WordClass::Someone,
        WordClass::Known,
        WordClass::Frequent,
    ];
    token.place == WordPosition::Inside
        && (token.is(WordClass::PlacePart) || !usual.iter().any(|class| token.is(*class)))
}

/// Marks the unknown part of a run with the words of its name: `Little Uxley`, `Uxley Bridge`.
fn mark_run(reading: &CommentView<'_, '_>, inside: Range<usize>, found: &mut Vec<Marked>) {
    let strange = |at: &usize| {
        reading
            .token(*at)
            .is_some_and(|t| is_odd(reading, t) || is_named(reading, *at, t))
    };
    let (Some(mut begin), Some(mut end)) = (
        inside.clone().find(strange),
        inside.clone().rev().find(strange),
    ) else {
        return;
    };
    while let Some(before) = begin.checked_sub(1).filter(|b| inside.contains(b)) {
        let nick = reading
            .token(before)
            .is_some_and(|t| is_in_list(&t.base, BEFORE_NAMES));
        if !nick && !is_part(reading, before, &inside) {
            break;
        }
        begin = before;
    }
    while is_part(reading, end + 1, &inside)
        || reading
            .token(end + 1)
            .is_some_and(|t| inside.contains(&(end + 1)) && is_in_list(&t.base, SCHOOLS))
    {
        end += 1;
    }
    let (Some(first), Some(last)) = (reading.token(begin), reading.token(end)) else {
        return;
    };
    // "in Uxley" is a place; "in Mrs Uxley's room" is not, and its run begins earlier.
    let in_a_place = begin == inside.start && is_led_to(reading, begin);
    let odd = (begin..=end).any(|at| reading.token(at).is_some_and(|t| is_odd(reading, t)));
    let mark = if in_a_place && odd {
        PlaceMark
    } else {
        MaybeName
    };
    let sure = is_sure(reading, begin..=end, in_a_place);
    found.push(if sure {
        Marked::sure(mark, first.from, last.to)
    } else {
        Marked::asked(first.from, last.to)
    });
    view::mark_joined(reading, end + 1, false, found);
    joined_before(reading, begin, found);
}

/// True if the words before announce a place: `in`, `near`, and `from` in a comment about travel.
fn is_led_to(reading: &CommentView<'_, '_>, at: usize) -> bool {
    let before = reading.base_before(at, 1);
    let follows = reading.token(at).is_some_and(CommentToken::follows);
    let travels = || reading.tokens.iter().any(|t| is_in_list(&t.base, JOURNEYS));
    follows && (is_in_list(before, AT) || before == "from" && travels())
}

/// True if a run is likely enough a name to hold the comment. A typing error or a brand at the start of a sentence is more
/// likely than an unannounced name; a hospital's name identifies nobody.
fn is_sure(
    reading: &CommentView<'_, '_>,
    words: std::ops::RangeInclusive<usize>,
    in_a_place: bool,
) -> bool {
    let (begin, end) = (*words.start(), *words.end());
    let Some(first) = reading.token(begin) else {
        return false;
    };
    let known = words.clone().any(|at| {
        reading
            .token(at)
            .is_some_and(|t| t.is(WordClass::Name) || t.is(WordClass::GivenName))
    });
    let several = end > begin;
    let inside = first.place == WordPosition::Inside;
    let slip = !several
        && !known
        && !in_a_place
        // A short unknown word inside a sentence with a capital is a name more often than a slip.
        && (!inside || first.base.chars().count() > 5)
        && reading.vocabulary.is_slip(&first.base);
    let institution = (end + 1..end + 3)
        .filter_map(|at| reading.token(at))
        .take_while(|t| t.follows())
        // Two words on: "Uxley General Hospital". Thousands are treated there, so the name is marked and does not hold the
        // comment.
        .any(|t| is_in_list(&t.base, INSTITUTIONS));
    let pointed = reading.token(end + 1).is_some_and(|t| {
        let acts = t.is(WordClass::Does) || is_in_list(&t.base, "and are were who in at on from");
        t.follows() && acts || matches!(t.gap, ", " | " & " | " (" | " / ")
    });
    // Where somebody uses capitals at random, one capital is no sign of a name.
    let likely = several || inside && !reading.loose || known || pointed || in_a_place;
    likely && !slip && !institution
}

/// Finds a place in small letters: `live in little uxley`, `the village of uxley`.
fn find_small_place(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at).filter(|t| t.follows()) else {
        return;
    };
    // Small letters suffice behind these words, since phones do not correct names of villages.
    let lives = "live lives living lived village island town hamlet isle out";
    let led = is_in_list(reading.base_before(at, 1), "in at near from of")
        && is_in_list(reading.base_before(at, 2), lives);
    if led && reading.is_strange(token) {
        let last = (at + 1..at + 3)
            .filter_map(|n| reading.token(n))
            .take_while(|t| t.follows() && reading.is_strange(t))
            .last();
        let to = last.map_or(token.to, |t| t.to);
        found.push(Marked::sure(PlaceMark, token.from, to));
    }
}

/// Marks a common name before one that was found: `Rose and Ngaire`.
fn joined_before(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let mut at = at;
    // Nobody thanks more than five people in one breath; a longer list is of things.
    for _ in 0..4 {
        let Some(token) = reading.token(at) else {
            return;
        };
        let by_sign = matches!(token.gap.trim(), "&" | "," | "/" | "+");
        let by_word = is_in_list(reading.base_before(at, 1), "and or") && token.follows();
        let back = if by_word { 2 } else { 1 };
        let follows = !by_word
            || at
                .checked_sub(1)
                .and_then(|and| reading.token(and))
                .is_some_and(CommentToken::follows);
        if !(by_word || by_sign) || !follows {
            return;
        }
        let Some(before) = at.checked_sub(back).and_then(|b| reading.token(b)) else {
            return;
        };
        let nobody = [
            WordClass::Function,
            WordClass::Someone,
            WordClass::Role,
            WordClass::Relative,
            WordClass::Department,
        ]
        .iter()
        .any(|class| before.is(*class))
            || before.is(WordClass::Known) && !before.is(WordClass::GivenName);
        let usable = before.is(WordClass::Name)
            || before.is(WordClass::GivenName)
            || reading.is_new(before)
            || before.place == WordPosition::Inside && !before.is(WordClass::Frequent);
        if before.shape != Shape::Capital || nobody || !usable {
            return;
        }
        found.push(Marked::sure(MaybeName, before.from, before.to));
        at -= back;
    }
}

/// Endings of names of medicines.
const MEDICINES: &[&str] = &[
    "zole",
    "mab",
    "nib",
    "xifen",
    "ciclib",
    "taxel",
    "platin",
    "rubicin",
    "statin",
    "sartan",
    "cillin",
    "mycin",
    "floxacin",
    "zepam",
    "pram",
    "oxetine",
    "faxine",
    "triptyline",
    "codone",
    "caine",
    "fentanil",
    "profen",
    "parin",
    "xaban",
    "gliptin",
    "thyroxine",
    "olone",
    "asone",
    "dronate",
    "dronic",
    "setron",
    "ciclovir",
    "parib",
    "lukast",
    "formin",
    "dipine",
    "thiazide",
    "semide",
    "tidine",
    "estrant",
    "relin",
    "bine",
    "trexate",
    "lisib",
    "stane",
    "amide",
    "azine",
    "pril",
    "olol",
    "gabalin",
    "pentin",
];

/// True for the name of a medicine, by its ending.
fn is_medicine(base: &str) -> bool {
    // Short surnames have such endings by chance.
    base.chars().count() > 6 && MEDICINES.iter().any(|end| base.ends_with(end))
}
