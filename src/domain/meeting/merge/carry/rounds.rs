//! Carries rounds over from the other record, as results without their ballots.

use std::collections::BTreeMap;

use super::{super::mapped, Carried, Trial};
use crate::domain::{
    command::Command,
    event::Event,
    meeting::Meeting,
    phrase::capital,
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
        match self.there.round(round) {
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

    /// Carries a round over that was counted there.
    fn counted(&mut self, event: &Event, round: &Round, tally: &Tally, at: Stamp) -> Carried {
        // One round, open when the folder was copied, can be counted in both copies. The difference of the two counts would be the
        // ballots handed in at one of them only.
        let here = self.here.round(&round.id);
        if !self.ids.rounds.contains_key(&round.id)
            && let Some(here) = here
            && here.tally().is_some()
        {
            return refuse(format!(
                "{} was counted here as well: two counts of one round could tell somebody\u{2019}s vote.",
                capital(&here.name())
            ));
        }
        let closed = Round {
            state: RoundState::Closed {
                // Its ballots were counted and stay in the record of that count; what came with the round is a result like one in the minutes.
                ballots: Vec::new(),
                tally: tally.clone(),
            },
            ..round.clone()
        };
        self.bring(event, &closed, at)
    }

    /// Carries a result over that the other record had from a third one.
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
        for goal in tally.tables.iter_mut().flatten() {
            *goal = self.goal(goal)?;
        }
        if renamed {
            // A kept set holds goals' ids, in its basis too, and would never match again under other ids.
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
        // Compared as they read now: a goal reworded here after the records diverged was not voted on in these words.
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
        // A replaced round that was not merged is in no result here, so there is nothing to replace.
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
