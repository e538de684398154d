//! The files of a meeting by kind: those that can be rewritten, and those that can only be searched or removed.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde_json::Value;

use super::{ForgetError, scrub};
use crate::{
    domain::{
        booklet::Booklet, codebook::Codebook, event_sourced::EventSourced as _, findings::Findings,
        meeting::Meeting, outcome::Outcome, preparation::Preparation, refusal::Refusal,
    },
    store::{
        code_keys,
        disk::Disk,
        journal::Journal,
        line::{self, Entry, LineContent as Line},
        local::copies_elsewhere,
        places::Places,
        unit_file,
    },
    yaml::{self, AgendaFile, FileKind, Read},
};

/// The content of a file, as far as forgetting has to know it.
#[derive(Debug)]
pub(super) enum Holds {
    /// `findings.yaml`, or a copy of it.
    Findings(Box<Findings>),
    /// `agenda.yaml`, or a copy of it.
    Agenda(Box<AgendaFile>),
    /// `outcome.yaml`, or a copy of it.
    Outcome(Box<Outcome>),
    /// `codebook.yaml`, or a copy of it.
    Codebook(Box<Codebook>),
    /// `booklet.yaml`, or a copy of it.
    Booklet(Box<Booklet>),
    /// The box of an open round: the ballots as JSON, and the unit's folder.
    Ballots(String, Option<PathBuf>),
    /// The key of a code card, with the id of its person.
    CodeKey(String),
    /// The list of code cards.
    CodeList(String),
    /// The journal, or a copy of it.
    Journal(JournalLines),
    /// An unreadable copy of a file of ours, or the leftover of an interrupted write.
    Scrap,
    /// Half-typed text, or something made from the meeting.
    Made,
    /// A file that is not one of ours.
    Other,
}

/// A journal's lines.
#[derive(Debug)]
pub(super) struct JournalLines {
    /// The lines, parsed.
    pub(super) entries: Vec<Entry<Meeting>>,
    /// The torn end of the file.
    pub(super) tail: Vec<u8>,
    /// The lines as text.
    pub(super) text: String,
}

/// A file.
#[derive(Debug)]
pub(super) struct FoundFile {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) holds: Holds,
    /// Kept beside the file that is in use.
    pub(super) copy: bool,
}

/// The paths of every file that may hold the words: those of the folder, and those on this computer that belong to it.
pub(super) fn paths<D: Disk>(
    disk: &D,
    places: &Places,
    also: &[PathBuf],
) -> Result<Vec<PathBuf>, ForgetError> {
    let on = |folder: &Path| {
        let folder = folder.display().to_string();
        move |e| ForgetError::new(format!("{folder}: {e}"))
    };
    let mut paths = disk.list(&places.folder).map_err(on(&places.folder))?;
    let local = disk.list(&places.local).map_err(on(&places.local))?;
    let key = name(&places.local_journal()).replace(".journal", "");
    let id = meeting_of(disk, places);
    let ballots = id.as_deref().and_then(|id| ballots_of(places, id));
    let elsewhere = id.map(|id| copies_elsewhere::<Meeting, D>(disk, places, &id));
    paths.extend(elsewhere.into_iter().flatten());
    paths.extend(local.into_iter().filter(|path| {
        let name = name(path);
        name.starts_with(&key) || ballots.as_ref().is_some_and(|b| name.starts_with(b))
    }));
    paths.extend(code_keys::keys_of(disk, places));
    paths.extend(also.iter().cloned());
    // It says who has the folder open now, which is us.
    let locks = [places.lock(), places.lock_of(Preparation::FILE_STEM)];
    paths.retain(|path| !locks.contains(path));
    paths.sort();
    // A journal on this computer may be found twice: by its name and by its meeting.
    paths.dedup();
    Ok(paths)
}

