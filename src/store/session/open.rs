//! Opening a session, which is also its recovery: torn ends are set aside, and copies on this computer joined.

use super::{Session, SessionError, on};
use crate::{
    domain::{event_sourced::EventSourced, stamp::Stamp, words},
    store::{
        disk::{Disk, Lock, beside},
        hash::hash,
        journal::Journal,
        local,
        places::{Places, numbered},
    },
};

/// A mark that no other writer has: the account, and a few letters of a hash of the process, the folder's path and the moment.
fn writer(who: &str, places: &Places, at: Stamp) -> String {
    let account: String = who
        .split([',', ' '])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(24)
        .collect();
    let own = format!("{who} {} {at}", places.folder.display());
    let own: String = hash(own.as_bytes()).chars().take(6).collect();
    if account.is_empty() || who.starts_with("since ") {
        own
    } else {
        format!("{account}-{own}")
    }
}

impl<E: EventSourced, D: Disk> Session<E, D> {
    /// Opens what is in a folder, or begins it with `began`. Opening is recovery.
    ///
    /// # Errors
    /// If the journal is damaged or cannot be read. A folder that cannot be written is no error: it is reported, and tried again.
    pub fn open(
        disk: D,
        places: Places,
        who: &str,
        at: Stamp,
        began: impl FnOnce() -> Result<E::Began, SessionError>,
    ) -> Result<Self, SessionError> {
        Self::open_or_begin(disk, places, who, at, began)
    }

    /// Opens what is in a folder, where something is.
    ///
    /// # Errors
    /// As for `open`, and `NotBegun` where there is no journal.
    pub fn resume(disk: D, places: Places, who: &str, at: Stamp) -> Result<Self, SessionError> {
        Self::open_or_begin(disk, places, who, at, || Err(SessionError::NotBegun))
    }

    /// Opens or begins as `open` does, for a beginning that fails with an error of the caller's.
    ///
    /// # Errors
    /// As for `open`, and the error of `began`.
    pub fn open_or_begin<F: From<SessionError>>(
        disk: D,
        places: Places,
        who: &str,
        at: Stamp,
        began: impl FnOnce() -> Result<E::Began, F>,
    ) -> Result<Self, F> {
        let path = places.journal_of(E::FILE_STEM);
        let writer = writer(who, &places, at);
        let mut notices = Vec::new();
        let lock = match disk.lock(&places.lock_of(E::FILE_STEM), who) {
            Ok(Lock::NoLocks) => {
                notices.push(
                    "This folder has no locks: open the meeting in one window only.".to_owned(),
                );
                Some(Lock::NoLocks)
            }
            Ok(lock) => Some(lock),
            // A folder that cannot be written can be read all the same.
            Err(why) => {
                notices.push(format!(
                    "It cannot be told whether somebody else has this open ({why}). Here it can only be looked at; {{TryAgain}} goes on all the same."
                ));
                None
            }
        };
        let theirs = match &lock {
            Some(Lock::Others(words)) => {
                let holder = if words.is_empty() {
                    "somebody"
                } else {
                    words.as_str()
                };
                notices.push(format!(
                    "This meeting is open already ({holder}). Here it can only be looked at."
                ));
                true
            }
            None => true,
            _ => false,
        };
        // Read with the lock held: the last lines of the holder before us would be missing
        // otherwise.
        let here = disk
            .read_record(&path)
            .map_err(on(&path))?
            .unwrap_or_default();
        let local = places.local_journal_of(E::FILE_STEM);
        // A local copy that cannot be read must not keep the folder's from opening.
        let there = disk.read_record(&local).ok().flatten().unwrap_or_default();
        let opened = Journal::open(&here).map_err(|error| SessionError::Damaged {
            path: path.clone(),
            error,
        })?;
        let (journal, is_there, torn) = match opened {
            Some((journal, tail)) => (journal, true, tail),
            None => match Journal::open(&there).ok().flatten() {
                Some((journal, _)) => (journal, false, here),
                None => {
                    let journal = Journal::begin(began()?, at).map_err(SessionError::from)?;
                    (journal, false, here)
                }
            },
        };
        // The holder may be in the middle of that line: its end is not ours to move.
        let torn = if theirs { Vec::new() } else { torn };
        let mut session = Self {
            disk,
            places,
            journal,
            path,
            lock,
            who: who.to_owned(),
            alone: false,
            writer,
            unsaved: usize::from(!is_there),
            unrecordable: 0,
            // A line added behind a torn one would be lost with it.
            rewrite_due: !is_there || !torn.is_empty(),
            torn,
            notices,
        };
        if session.journal.has_unfit_checkpoint() {
            session.notices.push(
                "A checkpoint in the record did not fit the lines before it, so every step was read again. Nothing is missing."
                    .to_owned(),
            );
        }
        if !theirs {
            session.recover(&there);
        }
        Ok(session)
    }

