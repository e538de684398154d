//! Keys of a Windows console: its input records, decoded, and a paste told from typing.
//!
//! A Windows console has no bracketed paste: a pasted text arrives as the records of keys, and keys decide. So the records of one
//! read are looked at together, which is why they are read here and not one at a time by crossterm. Nobody types three keys between
//! two reads; a paste puts a whole text there.
//!
//! It is compiled on every system for its tests; only Windows has such records.

use crate::{
    app::input::{Code, Input, Key},
    tui::source::LoopEvent,
};

/// The modifiers of a key record: bits of `dwControlKeyState`, as Windows documents them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key that is down, or a property of the key"
)]
pub(super) struct Modifiers {
    pub(super) left_alt: bool,
    pub(super) right_alt: bool,
    pub(super) ctrl: bool,
    pub(super) shift: bool,
    /// The key is not one of the number pad, but its twin beside it.
    pub(super) enhanced: bool,
}

/// A key record of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyRecord {
    /// Pressed, or else released.
    pub(super) down: bool,
    /// The number of presses that the record stands for; 0 counts as 1.
    pub(super) repeat: u16,
    /// The virtual key code.
    pub(super) key: u16,
    /// The character as a UTF-16 unit; 0 for a key that types nothing.
    pub(super) unit: u16,
    pub(super) modifiers: Modifiers,
}

/// A record of the console, as far as it is of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Key(KeyRecord),
    /// Anything that is an event already.
    Event(LoopEvent),
}

/// Virtual key codes: <https://learn.microsoft.com/windows/win32/inputdev/virtual-key-codes>.
mod virtual_key {
    pub(super) const SHIFT: u16 = 0x10;
    pub(super) const CONTROL: u16 = 0x11;
    pub(super) const ALT: u16 = 0x12;
    pub(super) const CLEAR: u16 = 0x0C;
    pub(super) const PAGE_UP: u16 = 0x21;
    pub(super) const DOWN: u16 = 0x28;
    pub(super) const INSERT: u16 = 0x2D;
    pub(super) const DELETE: u16 = 0x2E;
    pub(super) const NUMBER_PAD_0: u16 = 0x60;
    pub(super) const NUMBER_PAD_9: u16 = 0x69;
}

/// The keys that make a text when they come together: more than this many are a paste.
const TYPED: usize = 8;
/// The same where a line ends among them.
const TYPED_WITH_ENTER: usize = 2;

/// The decoder of a console's records. It lives as long as the console is read.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The first half of a character outside the basic plane.
    high: Option<u16>,
    /// The keys that type, one after the other, since the last other event.
    run: Vec<Key>,
    /// [`Self::run`] is a paste, which may go on in the next read.
    pasting: bool,
}

impl Decoder {
    /// Takes the records of one read in, and gives their events. True if a paste may go on: read again soon, or [`Self::finish`] it.
    pub(super) fn take(
        &mut self,
        records: impl IntoIterator<Item = Record>,
    ) -> (Vec<LoopEvent>, bool) {
        let mut events = Vec::new();
        for record in records {
            match record {
                Record::Event(event) => {
                    self.flush(&mut events);
                    events.push(event);
                }
                Record::Key(record) => {
                    let Some(key) = self.key(record) else {
                        continue;
                    };
                    for _ in 0..record.repeat.max(1) {
                        if types(key) {
                            self.run.push(key);
                        } else {
                            self.flush(&mut events);
                            events.push(LoopEvent::Input(Input::Key(key)));
                        }
                    }
                }
            }
        }
        self.pasting |= is_paste(&self.run);
        if !self.pasting {
            self.flush(&mut events);
        }
        (events, self.pasting)
    }

    /// Ends a paste after which nothing more came.
    pub(super) fn finish(&mut self) -> Vec<LoopEvent> {
        let mut events = Vec::new();
        self.flush(&mut events);
        events
    }

    fn flush(&mut self, events: &mut Vec<LoopEvent>) {
        let run = std::mem::take(&mut self.run);
        let pasting = std::mem::take(&mut self.pasting) || is_paste(&run);
        if run.is_empty() {
            return;
        }
        if pasting {
            let text = run.iter().filter_map(|key| match key.code {
                Code::Enter => Some('\n'),
                Code::Tab => Some('\t'),
                Code::Char(c) => Some(c),
                _ => None,
            });
            events.push(LoopEvent::Input(Input::Paste(text.collect())));
        } else {
            events.extend(run.into_iter().map(|key| LoopEvent::Input(Input::Key(key))));
        }
    }

