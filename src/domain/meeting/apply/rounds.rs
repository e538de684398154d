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
    ) {
        let version = |id: &String| self.goal(id).map_or(0, |g| g.version);
        self.rounds.push(Round {
            id: id.to_owned(),
            number: self.rounds.len() + 1,
            opened: at,
            settings: settings.clone(),
            versions: settings.goals.iter().map(version).collect(),
            voters: voters.to_vec(),
            hands: BTreeMap::new(),
            instead_of: Vec::new(),
            set_aside: false,
            state: RoundState::Open,
        });
    }

    pub(super) fn voter_let_in(&mut self, round: &str, voter: &Voter) {
        if let Some(round) = self.round_mut(round) {
            // Somebody who left before voting hands in through another.
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

    pub(super) fn round_closed(&mut self, round: &str, ballots: &[Ballot], tally: &Tally) {
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

    pub(super) fn round_abandoned(&mut self, round: &str) {
        if let Some(round) = self.round_mut(round) {
            round.state = RoundState::Abandoned;
        }
    }

    /// A goal that was voted on in other words has changed since.
    pub(super) fn take_result(&mut self, id: &str, brought: &Brought) {
        let version = |id: &String| {
            let now = self.goal(id).map_or(0, |g| g.version);
            if brought.changed.contains(id) {
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
        self.rounds.push(round);
    }

    fn round_mut(&mut self, id: &str) -> Option<&mut Round> {
        self.rounds.iter_mut().find(|r| r.id == id)
    }
}
