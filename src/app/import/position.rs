//! The position in an import: the step, the mark on each step, and the filter of the comments.

use crate::app::{
    keymap::Scope,
    shell::{Marks, Step},
};

/// A step of the import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportStep {
    /// Whose export it is, and whose answers are in it.
    #[default]
    Export,
    /// What each column becomes.
    Columns,
    /// How each answer counts.
    Scoring,
    /// The theme of each question.
    Themes,
    /// The comments that are shown.
    Comments,
    /// What is still open, and saving.
    Save,
}

impl Step for ImportStep {
    const ALL: &'static [Self] = &[
        Self::Export,
        Self::Columns,
        Self::Scoring,
        Self::Themes,
        Self::Comments,
        Self::Save,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Export => "Export",
            Self::Columns => "Columns",
            Self::Scoring => "Scoring",
            Self::Themes => "Themes",
            Self::Comments => "Comments",
            Self::Save => "Save",
        }
    }
}

impl ImportStep {
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Export => Scope::ImportExport,
            Self::Columns => Scope::ImportColumns,
            Self::Scoring => Scope::ImportScoring,
            Self::Themes => Scope::ImportThemes,
            Self::Comments => Scope::ImportComments,
            Self::Save => Scope::ImportSave,
        }
    }
}

/// The comments that are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DraftFilter {
    #[default]
    All,
    Marked,
    Held,
    Unsorted,
    Suggested,
    LeftOut,
}

impl DraftFilter {
    pub(super) fn next(self) -> Self {
        match self {
            Self::All => Self::Marked,
            Self::Marked => Self::Held,
            Self::Held => Self::Unsorted,
            Self::Unsorted => Self::Suggested,
            Self::Suggested => Self::LeftOut,
            Self::LeftOut => Self::All,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::All => "all of them",
            Self::Marked => "only marked ones",
            Self::Held => "only held ones",
            Self::Unsorted => "only those not sorted",
            Self::Suggested => "only those with a suggestion",
            Self::LeftOut => "only those left out",
        }
    }
}

/// The position.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportPosition {
    pub(super) step: ImportStep,
    pub(super) marks: Marks<ImportStep>,
    /// The question whose answers are sorted.
    pub(super) question: usize,
    /// It was said that something would be lost by leaving.
    pub(super) warned: bool,
    /// The words that comments are filtered by.
    pub(super) filter: String,
    pub(super) only: DraftFilter,
    /// The sentences of the last saving.
    pub(super) saved: Vec<String>,
    /// The period that nobody answered in, where a person said to go on all the same.
    pub(super) let_past: Option<String>,
    /// The reasons why the last saving was not done.
    pub(super) refused: Vec<String>,
}
