//! The goal bank: goals of other units that are like the one being worded, and their fate.
//!
//! Numbers count the goals of all units. Wording, cost, hours and name are those of units that allow it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};

use crate::domain::{
    alike::folded,
    findings::Unit,
    outcome::{Outcome, OutcomeGoal, Status, Verdict},
    stats::{Beta, Interval},
};

/// Units below which no number is given.
pub const FEWEST_UNITS: usize = 5;
/// Part of the weight of a text's words that a goal must have.
const LIKE: f64 = 0.5;
/// Additional weight of a shared theme, as a part of the weight of all words.
const SAME_THEME: f64 = 0.15;
/// Words of a text that are compared.
const MOST_WORDS: usize = 24;
/// Goals of units that allow it, in a list.
const LISTED: usize = 12;
/// Months since the meeting within which a review tells of the first 18 months, and from which on it settles them.
const REVIEW_MONTHS: (i32, i32) = (21, 15);

/// A goal that a unit lets others see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedGoal {
    /// Wording.
    pub title: String,
    /// Name of the unit.
    pub unit: String,
    /// Cost in the first year, in whole units of currency.
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    pub hours: Option<u64>,
    /// Done within 18 months; `None` where that is not known.
    pub done: Option<bool>,
}

/// Goals that are like a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LikeGoals {
    /// Goals whose fate after 18 months is known, and the done ones among them; `None` for fewer than [`FEWEST_UNITS`] units.
    pub known: Option<(u32, u32)>,
    /// Likely share of done ones, in percent.
    pub likely: Option<Interval>,
    /// Goals of units that allow it, the most alike first.
    pub shared: Vec<SharedGoal>,
}

impl LikeGoals {
    /// The sentence about what became of them, the longest of three that fits so many columns; `None` without a number.
    pub fn sentence(&self, columns: usize) -> Option<String> {
        let (known, done) = self.known?;
        let likely = self.likely?;
        let (low, high) = (likely.low.round(), likely.high.round());
        let short =
            format!("{done} of {known} like it done in 18 months ({low} to {high} in 100).");
        let longer = ["goals like this", "like this"].map(|like| {
            format!("Of {known} {like}, {done} were done within 18 months (likely {low} to {high} in 100).")
        });
        let fits = |sentence: &String| sentence.len() <= columns;
        Some(longer.into_iter().find(fits).unwrap_or(short))
    }
}

#[derive(Clone, Debug)]
struct BankGoal {
    goal: SharedGoal,
    themes: Vec<String>,
    unit: usize,
    is_shared: bool,
}

/// Agreed goals of many units.
#[derive(Clone, Debug, Default)]
pub struct Bank {
    goals: Vec<BankGoal>,
    /// Words of wording and themes in small letters, each with the places of the goals that have it.
    words: Vec<(String, Vec<usize>)>,
    /// Units by name and organisation.
    units: BTreeMap<(String, String), usize>,
    prior: Option<Beta>,
}

/// An agreed goal as a dataset has it.
#[derive(Clone, Debug, Default)]
pub struct LakeGoal {
    /// Wording.
    pub title: String,
    /// Ids of its themes.
    pub themes: Vec<String>,
    /// Cost in the first year, in whole units of currency.
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    pub hours: Option<u64>,
    /// Day, whole months since the meeting, and status of each past review.
    pub reviews: Vec<(Date, i32, Status)>,
}

/// Agreed goals of one outcome.
#[derive(Clone, Debug)]
pub struct BankPart {
    unit: (String, String),
    goals: Vec<BankGoal>,
}

impl BankPart {
    /// The agreed goals of an outcome. `is_shared` if the unit lets others see them.
    pub fn of(outcome: &Outcome, is_shared: bool) -> Self {
        let agreed = outcome
            .goals
            .iter()
            .filter(|g| g.decision == Verdict::Agreed);
        let goals = agreed.map(|goal| LakeGoal {
            title: goal.title.clone(),
            themes: goal.themes.clone(),
            cost: goal.cost,
            hours: goal.hours,
            reviews: reviews(outcome.meeting.date, goal),
        });
        let unit = (outcome.unit.name.clone(), outcome.unit.organisation.clone());
        Self::of_rows(unit, goals, is_shared)
    }

    /// Agreed goals of a meeting of a unit, given by name and organisation.
    pub fn of_rows(
        unit: (String, String),
        goals: impl IntoIterator<Item = LakeGoal>,
        is_shared: bool,
    ) -> Self {
        let goals = goals.into_iter().map(|goal| BankGoal {
            goal: SharedGoal {
                title: goal.title,
                unit: unit.0.clone(),
                cost: goal.cost,
                hours: goal.hours,
                done: fate(&goal.reviews),
            },
            themes: goal.themes,
            unit: 0,
            is_shared,
        });
        let goals = goals.collect();
        Self { unit, goals }
    }
}

