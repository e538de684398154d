//! Capital words that no list of English words has: somebody's name, or a place that few live in.
//!
//! They are asked about rather than decided: a brand and a village look alike.

use std::ops::Range;

use super::{
    Marked,
    lexicon::{Class, among},
    people::{self, Reading},
    tokens::{Place, Shape, Token},
};
use crate::domain::findings::CommentMark::{MaybeName, Place as PlaceMark};

/// Words in front of a place.
const AT: &str = "in at near around outside towards via of round";

/// Words of a comment that speaks of a way to the hospital: what follows "from" is a place then, and no person.
const JOURNEYS: &str = "bus buses drive drove miles travel travelled taxi train ferry boat journey way come coming leave";

/// What is called after somebody or something, and points to nobody.
const INSTITUTIONS: &str = "hospital hospitals surgery practice centre center clinic medical infirmary gp health nhs trust syndrome disease";

/// Words that stand behind the name of a school or a church.
const SCHOOLS: &str = "primary school academy college high junior infants nursery church";

/// Words in front of a name at the head of a sentence: `Little Uxley`, `Old Imelda`.
const BEFORE_NAMES: &str = "big little old young wee saint st great upper lower nether";

/// Words behind which a common word with a capital letter is a verb: `Hope you`, `May have`.
const BEHIND_VERBS: &str = "i you the this it we they that to of my your be have t";

/// Words before an adjective.
const DEGREES: &str = "very so really extremely quite too most more all not always";

/// Every run of capital words with a strange one in it.
pub(super) fn find(reading: &Reading<'_, '_>, found: &mut Vec<Marked>) {
    let mut at = 0;
    while at < reading.tokens.len() {
        let end = end_of_run(reading, at);
        if end == at || reading.plain {
            small_place(reading, at, found);
            at += 1;
        } else {
            run(reading, at..end, found);
            at = end;
        }
    }
}

/// The end of the run of capital words that begins here.
fn end_of_run(reading: &Reading<'_, '_>, from: usize) -> usize {
    let mut at = from;
    while let Some(token) = reading.token(at) {
        let goes_on = at == from || (token.follows() && token.place == Place::Inside);
        if !goes_on || !token.is_word() || !token.has_capital() {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a capital word is known to nobody: neither English nor a medicine, and no acronym.
fn is_odd(reading: &Reading<'_, '_>, token: &Token<'_>) -> bool {
    let acronym =
        token.shape == Shape::Shouted && (token.text.chars().count() < 6 || !token.is(Class::Name));
    token.shape != Shape::Mixed
        && !acronym
        && reading.is_strange(token)
        && !is_medicine(&token.base)
}

/// Whether a common word inside of a sentence is written as a name that people have.
fn is_named(reading: &Reading<'_, '_>, at: usize, token: &Token<'_>) -> bool {
    let verb = token.is(Class::Common)
        && reading
            .token(at + 1)
            .is_some_and(|t| t.follows() && among(&t.base, BEHIND_VERBS));
    token.shape == Shape::Capital
        && token.place != Place::First
        && (token.is(Class::GivenName) || token.is(Class::Name) && !token.is(Class::Frequent))
        && !token.is(Class::Function)
        && !token.is(Class::Known)
        && !(token.place == Place::AfterMark && token.is(Class::Common))
        && !verb
        // "Very Happy" says how somebody is.
        && !(token.is(Class::Common) && among(reading.base_before(at, 1), DEGREES))
}

/// Whether a word belongs to the name beside it.
fn is_part(reading: &Reading<'_, '_>, at: usize, inside: &Range<usize>) -> bool {
    let Some(token) = reading.token(at).filter(|_| inside.contains(&at)) else {
        return false;
    };
    let usual = [
        Class::Function,
        Class::Title,
        Class::Role,
        Class::Relative,
        Class::Someone,
        Class::Known,
        Class::Frequent,
    ];
    token.place == Place::Inside
        && (token.is(Class::PlacePart) || !usual.iter().any(|class| token.is(*class)))
}

/// Marks what is strange in a run, with the words of a name beside it: `Little Uxley`, `Uxley Bridge`.
fn run(reading: &Reading<'_, '_>, inside: Range<usize>, found: &mut Vec<Marked>) {
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
            .is_some_and(|t| among(&t.base, BEFORE_NAMES));
        if !nick && !is_part(reading, before, &inside) {
            break;
        }
        begin = before;
    }
    while is_part(reading, end + 1, &inside)
        || reading
            .token(end + 1)
            .is_some_and(|t| inside.contains(&(end + 1)) && among(&t.base, SCHOOLS))
    {
        end += 1;
    }
    let (Some(first), Some(last)) = (reading.token(begin), reading.token(end)) else {
        return;
    };
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
    people::joined(reading, end + 1, false, found);
    joined_before(reading, begin, found);
}

/// Whether the words before say that a place follows: `in`, `near`, and `from` where somebody travels.
fn is_led_to(reading: &Reading<'_, '_>, at: usize) -> bool {
    let before = reading.base_before(at, 1);
    let follows = reading.token(at).is_some_and(Token::follows);
    let travels = || reading.tokens.iter().any(|t| among(&t.base, JOURNEYS));
    follows && (among(before, AT) || before == "from" && travels())
}

/// Whether a run is likely enough a name that the comment is held. A slip of the pen or a brand at the head of a sentence is
/// likelier than a name to which nothing points; a hospital by its name points to nobody.
fn is_sure(
    reading: &Reading<'_, '_>,
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
            .is_some_and(|t| t.is(Class::Name) || t.is(Class::GivenName))
    });
    let several = end > begin;
    let inside = first.place == Place::Inside;
    let slip = !several
        && !known
        && !in_a_place
        && (!inside || first.base.chars().count() > 5)
        && reading.vocabulary.is_slip(&first.base);
    let institution = (end + 1..end + 3)
        .filter_map(|at| reading.token(at))
        .take_while(|t| t.follows())
        .any(|t| among(&t.base, INSTITUTIONS));
    let pointed = reading.token(end + 1).is_some_and(|t| {
        let acts = t.is(Class::Does) || among(&t.base, "and are were who in at on from");
        t.follows() && acts || matches!(t.gap, ", " | " & " | " (" | " / ")
    });
    let likely = several || inside && !reading.loose || known || pointed || in_a_place;
    likely && !slip && !institution
}

