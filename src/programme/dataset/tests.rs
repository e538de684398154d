//! Tests of the dataset: rows of outcomes, keys, copies, hiding and order.

use std::fmt::Debug;

use jiff::civil::date;

use super::*;
use crate::{
    domain::{programme::ProgrammeUnit, vote::method::Method},
    yaml,
};

/// An outcome with every kind of row, and every reason for a cell without a value.
const OUTCOME: &str = r#"pledge: outcome/1
unit: {name: Elm Breast Unit, organisation: Elm NHS Trust}
meeting:
  title: Service Pledge
  date: "2024-11-24"
  started: "2024-11-24T13:02:11+00:00"
  present: [ama, jo, fay]
  absent: [lee]
people:
  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt}
  - {id: jo, name: Jo Ellis, role: Patient representative, group: patient}
  - {id: fay, name: Fay Rao}
  - {id: lee, name: Lee Munro, group: mdt}
standards:
  - {theme: waiting, text: We will tell you how long you wait., agreed: true}
  - {theme: nurse, text: A nurse answers., agreed: false}
rounds:
  - id: r1
    method: score
    weight: balanced
    voted: {mdt: 3, patient: 2}
    results:
      - {goal: b, balanced: 4.4, groups: {mdt: 4.8, patient: 4.0}, parted: false}
      - {goal: a, balanced: 3.1, withheld: true}
      - {goal: gone, balanced: 1.0, groups: {mdt: 0.5, patient: 1.5}, parted: true}
  - id: r2
    method: score
    weight: head
    voted: {mdt: 3}
    results:
      - {goal: a, withheld: true}
goals:
  - id: a
    title: Ama rings everyone back, says Boateng
    themes: [waiting, nurse, waiting]
    strand: secondary
    merged_from: [x, y]
    evidence:
      - {comment: c3}
      - {finding: q14, strand: primary, period: "2024", positive: 54, scored: 131}
      - {finding: q14, strand: secondary, period: "2024", withheld: true}
      - {finding: q21, period: "2024", positive: 20, scored: 40}
    control: team
    cost: 0
    hours: 12
    decision: agreed
    owner: ama
    accepted: true
    due: "2025-05-24"
    reviews:
      - {due: "2025-05-24", on: "2025-05-23", status: on_track, new_due: "2025-08-24"}
      - {due: "2025-11-24", status: done, figures: [{finding: q14, strand: primary, period: "2025", positive: 90, scored: 120}]}
      - {due: "2026-05-24"}
  - id: b
    title: A quiet room
    decision: ask
    reason: money
    owner_role: Mrs Quigley from the front desk
  - {id: c, title: Later, decision: undecided, until: "2025-01-24"}
"#;

fn outcome() -> Outcome {
    yaml::read_outcome("outcome.yaml", OUTCOME).value.unwrap()
}

fn source(file: &str) -> Source {
    Source {
        file: file.to_owned(),
        folder: file.rsplit_once('/').map_or("", |(f, _)| f).to_owned(),
    }
}

fn elm() -> ProgrammeUnit {
    ProgrammeUnit {
        folder: "elm".into(),
        alliance: Some("Wessex".into()),
        region: Some("South East".into()),
        titles: true,
        ..ProgrammeUnit::default()
    }
}

fn settings(units: Vec<ProgrammeUnit>) -> ProgrammeFile {
    ProgrammeFile {
        units,
        ..ProgrammeFile::default()
    }
}

fn made(outcomes: &[(&str, Outcome)], settings: &ProgrammeFile) -> (Dataset, Report) {
    let all = outcomes.iter().map(|(file, o)| (source(file), o.clone()));
    dataset(all, settings, date(2026, 11, 27))
}

fn lines<T: Debug>(rows: &[T]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row:?}\n")).collect();
    rows.concat()
}

#[test]
fn every_table_has_the_rows_of_an_outcome() {
    let (data, report) = made(&[("elm/outcome.yaml", outcome())], &settings(vec![elm()]));
    assert_eq!(report, Report::default());
    insta::assert_snapshot!(
        "rows",
        [
            lines(&data.meetings),
            lines(&data.goals),
            lines(&data.goal_themes),
            lines(&data.reviews),
            lines(&data.evidence),
            lines(&data.results),
            lines(&data.standards),
        ]
        .concat()
    );
}

#[test]
fn no_person_and_no_wording_leaves() {
    let of = |titles| {
        let unit = ProgrammeUnit { titles, ..elm() };
        let (data, _) = made(&[("elm/outcome.yaml", outcome())], &settings(vec![unit]));
        format!("{data:?}")
    };
    for text in [of(true), of(false)] {
        for name in [
            "Ama",
            "Boateng",
            "Ellis",
            "Quigley",
            "c3",
            "We will",
            "nurse answers",
            "\"a\"",
        ] {
            assert!(!text.contains(name), "{name}");
        }
    }
    assert!(of(true).contains("Breast care nurse rings everyone back, says Breast care nurse"));
    assert!(!of(false).contains("rings"));
}

