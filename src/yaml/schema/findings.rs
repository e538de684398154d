//! Shape of `findings.yaml`.

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::scalar::{
    Amount, Count, Flag, Header, Id, Name, Percent, Text, Whole, given, is_set, listed,
};
use crate::{domain::findings::HIDE_BELOW, yaml::reader::scalar::MOST_COUNTED};

/// Results and comments of patients, by theme.
#[derive(JsonSchema)]
#[schemars(title = "findings.yaml", deny_unknown_fields)]
pub(super) struct FindingsFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Unit whose patients were asked.
    unit: Unit,
    /// Title, period and sources of the survey.
    survey: Survey,
    /// Themes with their findings and comments, in the order of the wall; `[]` where there is nothing yet.
    themes: Vec<Theme>,
    /// Ids of comments that were deleted on request. The import does not bring them back.
    forgotten: Option<Vec<Name>>,
    /// Ids of themes that were removed in the preparation. The import brings one back only with something in it.
    removed_themes: Option<Vec<Name>>,
}

/// Unit, and the organisation that it belongs to.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Unit {
    /// Name of the unit, such as Northbrook Breast Unit.
    name: Name,
    /// Hospital trust or board.
    organisation: Option<Text>,
}

/// Title, period and sources of a survey, and the limits below which results are hidden.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Survey {
    /// Title, such as Patient experience survey 2026.
    title: Name,
    /// Period of the current results, such as "2026". Results of other periods are shown as earlier ones.
    period: Name,
    /// Fewest answers with which a result is shown: 11 where the key is left out. Below 5 a person can be recognised.
    #[schemars(extend("default" = HIDE_BELOW))]
    hide_below: Option<Count>,
    /// Fewest people on either side of a result with which it is shown in numbers; below it is shown in words. 3 is usual.
    hide_cells_below: Option<Whole<2, MOST_COUNTED>>,
    /// People asked and people who answered, by strand and kind.
    sources: Option<Vec<Source>>,
}

/// Patients of a strand who were asked in the same way.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Source {
    /// Strand: patients whose results are never pooled with those of others, such as primary.
    strand: Name,
    /// Way in which they were asked.
    kind: SourceKind,
    /// Number of people invited; left out where it is not known.
    invited: Option<Count>,
    /// Number of people who answered, at most as many as were invited.
    answered: Count,
}

/// Way in which patients were asked.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum SourceKind {
    /// A questionnaire.
    Survey,
    /// An interview.
    Interview,
}

/// Findings and comments about one part of care, with its standard.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Theme {
    /// Id by which the agenda names the theme, such as waiting.
    id: Id,
    /// Title on the wall, such as Waiting in clinic.
    title: Name,
    /// Standard of care: a sentence that patients may hold the unit to.
    standard: Option<Text>,
    /// Period since which the unit has known of the problem, if that was before this survey.
    known_since: Option<Name>,
    /// Questions and their results.
    findings: Option<Vec<Finding>>,
    /// Comments of patients.
    comments: Option<Vec<Comment>>,
    /// Goals that somebody brings along to the meeting.
    goals: Option<Vec<BroughtGoal>>,
}

/// Question of the survey, and its results.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Finding {
    /// Id by which evidence names the finding, such as q14.
    id: Id,
    /// Wording of the question.
    question: Name,
    /// Finding as the end of a statement: "were told how long they would wait" follows "41 in 100 people".
    said: Option<Name>,
    /// Place in the order on the wall; findings without one follow in the order of the file.
    wall: Option<Count>,
    /// Results by strand and period.
    results: Option<Vec<StrandResult>>,
    /// Published figure to compare with.
    benchmark: Option<Benchmark>,
    /// false where the question was reworded since the last period: no change is shown then.
    #[schemars(extend("default" = true))]
    comparable: Option<Flag>,
    /// New baselines of the charts over time: mean and limits begin anew.
    rebase: Option<Vec<Rebase>>,
}

/// New baseline of the charts of a finding.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Rebase {
    /// First period of the new baseline, such as "2025-10"; a result of the finding has it.
    period: Name,
    /// Reason, such as a goal that was done; the wall and papers say it.
    reason: Name,
}

