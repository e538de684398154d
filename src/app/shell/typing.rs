//! Typed or pasted letters in places without a cursor, such as the filter of a list.

use crate::app::input::{Code, Key};

/// A change to a text without a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing<'a> {
    /// A letter at its end.
    Letter(char),
    /// The deletion of its last letter.
    Erase,
    /// Text from elsewhere at its end.
    Paste(&'a str),
}

impl Typing<'_> {
    /// The change that a key means in a text; `None` for a key that is no letter.
    pub(in crate::app) fn of(key: Key) -> Option<Self> {
        match key.code {
            // A letter with Ctrl or Alt is a command that this place does not have, and must not end up in the text.
            Code::Char(c) if !key.ctrl && !key.alt => Some(Self::Letter(c)),
            Code::Backspace => Some(Self::Erase),
            _ => None,
        }
    }

    /// Changes a text. Control characters of pasted text are left out.
    pub fn apply(self, text: &mut String) {
        match self {
            Self::Letter(c) => text.push(c),
            Self::Erase => {
                text.pop();
            }
            // A pasted line break or escape sequence would be drawn inside a list of one line.
            Self::Paste(more) => text.extend(more.chars().filter(|c| !c.is_control())),
        }
    }
}
