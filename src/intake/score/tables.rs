//! Tables of results: what somebody has counted already becomes findings by the same codebook as answers do.

use std::collections::HashMap;

use super::{
    Results, Unfit,
    answers::{Sorted, folded},
    groups::{Said, rule_of, said},
};
use crate::{
    domain::{
        codebook::{
            Codebook, ColumnContent, ColumnRole, ExportRule, QuestionColumn, RowLabel, Weighting,
        },
        findings::{Benchmark, StrandResult, SurveySource},
    },
    intake::{
        export::Export,
        results::{
            lines::{self, ResultQuestion},
            taken::{self, Fault, Taken, Whose},
        },
    },
};

/// A table of results with what it came to.
pub(super) struct Counted<'e> {
    export: &'e Export,
    rule: ExportRule,
    asked: Vec<ResultQuestion>,
    taken: Taken,
}

/// Every table of results among the exports.
pub(super) fn counted<'e>(
    exports: &'e [Export],
    codebook: &Codebook,
) -> Result<Vec<Counted<'e>>, Vec<Unfit>> {
    let mut unfit = Vec::new();
    let mut tables = Vec::new();
    for export in exports.iter().filter(|e| e.is_results()) {
        match table(export, codebook, exports.len()) {
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

fn table<'e>(
    export: &'e Export,
    codebook: &Codebook,
    exports: usize,
) -> Result<Counted<'e>, Vec<Unfit>> {
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
        Some(Weighting::Ask) => unfit.extend(one(
            "nobody has said whether its percentages are weighted or adjusted",
            "write `results: counted` in the codebook where a percentage is that of the people who answered, else `results: weighted`",
        )),
        Some(Weighting::Counted | Weighting::Weighted) => {}
    }
    unfit.extend(missing(export, rule));
    let all = lines::result_rows(export, rule);
    let hospitals = lines::hospitals(&all);
    let own = hospitals
        .iter()
        .any(|h| folded(h) == folded(&rule.hospital));
    if hospitals.len() > 1 && !own {
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
    let whose = match whose(export, rule, codebook) {
        Ok(whose) => whose,
        Err(more) => {
            unfit.extend(more);
            return Err(unfit);
        }
    };
    let asked = lines::questions(&all);
    let questions: Vec<QuestionColumn> = codebook.questions.clone();
    unfit.extend(unsorted(export, &asked, &questions));
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let table = taken::Table {
        export,
        rule,
        whose,
        period: &codebook.survey.period,
        questions: &questions,
    };
    match taken::taken(&table) {
        Ok(taken) => Ok(Counted {
            export,
            rule: rule.clone(),
            asked,
            taken,
        }),
        Err(faults) => Err(faults.iter().map(|f| refused(export, f)).collect()),
    }
}

fn refused(export: &Export, fault: &Fault) -> Unfit {
    let what = match fault.row {
        Some(row) => format!("row {row}: {}", fault.what),
        None => fault.what.clone(),
    };
    Unfit::new(what, fault.help).of_file(export)
}

