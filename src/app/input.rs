//! Everything that can happen to the program from outside, as one type: it all comes through one channel.

/// One thing that happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed. Releases and repeats-as-release are not inputs.
    Key(Key),
    /// Text was pasted. It never runs keys.
    Paste(String),
    /// Something on the screen was clicked.
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
    HangUp,
    /// The program was stopped and goes on: draw everything again.
    Resumed,
}

/// What stands where the mouse was pressed.
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
    /// Which key.
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

    /// As footers and help name it: `g`, `Enter`, `Ctrl-Q`.
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
        let shift = if self.shift { "Shift-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        format!("{ctrl}{alt}{shift}{base}")
    }
}
