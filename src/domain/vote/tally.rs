//! The count of a round: by group, and under the round's weight, in exact fractions; and as much of it as may be shown.
//!
//! Balanced weight takes the mean of the group means, so that groups count the same whatever their head-count
//! (James Lind Alliance guidebook). [`disclosure`] says how much may be shown; it is applied here, once, before
//! anything is written, so that no reader can know more than another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    ballot::{Answers, Ballot},
    channels::Channels,
    disclosure::{self, Shown},
    exact::{Exact, one_decimal},
    hands::{Hands, HandsByGoal},
    measure::{Measured, measure, places, ratings},
    method::{FigureUnit, Fold, Method, MethodRow},
    rating::Rated,
    settings::{RoundSettings, Weight},
    tables,
};

/// The count of a round, as far as it may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Ballots by group; for hands, the most hands of that group on one goal; empty for small tables, which have no groups.
    pub voted: BTreeMap<String, u32>,
    /// The ways in which the ballots came in; `None` for hands and tables, and in a count from before they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Channels>,
    /// The counts of the goals, in the order of the ballot.
    pub results: Vec<Counted>,
    /// The lists of small tables, each with its goals in order; a table that gave none has an empty one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Vec<String>>,
    /// The smallest number of marks that each group gave to any goal, as far as it is told; see [`disclosure::told`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fewest: BTreeMap<String, u32>,
    /// The disclosure level; `None` in a count that was written before there were levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// The sets of the rules at the close, if ballots are not kept; see [`KeptSet`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<KeptSet>,
}

/// The set of a rule that needs ballots, worked out while there were ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSet {
    /// The rule's word.
    pub rule: String,
    /// Everything but the ballots that the set depends on; once any of it has changed, the set is not shown any more.
    pub basis: String,
    /// The set; `None` if it turns on one ballot of a small group.
    pub set: Option<Vec<String>>,
}

/// The count of one goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The goal's id.
    pub goal: String,
    /// The result under the round's weight: points of the scale, per cent in favour for hands and approval, per cent of the
    /// dots, the median of ratings (the mean of the groups' medians where groups count the same), for rankings the sum of
    /// the groups' places turned round, so that more is better. `None` if nobody judged it.
    pub result: Option<Exact>,
    /// Each group's own figure, the middle of its range if it has one; empty if `withheld`.
    pub groups: BTreeMap<String, Exact>,
    /// The ranges in which small groups are shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, (Exact, Exact)>,
    /// For, against and abstained by group, in a show of hands.
    pub hands: BTreeMap<String, Hands>,
    /// The least distance between the groups' figures, if they differ.
    pub parted: Option<Exact>,
    /// A group was too small to be shown apart.
    pub withheld: bool,
    /// The verdict of ratings of 1 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<Rated>,
}

impl Tally {
    /// Counts the sealed ballots of a round.
    pub fn of_ballots(settings: &RoundSettings, ballots: &[Ballot]) -> Self {
        Self::of_differing(settings, ballots, &BTreeSet::new())
    }

    /// Counts the sealed ballots of a round in which these groups differ too little from an earlier one.
    pub fn of_differing(
        settings: &RoundSettings,
        ballots: &[Ballot],
        differing: &BTreeSet<String>,
    ) -> Self {
        let mut voted: BTreeMap<String, u32> = BTreeMap::new();
        for ballot in ballots {
            *voted.entry(ballot.group.clone()).or_insert(0) += 1;
        }
        let sealed = Sealed::of(settings, ballots);
        let fewest = sealed.fewest();
        // Once for the whole round, and not goal by goal: with dots and places, exact results of some goals give the others away.
        let levels = disclosure::levels(settings, &fewest, differing);
        let shown = levels.values().max().copied().unwrap_or_default();
        let results = sealed.count(&levels, &voted);
        let least = disclosure::least(settings);
        // A withheld round does not tell which group gave few marks. If the turnout does not show it, every group that left a goal out
        // gets the same low number. If the turnout shows it, the other groups get a high one, which says no more than their turnout.
        let few = fewest.values().any(|n| *n < least) && voted.values().all(|n| *n >= least);
        let told = |(group, fewest): (&str, u32)| {
            let level = match shown {
                Shown::Withheld => Shown::Withheld,
                Shown::Open | Shown::Small => levels.get(group).copied().unwrap_or_default(),
            };
            let voted = voted.get(group).copied().unwrap_or(0);
            let fewest = match (level, few) {
                (Shown::Withheld, true) if fewest < voted => 0,
                (Shown::Withheld, false) if fewest < voted => least,
                _ => fewest,
            };
            let told = disclosure::told(least, level, voted, fewest);
            (group.to_owned(), told)
        };
        Self {
            fewest: fewest.into_iter().map(told).collect(),
            voted: voted.clone(),
            results,
            shown: Some(shown),
            ..Self::default()
        }
    }

