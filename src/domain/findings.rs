//! Findings: a survey with its themes, results and comments, in the shape of `findings.yaml`.
//!
//! The file, the journal and the meeting share this shape, so that a word has one meaning in all of them.

pub mod change;

use serde::{Deserialize, Serialize};

use super::{
    goal::Control,
    period::is_within,
    stats::{DisclosedResult, HideRule},
};

/// A breast unit and the organisation that it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Name, such as `Northbrook Breast Unit`.
    pub name: String,
    /// Hospital trust or board; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
}

impl Unit {
    /// Names that a template gives to the unit and the organisation until somebody writes their own.
    pub const PLACEHOLDERS: [&str; 2] = ["Our unit", "Our hospital"];

    /// True if a name is empty or one that a template gave.
    pub fn is_placeholder(name: &str) -> bool {
        let name = name.trim();
        name.is_empty() || Self::PLACEHOLDERS.contains(&name)
    }
}

/// The content of `findings.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Unit whose patients were asked.
    pub unit: Unit,
    /// Title, period and sources of the survey.
    pub survey: Survey,
    /// Themes with their findings and comments, in the order of the file.
    pub themes: Vec<Theme>,
    // Without the ids the next import of the same export would bring a deleted comment back.
    /// Ids of comments deleted on request, which are never imported again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<String>,
    // In the findings and not in the codebook, which another unit may use: what one unit does not talk about is its own business.
    /// Ids of themes that were removed in the preparation. An import brings one back only with something in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed_themes: Vec<String>,
}

/// Title, period, disclosure limits and sources of a survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Title, such as `Patient experience survey 2026`.
    pub title: String,
    /// Period of the current results, such as `2026`.
    pub period: String,
    /// Fewest answers with which a result is shown.
    #[serde(default = "default_hide_below")]
    pub hide_below: u32,
    /// Fewest people on either side, positive or not, with which a result is shown in numbers; below it is shown in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_cells_below: Option<u32>,
    /// People asked, by strand and kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SurveySource>,
}

impl Survey {
    /// Disclosure limits of its results.
    pub fn hide_rule(&self) -> HideRule {
        HideRule {
            answers_below: self.hide_below,
            cells_below: self.hide_cells_below.unwrap_or(0),
        }
    }
}

/// Default of [`Survey::hide_below`].
pub const HIDE_BELOW: u32 = HideRule::USUAL.answers_below;

// serde takes the path of a function, and no constant.
fn default_hide_below() -> u32 {
    HIDE_BELOW
}

/// People of one strand who were asked in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySource {
    /// Strand, as free text.
    pub strand: String,
    /// Questionnaire or interview.
    pub kind: SourceKind,
    /// Number of people invited; often unknown for interviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<u32>,
    /// Number of people who answered.
    pub answered: u32,
}

/// Way in which patients or staff were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A questionnaire.
    Survey,
    /// An interview.
    Interview,
}

impl SourceKind {
    /// Each kind with its word in files.
    pub const WORDS: &[(&str, Self)] = &[("survey", Self::Survey), ("interview", Self::Interview)];

    /// The word for it in files and on the wall.
    pub fn word(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Interview => "interview",
        }
    }
}

/// Findings and comments about one part of care, with its standard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Unique in the file.
    pub id: String,
    /// Title, such as `Waiting in clinic`.
    pub title: String,
    /// Standard of care that patients may hold the unit to; may be empty until the room writes one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standard: String,
    /// Period since which the unit has known of the problem, if earlier than this survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_since: Option<String>,
    /// Questions and their results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Comments of patients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Goals prepared before the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<BroughtGoal>,
}

/// A question and its results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Unique in the file, such as `q14`.
    pub id: String,
    /// Wording of the question.
    pub question: String,
    /// The finding as the end of a statement, such as `were told how long they would wait` after `41 in 100 people`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Position on the wall; findings without one follow in file order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall: Option<u32>,
    /// Results by strand and period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<StrandResult>,
    /// Published figure to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<Benchmark>,
    /// False if the question was reworded since the last period: then no change is shown.
    // Written only if false, so that files stay as short as people write them.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub comparable: bool,
    /// New baselines of its charts over time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rebase: Vec<Rebase>,
}

