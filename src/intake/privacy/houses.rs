//! Wards, suites and buildings that bear a name: `the Meadow Suite`, `on bluebell ward`.
//!
//! A hospital or a surgery is named in many a comment and points to nobody by itself: it is asked about.

use super::{
    Marked,
    lexicon::{Class, among},
    people::Reading,
    tokens::{Place, Shape, Token},
};
use crate::domain::findings::CommentMark::Ward;

/// Rooms that most comments name by what they are for.
const HOUSES: &str = "ward suite wing unit lounge centre center clinic block house building theatre room hospital surgery practice infirmary hospice bay day";

/// Rooms that have a name as often as not.
const NARROW: &str = "ward suite";

/// Buildings with many people in them.
const LARGE: &str = "hospital surgery practice infirmary centre center clinic";

/// Parts of a hospital that are written small behind their name.
const UNITS: &str = "unit wing lounge";

/// Words before a room with a name.
const BEFORE: &str = "the on in to from at your our of off called a this that new named";

/// Every room that bears a name.
pub(super) fn find(reading: &Reading<'_, '_>, found: &mut Vec<Marked>) {
    for at in 0..reading.tokens.len() {
        let is_house = reading
            .token(at)
            .is_some_and(|t| t.follows() && among(&t.base, HOUSES));
        if is_house {
            named(reading, at, found);
        }
    }
}

/// What a room is for, or whose it is: no name.
fn is_generic(token: &Token<'_>) -> bool {
    [
        Class::Department,
        Class::Known,
        Class::Role,
        Class::Counted,
        Class::Relative,
    ]
    .iter()
    .any(|class| token.is(*class))
}

/// Where the capital words before a room begin; at the room itself where there are none.
fn begin_of_name(reading: &Reading<'_, '_>, at: usize) -> usize {
    let mut begin = at;
    while let Some(token) = begin.checked_sub(1).and_then(|b| reading.token(b)) {
        let is_part = token.has_capital()
            && !reading.plain
            && token.is_word()
            && !token.is(Class::Function)
            && !token.is(Class::Title);
        let together = begin == at || reading.token(begin).is_some_and(Token::follows);
        if !is_part || !together || at - begin > 2 {
            break;
        }
        begin -= 1;
        if token.place == Place::First {
            break;
        }
    }
    begin
}

fn named(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let begin = begin_of_name(reading, at);
    let (Some(house), Some(words)) = (reading.token(at), reading.tokens.get(begin..at)) else {
        return;
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        if among(&house.base, NARROW) {
            in_small_letters(reading, at, found);
        }
        return;
    };
    let led = among(reading.base_before(begin, 1), BEFORE);
    let inside = first.place == Place::Inside;
    let is_name =
        |t: &Token<'_>| reading.is_strange(t) || t.is(Class::Name) || t.is(Class::GivenName);
    let odd = words.iter().any(|t| !is_generic(t) && is_name(t));
    // `Lovely Ward` at the head of a sentence says that it was lovely.
    let rare = words
        .iter()
        .any(|t| !is_generic(t) && !t.is(Class::Frequent));
    let fits = if among(&house.base, NARROW) {
        odd || rare && (led || house.has_capital() && inside)
    } else {
        odd || rare && led && (house.has_capital() || inside && among(&house.base, UNITS))
    };
    let shouted = words
        .iter()
        .all(|t| t.shape == Shape::Shouted && !reading.is_strange(t));
    if !fits || shouted || !(led || inside || odd) {
        return;
    }
    found.push(if among(&house.base, LARGE) {
        Marked::asked(first.from, last.to)
    } else {
        Marked::sure(Ward, first.from, last.to)
    });
}

/// `on bluebell ward`, without an article: `on a mixed ward` says what it was like.
fn in_small_letters(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(word) = at.checked_sub(1).and_then(|b| reading.token(b)) else {
        return;
    };
    let led = among(reading.base_before(at, 2), "on to in from at") && word.follows();
    let adjective = ["ed", "ing", "ic", "al"]
        .iter()
        .any(|end| word.base.ends_with(end));
    let usual = is_generic(word) || word.is(Class::Function) || word.is(Class::Frequent);
    if led && word.is_word() && !usual && !adjective {
        found.push(Marked::sure(Ward, word.from, word.to));
    }
}
