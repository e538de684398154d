//! The import program: a survey export becomes findings in six steps, for a person without data skills.
//!
//! It changes only a codebook, which is written after each change, so that work can continue in a text editor and return to the
//! screens.

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
    action::{Action, ImportAction},
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

/// An undo version: the codebook, and the comments' texts that were edited by hand.
// Both together, although they are saved apart: a codebook holds no words of patients, because units mail it to each
// other, but undo has to restore the words of a comment too. Whole versions and no events, because the codebook on disk
// is the record and an import needs no journal.
type Version = (Arc<Codebook>, Arc<BTreeMap<String, String>>);

/// The state of an import.
pub struct Importing {
    shell: State<ImportKinds>,
    at: ImportPosition,
    exports: Arc<Vec<Export>>,
    existing: Option<Findings>,
    /// Staff names found in a column of the exports, offered for the list of names.
    staff: Vec<String>,
    /// Label columns, which may assign themes to comments.
    labels: Vec<LabelColumn>,
    book: Arc<Codebook>,
    /// Versions for undo, the latest last.
    before: Vec<Version>,
    /// Versions for redo, the next one last.
    after: Vec<Version>,
    /// Texts of the comments edited by hand, by comment id.
    words: Arc<BTreeMap<String, String>>,
    /// Those texts as last saved in the findings.
    words_saved: Arc<BTreeMap<String, String>>,
    /// Ids of the comments that were read one by one.
    read: BTreeSet<String>,
    /// Data derived from the codebook, recomputed when it changes.
    derived: Derived,
    /// Effects requested while the current input is handled.
    effects: Vec<ImportEffect>,
    hooks: Hooks,
    /// Name of the target folder, for display.
    folder: String,
}

/// Largest number of undo steps.
const MOST_UNDO: usize = 200;

/// Interval at which results of background work are collected.
const POLL_PAUSE: Duration = Duration::from_millis(40);

/// Largest number of decisions on comments in all undo versions together.
// Each version holds the decision on every sorted comment: 200 versions of an export with 20,000 of them would need
// several hundred megabytes.
const MOST_HELD: usize = 1_000_000;

impl Importing {
    /// An import at its first step, with the codebook so far and the findings already in the folder.
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

    /// Adds the function that reads a file again, for another sheet of a workbook.
    #[must_use]
    pub fn with_reopen(mut self, reopen: Reopen) -> Self {
        self.hooks.set_reopen(reopen);
        self
    }

    /// The current codebook.
    pub fn codebook(&self) -> &Codebook {
        &self.book
    }

    /// The report of the last save, as sentences; empty before the first one.
    pub fn saved(&self) -> &[String] {
        &self.at.saved
    }

    /// The current step.
    pub fn step(&self) -> ImportStep {
        self.at.step
    }

    /// Applies a change to the codebook as one undo step, and requests that it is written; no step if nothing changes.
    fn change(&mut self, change: impl FnOnce(&mut Codebook)) {
        let mut new = Codebook::clone(&self.book);
        change(&mut new);
        self.change_to(new);
    }

    /// Replaces the codebook as one undo step.
    fn change_to(&mut self, new: Codebook) {
        // A key that sets what is set already would otherwise be an undo step without an effect, and would clear the
        // redo list.
        if new == *self.book {
            return;
        }
        let words = Arc::clone(&self.words);
        self.replace((Arc::new(new), words));
    }

    /// Sets the text of a comment as one undo step.
    fn reword(&mut self, comment: &str, text: String) {
        let mut words = BTreeMap::clone(&self.words);
        words.insert(comment.to_owned(), text);
        let book = Arc::clone(&self.book);
        self.replace((book, Arc::new(words)));
    }

    fn replace(&mut self, new: Version) {
        let before = self.swap(new);
        self.before.push(before);
        // Each holds what was decided of every comment. The last step stays even if it alone is over the limit: moving all
        // listed comments at once is the largest change, and the one that most needs an undo.
        let held: usize = self.before.iter().map(|(b, _)| b.placed.len()).sum();
        if self.before.len() > MOST_UNDO || (held > MOST_HELD && self.before.len() > 1) {
            self.before.remove(0);
        }
        self.after.clear();
        self.derive();
        // After every change: reading hundreds of comments takes more than one sitting, and no decision may depend on a
        // save at the end.
        self.effects.push(ImportEffect::Keep);
    }

    /// Replaces the current version, and returns it.
    fn swap(&mut self, (book, words): Version) -> Version {
        (
            std::mem::replace(&mut self.book, book),
            std::mem::replace(&mut self.words, words),
        )
    }

    /// Recomputes the derived data.
    fn derive(&mut self) {
        self.derived.refresh(&self.exports, &self.book);
        // The report of the last save is about another codebook now.
        self.at.saved.clear();
    }

