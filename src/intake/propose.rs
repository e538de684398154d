//! A codebook as a program would fill it in: everything in it is a proposal that a person looks at before anything is counted.
//!
//! Whoever has no data skills should find little to type: the scales are known, the words are comments, and the rest is out of the way.

use std::collections::HashSet;

use super::{
    export::{Export, Kind},
    kind::is_missing,
    labels, scale,
    score::folded,
    search::{self, About},
    table::Answer,
};
use crate::{
    domain::{
        codebook::{By, Codebook, CommentColumn, ExportRule, Question, ThemeOf, ThemeSaid},
        findings::{Findings, SourceKind},
    },
    yaml::Remarks,
};

/// Where questions stand until somebody sorts them, by its id and title: a theme that is suggested for nothing.
pub const TO_SORT: (&str, &str) = ("to-sort", "To sort");

/// Different answers of a column that may say the strand.
const MOST_STRANDS: usize = 12;

/// A codebook for these exports; what `existing` findings know of the same questions is used.
pub fn codebook(exports: &[Export], existing: Option<&Findings>) -> Codebook {
    let mut codebook = Codebook::default();
    if let Some(findings) = existing {
        codebook.unit = findings.unit.clone();
        codebook.survey.title.clone_from(&findings.survey.title);
        codebook.survey.hide_below = findings.survey.hide_below;
        codebook.themes = findings.themes.iter().map(said).collect();
    }
    complete(&mut codebook, exports, existing);
    codebook
}

fn said(theme: &crate::domain::findings::Theme) -> ThemeSaid {
    ThemeSaid {
        id: theme.id.clone(),
        title: theme.title.clone(),
    }
}

/// What each theme is about: its title, its standard, and the questions that are put to it.
pub fn about(codebook: &Codebook, existing: Option<&Findings>) -> Vec<About> {
    let mut about = promised(codebook, existing);
    for (theme, about) in codebook.themes.iter().zip(&mut about) {
        for question in codebook.questions.iter().filter(|q| q.theme == theme.id) {
            about.words.push(' ');
            about.words.push_str(&question.question);
        }
    }
    about
}

/// Each theme by its title and standard alone: what a new unit has of them before anybody was asked.
fn promised(codebook: &Codebook, existing: Option<&Findings>) -> Vec<About> {
    let words_of = |theme: &ThemeSaid| {
        let standard = existing.and_then(|f| f.theme(&theme.id));
        let standard = standard.map_or("", |t| t.standard.as_str());
        About {
            words: format!("{} {standard}", theme.title),
        }
    };
    codebook.themes.iter().map(words_of).collect()
}

/// Adds to a codebook what it does not know yet: files, and columns. What it says already stays as it is. Says how many
/// columns were added.
pub fn complete(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) -> usize {
    let mut added = 0;
    if codebook.survey.period.is_empty() {
        codebook.survey.period = exports.iter().find_map(year).unwrap_or_default();
    }
    if codebook.themes.is_empty() {
        codebook.themes.push(ThemeSaid {
            id: TO_SORT.0.to_owned(),
            title: TO_SORT.1.to_owned(),
        });
    }
    let had_comments = !codebook.comments.is_empty();
    for export in exports {
        let known = codebook
            .exports
            .iter()
            .position(|rule| rule.file == export.name);
        // A file that was downloaded again has another name.
        let again = exports.len() == 1 && codebook.exports.len() == 1;
        let at = known.or(again.then_some(0)).unwrap_or_else(|| {
            codebook.exports.push(rule(export));
            codebook.exports.len() - 1
        });
        added += columns(codebook, at, export, existing);
    }
    if !had_comments {
        use_labels(codebook, exports, existing);
    }
    added
}

/// Comments that somebody has sorted before keep their themes.
fn use_labels(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) {
    let found = labels::columns(exports);
    let pairs = labels::pair(&found, codebook.comments.len());
    let pairs: Vec<(usize, labels::Labels)> = pairs
        .into_iter()
        .enumerate()
        .filter_map(|(nth, pair)| Some((nth, pair?.clone())))
        .collect();
    for (nth, of) in pairs {
        let about = promised(codebook, existing);
        let theme = labels::themes(codebook, &of, &about);
        if let Some(column) = codebook.comments.get_mut(nth) {
            column.theme = theme;
        }
    }
}

/// What can be said of a file by itself.
fn rule(export: &Export) -> ExportRule {
    let name = export.name.to_lowercase();
    let from_name = ["primary", "secondary"]
        .into_iter()
        .filter(|s| name.contains(s));
    let strand = match from_name.collect::<Vec<_>>().as_slice() {
        [only] => By::Is((*only).to_owned()),
        _ => strand_column(export).unwrap_or(By::Is(String::new())),
    };
    ExportRule {
        file: export.name.clone(),
        kind: if export.is_interview() {
            SourceKind::Interview
        } else {
            SourceKind::Survey
        },
        strand,
        period: By::Is(String::new()),
        invited: Vec::new(),
        columns: Vec::new(),
    }
}

