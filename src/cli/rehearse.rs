//! `pledge meet --rehearse`: the real thing on a copy, so that nobody sees it for the first time in front of a room.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    OpenPurpose, ViewOptions, clock,
    failure::{Failure, say_on},
    files::{self, UnitFolder, name},
    launch,
    overrides::Overrides,
};
use crate::{
    store::{
        disk::{Disk, RealDisk},
        rehearsal::{self, RehearsalCopy},
    },
    yaml::{self, AgendaFile},
};

/// Holds a meeting on a copy, which goes with it unless it is to be kept.
pub(super) fn run(
    path: &Path,
    overrides: &Overrides,
    way: ViewOptions,
    keep: bool,
) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(path)?;
    // Read before the folder is made, so that a problem in a file leaves no copy behind.
    let copies = copies(&unit)?;
    let (temporary, local) = (std::env::temp_dir(), launch::local_folder()?);
    let swept = rehearsal::sweep(&RealDisk, &temporary, &local);
    let id = clock::fresh_id();
    let id = id.trim_start_matches("m-");
    let copy = RehearsalCopy::begin(&RealDisk, &temporary, id, &unit.folder, &launch::who())
        .map_err(|e| Failure::file(&temporary, &e))?;
    let way = ViewOptions {
        purpose: OpenPurpose::Rehearse,
        ..way
    };
    let held = write(copy.folder(), copies, keep.then_some(&copy))
        .and_then(|()| super::open(copy.folder(), overrides, way));
    let folder = copy.folder().to_path_buf();
    // However it ended: a window that is closed leaves nothing behind either.
    let gone = if keep && held.is_ok() {
        None
    } else {
        Some(copy.clear(&RealDisk, &local))
    };
    let code = held?;
    say_on(
        &mut io::stdout().lock(),
        &goodbye(&unit, &folder, gone, swept),
    );
    Ok(code)
}

/// The farewell: the fate of the copy, and of those before.
fn goodbye(unit: &UnitFolder, copy: &Path, gone: Option<io::Result<()>>, swept: usize) -> String {
    let (unit, copy) = (name(&unit.folder), copy.display());
    let mut text = match gone {
        Some(Ok(())) => {
            format!("That was a rehearsal. Its copy is deleted, and nothing of it is in {unit}.\n")
        }
        Some(Err(error)) => format!(
            "That was a rehearsal, and nothing of it is in {unit}. Its copy could not be deleted: {error}.\n\
             Delete it yourself, it holds what patients said: {copy}\n"
        ),
        None => format!(
            "That was a rehearsal, and nothing of it is in {unit}. Its copy is kept, for this account only. It holds what patients said,\n\
             so delete it when you are done: {copy}\n"
        ),
    };
    // Writing to a text cannot fail.
    let _ = match swept {
        0 => Ok(()),
        1 => writeln!(
            text,
            "The copy of an earlier rehearsal was deleted as well."
        ),
        n => writeln!(
            text,
            "The copies of {n} earlier rehearsals were deleted as well."
        ),
    };
    text
}

/// Names of files and what is in them.
type SampleFiles = Vec<(PathBuf, Vec<u8>)>;

/// The files of the copy. The unit's name says on every screen, and on paper, that it is a rehearsal.
fn copies(unit: &UnitFolder) -> Result<SampleFiles, Failure> {
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
            previous: beginning
                .previous
                .as_ref()
                .map(|_| "last-pledge.yaml".to_owned()),
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
        let overrides = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| yaml::read_booklet("", text).value);
        let logo = overrides.and_then(|w| w.logo);
        copies.push(("booklet.yaml".to_owned(), bytes));
        // A picture that is not there is said where the booklet is made.
        if let Some(logo) = logo.filter(|l| Path::new(l).components().count() == 1)
            && let Ok(Some(picture)) = RealDisk.read(&unit.folder.join(&logo))
        {
            copies.push((logo, picture));
        }
    }
    Ok(copies
        .into_iter()
        .map(|(name, bytes)| (name.into(), bytes))
        .collect())
}

/// Writes the copies, and that they are to be kept.
fn write(folder: &Path, copies: SampleFiles, kept: Option<&RehearsalCopy>) -> Result<(), Failure> {
    for (file, bytes) in copies {
        let path = folder.join(file);
        RealDisk
            .replace(&path, &bytes, false)
            .map_err(|e| Failure::file(&path, &e))?;
    }
    kept.map_or(Ok(()), |copy| copy.keep(&RealDisk))
        .map_err(|e| Failure::file(folder, &e))
}
