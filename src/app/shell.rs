//! One loop for every full-screen program: layers and dialogs, keys, mouse, paste, scrolling, messages, undo, colours and quit.
//!
//! A program is a [`Scene`]: it says what is on its pages and what an action means there. The shell does everything that is
//! the same in all of them, so that a key or a click cannot mean one thing in a meeting and another in an import.
//!
//! ```text
//! Input --keymap--> Action --Scene::act, picked, typed--> Effect --Scene::perform--> files, journal
//! ```
//!
//! The shell's state is a field of the scene and not around it: nearly every function of a program opens a dialog or says
//! something, and with the state outside each of them would take both.

pub mod dialog;
mod input;
pub mod layer;
pub mod state;
pub mod steps;
pub mod typing;
mod view;

use std::time::Duration;

pub use self::{
    dialog::{Ask, Checklist, Choice, Help, Picker, Prompt, moved},
    layer::{Kinds, Layer, OwnLayer, Value},
    state::{SavePalette, State},
    steps::{Marks, Step},
    typing::Typing,
    view::{menu, scopes, top_page},
};
use super::{
    action::Action,
    cards::{Line, Page, View},
    input::{Input, Key},
    keymap::{Binding, Scope},
    program::Program,
};
use crate::domain::{refusal::Refusal, stamp::Stamp};

/// A full-screen program: its pages, what its keys mean, and what it does outside the screen.
///
/// Only `perform`, `undo`, `redo` and `end` may touch a file, a journal or a ballot box. `act`, `picked`, `checked` and
/// `typed` change the position on the screen and return effects.
pub trait Scene {
    /// The types of its layers and dialogs.
    type Kinds: Kinds;
    /// Something to be done outside the screen.
    type Effect;

    /// The shell's state of this program.
    fn shell(&self) -> &State<Self::Kinds>;

    /// The shell's state of this program, to be changed.
    fn shell_mut(&mut self) -> &mut State<Self::Kinds>;

    /// The scopes of the page below all layers, nearest first.
    fn page_scopes(&self) -> Vec<Scope>;