/// The id of the meeting in the folder.
pub(super) fn meeting_of<D: Disk>(disk: &D, places: &Places) -> Option<String> {
    let bytes = disk.read_record(&places.journal()).ok().flatten()?;
    let first = bytes.split(|b| *b == b'\n').next()?;
    let entry = line::read::<Meeting>(first).ok()?;
    let Line::Began(began) = entry.kind else {
        return None;
    };
    Some(began.id)
}

/// The prefix of the names of this meeting's ballot files.
fn ballots_of(places: &Places, id: &str) -> Option<String> {
    let example = name(&places.ballots(id, ""));
    example.strip_suffix(".ballots").map(str::to_owned)
}

/// A file's name, without its folder.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

/// Reads a file and finds its kind.
pub(super) fn read<D: Disk>(
    disk: &D,
    places: &Places,
    path: PathBuf,
) -> Result<Option<FoundFile>, ForgetError> {
    // A journal is read at any length, as the opening does it; other files have the common limit.
    let read = if ends(&path, "journal") {
        disk.read_record(&path)
    } else {
        disk.read(&path)
    };
    let bytes = match read {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        // Somebody else's file is said to be unsearched later; ours must be read, or nothing is done at all.
        Err(_) if !is_ours(places, &path) => return Ok(None),
        Err(e) => return Err(ForgetError::new(format!("{}: {e}", path.display()))),
    };
    let name = name(&path);
    let copy = [".other-", ".edited-", ".before-", ".merged-"]
        .iter()
        .any(|kind| name.contains(kind));
    // Everything in a preparation that was saved stands in the files as well; one that was not is refused before.
    let of_preparation =
        name.starts_with("preparation.") || path == places.local_journal_of(Preparation::FILE_STEM);
    let holds = if path == places.draft() || path.starts_with(places.folder.join("out")) {
        Holds::Made
    } else if path == places.broken() || of_preparation || ends(&path, "new") {
        Holds::Scrap
    } else if ends(&path, "journal") {
        let copy = copy || path != places.journal();
        journal(&path, &bytes, copy)?
    } else if ends(&path, "yaml") || ends(&path, "yml") {
        file(&path, &bytes, copy)?
    } else if ends(&path, "ballots") {
        // A damaged one is of no use to its meeting, which says so when it is opened.
        unit_file::parts(&bytes).map_or(Holds::Scrap, |(ballots, unit)| {
            Holds::Ballots(ballots, unit)
        })
    } else if path == places.code_cards() {
        Holds::CodeList(String::from_utf8_lossy(&bytes).into_owned())
    } else if ends(&path, "codes") {
        code_keys::person_of(&bytes).map_or(Holds::Scrap, Holds::CodeKey)
    } else {
        Holds::Other
    };
    Ok(Some(FoundFile {
        path,
        bytes,
        holds,
        copy,
    }))
}

fn is_ours(places: &Places, path: &Path) -> bool {
    path == places.draft()
        || path.starts_with(places.folder.join("out"))
        || [
            "ballots", "broken", "codes", "journal", "new", "yaml", "yml",
        ]
        .iter()
        .any(|end| ends(path, end))
}

fn ends(path: &Path, end: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(end))
}

fn journal(path: &Path, bytes: &[u8], copy: bool) -> Result<Holds, ForgetError> {
    let opened = match Journal::<Meeting>::open(bytes) {
        Ok(Some((journal, tail))) => Some((journal.text().to_owned(), tail)),
        Ok(None) => None,
        // A damaged copy must not keep anything from being forgotten: it goes if it has the words.
        Err(_) if copy => None,
        Err(damage) => return Err(ForgetError::new(format!("{}: {damage}", path.display()))),
    };
    let Some((text, tail)) = opened else {
        return Ok(Holds::Scrap);
    };
    let mut entries = Vec::new();
    for line in text.lines() {
        let entry = line::read::<Meeting>(line.as_bytes())
            .map_err(|e| ForgetError::new(format!("{}: {e:?}", path.display())))?;
        entries.push(entry);
    }
    Ok(Holds::Journal(JournalLines {
        entries,
        tail,
        text,
    }))
}

