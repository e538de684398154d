//! The copy of a unit's files that a rehearsal is held on: in the temporary folder, closed to other accounts, and not for long.
//!
//! It holds everything that patients said. So it goes when the rehearsal ends; one that was cut short is swept when the next one
//! begins; and `forget` looks for all of them. Only what somebody asked to keep stays.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, Lock},
    line::{self, LineContent},
    places::Places,
};
use crate::domain::{event_sourced::EventSourced as _, meeting::Meeting, preparation::Preparation};

/// The prefix of the folders' names.
const PREFIX: &str = "pledge-rehearsal-";
/// The lock of a rehearsal that goes on. It is the first file in the folder, so that a sweep recognises a copy that is being made.
const LOCK: &str = "rehearsal.lock";
/// The file that names the unit's folder of the copy.
const OF: &str = "rehearsal.of";
/// The marker of a copy that is to be kept.
const KEPT: &str = "rehearsal.kept";

/// A copy that is in use.
pub struct RehearsalCopy {
    folder: PathBuf,
    /// The lock, held until it is dropped; `None` if the file system has no locks.
    lock: Option<Lock>,
}

impl RehearsalCopy {
    /// Makes the folder for a copy of a unit. `id` makes its name unique; `who` is what the lock says to others.
    ///
    /// # Errors
    /// The error of the disk, or that something of this name is there already.
    pub fn begin<D: Disk>(
        disk: &D,
        temporary: &Path,
        id: &str,
        unit: &Path,
        who: &str,
    ) -> io::Result<Self> {
        let folder = temporary.join(format!("{PREFIX}{id}"));
        // The temporary folder is for all accounts: somebody may have put a folder of this name
        // there to read along.
        disk.make_new_private_folder(&folder)?;
        let lock = disk.lock(&folder.join(LOCK), who).ok();
        disk.replace(&folder.join(OF), unit.to_string_lossy().as_bytes(), false)?;
        Ok(Self { folder, lock })
    }

    /// The folder of the copy.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Marks the copy as kept after the rehearsal, so that no sweep removes it.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn keep<D: Disk>(&self, disk: &D) -> io::Result<()> {
        disk.replace(&self.folder.join(KEPT), b"", false)
    }

    /// Removes the copy, and its meeting's files in the local data folder.
    ///
    /// # Errors
    /// The error of the disk; the copy or a part of it is still there.
    pub fn clear<D: Disk>(self, disk: &D, local: &Path) -> io::Result<()> {
        let Self { folder, lock } = self;
        // A file that is locked cannot be taken away everywhere.
        drop(lock);
        take_away(disk, &folder, local)
    }
}

/// Every copy that this account has, in use or not.
///
/// # Errors
/// If the temporary folder cannot be read.
pub fn all<D: Disk>(disk: &D, temporary: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = disk.folders(temporary)?;
    folders.retain(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(PREFIX)
    });
    Ok(folders)
}

/// True if a rehearsal goes on in a copy.
pub fn is_open<D: Disk>(disk: &D, copy: &Path) -> bool {
    let is_held = |path: &Path| matches!(disk.lock(path, ""), Ok(Lock::Others(_)));
    // Copies of earlier versions have the meeting's lock only; the lock of a meeting that was never opened is not made here.
    let meeting = copy.join("meeting.lock");
    is_held(&copy.join(LOCK)) || (matches!(disk.stamp(&meeting), Ok(Some(_))) && is_held(&meeting))
}

