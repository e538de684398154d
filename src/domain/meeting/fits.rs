//! Which goals fit what the unit has: from a round's result, by four rules, with a reason for each goal in or out.
//!
//! A count proposes a set; the room decides. What is missing of money, hours or places is said as such, every tie is said, and
//! a strand that was promised a goal gets the one that its voters put first.

use std::collections::{BTreeMap, BTreeSet};

use super::Meeting;
use crate::domain::{
    agenda::{Method, Weight},
    capacity::within_reach,
    goal::{Decision, Goal},
    vote::{
        choose::{
            Ballot, Big, Bound, Completion, Election, In, Kind, Limit, Outcome, Project, Raise,
            Rule, Short, Unusable, Value, Why, WhyOut, choose,
        },
        round::{Round, RoundState},
        tally::Exact,
    },
};

/// A rule that a room can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoomRule {
    /// Everybody holds an equal part of what there is and pays for what they support.
    EqualShares,
    /// The best result first; what does not fit is skipped.
    MostVotes,
    /// Goals are taken so that what they take weighs on their supporters as evenly as can be.
    Phragmen,
    /// The set with the most votes of all that fit.
    Best,
}

impl RoomRule {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [
        Self::EqualShares,
        Self::MostVotes,
        Self::Phragmen,
        Self::Best,
    ];
}

/// Why a goal is in or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// In, and in these groups its result is in the upper half; empty where groups are not shown apart, or in none.
    Backed(Vec<String>),
    /// In, so that this strand has one.
    ForStrand(String),
    /// It fits no more.
    Short {
        /// Missing, in whole units of currency.
        money: u64,
        /// Missing hours.
        hours: u64,
        /// There are as many goals as there may be.
        full: bool,
    },
    /// Nobody supports it.
    Nobody,
    /// What its supporters have left covers so much of it, per cent.
    Covered(u64),
    /// The rule stopped at another goal, which did not fit.
    Stopped(String),
    /// There are more votes without it.
    NotBest,
    /// It is not the unit's to do, or was put off.
    NotOurs,
    /// It was not in the round.
    NotVoted,
}

/// One goal taken, and who paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The goal.
    pub goal: String,
    /// It was filled in by votes after the shares were used.
    pub filled: bool,
    /// Who paid: the group (empty where groups are not shown apart), how many, and the least and the most that one of them
    /// paid, per cent of all there is.
    pub paid: Vec<(String, usize, Exact, Exact)>,
}

/// What fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Goals that are in, in the order in which they were taken.
    pub set: Vec<String>,
    /// Every goal on the list, in or out.
    pub why: BTreeMap<String, Reason>,
    /// Goals that stand level, of which some are in and some are not.
    pub ties: Vec<Vec<String>>,
    /// How it came about; empty for the best set.
    pub steps: Vec<Taken>,
    /// What one voter of each group holds, per cent of all there is, where shares are held; before they were raised.
    pub shares: Vec<(String, Exact)>,
    /// So many times everybody's share was raised, to use what was left.
    pub raised: u64,
    /// Goals whose cost or hours nobody knows yet: counted as 0.
    pub unknown: Vec<String>,
}

/// How a tie was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The round.
    pub round: String,
    /// The goals that stood level.
    pub between: Vec<String>,
    /// The one that goes first.
    pub taken: String,
    /// What it was drawn with; `None` where the chair decided.
    pub seed: Option<u64>,
}

/// Draws one of so many with a seed: the same seed draws the same. `SplitMix64` (Steele, Lea and Flood 2014), one step.
pub fn draw(seed: u64, of: usize) -> usize {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    let of = u64::try_from(of.max(1)).unwrap_or(1);
    usize::try_from(z % of).unwrap_or(0)
}

