//! An export after reading: its survey tool, its columns and every answer.

use super::{
    people::{A_FEW, People},
    table::Table,
};

/// A survey export, a set of interview notes or a table of results.
#[derive(Clone, Debug)]
pub struct Export {
    /// File name without its folder.
    pub name: String,
    /// Survey tool that wrote the file.
    pub platform: Platform,
    /// Encoding, delimiter and sheet that the file was read with.
    pub reading: FileFormat,
    /// Description of each table column, from left to right.
    pub columns: Vec<ColumnInfo>,
    /// Cells below the header.
    pub table: Table,
    /// Person of each row.
    pub people: People,
    /// Remarks for the person who imports, as sentences. Decisions about rows are kept in `people`.
    pub notes: Vec<String>,
}

/// Survey tools whose exports are recognised.
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

/// Container, encoding, delimiter and sheet of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFormat {
    /// One of `csv`, `xlsx`, `xls`, `ods`.
    pub container: &'static str,
    /// Encoding name such as `utf-8` or `windows-1252`; empty for a workbook.
    pub encoding: &'static str,
    /// True when the file names no encoding and the best fit was taken.
    pub guessed: bool,
    /// Cell delimiter; `None` for a workbook.
    pub delimiter: Option<char>,
    /// Sheet that was read; `None` for a text file.
    pub sheet: Option<String>,
    /// True when the user named the sheet.
    pub chosen: bool,
    /// Non-empty sheets of the workbook, in its order.
    pub sheets: Vec<String>,
    /// Row numbers whose formulas have no cached result. Such cells look empty but are not.
    pub unworked: Vec<u32>,
}

/// Description of a column: its id, question and kind of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Name in the codebook: the tool's own id where it has one. Unique in the export; letters, digits, `-`, `_`, `.`.
    pub id: String,
    /// Question text without markup.
    pub question: String,
    /// Kind of the answers.
    pub kind: AnswerKind,
    /// Answer option of this column, where a question spreads over one column per option.
    pub option: Option<String>,
    /// Added by the survey tool; nobody was asked it.
    pub own: bool,
    /// Most cells look like sentences, so the column may become comments.
    pub sentences: bool,
}

/// Kind of the answers in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// One of a few ordered answers.
    Scale,
    /// One of a few answers without an order.
    Choice,
    /// Any number of a few answers.
    Multiple,
    /// Free text.
    Text,
    /// Numbers.
    Number,
    /// Dates and times.
    Date,
    /// Identifies the person who answered: never shown, never written.
    Identifier,
    /// No answers.
    #[default]
    Empty,
}

impl AnswerKind {
    /// Every kind with its word in files.
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

    /// Word used in files.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

/// Content of a file, as named by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportContent {
    /// A person a row.
    Answers,
    /// Results that were counted already.
    Results,
    /// Quotations from interviews.
    Interviews,
}

impl ExportContent {
    /// Words of the command line.
    pub const WORDS: &[(&str, Self)] = &[
        ("answers", Self::Answers),
        ("results", Self::Results),
        ("interview", Self::Interviews),
        // Findings call the source of answers a survey.
        ("survey", Self::Answers),
    ];
}

/// Refusal to import a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", row.map(|n| format!("row {n}: ")).unwrap_or_default())]
pub struct FileRefusal {
    /// Row of the file, 1-based, if the refusal is about one.
    pub row: Option<u64>,
    /// Description of the problem.
    pub what: String,
    /// Advice: the next step for the user.
    pub help: String,
}

impl Export {
    /// Remarks as sentences: decisions about rows first, naming at most [`A_FEW`] ranges each.
    pub fn remarks(&self) -> Vec<String> {
        self.remarks_with(A_FEW)
    }

    /// Remarks with every row named.
    pub fn remarks_in_full(&self) -> Vec<String> {
        self.remarks_with(usize::MAX)
    }

    fn remarks_with(&self, ranges: usize) -> Vec<String> {
        let mut remarks = self.people.notes(ranges);
        remarks.extend(self.notes.iter().cloned());
        remarks
    }

    /// True for a table of results, whose rows are questions and not people.
    pub fn is_results(&self) -> bool {
        self.platform == Platform::Results
    }

    /// Finds a column by its id; gives its position as well.
    pub fn column(&self, id: &str) -> Option<(usize, &ColumnInfo)> {
        self.columns.iter().enumerate().find(|(_, c)| c.id == id)
    }
}
