//! Takes results from tables, by the same codebook as answers.

use std::collections::HashMap;

use super::{ResultsByFinding, Unfit, answers::SortedAnswers};
use crate::{
    domain::{
        alike::folded,
        codebook::{
            Codebook, ColumnContent, ColumnRole, ExportRule, QuestionColumn, RowLabel, Weighting,
        },
        findings::{Benchmark, StrandResult, SurveySource},
        period::is_within,
    },
    intake::{
        export::Export,
        groups::{RowValues, row_values, rule_of},
        results::{
            lines::{self, ResultQuestion},
            taken::{self, RowFault, RowGroup, TakenResults},
        },
    },
};

/// A table of results and the results taken from it.
pub(super) struct CountedTable<'e> {
    export: &'e Export,
    rule: ExportRule,
    asked: Vec<ResultQuestion>,
    taken: TakenResults,
}

/// Takes the results of every table among the exports.
pub(super) fn count_tables<'e>(
    exports: &'e [Export],
    codebook: &Codebook,
) -> Result<Vec<CountedTable<'e>>, Vec<Unfit>> {
    let mut unfit = Vec::new();
    let mut tables = Vec::new();
    for export in exports.iter().filter(|e| e.is_results()) {
        match count_table(export, codebook, exports.len()) {
            Ok(table) => tables.push(table),
            Err(more) => unfit.extend(more),
        }
    }
    if unfit.is_empty() {
        Ok(tables)
    } else {
        Err(unfit)
    }
}

fn count_table<'e>(
    export: &'e Export,
    codebook: &Codebook,
    exports: usize,
) -> Result<CountedTable<'e>, Vec<Unfit>> {
    let one = |what: &str, help: &str| vec![Unfit::new(what, help).of_file(export)];
    let Some(rule) = rule_of(export, codebook, exports) else {
        return Err(one(
            "the codebook says nothing of this file",
            "add it under `exports` of the codebook, with its strand and period",
        ));
    };
    let mut unfit = Vec::new();
    match rule.results {
        None => {
            return Err(one(
                "it is a table of results, and the codebook takes it for answers",
                "write `results: ask` beside the file in the codebook, or import it with --kind answers",
            ));
        }
        // It cannot be seen in the numbers: a weighted percentage often fits a whole number by chance.
        Some(Weighting::Ask) => unfit.extend(one(
            "nobody has said whether its percentages are weighted or adjusted",
            "write `results: counted` in the codebook where a percentage is that of the people who answered, else `results: weighted`",
        )),
        Some(Weighting::Counted | Weighting::Weighted) => {}
    }
    unfit.extend(role_mismatches(export, rule));
    let all = lines::result_rows(export, rule);
    let hospitals = lines::hospitals(&all);
    // Folded like all names; the codebook is typed by hand.
    let own = hospitals
        .iter()
        .any(|h| folded(h) == folded(&rule.hospital));
    if hospitals.len() > 1 && !own {
        // A national table has hundreds; eight show how the names are spelled.
        let few: Vec<&str> = hospitals.iter().take(8).map(String::as_str).collect();
        let more = if hospitals.len() > few.len() {
            ", ..."
        } else {
            ""
        };
        let what = if rule.hospital.is_empty() {
            format!(
                "it is of {} hospitals, and nobody has said which is yours",
                hospitals.len()
            )
        } else {
            format!("it has no hospital \u{201c}{}\u{201d}", rule.hospital)
        };
        let help = format!(
            "write it in the codebook, as `hospital:` beside the file: {}{more}",
            few.join(", ")
        );
        unfit.push(Unfit::new(what, help).of_file(export));
    }
    let whose = match row_groups(export, rule, codebook) {
        Ok(whose) => whose,
        Err(more) => {
            unfit.extend(more);
            return Err(unfit);
        }
    };
    let asked = lines::questions(&all);
    let questions: Vec<QuestionColumn> = codebook.questions.clone();
    // Before the results are taken, since an unsorted answer would lower every percentage of its question in silence.
    unfit.extend(unsorted_answers(export, &asked, &questions));
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let table = taken::ResultTable {
        export,
        rule,
        whose,
        period: &codebook.survey.period,
        questions: &questions,
    };
    match taken::take_results(&table) {
        Ok(taken) => Ok(CountedTable {
            export,
            rule: rule.clone(),
            asked,
            taken,
        }),
        Err(faults) => Err(faults.iter().map(|f| row_mismatch(export, f)).collect()),
    }
}

fn row_mismatch(export: &Export, fault: &RowFault) -> Unfit {
    let what = match fault.row {
        Some(row) => format!("row {row}: {}", fault.what),
        None => fault.what.clone(),
    };
    Unfit::new(what, fault.help).of_file(export)
}

