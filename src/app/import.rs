//! The import in the full screen: from an export to findings, step by step, for a person who has an export and no data skills.
//!
//! All it changes is a codebook, which is kept after each change: an editor can go on where the screens were left, and the
//! screens where the editor was.

mod derived;
mod dialogs;
mod effect;
mod position;
mod steps;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};

use self::{derived::Derived, effect::Hooks, position::ImportPosition};
pub use self::{
    dialogs::{ImportKinds, ImportLayer, ImportPick, ImportPrompt},
    effect::{ImportEffect, Keep, Reopen, Save},
    position::ImportStep,
};
use super::{
    action::{Action, Ask},
    cards::{Page, Role, View},
    keymap::{Binding, Scope},
    shell::{Picker, Prompt, Scene, State, Step as _, Typing, moved, steps::tabs},
};
use crate::{
    domain::{
        codebook::Codebook,
        findings::Findings,
        refusal::{Refusal, allow_if},
        settings::Palette,
        stamp::Stamp,
    },
    intake::{
        comments::ManualEdits,
        export::Export,
        labels::{self, LabelColumn},
        staff,
    },
};

/// Everything that a change changes: the codebook, and the words of comments.
type Version = (Arc<Codebook>, Arc<BTreeMap<String, String>>);

/// An import that is being filled in.
pub struct Importing {
    shell: State<ImportKinds>,
    at: ImportPosition,
    exports: Arc<Vec<Export>>,
    existing: Option<Findings>,
    /// Names of staff that stand in a column of the export, to be offered.
    staff: Vec<String>,
    /// Columns that may hold the themes of comments.
    labels: Vec<LabelColumn>,
    book: Arc<Codebook>,
    /// The versions before each change, and those that were undone.
    before: Vec<Version>,
    after: Vec<Version>,
    /// The words of comments that somebody changed, by id.
    words: Arc<BTreeMap<String, String>>,
    /// Those words as they were last saved.
    words_saved: Arc<BTreeMap<String, String>>,
    /// Comments that somebody has looked at closely.
    read: BTreeSet<String>,
    /// Everything that follows from the codebook, worked out when it changes.
    derived: Derived,
    /// The effects that the key which is being handled has asked for so far.
    effects: Vec<ImportEffect>,
    hooks: Hooks,
    /// The folder that is written into, as it is shown.
    folder: String,
}

/// Changes that can be taken back.
const MOST_UNDO: usize = 200;

/// The pause between two looks for results of the background work.
const POLL_PAUSE: Duration = Duration::from_millis(40);

/// Decisions on single comments that the changes to be taken back hold at most, all together.
const MOST_HELD: usize = 1_000_000;

impl Importing {
    /// An import at its first step. `book` is what is known so far; `existing` the findings in the folder.
    pub fn new(
        exports: Arc<Vec<Export>>,
        book: Codebook,
        existing: Option<Findings>,
        folder: String,
        palette: Palette,
        (keep, save): (Keep, Save),
    ) -> Self {
        let derived = Derived::new(&exports, &book);
        let ManualEdits { words, read } = existing
            .as_ref()
            .map(ManualEdits::from_findings)
            .unwrap_or_default();
        let words = Arc::new(words);
        Self {
            shell: State::new(palette),
            at: ImportPosition::default(),
            words_saved: Arc::clone(&words),
            words,
            read,
            staff: staff::staff_names(&exports),
            labels: labels::label_columns(&exports),
            exports,
            existing,
            book: Arc::new(book),
            before: Vec::new(),
            after: Vec::new(),
            derived,
            effects: Vec::new(),
            hooks: Hooks::new(keep, save),
            folder,
        }
    }

    /// The import with a way to read another sheet of a workbook.
    #[must_use]
    pub fn with_reopen(mut self, reopen: Reopen) -> Self {
        self.hooks.set_reopen(reopen);
        self
    }

    /// The codebook as it is now.
    pub fn codebook(&self) -> &Codebook {
        &self.book
    }

    /// The sentences of the last saving; empty where nothing was saved.
    pub fn saved(&self) -> &[String] {
        &self.at.saved
    }

    /// The step on the screen.
    pub fn step(&self) -> ImportStep {
        self.at.step
    }

    /// Changes the codebook: one step of undo, which is then kept. A change that changes nothing is none.
    fn change(&mut self, change: impl FnOnce(&mut Codebook)) {
        let mut new = Codebook::clone(&self.book);
        change(&mut new);
        self.change_to(new);
    }

    /// Takes another codebook in the place of the one that is.
    fn change_to(&mut self, new: Codebook) {
        if new == *self.book {
            return;
        }
        let words = Arc::clone(&self.words);
        self.replace((Arc::new(new), words));
    }

