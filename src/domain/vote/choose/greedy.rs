//! The greedy rule: the most votes, or the most votes for the cost, first; a project that does not fit is skipped.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use num_bigint::BigUint;

use super::{
    election::BallotKind,
    outcome::{ElectionOutcome, In, Payments, Phase, ProjectReason, SelectionStep, WhyOut, ratio},
    scaled::{Scaled, Spent},
    ties::{TiedSets, Ties},
};

/// The order of projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Most votes.
    Votes,
    /// Most votes for the cost: the largest part of a limit that a project takes.
    PerCost,
}

impl Order {
    /// The order by utility for the cost. Where the utility of an approved project is its cost, that is the order by votes.
    pub(super) fn of(kind: BallotKind) -> Self {
        match kind {
            BallotKind::Approval => Self::Votes,
            BallotKind::Points | BallotKind::Ranks => Self::PerCost,
        }
    }

    /// Compares two projects; `Less` comes first.
    fn compare(self, scaled: &Scaled, one: usize, other: usize) -> Ordering {
        let (votes, others) = (scaled.votes(one), scaled.votes(other));
        match self {
            Self::Votes => others.cmp(&votes),
            Self::PerCost => {
                let part = |p| scaled.part(p).unwrap_or(u128::MAX);
                match (part(one), part(other)) {
                    (0, 0) => Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    // Multiplied crosswise: quotients would have to be rounded, and a close vote be decided by that.
                    (part, parts) => products(others, part, votes, parts),
                }
            }
        }
    }

    fn score(self, scaled: &Scaled, project: usize) -> Option<super::Big> {
        let votes = BigUint::from(scaled.votes(project));
        match self {
            Self::Votes => Some(ratio(votes, scaled.utility_scale)),
            Self::PerCost => {
                let part = scaled.part(project).filter(|p| *p > 0)?;
                let (times, over) = scaled.unit();
                Some(ratio(votes * over, scaled.utility_scale * part * times))
            }
        }
    }
}

/// Compares `a * b` with `c * d`.
pub(super) fn products(a: u128, b: u128, c: u128, d: u128) -> Ordering {
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(one), Some(other)) => one.cmp(&other),
        // Machine words nearly always do; large numbers only where they overflow.
        _ => (BigUint::from(a) * b).cmp(&(BigUint::from(c) * d)),
    }
}

/// Projects in groups of equal ones; the first group first, within it by id.
fn groups(scaled: &Scaled, order: Order, projects: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = projects.collect();
    sorted.sort_by(|a, b| {
        order
            .compare(scaled, *a, *b)
            .then_with(|| scaled.rank(*a).cmp(&scaled.rank(*b)))
    });
    sorted
        .chunk_by(|a, b| order.compare(scaled, *a, *b) == Ordering::Equal)
        .map(<[usize]>::to_vec)
        .collect()
}

/// The result of filling a set by votes.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) steps: Vec<SelectionStep>,
    /// The projects that did not fit when their turn came.
    pub(super) out: BTreeMap<usize, ProjectReason>,
}

/// Fills a set that takes `spent`, after `before` steps, with projects for which `open` is true.
pub(super) fn fill(
    scaled: &Scaled,
    order: Order,
    phase: Phase,
    spent: &mut Spent,
    before: usize,
    open: impl Fn(usize) -> bool,
) -> Filled {
    let mut filled = Filled::default();
    let projects = scaled.by_id.iter().copied();
    let supported = projects.filter(|p| scaled.votes(*p) > 0 && open(*p));
    for group in groups(scaled, order, supported) {
        let mut taken = Vec::new();
        for (place, project) in group.iter().enumerate() {
            if !spent.leaves_room(scaled, *project) {
                let because = WhyOut::Short {
                    after: before + filled.steps.len(),
                    short: scaled.short(spent, *project),
                };
                // Only projects of its own group: an earlier group had more votes, which is no tie.
                let tied = taken.clone();
                filled
                    .out
                    .insert(*project, ProjectReason::Out { because, tied });
                continue;
            }
            let level = group.iter().skip(place + 1).copied();
            let tied = level.filter(|p| spent.leaves_room(scaled, *p)).collect();
            spent.add(scaled, *project);
            taken.push(*project);
            filled.steps.push(SelectionStep {
                project: *project,
                phase,
                score: order.score(scaled, *project),
                tied,
                payments: Payments::default(),
            });
        }
    }
    filled
}

