//! Rounds of the other record: they come as results, without their ballots.

use std::collections::BTreeMap;

use super::{super::mapped, Carried, Trial};
use crate::domain::{
    command::Command,
    event::Event,
    meeting::Meeting,
    refusal::refuse,
    stamp::Stamp,
    vote::{
        round::{Brought, Round, RoundState, Voter},
        settings::RoundSettings,
        tally::Tally,
    },
};

impl Trial<'_> {
    pub(super) fn close_round(
        &mut self,
        event: &Event,
        round: &str,
        tally: &Tally,
        at: Stamp,
    ) -> Carried {
        let there = self.there.rounds().iter().find(|r| r.id == round);
        match there {
            Some(round) => self.counted(event, round, tally, at),
            None => refuse("That round is not known."),
        }
    }

    pub(super) fn settle_tie(
        &mut self,
        round: &str,
        between: &[String],
        taken: &str,
        seed: Option<u64>,
    ) -> Carried {
        let command = Command::BringTie {
            round: mapped(&self.ids.rounds, round)?,
            between: self.goals(between)?,
            taken: self.goal(taken)?,
            seed,
        };
        self.ask(command)
    }

    /// A round that was counted there, as a result.
    fn counted(&mut self, event: &Event, round: &Round, tally: &Tally, at: Stamp) -> Carried {
        // Two counts of one round would tell somebody's vote by their difference.
        let here = self.here.rounds().iter().find(|r| r.id == round.id);
        if !self.ids.rounds.contains_key(&round.id)
            && let Some(here) = here
            && here.tally().is_some()
        {
            return refuse(format!(
                "Round {} was counted here as well: two counts of one round could tell somebody\u{2019}s vote.",
                here.number
            ));
        }
        let closed = Round {
            state: RoundState::Closed {
                ballots: Vec::new(),
                tally: tally.clone(),
            },
            ..round.clone()
        };
        self.bring(event, &closed, at)
    }

    /// A result that had come to the other record from a third one.
    pub(super) fn brought(&mut self, event: &Event, round: &Brought) -> Carried {
        let closed = round.as_round(String::new(), 0, Vec::new());
        self.bring(event, &closed, round.closed)
    }

    fn bring(&mut self, event: &Event, round: &Round, closed: Stamp) -> Carried {
        let Some(tally) = round.tally() else {
            return refuse("That round has no result.");
        };
        let goals = self.goals(&round.settings.goals)?;
        let renamed = goals != round.settings.goals;
        let mut tally = tally.clone();
        for counted in &mut tally.results {
            counted.goal = self.goal(&counted.goal)?;
        }
        if renamed {
            // What rules came to is kept beside the ids that it rests on.
            tally.sets.clear();
        }
        let mut hands = BTreeMap::new();
        for (goal, counts) in &round.hands {
            hands.insert(self.goal(goal)?, counts.clone());
        }
        let mut voters = Vec::new();
        for voter in &round.voters {
            voters.push(Voter {
                person: self.person(&voter.person)?,
                ..voter.clone()
            });
        }
        let reads = |meeting: &Meeting, id: &str| {
            meeting
                .goal(id)
                .map(|g| (g.title.clone(), g.control, g.cost, g.hours))
        };
        let changed = round.settings.goals.iter().zip(&goals);
        let changed = changed
            .filter(|(there, here)| reads(self.there, there) != reads(&self.here, here))
            .map(|(_, here)| here.clone())
            .collect();
        // Those that did not come along stand in no result here.
        let instead_of = round.instead_of.iter();
        let instead_of = instead_of
            .filter_map(|r| mapped(&self.ids.rounds, r).ok())
            .filter(|r| self.here.rounds().iter().any(|here| here.id == *r))
            .collect();
        let round = Brought {
            settings: RoundSettings {
                goals,
                ..round.settings.clone()
            },
            voters,
            hands,
            tally,
            instead_of,
            changed,
            opened: round.opened,
            closed,
        };
        self.make(
            Command::BringRound {
                round: Box::new(round),
            },
            event,
        )
    }
}
