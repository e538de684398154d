//! An entry of the menu: a row of the key table with whether it can be done now.

use super::keymap::Binding;
use crate::domain::refusal::Refusal;

/// A row of the key table, as the help page, the menu of actions and the dialogue list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// The row. A key that a nearer row has as well means the nearer one.
    pub row: &'static Binding,
    /// Its label now.
    pub label: String,
    /// It leads on from here: it stands first.
    pub leads: bool,
    /// `Ok` if it is available now, else the reason why not.
    pub can: Result<(), Refusal>,
}
