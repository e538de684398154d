//! The second pledge, two years later: the first one is reviewed, open goals are carried over, and patients read the results.

use std::path::Path;

use service_pledge::{
    domain::{
        agenda::{Activity, Stage},
        booklet::Booklet,
        findings::{Findings, StrandResult},
        meeting::Began,
        next_pledge::next_pledge,
        outcome::{Outcome, Status, Verdict},
    },
    publish::{PaperSource, booklet::booklet, markdown, page::PaperSize, words::ENGLISH},
    store::{disk::Disk, memory::MemoryDisk},
    yaml,
};

use crate::harness::{Play, sample};

const DAY: &str = "2028-06-06T12:58:00+00:00";

fn outcome(text: &str) -> Outcome {
    let read = yaml::read_outcome("outcome.yaml", text);
    assert!(read.problems.is_empty(), "{}", read.problems[0]);
    read.value.unwrap()
}

/// The first pledge after its two looks: a goal is done, one is stuck, one was dropped, an ask was refused.
fn the_first_pledge() -> Outcome {
    let disk = MemoryDisk::default();
    for name in ["outcome.yaml", "meeting.journal"] {
        let text = sample(&format!("northbrook-finished/{name}"));
        let path = Path::new("/unit").join(name);
        disk.replace(&path, text.as_bytes(), true).unwrap();
    }
    let mut play = Play::on(disk, Began::default(), "2028-05-20T10:00:00+00:00");
    play.app.open_follow_up();
    play.press("d enter j s")
        .text("One of the two left")
        .press("enter");
    play.press("j x").text("The studio closed").press("enter");
    play.press("j o").text("A nurse is at your first scan");
    play.press("enter j j n")
        .text("No money before 2029")
        .press("enter");
    let saved = outcome(&play.file("/unit/outcome.yaml").unwrap());
    assert_eq!(
        saved
            .goals
            .iter()
            .filter(|g| g.last_review().is_some())
            .count(),
        5
    );
    saved
}

/// Beginning made by `pledge new --previous`, with the answers of the next survey.
fn the_second_unit(last: &Outcome) -> (Findings, service_pledge::domain::agenda::Agenda) {
    let read = |name: &str| sample(&format!("northbrook-finished/{name}"));
    let before = yaml::read_findings("f", &read("findings.yaml"))
        .value
        .unwrap();
    let agenda = yaml::read_agenda("a", &sample("northbrook/agenda.yaml"));
    let agenda = agenda.value.unwrap().agenda;
    let (mut findings, agenda) = next_pledge(last, Some(&before), Some(&agenda), "2028", 90);
    // The survey asks the same questions; the first of them did better.
    let questions = before.theme("waiting").unwrap().findings.clone();
    let theme = findings.themes.iter_mut().find(|t| t.id == "waiting");
    theme.unwrap().findings = questions;
    let finding = &mut findings.themes[0].findings[0];
    assert_eq!(finding.id, "q14");
    let then = finding.results.iter().find(|r| r.strand == "primary");
    let now = StrandResult {
        period: "2028".to_owned(),
        positive: 99,
        scored: 140,
        ..then.unwrap().clone()
    };
    finding.results.push(now);
    (findings, agenda)
}

fn begun(
    last: Outcome,
    findings: Findings,
    agenda: service_pledge::domain::agenda::Agenda,
) -> Play {
    let began = Began {
        id: "m-second".to_owned(),
        findings,
        agenda,
        previous: Some(last),
        outcome: None,
    };
    let mut play = Play::on(MemoryDisk::default(), began, DAY);
    for _ in 0..9 {
        play.press("space");
    }
    play.press("s");
    play
}