/// A place in small letters: `live in little uxley`, `the village of uxley`.
fn small_place(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at).filter(|t| t.follows()) else {
        return;
    };
    let lives = "live lives living lived village island town hamlet isle out";
    let led = among(reading.base_before(at, 1), "in at near from of")
        && among(reading.base_before(at, 2), lives);
    if led && reading.is_strange(token) {
        let last = (at + 1..at + 3)
            .filter_map(|n| reading.token(n))
            .take_while(|t| t.follows() && reading.is_strange(t))
            .last();
        let to = last.map_or(token.to, |t| t.to);
        found.push(Marked::sure(PlaceMark, token.from, to));
    }
}

/// `Rose and Ngaire`: a common name before one that was found.
fn joined_before(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let mut at = at;
    for _ in 0..4 {
        let Some(token) = reading.token(at) else {
            return;
        };
        let by_sign = matches!(token.gap.trim(), "&" | "," | "/" | "+");
        let by_word = among(reading.base_before(at, 1), "and or") && token.follows();
        let back = if by_word { 2 } else { 1 };
        let follows = !by_word
            || at
                .checked_sub(1)
                .and_then(|and| reading.token(and))
                .is_some_and(Token::follows);
        if !(by_word || by_sign) || !follows {
            return;
        }
        let Some(before) = at.checked_sub(back).and_then(|b| reading.token(b)) else {
            return;
        };
        let nobody = [
            Class::Function,
            Class::Someone,
            Class::Role,
            Class::Relative,
            Class::Department,
        ]
        .iter()
        .any(|class| before.is(*class))
            || before.is(Class::Known) && !before.is(Class::GivenName);
        let usable = before.is(Class::Name)
            || before.is(Class::GivenName)
            || reading.is_new(before)
            || before.place == Place::Inside && !before.is(Class::Frequent);
        if before.shape != Shape::Capital || nobody || !usable {
            return;
        }
        found.push(Marked::sure(MaybeName, before.from, before.to));
        at -= back;
    }
}

/// Endings of the names of medicines.
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

/// Whether a word is a medicine by its ending.
fn is_medicine(base: &str) -> bool {
    base.chars().count() > 6 && MEDICINES.iter().any(|end| base.ends_with(end))
}
