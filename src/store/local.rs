//! Journals on this computer, found by the meeting they are of: a folder may come back under another path.

use std::path::{Path, PathBuf};

use super::{
    disk::Disk,
    line::{self, LineContent},
    places::Places,
};
use crate::domain::event_sourced::EventSourced;

/// The copies in the local data folder that begin as this meeting does, but for the one that this path of the folder has.
pub fn copies_elsewhere<E: EventSourced, D: Disk>(
    disk: &D,
    places: &Places,
    id: &str,
) -> Vec<PathBuf> {
    let ours = places.local_journal_of(E::FILE_STEM);
    let mut copies = disk.list(&places.local).unwrap_or_default();
    copies.retain(|path| {
        *path != ours
            && path.parent() == Some(places.local.as_path())
            && path.extension().is_some_and(|e| e == "journal")
            && begins_as::<E, D>(disk, path, id)
    });
    copies
}

/// Other records of the same thing: journals beside its own, such as a copy that a synced folder made of a conflict, and copies in
/// the local data folder. Those that were merged before are not among them.
pub(super) fn others<E: EventSourced, D: Disk>(
    disk: &D,
    places: &Places,
    id: &str,
) -> Vec<PathBuf> {
    let ours = [
        places.journal_of(E::FILE_STEM),
        places.local_journal_of(E::FILE_STEM),
    ];
    let folders = [&places.folder, &places.local];
    let files = folders.map(|folder| disk.inside(folder).unwrap_or_default());
    let is_record = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("journal"))
            && !ours.contains(path)
            && !name.contains(MERGED)
    };
    let files = files
        .into_iter()
        .flatten()
        .filter(|(_, is_folder)| !is_folder);
    let files = files.map(|(path, _)| path).filter(is_record);
    files
        .filter(|path| begins_as::<E, D>(disk, path, id))
        .collect()
}

/// The part of a merged record's name between its own name and a number.
const MERGED: &str = ".merged-";

/// True if the journal in a file is of the meeting with this id.
fn begins_as<E: EventSourced, D: Disk>(disk: &D, path: &Path, id: &str) -> bool {
    let Ok(Some(bytes)) = disk.read_record(path) else {
        return false;
    };
    // Only line 1 is parsed. A fault further down must not hide a copy: it is reported when it is
    // joined.
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    match line::read::<E>(first).map(|entry| entry.kind) {
        Ok(LineContent::Began(began)) => E::id(&began) == id,
        _ => false,
    }
}
