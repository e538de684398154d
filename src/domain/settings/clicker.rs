//! Which keys a slide clicker may have.
//!
//! Every clicker sends `PgDn` and `PgUp`, most send `b` or `.`; the rest differ. But a key that means something else where
//! one stands would change the meeting from the other end of the room, so only keys that nothing else uses are let in:
//!
//! * function keys, with or without `Ctrl-`, `Alt-` and `Shift-`, but not `F1` and `F2`, which are help and the tour. `F5` shows
//!   something large, as a clicker's start key; who wants it for something else may have it;
//! * `PgDn`, `PgUp`, `b` and `.`, for what they mean anyway, so that a list can be written out in full.
//!
//! Letters, digits and `Space` are typed, counted as votes or ask for something; arrows, `Home`, `End`, `Tab`, `Enter` and
//! `Esc` walk lists, forms and questions, which could not be walked any more.

/// The keys of a slide clicker beyond those that every clicker has, as key names: `F5`, `Shift-F5`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clicker {
    /// These go on, as `PgDn` does.
    pub forward: Vec<String>,
    /// These go back, as `PgUp` does.
    pub back: Vec<String>,
    /// These blank the wall, as `b` and `.` do.
    pub blank: Vec<String>,
}

/// What one file says about the clicker; what it leaves out is said elsewhere.
#[expect(missing_docs, reason = "as in `Clicker`")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialClicker {
    pub forward: Option<Vec<String>>,
    pub back: Option<Vec<String>>,
    pub blank: Option<Vec<String>>,
}

impl PartialClicker {
    /// What holds, list by list: what is said here, else what is `below`.
    pub fn over(&self, below: Clicker) -> Clicker {
        let or = |said: &Option<Vec<String>>, below| said.clone().unwrap_or(below);
        Clicker {
            forward: or(&self.forward, below.forward),
            back: or(&self.back, below.back),
            blank: or(&self.blank, below.blank),
        }
    }
}

/// What a clicker's key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Click {
    /// On.
    Forward,
    /// Back.
    Back,
    /// The wall is blank.
    Blank,
}

impl Click {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Forward, Self::Back, Self::Blank];

    /// The key that says so in settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Back => "back",
            Self::Blank => "blank",
        }
    }
}

/// Why a key cannot be a clicker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotForClicker {
    /// No key is called so.
    NoKey,
    /// It always does something else that a clicker does.
    Is(Click),
    /// It is help, or the tour.
    Help,
    /// It is typed, or means something on some screen.
    InUse,
}

/// The names of keys that are not one character, function keys apart.
pub const KEY_WORDS: &[&str] = &[
    "Space",
    "Enter",
    "Esc",
    "Tab",
    "Backspace",
    "Delete",
    "Up",
    "Down",
    "Left",
    "Right",
    "Home",
    "End",
    "PgUp",
    "PgDn",
];
/// What is held down with a key, in the order in which a name says it.
pub const HELD: &[&str] = &["Ctrl-", "Alt-", "Shift-"];
/// The last function key that terminals know.
pub const LAST_F: u8 = 35;

/// The keys that every clicker has.
const ALWAYS: &[(&str, Click)] = &[
    ("PgDn", Click::Forward),
    ("PgUp", Click::Back),
    ("b", Click::Blank),
    (".", Click::Blank),
];

