//! Benchmark of a meeting: opening, drawing, reading and counting. `cargo bench`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

use std::path::PathBuf;

use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{
        input::{Input, Key},
        meeting::App,
        program::Program,
    },
    domain::{
        agenda::Stage,
        command::{Command, Now},
        meeting::{Began, Mark, Meeting},
        stamp::Stamp,
        vote::{
            allowed::Allowed,
            ballot::{Answers, Ballot},
            method::Method,
            settings::{RoundSettings, Weight},
            tally::Tally,
        },
    },
    store::{
        journal::Journal,
        line::{self, LineContent},
        memory::MemoryDisk,
        places::Places,
        session::Session,
    },
    tui::{self, Appearance},
    yaml,
};

fn main() {
    divan::main();
}

const FINDINGS: &str = include_str!("../sample-data/northbrook/findings.yaml");
const AGENDA: &str = include_str!("../sample-data/northbrook/agenda.yaml");

fn now() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}

fn began() -> Began {
    Began {
        id: "m-bench".into(),
        findings: yaml::read_findings("findings.yaml", FINDINGS)
            .value
            .unwrap(),
        agenda: yaml::read_agenda("agenda.yaml", AGENDA)
            .value
            .unwrap()
            .agenda,
        previous: None,
        outcome: None,
    }
}

/// Journal of a meeting with that many lines: notes, ticks, marks and undone steps.
fn journal(lines: u64) -> Vec<u8> {
    let mut journal = Journal::<Meeting>::begin(began(), now()).unwrap();
    while journal.next() <= lines {
        let n = journal.next();
        let kind = match n % 10 {
            0 => LineContent::Mark(Mark {
                stage: Stage::Themes,
                ..Mark::default()
            }),
            5 if journal.last_step().is_ok() => LineContent::Undid(journal.last_step().unwrap().0),
            _ => {
                let text = format!("Note {n}: the board in bay 2 has been dark since May.");
                let command = Command::TakeNote {
                    theme: Some("waiting".into()),
                    text,
                };
                LineContent::Did(
                    journal
                        .state()
                        .decide(command, Now { at: now(), n })
                        .unwrap(),
                )
            }
        };
        journal.add(kind, now()).unwrap();
        journal.checkpoint_where_due(now());
    }
    journal.text().as_bytes().to_vec()
}

#[divan::bench(args = [1_000, 5_000, 20_000])]
fn open_a_journal(bencher: divan::Bencher, lines: u64) {
    let bytes = journal(lines);
    bencher.bench_local(|| Journal::<Meeting>::open(divan::black_box(&bytes)).unwrap());
}

/// The same without its checkpoints.
#[divan::bench(args = [1_000, 5_000, 20_000])]
fn open_a_journal_from_line_1(bencher: divan::Bencher, lines: u64) {
    let bytes = journal(lines);
    bencher.bench_local(|| Journal::<Meeting>::open_from_line_1(divan::black_box(&bytes)).unwrap());
}

/// Time for the checksums of the lines alone.
#[divan::bench]
fn sums_of_20000_lines(bencher: divan::Bencher) {
    let bytes = journal(20_000);
    bencher.bench_local(|| {
        let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        lines
            .map(|line| line::check(line).unwrap().sum.len())
            .sum::<usize>()
    });
}

/// Time for parsing their events alone.
#[divan::bench]
fn read_20000_lines(bencher: divan::Bencher) {
    let bytes = journal(20_000);
    bencher.bench_local(|| {
        let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        lines
            .map(|line| line::read::<Meeting>(line).unwrap().n)
            .sum::<u64>()
    });
}

#[divan::bench]
fn undo_in_a_journal_of_5000_lines(bencher: divan::Bencher) {
    let bytes = journal(5_000);
    bencher
        .with_inputs(|| Journal::<Meeting>::open(&bytes).unwrap().unwrap().0)
        .bench_local_values(|mut journal| {
            let (n, _) = journal.last_step().unwrap();
            journal.add(LineContent::Undid(n), now()).unwrap()
        });
}

#[divan::bench]
fn read_the_findings(bencher: divan::Bencher) {
    bencher.bench_local(|| yaml::read_findings("findings.yaml", divan::black_box(FINDINGS)));
}

fn app() -> App<MemoryDisk> {
    let places = Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    };
    let session = Session::open(MemoryDisk::default(), places, "", now(), || Ok(began())).unwrap();
    App::new(
        session,
        PathBuf::from("/unit/outcome.yaml"),
        yaml::write_outcome,
        now(),
    )
}

#[divan::bench(args = ["1", "3", "4", "7"])]
fn draw_a_stage_at_120x40(bencher: divan::Bencher, stage: &str) {
    let mut app = app();
    app.input(Input::Key(Key::char(stage.chars().next().unwrap())), now());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| {
        buffer.reset();
        tui::draw(&mut buffer, &app.view(now()), Appearance::default());
    });
}

#[divan::bench]
fn count_12_ballots_on_9_goals(bencher: divan::Bencher) {
    let goals: Vec<String> = (0..9).map(|i| format!("g{i}")).collect();
    let group = |i: usize| if i < 3 { "patient" } else { "mdt" }.to_owned();
    let settings = RoundSettings {
        method: Method::Score,
        weight: Weight::Balanced,
        apart_from: 3,
        allowed: Allowed::default(),
        goals,
    };
    let ballots: Vec<Ballot> = (0..12_u8)
        .map(|i| Ballot {
            group: group(usize::from(i)),
            answers: Answers::Marks((0..9).map(|g| Some((i + g) % 6)).collect()),
        })
        .collect();
    bencher.bench_local(|| Tally::of_ballots(&settings, divan::black_box(&ballots)));
}
