//! The outcome of a meeting, in the shape of `outcome.yaml`.
//!
//! People and later meetings read the file for years, so its shape is a contract of its own and not that of the meeting's state.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    agenda::Stage,
    aim::Aim,
    findings::{Findings, Unit, in_hundredths, in_percent},
    goal::{Control, Owner, Reason},
    people::Person,
    stamp::Stamp,
    stats::{DisclosedResult, HideRule},
    vote::{channels::Channels, method::Method, settings::Weight},
};

/// The content of `outcome.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Unit of the meeting.
    pub unit: Unit,
    /// Date, times and attendance.
    pub meeting: HeldMeeting,
    /// People referred to by id.
    pub people: Vec<OutcomePerson>,
    /// Standards of care, by theme.
    pub standards: Vec<AgreedStandard>,
    /// Rounds of votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundResult>,
    /// Goals with their decisions.
    pub goals: Vec<OutcomeGoal>,
    /// Goals of the previous pledge, as reviewed in this meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<PreviousGoal>,
    /// Answers of the room about the meeting itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// Time for which each group spoke, by theme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub airtime: Vec<ThemeAirtime>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<OutcomeNote>,
    /// Parked topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<OutcomeParked>,
    /// Agenda items with their actual times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<TimedItem>,
}

impl Outcome {
    /// The person of that id.
    pub fn person(&self, id: &str) -> Option<&OutcomePerson> {
        self.people.iter().find(|p| p.id == id)
    }

    /// The outcome with the moment of its last change, if that is known.
    #[must_use]
    pub fn changed_at(mut self, at: Option<Stamp>) -> Self {
        self.meeting.changed = at.or(self.meeting.changed);
        self
    }

    /// Moment of the last change: the latest of `changed`, the end, the start and the days of the reviews.
    pub fn last_change(&self) -> Option<Stamp> {
        // Files from before `changed` have the other moments only, and a review may be typed into a file by hand. Each is
        // at or before the change that brought it in, so that the result never falls when it is taken back.
        let held = &self.meeting;
        let reviews = self.goals.iter().flat_map(|g| &g.reviews);
        let days = reviews.filter_map(|r| r.on).map(Stamp::first_of);
        let moments = [held.changed, held.ended, held.started].into_iter();
        moments.flatten().chain(days).max_by_key(|at| at.seconds())
    }

    /// Name of the person of that id; the id itself if the outcome has no such person.
    pub fn person_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.person(id).map_or(id, |p| p.name.as_str())
    }

    /// Present owner of a goal: the latest one named in a review, else the one named in the meeting.
    // Everything that names an owner asks here: a paper with last year's owner sends patients to somebody who has left.
    pub fn owner_now(&self, goal: &OutcomeGoal) -> Option<Owner> {
        let given = goal.given_over().and_then(|r| r.owner.as_deref());
        given
            .map(|owner| self.named_owner(owner))
            .or_else(|| goal.first_owner())
    }

    /// Present owner of a goal by name, id or role; empty without one.
    pub fn owner_of(&self, goal: &OutcomeGoal) -> String {
        self.owner_name(self.owner_now(goal).as_ref())
    }

    /// Owner named in the meeting, by name, id or role, if a review has named another one since.
    pub fn owner_before(&self, goal: &OutcomeGoal) -> Option<String> {
        let first = goal.first_owner()?;
        let changed = self.owner_now(goal).as_ref() != Some(&first);
        changed.then(|| self.owner_name(Some(&first)))
    }

    /// Owner in the form of a review: the id of a person, else a role or name.
    pub fn named_owner(&self, owner: &str) -> Owner {
        match self.person(owner) {
            Some(_) => Owner::Person(owner.to_owned()),
            None => Owner::Role(owner.to_owned()),
        }
    }

    /// An owner by name, id or role; empty for none.
    pub fn owner_name(&self, owner: Option<&Owner>) -> String {
        match owner {
            Some(Owner::Person(id)) => self.person_name(id).to_owned(),
            Some(Owner::Role(role)) => role.clone(),
            None => String::new(),
        }
    }
}

