//! The position on the screens of a meeting: everything that is not the meeting itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::app::{
    keymap::Scope,
    shell::{self, Checklist, Choice, Kinds, OwnLayer, Picker, Prompt, State},
};
use crate::domain::{
    agenda::Stage,
    goal::{Control, Reason},
    meeting::Meeting,
    outcome::Status,
    settings::Settings,
    vote::{method::Method, room_rule::RoomRule, round::Round, settings::RoundSettings},
};

/// The types of the meeting's layers and dialogs.
#[derive(Clone, Copy, Debug)]
pub enum MeetingKinds {}

impl Kinds for MeetingKinds {
    type Layer = Sheet;
    type Pick = Pick;
    type Prompt = Purpose;
    type Checklist = GoalList;
}

/// A layer over the stage's own screen.
pub type Layer = shell::Layer<MeetingKinds>;

/// A text, with what it is for. A draft in the unit's folder holds it under these names.
#[expect(missing_docs, reason = "the fields are what the text belongs to")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    Goal {
        themes: Vec<String>,
        evidence: Vec<String>,
    },
    RewordGoal(String),
    Standard(String),
    Note(Option<String>),
    RewordNote(String),
    WalkInName,
    WalkInRole {
        name: String,
    },
    /// The name of a person on the list.
    PersonName(String),
    /// The role of a person on the list.
    PersonRole(String),
    Park,
    Why {
        goal: String,
        status: Status,
    },
    /// What happens next with a goal that is looked at again.
    NextStep(String),
    /// The new day of a goal that is looked at again.
    MoveDue(String),
    Cost(String),
    Hours(String),
    /// The money of a goal, after which the next missing figure is asked for.
    MissingCost(String),
    /// The hours of a goal, likewise.
    MissingHours(String),
    OwnerRole(String),
    FirstStep(String),
    Measure(String),
    Due(String),
    Reviews(String),
    AgreeAllTheSame(String),
    AskOf {
        goal: String,
        reason: Reason,
    },
    AskNote {
        goal: String,
        reason: Reason,
        of: String,
    },
    NotThisTimeNote {
        goal: String,
        reason: Reason,
    },
    SettledBy(String),
    SettledUntil {
        goal: String,
        by_whom: String,
    },
    Hands {
        goal: String,
        group: String,
    },
}

/// A value that is picked from a list.
#[expect(missing_docs, reason = "the fields are what the value is about")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    WalkIn {
        name: String,
        role: String,
        group: Option<String>,
    },
    /// Whoever walked in is not put on the list.
    NoWalkIn(String),
    CorrectName(String),
    CorrectRole(String),
    CorrectGroup(String),
    Group {
        person: String,
        group: Option<String>,
    },
    Merge {
        from: String,
        into: String,
    },
    Control {
        goal: String,
        control: Option<Control>,
    },
    Strand {
        goal: String,
        strand: Option<String>,
    },
    Agree(String),
    /// Somebody above or outside is asked for the goal; why comes next.
    Ask(String),
    NotThisTime(String),
    SettleLater(String),
    /// The decision on a goal is taken back.
    Reopen(String),
    AskFor {
        goal: String,
        reason: Reason,
    },
    NotThisTimeFor {
        goal: String,
        reason: Reason,
    },
    Owner {
        goal: String,
        person: Option<String>,
    },
    /// The owner is somebody who is not on the list.
    OwnerByName(String),
    Partner {
        goal: String,
        partner: Option<String>,
    },
    Voter(String),
    SlipGroup(String),
    LetIn(String),
    Proxy(String),
    /// The meeting is held today, which is not the agenda's day.
    HeldToday,
    Rehearsal,
    /// The round that results are compared with.
    Against(String),
    /// Of goals that stand level where one of them fits, the one that goes first; none is by lot.
    Tie {
        round: String,
        rule: RoomRule,
        between: Vec<String>,
        first: Option<String>,
    },
    HandsGroup {
        goal: String,
        group: String,
    },
    Note(String),
    TakeUp(String),
    /// What was parked stays parked.
    LeaveParked,
    Heard {
        theme: String,
        person: String,
        passed: bool,
    },
    /// Something in the themes.
    Place(Place),
    CloseRound(String),
    GiveUpRound {
        round: String,
        ballots: u32,
    },
    Leave,
    /// Go on where no lock could be had.
    GoOn,
    /// The steps of another record of this meeting come in.
    MergeRecord,
    /// Save with lines that were not read back.
    SaveUnread,
}

/// Something in a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The theme's id.
    pub theme: String,
    /// The thing in it.
    pub of: Of,
}

/// A thing in a theme, by its place among those on the wall.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Itself,
    Finding(usize),
    Comment(usize),
}

/// A list of which several can be in.
#[expect(missing_docs, reason = "the fields are the goal's id")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalList {
    Themes(String),
    Evidence(String),
}

/// A vote being marked. What the marks are is never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voting {
    /// The voter's id; `None` on a slip of paper.
    pub voter: Option<String>,
    /// The group it counts in.
    pub group: String,
    /// How the round is voted in.
    pub method: Method,
    /// It says nothing, and is handed in all the same.
    pub abstain: bool,
    /// One for each goal of the round; the inner `None` is "cannot judge".
    pub marks: Vec<Option<Option<u8>>>,
    /// The goal under the mark.
    pub at: usize,
    /// It was asked to be left, with marks in it: asked again, it is.
    pub leaving: bool,
}

/// A page that is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// What the words on the wall mean.
    Glossary,
    /// How to use the program, on one screen.
    Tour,
    /// What must not be on the wall.
    Notes,
}

