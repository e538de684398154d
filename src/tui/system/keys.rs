//! The thread that reads keys, pastes, resizes and the mouse from the terminal.
//!
//! Only key presses are passed on: a terminal that reports releases as well would count a vote twice.

use std::io;

use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use crate::{
    app::input::{Code, Input, Key},
    tui::source::{LoopEvent, send, send_or_wait},
};

/// Reads events until the terminal fails, and reports that as a hang-up.
pub(in crate::tui) fn read() {
    loop {
        let news = match event::read() {
            Ok(event) => loop_event(event),
            // A signal, such as a resize, interrupts the read; it is no sign that the terminal is gone.
            Err(e) if e.kind() == io::ErrorKind::Interrupted => None,
            Err(_) => {
                send(LoopEvent::Input(Input::HangUp));
                return;
            }
        };
        if let Some(news) = news {
            send_or_wait(news);
        }
    }
}

/// The loop event of a terminal event; `None` for those without a meaning here, such as focus and mouse movements.
fn loop_event(event: Event) -> Option<LoopEvent> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => {
            app_key(key).map(|key| LoopEvent::Input(Input::Key(key)))
        }
        Event::Paste(text) => Some(LoopEvent::Input(Input::Paste(text))),
        Event::Resize(columns, rows) => Some(LoopEvent::Input(Input::Resize(columns, rows))),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(LoopEvent::Click(mouse.column, mouse.row))
            }
            MouseEventKind::ScrollDown => Some(LoopEvent::Input(Input::Wheel { down: true })),
            MouseEventKind::ScrollUp => Some(LoopEvent::Input(Input::Wheel { down: false })),
            _ => None,
        },
        _ => None,
    }
}

/// A key as the key table writes it: no Shift on characters, and lower case with Ctrl.
fn app_key(event: KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    let mut key = Key::plain(code(event.code)?);
    key.ctrl = has(KeyModifiers::CONTROL);
    key.alt = has(KeyModifiers::ALT);
    key.shift = has(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab;
    if let Code::Char(c) = key.code {
        key.shift = false;
        if key.ctrl {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
    }
    Some(key)
}

/// The program's code of a key; `None` for keys without one, such as Caps Lock.
fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::KeypadBegin => Code::Begin,
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
        app_key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn releases_and_repeats_are_no_keys() {
        for kind in [KeyEventKind::Release, KeyEventKind::Repeat] {
            let mut event = KeyEvent::new(KeyCode::Char('5'), KeyModifiers::NONE);
            event.kind = kind;
            assert_eq!(loop_event(Event::Key(event)), None);
        }
    }

    #[test]
    fn modifiers_are_what_the_key_table_calls_them() {
        let none = KeyModifiers::NONE;
        let ctrl = KeyModifiers::CONTROL;
        assert_eq!(key(KeyCode::Char('q'), ctrl), Some(Key::ctrl('q')));
        assert_eq!(
            key(KeyCode::Char('Q'), ctrl | KeyModifiers::SHIFT),
            Some(Key::ctrl('q'))
        );
        assert_eq!(
            key(KeyCode::Char('?'), KeyModifiers::SHIFT),
            Some(Key::char('?'))
        );
        let back = key(KeyCode::BackTab, none).unwrap();
        assert_eq!((back.code, back.shift), (Code::Tab, true));
        assert_eq!(key(KeyCode::CapsLock, none), None);
    }
}
