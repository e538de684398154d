//! The built program in a pseudo-terminal: its exit, and the state of the terminal after it.
#![cfg(unix)]

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::harness::sample;

const PATIENCE: Duration = Duration::from_secs(20);

fn nonzero(n: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(n).unwrap()
}

/// A unit folder of its own, and a home of its own.
pub(crate) struct Place {
    pub(crate) home: TempDir,
    /// A program that the commands are started by, with its arguments.
    by: Vec<String>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let home = TempDir::new().unwrap();
        for name in [
            "northbrook/findings.yaml",
            "northbrook/agenda.yaml",
            "northbrook-2023/outcome.yaml",
        ] {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            // The meeting is held on the day on which the tests run.
            let today = format!("date: {}, start", jiff::ZonedDateTime::now().date());
            let text = sample(name).replace("date: 2026-11-24, start", &today);
            std::fs::write(path, text).unwrap();
        }
        let place = Self {
            home,
            by: Vec::new(),
        };
        place.has_seen_the_tour(true);
        place
    }

    /// The same, where another program starts every command.
    pub(crate) fn started_by(by: &[&str]) -> Self {
        let mut place = Self::new();
        place.by = by.iter().map(|&s| s.to_owned()).collect();
        place
    }

    /// The program started for a command, and the arguments before the command's own.
    fn program(&self) -> (&str, Vec<&str>) {
        let mut words = self.by.iter().map(String::as_str);
        let first = words.next();
        let mut rest: Vec<&str> = words.collect();
        rest.extend(first.map(|_| env!("CARGO_BIN_EXE_pledge")));
        (first.unwrap_or(env!("CARGO_BIN_EXE_pledge")), rest)
    }

    /// Sets whether the program was started before on this account.
    pub(crate) fn has_seen_the_tour(&self, seen: bool) {
        let marker = self.local().join("tour-seen");
        std::fs::create_dir_all(self.local()).unwrap();
        if seen {
            std::fs::write(marker, "").unwrap();
        } else {
            std::fs::remove_file(marker).unwrap();
        }
    }

    /// The folder for what must not be shared.
    fn local(&self) -> PathBuf {
        self.home.path().join(".local/share/pledge")
    }

    pub(crate) fn unit(&self) -> PathBuf {
        self.home.path().join("northbrook")
    }

    pub(crate) fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.unit().join(name)).unwrap()
    }
}

/// Every cell of a screen as its text and its look, with the time of day left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grid(Vec<Vec<(String, Look)>>);

/// Foreground, background, and whether it is bold, underlined and reversed.
type Look = (vt100::Color, vt100::Color, [bool; 3]);

impl Grid {
    pub(crate) fn of(screen: &vt100::Screen) -> Self {
        let (rows, columns) = screen.size();
        let row = |y: u16| {
            let cells = (0..columns.get()).filter_map(|x| screen.cell(y, x));
            let mut cells: Vec<_> = cells
                .map(|cell| {
                    let marks = [cell.bold(), cell.underline(), cell.inverse()];
                    let text = match cell.contents() {
                        "" => " ".to_owned(),
                        text => text.to_owned(),
                    };
                    (text, (cell.fgcolor(), cell.bgcolor(), marks))
                })
                .collect();
            for from in 0..cells.len().saturating_sub(4) {
                let is_digit = |at: usize| {
                    let text = &cells[from + at].0;
                    text.len() == 1 && text.as_bytes()[0].is_ascii_digit()
                };
                if [0, 1, 3, 4].into_iter().all(is_digit) && cells[from + 2].0 == ":" {
                    for at in [0, 1, 3, 4] {
                        "0".clone_into(&mut cells[from + at].0);
                    }
                }
            }
            cells
        };
        Self((0..rows.get()).map(row).collect())
    }

    /// The rows that read differently, as pairs, and the number of cells that look different.
    pub(crate) fn differences(&self, other: &Self) -> (Vec<(String, String)>, usize) {
        let text = |row: &[(String, Look)]| row.iter().map(|c| c.0.as_str()).collect::<String>();
        let rows = || self.0.iter().zip(&other.0);
        let words = rows()
            .map(|(one, other)| (text(one), text(other)))
            .filter(|(one, other)| one != other)
            .collect();
        let looks = rows()
            .flat_map(|(one, other)| one.iter().zip(other))
            .filter(|(one, other)| one.1 != other.1)
            .count();
        (words, looks)
    }
}

