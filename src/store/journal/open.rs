//! Opening a journal from its bytes. The sum of every line is checked; lines before the last checkpoint are parsed no further than
//! undo needs.

use std::collections::HashMap;

use super::{Journal, JournalError, JournalStep, LineFault};
use crate::{
    domain::event_sourced::EventSourced,
    store::{
        hash::Running,
        line::{self, CHECKPOINT, Entry, Head, LineContent, LineError, Sound},
    },
};

/// Events by the numbers of their lines.
type Events<E> = HashMap<u64, Vec<<E as EventSourced>::Event>>;

impl<E: EventSourced> Journal<E> {
    /// Opens a journal from its bytes, with the torn tail where there is one. `None` where there is no first line.
    ///
    /// # Errors
    /// If a line before the end is damaged, unknown, out of order, or names what is not there.
    pub fn open(bytes: &[u8]) -> Result<Option<(Self, Vec<u8>)>, JournalError> {
        Self::open_with(bytes, true)
    }

    /// Opens a journal and applies every event, whatever checkpoints there are.
    ///
    /// # Errors
    /// As before.
    pub fn open_from_line_1(bytes: &[u8]) -> Result<Option<(Self, Vec<u8>)>, JournalError> {
        Self::open_with(bytes, false)
    }

    fn open_with(bytes: &[u8], checkpoints: bool) -> Result<Option<(Self, Vec<u8>)>, JournalError> {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        let mut unsound_checkpoints = false;
        let last = lines.len().saturating_sub(1);
        // The next one, where there is one, is torn or damaged.
        let sound: Vec<Sound<'_>> = lines
            .iter()
            .enumerate()
            .map_while(|(at, line)| {
                let line = line.strip_suffix(b"\n")?;
                line::check(line).ok().or_else(|| {
                    // A damaged checkpoint holds nothing that is missed; a torn one goes with its end of the file.
                    let line = Sound::of(std::str::from_utf8(line).ok()?)?;
                    let is_aid = at < last && line.head()?.kind == CHECKPOINT;
                    unsound_checkpoints |= is_aid;
                    is_aid.then(|| line.unsound())
                })
            })
            .collect();
        let damaged = JournalError {
            line: sound.len() + 1,
            fault: LineError::Checksum.into(),
        };
        // Lines are added in order, so a crash can tear the last one only. A bad line with more
        // behind it was changed after it was written.
        let is_torn = sound.len() + 1 == lines.len();
        let Some((first, rest)) = sound.split_first() else {
            return if lines.is_empty() || is_torn {
                Ok(None)
            } else {
                Err(damaged)
            };
        };
        let mut journal = Self::first(*first)?;
        let fit = if checkpoints {
            journal.fitting(&sound)
        } else {
            Vec::new()
        };
        if unsound_checkpoints {
            journal.note_unfit();
        }
        let events = journal.take_all_in(rest, &fit)?;
        if sound.len() < lines.len() && !is_torn {
            return Err(damaged);
        }
        journal.replay(events)?;
        let tail = bytes.get(journal.text.len()..).unwrap_or_default().to_vec();
        Ok(Some((journal, tail)))
    }

    fn first(line: Sound<'_>) -> Result<Self, JournalError> {
        match line::parse::<E>(line) {
            Ok(Entry {
                n: 1,
                kind: LineContent::Began(began),
                ..
            }) => {
                let mut journal = Self::of(*began);
                journal.push_line(line.text(), line.sum);
                Ok(journal)
            }
            Ok(_) => Err(JournalError::at(1, LineFault::NoBeginning)),
            Err(error) => Err(JournalError::at(1, error)),
        }
    }

