//! Finds people by the sentence around them: somebody is thanked, did something, or works somewhere.

use super::{
    Marked,
    lexicon::{WordClass, is_in_list},
    tokens::{CommentToken, Shape, WordPosition},
    view::{CommentView, mark_joined, mark_name},
};
use crate::domain::findings::CommentMark::MaybeName;

/// Words directly before a name.
const NAMED_AFTER: &str = "thank without thanks tell told bless saw met meet thanking thankyou cloned between praise commend recommend hug nurses namely especially particularly forgetting";

/// Prepositions, with the words before them that make a person of what follows.
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

/// Words in between: `thanks to the lovely wendy`.
const PASSED_OVER: &str = "the lovely wonderful amazing dear both all that you to our brilliant fantastic little young so very much again";

/// True if a name may follow this word.
fn leads(reading: &CommentView<'_, '_>, at: usize) -> bool {
    let Some(token) = reading.token(at) else {
        return false;
    };
    let before = reading.base_before(at, 1);
    let preposition = PREPOSITIONS.iter().find(|(word, _)| *word == token.base);
    match preposition {
        Some((_, words)) => is_in_list(before, words),
        None => is_in_list(&token.base, NAMED_AFTER),
    }
}

/// Finds a name where one is expected, in small letters if it is no other word: `if it wasnt for ngaire`.
pub(super) fn find_expected(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    if !leads(reading, at) {
        return;
    }
    let passed = (at + 1..at + 4)
        .take_while(|n| {
            reading
                .token(*n)
                .is_some_and(|t| is_in_list(&t.base, PASSED_OVER))
        })
        .count();
    let next = at + 1 + passed;
    let Some(token) = reading.token(next) else {
        return;
    };
    if !token.follows()
        || !token.is_word()
        || token.is(WordClass::Title)
        || token.is(WordClass::Role)
    {
        return;
    }
    let capital = token.has_capital() && !reading.plain;
    let given = token.is(WordClass::GivenName);
    // "due to MS", "seen by ENT"
    if capital && token.is_acronym() {
        return;
    }
    let is_name = if capital {
        let named = given || token.is(WordClass::Name) && !token.is(WordClass::Frequent);
        reading.is_new(token) || named && !token.is(WordClass::Known)
    } else {
        let long = token.is(WordClass::Name) || token.base.chars().count() > 3;
        long && reading.is_strange(token)
    };
    if !is_name || token.is(WordClass::Function) && !(capital && given) {
        return;
    }
    if let Some(end) = mark_name(reading, next, MaybeName, found) {
        mark_joined(reading, end, !capital, found);
    }
}

/// Workplaces. After "in", "on", "at" or "from" they make a person of the word before.
const WORKPLACES: &str = "reception desk records bookings booking appointments appointment xray x-ray ultrasound pharmacy clinic ward theatre office team department unit café cafe canteen kitchen radiology radiotherapy oncology physio physiotherapy pals transport admissions outpatients phlebotomy bloods mri ct scanning switchboard imaging pre-op recovery nights days shift duty chemo dietetics haematology icu hdu a&e triage maternity hospice macmillan counter till phone phones door stores pathology mammography screening daycase day catering housekeeping portering";

/// Verbs that also go with things and places: `The desk was`, `Parking took`.
const WEAK_VERBS: &str = "is was had has would could will can should goes does did gets makes gives took made ran works worked never always went came keeps kept found looked got let given asked told said called spoke brought saw treated knows understands gave";

/// Words before a person inside a sentence.
const BEFORE_SOMEBODY: &str =
    "but and that when because as then thought think however also especially until after only";

/// Evidence after a word that it is a person.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is found by itself, and several may hold"
)]
struct FollowingWords {
    /// A role follows: `Imelda the receptionist`, `Imelda, my key worker,`.
    apposed: bool,
    /// A workplace follows: `Imelda on the desk`, `Imelda from the fracture team`.
    works: bool,
    /// A relative clause follows: `Imelda who does the bloods`.
    who: bool,
    /// A verb for people follows.
    does: bool,
    /// A verb follows that hardly goes with anything else.
    strong: bool,
    /// Something is done to a body: `held my hand`.
    body: bool,
}

