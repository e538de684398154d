//! Phragmén's sequential rule: whoever gets a project carries its cost, and those who carry least come next.
//!
//! Everyone's load begins at 0. The project whose supporters would carry least if its cost were spread evenly over them,
//! `(cost + their loads) / supporters`, is taken, until one that does not fit comes up (Los, Christoff, Grossi:
//! Proportional Budget Allocations, 2022; where several come up together and one of them does not fit, as `pabutools`).

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{
    greedy::{self, Order, finish},
    outcome::{Outcome, Payments, Phase, Step, Why, WhyOut},
    scaled::{Scaled, Spent, Supporter},
    ties::{Found, Ties},
};

/// An election larger than so many ballots times projects is not searched for ties.
const LARGEST_TO_SEARCH: usize = 50_000;

/// The rule on one election.
struct Phragmen<'a> {
    scaled: &'a Scaled,
    /// The candidates, by id.
    candidates: Vec<usize>,
    /// Each project's place among the candidates.
    place: Vec<Option<usize>>,
    /// The candidates that each ballot approves of, by their place.
    approved: Vec<Vec<u32>>,
}

/// Where a run stands.
#[derive(Clone)]
struct State {
    /// Of all loads.
    denominator: BigUint,
    /// The loads there are, each ballot's at [`State::at`]; the first is 0.
    levels: Vec<BigUint>,
    /// Where each ballot's load stands in `levels`.
    at: Vec<u32>,
    /// For each candidate still open its cost and its supporters' loads, over `denominator`.
    sums: Vec<Option<BigUint>>,
    spent: Spent,
    taken: Vec<usize>,
}

/// What comes next.
enum Next {
    /// Any of these, by id.
    Level(Vec<usize>),
    /// Nothing: this project does not fit.
    Stop(usize),
    /// Nothing is left.
    End,
}

impl<'a> Phragmen<'a> {
    fn new(scaled: &'a Scaled) -> Self {
        let candidates: Vec<usize> = scaled.candidates().collect();
        let mut place = vec![None; scaled.projects()];
        let mut approved = vec![Vec::new(); scaled.copies.len()];
        for (index, project) in (0_u32..).zip(&candidates) {
            if let Some(slot) = place.get_mut(*project) {
                *slot = Some(index as usize);
            }
            for supporter in supporters(scaled, *project) {
                if let Some(list) = approved.get_mut(supporter.ballot as usize) {
                    list.push(index);
                }
            }
        }
        Self {
            scaled,
            candidates,
            place,
            approved,
        }
    }

    fn begin(&self) -> State {
        let cost = |p: &usize| self.scaled.part(*p).map(BigUint::from);
        State {
            denominator: BigUint::from(1_u8),
            levels: vec![BigUint::ZERO],
            at: vec![0; self.scaled.copies.len()],
            sums: self.candidates.iter().map(cost).collect(),
            spent: Spent::none(self.scaled),
            taken: Vec::new(),
        }
    }

    fn next(&self, state: &State) -> Next {
        let mut level: Vec<usize> = Vec::new();
        let mut least: Option<(&BigUint, u128)> = None;
        for (project, sum) in self.candidates.iter().zip(&state.sums) {
            let Some(sum) = sum else { continue };
            let votes = self.scaled.votes(*project);
            // sum / votes against least / others.
            let ordering = least.map_or(std::cmp::Ordering::Less, |(least, others)| {
                compare(sum, others, least, votes)
            });
            match ordering {
                std::cmp::Ordering::Less => {
                    least = Some((sum, votes));
                    level = vec![*project];
                }
                std::cmp::Ordering::Equal => level.push(*project),
                std::cmp::Ordering::Greater => {}
            }
        }
        let unfit = |p: &&usize| !state.spent.leaves_room(self.scaled, **p);
        match level.iter().find(unfit) {
            Some(project) => Next::Stop(*project),
            None if level.is_empty() => Next::End,
            None => Next::Level(level),
        }
    }

    fn take(&self, state: &mut State, project: usize, tell: bool) -> Payments {
        let mut payments = Payments::default();
        let index = self.place.get(project).copied().flatten();
        let Some(sum) = index.and_then(|i| state.sums.get_mut(i)?.take()) else {
            return payments;
        };
        let votes = BigUint::from(self.scaled.votes(project));
        let common = sum.gcd(&votes);
        let times = &votes / &common;
        let load = sum / common;
        if let Some(times) = times.to_u64().filter(|t| *t != 1) {
            state.denominator *= times;
            state.levels.iter_mut().for_each(|l| *l *= times);
            state.sums.iter_mut().flatten().for_each(|s| *s *= times);
        }
        let new = u32::try_from(state.levels.len()).unwrap_or(u32::MAX);
        // By how much a load rises, and whose: for each candidate, how many rise from each level.
        let width = state.levels.len();
        let mut rising = vec![0_u64; width * self.candidates.len()];
        let mut known: BTreeMap<(u32, u64), u32> = BTreeMap::new();
        for supporter in supporters(self.scaled, project) {
            let ballot = supporter.ballot as usize;
            let Some(at) = state.at.get_mut(ballot) else {
                continue;
            };
            let old = *at;
            *at = new;
            for other in self.approved.get(ballot).into_iter().flatten() {
                if let Some(count) = rising.get_mut(*other as usize * width + old as usize) {
                    *count += supporter.copies;
                }
            }
            if tell {
                let next = u32::try_from(payments.amounts.len()).unwrap_or(u32::MAX);
                let amount = *known.entry((old, supporter.copies)).or_insert_with(|| {
                    let before = state.levels.get(old as usize).cloned().unwrap_or_default();
                    payments.amounts.push((&load - before) * supporter.copies);
                    next
                });
                payments.payers.push((supporter.ballot, amount));
            }
        }
        let rises: Vec<BigUint> = state.levels.iter().map(|l| &load - l).collect();
        for (sum, counts) in state.sums.iter_mut().zip(rising.chunks_exact(width)) {
            let Some(sum) = sum else { continue };
            for (rise, count) in rises.iter().zip(counts).filter(|(_, c)| **c > 0) {
                *sum += rise * *count;
            }
        }
        state.levels.push(load);
        state.spent.add(self.scaled, project);
        state.taken.push(project);
        if tell {
            payments.denominator = state.denominator.clone();
        }
        payments
    }

