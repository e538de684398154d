//! Unix signals as events, and the suspension by a shell's `Ctrl-Z`.
//!
//! A thread waits for signals and sends them on; nothing runs inside a signal handler, where almost nothing is safe.

use std::{io, process, sync::atomic::Ordering, thread};

use rustix::process::{Signal, getpid, getppid, getsid, kill_current_process_group};
use signal_hook::{
    consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGWINCH, SIGXFSZ,
    },
    iterator::Signals,
};

use crate::{
    app::input::Input,
    tui::source::{LOOP_ENDED, LoopEvent, send},
};

/// Starts the signal thread.
pub(super) fn listen() -> io::Result<()> {
    // Without a handler each of these would end the process with the terminal in raw mode and the cursor hidden.
    let mut signals = Signals::new([
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGUSR1, SIGUSR2, SIGALRM,
        SIGVTALRM, SIGXFSZ,
    ])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                hear(signal);
            }
        })?;
    Ok(())
}

/// Sends a signal to the loop as an event, or acts as the default would where no loop runs.
fn hear(signal: i32) {
    let over = LOOP_ENDED.load(Ordering::SeqCst);
    match signal {
        SIGTSTP if over => {
            stop();
        }
        SIGTSTP => {
            send(LoopEvent::Stop);
        }
        // Caught so that it does not kill the process: the write past the file-size limit then fails like one on a full disk.
        SIGXFSZ => {}
        SIGCONT => {
            send(LoopEvent::Continued);
        }
        // crossterm hears of a new size only once it reads keys, so a resize right after the start was missed.
        SIGWINCH => {
            if let Ok(size) = super::size() {
                send(LoopEvent::Input(Input::Resize(size.width, size.height)));
            }
        }
        _ if over => process::exit(128 + signal),
        _ => send(LoopEvent::Input(Input::Signal(signal))),
    }
}

/// Suspends the program's process group until the shell continues it; `false` where no shell could.
///
/// It returns at once; the continuation arrives as an event.
pub(in crate::tui) fn stop() -> bool {
    has_shell() && kill_current_process_group(Signal::STOP).is_ok()
}

/// `true` if the parent process is of the same session, so a shell can continue the program.
///
/// The program that a terminal window was opened for has no such parent, and would sleep for ever.
pub(in crate::tui) fn has_shell() -> bool {
    let own = getsid(None);
    match (own, getppid()) {
        (Ok(own), Some(parent)) => own != getpid() && getsid(Some(parent)) == Ok(own),
        _ => false,
    }
}