impl Bank {
    /// The goals of all parts, with the rate of the whole.
    pub fn of(parts: impl IntoIterator<Item = BankPart>) -> Self {
        let mut units: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut goals: Vec<BankGoal> = Vec::new();
        for part in parts {
            let next = units.len();
            let unit = *units.entry(part.unit).or_insert(next);
            goals.extend(part.goals.into_iter().map(|g| BankGoal { unit, ..g }));
        }
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (nth, goal) in goals.iter().enumerate() {
            let text = folded(&format!("{} {}", goal.goal.title, goal.themes.join(" ")));
            for word in words_in(&text) {
                let places = words.entry(word.to_owned()).or_default();
                if places.last() != Some(&nth) {
                    places.push(nth);
                }
            }
        }
        let mut themes: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for goal in &goals {
            // A goal of two themes counts in its first, so that no goal counts twice.
            let theme = goal.themes.first().map_or("", String::as_str);
            if let Some(done) = goal.goal.done {
                let (happened, all) = themes.entry(theme).or_default();
                *happened += u32::from(done);
                *all += 1;
            }
        }
        let groups: Vec<(u32, u32)> = themes.into_values().collect();
        let prior = Some(Beta::of_groups(&groups));
        Self {
            goals,
            words: words.into_iter().collect(),
            units,
            prior,
        }
    }

    /// True without any goal.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty()
    }

    /// Goals that are like a text: they have at least half of its words, where a rare word counts for more. Goals of the unit
    /// `own` are left out.
    pub fn like(&self, text: &str, themes: &[String], own: &Unit) -> LikeGoals {
        let atoms: Vec<Atom> = words(text).iter().map(|word| atom(word)).collect();
        if atoms.is_empty() {
            return LikeGoals::default();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let key = (own.name.clone(), own.organisation.clone());
        let own = self.units.get(&key).copied();
        // One bit a word: which words a goal has is needed twice, for how rare they are and for the goal.
        let mut bits = vec![0_u32; self.goals.len()];
        for (word, places) in &self.words {
            let word = Utf32Str::new(word, &mut letters);
            for (nth, atom) in atoms.iter().enumerate() {
                if atom.score(word, &mut matcher).is_none() {
                    continue;
                }
                for place in places {
                    if let Some(bits) = bits.get_mut(*place) {
                        *bits |= 1 << nth;
                    }
                }
            }
        }
        let found: Vec<(u32, &BankGoal)> = bits
            .into_iter()
            .zip(&self.goals)
            .filter(|(_, goal)| Some(goal.unit) != own)
            .collect();
        let weights = weights(&found, atoms.len());
        let all: f64 = weights.iter().sum();
        let mut alike: Vec<(f64, &BankGoal)> = found
            .into_iter()
            .filter_map(|(bits, goal)| {
                let has = |nth: usize| bits & (1 << nth) != 0;
                let words = weights.iter().enumerate().filter(|(nth, _)| has(*nth));
                let words: f64 = words.map(|(_, weight)| weight).sum();
                let same = goal.themes.iter().any(|t| themes.contains(t));
                let theme = if same { SAME_THEME * all } else { 0.0 };
                // A theme alone makes no goal alike: half of a unit's goals have it.
                (words > 0.0 && words + theme >= LIKE * all).then_some((words + theme, goal))
            })
            .collect();
        alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        self.told(&alike)
    }

    fn told(&self, alike: &[(f64, &BankGoal)]) -> LikeGoals {
        let known: Vec<(bool, usize)> = alike
            .iter()
            .filter_map(|(_, g)| Some((g.goal.done?, g.unit)))
            .collect();
        let units: BTreeSet<usize> = known.iter().map(|(_, unit)| *unit).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let done = count(known.iter().filter(|(done, _)| *done).count());
        let known = count(known.len());
        let enough = units.len() >= FEWEST_UNITS;
        let shared = alike.iter().filter(|(_, goal)| goal.is_shared);
        let mut titles = BTreeSet::new();
        LikeGoals {
            known: enough.then_some((known, done)),
            likely: self
                .prior
                .filter(|_| enough)
                .map(|prior| prior.after(done, known).likely()),
            shared: shared
                .map(|(_, goal)| goal.goal.clone())
                // Many units took the same sentence over: it is listed once.
                .filter(|goal| titles.insert(folded(&goal.title)))
                .take(LISTED)
                .collect(),
        }
    }
}

