//! The position on the screens of a meeting: everything that is not the meeting itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde::{Deserialize, Serialize};

use crate::app::{
    keymap::{Scope, pad::NumberLock},
    shell::{self, Checklist, Choice, Kinds, OwnLayer, Picker, Prompt, State},
};
use crate::domain::{
    agenda::Stage,
    goal::{Control, Owner, Reason},
    meeting::mark::{Countdown, GoalOrder, Unshown},
    outcome::Status,
    settings::Settings,
    vote::{
        method::{Keys, Method},
        room_rule::RoomRule,
        round::Round,
        settings::RoundSettings,
    },
};
use crate::programme::bank::{Bank, LikeGoals, SharedGoal};

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
pub type MeetingLayer = shell::Layer<MeetingKinds>;

/// The purpose of a text. Drafts in the unit's folder are stored under these names.
#[expect(missing_docs, reason = "the fields are what the text belongs to")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    Goal {
        themes: Vec<String>,
        evidence: Vec<String>,
    },
    RewordGoal(String),
    /// The words that a goal keeps which is split.
    SplitStays(String),
    /// The words of the second goal of a split.
    SplitOff {
        goal: String,
        stays: String,
    },
    Standard(String),
    Note(Option<String>),
    RewordNote(String),
    /// The word under which a comment belongs with others.
    CommentGroup(String),
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
    /// The difference that patients notice, of a goal under review.
    Noticed {
        goal: String,
        status: Status,
    },
    /// The new owner of a goal under review, by name or role.
    GiveOver(String),
    /// The next step of a goal under review.
    NextStep(String),
    /// The new due date of a goal under review.
    MoveDue(String),
    Cost(String),
    Hours(String),
    /// The money of a goal; the next missing figure is asked for after it.
    MissingCost(String),
    /// The hours of a goal; the next missing figure is asked for after it.
    MissingHours(String),
    OwnerRole(String),
    FirstStep(String),
    Measure(String),
    /// The figure that a finding's result is to exceed.
    Above {
        goal: String,
        finding: String,
        strand: String,
    },
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
    /// The list of a small table, counted from 1: each goal's place.
    TableList(usize),
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
    /// The walk-in of this name is not added to the list.
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
    /// The goal is asked of somebody above or outside; the reason is chosen next.
    Ask(String),
    NotThisTime(String),
    SettleLater(String),
    /// The decision on a goal is reopened.
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
    /// The new owner of a goal under review.
    GiveOver {
        goal: String,
        owner: Owner,
    },
    /// The new owner of a goal under review is somebody who is not on the list.
    GiveOverByName(String),
    Partner {
        goal: String,
        partner: Option<String>,
    },
    /// The finding and strand that a goal is measured by.
    MeasureOn {
        goal: String,
        finding: String,
        strand: String,
    },
    /// A goal is measured in the room's own words.
    MeasureInWords(String),
    /// The method of the round that is being set up.
    Method(Method),
    Voter(String),
    SlipGroup(String),
    LetIn(String),
    Proxy(String),
    /// The person leads the meeting from now on.
    HandOver(String),
    /// The meeting is held today, which is not the agenda's day.
    HeldToday,
    Rehearsal,
    /// The round that results are compared with.
    Against(String),
    /// The goal that goes first among tied goals; `None` draws a lot.
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
    /// The small table whose list is typed in, counted from 1.
    Table(usize),
    Note(String),
    TakeUp(String),
    /// The topic stays parked.
    LeaveParked,
    Heard {
        theme: String,
        person: String,
        passed: bool,
    },
    /// A place in the themes, to go to.
    Place(ThemePlace),
    CloseRound(String),
    // The number of ballots goes along: the record says how many votes were destroyed, and no command sees the ballot box.
    GiveUpRound {
        round: String,
        ballots: u32,
    },
    Leave,
    /// Writing goes on without a lock.
    GoOn,
    /// The steps of another journal of this meeting are merged.
    MergeRecord,
    /// The outcome is saved although lines were not read back.
    SaveUnread,
    /// The wording of another unit's goal is taken over.
    FromBank(SharedGoal),
}

/// A place in the themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemePlace {
    /// The theme's id.
    pub theme: String,
    /// The theme itself, or a finding or comment of it.
    pub of: Of,
}

/// A part of a theme, by its index on the wall.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Itself,
    Finding(usize),
    Comment(usize),
}

/// A checklist about a goal, by its subject.
#[expect(missing_docs, reason = "the fields are the goal's id")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalList {
    Themes(String),
    Evidence(String),
}