/// What fits, as it is looked at: by which rule, and what the room has moved by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// The round whose result is used.
    pub round: String,
    /// The rule, by its place in the list of rules.
    pub rule: usize,
    /// The goal under the mark.
    pub at: usize,
    /// Goals moved in (true) or out by hand.
    pub moved: BTreeMap<String, bool>,
}

impl Fitting {
    /// As the first rule has it.
    pub fn new(round: String) -> Self {
        Self {
            round,
            rule: 0,
            at: 0,
            moved: BTreeMap::new(),
        }
    }
}

/// A layer of the meeting's own.
#[expect(missing_docs, reason = "the fields are the position in it")]
#[derive(Clone, Debug)]
pub enum Sheet {
    Reading(Reading),
    Comments { theme: String, at: usize, all: bool },
    Zoom { theme: String },
    Speaking { theme: String, at: usize },
    Clock,
    Setup { settings: RoundSettings, at: usize },
    IAm { person: String },
    Ballot(Voting),
    GoalForm { goal: String, at: usize },
    OwnerForm { goal: String, at: usize },
    Lists { round: String },
    Ballots { round: String },
    Explain { round: String, goal: String },
    Fits(Box<Fitting>),
    FitsExplained(Box<Fitting>),
    ReadBack { at: usize },
    Earlier { goal: String },
}

impl Voting {
    /// An empty ballot of a round: of a voter, or of a slip of paper.
    pub fn new(round: &Round, voter: Option<String>, group: String) -> Self {
        Self {
            voter,
            group,
            method: round.settings.method,
            abstain: false,
            marks: vec![None; round.settings.goals.len()],
            at: 0,
            leaving: false,
        }
    }
}

impl OwnLayer for Sheet {
    fn scopes(&self) -> Vec<Scope> {
        vec![match self {
            Self::Comments { .. } => Scope::Comments,
            Self::Reading(_)
            | Self::Lists { .. }
            | Self::Ballots { .. }
            | Self::Explain { .. }
            | Self::FitsExplained(_) => Scope::Reading,
            Self::Zoom { .. } => Scope::Zoom,
            Self::Speaking { .. } => Scope::Speaking,
            Self::Clock => Scope::Clock,
            Self::Setup { .. } => Scope::Setup,
            Self::Fits(_) => Scope::Fits,
            Self::IAm { .. } => Scope::IAm,
            Self::Ballot(voting) => {
                return vec![Scope::of_marks(voting.method), Scope::Ballot];
            }
            Self::GoalForm { .. } | Self::OwnerForm { .. } => Scope::Form,
            Self::ReadBack { .. } => Scope::ReadBack,
            Self::Earlier { .. } => Scope::Earlier,
        }]
    }

    fn is_overlay(&self) -> bool {
        matches!(self, Self::Reading(_))
    }

    // Only an arrow and a number mark a ballot: a slip of the hand on the mouse must not.
    fn opens_on_click(&self) -> bool {
        !matches!(self, Self::Ballot(_))
    }
}

/// Half-typed text, as it is kept while it is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What for.
    pub purpose: Purpose,
    /// The text so far.
    pub text: String,
}

/// The position.
#[derive(Clone, Debug, Default)]
pub struct Ui {
    /// The part of it that every program has.
    pub shell: State<MeetingKinds>,
    /// Nothing but paper is shown.
    pub blank: bool,
    /// The row under the mark, by stage.
    pub at: BTreeMap<Stage, usize>,
    /// The finding on the wall, by theme.
    pub finding: BTreeMap<String, usize>,
    /// Texts that were left without being done, for when a person comes back to them.
    pub kept: Vec<Draft>,
    /// The number of rounds back that the results on the wall are from.
    pub back: usize,
    /// The round that they are compared with; else the last one of the same method before them.
    pub against: Option<String>,
    /// It is over because this was to be a rehearsal.
    pub rehearse: bool,
    /// Files that were written at the end.
    pub written: Vec<String>,
    /// The papers as they were written last: the folder, and their names.
    pub papers: Vec<String>,
    /// The settings of this computer, as they were when the program was started.
    pub settings: Settings,
}

impl Ui {
    /// The row under the mark on a stage's screen, where it has `rows` rows.
    pub fn row(&self, stage: Stage, rows: usize) -> usize {
        self.at
            .get(&stage)
            .copied()
            .unwrap_or(0)
            .min(rows.saturating_sub(1))
    }

    /// Puts the mark of the board on a goal.
    pub fn mark_goal(&mut self, meeting: &Meeting, goal: &str) {
        if let Some(at) = meeting.live_goals().position(|g| g.id == goal) {
            self.at.insert(Stage::Goals, at);
        }
    }

    /// Puts a layer of the meeting's own on top.
    pub fn push(&mut self, sheet: Sheet) {
        self.shell.push(sheet);
    }

    /// Puts a text on top to be written, with what was left there before.
    pub(super) fn write(&mut self, purpose: Purpose, label: String, text: &str, several: bool) {
        let kept = self.kept.iter().position(|d| d.purpose == purpose);
        let kept = kept.map(|at| self.kept.remove(at).text);
        let text = kept.as_deref().unwrap_or(text);
        self.shell.prompt(if several {
            Prompt::lines(purpose, label, text)
        } else {
            Prompt::new(purpose, label, text)
        });
    }

    /// Puts a list on top to choose one from, by the beginnings of its words.
    pub fn choose(&mut self, title: impl Into<String>, choices: Vec<Choice<Pick>>, at: usize) {
        let picker = Picker::new(title, choices).by_words().at(at);
        self.shell.pick(picker);
    }

    /// Puts a list on top to choose several from.
    pub fn choose_many(&mut self, what: GoalList, list: Picker<String>, ticked: BTreeSet<String>) {
        let list = Checklist::new(what, list.by_words(), ticked);
        self.shell.check(list);
    }
}
