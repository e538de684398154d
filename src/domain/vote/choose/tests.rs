//! The rules on small elections made by hand, and what has to hold on any.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::vote::{exact::Exact, settings::Weight};

fn whole(number: i64) -> Exact {
    Exact::from_integer(number)
}

fn big(above: i64, below: i64) -> Big {
    Big::new(above.into(), below.into())
}

fn limits(budgets: &[i64]) -> Vec<CostLimit> {
    let limit = |(name, budget): (&str, &i64)| CostLimit {
        name: name.to_owned(),
        budget: whole(*budget),
    };
    ["money", "hours"]
        .into_iter()
        .zip(budgets)
        .map(limit)
        .collect()
}

/// Projects a, b, c, ... with their costs.
fn election(budgets: &[i64], costs: &[&[i64]], ballots: Vec<UtilityBallot>) -> Election {
    let project = |(id, costs): (char, &&[i64])| Project {
        id: id.to_string(),
        costs: costs.iter().copied().map(whole).collect(),
    };
    Election {
        kind: BallotKind::Approval,
        projects: ('a'..).zip(costs).map(project).collect(),
        limits: limits(budgets),
        at_most: None,
        weight: Weight::Head,
        ballots,
    }
}

fn approvals(ballots: &[&[usize]]) -> Vec<UtilityBallot> {
    let ballot = |b: &&[usize]| UtilityBallot::approval(b.iter().copied());
    ballots.iter().map(ballot).collect()
}