/// A column that tells patients of primary and secondary disease apart, by its answers.
fn strand_column(export: &Export) -> Option<By> {
    export
        .columns
        .iter()
        .zip(export.table.columns())
        .find_map(|(described, cells)| {
            let answers = cells.answers().filter(|a| a.len() <= MOST_STRANDS)?;
            if !matches!(described.kind, Kind::Choice | Kind::Scale) {
                return None;
            }
            let strand = |text: &str| {
                let text = text.to_lowercase();
                match () {
                    () if text.contains("secondary") || text.contains("metasta") => {
                        Some("secondary")
                    }
                    () if text.contains("primary") => Some("primary"),
                    () => None,
                }
            };
            let mut seen = HashSet::new();
            let values: Vec<(String, String)> = answers
                .iter()
                .filter(|a| seen.insert(folded(&a.text)))
                .filter_map(|a| Some((a.text.clone(), strand(&a.text)?.to_owned())))
                .collect();
            let both = ["primary", "secondary"]
                .iter()
                .all(|s| values.iter().any(|(_, v)| v == s));
            both.then(|| By::Column {
                column: described.id.clone(),
                values,
                leave_out: Vec::new(),
            })
        })
}

/// The year in which most people answered, by the first column of days.
fn year(export: &Export) -> Option<String> {
    let (nth, _) = export
        .columns
        .iter()
        .enumerate()
        .find(|(_, c)| c.kind == Kind::Date)?;
    let cells = export.table.columns().get(nth)?;
    let mut years: Vec<(u32, usize)> = Vec::new();
    let step = (export.table.rows() / 5000).max(1);
    for row in (0..export.table.rows()).step_by(step) {
        let numbers = cells.cell(row).split(|c: char| !c.is_ascii_digit());
        let year = numbers
            .filter(|n| n.len() == 4)
            .find_map(|n| n.parse().ok());
        let Some(year) = year.filter(|y| (1990..2100).contains(y)) else {
            continue;
        };
        match years.iter_mut().find(|(y, _)| *y == year) {
            Some((_, n)) => *n += 1,
            None => years.push((year, 1)),
        }
    }
    let (year, _) = years.into_iter().max_by_key(|(year, n)| (*n, *year))?;
    Some(year.to_string())
}

