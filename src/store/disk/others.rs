//! Permissions where a system has none that a program could set for others: the account's own folders protect.

use std::{
    fs::{DirBuilder, File, OpenOptions, Permissions},
    io,
    path::Path,
};

/// `false`: Windows refuses every other program's read of what a lock covers, and a lock covers the file.
pub(super) const LOCKED_FILES_CAN_BE_READ: bool = false;

pub(super) fn closes(_: &mut OpenOptions) {}

pub(super) fn closes_folder(_: &mut DirBuilder) {}

// Windows gives a new file the access list of its folder, so there is no mode to hand on.
pub(super) fn is_closed(_: &Path) -> bool {
    false
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it is the other side of a call that can fail where files have modes"
)]
pub(super) fn close(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn settle(file: &File, before: Option<Permissions>, _: bool) -> io::Result<()> {
    before.map_or(Ok(()), |before| file.set_permissions(before))
}

// Making a link takes a right on Windows that ordinary accounts lack. `refuse_link`, before and
// after a file is opened, has to do for the rest.
pub(super) fn stays_at_links(_: &mut OpenOptions) {}

// The standard library counts a file's names on Windows in nightly builds only.
pub(super) fn has_one_name(_: &File) -> bool {
    true
}

pub(super) fn is_ours(_: &Path) -> bool {
    true
}
