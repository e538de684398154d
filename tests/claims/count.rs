//! Independent count of a round: figures, results, and the part of them that may be shown.
//!
//! The constants of a method (scale, width of ranges, rounding steps) come from the program's table, because they are decisions. The
//! arithmetic is written here a second time.

use num_rational::BigRational;
use service_pledge::domain::vote::{
    exact::Exact,
    method::{Fold, Method},
    settings::Weight,
};

use super::world::{Vote, World};

/// A number of any size, exactly.
pub(crate) type Q = BigRational;

pub(crate) fn q(n: impl Into<i128>) -> Q {
    Q::from_integer(n.into().into())
}

pub(crate) fn part(n: impl Into<i128>, of: impl Into<i128>) -> Q {
    q(n) / q(of)
}

/// A number of the program.
pub(crate) fn exact(value: Exact) -> Q {
    part(*value.numer(), *value.denom())
}

/// Levels of disclosure, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Open,
    Small,
    Withheld,
}

/// The count as far as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Count {
    pub level: Level,
    /// Groups that are shown as ranges.
    pub small: [bool; 2],
    /// By the goals' places; `None` also for goals that were not voted on.
    pub results: Vec<Option<Q>>,
    pub middle: Q,
}

/// Half away from zero, of numbers from 0 up.
fn rounded(value: &Q) -> Q {
    (value + part(1, 2)).floor()
}

fn to_the(step: &Q, value: &Q) -> Q {
    rounded(&(value / step)) * step
}

/// The marks of a goal at a place of the ballot.
fn marks_at(votes: &[&Vote], place: usize) -> Vec<u8> {
    let marks = votes.iter().filter_map(|v| v.marks.as_ref()?[place]);
    let mut marks: Vec<u8> = marks.collect();
    marks.sort_unstable();
    marks
}

fn total(numbers: impl Iterator<Item = i64>) -> Q {
    q(numbers.sum::<i64>())
}

/// The points of a mark: 0 for the least that a ballot can say.
pub(crate) fn points(world: &World, mark: u8) -> i64 {
    let mark = i64::from(mark);
    match world.method {
        Method::Rate => mark - 1,
        Method::Rank if mark == 0 => 0,
        Method::Rank => i64::from(world.allowed.top) + 1 - mark,
        _ => mark,
    }
}

/// Figures of some ballots for each goal, in the order of the ballot.
fn figures(world: &World, votes: &[&Vote]) -> Vec<Option<Q>> {
    let places = 0..world.ballot.len();
    let all: i64 = places
        .clone()
        .flat_map(|place| marks_at(votes, place))
        .map(i64::from)
        .sum();
    places
        .map(|place| {
            let marks = marks_at(votes, place);
            let n = i64::try_from(marks.len()).unwrap();
            if n == 0 {
                return None;
            }
            match world.method.row().fold {
                Fold::Mean(times) => {
                    Some(total(marks.iter().map(|m| i64::from(*m))) * q(times) / q(n))
                }
                Fold::Median => {
                    let (low, high) = (marks[(marks.len() - 1) / 2], marks[marks.len() / 2]);
                    Some(part(i64::from(low) + i64::from(high), 2))
                }
                Fold::Share => {
                    let dots = total(marks.iter().map(|m| i64::from(*m)));
                    (all > 0).then(|| dots * q(100) / q(all))
                }
                Fold::Borda => Some(total(marks.iter().map(|m| points(world, *m)))),
                Fold::Hands | Fold::Tables => None,
            }
        })
        .collect()
}

/// Places from totals, the best of m having m; equal ones share the mean of theirs.
fn turned_round(totals: &[Option<Q>]) -> Vec<Option<Q>> {
    if totals.iter().all(Option::is_none) {
        return totals.to_vec();
    }
    let mut sorted = totals.to_vec();
    sorted.sort();
    totals
        .iter()
        .map(|own| {
            let places: Vec<i64> = (1..)
                .zip(&sorted)
                .filter(|(_, other)| *other == own)
                .map(|(place, _)| place)
                .collect();
            Some(total(places.iter().copied()) / q(i64::try_from(places.len()).unwrap()))
        })
        .collect()
}

fn mean(numbers: &[Q]) -> Option<Q> {
    let n = i64::try_from(numbers.len()).unwrap();
    (n > 0).then(|| numbers.iter().sum::<Q>() / q(n))
}

