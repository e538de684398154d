//! `pledge` with nothing to open: the first screen, and what was chosen on it.

use std::path::Path;
use std::process::ExitCode;

use super::{
    Purpose, Way, clock, demo,
    failure::Failure,
    files::{self, Unit},
    meet,
    new::{self, From, Start},
    prepare, rehearse, settings,
    wishes::Wishes,
};
use crate::{
    app::start::{Chosen, Known, LeftVotes, New, Starting},
    domain::{dates, due::due, stamp::Stamp},
    store::{
        ballot_box::{self, Left},
        disk::{Disk as _, RealDisk},
        recent,
    },
    tui::{self, Ending},
    yaml,
};

/// Shows the screen, and does what was chosen.
pub(super) fn run(wishes: &Wishes, way: Way) -> Result<ExitCode, Failure> {
    let holding = settings::for_a_meeting(settings::path().as_deref(), wishes);
    let now = clock::now();
    let local = meet::local_folder()?;
    let folders = recent::units(&RealDisk, &local);
    let units = folders.iter().filter_map(|f| known(f, now)).collect();
    let templates: Vec<(String, String)> = new::templates()
        .into_iter()
        .map(|t| (t.name, t.about))
        .collect();
    let palette = holding.settings.palette;
    let left = ballot_box::left_behind(&RealDisk, &local, &folders);
    let left = left.into_iter().map(|l| left_votes(l, now)).collect();
    let delete = |votes: &LeftVotes| RealDisk.remove(&votes.file).map_err(|e| e.to_string());
    let mut starting = Starting::new(units, &templates, palette, Box::new(make))
        .with_votes(left, Box::new(delete));
    let options = meet::options(&holding.settings);
    let ending = tui::run(&mut starting, &options, clock::now).map_err(|e| meet::no_screen(&e))?;
    if ending != Ending::Over {
        return Ok(u8::try_from(ending.code()).map_or(ExitCode::FAILURE, ExitCode::from));
    }
    let Some(chosen) = starting.chosen().cloned() else {
        return Ok(ExitCode::SUCCESS);
    };
    match chosen {
        Chosen::Open(folder) => meet::run(&folder, wishes, way),
        Chosen::Prepare(folder) => prepare::at(&folder, wishes, way),
        Chosen::Rehearse(folder) => rehearse::run(&folder, wishes, way, false),
        Chosen::Review(folder) => {
            let way = Way {
                purpose: Purpose::Review,
                ..way
            };
            meet::run(&folder, wishes, way)
        }
        Chosen::Sample => demo::run(wishes, way),
    }
}

/// What is to be said of votes that were left behind.
fn left_votes(left: Left, now: Stamp) -> LeftVotes {
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
    }
}

/// Makes a unit's folder.
fn make(new: &New) -> Result<Known, String> {
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
    new::start_unit(&start).map_err(|f| f.message().to_owned())?;
    let folder = std::path::absolute(&new.folder).map_err(|e| e.to_string())?;
    meet::remember(&folder);
    known(&folder, clock::now()).ok_or_else(|| "It is there, and cannot be read.".to_owned())
}

/// What is to be said of a unit; nothing where its folder is gone.
fn known(folder: &Path, now: Stamp) -> Option<Known> {
    let unit = Unit::at(folder).ok()?;
    let findings = files::findings_now(&unit);
    let outcome = files::outcome(&unit).ok().flatten();
    let name = findings
        .map(|f| f.unit.name)
        .or_else(|| outcome.as_ref().map(|o| o.unit.name.clone()))?;
    let base = Known {
        folder: folder.to_path_buf(),
        name,
        ..Known::default()
    };
    if let Some(outcome) = outcome {
        let overdue = due(&outcome, now.date(), 0);
        let overdue = overdue.iter().filter(|d| d.overdue).count();
        let when = outcome.meeting.date.map_or_else(
            || "pledged".to_owned(),
            |d| format!("pledged {}", dates::short(d)),
        );
        return Some(Known {
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
    Some(Known { state, ..base })
}
