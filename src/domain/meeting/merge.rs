//! Steps of another record of the same meeting, decided again as commands at the end of this one.
//!
//! Two windows that wrote at the same time leave two records with one beginning. What was done in the other one passes every rule
//! again, with ids of its own here, so that nothing stands in a meeting that its rules would have refused. A step that is refused
//! now is named with its reason and stays where it is. Nothing here knows a file.

mod carry;
mod touched;

use std::collections::{BTreeMap, BTreeSet};

use self::carry::Trial;
use super::Meeting;
use crate::domain::{
    command::Now, event::Event, event_sourced::EventSourced as _, phrase::count, refusal::Refusal,
    stamp::Stamp,
};

/// A step of the other record, after the two went apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    /// When it was recorded there.
    pub at: Stamp,
    /// Its events there.
    pub events: Vec<Event>,
    /// Whether it has been seen here before.
    pub known: Known,
}

/// Whether a step of the other record has been seen here before.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It has not.
    New,
    /// It is here already, as these events.
    Here(Vec<Event>),
    /// It was refused when that record was merged before.
    Tried,
}

/// Everything that a merge needs to know of the other record.
#[derive(Clone, Debug)]
pub struct Fork<'a> {
    /// The meeting after the last step that both have.
    pub there: Meeting,
    /// Its steps from there on.
    pub steps: Vec<Foreign>,
    /// Our own events since the two went apart.
    pub ours: Vec<&'a Event>,
    /// The number that our next line gets.
    pub next: u64,
}

/// The fate of one step.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It comes, as one step.
    Comes {
        /// Its events here.
        events: Vec<Event>,
        /// It takes the place of something that was changed here as well.
        replaces: bool,
    },
    /// It changes nothing: it is here already, or the same was done here.
    Same,
    /// It belongs to a round, which comes as a whole or not at all.
    Part,
    /// It stays where it is, for this reason.
    Refused(String),
}

/// A step and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// When it was recorded there.
    pub at: Stamp,
    /// The step in words.
    pub what: String,
    /// Its fate.
    pub fate: Fate,
}

/// Ids of things that were made on both sides, from theirs to ours; `None` where the thing did not come along.
type Map = BTreeMap<String, Option<String>>;

/// Ids by what they belong to: a number may be taken by a goal here and by a note there.
#[derive(Clone, Debug, Default)]
struct Ids {
    goals: Map,
    people: Map,
    notes: Map,
    topics: Map,
    rounds: Map,
}

impl Ids {
    /// The map and the id of the thing that an event makes.
    fn made_by<'a>(&mut self, event: &'a Event) -> Option<(&mut Map, &'a str)> {
        match event {
            Event::GoalProposed { id, .. } => Some((&mut self.goals, id)),
            Event::WalkInArrived { person, .. } => Some((&mut self.people, &person.id)),
            Event::NoteTaken { id, .. } => Some((&mut self.notes, id)),
            Event::TopicParked { id, .. } => Some((&mut self.topics, id)),
            // A round comes as its count: its opening is a part of it.
            Event::RoundClosed { round: id, .. } | Event::RoundBrought { id, .. } => {
                Some((&mut self.rounds, id))
            }
            _ => None,
        }
    }

    /// What the events made did not come along.
    fn lose(&mut self, events: &[Event]) {
        for event in events {
            if let Some((map, id)) = self.made_by(event) {
                map.insert(id.to_owned(), None);
            }
        }
    }

    /// What the events made is here already, made by those.
    fn pair(&mut self, theirs: &[Event], ours: &[Event]) {
        for event in theirs {
            let Some((map, id)) = self.made_by(event) else {
                continue;
            };
            // A step makes one thing at most.
            let id_of = |our| Self::default().made_by(our).map(|(_, id)| id.to_owned());
            let made = ours.iter().find_map(id_of);
            map.insert(id.to_owned(), made);
        }
    }
}

const NOT_ALONG: &str = "It is about something that did not come along.";

fn mapped(map: &Map, id: &str) -> Result<String, Refusal> {
    match map.get(id) {
        None => Ok(id.to_owned()),
        Some(Some(here)) => Ok(here.clone()),
        Some(None) => Err(Refusal::new(NOT_ALONG)),
    }
}

impl Meeting {
    /// Whether another record can be merged into this one now.
    ///
    /// # Errors
    /// A sentence, where a round is open: its ballots are not in any record.
    pub fn may_merge(&self) -> Result<(), Refusal> {
        match self.open_round() {
            Some(round) => Err(Refusal::new(format!(
                "Round {} is open here: close it, or give it up, before another record is merged.",
                round.number
            ))),
            None => Ok(()),
        }
    }

