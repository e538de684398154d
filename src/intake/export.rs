//! A survey tool's export as it was understood: whose it is, what its columns ask, and every answer.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    kind,
    platform::{
        self, Named,
        redcap::{self, Field},
    },
    read::{self, Head, Layout, Options},
    table::Table,
};

/// An export, read.
#[derive(Clone, Debug)]
pub struct Export {
    /// The file's name, without its folder.
    pub name: String,
    /// Whose export it is.
    pub platform: Platform,
    /// How the file was read.
    pub reading: Reading,
    /// What each column of the table is, from left to right.
    pub columns: Vec<Described>,
    /// The answers.
    pub table: Table,
    /// What whoever imports it should know, in sentences.
    pub notes: Vec<String>,
}

/// The survey tools whose exports are known.
#[expect(missing_docs, reason = "`name` says it in words")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    SurveyMonkey,
    Qualtrics,
    MicrosoftForms,
    GoogleForms,
    LimeSurvey,
    RedCap,
    NhsFft,
    Plain,
}

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// `csv`, `xlsx`, `xls` or `ods`.
    pub container: &'static str,
    /// The encoding of the text, such as `utf-8` or `windows-1252`; empty for a workbook.
    pub encoding: &'static str,
    /// Nothing in the file says the encoding: it is what fits.
    pub guessed: bool,
    /// What separates the cells; `None` for a workbook.
    pub delimiter: Option<char>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// What the codebook calls it: the tool's own id where it has one. Unique in the export; letters, digits, `-`, `_`, `.`.
    pub id: String,
    /// What was asked, without markup.
    pub question: String,
    /// What its answers are.
    pub kind: Kind,
    /// The option that this column is of, where each option of a question has a column.
    pub option: Option<String>,
}

/// What the answers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One of a few answers that have an order.
    Scale,
    /// One of a few answers.
    Choice,
    /// Any of a few answers.
    Multiple,
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Days and times.
    Date,
    /// Who answered: never written anywhere, and never shown.
    Identifier,
    /// Nothing at all.
    Empty,
}

