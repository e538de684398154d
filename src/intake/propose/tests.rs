//! A codebook that the program wrote can be read again, whatever stood in the export.

use proptest::{collection::vec, prelude::*, sample::select, string::string_regex};

use super::*;
use crate::{
    domain::findings::{Finding, Theme},
    intake::{export::FileFormat, open::build, platform::recognise, read::FileHead, table::Table},
    yaml,
};

/// Headers that have gone wrong somewhere, and any text.
fn header() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "Q1",
            "Q1",
            "q1",
            "",
            " ",
            "no",
            "NULL",
            "~",
            "a: b",
            "a #b",
            "- x",
            "\"",
            "'",
            "Were you told?",
            "Were you told?",
            "How was it?",
            "Anything else?",
            "strand",
            "id",
            "Date",
            "2026",
            "1e3",
            "a/b",
            "a",
            "[x]",
            "{",
            "\u{202e}x",
            "\u{feff}Q1",
            "x\ty",
            "Did you feel ignored?",
            "Q1 [SQ001]",
        ])
        .prop_map(str::to_owned),
        string_regex("\\PC{0,40}").unwrap(),
        any::<String>(),
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "Yes",
            "No",
            "yes",
            "No\u{200b}",
            "N\u{43e}",
            "Always",
            "Never",
            "",
            "",
            "NA",
            "None",
            "5",
            "1",
            "-",
            "2026-03-01",
            "Good",
            "Poor",
            "Don't know",
            "Don\u{2019}t know",
            "a: b #c",
            "\"",
            "primary",
            "Secondary breast cancer",
            "It was all very kind of them",
            "null",
            "~",
            "[a]",
            "\u{feff}Yes",
        ])
        .prop_map(str::to_owned),
        string_regex("\\PC{0,20}").unwrap(),
        any::<String>(),
    ]
}

fn export(name: &str, rows: &[Vec<String>]) -> Option<Export> {
    let head = FileHead {
        rows: rows
            .iter()
            .map(|r| r.iter().map(|c| c.trim().to_owned()).collect())
            .collect(),
        merged: false,
    };
    let found = recognise(&head).ok()?;
    let data = rows.get(found.1.header_rows..).unwrap_or_default();
    let table = Table::from_rows(found.1.columns.len(), data);
    Some(build(name, found, FileFormat::default(), table, Vec::new()))
}

/// Findings that ask some of the same.
fn asked(questions: &[String]) -> Findings {
    let finding = |(nth, question): (usize, &String)| Finding {
        id: format!("q{nth}"),
        question: question.clone(),
        said: None,
        wall: None,
        results: Vec::new(),
        benchmark: None,
        comparable: true,
        rebase: Vec::new(),
    };
    let mut findings = Findings::default();
    findings.themes.push(Theme {
        id: "care".into(),
        title: "Care".into(),
        findings: questions.iter().enumerate().map(finding).collect(),
        ..Theme::default()
    });
    findings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_proposed_for_any_export_can_be_read_again(
        headers in vec(header(), 1..7),
        one in vec(vec(cell(), 7), 1..9),
        two in vec(vec(cell(), 7), 0..9),
        known in vec(header(), 0..4),
    ) {
        let with = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
            let cut = |r: &Vec<String>| r.iter().take(headers.len()).cloned().collect();
            [headers.clone()].into_iter().chain(rows.iter().map(cut)).collect()
        };
        let exports: Vec<Export> = [export("one.csv", &with(&one)), export("two.csv", &with(&two))].into_iter().flatten().collect();
        let existing = asked(&known);
        for existing in [None, Some(&existing)] {
            let book = codebook(&exports, existing);
            let mut findings: Vec<&String> = book.questions.iter().map(|q| &q.finding).collect();
            findings.sort();
            findings.dedup();
            prop_assert_eq!(findings.len(), book.questions.len(), "a finding of two columns");
            let text = yaml::write_codebook(&book, &remarks(&exports, &book));
            let read = yaml::read_codebook("codebook.yaml", &text);
            prop_assert_eq!(read.value.as_ref(), Some(&book), "{:#?}\n{}", read.problems, text);
        }
    }
}
