//! `codebook.yaml` with a remark at every part, for somebody who opens it in an editor and has read nothing else.
//!
//! The count of each answer stands beside it as a comment, for the person who sorts the answers.

use std::collections::HashMap;

use super::{
    emit::emit,
    unit_of,
    value::{YamlBlock, YamlValue},
};
use crate::{
    domain::codebook::{
        Codebook, CodebookTheme, CommentColumn, CommentDecision, ExportRule, QuestionColumn,
        RowLabel, SurveyInfo, ThemeOf, Weighting,
    },
    yaml::FileKind,
};

/// Remarks to write above the entries of a column, by the column's id.
pub type Remarks = HashMap<String, Vec<String>>;

const HEAD: &str = "\
# The codebook: how the export of a survey becomes findings.yaml. `pledge import` goes by it.
#
# A line that begins with # is a remark; the program does not read it. Change what stands after a colon, and save.
# Nothing here is a patient\u{2019}s: comments stand here by their ids only.
";
const EXPORTS: &str = "
# The files. strand: whose answers they are, such as primary; period: when they were asked, such as \"2026\". Where a column says it:
#   strand: {column: Q3, values: {Primary breast cancer: primary, Secondary breast cancer: secondary}, leave_out: [Not sure]}
# Where a column of days says the period: period: {column: Date, by: month} (or quarter, or year).
# sheet: which sheet of a workbook is read.
# An empty answer is left out by \"\". invited: how many people were asked, by strand. columns: where this file calls a column
# otherwise than the questions below, such as {Q14: Q9}. kind: survey or interview.
# results: the file is a table of results and not of answers. ask: nobody has said yet whether its percentages are weighted or
# adjusted; counted: they are shares of whole people; weighted: they are not, and stay as they are. hospital: whose rows are read.
# columns say there what each column holds: question, code, answer, theme, hospital, base, percentage, count, national, lower,
# upper or range, with the strand and period of its numbers behind it, such as {percentage secondary 2023: Column_7}.
";
const NAMES: &str = "
# Names of staff, wards and places: a comment with one of them is kept off the wall until somebody releases it.
";
const THEMES: &str = "
# The themes, in the order of the wall.
";
const QUESTIONS: &str = "
# Columns that become findings. positive: good answers. other: answers that count and are not good. leave_out: answers that do
# not count, such as \"does not apply\". Every answer has to stand in one of the three. proposed: true means that nobody has looked
# yet: when it is right, delete that line. Nothing is imported while one is left. reversed: true says that the question is worded the
# other way round (\"Did you feel ignored?\"), so that its good answers are those that are not good elsewhere.
";
const COMMENTS: &str = "
# Columns whose words become comments. theme: where they belong; not-sorted is the place of those that nobody has sorted, and never
# comes on the agenda. Where a column of labels says it:
#   theme: {column: Label, values: {Long wait: waiting, Kind staff: kindness}}
# redact: true puts [name], [phone] and so on in the place of what may point to a person.
";
const PLACED: &str = "
# What was decided of single comments: their theme, hold: true keeps one off the wall and false releases it, redact, leave_out.
";
const UNUSED: &str = "
# Columns that are not used. Those that say who answered are among them, and are never read into any file.
";

/// `codebook.yaml` as text. Reading it gives the same value.
pub fn write_codebook(codebook: &Codebook, remarks: &Remarks) -> String {
    let Codebook {
        unit,
        survey,
        exports,
        names,
        themes,
        questions,
        comments,
        placed,
        unused,
    } = codebook;
    let SurveyInfo {
        title,
        period,
        hide_below,
    } = survey;
    let mut out = String::from(HEAD);
    out.push('\n');
    let survey = YamlBlock::new()
        .with("title", title)
        .with("period", period)
        .with("hide_below", *hide_below);
    out.push_str(&emit(
        &YamlBlock::new()
            .with("pledge", FileKind::Codebook.header())
            .with("unit", unit_of(unit))
            .with("survey", survey),
    ));
    // Parts are emitted one by one, because the layout knows values only and no remarks.
    let mut part = |head: &str, key: &str, entries: Vec<(Option<&String>, YamlValue)>| {
        out.push_str(head);
        if entries.is_empty() {
            out.push_str(key);
            out.push_str(": []\n");
            return;
        }
        out.push_str(key);
        out.push_str(":\n");
        for (column, entry) in entries {
            for line in column.and_then(|c| remarks.get(c)).into_iter().flatten() {
                out.push_str("  # ");
                out.push_str(&one_line(line));
                out.push('\n');
            }
            // As it stands in a list, without the list\u{2019}s key.
            // With its key around it, so that it gets the margin and the line breaks that it has in
            // the whole list.
            let alone = emit(&YamlBlock::new().with(key, YamlValue::List(vec![entry])));
            out.push_str(in_list(&alone));
        }
    };
    let plain = |value: YamlValue| (None, value);
    part(
        EXPORTS,
        "exports",
        exports.iter().map(|e| plain(export(e))).collect(),
    );
    part(
        THEMES,
        "themes",
        themes.iter().map(|t| plain(theme(t))).collect(),
    );
    part(
        QUESTIONS,
        "questions",
        questions
            .iter()
            .map(|q| (Some(&q.column), question(q)))
            .collect(),
    );
    part(
        COMMENTS,
        "comments",
        comments
            .iter()
            .map(|c| (Some(&c.column), comment(c)))
            .collect(),
    );
    part(
        PLACED,
        "placed",
        placed.iter().map(|p| plain(place(p))).collect(),
    );
    let texts = |texts: &[String]| {
        texts
            .iter()
            .map(|t| t.as_str().into())
            .collect::<Vec<YamlValue>>()
    };
    for (head, key, list) in [(NAMES, "names", names), (UNUSED, "unused", unused)] {
        out.push_str(head);
        out.push_str(&emit(
            &YamlBlock::new().with(key, YamlValue::List(texts(list))),
        ));
    }
    out
}

