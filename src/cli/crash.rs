//! The report of a panic: a file for whoever repairs the program, without a word of the meeting.
//!
//! A formatted panic message can quote anything, such as the comment whose slice was wrong. So only messages that stand in the
//! source are kept; of any other the place in the source is enough.

use std::{
    backtrace::Backtrace,
    fmt::Write as _,
    io,
    panic::PanicHookInfo,
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::{clock, launch, version};
use crate::{
    domain::stamp::Stamp,
    store::disk::{Disk, RealDisk},
    text::clean,
    tui,
};

/// The folder of the reports, in the local data folder.
pub(super) const FOLDER: &str = "crash-reports";

/// The most reports that are kept, with the new one.
const MOST: usize = 10;

/// The most lines of a backtrace, and the most letters of a line.
const DEPTH: usize = 80;
const WIDTH: usize = 160;

/// The name of the command that runs.
static COMMAND: OnceLock<String> = OnceLock::new();

/// The words that open the same thing again.
static AGAIN: Mutex<Option<String>> = Mutex::new(None);

/// Set by the first panic: a second one, while the first is reported, adds nothing.
static REPORTED: AtomicBool = AtomicBool::new(false);

/// Keeps the name of the command for a report. Its arguments are not kept: they are paths.
pub(super) fn runs(command: &str) {
    // The program runs one command; tests parse many.
    let _ = COMMAND.set(command.to_owned());
}

/// Keeps the words that open the same meeting or preparation again, for the sentence after a panic.
pub(super) fn opens_again_with(words: String) {
    if let Ok(mut again) = AGAIN.lock() {
        *again = Some(words);
    }
}

/// Installs the hook for every thread of the program.
pub(super) fn install() {
    tui::install_panic_hook(farewell);
}

/// Writes the report, and gives the words for standard error.
fn farewell(info: &PanicHookInfo<'_>) -> String {
    if REPORTED.swap(true, Ordering::SeqCst) {
        return String::new();
    }
    let fault = Fault::of(info);
    let local = launch::local_folder().map_err(|_| io::Error::other("there is no home folder"));
    let kept = local.and_then(|local| keep(&RealDisk, &local, clock::now(), &fault.report()));
    // Not waited for: the thread that panicked may be the one that holds it.
    let again = AGAIN.try_lock().ok().and_then(|mut again| again.take());
    words(&fault, kept, again)
}

/// The sentences after the screen is gone.
fn words(fault: &Fault, kept: io::Result<PathBuf>, again: Option<String>) -> String {
    let mut text = format!(
        "pledge stopped by a fault of its own ({}). You did nothing wrong.\n",
        fault.place
    );
    // Writing to a string cannot fail.
    if let Some(again) = again {
        let _ = writeln!(
            text,
            "Every step up to then is saved, but for any that the screen counted as not saved. It goes on where it was with: {again}"
        );
    }
    let _ = match kept {
        Ok(path) => writeln!(
            text,
            "A report is in {}\n\
             It holds no words of the meeting and no names. Please give it to the person who looks after this program.",
            path.display()
        ),
        Err(why) => writeln!(
            text,
            "The report could not be written ({why}). Please copy this for the person who looks after this program:\n{}",
            fault.summary()
        ),
    };
    // Only in a developer's build: it can quote the meeting, on a screen that a room sees.
    if cfg!(debug_assertions)
        && let Some(message) = &fault.whole_message
    {
        let _ = writeln!(text, "{message}");
    }
    text
}

/// A panic.
struct Fault {
    /// File, line and column in the source.
    place: String,
    /// The message, where it stands in the source.
    message: Option<&'static str>,
    /// The message in any case; for a developer's screen only.
    whole_message: Option<String>,
    thread: String,
}

impl Fault {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map_or_else(
            || "an unknown place".to_owned(),
            |l| format!("{}:{}:{}", in_source(l.file()), l.line(), l.column()),
        );
        Self {
            place,
            message: info.payload().downcast_ref::<&'static str>().copied(),
            whole_message: info.payload_as_str().map(str::to_owned),
            // Threads are named in the source, never after somebody.
            thread: thread::current().name().unwrap_or("no name").to_owned(),
        }
    }

    /// The place and the build: enough to find the fault.
    fn summary(&self) -> String {
        let message = self
            .message
            .unwrap_or("not kept, since it may quote the meeting");
        format!(
            "version: {}\n{}\ncommand: {}\nthread: {}\nplace: {}\nmessage: {message}\n",
            env!("CARGO_PKG_VERSION"),
            version::build(),
            COMMAND.get().map_or("none", String::as_str),
            self.thread,
            self.place,
        )
    }

    /// All of the report but its head and time.
    fn report(&self) -> String {
        let mut text = self.summary();
        for name in ["TERM", "COLORTERM", "TERM_PROGRAM"] {
            let value = std::env::var(name).unwrap_or_default();
            let value: String = clean(&value).chars().take(40).collect();
            let _ = writeln!(text, "{name}: {value}");
        }
        // Its value is a number of this window only.
        let terminal = std::env::var_os("WT_SESSION").is_some();
        let _ = writeln!(
            text,
            "Windows Terminal: {}",
            if terminal { "yes" } else { "no" }
        );
        let _ = match tui::window_size() {
            Some((columns, rows)) => writeln!(text, "window: {columns} x {rows}"),
            None => writeln!(text, "window: none"),
        };
        text.push_str("backtrace:\n");
        let trace = Backtrace::force_capture().to_string();
        for line in trace.lines().take(DEPTH) {
            let line: String = clean(line).chars().take(WIDTH).collect();
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }
}

/// A path of the source without the folders of the computer that built it.
fn in_source(file: &str) -> &str {
    let inside = file.split("/registry/src/").nth(1);
    inside
        .and_then(|inside| inside.split_once('/'))
        .map_or(file, |(_, package)| package)
}

/// Writes a report into the local data folder and deletes the oldest ones; gives its path.
fn keep(disk: &impl Disk, local: &Path, now: Stamp, report: &str) -> io::Result<PathBuf> {
    let folder = local.join(FOLDER);
    disk.make_private_folder(local)?;
    disk.make_private_folder(&folder)?;
    let time = now.to_string();
    let digits: String = time
        .chars()
        .take("2026-11-24T13:00:00".len())
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let path = folder.join(format!("report-{digits}-{}.txt", std::process::id()));
    let text = format!(
        "Report of a fault of pledge. It holds no words of a meeting and no names.\n\ntime: {time}\n{report}"
    );
    disk.replace_private(&path, text.as_bytes(), true)?;
    let mut reports = disk.list(&folder)?;
    reports.retain(|p| is_report(p));
    // Their names begin with their time.
    reports.sort();
    let old = reports.len().saturating_sub(MOST);
    for report in reports.iter().take(old) {
        disk.remove(report)?;
    }
    Ok(path)
}

fn is_report(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("report-") && path.extension().is_some_and(|e| e == "txt")
}

/// The clock of a full screen.
///
/// In a developer's build it panics once the file that `PLEDGE_PANIC` names is there, with the text in it as the message; in
/// another thread if that begins with "thread". Tests of this module's work need a panic in the middle of a meeting.
pub(super) fn clock() -> Stamp {
    #[cfg(debug_assertions)]
    on_purpose::fail();
    clock::now()
}

#[cfg(debug_assertions)]
mod on_purpose {
    use std::{path::PathBuf, thread};

    use crate::store::disk::{Disk as _, RealDisk};

    pub(super) fn fail() {
        let Some(file) = std::env::var_os("PLEDGE_PANIC").map(PathBuf::from) else {
            return;
        };
        let Ok(Some(text)) = RealDisk.read(&file) else {
            return;
        };
        let text = String::from_utf8_lossy(&text).into_owned();
        if text.starts_with("thread") {
            let worker = thread::Builder::new().name("a worker".into());
            // The process ends in it.
            let _ = worker
                .spawn(move || panics(text))
                .map(thread::JoinHandle::join);
        } else {
            panics(text);
        }
    }

    #[expect(clippy::panic, reason = "the fault that a test asks for")]
    #[expect(clippy::needless_pass_by_value, reason = "a thread takes it along")]
    fn panics(text: String) {
        panic!("{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    fn fault() -> Fault {
        Fault {
            place: "src/app.rs:1:2".to_owned(),
            message: None,
            whole_message: None,
            thread: "main".to_owned(),
        }
    }

    #[test]
    fn ten_reports_are_kept_and_they_are_the_last_ones() {
        let disk = MemoryDisk::default();
        let local = Path::new("/local/pledge");
        disk.replace(&local.join(FOLDER).join("notes.txt"), b"mine", false)
            .unwrap();
        let mut last = PathBuf::new();
        for second in 10..25 {
            let now = format!("2026-11-24T13:00:{second}+00:00").parse().unwrap();
            last = keep(&disk, local, now, &fault().report()).unwrap();
        }
        let mut kept = disk.list(&local.join(FOLDER)).unwrap();
        kept.retain(|p| is_report(p));
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept.last(), Some(&last));
        let name = last.file_name().unwrap().to_string_lossy();
        assert!(name.starts_with("report-20261124T130024-"), "{name}");
        assert!(
            kept.iter()
                .all(|p| *p >= local.join(FOLDER).join("report-20261124T130015"))
        );
        assert_eq!(
            disk.file(&local.join(FOLDER).join("notes.txt")),
            Some(b"mine".to_vec())
        );
    }

    #[test]
    fn where_no_report_can_be_written_the_screen_says_what_would_be_in_it() {
        let disk = MemoryDisk::default();
        disk.refuse_writes(true);
        let now = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let kept = keep(&disk, Path::new("/local"), now, &fault().report());
        assert!(kept.is_err());
        let said = words(&fault(), kept, Some("pledge /unit".to_owned()));
        for words in [
            "could not be written",
            "place: src/app.rs:1:2",
            "commit: ",
            "with: pledge /unit",
        ] {
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_message_that_was_formatted_is_not_in_the_report() {
        let report = fault().report();
        assert!(report.contains("message: not kept"), "{report}");
        let known = Fault {
            message: Some("internal error: entered unreachable code"),
            ..fault()
        };
        assert!(known.report().contains("message: internal error"));
        for line in [
            "version: ",
            "commit: ",
            "target: ",
            "features: ",
            "thread: main",
            "window: ",
            "backtrace:",
        ] {
            assert!(report.contains(line), "{line}");
        }
    }

    #[test]
    fn a_place_in_a_package_is_said_without_the_folders_of_the_building_computer() {
        let file = "/home/x/.cargo/registry/src/index.crates.io-1/ratatui-0.30.2/src/buffer.rs";
        assert_eq!(in_source(file), "ratatui-0.30.2/src/buffer.rs");
        assert_eq!(in_source("src/app.rs"), "src/app.rs");
    }
}