/// True if a text has at least half of the words of another.
pub fn is_like(text: &str, other: &str) -> bool {
    let (text, other) = (words(text), words(other));
    let shared = other.iter().filter(|word| text.contains(word)).count();
    shared * 2 >= other.len()
}

/// Day, whole months since the meeting, and status of each past review; none where nobody knows the day of the meeting.
fn reviews(meeting: Option<Date>, goal: &OutcomeGoal) -> Vec<(Date, i32, Status)> {
    let Some(meeting) = meeting else {
        return Vec::new();
    };
    let past = goal.reviews.iter().filter_map(|review| {
        let on = review.on.or(review.due)?;
        Some((on, months(meeting, on), review.status?))
    });
    past.collect()
}

/// Done at the last review of the first 18 months; `None` if no review settles it.
///
/// The rule of the question `done-by-control`: the last review before month 21 says done or dropped, or was in month 15 or later.
fn fate(reviews: &[(Date, i32, Status)]) -> Option<bool> {
    let (until, from) = REVIEW_MONTHS;
    let (_, months, status) = reviews
        .iter()
        .filter(|(_, months, _)| *months < until)
        .max_by_key(|(on, ..)| *on)?;
    let settled = matches!(status, Status::Done | Status::Dropped) || *months >= from;
    settled.then_some(*status == Status::Done)
}

/// Whole months from a day to a later one.
fn months(from: Date, to: Date) -> i32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    let months = i32::from(to.month()) - i32::from(from.month());
    12 * years + months - i32::from(to.day() < from.day())
}

/// Words of a text.
fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Words of a text that carry its meaning, without their endings.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let mut words: Vec<String> = Vec::new();
    for word in words_in(&folded) {
        let stem = stem(word);
        if stem.chars().count() >= 3 && !EMPTY.contains(&word) && !words.iter().any(|w| w == stem) {
            words.push(stem.to_owned());
        }
    }
    words.truncate(MOST_WORDS);
    words
}

/// A word without the endings of English verbs and plurals, if at least four letters stay.
fn stem(word: &str) -> &str {
    ["ings", "ing", "ed", "es", "s"]
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 4)
        .unwrap_or(word)
}

/// Words that nearly every goal may have.
const EMPTY: &[&str] = &[
    "all", "and", "are", "can", "each", "every", "everyone", "for", "from", "give", "have", "how",
    "into", "make", "more", "not", "one", "our", "out", "people", "patient", "patients", "put",
    "say", "that", "the", "their", "them", "they", "this", "who", "will", "with", "would", "you",
    "your",
];

fn atom(word: &str) -> Atom {
    // A substring and not scattered letters: in a sentence of eighty letters nearly any word is scattered.
    Atom::new(
        word,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Substring,
        false,
    )
}

/// Weight of each word: the logarithm of how rare it is among all goals (inverse document frequency; Sparck Jones, "A statistical
/// interpretation of term specificity", Journal of Documentation 28 (1972), pages 11-21).
fn weights(found: &[(u32, &BankGoal)], words: usize) -> Vec<f64> {
    let all = float(found.len());
    let weights: Vec<Option<f64>> = (0..words)
        .map(|nth| {
            let have = found.iter().filter(|(bits, _)| bits & (1 << nth) != 0);
            let have = have.count();
            (have > 0).then(|| ((all + 1.0) / float(have)).ln())
        })
        .collect();
    // A word that no goal has, such as a slip of the keyboard, would be the rarest of all and leave nothing alike.
    let least = weights.iter().flatten().copied().fold(f64::MAX, f64::min);
    weights.into_iter().map(|w| w.unwrap_or(least)).collect()
}

