//! The completion of equal shares: larger shares, and then votes, use up the money that a plain run leaves.
//!
//! Raising the shares by a hundredth is `exhaustion_by_budget_increase` of `pabutools`, by one unit its
//! `voter_budget_increment = 1` and Pabulib's `equalshares/add1`.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{
    super::{
        Completion, Raise,
        election::Unusable,
        greedy::{self, Order, finish},
        outcome::{ElectionOutcome, Phase, Raised},
    },
    EqualShares,
};

impl EqualShares<'_> {
    /// Runs the rule with a completion.
    pub(in super::super) fn complete(
        &self,
        completion: Completion,
        order: Order,
    ) -> Result<ElectionOutcome, Unusable> {
        let step = completion.raise.and_then(|raise| self.step(raise));
        let times = step.map_or(Ok(0), |step| self.raise(step))?;
        let factor = factor(step, times);
        let (mut steps, mut out) = self.steps(&factor);
        let taken: Vec<usize> = steps.iter().map(|s| s.project).collect();
        let mut spent = self.scaled.spent(&taken);
        if completion.greedy {
            let open = |p| !taken.contains(&p);
            let before = steps.len();
            let mut filled =
                greedy::fill(self.scaled, order, Phase::Filling, &mut spent, before, open);
            steps.append(&mut filled.steps);
            out.append(&mut filled.out);
        }
        let mut outcome = finish(self.scaled, steps, out, &spent);
        if step.is_some() {
            let (share, under) = (
                &factor.0 * self.scaled.whole,
                &factor.1 * self.scaled.electorate,
            );
            outcome.raised = Some(Raised {
                times,
                share: self.scaled.cost_of(share, under),
            });
        }
        Ok(outcome)
    }

    /// The part of the first share by which everyone's is raised, as a fraction; `None` if there is nothing to raise.
    fn step(&self, raise: Raise) -> Option<(u128, u128)> {
        match raise {
            Raise::Percent => Some((1, 100)),
            Raise::Unit => {
                let (budget, scale) = (self.scaled.budgets.first()?, self.scaled.scales.first()?);
                let voters = self.scaled.copies.len() as u128;
                (*budget > 0).then_some((voters * scale, *budget))
            }
        }
    }

    /// The number of times the share is raised: until nothing can be added to the set, or once less than where the set exceeds a
    /// limit. A project that nobody supports is never added, and so is no reason to go on.
    fn raise(&self, step: (u128, u128)) -> Result<u64, Unusable> {
        let mut times = 0_u64;
        loop {
            let set = self.set(&factor(Some(step), times));
            let spent = self.scaled.spent(&set);
            if !spent.is_within(self.scaled) {
                // The budget's owner is not to be overdrawn: the last set within every limit counts, as in `pabutools`.
                return Ok(times.saturating_sub(1));
            }
            let all = 0..self.scaled.projects();
            let rest = all.filter(|p| self.scaled.votes(*p) > 0 && !set.contains(p));
            let rest: Vec<usize> = rest.collect();
            if !rest.iter().any(|p| spent.leaves_room(self.scaled, *p)) {
                return Ok(times);
            }
            // Steps that cannot end the loop are leapt over: a goal that one voter of a thousand wants, and that costs all there is, would
            // take a hundred thousand of them. Until the shares of its supporters come to the cost of another project, the set can only be
            // a part of this one: within every limit, and with room for what there is room for now. So nothing ends before.
            let soonest = rest.iter().filter_map(|p| self.soonest(*p, step)).min();
            let next = times.checked_add(1);
            let next = next.ok_or(Unusable::TooLarge("shares"))?;
            times = next.max(soonest.unwrap_or(next));
        }
    }

    /// The number of times the share has to be raised before the shares of all supporters together come to the cost.
    fn soonest(&self, project: usize, (step, of): (u128, u128)) -> Option<u64> {
        let tiers = self.tiers(project).iter().flat_map(|t| &t.supporters);
        let copies: u64 = tiers.map(|s| s.copies).sum();
        // Solved for `times`: (of + times * step) / of * whole / electorate * copies >= part
        let shares = BigUint::from(self.scaled.whole) * copies;
        let wanted = BigUint::from(self.scaled.part(project)?) * self.scaled.electorate;
        if wanted <= shares {
            return Some(0);
        }
        let times = ((wanted - &shares) * of).div_ceil(&(shares * step));
        Some(times.to_u64().unwrap_or(u64::MAX))
    }
}

/// The first share times `1 + times * step`.
pub(super) fn factor(step: Option<(u128, u128)>, times: u64) -> (BigUint, BigUint) {
    let (step, of) = step.unwrap_or((0, 1));
    let raised = BigUint::from(of) + BigUint::from(step) * times;
    (raised, BigUint::from(of))
}
