//! Merging two records of one meeting: the fork is found, the meeting judges the other record's steps, and the accepted ones
//! are written together or not at all.
//!
//! The other file is kept under another name. A step that came says from which line, so that merging twice adds nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::{Journal, LineContent, LineOrigin, Session, SessionError, on};
use crate::{
    domain::{
        event::Event,
        event_sourced::EventSourced as _,
        meeting::{
            Meeting,
            merge::{Fate, Foreign, Fork, Judged, Known, summed_up},
        },
        refusal::Refusal,
        stamp::Stamp,
        words,
    },
    store::{
        disk::{Disk, Lock},
        hash::hash,
        line::{self, Entry, sum_of},
        local,
        places::numbered,
    },
};

/// A step of the other record and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeStep {
    /// The step with the meeting's judgement.
    pub judged: Judged,
    /// The mark of who wrote it, where it has one.
    pub by: Option<String>,
    /// The sum of its line.
    sum: String,
}

/// The effect of merging another record, before it is done.
#[derive(Clone, Debug)]
pub struct MergePlan {
    /// The other record.
    pub path: PathBuf,
    /// Its steps since the two went apart, in their order.
    pub steps: Vec<MergeStep>,
    /// It extends ours, so that all of its steps are taken as they are.
    goes_on: bool,
    bytes: Vec<u8>,
    /// The number of our next line when it was judged.
    next: u64,
}

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The number of steps that were merged.
    pub added: usize,
    /// The path at which the other record is kept.
    pub kept: PathBuf,
    /// Why it could not be taken from its old place, where it could not.
    pub left: Option<String>,
}

impl MergePlan {
    /// Steps that are accepted.
    pub fn coming(&self) -> impl Iterator<Item = &MergeStep> {
        let comes = |s: &&MergeStep| matches!(s.judged.fate, Fate::Comes { .. });
        self.steps.iter().filter(comes)
    }

    /// Steps that are refused, and why.
    pub fn refused(&self) -> impl Iterator<Item = (&MergeStep, &str)> {
        self.steps.iter().filter_map(|s| match &s.judged.fate {
            Fate::Refused(why) => Some((s, why.as_str())),
            _ => None,
        })
    }

    /// The steps that come, in one line: `7 steps of 14:02 to 14:31 by ama-3f9c21: 2 goals and 5 notes`.
    pub fn headline(&self) -> String {
        let coming: Vec<&MergeStep> = self.coming().collect();
        let (Some(first), Some(last)) = (coming.first(), coming.last()) else {
            return "Nothing comes.".to_owned();
        };
        let n = words::count(coming.len() as u64, "step", "steps");
        let (from, to) = (first.judged.at, last.judged.at);
        let when = if from.date() != to.date() {
            format!("{} {} to {} {}", from.date(), from.hm(), to.date(), to.hm())
        } else if from.hm() == to.hm() {
            from.hm()
        } else {
            format!("{} to {}", from.hm(), to.hm())
        };
        let by: BTreeSet<&str> = coming.iter().filter_map(|s| s.by.as_deref()).collect();
        let by: Vec<&str> = by.into_iter().collect();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(" by {}", by.join(", "))
        };
        let what = summed_up(coming.iter().map(|s| &s.judged));
        format!("{n} of {when}{by}: {what}")
    }
}

/// A line as read, and its sum.
type ParsedLine = (Entry<Meeting>, String);

/// The lines of a text that has been opened, from a line on, by their numbers.
fn lines_from(text: &str, first: usize) -> BTreeMap<u64, ParsedLine> {
    let lines = text.lines().skip(first).filter_map(read);
    lines.map(|line| (line.0.n, line)).collect()
}

fn read(line: &str) -> Option<ParsedLine> {
    let entry = line::read::<Meeting>(line.as_bytes()).ok()?;
    Some((entry, sum_of(line).to_owned()))
}

/// Lines that two texts have in common at their beginning.
fn common(a: &str, b: &str) -> usize {
    let both = a.split_inclusive('\n').zip(b.split_inclusive('\n'));
    both.take_while(|(a, b)| a == b).count()
}

fn unmergeable(why: impl Into<Refusal>) -> SessionError {
    SessionError::Unmergeable(why.into())
}

