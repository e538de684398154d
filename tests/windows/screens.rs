//! The full screen on both systems by the same keys: every cell's character, colour and look.

use std::time::Instant;

use service_pledge::app::input::{Code, Key};

use super::{
    console::Console,
    machine::{AGAIN, PATIENCE},
    twin::Twin,
};
use crate::{
    harness::{Outside, key, requires},
    terminal::Screen,
};

/// The same program on both systems.
struct Screens {
    windows: Console,
    linux: Screen,
}

impl Screens {
    #[track_caller]
    fn open(twin: &Twin, arguments: &[&str]) -> Self {
        let home = twin.place.home.path();
        let temporary = twin.temporary.path().display().to_string();
        let env = [
            ("TMPDIR", temporary.as_str()),
            ("USER", "Sian"),
            ("TZ", "UTC"),
        ];
        Self {
            windows: twin.console(arguments),
            linux: Screen::run_in(&twin.place, home, (80, 22), arguments, &env),
        }
    }

    /// Presses keys on both, waits until Linux says this, and then until Windows has the same cells.
    #[track_caller]
    fn press(&mut self, keys: &str, then: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let before = self.linux.grid();
            self.linux.press(&bytes(key(name)));
            self.windows.press(name);
            if name == "esc" {
                // With a key right behind it, it would be that key with Alt.
                self.linux.changes_from(&before);
            }
        }
        self.are_alike(then)
    }

    /// Types a text on both.
    #[track_caller]
    fn text(&mut self, text: &str, then: &str) -> &mut Self {
        self.linux.press(text);
        self.windows.write(text);
        self.are_alike(then)
    }

    #[track_caller]
    fn resize(&mut self, columns: u16, rows: u16, then: &str) -> &mut Self {
        let before = self.linux.resize(columns, rows);
        self.windows.resize(columns, rows);
        self.linux.changes_from(&before);
        self.are_alike(then)
    }

    #[track_caller]
    fn are_alike(&mut self, then: &str) -> &mut Self {
        self.linux.sees(then);
        let until = Instant::now() + PATIENCE / 3;
        loop {
            let (words, looks) = self.windows.grid().differences(&self.linux.grid());
            if words.is_empty() && looks == 0 {
                return self;
            }
            assert!(
                Instant::now() < until,
                "{looks} cells look different, and these rows read differently: {words:#?}"
            );
            self.windows.rests(AGAIN);
        }
    }

    #[track_caller]
    fn quit(mut self) {
        self.linux.press("\u{11}");
        self.windows.press("ctrl-q");
        assert_eq!(self.linux.ended(), 0);
        assert_eq!(self.windows.ended(), 0);
    }
}

/// The bytes of a key on a terminal.
fn bytes(key: Key) -> String {
    match key.code {
        Code::Char(c) if key.ctrl => char::from(u8::try_from(c).unwrap() & 0x1f).to_string(),
        Code::Char(c) => c.to_string(),
        Code::Enter => "\r".to_owned(),
        Code::Esc => "\u{1b}".to_owned(),
        Code::Tab => "\t".to_owned(),
        Code::Backspace => "\u{7f}".to_owned(),
        Code::Up => "\u{1b}[A".to_owned(),
        Code::Down => "\u{1b}[B".to_owned(),
        Code::Right => "\u{1b}[C".to_owned(),
        Code::Left => "\u{1b}[D".to_owned(),
        Code::End => "\u{1b}[F".to_owned(),
        Code::Home => "\u{1b}[H".to_owned(),
        Code::PageUp => "\u{1b}[5~".to_owned(),
        Code::PageDown => "\u{1b}[6~".to_owned(),
        other => panic!("no bytes for {other:?}"),
    }
}