/// Mismatches of roles: no question or number, a role without its column, a percentage without its base.
fn role_mismatches(export: &Export, rule: &ExportRule) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    let roles: Vec<(ColumnRole, &str)> = rule.roles().collect();
    let mut say = |what: String, help: &str| unfit.push(Unfit::new(what, help).of_file(export));
    for (role, column) in &roles {
        if export.column(column).is_none() {
            say(
                format!("it has no column \u{201c}{column}\u{201d}, which should be {role}"),
                "look at its columns with `pledge import --inspect`",
            );
        }
    }
    let has = |what: ColumnContent| roles.iter().any(|(r, _)| r.what == what);
    let help = "give a column that role under `columns` of the file in the codebook, such as `question: Column_1`";
    if !has(ColumnContent::Question) {
        say("no column has the questions".to_owned(), help);
    }
    if !has(ColumnContent::Percentage) && !has(ColumnContent::Count) {
        say("no column has percentages or counts".to_owned(), help);
    }
    let counted_rows = has(ColumnContent::Answer) && has(ColumnContent::Count);
    for (role, _) in &roles {
        let based = roles.iter().any(|(r, _)| {
            r.what == ColumnContent::Base && (&r.strand, &r.period) == (&role.strand, &role.period)
        });
        if matches!(role.what, ColumnContent::Percentage | ColumnContent::Count)
            && !based
            // With a count for each answer the base is their sum.
            && !counted_rows
        {
            say(
                format!("nothing says the base of {role}"),
                "how many answers count is a column of its own, with the role `base` and the same strand and period behind it",
            );
        }
    }
    unfit
}

/// Answers with rows of their own that the codebook does not name.
fn unsorted_answers(
    export: &Export,
    asked: &[ResultQuestion],
    questions: &[QuestionColumn],
) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    for question in questions {
        let of = asked
            .iter()
            .find(|a| folded(&a.key) == folded(&question.column));
        let Some(of) = of else {
            continue;
        };
        let sorted = SortedAnswers::new(question);
        let unnamed: Vec<(String, u32)> = of
            .answers
            .iter()
            // Every answer must be named: one that is forgotten is a mistake far more often than one left out on purpose.
            .filter(|a| sorted.counts(a).is_none())
            .map(|a| (a.clone(), 1))
            .collect();
        if !unnamed.is_empty() {
            let help = "put each of them under `positive`, `other` or `leave_out` of this question in the codebook";
            let what = match unnamed.len() {
                1 => "an answer that the codebook does not name".to_owned(),
                n => format!("{n} answers that the codebook does not name"),
            };
            unfit.push(
                Unfit {
                    answers: unnamed,
                    ..Unfit::new(what, help)
                }
                .of_file(export)
                .of_column(&question.column),
            );
        }
    }
    unfit
}

/// Strand and period of each row; `None` for rows that are left out.
fn row_groups(
    export: &Export,
    rule: &ExportRule,
    codebook: &Codebook,
) -> Result<Vec<Option<RowGroup>>, Vec<Unfit>> {
    let by_columns = rule
        .roles()
        .filter(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count))
        .all(|(r, _)| r.strand.is_some());
    let is_open = |by: &RowLabel| matches!(by, RowLabel::Is(text) if text.trim().is_empty());
    // Where each number column names its own strand, the rows need none.
    let strand = if is_open(&rule.strand) && by_columns {
        Ok(None)
    } else {
        row_values(export, &rule.strand, "strand", &codebook.survey.period).map(Some)
    };
    let period = if is_open(&rule.period) {
        Ok(None)
    } else {
        row_values(export, &rule.period, "period", &codebook.survey.period).map(Some)
    };
    let (strand, period) = match (strand, period) {
        (Ok(strand), Ok(period)) => (strand, period),
        (strand, period) => {
            return Err([strand.err(), period.err()].into_iter().flatten().collect());
        }
    };
    let of = |said: &Option<RowValues>, row: usize| -> Option<Option<String>> {
        let Some(said) = said else {
            return Some(None);
        };
        let at = said.at(row)?;
        Some(said.values.get(usize::from(at)).cloned())
    };
    let rows = 0..export.table.rows();
    let each = rows.map(|row| {
        Some(RowGroup {
            strand: of(&strand, row)?,
            period: of(&period, row)?,
        })
    });
    Ok(each.collect())
}

