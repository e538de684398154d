//! A disk in memory that can fail, tear and die at a chosen call: what tests hold the store against.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use super::disk::{Disk, FileStamp, Lock, Soon, Thing, changed};

/// A way in which a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call does nothing and returns an error.
    Refused,
    /// Half of the bytes are written, and an error comes back.
    Torn,
    /// All is done, and an error comes back all the same.
    DoneButSaysNo,
    /// Half of the bytes are written, and the program is gone: every later call fails too.
    Killed,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way of its own in which a disk goes wrong"
)]
#[derive(Debug, Default)]
struct Inside {
    files: BTreeMap<PathBuf, Vec<u8>>,
    modified: BTreeMap<PathBuf, u64>,
    changes: BTreeMap<PathBuf, u64>,
    locked: Vec<(PathBuf, String)>,
    calls: Vec<String>,
    reads: usize,
    writes: usize,
    fault: Option<(usize, Fault)>,
    broken: bool,
    lockless: bool,
    refused: BTreeSet<PathBuf>,
    away: bool,
    dead: bool,
}

impl Inside {
    fn answers(&self) -> io::Result<()> {
        if self.dead || self.away {
            return Err(io::Error::other("the disk does not answer"));
        }
        Ok(())
    }

    /// Marks a file as changed.
    fn touch(&mut self, path: &Path) {
        *self.changes.entry(path.to_path_buf()).or_default() += 1;
        self.modified.remove(path);
    }
}

/// A disk in memory. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<Inside>>);

struct Guard(MemoryDisk, PathBuf);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.with(|i| i.locked.retain(|(p, _)| *p != self.1));
    }
}

impl MemoryDisk {
    fn with<T>(&self, f: impl FnOnce(&mut Inside) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The call that writes for the `nth` time from now, counted from 0, goes wrong.
    pub fn fail_at(&self, nth: usize, fault: Fault) {
        self.with(|i| i.fault = Some((i.writes + nth, fault)));
    }

    /// Every write is refused until this is taken back.
    pub fn refuse_writes(&self, refuse: bool) {
        self.with(|i| i.broken = refuse);
    }

    /// Refuses every lock from now on, or none; files can still be written.
    pub fn refuse_locks(&self, refuse: bool) {
        self.with(|i| i.lockless = refuse);
    }

    /// Every write to this file is refused until this is taken back: another program holds it.
    pub fn refuse_writes_to(&self, path: &Path, refuse: bool) {
        self.with(|i| {
            if refuse {
                i.refused.insert(path.to_path_buf());
            } else {
                i.refused.remove(path);
            }
        });
    }

    /// Refuses every read and look from now on, or none.
    pub fn refuse_reads(&self, refuse: bool) {
        self.with(|i| i.away = refuse);
    }

    /// Restarts the computer: the disk keeps its files, and all locks are gone.
    pub fn restart(&self) {
        self.with(|i| {
            (i.dead, i.fault, i.broken, i.away) = (false, None, false, false);
            i.refused.clear();
            i.lockless = false;
            i.locked.clear();
        });
    }

    /// Calls that write, so far.
    pub fn writes(&self) -> usize {
        self.with(|i| i.writes)
    }

    /// Files read so far; looks are not counted.
    pub fn reads(&self) -> usize {
        self.with(|i| i.reads)
    }

    /// The calls so far, in order.
    pub fn calls(&self) -> Vec<String> {
        self.with(|i| i.calls.clone())
    }

    /// A file's bytes.
    pub fn file(&self, path: &Path) -> Option<Vec<u8>> {
        self.with(|i| i.files.get(path).cloned())
    }

    /// Every file's path.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.with(|i| i.files.keys().cloned().collect())
    }

