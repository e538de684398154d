//! Goals: proposed changes, with their decision and owner.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{aim::Aim, word::word_of};

/// Level that can make a goal happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// The team in the room.
    Team,
    /// The hospital of the unit.
    Hospital,
    /// People above or outside the hospital.
    Beyond,
}

impl Control {
    /// Each level with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("team", Self::Team),
        ("hospital", Self::Hospital),
        ("beyond", Self::Beyond),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

/// Reason why a goal does not go ahead as proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too expensive.
    Money,
    /// Too many hours.
    Time,
    /// Outside the control of the room.
    BeyondControl,
    /// In place already.
    AlreadyDone,
    /// Another reason, given in the note.
    Other,
}

impl Reason {
    /// Each reason with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("money", Self::Money),
        ("time", Self::Time),
        ("beyond_control", Self::BeyondControl),
        ("already_done", Self::AlreadyDone),
        ("other", Self::Other),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

// Externally tagged, as every enum in a journal; see `Activity`.
/// Decision of the room on a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Pledged. The note gives the reason if it exceeds the capacity.
    Agreed {
        /// May be empty.
        note: String,
    },
    /// To be asked of people above or outside.
    Ask {
        /// Person or body to ask.
        of: String,
        /// Reason why the unit cannot do it itself.
        reason: Reason,
        /// May be empty.
        note: String,
    },
    /// Turned down for now.
    NotThisTime {
        /// Reason.
        reason: Reason,
        /// May be empty.
        note: String,
    },
    /// Put off until after the meeting.
    Undecided {
        /// Person who decides, as free text.
        by_whom: String,
        /// Day of the decision, if one was set.
        until: Option<Date>,
    },
}

impl Decision {
    /// The word for it in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agreed { .. } => "agreed",
            Self::Ask { .. } => "ask",
            Self::NotThisTime { .. } => "not_this_time",
            Self::Undecided { .. } => "undecided",
        }
    }

    /// True for a pledged goal.
    pub fn is_agreed(&self) -> bool {
        matches!(self, Self::Agreed { .. })
    }
}

// Externally tagged, as every enum in a journal; see `Activity`.
/// Owner of a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Id of a person of this meeting.
    Person(String),
    /// A role, or the name of a person who is not on the list.
    Role(String),
}

// The proposer is not stored, as the handbook promises: a goal belongs to the room.
/// A goal and all that the room has entered about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Unique id, never reused.
    pub id: String,
    /// Wording.
    pub title: String,
    /// Ids of its themes.
    pub themes: Vec<String>,
    /// Ids of the findings and comments that it rests on.
    pub evidence: Vec<String>,
    /// Strand that it is mainly for.
    pub strand: Option<String>,
    /// Level that can make it happen; `None` if not said yet.
    pub control: Option<Control>,
    /// Cost in the first year, in whole units of currency; `None` if not known yet, which is not 0.
    pub cost: Option<u64>,
    /// Staff hours in the first year; `None` if not known yet.
    pub hours: Option<u64>,
    /// Prepared before the meeting, as part of the findings.
    pub brought: bool,
    /// Ids of goals merged into this one.
    pub merged_from: Vec<String>,
    /// Id of the goal that it was split off.
    #[serde(default)]
    pub split_from: Option<String>,
    /// Taken off the list.
    pub dropped: bool,
    /// Id of the goal that it was merged into.
    pub merged_into: Option<String>,
    // A round keeps the number that it voted on, so that a result for an older wording is recognised.
    /// Number of changes of wording or substance.
    pub version: u32,
    /// Decision of the room, once made.
    pub decision: Option<Decision>,
    /// Owner, once named.
    pub owner: Option<Owner>,
    // Apart from the owner, because somebody who is absent may be named and has yet to be asked.
    /// The owner has accepted.
    pub accepted: bool,
    /// Id of the partner, a patient representative who supports the owner.
    pub partner: Option<String>,
    /// First step.
    pub first_step: String,
    /// Measure of success.
    pub measure: String,
    /// The measure as data, if it is a figure of a finding.
    #[serde(default)]
    pub aim: Option<Aim>,
    /// Due date.
    pub due: Option<Date>,
    /// Review dates; `None` means 6, 12 and 18 months after the meeting.
    pub reviews: Option<Vec<Date>>,
}

impl Goal {
    /// True while it is on the list: neither dropped nor merged into another goal.
    pub fn is_live(&self) -> bool {
        !self.dropped && self.merged_into.is_none()
    }

    /// True if its cost or hours are unknown, so that it cannot be checked against the capacity.
    pub fn lacks_figures(&self) -> bool {
        self.cost.is_none() || self.hours.is_none()
    }

    /// True for a live goal that was agreed.
    pub fn is_agreed(&self) -> bool {
        self.is_live() && self.decision.as_ref().is_some_and(Decision::is_agreed)
    }
}