    /// Counts a show of hands. It is open by nature, so nothing is withheld.
    pub fn of_hands(settings: &RoundSettings, hands: &HandsByGoal) -> Self {
        let mut voted: BTreeMap<String, u32> = BTreeMap::new();
        let results = settings
            .goals
            .iter()
            .map(|goal| {
                let hands = hands.get(goal).cloned().unwrap_or_default();
                let mut sums = BTreeMap::new();
                for (group, h) in &hands {
                    let most = voted.entry(group.clone()).or_insert(0);
                    *most = (*most).max(h.total());
                    let judged = i64::from(h.yes) + i64::from(h.no);
                    sums.insert(group.clone(), (100 * i64::from(h.yes), judged));
                }
                let groups = means(&sums);
                let result = weigh(settings.weight, &sums, &groups);
                let parted = parted(settings, &groups, &BTreeMap::new());
                Counted {
                    goal: goal.clone(),
                    result,
                    groups,
                    hands,
                    parted,
                    ..Counted::default()
                }
            })
            .collect();
        Self {
            voted,
            results,
            shown: Some(Shown::Open),
            ..Self::default()
        }
    }

    /// Adds the lists of small tables. They are open by nature, and a table has no groups.
    pub fn of_tables(settings: &RoundSettings, lists: &[Vec<String>]) -> Self {
        let sums = tables::combined(&settings.goals, lists);
        let results = settings.goals.iter().zip(sums);
        Self {
            results: results
                .map(|(goal, sum)| Counted {
                    goal: goal.clone(),
                    result: Some(sum),
                    ..Counted::default()
                })
                .collect(),
            tables: lists.to_vec(),
            shown: Some(Shown::Open),
            ..Self::default()
        }
    }

    /// The disclosure level of the round. A count from before there were levels withheld goal by goal.
    pub fn shown(&self) -> Shown {
        self.shown.unwrap_or_else(|| {
            if self.results.iter().any(|c| c.withheld) {
                Shown::Withheld
            } else {
                Shown::Open
            }
        })
    }

    /// The counts, best first; equal ones in the order of the ballot, goals that nobody judged last.
    pub fn ranked(&self) -> Vec<&Counted> {
        let mut all: Vec<&Counted> = self.results.iter().collect();
        // A stable sort: equal shown results keep the order of the ballot, and a hidden difference cannot show through.
        all.sort_by_key(|c| std::cmp::Reverse(c.result));
        all
    }

    /// The count of a goal.
    pub fn of(&self, goal: &str) -> Option<&Counted> {
        self.results.iter().find(|c| c.goal == goal)
    }

    /// The middle of the scale: a result above it is in the upper half.
    pub fn middle(&self, method: Method) -> Exact {
        method
            .row()
            .middle(self.results.iter().filter_map(|c| c.result))
    }

    /// The middle of the scale of a group's figures.
    pub fn middle_of(&self, method: Method, group: &str) -> Exact {
        method.row().middle(
            self.results
                .iter()
                .filter_map(|c| c.groups.get(group).copied()),
        )
    }

    /// The place of a goal in the order of results, or in a group's own, from 1; equal ones share the best place.
    pub fn place(&self, group: Option<&str>, goal: &str) -> Option<u32> {
        let value = |c: &Counted| match group {
            Some(group) => c.groups.get(group).copied(),
            None => c.result,
        };
        let own = value(self.of(goal)?)?;
        let better = self.results.iter().filter(|c| value(c) > Some(own)).count();
        u32::try_from(better + 1).ok()
    }

    /// A group's figure, or the result if `group` is `None`, as the wall shows it: points to one decimal, per cent, or the place
    /// in the order, in which equal ones share the best place.
    pub fn said(&self, method: Method, group: Option<&str>, goal: &str) -> Option<String> {
        let value = |c: &Counted| match group {
            Some(group) => c.groups.get(group).copied(),
            None => c.result,
        };
        let counted = self.of(goal)?;
        let exact = value(counted)?;
        if let Some((from, to)) = group.and_then(|g| counted.ranges.get(g)) {
            return Some(format!("{}\u{2013}{}", from.to_integer(), to.to_integer()));
        }
        Some(match method.row().unit {
            FigureUnit::Points => one_decimal(exact),
            FigureUnit::Percent => format!("{}%", percent(exact)),
            FigureUnit::Place => self.place(group, goal)?.to_string(),
        })
    }
}

