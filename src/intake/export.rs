//! A survey tool's export as it was understood: whose it is, what its columns ask, and every answer.

mod opened;

pub use self::opened::{build, open, open_all};
use super::{
    rows::{self, People},
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
    pub columns: Vec<ColumnInfo>,
    /// The answers.
    pub table: Table,
    /// Whose the rows are.
    pub people: People,
    /// What whoever imports it should know, in sentences; what was decided of the rows is not among it.
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
    Results,
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
    /// Somebody named the sheet.
    pub chosen: bool,
    /// The sheets of the workbook with something in them, in its order.
    pub sheets: Vec<String>,
    /// Rows with formulas that have no result, by their numbers: they are not empty, and nobody can read them.
    pub unworked: Vec<u32>,
}

/// What a column is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnInfo {
    /// What the codebook calls it: the tool's own id where it has one. Unique in the export; letters, digits, `-`, `_`, `.`.
    pub id: String,
    /// What was asked, without markup.
    pub question: String,
    /// What its answers are.
    pub kind: AnswerKind,
    /// The option that this column is of, where each option of a question has a column.
    pub option: Option<String>,
    /// The tool put the column there itself: nobody was asked it.
    pub own: bool,
    /// Its text looks like sentences, so that it may become comments.
    pub sentences: bool,
}

/// What the answers of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnswerKind {
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
    #[default]
    Empty,
}

impl AnswerKind {
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
    /// What whoever imports it should know, in sentences: first what was decided of its rows, of which a few are named.
    pub fn remarks(&self) -> Vec<String> {
        self.remarks_with(rows::A_FEW)
    }

    /// The same with every row named.
    pub fn remarks_in_full(&self) -> Vec<String> {
        self.remarks_with(usize::MAX)
    }

    fn remarks_with(&self, ranges: usize) -> Vec<String> {
        let mut remarks = self.people.notes(ranges);
        remarks.extend(self.notes.iter().cloned());
        remarks
    }

    /// Whether it is a table of results, and a row of it no person.
    pub fn is_results(&self) -> bool {
        self.platform == Platform::Results
    }

    /// A column by its id, with its place.
    pub fn column(&self, id: &str) -> Option<(usize, &ColumnInfo)> {
        self.columns.iter().enumerate().find(|(_, c)| c.id == id)
    }
}
