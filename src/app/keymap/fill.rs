//! Sentences that name keys: `{Propose}` in a text stands for the key that proposes a goal.
//!
//! A sentence is written without its keys and filled where it becomes part of a view, so that it follows the table: on a
//! screen with the names of keys, in the dialogue with the words that are typed. Where an action has different keys in
//! different places, the placeholder names the place as well: `{Close.Save}`. A test reads every string of the source and
//! refuses keys that are written out and placeholders that stand for no row, or for more than one key.

use super::{Binding, KEYS};
use crate::app::cards::{
    Block, Line, Row, SquarePart, View,
    strip::{StripNote, Strips},
};

/// Gives the name of a row's key in a sentence.
pub type KeyName = fn(&Binding) -> String;

/// The name of a row's key as screens show it, such as `g` or `Enter`.
pub fn key_name(row: &Binding) -> String {
    row.keys.first().map_or_else(String::new, |key| key.name())
}

/// The row that a placeholder stands for: the first one with its action, in its scope where it names one.
///
/// Actions and scopes go by the names that they have in the table, such as `Go(Goals)`.
pub fn placeholder(name: &str) -> Option<&'static Binding> {
    let (scope, action) = match name.split_once('.') {
        Some((scope, action)) => (Some(scope), action),
        None => (None, name),
    };
    // The names come from `Debug`, so that renaming an action in the code cannot leave a second list of names behind.
    KEYS.iter().find(|row| {
        format!("{:?}", row.action) == action
            && scope.is_none_or(|scope| format!("{:?}", row.scope) == scope)
    })
}

/// A text with the names of keys in the place of its placeholders. Braces around anything else stay as they are.
pub fn fill(text: &str, name: KeyName) -> String {
    // One pass over the text, so that a key whose name is a brace is not filled again.
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after
            .split_once('}')
            // A sentence may quote a file with braces in it. What is no placeholder stays, and a test refuses misspelt ones.
            .and_then(|(inside, tail)| Some((placeholder(inside)?, tail)));
        if let Some((row, tail)) = found {
            // The dialogue says `undo` where a screen says `u`, and a word at the beginning of a sentence needs its capital.
            let begins = out.is_empty() || out.ends_with(". ");
            out.push_str(&capital(name(row), begins));
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Capitalises a word at the beginning of a sentence. A key that is one letter keeps its case, because case tells keys
/// apart.
fn capital(name: String, begins: bool) -> String {
    let mut chars = name.chars();
    match chars.next() {
        // A capital would turn the key `g` into another key: `U` does again what `u` undoes.
        Some(first) if begins && !chars.as_str().is_empty() => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => name,
    }
}

impl View {
    /// The view with its sentences filled. What is being typed, and patients' words, are left as they are.
    #[must_use]
    pub fn with_keys(mut self, name: KeyName) -> Self {
        let pages = [
            Some(&mut self.page),
            self.overlay.as_mut(),
            self.dock.as_mut().map(|dock| &mut dock.page),
            self.side.as_mut(),
        ];
        for page in pages.into_iter().flatten() {
            fill_blocks(&mut page.blocks, name);
        }
        let toast = self.toast.as_mut().map(|toast| &mut toast.text);
        let label = self.dock.as_mut().map(|dock| &mut dock.label);
        for text in [toast, label, self.alert.as_mut()].into_iter().flatten() {
            fill_text(text, name);
        }
        self
    }
}

fn fill_text(text: &mut String, name: KeyName) {
    // Nearly no sentence names a key, and this runs over every line of every frame.
    if text.contains('{') {
        *text = fill(text, name);
    }
}

fn fill_line(line: &mut Line, name: KeyName) {
    for span in line {
        fill_text(&mut span.text, name);
    }
}

fn fill_rows(rows: &mut [Row], name: KeyName) {
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        fill_line(cell, name);
    }
}

fn fill_strips(strips: &mut Strips, name: KeyName) {
    for note in &mut strips.notes {
        if let StripNote::Text { left, right, .. } = note {
            for words in left.iter_mut().chain(right) {
                fill_line(words, name);
            }
        }
    }
    for strip in &mut strips.strips {
        for words in strip.alarm.iter_mut().chain(&mut strip.words) {
            fill_line(words, name);
        }
    }
}

fn fill_blocks(blocks: &mut [Block], name: KeyName) {
    for block in blocks {
        match block {
            // Patients' words and labels of findings come from outside. Braces in them are theirs.
            Block::Gap
            | Block::Bars(_)
            | Block::Tall(_)
            | Block::Quote { .. }
            | Block::PullQuote(_)
            | Block::Masthead(_)
            | Block::Big(..)
            | Block::Evidence(_)
            | Block::RunChart(_)
            | Block::Scales(_)
            | Block::Square(SquarePart::Code(_))
            // Numbers, names and the meanings of marks: no sentence among them names a key.
            | Block::BigCount(_)
            | Block::Seats(_)
            | Block::MarkScale(_) => {}
            Block::SeatField(field) => fill_line(&mut field.below, name),
            Block::Strips(strips) => fill_strips(strips, name),
            Block::Heading(text) | Block::Rule(text) | Block::Square(SquarePart::Caption(text)) => {
                fill_text(text, name);
            }
            Block::Text { line, .. } => fill_line(line, name),
            Block::Pair(left, right) => {
                fill_line(left, name);
                fill_line(right, name);
            }
            Block::Table { columns, rows } => {
                for column in columns {
                    fill_text(&mut column.head, name);
                }
                fill_rows(rows, name);
            }
            Block::Fields(rows) => fill_rows(rows, name),
            Block::Beside(beside) => {
                for part in &mut beside.parts {
                    fill_blocks(&mut part.blocks, name);
                }
            }
            Block::Edit(edit) => {
                // The lines being typed are left alone: what somebody types is shown as it is.
                fill_text(&mut edit.label, name);
                fill_line(&mut edit.note, name);
                fill_line(&mut edit.about, name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::{Page, muted, text};

    #[test]
    fn a_placeholder_is_the_key_of_its_row() {
        for (text, filled) in [
            ("{Propose} proposes one.", "g proposes one."),
            ("{Go(Goals)} goes to Goals.", "4 goes to Goals."),
            (
                "{Close.Save} saves; {Prepare.Save} too.",
                "s saves; Ctrl-S too.",
            ),
            ("{PrepareGoals.Prepare(Move)} moves it.", "t moves it."),
            (
                "No key: {}, {propose}, {Propose, {Nothing}.",
                "No key: {}, {propose}, {Propose, {Nothing}.",
            ),
            ("{{Undo}", "{u"),
        ] {
            assert_eq!(fill(text, key_name), filled);
        }
    }

    #[test]
    fn a_word_is_capital_where_a_sentence_begins_with_it() {
        let name: KeyName = |row| row.label.to_owned();
        assert_eq!(
            fill("{Undo} it. {Undo} it, or {Undo} it.", name),
            "Undo it. Undo it, or undo it."
        );
    }

    #[test]
    fn a_page_is_filled_but_not_what_patients_said() {
        let quote = Block::Quote {
            text: "{Undo}".into(),
            source: String::new(),
        };
        let page = Page {
            blocks: vec![text("{Undo} undoes"), quote.clone(), muted("{Redo} redoes")],
            ..Page::default()
        };
        let view = View {
            page,
            ..View::default()
        }
        .with_keys(key_name);
        assert_eq!(
            view.page.blocks,
            [text("u undoes"), quote, muted("U redoes")]
        );
    }
}
