//! Counts answers into findings, by the codebook alone.
//!
//! An answer that the codebook does not name is never guessed: all of them are listed at once, with their counts, so that
//! one pass over the codebook fixes them.

mod answers;
mod merge;
mod other_period;
mod summary;
mod sync;
mod tables;
#[cfg(test)]
mod tests;
mod withhold;

use std::collections::BTreeMap;

use self::answers::SortedAnswers;
pub use self::{
    other_period::{OtherPeriod, other_period},
    sync::sync_codebook,
    withhold::{Withheld, withhold},
};
use super::{
    comments::{self, ManualEdits},
    export::{AnswerKind, Export},
    groups::{self, Grouped},
    scale::AnswerEffect,
};
pub use super::{groups::periods, unfit::Unfit};
pub use crate::domain::alike::folded;
use crate::domain::{
    codebook::{Codebook, QuestionColumn},
    findings::{Benchmark, Finding, Findings, StrandResult},
};

/// Result of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The new findings; texts that people wrote into earlier ones are kept.
    pub findings: Findings,
    /// Summary of the import, as sentences.
    pub notes: Vec<String>,
}

/// Number of positive and of scored answers.
type PositiveOfScored = (u32, u32);

/// Results by finding, in order of first appearance.
#[derive(Debug, Default)]
struct ResultsByFinding {
    of: BTreeMap<String, Vec<(String, String, PositiveOfScored)>>,
    /// Ready results from tables, by finding.
    ready: BTreeMap<String, Vec<StrandResult>>,
    /// Published comparison figures, by finding.
    benchmarks: BTreeMap<String, Benchmark>,
}

impl ResultsByFinding {
    fn add(&mut self, finding: &str, strand: &str, period: &str, tally: PositiveOfScored) {
        let results = self.of.entry(finding.to_owned()).or_default();
        match results
            .iter_mut()
            .find(|(s, p, _)| s == strand && p == period)
        {
            Some((.., (positive, scored))) => {
                // Two files of one survey add up.
                *positive += tally.0;
                *scored += tally.1;
            }
            None => results.push((strand.to_owned(), period.to_owned(), tally)),
        }
    }

    /// True if answers gave a result for this strand and period.
    fn has(&self, finding: &str, strand: &str, period: &str) -> bool {
        let of = self.of.get(finding);
        of.is_some_and(|all| all.iter().any(|(s, p, _)| s == strand && p == period))
    }

    fn remove(&mut self, finding: &str) -> Vec<StrandResult> {
        let ready = self.ready.remove(finding).unwrap_or_default();
        let results = self.of.remove(finding).unwrap_or_default();
        results
            .into_iter()
            .map(|(strand, period, (positive, scored))| StrandResult {
                strand,
                period,
                positive,
                scored,
                withheld: false,
                weighted: None,
            })
            .chain(ready)
            .collect()
    }
}

/// Counts exports into findings: new ones, or `existing` ones, in which all that people wrote is kept. The codebook decides
/// the theme of each question and comment; see [`sync_codebook`].
///
/// # Errors
/// Every mismatch at once; `existing` is unchanged.
pub fn findings(
    exports: &[Export],
    codebook: &Codebook,
    existing: Option<&Findings>,
) -> Result<Imported, Vec<Unfit>> {
    findings_with_edits(exports, codebook, existing, &ManualEdits::default())
}

/// Counts exports into findings, with comments edited by hand since.
///
/// # Errors
/// As [`findings`].
pub fn findings_with_edits(
    exports: &[Export],
    codebook: &Codebook,
    existing: Option<&Findings>,
    hands: &ManualEdits,
) -> Result<Imported, Vec<Unfit>> {
    let drafts = comments::drafts(exports, codebook);
    let (results, grouped, tables) = count_all(exports, codebook, &drafts, existing)?;
    let mut sources = groups::sources(&grouped, codebook);
    tables::sources(&tables, codebook, &mut sources);
    let mut imported = merge::merge(codebook, results, sources, (drafts, hands), existing);
    imported.notes.extend(tables::notes(&tables));
    for (export, groups) in &grouped {
        let rows = groups::undated(groups, export);
        if rows > 0 {
            let (rows, have) = match rows {
                1 => ("1 row".to_owned(), "has"),
                n => (format!("{n} rows"), "have"),
            };
            imported.notes.push(format!(
                "{rows} of {} {have} no day that can be read, and belong to no period.",
                export.name
            ));
        }
    }
    Ok(imported)
}

/// All mismatches that prevent an import, for comments that were drafted before.
pub fn unfit(
    exports: &[Export],
    codebook: &Codebook,
    drafts: &[comments::CommentDraft],
    existing: Option<&Findings>,
) -> Vec<Unfit> {
    count_all(exports, codebook, drafts, existing)
        .err()
        .unwrap_or_default()
}

