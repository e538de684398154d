//! `pledge meet`: a unit folder into a full screen or a dialogue, and out of it with everything saved.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, Unit},
    talk,
};
use crate::{
    app::{App, cards::Role},
    domain::meeting::{Began, Meeting},
    store::{
        disk::{Disk, RealDisk},
        patient::PatientDisk,
        places::Places,
        session::{Session, Trouble},
    },
    tui::{self, Ending, Options, Palette},
    yaml,
};

/// How long a write may take before the room goes on without it.
const PATIENCE: Duration = Duration::from_millis(400);

/// Opens the current folder, where it is a unit's; else says what there is.
pub(super) fn here(plain: bool) -> Result<ExitCode, Failure> {
    if Path::new("findings.yaml").exists() || Path::new("meeting.journal").exists() {
        return run(Path::new("."), plain);
    }
    Err(Failure::new("this folder holds no findings.yaml")
        .hint("`pledge FOLDER` opens a unit\u{2019}s meeting, `pledge demo` the sample, `pledge --help` shows every command"))
}

/// A terminal that says of itself that it cannot draw.
pub(super) fn types_only() -> bool {
    tui::is_there() && std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Why there is no full screen, and what there is instead.
fn no_screen(error: &tui::Error) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        tui::Error::NoTerminal => {
            failure.hint("`--plain` holds the meeting as a dialogue, line by line, in any terminal or from a pipe")
        }
        tui::Error::Terminal(_) => failure,
    }
}

pub(super) fn run(path: &Path, plain: bool) -> Result<ExitCode, Failure> {
    let unit = Unit::at(path)?;
    let mut app = open(&unit, plain)?;
    if plain {
        talk::run(&mut app);
        goodbye(&app, &unit);
        return Ok(ExitCode::SUCCESS);
    }
    let ending = tui::run(&mut app, &Options::of(Palette::RoomLight), clock::now)
        .map_err(|e| no_screen(&e))?;
    if ending != Ending::HangUp {
        goodbye(&app, &unit);
    }
    Ok(u8::try_from(ending.code()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// What the room finds when the screen is gone.
fn goodbye<D: Disk>(app: &App<D>, unit: &Unit) {
    let unsaved = match app.session().unsaved() {
        0 => String::new(),
        n => format!("{n} steps could not be saved anywhere.\n"),
    };
    let next = if app.meeting().saved().is_some() {
        format!(
            "What was agreed: {}",
            unit.folder.join("outcome.yaml").display()
        )
    } else {
        format!(
            "The meeting goes on where it stopped: pledge {}",
            unit.folder.display()
        )
    };
    let text = format!("{unsaved}{next}\n");
    say_on(&mut io::stdout().lock(), &text);
}

/// Opens a unit's meeting, or begins it.
fn open(unit: &Unit, plain: bool) -> Result<App<PatientDisk<RealDisk>>, Failure> {
    let places = Places {
        folder: unit.folder.clone(),
        local: local_folder()?,
    };
    let disk = PatientDisk::new(RealDisk, PATIENCE).map_err(|e| Failure::new(e.to_string()))?;
    let now = clock::now();
    let mut failure = None;
    let mut began_now = false;
    let session = Session::<Meeting, _>::open(disk, places, &who(), now, || {
        began_now = true;
        // A meeting that nobody can see is not begun.
        let read = files::beginning(unit).and_then(|b| {
            if plain || tui::is_there() {
                Ok(b)
            } else {
                Err(no_screen(&tui::Error::NoTerminal))
            }
        });
        match read {
            Ok(b) => {
                let (findings, agenda, previous) = (b.findings, b.agenda, b.previous);
                Ok(Began {
                    id: clock::fresh_id(),
                    findings,
                    agenda,
                    previous,
                })
            }
            Err(why) => {
                failure = Some(why);
                Err(Trouble::ReadOnly)
            }
        }
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    let session = session?;
    let notices = session.notices().join(" ");
    let outcome = unit.folder.join("outcome.yaml");
    let mut app = App::new(session, outcome, yaml::write_outcome, now);
    if !notices.is_empty() {
        app.tell(Role::Warn, notices);
    }
    if !began_now && let Some(findings) = files::findings_now(unit) {
        app.findings_changed(findings);
    }
    Ok(app)
}

/// Who holds the lock, for whoever comes second.
fn who() -> String {
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

/// The folder on this computer for what must not be shared.
fn local_folder() -> Result<PathBuf, Failure> {
    directories::ProjectDirs::from("", "", "pledge")
        .map(|d| d.data_local_dir().to_path_buf())
        .ok_or_else(|| {
            Failure::new("this account has no home folder to keep ballots in").hint("set HOME")
        })
}
