//! A vote method that only exists in tests, played with keys and with typed lines, saved and read again: a method needs nothing but
//! its row, its file and its variant.

use std::path::PathBuf;

use super::Dialogue;
use crate::{
    app::{
        input::{Code, Input, Key},
        meeting::App,
        program::Program as _,
    },
    domain::{
        agenda::{Agenda, Occasion, VoteSettings},
        findings::{BroughtGoal, Findings, Theme, Unit},
        meeting::{Began, Meeting},
        outcome::Outcome,
        people::Person,
        stamp::Stamp,
        vote::{exact::Exact, method::Method},
    },
    store::{memory::MemoryDisk, places::Places, session::Session},
    yaml,
};

const OUTCOME: &str = "/unit/outcome.yaml";

/// Names, groups, and marks of the two goals.
const VOTERS: &[(&str, &str, &str)] = &[
    ("Ann", "patient", "2 0"),
    ("Bea", "patient", "2 0"),
    ("Cal", "patient", "2 0"),
    ("Dot", "patient", "2 0"),
    ("Eve", "patient", "2 0"),
    ("Fay", "mdt", "1 1"),
    ("Gus", "mdt", "1 1"),
    ("Hal", "mdt", "1 1"),
    ("Ida", "mdt", "1 1"),
    ("Jim", "mdt", "1 1"),
];

fn now() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}

/// Five patients and five of the team, two goals, and the test method.
fn began() -> Began {
    let goal = |id: &str, title: &str| BroughtGoal {
        id: id.into(),
        title: title.into(),
        evidence: Some(Vec::new()),
        strand: None,
        control: None,
        cost: None,
        hours: None,
    };
    let people = VOTERS.iter().map(|(name, group, _)| Person {
        id: name.to_lowercase(),
        name: (*name).to_owned(),
        group: Some((*group).to_owned()),
        ..Person::default()
    });
    Began {
        id: "m-thumbs".into(),
        findings: Findings {
            unit: Unit {
                name: "A unit".into(),
                organisation: "A hospital".into(),
            },
            themes: vec![Theme {
                id: "waiting".into(),
                title: "Waiting".into(),
                goals: vec![goal("board", "A board"), goal("bell", "A bell")],
                ..Theme::default()
            }],
            ..Findings::default()
        },
        agenda: Agenda {
            meeting: Occasion {
                title: "A meeting".into(),
                ..Occasion::default()
            },
            people: people.collect(),
            vote: VoteSettings {
                method: Method::Thumbs,
                ..VoteSettings::default()
            },
            ..Agenda::default()
        },
        ..Began::default()
    }
}

fn opened(disk: &MemoryDisk) -> App<MemoryDisk> {
    let places = Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    };
    let session =
        Session::<Meeting, _>::open(disk.clone(), places, "a test", now(), || Ok(began())).unwrap();
    App::new(session, PathBuf::from(OUTCOME), yaml::write_outcome, now())
}

fn press(app: &mut App<MemoryDisk>, keys: &str) {
    for name in keys.split_whitespace() {
        let code = match name {
            "enter" => Code::Enter,
            "space" => Code::Char(' '),
            other => Code::Char(other.chars().next().unwrap()),
        };
        app.input(Input::Key(Key::plain(code)), now());
    }
}

/// Lets everybody arrive and opens a round.
fn open_round(app: &mut App<MemoryDisk>) {
    for _ in 0..10 {
        press(app, "space");
    }
    press(app, "s 5 o enter");
    assert!(
        app.meeting()
            .open_round()
            .is_some_and(|r| r.settings.method == Method::Thumbs)
    );
}

fn saved(disk: &MemoryDisk) -> Outcome {
    let bytes = disk.file(&PathBuf::from(OUTCOME)).unwrap();
    let read = yaml::read_outcome("outcome.yaml", &String::from_utf8(bytes).unwrap());
    assert!(read.problems.is_empty(), "{}", read.problems[0]);
    read.value.unwrap()
}

/// Checks the meeting after opening it again, and its outcome.
fn check(disk: &MemoryDisk) -> Outcome {
    let app = opened(disk);
    let round = app.meeting().last_count().unwrap();
    assert_eq!(round.settings.method, Method::Thumbs);
    let tally = round.tally().unwrap();
    let board = tally.of("board").unwrap();
    assert_eq!(board.result, Some(Exact::new(3, 2)));
    assert_eq!(board.parted, Some(Exact::from_integer(1)));
    assert_eq!(
        tally.said(Method::Thumbs, Some("patient"), "bell").unwrap(),
        "0.0"
    );
    let outcome = saved(disk);
    assert_eq!(outcome.rounds[0].method, Method::Thumbs);
    assert_eq!(outcome.rounds[0].results[0].balanced, Some(1.5));
    outcome
}

#[test]
fn a_method_of_one_row_is_played_by_keys_and_by_lines_saved_and_read_again() {
    let by_keys = MemoryDisk::default();
    let mut app = opened(&by_keys);
    open_round(&mut app);
    for (name, _, marks) in VOTERS {
        press(&mut app, "/");
        for c in name.chars() {
            app.input(Input::Key(Key::char(c)), now());
        }
        press(&mut app, "enter enter");
        press(&mut app, marks);
        press(&mut app, "enter");
    }
    press(&mut app, "c y 7 s");
    let keys = check(&by_keys);

    let by_lines = MemoryDisk::default();
    let mut app = opened(&by_lines);
    open_round(&mut app);
    let mut dialogue = Dialogue::default();
    let mut said = dialogue.open(&mut app, now());
    for (name, _, marks) in VOTERS {
        for line in ["/", name, "1", "enter"] {
            said.push_str(&dialogue.answer(&mut app, line, now()));
        }
        for mark in marks.split(' ') {
            said.push_str(&dialogue.answer(&mut app, mark, now()));
        }
        said.push_str(&dialogue.answer(&mut app, "enter", now()));
    }
    for line in ["c", "y", "close", "s"] {
        said.push_str(&dialogue.answer(&mut app, line, now()));
    }
    assert!(said.contains("0 is thumbs down. 2 is thumbs up."), "{said}");
    assert!(app.meeting().saved().is_some(), "{said}");
    assert_eq!(check(&by_lines), keys);
}
