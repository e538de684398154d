//! `programme.yaml`, for tests and for whoever makes one from a list of units.

use super::{
    emit::emit,
    value::{YamlBlock, YamlValue},
};
use crate::{
    domain::programme::{ProgrammeFile, ProgrammeUnit},
    yaml::FileKind,
};

/// `programme.yaml` as text. Reading it gives the same value.
pub fn write_programme(file: &ProgrammeFile) -> String {
    let ProgrammeFile {
        name,
        hide_below,
        units,
    } = file;
    let block = YamlBlock::new()
        .with("pledge", FileKind::Programme.header())
        .may("name", name.as_ref())
        .may("hide_below", *hide_below)
        .list("units", units, unit);
    emit(&block)
}

fn unit(unit: &ProgrammeUnit) -> YamlValue {
    let ProgrammeUnit {
        folder,
        id,
        alliance,
        region,
        consent,
        titles,
        bank,
    } = unit;
    let mut block = YamlBlock::new()
        .with("folder", folder)
        .may("id", id.as_ref())
        .may("alliance", alliance.as_ref())
        .may("region", region.as_ref());
    if !consent {
        block = block.with("consent", false);
    }
    block.when("titles", *titles).when("bank", *bank).into()
}
