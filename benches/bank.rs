//! Benchmark of goals that are like a sentence while it is typed, among ten thousand. `cargo bench --bench bank`.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing
)]

#[path = "../tests/engines/rows.rs"]
#[allow(dead_code, reason = "only its numbers are used")]
mod rows;

use std::sync::LazyLock;

use service_pledge::{
    domain::{findings::Unit, outcome::Status},
    programme::bank::{Bank, BankPart, LakeGoal},
};

const UNITS: i32 = 500;
const GOALS: i32 = 20;
const THEMES: &[&str] = &[
    "waiting",
    "nurse",
    "letters",
    "surgery",
    "parking",
    "secondary",
];
const WORDS: &[&str] = &[
    "board",
    "says",
    "long",
    "wait",
    "desk",
    "screen",
    "named",
    "nurse",
    "first",
    "scan",
    "letter",
    "plain",
    "words",
    "copy",
    "results",
    "phone",
    "answered",
    "same",
    "day",
    "photographs",
    "surgery",
    "folder",
    "quiet",
    "room",
    "bad",
    "news",
    "drop-in",
    "clinic",
    "evening",
    "parking",
    "permit",
    "leaflet",
    "side",
    "effects",
    "contact",
    "card",
    "follow-up",
    "week",
    "tell",
    "every",
    "person",
    "who",
    "will",
    "their",
    "with",
    "the",
    "and",
    "after",
    "before",
    "treatment",
];

/// Goals of twelve words that are drawn from fifty, so that every sentence has many that are like it.
static BANK: LazyLock<Bank> = LazyLock::new(|| {
    let mut numbers = rows::Numbers(21);
    Bank::of((0..UNITS).map(|unit| {
        let goals = (0..GOALS).map(|_| {
            let title: Vec<&str> = (0..12).map(|_| *numbers.choose(WORDS)).collect();
            let status = *numbers.choose(&[Status::Done, Status::Stuck, Status::Dropped]);
            LakeGoal {
                title: title.join(" "),
                themes: vec![(*numbers.choose(THEMES)).to_owned()],
                cost: Some(300),
                hours: Some(20),
                reviews: vec![("2026-05-01".parse().unwrap(), 18, status)],
            }
        });
        let goals: Vec<LakeGoal> = goals.collect();
        BankPart::of_rows(
            (format!("Unit {unit}"), String::new()),
            goals,
            unit % 3 == 0,
        )
    }))
});

fn main() {
    // Made before the clock runs.
    assert!(!BANK.is_empty());
    divan::main();
}

/// A key: the search for the sentence so far, of so many words.
#[divan::bench(args = [1, 4, 8, 12, 24])]
fn key(bencher: divan::Bencher, words: usize) {
    let text = WORDS[..words].join(" ");
    let (themes, own) = (["waiting".to_owned()], Unit::default());
    bencher.bench(|| BANK.like(&text, &themes, &own));
}
