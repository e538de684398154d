//! What the system asks of the program, as inputs, and the stop that a shell's `Ctrl-Z` is.
//!
//! Nothing is done in a handler: a thread hears of the signal and sends it on.

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

/// Starts the thread.
pub(super) fn listen() -> io::Result<()> {
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

fn hear(signal: i32) {
    let over = LOOP_ENDED.load(Ordering::SeqCst);
    match signal {
        SIGTSTP if over => {
            stop();
        }
        SIGTSTP => {
            send(LoopEvent::Stop);
        }
        // The write that went past the limit fails as one on a full disk does.
        SIGXFSZ => {}
        SIGCONT => {
            send(LoopEvent::Continued);
        }
        // The library hears of a new size only once it reads keys: a window that changes right after the start was missed.
        SIGWINCH => {
            if let Ok(size) = super::size() {
                send(LoopEvent::Input(Input::Resize(size.width, size.height)));
            }
        }
        _ if over => process::exit(128 + signal),
        _ => send(LoopEvent::Input(Input::Signal(signal))),
    }
}

/// Stops the program, and what was started with it, until the shell lets it go on; not where no shell would.
///
/// It returns at once: that it goes on is heard as news.
pub(in crate::tui) fn stop() -> bool {
    has_shell() && kill_current_process_group(Signal::STOP).is_ok()
}

/// Whether the program's parent is of the same session. A terminal window's own program has nobody to wake it again.
pub(in crate::tui) fn has_shell() -> bool {
    let own = getsid(None);
    match (own, getppid()) {
        (Ok(own), Some(parent)) => own != getpid() && getsid(Some(parent)) == Ok(own),
        _ => false,
    }
}
