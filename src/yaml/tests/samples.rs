//! The contract's own examples.

use super::{agenda, findings, outcome, told};
use crate::{
    domain::{
        agenda::{Activity, Stage},
        findings::SourceKind,
        goal::Control,
        outcome::Verdict,
        vote::method::Method,
    },
    yaml::{FileKind, write_agenda, write_findings, write_outcome},
};

pub(super) const FINDINGS: &str = r#"pledge: findings/1
unit: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
survey:
  title: Patient experience survey 2026
  period: "2026"
  hide_below: 11                       # results resting on fewer answers are not shown (default 11)
  sources:
    - {strand: primary, kind: survey, invited: 190, answered: 131}
    - {strand: secondary, kind: survey, invited: 41, answered: 22}
    - {strand: primary, kind: interview, answered: 12}
    - {strand: secondary, kind: interview, answered: 4}
themes:
  - id: waiting
    title: Waiting in clinic
    standard: We will tell you how long you will wait, and why.
    known_since: "2024"                # optional: the unit knew before the survey did
    findings:
      - id: q14
        question: Were you told how long you would wait?
        results:
          - {strand: primary, period: "2026", positive: 54, scored: 131}
          - {strand: primary, period: "2023", positive: 68, scored: 118}
          - {strand: secondary, period: "2026", positive: 6, scored: 22}
        benchmark: {label: England 2025, percent: 61.0, low: 55.0, high: 67.0}
        comparable: true
    comments:
      - {id: c31, strand: secondary, source: interview, wall: 1, publish: true, text: "I sat in a gown for two hours and nobody told me why."}
      - {id: c32, strand: primary, source: survey, hold: true, text: "..."}
    goals:
      - {id: tell-waits, title: "Say how long the wait is, and why, at the desk and on the screen", evidence: [q14, c31],
         control: team, cost: 0, hours: 12}
"#;

pub(super) const AGENDA: &str = r#"pledge: agenda/1
findings: findings.yaml
previous: ../northbrook-2023/outcome.yaml
meeting: {title: Service Pledge meeting, date: 2026-11-24, start: "13:00", minutes: 90, place: Seminar room 2}
people:
  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt, lead: true, hours: 40}
  - {id: jo, name: Jo Ellis, role: Patient representative, group: patient, strand: secondary}
  - {id: sam, name: Sam Hart, role: Facilitator}
ground_rules: [One person speaks at a time, Names stay in this room]
capacity: {currency: GBP, money: 2000, hours: 160, goals: 5, per_strand: 1}
vote: {method: score, weight: balanced, apart_from: 3, dots: 5}
expected: [Surgeon, Breast care nurse, Oncologist, Radiologist, Radiographer, Patient representative]
items:
  - {stage: welcome, minutes: 5}
  - {stage: review, minutes: 10}
  - {theme: waiting, minutes: 15, speaker: jo}
  - {theme: nurse-access, minutes: 15}
  - {break: Tea, minutes: 5}
  - {stage: goals, minutes: 10}
  - {stage: vote, minutes: 15}
  - {stage: owners, minutes: 10}
  - {stage: close, minutes: 5}
"#;

pub(super) const OUTCOME: &str = r#"pledge: outcome/1
unit: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
meeting: {title: Service Pledge meeting, date: 2026-11-24, started: "2026-11-24T13:02:11+00:00", ended: "2026-11-24T14:31:00+00:00", present: [ama, jo], absent: [lee]}
people:
  - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt}
  - {id: jo, name: Jo Ellis, role: Patient representative, group: patient, consent: true}
  - {id: lee, name: Lee Ward, role: Surgeon, group: mdt}
standards: [{theme: waiting, text: "We will tell you how long you will wait, and why.", agreed: true}]
rounds:
  - id: r1
    method: score
    weight: balanced
    voted: {patient: 3, mdt: 9}
    results:
      - {goal: tell-waits, balanced: 4.4, groups: {patient: 4.8, mdt: 4.1}, parted: false}
      - {goal: drop-in, balanced: 3.9, withheld: true}
  - id: r2
    method: hands
    weight: head
    voted: {patient: 3, mdt: 9}
    results: [{goal: tell-waits, hands: {patient: [3, 0, 0], mdt: [7, 1, 1]}}]
