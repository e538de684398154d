//! What fits: a set of goals within the unit's money, hours and places, proposed from a round's result by four rules.
//!
//! The rule that a room sees first is the plain one, best result first; the others are second opinions. What is agreed already is
//! spent before anything is proposed, every tie is said and settled by the room, and each goal has one reason to be in or out.

mod best_first;
mod candidates;
mod claims;
mod kept;
mod opinions;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use self::candidates::{Promise, Promised};
pub use self::{
    claims::Claim,
    ties::{Lot, draw},
};
use super::Meeting;
use crate::domain::{
    capacity::Load,
    goal::Decision,
    refusal::{Refusal, refuse},
    vote::{disclosure::Shown, room_rule::RoomRule, round::Round, tally::Tally},
};

/// A limit of the capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// In whole units of currency.
    Money,
    /// In whole hours.
    Hours,
    /// The number of goals.
    Goals,
}

/// What there is of each limit; `None` where there is no such limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Whole units of currency.
    pub money: Option<u64>,
    /// Hours.
    pub hours: Option<u64>,
    /// Goals.
    pub goals: Option<u64>,
}

/// Why a goal is in a proposal or out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// In: no goal that could be proposed has a better result and is out.
    BestResult,
    /// In: a goal with a better result did not fit.
    NextThatFits,
    /// In: its strand was promised a goal.
    StrandPromise(String),
    /// In: its supporters can pay for it.
    PaidBySupporters,
    /// In: it is part of the set with the most points.
    BestSet,
    /// In: it stood level with others, and the room has settled that it goes first.
    Settled,
    /// Out: with it, so much more of a limit would be taken than there is, whichever of those that stand level go first.
    Short(Limit, u64),
    /// Out until the room settles which of these goes first.
    LevelWith(Vec<String>),
    /// Out until a tie between these goals is settled: it may come in by that, or is short of one thing or another.
    WaitsFor(Vec<String>),
    /// Out: what its supporters have left does not cover it.
    NotCovered,
    /// Out: no mark that it got counts as support.
    Unsupported,
    /// Out: this rule comes to a set without it, and the ballots that would say more are not kept.
    NotChosen,
    /// Out: the rule stopped at this goal, which did not fit.
    Stopped(String),
    /// Never proposed: its result is below the middle of the scale.
    BelowMiddle,
    /// Never proposed: its money (the first) or its hours are not known.
    NotKnown(bool, bool),
    /// Never proposed: somebody beyond the hospital would have to do it.
    OutOfReach,
    /// Never proposed: it is agreed already, and what it takes is spent.
    AgreedBefore,
    /// Never proposed: the room has decided otherwise on it.
    Decided,
    /// Never proposed: nobody judged it.
    NoSupport,
    /// It was not in the round.
    NotInRound,
}

impl Why {
    /// The goal is proposed.
    pub fn is_in(&self) -> bool {
        matches!(
            self,
            Self::BestResult
                | Self::NextThatFits
                | Self::StrandPromise(_)
                | Self::PaidBySupporters
                | Self::BestSet
                | Self::Settled
        )
    }
}

/// A goal and why it is in or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The goal's id.
    pub goal: String,
    /// Why.
    pub why: Why,
}

/// What fits, by one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fits {
    /// What the agenda says there is.
    pub limits: Limits,
    /// Goals that are agreed already: what they take is spent first.
    pub agreed_before: Vec<String>,
    /// The proposal, in the order in which goals were taken.
    pub selected: Vec<String>,
    /// Every goal on the list, the best result first, equal ones in the order of the ballot; then those that were not voted on.
    pub goals: Vec<Placed>,
    /// Goals that stand level at the limit, until the room settles which goes first.
    pub level: Vec<Vec<String>>,
    /// How it came about, claim by claim.
    pub claims: Vec<Claim>,
}

impl Fits {
    /// Why a goal is in or out.
    pub fn why(&self, goal: &str) -> Option<&Why> {
        self.goals.iter().find(|p| p.goal == goal).map(|p| &p.why)
    }
}

/// A set as one rule has it, before it is put into words.
#[derive(Clone, Debug, Default)]
struct Chosen {
    /// In the order in which goals were taken.
    selected: Vec<String>,
    /// Of each goal that could be proposed.
    why: Vec<Placed>,
    level: Vec<Vec<String>>,
    claims: Vec<Claim>,
}

