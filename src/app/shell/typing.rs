//! Letters that are typed or pasted where no key of the table is meant, such as the filter of a list.

use crate::app::input::{Code, Key};

/// A change to a text without a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing<'a> {
    /// A letter at its end.
    Letter(char),
    /// Its last letter goes.
    Erase,
    /// Text from elsewhere at its end.
    Paste(&'a str),
}

impl Typing<'_> {
    /// The change that a key means in a text; `None` for a key that is no letter.
    pub(in crate::app) fn of(key: Key) -> Option<Self> {
        match key.code {
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
            Self::Paste(more) => text.extend(more.chars().filter(|c| !c.is_control())),
        }
    }
}
