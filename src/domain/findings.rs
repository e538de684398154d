//! What patients said: the survey, its themes, their findings and comments.
//!
//! The shape is that of `findings.yaml`, so that the file, the journal and the meeting share one set of words.

pub mod change;

use serde::{Deserialize, Serialize};

use super::{
    goal::Control,
    stats::{DisclosedResult, HideRule},
};

/// The unit and the organisation it is part of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Such as `Northbrook Breast Unit`.
    pub name: String,
    /// The hospital trust or board; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
}

/// Everything in `findings.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Whose patients were asked.
    pub unit: Unit,
    /// How they were asked.
    pub survey: Survey,
    /// What they said, by theme, in the order of the file.
    pub themes: Vec<Theme>,
    /// Ids of comments that were forgotten on request: they are never taken in again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<String>,
}

/// How patients were asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Such as `Patient experience survey 2026`.
    pub title: String,
    /// The period whose results are the current ones, such as `2026`.
    pub period: String,
    /// Results resting on fewer answers than this are not shown.
    #[serde(default = "default_hide_below")]
    pub hide_below: u32,
    /// Results with fewer people than this on either side, content or not, are shown in words and not in numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_cells_below: Option<u32>,
    /// Who was asked, by strand and kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SurveySource>,
}

impl Survey {
    /// From how many people on a result may be shown.
    pub fn hide_rule(&self) -> HideRule {
        HideRule {
            answers_below: self.hide_below,
            cells_below: self.hide_cells_below.unwrap_or(0),
        }
    }
}

/// The answers under which nothing is shown, where the file does not say.
pub const HIDE_BELOW: u32 = HideRule::USUAL.answers_below;

fn default_hide_below() -> u32 {
    HIDE_BELOW
}

/// People of one strand asked in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySource {
    /// Patient group, free text.
    pub strand: String,
    /// Questionnaire or interview.
    pub kind: SourceKind,
    /// People asked; unknown for many interviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<u32>,
    /// People who answered.
    pub answered: u32,
}

/// How somebody was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A questionnaire.
    Survey,
    /// A conversation.
    Interview,
}

impl SourceKind {
    /// Every kind with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[("survey", Self::Survey), ("interview", Self::Interview)];

    /// The word that files and the wall use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Interview => "interview",
        }
    }
}

/// Findings and comments that belong together, with the standard of care they are about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Unique in the file.
    pub id: String,
    /// Such as `Waiting in clinic`.
    pub title: String,
    /// The sentence patients may hold the unit to; may be empty until the room writes one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standard: String,
    /// Since when the unit has known of this, where that was before the survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_since: Option<String>,
    /// Questions and their outcomes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Patients' words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Goals somebody brings along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<BroughtGoal>,
}

/// One question's outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Unique in the file, such as `q14`.
    pub id: String,
    /// As patients were asked it.
    pub question: String,
    /// Its place on the wall; those without one follow in file order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall: Option<u32>,
    /// Outcomes by strand and period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<StrandResult>,
    /// Somebody's published figure to hold it against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<Benchmark>,
    /// False where the question changed since the last period, so that no change is shown.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub comparable: bool,
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(value: &bool) -> bool {
    !*value
}

/// A question's result for one strand and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenOutturn", into = "WrittenOutturn")]
pub struct StrandResult {
    /// Patient group.
    pub strand: String,
    /// Such as `2026`.
    pub period: String,
    /// Answers counted as good; at most `scored`.
    pub positive: u32,
    /// Answers that count; those that do not apply are not among them.
    pub scored: u32,
    /// The numbers were left out of the file, which was made to leave the building; both are 0 then.
    pub withheld: bool,
    /// The percentage in hundredths where it was weighted or adjusted: it is shown, and `positive` is the nearest whole number.
    pub weighted: Option<u32>,
}

/// A result as files have it: a weighted percentage stands beside a word that says so.
#[derive(Serialize, Deserialize)]
struct WrittenOutturn {
    strand: String,
    period: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percent: Option<f64>,
    #[serde(default)]
    positive: u32,
    #[serde(default)]
    scored: u32,
    #[serde(default, skip_serializing_if = "is_no")]
    withheld: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    weighted: bool,
}

impl From<StrandResult> for WrittenOutturn {
    fn from(result: StrandResult) -> Self {
        Self {
            strand: result.strand,
            period: result.period,
            percent: result.weighted.map(in_percent),
            positive: result.positive,
            scored: result.scored,
            withheld: result.withheld,
            weighted: result.weighted.is_some(),
        }
    }
}

impl From<WrittenOutturn> for StrandResult {
    fn from(written: WrittenOutturn) -> Self {
        Self {
            strand: written.strand,
            period: written.period,
            positive: written.positive,
            scored: written.scored,
            withheld: written.withheld,
            weighted: written
                .percent
                .filter(|_| written.weighted)
                .map(in_hundredths),
        }
    }
}

