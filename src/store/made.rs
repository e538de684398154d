//! Generated files, which can be made again at any time, in a folder of their own.
//!
//! Somebody may have written into one of them since, or have put another there under that name: such a file is left alone. So
//! the folder keeps a list of what was written into it and with which bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io,
    path::{Component, Path, PathBuf},
};

use super::{disk::Disk, hash::hash};

/// The list: a line a file, its hash and its name.
pub const LIST: &str = ".made-by-pledge";

/// The report of writing files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Files that hold somebody else's text, and were left alone.
    pub left: Vec<PathBuf>,
    /// Files of an earlier run that are not made any more, and were removed.
    pub taken_away: Vec<PathBuf>,
    /// Files that could not be written, and why: another program may have one open.
    pub failed: Vec<(PathBuf, String)>,
}

/// The list of files that were written into a folder: by name, the hashes of bytes that each may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed(BTreeMap<String, BTreeSet<String>>);

impl Listed {
    /// The list of a folder; an empty one where it has none.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn of<D: Disk>(disk: &D, folder: &Path) -> io::Result<Self> {
        Ok(Self::read(
            &disk.read(&folder.join(LIST))?.unwrap_or_default(),
        ))
    }

    /// Parses the bytes of a list.
    pub fn read(bytes: &[u8]) -> Self {
        let mut listed = Self::default();
        for (hash, name) in String::from_utf8_lossy(bytes)
            .lines()
            .filter_map(|line| line.split_once("  "))
        {
            listed.add(name, hash.to_owned());
        }
        listed
    }

    /// The names of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// True if a file is as it was written.
    pub fn has(&self, name: &str, bytes: &[u8]) -> bool {
        self.0
            .get(name)
            .is_some_and(|hashes| hashes.contains(&hash(bytes)))
    }

    fn add(&mut self, name: &str, hash: String) {
        self.0.entry(name.to_owned()).or_default().insert(hash);
    }

    fn write<D: Disk>(&self, disk: &D, folder: &Path) -> io::Result<()> {
        let mut text = String::new();
        for (name, hashes) in &self.0 {
            for hash in hashes {
                let _ = writeln!(text, "{hash}  {name}");
            }
        }
        disk.replace(&folder.join(LIST), text.as_bytes(), true)
    }
}

