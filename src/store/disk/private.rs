//! Files and folders that no other account may read: ballots, copies for a rehearsal, what is kept on this computer only.
//!
//! A folder closed to others is the only mark: what is made in it is closed as well, so no caller has to remember it. Where
//! there are no such permissions (Windows, FAT) the account's own folders are all the protection there is.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

#[cfg(unix)]
mod modes {
    use std::{
        fs::{self, DirBuilder, File, OpenOptions, Permissions},
        io,
        os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt},
        path::Path,
    };

    const FOLDER: u32 = 0o700;
    const FILE: u32 = 0o600;
    const OTHERS: u32 = 0o077;

    pub(super) fn closes(options: &mut OpenOptions) {
        options.mode(FILE);
    }

    pub(super) fn closes_folder(builder: &mut DirBuilder) {
        builder.mode(FOLDER);
    }

    /// Nobody but its owner can enter it. A folder that is not there is not closed.
    pub(super) fn is_closed(folder: &Path) -> bool {
        fs::metadata(folder).is_ok_and(|m| m.mode() & OTHERS == 0)
    }

    /// Takes from others what they may do with a file or folder; its owner's permissions stay.
    pub(super) fn close(path: &Path) -> io::Result<()> {
        let mode = fs::metadata(path)?.permissions().mode();
        if mode & OTHERS == 0 {
            return Ok(());
        }
        fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS & 0o7777))
    }

    /// Gives a new file the permissions of the one whose place it takes, without what others may do where it is `closed`.
    pub(super) fn settle(file: &File, before: Option<Permissions>, closed: bool) -> io::Result<()> {
        match before {
            Some(before) if closed => {
                file.set_permissions(Permissions::from_mode(before.mode() & !OTHERS & 0o7777))
            }
            Some(before) => file.set_permissions(before),
            None => Ok(()),
        }
    }

    /// It belongs to the account that runs the program: what others left in a folder for all must not be touched.
    pub(super) fn is_ours(path: &Path) -> bool {
        let me = rustix::process::geteuid().as_raw();
        fs::symlink_metadata(path).is_ok_and(|m| m.uid() == me)
    }
}

#[cfg(not(unix))]
mod modes {
    use std::{
        fs::{DirBuilder, File, OpenOptions, Permissions},
        io,
        path::Path,
    };

    pub(super) fn closes(_: &mut OpenOptions) {}

    pub(super) fn closes_folder(_: &mut DirBuilder) {}

    pub(super) fn is_closed(_: &Path) -> bool {
        false
    }

    pub(super) fn close(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn settle(file: &File, before: Option<Permissions>, _: bool) -> io::Result<()> {
        before.map_or(Ok(()), |before| file.set_permissions(before))
    }

    pub(super) fn is_ours(_: &Path) -> bool {
        true
    }
}

/// A path's folder; a bare name is in the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// How a file at a path is opened: one that is made in a closed folder is closed.
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
    // A leftover of a write that was cut short would keep its permissions, and a link that somebody put there its end.
    let _ = std::fs::remove_file(new);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if closed || before.is_some() {
        modes::closes(&mut options);
    }
    let file = options.open(new)?;
    modes::settle(&file, before, closed)?;
    Ok(file)
}

/// Makes a folder and those above it; in a closed one they are closed.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut there = path;
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

/// Makes a closed folder where nothing is: in a folder for all, what somebody else put there first is not ours to use.
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
        .filter(|e| e.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|e| e.path())
        .filter(|path| modes::is_ours(path))
        .collect();
    folders.sort();
    Ok(folders)
}
