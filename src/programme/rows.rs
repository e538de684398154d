//! Rows of the programme's dataset: seven tables, as they leave for other engines and as the named questions read them.
//!
//! Words are those of `outcome.yaml`. Numbers ending in `_no` count from 1 in the order of the file. A row belongs to the year of its meeting,
//! which is the name of its folder and no column.

use std::{collections::BTreeSet, fmt, sync::Arc};

use jiff::civil::Date;

/// A word that many rows share.
pub type Word = Arc<str>;

/// Key of a unit: 48 bits of a hash, written as `u` and 12 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u64);

/// Key of a meeting: 48 bits of a hash, written as `m` and 12 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingId(pub u64);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "u{:012x}", self.0)
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{:012x}", self.0)
    }
}

/// A row of `meetings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRow {
    /// Unit.
    pub unit_id: UnitId,
    /// Name of the unit.
    pub unit: Word,
    /// Hospital trust or board.
    pub organisation: Option<Word>,
    /// Alliance, from `programme.yaml`.
    pub alliance: Option<Word>,
    /// Region, from `programme.yaml`.
    pub region: Option<Word>,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Day of the meeting.
    pub meeting_date: Date,
    /// Patients who were there.
    pub present_patient: i32,
    /// Members of the team who were there.
    pub present_mdt: i32,
    /// People who were invited and did not come.
    pub absent: i32,
    /// Standards.
    pub standards: i32,
    /// Standards that the room agreed to.
    pub standards_agreed: i32,
    /// Goals.
    pub goals: i32,
}

/// A row of `goals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalRow {
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Day of the meeting.
    pub meeting_date: Date,
    /// Number of the goal.
    pub goal_no: i32,
    /// Wording; only where the unit allows it.
    pub title: Option<Word>,
    /// Strand that it is mainly for.
    pub strand: Option<Word>,
    /// Decision.
    pub decision: &'static str,
    /// Reason, for a goal that does not go ahead as proposed.
    pub reason: Option<&'static str>,
    /// Level that can make it happen.
    pub control: Option<&'static str>,
    /// Cost in the first year, in whole units of currency.
    pub cost: Option<i64>,
    /// Staff hours in the first year.
    pub hours: Option<i64>,
    /// It has an owner, by person or by role.
    pub has_owner: bool,
    /// Group of the owner.
    pub owner_group: Option<Word>,
    /// The owner has agreed.
    pub accepted: Option<bool>,
    /// Due date.
    pub due: Option<Date>,
    /// Day by which an undecided goal is decided.
    pub until: Option<Date>,
    /// Goals merged into it.
    pub merged: i32,
    /// Findings that it rests on.
    pub evidence_findings: i32,
    /// Comments that it rests on.
    pub evidence_comments: i32,
}

/// A row of `goal_themes`. A theme named twice is one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeRow {
    /// Year of the meeting.
    pub year: i16,
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Number of the goal.
    pub goal_no: i32,
    /// Number of the theme.
    pub theme_no: i32,
    /// Theme.
    pub theme: Word,
}

/// A row of `reviews`, past or to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Year of the meeting.
    pub year: i16,
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Number of the goal.
    pub goal_no: i32,
    /// Number of the review.
    pub review_no: i32,
    /// Day on which it is due.
    pub due: Option<Date>,
    /// Day on which the goal was looked at; `None` without a status.
    pub looked_on: Option<Date>,
    /// Status found.
    pub status: Option<&'static str>,
    /// New due date.
    pub new_due: Option<Date>,
    /// Whole months from the meeting to the look.
    pub months_since: Option<i32>,
    /// Days from the meeting to the look.
    pub days_since: Option<i32>,
}

/// A row of `evidence`: a finding that a goal rests on, at the meeting or at a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Year of the meeting.
    pub year: i16,
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Number of the goal.
    pub goal_no: i32,
    /// Number of the review; 0 at the meeting.
    pub review_no: i32,
    /// Number of the finding in its list.
    pub entry_no: i32,
    /// Finding.
    pub finding: Word,
    /// Strand.
    pub strand: Option<Word>,
    /// Survey period.
    pub period: Option<Word>,
    /// Favourable answers; `None` where withheld.
    pub positive: Option<i32>,
    /// Scored answers; `None` where withheld.
    pub scored: Option<i32>,
    /// The numbers are hidden.
    pub withheld: bool,
}

/// A row of `results`: a goal in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// Year of the meeting.
    pub year: i16,
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Number of the round.
    pub round_no: i32,
    /// Place in the round's list.
    pub entry_no: i32,
    /// Vote method.
    pub method: &'static str,
    /// Weighting of the ballots.
    pub weight: &'static str,
    /// Ballots of patients.
    pub voted_patient: i32,
    /// Ballots of the team.
    pub voted_mdt: i32,
    /// Number of the goal; `None` where it is no longer one.
    pub goal_no: Option<i32>,
    /// Result in thousandths.
    pub balanced_milli: Option<i32>,
    /// Result of the patients in thousandths.
    pub patient_milli: Option<i32>,
    /// Result of the team in thousandths.
    pub mdt_milli: Option<i32>,
    /// The groups differ by at least the threshold of the method.
    pub parted: Option<bool>,
    /// A group was too small to be shown apart.
    pub withheld: bool,
    /// The last result of its goal.
    pub last_round: bool,
}

/// A row of `standards`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandardRow {
    /// Year of the meeting.
    pub year: i16,
    /// Unit.
    pub unit_id: UnitId,
    /// Meeting.
    pub meeting_id: MeetingId,
    /// Number of the standard.
    pub standard_no: i32,
    /// Theme.
    pub theme: Word,
    /// The room agreed to it.
    pub agreed: bool,
}

/// The dataset. Rows are in order of the day of the meeting, its key, and their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Day of the export.
    pub on: Date,
    /// Answers below which a number is hidden.
    pub hide_below: u32,
    /// Hidden cells.
    pub hidden: usize,
    /// Units that let others see their goals.
    pub bank: BTreeSet<UnitId>,
    /// A row a meeting.
    pub meetings: Vec<MeetingRow>,
    /// A row a goal.
    pub goals: Vec<GoalRow>,
    /// A row a goal and theme.
    pub goal_themes: Vec<ThemeRow>,
    /// A row a review.
    pub reviews: Vec<ReviewRow>,
    /// A row a finding of a goal.
    pub evidence: Vec<EvidenceRow>,
    /// A row a goal in a round.
    pub results: Vec<ResultRow>,
    /// A row a standard.
    pub standards: Vec<StandardRow>,
}
