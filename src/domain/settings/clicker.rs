//! Keys of a slide clicker.
//!
//! Every clicker sends `PgDn` and `PgUp`, and most send `b` or `.`; other buttons differ. A clicker must not trigger another action
//! by accident from the other end of the room, so only keys without another use are allowed:
//!
//! * function keys, with or without `Ctrl-`, `Alt-` and `Shift-`, except `F1` and `F2`, which are help and the tour. `F5` is the
//!   start button of many clickers and shows something large; it may be given another use;
//! * `PgDn`, `PgUp`, `b` and `.` for their usual action, so that a list can be written out in full.
//!
//! Letters, digits and `Space` are typed, vote or start an action. Arrows, `Home`, `End`, `Tab`, `Enter` and `Esc` move through
//! lists, forms and questions, and would no longer do so.

/// Additional keys of a slide clicker, as key names such as `F5` and `Shift-F5`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clicker {
    /// Keys for going on, as `PgDn`.
    pub forward: Vec<String>,
    /// Keys for going back, as `PgUp`.
    pub back: Vec<String>,
    /// Keys for blanking the wall, as `b` and `.`.
    pub blank: Vec<String>,
}

/// Clicker keys of one source, each list optional.
#[expect(missing_docs, reason = "as in `Clicker`")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialClicker {
    pub forward: Option<Vec<String>>,
    pub back: Option<Vec<String>>,
    pub blank: Option<Vec<String>>,
}

impl PartialClicker {
    /// Complete lists: each list of this source, or the one of `defaults`.
    pub fn or(&self, defaults: Clicker) -> Clicker {
        let or = |own: &Option<Vec<String>>, default| own.clone().unwrap_or(default);
        Clicker {
            forward: or(&self.forward, defaults.forward),
            back: or(&self.back, defaults.back),
            blank: or(&self.blank, defaults.blank),
        }
    }
}

/// Action of a clicker's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Click {
    /// Go on.
    Forward,
    /// Go back.
    Back,
    /// Blank the wall.
    Blank,
}

impl Click {
    /// All actions.
    pub const ALL: [Self; 3] = [Self::Forward, Self::Back, Self::Blank];

    /// Key in settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Back => "back",
            Self::Blank => "blank",
        }
    }
}

/// Reason why a key cannot be given to a clicker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotForClicker {
    /// There is no key of that name.
    NoKey,
    /// It always has another action of the clicker.
    Is(Click),
    /// It is help, or the tour.
    Help,
    /// It is typed, or used on some screen.
    InUse,
}

/// Names of the keys that are longer than one character, without the function keys.
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
/// Modifiers, in the order in which a name has them.
pub const HELD: &[&str] = &["Ctrl-", "Alt-", "Shift-"];
/// Highest function key that terminals report.
pub const LAST_F: u8 = 35;

/// Keys of every clicker.
const ALWAYS: &[(&str, Click)] = &[
    ("PgDn", Click::Forward),
    ("PgUp", Click::Back),
    ("b", Click::Blank),
    (".", Click::Blank),
];

/// Normalises the name of a key, in any case; `None` for an unknown one.
pub fn key_name(typed: &str) -> Option<String> {
    let mut rest = typed.trim();
    let mut name = String::new();
    for held in HELD {
        // `-` is a key itself, so `Ctrl--` is one and `Ctrl-` is none.
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
        // `U` and `u` are two keys, but terminals send the same byte for `Ctrl-q` and `Ctrl-Q`.
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
        // The long forms are printed on many keyboards.
        "pagedown" => Some("PgDn"),
        "pageup" => Some("PgUp"),
        _ => None,
    };
    if let Some(word) = word.copied().or_else(same) {
        name.push_str(word);
        return Some(name);
    }
    // After the single characters: `F` alone is a letter.
    let number = rest.strip_prefix(['F', 'f'])?;
    let n: u8 = number.parse().ok()?;
    // `F05` and `F+5` parse as numbers, but no key is called so.
    let plain = !number.starts_with(['0', '+']);
    (plain && n <= LAST_F).then(|| format!("{name}F{n}"))
}

/// Normalises the name of a key for `click`.
///
/// # Errors
/// The reason why the clicker cannot have that key.
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
