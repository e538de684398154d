//! The sample meeting as an asciicast: the walkthrough on real screens, at a pace that a reader follows.
//!
//! `PLEDGE_WRITE_CAST=1 cargo test --test all cast` writes `target/meeting.cast`, which `asciinema play` shows. It is not kept in the
//! repository: it would change with every screen. Its times are computed from what changes, so that it is the same at every run.

use std::fmt::Write as _;

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier},
};
use serde_json::{Value, json};

use crate::{
    harness::{Play, key, northbrook},
    walkthrough::{self, Room},
};

const SIZE: (u16, u16) = (100, 30);

/// Times in milliseconds: for a letter that is typed, for any other key, for a page to be read, and for each cell that changes.
const LETTER: u64 = 55;
const KEY: u64 = 450;
const PAGE: u64 = 1800;
const CELL: u64 = 1;
/// The longest that one screen stands.
const LONGEST: u64 = 2600;

/// Records each screen of a play.
struct Recorder {
    play: Play,
    events: Vec<(u64, String)>,
    time: u64,
    shown: Option<Buffer>,
}

impl Recorder {
    fn new() -> Self {
        let mut play = Play::new(northbrook());
        play.resize(SIZE.0, SIZE.1);
        let mut recorder = Self {
            play,
            events: Vec::new(),
            time: 0,
            shown: None,
        };
        recorder.frame(PAGE);
        recorder
    }

    /// Adds the screen of now, which stands so long and longer the more of it is new.
    fn frame(&mut self, stands: u64) {
        let now = self.play.buffer();
        let (text, changed) = difference(self.shown.as_ref(), &now);
        if changed > 0 {
            self.events.push((self.time, text));
            self.shown = Some(now);
        }
        let reading = u64::try_from(changed).unwrap() * CELL;
        self.time += (stands + reading).min(LONGEST);
    }

    /// The lines of the file.
    fn cast(&self) -> String {
        let head = json!({
            "version": 2,
            "width": SIZE.0,
            "height": SIZE.1,
            "title": "pledge: the sample meeting",
            "env": {"TERM": "xterm-256color"},
        });
        let mut out = format!("{head}\n");
        for (time, text) in &self.events {
            let seconds = format!("{}.{:03}", time / 1000, time % 1000);
            let _ = writeln!(out, "[{seconds}, \"o\", {}]", json!(text));
        }
        out
    }
}

impl Room for Recorder {
    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let input = service_pledge::app::input::Input::Key(key(name));
            self.play.input(input);
            self.frame(KEY);
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.play.text(&letter.to_string());
            self.frame(LETTER);
        }
        self
    }

    fn wait(&mut self, seconds: i64) -> &mut Self {
        self.play.wait(seconds);
        self.frame(0);
        self
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        self.play.sees(words);
        self
    }

    fn picture(&mut self, _: &str) -> &mut Self {
        self.time += PAGE;
        self
    }
}

/// The escape sequences from one screen to the next, and the number of cells that change.
fn difference(before: Option<&Buffer>, now: &Buffer) -> (String, usize) {
    let mut out = String::new();
    if before.is_none() {
        out.push_str("\x1b[?25l\x1b[2J");
    }
    let mut changed = 0;
    let mut look = None;
    for y in 0..SIZE.1 {
        let mut next = None;
        for x in 0..SIZE.0 {
            let cell = &now[(x, y)];
            if before.is_some_and(|b| b[(x, y)] == *cell) {
                continue;
            }
            changed += 1;
            if next != Some(x) {
                let _ = write!(out, "\x1b[{};{}H", y + 1, x + 1);
            }
            let wanted = (cell.fg, cell.bg, cell.modifier);
            if look != Some(wanted) {
                out.push_str("\x1b[0");
                if cell.modifier.contains(Modifier::BOLD) {
                    out.push_str(";1");
                }
                if cell.modifier.contains(Modifier::REVERSED) {
                    out.push_str(";7");
                }
                for (kind, colour) in [(38, cell.fg), (48, cell.bg)] {
                    if let Color::Rgb(r, g, b) = colour {
                        let _ = write!(out, ";{kind};2;{r};{g};{b}");
                    }
                }
                out.push('m');
                look = Some(wanted);
            }
            out.push_str(cell.symbol());
            // After anything but a letter of one column the place is said anew.
            next = cell.symbol().is_ascii().then_some(x + 1);
        }
    }
    (out, changed)
}

fn recorded() -> Recorder {
    let mut recorder = Recorder::new();
    walkthrough::meeting(&mut recorder);
    recorder.time += PAGE;
    recorder
}

/// The text on a terminal after each event of a cast.
fn played(cast: &str) -> Vec<(f64, String)> {
    let nonzero = |n: u16| std::num::NonZeroU16::new(n).unwrap();
    let mut lines = cast.lines();
    let head: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(
        (&head["version"], &head["width"]),
        (&json!(2), &json!(SIZE.0))
    );
    let mut terminal = vt100::Parser::new(nonzero(SIZE.1), nonzero(SIZE.0), 0);
    let frames = lines.map(|line| {
        let event: Value = serde_json::from_str(line).unwrap();
        assert_eq!(event[1], "o");
        terminal.process(event[2].as_str().unwrap().as_bytes());
        (event[0].as_f64().unwrap(), terminal.screen().contents())
    });
    frames.collect()
}

#[test]
fn the_cast_of_the_sample_meeting_ends_with_what_was_agreed() {
    let recorder = recorded();
    let cast = recorder.cast();
    let frames = played(&cast);
    // Another reader of the sequences sees what the program drew.
    let last = &frames.last().unwrap().1;
    let drawn = recorder.play.screen();
    let drawn: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    let read: Vec<&str> = last.lines().map(str::trim_end).collect();
    assert_eq!(read.join("\n").trim_end(), drawn.join("\n").trim_end());
    let agreed = recorder.play.outcome();
    let goal = agreed.goals.iter().find(|g| g.owner.is_some()).unwrap();
    let end: String = frames
        .iter()
        .rev()
        .take(12)
        .map(|(_, text)| text.as_str())
        .collect();
    let first_words: Vec<&str> = goal.title.split(' ').take(3).collect();
    assert!(end.contains(&first_words.join(" ")), "{end}");
    assert!(end.contains("Saved at"), "{end}");
    // The story has all of its stages.
    for words in [
        "Nobody answers the phone on Mondays",
        "All have voted",
        "Print the board",
        "Car park charges",
    ] {
        assert!(
            frames.iter().any(|(_, text)| text.contains(words)),
            "{words}"
        );
    }
    // A person follows it: no faster than they read, and not longer than a break.
    assert!(frames.is_sorted_by(|a, b| a.0 <= b.0));
    let seconds = frames.last().unwrap().0;
    assert!((60.0..600.0).contains(&seconds), "{seconds} s");
    // A mail takes it, and it is played without a pause.
    assert!(cast.len() < 1024 * 1024, "{} bytes", cast.len());
    assert!(cast == recorded().cast(), "two recordings differ");
    if std::env::var_os("PLEDGE_WRITE_CAST").is_some() {
        let target = concat!(env!("CARGO_MANIFEST_DIR"), "/target");
        std::fs::create_dir_all(target).unwrap();
        std::fs::write(format!("{target}/meeting.cast"), cast).unwrap();
    }
}
