//! Reading of every outcome below a folder: in parallel, each dropped once it was seen, and nothing skipped in silence.

use std::{
    collections::HashSet,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    cli::{
        failure::Failure,
        files::{self, DISK, name},
        paths,
    },
    domain::{
        outcome::Outcome,
        programme::ProgrammeFile,
        refusal::{Refusal, refuse},
    },
    programme::{
        dataset::Source,
        key::{self, Progress},
        rows::MeetingId,
    },
    store::{
        careful::Below,
        disk::{Disk as _, Thing, is_yaml},
    },
    yaml::{self, FileKind, Severity},
};

/// A file that counts for nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Unread {
    pub(in crate::cli) file: String,
    pub(in crate::cli) why: String,
}

/// Files below a folder that may be outcomes, by name; and the folders below it that cannot be looked into.
pub(super) fn candidates(folder: &Path) -> Result<(Vec<PathBuf>, Vec<Unread>), Failure> {
    let Below { mut files, unread } = DISK.below(folder);
    if let Some((_, error)) = unread.iter().find(|(path, _)| path == folder) {
        return Err(Failure::file(folder, error));
    }
    files.retain(|path| is_original(path));
    let unread = unread.into_iter().map(|(path, error)| Unread {
        file: paths::in_table(name(&path)),
        why: error.to_string(),
    });
    Ok((files, unread.collect()))
}

/// False for what was made from an outcome or set aside: it would count twice.
pub(in crate::cli) fn is_original(path: &Path) -> bool {
    let made = path
        .parent()
        .and_then(Path::file_name)
        .is_some_and(|f| f == "out");
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    is_yaml(path) && !made && !name.contains(".edited-") && !name.contains(".other-")
}

/// `programme.yaml` of a folder; `None` if there is none.
pub(in crate::cli) fn settings_of(folder: &Path) -> Result<Option<ProgrammeFile>, Unread> {
    let path = folder.join(ProgrammeFile::NAME);
    let file = paths::in_table(name(&path));
    let unread = |why: String| Unread {
        file: file.clone(),
        why,
    };
    let Some(text) = text(&path).map_err(|r| unread(r.into()))? else {
        return Ok(None);
    };
    let read = yaml::read_programme(&file, &text);
    let first = first_error(&file, &read.problems);
    read.value
        .map(Some)
        .ok_or_else(|| unread(first.unwrap_or_default()))
}

/// Parts of a view, one for each thread in the order of the files, and the files that could not be read.
pub(super) struct ReadParts<T> {
    pub(super) parts: Vec<T>,
    pub(super) unread: Vec<Unread>,
}

/// Reads all files, as many at a time as there are processors. `add` sees each outcome, which is dropped afterwards. Progress is shown on
/// standard error after half a second.
pub(super) fn read_each<T: Send>(
    folder: &Path,
    paths: &[PathBuf],
    start: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, Source, Outcome) + Sync,
) -> ReadParts<T> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    // `chunks` panics on 0, and there may be no files.
    let share = paths.len().div_ceil(workers).max(1);
    let done = AtomicUsize::new(0);
    let read_some = |paths: &[PathBuf]| {
        let (mut part, mut unread) = (start(), Vec::new());
        DISK.read_ahead(paths, |nth, bytes| {
            let Some(path) = paths.get(nth) else { return };
            let file = paths::in_table(name(path));
            match text_of(bytes).and_then(|text| outcome_in(path, &file, text)) {
                Ok(None) => {}
                Ok(Some(outcome)) => {
                    let folder = folder_below(folder, path);
                    add(&mut part, Source { file, folder }, outcome);
                }
                Err(refusal) => unread.push(Unread {
                    file,
                    why: refusal.into(),
                }),
            }
            done.fetch_add(1, Ordering::Relaxed);
        });
        (part, unread)
    };
    let mut all = ReadParts {
        parts: Vec::new(),
        unread: Vec::new(),
    };
    thread::scope(|scope| {
        let (ended, waits) = mpsc::channel::<()>();
        let read_some = &read_some;
        let parts: Vec<_> = paths
            .chunks(share)
            .map(|paths| {
                let ended = ended.clone();
                let work = move || {
                    let part = read_some(paths);
                    // It is dropped in a panic as well, which ends the wait.
                    drop(ended);
                    part
                };
                (paths, scope.spawn(work))
            })
            .collect();
        drop(ended);
        let mut line = ProgressLine::new("Reading outcomes");
        while waits.recv_timeout(ProgressLine::EVERY) == Err(mpsc::RecvTimeoutError::Timeout) {
            line.show(done.load(Ordering::Relaxed), paths.len());
        }
        line.clear();
        for (paths, part) in parts {
            // A worker that fell over has said so; what it had is read again here.
            let (part, unread) = part.join().unwrap_or_else(|_| read_some(paths));
            all.parts.push(part);
            all.unread.extend(unread);
        }
    });
    all
}

