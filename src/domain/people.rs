//! Who is in the room, and which group their vote counts in.

pub mod role;

use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// What stands in the place of a name, or of words, that were forgotten on request.
pub const REMOVED: &str = "[removed]";

/// Somebody who takes part, as the agenda or a walk-in gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Unique in the meeting.
    pub id: String,
    /// As they want to be called.
    pub name: String,
    /// Such as `Breast care nurse`; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// How votes are balanced: `patient`, `mdt`. The facilitator is in none and does not vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Patient group a representative speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
    /// A Pledge Lead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lead: bool,
    /// Hours they can give in the first year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// The booklet may print the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

/// A stay in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// When they came.
    pub from: Stamp,
    /// When they left, where they have.
    pub until: Option<Stamp>,
}

/// A person of this meeting and when they were in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Who.
    pub person: Person,
    /// They were not on the agenda.
    pub walk_in: bool,
    /// In order of time; at most the last one is open.
    pub stays: Vec<Stay>,
}

impl Attendee {
    /// Somebody who has not come yet.
    pub fn absent(person: Person, walk_in: bool) -> Self {
        Self {
            person,
            walk_in,
            stays: Vec::new(),
        }
    }

    /// They come in.
    pub fn arrive(&mut self, at: Stamp) {
        self.stays.push(Stay {
            from: at,
            until: None,
        });
    }

    /// In the room now.
    pub fn is_here(&self) -> bool {
        self.stays.last().is_some_and(|s| s.until.is_none())
    }

    /// In the room now or earlier.
    pub fn was_here(&self) -> bool {
        !self.stays.is_empty()
    }

    /// The group whose votes theirs counts among.
    pub fn group(&self) -> Option<&str> {
        self.person.group.as_deref()
    }
}
