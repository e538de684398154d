//! Somebody by what is said of them: who is thanked, who did something, who works where.

use super::{
    Marked,
    lexicon::{Class, among},
    people::{Reading, joined, name_from},
    tokens::{Place, Shape, Token},
};
use crate::domain::findings::CommentMark::MaybeName;

/// Words behind which somebody is named at once.
const NAMED_AFTER: &str = "thank without thanks tell told bless saw met meet thanking thankyou cloned between praise commend recommend hug nurses namely especially particularly forgetting";

/// A preposition, and the words before it that make a person of what follows.
const PREPOSITIONS: &[(&str, &str)] = &[
    (
        "to",
        "thanks thank you thankyou hug spoke spoken speak talk talked talking speaking shout out mention credit hats off praise grateful love regards due listen listened handed given gave indebted kudos respect well go goes applause going cheers gratitude appreciation",
    ),
    (
        "for",
        "ask asked asking wasnt wasn't not thanks were it waited waiting been",
    ),
    (
        "with",
        "dealt spoke speak deal talk talked talking session sessions appointment appt meeting sat chat chatted pleased impressed happy clinic consultation time",
    ),
    (
        "by",
        "seen treated done helped told given looked after met greeted rung called phoned assessed examined run led",
    ),
];

/// Words between: `thanks to the lovely wendy`.
const PASSED_OVER: &str = "the lovely wonderful amazing dear both all that you to our brilliant fantastic little young so very much again";

/// Whether a name may stand behind this word.
fn leads(reading: &Reading<'_, '_>, at: usize) -> bool {
    let Some(token) = reading.token(at) else {
        return false;
    };
    let before = reading.base_before(at, 1);
    let preposition = PREPOSITIONS.iter().find(|(word, _)| *word == token.base);
    match preposition {
        Some((_, words)) => among(before, words),
        None => among(&token.base, NAMED_AFTER),
    }
}

/// A name where one is expected, in small letters too where it is no other word: `if it wasnt for ngaire`.
pub(super) fn led(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    if !leads(reading, at) {
        return;
    }
    let passed = (at + 1..at + 4)
        .take_while(|n| {
            reading
                .token(*n)
                .is_some_and(|t| among(&t.base, PASSED_OVER))
        })
        .count();
    let next = at + 1 + passed;
    let Some(token) = reading.token(next) else {
        return;
    };
    if !token.follows() || !token.is_word() || token.is(Class::Title) || token.is(Class::Role) {
        return;
    }
    let capital = token.has_capital() && !reading.plain;
    let given = token.is(Class::GivenName);
    // "due to MS", "seen by ENT"
    if capital && token.is_acronym() {
        return;
    }
    let is_name = if capital {
        let named = given || token.is(Class::Name) && !token.is(Class::Frequent);
        reading.is_new(token) || named && !token.is(Class::Known)
    } else {
        let long = token.is(Class::Name) || token.base.chars().count() > 3;
        long && reading.is_strange(token)
    };
    if !is_name || token.is(Class::Function) && !(capital && given) {
        return;
    }
    if let Some(end) = name_from(reading, next, MaybeName, found) {
        joined(reading, end, !capital, found);
    }
}

/// Departments, desks and kinds of work: behind "in", "on", "at" and "from" they make a person of the word before.
const WORKPLACES: &str = "reception desk records bookings booking appointments appointment xray x-ray ultrasound pharmacy clinic ward theatre office team department unit café cafe canteen kitchen radiology radiotherapy oncology physio physiotherapy pals transport admissions outpatients phlebotomy bloods mri ct scanning switchboard imaging pre-op recovery nights days shift duty chemo dietetics haematology icu hdu a&e triage maternity hospice macmillan counter till phone phones door stores pathology mammography screening daycase day catering housekeeping portering";

/// Verbs that things and places have as well as people: `The desk was`, `Parking took`.
const WEAK_VERBS: &str = "is was had has would could will can should goes does did gets makes gives took made ran works worked never always went came keeps kept found looked got let given asked told said called spoke brought saw treated knows understands gave";

/// Words before a person in the middle of a sentence.
const BEFORE_SOMEBODY: &str =
    "but and that when because as then thought think however also especially until after only";

/// What stands behind a word and makes a person of it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is found by itself, and several may hold"
)]
struct Behind {
    /// A role: `Imelda the receptionist`, `Imelda, my key worker,`.
    apposed: bool,
    /// A place of work: `Imelda on the desk`, `Imelda from the fracture team`.
    works: bool,
    /// `Imelda who does the bloods`.
    who: bool,
    /// A verb that people have.
    does: bool,
    /// One that hardly anything else has.
    strong: bool,
    /// What is done to somebody: `held my hand`.
    body: bool,
}

