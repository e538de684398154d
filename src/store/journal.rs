//! The journal folded: its lines, the state they make, what can be undone and done again.
//!
//! Nothing in it is ever rewritten. A bad last line is torn, by a crash in the middle of a write, and is
//! set aside; a bad line with more after it is damage, and refused.

use std::collections::BTreeSet;

use super::line::{self, BadLine, Entry, Kind, Origin};
use crate::domain::{edited::Edited, stamp::Stamp};

/// Steps between two kept states, so that an undo applies at most so many again. Each holds a whole state.
const KEEP_EVERY: usize = 1024;

/// Why a journal is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Damage {
    /// 1-based.
    pub line: usize,
    /// In words, with what to do.
    pub what: String,
}

const DAMAGED: &str = "this line was changed or damaged after it was written: its checksum does not fit, and more lines follow. Put a copy from a backup in its place";

fn newer(what: &str) -> String {
    format!("this was written by a newer pledge ({what}). Open it with that one")
}

/// A journal in memory.
#[derive(Clone, Debug)]
pub struct Journal<E: Edited> {
    began: E::Began,
    text: String,
    next: u64,
    state: E,
    mark: E::Mark,
    done: Vec<(u64, Vec<E::Event>)>,
    undone: Vec<(u64, Vec<E::Event>)>,
    kept: Vec<(usize, E)>,
    projected: BTreeSet<String>,
    /// The last of them, and the line it stands in.
    last_projected: Option<(u64, String)>,
    /// The line of the last step, taken back or done again.
    last_step: u64,
}

impl<E: Edited> Journal<E> {
    /// A journal that begins now.
    ///
    /// # Errors
    /// Where the first line cannot be written as JSON.
    pub fn begin(began: E::Began, at: Stamp) -> Result<Self, serde_json::Error> {
        let entry = Entry::<E> {
            n: 1,
            at,
            origin: Origin::default(),
            kind: Kind::Began(Box::new(began.clone())),
        };
        Ok(Self {
            text: line::write(&entry)?,
            next: 2,
            state: E::begin(&began),
            mark: E::Mark::default(),
            done: Vec::new(),
            undone: Vec::new(),
            kept: Vec::new(),
            projected: BTreeSet::new(),
            last_projected: None,
            last_step: 0,
            began,
        })
    }

    /// Opens a journal from its bytes, with the torn tail where there is one. `None` where there is no first line.
    ///
    /// # Errors
    /// Where a line before the end is damaged, unknown, out of order, or names what is not there.
    pub fn open(bytes: &[u8]) -> Result<Option<(Self, Vec<u8>)>, Damage> {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        let mut journal: Option<Self> = None;
        let mut good = 0;
        for (i, with_feed) in lines.iter().enumerate() {
            let number = i + 1;
            let bad = |what: &str| Damage {
                line: number,
                what: what.to_owned(),
            };
            let read = match with_feed.strip_suffix(b"\n") {
                Some(line) => line::read::<E>(line),
                None => Err(BadLine::Sum),
            };
            let entry = match read {
                Ok(entry) => entry,
                Err(BadLine::Newer(what)) => return Err(bad(&newer(&what))),
                Err(BadLine::Sum) => {
                    if i + 1 < lines.len() {
                        return Err(bad(DAMAGED));
                    }
                    break;
                }
            };
            let text = std::str::from_utf8(with_feed).map_err(|_| bad("this line is not text"))?;
            match &mut journal {
                None => {
                    journal = Some(
                        Self::first(entry, text)
                            .ok_or_else(|| bad("a journal begins with `began`"))?,
                    );
                }
                Some(journal) => journal.take_in(entry, text).map_err(|what| bad(&what))?,
            }
            good += with_feed.len();
        }
        if let Some(journal) = &mut journal {
            journal.settle()?;
        }
        let tail = bytes.get(good..).unwrap_or_default().to_vec();
        Ok(journal.map(|j| (j, tail)))
    }

    fn first(entry: Entry<E>, text: &str) -> Option<Self> {
        let Entry {
            n: 1,
            kind: Kind::Began(began),
            at,
            ..
        } = entry
        else {
            return None;
        };
        let mut journal = Self::begin(*began, at).ok()?;
        text.clone_into(&mut journal.text);
        Some(journal)
    }

