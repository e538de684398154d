//! The Pledge Lead's screen: a meeting prepared step by step, with undo, and nothing lost when the program ends.
//!
//! It is for one pair of eyes: comments that are held stand on it. What is changed is in a journal at once, and in the unit's
//! files when it is saved.

mod act;
mod listing;
pub mod opening;
mod standing;
mod steps;
mod view;

use std::{path::PathBuf, time::Duration};

pub use self::standing::Step;
use self::{
    listing::Listing,
    standing::{Standing, Which},
};
use super::{
    cards::{Role, Toast, View},
    dialog::Dialog,
    input::Input,
    meeting::ui::Choice,
    program::Program,
};
use crate::{
    domain::{
        preparation::{Change, Mark, Preparation},
        refusal::Refusal,
        settings::Palette,
        stamp::Stamp,
    },
    intake::privacy::Marker,
    store::{disk::Disk, hash::hash, places::numbered, session::Session},
};

/// A file as saving would write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Where.
    pub path: PathBuf,
    /// What it would hold.
    pub bytes: Vec<u8>,
    /// What it holds; none where it is not there.
    pub before: Option<Vec<u8>>,
    /// Remarks of its author that would go.
    pub lost: Vec<String>,
}

impl Planned {
    /// It holds something else than it would.
    pub fn is_new(&self) -> bool {
        self.before.as_ref() != Some(&self.bytes)
    }
}

/// What saving would write, or why nothing can be. How files are worded is not the app's.
pub type Plan = Box<dyn Fn(&Preparation) -> Result<Vec<Planned>, Refusal>>;

/// What a meeting that has begun makes of what was saved, in a sentence.
pub type TakeIn = Box<dyn FnMut(&Preparation, Stamp) -> Result<Option<String>, Refusal>>;

/// A preparation on the screen.
pub struct Preparing<D: Disk> {
    session: Session<Preparation, D>,
    plan: Plan,
    take_in: TakeIn,
    at: Standing,
    /// The state that the files were written from, where it is known.
    saved: Option<Preparation>,
    unsaved: bool,
    /// The number of the line that came next when `unsaved` was worked out.
    looked_at: Option<u64>,
    /// The comments as they are listed.
    listing: Listing,
    /// The names and words by which comments are marked.
    marker: Marker,
    /// The folder, as it is shown.
    folder: String,
    now: Stamp,
}

/// A hash of what the files are written from.
pub fn fingerprint(state: &Preparation) -> String {
    let parts = (&*state.findings, &state.agenda, &state.previous);
    // What is in a preparation came from JSON, or goes there: it can be written.
    let bytes = serde_json::to_vec(&parts).unwrap_or_default();
    hash(&bytes)
}

impl<D: Disk> Preparing<D> {
    /// A preparation that was opened.
    pub fn new(
        session: Session<Preparation, D>,
        folder: String,
        palette: Palette,
        (plan, take_in): (Plan, TakeIn),
        now: Stamp,
    ) -> Self {
        let step = session.marked().step;
        let texts = session.state().findings.themes.iter();
        let texts = texts.flat_map(|t| t.comments.iter().map(|c| c.text.as_str()));
        let marker = Marker::new::<&str, _>(&[], texts);
        let mut preparing = Self {
            marker,
            at: Standing::new(palette),
            saved: None,
            unsaved: false,
            looked_at: None,
            listing: Listing::default(),
            session,
            plan,
            take_in,
            folder,
            now,
        };
        if let Some(step) = step.checked_sub(1).and_then(|n| Step::ALL.get(n)) {
            preparing.at.step = *step;
        }
        preparing.look_for_saved();
        preparing.freshen();
        let notices = preparing.session.notices().join(" ");
        if !notices.is_empty() {
            preparing.tell(Role::Warn, notices);
        } else if preparing.is_unsaved() && preparing.session.next() > 2 {
            preparing.tell(
                Role::Ink,
                "What you changed last time is here, and is not in the files yet.",
            );
        }
        preparing
    }

    /// The preparation.
    pub fn state(&self) -> &Preparation {
        self.session.state()
    }

    /// What it is kept in.
    pub fn session(&self) -> &Session<Preparation, D> {
        &self.session
    }

    /// Something is not in the files yet.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Finds out which state the files were written from, where it is the one there is or the one it began with.
    fn look_for_saved(&mut self) {
        let state = self.state();
        let begun = begun(state);
        self.saved = match &self.session.marked().saved {
            None => Some(begun),
            Some(saved) => [state.clone(), begun]
                .into_iter()
                .find(|state| fingerprint(state) == *saved),
        };
    }

    /// Works out anew what every frame says of all comments: their list, and whether something is not in the files.
    fn freshen(&mut self) {
        self.listing.freshen(
            self.session.state(),
            self.session.next(),
            self.at.only,
            self.at.close.as_deref(),
        );
        if self.looked_at == Some(self.session.next()) {
            return;
        }
        self.looked_at = Some(self.session.next());
        // Where it is not known what was saved, it was something else: an undo looks again.
        let saved = self.saved.as_ref();
        self.unsaved = !saved.is_some_and(|saved| saved.is_as(self.session.state()));
    }

