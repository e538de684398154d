//! The preparation program: the Pledge Lead prepares a meeting and its booklet in eight steps, with undo and recovery.
//!
//! Held comments are visible on it, so it does not belong on a projector. A change is in a journal at once, and in the unit's
//! files once it is saved.

mod dialogs;
mod effect;
mod listing;
pub mod opening;
mod position;
mod steps;

use std::path::PathBuf;

pub use self::{
    dialogs::{PrepareChecklist, PrepareKinds, PrepareLayer, PreparePick, PreparePrompt},
    effect::PrepareEffect,
    position::PrepareStep,
};
use self::{
    listing::Listing,
    position::{MarkOn, PreparePosition},
};
use super::{
    action::{Action, Wish},
    cards::{Line, Page, Role, View},
    keymap::{Binding, Scope},
    shell::{Choice, Picker, Prompt, Scene, State, Step as _, moved, steps::tabs},
};
use crate::{
    domain::{
        booklet::Booklet,
        evaluation::{self, HeldEvaluation},
        preparation::{Preparation, change::Change, checklist::Missing},
        refusal::Refusal,
        settings::Palette,
        stamp::Stamp,
    },
    intake::privacy::Marker,
    store::{disk::Disk, hash::hash, session::Session},
};

/// A file as saving would write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Its path.
    pub path: PathBuf,
    /// The content that would be written.
    pub bytes: Vec<u8>,
    /// The present content; `None` if there is no such file.
    pub before: Option<Vec<u8>>,
    /// Comments of its author that would be lost.
    // YAML is rewritten around its author's comments where that is possible. Where it is not, they are named before the
    // save, and the old file is kept.
    pub lost: Vec<String>,
}

impl Planned {
    /// `true` if saving would change the file.
    pub fn is_new(&self) -> bool {
        self.before.as_ref() != Some(&self.bytes)
    }
}

/// Plans every file of a save; fails with a sentence. Injected, because `app` must not depend on `yaml`.
pub type PlanSave = Box<dyn Fn(&Preparation) -> Result<Vec<Planned>, Refusal>>;

/// Takes the saved state into a meeting that has begun; returns a sentence about it.
pub type TakeIn = Box<dyn FnMut(&Preparation, Stamp) -> Result<Option<String>, Refusal>>;

/// A picture in the unit's folder, for the booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Its file name.
    pub name: String,
    /// The reason why it cannot be printed, without a full stop.
    pub fault: Option<String>,
}

/// Lists the pictures in the unit's folder. Injected, because `app` does not read folders.
pub type ListPictures = Box<dyn Fn() -> Vec<PictureFile>>;

