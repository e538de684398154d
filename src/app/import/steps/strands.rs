//! The strand of each answer in a column that tells which patients a person belongs to.
//!
//! Strands are never pooled, so each answer has to be assigned. The page is a layer above the first step.

use crate::{
    app::{
        action::{Action, ImportAction},
        cards::{Block, Column, Page, Role, Row, line, muted},
        import::{ImportLayer, ImportPrompt, Importing},
        shell::{Layer, moved},
    },
    domain::{
        codebook::{Codebook, RowLabel, folded},
        refusal::{Refusal, allow_if},
    },
    intake::rows,
};

/// Assigns a strand to an answer of the strand's column; `None` leaves its rows out.
pub(super) fn means(book: &mut Codebook, export: usize, answer: &str, strand: Option<String>) {
    let Some(RowLabel::Column {
        values, leave_out, ..
    }) = book.exports.get_mut(export).map(|r| &mut r.strand)
    else {
        return;
    };
    let same = |a: &str| folded(a) == folded(answer);
    values.retain(|(a, _)| !same(a));
    leave_out.retain(|a| !same(a));
    match strand {
        Some(strand) => values.push((answer.to_owned(), strand)),
        None => leave_out.push(answer.to_owned()),
    }
}

/// The answers of a file's strand column with the number of people who gave each; the empty answer last.
fn answers(import: &Importing, nth: usize) -> Vec<(String, u32)> {
    let Some(rule) = import.book.exports.get(nth) else {
        return Vec::new();
    };
    let RowLabel::Column { column, .. } = &rule.strand else {
        return Vec::new();
    };
    let export = import
        .exports
        .iter()
        .find(|e| e.name == rule.file)
        .or(import.exports.first());
    let counted = export.and_then(|e| {
        let (nth, _) = e.column(column)?;
        Some((
            // People and not rows, as everywhere that a number is shown.
            rows::answers_of_people(e, nth)?,
            rows::people_who_answered(e, nth),
        ))
    });
    let Some((answers, answered)) = counted else {
        return Vec::new();
    };
    let mut answers: Vec<(String, u32)> = answers.into_iter().map(|a| (a.text, a.count)).collect();
    let people = export.map_or(0, |e| u32::try_from(e.people.number).unwrap_or(u32::MAX));
    let empty = people.saturating_sub(answered);
    // Listed as well: without the people who left the question empty, the strands would not add up to the responses.
    if empty > 0 {
        answers.push((String::new(), empty));
    }
    answers
}

/// The meaning of an answer in a strand's column.
enum AnswerMeaning {
    Strand(String),
    LeftOut,
}

/// The meaning of an answer; `None` if it is not assigned.
fn meaning(import: &Importing, nth: usize, answer: &str) -> Option<AnswerMeaning> {
    let RowLabel::Column {
        values, leave_out, ..
    } = &import.book.exports.get(nth)?.strand
    else {
        return None;
    };
    let same = |a: &str| folded(a) == folded(answer);
    if let Some((_, strand)) = values.iter().find(|(a, _)| same(a)) {
        return Some(AnswerMeaning::Strand(strand.clone()));
    }
    leave_out
        .iter()
        .any(|a| same(a))
        .then_some(AnswerMeaning::LeftOut)
}

/// The answers without a strand.
pub(in crate::app::import) fn unnamed(import: &Importing, nth: usize) -> Vec<String> {
    let answers = answers(import, nth).into_iter().map(|(a, _)| a);
    answers
        .filter(|a| meaning(import, nth, a).is_none())
        .collect()
}

pub(super) fn next_open(import: &Importing, nth: usize) -> Option<usize> {
    answers(import, nth)
        .iter()
        .position(|(a, _)| meaning(import, nth, a).is_none())
}

/// The page that assigns strands to a column's answers.
pub(in crate::app::import) fn page(import: &Importing, nth: usize, at: usize) -> Page {
    let answers = answers(import, nth);
    let at = at.min(answers.len().saturating_sub(1));
    let table = answers.iter().enumerate().map(|(row, (answer, count))| {
        let said = match meaning(import, nth, answer) {
            None => line(Role::Warn, "not sorted"),
            Some(AnswerMeaning::LeftOut) => line(Role::Muted, "left out"),
            Some(AnswerMeaning::Strand(strand)) => line(Role::Ink, strand),
        };
        let words = if answer.is_empty() {
            line(Role::Muted, "(no answer)")
        } else {
            line(Role::Ink, answer.clone())
        };
        Row {
            cells: vec![words, line(Role::Muted, count.to_string()), said],
            selected: row == at,
        }
    });
    Page {
        blocks: vec![
            Block::Heading("Which patients does each answer mean?".into()),
            muted(
                "Strands are never pooled: people with secondary disease stay apart. Answers that tell nothing can be left out.",
            ),
            Block::Gap,
            Block::Table {
                columns: vec![
                    Column::fill("answer"),
                    Column::number("people", 0),
                    Column::words("strand", 24, 0),
                ],
                rows: table.collect(),
            },
        ],
        ..Page::default()
    }
}

pub(in crate::app::import) fn act(import: &mut Importing, nth: usize, at: usize, action: Action) {
    let answers = answers(import, nth);
    let at = at.min(answers.len().saturating_sub(1));
    let answer = answers.get(at).map(|(a, _)| a.clone());
    match (action, answer) {
        (Action::Import(ImportAction::DoesNotCount), Some(answer)) => {
            import.change(|book| means(book, nth, &answer, None));
            let next = next_open(import, nth).unwrap_or(at);
            import.shell.push(ImportLayer::Strands {
                export: nth,
                at: next,
            });
        }
        (Action::Open, Some(answer)) => {
            let now = match meaning(import, nth, &answer) {
                Some(AnswerMeaning::Strand(strand)) => strand,
                _ => String::new(),
            };
            import.shell.push(ImportLayer::Strands { export: nth, at });
            import.write(
                ImportPrompt::Means {
                    export: nth,
                    answer,
                },
                "The strand it means, such as primary",
                &now,
            );
        }
        _ => {
            let at = moved(at, answers.len(), action);
            import.shell.push(ImportLayer::Strands { export: nth, at });
        }
    }
}

/// Assigns a typed strand, and moves to the next answer without one.
pub(super) fn typed(
    import: &mut Importing,
    export: usize,
    answer: &str,
    strand: &str,
) -> Result<(), Refusal> {
    allow_if(
        !strand.is_empty(),
        "Write the strand that this answer means, or leave it and press {Import(DoesNotCount)}.",
    )?;
    import.change(|book| means(book, export, answer, Some(strand.to_owned())));
    // The layer under the prompt is replaced. With a second one above it Back would lead to the same page.
    let is_strands = |l: &Layer<_>| matches!(l.own(), Some(ImportLayer::Strands { .. }));
    import.shell.layers.retain(|l| !is_strands(l));
    let row = import.row(usize::MAX);
    let at = next_open(import, export).unwrap_or(row);
    import.shell.push(ImportLayer::Strands { export, at });
    Ok(())
}
