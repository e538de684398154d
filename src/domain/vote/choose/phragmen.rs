//! Phragmén's sequential rule: the supporters of a project carry its cost as a load, and the lightest loads come next.
//!
//! Every load begins at 0. The project that gives its supporters the least load when its cost is spread evenly over them,
//! `(cost + their loads) / supporters`, is taken, until one comes up that does not fit (Los, Christoff, Grossi: Proportional
//! Budget Allocations, 2022). Where several come up together and one of them does not fit, the rule stops, as in `pabutools`.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{
    greedy::{self, Order, finish},
    outcome::{ElectionOutcome, Payer, Payments, Phase, ProjectReason, SelectionStep, WhyOut},
    purses::{Purses, number},
    scaled::{Scaled, Spent, Supporter},
    ties::{TiedSets, Ties},
};

/// The largest election that is searched for ties, in ballots times projects.
const LARGEST_TO_SEARCH: usize = 50_000;

/// Phragmén's rule on one election.
struct Phragmen<'a> {
    scaled: &'a Scaled,
    /// The candidates, by id.
    candidates: Vec<usize>,
    /// Each project's place among the candidates.
    place: Vec<Option<u32>>,
    /// The approved candidates of all ballots in one list, by their place, ballot after ballot.
    approved: Vec<u32>,
    /// The start of each ballot's candidates in `approved`, and the end of the last.
    begins: Vec<usize>,
}

/// The state of a run.
#[derive(Clone)]
struct PhragmenState {
    /// The common denominator of all sums and loads.
    denominator: BigUint,
    /// The numerators: for each candidate the sum of its cost and its supporters' loads, then each different load, 0 first.
    numbers: Purses,
    /// The place of each ballot's load among the loads.
    at: Vec<u32>,
    /// A buffer for counting, kept between steps.
    rising: Vec<u64>,
    /// The candidates that are not taken yet.
    open: Vec<bool>,
    spent: Spent,
    taken: Vec<usize>,
}

/// The next step of a run.
enum NextStep {
    /// One of these is taken; by id.
    Level(Vec<usize>),
    /// The rule stops: this project does not fit.
    Stop(usize),
    /// No candidate is left.
    End,
}

impl<'a> Phragmen<'a> {
    fn new(scaled: &'a Scaled) -> Self {
        let candidates: Vec<usize> = scaled.candidates().collect();
        let mut place = vec![None; scaled.projects()];
        let mut begins = vec![0; scaled.copies.len() + 1];
        for (index, project) in (0_u32..).zip(&candidates) {
            if let Some(slot) = place.get_mut(*project) {
                *slot = Some(index);
            }
            for supporter in supporters(scaled, *project) {
                if let Some(count) = begins.get_mut(supporter.ballot as usize) {
                    *count += 1;
                }
            }
        }
        // A counting sort in one allocation: the counts become ends, and filling each part from its end turns them into beginnings.
        let mut end = 0;
        for count in &mut begins {
            end += *count;
            *count = end;
        }
        let mut approved = vec![0; end];
        for (index, project) in (0_u32..).zip(&candidates) {
            for supporter in supporters(scaled, *project) {
                let Some(begin) = begins.get_mut(supporter.ballot as usize) else {
                    continue;
                };
                *begin -= 1;
                if let Some(slot) = approved.get_mut(*begin) {
                    *slot = index;
                }
            }
        }
        Self {
            scaled,
            candidates,
            place,
            approved,
            begins,
        }
    }

    fn begin(&self) -> PhragmenState {
        let mut numbers = Purses::full(0, &self.most(&BigUint::from(1_u8), &BigUint::ZERO));
        for project in &self.candidates {
            numbers.push(&self.scaled.part(*project).unwrap_or(0).into());
        }
        numbers.push(&BigUint::ZERO);
        PhragmenState {
            denominator: BigUint::from(1_u8),
            numbers,
            at: vec![0; self.scaled.copies.len()],
            rising: Vec::new(),
            open: vec![true; self.candidates.len()],
            spent: Spent::none(self.scaled),
            taken: Vec::new(),
        }
    }

    /// The largest number that there can be while no load is larger than `load`.
    fn most(&self, denominator: &BigUint, load: &BigUint) -> BigUint {
        denominator * self.scaled.whole + load * self.scaled.electorate
    }

    /// The candidates that a ballot approves of, by their place.
    fn approved(&self, ballot: usize) -> &[u32] {
        let (begin, end) = (self.begins.get(ballot), self.begins.get(ballot + 1));
        let range = begin.zip(end).map(|(begin, end)| *begin..*end);
        range.and_then(|r| self.approved.get(r)).unwrap_or_default()
    }