fn file(path: &Path, bytes: &[u8], copy: bool) -> Result<Holds, ForgetError> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(if copy { Holds::Scrap } else { Holds::Other });
    };
    let name = path.display().to_string();
    let holds = match FileKind::of(text) {
        Some(FileKind::Findings) => value(yaml::read_findings(&name, text), Holds::Findings),
        Some(FileKind::Agenda) => value(yaml::read_agenda(&name, text), Holds::Agenda),
        Some(FileKind::Outcome) => value(yaml::read_outcome(&name, text), Holds::Outcome),
        Some(FileKind::Codebook) => value(yaml::read_codebook(&name, text), Holds::Codebook),
        Some(FileKind::Booklet) => value(yaml::read_booklet(&name, text), Holds::Booklet),
        _ => Ok(Holds::Other),
    };
    match holds {
        Err(_) if copy => Ok(Holds::Scrap),
        Err(problem) => Err(
            ForgetError::new(format!("this file cannot be read\n{problem}"))
                .hint("`pledge check FOLDER` shows all that is wrong; nothing was changed"),
        ),
        Ok(holds) => Ok(holds),
    }
}

fn value<T>(read: Read<T>, holds: impl FnOnce(Box<T>) -> Holds) -> Result<Holds, Refusal> {
    match read.value {
        Some(value) => Ok(holds(Box::new(value))),
        None => Err(read
            .problems
            .first()
            .map_or_else(String::new, ToString::to_string)
            .into()),
    }
}

/// True if a file is a diverged record of this meeting: neither extends the other, so ids that came since
/// may mean something else in it.
pub(super) fn is_apart(file: &FoundFile, files: &[FoundFile], places: &Places) -> bool {
    let text = |file: &FoundFile| match &file.holds {
        Holds::Journal(lines) => Some(lines.text.clone()),
        _ => None,
    };
    let own = files
        .iter()
        .find(|f| f.path == places.journal())
        .and_then(text);
    match (text(file), own) {
        (Some(theirs), Some(own)) => !theirs.starts_with(&own) && !own.starts_with(&theirs),
        _ => false,
    }
}

impl FoundFile {
    /// Calls `visit` with everything in it that has an id and words.
    pub(super) fn each(
        &self,
        visit: &mut impl FnMut(scrub::IdKind, &str, &str),
    ) -> Result<(), serde_json::Error> {
        let values: Vec<Value> = match &self.holds {
            Holds::Findings(findings) => vec![serde_json::to_value(findings)?],
            Holds::Agenda(file) => vec![serde_json::to_value(&file.agenda)?],
            Holds::Outcome(outcome) => vec![serde_json::to_value(outcome)?],
            Holds::Journal(lines) => {
                let mut values = Vec::new();
                for entry in &lines.entries {
                    match &entry.kind {
                        Line::Began(began) => values.push(serde_json::to_value(began)?),
                        Line::Did(events) => values.push(serde_json::to_value(events)?),
                        _ => {}
                    }
                }
                values
            }
            Holds::Codebook(_)
            | Holds::Booklet(_)
            | Holds::Ballots(..)
            | Holds::CodeKey(_)
            | Holds::CodeList(_)
            | Holds::Scrap
            | Holds::Made
            | Holds::Other => Vec::new(),
        };
        for value in &values {
            scrub::each(value, visit);
        }
        Ok(())
    }

    /// Ids of comments that are listed as forgotten.
    pub(super) fn forgotten(&self) -> &[String] {
        match &self.holds {
            Holds::Findings(findings) => &findings.forgotten,
            _ => &[],
        }
    }
}

/// A file's text, whatever it is encoded in; nothing where it is not text.
pub(super) fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Some(UTF_16LE.decode_without_bom_handling(rest).0),
        [0xfe, 0xff, rest @ ..] => return Some(UTF_16BE.decode_without_bom_handling(rest).0),
        _ => {}
    }
    // Both are compressed, so a search through their bytes would find nothing and say so.
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK") || bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => Some(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}
