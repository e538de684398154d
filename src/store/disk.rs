//! The disk, as the few things that the store needs of it. `std::fs` is here and nowhere else.

#[cfg(not(unix))]
mod others;
mod private;
#[cfg(unix)]
mod unix;

use std::{
    any::Any,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    time::{Duration, SystemTime},
};

#[cfg(not(unix))]
use self::others as modes;
#[cfg(unix)]
use self::unix as modes;

/// The largest file that is read, in bytes. Journals are exempt: what the program writes it has to read again.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// The holder of a lock.
pub enum Lock {
    /// Ours, until it is dropped.
    Ours(Box<dyn Any + Send>),
    /// Held by somebody else, with the words that they left.
    Others(String),
    /// This file system has no locks.
    NoLocks,
}

/// A file's length and time of change: a cheap check for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// Bytes.
    pub length: u64,
    /// The time of the last change. `None` if it is not known: then only reading shows a change.
    pub modified: Option<SystemTime>,
}

/// The kind of thing at a path, behind a link as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device or the like: opening it may wait for ever.
    Other,
}

/// A replacement that is not waited for.
#[derive(Debug)]
pub enum Soon {
    /// The result: done or failed.
    Done(io::Result<()>),
    /// The receiver of the result.
    Later(mpsc::Receiver<io::Result<()>>),
}

impl Soon {
    /// Waits until it is done, at most `patience`.
    pub fn wait(&mut self, patience: Duration) {
        if let Self::Later(result) = self
            && let Ok(result) = result.recv_timeout(patience)
        {
            *self = Self::Done(result);
        }
    }

    /// The result; `None` as long as it goes on.
    pub fn poll(&mut self) -> Option<io::Result<()>> {
        match self {
            Self::Done(result) => Some(std::mem::replace(result, Ok(()))),
            Self::Later(result) => match result.try_recv() {
                Ok(result) => Some(result),
                Err(mpsc::TryRecvError::Empty) => None,
                Err(mpsc::TryRecvError::Disconnected) => {
                    Some(Err(io::Error::other("the thread that writes is gone")))
                }
            },
        }
    }
}

/// The file system, as far as the store needs it.
///
/// No method has a default: a wrapper that does not forward one would fail only on the day somebody calls it.
pub trait Disk: Send {
    /// A file's bytes, at most `LARGEST` of them; `None` if there is no such file.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// The bytes of a record that we wrote ourselves, at any length; `None` if there is no such file.
    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// A file's length and time, without reading it; `None` if there is no such file.
    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>>;

    /// Adds bytes to a file that is `length` long, made where that is 0; with `sync`, they are on disk when this returns.
    /// A file of another length is left as it is: somebody else was at it.
    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()>;

    /// Replaces a file atomically; with `sync`, it is on disk when this returns.
    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()>;

