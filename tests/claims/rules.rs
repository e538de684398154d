//! Reference implementation of the rules: every set that a rule can reach, over all ways of breaking ties. Simple and slow, for the few
//! goals of a test.

use std::collections::BTreeSet;

use service_pledge::domain::vote::{method::Method, room_rule::RoomRule, settings::Weight};

use super::{
    count::{Count, Q, part, points, q},
    world::World,
};

/// A set of goals by their places.
pub(crate) type Set = BTreeSet<usize>;

/// One way in which a rule can end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct End {
    pub set: Set,
    /// Goals that did not fit when the rule stopped.
    pub stopped: Set,
}

/// Money, hours and places that a goal takes.
pub(crate) fn takes(world: &World, goal: usize) -> [i64; 3] {
    let number = |n: Option<u64>| i64::try_from(n.unwrap_or(0)).unwrap();
    let wish = &world.goals[goal];
    [number(wish.cost), number(wish.hours), 1]
}

/// Remainder of each limit after the agreed goals and these; negative if they exceed it.
pub(crate) fn left(world: &World, beside: &Set) -> [Option<i64>; 3] {
    let agreed = (0..world.goals.len()).filter(|g| world.goals[*g].agreed());
    let all: Set = agreed.chain(beside.iter().copied()).collect();
    let mut left = world.limits.map(|l| l.map(|l| i64::try_from(l).unwrap()));
    for goal in all {
        for (left, takes) in left.iter_mut().zip(takes(world, goal)) {
            *left = left.map(|l| l - takes);
        }
    }
    left
}

/// By how much a goal goes beyond each limit beside a set; 0 where it does not, or takes nothing of it.
pub(crate) fn beyond(world: &World, beside: &Set, goal: usize) -> [i64; 3] {
    let left = left(world, beside);
    let takes = takes(world, goal);
    [0, 1, 2].map(|limit| match left[limit] {
        Some(left) if takes[limit] > 0 => (takes[limit] - left).max(0),
        _ => 0,
    })
}

pub(crate) fn fits(world: &World, beside: &Set, goal: usize) -> bool {
    beyond(world, beside, goal) == [0; 3]
}

pub(crate) fn all_fit(world: &World, beside: &Set, goals: &[usize]) -> bool {
    let mut beside = beside.clone();
    goals.iter().all(|goal| {
        let is = fits(world, &beside, *goal);
        beside.insert(*goal);
        is
    })
}

/// Candidates in classes of equal results, the best first.
fn classes(count: &Count, candidates: &[usize]) -> Vec<Vec<usize>> {
    let mut results: Vec<&Option<Q>> = candidates.iter().map(|g| &count.results[*g]).collect();
    results.sort();
    results.dedup();
    let of = |result: &Option<Q>| {
        let class = candidates.iter().filter(|g| count.results[**g] == *result);
        class.copied().collect()
    };
    results.into_iter().rev().map(of).collect()
}

/// True if the room settled that `goal` goes before `other`.
pub(crate) fn goes_first(world: &World, goal: usize, other: usize) -> bool {
    let lots = || world.lots.iter();
    lots().any(|(between, first)| *first == goal && goal != other && between.contains(&other))
}

/// The goals of a class that stand level beside what is in, once everything that is settled or all fits is taken; none where that
/// leaves nothing open.
fn stand_level(world: &World, mut class: Vec<usize>, inside: &mut Set) -> Vec<usize> {
    loop {
        class.retain(|g| !inside.contains(g) && fits(world, inside, *g));
        if all_fit(world, inside, &class) {
            inside.extend(class);
            return Vec::new();
        }
        let before_all = |goal: &&usize| {
            let mut others = class.iter().filter(|g| g != goal);
            others.all(|other| goes_first(world, **goal, *other))
        };
        match class.iter().find(before_all) {
            Some(first) => inside.insert(*first),
            None => return class,
        };
    }
}

