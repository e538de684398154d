//! Opens files as exports: joins the recognised header with the table of answers, and notes anomalies.
//!
//! A `REDCap` data dictionary among the files is not an export; it labels the codes of the others.

mod described;
mod notes;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::export::{
    AnswerKind, ColumnInfo, Export, ExportContent, FileFormat, FileRefusal, Platform,
};
use crate::intake::{
    header::RecognisedHeader,
    interviews, kind,
    people::{ExcludedRows, People},
    platform::{
        self,
        redcap::{Dictionary, DictionaryColumns},
    },
    read::{self, Fit, HeadLayout, KeptColumns, ReadOptions},
    results, rows,
    table::{AnswerColumn, Table},
};

/// Content of a file, known from its first rows.
enum OpenedFile {
    Export(Box<(Platform, RecognisedHeader)>),
    Dictionary(DictionaryColumns),
}

impl OpenedFile {
    fn detect(
        head: &read::FileHead,
        holds: Option<ExportContent>,
    ) -> Result<(Self, HeadLayout), FileRefusal> {
        let first = head.rows.first().map(Vec::as_slice).unwrap_or_default();
        let (file, header_rows, width) = match DictionaryColumns::find(first) {
            Some(places) => (Self::Dictionary(places), 1, first.len()),
            None => {
                let found = platform::recognise_as(head, holds)?;
                let (rows, width) = (found.1.header_rows, found.1.columns.len());
                (Self::Export(Box::new(found)), rows, width)
            }
        };
        let layout = HeadLayout {
            header_rows,
            width,
            keep: KeptColumns::All,
        };
        Ok((file, layout))
    }
}

/// A file after reading.
enum OpenedExport {
    Export(Box<Export>),
    Dictionary(Dictionary),
}

/// Rates a sheet when the user has not said what it holds.
fn rate_sheet(head: &read::FileHead) -> Fit {
    rating(platform::recognise(head))
}

/// Rates a sheet that the user says holds answers.
fn rate_as_answers(head: &read::FileHead) -> Fit {
    rating(platform::recognise_as(head, Some(ExportContent::Answers)))
}

/// Rates a sheet that the user says holds results; a recognised table of results ranks first.
fn rate_as_results(head: &read::FileHead) -> Fit {
    match platform::recognise(head) {
        Ok((Platform::Results, _)) => Fit::Tool,
        _ => rating(platform::recognise_as(head, Some(ExportContent::Results))).min(Fit::Table),
    }
}

fn rating(found: Result<(Platform, RecognisedHeader), FileRefusal>) -> Fit {
    match found {
        Err(_) => Fit::Refused,
        // One column is a cover sheet or a list, not answers.
        Ok((Platform::Plain | Platform::NhsFft, found)) if found.columns.len() < 2 => Fit::Refused,
        Ok((Platform::Plain | Platform::NhsFft | Platform::Results, _)) => Fit::Table,
        Ok(_) => Fit::Tool,
    }
}