    /// Replaces a file as `replace` with `sync`, but tries only once: where another program holds the file, the call does not
    /// wait until it lets go.
    fn replace_once(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Replaces a file as `replace_once`, without waiting for the result. Nothing else may replace the file until it is done.
    fn replace_soon(&self, path: &Path, bytes: &[u8]) -> Soon;

    /// Replaces a file as `replace`, and closes it to other accounts, whatever its permissions were.
    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()>;

    /// Removes a file; it is no error if there is none.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder and those above it.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder that no other account can enter, and closes what is in it already. From then on everything that is made
    /// in it is closed as well.
    fn make_private_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes a private folder as `make_private_folder`; an error if something is there already.
    fn make_new_private_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder with everything in it; it is no error if there is none.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Sets when a file was last changed, in seconds since 1970.
    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()>;

    /// Every file in a folder and in those below it, by name; none if there is no such folder. Links to folders are not
    /// followed: what they lead to is somebody else's.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// The entries of a folder by name, each with `true` for a folder. Links to folders are neither followed nor named.
    fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>>;

    /// The kind of thing at a path; `None` if nothing is there.
    fn thing(&self, path: &Path) -> io::Result<Option<Thing>>;

    /// The folders right in a folder that belong to this account, by name; none if there is no such folder.
    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// True for a link to something else. What we make for ourselves never is one.
    fn is_link(&self, path: &Path) -> io::Result<bool>;

    /// Takes a lock, and leaves `who` in the file for others to read.
    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock>;
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        // Opening a pipe would wait for whoever writes into it, and a device has no end.
        let length = match fs::metadata(path) {
            Ok(m) if m.is_file() || m.is_dir() => m.len(),
            Ok(_) => return Err(no_file()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let Some(file) = opened(path)? else {
            return Ok(None);
        };
        // The file may have grown since, so its length is only the room that is made for it. One byte more ends the reading in one call.
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGEST)).unwrap_or(0) + 1);
        // One byte more tells a file that is too large from one of just that size.
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "the file is larger than 64 MiB",
            ));
        }
        Ok(Some(bytes))
    }

    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        // Opening a pipe would wait for whoever writes into it, and a device has no end.
        if self.thing(path)? == Some(Thing::Other) {
            return Err(no_file());
        }
        let Some(mut file) = opened(path)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(FileStamp {
                length: metadata.len(),
                modified: metadata.modified().ok(),
            })),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
        let mut file = opened_to_append(path, length == 0)?;
        // A sync client or a failed write may have left bytes that we do not know. A line added
        // behind those would be damage in the middle of the journal, and that is refused at the
        // next opening.
        if file.metadata()?.len() != length as u64 {
            return Err(changed());
        }
        file.write_all(bytes)?;
        // `fdatasync` writes the new length as well. It leaves out the times only, which need not
        // survive a power cut.
        if sync { file.sync_data() } else { Ok(()) }
    }

    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        replace(path, bytes, sync, false, TRIES)
    }

    fn replace_once(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        replace(path, bytes, true, false, 1)
    }

    fn replace_soon(&self, path: &Path, bytes: &[u8]) -> Soon {
        Soon::Done(self.replace_once(path, bytes))
    }

    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        replace(path, bytes, sync, true, TRIES)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        // What a killed replacement left behind goes with it.
        let _ = fs::remove_file(beside(path));
        match fs::remove_file(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        private::make_folder(path)
    }

    fn make_private_folder(&self, path: &Path) -> io::Result<()> {
        private::make_closed_folder(path)
    }

    fn make_new_private_folder(&self, path: &Path) -> io::Result<()> {
        private::make_new_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        match fs::remove_dir_all(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let inside = match self.inside(&folder) {
                Ok(inside) => inside,
                // Somebody may remove a folder while it is walked through.
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(e) => return Err(e),
            };
            for (path, is_folder) in inside {
                if is_folder {
                    folders.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files.sort();
        Ok(files)
    }

    fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let is_folder = kind.is_dir();
            // Only a link has to be followed to say what it leads to.
            if !(kind.is_symlink() && entry.path().is_dir()) {
                inside.push((entry.path(), is_folder));
            }
        }
        inside.sort();
        Ok(inside)
    }

    fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        match fs::metadata(path) {
            Ok(m) if m.is_file() => Ok(Some(Thing::File)),
            Ok(m) if m.is_dir() => Ok(Some(Thing::Folder)),
            Ok(_) => Ok(Some(Thing::Other)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        private::folders(folder)
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(metadata.file_type().is_symlink()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e),
        }
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        refuse_link(path)?;
        let mut options = private::options(path);
        modes::stays_at_links(&mut options);
        let opened = options
            .read(true)
            .write(true)
            .create(true)
            // Truncating here would empty the holder's words before it is known whose the lock is.
            .truncate(false)
            .open(path);
        let mut file = match opened {
            Ok(file) => file,
            // Another account's lock, or one on a full disk: a file that can only be read can be locked all the same.
            Err(why) => {
                let mut options = OpenOptions::new();
                modes::stays_at_links(&mut options);
                options.read(true).open(path).map_err(|_| why)?
            }
        };
        // One that was put there in between is not written through either, on systems that open it all the same.
        refuse_link(path)?;
        match file.try_lock() {
            Ok(()) => {
                // Whoever comes second is told less where the words cannot be written; the lock holds without them. A file with a
                // second name is somebody's own.
                if !modes::LOCKED_FILES_CAN_BE_READ {
                    let _ = leave_words_beside(path, who);
                } else if modes::has_one_name(&file) {
                    let _ = file
                        .set_len(0)
                        .and_then(|()| file.write_all(who.as_bytes()));
                }
                Ok(Lock::Ours(Box::new(file)))
            }
            Err(TryLockError::WouldBlock) => {
                let words = if modes::LOCKED_FILES_CAN_BE_READ {
                    words_in(file)
                } else {
                    words_beside(path)
                };
                Ok(Lock::Others(words))
            }
            // Some network shares have no locks. To refuse there would keep a unit from ever
            // meeting.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                Ok(Lock::NoLocks)
            }
            Err(TryLockError::Error(e)) => Err(e),
        }
    }
}

