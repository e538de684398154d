//! The state of a meeting. Commands are decided in `decide`, events applied in `apply`; the other files are queries.

pub mod airtime;
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
pub mod voices;
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

/// The files a meeting begins with. They are in the journal, so that a file changed later orphans nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Began {
    /// The meeting's id: unique among meetings.
    pub id: String,
    /// The findings: survey results and comments, by theme.
    pub findings: Findings,
    /// The agenda as it was prepared.
    pub agenda: Agenda,
    /// The outcome of the meeting before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Outcome>,
    /// The outcome of this very meeting, if its journal is lost and only the outcome is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// A theme's standard in this meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardState {
    /// The sentence.
    pub text: String,
    /// The room agreed to it.
    pub agreed: bool,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The id, never used again in the meeting.
    pub id: String,
    /// The theme's id; `None` for a note on the meeting.
    pub theme: Option<String>,
    /// The words.
    pub text: String,
}

/// A person who leads the meeting from a time on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facilitator {
    /// The person's id.
    pub person: String,
    /// The time of the handover.
    pub from: Stamp,
}

/// A parked topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// The id, never used again in the meeting.
    pub id: String,
    /// The words.
    pub text: String,
    /// The stage at which it was parked.
    pub stage: Stage,
}

/// The review of a goal of the meeting before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The day.
    pub on: Date,
    /// The status that was found.
    pub status: Status,
    /// The reason; may be empty.
    pub note: String,
    /// The difference that patients will notice; may be empty.
    pub noticed: String,
    /// The goal left this meeting's list with it.
    pub off_list: bool,
}

/// A meeting. Every change is an event; every rule is in `decide`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The beginning, with files as taken in since. A snapshot holds only its differences from the journal's first line.
    #[serde(skip)]
    // Shared, because merges and snapshots clone the meeting, and findings may hold thousands of comments.
    began: Arc<Began>,
    started: Option<Stamp>,
    saved: Option<Stamp>,
    people: Vec<Attendee>,
    // By comment id, apart from the findings: a findings file taken in later must not show again what the room has held back.
    hold: BTreeMap<String, bool>,
    /// Comments worth coming back to, by id.
    starred: BTreeSet<String>,
    /// The word under which a comment belongs with others, by its id.
    comment_groups: BTreeMap<String, String>,
    /// Those who led the meeting after the first facilitator, in the order of time.
    facilitators: Vec<Facilitator>,
    standards: BTreeMap<String, StandardState>,
    notes: Vec<Note>,
    /// The people who were heard, by theme; true if they passed.
    heard: BTreeMap<String, BTreeMap<String, bool>>,
    goals: Vec<Goal>,
    rounds: Vec<Round>,
    /// Rounds of questions about the meeting itself: one that is open or counted, and those that were given up.
    // Apart from the others: they have no goals, and must not be the last count, a round to compare with, or a number on the wall.
    evaluations: Vec<Round>,
    reviewed: BTreeMap<String, Reviewed>,
    /// Reviews of goals of this meeting, by goal, in the order of time.
    follow_ups: BTreeMap<String, Vec<FollowUp>>,
    parked: Vec<Parked>,
    lots: Vec<fits::Lot>,
    read_back: BTreeSet<String>,
}

/// A meeting as it is open: its state, the room's place, and the moment of its last change.
#[derive(Clone, Copy, Debug)]
pub struct OpenMeeting<'a> {
    /// The state.
    pub meeting: &'a Meeting,
    /// The room's place.
    pub mark: &'a Mark,
    /// The moment of the last step, undo or redo.
    pub changed: Option<Stamp>,
}

impl OpenMeeting<'_> {
    /// The outcome, with the moment of its last change.
    pub fn outcome(&self, now: Stamp) -> Outcome {
        self.meeting
            .outcome(self.mark, now)
            .changed_at(self.changed)
    }
}

/// A goal from the findings file as a goal of the meeting.
fn brought(theme: &str, goal: &BroughtGoal) -> Goal {
    Goal {
        id: goal.id.clone(),
        title: goal.title.clone(),
        themes: vec![theme.to_owned()],
        evidence: goal.evidence.clone().unwrap_or_default(),
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

    fn changed_before(began: &Began) -> Option<Stamp> {
        began.outcome.as_ref().and_then(Outcome::last_change)
    }

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
        // Every field is named and none is defaulted, so that a new field without a beginning does not compile.
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
            starred: BTreeSet::new(),
            comment_groups: BTreeMap::new(),
            facilitators: Vec::new(),
            standards: standards.collect(),
            notes: Vec::new(),
            heard: BTreeMap::new(),
            goals: goals.collect(),
            rounds: Vec::new(),
            evaluations: Vec::new(),
            reviewed: BTreeMap::new(),
            follow_ups: BTreeMap::new(),
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
            // A voter who comes late votes in another round instead, which withholds a group that differs too little from this one.
            Event::RoundClosed { .. } => Some(
                "A closed round cannot be undone: the difference between two counts would be somebody\u{2019}s ballot. Open another round.",
            ),
            // A tie that the chair settled can be undone: that is a decision, and no draw.
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
