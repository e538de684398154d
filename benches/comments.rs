//! Benchmark of keys with 20,000 comments in one theme, in the meeting and in the preparation, at 120 x 40.
//!
//! `cargo bench --bench comments` prints the slowest keys. Saving is not measured, because it writes a file of megabytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{
        input::{Code, Input, Key},
        meeting::App,
        prepare::Preparing,
        program::Program,
    },
    domain::{
        agenda::Agenda,
        findings::{Comment, Findings},
        meeting::{Began, Meeting},
        preparation::{self, Preparation},
        settings::Palette,
        stamp::Stamp,
    },
    intake::privacy,
    store::{memory::MemoryDisk, places::Places, session::Session},
    tui::{self, Appearance},
    yaml,
};

const COMMENTS: usize = 20_000;

/// Longest time allowed for a key.
const LIMIT: Duration = Duration::from_millis(8);

const FINDINGS: &str = include_str!("../sample-data/northbrook/findings.yaml");
const AGENDA: &str = include_str!("../sample-data/northbrook/agenda.yaml");

fn now() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}

/// The sample with additional comments in its first theme, some of them on the wall; `read` marks them as read.
fn findings(read: bool) -> Findings {
    let mut findings = yaml::read_findings("f", FINDINGS).value.unwrap();
    let theme = &mut findings.themes[0];
    let comment = theme.comments[0].clone();
    theme.comments = (0..COMMENTS)
        .map(|n| Comment {
            id: format!("c{n}"),
            wall: (n % 2_000 == 0).then(|| u32::try_from(n / 2_000 + 1).unwrap()),
            read,
            hold: n % 9 == 4,
            publish: false,
            text: format!(
                "Comment {n}: nobody told me how long it would take, and the board in bay {} has been dark since May. The nurse was kind, and the letter came late.",
                n % 70
            ),
            ..comment.clone()
        })
        .collect();
    findings
}

fn agenda() -> Agenda {
    yaml::read_agenda("a", AGENDA).value.unwrap().agenda
}

fn places() -> Places {
    Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    }
}

fn key(name: &str) -> Key {
    match name {
        "enter" => Key::plain(Code::Enter),
        "esc" => Key::plain(Code::Esc),
        "up" => Key::plain(Code::Up),
        "down" => Key::plain(Code::Down),
        "left" => Key::plain(Code::Left),
        "right" => Key::plain(Code::Right),
        "end" => Key::plain(Code::End),
        "home" => Key::plain(Code::Home),
        "pgdn" => Key::plain(Code::PageDown),
        "pgup" => Key::plain(Code::PageUp),
        one => Key::char(one.chars().next().unwrap()),
    }
}

// The shortest of three runs counts, because other work on the computer is no key's fault.
/// Presses the keys and draws after each, three times; returns the longest time of a key.
fn press<P: Program>(what: &str, begin: impl Fn() -> P, keys: &str) -> Duration {
    let size = Rect::new(0, 0, 120, 40);
    let mut times: Vec<(Duration, String)> = Vec::new();
    for _ in 0..3 {
        let mut program = begin();
        program.input(Input::Resize(size.width, size.height), now());
        let mut before = String::new();
        for (nth, name) in keys.split_whitespace().enumerate() {
            let since = Instant::now();
            program.input(Input::Key(key(name)), now());
            let view = program.view(now());
            let mut buffer = Buffer::empty(size);
            tui::draw(&mut buffer, &view, Appearance::default());
            let took = since.elapsed();
            match times.get_mut(nth) {
                Some((shortest, _)) => *shortest = took.min(*shortest),
                None => times.push((took, format!("{before} {name}"))),
            }
            name.clone_into(&mut before);
        }
    }
    times.sort_by_key(|s| std::cmp::Reverse(s.0));
    println!("{what}: {} keys", times.len());
    for (time, name) in times.iter().take(8) {
        println!("{time:>10.2?}  {name}");
    }
    times[0].0
}

fn meeting() -> Duration {
    let began = || {
        Ok(Began {
            id: "m".into(),
            findings: findings(true),
            agenda: agenda(),
            previous: None,
            outcome: None,
        })
    };
    let app = || {
        let disk = MemoryDisk::default();
        let session = Session::<Meeting, _>::open(disk, places(), "", now(), began).unwrap();
        let outcome = PathBuf::from("/unit/outcome.yaml");
        App::new(session, outcome, yaml::write_outcome, now())
    };
    press(
        "meeting",
        app,
        "s 3 down up right left z esc c down down up end home m down down end up h u U esc c pgdn pgdn pgup g a enter esc r esc n o enter j k \
         b b / w a i esc ? esc 4 j 5 6 7 3 c m h h h u u u esc",
    )
}

fn preparing(findings: Findings) -> Preparing<MemoryDisk> {
    let began = preparation::PreparationBegan {
        id: "p".into(),
        findings,
        agenda: agenda(),
        ..preparation::PreparationBegan::default()
    };
    let disk = MemoryDisk::default();
    let session = Session::<Preparation, _>::open(disk, places(), "", now(), || Ok(began));
    let plan = Box::new(|_: &Preparation| Err("nothing is saved here".into()));
    Preparing::new(
        session.unwrap(),
        Path::new("/unit").display().to_string(),
        Palette::RoomLight,
        (plan, Box::new(|_, _| Ok(None))),
        now(),
    )
}

fn main() {
    // The program does that beside its first screen.
    privacy::make_ready();
    let mut slowest = meeting();
    for (what, read) in [("preparation", true), ("preparation, nothing read", false)] {
        let keys = "4 down down end up home down enter right right down left h h w w p p ] esc f down enter right right esc f down f end enter h esc f f \
                    down down w u U u 3 down up 4 end home 7 down 1 4 down w w m esc ? esc 2 5 6 4 up down";
        slowest = slowest.max(press(what, || preparing(findings(read)), keys));
    }
    println!("the slowest {slowest:?}");
    assert!(slowest <= LIMIT, "a key took longer than {LIMIT:?}");
}