/// Title, times and attendance of a meeting that was held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMeeting {
    /// Title on the agenda.
    pub title: String,
    /// Day of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Stamp>,
    /// Moment of the last save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
    /// Moment of the last change of the outcome, later than any change before it; see [`Outcome::last_change`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Stamp>,
    /// Ids of the people who were there, if only for a part.
    pub present: Vec<String>,
    /// Ids of the people who were invited and did not come.
    pub absent: Vec<String>,
    /// Ids of those present who took part by telephone or video call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_telephone: Vec<String>,
    /// Arrivals after the meeting had begun.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came_late: Vec<PersonMoment>,
    /// Departures before its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_early: Vec<PersonMoment>,
    /// Handovers to another facilitator, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed_over: Vec<Handover>,
}

/// The moment at which a person came or left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMoment {
    /// The id of the person.
    pub person: String,
    /// The time.
    pub at: Stamp,
}

/// A handover of the meeting to another facilitator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The id of the person who leads from then on.
    pub to: String,
    /// The time.
    pub at: Stamp,
}

// The file is passed on, so a person's strand and hours are never in it.
/// A person in an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomePerson {
    /// Unique in the file.
    pub id: String,
    /// Name, as the person wants to be called.
    pub name: String,
    /// Role, such as `Breast care nurse`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Group in which the vote was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Consent to print the name in the booklet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

impl From<&OutcomePerson> for Person {
    fn from(named: &OutcomePerson) -> Self {
        Self {
            id: named.id.clone(),
            name: named.name.clone(),
            role: named.role.clone(),
            group: named.group.clone(),
            consent: named.consent,
            ..Self::default()
        }
    }
}

/// A standard at the end of the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedStandard {
    /// Id of the theme.
    pub theme: String,
    /// Wording.
    pub text: String,
    /// The room agreed to it.
    pub agreed: bool,
}

/// Result of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundResult {
    /// Unique in the file.
    pub id: String,
    /// Vote method.
    pub method: Method,
    /// Weighting of the ballots.
    pub weight: Weight,
    /// Number of ballots, by group.
    pub voted: BTreeMap<String, u32>,
    /// Lists of small tables, each with the ids of its goals in order; empty for a table that gave none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Vec<String>>,
    /// Ways in which the ballots came in; missing for hands and tables, and in files from before they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Channels>,
    // Older files have points for a ranking, so a file without the flag must be read that way for ever.
    /// Results and group figures are ranks, 1 for the best.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places: bool,
    /// Settled ties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<SettledTie>,
    /// Result of each goal, best first.
    pub results: Vec<GoalResult>,
}

/// Answers of the room about the meeting itself, from 1 (no) to 5 (yes), under the rules of secrecy of every round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Number of ballots, by group.
    pub voted: BTreeMap<String, u32>,
    /// Result of each question, in the order in which they were asked.
    pub results: Vec<QuestionResult>,
}

/// Result of a question about the meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuestionResult {
    /// Word of the question.
    pub question: String,
    /// Mean of the groups' means, to one decimal; missing if nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balanced: Option<f64>,
    /// Mean of each group, or the middle of its range; missing if any group is too small to be shown apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, f64>,
    /// Lower and upper end of the range in which a small group is shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, [f64; 2]>,
    /// A group was too small to be shown apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

impl Evaluation {
    /// The answers as a round, for what shows rounds.
    pub fn as_round(&self) -> RoundResult {
        let result = |result: &QuestionResult| GoalResult {
            goal: result.question.clone(),
            balanced: result.balanced,
            groups: result.groups.clone(),
            ranges: result.ranges.clone(),
            hands: BTreeMap::new(),
            parted: None,
            withheld: result.withheld,
        };
        RoundResult {
            id: String::new(),
            method: Method::Evaluation,
            weight: Weight::Balanced,
            voted: self.voted.clone(),
            tables: Vec::new(),
            by: None,
            places: false,
            ties: Vec::new(),
            results: self.results.iter().map(result).collect(),
        }
    }
}