    /// Takes a line in that was read, without its effect on the state: `settle` works that out once, from what is still done
    /// at the end. What was undone for good is never applied.
    fn take_in(&mut self, entry: Entry<E>, text: &str) -> Result<(), String> {
        self.check(&entry)?;
        self.next += 1;
        self.text.push_str(text);
        self.note(entry.kind);
        Ok(())
    }

    /// Whether a line may follow those before it.
    fn check(&self, entry: &Entry<E>) -> Result<(), String> {
        if entry.n != self.next {
            return Err(format!(
                "it has the number {}, and {} was expected: a line is missing or doubled",
                entry.n, self.next
            ));
        }
        match &entry.kind {
            Kind::Began(_) => return Err("a journal begins once".to_owned()),
            Kind::Undid(n) => {
                if self.done.last().map(|(n, _)| *n) != Some(*n) {
                    return Err(format!(
                        "it takes back line {n}, which is not the last step"
                    ));
                }
            }
            Kind::Redid(n) => {
                if self.undone.last().map(|(n, _)| *n) != Some(*n) {
                    return Err(format!(
                        "it does line {n} again, which was not taken back last"
                    ));
                }
            }
            Kind::Did(_) | Kind::Mark(_) | Kind::Projected(_) => {}
        }
        Ok(())
    }

    /// Takes in lines that somebody else has added, with their effect; says whether there were any. A last line that is not
    /// whole is not there yet.
    ///
    /// # Errors
    /// Where a line before the end is damaged, unknown, out of order, or names what is not there. The lines before it are in.
    pub fn grow(&mut self, bytes: &[u8]) -> Result<bool, Damage> {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        let mut grown = false;
        for (i, with_feed) in lines.iter().enumerate() {
            // A line's number is its place in the file.
            let line = usize::try_from(self.next).unwrap_or(usize::MAX);
            let bad = |what: String| Damage { line, what };
            let read = match with_feed.strip_suffix(b"\n") {
                Some(line) => line::read::<E>(line),
                None => Err(BadLine::Sum),
            };
            let entry = match read {
                Ok(entry) => entry,
                Err(BadLine::Sum) if i + 1 == lines.len() => break,
                Err(BadLine::Sum) => return Err(bad(DAMAGED.to_owned())),
                Err(BadLine::Newer(what)) => return Err(bad(newer(&what))),
            };
            self.check(&entry).map_err(bad)?;
            if let Kind::Did(events) = &entry.kind {
                let mut state = self.state.clone();
                for event in events {
                    state.admits(event).map_err(bad)?;
                    state.apply(event);
                }
            }
            self.next += 1;
            self.text.push_str(&String::from_utf8_lossy(with_feed));
            self.fold(entry.kind);
            grown = true;
        }
        Ok(grown)
    }

    fn note(&mut self, kind: Kind<E>) {
        self.note_line(&kind);
        match kind {
            Kind::Began(_) => {}
            Kind::Did(events) => {
                self.undone.clear();
                self.done.push((self.next - 1, events));
            }
            Kind::Undid(_) => self.undone.extend(self.done.pop()),
            Kind::Redid(_) => self.done.extend(self.undone.pop()),
            Kind::Mark(mark) => self.mark = mark,
            Kind::Projected(hash) => {
                self.projected.insert(hash);
            }
        }
    }

    /// Where the last step and the last projection stand; the line is counted already.
    fn note_line(&mut self, kind: &Kind<E>) {
        let n = self.next.saturating_sub(1);
        match kind {
            Kind::Did(_) | Kind::Undid(_) | Kind::Redid(_) => self.last_step = n,
            Kind::Projected(hash) => self.last_projected = Some((n, hash.clone())),
            Kind::Began(_) | Kind::Mark(_) => {}
        }
    }

