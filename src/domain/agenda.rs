//! The meeting as prepared: people, items with their minutes, capacity, and how the room votes.

pub mod plan;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{
    capacity::Capacity,
    findings::Findings,
    people::Person,
    vote::{method::Method, settings::Weight},
    word::word_of,
};

/// Everything in `agenda.yaml` but the paths of other files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// When and where.
    pub meeting: Occasion,
    /// Who is invited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// What the room agrees to at the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ground_rules: Vec<String>,
    /// What the unit can spend; without one nothing is out of reach.
    #[serde(default)]
    pub capacity: Capacity,
    /// How the room votes, unless a round says otherwise.
    #[serde(default)]
    pub vote: VoteSettings,
    /// Roles whose absence is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// What the room does, in order.
    pub items: Vec<AgendaItem>,
}

/// When and where the room meets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// Such as `Service Pledge meeting`.
    pub title: String,
    /// The day, where one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it should begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Time>,
    /// How long it should take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// How a round counts, before its goals are chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteSettings {
    /// How a voter answers.
    pub method: Method,
    /// Whether groups count the same, or heads do.
    pub weight: Weight,
    /// Groups with fewer ballots are never shown apart. At least 1.
    pub apart_from: u32,
    /// Dots a voter has, where the method is `dots`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dots: Option<u32>,
}

/// The ballots under which no group is shown apart, where the agenda does not say.
pub const APART_FROM: u32 = 3;

impl Default for VoteSettings {
    fn default() -> Self {
        Self {
            method: Method::Score,
            weight: Weight::Balanced,
            apart_from: APART_FROM,
            dots: None,
        }
    }
}

/// What one file says about how a round counts; what it leaves out is said elsewhere.
#[expect(missing_docs, reason = "as in `VoteSettings`")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialVoteSettings {
    pub method: Option<Method>,
    pub weight: Option<Weight>,
    pub apart_from: Option<u32>,
    pub dots: Option<u32>,
}

impl PartialVoteSettings {
    /// The same once `now` holds: what was said stays said, and so is what differs from what holds `below` it.
    #[must_use]
    pub fn with(&self, now: &VoteSettings, below: &VoteSettings) -> Self {
        fn one<T: Copy + PartialEq>(said: Option<T>, now: T, below: T) -> Option<T> {
            (said.is_some() || now != below).then_some(now)
        }
        Self {
            method: one(self.method, now.method, below.method),
            weight: one(self.weight, now.weight, below.weight),
            apart_from: one(self.apart_from, now.apart_from, below.apart_from),
            dots: now
                .dots
                .filter(|_| self.dots.is_some() || now.dots != below.dots),
        }
    }

    /// What holds, key by key: what is said here, else what is `below`.
    pub fn over(&self, below: &VoteSettings) -> VoteSettings {
        VoteSettings {
            method: self.method.unwrap_or(below.method),
            weight: self.weight.unwrap_or(below.weight),
            apart_from: self.apart_from.unwrap_or(below.apart_from),
            dots: self.dots.or(below.dots),
        }
    }
}

/// A part of the meeting, in the order in which most rooms take them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Who is here.
    #[default]
    Welcome,
    /// What was pledged last time.
    Review,
    /// What patients said.
    Themes,
    /// What could change.
    Goals,
    /// What is worth it and realistic.
    Vote,
    /// Who sees to it.
    Owners,
    /// What was agreed.
    Close,
}

impl Stage {
    /// Every stage with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("welcome", Self::Welcome),
        ("review", Self::Review),
        ("themes", Self::Themes),
        ("goals", Self::Goals),
        ("vote", Self::Vote),
        ("owners", Self::Owners),
        ("close", Self::Close),
    ];

    /// All of them in order.
    pub const ALL: &[Self] = &[
        Self::Welcome,
        Self::Review,
        Self::Themes,
        Self::Goals,
        Self::Vote,
        Self::Owners,
        Self::Close,
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }

    /// As the wall shows it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Welcome => "Welcome",
            Self::Review => "Review",
            Self::Themes => "Themes",
            Self::Goals => "Goals",
            Self::Vote => "Vote",
            Self::Owners => "Owners",
            Self::Close => "Close",
        }
    }

    /// 1 to 7: the key that goes there.
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|s| *s == self)
            .map_or(1, |i| i + 1)
    }
}

/// One line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// What the room does.
    pub what: Activity,
    /// For how long.
    pub minutes: u32,
    /// Who opens it, a person's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// What the room does in an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A stage as a whole.
    Stage(Stage),
    /// One theme of the findings, by id.
    Theme(String),
    /// A pause, with what it is for.
    Break(String),
}

impl Activity {
    /// The stage that the item belongs to; a break belongs to none.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Self::Stage(stage) => Some(*stage),
            Self::Theme(_) => Some(Stage::Themes),
            Self::Break(_) => None,
        }
    }
}

impl Agenda {
    /// An agenda made from the themes, for a meeting that nobody prepared: 90 minutes, of which the themes share what the rest leaves.
    pub fn from_findings(findings: &Findings) -> Self {
        let fixed = [
            (Stage::Welcome, 5),
            (Stage::Goals, 10),
            (Stage::Vote, 15),
            (Stage::Owners, 10),
            (Stage::Close, 5),
        ];
        let stage = |(stage, minutes)| AgendaItem {
            what: Activity::Stage(stage),
            minutes,
            speaker: None,
        };
        let themes = u32::try_from(findings.talked_about().count()).unwrap_or(u32::MAX);
        let each = 45_u32.checked_div(themes).unwrap_or(0).max(3);
        let mut items: Vec<AgendaItem> = vec![stage(fixed[0])];
        items.extend(findings.talked_about().map(|t| AgendaItem {
            what: Activity::Theme(t.id.clone()),
            minutes: each,
            speaker: None,
        }));
        items.extend(fixed.into_iter().skip(1).map(stage));
        let minutes = items.iter().map(|i| i.minutes).sum();
        Self {
            meeting: Occasion {
                title: format!("Meeting of {}", findings.unit.name),
                minutes: Some(minutes),
                ..Occasion::default()
            },
            items,
            ..Self::default()
        }
    }
}
