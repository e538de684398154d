//! Whether a zip is what it says: how large its parts really are when they are unpacked, and that no tag in them is endless.
//!
//! It is looked through before the workbook's reader sees it, which has some parts in memory whole and compares the
//! attributes of a tag one against the other.

mod sheets;

use std::{
    collections::HashMap,
    io::{Read, Seek},
};

use zip::ZipArchive;

pub(super) use self::sheets::SheetFacts;
use self::sheets::{Calc, Excel};
use super::{ReadLimits, Refused, refuse};

/// More parts than a workbook has.
const MOST_PARTS: usize = 10_000;

/// Bytes that are unpacked at a time.
const CHUNK: usize = 64 * 1024;

const BOMB: &str = "this may be a file made to fill up a computer: make the export anew";

/// What kind of workbook a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Excel's.
    Xlsx,
    /// `OpenDocument`'s, which is in memory whole.
    Ods,
}

/// A workbook that was looked through.
#[derive(Clone, Debug, Default)]
pub(super) struct Inside {
    /// It is `OpenDocument`'s, and not Excel's.
    pub(super) is_ods: bool,
    /// Some cells are merged.
    pub(super) merged: bool,
    /// What was seen of each sheet, by its name.
    pub(super) sheets: HashMap<String, SheetFacts>,
}

/// Looks through a zip.
pub(super) fn look_through(file: impl Read + Seek, limits: ReadLimits) -> Result<Inside, Refused> {
    let broken = |_| {
        refuse(
            "the workbook is damaged: its parts cannot be unpacked",
            "make the export anew, or open it in Excel and save it as CSV",
        )
    };
    let mut zip = ZipArchive::new(file).map_err(broken)?;
    if zip.len() > MOST_PARTS {
        return Err(refuse(
            format!("the workbook has {} parts", zip.len()),
            BOMB,
        ));
    }
    let format = if zip.index_for_name("xl/workbook.xml").is_some() {
        Format::Xlsx
    } else if zip.index_for_name("content.xml").is_some() {
        Format::Ods
    } else {
        if zip.index_for_name("xl/workbook.bin").is_some() {
            let help = "open it in Excel, and save it as .xlsx or as CSV";
            return Err(refuse("this is a binary workbook (.xlsb)", help));
        }
        let what = if zip.index_for_name("word/document.xml").is_some() {
            "this is a Word document, and no export"
        } else {
            "this is a zip file without a workbook in it"
        };
        let help = "unpack it first, and give the CSV or Excel file that is inside";
        return Err(refuse(what, help));
    };
    let mut inside = Inside {
        is_ods: format == Format::Ods,
        ..Inside::default()
    };
    let mut parts = HashMap::new();
    let mut all = 0;
    for nth in 0..zip.len() {
        let mut part = zip.by_index(nth).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        // Sheets of Excel go by; everything else may be in memory whole, whatever it is called.
        let is_sheet = name.starts_with("xl/worksheets/");
        let (most, tags) = match format {
            Format::Xlsx if is_sheet => (limits.unpacked_bytes, Tags::Excel(Excel::default())),
            Format::Xlsx => (limits.part_bytes, Tags::Other),
            Format::Ods => (limits.whole_bytes, Tags::Calc(Calc::default())),
        };
        let looked = unpacked(&mut part, most, tags, limits)?;
        let size = looked.size;
        let mut area = 0;
        match looked.tags {
            Tags::Excel(excel) => {
                inside.merged |= excel.merged;
                parts.insert(name.clone(), excel.finish());
            }
            Tags::Calc(calc) => {
                area = calc.area();
                if name == "content.xml" {
                    inside.sheets = calc.finish();
                }
            }
            Tags::Other => {}
        }
        if area > limits.whole_cells {
            return Err(refuse("the sheet has more cells than a survey", BOMB));
        }
        all += size;
        if size > most || all > limits.unpacked_bytes {
            let what = format!(
                "{name} in the workbook is larger than {} MiB when it is unpacked",
                most / (1024 * 1024)
            );
            return Err(refuse(what, BOMB));
        }
    }
    if format == Format::Xlsx {
        let mut text = |name: &str| {
            let mut text = String::new();
            let part = zip.by_name(name).ok()?;
            part.take(limits.part_bytes)
                .read_to_string(&mut text)
                .ok()?;
            Some(text)
        };
        let book = text("xl/workbook.xml").unwrap_or_default();
        let links = text("xl/_rels/workbook.xml.rels").unwrap_or_default();
        for (sheet, part) in sheets::named(&book, &links) {
            if let Some(facts) = parts.remove(&part) {
                inside.sheets.insert(sheet, facts);
            }
        }
    }
    Ok(inside)
}

/// What looks at the tags of a part.
enum Tags {
    Excel(Excel),
    Calc(Calc),
    Other,
}

/// What a part is when it is unpacked.
struct Looked {
    /// Bytes; a little more than may be where it is larger.
    size: u64,
    tags: Tags,
}

/// Unpacks a part and looks at each of its tags, and keeps nothing of it.
fn unpacked(
    part: &mut impl Read,
    most: u64,
    tags: Tags,
    limits: ReadLimits,
) -> Result<Looked, Refused> {
    let mut looked = Looked { size: 0, tags };
    // Bytes of text since the last tag.
    let mut between = 0_usize;
    let mut chunk = vec![0; CHUNK];
    // The beginning of a tag that goes on in the next piece.
    let mut open: Option<Vec<u8>> = None;
    loop {
        let n = part.read(&mut chunk).map_err(|_| {
            refuse(
                "the workbook is damaged: a part of it ends too early",
                "make the export anew",
            )
        })?;
        if n == 0 || looked.size > most {
            return Ok(looked);
        }
        looked.size += n as u64;
        let mut piece = chunk.get(..n).unwrap_or_default();
        loop {
            if let Some(begun) = &mut open {
                let end = memchr::memchr(b'>', piece);
                begun
                    .extend_from_slice(piece.get(..end.unwrap_or(piece.len())).unwrap_or_default());
                if begun.len() as u64 > limits.tag_bytes {
                    let what = "a tag in the workbook is longer than any that Excel writes";
                    return Err(refuse(what, BOMB));
                }
                let Some(end) = end else { break };
                looked.tags.look(begun, between);
                between = 0;
                open = None;
                piece = piece.get(end + 1..).unwrap_or_default();
            }
            let Some(begin) = memchr::memchr(b'<', piece) else {
                between += piece.len();
                break;
            };
            between += begin;
            let rest = piece.get(begin + 1..).unwrap_or_default();
            match memchr::memchr(b'>', rest) {
                Some(end) if end as u64 <= limits.tag_bytes => {
                    looked
                        .tags
                        .look(rest.get(..end).unwrap_or_default(), between);
                    between = 0;
                    piece = rest.get(end + 1..).unwrap_or_default();
                }
                _ => {
                    open = Some(Vec::new());
                    piece = rest;
                }
            }
        }
    }
}

impl Tags {
    /// Looks at a tag, before which so many bytes of text stood.
    fn look(&mut self, tag: &[u8], between: usize) {
        match self {
            Self::Excel(sheet) => sheet.look(tag, between),
            Self::Calc(sheet) => sheet.look(tag),
            Self::Other => {}
        }
    }
}
