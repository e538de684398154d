//! What lies over a page of a program without a room: a text being written, a list to choose from, the page of keys.
//!
//! Each is for something, which its program knows; here it is only carried along.

use super::{
    action::Action,
    cards::{Block, Edit, Hint, Page, Role, line},
    field::Field,
    input::{Code, Key},
    keymap::{Binding, Scope},
    meeting::{
        layer,
        screen::moved,
        ui::{Choice, Choosing, Pick},
    },
    menu::Entry,
};

/// Something over a page. `T` is what it is for.
pub enum Dialog<T> {
    /// A text.
    Write {
        /// What for.
        what: T,
        /// What is asked.
        label: String,
        /// The text.
        field: Box<Field>,
        /// Why it was not taken.
        refused: Option<String>,
    },
    /// A list.
    Choose {
        /// What for.
        what: T,
        /// The list.
        choosing: Box<Choosing>,
    },
    /// The page of keys of where one stood.
    Help {
        /// The row under the mark.
        at: usize,
        /// Whose keys.
        scopes: Vec<Scope>,
    },
}

/// What came of a key.
pub enum Came<T> {
    /// It is still there.
    Stays(Dialog<T>),
    /// It is gone, and nothing is to be done.
    Gone,
    /// A text was written; it goes back with a reason where it cannot be taken.
    Written(Dialog<T>, T, String),
    /// Something was chosen, by its key.
    Chosen(T, String),
    /// A row of the key table is to be done.
    Run(&'static Binding),
}

impl<T: Clone> Dialog<T> {
    /// A text to write.
    pub fn write(what: T, label: impl Into<String>, text: &str, several: bool) -> Self {
        Self::Write {
            what,
            label: label.into(),
            field: Box::new(Field::new(text, several)),
            refused: None,
        }
    }

    /// A list to choose from, with the mark on one of it.
    pub fn choose(what: T, title: impl Into<String>, choices: Vec<Choice>, at: usize) -> Self {
        Self::Choose {
            what,
            choosing: Box::new(Choosing {
                // As a row that is looked for: letters may stand apart.
                pick: Pick::Find,
                title: title.into(),
                at: at.min(choices.len().saturating_sub(1)),
                choices,
                filter: String::new(),
                many: None,
            }),
        }
    }