    /// The numbers of the checkpoints that fit the lines before them.
    fn fitting(&mut self, sound: &[Sound<'_>]) -> Vec<u64> {
        let mut fit = Vec::new();
        let mut sums = Running::default();
        for (n, line) in (1..).zip(sound) {
            if line.is_sound()
                && let Some(head) = line.head().filter(|h| h.kind == CHECKPOINT)
                && self.fits(head.value, &sums)
            {
                fit.push(n);
            }
            sums.add(line.sum.as_bytes());
        }
        fit
    }

    /// Takes lines in without their effect on the state: `replay` works that out once, from what is still done at the end.
    /// Steps that were undone for good are never applied. Gives the events of the lines that were read to their end.
    fn take_all_in(&mut self, lines: &[Sound<'_>], fit: &[u64]) -> Result<Events<E>, JournalError> {
        let last_fit = fit.last().copied().unwrap_or(0);
        let mut events = Events::<E>::new();
        let mut mark = None;
        for line in lines {
            let number = self.next;
            let fault_here = |fault| JournalError::at(number, fault);
            // Before the last checkpoint that fits, the kind of a line is enough: parsing every event
            // would make a long record slow to open.
            let head = line.head().filter(|_| number <= last_fit);
            let glimpsed = head.and_then(|head| Some((glimpse::<E>(&head)?, head.at()?, head)));
            let (kind, stamp) = match glimpsed {
                Some((kind, stamp, head)) => {
                    self.check(head.n, &kind).map_err(fault_here)?;
                    // A mark comes with every change of screen and only the last one counts, so the
                    // others are never parsed.
                    if head.kind == MARK {
                        mark = Some((number, *line));
                    }
                    (kind, stamp)
                }
                None => {
                    let entry =
                        line::parse::<E>(*line).map_err(|error| JournalError::at(number, error))?;
                    self.check(entry.n, &entry.kind).map_err(fault_here)?;
                    if matches!(entry.kind, LineContent::Mark(_)) {
                        mark = None;
                    }
                    (entry.kind, entry.at)
                }
            };
            let at = self.push_line(line.text(), line.sum);
            self.note_line(&kind, number, stamp);
            match kind {
                LineContent::Did(did) => {
                    self.undone.clear();
                    self.done.push(JournalStep { n: number, at });
                    if number > last_fit {
                        events.insert(number, did);
                    }
                }
                LineContent::Undid(_) => {
                    self.undone.extend(self.done.pop());
                    self.snapshots
                        // A checkpoint made of steps that were taken back later would bring them back.
                        .retain(|snapshot| snapshot.steps <= self.done.len());
                }
                LineContent::Redid(_) => self.done.extend(self.undone.pop()),
                LineContent::Mark(mark) => self.mark = mark,
                LineContent::Projected(hash) => {
                    self.projected.insert(hash);
                }
                LineContent::Checkpoint(_) if fit.contains(&number) => self.note_checkpoint(at),
                LineContent::Began(_) | LineContent::Checkpoint(_) => {}
            }
        }
        if let Some((number, line)) = mark {
            let entry = line::parse::<E>(line).map_err(|error| JournalError::at(number, error))?;
            if let LineContent::Mark(mark) = entry.kind {
                self.mark = mark;
            }
        }
        Ok(events)
    }

    /// The state from all that is done. An event that names what is not there is damage.
    fn replay(&mut self, mut events: Events<E>) -> Result<(), JournalError> {
        let from = self.restore_nearest();
        let done = std::mem::take(&mut self.done);
        let (before, after) = done.split_at_checked(from).unwrap_or((&done, &[]));
        self.done.extend_from_slice(before);
        for step in after {
            let read = match events.remove(&step.n) {
                Some(events) => events,
                None => self
                    .read_events(step.at)
                    .map_err(|error| JournalError::at(step.n, error))?,
            };
            for event in &read {
                self.state
                    .validate(event)
                    .map_err(|error| JournalError::at(step.n, error))?;
                self.state.apply(event);
            }
            self.done.push(*step);
            self.snapshot_now();
        }
        self.replayed = after.len();
        Ok(())
    }
}

const MARK: &str = "mark";

/// The kind of a line from its beginning alone: events and marks are left empty. `None` if it has to be read to its end.
fn glimpse<E: EventSourced>(head: &Head<'_>) -> Option<LineContent<E>> {
    let number = || head.value.parse().ok();
    Some(match head.kind {
        "did" => LineContent::Did(Vec::new()),
        "undid" => LineContent::Undid(number()?),
        "redid" => LineContent::Redid(number()?),
        MARK => LineContent::Mark(E::Mark::default()),
        "projected" => LineContent::Projected(serde_json::from_str(head.value).ok()?),
        CHECKPOINT => LineContent::Checkpoint(String::new()),
        _ => return None,
    })
}
