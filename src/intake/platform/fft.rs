//! The NHS Friends and Family Test: recognised by a column with its six answers, of before 2020 or after.
//!
//! NHS England publishes totals for each trust or ward. They look like answers and are refused rather than counted.

use super::{RecognisedHeader, parts::is_code, plain};
use crate::intake::{export::FileRefusal, read::FileHead, scale};

/// Answers since 2020.
const AFTER: &[&str] = &[
    "very good",
    "good",
    "neither good nor poor",
    "poor",
    "very poor",
    "don't know",
];
/// Answers before 2020.
const BEFORE: &[&str] = &[
    "extremely likely",
    "likely",
    "neither likely nor unlikely",
    "unlikely",
    "extremely unlikely",
    "don't know",
];

pub(super) fn recognise(head: &FileHead) -> Result<Option<RecognisedHeader>, FileRefusal> {
    if totals(head) {
        return Err(FileRefusal {
            row: None,
            what: "these are totals of the Friends and Family Test for each trust, site or ward, not the answers: a row is not a person".to_owned(),
            help: "export the single answers, one row for each person, from the system that collects them; a table of results is read with `--kind results`".to_owned(),
        });
    }
    let Some(found) = plain::table(head) else {
        return Ok(None);
    };
    let tested = (0..head.width()).any(|c| is_test(head, found.header_rows, c));
    Ok(tested.then_some(found))
}

/// True if a column holds only answers of the test.
fn is_test(head: &FileHead, from: usize, column: usize) -> bool {
    let mut answers: Vec<String> = head.below(from, column).map(scale::plain).collect();
    answers.retain(|a| !a.is_empty() && !matches!(a.as_str(), "na" | "n/a" | "null"));
    answers.sort();
    answers.dedup();
    let all = |six: &[&str]| answers.iter().all(|a| six.contains(&a.as_str()));
    // "Very good" alone fits any scale. The middle answer, "don't know" or the question's words make it the test's.
    let header = head.cell(from.saturating_sub(1), column).to_lowercase();
    let asked = [
        "overall, how was your experience",
        "recommend",
        "friends and family",
        "fft",
    ];
    let said =
        asked.iter().any(|a| header.contains(a)) || (is_code(&header) && header.contains("rating"));
    let own = |six: &[&str]| {
        let marks = six.get(2).into_iter().chain(six.get(5));
        marks.into_iter().any(|m| answers.iter().any(|a| a == m))
    };
    match answers.len() {
        0 => false,
        1 => said && (all(AFTER) || all(BEFORE)),
        _ => (all(AFTER) && (own(AFTER) || said)) || all(BEFORE),
    }
}

/// True for published totals: the six answers as column names over numbers.
fn totals(head: &FileHead) -> bool {
    (0..head.rows.len()).any(|row| {
        let named: Vec<usize> = (0..head.width())
            .filter(|c| {
                let cell = scale::plain(head.cell(row, *c));
                AFTER.contains(&cell.as_str()) || BEFORE.contains(&cell.as_str())
            })
            .collect();
        // A person who answers four questions may say "good" to several; four different answers in a row are column names.
        let mut different: Vec<String> = named
            .iter()
            .map(|c| scale::plain(head.cell(row, *c)))
            .collect();
        different.sort();
        different.dedup();
        let numbers = |c: &usize| {
            head.below(row + 1, *c)
                .all(|cell| number(cell).is_some() || cell == "*" || cell == "-")
                && head.below(row + 1, *c).any(|cell| number(cell).is_some())
        };
        different.len() >= 4 && named.iter().all(numbers)
    }) || percentages(head)
}

/// True for columns of ready percentages.
fn percentages(head: &FileHead) -> bool {
    (0..head.rows.len()).any(|row| {
        let cells: Vec<String> = head.line(row).iter().map(|c| c.to_lowercase()).collect();
        let has = |word: &str| cells.iter().any(|c| c.contains(word));
        let positive =
            has("percentage positive") || has("% positive") || has("percentage recommended");
        positive && (has("total responses") || has("total eligible") || has("trust") || has("ward"))
    })
}

/// Parses a number with thousands separators or a percent sign.
fn number(cell: &str) -> Option<f64> {
    cell.replace(',', "")
        .trim_end_matches('%')
        .trim()
        .parse()
        .ok()
}