    /// Writes a file as another program would.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.with(|i| {
            i.files.insert(path.to_path_buf(), bytes.to_vec());
            i.touch(path);
        });
    }

    /// When a file was last changed, where that was set.
    pub fn modified(&self, path: &Path) -> Option<u64> {
        self.with(|i| i.modified.get(path).copied())
    }

    /// Writes by `put`, unless a fault is due.
    fn write(
        &self,
        what: &str,
        path: &Path,
        bytes: &[u8],
        put: impl Fn(&mut Inside, &[u8]),
    ) -> io::Result<()> {
        self.with(|i| {
            i.calls.push(format!("{what} {}", path.display()));
            if i.dead || i.broken || i.refused.contains(path) {
                return Err(io::Error::other("the disk does not answer"));
            }
            let nth = i.writes;
            i.writes += 1;
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            match i.fault.filter(|(at, _)| *at == nth).map(|(_, fault)| fault) {
                None => {
                    put(i, bytes);
                    return Ok(());
                }
                Some(Fault::Refused) => {}
                Some(Fault::Torn) => put(i, half),
                Some(Fault::DoneButSaysNo) => put(i, bytes),
                Some(Fault::Killed) => {
                    put(i, half);
                    i.dead = true;
                }
            }
            Err(io::Error::other("the write failed"))
        })
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.with(|i| {
            i.answers()?;
            i.reads += 1;
            Ok(i.files.get(path).cloned())
        })
    }

    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.read(path)
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>> {
        self.with(|i| {
            i.answers()?;
            let Some(bytes) = i.files.get(path) else {
                return Ok(None);
            };
            // A time that was set hides what changed, as it does on a real disk.
            let since = match i.modified.get(path) {
                Some(seconds) => Duration::from_secs(*seconds),
                None => Duration::from_nanos(i.changes.get(path).copied().unwrap_or(0)),
            };
            Ok(Some(FileStamp {
                length: bytes.len() as u64,
                modified: Some(SystemTime::UNIX_EPOCH + since),
            }))
        })
    }

    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
        if self.with(|i| !i.dead && !i.broken && i.files.get(path).map_or(0, Vec::len) != length) {
            return Err(changed());
        }
        let what = if sync { "append and sync" } else { "append" };
        self.write(what, path, bytes, |i, bytes| {
            i.files
                .entry(path.to_path_buf())
                .or_default()
                .extend_from_slice(bytes);
            i.touch(path);
        })
    }

    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        let what = if sync { "replace and sync" } else { "replace" };
        // A replacement is there whole or not at all: half a write leaves the old one.
        self.write(what, path, bytes, |i, written| {
            if written.len() == bytes.len() {
                i.files.insert(path.to_path_buf(), written.to_vec());
                i.touch(path);
            }
        })
    }

    fn replace_once(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.replace(path, bytes, true)
    }

    fn replace_soon(&self, path: &Path, bytes: &[u8]) -> Soon {
        Soon::Done(self.replace_once(path, bytes))
    }

    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        self.replace(path, bytes, sync)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.write("remove", path, b"xx", |i, bytes| {
            if bytes.len() == 2 {
                i.files.remove(path);
            }
        })
    }

    fn make_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn make_private_folder(&self, path: &Path) -> io::Result<()> {
        self.make_folder(path)
    }

    fn make_new_private_folder(&self, path: &Path) -> io::Result<()> {
        self.make_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.write("remove folder", path, b"xx", |i, bytes| {
            if bytes.len() == 2 {
                i.files.retain(|file, _| !file.starts_with(path));
            }
        })
    }

    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.with(|i| {
            i.answers()?;
            let below = i.files.keys().filter_map(|path| {
                let mut inside = path.strip_prefix(folder).ok()?.components();
                let first = inside.next()?;
                inside.next().map(|_| folder.join(first))
            });
            Ok(below.collect::<BTreeSet<_>>().into_iter().collect())
        })
    }

    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
        self.with(|i| i.modified.insert(path.to_path_buf(), seconds));
        Ok(())
    }

    fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        self.with(|i| {
            i.answers()?;
            let inside = i.files.keys().filter_map(|path| {
                let mut below = path.strip_prefix(folder).ok()?.components();
                let first = folder.join(below.next()?);
                Some((first, below.next().is_some()))
            });
            Ok(inside.collect::<BTreeSet<_>>().into_iter().collect())
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.with(|i| {
            i.answers()?;
            let inside = i.files.keys().filter(|path| path.starts_with(folder));
            Ok(inside.cloned().collect())
        })
    }

    fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        self.with(|i| {
            i.answers()?;
            let is_folder = || i.files.keys().any(|file| file.starts_with(path));
            Ok(if i.files.contains_key(path) {
                Some(Thing::File)
            } else {
                is_folder().then_some(Thing::Folder)
            })
        })
    }

    fn is_link(&self, _path: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        self.with(|i| {
            if i.dead || i.broken || i.lockless {
                return Err(io::Error::other("the disk does not answer"));
            }
            if let Some((_, words)) = i.locked.iter().find(|(p, _)| p == path) {
                return Ok(Lock::Others(words.clone()));
            }
            i.locked.push((path.to_path_buf(), who.to_owned()));
            Ok(Lock::Ours(Box::new(Guard(
                self.clone(),
                path.to_path_buf(),
            ))))
        })
    }
}