/// The state of a preparation and its session.
pub struct Preparing<D: Disk> {
    shell: State<PrepareKinds>,
    at: PreparePosition,
    session: Session<Preparation, D>,
    plan: PlanSave,
    take_in: TakeIn,
    pictures_in: ListPictures,
    /// The pictures, as they were listed last.
    pictures: Vec<PictureFile>,
    /// The meeting was held: the reason why nothing but the booklet can be changed.
    over: Option<Refusal>,
    /// Effects requested while the current input is handled.
    effects: Vec<PrepareEffect>,
    /// The state that the files were written from, if known.
    saved: Option<Preparation>,
    unsaved: bool,
    /// The next journal line's number when `unsaved` was computed.
    // Comparing thousands of comments in every frame would make keys lag; the length of the journal tells whether
    // anything changed.
    compared_at: Option<u64>,
    /// The list of comments under the current filter.
    listing: Listing,
    /// The papers of this unit that lie in its folder, by name.
    made: Vec<String>,
    /// The answers about the unit's meetings, a line a question.
    trend: Vec<(&'static str, String)>,
    /// The marker of names and other words that may identify a person.
    marker: Marker,
    /// Name of the folder, for display.
    folder: String,
}

/// A hash of everything that the files are written from.
pub fn fingerprint(state: &Preparation) -> String {
    let parts = (&*state.findings, &state.agenda, &state.previous);
    // What is in a preparation came from JSON, or goes there: it can be written.
    let mut bytes = serde_json::to_vec(&parts).unwrap_or_default();
    // Added only where there is one, so that hashes in journals from before it stay true.
    if state.booklet != Booklet::default() {
        bytes.extend(serde_json::to_vec(&state.booklet).unwrap_or_default());
    }
    hash(&bytes)
}

impl<D: Disk> Preparing<D> {
    /// The program on an opened session.
    pub fn new(
        session: Session<Preparation, D>,
        folder: String,
        palette: Palette,
        (plan, take_in): (PlanSave, TakeIn),
        now: Stamp,
    ) -> Self {
        let step = session.marked().step;
        let texts = session.state().findings.themes.iter();
        let texts = texts.flat_map(|t| t.comments.iter().map(|c| c.text.as_str()));
        let marker = Marker::new::<&str, _>(&[], texts);
        let mut shell = State::new(palette);
        shell.now = now;
        let mut preparing = Self {
            shell,
            at: PreparePosition {
                step: PrepareStep::numbered(step).unwrap_or_default(),
                ..PreparePosition::default()
            },
            marker,
            effects: Vec::new(),
            saved: None,
            unsaved: false,
            compared_at: None,
            listing: Listing::default(),
            session,
            plan,
            take_in,
            pictures_in: Box::new(Vec::new),
            pictures: Vec::new(),
            made: Vec::new(),
            trend: Vec::new(),
            over: None,
            folder,
        };
        preparing.look_for_saved();
        preparing.refresh();
        let notices = preparing.session.notices().join(" ");
        if !notices.is_empty() {
            preparing.say(Role::Warn, notices);
        } else if preparing.is_unsaved() && preparing.session.next() > 2 {
            // Line 1 of a journal is its beginning, so a next line above 2 means that something was changed.
            preparing.say(
                Role::Ink,
                "What you changed last time is here, and is not in the files yet.",
            );
        }
        preparing
    }

    /// The same program with a list of the folder's pictures.
    #[must_use]
    pub fn with_pictures(mut self, pictures: ListPictures) -> Self {
        self.pictures_in = pictures;
        self.list_pictures();
        self
    }

    /// The same program with the papers that lie in the folder.
    #[must_use]
    pub fn with_made(mut self, made: Vec<String>) -> Self {
        self.made = made;
        self
    }

    /// The same program with the answers about the unit's meetings.
    #[must_use]
    pub fn with_evaluations(mut self, held: &[HeldEvaluation]) -> Self {
        self.trend = evaluation::trend(held);
        self
    }

    /// The same program after the meeting: only the booklet can be changed, and `why` is the answer to everything else.
    // A booklet is finished weeks after the meeting. Its findings and agenda are what the room saw, and stay.
    #[must_use]
    pub fn with_booklet_only(mut self, why: Refusal) -> Self {
        self.over = Some(why);
        self.at.step = PrepareStep::Booklet;
        self
    }

    /// Everything that is still missing and can still be put right.
    pub fn missing(&self) -> Vec<Missing> {
        match &self.over {
            None => self.state().missing_beside(&self.made),
            Some(_) => self.state().missing_afterwards(),
        }
    }

    fn list_pictures(&mut self) {
        self.pictures = (self.pictures_in)();
    }

    /// The preparation.
    pub fn state(&self) -> &Preparation {
        self.session.state()
    }

    /// The session with its journal.
    pub fn session(&self) -> &Session<Preparation, D> {
        &self.session
    }

    /// `true` if a change is not in the files yet.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Recomputes the list of comments, and whether a change is not in the files yet.
    fn refresh(&mut self) {
        let open = self.open_comment().map(str::to_owned);
        self.listing.refresh(
            self.session.state(),
            self.session.next(),
            self.at.only,
            open.as_deref(),
        );
        if self.compared_at == Some(self.session.next()) {
            return;
        }
        self.compared_at = Some(self.session.next());
        // If the saved state is not known it was another one; after an undo it is looked for again.
        let saved = self.saved.as_ref();
        self.unsaved = !saved.is_some_and(|saved| saved.is_as(self.session.state()));
    }

    /// Shows a message until the next key.
    pub fn say(&mut self, role: Role, text: impl Into<String>) {
        self.shell.say(role, text);
    }

