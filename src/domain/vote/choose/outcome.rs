//! What a rule comes to: the set, the steps to it, and for each project why it is in or out, as data.
//!
//! The sentences are made by whoever shows it; here are the numbers that they need.

use num_bigint::{BigInt, BigUint};
use num_rational::Ratio;

use super::scaled::{Scaled, Spent};

/// An exact number of any size.
pub type Big = Ratio<BigInt>;

/// A set, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The projects in it, by their place in the election, in the order in which they were taken; for the best set, by id.
    pub selected: Vec<usize>,
    /// What they take of each limit, in the order of the limits.
    pub spent: Vec<Big>,
    /// How it came about, project by project; empty for the best set.
    pub steps: Vec<Step>,
    /// Why each project of the election is in or out, in the order of the election.
    pub why: Vec<Why>,
    /// How far the shares were raised, where they were.
    pub raised: Option<Raised>,
    /// What the best set has most of.
    pub value: Option<Big>,
}

/// One project taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its place in the election.
    pub project: usize,
    /// By which part of the rule.
    pub phase: Phase,
    /// What decided. Greedy: its votes, or votes for each unit of cost (`None`: it costs nothing). Equal shares: rho,
    /// what its supporters pay for each unit of utility, the smallest first. Phragmén: the load of its supporters, the
    /// smallest first. Costs are in the unit of the limit where there is one, parts of 1 where there are several.
    pub score: Option<Big>,
    /// Others that stood level and could have been taken in its place.
    pub tied: Vec<usize>,
    /// Who paid how much; nobody where votes decided.
    pub payments: Payments,
}

/// Which part of a rule took a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The rule itself.
    Rule,
    /// Filling what was left, by votes.
    Filling,
}

/// Who paid how much for a project. Equal shares: of their share. Phragmén: what their load rose by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payments {
    pub(super) denominator: BigUint,
    /// Each different amount once.
    pub(super) amounts: Vec<BigUint>,
    pub(super) payers: Vec<Payer>,
}

/// A ballot that paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Payer {
    /// Its place in the election.
    pub(super) ballot: u32,
    /// As how many ballots it counts, each of which paid the amount.
    pub(super) copies: u64,
    /// The place of the amount.
    pub(super) amount: u32,
}

impl Payments {
    /// Each ballot that paid, by its place in the election, and what. Together they are the cost: in the unit of the
    /// limit where there is one, a part of 1 where there are several.
    pub fn each(&self) -> Vec<(usize, Big)> {
        let paid = |payer: &Payer| {
            let amount = self.amounts.get(payer.amount as usize)? * payer.copies;
            let paid = ratio(amount, self.denominator.clone());
            Some((payer.ballot as usize, paid))
        };
        self.payers.iter().filter_map(paid).collect()
    }

    /// How many ballots paid.
    pub fn len(&self) -> usize {
        self.payers.len()
    }

    /// Nobody paid.
    pub fn is_empty(&self) -> bool {
        self.payers.is_empty()
    }
}

/// How far everyone's share was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// So many times.
    pub times: u64,
    /// The share of a ballot that counts once at the end; the unit is that of [`Step::score`].
    pub share: Big,
}

/// Why a project is in or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is in.
    In(In),
    /// It is out.
    Out {
        /// What kept it out.
        because: WhyOut,
        /// Projects that are in and stood level with it: another way to break the tie could have taken it in their place.
        tied: Vec<usize>,
    },
}

/// How a project got in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum In {
    /// At this step, from 0, of [`Outcome::steps`].
    Step(usize),
    /// It is part of the best set.
    Best,
}

/// What kept a project out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyOut {
    /// Nobody supports it.
    NoSupport,
    /// When its turn came, after so many steps, this was missing.
    Short {
        /// Steps before it.
        after: usize,
        /// Each limit that it would have gone beyond.
        short: Vec<Short>,
    },
    /// Its supporters' shares do not cover it any more.
    Money {
        /// What all its supporters have left.
        left: Big,
        /// What it costs; `None` where a limit of 0 rules it out.
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

/// What is missing of one limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// Of which.
    pub of: Bound,
    /// How much.
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

/// An exact number from two whole ones; 0 where there is nothing to divide by.
pub(super) fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Big {
    let denominator = denominator.into();
    if denominator == BigInt::ZERO {
        return Big::from_integer(BigInt::ZERO);
    }
    Big::new(numerator.into(), denominator)
}

impl Scaled {
    /// A number in the unit of `parts`, as costs are said: of the one limit, or of 1.
    pub(super) fn cost_of(&self, numerator: BigUint, denominator: BigUint) -> Big {
        let (times, over) = self.unit();
        ratio(numerator * times, denominator * over)
    }

    /// What a number in the unit of `parts` is multiplied by and divided by to be said.
    pub(super) fn unit(&self) -> (u128, u128) {
        match (self.budgets.as_slice(), self.scales.as_slice()) {
            ([budget], [scale]) if *budget > 0 => (*budget, self.whole * scale),
            _ => (1, self.whole),
        }
    }

    /// What a project would go beyond.
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

    /// What a set takes of each limit, as it is said.
    pub(super) fn said(&self, spent: &Spent) -> Vec<Big> {
        spent
            .0
            .iter()
            .zip(&self.scales)
            .map(|(spent, scale)| ratio(*spent, *scale))
            .collect()
    }
}
