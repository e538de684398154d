//! Workbooks: xlsx goes by cell after cell, so that its size does not matter; xls and ods are in memory whole, and small.
//!
//! A cell becomes the text that a person would read in it: a day as `2026-11-24`, a whole number without a point.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufReader, Seek as _},
};

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, Sheet, SheetType,
    SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};

use super::{
    Limits, Reading, Refused,
    archive::{self, Inside},
    gather::{Gather, Stop},
    refuse, refuse_row,
};

/// What helps with nearly every workbook that cannot be read.
const AS_CSV: &str = "open it in Excel, save it as \u{201c}CSV UTF-8\u{201d}, and give that file";

/// An xlsx or ods.
pub(super) fn zipped(
    mut file: File,
    size: u64,
    limits: Limits,
    gather: &mut Gather<'_>,
) -> Result<Reading, Refused> {
    match archive::look_through(BufReader::new(&mut file), limits)? {
        Inside::Xlsx { merged } => {
            rewind(&mut file)?;
            xlsx(file, merged, limits, gather)
        }
        Inside::Ods => {
            whole_fits(size, limits)?;
            rewind(&mut file)?;
            let mut book: Ods<_> =
                Ods::new(BufReader::new(file)).map_err(|e| damaged(&e.to_string()))?;
            let sheets = shown(book.sheets_metadata());
            let read = |name: &str| {
                book.worksheet_range(name)
                    .map_err(|e: OdsError| damaged(&e.to_string()))
            };
            whole("ods", &sheets, read, gather)
        }
    }
}

/// An xls, or an xlsx with a password, which is packed alike.
pub(super) fn old(
    file: File,
    size: u64,
    limits: Limits,
    gather: &mut Gather<'_>,
) -> Result<Reading, Refused> {
    whole_fits(size, limits)?;
    let mut book: Xls<_> = Xls::new(BufReader::new(file)).map_err(|error| match error {
        XlsError::Password => locked(),
        other => damaged(&other.to_string()),
    })?;
    let sheets = shown(book.sheets_metadata());
    let merged = sheets
        .first()
        .and_then(|s| book.merge_cells_by_sheet_name(s).ok());
    if merged.is_some_and(|m| !m.is_empty()) {
        gather.has_merged_cells();
    }
    let read = |name: &str| {
        book.worksheet_range(name)
            .map_err(|e: XlsError| damaged(&e.to_string()))
    };
    whole("xls", &sheets, read, gather)
}

fn rewind(file: &mut File) -> Result<(), Refused> {
    file.rewind()
        .map_err(|e: io::Error| refuse(e.to_string(), AS_CSV))
}

fn damaged(why: &str) -> Refused {
    refuse(format!("the workbook cannot be read ({why})"), AS_CSV)
}

fn locked() -> Refused {
    refuse(
        "the workbook is locked with a password",
        "open it in Excel and save it without one",
    )
}

fn whole_fits(size: u64, limits: Limits) -> Result<(), Refused> {
    if size > limits.whole_bytes {
        let most = limits.whole_bytes / (1024 * 1024);
        let what = format!("a workbook of this kind that is larger than {most} MiB");
        return Err(refuse(
            what,
            "save it as .xlsx or as CSV, and give that file",
        ));
    }
    Ok(())
}

/// The sheets that a person sees.
fn shown(sheets: &[Sheet]) -> Vec<String> {
    let seen = |s: &&Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    sheets.iter().filter(seen).map(|s| s.name.clone()).collect()
}

fn nothing_in_it() -> Refused {
    refuse("no sheet of the workbook has anything in it", super::GIVE)
}

fn stopped(stop: Stop) -> Refused {
    match stop {
        Stop::Refused(refused) => refused,
        Stop::NotUtf8 => damaged("some of its text is no text"),
    }
}

fn read_of(container: &'static str, sheet: &str) -> Reading {
    Reading {
        container,
        encoding: "",
        guessed: false,
        delimiter: None,
        sheet: Some(sheet.to_owned()),
    }
}

/// Says which sheets were not read, though there is something in them.
fn note_others(read: &str, others: &[String], gather: &mut Gather<'_>) {
    if !others.is_empty() {
        let names: Vec<String> = others
            .iter()
            .map(|s| format!("\u{201c}{s}\u{201d}"))
            .collect();
        gather.note(format!(
            "Only the sheet \u{201c}{read}\u{201d} was read. There is something in {} as well.",
            names.join(", ")
        ));
    }
}

