//! A number pad whose number lock is off: its keys arrive as arrows, and are taken as the digits that are printed on them.
//!
//! On the page of an open round no arrow has a use of its own, so one there can only come from a pad. A ballot has arrows of its own,
//! which count as digits if the seat was typed so.

use crate::app::{
    input::{Code, Key},
    keymap::Scope,
};

/// Message at the first key with number lock off.
pub(crate) const LOCK_IS_OFF: &str =
    "Num Lock is off: the keys of the number pad count as their digits.";

/// Character on the key of a number pad that sends a code with number lock off.
pub(crate) fn printed(code: Code) -> Option<char> {
    Some(match code {
        Code::Insert => '0',
        Code::End => '1',
        Code::Down => '2',
        Code::PageDown => '3',
        Code::Left => '4',
        Code::Begin => '5',
        Code::Right => '6',
        Code::Home => '7',
        Code::Up => '8',
        Code::PageUp => '9',
        Code::Delete => '.',
        _ => return None,
    })
}

/// True for keys of a pad that have no use in a ballot.
fn is_unmistakable(code: Code) -> bool {
    matches!(
        code,
        Code::Insert | Code::End | Code::Begin | Code::Home | Code::Delete
    )
}

/// Place in which a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum PadPlace {
    /// The page on which seats are typed.
    Seats,
    /// A ballot.
    Ballot,
    /// Any other place.
    Elsewhere,
}

impl PadPlace {
    /// The place with these scopes, nearest first.
    pub(in crate::app) fn of(scopes: &[Scope]) -> Self {
        match scopes.first() {
            Some(Scope::OpenRound) => Self::Seats,
            _ => Self::Elsewhere,
        }
    }
}

/// State of the number lock, as far as its keys have told it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberLock {
    /// It is on, or nothing says otherwise.
    #[default]
    On,
    /// A key came that only an open lock sends.
    Off,
}

/// The key that is meant, and the state of the number lock. `lock` is the state after the key before.
pub(in crate::app) fn meant(key: Key, place: PadPlace, lock: NumberLock) -> (Key, NumberLock) {
    if place == PadPlace::Elsewhere || key != Key::plain(key.code) {
        return (key, lock);
    }
    let is_off = lock == NumberLock::Off;
    match printed(key.code) {
        Some(c) if is_off || place == PadPlace::Seats || is_unmistakable(key.code) => {
            (Key::char(c), NumberLock::Off)
        }
        // A pad sends no letter and, with number lock off, no digit.
        None if matches!(key.code, Code::Char(c) if c.is_alphanumeric()) => (key, NumberLock::On),
        _ => (key, lock),
    }
}

/// A line of a terminal with the sequences of a number pad's keys as what is printed on them; `None` if there are none.
///
/// Number lock may be off (`CSI B` is the 2), or the pad in application mode (`SS3 r` is the 2).
pub(crate) fn typed(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(at);
        let (c, length) = sequence_of_pad(sequence)?;
        out.push_str(before);
        out.push(c);
        rest = sequence.get(length..)?;
    }
    out.push_str(rest);
    line.contains('\u{1b}').then_some(out)
}

