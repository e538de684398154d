//! Journals on this computer, found by the meeting they are of: a folder may come back under another path.

use std::path::{Path, PathBuf};

use super::{
    disk::Disk,
    line::{self, Kind},
    places::Places,
};
use crate::domain::edited::Edited;

/// The copies in the local data folder that begin as this meeting does, but for the one that this path of the folder has.
pub fn copies_elsewhere<E: Edited, D: Disk>(disk: &D, places: &Places, id: &str) -> Vec<PathBuf> {
    let ours = places.local_journal_of(E::CALLED);
    let mut copies = disk.list(&places.local).unwrap_or_default();
    copies.retain(|path| {
        *path != ours
            && path.parent() == Some(places.local.as_path())
            && path.extension().is_some_and(|e| e == "journal")
            && begins_as::<E, D>(disk, path, id)
    });
    copies
}

/// Whether the journal in a file is of the meeting with this id.
fn begins_as<E: Edited, D: Disk>(disk: &D, path: &Path, id: &str) -> bool {
    let Ok(Some(bytes)) = disk.read_record(path) else {
        return false;
    };
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    match line::read::<E>(first).map(|entry| entry.kind) {
        Ok(Kind::Began(began)) => E::id(&began) == id,
        _ => false,
    }
}