    /// The place of the first load among the numbers.
    fn loads(&self) -> u32 {
        u32::try_from(self.candidates.len()).unwrap_or(u32::MAX)
    }

    /// Each candidate that is not taken, with its place.
    fn open<'s>(&'s self, state: &'s PhragmenState) -> impl Iterator<Item = (u32, usize)> + 's {
        let all = (0..).zip(&self.candidates).zip(&state.open);
        all.filter(|(_, open)| **open).map(|((i, p), _)| (i, *p))
    }

    fn next(&self, state: &PhragmenState) -> NextStep {
        let mut level: Vec<usize> = Vec::new();
        // The leading bits of all sums, at the same place, decide nearly always. Only where they do not are whole sums multiplied,
        // which with thousands of ballots are hundreds of words long.
        let top = self.open(state).map(|(i, _)| state.numbers.get(i));
        let top = Top::of(top);
        let mut least: Option<(u32, u128, u128)> = None;
        for (index, project) in self.open(state) {
            let votes = self.scaled.votes(project);
            let words = state.numbers.get(index);
            let lead = top.lead(words);
            let ordering = match least {
                None => Ordering::Less,
                // lead is at most 2^64, and votes are at most 2^62.
                Some((_, leads, others)) if (lead + 1) * others <= leads * votes => Ordering::Less,
                Some((_, leads, others)) if lead * others >= (leads + 1) * votes => {
                    Ordering::Greater
                }
                Some((first, _, others)) => {
                    let first = number(state.numbers.get(first));
                    (number(words) * others).cmp(&(first * votes))
                }
            };
            match ordering {
                Ordering::Less => {
                    least = Some((index, lead, votes));
                    level = vec![project];
                }
                Ordering::Equal => level.push(project),
                Ordering::Greater => {}
            }
        }
        let unfit = |p: &&usize| !state.spent.leaves_room(self.scaled, **p);
        match level.iter().find(unfit) {
            Some(project) => NextStep::Stop(*project),
            None if level.is_empty() => NextStep::End,
            None => NextStep::Level(level),
        }
    }

    /// Takes a project, and returns its supporters' load, with the payments if `tell` is true.
    fn take(&self, state: &mut PhragmenState, project: usize, tell: bool) -> (BigUint, Payments) {
        let mut payments = Payments::default();
        let Some(index) = self.place.get(project).copied().flatten() else {
            return (BigUint::ZERO, payments);
        };
        if let Some(open) = state.open.get_mut(index as usize) {
            *open = false;
        }
        let sum = number(state.numbers.get(index));
        let votes = BigUint::from(self.scaled.votes(project));
        let common = sum.gcd(&votes);
        let times = (&votes / &common).to_u64().unwrap_or(1);
        let load = sum / common;
        state.denominator *= times;
        state.numbers.scale(times);
        state.numbers.expect(self.most(&state.denominator, &load));
        let first = self.loads();
        let width = state.numbers.len() - first;
        let before = |at: u32| number(state.numbers.get(first + at));
        // Supporters are counted by their old load before anything is added: there are few different loads, so a few large additions
        // replace one for each supporter and candidate.
        let mut rising = std::mem::take(&mut state.rising);
        rising.clear();
        rising.resize(width as usize * self.candidates.len(), 0);
        // The place of each rise among the amounts, so that an equal rise is kept once.
        let mut known = vec![None; width as usize];
        for supporter in supporters(self.scaled, project) {
            let ballot = supporter.ballot as usize;
            let Some(at) = state.at.get_mut(ballot) else {
                continue;
            };
            let old = std::mem::replace(at, width);
            for other in self.approved(ballot) {
                let slot = *other as usize * width as usize + old as usize;
                if let Some(count) = rising.get_mut(slot) {
                    *count += supporter.copies;
                }
            }
            if let Some(known) = known.get_mut(old as usize).filter(|_| tell) {
                let next = u32::try_from(payments.amounts.len()).unwrap_or(u32::MAX);
                let amount = *known.get_or_insert_with(|| {
                    payments.amounts.push(&load - before(old));
                    next
                });
                payments.payers.push(Payer {
                    ballot: supporter.ballot,
                    copies: supporter.copies,
                    amount,
                });
            }
        }
        let rises: Vec<Vec<u64>> = (0..width)
            .map(|at| (&load - before(at)).to_u64_digits())
            .collect();
        for ((index, counts), open) in (0..)
            .zip(rising.chunks_exact(width as usize))
            .zip(&state.open)
        {
            if *open {
                for (rise, count) in rises.iter().zip(counts).filter(|(_, c)| **c > 0) {
                    state.numbers.add(index, rise, *count);
                }
            }
        }
        state.rising = rising;
        state.numbers.push(&load);
        state.spent.add(self.scaled, project);
        state.taken.push(project);
        if tell {
            payments.denominator.clone_from(&state.denominator);
        }
        (load, payments)
    }

