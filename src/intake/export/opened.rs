//! Export building: a header that is understood and a table of answers come together, and what is odd is said.
//!
//! A `REDCap` data dictionary among the files is no export: it says what the codes of the others mean.

mod described;
mod notes;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::{AnswerKind, ColumnInfo, Export, Platform, Reading, Refused};
use crate::intake::{
    interviews, kind,
    platform::{
        self, ExportContent, RecognisedHeader,
        redcap::{Dictionary, Places},
    },
    read::{self, Fit, HeadLayout, KeptColumns, ReadOptions},
    results,
    rows::{self, ExcludedRows, People},
    table::{AnswerColumn, Table},
};

/// What a file turned out to be.
enum File {
    Export(Box<(Platform, RecognisedHeader)>),
    Dictionary(Places),
}

impl File {
    fn of(
        head: &read::FileHead,
        holds: Option<ExportContent>,
    ) -> Result<(Self, HeadLayout), Refused> {
        let first = head.rows.first().map(Vec::as_slice).unwrap_or_default();
        let (file, header_rows, width) = match Places::of(first) {
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

/// A file that was read.
enum Opened {
    Export(Box<Export>),
    Dictionary(Dictionary),
}

/// How well the top of a sheet fits.
fn fits(head: &read::FileHead) -> Fit {
    fit(platform::recognise(head))
}

/// The same where somebody has said that it holds answers.
fn fits_answers(head: &read::FileHead) -> Fit {
    fit(platform::recognise_as(head, Some(ExportContent::Answers)))
}

/// The same for a table of results: one that looks like it before any other.
fn fits_results(head: &read::FileHead) -> Fit {
    match platform::recognise(head) {
        Ok((Platform::Results, _)) => Fit::Tool,
        _ => fit(platform::recognise_as(head, Some(ExportContent::Results))).min(Fit::Table),
    }
}

fn fit(found: Result<(Platform, RecognisedHeader), Refused>) -> Fit {
    match found {
        Err(_) => Fit::Refused,
        Ok((Platform::Plain | Platform::NhsFft, found)) if found.columns.len() < 2 => Fit::Refused,
        Ok((Platform::Plain | Platform::NhsFft | Platform::Results, _)) => Fit::Table,
        Ok(_) => Fit::Tool,
    }
}

fn opened(path: &Path, options: ReadOptions) -> Result<Opened, Refused> {
    let is_notes = match options.holds {
        Some(holds) => holds == ExportContent::Interviews,
        // A table of tabs may be called .txt as well.
        None => interviews::is_document(path) && !(is_text(path) && is_table(path)),
    };
    if is_notes {
        return interviews::open(path).map(|export| Opened::Export(Box::new(export)));
    }
    let mut file = None;
    let holds = options.holds;
    let sheet = options.sheet.clone();
    let options = ReadOptions {
        fits: Some(match holds {
            None => fits,
            Some(ExportContent::Answers | ExportContent::Interviews) => fits_answers,
            Some(ExportContent::Results) => fits_results,
        }),
        ..options
    };
    let read = read::read(path, options, |head| {
        let (found, layout) = File::of(head, holds)?;
        file = Some(found);
        Ok(layout)
    });
    let (reading, table, mut notes) = read?;
    if let (Some(sheet), None) = (&sheet, &reading.sheet) {
        notes.push(format!(
            "it has no sheets, so \u{201c}{sheet}\u{201d} is not looked for in it"
        ));
    }
    let name = name(path);
    match file {
        Some(File::Export(found)) => {
            if found.0 == Platform::Results {
                let export = results::built::export(&name, found.1, reading, &table, notes);
                return Ok(Opened::Export(Box::new(export)));
            }
            let (export, left_out) = described_rows(&name, *found, reading, table, notes);
            // Before any row is left out or counted with another: questions that come back would be one person's.
            match rows::refuse_answers(&export) {
                Some(refused) => Err(refused),
                None => Ok(Opened::Export(Box::new(settled(export, left_out)))),
            }
        }
        Some(File::Dictionary(places)) => Ok(Opened::Dictionary(Dictionary::read(&table, places))),
        None => Err(Refused {
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

/// Whether the first lines of a text have cells apart by tabs, or as many commas or semicolons each.
fn is_table(path: &Path) -> bool {
    let Ok(text) = read::text(path) else {
        return false;
    };
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

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

/// Reads an export: whose it is, what its columns hold, and every answer.
pub fn open(path: &Path, options: ReadOptions) -> Result<Export, Refused> {
    match opened(path, options)? {
        Opened::Export(export) => Ok(*export),
        Opened::Dictionary(_) => Err(alone()),
    }
}

/// Reads several. A data dictionary of `REDCap` among them is used for the others and is no export itself. `options` are
/// asked for each; a refusal begins with the file's name.
pub fn open_all(
    paths: &[PathBuf],
    mut options: impl FnMut(&Path) -> ReadOptions,
) -> Result<Vec<Export>, Refused> {
    given_twice(paths)?;
    let mut exports = Vec::new();
    let mut dictionaries = Vec::new();
    for path in paths {
        let opened = opened(path, options(path)).map_err(|refused| Refused {
            row: None,
            what: format!("{}: {refused}", name(path)),
            help: refused.help,
        })?;
        match opened {
            Opened::Export(export) => exports.push(*export),
            Opened::Dictionary(dictionary) => dictionaries.push((name(path), dictionary)),
        }
    }
    if exports.is_empty() && !dictionaries.is_empty() {
        return Err(alone());
    }
    rows::across(&mut exports);
    for (file, dictionary) in &dictionaries {
        let mut used = false;
        for export in &mut exports {
            used |= described::by(export, file, dictionary);
        }
        if !used && let Some(first) = exports.first_mut() {
            first.notes.push(format!(
                "the data dictionary {file} names no column of these exports: it is not used"
            ));
        }
    }
    Ok(exports)
}

/// Refuses a file that was given twice, under whatever name: its people would count twice.
fn given_twice(paths: &[PathBuf]) -> Result<(), Refused> {
    for (nth, one) in paths.iter().enumerate() {
        for two in paths.iter().skip(nth + 1) {
            // What cannot be read is said where it is opened.
            if read::are_the_same(one, two).unwrap_or(false) {
                return Err(Refused {
                    row: None,
                    what: format!("{} and {} are the same file", name(one), name(two)),
                    help: "give it once, or its people would count twice".to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// Why a data dictionary without an export is not enough.
fn alone() -> Refused {
    Refused {
        row: None,
        what: "this is a data dictionary of REDCap: it has the questions, not the answers"
            .to_owned(),
        help: "give it together with the export that it belongs to".to_owned(),
    }
}

/// An export from its parts. `notes` are those of reading the file.
pub fn build(
    name: &str,
    found: (Platform, RecognisedHeader),
    reading: Reading,
    table: Table,
    notes: Vec<String>,
) -> Export {
    let (export, left_out) = described_rows(name, found, reading, table, notes);
    settled(export, left_out)
}

/// An export whose columns are known and whose rows are all there, with those that belong to the sheet alone.
fn described_rows(
    name: &str,
    (platform, found): (Platform, RecognisedHeader),
    reading: Reading,
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
    // Before anything is said of a column: a name among its answers would be one of them.
    let left_out = rows::leave_out_furniture(&mut table, &header, titles);
    if platform == Platform::LimeSurvey {
        restored(&mut table);
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
        let judged = kind::judge(answers, table.rows(), &one, column.hint);
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
    made_of_others(&mut export);
    (export, left_out)
}

/// The same with each row's person found.
fn settled(mut export: Export, left_out: Vec<ExcludedRows>) -> Export {
    rows::settle(&mut export, left_out);
    let said = notes::responses(&export);
    export.notes.extend(said);
    let private = notes::private(&export);
    export.notes.extend(private);
    export
}

/// Line breaks and tabs as they were written, in a file of `LimeSurvey` for restoring answers.
fn restored(table: &mut Table) {
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

/// Rows that are looked at to see of what a column is made.
const LOOKED_AT: usize = 200;

/// A column of text that a sheet put together from the cells beside it is nobody's words.
fn made_of_others(export: &mut Export) {
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

/// Whether a cell is two or more of its row's others behind each other, in their order.
fn is_joined(columns: &[AnswerColumn], nth: usize, row: usize) -> bool {
    let between =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '-' | '.' | ':');
    let mut rest = columns.get(nth).map_or("", |c| c.cell(row));
    let mut parts = 0;
    for (other, column) in columns.iter().enumerate() {
        let cell = column.cell(row);
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
