//! The count of a round: by group, and under the round's weight, in exact fractions.
//!
//! Balanced weight takes the mean of the group means, so that groups count the same whatever their head-count
//! (James Lind Alliance guidebook). What may not be shown apart is decided here, once, for every reader.

use std::collections::BTreeMap;

use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::{
    ballot::{Answers, Ballot},
    round::{Hands, Round},
};
use crate::domain::agenda::{Method, Weight};

/// An exact number.
pub type Exact = Ratio<i64>;

/// Groups whose means differ by at least so much have parted company: 1.5 of the 5 points of a score.
pub fn parted_from(method: Method) -> Exact {
    match method {
        // Three tenths of the scale, as for scores: 30 in 100 of those for or against.
        Method::Hands => Exact::new(30, 1),
        _ => Exact::new(3, 2),
    }
}

/// The count of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Ballots by group; for hands, the most hands of that group on one goal.
    pub voted: BTreeMap<String, u32>,
    /// In the order of the ballot.
    pub results: Vec<Counted>,
}

/// What a round says of one goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The goal's id.
    pub goal: String,
    /// The result under the round's weight: 0 to 5 for scores, per cent in favour for hands. `None` where nobody judged it.
    pub result: Option<Exact>,
    /// Each group's own result; empty where `withheld`.
    pub groups: BTreeMap<String, Exact>,
    /// For, against and abstained by group, in a show of hands.
    pub hands: BTreeMap<String, Hands>,
    /// How far apart the groups are, where they have parted company.
    pub parted: Option<Exact>,
    /// A group was too small to be shown apart.
    pub withheld: bool,
}

impl Tally {
    /// Counts the sealed ballots of a round.
    pub fn of_ballots(round: &Round, ballots: &[Ballot]) -> Self {
        let mut voted: BTreeMap<String, u32> = BTreeMap::new();
        for ballot in ballots {
            *voted.entry(ballot.group.clone()).or_insert(0) += 1;
        }
        let results = round
            .goals
            .iter()
            .enumerate()
            .map(|(place, goal)| count_scores(round, goal, place, ballots, &voted))
            .collect();
        Self { voted, results }
    }

    /// Counts a show of hands. It is open by nature, so nothing is withheld.
    pub fn of_hands(round: &Round) -> Self {
        let mut voted: BTreeMap<String, u32> = BTreeMap::new();
        let results = round
            .goals
            .iter()
            .map(|goal| {
                let hands = round.hands.get(goal).cloned().unwrap_or_default();
                let mut sums = BTreeMap::new();
                for (group, h) in &hands {
                    let most = voted.entry(group.clone()).or_insert(0);
                    *most = (*most).max(h.total());
                    let judged = i64::from(h.yes) + i64::from(h.no);
                    sums.insert(group.clone(), (100 * i64::from(h.yes), judged));
                }
                let groups = means(&sums);
                let result = weigh(round.weight, &sums, &groups);
                let parted = gap(&groups).filter(|g| *g >= parted_from(Method::Hands));
                Counted {
                    goal: goal.clone(),
                    result,
                    groups,
                    hands,
                    parted,
                    withheld: false,
                }
            })
            .collect();
        Self { voted, results }
    }

    /// Best first; equal ones in the order of the ballot, goals that nobody judged last.
    pub fn ranked(&self) -> Vec<&Counted> {
        let mut all: Vec<&Counted> = self.results.iter().collect();
        all.sort_by_key(|c| std::cmp::Reverse(c.result));
        all
    }

    /// What it says of a goal.
    pub fn of(&self, goal: &str) -> Option<&Counted> {
        self.results.iter().find(|c| c.goal == goal)
    }
}

/// Sum of points and how many gave them, by group.
type Sums = BTreeMap<String, (i64, i64)>;

fn count_scores(
    round: &Round,
    goal: &str,
    place: usize,
    ballots: &[Ballot],
    voted: &BTreeMap<String, u32>,
) -> Counted {
    let mut sums = Sums::new();
    for ballot in ballots {
        let Answers::Scores(scores) = &ballot.answers;
        if let Some(Some(score)) = scores.get(place) {
            let sum = sums.entry(ballot.group.clone()).or_insert((0, 0));
            sum.0 += i64::from(*score);
            sum.1 += 1;
        }
    }
    let all = means(&sums);
    let result = weigh(round.weight, &sums, &all);
    // With one group below the line every figure of another group, and the gap, would give it away.
    let small = |n: u32| n > 0 && n < round.apart_from;
    let withheld = voted.values().any(|n| small(*n))
        || sums
            .values()
            .any(|(_, n)| small(u32::try_from(*n).unwrap_or(u32::MAX)));
    let groups = if withheld { BTreeMap::new() } else { all };
    let parted = gap(&groups).filter(|g| *g >= parted_from(round.method));
    Counted {
        goal: goal.to_owned(),
        result,
        groups,
        hands: BTreeMap::new(),
        parted,
        withheld,
    }
}

fn means(sums: &Sums) -> BTreeMap<String, Exact> {
    sums.iter()
        .filter(|(_, (_, n))| *n > 0)
        .map(|(group, (sum, n))| (group.clone(), Exact::new(*sum, *n)))
        .collect()
}

fn weigh(weight: Weight, sums: &Sums, means: &BTreeMap<String, Exact>) -> Option<Exact> {
    let (sum, n) = match weight {
        Weight::Balanced => {
            let n = i64::try_from(means.len()).ok()?;
            (means.values().fold(Exact::from_integer(0), |a, b| a + b), n)
        }
        Weight::Head => {
            let (sum, n) = sums.values().fold((0, 0), |(s, n), (a, b)| (s + a, n + b));
            (Exact::from_integer(sum), n)
        }
    };
    (n > 0).then(|| sum / Exact::from_integer(n))
}

fn gap(groups: &BTreeMap<String, Exact>) -> Option<Exact> {
    let low = groups.values().min()?;
    let high = groups.values().max()?;
    (groups.len() > 1).then(|| *high - *low)
}

/// To one decimal, half away from zero: `4.4`.
pub fn one_decimal(value: Exact) -> String {
    let tenths = (value * 10).round().to_integer();
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}
