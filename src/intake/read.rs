//! A file becomes rows, and rows become a table; its first rows are looked at before the others are read.
//!
//! The head comes first and alone, so that whose export it is can be said before a million rows are read.

use std::path::Path;

use super::{
    export::{Reading, Refused},
    table::Table,
};

/// How a file is to be read.
#[derive(Default)]
pub struct Options {
    /// The encoding, where it is known better.
    pub encoding: Option<String>,
    /// Told how far reading is.
    pub progress: Option<Box<dyn FnMut(Progress)>>,
    /// Which columns are kept.
    pub keep: Keep,
}

/// How far reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that were read.
    pub bytes: u64,
}

/// Which columns' cells are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All.
    #[default]
    All,
    /// Those at these places.
    Only(Vec<usize>),
}

/// The first rows of a file, decoded.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Up to 60 of them, the header's among them.
    pub rows: Vec<Vec<String>>,
    /// Some of their cells are merged, as titles of reports are.
    pub merged: bool,
}

/// What the head comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Rows before the answers.
    pub header_rows: usize,
    /// Columns.
    pub width: usize,
    /// Which columns' cells are kept.
    pub keep: Keep,
}

/// Reads a file with commas between its cells.
pub fn read(
    path: &Path,
    _options: Options,
    mut recognise: impl FnMut(&Head) -> Result<Layout, Refused>,
) -> Result<(Reading, Table, Vec<String>), Refused> {
    let refused = |what: String| Refused {
        row: None,
        what,
        help: "look whether the file opens elsewhere".to_owned(),
    };
    let text = std::fs::read_to_string(path).map_err(|e| refused(e.to_string()))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Result<Vec<Vec<String>>, csv::Error> = reader
        .records()
        .map(|r| Ok(r?.iter().map(str::to_owned).collect()))
        .collect();
    let rows = rows.map_err(|e| refused(e.to_string()))?;
    let head = Head {
        rows: rows.iter().take(60).cloned().collect(),
        merged: false,
    };
    let layout = recognise(&head)?;
    let data = rows.get(layout.header_rows..).unwrap_or_default();
    let reading = Reading {
        container: "csv",
        encoding: "utf-8",
        delimiter: Some(','),
        ..Reading::default()
    };
    Ok((reading, Table::from_rows(layout.width, data), Vec::new()))
}
