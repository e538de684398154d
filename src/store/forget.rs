//! Removal of somebody's words or name from everything that a meeting left on disk, on request.
//!
//! It is the one thing that rewrites a journal. Whatever a crash leaves, running it again finishes it: first the quotes go,
//! then what says whose words they are, so that the words are known for as long as any of them are left.

mod found;
mod ids;
mod lines;
mod plan;
mod planner;
mod rewrite;
pub mod scrub;
#[cfg(test)]
mod tests;
mod whose;
pub mod words;

use std::path::PathBuf;

use self::found::text_of;
pub use self::{lines::Lines, plan::ForgetPlan, planner::plan, scrub::IdKind};
use super::{disk::Disk, places::Places, session::SessionError};
use crate::domain::{refusal::Refusal, stamp::Stamp};

/// An error that keeps anything from being forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// A file or the request does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value cannot be written as JSON.
    #[error("a value could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl ForgetError {
    fn new(sentence: impl Into<String>) -> Self {
        Self::Refused(Refusal::new(sentence))
    }

    /// Adds the way out to a refusal.
    fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.with_hint(hint)),
            Self::Json(error) => Self::Json(error),
        }
    }
}

/// The target of forgetting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// A comment's, a note's or a person's id, or a person's full name.
    One(&'a str),
    /// The words of every comment: a pledge is over, and only the counts are needed.
    AllComments,
}

/// A request to forget something in a folder.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The meeting's files.
    pub places: &'a Places,
    /// Files elsewhere that belong to it and are rewritten too, such as findings that its agenda names.
    pub also: &'a [PathBuf],
    /// The target of forgetting.
    pub what: What<'a>,
    /// The seed of new ids: never the same twice, and nothing that identifies a person.
    pub seed: &'a str,
    /// Copies that rehearsals left, of any unit; none that is in use.
    pub rehearsals: &'a [PathBuf],
    /// Now.
    pub at: Stamp,
}

/// One change of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
enum DiskAction {
    Write(PathBuf, Vec<u8>),
    /// A ballot box, which stays as old as it was, in seconds since 1970.
    WriteBox(PathBuf, Vec<u8>, Option<u64>),
    Remove(PathBuf),
    RemoveFolder(PathBuf),
}

/// The change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// The change in words.
    pub what: String,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Files that were searched.
    pub files: usize,
    /// Files that hold the words still.
    pub left: Vec<PathBuf>,
    /// Lines that still hold a part of a name, or the old id.
    pub lines: Vec<Lines>,
    /// Six or more of the words in a row, and where.
    pub parts: Vec<(PathBuf, String)>,
    /// Files that could not be searched, and why.
    pub unsearched: Vec<(PathBuf, String)>,
}

impl Searched {
    /// True if no word was found, in whole or in part, and every file could be searched.
    pub fn found_nothing(&self) -> bool {
        self.left.is_empty()
            && self.lines.is_empty()
            && self.parts.is_empty()
            && self.unsearched.is_empty()
    }
}

/// Carries out a plan. After a failure, the steps before it stay done, and a new plan holds the rest.
///
/// # Errors
/// The error of the disk.
pub fn carry_out<D: Disk>(disk: &D, plan: &ForgetPlan) -> Result<(), SessionError> {
    for step in &plan.steps {
        let (path, done) = match step {
            // Each step is synced before the next begins: the order of the plan is what a crash
            // relies on.
            DiskAction::Write(path, bytes) => (path, disk.replace(path, bytes, true)),
            DiskAction::WriteBox(path, bytes, age) => {
                let written = disk.replace_private(path, bytes, true);
                if let (Ok(()), Some(age)) = (&written, age) {
                    // A file system without times loses no ballot over it.
                    let _ = disk.set_modified(path, *age);
                }
                (path, written)
            }
            DiskAction::Remove(path) => (path, disk.remove(path)),
            DiskAction::RemoveFolder(path) => (path, disk.remove_folder(path)),
        };
        done.map_err(|error| SessionError::Disk {
            path: path.clone(),
            error,
        })?;
    }
    Ok(())
}

/// Searches every file, those of the meeting and `also`, for what was forgotten.
///
/// # Errors
/// If a folder cannot be read.
pub fn search<D: Disk>(
    disk: &D,
    places: &Places,
    also: &[PathBuf],
    plan: &ForgetPlan,
) -> Result<Searched, ForgetError> {
    let words = &plan.words;
    let mut searched = Searched::default();
    for path in found::paths(disk, places, also)? {
        let bytes = match disk.read(&path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(e) => {
                searched.unsearched.push((path, e.to_string()));
                continue;
            }
        };
        // A PDF or a ZIP may hold the words compressed, so "not found" would promise too much.
        let Some(text) = text_of(&bytes) else {
            if words.are_in(&String::from_utf8_lossy(&bytes)) {
                searched.left.push(path);
            } else {
                searched
                    .unsearched
                    .push((path, "it is not text".to_owned()));
            }
            continue;
        };
        searched.files += 1;
        if words.are_in(&text) {
            searched.left.push(path);
        } else {
            let parts = words.runs(&text);
            searched
                .parts
                .extend(parts.into_iter().map(|part| (path.clone(), part)));
            searched
                .lines
                .extend(lines::lines(path, &text, &plan.known_by));
        }
    }
    Ok(searched)
}
