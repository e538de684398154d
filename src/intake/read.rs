//! A file becomes rows, and rows become a table: in one pass, with bounded memory, whatever the file is called.
//!
//! Exports come from a dozen tools through three versions of Excel and a mail program. What leaves no doubt is mended and
//! said; what would change a number is refused with its row.

mod archive;
mod cells;
mod decode;
mod delimited;
mod document;
mod gather;
mod limits;
mod pieces;
mod workbook;

#[cfg(test)]
mod tests;

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read as _, Seek as _},
    path::Path,
};

use self::{delimited::Refusal, gather::Gather};
pub use self::{
    document::{Document, Paragraph, document, text},
    limits::{ReadLimits, Split},
};
use super::{
    export::{Reading, Refused},
    platform::ExportContent,
    table::Table,
};

/// How a file is to be read.
#[derive(Default)]
pub struct ReadOptions {
    /// The encoding to take, by a name that browsers know; else what the file says or what fits.
    pub encoding: Option<String>,
    /// What the file holds, where somebody has said it; else what it looks like.
    pub holds: Option<ExportContent>,
    /// The sheet of a workbook to read; else the one that fits best.
    pub sheet: Option<String>,
    /// How well the top of a sheet fits what is known of exports; without it every sheet does.
    pub fits: Option<fn(&FileHead) -> Fit>,
    /// Told now and then how far it is.
    pub progress: Option<Box<dyn FnMut(Progress)>>,
    /// How much is read at most.
    pub limits: ReadLimits,
    /// The cut of a large text file for several threads.
    pub split: Split,
}

impl fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("encoding", &self.encoding)
            .field("sheet", &self.sheet)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// How well the top of a sheet fits what is known of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is no table of answers.
    Refused,
    /// It may be one.
    Table,
    /// It is built as a survey tool builds its own.
    Tool,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file that are read; 0 where that is not known.
    pub bytes: u64,
    /// Bytes of the file.
    pub of: u64,
    /// Rows that are read.
    pub rows: u64,
}

/// The top of a file, from which it is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHead {
    /// At most [`HEAD`] rows; cells without blanks at their ends.
    pub rows: Vec<Vec<String>>,
    /// Cells of it are merged, in a workbook.
    pub merged: bool,
}

/// Rows of a head at most.
pub const HEAD: usize = 60;

/// What was made of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadLayout {
    /// Rows before the data.
    pub header_rows: usize,
    /// Columns; cells behind them have to be empty.
    pub width: usize,
    /// Which columns are kept.
    pub keep: KeptColumns,
}

/// Which columns of a file are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeptColumns {
    /// Every one.
    #[default]
    All,
    /// Those at these places; the others are as if nobody had answered.
    Only(Vec<usize>),
}

/// What a file was found to be by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Text,
    /// A zip: xlsx, or ods, which says so in its first file.
    Zip,
    /// An old Excel workbook, or something else of the old Office.
    Cfb,
    /// Something that is not an export, in words.
    Other(&'static str),
}

impl Container {
    fn of(start: &[u8]) -> Self {
        let magic: [(&[u8], Self); 8] = [
            (b"PK\x03\x04", Self::Zip),
            (b"\xD0\xCF\x11\xE0", Self::Cfb),
            (b"%PDF", Self::Other("a PDF")),
            (b"\x89PNG", Self::Other("a picture")),
            (b"\xFF\xD8\xFF", Self::Other("a picture")),
            (b"GIF8", Self::Other("a picture")),
            (b"{\\rtf", Self::Other("a text document")),
            (b"\x1F\x8B", Self::Other("a packed file")),
        ];
        let known = magic
            .into_iter()
            .find(|(bytes, _)| start.starts_with(bytes));
        if let Some((_, container)) = known {
            return container;
        }
        let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let text = text.trim_ascii_start();
        let (page, old) = (
            Self::Other("a web page"),
            Self::Other("an XML file, such as Excel 2003 wrote"),
        );
        let tags: [(&[u8], Self); 5] = [
            (b"<!doctype", page),
            (b"<html", page),
            (b"<table", page),
            (b"<?xml", old),
            (b"<?mso", old),
        ];
        let begins = |tag: &[u8]| {
            let there = text.get(..tag.len());
            there.is_some_and(|t| t.eq_ignore_ascii_case(tag))
        };
        let tag = tags.into_iter().find(|(tag, _)| begins(tag));
        tag.map_or(Self::Text, |(_, container)| container)
    }
}

/// What to do where a file is no export at all.
const GIVE: &str = "give the export of your survey tool, as CSV or as an Excel workbook with one row for each person";

