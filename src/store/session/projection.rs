//! Files that are written from the state, such as the outcome, and copies of those that somebody has edited.

use std::path::Path;

use super::{Session, SessionError, on};
use crate::{
    domain::{event_sourced::EventSourced, stamp::Stamp},
    store::{
        disk::{Disk, Soon},
        hash::hash,
        line::LineContent,
        places::numbered,
    },
};

/// The state of a projected file on disk, compared with the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectionState {
    /// The file is the last projection, or an edited copy of it.
    Current,
    /// The file is an earlier projection, or steps were recorded after it.
    Behind,
    /// There is none.
    Missing,
}

impl<E: EventSourced, D: Disk> Session<E, D> {
    /// Writes the outcome from what is recorded. A file that this journal did not write was edited by somebody: their copy is
    /// kept beside it, and the sentence says so.
    ///
    /// # Errors
    /// If a file cannot be read or written; the outcome is as it was.
    pub fn project(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<Option<String>, SessionError> {
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
    /// If something cannot be read or written before the file is touched.
    pub fn project_soon(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<(Soon, Option<String>), SessionError> {
        let (is_there, notice) = self.record_projection(path, bytes, at)?;
        let soon = if is_there {
            Soon::Done(Ok(()))
        } else {
            self.disk.replace_soon(path, bytes)
        };
        Ok((soon, notice))
    }

    /// Records the coming projection in the journal, and sets an edited file aside. The first value is true if the file
    /// has these bytes already.
    pub(in crate::store) fn record_projection(
        &mut self,
        path: &Path,
        bytes: &[u8],
        at: Stamp,
    ) -> Result<(bool, Option<String>), SessionError> {
        if self.is_read_only() {
            return Err(SessionError::ReadOnly);
        }
        let new = hash(bytes);
        let mut notice = None;
        if let Some(there) = self.disk.read(path).map_err(on(path))? {
            let hash = hash(&there);
            // Replacing a file by its equal would only make sync clients send it again.
            if hash == new {
                return Ok((true, None));
            }
            if !self.journal.projected(&hash) {
                let copy = numbered(path, "edited", |p| !matches!(self.disk.read(p), Ok(None)));
                self.disk.replace(&copy, &there, true).map_err(on(&copy))?;
                // Kept once: a write that has to be tried again leaves no second copy.
                self.step(LineContent::Projected(hash), at);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                notice = Some(format!(
                    "{name} had been edited by hand. That copy is kept as {}.",
                    copy.display()
                ));
            }
        }
        // First the hash, then the file: whichever of the two a crash leaves, the file is known.
        if self.journal.last_projected() != Some(&new) {
            self.step(LineContent::Projected(new), at);
        }
        // A hash in memory only would be gone with the program, and our own file taken for an edited one.
        self.write_anew()?;
        Ok((false, notice))
    }

    /// Compares a file with what was last projected into it: the program may have ended between the journal and the file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn standing(&self, path: &Path) -> Result<ProjectionState, SessionError> {
        let Some(there) = self.disk.read(path).map_err(on(path))? else {
            return Ok(ProjectionState::Missing);
        };
        let hash = hash(&there);
        let last = self.journal.last_projected() == Some(&hash);
        let old = self.journal.projected(&hash) && !last;
        Ok(if old || self.journal.went_on() {
            ProjectionState::Behind
        } else {
            ProjectionState::Current
        })
    }

    /// A file as it is now was not edited by anybody else: what is projected over it later sets no copy aside.
    pub fn knows(&mut self, bytes: &[u8], at: Stamp) {
        let hash = hash(bytes);
        if !self.journal.projected(&hash) {
            self.step(LineContent::Projected(hash), at);
        }
    }
}
