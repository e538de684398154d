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
mod matching;
pub mod state;
pub mod steps;
pub mod typing;
mod view;

use std::time::Duration;

pub use self::{
    dialog::{Ask, Checklist, Choice, Help, Picker, Prompt, moved},
    layer::{Kinds, Layer, OwnLayer, Value},
    matching::Matching,
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

/// A full-screen program: its pages, the actions of its keys, and its effects.
///
/// Only `perform`, `undo`, `redo` and `end` may touch a file, a journal or a ballot box. `act`, `picked`, `checked` and
/// `typed` change the position on the screen and return effects.
pub trait Scene {
    /// The types of its layers and dialogs.
    type Kinds: Kinds;
    /// A request to do something outside the screen, such as writing a file.
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

    /// Checks that a row of the key table is available on the page, or in the own layer, that is nearest to the top. Dispatch,
    /// the footer, the help page and the menu of actions ask it.
    ///
    /// # Errors
    /// The sentence that says why not.
    fn available(&self, row: &Binding) -> Result<(), Refusal>;

    /// The label of a row where it depends on the state, such as `next finding 2 of 4`; `None` for the label of the table.
    /// Footer, help page, menu of actions and dialogue ask it.
    fn label(&self, _row: &Binding) -> Option<String> {
        None
    }

    /// Actions whose hints stand first in the footer of the page, or own layer, on top, the one that leads on before the
    /// others. They are shown in every window.
    fn lead(&self) -> Vec<Action> {
        Vec::new()
    }

    /// The page below all layers.
    fn page(&self, now: Stamp) -> Page;

    /// The page of a layer of its own.
    fn layer_page(&self, layer: &<Self::Kinds as Kinds>::Layer, now: Stamp) -> Page;

    /// The view around a page: title, steps, clock and alerts. The shell fills in the page, layers, footer, toast and
    /// palette.
    fn chrome(&self, page: &Page, now: Stamp) -> View;

    /// The line under a prompt that tells how its text is understood while it is typed.
    fn hint(&self, _prompt: &<Self::Kinds as Kinds>::Prompt, _text: &str) -> Line {
        Line::new()
    }

    /// The text right of that line, such as the theme that a new goal belongs to.
    fn about(&self, _prompt: &<Self::Kinds as Kinds>::Prompt) -> Line {
        Line::new()
    }

    /// Lines below that one, such as the fate of goals like the one that is typed.
    fn below(&self, _prompt: &<Self::Kinds as Kinds>::Prompt, _text: &str) -> Vec<Line> {
        Vec::new()
    }

    /// The scopes of a prompt beside those that every prompt has.
    fn prompt_scopes(&self, _prompt: &<Self::Kinds as Kinds>::Prompt) -> Vec<Scope> {
        Vec::new()
    }

    /// Performs an action of such a scope. The prompt stays open below what the action opens.
    fn act_in_prompt(
        &mut self,
        _prompt: &<Self::Kinds as Kinds>::Prompt,
        _text: &str,
        _action: Action,
    ) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Performs an action on the page, or in the own layer on top.
    fn act(&mut self, action: Action) -> Vec<Self::Effect>;

    /// Takes the value that was picked from a list or by a question, which is closed by then.
    fn picked(&mut self, pick: <Self::Kinds as Kinds>::Pick) -> Vec<Self::Effect>;

    /// Takes the ticked ids of a checklist, which is closed by then; `offered` are all ids that were on it.
    fn checked(
        &mut self,
        what: <Self::Kinds as Kinds>::Checklist,
        ids: Vec<String>,
        offered: &[String],
    ) -> Vec<Self::Effect>;

    /// Takes the text of a prompt, which is closed by then. A refusal, here or in an effect, brings the prompt back
    /// with its sentence in it.
    ///
    /// # Errors
    /// The sentence that says why the text cannot be taken.
    fn typed(
        &mut self,
        prompt: &<Self::Kinds as Kinds>::Prompt,
        text: &str,
    ) -> Result<Vec<Self::Effect>, Refusal>;

    /// Takes a text that was changed and is not done, so that it can be kept as a draft.
    fn drafted(
        &mut self,
        _prompt: &<Self::Kinds as Kinds>::Prompt,
        _text: &str,
    ) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Takes the text of a prompt that was left without being done.
    fn left(&mut self, _prompt: <Self::Kinds as Kinds>::Prompt, _text: &str) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Takes a typed letter in the own layer on top; `false` if it has no text.
    fn type_in(&mut self, _typing: Typing<'_>) -> bool {
        false
    }

    /// Marks a row of the list on the page, or in the own layer on top.
    fn go_to_row(&mut self, row: usize);

    /// The index of the first row that is laid out and the number of all rows, on a page whose list may be long; `None` elsewhere.
    fn long_list(&self) -> Option<(usize, usize)> {
        None
    }

    /// The words in the filter on top; `None` if none is open.
    fn open_filter(&self) -> Option<&str> {
        None
    }

    /// `true` while a thread computes what the page shows; a tick collects it.
    fn is_working(&self) -> bool {
        false
    }

    /// The action of the `nth` tab in the header.
    fn tab(&self, _nth: usize) -> Option<Action> {
        None
    }

    /// Performs an effect.
    ///
    /// # Errors
    /// The sentence of a rule that does not allow it.
    fn perform(&mut self, effect: Self::Effect) -> Result<(), Refusal>;

    /// Undoes the last step.
    fn undo(&mut self);

    /// Redoes the last step that was undone.
    fn redo(&mut self);

    /// Ends the program; where something would be lost, says so or asks first.
    fn quit(&mut self) {
        self.shell_mut().is_over = true;
    }

    /// Saves for the last time: the system has asked for the end, or the terminal is gone.
    fn end(&mut self) {}

    /// Called before each input is taken in.
    fn begin(&mut self, _input: &Input) {}

    /// Called after each input, to work out the consequences of the new state.
    fn settle(&mut self) {}

    /// Called when nothing was typed for a while, or a worker has news.
    fn tick(&mut self) {}

    /// The longest time that the loop may sleep without input.
    fn next_wakeup(&self, _now: Stamp) -> Option<Duration> {
        None
    }

    /// `true` while nothing but paper is shown.
    fn is_blank(&self) -> bool {
        false
    }

    /// Shows a blank page again, the only thing that a key or click does then. `false` if showing it is not up to this program,
    /// and keys keep their meaning.
    fn unblank(&mut self) -> bool {
        false
    }

    /// The key of the table for a key that the settings give to a clicker.
    fn translate(&self, key: Key) -> Key {
        key
    }

    /// The key that is meant by a key of a number pad.
    fn of_pad(&mut self, key: Key) -> Key {
        key
    }

    /// The message for a key that does nothing here; `None` for no message.
    fn unknown(&self, key: &str) -> Option<String> {
        // A key that does nothing is answered: in front of a room people press it again and again otherwise.
        Some(format!(
            "{key} does nothing here. {{Help}} shows what does."
        ))
    }

    /// `true` if an action leaves the page scrolled as it is. Any other begins at the top.
    fn keeps_scroll(&self, action: Action) -> bool {
        // After any other action the page may be another one, and text that begins in its middle is taken for the beginning.
        matches!(action, Action::Further | Action::Higher | Action::Lower)
    }

    /// Goes to the place where a row of the key table works, after it was chosen from the menu of actions.
    fn approach(&mut self, _row: &Binding) -> Vec<Self::Effect> {
        Vec::new()
    }

    /// Rows of other places that the menu of actions offers as well.
    fn elsewhere(&self) -> Vec<&'static Binding> {
        Vec::new()
    }

    /// `true` if the screen has a footer.
    fn has_footer(&self) -> bool {
        true
    }

    /// The number of hints in the footer, without the one for help.
    fn footer_length(&self) -> usize {
        5
    }

    /// Actions whose hints stand after the others, with their labels there. They are shown in every window.
    fn footer_extra(&self) -> &'static [(Action, &'static str)] {
        &[]
    }
}

impl<S: Scene> Program for S {
    fn input(&mut self, input: Input, now: Stamp) {
        // The one entry for screens, the dialogue and tests. While each program had a loop of its own, the loops
        // drifted apart: Ctrl-C ended every program but the import.
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
