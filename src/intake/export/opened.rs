//! Export building: a header that is understood and a table of answers come together, and what is odd is said.
//!
//! A `REDCap` data dictionary among the files is no export: it says what the codes of the others mean.

mod described;
mod notes;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::{Described, Export, Kind, Platform, Reading, Refused};
use crate::intake::{
    interviews, kind,
    platform::{
        self, Found,
        redcap::{Dictionary, Places},
    },
    read::{self, Keep, Layout, Options},
    table::Table,
};

/// What a file turned out to be.
enum File {
    Export(Box<(Platform, Found)>),
    Dictionary(Places),
}

impl File {
    fn of(head: &read::Head) -> Result<(Self, Layout), Refused> {
        let first = head.rows.first().map(Vec::as_slice).unwrap_or_default();
        let (file, header_rows, width) = match Places::of(first) {
            Some(places) => (Self::Dictionary(places), 1, first.len()),
            None => {
                let found = platform::recognise(head)?;
                let (rows, width) = (found.1.header_rows, found.1.columns.len());
                (Self::Export(Box::new(found)), rows, width)
            }
        };
        let layout = Layout {
            header_rows,
            width,
            keep: Keep::All,
        };
        Ok((file, layout))
    }
}

/// A file that was read.
enum Opened {
    Export(Box<Export>),
    Dictionary(Dictionary),
}

fn opened(path: &Path, options: Options) -> Result<Opened, Refused> {
    // A table of tabs may be called .txt as well.
    if interviews::is_document(path) && !(is_text(path) && is_table(path)) {
        return interviews::open(path).map(|export| Opened::Export(Box::new(export)));
    }
    let mut file = None;
    let read = read::read(path, options, |head| {
        let (found, layout) = File::of(head)?;
        file = Some(found);
        Ok(layout)
    });
    let (reading, table, notes) = read?;
    let name = name(path);
    match file {
        Some(File::Export(found)) => Ok(Opened::Export(Box::new(build(
            &name, *found, reading, table, notes,
        )))),
        Some(File::Dictionary(places)) => Ok(Opened::Dictionary(Dictionary::read(&table, places))),
        None => Err(Refused {
            row: None,
            what: "there is nothing in it".to_owned(),
            help: "export the answers again, and look whether the file opens elsewhere".to_owned(),
        }),
    }
}

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("txt") || e.eq_ignore_ascii_case("text"))
}

/// Whether the first lines of a text have cells apart by tabs, or as many commas or semicolons each.
fn is_table(path: &Path) -> bool {
    let Ok(text) = read::text(path) else {
        return false;
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .take(8)
        .collect();
    let each = |sign: char, least: usize| {
        let counts: Vec<usize> = lines.iter().map(|l| l.matches(sign).count()).collect();
        let first = counts.first().copied().unwrap_or(0);
        lines.len() > 1 && first >= least && counts.iter().all(|n| *n >= first)
    };
    each('\t', 1) || each(';', 2) || each(',', 2)
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

/// Reads an export: whose it is, what its columns hold, and every answer.
pub fn open(path: &Path, options: Options) -> Result<Export, Refused> {
    match opened(path, options)? {
        Opened::Export(export) => Ok(*export),
        Opened::Dictionary(_) => Err(alone()),
    }
}

/// Reads several. A data dictionary of `REDCap` among them is used for the others and is no export itself. `options` are
/// asked for each; a refusal begins with the file's name.
pub fn open_all(
    paths: &[PathBuf],
    mut options: impl FnMut(&Path) -> Options,
) -> Result<Vec<Export>, Refused> {
    let mut exports = Vec::new();
    let mut dictionaries = Vec::new();
    for path in paths {
        let opened = opened(path, options(path)).map_err(|refused| Refused {
            row: None,
            what: format!("{}: {refused}", name(path)),
            help: refused.help,
        })?;
        match opened {
            Opened::Export(export) => exports.push(*export),
            Opened::Dictionary(dictionary) => dictionaries.push((name(path), dictionary)),
        }
    }
    if exports.is_empty() && !dictionaries.is_empty() {
        return Err(alone());
    }
    for (file, dictionary) in &dictionaries {
        let mut used = false;
        for export in &mut exports {
            used |= described::by(export, file, dictionary);
        }
        if !used && let Some(first) = exports.first_mut() {
            first.notes.push(format!(
                "the data dictionary {file} names no column of these exports: it is not used"
            ));
        }
    }
    Ok(exports)
}

/// Why a data dictionary without an export is not enough.
fn alone() -> Refused {
    Refused {
        row: None,
        what: "this is a data dictionary of REDCap: it has the questions, not the answers"
            .to_owned(),
        help: "give it together with the export that it belongs to".to_owned(),
    }
}

/// An export from its parts. `notes` are those of reading the file.
pub fn build(
    name: &str,
    (platform, found): (Platform, Found),
    reading: Reading,
    table: Table,
    notes: Vec<String>,
) -> Export {
    let Found {
        columns,
        notes: more,
        ..
    } = found;
    let mut described = Vec::with_capacity(columns.len());
    for (column, answers) in columns.into_iter().zip(table.columns()) {
        let mut one = Described {
            id: column.id,
            question: column.question,
            kind: Kind::Empty,
            option: column.option,
        };
        one.kind = kind::of(answers, table.rows(), &one, column.hint);
        described.push(one);
    }
    let mut export = Export {
        name: name.to_owned(),
        platform,
        reading,
        columns: described,
        table,
        notes,
    };
    export.notes.extend(more);
    let said = notes::responses(&export);
    export.notes.extend(said);
    let private = notes::private(&export);
    export.notes.extend(private);
    export
}
