//! The sample data: every file is read, and the keys below turn the prepared meeting into the finished one.
//!
//! `PLEDGE_WRITE_SAMPLE=1 cargo test the_finished_sample` writes the finished folder anew.

use service_pledge::{
    domain::{event_sourced::EventSourced, meeting::Meeting},
    store::journal::Journal,
    yaml,
};

use crate::harness::{Play, northbrook, sample};

#[test]
fn every_file_is_read_without_a_problem() {
    for unit in ["northbrook", "northbrook-2023", "northbrook-finished"] {
        let findings = yaml::read_findings(unit, &sample(&format!("{unit}/findings.yaml")));
        let agenda = yaml::read_agenda(unit, &sample(&format!("{unit}/agenda.yaml")));
        let problems = [
            findings.problems.clone(),
            agenda.problems.clone(),
            yaml::cross_check(&findings, &agenda),
        ]
        .concat();
        assert!(problems.is_empty(), "{unit}: {}", problems[0]);
    }
    for unit in ["northbrook-2023", "northbrook-finished"] {
        let outcome = yaml::read_outcome(unit, &sample(&format!("{unit}/outcome.yaml")));
        assert!(
            outcome.problems.is_empty(),
            "{unit}: {}",
            outcome.problems[0]
        );
    }
}

#[test]
fn the_sample_has_what_a_unit_has() {
    let began = northbrook();
    let findings = &began.findings;
    assert_eq!(findings.strands(), ["primary", "secondary"]);
    assert_eq!(findings.themes.len(), 6);
    assert!(
        findings
            .themes
            .iter()
            .all(|t| (3..=6).contains(&t.findings.len()))
    );
    let comments = findings.themes.iter().flat_map(|t| &t.comments);
    assert!((38..=44).contains(&comments.clone().count()));
    assert!(comments.clone().any(|c| c.hold));
    let results = findings
        .themes
        .iter()
        .flat_map(|t| t.findings.iter().flat_map(|f| &f.results));
    assert!(
        results
            .clone()
            .any(|r| r.scored < findings.survey.hide_below),
        "a result is too small to show"
    );
    assert!(findings.themes.iter().any(|t| t.known_since.is_some()));
    let patients = began
        .agenda
        .people
        .iter()
        .filter(|p| p.group.as_deref() == Some("patient"))
        .count();
    assert_eq!(patients, 3);
    let minutes: u32 = began.agenda.items.iter().map(|i| i.minutes).sum();
    assert_eq!(minutes, 90);
    assert_eq!(
        began
            .previous
            .unwrap()
            .goals
            .iter()
            .filter(|g| g.decision == service_pledge::domain::outcome::Verdict::Agreed)
            .count(),
        5
    );
}

#[test]
fn the_finished_sample_is_what_its_keys_make_of_it() {
    let play = the_finished_meeting();
    let outcome = play.file("/unit/outcome.yaml").unwrap();
    let journal = play.file("/unit/meeting.journal").unwrap();
    if std::env::var_os("PLEDGE_WRITE_SAMPLE").is_some() {
        let folder = format!(
            "{}/sample-data/northbrook-finished",
            env!("CARGO_MANIFEST_DIR")
        );
        std::fs::create_dir_all(&folder).unwrap();
        for name in ["findings.yaml", "agenda.yaml"] {
            std::fs::write(
                format!("{folder}/{name}"),
                sample(&format!("northbrook/{name}")),
            )
            .unwrap();
        }
        std::fs::write(format!("{folder}/outcome.yaml"), &outcome).unwrap();
        std::fs::write(format!("{folder}/meeting.journal"), &journal).unwrap();
    }
    assert!(
        outcome == sample("northbrook-finished/outcome.yaml"),
        "the outcome has changed: see the top of this file"
    );
    assert!(
        journal == sample("northbrook-finished/meeting.journal"),
        "the journal has changed: see the top of this file"
    );
    let (opened, tail) = Journal::<Meeting>::open(journal.as_bytes())
        .unwrap()
        .unwrap();
    assert!(tail.is_empty());
    assert_eq!(Meeting::id(opened.began()), "m-northbrook");
    assert_eq!(
        opened
            .state()
            .live_goals()
            .filter(|g| g.is_agreed())
            .count(),
        5
    );
    assert!(
        opened.state().open_matters().is_empty(),
        "{:?}",
        opened.state().open_matters()
    );
}

/// Everybody's marks in a round, by the first letters of their names.
fn ballots(play: &mut Play, marks: &[(&str, &str)]) {
    for (name, marks) in marks {
        play.press("/")
            .text(name)
            .press("enter enter")
            .press(marks)
            .press("enter")
            .sees("Handed in");
        play.wait(22);
    }
    play.press("c y").sees("The round is closed.");
    play.press("a");
}

/// The goal of these words is under the mark on the stage's list.
fn to(play: &mut Play, words: &str) {
    play.press("home");
    for _ in 0..20 {
        if play
            .screen()
            .lines()
            .any(|l| l.trim_start().starts_with('>') && l.contains(words))
        {
            return;
        }
        play.press("down");
    }
    panic!("{words:?} is not on the list:\n{}", play.screen());
}

/// A goal's form: who can, money, hours.
fn cost(play: &mut Play, goal: &str, control: usize, money: &str, hours: &str) {
    to(play, goal);
    play.press("enter home down down down down enter home");
    for _ in 0..control {
        play.press("down");
    }
    // By their places: the form goes on to the next empty field, and some of these goals have an amount already.
    play.press("enter end up enter ctrl-u")
        .text(money)
        .press("enter end enter ctrl-u")
        .text(hours)
        .press("enter esc");
}

