//! Scopes: the places in which keys have a meaning of their own.

use crate::domain::{
    agenda::Stage,
    vote::method::{Keys, Method},
};

macro_rules! column {
    (open) => {
        true
    };
    (closed) => {
        false
    };
}

macro_rules! scopes {
    // A column of the table and not a list of open scopes elsewhere: a new scope was left out of that list by accident.
    ($($scope:ident $reach:ident $title:literal;)+) => {
        /// A place in which keys have a meaning of their own.
        #[expect(missing_docs, reason = "`title` says it in words")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Scope {
            $($scope),+
        }

        impl Scope {
            /// All of them, in the order of the help page.
            pub const ALL: &[Self] = &[$(Self::$scope),+];

            /// The heading of its keys on the help page.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$scope => $title),+
                }
            }

            /// `true` if the keys of the program around it work as well. Those of `Always` work in any place.
            pub fn is_open(self) -> bool {
                match self {
                    $(Self::$scope => column!($reach)),+
                }
            }
        }
    };
}

scopes! {
    // scope        reach   title
    Everywhere      open    "Everywhere";
    Common          open    "In every program";
    Always          open    "At any time";
    List            open    "In a list";
    Welcome         open    "Welcome";
    HereFor         open    "What each of us is here for";
    Review          open    "Review";
    Earlier         open    "A goal of last time";
    Themes          open    "Themes";
    Comments        open    "Comments";
    Zoom            open    "One finding, large";
    Speaking        open    "Speaking round";
    Goals           open    "Goals";
    // Closed, so that every letter is one of a text: as commands, letters of a name typed too early changed other things.
    Form            closed  "A goal, or its owner";
    Vote            open    "Vote";
    Reveal          open    "A result, goal by goal";
    OpenRound       open    "A round is open";
    AllVoted        open    "All have voted";
    OpenHands       open    "A show of hands is open";
    OpenTables      open    "A round of small tables is open";
    Setup           open    "Before a round opens";
    Fits            open    "What fits";
    // From here to the ballots everything is closed: somebody who votes must not reach undo, stages or the menu of actions.
    MarkScore       closed  "A ballot of scores";
    MarkRate        closed  "A ballot of ratings";
    MarkAnswer      closed  "A ballot about the meeting";
    MarkYesNo       closed  "A ballot of yes and no";
    MarkDots        closed  "A ballot of dots";
    MarkRank        closed  "A ballot of places";
    Ballot          closed  "Any ballot";
    CodeBallot      closed  "A ballot by code card";
    HandIn          closed  "A ballot before it is handed in";
    Owners          open    "Owners";
    Close           open    "Close";
    ReadBack        open    "Read-back";
    Evaluation      open    "Was it a good meeting?";
    Voices          open    "Whose voice was heard";
    Pledge          open    "Our pledge";
    GoalText        closed  "Writing a goal";
    Text            closed  "Writing a line";
    Lines           closed  "Writing several lines";
    Choose          closed  "Choosing one";
    ChooseMany      closed  "Choosing several";
    Ask             closed  "A question";
    Help            closed  "The page of keys";
    Reading         closed  "A page to read";
    Clock           open    "The clock, large";
    // Open, so that undo works on the list of what it takes back.
    Steps           open    "What undo would take back";
    // Closed, because a screen that only follows can change nothing, and its keys would promise that it can.
    Following       closed  "On a wall, in notes";
    Import          open    "Import, on every step";
    ImportExport    open    "Import: the export";
    ImportColumns   open    "Import: its columns";
    ImportScoring   open    "Import: how answers count";
    ImportThemes    open    "Import: themes";
    ImportComments  open    "Import: comments";
    ImportComment   open    "Import: one comment";
    Pick            closed  "Words to black out";
    ImportFilter    closed  "Import: filtering comments";
    ImportStrands   open    "Import: what a column says";
    ImportSave      open    "Import: save";
    Prepare         open    "Preparing, on every step";
    PrepareMeeting  open    "Preparing: when and where";
    PreparePeople   open    "Preparing: people";
    PrepareThemes   open    "Preparing: themes";
    PrepareComments open    "Preparing: comments";
    PrepareComment  open    "Preparing: one comment";
    PrepareGoals    open    "Preparing: goals";
    PrepareAgenda   open    "Preparing: the agenda";
    PrepareBooklet  open    "Preparing: the booklet";
    PreparePreview  open    "Preparing: what the booklet will say";
    PrepareSave     open    "Preparing: save";
    Start           open    "The first screen";
    Programme       open    "A programme of units";
    ProgrammeFilter closed  "A programme: filtering";
    ProgrammeGoal   open    "A programme: a goal's history";
    ProgrammeAnswer open    "A programme: an answer";
}

impl Scope {
    /// The scope of the marks of a ballot, by the method of its round.
    pub fn of_marks(method: Method) -> Self {
        match method.row().keys {
            // Scores begin at 0 and ratings at 1. One scope for both would offer a 0 that the RAND/UCLA scale does not have.
            Keys::Digits(..) if method.is_evaluation() => Self::MarkAnswer,
            Keys::Digits(0, _) => Self::MarkScore,
            Keys::Digits(..) => Self::MarkRate,
            Keys::YesNo => Self::MarkYesNo,
            Keys::Dots => Self::MarkDots,
            Keys::Places => Self::MarkRank,
        }
    }

    /// `true` if a ballot is marked in it.
    pub fn is_ballot(self) -> bool {
        matches!(
            self,
            Self::MarkScore
                | Self::MarkRate
                | Self::MarkAnswer
                | Self::MarkYesNo
                | Self::MarkDots
                | Self::MarkRank
                | Self::Ballot
                | Self::CodeBallot
                | Self::HandIn
        )
    }

    /// The stage to whose screen it belongs.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Welcome => Some(Stage::Welcome),
            Self::Review => Some(Stage::Review),
            Self::Themes => Some(Stage::Themes),
            Self::Goals => Some(Stage::Goals),
            Self::Vote => Some(Stage::Vote),
            Self::Owners => Some(Stage::Owners),
            Self::Close => Some(Stage::Close),
            _ => None,
        }
    }
}