/// The unit's folder that a copy was made of; none where it does not say.
pub fn unit_of<D: Disk>(disk: &D, copy: &Path) -> Option<PathBuf> {
    let bytes = disk.read(&copy.join(OF)).ok().flatten()?;
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// Removes the copies of interrupted rehearsals; returns their number. A copy that is in use, is just being made or was to
/// be kept stays; so does one that cannot be removed, until the next sweep.
pub fn sweep<D: Disk>(disk: &D, temporary: &Path, local: &Path) -> usize {
    let copies = all(disk, temporary).unwrap_or_default();
    let left = copies.iter().filter(|copy| {
        let files = disk.list(copy).unwrap_or_default();
        let made = files.iter().any(|file| !file.ends_with(LOCK));
        let kept = files.iter().any(|file| file.ends_with(KEPT));
        made && !kept && !is_open(disk, copy)
    });
    left.filter(|copy| take_away(disk, copy, local).is_ok())
        .count()
}

/// The files of a copy's meeting in the local data folder: ballots of a round that was open, and journals.
pub fn belongings<D: Disk>(disk: &D, copy: &Path, local: &Path) -> Vec<PathBuf> {
    let places = Places {
        folder: copy.to_path_buf(),
        local: local.to_path_buf(),
    };
    let journals =
        ["meeting", Preparation::FILE_STEM].map(|called| places.local_journal_of(called));
    let ballots = meeting_in(disk, &places).map(|id| places.ballots(&id, ""));
    let starts = |path: &Path, with: &Path, end: &str| {
        let name = |p: &Path| {
            p.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        name(path).starts_with(name(with).trim_end_matches(end))
    };
    let mut all = disk.list(local).unwrap_or_default();
    all.retain(|path| {
        journals.iter().any(|j| starts(path, j, "journal"))
            || ballots
                .as_ref()
                .is_some_and(|b| starts(path, b, ".ballots"))
    });
    all
}

/// The id of the meeting in a folder, from the first line of its journal.
fn meeting_in<D: Disk>(disk: &D, places: &Places) -> Option<String> {
    let bytes = disk.read_record(&places.journal()).ok().flatten()?;
    let first = bytes.split(|b| *b == b'\n').next()?;
    match line::read::<Meeting>(first).ok()?.kind {
        LineContent::Began(began) => Some(Meeting::id(&began).to_owned()),
        _ => None,
    }
}

fn take_away<D: Disk>(disk: &D, copy: &Path, local: &Path) -> io::Result<()> {
    // First what only the copy's journal tells the way to.
    for path in belongings(disk, copy, local) {
        disk.remove(&path)?;
    }
    disk.remove_folder(copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::meeting::Began,
        store::{memory::MemoryDisk, session::Session},
    };

    const TEMPORARY: &str = "/tmp";
    const LOCAL: &str = "/local";

    fn begin(disk: &MemoryDisk, id: &str) -> RehearsalCopy {
        let copy = RehearsalCopy::begin(disk, Path::new(TEMPORARY), id, Path::new("/unit"), "us");
        copy.unwrap()
    }

    /// A meeting in a copy, with ballots and steps that are on this computer only.
    fn rehearse(disk: &MemoryDisk, copy: &RehearsalCopy, id: &str) -> [PathBuf; 2] {
        let places = Places {
            folder: copy.folder().to_path_buf(),
            local: PathBuf::from(LOCAL),
        };
        let began = Began {
            id: id.to_owned(),
            ..Began::default()
        };
        let at = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let opened =
            Session::<Meeting, _>::open(disk.clone(), places.clone(), "us", at, || Ok(began));
        drop(opened.unwrap());
        let here = [places.ballots(id, "r1"), places.local_journal()];
        for path in &here {
            disk.put(path, b"x");
        }
        here
    }

    #[test]
    fn it_goes_with_everything_its_meeting_left() {
        let disk = MemoryDisk::default();
        let others = Path::new("/local/m-2.r1.ballots");
        disk.put(others, b"x");
        let copy = begin(&disk, "1");
        assert_eq!(unit_of(&disk, copy.folder()), Some(PathBuf::from("/unit")));
        rehearse(&disk, &copy, "m-1");
        copy.clear(&disk, Path::new(LOCAL)).unwrap();
        assert_eq!(disk.paths(), [others]);
    }

    #[test]
    fn a_sweep_takes_what_was_cut_short_and_nothing_else() {
        let disk = MemoryDisk::default();
        let (temporary, local) = (Path::new(TEMPORARY), Path::new(LOCAL));
        let cut_short = begin(&disk, "1");
        let here = rehearse(&disk, &cut_short, "m-1");
        let gone = cut_short.folder().to_path_buf();
        drop(cut_short);
        let kept = begin(&disk, "2");
        kept.keep(&disk).unwrap();
        let stays = kept.folder().to_path_buf();
        drop(kept);
        let open = begin(&disk, "3");
        let made = temporary.join("pledge-rehearsal-4");
        disk.put(&made.join(LOCK), b"");
        let old = temporary.join("pledge-rehearsal-5");
        disk.put(&old.join("findings.yaml"), b"x");
        disk.put(&temporary.join("others/findings.yaml"), b"x");
        assert_eq!(all(&disk, temporary).unwrap().len(), 5);
        assert!(is_open(&disk, open.folder()) && !is_open(&disk, &stays));
        assert_eq!(sweep(&disk, temporary, local), 2);
        assert_eq!(
            all(&disk, temporary).unwrap(),
            [stays, open.folder().to_path_buf(), made]
        );
        for path in here {
            assert_eq!(disk.file(&path), None);
        }
        assert!(!gone.exists());
        assert!(disk.file(&temporary.join("others/findings.yaml")).is_some());
        assert_eq!(sweep(&disk, temporary, local), 0);
    }
}