/// The program on a terminal.
pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    drawn: Arc<Mutex<(vt100::Parser, Vec<u8>)>>,
    news: Receiver<()>,
    deaf: Arc<AtomicBool>,
}

impl Screen {
    fn open(place: &Place) -> Self {
        Self::open_at(place, 80, 22)
    }

    fn open_at(place: &Place, cols: u16, rows: u16) -> Self {
        Self::open_with(place, cols, rows, &[])
    }

    /// With these flags before the command.
    pub(crate) fn open_with(place: &Place, cols: u16, rows: u16, flags: &[&str]) -> Self {
        let unit = place.unit().display().to_string();
        let arguments: Vec<&str> = flags.iter().copied().chain(["meet", &unit]).collect();
        Self::run(place, (cols, rows), &arguments, &[])
    }

    /// Any command, with this in its environment besides.
    pub(crate) fn run(
        place: &Place,
        size: (u16, u16),
        args: &[&str],
        env: &[(&str, &str)],
    ) -> Self {
        Self::run_in(place, place.home.path(), size, args, env)
    }

    /// The same in a folder.
    pub(crate) fn run_in(
        place: &Place,
        folder: &Path,
        size: (u16, u16),
        args: &[&str],
        env: &[(&str, &str)],
    ) -> Self {
        let (program, before) = place.program();
        let mut command = CommandBuilder::new(program);
        command.args(before);
        command.args(args);
        Self::start(place, folder, size, command, env)
    }