    /// Says something until the next key.
    pub fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.at.toast = Some(Toast {
            text: text.into(),
            role,
        });
    }

    /// Makes a change, or says why not.
    fn change(&mut self, change: Change) -> bool {
        match self.state().decide(change) {
            Ok(changes) => {
                if !changes.is_empty() {
                    self.session.record(changes, self.now);
                    self.freshen();
                }
                true
            }
            Err(why) => {
                self.tell(Role::Warn, why.to_string());
                false
            }
        }
    }

    /// Makes a change that was typed, or gives the reason back to where it was.
    fn try_change(&mut self, change: Change) -> Result<(), String> {
        let changes = self.state().decide(change).map_err(|e| e.to_string())?;
        if !changes.is_empty() {
            self.session.record(changes, self.now);
            self.freshen();
        }
        Ok(())
    }

    fn undo(&mut self) {
        match self.session.undo(self.now) {
            Err(why) => self.tell(Role::Muted, why),
            Ok(changes) => {
                let what = changes.first().map_or("", Preparation::describe);
                self.tell(
                    Role::Ink,
                    format!("Undone: {what}. {{Redo}} does it again."),
                );
                self.went_back();
            }
        }
    }

    fn redo(&mut self) {
        match self.session.redo(self.now) {
            Err(why) => self.tell(Role::Muted, why),
            Ok(changes) => {
                let what = changes.first().map_or("", Preparation::describe);
                self.tell(Role::Ink, format!("Done again: {what}."));
                self.went_back();
            }
        }
    }

    /// Tries to save again; where no lock could be had, it asks first whether somebody else is at it.
    fn try_again(&mut self) {
        if self.session.is_unsure() {
            return self.choose(
                Which::GoOn,
                "Has nobody else this preparation open?",
                steps::whether_to_go_on(),
                0,
            );
        }
        match self.session.retry() {
            Ok(()) => self.tell(Role::Good, "Everything is on disk."),
            Err(error) => self.tell(Role::Bad, format!("Not saved: {error}")),
        }
    }

    /// Goes on where no lock could be had.
    fn go_on(&mut self) {
        match self.session.go_on_alone() {
            Ok(()) => {
                self.went_back();
                self.tell(Role::Good, "What you change is kept from now on.");
            }
            Err(error) => self.tell(Role::Bad, error.to_string()),
        }
    }

    /// The state may be the saved one again.
    fn went_back(&mut self) {
        if self.saved.is_none() {
            self.look_for_saved();
        }
        self.freshen();
    }

    /// Goes to a step, with nothing over it.
    fn go(&mut self, step: Step) {
        self.at.layers.clear();
        self.at.close = None;
        self.at.picking = None;
        self.at.scroll = 0;
        self.at.step = step;
        let mark = Mark {
            step: step.number(),
            ..self.session.marked().clone()
        };
        if mark != *self.session.marked() {
            self.session.mark(mark, self.now);
        }
    }

    /// Writes the files. What would lose a remark leaves the old file beside the new one.
    fn save(&mut self) {
        let plan = match (self.plan)(self.state()) {
            Ok(plan) => plan,
            Err(why) => return self.tell(Role::Bad, why),
        };
        let mut said = Vec::new();
        for planned in plan.iter().filter(|p| p.is_new()) {
            if let (Some(before), false) = (&planned.before, planned.lost.is_empty()) {
                let disk = self.session.disk();
                let copy = numbered(&planned.path, "before", |p| {
                    !matches!(disk.read(p), Ok(None))
                });
                if let Err(error) = disk.replace(&copy, before, true) {
                    let text = format!("Nothing was written: {}: {error}", copy.display());
                    return self.tell(Role::Bad, text);
                }
                said.push(format!("The old one is {}.", copy.display()));
            }
            match self
                .session
                .project(&planned.path, &planned.bytes, self.now)
            {
                Ok(notice) => said.extend(notice),
                Err(why) => {
                    let text = format!(
                        "{}: {why}. What you changed is kept.",
                        planned.path.display()
                    );
                    return self.tell(Role::Bad, text);
                }
            }
        }
        let mark = Mark {
            saved: Some(fingerprint(self.state())),
            ..self.session.marked().clone()
        };
        self.session.mark(mark, self.now);
        let state = self.session.state().clone();
        self.saved = Some(state.clone());
        match (self.take_in)(&state, self.now) {
            Ok(taken) => said.extend(taken),
            Err(refusal) => said.push(refusal.into()),
        }
        said.insert(0, format!("Saved in {}.", self.folder));
        self.tell(Role::Good, said.join(" "));
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.press(key),
            Input::Paste(text) => {
                if let Some(top) = self.at.layers.last_mut() {
                    top.paste(&text);
                }
            }
            Input::Click(target) => self.click(target),
            Input::Wheel { down } => self.wheel(down),
            Input::Resize(columns, rows) => self.at.size = (columns, rows),
            Input::Signal(_) | Input::HangUp => self.at.over = true,
            Input::Tick | Input::Resumed => {}
        }
    }

    /// Puts a text on top to be written.
    fn write(&mut self, what: Which, label: impl Into<String>, text: &str) {
        self.at.layers.push(Dialog::write(what, label, text, false));
    }

    /// Puts a text of several lines on top.
    fn write_lines(&mut self, what: Which, label: impl Into<String>, text: &str) {
        self.at.layers.push(Dialog::write(what, label, text, true));
    }

    /// Puts a list on top to choose one from.
    fn choose(&mut self, what: Which, title: impl Into<String>, choices: Vec<Choice>, at: usize) {
        self.at
            .layers
            .push(Dialog::choose(what, title, choices, at));
    }
}

/// The state that it began with.
fn begun(state: &Preparation) -> Preparation {
    <Preparation as crate::domain::event_sourced::EventSourced>::begin(state.began())
}

impl<D: Disk> Program for Preparing<D> {
    fn input(&mut self, input: Input, now: Stamp) {
        self.now = now;
        self.take(input);
        self.freshen();
    }

    fn view(&self, now: Stamp) -> View {
        view::view(self, now).with_keys(super::keymap::key_name)
    }
    fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.at.extent = (scroll_max, page_height);
        self.at.scroll = self.at.scroll.min(scroll_max);
    }

    fn rest(&self, _: Stamp) -> Option<Duration> {
        None
    }

    fn is_over(&self) -> bool {
        self.at.over
    }
}