impl Meeting {
    /// What fits the capacity, from a counted round.
    ///
    /// # Errors
    /// A sentence, where nothing can be worked out.
    pub fn fits(&self, round: &Round, rule: RoomRule) -> Result<Fit, String> {
        let capacity = &self.agenda().capacity;
        if capacity.money.is_none() && capacity.hours.is_none() && capacity.goals.is_none() {
            return Err(
                "The agenda does not say what we have (capacity: money, hours, goals), so everything fits."
                    .to_owned(),
            );
        }
        let first = self.fits_with(round, rule, &[])?;
        // A strand that was promised a goal and has none gets the one with the best result, and the rest is worked out anew.
        let mut forced: Vec<(String, String)> = Vec::new();
        for strand in self.findings().strands() {
            let promised = capacity.per_strand.unwrap_or(0);
            let of = |id: &String| {
                self.goal(id)
                    .is_some_and(|g| g.strand.as_deref() == Some(strand))
            };
            let has = first.set.iter().filter(|id| of(id)).count();
            let missing = promised.saturating_sub(u64::try_from(has).unwrap_or(u64::MAX));
            let more = self
                .by_result(round)
                .into_iter()
                .filter(|id| of(id) && !first.set.contains(id) && self.is_ours(id))
                .take(usize::try_from(missing).unwrap_or(usize::MAX));
            forced.extend(more.map(|id| (id, strand.to_owned())));
        }
        if forced.is_empty() {
            return Ok(first);
        }
        self.fits_with(round, rule, &forced)
    }

    fn is_ours(&self, goal: &str) -> bool {
        self.goal(goal).is_some_and(|g| {
            g.is_live()
                && within_reach(g.control)
                && !matches!(
                    g.decision,
                    Some(Decision::Ask { .. } | Decision::NotThisTime { .. })
                )
        })
    }

    /// Goals of a round, the best result first; level ones as lots were drawn, then by id.
    fn by_result(&self, round: &Round) -> Vec<String> {
        let Some(tally) = round.tally() else {
            return Vec::new();
        };
        let mut goals: Vec<(Option<Exact>, String)> = tally
            .results
            .iter()
            .map(|c| (c.result, c.goal.clone()))
            .collect();
        goals.sort_by_key(|(result, id)| (std::cmp::Reverse(*result), self.tie_key(round, id)));
        goals.into_iter().map(|(_, id)| id).collect()
    }

    /// What breaks ties: what a lot or the chair put first, then the id.
    fn tie_key(&self, round: &Round, goal: &str) -> String {
        let first = self
            .lots
            .iter()
            .any(|l| l.round == round.id && l.taken == goal);
        format!("{}{goal}", if first { '0' } else { '1' })
    }

    fn fits_with(
        &self,
        round: &Round,
        rule: RoomRule,
        forced: &[(String, String)],
    ) -> Result<Fit, String> {
        let mut fit = Fit::default();
        for goal in self.live_goals() {
            if !self.is_ours(&goal.id) {
                fit.why.insert(goal.id.clone(), Reason::NotOurs);
            } else if !round.goals.contains(&goal.id) {
                fit.why.insert(goal.id.clone(), Reason::NotVoted);
            } else if goal.cost.is_none() || goal.hours.is_none() {
                fit.unknown.push(goal.id.clone());
            }
        }
        for (id, strand) in forced {
            fit.set.push(id.clone());
            fit.why
                .insert(id.clone(), Reason::ForStrand(strand.clone()));
        }
        let goals: Vec<&Goal> = self
            .by_result(round)
            .iter()
            .filter(|id| self.is_ours(id) && !fit.set.contains(id))
            .filter_map(|id| self.goal(id))
            .collect();
        if rule == RoomRule::MostVotes || round.method == Method::Hands {
            self.most_votes(round, &goals, &mut fit);
        } else {
            self.by_rule(round, rule, &goals, &mut fit)
                .map_err(|e| format!("Nothing can be worked out: {e}."))?;
        }
        Ok(fit)
    }

    /// What is left of money, hours and places after what is in.
    fn left(&self, set: &[String]) -> (Option<u64>, Option<u64>, Option<u64>) {
        let capacity = &self.agenda().capacity;
        let goals = || set.iter().filter_map(|id| self.goal(id));
        let money: u64 = goals().filter_map(|g| g.cost).sum();
        let hours: u64 = goals().filter_map(|g| g.hours).sum();
        let count = u64::try_from(set.len()).unwrap_or(u64::MAX);
        (
            capacity.money.map(|m| m.saturating_sub(money)),
            capacity.hours.map(|h| h.saturating_sub(hours)),
            capacity.goals.map(|n| n.saturating_sub(count)),
        )
    }