/// The name of a key as the program writes it, in whatever case it was typed; `None` where no key is called so.
pub fn key_name(typed: &str) -> Option<String> {
    let mut rest = typed.trim();
    let mut name = String::new();
    for held in HELD {
        // A `-` alone is a key.
        if let Some((head, tail)) = rest.split_at_checked(held.len())
            && head.eq_ignore_ascii_case(held)
            && !tail.is_empty()
        {
            name.push_str(held);
            rest = tail;
        }
    }
    let one = {
        let mut chars = rest.chars();
        chars.next().filter(|_| chars.as_str().is_empty())
    };
    if let Some(c) = one {
        // `U` and `u` are two keys, `Ctrl-q` and `Ctrl-Q` are one.
        let mut upper = c.to_uppercase();
        let c = match (upper.next(), upper.next()) {
            (Some(upper), None) if name.starts_with("Ctrl-") => upper,
            _ => c,
        };
        name.push(c);
        return (!c.is_control() && !c.is_whitespace()).then_some(name);
    }
    let word = KEY_WORDS.iter().find(|w| w.eq_ignore_ascii_case(rest));
    let same = || match rest.to_ascii_lowercase().as_str() {
        "pagedown" => Some("PgDn"),
        "pageup" => Some("PgUp"),
        _ => None,
    };
    if let Some(word) = word.copied().or_else(same) {
        name.push_str(word);
        return Some(name);
    }
    let number = rest.strip_prefix(['F', 'f'])?;
    let n: u8 = number.parse().ok()?;
    let plain = !number.starts_with(['0', '+']);
    (plain && n <= LAST_F).then(|| format!("{name}F{n}"))
}

/// The name of a key that `click` may have, as the program writes it.
pub fn clicker_key(typed: &str, click: Click) -> Result<String, NotForClicker> {
    let name = key_name(typed).ok_or(NotForClicker::NoKey)?;
    if let Some((_, is)) = ALWAYS.iter().find(|(key, _)| *key == name) {
        return if *is == click {
            Ok(name)
        } else {
            Err(NotForClicker::Is(*is))
        };
    }
    let bare = HELD
        .iter()
        .fold(name.as_str(), |n, held| n.strip_prefix(held).unwrap_or(n));
    if name == "F1" || name == "F2" {
        Err(NotForClicker::Help)
    } else if bare.len() > 1 && bare.starts_with('F') {
        Ok(name)
    } else {
        Err(NotForClicker::InUse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_one_way_however_they_are_typed() {
        for (typed, name) in [
            ("f5", Some("F5")),
            (" F12 ", Some("F12")),
            ("pgdn", Some("PgDn")),
            ("PageUp", Some("PgUp")),
            ("ctrl-shift-f5", Some("Ctrl-Shift-F5")),
            ("ctrl-q", Some("Ctrl-Q")),
            ("CTRL-ALT-DELETE", Some("Ctrl-Alt-Delete")),
            ("Shift-Ctrl-F5", None),
            ("u", Some("u")),
            ("U", Some("U")),
            (".", Some(".")),
            ("-", Some("-")),
            ("Ctrl--", Some("Ctrl--")),
            ("Ctrl-", None),
            ("F0", None),
            ("F05", None),
            ("F+5", None),
            ("F36", None),
            ("F999", None),
            ("F", Some("F")),
            ("Fn", None),
            ("PgDwn", None),
            ("\u{7}", None),
            ("", None),
            ("Überraschung", None),
        ] {
            assert_eq!(key_name(typed).as_deref(), name, "{typed:?}");
        }
    }

    #[test]
    fn a_clicker_has_only_keys_that_nothing_else_uses() {
        use Click::{Back, Blank, Forward};
        for click in Click::ALL {
            for key in ["F3", "F5", "Shift-F5", "Shift-F1", "Ctrl-Alt-F7"] {
                assert_eq!(clicker_key(key, click), Ok(key.to_owned()));
            }
            for key in [
                "g",
                "5",
                "U",
                "Ctrl-Q",
                "Space",
                "Up",
                "Left",
                "Tab",
                "Enter",
                "Esc",
                "Home",
                "F",
                "Ctrl-PgDn",
            ] {
                assert_eq!(clicker_key(key, click), Err(NotForClicker::InUse), "{key}");
            }
            assert_eq!(clicker_key("f1", click), Err(NotForClicker::Help));
            assert_eq!(clicker_key("f2", click), Err(NotForClicker::Help));
            assert_eq!(clicker_key("laser", click), Err(NotForClicker::NoKey));
        }
        for (key, is) in [
            ("PgDn", Forward),
            ("PgUp", Back),
            ("b", Blank),
            (".", Blank),
        ] {
            for click in Click::ALL {
                let expected = if click == is {
                    Ok(key.to_owned())
                } else {
                    Err(NotForClicker::Is(is))
                };
                assert_eq!(clicker_key(key, click), expected, "{key}");
            }
        }
    }
}
