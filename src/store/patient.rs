//! A disk that is waited for, but not for ever: a network folder that hangs must not freeze a room.
//!
//! Every place has a lane of its own: a helper thread that does its calls in order. A share that hangs holds up its own lane
//! only, and what is on this computer goes on. A call that takes too long comes back as an error while it goes on;
//! until it is done, further calls are refused at once. The store then writes anew what it cannot be sure of.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::disk::{Disk, FileStamp, Lock, Soon, Thing};

pub(super) type Job<D> = Box<dyn FnOnce(&D) + Send>;

/// A thread that does the calls for one place.
struct Lane<D> {
    jobs: mpsc::Sender<Job<D>>,
    waiting: Arc<AtomicUsize>,
}

impl<D: Disk + 'static> Lane<D> {
    fn new(disk: D) -> io::Result<Self> {
        let (jobs, inbox) = mpsc::channel::<Job<D>>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let done = Arc::clone(&waiting);
        thread::Builder::new().name("disk".into()).spawn(move || {
            for job in inbox {
                job(&disk);
                done.fetch_sub(1, Ordering::SeqCst);
            }
        })?;
        Ok(Self { jobs, waiting })
    }
}

/// A disk that stops waiting for a call after a set time.
pub struct PatientDisk<D: Disk + 'static> {
    lane: Lane<D>,
    /// Replacements that nobody waits for are made here, so that steps go on being saved meanwhile.
    soon: Lane<D>,
    /// A folder that has a lane of its own, with everything below it.
    local: Option<(PathBuf, Lane<D>)>,
    /// The longest wait for a call, in milliseconds.
    patience: AtomicU64,
}

fn millis(patience: Duration) -> u64 {
    u64::try_from(patience.as_millis()).unwrap_or(u64::MAX)
}

impl<D: Disk + 'static> PatientDisk<D> {
    /// Waits at most `patience` for each call of `disk`.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn new(disk: D, patience: Duration) -> io::Result<Self>
    where
        D: Clone,
    {
        Ok(Self {
            soon: Lane::new(disk.clone())?,
            lane: Lane::new(disk)?,
            local: None,
            patience: AtomicU64::new(millis(patience)),
        })
    }

    /// Waits another time for each call from now on: a room that is there waits less than one that is still to be opened.
    pub fn wait_at_most(&self, patience: Duration) {
        self.patience.store(millis(patience), Ordering::SeqCst);
    }

    /// A disk with a lane of its own for what is below the folder `local`: it answers while the other place hangs.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn with_local(disk: D, patience: Duration, local: &Path) -> io::Result<Self>
    where
        D: Clone,
    {
        Ok(Self {
            local: Some((local.to_path_buf(), Lane::new(disk.clone())?)),
            ..Self::new(disk, patience)?
        })
    }

    fn lane(&self, path: &Path) -> &Lane<D> {
        match &self.local {
            Some((folder, lane)) if path.starts_with(folder) => lane,
            _ => &self.lane,
        }
    }

    fn call<T: Send + 'static>(
        &self,
        path: &Path,
        job: impl FnOnce(&D) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let slow = || io::Error::new(io::ErrorKind::TimedOut, "the folder does not answer");
        let patience = Duration::from_millis(self.patience.load(Ordering::SeqCst));
        let Lane { jobs, waiting } = self.lane(path);
        if waiting.load(Ordering::SeqCst) > 0 {
            return Err(slow());
        }
        let (answer, reply) = mpsc::sync_channel(1);
        waiting.fetch_add(1, Ordering::SeqCst);
        let job: Job<D> = Box::new(move |disk| {
            // Nobody may be waiting any more.
            let _ = answer.send(job(disk));
        });
        if jobs.send(job).is_err() {
            return Err(io::Error::other("the thread that writes is gone"));
        }
        let got = reply.recv_timeout(patience).map_err(|_| slow())?;
        // The thread counts down right after it answers.
        while waiting.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        got
    }
}

