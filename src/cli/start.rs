//! `pledge` with nothing to open: the first screen, and what was chosen on it.

use std::{io, path::Path, process::ExitCode, sync::mpsc, thread};

use super::{
    OpenPurpose, ViewOptions, clock, demo,
    failure::Failure,
    files::{self, UnitFolder},
    launch,
    new::{self, From, Start},
    overrides::Overrides,
    plain, prepare, rehearse, settings,
};
use crate::{
    app::{
        input::Input,
        program::Program as _,
        shell::Scene as _,
        start::{Discovery, KnownUnit, LeftVotes, NewUnit, NextProgram, Starting},
    },
    domain::{
        dates,
        due::due,
        refusal::{Refusal, refuse},
        stamp::Stamp,
    },
    store::{
        ballot_box::{self, LeftBox},
        disk::{Disk as _, RealDisk},
        recent,
    },
    tui::{self, EventChannel, ExitReason, InputSender},
    yaml,
};

/// Shows the screen, and does what was chosen.
pub(super) fn run(overrides: &Overrides, way: ViewOptions) -> Result<ExitCode, Failure> {
    let holding = settings::for_a_meeting(settings::path().as_deref(), overrides);
    let local = launch::local_folder()?;
    let templates: Vec<(String, String)> = new::templates()
        .into_iter()
        .map(|t| (t.name, t.about))
        .collect();
    let palette = holding.settings.palette;
    let events = EventChannel::new();
    let post = events.sender();
    let (tell, heard) = mpsc::channel();
    // Beside the screen: a unit on a share that is away would hold the first picture up for
    // seconds.
    let reader = thread::Builder::new().name("units".into());
    let reader = reader
        .spawn(move || look_around(&local, clock::now(), &tell, &post))
        .map_err(Failure::internal)?;
    let delete = |votes: &LeftVotes| {
        RealDisk
            .remove(&votes.file)
            .map_err(|e| Refusal::new(e.to_string()))
    };
    let mut starting = Starting::new(Vec::new(), &templates, palette, Box::new(make))
        .with_votes(Vec::new(), Box::new(delete))
        .discovering(Box::new(move || heard.try_recv().ok()));
    starting.shell_mut().save_palette = settings::save_palette();
    if way.plain {
        // A list that fills up while it is read out would be read again and again. A thread that has failed leaves its rows out.
        let _ = reader.join();
        starting.input(Input::Tick, clock::now());
        plain::run(&mut starting);
    } else {
        let options = launch::options(&holding.settings);
        let ending = tui::run_from(&mut starting, &options, clock::now, &events)
            .map_err(|e| launch::no_screen(&e))?;
        if ending != ExitReason::Over {
            return Ok(launch::code_of(ending));
        }
    }
    let Some(chosen) = starting.chosen().cloned() else {
        return Ok(ExitCode::SUCCESS);
    };
    match chosen {
        NextProgram::Open(folder) => super::open(&folder, overrides, way),
        NextProgram::Prepare(folder) => prepare::at(&folder, overrides, way),
        NextProgram::Rehearse(folder) => rehearse::run(&folder, overrides, way, false),
        NextProgram::Review(folder) => {
            let way = ViewOptions {
                purpose: OpenPurpose::Review,
                ..way
            };
            super::open(&folder, overrides, way)
        }
        NextProgram::Sample => demo::run(overrides, way),
    }
}

/// Finds the recent units and their state, each in its own thread: a share that hangs delays its own row only.
fn look_around(local: &Path, now: Stamp, tell: &mpsc::Sender<Discovery>, post: &InputSender) {
    let say = |news| {
        // The screen may be gone by now.
        if tell.send(news).is_ok() {
            post.send(Input::Tick);
        }
    };
    let folders = recent::units(&*files::DISK, local);
    say(Discovery::Units(folders.clone()));
    // A thread for each unit: in one for all, the first share that hangs would hold back every row
    // below it.
    thread::scope(|scope| {
        for folder in &folders {
            scope.spawn(|| {
                say(match known(folder, now) {
                    Ok(known) => Discovery::Unit(folder.clone(), known),
                    Err(refusal) => Discovery::Silent(folder.clone(), refusal.into()),
                });
            });
        }
        let left = ballot_box::left_behind(&*files::DISK, local, &folders);
        let left = left.into_iter().map(|l| left_votes(l, now)).collect();
        say(Discovery::Votes(left));
    });
}

