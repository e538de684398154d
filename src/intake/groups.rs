//! Groups the rows of an export by strand and period, set for the file or read from a column.
//!
//! Strands are never pooled: a row of an unknown strand stops the import.

mod periods;

use std::{borrow::Cow, collections::HashSet};

use self::periods::by_days;
pub use self::periods::periods;
pub(super) use self::periods::undated;
use super::unfit::Unfit;
use crate::{
    domain::{
        alike::folded,
        codebook::{Codebook, ExportRule, RowLabel},
        findings::SurveySource,
        period::is_within,
    },
    intake::{
        export::Export,
        rows::CountedRows,
        table::{Answer, AnswerColumn, NO_GROUP},
    },
};

/// The rows of an export, grouped by strand and period.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Grouped {
    /// Rule of the codebook for this file.
    pub(in crate::intake) rule: ExportRule,
    /// Strand and period of each group.
    pub(in crate::intake) groups: Vec<(String, String)>,
    /// Group of each row, or [`NO_GROUP`].
    pub(in crate::intake) of_row: Vec<u8>,
    /// Rows that count: one of each person in each group.
    counted: CountedRows,
}

/// Maximum number of groups in a file. A column with more holds people, not strands or periods.
pub(super) const MAX_GROUPS: usize = 200;

/// Strand or period of each row, as an index into a list.
pub(super) struct RowValues {
    pub(super) values: Vec<String>,
    /// One index for each row, `None` where the row is left out; absent if the whole file has one value.
    pub(super) of_row: Option<Vec<Option<u8>>>,
}

impl RowValues {
    pub(super) fn at(&self, row: usize) -> Option<u8> {
        match &self.of_row {
            None => Some(0),
            Some(rows) => rows.get(row).copied().flatten(),
        }
    }
}

/// Rule of a file, by its name.
pub(super) fn rule_of<'c>(
    export: &Export,
    codebook: &'c Codebook,
    exports: usize,
) -> Option<&'c ExportRule> {
    let by_name = codebook
        .exports
        .iter()
        .find(|rule| rule.file == export.name);
    by_name.or(match codebook.exports.as_slice() {
        // A second download has another name, so a lone rule fits a lone file of the same kind.
        // With several files a guess could count answers under another file's strand.
        [only] if exports == 1 && only.results.is_some() == export.is_results() => Some(only),
        _ => None,
    })
}

impl Grouped {
    /// Groups the rows strictly.
    ///
    /// # Errors
    /// Mismatches if the file has no rule, or a row no strand or period.
    pub(super) fn strict(
        export: &Export,
        codebook: &Codebook,
        exports: usize,
    ) -> Result<Self, Vec<Unfit>> {
        let Some(rule) = rule_of(export, codebook, exports) else {
            let help = "add it under `exports` of the codebook, with its strand and period";
            return Err(vec![
                Unfit::new("the codebook says nothing of this file", help).of_file(export),
            ]);
        };
        let strand = row_values(export, &rule.strand, "strand", &codebook.survey.period);
        let period = row_values(export, &rule.period, "period", &codebook.survey.period);
        match (strand, period) {
            (Ok(strand), Ok(period)) => {
                Self::from_values(export, rule, &strand, &period).map_err(|unfit| vec![unfit])
            }
            (strand, period) => Err([strand.err(), period.err()].into_iter().flatten().collect()),
        }
    }

