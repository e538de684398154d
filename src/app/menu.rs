//! Everything that can be asked for where one stands: what the help page, the palette of actions and the dialogue list.

use super::{
    keymap::{self, Binding, Scope},
    meeting::{room::Room, ui::Ui, update},
};

/// A row of the key table where one stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row. A key that a nearer row has as well means the nearer one.
    pub row: &'static Binding,
    /// `Ok` if it can be done now; else the sentence that says why not.
    pub can: Result<(), String>,
}

/// The rows that a key reaches where one stands, nearest first.
pub fn here(ui: &Ui, room: &Room) -> Vec<Entry> {
    of(ui, room, &update::scopes(ui, room))
}

/// The rows of some scopes that a key reaches.
pub fn of(ui: &Ui, room: &Room, scopes: &[Scope]) -> Vec<Entry> {
    keymap::rows(scopes)
        .into_iter()
        .filter(|row| {
            row.keys
                .iter()
                .any(|key| keymap::lookup(scopes, *key) == Some(*row))
        })
        .map(|row| Entry {
            row,
            can: update::available(ui, room, row),
        })
        .collect()
}