    /// The meeting, where so many files may be open at once.
    fn open_with_files(place: &Place, files: u32) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\"")]);
        command.arg(env!("CARGO_BIN_EXE_pledge"));
        command.arg(place.unit());
        Self::start(place, place.home.path(), (100, 30), command, &[])
    }

    fn start(
        place: &Place,
        folder: &Path,
        (cols, rows): (u16, u16),
        mut command: CommandBuilder,
        env: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.cwd(folder);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("HOME", place.home.path());
        command.env("TMPDIR", std::env::temp_dir());
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let drawn = Arc::new(Mutex::new((
            vt100::Parser::new(nonzero(rows), nonzero(cols), 0),
            Vec::new(),
        )));
        let (post, news) = mpsc::channel();
        let shared = Arc::clone(&drawn);
        let deaf = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&deaf);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                let mut drawn = shared.lock().unwrap();
                drawn.0.process(&bytes[..n]);
                drawn.1.extend_from_slice(&bytes[..n]);
                if post.send(()).is_err() || stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            drawn,
            news,
            deaf,
        }
    }

    pub(crate) fn text(&self) -> String {
        self.drawn.lock().unwrap().0.screen().contents()
    }

    pub(crate) fn grid(&self) -> Grid {
        Grid::of(self.drawn.lock().unwrap().0.screen())
    }

    /// Gives the window another size; what it shows before anything is drawn for that.
    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> Grid {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let mut drawn = self.drawn.lock().unwrap();
        drawn.0.screen_mut().set_size(nonzero(rows), nonzero(cols));
        let before = Grid::of(drawn.0.screen());
        drop(drawn);
        self.master.as_ref().unwrap().resize(size).unwrap();
        before
    }

    /// Waits until it shows something else than before.
    #[track_caller]
    pub(crate) fn changes_from(&mut self, before: &Grid) {
        let until = Instant::now() + PATIENCE;
        while self.grid() == *before {
            let left = until.saturating_duration_since(Instant::now());
            let news = self.news.recv_timeout(left);
            assert!(news.is_ok(), "the screen stays:\n{}", self.text());
        }
    }

    /// The colour of the paper, as red, green and blue.
    pub(crate) fn paper(&self) -> (u8, u8, u8) {
        let drawn = self.drawn.lock().unwrap();
        match drawn.0.screen().cell(0, 0).map(vt100::Cell::bgcolor) {
            Some(vt100::Color::Rgb(r, g, b)) => (r, g, b),
            other => panic!("{other:?} is no paper"),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        self.drawn.lock().unwrap().1.clone()
    }

    /// True if the screen says this, in one line or broken over several: how long a path is decides where lines end.
    fn says(&self, words: &str) -> bool {
        let text = self.text();
        let joined = || text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.contains(words) || joined().contains(words)
    }

    /// Waits until the screen says this.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.says(words) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "the screen does not say {words:?}:\n{}",
                self.text()
            );
            // At the end of the output there is nothing more to wait for.
            if self.news.recv_timeout(left).is_err() {
                assert!(
                    self.says(words),
                    "the screen does not say {words:?}:\n{}",
                    self.text()
                );
            }
        }
        self
    }

    /// Everything that was written until the terminal's end.
    pub(crate) fn all(&mut self) -> String {
        // The reader ends with it.
        while self.news.recv_timeout(Duration::from_secs(2)).is_ok() {}
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    /// Waits until there is nothing but paper on it.
    #[track_caller]
    fn sees_nothing(&mut self) {
        let until = Instant::now() + PATIENCE;
        while !self.text().trim().is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            let news = self.news.recv_timeout(left);
            assert!(news.is_ok(), "the screen says:\n{}", self.text());
        }
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    pub(crate) fn signal(&mut self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until it is gone; gives its exit code.
    ///
    /// A thread kills it when that takes too long, so that this can block: asking again and again took a core from the program.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        let (gone, still_there) = mpsc::channel::<()>();
        let mut killer = self.child.clone_killer();
        let watchdog = std::thread::spawn(move || {
            let is_late = still_there.recv_timeout(PATIENCE).is_err();
            if is_late {
                let _ = killer.kill();
            }
            is_late
        });
        let status = self.child.wait().unwrap();
        let _ = gone.send(());
        assert!(
            !watchdog.join().unwrap(),
            "it was still there:\n{}",
            self.text()
        );
        status.exit_code()
    }

    /// The terminal is as it was: own screen left, cursor shown, paste as before.
    pub(crate) fn is_restored(&mut self) {
        // The reader ends with the terminal's end.
        while self.news.recv_timeout(Duration::from_secs(2)).is_ok() {}
        let drawn = self.drawn.lock().unwrap();
        let screen = drawn.0.screen();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen was not left"
        );
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is on");
    }
}

#[test]
fn a_quit_leaves_the_terminal_as_it_was() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen
        .sees("Service Pledge meeting")
        .press(" ")
        .sees("Jo Ellis is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    screen.sees("The meeting goes on where it stopped");
    screen.is_restored();
}

#[test]
fn a_signal_saves_leaves_and_restores() {
    for (name, code) in [
        ("-TERM", 128 + 15),
        ("-HUP", 128 + 1),
        ("-INT", 128 + 2),
        ("-USR1", 128 + 10),
        ("-USR2", 128 + 12),
        ("-ALRM", 128 + 14),
        ("-VTALRM", 128 + 26),
    ] {
        let place = Place::new();
        let mut screen = Screen::open(&place);
        screen
            .sees("Service Pledge meeting")
            .press(" ")
            .sees("Jo Ellis is here.");
        screen.signal(name);
        assert_eq!(screen.ended(), code, "{name}");
        screen.is_restored();
    }
}

#[test]
fn the_terminal_is_given_back_however_few_files_may_be_open() {
    for files in 4..14 {
        let place = Place::new();
        let mut screen = Screen::open_with_files(&place, files);
        // It hears a key only once it reads them, and may have ended before.
        while screen.child.try_wait().unwrap().is_none() {
            let writer = screen.keys.as_mut().unwrap();
            let _ = writer.write_all(b"\x11").and_then(|()| writer.flush());
            // Once it has let go of the terminal nobody reads keys any more, and writing more of them would wait for ever.
            if screen.news.recv_timeout(Duration::from_millis(50))
                == Err(RecvTimeoutError::Disconnected)
            {
                break;
            }
        }
        screen.child.wait().unwrap();
        screen.is_restored();
    }
}

