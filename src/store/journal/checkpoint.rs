//! States on the way: in memory for undo, and now and then as a line of the journal for the next opening.
//!
//! A checkpoint says the form of its state and the sum of the sums of all lines before it. One that does not fit both is
//! passed over, and what it would have saved is applied again: it holds nothing that the lines before it do not hold.

use serde::Serialize as _;

use super::{ByteSpan, Journal};
use crate::{
    domain::{event_sourced::EventSourced, stamp::Stamp},
    store::{
        hash::Running,
        line::{self, LineContent, Sound},
    },
};

/// The most states in memory, the newest ones. Before them there are the checkpoints.
const SNAPSHOTS_IN_MEMORY: usize = 4;
/// Lines between two checkpoints, at least.
const CHECKPOINT_EVERY: u64 = 1_000;

/// A state, and the number of steps that it holds.
#[derive(Clone, Debug)]
pub(super) struct JournalSnapshot<E> {
    pub(super) steps: usize,
    pub(super) state: Where<E>,
}

/// The place of a state.
#[derive(Clone, Debug)]
pub(super) enum Where<E> {
    /// Here.
    Memory(Box<E>),
    /// In a checkpoint, a line of the text.
    Line(ByteSpan),
}

/// The last checkpoint.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved {
    /// The number of its line.
    pub(super) line: u64,
    /// The place in the text right after it.
    pub(super) end: usize,
    /// Bytes of it, or of the one that was too long to be worth a line.
    pub(super) length: usize,
    /// True if some checkpoints did not fit the lines before them.
    pub(super) unfit: bool,
}

/// The beginning of a checkpoint of this version, after lines with these sums.
fn opening<E: EventSourced>(sums: &str) -> String {
    format!(
        "{{\"form\":\"{}\",\"after\":\"{sums}\",\"state\":",
        E::SNAPSHOT_VERSION
    )
}

impl<E: EventSourced> Journal<E> {
    /// Adds a checkpoint if an opening without it would take long, and returns its line. A state that is
    /// longer than the lines that it replaces waits: checkpoints never make a journal more than twice as long.
    pub fn checkpoint_where_due(&mut self, at: Stamp) -> Option<String> {
        let since = self.text.len().saturating_sub(self.saved.end);
        if self.next.saturating_sub(self.saved.line) <= CHECKPOINT_EVERY
            || since < self.saved.length
        {
            return None;
        }
        let content = self.content()?;
        // Kept even where no line is written: otherwise each step from here on would serialise the
        // whole state only to find it too long again.
        self.saved.length = content.len();
        if content.len() > since {
            return None;
        }
        self.add(LineContent::Checkpoint(content), at).ok()
    }

    /// Adds a checkpoint now, and gives its line; `None` where none is kept of this, or it is too long for a line.
    pub fn checkpoint(&mut self, at: Stamp) -> Option<String> {
        let content = self.content()?;
        self.add(LineContent::Checkpoint(content), at).ok()
    }

    fn content(&self) -> Option<String> {
        let snapshot = self.state.snapshot(&self.began)?;
        let mut content = opening::<E>(&self.sums.sum()).into_bytes();
        let mut json = serde_json::Serializer::new(&mut content);
        snapshot.serialize(&mut json).ok()?;
        content.push(b'}');
        (content.len() <= line::LONGEST).then_some(())?;
        String::from_utf8(content).ok()
    }

    /// Steps that were applied at the opening: those after the last checkpoint that fits.
    pub fn replayed(&self) -> usize {
        self.replayed
    }

    /// True if some checkpoints did not fit the lines before them, so that every step was applied again.
    pub fn has_unfit_checkpoint(&self) -> bool {
        self.saved.unfit
    }

    /// Notes that a checkpoint cannot be used.
    pub(super) fn note_unfit(&mut self) {
        self.saved.unfit = true;
    }

    /// Notes a checkpoint that is in the text and was made of the present state.
    pub(super) fn note_checkpoint(&mut self, at: ByteSpan) {
        self.note_saved(at);
        self.snapshots.push(JournalSnapshot {
            steps: self.done.len(),
            state: Where::Line(at),
        });
    }

    pub(super) fn note_saved(&mut self, at: ByteSpan) {
        self.saved.line = self.next.saturating_sub(1);
        self.saved.end = at.to;
        self.saved.length = at.to - at.from;
    }

    /// The state in a checkpoint.
    pub(super) fn state_at(&self, at: ByteSpan) -> Option<E> {
        let line = Sound::of(self.text.get(at.from..at.to)?)?;
        // The form is a constant and the sum is hex, so the first match is the key itself.
        let (_, state) = line.head()?.value.split_once("\"state\":")?;
        let snapshot = serde_json::from_str(state.strip_suffix('}')?).ok()?;
        E::restore(&self.began, snapshot)
    }

    /// Keeps the state where it is time to.
    pub(super) fn snapshot_now(&mut self) {
        self.snapshot_after(self.done.len());
    }

    fn snapshot_after(&mut self, steps: usize) {
        let is_there = self
            .snapshots
            .last()
            .is_some_and(|snapshot| snapshot.steps >= steps);
        if is_there || !steps.is_multiple_of(E::SNAPSHOT_EVERY) {
            return;
        }
        self.snapshots.push(JournalSnapshot {
            steps,
            state: Where::Memory(Box::new(self.state.clone())),
        });
        // A checkpoint costs its place in the text only, so the limit counts copies of the state
        // alone.
        let in_memory = |snapshot: &JournalSnapshot<E>| matches!(snapshot.state, Where::Memory(_));
        if self
            .snapshots
            .iter()
            .filter(|snapshot| in_memory(snapshot))
            .count()
            > SNAPSHOTS_IN_MEMORY
            && let Some(oldest) = self.snapshots.iter().position(in_memory)
        {
            self.snapshots.remove(oldest);
        }
    }

    /// The state from what is done, from the nearest kept state on.
    pub(super) fn build_again(&mut self) {
        let from = self.restore_nearest();
        for at in from..self.done.len() {
            let Some(step) = self.done.get(at) else { break };
            for event in &self.events_at(step.at) {
                self.state.apply(event);
            }
            self.snapshot_after(at + 1);
        }
    }

    /// Restores the nearest snapshot, and returns its number of steps. A snapshot of more steps than are done
    /// is dropped.
    pub(super) fn restore_nearest(&mut self) -> usize {
        let steps = self.done.len();
        while let Some(snapshot) = self.snapshots.last() {
            if snapshot.steps <= steps {
                let state = match &snapshot.state {
                    Where::Memory(state) => Some(E::clone(state)),
                    Where::Line(at) => self.state_at(*at),
                };
                if let Some(state) = state {
                    self.state = state;
                    return snapshot.steps;
                }
                self.saved.unfit = true;
            }
            self.snapshots.pop();
        }
        self.state = E::begin(&self.began);
        0
    }

    /// True if a checkpoint was made of lines with these sums. One of another version, or that was emptied, is no
    /// reason to say anything.
    pub(super) fn fits(&mut self, content: &str, sums: &Running) -> bool {
        let fits = content.starts_with(&opening::<E>(&sums.sum()));
        let ours = format!("{{\"form\":\"{}\",", E::SNAPSHOT_VERSION);
        if !fits && content.starts_with(&ours) {
            self.saved.unfit = true;
        }
        fits
    }
}
