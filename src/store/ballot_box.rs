//! The file of an open round's ballots: on this computer only, replaced whole, and as old as its round.
//!
//! In the journal the order of lines would tell who voted what; here nothing has an order or a time.

mod left;

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    disk::{Disk, FileStamp, beside},
    places::Places,
    unit_file::{parts, written},
};
use crate::domain::stamp::Stamp;

pub use left::{LeftBox, left_behind};

/// The two places of an open round's ballots.
#[derive(Clone, Debug)]
pub struct BoxFile {
    local: PathBuf,
    local_folder: PathBuf,
    in_folder: PathBuf,
    /// The unit's folder. It is written into the box, so that a leftover box names its meeting.
    unit: PathBuf,
}

impl BoxFile {
    /// The box of a round of a meeting.
    pub fn new(places: &Places, meeting: &str, round: &str) -> Self {
        Self {
            local: places.ballots(meeting, round),
            local_folder: places.local.clone(),
            in_folder: places.ballots_in_folder(round),
            unit: places.folder.clone(),
        }
    }

    /// Writes the ballots to disk; returns a sentence if they had to go into the unit's folder.
    ///
    /// # Errors
    /// The error of the disk, if neither place takes them.
    pub fn put<D: Disk, T: Serialize>(
        &self,
        disk: &D,
        ballots: &T,
        opened: Stamp,
    ) -> io::Result<Option<String>> {
        let ballots = serde_json::to_string(ballots).map_err(io::Error::other)?;
        let text = written(&ballots, Some(&self.unit))?;
        let age = u64::try_from(opened.seconds()).unwrap_or(0);
        let write = |path: &PathBuf| -> io::Result<()> {
            // Synced, since a ballot that was handed in cannot be asked for again.
            disk.replace_private(path, text.as_bytes(), true)?;
            // The time tells nothing of who voted when; a file system without times loses no ballot over it.
            let _ = disk.set_modified(path, age);
            Ok(())
        };
        let local = disk
            .make_private_folder(&self.local_folder)
            .and_then(|()| write(&self.local));
        if local.is_ok() {
            // That copy is in a folder which may be synced or backed up: it goes as soon as the
            // local one has all.
            let _ = disk.remove(&self.in_folder);
            return Ok(None);
        }
        write(&self.in_folder)?;
        Ok(Some(
            "This computer\u{2019}s own folder cannot be written, so the votes wait in the unit\u{2019}s folder until the round is closed."
                .to_owned(),
        ))
    }

    /// The ballots on disk; `None` where there is no box. Where both places hold one, the longer counts: ballots are only
    /// ever added, and a place that refused the last one still has those before it.
    ///
    /// # Errors
    /// The error of the disk, or that the file is damaged.
    pub fn get<D: Disk, T: DeserializeOwned>(&self, disk: &D) -> io::Result<Option<T>> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the ballot box is damaged");
        let (local, in_folder) = (disk.read(&self.local), disk.read(&self.in_folder));
        let found = match (local, in_folder) {
            (Ok(a), Ok(b)) => [a, b],
            // What cannot be read could not be written either.
            (Err(_), Ok(Some(b))) => [None, Some(b)],
            (Ok(Some(a)), Err(_)) => [Some(a), None],
            (Err(e), _) | (_, Err(e)) => return Err(e),
        };
        let mut longest: Option<String> = None;
        for bytes in found.into_iter().flatten() {
            let (ballots, _) = parts(&bytes).ok_or_else(damaged)?;
            if longest.as_ref().is_none_or(|l| ballots.len() > l.len()) {
                longest = Some(ballots);
            }
        }
        longest
            .map(|ballots| serde_json::from_str(&ballots).map_err(|_| damaged()))
            .transpose()
    }

    /// The file stamps of the box, in both places. Its time is always that of the opening of the round; a ballot makes it longer.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn look<D: Disk>(&self, disk: &D) -> io::Result<[Option<FileStamp>; 2]> {
        Ok([disk.stamp(&self.local)?, disk.stamp(&self.in_folder)?])
    }

    /// Deletes the box.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn delete<D: Disk>(&self, disk: &D) -> io::Result<()> {
        // Both are tried before either error is returned: a ballot that stays behind is worse than
        // a late error.
        let local = disk.remove(&self.local);
        disk.remove(&self.in_folder).and(local)
    }

    /// Deletes the box, given the entries of the unit's folder: most often it holds no box, and a share takes its time for each question.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn delete_from<D: Disk>(&self, disk: &D, folder: &[(PathBuf, bool)]) -> io::Result<()> {
        let of_box = |path: &Path| path == self.in_folder || path == beside(&self.in_folder);
        if folder.iter().any(|(path, _)| of_box(path)) {
            return self.delete(disk);
        }
        disk.remove(&self.local)
    }
}