#[test]
fn the_reviewed_copy_counts_and_the_other_is_named() {
    let stale = {
        let mut outcome = outcome();
        outcome.goals.iter_mut().for_each(|g| g.reviews.clear());
        outcome
    };
    let files = [
        ("elm/a-copy/outcome.yaml", stale),
        ("elm/outcome.yaml", outcome()),
    ];
    let (data, report) = made(&files, &settings(vec![elm()]));
    assert_eq!((data.meetings.len(), data.reviews.len()), (1, 3));
    let [left] = &report.left_out[..] else {
        panic!("{report:?}")
    };
    assert_eq!(left.file, "elm/a-copy/outcome.yaml");
    assert_eq!(left.why, "the meeting of elm/outcome.yaml again");
}

#[test]
fn what_is_not_in_the_dataset_is_reported() {
    let undated = {
        let mut outcome = outcome();
        (outcome.meeting.date, outcome.meeting.started) = (None, None);
        outcome
    };
    let begun = {
        let mut outcome = outcome();
        outcome.unit.name = "Oak Breast Unit".into();
        outcome.meeting.date = None;
        outcome
    };
    let refused = ProgrammeUnit {
        folder: "fir".into(),
        consent: false,
        ..ProgrammeUnit::default()
    };
    let files = [
        ("ash/outcome.yaml", undated),
        ("fir/2024/outcome.yaml", outcome()),
        ("oak/2024/outcome.yaml", begun.clone()),
        ("oak/outcome.yaml", begun),
    ];
    let (data, report) = made(&files, &settings(vec![elm(), refused]));
    let days: Vec<Date> = data.meetings.iter().map(|m| m.meeting_date).collect();
    assert_eq!(days, [date(2024, 11, 24)], "the day it began");
    assert_eq!(report.without_consent, 1);
    let unlisted: Vec<&str> = report.unlisted.iter().map(String::as_str).collect();
    assert_eq!(unlisted, ["oak/2024"], "a copy names no folder");
    let left: Vec<&str> = report.left_out.iter().map(|l| l.file.as_str()).collect();
    assert_eq!(left, ["ash/outcome.yaml", "oak/outcome.yaml"]);
    // Without the file nobody is asked for an alliance.
    let (data, report) = made(&files[2..], &ProgrammeFile::default());
    assert_eq!((data.meetings.len(), report.unlisted.len()), (1, 0));
}

#[test]
fn a_renamed_unit_is_one_by_its_id() {
    let mut later = outcome();
    later.unit.name = "Elm Breast Unit and Wellbeing Centre".into();
    later.meeting.started = None;
    later.meeting.date = Some(date(2025, 11, 20));
    let files = [
        ("elm/1/outcome.yaml", outcome()),
        ("elm/2/outcome.yaml", later),
    ];
    let units = |unit: ProgrammeUnit| {
        let (data, _) = made(&files, &settings(vec![unit]));
        let ids: BTreeSet<_> = data.meetings.iter().map(|m| m.unit_id).collect();
        (data.meetings.len(), ids.len())
    };
    assert_eq!(units(elm()), (2, 2));
    let id = Some("elm".to_owned());
    assert_eq!(units(ProgrammeUnit { id, ..elm() }), (2, 1));
}

#[test]
fn lists_of_small_tables_after_a_vote_are_not_its_last_result() {
    let last = |outcome: &Outcome| {
        let (data, _) = made(
            &[("elm/outcome.yaml", outcome.clone())],
            &settings(vec![elm()]),
        );
        let rows = data.results.iter().filter(|row| row.last_round);
        rows.map(|row| (row.round_no, row.goal_no))
            .collect::<Vec<_>>()
    };
    let mut outcome = outcome();
    let before = last(&outcome);
    assert!(!before.is_empty());
    let mut tables = outcome.rounds.last().unwrap().clone();
    tables.method = Method::Tables;
    outcome.rounds.push(tables);
    assert_eq!(last(&outcome), before);
}

#[test]
fn rows_are_in_order_whatever_the_order_of_files() {
    let mut files: Vec<(String, Outcome)> = (1..8)
        .map(|n| {
            let mut outcome = outcome();
            outcome.unit.name = format!("Unit {n}");
            outcome.meeting.date = Some(date(2020 + n % 3, 11, 24));
            (format!("u{n}/outcome.yaml"), outcome)
        })
        .collect();
    let of = |files: &[(String, Outcome)]| {
        let files: Vec<(&str, Outcome)> =
            files.iter().map(|(f, o)| (f.as_str(), o.clone())).collect();
        made(&files, &ProgrammeFile::default()).0
    };
    let first = of(&files);
    files.reverse();
    assert_eq!(of(&files), first);
    let order: Vec<_> = first
        .meetings
        .iter()
        .map(|m| (m.meeting_date, m.meeting_id))
        .collect();
    assert!(order.is_sorted());
    let rows: Vec<_> = first
        .goals
        .iter()
        .map(|g| (g.meeting_date, g.meeting_id, g.goal_no))
        .collect();
    assert!(rows.is_sorted());
}