    /// Requests a change; shows the refusal and returns `false` if a rule forbids it.
    fn change(&mut self, change: Change) -> bool {
        match self.try_change(change) {
            Ok(()) => true,
            Err(why) => {
                self.say(Role::Warn, why.full_text());
                false
            }
        }
    }

    /// Requests a change.
    ///
    /// # Errors
    /// The refusal, if a rule forbids it.
    fn try_change(&mut self, change: Change) -> Result<(), Refusal> {
        // Decided now and only recorded as an effect: a refusal has to reach the prompt while its text can still be
        // mended.
        let changes = self.state().decide(change)?;
        if !changes.is_empty() {
            self.effects.push(PrepareEffect::Record(changes));
        }
        Ok(())
    }

    /// Selects an entry once the requested changes are recorded.
    fn mark_on(&mut self, what: MarkOn) {
        // By id and not by row, which is known only after the change is recorded and the lists are made anew.
        self.at.wanted = Some(what);
    }

    /// The selected row of the current step, which has `rows` rows.
    fn row(&self, rows: usize) -> usize {
        self.at.marks.row(self.at.step, rows)
    }

    fn mark_row(&mut self, row: usize) {
        self.at.marks.go_to(self.at.step, row);
    }

    /// The id of the comment that is open at reading size.
    fn open_comment(&self) -> Option<&str> {
        self.shell
            .layers
            .iter()
            .rev()
            .find_map(|layer| match layer.own() {
                Some(PrepareLayer::Comment(id)) => Some(id.as_str()),
                _ => None,
            })
    }

    /// Goes to a step, and closes all layers.
    fn go(&mut self, step: PrepareStep) {
        self.shell.layers.clear();
        self.shell.scroll = 0;
        self.at.step = step;
        self.effects.push(PrepareEffect::Visit(step));
    }

    /// Tries to save again; asks first if no lock could be had.
    fn try_again(&mut self) {
        if !self.session.is_unsure() {
            self.effects.push(PrepareEffect::TryAgain);
            return;
        }
        // Without a lock only a person knows whether the folder is open elsewhere, and two writers would split the
        // journal. Enter alone, at the first choice, changes nothing.
        let choices = vec![
            Choice::new(PreparePick::LookOnly, "I do not know: only look", ""),
            Choice::new(PreparePick::GoOn, "Nobody has: go on here", ""),
        ];
        self.pick(Picker::new(
            "Has nobody else this preparation open?",
            choices,
        ));
    }

    fn pick(&mut self, picker: Picker<PreparePick>) {
        self.shell.pick(picker);
    }

    /// Opens a prompt for a line of text.
    fn write(&mut self, prompt: PreparePrompt, label: impl Into<String>, text: &str) {
        self.shell.prompt(Prompt::new(prompt, label, text));
    }

    /// Opens a prompt for a text of several lines.
    fn write_lines(&mut self, prompt: PreparePrompt, label: impl Into<String>, text: &str) {
        self.shell.prompt(Prompt::lines(prompt, label, text));
    }

    /// Takes the requested effects.
    fn requested(&mut self) -> Vec<PrepareEffect> {
        std::mem::take(&mut self.effects)
    }
}

impl<D: Disk> Scene for Preparing<D> {
    type Kinds = PrepareKinds;
    type Effect = PrepareEffect;

    fn shell(&self) -> &State<PrepareKinds> {
        &self.shell
    }

    fn shell_mut(&mut self) -> &mut State<PrepareKinds> {
        &mut self.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        vec![self.at.step.scope()]
    }

    fn program_scopes(&self) -> &'static [Scope] {
        &[Scope::Prepare]
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        steps::available(self, row)
    }

    fn page(&self, _: Stamp) -> Page {
        steps::page(self)
    }

    fn layer_page(&self, layer: &PrepareLayer, _: Stamp) -> Page {
        match layer {
            PrepareLayer::Comment(_) => steps::comments::detail_page(self, None),
            PrepareLayer::Black(picking) => steps::comments::detail_page(self, Some(picking)),
            PrepareLayer::Preview => steps::booklet::preview_page(self),
        }
    }

