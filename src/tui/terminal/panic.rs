//! The panic hook: restores the terminal before the message, and ends the process.
//!
//! A program that has lost a thread must not stay on the projector half working; every step taken before the panic is
//! in the journal.

use std::{
    io::Write as _,
    panic::{self, PanicHookInfo},
    sync::Once,
    thread,
};

use super::restore;
use crate::text::clean;

/// The exit code after a panic in any thread, the one that Rust uses for the main thread.
const FAILED: i32 = 101;

/// Installs the hook, once; the calling thread counts as the main one. `farewell` gives the words for standard error, when the
/// terminal is as it was.
///
/// A panic in the main thread unwinds as usual. In any other thread the process exits at once, because the main loop
/// would not notice that the thread is gone.
pub fn install_panic_hook(farewell: impl Fn(&PanicHookInfo<'_>) -> String + Send + Sync + 'static) {
    static ONCE: Once = Once::new();
    let main = thread::current().id();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(move |info| {
            restore();
            let mut err = std::io::stderr();
            for line in farewell(info).lines() {
                // Past the full screen nothing else filters control characters, and a path may hold some.
                let _ = writeln!(err, "{}", clean(line));
            }
            if thread::current().id() != main {
                std::process::exit(FAILED);
            }
        }));
    });
}