/// Hundredths of a percent as a percentage.
pub fn in_percent(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// A percentage in hundredths of a percent, from 0 to 10,000.
pub fn in_hundredths(percent: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 10,000"
    )]
    let hundredths = (percent.clamp(0.0, 100.0) * 100.0).round() as u32;
    hundredths
}

/// A published figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// Whose figure, such as `England 2025`.
    pub label: String,
    /// Percent, 0 to 100; `None` where only the expected range is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Lower end of the expected range, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of the expected range, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// A patient's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields are those of the file, and each is said by itself"
)]
pub struct Comment {
    /// Unique in the file, such as `c31`.
    pub id: String,
    /// Patient group.
    pub strand: String,
    /// Where it was said or written.
    pub source: SourceKind,
    /// Its place on the wall; those without one are shown on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall: Option<u32>,
    /// May be printed.
    #[serde(default, skip_serializing_if = "is_no")]
    pub publish: bool,
    /// Kept off the wall.
    #[serde(default, skip_serializing_if = "is_no")]
    pub hold: bool,
    /// Somebody has read it. What nobody has read never reaches the wall.
    #[serde(default, skip_serializing_if = "is_no")]
    pub read: bool,
    /// Its words are no longer those that came: somebody blacked some out, or mended a typing error.
    #[serde(default, skip_serializing_if = "is_no")]
    pub edited: bool,
    /// A hash of the words as they came, where they were edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it holds that somebody should look at; never on the wall.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<CommentMark>,
    /// The words.
    pub text: String,
}

impl Comment {
    /// Whether somebody has read it: what was chosen for the wall or for print was.
    pub fn was_read(&self) -> bool {
        self.read || self.wall.is_some() || self.publish
    }
}

/// What a comment holds that somebody should look at before it is shown. The words of earlier files are still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentMark {
    /// A name after a title or a role, such as `Dr Hughes`, or one from the list of names.
    Name,
    /// A capital word that may be a name: it is asked about.
    MaybeName,
    /// A number that stands for a person: of the NHS, of a hospital, of a complaint.
    #[serde(alias = "nhs_number")]
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A name in a network, or a page of one's own.
    Handle,
    /// A number plate.
    Vehicle,
    /// A street with its number, or a postcode.
    #[serde(alias = "postcode")]
    Address,
    /// A place that few live in, or one from the list of names.
    Place,
    /// A ward, room or bed.
    Ward,
    /// A whole day, which may be somebody's birthday.
    #[serde(alias = "birth_date")]
    Date,
    /// An age that few reach.
    Age,
    /// What only one person here is: work that one person does, an illness that few have.
    Detail,
    /// Words that are hard to read out.
    #[serde(alias = "strong_language")]
    Strong,
    /// Somebody may be in distress, and need a person.
    Distress,
}

impl CommentMark {
    /// Every mark with the word that files use for it; behind them the words of earlier files.
    pub const WORDS: &[(&str, Self)] = &[
        ("name", Self::Name),
        ("maybe_name", Self::MaybeName),
        ("number", Self::Number),
        ("phone", Self::Phone),
        ("email", Self::Email),
        ("handle", Self::Handle),
        ("vehicle", Self::Vehicle),
        ("address", Self::Address),
        ("place", Self::Place),
        ("ward", Self::Ward),
        ("date", Self::Date),
        ("age", Self::Age),
        ("detail", Self::Detail),
        ("strong", Self::Strong),
        ("distress", Self::Distress),
        ("nhs_number", Self::Number),
        ("postcode", Self::Address),
        ("birth_date", Self::Date),
        ("strong_language", Self::Strong),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, mark)| *mark == self)
            .map_or("", |(word, _)| word)
    }

    /// The words that a person reads on a screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::MaybeName => "name?",
            Self::Number => "number",
            Self::Phone => "phone",
            Self::Email => "e-mail",
            Self::Handle => "name online",
            Self::Vehicle => "number plate",
            Self::Address => "address",
            Self::Place => "place",
            Self::Ward => "ward",
            Self::Date => "date",
            Self::Age => "age",
            Self::Detail => "detail",
            Self::Strong => "strong language",
            Self::Distress => "distress",
        }
    }

    /// Whether it may point to a person.
    pub fn may_identify(self) -> bool {
        !matches!(self, Self::Strong | Self::Distress)
    }
}

/// A goal somebody brings to the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtGoal {
    /// Unique in the file.
    pub id: String,
    /// What would change.
    pub title: String,
    /// Ids of findings and comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Who can make it happen; not known is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// Whole units of currency in the first year; `None` is not known yet, which is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Staff hours in the first year; `None` is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// Patient group it is mainly for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
}

