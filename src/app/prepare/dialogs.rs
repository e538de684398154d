//! The dialogs and layers of the preparation: what is picked, what is typed, what stands in the place of a step.

use std::convert::Infallible;

use super::steps::meeting::MeetingField;
use crate::{
    app::{
        keymap::Scope,
        picking::Picking,
        shell::{Kinds, OwnLayer},
    },
    domain::{
        agenda::Activity,
        findings::SourceKind,
        goal::Control,
        vote::{method::Method, settings::Weight},
    },
};

/// The types of the preparation's dialogs.
#[derive(Clone, Copy, Debug)]
pub enum PrepareKinds {}

impl Kinds for PrepareKinds {
    type Layer = PrepareLayer;
    type Pick = PreparePick;
    type Prompt = PreparePrompt;
    type Checklist = Infallible;
}

/// A layer in the place of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrepareLayer {
    /// A comment at reading size, by its id.
    Comment(String),
    /// The same with words that are picked, to be blacked out.
    Black(Picking),
}

impl OwnLayer for PrepareLayer {
    fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Comment(_) => vec![Scope::PrepareComment],
            Self::Black(_) => vec![Scope::Pick],
        }
    }
}

/// A choice, with what it is for. Texts are ids and names.
#[expect(missing_docs, reason = "each is named by what is set")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreparePick {
    Method(Method),
    Weight(Weight),
    Group {
        person: String,
        group: Option<String>,
    },
    FindingTo {
        finding: String,
        theme: String,
    },
    /// A result to correct, by its place; a new one where there is none.
    Result {
        finding: String,
        at: Option<usize>,
    },
    CommentTo {
        comment: String,
        theme: String,
    },
    /// The theme of a quotation that is typed in, then whose words it is.
    QuoteTheme(String),
    QuoteFrom {
        theme: String,
        text: String,
        strand: String,
        source: SourceKind,
    },
    GoalUnder(String),
    GoalControl {
        goal: String,
        control: Option<Control>,
    },
    GoalTo {
        goal: String,
        theme: String,
    },
    Speaker {
        item: usize,
        person: Option<String>,
    },
    AddItem {
        after: usize,
        what: Activity,
    },
    AddBreak {
        after: usize,
    },
    LookOnly,
    GoOn,
}

/// A text, with what it is for. Texts in it are ids and names, numbers are places in the agenda.
#[expect(missing_docs, reason = "each is named by what is set")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreparePrompt {
    Meeting(MeetingField),
    NewPerson,
    NewRole {
        name: String,
    },
    Person(String, PersonField),
    NewTheme,
    Theme(String, ThemeField),
    /// The question of a finding that is typed in under a theme.
    NewFinding {
        theme: String,
    },
    FindingQuestion(String),
    /// A result: the place of the one that is corrected.
    Result {
        finding: String,
        at: Option<usize>,
    },
    CommentWords(String),
    QuoteText {
        theme: String,
    },
    NewGoal {
        theme: String,
    },
    Goal(String, GoalField),
    NewBreak {
        after: usize,
    },
    Minutes {
        item: usize,
    },
}

/// A field of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonField {
    Name,
    Role,
    Strand,
    Hours,
}

/// A field of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeField {
    Title,
    Standard,
    KnownSince,
}

/// A field of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalField {
    Title,
    Money,
    Hours,
    Strand,
}
