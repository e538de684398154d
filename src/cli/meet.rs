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
    OpenPurpose, ViewOptions, clock, crash,
    export::{self, Material},
    failure::{Failure, say_on},
    files::{self, UnitFolder},
    launch,
    links::{self, Piece},
    overrides::Overrides,
    paths, plain, programme,
    settings::{self, Holding},
};
use crate::{
    app::{
        cards::Role,
        meeting::{App, ExportReport, WritePapers},
    },
    domain::{
        agenda::Stage,
        due,
        meeting::{Began, Meeting, OpenMeeting},
        refusal::Refusal,
        settings::Settings,
        stamp::Stamp,
    },
    store::{
        disk::{Disk, RealDisk},
        patient::PatientDisk,
        places::Places,
        session::Session,
    },
    tui::{self, ExitReason},
    yaml,
};

/// The longest that a write may take before the room goes on without it.
const PATIENCE: Duration = Duration::from_millis(400);
/// The longest write while nothing is on the screen yet: a slow share opens all the same.
const OPENING_PATIENCE: Duration = Duration::from_secs(2);
/// The longest that the room waits for its papers.
const PAPERS_PATIENCE: Duration = Duration::from_secs(5);

/// The step after a meeting's screen.
pub(super) enum NextScreen {
    /// Ending with this exit code.
    Exit(ExitCode),
    /// Rehearsing the meeting of this unit folder.
    Rehearse(PathBuf),
}

/// Holds the meeting of a unit on the full screen, or as a dialogue.
pub(super) fn run(
    path: &Path,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<NextScreen, Failure> {
    let unit = UnitFolder::at(path)?;
    let file = settings::path();
    let holding = settings::for_a_meeting(file.as_deref(), overrides);
    let options = launch::options(&holding.settings);
    let (mut app, began_now) = open(&unit, &holding.settings, way)?;
    let settings = holding.settings.clone();
    if let Some(folder) = settings.goal_bank.as_ref().filter(|_| !way.plain) {
        app.look_goals_up_in(programme::bank::in_background(PathBuf::from(folder)));
    }
    furnish(&mut app, holding, file);
    launch::remember(&unit.folder);
    app.write_papers_with(papers(&unit, settings));
    if way.desk {
        app.at_the_desk();
    }
    if way.purpose == OpenPurpose::Meet {
        app.ask_which_day();
    }
    if way.plain {
        plain::run(&mut app);
        if app.ui.rehearse {
            return rehearse_instead(app, unit, began_now);
        }
        return Ok(NextScreen::Exit(if way.purpose == OpenPurpose::Rehearse {
            ExitCode::SUCCESS
        } else {
            goodbye(&app, &unit)
        }));
    }
    if tui::is_tty() && launch::local_folder().is_ok_and(|local| first_run(&RealDisk, &local)) {
        app.show_tour();
    }
    if way.purpose != OpenPurpose::Rehearse {
        crash::opens_again_with(format!("pledge {}", paths::argument(&unit.folder)));
    }
    let ending = tui::run(&mut app, &options, crash::clock).map_err(|e| launch::no_screen(&e))?;
    if ending == ExitReason::Over && app.ui.rehearse {
        return rehearse_instead(app, unit, began_now);
    }
    if ending != ExitReason::HangUp && way.purpose != OpenPurpose::Rehearse {
        let code = goodbye(&app, &unit);
        if ending == ExitReason::Over {
            return Ok(NextScreen::Exit(code));
        }
    }
    Ok(NextScreen::Exit(launch::code_of(ending)))
}

/// Leaves a meeting that was opened to be rehearsed. The journal that opening began is removed, since no meeting was held.
fn rehearse_instead(
    app: App<PatientDisk<RealDisk>>,
    unit: UnitFolder,
    began_now: bool,
) -> Result<NextScreen, Failure> {
    let journal = app.session().journal_path().to_path_buf();
    // The lock goes with the app, and the rehearsal reads the folder.
    drop(app);
    if began_now {
        RealDisk
            .remove(&journal)
            .map_err(|e| Failure::file(&journal, &e))?;
    }
    Ok(NextScreen::Rehearse(unit.folder))
}

/// Hands the settings of this computer to the screens.
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
    app.ui.shell.save_palette = settings::save_palette_in(file);
}

