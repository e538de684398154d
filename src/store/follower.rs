//! A follower of a meeting that another screen runs: read again when it has changed, never written.
//!
//! It takes no lock and makes no file. A half-written line is left for later; damage is reported, and the last
//! good state stays.

use std::{io, path::PathBuf};

use super::{
    disk::{Disk, FileStamp},
    journal::Journal,
    places::Places,
};
use crate::domain::event_sourced::EventSourced;

/// Reads in a row without an answer after which the trouble is shown.
const A_MOMENT: u8 = 3;

/// A journal that is followed.
pub struct Follower<E: EventSourced, D: Disk> {
    disk: D,
    places: Places,
    /// The journal in the unit's folder.
    here: FollowedFile<E>,
    /// The journal on this computer, for when the folder could not be written.
    there: FollowedFile<E>,
    /// The text that is being written at the desk.
    draft: FollowedDraft,
}

/// The file of half-typed text, as it was read last.
#[derive(Default)]
struct FollowedDraft {
    /// The stamp of the file when following began: what it holds then was left behind, and nobody is writing it.
    left: Option<FileStamp>,
    /// It has been looked at.
    looked: bool,
    seen: Option<FileStamp>,
    text: Option<String>,
}

/// One of the two files, as it was read last.
struct FollowedFile<E: EventSourced> {
    path: PathBuf,
    seen: Option<FileStamp>,
    journal: Option<Journal<E>>,
    trouble: Option<String>,
    /// Reads in a row that had no answer.
    silent: u8,
    /// The last journal that was read counts when the file is gone.
    keeps: bool,
}

impl<E: EventSourced, D: Disk> Follower<E, D> {
    /// Follows what is, or will be, at these places. Nothing is read yet.
    pub fn new(disk: D, places: Places) -> Self {
        Self {
            here: FollowedFile::of(places.journal(), true),
            there: FollowedFile::of(places.local_journal(), false),
            disk,
            places,
            draft: FollowedDraft::default(),
        }
    }

    /// Reads what has changed. True if the state or the trouble may have changed.
    pub fn poll(&mut self) -> bool {
        let here = self.here.poll(&self.disk);
        let there = self.there.poll(&self.disk);
        here || there
    }

    /// Reads the text that is being written at the desk, where it has changed; true if it has.
    pub fn poll_draft(&mut self) -> bool {
        let path = self.places.draft();
        // A folder that does not answer leaves what is there: the next look is a moment later.
        let Ok(look) = self.disk.stamp(&path) else {
            return false;
        };
        let draft = &mut self.draft;
        if !draft.looked {
            (draft.looked, draft.left) = (true, look);
        }
        if look.is_some() && look == draft.left {
            return false;
        }
        draft.left = None;
        if look == draft.seen {
            return false;
        }
        let text = match look {
            None => None,
            Some(_) => {
                let Ok(bytes) = self.disk.read(&path) else {
                    return false;
                };
                bytes.and_then(|bytes| String::from_utf8(bytes).ok())
            }
        };
        draft.seen = look;
        let news = draft.text != text;
        draft.text = text;
        news
    }

    /// The text that is being written at the desk, as it was read last.
    pub fn draft(&self) -> Option<&str> {
        self.draft.text.as_deref()
    }

    /// The journal: of the two copies the longer, where it goes on from the other; `None` as long as there is none.
    pub fn journal(&self) -> Option<&Journal<E>> {
        match (&self.here.journal, &self.there.journal) {
            (Some(here), Some(there)) if there.text().starts_with(here.text()) => Some(there),
            // Where the two went apart, the next opening goes on with the unit's, so the wall shows
            // that one.
            (Some(here), _) => Some(here),
            (None, there) => there.as_ref(),
        }
    }

    /// The reason why the unit's journal cannot be read, as a sentence.
    pub fn trouble(&self) -> Option<&str> {
        self.here.trouble.as_deref()
    }

    /// The paths of the files.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The disk they are on.
    pub fn disk(&self) -> &D {
        &self.disk
    }
}

impl<E: EventSourced> FollowedFile<E> {
    fn of(path: PathBuf, keeps: bool) -> Self {
        Self {
            path,
            seen: None,
            journal: None,
            trouble: None,
            silent: 0,
            keeps,
        }
    }

    fn poll<D: Disk>(&mut self, disk: &D) -> bool {
        let look = match disk.stamp(&self.path) {
            Ok(Some(look)) => look,
            Ok(None) => return self.is_gone(),
            Err(error) => return self.is_silent(&error),
        };
        // The length alone would miss a journal that was replaced by another one as long.
        if look.modified.is_some() && self.seen == Some(look) {
            return false;
        }
        let bytes = match disk.read_record(&self.path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.is_gone(),
            Err(error) => return self.is_silent(&error),
        };
        self.silent = 0;
        // Changed between the look and the reading, it is read once more the next time.
        self.seen = Some(look).filter(|l| l.length == bytes.len() as u64);
        self.take_in(&bytes)
    }

    /// The unit's journal may be away with its folder for a moment: the wall keeps what it has. A copy on this computer that
    /// is taken away is in the unit's journal, and counts no more.
    fn is_gone(&mut self) -> bool {
        (self.seen, self.silent) = (None, 0);
        let lost = !self.keeps && self.journal.take().is_some();
        self.say(None) || lost
    }

    /// Counts a read without an answer. The file is read again in any case; the trouble is shown only if it lasts.
    fn is_silent(&mut self, error: &io::Error) -> bool {
        self.seen = None;
        self.silent = self.silent.saturating_add(1);
        if self.silent < A_MOMENT {
            return false;
        }
        self.say(Some(format!("The meeting cannot be read: {error}.")))
    }

    fn take_in(&mut self, bytes: &[u8]) -> bool {
        // Almost every change is a line added at the end. Replaying the whole record for each would
        // make the wall slower as the meeting goes on.
        if let Some(journal) = &mut self.journal
            && let Some(added) = bytes.strip_prefix(journal.text().as_bytes())
        {
            return match journal.grow(added) {
                Ok(grown) => self.say(None) || grown,
                Err(damage) => {
                    let words = format!("{}: {damage}.", self.path.display());
                    // The lines before the damaged one are in, so the screen may have changed.
                    self.say(Some(words));
                    true
                }
            };
        }
        match Journal::open(bytes) {
            Ok(Some((journal, _))) => {
                self.journal = Some(journal);
                self.say(None);
                true
            }
            // Its first line is being written: the wall keeps what it has.
            Ok(None) => self.say(None),
            Err(damage) => {
                let words = format!("{}: {damage}.", self.path.display());
                self.say(Some(words))
            }
        }
    }

    /// Sets the trouble; true if it has changed.
    fn say(&mut self, trouble: Option<String>) -> bool {
        let news = self.trouble != trouble;
        self.trouble = trouble;
        news
    }
}
