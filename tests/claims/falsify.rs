//! Falsified claims and reasons: a number off by one, another goal, another group. The evaluator must reject each of them.
//!
//! The matches below are exhaustive, so that a new kind does not compile until it is falsified here.

use service_pledge::domain::{
    meeting::fits::{Claim, Fits, Why},
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
pub(crate) fn reason(why: &Why) -> usize {
    match why {
        Why::BestResult => 0,
        Why::NextThatFits => 1,
        Why::StrandPromise(_) => 2,
        Why::PaidBySupporters => 3,
        Why::BestSet => 4,
        Why::Settled => 5,
        Why::Short(..) => 6,
        Why::LevelWith(_) => 7,
        Why::WaitsFor(_) => 8,
        Why::NotCovered => 9,
        Why::Unsupported => 10,
        Why::NotChosen => 11,
        Why::Stopped(_) => 12,
        Why::BelowMiddle => 13,
        Why::NotKnown(..) => 14,
        Why::OutOfReach => 15,
        Why::AgreedBefore => 16,
        Why::Decided => 17,
        Why::NoSupport => 18,
        Why::NotInRound => 19,
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

    fn of(&self, is: impl Fn(&Why) -> bool) -> Vec<String> {
        let goals = self.fits.goals.iter().filter(|p| is(&p.why));
        goals.map(|p| p.goal.clone()).collect()
    }

    fn inside(&self) -> Vec<String> {
        self.of(Why::is_in)
    }

    fn outside(&self) -> Vec<String> {
        self.of(|why| !why.is_in())
    }

    /// Goals that are in for another reason than this one.
    fn in_otherwise(&self, than: &Why) -> Vec<String> {
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
                    self.in_otherwise(&Why::StrandPromise(strand.clone())),
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
                let others = self.of(|why| !why.is_in() || *why == Why::NextThatFits);
                all.extend(others.into_iter().map(|goal| Claim::BestLeft { goal }));
            }
            Claim::NextThatFits { goal, skipped } => {
                for skipped in Self::lists(skipped, &self.inside()) {
                    all.push(Claim::NextThatFits {
                        goal: goal.clone(),
                        skipped,
                    });
                }
                for goal in self.of(|why| !why.is_in() || *why == Why::BestResult) {
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
    pub(crate) fn reasons(&self, goal: &str, why: &Why) -> Vec<(String, Why)> {
        let of = |goals: Vec<String>, why: &Why| -> Vec<(String, Why)> {
            goals.into_iter().map(|g| (g, why.clone())).collect()
        };
        let here = |whys: Vec<Why>| -> Vec<(String, Why)> {
            whys.into_iter().map(|why| (goal.to_owned(), why)).collect()
        };
        match why {
            Why::BestResult => [
                of(self.outside(), why),
                here(vec![Why::NextThatFits, Why::BestSet]),
            ]
            .concat(),
            Why::NextThatFits => [of(self.outside(), why), here(vec![Why::BestResult])].concat(),
            Why::StrandPromise(strand) => {
                let others = STRANDS.into_iter().filter(|s| s != strand);
                let others = others.map(|s| Why::StrandPromise(s.to_owned())).collect();
                [of(self.outside(), why), here(others)].concat()
            }
            Why::PaidBySupporters => [
                of(self.outside(), why),
                here(vec![Why::BestSet, Why::BestResult]),
            ]
            .concat(),
            Why::BestSet => [of(self.outside(), why), here(vec![Why::PaidBySupporters])].concat(),
            Why::Settled => of(self.outside(), why),
            Why::Short(limit, by) => [
                of(self.inside(), why),
                here(vec![Why::Short(*limit, by + 1), Why::Short(*limit, by - 1)]),
            ]
            .concat(),
            Why::LevelWith(others) => {
                let lists = Self::lists(others, &self.of(|_| true));
                [
                    of(self.inside(), why),
                    here(lists.into_iter().map(Why::LevelWith).collect()),
                ]
                .concat()
            }
            Why::WaitsFor(tied) => {
                let lists = Self::lists(tied, &self.of(|_| true));
                [
                    of(self.inside(), why),
                    here(lists.into_iter().map(Why::WaitsFor).collect()),
                ]
                .concat()
            }
            Why::NotCovered => [
                of(self.inside(), why),
                here(vec![Why::Stopped(goal.to_owned())]),
            ]
            .concat(),
            Why::Unsupported => [of(self.inside(), why), here(vec![Why::NoSupport])].concat(),
            Why::NotChosen => of(self.inside(), why),
            Why::Stopped(_) => {
                let others = self.inside().into_iter().map(Why::Stopped).collect();
                [
                    of(self.inside(), why),
                    here(others),
                    here(vec![Why::Unsupported]),
                ]
                .concat()
            }
            Why::NotKnown(money, hours) => [
                of(self.inside(), why),
                here(vec![
                    Why::NotKnown(!money, *hours),
                    Why::NotKnown(*money, !hours),
                ]),
            ]
            .concat(),
            Why::AgreedBefore => [of(self.inside(), why), here(vec![Why::Decided])].concat(),
            Why::Decided => [of(self.inside(), why), here(vec![Why::AgreedBefore])].concat(),
            Why::BelowMiddle | Why::OutOfReach | Why::NoSupport | Why::NotInRound => {
                of(self.inside(), why)
            }
        }
    }
}
