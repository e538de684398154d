//! Shape of `codebook.yaml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::{
    findings::SourceKind,
    scalar::{Count, Flag, Header, Id, Name, Text, given, listed},
};
use crate::domain::{codebook::ColumnContent, findings::HIDE_BELOW};

/// Mapping of a survey's export to findings: which column is which finding, and which answers are good.
#[derive(JsonSchema)]
#[schemars(title = "codebook.yaml", deny_unknown_fields)]
pub(super) struct CodebookFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Unit whose patients were asked.
    unit: Option<OpenUnit>,
    /// Title and period of the survey.
    survey: Option<OpenSurvey>,
    /// Files of the export, with the strand and the period of their rows.
    exports: Option<Vec<Export>>,
    /// Names of staff, wards and places. Comments with one of them are held until somebody has read them.
    names: Option<Vec<Name>>,
    /// Themes, in the order of the wall.
    themes: Option<Vec<Theme>>,
    /// Columns that become findings.
    questions: Option<Vec<Question>>,
    /// Columns that become comments.
    comments: Option<Vec<CommentColumn>>,
    /// Decisions on single comments, which the codebook names by their ids only.
    placed: Option<Vec<Placed>>,
    /// Columns that are left out on purpose.
    unused: Option<Vec<Name>>,
}

/// Unit, and the organisation that it belongs to. The name may be empty until it is known.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct OpenUnit {
    /// Name of the unit, such as Northbrook Breast Unit.
    name: Text,
    /// Hospital trust or board.
    organisation: Option<Text>,
}

/// Title and period of the survey, and the limit below which results are hidden.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct OpenSurvey {
    /// Title, such as Patient experience survey 2026.
    title: Option<Text>,
    /// Period of the current results, such as "2026".
    period: Option<Text>,
    /// Fewest answers with which a result is shown: 11 where the key is left out.
    #[schemars(extend("default" = HIDE_BELOW))]
    hide_below: Option<Count>,
}

/// File of the export.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "if" = given("results", ""),
    "then" = {"properties": {"columns": {"propertyNames": {"pattern": roles()}}}},
    "else" = {"properties": {"hospital": {"type": "null", "errorMessage": "`hospital` stands beside `results` only."}}},
))]
struct Export {
    /// Name of the file, without its folder.
    file: Name,
    /// Way in which patients were asked: survey where the key is left out.
    kind: Option<SourceKind>,
    /// Sheet of a workbook; the program chooses where the key is left out.
    sheet: Option<Text>,
    /// Strand of the rows: one for the whole file, or a column that tells them apart.
    strand: Option<StrandOf>,
    /// Period of the rows: one for the whole file, or a column of answers or of days.
    period: Option<PeriodOf>,
    /// Number of people invited, by strand.
    invited: Option<BTreeMap<String, Count>>,
    /// Renamed columns: the name in the codebook, and the one in the file. Of a table of results: a role such as percentage secondary 2023, and its column.
    columns: Option<BTreeMap<String, Name>>,
    /// Weighting of the percentages, in a table of results only.
    results: Option<Weighting>,
    /// Hospital whose rows are read, in a table of results only.
    hospital: Option<Text>,
}

/// Pattern of the roles of columns in a table of results.
fn roles() -> String {
    let words = |is_number: bool| -> String {
        let words = ColumnContent::WORDS.iter();
        let words = words.filter(|(_, what)| what.is_number() == is_number);
        words.map(|(word, _)| *word).collect::<Vec<_>>().join("|")
    };
    // Of numbers a strand and a period may follow.
    format!("^ *(({})|({})( .*)?) *$", words(false), words(true))
}

/// Strand of the rows.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum StrandOf {
    /// One strand for the whole file.
    Whole(Text),
    /// Column that tells the strands apart.
    Column(StrandColumn),
}

/// Column that tells the strands apart.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct StrandColumn {
    /// Id of the column.
    column: Name,
    /// Strand for each answer of the column.
    values: Option<BTreeMap<String, Name>>,
    /// Answers whose rows are left out.
    leave_out: Option<Vec<Text>>,
    /// Length of a period, which a strand does not have: it stays empty.
    by: Option<()>,
}

/// Period of the rows.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum PeriodOf {
    /// One period for the whole file.
    Whole(Text),
    /// Column of answers or of days.
    Column(PeriodColumn),
}

/// Column that tells the periods apart: by its answers, or by its days.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "if" = given("by", ""),
    "then" = {"properties": {"values": {"maxProperties": 0}, "leave_out": {"maxItems": 0}}},
))]
struct PeriodColumn {
    /// Id of the column.
    column: Name,
    /// Period for each answer of the column.
    values: Option<BTreeMap<String, Name>>,
    /// Answers whose rows are left out.
    leave_out: Option<Vec<Text>>,
    /// Length of the period that each day of the column belongs to, in place of values.
    by: Option<PeriodLength>,
}

/// Length of a period.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum PeriodLength {
    /// A month, such as 2026-04.
    Month,
    /// A quarter, such as 2026-Q2.
    Quarter,
    /// A calendar year, such as 2026.
    Year,
}

/// Weighting of the percentages in a table of results.
#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case", transform = listed)]
pub(super) enum Weighting {
    /// Not known yet: the import asks.
    Ask,
    /// Not weighted: each percentage is a share of whole people.
    Counted,
    /// Weighted or adjusted: percentages are kept as they are.
    Weighted,
}

/// Theme, into which findings and comments are sorted.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Theme {
    /// Id by which questions name the theme, such as waiting.
    id: Id,
    /// Title on the wall, such as Waiting in clinic.
    title: Name,
}

/// Column that becomes a finding.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "fields have the names of the file's keys"
)]
struct Question {
    /// Id of the column whose answers count.
    column: Name,
    /// Id of the finding, such as q14.
    finding: Id,
    /// Id of the theme that it belongs to.
    theme: Id,
    /// Wording of the question.
    question: Name,
    /// Good answers.
    positive: Option<Vec<Name>>,
    /// Answers that count and are not good.
    other: Option<Vec<Name>>,
    /// Answers that do not count, such as Does not apply.
    leave_out: Option<Vec<Name>>,
    /// true where the question is worded the other way round: an answer that is good elsewhere is not good here.
    reversed: Option<Flag>,
    /// true: the answers were sorted by the program, and nobody has agreed to it yet. The import asks.
    proposed: Option<Flag>,
}

/// Column that becomes comments.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CommentColumn {
    /// Id of the column whose words become comments.
    column: Name,
    /// Theme of its comments: an id, unsorted, or a column of labels.
    theme: ThemeOf,
    /// true: words that may point to a person are blacked out.
    redact: Option<Flag>,
}

/// Theme of the comments of a column.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum ThemeOf {
    /// Id of a theme, or unsorted.
    Whole(Id),
    /// Column whose labels say the theme.
    Column(ThemeColumn),
}

/// Column whose labels say the theme. Comments with any other label stay unsorted.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ThemeColumn {
    /// Id of the column.
    column: Name,
    /// Id of the theme for each label.
    values: Option<BTreeMap<String, Id>>,
}

/// Decision on one comment.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Placed {
    /// Id of the comment.
    comment: Id,
    /// Id of the theme that it was sorted into, or unsorted.
    theme: Option<Id>,
    /// true: the comment is kept off the wall. false: somebody let it go.
    hold: Option<Flag>,
    /// true: words that may point to a person are blacked out.
    redact: Option<Flag>,
    /// true: the comment is not imported.
    leave_out: Option<Flag>,
}
