//! A round of voting: its settings, fixed before it opens, its voters, and its state.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    ballot::Ballot, disclosure::Shown, hands::Hands, settings::RoundSettings, tally::Tally,
};
use crate::domain::stamp::Stamp;

/// A person with a vote in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// A person's id.
    pub person: String,
    /// The group their vote counts in.
    pub group: String,
    /// True if another person hands in for them: they phoned, or left early.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proxy: bool,
}

/// A round of voting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The id, never used again in the meeting.
    pub id: String,
    /// The number on the wall: 1, 2, ... in the order of opening. The number of a round that is void is used again.
    pub number: usize,
    /// The time of its opening.
    pub opened: Stamp,
    /// The settings, fixed before it opened.
    pub settings: RoundSettings,
    /// Each goal's version when the round opened.
    pub versions: Vec<u32>,
    /// The people with a vote.
    pub voters: Vec<Voter>,
    /// Counts of hands so far, by goal and group.
    pub hands: BTreeMap<String, BTreeMap<String, Hands>>,
    /// Lists of small tables so far, from table 1; empty for a table that gave none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Vec<String>>,
    /// Earlier rounds whose place it takes once it is counted.
    pub instead_of: Vec<String>,
    /// True once a later round has replaced it: it is in no result, outcome or minutes any more, only in the journal.
    pub set_aside: bool,
    /// True once it was given up before anybody voted.
    pub void: bool,
    /// Its state.
    pub state: RoundState,
}

/// A round that was counted in another record of the meeting: its result, without the ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The settings, fixed before it opened.
    pub settings: RoundSettings,
    /// The people who had a vote.
    pub voters: Vec<Voter>,
    /// Counts of hands, by goal and group.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hands: BTreeMap<String, BTreeMap<String, Hands>>,
    /// The count, as far as it may be shown.
    pub tally: Tally,
    /// Earlier rounds whose place it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<String>,
    /// Goals that read differently now than when they were voted on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// The time of its opening.
    pub opened: Stamp,
    /// The time of its count.
    pub closed: Stamp,
}

impl Brought {
    /// The result as a round, with its id and number among the others.
    pub fn as_round(&self, id: String, number: usize, versions: Vec<u32>) -> Round {
        Round {
            id,
            number,
            opened: self.opened,
            settings: self.settings.clone(),
            versions,
            voters: self.voters.clone(),
            hands: self.hands.clone(),
            tables: self.tally.tables.clone(),
            instead_of: self.instead_of.clone(),
            set_aside: false,
            void: false,
            state: RoundState::Closed {
                ballots: Vec::new(),
                tally: self.tally.clone(),
            },
        }
    }
}

/// The state of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoundState {
    /// It takes ballots.
    Open,
    /// Counted.
    Closed {
        /// Sorted, without names. Empty for a show of hands and for small tables, and where a group was too small for ballots to be kept.
        ballots: Vec<Ballot>,
        /// The count.
        tally: Tally,
    },
    /// Abandoned; its ballots are gone.
    Abandoned,
}

impl Round {
    /// True while ballots are taken.
    pub fn is_open(&self) -> bool {
        self.state == RoundState::Open
    }

    /// True if it asks about the meeting itself; then its goals are the questions.
    pub fn is_evaluation(&self) -> bool {
        self.settings.method.is_evaluation()
    }

    /// The round in a sentence: `round 2`, or what it asks about.
    pub fn name(&self) -> String {
        if self.is_evaluation() {
            "the round about this meeting".to_owned()
        } else {
            format!("round {}", self.number)
        }
    }

    /// The name of its ballot box on this computer. Two copies of a meeting give a round the same id, and their votes must not
    /// come into one box.
    pub fn box_key(&self) -> String {
        // The opening time is what two copies of a folder do not share.
        format!("{}-{}", self.id, self.opened.seconds())
    }

    /// The ballots of a counted round, where they are kept and may be shown.
    pub fn ballots(&self) -> &[Ballot] {
        match &self.state {
            // Journals from before there were levels hold ballots of small groups too. Nothing may read them, whatever the file says.
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
            // Without ballots the number that was written has to do for every goal; a count from before there were levels has only the
            // turnout.
            return tally.fewest.get(group).or(voted).copied();
        }
        let own = self.ballots().iter().filter(|b| b.group == group);
        let marks = own.filter(|b| b.answers.mark(place).is_some()).count();
        u32::try_from(marks).ok()
    }

    /// The number of small tables whose list is in.
    pub fn lists_in(&self) -> usize {
        self.tables.iter().filter(|list| !list.is_empty()).count()
    }

    /// The people of a group who have a vote.
    pub fn voters_of(&self, group: &str) -> BTreeSet<&str> {
        let own = self.voters.iter().filter(|v| v.group == group);
        own.map(|v| v.person.as_str()).collect()
    }

    /// True if its result counts: it is counted, and no later round has replaced it.
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
