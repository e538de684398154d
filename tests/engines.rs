//! Named questions: the native answers against those that other engines gave to the same SQL.
//!
//! `answers` asks the engines themselves, where they can be had; the values of `reference` were taken from one of them and hold everywhere.

#[cfg(feature = "parquet")]
mod answers;
mod rows;
#[cfg(feature = "parquet")]
mod units;

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Value, json};
use service_pledge::programme::{
    question::{Answer, Question},
    rows::Dataset,
};

use self::rows::Size;

/// Datasets whose answers are kept: their seeds and sizes.
const KEPT: [(u64, Size); 2] = [
    (
        1,
        Size {
            units: 9,
            years: 3,
            goals: 6,
        },
    ),
    (
        2,
        Size {
            units: 60,
            years: 1,
            goals: 9,
        },
    ),
];

fn kept(seed: u64) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/fixtures/reference/questions-{seed}.json"))
}

/// Cells of an answer, as JSON.
fn cells(answer: &Answer) -> Value {
    json!({"columns": answer.question.columns(), "rows": answer.rows})
}

/// The native answers to all questions, by name.
fn native(data: &Dataset) -> BTreeMap<String, Value> {
    Question::ALL
        .iter()
        .map(|q| (q.name().to_owned(), cells(&q.answer(data, data.on))))
        .collect()
}

#[test]
fn answers_are_those_that_another_engine_gave() {
    for (seed, size) in KEPT {
        let text = fs::read_to_string(kept(seed)).unwrap();
        let theirs: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
        let ours = native(&rows::rows(seed, size));
        assert_eq!(theirs.len(), Question::ALL.len());
        for (name, answer) in &theirs {
            assert!(!answer["rows"].as_array().unwrap().is_empty(), "{name}");
            assert_eq!(ours[name], *answer, "{name} of {seed}");
        }
    }
}

#[test]
fn only_the_question_about_looks_depends_on_the_day() {
    let (seed, size) = KEPT[0];
    let data = rows::rows(seed, size);
    let earlier = data.on.yesterday().unwrap().first_of_year();
    for question in Question::ALL {
        let is_same = question.answer(&data, data.on).rows == question.answer(&data, earlier).rows;
        assert_eq!(
            is_same,
            question != Question::Stalled,
            "{}",
            question.name()
        );
    }
}