    /// Recovers the files, which only the holder of the lock may do.
    fn recover(&mut self, there: &[u8]) {
        self.clear_leftovers();
        self.join_local_copy(there);
        self.join_moved_copies();
        if self.rewrite_due && self.write_anew().is_err() {
            self.notices.push(
                "The folder cannot be written. What you do is kept in memory and tried again."
                    .to_owned(),
            );
        }
    }

    /// Moves the end that a torn write left into a file of its own, so that the journal can go on without it.
    pub(super) fn set_torn_tail_aside(&mut self) -> Result<(), SessionError> {
        if self.torn.is_empty() {
            return Ok(());
        }
        let mut kept = self.torn.clone();
        // Several torn ends collect in one file, and the line feed keeps them apart.
        kept.push(b'\n');
        let mut broken = self.places.broken_of(E::FILE_STEM);
        // A link in its place would be read and written through: somebody else put it there.
        if self.disk.is_link(&broken).map_err(on(&broken))? {
            broken = numbered(&broken, "torn", |p| {
                !matches!(self.disk.is_link(p), Ok(false))
            });
        }
        let before = self.disk.read_record(&broken).map_err(on(&broken))?;
        let length = before.map_or(0, |b| b.len());
        self.disk
            .append(&broken, length, &kept, true)
            .map_err(on(&broken))?;
        self.notices.push(format!(
            "The program ended in the middle of a write. The torn end ({} bytes) is set aside in {}.",
            self.torn.len(),
            broken.display()
        ));
        self.torn.clear();
        Ok(())
    }

    /// Joins the copy on this computer: the longer one wins if it extends the other, else both are kept.
    fn join_local_copy(&mut self, there: &[u8]) {
        if there.is_empty() {
            return;
        }
        let local = self.places.local_journal_of(E::FILE_STEM);
        let Ok(Some((copy, _))) = Journal::<E>::open(there) else {
            self.notices.push(format!(
                "The copy on this computer cannot be read: {}.",
                local.display()
            ));
            return;
        };
        if copy.text().starts_with(self.journal.text()) {
            if copy.text().len() > self.journal.text().len() {
                let steps = copy.next() - self.journal.next();
                self.notices.push(format!(
                    "{steps} steps that were saved on this computer are in again."
                ));
                self.journal = copy;
                self.rewrite_due = true;
                self.unsaved = self.unsaved.max(1);
            }
        } else if !self.journal.text().starts_with(copy.text()) {
            let folder = self.places.journal_of(E::FILE_STEM);
            let other = numbered(&folder, "other", |p| !matches!(self.disk.read(p), Ok(None)));
            if self.disk.replace(&other, there, true).is_ok() {
                let _ = self.disk.remove(&local);
                self.notices.push(format!(
                    "The folder and this computer went on apart from each other. Both are kept: the other one is {}.",
                    other.display()
                ));
            }
            return;
        }
        // It is taken away only when the folder has all of it.
        if self.write_anew().is_ok() {
            let _ = self.disk.remove(&local);
        }
    }

