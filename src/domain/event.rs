//! Events of a meeting, in the past tense: the lines of its journal. Variants are added, never renamed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    aim::Aim,
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
// Externally tagged: serde's untagged, internally tagged and flattened forms do not read back every value that they write.
pub enum Event {
    /// The meeting was started.
    MeetingStarted { at: Stamp },
    /// A person arrived, for the first time or again.
    // Times and ids are in the event and not in the line around it, so that a replay years later gives the same meeting.
    PersonArrived { person: String, at: Stamp },
    /// A person joined by telephone or video call, for the first time or again.
    PersonJoinedByTelephone { person: String, at: Stamp },
    /// A person left, for good or for a while.
    PersonLeft { person: String, at: Stamp },
    /// An arrival was a mistake: the person's last stay is removed.
    ArrivalTakenBack { person: String },
    /// A person who was not on the agenda arrived.
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

    /// Another person leads the meeting from here on.
    FacilitatorChanged { person: String, at: Stamp },

    /// A comment was taken off the wall.
    CommentHeld { comment: String },
    /// A comment may be shown again.
    CommentReleased { comment: String },
    /// A comment was marked as worth coming back to. The mark is the facilitator's and is never on the wall.
    CommentStarred { comment: String },
    /// The mark of a comment was taken back.
    CommentUnstarred { comment: String },
    /// A comment was put among those that belong together under a word; `None` takes it out.
    // Neither stars nor groups are in the outcome: they sort the comments for one afternoon, and patients read the outcome.
    CommentGrouped {
        comment: String,
        group: Option<String>,
    },
    /// A note on a theme, or on the meeting where there is none.
    NoteTaken {
        id: String,
        theme: Option<String>,
        text: String,
    },
    /// A note has new words.
    NoteReworded { id: String, text: String },
    /// A note was taken away.
    NoteRemoved { id: String },
    /// A person was heard on a theme, or passed, which counts as heard.
    PersonHeard {
        theme: String,
        person: String,
        passed: bool,
    },
    /// A record that a person was heard was a mistake.
    HearingTakenBack { theme: String, person: String },
    /// A theme's standard has new words; the room has yet to agree to them.
    StandardReworded { theme: String, text: String },
    /// The room agreed to a theme's standard.
    StandardAgreed { theme: String },
    /// The room took back its agreement to a standard.
    StandardReopened { theme: String },

    /// A goal was proposed. The person who proposed it is not kept.
    // A known proposer would weigh on the vote: ideas of clinicians tend to come first. A goal belongs to the room.
    GoalProposed {
        id: String,
        title: String,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
    },
    /// A goal has new words.
    GoalReworded { goal: String, title: String },
    /// The themes of a goal were set.
    GoalThemesSet { goal: String, themes: Vec<String> },
    /// The evidence of a goal was set: ids of findings and comments.
    GoalEvidenceSet { goal: String, evidence: Vec<String> },
    /// The strand that a goal is mainly for was set.
    GoalStrandSet {
        goal: String,
        strand: Option<String>,
    },
    /// The control of a goal was set: team, hospital or beyond.
    GoalControlSet {
        goal: String,
        control: Option<Control>,
    },
    /// The cost of a goal in the first year was set, in whole units of currency; `None` is not known.
    GoalCostSet { goal: String, cost: Option<u64> },
    /// The staff hours of a goal in the first year were set; `None` is not known.
    GoalHoursSet { goal: String, hours: Option<u64> },
    /// A goal was merged into another.
    GoalsMerged { from: String, into: String },
    /// A second goal was split off a goal; it has the id and words given here, and the themes and evidence of the first.
    GoalSplit {
        goal: String,
        id: String,
        title: String,
    },
    /// A goal was taken off the list.
    GoalDropped { goal: String },

