//! Collects rows into a table: first the head, from which the layout is recognised, then the data.
//!
//! Text files and workbooks share this path, so that a ragged row is treated alike wherever it comes from.

use super::{
    super::{
        export::FileRefusal,
        table::{NotKept, Table, TableBuilder},
    },
    FileHead, HEAD, HeadLayout, KeptColumns, Progress, ReadLimits,
    archive::SheetFacts,
    refuse, refuse_row,
};

/// Rows between two calls of the progress callback.
const ROWS_A_TELLING: u64 = 8192;

/// Reason why a row was not taken.
#[derive(Debug)]
pub(super) enum RowError {
    /// A cell is not UTF-8.
    NotUtf8,
    /// Final refusal.
    Refused(FileRefusal),
}

impl From<FileRefusal> for RowError {
    fn from(refused: FileRefusal) -> Self {
        Self::Refused(refused)
    }
}

/// A row of the head, before the layout is known.
struct HeadRow {
    number: u64,
    cells: Vec<Vec<u8>>,
}

pub(super) struct Gather<'r> {
    recognise: &'r mut dyn FnMut(&FileHead) -> Result<HeadLayout, FileRefusal>,
    limits: ReadLimits,
    progress: Option<Box<dyn FnMut(Progress)>>,
    size: u64,
    early: Vec<HeadRow>,
    merged: bool,
    laid: Option<(HeadLayout, Vec<bool>)>,
    /// Number of the last header row.
    headed: u64,
    /// The table, if several threads have built it.
    built: Option<Table>,
    builder: TableBuilder,
    /// Bytes of the file read so far.
    pub(super) bytes: u64,
    rows: u64,
    notes: Vec<String>,
    short: u64,
}

impl<'r> Gather<'r> {
    pub(super) fn new(
        recognise: &'r mut dyn FnMut(&FileHead) -> Result<HeadLayout, FileRefusal>,
        limits: ReadLimits,
        progress: Option<Box<dyn FnMut(Progress)>>,
        size: u64,
    ) -> Self {
        Self {
            recognise,
            limits,
            progress,
            size,
            early: Vec::new(),
            merged: false,
            laid: None,
            headed: 0,
            built: None,
            // The width is unknown until the head is recognised; a second builder replaces this one then.
            builder: TableBuilder::new(0, 0),
            bytes: 0,
            rows: 0,
            notes: Vec::new(),
            short: 0,
        }
    }

    /// Forgets all rows.
    pub(super) fn start_over(&mut self) {
        self.early.clear();
        self.laid = None;
        self.builder = TableBuilder::new(0, 0);
        // A guess of UTF-8 may fail after a gigabyte; what the wrong guess has counted must not be reported twice.
        (self.rows, self.bytes, self.short) = (0, 0, 0);
        self.notes.clear();
    }

    /// Records that cells of the head are merged.
    pub(super) fn has_merged_cells(&mut self) {
        self.merged = true;
    }

    /// Adds a remark for the user.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Reports the progress.
    pub(super) fn tell(&mut self, bytes: u64, rows: u64) {
        if let Some(progress) = &mut self.progress {
            progress(Progress {
                bytes,
                of: self.size,
                rows,
            });
        }
    }

    /// Kept columns and the number of the last header row; `None` before the layout is known.
    pub(super) fn layout(&self) -> Option<(&[bool], u64)> {
        let (_, kept) = self.laid.as_ref()?;
        Some((kept, self.headed))
    }

    /// Takes a finished table instead of rows; `short` of its rows are shorter than the header.
    pub(super) fn set_table(&mut self, table: Table, short: u64) {
        self.builder = TableBuilder::new(0, 0);
        self.short = short;
        self.built = Some(table);
    }

