//! Something edited, with its journal on disk: opened, recorded, undone, and never lost without a word.

pub mod merge;

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, Lock, Soon, beside},
    hash::hash,
    journal::{Journal, JournalError},
    line::{self, Kind, Origin},
    local,
    places::{Places, numbered},
};
use crate::domain::{
    event_sourced::EventSourced,
    refusal::{Refusal, allow_if, refuse},
    stamp::Stamp,
    words,
};

/// Why something cannot be opened or saved.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The journal is damaged, or newer than the program.
    #[error("{}: {error}.", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// The line, and its fault.
        error: JournalError,
    },
    /// The disk says no.
    #[error("{}: {error}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Only looking is possible.
    #[error("it is open in another window")]
    ReadOnly,
    /// Two records cannot be put together, and why.
    #[error("{0}")]
    Apart(String),
    /// A value cannot be written as JSON.
    #[error("a line could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// How a projection on disk stands to what is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is what was written last, or what somebody made of that.
    Current,
    /// It is one of ours from before, or steps were recorded after it.
    Behind,
    /// There is none.
    Missing,
}

fn on(path: &Path) -> impl Fn(io::Error) -> Trouble + '_ {
    move |error| Trouble::Disk {
        path: path.to_path_buf(),
        error,
    }
}

/// A mark that no other writer has: the account, and a few letters from the process, the folder's path and the moment.
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

/// Something edited and its journal.
pub struct Session<E: EventSourced, D: Disk> {
    disk: D,
    places: Places,
    journal: Journal<E>,
    /// Lines are appended here.
    path: PathBuf,
    lock: Option<Lock>,
    /// Who takes the lock.
    who: String,
    /// No lock could be had, and somebody who knows has said that nobody else is at it.
    alone: bool,
    /// The mark of this writer's lines where no lock keeps others away.
    writer: String,
    /// Steps that are not on disk. While there are any, the whole journal is written anew instead of a line added:
    /// after a failed write nobody knows what the file holds.
    unsaved: usize,
    whole: bool,
    /// What a torn write left in the folder's journal, until it is in a file of its own.
    torn: Vec<u8>,
    notices: Vec<String>,
}

