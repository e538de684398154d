//! People of a meeting: role, group and attendance.

pub mod role;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// The highest seat number: two digits, as they are typed and drawn.
pub const LAST_SEAT: u32 = 99;

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
    /// Seat number in votes, 1 to [`LAST_SEAT`]; `None` for the lowest number that nobody has been given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<u32>,
    /// Access needs, such as `hearing loop`. They are on the facilitator's own screens only, never on the wall or in a paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<String>,
    /// Reason for being here, in the person's own words; may be empty. The room reads it when the meeting begins; no paper has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub here_for: String,
}

/// The seat of each person, in the order of `people`, counted from 1: the given number, else the lowest one that is free.
///
/// A number that is given twice stays with the first person who has it.
pub fn seats<'a>(people: impl Iterator<Item = &'a Person> + Clone) -> Vec<usize> {
    let given = |person: &Person| person.seat.and_then(|seat| usize::try_from(seat).ok());
    let mut taken: BTreeSet<usize> = people.clone().filter_map(given).collect();
    let mut used = BTreeSet::new();
    let mut next = 1;
    people
        .map(|person| {
            if let Some(seat) = given(person).filter(|seat| used.insert(*seat)) {
                return seat;
            }
            while !taken.insert(next) {
                next += 1;
            }
            next
        })
        .collect()
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
    /// By telephone or video call, and not in the room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_telephone: bool,
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
            by_telephone: false,
        });
    }

    /// Records that the person joined by telephone or video call.
    pub fn join_by_telephone(&mut self, at: Stamp) {
        self.stays.push(Stay {
            from: at,
            until: None,
            by_telephone: true,
        });
    }

    /// True while here by telephone or video call.
    pub fn is_by_telephone(&self) -> bool {
        self.is_here() && self.stays.last().is_some_and(|s| s.by_telephone)
    }

    /// True if here by telephone or video call, now or earlier.
    pub fn was_by_telephone(&self) -> bool {
        self.stays.iter().any(|s| s.by_telephone)
    }

    /// True while in the room, or on the telephone.
    pub fn is_here(&self) -> bool {
        self.stays.last().is_some_and(|s| s.until.is_none())
    }

    /// True if here now or earlier.
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
    use proptest::prelude::*;

    use super::*;

    fn people(given: &[Option<u32>]) -> Vec<Person> {
        let person = |(nth, seat): (usize, &Option<u32>)| Person {
            id: nth.to_string(),
            seat: *seat,
            ..Person::default()
        };
        given.iter().enumerate().map(person).collect()
    }

    #[test]
    fn seats_that_are_left_out_fill_the_gaps_in_order() {
        let of = |given: &[Option<u32>]| seats(people(given).iter());
        assert_eq!(of(&[None, None, None]), [1, 2, 3]);
        assert_eq!(of(&[Some(7), None, Some(1), None]), [7, 2, 1, 3]);
        assert_eq!(of(&[None, Some(1)]), [2, 1]);
        // The files refuse it; a list that has it all the same still tells people apart.
        assert_eq!(of(&[Some(2), Some(2), None]), [2, 1, 3]);
    }

    proptest! {
        #[test]
        fn a_seat_is_one_persons_and_a_later_arrival_moves_nobody(
            given in prop::collection::vec(prop::option::of(1_u32..12), 0..12),
        ) {
            let all = people(&given);
            let seats_of = seats(all.iter());
            let different: BTreeSet<&usize> = seats_of.iter().collect();
            prop_assert_eq!(different.len(), all.len());
            let mut more = all;
            more.push(Person::default());
            let with_more = seats(more.iter());
            prop_assert_eq!(&with_more[..seats_of.len()], &seats_of[..]);
        }
    }

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
                by_telephone: false,
            },
            Stay {
                from: at(30),
                until: None,
                by_telephone: true,
            },
        ];
        assert_eq!(attendee.came_late(at(0)), Some(at(6)));
        assert!(attendee.is_by_telephone() && attendee.was_by_telephone());
        // Still there, whatever was before.
        assert_eq!(attendee.left_early(at(50)), None);
        attendee.stays[1].until = Some(at(44));
        assert_eq!(attendee.left_early(at(50)), Some(at(44)));
        assert_eq!(attendee.left_early(at(49)), None);
    }
}
