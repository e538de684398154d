//! What the room asks for, in the imperative. `Meeting::decide` says yes with events or no with a sentence.

use jiff::civil::Date;

use super::{
    agenda::{Agenda, Stage},
    findings::Findings,
    goal::{Control, Decision, Owner},
    outcome::{Evidence, Status},
    people::Person,
    stamp::Stamp,
    vote::{
        ballot_box::BallotBox, hands::Hands, room_rule::RoomRule, round::Brought,
        settings::RoundSettings,
    },
};

/// When a command is given, and the journal's next sequence number: ids are made from it and never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The room's clock.
    pub at: Stamp,
    /// The sequence number that the command's entry will have.
    pub n: u64,
}

/// How the room settles which of several goals goes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settling {
    /// The chair names it.
    Chair(String),
    /// It is drawn with this number of the operating system's random source.
    Lot(u64),
}

/// One thing the room asks for.
#[expect(missing_docs, reason = "the fields are the words of the variant")]
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin.
    StartMeeting,
    /// Tick somebody as here.
    Arrive { person: String },
    /// Untick somebody who was ticked by mistake.
    TakeBackArrival { person: String },
    /// Somebody leaves.
    Leave { person: String },
    /// Somebody who is not on the agenda comes in; the id is made here.
    WalkIn { person: Person },
    /// Correct how somebody is called.
    RenamePerson { person: String, name: String },
    /// Correct what somebody does; may be empty.
    SetPersonRole { person: String, role: String },
    /// Correct which group somebody votes with. The box of the open round says whether they have voted.
    SetPersonGroup {
        person: String,
        group: Option<String>,
        ballots: BallotBox,
    },

    /// Take a comment off the wall.
    HoldComment { comment: String },
    /// Allow a comment on the wall again.
    ReleaseComment { comment: String },
    /// Note something.
    TakeNote { theme: Option<String>, text: String },
    /// Change a note; empty text removes it.
    RewordNote { id: String, text: String },
    /// Somebody has spoken on a theme, or passes.
    Hear {
        theme: String,
        person: String,
        passed: bool,
    },
    /// Somebody was said to have spoken by mistake.
    TakeBackHearing { theme: String, person: String },
    /// Write a standard anew.
    RewordStandard { theme: String, text: String },
    /// Agree to a standard.
    AgreeStandard { theme: String },
    /// Take the agreement back.
    ReopenStandard { theme: String },

    /// Propose a goal.
    ProposeGoal {
        title: String,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
    },
    /// Write a goal anew.
    RewordGoal { goal: String, title: String },
    /// Say which themes it belongs to.
    SetGoalThemes { goal: String, themes: Vec<String> },
    /// Say what it rests on.
    SetGoalEvidence { goal: String, evidence: Vec<String> },
    /// Say whom it is mainly for.
    SetGoalStrand {
        goal: String,
        strand: Option<String>,
    },
    /// Say who can make it happen.
    SetGoalControl {
        goal: String,
        control: Option<Control>,
    },
    /// Say what it costs.
    SetGoalCost { goal: String, cost: Option<u64> },
    /// Say how many hours it takes.
    SetGoalHours { goal: String, hours: Option<u64> },
    /// Make one goal part of another.
    MergeGoals { from: String, into: String },
    /// Take a goal off the list.
    DropGoal { goal: String },

    /// Open a round.
    OpenRound { settings: RoundSettings },
    /// Give somebody who came late a vote; or, by proxy, somebody who is not in the room and told another what to hand in.
    LetIn {
        round: String,
        person: String,
        proxy: bool,
    },
    /// Count hands.
    CountHands {
        round: String,
        goal: String,
        group: String,
        hands: Hands,
    },
    /// Count a round. The box holds the sealed ballots.
    CloseRound { round: String, ballots: BallotBox },
    /// Give a round up.
    AbandonRound { round: String, ballots: u32 },

    /// Open a round that takes the place of earlier ones: once it is counted, they stand in no result any more.
    BeginAnew {
        settings: RoundSettings,
        instead_of: Vec<String>,
    },

    /// Take the result of a round that was counted in another record of this meeting.
    BringRound { round: Box<Brought> },
    /// Take in how a tie was settled in another record: a lot that was drawn there is not drawn again.
    BringTie {
        round: String,
        between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    },

    /// Settle which of several goals that stand level by a rule goes first.
    SettleTie {
        round: String,
        rule: RoomRule,
        between: Vec<String>,
        by: Settling,
    },
    /// Agree to a whole set of goals.
    AgreeTo { goals: Vec<String> },

    /// Decide a goal.
    Decide { goal: String, decision: Decision },
    /// Take a decision back.
    ReopenDecision { goal: String },

    /// Give a goal an owner. Whether they accepted follows from whether they are here.
    Assign { goal: String, owner: Option<Owner> },
    /// The owner says yes, or not yet.
    Accept { goal: String, accepted: bool },
    /// Give the owner company.
    AssignPartner {
        goal: String,
        partner: Option<String>,
    },
    /// Say what happens first.
    SetFirstStep { goal: String, text: String },
    /// Say how anybody will know.
    SetMeasure { goal: String, text: String },
    /// Say by when.
    SetDue { goal: String, due: Option<Date> },
    /// Say when it is looked at again.
    SetReviews { goal: String, reviews: Vec<Date> },

    /// Say how an earlier goal stands.
    ReviewPrevious {
        goal: String,
        status: Status,
        note: String,
    },

    /// Make an earlier goal one of this meeting.
    CarryOver { goal: String },
    /// Say how a goal of this meeting stands, months later.
    LookAgain {
        goal: String,
        status: Status,
        note: String,
        figures: Vec<Evidence>,
    },
    /// Say what happens next, at a look that was taken today.
    SetNextStep { goal: String, text: String },
    /// Move the day by which a goal is to be done, at a look that was taken today.
    MoveDue { goal: String, due: Date },

    /// Set a topic aside.
    Park { text: String, stage: Stage },
    /// Take a parked topic up again.
    TakeUp { id: String },
    /// Say yes to a line of the read-back.
    ConfirmReadBack { line: String },
    /// Save what was agreed.
    Save,
    /// Take in findings that changed after the meeting began.
    TakeInFindings { findings: Box<Findings> },
    /// Take in an agenda that changed after the meeting began.
    TakeInAgenda { agenda: Box<Agenda> },
}