/// Writes files, given by their names, into a folder. Each is replaced whole; one that cannot be written keeps none of the others
/// back. What was made before, is `retired` by its name and is not made any more goes, unless somebody has changed it.
///
/// # Errors
/// If the folder or its list cannot be read or written.
pub fn write<D: Disk>(
    disk: &D,
    folder: &Path,
    files: &[(String, Vec<u8>)],
    retired: impl Fn(&str) -> bool,
) -> io::Result<WriteReport> {
    disk.make_folder(folder)?;
    let mut listed = Listed::of(disk, folder)?;
    let mut ours = Vec::new();
    let mut done = WriteReport::default();
    for (name, bytes) in files {
        let path = folder.join(name);
        let there = disk.read(&path)?;
        // An empty one is what a power cut leaves of ours.
        let theirs =
            |there: Vec<u8>| !there.is_empty() && !listed.has(name, &there) && there != *bytes;
        if there.is_some_and(theirs) {
            done.left.push(path);
        } else {
            ours.push((name, path, bytes));
        }
    }
    // Both what is there and what will be, so that whenever this ends each file is known as ours.
    for (name, _, bytes) in &ours {
        listed.add(name, hash(bytes));
    }
    listed.write(disk, folder)?;
    for (name, path, bytes) in ours {
        match disk.replace(&path, bytes, true) {
            Ok(()) => {
                listed.0.remove(name);
                listed.add(name, hash(bytes));
                done.written.push(path);
            }
            Err(error) => done.failed.push((path, error.to_string())),
        }
    }
    let is_made = |name: &String| files.iter().any(|(made, _)| made == name);
    let old: Vec<String> = listed.0.keys().cloned().collect();
    // The list may have been written by somebody else: what it names is in this folder, or is not ours.
    let is_here = |name: &String| {
        let mut parts = Path::new(name).components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let old = old.into_iter().filter(is_here);
    for name in old.filter(|n| retired(n) && !is_made(n)) {
        let path = folder.join(&name);
        let there = disk.read(&path)?;
        if there.is_some_and(|there| listed.has(&name, &there)) && disk.remove(&path).is_ok() {
            done.taken_away.push(path);
        }
        listed.0.remove(&name);
    }
    listed.write(disk, folder)?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::{Fault, MemoryDisk};

    fn files(text: &str) -> Vec<(String, Vec<u8>)> {
        vec![("a.txt".into(), text.into()), ("b.txt".into(), text.into())]
    }

    #[test]
    fn what_a_power_cut_left_empty_is_ours_and_papers_are_on_disk_when_they_are_told_of() {
        let disk = MemoryDisk::default();
        let folder = Path::new("/unit/out");
        write(&disk, folder, &files("1"), |_| false).unwrap();
        assert!(
            disk.calls()
                .iter()
                .all(|c| c.starts_with("replace and sync"))
        );
        disk.put(&folder.join("a.txt"), b"");
        let done = write(&disk, folder, &files("1"), |_| false).unwrap();
        assert_eq!(done.written.len(), 2);
        assert_eq!(disk.file(&folder.join("a.txt")).unwrap(), b"1");
    }

    #[test]
    fn what_somebody_else_wrote_is_left_alone() {
        let disk = MemoryDisk::default();
        let folder = Path::new("/unit/out");
        let own = folder.join("b.txt");
        disk.put(&own, b"mine");
        let done = write(&disk, folder, &files("1"), |_| false).unwrap();
        assert_eq!(done.written, [folder.join("a.txt")]);
        assert_eq!(done.left, std::slice::from_ref(&own));
        // Its own file is written anew, until somebody changes it.
        let done = write(&disk, folder, &files("2"), |_| false).unwrap();
        assert_eq!(done.written, [folder.join("a.txt")]);
        disk.put(&folder.join("a.txt"), b"2, and more");
        let done = write(&disk, folder, &files("3"), |_| false).unwrap();
        assert!(done.written.is_empty());
        assert_eq!(
            disk.read(&folder.join("a.txt")).unwrap().unwrap(),
            b"2, and more"
        );
        assert_eq!(disk.read(&own).unwrap().unwrap(), b"mine");
        // Taken away, it is made anew.
        disk.remove(&own).unwrap();
        let done = write(&disk, folder, &files("3"), |_| false).unwrap();
        assert_eq!(done.written, [own]);
    }

    #[test]
    fn ended_at_any_write_each_file_is_still_known_as_ours() {
        let folder = Path::new("/unit/out");
        let is_ended_at = |nth| {
            let disk = MemoryDisk::default();
            write(&disk, folder, &files("1"), |_| false).unwrap();
            disk.fail_at(nth, Fault::Refused);
            let ended = write(&disk, folder, &files("2"), |_| false);
            let ended = ended.map_or(true, |done| !done.failed.is_empty());
            disk.restart();
            let done = write(&disk, folder, &files("3"), |_| false).unwrap();
            assert_eq!(done.written.len(), 2, "at write {nth}");
            assert!(done.left.is_empty());
            ended
        };
        let writes = (0..20).take_while(|nth| is_ended_at(*nth)).count();
        assert!((2..19).contains(&writes), "{writes}");
    }

    #[test]
    fn what_is_not_made_any_more_goes_unless_somebody_changed_it() {
        let disk = MemoryDisk::default();
        let folder = Path::new("/unit/out");
        write(&disk, folder, &files("1"), |_| false).unwrap();
        disk.put(&folder.join("b.txt"), b"1, and more");
        let one = [("c.txt".to_owned(), b"1".to_vec())];
        let done = write(&disk, folder, &one, |name| name != "z.txt").unwrap();
        assert_eq!(done.taken_away, [folder.join("a.txt")]);
        assert_eq!(disk.file(&folder.join("a.txt")), None);
        assert!(disk.file(&folder.join("b.txt")).is_some());
    }

    #[test]
    fn a_file_that_cannot_be_written_keeps_none_back() {
        let disk = MemoryDisk::default();
        let folder = Path::new("/unit/out");
        // The list is the first write, the first file the second.
        disk.fail_at(disk.writes() + 2, Fault::Refused);
        let done = write(&disk, folder, &files("1"), |_| false).unwrap();
        assert_eq!((done.failed.len(), done.written.len()), (1, 1));
    }
}
