//! The best set under one limit: all sums that can still matter, item by item (Nemhauser and Ullmann 1969), less those
//! that the bound rules out.

use std::cmp::Ordering;

use super::prices::PricedKnapsack;

/// A set so far: what it costs, what it is worth, and the last item put into it.
#[derive(Clone, Copy, Debug)]
struct PartialSet {
    cost: i128,
    value: i128,
    last: u32,
}

/// A store of sets as chains: each entry is an item and the place of the set it was added to. The first is the empty set.
struct SetStore(Vec<(u32, u32)>);

impl SetStore {
    const EMPTY: u32 = 0;

    fn get(&self, place: u32) -> (u32, u32) {
        self.0.get(place as usize).copied().unwrap_or_default()
    }

    fn put(&mut self, item: u32, before: u32) -> u32 {
        let place = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.push((item, before));
        place
    }

    // Chains share their tails: whole sets for millions of states would not fit the memory.
    fn items(&self, mut place: u32) -> Vec<usize> {
        let mut items = Vec::new();
        while place != Self::EMPTY {
            let (item, before) = self.get(place);
            items.push(item as usize);
            place = before;
        }
        items
    }

    /// Compares two sets of equal value: `Greater` if the smallest id in only one of them is in the first.
    fn compare(&self, problem: &PricedKnapsack, mut one: u32, mut other: u32) -> Ordering {
        let mut best = (usize::MAX, Ordering::Equal);
        while one != other {
            // Later items were put in later: the chains fall.
            let item = |place| {
                if place == Self::EMPTY {
                    None
                } else {
                    Some(self.get(place).0)
                }
            };
            let (first, second) = (item(one), item(other));
            let rank = |item: Option<u32>| {
                item.and_then(|i| problem.items.get(i as usize))
                    .map_or(usize::MAX, |i| i.rank)
            };
            match first.cmp(&second) {
                Ordering::Greater => {
                    best = best.min((rank(first), Ordering::Greater));
                    one = self.get(one).1;
                }
                Ordering::Less => {
                    best = best.min((rank(second), Ordering::Less));
                    other = self.get(other).1;
                }
                Ordering::Equal => {
                    one = self.get(one).1;
                    other = self.get(other).1;
                }
            }
        }
        best.1
    }
}

/// The most sets that are kept, about a second's work.
const MOST: usize = 8_000_000;

/// The items of the best set; of several, the one that holds the smallest id in which they differ. `None` if there are too
/// many sums to keep.
pub(super) fn solve(problem: &PricedKnapsack) -> Option<Vec<usize>> {
    let budget = problem.budgets.first().copied().unwrap_or(0);
    let mut sets = SetStore(vec![(0, 0)]);
    let mut states = vec![PartialSet {
        cost: 0,
        value: 0,
        last: SetStore::EMPTY,
    }];
    let mut at_least = problem.begin();
    // The bound in two parts, because each decision changes them apart: the price of the budget that is left, and the most that
    // the items to come may add.
    let mut to_come: i128 = problem.net.iter().map(|n| (*n).max(0)).sum();
    let at_price = problem.bound - to_come;
    for (index, (item, net)) in (0_u32..).zip(problem.items.iter().zip(&problem.net)) {
        to_come -= (*net).max(0);
        let cost = item.costs.first().copied().unwrap_or(0);
        let mut next: Vec<PartialSet> = Vec::with_capacity(states.len() * 2);
        let mut with = states
            .iter()
            .map(|s| (s.cost + cost, s.value + item.value, s.last))
            .take_while(|s| s.0 <= budget)
            .peekable();
        let mut without = states.iter().copied().peekable();
        loop {
            let put = match (with.peek(), without.peek()) {
                (None, None) => break,
                // Both lists are sorted by cost, so a merge keeps the new one sorted without a sort.
                (Some(w), Some(s)) => (w.0, w.1) < (s.cost, s.value),
                (w, _) => w.is_some(),
            };
            let state = if put {
                let Some((cost, value, last)) = with.next() else {
                    break;
                };
                at_least = at_least.max(value);
                PartialSet {
                    cost,
                    value,
                    last: sets.put(index, last),
                }
            } else {
                let Some(state) = without.next() else { break };
                state
            };
            keep(problem, &sets, &mut next, state);
        }
        // A set of value v and cost c can come to v + (budget - c) at its price + what is to come.
        let price = Price {
            problem,
            whole: at_price,
            budget,
        };
        next.retain(|s| price.bound(s) + to_come >= problem.scale * at_least);
        states = next;
        if sets.0.len() > MOST {
            return None;
        }
    }
    let best = states.into_iter().reduce(|best, state| {
        let order = state
            .value
            .cmp(&best.value)
            .then_with(|| sets.compare(problem, state.last, best.last));
        if order == Ordering::Greater {
            state
        } else {
            best
        }
    });
    best.map(|s| sets.items(s.last))
}

/// The price of what is left of the limit.
struct Price<'a> {
    problem: &'a PricedKnapsack,
    /// The price of the whole limit.
    whole: i128,
    budget: i128,
}

impl Price<'_> {
    fn bound(&self, state: &PartialSet) -> i128 {
        let left = if self.budget > 0 {
            // The price of one unit is whole, so this is exact.
            self.whole / self.budget * (self.budget - state.cost)
        } else {
            0
        };
        self.problem.scale * state.value + left
    }
}

/// Adds a state unless one before it costs as much or less and is as good; removes those that cost as much and are worse.
fn keep(
    problem: &PricedKnapsack,
    sets: &SetStore,
    states: &mut Vec<PartialSet>,
    state: PartialSet,
) {
    while let Some(last) = states.last() {
        let better = state
            .value
            .cmp(&last.value)
            .then_with(|| sets.compare(problem, state.last, last.last));
        if better != Ordering::Greater {
            return;
        }
        if last.cost < state.cost {
            break;
        }
        states.pop();
    }
    states.push(state);
}