impl From<GoalResult> for QuestionResult {
    fn from(result: GoalResult) -> Self {
        Self {
            question: result.goal,
            balanced: result.balanced,
            groups: result.groups,
            ranges: result.ranges,
            withheld: result.withheld,
        }
    }
}

/// Time for which each group spoke on a theme, in seconds. It is never known by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeAirtime {
    /// Id of the theme.
    pub theme: String,
    /// Seconds in which patients spoke.
    pub patient: u64,
    /// Seconds in which the hospital team spoke.
    pub mdt: u64,
}

/// A tie between goals, and its settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledTie {
    /// Ids of the tied goals.
    pub goals: Vec<String>,
    /// Method of settlement.
    pub settled: SettledBy,
    /// Id of the goal that goes first.
    pub first: String,
}

/// Method by which a tie was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// The chair decided.
    Chair,
    /// A lot was drawn.
    Lot,
}

impl SettledBy {
    /// Each method with its word in files.
    pub const WORDS: &[(&str, Self)] = &[("chair", Self::Chair), ("lot", Self::Lot)];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        super::word::word_of(Self::WORDS, self)
    }
}

/// Result of one goal in a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalResult {
    /// Id of the goal.
    pub goal: String,
    /// Result under the round's weighting, to one decimal; missing if nobody marked the goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balanced: Option<f64>,
    /// Result of each group, or the middle of its range; missing if any group is too small to be shown apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, f64>,
    /// Lower and upper end of the range in which a small group is shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, [f64; 2]>,
    // An array of three and not a struct: the file has it on one line.
    /// Hands for, against and abstaining, by group, in a show of hands.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hands: BTreeMap<String, [u32; 3]>,
    /// The groups differ by at least the threshold of the method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parted: Option<bool>,
    /// A group was too small to be shown apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// A goal at the end of the meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutcomeGoal {
    /// Unique in the file.
    pub id: String,
    /// Wording.
    pub title: String,
    /// Ids of its themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Strand that it is mainly for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
    /// Ids of goals merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<String>,
    /// Id of the goal that it was split off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<String>,
    /// Findings and comments that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Level that can make it happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// Cost in the first year, in whole units of currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// Decision.
    pub decision: Verdict,
    /// Reason, for a goal that does not go ahead as proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Person or body to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_of: Option<String>,
    /// Person who decides an undecided goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// Day by which an undecided goal is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Note, in the room's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Id of the owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Owner by role or name, if not on the list of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_role: Option<String>,
    /// False if the owner has yet to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Id of the partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// First step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_step: Option<String>,
    /// Measure of success, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// The measure as data, if it is a figure of a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
    /// Due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Planned and past reviews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
}

/// Kind of decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Pledged.
    Agreed,
    /// To be asked of people above or outside.
    Ask,
    /// Turned down for now.
    NotThisTime,
    /// Put off, or not decided at all.
    #[default]
    Undecided,
}

impl Verdict {
    /// Each decision with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("agreed", Self::Agreed),
        ("ask", Self::Ask),
        ("not_this_time", Self::NotThisTime),
        ("undecided", Self::Undecided),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        super::word::word_of(Self::WORDS, self)
    }
}

/// Evidence of a goal: a result of a finding, or a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "EvidenceOnDisk", into = "EvidenceOnDisk")]
pub struct Evidence {
    /// Id of the finding.
    pub finding: Option<String>,
    /// Strand of the result.
    pub strand: Option<String>,
    /// Period of the result.
    pub period: Option<String>,
    /// Number of positive answers.
    pub positive: Option<u32>,
    /// Number of scored answers.
    pub scored: Option<u32>,
    /// The numbers are withheld, because they are too small.
    pub withheld: bool,
    /// Weighted percentage, in hundredths of a percent.
    pub weighted: Option<u32>,
    /// Id of the comment.
    pub comment: Option<String>,
}

