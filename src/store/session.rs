//! A session: state with its journal on disk. It is opened, recorded, undone, and never lost without a word.
//!
//! Everything that is recorded is on disk when the call returns, or counted as unsaved and tried again.

pub mod merge;
mod open;
mod projection;
mod save;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use self::projection::ProjectionState;
use super::{
    disk::{Disk, Lock},
    journal::{Journal, JournalError, UndoableStep},
    line::{self, LineContent, LineOrigin},
    places::Places,
};
use crate::domain::{
    event_sourced::EventSourced,
    refusal::{Refusal, allow_if, refuse},
    stamp::Stamp,
};

/// An error in opening, merging or saving a session.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The journal is damaged, or newer than the program.
    #[error("{}: {error}.", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// The line, and its fault.
        error: JournalError,
    },
    /// A file cannot be read or written.
    #[error("{}: {error}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// The error of the disk.
        error: io::Error,
    },
    /// Another window holds the lock, so nothing may be written.
    #[error("it is open in another window")]
    ReadOnly,
    /// There is no journal to go on with.
    #[error("there is no record to go on with")]
    NotBegun,
    /// Two records cannot be merged.
    #[error(transparent)]
    Unmergeable(#[from] Refusal),
    /// A value cannot be written as JSON.
    #[error("a line could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// Turns an error of the disk into one that names the file.
pub fn on(path: &Path) -> impl Fn(io::Error) -> SessionError + '_ {
    move |error| SessionError::Disk {
        path: path.to_path_buf(),
        error,
    }
}

/// State and its journal.
pub struct Session<E: EventSourced, D: Disk> {
    disk: D,
    places: Places,
    journal: Journal<E>,
    /// Lines are appended here.
    path: PathBuf,
    lock: Option<Lock>,
    /// The words that are left in the lock for others to read.
    who: String,
    /// There is no lock, and a user has confirmed that nobody else has it open.
    alone: bool,
    /// The mark of this writer's lines where no lock keeps others away.
    writer: String,
    /// Steps that are not on disk.
    unsaved: usize,
    /// Steps that could not be written as JSON. They stay unsaved for good, since no retry can save them.
    unrecordable: usize,
    /// The whole journal is written anew instead of a line added: after a failed write the content of the file is not known.
    rewrite_due: bool,
    /// The torn end of the folder's journal, until it is in a file of its own.
    torn: Vec<u8>,
    notices: Vec<String>,
}

impl<E: EventSourced, D: Disk> Session<E, D> {
    /// Checks that a step is short enough for a line of the journal (at most `line::LONGEST` bytes). Asked before the step is
    /// made, because what is written has to be read again.
    ///
    /// # Errors
    /// If it is too long, or cannot be written as JSON.
    pub fn takes(&self, events: &[E::Event]) -> Result<(), Refusal> {
        let longest = line::LONGEST;
        match serde_json::to_string(events) {
            Ok(text) if text.len() <= longest => Ok(()),
            Ok(text) => refuse(format!(
                "That is {} MiB, and one step holds at most {} MiB. Nothing was changed.",
                text.len().div_ceil(1024 * 1024),
                longest / (1024 * 1024)
            )),
            Err(why) => refuse(format!("That cannot be recorded: {why}.")),
        }
    }

    /// Records the events of one command: applied at once, on disk when this returns, or counted as unsaved.
    pub fn record(&mut self, events: Vec<E::Event>, at: Stamp) {
        self.step(LineContent::Did(events), at);
        self.add_checkpoint(at);
    }

    /// Adds a checkpoint where it is time for one and all before it is on disk. It comes after a step only: while ballots are
    /// taken nothing is written.
    fn add_checkpoint(&mut self, at: Stamp) {
        self.append_checkpoint(|journal| journal.checkpoint_where_due(at));
    }

    /// Adds a checkpoint now, where all before it is on disk.
    pub fn checkpoint(&mut self, at: Stamp) {
        self.append_checkpoint(|journal| journal.checkpoint(at));
    }

    fn append_checkpoint(&mut self, add: impl FnOnce(&mut Journal<E>) -> Option<String>) {
        // Behind steps that are not on disk, a checkpoint would vouch for lines that the file does
        // not have.
        if self.is_read_only() || self.unsaved > 0 || self.rewrite_due {
            return;
        }
        let length = self.journal.text().len();
        let Some(line) = add(&mut self.journal) else {
            return;
        };
        // Nothing is lost with it, but what the file holds is not known any more.
        let added = self.disk.append(&self.path, length, line.as_bytes(), true);
        self.rewrite_due = added.is_err();
    }

    /// Steps that were applied at the opening, which is what takes its time.
    pub fn replayed(&self) -> usize {
        self.journal.replayed()
    }