/// A place whose agenda has another day than today's.
fn on_another_day() -> Place {
    let place = Place::new();
    let today = jiff::ZonedDateTime::now().date().to_string();
    let agenda = place.file("agenda.yaml").replace(&today, "2026-01-09");
    std::fs::write(place.unit().join("agenda.yaml"), agenda).unwrap();
    place
}

#[test]
fn on_another_day_than_the_agendas_it_is_held_or_rehearsed() {
    let place = on_another_day();
    let mut screen = Screen::open(&place);
    screen
        .sees("The agenda says 9 January 2026; today is")
        .press("\u{1b}[B\r")
        .sees("Rehearsal: ")
        .press(" ")
        .sees("Jo Ellis is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    screen.sees("That was a rehearsal");
    assert!(!place.unit().join("meeting.journal").exists());

    let mut screen = Screen::open(&place);
    screen
        .sees("The agenda says 9 January 2026; today is")
        .press("\r")
        .sees("Held today")
        .press(" ")
        .sees("Jo Ellis is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    // It has begun: nothing is asked any more.
    let mut screen = Screen::open(&place);
    screen.sees("1 of 10 here");
    assert!(
        !screen.text().contains("The agenda says"),
        "{}",
        screen.text()
    );
    screen.press("\u{11}");
    assert_eq!(screen.ended(), 0);
    // In sentences it is asked as well.
    let place = on_another_day();
    let mut screen = Screen::run(&place, (100, 90), &["--plain", "northbrook"], &[]);
    screen
        .sees("1. It is held today")
        .press("2\r")
        .sees("Rehearsal: ")
        .press("\u{4}");
    screen.sees("That was a rehearsal");
    assert_eq!(screen.ended(), 0);
    assert!(!place.unit().join("meeting.journal").exists());
}

/// Nine people come, eight of them with a vote; a round opens, one votes, and the program is killed.
fn killed_with_a_vote_in_the_box(place: &Place) {
    let mut screen = Screen::open(place);
    screen
        .sees("Service Pledge meeting")
        .press("         ")
        .sees("Eilidh Munro is here.");
    screen
        .press("5")
        .sees("What is worth it")
        .press("o")
        .sees("Goals in this round")
        .press("\r")
        .sees("Round 1 is open");
    screen
        .press("7")
        .sees("Seat 7▏   Jo Ellis")
        .press("\r")
        .sees("goal 1 of 3")
        .press("543")
        .sees("3 of 3 marked");
    screen
        .press("\r")
        .sees("Thank you. Handed in: 1 of 8 have voted.");
    screen.signal("-KILL");
    screen.ended();
}

/// The page of the manual, step by step: the laptop dies in the middle of a round, and the meeting goes on on another one from what
/// the shared folder has.
#[test]
fn a_meeting_goes_on_on_another_computer_when_the_laptop_dies() {
    let laptop = Place::new();
    killed_with_a_vote_in_the_box(&laptop);

    // Another account on another computer: the unit's folder is all there is.
    let other = Place::new();
    for file in std::fs::read_dir(laptop.unit()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), other.unit().join(file.file_name())).unwrap();
    }
    let mut screen = Screen::open(&other);
    screen
        .sees("its ballot box is not on this computer")
        .sees("x gives it up. Then a fresh round can be opened.");
    // Nobody is asked for a seat number that could not be taken.
    let text = screen.text();
    assert!(!text.contains("Type your seat number"), "{text}");
    screen
        .press("c")
        .sees("! The votes of this round are not here")
        .press("x")
        .sees("Give this round up")
        .press("y")
        .sees("No vote yet: o opens a round.");
    screen.press("1").sees("9 of 10 here");
    screen
        .press("5o")
        .sees("Goals in this round")
        .press("\r")
        .sees("is open")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    // Everything is in the record, and nothing of the first box is.
    assert!(!other.file("meeting.journal").contains("\"ballots\":[{"));
}

