//! Dialogs over a page: a text prompt, a list to choose from, a checklist, a yes-or-no question, the page of keys.
//!
//! A dialog carries the value that it is for, so that a program matches on its own enum and never on a text.

use std::collections::BTreeSet;

use super::{
    matching::{self, Entry, Found, Matching},
    typing::Typing,
};
use crate::{
    app::{
        action::Action,
        cards::{Align, Block, Column, Dock, Edit, Letters, Line, Page, Role, Row, line, muted},
        field::Field,
        keymap::Scope,
        menu::MenuEntry,
    },
    domain::refusal::Refusal,
};

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// The value of the entry; `Err` is the reason why it cannot be chosen.
    pub value: Result<T, Refusal>,
    /// Its name in the list.
    pub label: String,
    /// A few words beside the name.
    pub note: String,
    /// It is drawn as unavailable.
    pub dim: bool,
    /// Other words by which typed letters find it.
    pub also: &'static [&'static str],
}

impl<T> Choice<T> {
    /// A choice that can be chosen.
    pub fn new(value: T, label: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            value: Ok(value),
            label: label.into(),
            note: note.into(),
            dim: false,
            also: &[],
        }
    }

    /// A choice that is shown and cannot be chosen; `why` is the message for an attempt.
    pub fn refused(
        why: impl Into<Refusal>,
        label: impl Into<String>,
        note: impl Into<String>,
    ) -> Self {
        Self {
            // A refused choice stays in the list. A list without it would look as if the program had forgotten it,
            // and the reason could not be asked for.
            value: Err(why.into()),
            label: label.into(),
            note: note.into(),
            dim: true,
            also: &[],
        }
    }
}

/// A list to choose one from, by arrows or by typing a few letters of what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker<T> {
    /// The question over the list.
    pub title: String,
    /// Everything in the list.
    pub choices: Vec<Choice<T>>,
    /// The row under the mark, among those that `filter` leaves.
    pub at: usize,
    /// The letters that were typed.
    pub filter: String,
    /// The way in which they narrow the list.
    pub matching: Matching,
    /// The value that is picked by leaving the list without a choice.
    pub otherwise: Option<T>,
    /// Nothing is listed before a letter is typed.
    pub asks_letters: bool,
    /// A search: entries are shortened to the place of the letters, and the dialogue asks for letters first.
    pub search: bool,
}

impl<T> Picker<T> {
    /// A list with the mark on its first row.
    pub fn new(title: impl Into<String>, choices: Vec<Choice<T>>) -> Self {
        Self {
            title: title.into(),
            choices,
            at: 0,
            filter: String::new(),
            matching: Matching::Fuzzy,
            otherwise: None,
            asks_letters: false,
            search: false,
        }
    }

    /// The list, of which nothing is proposed before a letter is typed.
    #[must_use]
    pub fn after_letters(self) -> Self {
        Self {
            asks_letters: true,
            ..self
        }
    }

    /// The list with the mark on a row, or on the last one if it is shorter.
    #[must_use]
    pub fn at(mut self, row: usize) -> Self {
        self.at = row.min(self.choices.len().saturating_sub(1));
        self
    }

    /// The list with the mark on the first value that passes `is`.
    #[must_use]
    pub fn on(self, is: impl Fn(&T) -> bool) -> Self {
        let found = self
            .choices
            .iter()
            .position(|c| c.value.as_ref().is_ok_and(&is));
        self.at(found.unwrap_or(0))
    }

    /// The list, filtered by the beginnings of words.
    #[must_use]
    pub fn by_words(self) -> Self {
        Self {
            matching: Matching::Words,
            ..self
        }
    }

    /// The list as a search by words.
    #[must_use]
    pub fn search(self) -> Self {
        // By words: letters that may stand apart are in nearly every long comment.
        Self {
            search: true,
            ..self.by_words()
        }
    }

    /// The list with a value that is picked by leaving it.
    #[must_use]
    pub fn or(self, value: T) -> Self {
        Self {
            otherwise: Some(value),
            ..self
        }
    }

    /// The list with each value converted.
    pub fn map<U>(self, to: impl Fn(T) -> U) -> Picker<U> {
        let choices = self.choices.into_iter().map(|c| Choice {
            value: c.value.map(&to),
            label: c.label,
            note: c.note,
            dim: c.dim,
            also: c.also,
        });
        Picker {
            choices: choices.collect(),
            otherwise: self.otherwise.map(&to),
            title: self.title,
            at: self.at,
            filter: self.filter,
            matching: self.matching,
            asks_letters: self.asks_letters,
            search: self.search,
        }
    }

