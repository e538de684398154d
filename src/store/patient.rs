//! A disk that is waited for, but not for ever: a network folder that hangs must not freeze a room.
//!
//! Every call runs in one helper thread, in order. One that takes too long comes back as an error while it goes on;
//! until it is done, further calls are refused at once. The store then writes anew what it cannot be sure of.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::disk::{Disk, Lock, Look};

type Job<D> = Box<dyn FnOnce(&D) + Send>;

/// A disk whose calls take at most so long.
pub struct PatientDisk<D: Disk + 'static> {
    jobs: mpsc::Sender<Job<D>>,
    waiting: Arc<AtomicUsize>,
    patience: Duration,
}

impl<D: Disk + 'static> PatientDisk<D> {
    /// Waits at most `patience` for each call of `disk`.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn new(disk: D, patience: Duration) -> io::Result<Self> {
        let (jobs, inbox) = mpsc::channel::<Job<D>>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let done = Arc::clone(&waiting);
        thread::Builder::new().name("disk".into()).spawn(move || {
            for job in inbox {
                job(&disk);
                done.fetch_sub(1, Ordering::SeqCst);
            }
        })?;
        Ok(Self {
            jobs,
            waiting,
            patience,
        })
    }

    fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&D) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let slow = || io::Error::new(io::ErrorKind::TimedOut, "the folder does not answer");
        if self.waiting.load(Ordering::SeqCst) > 0 {
            return Err(slow());
        }
        let (answer, reply) = mpsc::sync_channel(1);
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let job: Job<D> = Box::new(move |disk| {
            // Nobody may be waiting any more.
            let _ = answer.send(job(disk));
        });
        if self.jobs.send(job).is_err() {
            return Err(io::Error::other("the thread that writes is gone"));
        }
        let got = reply.recv_timeout(self.patience).map_err(|_| slow())?;
        // The thread counts down right after it answers.
        while self.waiting.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        got
    }
}

impl<D: Disk + 'static> Disk for PatientDisk<D> {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.look(&path))
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.read(&path))
    }

    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (path, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(move |disk| disk.append(&path, length, &bytes, sync))
    }

    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (path, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(move |disk| disk.replace(&path, &bytes, sync))
    }

    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (path, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(move |disk| disk.replace_private(&path, &bytes, sync))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.remove(&path))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.make_folder(&path))
    }

    fn make_private_folder(&self, path: &Path) -> io::Result<()> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.make_private_folder(&path))
    }

    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
        let path = path.to_path_buf();
        self.call(move |disk| disk.set_modified(&path, seconds))
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        let (path, who) = (path.to_path_buf(), who.to_owned());
        self.call(move |disk| disk.lock(&path, &who))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::store::memory::MemoryDisk;

    /// A disk whose appends wait until somebody lets them go on.
    struct Stuck(MemoryDisk, Mutex<mpsc::Receiver<()>>);

    impl Disk for Stuck {
        fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
            self.0.read(path)
        }
        fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
            self.1.lock().unwrap().recv().unwrap();
            self.0.append(path, length, bytes, sync)
        }
        fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
            self.0.replace(path, bytes, sync)
        }
        fn remove(&self, path: &Path) -> io::Result<()> {
            self.0.remove(path)
        }
        fn make_folder(&self, path: &Path) -> io::Result<()> {
            self.0.make_folder(path)
        }
        fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
            self.0.set_modified(path, seconds)
        }
        fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
            self.0.lock(path, who)
        }
    }

    #[test]
    fn a_folder_that_hangs_freezes_nothing_and_what_it_got_stays_in_order() {
        let (go_on, wait) = mpsc::channel();
        let memory = MemoryDisk::default();
        let disk = PatientDisk::new(
            Stuck(memory.clone(), Mutex::new(wait)),
            Duration::from_millis(1),
        )
        .unwrap();
        let path = Path::new("journal");
        assert_eq!(
            disk.append(path, 0, b"one", true).unwrap_err().kind(),
            io::ErrorKind::TimedOut
        );
        // While it hangs nothing else is tried.
        assert_eq!(
            disk.replace(path, b"two", true).unwrap_err().kind(),
            io::ErrorKind::TimedOut
        );
        go_on.send(()).unwrap();
        while disk.replace(path, b"one and two", true).is_err() {
            thread::yield_now();
        }
        assert_eq!(memory.file(path).unwrap(), b"one and two");
    }
}
