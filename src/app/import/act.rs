//! Keys, clicks and pastes into changes: by the one key table, nearest scope first.

use super::{Over, Step, Wizard, standing::Standing, steps};
use crate::app::{
    action::{Action, Ask},
    cards::Role,
    dialog::{self, Dialog},
    input::{Code, Key, Target},
    keymap::{self, Binding, Scope},
    meeting::screen::moved,
    menu::Entry,
};

impl Wizard {
    /// Where keys go, nearest first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let nearest = match self.at.layers.last() {
            Some(top) => top.scope(),
            None => self.at.step.scope(),
        };
        keymap::reach(&[nearest], &[Scope::Import])
    }

    /// The rows of some scopes that a key reaches.
    pub(super) fn entries(&self, scopes: &[Scope]) -> Vec<Entry> {
        dialog::entries(scopes, |action| self.available(action))
    }

    /// Whether an action can be done where one stands; else why not.
    pub(super) fn available(&self, action: Action) -> Result<(), String> {
        let rule = |can: bool, why: &str| if can { Ok(()) } else { Err(why.to_owned()) };
        match action {
            Action::Undo => rule(!self.before.is_empty(), "There is nothing to undo."),
            Action::Redo => rule(!self.after.is_empty(), "There is nothing to do again."),
            other => steps::available(self, other),
        }
    }

    pub(super) fn press(&mut self, key: Key) {
        self.at.toast = None;
        if key == Key::ctrl('q') {
            return self.leave();
        }
        let scopes = self.scopes();
        let found = keymap::lookup(&scopes, key);
        match (self.at.layers.last_mut(), found) {
            (Some(Over::Dialog(dialog)), None) => dialog.key(key),
            (Some(Over::Filter), None) => self.filter(key),
            (_, None) => {
                if let Some(said) = dialog::no_such_key(key) {
                    self.tell(Role::Muted, said);
                }
            }
            (_, Some(row)) => self.run(row),
        }
    }

    /// Does what a row of the key table asks for, or says why not.
    pub(super) fn run(&mut self, row: &Binding) {
        match self.available(row.action) {
            Ok(()) => self.act(row.action),
            Err(why) => self.tell(Role::Warn, why),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Quit => self.leave(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Colours => self.at.palette = self.at.palette.next(),
            Action::Help if !self.shows_help() => {
                let scopes = self.scopes();
                let help = Dialog::Help { at: 0, scopes };
                self.at.layers.push(Over::Dialog(help));
            }
            Action::Import(Ask::Step(number)) => self.go(usize::from(number)),
            Action::NextStage => self.go(self.at.step.number() + 1),
            Action::PreviousStage => self.go(self.at.step.number().saturating_sub(1)),
            _ if !self.at.layers.is_empty() => self.act_over(action),
            Action::Up | Action::Down | Action::First | Action::Last => {
                let rows = steps::rows(self);
                if rows == 0 {
                    self.scroll(action);
                    return;
                }
                let row = moved(self.at.row(rows), rows, action);
                self.at.go_to_row(row);
            }
            other => steps::act(self, other),
        }
    }

    fn shows_help(&self) -> bool {
        let top = self.at.layers.last();
        matches!(top, Some(Over::Dialog(Dialog::Help { .. })))
    }

    /// Goes to a step, with nothing over it.
    pub(super) fn go(&mut self, number: usize) {
        if let Some(step) = number.checked_sub(1).and_then(|n| Step::ALL.get(n)) {
            self.at.layers.clear();
            self.at.step = *step;
            self.at.scroll = 0;
        }
    }

    fn scroll(&mut self, action: Action) {
        let Standing { scroll, extent, .. } = &mut self.at;
        *scroll = match action {
            Action::Up => scroll.saturating_sub(1),
            Action::Down => scroll.saturating_add(1).min(extent.0),
            Action::First => 0,
            _ => extent.0,
        };
    }

    fn filter(&mut self, key: Key) {
        match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => self.at.filter.push(c),
            Code::Backspace => {
                self.at.filter.pop();
            }
            Code::Down | Code::Up => {
                let action = if key.code == Code::Down {
                    Action::Down
                } else {
                    Action::Up
                };
                let rows = steps::rows(self);
                let row = moved(self.at.row(rows), rows, action);
                self.at.go_to_row(row);
                return;
            }
            _ => return,
        }
        self.at.go_to_row(0);
    }

    pub(super) fn paste(&mut self, text: &str) {
        match self.at.layers.last_mut() {
            Some(Over::Dialog(dialog)) => dialog.paste(text),
            Some(Over::Filter) => self
                .at
                .filter
                .extend(text.chars().filter(|c| !c.is_control())),
            _ => {}
        }
    }

    /// A click goes to a row, and a second one on it is as good as Enter.
    pub(super) fn click(&mut self, target: Target) {
        match target {
            Target::Key(key) => self.press(key),
            Target::Tab(nth) if self.at.layers.iter().all(|l| !l.is_overlay()) => self.go(nth + 1),
            Target::Tab(_) => {}
            Target::Row(nth) => {
                self.at.toast = None;
                let page = super::view::top(self);
                let rows = page.list();
                if nth >= rows.len() {
                    return;
                }
                if rows.iter().position(|r| r.selected) == Some(nth) {
                    return self.press(Key::plain(Code::Enter));
                }
                match self.at.layers.last_mut() {
                    Some(Over::Dialog(dialog)) => dialog.go_to_row(nth),
                    Some(Over::Strands { at, .. }) => *at = nth,
                    Some(_) => {}
                    None => {
                        let first = steps::first_listed(self);
                        self.at.go_to_row(first + nth);
                    }
                }
            }
        }
    }

    pub(super) fn wheel(&mut self, down: bool) {
        let code = if down { Code::Down } else { Code::Up };
        self.press(Key::plain(code));
    }
}
