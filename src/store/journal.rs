//! A journal in memory: its lines, the state that they fold to, and the steps to undo and redo.
//!
//! Nothing in it is ever rewritten. A bad last line is torn, by a crash in the middle of a write, and is
//! set aside; a bad line with more after it is damage, and refused. The events stay in the text, and are read
//! again where an undo needs them.

mod checkpoint;
mod open;

use std::collections::BTreeSet;

use self::checkpoint::{JournalSnapshot, Saved};
use super::{
    hash::Running,
    line::{self, Entry, LineContent, LineError, LineOrigin, Sound},
};
use crate::domain::{
    event_sourced::{EventError, EventSourced},
    refusal::Refusal,
    stamp::Stamp,
};

/// The line that keeps a journal from being opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct JournalError {
    /// 1-based.
    pub line: usize,
    /// The reason, and the way out where there is one.
    pub fault: LineFault,
}

impl JournalError {
    /// The error for line `n`. A line's number is its place in the file.
    fn at(n: u64, fault: impl Into<LineFault>) -> Self {
        Self {
            line: usize::try_from(n).unwrap_or(usize::MAX),
            fault: fault.into(),
        }
    }
}

/// A fault of one line, for which nothing after it can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The line itself cannot be read.
    #[error(transparent)]
    Unreadable(#[from] LineError),
    /// The first line is something else.
    #[error("a journal begins with `began`")]
    NoBeginning,
    /// A later line is a second `began`.
    #[error("a journal begins once")]
    SecondBeginning,
    /// A line is missing or doubled.
    #[error("it has the number {found}, and {expected} was expected: a line is missing or doubled")]
    OutOfSequence {
        /// The number in the line.
        found: u64,
        /// The number of its place.
        expected: u64,
    },
    /// An undo of another step than the last one.
    #[error("it takes back line {0}, which is not the last step")]
    UndoOutOfOrder(u64),
    /// A redo of another step than the one taken back last.
    #[error("it does line {0} again, which was not taken back last")]
    RedoOutOfOrder(u64),
    /// An event does not fit the state before it.
    #[error(transparent)]
    Event(#[from] EventError),
}

/// A place in the text: where a line begins and ends, without its line feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ByteSpan {
    from: usize,
    to: usize,
}

/// A step that is done, or was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct JournalStep {
    n: u64,
    at: ByteSpan,
}

/// A step that an undo could take back, or the one at which it stops.
#[derive(Clone, Debug)]
pub struct UndoableStep<E: EventSourced> {
    /// The time of the step.
    pub at: Stamp,
    /// Its events.
    pub events: Vec<E::Event>,
    /// The sentence that says why it cannot be taken back.
    pub is_final: Option<&'static str>,
}

/// A journal in memory.
#[derive(Clone, Debug)]
pub struct Journal<E: EventSourced> {
    began: E::Began,
    text: String,
    /// The running checksum over the sums of all lines. A checkpoint names it.
    sums: Running,
    next: u64,
    state: E,
    mark: E::Mark,
    done: Vec<JournalStep>,
    undone: Vec<JournalStep>,
    /// Snapshots of the state, so that an undo replays few steps.
    snapshots: Vec<JournalSnapshot<E>>,
    saved: Saved,
    /// Steps that were applied at the opening.
    replayed: usize,
    projected: BTreeSet<String>,
    /// The last projected hash, and the number of its line.
    last_projected: Option<(u64, String)>,
    /// The number of the line of the last step, undo or redo.
    last_step: u64,
    changed: Option<Stamp>,
}

impl<E: EventSourced> Journal<E> {
    /// A journal that begins now.
    ///
    /// # Errors
    /// If the first line cannot be written as JSON.
    pub fn begin(began: E::Began, at: Stamp) -> Result<Self, serde_json::Error> {
        let entry = Entry::<E> {
            n: 1,
            at,
            origin: LineOrigin::default(),
            kind: LineContent::Began(Box::new(began.clone())),
        };
        let text = line::write(&entry)?;
        let mut journal = Self::of(began);
        journal.push(&text);
        Ok(journal)
    }

    /// A journal without its first line.
    fn of(began: E::Began) -> Self {
        Self {
            text: String::new(),
            sums: Running::default(),
            next: 1,
            state: E::begin(&began),
            mark: E::Mark::default(),
            done: Vec::new(),
            undone: Vec::new(),
            snapshots: Vec::new(),
            saved: Saved::default(),
            replayed: 0,
            projected: BTreeSet::new(),
            last_projected: None,
            last_step: 0,
            changed: E::changed_before(&began),
            began,
        }
    }

    /// Appends a line without a line feed; returns its place.
    fn push_line(&mut self, line: &str, sum: &str) -> ByteSpan {
        let from = self.text.len();
        self.text.push_str(line);
        self.text.push('\n');
        self.sums.add(sum.as_bytes());
        self.next += 1;
        let to = from + line.len();
        ByteSpan { from, to }
    }