/// Folded codebook names of all questions in tables.
pub(super) fn question_names(tables: &[CountedTable<'_>]) -> Vec<String> {
    let all = tables.iter().flat_map(|t| &t.asked);
    all.map(|a| folded(&a.key)).collect()
}

/// Adds the results of tables. Returns a mismatch for each result that another file gives as well.
pub(super) fn add(
    tables: &[CountedTable<'_>],
    codebook: &Codebook,
    results: &mut ResultsByFinding,
) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    let mut from: HashMap<(String, String, String), &str> = HashMap::new();
    for table in tables {
        for question in &codebook.questions {
            let key = folded(&question.column);
            if !table.asked.iter().any(|a| folded(&a.key) == key) {
                continue;
            }
            let own = table.taken.results.iter().filter(|(k, _)| folded(k) == key);
            for (_, result) in own {
                let place = (
                    question.finding.clone(),
                    result.strand.clone(),
                    result.period.clone(),
                );
                let counted = results.has(&place.0, &place.1, &place.2);
                // Two sources for one figure would have to be added or averaged, and neither is right for percentages.
                if counted || from.contains_key(&place) {
                    let what = format!(
                        "{} has a result of {} in {} from another file as well",
                        question.finding, result.strand, result.period
                    );
                    unfit.push(
                        Unfit::new(what, "import one of the two, or say whose the other is")
                            .of_file(table.export),
                    );
                    continue;
                }
                from.insert(place, &table.export.name);
                results
                    .ready
                    .entry(question.finding.clone())
                    .or_default()
                    .push(result.clone());
            }
            let figure = table
                .taken
                .benchmarks
                .iter()
                .find(|(k, _)| folded(k) == key);
            if let Some((_, benchmark)) = figure {
                results
                    .benchmarks
                    .insert(question.finding.clone(), benchmark.clone());
            }
        }
    }
    unfit
}

/// Remarks on tables.
pub(super) fn notes(tables: &[CountedTable<'_>]) -> Vec<String> {
    let mut notes: Vec<String> = tables.iter().flat_map(|t| t.taken.notes.clone()).collect();
    if tables
        .iter()
        .any(|t| t.rule.results == Some(Weighting::Weighted))
    {
        notes.push("Percentages of the table are weighted: they stay as they are, and each is called weighted.".to_owned());
    }
    notes
}

/// Adds a lower bound of people per strand: the largest base in the current period.
pub(super) fn sources(
    tables: &[CountedTable<'_>],
    codebook: &Codebook,
    sources: &mut Vec<SurveySource>,
) {
    for table in tables {
        let mut own: Vec<SurveySource> = Vec::new();
        for (_, result) in &table.taken.results {
            // A suppressed base says nothing about how many answered.
            if !is_within(&result.period, &codebook.survey.period) || result.withheld {
                continue;
            }
            match own.iter_mut().find(|s| s.strand == result.strand) {
                // A lower bound: some skip every question, so no base reaches the number of people, and the largest comes
                // closest.
                Some(there) => there.answered = there.answered.max(result.scored),
                None => own.push(SurveySource {
                    strand: result.strand.clone(),
                    kind: table.rule.kind,
                    invited: None,
                    answered: result.scored,
                }),
            }
        }
        for mut source in own {
            let invited = table.rule.invited.iter();
            source.invited = invited
                // Fewer invited than answered is a slip; a response rate above 100% would discredit all figures beside it.
                .filter(|(strand, n)| *strand == source.strand && *n >= source.answered)
                .map(|(_, n)| *n)
                .next();
            // An export of answers knows its people; the bound of a table never replaces its number.
            let there = sources
                .iter()
                .any(|s| s.strand == source.strand && s.kind == source.kind);
            if !there {
                sources.push(source);
            }
        }
    }
}

/// Periods of tables with their number of results; tables that do not fit are ignored.
pub(super) fn periods(exports: &[Export], codebook: &Codebook) -> Vec<(String, usize)> {
    let tables = count_tables(exports, codebook).unwrap_or_default();
    let mut periods: Vec<(String, usize)> = Vec::new();
    for (_, result) in tables.iter().flat_map(|t| &t.taken.results) {
        match periods.iter_mut().find(|(p, _)| *p == result.period) {
            Some((_, n)) => *n += 1,
            None => periods.push((result.period.clone(), 1)),
        }
    }
    periods
}

/// Preview of one question's results and benchmark while the codebook is incomplete.
pub(super) fn preview(
    exports: &[Export],
    codebook: &Codebook,
    question: &QuestionColumn,
) -> (Vec<StrandResult>, Option<Benchmark>) {
    let mut results = Vec::new();
    let mut benchmark = None;
    for export in exports.iter().filter(|e| e.is_results()) {
        let Some(rule) = rule_of(export, codebook, exports.len()) else {
            continue;
        };
        let open = || vec![Some(RowGroup::default()); export.table.rows()];
        let whose = row_groups(export, rule, codebook).unwrap_or_else(|_| open());
        // The preview is shown while the user decides about the weighting, so an open question must not empty it.
        let lenient = ExportRule {
            results: Some(match rule.results {
                Some(Weighting::Weighted) => Weighting::Weighted,
                _ => Weighting::Counted,
            }),
            ..rule.clone()
        };
        let table = taken::ResultTable {
            export,
            rule: &lenient,
            whose,
            period: &codebook.survey.period,
            questions: std::slice::from_ref(question),
        };
        let (taken, _) = taken::take_valid(&table);
        let key = folded(&question.column);
        for (_, result) in taken.results.into_iter().filter(|(k, _)| folded(k) == key) {
            let strand = if result.strand.is_empty() {
                "everybody".to_owned()
            } else {
                result.strand
            };
            results.push(StrandResult { strand, ..result });
        }
        let figure = taken.benchmarks.into_iter().find(|(k, _)| folded(k) == key);
        benchmark = benchmark.or(figure.map(|(_, b)| b));
    }
    (results, benchmark)
}