/// A new baseline of a chart over time: mean and limits are worked out anew from a period on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebase {
    /// First period of the new baseline, such as `2025-10`; a result of the finding has it.
    pub period: String,
    /// Reason, such as a goal that was done.
    pub reason: String,
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

/// Result of a question for one strand and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ResultOnDisk", into = "ResultOnDisk")]
pub struct StrandResult {
    /// Strand.
    pub strand: String,
    /// Period, such as `2026`.
    pub period: String,
    /// Number of positive answers; at most `scored`.
    pub positive: u32,
    /// Number of scored answers, without "does not apply".
    pub scored: u32,
    /// The numbers were removed from a file made for sharing; both are 0.
    pub withheld: bool,
    // An integer, so that the type is `Eq` and a file reads back as it was written.
    /// Weighted percentage in hundredths of a percent. It is shown in place of `positive / scored`, and `positive` is the nearest count.
    pub weighted: Option<u32>,
}

// A type of its own, because a weighted percentage is one number in memory, and in files a percentage beside a flag: people
// write `percent` for information as well, and that must not replace the counts.
/// Form of a result in files: `percent` is only read together with `weighted: true`.
#[derive(Serialize, Deserialize)]
struct ResultOnDisk {
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

impl From<StrandResult> for ResultOnDisk {
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

impl From<ResultOnDisk> for StrandResult {
    fn from(written: ResultOnDisk) -> Self {
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

/// Converts hundredths of a percent to percent.
pub fn in_percent(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// Converts percent to hundredths of a percent, clamped to 0 to 10,000.
pub fn in_hundredths(percent: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 10,000"
    )]
    let hundredths = (percent.clamp(0.0, 100.0) * 100.0).round() as u32;
    hundredths
}

/// A published figure for a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// Source and year, such as `England 2025`.
    pub label: String,
    /// Percent, 0 to 100; `None` if only the expected range is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Lower end of the expected range, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of the expected range, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// A patient's comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields are those of the file, and each is said by itself"
)]
pub struct Comment {
    /// Unique in the file, such as `c31`.
    pub id: String,
    /// Strand.
    pub strand: String,
    /// Questionnaire or interview.
    pub source: SourceKind,
    /// Position on the wall; comments without one are shown on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall: Option<u32>,
    /// Released for print.
    #[serde(default, skip_serializing_if = "is_no")]
    pub publish: bool,
    /// Held back from the wall.
    #[serde(default, skip_serializing_if = "is_no")]
    pub hold: bool,
    /// A person has read it. Unread comments are never shown on the wall.
    #[serde(default, skip_serializing_if = "is_no")]
    pub read: bool,
    /// The text was edited after the import: redacted, or corrected.
    #[serde(default, skip_serializing_if = "is_no")]
    pub edited: bool,
    // If a later export has another text, the edit may no longer fit: the import then holds the comment until somebody reads it.
    /// Hash of the imported text, if it was edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Marks for the person who checks it; never on the wall.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<CommentMark>,
    /// The text.
    pub text: String,
}

impl Comment {
    /// True if a person has read it. A place on the wall or a release for print implies that.
    pub fn was_read(&self) -> bool {
        self.read || self.wall.is_some() || self.publish
    }
}

/// Content of a comment that a person should check before it is shown. The words of earlier files are still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentMark {
    /// A name after a title or role, such as `Dr Hughes`, or one from the codebook's list.
    Name,
    /// A capitalised word that may be a name; the import asks.
    MaybeName,
    /// An identifying number: NHS, hospital or complaint number.
    // Aliases of the words of earlier files: journals and findings are read for years.
    #[serde(alias = "nhs_number")]
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A social media handle or a personal web page.
    Handle,
    /// A vehicle registration.
    Vehicle,
    /// A street address or postcode.
    #[serde(alias = "postcode")]
    Address,
    /// A small place, or one from the codebook's list.
    Place,
    /// A ward, room or bed.
    Ward,
    /// A full date, which may be a date of birth.
    #[serde(alias = "birth_date")]
    Date,
    /// A very high age.
    Age,
    /// A rare job or illness, which may identify the person.
    Detail,
    /// Strong language.
    #[serde(alias = "strong_language")]
    Strong,
    /// Signs of distress: the patient may need help.
    Distress,
}