impl RealDisk {
    /// Puts a folder in the place of another one, which is removed. Readers see the old one or the new one, and no mixture.
    ///
    /// # Errors
    /// The error of the disk; the old folder is then in its place, but for a power cut between two renames: see
    /// [`Self::recover_folder`].
    pub fn replace_folder(&self, new: &Path, folder: &Path) -> io::Result<()> {
        // Two renames, because no call of all systems exchanges two folders that are not empty.
        let old = set_aside(folder);
        self.remove_folder(&old)?;
        let was_there = self.thing(folder)?.is_some();
        if was_there {
            rename(folder, &old, TRIES)?;
        }
        if let Err(error) = rename(new, folder, TRIES) {
            if was_there {
                let _ = rename(&old, folder, TRIES);
            }
            return Err(error);
        }
        sync_folder(folder)?;
        self.remove_folder(&old)
    }

    /// Puts a folder back that a power cut has left set aside.
    ///
    /// # Errors
    /// The error of the disk.
    pub fn recover_folder(&self, folder: &Path) -> io::Result<()> {
        let old = set_aside(folder);
        if self.thing(folder)?.is_none() && self.thing(&old)? == Some(Thing::Folder) {
            rename(&old, folder, TRIES)?;
        }
        Ok(())
    }
}

/// The name under which a folder is set aside while another one takes its place.
fn set_aside(folder: &Path) -> PathBuf {
    let name = folder
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    folder.with_file_name(format!("{name}.old"))
}

/// The error for what is neither a file nor a folder.
fn no_file() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidInput,
        "this is a pipe or a device, and no file",
    )
}

/// A file, open for reading; none where there is none.
fn opened(path: &Path) -> io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(with_advice(e)),
    }
}

/// A file to add to. One that begins is made by this call, so that no link that is put there leads elsewhere.
fn opened_to_append(path: &Path, begins: bool) -> io::Result<File> {
    if begins {
        let mut options = private::options(path);
        match options.append(true).create_new(true).open(path) {
            // An empty file may be there from a write that was cut short. The caller compares its
            // length.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made,
        }
    }
    let opened = OpenOptions::new().append(true).open(path);
    opened.map_err(with_advice)
}

/// The words in a lock's file, or in the one beside it.
// Anybody may have written it, and its words go on the wall: hence the limit.
fn words_in(file: File) -> String {
    let mut words = String::new();
    let _ = file.take(500).read_to_string(&mut words);
    words.trim().to_owned()
}

/// The file beside a lock that names its holder, where a locked file cannot be read.
fn holder_of(lock: &Path) -> PathBuf {
    lock.with_extension("holder.lock")
}

/// Leaves the holder's words in the file beside a lock.
fn leave_words_beside(lock: &Path, who: &str) -> io::Result<()> {
    let path = holder_of(lock);
    refuse_link(&path)?;
    let mut options = private::options(&path);
    modes::stays_at_links(&mut options);
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)?;
    file.write_all(who.as_bytes())
}

/// The holder's words in the file beside a lock; empty where there are none.
fn words_beside(lock: &Path) -> String {
    let path = holder_of(lock);
    let file = refuse_link(&path).and_then(|()| File::open(&path));
    file.map_or_else(|_| String::new(), words_in)
}

/// Refuses a link or a pipe in the place of a lock: somebody else made it, and its target is not ours.
fn refuse_link(path: &Path) -> io::Result<()> {
    // Opening a pipe would wait for whoever writes into it.
    if fs::symlink_metadata(path).is_ok_and(|m| {
        let kind = m.file_type();
        !kind.is_file() && !kind.is_dir() && !kind.is_symlink()
    }) {
        return Err(no_file());
    }
    if fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink()) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is a link, and a lock must be a file",
        ));
    }
    Ok(())
}

/// Replaces a file by rename; a private one is closed to other accounts.
fn replace(path: &Path, bytes: &[u8], sync: bool, private: bool, tries: u32) -> io::Result<()> {
    // Behind a link it is the file that is replaced, not the link; but what is for no other account has no link of ours before it.
    let path = if private {
        path.to_path_buf()
    } else {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
    };
    let new = beside(&path);
    // Synced before the rename: otherwise the name may reach the disk before the bytes do, and a
    // power cut leaves an empty file in the place of a good one.
    let written = (|| {
        let mut file = private::replacement(&new, &path, private)?;
        file.write_all(bytes)?;
        if sync { file.sync_all() } else { Ok(()) }
    })();
    if let Err(error) = written.and_then(|()| rename(&new, &path, tries)) {
        // It holds names and words, and takes up room on a disk that may just have been full.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    // The new bytes have their name already: an error from here on says only that a power cut could
    // bring the old ones back.
    if sync { sync_folder(&path) } else { Ok(()) }
}

/// A file is not as it was left.
pub(super) fn changed() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the file was changed by somebody else",
    )
}

