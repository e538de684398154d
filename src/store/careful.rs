//! A disk for commands that read in many places: a place that does not answer is given up, and the others are still read.
//!
//! It only reads. Each call has a helper thread of its own for as long as it takes; what hangs keeps its thread and no other. While
//! a call hangs, its folder is not asked again, so that a command waits once for it and not once for each file.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use super::{
    disk::{Disk, FileStamp, Lock, Soon, Thing},
    patient::Job,
};

/// Folders with calls that have not come back, and how many.
type Silent = Arc<Mutex<BTreeMap<PathBuf, usize>>>;

/// A read-only disk that gives up a call after a set time.
pub struct CarefulDisk<D> {
    disk: D,
    patience: Duration,
    /// Threads with nothing to do.
    idle: Mutex<Vec<mpsc::Sender<Job<D>>>>,
    silent: Silent,
}

/// Everything below a folder: files by name, and what could not be looked into.
#[derive(Debug, Default)]
pub struct Below {
    /// Files, by name.
    pub files: Vec<PathBuf>,
    /// Folders that could not be read, and why.
    pub unread: Vec<(PathBuf, io::Error)>,
}

fn slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the folder does not answer")
}

/// Locks a mutex. A value that a panicking thread left behind is still right, since only whole values are put in.
fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<D: Disk + Clone + 'static> CarefulDisk<D> {
    /// Waits at most `patience` for each call of `disk`.
    pub fn new(disk: D, patience: Duration) -> Self {
        Self {
            disk,
            patience,
            idle: Mutex::default(),
            silent: Silent::default(),
        }
    }

    fn worker(&self) -> io::Result<mpsc::Sender<Job<D>>> {
        if let Some(idle) = held(&self.idle).pop() {
            return Ok(idle);
        }
        let (jobs, inbox) = mpsc::channel::<Job<D>>();
        let disk = self.disk.clone();
        thread::Builder::new()
            .name("reader".into())
            .spawn(move || {
                // The only sender goes with the call that was given up, so a helper ends by itself
                // once its share answers.
                for job in inbox {
                    job(&disk);
                }
            })?;
        Ok(jobs)
    }

    /// Calls the disk for something in `folder`.
    fn call<T: Send + 'static>(
        &self,
        folder: &Path,
        job: impl FnOnce(&D) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        // What is below a folder that hangs is on the same share: asking it would cost the full
        // patience again.
        if held(&self.silent).keys().any(|f| folder.starts_with(f)) {
            return Err(slow());
        }
        let worker = self.worker()?;
        // Room for one answer: the helper must never block on a caller who has stopped waiting.
        let (answer, reply) = mpsc::sync_channel(1);
        let (silent, of) = (Arc::clone(&self.silent), folder.to_path_buf());
        let job: Job<D> = Box::new(move |disk| {
            // Where nobody waits any more, the folder was given up: it answers now.
            if answer.send(job(disk)).is_err()
                && let mut silent = held(&silent)
                && let Some(calls) = silent.get_mut(&of)
            {
                *calls -= 1;
                silent.retain(|_, calls| *calls > 0);
            }
        });
        if worker.send(job).is_err() {
            return Err(io::Error::other("the thread that reads is gone"));
        }
        match reply.recv_timeout(self.patience) {
            Ok(got) => {
                held(&self.idle).push(worker);
                got
            }
            // The helper stays with its call and is not put back among the idle: a job behind it
            // would wait as well.
            Err(_) => {
                *held(&self.silent).entry(folder.to_path_buf()).or_default() += 1;
                Err(slow())
            }
        }
    }

    /// Lists everything below a folder. A folder that cannot be read is reported and hides nothing else.
    pub fn below(&self, folder: &Path) -> Below {
        let mut below = Below::default();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            match self.inside(&folder) {
                Ok(inside) => {
                    for (path, is_folder) in inside {
                        if is_folder {
                            folders.push(path);
                        } else {
                            below.files.push(path);
                        }
                    }
                }
                Err(error) => below.unread.push((folder, error)),
            }
        }
        // The order of `read_dir` differs between systems, and reports must not.
        below.files.sort();
        below.unread.sort_by(|a, b| a.0.cmp(&b.0));
        below
    }

    /// Lists a folder, not what is below its folders.
    ///
    /// # Errors
    /// The error of the disk, or that it does not answer.
    pub fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.inside(&at))
    }

    /// The kind of thing at a path; `None` where nothing is.
    ///
    /// # Errors
    /// The error of the disk, or that it does not answer.
    pub fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        let at = path.to_path_buf();
        self.call(folder_of(path), move |disk| disk.thing(&at))
    }
}