impl Findings {
    /// The theme of that id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|t| t.id == id)
    }

    /// The finding of that id, and the theme it stands in.
    pub fn finding(&self, id: &str) -> Option<(&Theme, &Finding)> {
        self.themes
            .iter()
            .find_map(|t| t.findings.iter().find(|f| f.id == id).map(|f| (t, f)))
    }

    /// The comment of that id, and the theme it stands in.
    pub fn comment(&self, id: &str) -> Option<(&Theme, &Comment)> {
        self.themes
            .iter()
            .find_map(|t| t.comments.iter().find(|c| c.id == id).map(|c| (t, c)))
    }

    /// The themes that a meeting talks about: all but the place of comments that nobody has sorted.
    pub fn talked_about(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().filter(|t| !t.is_unsorted())
    }

    /// What a meeting begins with: what nobody has sorted stays outside.
    #[must_use]
    pub fn for_the_room(mut self) -> Self {
        self.themes.retain(|t| !t.is_unsorted());
        self
    }

    /// Where a comment comes from, unless it rests on so few people that they could be told.
    pub fn said_by<'a>(&self, comment: &'a Comment) -> Option<(SourceKind, &'a str)> {
        (self.people_behind(comment) >= self.survey.hide_below)
            .then_some((comment.source, comment.strand.as_str()))
    }

    /// People of the comment's strand who were asked in the same way: it is the words of one of them.
    pub fn people_behind(&self, comment: &Comment) -> u32 {
        self.survey
            .sources
            .iter()
            .filter(|s| s.strand == comment.strand && s.kind == comment.source)
            .map(|s| s.answered)
            .sum()
    }

    /// Whether printing a comment beside these strands would tell that it is the words of one of a few people.
    ///
    /// `strands` are those that stand beside it, such as whom a goal is mainly for. Several of them tell nothing of this one.
    pub fn would_point(&self, comment: &Comment, strands: &[&str]) -> bool {
        let alone = !strands.is_empty() && strands.iter().all(|s| *s == comment.strand);
        alone && self.said_by(comment).is_none()
    }

    /// Whether its theme alone tells that a comment is the words of one of a few people: all its results are of the comment's
    /// strand, and few of that strand were asked in any way.
    ///
    /// Paper does not say how they were asked, so all ways count together here.
    pub fn theme_would_point(&self, theme: &Theme, comment: &Comment) -> bool {
        let mut results = theme.findings.iter().flat_map(|f| &f.results).peekable();
        let of_strand = self.survey.sources.iter();
        let of_strand = of_strand.filter(|s| s.strand == comment.strand);
        let people = of_strand.fold(0_u32, |sum, s| sum.saturating_add(s.answered));
        people < self.survey.hide_below
            && results.peek().is_some()
            && results.all(|r| r.strand == comment.strand)
    }

    /// A result as it may be shown, on screens and on paper.
    pub fn showing(&self, result: &StrandResult) -> DisclosedResult {
        self.survey
            .hide_rule()
            .showing(result.positive, result.scored)
            .weighted(result.weighted)
    }

    /// Whether a result may be shown with its numbers.
    pub fn may_show(&self, result: &StrandResult) -> bool {
        self.showing(result).share().is_some()
    }

    /// Every strand, in the order in which the file first names it.
    pub fn strands(&self) -> Vec<&str> {
        let mut seen: Vec<&str> = Vec::new();
        let sources = self.survey.sources.iter().map(|s| s.strand.as_str());
        let results = self.themes.iter().flat_map(|t| {
            t.findings
                .iter()
                .flat_map(|f| f.results.iter().map(|r| r.strand.as_str()))
        });
        for strand in sources.chain(results) {
            if !seen.contains(&strand) {
                seen.push(strand);
            }
        }
        seen
    }
}

/// The place of comments that nobody has sorted yet: in the file as a theme is, and never in the room.
pub const UNSORTED: &str = "not-sorted";

/// The title of that place.
pub const UNSORTED_TITLE: &str = "Not sorted";

impl Finding {
    /// The result of a strand in a period.
    pub fn result(&self, strand: &str, period: &str) -> Option<&StrandResult> {
        self.results
            .iter()
            .find(|r| r.strand == strand && r.period == period)
    }

    /// The newest result of a strand before a period.
    pub fn earlier(&self, strand: &str, period: &str) -> Option<&StrandResult> {
        self.results
            .iter()
            .filter(|r| r.strand == strand && r.period.as_str() < period)
            .max_by(|a, b| a.period.cmp(&b.period))
    }
}

impl Theme {
    /// Whether it is the place of comments that nobody has sorted yet.
    pub fn is_unsorted(&self) -> bool {
        self.id == UNSORTED
    }

    /// Findings in their wall order: those with a place first, the rest as in the file.
    pub fn on_the_wall(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().collect();
        all.sort_by_key(|f| f.wall.unwrap_or(u32::MAX));
        all
    }
}
