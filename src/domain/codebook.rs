//! The codebook: the mapping from a survey's export to findings, in the shape of `codebook.yaml`.
//!
//! It says which column is which finding, which answers are positive and which do not count. It contains no patient data: only
//! column names, possible answers and comment ids, so it may be shared with another unit.

mod period;
mod role;

pub use self::{
    period::{period, split_period},
    role::{ColumnContent, ColumnRole, Weighting},
};
pub use super::alike::folded;
use super::findings::{HIDE_BELOW, SourceKind, Unit};

/// The content of `codebook.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// Unit whose patients were asked. The name may be empty until it is filled in.
    pub unit: Unit,
    /// Title, period and disclosure limit of the survey.
    pub survey: SurveyInfo,
    /// Exports, with the strand and period of their rows.
    pub exports: Vec<ExportRule>,
    /// Names of staff, wards and places. Comments that contain one are marked.
    pub names: Vec<String>,
    /// Themes, in the order of the wall.
    pub themes: Vec<CodebookTheme>,
    /// Columns imported as findings.
    pub questions: Vec<QuestionColumn>,
    /// Columns imported as comments.
    pub comments: Vec<CommentColumn>,
    /// Decisions on single comments.
    pub placed: Vec<CommentDecision>,
    // Listed, because any other unknown column is new in the export, and the import asks about it.
    /// Columns left out on purpose.
    pub unused: Vec<String>,
}

/// Title, period and disclosure limit of a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyInfo {
    /// Title, such as `Patient experience survey 2026`; may be empty until it is filled in.
    pub title: String,
    /// Period of the current results, such as `2026`; may be empty until it is filled in.
    pub period: String,
    /// Fewest answers with which a result is shown.
    pub hide_below: u32,
}

impl Default for SurveyInfo {
    fn default() -> Self {
        Self {
            title: String::new(),
            period: String::new(),
            hide_below: HIDE_BELOW,
        }
    }
}

/// Rules for one export file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRule {
    /// File name, without a folder.
    pub file: String,
    /// Questionnaire or interview.
    pub kind: SourceKind,
    /// Sheet of a workbook; empty to let the program choose.
    pub sheet: String,
    /// Strand of each row.
    pub strand: RowLabel,
    /// Period of each row.
    pub period: RowLabel,
    /// Number of people invited, by strand, as far as known.
    pub invited: Vec<(String, u32)>,
    /// Renamed columns: the codebook's name and the file's. For a table of results: the [`ColumnRole`] as text, and its column.
    pub columns: Vec<(String, String)>,
    /// Weighting of a table of results; `None` for a file of single answers.
    pub results: Option<Weighting>,
    /// Hospital whose rows are read from a table of several; empty for a table of one, or until it is filled in.
    pub hospital: String,
}

impl ExportRule {
    /// Rules for a file of answers before anything is known about it.
    pub fn open(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            kind: SourceKind::Survey,
            sheet: String::new(),
            strand: RowLabel::Is(String::new()),
            period: RowLabel::Is(String::new()),
            invited: Vec::new(),
            columns: Vec::new(),
            results: None,
            hospital: String::new(),
        }
    }

    /// Column roles of a table of results, each with its column; empty for a file of answers.
    pub fn roles(&self) -> impl Iterator<Item = (ColumnRole, &str)> {
        // In a file of answers the same pairs are renamed columns, and a column may be called "base".
        let roles = self.columns.iter().filter(|_| self.results.is_some());
        roles.filter_map(|(role, column)| Some((ColumnRole::parse(role)?, column.as_str())))
    }

    /// First column with that content, whatever its strand and period.
    pub fn column_of(&self, what: ColumnContent) -> Option<&str> {
        self.roles()
            .find(|(role, _)| role.what == what)
            .map(|(_, c)| c)
    }
}

/// Source of a row's strand or period: fixed for the file, or taken from a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowLabel {
    /// One value for the whole file; may be empty until it is filled in.
    Is(String),
    /// Looked up by the answer in a column.
    Column {
        /// The column's id.
        column: String,
        /// Pairs of an answer and the strand or period that it stands for.
        // A list and not a map, so that the file keeps the order in which a person wrote it.
        values: Vec<(String, String)>,
        /// Answers whose rows are left out; may include the empty answer.
        leave_out: Vec<String>,
    },
    /// Month, quarter or year of the day in a column. Rows without a day are left out.
    Days {
        /// The column's id.
        column: String,
        /// Length of a period.
        each: PeriodLength,
    },
}

impl RowLabel {
    /// The column that it is taken from; `None` if it is fixed.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Is(_) => None,
            Self::Column { column, .. } | Self::Days { column, .. } => Some(column),
        }
    }
}

/// Length of the period that a day is assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodLength {
    /// A month, such as `2026-04`.
    Month,
    /// A quarter, such as `2026-Q2`.
    Quarter,
    /// A calendar year, such as `2026`.
    Year,
}

impl PeriodLength {
    /// Each length with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, span)| *span == self);
        found.map_or("", |(word, _)| word)
    }

    /// The period of a day.
    pub fn period(self, day: jiff::civil::Date) -> String {
        let (year, month) = (day.year(), day.month());
        match self {
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

/// A theme for sorting findings and comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookTheme {
    /// Unique in the file.
    pub id: String,
    /// Title, such as `Waiting in clinic`.
    pub title: String,
}

/// A column imported as a finding. Its only known answers are those in `positive`, `other` and `leave_out`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionColumn {
    /// The column's id.
    pub column: String,
    /// The finding's id.
    pub finding: String,
    /// Id of its theme.
    pub theme: String,
    /// Wording of the question.
    pub question: String,
    /// Positive answers.
    pub positive: Vec<String>,
    /// Answers that count and are not positive.
    pub other: Vec<String>,
    /// Answers that are not scored, such as "does not apply".
    pub leave_out: Vec<String>,
    // A proposal alone is never imported: a scale guessed the wrong way round would turn praise into blame.
    /// A person has confirmed the scoring.
    pub agreed: bool,
    /// Negatively worded: answers that are positive elsewhere are not positive here.
    pub reversed: bool,
}

/// A column imported as comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentColumn {
    /// The column's id.
    pub column: String,
    /// Theme of its comments, unless a [`CommentDecision`] has another.
    pub theme: ThemeOf,
    /// Replace text that may identify a person by words such as `[name]`.
    pub redact: bool,
}

/// Theme of the comments of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeOf {
    /// One theme by id, or [`UNSORTED`](super::findings::UNSORTED).
    Is(String),
    /// Looked up by the label in another column, for comments that were sorted before.
    Column {
        /// The column's id.
        column: String,
        /// Pairs of a label and a theme id. Comments with any other label stay unsorted.
        values: Vec<(String, String)>,
    },
}

impl ThemeOf {
    /// The place for unsorted comments.
    pub fn unsorted() -> Self {
        Self::Is(super::findings::UNSORTED.to_owned())
    }

    /// True if any of its comments belong to `theme`.
    pub fn names(&self, theme: &str) -> bool {
        match self {
            Self::Is(id) => id == theme,
            Self::Column { values, .. } => values.iter().any(|(_, id)| id == theme),
        }
    }
}

/// A decision on one comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentDecision {
    /// The comment's id.
    pub comment: String,
    /// Theme, if it differs from the column's.
    pub theme: Option<String>,
    /// Keep it off the wall or release it; `None` holds it if it is marked.
    pub hold: Option<bool>,
    /// Replace text in it that may identify a person.
    pub redact: bool,
    /// Do not import it.
    pub leave_out: bool,
}