/// The temporary name of a file that is being replaced. It is fixed, so that killed programs leave at most one behind.
pub(super) fn beside(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    path.with_file_name(format!("{name}.new"))
}

/// The most attempts at a rename.
// Ten pauses of 20 ms, so 200 ms at the most: the call runs while a room waits for its key.
const TRIES: u32 = 11;

/// Under a folder that is synced, a rename can fail for a moment on Windows (errors 5, 32, 33).
fn rename(from: &Path, to: &Path, tries: u32) -> io::Result<()> {
    let mut nth = 1;
    loop {
        match fs::rename(from, to) {
            Err(e) if cfg!(windows) && in_use(e.raw_os_error()).is_some() && nth < tries => {
                nth += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            other => return other.map_err(with_advice),
        }
    }
}

/// Advice for an error of Windows that means that another program has the file open; `None` for any other.
// Windows says "Access denied" also of a file that may not be written, and of one that is being deleted.
fn in_use(windows_error: Option<i32>) -> Option<&'static str> {
    match windows_error {
        Some(5) => Some("another program may have it open: close it there"),
        Some(32 | 33) => Some("another program has it open: close it there"),
        _ => None,
    }
}

/// The error with what to do about it, where the system's words do not say that.
fn with_advice(error: io::Error) -> io::Error {
    let advice = in_use(error.raw_os_error()).filter(|_| cfg!(windows));
    match advice {
        Some(advice) => io::Error::new(error.kind(), format!("{error}; {advice}")),
        None => error,
    }
}

/// A rename is on disk when its folder is. Where folders cannot be opened (Windows), the system sees to it.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        // A bare name is in the current folder.
        let here = Path::new(".");
        let folder = if folder.as_os_str().is_empty() {
            here
        } else {
            folder
        };
        return File::open(folder)?.sync_all();
    }
    Ok(())
}

/// True if a file's name ends as our files do.
pub fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_its_holder_in_a_file_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("meeting.lock");
        assert_eq!(words_beside(&lock), "", "nobody has left any");
        leave_words_beside(&lock, "Siân, since 23:32, process 260").unwrap();
        leave_words_beside(&lock, "Ama, since 09:10").unwrap();
        assert_eq!(words_beside(&lock), "Ama, since 09:10");
        assert!(folder.path().join("meeting.holder.lock").is_file());
    }

    #[test]
    #[cfg(unix)]
    fn the_file_beside_a_lock_is_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let precious = folder.path().join("precious");
        fs::write(&precious, "all that is dear").unwrap();
        let lock = folder.path().join("meeting.lock");
        std::os::unix::fs::symlink(&precious, holder_of(&lock)).unwrap();
        assert!(leave_words_beside(&lock, "Ama").is_err());
        assert_eq!(words_beside(&lock), "");
        assert_eq!(fs::read_to_string(&precious).unwrap(), "all that is dear");
    }

    #[test]
    fn a_folder_takes_the_place_of_another_one() {
        let root = tempfile::tempdir().unwrap();
        let [folder, new, old] = ["v1", "v1.new", "v1.old"].map(|name| root.path().join(name));
        let make = |folder: &Path, file: &str| {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(file), file).unwrap();
        };
        let files = || RealDisk.list(root.path()).unwrap();
        make(&new, "a");
        RealDisk.replace_folder(&new, &folder).unwrap();
        assert_eq!(files(), [folder.join("a")]);
        make(&new, "b");
        // What a power cut has left is in nobody's way.
        make(&old, "z");
        RealDisk.replace_folder(&new, &folder).unwrap();
        assert_eq!(files(), [folder.join("b")]);
        // Without a new one the old one stays.
        assert!(RealDisk.replace_folder(&new, &folder).is_err());
        assert_eq!(files(), [folder.join("b")]);
        fs::rename(&folder, &old).unwrap();
        RealDisk.recover_folder(&folder).unwrap();
        RealDisk.recover_folder(&folder).unwrap();
        assert_eq!(files(), [folder.join("b")]);
    }

    #[test]
    fn an_error_of_another_programs_hold_says_what_to_do() {
        assert!(in_use(Some(32)).is_some_and(|advice| advice.contains("close it there")));
        assert!(in_use(Some(5)).is_some_and(|advice| advice.contains("may have it open")));
        assert_eq!(in_use(Some(2)), None);
    }
}
