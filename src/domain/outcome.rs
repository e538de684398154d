//! What was agreed, in the shape of `outcome.yaml`.
//!
//! The file is read for years by people and by later meetings, so its shape is a contract of its own and not the meeting's.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    agenda::Stage,
    findings::{Findings, Unit, in_hundredths, in_percent},
    goal::{Control, Reason},
    stamp::Stamp,
    stats::{DisclosedResult, HideRule},
    vote::{method::Method, settings::Weight},
};

/// Everything in `outcome.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whose outcome it is.
    pub unit: Unit,
    /// When, and who was there.
    pub meeting: HeldMeeting,
    /// Everybody who is named below.
    pub people: Vec<OutcomePerson>,
    /// The standards of care, by theme.
    pub standards: Vec<AgreedStandard>,
    /// The votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundResult>,
    /// Every goal and what was decided.
    pub goals: Vec<OutcomeGoal>,
    /// How goals of the meeting before stand, where they were looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<PreviousGoal>,
    /// What was noted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<OutcomeNote>,
    /// What was set aside for another time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<OutcomeParked>,
    /// What took how long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<TimedItem>,
}

/// The meeting as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMeeting {
    /// As on the agenda.
    pub title: String,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Stamp>,
    /// When it was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
    /// Ids of those who were there for some of it.
    pub present: Vec<String>,
    /// Ids of those who were invited and were not.
    pub absent: Vec<String>,
}

/// A person as an outcome names them: never a person's strand or hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomePerson {
    /// Unique in the file.
    pub id: String,
    /// As they want to be called.
    pub name: String,
    /// Such as `Breast care nurse`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The group their vote counted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The booklet may print the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

/// A standard as the room left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedStandard {
    /// The theme's id.
    pub theme: String,
    /// The sentence.
    pub text: String,
    /// The room said yes to it.
    pub agreed: bool,
}

/// One vote's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundResult {
    /// Unique in the file.
    pub id: String,
    /// How people voted.
    pub method: Method,
    /// How it was counted.
    pub weight: Weight,
    /// Ballots by group.
    pub voted: BTreeMap<String, u32>,
    /// Results and groups' figures are places in the order, 1 for the best. Without it a ranking's are points, as outcomes had
    /// them before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places: bool,
    /// How ties at the limit of what fits were settled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<SettledTie>,
    /// By goal, best first.
    pub results: Vec<GoalResult>,
}

/// How the room settled which of several goals goes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledTie {
    /// The goals that stood level.
    pub goals: Vec<String>,
    /// By whom or what.
    pub settled: SettledBy,
    /// The one that goes first.
    pub first: String,
}

/// By whom or what a tie was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// The chair decided.
    Chair,
    /// A lot was drawn.
    Lot,
}

impl SettledBy {
    /// Both with the words that files use.
    pub const WORDS: &[(&str, Self)] = &[("chair", Self::Chair), ("lot", Self::Lot)];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        super::word::word_of(Self::WORDS, self)
    }
}

/// What a round says of one goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalResult {
    /// The goal's id.
    pub goal: String,
    /// The result under the round's weight, to one decimal; missing where nobody gave a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balanced: Option<f64>,
    /// Each group's own result, the middle of its range where it has one; missing where one of them is too small to be shown apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, f64>,
    /// The ranges in which small groups are shown, from and to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, [f64; 2]>,
    /// For, against and abstained by group, in a show of hands.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hands: BTreeMap<String, [u32; 3]>,
    /// Groups part company over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parted: Option<bool>,
    /// A group was too small to be shown apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// A goal as the room left it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutcomeGoal {
    /// Unique in the file.
    pub id: String,
    /// The wording.
    pub title: String,
    /// Themes by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Whom it is mainly for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
    /// Goals that became part of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who can make it happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// Whole units of currency in the first year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// What was decided.
    pub decision: Verdict,
    /// Why, for a goal that does not go ahead as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whom the unit asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_of: Option<String>,
    /// Who settles an undecided one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// By when that is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// In the room's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A person's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// An owner who is not on the list of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_role: Option<String>,
    /// False: the owner was not there and is still to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// A person's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// What happens first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_step: Option<String>,
    /// How anybody will know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// When it is looked at again, and what was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
}

/// The decision's word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Pledged.
    Agreed,
    /// Asked of somebody above or outside.
    Ask,
    /// Not now.
    NotThisTime,
    /// Not settled.
    #[default]
    Undecided,
}

impl Verdict {
    /// Every one with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("agreed", Self::Agreed),
        ("ask", Self::Ask),
        ("not_this_time", Self::NotThisTime),
        ("undecided", Self::Undecided),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        super::word::word_of(Self::WORDS, self)
    }
}

