//! The agenda: a meeting as it was prepared, with its people, timed items, capacity and vote settings.

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

/// The content of `agenda.yaml`, without the paths of other files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Date, time and place.
    pub meeting: Occasion,
    /// The invited people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Rules of conduct that the room agrees to at the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ground_rules: Vec<String>,
    /// Money, hours and goals for the first year. An unset limit limits nothing.
    #[serde(default)]
    pub capacity: Capacity,
    /// Defaults for every round of votes.
    #[serde(default)]
    pub vote: VoteSettings,
    /// Roles whose absence is reported at Welcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// The items, in order.
    pub items: Vec<AgendaItem>,
}

/// Date, time and place of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// Title, such as `Service Pledge meeting`.
    pub title: String,
    /// Day of the meeting, if one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Planned start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Time>,
    /// Planned length in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Address or room; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// Settings of a round of votes, apart from its goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteSettings {
    /// Vote method: the form of a ballot and of its count.
    pub method: Method,
    /// Weighting of ballots: by group or by head.
    pub weight: Weight,
    /// Smallest group whose result is shown by itself, in ballots; at least 1.
    pub apart_from: u32,
    /// Dots for each voter, if the method is `dots`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dots: Option<u32>,
}

/// Default of [`VoteSettings::apart_from`].
// With two voters in a group each of them could work out the other's marks from the group's result and her own ballot.
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

/// Vote settings of one source, each of them optional: an agenda, a settings file or the command line.
#[expect(missing_docs, reason = "as in `VoteSettings`")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialVoteSettings {
    pub method: Option<Method>,
    pub weight: Option<Weight>,
    pub apart_from: Option<u32>,
    pub dots: Option<u32>,
}

impl PartialVoteSettings {
    /// The settings to write back once `now` is in force.
    ///
    /// A key that was set stays set. A key that was not set is added only if `now` differs from `defaults`, so that saving an agenda does
    /// not freeze every default into it.
    #[must_use]
    pub fn with(&self, now: &VoteSettings, defaults: &VoteSettings) -> Self {
        fn kept<T: Copy + PartialEq>(own: Option<T>, now: T, default: T) -> Option<T> {
            (own.is_some() || now != default).then_some(now)
        }
        Self {
            method: kept(self.method, now.method, defaults.method),
            weight: kept(self.weight, now.weight, defaults.weight),
            apart_from: kept(self.apart_from, now.apart_from, defaults.apart_from),
            dots: now
                .dots
                .filter(|_| self.dots.is_some() || now.dots != defaults.dots),
        }
    }

    /// Complete settings: each key of this source, or the one of `defaults`.
    pub fn or(&self, defaults: &VoteSettings) -> VoteSettings {
        VoteSettings {
            method: self.method.unwrap_or(defaults.method),
            weight: self.weight.unwrap_or(defaults.weight),
            apart_from: self.apart_from.unwrap_or(defaults.apart_from),
            dots: self.dots.or(defaults.dots),
        }
    }
}

/// A stage of a meeting. The order is the usual one; a room may visit stages in any order.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Attendance and ground rules.
    #[default]
    Welcome,
    /// Goals of the previous pledge.
    Review,
    /// Findings and comments, theme by theme.
    Themes,
    /// The board of proposed goals.
    Goals,
    /// Rounds of votes and decisions.
    Vote,
    /// Owners, due dates and reviews of agreed goals.
    Owners,
    /// Read-back and files.
    Close,
}

impl Stage {
    /// Each stage with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("welcome", Self::Welcome),
        ("review", Self::Review),
        ("themes", Self::Themes),
        ("goals", Self::Goals),
        ("vote", Self::Vote),
        ("owners", Self::Owners),
        ("close", Self::Close),
    ];

    /// Every stage, in order.
    pub const ALL: &[Self] = &[
        Self::Welcome,
        Self::Review,
        Self::Themes,
        Self::Goals,
        Self::Vote,
        Self::Owners,
        Self::Close,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }

    /// Title on the wall.
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

    /// Position from 1 to 7, which is also the key that goes there.
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|s| *s == self)
            .map_or(1, |i| i + 1)
    }
}

