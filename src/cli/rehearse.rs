//! `pledge meet --rehearse`: the real thing on a copy, so that nobody sees it for the first time in front of a room.

use std::{io, path::Path, process::ExitCode};

use super::{
    Purpose, Way, clock,
    failure::{Failure, say_on},
    files::{self, Unit, name},
    meet,
    wishes::Wishes,
};
use crate::{
    store::disk::{Disk, RealDisk},
    yaml::{self, AgendaFile},
};

pub(super) fn run(path: &Path, wishes: &Wishes, way: Way) -> Result<ExitCode, Failure> {
    let unit = Unit::at(path)?;
    let id = clock::fresh_id();
    let scratch =
        std::env::temp_dir().join(format!("pledge-rehearsal-{}", id.trim_start_matches("m-")));
    copy(&unit, &scratch)?;
    let way = Way {
        purpose: Purpose::Rehearse,
        ..way
    };
    let code = meet::run(&scratch, wishes, way)?;
    say_on(
        &mut io::stdout().lock(),
        &format!(
            "That was a rehearsal: nothing of it is in {}. What it wrote is in {}\n",
            name(&unit.folder),
            scratch.display()
        ),
    );
    Ok(code)
}

/// Copies what a meeting begins with. The unit's name says on every screen, and on paper, that it is a rehearsal.
fn copy(unit: &Unit, scratch: &Path) -> Result<(), Failure> {
    // A problem in the files is said with their names, not with those of the copies.
    let settings = crate::domain::settings::Settings::default();
    let beginning = files::beginning(unit, &settings)?;
    let mut findings = beginning.findings;
    findings.unit.name = format!("Rehearsal: {}", findings.unit.name);
    let mut copies = vec![(
        "findings.yaml".to_owned(),
        yaml::write_findings(&findings).into_bytes(),
    )];
    let agenda = files::optional(&unit.agenda)?;
    if let Some(file) = agenda.and_then(|text| yaml::read_agenda("", &text).value) {
        let file = AgendaFile {
            findings: Some("findings.yaml".to_owned()),
            previous: file.previous.map(|_| "last-pledge.yaml".to_owned()),
            ..file
        };
        copies.push((
            "agenda.yaml".to_owned(),
            yaml::write_agenda(&file).into_bytes(),
        ));
    }
    if let Some(previous) = beginning.previous {
        copies.push((
            "last-pledge.yaml".to_owned(),
            yaml::write_outcome(&previous).into_bytes(),
        ));
    }
    let booklet = unit.folder.join("booklet.yaml");
    if let Some(bytes) = RealDisk
        .read(&booklet)
        .map_err(|e| Failure::file(&booklet, &e))?
    {
        let wishes = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| yaml::read_booklet("", text).value);
        let logo = wishes.and_then(|w| w.logo);
        copies.push(("booklet.yaml".to_owned(), bytes));
        // A picture that is not there is said where the booklet is made.
        if let Some(logo) = logo.filter(|l| Path::new(l).components().count() == 1)
            && let Ok(Some(picture)) = RealDisk.read(&unit.folder.join(&logo))
        {
            copies.push((logo, picture));
        }
    }
    RealDisk
        .make_folder(scratch)
        .map_err(|e| Failure::file(scratch, &e))?;
    for (file, bytes) in copies {
        let path = scratch.join(file);
        RealDisk
            .replace(&path, &bytes, false)
            .map_err(|e| Failure::file(&path, &e))?;
    }
    Ok(())
}
