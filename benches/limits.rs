//! Texts and files that are made, or happen, to be too much: each takes time in proportion to its length, and none that grows with
//! the square. `cargo bench --bench limits`.
#![allow(missing_docs, clippy::missing_panics_doc)]

use service_pledge::{text, yaml};

fn main() {
    divan::main();
}

/// A text of one unit, again and again, without a place to break.
#[divan::bench(args = ["a", "漢", "👍🏽", "e\u{301}", "ש", "ᄀ", "a ", "🇬"], consts = [20_000, 40_000])]
fn wrap<const UNITS: usize>(bencher: divan::Bencher, unit: &str) {
    let text = text::clean(&unit.repeat(UNITS)).into_owned();
    bencher.bench(|| text::wrap(&text, 7));
}

/// The start of a list or map, or a mistake, in a file of 200,000 bytes.
#[divan::bench(args = ["[", "{a: ", "- ", "? ", "\"", "&a ", "a:\n", "# c\n", "---\n"])]
fn read(bencher: divan::Bencher, part: &str) {
    let text = part.repeat(200_000 / part.len());
    bencher.bench(|| yaml::read_findings("findings.yaml", &text));
}

/// Aliases of aliases, which stand for 9 to the power of 30 words.
#[divan::bench]
fn read_a_billion_laughs(bencher: divan::Bencher) {
    let mut text = String::from("pledge: findings/1\na0: &a0 [ha, ha]\n");
    for i in 1..30 {
        let line = vec![format!("*a{}", i - 1); 9].join(", ");
        text += &format!("a{i}: &a{i} [{line}]\n");
    }
    bencher.bench(|| yaml::read_findings("findings.yaml", &text));
}