/// A timed line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The activity.
    pub what: Activity,
    /// Planned minutes.
    pub minutes: u32,
    /// Id of the person who opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

// Externally tagged, as every enum in a journal: the other forms of serde fail on reading back. Variants are added and never
// renamed, since journals are read for years.
/// Activity of an agenda item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A whole stage.
    Stage(Stage),
    /// A theme of the findings, by id.
    Theme(String),
    /// A break and its label, such as `Tea`; may be empty.
    Break(String),
}

impl Activity {
    /// The stage that it belongs to; `None` for a break.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Self::Stage(stage) => Some(*stage),
            Self::Theme(_) => Some(Stage::Themes),
            Self::Break(_) => None,
        }
    }
}

impl Agenda {
    /// The person who opens an item: its speaker, else the facilitator; nobody opens a break.
    pub fn opener(&self, item: &AgendaItem) -> Option<&Person> {
        if matches!(item.what, Activity::Break(_)) {
            return None;
        }
        match &item.speaker {
            Some(id) => self.people.iter().find(|p| p.id == *id),
            None => self.facilitator(),
        }
    }

    /// The person whose role says so and who does not vote, else the first lead.
    fn facilitator(&self) -> Option<&Person> {
        let mut people = self.people.iter();
        let named =
            people.find(|p| p.group.is_none() && p.role.to_lowercase().contains("facilitator"));
        named.or_else(|| self.people.iter().find(|p| p.lead))
    }

    /// An agenda of about 90 minutes for a meeting without one: five fixed stages take 45, the themes share the other 45.
    pub fn from_findings(findings: &Findings) -> Self {
        let fixed = [
            // Review is missing on purpose: it is only added where there is a previous outcome.
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
        let themes = u32::try_from(findings.discussed_themes().count()).unwrap_or(u32::MAX);
        // With more than 15 themes the meeting runs over 90 minutes: under 3 a theme cannot even be read out.
        let each = 45_u32.checked_div(themes).unwrap_or(0).max(3);
        let mut items: Vec<AgendaItem> = vec![stage(fixed[0])];
        items.extend(findings.discussed_themes().map(|t| AgendaItem {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, role: &str, lead: bool) -> Person {
        Person {
            id: id.into(),
            name: id.into(),
            role: role.into(),
            lead,
            ..Person::default()
        }
    }

    fn item(what: Activity, speaker: Option<&str>) -> AgendaItem {
        AgendaItem {
            what,
            minutes: 5,
            speaker: speaker.map(str::to_owned),
        }
    }

    #[test]
    fn the_speaker_opens_an_item_and_the_facilitator_every_other_one() {
        let mut agenda = Agenda {
            people: vec![
                person("ama", "Nurse", true),
                person("jo", "Patient representative", false),
                person("sam", "Facilitator", false),
            ],
            ..Agenda::default()
        };
        let opener = |agenda: &Agenda, what: Activity, speaker: Option<&str>| {
            let opener = agenda.opener(&item(what, speaker)).map(|p| p.id.clone());
            opener.unwrap_or_default()
        };
        let theme = || Activity::Theme("waiting".into());
        assert_eq!(opener(&agenda, theme(), Some("jo")), "jo");
        assert_eq!(opener(&agenda, theme(), None), "sam");
        assert_eq!(opener(&agenda, Activity::Stage(Stage::Vote), None), "sam");
        assert_eq!(opener(&agenda, Activity::Break("Tea".into()), None), "");
        // Without a facilitator, or where the facilitator votes too, a lead opens it.
        agenda.people.pop();
        assert_eq!(opener(&agenda, theme(), None), "ama");
    }
}
