//! A meeting in sentences through pipes, which goes on while something else is done.

use std::{
    io::{Read as _, Write as _},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Instant,
};

use super::{
    machine::{AGAIN, PATIENCE},
    twin::in_one_line,
};

/// The program with its standard input and output as pipes.
pub(super) struct Dialogue {
    child: Child,
    typed: Option<ChildStdin>,
    news: Receiver<Vec<u8>>,
    /// All that was said since the last line was typed.
    pub(super) said: String,
}

impl Dialogue {
    pub(super) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let typed = child.stdin.take();
        let mut out = child.stdout.take().unwrap();
        let (post, news) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = out.read(&mut bytes) {
                if post.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            typed,
            news,
            said: String::new(),
        }
    }

    /// Waits until this is said; breaks of lines count as blanks.
    #[track_caller]
    pub(super) fn hears(&mut self, words: &str) -> &mut Self {
        self.until(&format!("{words:?} is said"), |d| d.heard().contains(words))
    }

    /// Waits until this holds, of which nothing may be said.
    #[track_caller]
    pub(super) fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < until, "not that {what}:\n{}", self.said);
            match self.news.recv_timeout(AGAIN) {
                Ok(bytes) => self.said.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    assert!(holds(self), "it ended, and not that {what}:\n{}", self.said);
                }
            }
        }
        self
    }

    /// The words since the last line was typed, in one line.
    pub(super) fn heard(&self) -> String {
        in_one_line(&self.said)
    }

    /// Types a line.
    pub(super) fn type_in(&mut self, line: &str) -> &mut Self {
        self.said.clear();
        writeln!(self.typed.as_mut().unwrap(), "{line}").unwrap();
        self
    }

    /// Types a line, and waits until this is said after it.
    #[track_caller]
    pub(super) fn says(&mut self, line: &str, then: &str) -> &mut Self {
        self.type_in(line).hears(then)
    }

    /// Ends it as nothing can prevent.
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end after its input has ended.
    pub(super) fn ended(&mut self) -> ExitStatus {
        drop(self.typed.take());
        while let Ok(bytes) = self.news.recv_timeout(PATIENCE) {
            self.said.push_str(&String::from_utf8_lossy(&bytes));
        }
        self.child.wait().unwrap()
    }
}

impl Drop for Dialogue {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