    /// The state from all that is done. An event that names what is not there is damage.
    fn settle(&mut self) -> Result<(), Damage> {
        for (at, (n, events)) in self.done.iter().enumerate() {
            for event in events {
                // A line's number is its place in the file.
                let damage = |what| Damage {
                    line: usize::try_from(*n).unwrap_or(usize::MAX),
                    what,
                };
                self.state.admits(event).map_err(damage)?;
                self.state.apply(event);
            }
            if (at + 1).is_multiple_of(KEEP_EVERY) {
                self.kept.push((at + 1, self.state.clone()));
            }
        }
        Ok(())
    }

    /// Adds an entry and gives its line.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn add(&mut self, kind: Kind<E>, at: Stamp) -> Result<String, serde_json::Error> {
        self.add_from(kind, at, Origin::default())
    }

    /// The same, with where the line comes from.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn add_from(
        &mut self,
        kind: Kind<E>,
        at: Stamp,
        origin: Origin,
    ) -> Result<String, serde_json::Error> {
        let entry = Entry {
            n: self.next,
            at,
            origin,
            kind,
        };
        let text = line::write(&entry)?;
        self.next += 1;
        self.text.push_str(&text);
        self.fold(entry.kind);
        Ok(text)
    }

    fn fold(&mut self, kind: Kind<E>) {
        self.note_line(&kind);
        match kind {
            Kind::Began(_) => {}
            Kind::Did(events) => {
                for event in &events {
                    self.state.apply(event);
                }
                self.undone.clear();
                self.push(self.next - 1, events);
            }
            Kind::Undid(_) => {
                if let Some(step) = self.done.pop() {
                    self.undone.push(step);
                    self.build_again();
                }
            }
            Kind::Redid(_) => {
                if let Some((n, events)) = self.undone.pop() {
                    for event in &events {
                        self.state.apply(event);
                    }
                    self.push(n, events);
                }
            }
            Kind::Mark(mark) => self.mark = mark,
            Kind::Projected(hash) => {
                self.projected.insert(hash);
            }
        }
    }

    fn push(&mut self, n: u64, events: Vec<E::Event>) {
        self.done.push((n, events));
        if self.done.len().is_multiple_of(KEEP_EVERY) {
            self.kept.push((self.done.len(), self.state.clone()));
        }
    }

    /// The state from what is done, from the nearest kept state on.
    fn build_again(&mut self) {
        let steps = self.done.len();
        while self.kept.last().is_some_and(|(at, _)| *at > steps) {
            self.kept.pop();
        }
        let (from, mut state) = self.kept.last().map_or_else(
            || (0, E::begin(&self.began)),
            |(at, state)| (*at, state.clone()),
        );
        for (_, events) in self.done.iter().skip(from) {
            for event in events {
                state.apply(event);
            }
        }
        self.state = state;
    }

    /// The step that an undo would take back: its number and events.
    ///
    /// # Errors
    /// A sentence, where there is none, or it cannot be taken back.
    pub fn last_step(&self) -> Result<(u64, Vec<E::Event>), String> {
        let (n, events) = self.done.last().ok_or("There is nothing to undo.")?;
        match events.iter().find_map(E::is_final) {
            Some(why) => Err(why.to_owned()),
            None => Ok((*n, events.clone())),
        }
    }

    /// The step that a redo would do again.
    ///
    /// # Errors
    /// A sentence, where there is none.
    pub fn last_undone(&self) -> Result<(u64, Vec<E::Event>), String> {
        self.undone
            .last()
            .cloned()
            .ok_or_else(|| "There is nothing to do again.".to_owned())
    }

    /// Every step that is done: its line's number and its events.
    pub fn steps(&self) -> &[(u64, Vec<E::Event>)] {
        &self.done
    }

    /// What it began with.
    pub fn began(&self) -> &E::Began {
        &self.began
    }

    /// The state now.
    pub fn state(&self) -> &E {
        &self.state
    }

    /// Where its users are.
    pub fn mark(&self) -> &E::Mark {
        &self.mark
    }

    /// Looks at another place without saying so in the journal.
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

    /// Whether there were steps after the last projection.
    pub fn went_on(&self) -> bool {
        let projected = self.last_projected.as_ref().map_or(0, |(n, _)| *n);
        self.last_step > projected
    }

    /// Whether a file of this hash was written by this journal.
    pub fn projected(&self, hash: &str) -> bool {
        self.projected.contains(hash)
    }
}