    /// The key of a record; `None` for a release, a modifier, a dead key, half a character, and what Alt and the number pad compose.
    fn key(&mut self, record: KeyRecord) -> Option<Key> {
        let KeyRecord {
            down,
            key,
            unit,
            modifiers,
            ..
        } = record;
        // Alt with digits of the number pad composes a character, which the release of Alt brings.
        if key == virtual_key::ALT && !down && unit != 0 {
            return self.character(unit).map(Key::char);
        }
        if !down
            || matches!(
                key,
                virtual_key::SHIFT | virtual_key::CONTROL | virtual_key::ALT
            )
        {
            return None;
        }
        let only_alt = modifiers.left_alt && !modifiers.ctrl && !modifiers.right_alt;
        if only_alt && !modifiers.enhanced && is_number_pad(key) {
            return None;
        }
        let alt = modifiers.left_alt || modifiers.right_alt;
        // AltGr is reported as Ctrl and Alt together. With a character it types that: `@`, `€`, Welsh `ŵ`. It is no command.
        let text = unit >= 0x20 && unit != 0x7F;
        let alt_gr = alt && modifiers.ctrl && text;
        let code = match special(key) {
            Some(code) => code,
            None if text => Code::Char(self.character(unit)?),
            None => Code::Char(letter(key)?),
        };
        self.high = None;
        let is_char = matches!(code, Code::Char(_));
        let ctrl = modifiers.ctrl && !alt_gr;
        Some(Key {
            code: match code {
                Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
                code => code,
            },
            ctrl,
            alt: alt && !alt_gr,
            shift: modifiers.shift && !is_char,
        })
    }

    /// The character that a unit completes; `None` for a first half, and for a half without its other.
    fn character(&mut self, unit: u16) -> Option<char> {
        // The releases between the halves are no characters, so it does not matter whether a console sends both halves down first, or
        // each down and up.
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return None;
        }
        let units = self.high.take().into_iter().chain([unit]);
        char::decode_utf16(units).last()?.ok()
    }
}

/// True for a key that types: a character, the end of a line, a tab.
fn types(key: Key) -> bool {
    let plain = !key.ctrl && !key.alt && !key.shift;
    plain && matches!(key.code, Code::Char(_) | Code::Enter | Code::Tab)
}

/// True if keys that came together are a pasted text: several with an Enter among them, or many.
fn is_paste(run: &[Key]) -> bool {
    // A held key repeats while the machine is busy with something else, and comes as many at once.
    let held = run
        .first()
        .is_some_and(|first| run.iter().all(|key| key == first));
    let most = if run.iter().any(|key| key.code == Code::Enter) {
        TYPED_WITH_ENTER
    } else {
        TYPED
    };
    run.len() > most && !held
}

/// The key of the number pad, with the lock of numbers on or off.
fn is_number_pad(key: u16) -> bool {
    (virtual_key::NUMBER_PAD_0..=virtual_key::NUMBER_PAD_9).contains(&key)
        || (virtual_key::PAGE_UP..=virtual_key::DOWN).contains(&key)
        || matches!(
            key,
            virtual_key::CLEAR | virtual_key::INSERT | virtual_key::DELETE
        )
}

/// The key that is no character, by its code.
fn special(key: u16) -> Option<Code> {
    Some(match key {
        0x08 => Code::Backspace,
        0x09 => Code::Tab,
        0x0D => Code::Enter,
        0x1B => Code::Esc,
        virtual_key::PAGE_UP => Code::PageUp,
        0x22 => Code::PageDown,
        0x23 => Code::End,
        0x24 => Code::Home,
        0x25 => Code::Left,
        0x26 => Code::Up,
        0x27 => Code::Right,
        virtual_key::DOWN => Code::Down,
        virtual_key::DELETE => Code::Delete,
        virtual_key::INSERT => Code::Insert,
        virtual_key::CLEAR => Code::Begin,
        0x70..=0x87 => Code::F(u8::try_from(key - 0x6F).ok()?),
        _ => return None,
    })
}