/// The folder of a file, which is what hangs.
fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn only_reads<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}

impl<D: Disk + Sync + Clone + 'static> Disk for CarefulDisk<D> {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let at = path.to_path_buf();
        self.call(folder_of(path), move |disk| disk.read(&at))
    }

    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let at = path.to_path_buf();
        self.call(folder_of(path), move |disk| disk.read_record(&at))
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>> {
        let at = path.to_path_buf();
        self.call(folder_of(path), move |disk| disk.stamp(&at))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.list(&at))
    }

    fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        Self::inside(self, folder)
    }

    fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        Self::thing(self, path)
    }

    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.folders(&at))
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        let at = path.to_path_buf();
        self.call(folder_of(path), move |disk| disk.is_link(&at))
    }

    fn append(&self, _: &Path, _: usize, _: &[u8], _: bool) -> io::Result<()> {
        only_reads()
    }

    fn replace_once(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        only_reads()
    }

    fn replace_soon(&self, _: &Path, _: &[u8]) -> Soon {
        Soon::Done(only_reads())
    }

    fn replace_private(&self, _: &Path, _: &[u8], _: bool) -> io::Result<()> {
        only_reads()
    }

    fn make_private_folder(&self, _: &Path) -> io::Result<()> {
        only_reads()
    }

    fn make_new_private_folder(&self, _: &Path) -> io::Result<()> {
        only_reads()
    }

    fn remove_folder(&self, _: &Path) -> io::Result<()> {
        only_reads()
    }

    fn replace(&self, _: &Path, _: &[u8], _: bool) -> io::Result<()> {
        only_reads()
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        only_reads()
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        only_reads()
    }

    fn set_modified(&self, _: &Path, _: u64) -> io::Result<()> {
        only_reads()
    }

    fn lock(&self, _: &Path, _: &str) -> io::Result<Lock> {
        only_reads()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{hooked::HookedDisk, memory::MemoryDisk};

    #[test]
    fn a_folder_that_hangs_is_given_up_once_and_hides_no_other() {
        let memory = MemoryDisk::default();
        for path in ["/all/a/f", "/all/b/f", "/all/b/g", "/all/c/f"] {
            memory.put(Path::new(path), b"words");
        }
        let (go_on, wait) = mpsc::channel::<()>();
        let wait = Mutex::new(wait);
        let hangs = HookedDisk::new(memory.clone(), move |_, path| {
            if path.starts_with("/all/b") {
                // The other end is dropped where it goes on.
                let _ = held(&wait).recv();
            }
        });
        let disk = CarefulDisk::new(hangs, Duration::from_millis(50));
        let below = disk.below(Path::new("/all"));
        assert_eq!(
            below.files,
            ["/all/a/f", "/all/c/f"].map(PathBuf::from),
            "the others are read"
        );
        let [(folder, why)] = below.unread.as_slice() else {
            panic!("{below:?}")
        };
        assert_eq!(folder, Path::new("/all/b"));
        assert_eq!(why.kind(), io::ErrorKind::TimedOut);
        // It is not asked again while it hangs: that would be a wait for each file.
        assert!(disk.read(Path::new("/all/b/g")).is_err());
        assert!(disk.read(Path::new("/all/a/f")).is_ok());
        drop(go_on);
        while disk.read(Path::new("/all/b/g")).is_err() {
            thread::yield_now();
        }
        assert_eq!(disk.read(Path::new("/all/b/g")).unwrap().unwrap(), b"words");
    }
}