/// Adds the columns of a file that the codebook does not know; says how many.
fn columns(
    codebook: &mut Codebook,
    rule: usize,
    export: &Export,
    existing: Option<&Findings>,
) -> usize {
    let mut added = 0;
    let says: HashSet<String> = said_by_columns(codebook, rule);
    let promises = promised(codebook, existing);
    for (described, cells) in export.columns.iter().zip(export.table.columns()) {
        let ours = codebook
            .exports
            .get(rule)
            .and_then(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
            .map_or(described.id.as_str(), |(ours, _)| ours.as_str())
            .to_owned();
        if says.contains(&ours) || knows(codebook, &ours, described, rule) {
            continue;
        }
        let wording = described.option.as_ref().map_or_else(
            || described.question.clone(),
            |option| {
                format!(
                    "{} {}{option}",
                    described.question,
                    if described.question.ends_with(['?', ':', '.']) {
                        ""
                    } else {
                        "- "
                    }
                )
            },
        );
        // The same question under another name, in another file.
        let same = codebook
            .questions
            .iter()
            .find(|q| folded(&q.question) == folded(&wording))
            .map(|q| q.column.clone());
        if let (Some(same), true) = (same, rule > 0)
            && let Some(rule) = codebook.exports.get_mut(rule)
        {
            if same != described.id {
                rule.columns.push((same, described.id.clone()));
            }
            continue;
        }
        added += 1;
        let column = free_name(codebook, &ours);
        if column != described.id
            && let Some(rule) = codebook.exports.get_mut(rule)
        {
            rule.columns.push((column.clone(), described.id.clone()));
        }
        // The theme whose words it has most in common with, else the first.
        let nth = search::suggest(&wording, &promises).unwrap_or(0);
        let theme = codebook.themes.get(nth);
        let theme = theme.map(|t| t.id.clone()).unwrap_or_default();
        match described.kind {
            Kind::Scale => {
                let asked = existing.and_then(|f| finding_of(f, &wording));
                let sorted = sorted(&wording, cells.answers().unwrap_or_default());
                let finding = asked.map_or_else(
                    || free_id(codebook, existing, &column),
                    |(_, id)| id.to_owned(),
                );
                codebook.questions.push(Question {
                    finding,
                    theme: asked.map_or(theme, |(theme, _)| theme.to_owned()),
                    column,
                    question: wording,
                    agreed: false,
                    ..sorted
                });
            }
            Kind::Text => codebook.comments.push(CommentColumn {
                column,
                theme: ThemeOf::unsorted(),
                redact: false,
            }),
            _ => codebook.unused.push(column),
        }
    }
    added
}

/// A question whose answers are sorted as far as a scale knows them, each once however it is spelt; the rest of it is empty.
pub fn sorted(wording: &str, answers: &[Answer]) -> Question {
    let known = scale::partial(wording, answers)
        .map(|p| p.known)
        .unwrap_or_default();
    let mut seen = HashSet::new();
    let mut once = |list: Vec<String>| -> Vec<String> {
        list.into_iter()
            .filter(|a| seen.insert(folded(a)))
            .collect()
    };
    let (positive, other) = (once(known.positive), once(known.other));
    let mut leave_out = once(known.leave_out);
    // `NA` in a cell is no answer, whatever the scale.
    let missing = answers
        .iter()
        .map(|a| a.text.clone())
        .filter(|a| is_missing(a));
    leave_out.extend(once(missing.collect()));
    Question {
        column: String::new(),
        finding: String::new(),
        theme: String::new(),
        question: wording.to_owned(),
        positive,
        other,
        leave_out,
        agreed: false,
    }
}

/// Columns that say strand or period.
fn said_by_columns(codebook: &Codebook, rule: usize) -> HashSet<String> {
    let rule = codebook.exports.get(rule);
    let by = rule.into_iter().flat_map(|r| [&r.strand, &r.period]);
    by.filter_map(|by| match by {
        By::Column { column, .. } => Some(column.clone()),
        By::Is(_) => None,
    })
    .collect()
}

/// Whether the codebook speaks of a column of that name, and means this one: in a second file the name may be another question's.
fn knows(codebook: &Codebook, id: &str, described: &super::export::Described, rule: usize) -> bool {
    if let Some(question) = codebook.questions.iter().find(|q| q.column == id) {
        let here = folded(&question.question);
        return rule == 0
            || here.contains(&folded(&described.question))
            || described.question == described.id;
    }
    codebook.comments.iter().any(|c| c.column == id) || codebook.unused.iter().any(|u| u == id)
}

/// A name for a column that none has yet.
fn free_name(codebook: &Codebook, id: &str) -> String {
    let taken = |name: &str| {
        codebook.questions.iter().any(|q| q.column == name)
            || codebook.comments.iter().any(|c| c.column == name)
            || codebook.unused.iter().any(|u| u == name)
    };
    numbered(id, taken)
}

/// An id for a finding that no finding, comment or question has.
fn free_id(codebook: &Codebook, existing: Option<&Findings>, column: &str) -> String {
    let taken = |id: &str| {
        codebook.questions.iter().any(|q| q.finding == id)
            || existing.is_some_and(|f| f.finding(id).is_some() || f.comment(id).is_some())
    };
    numbered(&column.to_lowercase(), taken)
}

fn numbered(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let mut n = 2_u32;
    loop {
        let name = format!("{base}-{n}");
        if n == u32::MAX || !taken(&name) {
            return name;
        }
        n += 1;
    }
}

/// The theme and id of the finding that asked the same.
fn finding_of<'f>(findings: &'f Findings, wording: &str) -> Option<(&'f str, &'f str)> {
    let wanted = folded(wording);
    findings.themes.iter().find_map(|theme| {
        let finding = theme
            .findings
            .iter()
            .find(|f| folded(&f.question) == wanted)?;
        Some((theme.id.as_str(), finding.id.as_str()))
    })
}

/// Answers of a remark at most.
const MOST_SHOWN: usize = 12;

/// For each column of a codebook, what stands beside it as a remark: how many answered, how often each answer was given, and
/// which answers nobody has sorted. Of identifiers and words only counts.
pub fn remarks(exports: &[Export], codebook: &Codebook) -> Remarks {
    let mut remarks = Remarks::new();
    for export in exports {
        for (described, cells) in export.columns.iter().zip(export.table.columns()) {
            let ours = codebook
                .exports
                .iter()
                .filter(|r| r.file == export.name)
                .find_map(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
                .map_or(&described.id, |(ours, _)| ours);
            let mut lines = Vec::new();
            let people = format!("{} of {} answered", cells.answered(), export.table.rows());
            let question = codebook.questions.iter().find(|q| q.column == *ours);
            match (question, cells.answers()) {
                (Some(question), Some(answers)) if described.kind != Kind::Identifier => {
                    let mut most: Vec<_> = answers.iter().collect();
                    most.sort_by_key(|a| std::cmp::Reverse(a.count));
                    let shown = most
                        .iter()
                        .take(MOST_SHOWN)
                        .map(|a| format!("{} {}", a.count, a.text));
                    let shown: Vec<String> = shown.collect();
                    let more = if most.len() > MOST_SHOWN { ", ..." } else { "" };
                    lines.push(format!("{people}: {}{more}", shown.join(", ")));
                    let sorted: HashSet<String> =
                        [&question.positive, &question.other, &question.leave_out]
                            .into_iter()
                            .flatten()
                            .map(|a| folded(a))
                            .collect();
                    let open: Vec<&str> = answers
                        .iter()
                        .map(|a| a.text.as_str())
                        .filter(|a| !sorted.contains(&folded(a)))
                        .collect();
                    if !open.is_empty() {
                        lines.push(format!("not sorted yet: {}", open.join(", ")));
                    }
                }
                _ => lines.push(people),
            }
            remarks.entry(ours.clone()).or_default().extend(lines);
        }
    }
    remarks
}