/// Best first: class by class, and where a class leaves it open what is in, in whichever order its goals are taken.
pub(crate) fn best_first(
    world: &World,
    count: &Count,
    candidates: &[usize],
    beside: &Set,
) -> BTreeSet<End> {
    let mut sets = BTreeSet::from([beside.clone()]);
    for class in classes(count, candidates) {
        let mut next = BTreeSet::new();
        for mut set in sets {
            let level = stand_level(world, class.clone(), &mut set);
            // Who of them has had a turn, and what is in by then.
            let mut now = BTreeSet::from([(Set::new(), set)]);
            for _ in 0..level.len() {
                now = now
                    .into_iter()
                    .flat_map(|(had, set)| {
                        let waiting: Vec<usize> =
                            level.iter().copied().filter(|g| !had.contains(g)).collect();
                        waiting.into_iter().map(move |goal| {
                            let (mut had, mut set) = (had.clone(), set.clone());
                            had.insert(goal);
                            if fits(world, &set, goal) {
                                set.insert(goal);
                            }
                            (had, set)
                        })
                    })
                    .collect();
            }
            next.extend(now.into_iter().map(|(_, set)| set));
        }
        sets = next;
    }
    let end = |set: Set| End {
        set: set.difference(beside).copied().collect(),
        stopped: Set::new(),
    };
    sets.into_iter().map(end).collect()
}

/// The first goals that stand level.
pub(crate) fn level(world: &World, count: &Count, candidates: &[usize], beside: &Set) -> Set {
    let mut inside = beside.clone();
    let mut classes = classes(count, candidates).into_iter();
    let level = classes.find_map(|class| {
        let level = stand_level(world, class, &mut inside);
        (!level.is_empty()).then_some(level)
    });
    level.unwrap_or_default().into_iter().collect()
}

/// Weight of a ballot, and its points for each goal.
struct Voter {
    weight: Q,
    gives: Vec<i64>,
}

fn voters(world: &World, worth: impl Fn(u8) -> i64) -> Vec<Voter> {
    let size = |group: usize| world.votes.iter().filter(|v| v.group == group).count();
    let groups = [0, 1].into_iter().filter(|g| size(*g) > 0).count();
    world
        .votes
        .iter()
        .map(|vote| {
            let of = match world.weight {
                Weight::Head => world.votes.len(),
                Weight::Balanced => groups * size(vote.group),
            };
            let mut gives = vec![0; world.goals.len()];
            for (place, goal) in world.ballot.iter().enumerate() {
                let mark = vote.marks.as_ref().and_then(|m| m[place]);
                gives[*goal] = mark.map_or(0, &worth);
            }
            Voter {
                weight: part(1, i64::try_from(of).unwrap()),
                gives,
            }
        })
        .collect()
}

/// The largest part that a goal takes of any limit; `None` where there is too little of one even alone.
fn share(world: &World, beside: &Set, goal: usize) -> Option<Q> {
    let left = left(world, beside);
    let mut share = q(0);
    for (left, takes) in left.into_iter().zip(takes(world, goal)) {
        let Some(left) = left else { continue };
        if takes == 0 {
            continue;
        }
        if takes > left {
            return None;
        }
        share = share.max(part(takes, left));
    }
    Some(share)
}

