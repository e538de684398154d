//! The goal bank of a meeting, read from the folder in the settings beside the screen.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use super::outcomes::{candidates, each_once, settings_of};
use crate::{
    app::meeting::NextBank,
    programme::bank::{Bank, BankPart},
};

/// Reads the agreed goals of the outcomes below a folder, or of an exported dataset, in a thread of its own.
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

/// The bank of a folder or dataset; empty where it cannot be read.
fn bank(folder: &Path) -> Bank {
    #[cfg(feature = "parquet")]
    if let Some(bank) = super::lake::bank(folder) {
        return bank;
    }
    // Without the file nobody knows which unit lets others see its goals, and a damaged one may say no.
    let Ok(settings) = settings_of(folder) else {
        return Bank::default();
    };
    let Ok((paths, _)) = candidates(folder) else {
        return Bank::default();
    };
    let read = each_once(
        folder,
        &paths,
        settings.as_ref(),
        || (),
        |(), source, outcome| {
            let unit = settings.as_ref().and_then(|s| s.unit_of(&source.folder));
            // Without consent a unit is in no number that others see.
            let counts = unit.is_none_or(|unit| unit.consent);
            counts.then(|| BankPart::of(outcome, unit.is_some_and(|unit| unit.bank)))
        },
    );
    Bank::of(read.parts.into_iter().flatten())
}
