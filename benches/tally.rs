//! Benchmark of the rules, on a town's election and a meeting's round. `cargo bench --bench tally`.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing
)]

use service_pledge::domain::{
    agenda::Agenda,
    capacity::Capacity,
    event::Event,
    event_sourced::EventSourced as _,
    findings::{BroughtGoal, Findings, Theme},
    meeting::{Began, Meeting},
    stamp::Stamp,
    vote::{
        allowed::Allowed,
        ballot,
        choose::{
            BallotKind, Completion, CostLimit, Election, Objective, Project, Rule, UtilityBallot,
            choose, tied,
        },
        exact::Exact,
        method::Method,
        room_rule::RoomRule,
        round::Voter,
        settings::{RoundSettings, Weight},
        tally::Tally,
    },
};

fn main() {
    divan::main();
}

/// Reproducible random numbers (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    /// Approves of up to `most` projects, the first ones more often.
    fn ballot(&mut self, projects: u64, most: u64) -> UtilityBallot {
        let count = 1 + self.below(most) as usize;
        let mut named: Vec<usize> = Vec::new();
        while named.len() < count {
            let project = self.below(projects).min(self.below(projects)) as usize;
            if !named.contains(&project) {
                named.push(project);
            }
        }
        UtilityBallot::approval(named)
    }
}

fn whole(number: u64) -> Exact {
    Exact::from_integer(i64::try_from(number).unwrap())
}

/// As large as the vote of Toulouse: 7,000 voters, 180 projects, eight million.
fn town() -> Election {
    let mut numbers = Numbers(7);
    let projects = (1..=180).map(|n| Project {
        id: format!("p{n}"),
        costs: vec![whole(10_000 + 5_000 * numbers.below(100))],
    });
    Election {
        kind: BallotKind::Approval,
        projects: projects.collect(),
        limits: vec![CostLimit {
            name: "money".into(),
            budget: whole(8_000_000),
        }],
        at_most: None,
        weight: Weight::Head,
        ballots: (0..7_000).map(|_| numbers.ballot(180, 7)).collect(),
    }
}

/// A large meeting: 25 voters of two groups, 30 goals, money and hours, of which about a third fits.
fn meeting(weight: Weight) -> Election {
    let mut numbers = Numbers(11);
    let projects = (1..=30).map(|n| Project {
        id: format!("g{n}"),
        costs: vec![whole(50 * numbers.below(12)), whole(4 + numbers.below(60))],
    });
    let limit = |name: &str, budget| CostLimit {
        name: name.into(),
        budget: whole(budget),
    };
    Election {
        kind: BallotKind::Approval,
        projects: projects.collect(),
        limits: vec![limit("money", 2_500), limit("hours", 320)],
        at_most: None,
        weight,
        ballots: (0..25)
            .map(|n| {
                let group = if n < 9 { "patient" } else { "mdt" };
                numbers.ballot(30, 10).of(group)
            })
            .collect(),
    }
}

fn completion(word: &str) -> Completion {
    let mut words = Completion::WORDS.iter();
    words.find(|(w, _)| *w == word).unwrap().1
}

const RULES: &[&str] = &[
    "greedy",
    "greedy-per-cost",
    "equal-shares",
    "equal-shares-cardinality",
    "phragmen",
    "best-cost",
    "best-votes",
];

fn rule(word: &str) -> Rule {
    match word {
        "greedy" => Rule::Greedy,
        "greedy-per-cost" => Rule::GreedyPerCost,
        "equal-shares" => Rule::EqualShares(completion("none")),
        "equal-shares-cardinality" => Rule::EqualSharesCardinality(completion("none")),
        "phragmen" => Rule::Phragmen { greedy: false },
        "best-cost" => Rule::Best(Objective::Cost),
        _ => Rule::Best(Objective::Votes),
    }
}

#[divan::bench(args = RULES)]
fn a_town(bencher: divan::Bencher, word: &str) {
    let election = town();
    bencher.bench(|| choose(&election, rule(word)).unwrap());
}