/// The letter or digit of a key that typed no character, as with Ctrl. Codes of letters and digits are those of ASCII, and follow the
/// keyboard's layout; other keys have no command.
fn letter(key: u16) -> Option<char> {
    let c = char::from(u8::try_from(key).ok()?);
    (c.is_ascii_uppercase() || c.is_ascii_digit()).then(|| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NONE: Modifiers = Modifiers {
        left_alt: false,
        right_alt: false,
        ctrl: false,
        shift: false,
        enhanced: false,
    };
    const CTRL: Modifiers = Modifiers { ctrl: true, ..NONE };
    const ALT_GR: Modifiers = Modifiers {
        ctrl: true,
        right_alt: true,
        ..NONE
    };

    /// A key that goes down and comes up.
    fn stroke(key: u16, unit: u16, modifiers: Modifiers) -> [Record; 2] {
        [true, false].map(|down| {
            Record::Key(KeyRecord {
                down,
                repeat: 1,
                key,
                unit,
                modifiers,
            })
        })
    }

    /// The strokes that a console makes of a text.
    fn strokes(text: &str) -> Vec<Record> {
        text.encode_utf16()
            .flat_map(|unit| match unit {
                0x0A => stroke(0x0D, 0x0D, NONE),
                0x09 => stroke(0x09, 0x09, NONE),
                unit => stroke(0, unit, NONE),
            })
            .collect()
    }

    /// The events of one read, with what ends it.
    fn events(records: impl IntoIterator<Item = Record>) -> Vec<LoopEvent> {
        let mut decoder = Decoder::default();
        let (mut events, _) = decoder.take(records);
        events.extend(decoder.finish());
        events
    }

    fn keys(keys: impl IntoIterator<Item = Key>) -> Vec<LoopEvent> {
        let keys = keys.into_iter();
        keys.map(|key| LoopEvent::Input(Input::Key(key))).collect()
    }

    fn paste(text: &str) -> Vec<LoopEvent> {
        vec![LoopEvent::Input(Input::Paste(text.to_owned()))]
    }

    #[test]
    fn a_key_is_passed_on_once() {
        assert_eq!(events(strokes("5")), keys([Key::char('5')]));
        let (now, goes_on) = Decoder::default().take(strokes("a"));
        assert_eq!((now.len(), goes_on), (1, false), "nothing waits for more");
    }

    #[test]
    fn a_pasted_text_is_one_text_and_no_keys() {
        let text = "The board has been dark\nsince May: q\na\nx";
        assert_eq!(events(strokes(text)), paste(text));
        assert_eq!(events(strokes("a\nb")), paste("a\nb"));
        assert_eq!(events(strokes("no lines here")), paste("no lines here"));
        let welsh = "Siân Llŷr 😀 日本\tŵ\n";
        assert_eq!(events(strokes(welsh)), paste(welsh));
    }

    #[test]
    fn a_paste_that_comes_in_pieces_is_one_text() {
        let mut decoder = Decoder::default();
        let (now, goes_on) = decoder.take(strokes("Print the board\nand"));
        assert_eq!((now, goes_on), (Vec::new(), true));
        // The last piece alone would be a key that decides.
        let (now, goes_on) = decoder.take(strokes(" a"));
        assert_eq!((now, goes_on), (Vec::new(), true));
        assert_eq!(decoder.finish(), paste("Print the board\nand a"));
        let (now, goes_on) = decoder.take(strokes("a"));
        assert_eq!((now, goes_on), (keys([Key::char('a')]), false));
    }

    #[test]
    fn a_key_that_types_nothing_ends_a_paste() {
        let mut records = strokes("one line of text");
        records.extend(stroke(0x1B, 0x1B, NONE));
        let mut expected = paste("one line of text");
        expected.extend(keys([Key::plain(Code::Esc)]));
        assert_eq!(events(records), expected);
    }

    #[test]
    fn a_click_and_a_new_size_come_after_the_text_before_them() {
        let mut records = strokes("one line of text");
        records.push(Record::Event(LoopEvent::Click(3, 4)));
        let mut expected = paste("one line of text");
        expected.push(LoopEvent::Click(3, 4));
        assert_eq!(events(records), expected);
    }

    #[test]
    fn two_keys_at_once_and_a_held_key_are_typed() {
        assert_eq!(
            events(strokes("4\n")),
            keys([Key::char('4'), Key::plain(Code::Enter)])
        );
        let held = KeyRecord {
            down: true,
            repeat: 30,
            key: 0x4A,
            unit: u16::from(b'j'),
            modifiers: NONE,
        };
        assert_eq!(events([Record::Key(held)]), keys([Key::char('j'); 30]));
        assert_eq!(events(strokes("\n\n\n\n")).len(), 4);
    }

    #[test]
    fn commands_have_their_letter_although_they_type_none() {
        assert_eq!(events(stroke(0x51, 0x11, CTRL)), keys([Key::ctrl('q')]));
        let shifted = Modifiers {
            shift: true,
            ..CTRL
        };
        assert_eq!(events(stroke(0x51, 0x11, shifted)), keys([Key::ctrl('q')]));
        let alt = Modifiers {
            left_alt: true,
            ..NONE
        };
        let alt_x = Key {
            alt: true,
            ..Key::char('x')
        };
        assert_eq!(events(stroke(0x58, 0x78, alt)), keys([alt_x]));
    }

    #[test]
    fn alt_gr_types_and_a_dead_key_waits() {
        for (key, c) in [(0x51, '@'), (0x45, '€'), (0x57, 'ŵ')] {
            let unit = c.encode_utf16(&mut [0; 2])[0];
            assert_eq!(events(stroke(key, unit, ALT_GR)), keys([Key::char(c)]));
        }
        // The circumflex alone, and then the letter with it.
        let mut records = stroke(0xDD, 0, NONE).to_vec();
        records.extend(stroke(0x57, 0x175, NONE));
        assert_eq!(events(records), keys([Key::char('ŵ')]));
    }

    #[test]
    fn both_orders_of_halves_make_one_character() {
        let [high, low] = [0xD83D, 0xDE00].map(|unit| stroke(0, unit, NONE));
        let smile = keys([Key::char('😀')]);
        assert_eq!(events([high.clone(), low.clone()].concat()), smile);
        let [high_down, high_up] = high;
        let [low_down, low_up] = low;
        let both_down = [high_down, low_down.clone(), high_up, low_up];
        assert_eq!(events(both_down), smile);
        assert_eq!(events([low_down]), Vec::new(), "half of one is nothing");
    }

    #[test]
    fn the_number_pad_types_digits_moves_or_composes() {
        assert_eq!(events(stroke(0x65, 0x35, NONE)), keys([Key::char('5')]));
        assert_eq!(events(stroke(0x26, 0, NONE)), keys([Key::plain(Code::Up)]));
        let alt = Modifiers {
            left_alt: true,
            ..NONE
        };
        // Alt, 0233 on the pad, and the release that brings the character. With the lock off, the pad's keys have arrows' codes.
        let mut records = stroke(0x60, 0, alt).to_vec();
        records.extend(stroke(0x28, 0, alt));
        records.push(Record::Key(KeyRecord {
            down: false,
            key: 0x12,
            unit: 0xE9,
            ..KeyRecord::default()
        }));
        assert_eq!(events(records), keys([Key::char('é')]));
        let beside = Modifiers {
            enhanced: true,
            ..alt
        };
        assert_eq!(events(stroke(0x28, 0, beside)).len(), 1, "Alt and an arrow");
    }

    #[test]
    fn shift_and_tab_go_back() {
        let shift = Modifiers {
            shift: true,
            ..NONE
        };
        let back = Key {
            shift: true,
            ..Key::plain(Code::Tab)
        };
        assert_eq!(events(stroke(0x09, 0x09, shift)), keys([back]));
        assert_eq!(events(stroke(0x55, 0x55, shift)), keys([Key::char('U')]));
    }

    proptest! {
        // However a console cuts a paste, it is that text, and no key.
        #[test]
        fn no_cut_of_a_paste_makes_a_key(
            text in "[a-zA-Zéŵ .?!,]{9,40}[a-z😀\n]{0,30}",
            cuts in prop::collection::vec(18_usize..120, 0..4),
        ) {
            prop_assume!(text.chars().any(|c| !text.starts_with(c)));
            let records = strokes(&text);
            let mut decoder = Decoder::default();
            let mut ends: Vec<usize> = cuts.into_iter().filter(|at| *at < records.len()).collect();
            // The first piece is long enough to be seen as a paste, as the pieces of a console are.
            ends.extend([records.len()]);
            ends.sort_unstable();
            let (mut begin, mut all) = (0, Vec::new());
            for end in ends {
                all.extend(decoder.take(records[begin..end].to_vec()).0);
                begin = end;
            }
            all.extend(decoder.finish());
            // A first piece of one repeated letter is a held key.
            let first: Vec<char> = text.chars().take(9).collect();
            prop_assume!(first.iter().any(|c| c != &first[0]));
            prop_assert_eq!(all, paste(&text));
        }
    }
}