fn open(path: &Path, bytes: &[u8]) -> Result<Journal<Meeting>, SessionError> {
    let opened = Journal::open(bytes).map_err(|error| SessionError::Damaged {
        path: path.to_path_buf(),
        error,
    })?;
    let Some((journal, _)) = opened else {
        return Err(unmergeable(format!(
            "{}: this is no record of a meeting.",
            path.display()
        )));
    };
    Ok(journal)
}

/// The meeting after some steps.
fn after<'a>(journal: &Journal<Meeting>, steps: impl Iterator<Item = &'a Vec<Event>>) -> Meeting {
    let mut meeting = Meeting::begin(journal.began());
    for event in steps.flatten() {
        meeting.apply(event);
    }
    meeting
}

/// Steps with the numbers of their lines.
type Steps = Vec<(u64, Vec<Event>)>;

fn numbers(steps: &Steps) -> BTreeSet<u64> {
    steps.iter().map(|(n, _)| *n).collect()
}

/// Two records side by side, from where they went apart.
struct Apart<'a> {
    ours: &'a Journal<Meeting>,
    theirs: &'a Journal<Meeting>,
    /// Steps that were done where they went apart.
    base: Steps,
    our_steps: Steps,
    their_steps: Steps,
    /// Our lines after the fork.
    our_lines: BTreeMap<u64, ParsedLine>,
    their_lines: BTreeMap<u64, ParsedLine>,
}

/// Judges the steps of another record.
fn judged(
    ours: &Journal<Meeting>,
    theirs: &Journal<Meeting>,
) -> Result<Vec<MergeStep>, SessionError> {
    let shared = common(ours.text(), theirs.text());
    if shared == 0 {
        return Err(unmergeable(if ours.began().id == theirs.began().id {
            "The two records begin differently: something was forgotten in one of them. Put the other one into the unit\u{2019}s folder, run `pledge forget` again, and merge it then."
        } else {
            "That is the record of another meeting."
        }));
    }
    let until: String = ours.text().split_inclusive('\n').take(shared).collect();
    let Ok(Some((base, _))) = Journal::<Meeting>::open(until.as_bytes()) else {
        return Err(unmergeable("Where the two went apart cannot be read."));
    };
    let two = Apart {
        ours,
        theirs,
        base: base.steps(),
        our_steps: ours.steps(),
        their_steps: theirs.steps(),
        our_lines: lines_from(ours.text(), shared),
        their_lines: lines_from(theirs.text(), shared),
    };
    let mut steps = two.taken_back();
    steps.extend(two.judged());
    Ok(steps)
}

impl Apart<'_> {
    /// A line that both have.
    fn shared(&self, n: u64) -> Option<ParsedLine> {
        let nth = usize::try_from(n).ok()?.checked_sub(1)?;
        read(self.ours.text().lines().nth(nth)?)
    }

    /// Steps that both had, and that were taken back there: they stay here.
    fn taken_back(&self) -> Vec<MergeStep> {
        let (here, there) = (numbers(&self.our_steps), numbers(&self.their_steps));
        let gone = self.base.iter();
        let gone = gone.filter(|(n, _)| here.contains(n) && !there.contains(n));
        let step = |(n, events): &(u64, Vec<Event>)| {
            let (entry, sum) = self.shared(*n)?;
            let what = events.first().map(|e| self.ours.state().describe(e));
            Some(MergeStep {
                judged: Judged {
                    at: entry.at,
                    what: what.unwrap_or_default(),
                    fate: Fate::Refused("It was taken back there. Here it stays.".to_owned()),
                },
                by: entry.origin.by,
                sum,
            })
        };
        gone.filter_map(step).collect()
    }

    /// Our events, by the sum of their line or of the foreign line that they were merged from.
    fn known(&self) -> BTreeMap<&str, &Vec<Event>> {
        let mut known = BTreeMap::new();
        for (entry, sum) in self.our_lines.values() {
            if let LineContent::Did(events) = &entry.kind {
                known.insert(sum.as_str(), events);
                if let Some(from) = &entry.origin.from {
                    known.insert(from.as_str(), events);
                }
            }
        }
        known
    }

    /// The number of their last line that was merged before: all lines up to it have been tried.
    fn tried_until(&self) -> u64 {
        let ours = self.our_lines.values();
        let came: BTreeSet<&str> = ours.filter_map(|(e, _)| e.origin.from.as_deref()).collect();
        let mut theirs = self.their_lines.values().rev();
        theirs
            .find(|(_, sum)| came.contains(sum.as_str()))
            .map_or(0, |(entry, _)| entry.n)
    }

    /// Their steps since, each as it is judged here.
    fn judged(&self) -> Vec<MergeStep> {
        let (before, here) = (numbers(&self.base), numbers(&self.our_steps));
        let (known, tried) = (self.known(), self.tried_until());
        let (mut foreign, mut origins) = (Vec::new(), Vec::new());
        for (n, events) in self.their_steps.iter().filter(|(n, _)| !before.contains(n)) {
            let after = self.their_lines.get(n);
            // It may stand before, and have been done again since.
            let Some((entry, sum)) = after.cloned().or_else(|| self.shared(*n)) else {
                continue;
            };
            let from = entry.origin.from.as_deref().unwrap_or_default();
            let same = known.get(sum.as_str()).or_else(|| known.get(from));
            let known = if after.is_none() && here.contains(n) {
                Known::Here(events.clone())
            } else if let Some(events) = same {
                Known::Here((*events).clone())
            } else if *n < tried {
                Known::Tried
            } else {
                Known::New
            };
            foreign.push(Foreign {
                at: entry.at,
                events: events.clone(),
                known,
            });
            origins.push((entry.origin.by, sum));
        }
        let both = self.their_steps.iter().filter(|(n, _)| before.contains(n));
        let since = self.our_steps.iter().filter(|(n, _)| !before.contains(n));
        let judged = self.ours.state().judge(Fork {
            there: after(self.theirs, both.map(|(_, events)| events)),
            steps: foreign,
            ours: since.flat_map(|(_, events)| events).collect(),
            next: self.ours.next(),
        });
        let steps = judged.into_iter().zip(origins);
        steps
            .map(|(judged, (by, sum))| MergeStep { judged, by, sum })
            .collect()
    }
}

