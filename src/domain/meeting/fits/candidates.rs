//! Which goals can be proposed at all, and the goals that strands were promised.

use super::{Chosen, Claim, Placed, Why, ties};
use crate::domain::{
    capacity::within_reach,
    goal::{Decision, Goal},
    meeting::Meeting,
    vote::{
        round::Round,
        tally::{Exact, Tally},
    },
};

/// The goals of a meeting as a proposal sees them.
pub(super) struct Candidates {
    /// Every goal in the order of [`super::Fits::goals`], with its reason where that does not depend on a rule.
    pub(super) fixed: Vec<Placed>,
    /// Goals that a rule may choose from, the best result first, equal ones in the order of the ballot.
    pub(super) open: Vec<String>,
}

/// Goals that are in because strands were promised some.
#[derive(Default)]
pub(super) struct Promised {
    /// Goals and the strands they are for.
    pub(super) forced: Vec<(String, String)>,
    /// Goals of a strand of which one is promised, and that stand level.
    pub(super) level: Vec<Vec<String>>,
    pub(super) claims: Vec<Claim>,
}

impl Meeting {
    /// Sorts the goals on the list into those that a rule may choose and those that it may not.
    pub(super) fn candidates(&self, round: &Round, tally: &Tally) -> Candidates {
        let middle = tally.middle(round.method);
        let ranked = tally.ranked();
        let voted = ranked.iter().filter_map(|c| self.goal(&c.goal));
        let others = self
            .live_goals()
            .filter(|g| ranked.iter().all(|c| c.goal != g.id));
        let (mut fixed, mut open) = (Vec::new(), Vec::new());
        for goal in voted.filter(|g| g.is_live()).chain(others) {
            let never = self.never(goal, tally, middle);
            if never.is_none() {
                open.push(goal.id.clone());
            }
            fixed.push(Placed {
                goal: goal.id.clone(),
                why: never.unwrap_or(Why::NoSupport),
            });
        }
        Candidates { fixed, open }
    }

    /// Why a goal is never proposed, the first reason that is true.
    fn never(&self, goal: &Goal, tally: &Tally, middle: Exact) -> Option<Why> {
        let limits = self.limits();
        let unknown = (
            limits.money.is_some() && goal.cost.is_none(),
            limits.hours.is_some() && goal.hours.is_none(),
        );
        match &goal.decision {
            Some(Decision::Agreed { .. }) => return Some(Why::AgreedBefore),
            Some(_) => return Some(Why::Decided),
            None => {}
        }
        let Some(counted) = tally.of(&goal.id) else {
            return Some(Why::NotInRound);
        };
        let Some(result) = counted.result else {
            return Some(Why::NoSupport);
        };
        if result < middle {
            Some(Why::BelowMiddle)
        } else if unknown != (false, false) {
            Some(Why::NotKnown(unknown.0, unknown.1))
        } else if within_reach(goal.control) {
            None
        } else {
            Some(Why::OutOfReach)
        }
    }

    /// Goals that have to be in because their strand was promised some and has too few. Only a goal that fits beside what is
    /// agreed and whose result is above the middle is forced.
    pub(super) fn promised(
        &self,
        tally: &Tally,
        round: &Round,
        candidates: &Candidates,
        first: &Chosen,
    ) -> Promised {
        let mut promised = Promised::default();
        let number = self.agenda().capacity.per_strand.unwrap_or(0);
        let middle = tally.middle(round.method);
        let result = |id: &str| tally.of(id).and_then(|c| c.result);
        for strand in self.findings().strands() {
            let of = |g: &Goal| g.strand.as_deref() == Some(strand);
            let is_of = |id: &String| self.goal(id).is_some_and(of);
            let agreed = self
                .live_goals()
                .filter(|g| of(g) && g.decision.as_ref().is_some_and(Decision::is_agreed))
                .count();
            let has = agreed + first.selected.iter().filter(|id| is_of(id)).count();
            let missing = number.saturating_sub(u64::try_from(has).unwrap_or(u64::MAX));
            for _ in 0..missing {
                let taken: Vec<String> = promised.forced.iter().map(|f| f.0.clone()).collect();
                let mut left: Vec<String> = candidates
                    .open
                    .iter()
                    .filter(|id| is_of(id) && !first.selected.contains(id) && !taken.contains(id))
                    .filter(|id| result(id) > Some(middle))
                    .filter(|id| self.short_of(&[self.load_with(&taken)], id).is_none())
                    .cloned()
                    .collect();
                let best = left.iter().filter_map(|id| result(id)).max();
                left.retain(|id| result(id) == best);
                let settled = ties::first_of(self.lots(), round, &left);
                match (settled, left.as_slice()) {
                    (_, []) => {
                        promised.claims.push(Claim::PromiseUnmet {
                            strand: strand.to_owned(),
                        });
                        break;
                    }
                    (Some(goal), _) | (None, [goal]) => {
                        promised.claims.push(Claim::Promise {
                            strand: strand.to_owned(),
                            goal: goal.clone(),
                        });
                        promised.forced.push((goal.clone(), strand.to_owned()));
                    }
                    (None, _) => {
                        promised.claims.push(Claim::PromiseLevel {
                            strand: strand.to_owned(),
                            goals: left.clone(),
                        });
                        promised.level.push(left);
                        break;
                    }
                }
            }
        }
        promised
    }
}