    /// Undoes the last step; returns its events.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn undo(&mut self, at: Stamp) -> Result<Vec<E::Event>, Refusal> {
        self.may_write()?;
        let (n, events) = self.journal.last_step()?;
        self.step(LineContent::Undid(n), at);
        Ok(events)
    }

    /// Redoes the last step that was undone; returns its events.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn redo(&mut self, at: Stamp) -> Result<Vec<E::Event>, Refusal> {
        self.may_write()?;
        let (n, events) = self.journal.last_undone()?;
        self.step(LineContent::Redid(n), at);
        Ok(events)
    }

    /// The last steps that are done, at most `most`, the last one first; it ends with the step that no undo takes back.
    pub fn undoable(&self, most: usize) -> Vec<UndoableStep<E>> {
        self.journal.undoable(most)
    }

    /// Events of the step that redo would do again; none without one.
    pub fn redoable(&self) -> Option<Vec<E::Event>> {
        let (_, events) = self.journal.last_undone().ok()?;
        Some(events)
    }

    fn may_write(&self) -> Result<(), Refusal> {
        allow_if(
            !self.is_unsure(),
            "It cannot be told whether somebody else has this open. {TryAgain} goes on all the same.",
        )?;
        allow_if(
            !self.is_read_only(),
            "This meeting is open in another window.",
        )
    }

    /// Lines say who wrote them where nothing keeps two writers apart.
    fn origin(&self) -> LineOrigin {
        let unlocked = self.alone || matches!(self.lock, Some(Lock::NoLocks));
        LineOrigin {
            by: unlocked.then(|| self.writer.clone()),
            from: None,
        }
    }

    /// Records the users' place. It is written, but not synced.
    pub fn mark(&mut self, mark: E::Mark, at: Stamp) {
        if self.is_read_only() {
            return self.journal.look_at(mark);
        }
        let length = self.journal.text().len();
        let origin = self.origin();
        // Not synced: a sync takes some 4 ms, and a lost mark costs the room one key after a crash.
        if let Ok(line) = self.journal.add_from(LineContent::Mark(mark), at, origin) {
            if self.rewrite_due {
                return;
            }
            if self
                .disk
                .append(&self.path, length, line.as_bytes(), false)
                .is_err()
            {
                self.rewrite_due = true;
            }
        }
    }

    /// Moves to another place without a line in the journal.
    pub fn look_at(&mut self, mark: E::Mark) {
        self.journal.look_at(mark);
    }

    fn step(&mut self, kind: LineContent<E>, at: Stamp) {
        if self.is_read_only() {
            return;
        }
        let length = self.journal.text().len();
        let origin = self.origin();
        let Ok(line) = self.journal.add_from(kind, at, origin) else {
            self.unrecordable += 1;
            return;
        };
        // While the folder refuses, every step would wait for it again. `retry` writes all of them
        // at once.
        if self.unsaved > 0 {
            self.unsaved += 1;
            return;
        }
        let written = if self.rewrite_due {
            self.write_anew().is_ok()
        } else {
            self.disk
                .append(&self.path, length, line.as_bytes(), true)
                .is_ok()
        };
        self.rewrite_due = !written;
        self.unsaved = usize::from(!written);
    }

    /// Adds a sentence to what happened at the opening.
    pub fn say(&mut self, notice: String) {
        self.notices.push(notice);
    }

    /// The state now.
    pub fn state(&self) -> &E {
        self.journal.state()
    }

    /// The users' place in it.
    pub fn marked(&self) -> &E::Mark {
        self.journal.mark()
    }

    /// The moment of the last step, undo or redo; see [`Journal::changed`].
    pub fn changed(&self) -> Option<Stamp> {
        self.journal.changed()
    }

    /// The inputs that it began with.
    pub fn began(&self) -> &E::Began {
        self.journal.began()
    }

    /// Its id.
    pub fn id(&self) -> &str {
        E::id(self.journal.began())
    }

    /// The number that the next entry gets.
    pub fn next(&self) -> u64 {
        self.journal.next()
    }

    /// Steps that are not on disk.
    pub fn unsaved(&self) -> usize {
        self.unsaved + self.unrecordable
    }

    /// True if somebody else holds the lock, or may hold it.
    pub fn is_read_only(&self) -> bool {
        self.is_unsure() || matches!(self.lock, Some(Lock::Others(_)))
    }

    /// There is no lock, so it is unknown whether somebody else has it open.
    pub fn is_unsure(&self) -> bool {
        self.lock.is_none() && !self.alone
    }

    /// The paths of its files.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The disk it is on.
    pub fn disk(&self) -> &D {
        &self.disk
    }

    /// The file that lines are appended to.
    pub fn journal_path(&self) -> &Path {
        &self.path
    }

    /// The journal as it would be on disk if everything were saved.
    pub fn text(&self) -> &str {
        self.journal.text()
    }

    /// The events of the opening, in sentences.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde::{Deserialize, Serialize, Serializer};

    use super::*;
    use crate::{domain::event_sourced::EventError, store::memory::MemoryDisk};

    /// A counter whose event 0 cannot be written as JSON.
    #[derive(Clone, Debug)]
    struct Counter(usize);

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    struct Added(u8);

    impl Serialize for Added {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                0 => Err(serde::ser::Error::custom("no")),
                n => serializer.serialize_u8(n),
            }
        }
    }

    impl EventSourced for Counter {
        type Began = String;
        type Event = Added;
        type Mark = ();
        type Snapshot = ();
        const FORMAT: &'static str = "counter/1";
        const FILE_STEM: &'static str = "counter";

        fn begin(_: &String) -> Self {
            Self(0)
        }
        fn id(began: &String) -> &str {
            began
        }
        fn validate(&self, _: &Added) -> Result<(), EventError> {
            Ok(())
        }
        fn apply(&mut self, _: &Added) {
            self.0 += 1;
        }
        fn is_final(_: &Added) -> Option<&'static str> {
            None
        }
    }

    #[test]
    fn a_step_that_cannot_be_written_as_json_stays_unsaved() {
        let places = Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        };
        let at = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let began = || Ok("c".to_owned());
        let mut session =
            Session::<Counter, _>::open(MemoryDisk::default(), places, "us", at, began).unwrap();
        session.record(vec![Added(1)], at);
        assert_eq!((session.state().0, session.unsaved()), (1, 0));
        assert!(session.takes(&[Added(0)]).is_err());
        session.record(vec![Added(0)], at);
        assert_eq!((session.state().0, session.unsaved()), (1, 1));
        // Saving again cannot help it, and must not hide it.
        session.retry().unwrap();
        session.record(vec![Added(2)], at);
        assert_eq!((session.state().0, session.unsaved()), (2, 1));
    }
}
