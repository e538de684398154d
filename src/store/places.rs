//! The paths of a meeting's files.

use std::path::{Path, PathBuf};

use super::hash::hash;

/// The folder of a unit, and the folder on this computer for what must not be shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The unit's folder, absolute.
    pub folder: PathBuf,
    /// The local data folder, absolute: never synced or backed up with the unit's.
    pub local: PathBuf,
}

/// The names of a meeting's files.
const MEETING: &str = "meeting";

impl Places {
    /// The record of everything.
    pub fn journal(&self) -> PathBuf {
        self.journal_of(MEETING)
    }

    /// The record of something that is edited, by what its files are called.
    pub fn journal_of(&self, called: &str) -> PathBuf {
        self.folder.join(format!("{called}.journal"))
    }

    /// The torn ends of journals, kept for inspection.
    pub fn broken(&self) -> PathBuf {
        self.broken_of(MEETING)
    }

    /// The torn ends of a journal, by the stem of its name.
    pub fn broken_of(&self, called: &str) -> PathBuf {
        self.folder.join(format!("{called}.journal.broken"))
    }

    /// The lock of an open meeting.
    pub fn lock(&self) -> PathBuf {
        self.lock_of(MEETING)
    }

    /// The lock of an open record, by the stem of its name.
    pub fn lock_of(&self, called: &str) -> PathBuf {
        self.folder.join(format!("{called}.lock"))
    }

    /// Half-typed text.
    pub fn draft(&self) -> PathBuf {
        self.folder.join("meeting.draft")
    }

    /// The journal on this computer, for when the folder cannot be written.
    pub fn local_journal(&self) -> PathBuf {
        self.local_journal_of(MEETING)
    }

    /// The journal on this computer, by the stem of its name.
    pub fn local_journal_of(&self, called: &str) -> PathBuf {
        // The same folder, whether or not it was given with a slash at its end.
        let folder: PathBuf = self.folder.components().collect();
        let key = hash(folder.to_string_lossy().as_bytes());
        let of = if called == MEETING {
            String::new()
        } else {
            format!(".{called}")
        };
        self.local.join(format!("{key}{of}.journal"))
    }

    /// The ballots of an open round.
    pub fn ballots(&self, meeting: &str, round: &str) -> PathBuf {
        self.local
            .join(format!("{}.{}.ballots", plain(meeting), plain(round)))
    }

    /// The list of code cards: whose there are, and the fingerprints of their keys.
    pub fn code_cards(&self) -> PathBuf {
        self.folder.join("meeting.codes")
    }

    /// The key of a code card on this computer, by its fingerprint.
    // By the fingerprint and not by the folder: a unit's folder that was moved still finds its keys, and a copy of a rehearsal, which has no
    // list of cards, finds none.
    pub fn code_key(&self, fingerprint: &str) -> PathBuf {
        self.local.join(format!("{}.codes", plain(fingerprint)))
    }

    /// The ballots of an open round, where nothing else can be written.
    pub fn ballots_in_folder(&self, round: &str) -> PathBuf {
        self.folder
            .join(format!("meeting.{}.ballots", plain(round)))
    }
}

/// Ids come from files: only letters, digits and hyphens of them become part of a path.
fn plain(id: &str) -> String {
    id.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        // Most file systems end a name at 255 bytes, and two ids go into one.
        .take(64)
        .collect()
}

/// A file beside `path` that is not there yet: `outcome.edited-1.yaml`.
pub fn numbered(path: &Path, what: &str, is_there: impl Fn(&Path) -> bool) -> PathBuf {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let end = path
        .extension()
        .map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    let mut n = 1_u32;
    loop {
        let there = path.with_file_name(format!("{stem}.{what}-{n}{end}"));
        if n == u32::MAX || !is_there(&there) {
            return there;
        }
        n += 1;
    }
}