    /// The comments that were edited or read by hand.
    fn manual_edits(&self) -> ManualEdits {
        ManualEdits {
            words: BTreeMap::clone(&self.words),
            read: self.read.clone(),
        }
    }

    /// The number of comments whose edited text is in no file yet.
    pub fn unsaved_words(&self) -> usize {
        let saved = &self.words_saved;
        let is_new = |(id, text): &(&String, &String)| saved.get(*id) != Some(*text);
        self.words.iter().filter(is_new).count()
    }

    /// Shows a message until the next key.
    fn say(&mut self, role: Role, text: impl Into<String>) {
        self.shell.say(role, text);
    }

    fn pick(&mut self, picker: Picker<ImportPick>) {
        self.shell.pick(picker);
    }

    /// Opens a prompt for a line of text.
    fn write(&mut self, prompt: ImportPrompt, label: &str, text: &str) {
        self.shell.prompt(Prompt::new(prompt, label, text));
    }

    /// Goes to a step, and closes all layers.
    fn go(&mut self, step: ImportStep) {
        self.shell.layers.clear();
        self.shell.scroll = 0;
        self.at.step = step;
    }

    /// The selected row of the current step, which has `rows` rows.
    fn row(&self, rows: usize) -> usize {
        self.at.marks.row(self.at.step, rows)
    }

    fn mark_row(&mut self, row: usize) {
        self.at.marks.go_to(self.at.step, row);
    }

    fn requested(&mut self) -> Vec<ImportEffect> {
        std::mem::take(&mut self.effects)
    }

    /// Handles an action in the layer on top; `false` if there is none.
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
                // Back drops the words. Every other key keeps them, since the list is then worked on as it is filtered.
                if action == Action::Back {
                    self.at.filter.clear();
                }
                self.shell.pop_own();
            }
            (_, Action::Back) => {
                self.shell.pop_own();
            }
            (ImportLayer::Comment, _) => steps::comments::act(self, action),
            // Layers hold their state by value: the old one is removed, and the handler pushes the changed one.
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

    /// Moves the selection; scrolls a page without rows.
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
        // Tabs and step keys work inside a layer too, so they are looked at before the layer takes the key.
        let step = match action {
            Action::Import(ImportAction::Step(number)) => ImportStep::numbered(usize::from(number)),
            Action::NextStage => self.at.step.beside(1),
            Action::PreviousStage => self.at.step.beside(-1),
            _ => None,
        };
        match (action, step) {
            (_, Some(step)) => self.go(step),
            // Past either end nothing happens. Passed on, the key would close the filter.
            (
                Action::Import(ImportAction::Step(_)) | Action::NextStage | Action::PreviousStage,
                None,
            ) => {}
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
            // After each letter it is another list, in which the old row means nothing.
            self.mark_row(0);
        }
        filters
    }

    fn go_to_row(&mut self, row: usize) {
        match self.shell.layers.last_mut() {
            Some(super::shell::Layer::Own(ImportLayer::Strands { at, .. })) => *at = row,
            Some(_) => {}
            None => {
                // A click counts rows of the window that was laid out, a mark counts rows of the whole list.
                let first = steps::first_listed(self);
                self.mark_row(first + row);
            }
        }
    }

    fn long_list(&self) -> Option<(usize, usize)> {
        let is_page = self.shell.layers.is_empty();
        is_page.then(|| (steps::first_listed(self), steps::rows(self)))
    }

    fn open_filter(&self) -> Option<&str> {
        let filters = matches!(self.shell.own_on_top(), Some(ImportLayer::Filter));
        filters.then_some(self.at.filter.as_str())
    }

    fn is_working(&self) -> bool {
        self.derived.is_pending()
    }

    fn tab(&self, nth: usize) -> Option<Action> {
        let number = u8::try_from(nth + 1).ok()?;
        Some(Action::Import(ImportAction::Step(number)))
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

    /// Leaves the program; warns first, once, if edited texts of comments would be lost.
    fn quit(&mut self) {
        // Everything else is in the codebook already. Edited texts are not, because it holds no words of patients.
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
        // After each input and not while drawing: a page is drawn more often than it changes, and drawing may change
        // nothing.
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
        // The arrows scroll a page without rows, and the shell would otherwise go back to its top after each of them.
        let moves = matches!(
            action,
            Action::Up | Action::Down | Action::First | Action::Last
        );
        moves && self.shell.layers.is_empty() && steps::rows(self) == 0
    }

    fn footer_extra(&self) -> &'static [(Action, &'static str)] {
        // The header numbers the steps but names no key, so the way to the next one is always in the footer.
        if self.shell.layers.is_empty() && self.at.step != ImportStep::Save {
            &[(Action::NextStage, "next step")]
        } else {
            &[]
        }
    }
}
