//! One vote: its settings, fixed before it opens, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    ballot::Ballot, disclosure::Shown, hands::Hands, settings::RoundSettings, tally::Tally,
};
use crate::domain::stamp::Stamp;

/// Somebody with a vote in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// A person's id.
    pub person: String,
    /// The group their vote counts in.
    pub group: String,
    /// Somebody else hands in for them: they phoned, or left early.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proxy: bool,
}

/// One vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Never used again.
    pub id: String,
    /// 1, 2, ... in the order of opening; what the wall says.
    pub number: usize,
    /// When it opened.
    pub opened: Stamp,
    /// Fixed before it opened.
    pub settings: RoundSettings,
    /// Each goal's version when the round opened.
    pub versions: Vec<u32>,
    /// Who has a vote.
    pub voters: Vec<Voter>,
    /// Counts of hands so far, by goal and group.
    pub hands: BTreeMap<String, BTreeMap<String, Hands>>,
    /// Earlier rounds whose place it takes once it is counted.
    pub instead_of: Vec<String>,
    /// A later round began it anew: it stands in no result, outcome or minutes any more, only in the journal.
    pub set_aside: bool,
    /// Where it stands.
    pub state: RoundState,
}

/// A round that was counted in another record of the meeting: its result, without the ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// What was fixed before it opened.
    pub settings: RoundSettings,
    /// Who had a vote.
    pub voters: Vec<Voter>,
    /// Counts of hands, by goal and group.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hands: BTreeMap<String, BTreeMap<String, Hands>>,
    /// The count, as far as it may be shown.
    pub tally: Tally,
    /// Earlier rounds whose place it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<String>,
    /// Goals that read otherwise than they did when they were voted on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// When it opened.
    pub opened: Stamp,
    /// When it was counted.
    pub closed: Stamp,
}

impl Brought {
    /// The round that it is, with its place among others.
    pub fn as_round(&self, id: String, number: usize, versions: Vec<u32>) -> Round {
        Round {
            id,
            number,
            opened: self.opened,
            settings: self.settings.clone(),
            versions,
            voters: self.voters.clone(),
            hands: self.hands.clone(),
            instead_of: self.instead_of.clone(),
            set_aside: false,
            state: RoundState::Closed {
                ballots: Vec::new(),
                tally: self.tally.clone(),
            },
        }
    }
}

/// Where a round stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoundState {
    /// Ballots are taken.
    Open,
    /// Counted.
    Closed {
        /// Sorted, without names. Empty for a show of hands, and where a group was too small for ballots to be kept.
        ballots: Vec<Ballot>,
        /// The count.
        tally: Tally,
    },
    /// Given up; its ballots are gone.
    Abandoned,
}

impl Round {
    /// Ballots are taken.
    pub fn is_open(&self) -> bool {
        self.state == RoundState::Open
    }

    /// The name of its ballot box on this computer. Two copies of a meeting give a round the same id, and their votes must not
    /// come into one box.
    pub fn box_key(&self) -> String {
        format!("{}-{}", self.id, self.opened.seconds())
    }

    /// The ballots of a counted round, where they are kept and may be shown.
    pub fn ballots(&self) -> &[Ballot] {
        match &self.state {
            RoundState::Closed { ballots, tally } if tally.shown() == Shown::Open => ballots,
            RoundState::Closed { .. } | RoundState::Open | RoundState::Abandoned => &[],
        }
    }

    /// It was counted in another record, and its ballots stayed there although they could be shown.
    pub fn lacks_ballots(&self) -> bool {
        self.tally().is_some_and(|t| t.shown() == Shown::Open)
            && !self.settings.method.is_open()
            && self.ballots().is_empty()
    }

    /// The marks that a group gave to a goal: exactly where the ballots are kept, else the smallest number that it gave to any.
    pub fn marks_of(&self, group: &str, goal: &str) -> Option<u32> {
        let tally = self.tally()?;
        let place = self.settings.goals.iter().position(|g| g == goal)?;
        if self.ballots().is_empty() {
            let voted = tally.voted.get(group);
            return tally.fewest.get(group).or(voted).copied();
        }
        let own = self.ballots().iter().filter(|b| b.group == group);
        let marks = own.filter(|b| b.answers.mark(place).is_some()).count();
        u32::try_from(marks).ok()
    }

    /// The people of a group who have a vote.
    pub fn voters_of(&self, group: &str) -> BTreeSet<&str> {
        let own = self.voters.iter().filter(|v| v.group == group);
        own.map(|v| v.person.as_str()).collect()
    }

    /// A result of it stands: it is counted, and was not begun anew.
    pub fn counts(&self) -> bool {
        self.tally().is_some() && !self.set_aside
    }

    /// The count, once there is one.
    pub fn tally(&self) -> Option<&Tally> {
        match &self.state {
            RoundState::Closed { tally, .. } => Some(tally),
            RoundState::Open | RoundState::Abandoned => None,
        }
    }

    /// The group of a voter of this round.
    pub fn group_of(&self, person: &str) -> Option<&str> {
        self.voters
            .iter()
            .find(|v| v.person == person)
            .map(|v| v.group.as_str())
    }

    /// Groups with a vote in this round: patients first, the others by name.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.voters.iter().map(|v| v.group.as_str()).collect();
        groups.sort_unstable_by_key(|g| (*g != "patient", *g));
        groups.dedup();
        groups
    }
}
