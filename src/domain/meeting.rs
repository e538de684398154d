//! The meeting as it stands. Commands are decided in `decide`, events applied in `apply`, the rest asks.

mod apply;
pub mod decide;
mod describe;
mod embedded;
pub mod fits;
pub mod follow_up;
pub mod mark;
pub mod merge;
pub mod people;
pub mod queries;
mod record;
mod snapshot;
#[cfg(test)]
mod tests;
pub mod voting;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use self::{mark::Mark, snapshot::Snapshot};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    agenda::{Agenda, Stage},
    event::Event,
    event_sourced::{EventError, EventSourced},
    findings::{BroughtGoal, Findings},
    follow_up::FollowUp,
    goal::Goal,
    outcome::{Outcome, Status},
    people::Attendee,
    stamp::Stamp,
    vote::round::Round,
};

/// What a meeting begins with. It is in the journal, so that a file changed later orphans nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Began {
    /// The meeting's id: unique among meetings.
    pub id: String,
    /// What patients said.
    pub findings: Findings,
    /// The meeting as prepared.
    pub agenda: Agenda,
    /// What was agreed last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Outcome>,
    /// What was agreed at this very meeting, where its journal is gone and only this is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// A theme's standard as the room has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardState {
    /// The sentence.
    pub text: String,
    /// The room said yes to it.
    pub agreed: bool,
}

/// Something noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Never used again.
    pub id: String,
    /// The theme's id, where it is about one.
    pub theme: Option<String>,
    /// The words.
    pub text: String,
}

/// A topic set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Never used again.
    pub id: String,
    /// The words.
    pub text: String,
    /// Where the room was.
    pub stage: Stage,
}

/// How a goal of the meeting before was found to stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The day.
    pub on: Date,
    /// What was found.
    pub status: Status,
    /// Why; may be empty.
    pub note: String,
}

/// A meeting. Every change is an event; every rule is in `decide`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// A checkpoint holds only what is different in it from what the journal's first line says.
    #[serde(skip)]
    began: Arc<Began>,
    started: Option<Stamp>,
    saved: Option<Stamp>,
    people: Vec<Attendee>,
    hold: BTreeMap<String, bool>,
    standards: BTreeMap<String, StandardState>,
    notes: Vec<Note>,
    /// By theme and person: whether they passed.
    heard: BTreeMap<String, BTreeMap<String, bool>>,
    goals: Vec<Goal>,
    rounds: Vec<Round>,
    reviewed: BTreeMap<String, Reviewed>,
    /// Looks at goals of this meeting, by goal, in the order of time.
    looks: BTreeMap<String, Vec<FollowUp>>,
    parked: Vec<Parked>,
    lots: Vec<fits::Lot>,
    read_back: BTreeSet<String>,
}

/// A goal that somebody brings along, as the board has it.
fn brought(theme: &str, goal: &BroughtGoal) -> Goal {
    Goal {
        id: goal.id.clone(),
        title: goal.title.clone(),
        themes: vec![theme.to_owned()],
        evidence: goal.evidence.clone(),
        strand: goal.strand.clone(),
        control: goal.control,
        cost: goal.cost,
        hours: goal.hours,
        brought: true,
        ..Goal::default()
    }
}

impl EventSourced for Meeting {
    type Began = Began;
    type Event = Event;
    type Mark = Mark;
    type Snapshot = Snapshot;

    const SNAPSHOT_VERSION: &'static str = snapshot::FORM;
    const FORMAT: &'static str = "journal/1";
    const FILE_STEM: &'static str = "meeting";

    fn begin(began: &Began) -> Self {
        let themes = began.findings.themes.iter();
        let goals = themes.flat_map(|t| t.goals.iter().map(|g| brought(&t.id, g)));
        let standards = began.findings.themes.iter().map(|t| {
            let state = StandardState {
                text: t.standard.clone(),
                agreed: false,
            };
            (t.id.clone(), state)
        });
        let mut meeting = Self {
            started: None,
            saved: None,
            people: began
                .agenda
                .people
                .iter()
                .map(|p| Attendee::absent(p.clone(), false))
                .collect(),
            hold: BTreeMap::new(),
            standards: standards.collect(),
            notes: Vec::new(),
            heard: BTreeMap::new(),
            goals: goals.collect(),
            rounds: Vec::new(),
            reviewed: BTreeMap::new(),
            looks: BTreeMap::new(),
            parked: Vec::new(),
            lots: Vec::new(),
            read_back: BTreeSet::new(),
            began: Arc::new(began.clone()),
        };
        if let Some(outcome) = &began.outcome {
            meeting.take_up(outcome);
        }
        meeting
    }

    fn id(began: &Began) -> &str {
        &began.id
    }

    fn validate(&self, event: &Event) -> Result<(), EventError> {
        self.knows_all_of(event)
    }

    fn apply(&mut self, event: &Event) {
        self.apply_event(event);
    }

    fn snapshot(&self, began: &Began) -> Option<Snapshot> {
        Snapshot::of(self, began)
    }

    fn restore(began: &Began, snapshot: Snapshot) -> Option<Self> {
        snapshot.restored(began)
    }

    fn is_final(event: &Event) -> Option<&'static str> {
        match event {
            Event::RoundClosed { .. } => Some(
                "A closed round cannot be undone: the difference between two counts would be somebody\u{2019}s ballot. Open another round.",
            ),
            Event::TieSettled { seed: Some(_), .. } => Some(
                "A lot that was drawn stays drawn: taken back and drawn again, it would be no lot.",
            ),
            Event::RoundAbandoned { ballots, .. } if *ballots > 0 => Some(
                "A round that was given up with ballots in it cannot be undone: the ballots are gone.",
            ),
            _ => None,
        }
    }
}
