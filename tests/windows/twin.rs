//! The same files in a folder on Linux and in one on drive C, and the same commands in both.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use regex::Regex;
use tempfile::TempDir;

use super::{
    commands::first_difference,
    console::Console,
    dialogue::Dialogue,
    machine::{ACCOUNT, Done, Machine, PLEDGE, finished},
};
use crate::terminal::Place;

/// Held by a test that changes what every test of the account sees.
static ACCOUNTS: RwLock<()> = RwLock::new(());

/// The share of the account that a test has until its end.
enum Share {
    With(#[expect(dead_code, reason = "held")] RwLockReadGuard<'static, ()>),
    Alone(#[expect(dead_code, reason = "held")] RwLockWriteGuard<'static, ()>),
}

/// A folder on each system. A test has one of them at most.
pub(super) struct Twin {
    pub(super) machine: &'static Machine,
    /// The folder on Linux.
    pub(super) place: Place,
    /// The folder on drive C, as Linux sees it.
    pub(super) top: PathBuf,
    /// The temporary folder of the programs on Linux.
    pub(super) temporary: TempDir,
    _share: Share,
}

impl Twin {
    /// The sample's unit before its meeting, which is held today, and the outcome before it.
    pub(super) fn new(exe: &Path) -> Self {
        let share = ACCOUNTS.read().unwrap_or_else(PoisonError::into_inner);
        Self::made(exe, Share::With(share))
    }

    /// The same, on an account that no other test uses meanwhile and that has opened nothing yet.
    pub(super) fn alone(exe: &Path) -> Self {
        let share = ACCOUNTS.write().unwrap_or_else(PoisonError::into_inner);
        let twin = Self::made(exe, Share::Alone(share));
        for part in ["Local", "Roaming"] {
            let _ = fs::remove_dir_all(twin.app_data(part));
        }
        twin.has_seen_the_tour();
        twin
    }

    fn made(exe: &Path, share: Share) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(1);
        let machine = Machine::with(exe);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let place = Place::new();
        let top = machine.c().join(format!("t{number}"));
        for unit in ["northbrook", "northbrook-2023"] {
            copy(&place.home.path().join(unit), &top.join(unit));
        }
        let twin = Self {
            machine,
            place,
            top,
            temporary: TempDir::new().unwrap(),
            _share: share,
        };
        twin.has_seen_the_tour();
        twin
    }

    /// Another part of the sample, in both.
    pub(super) fn and(self, name: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("sample-data")
            .join(name);
        for top in [self.place.home.path(), &self.top] {
            if from.is_dir() {
                copy(&from, &top.join(name));
            } else {
                fs::copy(&from, top.join(name)).unwrap();
            }
        }
        self
    }

    fn has_seen_the_tour(&self) {
        let local = self.app_data("Local").join("data");
        fs::create_dir_all(&local).unwrap();
        fs::write(local.join("tour-seen"), "").unwrap();
    }

    /// The program's folder of the account, in `Local` or `Roaming`, as Linux sees it.
    pub(super) fn app_data(&self, part: &str) -> PathBuf {
        let account = self.machine.c().join("users").join(ACCOUNT);
        account.join("AppData").join(part).join("pledge")
    }

    /// Linux's folder and drive C's, both as Linux sees them.
    pub(super) fn tops(&self) -> [PathBuf; 2] {
        [self.place.home.path().to_owned(), self.top.clone()]
    }

    /// Both units.
    pub(super) fn units(&self) -> [PathBuf; 2] {
        self.tops().map(|top| top.join("northbrook"))
    }

    /// The unit on drive C, as Windows names it.
    pub(super) fn unit(&self) -> String {
        self.machine.named(&self.top.join("northbrook"))
    }

    /// A file of the unit on drive C.
    pub(super) fn file(&self, name: &str) -> String {
        let path = self.top.join("northbrook").join(name);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// The Windows program in its folder.
    pub(super) fn windows(&self, arguments: &[&str]) -> Command {
        let mut command = self.machine.command(PLEDGE);
        command.args(arguments).current_dir(&self.top);
        command
    }

    /// The Linux program in its folder.
    pub(super) fn linux(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pledge"));
        let home = self.place.home.path();
        command
            .args(arguments)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            // A unit below the temporary folder is not among the recent ones.
            .env("TMPDIR", self.temporary.path())
            .env("USER", ACCOUNT)
            .env("TZ", "UTC");
        command
    }

    /// Runs a command on Windows, with this typed.
    #[track_caller]
    pub(super) fn run(&self, arguments: &[&str], typed: &str) -> Done {
        finished(&mut self.windows(arguments), typed.as_bytes())
    }

    /// Holds the meeting in sentences on Windows, with these lines typed; what it said, in one line.
    #[track_caller]
    pub(super) fn talk(&self, lines: &[&str]) -> String {
        let done = self.run(
            &["--plain", &self.unit()],
            &format!("{}\n", lines.join("\n")),
        );
        let said = in_one_line(&format!("{} {}", done.out, done.err));
        assert_eq!(done.code, Some(0), "{said}");
        said
    }

    /// A meeting in sentences on Windows that goes on.
    pub(super) fn dialogue(&self) -> Dialogue {
        let mut dialogue = Dialogue::start(&mut self.windows(&["--plain", &self.unit()]));
        dialogue.hears("You can:");
        dialogue
    }

    /// A console in its folder.
    #[track_caller]
    pub(super) fn console(&self, arguments: &[&str]) -> Console {
        Console::open(self.machine, &self.top, (80, 22), arguments)
    }

    /// Runs a command on both, and fails unless the two come to the same. Gives what Windows said.
    #[track_caller]
    pub(super) fn both(&self, arguments: &[&str], typed: &str) -> Done {
        let (windows, fault) = self.compared(arguments, typed);
        assert_eq!(fault, None);
        windows
    }

    /// Runs a command on both; the first difference as a sentence.
    pub(super) fn differences(&self, arguments: &[&str], typed: &str) -> Option<String> {
        self.compared(arguments, typed).1
    }

    fn compared(&self, arguments: &[&str], typed: &str) -> (Done, Option<String>) {
        let windows = self.run(arguments, typed);
        let linux = finished(&mut self.linux(arguments), typed.as_bytes());
        let differs = |what: &str, windows: &str, linux: &str| {
            let lines = first_difference(&self.neutral(windows), &self.neutral(linux))?;
            Some(format!("pledge {}: {what}: {lines}", arguments.join(" ")))
        };
        let code = |done: &Done| format!("{:?}", done.code);
        let fault = differs("exit code", &code(&windows), &code(&linux))
            .or_else(|| differs("standard error", &windows.err, &linux.err))
            .or_else(|| differs("standard output", &windows.out, &linux.out));
        (windows, fault)
    }

    /// A text without what differs rightly between two runs on two systems: the folder's name, separators, the time of day, and
    /// what is drawn by lot.
    pub(super) fn neutral(&self, text: &str) -> String {
        let windows = self.machine.named(&self.top);
        let linux = self.place.home.path().to_str().unwrap();
        let text = text
            .replace("\\\\", "/")
            .replace('\\', "/")
            .replace(&windows.replace('\\', "/"), "TOP")
            .replace(linux, "TOP")
            .replace(self.temporary.path().to_str().unwrap(), "TEMP");
        let mut text = text;
        for (pattern, instead) in [
            (r"C:/users/\w+/(AppData/Local/)?Temp", "TEMP"),
            (
                r"C:/users/\w+/AppData/Roaming/pledge/config|TOP/\.config/pledge",
                "CONFIG",
            ),
            (
                r"C:/users/\w+/AppData/Local/pledge/data|TOP/\.local/share/pledge",
                "LOCAL",
            ),
            (r"(TEMP/pledge-[a-z]+-)[0-9a-z-]+", "${1}N"),
            (r"\bx86_64-[a-z-]+", "TARGET"),
            (r"\bm-[0-9a-f]{16}\b", "m-ID"),
            (r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", "TIME"),
            (r"\b\d\d:\d\d(:\d\d)?\b", "TIME"),
            ("\"sum\":\"[0-9a-f]{32}\"", "SUM"),
            // The sum of an outcome, which says when it was changed.
            ("\"projected\":\"[0-9a-f]{32}\"", "PROJECTED"),
            (r"\btook: \d+", "took: N"),
            (r"\bprocess \d+", "process N"),
            // The number of somebody whose name was taken out.
            (r"\bp-[0-9a-f]{4}\b", "p-ID"),
            // The words in a lock are a file more on Windows.
            (r"\bSearched \d+ files", "Searched N files"),
            // The system's own words.
            (r": [^:]*\(os error \d+\)", ": SYSTEM ERROR"),
        ] {
            text = Regex::new(pattern)
                .unwrap()
                .replace_all(&text, instead)
                .into_owned();
        }
        text
    }
}

/// Copies a folder with everything in it.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// True for a file's name that ends as one of these.
pub(super) fn ends_as(name: &str, endings: &[&str]) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| endings.iter().any(|&e| ending == e))
}

/// A text with every break of a line as a blank.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
