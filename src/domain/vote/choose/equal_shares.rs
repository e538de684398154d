//! The method of equal shares: everyone holds the same part of the budget, and supporters buy together what is best value.
//!
//! Each voter holds `B / n`. A project is rho-affordable when its supporters can pay for it and nobody pays more than rho
//! for a unit of utility: `sum of min(left_i, rho * u_i) = cost`. The project with the smallest rho is bought, again and
//! again, until no group of supporters can pay for anything (Peters, Pierczyński, Skowron: Proportional Participatory
//! Budgeting with Additive Utilities, 2021).

mod complete;
mod level;

use std::{cmp::Ordering, collections::BTreeMap};

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{
    election::BallotKind,
    outcome::{Big, Payer, Payments, Phase, ProjectReason, SelectionStep, WhyOut},
    purses::{Purses, WideAmount, number},
    scaled::{Scaled, Supporter, Tier},
};

/// The price of a unit of utility, rho: `numerator / (rich * per * common denominator)`.
#[derive(Clone, Debug)]
struct Rho {
    numerator: BigUint,
    /// The utility of all supporters who can pay their part in full.
    rich: u64,
    /// The factor of utility that all supporters have in common: the cost, or 1.
    per: u128,
    /// `rho * 2^64`, rounded down; it decides a comparison wherever two differ in it.
    floor: u128,
}

/// The method of equal shares on one election.
pub(super) struct EqualShares<'a> {
    scaled: &'a Scaled,
    /// True if utility does not go by cost: points, ranks, or 1 for each supported project.
    flat: bool,
    /// Each project's supporters by utility.
    tiers: Vec<Vec<Tier>>,
    /// A lower bound of each project's rho, times 2^64: the rho if every supporter can pay.
    lowest: Vec<u128>,
    /// Free projects with support, by id.
    free: Vec<usize>,
}

/// The state of a run.
#[derive(Clone)]
struct EqualSharesState {
    purses: Purses,
    denominator: BigUint,
    /// Projects that can still be bought, with a lower bound of rho as in [`Rho::floor`].
    open: Vec<(u128, usize)>,
    taken: Vec<usize>,
}

impl<'a> EqualShares<'a> {
    pub(super) fn new(scaled: &'a Scaled, kind: BallotKind, cardinality: bool) -> Self {
        let tiers: Vec<Vec<Tier>> = if cardinality && kind != BallotKind::Approval {
            scaled.tiers.iter().map(|t| flattened(t)).collect()
        } else {
            scaled.tiers.clone()
        };
        let mut rule = Self {
            scaled,
            flat: cardinality || kind != BallotKind::Approval,
            lowest: Vec::new(),
            free: Vec::new(),
            tiers,
        };
        rule.lowest = (0..scaled.projects()).map(|p| rule.lowest(p)).collect();
        // Free projects are taken before the first purchase: their rho is 0. `pabutools` with `Cost_Sat` never takes them.
        let supported = scaled.by_id.iter().filter(|p| scaled.votes(**p) > 0);
        rule.free = supported
            .copied()
            .filter(|p| scaled.part(*p) == Some(0))
            .collect();
        rule
    }

    fn tiers(&self, project: usize) -> &[Tier] {
        self.tiers.get(project).map_or(&[], Vec::as_slice)
    }

    /// The factor of utility that all supporters have in common: the cost, or 1.
    fn per(&self, project: usize) -> u128 {
        if self.flat {
            1
        } else {
            self.scaled.part(project).unwrap_or(1).max(1)
        }
    }

    fn lowest(&self, project: usize) -> u128 {
        let all: u64 = self.tiers(project).iter().map(weight).sum();
        let Some(part) = self.scaled.part(project).filter(|_| all > 0) else {
            return u128::MAX;
        };
        let under = BigUint::from(all) * self.per(project);
        let rho: BigUint = (BigUint::from(part) << 64_u32) / under;
        rho.to_u128().unwrap_or(u128::MAX)
    }

    /// The state before the first purchase: each voter holds `factor` times the first share, `whole / electorate`.
    fn begin(&self, factor: &(BigUint, BigUint)) -> EqualSharesState {
        let share = &factor.0 * self.scaled.whole;
        let denominator = &factor.1 * self.scaled.electorate;
        let common = share.gcd(&denominator).max(BigUint::from(1_u8));
        let open = |p: usize| {
            let part = self.scaled.part(p)?;
            let lowest = self.lowest.get(p).copied()?;
            (self.scaled.votes(p) > 0 && part > 0).then_some((lowest, p))
        };
        EqualSharesState {
            purses: Purses::full(self.scaled.copies.len(), &(share / &common)),
            denominator: denominator / common,
            open: (0..self.scaled.projects()).filter_map(open).collect(),
            taken: self.free.clone(),
        }
    }

