//! Drafts a codebook for exports. Everything in it is a proposal that a person reviews before anything is counted.
//!
//! A nurse without data skills should have little to type: known scales are sorted, sentences become comments, and other
//! columns are set aside.

mod ids;
mod remarks;
mod rule;
mod sorting;
#[cfg(test)]
mod tests;
mod uses;

use std::collections::HashSet;

pub use self::{
    ids::finding_for,
    remarks::remarks,
    rule::{day_column, roles},
    sorting::{Direction, direction, sort_answers},
    uses::{ProposedUse, column_uses},
};
use self::{
    ids::{finding_id, free_name},
    rule::{main_year, named_sheet, proposed_rule},
    uses::is_scored,
};
use super::{
    export::{AnswerKind, Export},
    labels,
    results::lines,
    scale,
    search::{self, ThemeText},
    table::Answer,
};
use crate::domain::{
    alike::folded,
    codebook::{
        Codebook, CodebookTheme, CommentColumn, ExportRule, QuestionColumn, RowLabel, ThemeOf,
    },
    findings::Findings,
};

/// Id and title of the theme that holds questions until somebody sorts them. It is never suggested for a comment.
pub const TO_SORT: (&str, &str) = ("to-sort", "To sort");

/// Drafts a codebook for exports; questions that `existing` findings know keep their theme and id.
pub fn codebook(exports: &[Export], existing: Option<&Findings>) -> Codebook {
    let mut codebook = Codebook::default();
    if let Some(findings) = existing {
        codebook.unit = findings.unit.clone();
        codebook.survey.title.clone_from(&findings.survey.title);
        codebook.survey.hide_below = findings.survey.hide_below;
        codebook.themes = findings.discussed_themes().map(theme_entry).collect();
    }
    complete(&mut codebook, exports, existing);
    codebook
}

fn theme_entry(theme: &crate::domain::findings::Theme) -> CodebookTheme {
    CodebookTheme {
        id: theme.id.clone(),
        title: theme.title.clone(),
    }
}

/// Words that describe each theme of the codebook: title, standard and questions.
pub fn theme_texts(codebook: &Codebook, existing: Option<&Findings>) -> Vec<ThemeText> {
    let mut about = promise_texts(codebook, existing);
    for (theme, about) in codebook.themes.iter().zip(&mut about) {
        for question in codebook.questions.iter().filter(|q| q.theme == theme.id) {
            about.words.push(' ');
            about.words.push_str(&question.question);
        }
    }
    about
}

/// Words of each theme without its questions: all that a new unit has before its first survey.
fn promise_texts(codebook: &Codebook, existing: Option<&Findings>) -> Vec<ThemeText> {
    let words_of = |theme: &CodebookTheme| {
        let standard = existing.and_then(|f| f.theme(&theme.id));
        let standard = standard.map_or("", |t| t.standard.as_str());
        ThemeText {
            words: format!("{} {standard}", theme.title),
        }
    };
    codebook.themes.iter().map(words_of).collect()
}