    /// The scopes around those of an open page or layer, nearest first.
    fn program_scopes(&self) -> &'static [Scope] {
        &[]
    }

    /// The scopes of a layer of its own, nearest first.
    fn layer_scopes(&self, layer: &<Self::Kinds as Kinds>::Layer) -> Vec<Scope> {
        layer.scopes()
    }

    /// Whether a row of the key table can be done on the page, or the own layer, that is nearest to the top. Dispatch, the
    /// footer, the help page and the menu of actions ask it.
    ///
    /// # Errors
    /// The sentence that says why not.
    fn available(&self, row: &Binding) -> Result<(), Refusal>;

    /// The page below all layers.
    fn page(&self, now: Stamp) -> Page;

    /// The page of a layer of its own.
    fn layer_page(&self, layer: &<Self::Kinds as Kinds>::Layer, now: Stamp) -> Page;

    /// Everything around a page: title, steps, clock and alerts. The shell fills in the page, layers, footer, toast and
    /// palette.
    fn chrome(&self, page: &Page, now: Stamp) -> View;

    /// The way in which a text is understood while it is typed.
    fn hint(&self, _prompt: &<Self::Kinds as Kinds>::Prompt, _text: &str) -> Line {
        Line::new()
    }

    /// Does what a key asks for on the page, or in the own layer on top.
    fn act(&mut self, action: Action) -> Vec<Self::Effect>;

    /// Takes a value from a list or question that is gone from the screen.
    fn picked(&mut self, pick: <Self::Kinds as Kinds>::Pick) -> Vec<Self::Effect>;

    /// Takes the ids that are in from a checklist that is gone from the screen; `offered` are all that were on it.
    fn checked(
        &mut self,
        what: <Self::Kinds as Kinds>::Checklist,
        ids: Vec<String>,
        offered: &[String],
    ) -> Vec<Self::Effect>;

    /// Takes a text from a prompt that is gone from the screen. A refusal, here or in an effect, brings the prompt back
    /// with its sentence in it.
    ///
    /// # Errors
    /// The sentence that says why the text cannot be taken.
    fn typed(
        &mut self,
        prompt: &<Self::Kinds as Kinds>::Prompt,
        text: &str,
    ) -> Result<Vec<Self::Effect>, Refusal>;

    /// A text has been changed and is not done, so that it can be kept as a draft.
    fn drafted(
        &mut self,
        _prompt: &<Self::Kinds as Kinds>::Prompt,
        _text: &str,
    ) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// A prompt was left without being done.
    fn left(&mut self, _prompt: <Self::Kinds as Kinds>::Prompt, _text: &str) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Takes a letter in the own layer on top; false where it has no text.
    fn type_in(&mut self, _typing: Typing<'_>) -> bool {
        false
    }

    /// Puts the mark on a row of the list on the page, or in the own layer on top.
    fn go_to_row(&mut self, row: usize);

    /// The action of a tab in the header, by its place.
    fn tab(&self, _nth: usize) -> Option<Action> {
        None
    }

    /// Does what was asked for outside the screen.
    ///
    /// # Errors
    /// The sentence of a rule that does not allow it.
    fn perform(&mut self, effect: Self::Effect) -> Result<(), Refusal>;

    /// Takes the last step back.
    fn undo(&mut self);

    /// Does the last step that was taken back again.
    fn redo(&mut self);

    /// Leaves, or says or asks first what would be lost.
    fn quit(&mut self) {
        self.shell_mut().is_over = true;
    }

    /// The system has asked for the end, or the terminal is gone: last chance to save.
    fn end(&mut self) {}

    /// An input arrives.
    fn begin(&mut self, _input: &Input) {}

    /// An input was taken in: works out what follows from the new state.
    fn settle(&mut self) {}

    /// Nothing was typed for a while, or a worker has news.
    fn tick(&mut self) {}

    /// The longest time that the loop may sleep without input.
    fn next_wakeup(&self, _now: Stamp) -> Option<Duration> {
        None
    }

    /// Nothing but paper is shown.
    fn is_blank(&self) -> bool {
        false
    }

    /// Shows a blank page again, which is all that a key or a click does then; false where it is not this program's to show,
    /// and keys mean what they always mean.
    fn unblank(&mut self) -> bool {
        false
    }

    /// The key of the table that a key means which a person has set for a clicker.
    fn translate(&self, key: Key) -> Key {
        key
    }

    /// The answer to a key that does nothing here; `None` where nothing is to be said.
    fn unknown(&self, key: &str) -> Option<String> {
        Some(format!(
            "{key} does nothing here. {{Help}} shows what does."
        ))
    }

    /// Whether an action leaves the page scrolled as it is. Any other begins at the top.
    fn keeps_scroll(&self, action: Action) -> bool {
        matches!(action, Action::Further | Action::Higher | Action::Lower)
    }

    /// Goes where a row of the key table holds that was chosen from the menu of actions.
    fn approach(&mut self, _row: &Binding) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Rows of other places that the menu of actions offers as well.
    fn elsewhere(&self) -> Vec<&'static Binding> {
        Vec::new()
    }

    /// Whether the screen has a footer at all.
    fn has_footer(&self) -> bool {
        true
    }

    /// Hints in the footer, without that of help.
    fn footer_length(&self) -> usize {
        5
    }

    /// Actions that the footer shows after the others, whatever the table says.
    fn footer_extra(&self) -> &'static [Action] {
        &[]
    }
}

impl<S: Scene> Program for S {
    fn input(&mut self, input: Input, now: Stamp) {
        input::take(self, input, now);
    }

    fn view(&self, now: Stamp) -> View {
        view::view(self, now)
    }

    fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.shell_mut().drawn(scroll_max, page_height);
    }

    fn next_wakeup(&self, now: Stamp) -> Option<Duration> {
        Scene::next_wakeup(self, now)
    }

    fn is_over(&self) -> bool {
        self.shell().is_over
    }
}
