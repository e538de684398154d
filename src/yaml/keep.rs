//! A file written by hand and changed by the program: what did not change stays as it was typed, remarks and order among it.
//!
//! Three texts are walked side by side: the file as it is, what the program would have written of it, and what it would
//! write now. Where the last two say the same, the first is left alone. The new text is read again, and where that is not
//! what was meant, the file is written anew and its lost remarks are reported.

// `yaml-edit` 0.3 was tried on the file of these tests. It keeps bytes, CRLF and anchors, but a remark above an item stays where it was
// when the item moves or goes, and then stands above another item; U+202E is written as it is; and a text such as `1_000` becomes a
// number. What has to change would still be found by `merging`, so it would replace `spots` alone, by three more crates.

mod merging;
mod spots;
#[cfg(test)]
mod tests;

use self::{merging::FileMerge, spots::Layout};
use super::{
    AgendaFile, read_agenda, read_booklet, read_findings, write_agenda, write_booklet,
    write_findings,
};
use crate::domain::{booklet::Booklet, findings::Findings};

/// A file with its new text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdatedFile {
    /// The whole text.
    pub text: String,
    /// Remarks of the old text that are not in the new one.
    pub lost: Vec<String>,
}

/// `agenda.yaml` with a new value, as its author laid it out. `old` has to be readable; else all of it is written anew.
pub fn keep_agenda(old: &str, new: &AgendaFile) -> UpdatedFile {
    let read = |text: &str| read_agenda("", text).value;
    keep(old, new, read, write_agenda)
}

/// `findings.yaml` with a new value, as its author laid it out. `old` has to be readable; else all of it is written anew.
pub fn keep_findings(old: &str, new: &Findings) -> UpdatedFile {
    let read = |text: &str| read_findings("", text).value;
    keep(old, new, read, write_findings)
}

/// `booklet.yaml` with a new value, as its author laid it out. `old` has to be readable; else all of it is written anew.
pub fn keep_booklet(old: &str, new: &Booklet) -> UpdatedFile {
    let read = |text: &str| read_booklet("", text).value;
    keep(old, new, read, write_booklet)
}

fn keep<T: PartialEq>(
    old: &str,
    new: &T,
    read: impl Fn(&str) -> Option<T>,
    write: impl Fn(&T) -> String,
) -> UpdatedFile {
    let written = write(new);
    let before = Layout::of(old);
    // The old value is written once more, because the file and the program word the same thing
    // differently: only what differs between two texts of the program has changed.
    let merged = read(old).zip(before.as_ref()).and_then(|(value, layout)| {
        let was = Layout::of(&write(&value))?;
        let now = Layout::of(&written)?;
        let merging = FileMerge {
            file: layout,
            now: &now,
        };
        let body = merging.node(&layout.root, &was.root, &now.root)?;
        let head = layout.cut(0, layout.root.start);
        let tail = layout.cut(layout.root.end, layout.source.text().len());
        // `Source` has taken the byte order mark off. A file that had one keeps it: the editor that
        // put it there may go by it.
        let mark = if old.starts_with('\u{FEFF}') {
            "\u{FEFF}"
        } else {
            ""
        };
        let text = format!("{mark}{head}{body}{tail}");
        // The proof of the whole: a merge that reads as anything else than the new value is thrown
        // away, however right it looks.
        (read(&text).as_ref() == Some(new)).then_some(text)
    });
    let text = merged.unwrap_or(written);
    let mut there = Layout::of(&text).map_or_else(Vec::new, |l| l.remarks);
    // Counted one by one: of two equal remarks one may be lost.
    let mut lost = before.map_or_else(|| remarks_of(old), |l| l.remarks);
    lost.retain(|remark| match there.iter().position(|r| r == remark) {
        Some(at) => {
            there.swap_remove(at);
            false
        }
        None => true,
    });
    UpdatedFile { text, lost }
}

/// The remarks of a text that has no layout: its lines that begin with `#`.
fn remarks_of(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|l| l.starts_with('#'))
        .map(str::to_owned)
        .collect()
}