    /// Removes temporary files of killed replacements. They hold names and words, and would stay until the next replacement.
    fn clear_leftovers(&self) {
        let places = &self.places;
        let mut replaced = vec![
            places.journal_of(E::FILE_STEM),
            places.broken_of(E::FILE_STEM),
            places.local_journal_of(E::FILE_STEM),
        ];
        // These are the meeting's, which somebody else may have open.
        if places.journal_of(E::FILE_STEM) == places.journal() {
            replaced.extend([places.draft(), places.folder.join("outcome.yaml")]);
        }
        // One question for all of them: a share takes its time for each.
        let inside = self.disk.inside(&places.folder).ok();
        for path in replaced {
            let new = beside(&path);
            let is_there = match &inside {
                Some(inside) if new.parent() == Some(&places.folder) => {
                    inside.iter().any(|(path, _)| *path == new)
                }
                _ => matches!(self.disk.stamp(&new), Ok(Some(_))),
            };
            if is_there {
                let _ = self.disk.remove(&new);
            }
        }
    }

    /// Joins copies that were saved while the folder was at another path: a drive with another letter, a share that is mounted
    /// elsewhere. They stay, since a folder may have been copied instead of moved.
    fn join_moved_copies(&mut self) {
        for copy in local::copies_elsewhere::<E, D>(&self.disk, &self.places, self.id()) {
            let Ok(Some(there)) = self.disk.read_record(&copy) else {
                continue;
            };
            let Ok(Some((found, _))) = Journal::<E>::open(&there) else {
                continue;
            };
            if self.journal.text().starts_with(found.text()) {
                continue;
            }
            if found.text().starts_with(self.journal.text()) {
                let steps = found.next() - self.journal.next();
                let steps = words::count(steps, "step was", "steps were");
                self.notices.push(format!(
                    "{steps} saved on this computer while the folder was elsewhere. All of it is in again."
                ));
                self.journal = found;
                self.rewrite_due = true;
                self.unsaved = self.unsaved.max(1);
            } else {
                self.notices.push(format!(
                    "This meeting went on apart on this computer while the folder was elsewhere. That copy stays where it is: {}.",
                    copy.display()
                ));
            }
        }
    }

    /// Goes on without a lock, after a user has confirmed that nobody else has it open. A lock that can be had by now is
    /// taken; what the folder's journal holds more by now comes in first.
    ///
    /// # Errors
    /// If somebody else has it after all, or what they wrote cannot be read.
    pub fn go_on_alone(&mut self) -> Result<(), SessionError> {
        if !self.is_unsure() {
            return self.may_write().map_err(|_| SessionError::ReadOnly);
        }
        match self
            .disk
            .lock(&self.places.lock_of(E::FILE_STEM), &self.who)
        {
            Ok(Lock::Others(words)) => {
                self.lock = Some(Lock::Others(words));
                return Err(SessionError::ReadOnly);
            }
            Ok(lock) => self.lock = Some(lock),
            Err(_) => self.alone = true,
        }
        let path = self.places.journal_of(E::FILE_STEM);
        let here = self
            .disk
            .read_record(&path)
            .map_err(on(&path))?
            .unwrap_or_default();
        let opened = Journal::<E>::open(&here).map_err(|error| SessionError::Damaged {
            path: path.clone(),
            error,
        })?;
        match opened {
            Some((journal, tail)) if journal.text().starts_with(self.journal.text()) => {
                self.journal = journal;
                self.rewrite_due = !tail.is_empty();
                self.unsaved = 0;
                self.torn = tail;
            }
            // Ours will replace the folder's journal, after `write_anew` has kept that one as
            // `*.other-N`.
            _ => self.rewrite_due = true,
        }
        let local = self.places.local_journal_of(E::FILE_STEM);
        let there = self
            .disk
            .read_record(&local)
            .ok()
            .flatten()
            .unwrap_or_default();
        self.recover(&there);
        Ok(())
    }
}