/// What a goal rests on: a finding's result, or a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenEvidence", into = "WrittenEvidence")]
pub struct Evidence {
    /// A finding's id.
    pub finding: Option<String>,
    /// Whose result.
    pub strand: Option<String>,
    /// Of when.
    pub period: Option<String>,
    /// Answers counted as good.
    pub positive: Option<u32>,
    /// Answers that count.
    pub scored: Option<u32>,
    /// The numbers are too small to be kept.
    pub withheld: bool,
    /// The percentage in hundredths where it was weighted.
    pub weighted: Option<u32>,
    /// A comment's id.
    pub comment: Option<String>,
}

/// Evidence as files have it: a weighted percentage stands beside a word that says so.
#[derive(Serialize, Deserialize)]
struct WrittenEvidence {
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

impl From<Evidence> for WrittenEvidence {
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

impl From<WrittenEvidence> for Evidence {
    fn from(written: WrittenEvidence) -> Self {
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
    /// The result as it may be shown today: under the rule of `findings`, and under the usual one where there are none. `None`
    /// where it has no numbers; of one that was withheld only words are shown, and only where `findings` still make them.
    pub fn showing(&self, findings: Option<&Findings>) -> Option<DisclosedResult> {
        if !self.withheld {
            let rule = findings.map_or(HideRule::USUAL, |f| f.survey.hide_rule());
            let showing = rule.showing(self.positive?, self.scored?);
            return Some(showing.weighted(self.weighted));
        }
        let findings = findings?;
        let (_, finding) = findings.finding(self.finding.as_deref()?)?;
        let result = finding.result(self.strand.as_deref()?, self.period.as_deref()?)?;
        Some(findings.showing(result)).filter(|s| matches!(s, DisclosedResult::Words(_)))
    }
}

/// A dated look at a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// When it is to be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// When it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What happens next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// The day by which it was to be done moved to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<Date>,
    /// What the evidence scored when somebody looked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Evidence>,
}

/// How a goal stands: one that was agreed, one that was asked for, or one that was not to be this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It happened.
    Done,
    /// It is happening.
    OnTrack,
    /// It is not happening.
    Stuck,
    /// It will not happen.
    Dropped,
    /// Whoever was asked said yes.
    Granted,
    /// Whoever was asked said no.
    Refused,
    /// Whoever was asked has not answered.
    Waiting,
    /// The reason against it is still true.
    StillTrue,
    /// The reason against it is true no longer.
    NoLongerTrue,
}

impl Status {
    /// Every one with the word that files use for it.
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

    /// What a goal of that decision can be found to be. One that is not settled has to be decided first.
    pub fn of(decision: Verdict) -> &'static [Self] {
        match decision {
            Verdict::Agreed => &[Self::Done, Self::OnTrack, Self::Stuck, Self::Dropped],
            Verdict::Ask => &[Self::Granted, Self::Refused, Self::Waiting],
            Verdict::NotThisTime => &[Self::StillTrue, Self::NoLongerTrue],
            Verdict::Undecided => &[],
        }
    }

    /// Nothing is left to look at.
    pub fn settles(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Dropped | Self::Granted | Self::Refused
        )
    }

    /// As the wall says it.
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

    /// It needs a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Stuck | Self::Dropped | Self::Refused)
    }
}

impl OutcomeGoal {
    /// The strands that stand beside the goal's comments: whom it is mainly for, else those whose results it rests on.
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

    /// How it was found to stand when it was last looked at.
    pub fn last_review(&self) -> Option<&Review> {
        let looked = self.reviews.iter().filter(|r| r.status.is_some());
        looked.max_by_key(|r| r.on.or(r.due))
    }

    /// It was pledged, asked for or left open, and nobody has found since that it is settled.
    pub fn is_open(&self) -> bool {
        let settled = self.last_review().and_then(|r| r.status);
        self.decision != Verdict::NotThisTime && !settled.is_some_and(Status::settles)
    }
}

/// A goal of the meeting before, as this meeting found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousGoal {
    /// Its id in the outcome before.
    pub goal: String,
    /// Its wording there.
    pub title: String,
    /// When it was looked at.
    pub on: Date,
    /// What was found.
    pub status: Status,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something noted under a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeNote {
    /// The theme's id; missing for a note on the meeting as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The words.
    pub text: String,
}

/// A topic set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeParked {
    /// The words.
    pub text: String,
    /// Where the room was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
}

/// An item of the agenda and how long it took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimedItem {
    /// A stage as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// A theme, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// A pause.
    #[serde(default, rename = "break", skip_serializing_if = "Option::is_none")]
    pub pause: Option<String>,
    /// Minutes on the agenda.
    pub planned: u32,
    /// Whole minutes it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took: Option<u32>,
    /// The room did not come to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
}