/// A folder that is synced made a copy of a conflict: what it holds is offered where the meeting is opened.
#[test]
fn another_record_of_the_meeting_in_its_folder_is_offered() {
    let place = Place::new();
    let journal = place.unit().join("meeting.journal");
    let other = place.unit().join("meeting (conflicted copy).journal");
    let mut screen = Screen::open(&place);
    screen
        .sees("Service Pledge meeting")
        .press(" ")
        .sees("Jo Ellis is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    let fork = std::fs::read(&journal).unwrap();
    let mut screen = Screen::open(&place);
    screen
        .sees("1 of 10 here")
        .press("j ")
        .sees("is here.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    std::fs::rename(&journal, &other).unwrap();
    std::fs::write(&journal, fork).unwrap();

    let mut screen = Screen::open(&place);
    screen
        .sees("1 arrival")
        .press("y")
        .sees("2 of 10 here")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    assert!(!other.exists());
}

#[test]
fn a_file_that_may_grow_no_more_ends_nothing() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    // Once a key was heard, signals are listened to as well.
    screen
        .sees("Service Pledge meeting")
        .press(" ")
        .sees("Jo Ellis is here.");
    screen.signal("-XFSZ");
    screen.press("j ").sees("2 of 10 here").press("\u{11}");
    assert_eq!(screen.ended(), 0);
    screen.is_restored();
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_missing() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen
        .sees("Service Pledge meeting")
        .press("   ")
        .sees("Parveen Aslam is here.");
    screen.signal("-KILL");
    screen.ended();
    let mut screen = Screen::open(&place);
    screen
        .sees("3 of 10 here")
        .sees("[x] Parveen Aslam")
        .sees("[ ] Ama Boateng");
    screen.press("\u{11}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn killed_in_the_middle_of_a_round_no_vote_is_missing_and_none_is_in_the_journal() {
    let place = Place::new();
    killed_with_a_vote_in_the_box(&place);
    assert!(!place.file("meeting.journal").contains("ballots"));
    let mut screen = Screen::open(&place);
    screen
        .sees("A round is open, with 1 vote handed in.")
        .press("c")
        .sees("1 of 8 have voted");
    screen
        .press("y")
        .sees("The round is closed.")
        .press("\u{11}");
    screen.ended();
    assert!(place.file("meeting.journal").contains("ballots"));
    let local = place.home.path().join(".local/share/pledge");
    let left: Vec<_> = std::fs::read_dir(local)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name != "tour-seen")
        .collect();
    assert!(left.is_empty(), "the box is gone with its round: {left:?}");
}

#[test]
fn when_the_terminal_dies_the_program_ends() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen
        .sees("Service Pledge meeting")
        .press(" ")
        .sees("Jo Ellis is here.");
    // The last one to listen stops at the next thing drawn: then nobody holds the terminal any more.
    screen.deaf.store(true, Ordering::SeqCst);
    screen.press(" ");
    while screen.news.recv_timeout(PATIENCE).is_ok() {}
    drop(screen.keys.take());
    drop(screen.master.take());
    screen.ended();
}

#[test]
fn a_window_of_any_size_is_drawn() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen.sees("Service Pledge meeting");
    for (cols, rows) in [(1, 1), (5, 3), (200, 60), (39, 9), (80, 22)] {
        screen.resize(cols, rows);
    }
    // A key that comes in the same moment as a new size is not lost.
    screen.press(" ").sees("Jo Ellis is here.").press("\u{11}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn the_first_frames_know_how_big_the_window_is() {
    for (cols, rows, said) in [(80, 22, true), (60, 18, false)] {
        let place = Place::new();
        let mut screen = Screen::open_at(&place, cols, rows);
        screen.sees("0 of 10 here").press("3").sees("Were you told");
        assert_eq!(
            screen.text().contains("people answered"),
            said,
            "{cols}x{rows}"
        );
        screen.press("\u{11}");
        assert_eq!(screen.ended(), 0);
    }
}

