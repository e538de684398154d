//! The rule "best first": the best result first, and a goal that does not fit is skipped. It reads nothing but shown results.

use super::{Claim, GoalReason, Lot, Placed, RuleChoice, ties};
use crate::domain::{
    meeting::Meeting,
    vote::{round::Round, tally::Tally},
};

/// The most steps through the ways of settling ties; beyond them, every goal after the first tie waits for it.
const MOST_STEPS: usize = 20_000;

/// The money, hours and places that are left.
type Remaining = [Option<u64>; 3];

fn fits(left: &Remaining, takes: &[u64; 3]) -> bool {
    left.iter()
        .zip(takes)
        .all(|(left, takes)| left.is_none_or(|left| *takes <= left))
}

fn without(left: &Remaining, takes: &[u64; 3]) -> Remaining {
    let mut left = *left;
    for (left, takes) in left.iter_mut().zip(takes) {
        *left = left.map(|l| l.saturating_sub(*takes));
    }
    left
}

/// A goal that can be proposed.
struct GoalItem<'a> {
    id: &'a String,
    takes: [u64; 3],
}

/// One end of the rule: the items that are in, those of them that are in by a settled tie, and what is left.
#[derive(Clone)]
struct Branch {
    inside: Vec<bool>,
    settled: Vec<bool>,
    left: Remaining,
}

/// A walk through every end of the rule.
struct Walk<'a> {
    items: Vec<GoalItem<'a>>,
    /// Ends of the classes of equal results.
    classes: Vec<std::ops::Range<usize>>,
    lots: &'a [Lot],
    round: &'a Round,
    ends: Vec<Branch>,
    /// The first tie: goals of the same result that do not all fit.
    level: Vec<usize>,
    steps: usize,
}

impl Walk<'_> {
    fn cut(&self) -> bool {
        self.steps > MOST_STEPS
    }

    fn takes(&self, item: usize) -> [u64; 3] {
        self.items.get(item).map_or([0; 3], |i| i.takes)
    }

    fn take(&self, way: &mut Branch, item: usize) {
        way.left = without(&way.left, &self.takes(item));
        if let Some(inside) = way.inside.get_mut(item) {
            *inside = true;
        }
    }

    /// Takes items class by class. Where those of a class do not all fit, it tries every way of taking some of them.
    fn go(&mut self, class: usize, mut way: Branch) {
        self.steps += 1;
        let Some(range) = self.classes.get(class).cloned() else {
            self.ends.push(way);
            return;
        };
        // An item that does not fit alone has no part in the tie: settled in its favour, the room would get nothing.
        let mut level: Vec<usize> = range.filter(|i| fits(&way.left, &self.takes(*i))).collect();
        loop {
            let all = level.iter().try_fold(way.left, |left, i| {
                let takes = self.takes(*i);
                fits(&left, &takes).then(|| without(&left, &takes))
            });
            // Equal results that all fit are no tie: nobody has to choose.
            if all.is_some() {
                for item in level {
                    self.take(&mut way, item);
                }
                return self.go(class + 1, way);
            }
            let ids: Vec<String> = level
                .iter()
                .filter_map(|i| Some(self.items.get(*i)?.id.clone()))
                .collect();
            // Lots one after the other: taking one goal may leave a smaller tie that the room has settled as well.
            let Some(first) = ties::first_of(self.lots, self.round, &ids)
                .and_then(|first| ids.iter().position(|id| id == first))
                .and_then(|at| level.get(at).copied())
            else {
                break;
            };
            self.take(&mut way, first);
            if let Some(settled) = way.settled.get_mut(first) {
                *settled = true;
            }
            level.retain(|i| *i != first && fits(&way.left, &self.takes(*i)));
        }
        // Only the first tie is asked of the room; how it is settled decides whether there is a second.
        if self.level.is_empty() {
            self.level.clone_from(&level);
        }
        self.parts(class, &level, way, &[]);
    }

    /// Goes on from each part of a tie that fits and to which no other goal of the tie can be added.
    fn parts(&mut self, class: usize, rest: &[usize], way: Branch, out: &[usize]) {
        self.steps += 1;
        if self.cut() {
            return;
        }
        let Some((first, rest)) = rest.split_first() else {
            let more = |i: &usize| fits(&way.left, &self.takes(*i));
            if !out.iter().any(more) {
                self.go(class + 1, way);
            }
            return;
        };
        if fits(&way.left, &self.takes(*first)) {
            let mut with = way.clone();
            self.take(&mut with, *first);
            self.parts(class, rest, with, out);
        }
        // Where all the rest fits beside it, leaving it out leads to no end.
        let mut all = without(&way.left, &self.takes(*first));
        let together = fits(&way.left, &self.takes(*first))
            && rest.iter().all(|i| {
                let takes = self.takes(*i);
                let is = fits(&all, &takes);
                all = without(&all, &takes);
                is
            });
        if !together {
            self.parts(class, rest, way, &[out, &[*first]].concat());
        }
    }

    fn in_all(&self, item: usize) -> bool {
        let inside = |way: &Branch| way.inside.get(item) == Some(&true);
        !self.cut() && self.ends.iter().all(inside)
    }

    fn in_some(&self, item: usize) -> bool {
        let inside = |way: &Branch| way.inside.get(item) == Some(&true);
        self.cut() || self.ends.iter().any(inside)
    }
}