/// The whole meeting of 24 November 2026.
#[expect(clippy::too_many_lines, reason = "a meeting from end to end, in order")]
pub(crate) fn the_finished_meeting() -> Play {
    let mut play = Play::new(northbrook());
    play.resize(110, 40);
    play.wait(60);
    for _ in 0..9 {
        play.press("space").wait(9);
    }
    play.press("space s").wait(240);

    // Review: what happened to the five goals of 2023.
    play.press("2")
        .wait(60)
        .press("s")
        .text("The board went dark in May and nobody mended it")
        .press("enter");
    play.wait(90)
        .press("down d enter")
        .wait(60)
        .press("down d enter")
        .wait(120);
    play.press("down s")
        .text("The money went to another hospital")
        .press("enter")
        .wait(90);
    play.press("down x")
        .text("The photographer left")
        .press("enter")
        .wait(60);

    // Themes, one by one: standard agreed, a note or a goal where the room had one.
    play.press("3").wait(300).press("a").wait(120);
    play.press("n")
        .text("The desk knows how long the wait is an hour before the screen does.")
        .press("ctrl-s");
    play.wait(90).press("c j j esc").wait(60);
    for (minutes, goal) in [
        (
            7,
            "Two nurses on the telephone rota, so that one can always ring back",
        ),
        (
            7,
            "Photographs of surgery and reconstruction, chosen by patients",
        ),
        (7, ""),
        (
            8,
            "A named nurse at the first scan for people with secondary breast cancer",
        ),
        (6, "A call in the week after going home, also at weekends"),
    ] {
        play.press("tab").wait(i64::from(minutes) * 45).press("a");
        if !goal.is_empty() {
            play.press("g").text(goal).press("enter");
        }
        play.wait(i64::from(minutes) * 12);
    }
    play.press("p")
        .text("Car park charges")
        .press("enter")
        .wait(300);

    // Goals: who can, money and hours.
    play.press("4").wait(60);
    cost(&mut play, "Drop-in clinic", 1, "0", "104");
    play.wait(60);
    cost(&mut play, "Two nurses", 0, "0", "24");
    cost(&mut play, "Photographs", 0, "300", "8");
    play.wait(90);
    cost(&mut play, "A named nurse", 1, "400", "40");
    cost(&mut play, "A call in the week", 0, "0", "60");
    to(&mut play, "A named nurse");
    play.press("enter home down down down enter down down enter esc")
        .wait(120);

    // Vote: two rounds, the second after talking about the drop-in clinic.
    play.press("5 o enter").sees("Round 1 is open");
    ballots(
        &mut play,
        &[
            ("ama", "5 1 2 4 4 4 3"),
            ("sian", "4 0 3 4 3 5 3"),
            ("ruth", "3 1 1 3 5 4 2"),
            ("nik", "4 1 1 4 4 4 3"),
            ("eil", "4 0 2 3 4 4 3"),
            ("lee", "5 0 1 4 3 3 2"),
            ("jo", "5 3 5 5 3 5 4"),
            ("bern", "5 4 5 4 4 4 5"),
            ("parv", "4 2 5 4 5 4 4"),
        ],
    );
    play.wait(120).press("o");
    play.press("space down space")
        .press("home space down space")
        .press("enter")
        .sees("Round 2 is open");
    ballots(
        &mut play,
        &[
            ("ama", "5 1 3 4 4 4 3"),
            ("sian", "4 0 4 4 4 5 3"),
            ("ruth", "4 1 2 4 5 4 3"),
            ("nik", "4 1 2 4 4 4 3"),
            ("eil", "4 0 2 4 4 4 3"),
            ("lee", "5 0 2 4 3 3 2"),
            ("jo", "5 2 4 5 4 5 4"),
            ("bern", "5 3 4 4 4 4 4"),
            ("parv", "4 1 4 4 5 4 4"),
        ],
    );
    for goal in ["Say how long", "Two nurses", "Photographs", "A named nurse"] {
        to(&mut play, goal);
        play.press("d enter").wait(20);
    }
    to(&mut play, "Drop-in clinic");
    play.press("d down enter down enter")
        .text("No room is free on Tuesdays until April")
        .press("enter")
        .wait(20);
    to(&mut play, "A new waiting room");
    play.press("d enter enter")
        .text("The divisional manager")
        .press("enter");
    play.text("With the figures on waiting since 2023")
        .press("enter")
        .wait(20);
    to(&mut play, "A call in the week");
    play.press("d enter").wait(30);

    // Owners.
    play.press("6");
    for (goal, owner, partner, step, measure, due) in [
        (
            "Say how long",
            "lee",
            "jo",
            "Mend the board and write the words for the desk",
            "q14 above 61% in the next survey",
            "end feb",
        ),
        (
            "Two nurses",
            "ama",
            "bern",
            "Draw up the rota for January",
            "Every call returned by the next working day",
            "31 jan",
        ),
        (
            "Photographs",
            "ruth",
            "parv",
            "Ask twelve patients who offered",
            "The folder lies in both rooms",
            "end march",
        ),
        (
            "A named nurse",
            "sian",
            "jo",
            "Agree the hand-over with the scanning team",
            "q51 above 60% in the next survey",
            "end april",
        ),
        (
            "A call in the week",
            "ama",
            "bern",
            "Add the weekend to the call list",
            "q42 above 80% in the next survey",
            "end feb",
        ),
    ] {
        to(&mut play, goal);
        // Letters type into the field under the mark, which goes on to the next empty one.
        play.press("enter").text(owner).press("enter");
        play.text(partner).press("enter");
        play.text(step).press("enter");
        play.text(measure).press("enter");
        play.text(due).press("enter esc").wait(75);
    }

    // Close: read back and save.
    play.press("7 r");
    for _ in 0..12 {
        play.press("y").wait(12);
    }
    play.sees("All read back").press("s").sees("Saved at");
    play
}