    /// The rows that the filter leaves. Accents and capitals do not count.
    pub fn shown(&self) -> Vec<&Choice<T>> {
        let found = self.found().into_iter();
        found.filter_map(|f| self.choices.get(f.nth)).collect()
    }

    fn found(&self) -> Vec<Found<'_>> {
        if self.asks_letters && self.filter.is_empty() {
            return Vec::new();
        }
        let entry = |c| {
            let Choice {
                label, also, dim, ..
            }: &Choice<T> = c;
            Entry {
                label,
                also,
                dim: *dim,
            }
        };
        let entries: Vec<Entry<'_>> = self.choices.iter().map(entry).collect();
        matching::found(&entries, &self.filter, self.matching)
    }

    /// The choice under the mark.
    pub fn marked(&self) -> Option<&Choice<T>> {
        let shown = self.shown();
        shown
            // The mark may lie beyond the end: the filter shortens the list while the mark stays where it was.
            .get(self.at.min(shown.len().saturating_sub(1)))
            .copied()
    }

    /// The dock of the list.
    pub fn dock(&self) -> Dock {
        self.dock_with(|_| "")
    }

    fn dock_with(&self, tick: impl Fn(&Choice<T>) -> &'static str) -> Dock {
        let found = self.found();
        let at = self.at.min(found.len().saturating_sub(1));
        let rows = found.iter().enumerate().filter_map(|(row, found)| {
            let choice = self.choices.get(found.nth)?;
            Some(Row {
                cells: vec![
                    found.line(tick(choice), self.search),
                    line(Role::Muted, choice.note.clone()),
                ],
                selected: row == at,
            })
        });
        let rows: Vec<Row> = rows.collect();
        let letters = Letters {
            typed: self.filter.clone(),
            found: rows.len(),
            of: self.choices.len(),
        };
        let block = if rows.is_empty() && self.filter.is_empty() && self.asks_letters {
            muted("Nobody is listed before the first letter.")
        } else if rows.is_empty() {
            // An empty table would look as if there were nothing to choose from at all.
            muted("Nothing has these letters. {ClearLetters} takes them away.")
        } else {
            Block::Table {
                // The note goes first in a narrow window: names alone still tell the choices apart.
                columns: vec![Column::fill(""), Column::words("", 40, 1)],
                rows,
            }
        };
        Dock {
            label: self.title.clone(),
            letters: Some(letters),
            page: Page {
                blocks: vec![block],
                ..Page::default()
            },
            least: u16::try_from(self.choices.len()).unwrap_or(u16::MAX),
        }
    }

    /// Changes the letters of the filter.
    pub fn type_in(&mut self, typing: Typing<'_>) {
        typing.apply(&mut self.filter);
        // The best match is the first row. A mark that stayed on the third row would be on a thing that nobody looked at.
        self.at = 0;
    }

    /// Moves the mark, or takes all letters away.
    pub fn moves(&mut self, action: Action) {
        if action == Action::ClearLetters {
            (self.filter, self.at) = (String::new(), 0);
        }
        self.at = moved(self.at, self.shown().len(), action);
    }
}

/// A list to choose several from. `W` is the type of its purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist<W> {
    /// The purpose of the list.
    pub what: W,
    /// The list; each value is the id of one thing.
    pub list: Picker<String>,
    /// The ids of the ticked entries.
    pub ticked: BTreeSet<String>,
}

impl<W> Checklist<W> {
    /// A checklist with some of its entries ticked.
    pub fn new(what: W, list: Picker<String>, ticked: BTreeSet<String>) -> Self {
        Self { what, list, ticked }
    }

    /// The dock of the list, with a tick before each chosen entry.
    pub fn dock(&self) -> Dock {
        self.list.dock_with(|c| match &c.value {
            Ok(id) if self.ticked.contains(id) => "[x] ",
            _ => "[ ] ",
        })
    }

    /// Ticks the entry under the mark, or removes its tick.
    pub fn toggle(&mut self) {
        let id = self.list.marked().and_then(|c| c.value.clone().ok());
        if let Some(id) = id
            && !self.ticked.remove(&id)
        {
            self.ticked.insert(id);
        }
    }

    /// The ticked ids in the order of the list.
    pub fn ids(&self) -> Vec<String> {
        let ids = self
            .list
            .choices
            .iter()
            // All choices, not only those that the filter leaves: ticks that are out of sight still count.
            .filter_map(|c| c.value.clone().ok());
        ids.filter(|id| self.ticked.contains(id)).collect()
    }
}

/// A text being written. `P` is the type of its purpose.
#[derive(Clone, Debug)]
pub struct Prompt<P> {
    /// The purpose of the text.
    pub purpose: P,
    /// The question over it.
    pub label: String,
    /// The text and its cursor.
    pub field: Field,
    /// The reason why it was refused, until the next key.
    pub refused: Option<String>,
}