#[test]
fn a_paste_runs_no_keys_and_is_text_where_text_is_written() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen.sees("Service Pledge meeting");
    screen
        .press("\x1b[200~ \n7s\u{11}\x1b[201~")
        .sees("Text can be pasted where it is being written.");
    screen
        .press("p")
        .sees("Park for another time")
        .press("\x1b[200~Car\npark\x1b[201~")
        .sees("Car park");
    screen.press("\r").sees("Parked: Car park").press("\u{11}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_second_window_says_who_has_it_and_only_looks() {
    let place = Place::new();
    let mut first = Screen::open(&place);
    first
        .sees("Service Pledge meeting")
        .press(" ")
        .sees("Jo Ellis is here.");
    let before = place.file("meeting.journal");
    let mut second = Screen::open(&place);
    second
        .sees("Open in another window")
        .press(" ")
        .sees("here it can only be looked at")
        .press("3")
        .sees("finding 1 of 4");
    second.press("\u{11}");
    assert_eq!(second.ended(), 0);
    assert_eq!(place.file("meeting.journal"), before);
    first.press("\u{11}");
    assert_eq!(first.ended(), 0);
}

#[test]
fn no_control_or_format_character_of_a_file_reaches_the_terminal() {
    let place = Place::new();
    let path = place.unit().join("findings.yaml");
    let odd = "We will\\u202E tell\\u200B you\\e[31m how\\u0007 long\\u2066";
    let text: Vec<String> = place
        .file("findings.yaml")
        .lines()
        .map(|l| {
            if l.contains("standard:") {
                format!("    standard: \"{odd}\"")
            } else {
                l.to_owned()
            }
        })
        .collect();
    let text = text.join("\n");
    assert!(text.contains(odd));
    std::fs::write(path, text).unwrap();
    let mut screen = Screen::open(&place);
    screen
        .sees("Service Pledge meeting")
        .press("3")
        .sees("We will tell you[31m how long")
        .press("\u{11}");
    screen.ended();
    let bytes = screen.bytes();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains(['\u{202e}', '\u{200b}', '\u{2066}', '\u{7}']));
    assert!(!text.contains("\u{1b}[31m"));
}

