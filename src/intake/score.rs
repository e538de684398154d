//! Answers become findings, by what the codebook says and by nothing else.
//!
//! An answer that the codebook does not name is never guessed at: all such are listed with how many gave them, at once, so
//! that one reading of the codebook mends them all.

mod answers;
mod groups;
mod merge;
mod periods;
mod tables;
#[cfg(test)]
mod tests;
mod withhold;

use std::{collections::BTreeMap, fmt};

pub use self::{
    answers::folded,
    merge::sync_codebook,
    periods::periods,
    withhold::{Withheld, withhold},
};
use self::{
    answers::{Counts, Sorted},
    groups::Grouped,
};
use super::{
    comments::{self, ManualEdits},
    export::{AnswerKind, Export},
    table::NO_GROUP,
};
use crate::domain::{
    codebook::{Codebook, QuestionColumn},
    findings::{Benchmark, Finding, Findings, StrandResult},
};

/// What an import came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The findings, with what people wrote into the earlier ones.
    pub findings: Findings,
    /// What was done, in sentences.
    pub notes: Vec<String>,
}

/// Why an export and a codebook do not fit each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The export's name, where it is about one.
    pub file: Option<String>,
    /// The column's id, where it is about one.
    pub column: Option<String>,
    /// What is wrong.
    pub what: String,
    /// Answers that it is about, with how many gave each.
    pub answers: Vec<(String, u32)>,
    /// What to do.
    pub help: String,
}

impl Unfit {
    fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            file: None,
            column: None,
            what: what.into(),
            answers: Vec::new(),
            help: help.into(),
        }
    }

    fn of_file(self, export: &Export) -> Self {
        Self {
            file: Some(export.name.clone()),
            ..self
        }
    }

    fn of_column(self, column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..self
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{}", self.what)?;
        for (answer, count) in &self.answers {
            let shown = if answer.is_empty() {
                "(no answer)"
            } else {
                answer
            };
            write!(f, "\n    {count:>6}  {shown}")?;
        }
        Ok(())
    }
}

/// Positive and scored answers.
type Tally = (u32, u32);

/// Results by finding, strand and period, in the order in which they come.
#[derive(Debug, Default)]
struct Results {
    of: BTreeMap<String, Vec<(String, String, Tally)>>,
    /// Those that somebody has counted already, by finding.
    ready: BTreeMap<String, Vec<StrandResult>>,
    /// Published figures, by finding.
    benchmarks: BTreeMap<String, Benchmark>,
}

impl Results {
    fn add(&mut self, finding: &str, strand: &str, period: &str, tally: Tally) {
        let results = self.of.entry(finding.to_owned()).or_default();
        match results
            .iter_mut()
            .find(|(s, p, _)| s == strand && p == period)
        {
            Some((.., (positive, scored))) => {
                *positive += tally.0;
                *scored += tally.1;
            }
            None => results.push((strand.to_owned(), period.to_owned(), tally)),
        }
    }

    /// Whether answers gave a result.
    fn has(&self, finding: &str, strand: &str, period: &str) -> bool {
        let of = self.of.get(finding);
        of.is_some_and(|all| all.iter().any(|(s, p, _)| s == strand && p == period))
    }

