//! Counts of known ballots, what may be shown of them, and properties over any ballots.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::domain::vote::allowed::Allowed;
use crate::domain::vote::rating;

fn settings(method: Method, weight: Weight, apart_from: u32, goals: usize) -> RoundSettings {
    RoundSettings {
        method,
        weight,
        apart_from,
        allowed: Allowed::default(),
        goals: (1..=goals).map(|g| format!("g{g}")).collect(),
    }
}

fn scored(weight: Weight, apart_from: u32) -> RoundSettings {
    settings(Method::Score, weight, apart_from, 1)
}

/// A ballot on one goal for each score; `None` is "cannot judge".
fn ballots(patients: &[Option<u8>], mdt: &[Option<u8>]) -> Vec<Ballot> {
    let of = |group: &'static str, scores: &[Option<u8>]| -> Vec<Ballot> {
        scores
            .iter()
            .map(|s| Ballot {
                group: group.into(),
                answers: Answers::Marks(vec![*s]),
            })
            .collect()
    };
    [of("patient", patients), of("mdt", mdt)].concat()
}

fn all(scores: &[u8]) -> Vec<Option<u8>> {
    scores.iter().copied().map(Some).collect()
}

fn count(settings: &RoundSettings, patients: &[Option<u8>], mdt: &[Option<u8>]) -> Counted {
    Tally::of_ballots(settings, &ballots(patients, mdt))
        .results
        .remove(0)
}

#[test]
fn a_balanced_result_is_the_exact_mean_of_the_group_means() {
    let mdt = all(&[3, 3, 3, 2, 4, 3, 3, 2, 3]);
    let counted = count(&scored(Weight::Balanced, 3), &all(&[5, 5, 5, 5, 4]), &mdt);
    assert_eq!(counted.groups["patient"], Exact::new(24, 5));
    assert_eq!(counted.groups["mdt"], Exact::new(26, 9));
    assert_eq!(counted.result, Some(Exact::new(173, 45)));
    assert_eq!(counted.parted, Some(Exact::new(86, 45)));
    assert!(!counted.withheld);
}

#[test]
fn by_head_every_ballot_counts_the_same() {
    let mdt = all(&[3, 3, 3, 2, 4, 3, 3, 2, 3]);
    let counted = count(&scored(Weight::Head, 3), &all(&[5, 5, 5, 5, 4]), &mdt);
    assert_eq!(counted.result, Some(Exact::new(50, 14)));
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
    let counted = count(&scored(Weight::Balanced, 3), &[], &all(&[1, 2, 2, 2, 3]));
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
    let (patients, team) = (all(&[4, 5, 4, 5, 4, 5]), all(&[3; 6]));
    let at = count(&scored(Weight::Balanced, 1), &patients, &team);
    assert_eq!(at.parted, Some(Exact::new(3, 2)));
    let under = count(
        &scored(Weight::Balanced, 1),
        &patients,
        &all(&[3, 3, 3, 3, 3, 3, 4]),
    );
    assert_eq!(under.parted, None);
}

#[test]
fn who_cannot_judge_is_left_out_of_the_mean() {
    let patients = [Some(4), Some(4), Some(4), Some(4), Some(4), None];
    let counted = count(&scored(Weight::Balanced, 3), &patients, &all(&[2; 5]));
    assert_eq!(counted.groups["patient"], Exact::from_integer(4));
    assert_eq!(counted.result, Some(Exact::from_integer(3)));
    let nobody = count(&scored(Weight::Balanced, 3), &[None; 3], &[None; 3]);
    assert_eq!(nobody.result, None);
    assert!(nobody.groups.is_empty());
}

#[test]
fn hands_are_per_cent_of_those_for_or_against() {
    let mut settings = settings(Method::Hands, Weight::Balanced, 3, 1);
    let hands = |yes, no, abstain| Hands { yes, no, abstain };
    let counts = [("patient", hands(3, 1, 2)), ("mdt", hands(9, 11, 0))];
    let by_group = counts.map(|(g, h)| (g.to_owned(), h)).into();
    let hands = [("g1".to_owned(), by_group)].into();
    let tally = Tally::of_hands(&settings, &hands);
    let counted = tally.of("g1").unwrap();
    assert_eq!(counted.groups["patient"], Exact::from_integer(75));
    assert_eq!(counted.groups["mdt"], Exact::from_integer(45));
    assert_eq!(counted.result, Some(Exact::from_integer(60)));
    assert_eq!(counted.parted, Some(Exact::from_integer(30)));
    assert_eq!(tally.voted["patient"], 6);
    assert!(!counted.withheld);
    settings.weight = Weight::Head;
    assert_eq!(
        Tally::of_hands(&settings, &hands).results[0].result,
        Some(Exact::from_integer(50))
    );
}

