//! The goals that can be proposed at all, and the goals that strands were promised.

use super::{GoalReason, Placed, RuleChoice, ties};
use crate::domain::{
    capacity::within_reach,
    goal::{Decision, Goal},
    meeting::Meeting,
    vote::{exact::Exact, round::Round, tally::Tally},
};

/// The goals of a meeting as a proposal sees them.
pub(super) struct Candidates {
    /// Every goal in the order of [`super::Fits::goals`], with its reason where that does not depend on a rule.
    pub(super) fixed: Vec<Placed>,
    /// Goals that a rule may choose from, the best result first, equal ones in the order of the ballot.
    pub(super) open: Vec<String>,
}

/// The promises to strands that have been dealt with so far.
#[derive(Default)]
pub(super) struct Promised {
    /// Goals that are in for their strands, in the order in which they were taken.
    pub(super) forced: Vec<(String, String)>,
    /// Strands of which no more goals can be in.
    pub(super) unmet: Vec<String>,
}

impl Promised {
    /// The goals that are in for their strands.
    pub(super) fn goals(&self) -> Vec<String> {
        self.forced.iter().map(|(goal, _)| goal.clone()).collect()
    }
}

/// The next step for a strand that was promised a goal.
pub(super) enum Promise {
    /// This goal is in for it.
    In { goal: String, strand: String },
    /// None of its other goals fits and lies above the middle.
    Unmet { strand: String },
    /// These of its goals have the same result.
    Level { strand: String, goals: Vec<String> },
}

impl Meeting {
    /// Sorts the goals on the list into those that a rule may choose and those that it may not.
    pub(super) fn candidates(&self, round: &Round, tally: &Tally) -> Candidates {
        let middle = tally.middle(round.settings.method);
        let ranked = tally.ranked();
        let voted = ranked.iter().filter_map(|c| self.goal(&c.goal));
        let others = self
            .live_goals()
            .filter(|g| ranked.iter().all(|c| c.goal != g.id));
        let (mut fixed, mut open) = (Vec::new(), Vec::new());
        for goal in voted.filter(|g| g.is_live()).chain(others) {
            let never = Self::never(goal, tally, middle);
            if never.is_none() {
                open.push(goal.id.clone());
            }
            fixed.push(Placed {
                goal: goal.id.clone(),
                why: never.unwrap_or(GoalReason::NoSupport),
            });
        }
        Candidates { fixed, open }
    }

    /// The first reason for which a goal is never proposed, if there is one.
    fn never(goal: &Goal, tally: &Tally, middle: Exact) -> Option<GoalReason> {
        let unknown = (goal.cost.is_none(), goal.hours.is_none());
        match &goal.decision {
            Some(Decision::Agreed { .. }) => return Some(GoalReason::AgreedBefore),
            Some(_) => return Some(GoalReason::Decided),
            None => {}
        }
        let Some(counted) = tally.of(&goal.id) else {
            return Some(GoalReason::NotInRound);
        };
        let Some(result) = counted.result else {
            return Some(GoalReason::NoSupport);
        };
        // The order is that of the reasons: nobody has to look up costs of a goal that the room does not want.
        if result < middle {
            Some(GoalReason::BelowMiddle)
        // "Not known yet" is not 0: counted as 0, a goal would gain by leaving its cost blank.
        } else if unknown != (false, false) {
            Some(GoalReason::NotKnown(unknown.0, unknown.1))
        } else if within_reach(goal.control) {
            None
        } else {
            Some(GoalReason::OutOfReach)
        }
    }

    /// The number of promised goals that a strand lacks, beside the agreed goals and these.
    fn lacks(&self, strand: &str, set: &[&String]) -> u64 {
        let number = self.agenda().capacity.per_strand.unwrap_or(0);
        number.saturating_sub(self.has(strand, set))
    }

    /// The number of a strand's goals among the agreed goals and these.
    pub(super) fn has(&self, strand: &str, set: &[&String]) -> u64 {
        let goals = self.live_goals().filter(|g| {
            let agreed = g.decision.as_ref().is_some_and(Decision::is_agreed);
            g.strand.as_deref() == Some(strand) && (agreed || set.contains(&&g.id))
        });
        u64::try_from(goals.count()).unwrap_or(u64::MAX)
    }

    /// The next step for the first strand that lacks a promised goal, after a rule's choice; `None` if no strand lacks one.
    /// Strands come in the order of the findings. Only a goal that fits and lies above the middle can be in for its strand, the
    /// best first.
    pub(super) fn next_promise(
        &self,
        round: &Round,
        tally: &Tally,
        open: &[String],
        promised: &Promised,
        chosen: &RuleChoice,
    ) -> Option<Promise> {
        let middle = tally.middle(round.settings.method);
        let result = |id: &str| tally.of(id).and_then(|c| c.result);
        let forced = promised.goals();
        let set: Vec<&String> = forced.iter().chain(&chosen.selected).collect();
        let strands = self.findings().strands().into_iter();
        let strand = strands
            .filter(|s| promised.unmet.iter().all(|unmet| unmet != s))
            .find(|strand| self.lacks(strand, &set) > 0)?;
        // Beside the forced goals only: the rule's own choice is made again once the strand's goal is in.
        let beside = self.load_with(&forced);
        let mut best: Vec<String> = open
            .iter()
            .filter(|id| {
                self.goal(id)
                    .is_some_and(|g| g.strand.as_deref() == Some(strand))
            })
            // Above the middle, and not at it as for the rules: a promise must not push in a goal that half the room does not want.
            .filter(|id| !forced.contains(id) && result(id) > Some(middle))
            .filter(|id| self.short_of(&[beside], id).is_none())
            .cloned()
            .collect();
        // `open` has the best result first, so the first that is left has the best result of the strand.
        let of_first = best.first().and_then(|id| result(id));
        best.retain(|id| result(id) == of_first);
        let strand = strand.to_owned();
        let Some(first) = best.first() else {
            return Some(Promise::Unmet { strand });
        };
        let missing = self.lacks(&strand, &forced.iter().collect::<Vec<_>>());
        let all_fit = || {
            let mut beside = forced.clone();
            best.iter().all(|id| {
                let fits = self.short_of(&[self.load_with(&beside)], id).is_none();
                beside.push(id.clone());
                fits
            })
        };
        let enough = u64::try_from(best.len()).unwrap_or(u64::MAX) <= missing;
        // Equal goals are no tie where the strand gets all of them.
        let no_tie = best.len() == 1 || enough && all_fit();
        let goal = if no_tie {
            first
        } else {
            match ties::first_of(self.lots(), round, &best) {
                Some(settled) => settled,
                None => {
                    return Some(Promise::Level {
                        strand,
                        goals: best,
                    });
                }
            }
        };
        Some(Promise::In {
            goal: goal.clone(),
            strand,
        })
    }
}
