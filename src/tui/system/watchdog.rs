//! Notices that the terminal is gone.
//!
//! The library that reads keys spins on a dead terminal for ever when `SIGHUP` is ignored; a thread that waits
//! for nothing but the hang-up costs nothing, and ends the process if the loop does not.

use std::{io, process, sync::atomic::Ordering, thread, time::Duration};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::{
    app::input::Input,
    tui::source::{LOOP_ENDED, LoopEvent, send},
};

/// The loop has so long to save.
const GRACE: Duration = Duration::from_millis(1500);
/// As a program that `SIGHUP` ended.
const HUNG_UP: i32 = 129;

/// Starts the thread.
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

/// Whether the terminal is gone now. Keys may fail for other reasons, such as no descriptor left to read them with.
pub(super) fn is_hung_up() -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    poll(&mut fds, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

/// Waits until the terminal is gone. Asking for no events leaves those that cannot be switched off.
fn wait_for_hang_up() -> bool {
    let stdin = io::stdin();
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(count) if count > 0 => return true,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
