//! Taking the terminal over, and giving it back however the program ends.
//!
//! A hospital's laptop must not be left with a hidden cursor and dead keys: giving back is one function that
//! may be called from anywhere, any number of times.

mod bytes;
mod panic;

pub(super) use self::panic::install_panic_hook;

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
    system::{Direct, mouse, size},
};

/// Between two tries to write on a terminal that is busy.
const RETRY_PAUSE: Duration = Duration::from_millis(4);

/// Whether the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A way to the terminal that is kept open for giving it back: when that is needed, no other may be left to open.
static SPARE_OUT: Mutex<Option<Direct>> = Mutex::new(None);

/// Whether input and output are a terminal.
pub fn is_tty() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether the mouse is listened to.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Takes the terminal over, and the mouse if it is wanted.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    MOUSE.store(mouse, Ordering::SeqCst);
    reenter()
}

/// The same after it was given back for a while.
pub(super) fn reenter() -> io::Result<()> {
    if let Ok(mut spare) = SPARE_OUT.lock()
        && spare.is_none()
    {
        *spare = Some(Direct::new()?);
    }
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(Direct::new()?, EnterAlternateScreen, Hide)?;
        // An old console has no brackets round what is pasted: then a paste is typed.
        let _ = execute!(Direct::new()?, EnableBracketedPaste);
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

/// Gives the terminal back: the screen as it was, a cursor, no paste brackets, keys that echo.
///
/// What goes wrong is not said, since there is nobody to say it to; what can be given back is.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Another thread that holds it is giving the terminal back itself, or failed at it.
    let spare = SPARE_OUT.try_lock().ok().and_then(|mut spare| spare.take());
    if let Some(mut out) = spare.or_else(|| Direct::new().ok()) {
        if MOUSE.load(Ordering::SeqCst) {
            let _ = mouse(&mut out, false);
        }
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

/// The terminal is gone: nothing is to be written to it again.
pub(super) fn abandon() {
    TAKEN.store(false, Ordering::SeqCst);
}

/// The terminal as something to draw on.
pub(super) struct TerminalSurface {
    out: Direct,
    /// The shape of the cursor that was last asked for.
    writing: Option<bool>,
}

impl TerminalSurface {
    /// The terminal, which must have been entered.
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
        if change.anew {
            self.writing = None;
        }
        let bytes = bytes::encode(change, self.writing)?;
        if change.cursor.is_some() {
            self.writing = Some(change.writing);
        }
        if TAKEN.load(Ordering::SeqCst) {
            write_all(&mut self.out, &bytes)?;
        }
        Ok(())
    }
}

/// Writes all of it. Another program may have made the terminal one that does not wait: then we do.
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