// A type of its own for the same reason as for results; see `findings`.
/// Form of evidence in files: `percent` is only read together with `weighted: true`.
#[derive(Serialize, Deserialize)]
struct EvidenceOnDisk {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    strand: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percent: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    positive: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scored: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    weighted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

impl From<Evidence> for EvidenceOnDisk {
    fn from(evidence: Evidence) -> Self {
        Self {
            finding: evidence.finding,
            strand: evidence.strand,
            period: evidence.period,
            percent: evidence.weighted.map(in_percent),
            positive: evidence.positive,
            scored: evidence.scored,
            withheld: evidence.withheld,
            weighted: evidence.weighted.is_some(),
            comment: evidence.comment,
        }
    }
}

impl From<EvidenceOnDisk> for Evidence {
    fn from(written: EvidenceOnDisk) -> Self {
        Self {
            finding: written.finding,
            strand: written.strand,
            period: written.period,
            positive: written.positive,
            scored: written.scored,
            withheld: written.withheld,
            weighted: written
                .percent
                .filter(|_| written.weighted)
                .map(in_hundredths),
            comment: written.comment,
        }
    }
}

impl Evidence {
    /// Applies today's disclosure limits to the result: those of `findings`, or [`HideRule::USUAL`] without any.
    ///
    /// `None` for a comment, and for a withheld result unless `findings` still show it in words.
    pub fn disclosed(&self, findings: Option<&Findings>) -> Option<DisclosedResult> {
        // Today's limits and not those of the day: an outcome is read for years, and a stricter limit has to hold for old files too.
        if !self.withheld {
            let rule = findings.map_or(HideRule::USUAL, |f| f.survey.hide_rule());
            let disclosed = rule.disclosed(self.positive?, self.scored?);
            return Some(disclosed.weighted(self.weighted));
        }
        let findings = findings?;
        let (_, finding) = findings.finding(self.finding.as_deref()?)?;
        let result = finding.result(self.strand.as_deref()?, self.period.as_deref()?)?;
        Some(findings.disclosed(result)).filter(|s| matches!(s, DisclosedResult::Words(_)))
    }
}

/// A review of a goal, planned or done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Planned day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Actual day, once done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Status found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Difference that patients will notice, in one sentence; see [`Status::is_noticed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
    /// Next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// New due date, if it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<Date>,
    // One key and not two as for a goal: this one is typed years later, by hand too, and a second key would be forgotten.
    /// Owner from this review on, if the goal was given over: the id of a person on the list, else a role or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Results of the evidence on the day of the review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Evidence>,
}

// One enum for all decisions, because a file has one key `status`; `of` keeps them apart.
/// Status of a goal at a review; see [`Status::of`] for the ones of each decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Done.
    Done,
    /// In progress.
    OnTrack,
    /// Not in progress.
    Stuck,
    /// Given up.
    Dropped,
    /// The person asked said yes.
    Granted,
    /// The person asked said no.
    Refused,
    /// The person asked has not answered.
    Waiting,
    /// The reason against it still holds.
    StillTrue,
    /// The reason against it no longer holds.
    NoLongerTrue,
}

