//! `pledge evidence`: what the cards say, as data, after disclosure control.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use service_pledge::{
    domain::{
        findings::{Findings, StrandResult},
        meeting::Began,
    },
    plain::Dialogue,
    publish::{
        PaperSource,
        booklet::booklet,
        html, markdown,
        page::{Element, PaperSize},
        words::ENGLISH,
    },
};
use tempfile::TempDir;

use crate::harness::{Play, northbrook};

/// A unit of 18 months with one month of too few answers, a yearly question, and a strand that is too small.
fn unit() -> TempDir {
    let folder = TempDir::new().unwrap();
    let counts = [
        15, 14, 15, 14, 13, 16, 15, 12, 13, 11, 12, 13, 12, 11, 13, 14, 14, 22,
    ];
    let months: Vec<String> = (0..)
        .zip(counts)
        .map(|(n, positive)| {
            let (year, month) = (2025 + (n + 2) / 12, (n + 2) % 12 + 1);
            let scored = if n == 3 { 10 } else { 28 };
            let positive = if n == 3 { 7 } else { positive };
            format!("          - {{strand: primary, period: {year}-{month:02}, positive: {positive}, scored: {scored}}}\n")
        })
        .collect();
    let months = months.concat();
    let text = format!(
        "pledge: findings/1\nunit: {{name: Northbrook}}\nsurvey:\n  title: Survey\n  period: 2026-08\nthemes:\n  - id: waiting\n    title: Waiting\n    findings:\n      - id: q14\n        question: =Were you told?\n        results:\n{months}        benchmark: {{label: England 2025, percent: 61}}\n      - id: q15\n        question: Were you seen in time?\n        results:\n          - {{strand: primary, period: 2026-08, positive: 54, scored: 131}}\n          - {{strand: primary, period: 2023-08, positive: 68, scored: 118}}\n          - {{strand: secondary, period: 2026-08, positive: 6, scored: 9}}\n"
    );
    fs::write(folder.path().join("findings.yaml"), text).unwrap();
    folder
}

