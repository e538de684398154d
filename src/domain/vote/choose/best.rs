//! The best set: the most votes, or the most votes times cost, within every limit.
//!
//! This is a knapsack problem, solved exactly. Under one limit [`one_limit`] keeps every sum that can still matter, for
//! elections of any size; under several limits [`search`] tries each project in and out. Both skip what a bound rules out. The
//! bound comes from prices for the limits: no set is worth more than the whole budget at those prices plus, for each project,
//! its value beyond its own price (Lagrangian relaxation). It holds for any prices, so the prices may be found in floating
//! point; the bound itself is counted in whole numbers.

mod one_limit;
mod prices;
mod search;

use num_bigint::BigUint;
use num_integer::Integer;

use self::{prices::PricedKnapsack, search::Search};
use super::{
    Objective,
    election::Unusable,
    outcome::{ElectionOutcome, In, ProjectReason, WhyOut, ratio},
    scaled::{Scaled, Spent},
    ties::{TiedSets, Ties},
};

/// A project that costs something and may be in the set.
#[derive(Clone, Debug)]
struct KnapsackItem {
    project: usize,
    rank: usize,
    value: i128,
    costs: Vec<i128>,
}

/// The candidates, in two parts: those that cost nothing, which are in every best set, and the others.
fn items(scaled: &Scaled, value: Objective) -> Result<(Vec<usize>, Vec<KnapsackItem>), Unusable> {
    let (mut free, mut items) = (Vec::new(), Vec::new());
    for project in scaled.candidates() {
        if scaled.costs(project).iter().all(|c| *c == 0) {
            // Votes times a cost of 0 are no value, so the search could leave out a free project that voters want.
            free.push(project);
            continue;
        }
        let large = Unusable::TooLarge("votes times costs");
        let value = match value {
            Objective::Votes => Some(scaled.votes(project)),
            Objective::Cost => scaled
                .part(project)
                .and_then(|part| scaled.votes(project).checked_mul(part)),
        };
        let whole = |n: u128| i128::try_from(n).map_err(|_| large.clone());
        items.push(KnapsackItem {
            project,
            rank: scaled.rank(project),
            value: whole(value.ok_or(large.clone())?)?,
            costs: scaled
                .costs(project)
                .iter()
                .map(|c| whole(*c))
                .collect::<Result<_, _>>()?,
        });
    }
    Ok((free, items))
}

/// Divides costs and budgets by the common divisor of each limit's costs: in hundreds, if all costs are whole hundreds.
fn in_least_terms(
    mut items: Vec<KnapsackItem>,
    mut budgets: Vec<i128>,
) -> (Vec<KnapsackItem>, Vec<i128>) {
    for (place, budget) in budgets.iter_mut().enumerate() {
        let costs = items.iter().filter_map(|i| i.costs.get(place));
        let common = costs.fold(0, |g: i128, c| g.gcd(c)).max(1);
        // Rounded down: the rest is smaller than any cost and buys nothing.
        *budget /= common;
        for cost in items.iter_mut().filter_map(|i| i.costs.get_mut(place)) {
            *cost /= common;
        }
    }
    (items, budgets)
}

fn best(scaled: &Scaled, value: Objective) -> Result<(Vec<usize>, i128, PricedKnapsack), Unusable> {
    let (free, items) = items(scaled, value)?;
    let budgets = scaled.budgets.iter().map(|b| i128::try_from(*b));
    let budgets = budgets
        .collect::<Result<Vec<i128>, _>>()
        .map_err(|_| Unusable::TooLarge("limits"))?;
    let (items, budgets) = in_least_terms(items, budgets);
    let problem = PricedKnapsack::new(items, budgets)?;
    // The sums under one limit can be listed for a town's election; under several they are too many, and bounds do better.
    let one = (problem.budgets.len() == 1).then(|| one_limit::solve(&problem));
    let chosen = match one.flatten() {
        Some(chosen) => chosen,
        // Also under one limit, where there were too many sums to keep.
        None => Search::new(&problem).solve()?,
    };
    let total = chosen
        .iter()
        .filter_map(|i| problem.items.get(*i))
        .map(|i| i.value)
        .sum();
    let mut set = free;
    let items = chosen.iter().filter_map(|i| problem.items.get(*i));
    set.extend(items.map(|i| i.project));
    set.sort_by_key(|p| scaled.rank(*p));
    Ok((set, total, problem))
}

/// The value that free projects add to a set: their votes, or 0 if votes count times cost.
fn value_of_free(scaled: &Scaled, set: &[usize], value: Objective) -> u128 {
    match value {
        Objective::Cost => 0,
        Objective::Votes => set
            .iter()
            .filter(|p| scaled.costs(**p).iter().all(|c| *c == 0))
            .map(|p| scaled.votes(*p))
            .sum(),
    }
}

pub(super) fn run(scaled: &Scaled, value: Objective) -> Result<ElectionOutcome, Unusable> {
    let (selected, total, _) = best(scaled, value)?;
    let spent = scaled.spent(&selected);
    let why = |project: usize| {
        if selected.contains(&project) {
            return ProjectReason::In(In::Best);
        }
        let none = Spent::none(scaled);
        let because = if scaled.votes(project) == 0 {
            WhyOut::NoSupport
        } else if none.leaves_room(scaled, project) {
            WhyOut::NotBest
        } else {
            let short = scaled.short(&none, project);
            WhyOut::Short { after: 0, short }
        };
        ProjectReason::Out {
            because,
            tied: Vec::new(),
        }
    };
    // The search leaves out free projects, so its total has to be completed by theirs: pabutools counts them.
    let total = BigUint::from(total.unsigned_abs()) + value_of_free(scaled, &selected, value);
    let value = match value {
        Objective::Votes => ratio(total, scaled.utility_scale),
        Objective::Cost => scaled.cost_of(total, scaled.utility_scale.into()),
    };
    Ok(ElectionOutcome {
        spent: scaled.said(&spent),
        steps: Vec::new(),
        why: (0..scaled.projects()).map(why).collect(),
        raised: None,
        value: Some(value),
        selected,
    })
}

/// Every best set.
pub(super) fn tied(scaled: &Scaled, value: Objective) -> Result<Option<Ties>, Unusable> {
    let (set, total, problem) = best(scaled, value)?;
    let mut found = TiedSets::default();
    found.add(set.iter().map(|p| scaled.rank(*p)));
    let (free, _) = items(scaled, value)?;
    let free: Vec<usize> = free.iter().map(|p| scaled.rank(*p)).collect();
    let listed = Search::new(&problem).all(total, |ranks| {
        found.add(ranks.iter().chain(&free).copied());
        found.look()
    });
    if !listed {
        found.cut();
    }
    Ok(Some(found.finish(&scaled.by_id)))
}
