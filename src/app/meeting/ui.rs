//! What is on the screen and where one stands in it: everything that is not the meeting.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::app::{
    cards::Toast,
    keymap::{Binding, KeyName, Scope, key_name},
    shell::{Checklist, Choice, Picker, Prompt},
};
use crate::domain::{
    agenda::Stage,
    goal::{Control, Reason},
    meeting::Meeting,
    outcome::Status,
    settings::{Palette, Settings},
    vote::{method::Method, room_rule::RoomRule, round::Round, settings::RoundSettings},
};

/// What is being written, and for what.
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

/// Text being written.
pub type Writing = Prompt<Purpose>;

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
    Run(&'static Binding),
    /// A row of the list below, by its place in it.
    Row(usize),
    /// Something in the themes.
    Place(Place),
    /// Colours; they are seen as soon as the mark is on them.
    Colours(Palette),
    /// The colours before others were looked at.
    ColoursAsBefore(Palette),
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
pub enum Many {
    Themes(String),
    Evidence(String),
}

/// A question before something that cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Close this round?
    Close(String),
    /// Give this round up, with so many ballots in it?
    GiveUp(String, u32),
    /// Leave with so many steps that are nowhere on disk?
    QuitUnsaved(usize),
    /// Leave with what was agreed not in its file?
    QuitBehind,
    /// Go on where no lock could be had?
    GoOn,
    /// Bring in the steps of another record of this meeting?
    Merge {
        /// Its file's name.
        file: String,
        /// A line that says what would come.
        coming: String,
        /// Steps that are refused.
        refused: usize,
    },
    /// Drop what was being voted?
    SaveAnyway(usize),
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

/// A layer over the stage's own screen. Keys go to the top one.
#[expect(missing_docs, reason = "the fields are where one stands in it")]
#[derive(Clone, Debug)]
pub enum Layer {
    Help { at: usize, scopes: Vec<Scope> },
    Reading(Reading),
    Write(Box<Writing>),
    Choose(Box<Picker<Pick>>),
    ChooseMany(Box<Checklist<Many>>),
    Ask(Question),
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

impl Layer {
    /// Where its keys stand in the key table.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Help { .. } => Scope::Help,
            Self::Write(w) if w.field.is_several() => Scope::Lines,
            Self::Write(_) => Scope::Text,
            Self::ChooseMany(_) => Scope::ChooseMany,
            Self::Choose(_) => Scope::Choose,
            Self::Ask(_) => Scope::Ask,
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
            Self::Ballot(_) => Scope::Ballot,
            Self::GoalForm { .. } | Self::OwnerForm { .. } => Scope::Form,
            Self::ReadBack { .. } => Scope::ReadBack,
            Self::Earlier { .. } => Scope::Earlier,
        }
    }

    /// Whether it stands over another screen instead of in its place.
    pub fn is_overlay(&self) -> bool {
        matches!(
            self,
            Self::Help { .. }
                | Self::Reading(_)
                | Self::Write(_)
                | Self::Choose(_)
                | Self::ChooseMany(_)
                | Self::Ask(_)
        )
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

/// Where one stands.
#[derive(Clone, Debug)]
pub struct Ui {
    /// Layers over the stage's screen, the top one last.
    pub layers: Vec<Layer>,
    /// What was just done.
    pub toast: Option<Toast>,
    /// Nothing but paper is shown.
    pub blank: bool,
    /// The row under the mark, by stage.
    pub at: BTreeMap<Stage, usize>,
    /// The finding on the wall, by theme.
    pub finding: BTreeMap<String, usize>,
    /// Text that was left without being done, for when one comes back.
    pub kept: Vec<Draft>,
    /// Lines that the page on top is scrolled down by hand.
    pub scroll: u16,
    /// How far the page on top can be scrolled, and how many of its lines are in sight at a time, as last drawn.
    pub extent: (u16, u16),
    /// How many rounds back the results on the wall are.
    pub back: usize,
    /// The round that they are compared with; else the last one of the same method before them.
    pub against: Option<String>,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// It is over.
    pub over: bool,
    /// It is over because this was to be a rehearsal.
    pub rehearse: bool,
    /// Files that were written at the end.
    pub written: Vec<String>,
    /// What the room takes home, as it was written last: where, and what.
    pub papers: Vec<String>,
    /// The colours.
    pub palette: Palette,
    /// What holds on this computer, as it was when the program was started.
    pub settings: Settings,
    /// Gives keys their names in sentences: the dialogue has other names for them than screens.
    pub key_name: KeyName,
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            layers: Vec::new(),
            toast: None,
            blank: false,
            at: BTreeMap::new(),
            finding: BTreeMap::new(),
            kept: Vec::new(),
            scroll: 0,
            extent: (0, 0),
            back: 0,
            against: None,
            size: (80, 22),
            over: false,
            rehearse: false,
            written: Vec::new(),
            papers: Vec::new(),
            palette: Palette::default(),
            settings: Settings::default(),
            key_name,
        }
    }
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

    /// Takes the top layer off.
    pub fn pop(&mut self) -> Option<Layer> {
        self.layers.pop()
    }

    /// Puts a layer on top.
    pub fn push(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// Puts a text on top to be written, with what was left there before.
    pub(super) fn write(&mut self, purpose: Purpose, label: String, text: &str, several: bool) {
        let kept = self.kept.iter().position(|d| d.purpose == purpose);
        let kept = kept.map(|at| self.kept.remove(at).text);
        let text = kept.as_deref().unwrap_or(text);
        let prompt = if several {
            Prompt::lines(purpose, label, text)
        } else {
            Prompt::new(purpose, label, text)
        };
        self.push(Layer::Write(Box::new(prompt)));
    }

    /// Puts a list on top to choose one from, by the beginnings of its words.
    pub fn choose(&mut self, title: impl Into<String>, choices: Vec<Choice<Pick>>, at: usize) {
        let picker = Picker::new(title, choices).by_words().at(at);
        self.push(Layer::Choose(Box::new(picker)));
    }

    /// Puts a list on top in which something is looked for: letters may stand apart.
    pub fn find(&mut self, title: &str, choices: Vec<Choice<Pick>>, at: usize) {
        let picker = Picker::new(title, choices).at(at);
        self.push(Layer::Choose(Box::new(picker)));
    }

    /// Puts a list on top to choose several from.
    pub fn choose_many(&mut self, what: Many, list: Picker<String>, ticked: BTreeSet<String>) {
        let list = Checklist::new(what, list.by_words(), ticked);
        self.push(Layer::ChooseMany(Box::new(list)));
    }
}
