//! The NHS Friends and Family Test: a table with one column whose answers are the six of the test, in the words of before
//! April 2020 or of after. The published tables, which have those words for headers and counts below, are no answers of people.

use super::{
    Found,
    headers::{cell, plain, width},
    plain as plain_table,
};
use crate::intake::{export::Refused, read::Head};

/// The answers until March 2020: "How likely are you to recommend our service?"
const BEFORE: [&str; 6] = [
    "extremely likely",
    "likely",
    "neither likely nor unlikely",
    "unlikely",
    "extremely unlikely",
    "don't know",
];
/// The answers from April 2020 on: "Overall, how was your experience of our service?"
const AFTER: [&str; 6] = [
    "very good",
    "good",
    "neither good nor poor",
    "poor",
    "very poor",
    "don't know",
];

fn word(cell: &str) -> String {
    let word = plain(cell).replace('\u{2019}', "'");
    if word == "dont know" || word == "do not know" {
        return "don't know".to_owned();
    }
    word
}

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    for row in head.rows.iter().take(20) {
        for words in [BEFORE, AFTER] {
            let headers = row
                .iter()
                .filter(|c| words.contains(&word(c).as_str()))
                .count();
            if headers >= 5 {
                return Err(Refused {
                    row: None,
                    what: "these are totals of the Friends and Family Test, and not the answers of single people".to_owned(),
                    help: "ask who runs the test in your trust for the responses themselves, with the comments: one row for each person".to_owned(),
                });
            }
        }
    }
    let is_test = |column: usize| {
        let answers: Vec<String> = head
            .rows
            .iter()
            .skip(1)
            .map(|r| word(cell(Some(r), column)))
            .filter(|a| !a.is_empty() && a != "na" && a != "n/a")
            .collect();
        [(BEFORE, "likely"), (AFTER, "good")]
            .iter()
            .any(|(words, common)| {
                let all = answers.iter().all(|a| words.contains(&a.as_str()));
                // One word alone is of many scales.
                all && answers
                    .iter()
                    .any(|a| a != common && a != "poor" && a != "don't know")
            })
    };
    let tests: Vec<usize> = (0..width(&head.rows, 1)).filter(|c| is_test(*c)).collect();
    let asks = |column: usize| {
        let said = plain(cell(Some(first), column));
        [
            "recommend",
            "friends and family",
            "fft",
            "overall",
            "experience",
            "rating",
        ]
        .iter()
        .any(|w| said.contains(w))
    };
    match tests.as_slice() {
        // A longer questionnaire may use the same words for one of its questions.
        [column] if asks(*column) => plain_table::recognise(head),
        _ => Ok(None),
    }
}
