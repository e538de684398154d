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

/// Paths that a helper thread is given at a time.
const BLOCK: usize = 64;

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
        if self.is_silent(folder) {
            return Err(slow());
        }
        let worker = self.worker()?;
        // Room for one answer: the helper must never block on a caller who has stopped waiting.
        let (answer, reply) = mpsc::sync_channel(1);
        let (silent, of) = (Arc::clone(&self.silent), folder.to_path_buf());
        let job: Job<D> = Box::new(move |disk| {
            // Where nobody waits any more, the folder was given up.
            if answer.send(job(disk)).is_err() {
                answers_again(&silent, &of);
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
                self.give_up(folder);
                Err(slow())
            }
        }
    }

    /// True for a folder with a call that hangs, and for those below it.
    fn is_silent(&self, folder: &Path) -> bool {
        held(&self.silent).keys().any(|f| folder.starts_with(f))
    }

    fn give_up(&self, folder: &Path) {
        *held(&self.silent).entry(folder.to_path_buf()).or_default() += 1;
    }

    /// Reads files in order, ahead of `each`, which gets every file with its place in `paths`.
    ///
    /// A file that does not answer within the set time is an error, and the next one is tried.
    pub fn read_ahead(
        &self,
        paths: &[PathBuf],
        each: impl FnMut(usize, io::Result<Option<Vec<u8>>>),
    ) {
        self.in_turn(paths, folder_of, D::read, each);
    }

    /// Calls the disk for each path in order, ahead of `each`. `folder` is what hangs where a path does not answer.
    // Two changes of thread for each call would take longer than the call, so the helper goes on by itself, up to two blocks ahead.
    fn in_turn<T: Send + 'static>(
        &self,
        paths: &[PathBuf],
        folder: fn(&Path) -> &Path,
        call: fn(&D, &Path) -> io::Result<T>,
        mut each: impl FnMut(usize, io::Result<T>),
    ) {
        let mut next = 0;
        while let Some(path) = paths.get(next) {
            let started = if self.is_silent(folder(path)) {
                Err(slow())
            } else {
                self.worker()
            };
            let worker = match started {
                Ok(worker) => worker,
                Err(error) => {
                    each(next, Err(error));
                    next += 1;
                    continue;
                }
            };
            let (ask, asked) = mpsc::channel::<Vec<PathBuf>>();
            let (answer, reply) = mpsc::channel();
            let silent = Arc::clone(&self.silent);
            let job: Job<D> = Box::new(move |disk| {
                for path in asked.into_iter().flatten() {
                    if answer.send(call(disk, &path)).is_err() {
                        answers_again(&silent, folder(&path));
                        return;
                    }
                }
            });
            // A helper that is gone drops the job and with it the other end of `reply`.
            let _ = worker.send(job);
            let mut blocks = paths.get(next..).unwrap_or_default().chunks(BLOCK);
            let mut ahead = 0;
            let mut idle = Some(worker);
            while idle.is_some()
                && let Some(path) = paths.get(next)
            {
                while ahead <= BLOCK
                    && let Some(block) = blocks.next()
                {
                    ahead += block.len();
                    let _ = ask.send(block.to_vec());
                }
                let got = reply.recv_timeout(self.patience).map_err(|_| slow());
                if got.is_err() {
                    idle = None;
                    self.give_up(folder(path));
                }
                each(next, got.flatten());
                ahead -= 1;
                next += 1;
            }
            held(&self.idle).extend(idle);
        }
    }

    /// Lists everything below a folder. A folder that cannot be read is reported and hides nothing else.
    pub fn below(&self, folder: &Path) -> Below {
        let mut below = Below::default();
        let mut folders = vec![folder.to_path_buf()];
        while !folders.is_empty() {
            let mut deeper = Vec::new();
            self.in_turn(
                &folders,
                |folder| folder,
                D::inside,
                |nth, inside| match inside {
                    Ok(inside) => {
                        for (path, is_folder) in inside {
                            if is_folder {
                                deeper.push(path);
                            } else {
                                below.files.push(path);
                            }
                        }
                    }
                    Err(error) => below
                        .unread
                        .extend(folders.get(nth).map(|f| (f.clone(), error))),
                },
            );
            folders = deeper;
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

/// Takes a call of a folder that was given up, and has come back, out of those that hang.
fn answers_again(silent: &Silent, folder: &Path) {
    let mut silent = held(silent);
    if let Some(calls) = silent.get_mut(folder) {
        *calls -= 1;
        silent.retain(|_, calls| *calls > 0);
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

    #[test]
    fn files_are_read_ahead_in_order_and_one_that_hangs_costs_one_wait() {
        let memory = MemoryDisk::default();
        let path = |n: usize| PathBuf::from(format!("/all/{}/{n:03}", n % 3));
        let paths: Vec<PathBuf> = (0..2 * BLOCK + 10).map(path).collect();
        for path in &paths {
            memory.put(path, path.to_str().unwrap().as_bytes());
        }
        let (go_on, wait) = mpsc::channel::<()>();
        let wait = Mutex::new(wait);
        let late = path(70);
        let hangs = HookedDisk::new(memory, move |_, path| {
            if path == late {
                // The other end is dropped where it goes on.
                let _ = held(&wait).recv();
            }
        });
        let disk = CarefulDisk::new(hangs, Duration::from_millis(50));
        let (mut order, mut unread) = (Vec::new(), Vec::new());
        let mut look = |nth: usize, got: io::Result<Option<Vec<u8>>>| {
            order.push(nth);
            match got {
                Ok(bytes) => assert_eq!(bytes.unwrap(), paths[nth].to_str().unwrap().as_bytes()),
                Err(why) => unread.push((nth, why.kind())),
            }
        };
        disk.read_ahead(&paths, &mut look);
        assert!(order.iter().copied().eq(0..paths.len()));
        // The rest of the folder is refused at once or was read before; the other folders are read.
        assert_eq!(unread.first(), Some(&(70, io::ErrorKind::TimedOut)));
        assert!(
            unread.iter().all(|(nth, _)| nth % 3 == 70 % 3),
            "{unread:?}"
        );
        drop(go_on);
        while disk.read(&path(70)).is_err() {
            thread::yield_now();
        }
    }
}
