//! New ids for people who are forgotten: an id is mostly a first name, so it goes with the name.
//!
//! The new one is made of nothing that says who it was. So that two files never get two of them where a crash comes between,
//! the pair stands in a file of its own until all is done.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ForgetError;
use crate::store::{disk::Disk, hash::hash};

/// Fields that hold people's ids: in events and ballots, in the agenda, in the outcome.
pub(super) const FIELDS: &[&str] = &[
    "absent",
    "by_telephone",
    "owner",
    "partner",
    "person",
    "present",
    "speaker",
    "voted",
];

/// The fields that go with the name: there may be only one person of this group and role in the strand, or with these hours or needs.
pub(super) const PERSONAL: &[&str] = &["access", "here_for", "hours", "strand"];

/// A file in the unit's folder, there only while somebody is being forgotten.
const FILE: &str = "forget.unfinished";

/// An id and the one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct IdReplacement {
    pub(super) old: String,
    pub(super) new: String,
}

/// The pairs of those who are being forgotten, in a unit's folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Unfinished {
    path: PathBuf,
    pairs: Vec<IdReplacement>,
}

impl Unfinished {
    /// The notes of an earlier run that was cut short.
    pub(super) fn read<D: Disk>(disk: &D, folder: &Path) -> Result<Self, ForgetError> {
        let path = folder.join(FILE);
        let on = |e: &dyn std::fmt::Display| ForgetError::new(format!("{}: {e}", path.display()));
        let bytes = disk.read(&path).map_err(|e| on(&e))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let pairs = text.lines().map(serde_json::from_str::<IdReplacement>);
        let pairs = pairs.collect::<Result<_, _>>().map_err(|e| on(&e))?;
        Ok(Self { path, pairs })
    }

    /// The pair of an id, by the old or the new one.
    pub(super) fn of(&self, id: &str) -> Option<&IdReplacement> {
        self.pairs.iter().find(|p| p.old == id || p.new == id)
    }

    /// The old id of an interrupted run, for a hint; `None` if there is none.
    pub(super) fn first(&self) -> Option<&str> {
        self.pairs.first().map(|p| p.old.as_str())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file's bytes with this pair.
    pub(super) fn with(&self, pair: &IdReplacement) -> Result<Vec<u8>, ForgetError> {
        // One that is there already is not added again: going on after a crash must give the same
        // bytes.
        let others = self.pairs.iter().filter(|p| *p != pair);
        written(others.chain([pair]))
    }

    /// The file's bytes without it; nothing where none is left.
    pub(super) fn without(&self, pair: &IdReplacement) -> Result<Option<Vec<u8>>, ForgetError> {
        let bytes = written(self.pairs.iter().filter(|p| *p != pair))?;
        Ok((!bytes.is_empty()).then_some(bytes))
    }
}

fn written<'a>(pairs: impl Iterator<Item = &'a IdReplacement>) -> Result<Vec<u8>, ForgetError> {
    let mut text = String::new();
    for pair in pairs {
        text.push_str(&serde_json::to_string(pair)?);
        text.push('\n');
    }
    Ok(text.into_bytes())
}

/// An id such as `p-7f3a` that nobody has, from a seed that is never the same.
pub(super) fn fresh(seed: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let ids = (0_u64..).map(|n| {
        let digits = hash(format!("{seed} {n}").as_bytes());
        // Four digits are enough for the people of one meeting, and short enough to be read out.
        format!("p-{}", digits.get(..4).unwrap_or_default())
    });
    let mut free = ids.filter(|id| !is_taken(id));
    free.next().unwrap_or_default()
}

/// True if an id is such a one.
pub(super) fn is_fresh(id: &str) -> bool {
    id.strip_prefix("p-")
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    #[test]
    fn a_new_id_is_nobodys() {
        let one = fresh("a", |_| false);
        assert!(is_fresh(&one) && one.len() == 6, "{one}");
        assert!(!is_fresh("p-ama") && !is_fresh("ama"));
        let other = fresh("a", |id| id == one);
        assert_ne!(one, other);
        assert_ne!(fresh("b", |_| false), one);
    }

    #[test]
    fn two_that_were_cut_short_are_both_known() {
        let disk = MemoryDisk::default();
        let folder = Path::new("/unit");
        let pair = |old: &str, new: &str| IdReplacement {
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let (ama, jo) = (pair("ama", "p-1"), pair("jo", "p-2"));
        let none = Unfinished::read(&disk, folder).unwrap();
        disk.put(none.path(), &none.with(&ama).unwrap());
        let one = Unfinished::read(&disk, folder).unwrap();
        disk.put(one.path(), &one.with(&jo).unwrap());
        let both = Unfinished::read(&disk, folder).unwrap();
        assert_eq!((both.of("ama"), both.of("p-2")), (Some(&ama), Some(&jo)));
        // Going on with one is not a third.
        assert_eq!(both.with(&jo).unwrap(), disk.file(both.path()).unwrap());
        disk.put(both.path(), &both.without(&ama).unwrap().unwrap());
        let left = Unfinished::read(&disk, folder).unwrap();
        assert_eq!((left.of("ama"), left.first()), (None, Some("jo")));
        assert_eq!(left.without(&jo).unwrap(), None);
    }
}
