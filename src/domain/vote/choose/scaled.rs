//! An election in whole numbers, in which the rules count.
//!
//! Costs, limits and points are brought to common denominators once; after that there is no fraction left that could be
//! rounded, and what does not fit is refused here rather than overflowing later.

use std::collections::{BTreeMap, BTreeSet};

use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::election::{BallotKind, Election, Unusable, UtilityBallot};
use crate::domain::vote::{exact::Exact, settings::Weight};

/// Sums of costs stay under this, so that products with counts fit 128 bits.
const MOST: u128 = 1 << 100;

/// A supporter of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Supporter {
    /// The place of the ballot in the election.
    pub(super) ballot: u32,
    /// The number of equal ballots that it counts as.
    pub(super) copies: u64,
}

/// The supporters of a project with the same utility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tier {
    /// At least 1; 1 for approvals.
    pub(super) utility: u64,
    pub(super) supporters: Vec<Supporter>,
}

/// An election in whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Scaled {
    /// The budget of each limit; the largest number of projects, if there is such a limit, is the last.
    pub(super) budgets: Vec<u128>,
    /// The factor that makes each limit's budget and costs whole.
    pub(super) scales: Vec<u128>,
    /// Each project's costs, in the order of `budgets`.
    pub(super) costs: Vec<Vec<u128>>,
    /// Each project's cost as a part of `whole`: the largest of `cost / limit`. `None` if a limit of 0 rules the project out.
    pub(super) parts: Vec<Option<u128>>,
    /// The budget to share out, in the unit of `parts`.
    pub(super) whole: u128,
    /// Each project's supporters, by utility.
    pub(super) tiers: Vec<Vec<Tier>>,
    /// Copies of supporters times utility.
    pub(super) votes: Vec<u128>,
    /// The factor that makes all utilities whole.
    pub(super) utility_scale: u128,
    /// The number of equal ballots that each ballot counts as.
    pub(super) copies: Vec<u64>,
    /// The sum of all copies.
    pub(super) electorate: u64,
    /// Each project's place among the ids, sorted as strings.
    pub(super) rank: Vec<usize>,
    /// The projects in the order of their ids.
    pub(super) by_id: Vec<usize>,
}

impl Scaled {
    /// Brings an election to whole numbers.
    ///
    /// # Errors
    /// A fault of the election, or a number in it that is too large.
    pub(super) fn of(election: &Election) -> Result<Self, Unusable> {
        check(election)?;
        let (mut budgets, mut scales, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        costs.resize_with(election.projects.len(), Vec::new);
        for (place, limit) in election.limits.iter().enumerate() {
            let column: Vec<Exact> = election
                .projects
                .iter()
                .filter_map(|p| p.costs.get(place).copied())
                .collect();
            let scale = denominator(column.iter().chain([&limit.budget]))?;
            budgets.push(whole(limit.budget, scale)?);
            scales.push(scale);
            for (cost, row) in column.into_iter().zip(&mut costs) {
                row.push(whole(cost, scale)?);
            }
        }
        if let Some(most) = election.at_most {
            budgets.push(u128::from(most));
            scales.push(1);
            for row in &mut costs {
                row.push(1);
            }
        }
        // Refused here, at once and with a sentence, so that no rule has to think of overflow in the middle of a count.
        let mut all = costs.iter().flatten().chain(&budgets);
        all.try_fold(0_u128, |sum, cost| {
            sum.checked_add(*cost).filter(|s| *s < MOST)
        })
        .ok_or(Unusable::TooLarge("costs"))?;
        let (parts, whole) = parts(&costs, &budgets)?;
        let copies = copies(election)?;
        let electorate = copies
            .iter()
            .try_fold(0_u64, |sum, c| sum.checked_add(*c))
            .ok_or(Unusable::TooLarge("weights"))?;
        let utility_scale = match election.kind {
            BallotKind::Approval => 1,
            BallotKind::Points | BallotKind::Ranks => {
                denominator(election.ballots.iter().flat_map(|b| &b.marks).map(|m| &m.1))?
            }
        };
        let tiers = tiers(election, &copies, utility_scale)?;
        let votes: Vec<u128> = tiers.iter().map(|tiers| votes(tiers)).collect();
        // The rules divide by sums of utilities, which have to fit one machine word.
        if votes.iter().any(|v| *v > 1 << 62) {
            return Err(Unusable::TooLarge("points"));
        }
        let mut by_id: Vec<usize> = (0..election.projects.len()).collect();
        // As strings, so "10" comes before "9": tests against published outcomes break ties in this way.
        by_id.sort_by_key(|p| election.projects.get(*p).map(|p| p.id.as_str()));
        let mut rank = vec![0; by_id.len()];
        for (place, project) in by_id.iter().enumerate() {
            if let Some(slot) = rank.get_mut(*project) {
                *slot = place;
            }
        }
        Ok(Self {
            budgets,
            scales,
            costs,
            parts,
            whole,
            tiers,
            votes,
            utility_scale,
            copies,
            electorate,
            rank,
            by_id,
        })
    }

    /// The number of projects.
    pub(super) fn projects(&self) -> usize {
        self.rank.len()
    }

    /// Copies of supporters times utility; 0 where nobody supports it.
    pub(super) fn votes(&self, project: usize) -> u128 {
        self.votes.get(project).copied().unwrap_or(0)
    }

    /// The place of a project's id among all, sorted as strings.
    pub(super) fn rank(&self, project: usize) -> usize {
        self.rank.get(project).copied().unwrap_or(usize::MAX)
    }

    /// A project's cost in each limit.
    pub(super) fn costs(&self, project: usize) -> &[u128] {
        self.costs.get(project).map_or(&[], Vec::as_slice)
    }

    /// A project's cost as a part of `whole`.
    pub(super) fn part(&self, project: usize) -> Option<u128> {
        self.parts.get(project).copied().flatten()
    }

    /// A project's supporters, by utility.
    pub(super) fn tiers(&self, project: usize) -> &[Tier] {
        self.tiers.get(project).map_or(&[], Vec::as_slice)
    }

    /// The sum of a set's costs in each limit.
    pub(super) fn spent(&self, set: &[usize]) -> Spent {
        let mut spent = Spent::none(self);
        for project in set {
            spent.add(self, *project);
        }
        spent
    }

    /// The projects that have support and fit alone, by id.
    pub(super) fn candidates(&self) -> impl Iterator<Item = usize> + '_ {
        let none = Spent::none(self);
        self.by_id
            .iter()
            .copied()
            .filter(move |p| self.votes(*p) > 0 && none.leaves_room(self, *p))
    }
}

