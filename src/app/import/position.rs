//! The position in an import: the step, the selected row of each step, and the filter of the comments.

use crate::app::{
    keymap::Scope,
    shell::{Marks, Step},
};

/// A step of the import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportStep {
    /// The unit, the survey, and the patients who answered.
    #[default]
    Export,
    /// The use of each column.
    Columns,
    /// The scoring of each answer.
    Scoring,
    /// The theme of each question.
    Themes,
    /// Patients' comments, held, redacted and sorted.
    Comments,
    /// Open points, and saving.
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

/// The filter of the list of comments.
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

/// The position: everything that a step shows besides the codebook.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportPosition {
    pub(super) step: ImportStep,
    pub(super) marks: Marks<ImportStep>,
    /// Index of the question that is scored.
    // An undo may leave it past the end, so readers clamp it.
    pub(super) question: usize,
    /// The warning about unsaved texts has been shown.
    pub(super) warned: bool,
    /// Words that a listed comment must contain.
    pub(super) filter: String,
    pub(super) only: DraftFilter,
    /// The report of the last save, as sentences.
    pub(super) saved: Vec<String>,
    /// The period without answers that a person confirmed.
    // The period itself and not a flag: another period that is typed later is asked about again.
    pub(super) let_past: Option<String>,
    /// The reasons why the last save was refused.
    pub(super) refused: Vec<String>,
}
