//! `pledge meet`: a unit folder into a full screen or a dialogue, and out of it with everything saved.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc,
    thread,
    time::Duration,
};

use super::{
    Purpose, Way, clock,
    export::{self, Material},
    failure::{Failure, say_on},
    files::{self, Unit},
    rehearse,
    settings::{self, Holding, Remember},
    start, talk,
    wishes::Wishes,
};
use crate::{
    app::{
        cards::Role,
        meeting::{App, Papers, WritePapers},
        shell::SavePalette,
    },
    domain::{
        agenda::Stage,
        due,
        meeting::{Began, Meeting},
        settings::Settings,
        stamp::Stamp,
    },
    store::{
        disk::{Disk, RealDisk},
        patient::PatientDisk,
        places::Places,
        recent,
        session::{Session, Trouble},
    },
    tui::{self, ExitReason, ScreenOptions},
    yaml,
};

/// How long a write may take before the room goes on without it.
const PATIENCE: Duration = Duration::from_millis(400);
/// The same while nothing is on the screen yet: a share that takes its time opens all the same.
const OPENING_PATIENCE: Duration = Duration::from_secs(2);
/// How long the room waits for its papers.
const PAPERS_PATIENCE: Duration = Duration::from_secs(5);

/// Opens the current folder, where it is a unit's; else shows the first screen, or says what there is.
pub(super) fn here(wishes: &Wishes, way: Way) -> Result<ExitCode, Failure> {
    if Path::new("findings.yaml").exists() || Path::new("meeting.journal").exists() {
        return run(Path::new("."), wishes, way);
    }
    if !way.plain && tui::is_tty() {
        return start::run(wishes, way);
    }
    Err(Failure::new("this folder holds no findings.yaml")
        .hint("`pledge FOLDER` opens a unit\u{2019}s meeting, `pledge demo` the sample, `pledge --help` shows every command"))
}

/// A terminal that says of itself that it cannot draw.
pub(super) fn types_only() -> bool {
    tui::is_tty() && std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Why there is no full screen, and what there is instead.
pub(super) fn no_screen(error: &tui::Error) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        tui::Error::NoTerminal => {
            failure.hint("`--plain` holds the meeting as a dialogue, line by line, in any terminal or from a pipe")
        }
        tui::Error::Terminal(_) => failure,
    }
}

/// How the full screen is drawn, as settings have it.
pub(super) fn options(settings: &Settings) -> ScreenOptions {
    let mut options = ScreenOptions::of(settings.palette);
    options.look.ascii = settings.ascii;
    options.mouse = settings.mouse;
    options
}