/// The row of votes that were left behind.
fn left_votes(left: LeftBox, now: Stamp) -> LeftVotes {
    let opened = left.opened.and_then(|s| i64::try_from(s).ok());
    let days = opened.map(|opened| (now.seconds() - opened).max(0) / (24 * 60 * 60));
    LeftVotes {
        file: left.path,
        folder: left.unit,
        age: match days {
            Some(0) => "less than a day old".to_owned(),
            Some(1) => "1 day old".to_owned(),
            Some(days) => format!("{days} days old"),
            None => "nobody knows how old".to_owned(),
        },
        is_key: left.is_key,
    }
}

/// Makes a unit's folder.
fn make(new: &NewUnit) -> Result<KnownUnit, Refusal> {
    let start = Start {
        folder: new.folder.clone(),
        from: match &new.previous {
            Some(previous) => From::Previous(previous.clone()),
            None => From::Template(new.template.clone()),
        },
        unit: Some(new.name.clone()),
        organisation: None,
        minutes: new.minutes,
    };
    new::start_unit(&start)?;
    let folder = std::path::absolute(&new.folder).map_err(|e| Refusal::new(e.to_string()))?;
    launch::remember(&folder);
    known(&folder, clock::now())?.ok_or_else(|| "It is there, and cannot be read.".into())
}

/// The row of a unit; none if its folder is gone.
///
/// # Errors
/// A few words, where the folder does not answer.
fn known(folder: &Path, now: Stamp) -> Result<Option<KnownUnit>, Refusal> {
    match files::DISK.thing(folder) {
        // Not left out as a folder that is gone: a share that is slow to wake may be there in a
        // minute.
        Err(e) if e.kind() == io::ErrorKind::TimedOut => refuse("does not answer"),
        Err(_) | Ok(None) => Ok(None),
        Ok(Some(_)) => Ok(state_of(folder, now)),
    }
}

fn state_of(folder: &Path, now: Stamp) -> Option<KnownUnit> {
    let unit = UnitFolder::at(folder).ok()?;
    let findings = files::findings_now(&unit);
    let outcome = files::outcome(&unit).ok().flatten();
    let name = findings
        .map(|f| f.unit.name)
        .or_else(|| outcome.as_ref().map(|o| o.unit.name.clone()))?;
    let base = KnownUnit {
        folder: folder.to_path_buf(),
        name,
        ..KnownUnit::default()
    };
    if let Some(outcome) = outcome {
        let overdue = due(&outcome, now.date(), 0);
        let overdue = overdue.iter().filter(|d| d.overdue).count();
        let when = outcome.meeting.date.map_or_else(
            || "pledged".to_owned(),
            |d| format!("pledged {}", dates::short(d)),
        );
        return Some(KnownUnit {
            state: match overdue {
                0 => when,
                n => format!("{when}, {n} overdue"),
            },
            overdue: overdue > 0,
            over: true,
            ..base
        });
    }
    let agenda = files::optional(&unit.agenda).ok().flatten();
    let day = agenda
        .and_then(|t| yaml::read_agenda("", &t).value)
        .and_then(|f| f.agenda.meeting.date);
    let begun = files::meeting(&unit);
    let begun = begun.is_ok_and(|j| j.is_some_and(|j| j.state().is_started()));
    let state = if begun {
        "the meeting has begun".to_owned()
    } else {
        day.map_or_else(
            || "being prepared".to_owned(),
            |d| format!("meets {}", dates::short(d)),
        )
    };
    Some(KnownUnit { state, ..base })
}
