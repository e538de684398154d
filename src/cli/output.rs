//! Files that a command writes where `-o` names them.

use std::{io, path::Path};

use super::{
    failure::{Failure, say_on},
    links::{self, Piece},
};
use crate::store::disk::{Disk as _, RealDisk};

/// The files that a meeting is made of.
const OF_A_MEETING: [&str; 7] = [
    "findings.yaml",
    "agenda.yaml",
    "outcome.yaml",
    "codebook.yaml",
    "booklet.yaml",
    "settings.yaml",
    "meeting.journal",
];

/// A paper never takes the place of a file that a meeting is made of, whatever was typed after `-o`.
fn spare(out: &Path) -> Result<(), Failure> {
    // In small letters, since file systems of Windows and macOS do not tell `Outcome.yaml` from
    // `outcome.yaml`.
    let name = out.file_name().map(|n| n.to_string_lossy().to_lowercase());
    let is_ours = name.is_some_and(|name| OF_A_MEETING.contains(&name.as_str()));
    if is_ours && out.exists() {
        return Err(Failure::new(format!(
            "{}: this is a file of a meeting, and would be lost",
            out.display()
        ))
        .hint("give another name after `-o`"));
    }
    Ok(())
}

/// Writes a file, and says so on standard error.
pub(super) fn write(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    written(out, || RealDisk.replace(out, bytes, true))
}

/// Writes a file that only this account may read, and says so on standard error.
pub(super) fn write_private(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    written(out, || RealDisk.replace_private(out, bytes, true))
}

/// Has a file written that is no file of a meeting, and says so.
fn written(out: &Path, write: impl FnOnce() -> io::Result<()>) -> Result<(), Failure> {
    spare(out)?;
    write().map_err(|e| Failure::file(out, &e))?;
    links::note(&[
        Piece::Text("Written: "),
        Piece::Path(out),
        Piece::Text("\n"),
    ]);
    Ok(())
}

/// Writes a text into the file of `-o`, or to standard output where there is none or it is `-`.
// Windows PowerShell decodes a program's output with an old code page before it writes it into a file with `>`: `Siân` is damaged.
pub(super) fn put(out: Option<&Path>, text: &str) -> Result<(), Failure> {
    match out.filter(|out| *out != Path::new("-")) {
        Some(out) => write(out, text.as_bytes()),
        None => {
            say_on(&mut io::stdout().lock(), text);
            Ok(())
        }
    }
}