/// Exports with their rows grouped by strand and period.
type AllGrouped<'e> = Vec<(&'e Export, Grouped)>;

/// Results from answers and from tables.
type AllCounted<'e> = (
    ResultsByFinding,
    AllGrouped<'e>,
    Vec<tables::CountedTable<'e>>,
);

/// Counts every question.
fn count_all<'e>(
    exports: &'e [Export],
    codebook: &Codebook,
    drafts: &[comments::CommentDraft],
    existing: Option<&Findings>,
) -> Result<AllCounted<'e>, Vec<Unfit>> {
    // Errors are collected and not returned early, so that the user sees all of them in one run.
    let mut unfit = missing_essentials(codebook);
    let mut results = ResultsByFinding::default();
    let mut grouped = Vec::new();
    let answers = exports.iter().filter(|e| !e.is_results()).count();
    for export in exports.iter().filter(|e| !e.is_results()) {
        match Grouped::strict(export, codebook, exports.len()) {
            Ok(groups) => grouped.push((export, groups)),
            Err(more) => unfit.extend(more),
        }
    }
    // Over all exports at once, since a person in two files counts once.
    Grouped::count_people(&mut grouped);
    let (tables, of_tables) = match tables::count_tables(exports, codebook) {
        Ok(tables) => (tables, true),
        Err(more) => {
            unfit.extend(more);
            (Vec::new(), false)
        }
    };
    let asked = tables::question_names(&tables);
    for question in &codebook.questions {
        let mut found = asked.contains(&folded(&question.column)) || !of_tables;
        for (export, groups) in &grouped {
            let Some(column) = groups.column(export, &question.column) else {
                continue;
            };
            found = true;
            match count_question(export, groups, column, question) {
                Ok(counted) => {
                    for ((strand, period), tally) in groups.groups.iter().zip(counted) {
                        // A group that nobody asked keeps its earlier result.
                        if let Some(tally) = tally {
                            results.add(&question.finding, strand, period, tally);
                        }
                    }
                }
                Err(why) => unfit.push(why),
            }
        }
        // A file without a rule has no known columns; reporting every question as missing would bury the real mismatch.
        if !found && grouped.len() == answers {
            let what = "the codebook has a question on this column, and no export has the column";
            let help = "take the question out of the codebook, or say under `columns` of its export what the file calls it";
            unfit.push(Unfit::new(what, help).of_column(&question.column));
        }
    }
    unfit.extend(tables::add(&tables, codebook, &mut results));
    for used in &codebook.comments {
        let there = grouped
            .iter()
            .any(|(e, g)| g.column(e, &used.column).is_some());
        if !there && grouped.len() == answers {
            let what = "its words are to become comments, and no export has the column";
            unfit.push(
                Unfit::new(what, "take it out of `comments` in the codebook")
                    .of_column(&used.column),
            );
        }
    }
    // A free-text file taken for a survey would fill the findings with text that nobody can review.
    unfit.extend(merge::refuse_too_many(drafts, existing));
    unfit.extend(grouped.iter().filter_map(|(export, groups)| {
        // A row of an interview is a quotation, so rows do not count people.
        let told = !export.is_interview()
            || !groups.rule.invited.is_empty()
            || export.speakers(0..export.table.rows()).is_some();
        let help = "say it on the first step, or in the codebook under `exports`: `invited: {primary: 12}`";
        (!told).then(|| Unfit::new("nothing says how many people were interviewed", help).of_file(export))
    }));
    if unfit.is_empty() {
        Ok((results, grouped, tables))
    } else {
        Err(unfit)
    }
}

/// Mismatches of the codebook alone: no unit, title, period or question, or proposals nobody has agreed to.
fn missing_essentials(codebook: &Codebook) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    if codebook.unit.name.trim().is_empty() {
        unfit.push(Unfit::new(
            "nothing says whose patients these are",
            "write the unit\u{2019}s name into the codebook: `unit: {name: ...}`",
        ));
    }
    if codebook.survey.title.trim().is_empty() {
        unfit.push(Unfit::new(
            "nothing says what the survey is called",
            "write it into the codebook: `survey: {title: ...}`",
        ));
    }
    if codebook.survey.period.trim().is_empty() {
        unfit.push(Unfit::new(
            "nothing says which period the current results are of",
            "write it into the codebook, such as `survey: {period: \"2026\"}`",
        ));
    }
    if codebook.questions.is_empty() && codebook.comments.is_empty() {
        unfit.push(Unfit::new(
            "no column becomes a finding or a comment",
            "write at least one question into the codebook",
        ));
    }
    let proposed: Vec<&str> = codebook
        .questions
        .iter()
        .filter(|q| !q.agreed)
        .map(|q| q.column.as_str())
        .collect();
    if !proposed.is_empty() {
        let what = format!(
            "how the answers count is only proposed for {}: {}",
            if proposed.len() == 1 {
                "1 question".to_owned()
            } else {
                format!("{} questions", proposed.len())
            },
            proposed.join(", ")
        );
        let help = "look at each of them in the codebook, and delete its line `proposed: true` when it is right";
        unfit.push(Unfit::new(what, help));
    }
    unfit
}

