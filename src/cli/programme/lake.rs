//! `pledge programme FOLDER --parquet DIR`: the dataset as files for other engines.
//!
//! The whole export is written beside the old one and takes its place at once, so that no engine ever reads a half.

use std::{path::Path, process::ExitCode};

use jiff::civil::Date;

use crate::cli::failure::Failure;
#[cfg(feature = "parquet")]
use crate::{
    cli::files::DISK,
    programme::{
        bank::Bank,
        lake::{self, BankTables},
    },
    store::disk::Disk as _,
};

#[cfg(not(feature = "parquet"))]
pub(super) fn export(_folder: &Path, _out: &Path, _on: Date) -> Result<ExitCode, Failure> {
    Err(
        Failure::new("this pledge was built without Parquet").hint(
            "`cargo install --features parquet` builds it in, and the packages have it; `--csv` writes a table of goals with any",
        ),
    )
}

#[cfg(feature = "parquet")]
pub(super) fn export(folder: &Path, out: &Path, on: Date) -> Result<ExitCode, Failure> {
    let before = written::before(out)?;
    let data = super::dataset::dataset_of(folder, on)?;
    written::is_of_the_same(before.as_ref(), &data, out)?;
    let done = written::write(&data, out)?;
    data.tell();
    done.tell(out);
    Ok(ExitCode::SUCCESS)
}

/// The goals of an exported dataset; `None` if the folder holds none.
#[cfg(feature = "parquet")]
pub(super) fn bank(folder: &Path) -> Option<Bank> {
    use std::io;

    let version = folder.join(lake::FOLDER);
    let note = DISK.read(&version.join(lake::NOTE)).ok()??;
    // A damaged dataset is one all the same, and helps nobody.
    let read = || {
        let note = serde_json::from_slice(&note).map_err(io::Error::other)?;
        let mut parts = Vec::new();
        for (year, _) in DISK.inside(&version.join("meetings"))? {
            let year = year.file_name().unwrap_or_default();
            let table = |table: &str| {
                let path = version.join(table).join(year).join(lake::FILE);
                Ok::<_, io::Error>(DISK.read(&path)?.unwrap_or_default())
            };
            let tables = BankTables {
                meetings: table("meetings")?,
                goals: table("goals")?,
                goal_themes: table("goal_themes")?,
                reviews: table("reviews")?,
            };
            parts.extend(lake::decode_bank(tables, &note).map_err(io::Error::other)?);
        }
        Ok::<_, io::Error>(Bank::of(parts))
    };
    Some(read().unwrap_or_default())
}

#[cfg(feature = "parquet")]
mod written {
    use std::{
        collections::BTreeSet,
        io,
        path::{Path, PathBuf},
    };

    use serde_json::Value;

    use crate::{
        cli::{
            failure::Failure,
            links::{self, Piece},
            paths,
            programme::{dataset::ProgrammeData, outcomes::ProgressLine},
        },
        domain::words::count,
        programme::lake::{self, EncodeError, LakeNote},
        store::disk::{Disk as _, RealDisk, Thing},
    };

    /// The dataset that is in the folder already.
    pub(super) struct Before {
        note: LakeNote,
        units: BTreeSet<String>,
    }

    impl From<EncodeError> for Failure {
        fn from(error: EncodeError) -> Self {
            Self::internal(error)
        }
    }

    /// Looks at the folder of the export. Only a dataset of this program may be in it.
    pub(super) fn before(out: &Path) -> Result<Option<Before>, Failure> {
        let disk = |path: &Path| {
            let path = path.to_path_buf();
            move |e: io::Error| Failure::file(&path, &e)
        };
        match RealDisk.thing(out).map_err(disk(out))? {
            None => return Ok(None),
            Some(Thing::Folder) => {}
            Some(_) => {
                return Err(Failure::new(format!(
                    "{}: this is a file, and no folder",
                    out.display()
                ))
                .hint("name a folder, which is made where it is not there"));
            }
        }
        let version = out.join(lake::FOLDER);
        RealDisk.recover_folder(&version).map_err(disk(&version))?;
        let files = RealDisk.list(out).map_err(disk(out))?;
        for path in &files {
            is_of_a_dataset(out, path)?;
        }
        let inside = |path: &&PathBuf| path.starts_with(&version);
        let path = version.join(lake::NOTE);
        let Some(bytes) = RealDisk.read(&path).map_err(disk(&path))? else {
            return match files.iter().find(inside) {
                // Nothing says whose tables these are.
                Some(stray) => Err(Failure::new(format!(
                    "{}: tables without {} beside them",
                    stray.display(),
                    lake::NOTE
                ))
                .hint("delete the folder and export again, or name another one")),
                None => Ok(None),
            };
        };
        let note = note(&path, &bytes)?;
        let mut units = BTreeSet::new();
        for path in files.iter().filter(inside) {
            if !path.starts_with(version.join("meetings")) {
                continue;
            }
            let bytes = RealDisk.read_record(path).map_err(disk(path))?;
            let found = lake::decode_units(bytes.unwrap_or_default()).map_err(|e| {
                Failure::new(format!("{}: {e}", path.display())).hint(
                    "the file is damaged: delete the folder and export again, or name another one",
                )
            })?;
            units.extend(found);
        }
        Ok(Some(Before { note, units }))
    }

