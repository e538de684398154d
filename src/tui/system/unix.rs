//! Terminal functions on Linux, macOS and other Unix systems.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd as _,
    time::Duration,
};

use ratatui::layout::Size;

pub(in crate::tui) use super::keys::read as read_keys;

use super::{signals, watchdog};
use crate::{
    app::input::{Input, Key},
    tui::{
        source::{EventChannel, LoopEvent},
        terminal,
    },
};

/// Standard output without its lock.
// A thread that blocks while it writes a frame to a hung terminal holds std's lock for ever, and the watchdog could not
// restore the terminal or exit.
pub(in crate::tui) struct Direct(File);

impl Direct {
    pub(in crate::tui) fn new() -> io::Result<Self> {
        let owned = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self(owned.into()))
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

/// The terminal's size in columns and rows.
// crossterm's `size` runs `tput` where the ioctl fails, and starting a program can hang.
pub(in crate::tui) fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok(Size {
        width: size.ws_col,
        height: size.ws_row,
    })
}

/// Switches reports of mouse buttons and the wheel on or off.
// crossterm's command also asks for every movement, and each one would wake the loop.
pub(in crate::tui) fn mouse(out: &mut Direct, on: bool) -> io::Result<()> {
    let asked: &[u8] = if on {
        b"\x1b[?1000h\x1b[?1006h"
    } else {
        b"\x1b[?1006l\x1b[?1000l"
    };
    terminal::write_all(out, asked)
}

/// Switches the number pad to digits (DECNKM).
// A program before this one may have left it in application mode, whose sequences crossterm drops. The shorter DECKPNM is no control
// sequence, and readers of terminal output that know nothing else take it for text.
pub(in crate::tui) fn digits_of_pad(out: &mut Direct) -> io::Result<()> {
    terminal::write_all(out, b"\x1b[?66l")
}

/// `true` where every terminal shows 24-bit colours, whatever the environment says.
pub(in crate::tui) const ALL_COLOURS: bool = false;

/// `true`: a paste is marked by the terminal.
pub(in crate::tui) const BRACKETED_PASTE: bool = true;

/// `true` for the key that suspends the program; in raw mode the terminal does not send the signal itself.
pub(in crate::tui) fn is_suspend_key(key: Key) -> bool {
    key == Key::ctrl('z')
}

/// Starts the signal thread and the watchdog.
pub(in crate::tui) fn listen() -> io::Result<()> {
    signals::listen()?;
    watchdog::listen()
}

/// `true` if the other end of the terminal is closed.
pub(in crate::tui) fn is_hung_up() -> bool {
    watchdog::is_hung_up()
}

/// Restores the terminal and enters the full screen again; with `stop` the program is suspended in between.
///
/// Returns the events that arrived meanwhile. Fails if the terminal cannot be entered again.
pub(in crate::tui) fn suspend(events: &EventChannel, stop: bool) -> io::Result<Vec<LoopEvent>> {
    let mut meanwhile = Vec::new();
    if stop && !signals::has_shell() {
        return Ok(meanwhile);
    }
    terminal::restore();
    if stop && signals::stop() {
        // The signal stops the process a moment after it was sent, so this loop still runs until then. If the continuation
        // is not heard within a second of running, it arrives later as an event of its own and the terminal is entered again.
        loop {
            match events.wait(Some(Duration::from_secs(1))) {
                LoopEvent::Continued | LoopEvent::Input(Input::Tick) => break,
                other => meanwhile.push(other),
            }
        }
    }
    terminal::reenter()?;
    Ok(meanwhile)
}
