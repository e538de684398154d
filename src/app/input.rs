//! Inputs: everything that can happen to the program from outside, as one type for one channel.

use crate::domain::settings::clicker::{HELD, key_name};

/// An event from outside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed. Releases and repeats-as-release are not inputs.
    Key(Key),
    /// Text was pasted. It never runs keys.
    Paste(String),
    /// Something on the screen was clicked.
    // What was clicked and not where: only drawing knows positions, and a click is then as testable as a key.
    Click(Target),
    /// The wheel was turned: down, or else up.
    Wheel {
        /// Towards the end of the page.
        down: bool,
    },
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// The shown clock, or a try to save again, is due.
    Tick,
    /// The system asks the program to end, with this signal number.
    Signal(i32),
    /// The terminal is gone: save and leave at once.
    // Apart from a signal, because there may be no terminal any more on which a message could be seen.
    HangUp,
    /// The program was stopped and goes on: draw everything again.
    // After Ctrl-Z and `fg` the terminal may show anything, also at another size.
    Resumed,
}

/// The target under the mouse when it was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A row of the list, by place.
    Row(usize),
    /// A stage in the header, by place.
    Tab(usize),
    /// A hint in the footer, which is as good as its key.
    Key(Key),
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
    /// With shift, for keys that are not characters.
    pub shift: bool,
}

/// A key without its modifiers.
#[expect(missing_docs, reason = "they are the names on the keys")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    /// The 5 of a number pad whose number lock is off.
    Begin,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character key.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A character key with control.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The name in footers and help: `g`, `Enter`, `Ctrl-Q`.
    pub fn name(self) -> String {
        let base = match self.code {
            Code::Char(' ') => "Space".to_owned(),
            Code::Char(c) if self.ctrl => c.to_uppercase().collect(),
            Code::Char(c) => c.to_string(),
            Code::Enter => "Enter".to_owned(),
            Code::Esc => "Esc".to_owned(),
            Code::Tab => "Tab".to_owned(),
            Code::Backspace => "Backspace".to_owned(),
            Code::Delete => "Delete".to_owned(),
            Code::Insert => "Insert".to_owned(),
            Code::Begin => "5".to_owned(),
            Code::Up => "↑".to_owned(),
            Code::Down => "↓".to_owned(),
            Code::Left => "←".to_owned(),
            Code::Right => "→".to_owned(),
            Code::Home => "Home".to_owned(),
            Code::End => "End".to_owned(),
            Code::PageUp => "PgUp".to_owned(),
            Code::PageDown => "PgDn".to_owned(),
            Code::F(n) => format!("F{n}"),
        };
        // Written out and not as symbols, which differ between the keyboards and fonts of hospital computers.
        let shift = if self.shift { "Shift-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        format!("{ctrl}{alt}{shift}{base}")
    }

    /// The key of that name, in whatever case it is typed, where a letter's case does not make it another key. Arrows are
    /// called `Up`, `Down`, `Left` and `Right` as well.
    pub fn named(name: &str) -> Option<Self> {
        // Which names there are is said once, for those who read files and know no keys.
        let name = key_name(name)?;
        let (mut rest, mut held) = (name.as_str(), [false; 3]);
        for (prefix, is_held) in HELD.iter().zip(&mut held) {
            if let Some(tail) = rest.strip_prefix(prefix) {
                (rest, *is_held) = (tail, true);
            }
        }
        let [ctrl, alt, shift] = held;
        let mut chars = rest.chars();
        let code = match (chars.next()?, chars.as_str()) {
            ('↑', "") => Code::Up,
            ('↓', "") => Code::Down,
            ('←', "") => Code::Left,
            ('→', "") => Code::Right,
            // Terminals send the small letter with control, whatever the name in the settings looks like.
            (c, "") if ctrl => Code::Char(c.to_lowercase().next()?),
            (c, "") => Code::Char(c),
            ('F', n) if n.starts_with(|c: char| c.is_ascii_digit()) => Code::F(n.parse().ok()?),
            _ => match rest {
                "Space" => Code::Char(' '),
                "Enter" => Code::Enter,
                "Esc" => Code::Esc,
                "Tab" => Code::Tab,
                "Backspace" => Code::Backspace,
                "Delete" => Code::Delete,
                "Up" => Code::Up,
                "Down" => Code::Down,
                "Left" => Code::Left,
                "Right" => Code::Right,
                "Home" => Code::Home,
                "End" => Code::End,
                "PgUp" => Code::PageUp,
                "PgDn" => Code::PageDown,
                _ => return None,
            },
        };
        Some(Self {
            code,
            ctrl,
            alt,
            shift,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::keymap::{KEYS, Scope},
        domain::settings::clicker::{Click, KEY_WORDS, LAST_F, clicker_key},
    };

    #[test]
    fn every_key_is_found_by_its_name_in_any_case() {
        let codes = (1..=LAST_F).map(Code::F).chain([
            Code::Enter,
            Code::Esc,
            Code::Tab,
            Code::Backspace,
            Code::Delete,
            Code::Up,
            Code::Down,
            Code::Left,
            Code::Right,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
            Code::Char(' '),
            Code::Char('-'),
            Code::Char('g'),
            Code::Char('ŵ'),
            Code::Char('5'),
        ]);
        for code in codes {
            for held in 0..8_u8 {
                let key = Key {
                    code,
                    ctrl: held & 1 > 0,
                    alt: held & 2 > 0,
                    shift: held & 4 > 0,
                };
                let name = key.name();
                assert_eq!(Key::named(&name), Some(key), "{name}");
                if !matches!(code, Code::Char('g' | 'ŵ')) {
                    assert_eq!(Key::named(&name.to_lowercase()), Some(key), "{name}");
                    assert_eq!(Key::named(&name.to_uppercase()), Some(key), "{name}");
                }
            }
        }
        for key in KEYS.iter().flat_map(|row| row.keys) {
            assert_eq!(Key::named(&key.name()), Some(*key), "{}", key.name());
        }
    }

    #[test]
    fn every_word_for_a_key_is_a_key_and_others_are_none() {
        for word in KEY_WORDS {
            let key = Key::named(word);
            assert!(key.is_some(), "{word}");
            assert_eq!(Key::named(&word.to_lowercase()), key, "{word}");
        }
        for name in ["", "PgDwn", "F0", "F36", "Shift-", "ab"] {
            assert_eq!(Key::named(name), None, "{name}");
        }
        assert_eq!(Key::named("U"), Some(Key::char('U')));
        assert_eq!(Key::named("F"), Some(Key::char('F')));
    }

    #[test]
    fn no_key_that_means_something_can_be_given_to_a_clicker_but_its_own() {
        // A clicker is for the wall; what is done at a desk has keys that no clicker has anyhow.
        let wall = |scope: Scope| {
            let title = scope.title();
            !title.starts_with("Import") && !title.starts_with("Preparing")
        };
        for row in KEYS.iter().filter(|row| wall(row.scope)) {
            for key in row.keys {
                let name = key.name();
                let own = ["PgDn", "PgUp", "b", ".", "F5", "Shift-F5"].contains(&name.as_str());
                for click in Click::ALL {
                    let taken = clicker_key(&name, click);
                    assert!(own || taken.is_err(), "{name} for {click:?}");
                }
            }
        }
    }
}
