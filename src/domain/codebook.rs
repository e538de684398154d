//! The codebook: how a survey's export becomes findings. Which column is which finding, which answers are good, which do not count.
//!
//! The shape is that of `codebook.yaml`, so that the file and the screens that fill it in share one set of words. Nothing
//! in it is a patient's: it names columns and answers, and comments by their ids only.

mod period;
mod role;

pub use self::{
    period::{period, split_period},
    role::{ColumnContent, ColumnRole, Weighting},
};
pub use super::alike::folded;
use super::findings::{HIDE_BELOW, SourceKind, Unit};

/// Everything in `codebook.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// Whose patients were asked; the name may be empty until somebody says it.
    pub unit: Unit,
    /// What the survey is called.
    pub survey: SurveyInfo,
    /// The files, and whose answers are in each.
    pub exports: Vec<ExportRule>,
    /// Names of staff, wards and places, which mark a comment that holds one.
    pub names: Vec<String>,
    /// The themes, in the order of the wall.
    pub themes: Vec<CodebookTheme>,
    /// Columns that become findings.
    pub questions: Vec<QuestionColumn>,
    /// Columns that become comments.
    pub comments: Vec<CommentColumn>,
    /// What a person decided of single comments.
    pub placed: Vec<CommentDecision>,
    /// Columns that were seen and are not used.
    pub unused: Vec<String>,
}

/// What the survey is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyInfo {
    /// Such as `Patient experience survey 2026`; may be empty until somebody says it.
    pub title: String,
    /// Which results are the current ones, such as `2026`; may be empty until somebody says it.
    pub period: String,
    /// Results resting on fewer answers are not shown.
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

/// A file, and whose answers are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRule {
    /// The file's name, without its folder.
    pub file: String,
    /// How these people were asked.
    pub kind: SourceKind,
    /// The sheet of a workbook that is read; empty where the program chooses it.
    pub sheet: String,
    /// Which patients answered.
    pub strand: RowLabel,
    /// When they did.
    pub period: RowLabel,
    /// How many were asked, by strand; those that are not known are left out.
    pub invited: Vec<(String, u32)>,
    /// Where this file calls a column otherwise: the codebook's name of a column, and the file's. Of a table of results: the
    /// role of a column, as [`ColumnRole`] writes it, and the column.
    pub columns: Vec<(String, String)>,
    /// Of a table of results, whether its percentages are weighted; `None` where the file holds answers.
    pub results: Option<Weighting>,
    /// The hospital whose rows are read, of a table of several; empty where there is one, or nobody has said.
    pub hospital: String,
}

impl ExportRule {
    /// What can be said of a file of answers that nobody has looked at.
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

    /// The roles of a table of results, each with its column.
    pub fn roles(&self) -> impl Iterator<Item = (ColumnRole, &str)> {
        let roles = self.columns.iter().filter(|_| self.results.is_some());
        roles.filter_map(|(role, column)| Some((ColumnRole::parse(role)?, column.as_str())))
    }

    /// The column of a role without strand and period.
    pub fn column_of(&self, what: ColumnContent) -> Option<&str> {
        self.roles()
            .find(|(role, _)| role.what == what)
            .map(|(_, c)| c)
    }
}

/// What holds for a whole file, or is said by one of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowLabel {
    /// One for the whole file; may be empty until somebody says it.
    Is(String),
    /// By a column's answers.
    Column {
        /// The column's id.
        column: String,
        /// An answer, and what it means.
        values: Vec<(String, String)>,
        /// Answers whose rows are left out; an empty answer may be one of them.
        leave_out: Vec<String>,
    },
    /// By a column of days, each in its month, quarter or year; a row without a day is left out.
    Days {
        /// The column's id.
        column: String,
        /// How long a period is.
        each: PeriodLength,
    },
}

impl RowLabel {
    /// The column that says it, where one does.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Is(_) => None,
            Self::Column { column, .. } | Self::Days { column, .. } => Some(column),
        }
    }
}

/// How long a period is that a day belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodLength {
    /// Such as `2026-04`.
    Month,
    /// Such as `2026-Q2`.
    Quarter,
    /// Such as `2026`.
    Year,
}

impl PeriodLength {
    /// Each with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
    ];

    /// The word that files use.
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

/// A theme to sort findings and comments into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookTheme {
    /// Unique in the file.
    pub id: String,
    /// Such as `Waiting in clinic`.
    pub title: String,
}

/// A column that becomes a finding. Its answers are those of `positive`, `other` and `leave_out`, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionColumn {
    /// The column's id.
    pub column: String,
    /// The finding's id.
    pub finding: String,
    /// The theme it belongs to, by id.
    pub theme: String,
    /// As patients were asked it.
    pub question: String,
    /// Good answers.
    pub positive: Vec<String>,
    /// Answers that count and are not good ones.
    pub other: Vec<String>,
    /// Answers that do not count, such as "does not apply".
    pub leave_out: Vec<String>,
    /// A person has looked at how the answers count. What is only proposed is not imported.
    pub agreed: bool,
    /// It is worded the other way round: the answers that are good elsewhere are not good ones here.
    pub reversed: bool,
}

/// A column that becomes comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentColumn {
    /// The column's id.
    pub column: String,
    /// The theme its comments belong to where nobody says otherwise.
    pub theme: ThemeOf,
    /// What may point to a person is replaced by words such as `[name]`.
    pub redact: bool,
}

/// Where the comments of a column belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeOf {
    /// To one theme, by its id, or to those that nobody has sorted.
    Is(String),
    /// Where another column says: somebody has sorted them before.
    Column {
        /// The column's id.
        column: String,
        /// A label, and the theme it means, by id. Comments with another label are not sorted.
        values: Vec<(String, String)>,
    },
}

impl ThemeOf {
    /// The place of comments that nobody has sorted.
    pub fn unsorted() -> Self {
        Self::Is(super::findings::UNSORTED.to_owned())
    }

    /// Whether something of it belongs to a theme.
    pub fn names(&self, theme: &str) -> bool {
        match self {
            Self::Is(id) => id == theme,
            Self::Column { values, .. } => values.iter().any(|(_, id)| id == theme),
        }
    }
}

/// What a person decided of one comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentDecision {
    /// The comment's id.
    pub comment: String,
    /// The theme it belongs to, where it is not its column's.
    pub theme: Option<String>,
    /// It is kept off the wall, or released; where nobody said, it is held if it is marked.
    pub hold: Option<bool>,
    /// What may point to a person is replaced in it.
    pub redact: bool,
    /// It does not become a comment at all.
    pub leave_out: bool,
}