    /// Groups the rows for an incomplete codebook: unknown rows are left out, and an unset strand is called "everybody".
    pub(in crate::intake) fn lenient(export: &Export, codebook: &Codebook, exports: usize) -> Self {
        // A row of a table of results is a question, not a person.
        if export.is_results() {
            return Self {
                rule: ExportRule::open(&export.name),
                groups: Vec::new(),
                of_row: vec![NO_GROUP; export.table.rows()],
                counted: CountedRows::default(),
            };
        }
        let open = ExportRule::open(&export.name);
        let rule = rule_of(export, codebook, exports).unwrap_or(&open);
        let or = |said: Result<RowValues, Unfit>, by: &RowLabel, else_: &str| {
            said.unwrap_or_else(|_| match by {
                RowLabel::Is(text) if !text.is_empty() => RowValues {
                    values: vec![text.clone()],
                    of_row: None,
                },
                RowLabel::Is(_) => RowValues {
                    values: vec![else_.to_owned()],
                    of_row: None,
                },
                RowLabel::Column { .. } | RowLabel::Days { .. } => named_so_far(export, by),
            })
        };
        let now = if codebook.survey.period.is_empty() {
            "now"
        } else {
            &codebook.survey.period
        };
        let strand = or(
            row_values(export, &rule.strand, "strand", now),
            &rule.strand,
            "everybody",
        );
        let period = or(
            row_values(export, &rule.period, "period", now),
            &rule.period,
            now,
        );
        Self::from_values(export, rule, &strand, &period).unwrap_or_else(|_| Self {
            rule: rule.clone(),
            groups: Vec::new(),
            of_row: vec![NO_GROUP; export.table.rows()],
            counted: CountedRows::default(),
        })
    }

    fn from_values(
        export: &Export,
        rule: &ExportRule,
        strand: &RowValues,
        period: &RowValues,
    ) -> Result<Self, Unfit> {
        let mut groups: Vec<(String, String)> = Vec::new();
        // Group of each pair of strand and period, cached: with a million rows, comparing texts per row is slow.
        let mut places: Vec<Option<u8>> = vec![None; strand.values.len() * period.values.len()];
        let mut of_row = Vec::with_capacity(export.table.rows());
        for row in 0..export.table.rows() {
            let (Some(s), Some(p)) = (strand.at(row), period.at(row)) else {
                of_row.push(NO_GROUP);
                continue;
            };
            let place = usize::from(s) * period.values.len() + usize::from(p);
            let known = places.get(place).copied().flatten();
            let group = match known {
                Some(group) => group,
                None => {
                    let text = |said: &RowValues, at: u8| said.values.get(usize::from(at)).cloned();
                    let pair = (
                        text(strand, s).unwrap_or_default(),
                        text(period, p).unwrap_or_default(),
                    );
                    let at = groups
                        .iter()
                        .position(|g| *g == pair)
                        .unwrap_or(groups.len());
                    if at == groups.len() {
                        groups.push(pair);
                    }
                    // One byte a row: the groups of a million rows take a megabyte.
                    let group = u8::try_from(at).ok().filter(|_| groups.len() <= MAX_GROUPS);
                    let group = group.ok_or_else(|| {
                        let what = format!("more than {MAX_GROUPS} strands and periods");
                        Unfit::new(what, "look which columns say strand and period").of_file(export)
                    })?;
                    if let Some(known) = places.get_mut(place) {
                        *known = Some(group);
                    }
                    group
                }
            };
            of_row.push(group);
        }
        Ok(Self {
            rule: rule.clone(),
            groups,
            of_row,
            counted: CountedRows::default(),
        })
    }

    /// Marks the rows that count, across exports: a person in two files of one strand and period counts once.
    pub(super) fn count_people(grouped: &mut [(&Export, Self)]) {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut places: Vec<Vec<u8>> = Vec::new();
        for (_, groups) in grouped.iter() {
            let place = |group: &(String, String)| {
                let at = all.iter().position(|g| g == group).unwrap_or_else(|| {
                    all.push(group.clone());
                    all.len() - 1
                });
                u8::try_from(at).unwrap_or(NO_GROUP)
            };
            places.push(groups.groups.iter().map(place).collect());
        }
        let rows: Vec<(&Export, &[u8])> = grouped
            .iter()
            .map(|(export, groups)| (*export, groups.of_row.as_slice()))
            .collect();
        let counted = CountedRows::select(&rows, |nth, group| {
            let place = places.get(nth).and_then(|p| p.get(usize::from(group)));
            place.copied().unwrap_or(group)
        });
        for ((_, groups), counted) in grouped.iter_mut().zip(counted) {
            groups.counted = counted;
        }
    }

