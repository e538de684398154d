//! Merges another record of the same meeting: its steps are decided again as commands at the end of this one.
//!
//! Two windows that wrote at the same time leave two records with one beginning. Each step of the other one passes every rule
//! again and gets new ids here, so that a meeting holds nothing that its rules would have refused. A step that is refused is
//! named with its reason and stays in the other record. This module knows no files.

mod carry;
mod touched;

use std::collections::{BTreeMap, BTreeSet};

use self::carry::Trial;
use super::Meeting;
use crate::domain::{
    command::Now,
    event::Event,
    event_sourced::EventSourced as _,
    phrase::{capital, count},
    refusal::Refusal,
    stamp::Stamp,
};

/// A step of the other record after the point where the two diverged.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    /// When it was recorded there.
    pub at: Stamp,
    /// Its events in that record.
    pub events: Vec<Event>,
    /// Its history in this record.
    pub known: Known,
}

/// The history of another record's step in this one.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It has not been seen here.
    New,
    /// It is here already, as these events.
    Here(Vec<Event>),
    /// It was refused when that record was merged before.
    Tried,
}

/// The other record, as a merge needs it.
#[derive(Clone, Debug)]
pub struct Fork<'a> {
    /// The meeting after the last step that both have.
    pub there: Meeting,
    /// The steps of the other record after that.
    pub steps: Vec<Foreign>,
    /// Our own events since the two records diverged.
    pub ours: Vec<&'a Event>,
    /// The number that our next line gets.
    pub next: u64,
}

/// The result of judging a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is merged, as one step.
    Comes {
        /// Its events in this record.
        events: Vec<Event>,
        /// It replaces something that was changed here as well.
        replaces: bool,
    },
    /// It changes nothing: it is here already, or the same was done here.
    Same,
    /// It is part of a round, which is merged as its count or not at all.
    Part,
    /// It stays where it is, for this reason.
    Refused(String),
}

/// A step with its fate.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// When it was recorded there.
    pub at: Stamp,
    /// The step in words.
    pub what: String,
    /// Its fate.
    pub fate: Fate,
}

/// Ids of things, from theirs to ours; `None` if the thing was not merged.
// An id that is in no map was made before the records diverged, and is the same in both.
type Map = BTreeMap<String, Option<String>>;

/// Id maps by kind of thing.
#[derive(Clone, Debug, Default)]
struct IdMaps {
    goals: Map,
    people: Map,
    notes: Map,
    topics: Map,
    rounds: Map,
}

impl IdMaps {
    /// The map and the id of the thing that an event makes.
    fn made_by<'a>(&mut self, event: &'a Event) -> Option<(&mut Map, &'a str)> {
        match event {
            Event::GoalProposed { id, .. } | Event::GoalSplit { id, .. } => {
                Some((&mut self.goals, id))
            }
            Event::WalkInArrived { person, .. } => Some((&mut self.people, &person.id)),
            Event::NoteTaken { id, .. } => Some((&mut self.notes, id)),
            Event::TopicParked { id, .. } => Some((&mut self.topics, id)),
            // A round is made by its count, and its opening makes nothing: an open round has no votes that could be merged.
            Event::RoundClosed { round: id, .. } | Event::RoundBrought { id, .. } => {
                Some((&mut self.rounds, id))
            }
            _ => None,
        }
    }

    /// Records that the things that these events made were not merged.
    fn lose(&mut self, events: &[Event]) {
        for event in events {
            if let Some((map, id)) = self.made_by(event) {
                map.insert(id.to_owned(), None);
            }
        }
    }

    /// Records that their events made the same things as our events.
    fn pair(&mut self, theirs: &[Event], ours: &[Event]) {
        for event in theirs {
            let Some((map, id)) = self.made_by(event) else {
                continue;
            };
            // The first thing made will do: a step makes one at most.
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
    /// Checks that another record can be merged into this one now.
    ///
    /// # Errors
    /// A sentence, where a round is open: its ballots are not in any record.
    pub fn may_merge(&self) -> Result<(), Refusal> {
        match self.open_round() {
            Some(round) => Err(Refusal::new(format!(
                "{} is open here: close it, or give it up, before another record is merged.",
                capital(&round.name())
            ))),
            None => Ok(()),
        }
    }

    /// Decides the steps of another record again, one after the other, and gives the fate of each. Each merged step is meant for
    /// one journal line, numbered on from `fork.next`; the meeting itself is not changed.
    pub fn judge(&self, fork: Fork<'_>) -> Vec<Judged> {
        let mut merging = Merging {
            here: self.clone(),
            there: fork.there,
            ids: IdMaps::default(),
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
    // Known before the first step is judged: whether a round was closed there says a later step.
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
    /// This meeting, with the steps merged so far.
    here: Meeting,
    /// The other meeting, before the step that is judged.
    there: Meeting,
    ids: IdMaps,
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
                // Tried for the reason alone. Merged now, after steps that followed it there, it would not be the step that was taken there.
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
        // Also where the step is refused: the other meeting has to be as it was there when its next step was taken.
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
        // On a copy, so that a step refused at its third event leaves nothing of the first two.
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
        // A step that changes nothing gets no number: there would be a gap in the journal's sequence.
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
            | Event::TableRanked { .. }
            | Event::RoundBegunAnew { .. }
            | Event::RoundAbandoned { .. }
    )
}

/// The merged steps, counted in words: `2 goals, 1 counted round and 3 other steps`. Empty if nothing is merged.
pub fn summed_up<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> String {
    let mut counts = [0_u64; 7];
    for step in judged {
        let Fate::Comes { events, .. } = &step.fate else {
            continue;
        };
        let place = match events.first() {
            Some(
                Event::GoalProposed { .. }
                | Event::GoalSplit { .. }
                | Event::GoalCarriedOver { .. },
            ) => 0,
            Some(Event::RoundBrought { .. } | Event::RoundClosed { .. }) => 1,
            Some(Event::GoalDecided { .. }) => 2,
            Some(
                Event::WalkInArrived { .. }
                | Event::PersonArrived { .. }
                | Event::PersonJoinedByTelephone { .. },
            ) => 3,
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