/// The character of the sequence that a text begins with, and its length.
fn sequence_of_pad(text: &str) -> Option<(char, usize)> {
    let mut bytes = text.bytes().skip(1);
    let introducer = bytes.next()?;
    let (first, second) = (bytes.next()?, bytes.next());
    let code = match (introducer, first, second) {
        (b'O', b'p'..=b'y', _) => return Some((char::from(first - b'p' + b'0'), 3)),
        (b'O', b'j'..=b'o', _) => return Some((char::from(first - b'j' + b'*'), 3)),
        // Its Enter ends no line there.
        (b'O', b'M', _) => return Some((' ', 3)),
        (b'[' | b'O', b'A', _) => Code::Up,
        (b'[' | b'O', b'B', _) => Code::Down,
        (b'[' | b'O', b'C', _) => Code::Right,
        (b'[' | b'O', b'D', _) => Code::Left,
        (b'[' | b'O', b'E', _) => Code::Begin,
        (b'[' | b'O', b'F', _) => Code::End,
        (b'[' | b'O', b'H', _) => Code::Home,
        (b'[', b'1' | b'7', Some(b'~')) => return Some(('7', 4)),
        (b'[', b'2', Some(b'~')) => return Some(('0', 4)),
        (b'[', b'3', Some(b'~')) => return Some(('.', 4)),
        (b'[', b'4' | b'8', Some(b'~')) => return Some(('1', 4)),
        (b'[', b'5', Some(b'~')) => return Some(('9', 4)),
        (b'[', b'6', Some(b'~')) => return Some(('3', 4)),
        _ => return None,
    };
    Some((printed(code)?, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_pad_are_digits_where_seats_are_typed_and_in_the_ballot_after_that() {
        use NumberLock::{Off, On};
        let down = Key::plain(Code::Down);
        let two = Key::char('2');
        assert_eq!(meant(down, PadPlace::Elsewhere, Off), (down, Off));
        assert_eq!(meant(down, PadPlace::Seats, On), (two, Off));
        assert_eq!(meant(down, PadPlace::Ballot, Off), (two, Off));
        // An arrow of a keyboard, whose digits typed the seat.
        assert_eq!(meant(two, PadPlace::Seats, Off), (two, On));
        assert_eq!(meant(down, PadPlace::Ballot, On), (down, On));
        // The middle of a pad is a key of nothing else.
        let five = meant(Key::plain(Code::Begin), PadPlace::Ballot, On);
        assert_eq!(five, (Key::char('5'), Off));
        // Keys that both states send.
        let enter = Key::plain(Code::Enter);
        assert_eq!(meant(enter, PadPlace::Ballot, Off), (enter, Off));
        let minus = Key::char('-');
        assert_eq!(meant(minus, PadPlace::Ballot, Off), (minus, Off));
        let shifted = Key {
            shift: true,
            ..down
        };
        assert_eq!(meant(shifted, PadPlace::Seats, On), (shifted, On));
    }

    #[test]
    fn a_line_has_the_keys_of_a_pad_as_they_are_printed() {
        let off = "\u{1b}[2~\u{1b}[F\u{1b}[B\u{1b}[6~\u{1b}[D\u{1b}[E\u{1b}[C\u{1b}[H\u{1b}[A\u{1b}[5~\u{1b}[3~";
        assert_eq!(typed(off).as_deref(), Some("0123456789."));
        let linux = "\u{1b}[4~ \u{1b}[1~";
        assert_eq!(typed(linux).as_deref(), Some("1 7"));
        let keys = "pqrstuvwxyjklmno".chars();
        let application: String = keys.flat_map(|c| ['\u{1b}', 'O', c]).collect();
        assert_eq!(typed(&application).as_deref(), Some("0123456789*+,-./"));
        assert_eq!(typed("3 \u{1b}OB\u{1b}OM4").as_deref(), Some("3 2 4"));
        for other in [
            "12",
            "",
            "\u{1b}",
            "\u{1b}[",
            "\u{1b}[200~x",
            "1\u{1b}]0;t\u{7}",
        ] {
            assert_eq!(typed(other), None, "{other:?}");
        }
    }

    #[test]
    fn every_digit_is_on_one_key() {
        let codes = [
            Code::Insert,
            Code::End,
            Code::Down,
            Code::PageDown,
            Code::Left,
            Code::Begin,
            Code::Right,
            Code::Home,
            Code::Up,
            Code::PageUp,
            Code::Delete,
        ];
        let printed: String = codes.into_iter().filter_map(super::printed).collect();
        assert_eq!(printed, "0123456789.");
        assert_eq!(super::printed(Code::Enter), None);
    }
}