    /// A round opened.
    RoundOpened {
        id: String,
        settings: RoundSettings,
        voters: Vec<Voter>,
        at: Stamp,
        /// Its number, where that is not the number of rounds opened so far: an earlier one was given up before anybody voted.
        // Written and not worked out again: journals from before there was such a rule keep the numbers that their room heard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<usize>,
    },
    /// A latecomer, or an absent person by proxy, got a vote in the open round.
    VoterLetIn { round: String, voter: Voter },
    /// A show of hands by one group on one goal was counted.
    HandsCounted {
        round: String,
        goal: String,
        group: String,
        hands: Hands,
    },
    /// The list of a small table was typed in: its goals in order. `table` counts from 1.
    TableRanked {
        round: String,
        table: usize,
        order: Vec<String>,
    },
    /// A round was closed and counted. The ballots are sorted and have no names; if a group was small, none are kept, and the
    /// tally holds only what may be shown.
    // The ballots of an open round never become lines: the order of the lines would tell who voted what.
    RoundClosed {
        round: String,
        ballots: Vec<Ballot>,
        tally: Tally,
        at: Stamp,
    },
    /// A round replaces earlier ones: once it is counted, they appear in no result any more.
    RoundBegunAnew {
        round: String,
        instead_of: Vec<String>,
    },
    /// A round was abandoned, and its ballots with it.
    RoundAbandoned { round: String, ballots: u32 },

    /// The result of a round that was counted in another record of this meeting was added, without its ballots.
    RoundBrought { id: String, round: Box<Brought> },

    /// A tie was settled in favour of the goal `taken`: by a lot drawn with `seed`, or by the chair if there is none.
    // The seed is kept so that everybody can repeat the draw; see `fits::draw`.
    TieSettled {
        round: String,
        between: Vec<String>,
        taken: String,
        seed: Option<u64>,
    },

    /// A goal was decided.
    GoalDecided { goal: String, decision: Decision },
    /// A decision was taken back.
    DecisionReopened { goal: String },

    /// The owner of a goal was set.
    // Whether they accepted was worked out from who was present then. A replay must not ask again who is present now.
    OwnerAssigned {
        goal: String,
        owner: Option<Owner>,
        accepted: bool,
    },
    /// The owner of a goal accepted it, or has not yet.
    OwnerAccepted { goal: String, accepted: bool },
    /// The partner of a goal was set: the id of a person who supports the owner.
    PartnerAssigned {
        goal: String,
        partner: Option<String>,
    },
    /// The first step of a goal was set.
    FirstStepSet { goal: String, text: String },
    /// The measure of a goal was set.
    MeasureSet { goal: String, text: String },
    /// The figure of a finding that a goal should exceed was set, with the measure in words.
    // The words are in the event: findings that change later must not reword what a room agreed to.
    AimSet {
        goal: String,
        aim: Aim,
        text: String,
    },
    /// The day by which a goal is to be done was set.
    DueSet { goal: String, due: Option<Date> },
    /// The days on which a goal is reviewed were set.
    ReviewsSet { goal: String, reviews: Vec<Date> },

    /// The status of a goal of the meeting before was recorded.
    PreviousReviewed {
        goal: String,
        on: Date,
        status: Status,
        note: String,
        /// Difference that patients will notice; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        noticed: String,
        /// The goal left this meeting's list, because it is done or given up.
        // In the event and not worked out again: journals from before there was such a rule keep their lists.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        off_list: bool,
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
    /// A goal of this meeting was reviewed. A second review on the same day replaces the first.
    GoalLookedAt { goal: String, look: FollowUp },

    /// A topic was parked.
    TopicParked {
        id: String,
        text: String,
        stage: Stage,
    },
    /// A parked topic was taken up again.
    TopicTakenUp { id: String },
    /// A line of the read-back was confirmed: `goal:ID` or `standard:THEME`.
    ReadBack { line: String },
    /// The outcome was saved.
    MeetingSaved { at: Stamp },
    /// A changed findings file was taken in as a whole, because its differences cannot be expressed as a change.
    FindingsTakenIn { findings: Box<Findings> },
    /// A changed findings file was taken in, kept as the differences only.
    // A findings file may hold thousands of comments, and a journal line has a limit that is checked before it is written.
    FindingsChanged { change: Box<FindingsChange> },
    /// A changed agenda was taken in.
    AgendaTakenIn { agenda: Box<Agenda> },
}