    /// Changes the words of a comment: one step of undo as well.
    fn reword(&mut self, comment: &str, text: String) {
        let mut words = BTreeMap::clone(&self.words);
        words.insert(comment.to_owned(), text);
        let book = Arc::clone(&self.book);
        self.replace((book, Arc::new(words)));
    }

    fn replace(&mut self, new: Version) {
        let before = self.swap(new);
        self.before.push(before);
        // Each holds what was decided of every comment.
        let held: usize = self.before.iter().map(|(b, _)| b.placed.len()).sum();
        if self.before.len() > MOST_UNDO || (held > MOST_HELD && self.before.len() > 1) {
            self.before.remove(0);
        }
        self.after.clear();
        self.derive();
        self.effects.push(ImportEffect::Keep);
    }

    /// Puts a version in the place of the one that is, and gives that one.
    fn swap(&mut self, (book, words): Version) -> Version {
        (
            std::mem::replace(&mut self.book, book),
            std::mem::replace(&mut self.words, words),
        )
    }

    /// Works out what follows from the codebook.
    fn derive(&mut self) {
        self.derived.refresh(&self.exports, &self.book);
        self.at.saved.clear();
    }

    /// The comments that were edited or read by hand.
    fn manual_edits(&self) -> ManualEdits {
        ManualEdits {
            words: BTreeMap::clone(&self.words),
            read: self.read.clone(),
        }
    }

    /// Comments whose words were changed and are in no file yet.
    pub fn unsaved_words(&self) -> usize {
        let saved = &self.words_saved;
        let is_new = |(id, text): &(&String, &String)| saved.get(*id) != Some(*text);
        self.words.iter().filter(is_new).count()
    }

    /// Says something until the next key.
    fn say(&mut self, role: Role, text: impl Into<String>) {
        self.shell.say(role, text);
    }

    fn pick(&mut self, picker: Picker<ImportPick>) {
        self.shell.pick(picker);
    }

    /// Puts a line of text on top to be written.
    fn write(&mut self, prompt: ImportPrompt, label: &str, text: &str) {
        self.shell.prompt(Prompt::new(prompt, label, text));
    }

    /// Goes to a step, with nothing over it.
    fn go(&mut self, step: ImportStep) {
        self.shell.layers.clear();
        self.shell.scroll = 0;
        self.at.step = step;
    }

    /// The row under the mark on the step on the screen, where it has so many.
    fn row(&self, rows: usize) -> usize {
        self.at.marks.row(self.at.step, rows)
    }

    fn mark_row(&mut self, row: usize) {
        self.at.marks.go_to(self.at.step, row);
    }

    fn requested(&mut self) -> Vec<ImportEffect> {
        std::mem::take(&mut self.effects)
    }

    /// Does what a key asks for in the layer on top; false where there is none.
    fn act_in_layer(&mut self, action: Action) -> bool {
        let Some(top) = self.shell.own_on_top().cloned() else {
            return false;
        };
        match (top, action) {
            (ImportLayer::Filter, Action::Up | Action::Down) => {
                let rows = steps::rows(self);
                self.mark_row(moved(self.row(rows), rows, action));
            }
            (ImportLayer::Filter, _) => {
                if action == Action::Back {
                    self.at.filter.clear();
                }
                self.shell.pop_own();
            }
            (_, Action::Back) => {
                self.shell.pop_own();
            }
            (ImportLayer::Comment, _) => steps::comments::act(self, action),
            (ImportLayer::Black(picking), _) => {
                self.shell.pop_own();
                steps::comments::black_out(self, picking, action);
            }
            (ImportLayer::Strands { export, at }, _) => {
                self.shell.pop_own();
                steps::strands::act(self, export, at, action);
            }
        }
        true
    }

    /// Moves the mark; a page without rows is scrolled.
    fn moves(&mut self, action: Action) {
        let rows = steps::rows(self);
        if rows > 0 {
            return self.mark_row(moved(self.row(rows), rows, action));
        }
        self.shell.scroll_by(match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::First => i32::MIN,
            _ => i32::MAX,
        });
    }
}

impl Scene for Importing {
    type Kinds = ImportKinds;
    type Effect = ImportEffect;

    fn shell(&self) -> &State<ImportKinds> {
        &self.shell
    }

    fn shell_mut(&mut self) -> &mut State<ImportKinds> {
        &mut self.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        vec![self.at.step.scope()]
    }

