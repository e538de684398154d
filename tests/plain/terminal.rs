//! The dialogue in a pseudo-terminal: which typed lines stay visible.

use std::{
    io::{Read, Write},
    sync::mpsc::{self, Receiver},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(20);

/// The dialogue on a terminal that echoes what is typed.
struct Typed {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shown: String,
    news: Receiver<Vec<u8>>,
    _home: TempDir,
}

impl Typed {
    fn open(term: &str, arguments: &[&str]) -> Self {
        let home = TempDir::new().unwrap();
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_pledge"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", term);
        command.env("HOME", home.path());
        command.env("TMPDIR", home.path());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (post, news) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if post.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            keys,
            shown: String::new(),
            news,
            _home: home,
        }
    }

    /// Types a line, and waits until this is said after it.
    #[track_caller]
    fn type_in(&mut self, line: &str, then: &str) -> &mut Self {
        let from = self.shown.len();
        writeln!(self.keys, "{line}").unwrap();
        let until = Instant::now() + PATIENCE;
        while !self.shown[from..].contains(then) {
            let left = until.saturating_duration_since(Instant::now());
            let bytes = self.news.recv_timeout(left);
            assert!(bytes.is_ok(), "{then:?} is not said:\n{}", self.shown);
            self.shown += &String::from_utf8_lossy(&bytes.unwrap());
        }
        self
    }

    fn goes_to_a_ballot(&mut self) -> &mut Self {
        self.type_in("space space space space space space", "You are at 7")
            .type_in("space space space", "You are at 10")
            .type_in("s", "0. more")
            .type_in("vote", "0. more")
            .type_in("o", "0. more")
            .type_in("o", "0. more")
            .type_in("1", "that is me")
            .type_in("enter", "leave it (esc)\r\n> ")
    }

    fn echoes(&self) -> bool {
        let modes = self.master.get_termios().unwrap();
        format!("{:?}", modes.local_flags).contains("ECHO |")
    }
}

#[test]
fn marks_are_not_on_the_terminal_for_the_next_voter_to_read() {
    let mut typed = Typed::open("xterm", &["demo", "--plain"]);
    typed.goes_to_a_ballot();
    assert!(!typed.echoes());
    typed
        .type_in("5 . 3", "3 of 3 marked.")
        .type_in("enter", "has voted.\r\n> ");
    assert!(typed.echoes());
    typed.type_in("c", "no (n)");
    assert!(!typed.shown.contains("5 . 3"), "{}", typed.shown);
    assert!(typed.shown.contains("> c\r\n"), "{}", typed.shown);
    assert!(!typed.shown.contains('\u{1b}'), "{}", typed.shown);
    typed
        .type_in("n", "> ")
        .type_in("quit", "The sample meeting is in");
    assert_eq!(typed.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn a_terminal_that_is_left_in_a_ballot_shows_what_is_typed_again() {
    let mut typed = Typed::open("xterm", &["demo", "--plain"]);
    typed.goes_to_a_ballot();
    assert!(!typed.echoes());
    typed.keys.write_all(b"\x03").unwrap();
    assert_ne!(typed.child.wait().unwrap().exit_code(), 0);
    assert!(typed.echoes());
}

#[test]
fn a_terminal_that_cannot_draw_gets_the_dialogue_by_itself() {
    let mut typed = Typed::open("dumb", &["demo"]);
    typed
        .type_in("", "0. more")
        .type_in("quit", "The sample meeting is in");
    assert!(!typed.shown.contains('\u{1b}'), "{}", typed.shown);
    assert_eq!(typed.child.wait().unwrap().exit_code(), 0);
}