    /// The best result first; what does not fit is skipped.
    fn most_votes(&self, round: &Round, goals: &[&Goal], fit: &mut Fit) {
        let result = |id: &str| round.tally().and_then(|t| t.of(id)).and_then(|c| c.result);
        let nobody = |id: &str| result(id).is_none_or(|r| r <= Exact::from_integer(0));
        for goal in goals {
            let (money, hours, places) = self.left(&fit.set);
            let short = |left: Option<u64>, takes: Option<u64>| {
                left.map_or(0, |l| takes.unwrap_or(0).saturating_sub(l))
            };
            let (money, hours) = (short(money, goal.cost), short(hours, goal.hours));
            let full = places == Some(0);
            let reason = if nobody(&goal.id) {
                Reason::Nobody
            } else if money > 0 || hours > 0 || full {
                Reason::Short { money, hours, full }
            } else {
                fit.set.push(goal.id.clone());
                fit.steps.push(Taken {
                    goal: goal.id.clone(),
                    filled: false,
                    paid: Vec::new(),
                });
                Reason::Backed(Self::backers(round, &goal.id))
            };
            fit.why.insert(goal.id.clone(), reason);
        }
        let mut level: BTreeMap<Option<Exact>, Vec<String>> = BTreeMap::new();
        for goal in goals.iter().filter(|g| !nobody(&g.id)) {
            let same = level.entry(result(&goal.id)).or_default();
            same.push(goal.id.clone());
        }
        fit.ties = level
            .into_values()
            .filter(|ids| {
                let inside = ids.iter().filter(|id| fit.set.contains(id)).count();
                inside > 0 && inside < ids.len()
            })
            .collect();
    }

    /// Groups whose own result is in the upper half of the scale; empty where groups are not shown apart.
    fn backers(round: &Round, goal: &str) -> Vec<String> {
        let counted = round.tally().and_then(|t| t.of(goal));
        let groups = counted.map(|c| &c.groups);
        groups
            .into_iter()
            .flatten()
            .filter(|(_, figure)| **figure >= half(round))
            .map(|(group, _)| group.clone())
            .collect()
    }

    fn by_rule(
        &self,
        round: &Round,
        rule: RoomRule,
        goals: &[&Goal],
        fit: &mut Fit,
    ) -> Result<(), Unusable> {
        let left = self.left(&fit.set);
        let approvals = rule == RoomRule::Phragmen || round.method == Method::Approve;
        let election = self.election(round, goals, left, approvals);
        let full = Completion {
            raise: Some(Raise::Percent),
            greedy: true,
        };
        let chosen = choose(
            &election,
            match rule {
                RoomRule::Phragmen => Rule::Phragmen { greedy: true },
                RoomRule::Best => Rule::Best(Value::Votes),
                RoomRule::EqualShares | RoomRule::MostVotes => Rule::EqualShares(full),
            },
        )?;
        Self::say(round, goals, &election, &chosen, fit);
        if rule == RoomRule::EqualShares {
            fit.shares = shares(round, &election);
        }
        Ok(())
    }

    /// A counted round with every goal on the list that it voted on, as an election under the whole capacity; for other
    /// programs to read. `None` where it was a show of hands, or is not counted.
    pub fn ballots_as_election(&self, round: &Round) -> Option<(Election, Vec<String>)> {
        if round.method == Method::Hands || round.tally().is_none() {
            return None;
        }
        let goals: Vec<&Goal> = round
            .goals
            .iter()
            .filter_map(|id| self.goal(id))
            .filter(|g| g.is_live())
            .collect();
        let approvals = round.method == Method::Approve;
        let mut election = self.election(round, &goals, self.left(&[]), approvals);
        for (project, goal) in election.projects.iter_mut().zip(&goals) {
            project.id.clone_from(&goal.id);
        }
        let names = goals.iter().map(|g| g.title.clone()).collect();
        Some((election, names))
    }

