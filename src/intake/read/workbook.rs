//! Workbooks: xlsx is streamed cell by cell, so that its size does not matter; xls and ods are held in memory, and limited.
//!
//! A cell becomes the text that a person reads in it: a date as `2026-11-24`, a whole number without a decimal point.

mod cells;

use std::{
    fs::File,
    io::{self, BufReader, Seek as _},
};

use calamine::{
    Data, DataRef, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};

use self::cells::{is_shown, write_cell, write_data};
use super::{
    FileFormat, FileHead, FileRefusal, Fit, HEAD, ReadLimits,
    archive::{self, SheetFacts, WorkbookFacts},
    gather::{Gather, RowError},
    refuse, refuse_row,
};

/// Advice for nearly every workbook that cannot be read.
const AS_CSV: &str = "open it in Excel, save it as \u{201c}CSV UTF-8\u{201d}, and give that file";

/// Selection of the sheet to read.
#[derive(Clone, Copy)]
pub(super) struct SheetChoice<'o> {
    /// Sheet named by the user.
    pub(super) wanted: Option<&'o str>,
    /// Rates the top rows of a sheet.
    pub(super) fits: Option<fn(&FileHead) -> Fit>,
}

/// Reads an xlsx or ods.
pub(super) fn read_zipped(
    mut file: File,
    size: u64,
    limits: ReadLimits,
    choice: SheetChoice<'_>,
    gather: &mut Gather<'_>,
) -> Result<FileFormat, FileRefusal> {
    let inside = archive::check_archive(BufReader::new(&mut file), limits)?;
    // calamine opens the archive itself; checking first keeps it from unpacking a bomb.
    rewind(&mut file)?;
    if !inside.is_ods {
        return xlsx(file, &inside, limits, choice, gather);
    }
    whole_fits(size, limits)?;
    let mut book: Ods<_> = Ods::new(BufReader::new(file)).map_err(|e| damaged(&e.to_string()))?;
    let sheets = Sheets::from_metadata(book.sheets_metadata());
    let read = |name: &str| {
        book.worksheet_range(name)
            .map_err(|e: OdsError| damaged(&e.to_string()))
    };
    read_whole("ods", &sheets, read, &inside, choice, gather)
}

/// Reads an xls, or refuses an xlsx with a password, which has the same container.
pub(super) fn read_old(
    file: File,
    size: u64,
    limits: ReadLimits,
    choice: SheetChoice<'_>,
    gather: &mut Gather<'_>,
) -> Result<FileFormat, FileRefusal> {
    whole_fits(size, limits)?;
    let mut book: Xls<_> = Xls::new(BufReader::new(file)).map_err(|error| match error {
        XlsError::Password => locked(),
        other => damaged(&other.to_string()),
    })?;
    let sheets = Sheets::from_metadata(book.sheets_metadata());
    // Only for the first sheet: merged cells are a sign of a report, and old workbooks hold one sheet as a rule.
    let merged = sheets
        .shown
        .first()
        .and_then(|s| book.merge_cells_by_sheet_name(s).ok());
    if merged.is_some_and(|m| !m.is_empty()) {
        gather.has_merged_cells();
    }
    let read = |name: &str| {
        book.worksheet_range(name)
            .map_err(|e: XlsError| damaged(&e.to_string()))
    };
    read_whole(
        "xls",
        &sheets,
        read,
        &WorkbookFacts::default(),
        choice,
        gather,
    )
}

fn rewind(file: &mut File) -> Result<(), FileRefusal> {
    file.rewind()
        .map_err(|e: io::Error| refuse(e.to_string(), AS_CSV))
}

fn damaged(why: &str) -> FileRefusal {
    refuse(format!("the workbook cannot be read ({why})"), AS_CSV)
}

fn locked() -> FileRefusal {
    refuse(
        "the workbook is locked with a password",
        "open it in Excel and save it without one",
    )
}