    /// Where its keys are.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Write { field, .. } if field.is_several() => Scope::Lines,
            Self::Write { .. } => Scope::Text,
            Self::Choose { .. } => Scope::Choose,
            Self::Help { .. } => Scope::Help,
        }
    }

    /// What it shows. `entries` are the keys of some scopes.
    pub fn page(&self, entries: impl Fn(&[Scope]) -> Vec<Entry>) -> Page {
        match self {
            Self::Write {
                label,
                field,
                refused,
                ..
            } => Page {
                blocks: vec![Block::Edit(Edit {
                    label: label.clone(),
                    lines: field.lines(),
                    cursor: field.cursor(),
                    several: field.is_several(),
                    note: line(Role::Bad, refused.clone().unwrap_or_default()),
                })],
                ..Page::default()
            },
            Self::Choose { choosing, .. } => layer::choose::page(choosing),
            Self::Help { at, scopes } => layer::help::table(&entries(scopes), scopes, *at),
        }
    }

    /// Takes a key in that no row of the table has.
    pub fn key(&mut self, key: Key) {
        match self {
            Self::Write { field, refused, .. } => {
                *refused = None;
                field.key(key);
            }
            Self::Choose { choosing, .. } => {
                match key.code {
                    Code::Char(c) if !key.ctrl && !key.alt => choosing.filter.push(c),
                    Code::Backspace => {
                        choosing.filter.pop();
                    }
                    _ => return,
                }
                choosing.at = 0;
            }
            Self::Help { .. } => {}
        }
    }

    /// Takes pasted text in.
    pub fn paste(&mut self, text: &str) {
        match self {
            Self::Write { field, .. } => field.paste(text),
            Self::Choose { choosing, .. } => {
                let typed = text.chars().filter(|c| !c.is_control());
                choosing.filter.extend(typed);
                choosing.at = 0;
            }
            Self::Help { .. } => {}
        }
    }

    /// Puts the mark on a row.
    pub fn go_to_row(&mut self, row: usize) {
        match self {
            Self::Choose { choosing, .. } => choosing.at = row,
            Self::Help { at, .. } => *at = row,
            Self::Write { .. } => {}
        }
    }

    /// What a key of the table asks of it.
    pub fn act(self, action: Action, entries: impl Fn(&[Scope]) -> Vec<Entry>) -> Came<T> {
        match (self, action) {
            (_, Action::Back) | (Self::Help { .. }, Action::Help) => Came::Gone,
            (
                Self::Write {
                    what, label, field, ..
                },
                Action::Done,
            ) => {
                let text = field.text().trim().to_owned();
                let back = Self::Write {
                    what: what.clone(),
                    label,
                    field,
                    refused: None,
                };
                Came::Written(back, what, text)
            }
            (Self::Choose { what, choosing }, Action::Open) => {
                let shown = choosing.shown();
                let at = choosing.at.min(shown.len().saturating_sub(1));
                match shown.get(at).map(|c| c.key.clone()) {
                    Some(key) => Came::Chosen(what, key),
                    None => Came::Stays(Self::Choose { what, choosing }),
                }
            }
            (Self::Choose { what, mut choosing }, _) => {
                choosing.at = moved(choosing.at, choosing.shown().len(), action);
                Came::Stays(Self::Choose { what, choosing })
            }
            (Self::Help { at, scopes }, Action::Open) => {
                let entries = entries(&scopes);
                entries.get(at).map_or(Came::Gone, |e| Came::Run(e.row))
            }
            (Self::Help { at, scopes }, _) => {
                let rows = entries(&scopes).len();
                Came::Stays(Self::Help {
                    at: moved(at, rows, action),
                    scopes,
                })
            }
            (stays, _) => Came::Stays(stays),
        }
    }

    /// The same text, with why it was not taken.
    #[must_use]
    pub fn refused(self, why: String) -> Self {
        match self {
            Self::Write {
                what, label, field, ..
            } => Self::Write {
                what,
                label,
                field,
                refused: Some(why),
            },
            other => other,
        }
    }
}

/// The rows of some scopes that a key reaches, each with whether it can be done now.
pub fn entries(scopes: &[Scope], available: impl Fn(Action) -> Result<(), String>) -> Vec<Entry> {
    super::keymap::rows(scopes)
        .into_iter()
        .filter(|row| {
            row.keys
                .iter()
                .any(|key| super::keymap::lookup(scopes, *key) == Some(*row))
        })
        .map(|row| Entry {
            row,
            can: available(row.action),
        })
        .collect()
}

/// What is said of a key that does nothing where one stands; nothing of those that nobody types by mistake.
pub fn no_such_key(key: Key) -> Option<String> {
    let is_typed = matches!(key.code, Code::Char(_) | Code::Enter | Code::Tab);
    let said = format!(
        "{} does nothing here. {{Help}} shows what does.",
        key.name()
    );
    (is_typed && !key.ctrl && !key.alt).then_some(said)
}

/// Hints for where one stands: at most `most` of what can be done now; those of `also`, whether or not their rows are shown; and help.
pub fn footer(
    scopes: &[Scope],
    most: usize,
    also: &[Action],
    available: impl Fn(Action) -> Result<(), String>,
) -> Vec<Hint> {
    let hint = |row: &Binding| {
        let key = *row.keys.first()?;
        Some(Hint {
            key: key.name(),
            label: row.label.to_owned(),
            press: Some(key),
        })
    };
    let rows = super::keymap::rows(scopes);
    let shown = rows
        .iter()
        .filter(|row| row.footer && available(row.action).is_ok());
    let mut hints: Vec<Hint> = shown.filter_map(|row| hint(row)).collect();
    let find = |action: Action| rows.iter().find(|row| row.action == action);
    if let Some(help) = find(Action::Help) {
        hints.truncate(most);
        hints.extend(
            also.iter()
                .filter_map(|a| find(*a))
                .filter_map(|row| hint(row)),
        );
        hints.extend(hint(help));
    }
    hints
}
