//! Benchmark of filtering comments while typing, over 100 MB of generated text. `cargo bench --bench search`.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::cast_possible_truncation
)]

use service_pledge::intake::search::SearchIndex;

fn main() {
    divan::main();
}

const WORDS: &[&str] = &[
    "the",
    "nurse",
    "was",
    "kind",
    "and",
    "I",
    "waited",
    "for",
    "my",
    "results",
    "a",
    "long",
    "time",
    "clinic",
    "letter",
    "explained",
    "nothing",
    "about",
    "side",
    "effects",
    "parking",
    "ward",
    "Appointment",
    "phone",
    "answered",
    "weeks",
    "later",
    "scan",
    "doctor",
    "listened",
];

/// Half a million comments of about 200 bytes; one in ten thousand contains a unique word.
fn texts() -> Vec<String> {
    let mut state = 7_u64;
    let mut next = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let mut texts = Vec::new();
    let mut bytes = 0;
    while bytes < 100_000_000 {
        let mut text = String::new();
        for _ in 0..next(70) {
            text.push_str(WORDS.get(next(WORDS.len())).unwrap());
            text.push(' ');
        }
        if texts.len() % 10_000 == 0 {
            text.push_str("physiotherapy");
        }
        bytes += text.len();
        texts.push(text);
    }
    texts
}

/// Rare, common, in nearly all of them, none, several, and one letter as at the first key.
const TYPED: &[&str] = &[
    "physiotherapy",
    "parking",
    "the",
    "helicopter",
    "waited results long",
    "p",
];

#[divan::bench(args = TYPED)]
fn filter(bencher: divan::Bencher, typed: &str) {
    let search = SearchIndex::new(texts().iter());
    bencher.bench(|| search.filter(typed));
}

#[divan::bench(sample_count = 5)]
fn taking_in(bencher: divan::Bencher) {
    let texts = texts();
    bencher.bench(|| SearchIndex::new(texts.iter()));
}
