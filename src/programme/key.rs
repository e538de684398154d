//! Keys of units and meetings, and which of several copies of a meeting counts.
//!
//! A key is a hash of what identifies the unit or meeting, so that it is the same in every export and tells nothing to those who do not
//! know the name already.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::rows::{MeetingId, UnitId};
use crate::domain::{outcome::Outcome, stamp::Stamp};

/// Unit separator, which is in no name that a file can hold.
const SEPARATOR: char = '\u{1f}';

/// Key of the unit of an outcome: by its `id` in `programme.yaml`, else by its name and organisation.
pub fn unit_id(outcome: &Outcome, id: Option<&str>) -> UnitId {
    let unit = &outcome.unit;
    UnitId(match id {
        Some(id) => hash(id),
        None => hash(&format!("{}{SEPARATOR}{}", unit.name, unit.organisation)),
    })
}

/// Key of the meeting of an outcome: by its unit and start, else by its day; `None` without either.
pub fn meeting_id(outcome: &Outcome, unit: UnitId) -> Option<MeetingId> {
    let held = &outcome.meeting;
    let began = held.started.map(|s| s.to_string());
    let began = began.or_else(|| held.date.map(|d| d.to_string()))?;
    Some(MeetingId(hash(&format!("{unit}{SEPARATOR}{began}"))))
}

/// Day of the meeting of an outcome; `None` if the file has neither a day nor a start.
pub fn meeting_date(outcome: &Outcome) -> Option<Date> {
    let held = &outcome.meeting;
    held.date.or_else(|| held.started.map(Stamp::date))
}

/// First 48 bits of the SHA-256 of a text.
fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    let front = digest.iter().take(6);
    front.fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

/// Reviews that an outcome holds; of two copies of a meeting the greater one is newer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Progress {
    /// Day of the latest review with a status.
    pub latest: Option<Date>,
    /// Number of reviews with a status.
    pub reviews: usize,
}

impl Progress {
    /// Reviews of all goals of an outcome.
    pub fn of(outcome: &Outcome) -> Self {
        let reviews = outcome.goals.iter().flat_map(|g| &g.reviews);
        let past = reviews.filter(|r| r.status.is_some());
        past.fold(Self::default(), |all, review| Self {
            latest: all.latest.max(review.on.or(review.due)),
            reviews: all.reviews + 1,
        })
    }
}

/// For each outcome, in the order of paths, the index of the copy of the same meeting that counts in its place; `None` if it counts.
///
/// Of several copies the one with the most [`Progress`] counts, then the first. Outcomes without a key all count.
pub fn copies(
    outcomes: impl IntoIterator<Item = (Option<MeetingId>, Progress)>,
) -> Vec<Option<usize>> {
    let outcomes: Vec<_> = outcomes.into_iter().collect();
    let mut best: BTreeMap<MeetingId, (usize, Progress)> = BTreeMap::new();
    for (nth, (id, progress)) in outcomes.iter().enumerate() {
        let Some(id) = id else { continue };
        let known = best.entry(*id).or_insert((nth, *progress));
        if *progress > known.1 {
            *known = (nth, *progress);
        }
    }
    let instead = |(nth, (id, _)): (usize, &(Option<MeetingId>, Progress))| {
        let (counts, _) = best.get(id.as_ref()?)?;
        (*counts != nth).then_some(*counts)
    };
    outcomes.iter().enumerate().map(instead).collect()
}

/// Clause for a file that holds a meeting which another file gives already.
pub fn copy_of(file: &str) -> String {
    format!("the meeting of {file} again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        findings::Unit,
        outcome::{HeldMeeting, OutcomeGoal, Review, Status},
    };

    fn outcome(name: &str, organisation: &str, date: Option<&str>) -> Outcome {
        Outcome {
            unit: Unit {
                name: name.into(),
                organisation: organisation.into(),
            },
            meeting: HeldMeeting {
                date: date.map(|d| d.parse().unwrap()),
                ..HeldMeeting::default()
            },
            ..Outcome::default()
        }
    }

    /// Values by `printf 'Breast Unit\x1fElm NHS Trust' | sha256sum`, and so on.
    #[test]
    fn keys_are_the_first_twelve_digits_of_the_hash() {
        let elm = outcome("Breast Unit", "Elm NHS Trust", Some("2026-03-02"));
        let unit = unit_id(&elm, None);
        assert_eq!(unit.to_string(), "u158af38222c7");
        assert_eq!(meeting_id(&elm, unit).unwrap().to_string(), "m127efe68e430");
        let mut begun = elm.clone();
        begun.meeting.started = Some("2026-03-02T13:00:00+00:00".parse().unwrap());
        assert_eq!(
            meeting_id(&begun, unit).unwrap().to_string(),
            "mcfea6d1b2b00"
        );
        assert_eq!(unit_id(&elm, Some("unit-13")).to_string(), "uca13477b5e0f");
        let none = outcome("Breast Unit", "", None);
        assert_eq!(unit_id(&none, None).to_string(), "uc47a4bbb5718");
        assert_eq!(meeting_id(&none, unit), None);
    }

    #[test]
    fn two_trusts_units_of_one_name_are_two() {
        let [elm, oak] = ["Elm", "Oak"].map(|o| outcome("Breast Unit", o, Some("2026-03-02")));
        let id = |o: &Outcome| meeting_id(o, unit_id(o, None));
        assert_ne!(id(&elm), id(&oak));
        assert_eq!(id(&elm), id(&elm.clone()));
    }

    #[test]
    fn the_latest_look_counts_then_the_number_then_the_path() {
        let review = |on: Option<&str>, status| Review {
            due: Some("2026-06-01".parse().unwrap()),
            on: on.map(|d| d.parse().unwrap()),
            status,
            ..Review::default()
        };
        let with = |reviews: Vec<Review>| {
            let mut outcome = outcome("A", "", Some("2026-03-02"));
            outcome.goals = vec![OutcomeGoal {
                reviews,
                ..OutcomeGoal::default()
            }];
            outcome
        };
        let (stuck, none) = (Some(Status::Stuck), None);
        let all = [
            with(vec![review(None, none)]),
            with(vec![review(Some("2026-05-01"), stuck); 2]),
            // The day it was due, where nobody wrote the day.
            with(vec![review(None, stuck)]),
            with(vec![review(None, stuck); 2]),
            with(vec![review(None, stuck); 2]),
        ];
        let keyed = |o: &Outcome| (meeting_id(o, unit_id(o, None)), Progress::of(o));
        assert_eq!(
            copies(all.iter().map(keyed)),
            [Some(3), Some(3), Some(3), None, Some(3)]
        );
        let none = outcome("A", "", None);
        assert_eq!(copies([&none, &none].map(keyed)), [None, None]);
    }
}
