//! Names of keys for typing and reading out: words and never symbols, so that a voice can say them.

use crate::app::{
    input::{Code, Key},
    keymap::Binding,
};

/// Answer that lists all choices.
pub(super) const HELP: &str = "?";

/// Answer on a ballot that reads its marks out, if it is given twice.
pub(super) const HEAR: &str = "hear";

/// Keys that are not characters, with their names. The first name is read out.
const NAMES: &[(Code, &[&str])] = &[
    (Code::Char(' '), &["space"]),
    (Code::Enter, &["enter", "return"]),
    (Code::Esc, &["esc", "escape"]),
    (Code::Tab, &["tab"]),
    (Code::Backspace, &["backspace", "bs"]),
    (Code::Delete, &["delete", "del"]),
    (Code::Up, &["up"]),
    (Code::Down, &["down"]),
    (Code::Left, &["left"]),
    (Code::Right, &["right"]),
    (Code::Home, &["home"]),
    (Code::End, &["end"]),
    (Code::PageUp, &["pgup", "pageup"]),
    (Code::PageDown, &["pgdn", "pagedown"]),
];

/// Name of a key, for reading out and typing: `g`, `enter`, `ctrl-s`.
pub(super) fn name(key: Key) -> String {
    let base = match (NAMES.iter().find(|(code, _)| *code == key.code), key.code) {
        (Some((_, names)), _) => names.first().copied().unwrap_or_default().to_owned(),
        (None, Code::F(n)) => format!("f{n}"),
        (None, Code::Char(c)) => c.to_string(),
        (None, _) => String::new(),
    };
    let shift = if key.shift { "shift-" } else { "" };
    let alt = if key.alt { "alt-" } else { "" };
    let ctrl = if key.ctrl { "ctrl-" } else { "" };
    format!("{ctrl}{alt}{shift}{base}")
}

/// Name of a row of the key table in a sentence. Numbers are choices here, so a row whose key is a number goes by its
/// label.
pub(super) fn typed(row: &Binding) -> String {
    match row.keys.first() {
        Some(key) if matches!(key.code, Code::Char(c) if c.is_ascii_digit()) => {
            format!("the word \u{201c}{}\u{201d}", row.label.to_lowercase())
        }
        Some(key) => name(*key),
        None => String::new(),
    }
}

/// Key of a name. A single character is its own name, capital or not.
pub(super) fn named(word: &str) -> Option<Key> {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then(|| Key::char(c));
    }
    let word = word.to_lowercase();
    for (prefix, put) in [
        ("ctrl-", (|key: &mut Key| key.ctrl = true) as fn(&mut Key)),
        ("alt-", |key| key.alt = true),
        ("shift-", |key| key.shift = true),
    ] {
        if let Some(rest) = word.strip_prefix(prefix) {
            let mut key = named(rest)?;
            put(&mut key);
            return Some(key);
        }
    }
    if let Some((code, _)) = NAMES
        .iter()
        .find(|(_, names)| names.contains(&word.as_str()))
    {
        return Some(Key::plain(*code));
    }
    let nth = word.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&nth).then(|| Key::plain(Code::F(nth)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::{KEYS, fill};

    #[test]
    fn every_key_of_the_table_can_be_typed_by_the_name_it_is_read_out_with() {
        for key in KEYS.iter().flat_map(|row| row.keys) {
            let name = name(*key);
            assert_eq!(named(&name), Some(*key), "{name}");
            assert!(name.is_ascii() && !name.contains(' '), "{name}");
        }
    }

    #[test]
    fn a_sentence_says_what_one_types() {
        for (text, heard) in [
            (
                "No goal: {Go(Goals)} goes to Goals, where {Propose} proposes one.",
                "No goal: the word \u{201c}goals\u{201d} goes to Goals, where g proposes one.",
            ),
            (
                "It was left open. {Go(Vote)} goes to Vote.",
                "It was left open. The word \u{201c}vote\u{201d} goes to Vote.",
            ),
            (
                "{HandIn} hands it in, {HandIn.StartOver} begins again.",
                "Enter hands it in, * begins again.",
            ),
        ] {
            assert_eq!(fill(text, typed), heard);
        }
    }

    #[test]
    fn words_and_controls_are_no_keys() {
        for word in ["", "goals", "ctrl-", "f0", "f99", "ab", "\u{1b}", "\t"] {
            assert_eq!(named(word), None, "{word:?}");
        }
        assert_eq!(named("U"), Some(Key::char('U')));
        assert_eq!(named("Ctrl-S"), Some(Key::ctrl('s')));
        assert_eq!(named("F1"), Some(Key::plain(Code::F(1))));
    }
}