impl Kind {
    /// Every kind with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("scale", Self::Scale),
        ("choice", Self::Choice),
        ("multiple", Self::Multiple),
        ("text", Self::Text),
        ("number", Self::Number),
        ("date", Self::Date),
        ("identifier", Self::Identifier),
        ("empty", Self::Empty),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

/// Why an export is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", row.map(|n| format!("row {n}: ")).unwrap_or_default())]
pub struct Refused {
    /// The row of the file, 1-based, where it is about one.
    pub row: Option<u64>,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Export {
    /// A column by its id, with its place.
    pub fn column(&self, id: &str) -> Option<(usize, &Described)> {
        self.columns.iter().enumerate().find(|(_, c)| c.id == id)
    }
}

/// Reads an export, finds out whose it is, and what its columns are.
///
/// # Errors
/// Where the file cannot be read, or is no export.
pub fn open(path: &Path, options: Options) -> Result<Export, Refused> {
    let mut found = None;
    let recognise = |head: &Head| {
        let (platform, here) = platform::recognise(head)?;
        let layout = Layout {
            header_rows: here.header_rows,
            width: here.columns.len(),
            keep: read::Keep::All,
        };
        found = Some((platform, here));
        Ok(layout)
    };
    let (reading, table, mut notes) = read::read(path, options, recognise)?;
    let (platform, here) = found.unwrap_or((
        Platform::Plain,
        platform::Found {
            header_rows: 0,
            columns: Vec::new(),
            notes: Vec::new(),
        },
    ));
    notes.splice(0..0, here.notes);
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok(describe(
        name,
        platform,
        reading,
        &here.columns,
        table,
        notes,
    ))
}

/// Reads several exports. A data dictionary of REDCap among them is used for the others, and is no export itself.
///
/// # Errors
/// The path of the file that cannot be taken in, and why.
pub fn open_all(
    paths: &[PathBuf],
    mut options: impl FnMut() -> Options,
) -> Result<Vec<Export>, (PathBuf, Refused)> {
    let mut fields: HashMap<String, Field> = HashMap::new();
    let mut exports = Vec::new();
    for path in paths {
        let on = |refused| (path.clone(), refused);
        match dictionary(path, options()).map_err(on)? {
            Some(more) => fields.extend(more),
            None => exports.push(open(path, options()).map_err(on)?),
        }
    }
    if exports.is_empty() && !fields.is_empty() {
        let path = paths.first().cloned().unwrap_or_default();
        let refused = Refused {
            row: None,
            what: "this is REDCap\u{2019}s data dictionary, which holds no answers".to_owned(),
            help: "give it together with the export of the data".to_owned(),
        };
        return Err((path, refused));
    }
    Ok(exports
        .into_iter()
        .map(|export| match export.platform {
            Platform::RedCap if !fields.is_empty() => with_dictionary(export, &fields),
            _ => export,
        })
        .collect())
}

/// The fields of a file that is a data dictionary; `None` where it is not.
fn dictionary(path: &Path, options: Options) -> Result<Option<HashMap<String, Field>>, Refused> {
    let mut header = None;
    let mut is_one = true;
    let recognise = |head: &Head| {
        is_one = redcap::is_dictionary(head);
        if !is_one {
            // It is read again as an export.
            return Err(Refused {
                row: None,
                what: String::new(),
                help: String::new(),
            });
        }
        header = head.rows.first().cloned();
        Ok(Layout {
            header_rows: 1,
            width: header.as_ref().map_or(0, Vec::len),
            keep: read::Keep::All,
        })
    };
    let table = match read::read(path, options, recognise) {
        Ok((_, table, _)) => table,
        Err(_) if !is_one => return Ok(None),
        Err(refused) => return Err(refused),
    };
    let row = |nth: usize| -> Vec<String> {
        let columns = table.columns().iter();
        columns.map(|c| c.cell(nth).to_owned()).collect()
    };
    let rows: Vec<Vec<String>> = header
        .into_iter()
        .chain((0..table.rows()).map(row))
        .collect();
    Ok(Some(redcap::dictionary(rows.iter().map(Vec::as_slice))))
}

/// An export whose codes are words.
fn with_dictionary(export: Export, fields: &HashMap<String, Field>) -> Export {
    fn field_of<'f>(
        fields: &'f HashMap<String, Field>,
        id: &'f str,
    ) -> Option<(&'f Field, Option<&'f str>)> {
        let (name, code) = id
            .split_once("___")
            .map_or((id, None), |(n, c)| (n, Some(c)));
        fields.get(name).map(|field| (field, code))
    }
    let mut named: Vec<Named> = Vec::new();
    for column in &export.columns {
        let mut new = Named {
            id: column.id.clone(),
            question: column.question.clone(),
            option: column.option.clone(),
            kind: None,
        };
        match field_of(fields, &column.id) {
            Some((field, code)) => {
                new.question.clone_from(&field.label);
                new.option = code.map(|c| {
                    field
                        .choices
                        .get(c)
                        .cloned()
                        .unwrap_or_else(|| c.to_owned())
                });
                new.kind = match () {
                    () if field.is_identifier => Some(Kind::Identifier),
                    () if code.is_some() => Some(Kind::Multiple),
                    () if field.is_text => Some(Kind::Text),
                    () => None,
                };
            }
            None => new.kind = Some(column.kind).filter(|k| *k != Kind::Empty),
        }
        named.push(new);
    }
    let ids: Vec<String> = export.columns.iter().map(|c| c.id.clone()).collect();
    let table = export.table.translated(|nth, text| {
        let (field, code) = field_of(fields, ids.get(nth)?)?;
        match (code, text) {
            (Some(_), "1") => Some("Checked".to_owned()),
            (Some(_), "0") => Some("Unchecked".to_owned()),
            (Some(_), _) => None,
            (None, text) => field.choices.get(text).cloned(),
        }
    });
    let mut notes = export.notes;
    notes.retain(|note| !is_about_columns(note));
    describe(
        export.name,
        export.platform,
        export.reading,
        &named,
        table,
        notes,
    )
}

const NOT_WRITTEN: &str = "they are not shown and never written anywhere.";

fn is_about_columns(note: &str) -> bool {
    note.contains(NOT_WRITTEN)
}

/// Names every column, and says what its answers are.
pub fn describe(
    name: String,
    platform: Platform,
    reading: Reading,
    named: &[Named],
    table: Table,
    mut notes: Vec<String>,
) -> Export {
    let mut taken = HashSet::new();
    let columns: Vec<Described> = named
        .iter()
        .zip(table.columns())
        .zip(1..)
        .map(|((named, column), place)| {
            let fallback = format!("column {place}");
            Described {
                id: unique(&named.id, place, &mut taken),
                question: if named.question.is_empty() {
                    fallback
                } else {
                    named.question.clone()
                },
                kind: kind::of(named, column, table.rows()),
                option: named.option.clone(),
            }
        })
        .collect();
    let who = columns
        .iter()
        .filter(|c| c.kind == Kind::Identifier)
        .count();
    match who {
        0 => {}
        1 => notes.push(format!(
            "1 column says who answered: its answers are left out; {NOT_WRITTEN}"
        )),
        n => notes.push(format!(
            "{n} columns say who answered: their answers are left out; {NOT_WRITTEN}"
        )),
    }
    Export {
        name,
        platform,
        reading,
        columns,
        table,
        notes,
    }
}

/// Characters of an id at most.
const LONGEST_ID: usize = 60;

/// An id that no column before has.
fn unique(id: &str, place: usize, taken: &mut HashSet<String>) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let parts: Vec<&str> = id.split(|c| !fits(c)).filter(|p| !p.is_empty()).collect();
    let mut base: String = parts.join("_").chars().take(LONGEST_ID - 6).collect();
    if base.is_empty() {
        base = format!("column{place}");
    }
    let mut new = base.clone();
    let mut n = 2;
    // Files on some computers and people everywhere take `Q1` and `q1` for the same.
    while !taken.insert(new.to_lowercase()) {
        new = format!("{base}-{n}");
        n += 1;
    }
    new
}
