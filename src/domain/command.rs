//! Commands of a meeting, in the imperative. `Meeting::decide` answers one with events, or with a refusal that a room can read.

use jiff::civil::Date;

use super::{
    agenda::{Agenda, Stage},
    aim::Aim,
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

/// The time of a command and the journal's next sequence number, from which ids are made that are never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The room's clock.
    pub at: Stamp,
    /// The sequence number that the command's entry will have.
    pub n: u64,
}

/// The way in which a tie is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settling {
    /// The chair names the goal that goes first.
    Chair(String),
    /// A lot is drawn with this number from the operating system's random source.
    Lot(u64),
}

/// A request to change the meeting.
#[expect(missing_docs, reason = "the fields are the words of the variant")]
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Start the meeting.
    StartMeeting,
    /// Mark a person as present.
    Arrive { person: String },
    /// Mark a person as present by telephone or video call.
    JoinByTelephone { person: String },
    /// Take back an arrival that was entered by mistake.
    TakeBackArrival { person: String },
    /// Mark a person as having left.
    Leave { person: String },
    /// Add a person who is not on the agenda; `decide` makes the id.
    WalkIn { person: Person },
    /// Correct a person's name.
    RenamePerson { person: String, name: String },
    /// Correct a person's role; may be empty.
    SetPersonRole { person: String, role: String },
    /// Correct the group a person votes with. The box of the open round says whether they have voted.
    // The box is not part of the meeting's state: its contents are never in the journal, so the caller has to pass it.
    SetPersonGroup {
        person: String,
        group: Option<String>,
        ballots: BallotBox,
    },

    /// Hand the meeting over to another facilitator.
    HandOverMeeting { person: String },

    /// Take a comment off the wall.
    HoldComment { comment: String },
    /// Allow a comment on the wall again.
    ReleaseComment { comment: String },
    /// Mark a comment as worth coming back to.
    StarComment { comment: String },
    /// Take the mark of a comment back.
    UnstarComment { comment: String },
    /// Put a comment among those that belong together under a word; an empty word takes it out.
    GroupComment { comment: String, group: String },
    /// Take a note on a theme, or on the meeting.
    TakeNote { theme: Option<String>, text: String },
    /// Change a note; empty text removes it.
    RewordNote { id: String, text: String },
    /// Record that a person has spoken on a theme, or passed.
    Hear {
        theme: String,
        person: String,
        passed: bool,
    },
    /// Take back a record that a person has spoken.
    TakeBackHearing { theme: String, person: String },
    /// Change the text of a standard; the room has to agree to it again.
    RewordStandard { theme: String, text: String },
    /// Agree to a standard.
    AgreeStandard { theme: String },
    /// Take back the agreement to a standard.
    ReopenStandard { theme: String },

    /// Propose a goal.
    ProposeGoal {
        title: String,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
    },
    /// Change the text of a goal.
    RewordGoal { goal: String, title: String },
    /// Set the themes of a goal.
    SetGoalThemes { goal: String, themes: Vec<String> },
    /// Set the evidence of a goal: ids of findings and comments.
    SetGoalEvidence { goal: String, evidence: Vec<String> },
    /// Set the strand that a goal is mainly for.
    SetGoalStrand {
        goal: String,
        strand: Option<String>,
    },
    /// Set who can make a goal happen.
    SetGoalControl {
        goal: String,
        control: Option<Control>,
    },
    /// Set the cost in the first year, in whole units of currency; `None` is not known yet, which is not 0.
    SetGoalCost { goal: String, cost: Option<u64> },
    /// Set the staff hours in the first year; `None` is not known yet.
    SetGoalHours { goal: String, hours: Option<u64> },
    /// Merge one goal into another.
    MergeGoals { from: String, into: String },
    /// Split a goal in two: `stays` are the words that it keeps, `title` those of the second goal.
    SplitGoal {
        goal: String,
        stays: String,
        title: String,
    },
    /// Take a goal off the list.
    DropGoal { goal: String },

    /// Open a round.
    OpenRound { settings: RoundSettings },
    /// Give a latecomer a vote in the open round, or an absent person one by proxy: another hands in for them.
    LetIn {
        round: String,
        person: String,
        proxy: bool,
    },
    /// Enter the count of a show of hands.
    CountHands {
        round: String,
        goal: String,
        group: String,
        hands: Hands,
    },
    /// Enter the list of a small table: its goals in order. `table` counts from 1.
    RankTable {
        round: String,
        table: usize,
        order: Vec<String>,
    },
    /// Close and count a round. The box holds the sealed ballots.
    CloseRound { round: String, ballots: BallotBox },
    /// Abandon a round. `ballots` is the number of ballots that are lost with it.
    // The number decides whether the step can be undone: with ballots in the box they are gone, and an undo would bring back a
    // round that has lost its votes.
    AbandonRound { round: String, ballots: u32 },

    /// Open a round that replaces earlier ones: once it is counted, they appear in no result any more.
    BeginAnew {
        settings: RoundSettings,
        instead_of: Vec<String>,
    },

    /// Take the result of a round that was counted in another record of this meeting.
    BringRound { round: Box<Brought> },
    /// Take in how a tie was settled in another record: a lot that was drawn there is not drawn again.
    // Not `SettleTie`: that one draws, and a lot that was drawn in the other record must keep its result and its seed here.
    BringTie {
        round: String,
        between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    },

    /// Settle a tie between goals under a rule.
    // The round is named. Taken as "the last count", a tie settled on an earlier page was recorded for the wrong round.
    SettleTie {
        round: String,
        rule: RoomRule,
        between: Vec<String>,
        by: Settling,
    },
    /// Agree to a set of goals, all of them or none.
    AgreeTo { goals: Vec<String> },

    /// Decide a goal.
    // Agreeing to one goal beyond the capacity is possible with a reason; agreeing to a set beyond it is not.
    Decide { goal: String, decision: Decision },
    /// Take back a decision.
    ReopenDecision { goal: String },

    /// Give a goal an owner. Whether they accepted follows from whether they are here.
    Assign { goal: String, owner: Option<Owner> },
    /// Record whether the owner has accepted a goal.
    Accept { goal: String, accepted: bool },
    /// Give a goal a partner, who supports the owner.
    AssignPartner {
        goal: String,
        partner: Option<String>,
    },
    /// Set the first step of a goal.
    SetFirstStep { goal: String, text: String },
    /// Set the measure by which a goal counts as done.
    SetMeasure { goal: String, text: String },
    /// Set the figure of a finding that a goal should exceed; its measure follows.
    SetAim { goal: String, aim: Aim },
    /// Set the day by which a goal is to be done.
    SetDue { goal: String, due: Option<Date> },
    /// Set the days on which a goal is reviewed.
    SetReviews { goal: String, reviews: Vec<Date> },

    /// Record the status of a goal of the meeting before.
    ReviewPrevious {
        goal: String,
        status: Status,
        note: String,
        noticed: String,
    },

    /// Carry a goal of the meeting before over into this one, under the same id.
    CarryOver { goal: String },
    /// Review a goal of this meeting, months later.
    // Figures come with the command, because they are read from findings that may be newer than the meeting's.
    RecordFollowUp {
        goal: String,
        status: Status,
        note: String,
        noticed: String,
        figures: Vec<Evidence>,
    },
    /// Set the next step in today's review of a goal.
    SetNextStep { goal: String, text: String },
    /// Move the due day of a goal in today's review of it.
    MoveDue { goal: String, due: Date },
    /// Give a goal over to another owner in today's review of it.
    GiveOver { goal: String, owner: Owner },

    /// Park a topic.
    Park { text: String, stage: Stage },
    /// Take a parked topic up again.
    TakeUp { id: String },
    /// Confirm a line of the read-back.
    ConfirmReadBack { line: String },
    /// Save the outcome.
    Save,
    /// Take in findings that changed after the meeting began.
    TakeInFindings { findings: Box<Findings> },
    /// Take in an agenda that changed after the meeting began.
    TakeInAgenda { agenda: Box<Agenda> },
}
