//! Shape of `outcome.yaml`.

use schemars::JsonSchema;

use super::{
    agenda::{Group, Method, Stage, Weight},
    findings::{Control, Unit, weighted},
    scalar::{
        Amount, ByGroup, Count, Day, Flag, Header, Id, Moment, Name, Percent, Text, VoteFigure,
        given, listed, only_one,
    },
};
use crate::domain::aim::Aim;

/// Outcome of a meeting: standards, votes, and every goal with its decision, owner and reviews.
#[derive(JsonSchema)]
#[schemars(title = "outcome.yaml", deny_unknown_fields)]
pub(super) struct OutcomeFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Unit of the meeting.
    unit: Unit,
    /// Day, times and attendance of the meeting.
    meeting: HeldMeeting,
    /// People whom the file names by their ids; `[]` where there are none.
    people: Vec<Person>,
    /// Standards of care, by theme; `[]` where there are none.
    standards: Vec<Standard>,
    /// Rounds of votes, with what was shown of each.
    rounds: Option<Vec<Round>>,
    /// Every goal and its decision; `[]` where there are none.
    goals: Vec<Goal>,
    /// Goals of the previous pledge, as the meeting found them.
    previous: Option<Vec<PreviousGoal>>,
    /// Answers of the room about the meeting itself.
    evaluation: Option<Evaluation>,
    /// Time for which each group spoke, by theme. It is never known by name.
    airtime: Option<Vec<Airtime>>,
    /// Notes of the meeting.
    notes: Option<Vec<Note>>,
    /// Topics that were set aside.
    parked: Option<Vec<Parked>>,
    /// Items of the agenda with the minutes that they took.
    agenda: Option<Vec<TimedItem>>,
}

/// Day, times and attendance of a meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct HeldMeeting {
    /// Title of the meeting.
    title: Name,
    /// Day of the meeting, such as 2026-11-24.
    date: Option<Day>,
    /// Moment at which it began.
    started: Option<Moment>,
    /// Moment at which it ended.
    ended: Option<Moment>,
    /// Moment of the last change after the meeting.
    changed: Option<Moment>,
    /// Ids of the people who were there.
    present: Vec<Id>,
    /// Ids of the people who were invited and were not there.
    absent: Vec<Id>,
    /// Ids of those present who took part by telephone or video call.
    by_telephone: Option<Vec<Id>>,
    /// People who came after the beginning.
    came_late: Option<Vec<PersonMoment>>,
    /// People who left before the end.
    left_early: Option<Vec<PersonMoment>>,
    /// Changes of the facilitator during the meeting.
    handed_over: Option<Vec<Handover>>,
}

/// Moment at which a person came or left.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PersonMoment {
    /// Id of the person.
    person: Id,
    /// Moment, such as 2026-11-24T13:12:00+00:00.
    at: Moment,
}

/// Moment from which another person leads the meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Handover {
    /// Id of the person who leads from then on.
    to: Id,
    /// Moment, such as 2026-11-24T13:12:00+00:00.
    at: Moment,
}

/// Person whom the outcome names.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Person {
    /// Id by which goals name the person, such as ama.
    id: Id,
    /// Name, as the person wants to be called.
    name: Name,
    /// Role, such as Breast care nurse.
    role: Option<Text>,
    /// Group in which the person voted.
    group: Option<Group>,
    /// true: the booklet may print the name. Otherwise it prints the role.
    consent: Option<Flag>,
}

/// Standard of care, as the meeting left it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Standard {
    /// Id of the theme.
    theme: Id,
    /// Sentence that patients may hold the unit to.
    text: Text,
    /// true if the room agreed to it.
    agreed: Flag,
}

/// Round of votes. Small groups are not shown apart, so nobody can tell who voted what.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Round {
    /// Id of the round, such as r1.
    id: Id,
    /// Way in which each person answered.
    method: Method,
    /// Weight of the votes.
    weight: Weight,
    /// Ballots of each group.
    voted: ByGroup<Count>,
    /// Lists of small tables: the ids of the goals of table 1 in order, then of table 2; empty for a table that gave none.
    tables: Option<Vec<Vec<Id>>>,
    /// Ways in which the ballots came in, for the round as a whole.
    by: Option<Channels>,
    /// true: results of a ranking are mean places, of which a lower one is better.
    places: Option<Flag>,
    /// Ties that were settled.
    ties: Option<Vec<Tie>>,
    /// Result of each goal.
    results: Vec<GoalResult>,
}

