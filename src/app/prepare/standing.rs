//! Where one stands in a preparation: the step, the row under the mark, what lies over it.

use std::collections::BTreeMap;

use crate::{
    app::{cards::Toast, dialog::Dialog, keymap::Scope, picking::Picking},
    domain::{goal::Control, preparation::checklist::Part, settings::Palette},
};

/// A step of the preparation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
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

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Meeting,
        Self::People,
        Self::Themes,
        Self::Comments,
        Self::Goals,
        Self::Agenda,
        Self::Save,
    ];

    /// 1 to 7.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or(0) + 1
    }

    /// As the header has it.
    pub fn title(self) -> &'static str {
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

    /// Where something that is missing is put right.
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

/// A field of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Day,
    Start,
    Minutes,
    Place,
    Money,
    Hours,
    Goals,
    PerStrand,
    Currency,
    Method,
    Weight,
    ApartFrom,
    Expected,
    Rules,
    Previous,
}

/// A field of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Name,
    Role,
    Group,
    Strand,
    Hours,
}

/// What a text is written for, or a list is chosen from. People, goals and comments go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Field(Field),
    Person(String, Of),
    NewPerson,
    NewRole(String),
    NewTheme,
    ThemeTitle(String),
    Standard(String),
    KnownSince(String),
    FindingTo(String),
    /// The question of a finding that is typed in under a theme.
    NewFinding(String),
    FindingAsked(String),
    /// Which result of a finding is corrected, or a new one.
    ResultOf(String),
    /// A result: the place of the one that is corrected.
    Result {
        finding: String,
        at: Option<usize>,
    },
    CommentTo(String),
    /// The words of a comment, by its id.
    Words(String),
    /// A quotation that is typed in: its theme, then its words, then whose they are.
    QuoteTheme,
    QuoteText(String),
    QuoteFrom {
        theme: String,
        text: String,
    },
    GoalUnder,
    NewGoal(String),
    GoalTitle(String),
    GoalControl(String),
    GoalMoney(String),
    GoalHours(String),
    GoalStrand(String),
    GoalTo(String),
    Speaker(usize),
    AddItem(usize),
    NewBreak(usize),
    Minutes(usize),
    GoOn,
}

/// Which comments are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    #[default]
    All,
    Unread,
    Wall,
    Held,
}

impl Only {
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

/// Where one stands.
pub(super) struct Standing {
    pub(super) step: Step,
    rows: BTreeMap<Step, usize>,
    pub(super) over: bool,
    /// What lies over the step, the top one last.
    pub(super) layers: Vec<Dialog<Which>>,
    /// The comment that is looked at closely, by id.
    pub(super) close: Option<String>,
    /// Words of it that are picked, to be blacked out.
    pub(super) picking: Option<Picking>,
    pub(super) only: Only,
    pub(super) toast: Option<Toast>,
    pub(super) scroll: u16,
    pub(super) extent: (u16, u16),
    pub(super) size: (u16, u16),
    pub(super) palette: Palette,
}

impl Standing {
    pub(super) fn new(palette: Palette) -> Self {
        Self {
            step: Step::Meeting,
            rows: BTreeMap::new(),
            over: false,
            layers: Vec::new(),
            close: None,
            picking: None,
            only: Only::All,
            toast: None,
            scroll: 0,
            extent: (0, 0),
            size: (80, 22),
            palette,
        }
    }

    /// The row under the mark on this step, where it has so many.
    pub(super) fn row(&self, rows: usize) -> usize {
        let row = self.rows.get(&self.step).copied().unwrap_or(0);
        row.min(rows.saturating_sub(1))
    }

    pub(super) fn go_to_row(&mut self, row: usize) {
        self.rows.insert(self.step, row);
    }
}

/// Who can make a goal happen, in turn.
pub(super) const CONTROLS: [Option<Control>; 4] = [
    Some(Control::Team),
    Some(Control::Hospital),
    Some(Control::Beyond),
    None,
];
