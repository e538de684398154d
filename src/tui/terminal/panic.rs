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

/// Installs the hook, once; the calling thread counts as the main one.
///
/// A panic in the main thread unwinds as usual. In any other thread the process exits at once, because the main loop
/// would not notice that the thread is gone.
pub(crate) fn install_panic_hook() {
    static ONCE: Once = Once::new();
    let main = thread::current().id();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(move |info| {
            restore();
            let mut err = std::io::stderr();
            for line in message(info).lines() {
                // Past the full screen nothing else filters control characters, and a panic message may quote a comment.
                let _ = writeln!(err, "{}", clean(line));
            }
            if thread::current().id() != main {
                std::process::exit(FAILED);
            }
        }));
    });
}

fn message(info: &PanicHookInfo<'_>) -> String {
    let what = info.payload_as_str().unwrap_or("it did not say why");
    let place = info
        .location()
        .map(|l| format!(" ({}:{})", l.file(), l.line()))
        .unwrap_or_default();
    format!(
        "pledge failed: {what}{place}\n\
         What was done before is saved. Please report this with the line above."
    )
}
