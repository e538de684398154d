//! Proposals of goals that fit the capacity (money, hours, number of goals), from a round's result, by four rules.
//!
//! The rule that a room sees first is the plain one, best result first; the others are second opinions. Agreed goals are paid
//! for before anything is proposed, every tie is shown and settled by the room, and each goal has one reason to be in or out.

mod best_first;
mod candidates;
mod claims;
mod kept;
mod opinions;
mod swap;
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

/// Amounts by limit: the capacity, or what is left of it; `None` if there is no such limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// In whole units of currency.
    pub money: Option<u64>,
    /// In whole hours.
    pub hours: Option<u64>,
    /// A number of goals.
    pub goals: Option<u64>,
}

/// Why a goal is in a proposal or out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalReason {
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
    /// In: it had the same result as others, and the room has settled that it goes first.
    Settled,
    /// Out: it exceeds a limit by at least so much, however ties are settled.
    Short(Limit, u64),
    /// Out until the tie with these goals is settled.
    LevelWith(Vec<String>),
    /// Out until a tie between these goals is settled, which decides whether it comes in or which limit it exceeds.
    WaitsFor(Vec<String>),
    /// Out: the money that its supporters have left does not cover it.
    NotCovered,
    /// Out: none of its marks counts as support.
    Unsupported,
    /// Out: the rule's set is without it, and the ballots that would give a closer reason are not kept.
    NotChosen,
    /// Out: the rule stopped at this goal, which did not fit.
    Stopped(String),
    /// Never proposed: its result is below the middle of the scale.
    BelowMiddle,
    /// Never proposed: its money (the first) or its hours are not known.
    NotKnown(bool, bool),
    /// Never proposed: it is beyond what the team or the hospital can do.
    OutOfReach,
    /// Never proposed: it is agreed already, and its load is spent.
    AgreedBefore,
    /// Never proposed: it has another decision already.
    Decided,
    /// Never proposed: nobody judged it.
    NoSupport,
    /// Never proposed: it was not in the round.
    NotInRound,
}

