//! Taking the terminal over, and giving it back however the program ends.
//!
//! A hospital's laptop must not be left with a hidden cursor and dead keys: giving back is one function that
//! may be called from anywhere, any number of times.

mod bytes;
mod panic;

pub(super) use self::panic::hook;

use std::{
    io::{self, IsTerminal as _, Write},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use ratatui::{
    crossterm::{
        cursor::{Hide, SetCursorStyle, Show},
        event::{DisableBracketedPaste, EnableBracketedPaste},
        execute,
        style::ResetColor,
        terminal::{
            EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
            enable_raw_mode,
        },
    },
    layout::Size,
};

use super::screen::{Change, Surface};

/// Between two tries to write on a terminal that is busy.
const WAIT: Duration = Duration::from_millis(4);

/// Whether the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether input and output are a terminal.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether the mouse is listened to.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Takes the terminal over, and the mouse if it is wanted.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    MOUSE.store(mouse, Ordering::SeqCst);
    enter_again()
}

/// The same after it was given back for a while.
pub(super) fn enter_again() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(
            Direct::new()?,
            EnterAlternateScreen,
            EnableBracketedPaste,
            Hide
        )?;
        if MOUSE.load(Ordering::SeqCst) {
            mouse(true)?;
        }
        Ok(())
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Gives the terminal back: the screen as it was, a cursor, no paste brackets, keys that echo.
///
/// What goes wrong is not said, since there is nobody to say it to; what can be given back is.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if MOUSE.load(Ordering::SeqCst) {
        let _ = mouse(false);
    }
    if let Ok(mut out) = Direct::new() {
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            ResetColor,
            SetCursorStyle::DefaultUserShape,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
    }
    let _ = disable_raw_mode();
}

/// Asks for presses and the wheel, or for nothing more. Not for every movement: each would wake the program.
#[cfg(unix)]
fn mouse(on: bool) -> io::Result<()> {
    let asked: &[u8] = if on {
        b"\x1b[?1000h\x1b[?1006h"
    } else {
        b"\x1b[?1006l\x1b[?1000l"
    };
    written(&mut Direct::new()?, asked)
}

#[cfg(not(unix))]
fn mouse(on: bool) -> io::Result<()> {
    use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
    if on {
        execute!(Direct::new()?, EnableMouseCapture)
    } else {
        execute!(Direct::new()?, DisableMouseCapture)
    }
}

/// The terminal is gone: nothing is to be written to it again.
pub(super) fn abandon() {
    TAKEN.store(false, Ordering::SeqCst);
}

/// Output past every lock, so that a terminal that does not take a frame cannot keep another thread from leaving.
#[cfg(unix)]
struct Direct(std::fs::File);

#[cfg(unix)]
impl Direct {
    fn new() -> io::Result<Self> {
        use std::os::fd::AsFd as _;
        let owned = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self(owned.into()))
    }
}

#[cfg(not(unix))]
struct Direct(io::Stdout);

#[cfg(not(unix))]
impl Direct {
    fn new() -> io::Result<Self> {
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

/// The terminal as something to draw on.
pub(super) struct Wall {
    out: Direct,
    /// The shape of the cursor that was last asked for.
    writing: Option<bool>,
}

impl Wall {
    /// The terminal, which must have been entered.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            out: Direct::new()?,
            writing: None,
        })
    }
}

impl Surface for Wall {
    fn size(&self) -> io::Result<Size> {
        size()
    }

    fn show(&mut self, change: &Change<'_>) -> io::Result<()> {
        if change.anew {
            self.writing = None;
        }
        let bytes = bytes::of(change, self.writing)?;
        if change.cursor.is_some() {
            self.writing = Some(change.writing);
        }
        if TAKEN.load(Ordering::SeqCst) {
            written(&mut self.out, &bytes)?;
        }
        Ok(())
    }
}

/// Columns and rows, of the terminal itself: the library asks other programs where that fails.
#[cfg(unix)]
pub(super) fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok(Size {
        width: size.ws_col,
        height: size.ws_row,
    })
}

#[cfg(not(unix))]
pub(super) fn size() -> io::Result<Size> {
    let (width, height) = ratatui::crossterm::terminal::size()?;
    Ok(Size { width, height })
}

/// Writes all of it. Another program may have made the terminal one that does not wait: then we do.
fn written(out: &mut Direct, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match out.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => thread::sleep(WAIT),
            Err(e) => return Err(e),
        }
    }
    out.flush()
}
