//! The effects of the preparation: journal and files. Nothing else of it touches a disk.

use super::{PrepareStep, Preparing, fingerprint};
use crate::{
    app::{cards::Role, shell::Step as _},
    domain::{
        event_sourced::EventSourced as _,
        preparation::{Mark, Preparation, change::Change},
    },
    store::{disk::Disk, places::numbered},
};

/// Something that the preparation asks for outside the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum PrepareEffect {
    /// Record changes that were decided: one step of undo.
    Record(Vec<Change>),
    /// Note the step that is on the screen, for the next opening.
    Visit(PrepareStep),
    /// Write the files.
    Save,
    /// Try to write what is nowhere on disk.
    TryAgain,
    /// Go on writing where no lock could be had.
    GoOn,
}

pub(super) fn perform<D: Disk>(p: &mut Preparing<D>, effect: PrepareEffect) {
    match effect {
        PrepareEffect::Record(changes) => {
            p.session.record(changes, p.shell.now);
            p.refresh();
        }
        PrepareEffect::Visit(step) => visit(p, step),
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
    let mark = Mark {
        step: step.number(),
        ..p.session.marked().clone()
    };
    if mark != *p.session.marked() {
        p.session.mark(mark, p.shell.now);
    }
}

/// Writes the files. Where a remark would be lost, the old file is kept beside the new one.
fn save<D: Disk>(p: &mut Preparing<D>) {
    let plan = match (p.plan)(p.state()) {
        Ok(plan) => plan,
        Err(why) => return p.say(Role::Bad, why),
    };
    let mut said = Vec::new();
    for planned in plan.iter().filter(|p| p.is_new()) {
        if let (Some(before), false) = (&planned.before, planned.lost.is_empty()) {
            let disk = p.session.disk();
            let copy = numbered(&planned.path, "before", |p| {
                !matches!(disk.read(p), Ok(None))
            });
            if let Err(error) = disk.replace(&copy, before, true) {
                let text = format!("Nothing was written: {}: {error}", copy.display());
                return p.say(Role::Bad, text);
            }
            said.push(format!("The old one is {}.", copy.display()));
        }
        let now = p.shell.now;
        match p.session.project(&planned.path, &planned.bytes, now) {
            Ok(notice) => said.extend(notice),
            Err(why) => {
                let text = format!(
                    "{}: {why}. What you changed is kept.",
                    planned.path.display()
                );
                return p.say(Role::Bad, text);
            }
        }
    }
    let mark = Mark {
        saved: Some(fingerprint(p.state())),
        ..p.session.marked().clone()
    };
    p.session.mark(mark, p.shell.now);
    let state = p.session.state().clone();
    p.saved = Some(state.clone());
    match (p.take_in)(&state, p.shell.now) {
        Ok(taken) => said.extend(taken),
        Err(refusal) => said.push(refusal.into()),
    }
    said.insert(0, format!("Saved in {}.", p.folder));
    p.say(Role::Good, said.join(" "));
}

impl<D: Disk> Preparing<D> {
    /// The state may be the saved one again.
    fn went_back(&mut self) {
        if self.saved.is_none() {
            self.look_for_saved();
        }
        self.refresh();
    }

    /// Finds out which state the files were written from, where it is the one there is or the one it began with.
    pub(super) fn look_for_saved(&mut self) {
        let state = self.state();
        let begun = Preparation::begin(state.began());
        self.saved = match &self.session.marked().saved {
            None => Some(begun),
            Some(saved) => [state.clone(), begun]
                .into_iter()
                .find(|state| fingerprint(state) == *saved),
        };
    }
}