/// A ballot being marked. The wall never shows its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voting {
    /// The voter's id; `None` on a slip of paper.
    pub voter: Option<String>,
    /// The group it counts in.
    pub group: String,
    /// The method of the round.
    pub method: Method,
    /// The goal at which the voter abstained from all, until a mark is given after it.
    pub abstained: Option<usize>,
    /// One for each goal of the round; the inner `None` is "cannot judge".
    pub marks: Vec<Option<Option<u8>>>,
    /// The goal under the mark; the number of goals is the page on which the ballot is handed in.
    pub at: usize,
    /// Places take two digits, because there are ten or more.
    pub two_digits: bool,
    /// The first of two digits.
    pub first_digit: Option<u8>,
    /// Leaving it with marks in it was asked for once; a second time leaves it.
    pub leaving: bool,
    /// It is marked by the codes of a card, and no key marks it.
    pub codes: Option<CodeTyping>,
}

/// The codes that are typed for somebody on the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeTyping {
    /// The part of the card, counted from 0.
    pub part: usize,
    /// The letters of a code so far.
    pub letters: String,
}

/// A read-only page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The meanings of the words on the wall.
    Glossary,
    /// The tour of the program, on one screen.
    Tour,
    /// The facilitator's notes, which must not be on the wall.
    Notes,
    /// The files that were written, and those that could not be.
    Files,
}

/// A proposed set as it is shown: its rule, and the goals that the room has moved by hand.
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
    /// The set of the first rule, with nothing moved by hand.
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
    Comments {
        theme: String,
        at: usize,
        all: bool,
    },
    Zoom {
        theme: String,
    },
    Speaking {
        theme: String,
        at: usize,
    },
    /// The words of each person about what they are here for.
    HereFor,
    /// The questions about the meeting, or the answers to them.
    Evaluation,
    /// The picture of whose voice was heard.
    Voices,
    Clock,
    Setup {
        settings: RoundSettings,
        at: usize,
    },
    Ballot(Voting),
    GoalForm {
        goal: String,
        at: usize,
    },
    OwnerForm {
        goal: String,
        at: usize,
    },
    Lists {
        round: String,
    },
    Ballots {
        round: String,
    },
    Explain {
        round: String,
        goal: String,
    },
    Fits(Box<Fitting>),
    FitsExplained(Box<Fitting>),
    ReadBack {
        at: usize,
    },
    Earlier {
        goal: String,
    },
    /// The pledge, or one goal of it.
    Pledge {
        at: Option<usize>,
    },
    Steps {
        list: StepList,
        at: usize,
    },
}

/// The steps that an undo would take back, as they were when the list was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepList {
    /// Time and words of each, the last step first.
    pub steps: Vec<(String, String)>,
    /// The step at which undo stops, in words, and the reason.
    pub stop: Option<(String, String)>,
    /// There are earlier ones that are not listed.
    pub more: bool,
}

impl Voting {
    /// An empty ballot of a round: of a voter, or of a slip of paper.
    pub fn new(round: &Round, voter: Option<String>, group: String) -> Self {
        let settings = &round.settings;
        let places = usize::from(settings.allowed.top).min(settings.goals.len());
        Self {
            voter,
            group,
            method: settings.method,
            abstained: None,
            marks: vec![None; settings.goals.len()],
            at: 0,
            two_digits: settings.method.row().keys == Keys::Places && places >= 10,
            first_digit: None,
            leaving: false,
            codes: None,
        }
    }

    /// An empty ballot of a voter, to be marked by the codes of a part of their card.
    pub fn by_codes(round: &Round, voter: String, group: String, part: usize) -> Self {
        Self {
            codes: Some(CodeTyping {
                part,
                letters: String::new(),
            }),
            ..Self::new(round, Some(voter), group)
        }
    }

    /// `true` once every goal has been passed, and the ballot can be handed in.
    pub fn is_passed(&self) -> bool {
        self.at >= self.marks.len()
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
            // Pages that are only read share one scope, so that a clicker and the space bar do the same on all of them.
            | Self::FitsExplained(_) => Scope::Reading,
            Self::Zoom { .. } => Scope::Zoom,
            Self::Speaking { .. } => Scope::Speaking,
            Self::HereFor => Scope::HereFor,
            Self::Evaluation => Scope::Evaluation,
            Self::Voices => Scope::Voices,
            Self::Clock => Scope::Clock,
            Self::Setup { .. } => Scope::Setup,
            Self::Fits(_) => Scope::Fits,
            Self::Ballot(voting) if voting.is_passed() => Scope::HandIn,
            // Without the scope of any ballot: a mark that whoever types could give would not be the voter's.
            Self::Ballot(voting) if voting.codes.is_some() => Scope::CodeBallot,
            Self::Ballot(voting) => {
                return vec![Scope::of_marks(voting.method), Scope::Ballot];
            }
            Self::GoalForm { .. } | Self::OwnerForm { .. } => Scope::Form,
            Self::ReadBack { .. } => Scope::ReadBack,
            Self::Earlier { .. } => Scope::Earlier,
            Self::Pledge { .. } => Scope::Pledge,
            Self::Steps { .. } => Scope::Steps,
        }]
    }

    fn is_overlay(&self) -> bool {
        // Only these pages leave what they explain in sight. Any other sheet takes the whole
        // wall: a room reads one thing at a time.
        matches!(self, Self::Reading(_))
    }

    // Only an arrow and a number mark a ballot: a slip of the hand on the mouse must not.
    fn opens_on_click(&self) -> bool {
        !matches!(self, Self::Ballot(_))
    }
}

