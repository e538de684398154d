//! A change somebody proposes, from the first wording to the decision and its owner.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::word::word_of;

/// Who can make a goal happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// The people in the room.
    Team,
    /// The hospital the unit is part of.
    Hospital,
    /// Somebody above or outside.
    Beyond,
}

impl Control {
    /// Every one with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("team", Self::Team),
        ("hospital", Self::Hospital),
        ("beyond", Self::Beyond),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

/// Why a goal does not go ahead as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It costs more than there is.
    Money,
    /// It takes more hours than there are.
    Time,
    /// Nobody in the room can make it happen.
    BeyondControl,
    /// It exists.
    AlreadyDone,
    /// As the note says.
    Other,
}

impl Reason {
    /// Every reason with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("money", Self::Money),
        ("time", Self::Time),
        ("beyond_control", Self::BeyondControl),
        ("already_done", Self::AlreadyDone),
        ("other", Self::Other),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

/// What the room decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The unit pledges itself to it. The note says why, where it goes beyond what there is.
    Agreed {
        /// May be empty.
        note: String,
    },
    /// It needs somebody above or outside.
    Ask {
        /// Whom the unit asks.
        of: String,
        /// Why it cannot do it itself.
        reason: Reason,
        /// May be empty.
        note: String,
    },
    /// Not now.
    NotThisTime {
        /// Why.
        reason: Reason,
        /// May be empty.
        note: String,
    },
    /// Somebody settles it after the meeting.
    Undecided {
        /// Who settles it; free text.
        by_whom: String,
        /// By when, where a day was set.
        until: Option<Date>,
    },
}

impl Decision {
    /// The word that files use.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agreed { .. } => "agreed",
            Self::Ask { .. } => "ask",
            Self::NotThisTime { .. } => "not_this_time",
            Self::Undecided { .. } => "undecided",
        }
    }

    /// The unit pledges itself to it.
    pub fn is_agreed(&self) -> bool {
        matches!(self, Self::Agreed { .. })
    }
}

/// Who sees to a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Somebody of this meeting, by id.
    Person(String),
    /// Somebody by what they do, or by a name that is not on the list.
    Role(String),
}

/// A goal with everything the room has said about it. Who proposed it is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Never used again.
    pub id: String,
    /// The wording.
    pub title: String,
    /// Themes it belongs to, by id.
    pub themes: Vec<String>,
    /// Findings and comments it rests on, by id.
    pub evidence: Vec<String>,
    /// Patient group it is mainly for.
    pub strand: Option<String>,
    /// Who can make it happen; `None` is not said yet.
    pub control: Option<Control>,
    /// Whole units of currency in the first year; `None` is not known yet, which is not 0.
    pub cost: Option<u64>,
    /// Staff hours in the first year; `None` is not known yet.
    pub hours: Option<u64>,
    /// Somebody brought it along in the findings.
    pub brought: bool,
    /// Goals that became part of this one.
    pub merged_from: Vec<String>,
    /// It was taken off the list.
    pub dropped: bool,
    /// It became part of another goal, by id.
    pub merged_into: Option<String>,
    /// The last change of wording or substance, as a count of changes; a round keeps the count it voted on.
    pub version: u32,
    /// What the room decided.
    pub decision: Option<Decision>,
    /// Who sees to it.
    pub owner: Option<Owner>,
    /// The owner said yes.
    pub accepted: bool,
    /// A person's id: who keeps the owner company.
    pub partner: Option<String>,
    /// What happens first.
    pub first_step: String,
    /// How anybody will know.
    pub measure: String,
    /// By when.
    pub due: Option<Date>,
    /// When it is looked at again; `None` stands for 6, 12 and 18 months after the meeting.
    pub reviews: Option<Vec<Date>>,
}

impl Goal {
    /// On the list: neither dropped nor part of another goal.
    pub fn is_live(&self) -> bool {
        !self.dropped && self.merged_into.is_none()
    }

    /// Its money or its hours are not known yet, so that nobody can say whether it fits.
    pub fn lacks_figures(&self) -> bool {
        self.cost.is_none() || self.hours.is_none()
    }

    /// The unit pledges itself to it.
    pub fn is_agreed(&self) -> bool {
        self.is_live() && self.decision.as_ref().is_some_and(Decision::is_agreed)
    }
}
