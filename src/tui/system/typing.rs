//! Switches the terminal's echo off and on in the line-based dialogue.
//!
//! The marks of a secret vote must not stay readable in the window's history.

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

/// The terminal's settings before the echo was switched off; `None` while it is on.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// `true` once the signal thread runs.
static HEARS: OnceLock<bool> = OnceLock::new();

/// Switches the echo of standard input off; `false` if typed characters remain visible.
pub fn hide_typing() -> bool {
    // Refused without the signal thread: a shell left without echo looks broken to its owner.
    if !*HEARS.get_or_init(listen) {
        return false;
    }
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if before.is_some() {
        return true;
    }
    let Ok(now) = tcgetattr(io::stdin()) else {
        // Input comes from a pipe or file, so nothing is echoed.
        return true;
    };
    let mut hidden = now.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    // Enter is still echoed, or answers and questions would run together in one line.
    hidden.local_modes.insert(LocalModes::ECHONL);
    if tcsetattr(io::stdin(), OptionalActions::Now, &hidden).is_err() {
        return false;
    }
    *before = Some(now);
    true
}

/// Restores the echo.
pub fn show_typing() {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(before) = before.take() {
        // It fails only when the terminal is gone.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
    }
}

/// True while Enter moves to the next line on its own, although the echo is off.
pub const fn enter_is_echoed() -> bool {
    true
}

/// Starts a thread that restores the echo before a signal ends the program; `false` if it cannot be started.
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