pub(super) fn run(path: &Path, wishes: &Wishes, way: Way) -> Result<ExitCode, Failure> {
    let unit = Unit::at(path)?;
    let file = settings::path();
    let holding = settings::for_a_meeting(file.as_deref(), wishes);
    let options = options(&holding.settings);
    let (mut app, began_now) = open(&unit, &holding.settings, way)?;
    let asked = holding.settings.clone();
    furnish(&mut app, holding, file);
    remember(&unit.folder);
    app.write_papers_with(papers(&unit, asked));
    if way.desk {
        app.at_the_desk();
    }
    if way.purpose == Purpose::Meet {
        app.ask_which_day();
    }
    if way.plain {
        talk::run(&mut app);
        if app.ui.rehearse {
            return rehearse_instead(app, &unit, began_now, wishes, way);
        }
        if way.purpose != Purpose::Rehearse {
            return Ok(goodbye(&app, &unit));
        }
        return Ok(ExitCode::SUCCESS);
    }
    if tui::is_tty() && local_folder().is_ok_and(|local| first_run(&RealDisk, &local)) {
        app.show_tour();
    }
    let ending = tui::run(&mut app, &options, clock::now).map_err(|e| no_screen(&e))?;
    if ending == ExitReason::Over && app.ui.rehearse {
        return rehearse_instead(app, &unit, began_now, wishes, way);
    }
    if ending != ExitReason::HangUp && way.purpose != Purpose::Rehearse {
        let code = goodbye(&app, &unit);
        if ending == ExitReason::Over {
            return Ok(code);
        }
    }
    Ok(u8::try_from(ending.code()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Leaves a meeting that was opened to be rehearsed, and rehearses it. What was begun for it is no meeting.
fn rehearse_instead(
    app: App<PatientDisk<RealDisk>>,
    unit: &Unit,
    began_now: bool,
    wishes: &Wishes,
    way: Way,
) -> Result<ExitCode, Failure> {
    let journal = app.session().journal_path().to_path_buf();
    // Its lock goes with it.
    drop(app);
    if began_now {
        RealDisk
            .remove(&journal)
            .map_err(|e| Failure::file(&journal, &e))?;
    }
    rehearse::run(&unit.folder, wishes, way, false)
}

/// The unit is found again from where the program is started without a folder. What is in a scratch folder is gone tomorrow.
pub(super) fn remember(folder: &Path) {
    if let Ok(local) = local_folder()
        && !folder.starts_with(std::env::temp_dir())
    {
        recent::opened(&RealDisk, &local, folder);
    }
}

/// What holds on this computer, put where the screens look for it.
fn furnish<D: Disk>(app: &mut App<D>, holding: Holding, file: Option<PathBuf>) {
    let Holding { settings, trouble } = holding;
    app.ui.shell.palette = settings.palette;
    app.ui.settings = settings;
    if let Some(trouble) = trouble {
        // What the meeting itself has to say comes first.
        match app.ui.shell.toast.take() {
            Some(toast) => app.tell(toast.role, format!("{} {trouble}", toast.text)),
            None => app.tell(Role::Warn, trouble),
        }
    }
    app.ui.shell.save_palette = save_palette_in(file);
}

/// Keeps the palette of a program in a settings file, for the next time.
fn save_palette_in(file: Option<PathBuf>) -> Option<SavePalette> {
    // A home on a network may hang as a unit's folder may.
    let disk = PatientDisk::new(RealDisk, PATIENCE).ok()?;
    let remember = Remember { disk, path: file? };
    Some(SavePalette::new(move |palette| remember.palette(palette)))
}

/// Keeps the palette of a program in the settings file of this computer.
pub(super) fn save_palette() -> Option<SavePalette> {
    save_palette_in(settings::path())
}

/// Writes the room's papers into the unit's folder. It may be on a network that hangs: then the room goes on without them.
fn papers(unit: &Unit, settings: Settings) -> WritePapers {
    let unit = unit.clone();
    Box::new(move |meeting, mark, now| {
        let (unit, settings) = (unit.clone(), settings.clone());
        let (meeting, mark) = (meeting.clone(), mark.clone());
        let (done, waiting) = mpsc::channel();
        let folder = unit.folder.join("out");
        thread::spawn(move || {
            let written = Material::with(&unit, &settings, Some((&meeting, &mark)), now)
                .and_then(|material| export::to_folder(&unit, &material));
            // Nobody may be waiting any more.
            let _ = done.send(written.map_err(|failure| failure.message().to_owned()));
        });
        let written = waiting.recv_timeout(PAPERS_PATIENCE).map_err(|_| {
            format!(
                "{} does not answer; `pledge export FOLDER --to all` writes the papers later.",
                folder.display()
            )
        })??;
        let names = |paths: &[PathBuf]| {
            let names = paths.iter().filter_map(|p| p.file_name());
            names.map(|n| n.to_string_lossy().into_owned()).collect()
        };
        Ok(Papers {
            folder: folder.display().to_string(),
            written: names(&written.written),
            left: names(&written.left),
            failed: written
                .failed
                .iter()
                .map(|(path, why)| format!("{}: {why}", path.display()))
                .collect(),
        })
    })
}

/// True once for each account: a marker in the local data folder says that it was. Where none can be made it is not the
/// first time, or it would be the first time every time.
fn first_run(disk: &impl Disk, local: &Path) -> bool {
    let marker = local.join("tour-seen");
    matches!(disk.read(&marker), Ok(None))
        && disk.make_private_folder(local).is_ok()
        && disk.replace(&marker, b"", false).is_ok()
}

/// What the room finds when the screen is gone; success is only where everything is on disk.
fn goodbye<D: Disk>(app: &App<D>, unit: &Unit) -> ExitCode {
    let unsaved = match app.session().unsaved() {
        0 => String::new(),
        n => format!("{n} steps could not be saved anywhere.\n"),
    };
    let outcome = unit.folder.join("outcome.yaml");
    let next = if let Some(why) = app.outcome_behind() {
        format!(
            "What was agreed is recorded, but {why}.\nThe next opening writes it: pledge {}",
            unit.folder.display()
        )
    } else if app.meeting().saved().is_some() && app.outcome_is_there() {
        format!("What was agreed: {}", outcome.display())
    } else {
        format!(
            "The meeting goes on where it stopped: pledge {}",
            unit.folder.display()
        )
    };
    let text = format!("{unsaved}{next}\n");
    say_on(&mut io::stdout().lock(), &text);
    if app.session().unsaved() > 0 || app.outcome_behind().is_some() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// Opens a unit's meeting, or begins it.
///
/// Also whether it began now.
fn open(
    unit: &Unit,
    settings: &Settings,
    way: Way,
) -> Result<(App<PatientDisk<RealDisk>>, bool), Failure> {
    let places = Places {
        folder: unit.folder.clone(),
        local: local_folder()?,
    };
    // A share that hangs must not keep ballots and steps from being saved on this computer.
    let disk = PatientDisk::with_local(RealDisk, OPENING_PATIENCE, &places.local)
        .map_err(|e| Failure::new(e.to_string()))?;
    let now = clock::now();
    let mut failure = None;
    let mut missing = None;
    let mut began_now = false;
    let session = Session::<Meeting, _>::open(disk, places, &who(), now, || {
        began_now = true;
        let began = began(unit, settings, way).and_then(|(began, lacks)| {
            missing = lacks;
            // A meeting that nobody can see is not begun.
            if way.plain || tui::is_tty() {
                Ok(began)
            } else {
                Err(no_screen(&tui::Error::NoTerminal))
            }
        });
        match began {
            Ok(began) => Ok(began),
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
    let outcome = unit.folder.join("outcome.yaml");
    let mut app =
        App::new(session, outcome, yaml::write_outcome, now).with_random(Box::new(random));
    app.session().disk().wait_at_most(PATIENCE);
    let notices: Vec<String> = app
        .session()
        .notices()
        .iter()
        .cloned()
        .chain(missing)
        .collect();
    let notices = notices.join(" ");
    if !notices.is_empty() {
        app.tell(Role::Warn, notices);
    }
    if !began_now && let Some(findings) = files::findings_now(unit) {
        app.findings_changed(findings);
    }
    if way.purpose == Purpose::Review {
        if app.meeting().saved().is_none() {
            return Err(Failure::new(format!(
                "{}: this meeting is still going on, so there is nothing to look at again",
                unit.folder.display()
            ))
            .hint("`pledge FOLDER` opens it; `s` on Close saves what was agreed"));
        }
        app.look_again();
    }
    say_what_is_overdue(&mut app, now);
    app.offer_merge();
    app.session().disk().wait_at_most(PATIENCE);
    Ok((app, began_now))
}

/// A number of the operating system's random source.
fn random() -> Result<u64, String> {
    getrandom::u64().map_err(|why| {
        format!("This computer gives no random number ({why}): let the chair decide.")
    })
}

/// What a meeting begins with: the unit's files, or the outcome of one whose journal is gone; and what of it is not there.
fn began(unit: &Unit, settings: &Settings, way: Way) -> Result<(Began, Option<String>), Failure> {
    if let Some(outcome) = files::outcome(unit)? {
        let findings = files::findings_now(unit);
        let began = Began::from_outcome(clock::fresh_id(), outcome, findings);
        return Ok((began, None));
    }
    if way.purpose == Purpose::Review {
        return Err(Failure::new(format!(
            "{}: there is no outcome yet, so there is nothing to look at again",
            unit.folder.display()
        ))
        .hint("`pledge FOLDER` opens the meeting; `s` on Close saves what was agreed"));
    }
    let b = files::beginning(unit, settings)?;
    let began = Began {
        id: clock::fresh_id(),
        findings: b.findings,
        agenda: b.agenda,
        previous: b.previous,
        outcome: None,
    };
    Ok((began, b.missing))
}

/// Whoever opens a meeting that is over hears what has gone by since.
fn say_what_is_overdue<D: Disk>(app: &mut App<D>, now: Stamp) {
    if !app.room(now).again || app.ui.shell.toast.is_some() {
        return;
    }
    let outcome = app.meeting().outcome(app.session().marked(), now);
    let overdue = due::due(&outcome, now.date(), 0);
    let overdue = overdue.iter().filter(|d| d.overdue).count();
    if overdue > 0 {
        let things = if overdue == 1 {
            "1 thing is".to_owned()
        } else {
            format!("{overdue} things are")
        };
        let there = if app.room(now).stage() == Stage::Review {
            ""
        } else {
            "{Go(Review)} goes to Review; "
        };
        app.tell(
            Role::Warn,
            format!("{things} overdue: {there}`pledge due` lists them."),
        );
    }
}

/// Who holds the lock, for whoever comes second.
pub(super) fn who() -> String {
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

/// The folder on this computer for what must not be shared. Where it is there, it and what is in it are closed to other
/// accounts, whatever an earlier version or somebody's own copying left open.
pub(super) fn local_folder() -> Result<PathBuf, Failure> {
    let folder = directories::ProjectDirs::from("", "", "pledge")
        .map(|d| d.data_local_dir().to_path_buf())
        .ok_or_else(|| {
            Failure::new("this account has no home folder to keep ballots in").hint("set HOME")
        })?;
    if folder.exists() {
        // Whoever cannot close it can still hold a meeting.
        let _ = RealDisk.make_private_folder(&folder);
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryDisk;

    fn app() -> App<MemoryDisk> {
        let places = Places {
            folder: PathBuf::from("/unit"),
            local: PathBuf::from("/local"),
        };
        let now = "2026-11-24T13:00:00+00:00".parse().unwrap();
        let session = Session::<Meeting, _>::open(MemoryDisk::default(), places, "us", now, || {
            Ok(Began::default())
        });
        let outcome = PathBuf::from("/unit/outcome.yaml");
        App::new(session.unwrap(), outcome, yaml::write_outcome, now)
    }

    #[test]
    fn screens_find_what_holds_and_the_room_hears_what_does_not() {
        let settings = Settings {
            palette: crate::domain::settings::Palette::HighContrast,
            mouse: false,
            ..Settings::default()
        };
        let holding = Holding {
            settings: settings.clone(),
            trouble: None,
        };
        let mut app = app();
        furnish(&mut app, holding.clone(), None);
        assert_eq!(app.ui.shell.palette, settings.palette);
        assert_eq!(app.ui.settings, settings);
        assert_eq!(app.ui.shell.toast, None);
        let trouble = Holding {
            trouble: Some("No settings.".to_owned()),
            ..holding
        };
        furnish(&mut app, trouble.clone(), None);
        let toast = app.ui.shell.toast.clone().unwrap();
        assert_eq!(
            (toast.text.as_str(), toast.role),
            ("No settings.", Role::Warn)
        );
        app.tell(Role::Bad, "The box is gone.");
        furnish(&mut app, trouble, None);
        let toast = app.ui.shell.toast.clone().unwrap();
        assert_eq!(toast.text, "The box is gone. No settings.");
        assert_eq!(toast.role, Role::Bad);
    }

    #[test]
    fn the_first_run_is_the_first_once() {
        let disk = MemoryDisk::default();
        let local = Path::new("/local/pledge");
        assert!(first_run(&disk, local));
        assert!(!first_run(&disk, local));
        assert_eq!(
            disk.file(Path::new("/local/pledge/tour-seen")),
            Some(Vec::new())
        );
    }

    #[test]
    fn where_no_marker_can_be_made_it_is_not_the_first_run() {
        let disk = MemoryDisk::default();
        disk.refuse_writes(true);
        assert!(!first_run(&disk, Path::new("/local/pledge")));
    }
}
