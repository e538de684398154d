//! Falsified claims and reasons: a number off by one, another goal, another group. The evaluator must reject each of them.
//!
//! The matches below are exhaustive, so that a new kind does not compile until it is falsified here.

use service_pledge::domain::{
    meeting::fits::{Claim, Fits, GoalReason},
    vote::exact::Exact,
};

use super::world::STRANDS;

/// Every kind of claim.
pub(crate) const CLAIMS: [&str; 18] = [
    "agreed before",
    "promise",
    "promise unmet",
    "promise level",
    "best left",
    "next that fits",
    "settled",
    "level",
    "short",
    "below the middle",
    "not known",
    "out",
    "halves",
    "equal parts",
    "backers",
    "support",
    "no set has more",
    "tied",
];

/// The place of a claim's kind.
pub(crate) fn kind(claim: &Claim) -> usize {
    match claim {
        Claim::AgreedBefore { .. } => 0,
        Claim::Promise { .. } => 1,
        Claim::PromiseUnmet { .. } => 2,
        Claim::PromiseLevel { .. } => 3,
        Claim::BestLeft { .. } => 4,
        Claim::NextThatFits { .. } => 5,
        Claim::Settled { .. } => 6,
        Claim::Level { .. } => 7,
        Claim::Short { .. } => 8,
        Claim::BelowMiddle { .. } => 9,
        Claim::NotKnown { .. } => 10,
        Claim::Out { .. } => 11,
        Claim::Halves { .. } => 12,
        Claim::EqualParts { .. } => 13,
        Claim::Backers { .. } => 14,
        Claim::Support => 15,
        Claim::NoSetHasMore { .. } => 16,
        Claim::Tied { .. } => 17,
    }
}

/// Every kind of reason.
pub(crate) const REASONS: [&str; 20] = [
    "best result",
    "next that fits",
    "strand promise",
    "paid by supporters",
    "best set",
    "settled",
    "short",
    "level with",
    "waits for",
    "not covered",
    "unsupported",
    "not chosen",
    "stopped",
    "below the middle",
    "not known",
    "out of reach",
    "agreed before",
    "decided",
    "no support",
    "not in round",
];

/// The place of a reason's kind.
pub(crate) fn reason(why: &GoalReason) -> usize {
    match why {
        GoalReason::BestResult => 0,
        GoalReason::NextThatFits => 1,
        GoalReason::StrandPromise(_) => 2,
        GoalReason::PaidBySupporters => 3,
        GoalReason::BestSet => 4,
        GoalReason::Settled => 5,
        GoalReason::Short(..) => 6,
        GoalReason::LevelWith(_) => 7,
        GoalReason::WaitsFor(_) => 8,
        GoalReason::NotCovered => 9,
        GoalReason::Unsupported => 10,
        GoalReason::NotChosen => 11,
        GoalReason::Stopped(_) => 12,
        GoalReason::BelowMiddle => 13,
        GoalReason::NotKnown(..) => 14,
        GoalReason::OutOfReach => 15,
        GoalReason::AgreedBefore => 16,
        GoalReason::Decided => 17,
        GoalReason::NoSupport => 18,
        GoalReason::NotInRound => 19,
    }
}

/// A proposal whose claims and reasons are made false.
pub(crate) struct Falsifier<'a> {
    fits: &'a Fits,
}

impl<'a> Falsifier<'a> {
    pub(crate) fn new(fits: &'a Fits) -> Self {
        Self { fits }
    }

    fn of(&self, is: impl Fn(&GoalReason) -> bool) -> Vec<String> {
        let goals = self.fits.goals.iter().filter(|p| is(&p.why));
        goals.map(|p| p.goal.clone()).collect()
    }

    fn inside(&self) -> Vec<String> {
        self.of(GoalReason::is_in)
    }

    fn outside(&self) -> Vec<String> {
        self.of(|why| !why.is_in())
    }

    /// Goals that are in for another reason than this one.
    fn in_otherwise(&self, than: &GoalReason) -> Vec<String> {
        self.of(|why| why.is_in() && why != than)
    }

    /// A list with one fewer, and with one more that does not belong.
    fn lists(goals: &[String], others: &[String]) -> Vec<Vec<String>> {
        let fewer = goals.split_last().map(|(_, fewer)| fewer.to_vec());
        let more = others.iter().filter(|g| !goals.contains(g));
        fewer
            .into_iter()
            .chain(more.map(|g| [goals, std::slice::from_ref(g)].concat()))
            .collect()
    }

