//! `programme.yaml`: its keys, and that each folder is named once and lies below the file.

use super::{
    chars::quoted,
    reader::{At, FieldSpec, Fields, ids::Once, may, need},
};
use crate::domain::programme::{ProgrammeFile, ProgrammeUnit};

pub(super) const FIELDS: &[FieldSpec] =
    &[may("pledge"), may("name"), may("hide_below"), may("units")];
pub(super) const UNIT_FIELDS: &[FieldSpec] = &[
    need("folder", "which outcomes it is about, such as `northbrook`"),
    may("id"),
    may("alliance"),
    may("region"),
    may("consent"),
    may("titles"),
    may("bank"),
];

#[expect(
    clippy::unnecessary_wraps,
    reason = "what every file's reading gives; here nothing is needed"
)]
pub(super) fn read(file: &Fields<'_>) -> Option<ProgrammeFile> {
    let mut folders = Once::new();
    Some(ProgrammeFile {
        name: file.name("name"),
        hide_below: file.one("hide_below", read_limit),
        units: file.each("units", |at| read_unit(at, &mut folders)),
    })
}

fn read_limit(at: &At<'_>) -> Option<u32> {
    let limit = at.count()?;
    // An error and no silent 5: whoever wrote 3 believes that numbers of 3 are in the answers.
    if limit < ProgrammeFile::LEAST_HIDE_BELOW {
        at.error(
            limit.to_string(),
            format!("{} or more", ProgrammeFile::LEAST_HIDE_BELOW),
            format!(
                "fewer answers are never shown; {} where the key is left out",
                ProgrammeFile::HIDE_BELOW
            ),
        );
        return None;
    }
    Some(limit)
}

fn read_unit(at: &At<'_>, folders: &mut Once<String>) -> Option<ProgrammeUnit> {
    let map = at.map(UNIT_FIELDS)?;
    let folder = map.one("folder", |at| read_folder(at, folders));
    Some(ProgrammeUnit {
        id: map.name("id"),
        alliance: map.name("alliance"),
        region: map.name("region"),
        consent: map.one("consent", At::flag).unwrap_or(true),
        titles: map.flag("titles"),
        bank: map.flag("bank"),
        folder: folder?,
    })
}

fn read_folder(at: &At<'_>, folders: &mut Once<String>) -> Option<String> {
    let text = at.name()?;
    let Some(folder) = ProgrammeUnit::folder_of(&text) else {
        at.error(
            quoted(&text),
            "a folder below that of this file, such as `north/unit-7`",
            "write its path from here, with `/` between the folders",
        );
        return None;
    };
    if let Some(line) = folders.before(folder.clone(), at) {
        at.error(
            format!("the folder {} again, first in line {line}", quoted(&folder)),
            "each folder once",
            "delete one of them, or put them together",
        );
        return None;
    }
    Some(folder)
}