pub(super) fn run(scaled: &Scaled, order: Order) -> ElectionOutcome {
    let mut spent = Spent::none(scaled);
    let filled = fill(scaled, order, Phase::Rule, &mut spent, 0, |_| true);
    finish(scaled, filled.steps, filled.out, &spent)
}

/// Puts an outcome together from its steps and the reasons of those left out; without one, nobody supported the project.
pub(super) fn finish(
    scaled: &Scaled,
    steps: Vec<SelectionStep>,
    mut out: BTreeMap<usize, ProjectReason>,
    spent: &Spent,
) -> ElectionOutcome {
    for (place, step) in steps.iter().enumerate() {
        out.insert(step.project, ProjectReason::In(In::Step(place)));
    }
    let nobody = || ProjectReason::Out {
        because: WhyOut::NoSupport,
        tied: Vec::new(),
    };
    ElectionOutcome {
        selected: steps.iter().map(|s| s.project).collect(),
        spent: scaled.said(spent),
        why: (0..scaled.projects())
            .map(|p| out.remove(&p).unwrap_or_else(nobody))
            .collect(),
        steps,
        raised: None,
        value: None,
    }
}

/// The sets of all ways to break ties. Of a group of equal projects any may come first, so each part of it that fits, and to
/// which nothing of the group can be added, can be taken.
pub(super) fn tied(scaled: &Scaled, order: Order) -> Ties {
    let mut found = TiedSets::default();
    let mut states = BTreeSet::from([(Vec::new(), Spent::none(scaled).0)]);
    let supported = scaled.by_id.iter().copied();
    for group in groups(scaled, order, supported.filter(|p| scaled.votes(*p) > 0)) {
        let mut next = BTreeSet::new();
        for (taken, spent) in states {
            let state = GroupPart {
                taken,
                spent: Spent(spent),
                left_out: Vec::new(),
            };
            parts(scaled, &group, state, &mut next, &mut found);
        }
        states = next;
    }
    for (taken, _) in states {
        found.add(taken.iter().map(|p| scaled.rank(*p)));
    }
    found.finish(&scaled.by_id)
}

/// A part of a group beside what was taken before it.
struct GroupPart {
    taken: Vec<usize>,
    spent: Spent,
    left_out: Vec<usize>,
}

fn parts(
    scaled: &Scaled,
    rest: &[usize],
    mut part: GroupPart,
    out: &mut BTreeSet<(Vec<usize>, Vec<u128>)>,
    found: &mut TiedSets,
) {
    if !found.look() {
        return;
    }
    let Some((first, rest)) = rest.split_first() else {
        // The rule takes whatever fits, so a part is complete only where no project that was left out fits any more.
        if !part
            .left_out
            .iter()
            .any(|p| part.spent.leaves_room(scaled, *p))
        {
            out.insert((part.taken, part.spent.0));
        }
        return;
    };
    if part.spent.leaves_room(scaled, *first) {
        let mut with = GroupPart {
            taken: part.taken.clone(),
            spent: part.spent.clone(),
            left_out: part.left_out.clone(),
        };
        with.taken.push(*first);
        with.spent.add(scaled, *first);
        parts(scaled, rest, with, out, found);
        // Where the whole rest fits beside it, every order takes it: without this cut, n equal free goals would be 2^n parts.
        let mut all = part.spent.clone();
        all.add(scaled, *first);
        for project in rest {
            all.add(scaled, *project);
        }
        if all.is_within(scaled) {
            return;
        }
        part.left_out.push(*first);
    }
    parts(scaled, rest, part, out, found);
}