impl Behind {
    fn of(reading: &Reading<'_, '_>, at: usize) -> Self {
        let word = |n: usize| reading.token(at + n).map_or("", |t| t.base.as_str());
        let gap = |n: usize| reading.token(at + n).map_or("", |t| t.gap);
        let follows = |n: usize| reading.token(at + n).is_some_and(Token::follows);
        let is_role = |n: usize| {
            reading.token(at + n).is_some_and(|t| {
                t.is(Class::Role) && !t.base.ends_with('s')
                    || among(&t.base, "lady man guy girl lad chap woman")
            })
        };
        let role_within = |from: usize, to: usize| {
            (from..=to)
                .take_while(|n| *n == from || follows(*n))
                .any(is_role)
        };
        let marked = matches!(gap(1), ", " | " (" | " - ");
        let apposed = among(word(1), "the my our your a her his")
            && (marked || gap(1) == " ")
            && role_within(2, 4)
            || word(1) == "one" && gap(1) == ", " && word(2) == "of"
            || matches!(gap(1), " (" | ", ") && role_within(1, 3);
        let works = among(word(1), "on in at from")
            && gap(1) == " "
            && (2..6)
                // "at the end of chemo" is when, and no place.
                .take_while(|n| (*n == 2 || follows(*n)) && !among(word(*n), "end start of"))
                .any(|n| among(word(n), WORKPLACES));
        let does = reading
            .token(at + 1)
            .is_some_and(|t| t.follows() && t.is(Class::Does));
        let touched = "hand arm me my us herself himself her his twice beyond laugh";
        Self {
            apposed,
            works,
            who: word(1) == "who" && matches!(gap(1), " " | ", "),
            does,
            strong: does && !among(word(1), WEAK_VERBS),
            body: does && (2..5).any(|n| among(word(n), touched)),
        }
    }

    fn is_somebody(&self) -> bool {
        self.apposed || self.works || self.who
    }
}

/// Somebody at the head of a sentence, by what stands behind the word: a role, a place of work, or what only people do.
pub(super) fn acting(reading: &Reading<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at) else {
        return;
    };
    let given = token.is(Class::GivenName);
    let no_name = [Class::Someone, Class::Role, Class::Relative, Class::Title]
        .iter()
        .any(|class| token.is(*class))
        || (token.is(Class::Known) || token.is(Class::Function)) && !given;
    if no_name || !token.is_word() || token.text.chars().count() < 2 {
        return;
    }
    let capital = token.has_capital() && !reading.plain;
    if capital && token.is_acronym() {
        return;
    }
    let behind = Behind::of(reading, at);
    let inside = capital && token.place == Place::Inside;
    let at_head = token.place != Place::Inside
        || token.gap.contains(',')
        || among(reading.base_before(at, 1), BEFORE_SOMEBODY);
    if !at_head && !inside {
        return;
    }
    let named = given || token.is(Class::Name);
    let is_name = if capital {
        let strange = if behind.is_somebody() {
            reading.is_new(token)
        } else {
            reading.is_strange(token)
        };
        // Months and seasons are names as well, and do what people do: "June was fine".
        let acts = !token.is(Class::Known)
            && if inside || !token.is(Class::Frequent) {
                behind.does
            } else {
                behind.strong || behind.body
            };
        if strange || named {
            behind.is_somebody() || acts
        } else {
            !inside && is_thing_as_name(token, &behind)
        }
    } else {
        small_letters(reading, token, &behind)
    };
    if is_name && let Some(end) = name_from(reading, at, MaybeName, found) {
        joined(reading, end, false, found);
    }
}

/// A common word at the head of a sentence of which something is said that is only said of people.
fn is_thing_as_name(token: &Token<'_>, behind: &Behind) -> bool {
    let word = token.base.as_str();
    let alone = !word.ends_with("ly") && !word.ends_with("ed") && !word.ends_with('s');
    token.shape == Shape::Capital
        && alone
        && !token.is(Class::Department)
        && !token.is(Class::Counted)
        && (behind.apposed
            || behind.who && token.place == Place::First
            || behind.strong && behind.body)
}

/// A name in small letters: `june the tea lady`, `amy on the front desk`.
fn small_letters(reading: &Reading<'_, '_>, token: &Token<'_>, behind: &Behind) -> bool {
    let named = token.is(Class::Name);
    let strange = reading.is_strange(token);
    token.text.chars().count() > 2
        && (behind.apposed && (strange || named || token.is(Class::GivenName))
            || behind.works && named
            || behind.strong && strange && (named || behind.body))
}
