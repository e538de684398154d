//! The page and the JSON of one small export, as snapshots.
//!
//! Both are read by somebody else than us, and neither may hold a patient's words.

use super::*;
use crate::intake::{
    export::FileFormat, open::build, platform::recognise, read::FileHead, table::Table,
};

fn export() -> Export {
    let rows = [
        [
            "id",
            "email",
            "Overall, how was your care?",
            "Was it clean? (0 to 10)",
            "What could be better?",
            "seen",
        ],
        [
            "1",
            "jo@example.org",
            "Very good",
            "9",
            "The \u{1b}[31mwait",
            "2026-03-01",
        ],
        ["2", "al@example.org", "Good", "3", "", "2026-03-09"],
        [
            "3",
            "",
            "Very good",
            "10",
            "Nothing at all, they were wonderful",
            "2026-02-27",
        ],
        [
            "4",
            "",
            "Don't know",
            "",
            "Parking, which costs more than the whole visit is worth to us",
            "",
        ],
        ["5", "", "Quite OK\u{202e}", "", "", ""],
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|r| r.iter().map(|c| (*c).to_owned()).collect())
        .collect();
    let head = FileHead {
        rows: rows.clone(),
        merged: false,
    };
    let found = recognise(&head).expect("a table");
    let table = Table::from_rows(6, rows.get(1..).expect("rows"));
    let reading = FileFormat {
        container: "csv",
        encoding: "windows-1252",
        guessed: true,
        delimiter: Some(';'),
        ..FileFormat::default()
    };
    build("clinic.csv", found, reading, table, Vec::new())
}

#[test]
fn the_page_tells_what_was_seen_and_whose_words_are_not_shown() {
    let text = text(&export());
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    assert!(text.lines().all(|l| crate::text::width::width(l) <= 80));
    insta::assert_snapshot!(text);
}

#[test]
fn json_has_the_keys_that_programs_read_and_nobodys_words() {
    let json = json(&export());
    for secret in ["jo@example", "wonderful", "Parking"] {
        assert!(!json.contains(secret), "{secret}");
    }
    insta::assert_snapshot!(json);
}