/// Result of a question for one strand and period.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "if" = is_set("withheld"),
    "then" = {"properties": {"positive": false, "scored": false, "percent": false, "weighted": false}},
    "else" = {"required": ["positive", "scored"], "allOf": [weighted()]},
))]
struct StrandResult {
    /// Strand whose result it is, such as primary.
    strand: Name,
    /// Period of the result, such as "2026".
    period: Name,
    /// Number of good answers, at most as many as scored.
    #[schemars(extend("type" = ["integer", "string"]))]
    positive: Option<Count>,
    /// Number of answers that count, without those such as "does not apply".
    #[schemars(extend("type" = ["integer", "string"]))]
    scored: Option<Count>,
    /// true where the numbers were taken out of a file that is shared: it stands in their place.
    withheld: Option<Flag>,
    /// Weighted percentage, beside `weighted: true` only.
    percent: Option<Percent>,
    /// true where the result was weighted: `percent` is shown then, and `positive` is the nearest whole number.
    weighted: Option<Flag>,
}

/// Condition that a percentage and the flag `weighted` come together.
pub(super) fn weighted() -> Value {
    json!({
        "if": is_set("weighted"),
        "then": {"required": ["percent"], "properties": {"percent": {"type": ["number", "string"]}}},
        "else": {"properties": {"percent": {"type": "null"}}},
    })
}

/// Message about a benchmark without one.
const FIGURE: &str = "`percent` is expected, or `low` and `high`.";

/// Published figure for a question: a percentage, the range expected for the unit, or both.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "anyOf" = [
        given("percent", FIGURE),
        {"allOf": [given("low", FIGURE), given("high", FIGURE)]},
    ],
))]
struct Benchmark {
    /// Source and year, such as England 2025.
    label: Name,
    /// Figure in percent, within the expected range.
    percent: Option<Percent>,
    /// Lower end of the expected range, in percent.
    low: Option<Percent>,
    /// Upper end of the expected range, in percent.
    high: Option<Percent>,
}

/// Comment of a patient.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Comment {
    /// Id by which evidence names the comment, such as c31.
    id: Id,
    /// Strand of the patient, such as primary.
    strand: Name,
    /// Way in which the patient was asked.
    source: SourceKind,
    /// Place in the order on the wall; comments without one are shown on request.
    wall: Option<Count>,
    /// true: the comment may be printed.
    publish: Option<Flag>,
    /// true: the comment is kept off the wall and out of every paper.
    hold: Option<Flag>,
    /// true: somebody has read the comment. Unread ones are never on the wall.
    read: Option<Flag>,
    /// true: the words were changed after the import, such as a name that was blacked out.
    edited: Option<Flag>,
    /// Hash of the words as they were imported, beside `edited`. The program writes it.
    was: Option<Name>,
    /// Marks for the person who checks the comment. They are never on the wall.
    marks: Option<Vec<CommentMark>>,
    /// Words of the patient.
    text: Name,
}

/// Content of a comment that somebody checks before it is shown.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum CommentMark {
    /// A name after a title or role, such as Dr Hughes, or one from the codebook's list.
    Name,
    /// A capitalised word that may be a name.
    MaybeName,
    /// A number that identifies somebody: NHS, hospital or complaint number.
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A name on the internet.
    Handle,
    /// The number plate of a car.
    Vehicle,
    /// An address or a postcode.
    Address,
    /// A small place, or one from the codebook's list.
    Place,
    /// A ward, room or bed.
    Ward,
    /// A full date, which may be a date of birth.
    Date,
    /// A very high age.
    Age,
    /// A rare job or illness, which may identify the person.
    Detail,
    /// Strong language.
    Strong,
    /// Signs of distress: the patient may need help.
    Distress,
    /// Earlier word for number.
    NhsNumber,
    /// Earlier word for address.
    Postcode,
    /// Earlier word for date.
    BirthDate,
    /// Earlier word for strong.
    StrongLanguage,
}

/// Goal that somebody brings along to the meeting.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct BroughtGoal {
    /// Id by which the meeting names the goal, such as tell-waits.
    id: Id,
    /// Wording: the change, in one sentence.
    title: Name,
    /// Ids of the findings and comments that the goal rests on.
    evidence: Option<Vec<Id>>,
    /// Level that can make the goal happen.
    control: Option<Control>,
    /// Cost in the first year, in whole units of currency.
    cost: Option<Amount>,
    /// Staff hours in the first year.
    hours: Option<Amount>,
    /// Strand that the goal is mainly for.
    strand: Option<Name>,
}

/// Level that can make a goal happen.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Control {
    /// The team in the room.
    Team,
    /// The hospital of the unit.
    Hospital,
    /// People above or outside the hospital.
    Beyond,
}
