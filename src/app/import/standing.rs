//! Where one stands in an import: the step, the row under the mark, what lies over the step.

use std::collections::BTreeMap;

use super::Over;
use crate::{app::cards::Toast, app::keymap::Scope, domain::settings::Palette};

/// A step of the import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Whose export it is, and whose answers are in it.
    #[default]
    Export,
    /// What each column becomes.
    Columns,
    /// How each answer counts.
    Scoring,
    /// Which theme each question belongs to.
    Themes,
    /// Which comments are shown where.
    Comments,
    /// What is still open, and saving.
    Save,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Export,
        Self::Columns,
        Self::Scoring,
        Self::Themes,
        Self::Comments,
        Self::Save,
    ];

    /// 1 to 6.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or(0) + 1
    }

    /// As the header has it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Export => "Export",
            Self::Columns => "Columns",
            Self::Scoring => "Scoring",
            Self::Themes => "Themes",
            Self::Comments => "Comments",
            Self::Save => "Save",
        }
    }

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

/// Which comments are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    #[default]
    All,
    Marked,
    Held,
    Unsorted,
    Suggested,
    LeftOut,
}

impl Only {
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

/// Where one stands.
pub(super) struct Standing {
    pub(super) step: Step,
    /// The row under the mark, by step.
    rows: BTreeMap<Step, usize>,
    /// The question whose answers are sorted.
    pub(super) question: usize,
    /// What lies over the step, the top one last.
    pub(super) over: bool,
    /// It was said that something would be lost by leaving.
    pub(super) warned: bool,
    pub(super) layers: Vec<Over>,
    /// What comments are filtered by.
    pub(super) filter: String,
    pub(super) only: Only,
    pub(super) toast: Option<Toast>,
    pub(super) scroll: u16,
    pub(super) extent: (u16, u16),
    pub(super) size: (u16, u16),
    pub(super) palette: Palette,
    /// What the last saving said.
    pub(super) saved: Vec<String>,
    /// The period that nobody answered in, where a person said to go on all the same.
    pub(super) let_past: Option<String>,
    /// Why the last saving was not done.
    pub(super) refused: Vec<String>,
}

impl Standing {
    pub(super) fn new(palette: Palette) -> Self {
        Self {
            step: Step::Export,
            rows: BTreeMap::new(),
            question: 0,
            over: false,
            warned: false,
            layers: Vec::new(),
            filter: String::new(),
            only: Only::All,
            toast: None,
            scroll: 0,
            extent: (0, 0),
            size: (80, 22),
            palette,
            saved: Vec::new(),
            let_past: None,
            refused: Vec::new(),
        }
    }

    /// The row under the mark on this step, where it has so many.
    pub(super) fn row(&self, rows: usize) -> usize {
        self.row_of(self.step, rows)
    }

    pub(super) fn row_of(&self, step: Step, rows: usize) -> usize {
        let row = self.rows.get(&step).copied().unwrap_or(0);
        row.min(rows.saturating_sub(1))
    }

    pub(super) fn go_to_row(&mut self, row: usize) {
        self.rows.insert(self.step, row);
    }
}