/// The comment behind the first line.
fn in_list(emitted: &str) -> &str {
    emitted.split_once('\n').map_or("", |(_, rest)| rest)
}

/// A remark must not end before its line does.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn export(rule: &ExportRule) -> YamlValue {
    let ExportRule {
        file,
        kind,
        sheet,
        strand,
        period,
        invited,
        columns,
        results,
        hospital,
    } = rule;
    let counts = YamlBlock(
        invited
            .iter()
            .map(|(s, n)| (s.clone(), (*n).into()))
            .collect(),
    );
    let block = YamlBlock::new()
        .with("file", file)
        .with("kind", kind.word())
        .may("sheet", (!sheet.is_empty()).then_some(sheet))
        .with("strand", by(strand))
        .with("period", by(period))
        .may("invited", (!invited.is_empty()).then_some(counts));
    block
        .may("results", results.map(Weighting::word))
        .filled("hospital", hospital)
        .may("columns", (!columns.is_empty()).then(|| pairs(columns)))
        .into()
}

fn pairs(pairs: &[(String, String)]) -> YamlBlock {
    YamlBlock(
        pairs
            .iter()
            .map(|(key, value)| (key.clone(), value.into()))
            .collect(),
    )
}

fn by(by: &RowLabel) -> YamlValue {
    match by {
        RowLabel::Is(text) => text.into(),
        RowLabel::Column {
            column,
            values,
            leave_out,
        } => YamlBlock::new()
            .with("column", column)
            .with("values", pairs(values))
            .list("leave_out", leave_out, |answer| answer.into())
            .into(),
        RowLabel::Days { column, each } => YamlBlock::new()
            .with("column", column)
            .with("by", each.word())
            .into(),
    }
}

fn theme(theme: &CodebookTheme) -> YamlValue {
    let CodebookTheme { id, title } = theme;
    YamlBlock::new().with("id", id).with("title", title).into()
}

fn question(question: &QuestionColumn) -> YamlValue {
    let QuestionColumn {
        column,
        finding,
        theme,
        question,
        positive,
        other,
        leave_out,
        agreed,
        reversed,
    } = question;
    YamlBlock::new()
        .with("column", column)
        .with("finding", finding)
        .with("theme", theme)
        .with("question", question)
        .every("positive", positive, |answer| answer.into())
        .every("other", other, |answer| answer.into())
        .list("leave_out", leave_out, |answer| answer.into())
        .when("reversed", *reversed)
        .when("proposed", !*agreed)
        .into()
}

fn comment(column: &CommentColumn) -> YamlValue {
    let CommentColumn {
        column,
        theme,
        redact,
    } = column;
    YamlBlock::new()
        .with("column", column)
        .with("theme", theme_of(theme))
        .when("redact", *redact)
        .into()
}

fn theme_of(theme: &ThemeOf) -> YamlValue {
    match theme {
        ThemeOf::Is(id) => id.into(),
        ThemeOf::Column { column, values } => YamlBlock::new()
            .with("column", column)
            .with("values", pairs(values))
            .into(),
    }
}

fn place(placed: &CommentDecision) -> YamlValue {
    let CommentDecision {
        comment,
        theme,
        hold,
        redact,
        leave_out,
    } = placed;
    YamlBlock::new()
        .with("comment", comment)
        .may("theme", theme.as_ref())
        .may("hold", *hold)
        .when("redact", *redact)
        .when("leave_out", *leave_out)
        .into()
}
