//! Recently opened units of this computer: their folders, the newest first, a line each.
//!
//! A start without a folder should show the unit and not a usage line. Only paths are kept, in the local data folder.

use std::path::{Path, PathBuf};

use super::disk::Disk;

/// The most folders that are kept.
const MOST: usize = 12;

fn file(local: &Path) -> PathBuf {
    local.join("recent-units")
}

/// Folders of units that were opened, the newest first. What cannot be read is as if there were none: it is a convenience.
pub fn units(disk: &impl Disk, local: &Path) -> Vec<PathBuf> {
    let bytes = disk.read(&file(local)).ok().flatten().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .take(MOST)
        .map(PathBuf::from)
        .collect()
}

/// Moves a folder to the first place. A path that is not UTF-8, or holds a line's end, is not kept.
pub fn opened(disk: &impl Disk, local: &Path, folder: &Path) {
    let Some(path) = folder.to_str().filter(|p| !p.contains(['\n', '\r'])) else {
        return;
    };
    let before = units(disk, local);
    if before.first().is_some_and(|first| first == folder) {
        return;
    }
    let mut text = format!("{path}\n");
    for other in before.iter().filter(|p| *p != folder).take(MOST - 1) {
        if let Some(other) = other.to_str() {
            text.push_str(other);
            text.push('\n');
        }
    }
    // A failure is ignored: the list is a convenience, and the unit opens without it.
    let _ = disk
        .make_private_folder(local)
        .and_then(|()| disk.replace(&file(local), text.as_bytes(), false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    #[test]
    fn the_last_one_is_the_first_and_nobody_is_there_twice() {
        let disk = MemoryDisk::default();
        let local = Path::new("/local/pledge");
        assert_eq!(units(&disk, local), Vec::<PathBuf>::new());
        for folder in ["/a", "/b", "/a", "/c d"] {
            opened(&disk, local, Path::new(folder));
        }
        assert_eq!(units(&disk, local), ["/c d", "/a", "/b"].map(PathBuf::from));
        for n in 0..20 {
            opened(&disk, local, &PathBuf::from(format!("/{n}")));
        }
        assert_eq!(units(&disk, local).len(), MOST);
        assert_eq!(units(&disk, local).first(), Some(&PathBuf::from("/19")));
    }

    #[test]
    fn where_nothing_can_be_written_nothing_happens() {
        let disk = MemoryDisk::default();
        disk.refuse_writes(true);
        opened(&disk, Path::new("/local"), Path::new("/a"));
        assert_eq!(units(&disk, Path::new("/local")), Vec::<PathBuf>::new());
        opened(&disk, Path::new("/local"), Path::new("/a\n/b"));
        assert_eq!(units(&disk, Path::new("/local")), Vec::<PathBuf>::new());
    }
}
