//! Things that every command with a screen or a session needs: the local data folder, the lock's words, how the screen is drawn.
//!
//! They stand apart from the commands, so that no command has to know another one for them.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    clock,
    failure::{Failure, FailureKind},
    system::WINDOWS,
};
use crate::{
    domain::settings::Settings,
    store::{
        disk::{Disk as _, RealDisk},
        recent,
    },
    tui::{self, ExitReason, ScreenOptions},
};

/// Advice for an account without a home folder. On Windows the system knows it, and no variable does.
pub(super) const NO_HOME: &str = if WINDOWS {
    "sign in with an account that has a profile on this computer"
} else {
    "set HOME"
};

/// The folder on this computer for what must not be shared. If it exists, it and what is in it are closed to other accounts,
/// whatever an earlier version or a copy made by hand left open.
pub(super) fn local_folder() -> Result<PathBuf, Failure> {
    let folder = directories::ProjectDirs::from("", "", "pledge")
        .map(|d| d.data_local_dir().to_path_buf())
        .ok_or_else(|| {
            Failure::new("this account has no home folder to keep ballots in").hint(NO_HOME)
        })?;
    if folder.exists() {
        // A meeting can be held even where the folder cannot be closed.
        let _ = RealDisk.make_private_folder(&folder);
    }
    Ok(folder)
}

/// The words in the lock, for the second one to open the folder: account, time and process.
pub(super) fn who() -> String {
    // On Unix, then on Windows. Neither is proved: the words only tell the second person whom to
    // ask.
    let user = std::env::var("USER")
        .or_else(|_| std::env::var("USERNAME"))
        .unwrap_or_default();
    let since = clock::now().hm();
    let process = std::process::id();
    if user.is_empty() {
        format!("since {since}, process {process}")
    } else {
        format!("{user}, since {since}, process {process}")
    }
}

/// Adds the folder to the recent units, which the first screen lists.
pub(super) fn remember(folder: &Path) {
    // A scratch folder is gone tomorrow, so it is not listed.
    if let Ok(local) = local_folder()
        && !folder.starts_with(std::env::temp_dir())
    {
        recent::opened(&RealDisk, &local, folder);
    }
}

/// True for a terminal that declares that it cannot draw (`TERM=dumb`).
pub(super) fn types_only() -> bool {
    tui::is_tty() && std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The failure where there is no full screen; its hint names the dialogue.
pub(super) fn no_screen(error: &tui::Error) -> Failure {
    let failure = Failure::of(FailureKind::Terminal, error.to_string());
    match error {
        tui::Error::NoTerminal => failure.hint(
            "`--plain` holds the same as a dialogue, line by line, in any terminal or from a pipe",
        ),
        tui::Error::Terminal(_) => failure,
    }
}

/// The options of the full screen, from the settings.
pub(super) fn options(settings: &Settings) -> ScreenOptions {
    let mut options = ScreenOptions::of(settings.palette);
    options.look.ascii = settings.ascii;
    options.mouse = settings.mouse;
    options
}

/// The exit code of a screen that ended: 0, or 128 + n after a signal.
pub(super) fn code_of(reason: ExitReason) -> ExitCode {
    u8::try_from(reason.code()).map_or(ExitCode::FAILURE, ExitCode::from)
}