#[divan::bench(args = ["equal-shares", "equal-shares-cardinality"], sample_count = 5)]
fn a_town_raised(bencher: divan::Bencher, word: &str) {
    let election = town();
    let raise = completion("raise");
    let rule = match word {
        "equal-shares" => Rule::EqualShares(raise),
        _ => Rule::EqualSharesCardinality(raise),
    };
    bencher.bench(|| choose(&election, rule).unwrap());
}

#[divan::bench(args = RULES)]
fn a_meeting_and_every_tie(bencher: divan::Bencher, word: &str) {
    let election = meeting(Weight::Balanced);
    let rule = rule(word);
    bencher.bench(|| {
        (
            choose(&election, rule).unwrap(),
            tied(&election, rule).unwrap(),
        )
    });
}

#[divan::bench(args = RULES)]
fn a_meeting_per_head_and_every_tie(bencher: divan::Bencher, word: &str) {
    let election = meeting(Weight::Head);
    let rule = rule(word);
    bencher.bench(|| {
        (
            choose(&election, rule).unwrap(),
            tied(&election, rule).unwrap(),
        )
    });
}

#[divan::bench(args = ["raise-and-greedy", "add1-and-greedy"])]
fn a_meeting_raised(bencher: divan::Bencher, word: &str) {
    let election = meeting(Weight::Balanced);
    let rule = Rule::EqualShares(completion(word));
    bencher.bench(|| choose(&election, rule).unwrap());
}

/// A counted round on 25 goals by 30 voters, with goals that stand level, under money, hours and places of which a third fits.
fn counted() -> Meeting {
    let mut numbers = Numbers(13);
    let goals: Vec<BroughtGoal> = (1..=25)
        .map(|n| BroughtGoal {
            id: format!("g{n}"),
            title: format!("Goal {n}"),
            evidence: Some(Vec::new()),
            control: None,
            cost: Some(50 * numbers.below(12)),
            hours: Some(4 + numbers.below(60)),
            strand: None,
        })
        .collect();
    let voters: Vec<Voter> = (0..30)
        .map(|n| Voter {
            person: format!("p{n}"),
            group: if n < 10 { "patient" } else { "mdt" }.to_owned(),
            proxy: false,
        })
        .collect();
    let settings = RoundSettings {
        method: Method::Score,
        weight: Weight::Balanced,
        apart_from: 3,
        goals: goals.iter().map(|g| g.id.clone()).collect(),
        allowed: Allowed::default(),
    };
    let at: Stamp = "2026-11-24T13:00:00+00:00".parse().unwrap();
    let began = Began {
        findings: Findings {
            themes: vec![Theme {
                goals,
                ..Theme::default()
            }],
            ..Findings::default()
        },
        agenda: Agenda {
            capacity: Capacity {
                money: Some(2_000),
                hours: Some(260),
                goals: Some(9),
                ..Capacity::default()
            },
            ..Agenda::default()
        },
        ..Began::default()
    };
    let mut meeting = Meeting::begin(&began);
    let ballots: Vec<_> = voters
        .iter()
        .map(|voter| {
            // Coarse marks in blocks, so that results are level here and there.
            let marks = (0..25).map(|_| Some((numbers.below(3) + numbers.below(4)) as u8));
            ballot::Ballot {
                group: voter.group.clone(),
                answers: ballot::Answers::Marks(marks.collect()),
            }
        })
        .collect();
    meeting.apply(&Event::RoundOpened {
        id: "r1".into(),
        settings,
        voters,
        at,
        number: None,
    });
    let tally = Tally::of_ballots(&meeting.rounds()[0].settings, &ballots);
    meeting.apply(&Event::RoundClosed {
        round: "r1".into(),
        ballots,
        tally,
        at,
    });
    meeting
}

#[divan::bench]
fn what_fits_by_all_four_rules_with_ties(bencher: divan::Bencher) {
    let meeting = counted();
    let round = &meeting.rounds()[0];
    bencher.bench(|| RoomRule::ALL.map(|rule| meeting.fits(round, rule)));
}

#[divan::bench(args = [0, 1, 2, 3])]
fn what_fits_by_one_rule_with_ties(bencher: divan::Bencher, rule: usize) {
    let meeting = counted();
    let round = &meeting.rounds()[0];
    bencher.bench(|| meeting.fits(round, RoomRule::ALL[rule]));
}
