//! Checks a zipped workbook before it is parsed: unpacked sizes, and the length of XML tags.
//!
//! The workbook library holds some parts in memory and compares the attributes of a tag pairwise, so an oversized part or
//! tag would exhaust memory or time.

mod sheets;

use std::{
    collections::HashMap,
    io::{Read, Seek},
};

use zip::ZipArchive;

pub(super) use self::sheets::SheetFacts;
use self::sheets::{OdsScanner, XlsxScanner};
use super::{FileRefusal, ReadLimits, refuse};

/// More parts than any workbook has.
const MOST_PARTS: usize = 10_000;

/// Bytes unpacked at a time.
const CHUNK: usize = 64 * 1024;

const BOMB: &str = "this may be a file made to fill up a computer: make the export anew";

/// Format of a zipped workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkbookFormat {
    /// Office Open XML, streamed.
    Xlsx,
    /// `OpenDocument`, which is held in memory.
    Ods,
}

/// Facts about a checked workbook.
#[derive(Clone, Debug, Default)]
pub(super) struct WorkbookFacts {
    /// True for `OpenDocument`, false for xlsx.
    pub(super) is_ods: bool,
    /// True if cells are merged.
    pub(super) merged: bool,
    /// Facts about each sheet, by name.
    pub(super) sheets: HashMap<String, SheetFacts>,
}

/// Checks a zip archive and collects facts about its sheets.
pub(super) fn check_archive(
    file: impl Read + Seek,
    limits: ReadLimits,
) -> Result<WorkbookFacts, FileRefusal> {
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
        WorkbookFormat::Xlsx
    } else if zip.index_for_name("content.xml").is_some() {
        WorkbookFormat::Ods
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
    let mut inside = WorkbookFacts {
        is_ods: format == WorkbookFormat::Ods,
        ..WorkbookFacts::default()
    };
    let mut parts = HashMap::new();
    let mut all = 0;
    for nth in 0..zip.len() {
        let mut part = zip.by_index(nth).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        // Sheets of xlsx are streamed; the library may hold any other part in memory.
        let is_sheet = name.starts_with("xl/worksheets/");
        let (most, tags) = match format {
            WorkbookFormat::Xlsx if is_sheet => (
                limits.unpacked_bytes,
                TagScanner::Excel(XlsxScanner::default()),
            ),
            WorkbookFormat::Xlsx => (limits.part_bytes, TagScanner::Other),
            WorkbookFormat::Ods => (limits.whole_bytes, TagScanner::Calc(OdsScanner::default())),
        };
        let looked = scan_part(&mut part, most, tags, limits)?;
        let size = looked.size;
        let mut area = 0;
        match looked.tags {
            TagScanner::Excel(excel) => {
                inside.merged |= excel.merged;
                parts.insert(name.clone(), excel.finish());
            }
            TagScanner::Calc(calc) => {
                area = calc.area();
                if name == "content.xml" {
                    inside.sheets = calc.finish();
                }
            }
            TagScanner::Other => {}
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
    if format == WorkbookFormat::Xlsx {
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

/// Scanner for the tags of a part.
enum TagScanner {
    Excel(XlsxScanner),
    Calc(OdsScanner),
    Other,
}

/// Result of scanning a part.
struct ScannedPart {
    /// Unpacked size in bytes; slightly above the limit if it exceeds it.
    size: u64,
    tags: TagScanner,
}

/// Unpacks a part and scans its tags without keeping the content.
fn scan_part(
    part: &mut impl Read,
    most: u64,
    tags: TagScanner,
    limits: ReadLimits,
) -> Result<ScannedPart, FileRefusal> {
    let mut looked = ScannedPart { size: 0, tags };
    // Bytes of text since the last tag.
    let mut between = 0_usize;
    let mut chunk = vec![0; CHUNK];
    // Start of a tag that continues in the next chunk.
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
                looked.tags.scan(begun, between);
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
                        .scan(rest.get(..end).unwrap_or_default(), between);
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

impl TagScanner {
    /// Scans a tag that follows `between` bytes of text.
    fn scan(&mut self, tag: &[u8], between: usize) {
        match self {
            Self::Excel(sheet) => sheet.scan(tag, between),
            Self::Calc(sheet) => sheet.scan(tag),
            Self::Other => {}
        }
    }
}
