//! Real exports of survey tools: each is known by its structure, and every column that says who answered is found.
//!
//! The headers that are made up (`src/intake/platform/tests.rs`) show the variants that nobody here has a file of.

use std::{collections::HashSet, path::Path};

use service_pledge::intake::{
    export::{AnswerKind, Export, FileFormat, Platform},
    open::build,
    platform::recognise,
    read::FileHead,
    table::Table,
};

use crate::harness::{Outside, requires};

/// An export of the reference data.
fn real(folder: &Path, name: &str) -> Export {
    let bytes = std::fs::read(folder.join("surveys").join(name)).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let head = FileHead {
        rows: rows.iter().take(60).cloned().collect(),
        merged: false,
    };
    let found = recognise(&head).unwrap();
    let table = Table::from_rows(found.1.columns.len(), &rows[found.1.header_rows..]);
    build(name, found, FileFormat::default(), table, Vec::new())
}

#[test]
fn real_exports_are_known_by_their_structure() {
    let expected = [
        (
            "experiencesdashboard_test_data.csv",
            Platform::Plain,
            50,
            19,
        ),
        (
            "fft_phase1_themes_criticality.csv",
            Platform::Plain,
            10_334,
            8,
        ),
        ("gp_fft_responses.csv", Platform::NhsFft, 3_882, 14),
        ("limesurvey_raw_998192.csv", Platform::LimeSurvey, 6, 71),
        ("national_results.csv", Platform::Plain, 90, 5),
        ("qualtrics_comments.csv", Platform::Qualtrics, 10, 17),
        ("qualtrics_exhaustive.csv", Platform::Qualtrics, 31, 367),
        ("qualtrics_three_row_de.csv", Platform::Qualtrics, 1, 20),
        ("questions.csv", Platform::Plain, 19, 6),
        ("redcap_longitudinal_data.csv", Platform::RedCap, 16, 125),
        ("redcap_simple_data.csv", Platform::RedCap, 5, 24),
        ("redcap_survey_data.csv", Platform::RedCap, 2, 33),
        (
            "surveymonkey_two_row_header_no_id.csv",
            Platform::SurveyMonkey,
            1_039,
            48,
        ),
    ];
    let Some(folder) = requires(Outside::Reference) else {
        return;
    };
    for (name, platform, responses, columns) in expected {
        let export = real(&folder, name);
        let found = (export.platform, export.table.rows(), export.columns.len());
        assert_eq!(found, (platform, responses, columns), "{name}");
        let ids: HashSet<&str> = export.columns.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids.len(), columns, "{name}: ids are unique");
        for column in &export.columns {
            assert!(!column.question.is_empty() && !column.question.contains("&amp;"));
            assert!(column.id.len() <= 60, "{}", column.id);
            assert!(
                column.id.starts_with(|c: char| c.is_ascii_alphanumeric()),
                "{}",
                column.id
            );
        }
    }
}

#[test]
fn identifiers_of_real_exports_are_all_found() {
    let expected: &[(&str, &[&str])] = &[
        (
            "qualtrics_three_row_de.csv",
            &[
                "IPAddress",
                "ResponseId",
                "RecipientLastName",
                "RecipientFirstName",
                "RecipientEmail",
                "ExternalReference",
                "LocationLatitude",
                "LocationLongitude",
            ],
        ),
        (
            "redcap_simple_data.csv",
            &[
                "record_id",
                "name_first",
                "name_last",
                "address",
                "telephone",
                "email",
                "dob",
                "mugshot",
            ],
        ),
        (
            "limesurvey_raw_998192.csv",
            &["id", "q17", "q18", "q19", "q20", "q42"],
        ),
        ("experiencesdashboard_test_data.csv", &["pt_id", "row_id"]),
        ("gp_fft_responses.csv", &[]),
        ("surveymonkey_two_row_header_no_id.csv", &[]),
    ];
    let Some(folder) = requires(Outside::Reference) else {
        return;
    };
    for (name, ids) in expected {
        let export = real(&folder, name);
        let found: Vec<&str> = export
            .columns
            .iter()
            .filter(|c| c.kind == AnswerKind::Identifier)
            .map(|c| c.id.as_str())
            .collect();
        assert_eq!(found, *ids, "{name}");
    }
}