/// Columns that are needed and have no role, and roles whose column or base is missing.
fn missing(export: &Export, rule: &ExportRule) -> Vec<Unfit> {
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

/// Answers of rows that the codebook does not name.
fn unsorted(export: &Export, asked: &[ResultQuestion], questions: &[QuestionColumn]) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    for question in questions {
        let of = asked
            .iter()
            .find(|a| folded(&a.key) == folded(&question.column));
        let Some(of) = of else {
            continue;
        };
        let sorted = Sorted::of(question);
        let unnamed: Vec<(String, u32)> = of
            .answers
            .iter()
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
fn whose(
    export: &Export,
    rule: &ExportRule,
    codebook: &Codebook,
) -> Result<Vec<Option<Whose>>, Vec<Unfit>> {
    let by_columns = rule
        .roles()
        .filter(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count))
        .all(|(r, _)| r.strand.is_some());
    let is_open = |by: &RowLabel| matches!(by, RowLabel::Is(text) if text.trim().is_empty());
    let strand = if is_open(&rule.strand) && by_columns {
        Ok(None)
    } else {
        said(export, &rule.strand, "strand", &codebook.survey.period).map(Some)
    };
    let period = if is_open(&rule.period) {
        Ok(None)
    } else {
        said(export, &rule.period, "period", &codebook.survey.period).map(Some)
    };
    let (strand, period) = match (strand, period) {
        (Ok(strand), Ok(period)) => (strand, period),
        (strand, period) => {
            return Err([strand.err(), period.err()].into_iter().flatten().collect());
        }
    };
    let of = |said: &Option<Said>, row: usize| -> Option<Option<String>> {
        let Some(said) = said else {
            return Some(None);
        };
        let at = said.at(row)?;
        Some(said.values.get(usize::from(at)).cloned())
    };
    let rows = 0..export.table.rows();
    let each = rows.map(|row| {
        Some(Whose {
            strand: of(&strand, row)?,
            period: of(&period, row)?,
        })
    });
    Ok(each.collect())
}

/// The questions of tables, by the folded names that the codebook has for them.
pub(super) fn asked(tables: &[Counted<'_>]) -> Vec<String> {
    let all = tables.iter().flat_map(|t| &t.asked);
    all.map(|a| folded(&a.key)).collect()
}

/// Puts what tables came to beside what was counted of answers. Says where two files give the same result.
pub(super) fn add(
    tables: &[Counted<'_>],
    codebook: &Codebook,
    results: &mut Results,
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
pub(super) fn notes(tables: &[Counted<'_>]) -> Vec<String> {
    let mut notes: Vec<String> = tables.iter().flat_map(|t| t.taken.notes.clone()).collect();
    if tables
        .iter()
        .any(|t| t.rule.results == Some(Weighting::Weighted))
    {
        notes.push("Percentages of the table are weighted: they stay as they are, and each is called weighted.".to_owned());
    }
    notes
}

/// How many people of each strand answered, at least: the largest base of the current period.
pub(super) fn sources(
    tables: &[Counted<'_>],
    codebook: &Codebook,
    sources: &mut Vec<SurveySource>,
) {
    for table in tables {
        let mut own: Vec<SurveySource> = Vec::new();
        for (_, result) in &table.taken.results {
            if result.period != codebook.survey.period || result.withheld {
                continue;
            }
            match own.iter_mut().find(|s| s.strand == result.strand) {
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
                .filter(|(strand, n)| *strand == source.strand && *n >= source.answered)
                .map(|(_, n)| *n)
                .next();
            let there = sources
                .iter()
                .any(|s| s.strand == source.strand && s.kind == source.kind);
            if !there {
                sources.push(source);
            }
        }
    }
}

/// The periods of tables and how many results each has, whatever else is open.
pub(super) fn periods(exports: &[Export], codebook: &Codebook) -> Vec<(String, usize)> {
    let tables = counted(exports, codebook).unwrap_or_default();
    let mut periods: Vec<(String, usize)> = Vec::new();
    for (_, result) in tables.iter().flat_map(|t| &t.taken.results) {
        match periods.iter_mut().find(|(p, _)| *p == result.period) {
            Some((_, n)) => *n += 1,
            None => periods.push((result.period.clone(), 1)),
        }
    }
    periods
}

/// The results and the figure of one question as far as the codebook goes, for a look while it is being filled in.
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
        let open = || vec![Some(Whose::default()); export.table.rows()];
        let whose = whose(export, rule, codebook).unwrap_or_else(|_| open());
        let lenient = ExportRule {
            results: Some(match rule.results {
                Some(Weighting::Weighted) => Weighting::Weighted,
                _ => Weighting::Counted,
            }),
            ..rule.clone()
        };
        let table = taken::Table {
            export,
            rule: &lenient,
            whose,
            period: &codebook.survey.period,
            questions: std::slice::from_ref(question),
        };
        let (taken, _) = taken::so_far(&table);
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
