//! Permissions of files and folders, as Unix has them: an owner, and others.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt},
    path::Path,
};

use rustix::fs::OFlags;

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;
// The group counts among the others: on many systems all accounts share one.
const OTHERS: u32 = 0o077;

/// `true`: a lock is about other locks, and about no read.
pub(super) const LOCKED_FILES_CAN_BE_READ: bool = true;

pub(super) fn closes(options: &mut OpenOptions) {
    options.mode(FILE);
}

pub(super) fn closes_folder(builder: &mut DirBuilder) {
    builder.mode(FOLDER);
}

/// True if only its owner can enter a folder. A folder that does not exist is not closed.
pub(super) fn is_closed(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|m| m.mode() & OTHERS == 0)
}

/// Removes the permissions of others from a file or folder; its owner's stay.
pub(super) fn close(path: &Path) -> io::Result<()> {
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    // Above these bits `mode` holds the type of the file, which `chmod` does not take.
    fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS & 0o7777))
}

/// Gives a new file the permissions of the file that it replaces, without those of others if it is `closed`.
pub(super) fn settle(file: &File, before: Option<Permissions>, closed: bool) -> io::Result<()> {
    match before {
        Some(before) if closed => {
            file.set_permissions(Permissions::from_mode(before.mode() & !OTHERS & 0o7777))
        }
        Some(before) => file.set_permissions(before),
        None => Ok(()),
    }
}

/// A link is not opened, whatever it leads to.
pub(super) fn stays_at_links(options: &mut OpenOptions) {
    if let Ok(flag) = i32::try_from(OFlags::NOFOLLOW.bits()) {
        options.custom_flags(flag);
    }
}

/// True if no other name (hard link) leads to the file.
pub(super) fn has_one_name(file: &File) -> bool {
    file.metadata().is_ok_and(|m| m.nlink() == 1)
}

/// True if it belongs to the account of the program: in a shared folder, files of other accounts must not be touched.
pub(super) fn is_ours(path: &Path) -> bool {
    let me = rustix::process::geteuid().as_raw();
    fs::symlink_metadata(path).is_ok_and(|m| m.uid() == me)
}
