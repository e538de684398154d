//! The watchdog thread: notices that the terminal is gone.
//!
//! crossterm spins at a full core on a dead terminal when `SIGHUP` is ignored (its issue 793). A thread that polls only
//! for the hang-up costs nothing while idle, and ends the process if the loop does not.

use std::{io, process, sync::atomic::Ordering, thread, time::Duration};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::{
    app::input::Input,
    tui::source::{LOOP_ENDED, LoopEvent, send},
};

/// Time that the loop gets to save before the process is ended.
const GRACE: Duration = Duration::from_millis(1500);
/// The exit code of a program that `SIGHUP` ended.
const HUNG_UP: i32 = 129;

/// Starts the watchdog.
pub(super) fn listen() -> io::Result<()> {
    thread::Builder::new()
        .name("watchdog".to_owned())
        .spawn(move || {
            if !wait_for_hang_up() {
                return;
            }
            send(LoopEvent::Input(Input::HangUp));
            thread::sleep(GRACE);
            if !LOOP_ENDED.load(Ordering::SeqCst) {
                process::exit(HUNG_UP);
            }
        })?;
    Ok(())
}

/// `true` if the terminal is gone now. A failed read of keys is no proof: the process may be out of descriptors.
pub(super) fn is_hung_up() -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    poll(&mut fds, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

/// Waits until the terminal is gone; `false` if that cannot be told.
fn wait_for_hang_up() -> bool {
    let stdin = io::stdin();
    loop {
        // Empty flags leave POLLHUP, POLLERR and POLLNVAL, which cannot be masked: keys do not wake this thread.
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(count) if count > 0 => return true,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