    /// The project's rho, where its supporters can pay.
    ///
    /// Supporters who cannot pay their part give all they have, which raises the part of the others, until nobody else
    /// falls short.
    fn rho(&self, project: usize, state: &EqualSharesState) -> Option<Rho> {
        let tiers = self.tiers(project);
        let cost = &state.denominator * self.scaled.part(project)?;
        let mut rich: u64 = tiers.iter().map(weight).sum();
        let mut numerator = cost.clone();
        let mut poor = state.purses.sum();
        loop {
            poor.clear();
            let mut left = 0_u64;
            for tier in tiers {
                let part = (&numerator * tier.utility).div_ceil(&BigUint::from(rich));
                let part = state.purses.amount(&part);
                for Supporter { ballot, copies } in &tier.supporters {
                    let purse = state.purses.get(*ballot);
                    if part.compare(purse) == Ordering::Less {
                        poor.add(purse, *copies);
                    } else {
                        left += copies * tier.utility;
                    }
                }
            }
            // Nobody is left who could pay more: the supporters together cannot afford it.
            if left == 0 {
                return None;
            }
            if left == rich {
                break;
            }
            rich = left;
            numerator = &cost - poor.number();
        }
        let per = self.per(project);
        let under = &state.denominator * rich * per;
        let floor: BigUint = (&numerator << 64_u32) / under;
        let floor = floor.to_u128().unwrap_or(u128::MAX);
        Some(Rho {
            numerator,
            rich,
            per,
            floor,
        })
    }

    /// The projects with the smallest rho, by id, each with its numbers; nothing where nobody can buy anything.
    fn best(&self, state: &mut EqualSharesState) -> Vec<(usize, Rho)> {
        // In the order of lower bounds, so that few rhos have to be worked out: rho only rises while purses shrink.
        state.open.sort_unstable();
        let mut best: Vec<(usize, Rho)> = Vec::new();
        let mut open = std::mem::take(&mut state.open);
        open.retain_mut(|(floor, project)| {
            if best.first().is_some_and(|(_, rho)| *floor > rho.floor) {
                return true;
            }
            let Some(rho) = self.rho(*project, state) else {
                return false;
            };
            *floor = rho.floor;
            let first = best.first();
            match first.map_or(Ordering::Less, |(_, least)| rho.compare(least)) {
                Ordering::Less => best = vec![(*project, rho)],
                Ordering::Equal => best.push((*project, rho)),
                Ordering::Greater => {}
            }
            true
        });
        state.open = open;
        best.sort_by_key(|(project, _)| self.scaled.rank(*project));
        best
    }

    /// Buys a project, and returns the payments if `tell` is true.
    fn buy(&self, state: &mut EqualSharesState, project: usize, rho: &Rho, tell: bool) -> Payments {
        let rich = BigUint::from(rho.rich);
        // Reduced before the purses are scaled: the common denominator grows with each purchase, and every number with it.
        let common = rho.numerator.gcd(&rich).to_u64().unwrap_or(1).max(1);
        let times = rho.rich / common;
        state.purses.scale(times);
        state.denominator *= times;
        let unit = &rho.numerator / common;
        let mut payments = Payments {
            denominator: if tell {
                state.denominator.clone()
            } else {
                BigUint::ZERO
            },
            ..Payments::default()
        };
        for tier in self.tiers(project) {
            let whole = &unit * tier.utility;
            let part: WideAmount = state.purses.amount(&whole);
            // The place of the full part among the amounts: hundreds of supporters pay it, and it is kept once.
            let mut paid_in_full = None;
            for Supporter { ballot, copies } in &tier.supporters {
                if !tell {
                    state.purses.pay(*ballot, &part);
                    continue;
                }
                let next = u32::try_from(payments.amounts.len()).unwrap_or(u32::MAX);
                let amount = if part.compare(state.purses.get(*ballot)) == Ordering::Less {
                    let last = number(state.purses.get(*ballot));
                    // Nobody is named as a payer of nothing.
                    if last == BigUint::ZERO {
                        continue;
                    }
                    payments.amounts.push(last);
                    next
                } else {
                    *paid_in_full.get_or_insert_with(|| {
                        payments.amounts.push(whole.clone());
                        next
                    })
                };
                state.purses.pay(*ballot, &part);
                payments.payers.push(Payer {
                    ballot: *ballot,
                    copies: *copies,
                    amount,
                });
            }
        }
        state.open.retain(|(_, p)| *p != project);
        state.taken.push(project);
        payments
    }