fn letters(set: &[usize]) -> String {
    let mut letters: Vec<char> = set.iter().filter_map(|p| ('a'..).nth(*p)).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

fn chosen(election: &Election, rule: Rule) -> String {
    letters(&choose(election, rule).unwrap().selected)
}

fn also(election: &Election, rule: Rule) -> Vec<String> {
    let ties = tied(election, rule).unwrap().unwrap();
    assert!(ties.complete);
    ties.sets.iter().map(|s| letters(s)).collect()
}

fn completion(word: &str) -> Completion {
    Completion::WORDS
        .iter()
        .find(|(w, _)| *w == word)
        .unwrap()
        .1
}

const NONE: Completion = Completion {
    raise: None,
    greedy: false,
};

const PLAIN: &[Rule] = &[
    Rule::Greedy,
    Rule::GreedyPerCost,
    Rule::EqualShares(NONE),
    Rule::EqualSharesCardinality(NONE),
    Rule::Phragmen { greedy: false },
    Rule::Best(Objective::Cost),
    Rule::Best(Objective::Votes),
];

fn every_rule(kind: BallotKind) -> Vec<Rule> {
    let mut rules = PLAIN.to_vec();
    rules.push(Rule::Phragmen { greedy: true });
    for (_, completion) in Completion::WORDS {
        rules.push(Rule::EqualShares(*completion));
        rules.push(Rule::EqualSharesCardinality(*completion));
    }
    let phragmen = |r: &Rule| matches!(r, Rule::Phragmen { .. });
    rules.retain(|r| kind == BallotKind::Approval || !phragmen(r));
    rules
}

// Made by hand.

#[test]
fn the_majority_takes_all_under_greedy_and_its_share_under_equal_shares() {
    // Six of ten want a, b, c; four want d. Each costs a third of the budget.
    let (many, few) = (&[0, 1, 2][..], &[3][..]);
    let ballots = approvals(&[many, many, many, many, many, many, few, few, few, few]);
    let e = election(&[30], &[&[10], &[10], &[10], &[10]], ballots);
    assert_eq!(chosen(&e, Rule::Greedy), "abc");
    assert_eq!(chosen(&e, Rule::EqualShares(NONE)), "ad");
    let outcome = choose(&e, Rule::EqualShares(NONE)).unwrap();
    let [first, second] = outcome.steps.as_slice() else {
        panic!("{:?}", outcome.steps);
    };
    // Rho: 10 / 6 for 10 of utility, and 10 / 4.
    assert_eq!((first.project, &first.score), (0, &Some(big(1, 6))));
    assert_eq!(first.tied, [1, 2]);
    assert_eq!(second.score, Some(big(1, 4)));
    let paid = second.payments.each();
    assert_eq!(paid.len(), 4);
    assert_eq!(paid[0], (6, big(5, 2)));
    // The six have 3 less 5/3 left each, which is 8.
    assert_eq!(
        outcome.why[1],
        ProjectReason::Out {
            because: WhyOut::Money {
                left: big(8, 1),
                cost: Some(big(10, 1)),
            },
            tied: vec![0],
        }
    );
    assert_eq!(outcome.spent, [big(20, 1)]);
    assert_eq!(also(&e, Rule::EqualShares(NONE)), ["ad", "bd", "cd"]);
    // Shares raised to 5/3 of 10/6 each buy a second one; then 30 is full.
    let raised = choose(&e, Rule::EqualShares(completion("raise"))).unwrap();
    assert_eq!(letters(&raised.selected), "abd");
    assert_eq!(
        raised.raised.map(|r| (r.times, r.share)),
        Some((12, big(84, 25)))
    );
    let unit = choose(&e, Rule::EqualShares(completion("add1"))).unwrap();
    assert_eq!(
        unit.raised.map(|r| (r.times, r.share)),
        Some((1, big(4, 1)))
    );
}

#[test]
fn who_cannot_pay_a_whole_part_pays_what_is_left() {
    // a: 4 by both, b: 5 by the second and the third, who has all left.
    let e = election(&[12], &[&[4], &[5]], approvals(&[&[0], &[0, 1], &[1]]));
    let outcome = choose(&e, Rule::EqualShares(NONE)).unwrap();
    let each = |step: usize| outcome.steps[step].payments.each();
    assert_eq!(each(0), [(0, big(2, 1)), (1, big(2, 1))]);
    // Two and a half each would be more than the 2 that are left.
    assert_eq!(each(1), [(1, big(2, 1)), (2, big(3, 1))]);
    assert_eq!(outcome.steps[1].score, Some(big(3, 5)));
}

#[test]
fn a_project_of_one_voter_is_reached_by_leaps() {
    // Two voters of 1,000 each want one for nearly all there is: shares have to rise five hundredfold, past nothing else.
    let mut ballots = vec![UtilityBallot::default(); 1_000];
    ballots[0] = UtilityBallot::approval([0]);
    ballots[1] = UtilityBallot::approval([0]);
    let e = election(&[1_000_000], &[&[999_000]], ballots);
    for (raise, times) in [("raise", 49_850), ("add1", 498_500)] {
        let outcome = choose(&e, Rule::EqualShares(completion(raise))).unwrap();
        assert_eq!(letters(&outcome.selected), "a");
        assert_eq!(outcome.raised.map(|r| r.times), Some(times));
    }
}

#[test]
fn loads_are_spread_and_the_rule_stops_at_what_does_not_fit() {
    let e = election(
        &[10],
        &[&[4], &[5], &[2], &[1]],
        approvals(&[&[0, 1], &[0, 1], &[2], &[3]]),
    );
    // Loads of d 1; then a 2 and c 2; then b (5 + 2 + 2) / 2.
    let outcome = choose(&e, Rule::Phragmen { greedy: false }).unwrap();
    assert_eq!(letters(&outcome.selected), "acd");
    let scores: Vec<_> = outcome
        .steps
        .iter()
        .filter_map(|s| s.score.clone())
        .collect();
    assert_eq!(scores, [big(1, 1), big(2, 1), big(2, 1)]);
    assert_eq!(outcome.steps[1].tied, [2]);
    assert_eq!(
        outcome.why[1],
        ProjectReason::Out {
            because: WhyOut::Short {
                after: 3,
                short: vec![Short {
                    of: Bound::Limit(0),
                    by: big(2, 1)
                }],
            },
            tied: vec![],
        }
    );
    // b is stopped at, d comes after it and would fit.
    let e = election(
        &[6],
        &[&[4], &[4], &[2], &[2]],
        approvals(&[&[0, 1], &[0, 1], &[0, 1], &[3], &[2]]),
    );
    let stopped = choose(&e, Rule::Phragmen { greedy: false }).unwrap();
    assert_eq!(letters(&stopped.selected), "ac");
    let e = election(
        &[6],
        &[&[4], &[4], &[2]],
        approvals(&[&[0, 1], &[0, 1], &[0, 1], &[0, 1], &[2]]),
    );
    let stopped = choose(&e, Rule::Phragmen { greedy: false }).unwrap();
    assert_eq!(letters(&stopped.selected), "a");
    let why = |because| ProjectReason::Out {
        because,
        tied: vec![],
    };
    assert_eq!(stopped.why[2], why(WhyOut::Stopped { at: 1 }));
    let filled = choose(&e, Rule::Phragmen { greedy: true }).unwrap();
    assert_eq!(letters(&filled.selected), "ac");
    assert_eq!(filled.steps[1].phase, Phase::Filling);
}

#[test]
fn two_limits_are_shared_as_the_larger_part_of_one() {
    // Money 100 and hours 10: parts of 1/2, 1/2 and 2/5.
    let e = election(
        &[100, 10],
        &[&[50, 1], &[0, 5], &[40, 4]],
        approvals(&[&[0, 2], &[0, 2], &[1], &[1]]),
    );
    let outcome = choose(&e, Rule::EqualShares(NONE)).unwrap();
    assert_eq!(letters(&outcome.selected), "ab");
    assert_eq!(outcome.spent, [big(50, 1), big(6, 1)]);
    // Each holds 1/4, and pays all of it.
    assert_eq!(outcome.steps[0].payments.each()[0], (0, big(1, 4)));
    // Money for c is there, and four hours are left of ten: it was the shares that did not reach.
    assert_eq!(
        chosen(&e, Rule::EqualShares(completion("raise-and-greedy"))),
        "abc"
    );
    assert_eq!(chosen(&e, Rule::Greedy), "abc");
    assert_eq!(chosen(&e, Rule::Phragmen { greedy: false }), "abc");
    assert_eq!(chosen(&e, Rule::Best(Objective::Votes)), "abc");
    // One hour less: c is out by one.
    let mut e = e;
    e.limits[1].budget = whole(9);
    let outcome = choose(&e, Rule::Greedy).unwrap();
    assert_eq!(letters(&outcome.selected), "ab");
    let short = vec![Short {
        of: Bound::Limit(1),
        by: big(1, 1),
    }];
    let because = WhyOut::Short { after: 2, short };
    let tied = vec![0, 1];
    assert_eq!(outcome.why[2], ProjectReason::Out { because, tied });
    assert_eq!(also(&e, Rule::Greedy), ["ab", "ac", "bc"]);
    assert_eq!(also(&e, Rule::Best(Objective::Votes)), ["ab", "ac", "bc"]);
}

#[test]
fn at_most_so_many_is_a_limit_like_another() {
    let mut e = election(
        &[100],
        &[&[10], &[0], &[10]],
        approvals(&[&[0, 1, 2], &[0, 1], &[0]]),
    );
    e.at_most = Some(2);
    for rule in [
        Rule::Greedy,
        Rule::Best(Objective::Votes),
        Rule::Phragmen { greedy: true },
    ] {
        assert_eq!(chosen(&e, rule), "ab", "{rule:?}");
    }
    e.limits.clear();
    e.projects.iter_mut().for_each(|p| p.costs.clear());
    assert_eq!(chosen(&e, Rule::EqualShares(completion("raise"))), "ab");
}

#[test]
fn what_costs_nothing_is_in_once_somebody_wants_it() {
    let e = election(&[10], &[&[0], &[0], &[10]], approvals(&[&[0, 2], &[2]]));
    for rule in every_rule(BallotKind::Approval) {
        assert_eq!(chosen(&e, rule), "ac", "{rule:?}");
    }
    let nothing = election(&[0], &[&[0], &[0], &[10]], approvals(&[&[0, 2], &[2]]));
    for rule in every_rule(BallotKind::Approval) {
        assert_eq!(chosen(&nothing, rule), "a", "{rule:?}");
    }
    let nobody = election(&[10], &[&[1]], Vec::new());
    for rule in every_rule(BallotKind::Approval) {
        assert_eq!(chosen(&nobody, rule), "", "{rule:?}");
    }
}

#[test]
fn points_and_ranks_are_utilities() {
    let mut e = election(
        &[10],
        &[&[5], &[6], &[4]],
        vec![
            UtilityBallot::points([(0, whole(1)), (1, whole(5))]),
            UtilityBallot::points([(2, whole(3)), (0, Exact::new(1, 2))]),
        ],
    );
    e.kind = BallotKind::Points;
    // 3/10, 5/6 and 3/4 of a point for a unit of cost.
    assert_eq!(chosen(&e, Rule::Greedy), "bc");
    let greedy = choose(&e, Rule::Greedy).unwrap();
    assert_eq!(greedy.steps[0].score, Some(big(5, 6)));
    assert_eq!(chosen(&e, Rule::Best(Objective::Votes)), "bc");
    assert_eq!(
        choose(&e, Rule::Phragmen { greedy: false }),
        Err(Unusable::NotApproval("phragmen"))
    );
    // Each holds 5: only c can be paid by one alone, then a by both at 1.5 points of 5.
    let shares = choose(&e, Rule::EqualShares(NONE)).unwrap();
    assert_eq!(letters(&shares.selected), "ac");
    assert_eq!(shares.steps[0].score, Some(big(4, 3)));
    // The second pays its last, 1, and the first 4.
    assert_eq!(
        shares.steps[1].payments.each(),
        [(1, big(1, 1)), (0, big(4, 1))]
    );
    let borda = UtilityBallot::ranks(&[2, 0, 1]).marks;
    assert_eq!(borda, [(2, whole(2)), (0, whole(1)), (1, whole(0))]);
}

#[test]
fn what_is_wrong_with_an_election_is_said() {
    let good = election(&[10], &[&[1], &[2]], approvals(&[&[0], &[1]]));
    let wrong = |change: &dyn Fn(&mut Election)| {
        let mut e = good.clone();
        change(&mut e);
        choose(&e, Rule::Greedy).unwrap_err().to_string()
    };
    assert_eq!(
        wrong(&|e| e.limits.clear()),
        "there is no limit to choose under"
    );
    assert_eq!(
        wrong(&|e| e.projects[1].id = "a".into()),
        "the id `a` stands twice"
    );
    assert_eq!(
        wrong(&|e| e.projects[1].costs.push(whole(1))),
        "`b` needs one cost for each limit"
    );
    assert_eq!(
        wrong(&|e| e.projects[1].costs[0] = whole(-1)),
        "a cost of `b` is under 0"
    );
    assert_eq!(
        wrong(&|e| e.limits[0].budget = whole(-1)),
        "the limit `money` is under 0"
    );
    let names = "ballot 2 names a project that is not there, or one twice";
    assert_eq!(
        wrong(&|e| e.ballots[1] = UtilityBallot::approval([2])),
        names
    );
    assert_eq!(
        wrong(&|e| e.ballots[1] = UtilityBallot::approval([1, 1])),
        names
    );
    assert_eq!(
        wrong(&|e| e.ballots[1] = UtilityBallot::points([(1, whole(-2))])),
        "a number on ballot 2 is under 0"
    );
    let primes = [1_000_000_007, 998_244_353, 1_000_000_009, 999_999_937];
    let many = wrong(&|e| {
        e.projects = (0..)
            .zip(primes)
            .map(|(n, prime)| Project {
                id: format!("{n}"),
                costs: vec![Exact::new(1, prime)],
            })
            .collect();
    });
    assert_eq!(many, "the numbers are too large: fractions");
}

#[test]
fn large_costs_do_not_overflow() {
    let most = i64::MAX / 4;
    let costs: Vec<[i64; 1]> = (0..12).map(|n| [most / 3 - n * 7]).collect();
    let costs: Vec<&[i64]> = costs.iter().map(<[i64; 1]>::as_slice).collect();
    let ballots =
        (0..40).map(|n| UtilityBallot::approval((0..12).filter(move |p| (n * 5 + p * 7) % 11 < 5)));
    let e = election(&[most], &costs, ballots.collect());
    for rule in every_rule(BallotKind::Approval) {
        // By single units nobody would ever be done.
        if matches!(rule, Rule::EqualShares(c) | Rule::EqualSharesCardinality(c) if c.raise == Some(Raise::Unit))
        {
            continue;
        }
        let outcome = choose(&e, rule).unwrap();
        assert!(!outcome.selected.is_empty(), "{rule:?}");
        assert!(
            outcome.spent[0] <= Big::from_integer(most.into()),
            "{rule:?}"
        );
    }
}

// What has to hold on any.

fn some_election(
    voters: usize,
    projects: usize,
    kinds: &'static [BallotKind],
) -> impl Strategy<Value = Election> {
    let sizes = (1..=projects, 0..=voters, 1..=2_usize, 0..kinds.len());
    sizes.prop_flat_map(move |(projects, voters, limits, kind)| {
        let costs = prop::collection::vec(prop::collection::vec(0_i64..12, limits), projects);
        let marks = prop::collection::vec(prop::option::weighted(0.5, 1_i64..4), projects);
        let ballots = prop::collection::vec((marks, 0..3_usize), voters);
        let budgets = prop::collection::vec(0_i64..40, limits);
        let most = prop::option::weighted(0.2, 0..4_u64);
        (costs, ballots, budgets, most).prop_map(move |(costs, ballots, budgets, most)| {
            let costs: Vec<&[i64]> = costs.iter().map(Vec::as_slice).collect();
            let ballots = ballots.into_iter().map(|(marks, group)| {
                let marks = marks.into_iter().enumerate();
                let marks = marks.filter_map(|(p, m)| Some((p, m?)));
                let one = kinds[kind] == BallotKind::Approval;
                let marks = marks.map(|(p, m)| (p, whole(if one { 1 } else { m })));
                UtilityBallot::points(marks).of(["patient", "mdt", "carer"][group])
            });
            let mut e = election(&budgets, &costs, ballots.collect());
            e.kind = kinds[kind];
            e.at_most = most;
            e
        })
    })
}

const APPROVALS: &[BallotKind] = &[BallotKind::Approval];
const KINDS: &[BallotKind] = &[BallotKind::Approval, BallotKind::Points];

fn is_within(e: &Election, set: &[usize]) -> bool {
    let spent = |limit: usize| {
        set.iter()
            .map(|p| e.projects[*p].costs[limit])
            .sum::<Exact>()
    };
    let places = 0..e.limits.len();
    let limits = places.into_iter().all(|l| spent(l) <= e.limits[l].budget);
    limits && e.at_most.is_none_or(|most| set.len() as u64 <= most)
}

fn votes(e: &Election, project: usize) -> Exact {
    let marks = e.ballots.iter().flat_map(|b| &b.marks);
    marks.filter(|m| m.0 == project).map(|m| m.1).sum()
}

/// The largest part of a limit that a project takes.
fn part(e: &Election, project: usize) -> Exact {
    let costs = e.projects[project].costs.iter().zip(&e.limits);
    let parts = costs.map(|(cost, limit)| {
        if *cost == whole(0) {
            whole(0)
        } else {
            cost / limit.budget
        }
    });
    let one = e.at_most.map(|most| Exact::new(1, most.cast_signed()));
    parts.chain(one).max().unwrap()
}

fn brute_best(e: &Election, value: Objective) -> Exact {
    let worth = |p: usize| match value {
        Objective::Votes => votes(e, p),
        Objective::Cost => votes(e, p) * part(e, p),
    };
    (0..1_usize << e.projects.len())
        .map(|bits| {
            (0..e.projects.len())
                .filter(|p| bits >> p & 1 == 1)
                .collect::<Vec<_>>()
        })
        .filter(|set| is_within(e, set))
        .map(|set| set.iter().map(|p| worth(*p)).sum())
        .max()
        .unwrap()
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in permutations(count - 1) {
        for place in 0..=shorter.len() {
            let mut one = shorter.clone();
            one.insert(place, count - 1);
            all.push(one);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_limit_is_ever_exceeded_and_nobody_unsupported_is_in(e in some_election(9, 7, KINDS), balanced: bool) {
        let mut e = e;
        e.weight = if balanced { Weight::Balanced } else { Weight::Head };
        for rule in every_rule(e.kind) {
            let outcome = choose(&e, rule).unwrap();
            prop_assert!(is_within(&e, &outcome.selected), "{rule:?}");
            prop_assert!(outcome.selected.iter().all(|p| votes(&e, *p) > whole(0)));
            let inside = |p: usize| matches!(outcome.why[p], ProjectReason::In(_));
            for p in 0..e.projects.len() {
                prop_assert_eq!(inside(p), outcome.selected.contains(&p));
            }
        }
    }

    #[test]
    fn the_order_of_ballots_never_matters(e in some_election(9, 6, KINDS), turn in 0..9_usize) {
        let mut other = e.clone();
        other.ballots.reverse();
        let by = turn % other.ballots.len().max(1);
        other.ballots.rotate_left(by);
        for rule in every_rule(e.kind) {
            let (one, two) = (choose(&e, rule).unwrap(), choose(&other, rule).unwrap());
            prop_assert_eq!(&one.selected, &two.selected);
            prop_assert_eq!(&one.why, &two.why);
            prop_assert_eq!(tied(&e, rule), tied(&other, rule));
        }
    }

    #[test]
    fn one_more_supporter_never_hurts_under_greedy(e in some_election(9, 7, APPROVALS), who in 0..9_usize) {
        for project in choose(&e, Rule::Greedy).unwrap().selected {
            let mut more = e.clone();
            match more.ballots.get_mut(who) {
                Some(ballot) if ballot.marks.iter().all(|m| m.0 != project) => ballot.marks.push((project, whole(1))),
                _ => more.ballots.push(UtilityBallot::approval([project])),
            }
            prop_assert!(choose(&more, Rule::Greedy).unwrap().selected.contains(&project));
        }
    }

    #[test]
    fn nobody_pays_more_than_their_share_and_everything_is_paid(e in some_election(9, 7, KINDS), balanced: bool) {
        let mut e = e;
        e.at_most = None;
        e.limits.truncate(1);
        e.projects.iter_mut().for_each(|p| p.costs.truncate(1));
        e.weight = if balanced { Weight::Balanced } else { Weight::Head };
        let as_big = |x: Exact| Big::new((*x.numer()).into(), (*x.denom()).into());
        let mut sizes: BTreeMap<&str, i64> = BTreeMap::new();
        for ballot in &e.ballots {
            *sizes.entry(&ballot.group).or_insert(0) += 1;
        }
        let (budget, groups) = (e.limits[0].budget, sizes.values().map(|_| 1_i64).sum::<i64>());
        for raise in ["none", "raise"] {
            for rule in [Rule::EqualShares(completion(raise)), Rule::EqualSharesCardinality(completion(raise))] {
                let outcome = choose(&e, rule).unwrap();
                let raised = outcome.raised.as_ref().map_or(0, |r| r.times);
                let mut paid: BTreeMap<usize, Big> = BTreeMap::new();
                for step in &outcome.steps {
                    let each = step.payments.each();
                    let sum: Big = each.iter().map(|(_, x)| x.clone()).sum();
                    prop_assert_eq!(sum, as_big(e.projects[step.project].costs[0]));
                    for (ballot, x) in each {
                        *paid.entry(ballot).or_default() += x;
                    }
                }
                for (ballot, sum) in paid {
                    let group = sizes[e.ballots[ballot].group.as_str()];
                    let part = if balanced { budget / (groups * group) } else { budget / whole(sizes.values().sum()) };
                    let share = as_big(part) * big(100 + i64::try_from(raised).unwrap(), 100);
                    prop_assert!(sum <= share, "{sum} of {share}");
                }
            }
        }
    }

    #[test]
    fn raising_is_running_anew_with_a_larger_share(e in some_election(6, 5, KINDS)) {
        // As pabutools does it: one more voter's worth of nothing bought, again and again, without leaps.
        let mut e = e;
        e.at_most = None;
        e.limits.truncate(1);
        e.projects.iter_mut().for_each(|p| p.costs.truncate(1));
        let budget = e.limits[0].budget;
        prop_assume!(budget > whole(0));
        for cardinality in [false, true] {
            let plain = |e: &Election, c| choose(e, if cardinality { Rule::EqualSharesCardinality(c) } else { Rule::EqualShares(c) }).unwrap();
            let mut before = Vec::new();
            let mut times = 0;
            let slowly = loop {
                let mut larger = e.clone();
                larger.limits[0].budget = budget * Exact::new(100 + times, 100);
                let set = plain(&larger, NONE).selected;
                if !is_within(&e, &set) {
                    break before;
                }
                let fits = |p: &usize| is_within(&e, &[&set[..], &[*p]].concat());
                let rest = |p: &usize| !set.contains(p) && votes(&e, *p) > whole(0);
                if !(0..e.projects.len()).filter(rest).any(|p| fits(&p)) {
                    break set;
                }
                (before, times) = (set, times + 1);
            };
            prop_assert_eq!(plain(&e, completion("raise")).selected, slowly);
        }
    }

    #[test]
    fn the_best_set_is_the_best_of_all_sets(e in some_election(9, 9, KINDS)) {
        for value in [Objective::Votes, Objective::Cost] {
            let outcome = choose(&e, Rule::Best(value)).unwrap();
            let worth = |p: &usize| match value {
                Objective::Votes => votes(&e, *p),
                Objective::Cost => votes(&e, *p) * part(&e, *p),
            };
            if e.limits.iter().all(|l| l.budget > whole(0)) && e.at_most != Some(0) {
                let sum: Exact = outcome.selected.iter().map(worth).sum();
                prop_assert_eq!(sum, brute_best(&e, value));
            }
        }
    }

    #[test]
    fn groups_that_count_the_same_are_groups_made_equally_large(e in some_election(6, 5, KINDS)) {
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for ballot in &e.ballots {
            *sizes.entry(ballot.group.clone()).or_insert(0) += 1;
        }
        let all: usize = sizes.values().product();
        let copies = e.ballots.iter().flat_map(|b| vec![b.clone(); all / sizes[&b.group]]).collect();
        let cloned = Election { ballots: copies, ..e.clone() };
        let balanced = Election { weight: Weight::Balanced, ..e };
        for rule in every_rule(balanced.kind) {
            // By single units for each voter, the number of voters is another.
            if matches!(rule, Rule::EqualShares(c) | Rule::EqualSharesCardinality(c) if c.raise == Some(Raise::Unit)) {
                continue;
            }
            let (one, two) = (choose(&balanced, rule).unwrap(), choose(&cloned, rule).unwrap());
            prop_assert_eq!(one.selected, two.selected, "{:?}", rule);
            prop_assert_eq!(tied(&balanced, rule), tied(&cloned, rule));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_tied_is_what_some_order_of_ids_comes_to(e in some_election(5, 5, APPROVALS), balanced: bool) {
        let mut e = e;
        e.weight = if balanced { Weight::Balanced } else { Weight::Head };
        for rule in PLAIN {
            let mut reached = BTreeSet::new();
            for order in permutations(e.projects.len()) {
                let mut renamed = e.clone();
                for (id, project) in ('a'..).zip(&order) {
                    renamed.projects[*project].id = id.to_string();
                }
                let mut set = choose(&renamed, *rule).unwrap().selected;
                set.sort_unstable();
                reached.insert(set);
            }
            let ties = tied(&e, *rule).unwrap().unwrap();
            prop_assert!(ties.complete);
            let ours: BTreeSet<Vec<usize>> = ties.sets.into_iter().collect();
            prop_assert_eq!(ours, reached, "{:?}", rule);
        }
    }
}