/// Positive and scored answers of a question per group; `None` for a group in which nobody answered.
fn count_question(
    export: &Export,
    groups: &Grouped,
    column: usize,
    question: &QuestionColumn,
) -> Result<Vec<Option<PositiveOfScored>>, Unfit> {
    let (Some(described), Some(cells)) = (
        export.columns.get(column),
        export.table.columns().get(column),
    ) else {
        return Ok(Vec::new());
    };
    if described.kind == AnswerKind::Identifier {
        return Err(Unfit::new(
            "this column says who answered, and is never counted",
            "take the question out of the codebook",
        )
        .of_file(export)
        .of_column(&described.id));
    }
    let counting = groups.counting(export, cells);
    let crossed = cells.answers().zip(cells.cross(&counting, groups.number()));
    let Some((answers, crossed)) = crossed else {
        return Err(Unfit::new(
            "it has so many different answers that they are words, and cannot be counted",
            "move the column from `questions` to `comments` or `unused` in the codebook",
        )
        .of_file(export)
        .of_column(&described.id));
    };
    let sorted = SortedAnswers::new(question);
    let counts: Vec<Option<AnswerEffect>> =
        answers.iter().map(|a| sorted.counts(&a.text)).collect();
    let unnamed: Vec<(String, u32)> = answers
        .iter()
        .zip(&counts)
        .filter(|(_, counts)| counts.is_none())
        .map(|(answer, _)| (answer.text.clone(), answer.count))
        .collect();
    if !unnamed.is_empty() {
        let what = if unnamed.len() == 1 {
            "an answer that the codebook does not name".to_owned()
        } else {
            format!("{} answers that the codebook does not name", unnamed.len())
        };
        return Err(Unfit {
            answers: unnamed,
            ..Unfit::new(
                what,
                "put each of them under `positive`, `other` or `leave_out` of this question in the codebook",
            )
        }
        .of_file(export)
        .of_column(&described.id));
    }
    Ok(crossed.iter().map(|group| tally(group, &counts)).collect())
}

fn tally(group: &[u32], counts: &[Option<AnswerEffect>]) -> Option<PositiveOfScored> {
    // 0 of 0 would overwrite an earlier result with nothing.
    if group.iter().all(|n| *n == 0) {
        return None;
    }
    let of = |wanted: AnswerEffect| -> u32 {
        let those = group
            .iter()
            .zip(counts)
            .filter(|(_, c)| **c == Some(wanted));
        those.map(|(n, _)| n).sum()
    };
    let positive = of(AnswerEffect::Positive);
    Some((positive, positive + of(AnswerEffect::Other)))
}

/// Preview of a question's finding while the codebook is incomplete: unsorted answers count as not given.
pub fn preview(exports: &[Export], codebook: &Codebook, question: &QuestionColumn) -> Finding {
    let mut results = ResultsByFinding::default();
    let sorted = SortedAnswers::new(question);
    let mut grouped: Vec<(&Export, Grouped)> = exports
        .iter()
        .map(|export| (export, Grouped::lenient(export, codebook, exports.len())))
        .collect();
    Grouped::count_people(&mut grouped);
    for (export, groups) in &grouped {
        let cells = groups
            .column(export, &question.column)
            .and_then(|nth| export.table.columns().get(nth));
        let Some(cells) = cells else { continue };
        let counting = groups.counting(export, cells);
        let crossed = cells.answers().zip(cells.cross(&counting, groups.number()));
        let Some((answers, crossed)) = crossed else {
            continue;
        };
        let counts: Vec<Option<AnswerEffect>> =
            answers.iter().map(|a| sorted.counts(&a.text)).collect();
        for ((strand, period), group) in groups.groups.iter().zip(&crossed) {
            if let Some(tally) = tally(group, &counts) {
                results.add(&question.finding, strand, period, tally);
            }
        }
    }
    let (ready, benchmark) = tables::preview(exports, codebook, question);
    let mut all = results.remove(&question.finding);
    all.extend(ready);
    Finding {
        id: question.finding.clone(),
        question: question.question.clone(),
        said: None,
        wall: None,
        results: all,
        benchmark,
        comparable: true,
        rebase: Vec::new(),
    }
}