/// Writes the room's papers into the unit's folder. It may be on a network that hangs: then the room goes on without them.
fn papers(unit: &UnitFolder, settings: Settings) -> WritePapers {
    let unit = unit.clone();
    Box::new(move |open, now| {
        let (unit, settings) = (unit.clone(), settings.clone());
        // Copies, because the thread may outlive the screen that waits for it.
        let (meeting, mark, changed) = (open.meeting.clone(), open.mark.clone(), open.changed);
        // Not through `PatientDisk`, which limits each call: the papers take many calls, and the
        // room waits for all of them together.
        let (done, waiting) = mpsc::channel();
        let folder = unit.folder.join("out");
        thread::spawn(move || {
            let open = OpenMeeting {
                meeting: &meeting,
                mark: &mark,
                changed,
            };
            let written = Material::with(&unit, &settings, Some(open), now)
                .and_then(|material| export::to_folder(&unit, &material));
            // Nobody may be waiting any more.
            let _ = done.send(written.map_err(Refusal::from));
        });
        let written = waiting.recv_timeout(PAPERS_PATIENCE).map_err(|_| {
            Refusal::new(format!(
                "{} does not answer; `pledge export FOLDER --to all` writes the papers later.",
                folder.display()
            ))
        })??;
        let names = |paths: &[PathBuf]| {
            let names = paths.iter().filter_map(|p| p.file_name());
            names.map(|n| n.to_string_lossy().into_owned()).collect()
        };
        Ok(ExportReport {
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

/// True at the first run of an account: later runs find a marker in the local data folder. If none can be made it is not the
/// first time, or it would be the first time every time.
fn first_run(disk: &impl Disk, local: &Path) -> bool {
    let marker = local.join("tour-seen");
    matches!(disk.read(&marker), Ok(None))
        && disk.make_private_folder(local).is_ok()
        && disk.replace(&marker, b"", false).is_ok()
}

/// The farewell after the screen.
fn goodbye<D: Disk>(app: &App<D>, unit: &UnitFolder) -> ExitCode {
    let unsaved = match app.session().unsaved() {
        0 => String::new(),
        n => format!("{n} steps could not be saved anywhere.\n"),
    };
    let outcome = unit.folder.join("outcome.yaml");
    let next = if let Some(why) = app.outcome_behind() {
        format!(
            "What was agreed is recorded, but {why}.\nThe next opening writes it: pledge {}",
            paths::argument(&unit.folder)
        )
    } else if app.meeting().saved().is_some() && app.outcome_is_there() {
        links::say(&[
            Piece::Text(&unsaved),
            Piece::Text("What was agreed: "),
            Piece::Path(&outcome),
            Piece::Text("\n"),
        ]);
        return exit_code_of(app);
    } else {
        format!(
            "The meeting goes on where it stopped: pledge {}",
            paths::argument(&unit.folder)
        )
    };
    let text = format!("{unsaved}{next}\n");
    say_on(&mut io::stdout().lock(), &text);
    exit_code_of(app)
}

/// The exit code: success only if everything is on disk.
fn exit_code_of<D: Disk>(app: &App<D>) -> ExitCode {
    // A script that sends the outcome on must not send an old one.
    if app.session().unsaved() > 0 || app.outcome_behind().is_some() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// Opens a unit's meeting, or begins it.
///
/// The second value is true if it began now.
fn open(
    unit: &UnitFolder,
    settings: &Settings,
    way: ViewOptions,
) -> Result<(App<PatientDisk<RealDisk>>, bool), Failure> {
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    // A share that hangs must not keep ballots and steps from being saved on this computer.
    let disk = PatientDisk::with_local(RealDisk, OPENING_PATIENCE, &places.local)
        .map_err(Failure::internal)?;
    let now = clock::now();
    let mut missing = None;
    let mut began_now = false;
    let session = Session::<Meeting, _>::open_or_begin(disk, places, &launch::who(), now, || {
        began_now = true;
        let (began, lacks) = began(unit, settings, way)?;
        missing = lacks;
        // A meeting that nobody can see is not begun.
        if way.plain || tui::is_tty() {
            Ok(began)
        } else {
            Err(launch::no_screen(&tui::Error::NoTerminal))
        }
    })?;
    let outcome = unit.folder.join("outcome.yaml");
    let mut app =
        App::new(session, outcome, yaml::write_outcome, now).with_random(Box::new(random));
    // The folder has answered by now. From here on a room waits for each call.
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
    if way.purpose == OpenPurpose::Review {
        if app.meeting().saved().is_none() {
            return Err(Failure::new(format!(
                "{}: this meeting is still going on, so there is nothing to review",
                unit.folder.display()
            ))
            .hint("`pledge FOLDER` opens it; `s` on Close saves what was agreed"));
        }
        app.open_follow_up();
    }
    say_what_is_overdue(&mut app, now);
    app.offer_merge();
    app.session().disk().wait_at_most(PATIENCE);
    Ok((app, began_now))
}

/// A number of the operating system's random source.
fn random() -> Result<u64, Refusal> {
    // From the system and from no generator with a seed: a lot decides between goals, and nobody
    // may be able to work it out beforehand.
    getrandom::u64().map_err(|error| {
        Refusal::new(format!(
            "This computer gives no random number ({error}): let the chair decide."
        ))
    })
}

/// The inputs of a meeting: the unit's files, or the outcome of one whose journal is gone; with a sentence on a missing file.
fn began(
    unit: &UnitFolder,
    settings: &Settings,
    way: ViewOptions,
) -> Result<(Began, Option<String>), Failure> {
    // The outcome first: where it is and the journal is not, the meeting is over. Begun anew from
    // the agenda, it would replace what was agreed.
    if let Some(outcome) = files::outcome(unit)? {
        let findings = files::findings_now(unit);
        let began = Began::from_outcome(clock::fresh_id(), outcome, findings);
        return Ok((began, None));
    }
    if way.purpose == OpenPurpose::Review {
        return Err(Failure::new(format!(
            "{}: there is no outcome yet, so there is nothing to review",
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

/// Shows the number of overdue goals at the opening of a finished meeting.
fn say_what_is_overdue<D: Disk>(app: &mut App<D>, now: Stamp) {
    if !app.room(now).follow_up || app.ui.shell.toast.is_some() {
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