impl FollowingWords {
    fn look(reading: &CommentView<'_, '_>, at: usize) -> Self {
        let word = |n: usize| reading.token(at + n).map_or("", |t| t.base.as_str());
        let gap = |n: usize| reading.token(at + n).map_or("", |t| t.gap);
        let follows = |n: usize| reading.token(at + n).is_some_and(CommentToken::follows);
        let is_role = |n: usize| {
            reading.token(at + n).is_some_and(|t| {
                t.is(WordClass::Role) && !t.base.ends_with('s')
                    || is_in_list(&t.base, "lady man guy girl lad chap woman")
            })
        };
        let role_within = |from: usize, to: usize| {
            (from..=to)
                .take_while(|n| *n == from || follows(*n))
                .any(is_role)
        };
        let marked = matches!(gap(1), ", " | " (" | " - ");
        let apposed = is_in_list(word(1), "the my our your a her his")
            && (marked || gap(1) == " ")
            && role_within(2, 4)
            || word(1) == "one" && gap(1) == ", " && word(2) == "of"
            || matches!(gap(1), " (" | ", ") && role_within(1, 3);
        let works = is_in_list(word(1), "on in at from")
            && gap(1) == " "
            && (2..6)
                // "at the end of chemo" is a time, not a workplace.
                .take_while(|n| (*n == 2 || follows(*n)) && !is_in_list(word(*n), "end start of"))
                .any(|n| is_in_list(word(n), WORKPLACES));
        let does = reading
            .token(at + 1)
            .is_some_and(|t| t.follows() && t.is(WordClass::Does));
        let touched = "hand arm me my us herself himself her his twice beyond laugh";
        Self {
            apposed,
            works,
            who: word(1) == "who" && matches!(gap(1), " " | ", "),
            does,
            strong: does && !is_in_list(word(1), WEAK_VERBS),
            body: does && (2..5).any(|n| is_in_list(word(n), touched)),
        }
    }

    fn is_somebody(&self) -> bool {
        self.apposed || self.works || self.who
    }
}

/// Finds people at the start of a sentence, by a role, a workplace or an action behind them.
pub(super) fn find_acting(reading: &CommentView<'_, '_>, at: usize, found: &mut Vec<Marked>) {
    let Some(token) = reading.token(at) else {
        return;
    };
    let given = token.is(WordClass::GivenName);
    let no_name = [
        WordClass::Someone,
        WordClass::Role,
        WordClass::Relative,
        WordClass::Title,
    ]
    .iter()
    .any(|class| token.is(*class))
        || (token.is(WordClass::Known) || token.is(WordClass::Function)) && !given;
    if no_name || !token.is_word() || token.text.chars().count() < 2 {
        return;
    }
    let capital = token.has_capital() && !reading.plain;
    if capital && token.is_acronym() {
        return;
    }
    let behind = FollowingWords::look(reading, at);
    let inside = capital && token.place == WordPosition::Inside;
    let at_head = token.place != WordPosition::Inside
        || token.gap.contains(',')
        || is_in_list(reading.base_before(at, 1), BEFORE_SOMEBODY);
    if !at_head && !inside {
        return;
    }
    let named = given || token.is(WordClass::Name);
    let is_name = if capital {
        let strange = if behind.is_somebody() {
            reading.is_new(token)
        } else {
            reading.is_strange(token)
        };
        // Months and seasons are names too, and go with the same verbs: "June was fine".
        let acts = !token.is(WordClass::Known)
            && if inside || !token.is(WordClass::Frequent) {
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
    if is_name && let Some(end) = mark_name(reading, at, MaybeName, found) {
        mark_joined(reading, end, false, found);
    }
}

/// True for a common word at the start of a sentence with evidence that only fits people.
fn is_thing_as_name(token: &CommentToken<'_>, behind: &FollowingWords) -> bool {
    let word = token.base.as_str();
    let alone = !word.ends_with("ly") && !word.ends_with("ed") && !word.ends_with('s');
    token.shape == Shape::Capital
        && alone
        && !token.is(WordClass::Department)
        && !token.is(WordClass::Counted)
        && (behind.apposed
            || behind.who && token.place == WordPosition::First
            || behind.strong && behind.body)
}

/// True for a name in small letters: `june the tea lady`, `amy on the front desk`.
fn small_letters(
    reading: &CommentView<'_, '_>,
    token: &CommentToken<'_>,
    behind: &FollowingWords,
) -> bool {
    let named = token.is(WordClass::Name);
    let strange = reading.is_strange(token);
    token.text.chars().count() > 2
        && (behind.apposed && (strange || named || token.is(WordClass::GivenName))
            || behind.works && named
            || behind.strong && strange && (named || behind.body))
}
