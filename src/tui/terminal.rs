//! Enters the full screen, and restores the terminal however the program ends.
//!
//! A shared laptop must not be left with a hidden cursor and keys that do not echo, so [`restore`] may be called from
//! any thread, any number of times, and does as much as it can.

mod bytes;
mod panic;

pub use self::panic::install_panic_hook;

use std::{
    io::{self, IsTerminal as _, Write},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
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

use super::{
    screen::{ScreenDiff, Surface},
    system::{BRACKETED_PASTE, Direct, digits_of_pad, mouse, size},
};

/// Pause between two attempts to write to a busy terminal.
const RETRY_PAUSE: Duration = Duration::from_millis(4);

/// Set while the terminal is in full-screen mode.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// An open handle to the terminal for [`restore`].
// Opened in advance: the process may have run out of descriptors by the time the terminal must be restored.
static SPARE_OUT: Mutex<Option<Direct>> = Mutex::new(None);

/// `true` if standard input and output are both a terminal.
pub fn is_tty() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The columns and rows of the terminal; `None` where output is not one.
pub fn window_size() -> Option<(u16, u16)> {
    let size = size().ok()?;
    Some((size.width, size.height))
}

/// Set when mouse reports were requested.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Enters the full screen, with mouse reports if `mouse` is set.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    MOUSE.store(mouse, Ordering::SeqCst);
    reenter()
}

/// Enters the full screen again after a suspension, with the same mouse setting.
pub(super) fn reenter() -> io::Result<()> {
    if let Ok(mut spare) = SPARE_OUT.lock()
        && spare.is_none()
    {
        *spare = Some(Direct::new()?);
    }
    // Set before the first step, so that a failure or a panic half-way undoes the steps already done.
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(Direct::new()?, EnterAlternateScreen, Hide)?;
        if BRACKETED_PASTE {
            execute!(Direct::new()?, EnableBracketedPaste)?;
        }
        digits_of_pad(&mut Direct::new()?)?;
        if MOUSE.load(Ordering::SeqCst) {
            mouse(&mut Direct::new()?, true)?;
        }
        Ok(())
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Restores the terminal: the earlier screen, a visible cursor, no mouse or paste reports, keys that echo.
///
/// Errors are ignored, since there is nowhere to report them; the steps after a failed one are still done. Does
/// nothing when the full screen was not entered.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // `try_lock`, because this may run in a panic: a thread that holds the lock restores the terminal itself, or panicked
    // while it did, and waiting for it would hang the process.
    let spare = SPARE_OUT.try_lock().ok().and_then(|mut spare| spare.take());
    if let Some(mut out) = spare.or_else(|| Direct::new().ok()) {
        if MOUSE.load(Ordering::SeqCst) {
            let _ = mouse(&mut out, false);
        }
        // ratatui's own `restore` leaves the cursor hidden. The synchronized update is closed first, since a frame may have been
        // cut off in the middle and the terminal would hold back everything after it.
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            ResetColor,
            SetCursorStyle::DefaultUserShape
        );
        if BRACKETED_PASTE {
            let _ = execute!(out, DisableBracketedPaste);
        }
        let _ = execute!(out, LeaveAlternateScreen, Show);
    }
    let _ = disable_raw_mode();
}

/// Marks the terminal as gone, so that nothing is written to it again.
pub(super) fn abandon() {
    TAKEN.store(false, Ordering::SeqCst);
}

/// The terminal as a surface for frames.
pub(super) struct TerminalSurface {
    out: Direct,
    /// The cursor shape last set: `true` for the bar of a text field; `None` if not known.
    writing: Option<bool>,
}

impl TerminalSurface {
    /// The surface of a terminal that has entered the full screen.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            out: Direct::new()?,
            writing: None,
        })
    }
}

impl Surface for TerminalSurface {
    fn size(&self) -> io::Result<Size> {
        size()
    }

    fn show(&mut self, change: &ScreenDiff<'_>) -> io::Result<()> {
        // After a suspension or a clear the shape may have been reset by another program.
        if change.anew {
            self.writing = None;
        }
        let bytes = bytes::encode(change, self.writing)?;
        if change.cursor.is_some() {
            self.writing = Some(change.writing);
        }
        // A worker that panicked has restored the terminal already; a frame after its message would overwrite it.
        if TAKEN.load(Ordering::SeqCst) {
            write_all(&mut self.out, &bytes)?;
        }
        Ok(())
    }
}

/// Writes all bytes, and retries while the terminal is busy.
// `Write::write_all` fails on `WouldBlock`. A child or an earlier program can leave the shared terminal non-blocking,
// and then a large frame would end the meeting.
pub(super) fn write_all(out: &mut Direct, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match out.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => thread::sleep(RETRY_PAUSE),
            Err(e) => return Err(e),
        }
    }
    out.flush()
}
