//! Tables of results in the files: weighted results, benchmarks that are a range, and the roles of columns in a codebook.

use super::{findings, heads, outcome, samples};
use crate::{
    domain::codebook::{ColumnContent, ColumnRole, Weighting},
    yaml::{self, Remarks},
};

#[track_caller]
fn said(text: &str) -> (bool, String) {
    let read = findings(text);
    (read.value.is_some(), heads(&read.problems).join("; "))
}

#[test]
fn a_weighted_result_has_its_percentage_and_the_nearest_whole_number() {
    let with = |numbers: &str| samples::FINDINGS.replacen("positive: 54, scored: 131", numbers, 1);
    let good = findings(&with(
        "percent: 41.6, positive: 54, scored: 131, weighted: true",
    ));
    assert!(good.problems.is_empty(), "{:?}", good.problems);
    let value = good.value.unwrap();
    let result = &value.themes[0].findings[0].results[0];
    assert_eq!(result.weighted, Some(4_160));
    assert_eq!(value.disclosed(result).share().unwrap().whole_percent(), 42);
    let written = yaml::write_findings(&value);
    assert!(
        written.contains("percent: 41.6, positive: 54, scored: 131, weighted: true"),
        "{written}"
    );
    assert_eq!(findings(&written).value, Some(value));
    for (numbers, what) in [
        (
            "percent: 41.6, positive: 54, scored: 131",
            "a percentage beside the numbers",
        ),
        (
            "positive: 54, scored: 131, weighted: true",
            "a weighted result without its percentage",
        ),
        (
            "percent: 51.6, positive: 54, scored: 131, weighted: true",
            "54 of 131 beside 51.6%",
        ),
        (
            "percent: 141.6, positive: 54, scored: 131, weighted: true",
            "141.6",
        ),
    ] {
        let (usable, why) = said(&with(numbers));
        assert!(!usable && why.contains(what), "{numbers}: {why}");
    }
    let evidence = samples::OUTCOME.replacen(
        "positive: 54, scored: 131",
        "percent: 41.6, positive: 54, scored: 131, weighted: true",
        1,
    );
    let read = outcome(&evidence);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let value = read.value.unwrap();
    assert_eq!(outcome(&yaml::write_outcome(&value)).value, Some(value));
}

#[test]
fn a_benchmark_is_a_figure_or_a_range() {
    let with = |figures: &str| {
        samples::FINDINGS.replacen("percent: 61.0, low: 55.0, high: 67.0", figures, 1)
    };
    let range = findings(&with("low: 55.0, high: 67.0"));
    assert!(range.problems.is_empty(), "{:?}", range.problems);
    let value = range.value.unwrap();
    assert_eq!(
        value.themes[0].findings[0]
            .benchmark
            .as_ref()
            .unwrap()
            .percent,
        None
    );
    assert_eq!(findings(&yaml::write_findings(&value)).value, Some(value));
    let (usable, why) = said(&with("low: 55.0"));
    assert!(
        !usable && why.contains("a benchmark without a figure"),
        "{why}"
    );
}

pub(super) const CODEBOOK: &str = "\
pledge: codebook/1
unit: {name: Made-up unit}
survey: {title: Made-up survey, period: \"2026\"}
exports:
  - file: report.csv
    strand: primary
    results: weighted
    hospital: Northbrook
    columns: {question: Question, base 2026: n, percentage 2026: Score, national: England}
themes:
  - {id: care, title: Care}
questions:
  - {column: Q1, finding: q1, theme: care, question: How was it?, positive: [], other: []}
";

#[test]
fn a_codebook_has_the_roles_of_columns_and_comes_back() {
    let read = yaml::read_codebook("codebook.yaml", CODEBOOK);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let book = read.value.unwrap();
    let rule = &book.exports[0];
    assert_eq!(rule.results, Some(Weighting::Weighted));
    assert_eq!(rule.hospital, "Northbrook");
    let roles: Vec<(ColumnRole, &str)> = rule.roles().collect();
    assert_eq!(roles.len(), 4);
    assert_eq!(roles[2].0.what, ColumnContent::Percentage);
    assert_eq!(roles[2].0.period.as_deref(), Some("2026"));
    let written = yaml::write_codebook(&book, &Remarks::default());
    let back = yaml::read_codebook("codebook.yaml", &written);
    assert_eq!(back.value, Some(book), "{written}");
    for (from, to, what) in [
        ("percentage 2026", "percent 2026", "the role `percent 2026`"),
        ("question: Question", "question 2026: Question", "the role"),
        ("results: weighted", "results: maybe", "maybe"),
        (
            "    results: weighted\n",
            "",
            "a hospital of a file that holds answers",
        ),
    ] {
        let text = CODEBOOK.replacen(from, to, 1);
        let read = yaml::read_codebook("codebook.yaml", &text);
        let why = heads(&read.problems).join("; ");
        assert!(read.value.is_none() && why.contains(what), "{to}: {why}");
    }
}

#[test]
fn a_new_baseline_begins_with_a_result_and_has_a_reason() {
    let with = |rebase: &str| {
        let keys = format!("comparable: true\n        rebase: {rebase}");
        samples::FINDINGS.replacen("comparable: true", &keys, 1)
    };
    let good = findings(&with("[{period: \"2026\", reason: The board at the desk}]"));
    assert!(good.problems.is_empty(), "{:?}", good.problems);
    let value = good.value.unwrap();
    let rebase = &value.themes[0].findings[0].rebase;
    assert_eq!(rebase[0].period, "2026");
    assert_eq!(rebase[0].reason, "The board at the desk");
    assert_eq!(findings(&yaml::write_findings(&value)).value, Some(value));
    for (rebase, what) in [
        (
            "[{period: \"2025\", reason: A board}]",
            "`2025`, of which the finding has no result",
        ),
        ("[{period: \"2026\"}]", "`reason`"),
        ("[{reason: A board}]", "`period`"),
        (
            "[{period: \"2026\", reason: A}, {period: \"2026\", reason: B}]",
            "again, first in line",
        ),
        ("\"2026\"", "list"),
    ] {
        let (usable, why) = said(&with(rebase));
        assert!(!usable && why.contains(what), "{rebase}: {why}");
    }
}
