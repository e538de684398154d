//! The dataset of every outcome below a folder, and remarks about it.

use std::{fmt::Write as _, io, path::Path};

use jiff::civil::Date;

use super::{
    list,
    outcomes::{ReadParts, Unread, candidates, read_each, settings_of},
};
use crate::{
    cli::{
        failure::{Failure, say_on},
        paths,
    },
    domain::{programme::ProgrammeFile, words::count},
    programme::{
        dataset::{Collector, Report},
        rows::Dataset,
    },
};

/// A dataset with the settings of its programme.
pub(super) struct ProgrammeData {
    pub(super) dataset: Dataset,
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "only the export names the programme")
    )]
    pub(super) settings: ProgrammeFile,
    unread: Vec<Unread>,
    report: Report,
}

/// Reads every outcome below a folder into a dataset. `on` is the day of the export.
pub(super) fn dataset_of(folder: &Path, on: Date) -> Result<ProgrammeData, Failure> {
    let settings = settings_of(folder).map_err(|wrong| {
        // Without it nobody knows who has consented.
        Failure::new(format!("{}: {}", wrong.file, wrong.why)).hint(
            "it says which units consent, so no number leaves before it can be read; `pledge check FOLDER` shows all that is wrong",
        )
    })?;
    let settings = settings.unwrap_or_default();
    let (paths, unread_folders) = candidates(folder)?;
    consent_is_found(folder, &settings, &paths)?;
    let ReadParts { parts, mut unread } = read_each(
        folder,
        &paths,
        || Collector::new(&settings),
        |collector, source, outcome| collector.add(source, &outcome),
    );
    unread.extend(unread_folders);
    let mut all = Collector::new(&settings);
    for part in parts {
        all.join(part);
    }
    let (dataset, report) = all.finish(on);
    Ok(ProgrammeData {
        dataset,
        settings,
        unread,
        report,
    })
}

/// Refuses a folder without consent that holds no file: a slip in its name would publish the unit.
pub(super) fn consent_is_found(
    folder: &Path,
    settings: &ProgrammeFile,
    paths: &[std::path::PathBuf],
) -> Result<(), Failure> {
    let folders: Vec<String> = paths
        .iter()
        .map(|path| super::outcomes::folder_below(folder, path))
        .collect();
    for unit in settings.units.iter().filter(|u| !u.consent) {
        if !folders.iter().any(|folder| unit.holds(folder)) {
            let file = paths::in_table(folder.join(ProgrammeFile::NAME).display().to_string());
            return Err(Failure::new(format!(
                "{file}: `consent: false` for the folder `{}`, and no outcome is in it",
                unit.folder
            ))
            .hint("correct its name, in which capital letters count, or delete the line: a unit that did not consent must not come in by a slip"));
        }
    }
    Ok(())
}

impl ProgrammeData {
    /// Prints on standard error what is not in the dataset, and what is in it without an alliance.
    pub(super) fn tell(&self) {
        list(&self.unread);
        let left_out: Vec<Unread> = self
            .report
            .left_out
            .iter()
            .map(|left| Unread {
                file: left.file.clone(),
                why: left.why.clone(),
            })
            .collect();
        list(&left_out);
        let mut text = String::new();
        let consent = self.report.without_consent;
        if consent > 0 {
            let outcomes = count(consent as u64, "outcome", "outcomes");
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "not counted: {outcomes} of units that did not consent"
            );
        }
        let unlisted = &self.report.unlisted;
        if let Some(first) = unlisted.first() {
            let folders = count(unlisted.len() as u64, "folder", "folders");
            let more = if unlisted.len() > 1 {
                " and others"
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "without an alliance: {folders} that {} does not name: {first}{more}",
                ProgrammeFile::NAME
            );
        }
        say_on(&mut io::stderr().lock(), &text);
    }
}