    fn search(&self, state: &State, found: &mut Found, seen: &mut BTreeSet<Vec<String>>) {
        if !found.look() {
            return;
        }
        let Next::Level(level) = self.next(state) else {
            found.add(state.taken.iter().map(|p| self.scaled.rank(*p)));
            return;
        };
        for project in &level {
            let mut next = state.clone();
            self.take(&mut next, *project, false);
            // Taken in another order, the same loads may come about.
            if level.len() > 1 && !seen.insert(next.key()) {
                continue;
            }
            self.search(&next, found, seen);
        }
    }
}

impl State {
    /// The set and everybody's load, in least terms.
    fn key(&self) -> Vec<String> {
        let mut set = self.taken.clone();
        set.sort_unstable();
        let load = |level: &BigUint| {
            let common = level.gcd(&self.denominator);
            format!("{}/{}", level / &common, &self.denominator / common)
        };
        let loads: Vec<String> = self.levels.iter().map(load).collect();
        let each = self.at.iter().filter_map(|at| loads.get(*at as usize));
        let set = set.iter().map(ToString::to_string);
        set.chain(each.cloned()).collect()
    }
}

/// Compares `a * b` with `c * d`.
fn compare(a: &BigUint, b: u128, c: &BigUint, d: u128) -> std::cmp::Ordering {
    (a * b).cmp(&(c * d))
}

fn supporters(scaled: &Scaled, project: usize) -> impl Iterator<Item = &Supporter> {
    scaled.tiers(project).iter().flat_map(|t| &t.supporters)
}

pub(super) fn run(scaled: &Scaled, fill: bool) -> Outcome {
    let rule = Phragmen::new(scaled);
    let mut state = rule.begin();
    let mut steps = Vec::new();
    let (times, over) = scaled.unit();
    let stop = loop {
        let level = match rule.next(&state) {
            Next::Level(level) => level,
            Next::Stop(project) => break Some(project),
            Next::End => break None,
        };
        let Some((first, tied)) = level.split_first() else {
            break None;
        };
        let mut payments = rule.take(&mut state, *first, true);
        let load = state.levels.last().cloned().unwrap_or_default();
        payments.denominator *= over;
        payments.amounts.iter_mut().for_each(|a| *a *= times);
        steps.push(Step {
            project: *first,
            phase: Phase::Rule,
            score: Some(scaled.cost_of(load, state.denominator.clone())),
            tied: tied.to_vec(),
            payments,
        });
    };
    let mut out = BTreeMap::new();
    for project in (0..scaled.projects()).filter(|p| scaled.votes(*p) > 0) {
        let short = scaled.short(&state.spent, project);
        let because = match stop {
            Some(at) if at != project && !short_of_all(scaled, project) => WhyOut::Stopped { at },
            _ => WhyOut::Short {
                after: steps.len(),
                short,
            },
        };
        let stood = steps.iter().filter(|s| s.tied.contains(&project));
        let tied = stood.map(|s| s.project).collect();
        out.insert(project, Why::Out { because, tied });
    }
    let mut spent = state.spent;
    if fill {
        let taken: Vec<usize> = steps.iter().map(|s| s.project).collect();
        let open = |p| !taken.contains(&p);
        let before = steps.len();
        let mut filled = greedy::fill(
            scaled,
            Order::Votes,
            Phase::Filling,
            &mut spent,
            before,
            open,
        );
        steps.append(&mut filled.steps);
        out.append(&mut filled.out);
    }
    finish(scaled, steps, out, &spent)
}

/// It does not even fit alone.
fn short_of_all(scaled: &Scaled, project: usize) -> bool {
    !Spent::none(scaled).leaves_room(scaled, project)
}

/// What other ways to break ties come to.
pub(super) fn tied(scaled: &Scaled) -> Ties {
    let mut found = Found::default();
    let rule = Phragmen::new(scaled);
    if scaled.projects() * scaled.copies.len() > LARGEST_TO_SEARCH {
        found.cut();
        let set = run(scaled, false).selected;
        found.add(set.iter().map(|p| scaled.rank(*p)));
    } else {
        rule.search(&rule.begin(), &mut found, &mut BTreeSet::new());
    }
    found.finish(&scaled.by_id)
}
