//! Benchmark of keys in the import with 20,000 comments, at 120 x 40.
//!
//! `cargo bench --bench wizard` prints the slowest keys. Saving is not measured, because it writes a file of megabytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

use std::{
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{
        import::Importing,
        input::{Code, Input, Key},
        program::Program as _,
    },
    domain::{settings::Palette, stamp::Stamp},
    intake::{comments, open, propose, read, score},
    tui::{self, Appearance},
};

const COMMENTS: usize = 20_000;

/// Longest time allowed for a key.
const LIMIT: Duration = Duration::from_millis(16);

/// An export with a comment a row, of words that comments have.
fn survey() -> String {
    let words = [
        "waited",
        "two",
        "hours",
        "nurse",
        "was",
        "kind",
        "and",
        "the",
        "car",
        "park",
        "full",
        "nobody",
        "told",
        "me",
        "why",
        "my",
        "appointment",
        "cancelled",
        "again",
        "letter",
        "came",
        "late",
        "doctor",
        "listened",
        "staff",
        "lovely",
        "on",
        "ward",
        "food",
        "cold",
        "thank",
        "you",
        "all",
        "Imelda",
        "Dr",
        "Hughes",
        "Monday",
        "results",
        "rang",
    ];
    let mut text = String::from("Respondent,How satisfied were you?,What did you think?\n");
    let mut n = 7_u64;
    for row in 0..COMMENTS {
        let _ = write!(text, "{row},Very satisfied,\"");
        for _ in 0..20 {
            n ^= n << 13;
            n ^= n >> 7;
            n ^= n << 17;
            let word = words[usize::try_from(n % words.len() as u64).unwrap()];
            let _ = write!(text, "{word} ");
        }
        let _ = writeln!(text, "{row}\"");
    }
    text
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
        one => Key::char(one.chars().next().unwrap()),
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("survey.csv");
    std::fs::write(&path, survey()).unwrap();
    let exports = Arc::new(vec![
        open::open(&path, read::ReadOptions::default()).unwrap(),
    ]);
    let mut book = propose::codebook(&exports, None);
    book.unit.name = "Unit".into();
    book.survey.title = "Survey".into();
    book.survey.period = "2026".into();
    for (id, title) in [
        ("waiting", "Waiting in clinic"),
        ("kindness", "Kindness of staff"),
        ("parking", "Parking"),
    ] {
        book.themes
            .push(service_pledge::domain::codebook::CodebookTheme {
                id: id.into(),
                title: title.into(),
            });
    }
    let save = {
        let exports = Arc::clone(&exports);
        Box::new(
            move |book: &service_pledge::domain::codebook::Codebook, _: &comments::ManualEdits| {
                match score::findings(&exports, book, None) {
                    Ok(imported) => Ok(imported.notes),
                    Err(unfit) => Err(unfit.iter().map(ToString::to_string).collect()),
                }
            },
        )
    };
    let begun = Instant::now();
    let mut wizard = Importing::new(
        exports,
        book,
        None,
        "unit".into(),
        Palette::RoomLight,
        (Box::new(|_| Ok(())), save),
    );
    println!("opened in {:?}", begun.elapsed());
    let now: Stamp = "2026-11-24T12:58:00+00:00".parse().unwrap();
    wizard.input(Input::Resize(120, 40), now);
    let keys = "2 down down c n c 3 a 4 n T e s t enter 5 down down m enter m w enter y f f f f down y f f / w a i t enter M w enter u Y u U / esc \
                enter right h r x left esc end home 4 down m esc 6 5 4 3 2 1 down down down down enter H u g h e s enter 5 end";
    let mut slow: Vec<(Duration, String)> = Vec::new();
    let mut before = String::new();
    for name in keys.split_whitespace() {
        let begun = Instant::now();
        wizard.input(Input::Key(key(name)), now);
        let view = wizard.view(now);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        tui::draw(&mut buffer, &view, Appearance::default());
        slow.push((begun.elapsed(), format!("{before} {name}")));
        name.clone_into(&mut before);
        // What is worked out beside the screen is waited for as a person would.
        while wizard.next_wakeup(now).is_some() {
            std::thread::sleep(Duration::from_millis(5));
            let begun = Instant::now();
            wizard.input(Input::Tick, now);
            slow.push((begun.elapsed(), format!("after {name}")));
        }
    }
    slow.sort_by_key(|s| std::cmp::Reverse(s.0));
    for (time, name) in slow.iter().take(12) {
        println!("{time:>10.2?}  {name}");
    }
    println!("{} keys, the slowest {:?}", slow.len(), slow[0].0);
    assert!(slow[0].0 <= LIMIT, "a key took longer than {LIMIT:?}");
}
