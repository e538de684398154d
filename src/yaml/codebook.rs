//! `codebook.yaml`: its keys, and the rules that hold within it.
//!
//! It is filled in by degrees, by a program, a person and the program again: what nobody has said yet is empty and no
//! fault. The import itself checks that there is enough to count by.

use std::collections::HashSet;

use super::{
    chars::quoted,
    findings::UNIT,
    reader::{
        At, FieldSpec, Fields,
        ids::{EVIDENCE, Once, THEME},
        may, need,
    },
    tree::ValueKind,
};
use crate::domain::{
    codebook::{
        Codebook, CodebookTheme, ColumnContent, ColumnRole, CommentColumn, CommentDecision,
        ExportRule, PeriodLength, QuestionColumn, RowLabel, SurveyInfo, ThemeOf, Weighting, folded,
    },
    findings::{SourceKind, UNSORTED, Unit},
};

pub(super) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    may("unit"),
    may("survey"),
    may("exports"),
    may("names"),
    may("themes"),
    may("questions"),
    may("comments"),
    may("placed"),
    may("unused"),
];
pub(super) const SURVEY: &[FieldSpec] = &[may("title"), may("period"), may("hide_below")];
pub(super) const EXPORT: &[FieldSpec] = &[
    need("file", "which file it is about, without its folder"),
    may("kind"),
    may("sheet"),
    may("strand"),
    may("period"),
    may("invited"),
    may("columns"),
    may("results"),
    may("hospital"),
];
pub(super) const BY: &[FieldSpec] = &[
    need("column", "the column that says it"),
    may("values"),
    may("leave_out"),
    may("by"),
];
pub(super) const THEME_FIELDS: &[FieldSpec] = &[
    need("id", "what questions call the theme"),
    need("title", "what the theme is called on the wall"),
];
pub(super) const QUESTION: &[FieldSpec] = &[
    need("column", "the column whose answers count"),
    need("finding", "what the finding is called, such as `q14`"),
    need("theme", "which theme it belongs to"),
    need("question", "what patients were asked"),
    may("positive"),
    may("other"),
    may("leave_out"),
    may("reversed"),
    may("proposed"),
];
pub(super) const COMMENT: &[FieldSpec] = &[
    need("column", "the column whose words become comments"),
    need(
        "theme",
        "which theme they belong to, where nothing else is said",
    ),
    may("redact"),
];
pub(super) const THEME_OF: &[FieldSpec] = &[
    need("column", "the column whose labels say the theme"),
    may("values"),
];
pub(super) const PLACED: &[FieldSpec] = &[
    need("comment", "the comment\u{2019}s id"),
    may("theme"),
    may("hold"),
    may("redact"),
    may("leave_out"),
];

#[expect(
    clippy::unnecessary_wraps,
    reason = "what every file's reading gives; here nothing is needed"
)]
pub(super) fn read(file: &Fields<'_>) -> Option<Codebook> {
    let mut files = Once::new();
    // One for questions and comments together: a column is either counted or quoted.
    let mut columns = Once::new();
    let mut placed = Once::new();
    let exports = file.each("exports", |at| {
        let rule = read_export(at)?;
        once(at, &mut files, &rule.file, "the file");
        Some(rule)
    });
    Some(Codebook {
        unit: file.one("unit", read_unit).unwrap_or_default(),
        survey: file.one("survey", read_survey).unwrap_or_default(),
        exports,
        names: file.each("names", At::name),
        themes: file.each("themes", |at| {
            let map = at.map(THEME_FIELDS)?;
            let id = map.one("id", |at| at.new_id(THEME));
            let title = map.name("title");
            Some(CodebookTheme {
                id: id?,
                title: title?,
            })
        }),
        questions: file.each("questions", |at| read_question(at, &mut columns)),
        comments: file.each("comments", |at| {
            let map = at.map(COMMENT)?;
            let column = map.name("column");
            let theme = map.one("theme", read_theme_of);
            let redact = map.flag("redact");
            let column = column?;
            once(at, &mut columns, &column, "the column");
            Some(CommentColumn {
                column,
                theme: theme?,
                redact,
            })
        }),
        placed: file.each("placed", |at| {
            let map = at.map(PLACED)?;
            let theme = map.one("theme", sorted_or_not);
            let (hold, redact) = (map.one("hold", At::flag), map.flag("redact"));
            let leave_out = map.flag("leave_out");
            let comment = map.one("comment", At::id)?;
            once(at, &mut placed, &comment, "the comment");
            Some(CommentDecision {
                comment,
                theme,
                hold,
                redact,
                leave_out,
            })
        }),
        unused: file.each("unused", At::name),
    })
}