impl<D: Disk> Session<Meeting, D> {
    /// Other records of this meeting that have something to give, and what. One that cannot be read is left out: it keeps nobody
    /// from meeting.
    pub fn mergeable(&self) -> Vec<MergePlan> {
        let others = local::others::<Meeting, D>(&self.disk, &self.places, self.id());
        let plans = others.iter().filter_map(|path| self.plan_merge(path).ok());
        plans.filter(|p| p.coming().next().is_some()).collect()
    }

    /// The effect of merging another record, before it is done. Nothing is changed.
    ///
    /// # Errors
    /// If it cannot be read, is of another meeting, or a round is open here.
    pub fn plan_merge(&self, path: &Path) -> Result<MergePlan, SessionError> {
        self.state().may_merge().map_err(unmergeable)?;
        let Some(bytes) = self.disk.read_record(path).map_err(on(path))? else {
            return Err(unmergeable(format!(
                "{}: there is no such file.",
                path.display()
            )));
        };
        let theirs = open(path, &bytes)?;
        // The votes of a round that is open there are in a box on that computer.
        let goes_on = theirs.text().len() > self.journal.text().len()
            && theirs.text().starts_with(self.journal.text())
            && theirs.state().open_round().is_none();
        let steps = if goes_on {
            as_they_are(&self.journal, &theirs)
        } else {
            judged(&self.journal, &theirs)?
        };
        Ok(MergePlan {
            path: path.to_path_buf(),
            steps,
            goes_on,
            bytes,
            next: self.journal.next(),
        })
    }