#[test]
fn hands_that_all_abstain_give_no_result() {
    let settings = settings(Method::Hands, Weight::Balanced, 3, 1);
    let abstain = Hands {
        abstain: 4,
        ..Hands::default()
    };
    let hands = [("g1".to_owned(), [("mdt".to_owned(), abstain)].into())].into();
    let counted = Tally::of_hands(&settings, &hands).results.remove(0);
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
    let settings = settings(Method::Score, Weight::Balanced, 1, 4);
    let one = |scores: [Option<u8>; 4]| Ballot {
        group: "mdt".into(),
        answers: Answers::Marks(scores.to_vec()),
    };
    let tally = Tally::of_ballots(&settings, &vec![one([Some(2), None, Some(5), Some(2)]); 5]);
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
            answers: Answers::Marks(scores),
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
            let settings = settings(Method::Score, weight, 3, 3);
            prop_assert_eq!(Tally::of_ballots(&settings, &ballots), Tally::of_ballots(&settings, &other));
        }

        #[test]
        fn a_result_lies_between_the_group_means(ballots in any_ballots(), head: bool) {
            let weight = if head { Weight::Head } else { Weight::Balanced };
            let settings = settings(Method::Score, weight, 1, 3);
            let tally = Tally::of_ballots(&settings, &ballots);
            // Rounded to a half from what is shown, a result may lie a quarter beyond it.
            let slack = if tally.shown() == Shown::Small { Exact::new(1, 4) } else { Exact::from_integer(0) };
            for counted in &tally.results {
                let (low, high) = (counted.groups.values().min(), counted.groups.values().max());
                if tally.shown() == Shown::Withheld {
                    prop_assert!(counted.withheld && low.is_none());
                    continue;
                }
                prop_assert!(!counted.withheld);
                prop_assert_eq!(counted.result.is_some(), low.is_some());
                if let (Some(result), Some(low), Some(high)) = (counted.result, low, high) {
                    prop_assert!(*low - slack <= result && result <= *high + slack);
                }
            }
        }

        #[test]
        fn no_group_under_the_line_is_ever_shown(ballots in any_ballots()) {
            let settings = settings(Method::Score, Weight::Balanced, 3, 3);
            let tally = Tally::of_ballots(&settings, &ballots);
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
            let settings = settings(method, Weight::Balanced, 1, 3);
            // Five of each, or groups would not be shown.
            let ballots: Vec<Ballot> = marks
                .iter()
                .flat_map(|marks| std::iter::repeat_n(marks, 5))
                .map(|(group, marks)| Ballot {
                    group: (*group).into(),
                    answers: Answers::of(method, marks),
                })
                .collect();
            let counted = Tally::of_ballots(&settings, &ballots);
            // The same votes in another order.
            let mut other = ballots.clone();
            let by = usize::try_from(seed % 97).unwrap() % ballots.len();
            other.rotate_left(by);
            other.reverse();
            prop_assert_eq!(&Tally::of_ballots(&settings, &other), &counted);
            // One group so many times as large, with every share in it the same.
            let more: Vec<Ballot> = ballots.iter().filter(|b| b.group == "mdt").cloned().collect();
            other.extend((1..times).flat_map(|_| more.clone()));
            let larger = Tally::of_ballots(&settings, &other);
            for (one, two) in counted.results.iter().zip(&larger.results) {
                prop_assert_eq!(one.result, two.result);
                prop_assert_eq!(&one.groups, &two.groups);
            }
        }
}