goals:
  - id: tell-waits
    title: Say how long the wait is, and why, at the desk and on the screen
    themes: [waiting]
    strand: secondary
    merged_from: [waiting-board]
    evidence: [{finding: q14, strand: primary, period: "2026", positive: 54, scored: 131}, {comment: c31}]
    control: team
    cost: 0
    hours: 12
    decision: agreed
    owner: ama
    accepted: true
    partner: jo
    first_step: Print the board
    measure: more than 61 in 100 were told how long they would wait
    aim: {finding: q14, strand: primary, above: 61}
    due: 2027-02-28
    reviews: [{due: 2027-05-24}, {due: 2027-11-24, on: 2027-11-24, status: on_track, noticed: A board at the desk, owner: Ward manager}, {due: 2028-05-24, on: 2028-05-30, status: on_track, note: "nearly"}]
  - {id: drop-in, title: A drop-in clinic, decision: ask, reason: money, ask_of: Divisional manager, note: "..."}
  - {id: portakabin, title: A new waiting room, decision: not_this_time, reason: beyond_control}
  - {id: later, title: Tea, decision: undecided, by_whom: Lee, until: 2026-12-24, owner_role: Ward manager, accepted: false}
previous:
  - {goal: photos, title: Photographs of surgery, on: 2026-11-24, status: stuck, note: No camera}
notes: [{theme: waiting, text: "Ask the porters"}, {text: "Warm room"}]
parked: [{text: "Car park charges", stage: themes}]
agenda: [{theme: waiting, planned: 15, took: 17}, {stage: review, planned: 10, skipped: true}, {break: Tea, planned: 5, took: 5}]
"#;

#[test]
fn the_findings_of_the_contract_are_read() {
    let read = findings(FINDINGS);
    assert_eq!(told(&read.problems), "");
    let value = read.value.unwrap();
    assert_eq!(value.unit.name, "Northbrook Breast Unit");
    assert_eq!(value.survey.sources.len(), 4);
    let theme = &value.themes[0];
    assert_eq!(theme.known_since.as_deref(), Some("2024"));
    assert_eq!(theme.findings[0].results[2].positive, 6);
    assert_eq!(theme.comments[0].source, SourceKind::Interview);
    assert!(theme.comments[1].hold && !theme.comments[1].publish);
    assert_eq!(theme.goals[0].control, Some(Control::Team));
    assert_eq!(theme.goals[0].cost, Some(0));
}

#[test]
fn the_agenda_of_the_contract_is_read() {
    let read = agenda(AGENDA);
    assert_eq!(told(&read.problems), "");
    let file = read.value.unwrap();
    assert_eq!(file.findings.as_deref(), Some("findings.yaml"));
    let agenda = file.agenda;
    assert_eq!(agenda.meeting.date.unwrap().to_string(), "2026-11-24");
    assert_eq!(agenda.meeting.start.unwrap().hour(), 13);
    assert_eq!(agenda.vote.method, Method::Score);
    assert_eq!(agenda.items[1].what, Activity::Stage(Stage::Review));
    assert_eq!(agenda.items[2].speaker.as_deref(), Some("jo"));
    assert_eq!(agenda.items[4].what, Activity::Break("Tea".into()));
}

#[test]
fn the_outcome_of_the_contract_is_read() {
    let read = outcome(OUTCOME);
    assert_eq!(told(&read.problems), "");
    let value = read.value.unwrap();
    assert!((value.rounds[0].results[0].groups["patient"] - 4.8).abs() < 1e-9);
    assert_eq!(value.rounds[1].results[0].hands["mdt"], [7, 1, 1]);
    assert_eq!(value.goals[2].decision, Verdict::NotThisTime);
    assert_eq!(value.goals[0].reviews.len(), 3);
    assert_eq!(value.agenda[2].pause.as_deref(), Some("Tea"));
}

#[test]
fn the_examples_are_written_as_they_are_read() {
    let value = findings(FINDINGS).value.unwrap();
    assert_eq!(findings(&write_findings(&value)).value.unwrap(), value);
    let value = agenda(AGENDA).value.unwrap();
    assert_eq!(agenda(&write_agenda(&value)).value.unwrap(), value);
    let value = outcome(OUTCOME).value.unwrap();
    assert_eq!(outcome(&write_outcome(&value)).value.unwrap(), value);
}

