//! Finds wards, suites and buildings with names of their own: `the Meadow Suite`, `on bluebell ward`.
//!
//! Many comments name a hospital or a surgery, which alone identifies nobody; such names are marked and not held.

use super::{
    Marked,
    lexicon::{WordClass, is_in_list},
    tokens::{CommentToken, Shape, WordPosition},
    view::CommentView,
};
use crate::domain::findings::CommentMark::Ward;

/// Rooms that are mostly named after their purpose.
const HOUSES: &str = "ward suite wing unit lounge centre center clinic block house building theatre room hospital surgery practice infirmary hospice bay day";

/// Rooms that have a proper name as often as not.
const NARROW: &str = "ward suite";

/// Buildings used by many people.
const LARGE: &str = "hospital surgery practice infirmary centre center clinic";

/// Parts of a hospital whose noun is written in small letters after the name.
const UNITS: &str = "unit wing lounge";

/// Words before a named room.
const BEFORE: &str = "the on in to from at your our of off called a this that new named";

/// Finds every room with a proper name.
pub(super) fn find(reading: &CommentView<'_, '_>, found: &mut Vec<Marked>) {
    for at in 0..reading.tokens.len() {
        let is_house = reading
            .token(at)
            .is_some_and(|t| t.follows() && is_in_list(&t.base, HOUSES));
        if is_house {
            find_named(reading, at, found);
        }
    }
}

/// True for a word that describes a room and is no name.
fn is_generic(token: &CommentToken<'_>) -> bool {
    [
        WordClass::Department,
        WordClass::Known,
        WordClass::Role,
        WordClass::Counted,
        WordClass::Relative,
    ]
    .iter()
    .any(|class| token.is(*class))
}

/// Start of the capitalised words before a room; the room itself without any.
fn begin_of_name(reading: &CommentView<'_, '_>, at: usize) -> usize {
    let mut begin = at;
    while let Some(token) = begin.checked_sub(1).and_then(|b| reading.token(b)) {
        let is_part = token.has_capital()
            && !reading.plain
            && token.is_word()
            && !token.is(WordClass::Function)
            && !token.is(WordClass::Title);
        let together = begin == at || reading.token(begin).is_some_and(CommentToken::follows);
        // Names of wards have at most three words; more are a sentence in capitals.
        if !is_part || !together || at - begin > 2 {
            break;
        }
        begin -= 1;
        if token.place == WordPosition::First {
            break;
        }
    }
    begin
}

fn find_named(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let begin = begin_of_name(reading, at);
    let (Some(house), Some(words)) = (reading.token(at), reading.tokens.get(begin..at)) else {
        return;
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        if is_in_list(&house.base, NARROW) {
            in_small_letters(reading, at, found);
        }
        return;
    };
    let led = is_in_list(reading.base_before(begin, 1), BEFORE);
    let inside = first.place == WordPosition::Inside;
    let is_name = |t: &CommentToken<'_>| {
        reading.is_strange(t) || t.is(WordClass::Name) || t.is(WordClass::GivenName)
    };
    let odd = words.iter().any(|t| !is_generic(t) && is_name(t));
    // `Lovely Ward` at the start of a sentence is an adjective.
    let rare = words
        .iter()
        .any(|t| !is_generic(t) && !t.is(WordClass::Frequent));
    let fits = if is_in_list(&house.base, NARROW) {
        odd || rare && (led || house.has_capital() && inside)
    } else {
        odd || rare && led && (house.has_capital() || inside && is_in_list(&house.base, UNITS))
    };
    let shouted = words
        .iter()
        .all(|t| t.shape == Shape::Shouted && !reading.is_strange(t));
    if !fits || shouted || !(led || inside || odd) {
        return;
    }
    found.push(if is_in_list(&house.base, LARGE) {
        Marked::asked(first.from, last.to)
    } else {
        Marked::sure(Ward, first.from, last.to)
    });
}

/// Finds `on bluebell ward`, without an article; `on a mixed ward` describes it.
fn in_small_letters(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(word) = at.checked_sub(1).and_then(|b| reading.token(b)) else {
        return;
    };
    let led = is_in_list(reading.base_before(at, 2), "on to in from at") && word.follows();
    let adjective = ["ed", "ing", "ic", "al"]
        .iter()
        .any(|end| word.base.ends_with(end));
    let usual = is_generic(word) || word.is(WordClass::Function) || word.is(WordClass::Frequent);
    if led && word.is_word() && !usual && !adjective {
        found.push(Marked::sure(Ward, word.from, word.to));
    }
}