#[test]
fn a_group_of_three_or_four_is_a_range_and_the_result_lies_between_what_is_shown() {
    let mdt = all(&[3, 3, 3, 2, 4, 3, 3, 2, 3]);
    for (weight, result) in [(Weight::Balanced, (7, 2)), (Weight::Head, (7, 2))] {
        let settings = scored(weight, 3);
        let tally = Tally::of_ballots(&settings, &ballots(&all(&[5, 5, 4]), &mdt));
        assert_eq!(tally.shown(), Shown::Small);
        let counted = tally.of("g1").unwrap();
        let range = (Exact::from_integer(4), Exact::from_integer(5));
        assert_eq!(counted.ranges["patient"], range);
        assert_eq!(counted.groups["patient"], Exact::new(9, 2));
        assert_eq!(counted.groups["mdt"], Exact::new(29, 10));
        // (4.5 + 2.9) / 2 is 3.7; by heads it is 3.3.
        assert_eq!(
            counted.result,
            Some(Exact::new(result.0, result.1)),
            "{weight:?}"
        );
        // The figures lie 1.6 apart, the nearer end of the range 1.1.
        assert_eq!(counted.parted, Some(Exact::new(11, 10)));
        assert_eq!(
            tally.said(Method::Score, Some("patient"), "g1").unwrap(),
            "4\u{2013}5"
        );
        assert_eq!(tally.said(Method::Score, Some("mdt"), "g1").unwrap(), "2.9");
    }
}

#[test]
fn marks_that_are_missing_on_one_goal_make_the_whole_round_coarser() {
    let settings = settings(Method::Score, Weight::Balanced, 3, 2);
    let of = |group: &str, marks: [Option<u8>; 2]| Ballot {
        group: group.into(),
        answers: Answers::Marks(marks.to_vec()),
    };
    let mut all = vec![of("patient", [Some(5), Some(5)]); 4];
    all.push(of("patient", [Some(5), None]));
    all.extend(vec![of("mdt", [Some(2), Some(3)]); 6]);
    let tally = Tally::of_ballots(&settings, &all);
    assert_eq!(tally.fewest["patient"], 4);
    assert_eq!(tally.shown(), Shown::Small);
    assert!(
        tally
            .results
            .iter()
            .all(|c| c.ranges.contains_key("patient"))
    );
    // A goal that nobody of a group can judge is none on which somebody could be told apart.
    let nobody = vec![of("patient", [Some(5), None]); 5];
    let team = vec![of("mdt", [Some(2), Some(3)]); 6];
    let tally = Tally::of_ballots(&settings, &[nobody, team].concat());
    assert_eq!(tally.shown(), Shown::Open);
}

#[test]
fn a_group_that_differs_too_little_from_an_earlier_round_is_withheld() {
    let settings = scored(Weight::Balanced, 3);
    let six = ballots(&all(&[5; 6]), &all(&[2; 6]));
    assert_eq!(Tally::of_ballots(&settings, &six).shown(), Shown::Open);
    let differing = BTreeSet::from(["mdt".to_owned()]);
    let tally = Tally::of_differing(&settings, &six, &differing);
    assert_eq!(tally.shown(), Shown::Withheld);
    assert_eq!(tally.results[0].result, Some(Exact::new(7, 2)));
    assert!(tally.results[0].groups.is_empty());
}

#[test]
fn methods_that_need_five_show_no_smaller_group() {
    for method in [Method::Approve, Method::Dots, Method::Rank] {
        let settings = settings(method, Weight::Balanced, 3, 2);
        let of = |group: &str, n: usize| {
            vec![
                Ballot {
                    group: group.into(),
                    answers: Answers::of(method, &[Some(1), Some(0)]),
                };
                n
            ]
        };
        for (patients, shown) in [(4, Shown::Withheld), (5, Shown::Open)] {
            let all = [of("patient", patients), of("mdt", 6)].concat();
            assert_eq!(
                Tally::of_ballots(&settings, &all).shown(),
                shown,
                "{method:?}"
            );
        }
    }
}

#[test]
fn under_balanced_weight_ratings_have_a_verdict_of_both_only_where_each_group_has_it() {
    let settings = settings(Method::Rate, Weight::Balanced, 3, 1);
    let rated = |patients: &[u8], team: &[u8]| {
        let counted = count(&settings, &all(patients), &all(team));
        counted.rated.unwrap()
    };
    let apart = rated(&[2; 5], &[8; 6]);
    assert_eq!(apart.class, None);
    assert_eq!(
        crate::domain::words::rated(&apart),
        "Patients: not worth it. Hospital team: worth it. The groups do not agree on it yet."
    );
    assert_eq!(rated(&[9; 5], &[7; 6]).class, Some(rating::Class::Worth));
    // Of three people only what is shown of them is judged: 7 to 9.
    let small = rated(&[9, 9, 7], &[8; 6]);
    assert_eq!(
        (small.class, small.consensus),
        (Some(rating::Class::Worth), None)
    );
}