fn xlsx(
    file: File,
    merged: bool,
    limits: Limits,
    gather: &mut Gather<'_>,
) -> Result<Reading, Refused> {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        XlsxError::Password => locked(),
        other => damaged(&other.to_string()),
    })?;
    let mut filled = Vec::new();
    for name in shown(book.sheets_metadata()) {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            // A sheet of something else than cells, such as a chart.
            continue;
        };
        while let Ok(Some(cell)) = cells.next_cell() {
            if !matches!(cell.get_value(), DataRef::Empty) {
                filled.push(name.clone());
                break;
            }
        }
    }
    let Some((name, others)) = filled.split_first() else {
        return Err(nothing_in_it());
    };
    if merged
        && book
            .merge_cells_by_sheet_name(name)
            .is_ok_and(|m| !m.is_empty())
    {
        gather.has_merged_cells();
    }
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|e| damaged(&e.to_string()))?;
    let mut row = Row::default();
    loop {
        let cell = cells.next_cell().map_err(|e| damaged(&e.to_string()))?;
        let Some(cell) = cell else { break };
        let (number, column) = cell.get_position();
        if number < row.number {
            return Err(refuse_row(
                u64::from(number) + 1,
                "it comes after a later row",
                "open the workbook in Excel and save it again",
            ));
        }
        if number > row.number {
            row.put(gather).map_err(stopped)?;
            row.number = number;
        }
        let column = column as usize;
        if column >= limits.columns {
            let what = format!("more than {} columns", limits.columns);
            let help = "export fewer questions at a time";
            return Err(refuse_row(u64::from(number) + 1, what, help));
        }
        let errors = &mut row.errors;
        let to = row.cells.at(column);
        match cell.get_value() {
            DataRef::Empty => {}
            DataRef::SharedString(text) => to.push_str(text),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                to.push_str(text);
            }
            DataRef::Int(n) => write_whole(to, *n),
            DataRef::Float(n) => write_number(to, *n),
            DataRef::Bool(b) => to.push_str(if *b { "TRUE" } else { "FALSE" }),
            DataRef::DateTime(t) => write_time(to, t),
            DataRef::Error(_) => *errors += 1,
        }
    }
    row.put(gather).map_err(stopped)?;
    note_errors(row.errors, gather);
    gather.end().map_err(stopped)?;
    note_others(name, others, gather);
    Ok(read_of("xlsx", name))
}

/// A row that is being put together, and used again for the next.
#[derive(Default)]
struct Row {
    number: u32,
    cells: Reused,
    errors: u64,
}

impl Row {
    fn put(&mut self, gather: &mut Gather<'_>) -> Result<(), Stop> {
        if self.cells.used > 0 {
            gather.row(u64::from(self.number) + 1, self.cells.bytes())?;
            self.cells.clear();
        }
        Ok(())
    }
}

/// Texts that keep their room.
#[derive(Default)]
struct Reused {
    texts: Vec<String>,
    used: usize,
}

impl Reused {
    /// The text at a place, empty where it is new. Places come in any order.
    fn at(&mut self, place: usize) -> &mut String {
        if place >= self.texts.len() {
            self.texts.resize_with(place + 1, String::new);
        }
        self.used = self.used.max(place + 1);
        // It was made a line above.
        #[expect(clippy::indexing_slicing, reason = "the list is at least this long")]
        let text = &mut self.texts[place];
        text.clear();
        text
    }

    fn bytes(&self) -> impl Iterator<Item = &[u8]> + Clone {
        self.texts.iter().take(self.used).map(String::as_bytes)
    }

    fn clear(&mut self) {
        for text in self.texts.iter_mut().take(self.used) {
            text.clear();
        }
        self.used = 0;
    }
}

/// A workbook that is in memory whole.
fn whole(
    container: &'static str,
    sheets: &[String],
    mut read: impl FnMut(&str) -> Result<calamine::Range<Data>, Refused>,
    gather: &mut Gather<'_>,
) -> Result<Reading, Refused> {
    let mut chosen = None;
    let mut others = Vec::new();
    for name in sheets {
        let range = read(name)?;
        if range.is_empty() {
            continue;
        }
        match chosen {
            None => chosen = Some((name, range)),
            Some(_) => others.push(name.clone()),
        }
    }
    let Some((name, range)) = chosen else {
        return Err(nothing_in_it());
    };
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut cells = Reused::default();
    let mut errors = 0;
    for (row, number) in range.rows().zip(u64::from(first_row) + 1..) {
        for (cell, column) in row.iter().zip(first_column as usize..) {
            let to = cells.at(column);
            match cell {
                Data::Empty => {}
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    to.push_str(text);
                }
                Data::Int(n) => write_whole(to, *n),
                Data::Float(n) => write_number(to, *n),
                Data::Bool(b) => to.push_str(if *b { "TRUE" } else { "FALSE" }),
                Data::DateTime(t) => write_time(to, t),
                Data::Error(error) => errors += u64::from(is_shown(error)),
            }
        }
        gather.row(number, cells.bytes()).map_err(stopped)?;
        cells.clear();
    }
    note_errors(errors, gather);
    gather.end().map_err(stopped)?;
    note_others(name, &others, gather);
    Ok(read_of(container, name))
}

/// Data that is still being fetched is no error of the sheet.
fn is_shown(error: &CellErrorType) -> bool {
    !matches!(error, CellErrorType::GettingData)
}

fn note_errors(errors: u64, gather: &mut Gather<'_>) {
    match errors {
        0 => {}
        1 => gather.note("1 cell holds an error of Excel such as #N/A; it counts as not answered."),
        n => gather.note(format!(
            "{n} cells hold an error of Excel such as #N/A; they count as not answered."
        )),
    }
}

fn write_whole(to: &mut String, n: i64) {
    // Writing to a text cannot fail.
    let _ = write!(to, "{n}");
}

/// Without a point where it is whole: `5`, not `5.0`.
fn write_number(to: &mut String, n: f64) {
    let _ = write!(to, "{n}");
}

/// A day, with its time where it has one; a time alone where there is no day.
fn write_time(to: &mut String, time: &ExcelDateTime) {
    if !time.is_datetime() {
        return write_number(to, time.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.as_f64() >= 1.0 {
        let _ = write!(to, "{year:04}-{month:02}-{day:02}");
        if (hour, minute, second) == (0, 0, 0) {
            return;
        }
        to.push(' ');
    }
    let _ = write!(to, "{hour:02}:{minute:02}:{second:02}");
}
