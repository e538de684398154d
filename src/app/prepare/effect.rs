//! The effects of the preparation: writing its journal and the unit's files.
//!
//! No other file of the preparation touches a disk.

use super::{
    PrepareStep, Preparing, fingerprint,
    steps::booklet::{self, BookletField},
};
use crate::{
    app::{cards::Role, shell::Step as _},
    domain::{
        event_sourced::EventSourced as _,
        preparation::{Preparation, PreparationMark, change::Change},
    },
    store::{disk::Disk, places::numbered},
};

/// An effect of the preparation outside the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum PrepareEffect {
    /// Record decided changes as one undo step.
    Record(Vec<Change>),
    /// Record the current step, for the next opening.
    Visit(PrepareStep),
    /// List the pictures of the folder, and open the list for a field of the booklet.
    ChoosePicture(BookletField),
    /// Write the files.
    Save,
    /// Try again to write changes that are nowhere on disk.
    TryAgain,
    /// Write although no lock could be had.
    GoOn,
}

pub(super) fn perform<D: Disk>(p: &mut Preparing<D>, effect: PrepareEffect) {
    match effect {
        PrepareEffect::Record(changes) => {
            p.session.record(changes, p.shell.now);
            p.refresh();
        }
        PrepareEffect::Visit(step) => {
            if step == PrepareStep::Booklet {
                p.list_pictures();
            }
            visit(p, step);
        }
        PrepareEffect::ChoosePicture(field) => {
            p.list_pictures();
            booklet::choose_picture(p, field);
        }
        PrepareEffect::Save => save(p),
        PrepareEffect::TryAgain => match p.session.retry() {
            Ok(()) => p.say(Role::Good, "Everything is on disk."),
            Err(error) => p.say(Role::Bad, format!("Not saved: {error}")),
        },
        PrepareEffect::GoOn => match p.session.go_on_alone() {
            Ok(()) => {
                p.went_back();
                p.say(Role::Good, "What you change is kept from now on.");
            }
            Err(error) => p.say(Role::Bad, error.to_string()),
        },
    }
}

pub(super) fn undo<D: Disk>(p: &mut Preparing<D>) {
    match p.session.undo(p.shell.now) {
        Err(why) => p.say(Role::Muted, why),
        Ok(changes) => {
            let what = changes.first().map_or("", Change::describe);
            p.say(
                Role::Ink,
                format!("Undone: {what}. {{Redo}} does it again."),
            );
            p.went_back();
        }
    }
}

pub(super) fn redo<D: Disk>(p: &mut Preparing<D>) {
    match p.session.redo(p.shell.now) {
        Err(why) => p.say(Role::Muted, why),
        Ok(changes) => {
            let what = changes.first().map_or("", Change::describe);
            p.say(Role::Ink, format!("Done again: {what}."));
            p.went_back();
        }
    }
}

fn visit<D: Disk>(p: &mut Preparing<D>, step: PrepareStep) {
    let mark = PreparationMark {
        step: step.number(),
        ..p.session.marked().clone()
    };
    // An equal mark would be a line in the journal for nothing.
    if mark != *p.session.marked() {
        p.session.mark(mark, p.shell.now);
    }
}

/// Writes the files; if comments of their author would be lost, keeps the old file beside the new one.
fn save<D: Disk>(p: &mut Preparing<D>) {
    let plan = match (p.plan)(p.state()) {
        Ok(plan) => plan,
        Err(why) => return p.say(Role::Bad, why),
    };
    let mut said = Vec::new();
    for planned in plan.iter().filter(|p| p.is_new()) {
        if let (Some(before), false) = (&planned.before, planned.lost.is_empty()) {
            let disk = p.session.disk();
            // A path that cannot be read counts as taken: an older copy may be there, and would be replaced.
            let copy = numbered(&planned.path, "before", |p| {
                !matches!(disk.read(p), Ok(None))
            });
            // The copy is written first. While it cannot be, the original is the only place of these comments.
            if let Err(error) = disk.replace(&copy, before, true) {
                let text = format!("Nothing was written: {}: {error}", copy.display());
                return p.say(Role::Bad, text);
            }
            said.push(format!("The old one is {}.", copy.display()));
        }
        let now = p.shell.now;
        // By way of the session, which keeps a file that somebody edited meanwhile beside the new one.
        match p.session.project(&planned.path, &planned.bytes, now) {
            Ok(notice) => said.extend(notice),
            Err(why) => {
                let text = format!(
                    "{}: {why}. What you changed is kept.",
                    planned.path.display()
                );
                // The first failure ends the save and nothing is claimed. The files written so far are complete, and
                // the next save writes only those that still differ.
                return p.say(Role::Bad, text);
            }
        }
    }
    let mark = PreparationMark {
        // In the journal, so that the next opening knows whether the files hold this state.
        saved: Some(fingerprint(p.state())),
        ..p.session.marked().clone()
    };
    p.session.mark(mark, p.shell.now);
    let state = p.session.state().clone();
    p.saved = Some(state.clone());
    // Last, because a meeting that has begun may take only what the files hold. A failure here does not undo the save,
    // so it is part of the same message.
    match (p.take_in)(&state, p.shell.now) {
        Ok(taken) => said.extend(taken),
        Err(refusal) => said.push(refusal.into()),
    }
    said.insert(0, format!("Saved in {}.", p.folder));
    p.say(Role::Good, said.join(" "));
}

impl<D: Disk> Preparing<D> {
    /// Recomputes after an undo or redo, which may have restored the saved state.
    fn went_back(&mut self) {
        if self.saved.is_none() {
            self.look_for_saved();
        }
        self.refresh();
    }

    /// Finds the state that the files were written from, if it is the current or the initial one.
    pub(super) fn look_for_saved(&mut self) {
        let state = self.state();
        let begun = Preparation::begin(state.began());
        // The journal has a hash only. States in between are not found and count as unsaved, which costs one needless
        // save.
        self.saved = match &self.session.marked().saved {
            None => Some(begun),
            Some(saved) => [state.clone(), begun]
                .into_iter()
                .find(|state| fingerprint(state) == *saved),
        };
    }
}