    fn take(&mut self, finding: &str) -> Vec<StrandResult> {
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

/// Counts everything and puts it into findings: new ones, or `existing` ones, of which everything stays that people wrote.
/// Where a question or a comment stands is what the codebook says; [`sync_codebook`] makes it say what findings say.
///
/// # Errors
/// Everything that does not fit, at once; the findings are as they were.
pub fn findings(
    exports: &[Export],
    codebook: &Codebook,
    existing: Option<&Findings>,
) -> Result<Imported, Vec<Unfit>> {
    findings_with_edits(exports, codebook, existing, &ManualEdits::default())
}

/// The same with what hands did to comments meanwhile.
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
    let (results, grouped, tables) = counted(exports, codebook, &drafts, existing)?;
    let mut sources = groups::sources(&grouped, codebook);
    tables::sources(&tables, codebook, &mut sources);
    let mut imported = merge::merge(codebook, results, sources, (drafts, hands), existing);
    imported.notes.extend(tables::notes(&tables));
    for (export, groups) in &grouped {
        let rows = periods::undated(groups, export);
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

/// Everything that keeps findings from being made of exports, by comments that were looked through before.
pub fn unfit(
    exports: &[Export],
    codebook: &Codebook,
    drafts: &[comments::CommentDraft],
    existing: Option<&Findings>,
) -> Vec<Unfit> {
    counted(exports, codebook, drafts, existing)
        .err()
        .unwrap_or_default()
}

/// Exports with their rows by strand and period.
type AllGrouped<'e> = Vec<(&'e Export, Grouped)>;

/// The results counted from answers, and those of tables.
type AllCounted<'e> = (Results, AllGrouped<'e>, Vec<tables::Counted<'e>>);

/// Every question's results.
fn counted<'e>(
    exports: &'e [Export],
    codebook: &Codebook,
    drafts: &[comments::CommentDraft],
    existing: Option<&Findings>,
) -> Result<AllCounted<'e>, Vec<Unfit>> {
    let mut unfit = whole(codebook);
    let mut results = Results::default();
    let mut grouped = Vec::new();
    let answers = exports.iter().filter(|e| !e.is_results()).count();
    for export in exports.iter().filter(|e| !e.is_results()) {
        match Grouped::of(export, codebook, exports.len()) {
            Ok(groups) => grouped.push((export, groups)),
            Err(more) => unfit.extend(more),
        }
    }
    Grouped::count_people(&mut grouped);
    let (tables, of_tables) = match tables::counted(exports, codebook) {
        Ok(tables) => (tables, true),
        Err(more) => {
            unfit.extend(more);
            (Vec::new(), false)
        }
    };
    let asked = tables::asked(&tables);
    for question in &codebook.questions {
        let mut found = asked.contains(&folded(&question.column)) || !of_tables;
        for (export, groups) in &grouped {
            let Some(column) = groups.column(export, &question.column) else {
                continue;
            };
            found = true;
            match count(export, groups, column, question) {
                Ok(counted) => {
                    for ((strand, period), tally) in groups.groups.iter().zip(counted) {
                        // Whom nobody asked has no result, and an earlier one stays.
                        if let Some(tally) = tally {
                            results.add(&question.finding, strand, period, tally);
                        }
                    }
                }
                Err(why) => unfit.push(why),
            }
        }
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
    unfit.extend(merge::too_many(drafts, existing));
    unfit.extend(grouped.iter().filter_map(|(export, groups)| {
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

/// What an import would lose whose rows are all of another period than the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPeriod {
    /// The current period, by the codebook.
    pub current: String,
    /// The periods that the rows are of.
    pub periods: Vec<String>,
    /// Results that would be written as those of another period.
    pub results: usize,
    /// Comments that would not come in.
    pub comments: usize,
}

impl fmt::Display for OtherPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: usize, one: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {one}s"),
        };
        write!(
            f,
            "nobody answered in the current period, which is {}: the answers are of {}. {} would not be taken in, and {} would not be current",
            self.current,
            self.periods.join(", "),
            count(self.comments, "comment"),
            count(self.results, "result"),
        )
    }
}

/// What would be lost, where no row of any export is of the current period: the codebook is of another year.
pub fn other_period(exports: &[Export], codebook: &Codebook) -> Option<OtherPeriod> {
    let current = codebook.survey.period.trim();
    let rows: usize = exports.iter().map(|e| e.table.rows()).sum();
    if current.is_empty() || rows == 0 {
        return None;
    }
    let mut grouped: Vec<(&Export, Grouped)> = exports
        .iter()
        .map(|export| (export, Grouped::lenient(export, codebook, exports.len())))
        .collect();
    let of_tables = tables::periods(exports, codebook);
    let mut periods: Vec<String> = grouped
        .iter()
        .flat_map(|(_, g)| g.groups.iter().map(|(_, period)| period.clone()))
        .chain(of_tables.iter().map(|(period, _)| period.clone()))
        .collect();
    periods.sort();
    periods.dedup();
    if periods.is_empty() || periods.iter().any(|p| p == current) {
        return None;
    }
    Grouped::count_people(&mut grouped);
    let mut results: usize = of_tables.iter().map(|(_, n)| n).sum();
    for question in &codebook.questions {
        for (export, groups) in &grouped {
            let column = groups.column(export, &question.column);
            let counted = column.and_then(|c| count(export, groups, c, question).ok());
            results += counted.map_or(0, |c| c.iter().flatten().count());
        }
    }
    let mut comments = 0;
    for used in &codebook.comments {
        for (export, groups) in &grouped {
            let Some(cells) = groups
                .column(export, &used.column)
                .and_then(|nth| export.table.columns().get(nth))
            else {
                continue;
            };
            let said = |(row, group): &(usize, &u8)| {
                **group != NO_GROUP && !comments::says_nothing(cells.cell(*row))
            };
            comments += groups.of_row.iter().enumerate().filter(said).count();
        }
    }
    Some(OtherPeriod {
        current: current.to_owned(),
        periods,
        results,
        comments,
    })
}

/// What the codebook has to say before anything is counted.
fn whole(codebook: &Codebook) -> Vec<Unfit> {
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

/// Positive and scored answers of a question, by group; `None` for a group of which nobody answered.
fn count(
    export: &Export,
    groups: &Grouped,
    column: usize,
    question: &QuestionColumn,
) -> Result<Vec<Option<Tally>>, Unfit> {
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
    let sorted = Sorted::of(question);
    let counts: Vec<Option<Counts>> = answers.iter().map(|a| sorted.counts(&a.text)).collect();
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

fn tally(group: &[u32], counts: &[Option<Counts>]) -> Option<Tally> {
    if group.iter().all(|n| *n == 0) {
        return None;
    }
    let of = |wanted: Counts| -> u32 {
        let those = group
            .iter()
            .zip(counts)
            .filter(|(_, c)| **c == Some(wanted));
        those.map(|(n, _)| n).sum()
    };
    let positive = of(Counts::Positive);
    Some((positive, positive + of(Counts::Other)))
}

/// An export's rows by strand and period, as far as the codebook says.
pub(in crate::intake) fn grouped(export: &Export, codebook: &Codebook, exports: usize) -> Grouped {
    Grouped::lenient(export, codebook, exports)
}

/// The finding that a question would become, as far as its answers are named: those that are not count as if nobody had given
/// them. For a look while the codebook is being filled in.
pub fn preview(exports: &[Export], codebook: &Codebook, question: &QuestionColumn) -> Finding {
    let mut results = Results::default();
    let sorted = Sorted::of(question);
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
        let counts: Vec<Option<Counts>> = answers.iter().map(|a| sorted.counts(&a.text)).collect();
        for ((strand, period), group) in groups.groups.iter().zip(&crossed) {
            if let Some(tally) = tally(group, &counts) {
                results.add(&question.finding, strand, period, tally);
            }
        }
    }
    let (ready, benchmark) = tables::preview(exports, codebook, question);
    let mut all = results.take(&question.finding);
    all.extend(ready);
    Finding {
        id: question.finding.clone(),
        question: question.question.clone(),
        wall: None,
        results: all,
        benchmark,
        comparable: true,
    }
}