/// The sum of points and the number of people who gave them, by group.
type Sums = BTreeMap<String, (i64, i64)>;

/// The ballots of a round, by group, measured.
struct Sealed<'a> {
    settings: &'a RoundSettings,
    row: &'static MethodRow,
    groups: BTreeMap<&'a str, Vec<&'a Answers>>,
    all: Vec<&'a Answers>,
    /// Each group's figures, goal by goal.
    figures: BTreeMap<&'a str, Vec<Measured>>,
}

impl<'a> Sealed<'a> {
    fn of(settings: &'a RoundSettings, ballots: &'a [Ballot]) -> Self {
        let mut groups: BTreeMap<&str, Vec<&Answers>> = BTreeMap::new();
        for ballot in ballots {
            let group = groups.entry(ballot.group.as_str()).or_default();
            group.push(&ballot.answers);
        }
        let row = settings.method.row();
        // Of a ranking the figures are places turned round, so that groups of any size can be added: the best of m has m
        // (James Lind Alliance guidebook, second stage).
        let figures = groups
            .iter()
            .map(|(group, answers)| {
                let mut measured = measure(settings, answers);
                if row.fold == Fold::Borda && measured.iter().any(|m| m.judged > 0) {
                    let first: Vec<_> = measured.iter().map(|m| m.figure).collect();
                    for (m, place) in measured.iter_mut().zip(places(&first)) {
                        m.figure = Some(place);
                    }
                }
                (*group, measured)
            })
            .collect();
        Self {
            settings,
            row,
            groups,
            all: ballots.iter().map(|b| &b.answers).collect(),
            figures,
        }
    }