#[test]
fn a_meeting_looks_the_same_at_every_stage() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut screens = Screens::open(&twin, &["northbrook"]);
    screens
        .are_alike("0 of 10 here")
        .press("space", "Jo Ellis is here.")
        .press(
            "space space space space space space space space",
            "9 of 10 here",
        )
        .press("?", "Esc back")
        .press("esc", "9 of 10 here")
        .press("2", "What we pledged")
        .press("enter", "1 of 6")
        .press("esc 3", "finding 1 of 4")
        .press("right", "finding 2 of 4")
        .press("c", "comment 1 of 4")
        .press("j", "comment 2 of 4")
        .press("esc s", "a promise in one sentence")
        .text(" Siân Llŷr, café €5", "€5")
        .press("enter", "→ next finding")
        .press("n", "Ctrl-S done")
        .text("“so” – ŵ ŷ 日本", "日本")
        .press("ctrl-s", "Noted.")
        .press("4", "What could change")
        .press("end enter", "goal 3 of 3")
        .press("esc 5", "No vote yet")
        .press("o", "Goals in this round")
        .press("enter", "Round 1 is open.")
        .press("7", "Enter: that is me.")
        .press("enter", "goal 1 of 3")
        .press("5", "goal 2 of 3")
        .press("4", "goal 3 of 3")
        .press("3", "3 of 3 marked")
        .press("enter", "1 of 8 have voted")
        .press("c", "Close the round?")
        .press("y", "The round is closed.")
        .press("6", "Who will do it, and by when")
        .press("7", "Before we go")
        .press("r", "nothing agreed to read back")
        .press(":", "What would you like to do?")
        .press("esc b", "")
        .press("b 3", "finding 2 of 4")
        .resize(110, 34, "finding 2 of 4")
        .resize(60, 18, "finding 2 of 4")
        .resize(80, 22, "people answered");
    screens.quit();
}

#[test]
fn a_preparation_an_import_and_a_review_look_the_same() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe)
        .and("northbrook-finished")
        .and("northbrook-survey.csv");
    let mut screens = Screens::open(&twin, &["prepare", "northbrook"]);
    screens
        .are_alike("Northbrook Hospitals NHS Trust")
        .press("enter", "Esc leave it")
        .press("esc 2", "votes with")
        .press("3", "lowest")
        .press("4", "that nobody has read")
        .press("5", "beyond us")
        .press("6", "90 minutes of 90")
        .press("7", "How patients reach you")
        .press("8", "Still missing")
        .resize(110, 34, "Still missing");
    screens.quit();

    twin.both(
        &["new", "harbour", "--template", "primary", "--unit", "Siân"],
        "",
    );
    let mut screens = Screens::open(&twin, &["import", "northbrook-survey.csv", "-o", "harbour"]);
    screens
        .are_alike("6 columns say who answered")
        .press("3", "question 1 of")
        .press("4", "What belongs together")
        .press("5", "26 comments")
        .press("6", "Still open")
        .resize(60, 18, "Still open");
    screens.quit();

    let mut screens = Screens::open(&twin, &["review", "northbrook-finished"]);
    screens
        .are_alike("What became of our pledge")
        .press("j", "> Two nurses")
        .press("enter", "2 of 7")
        .press("esc", "What became of our pledge");
    screens.quit();
}

#[test]
fn every_palette_looks_the_same() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    for palette in ["room-dark", "mono"] {
        let twin = Twin::new(&exe);
        let mut screens = Screens::open(&twin, &["--palette", palette, "northbrook"]);
        screens
            .are_alike("0 of 10 here")
            .press("space", "Jo Ellis is here.")
            .press("3", "finding 1 of 4")
            .press("c", "comment 1 of 4")
            .press("esc 4", "What could change")
            .press("5", "No vote yet");
        screens.quit();
    }
}

#[test]
fn the_first_screen_looks_the_same() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::alone(&exe).and("northbrook-finished");
    twin.both(&["review", "--plain", "northbrook-finished"], "quit\n");
    let mut screens = Screens::open(&twin, &[]);
    screens
        .are_alike("What would you like to open?")
        .press("down", "> Start a unit")
        .press("enter", "Esc")
        .press("esc ?", "The first screen");
    screens.quit();
}