impl<E: EventSourced, D: Disk> Session<E, D> {
    /// Opens what is in a folder, or begins it with `began`. Opening is recovery.
    ///
    /// # Errors
    /// Where the journal is damaged or cannot be read. A folder that cannot be written is no error: it is said, and tried again.
    pub fn open(
        disk: D,
        places: Places,
        who: &str,
        at: Stamp,
        began: impl FnOnce() -> Result<E::Began, Trouble>,
    ) -> Result<Self, Trouble> {
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
        let here = disk
            .read_record(&path)
            .map_err(on(&path))?
            .unwrap_or_default();
        let local = places.local_journal_of(E::FILE_STEM);
        // A local copy that cannot be read must not keep the folder's from opening.
        let there = disk.read_record(&local).ok().flatten().unwrap_or_default();
        let opened = Journal::open(&here).map_err(|error| Trouble::Damaged {
            path: path.clone(),
            error,
        })?;
        // Whether the folder has all of it, and what a torn write left there.
        let (journal, is_there, torn) = match opened {
            Some((journal, tail)) => (journal, true, tail),
            None => match Journal::open(&there).ok().flatten() {
                Some((journal, _)) => (journal, false, here),
                None => (Journal::begin(began()?, at)?, false, here),
            },
        };
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
            // A line added behind a torn one would be lost with it.
            whole: !is_there || !torn.is_empty(),
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

    /// Puts what is on disk in order, which only who may write can.
    fn recover(&mut self, there: &[u8]) {
        self.clear_leftovers();
        self.join(there);
        self.join_from_elsewhere();
        if self.whole && self.retry_quietly().is_err() {
            self.notices.push(
                "The folder cannot be written. What you do is kept in memory and tried again."
                    .to_owned(),
            );
        }
    }

    /// What a torn write left goes into a file of its own, so that the journal can go on without it.
    fn set_aside(&mut self) -> Result<(), Trouble> {
        if self.torn.is_empty() {
            return Ok(());
        }
        let mut kept = self.torn.clone();
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

    /// Compares with the copy on this computer: the longer one wins where one goes on from the other.
    fn join(&mut self, there: &[u8]) {
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
                self.whole = true;
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
        if self.retry_quietly().is_ok() {
            let _ = self.disk.remove(&local);
        }
    }

    /// What a killed replacement left behind holds names and words, and would stay until the next one of that file.
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
                _ => matches!(self.disk.look(&new), Ok(Some(_))),
            };
            if is_there {
                let _ = self.disk.remove(&new);
            }
        }
    }

    /// The same with copies that were saved while the folder was at another path: a drive with another letter, a share that is
    /// mounted elsewhere. They stay, since a folder may have been copied instead of moved.
    fn join_from_elsewhere(&mut self) {
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
                self.whole = true;
                self.unsaved = self.unsaved.max(1);
            } else {
                self.notices.push(format!(
                    "This meeting went on apart on this computer while the folder was elsewhere. That copy stays where it is: {}.",
                    copy.display()
                ));
            }
        }
    }

    fn retry_quietly(&mut self) -> Result<(), Trouble> {
        if !self.whole {
            return Ok(());
        }
        let torn = !self.torn.is_empty();
        self.set_aside()?;
        if !torn {
            self.keep_what_is_not_ours()?;
        }
        self.disk
            .replace(&self.path, self.journal.text().as_bytes(), true)
            .map_err(on(&self.path))?;
        (self.unsaved, self.whole) = (0, false);
        Ok(())
    }

    /// A journal that holds something else than a beginning of ours was written by somebody else: it is kept beside ours.
    fn keep_what_is_not_ours(&mut self) -> Result<(), Trouble> {
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

    /// Whether a step is short enough for a line of the record. That is asked before it is made: what is written is read again.
    ///
    /// # Errors
    /// A sentence, where it is too long.
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
        self.step(Kind::Did(events), at);
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
        if self.is_read_only() || self.unsaved > 0 || self.whole {
            return;
        }
        let length = self.journal.text().len();
        let Some(line) = add(&mut self.journal) else {
            return;
        };
        // Nothing is lost with it, but what the file holds is not known any more.
        let added = self.disk.append(&self.path, length, line.as_bytes(), true);
        self.whole = added.is_err();
    }

    /// Steps that were applied at the opening, which is what takes its time.
    pub fn replayed(&self) -> usize {
        self.journal.replayed()
    }

    /// Takes the last step back; gives its events.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn undo(&mut self, at: Stamp) -> Result<Vec<E::Event>, Refusal> {
        self.may_write()?;
        let (n, events) = self.journal.last_step()?;
        self.step(Kind::Undid(n), at);
        Ok(events)
    }

    /// Does the last step taken back again; gives its events.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn redo(&mut self, at: Stamp) -> Result<Vec<E::Event>, Refusal> {
        self.may_write()?;
        let (n, events) = self.journal.last_undone()?;
        self.step(Kind::Redid(n), at);
        Ok(events)
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
    fn origin(&self) -> Origin {
        let unlocked = self.alone || matches!(self.lock, Some(Lock::NoLocks));
        Origin {
            by: unlocked.then(|| self.writer.clone()),
            from: None,
        }
    }

    /// Says where its users are: written, not waited for.
    pub fn mark(&mut self, mark: E::Mark, at: Stamp) {
        if self.is_read_only() {
            return self.journal.look_at(mark);
        }
        let length = self.journal.text().len();
        let origin = self.origin();
        if let Ok(line) = self.journal.add_from(Kind::Mark(mark), at, origin) {
            if self.whole {
                return;
            }
            if self
                .disk
                .append(&self.path, length, line.as_bytes(), false)
                .is_err()
            {
                self.whole = true;
            }
        }
    }

    /// Looks at another place without saying so to anybody.
    pub fn look_at(&mut self, mark: E::Mark) {
        self.journal.look_at(mark);
    }

    fn step(&mut self, kind: Kind<E>, at: Stamp) {
        if self.is_read_only() {
            return;
        }
        let length = self.journal.text().len();
        let origin = self.origin();
        let Ok(line) = self.journal.add_from(kind, at, origin) else {
            return;
        };
        if self.unsaved > 0 {
            self.unsaved += 1;
            return;
        }
        let written = if self.whole {
            self.retry_quietly().is_ok()
        } else {
            self.disk
                .append(&self.path, length, line.as_bytes(), true)
                .is_ok()
        };
        self.whole = !written;
        self.unsaved = usize::from(!written);
    }

    /// Tries to save what is not saved: the whole journal, anew.
    ///
    /// # Errors
    /// What the disk says.
    pub fn retry(&mut self, _at: Stamp) -> Result<(), Trouble> {
        if self.is_read_only() {
            return Ok(());
        }
        self.retry_quietly()
    }

    /// Saves in the local data folder from now on; the next opening joins it with the folder's.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_elsewhere(&mut self) -> Result<PathBuf, Trouble> {
        if self.is_read_only() {
            return Err(Trouble::ReadOnly);
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
        (self.unsaved, self.whole) = (0, false);
        Ok(local)
    }

    /// Writes the outcome from what is recorded. A file that this journal did not write was edited by somebody: their copy is
    /// kept beside it, and the sentence says so.
    ///
    /// # Errors
    /// What the disk says; the file is as it was.
    pub fn project(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<Option<String>, Trouble> {
        let (is_there, notice) = self.record_projection(path, bytes, at)?;
        if !is_there {
            self.disk.replace_once(path, bytes).map_err(on(path))?;
        }
        Ok(notice)
    }

    /// The same without waiting for the file, after it could not be replaced. Until that is done nothing else may be projected
    /// into it.
    ///
    /// # Errors
    /// What the disk says before the file is touched.
    pub fn project_soon(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<(Soon, Option<String>), Trouble> {
        let (is_there, notice) = self.record_projection(path, bytes, at)?;
        let soon = if is_there {
            Soon::Done(Ok(()))
        } else {
            self.disk.replace_soon(path, bytes)
        };
        Ok((soon, notice))
    }

    /// Says in the journal what is about to be projected, and sets aside what somebody else has written. Says whether the file
    /// holds it already.
    pub(super) fn record_projection(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<(bool, Option<String>), Trouble> {
        if self.is_read_only() {
            return Err(Trouble::ReadOnly);
        }
        let new = hash(bytes);
        let mut notice = None;
        if let Some(there) = self.disk.read(path).map_err(on(path))? {
            let hash = hash(&there);
            if hash == new {
                return Ok((true, None));
            }
            if !self.journal.projected(&hash) {
                let copy = numbered(path, "edited", |p| !matches!(self.disk.read(p), Ok(None)));
                self.disk.replace(&copy, &there, true).map_err(on(&copy))?;
                // Kept once: a write that has to be tried again leaves no second copy.
                self.step(Kind::Projected(hash), at);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                notice = Some(format!(
                    "{name} had been edited by hand. That copy is kept as {}.",
                    copy.display()
                ));
            }
        }
        // First the hash, then the file: whichever of the two a crash leaves, the file is known.
        if self.journal.last_projected() != Some(&new) {
            self.step(Kind::Projected(new), at);
        }
        // A hash in memory only would be gone with the program, and our own file taken for an edited one.
        self.retry_quietly()?;
        Ok((false, notice))
    }

    /// How a file stands to what was last projected into it: the program may have ended between the journal and the file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn standing(&self, path: &Path) -> Result<Standing, Trouble> {
        let Some(there) = self.disk.read(path).map_err(on(path))? else {
            return Ok(Standing::Missing);
        };
        let hash = hash(&there);
        let last = self.journal.last_projected() == Some(&hash);
        let old = self.journal.projected(&hash) && !last;
        Ok(if old || self.journal.went_on() {
            Standing::Behind
        } else {
            Standing::Current
        })
    }

    /// Adds a sentence to what happened at the opening.
    pub fn say(&mut self, notice: String) {
        self.notices.push(notice);
    }

    /// A file as it is now was not edited by anybody else: what is projected over it later sets no copy aside.
    pub fn knows(&mut self, bytes: &[u8], at: Stamp) {
        let hash = hash(bytes);
        if !self.journal.projected(&hash) {
            self.step(Kind::Projected(hash), at);
        }
    }

    /// Whether this journal has seen a file as it is now.
    pub fn has_seen(&self, bytes: &[u8]) -> bool {
        self.journal.projected(&hash(bytes))
    }

    /// Keeps half-typed text, or none. A draft that cannot be kept is no trouble: the text is on the screen.
    pub fn draft(&self, text: &str) {
        if self.is_read_only() || self.whole {
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

    /// The state now.
    pub fn state(&self) -> &E {
        self.journal.state()
    }

    /// Where its users are.
    pub fn marked(&self) -> &E::Mark {
        self.journal.mark()
    }

    /// What it began with.
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
        self.unsaved
    }

    /// Somebody else holds it.
    pub fn is_read_only(&self) -> bool {
        self.is_unsure() || matches!(self.lock, Some(Lock::Others(_)))
    }

    /// No lock could be had, so nobody can tell whether somebody else is at it.
    pub fn is_unsure(&self) -> bool {
        self.lock.is_none() && !self.alone
    }

    /// Goes on where no lock could be had, after somebody has said that nobody else is at it. A lock that can be had by now is
    /// taken; what the folder's journal holds more by now comes in first.
    ///
    /// # Errors
    /// Where somebody else has it after all, or what they wrote cannot be read.
    pub fn go_on_alone(&mut self) -> Result<(), Trouble> {
        if !self.is_unsure() {
            return self.may_write().map_err(|_| Trouble::ReadOnly);
        }
        match self
            .disk
            .lock(&self.places.lock_of(E::FILE_STEM), &self.who)
        {
            Ok(Lock::Others(words)) => {
                self.lock = Some(Lock::Others(words));
                return Err(Trouble::ReadOnly);
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
        let opened = Journal::<E>::open(&here).map_err(|error| Trouble::Damaged {
            path: path.clone(),
            error,
        })?;
        match opened {
            Some((journal, tail)) if journal.text().starts_with(self.journal.text()) => {
                self.journal = journal;
                self.whole = !tail.is_empty();
                self.unsaved = 0;
                self.torn = tail;
            }
            _ => self.whole = true,
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

    /// Where its files are.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The disk it is on.
    pub fn disk(&self) -> &D {
        &self.disk
    }

    /// Where lines are appended.
    pub fn journal_path(&self) -> &Path {
        &self.path
    }

    /// The journal as it would be on disk if everything were saved.
    pub fn text(&self) -> &str {
        self.journal.text()
    }

    /// What happened at the opening, in sentences.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }
}
