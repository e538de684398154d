//! The goal bank of a meeting, read from the folder in the settings beside the screen.

use std::{path::PathBuf, sync::mpsc, thread};

use super::{candidates, read};
use crate::{app::meeting::NextBank, cli::files::name, cli::paths, programme::bank::Bank};

/// Reads the agreed goals of the outcomes below a folder in a thread of its own.
// Ten thousand files, perhaps on a share: no meeting waits for them, and none fails because they cannot be read.
pub(in crate::cli) fn in_background(folder: PathBuf) -> NextBank {
    let (tell, heard) = mpsc::channel();
    let reader = thread::Builder::new().name("goal bank".into());
    let spawned = reader.spawn(move || {
        // Nobody may be waiting any more.
        let _ = tell.send(bank(&folder));
    });
    if spawned.is_err() {
        return Box::new(|| None);
    }
    Box::new(move || heard.try_recv().ok())
}

/// The bank of a folder; empty where it cannot be read.
fn bank(folder: &std::path::Path) -> Bank {
    let mut bank = Bank::default();
    let Ok((paths, _)) = candidates(folder) else {
        return bank;
    };
    for path in &paths {
        let file = paths::in_table(name(path));
        if let Ok(Some(outcome)) = read(path, &file) {
            bank.add(&outcome, false);
        }
    }
    bank.finish();
    bank
}