    fn chrome(&self, _: &Page, now: Stamp) -> View {
        let session = self.session();
        // Two kinds of unsaved: in the journal and not in the files is the normal state of work, nowhere on disk is an
        // alarm.
        let alert = match session.unsaved() {
            _ if session.is_unsure() => Some(
                "Nobody can tell whether this is open elsewhere: look only. {TryAgain} goes on."
                    .to_owned(),
            ),
            _ if session.is_read_only() => {
                Some("Open in another window: here it can only be looked at.".to_owned())
            }
            0 => None,
            1 => Some("1 change is nowhere on disk".to_owned()),
            n => Some(format!("{n} changes are nowhere on disk")),
        };
        let saved = if self.is_unsaved() {
            "not in the files yet"
        } else {
            "saved"
        };
        View {
            unit: format!("Preparing {}", self.state().findings.unit.name),
            place: saved.to_owned(),
            clock: now.hm(),
            stages: tabs(self.at.step),
            alert,
            ..View::default()
        }
    }

    fn hint(&self, prompt: &PreparePrompt, text: &str) -> Line {
        match prompt {
            PreparePrompt::Booklet(field) => steps::booklet::hint(self, *field, text),
            _ => Line::new(),
        }
    }

    fn act(&mut self, action: Action) -> Vec<PrepareEffect> {
        let own = self.shell.own_on_top().is_some();
        match action {
            Action::Save => self.effects.push(PrepareEffect::Save),
            Action::TryAgain => self.try_again(),
            Action::Prepare(Wish::Step(number)) => {
                if let Some(step) = PrepareStep::numbered(usize::from(number)) {
                    self.go(step);
                }
            }
            Action::NextStage | Action::PreviousStage => {
                let by = if action == Action::NextStage { 1 } else { -1 };
                if let Some(step) = self.at.step.beside(by) {
                    self.go(step);
                }
            }
            Action::Back => {
                self.shell.pop_own();
            }
            Action::Up | Action::Down | Action::First | Action::Last if !own => {
                let rows = steps::rows(self);
                self.mark_row(moved(self.row(rows), rows, action));
            }
            other => steps::act(self, other),
        }
        self.requested()
    }

    fn picked(&mut self, pick: PreparePick) -> Vec<PrepareEffect> {
        steps::picked(self, pick);
        self.requested()
    }

    fn checked(
        &mut self,
        what: PrepareChecklist,
        ids: Vec<String>,
        offered: &[String],
    ) -> Vec<PrepareEffect> {
        steps::checked(self, what, ids, offered);
        self.requested()
    }

    fn typed(&mut self, prompt: &PreparePrompt, text: &str) -> Result<Vec<PrepareEffect>, Refusal> {
        steps::typed(self, prompt, text)?;
        Ok(self.requested())
    }

    fn go_to_row(&mut self, row: usize) {
        let first = steps::first_listed(self);
        self.mark_row(first + row);
    }

    fn long_list(&self) -> Option<(usize, usize)> {
        // The booklet's fields stand under headings, which mean nothing without them.
        let is_long = self.at.step != PrepareStep::Booklet && self.shell.layers.is_empty();
        is_long.then(|| (steps::first_listed(self), steps::rows(self)))
    }

    fn tab(&self, nth: usize) -> Option<Action> {
        let number = u8::try_from(nth + 1).ok()?;
        Some(Action::Prepare(Wish::Step(number)))
    }

    fn perform(&mut self, effect: PrepareEffect) -> Result<(), Refusal> {
        effect::perform(self, effect);
        Ok(())
    }

    fn undo(&mut self) {
        effect::undo(self);
    }

    fn redo(&mut self) {
        effect::redo(self);
    }

    fn footer_extra(&self) -> &'static [(Action, &'static str)] {
        // The header numbers the steps but names no key, so the way to the next one is always in the footer.
        if self.shell.layers.is_empty() && self.at.step != PrepareStep::Save {
            &[(Action::NextStage, "next step")]
        } else {
            &[]
        }
    }

    fn settle(&mut self) {
        self.refresh();
        // After the refresh, because the list must hold the entry before its row can be found.
        if let Some(what) = self.at.wanted.take()
            && let Some(row) = steps::row_of(self, &what)
        {
            self.mark_row(row);
        }
    }
}
