//! Rows in words, and what decides who a person is.

use super::*;
use crate::intake::people::ranges;
use crate::intake::{
    export::{Export, FileFormat},
    open::build,
    platform::recognise,
    read::FileHead,
    table::Table,
};

fn export(lines: &[&str]) -> Export {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|l| l.split('|').map(|c| c.trim().to_owned()).collect())
        .collect();
    let head = FileHead {
        rows: rows.iter().take(60).cloned().collect(),
        merged: false,
    };
    let found = recognise(&head).expect("a table");
    let table = Table::from_rows(
        found.1.columns.len(),
        rows.get(found.1.header_rows..).expect("rows"),
    );
    build("made.csv", found, FileFormat::default(), table, Vec::new())
}

#[test]
fn rows_are_said_as_people_say_them() {
    assert_eq!(ranges(&[14], 6), "row 14");
    assert_eq!(ranges(&[5, 3, 4, 9, 12, 12], 6), "rows 3 to 5, 9, 12");
    assert_eq!(ranges(&[1, 2, 4, 6, 8], 2), "rows 1, 2, 4 and 2 more");
}

#[test]
fn the_column_that_tells_people_apart_is_the_surest_one() {
    let key = |lines: &[&str]| {
        let export = export(lines);
        let key = export.people.key.and_then(|k| export.columns.get(k));
        key.map(|c| c.question.clone())
    };
    assert_eq!(
        key(&[
            "Response ID|Patient ID|How was it?",
            "1|P01|Good",
            "2|P02|Poor",
            "3|P01|Good"
        ])
        .as_deref(),
        Some("Patient ID")
    );
    assert_eq!(
        key(&[
            "Ward ID|Submission ID|How was it?",
            "1|77|Good",
            "1|78|Poor",
            "2|79|Good"
        ])
        .as_deref(),
        Some("Submission ID")
    );
    assert_eq!(
        key(&["Ward|How was it?", "1|Good", "1|Poor", "2|Good"]),
        None
    );
    // "Respondent: patient or carer" tells nobody apart.
    assert_eq!(
        key(&[
            "Respondent|How was it?",
            "Patient|Good",
            "Carer|Poor",
            "Patient|Good"
        ]),
        None
    );
}

#[test]
fn a_tool_that_spreads_people_over_rows_counts_each_once_in_each_question() {
    let export = export(&[
        "record_id|redcap_event_name|told|clean|visit_complete",
        "1|first|Yes||2",
        "1|second||Good|2",
        "1|third|No|Poor|2",
        "2|first|Yes||2",
        "3|first|||0",
    ]);
    assert_eq!((export.people.number, export.people.spread), (2, true));
    let counts = |nth: usize| -> Vec<(String, u32)> {
        let answers = answers_of_people(&export, nth).expect("answers");
        answers.into_iter().map(|a| (a.text, a.count)).collect()
    };
    assert_eq!(counts(2), [("Yes".to_owned(), 1), ("No".into(), 1)]);
    assert_eq!(counts(3), [("Good".to_owned(), 0), ("Poor".into(), 1)]);
    assert_eq!(people_who_answered(&export, 2), 2);
}
