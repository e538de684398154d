//! Finds rows in which nothing is answered, and rows that were never finished.
//!
//! Two real exports had such rows, and each counted as a person.

use crate::{
    domain::alike::folded,
    intake::{
        export::{AnswerKind, Export, Platform},
        kind::is_missing,
    },
};

/// True for a column that asks something; identifiers and the tool's own columns do not.
pub(super) fn is_asked(export: &Export, nth: usize) -> bool {
    export.columns.get(nth).is_some_and(|c| {
        !c.own
            && !matches!(
                c.kind,
                AnswerKind::Identifier | AnswerKind::Empty | AnswerKind::Date
            )
    })
}

/// Rows without any answer, unless all rows are empty.
pub(super) fn unanswered(export: &Export) -> Vec<usize> {
    let rows = export.table.rows();
    let mut answered = vec![false; rows];
    let mut left = rows;
    for (nth, column) in export.table.columns().iter().enumerate() {
        if !is_asked(export, nth) || left == 0 {
            continue;
        }
        // In small tables many option columns say "not chosen" in every row, which is no answer.
        let says: Option<Vec<bool>> = column.answers().map(|a| {
            a.iter()
                .map(|a| says_something(export, nth, &a.text))
                .collect()
        });
        for (row, answered) in answered.iter_mut().enumerate().filter(|(_, a)| !**a) {
            let something = match &says {
                Some(says) => column
                    .code(row)
                    .and_then(|code| says.get(code))
                    .copied()
                    .unwrap_or(false),
                None => !column.cell(row).is_empty(),
            };
            if something {
                *answered = true;
                left -= 1;
            }
        }
    }
    if left == rows {
        return Vec::new();
    }
    // A formula without a cached result is an answer that cannot be read.
    let unworked = &export.reading.unworked;
    let is_open = |(row, answered): (usize, &bool)| {
        let formula = || unworked.binary_search(&export.table.number(row)).is_ok();
        (!answered && !formula()).then_some(row)
    };
    answered.iter().enumerate().filter_map(is_open).collect()
}

/// True if a cell is an answer; "not ticked" is none.
pub(super) fn says_something(export: &Export, nth: usize, cell: &str) -> bool {
    let option = export.columns.get(nth).is_some_and(|c| c.option.is_some());
    if option
        && ["0", "false", "unchecked", "no", "n"]
            .iter()
            .any(|t| cell.eq_ignore_ascii_case(t))
    {
        return false;
    }
    !is_missing(cell) || cell.eq_ignore_ascii_case("none")
}

/// Completion of each row; `None` if the tool has no such column.
pub(super) fn finished(export: &Export) -> Option<Vec<bool>> {
    const NOT: &[&str] = &[
        "0",
        "abandoned",
        "false",
        "in progress",
        "incomplete",
        "n",
        "no",
        "partial",
        "partially completed",
        "unverified",
    ];
    let id = match export.platform {
        Platform::Qualtrics => "Finished",
        Platform::LimeSurvey => "submitdate",
        _ => "",
    };
    let by_name = |name: &str| {
        let small = folded(name);
        matches!(
            small.as_str(),
            "completed"
                | "complete"
                | "finished"
                | "completion status"
                | "response status"
                | "abgeschlossen"
                | "beendet"
        )
    };
    let (nth, _) = export.column(id).or_else(|| {
        let mut columns = export.columns.iter().enumerate();
        columns.find(|(_, c)| c.kind == AnswerKind::Choice && by_name(&c.question))
    })?;
    let column = export.table.columns().get(nth)?;
    let is_day = id == "submitdate";
    let done = |row: usize| {
        let cell = column.cell(row);
        !is_missing(cell) && (is_day || !NOT.iter().any(|n| cell.eq_ignore_ascii_case(n)))
    };
    Some((0..export.table.rows()).map(done).collect())
}