impl Status {
    /// Each status with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("done", Self::Done),
        ("on_track", Self::OnTrack),
        ("stuck", Self::Stuck),
        ("dropped", Self::Dropped),
        ("granted", Self::Granted),
        ("refused", Self::Refused),
        ("waiting", Self::Waiting),
        ("still_true", Self::StillTrue),
        ("no_longer_true", Self::NoLongerTrue),
    ];

    /// Statuses of a goal with that decision; none for an undecided goal, which has to be decided first.
    pub fn of(decision: Verdict) -> &'static [Self] {
        match decision {
            Verdict::Agreed => &[Self::Done, Self::OnTrack, Self::Stuck, Self::Dropped],
            Verdict::Ask => &[Self::Granted, Self::Refused, Self::Waiting],
            Verdict::NotThisTime => &[Self::StillTrue, Self::NoLongerTrue],
            Verdict::Undecided => &[],
        }
    }

    /// True if no further review is needed.
    pub fn settles(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Dropped | Self::Granted | Self::Refused
        )
    }

    /// Label on the wall.
    pub fn words(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::OnTrack => "on track",
            Self::Stuck => "stuck",
            Self::Dropped => "dropped",
            Self::Granted => "they said yes",
            Self::Refused => "they said no",
            Self::Waiting => "no answer yet",
            Self::StillTrue => "still true",
            Self::NoLongerTrue => "no longer true",
        }
    }

    /// True if patients can notice a difference, so that the review asks which.
    pub fn is_noticed(self) -> bool {
        matches!(self, Self::Done | Self::OnTrack)
    }

    /// True if the goal ends with it: it was done or given up.
    pub fn ends(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }

    /// True if a reason must be given.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Stuck | Self::Dropped | Self::Refused)
    }
}

impl OutcomeGoal {
    /// Strands printed beside the goal's comments: the goal's own, else those of its results.
    pub fn strands_beside(&self) -> Vec<&str> {
        match &self.strand {
            Some(strand) => vec![strand],
            None => self
                .evidence
                .iter()
                .filter_map(|e| e.strand.as_deref())
                .collect(),
        }
    }

    /// Latest review with a status.
    pub fn last_review(&self) -> Option<&Review> {
        let looked = self.reviews.iter().filter(|r| r.status.is_some());
        // By day and not by order: a review may be entered late.
        looked.max_by_key(|r| r.on.or(r.due))
    }

    /// Owner named in the meeting.
    pub fn first_owner(&self) -> Option<Owner> {
        let person = self.owner.clone().map(Owner::Person);
        person.or_else(|| self.owner_role.clone().map(Owner::Role))
    }

    /// Latest review in which the goal was given over to another owner.
    pub fn given_over(&self) -> Option<&Review> {
        let given = self.reviews.iter().filter(|r| r.owner.is_some());
        given.max_by_key(|r| r.on.or(r.due))
    }

    /// True if the present owner has yet to agree.
    // `accepted` is about the owner of the meeting. A review gives a goal over only to somebody who takes it.
    pub fn owner_to_ask(&self) -> bool {
        self.accepted == Some(false) && self.given_over().is_none()
    }

    /// True if it was not turned down and no review has settled it.
    pub fn is_open(&self) -> bool {
        let settled = self.last_review().and_then(|r| r.status);
        self.decision != Verdict::NotThisTime && !settled.is_some_and(Status::settles)
    }
}

/// A goal of the previous pledge, as reviewed in this meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousGoal {
    /// Id in the previous outcome.
    pub goal: String,
    /// Wording in the previous outcome.
    pub title: String,
    /// Day of the review.
    pub on: Date,
    /// Status found.
    pub status: Status,
    /// Reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Difference that patients will notice, in one sentence; see [`Status::is_noticed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<String>,
}

/// A note on a theme or on the whole meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeNote {
    /// Id of the theme; missing for a note on the whole meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Text.
    pub text: String,
}

/// A parked topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeParked {
    /// Text.
    pub text: String,
    /// Stage at which it came up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
}

/// An agenda item and its actual time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimedItem {
    /// A whole stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Id of a theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Label of a break.
    // `break` is the word of the file, and a keyword here.
    #[serde(default, rename = "break", skip_serializing_if = "Option::is_none")]
    pub pause: Option<String>,
    /// Planned minutes.
    pub planned: u32,
    /// Actual time, in whole minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took: Option<u32>,
    /// The room left it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
}
