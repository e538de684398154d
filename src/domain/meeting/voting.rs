//! Votes: who may vote now, how many have voted, and what earlier rounds would tell about a later one.

use std::collections::BTreeSet;

use super::Meeting;
use crate::domain::{
    refusal::Refusal,
    vote::{
        ballot_box::BallotBox,
        disclosure::{self, Electorate},
        method::Method,
        round::{Round, Voter},
        settings::RoundSettings,
    },
};

/// How many have voted, of how many who still can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Ballots handed in.
    pub voted: usize,
    /// Ballots that there can be.
    pub of: usize,
    /// Of those who have voted, somebody else handed in for so many.
    pub proxy: usize,
}

impl Meeting {
    /// Groups that would be withheld in a round with these settings, since they differ too little from earlier rounds, and those
    /// rounds; as far as it can be told before anybody votes.
    pub fn too_alike(&self, settings: &RoundSettings) -> Vec<(String, String)> {
        let voters = self.voters_here();
        self.alike(
            settings.method,
            &settings.goals,
            settings.apart_from,
            |group| {
                let own = voters.iter().filter(|v| v.group == group);
                let now: BTreeSet<&str> = own.map(|v| v.person.as_str()).collect();
                let all = u32::try_from(now.len()).unwrap_or(u32::MAX);
                (all > 0).then_some((now, move |_: &str, _: &str| Some(all)))
            },
        )
    }

    /// Groups and earlier counts of the same method that share a goal and differ too little in who gave marks. `now` gives a
    /// group's voters, and the marks that it gives to a goal.
    pub(super) fn alike<'a, M: Fn(&str, &str) -> Option<u32>>(
        &self,
        method: Method,
        goals: &[String],
        apart_from: u32,
        now: impl Fn(&str) -> Option<(BTreeSet<&'a str>, M)>,
    ) -> Vec<(String, String)> {
        let mut alike = Vec::new();
        let earlier = self
            .rounds
            .iter()
            .filter(|r| r.counts() && r.settings.method == method && !method.is_open());
        for round in earlier {
            for group in round.groups() {
                let Some((voters, marks)) = now(group) else {
                    continue;
                };
                let differs = goals.iter().any(|goal| {
                    let both = round.marks_of(group, goal).zip(marks(group, goal));
                    both.is_some_and(|(before, now)| {
                        let before = Electorate {
                            voters: round.voters_of(group),
                            marks: before,
                        };
                        let now = Electorate {
                            voters: voters.clone(),
                            marks: now,
                        };
                        disclosure::differs(&before, &now, apart_from)
                    })
                });
                if differs {
                    alike.push((group.to_owned(), round.id.clone()));
                }
            }
        }
        alike
    }

    pub(super) fn open_round_of(&self, id: &str) -> Result<&Round, Refusal> {
        match self.open_round() {
            Some(round) if round.id == id => Ok(round),
            _ => Err(Refusal::new("That round is not open any more.")),
        }
    }

    /// The round that takes ballots now.
    pub fn open_round(&self) -> Option<&Round> {
        self.rounds.iter().find(|r| r.is_open())
    }

    /// The last round that was counted.
    pub fn last_count(&self) -> Option<&Round> {
        self.rounds.iter().rev().find(|r| r.counts())
    }

    /// The round before `round` that counted this goal.
    pub fn earlier_count<'a>(&'a self, round: &Round, goal: &str) -> Option<&'a Round> {
        self.rounds.iter().rev().find(|r| {
            r.number < round.number
                && r.counts()
                && r.settings.method == round.settings.method
                && r.tally().and_then(|t| t.of(goal)).is_some()
        })
    }

    /// Whether a goal has changed since a round voted on it.
    pub fn changed_since(&self, round: &Round, goal: &str) -> bool {
        let place = round.settings.goals.iter().position(|g| g == goal);
        let then = place.and_then(|p| round.versions.get(p));
        self.goal(goal).map(|g| g.version) != then.copied()
    }

    /// People with a vote who are here now.
    pub fn voters_here(&self) -> Vec<Voter> {
        self.people
            .iter()
            .filter(|a| a.is_here())
            .filter_map(|a| {
                a.group().map(|g| Voter {
                    person: a.person.id.clone(),
                    group: g.to_owned(),
                    proxy: false,
                })
            })
            .collect()
    }

    /// How many have voted: a leaver who has not drops out of the count.
    pub fn turnout(&self, round: &Round, ballots: &BallotBox) -> Turnout {
        let mut turnout = Turnout::default();
        for group in round.groups() {
            let stays = round
                .voters
                .iter()
                .filter(|v| v.group == group)
                .filter(|v| {
                    v.proxy
                        || self
                            .attendee(&v.person)
                            .is_some_and(crate::domain::people::Attendee::is_here)
                        || ballots.voted.contains(&v.person)
                })
                .count();
            let voted = ballots.count(group);
            turnout.voted += voted;
            turnout.of += stays.max(voted);
        }
        let proxy = |v: &&Voter| v.proxy && ballots.voted.contains(&v.person);
        turnout.proxy = round.voters.iter().filter(proxy).count();
        turnout
    }

    /// Minutes that a sealed round on so many goals takes, at 7 seconds to pass the keyboard and 2 a goal, rounded up.
    pub fn minutes_for(goals: usize, voters: usize) -> usize {
        (voters * (7 + 2 * goals)).div_ceil(60)
    }
}
