//! The best set under several limits, by branch and bound: each item is tried in and out, unless the bound rules it out.

use super::{super::election::Unusable, prices::PricedKnapsack};

/// The most steps to find the best set: some seconds.
const MOST_STEPS: u64 = 200_000_000;
/// The most steps to list every best set.
const MOST_STEPS_TO_LIST: u64 = 4_000_000;

/// A search through all sets.
pub(super) struct Search<'a> {
    problem: &'a PricedKnapsack,
    /// Items that have to be in (`true`) or out (`false`).
    fixed: Vec<Option<bool>>,
    left: Vec<i128>,
    taken: Vec<usize>,
    steps: u64,
    most: u64,
}

/// A visitor of sets: it returns the least value that is still wanted, or `None` to end the search.
type Meet<'a> = &'a mut dyn FnMut(&[usize], i128) -> Option<i128>;

impl<'a> Search<'a> {
    pub(super) fn new(problem: &'a PricedKnapsack) -> Self {
        Self {
            problem,
            fixed: vec![None; problem.items.len()],
            left: problem.budgets.clone(),
            taken: Vec::new(),
            steps: 0,
            most: MOST_STEPS,
        }
    }

    /// The items of the best set; of several, the one that holds the smallest id in which they differ.
    pub(super) fn solve(mut self) -> Result<Vec<usize>, Unusable> {
        let mut best = Vec::new();
        let mut value = self.problem.begin();
        self.meet(value, &mut |set, worth| {
            best = set.to_vec();
            value = worth;
            Some(worth + 1)
        })?;
        // The value is known now. Of the sets that reach it, ids decide, from the smallest on: each is fixed as in where some best set
        // holds it beside those that are fixed already, so the answer does not depend on the order of the search.
        let mut by_rank: Vec<usize> = (0..self.problem.items.len()).collect();
        by_rank.sort_by_key(|i| self.problem.items.get(*i).map(|i| i.rank));
        for item in by_rank {
            self.fix(item, Some(true));
            if !best.contains(&item) {
                let mut other = None;
                self.meet(value, &mut |set, _| {
                    other = Some(set.to_vec());
                    None
                })?;
                match other {
                    Some(other) => best = other,
                    None => self.fix(item, Some(false)),
                }
            }
        }
        Ok(best)
    }

    /// Passes the ranks of every set with at least this value to `tell`, until that returns `false`; `false` if it took too long.
    pub(super) fn all(mut self, value: i128, mut tell: impl FnMut(&[usize]) -> bool) -> bool {
        self.most = MOST_STEPS_TO_LIST;
        let problem = self.problem;
        self.meet(value, &mut |set, _| {
            let ranks: Vec<usize> = set
                .iter()
                .filter_map(|i| problem.items.get(*i))
                .map(|i| i.rank)
                .collect();
            tell(&ranks).then_some(value)
        })
        .is_ok()
    }

    fn fix(&mut self, item: usize, to: Option<bool>) {
        if let Some(slot) = self.fixed.get_mut(item) {
            *slot = to;
        }
    }

    /// Visits sets with at least this value.
    fn meet(&mut self, value: i128, meet: Meet<'_>) -> Result<(), Unusable> {
        self.taken.clear();
        self.left.clone_from(&self.problem.budgets);
        let mut wanted = Some(value);
        self.step(0, 0, self.problem.bound, &mut wanted, meet)
    }

    fn step(
        &mut self,
        item: usize,
        value: i128,
        bound: i128,
        wanted: &mut Option<i128>,
        meet: Meet<'_>,
    ) -> Result<(), Unusable> {
        let Some(at_least) = *wanted else {
            return Ok(());
        };
        if bound < self.problem.scale * at_least {
            return Ok(());
        }
        self.steps += 1;
        if self.steps > self.most {
            // A single ballot for everything makes every sum as good as its neighbour: an honest end is better than an endless wait.
            return Err(Unusable::TooManyToSearch);
        }
        let problem = self.problem;
        let (Some(it), Some(net)) = (problem.items.get(item), problem.net.get(item)) else {
            if value >= at_least {
                *wanted = meet(&self.taken, value);
            }
            return Ok(());
        };
        let fixed = self.fixed.get(item).copied().flatten();
        // The side that the price speaks for first, so that a good set is found early and rules out more.
        let first = *net > 0;
        for with in [first, !first] {
            if fixed.is_some_and(|f| f != with) {
                continue;
            }
            // The bound assumes each item on the better side of its price; on the other side the set loses the difference.
            let bound = if with == first {
                bound
            } else {
                bound - net.abs()
            };
            if !with {
                self.step(item + 1, value, bound, wanted, meet)?;
                continue;
            }
            if it.costs.iter().zip(&self.left).any(|(c, l)| c > l) {
                continue;
            }
            let spend = |left: &mut Vec<i128>, sign: i128| {
                left.iter_mut()
                    .zip(&it.costs)
                    .for_each(|(l, c)| *l -= sign * c);
            };
            spend(&mut self.left, 1);
            self.taken.push(item);
            self.step(item + 1, value + it.value, bound, wanted, meet)?;
            self.taken.pop();
            spend(&mut self.left, -1);
        }
        Ok(())
    }
}
