//! Whether the terminal shows what is typed while nobody draws on it: marks of a secret vote must not stay there.

use std::{
    io,
    sync::{Mutex, OnceLock, PoisonError},
    thread,
};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
    iterator::Signals,
    low_level::emulate_default_handler,
};

/// The terminal as it was, while it hides what is typed.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Whether somebody hears when the program is ended.
static HEARS: OnceLock<bool> = OnceLock::new();

/// Hides what is typed on standard input from now on; says whether nobody can see it.
pub fn hide_typing() -> bool {
    if !*HEARS.get_or_init(listen) {
        return false;
    }
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if before.is_some() {
        return true;
    }
    let Ok(now) = tcgetattr(io::stdin()) else {
        // No terminal, no echo.
        return true;
    };
    let mut hidden = now.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    hidden.local_modes.insert(LocalModes::ECHONL);
    if tcsetattr(io::stdin(), OptionalActions::Now, &hidden).is_err() {
        return false;
    }
    *before = Some(now);
    true
}

/// Shows again what is typed.
pub fn show_typing() {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(before) = before.take() {
        // A terminal that is gone shows nothing anyway.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
    }
}

/// A program that is ended in the middle of a ballot leaves a terminal that shows what is typed.
fn listen() -> bool {
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM]) else {
        return false;
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                show_typing();
                let _ = emulate_default_handler(signal);
            }
        })
        .is_ok()
}