    fn program_scopes(&self) -> &'static [Scope] {
        &[Scope::Import]
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        match row.action {
            Action::Undo => allow_if(!self.before.is_empty(), "There is nothing to undo."),
            Action::Redo => allow_if(!self.after.is_empty(), "There is nothing to do again."),
            other => steps::available(self, other),
        }
    }

    fn page(&self, _: Stamp) -> Page {
        steps::page(self)
    }

    fn layer_page(&self, layer: &ImportLayer, _: Stamp) -> Page {
        match layer {
            ImportLayer::Filter => steps::comments::page(self),
            ImportLayer::Comment => steps::comments::detail_page(self, None),
            ImportLayer::Black(picking) => steps::comments::detail_page(self, Some(picking)),
            ImportLayer::Strands { export, at } => steps::strands::page(self, *export, *at),
        }
    }

    fn chrome(&self, _: &Page, now: Stamp) -> View {
        let names: Vec<&str> = self.exports.iter().map(|e| e.name.as_str()).collect();
        View {
            unit: format!("Import of {}", names.join(", ")),
            clock: now.hm(),
            stages: tabs(self.at.step),
            ..View::default()
        }
    }

    fn act(&mut self, action: Action) -> Vec<ImportEffect> {
        let step = match action {
            Action::Import(Ask::Step(number)) => ImportStep::numbered(usize::from(number)),
            Action::NextStage => self.at.step.beside(1),
            Action::PreviousStage => self.at.step.beside(-1),
            _ => None,
        };
        match (action, step) {
            (_, Some(step)) => self.go(step),
            (Action::Import(Ask::Step(_)) | Action::NextStage | Action::PreviousStage, None) => {}
            _ if self.act_in_layer(action) => {}
            (Action::Up | Action::Down | Action::First | Action::Last, None) => self.moves(action),
            _ => steps::act(self, action),
        }
        self.requested()
    }

    fn picked(&mut self, pick: ImportPick) -> Vec<ImportEffect> {
        steps::picked(self, pick);
        self.requested()
    }

    fn checked(&mut self, what: Infallible, _: Vec<String>, _: &[String]) -> Vec<ImportEffect> {
        match what {}
    }

    fn typed(&mut self, prompt: &ImportPrompt, text: &str) -> Result<Vec<ImportEffect>, Refusal> {
        steps::typed(self, prompt, text)?;
        Ok(self.requested())
    }

    fn type_in(&mut self, typing: Typing<'_>) -> bool {
        let filters = matches!(self.shell.own_on_top(), Some(ImportLayer::Filter));
        if filters {
            typing.apply(&mut self.at.filter);
            self.mark_row(0);
        }
        filters
    }

    fn go_to_row(&mut self, row: usize) {
        match self.shell.layers.last_mut() {
            Some(super::shell::Layer::Own(ImportLayer::Strands { at, .. })) => *at = row,
            Some(_) => {}
            None => {
                let first = steps::first_listed(self);
                self.mark_row(first + row);
            }
        }
    }

    fn tab(&self, nth: usize) -> Option<Action> {
        let number = u8::try_from(nth + 1).ok()?;
        Some(Action::Import(Ask::Step(number)))
    }

    fn perform(&mut self, effect: ImportEffect) -> Result<(), Refusal> {
        effect::perform(self, effect);
        Ok(())
    }

    fn undo(&mut self) {
        effect::undo(self);
    }

    fn redo(&mut self) {
        effect::redo(self);
    }

    /// Words that were changed are in no codebook: they are lost unless the findings are saved, which is said once.
    fn quit(&mut self) {
        let lost = self.unsaved_words();
        if lost == 0 || self.at.warned {
            self.shell.is_over = true;
            return;
        }
        self.at.warned = true;
        let what = if lost == 1 {
            "The words of 1 comment were changed and are not saved".to_owned()
        } else {
            format!("The words of {lost} comments were changed and are not saved")
        };
        self.say(
            Role::Warn,
            format!("{what}: {{Import(Step(6))}} and {{ImportSave.Save}} saves them. The same key again leaves without them."),
        );
    }

    fn settle(&mut self) {
        self.derived.update(
            (&self.exports, self.existing.as_ref()),
            &self.book,
            &self.at,
        );
    }

    fn next_wakeup(&self, _: Stamp) -> Option<Duration> {
        // Results of the background work are looked for now and then.
        self.derived.is_pending().then_some(POLL_PAUSE)
    }

    fn keeps_scroll(&self, action: Action) -> bool {
        let moves = matches!(
            action,
            Action::Up | Action::Down | Action::First | Action::Last
        );
        moves && self.shell.layers.is_empty() && steps::rows(self) == 0
    }

    fn footer_extra(&self) -> &'static [Action] {
        if self.shell.layers.is_empty() && self.at.step != ImportStep::Save {
            &[Action::NextStage]
        } else {
            &[]
        }
    }
}