/// Numbers of ballots by the way they came in.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Channels {
    /// Ballots by the keyboard or number pad.
    keys: Option<Count>,
    /// Ballots on paper slips.
    slips: Option<Count>,
    /// Ballots by code cards.
    codes: Option<Count>,
}

/// Tie that was settled.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Tie {
    /// Ids of the goals that were level.
    goals: Vec<Id>,
    /// Way in which it was settled.
    settled: SettledBy,
    /// Id of the goal that goes first.
    first: Id,
}

/// Way in which a tie was settled.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum SettledBy {
    /// The chair decided.
    Chair,
    /// A lot was drawn.
    Lot,
}

/// Result of a goal in a round.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct GoalResult {
    /// Id of the goal.
    goal: Id,
    /// Result under the weight of the round.
    balanced: Option<VoteFigure>,
    /// Result of each group, or the middle of its range; left out where a group is too small.
    groups: Option<ByGroup<VoteFigure>>,
    /// Range in which a small group is shown: from and to.
    ranges: Option<ByGroup<[VoteFigure; 2]>>,
    /// Hands for, against and abstaining, in a show of hands.
    hands: Option<ByGroup<[Count; 3]>>,
    /// true where the groups differ so much that the room talks first.
    parted: Option<Flag>,
    /// true where a group was too small to be shown apart.
    withheld: Option<Flag>,
}

/// Answers about the meeting itself, from 1 (no, not at all) to 5 (yes, very much). Small groups are not shown apart.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Evaluation {
    /// Ballots of each group.
    voted: ByGroup<Count>,
    /// Result of each question.
    results: Vec<QuestionResult>,
}

/// Result of a question about the meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct QuestionResult {
    /// Question: heard, understood, change or again.
    question: Id,
    /// Mean of the groups' means.
    balanced: Option<VoteFigure>,
    /// Mean of each group, or the middle of its range; left out where a group is too small.
    groups: Option<ByGroup<VoteFigure>>,
    /// Range in which a small group is shown: from and to.
    ranges: Option<ByGroup<[VoteFigure; 2]>>,
    /// true where a group was too small to be shown apart.
    withheld: Option<Flag>,
}

/// Time for which each group spoke on a theme.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Airtime {
    /// Id of the theme.
    theme: Id,
    /// Seconds in which patients spoke.
    patient: Amount,
    /// Seconds in which the hospital team spoke.
    mdt: Amount,
}

/// Goal with its decision; an agreed one with its owner, measure and reviews.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Goal {
    /// Id by which rounds and later meetings name the goal, such as tell-waits.
    id: Id,
    /// Wording: the change, in one sentence.
    title: Name,
    /// Ids of the themes that it belongs to.
    themes: Option<Vec<Id>>,
    /// Strand that the goal is mainly for.
    strand: Option<Name>,
    /// Ids of goals that were merged into it.
    merged_from: Option<Vec<Id>>,
    /// Id of the goal that it was split off.
    split_from: Option<Id>,
    /// Findings and comments that the goal rests on.
    evidence: Option<Vec<Evidence>>,
    /// Level that can make the goal happen.
    control: Option<Control>,
    /// Cost in the first year, in whole units of currency.
    cost: Option<Amount>,
    /// Staff hours in the first year.
    hours: Option<Amount>,
    /// Decision of the room.
    decision: Verdict,
    /// Reason, where the goal does not go ahead as proposed.
    reason: Option<Reason>,
    /// Person or body that is asked.
    ask_of: Option<Text>,
    /// Person who decides, where the goal is undecided.
    by_whom: Option<Text>,
    /// Day by which that person decides.
    until: Option<Day>,
    /// Note, in the words of the room.
    note: Option<Text>,
    /// Id of the person who makes sure that the goal happens.
    owner: Option<Id>,
    /// Owner by role or name, where that is nobody on the list of people.
    owner_role: Option<Name>,
    /// false: the owner was not there and has to be asked.
    accepted: Option<Flag>,
    /// Id of the patient representative who keeps the owner company.
    partner: Option<Id>,
    /// First step, such as Print the board.
    first_step: Option<Text>,
    /// Measure of success, in words.
    measure: Option<Text>,
    /// Measure as data, where it is a figure of a finding: what charts draw.
    aim: Option<AimFigure>,
    /// Day by which it is done.
    due: Option<Day>,
    /// Reviews: planned ones, and what was found at each.
    reviews: Option<Vec<Review>>,
}