    fn search(
        &self,
        state: &PhragmenState,
        found: &mut TiedSets,
        seen: &mut BTreeSet<Vec<String>>,
    ) {
        if !found.look() {
            return;
        }
        let NextStep::Level(level) = self.next(state) else {
            found.add(state.taken.iter().map(|p| self.scaled.rank(*p)));
            return;
        };
        for project in &level {
            let mut next = state.clone();
            self.take(&mut next, *project, false);
            // The same set with the same loads goes on in the same way, in whichever order it was taken.
            if level.len() > 1 && !seen.insert(self.key(&next)) {
                continue;
            }
            self.search(&next, found, seen);
        }
    }
}

/// The position of the leading bits of a list of numbers.
struct Top {
    /// The word that holds the first bit of the largest number.
    word: usize,
    /// Bits of that word that no number uses.
    unused: u32,
}

impl Top {
    fn of<'a>(numbers: impl Iterator<Item = &'a [u64]>) -> Self {
        let lead = |words: &[u64]| {
            let first = words.iter().rposition(|w| *w > 0)?;
            Some((first, std::cmp::Reverse(words.get(first)?.leading_zeros())))
        };
        let (word, unused) = numbers
            .filter_map(lead)
            .max()
            .unwrap_or((0, std::cmp::Reverse(0)));
        Self {
            word,
            unused: unused.0,
        }
    }

    /// The 64 leading bits of a number at this position; the bits left out are less than 1 in the last of them.
    fn lead(&self, words: &[u64]) -> u128 {
        let word = |at: usize| u128::from(words.get(at).copied().unwrap_or(0));
        let below = self.word.checked_sub(1).map_or(0, word);
        (((word(self.word) << 64) | below) << self.unused) >> 64
    }
}

impl Phragmen<'_> {
    /// The set and every ballot's load in lowest terms, as a key to compare states.
    fn key(&self, state: &PhragmenState) -> Vec<String> {
        let mut set = state.taken.clone();
        set.sort_unstable();
        let load = |place: u32| {
            let load = number(state.numbers.get(place));
            let common = load.gcd(&state.denominator);
            format!("{}/{}", load / &common, &state.denominator / common)
        };
        let places = self.loads()..state.numbers.len();
        let loads: Vec<String> = places.map(load).collect();
        let each = state.at.iter().filter_map(|at| loads.get(*at as usize));
        let set = set.iter().map(ToString::to_string);
        set.chain(each.cloned()).collect()
    }
}

fn supporters(scaled: &Scaled, project: usize) -> impl Iterator<Item = &Supporter> {
    scaled.tiers(project).iter().flat_map(|t| &t.supporters)
}

pub(super) fn run(scaled: &Scaled, fill: bool) -> ElectionOutcome {
    let rule = Phragmen::new(scaled);
    let mut state = rule.begin();
    let mut steps = Vec::new();
    let (times, over) = scaled.unit();
    let stop = loop {
        let level = match rule.next(&state) {
            NextStep::Level(level) => level,
            NextStep::Stop(project) => break Some(project),
            NextStep::End => break None,
        };
        let Some((first, tied)) = level.split_first() else {
            break None;
        };
        let (load, mut payments) = rule.take(&mut state, *first, true);
        payments.denominator *= over;
        payments.amounts.iter_mut().for_each(|a| *a *= times);
        steps.push(SelectionStep {
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
            // A project that never fits is out for its own cost, and not because the rule stopped at another.
            Some(at) if at != project && !short_of_all(scaled, project) => WhyOut::Stopped { at },
            _ => WhyOut::Short {
                after: steps.len(),
                short,
            },
        };
        let stood = steps.iter().filter(|s| s.tied.contains(&project));
        let tied = stood.map(|s| s.project).collect();
        out.insert(project, ProjectReason::Out { because, tied });
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

/// True for a project that does not fit even alone.
fn short_of_all(scaled: &Scaled, project: usize) -> bool {
    !Spent::none(scaled).leaves_room(scaled, project)
}

/// The sets of all ways to break ties.
pub(super) fn tied(scaled: &Scaled) -> Ties {
    let mut found = TiedSets::default();
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
