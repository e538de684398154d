//! Opening a preparation beside its files, and handing a saved one to the meeting that has begun.
//!
//! Both are generic over the disk, so that tests can make every single write fail.

use std::collections::BTreeSet;

use super::fingerprint;
use crate::{
    domain::{
        agenda::Agenda,
        booklet::Booklet,
        command::{Command, Now},
        event_sourced::EventSourced as _,
        findings::Findings,
        meeting::Meeting,
        preparation::{Preparation, PreparationBegan},
        refusal::Refusal,
        settings::Settings,
        stamp::Stamp,
    },
    store::{
        disk::Disk,
        hash::hash,
        journal::Journal,
        places::{Places, numbered},
        session::{Session, SessionError, on},
    },
};

/// The files of a unit as they are: read, and as bytes.
pub struct UnitFiles<'a> {
    /// The findings, as the file says.
    pub findings: Findings,
    /// The agenda, completed with the settings.
    pub agenda: Agenda,
    /// The path of the outcome before, as the agenda names it.
    pub previous: Option<String>,
    /// The settings of the booklet.
    pub booklet: Booklet,
    /// The texts of the files that are there.
    pub texts: &'a [&'a str],
}

/// The journal of the last preparation; `None` if there is none that can be read.
pub fn last_journal(disk: &impl Disk, places: &Places) -> Option<Journal<Preparation>> {
    let path = places.journal_of(Preparation::FILE_STEM);
    let bytes = disk.read_record(&path).ok().flatten()?;
    Journal::open(&bytes).ok().flatten().map(|(j, _)| j)
}

/// True if a journal holds changes that are in no file.
pub fn has_unsaved(journal: &Journal<Preparation>) -> bool {
    let now = fingerprint(journal.state());
    match &journal.mark().saved {
        Some(saved) => *saved != now,
        None => fingerprint(&Preparation::begin(journal.began())) != now,
    }
}

/// Opens the preparation of a folder: goes on with its journal, or begins with its files. Files that were edited by hand since
/// win over the journal, which is kept as `*.other-N` where something in it was not saved.
///
/// # Errors
/// If the journal is damaged, or cannot be kept or removed; then nothing was removed.
pub fn open<D: Disk>(
    disk: D,
    places: Places,
    who: &str,
    id: String,
    files: UnitFiles<'_>,
    now: Stamp,
) -> Result<Session<Preparation, D>, SessionError> {
    let mut notice = None;
    let mut read = BTreeSet::new();
    if let Some(before) = last_journal(&disk, &places) {
        read.clone_from(&before.state().read);
        let is_known = |text: &&str| before.projected(&hash(text.as_bytes()));
        if !files.texts.iter().all(is_known) {
            notice = replace_journal(&disk, &places, &before)?;
        }
    }
    let began = PreparationBegan {
        id,
        findings: files.findings,
        agenda: files.agenda,
        previous: files.previous,
        booklet: files.booklet,
        read,
    };
    let mut session = Session::<Preparation, _>::open(disk, places, who, now, || Ok(began))?;
    // The files as they are now are known: saving over them sets no copy aside.
    for text in files.texts {
        session.knows(text.as_bytes(), now);
    }
    if let Some(notice) = notice {
        session.say(notice);
    }
    Ok(session)
}

/// Removes the journal, and keeps a copy first if something in it is in no file. Gives the sentence that says so.
fn replace_journal<D: Disk>(
    disk: &D,
    places: &Places,
    before: &Journal<Preparation>,
) -> Result<Option<String>, SessionError> {
    let path = places.journal_of(Preparation::FILE_STEM);
    let mut notice = None;
    if has_unsaved(before) {
        let bytes = disk.read_record(&path).map_err(on(&path))?;
        let other = numbered(&path, "other", |p| !matches!(disk.stamp(p), Ok(None)));
        disk.replace(&other, &bytes.unwrap_or_default(), true)
            .map_err(on(&other))?;
        let name = other.file_name().unwrap_or_default().to_string_lossy();
        notice = Some(format!(
            "The files were edited by hand, and go before changes that were not saved. Those are kept in {name}."
        ));
    }
    disk.remove(&path).map_err(on(&path))?;
    Ok(notice)
}