    /// Takes a row; blank rows are skipped.
    pub(super) fn row<'a>(
        &mut self,
        number: u64,
        cells: impl Iterator<Item = &'a [u8]> + Clone,
    ) -> Result<(), RowError> {
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS_A_TELLING) {
            self.tell(self.bytes, self.rows);
        }
        if self.laid.is_some() {
            return self.add_row(number, cells);
        }
        // Blank rows above the header are layout. Below it they keep their number and are dropped by the builder.
        if cells.clone().all(|c| c.trim_ascii().is_empty()) {
            return Ok(());
        }
        let cells: Vec<Vec<u8>> = cells
            // One more than allowed is enough to refuse; a row of a million delimiters would fill the memory before it is
            // counted.
            .take(self.limits.columns + 1)
            .map(<[u8]>::to_vec)
            .collect();
        if cells.len() > self.limits.columns {
            let help = "export fewer questions at a time";
            let what = format!("more than {} columns", self.limits.columns);
            return Err(refuse_row(number, what, help).into());
        }
        self.early.push(HeadRow { number, cells });
        if self.early.len() == HEAD {
            self.recognise()?;
        }
        Ok(())
    }

    /// Recognises the layout, and takes the data rows of the head.
    fn recognise(&mut self) -> Result<(), RowError> {
        let text = |cell: &Vec<u8>| std::str::from_utf8(cell).map(|t| t.trim().to_owned());
        let rows: Result<Vec<Vec<String>>, _> = self
            .early
            .iter()
            .map(|row| row.cells.iter().map(text).collect())
            .collect();
        let head = FileHead {
            rows: rows.map_err(|_| RowError::NotUtf8)?,
            merged: self.merged,
        };
        let mut layout = (self.recognise)(&head)?;
        // Cells beyond the last header belong to no question. The head may be padded, the rows below are not.
        let headers = head.rows.iter().take(layout.header_rows);
        if let Some(width) = headers.map(Vec::len).max() {
            layout.width = layout.width.min(width);
        }
        self.builder = TableBuilder::new(layout.width, self.limits.table_bytes);
        let kept = match &layout.keep {
            KeptColumns::All => vec![true; layout.width],
            KeptColumns::Only(places) => (0..layout.width).map(|n| places.contains(&n)).collect(),
        };
        let last = layout.header_rows.checked_sub(1);
        let last = last.and_then(|nth| self.early.get(nth));
        self.headed = last.map_or(0, |row| row.number);
        let data = std::mem::take(&mut self.early);
        let data = data.into_iter().skip(layout.header_rows);
        self.laid = Some((layout, kept));
        for row in data {
            self.add_row(row.number, row.cells.iter().map(Vec::as_slice))?;
        }
        Ok(())
    }

    fn add_row<'a>(
        &mut self,
        number: u64,
        cells: impl Iterator<Item = &'a [u8]> + Clone,
    ) -> Result<(), RowError> {
        let Some((layout, kept)) = &self.laid else {
            return Ok(());
        };
        let width = layout.width;
        let mut seen = 0;
        let mut something = false;
        let mut beyond = None;
        let counted = cells.enumerate().inspect(|(nth, cell)| {
            seen = nth + 1;
            if !cell.is_empty() {
                something = something || !cell.trim_ascii().is_empty();
                if *nth >= width && !cell.trim_ascii().is_empty() && beyond.is_none() {
                    beyond = Some(nth + 1);
                }
            }
        });
        let wanted = counted.filter(|(nth, _)| kept.get(*nth).copied().unwrap_or(false));
        let row_number = u32::try_from(number).map_err(|_| {
            refuse_row(
                number,
                "more rows than a survey has",
                "export a part of it at a time",
            )
        })?;
        // The row goes in before it is known to be sound, since the iterator can be walked only once at this speed;
        // `take_back` undoes it.
        let put = self.builder.row(row_number, wanted);
        put.map_err(|why| match why {
            NotKept::NotText => RowError::NotUtf8,
            NotKept::TooMuch => RowError::Refused(refuse_row(
                number,
                format!(
                    "so far more than {} MiB of answers",
                    self.limits.table_bytes / (1024 * 1024)
                ),
                "export a part of the questions or of the people at a time",
            )),
        })?;
        // Refused and not cut: an unclosed quotation mark moves all later answers to the wrong questions.
        if let Some(column) = beyond {
            return Err(refuse_row(
                number,
                format!("an answer in column {column}, where the headers end with column {width}"),
                "look at this row in the file: a line break or a quotation mark in somebody\u{2019}s words may have broken it",
            )
            .into());
        }
        if !something {
            self.builder.take_back();
        } else if seen < width {
            self.short += 1;
        }
        Ok(())
    }

    /// Notes hidden rows and formulas without a cached result, and returns the rows of the latter.
    pub(super) fn note_sheet(&mut self, facts: &SheetFacts) -> Vec<u32> {
        let numbers = self.builder.numbers();
        // People filter a sheet to look at one ward and save it. Dropping hidden rows in silence would make that ward the
        // survey.
        let is_hidden = |row: &&u32| {
            let at = facts.hidden.partition_point(|(_, to)| to < *row);
            facts.hidden.get(at).is_some_and(|(from, _)| from <= *row)
        };
        let hidden = numbers.iter().filter(is_hidden).count();
        let is_data = |row: &u32| numbers.binary_search(row).is_ok();
        let of_data = facts.formulas.iter().filter(|(row, _)| is_data(row));
        let rows: Vec<u32> = of_data.clone().map(|(row, _)| *row).collect();
        let cells: u64 = of_data.map(|(_, n)| u64::from(*n)).sum();
        let of = numbers.len();
        if hidden > 0 {
            let by = if facts.filtered { " by a filter" } else { "" };
            let (are, they) = if hidden == 1 {
                ("is", "it was read")
            } else {
                ("are", "they were read")
            };
            self.note(format!(
                "{hidden} of {of} rows {are} hidden in the sheet{by}; {they} like the others. If they should not count, delete them in a copy."
            ));
        }
        if cells > 0 {
            let (what, they) = if cells == 1 {
                (
                    "1 cell holds a formula without a stored result",
                    "it counts",
                )
            } else {
                (
                    &*format!("{cells} cells hold formulas without stored results"),
                    "they count",
                )
            };
            self.note(format!(
                "{what}; {they} as not answered. Open the workbook in Excel, save it, and import it again."
            ));
        }
        rows
    }

    /// Ends the input.
    pub(super) fn end(&mut self) -> Result<(), RowError> {
        if self.laid.is_some() {
            return Ok(());
        }
        if self.early.is_empty() {
            return Err(refuse("there is nothing in the file but blanks", super::GIVE).into());
        }
        self.recognise()
    }

    /// The table and the remarks.
    pub(super) fn finish(mut self) -> (Table, Vec<String>) {
        if self.short > 0 {
            let rows = if self.short == 1 {
                "1 row is".to_owned()
            } else {
                format!("{} rows are", self.short)
            };
            self.notes.push(format!(
                "{rows} shorter than the headers; what is missing counts as not answered."
            ));
        }
        let table = self.built.unwrap_or_else(|| self.builder.finish());
        (table, self.notes)
    }
}