    /// Group of each row in a column, [`NO_GROUP`] where the row does not count.
    pub(super) fn counting(&self, export: &Export, column: &AnswerColumn) -> Cow<'_, [u8]> {
        self.counted.in_column(export, column)
    }

    /// Number of groups.
    pub(in crate::intake) fn number(&self) -> u8 {
        u8::try_from(self.groups.len()).unwrap_or(NO_GROUP)
    }

    /// Position of the column that the codebook calls `id`.
    pub(in crate::intake) fn column(&self, export: &Export, id: &str) -> Option<usize> {
        if export.is_results() {
            return None;
        }
        let theirs = self.rule.columns.iter().find(|(ours, _)| ours == id);
        let id = theirs.map_or(id, |(_, theirs)| theirs.as_str());
        export.column(id).map(|(nth, _)| nth)
    }
}

/// Strand or period of each row. `what` is `strand` or `period`, for messages.
pub(super) fn row_values(
    export: &Export,
    by: &RowLabel,
    what: &str,
    current: &str,
) -> Result<RowValues, Unfit> {
    match by {
        RowLabel::Is(text) if !text.trim().is_empty() => Ok(RowValues {
            values: vec![text.trim().to_owned()],
            of_row: None,
        }),
        // A file without a period belongs to the current one; a missing current period is reported once, for all files.
        RowLabel::Is(_) if what == "period" => Ok(RowValues {
            values: vec![current.to_owned()],
            of_row: None,
        }),
        RowLabel::Is(_) => Err(Unfit::new(
            format!("nothing says which {what} its answers are of"),
            format!(
                "write it under `exports` of the codebook, such as `{what}: {}`",
                if what == "strand" {
                    "primary"
                } else {
                    "\"2026\""
                }
            ),
        )
        .of_file(export)),
        RowLabel::Days { column, each } => by_days(export, column, *each),
        RowLabel::Column { column, .. } => {
            let answers = answers_of(export, column, what)?;
            let said = named_so_far(export, by);
            let unnamed = unnamed(export, by, answers);
            if unnamed.is_empty() {
                return Ok(said);
            }
            let help = format!(
                "put each of them under `values` of this {what} in the codebook, with the {what} that it means, or under `leave_out`"
            );
            Err(Unfit {
                answers: unnamed,
                ..Unfit::new(format!("answers that name no {what}"), help)
            }
            .of_file(export)
            .of_column(column))
        }
    }
}

fn answers_of<'e>(export: &'e Export, column: &str, what: &str) -> Result<&'e [Answer], Unfit> {
    let Some((nth, _)) = export.column(column) else {
        let text = format!("it should say the {what}, and the export has no such column");
        return Err(
            Unfit::new(text, "look at the columns with `pledge import --inspect`")
                .of_file(export)
                .of_column(column),
        );
    };
    let answers = export.table.columns().get(nth).and_then(|c| c.answers());
    answers.ok_or_else(|| {
        let text = format!("it should say the {what}, and has too many different answers");
        Unfit::new(text, "choose another column")
            .of_file(export)
            .of_column(column)
    })
}

/// Answers that are neither mapped to a value nor left out, with their counts; the missing answer is one of them.
fn unnamed(export: &Export, by: &RowLabel, answers: &[Answer]) -> Vec<(String, u32)> {
    let RowLabel::Column {
        column,
        values,
        leave_out,
    } = by
    else {
        return Vec::new();
    };
    let named = |answer: &str| {
        let answer = folded(answer);
        values.iter().any(|(a, _)| folded(a) == answer)
            || leave_out.iter().any(|a| folded(a) == answer)
    };
    let mut unnamed: Vec<(String, u32)> = answers
        .iter()
        .filter(|a| !named(&a.text))
        .map(|a| (a.text.clone(), a.count))
        .collect();
    let cells = export
        .column(column)
        .and_then(|(nth, _)| export.table.columns().get(nth));
    let answered = cells.map_or(0, |c| c.answered() as usize);
    // A missing answer needs a meaning too, or people would drop out of their strand without a word.
    let empty = export.table.rows().saturating_sub(answered);
    if empty > 0 && !named("") {
        unnamed.push((String::new(), u32::try_from(empty).unwrap_or(u32::MAX)));
    }
    unnamed
}

