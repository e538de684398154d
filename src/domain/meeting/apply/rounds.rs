//! Events of a round, from its opening to its result, applied to the meeting.

use std::collections::BTreeMap;

use crate::domain::{
    meeting::Meeting,
    stamp::Stamp,
    vote::{
        ballot::Ballot,
        hands::Hands,
        round::{Brought, Round, RoundState, Voter},
        settings::RoundSettings,
        tables::MOST_TABLES,
        tally::Tally,
    },
};

impl Meeting {
    pub(super) fn round_opened(
        &mut self,
        id: &str,
        settings: &RoundSettings,
        voters: &[Voter],
        at: Stamp,
        number: Option<usize>,
    ) {
        let version = |id: &String| self.goal(id).map_or(0, |g| g.version);
        let round = Round {
            id: id.to_owned(),
            number: number.unwrap_or(self.rounds.len() + 1),
            opened: at,
            settings: settings.clone(),
            // The versions at the opening, so that a goal reworded later keeps this result only as history.
            versions: settings.goals.iter().map(version).collect(),
            voters: voters.to_vec(),
            hands: BTreeMap::new(),
            tables: Vec::new(),
            instead_of: Vec::new(),
            set_aside: false,
            void: false,
            state: RoundState::Open,
        };
        self.list_round(round);
    }

    /// Adds a round to its list.
    fn list_round(&mut self, round: Round) {
        if round.is_evaluation() {
            self.evaluations.push(round);
        } else {
            self.rounds.push(round);
        }
    }

    pub(super) fn voter_let_in(&mut self, round: &str, voter: &Voter) {
        if let Some(round) = self.round_mut(round) {
            // A voter who left before voting and now votes by proxy is on the list already, and must not have two votes.
            match round.voters.iter_mut().find(|v| v.person == voter.person) {
                Some(there) => *there = voter.clone(),
                None => round.voters.push(voter.clone()),
            }
        }
    }

    pub(super) fn hands_counted(&mut self, round: &str, goal: &str, group: &str, hands: Hands) {
        if let Some(round) = self.round_mut(round) {
            round
                .hands
                .entry(goal.to_owned())
                .or_default()
                .insert(group.to_owned(), hands);
        }
    }

    pub(super) fn table_ranked(&mut self, round: &str, table: usize, order: &[String]) {
        // A journal is a file: a table with a huge number must not become a huge list.
        let Some(at) = table.checked_sub(1).filter(|at| *at < MOST_TABLES) else {
            return;
        };
        if let Some(round) = self.round_mut(round) {
            if round.tables.len() <= at {
                round.tables.resize(at + 1, Vec::new());
            }
            if let Some(list) = round.tables.get_mut(at) {
                *list = order.to_vec();
            }
        }
    }

    pub(super) fn round_closed(&mut self, round: &str, ballots: &[Ballot], tally: &Tally) {
        // Only a count replaces earlier rounds. Set aside at the opening, they would be lost if the new round were abandoned.
        let mut anew = Vec::new();
        if let Some(round) = self.round_mut(round) {
            round.state = RoundState::Closed {
                ballots: ballots.to_vec(),
                tally: tally.clone(),
            };
            anew.clone_from(&round.instead_of);
        }
        for earlier in &mut self.rounds {
            earlier.set_aside |= anew.contains(&earlier.id);
        }
    }

    pub(super) fn round_begun_anew(&mut self, round: &str, instead_of: &[String]) {
        if let Some(round) = self.round_mut(round) {
            round.instead_of = instead_of.to_vec();
        }
    }

    pub(super) fn round_abandoned(&mut self, round: &str, ballots: u32) {
        if let Some(round) = self.round_mut(round) {
            round.void = ballots == 0 && round.hands.is_empty() && round.lists_in() == 0;
            round.state = RoundState::Abandoned;
        }
    }

    /// Adds a result from another record. A goal in `changed` gets another version, so that it counts as changed since the vote.
    pub(super) fn take_result(&mut self, id: &str, brought: &Brought) {
        let version = |id: &String| {
            let now = self.goal(id).map_or(0, |g| g.version);
            if brought.changed.contains(id) {
                // Any number but the current one: the other record's own version numbers mean nothing here.
                now.wrapping_sub(1)
            } else {
                now
            }
        };
        let versions = brought.settings.goals.iter().map(version).collect();
        let round = brought.as_round(id.to_owned(), self.rounds.len() + 1, versions);
        for earlier in &mut self.rounds {
            earlier.set_aside |= brought.instead_of.contains(&earlier.id);
        }
        self.list_round(round);
    }

    fn round_mut(&mut self, id: &str) -> Option<&mut Round> {
        let mut rounds = self.rounds.iter_mut().chain(&mut self.evaluations);
        rounds.find(|r| r.id == id)
    }
}
