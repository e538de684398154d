//! A console that the tests type on, and what a terminal would show of what was written there.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    num::NonZeroU16,
    path::Path,
    process::{Child, ChildStdin, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver},
    },
    time::{Duration, Instant},
};

use service_pledge::app::input::{Code, Key};

use super::machine::{AGAIN, DRIVER, Machine, PATIENCE, PLEDGE};
use crate::{harness::key, terminal::Grid};

/// States of the control keys, as Windows numbers them.
const RIGHT_ALT: u32 = 0x01;
const LEFT_CTRL: u32 = 0x08;
const SHIFT: u32 = 0x10;
const ENHANCED: u32 = 0x100;

/// The driver, which has the hands of a person on the Windows side (`driver.c`).
pub(super) struct Driver {
    child: Child,
    orders: Option<ChildStdin>,
    answers: Receiver<String>,
}

impl Driver {
    /// Starts it in a folder; what the program writes on its console is told to `tee`.
    pub(super) fn start(
        machine: &Machine,
        folder: &Path,
        mut tee: impl FnMut(&[u8]) + Send + 'static,
    ) -> Self {
        let mut child = machine
            .command(DRIVER)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = child.stdin.take();
        let mut written = child.stdout.take().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = written.read(&mut bytes) {
                tee(&bytes[..n]);
            }
        });
        let (post, answers) = mpsc::channel();
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Some(answer) = line.strip_prefix("= ")
                    && post.send(answer.trim().to_owned()).is_err()
                {
                    break;
                }
            }
        });
        let driver = Self {
            child,
            orders,
            answers,
        };
        assert_eq!(driver.answer("ready"), "ready");
        driver
    }

    #[track_caller]
    fn answer(&self, to: &str) -> String {
        let answer = self.answers.recv_timeout(PATIENCE);
        answer.unwrap_or_else(|_| panic!("the driver does not answer {to:?}"))
    }

    /// Gives an order and waits for its answer.
    #[track_caller]
    pub(super) fn ask(&mut self, order: &str) -> String {
        writeln!(self.orders.as_mut().unwrap(), "{order}").unwrap();
        self.answer(order)
    }

    /// Gives an order that must be obeyed.
    #[track_caller]
    pub(super) fn order(&mut self, order: &str) {
        assert_eq!(self.ask(order), "ok", "{order}");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It ends with its orders, and ends the program that it started.
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}

/// The program on a console.
pub(super) struct Console {
    pub(super) driver: Driver,
    drawn: Arc<Mutex<vt100::Parser>>,
    written: Arc<Mutex<Vec<u8>>>,
    news: Receiver<()>,
    /// The modes of its input and output before the program began.
    pub(super) before: Vec<u32>,
}

impl Console {
    /// Runs the program in a folder, on a console of so many columns and rows.
    #[track_caller]
    pub(super) fn open(
        machine: &Machine,
        folder: &Path,
        (columns, rows): (u16, u16),
        arguments: &[&str],
    ) -> Self {
        let size = |n| NonZeroU16::new(n).unwrap();
        let parser = vt100::Parser::new(size(rows), size(columns), 0);
        let drawn = Arc::new(Mutex::new(parser));
        let written = Arc::new(Mutex::new(Vec::new()));
        let (post, news) = mpsc::channel();
        let (screen, bytes) = (Arc::clone(&drawn), Arc::clone(&written));
        let mut driver = Driver::start(machine, folder, move |new| {
            bytes.lock().unwrap().extend_from_slice(new);
            screen.lock().unwrap().process(new);
            let _ = post.send(());
        });
        driver.order(&format!("console {columns} {rows}"));
        let before = modes(&driver.ask("mode"));
        let arguments = arguments
            .iter()
            .fold(String::new(), |all, a| all + " \"" + a + "\"");
        driver.order(&format!("run {PLEDGE}{arguments}"));
        Self {
            driver,
            drawn,
            written,
            news,
            before,
        }
    }

    pub(super) fn text(&self) -> String {
        self.drawn.lock().unwrap().screen().contents()
    }

    pub(super) fn grid(&self) -> Grid {
        Grid::of(self.drawn.lock().unwrap().screen())
    }