impl Meeting {
    /// What fits the capacity, from a counted round.
    ///
    /// # Errors
    /// A sentence, where nothing can be worked out or may be said.
    pub fn fits(&self, round: &Round, rule: RoomRule) -> Result<Fits, Refusal> {
        let limits = self.limits();
        if limits == Limits::default() {
            return refuse(
                "The agenda does not say what we have (capacity: money, hours, goals), so everything fits.",
            );
        }
        let tally = round.tally().ok_or("That round has no result.")?;
        if rule != RoomRule::BestFirst {
            if round.settings.method.is_open() {
                return refuse(
                    "A show of hands has no ballots: only \u{201c}best first\u{201d} can be worked out.",
                );
            }
            if round.lacks_ballots() {
                return refuse(
                    "This round was counted in another record, and its ballots stayed there: only \u{201c}best first\u{201d} can be worked out.",
                );
            }
            if tally.shown() == Shown::Withheld {
                return refuse(
                    "A group is too small to be shown apart: only \u{201c}best first\u{201d} is worked out, from the results that are shown.",
                );
            }
        }
        let candidates = self.candidates(round, tally);
        let agreed_before: Vec<String> = self
            .live_goals()
            .filter(|g| g.decision.as_ref().is_some_and(Decision::is_agreed))
            .map(|g| g.id.clone())
            .collect();
        let mut run = |open: &[String], taken: &[String]| self.run(round, tally, rule, open, taken);
        let chosen = self.choose(round, tally, &candidates.open, &mut run)?;
        let mut goals = candidates.fixed;
        for placed in &mut goals {
            if let Some(now) = chosen.why.iter().find(|p| p.goal == placed.goal) {
                placed.why = now.why.clone();
            }
        }
        let mut fits = Fits {
            limits,
            agreed_before,
            selected: chosen.selected,
            goals,
            level: chosen.level,
            claims: Vec::new(),
        };
        fits.claims = self.claims(round, tally, rule, &fits, chosen.claims);
        Ok(fits)
    }

    /// What the agenda says there is.
    pub fn limits(&self) -> Limits {
        let capacity = &self.agenda().capacity;
        Limits {
            money: capacity.money,
            hours: capacity.hours,
            goals: capacity.goals,
        }
    }

    /// What is left of each limit beside what is agreed and these goals.
    fn left(&self, set: &[String]) -> Limits {
        let load = self.load_with(set);
        let limits = self.limits();
        Limits {
            money: limits.money.map(|m| m.saturating_sub(load.money)),
            hours: limits.hours.map(|h| h.saturating_sub(load.hours)),
            goals: limits.goals.map(|n| n.saturating_sub(load.goals)),
        }
    }

    /// What the goals that are agreed and these take together.
    pub fn load_with(&self, set: &[String]) -> Load {
        let set: BTreeSet<&str> = set.iter().map(String::as_str).collect();
        Load::of(self.live_goals().filter(|g| {
            g.decision.as_ref().is_some_and(Decision::is_agreed) || set.contains(g.id.as_str())
        }))
    }

    /// What some sets take beside what is agreed and these goals; equal ones once, since ties come to many sets and few sums.
    fn loads<'a, S>(&self, taken: &[String], sets: impl Iterator<Item = S>) -> Vec<Load>
    where
        S: Iterator<Item = &'a String>,
    {
        let beside = self.load_with(taken);
        let goals = self.live_goals().map(|g| (g.id.as_str(), Load::of([g])));
        let goals: BTreeMap<&str, Load> = goals.collect();
        let add = |mut sum: Load, id: &String| {
            let goal = goals.get(id.as_str()).copied().unwrap_or_default();
            sum.money = sum.money.saturating_add(goal.money);
            sum.hours = sum.hours.saturating_add(goal.hours);
            sum.goals = sum.goals.saturating_add(goal.goals);
            sum
        };
        let mut loads: Vec<Load> = sets.map(|set| set.fold(beside, add)).collect();
        loads.sort_unstable_by_key(|load| (load.money, load.hours, load.goals));
        loads.dedup();
        loads
    }

    /// By how much a goal goes beyond each limit beside what is taken: places, money and hours, in the order in which they are named.
    /// What a goal takes nothing of it does not go beyond, even where what is agreed does.
    fn over(&self, taken: &Load, goal: &str) -> [(Limit, u64); 3] {
        let goal = self.goal(goal);
        let (money, hours) = goal.map_or((0, 0), |g| (g.cost.unwrap_or(0), g.hours.unwrap_or(0)));
        let limits = self.limits();
        let over = |limit, takes: u64, taken: u64, there_is: Option<u64>| {
            let there_is = there_is.filter(|_| takes > 0).unwrap_or(u64::MAX);
            (limit, taken.saturating_add(takes).saturating_sub(there_is))
        };
        [
            over(Limit::Goals, 1, taken.goals, limits.goals),
            over(Limit::Money, money, taken.money, limits.money),
            over(Limit::Hours, hours, taken.hours, limits.hours),
        ]
    }