    /// These goals and the round's ballots on them, under what is left.
    fn election(
        &self,
        round: &Round,
        goals: &[&Goal],
        (money, hours, places): (Option<u64>, Option<u64>, Option<u64>),
        approvals: bool,
    ) -> Election {
        let ballots = match &round.state {
            RoundState::Closed { ballots, .. } => ballots.as_slice(),
            RoundState::Open | RoundState::Abandoned => &[],
        };
        let exact = |n: u64| Exact::from_integer(i64::try_from(n).unwrap_or(i64::MAX));
        let mut limits = Vec::new();
        for (name, left) in [("money", money), ("hours", hours)] {
            limits.extend(left.map(|left| Limit {
                name: name.to_owned(),
                budget: exact(left),
            }));
        }
        let takes = |goal: &Goal| {
            let money = money.map(|_| exact(goal.cost.unwrap_or(0)));
            let hours = hours.map(|_| exact(goal.hours.unwrap_or(0)));
            money.into_iter().chain(hours).collect()
        };
        Election {
            kind: if approvals {
                Kind::Approval
            } else {
                Kind::Points
            },
            projects: goals
                .iter()
                .map(|g| Project {
                    id: self.tie_key(round, &g.id),
                    costs: takes(g),
                })
                .collect(),
            limits,
            at_most: places,
            weight: round.weight,
            ballots: ballots
                .iter()
                .map(|ballot| {
                    let marks = goals.iter().enumerate().filter_map(|(place, goal)| {
                        let on_ballot = round.goals.iter().position(|g| *g == goal.id)?;
                        let mark = ballot.answers.mark(on_ballot)?;
                        let worth = worth(round, mark, approvals);
                        (worth > 0).then(|| (place, Exact::from_integer(worth)))
                    });
                    Ballot::points(marks).of(ballot.group.clone())
                })
                .collect(),
        }
    }

    /// The set and its reasons, in the meeting's words.
    fn say(round: &Round, goals: &[&Goal], election: &Election, chosen: &Outcome, fit: &mut Fit) {
        let id = |place: usize| goals.get(place).map_or_else(String::new, |g| g.id.clone());
        fit.set.extend(chosen.selected.iter().map(|p| id(*p)));
        fit.raised = chosen.raised.as_ref().map_or(0, |r| r.times);
        let mut ties: BTreeSet<Vec<String>> = BTreeSet::new();
        for (place, why) in chosen.why.iter().enumerate() {
            let goal = id(place);
            let reason = match why {
                Why::In(In::Step(_) | In::Best) => Reason::Backed(Self::backers(round, &goal)),
                Why::Out { because, tied } => {
                    if !tied.is_empty() {
                        let mut level: Vec<String> = tied.iter().map(|t| id(*t)).collect();
                        level.push(goal.clone());
                        level.sort();
                        ties.insert(level);
                    }
                    match because {
                        WhyOut::NoSupport => Reason::Nobody,
                        WhyOut::Short { short, .. } => short_of(election, short),
                        WhyOut::Money { left, cost } => {
                            Reason::Covered(covered(left, cost.as_ref()))
                        }
                        WhyOut::Stopped { at } => Reason::Stopped(id(*at)),
                        WhyOut::NotBest => Reason::NotBest,
                    }
                }
            };
            fit.why.insert(goal, reason);
        }
        fit.ties = ties.into_iter().collect();
        let apart = round
            .tally()
            .is_some_and(|t| t.results.iter().all(|c| !c.withheld));
        fit.steps = chosen
            .steps
            .iter()
            .map(|step| {
                let mut paid: BTreeMap<String, (usize, Exact, Exact)> = BTreeMap::new();
                for (ballot, amount) in step.payments.each() {
                    let group = election
                        .ballots
                        .get(ballot)
                        .filter(|_| apart)
                        .map_or_else(String::new, |b| b.group.clone());
                    let amount = percent_of_all(election, &amount);
                    let entry = paid.entry(group).or_insert((0, amount, amount));
                    entry.0 += 1;
                    entry.1 = entry.1.min(amount);
                    entry.2 = entry.2.max(amount);
                }
                Taken {
                    goal: id(step.project),
                    filled: step.phase == crate::domain::vote::choose::Phase::Filling,
                    paid: paid
                        .into_iter()
                        .map(|(group, (n, least, most))| (group, n, least, most))
                        .collect(),
                }
            })
            .collect();
    }
}

