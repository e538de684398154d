//! Papers for information governance: the assessment of a folder, read from all files in it.

use std::path::{Path, PathBuf};

use super::{
    super::{
        clock,
        failure::Failure,
        files::{self, UnitFolder},
        launch,
    },
    Material, material,
};
use crate::{
    domain::{
        booklet::Booklet, event_sourced::EventSourced as _, meeting::Meeting, settings::Settings,
    },
    publish::{
        assurance::{AssuranceSource, sbom},
        dpia::{DpiaSource, Inventory, MeetingState},
        page::{Document, PaperSize},
        words::ENGLISH,
    },
    store::{
        code_keys,
        disk::{Disk as _, RealDisk},
        places::Places,
        rehearsal,
    },
    yaml,
};

/// The data-protection impact assessment of a folder.
pub(super) fn dpia(
    unit: &UnitFolder,
    material: &Material,
    settings: &Settings,
    paper: PaperSize,
    large: bool,
) -> Result<Document, Failure> {
    let codebook = material::read(&unit.folder.join("codebook.yaml"), yaml::read_codebook)?;
    let file = material::read(&unit.agenda, yaml::read_agenda)?;
    // As the next meeting would have it: an agenda goes before the settings of this computer, key by key.
    let vote = file.as_ref().map(|f| f.vote.or(&settings.vote));
    let vote = vote.unwrap_or_else(|| settings.vote.clone());
    let inventory = inventory(unit)?;
    let usual = Booklet::default();
    let source = material.assessed(DpiaSource {
        findings: None,
        unsorted: &[],
        codebook: codebook.as_ref(),
        agenda: file.as_ref().map(|f| &f.agenda),
        vote: &vote,
        outcome: None,
        booklet: &usual,
        logo: None,
        state: MeetingState::NotHeld,
        inventory: &inventory,
        language: ENGLISH.language,
        today: clock::now().date(),
    });
    Ok(source.document(paper, large))
}

/// Answers about the program, with the unit's name on them.
pub(super) fn assurance(material: &Material, paper: PaperSize, large: bool) -> Document {
    let (unit, booklet, logo) = material.named();
    let source = AssuranceSource {
        unit: &unit,
        booklet,
        logo,
        today: material.now.date(),
    };
    source.document(paper, large)
}

/// The bill of materials of this build.
pub(super) fn sbom() -> Result<Vec<u8>, Failure> {
    let bill = sbom::cyclonedx(&clock::now().to_string());
    let mut text = serde_json::to_string_pretty(&bill).map_err(Failure::internal)?;
    text.push('\n');
    Ok(text.into_bytes())
}

/// Files of a folder, and what this computer keeps of its meeting elsewhere.
fn inventory(unit: &UnitFolder) -> Result<Inventory, Failure> {
    let folder = &unit.folder;
    let paths = files::DISK
        .list(folder)
        .map_err(|e| Failure::file(folder, &e))?;
    let files = paths.iter().filter_map(|path| relative(path, folder));
    Ok(Inventory {
        files: files.collect(),
        ballots: ballots(unit)?,
        code_keys: code_keys(unit)?,
        rehearsals: rehearsals(folder),
    })
}

/// A path below a folder, with `/` between its parts on every system.
fn relative(path: &Path, folder: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

/// Number of ballot boxes of the folder's meeting on this computer.
fn ballots(unit: &UnitFolder) -> Result<usize, Failure> {
    let Some(journal) = files::meeting(unit)? else {
        return Ok(0);
    };
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    // The name of a box without a round is what the names of all boxes of the meeting begin with.
    let name = places.ballots(Meeting::id(journal.began()), "");
    let prefix = name.file_stem().map(|stem| stem.to_string_lossy());
    let boxes = RealDisk.list(&places.local).unwrap_or_default();
    let is_ours = |path: &&PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy());
        path.extension().is_some_and(|e| e == "ballots")
            && name.is_some_and(|name| prefix.as_ref().is_some_and(|p| name.starts_with(&**p)))
    };
    Ok(boxes.iter().filter(is_ours).count())
}

/// Number of keys of code cards of the folder's meeting on this computer.
fn code_keys(unit: &UnitFolder) -> Result<usize, Failure> {
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    Ok(code_keys::keys_of(&RealDisk, &places).len())
}

/// Number of copies of this folder that rehearsals left on this computer.
fn rehearsals(folder: &Path) -> usize {
    let copies = rehearsal::all(&RealDisk, &std::env::temp_dir()).unwrap_or_default();
    let of = |copy: &PathBuf| rehearsal::unit_of(&RealDisk, copy);
    let is_ours = |copy: &&PathBuf| of(copy).is_some_and(|of| of == *folder);
    copies.iter().filter(is_ours).count()
}
