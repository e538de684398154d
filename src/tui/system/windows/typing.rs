//! Switches the console's echo off and on in the line-based dialogue.
//!
//! The marks of a secret vote must not stay readable in the window's history.

use std::sync::{Mutex, PoisonError};

use crossterm_winapi::{ConsoleMode, Handle};

/// The mode bit of the echo.
const ENABLE_ECHO_INPUT: u32 = 0x0004;

/// The console's mode before the echo was switched off; `None` while it is on.
// A program that is ended meanwhile leaves it off. The shells of Windows set the mode themselves before each line that they read.
static BEFORE: Mutex<Option<u32>> = Mutex::new(None);

/// Switches the echo of the console off; `false` if typed characters remain visible.
pub fn hide_typing() -> bool {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if before.is_some() {
        return true;
    }
    let hidden = Handle::current_in_handle().and_then(|handle| {
        let mode = ConsoleMode::from(handle);
        let now = mode.mode()?;
        mode.set_mode(now & !ENABLE_ECHO_INPUT)?;
        Ok(now)
    });
    *before = hidden.ok();
    before.is_some()
}

/// Restores the echo.
pub fn show_typing() {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(before) = before.take() {
        // It fails only when the console is gone.
        let _ = Handle::current_in_handle()
            .and_then(|handle| ConsoleMode::from(handle).set_mode(before));
    }
}

/// True while Enter moves to the next line on its own: not while the echo is off, which takes that along.
pub fn enter_is_echoed() -> bool {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    before.is_none()
}