fn evidence(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("evidence")
        .arg(folder)
        .args(arguments)
        .env("HOME", folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_data_has_the_figures_the_change_and_the_chart() {
    let folder = unit();
    let all: Vec<Value> = serde_json::from_str(&evidence(folder.path(), &["--json"])).unwrap();
    assert_eq!(all.len(), 3);
    let charted = &all[0];
    assert_eq!(charted["theme"], "waiting");
    assert_eq!(charted["question"], "=Were you told?");
    assert_eq!(charted["change"], Value::Null);
    assert_eq!(
        charted["benchmark"],
        json!({"label": "England 2025", "percent": 61.0, "low": null, "high": null})
    );
    assert_eq!(
        charted["results"][3],
        json!({"period": "2025-06", "withheld": true})
    );
    let chart = &charted["chart"];
    assert_eq!(
        chart["points"][3],
        json!({"period": "2025-06", "withheld": true})
    );
    assert_eq!(
        chart["points"][10],
        json!({"period": "2026-01", "value": 42.9, "special": "shift", "meaning": "concern"})
    );
    assert_eq!(
        chart["points"][17],
        json!({"period": "2026-08", "value": 78.6, "special": "outside", "meaning": "improvement"})
    );
    assert_eq!(chart["segments"].as_array().map(Vec::len), Some(1));
    for line in ["mean", "lower", "upper"] {
        assert_eq!(chart[line], chart["segments"][0][line]);
        assert!(chart[line].is_f64());
    }
    // Neighbours of the hidden month are neighbours: 17 values, by hand.
    assert_eq!(chart["mean"], json!(49.4));
    let two = &all[1];
    assert_eq!(two["chart"], Value::Null);
    assert_eq!(two["results"][0]["percent"], json!(41.2));
    assert_eq!(two["change"]["from"], "2023-08");
    assert_eq!(two["change"]["difference"], json!(-16.4));
    assert_eq!(two["change"]["verdict"], "lower");
    assert_eq!(
        two["change"]["words"],
        "Lower than in August 2023, by more than chance."
    );
    assert_eq!(
        all[2]["results"],
        json!([{"period": "2026-08", "withheld": true}])
    );
}

#[test]
fn the_table_has_a_row_a_result_and_no_formula() {
    let folder = unit();
    let text = evidence(folder.path(), &["--csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 21);
    let of = |row: usize, name: &str| {
        let at = head.iter().position(|h| h == name).unwrap();
        rows[row][at].to_owned()
    };
    assert_eq!(of(0, "question"), "'=Were you told?");
    assert_eq!(
        (of(3, "withheld"), of(3, "positive")),
        ("true".into(), String::new())
    );
    assert_eq!(
        (of(17, "special"), of(17, "meaning")),
        ("outside".into(), "improvement".into())
    );
    assert_eq!(of(17, "mean"), of(0, "mean"));
    assert_eq!(
        (of(18, "change_from"), of(18, "difference")),
        ("2023-08".into(), "-16.4".into())
    );
    assert_eq!(
        (of(19, "change_from"), of(18, "mean")),
        (String::new(), String::new())
    );
}

#[test]
fn people_read_sentences_and_no_hidden_number() {
    let folder = unit();
    let text = evidence(folder.path(), &[]);
    assert!(
        text.contains("Lower from October 2025 to May, by more than chance."),
        "{text}"
    );
    assert!(text.contains("August 2026: 79 in 100."), "{text}");
    assert!(
        text.contains("secondary: August 2026: too few answers to show."),
        "{text}"
    );
    // The hidden month is 7 of 10.
    assert!(!text.contains("70"), "{text}");
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["evidence", "nowhere"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    fs::write(
        folder.path().join("findings.yaml"),
        "pledge: findings/1\nunit: 7\n",
    )
    .unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("evidence")
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.code() == Some(2) && said.contains("cannot be read"),
        "{said}"
    );
}

const CODEBOOK: &str = "\
pledge: codebook/1
unit: {name: Made-up unit}
survey: {title: Made-up survey, period: \"2026-08\"}
exports:
  - {file: survey.csv, strand: primary, period: {column: Date, by: month}}
themes:
  - {id: care, title: Care}
questions:
  - column: Told
    finding: told
    theme: care
    question: Were you told how long you would wait?
    positive: [\"Yes\"]
    other: [\"No\"]
";

/// An export as a survey tool writes it: a row a person, in no order of time.
fn export() -> String {
    let counts = [
        15, 14, 15, 14, 13, 16, 15, 12, 13, 11, 12, 13, 12, 11, 13, 14, 14, 22,
    ];
    let mut rows: Vec<String> = Vec::new();
    for (n, positive) in counts.iter().enumerate() {
        let (year, month) = (2025 + (n + 2) / 12, (n + 2) % 12 + 1);
        for person in 0..28 {
            let answer = if person < *positive { "Yes" } else { "No" };
            let id = 1000 + n * 28 + person;
            rows.push(format!(
                "{id},{:02}/{month:02}/{year},{answer}\n",
                person + 1
            ));
        }
    }
    rows.sort_by_key(|row| row.bytes().map(usize::from).sum::<usize>() % 97);
    format!("ID,Date,Told\n{}", rows.concat())
}

#[test]
fn an_export_with_days_becomes_a_chart_and_a_second_import_is_no_other() {
    let folder = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    let (survey, codebook) = (
        elsewhere.path().join("survey.csv"),
        folder.path().join("codebook.yaml"),
    );
    fs::write(&survey, export()).unwrap();
    fs::write(&codebook, CODEBOOK).unwrap();
    let import = || {
        let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .arg("import")
            .arg(&survey)
            .arg("--codebook")
            .arg(&codebook)
            .arg("-o")
            .arg(folder.path())
            .env("HOME", elsewhere.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        evidence(folder.path(), &["--json"])
    };
    let first = import();
    let all: Vec<Value> = serde_json::from_str(&first).unwrap();
    assert_eq!(all.len(), 1);
    let (results, chart) = (&all[0]["results"], &all[0]["chart"]);
    assert_eq!(results.as_array().map(Vec::len), Some(18));
    assert_eq!(chart["points"].as_array().map(Vec::len), Some(18));
    assert_eq!(chart["points"][0]["period"], "2025-03");
    assert_eq!(chart["points"][17]["period"], "2026-08");
    assert_eq!(chart["points"][17]["special"], "outside");
    let low: Vec<usize> = (0..18)
        .filter(|n| chart["points"][*n]["special"] == "shift")
        .collect();
    assert_eq!(low, [7, 8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(first, import());
    let by_quarter = CODEBOOK
        .replace("by: month", "by: quarter")
        .replace("2026-08", "2026-Q3");
    fs::write(&codebook, by_quarter).unwrap();
    fs::remove_file(folder.path().join("findings.yaml")).unwrap();
    let all: Vec<Value> = serde_json::from_str(&import()).unwrap();
    let periods = all[0]["results"].as_array().unwrap().iter();
    let mut periods: Vec<&str> = periods.filter_map(|r| r["period"].as_str()).collect();
    periods.sort_unstable();
    assert_eq!(periods.first(), Some(&"2025-Q1"));
    // Seven quarters are too few for a chart.
    assert_eq!((periods.len(), &all[0]["chart"]), (7, &Value::Null));
}

/// Months from March 2025 on, of 28 people each; the fourth is of too few.
fn of_months(counts: &[u32]) -> Vec<StrandResult> {
    let months = (2_u32..).zip(counts);
    months
        .map(|(n, positive)| StrandResult {
            strand: "primary".into(),
            period: format!("{}-{:02}", 2025 + n / 12, n % 12 + 1),
            positive: if n == 5 { 7 } else { *positive },
            scored: if n == 5 { 9 } else { 28 },
            withheld: false,
            weighted: None,
        })
        .collect()
}

const EIGHTEEN: [u32; 18] = [
    15, 14, 15, 14, 13, 16, 15, 12, 13, 11, 12, 13, 12, 11, 13, 14, 14, 22,
];

/// The sample's findings with a year and a half of the first question.
fn over_time(mut findings: Findings) -> Findings {
    let theme = findings.themes.first_mut().unwrap();
    let finding = theme.findings.iter_mut().find(|f| f.id == "q14").unwrap();
    finding.results.retain(|r| r.strand != "primary");
    finding.results.extend(of_months(&EIGHTEEN));
    findings
}

fn meeting() -> Play {
    let began = northbrook();
    let mut play = Play::new(Began {
        findings: over_time(began.findings),
        ..began
    });
    play.press("esc 3");
    play
}

#[test]
fn the_card_is_a_chart_with_its_sentences_and_m_shows_its_numbers() {
    let mut play = meeting();
    insta::assert_snapshot!("evidence_over_time_80x22", play.screen());
    play.press("m")
        .sees("August 2026")
        .sees("79%")
        .does_not_see("middle");
    play.resize(100, 30);
    play.sees("too few").sees("of 28");
    play.resize(80, 22);
    play.press("m").sees("middle 49%");
    play.resize(120, 40);
    play.sees("8 in a row below").sees("usual: from 32%");
    play.resize(60, 18);
    play.sees("79 in 100")
        .sees("by more than chance")
        .does_not_see("\u{2504}");
    play.resize(80, 22);
    // The other findings have two results, and are as they were.
    play.press("right")
        .sees("most likely")
        .does_not_see("as numbers");
    play.press("m").sees("There is no chart here");
}

#[test]
fn the_large_view_and_review_draw_it_too() {
    let mut play = meeting();
    play.press("z").sees("8 in a row below").sees("middle 49%");
    play.press("esc 2 home").sees("58% to 79%: higher");
    play.press("enter")
        .sees("we said above 75%")
        .sees("8 in a row below");
}

#[test]
fn the_dialogue_reads_the_chart_in_words() {
    let mut play = meeting();
    let now = play.now;
    let said = Dialogue::default().open(&mut play.app, now);
    for words in [
        "Each month, about 28 people with primary breast cancer.",
        "August 2026: 79 in 100.",
        "Lower from October 2025 to May, by more than chance.",
        "One gap: too few answers to show.",
    ] {
        assert!(said.replace('\n', " ").contains(words), "{words}: {said}");
    }
}

#[test]
fn a_goal_keeps_the_newest_month_of_a_survey_of_all_year() {
    let mut play = meeting();
    play.press("g")
        .text("Say how long the wait is")
        .press("enter");
    let goal = play.meeting().live_goals().next().unwrap().clone();
    let evidence = play.meeting().evidence(&goal.evidence[0], Some("primary"));
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].period.as_deref(), Some("2026-08"));
    assert_eq!(
        (evidence[0].positive, evidence[0].scored),
        (Some(22), Some(28))
    );
}

/// All elements of a document, those inside cards too.
fn flat(blocks: &[Element]) -> Vec<&Element> {
    let inside = |block| match block {
        &Element::Card { ref blocks, .. } | &Element::Together(ref blocks) => flat(blocks),
        other => vec![other],
    };
    blocks.iter().flat_map(inside).collect()
}

#[test]
fn the_booklet_draws_the_chart_and_says_the_same_in_words() {
    let read = |name: &str| crate::harness::sample(name);
    let outcome = service_pledge::yaml::read_outcome("", &read("northbrook-finished/outcome.yaml"));
    let findings =
        service_pledge::yaml::read_findings("", &read("northbrook-finished/findings.yaml"));
    let (outcome, findings) = (outcome.value.unwrap(), over_time(findings.value.unwrap()));
    let wishes = service_pledge::domain::booklet::Booklet::default();
    let source = PaperSource {
        outcome: &outcome,
        findings: Some(&findings),
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let paper = booklet(&source, &ENGLISH, PaperSize::A4, false);
    let charts: Vec<_> = flat(&paper.blocks)
        .into_iter()
        .filter_map(|e| match e {
            Element::OverTime {
                drawing, summary, ..
            } => Some((drawing, summary)),
            _ => None,
        })
        .collect();
    assert_eq!(charts.len(), 1);
    let (drawing, summary) = charts[0];
    assert_eq!(drawing.signs.len(), 17);
    for words in [
        "August 2026: 79 in 100.",
        "Higher in August, by more than chance.",
        "Our aim: more than 61 in 100.",
    ] {
        assert!(summary.contains(words), "{words}: {summary}");
    }
    let page = html::write(&paper, "en-GB");
    assert!(
        page.contains("<svg class=\"plot\"") && page.contains("8 in a row below"),
        "{page}"
    );
    let text = markdown::write(&paper);
    assert!(
        text.contains("- Lower from October 2025 to May, by more than chance."),
        "{text}"
    );
    // The hidden month is 7 of 9, and the earlier figure of the bar is gone with it.
    for secret in ["78 in 100", "7 of 9", "In 2023 it was"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