impl GoalReason {
    /// True if the goal is proposed.
    pub fn is_in(&self) -> bool {
        matches!(
            self,
            // A positive list, so that a new reason counts as out: a goal proposed by mistake is worse than one left out.
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
    /// The reason.
    pub why: GoalReason,
}

/// A proposal of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fits {
    /// The capacity, as the agenda has it.
    pub limits: Limits,
    /// Goals that are agreed already: their load is spent first.
    pub agreed_before: Vec<String>,
    /// The proposal, in the order in which goals were taken.
    pub selected: Vec<String>,
    /// Every goal on the list, the best result first, equal ones in the order of the ballot; then those that were not voted on.
    pub goals: Vec<Placed>,
    /// The ties at the limit that the room has yet to settle, each a list of goals.
    pub level: Vec<Vec<String>>,
    /// The explanation, claim by claim.
    pub claims: Vec<Claim>,
}

impl Fits {
    /// The reason why a goal is in or out.
    pub fn why(&self, goal: &str) -> Option<&GoalReason> {
        self.goals.iter().find(|p| p.goal == goal).map(|p| &p.why)
    }
}

/// A rule's choice, before the reasons of the other goals are added.
#[derive(Clone, Debug, Default)]
struct RuleChoice {
    /// The goals, in the order in which they were taken.
    selected: Vec<String>,
    /// The reason of each goal that could be proposed.
    why: Vec<Placed>,
    level: Vec<Vec<String>>,
    claims: Vec<Claim>,
}

impl Meeting {
    /// The proposal of a rule from a counted round.
    ///
    /// # Errors
    /// A sentence, if no proposal can be worked out or may be shown.
    pub fn fits(&self, round: &Round, rule: RoomRule) -> Result<Fits, Refusal> {
        let limits = self.limits();
        // Without limits every goal fits, and a list of all goals "in" would look like advice.
        if limits == Limits::default() {
            return refuse(
                "The agenda does not say what we have (capacity: money, hours, goals), so everything fits.",
            );
        }
        let tally = round.tally().ok_or("That round has no result.")?;
        // Best first reads the results that are shown, and nothing else; the other rules read ballots.
        if rule != RoomRule::BestFirst {
            if round.settings.method.is_tables() {
                return refuse(
                    "Small tables have no ballots: only \u{201c}best first\u{201d} can be worked out.",
                );
            }
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

    /// The capacity, as the agenda has it.
    pub fn limits(&self) -> Limits {
        let capacity = &self.agenda().capacity;
        Limits {
            money: capacity.money,
            hours: capacity.hours,
            goals: capacity.goals,
        }
    }

    /// The capacity that is left beside the agreed goals and these.
    fn left(&self, set: &[String]) -> Limits {
        // `saturating_sub`, because the room may have agreed to more than there is, with a reason.
        let load = self.load_with(set);
        let limits = self.limits();
        Limits {
            money: limits.money.map(|m| m.saturating_sub(load.money)),
            hours: limits.hours.map(|h| h.saturating_sub(load.hours)),
            goals: limits.goals.map(|n| n.saturating_sub(load.goals)),
        }
    }

    /// The load of the agreed goals and these together.
    pub fn load_with(&self, set: &[String]) -> Load {
        let set: BTreeSet<&str> = set.iter().map(String::as_str).collect();
        Load::of(self.live_goals().filter(|g| {
            g.decision.as_ref().is_some_and(Decision::is_agreed) || set.contains(g.id.as_str())
        }))
    }

    /// The load of each set, beside the agreed goals and `taken`; equal loads once, since ties give many sets and few sums.
    fn loads<'a, S>(&self, taken: &[String], sets: impl Iterator<Item = S>) -> Vec<Load>
    where
        S: Iterator<Item = &'a String>,
    {
        // Numbers are saturated all through: costs come from a file, and an overflow must not become a goal that fits.
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

    /// The amount by which a goal exceeds each limit beside what is taken, in the order of the sentences: places, money, hours.
    /// A limit of which a goal takes nothing it does not exceed, even if the agreed goals do.
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

    /// The limit that a goal exceeds beside every set, and the least amount: the limit that rules it out even alone, else places,
    /// money, hours. `None` if one set leaves room for it, or if the sets leave too little of different limits.
    fn short_of(&self, sets: &[Load], goal: &str) -> Option<(Limit, u64)> {
        let (first, others) = sets.split_first()?;
        let mut least = self.over(first, goal);
        for set in others {
            for (least, over) in least.iter_mut().zip(self.over(set, goal)) {
                least.1 = least.1.min(over.1);
            }
        }
        // A limit that rules the goal out by itself is the honest reason. "One goal too many" of a goal that costs more than there is
        // would send the room to take out another one for nothing.
        let alone = self.over(&self.load_with(&[]), goal);
        let ruled_out = least.iter().zip(&alone).filter(|(_, alone)| alone.1 > 0);
        ruled_out
            .map(|(least, _)| *least)
            .chain(least)
            .find(|(_, by)| *by > 0)
    }

    /// A rule's choice of candidates, with the goals that are in because of a promise to their strands.
    ///
    /// A strand that the rule leaves without a goal gets its best one, and the rule chooses again beside it. This is repeated until no
    /// strand lacks a goal that it could have, because a goal that is in for one strand may have put another strand's out.
    fn choose(
        &self,
        round: &Round,
        tally: &Tally,
        open: &[String],
        run: &mut RunRule<'_>,
    ) -> Result<RuleChoice, Refusal> {
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
                // The tie comes before the rule: which goal goes first decides what is left for all others.
                Some(Promise::Level { strand, goals }) => {
                    let claim = Claim::PromiseLevel {
                        strand,
                        goals: goals.clone(),
                    };
                    (RuleChoice::waiting(&rest, goals), Some(claim))
                }
                None => (chosen, None),
            };
            return Ok(self.with_promises(promised, chosen, level));
        }
    }

    /// A rule's choice together with the goals that are in for strands, and the claims about them.
    fn with_promises(
        &self,
        promised: Promised,
        chosen: RuleChoice,
        level: Option<Claim>,
    ) -> RuleChoice {
        let mut all = RuleChoice {
            selected: promised.goals(),
            ..RuleChoice::default()
        };
        for (goal, strand) in promised.forced {
            all.why.push(Placed {
                goal: goal.clone(),
                why: GoalReason::StrandPromise(strand.clone()),
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
    ) -> Result<RuleChoice, Refusal> {
        match (rule, tally.shown()) {
            (RoomRule::BestFirst, _) => Ok(self.best_first(round, tally, open, taken)),
            (_, Shown::Open) => self.second_opinion(round, rule, open, taken),
            (_, Shown::Small | Shown::Withheld) => self.kept_set(tally, rule, open, taken),
        }
    }
}

/// A function that runs a rule: its choice of candidates, beside goals that are in already.
type RunRule<'a> = dyn FnMut(&[String], &[String]) -> Result<RuleChoice, Refusal> + 'a;

impl RuleChoice {
    /// No choice: all these goals wait until the tie between `level` is settled.
    fn waiting(goals: &[String], level: Vec<String>) -> Self {
        let why = |goal: &String| {
            if level.contains(goal) {
                GoalReason::LevelWith(level.iter().filter(|g| *g != goal).cloned().collect())
            } else {
                GoalReason::WaitsFor(level.clone())
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
