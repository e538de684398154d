//! Whether a zip is what it says: how large its parts really are when they are unpacked, and that no tag in them is endless.
//!
//! It is looked through before the workbook's reader sees it, which has some parts in memory whole and compares the
//! attributes of a tag one against the other.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::{Limits, Refused, refuse};

/// More parts than a workbook has.
const MOST_PARTS: usize = 10_000;

/// Bytes that are unpacked at a time.
const CHUNK: usize = 64 * 1024;

const BOMB: &str = "this may be a file made to fill up a computer: make the export anew";

/// What kind of workbook a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Excel's; whether a sheet of it has merged cells.
    Xlsx {
        /// Some cells are merged.
        merged: bool,
    },
    /// `OpenDocument`'s, which is in memory whole.
    Ods,
}

/// Looks through a zip.
pub(super) fn look_through(file: impl Read + Seek, limits: Limits) -> Result<Inside, Refused> {
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
    let mut inside = if zip.index_for_name("xl/workbook.xml").is_some() {
        Inside::Xlsx { merged: false }
    } else if zip.index_for_name("content.xml").is_some() {
        Inside::Ods
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
    let mut all = 0;
    for nth in 0..zip.len() {
        let mut part = zip.by_index(nth).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        // Sheets of Excel go by; everything else may be in memory whole, whatever it is called.
        let is_sheet = name.starts_with("xl/worksheets/");
        let most = match inside {
            Inside::Xlsx { .. } if is_sheet => limits.unpacked_bytes,
            Inside::Xlsx { .. } => limits.part_bytes,
            Inside::Ods => limits.whole_bytes,
        };
        let looked = unpacked(&mut part, most, limits)?;
        let size = looked.size;
        if let Inside::Xlsx { merged } = &mut inside {
            *merged |= is_sheet && looked.merged;
        }
        if looked.area > limits.whole_cells {
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
    Ok(inside)
}

/// What a part is when it is unpacked.
#[derive(Default)]
struct Looked {
    /// Bytes; a little more than may be where it is larger.
    size: u64,
    /// A tag of it says that cells are merged.
    merged: bool,
    /// Rows times columns up to the last cell with something in it, of an `OpenDocument` sheet.
    area: u64,
}

/// Unpacks a part and looks at each of its tags, and keeps nothing of it.
fn unpacked(part: &mut impl Read, most: u64, limits: Limits) -> Result<Looked, Refused> {
    let mut looked = Looked::default();
    let mut sheet = Sheet::default();
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
            looked.area = sheet.area;
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
                look_at_tag(begun, &mut looked, &mut sheet);
                open = None;
                piece = piece.get(end + 1..).unwrap_or_default();
            }
            let Some(begin) = memchr::memchr(b'<', piece) else {
                break;
            };
            let rest = piece.get(begin + 1..).unwrap_or_default();
            match memchr::memchr(b'>', rest) {
                Some(end) if end as u64 <= limits.tag_bytes => {
                    look_at_tag(rest.get(..end).unwrap_or_default(), &mut looked, &mut sheet);
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

/// Where one is in an `OpenDocument` sheet, which repeats rows and cells by a number.
#[derive(Default)]
struct Sheet {
    row: u64,
    repeated: u64,
    column: u64,
    area: u64,
    widest: u64,
}

fn look_at_tag(tag: &[u8], looked: &mut Looked, sheet: &mut Sheet) {
    if tag.starts_with(b"mergeCell ") {
        looked.merged = true;
    }
    let Some(name) = tag.strip_prefix(b"table:") else {
        return;
    };
    // A `>` within a value would hide what follows it in the tag: Calc writes `&gt;`.
    if !memchr::memchr_iter(b'"', tag).count().is_multiple_of(2)
        || !memchr::memchr_iter(b'\'', tag).count().is_multiple_of(2)
    {
        sheet.area = u64::MAX;
    }
    if name.starts_with(b"table-row") {
        sheet.row = sheet.row.saturating_add(sheet.repeated);
        sheet.repeated = number(tag, b"table:number-rows-repeated");
        sheet.column = 0;
    } else if name.starts_with(b"table-cell") || name.starts_with(b"covered-table-cell") {
        let times = number(tag, b"table:number-columns-repeated");
        sheet.column = sheet.column.saturating_add(times);
        if memchr::memmem::find(tag, b"value-type").is_some() {
            sheet.widest = sheet.widest.max(sheet.column);
            let rows = sheet.row.saturating_add(sheet.repeated);
            sheet.area = sheet.area.max(rows.saturating_mul(sheet.widest));
        }
    } else if name.starts_with(b"table ") {
        *sheet = Sheet {
            area: sheet.area,
            ..Sheet::default()
        };
    }
}

/// The number of an attribute, in either kind of quotes; 1 where there is none.
fn number(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = memchr::memmem::find(tag, attribute) else {
        return 1;
    };
    let rest = tag.get(at + attribute.len()..).unwrap_or_default();
    let between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'');
    let digits = rest
        .iter()
        .skip_while(|b| between(b))
        .take_while(|b| b.is_ascii_digit());
    let text: String = digits.map(|b| char::from(*b)).collect();
    // What is no number there is nothing that Calc has written.
    text.parse().unwrap_or(u64::MAX)
}