    /// What a goal goes beyond beside each of some sets, by the least of them: the limit that rules it out even alone, else places,
    /// money, hours. Nothing where one set leaves room for it, or where they leave too little of different limits.
    fn short_of(&self, sets: &[Load], goal: &str) -> Option<(Limit, u64)> {
        let (first, others) = sets.split_first()?;
        let mut least = self.over(first, goal);
        for set in others {
            for (least, over) in least.iter_mut().zip(self.over(set, goal)) {
                least.1 = least.1.min(over.1);
            }
        }
        let alone = self.over(&self.load_with(&[]), goal);
        let ruled_out = least.iter().zip(&alone).filter(|(_, alone)| alone.1 > 0);
        ruled_out
            .map(|(least, _)| *least)
            .chain(least)
            .find(|(_, by)| *by > 0)
    }

    /// A rule's choice of candidates, with the goals that are in because their strands were promised some.
    ///
    /// Where the rule leaves a strand without, its best goal is in and the rule chooses anew beside it, until no strand lacks a goal
    /// that it could have: a goal that is in for one strand may have put another strand's out.
    fn choose(
        &self,
        round: &Round,
        tally: &Tally,
        open: &[String],
        run: &mut Run<'_>,
    ) -> Result<Chosen, Refusal> {
        let mut promised = Promised::default();
        loop {
            let forced = promised.goals();
            let rest = open.iter().filter(|id| !forced.contains(id));
            let rest: Vec<String> = rest.cloned().collect();
            let chosen = run(&rest, &forced)?;
            let next = self.next_promise(round, tally, open, &promised, &chosen);
            let (chosen, level) = match next {
                Some(Promise::In { goal, strand }) => {
                    promised.forced.push((goal, strand));
                    continue;
                }
                Some(Promise::Unmet { strand }) => {
                    promised.unmet.push(strand);
                    continue;
                }
                // Which of them goes first decides what is left for all others.
                Some(Promise::Level { strand, goals }) => {
                    let claim = Claim::PromiseLevel {
                        strand,
                        goals: goals.clone(),
                    };
                    (Chosen::waiting(&rest, goals), Some(claim))
                }
                None => (chosen, None),
            };
            return Ok(self.with_promises(promised, chosen, level));
        }
    }

    /// A rule's choice together with what is in for strands, and what is said of that.
    fn with_promises(&self, promised: Promised, chosen: Chosen, level: Option<Claim>) -> Chosen {
        let mut all = Chosen {
            selected: promised.goals(),
            ..Chosen::default()
        };
        for (goal, strand) in promised.forced {
            all.why.push(Placed {
                goal: goal.clone(),
                why: Why::StrandPromise(strand.clone()),
            });
            all.claims.push(Claim::Promise { strand, goal });
        }
        all.selected.extend(chosen.selected);
        let set: Vec<&String> = all.selected.iter().collect();
        for strand in promised.unmet {
            let has = self.has(&strand, &set);
            if has < self.agenda().capacity.per_strand.unwrap_or(0) {
                all.claims.push(Claim::PromiseUnmet { strand, has });
            }
        }
        all.claims.extend(level);
        all.why.extend(chosen.why);
        all.level = chosen.level;
        all.claims.extend(chosen.claims);
        all
    }

    fn run(
        &self,
        round: &Round,
        tally: &Tally,
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Result<Chosen, Refusal> {
        match (rule, tally.shown()) {
            (RoomRule::BestFirst, _) => Ok(self.best_first(round, tally, open, taken)),
            (_, Shown::Open) => self.second_opinion(round, rule, open, taken),
            (_, Shown::Small | Shown::Withheld) => self.kept_set(tally, rule, open, taken),
        }
    }
}

/// A rule: its choice of candidates, beside goals that are in already.
type Run<'a> = dyn FnMut(&[String], &[String]) -> Result<Chosen, Refusal> + 'a;

impl Chosen {
    /// Nothing is chosen of these goals until it is settled which of some of them goes first.
    fn waiting(goals: &[String], level: Vec<String>) -> Self {
        let why = |goal: &String| {
            if level.contains(goal) {
                Why::LevelWith(level.iter().filter(|g| *g != goal).cloned().collect())
            } else {
                Why::WaitsFor(level.clone())
            }
        };
        let placed = |goal: &String| Placed {
            goal: goal.clone(),
            why: why(goal),
        };
        Self {
            why: goals.iter().map(placed).collect(),
            level: vec![level],
            ..Self::default()
        }
    }
}