/// Figure of a finding that the next survey should exceed.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AimFigure {
    /// Id of the finding, such as q14.
    finding: Id,
    /// Strand whose result is meant.
    strand: Option<Name>,
    /// Figure to exceed, in whole percent.
    #[schemars(extend("maximum" = Aim::MOST))]
    above: Count,
}

/// Decision of the room.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Verdict {
    /// Pledged: it has an owner and a day.
    Agreed,
    /// Somebody above or outside the team is asked.
    Ask,
    /// Not this time, with a reason.
    NotThisTime,
    /// Put off, or not decided at all.
    Undecided,
}

/// Reason, where a goal does not go ahead as proposed.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Reason {
    /// It costs too much.
    Money,
    /// It takes too many hours.
    Time,
    /// Nobody in the room can make it happen.
    BeyondControl,
    /// It is there already.
    AlreadyDone,
    /// Another reason, which is in the note.
    Other,
}

/// Finding with its result, or comment, that a goal rests on.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = [{"allOf": only_one(&["finding", "comment"])}, weighted()]))]
struct Evidence {
    /// Id of the finding, such as q14.
    finding: Option<Id>,
    /// Strand of the result.
    strand: Option<Name>,
    /// Period of the result.
    period: Option<Name>,
    /// Number of good answers, at most as many as scored.
    positive: Option<Count>,
    /// Number of answers that count.
    scored: Option<Count>,
    /// true in place of numbers that are too small to be shown.
    withheld: Option<Flag>,
    /// Weighted percentage, beside `weighted: true` only.
    percent: Option<Percent>,
    /// true where the result was weighted: `percent` is shown then.
    weighted: Option<Flag>,
    /// Id of the comment, such as c31.
    comment: Option<Id>,
}

/// Message about a review without one.
const DAY: &str = "`due` or `on` is expected.";

/// Review of a goal: `due` plans it; `on`, `status` and the rest say what was found.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("anyOf" = [given("due", DAY), given("on", DAY)]))]
struct Review {
    /// Day on which the review is due.
    due: Option<Day>,
    /// Day on which somebody reviewed the goal.
    on: Option<Day>,
    /// State in which the goal was found.
    status: Option<Status>,
    /// Reason, or a remark. Stuck and dropped goals need one.
    note: Option<Text>,
    /// Difference that patients will notice, in one sentence.
    noticed: Option<Name>,
    /// Next step.
    next_step: Option<Text>,
    /// New day by which it is done.
    new_due: Option<Day>,
    /// Owner from this review on: the id of a person, or a role.
    owner: Option<Name>,
    /// Results of the evidence on the day of the review.
    figures: Option<Vec<Evidence>>,
}

/// State of a goal at a review.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Status {
    /// Done.
    Done,
    /// In progress.
    OnTrack,
    /// Not in progress. The note says why.
    Stuck,
    /// Given up. The note says why.
    Dropped,
    /// The person who was asked said yes.
    Granted,
    /// The person who was asked said no.
    Refused,
    /// The person who was asked has not answered.
    Waiting,
    /// The reason against the goal still holds.
    StillTrue,
    /// The reason against the goal no longer holds.
    NoLongerTrue,
}

/// Goal of the previous pledge, as the meeting found it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PreviousGoal {
    /// Id of the goal in the outcome of the meeting before.
    goal: Id,
    /// Wording of the goal.
    title: Name,
    /// Day on which the room reviewed it.
    on: Day,
    /// State in which the goal was found.
    status: Status,
    /// Reason, or a remark. Stuck and dropped goals need one.
    note: Option<Text>,
    /// Difference that patients will notice, in one sentence.
    noticed: Option<Name>,
}

/// Note of the meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Note {
    /// Id of the theme that it belongs to.
    theme: Option<Id>,
    /// Text of the note.
    text: Name,
}

/// Topic that was set aside.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Parked {
    /// Topic, such as Car park charges.
    text: Name,
    /// Stage at which it came up.
    stage: Option<Stage>,
}

/// Item of the agenda, with its planned and its real minutes.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = only_one(&["stage", "theme", "break"])))]
struct TimedItem {
    /// Stage of the meeting.
    stage: Option<Stage>,
    /// Id of the theme.
    theme: Option<Id>,
    /// Break, by its name, such as Tea.
    #[schemars(rename = "break")]
    pause: Option<Name>,
    /// Minutes that it had on the agenda.
    planned: Count,
    /// Minutes that it took.
    took: Option<Count>,
    /// true where the room left it out.
    skipped: Option<Flag>,
}