    /// All that was written on it.
    pub(super) fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.written.lock().unwrap()).into_owned()
    }

    /// Waits until this holds.
    #[track_caller]
    pub(super) fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < until, "not {what}:\n{}", self.text());
            self.rests(AGAIN);
        }
    }

    /// Waits until the screen says this.
    #[track_caller]
    pub(super) fn sees(&mut self, words: &str) -> &mut Self {
        self.until(&format!("{words:?}"), |c| c.text().contains(words));
        self
    }

    /// Waits until this was written, on a console that is not drawn on.
    #[track_caller]
    pub(super) fn hears(&mut self, words: &str) -> &mut Self {
        self.until(&format!("{words:?}"), |c| c.bytes().contains(words));
        self
    }

    /// Presses keys by the names of [`key`], with blanks between.
    #[track_caller]
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let (code, unit, state) = record(key(name));
            self.driver.order(&format!("key {code} {unit} {state}"));
        }
        self
    }

    /// A key with `AltGr` that makes this character, as layouts outside America have them.
    #[track_caller]
    pub(super) fn alt_gr(&mut self, on: char, makes: char) -> &mut Self {
        let code = u32::from(on);
        let unit = u32::from(makes);
        let state = RIGHT_ALT | LEFT_CTRL;
        self.driver.order(&format!("key {code} {unit} {state}"));
        self
    }

    /// A line, as a person types it who is slower than the program.
    #[track_caller]
    pub(super) fn type_in(&mut self, line: &str) -> &mut Self {
        for unit in line.encode_utf16() {
            self.driver.order(&format!("key 0 {unit} 0"));
        }
        self.press("enter")
    }

    /// A text, key by key.
    #[track_caller]
    pub(super) fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let (code, unit, state) = record(Key::char(c));
            self.driver.order(&format!("key {code} {unit} {state}"));
        }
        self
    }

    /// Waits until something is written on it, at most so long.
    pub(super) fn rests(&self, most: Duration) {
        let _ = self.news.recv_timeout(most);
    }

    /// The keys of a text all at once, as a console pastes.
    #[track_caller]
    pub(super) fn paste(&mut self, text: &str) -> &mut Self {
        let escaped = text.replace('\\', "\\\\").replace('\n', "\\n");
        self.driver.order(&format!("burst {escaped}"));
        self
    }

    #[track_caller]
    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        let size = |n| NonZeroU16::new(n).unwrap();
        self.drawn
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(size(rows), size(columns));
        self.driver.order(&format!("resize {columns} {rows}"));
    }

    /// The modes of its input and output.
    #[track_caller]
    pub(super) fn modes(&mut self) -> Vec<u32> {
        modes(&self.driver.ask("mode"))
    }

    /// Waits for the program's end; gives its exit code.
    #[track_caller]
    pub(super) fn ended(&mut self) -> u32 {
        let code = self
            .driver
            .ask(&format!("wait {}", PATIENCE.as_millis() / 2));
        code.parse()
            .unwrap_or_else(|_| panic!("it {code}:\n{}", self.text()))
    }
}

fn modes(answer: &str) -> Vec<u32> {
    let modes: Vec<u32> = answer.split(' ').map(|m| m.parse().unwrap()).collect();
    assert_eq!(modes.len(), 2, "{answer}");
    modes
}

/// Virtual key code, character and state of the control keys.
fn record(key: Key) -> (u32, u32, u32) {
    let (code, unit, state) = match key.code {
        Code::Enter => (0x0d, 13, 0),
        Code::Esc => (0x1b, 27, 0),
        Code::Tab => (0x09, 9, 0),
        Code::Backspace => (0x08, 8, 0),
        Code::PageUp => (0x21, 0, ENHANCED),
        Code::PageDown => (0x22, 0, ENHANCED),
        Code::End => (0x23, 0, ENHANCED),
        Code::Home => (0x24, 0, ENHANCED),
        Code::Left => (0x25, 0, ENHANCED),
        Code::Up => (0x26, 0, ENHANCED),
        Code::Right => (0x27, 0, ENHANCED),
        Code::Down => (0x28, 0, ENHANCED),
        Code::F(n) => (0x6f + u32::from(n), 0, 0),
        Code::Char(c) if key.ctrl => {
            let letter = u32::from(c.to_ascii_uppercase());
            (letter, letter & 0x1f, LEFT_CTRL)
        }
        Code::Char(c) => {
            let capital = c.to_ascii_uppercase();
            let code = if capital.is_ascii_alphanumeric() || c == ' ' {
                u32::from(capital)
            } else {
                0
            };
            let state = if c.is_ascii_uppercase() { SHIFT } else { 0 };
            (code, u32::from(c), state)
        }
        other @ (Code::Delete | Code::Insert | Code::Begin) => panic!("no record for {other:?}"),
    };
    (code, unit, state)
}
