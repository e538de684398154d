//! Benchmark of rendering the papers of the finished sample.
#![allow(clippy::expect_used)]

use std::path::Path;

use divan::Bencher;
use service_pledge::{
    domain::{booklet::Booklet, findings::Findings, outcome::Outcome},
    publish::{
        PaperSource, action_log, booklet, html, markdown,
        page::{Document, PaperSize},
        words::ENGLISH,
    },
    yaml,
};

fn main() {
    divan::main();
}

fn sample() -> (Outcome, Findings) {
    let read = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/northbrook-finished");
        std::fs::read_to_string(folder.join(name)).expect("the sample is there")
    };
    let outcome = yaml::read_outcome("outcome.yaml", &read("outcome.yaml")).value;
    let findings = yaml::read_findings("findings.yaml", &read("findings.yaml")).value;
    (
        outcome.expect("it is right"),
        findings.expect("it is right"),
    )
}

fn with(each: impl FnOnce(&PaperSource<'_>)) {
    let (outcome, findings) = sample();
    each(&PaperSource {
        outcome: &outcome,
        findings: Some(&findings),
        previous: None,
        wishes: &Booklet::default(),
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    });
}

fn large(source: &PaperSource<'_>) -> Document {
    booklet::booklet(source, &ENGLISH, PaperSize::A4, true)
}

#[divan::bench]
fn booklet_as_html(bencher: Bencher<'_, '_>) {
    with(|source| bencher.bench_local(|| html::write(&large(source), ENGLISH.language)));
}

#[divan::bench]
fn booklet_as_markdown(bencher: Bencher<'_, '_>) {
    with(|source| bencher.bench_local(|| markdown::write(&large(source))));
}

#[divan::bench]
fn action_log_as_workbook(bencher: Bencher<'_, '_>) {
    with(|source| bencher.bench_local(|| action_log::xlsx(source, &ENGLISH)));
}

// Typst caches its results, so only the first run is what a person waits for.
#[cfg(feature = "pdf")]
#[divan::bench(sample_count = 20)]
fn booklet_as_pdf_for_the_first_time(bencher: Bencher<'_, '_>) {
    with(|source| {
        let mut nth = 0;
        bencher
            .with_inputs(|| {
                nth += 1;
                let mut paper = large(source);
                paper.title = format!("Our pledge to you, {nth}");
                paper
            })
            .bench_local_values(|paper| {
                service_pledge::publish::pdf::write(&paper, ENGLISH.language).map(|pdf| pdf.len())
            });
    });
}