/// Hands what was saved to the meeting that has begun, as events of its own. Gives the sentence to show; `None` where no
/// meeting has begun or nothing is new to it.
///
/// # Errors
/// If the meeting cannot be opened, or refuses the change.
pub fn take_in<D: Disk>(
    disk: D,
    places: Places,
    who: &str,
    state: &Preparation,
    at: Stamp,
) -> Result<Option<String>, Refusal> {
    let mut session = match Session::<Meeting, _>::resume(disk, places, who, at) {
        Ok(session) => session,
        Err(SessionError::NotBegun) => return Ok(None),
        Err(error) => return Err(Refusal::new(error.to_string())),
    };
    if session.is_read_only() {
        return Ok(Some(
            "The meeting that has begun is open in another window. It offers the change when it is opened again."
                .to_owned(),
        ));
    }
    let mut agenda = state.agenda.clone();
    if agenda.capacity.currency.is_none() {
        let theirs = &session.state().agenda().capacity.currency;
        agenda.capacity.currency = theirs.clone().or(Some(Settings::default().currency));
    }
    let before = session.state().agenda().items.clone();
    let mut is_new = false;
    for command in [
        Command::TakeInFindings {
            findings: Box::new(Findings::clone(&state.findings).for_meeting()),
        },
        Command::TakeInAgenda {
            agenda: Box::new(agenda.clone()),
        },
    ] {
        let now = Now {
            at,
            n: session.next(),
        };
        let events = session.state().decide(command, now).map_err(|refusal| {
            Refusal::new(format!(
                "The meeting that has begun did not take it in: {refusal}"
            ))
        })?;
        if !events.is_empty() {
            session.record(events, at);
            is_new = true;
        }
    }
    if !is_new {
        return Ok(None);
    }
    let mark = session.marked().moved(&before, &agenda.items, at);
    if mark != *session.marked() {
        session.mark(mark, at);
    }
    Ok(Some(
        "The meeting that has begun has taken it in.".to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        domain::{meeting, preparation::change::Change},
        store::memory::{Fault, MemoryDisk},
    };

    fn places() -> Places {
        Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        }
    }

    fn at() -> Stamp {
        "2026-11-24T13:00:00+00:00".parse().unwrap()
    }

    fn opened(
        disk: &MemoryDisk,
        texts: &[&str],
    ) -> Result<Session<Preparation, MemoryDisk>, SessionError> {
        let files = UnitFiles {
            findings: Findings::default(),
            agenda: Agenda::from_findings(&Findings::default()),
            previous: None,
            booklet: Booklet::default(),
            texts,
        };
        open(disk.clone(), places(), "us", "p".to_owned(), files, at())
    }

    /// A disk with a change that is in no file.
    fn with_unsaved_change() -> MemoryDisk {
        let disk = MemoryDisk::default();
        let mut session = opened(&disk, &["one"]).unwrap();
        let change = Change::RulesSet {
            rules: vec!["One at a time.".to_owned()],
        };
        let changes = session.state().decide(change).unwrap();
        session.record(changes, at());
        disk
    }

    /// True if some file holds the change.
    fn is_kept(disk: &MemoryDisk) -> bool {
        let paths = disk.paths();
        let mut texts = paths.iter().filter_map(|path| disk.file(path));
        texts.any(|bytes| String::from_utf8_lossy(&bytes).contains("One at a time."))
    }

    #[test]
    fn files_edited_by_hand_win_and_an_unsaved_change_is_kept_beside_them() {
        let disk = with_unsaved_change();
        let session = opened(&disk, &["one"]).unwrap();
        assert_eq!(session.state().agenda.ground_rules, ["One at a time."]);
        drop(session);
        let session = opened(&disk, &["two"]).unwrap();
        assert!(session.state().agenda.ground_rules.is_empty());
        assert!(session.notices().join(" ").contains("Those are kept in"));
        assert!(is_kept(&disk));
    }

    #[test]
    fn whichever_write_fails_at_the_opening_no_unsaved_change_is_lost() {
        for fault in [
            Fault::Refused,
            Fault::Torn,
            Fault::DoneButSaysNo,
            Fault::Killed,
        ] {
            for nth in 0..8 {
                let disk = with_unsaved_change();
                disk.fail_at(nth, fault);
                let _ = opened(&disk, &["two"]);
                assert!(is_kept(&disk), "{fault:?} at call {nth}");
                disk.restart();
                opened(&disk, &["two"]).unwrap();
                assert!(is_kept(&disk), "{fault:?} at call {nth}, opened again");
            }
        }
    }

    #[test]
    fn a_meeting_takes_a_saved_change_in_once_whichever_write_fails() {
        let prepared = with_unsaved_change();
        let prepared = opened(&prepared, &["one"]).unwrap();
        let take =
            |disk: &MemoryDisk| take_in(disk.clone(), places(), "us", prepared.state(), at());
        assert_eq!(take(&MemoryDisk::default()), Ok(None));
        for fault in [Fault::Refused, Fault::Torn, Fault::DoneButSaysNo] {
            for nth in 0..6 {
                let disk = MemoryDisk::default();
                let begin = || Ok(meeting::Began::default());
                drop(Session::<Meeting, _>::open(
                    disk.clone(),
                    places(),
                    "us",
                    at(),
                    begin,
                ));
                disk.fail_at(nth, fault);
                let _ = take(&disk);
                disk.restart();
                take(&disk).unwrap();
                assert_eq!(take(&disk), Ok(None), "{fault:?} at call {nth}");
                let session = Session::<Meeting, _>::resume(disk, places(), "us", at()).unwrap();
                assert_eq!(session.state().agenda().ground_rules, ["One at a time."]);
            }
        }
    }
}