/// Half-typed text, saved while it is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The purpose of the text.
    pub purpose: Purpose,
    /// The text so far.
    pub text: String,
}

/// Goals of other units that are like a text.
#[derive(Clone, Debug)]
pub struct Liked {
    /// The purpose of the text.
    pub purpose: Purpose,
    /// The text.
    pub text: String,
    /// The goals.
    pub found: LikeGoals,
}

/// The position on the screens of a meeting.
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
    /// Findings are shown as numbers, and not as charts and bars.
    pub numbers: bool,
    /// Unfinished texts, restored when their prompts open again.
    pub kept: Vec<Draft>,
    /// The order of the goals on the board.
    pub goal_order: GoalOrder,
    /// The countdown on the screen.
    pub countdown: Option<Countdown>,
    /// Screenfuls that a long page of the wall is moved down from the desk.
    pub wall_down: usize,
    /// The number of rounds back that the results on the wall are from.
    pub back: usize,
    /// The seat that was typed while a round is open; 0 is none.
    pub seat: usize,
    /// State of the number lock.
    pub lock: NumberLock,
    /// The round that they are compared with; else the last one of the same method before them.
    pub against: Option<String>,
    /// The results that are not shown yet; `None` once all of them are.
    pub unshown: Option<Unshown>,
    /// The program ended because this is to be a rehearsal, which begins on a copy.
    pub rehearse: bool,
    /// Files that were written at the end.
    pub written: Vec<String>,
    /// The papers as they were written last: the folder, and their names.
    pub papers: Vec<String>,
    /// The settings of this computer, as they were when the program was started.
    pub settings: Settings,
    /// Goals of other units, once they are read.
    pub bank: Option<Rc<Bank>>,
    /// Goals of them that are like the text of the prompt on top.
    pub liked: Option<Liked>,
    /// The goal whose wording was taken over into the prompt on top.
    pub taken: Option<SharedGoal>,
}

impl Ui {
    /// The row under the mark on a stage's screen, where it has `rows` rows.
    pub fn row(&self, stage: Stage, rows: usize) -> usize {
        self.at
            .get(&stage)
            .copied()
            .unwrap_or(0)
            // Limited when it is read: the list may be shorter than when the mark was put there, after an undo or a merge.
            .min(rows.saturating_sub(1))
    }

    /// Opens a layer of the meeting's own on top.
    pub fn push(&mut self, sheet: Sheet) {
        self.shell.push(sheet);
    }

    /// Opens a text prompt on top, with the text that was left unfinished there before.
    pub(super) fn write(&mut self, purpose: Purpose, label: String, text: &str, several: bool) {
        let kept = self.kept.iter().position(|d| d.purpose == purpose);
        // The unfinished text wins over the given one: Esc is a clicker's stop key, and nobody
        // types a goal twice in front of a room.
        let kept = kept.map(|at| self.kept.remove(at).text);
        let text = kept.as_deref().unwrap_or(text);
        self.shell.prompt(if several {
            Prompt::lines(purpose, label, text)
        } else {
            Prompt::new(purpose, label, text)
        });
    }

    /// Opens a list on top to choose one from, filtered by the beginnings of words.
    pub fn choose(&mut self, title: impl Into<String>, choices: Vec<Choice<Pick>>, at: usize) {
        // By beginnings of words, because people type the first letters of a name; scattered
        // letters would match half of the list.
        let picker = Picker::new(title, choices).by_words().at(at);
        self.shell.pick(picker);
    }

    /// Opens a list on top to choose several from.
    pub fn choose_many(&mut self, what: GoalList, list: Picker<String>, ticked: BTreeSet<String>) {
        let list = Checklist::new(what, list.by_words(), ticked);
        self.shell.check(list);
    }
}