    /// Appends a line that ends with its line feed; returns its place.
    fn push(&mut self, line: &str) -> ByteSpan {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let sum = Sound::of(line).map_or("", |sound| sound.sum);
        self.push_line(line, sum)
    }

    /// Parses the events of a step from its line, whose sum was checked when it was read.
    fn read_events(&self, at: ByteSpan) -> Result<Vec<E::Event>, LineError> {
        match self.entry_at(at)?.kind {
            LineContent::Did(events) => Ok(events),
            _ => Err(LineError::Checksum),
        }
    }

    fn entry_at(&self, at: ByteSpan) -> Result<Entry<E>, LineError> {
        let line = self.text.get(at.from..at.to).and_then(Sound::of);
        line::parse::<E>(line.ok_or(LineError::Checksum)?)
    }

    /// The events of a step that was applied before, and so can be parsed.
    fn events_at(&self, at: ByteSpan) -> Vec<E::Event> {
        self.read_events(at).unwrap_or_default()
    }

    /// Checks that a line may follow those before it.
    fn check(&self, n: u64, kind: &LineContent<E>) -> Result<(), LineFault> {
        if n != self.next {
            return Err(LineFault::OutOfSequence {
                found: n,
                expected: self.next,
            });
        }
        let is_last = |steps: &[JournalStep], n: u64| steps.last().is_some_and(|step| step.n == n);
        match kind {
            LineContent::Began(_) => Err(LineFault::SecondBeginning),
            LineContent::Undid(n) if !is_last(&self.done, *n) => Err(LineFault::UndoOutOfOrder(*n)),
            LineContent::Redid(n) if !is_last(&self.undone, *n) => {
                Err(LineFault::RedoOutOfOrder(*n))
            }
            LineContent::Undid(_)
            | LineContent::Redid(_)
            | LineContent::Did(_)
            | LineContent::Mark(_)
            | LineContent::Projected(_)
            | LineContent::Checkpoint(_) => Ok(()),
        }
    }

    /// Applies lines that another writer has added; true if there were any. A last line that is not
    /// complete is left for the next call.
    ///
    /// # Errors
    /// If a line before the end is damaged, unknown, out of order, or names what is not there. The lines before it are in.
    pub fn grow(&mut self, bytes: &[u8]) -> Result<bool, JournalError> {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        let mut grown = false;
        for (i, with_feed) in lines.iter().enumerate() {
            let number = self.next;
            let read = match with_feed.strip_suffix(b"\n") {
                Some(line) => line::read::<E>(line),
                None => Err(LineError::Checksum),
            };
            let entry = match read {
                Ok(entry) => entry,
                // The writer may be in the middle of this line. The next poll reads all of it.
                Err(LineError::Checksum) if i + 1 == lines.len() => break,
                Err(error) => return Err(JournalError::at(number, error)),
            };
            self.check(entry.n, &entry.kind)
                .map_err(|fault| JournalError::at(number, fault))?;
            if let LineContent::Did(events) = &entry.kind {
                self.validate(events)
                    .map_err(|error| JournalError::at(number, error))?;
            }
            self.take(entry.kind, &String::from_utf8_lossy(with_feed), entry.at);
            grown = true;
        }
        Ok(grown)
    }

    /// Checks that events can be applied one after another, each to the state that those before it leave.
    fn validate(&self, events: &[E::Event]) -> Result<(), EventError> {
        let [first, rest @ ..] = events else {
            return Ok(());
        };
        self.state.validate(first)?;
        if rest.is_empty() {
            return Ok(());
        }
        // A later event of a step may name what an earlier one makes. Most steps hold one event,
        // and a clone of the meeting costs more than its check, hence the short way out above.
        let mut state = self.state.clone();
        state.apply(first);
        for event in rest {
            state.validate(event)?;
            state.apply(event);
        }
        Ok(())
    }