/// The id of a theme, or of the place of what nobody has sorted, which every codebook has.
fn sorted_or_not(at: &At<'_>) -> Option<String> {
    match at.id() {
        Some(id) if id == UNSORTED => Some(id),
        _ => at.known_id(THEME),
    }
}

/// Reads a theme for the whole column, or the column of labels that it depends on.
fn read_theme_of(at: &At<'_>) -> Option<ThemeOf> {
    if !matches!(at.node.kind, ValueKind::Map(_)) {
        return sorted_or_not(at).map(ThemeOf::Is);
    }
    let map = at.map(THEME_OF)?;
    let values = map.one("values", |at| {
        let entries = at.entries().into_iter();
        Some(
            entries
                .filter_map(|(label, at)| Some((label, sorted_or_not(&at)?)))
                .collect(),
        )
    });
    Some(ThemeOf::Column {
        column: map.name("column")?,
        values: values.unwrap_or_default(),
    })
}

/// Notes a name that is given twice.
fn once(at: &At<'_>, seen: &mut Once<String>, name: &str, what: &str) {
    if let Some(line) = seen.before(name.to_owned(), at) {
        at.error(
            format!("{what} {} again, first in line {line}", quoted(name)),
            "each once",
            "delete one of them",
        );
    }
}

fn read_unit(at: &At<'_>) -> Option<Unit> {
    let map = at.map(UNIT)?;
    Some(Unit {
        name: map.text("name")?,
        organisation: map.text("organisation").unwrap_or_default(),
    })
}

fn read_survey(at: &At<'_>) -> Option<SurveyInfo> {
    let map = at.map(SURVEY)?;
    let open = SurveyInfo::default();
    Some(SurveyInfo {
        title: map.text("title").unwrap_or_default(),
        period: map.text("period").unwrap_or_default(),
        hide_below: map.count("hide_below").unwrap_or(open.hide_below),
    })
}

fn read_export(at: &At<'_>) -> Option<ExportRule> {
    let map = at.map(EXPORT)?;
    let sheet = map.text("sheet");
    let strand = map.one("strand", |at| read_by(at, false));
    let period = map.one("period", |at| read_by(at, true));
    let kind = map.word("kind", SourceKind::WORDS);
    let invited = map.one("invited", |at| {
        let entries = at.entries().into_iter();
        Some(
            entries
                .filter_map(|(key, at)| Some((key, at.count()?)))
                .collect(),
        )
    });
    let columns = map.one("columns", |at| Some(pairs(at)));
    let results = map.word("results", Weighting::WORDS);
    let hospital = map.text("hospital");
    if let (Some(columns), true) = (&columns, map.get("results").is_some()) {
        for (role, _) in columns
            .iter()
            .filter(|(r, _)| ColumnRole::parse(r).is_none())
        {
            let words: Vec<&str> = ColumnContent::WORDS.iter().map(|(word, _)| *word).collect();
            map.get_or_here("columns").error(
                format!("the role {}", quoted(role)),
                format!("one of {}", words.join(", ")),
                "of numbers a strand and a period may follow: `percentage secondary 2023`",
            );
        }
    } else if hospital.is_some() {
        map.get_or_here("hospital").error(
            "a hospital of a file that holds answers",
            "`hospital` beside `results` only",
            "say which column tells hospitals apart under `strand`, or give the file of one hospital",
        );
    }
    Some(ExportRule {
        file: map.name("file")?,
        kind: kind.unwrap_or(SourceKind::Survey),
        sheet: sheet.unwrap_or_default(),
        strand: strand.unwrap_or(RowLabel::Is(String::new())),
        period: period.unwrap_or(RowLabel::Is(String::new())),
        invited: invited.unwrap_or_default(),
        columns: columns.unwrap_or_default(),
        results,
        hospital: hospital.unwrap_or_default(),
    })
}