/// The sum of costs in each limit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spent(pub(super) Vec<u128>);

impl Spent {
    pub(super) fn none(scaled: &Scaled) -> Self {
        Self(vec![0; scaled.budgets.len()])
    }

    pub(super) fn add(&mut self, scaled: &Scaled, project: usize) {
        for (spent, cost) in self.0.iter_mut().zip(scaled.costs(project)) {
            *spent += cost;
        }
    }

    /// True if a project fits beside it.
    pub(super) fn leaves_room(&self, scaled: &Scaled, project: usize) -> bool {
        self.0
            .iter()
            .zip(scaled.costs(project))
            .zip(&scaled.budgets)
            .all(|((spent, cost), budget)| spent + cost <= *budget)
    }

    /// True if it is within every limit.
    pub(super) fn is_within(&self, scaled: &Scaled) -> bool {
        self.0.iter().zip(&scaled.budgets).all(|(s, b)| s <= b)
    }
}

fn check(election: &Election) -> Result<(), Unusable> {
    if election.limits.is_empty() && election.at_most.is_none() {
        return Err(Unusable::NoLimit);
    }
    let mut ids = BTreeSet::new();
    for project in &election.projects {
        if !ids.insert(project.id.as_str()) {
            return Err(Unusable::TwiceAProject(project.id.clone()));
        }
        if project.costs.len() != election.limits.len() {
            return Err(Unusable::Costs(project.id.clone()));
        }
        if project.costs.iter().any(Signed::is_negative) {
            return Err(Unusable::Negative(format!("a cost of `{}`", project.id)));
        }
    }
    if let Some(limit) = election.limits.iter().find(|l| l.budget.is_negative()) {
        return Err(Unusable::Negative(format!("the limit `{}`", limit.name)));
    }
    // The last ballot that named each project: a list as long as the election instead of a set for each ballot.
    let mut named = vec![usize::MAX; election.projects.len()];
    for (place, ballot) in election.ballots.iter().enumerate() {
        for (project, number) in &ballot.marks {
            let slot = named.get_mut(*project);
            if slot.is_none_or(|slot| std::mem::replace(slot, place) == place) {
                return Err(Unusable::Ballot(place + 1));
            }
            if number.is_negative() {
                let what = format!("a number on ballot {}", place + 1);
                return Err(Unusable::Negative(what));
            }
        }
    }
    Ok(())
}

