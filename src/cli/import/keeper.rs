//! The codebook on disk after each change: at once where that takes no time, beside the screen where a file has many decisions.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use crate::domain::{codebook::Codebook, refusal::Refusal};

/// Decisions on single comments from which on a codebook is written beside the screen: more of them take longer than a key may.
const MANY: usize = 500;

/// The function that writes a codebook, or returns the reason why it cannot.
type Write = Box<dyn Fn(&Codebook) -> Result<(), Refusal> + Send + Sync>;

#[derive(Default)]
struct KeeperState {
    /// The next codebook to write; it replaces one that was still waiting.
    latest: Option<Arc<Codebook>>,
    /// Why the last writing was not done.
    refused: Option<Refusal>,
    over: bool,
}

struct Shared {
    state: Mutex<KeeperState>,
    turn: Condvar,
    write: Write,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, KeeperState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is newest until there is no more to come.
    fn run(&self) {
        loop {
            let mut state = self.state();
            while state.latest.is_none() && !state.over {
                state = self
                    .turn
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            let Some(book) = state.latest.take() else {
                return;
            };
            // Unlocked while it writes: the screen has to be able to hand over the next one.
            drop(state);
            let refused = (self.write)(&book).err();
            self.state().refused = refused;
        }
    }
}

/// Keeps a codebook.
pub(super) struct Keeper {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn new(
        write: impl Fn(&Codebook) -> Result<(), Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                state: Mutex::default(),
                turn: Condvar::new(),
                write: Box::new(write),
            }),
            thread: None,
        }
    }

    /// Writes a codebook, or returns the reason why this one or the one before could not be written.
    pub(super) fn keep(&mut self, book: &Arc<Codebook>) -> Result<(), Refusal> {
        if self.thread.is_none() && book.placed.len() < MANY {
            return (self.shared.write)(book);
        }
        if self.thread.is_none() {
            let shared = Arc::clone(&self.shared);
            self.thread = Some(thread::spawn(move || shared.run()));
        }
        let mut state = self.shared.state();
        state.latest = Some(Arc::clone(book));
        // One change late, since the writing of this one has only begun. `finish` reports the last.
        let refused = state.refused.take();
        drop(state);
        self.shared.turn.notify_one();
        refused.map_or(Ok(()), Err)
    }

    /// Waits until everything is written, or returns the reason why it could not be.
    pub(super) fn finish(&mut self) -> Result<(), Refusal> {
        self.shared.state().over = true;
        self.shared.turn.notify_one();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has written nothing, and says so itself.
            let _ = thread.join();
        }
        self.shared.state().refused.take().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codebook::CommentDecision;

    fn book(placed: usize) -> Arc<Codebook> {
        let placed = (0..placed).map(|n| CommentDecision {
            comment: format!("c{n}"),
            ..CommentDecision::default()
        });
        Arc::new(Codebook {
            placed: placed.collect(),
            ..Codebook::default()
        })
    }

    #[test]
    fn the_last_one_is_written_before_it_is_over() {
        let written = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&written);
        let mut keeper = Keeper::new(move |book| {
            log.lock().unwrap().push(book.placed.len());
            Ok(())
        });
        for n in [1, 2, MANY, MANY + 1, MANY + 2, 3] {
            keeper.keep(&book(n)).unwrap();
        }
        keeper.finish().unwrap();
        let written = written.lock().unwrap();
        assert_eq!(written[..2], [1, 2]);
        assert_eq!(written.last(), Some(&3));
    }

    #[test]
    fn what_could_not_be_written_is_said() {
        let mut keeper = Keeper::new(|_| Err("the disk is full".into()));
        assert!(keeper.keep(&book(0)).is_err());
        assert!(keeper.keep(&book(MANY)).is_ok());
        assert_eq!(keeper.finish(), Err("the disk is full".into()));
    }
}