fn float(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::Review;

    fn goal(title: &str, theme: &str, status: Option<Status>) -> OutcomeGoal {
        OutcomeGoal {
            title: title.to_owned(),
            themes: vec![theme.to_owned()],
            decision: Verdict::Agreed,
            cost: Some(300),
            reviews: status
                .map(|status| Review {
                    on: Some("2026-05-01".parse().unwrap()),
                    status: Some(status),
                    ..Review::default()
                })
                .into_iter()
                .collect(),
            ..OutcomeGoal::default()
        }
    }

    fn unit(name: &str) -> Unit {
        Unit {
            name: name.to_owned(),
            ..Unit::default()
        }
    }

    fn outcome(unit: &str, goals: Vec<OutcomeGoal>) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.unit.name = unit.to_owned();
        outcome.meeting.date = Some("2025-01-10".parse().unwrap());
        outcome.goals = goals;
        outcome
    }

    /// `units` units with a board about waiting, the first of which share their wording; each second board was done.
    fn bank(units: usize) -> Bank {
        Bank::of((0..units).map(|nth| {
            let status = if nth % 2 == 0 {
                Status::Done
            } else {
                Status::Stuck
            };
            let goals = vec![
                goal(
                    "Put up a board that says how long the wait is",
                    "waiting",
                    Some(status),
                ),
                goal(
                    "A named nurse from the first scan on",
                    "nurse",
                    Some(Status::Done),
                ),
                goal("Photographs of surgery in a folder", "surgery", None),
            ];
            BankPart::of(&outcome(&format!("Unit {nth}"), goals), nth < 2)
        }))
    }

    #[test]
    fn goals_with_the_same_words_count() {
        let like = bank(6).like("A board with the waiting times", &[], &unit("ours"));
        assert_eq!(like.known, Some((6, 3)));
        let sentence = like.sentence(100).unwrap();
        assert!(
            sentence.starts_with("Of 6 goals like this, 3 were done within 18 months (likely "),
            "{sentence}"
        );
        let Interval { low, high } = like.likely.unwrap();
        assert!(
            low > 10.0 && low < 50.0 && high > 50.0 && high < 95.0,
            "{low} {high}"
        );
    }

    #[test]
    fn fewer_than_five_units_give_no_number() {
        let like = bank(4).like("A board with the waiting times", &[], &unit("ours"));
        assert_eq!((like.known, like.likely), (None, None));
        assert!(like.sentence(100).is_none());
        // Our own unit is not another one.
        let five = bank(5);
        assert!(
            five.like("A board about waiting", &[], &unit("ours"))
                .known
                .is_some()
        );
        assert!(
            five.like("A board about waiting", &[], &unit("Unit 3"))
                .known
                .is_none()
        );
    }

    #[test]
    fn wording_is_that_of_units_that_allow_it_and_once() {
        let like = bank(6).like("board waiting", &[], &unit("ours"));
        let units: Vec<&str> = like.shared.iter().map(|g| g.unit.as_str()).collect();
        assert_eq!(units, ["Unit 0"]);
        assert_eq!(like.shared[0].cost, Some(300));
        let own = bank(6).like("board waiting", &[], &unit("Unit 0"));
        assert_eq!(own.shared[0].unit, "Unit 1");
    }

    #[test]
    fn what_nobody_can_tell_is_nothing() {
        let bank = bank(6);
        assert_eq!(bank.like("", &[], &unit("ours")), LikeGoals::default());
        assert_eq!(
            bank.like("the and with", &[], &unit("ours")),
            LikeGoals::default()
        );
        assert!(
            bank.like("Parking for the evening clinic", &[], &unit("ours"))
                .shared
                .is_empty()
        );
        // Nobody has looked at the photographs yet.
        let like = bank.like("Photographs of surgery", &[], &unit("ours"));
        assert!(like.known.is_none() && !like.shared.is_empty());
    }

    #[test]
    fn a_theme_alone_makes_no_goal_alike() {
        let like = bank(6).like("Parking", &["waiting".to_owned()], &unit("ours"));
        assert!(like.shared.is_empty() && like.known.is_none());
    }

    #[test]
    fn a_sentence_that_was_changed_is_still_like_it() {
        let taken = "Put up a board that says how long the wait is";
        assert!(is_like(
            "A big board about the long wait, at the desk",
            taken
        ));
        assert!(!is_like("A named nurse", taken));
        assert!(is_like(taken, taken));
    }

    #[test]
    fn the_fate_is_known_at_18_months() {
        let day = |text: &str| Some(text.parse().unwrap());
        let at = |on: &str, status| {
            let mut goal = goal("a", "b", None);
            goal.reviews = vec![Review {
                on: day(on),
                status: Some(status),
                ..Review::default()
            }];
            fate(&reviews(day("2025-01-10"), &goal))
        };
        assert_eq!(at("2025-07-10", Status::Done), Some(true));
        assert_eq!(at("2025-07-10", Status::OnTrack), None);
        assert_eq!(at("2025-07-10", Status::Dropped), Some(false));
        assert_eq!(at("2026-04-10", Status::Stuck), Some(false));
        assert_eq!(at("2026-04-09", Status::Stuck), None);
        // What is done years later was not done within 18 months, and nothing is known before.
        assert_eq!(at("2026-10-10", Status::Done), None);
    }
}
