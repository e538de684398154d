//! Keys, pastes and sizes as the terminal sends them.
//!
//! Only presses are keys: where releases are sent as well, each would count a vote twice.

use std::io;

use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::{News, keep, tell};
use crate::app::input::{Code, Input, Key};

/// Reads until there is nothing to read from.
pub(super) fn read() {
    loop {
        let news = match event::read() {
            Ok(event) => meant(event),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => None,
            Err(_) => {
                tell(News::Input(Input::HangUp));
                return;
            }
        };
        if let Some(news) = news {
            keep(news);
        }
    }
}

fn meant(event: Event) -> Option<News> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => {
            pressed(key).map(|key| News::Input(Input::Key(key)))
        }
        Event::Paste(text) => Some(News::Input(Input::Paste(text))),
        Event::Resize(columns, rows) => Some(News::Input(Input::Resize(columns, rows))),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(News::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(News::Input(Input::Wheel { down: true })),
            MouseEventKind::ScrollUp => Some(News::Input(Input::Wheel { down: false })),
            _ => None,
        },
        _ => None,
    }
}

fn pressed(event: KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    let mut key = Key::plain(code(event.code)?);
    key.ctrl = has(KeyModifiers::CONTROL);
    key.alt = has(KeyModifiers::ALT);
    key.shift = has(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab;
    if let Code::Char(c) = key.code {
        key.shift = false;
        if key.ctrl && key.alt && !c.is_ascii_alphanumeric() {
            // AltGr arrives as both: it is how `@`, `€` and the letters of other languages are typed.
            key.ctrl = false;
            key.alt = false;
        } else if key.ctrl {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
    }
    Some(key)
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        pressed(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn releases_and_repeats_are_no_keys() {
        for kind in [KeyEventKind::Release, KeyEventKind::Repeat] {
            let mut event = KeyEvent::new(KeyCode::Char('5'), KeyModifiers::NONE);
            event.kind = kind;
            assert_eq!(meant(Event::Key(event)), None);
        }
    }

    #[test]
    fn modifiers_are_what_the_key_table_calls_them() {
        let none = KeyModifiers::NONE;
        let (ctrl, alt) = (KeyModifiers::CONTROL, KeyModifiers::ALT);
        assert_eq!(key(KeyCode::Char('q'), ctrl), Some(Key::ctrl('q')));
        assert_eq!(
            key(KeyCode::Char('Q'), ctrl | KeyModifiers::SHIFT),
            Some(Key::ctrl('q'))
        );
        assert_eq!(
            key(KeyCode::Char('?'), KeyModifiers::SHIFT),
            Some(Key::char('?'))
        );
        assert_eq!(key(KeyCode::Char('@'), ctrl | alt), Some(Key::char('@')));
        assert_eq!(key(KeyCode::Char('ŵ'), ctrl | alt), Some(Key::char('ŵ')));
        let back = key(KeyCode::BackTab, none).unwrap();
        assert_eq!((back.code, back.shift), (Code::Tab, true));
        assert_eq!(key(KeyCode::CapsLock, none), None);
    }
}
