//! Reads a file of any usual format into a table, in one pass and with bounded memory.
//!
//! Exports come from a dozen tools by way of three versions of Excel and a mail program. Harmless damage is repaired and
//! noted; damage that could change a number is refused with its row.

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

use self::{delimited::TextError, gather::Gather};
pub use self::{
    document::{DocumentContent, Paragraph, document, text},
    limits::{ReadLimits, Split},
};
use super::{
    export::ExportContent,
    export::{FileFormat, FileRefusal},
    table::Table,
};

/// Options for reading a file.
#[derive(Default)]
pub struct ReadOptions {
    /// Encoding by its web name; `None` to detect it.
    pub encoding: Option<String>,
    /// Content as named by the user; `None` to detect it.
    pub holds: Option<ExportContent>,
    /// Sheet of a workbook; `None` for the one that fits best.
    pub sheet: Option<String>,
    /// Rates the top rows of a sheet; without it all sheets fit alike.
    pub fits: Option<fn(&FileHead) -> Fit>,
    /// Called now and then with the progress.
    pub progress: Option<Box<dyn FnMut(Progress)>>,
    /// Upper bounds on the file.
    pub limits: ReadLimits,
    /// Division of a large text file among threads.
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

/// Fit of a sheet's top rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not a table of answers.
    Refused,
    /// Possibly a table of answers.
    Table,
    /// Built like an export of a survey tool.
    Tool,
}

/// Progress of reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far; 0 if unknown.
    pub bytes: u64,
    /// Size of the file in bytes.
    pub of: u64,
    /// Rows read so far.
    pub rows: u64,
}

/// The first rows of a file, from which its tool is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHead {
    /// At most [`HEAD`] rows of trimmed cells.
    pub rows: Vec<Vec<String>>,
    /// True if cells are merged, which only workbooks have.
    pub merged: bool,
}

/// Maximum number of rows in a head.
pub const HEAD: usize = 60;

/// Layout of a file, recognised from its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadLayout {
    /// Rows above the data.
    pub header_rows: usize,
    /// Number of columns; cells beyond must be empty.
    pub width: usize,
    /// Columns to keep.
    pub keep: KeptColumns,
}

/// Selection of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeptColumns {
    /// All columns.
    #[default]
    All,
    /// Columns at these positions; the others count as unanswered.
    Only(Vec<usize>),
}

/// Container of a file, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Text,
    /// Zip archive: xlsx, or ods, which names itself in its first part.
    Zip,
    /// Compound file: an old Excel workbook, or another old Office document.
    Cfb,
    /// Not an export; the description is for messages.
    Other(&'static str),
}

impl Container {
    fn detect(start: &[u8]) -> Self {
        let magic: [(&[u8], Self); 8] = [
            (b"PK\x03\x04", Self::Zip),
            // An encrypted xlsx has this container as well; `read_old` tells the two apart.
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
        // Several tools save a web page under the name `.xls`. Excel opens it with a warning, so users take it for a
        // workbook.
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

/// Advice for a file that is no export.
const GIVE: &str = "give the export of your survey tool, as CSV or as an Excel workbook with one row for each person";

/// Reads a file into a table. `recognise` finds the layout in its head, and is called again if the encoding turns out to be
/// another.
///
/// # Errors
/// Refuses a file that cannot be read, is no export, or exceeds a limit; with the row, if the refusal is about one.
pub fn read(
    path: &Path,
    options: ReadOptions,
    mut recognise: impl FnMut(&FileHead) -> Result<HeadLayout, FileRefusal>,
) -> Result<(FileFormat, Table, Vec<String>), FileRefusal> {
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
    // Checked before opening: opening a pipe waits for its writer, and reading a device never ends.
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
        // Enough for every signature behind a byte order mark and blank lines.
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
    let choice = workbook::SheetChoice {
        wanted: sheet.as_deref(),
        fits,
    };
    let mut gather = Gather::new(&mut recognise, limits, progress, about.len());
    let container = Container::detect(&start);
    // Refused and not ignored: whoever gives an encoding has seen wrong letters, and would wait for a change that cannot
    // come.
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
        Container::Zip => workbook::read_zipped(file, about.len(), limits, choice, &mut gather)?,
        Container::Cfb => workbook::read_old(file, about.len(), limits, choice, &mut gather)?,
        Container::Text => {
            let split = Some(split).filter(|split| about.len() >= split.from_bytes);
            let how = (limits, split);
            let reading = delimited::read(&mut file, encoding.as_deref(), how, &mut gather);
            match reading {
                Ok(reading) => reading,
                // Not UTF-8 after all: read again as Windows-1252, the usual encoding of older Windows programs.
                Err(TextError::NotUtf8) => {
                    file.rewind().map_err(|e| of_disk(&e))?;
                    // A wrong guess costs a second pass. Looking ahead would cost one for every file, since the first odd
                    // byte may stand in the last row.
                    gather.start_over();
                    let again = delimited::read(&mut file, Some("windows-1252"), how, &mut gather);
                    FileFormat {
                        guessed: true,
                        ..again.map_err(TextError::into_refused)?
                    }
                }
                Err(other) => return Err(other.into_refused()),
            }
        }
    };
    let (table, notes) = gather.finish();
    Ok((reading, table, notes))
}

/// Compares two files byte by byte.
///
/// # Errors
/// Fails if one of them cannot be read.
pub fn are_the_same(one: &Path, two: &Path) -> io::Result<bool> {
    let (a, b) = (fs::metadata(one)?, fs::metadata(two)?);
    // A pipe would lose the bytes that are compared.
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

/// Bytes compared at a time.
const PIECE: u64 = 256 * 1024;

/// Refusal of a whole file.
fn refuse(what: impl Into<String>, help: impl Into<String>) -> FileRefusal {
    FileRefusal {
        row: None,
        what: what.into(),
        help: help.into(),
    }
}

/// Refusal of a row.
fn refuse_row(row: u64, what: impl Into<String>, help: impl Into<String>) -> FileRefusal {
    FileRefusal {
        row: Some(row),
        ..refuse(what, help)
    }
}