/// The middle of the scale of a group's result. An even part of the dots; the middle of the order.
fn half(round: &Round) -> Exact {
    let goals = i64::try_from(round.goals.len()).unwrap_or(i64::MAX).max(1);
    match round.method {
        Method::Score => Exact::new(5, 2),
        Method::Rate => Exact::from_integer(5),
        Method::Approve | Method::Hands => Exact::from_integer(50),
        Method::Dots => Exact::new(100, goals),
        Method::Rank => Exact::new(goals + 1, 2),
    }
}

/// What a mark is worth to a rule: as an approval (4 and 5 of 5, 7 to 9 of 9, any dot, any place, yes), or in points.
fn worth(round: &Round, mark: u8, approval: bool) -> i64 {
    let mark = i64::from(mark);
    let yes = |is: bool| i64::from(is);
    match (round.method, approval) {
        (Method::Score, true) => yes(mark >= 4),
        (Method::Rate, true) => yes(mark >= 7),
        (Method::Dots | Method::Rank | Method::Approve | Method::Hands, true) => yes(mark > 0),
        (Method::Rank, false) if mark > 0 => (i64::from(round.allowed.top) + 1 - mark).max(0),
        // The lowest rating is 1, and worth nothing.
        (Method::Rate, false) => (mark - 1).max(0),
        (_, false) => mark,
    }
}

fn short_of(election: &Election, short: &[Short]) -> Reason {
    let (mut money, mut hours, mut full) = (0, 0, false);
    for s in short {
        let by = u64::try_from(s.by.ceil().to_integer()).unwrap_or(u64::MAX);
        match s.of {
            Bound::AtMost => full = true,
            Bound::Limit(place) => match election.limits.get(place).map(|l| l.name.as_str()) {
                Some("money") => money = by,
                _ => hours = by,
            },
        }
    }
    Reason::Short { money, hours, full }
}

/// How much of a cost is covered, per cent, rounded down.
fn covered(left: &Big, cost: Option<&Big>) -> u64 {
    let zero = Big::from_integer(0.into());
    match cost.filter(|c| **c > zero) {
        Some(cost) => {
            let share = left * Big::from_integer(100.into()) / cost;
            u64::try_from(share.floor().to_integer())
                .unwrap_or(100)
                .min(99)
        }
        None => 0,
    }
}

/// An amount of an election, per cent of all there is: in the unit of the one limit, or a part of 1.
fn percent_of_all(election: &Election, amount: &Big) -> Exact {
    let whole = match election.limits.as_slice() {
        [one] if election.at_most.is_none() => one.budget,
        _ => Exact::from_integer(1),
    };
    if whole <= Exact::from_integer(0) {
        return Exact::from_integer(0);
    }
    let whole = Big::new((*whole.numer()).into(), (*whole.denom()).into());
    let thousandths = (amount / whole * Big::from_integer(100_000.into())).round();
    Exact::new(i64::try_from(thousandths.to_integer()).unwrap_or(0), 1000)
}

/// What one voter of each group holds, per cent of all there is.
fn shares(round: &Round, election: &Election) -> Vec<(String, Exact)> {
    let mut groups: BTreeMap<&str, i64> = BTreeMap::new();
    for ballot in &election.ballots {
        *groups.entry(ballot.group.as_str()).or_insert(0) += 1;
    }
    let all: i64 = groups.values().sum();
    let count = i64::try_from(groups.len()).unwrap_or(1).max(1);
    let hundred = 100;
    groups
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(group, n)| {
            let share = match round.weight {
                Weight::Balanced => Exact::new(hundred, count * n),
                Weight::Head => Exact::new(hundred, all.max(1)),
            };
            (group.to_owned(), share)
        })
        .collect()
}
