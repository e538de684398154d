//! The position in a preparation: the step, the mark on each step, and the filter of the comments.

use crate::{
    app::{
        keymap::Scope,
        shell::{Marks, Step},
    },
    domain::preparation::checklist::Part,
};

/// A step of the preparation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrepareStep {
    /// When, where, and with what.
    #[default]
    Meeting,
    /// Who comes.
    People,
    /// What is talked about, and the standards.
    Themes,
    /// Patients' words.
    Comments,
    /// Goals that somebody brings along.
    Goals,
    /// What the room does, in order.
    Agenda,
    /// What is missing, and saving.
    Save,
}

impl Step for PrepareStep {
    const ALL: &'static [Self] = &[
        Self::Meeting,
        Self::People,
        Self::Themes,
        Self::Comments,
        Self::Goals,
        Self::Agenda,
        Self::Save,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Meeting => "Meeting",
            Self::People => "People",
            Self::Themes => "Themes",
            Self::Comments => "Comments",
            Self::Goals => "Goals",
            Self::Agenda => "Agenda",
            Self::Save => "Save",
        }
    }
}

impl PrepareStep {
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Meeting => Scope::PrepareMeeting,
            Self::People => Scope::PreparePeople,
            Self::Themes => Scope::PrepareThemes,
            Self::Comments => Scope::PrepareComments,
            Self::Goals => Scope::PrepareGoals,
            Self::Agenda => Scope::PrepareAgenda,
            Self::Save => Scope::PrepareSave,
        }
    }

    /// The step on which something that is missing is put right.
    pub(super) fn of(part: Part) -> Self {
        match part {
            Part::Meeting => Self::Meeting,
            Part::People => Self::People,
            Part::Themes => Self::Themes,
            Part::Comments => Self::Comments,
            Part::Goals => Self::Goals,
            Part::Agenda => Self::Agenda,
        }
    }
}

/// The comments that are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CommentFilter {
    #[default]
    All,
    Unread,
    Wall,
    Held,
}

impl CommentFilter {
    pub(super) fn next(self) -> Self {
        match self {
            Self::All => Self::Unread,
            Self::Unread => Self::Wall,
            Self::Wall => Self::Held,
            Self::Held => Self::All,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::All => "all of them",
            Self::Unread => "only those nobody has read",
            Self::Wall => "only those on the wall",
            Self::Held => "only held ones",
        }
    }
}

/// Something that the mark goes to once it is on the list, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkOn {
    Theme(String),
    Finding(String),
    Comment(String),
    Goal(String),
}

/// The position.
#[derive(Clone, Debug, Default)]
pub(super) struct PreparePosition {
    pub(super) step: PrepareStep,
    pub(super) marks: Marks<PrepareStep>,
    pub(super) only: CommentFilter,
    pub(super) wanted: Option<MarkOn>,
}