    /// The set for a share.
    fn set(&self, factor: &(BigUint, BigUint)) -> Vec<usize> {
        let mut state = self.begin(factor);
        while let Some((first, rho)) = self.best(&mut state).first() {
            self.buy(&mut state, *first, rho, false);
        }
        state.taken
    }

    /// The steps to the set for a share, and the reasons of the projects that are out.
    fn steps(
        &self,
        factor: &(BigUint, BigUint),
    ) -> (Vec<SelectionStep>, BTreeMap<usize, ProjectReason>) {
        let mut state = self.begin(factor);
        let mut steps: Vec<SelectionStep> = self
            .free
            .iter()
            .map(|project| SelectionStep {
                project: *project,
                phase: Phase::Rule,
                score: Some(Big::from_integer(0.into())),
                tied: Vec::new(),
                payments: Payments::default(),
            })
            .collect();
        while let Some(((first, rho), tied)) = self.best(&mut state).split_first() {
            let score = self.said(rho, &state);
            let mut payments = self.buy(&mut state, *first, rho, true);
            let (times, over) = self.scaled.unit();
            payments.denominator *= over;
            payments.amounts.iter_mut().for_each(|a| *a *= times);
            steps.push(SelectionStep {
                project: *first,
                phase: Phase::Rule,
                score: Some(score),
                tied: tied.iter().map(|(project, _)| *project).collect(),
                payments,
            });
        }
        let out = self.out(&state, &steps);
        (steps, out)
    }

    /// Rho in the units of people: the price, in the unit of the limit, of a point, an approval, or a unit of cost.
    fn said(&self, rho: &Rho, state: &EqualSharesState) -> Big {
        let under = &state.denominator * rho.rich * rho.per;
        if self.flat {
            let cost = &rho.numerator * self.scaled.utility_scale;
            self.scaled.cost_of(cost, under)
        } else {
            // A cost divided by a cost has no unit to convert.
            super::outcome::ratio(rho.numerator.clone(), under)
        }
    }

    /// The reasons of the projects that are out, each with the money that its supporters have left.
    fn out(
        &self,
        state: &EqualSharesState,
        steps: &[SelectionStep],
    ) -> BTreeMap<usize, ProjectReason> {
        let mut out = BTreeMap::new();
        for project in 0..self.scaled.projects() {
            if self.scaled.votes(project) == 0 || state.taken.contains(&project) {
                continue;
            }
            let mut left = state.purses.sum();
            for supporter in self.tiers(project).iter().flat_map(|t| &t.supporters) {
                left.add(state.purses.get(supporter.ballot), supporter.copies);
            }
            let left = self
                .scaled
                .cost_of(left.number(), state.denominator.clone());
            let cost = self.scaled.part(project);
            let cost = cost.map(|c| self.scaled.cost_of(c.into(), 1_u8.into()));
            let because = WhyOut::Money { left, cost };
            let tied = steps
                .iter()
                .filter(|s| s.tied.contains(&project))
                .map(|s| s.project)
                .collect();
            out.insert(project, ProjectReason::Out { because, tied });
        }
        out
    }
}

impl Rho {
    fn compare(&self, other: &Self) -> Ordering {
        self.floor.cmp(&other.floor).then_with(|| {
            let one = &self.numerator * other.rich * other.per;
            one.cmp(&(&other.numerator * self.rich * self.per))
        })
    }
}

/// The utility of all supporters of a tier together.
fn weight(tier: &Tier) -> u64 {
    let copies: u64 = tier.supporters.iter().map(|s| s.copies).sum();
    copies.saturating_mul(tier.utility)
}

fn flattened(tiers: &[Tier]) -> Vec<Tier> {
    let supporters: Vec<Supporter> = tiers
        .iter()
        .flat_map(|t| t.supporters.iter().copied())
        .collect();
    if supporters.is_empty() {
        return Vec::new();
    }
    vec![Tier {
        utility: 1,
        supporters,
    }]
}