/// Values of the rows whose answers are mapped; the others are left out.
fn named_so_far(export: &Export, by: &RowLabel) -> RowValues {
    let open = || RowValues {
        values: Vec::new(),
        of_row: Some(Vec::new()),
    };
    if let RowLabel::Days { column, each } = by {
        return by_days(export, column, *each).unwrap_or_else(|_| open());
    }
    let RowLabel::Column { column, values, .. } = by else {
        return open();
    };
    let mut meanings: Vec<String> = Vec::new();
    let mut place = |meaning: &str| {
        let at = meanings.iter().position(|m| m == meaning);
        at.unwrap_or_else(|| {
            meanings.push(meaning.to_owned());
            meanings.len() - 1
        })
    };
    let cells = export
        .column(column)
        .and_then(|(nth, _)| export.table.columns().get(nth));
    let answers = cells.and_then(|c| c.answers()).unwrap_or_default();
    let mut means = |answer: &str| {
        let answer = folded(answer);
        let meaning = values.iter().find(|(a, _)| folded(a) == answer);
        meaning.and_then(|(_, m)| u8::try_from(place(m.trim())).ok())
    };
    let of_answer: Vec<Option<u8>> = answers.iter().map(|a| means(&a.text)).collect();
    let of_nothing = means("");
    let of_row = (0..export.table.rows()).map(|row| match cells.and_then(|c| c.code(row)) {
        Some(code) => of_answer.get(code).copied().flatten(),
        None => of_nothing,
    });
    let of_row = of_row.collect();
    RowValues {
        values: meanings,
        of_row: Some(of_row),
    }
}

/// Number of people in some rows. `is_new` says whether a person appears in this group for the first time.
fn people_of(
    export: &Export,
    rows: impl Iterator<Item = usize>,
    mut is_new: impl FnMut(u32) -> bool,
) -> u32 {
    // One row of a person may hold the answers and another the comments, hence people and not rows.
    let people = rows.filter(|row| match export.people.of_row(*row) {
        Some(person) => is_new(person),
        None => true,
    });
    u32::try_from(people.count()).unwrap_or(u32::MAX)
}

/// Number of people of each strand who answered a used column in the current period.
pub(super) fn sources(grouped: &[(&Export, Grouped)], codebook: &Codebook) -> Vec<SurveySource> {
    let mut sources: Vec<SurveySource> = Vec::new();
    let used = codebook
        .questions
        .iter()
        .map(|q| &q.column)
        .chain(codebook.comments.iter().map(|c| &c.column));
    let used: Vec<&String> = used.collect();
    let mut met = HashSet::new();
    for (export, groups) in grouped {
        let mut answered = vec![false; export.table.rows()];
        for id in &used {
            let Some(cells) = groups
                .column(export, id)
                .and_then(|nth| export.table.columns().get(nth))
            else {
                continue;
            };
            for (row, answered) in answered.iter_mut().enumerate() {
                *answered = *answered || cells.code(row).is_some() || !cells.cell(row).is_empty();
            }
        }
        let mut with_invited: HashSet<&String> = HashSet::new();
        for (group, (strand, period)) in (0_u8..).zip(&groups.groups) {
            if !is_within(period, &codebook.survey.period) {
                continue;
            }
            let rows = || {
                let rows = groups.of_row.iter().zip(&answered).enumerate();
                rows.filter(|(_, (g, a))| **g == group && **a)
                    .map(|(row, _)| row)
            };
            let invited = groups
                .rule
                .invited
                .iter()
                .find(|(s, _)| s == strand)
                .map(|(_, n)| *n);
            // A row of an interview is a quotation; its people are known by speaker labels, or stated by the user.
            let people = if export.is_interview() {
                export.speakers(rows()).or(invited).unwrap_or(0)
            } else {
                people_of(export, rows(), |person| {
                    met.insert((strand, groups.rule.kind, person))
                })
            };
            let kind = groups.rule.kind;
            match sources
                .iter_mut()
                .find(|s| s.strand == *strand && s.kind == kind)
            {
                Some(source) => {
                    source.answered += people;
                    // Whoever was invited was invited to the export, and not to each of its months.
                    if with_invited.insert(strand) {
                        // A response rate needs both numbers; with one unknown there is none.
                        source.invited = source.invited.zip(invited).map(|(a, b)| a + b);
                    }
                }
                None => {
                    with_invited.insert(strand);
                    sources.push(SurveySource {
                        strand: strand.clone(),
                        kind,
                        invited,
                        answered: people,
                    });
                }
            }
        }
    }
    sources
}