/// The least common denominator.
fn denominator<'a>(numbers: impl Iterator<Item = &'a Exact>) -> Result<u128, Unusable> {
    let mut scale = 1_u128;
    for number in numbers {
        let part = number.denom().unsigned_abs().into();
        if part != 1 && !scale.is_multiple_of(part) {
            scale = (scale / scale.gcd(&part))
                .checked_mul(part)
                .filter(|s| *s < MOST)
                .ok_or(Unusable::TooLarge("fractions"))?;
        }
    }
    Ok(scale)
}

fn whole(number: Exact, scale: u128) -> Result<u128, Unusable> {
    let part: u128 = number.denom().unsigned_abs().into();
    u128::from(number.numer().unsigned_abs())
        .checked_mul(scale / part)
        .ok_or(Unusable::TooLarge("numbers with many decimals"))
}

/// Each project's cost as a part of a whole, and that whole.
fn parts(costs: &[Vec<u128>], budgets: &[u128]) -> Result<(Vec<Option<u128>>, u128), Unusable> {
    let large = Unusable::TooLarge("limits");
    let mut whole = 1_u128;
    for budget in budgets.iter().filter(|b| **b > 0) {
        whole = (whole / whole.gcd(budget))
            .checked_mul(*budget)
            .filter(|w| *w < MOST)
            .ok_or(large.clone())?;
    }
    let mut parts = Vec::with_capacity(costs.len());
    for row in costs {
        let mut most = Some(0_u128);
        for (cost, budget) in row.iter().zip(budgets) {
            let part = match (cost, budget) {
                (0, _) => Some(0),
                // With a limit of 0 there is no part that could be paid; a project that takes nothing of it is not touched by it.
                (_, 0) => None,
                _ => Some(
                    cost.checked_mul(whole / budget)
                        .filter(|p| *p < MOST)
                        .ok_or(large.clone())?,
                ),
            };
            most = most.zip(part).map(|(a, b)| a.max(b));
        }
        parts.push(most);
    }
    let common = parts.iter().flatten().fold(whole, |g, part| g.gcd(part));
    parts.iter_mut().flatten().for_each(|part| *part /= common);
    Ok((parts, whole / common))
}

/// The number of equal ballots that each ballot counts as; see [`Election`].
fn copies(election: &Election) -> Result<Vec<u64>, Unusable> {
    if election.weight == Weight::Head {
        return Ok(vec![1; election.ballots.len()]);
    }
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for ballot in &election.ballots {
        *sizes.entry(&ballot.group).or_insert(0) += 1;
    }
    let mut all = 1_u64;
    for size in sizes.values() {
        all = (all / all.gcd(size))
            .checked_mul(*size)
            .ok_or(Unusable::TooLarge("weights"))?;
    }
    // The least whole numbers, because every number in the rules grows with them.
    let common = sizes.values().fold(0, |g, size| (all / size).gcd(&g));
    let copies = |b: &UtilityBallot| {
        sizes
            .get(b.group.as_str())
            .map_or(1, |size| all / size / common)
    };
    Ok(election.ballots.iter().map(copies).collect())
}

fn tiers(election: &Election, copies: &[u64], scale: u128) -> Result<Vec<Vec<Tier>>, Unusable> {
    let mut tiers: Vec<Vec<Tier>> = vec![Vec::new(); election.projects.len()];
    for (place, (ballot, copies)) in election.ballots.iter().zip(copies).enumerate() {
        let place = u32::try_from(place).map_err(|_| Unusable::TooLarge("ballots"))?;
        for (project, mark) in ballot.marks.iter().filter(|m| !m.1.is_zero()) {
            let utility = match election.kind {
                BallotKind::Approval => 1,
                BallotKind::Points | BallotKind::Ranks => {
                    u64::try_from(whole(*mark, scale)?).map_err(|_| Unusable::TooLarge("points"))?
                }
            };
            let Some(tiers) = tiers.get_mut(*project) else {
                continue;
            };
            let supporter = Supporter {
                ballot: place,
                copies: *copies,
            };
            match tiers.binary_search_by_key(&utility, |t| t.utility) {
                Ok(at) => tiers
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|t| t.supporters.push(supporter)),
                Err(at) => tiers.insert(
                    at,
                    Tier {
                        utility,
                        supporters: vec![supporter],
                    },
                ),
            }
        }
    }
    Ok(tiers)
}

fn votes(tiers: &[Tier]) -> u128 {
    tiers
        .iter()
        .map(|tier| {
            let copies: u128 = tier.supporters.iter().map(|s| u128::from(s.copies)).sum();
            copies.saturating_mul(u128::from(tier.utility))
        })
        .fold(0, u128::saturating_add)
}
