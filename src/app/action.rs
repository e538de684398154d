//! Actions: the meanings that keys have in the key table.

use crate::domain::{agenda::Stage, meeting::mark::CountdownKind, outcome::Status};

/// The meaning of a key. The key table tells in which scopes each of them can be asked for.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Help,
    Quit,
    Undo,
    Redo,
    Go(Stage),
    NextStage,
    PreviousStage,
    Forward,
    Backward,
    Park,
    Timer,
    AddMinute,
    Blank,
    Actions,
    Find,
    Colours,
    Glossary,
    Tour,
    /// The list of what an undo would take back.
    Steps,
    Notes,
    Clock,
    Present,
    TryAgain,
    SaveElsewhere,
    Back,

    Up,
    Down,
    First,
    Last,
    Left,
    Right,
    Further,
    AsNumbers,
    Higher,
    Lower,
    Open,
    Toggle,

    Start,
    Leave,
    WalkIn,
    /// A person takes part by telephone or video call.
    Telephone,
    Correct,
    HereFor,
    // The status is part of the action, so that each of them is a row of the key table and not an arm in each screen.
    Look(Status),
    /// Yes or no to what is asked about a goal.
    Answer(bool),
    NextStep,
    MoveDue,
    GiveOver,
    Accept,
    CarryOver,
    NextTheme,
    ThemeBefore,
    Propose,
    Comments,
    RewordStandard,
    AgreeStandard,
    Note,
    HoldBack,
    Everything,
    Star,
    Group,
    /// Starts a countdown, or stops the one that runs.
    CountDown(CountdownKind),
    /// A patient speaks, or the team: the other one than before.
    Voice,
    /// Nobody is noted as speaking.
    NoVoice,
    /// Another person leads the meeting.
    HandOverMeeting,
    /// Moves a long page of the wall from the desk.
    WallDown,
    WallUp,
    Zoom,
    Speaking,
    Pass,
    Reword,
    Merge,
    Split,
    Sort,
    Drop,
    Figures,
    OpenRound,
    ChangeMethod,
    ChangeWeight,
    BeginAnew,
    ChangeMost,
    Proxy,
    Abstain,
    Fits,
    Explain,
    Compare,
    Lists,
    Ballots,
    Ties,
    AgreeSet,
    /// A digit of a seat number.
    Seat(u8),
    TakeSeat,
    ByName,
    ClearSeat,
    Slips,
    LetIn,
    CloseRound,
    GiveUpRound,
    RevealNext,
    RevealAll,
    Earlier,
    Decide,
    // One action for every method: the key table decides which marks a method has.
    Mark(u8),
    CannotJudge,
    Next,
    StartOver,
    /// Takes the letters of a list away.
    ClearLetters,
    HandIn,
    /// Goals of other units that are like the one being worded.
    Bank,
    ReadBack,
    /// The questions about the meeting itself.
    Evaluate,
    /// The picture of whose voice was heard.
    Voices,
    Pledge,
    Files,
    Yes,
    No,
    Save,
    Papers,
    TakeUp,
    TakeInFindings,
    Done,
    /// Black out words of a comment.
    Black(Instead),
    // Actions of single programs are nested, so that the other programs pass over them with one arm.
    Import(ImportAction),
    Prepare(Wish),
    Begin(Begin),
    Programme(ProgrammeAction),
}

/// The placeholder for words that are blacked out.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instead {
    Name,
    Place,
    Detail,
}

/// The meaning of a key of the first screen.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Begin {
    New,
    Sample,
    Prepare,
    Rehearse,
    Review,
    Again,
    DeleteVotes,
}

/// The meaning of a key of the preparation that no meeting has.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wish {
    Step(u8),
    Add,
    Remove,
    Higher,
    Lower,
    Move,
    Name,
    Role,
    Group,
    Strand,
    Hours,
    Lead,
    Consent,
    Seat,
    Access,
    HereFor,
    Evidence,
    Standard,
    KnownSince,
    Finding,
    Result,
    Pick,
    Words,
    Wall,
    Hold,
    Publish,
    Only,
    Control,
    Money,
    Longer,
    Shorter,
    Speaker,
    Minutes,
    Order,
    Fit,
    Preview,
}

/// The meaning of a key of the import that no meeting has.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportAction {
    Step(u8),
    Finding,
    Comments,
    Unused,
    Agree,
    AgreeAll,
    Reversed,
    Direct,
    Good,
    NotGood,
    DoesNotCount,
    Move,
    ThemeBefore,
    ThemeAfter,
    NewTheme,
    RemoveTheme,
    Higher,
    Lower,
    Suggested,
    MoveAll,
    SuggestedAll,
    Hold,
    Redact,
    Pick,
    Words,
    LeaveOut,
    Only,
}

/// The meaning of a key of the programme's screen.
#[expect(missing_docs, reason = "the key table has a label for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProgrammeAction {
    Step(u8),
    Sort,
    Reverse,
    Export,
}