impl<D: Disk + 'static> Disk for PatientDisk<D> {
    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.stamp(&at))
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.read(&at))
    }

    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.read_record(&at))
    }

    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (at, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(path, move |disk| disk.append(&at, length, &bytes, sync))
    }

    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (at, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(path, move |disk| disk.replace(&at, &bytes, sync))
    }

    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        let (at, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(path, move |disk| disk.replace_private(&at, &bytes, sync))
    }

    fn replace_once(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let (at, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        self.call(path, move |disk| disk.replace_once(&at, &bytes))
    }

    fn replace_soon(&self, path: &Path, bytes: &[u8]) -> Soon {
        let (at, bytes): (PathBuf, Vec<u8>) = (path.to_path_buf(), bytes.to_vec());
        let (answer, reply) = mpsc::sync_channel(1);
        self.soon.waiting.fetch_add(1, Ordering::SeqCst);
        let job: Job<D> = Box::new(move |disk| {
            // Nobody may be waiting any more.
            let _ = answer.send(disk.replace_once(&at, &bytes));
        });
        if self.soon.jobs.send(job).is_err() {
            return Soon::Done(Err(io::Error::other("the thread that writes is gone")));
        }
        Soon::Later(reply)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.remove(&at))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.make_folder(&at))
    }

    fn make_private_folder(&self, path: &Path) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.make_private_folder(&at))
    }

    fn inside(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.inside(&at))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.list(&at))
    }

    fn make_new_private_folder(&self, path: &Path) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.make_new_private_folder(&at))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.remove_folder(&at))
    }

    fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.thing(&at))
    }

    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let at = folder.to_path_buf();
        self.call(folder, move |disk| disk.folders(&at))
    }

    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.set_modified(&at, seconds))
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        let at = path.to_path_buf();
        self.call(path, move |disk| disk.is_link(&at))
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        let (at, who) = (path.to_path_buf(), who.to_owned());
        self.call(path, move |disk| disk.lock(&at, &who))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::{
        domain::{
            event::Event,
            meeting::{Began, Meeting},
        },
        store::{
            ballot_box::BoxFile, hooked::HookedDisk, memory::MemoryDisk, places::Places,
            session::Session,
        },
    };

    #[test]
    fn a_folder_that_hangs_freezes_nothing_and_what_it_got_stays_in_order() {
        let (go_on, wait) = mpsc::channel();
        let memory = MemoryDisk::default();
        let wait = Mutex::new(wait);
        let stuck = HookedDisk::new(memory.clone(), move |call, _| {
            if call == "append" {
                wait.lock().unwrap().recv().unwrap();
            }
        });
        let disk = PatientDisk::new(stuck, Duration::from_millis(1)).unwrap();
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

    /// Receives for as long as a call is to hang.
    type Held = Arc<Mutex<Option<mpsc::Receiver<()>>>>;

    /// A disk on which everything below one folder hangs for as long as the other end is held.
    fn hanging(disk: &MemoryDisk, below: &Path) -> (HookedDisk<MemoryDisk>, Held) {
        let held = Held::default();
        let (below, waits) = (below.to_path_buf(), Arc::clone(&held));
        let disk = HookedDisk::new(disk.clone(), move |_, path| {
            if path.starts_with(&below)
                && let Some(held) = &*waits.lock().unwrap()
            {
                // The other end is dropped where it goes on.
                let _ = held.recv();
            }
        });
        (disk, held)
    }

    #[test]
    fn while_a_units_folder_hangs_steps_and_ballots_are_saved_on_this_computer() {
        let places = Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        };
        let memory = MemoryDisk::default();
        let (hangs, hold) = hanging(&memory, &places.folder);
        // Long enough that only what hangs is ever given up.
        let patience = Duration::from_millis(200);
        let disk = PatientDisk::with_local(hangs, patience, &places.local).unwrap();
        let at = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let began = || Ok(Began::default());
        let mut session =
            Session::<Meeting, _>::open(disk, places.clone(), "us", at, began).unwrap();
        let (go_on, waits) = mpsc::channel();
        *hold.lock().unwrap() = Some(waits);

        session.record(vec![Event::MeetingStarted { at }], at);
        assert_eq!(session.unsaved(), 1);
        session.save_elsewhere().unwrap();
        assert_eq!(session.unsaved(), 0);
        session.record(vec![Event::NoteRemoved { id: "n".into() }], at);
        assert_eq!(session.unsaved(), 0);
        let local = memory.file(&places.local_journal()).unwrap();
        assert_eq!(local, session.text().as_bytes());
        let file = BoxFile::new(&places, "m", "r");
        assert_eq!(file.put(session.disk(), &"a vote", at).unwrap(), None);
        let ballots = file.get::<_, String>(session.disk()).unwrap();
        assert_eq!(ballots.as_deref(), Some("a vote"));
        drop(go_on);
    }

    #[test]
    fn while_a_file_is_being_replaced_steps_go_on_being_saved() {
        let places = Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        };
        let memory = MemoryDisk::default();
        // What is written to the outcome hangs; the journal beside it does not.
        let outcome = PathBuf::from("/unit/outcome.yaml");
        let (hangs, hold) = hanging(&memory, &outcome);
        let patience = Duration::from_millis(200);
        let disk = PatientDisk::with_local(hangs, patience, &places.local).unwrap();
        let at = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let began = || Ok(Began::default());
        let mut session =
            Session::<Meeting, _>::open(disk, places.clone(), "us", at, began).unwrap();
        session.record(vec![Event::MeetingStarted { at }], at);
        let words = b"what was agreed";
        // It is read before it hangs, as a program that holds a file lets others read it.
        let (is_there, _) = session.record_projection(&outcome, words, at).unwrap();
        assert!(!is_there);
        let (go_on, waits) = mpsc::channel();
        *hold.lock().unwrap() = Some(waits);
        let mut soon = session.disk().replace_soon(&outcome, words);
        assert!(soon.poll().is_none());
        session.record(vec![Event::NoteRemoved { id: "n".into() }], at);
        assert_eq!(session.unsaved(), 0);
        assert_eq!(
            memory.file(&places.journal()).unwrap(),
            session.text().as_bytes()
        );
        assert_eq!(memory.file(&outcome), None);
        drop(go_on);
        soon.wait(Duration::from_mins(1));
        assert!(matches!(soon.poll(), Some(Ok(()))));
        assert_eq!(memory.file(&outcome).unwrap(), words);
    }
}