fn whole_fits(size: u64, limits: ReadLimits) -> Result<(), FileRefusal> {
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

/// Sheets of a workbook.
struct Sheets {
    /// Visible sheets.
    shown: Vec<String>,
    /// All sheets of cells, hidden ones too: the user may name one of them.
    all: Vec<String>,
}

impl Sheets {
    fn from_metadata(sheets: &[Sheet]) -> Self {
        let cells = || sheets.iter().filter(|s| s.typ == SheetType::WorkSheet);
        let seen = |s: &&Sheet| s.visible == SheetVisible::Visible;
        Self {
            shown: cells().filter(seen).map(|s| s.name.clone()).collect(),
            all: cells().map(|s| s.name.clone()).collect(),
        }
    }

    /// Finds a sheet by name, ignoring case and surrounding blanks if there is no exact match.
    fn wanted(&self, name: &str) -> Result<&str, FileRefusal> {
        let exact = self.all.iter().find(|s| *s == name);
        let near = |s: &&String| s.trim().to_lowercase() == name.trim().to_lowercase();
        exact
            .or_else(|| self.all.iter().find(near))
            .map(String::as_str)
            .ok_or_else(|| {
                let there: Vec<String> = self.shown.iter().map(|s| quoted(s)).collect();
                refuse(
                    format!("the workbook has no sheet {}", quoted(name)),
                    format!("its sheets are {}", there.join(", ")),
                )
            })
    }
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

/// A non-empty sheet with its rating.
struct Candidate {
    name: String,
    fit: Fit,
    cells: u64,
}

/// Best candidate: highest fit, then most cells, then the first.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut best: Option<&Candidate> = None;
    for one in candidates {
        // Strictly, so that the first of equals wins; workbooks put the answers before their summaries.
        if best.is_none_or(|b| (one.fit, one.cells) > (b.fit, b.cells)) {
            best = Some(one);
        }
    }
    best
}

fn nothing_in_it() -> FileRefusal {
    refuse("no sheet of the workbook has anything in it", super::GIVE)
}

fn stopped(stop: RowError) -> FileRefusal {
    match stop {
        RowError::Refused(refused) => refused,
        RowError::NotUtf8 => damaged("some of its text is no text"),
    }
}

/// Notes the sheets that were not read, and anomalies of the one that was.
fn finish(
    container: &'static str,
    sheet: &str,
    chosen: bool,
    filled: Vec<String>,
    facts: Option<&SheetFacts>,
    gather: &mut Gather<'_>,
) -> FileFormat {
    let others: Vec<String> = filled
        .iter()
        .filter(|s| *s != sheet)
        .map(|s| quoted(s))
        .collect();
    if !others.is_empty() {
        gather.note(format!(
            "Only the sheet {} was read. There is something in {} as well.",
            quoted(sheet),
            others.join(", ")
        ));
    }
    let unworked = facts.map(|f| gather.note_sheet(f)).unwrap_or_default();
    FileFormat {
        container,
        sheet: Some(sheet.to_owned()),
        chosen,
        sheets: filled,
        unworked,
        ..FileFormat::default()
    }
}

fn xlsx(
    file: File,
    inside: &WorkbookFacts,
    limits: ReadLimits,
    choice: SheetChoice<'_>,
    gather: &mut Gather<'_>,
) -> Result<FileFormat, FileRefusal> {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        XlsxError::Password => locked(),
        other => damaged(&other.to_string()),
    })?;
    let sheets = Sheets::from_metadata(book.sheets_metadata());
    let wanted = choice.wanted.map(|name| sheets.wanted(name)).transpose()?;
    let mut filled = Vec::new();
    for name in &sheets.shown {
        let Ok(mut cells) = book.worksheet_cells_reader(name) else {
            // A chart or another sheet without cells.
            continue;
        };
        while let Ok(Some(cell)) = cells.next_cell() {
            // Stops at the first filled cell: the dimension that a sheet states is often wrong.
            if !matches!(cell.get_value(), DataRef::Empty) {
                filled.push(name.clone());
                break;
            }
        }
    }
    let name = match (wanted, filled.as_slice()) {
        (Some(wanted), _) => wanted.to_owned(),
        (None, []) => return Err(nothing_in_it()),
        (None, [only]) => only.clone(),
        (None, several) => {
            let candidates: Vec<Candidate> = several
                .iter()
                .map(|name| Candidate {
                    name: name.clone(),
                    fit: choice
                        .fits
                        .map_or(Fit::Table, |fits| fits(&top_rows(&mut book, name))),
                    cells: inside.sheets.get(name).map_or(0, |s| s.cells),
                })
                .collect();
            best(&candidates).map_or_else(String::new, |c| c.name.clone())
        }
    };
    let name = name.as_str();
    if inside.merged
        && book
            .merge_cells_by_sheet_name(name)
            .is_ok_and(|m| !m.is_empty())
    {
        gather.has_merged_cells();
    }
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|e| damaged(&e.to_string()))?;
    let mut row = RowBuffer::default();
    loop {
        let cell = cells.next_cell().map_err(|e| damaged(&e.to_string()))?;
        let Some(cell) = cell else { break };
        let (number, column) = cell.get_position();
        // Streaming cannot go back to a row that has been given away.
        if number < row.number {
            return Err(refuse_row(
                u64::from(number) + 1,
                "it comes after a later row",
                "open the workbook in Excel and save it again",
            ));
        }
        if number > row.number {
            row.flush(gather).map_err(stopped)?;
            row.number = number;
        }
        let column = column as usize;
        // Before the buffer grows to it: a stray cell at XFD1 costs 16,384 strings.
        if column >= limits.columns {
            let what = format!("more than {} columns", limits.columns);
            let help = "export fewer questions at a time";
            return Err(refuse_row(u64::from(number) + 1, what, help));
        }
        row.errors += u64::from(matches!(cell.get_value(), DataRef::Error(_)));
        write_cell(row.cells.at(column), cell.get_value());
    }
    row.flush(gather).map_err(stopped)?;
    note_errors(row.errors, gather);
    gather.end().map_err(stopped)?;
    Ok(finish(
        "xlsx",
        name,
        wanted.is_some(),
        filled,
        inside.sheets.get(name),
        gather,
    ))
}