/// Progress of a long command: one line on standard error that is overwritten, or one in all if that is no terminal.
pub(super) struct ProgressLine {
    doing: &'static str,
    begun: Instant,
    shown: bool,
}

impl ProgressLine {
    /// Time between two looks at the progress.
    pub(super) const EVERY: Duration = Duration::from_millis(200);
    /// Time before progress is shown.
    const PATIENCE: Duration = Duration::from_millis(500);

    pub(super) fn new(doing: &'static str) -> Self {
        Self {
            doing,
            begun: Instant::now(),
            shown: false,
        }
    }

    pub(super) fn show(&mut self, done: usize, of: usize) {
        if self.begun.elapsed() < Self::PATIENCE {
            return;
        }
        let mut out = io::stderr().lock();
        // Written past `say_on`, which would take out the escape that clears the line.
        if out.is_terminal() {
            let _ = write!(out, "\r\x1b[K{}: {done} of {of} files", self.doing);
            let _ = out.flush();
        } else if !self.shown {
            let _ = writeln!(out, "{} ...", self.doing);
        }
        self.shown = true;
    }

    pub(super) fn clear(&mut self) {
        if self.shown && io::stderr().is_terminal() {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
        self.shown = false;
    }
}

/// A folder below another one, with `/` between its parts; empty for that one itself.
pub(in crate::cli) fn folder_of(above: &Path, folder: &Path) -> String {
    let below = folder.strip_prefix(above).unwrap_or(folder);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// The folder of a file below another folder.
pub(super) fn folder_below(above: &Path, path: &Path) -> String {
    path.parent()
        .map_or_else(String::new, |folder| folder_of(above, folder))
}

/// Key of an outcome's meeting and its reviews, by which copies are found.
pub(super) fn keyed(
    settings: Option<&ProgrammeFile>,
    source: &Source,
    outcome: &Outcome,
) -> (Option<MeetingId>, Progress) {
    let listed = settings.and_then(|s| s.unit_of(&source.folder));
    let unit = key::unit_id(outcome, listed.and_then(|u| u.id.as_deref()));
    (key::meeting_id(outcome, unit), Progress::of(outcome))
}

/// Outcomes with the files they are in, and what could not be read.
pub(in crate::cli) type Outcomes = (Vec<(String, Outcome)>, Vec<Unread>);

/// Every outcome below some folders, or in a file, each with the file it is in; and what could not be read. A meeting that is there twice
/// counts once.
pub(in crate::cli) fn outcomes_below(folders: &[PathBuf]) -> Result<Outcomes, Failure> {
    let (mut outcomes, mut keys, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for folder in folders {
        let mut settings = None;
        let looked = match files::thing(folder) {
            Ok(Some(Thing::Folder)) => {
                match settings_of(folder) {
                    Ok(found) => settings = found,
                    Err(why) => unread.push(why),
                }
                candidates(folder)
            }
            Ok(_) => Ok((vec![folder.clone()], Vec::new())),
            Err(why) => Err(why),
        };
        let paths = match looked {
            Ok((paths, more)) => {
                unread.extend(more);
                paths
            }
            // One folder alone has nothing else to show; of several the others count.
            Err(why) if folders.len() == 1 => return Err(why),
            Err(why) => {
                let file = paths::in_table(name(folder));
                let why = String::from(Refusal::from(why));
                let why = why.strip_prefix(&format!("{}: ", folder.display()));
                let why = why.unwrap_or("it cannot be read").to_owned();
                unread.push(Unread { file, why });
                continue;
            }
        };
        for path in paths {
            let file = paths::in_table(name(&path));
            match read(&path, &file) {
                Ok(None) => {}
                Ok(Some(outcome)) => {
                    let folder = folder_below(folder, &path);
                    let source = Source { file, folder };
                    keys.push(keyed(settings.as_ref(), &source, &outcome));
                    outcomes.push((source.file, outcome));
                }
                Err(refusal) => unread.push(Unread {
                    file,
                    why: refusal.into(),
                }),
            }
        }
    }
    let files: Vec<&str> = outcomes.iter().map(|(file, _)| file.as_str()).collect();
    let again = again(&keys, &files);
    outcomes.retain(|(file, _)| !again.iter().any(|copy| copy.file == *file));
    unread.extend(again);
    Ok((outcomes, unread))
}

/// Parts of the outcomes that count.
pub(super) struct CountedParts<T, S> {
    /// A part of each outcome, in the order of the files.
    pub(super) parts: Vec<T>,
    /// Collected by each thread, in the order of the files.
    pub(super) collected: Vec<S>,
    pub(super) unread: Vec<Unread>,
}

/// A part of every outcome in some files below a folder. A meeting that is there twice counts once. `part` sees each outcome, of copies too,
/// and may collect more of them.
pub(super) fn each_once<T: Send, S: Send>(
    folder: &Path,
    paths: &[PathBuf],
    settings: Option<&ProgrammeFile>,
    start: impl Fn() -> S + Sync,
    part: impl Fn(&mut S, &Source, &Outcome) -> T + Sync,
) -> CountedParts<T, S> {
    let start = || (Vec::new(), start());
    let read = read_each(folder, paths, start, |(all, state), source, outcome| {
        let key = keyed(settings, &source, &outcome);
        let part = part(state, &source, &outcome);
        all.push((key, source.file, part));
    });
    let mut unread = read.unread;
    let (mut keys, mut files, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut collected = Vec::new();
    for (all, state) in read.parts {
        collected.push(state);
        for (key, file, part) in all {
            keys.push(key);
            files.push(file);
            kept.push(Some(part));
        }
    }
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let copies = again(&keys, &names);
    let others: HashSet<&str> = copies.iter().map(|copy| copy.file.as_str()).collect();
    for (file, part) in files.iter().zip(&mut kept) {
        if others.contains(file.as_str()) {
            *part = None;
        }
    }
    unread.extend(copies);
    CountedParts {
        parts: kept.into_iter().flatten().collect(),
        collected,
        unread,
    }
}

/// The files whose meeting another one gives, each with that one.
pub(super) fn again(keys: &[(Option<MeetingId>, Progress)], files: &[&str]) -> Vec<Unread> {
    let copies = key::copies(keys.iter().copied());
    let copies = copies.into_iter().zip(files);
    copies
        .filter_map(|(counts, file)| {
            let kept = files.get(counts?)?;
            Some(Unread {
                file: (*file).to_owned(),
                why: key::copy_of(kept),
            })
        })
        .collect()
}

/// The text of a file; `None` if there is none.
fn text(path: &Path) -> Result<Option<String>, Refusal> {
    text_of(DISK.read(path))
}

/// The text in what was read of a file; `None` if there is none.
fn text_of(bytes: io::Result<Option<Vec<u8>>>) -> Result<Option<String>, Refusal> {
    let bytes = bytes.map_err(|e| Refusal::new(e.to_string()))?;
    let Some(bytes) = bytes else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(
        |_| "this is not UTF-8 text: save it again as UTF-8 in the editor it was written with",
    )?;
    Ok(Some(text))
}

/// The outcome in a file; nothing where it is another of our files.
fn read(path: &Path, file: &str) -> Result<Option<Outcome>, Refusal> {
    outcome_in(path, file, text(path)?)
}

/// The outcome in the text of a file; nothing where it is another of our files.
fn outcome_in(path: &Path, file: &str, text: Option<String>) -> Result<Option<Outcome>, Refusal> {
    let text = text.unwrap_or_default();
    let called = path
        .file_stem()
        .is_some_and(|s| s.to_string_lossy().contains("outcome"));
    match FileKind::of(&text) {
        Some(FileKind::Outcome) => {}
        // A file of that name that is none was damaged or half copied. To pass over it would count
        // too few.
        None if called => return refuse("it does not begin with `pledge: outcome/1`"),
        _ => return Ok(None),
    }
    let read = yaml::read_outcome(file, &text);
    let first = first_error(file, &read.problems);
    read.value
        .map(Some)
        .ok_or_else(|| Refusal::new(first.unwrap_or_default()))
}

/// The first error of a file, without its name, and the number of the others.
fn first_error(file: &str, problems: &[yaml::Problem]) -> Option<String> {
    let mut errors = problems.iter().filter(|p| p.severity == Severity::Error);
    let first = errors.next()?.to_string();
    let first = first.lines().next().unwrap_or_default();
    // The file is said already.
    let at = first
        .strip_prefix(file)
        .map_or(first, |rest| rest.trim_start_matches(':'));
    Some(match errors.count() {
        0 => format!("line {at}"),
        more => format!("line {at}; and {more} more"),
    })
}
