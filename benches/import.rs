//! Benchmark of reading an export, and generator of exports for timing the whole program.
//!
//! `cargo bench --bench import` measures 50,000 rows. `cargo bench --bench import -- --make FILE ROWS` writes a CSV file, or a
//! workbook if FILE ends in `.xlsx`; `--make-codebook FILE EXPORT` writes the codebook to import EXPORT with.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

#[path = "import/make.rs"]
mod make;

use std::path::{Path, PathBuf};

use service_pledge::intake::{open, read::ReadOptions};

fn main() {
    let said: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    match said.as_slice() {
        ["--make", file, rows] => make::survey(Path::new(file), rows.parse().unwrap()).unwrap(),
        ["--make-codebook", file, export] => make::codebook(Path::new(file), export).unwrap(),
        _ => divan::main(),
    }
}

fn made(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    make::survey(&path, 50_000).unwrap();
    path
}

#[divan::bench(args = ["survey.csv", "survey.xlsx"], sample_count = 10)]
fn fifty_thousand_rows(bencher: divan::Bencher, name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path(), name);
    bencher.bench(|| open::open(&path, ReadOptions::default()).unwrap());
}
