//! Changes of a preparation: command and event at once, and the lines of its journal.

use serde::{Deserialize, Serialize};

use crate::domain::{
    agenda::{AgendaItem, Occasion, VoteSettings},
    capacity::Capacity,
    findings::{BroughtGoal, Comment, CommentMark, Finding},
    people::Person,
};

/// One change, in the past tense: the lines of the journal. Variants are added, never renamed.
#[expect(missing_docs, reason = "the fields are the words of the variant")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    MeetingSet {
        meeting: Occasion,
    },
    PreviousSet {
        previous: Option<String>,
    },
    PeopleSet {
        people: Vec<Person>,
    },
    RulesSet {
        rules: Vec<String>,
    },
    ExpectedSet {
        expected: Vec<String>,
    },
    CapacitySet {
        capacity: Capacity,
    },
    VoteSet {
        vote: VoteSettings,
    },
    ItemsSet {
        items: Vec<AgendaItem>,
    },

    ThemesOrdered {
        themes: Vec<String>,
    },
    ThemeAdded {
        theme: String,
        title: String,
    },
    ThemeSet {
        theme: String,
        title: String,
        standard: String,
        known_since: Option<String>,
    },
    ThemeRemoved {
        theme: String,
    },
    FindingMoved {
        finding: String,
        theme: String,
    },
    /// Findings of a theme that stand on the wall in this order, before the others.
    FindingsPlaced {
        theme: String,
        findings: Vec<String>,
    },
    /// Somebody typed it in.
    FindingAdded {
        theme: String,
        finding: Finding,
    },
    /// Its question or its results were corrected.
    FindingSet {
        finding: Finding,
    },
    FindingRemoved {
        finding: String,
    },
    CommentMoved {
        comment: String,
        theme: String,
    },
    CommentHeld {
        comment: String,
        hold: bool,
    },
    CommentPublished {
        comment: String,
        publish: bool,
    },
    /// Comments of a theme that are chosen for the wall, in their order.
    WallSet {
        theme: String,
        comments: Vec<String>,
    },
    CommentsRead {
        comments: Vec<String>,
    },
    /// Its words were changed by hand. `was` is a hash of those that came.
    CommentWorded {
        comment: String,
        text: String,
        was: String,
        marks: Vec<CommentMark>,
    },
    /// Somebody typed it in.
    CommentAdded {
        theme: String,
        comment: Comment,
    },

    GoalAdded {
        theme: String,
        goal: BroughtGoal,
    },
    GoalSet {
        goal: BroughtGoal,
    },
    GoalMoved {
        goal: String,
        theme: String,
    },
    GoalRemoved {
        goal: String,
    },
}

impl Change {
    /// What a change did, as the words after "Undone:".
    pub fn describe(&self) -> &'static str {
        match self {
            Self::MeetingSet { .. } => "when and where",
            Self::PreviousSet { .. } => "the meeting before",
            Self::PeopleSet { .. } => "the list of people",
            Self::RulesSet { .. } => "the ground rules",
            Self::ExpectedSet { .. } => "who is expected",
            Self::CapacitySet { .. } => "what there is to spend",
            Self::VoteSet { .. } => "how the room votes",
            Self::ItemsSet { .. } => "the agenda",
            Self::ThemesOrdered { .. } => "the order of themes",
            Self::ThemeAdded { .. } => "the new theme",
            Self::ThemeSet { .. } => "the words of a theme",
            Self::ThemeRemoved { .. } => "a theme removed",
            Self::FindingMoved { .. } => "a finding moved",
            Self::FindingAdded { .. } => "a finding added",
            Self::FindingSet { .. } => "a finding corrected",
            Self::FindingRemoved { .. } => "a finding taken off",
            Self::FindingsPlaced { .. } => "the order of findings",
            Self::CommentMoved { .. } => "a comment moved",
            Self::CommentHeld { .. } => "a comment held or released",
            Self::CommentPublished { .. } => "whether a comment may be printed",
            Self::WallSet { .. } => "the comments on the wall",
            Self::CommentsRead { .. } => "a comment read",
            Self::CommentWorded { .. } => "the words of a comment",
            Self::CommentAdded { .. } => "a quotation typed in",
            Self::GoalAdded { .. } => "the new goal",
            Self::GoalSet { .. } => "a goal",
            Self::GoalMoved { .. } => "a goal moved",
            Self::GoalRemoved { .. } => "a goal taken off",
        }
    }
}