impl<P> Prompt<P> {
    /// A line of text, which begins as `text`.
    pub fn new(purpose: P, label: impl Into<String>, text: &str) -> Self {
        Self {
            purpose,
            label: label.into(),
            field: Field::new(text, false),
            refused: None,
        }
    }

    /// A text of several lines, which begins as `text`.
    pub fn lines(purpose: P, label: impl Into<String>, text: &str) -> Self {
        Self {
            field: Field::new(text, true),
            ..Self::new(purpose, label, "")
        }
    }

    /// The text without blanks at its ends.
    pub fn text(&self) -> String {
        // Trimmed here and not while typing, where the blank before the next word would vanish.
        self.field.text().trim().to_owned()
    }

    /// The dock of the text, with `hint` or the refusal below it, `about` right of that, and the lines of `below`.
    pub fn dock(&self, hint: Line, about: Line, below: Vec<Line>) -> Dock {
        let note = match &self.refused {
            Some(refused) => line(Role::Bad, refused.clone()),
            // The line stays free, so that nothing moves once there is something to say.
            None if hint.is_empty() => line(Role::Muted, ""),
            None => hint,
        };
        let edit = Edit {
            label: String::new(),
            lines: self.field.lines(),
            cursor: self.field.cursor(),
            several: self.field.is_several(),
            note,
            about,
        };
        Dock {
            label: self.label.clone(),
            page: Page {
                blocks: std::iter::once(Block::Edit(edit))
                    .chain(below.into_iter().map(|line| Block::Text {
                        line,
                        side: Align::Left,
                        indent: 2,
                    }))
                    .collect(),
                ..Page::default()
            },
            ..Dock::default()
        }
    }
}

/// A question before something that cannot be undone. `T` is the type of the value that yes picks.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask<T> {
    /// The question.
    pub question: String,
    /// The facts that are needed for an answer.
    pub blocks: Vec<Block>,
    /// The value that yes picks.
    pub yes: T,
}

impl<T> Ask<T> {
    /// A question with a sentence under it.
    pub fn new(yes: T, question: impl Into<String>, more: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            blocks: vec![muted(more)],
            yes,
        }
    }

    /// The dock of the question.
    pub fn dock(&self) -> Dock {
        Dock {
            label: self.question.clone(),
            page: Page {
                blocks: self.blocks.clone(),
                ..Page::default()
            },
            ..Dock::default()
        }
    }
}

/// The help page: the keys that work in some scopes. Each row can be run from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The row under the mark.
    pub at: usize,
    /// The scopes, nearest first.
    pub scopes: Vec<Scope>,
}

/// The number of rows that a page down moves the mark.
const HELP_PAGE: usize = 10;

impl Help {
    /// The page of some entries under the headings of their scopes.
    pub fn page(&self, entries: &[MenuEntry]) -> Page {
        let at = self.at.min(entries.len().saturating_sub(1));
        let mut blocks = Vec::new();
        for scope in &self.scopes {
            let rows: Vec<Row> = entries
                .iter()
                .enumerate()
                .filter(|(_, e)| e.row.scope == *scope)
                .map(|(nth, e)| {
                    // More than four keys do not fit the column of 18, and nobody learns the fifth.
                    let keys: Vec<String> = e.row.keys.iter().take(4).map(|k| k.name()).collect();
                    // What cannot be done now steps back.
                    let (key, label) = if e.can.is_ok() {
                        (Role::Accent, Role::Ink)
                    } else {
                        (Role::Muted, Role::Muted)
                    };
                    Row {
                        cells: vec![line(key, keys.join("  ")), line(label, e.label.clone())],
                        selected: nth == at,
                    }
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            if !blocks.is_empty() {
                blocks.push(Block::Gap);
            }
            blocks.push(Block::Heading(scope.title().to_owned()));
            blocks.push(Block::Table {
                columns: vec![Column::words("", 18, 0), Column::fill("")],
                rows,
            });
        }
        Page {
            blocks,
            ..Page::default()
        }
    }

    /// Moves the mark among so many rows, by one or by a page.
    pub fn moves(&mut self, rows: usize, action: Action) {
        let last = rows.saturating_sub(1);
        self.at = match action {
            Action::Forward => (self.at + HELP_PAGE).min(last),
            Action::Backward => self.at.saturating_sub(HELP_PAGE),
            _ => moved(self.at, rows, action),
        };
    }
}

/// The row that an action moves the mark to in a list of `rows` rows; the same one for any other action.
pub fn moved(at: usize, rows: usize, action: Action) -> usize {
    let last = rows.saturating_sub(1);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at.saturating_add(1).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => at.min(last),
    }
}
