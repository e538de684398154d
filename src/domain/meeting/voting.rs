//! The rules of a vote: who may, when it opens, when it closes, and what stays secret.

use std::collections::BTreeSet;

use super::{
    Meeting,
    decide::{Decided, no},
    fits::draw,
};
use crate::domain::vote::room_rule::RoomRule;
use crate::domain::{
    command::{Command, Now, Settling},
    event::Event,
    refusal::Refusal,
    vote::{
        allowed::Allowed,
        ballot_box::BallotBox,
        disclosure::{self, Electorate, Shown},
        hands::Hands,
        method::Method,
        round::{Brought, Round, Voter},
        settings::RoundSettings,
        tally::Tally,
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
    pub(super) fn decide_round(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::OpenRound { settings } => self.open(settings, now),
            Command::LetIn {
                round,
                person,
                proxy,
            } => {
                let round = self.open_round_of(&round)?;
                let a = self.known_person(&person)?;
                let Some(group) = a.group() else {
                    return no(format!(
                        "{} is in no group, and so does not vote.",
                        a.person.name
                    ));
                };
                if !a.is_here() && !proxy {
                    return no(format!("{} is not ticked as here.", a.person.name));
                }
                if a.is_here() && proxy {
                    return no(format!("{} is here, and can vote.", a.person.name));
                }
                let voter = round.voters.iter().find(|v| v.person == person);
                if voter.is_some_and(|v| v.proxy || !proxy) {
                    return no(format!(
                        "{} has a vote in this round already.",
                        a.person.name
                    ));
                }
                let voter = Voter {
                    group: group.to_owned(),
                    person,
                    proxy,
                };
                Ok(vec![Event::VoterLetIn {
                    round: round.id.clone(),
                    voter,
                }])
            }
            Command::CountHands {
                round,
                goal,
                group,
                hands,
            } => self.count_hands(&round, goal, group, hands),
            Command::SettleTie {
                round,
                rule,
                between,
                by,
            } => self.settle_tie(round, rule, between, by),
            Command::BeginAnew {
                settings,
                instead_of,
            } => {
                let mut events = self.open(settings, now)?;
                if let Some(Event::RoundOpened { id, .. }) = events.first() {
                    let round = id.clone();
                    events.push(Event::RoundBegunAnew { round, instead_of });
                }
                Ok(events)
            }
            Command::CloseRound { round, ballots } => self.close(&round, ballots, now),
            Command::BringRound { round } => self.bring_round(round, now),
            Command::BringTie {
                round,
                between,
                taken,
                seed,
            } => self.bring_tie(round, between, taken, seed),
            Command::AbandonRound { round, ballots } => {
                let round = self.open_round_of(&round)?.id.clone();
                Ok(vec![Event::RoundAbandoned { round, ballots }])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn settle_tie(
        &self,
        round: String,
        rule: RoomRule,
        mut between: Vec<String>,
        by: Settling,
    ) -> Decided {
        let Some(counted) = self.rounds.iter().find(|r| r.id == round && r.counts()) else {
            return no("That round has no result.");
        };
        between.sort();
        between.dedup();
        let fits = self.fits(counted, rule)?;
        let is_level = fits.level.iter().any(|level| {
            let mut level = level.clone();
            level.sort();
            level == between
        });
        if !is_level {
            return no("These goals do not stand level in that round.");
        }
        let (taken, seed) = match by {
            Settling::Chair(goal) => (goal, None),
            Settling::Lot(random) => {
                let drawn = between.get(draw(random, between.len()));
                (drawn.cloned().unwrap_or_default(), Some(random))
            }
        };
        if !between.contains(&taken) {
            return no("That goal does not stand level with the others.");
        }
        Ok(vec![Event::TieSettled {
            round,
            between,
            taken,
            seed,
        }])
    }

    /// A result from another record. Where a group differs too little from a round that is counted here, the two together could
    /// tell somebody's vote: what would have been withheld if both had been counted here does not come.
    fn bring_round(&self, round: Box<Brought>, now: Now) -> Decided {
        if let Some(open) = self.open_round() {
            return no(format!("Round {} is still open.", open.number));
        }
        for goal in &round.settings.goals {
            if self.goal(goal).is_none() {
                return no("One of its goals is not known here.");
            }
        }
        for voter in &round.voters {
            self.known_person(&voter.person)?;
        }
        let as_round = round.as_round(String::new(), 0, Vec::new());
        if round.tally.shown() != Shown::Withheld {
            let voted = |group: &str| round.tally.voted.get(group).copied().unwrap_or(0) > 0;
            let marks = |group: &str, goal: &str| as_round.marks_of(group, goal);
            let alike = self.alike(
                as_round.settings.method,
                &as_round.settings.goals,
                as_round.settings.apart_from,
                |group| voted(group).then_some((as_round.voters_of(group), &marks)),
            );
            let mut alike = alike.iter().filter(|(_, r)| !round.instead_of.contains(r));
            if let Some((_, id)) = alike.next() {
                let number = self
                    .rounds
                    .iter()
                    .find(|r| r.id == *id)
                    .map_or(0, |r| r.number);
                return no(format!(
                    "Nearly the same people voted on it in round {number}: the two results together could tell somebody\u{2019}s vote."
                ));
            }
        }
        let id = self.fresh_id("r", now.n);
        Ok(vec![Event::RoundBrought { id, round }])
    }

    fn bring_tie(
        &self,
        round: String,
        mut between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    ) -> Decided {
        let Some(counted) = self.rounds.iter().find(|r| r.id == round && r.counts()) else {
            return no("That round has no result.");
        };
        between.sort();
        between.dedup();
        let is_level = RoomRule::ALL.iter().any(|rule| {
            let levels = self.fits(counted, *rule).map(|f| f.level);
            levels.unwrap_or_default().into_iter().any(|mut level| {
                level.sort();
                level == between
            })
        });
        if !is_level || !between.contains(&taken) {
            return no("These goals do not stand level in that round.");
        }
        Ok(vec![Event::TieSettled {
            round,
            between,
            taken,
            seed,
        }])
    }

    fn open(&self, settings: RoundSettings, now: Now) -> Decided {
        if let Some(open) = self.open_round() {
            return no(format!("Round {} is still open.", open.number));
        }
        let Allowed { dots, most, top } = settings.allowed;
        if dots == 0 || most == 0 || most > dots || top == 0 {
            return no(
                "There must be at least one dot and one place, and no more dots on one goal than there are.",
            );
        }
        if settings.goals.is_empty() {
            return no("Choose at least one goal to vote on.");
        }
        if settings.apart_from == 0 {
            return no("Groups can be shown apart from 1 ballot on, not from none.");
        }
        if !settings
            .goals
            .iter()
            .all(|g| self.goal(g).is_some_and(crate::domain::goal::Goal::is_live))
        {
            return no("One of these goals is not on the list any more.");
        }
        let voters: Vec<Voter> = self.voters_here();
        if voters.is_empty() {
            return no("Nobody with a vote is ticked as here: tick people at Welcome first.");
        }
        Ok(vec![Event::RoundOpened {
            id: self.fresh_id("r", now.n),
            settings,
            voters,
            at: now.at,
        }])
    }

    fn count_hands(&self, round: &str, goal: String, group: String, hands: Hands) -> Decided {
        let round = self.open_round_of(round)?;
        if !round.settings.method.is_open() {
            return no("This round is sealed: hands are not counted in it.");
        }
        if !round.settings.goals.contains(&goal) {
            return no("That goal is not in this round.");
        }
        let voters = round.voters.iter().filter(|v| v.group == group).count();
        if hands.total() as usize > voters {
            return no(format!(
                "That is {} hands, and {voters} people of this group have a vote.",
                hands.total()
            ));
        }
        Ok(vec![Event::HandsCounted {
            round: round.id.clone(),
            goal,
            group,
            hands,
        }])
    }

    fn close(&self, round: &str, ballots: BallotBox, now: Now) -> Decided {
        let round = self.open_round_of(round)?;
        let (ballots, tally) = if round.settings.method.is_open() {
            let counted = |g: &String| {
                round
                    .hands
                    .get(g)
                    .is_some_and(|h| h.values().any(|h| h.total() > 0))
            };
            if !round.settings.goals.iter().any(counted) {
                return no("No hands have been counted yet.");
            }
            (Vec::new(), Tally::of_hands(&round.settings, &round.hands))
        } else {
            if ballots.round != round.id || ballots.ballots.is_empty() {
                return no("Nobody has voted yet. The round can be given up instead.");
            }
            let differing = self.differing(round, &ballots);
            let mut tally = Tally::of_differing(&round.settings, &ballots.ballots, &differing);
            tally.sets = self.sets_to_keep(round, &tally, &ballots.ballots);
            // What is not shown is not written either.
            let keep = tally.shown() == Shown::Open;
            (if keep { ballots.ballots } else { Vec::new() }, tally)
        };
        Ok(vec![Event::RoundClosed {
            round: round.id.clone(),
            ballots,
            tally,
            at: now.at,
        }])
    }

    /// Groups of a round in which those who gave marks differ too little from an earlier count of the same goals: the difference
    /// of the two figures would come close to somebody's mark.
    fn differing(&self, round: &Round, ballots: &BallotBox) -> BTreeSet<String> {
        let marks = |group: &str, goal: &str| {
            let place = round.settings.goals.iter().position(|g| g == goal)?;
            let own = ballots.ballots.iter().filter(|b| b.group == group);
            let marks = own.filter(|b| b.answers.mark(place).is_some()).count();
            u32::try_from(marks).ok()
        };
        let alike = self.alike(
            round.settings.method,
            &round.settings.goals,
            round.settings.apart_from,
            |group| {
                let now = round.voters_of(group);
                let voted = ballots.count(group) > 0;
                voted.then_some((now, &marks))
            },
        );
        let alike = alike
            .into_iter()
            .filter(|(_, r)| !round.instead_of.contains(r));
        alike.map(|(group, _)| group).collect()
    }

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
    fn alike<'a, M: Fn(&str, &str) -> Option<u32>>(
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

    fn open_round_of(&self, id: &str) -> Result<&Round, Refusal> {
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