/// The booklet as Markdown.
fn printed(outcome: &Outcome, findings: &Findings, previous: &Outcome) -> String {
    let source = PaperSource {
        outcome,
        findings: Some(findings),
        previous: Some(previous),
        wishes: &Booklet::default(),
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    markdown::write(&booklet(&source, &ENGLISH, PaperSize::A4, false))
}

#[test]
fn the_second_pledge_begins_with_the_first_and_says_what_became_of_it() {
    let last = the_first_pledge();
    let (findings, agenda) = the_second_unit(&last);
    // Welcome, then Review; and everything fits the time.
    let first: Vec<_> = agenda
        .items
        .iter()
        .take(2)
        .map(|i| i.what.clone())
        .collect();
    assert_eq!(
        first,
        [
            Activity::Stage(Stage::Welcome),
            Activity::Stage(Stage::Review)
        ]
    );
    assert_eq!(agenda.planned(), 90);

    let mut play = begun(last.clone(), findings.clone(), agenda);
    play.press("]").wait(60);
    insta::assert_snapshot!("1 the last pledge", play.screen());
    // What was found before stands there, and is not asked again unless the room wants to.
    play.press("d")
        .text("The desk tells you how long the wait is")
        .press("enter")
        .press("j s")
        .text("The rota has one name on it")
        .press("enter");

    // What is open is on the list under its id, with what it cost.
    play.press("4");
    insta::assert_snapshot!("2 what comes along", play.screen());
    let open: Vec<&str> = play.meeting().live_goals().map(|g| g.id.as_str()).collect();
    assert_eq!(open, ["g29", "g37", "g40"]);
    play.press("2 c").sees("on today\u{2019}s list already");

    // The room agrees to one of them again, and to a new one.
    play.press("5 home d enter").sees("Agreed");
    play.press("7 s y");
    play.sees("Saved");
    let text = play.file("/unit/outcome.yaml").unwrap();
    let new = outcome(&text);
    let again = new.goals.iter().find(|g| g.id == "g29").unwrap();
    assert_eq!(again.decision, Verdict::Agreed);
    let looked: Vec<_> = new
        .previous
        .iter()
        .map(|l| (l.goal.as_str(), l.status))
        .collect();
    assert_eq!(
        looked,
        [("tell-waits", Status::Done), ("g29", Status::Stuck)]
    );

    let paper = printed(&new, &findings, &last);
    let before = paper
        .split("\n## ")
        .find(|part| part.contains("You said"))
        .unwrap();
    insta::assert_snapshot!("3 you said, we did", before);
    for words in [
        "We did",
        "We could not",
        "Because",
        "It is part of our new pledge.",
    ] {
        assert!(before.contains(words), "{words:?}: {before}");
    }
    // Notes of the time in between were not made for patients.
    assert!(before.contains("The rota has one name on it"));
    assert!(!before.contains("One of the two left") && !before.contains("The studio closed"));
}

#[test]
fn a_goal_of_the_last_pledge_is_carried_over_in_the_room() {
    let last = the_first_pledge();
    let (mut findings, agenda) = the_second_unit(&last);
    for theme in &mut findings.themes {
        theme.goals.clear();
    }
    let mut play = begun(last.clone(), findings, agenda);
    play.press("2 j c").sees("today\u{2019}s list");
    let goal = play.meeting().live_goals().next().unwrap().clone();
    let earlier = last.goals.iter().find(|g| g.id == "g29").unwrap();
    assert_eq!(
        (
            goal.id.as_str(),
            &goal.title,
            goal.cost,
            goal.hours,
            goal.control
        ),
        (
            "g29",
            &earlier.title,
            earlier.cost,
            earlier.hours,
            earlier.control
        )
    );
    assert_eq!(
        (goal.decision, goal.owner),
        (None, None),
        "it is agreed anew"
    );
    // Once is enough, and it can be taken back.
    play.press("c").sees("already");
    play.press("u").sees("Undone");
    assert_eq!(play.meeting().live_goals().count(), 0);
    // Taken off the list and wanted again: what was undone is not made twice.
    play.press("c 4 x 2 c").sees("taken off");
    play.press("4 u").press("2 j c");
    assert_eq!(play.meeting().live_goals().count(), 2);
}