    /// Merges another record as planned: everything that comes is on disk when this returns, or nothing has changed.
    ///
    /// # Errors
    /// If something has changed since it was planned, or cannot be written.
    pub fn merge(&mut self, plan: &MergePlan, at: Stamp) -> Result<Merged, SessionError> {
        self.may_write().map_err(unmergeable)?;
        self.state().may_merge().map_err(unmergeable)?;
        self.write_anew()?;
        // Each step was judged against the state of that moment; what came since may forbid it.
        if self.journal.next() != plan.next {
            return Err(unmergeable(
                "This meeting has gone on since. Merge it again.",
            ));
        }
        // A sync client may still be writing the other record.
        let there = self.disk.read_record(&plan.path).map_err(on(&plan.path))?;
        if there.as_deref() != Some(plan.bytes.as_slice()) {
            return Err(unmergeable(
                "The other record has changed since. Merge it again.",
            ));
        }
        let ours = self.disk.read_record(&self.path).map_err(on(&self.path))?;
        if ours.as_deref() != Some(self.journal.text().as_bytes()) {
            return Err(unmergeable(
                "This meeting\u{2019}s record was changed by somebody else. Open it again, and merge then.",
            ));
        }
        if plan.coming().next().is_none() {
            return Ok(Merged {
                added: 0,
                kept: plan.path.clone(),
                left: None,
            });
        }
        // A lock that another window holds says that it still writes there.
        let _held = self.hold(&plan.path)?;
        let (journal, added) = self.with(plan, at)?;
        // Another folder's record stays where it is: without it that folder would hold no meeting.
        let is_ours = [&self.places.folder, &self.places.local]
            .iter()
            .any(|folder| plan.path.parent() == Some(folder.as_path()));
        let name = if is_ours {
            plan.path.clone()
        } else {
            self.places.journal_of(Meeting::FILE_STEM)
        };
        let kept = numbered(&name, "merged", |p| !matches!(self.disk.stamp(p), Ok(None)));
        self.disk
            .replace(&kept, &plan.bytes, true)
            .map_err(on(&kept))?;
        if let Err(error) = self
            .disk
            .replace(&self.path, journal.text().as_bytes(), true)
        {
            let _ = self.disk.remove(&kept);
            // Nobody knows what a failed write has left.
            self.rewrite_due = true;
            return Err(on(&self.path)(error));
        }
        self.journal = journal;
        let left = is_ours
            .then(|| self.disk.remove(&plan.path).err())
            .flatten();
        Ok(Merged {
            added,
            kept,
            left: left.map(|e| e.to_string()),
        })
    }

    /// Marks an outcome as known that the other record wrote, since it was not edited by hand.
    pub fn adopt_projection(&mut self, plan: &MergePlan, path: &Path, at: Stamp) {
        let Some(there) = self.disk.read(path).ok().flatten() else {
            return;
        };
        let wrote = open(&plan.path, &plan.bytes).is_ok_and(|j| j.projected(&hash(&there)));
        if wrote {
            self.knows(&there, at);
        }
    }

    /// Our record with the accepted steps, and their number.
    fn with(&self, plan: &MergePlan, at: Stamp) -> Result<(Journal<Meeting>, usize), SessionError> {
        if plan.goes_on {
            let journal = open(&plan.path, &plan.bytes)?;
            return Ok((journal, plan.coming().count()));
        }
        // On a copy: a step that cannot be written must leave the session as it was.
        let mut journal = self.journal.clone();
        let mut added = 0;
        // A calendar may have been exported there by a clock ahead of ours, and takes only what is later.
        let theirs = open(&plan.path, &plan.bytes)?.changed();
        let at = theirs.map_or(at, |theirs| at.after(theirs));
        for step in &plan.steps {
            let Fate::Comes { events, .. } = &step.judged.fate else {
                continue;
            };
            let origin = LineOrigin {
                from: Some(step.sum.clone()),
                ..self.origin()
            };
            journal.add_from(LineContent::Did(events.clone()), at, origin)?;
            added += 1;
        }
        Ok((journal, added))
    }

    /// Holds another unit folder's lock, where the other record is the one in use there.
    fn hold(&self, path: &Path) -> Result<Option<Lock>, SessionError> {
        let in_use = path.file_name() == self.places.journal().file_name();
        let folder = path.parent().filter(|_| in_use);
        let Some(folder) = folder else {
            return Ok(None);
        };
        let name = self.places.lock();
        let lock = folder.join(name.file_name().unwrap_or_default());
        match self.disk.lock(&lock, &self.who).map_err(on(&lock))? {
            Lock::Others(who) => Err(unmergeable(format!(
                "The other record is open in another window ({who}). Close it there first."
            ))),
            lock => Ok(Some(lock)),
        }
    }
}

/// The steps of a record that extends ours; all of them are accepted.
fn as_they_are(ours: &Journal<Meeting>, theirs: &Journal<Meeting>) -> Vec<MergeStep> {
    let shared = ours.text().lines().count();
    let done = numbers(&theirs.steps());
    let mut steps = Vec::new();
    for (entry, sum) in lines_from(theirs.text(), shared).into_values() {
        let LineContent::Did(events) = entry.kind else {
            continue;
        };
        if !done.contains(&entry.n) {
            continue;
        }
        let what = events.first().map(|e| theirs.state().describe(e));
        steps.push(MergeStep {
            judged: Judged {
                at: entry.at,
                what: what.unwrap_or_default(),
                fate: Fate::Comes {
                    events,
                    replaces: false,
                },
            },
            by: entry.origin.by,
            sum,
        });
    }
    steps
}