fn open_file(path: &Path, options: ReadOptions) -> Result<OpenedExport, FileRefusal> {
    let is_notes = match options.holds {
        Some(holds) => holds == ExportContent::Interviews,
        // Tab-separated tables are often called .txt too, so the name alone does not make interview notes.
        None => interviews::is_document(path) && !(is_text(path) && is_table(path)),
    };
    if is_notes {
        return interviews::open(path).map(|export| OpenedExport::Export(Box::new(export)));
    }
    let mut file = None;
    let holds = options.holds;
    let sheet = options.sheet.clone();
    let options = ReadOptions {
        fits: Some(match holds {
            None => rate_sheet,
            Some(ExportContent::Answers | ExportContent::Interviews) => rate_as_answers,
            Some(ExportContent::Results) => rate_as_results,
        }),
        ..options
    };
    let read = read::read(path, options, |head| {
        let (found, layout) = OpenedFile::detect(head, holds)?;
        file = Some(found);
        Ok(layout)
    });
    let (reading, table, mut notes) = read?;
    if let (Some(sheet), None) = (&sheet, &reading.sheet) {
        notes.push(format!(
            "it has no sheets, so \u{201c}{sheet}\u{201d} is not looked for in it"
        ));
    }
    let name = file_name(path);
    match file {
        Some(OpenedFile::Export(found)) => {
            if found.0 == Platform::Results {
                let export = results::built::build_export(&name, found.1, reading, &table, notes);
                return Ok(OpenedExport::Export(Box::new(export)));
            }
            let (export, left_out) = described_rows(&name, *found, reading, table, notes);
            // Must run before rows are excluded or merged into people: in a table with one answer a row, every repeated
            // question would be taken for one person.
            match rows::refuse_answers(&export) {
                Some(refused) => Err(refused),
                None => Ok(OpenedExport::Export(Box::new(assign_people(
                    export, left_out,
                )))),
            }
        }
        Some(OpenedFile::Dictionary(places)) => {
            Ok(OpenedExport::Dictionary(Dictionary::read(&table, places)))
        }
        None => Err(FileRefusal {
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

/// True if the first lines have the same number of tabs, semicolons or commas.
fn is_table(path: &Path) -> bool {
    let Ok(text) = read::text(path) else {
        return false;
    };
    // A transcript with a comma in each line would pass as a table, so speaker labels are looked for first.
    if interviews::speaks(&text) {
        return false;
    }
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

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

/// Opens one export.
///
/// # Errors
/// Refuses a file that cannot be read, is no export, or is a data dictionary alone.
pub fn open(path: &Path, options: ReadOptions) -> Result<Export, FileRefusal> {
    match open_file(path, options)? {
        OpenedExport::Export(export) => Ok(*export),
        OpenedExport::Dictionary(_) => Err(lone_dictionary()),
    }
}

/// Opens several exports together. `options` is asked for each path. A `REDCap` data dictionary labels the others and is no
/// export itself.
///
/// # Errors
/// As [`open`], with the file's name in front; also where one file is given twice.
pub fn open_all(
    paths: &[PathBuf],
    mut options: impl FnMut(&Path) -> ReadOptions,
) -> Result<Vec<Export>, FileRefusal> {
    refuse_duplicates(paths)?;
    let mut exports = Vec::new();
    let mut dictionaries = Vec::new();
    for path in paths {
        let opened = open_file(path, options(path)).map_err(|refused| FileRefusal {
            row: None,
            what: format!("{}: {refused}", file_name(path)),
            help: refused.help,
        })?;
        match opened {
            OpenedExport::Export(export) => exports.push(*export),
            OpenedExport::Dictionary(dictionary) => {
                dictionaries.push((file_name(path), dictionary));
            }
        }
    }
    if exports.is_empty() && !dictionaries.is_empty() {
        return Err(lone_dictionary());
    }
    rows::match_across(&mut exports);
    for (file, dictionary) in &dictionaries {
        let mut used = false;
        for export in &mut exports {
            used |= described::apply_dictionary(export, file, dictionary);
        }
        // It is most likely the dictionary of another project. Silence would leave the user with bare codes and no reason.
        if !used && let Some(first) = exports.first_mut() {
            first.notes.push(format!(
                "the data dictionary {file} names no column of these exports: it is not used"
            ));
        }
    }
    Ok(exports)
}

/// Refuses two paths to the same content, which would count its people twice.
fn refuse_duplicates(paths: &[PathBuf]) -> Result<(), FileRefusal> {
    for (nth, one) in paths.iter().enumerate() {
        for two in paths.iter().skip(nth + 1) {
            // An unreadable file is reported where it is opened, with better advice.
            if read::are_the_same(one, two).unwrap_or(false) {
                return Err(FileRefusal {
                    row: None,
                    what: format!(
                        "{} and {} are the same file",
                        file_name(one),
                        file_name(two)
                    ),
                    help: "give it once, or its people would count twice".to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// Refusal of a data dictionary that comes without its export.
fn lone_dictionary() -> FileRefusal {
    FileRefusal {
        row: None,
        what: "this is a data dictionary of REDCap: it has the questions, not the answers"
            .to_owned(),
        help: "give it together with the export that it belongs to".to_owned(),
    }
}

/// Builds an export from parts. `notes` are the remarks of the file reader.
pub fn build(
    name: &str,
    found: (Platform, RecognisedHeader),
    reading: FileFormat,
    table: Table,
    notes: Vec<String>,
) -> Export {
    let (export, left_out) = described_rows(name, found, reading, table, notes);
    assign_people(export, left_out)
}

/// Builds an export with every row still in it, and lists the rows that are headers or totals.
fn described_rows(
    name: &str,
    (platform, found): (Platform, RecognisedHeader),
    reading: FileFormat,
    mut table: Table,
    mut notes: Vec<String>,
) -> (Export, Vec<ExcludedRows>) {
    let RecognisedHeader {
        columns,
        notes: more,
        titles,
        header,
        ..
    } = found;
    // Before columns are classified: a repeated header or a total would count as one of their answers.
    let left_out = rows::leave_out_furniture(&mut table, &header, titles);
    if platform == Platform::LimeSurvey {
        restore_line_breaks(&mut table);
    }
    let mut described = Vec::with_capacity(columns.len());
    for (column, answers) in columns.into_iter().zip(table.columns()) {
        let mut one = ColumnInfo {
            id: column.id,
            question: column.question,
            option: column.option,
            own: column.own,
            ..ColumnInfo::default()
        };
        let judged = kind::classify(answers, table.rows(), &one, column.hint);
        (one.kind, one.sentences) = (judged.kind, judged.sentences);
        described.push(one);
    }
    notes.extend(more);
    let mut export = Export {
        name: name.to_owned(),
        platform,
        reading,
        columns: described,
        table,
        people: People::default(),
        notes,
    };
    drop_joined_columns(&mut export);
    (export, left_out)
}

/// Assigns rows to people and adds the remarks on the responses.
fn assign_people(mut export: Export, left_out: Vec<ExcludedRows>) -> Export {
    rows::resolve_people(&mut export, left_out);
    let said = notes::response_notes(&export);
    export.notes.extend(said);
    let private = notes::identifier_note(&export);
    export.notes.extend(private);
    export
}

/// Restores line breaks and tabs in `LimeSurvey`'s "VV" export, which writes them as `{newline}`, `{tab}` and so on.
fn restore_line_breaks(table: &mut Table) {
    let marks = [
        ("{newline}", "\n"),
        ("{cr}", "\n"),
        ("{tab}", "\t"),
        ("{quote}", "\""),
    ];
    for nth in 0..table.columns().len() {
        let Some(column) = table.columns().get(nth) else {
            continue;
        };
        let marked = |cell: &str| cell.contains('{') && marks.iter().any(|(m, _)| cell.contains(m));
        if !(0..table.rows()).any(|row| marked(column.cell(row))) {
            continue;
        }
        let cells: Vec<Vec<String>> = (0..table.rows())
            .map(|row| {
                let cell = column.cell(row).to_owned();
                vec![
                    marks
                        .iter()
                        .fold(cell, |c, (mark, text)| c.replace(mark, text)),
                ]
            })
            .collect();
        if let Some(column) = Table::from_rows(1, &cells).columns().first() {
            table.replace(nth, column.clone());
        }
    }
}

/// Rows that are sampled to decide whether a column joins others.
const LOOKED_AT: usize = 200;

/// Keeps columns that a spreadsheet joined from their neighbours (`=A2&" "&B2`) out of the comments.
fn drop_joined_columns(export: &mut Export) {
    let columns = export.table.columns();
    let words = |nth: &usize| export.columns.get(*nth).is_some_and(|c| c.sentences);
    let is_made = |nth: &usize| {
        let Some(column) = columns.get(*nth) else {
            return false;
        };
        let rows = (0..export.table.rows()).filter(|row| !column.cell(*row).is_empty());
        let (made, all) = rows.take(LOOKED_AT).fold((0, 0), |(made, all), row| {
            (made + usize::from(is_joined(columns, *nth, row)), all + 1)
        });
        all > 2 && made * 10 >= all * 9
    };
    let made: Vec<usize> = (0..columns.len()).filter(words).filter(is_made).collect();
    for nth in made {
        if let Some(column) = export.columns.get_mut(nth) {
            column.sentences = false;
        }
    }
}

/// True if a cell is the concatenation of two or more other cells of its row, in their order.
fn is_joined(columns: &[AnswerColumn], nth: usize, row: usize) -> bool {
    let between =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '-' | '.' | ':');
    let mut rest = columns.get(nth).map_or("", |c| c.cell(row));
    let mut parts = 0;
    for (other, column) in columns.iter().enumerate() {
        let cell = column.cell(row);
        // Single characters, such as codes, match the beginning of a text by chance.
        if other != nth
            && cell.len() > 1
            && let Some(after) = rest.strip_prefix(cell)
        {
            parts += 1;
            rest = after.trim_start_matches(between);
        }
    }
    parts > 1 && rest.is_empty()
}