impl Meeting {
    /// The rule on these candidates, beside goals that are in already.
    pub(super) fn best_first(
        &self,
        round: &Round,
        tally: &Tally,
        open: &[String],
        before: &[String],
    ) -> RuleChoice {
        let result = |id: &String| tally.of(id).and_then(|c| c.result);
        let mut from = 0;
        let classes = open
            // By the result as it is kept, which is rounded where a group is small: a hidden difference must not break a tie in the open.
            .chunk_by(|a, b| result(a) == result(b))
            .map(|class| {
                from += class.len();
                from - class.len()..from
            })
            .collect();
        let takes = |id: &String| {
            let goal = self.goal(id);
            let of = |n: Option<u64>| n.unwrap_or(0);
            [
                // Goals with unknown costs are no candidates, so 0 is never a guess here.
                of(goal.and_then(|g| g.cost)),
                of(goal.and_then(|g| g.hours)),
                1,
            ]
        };
        let items = open.iter().map(|id| GoalItem {
            id,
            takes: takes(id),
        });
        let left = self.left(before);
        let mut walk = Walk {
            items: items.collect(),
            classes,
            lots: self.lots(),
            round,
            ends: Vec::new(),
            level: Vec::new(),
            steps: 0,
        };
        let start = Branch {
            inside: vec![false; open.len()],
            settled: vec![false; open.len()],
            left: [left.money, left.hours, left.goals],
        };
        walk.go(0, start);
        self.told_of(&walk, tally, open, before)
    }

    /// The ends of a walk as one proposal. A goal is in if it is in however ties are settled.
    fn told_of(
        &self,
        walk: &Walk,
        tally: &Tally,
        open: &[String],
        before: &[String],
    ) -> RuleChoice {
        let result = |id: &String| tally.of(id).and_then(|c| c.result);
        let id = |item: &usize| open.get(*item).cloned().unwrap_or_default();
        let level: Vec<String> = walk.level.iter().map(id).collect();
        // Before the first tie everything is sure, however many ways there are after it.
        let first_tie = walk.level.first().copied().unwrap_or(open.len());
        let mut chosen = RuleChoice::default();
        let mut skipped: Vec<&String> = Vec::new();
        let ends = self.loads(
            before,
            walk.ends.iter().map(|way| {
                let inside = way.inside.iter().zip(open);
                inside.filter(|(is, _)| **is).map(|(_, id)| id)
            }),
        );
        for (item, goal) in open.iter().enumerate() {
            let of_first = walk.ends.first();
            let is_in = if item < first_tie && walk.cut() {
                of_first.is_some_and(|way| way.inside.get(item) == Some(&true))
            } else {
                walk.in_all(item)
            };
            let why = if walk.level.contains(&item) {
                GoalReason::LevelWith(level.iter().filter(|g| *g != goal).cloned().collect())
            } else if is_in {
                let settled = of_first.and_then(|way| way.settled.get(item)) == Some(&true);
                let better: Vec<String> = skipped
                    .iter()
                    .filter(|id| result(id) > result(goal))
                    .map(|id| (*id).clone())
                    .collect();
                chosen.selected.push(goal.clone());
                if settled {
                    chosen.claims.push(Claim::Settled { goal: goal.clone() });
                    GoalReason::Settled
                } else if better.is_empty() {
                    chosen.claims.push(Claim::BestLeft { goal: goal.clone() });
                    GoalReason::BestResult
                } else {
                    chosen.claims.push(Claim::NextThatFits {
                        goal: goal.clone(),
                        skipped: better,
                    });
                    GoalReason::NextThatFits
                }
            } else if item >= first_tie && walk.in_some(item) {
                GoalReason::WaitsFor(level.clone())
            } else {
                // Beyond every end, by the least that is missing in any of them.
                match self.short_of(&ends, goal) {
                    Some((limit, by)) => GoalReason::Short(limit, by),
                    None => GoalReason::WaitsFor(level.clone()),
                }
            };
            if !why.is_in() {
                skipped.push(goal);
            }
            chosen.why.push(Placed {
                goal: goal.clone(),
                why,
            });
        }
        if !level.is_empty() {
            chosen.level.push(level);
        }
        chosen
    }
}