/// Equal shares: everybody holds the same part, and a goal is bought by those to whom it is worth something, at the least price for
/// a unit of worth; the cheapest next. Worth is the points, and for yes and no the part that the goal takes.
fn equal_shares(world: &World, candidates: &[usize], beside: &Set) -> BTreeSet<End> {
    let voters = voters(world, |mark| points(world, mark));
    let costs: Vec<(usize, Q)> = candidates
        .iter()
        .filter_map(|g| Some((*g, share(world, beside, *g)?)))
        .collect();
    let worth = |voter: usize, (goal, cost): &(usize, Q)| {
        let gives = q(voters[voter].gives[*goal]);
        if world.method == Method::Approve {
            gives * cost
        } else {
            gives
        }
    };
    // The price of a unit of worth at which supporters pay for a goal, each at most what they have.
    let price = |purses: &[Q], goal: &(usize, Q)| -> Option<Q> {
        let mut backers: Vec<(Q, Q)> = (0..voters.len())
            .map(|v| (worth(v, goal) * &voters[v].weight, purses[v].clone()))
            .filter(|(worth, _)| *worth > q(0))
            .collect();
        let have: Q = backers.iter().map(|b| &b.1).sum();
        if have < goal.1 {
            return None;
        }
        // Those who have least for their worth give all they have first.
        backers.sort_by_key(|(worth, purse)| purse / worth);
        let mut open = goal.1.clone();
        let mut all: Q = backers.iter().map(|b| &b.0).sum();
        for (worth, purse) in backers {
            let price = &open / &all;
            if &price * &worth <= purse {
                return Some(price);
            }
            open -= purse;
            all -= worth;
        }
        None
    };
    let supported = |g: &(usize, Q)| voters.iter().any(|v| v.gives[g.0] > 0);
    let free = costs.iter().filter(|g| g.1 == q(0) && supported(g));
    let start: Set = free.map(|g| g.0).collect();
    let purses: Vec<Q> = voters.iter().map(|v| v.weight.clone()).collect();
    let mut ends = BTreeSet::new();
    let mut seen = BTreeSet::from([(start.clone(), purses.clone())]);
    let mut open = vec![(start, purses)];
    while let Some((set, purses)) = open.pop() {
        let prices: Vec<(Q, &(usize, Q))> = costs
            .iter()
            .filter(|g| !set.contains(&g.0) && g.1 > q(0))
            .filter_map(|g| Some((price(&purses, g)?, g)))
            .collect();
        let Some(least) = prices.iter().map(|p| &p.0).min() else {
            ends.insert(End {
                set,
                stopped: Set::new(),
            });
            continue;
        };
        for (price, goal) in prices.iter().filter(|p| p.0 == *least) {
            let mut next = (set.clone(), purses.clone());
            next.0.insert(goal.0);
            for (voter, purse) in next.1.iter_mut().enumerate() {
                let part = price * worth(voter, goal) * &voters[voter].weight;
                *purse -= part.min(purse.clone());
            }
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    ends
}

/// Phragmén's sequential rule: the cost of a goal is spread over its supporters so that all come to carry the same, and the goal by
/// which they carry least is next; it stops where one of those does not fit.
fn even_load(world: &World, candidates: &[usize], beside: &Set) -> BTreeSet<End> {
    let row = world.method.row();
    let voters = &voters(world, |mark| i64::from(row.supports(mark)));
    let backers = move |goal: usize| (0..voters.len()).filter(move |v| voters[*v].gives[goal] > 0);
    let weight = |goal: usize| -> Q { backers(goal).map(|v| &voters[v].weight).sum() };
    let costs: Vec<(usize, Q)> = candidates
        .iter()
        .filter_map(|g| Some((*g, share(world, beside, *g)?)))
        .filter(|g| weight(g.0) > q(0))
        .collect();
    let mut ends = BTreeSet::new();
    let start = (Set::new(), vec![q(0); voters.len()]);
    let mut seen = BTreeSet::from([start.clone()]);
    let mut open = vec![start];
    while let Some((set, loads)) = open.pop() {
        let come_to: Vec<(Q, usize)> = costs
            .iter()
            .filter(|g| !set.contains(&g.0))
            .map(|(goal, cost)| {
                let carried: Q = backers(*goal).map(|v| &loads[v] * &voters[v].weight).sum();
                ((cost + carried) / weight(*goal), *goal)
            })
            .collect();
        let least = come_to.iter().map(|c| &c.0).min();
        let next: Vec<&(Q, usize)> = come_to.iter().filter(|c| Some(&c.0) == least).collect();
        let beside: Set = beside.union(&set).copied().collect();
        let stopped: Set = next
            .iter()
            .map(|c| c.1)
            .filter(|g| !fits(world, &beside, *g))
            .collect();
        if next.is_empty() || !stopped.is_empty() {
            ends.insert(End { set, stopped });
            continue;
        }
        for (load, goal) in next {
            let (mut set, mut loads) = (set.clone(), loads.clone());
            set.insert(*goal);
            backers(*goal).for_each(|v| loads[v] = load.clone());
            let state = (set, loads);
            if seen.insert(state.clone()) {
                open.push(state);
            }
        }
    }
    ends
}

/// Weighted points of a goal.
fn worth(voters: &[Voter], goal: usize) -> Q {
    voters.iter().map(|v| q(v.gives[goal]) * &v.weight).sum()
}

/// Every set that fits and has the most points; a goal without points is in none.
fn best_sets(world: &World, candidates: &[usize], beside: &Set) -> BTreeSet<End> {
    let voters = voters(world, |mark| points(world, mark));
    let items: Vec<(usize, Q)> = candidates
        .iter()
        .map(|g| (*g, worth(&voters, *g)))
        .filter(|g| g.1 > q(0))
        .collect();
    let mut best = (q(0), BTreeSet::new());
    for chosen in 0..1_usize << items.len() {
        let set: Vec<&(usize, Q)> = (0..items.len())
            .filter(|i| chosen >> i & 1 == 1)
            .map(|i| &items[i])
            .collect();
        let goals: Vec<usize> = set.iter().map(|g| g.0).collect();
        if !all_fit(world, beside, &goals) {
            continue;
        }
        let points: Q = set.iter().map(|g| &g.1).sum();
        if best.1.is_empty() || points > best.0 {
            best = (points.clone(), BTreeSet::new());
        }
        if points == best.0 {
            let set = goals.into_iter().collect();
            best.1.insert(End {
                set,
                stopped: Set::new(),
            });
        }
    }
    best.1
}

/// The points of a set, each ballot by its weight.
pub(crate) fn points_of(world: &World, set: &Set) -> Q {
    let voters = voters(world, |mark| points(world, mark));
    set.iter().map(|g| worth(&voters, *g)).sum()
}

/// Every end of a rule, before ties are settled by the room.
pub(crate) fn unsettled(
    world: &World,
    count: &Count,
    rule: RoomRule,
    candidates: &[usize],
    beside: &Set,
) -> BTreeSet<End> {
    match rule {
        RoomRule::BestFirst => best_first(world, count, candidates, beside),
        RoomRule::GroupHalves => equal_shares(world, candidates, beside),
        RoomRule::EvenLoad => even_load(world, candidates, beside),
        RoomRule::BestSet => best_sets(world, candidates, beside),
    }
}

/// Every end of a rule that the settled ties leave.
pub(crate) fn ends(
    world: &World,
    count: &Count,
    rule: RoomRule,
    candidates: &[usize],
    beside: &Set,
) -> BTreeSet<End> {
    let mut ends = unsettled(world, count, rule, candidates, beside);
    if rule != RoomRule::BestFirst {
        for (between, first) in &world.lots {
            if ends.iter().any(|e| e.set.contains(first)) {
                ends.retain(|e| {
                    e.set.contains(first) || between.iter().all(|g| !e.set.contains(g))
                });
            }
        }
    }
    ends
}

/// True if anybody gave a goal a mark that counts for a rule.
pub(crate) fn is_supported(world: &World, rule: RoomRule, goal: usize) -> bool {
    let row = world.method.row();
    let voters = match rule {
        RoomRule::EvenLoad => voters(world, |mark| i64::from(row.supports(mark))),
        _ => voters(world, |mark| points(world, mark)),
    };
    voters.iter().any(|v| v.gives[goal] > 0)
}