#[test]
fn findings_are_laid_out_as_in_the_contract() {
    insta::assert_snapshot!(write_findings(&findings(FINDINGS).value.unwrap()), @r#"
    pledge: findings/1
    unit: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
    survey:
      title: Patient experience survey 2026
      period: "2026"
      hide_below: 11
      sources:
        - {strand: primary, kind: survey, invited: 190, answered: 131}
        - {strand: secondary, kind: survey, invited: 41, answered: 22}
        - {strand: primary, kind: interview, answered: 12}
        - {strand: secondary, kind: interview, answered: 4}
    themes:
      - id: waiting
        title: Waiting in clinic
        standard: We will tell you how long you will wait, and why.
        known_since: "2024"
        findings:
          - id: q14
            question: Were you told how long you would wait?
            results:
              - {strand: primary, period: "2026", positive: 54, scored: 131}
              - {strand: primary, period: "2023", positive: 68, scored: 118}
              - {strand: secondary, period: "2026", positive: 6, scored: 22}
            benchmark: {label: England 2025, percent: 61.0, low: 55.0, high: 67.0}
        comments:
          - id: c31
            strand: secondary
            source: interview
            wall: 1
            publish: true
            text: I sat in a gown for two hours and nobody told me why.
          - {id: c32, strand: primary, source: survey, hold: true, text: "..."}
        goals:
          - id: tell-waits
            title: Say how long the wait is, and why, at the desk and on the screen
            evidence: [q14, c31]
            control: team
            cost: 0
            hours: 12
    "#);
}

#[test]
fn agendas_are_laid_out_as_in_the_contract() {
    insta::assert_snapshot!(write_agenda(&agenda(AGENDA).value.unwrap()), @r#"
    pledge: agenda/1
    findings: findings.yaml
    previous: "../northbrook-2023/outcome.yaml"
    meeting:
      title: Service Pledge meeting
      date: "2026-11-24"
      start: "13:00"
      minutes: 90
      place: Seminar room 2
    people:
      - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt, lead: true, hours: 40}
      - {id: jo, name: Jo Ellis, role: Patient representative, group: patient, strand: secondary}
      - {id: sam, name: Sam Hart, role: Facilitator}
    ground_rules: [One person speaks at a time, Names stay in this room]
    capacity: {currency: GBP, money: 2000, hours: 160, goals: 5, per_strand: 1}
    vote: {method: score, weight: balanced, apart_from: 3, dots: 5}
    expected: [Surgeon, Breast care nurse, Oncologist, Radiologist, Radiographer, Patient representative]
    items:
      - {stage: welcome, minutes: 5}
      - {stage: review, minutes: 10}
      - {theme: waiting, minutes: 15, speaker: jo}
      - {theme: nurse-access, minutes: 15}
      - {break: Tea, minutes: 5}
      - {stage: goals, minutes: 10}
      - {stage: vote, minutes: 15}
      - {stage: owners, minutes: 10}
      - {stage: close, minutes: 5}
    "#);
}

#[test]
fn outcomes_are_laid_out_as_in_the_contract() {
    insta::assert_snapshot!(write_outcome(&outcome(OUTCOME).value.unwrap()), @r#"
    pledge: outcome/1
    unit: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
    meeting:
      title: Service Pledge meeting
      date: "2026-11-24"
      started: "2026-11-24T13:02:11+00:00"
      ended: "2026-11-24T14:31:00+00:00"
      present: [ama, jo]
      absent: [lee]
    people:
      - {id: ama, name: Ama Boateng, role: Breast care nurse, group: mdt}
      - {id: jo, name: Jo Ellis, role: Patient representative, group: patient, consent: true}
      - {id: lee, name: Lee Ward, role: Surgeon, group: mdt}
    standards:
      - {theme: waiting, text: "We will tell you how long you will wait, and why.", agreed: true}
    rounds:
      - id: r1
        method: score
        weight: balanced
        voted: {mdt: 9, patient: 3}
        results:
          - {goal: tell-waits, balanced: 4.4, groups: {mdt: 4.1, patient: 4.8}, parted: false}
          - {goal: drop-in, balanced: 3.9, withheld: true}
      - id: r2
        method: hands
        weight: head
        voted: {mdt: 9, patient: 3}
        results:
          - {goal: tell-waits, hands: {mdt: [7, 1, 1], patient: [3, 0, 0]}}
    goals:
      - id: tell-waits
        title: Say how long the wait is, and why, at the desk and on the screen
        themes: [waiting]
        strand: secondary
        merged_from: [waiting-board]
        evidence: [{finding: q14, strand: primary, period: "2026", positive: 54, scored: 131}, {comment: c31}]
        control: team
        cost: 0
        hours: 12
        decision: agreed
        owner: ama
        accepted: true
        partner: jo
        first_step: Print the board
        measure: more than 61 in 100 were told how long they would wait
        aim: {finding: q14, strand: primary, above: 61}
        due: "2027-02-28"
        reviews:
          - {due: "2027-05-24"}
          - due: "2027-11-24"
            "on": "2027-11-24"
            status: on_track
            noticed: A board at the desk
            owner: Ward manager
          - {due: "2028-05-24", "on": "2028-05-30", status: on_track, note: nearly}
      - id: drop-in
        title: A drop-in clinic
        decision: ask
        reason: money
        ask_of: Divisional manager
        note: "..."
      - {id: portakabin, title: A new waiting room, decision: not_this_time, reason: beyond_control}
      - id: later
        title: Tea
        decision: undecided
        by_whom: Lee
        until: "2026-12-24"
        owner_role: Ward manager
        accepted: false
    previous:
      - {goal: photos, title: Photographs of surgery, "on": "2026-11-24", status: stuck, note: No camera}
    notes:
      - {theme: waiting, text: Ask the porters}
      - {text: Warm room}
    parked:
      - {text: Car park charges, stage: themes}
    agenda:
      - {theme: waiting, planned: 15, took: 17}
      - {stage: review, planned: 10, skipped: true}
      - {break: Tea, planned: 5, took: 5}
    "#);
}

#[test]
fn a_file_says_what_it_is_without_being_read() {
    assert_eq!(FileKind::of(FINDINGS), Some(FileKind::Findings));
    assert_eq!(
        FileKind::of("\u{FEFF}# ours\r\n\r\n---\r\n\"pledge\": 'agenda/7' # x\r\n"),
        Some(FileKind::Agenda)
    );
    for text in [
        "",
        "pledge:",
        "pledge: journal/1",
        "{\"n\": 1}",
        "title: agenda/1",
    ] {
        assert_eq!(FileKind::of(text), None, "{text}");
    }
}

#[test]
fn a_measure_of_earlier_versions_is_read_as_an_aim() {
    let earlier = OUTCOME
        .replace("    aim: {finding: q14, strand: primary, above: 61}\n", "")
        .replace(
            "more than 61 in 100 were told how long they would wait",
            "q14 above 61% in the next survey",
        );
    let read = outcome(&earlier);
    assert_eq!(told(&read.problems), "");
    let goal = &read.value.unwrap().goals[0];
    // The words stay as they were written: only the reader of the file knows the question.
    assert_eq!(
        goal.measure.as_deref(),
        Some("q14 above 61% in the next survey")
    );
    let now = outcome(OUTCOME).value.unwrap();
    assert_eq!(goal.aim, now.goals[0].aim);
    assert!(goal.aim.is_some());
}

#[test]
fn an_aim_that_nothing_can_reach_is_a_problem() {
    let wrong = OUTCOME.replace("above: 61}", "above: 161}");
    insta::assert_snapshot!(told(&outcome(&wrong).problems), @r"
    outcome.yaml:38:49: found 161 percent, expected a whole number from 0 to 99
      38 |     aim: {finding: q14, strand: primary, above: 161}
         |                                                 ^
      help: nothing is above 100 in 100
    ");
}

/// The example with a round of small tables behind the others.
fn with_tables(lists: &str) -> String {
    let round = format!(
        "  - id: r3\n    method: tables\n    weight: balanced\n    voted: {{}}\n    tables: {lists}\n    places: true\n    results: [{{goal: tell-waits, balanced: 1}}]\ngoals:\n"
    );
    OUTCOME.replacen("goals:\n", &round, 1)
}

#[test]
fn lists_of_small_tables_are_read_and_written_in_their_order() {
    let lists = "[[tell-waits, drop-in], [], [drop-in]]";
    let read = outcome(&with_tables(lists));
    assert_eq!(told(&read.problems), "");
    let value = read.value.unwrap();
    assert_eq!(value.rounds[2].tables[0], ["tell-waits", "drop-in"]);
    assert!(value.rounds[2].tables[1].is_empty());
    let written = write_outcome(&value);
    assert!(written.contains(&format!("tables: {lists}")), "{written}");
    assert_eq!(outcome(&written).value.unwrap(), value);
}

#[test]
fn a_list_with_a_goal_twice_and_lists_of_another_method_are_problems() {
    let twice = outcome(&with_tables("[[tell-waits, tell-waits]]"));
    assert!(twice.value.is_none());
    assert!(told(&twice.problems).contains("the goal `tell-waits` again"));
    let other = with_tables("[[tell-waits]]").replace("method: tables", "method: rank");
    assert!(told(&outcome(&other).problems).contains("lists of tables in a round of another"));
}
