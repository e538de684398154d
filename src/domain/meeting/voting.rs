//! Queries on rounds: voters, turnout, and groups that differ too little between rounds.

use std::collections::BTreeSet;

use super::Meeting;
use crate::domain::{
    people::{self, Attendee},
    refusal::Refusal,
    vote::{
        ballot_box::BallotBox,
        disclosure::{self, Electorate},
        method::Method,
        round::{Round, Voter},
        settings::RoundSettings,
    },
};

/// The turnout of a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Ballots handed in.
    pub voted: usize,
    /// Ballots that there can be in all.
    pub of: usize,
    /// Ballots handed in by proxy, of those.
    pub proxy: usize,
}

impl Meeting {
    /// The groups that would be withheld in a round with these settings, because they differ too little from earlier rounds, each
    /// with the id of such a round; as far as it is known before anybody votes.
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
                // Before the vote the best guess is that everybody marks every goal.
                (all > 0).then_some((now, move |_: &str, _: &str| Some(all)))
            },
        )
    }

    /// The groups that differ too little from an earlier count, each with the id of that round: of the same method, with a goal in
    /// common, and with nearly the same people giving marks. `now` gives a group's voters, and the marks that it gives to a goal.
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
            // Figures of two methods have no common unit whose difference could be a mark, and hands are seen by everybody anyway.
            .filter(|r| r.counts() && r.settings.method == method && !method.is_open());
        for round in earlier {
            for group in round.groups() {
                let Some((voters, marks)) = now(group) else {
                    continue;
                };
                // One goal in common is enough: its two figures can be compared, whatever else the rounds were about.
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

    /// The number of the round that is opened next. A round given up before anybody voted does not use up its number.
    pub fn next_round_number(&self) -> usize {
        let used = self.rounds.iter().filter(|r| !r.void).map(|r| r.number);
        used.max().unwrap_or(0) + 1
    }

    /// The seat of a person: the number that the agenda gives them, else the next free one in the order of the list; `None` for
    /// somebody who is not on it.
    // Everybody on the list has one, with or without a vote: with a place among the voters, a group corrected while a round is
    // open would move the people after it, and a vote would be handed in under another name.
    pub fn seat_of(&self, person: &str) -> Option<usize> {
        let at = self.people.iter().position(|a| a.person.id == person)?;
        self.seats().get(at).copied()
    }

    /// The person of a seat.
    pub fn at_seat(&self, seat: usize) -> Option<&Attendee> {
        let at = self.seats().iter().position(|s| *s == seat)?;
        self.people.get(at)
    }

    /// The seats in the order of the list.
    fn seats(&self) -> Vec<usize> {
        people::seats(self.people.iter().map(|a| &a.person))
    }

    /// The round that takes ballots now: about goals, or about the meeting itself.
    pub fn open_round(&self) -> Option<&Round> {
        self.all_rounds().find(|r| r.is_open())
    }

    /// The last round that was counted.
    pub fn last_count(&self) -> Option<&Round> {
        self.rounds.iter().rev().find(|r| r.counts())
    }

    /// The last count of this goal by the same method before `round`.
    pub fn earlier_count<'a>(&'a self, round: &Round, goal: &str) -> Option<&'a Round> {
        self.rounds.iter().rev().find(|r| {
            r.number < round.number
                && r.counts()
                // "Moved by 0.6" between a mean of scores and a median of ratings would be nonsense.
                && r.settings.method == round.settings.method
                && r.tally().and_then(|t| t.of(goal)).is_some()
        })
    }

    /// True if a goal has changed since a round voted on it.
    pub fn changed_since(&self, round: &Round, goal: &str) -> bool {
        let place = round.settings.goals.iter().position(|g| g == goal);
        let then = place.and_then(|p| round.versions.get(p));
        self.goal(goal).map(|g| g.version) != then.copied()
    }

    /// The people with a vote who are present.
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

    /// The turnout of an open round; a voter who left without voting is not counted.
    pub fn turnout(&self, round: &Round, ballots: &BallotBox) -> Turnout {
        let mut turnout = Turnout::default();
        for group in round.groups() {
            let stays = round
                .voters
                .iter()
                .filter(|v| v.group == group)
                .filter(|v| {
                    v.proxy
                        || self.attendee(&v.person).is_some_and(Attendee::is_here)
                        || ballots.voted.contains(&v.person)
                })
                .count();
            let voted = ballots.count(group);
            turnout.voted += voted;
            // Slips have no names: with them more may be in than there are voters known to have stayed.
            turnout.of += stays.max(voted);
        }
        let proxy = |v: &&Voter| v.proxy && ballots.voted.contains(&v.person);
        turnout.proxy = round.voters.iter().filter(proxy).count();
        turnout
    }

    /// The paper slips that a group can hand in, those typed in so far included: one for each voter in the room who has not handed in
    /// otherwise.
    pub fn slips_of(&self, round: &Round, ballots: &BallotBox, group: &str) -> usize {
        let typed = ballots.slips.get(group).copied().unwrap_or(0);
        let in_the_room = |v: &&Voter| {
            let attendee = self.attendee(&v.person);
            attendee.is_some_and(|a| a.is_here() && !a.is_by_telephone())
        };
        let voters = round.voters.iter().filter(|v| v.group == group && !v.proxy);
        let own = voters
            .filter(in_the_room)
            .filter(|v| !ballots.voted.contains(&v.person))
            .count();
        // Somebody may have left their slip and gone.
        own.max(usize::try_from(typed).unwrap_or(usize::MAX))
    }

    /// The minutes that a sealed round takes, rounded up: 7 seconds a voter to pass the keyboard, and 2 seconds a goal.
    pub fn minutes_for(goals: usize, voters: usize) -> usize {
        (voters * (7 + 2 * goals)).div_ceil(60)
    }
}