/// Texts by keys that are texts.
fn pairs(at: &At<'_>) -> Vec<(String, String)> {
    let entries = at.entries().into_iter();
    entries
        .filter_map(|(key, at)| Some((key, at.name()?)))
        .collect()
}

/// Reads a text for the whole file, or the column that it depends on; a period may come from a day.
fn read_by(at: &At<'_>, may_be_days: bool) -> Option<RowLabel> {
    // A text is the short way for the usual case of one strand and one period a file.
    if !matches!(at.node.kind, ValueKind::Map(_)) {
        return at.text().map(RowLabel::Is);
    }
    let map = at.map(BY)?;
    let values = map.one("values", |at| Some(pairs(at))).unwrap_or_default();
    let leave_out = map.each("leave_out", At::text);
    // Folded, since answers of an export differ by capitals and blanks and are counted as one.
    let mut named: HashSet<String> = values.iter().map(|(answer, _)| folded(answer)).collect();
    for answer in &leave_out {
        if !named.insert(folded(answer)) {
            map.get_or_here("leave_out").error(
                format!("the answer {} again", quoted(answer)),
                "each answer once",
                "take it out of one of the two",
            );
        }
    }
    let by = map.get("by");
    let span = by.as_ref().and_then(|at| at.word(PeriodLength::WORDS));
    let column = map.name("column")?;
    // Without `by` every answer is named in `values`. Days cannot be, as there are hundreds of
    // them.
    let Some(by) = by else {
        return Some(RowLabel::Column {
            column,
            values,
            leave_out,
        });
    };
    if !may_be_days {
        let help =
            "give each answer its strand: `values: {Primary: primary, Secondary: secondary}`";
        by.error("`by` of a strand", "`by` of a period", help);
        return None;
    }
    if !values.is_empty() || !leave_out.is_empty() {
        let help = "take one of the two out: `by` makes a period of each day";
        by.error(
            "`by` beside `values` or `leave_out`",
            "one of the two",
            help,
        );
    }
    Some(RowLabel::Days {
        column,
        each: span?,
    })
}

fn read_question(at: &At<'_>, columns: &mut Once<String>) -> Option<QuestionColumn> {
    let map = at.map(QUESTION)?;
    let column = map.name("column");
    let finding = map.one("finding", |at| at.new_id(EVIDENCE));
    let theme = map.one("theme", |at| at.known_id(THEME));
    let question = map.name("question");
    // One for all three lists: an answer that is both good and not counted would make a percentage
    // of more than 100.
    let mut answers = Once::new();
    let mut list = |name| {
        map.each(name, |at: &At<'_>| {
            let answer = at.name()?;
            if let Some(line) = answers.before(folded(&answer), at) {
                at.error(
                    format!("the answer {} again, first in line {line}", quoted(&answer)),
                    "each answer in one of `positive`, `other` and `leave_out`",
                    "take it out of one of them",
                );
            }
            Some(answer)
        })
    };
    let (positive, other, leave_out) = (list("positive"), list("other"), list("leave_out"));
    let (proposed, reversed) = (map.flag("proposed"), map.flag("reversed"));
    let column = column?;
    once(at, columns, &column, "the column");
    Some(QuestionColumn {
        column,
        finding: finding?,
        theme: theme?,
        question: question?,
        positive,
        other,
        leave_out,
        agreed: !proposed,
        reversed,
    })
}