impl Count {
    pub(crate) fn of(world: &World) -> Self {
        let by_place = if world.method == Method::Hands {
            (Level::Open, [false; 2], hands(world))
        } else {
            sealed(world)
        };
        let (level, small, results) = by_place;
        let row = world.method.row();
        let middle = match row.scale {
            Some((low, high)) => part(low + high, 2),
            None => {
                mean(&results.iter().flatten().cloned().collect::<Vec<_>>()).unwrap_or_else(|| q(0))
            }
        };
        let mut by_goal = vec![None; world.goals.len()];
        for (goal, result) in world.ballot.iter().zip(results) {
            by_goal[*goal] = result;
        }
        Self {
            level,
            small,
            results: by_goal,
            middle,
        }
    }
}

fn hands(world: &World) -> Vec<Option<Q>> {
    let share = |yes: u32, no: u32| (yes + no > 0).then(|| part(100 * yes, yes + no));
    world
        .hands
        .iter()
        .map(|groups| match world.weight {
            Weight::Balanced => {
                let shares: Vec<Q> = groups.iter().filter_map(|h| share(h[0], h[1])).collect();
                mean(&shares)
            }
            Weight::Head => {
                let sum = |n: usize| groups.iter().map(|h| h[n]).sum::<u32>();
                share(sum(0), sum(1))
            }
        })
        .collect()
}

fn sealed(world: &World) -> (Level, [bool; 2], Vec<Option<Q>>) {
    let row = world.method.row();
    let places = world.ballot.len();
    let all: Vec<&Vote> = world.votes.iter().collect();
    let groups = [0, 1].map(|g| {
        let own = world.votes.iter().filter(|v| v.group == g);
        own.collect::<Vec<_>>()
    });
    let exactly = groups.clone().map(|votes| {
        let figures = figures(world, &votes);
        if world.method == Method::Rank {
            turned_round(&figures)
        } else {
            figures
        }
    });
    let levels = groups.clone().map(|votes| {
        let marks = (0..places).map(|place| marks_at(&votes, place).len());
        let fewest = marks.filter(|n| *n > 0).min().unwrap_or(0);
        let least = usize::try_from(world.apart_from.max(row.shown_from)).unwrap();
        if votes.is_empty() {
            None
        } else if fewest < least {
            Some(Level::Withheld)
        } else if fewest < 5 {
            Some(Level::Small)
        } else {
            Some(Level::Open)
        }
    });
    let level = levels.iter().flatten().max().copied().unwrap();
    let pooled = figures(world, &all);
    let weighed = |groups: &[Q], pooled: &Option<Q>| match world.weight {
        Weight::Head => pooled.clone(),
        Weight::Balanced if groups.is_empty() => None,
        Weight::Balanced if world.method == Method::Rank => Some(groups.iter().sum()),
        Weight::Balanced => mean(groups),
    };
    let results = (0..places).map(|place| {
        let own = [0, 1].map(|g| exactly[g][place].clone());
        let given: Vec<Q> = own.iter().flatten().cloned().collect();
        match level {
            Level::Open => weighed(&given, &pooled[place]),
            Level::Withheld => {
                let only = [0, 1].into_iter().filter(|g| own[*g].is_some());
                let only: Vec<usize> = only.collect();
                if let [group] = only.as_slice()
                    && levels[*group] != Some(Level::Open)
                {
                    return None;
                }
                let result = weighed(&given, &pooled[place])?;
                let fraction = |(n, d): (i64, i64)| part(n, d);
                let near = to_the(&fraction(row.coarse.step), &result);
                Some(match row.coarse.ends {
                    Some((low, high)) => near.max(fraction(low)).min(fraction(high)),
                    None => near,
                })
            }
            Level::Small => {
                let shown = [0, 1].map(|g| {
                    let figure = own[g].as_ref()?;
                    if levels[g] == Some(Level::Open) {
                        return Some(to_the(&part(1, 10), figure));
                    }
                    let (Some((low, high)), Some(width)) = (row.scale, row.range) else {
                        return Some(to_the(&part(1, 10), figure));
                    };
                    // From the last beginning of a range that is not above the figure to half a width more.
                    let begins = (low..high).step_by(usize::try_from(width).unwrap());
                    let from = begins.filter(|from| q(*from) <= *figure).max().unwrap();
                    Some(q(from) + part(width, 2))
                });
                let together = match world.weight {
                    Weight::Balanced => mean(&shown.iter().flatten().cloned().collect::<Vec<_>>()),
                    Weight::Head => {
                        let heads = |g: usize| q(i64::try_from(groups[g].len()).unwrap());
                        let given = || [0, 1].into_iter().filter(|g| shown[*g].is_some());
                        let n: Q = given().map(heads).sum();
                        let sum: Q = given().map(|g| shown[g].clone().unwrap() * heads(g)).sum();
                        (n > q(0)).then(|| sum / n)
                    }
                };
                together.map(|t| to_the(&part(1, 2), &t))
            }
        }
    });
    let small = levels.map(|l| level == Level::Small && l == Some(Level::Small));
    (level, small, results.collect())
}
