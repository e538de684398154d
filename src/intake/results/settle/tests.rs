//! Reports normalised into plain tables.

use super::*;

fn said(table: &PlainTable) -> Vec<String> {
    let mut lines = vec![table.labels.join("|")];
    lines.extend(
        table
            .rows
            .iter()
            .map(|(n, r)| format!("{n}: {}", r.join("|"))),
    );
    lines
}

#[test]
fn numbers_of_questions_are_known_from_numbers() {
    for (text, expected) in [
        ("Q14. Were you told?", Some(("Q14", "Were you told?"))),
        ("Q14a Were you told?", Some(("Q14a", "Were you told?"))),
        ("14) Were you told?", Some(("14", "Were you told?"))),
        ("3.2: Were you told?", Some(("3.2", "Were you told?"))),
        ("24 hours is too long", None),
        ("Q14", None),
        ("Were you told?", None),
        ("2026", None),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn headings_become_columns() {
    let table = settle(PlainTable::of_lines(
        "Question|n|%",
        &[
            "Primary||",
            "Were you told?|131|41%",
            "Were you seen?|130|90%",
            "Secondary||",
            "Were you told?|22|27%",
            "Were you seen?|20|80%",
            "Source: us||",
        ],
    ));
    assert_eq!(
        said(&table),
        [
            "Question|n|%|Strand",
            "3: Were you told?|131|41%|Primary",
            "4: Were you seen?|130|90%|Primary",
            "6: Were you told?|22|27%|Secondary",
            "7: Were you seen?|20|80%|Secondary",
        ]
    );
    let themes = settle(PlainTable::of_lines(
        "Question|n|%",
        &[
            "Waiting||",
            "Were you told?|131|41%",
            "Staff||",
            "Were they kind?|130|90%",
        ],
    ));
    assert_eq!(said(&themes)[0], "Question|n|%|Theme");
    let groups = settle(PlainTable::of_lines(
        "Question|n|%",
        &[
            "Under 65||",
            "Were you told?|131|41%",
            "65 and over||",
            "Were you told?|130|90%",
        ],
    ));
    assert_eq!(said(&groups)[0], "Question|n|%|Strand");
}

#[test]
fn questions_over_their_answers_and_bases_over_numbers() {
    let table = settle(PlainTable::of_lines(
        "|Primary|Secondary",
        &[
            "Q1. Were you told?||",
            "Base: all|131|22",
            "Yes|41%|27%",
            "No|59%|73%",
            "Q2. Were you seen?||",
            "Base: all|130|20",
            "Yes|90%|80%",
            "No|10%|20%",
        ],
    ));
    assert_eq!(
        said(&table),
        [
            "Answer|Primary|Secondary|Primary base|Secondary base|Question",
            "4: Yes|41%|27%|131|22|Q1. Were you told?",
            "5: No|59%|73%|131|22|Q1. Were you told?",
            "8: Yes|90%|80%|130|20|Q2. Were you seen?",
            "9: No|10%|20%|130|20|Q2. Were you seen?",
        ]
    );
}

#[test]
fn a_base_in_each_cell_gets_a_column() {
    let table = settle(PlainTable::of_lines(
        "Question|Primary|Secondary",
        &[
            "Were you told?|54/131|6 of 22 (27%)",
            "Were you seen?|117/130|*",
        ],
    ));
    assert_eq!(
        said(&table),
        [
            "Question|Primary count|Secondary count|Primary base|Secondary base",
            "2: Were you told?|54|6|131|22",
            "3: Were you seen?|117|*|130|*",
        ]
    );
    let shares = settle(PlainTable::of_lines(
        "Question|2026",
        &["Were you told?|41% (n=131)"],
    ));
    assert_eq!(
        said(&shares),
        ["Question|2026 %|2026 base", "2: Were you told?|41%|131"]
    );
}

#[test]
fn a_base_in_a_header_and_a_question_over_several_rows() {
    let table = settle(PlainTable::of_lines(
        "Question|Primary (n=131)",
        &["Were you told?|41%"],
    ));
    assert_eq!(
        said(&table),
        [
            "Question|Primary (n=131)|Primary base",
            "2: Were you told?|41%|131"
        ]
    );
    let merged = settle(PlainTable::of_lines(
        "Question|Strand|n|%",
        &["Were you told?|Primary|131|41%", "|Secondary|22|27%"],
    ));
    assert_eq!(said(&merged)[2], "3: Were you told?|Secondary|22|27%");
    let missing = settle(PlainTable::of_lines(
        "Question|n|%",
        &["Were you told?|131|41%", "|22|27%"],
    ));
    assert_eq!(said(&missing)[2], "3: |22|27%");
}
