//! The dialogs of the import: its choices, its text prompts, and the layers over its steps.
//!
//! Numbers are indexes into the codebook: of an export, a column, a question or a theme.

use std::convert::Infallible;

use super::steps::themes::ThemeRow;
use crate::{
    app::{
        keymap::Scope,
        picking::Picking,
        shell::{Kinds, OwnLayer},
    },
    domain::codebook::{ColumnContent, PeriodLength, Weighting},
    intake::export::ExportContent,
};

/// The types of the import's dialogs.
#[derive(Clone, Copy, Debug)]
pub enum ImportKinds {}

impl Kinds for ImportKinds {
    type Layer = ImportLayer;
    type Pick = ImportPick;
    type Prompt = ImportPrompt;
    type Checklist = Infallible;
}

/// A layer over a step.
#[expect(missing_docs, reason = "the fields are places")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportLayer {
    /// The list of comments while its filter is typed.
    Filter,
    /// The selected comment at reading size.
    Comment,
    /// The same comment during redaction, with the picked words.
    Black(Picking),
    /// The answers of a column with the strand of each; `at` is the selected one.
    Strands { export: usize, at: usize },
}

impl OwnLayer for ImportLayer {
    fn scopes(&self) -> Vec<Scope> {
        vec![match self {
            Self::Filter => Scope::ImportFilter,
            Self::Comment => Scope::ImportComment,
            Self::Black(_) => Scope::Pick,
            Self::Strands { .. } => Scope::ImportStrands,
        }]
    }
}

/// A choice with its purpose.
#[expect(missing_docs, reason = "each is named by what is set")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPick {
    Strand(usize, StrandPick),
    Period(usize, PeriodPick),
    Sheet(usize, String),
    Content(usize, ExportContent),
    Weighted(usize, Weighting),
    Hospital(usize, String),
    /// The role of a column of a table of results.
    Role {
        export: usize,
        column: usize,
        role: ColumnUse,
    },
    /// The current period, if nobody answered in the one of the codebook.
    CurrentPeriod(String),
    /// Keep the codebook's period although nobody answered in it.
    GoOn,
    Becomes(usize, ColumnBecomes),
    Question(usize),
    ThemeOfQuestion {
        question: usize,
        theme: String,
    },
    /// The theme of a column of comments, by its id.
    ThemeOfColumn {
        column: usize,
        theme: String,
    },
    /// The column whose labels give the theme of each comment.
    LabelsOfColumn {
        column: usize,
        labels: String,
    },
    // By id: what is listed changes with the filter and with each decision, and an index would soon be another comment.
    ThemeOfComment {
        comment: String,
        theme: String,
    },
    /// A new theme for a question or a column of comments; its name is typed next.
    NewThemeFor(ThemeRow),
    /// The theme of all listed comments.
    ThemeOfListed(String),
}

/// The source of a file's strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrandPick {
    /// One strand for the whole file.
    Is(String),
    /// One strand, which is typed next.
    Typed,
    /// A column with the strand of each row, by its id.
    Column(String),
}

/// The source of a file's periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodPick {
    /// The survey's period.
    Survey,
    /// One period, which is typed next.
    Typed,
    /// A column of dates, with the length of a period.
    Days { column: String, each: PeriodLength },
}

/// The use of a column of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnBecomes {
    Finding,
    Comments,
    Unused,
}

/// The use of a column of a table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUse {
    /// It gives the strand of its row.
    Strand,
    /// It gives the period of its row.
    Period,
    /// It has a role in the codebook.
    Is(ColumnContent),
    /// It is not used.
    Unused,
}

/// A text prompt with its purpose.
#[expect(missing_docs, reason = "each is named by what is set")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPrompt {
    Unit,
    Organisation,
    Title,
    Period,
    Names,
    /// The strand of a whole file.
    Strand(usize),
    /// The strand of an answer in a column of strands.
    Means {
        export: usize,
        answer: String,
    },
    /// The period of a whole file.
    FilePeriod(usize),
    Invited(usize),
    Wording(usize),
    NewTheme,
    /// A new theme for a question or a column of comments.
    NewThemeFor(ThemeRow),
    ThemeTitle(usize),
    /// The words of a comment, by its id.
    CommentWords(String),
    /// The strand and the period of the numbers in a column of a table of results.
    WhoseOf {
        export: usize,
        column: usize,
        role: ColumnContent,
    },
}