/// Reads a file into a table. `recognise` says from its head where the data begins; it may be asked again where the file
/// turns out to be in another encoding.
///
/// # Errors
/// With the row where it is about one: where the file cannot be read, is no export, or holds more than may be.
pub fn read(
    path: &Path,
    options: ReadOptions,
    mut recognise: impl FnMut(&FileHead) -> Result<HeadLayout, Refused>,
) -> Result<(Reading, Table, Vec<String>), Refused> {
    let of_disk = |error: &io::Error| {
        let help = match error.kind() {
            io::ErrorKind::NotFound => "look whether the path is right",
            io::ErrorKind::PermissionDenied => {
                "it may be open in Excel: close it there, and try again"
            }
            _ => "copy it to this computer, and try again",
        };
        refuse(error.to_string(), help)
    };
    // Before it is opened: opening a pipe waits for whoever writes into it, and a device never ends.
    let about = fs::metadata(path).map_err(|e| of_disk(&e))?;
    if about.is_dir() {
        return Err(refuse("this is a folder, and no export", GIVE));
    }
    if !about.is_file() {
        let help = "save what comes out of it as a file first, and give that file";
        return Err(refuse("this is a pipe or a device, and no file", help));
    }
    let mut file = File::open(path).map_err(|e| of_disk(&e))?;
    let mut start = Vec::new();
    io::Read::by_ref(&mut file)
        .take(64)
        .read_to_end(&mut start)
        .map_err(|e| of_disk(&e))?;
    file.rewind().map_err(|e| of_disk(&e))?;
    if start.is_empty() {
        return Err(refuse("the file is empty", GIVE));
    }
    let ReadOptions {
        encoding,
        sheet,
        fits,
        progress,
        limits,
        holds: _,
        split,
    } = options;
    let choice = workbook::Choice {
        wanted: sheet.as_deref(),
        fits,
    };
    let mut gather = Gather::new(&mut recognise, limits, progress, about.len());
    let container = Container::of(&start);
    if container != Container::Text && encoding.is_some() {
        return Err(refuse(
            "an encoding was given, and this is no text file",
            "leave out `--encoding`: a workbook says itself how it is written",
        ));
    }
    let reading = match container {
        Container::Other(what) => {
            return Err(refuse(format!("this is {what}, and no export"), GIVE));
        }
        Container::Zip => workbook::zipped(file, about.len(), limits, choice, &mut gather)?,
        Container::Cfb => workbook::old(file, about.len(), limits, choice, &mut gather)?,
        Container::Text => {
            let split = Some(split).filter(|split| about.len() >= split.from_bytes);
            let how = (limits, split);
            let reading = delimited::read(&mut file, encoding.as_deref(), how, &mut gather);
            match reading {
                Ok(reading) => reading,
                // It is not UTF-8 after all: once more, as what Windows wrote before.
                Err(Refusal::NotUtf8) => {
                    file.rewind().map_err(|e| of_disk(&e))?;
                    gather.start_over();
                    let again = delimited::read(&mut file, Some("windows-1252"), how, &mut gather);
                    Reading {
                        guessed: true,
                        ..again.map_err(Refusal::into_words)?
                    }
                }
                Err(other) => return Err(other.into_words()),
            }
        }
    };
    let (table, notes) = gather.finish();
    Ok((reading, table, notes))
}

/// Whether two files hold the same bytes.
///
/// # Errors
/// Where one of them cannot be read.
pub fn are_the_same(one: &Path, two: &Path) -> io::Result<bool> {
    let (a, b) = (fs::metadata(one)?, fs::metadata(two)?);
    if !a.is_file() || !b.is_file() || a.len() != b.len() {
        return Ok(false);
    }
    let (mut one, mut two) = (File::open(one)?, File::open(two)?);
    let (mut here, mut there) = (Vec::new(), Vec::new());
    loop {
        here.clear();
        there.clear();
        io::Read::by_ref(&mut one)
            .take(PIECE)
            .read_to_end(&mut here)?;
        io::Read::by_ref(&mut two)
            .take(PIECE)
            .read_to_end(&mut there)?;
        if here != there {
            return Ok(false);
        }
        if here.is_empty() {
            return Ok(true);
        }
    }
}

/// Bytes that are compared at a time.
const PIECE: u64 = 256 * 1024;

/// A refusal that is about no row.
fn refuse(what: impl Into<String>, help: impl Into<String>) -> Refused {
    Refused {
        row: None,
        what: what.into(),
        help: help.into(),
    }
}

/// A refusal that is about a row.
fn refuse_row(row: u64, what: impl Into<String>, help: impl Into<String>) -> Refused {
    Refused {
        row: Some(row),
        ..refuse(what, help)
    }
}