    /// Untrue claims, made from a true one.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a claim, so that the list is whole"
    )]
    pub(crate) fn claims(&self, claim: &Claim) -> Vec<Claim> {
        let mut all = Vec::new();
        match claim {
            Claim::AgreedBefore {
                goals,
                money,
                hours,
                unknown,
            } => {
                for (g, m, h, u) in [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)] {
                    all.push(Claim::AgreedBefore {
                        goals: goals + g,
                        money: money + m,
                        hours: hours + h,
                        unknown: unknown + u,
                    });
                }
            }
            Claim::Promise { strand, goal } => {
                for goal in [
                    self.outside(),
                    self.in_otherwise(&GoalReason::StrandPromise(strand.clone())),
                ]
                .concat()
                {
                    all.push(Claim::Promise {
                        strand: strand.clone(),
                        goal,
                    });
                }
                for strand in STRANDS.into_iter().filter(|s| s != strand) {
                    all.push(Claim::Promise {
                        strand: strand.to_owned(),
                        goal: goal.clone(),
                    });
                }
            }
            Claim::PromiseUnmet { strand, has } => {
                all.push(Claim::PromiseUnmet {
                    strand: strand.clone(),
                    has: has + 1,
                });
                for other in STRANDS.into_iter().filter(|s| s != strand) {
                    let unmet = |c: &Claim| matches!(c, Claim::PromiseUnmet { strand, .. } if strand == other);
                    if !self.fits.claims.iter().any(unmet) && self.fits.level.is_empty() {
                        all.push(Claim::PromiseUnmet {
                            strand: other.to_owned(),
                            has: *has,
                        });
                    }
                }
            }
            Claim::PromiseLevel { strand, goals } => {
                for goals in Self::lists(goals, &self.of(|_| true)) {
                    all.push(Claim::PromiseLevel {
                        strand: strand.clone(),
                        goals,
                    });
                }
                for strand in STRANDS.into_iter().filter(|s| s != strand) {
                    all.push(Claim::PromiseLevel {
                        strand: strand.to_owned(),
                        goals: goals.clone(),
                    });
                }
            }
            Claim::BestLeft { .. } => {
                let others = self.of(|why| !why.is_in() || *why == GoalReason::NextThatFits);
                all.extend(others.into_iter().map(|goal| Claim::BestLeft { goal }));
            }
            Claim::NextThatFits { goal, skipped } => {
                for skipped in Self::lists(skipped, &self.inside()) {
                    all.push(Claim::NextThatFits {
                        goal: goal.clone(),
                        skipped,
                    });
                }
                for goal in self.of(|why| !why.is_in() || *why == GoalReason::BestResult) {
                    all.push(Claim::NextThatFits {
                        goal,
                        skipped: skipped.clone(),
                    });
                }
            }
            Claim::Settled { .. } => {
                let others = self.outside();
                all.extend(others.into_iter().map(|goal| Claim::Settled { goal }));
            }
            Claim::Level { goals } => {
                let lists = Self::lists(goals, &self.of(|_| true));
                all.extend(lists.into_iter().map(|goals| Claim::Level { goals }));
            }
            Claim::Short {
                goal,
                limit,
                by,
                or_more,
            } => {
                let mut short = |goal: &String, by: u64, or_more: bool| {
                    all.push(Claim::Short {
                        goal: goal.clone(),
                        limit: *limit,
                        by,
                        or_more,
                    });
                };
                short(goal, by + 1, *or_more);
                short(goal, by - 1, *or_more);
                if !or_more {
                    short(goal, *by, true);
                }
                for goal in self.inside() {
                    short(&goal, *by, *or_more);
                }
            }
            Claim::BelowMiddle {
                goal,
                result,
                middle,
            } => {
                let tenth = Exact::new(1, 10);
                for (result, middle) in [(result - tenth, *middle), (*result, middle + tenth)] {
                    all.push(Claim::BelowMiddle {
                        goal: goal.clone(),
                        result,
                        middle,
                    });
                }
                for goal in self.inside() {
                    all.push(Claim::BelowMiddle {
                        goal,
                        result: *result,
                        middle: *middle,
                    });
                }
            }
            Claim::NotKnown { .. } => {
                let others = self.inside();
                all.extend(others.into_iter().map(|goal| Claim::NotKnown { goal }));
            }
            Claim::Out { goal, why } => {
                for (goal, why) in self.reasons(goal, why) {
                    all.push(Claim::Out { goal, why });
                }
            }
            Claim::Halves { groups } => {
                for at in 0..groups.len() {
                    let mut groups = groups.clone();
                    groups[at].1 += 1;
                    all.push(Claim::Halves {
                        groups: groups.clone(),
                    });
                    groups[at].0 = "carers".into();
                    groups[at].1 -= 1;
                    all.push(Claim::Halves { groups });
                }
                all.push(Claim::Halves {
                    groups: groups[1..].to_vec(),
                });
            }
            Claim::EqualParts { people } => {
                all.extend([people - 1, people + 1].map(|people| Claim::EqualParts { people }));
            }
            Claim::Backers { goal, groups } => {
                for at in 0..groups.len() {
                    let mut groups = groups.clone();
                    groups[at].1 += 1;
                    all.push(Claim::Backers {
                        goal: goal.clone(),
                        groups,
                    });
                }
                if let [one, other] = groups.as_slice()
                    && one.1 != other.1
                {
                    let groups = vec![(one.0.clone(), other.1), (other.0.clone(), one.1)];
                    all.push(Claim::Backers {
                        goal: goal.clone(),
                        groups,
                    });
                }
                for goal in self.outside() {
                    all.push(Claim::Backers {
                        goal,
                        groups: groups.clone(),
                    });
                }
            }
            // It has no number and no goal: it is false of another rule.
            Claim::Support => {}
            Claim::NoSetHasMore { goals, beside } => {
                if let Some((_, fewer)) = goals.split_last() {
                    all.push(Claim::NoSetHasMore {
                        goals: fewer.to_vec(),
                        beside: beside.clone(),
                    });
                }
                for beside in Self::lists(beside, &self.outside()) {
                    all.push(Claim::NoSetHasMore {
                        goals: goals.clone(),
                        beside,
                    });
                }
            }
            Claim::Tied { goals } => {
                let lists = Self::lists(goals, &self.of(|_| true));
                all.extend(lists.into_iter().map(|goals| Claim::Tied { goals }));
            }
        }
        all
    }

    /// Untrue reasons of a goal, made from a true one.
    pub(crate) fn reasons(&self, goal: &str, why: &GoalReason) -> Vec<(String, GoalReason)> {
        let of = |goals: Vec<String>, why: &GoalReason| -> Vec<(String, GoalReason)> {
            goals.into_iter().map(|g| (g, why.clone())).collect()
        };
        let here = |whys: Vec<GoalReason>| -> Vec<(String, GoalReason)> {
            whys.into_iter().map(|why| (goal.to_owned(), why)).collect()
        };
        match why {
            GoalReason::BestResult => [
                of(self.outside(), why),
                here(vec![GoalReason::NextThatFits, GoalReason::BestSet]),
            ]
            .concat(),
            GoalReason::NextThatFits => {
                [of(self.outside(), why), here(vec![GoalReason::BestResult])].concat()
            }
            GoalReason::StrandPromise(strand) => {
                let others = STRANDS.into_iter().filter(|s| s != strand);
                let others = others
                    .map(|s| GoalReason::StrandPromise(s.to_owned()))
                    .collect();
                [of(self.outside(), why), here(others)].concat()
            }
            GoalReason::PaidBySupporters => [
                of(self.outside(), why),
                here(vec![GoalReason::BestSet, GoalReason::BestResult]),
            ]
            .concat(),
            GoalReason::BestSet => [
                of(self.outside(), why),
                here(vec![GoalReason::PaidBySupporters]),
            ]
            .concat(),
            GoalReason::Settled => of(self.outside(), why),
            GoalReason::Short(limit, by) => [
                of(self.inside(), why),
                here(vec![
                    GoalReason::Short(*limit, by + 1),
                    GoalReason::Short(*limit, by - 1),
                ]),
            ]
            .concat(),
            GoalReason::LevelWith(others) => {
                let lists = Self::lists(others, &self.of(|_| true));
                [
                    of(self.inside(), why),
                    here(lists.into_iter().map(GoalReason::LevelWith).collect()),
                ]
                .concat()
            }
            GoalReason::WaitsFor(tied) => {
                let lists = Self::lists(tied, &self.of(|_| true));
                [
                    of(self.inside(), why),
                    here(lists.into_iter().map(GoalReason::WaitsFor).collect()),
                ]
                .concat()
            }
            GoalReason::NotCovered => [
                of(self.inside(), why),
                here(vec![GoalReason::Stopped(goal.to_owned())]),
            ]
            .concat(),
            GoalReason::Unsupported => {
                [of(self.inside(), why), here(vec![GoalReason::NoSupport])].concat()
            }
            GoalReason::Stopped(_) => {
                let others = self.inside().into_iter().map(GoalReason::Stopped).collect();
                [
                    of(self.inside(), why),
                    here(others),
                    here(vec![GoalReason::Unsupported]),
                ]
                .concat()
            }
            GoalReason::NotKnown(money, hours) => [
                of(self.inside(), why),
                here(vec![
                    GoalReason::NotKnown(!money, *hours),
                    GoalReason::NotKnown(*money, !hours),
                ]),
            ]
            .concat(),
            GoalReason::AgreedBefore => {
                [of(self.inside(), why), here(vec![GoalReason::Decided])].concat()
            }
            GoalReason::Decided => {
                [of(self.inside(), why), here(vec![GoalReason::AgreedBefore])].concat()
            }
            GoalReason::NotChosen
            | GoalReason::BelowMiddle
            | GoalReason::OutOfReach
            | GoalReason::NoSupport
            | GoalReason::NotInRound => of(self.inside(), why),
        }
    }
}
