//! Files and folders that no other account may read: ballots, copies for a rehearsal, what is kept on this computer only.
//!
//! A folder closed to others is the only mark: what is made in it is closed as well, so no caller has to remember it. Where
//! there are no such permissions (Windows, FAT) the account's own folders are all the protection there is.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use super::modes;

/// A path's folder; a bare name is in the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The options to open a file with: one that is made in a closed folder is closed.
pub(super) fn options(path: &Path) -> OpenOptions {
    let mut options = OpenOptions::new();
    if modes::is_closed(folder_of(path)) {
        modes::closes(&mut options);
    }
    options
}

/// Makes the file that takes the place of another, for writing. It has the permissions of the one before it from the first
/// byte on, and none for others where it is `private` or its folder is closed.
pub(super) fn replacement(new: &Path, path: &Path, private: bool) -> io::Result<File> {
    let closed = private || modes::is_closed(folder_of(path));
    let before = std::fs::metadata(path).ok().map(|m| m.permissions());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // Closed until it has the permissions of the file before it: opened as wide as the umask
    // allows, its first bytes could be read by others in between.
    if closed || before.is_some() {
        modes::closes(&mut options);
    }
    let file = match options.open(new) {
        // A leftover of a write that was cut short would keep its permissions, and a link that somebody put there its end.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            std::fs::remove_file(new)?;
            options.open(new)?
        }
        file => file?,
    };
    // On the open file and not by its name, which could lead elsewhere by now.
    modes::settle(&file, before, closed)?;
    Ok(file)
}

/// Makes a folder and those above it; in a closed one they are closed.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut there = path;
    // On Unix a new folder takes no mode from the one above it, so the nearest that exists decides.
    while !there.exists() && !there.as_os_str().is_empty() {
        there = folder_of(there);
        if there == Path::new(".") {
            break;
        }
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    if modes::is_closed(there) {
        modes::closes_folder(&mut builder);
    }
    builder.create(path)
}

/// Makes a closed folder and those above it. One that is there is closed, with everything in it; what cannot be is left as
/// it is, since a ballot that is taken in matters more.
pub(super) fn make_closed_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    modes::closes_folder(&mut builder);
    // `recursive` is content with a folder that exists, whatever its mode. So modes are set
    // afterwards.
    builder.create(path)?;
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let _ = modes::close(&folder);
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            // A link's end is somebody else's.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    let _ = modes::close(&entry.path());
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Makes a closed folder, and fails if the path exists: in a shared folder, another account may have put it there.
pub(super) fn make_new_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    modes::closes_folder(&mut builder);
    builder.create(path)
}

/// The folders right in a folder that belong to this account, by name; none where there is no such folder.
pub(super) fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        // `file_type` does not follow links, unlike `Path::is_dir`: a link to a folder is left out
        // here.
        .filter(|e| e.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|e| e.path())
        .filter(|path| modes::is_ours(path))
        .collect();
    folders.sort();
    Ok(folders)
}
