//! The dialogs and layers of the import: what is picked, what is typed, what stands in the place of a step.
//!
//! Numbers are places in the codebook: of an export, a column, a question or a theme.

use std::convert::Infallible;

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

/// A layer in the place of a step.
#[expect(missing_docs, reason = "the fields are places")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportLayer {
    /// The comments while the words are typed that they are filtered by.
    Filter,
    /// The marked comment at reading size.
    Comment,
    /// The same with words that are picked, to be blacked out.
    Black(Picking),
    /// The strands that the answers of a column mean.
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

/// A choice, with what it is for.
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
    /// The period that is the current one, where nobody answered in that of the codebook.
    CurrentPeriod(String),
    /// Go on with the codebook's period.
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
    /// The column whose labels say the theme of each comment.
    LabelsOfColumn {
        column: usize,
        labels: String,
    },
    ThemeOfComment {
        comment: String,
        theme: String,
    },
    /// The theme of all comments that are listed.
    ThemeOfListed(String),
}

/// The source of a file's strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrandPick {
    /// One for the whole file.
    Is(String),
    /// One that is typed.
    Typed,
    /// A column, by its id.
    Column(String),
}

/// The source of a file's periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodPick {
    /// That of the survey.
    Survey,
    /// One that is typed.
    Typed,
    /// A column of days.
    Days { column: String, each: PeriodLength },
}

/// What a column of answers becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnBecomes {
    Finding,
    Comments,
    Unused,
}

/// The use of a column of a table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUse {
    /// It says the strand of its row.
    Strand,
    /// It says the period of its row.
    Period,
    /// It has a role in the codebook.
    Is(ColumnContent),
    /// It is not used.
    Unused,
}

/// A text, with what it is for.
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
    /// The meaning of an answer of the strand's column.
    Means {
        export: usize,
        answer: String,
    },
    /// The period of a whole file.
    FilePeriod(usize),
    Invited(usize),
    Wording(usize),
    NewTheme,
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
