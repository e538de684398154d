//! The position in a preparation: the step, the selected row of each step, and the filter of the comments.

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
    /// Date, place, capacity, and voting method.
    #[default]
    Meeting,
    /// The invited people.
    People,
    /// Themes with their findings and standards.
    Themes,
    /// Patients' comments, read and chosen for the wall.
    Comments,
    /// Goals brought along to the meeting.
    Goals,
    /// The agenda items in order.
    Agenda,
    /// The settings of the booklet, with a preview.
    Booklet,
    /// Missing details, and saving.
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
        Self::Booklet,
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
            Self::Booklet => "Booklet",
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
            Self::Booklet => Scope::PrepareBooklet,
            Self::Save => Scope::PrepareSave,
        }
    }

    /// The step on which a missing detail is entered.
    pub(super) fn of(part: Part) -> Self {
        match part {
            Part::Meeting => Self::Meeting,
            Part::People => Self::People,
            Part::Themes => Self::Themes,
            Part::Comments => Self::Comments,
            Part::Goals => Self::Goals,
            Part::Agenda => Self::Agenda,
            Part::Booklet => Self::Booklet,
        }
    }
}

/// The filter of the list of comments.
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

/// An entry to be selected once it is listed, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkOn {
    Theme(String),
    Finding(String),
    Comment(String),
    Goal(String),
}

/// The position: everything that a step shows besides the preparation.
#[derive(Clone, Debug, Default)]
pub(super) struct PreparePosition {
    pub(super) step: PrepareStep,
    pub(super) marks: Marks<PrepareStep>,
    pub(super) only: CommentFilter,
    pub(super) wanted: Option<MarkOn>,
}