impl CommentMark {
    // The current word of a mark comes first, since `word` takes the first that fits.
    /// Each mark with its word in files, then the words of earlier files.
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

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, mark)| *mark == self)
            .map_or("", |(word, _)| word)
    }

    /// Label on screens.
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

    /// True if it may identify a person.
    pub fn may_identify(self) -> bool {
        !matches!(self, Self::Strong | Self::Distress)
    }
}

/// A goal prepared before the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtGoal {
    /// Unique in the file.
    pub id: String,
    /// Wording.
    pub title: String,
    /// Ids of the findings and comments that it rests on; `None` for the findings of its theme.
    // Two cases, because a goal may rest on nothing, and somebody who says so means it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<String>>,
    /// Level that can make it happen; `None` if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// Cost in the first year, in whole units of currency; `None` if not known yet, which is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Staff hours in the first year; `None` if not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u64>,
    /// Strand that it is mainly for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strand: Option<String>,
}

impl Findings {
    /// The theme of that id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|t| t.id == id)
    }

    /// The finding of that id, with its theme.
    pub fn finding(&self, id: &str) -> Option<(&Theme, &Finding)> {
        self.themes
            .iter()
            .find_map(|t| t.findings.iter().find(|f| f.id == id).map(|f| (t, f)))
    }

    /// The comment of that id, with its theme.
    pub fn comment(&self, id: &str) -> Option<(&Theme, &Comment)> {
        self.themes
            .iter()
            .find_map(|t| t.comments.iter().find(|c| c.id == id).map(|c| (t, c)))
    }

    /// The themes of a meeting: all but [`UNSORTED`].
    pub fn discussed_themes(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().filter(|t| !t.is_unsorted())
    }

    /// The findings as a meeting takes them: without [`UNSORTED`] comments, and with the evidence of each goal named.
    // Named when a meeting begins and not when its journal is replayed: a record of a meeting that was held stays as it was.
    #[must_use]
    pub fn for_meeting(self) -> Self {
        let mut findings = self.without_unsorted();
        for theme in &mut findings.themes {
            let of_theme = theme.default_evidence();
            for goal in &mut theme.goals {
                goal.evidence.get_or_insert_with(|| of_theme.clone());
            }
        }
        findings
    }

    /// The findings for a meeting, without [`UNSORTED`] comments.
    #[must_use]
    pub fn without_unsorted(mut self) -> Self {
        self.themes.retain(|t| !t.is_unsorted());
        self
    }

    /// Source and strand of a comment; `None` if they cover so few people that the patient could be recognised.
    pub fn attribution<'a>(&self, comment: &'a Comment) -> Option<(SourceKind, &'a str)> {
        // One limit for both: whoever may not be a number may not be "one of four people with secondary breast cancer" either.
        (self.group_size(comment) >= self.survey.hide_below)
            .then_some((comment.source, comment.strand.as_str()))
    }

    /// Number of people of the comment's strand who were asked in the same way. The comment is from one of them.
    pub fn group_size(&self, comment: &Comment) -> u32 {
        self.survey
            .sources
            .iter()
            .filter(|s| s.strand == comment.strand && s.kind == comment.source)
            .map(|s| s.answered)
            .sum()
    }

    /// True if a comment printed beside `strands`, such as the strand of a goal, would be traced to one of a few people.
    ///
    /// Several strands do not tell which one the comment is from, so only a single one identifies it.
    pub fn identifies_speaker(&self, comment: &Comment, strands: &[&str]) -> bool {
        // Beside nothing a comment is "a patient's", which identifies nobody.
        let alone = !strands.is_empty() && strands.iter().all(|s| *s == comment.strand);
        alone && self.attribution(comment).is_none()
    }

    /// True if the theme alone would trace a comment to one of a few people: all results of the theme are of the comment's strand,
    /// and few people of that strand were asked.
    ///
    /// Papers do not say how people were asked, so questionnaires and interviews count together.
    pub fn theme_identifies_speaker(&self, theme: &Theme, comment: &Comment) -> bool {
        let mut results = theme.findings.iter().flat_map(|f| &f.results).peekable();
        let of_strand = self.survey.sources.iter();
        let of_strand = of_strand.filter(|s| s.strand == comment.strand);
        let people = of_strand.fold(0_u32, |sum, s| sum.saturating_add(s.answered));
        people < self.survey.hide_below
            && results.peek().is_some()
            && results.all(|r| r.strand == comment.strand)
    }

    /// Applies the disclosure limits to a result, for screens and papers.
    pub fn disclosed(&self, result: &StrandResult) -> DisclosedResult {
        self.survey
            .hide_rule()
            .disclosed(result.positive, result.scored)
            // After the limits, which go by people: a weighted percentage may not bring a small group back.
            .weighted(result.weighted)
    }

    /// True if a result may be shown with its numbers.
    pub fn may_show(&self, result: &StrandResult) -> bool {
        self.disclosed(result).share().is_some()
    }

    /// All strands, in the order of their first mention.
    pub fn strands(&self) -> Vec<&str> {
        let mut seen: Vec<&str> = Vec::new();
        let sources = self.survey.sources.iter().map(|s| s.strand.as_str());
        let results = self.themes.iter().flat_map(|t| {
            t.findings
                .iter()
                .flat_map(|f| f.results.iter().map(|r| r.strand.as_str()))
        });
        for strand in sources.chain(results) {
            // A list and not a set: the order of the file is the order on the wall, and a survey has a handful of strands.
            if !seen.contains(&strand) {
                seen.push(strand);
            }
        }
        seen
    }
}

