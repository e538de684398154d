//! The count of a round: by group, and under the round's weight, in exact fractions.
//!
//! Balanced weight takes the mean of the group means, so that groups count the same whatever their head-count
//! (James Lind Alliance guidebook). What may not be shown apart is decided here, once, for every reader.

use std::collections::BTreeMap;

use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::{
    ballot::{Answers, Ballot},
    measure::{Measured, measure, places, ratings},
    rating::{self, Rated},
    round::{Hands, Round},
};
use crate::domain::agenda::{Method, Weight};

/// An exact number.
pub type Exact = Ratio<i64>;

/// Groups whose results differ by at least so much have parted company: three tenths of the scale. 1.5 of the 5 points of a
/// score, 30 in 100 of those who say yes, 20 in 100 of the dots (half of them on one goal is much already), 3 of the 9
/// steps of a rating, half of the list of a ranking and at least 2 places.
pub fn parted_from(method: Method, goals: usize) -> Exact {
    match method {
        Method::Hands | Method::Approve => Exact::new(30, 1),
        Method::Dots => Exact::new(20, 1),
        Method::Rate => Exact::new(3, 1),
        Method::Rank => {
            Exact::new(i64::try_from(goals).unwrap_or(i64::MAX), 2).max(Exact::new(2, 1))
        }
        Method::Score => Exact::new(3, 2),
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
    /// The result under the round's weight: 0 to 5 for scores, per cent in favour for hands and approval, per cent of the
    /// dots, the median of ratings (the mean of the groups' medians where groups count the same), for rankings the sum of
    /// the groups' places turned round, so that more is better. `None` where nobody judged it.
    pub result: Option<Exact>,
    /// Each group's own result; empty where `withheld`.
    pub groups: BTreeMap<String, Exact>,
    /// For, against and abstained by group, in a show of hands.
    pub hands: BTreeMap<String, Hands>,
    /// How far apart the groups are, where they have parted company.
    pub parted: Option<Exact>,
    /// A group was too small to be shown apart.
    pub withheld: bool,
    /// What ratings of 1 to 9 say beside the median.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<Rated>,
}

impl Tally {
    /// Counts the sealed ballots of a round.
    pub fn of_ballots(round: &Round, ballots: &[Ballot]) -> Self {
        let mut voted: BTreeMap<String, u32> = BTreeMap::new();
        for ballot in ballots {
            *voted.entry(ballot.group.clone()).or_insert(0) += 1;
        }
        let results = Sealed::of(round, ballots).count(&voted);
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
                let parted =
                    gap(&groups).filter(|g| *g >= parted_from(Method::Hands, round.goals.len()));
                Counted {
                    goal: goal.clone(),
                    result,
                    groups,
                    hands,
                    parted,
                    withheld: false,
                    rated: None,
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

/// The ballots of a round, by group, measured.
struct Sealed<'a> {
    round: &'a Round,
    groups: BTreeMap<&'a str, Vec<&'a Answers>>,
    all: Vec<&'a Answers>,
}

impl<'a> Sealed<'a> {
    fn of(round: &'a Round, ballots: &'a [Ballot]) -> Self {
        let mut groups: BTreeMap<&str, Vec<&Answers>> = BTreeMap::new();
        for ballot in ballots {
            let group = groups.entry(ballot.group.as_str()).or_default();
            group.push(&ballot.answers);
        }
        Self {
            round,
            groups,
            all: ballots.iter().map(|b| &b.answers).collect(),
        }
    }

    /// Each group's figures, goal by goal. Of a ranking they are places turned round, so that groups of any size can be
    /// added: the best of m has m (James Lind Alliance guidebook, second stage).
    fn figures(&self) -> BTreeMap<&'a str, Vec<Measured>> {
        self.groups
            .iter()
            .map(|(group, answers)| {
                let mut measured = measure(self.round, answers);
                if self.round.method == Method::Rank && measured.iter().any(|m| m.judged > 0) {
                    let first: Vec<_> = measured.iter().map(|m| m.figure).collect();
                    for (m, place) in measured.iter_mut().zip(places(&first)) {
                        m.figure = Some(place);
                    }
                }
                (*group, measured)
            })
            .collect()
    }

    fn count(&self, voted: &BTreeMap<String, u32>) -> Vec<Counted> {
        let figures = self.figures();
        let pooled = measure(self.round, &self.all);
        let goals = self.round.goals.iter().enumerate();
        goals
            .map(|(place, goal)| {
                let of_groups: BTreeMap<&str, Measured> = figures
                    .iter()
                    .filter_map(|(g, all)| Some((*g, *all.get(place)?)))
                    .collect();
                let pooled = pooled.get(place).copied().unwrap_or_default();
                self.one(goal, place, &of_groups, pooled, voted)
            })
            .collect()
    }

    fn one(
        &self,
        goal: &str,
        place: usize,
        of_groups: &BTreeMap<&str, Measured>,
        pooled: Measured,
        voted: &BTreeMap<String, u32>,
    ) -> Counted {
        let round = self.round;
        let all: BTreeMap<String, Exact> = of_groups
            .iter()
            .filter_map(|(g, m)| Some(((*g).to_owned(), m.figure?)))
            .collect();
        let result = match round.weight {
            Weight::Head => pooled.figure,
            Weight::Balanced => {
                let sum = all.values().fold(Exact::from_integer(0), |a, b| a + b);
                let n = i64::try_from(all.len()).unwrap_or(i64::MAX);
                let over = if round.method == Method::Rank { 1 } else { n };
                (n > 0).then(|| sum / Exact::from_integer(over))
            }
        };
        // With one group below the line every figure of another group, and the gap, would give it away.
        let small = |n: u32| n > 0 && n < round.apart_from;
        let withheld =
            voted.values().any(|n| small(*n)) || of_groups.values().any(|m| small(m.judged));
        // Where a small group is the only one that judged, the result would be its own.
        let result = result.filter(|_| !withheld || all.len() > 1);
        let groups = if withheld { BTreeMap::new() } else { all };
        let parted = gap(&groups).filter(|g| *g >= parted_from(round.method, round.goals.len()));
        let rated = (round.method == Method::Rate && result.is_some())
            .then(|| self.rated(place, withheld))
            .flatten();
        Counted {
            goal: goal.to_owned(),
            result,
            groups,
            hands: BTreeMap::new(),
            parted,
            withheld,
            rated,
        }
    }

    fn rated(&self, place: usize, withheld: bool) -> Option<Rated> {
        let all = ratings(&self.all, place);
        let by_group: BTreeMap<&str, Vec<u8>> = self
            .groups
            .iter()
            .map(|(group, answers)| (*group, ratings(answers, place)))
            .collect();
        let apart = !withheld;
        Some(Rated {
            class: rating::class(&all)?,
            disagreement: rating::disagree(&all),
            consensus: apart
                .then(|| rating::consensus(by_group.values().map(Vec::as_slice)))
                .flatten(),
            groups: by_group
                .iter()
                .filter(|_| apart)
                .filter_map(|(g, r)| Some(((*g).to_owned(), rating::class(r)?)))
                .collect(),
        })
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

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*, sample::select};

    use super::*;
    use crate::domain::vote::round::{Allowed, RoundState, Voter};

    fn round(method: Method, weight: Weight, apart_from: u32, goals: usize) -> Round {
        let voter = |i: usize, group: &str| Voter {
            person: format!("{group}{i}"),
            group: group.to_owned(),
            proxy: false,
        };
        Round {
            id: "r1".into(),
            number: 1,
            opened: "2026-11-24T14:00:00+00:00".parse().unwrap(),
            method,
            weight,
            apart_from,
            allowed: Allowed::default(),
            goals: (1..=goals).map(|g| format!("g{g}")).collect(),
            versions: vec![0; goals],
            voters: (0..20)
                .flat_map(|i| [voter(i, "patient"), voter(i, "mdt")])
                .collect(),
            hands: BTreeMap::new(),
            state: RoundState::Open,
        }
    }

    fn scored(weight: Weight, apart_from: u32) -> Round {
        round(Method::Score, weight, apart_from, 1)
    }

    /// A ballot on one goal for each score; `None` is "cannot judge".
    fn ballots(patients: &[Option<u8>], mdt: &[Option<u8>]) -> Vec<Ballot> {
        let of = |group: &'static str, scores: &[Option<u8>]| -> Vec<Ballot> {
            scores
                .iter()
                .map(|s| Ballot {
                    group: group.into(),
                    answers: Answers::Scores(vec![*s]),
                })
                .collect()
        };
        [of("patient", patients), of("mdt", mdt)].concat()
    }

    fn all(scores: &[u8]) -> Vec<Option<u8>> {
        scores.iter().copied().map(Some).collect()
    }

    fn count(round: &Round, patients: &[Option<u8>], mdt: &[Option<u8>]) -> Counted {
        Tally::of_ballots(round, &ballots(patients, mdt))
            .results
            .remove(0)
    }

    #[test]
    fn a_balanced_result_is_the_exact_mean_of_the_group_means() {
        let mdt = all(&[3, 3, 3, 2, 4, 3, 3, 2, 3]);
        let counted = count(&scored(Weight::Balanced, 3), &all(&[5, 5, 4]), &mdt);
        assert_eq!(counted.groups["patient"], Exact::new(14, 3));
        assert_eq!(counted.groups["mdt"], Exact::new(26, 9));
        assert_eq!(counted.result, Some(Exact::new(34, 9)));
        assert_eq!(counted.parted, Some(Exact::new(16, 9)));
        assert!(!counted.withheld);
    }

    #[test]
    fn by_head_every_ballot_counts_the_same() {
        let mdt = all(&[3, 3, 3, 2, 4, 3, 3, 2, 3]);
        let counted = count(&scored(Weight::Head, 3), &all(&[5, 5, 4]), &mdt);
        assert_eq!(counted.result, Some(Exact::new(40, 12)));
    }

    #[test]
    fn a_group_with_too_few_ballots_withholds_every_group_and_the_gap() {
        for few in [&[5][..], &[5, 5]] {
            let counted = count(&scored(Weight::Balanced, 3), &all(few), &all(&[0, 0, 0, 0]));
            assert!(counted.withheld, "{few:?}");
            assert!(counted.groups.is_empty(), "{few:?}");
            assert_eq!(counted.parted, None, "{few:?}");
            assert_eq!(counted.result, Some(Exact::new(5, 2)), "{few:?}");
        }
    }

    #[test]
    fn a_group_that_nobody_of_voted_withholds_nothing() {
        let counted = count(&scored(Weight::Balanced, 3), &[], &all(&[1, 2, 3]));
        assert!(!counted.withheld);
        assert_eq!(counted.result, Some(Exact::from_integer(2)));
        assert_eq!(counted.groups.len(), 1);
        assert_eq!(counted.parted, None);
    }

    #[test]
    fn enough_ballots_with_too_few_answers_on_one_goal_withhold_that_goal() {
        let patients = [Some(5), None, None];
        let counted = count(&scored(Weight::Balanced, 3), &patients, &all(&[1, 1, 1]));
        assert!(counted.withheld);
        assert!(counted.groups.is_empty());
        assert_eq!(counted.parted, None);
    }

    #[test]
    fn groups_part_company_at_exactly_one_and_a_half() {
        let at = count(&scored(Weight::Balanced, 1), &all(&[4, 5]), &all(&[3, 3]));
        assert_eq!(at.parted, Some(Exact::new(3, 2)));
        let under = count(
            &scored(Weight::Balanced, 1),
            &all(&[4, 5]),
            &all(&[3, 3, 3, 3, 3, 3, 4]),
        );
        assert_eq!(under.parted, None);
    }

    #[test]
    fn who_cannot_judge_is_left_out_of_the_mean() {
        let patients = [Some(4), Some(4), Some(4), None];
        let counted = count(&scored(Weight::Balanced, 3), &patients, &all(&[2, 2, 2]));
        assert_eq!(counted.groups["patient"], Exact::from_integer(4));
        assert_eq!(counted.result, Some(Exact::from_integer(3)));
        let nobody = count(&scored(Weight::Balanced, 3), &[None; 3], &[None; 3]);
        assert_eq!(nobody.result, None);
        assert!(nobody.groups.is_empty());
    }

    #[test]
    fn hands_are_per_cent_of_those_for_or_against() {
        let mut round = round(Method::Hands, Weight::Balanced, 3, 1);
        let hands = |yes, no, abstain| Hands { yes, no, abstain };
        let counts = [("patient", hands(3, 1, 2)), ("mdt", hands(9, 11, 0))];
        let by_group = counts.map(|(g, h)| (g.to_owned(), h)).into();
        round.hands.insert("g1".into(), by_group);
        let tally = Tally::of_hands(&round);
        let counted = tally.of("g1").unwrap();
        assert_eq!(counted.groups["patient"], Exact::from_integer(75));
        assert_eq!(counted.groups["mdt"], Exact::from_integer(45));
        assert_eq!(counted.result, Some(Exact::from_integer(60)));
        assert_eq!(counted.parted, Some(Exact::from_integer(30)));
        assert_eq!(tally.voted["patient"], 6);
        assert!(!counted.withheld);
        round.weight = Weight::Head;
        assert_eq!(
            Tally::of_hands(&round).results[0].result,
            Some(Exact::from_integer(50))
        );
    }

    #[test]
    fn hands_that_all_abstain_give_no_result() {
        let mut round = round(Method::Hands, Weight::Balanced, 3, 1);
        let abstain = Hands {
            abstain: 4,
            ..Hands::default()
        };
        round
            .hands
            .insert("g1".into(), [("mdt".to_owned(), abstain)].into());
        let counted = Tally::of_hands(&round).results.remove(0);
        assert_eq!((counted.result, counted.groups.len()), (None, 0));
    }

    #[test]
    fn one_decimal_rounds_half_away_from_zero() {
        for (n, d, text) in [
            (0, 1, "0.0"),
            (14, 3, "4.7"),
            (5, 1, "5.0"),
            (9, 20, "0.5"),
            (-9, 20, "-0.5"),
            (-1, 4, "-0.3"),
            (-1, 30, "0.0"),
            (-31, 10, "-3.1"),
            (100, 1, "100.0"),
        ] {
            assert_eq!(one_decimal(Exact::new(n, d)), text, "{n}/{d}");
        }
    }

    #[test]
    fn the_best_come_first_and_goals_that_nobody_judged_last() {
        let round = round(Method::Score, Weight::Balanced, 1, 4);
        let one = |scores: [Option<u8>; 4]| Ballot {
            group: "mdt".into(),
            answers: Answers::Scores(scores.to_vec()),
        };
        let tally = Tally::of_ballots(&round, &[one([Some(2), None, Some(5), Some(2)])]);
        let ranked: Vec<&str> = tally.ranked().iter().map(|c| c.goal.as_str()).collect();
        assert_eq!(ranked, ["g3", "g1", "g4", "g2"]);
    }

    fn any_ballots() -> impl Strategy<Value = Vec<Ballot>> {
        let ballot = (
            select(vec!["patient", "mdt", "carers"]),
            vec(option::of(0..=5_u8), 3),
        )
            .prop_map(|(group, scores)| Ballot {
                group: group.into(),
                answers: Answers::Scores(scores),
            });
        vec(ballot, 0..24)
    }

    proptest! {
            #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

            #[test]
            fn the_count_does_not_depend_on_the_order_of_the_ballots(
                (ballots, other) in any_ballots().prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle())),
                head: bool,
            ) {
                let weight = if head { Weight::Head } else { Weight::Balanced };
                let round = round(Method::Score, weight, 3, 3);
                prop_assert_eq!(Tally::of_ballots(&round, &ballots), Tally::of_ballots(&round, &other));
            }

            #[test]
            fn a_result_lies_between_the_group_means(ballots in any_ballots(), head: bool) {
                let weight = if head { Weight::Head } else { Weight::Balanced };
                let round = round(Method::Score, weight, 1, 3);
                for counted in Tally::of_ballots(&round, &ballots).results {
                    let (low, high) = (counted.groups.values().min(), counted.groups.values().max());
                    prop_assert!(!counted.withheld);
                    prop_assert_eq!(counted.result.is_some(), low.is_some());
                    if let (Some(result), Some(low), Some(high)) = (counted.result, low, high) {
                        prop_assert!(*low <= result && result <= *high);
                    }
                }
            }

            #[test]
            fn no_group_under_the_line_is_ever_shown(ballots in any_ballots()) {
                let round = round(Method::Score, Weight::Balanced, 3, 3);
                let tally = Tally::of_ballots(&round, &ballots);
                let small = tally.voted.values().any(|n| *n < 3);
                for counted in tally.results {
                    prop_assert!(counted.withheld || !small);
                    prop_assert!(!counted.withheld || (counted.groups.is_empty() && counted.parted.is_none()));
                }
            }

            #[test]
            fn by_every_method_neither_order_nor_head_count_matters_where_groups_count_the_same(
                method in select(vec![Method::Score, Method::Approve, Method::Dots, Method::Rate, Method::Rank]),
                marks in vec((select(vec!["patient", "mdt"]), vec(option::of(0..=3_u8), 3)), 1..20),
                times in 1..4_usize,
                seed: u64,
            ) {
                let round = round(method, Weight::Balanced, 1, 3);
                let ballots: Vec<Ballot> = marks
                    .iter()
                    .map(|(group, marks)| Ballot {
                        group: (*group).into(),
                        answers: Answers::of(method, marks),
                    })
                    .collect();
                let counted = Tally::of_ballots(&round, &ballots);
                // The same votes in another order.
                let mut other = ballots.clone();
                let by = usize::try_from(seed % 97).unwrap() % ballots.len();
                other.rotate_left(by);
                other.reverse();
                prop_assert_eq!(&Tally::of_ballots(&round, &other), &counted);
                // One group so many times as large, with every share in it the same.
                let more: Vec<Ballot> = ballots.iter().filter(|b| b.group == "mdt").cloned().collect();
                other.extend((1..times).flat_map(|_| more.clone()));
                let larger = Tally::of_ballots(&round, &other);
                for (one, two) in counted.results.iter().zip(&larger.results) {
                    prop_assert_eq!(one.result, two.result);
                    prop_assert_eq!(&one.groups, &two.groups);
                }
            }
    }
}
