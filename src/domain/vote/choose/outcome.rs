//! The outcome of a rule, as data: the set, the steps to it, and for each project the reason why it is in or out.
//!
//! Sentences are made where an outcome is shown; here are the numbers that they need.

use num_bigint::{BigInt, BigUint};
use num_rational::Ratio;

use super::scaled::{Scaled, Spent};

/// An exact number of any size.
pub type Big = Ratio<BigInt>;

/// A set with its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionOutcome {
    /// The projects in it, by their place in the election, in the order in which they were taken; for the best set, by id.
    pub selected: Vec<usize>,
    /// The sum of their costs in each limit, in the order of the limits.
    pub spent: Vec<Big>,
    /// The steps to it, one for each project; empty for the best set.
    pub steps: Vec<SelectionStep>,
    /// The reason of each project of the election, in the order of the election.
    pub why: Vec<ProjectReason>,
    /// The raise of the shares, if they were raised.
    pub raised: Option<Raised>,
    /// The value of the best set.
    pub value: Option<Big>,
}

/// One project taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionStep {
    /// Its place in the election.
    pub project: usize,
    /// The part of the rule that took it.
    pub phase: Phase,
    /// The number that decided. Greedy: its votes, or votes for each unit of cost (`None`: it costs nothing). Equal shares: rho,
    /// the price that its supporters pay for a unit of utility, the smallest first. Phragmén: the load of its supporters, the
    /// smallest first. Costs are in the unit of the limit where there is one, parts of 1 where there are several.
    pub score: Option<Big>,
    /// Other projects that were level and could have been taken in its place.
    // Also projects that come in at a later step: the order hung on their ids, and anybody who counts by hand has to know.
    pub tied: Vec<usize>,
    /// The payments of its supporters; none if votes decided.
    pub payments: Payments,
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The rule itself.
    Rule,
    /// Filling the rest by votes.
    Filling,
}

/// The payments for a project by ballot. Equal shares: the amount from a voter's share. Phragmén: the rise of a voter's load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payments {
    pub(super) denominator: BigUint,
    /// Each different amount once.
    // Most supporters pay the same, and with thousands of them each amount is a number of many words.
    pub(super) amounts: Vec<BigUint>,
    pub(super) payers: Vec<Payer>,
}

/// A ballot that paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Payer {
    /// Its place in the election.
    pub(super) ballot: u32,
    /// The number of equal ballots that it counts as, each of which paid the amount.
    pub(super) copies: u64,
    /// The place of the amount.
    pub(super) amount: u32,
}

impl Payments {
    /// Each ballot that paid, by its place in the election, with its amount. Together they are the cost: in the unit of the limit
    /// if there is one, as a part of 1 if there are several.
    pub fn each(&self) -> Vec<(usize, Big)> {
        let paid = |payer: &Payer| {
            let amount = self.amounts.get(payer.amount as usize)? * payer.copies;
            let paid = ratio(amount, self.denominator.clone());
            Some((payer.ballot as usize, paid))
        };
        self.payers.iter().filter_map(paid).collect()
    }

    /// The number of ballots that paid.
    pub fn len(&self) -> usize {
        self.payers.len()
    }

    /// True if nobody paid.
    pub fn is_empty(&self) -> bool {
        self.payers.is_empty()
    }
}

/// The raise of everyone's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The number of times it was raised.
    pub times: u64,
    /// The share of a ballot that counts once at the end; the unit is that of [`SelectionStep::score`].
    pub share: Big,
}

/// The reason why a project is in or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectReason {
    /// It is in.
    In(In),
    /// It is out.
    Out {
        /// The reason.
        because: WhyOut,
        /// Projects that are in and were level with it: another way to break the tie could have taken it in their place.
        tied: Vec<usize>,
    },
}

/// The way in which a project got in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum In {
    /// At this step, from 0, of [`ElectionOutcome::steps`].
    Step(usize),
    /// It is part of the best set.
    Best,
}

/// The reason for which a project is out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyOut {
    /// Nobody supports it.
    NoSupport,
    /// It did not fit when its turn came.
    Short {
        /// The number of steps before its turn.
        after: usize,
        /// Each limit that it would have exceeded.
        short: Vec<Short>,
    },
    /// Its supporters' shares do not cover it any more.
    Money {
        /// The money that all its supporters have left.
        left: Big,
        /// Its cost; `None` if a limit of 0 rules it out.
        cost: Option<Big>,
    },
    /// The rule stopped at another project that did not fit, before its turn.
    Stopped {
        /// That project.
        at: usize,
    },
    /// The best set has more without it.
    NotBest,
}

/// The amount by which a project exceeds a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// The limit.
    pub of: Bound,
    /// The amount, in the unit of the limit.
    pub by: Big,
}

/// One of the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// By its place among the limits.
    Limit(usize),
    /// The most projects that may be chosen.
    AtMost,
}

/// The exact quotient of two whole numbers; 0 if the denominator is 0.
pub(super) fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Big {
    let denominator = denominator.into();
    if denominator == BigInt::ZERO {
        return Big::from_integer(BigInt::ZERO);
    }
    Big::new(numerator.into(), denominator)
}

impl Scaled {
    /// A number in the unit of `parts` as a cost: in the unit of the only limit, else as a part of 1.
    pub(super) fn cost_of(&self, numerator: BigUint, denominator: BigUint) -> Big {
        let (times, over) = self.unit();
        ratio(numerator * times, denominator * over)
    }

    /// The factor and the divisor that turn a number in the unit of `parts` into a cost.
    pub(super) fn unit(&self) -> (u128, u128) {
        match (self.budgets.as_slice(), self.scales.as_slice()) {
            ([budget], [scale]) if *budget > 0 => (*budget, self.whole * scale),
            _ => (1, self.whole),
        }
    }

    /// The limits that a project would exceed beside a set.
    pub(super) fn short(&self, spent: &Spent, project: usize) -> Vec<Short> {
        spent
            .0
            .iter()
            .zip(self.costs(project))
            .zip(self.budgets.iter().enumerate())
            .filter_map(|((spent, cost), (place, budget))| {
                let by = (spent + cost).checked_sub(*budget).filter(|by| *by > 0)?;
                let of = self
                    .scales
                    .get(place)
                    .map_or(Bound::AtMost, |_| Bound::Limit(place));
                let scale = self.scales.get(place).copied().unwrap_or(1);
                let by = ratio(by, scale);
                Some(Short { of, by })
            })
            .collect()
    }

    /// The sum of a set's costs in each limit, in the units of the limits.
    pub(super) fn said(&self, spent: &Spent) -> Vec<Big> {
        spent
            .0
            .iter()
            .zip(&self.scales)
            .map(|(spent, scale)| ratio(*spent, *scale))
            .collect()
    }
}
