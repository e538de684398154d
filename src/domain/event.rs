//! What happened, in the past tense: the lines of the journal. Variants are added, never renamed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    findings::{Findings, change::FindingsChange},
    follow_up::FollowUp,
    goal::{Control, Decision, Owner},
    outcome::Status,
    people::Person,
    stamp::Stamp,
    vote::{
        ballot::Ballot,
        hands::Hands,
        round::{Brought, Voter},
        settings::RoundSettings,
        tally::Tally,
    },
};
use crate::domain::agenda::{Agenda, Stage};

/// One change to a meeting. Ids and times are inside; applying one cannot fail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the words of the variant")]
pub enum Event {
    /// The room began.
    MeetingStarted { at: Stamp },
    /// Somebody came in.
    PersonArrived { person: String, at: Stamp },
    /// Somebody left for good or for a while.
    PersonLeft { person: String, at: Stamp },
    /// A tick was a mistake: the last stay never was.
    ArrivalTakenBack { person: String },
    /// Somebody who was not on the agenda came in.
    WalkInArrived { person: Person, at: Stamp },
    /// A person's name was corrected.
    PersonRenamed { person: String, name: String },
    /// A person's role was corrected.
    PersonRoleSet { person: String, role: String },
    /// The group a person votes with was corrected; a vote in the open round goes with them.
    PersonGroupSet {
        person: String,
        group: Option<String>,
    },

    /// A comment was taken off the wall.
    CommentHeld { comment: String },
    /// A comment may be shown again.
    CommentReleased { comment: String },
    /// A note on a theme, or on the meeting where there is none.
    NoteTaken {
        id: String,
        theme: Option<String>,
        text: String,
    },
    /// A note's words changed.
    NoteReworded { id: String, text: String },
    /// A note was taken away.
    NoteRemoved { id: String },
    /// Somebody was heard on a theme, or passed, which counts as heard.
    PersonHeard {
        theme: String,
        person: String,
        passed: bool,
    },
    /// That somebody was heard was a mistake.
    HearingTakenBack { theme: String, person: String },
    /// A theme's standard has new words; the room has yet to agree to them.
    StandardReworded { theme: String, text: String },
    /// The room agreed to a theme's standard.
    StandardAgreed { theme: String },
    /// The room takes its agreement back.
    StandardReopened { theme: String },

    /// A goal was proposed. Who did is not kept.
    GoalProposed {
        id: String,
        title: String,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
    },
    /// A goal has new words.
    GoalReworded { goal: String, title: String },
    /// The themes a goal belongs to.
    GoalThemesSet { goal: String, themes: Vec<String> },
    /// What a goal rests on.
    GoalEvidenceSet { goal: String, evidence: Vec<String> },
    /// Whom a goal is mainly for.
    GoalStrandSet {
        goal: String,
        strand: Option<String>,
    },
    /// Who can make a goal happen.
    GoalControlSet {
        goal: String,
        control: Option<Control>,
    },
    /// A goal's cost in the first year, in whole units of currency.
    GoalCostSet { goal: String, cost: Option<u64> },
    /// A goal's staff hours in the first year.
    GoalHoursSet { goal: String, hours: Option<u64> },
    /// A goal became part of another.
    GoalsMerged { from: String, into: String },
    /// A goal was taken off the list.
    GoalDropped { goal: String },

    /// A round opened.
    RoundOpened {
        id: String,
        settings: RoundSettings,
        voters: Vec<Voter>,
        at: Stamp,
    },
    /// Somebody who came late has a vote in the open round.
    VoterLetIn { round: String, voter: Voter },
    /// A show of hands by one group on one goal was counted.
    HandsCounted {
        round: String,
        goal: String,
        group: String,
        hands: Hands,
    },
    /// A round was counted. The ballots are sorted and have no names; where a group was small, none are kept, and the tally holds
    /// only what may be shown.
    RoundClosed {
        round: String,
        ballots: Vec<Ballot>,
        tally: Tally,
        at: Stamp,
    },
    /// A round takes the place of earlier ones: once it is counted, they stand in no result any more.
    RoundBegunAnew {
        round: String,
        instead_of: Vec<String>,
    },
    /// A round was given up, and its ballots with it.
    RoundAbandoned { round: String, ballots: u32 },

    /// A round that was counted in another record of this meeting came as a result, without its ballots.
    RoundBrought { id: String, round: Box<Brought> },

    /// Goals stood level, and one of them was taken: drawn with the random number, or by the chair where there is none.
    TieSettled {
        round: String,
        between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    },

    /// What the room decided on a goal.
    GoalDecided { goal: String, decision: Decision },
    /// A decision was taken back.
    DecisionReopened { goal: String },

    /// Who sees to a goal.
    OwnerAssigned {
        goal: String,
        owner: Option<Owner>,
        accepted: bool,
    },
    /// The owner said yes, or not yet.
    OwnerAccepted { goal: String, accepted: bool },
    /// Who keeps the owner company, a person's id.
    PartnerAssigned {
        goal: String,
        partner: Option<String>,
    },
    /// What happens first.
    FirstStepSet { goal: String, text: String },
    /// How anybody will know.
    MeasureSet { goal: String, text: String },
    /// By when.
    DueSet { goal: String, due: Option<Date> },
    /// When a goal is looked at again.
    ReviewsSet { goal: String, reviews: Vec<Date> },

    /// How a goal of the meeting before stands.
    PreviousReviewed {
        goal: String,
        on: Date,
        status: Status,
        note: String,
    },

    /// A goal of the meeting before became one of this meeting, under the same id.
    GoalCarriedOver {
        goal: String,
        title: String,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
        control: Option<Control>,
        cost: Option<u64>,
        hours: Option<u64>,
    },
    /// Somebody looked at a goal of this meeting again. A second look on the same day stands in the place of the first.
    GoalLookedAt { goal: String, look: FollowUp },

    /// A topic was set aside.
    TopicParked {
        id: String,
        text: String,
        stage: Stage,
    },
    /// A parked topic was taken up again.
    TopicTakenUp { id: String },
    /// The room said yes to a line of the read-back: `goal:ID` or `standard:THEME`.
    ReadBack { line: String },
    /// The outcome was saved.
    MeetingSaved { at: Stamp },
    /// The findings file changed after the meeting began, and the whole of it was taken in.
    FindingsTakenIn { findings: Box<Findings> },
    /// The same, with what is different in it only.
    FindingsChanged { change: Box<FindingsChange> },
    /// The agenda changed after the meeting began, and the change was taken in.
    AgendaTakenIn { agenda: Box<Agenda> },
}
