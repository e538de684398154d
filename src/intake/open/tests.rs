//! Exports built from made-up rows, and opened from files.
//!
//! A data dictionary changes what is an identifier, so that is checked with it and without.

use super::*;
use crate::intake::{platform::recognise, read::FileHead};

const DICTIONARY: [[&str; 8]; 6] = [
    [
        "Variable / Field Name",
        "Form Name",
        "Section Header",
        "Field Type",
        "Field Label",
        "Choices, Calculations, OR Slider Labels",
        "Text Validation Type OR Show Slider Number",
        "Identifier?",
    ],
    ["record_id", "survey", "", "text", "Record", "", "", ""],
    [
        "care",
        "survey",
        "",
        "radio",
        "How was your <b>care</b>?",
        "1, Very good | 2, Good, on the whole | 3, Poor | 9, Not applicable",
        "",
        "",
    ],
    [
        "who",
        "survey",
        "",
        "checkbox",
        "Who helped you?",
        "1, Nurse | 2, Doctor",
        "",
        "",
    ],
    ["ref", "survey", "", "text", "Our reference", "", "", "y"],
    [
        "told",
        "survey",
        "",
        "yesno",
        "Were you told why?",
        "",
        "",
        "",
    ],
];

fn owned<const N: usize>(rows: &[[&str; N]]) -> Vec<Vec<String>> {
    let cells = |r: &[&str; N]| r.iter().map(|c| (*c).to_owned()).collect();
    rows.iter().map(cells).collect()
}

fn export() -> Export {
    let rows = owned(&[
        [
            "record_id",
            "care",
            "who___1",
            "who___2",
            "ref",
            "told",
            "survey_complete",
        ],
        ["1", "1", "1", "0", "7", "1", "2"],
        ["2", "2", "0", "1", "8", "0", "2"],
        ["3", "9", "0", "0", "9", "1", "2"],
        ["4", "3", "0", "0", "9", "", "2"],
    ]);
    let head = FileHead {
        rows: rows.clone(),
        merged: false,
    };
    let found = recognise(&head).expect("REDCap's");
    let table = Table::from_rows(7, rows.get(1..).expect("rows"));
    build("raw.csv", found, FileFormat::default(), table, Vec::new())
}

#[test]
fn a_dictionary_turns_codes_into_words_and_names_who_is_identified() {
    let rows = owned(&DICTIONARY);
    let header = rows.first().expect("a header");
    let places = DictionaryColumns::find(header).expect("a data dictionary's");
    let dictionary = Dictionary::read(&Table::from_rows(8, rows.get(1..).expect("rows")), places);
    assert_eq!(dictionary.len(), 5);
    let mut export = export();
    assert_ne!(
        export.column("ref").expect("ref").1.kind,
        AnswerKind::Identifier
    );
    assert!(described::apply_dictionary(
        &mut export,
        "dictionary.csv",
        &dictionary
    ));
    let (nth, care) = export.column("care").expect("care");
    assert_eq!(
        (care.kind, care.question.as_str()),
        (AnswerKind::Scale, "How was your care?")
    );
    let column = export.table.columns().get(nth).expect("answers");
    let answers: Vec<&str> = (0..4).map(|row| column.cell(row)).collect();
    assert_eq!(
        answers,
        ["Very good", "Good, on the whole", "Not applicable", "Poor"]
    );
    let (_, who) = export.column("who___2").expect("who");
    assert_eq!(who.option.as_deref(), Some("Doctor"));
    assert_eq!(
        export.column("ref").expect("ref").1.kind,
        AnswerKind::Identifier
    );
    assert_eq!(
        export.column("told").expect("told").1.kind,
        AnswerKind::Choice
    );
    let notes = export.notes.join("; ");
    assert!(
        notes.contains("describes 6 of the columns, and codes of 2 were"),
        "{notes}"
    );
    assert!(notes.contains("2 columns say who answered"), "{notes}");
}

#[test]
fn files_are_opened_from_disk_and_a_dictionary_is_no_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str, rows: &[Vec<String>]| {
        let path = folder.path().join(name);
        let mut writer = csv::Writer::from_path(&path).expect("a file");
        for row in rows {
            writer.write_record(row).expect("written");
        }
        writer.flush().expect("written");
        path
    };
    let dictionary = written("dictionary.csv", &owned(&DICTIONARY));
    let raw = written(
        "raw.csv",
        &owned(&[
            ["record_id", "care", "survey_complete"],
            ["1", "1", "2"],
            ["2", "3", "2"],
        ]),
    );
    let refused = open(&dictionary, ReadOptions::default()).expect_err("no answers");
    assert!(refused.what.contains("not the answers"), "{refused}");
    let exports =
        open_all(&[dictionary.clone(), raw], |_| ReadOptions::default()).expect("one export");
    let [export] = exports.as_slice() else {
        panic!("{} exports", exports.len());
    };
    assert_eq!(
        (export.platform, export.name.as_str()),
        (Platform::RedCap, "raw.csv")
    );
    let (nth, _) = export.column("care").expect("care");
    assert_eq!(
        export.table.columns().get(nth).map(|c| c.cell(1)),
        Some("Poor")
    );
    assert!(open_all(&[dictionary], |_| ReadOptions::default()).is_err());
    let plain = written(
        "totals.csv",
        &owned(&[["Answer Choices", "Responses"], ["Yes", "4"]]),
    );
    let refused = open_all(&[plain], |_| ReadOptions::default()).expect_err("a report");
    assert!(refused.what.starts_with("totals.csv: "), "{refused}");
}

#[test]
fn previews_and_what_was_not_finished_are_said() {
    let rows = owned(&[
        [
            "StartDate",
            "EndDate",
            "Status",
            "IPAddress",
            "Finished",
            "ResponseId",
            "Q1",
        ],
        [
            "Start Date",
            "End Date",
            "Response Type",
            "IP Address",
            "Finished",
            "Response ID",
            "How was it?",
        ],
        [
            "2026-01-02 10:00:00",
            "2026-01-02 10:05:00",
            "Survey Preview",
            "",
            "True",
            "R_2YPOQ602ER1jkf1",
            "Good",
        ],
        [
            "2026-01-02 10:00:00",
            "2026-01-02 10:05:00",
            "IP Address",
            "",
            "False",
            "R_2YPOQ602ER1jkf2",
            "Good",
        ],
        [
            "2026-01-02 10:00:00",
            "2026-01-02 10:05:00",
            "IP Address",
            "",
            "True",
            "R_2YPOQ602ER1jkf3",
            "Poor",
        ],
    ]);
    let head = FileHead {
        rows: rows.clone(),
        merged: false,
    };
    let found = recognise(&head).expect("Qualtrics");
    let table = Table::from_rows(7, rows.get(2..).expect("rows"));
    let export = build("q.csv", found, FileFormat::default(), table, Vec::new());
    let notes = export.notes.join("; ");
    assert!(
        notes.contains("1 of 3 responses was not finished"),
        "{notes}"
    );
    assert!(notes.contains("1 of 3 responses is a preview"), "{notes}");
}