/// Top rows of a sheet, to rate it.
fn top_rows(book: &mut Xlsx<BufReader<File>>, name: &str) -> FileHead {
    let mut head = FileHead::default();
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return head;
    };
    let mut number = None;
    while let Ok(Some(cell)) = cells.next_cell() {
        let mut text = String::new();
        write_cell(&mut text, cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if number != Some(row) {
            if head.rows.len() == HEAD {
                break;
            }
            number = Some(row);
            head.rows.push(Vec::new());
        }
        let column = column as usize;
        // A stray cell far to the right belongs to no table.
        if let Some(row) = head.rows.last_mut().filter(|_| column < WIDEST_TOP) {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            if let Some(place) = row.get_mut(column) {
                text.trim().clone_into(place);
            }
        }
    }
    head
}

/// Maximum number of columns in the top rows of a sheet.
const WIDEST_TOP: usize = 2000;

/// Buffer for a row, reused for the next.
#[derive(Default)]
struct RowBuffer {
    number: u32,
    cells: TextBuffers,
    errors: u64,
}

impl RowBuffer {
    fn flush(&mut self, gather: &mut Gather<'_>) -> Result<(), RowError> {
        if self.cells.used > 0 {
            gather.row(u64::from(self.number) + 1, self.cells.bytes())?;
            self.cells.clear();
        }
        Ok(())
    }
}

/// Texts that keep their allocation.
#[derive(Default)]
struct TextBuffers {
    texts: Vec<String>,
    used: usize,
}

impl TextBuffers {
    /// The text at a position, cleared on first use. Positions come in any order.
    fn at(&mut self, place: usize) -> &mut String {
        if place >= self.texts.len() {
            self.texts.resize_with(place + 1, String::new);
        }
        self.used = self.used.max(place + 1);
        // The list was extended above.
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

/// Reads a workbook that is held in memory.
fn read_whole(
    container: &'static str,
    sheets: &Sheets,
    mut read: impl FnMut(&str) -> Result<calamine::Range<Data>, FileRefusal>,
    inside: &WorkbookFacts,
    choice: SheetChoice<'_>,
    gather: &mut Gather<'_>,
) -> Result<FileFormat, FileRefusal> {
    let wanted = choice.wanted.map(|name| sheets.wanted(name)).transpose()?;
    let mut candidates = Vec::new();
    for name in &sheets.shown {
        let range = read(name)?;
        if !range.is_empty() {
            candidates.push(Candidate {
                fit: choice
                    .fits
                    .map_or(Fit::Table, |fits| fits(&top_rows_in_memory(&range))),
                cells: range.used_cells().count() as u64,
                name: name.clone(),
            });
        }
    }
    let filled: Vec<String> = candidates.iter().map(|c| c.name.clone()).collect();
    let chosen = wanted.or_else(|| best(&candidates).map(|c| c.name.as_str()));
    let Some(name) = chosen else {
        return Err(nothing_in_it());
    };
    let range = read(name)?;
    // calamine cuts empty rows and columns at the top left; they are put back so that row numbers are those that Excel
    // shows.
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut cells = TextBuffers::default();
    let mut errors = 0;
    for (row, number) in range.rows().zip(u64::from(first_row) + 1..) {
        for (cell, column) in row.iter().zip(first_column as usize..) {
            if let Data::Error(error) = cell {
                errors += u64::from(is_shown(error));
            }
            write_data(cells.at(column), cell);
        }
        gather.row(number, cells.bytes()).map_err(stopped)?;
        cells.clear();
    }
    note_errors(errors, gather);
    gather.end().map_err(stopped)?;
    Ok(finish(
        container,
        name,
        wanted.is_some(),
        filled,
        inside.sheets.get(name),
        gather,
    ))
}

/// Top rows of a sheet in memory.
fn top_rows_in_memory(range: &calamine::Range<Data>) -> FileHead {
    let column = range.start().map_or(0, |(_, column)| column as usize);
    let cells = |row: &[Data]| {
        let before = std::iter::repeat_n(String::new(), column);
        let text = |cell: &Data| {
            let mut text = String::new();
            write_data(&mut text, cell);
            text.trim().to_owned()
        };
        before.chain(row.iter().map(text)).collect::<Vec<String>>()
    };
    let filled = |row: &&[Data]| row.iter().any(|c| !matches!(c, Data::Empty));
    FileHead {
        rows: range.rows().filter(filled).take(HEAD).map(cells).collect(),
        merged: false,
    }
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
