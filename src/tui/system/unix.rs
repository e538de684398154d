//! Linux, macOS and their kin.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd as _,
    time::Duration,
};

use ratatui::layout::Size;

use super::{signals, watchdog};
use crate::{
    app::input::{Input, Key},
    tui::{
        source::{EventChannel, LoopEvent},
        terminal,
    },
};

/// Output past every lock, so that a terminal that does not take a frame cannot keep another thread from leaving.
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

/// Columns and rows, of the terminal itself: the library asks other programs where that fails.
pub(in crate::tui) fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok(Size {
        width: size.ws_col,
        height: size.ws_row,
    })
}

/// Asks for presses and the wheel, or for nothing more. Not for every movement: each would wake the program.
pub(in crate::tui) fn mouse(out: &mut Direct, on: bool) -> io::Result<()> {
    let asked: &[u8] = if on {
        b"\x1b[?1000h\x1b[?1006h"
    } else {
        b"\x1b[?1006l\x1b[?1000l"
    };
    terminal::write_all(out, asked)
}

/// Whether every terminal there has all colours, whatever the environment says.
pub(in crate::tui) const ALL_COLOURS: bool = false;

/// Whether a key is the shell's and not ours: it stops the program for a while.
pub(in crate::tui) fn is_suspend_key(key: Key) -> bool {
    key == Key::ctrl('z')
}

/// Starts everybody who listens to the system.
pub(in crate::tui) fn listen() -> io::Result<()> {
    signals::listen()?;
    watchdog::listen()
}

/// Whether nobody is at the other end of the terminal any more.
pub(in crate::tui) fn is_hung_up() -> bool {
    watchdog::is_hung_up()
}

/// Gives the terminal to the shell, if `stop` until that lets us go on, and takes it back.
///
/// What came in while it waited to go on is returned.
pub(in crate::tui) fn suspend(events: &EventChannel, stop: bool) -> io::Result<Vec<LoopEvent>> {
    let mut meanwhile = Vec::new();
    if stop && !signals::has_shell() {
        return Ok(meanwhile);
    }
    terminal::restore();
    if stop && signals::stop() {
        // The stop takes hold a moment after it was asked for. That it is over is news as well; if that is late,
        // it comes by itself and the terminal is taken again.
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
