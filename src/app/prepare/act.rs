//! Keys and clicks into changes: by the one key table, nearest scope first.

use super::{Preparing, Step, steps};
use crate::{
    app::{
        action::{Action, Wish},
        cards::Role,
        dialog::{self, Came, Dialog},
        input::{Code, Key, Target},
        keymap::{self, Binding, Scope},
        meeting::screen::moved,
        menu::Entry,
    },
    store::disk::Disk,
};

impl<D: Disk> Preparing<D> {
    /// Where keys go, nearest first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let nearest = match self.at.layers.last() {
            Some(top) => top.scope(),
            None if self.at.picking.is_some() => Scope::Pick,
            None if self.at.close.is_some() => Scope::PrepareComment,
            None => self.at.step.scope(),
        };
        keymap::reach(&[nearest], &[Scope::Prepare])
    }

    /// The rows of some scopes that a key reaches.
    pub(super) fn entries(&self, scopes: &[Scope]) -> Vec<Entry> {
        dialog::entries(scopes, |action| steps::available(self, action))
    }

    /// Whether an action can be done where one stands; else why not.
    pub(super) fn available(&self, action: Action) -> Result<(), String> {
        // What lies over a step has keys of its own.
        if self.at.layers.is_empty() {
            steps::available(self, action)
        } else {
            Ok(())
        }
    }

    pub(super) fn press(&mut self, key: Key) {
        self.at.toast = None;
        if key == Key::ctrl('q') || key == Key::ctrl('c') {
            self.at.over = true;
            return;
        }
        let scopes = self.scopes();
        match (self.at.layers.last_mut(), keymap::lookup(&scopes, key)) {
            (Some(top), None) => top.key(key),
            (None, None) => {
                if let Some(said) = dialog::no_such_key(key) {
                    self.tell(Role::Muted, said);
                }
            }
            (_, Some(row)) => self.run(row),
        }
    }

    /// Does what a row of the key table asks for, or says why not.
    fn run(&mut self, row: &Binding) {
        match self.available(row.action) {
            Ok(()) => self.act(row.action),
            Err(why) => self.tell(Role::Warn, why),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Quit => self.at.over = true,
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Save => self.save(),
            Action::TryAgain => self.try_again(),
            Action::Colours => self.at.palette = self.at.palette.next(),
            Action::Help if !matches!(self.at.layers.last(), Some(Dialog::Help { .. })) => {
                let scopes = self.scopes();
                self.at.layers.push(Dialog::Help { at: 0, scopes });
            }
            _ if !self.at.layers.is_empty() => self.act_over(action),
            Action::Prepare(Wish::Step(number)) => self.go_to(usize::from(number)),
            Action::NextStage => self.go_to(self.at.step.number() + 1),
            Action::PreviousStage => self.go_to(self.at.step.number().saturating_sub(1)),
            Action::Back if self.at.picking.is_some() => self.at.picking = None,
            _ if self.at.picking.is_some() => steps::act(self, action),
            Action::Back => self.at.close = None,
            Action::Up | Action::Down | Action::First | Action::Last if self.at.close.is_none() => {
                let rows = steps::rows(self);
                let row = moved(self.at.row(rows), rows, action);
                self.at.go_to_row(row);
            }
            other => steps::act(self, other),
        }
    }

    fn go_to(&mut self, number: usize) {
        if let Some(step) = number.checked_sub(1).and_then(|n| Step::ALL.get(n)) {
            self.go(*step);
        }
    }

    fn act_over(&mut self, action: Action) {
        let Some(top) = self.at.layers.pop() else {
            return;
        };
        let came = top.act(action, |scopes| self.entries(scopes));
        match came {
            Came::Stays(top) => self.at.layers.push(top),
            Came::Gone => {}
            Came::Written(back, what, text) => {
                if let Err(why) = steps::written(self, &what, &text) {
                    self.at.layers.push(back.refused(why));
                }
            }
            Came::Chosen(what, key) => steps::chosen(self, &what, &key),
            Came::Run(row) => self.run(row),
        }
    }

    /// A click goes to a row, and a second one on it is as good as Enter.
    pub(super) fn click(&mut self, target: Target) {
        match target {
            Target::Key(key) => self.press(key),
            Target::Tab(nth) if self.at.layers.is_empty() => self.go_to(nth + 1),
            Target::Tab(_) => {}
            Target::Row(nth) => {
                self.at.toast = None;
                let page = match self.at.layers.last() {
                    Some(top) => top.page(|scopes| self.entries(scopes)),
                    None => steps::page(self),
                };
                let rows = page.list();
                if nth >= rows.len() {
                    return;
                }
                if rows.iter().position(|r| r.selected) == Some(nth) {
                    return self.press(Key::plain(Code::Enter));
                }
                match self.at.layers.last_mut() {
                    Some(top) => top.go_to_row(nth),
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