    /// Refuses a file that no export writes.
    fn is_of_a_dataset(out: &Path, path: &Path) -> Result<(), Failure> {
        let below = path.strip_prefix(out).unwrap_or(path);
        let below = paths::in_table(below.display().to_string());
        let ours = [
            lake::FOLDER.to_owned(),
            // What an export that was cut short has left.
            format!("{}.new", lake::FOLDER),
            format!("{}.old", lake::FOLDER),
        ];
        if let Some((folder, file)) = below.split_once('/') {
            let file = file.strip_suffix(".new").unwrap_or(file);
            if ours.iter().any(|f| f == folder) && lake::is_ours(file) {
                return Ok(());
            }
            let number = folder.strip_prefix('v').and_then(|n| n.parse::<u32>().ok());
            if let Some(number) = number.filter(|n| *n != lake::VERSION) {
                return Err(another_version(path, number.into()));
            }
        }
        Err(Failure::new(format!(
            "{}: this file is of no dataset, and everything in the folder is replaced",
            path.display()
        ))
        .hint("name an empty folder, or one that holds a dataset and nothing else"))
    }

    fn another_version(path: &Path, number: u64) -> Failure {
        Failure::new(format!(
            "{}: a dataset of version {number}, and this pledge writes version {}",
            path.display(),
            lake::VERSION
        ))
        .hint("name another folder: queries are written for one version")
    }

    fn note(path: &Path, bytes: &[u8]) -> Result<LakeNote, Failure> {
        let wrong = |why: String| {
            Failure::new(format!("{}: {why}", path.display()))
                .hint("delete the folder and export again, or name another one")
        };
        let value: Value = serde_json::from_slice(bytes).map_err(|e| wrong(e.to_string()))?;
        match value.get("lake").and_then(Value::as_u64) {
            Some(number) if number == u64::from(lake::VERSION) => {}
            Some(number) => return Err(another_version(path, number)),
            None => return Err(wrong("it has no number `lake`".to_owned())),
        }
        serde_json::from_value(value).map_err(|e| wrong(e.to_string()))
    }

    /// Refuses the dataset of another programme: one with another name, or without a unit in common.
    pub(super) fn is_of_the_same(
        before: Option<&Before>,
        data: &ProgrammeData,
        out: &Path,
    ) -> Result<(), Failure> {
        let Some(before) = before else { return Ok(()) };
        let names = before
            .note
            .programme
            .as_ref()
            .zip(data.settings.name.as_ref());
        let why = match names {
            Some((old, new)) if old != new => format!("it holds the dataset of `{old}`"),
            _ => {
                let units = data.dataset.meetings.iter().map(|m| m.unit_id.to_string());
                let units: BTreeSet<String> = units.collect();
                if before.units.is_empty() || !before.units.is_disjoint(&units) {
                    return Ok(());
                }
                "it holds a dataset without a unit of this folder".to_owned()
            }
        };
        Err(Failure::new(format!("{}: {why}", out.display())).hint(
            "two programmes need two folders; delete this one if the dataset is of no use any more",
        ))
    }

    /// Sizes of what was written.
    pub(super) struct Written {
        files: usize,
        bytes: usize,
        meetings: usize,
        goals: usize,
        hidden: usize,
    }

    impl Written {
        pub(super) fn tell(&self, out: &Path) {
            let of = |n: usize, one: &str, many: &str| count(n as u64, one, many);
            let about = format!(
                ": {} and {} in {} ({} kB); {} hidden\n",
                of(self.meetings, "meeting", "meetings"),
                of(self.goals, "goal", "goals"),
                of(self.files, "file", "files"),
                self.bytes.div_ceil(1000),
                of(self.hidden, "number", "numbers"),
            );
            links::note(&[
                Piece::Text("Written: "),
                Piece::Path(&out.join(lake::FOLDER)),
                Piece::Text(&about),
            ]);
        }
    }

    /// Writes everything beside the old dataset, and then puts it in its place.
    pub(super) fn write(data: &ProgrammeData, out: &Path) -> Result<Written, Failure> {
        let dataset = &data.dataset;
        let mut written = Written {
            files: 0,
            bytes: 0,
            meetings: dataset.meetings.len(),
            goals: dataset.goals.len(),
            hidden: dataset.hidden,
        };
        let new = out.join(format!("{}.new", lake::FOLDER));
        RealDisk
            .remove_folder(&new)
            .map_err(|e| Failure::file(&new, &e))?;
        let of = lake::years(dataset).len() * lake::TABLES.len() + 1;
        let mut line = ProgressLine::new("Writing the dataset");
        let mut put = |path: &str, bytes: &[u8]| {
            line.show(written.files, of);
            let path = paths::below(&new, path);
            let folder = path.parent().unwrap_or(&new);
            RealDisk
                .make_folder(folder)
                .and_then(|()| RealDisk.replace(&path, bytes, true))
                .map_err(|e| Failure::file(&path, &e))?;
            written.files += 1;
            written.bytes += bytes.len();
            Ok::<(), Failure>(())
        };
        lake::encode(dataset, |path, bytes| put(path, &bytes))?;
        let note = LakeNote::of(dataset, data.settings.name.as_deref());
        let note = serde_json::to_string(&note).map_err(Failure::internal)?;
        put(lake::NOTE, format!("{note}\n").as_bytes())?;
        line.clear();
        let version = out.join(lake::FOLDER);
        RealDisk
            .replace_folder(&new, &version)
            .map_err(|e| Failure::file(&version, &e))?;
        Ok(written)
    }
}