    /// The smallest number of marks that each group gave to any goal. A goal that nobody of it could judge is none on which
    /// somebody could be told apart.
    fn fewest(&self) -> BTreeMap<&'a str, u32> {
        let least = |all: &Vec<Measured>| {
            let marks = all.iter().map(|m| m.judged).filter(|n| *n > 0);
            marks.min().unwrap_or(0)
        };
        self.figures
            .iter()
            .map(|(group, all)| (*group, least(all)))
            .collect()
    }

    fn count(&self, levels: &BTreeMap<&str, Shown>, voted: &BTreeMap<String, u32>) -> Vec<Counted> {
        let pooled = measure(self.settings, &self.all);
        let goals = self.settings.goals.iter().enumerate();
        goals
            .map(|(place, goal)| {
                let of_groups: BTreeMap<String, Exact> = self
                    .figures
                    .iter()
                    .filter_map(|(g, all)| Some(((*g).to_owned(), all.get(place)?.figure?)))
                    .collect();
                let pooled = pooled.get(place).and_then(|m| m.figure);
                match levels.values().max() {
                    None | Some(Shown::Open) => self.open(goal, place, of_groups, pooled),
                    Some(Shown::Small) => self.small(goal, &of_groups, levels, voted),
                    Some(Shown::Withheld) => self.withheld(goal, &of_groups, levels, pooled),
                }
            })
            .collect()
    }

    /// The count of a goal in an open round: everything, exactly.
    fn open(
        &self,
        goal: &str,
        place: usize,
        groups: BTreeMap<String, Exact>,
        pooled: Option<Exact>,
    ) -> Counted {
        Counted {
            goal: goal.to_owned(),
            result: self.weighed(&groups, pooled),
            parted: parted(self.settings, &groups, &BTreeMap::new()),
            rated: (self.row.fold == Fold::Median)
                .then(|| self.rated(place))
                .flatten(),
            groups,
            ..Counted::default()
        }
    }

    /// The count of a goal in a small round: small groups as ranges, the others to a tenth, and the result from what is shown.
    fn small(
        &self,
        goal: &str,
        exact: &BTreeMap<String, Exact>,
        levels: &BTreeMap<&str, Shown>,
        voted: &BTreeMap<String, u32>,
    ) -> Counted {
        let (mut groups, mut ranges) = (BTreeMap::new(), BTreeMap::new());
        for (group, figure) in exact {
            let small = levels.get(group.as_str()) != Some(&Shown::Open);
            match self.row.range_of(*figure).filter(|_| small) {
                Some((from, to)) => {
                    groups.insert(group.clone(), (from + to) / 2);
                    ranges.insert(group.clone(), (from, to));
                }
                None => {
                    // To the tenth even for a large group: the exact fraction tells more than the wall does, and this is written to a file.
                    groups.insert(group.clone(), (figure * 10).round() / 10);
                }
            }
        }
        let result = match self.settings.weight {
            // No pooled figure reaches this branch, so none can leave through it.
            Weight::Balanced => self.weighed(&groups, None),
            // From the shown figures, weighted by heads. From the exact mean of all and the large group's figure, the small group's exact
            // figure could be worked out.
            Weight::Head => {
                let heads = |group: &String| i64::from(voted.get(group).copied().unwrap_or(0));
                let sum: Exact = groups.iter().map(|(g, figure)| figure * heads(g)).sum();
                let n: i64 = groups.keys().map(heads).sum();
                (n > 0).then(|| sum / n)
            }
        };
        let rated = (self.row.fold == Fold::Median).then(|| Rated::of_figures(&groups));
        Counted {
            goal: goal.to_owned(),
            // To the half, as ranges are a point wide: a finer result would be known better than what it is made of.
            result: result.map(|r| (r * 2).round() / 2),
            parted: parted(self.settings, &groups, &ranges),
            rated: rated.flatten(),
            groups,
            ranges,
            ..Counted::default()
        }
    }

    /// The count of a goal in a withheld round: the result alone, rounded coarsely.
    fn withheld(
        &self,
        goal: &str,
        exact: &BTreeMap<String, Exact>,
        levels: &BTreeMap<&str, Shown>,
        pooled: Option<Exact>,
    ) -> Counted {
        // With no other group to hide in, the result of a single small group is that group's figure.
        let alone = exact.len() == 1
            && exact
                .keys()
                .all(|g| levels.get(g.as_str()) != Some(&Shown::Open));
        let result = self.weighed(exact, pooled).filter(|_| !alone);
        Counted {
            goal: goal.to_owned(),
            result: result.map(|r| self.row.coarsely(r)),
            withheld: true,
            ..Counted::default()
        }
    }

    fn weighed(&self, groups: &BTreeMap<String, Exact>, pooled: Option<Exact>) -> Option<Exact> {
        if self.settings.weight == Weight::Head {
            return pooled;
        }
        let n = i64::try_from(groups.len()).ok().filter(|n| *n > 0)?;
        let sum: Exact = groups.values().sum();
        // Places are added, as in the guidebook; a mean would be another number for the same order.
        Some(if self.row.fold == Fold::Borda {
            sum
        } else {
            sum / n
        })
    }

    fn rated(&self, place: usize) -> Option<Rated> {
        let by_group: BTreeMap<&str, Vec<u8>> = self
            .groups
            .iter()
            .map(|(group, answers)| (*group, ratings(answers, place)))
            .collect();
        match self.settings.weight {
            Weight::Balanced => Rated::of_groups(&by_group),
            Weight::Head => Rated::of_all(&ratings(&self.all, place), &by_group),
        }
    }
}

/// The least distance between the lowest and the highest group, if their figures are far enough apart to differ. A group that
/// is shown as a range is no nearer than the nearer end of the range.
fn parted(
    settings: &RoundSettings,
    groups: &BTreeMap<String, Exact>,
    ranges: &BTreeMap<String, (Exact, Exact)>,
) -> Option<Exact> {
    let threshold = settings.method.row().parted_from(settings.goals.len());
    let (low, least) = groups.iter().min_by_key(|(_, figure)| **figure)?;
    let (high, most) = groups.iter().max_by_key(|(_, figure)| **figure)?;
    if groups.len() < 2 || most - least < threshold {
        return None;
    }
    let upper = ranges.get(low).map_or(*least, |range| range.1);
    let lower = ranges.get(high).map_or(*most, |range| range.0);
    Some(lower - upper)
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

/// A whole per cent, rounded from the tenth that files have.
fn percent(value: Exact) -> i64 {
    // Rounded twice, as a reader of the file would: from the exact number the wall and the minutes could differ by one.
    let tenths = (value * 10).round() / 10;
    tenths.round().to_integer()
}

#[cfg(test)]
mod tests;