/// A command without a terminal: its exit code, standard output and standard error.
pub(crate) fn run(place: &Place, arguments: &[&str]) -> (i32, String, String) {
    let (program, before) = place.program();
    let out = Command::new(program)
        .args(before)
        .args(arguments)
        .current_dir(place.home.path())
        .env("HOME", place.home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

#[test]
fn check_says_every_problem_with_its_place() {
    let place = Place::new();
    assert_eq!(run(&place, &["check", "northbrook"]).0, 0);
    let before = place.home.path().join("northbrook-2023/outcome.yaml");
    std::fs::rename(&before, before.with_extension("away")).unwrap();
    let (code, out, _) = run(&place, &["check", "northbrook"]);
    assert!(
        code == 1 && out.contains("there is no such file") && out.contains("agenda.yaml:"),
        "{out}"
    );
    std::fs::rename(before.with_extension("away"), &before).unwrap();
    let path = place.unit().join("findings.yaml");
    let broken = place
        .file("findings.yaml")
        .replace("hide_below", "hide_bellow")
        .replace("positive: 54, scored: 131", "positive: 540, scored: 131");
    std::fs::write(&path, &broken).unwrap();
    let (code, out, _) = run(&place, &["check", "northbrook"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("hide_bellow") && out.contains("hide_below") && out.contains("540"),
        "{out}"
    );
    let (code, out, error) = run(&place, &["meet", "northbrook"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        error.contains("findings.yaml:") && error.contains("540"),
        "{error}"
    );
    assert_eq!(place.file("findings.yaml"), broken);
    assert!(!Path::new(&place.unit().join("meeting.journal")).exists());
}

#[test]
fn what_cannot_run_says_why_and_exits_with_2() {
    let place = Place::new();
    let (code, _, error) = run(&place, &["meet", "nowhere"]);
    assert!(
        code == 2 && error.contains("there is no such file or folder"),
        "{code} {error}"
    );
    let (code, _, error) = run(&place, &["meet", "northbrook"]);
    assert!(code == 2 && error.contains("terminal"), "{code} {error}");
    assert!(
        !place.unit().join("meeting.journal").exists(),
        "nobody saw it begin"
    );
    let (code, _, error) = run(&place, &["frobnicate", "x"]);
    assert!(code == 2 && !error.is_empty(), "{code} {error}");
    let (code, out, _) = run(&place, &["keys", "--markdown"]);
    assert!(code == 0 && out.contains("| Everywhere |"), "{code} {out}");
}

#[test]
fn the_first_start_shows_the_tour_once() {
    let place = Place::new();
    place.has_seen_the_tour(false);
    let mut screen = Screen::open(&place);
    screen.sees("How this works, in a minute");
    screen.press("\u{1b}");
    screen.sees("Service Pledge meeting");
    screen.press("\u{11}");
    screen.ended();
    let mut screen = Screen::open(&place);
    screen.sees("Service Pledge meeting");
    screen.press("\u{11}");
    screen.ended();
}

#[test]
fn a_wall_and_notes_follow_the_desk_and_outlive_it() {
    let place = Place::new();
    let unit = place.unit().display().to_string();
    let mut wall = Screen::run(&place, (80, 22), &["wall", &unit], &[]);
    wall.sees("Waiting for the meeting");
    let mut desk = Screen::open_with(&place, 80, 22, &["--desk"]);
    desk.sees("Service Pledge meeting");
    wall.sees("[ ] Ama Boateng");
    let mut notes = Screen::run(&place, (100, 40), &["notes", &unit], &[]);
    desk.press("  s3jz");
    wall.sees("Were you seen within 30 minutes");
    notes.sees("Held back, not for the wall");
    desk.press("\u{11}");
    desk.ended();
    // It is closed, and opened again.
    let mut desk = Screen::open_with(&place, 80, 22, &["--desk"]);
    desk.sees("Were you seen within 30 minutes");
    desk.press("zb");
    desk.sees("The wall is blank");
    wall.sees_nothing();
    desk.press("b4");
    wall.sees("What could change");
    // A wall is left by its own key, and the meeting goes on.
    wall.press("q");
    wall.ended();
    notes.press("q");
    notes.ended();
    desk.press("5");
    desk.sees("No vote yet");
    desk.press("\u{11}");
    desk.ended();
}

#[test]
fn a_click_is_told_as_the_terminal_tells_it() {
    let place = Place::new();
    let mut screen = Screen::open(&place);
    screen.sees("Service Pledge meeting");
    // A press and a release of the left button on "4 Goals", in the second row.
    screen.press("\u{1b}[<0;38;2M\u{1b}[<0;38;2m");
    screen.sees("What could change");
    screen.press("\u{11}");
    screen.ended();
    let bytes = screen.all();
    let (on, off) = ("\u{1b}[?1000h", "\u{1b}[?1000l");
    assert!(bytes.contains(on) && bytes.rfind(off) > bytes.rfind(on));
    let mut screen = Screen::open_with(&place, 80, 22, &["--no-mouse"]);
    screen.sees("What could change");
    screen.press("\u{11}");
    screen.ended();
    assert!(!screen.all().contains(on));
}

#[test]
fn the_clock_is_of_the_zone_that_the_account_is_in() {
    for (zone, offset) in [("Asia/Kolkata", "+05:30"), ("UTC", "+00:00")] {
        let place = Place::new();
        let unit = place.unit().display().to_string();
        // The day is the zone's too: on another day than the agenda's the program asks before anybody is marked.
        let now = jiff::ZonedDateTime::now();
        let there = now.in_tz(zone).unwrap().date();
        let agenda = place.file("agenda.yaml").replace(
            &format!("date: {}, start", now.date()),
            &format!("date: {there}, start"),
        );
        std::fs::write(place.unit().join("agenda.yaml"), agenda).unwrap();
        let mut screen = Screen::run(&place, (80, 22), &["meet", &unit], &[("TZ", zone)]);
        screen.sees("Service Pledge meeting");
        screen.press(" ");
        screen.sees("Jo Ellis is");
        screen.press("\u{11}");
        screen.ended();
        let journal = place.file("meeting.journal");
        let last = journal.lines().rfind(|l| l.contains("\"did\"")).unwrap();
        assert!(last.contains(offset), "{zone}: {last}");
    }
}
