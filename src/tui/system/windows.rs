//! Terminal functions on Windows.
//!
//! A console that is closed ends the program within seconds; every step is on disk by then, so nothing listens for it.

mod keys;
mod typing;

pub use self::typing::{enter_is_echoed, hide_typing, show_typing};

pub(in crate::tui) use self::keys::read as read_keys;

use std::io::{self, Write};

use ratatui::{
    crossterm::{
        event::{DisableMouseCapture, EnableMouseCapture},
        execute, terminal,
    },
    layout::Size,
};

use crate::{
    app::input::Key,
    tui::source::{EventChannel, LoopEvent},
};

/// Standard output, which turns UTF-8 into the console's UTF-16.
pub(in crate::tui) struct Direct(io::Stdout);

impl Direct {
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
    pub(in crate::tui) fn new() -> io::Result<Self> {
        Ok(Self(io::stdout()))
    }
}

impl Write for Direct {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The console's size in columns and rows.
pub(in crate::tui) fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size { width, height })
}

/// Switches mouse reports on, or restores the console's earlier mode.
pub(in crate::tui) fn mouse(out: &mut Direct, on: bool) -> io::Result<()> {
    if on {
        execute!(out, EnableMouseCapture)
    } else {
        execute!(out, DisableMouseCapture)
    }
}

/// Nothing: the console tells keys of the number pad apart by itself.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the other systems"
)]
pub(in crate::tui) fn digits_of_pad(_: &mut Direct) -> io::Result<()> {
    Ok(())
}

/// `true`: every console since Windows 10 shows 24-bit colours, and no environment variable says so.
pub(in crate::tui) const ALL_COLOURS: bool = true;

/// `false`: a paste arrives as keys, told from typing by [`super::records`]. Some terminals send other keys where the mode is on.
pub(in crate::tui) const BRACKETED_PASTE: bool = false;

/// Always `false`: a console that is gone ends its programs.
pub(in crate::tui) fn is_hung_up() -> bool {
    false
}

/// Always `false`: no key suspends a program.
pub(in crate::tui) fn is_suspend_key(_: Key) -> bool {
    false
}

/// Starts nothing: Ctrl-C and resizes arrive through the key reader.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(in crate::tui) fn listen() -> io::Result<()> {
    Ok(())
}

/// Does nothing, since a program cannot be suspended.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(in crate::tui) fn suspend(_: &EventChannel, _: bool) -> io::Result<Vec<LoopEvent>> {
    Ok(Vec::new())
}