/// Adds the files and columns that a codebook lacks, and returns the number of columns added. Existing entries are left as
/// they are.
pub fn complete(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) -> usize {
    let mut added = 0;
    if codebook.survey.period.is_empty() {
        codebook.survey.period = exports.iter().find_map(main_year).unwrap_or_default();
    }
    if codebook.themes.is_empty() {
        codebook.themes.push(CodebookTheme {
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
        // A second download of the same export has another file name, so a lone rule fits a lone file of its kind.
        let same = |rule: &ExportRule| rule.results.is_some() == export.is_results();
        let again =
            exports.len() == 1 && codebook.exports.len() == 1 && codebook.exports.iter().all(same);
        let at = known.or(again.then_some(0)).unwrap_or_else(|| {
            let rule = proposed_rule(export, &codebook.unit);
            codebook.exports.push(rule);
            codebook.exports.len() - 1
        });
        // A sheet named on the command line must win over the codebook's, or the next run would read another one.
        if export.reading.chosen
            && let Some(rule) = codebook.exports.get_mut(at)
        {
            rule.sheet = named_sheet(export);
        }
        if export.is_results() {
            added += add_questions(codebook, at, export, existing);
            continue;
        }
        added += add_columns(codebook, at, export, existing);
    }
    // Only for a new codebook: later, themes that people chose must not be overwritten by labels.
    if !had_comments {
        use_labels(codebook, exports, existing);
    }
    // A table that assigns every question to a theme leaves nothing to sort.
    let is_used = |id: &str| codebook.questions.iter().any(|q| q.theme == id);
    if exports.iter().all(Export::is_results) && codebook.themes.len() > 1 && !is_used(TO_SORT.0) {
        codebook.themes.retain(|t| t.id != TO_SORT.0);
    }
    added
}

/// Keeps the themes of comments that somebody labelled before the export.
fn use_labels(codebook: &mut Codebook, exports: &[Export], existing: Option<&Findings>) {
    let found = labels::label_columns(exports);
    let pairs = labels::pair_with_comments(&found, codebook.comments.len());
    let pairs: Vec<(usize, labels::LabelColumn)> = pairs
        .into_iter()
        .enumerate()
        .filter_map(|(nth, pair)| Some((nth, pair?.clone())))
        .collect();
    for (nth, of) in pairs {
        let about = promise_texts(codebook, existing);
        let theme = labels::assign_themes(codebook, &of, &about);
        if let Some(column) = codebook.comments.get_mut(nth) {
            column.theme = theme;
        }
    }
}

/// Adds the questions of a table of results that the codebook lacks, and returns their number. They count as agreed unless
/// answers have rows or the question may be reversed.
pub fn add_questions(
    codebook: &mut Codebook,
    rule: usize,
    export: &Export,
    existing: Option<&Findings>,
) -> usize {
    let Some(rule) = codebook.exports.get(rule).cloned() else {
        return 0;
    };
    let asked = lines::questions(&lines::result_rows(export, &rule));
    let promises = promise_texts(codebook, existing);
    let titled = asked.iter().any(|a| !a.theme.is_empty());
    let mut added = 0;
    for one in asked {
        let wanted = folded(&one.key);
        let known = codebook
            .questions
            .iter()
            .any(|q| folded(&q.column) == wanted)
            || codebook.unused.iter().any(|u| folded(u) == wanted);
        if known {
            continue;
        }
        added += 1;
        let (theirs, finding) =
            finding_for(codebook, existing, &one.question, &finding_id(&one.key));
        let suggested = search::suggest(&one.question, &promises).unwrap_or(0);
        let theme = match theirs {
            Some(theme) => theme,
            None if titled && !one.theme.is_empty() => theme_of(codebook, &one.theme),
            None => codebook
                .themes
                .get(suggested)
                .map(|t| t.id.clone())
                .unwrap_or_default(),
        };
        let answers: Vec<Answer> = one
            .answers
            .iter()
            .map(|text| Answer {
                text: text.clone(),
                count: 1,
            })
            .collect();
        let sorted = sort_answers(&one.question, &answers);
        // For "Did you feel ignored?" a high percentage is bad, which only a person can confirm.
        let asks = scale::may_be_reversed(&one.question, "");
        codebook.questions.push(QuestionColumn {
            column: one.key,
            finding,
            theme,
            question: one.question,
            agreed: answers.is_empty() && !asks,
            ..sorted
        });
    }
    added
}

/// Id of the theme with a title; creates the theme if needed.
fn theme_of(codebook: &mut Codebook, title: &str) -> String {
    let wanted = folded(title);
    if let Some(there) = codebook.themes.iter().find(|t| folded(&t.title) == wanted) {
        return there.id.clone();
    }
    let id = labels::new_theme_id(codebook, title);
    codebook.themes.push(CodebookTheme {
        id: id.clone(),
        title: title.to_owned(),
    });
    id
}

/// Adds the columns of a file that the codebook lacks, and returns their number.
fn add_columns(
    codebook: &mut Codebook,
    rule: usize,
    export: &Export,
    existing: Option<&Findings>,
) -> usize {
    let mut added = 0;
    let says: HashSet<String> = said_by_columns(codebook, rule);
    let promises = promise_texts(codebook, existing);
    for (nth, (described, cells)) in export
        .columns
        .iter()
        .zip(export.table.columns())
        .enumerate()
    {
        let scored = is_scored(export, nth);
        let ours = codebook
            .exports
            .get(rule)
            .and_then(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
            .map_or(described.id.as_str(), |(ours, _)| ours.as_str())
            .to_owned();
        // A column that tells the strand or the period is not a question as well.
        if says.contains(&ours) || has_column(codebook, &ours, described, rule) {
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
        // The same question under another column name, in a second file, counts into one finding.
        let same = codebook
            .questions
            .iter()
            .find(|q| folded(&q.question) == folded(&wording))
            .map(|q| q.column.clone());
        // Only from the second file on. Within one file, two columns with the same wording are two questions.
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
        // Falls back to the first theme, which is "To sort" in a new codebook.
        let nearest = search::suggest(&wording, &promises).unwrap_or(0);
        let theme = codebook.themes.get(nearest);
        let theme = theme.map(|t| t.id.clone()).unwrap_or_default();
        match described.kind {
            _ if scored => {
                let sorted = sort_answers(&wording, cells.answers().unwrap_or_default());
                let (known, finding) = finding_for(codebook, existing, &wording, &column);
                codebook.questions.push(QuestionColumn {
                    finding,
                    theme: known.unwrap_or(theme),
                    column,
                    question: wording,
                    agreed: false,
                    ..sorted
                });
            }
            AnswerKind::Text if described.sentences => codebook.comments.push(CommentColumn {
                column,
                theme: ThemeOf::unsorted(),
                redact: false,
            }),
            _ => codebook.unused.push(column),
        }
    }
    added
}

/// Columns that tell strand or period.
fn said_by_columns(codebook: &Codebook, rule: usize) -> HashSet<String> {
    let rule = codebook.exports.get(rule);
    let by = rule.into_iter().flat_map(|r| [&r.strand, &r.period]);
    by.filter_map(RowLabel::column).map(str::to_owned).collect()
}

/// True if the codebook has this column.
fn has_column(
    codebook: &Codebook,
    id: &str,
    described: &super::export::ColumnInfo,
    rule: usize,
) -> bool {
    if let Some(question) = codebook.questions.iter().find(|q| q.column == id) {
        let here = folded(&question.question);
        // In a second file the same name may belong to another question, so wordings are compared there.
        return rule == 0
            || here.contains(&folded(&described.question))
            || described.question == described.id;
    }
    codebook.comments.iter().any(|c| c.column == id) || codebook.unused.iter().any(|u| u == id)
}
