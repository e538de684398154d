//! Windows. There a console that is closed ends the program within seconds; every step is on disk by then.
//!
//! Reviewed against the sources of the crates, since it cannot be built where the rest is tested.

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

/// Output as the standard library has it: it turns UTF-8 into what the console takes.
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

/// Columns and rows.
pub(in crate::tui) fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size { width, height })
}

/// Asks the console for the mouse, or gives it back what it asked before.
pub(in crate::tui) fn mouse(out: &mut Direct, on: bool) -> io::Result<()> {
    if on {
        execute!(out, EnableMouseCapture)
    } else {
        execute!(out, DisableMouseCapture)
    }
}

/// Every console of Windows 10 and later has them, and says so nowhere.
pub(in crate::tui) const ALL_COLOURS: bool = true;

/// A console that is gone ends its programs.
pub(in crate::tui) fn is_hung_up() -> bool {
    false
}

/// No key stops a program there.
pub(in crate::tui) fn is_suspend_key(_: Key) -> bool {
    false
}

/// Nobody has to listen: Ctrl-C comes as a key, and a size as the others do.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(in crate::tui) fn listen() -> io::Result<()> {
    Ok(())
}

/// Nothing stops a program there.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(in crate::tui) fn suspend(_: &EventChannel, _: bool) -> io::Result<Vec<LoopEvent>> {
    Ok(Vec::new())
}

/// What is typed is not hidden there; whoever asked says so.
pub fn hide_typing() -> bool {
    false
}

/// It was never hidden.
pub fn show_typing() {}