    /// Decides the steps of another record again, one after the other, and says what becomes of each. Each that comes is meant
    /// for one line, numbered on from `fork.next`; nothing is changed here.
    pub fn judge(&self, fork: Fork<'_>) -> Vec<Judged> {
        let mut merging = Merging {
            here: self.clone(),
            there: fork.there,
            ids: Ids::default(),
            touched: touched::by(fork.ours),
            open_there: left_open(&fork.steps),
            n: fork.next,
        };
        fork.steps.iter().map(|step| merging.step(step)).collect()
    }
}

/// Rounds that were opened and are neither counted nor given up.
fn left_open(steps: &[Foreign]) -> BTreeSet<String> {
    let mut open = BTreeSet::new();
    for event in steps.iter().flat_map(|s| &s.events) {
        match event {
            Event::RoundOpened { id, .. } => {
                open.insert(id.clone());
            }
            Event::RoundClosed { round, .. } | Event::RoundAbandoned { round, .. } => {
                open.remove(round);
            }
            _ => {}
        }
    }
    open
}

/// A merge under way.
#[derive(Clone)]
struct Merging {
    /// With everything that came so far.
    here: Meeting,
    /// The other one, at the step that is judged.
    there: Meeting,
    ids: Ids,
    touched: BTreeSet<String>,
    open_there: BTreeSet<String>,
    n: u64,
}

impl Merging {
    fn step(&mut self, step: &Foreign) -> Judged {
        let fate = match &step.known {
            Known::Here(events) => {
                self.ids.pair(&step.events, events);
                Fate::Same
            }
            Known::Tried => {
                // Only for the reason: brought in behind what came after it, it would be another step.
                let fate = self.clone().decide_again(step);
                self.ids.lose(&step.events);
                match fate {
                    Fate::Comes { .. } => Fate::Refused(
                        "It was refused when this record was merged before.".to_owned(),
                    ),
                    other => other,
                }
            }
            Known::New => self.decide_again(step),
        };
        for event in &step.events {
            self.there.apply(event);
        }
        // Described afterwards: what it made has its name by now.
        let what = step.events.first().map(|e| self.there.describe(e));
        Judged {
            at: step.at,
            what: what.unwrap_or_default(),
            fate,
        }
    }

    fn decide_again(&mut self, step: &Foreign) -> Fate {
        if step.events.iter().all(is_part_of_a_round) {
            let is_open = |e: &Event| matches!(e, Event::RoundOpened { id, .. } if self.open_there.contains(id));
            return if step.events.iter().any(is_open) {
                Fate::Refused(
                    "This round is still open there, and its votes are in no record.".to_owned(),
                )
            } else {
                Fate::Part
            };
        }
        let mut trial = Trial {
            here: self.here.clone(),
            there: &self.there,
            ids: self.ids.clone(),
            touched: &self.touched,
            events: Vec::new(),
            now: Now {
                at: step.at,
                n: self.n,
            },
        };
        if let Err(why) = trial.carry(&step.events) {
            self.ids.lose(&step.events);
            return Fate::Refused(why.to_string());
        }
        let Trial {
            here, ids, events, ..
        } = trial;
        self.ids = ids;
        if events.is_empty() {
            return Fate::Same;
        }
        let replaces = touched::by(&events)
            .iter()
            .any(|t| self.touched.contains(t));
        self.here = here;
        self.n += 1;
        Fate::Comes { events, replaces }
    }
}

fn is_part_of_a_round(event: &Event) -> bool {
    matches!(
        event,
        Event::RoundOpened { .. }
            | Event::VoterLetIn { .. }
            | Event::HandsCounted { .. }
            | Event::RoundBegunAnew { .. }
            | Event::RoundAbandoned { .. }
    )
}

/// What comes, counted in words: `2 goals, 1 counted round and 3 other steps`. Empty where nothing comes.
pub fn summed_up<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> String {
    let mut counts = [0_u64; 7];
    for step in judged {
        let Fate::Comes { events, .. } = &step.fate else {
            continue;
        };
        let place = match events.first() {
            Some(Event::GoalProposed { .. } | Event::GoalCarriedOver { .. }) => 0,
            Some(Event::RoundBrought { .. } | Event::RoundClosed { .. }) => 1,
            Some(Event::GoalDecided { .. }) => 2,
            Some(Event::WalkInArrived { .. } | Event::PersonArrived { .. }) => 3,
            Some(Event::NoteTaken { .. }) => 4,
            Some(Event::GoalLookedAt { .. } | Event::PreviousReviewed { .. }) => 5,
            _ => 6,
        };
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let names = [
        ("goal", "goals"),
        ("counted round", "counted rounds"),
        ("decision", "decisions"),
        ("arrival", "arrivals"),
        ("note", "notes"),
        ("review", "reviews"),
        ("other step", "other steps"),
    ];
    let parts: Vec<String> = names
        .iter()
        .zip(counts)
        .filter(|(_, n)| *n > 0)
        .map(|((one, more), n)| count(n, one, more))
        .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
