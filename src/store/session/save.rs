//! Writing the journal anew where a line could not be added, saving on this computer instead, and drafts.

use std::path::PathBuf;

use super::{Session, SessionError, on};
use crate::{
    domain::event_sourced::EventSourced,
    store::{disk::Disk, places::numbered},
};

impl<E: EventSourced, D: Disk> Session<E, D> {
    /// Tries to save what is not saved: the whole journal, anew.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn retry(&mut self) -> Result<(), SessionError> {
        if self.is_read_only() {
            return Ok(());
        }
        self.write_anew()
    }

    /// Replaces the journal on disk with the one in memory, if a line could not be added before. A journal of somebody else
    /// and a torn end are kept beside it first.
    pub(super) fn write_anew(&mut self) -> Result<(), SessionError> {
        if !self.rewrite_due {
            return Ok(());
        }
        let torn = !self.torn.is_empty();
        self.set_torn_tail_aside()?;
        // A journal with a torn end is ours with those bytes behind it. They are set aside by now,
        // and here it would be taken for somebody else's.
        if !torn {
            self.keep_foreign_journal()?;
        }
        self.disk
            .replace(&self.path, self.journal.text().as_bytes(), true)
            .map_err(on(&self.path))?;
        (self.unsaved, self.rewrite_due) = (0, false);
        Ok(())
    }

    /// Keeps a journal that is no prefix of ours as `*.other-N`: another program wrote it.
    fn keep_foreign_journal(&mut self) -> Result<(), SessionError> {
        let Some(there) = self.disk.read_record(&self.path).map_err(on(&self.path))? else {
            return Ok(());
        };
        if self.journal.text().as_bytes().starts_with(&there) {
            return Ok(());
        }
        let other = numbered(&self.path, "other", |p| {
            !matches!(self.disk.read(p), Ok(None))
        });
        self.disk
            .replace(&other, &there, true)
            .map_err(on(&other))?;
        self.notices.push(format!(
            "The journal was changed by somebody else. What they left is kept as {}.",
            other.display()
        ));
        Ok(())
    }

    /// Saves in the local data folder from now on; the next opening joins it with the folder's.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub fn save_elsewhere(&mut self) -> Result<PathBuf, SessionError> {
        if self.is_read_only() {
            return Err(SessionError::ReadOnly);
        }
        let local = self.places.local_journal_of(E::FILE_STEM);
        self.disk
            .make_private_folder(&self.places.local)
            .map_err(on(&local))?;
        // A copy from earlier that went apart could not be put beside the folder's journal: it stays here, under another name.
        if let Some(there) = self.disk.read_record(&local).map_err(on(&local))?
            && !self.journal.text().as_bytes().starts_with(&there)
        {
            let other = numbered(&local, "other", |p| !matches!(self.disk.read(p), Ok(None)));
            self.disk
                .replace(&other, &there, true)
                .map_err(on(&other))?;
            self.notices.push(format!(
                "Another copy was on this computer already. It is kept as {}.",
                other.display()
            ));
        }
        self.disk
            .replace(&local, self.journal.text().as_bytes(), true)
            .map_err(on(&local))?;
        self.path.clone_from(&local);
        // The torn end is in the folder still, and is found there at the next opening.
        self.torn.clear();
        (self.unsaved, self.rewrite_due) = (0, false);
        Ok(local)
    }

    /// Keeps half-typed text, or none. A draft that cannot be kept is no trouble: the text is on the screen.
    pub fn draft(&self, text: &str) {
        // A folder that refuses writes would hold up every pause in typing.
        if self.is_read_only() || self.rewrite_due {
            return;
        }
        let path = self.places.draft();
        // A draft is ours alone: a link in its place goes, and what it leads to stays.
        if !matches!(self.disk.is_link(&path), Ok(false)) {
            let _ = self.disk.remove(&path);
        }
        let _ = if text.is_empty() {
            self.disk.remove(&path)
        } else {
            self.disk.replace(&path, text.as_bytes(), false)
        };
    }

    /// Half-typed text from before the program ended.
    pub fn take_draft(&self) -> Option<String> {
        let bytes = self.disk.read(&self.places.draft()).ok().flatten()?;
        String::from_utf8(bytes).ok()
    }
}
