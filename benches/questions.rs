//! Benchmark of the named questions on the rows of ten thousand outcomes. `cargo bench --bench questions`.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing
)]

#[path = "../tests/engines/rows.rs"]
mod rows;

use std::sync::LazyLock;

use service_pledge::programme::{question::Question, rows::Dataset};

static DATA: LazyLock<Dataset> = LazyLock::new(|| {
    let (seed, size) = rows::TEN_THOUSAND;
    rows::rows(seed, size)
});

fn main() {
    // Made before the clock runs.
    let data = &*DATA;
    println!(
        "{} meetings, {} goals, {} reviews, {} pieces of evidence",
        data.meetings.len(),
        data.goals.len(),
        data.reviews.len(),
        data.evidence.len()
    );
    divan::main();
}

/// Each question, on all rows.
#[divan::bench(args = Question::WORDS.iter().map(|(name, _)| *name), sample_count = 20)]
fn question(bencher: divan::Bencher, name: &str) {
    let question = Question::WORDS
        .iter()
        .find(|(word, _)| *word == name)
        .unwrap()
        .1;
    let data = &*DATA;
    bencher.bench(|| question.answer(data, data.on));
}
