//! The dialogs of the preparation: its choices, its text prompts, and the layers over its steps.

use super::steps::{
    booklet::{BookletField, SectionWish},
    meeting::MeetingField,
};
use crate::{
    app::{
        keymap::Scope,
        picking::Picking,
        shell::{Kinds, OwnLayer},
    },
    domain::{
        agenda::Activity,
        booklet::{BookletSection, Colour},
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
    type Checklist = PrepareChecklist;
}

/// A layer over a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrepareLayer {
    /// A comment at reading size, by its id.
    Comment(String),
    /// The same comment during redaction, with the picked words.
    Black(Picking),
    /// The preview of the booklet.
    Preview,
}

impl OwnLayer for PrepareLayer {
    fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Comment(_) => vec![Scope::PrepareComment],
            Self::Black(_) => vec![Scope::Pick],
            Self::Preview => vec![Scope::PreparePreview],
        }
    }
}

/// A choice with its purpose. Texts are ids and names.
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
    /// A result to correct, by its index; `None` for a new one.
    Result {
        finding: String,
        at: Option<usize>,
    },
    CommentTo {
        comment: String,
        theme: String,
    },
    /// The theme of a quotation; its text and source are asked for next.
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
    // By index: the agenda may hold two breaks of one name, and items have no ids.
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
    /// A field that is typed.
    BookletField(BookletField),
    BookletColour(Option<Colour>),
    /// The comment on the cover, by its id.
    BookletEpigraph(Option<String>),
    BookletPicture {
        field: BookletField,
        name: Option<String>,
    },
    BookletSection {
        section: BookletSection,
        what: SectionWish,
    },
    LookOnly,
    GoOn,
}

/// A list to choose several from, with its purpose. Texts are ids.
#[expect(missing_docs, reason = "each is named by what is set")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrepareChecklist {
    /// The findings and comments that a goal rests on.
    Evidence { goal: String },
}

/// A text prompt with its purpose. Texts in it are ids and names, numbers are indexes into the agenda.
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
    /// The question of a new finding under a theme.
    NewFinding {
        theme: String,
    },
    FindingQuestion(String),
    /// A result, with the index of the one that is corrected.
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
    Booklet(BookletField),
    SectionHeading(BookletSection),
    SectionText(BookletSection),
}

/// A field of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonField {
    Name,
    Role,
    Strand,
    Hours,
    Seat,
    Access,
    HereFor,
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
