//! Changes of a preparation: commands and events in one, and the lines of its journal.

use serde::{Deserialize, Serialize};

use crate::domain::{
    agenda::{AgendaItem, Occasion, VoteSettings},
    booklet::Booklet,
    capacity::Capacity,
    findings::{BroughtGoal, Comment, CommentMark, Finding, Unit},
    people::Person,
};

/// A change, in the past tense: a line of the journal. Variants are added, never renamed.
#[expect(missing_docs, reason = "the fields are the words of the variant")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
// One enum for commands and events: one person prepares, so there is nothing to decide but whether the change is sound, and no
// time or id to add.
pub enum Change {
    MeetingSet {
        meeting: Occasion,
    },
    UnitSet {
        unit: Unit,
    },
    BookletSet {
        booklet: Box<Booklet>,
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
    /// The findings of a theme that come first on the wall, in this order.
    FindingsPlaced {
        theme: String,
        findings: Vec<String>,
    },
    /// A finding was typed in.
    FindingAdded {
        theme: String,
        finding: Finding,
    },
    /// A finding's question or results were corrected.
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
    /// The comments of a theme that are chosen for the wall, in their order.
    WallSet {
        theme: String,
        comments: Vec<String>,
    },
    CommentsRead {
        comments: Vec<String>,
    },
    /// A comment's words were changed by hand. `was` is a hash of the imported words.
    // A hash is enough: a later import compares it with the source, and holds the comment where that has changed.
    CommentWorded {
        comment: String,
        text: String,
        was: String,
        marks: Vec<CommentMark>,
    },
    /// A comment was typed in.
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
    /// A change in a few words, such as they follow "Undone:".
    pub fn describe(&self) -> &'static str {
        match self {
            Self::MeetingSet { .. } => "when and where",
            Self::UnitSet { .. } => "the name of the unit",
            Self::BookletSet { .. } => "the booklet",
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