    /// Adds an entry and gives its line.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn add(&mut self, kind: LineContent<E>, at: Stamp) -> Result<String, serde_json::Error> {
        self.add_from(kind, at, LineOrigin::default())
    }

    /// Adds an entry with its origin, and returns its line.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn add_from(
        &mut self,
        kind: LineContent<E>,
        at: Stamp,
        origin: LineOrigin,
    ) -> Result<String, serde_json::Error> {
        let entry = Entry {
            n: self.next,
            at,
            origin,
            kind,
        };
        let text = line::write(&entry)?;
        self.take(entry.kind, &text, at);
        Ok(text)
    }

    /// Adds a line with its effect.
    fn take(&mut self, kind: LineContent<E>, line: &str, stamp: Stamp) {
        // A checkpoint names the sums of the lines before it, so they are copied before its own
        // joins them.
        let before = self.sums.clone();
        let at = self.push(line);
        match kind {
            LineContent::Checkpoint(content) if self.fits(&content, &before) => {
                self.note_checkpoint(at);
            }
            kind => self.fold(kind, at, stamp),
        }
    }

    /// Applies a line that is in the text already.
    fn fold(&mut self, kind: LineContent<E>, at: ByteSpan, stamp: Stamp) {
        let n = self.next.saturating_sub(1);
        self.note_line(&kind, n, stamp);
        match kind {
            LineContent::Began(_) | LineContent::Checkpoint(_) => {}
            LineContent::Did(events) => {
                for event in &events {
                    self.state.apply(event);
                }
                self.undone.clear();
                self.done.push(JournalStep { n, at });
                self.snapshot_now();
            }
            LineContent::Undid(_) => {
                if let Some(step) = self.done.pop() {
                    self.undone.push(step);
                    // Events have no inverse: one is taken back by replaying those before it.
                    self.build_again();
                }
            }
            LineContent::Redid(_) => {
                if let Some(step) = self.undone.pop() {
                    for event in &self.events_at(step.at) {
                        self.state.apply(event);
                    }
                    self.done.push(step);
                    self.snapshot_now();
                }
            }
            LineContent::Mark(mark) => self.mark = mark,
            LineContent::Projected(hash) => {
                // All hashes stay, not the last alone: an outcome restored from a backup is still
                // one of ours.
                self.projected.insert(hash);
            }
        }
    }

    /// The last step with its moment, and the place of the last projection.
    fn note_line(&mut self, kind: &LineContent<E>, n: u64, stamp: Stamp) {
        match kind {
            LineContent::Did(_) | LineContent::Undid(_) | LineContent::Redid(_) => {
                self.last_step = n;
                // A clock may be set back. A calendar takes what is later, so each change has to be.
                self.changed = Some(self.changed.map_or(stamp, |last| stamp.after(last)));
            }
            LineContent::Projected(hash) => self.last_projected = Some((n, hash.clone())),
            LineContent::Began(_) | LineContent::Mark(_) | LineContent::Checkpoint(_) => {}
        }
    }

    /// The step that an undo would take back: its number and events.
    ///
    /// # Errors
    /// A sentence, where there is none, or it cannot be taken back.
    pub fn last_step(&self) -> Result<(u64, Vec<E::Event>), Refusal> {
        let step = self.done.last().ok_or("There is nothing to undo.")?;
        let events = self.events_at(step.at);
        // A close, for one, cannot be undone: the difference between two closes would be somebody's
        // ballot.
        match events.iter().find_map(E::is_final) {
            Some(why) => Err(why.into()),
            None => Ok((step.n, events)),
        }
    }

    /// The last steps that are done, at most `most`, the last one first; it ends with the step that no undo takes back.
    pub fn undoable(&self, most: usize) -> Vec<UndoableStep<E>> {
        let mut steps = Vec::new();
        for step in self.done.iter().rev().take(most) {
            let Ok(entry) = self.entry_at(step.at) else {
                break;
            };
            let LineContent::Did(events) = entry.kind else {
                break;
            };
            let is_final = events.iter().find_map(E::is_final);
            steps.push(UndoableStep {
                at: entry.at,
                events,
                is_final,
            });
            if is_final.is_some() {
                break;
            }
        }
        steps
    }

    /// The step that a redo would apply.
    ///
    /// # Errors
    /// A sentence, where there is none.
    pub fn last_undone(&self) -> Result<(u64, Vec<E::Event>), Refusal> {
        let step = self.undone.last().ok_or("There is nothing to do again.")?;
        Ok((step.n, self.events_at(step.at)))
    }

    /// Every step that is done, as the number of its line and its events, which are parsed again.
    pub fn steps(&self) -> Vec<(u64, Vec<E::Event>)> {
        let steps = self.done.iter();
        steps.map(|s| (s.n, self.events_at(s.at))).collect()
    }

    /// The inputs that it began with.
    pub fn began(&self) -> &E::Began {
        &self.began
    }

    /// The state now.
    pub fn state(&self) -> &E {
        &self.state
    }

    /// The users' place in it.
    pub fn mark(&self) -> &E::Mark {
        &self.mark
    }

    /// Moves to another place without a line in the journal.
    pub fn look_at(&mut self, mark: E::Mark) {
        self.mark = mark;
    }

    /// Every line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number that the next line gets.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// The hash of what was written last.
    pub fn last_projected(&self) -> Option<&str> {
        self.last_projected.as_ref().map(|(_, hash)| hash.as_str())
    }

    /// The moment of the last step, undo or redo. Each is at least a second later than the one before, whatever the clock said.
    pub fn changed(&self) -> Option<Stamp> {
        self.changed
    }

    /// True if there were steps after the last projection.
    pub fn went_on(&self) -> bool {
        let projected = self.last_projected.as_ref().map_or(0, |(n, _)| *n);
        self.last_step > projected
    }

    /// True if a file of this hash was written by this journal.
    pub fn projected(&self, hash: &str) -> bool {
        self.projected.contains(hash)
    }
}
