//! What happens to the terminal when a thread of the program fails.
//!
//! The message is readable, the terminal is as it was, and nothing that half works stays on the wall:
//! what was done is in the journal.

use std::{
    io::Write as _,
    panic::{self, PanicHookInfo},
    sync::Once,
    thread,
};

use super::restore;
use crate::text::clean;

/// The exit code of a program that failed, the same whichever thread it was.
const FAILED: i32 = 101;

/// From now on a panic gives the terminal back before it is said, and ends the process in whichever thread it is.
///
/// In the thread that called this the panic goes on as it would; the other threads cannot tell it, so there the
/// process ends at once.
pub(crate) fn install_panic_hook() {
    static ONCE: Once = Once::new();
    let main = thread::current().id();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(move |info| {
            restore();
            let mut err = std::io::stderr();
            for line in message(info).lines() {
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
