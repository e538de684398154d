//! The time for which patients and the hospital team speak, by theme.
//!
//! It is part of the mark: folded, never undone, and never known by name. Times come from stamps, since the domain has no clock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::stamp::Stamp;

/// A side of the table that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// A patient.
    Patient,
    /// One of the hospital team.
    Team,
}

impl Voice {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Patient => Self::Team,
            Self::Team => Self::Patient,
        }
    }

    /// The group, as people and files have it.
    pub fn group(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Team => "mdt",
        }
    }
}

/// Seconds for which each side spoke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Patients.
    #[serde(default)]
    pub patient: u64,
    /// The hospital team.
    #[serde(default)]
    pub team: u64,
}

impl Spoken {
    /// Seconds of both sides.
    pub fn both(self) -> u64 {
        self.patient.saturating_add(self.team)
    }

    /// The patients' part in 100, rounded; `None` where nobody spoke.
    pub fn patients_in_100(self) -> Option<u64> {
        let both = self.both();
        // Half a part is added before the division, so that 2 of 3 are 67 and not 66.
        (both > 0).then(|| (self.patient.saturating_mul(200) + both) / (2 * both))
    }

    /// The sum with another time.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            patient: self.patient.saturating_add(other.patient),
            team: self.team.saturating_add(other.team),
        }
    }

    fn add(&mut self, voice: Voice, seconds: u64) {
        let spoken = match voice {
            Voice::Patient => &mut self.patient,
            Voice::Team => &mut self.team,
        };
        *spoken = spoken.saturating_add(seconds);
    }
}

/// A turn that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The side that speaks.
    pub voice: Voice,
    /// The theme that it speaks on, by id.
    pub theme: String,
    /// The time from which its seconds are not counted yet.
    pub since: Stamp,
}

/// The time for which each side spoke, and the turn that goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Airtime {
    /// The turn that goes on; `None` while nobody is said to speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    turn: Option<Turn>,
    /// Seconds by theme, without what the turn has not counted yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    spoken: BTreeMap<String, Spoken>,
}

impl Airtime {
    /// True if no turn goes on, and none ever did.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The turn that goes on.
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }

    /// Begins a turn on a theme; one that goes on ends.
    pub fn begin(&mut self, voice: Voice, theme: &str, now: Stamp) {
        self.end(now);
        self.turn = Some(Turn {
            voice,
            theme: theme.to_owned(),
            since: now,
        });
    }

    /// Ends the turn that goes on.
    pub fn end(&mut self, now: Stamp) {
        self.count(now);
        self.turn = None;
    }

    /// Counts the turn up to `now`; it goes on.
    // Called whenever a mark is written anyway: a program that dies in the middle of a long turn has lost only the rest of it.
    pub fn count(&mut self, now: Stamp) {
        if let Some(turn) = &mut self.turn {
            let seconds = now.seconds_since(turn.since);
            if seconds > 0 {
                let spoken = self.spoken.entry(turn.theme.clone()).or_default();
                spoken.add(turn.voice, seconds);
            }
            turn.since = now;
        }
    }

    /// Drops the turn without counting the rest of it: nobody knows when it ended.
    pub fn lose_turn(&mut self) {
        self.turn = None;
    }

    /// The counted time on a theme, without the turn that goes on.
    pub fn counted(&self, theme: &str) -> Spoken {
        self.spoken.get(theme).copied().unwrap_or_default()
    }

    /// The time on a theme up to `now`, with the turn that goes on.
    pub fn on(&self, theme: &str, now: Stamp) -> Spoken {
        let mut spoken = self.counted(theme);
        if let Some(turn) = self.turn.as_ref().filter(|turn| turn.theme == theme) {
            spoken.add(turn.voice, now.seconds_since(turn.since));
        }
        spoken
    }

    /// The time on all themes up to `now`, with the turn that goes on.
    pub fn in_all(&self, now: Stamp) -> Spoken {
        let mut all = self.clone();
        all.count(now);
        let spoken = all.spoken.values();
        spoken.fold(Spoken::default(), |sum, one| sum.plus(*one))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: u64) -> Stamp {
        let start: Stamp = "2026-11-24T13:00:00+00:00".parse().unwrap();
        start.later(second)
    }

    #[test]
    fn a_turn_counts_on_its_theme_until_it_ends() {
        let mut airtime = Airtime::default();
        airtime.begin(Voice::Patient, "waiting", at(0));
        assert_eq!(airtime.on("waiting", at(30)).patient, 30);
        assert_eq!(airtime.counted("waiting"), Spoken::default());
        airtime.begin(Voice::Team, "waiting", at(40));
        airtime.end(at(100));
        // Nobody speaks, so nothing more is counted.
        assert_eq!(
            airtime.on("waiting", at(500)),
            Spoken {
                patient: 40,
                team: 60
            }
        );
        airtime.begin(Voice::Patient, "cost", at(600));
        assert_eq!(airtime.in_all(at(660)).both(), 160);
        airtime.lose_turn();
        assert_eq!(airtime.in_all(at(900)).both(), 100);
    }

    #[test]
    fn shares_are_rounded_once_and_none_without_a_word() {
        let of = |patient, team| Spoken { patient, team }.patients_in_100();
        assert_eq!(of(0, 0), None);
        assert_eq!(of(2, 1), Some(67));
        assert_eq!(of(1, 2), Some(33));
        assert_eq!((of(5, 0), of(0, 5)), (Some(100), Some(0)));
    }

    proptest! {
        #[test]
        fn no_second_is_counted_twice_or_lost(
            steps in prop::collection::vec((0_u64..50, 0_u8..4), 0..30),
        ) {
            let (mut airtime, mut now, mut expected) = (Airtime::default(), 0, 0);
            for (seconds, step) in steps {
                if airtime.turn().is_some() {
                    expected += seconds;
                }
                now += seconds;
                match step {
                    0 => airtime.begin(Voice::Patient, "a", at(now)),
                    1 => airtime.begin(Voice::Team, "b", at(now)),
                    2 => airtime.count(at(now)),
                    _ => airtime.end(at(now)),
                }
                prop_assert_eq!(airtime.in_all(at(now)).both(), expected);
            }
        }
    }
}
