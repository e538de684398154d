//! A text field: a `TextArea` for its text and cursor.
//!
//! The terminal module draws it, because the area's own widget keeps scroll state between frames.

use tui_textarea::{CursorMove, Input as AreaInput, Key as AreaKey, TextArea};

use super::input::{Code, Key};

/// A text with a cursor, of one or several lines.
#[derive(Clone, Debug)]
pub struct Field {
    area: TextArea<'static>,
    several: bool,
}

impl Field {
    /// A field with this text, and the cursor at its end.
    pub fn new(text: &str, several: bool) -> Self {
        let lines = if several {
            text.lines().map(str::to_owned).collect()
        } else {
            vec![one_line(text)]
        };
        let mut area = TextArea::new(lines);
        // At the end, because a room that opens a wording mostly adds to it.
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, several }
    }

    /// `true` if it takes several lines.
    pub fn is_several(&self) -> bool {
        self.several
    }

    /// The text, its lines separated by line feeds.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The lines of the text.
    pub fn lines(&self) -> Vec<String> {
        self.area.lines().to_vec()
    }

    /// Line and character of the cursor, from 0.
    pub fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// Inserts text at the cursor. In a field of one line, line breaks become blanks.
    pub fn paste(&mut self, text: &str) {
        if self.several {
            self.area
                // Windows pastes CR LF and terminals CR alone; a stray CR would move the cursor of the terminal.
                .insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.area.insert_str(one_line(text));
        }
    }

    /// Handles an editing key: letters, movements by character and word, deletion, undo and redo of the text.
    pub fn key(&mut self, key: Key) {
        match key.code {
            // In a line Enter is a row of the key table. Where the table has no row for it, a line break must not get in.
            Code::Enter | Code::Up | Code::Down if !self.several => {}
            Code::Enter => self.area.insert_newline(),
            // The keys of other programs. In the area's own table Ctrl-U undoes and Ctrl-Z does nothing.
            Code::Char('z') if key.ctrl => {
                self.area.undo();
            }
            Code::Char('y') if key.ctrl => {
                self.area.redo();
            }
            Code::Char('u') if key.ctrl => {
                self.area.delete_line_by_head();
            }
            Code::Char('a') if key.ctrl => self.area.move_cursor(CursorMove::Head),
            // Ctrl-M and Ctrl-J are what some terminals send for Enter, and the area would insert a line break.
            Code::Char('m' | 'j') if key.ctrl => {}
            // A slide clicker sends PgUp, PgDn, F5 and Esc. The area would move its cursor, so a stray press is ignored.
            Code::Tab | Code::Esc | Code::F(_) | Code::PageUp | Code::PageDown => {}
            _ => {
                self.area.input(AreaInput {
                    key: area_key(key.code),
                    ctrl: key.ctrl,
                    alt: key.alt,
                    shift: key.shift,
                });
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split(['\r', '\n'])
        // Empty lines of a pasted letter would become rows of blanks.
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn area_key(code: Code) -> AreaKey {
    match code {
        Code::Char(c) => AreaKey::Char(c),
        Code::Enter => AreaKey::Enter,
        Code::Esc => AreaKey::Esc,
        Code::Tab => AreaKey::Tab,
        Code::Backspace => AreaKey::Backspace,
        Code::Delete => AreaKey::Delete,
        Code::Up => AreaKey::Up,
        Code::Down => AreaKey::Down,
        Code::Left => AreaKey::Left,
        Code::Right => AreaKey::Right,
        Code::Home => AreaKey::Home,
        Code::End => AreaKey::End,
        Code::PageUp => AreaKey::PageUp,
        Code::PageDown => AreaKey::PageDown,
        Code::F(n) => AreaKey::F(n),
        Code::Insert | Code::Begin => AreaKey::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_letters_words_and_undo() {
        let mut field = Field::new("one", false);
        for c in " two".chars() {
            field.key(Key::char(c));
        }
        assert_eq!(field.text(), "one two");
        field.key(Key::ctrl('w'));
        assert_eq!(field.text(), "one ");
        field.key(Key::ctrl('z'));
        assert_eq!(field.text(), "one two");
        field.key(Key::plain(Code::Enter));
        assert_eq!(field.text(), "one two");
        assert_eq!(field.cursor(), (0, 7));
    }

    #[test]
    fn words_are_moved_over_and_a_clicker_does_nothing() {
        let ctrl = |code| Key {
            ctrl: true,
            ..Key::plain(code)
        };
        let mut field = Field::new("one two three", false);
        field.key(ctrl(Code::Left));
        field.key(ctrl(Code::Left));
        assert_eq!(field.cursor(), (0, 4));
        field.key(ctrl(Code::Right));
        assert!(field.cursor().1 > 4);
        let mut lines = Field::new("a\nb\nc", true);
        let before = lines.cursor();
        for code in [Code::PageUp, Code::PageDown, Code::F(5), Code::Esc] {
            lines.key(Key::plain(code));
        }
        assert_eq!(
            (lines.cursor(), lines.text()),
            (before, "a\nb\nc".to_owned())
        );
    }

    #[test]
    fn a_paste_of_several_lines_stays_one_where_there_is_one() {
        let mut field = Field::new("", false);
        field.paste("a\r\nb\nc");
        assert_eq!(field.text(), "a b c");
        let mut field = Field::new("", true);
        field.paste("a\r\nb");
        assert_eq!(field.lines(), ["a", "b"]);
    }
}
