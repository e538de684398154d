//! People of a meeting: role, group and attendance.

pub mod role;

use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// Placeholder for a name or text that was deleted on request.
pub const REMOVED: &str = "[removed]";

/// A person on the agenda, or a walk-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Unique in the meeting.
    pub id: String,
    /// Name, as the person wants to be called.
    pub name: String,
    /// Role, such as `Breast care nurse`; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Group for balancing votes, `patient` or `mdt`; `None` for the facilitator and others without a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Strand that a patient representative speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
    /// True for a Pledge Lead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lead: bool,
    /// Hours available in the first year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// Consent to print the name in the booklet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

// Names are ticked off while people sit down, and some go while the last page is read back.
/// Minutes after the beginning, or before the end, within which an arrival or a departure is on time.
pub const GRACE_MINUTES: u64 = 5;

/// A stay in the room, from arrival to departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// Arrival.
    pub from: Stamp,
    /// Departure; `None` while in the room.
    pub until: Option<Stamp>,
}

/// A person of this meeting, with attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The person.
    pub person: Person,
    /// True if not on the agenda.
    pub walk_in: bool,
    /// Stays in order of time. Only the last one may be open.
    pub stays: Vec<Stay>,
}

impl Attendee {
    /// A person who has not arrived.
    pub fn absent(person: Person, walk_in: bool) -> Self {
        Self {
            person,
            walk_in,
            stays: Vec::new(),
        }
    }

    /// Records an arrival.
    pub fn arrive(&mut self, at: Stamp) {
        self.stays.push(Stay {
            from: at,
            until: None,
        });
    }

    /// True while in the room.
    pub fn is_here(&self) -> bool {
        self.stays.last().is_some_and(|s| s.until.is_none())
    }

    /// True if in the room now or earlier.
    pub fn was_here(&self) -> bool {
        !self.stays.is_empty()
    }

    /// First arrival, if it was more than [`GRACE_MINUTES`] after the meeting began.
    pub fn came_late(&self, started: Stamp) -> Option<Stamp> {
        let first = self.stays.first()?.from;
        (first.seconds_since(started) > GRACE_MINUTES * 60).then_some(first)
    }

    /// Last departure, if it was more than [`GRACE_MINUTES`] before the meeting ended.
    pub fn left_early(&self, ended: Stamp) -> Option<Stamp> {
        let last = self.stays.last()?.until?;
        (ended.seconds_since(last) > GRACE_MINUTES * 60).then_some(last)
    }

    /// Group in which the vote counts.
    pub fn group(&self) -> Option<&str> {
        self.person.group.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: u32) -> Stamp {
        let text = format!("2026-11-24T13:{minute:02}:00+00:00");
        text.parse().unwrap()
    }

    #[test]
    fn five_minutes_are_on_time_and_a_walk_outside_is_neither_late_nor_early() {
        let mut attendee = Attendee::absent(Person::default(), false);
        assert_eq!(
            (attendee.came_late(at(0)), attendee.left_early(at(50))),
            (None, None)
        );
        attendee.arrive(at(5));
        assert_eq!(attendee.came_late(at(0)), None);
        attendee.stays = vec![
            Stay {
                from: at(6),
                until: Some(at(20)),
            },
            Stay {
                from: at(30),
                until: None,
            },
        ];
        assert_eq!(attendee.came_late(at(0)), Some(at(6)));
        // Still there, whatever was before.
        assert_eq!(attendee.left_early(at(50)), None);
        attendee.stays[1].until = Some(at(44));
        assert_eq!(attendee.left_early(at(50)), Some(at(44)));
        assert_eq!(attendee.left_early(at(49)), None);
    }
}