/// Theme id of comments that are not sorted yet; such a theme is in the file and never in a meeting.
pub const UNSORTED: &str = "not-sorted";

/// Title of the [`UNSORTED`] theme.
pub const UNSORTED_TITLE: &str = "Not sorted";

impl Finding {
    /// Result of a strand in a period.
    pub fn result(&self, strand: &str, period: &str) -> Option<&StrandResult> {
        self.results
            .iter()
            .find(|r| r.strand == strand && r.period == period)
    }

    /// Results of a period, one for each strand: of a strand that was asked in parts of it only, such as its months, the newest one.
    // A survey of all year has no result of the year itself, and a meeting talks about the present.
    pub fn results_in(&self, period: &str) -> Vec<&StrandResult> {
        let is_newest = |result: &StrandResult| {
            let of_strand = self.results.iter().filter(|r| r.strand == result.strand);
            let mut rivals = of_strand.filter(|r| is_within(&r.period, period));
            !rivals.any(|r| r.period == period || r.period > result.period)
        };
        let results = self.results.iter();
        results
            .filter(|r| r.period == period || (is_within(&r.period, period) && is_newest(r)))
            .collect()
    }

    /// Latest result of a strand before a period.
    pub fn earlier(&self, strand: &str, period: &str) -> Option<&StrandResult> {
        self.results
            .iter()
            // Compared as text: periods are written so that they sort by time.
            .filter(|r| r.strand == strand && r.period.as_str() < period)
            .max_by(|a, b| a.period.cmp(&b.period))
    }

    /// Removes new baselines whose result is gone. A file with one of them is refused.
    pub fn drop_unfounded_rebases(&mut self) {
        let results = &self.results;
        let has_result = |rebase: &Rebase| results.iter().any(|r| r.period == rebase.period);
        self.rebase.retain(has_result);
    }
}

impl Theme {
    /// True for the [`UNSORTED`] theme.
    pub fn is_unsorted(&self) -> bool {
        self.id == UNSORTED
    }

    /// Evidence of a goal that names none: the theme's findings, in wall order.
    // Its findings and not its comments: whoever brings a goal has put it under what patients scored, while a comment is one
    // person's, and has to be chosen for print.
    pub fn default_evidence(&self) -> Vec<String> {
        self.wall_order().iter().map(|f| f.id.clone()).collect()
    }

    /// Findings in wall order: those with a position first, the rest in file order.
    pub fn wall_order(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().collect();
        // The sort is stable, which keeps the order of the file for findings without a position.
        all.sort_by_key(|f| f.wall.unwrap_or(u32::MAX));
        all
    }
}
