//! Remarks on the responses of an export: none yet, previews, unfinished ones, columns that identify people.
//!
//! A preview by the person who built the survey would count as a patient, and nobody would notice it in the result.

use super::{AnswerKind, ColumnInfo, Export, Platform};
use crate::intake::{
    days::{self, is_day_of_no_year},
    kind::is_missing,
    table::{Answer, AnswerColumn},
};

/// Remarks on anomalies among the responses, as sentences.
pub(super) fn response_notes(export: &Export) -> Vec<String> {
    let rows = export.table.rows();
    if rows == 0 {
        return vec!["there are no responses in it yet: it has only its header".to_owned()];
    }
    let mut notes = Vec::new();
    let unfinished = match export.platform {
        Platform::Qualtrics => count_cells(export, "Finished", |c| {
            c == "0" || c.eq_ignore_ascii_case("false")
        }),
        Platform::LimeSurvey => count_cells(export, "submitdate", is_missing),
        _ => 0,
    };
    if unfinished > 0 {
        let were = if unfinished == 1 { "was" } else { "were" };
        notes.push(format!(
            "{unfinished} of {rows} responses {were} not finished: what is in them counts all the same"
        ));
    }
    // Qualtrics codes: 1 preview, 2 test; 9 and 17 previews flagged as spam and taken offline.
    let tests = match export.platform {
        Platform::Qualtrics => count_cells(export, "Status", |c| {
            let said = c.to_lowercase();
            matches!(c, "1" | "2" | "9" | "17") || said.contains("preview") || said.contains("test")
        }),
        _ => 0,
    };
    if tests > 0 {
        let (are, they) = match tests {
            1 => ("is a preview or a test", "it counts as a patient does"),
            _ => ("are previews or tests", "they count as patients do"),
        };
        notes.push(format!(
            "{tests} of {rows} responses {are} by its column Status: export without, or {they}"
        ));
    }
    notes.extend(answers_turned_dates(export));
    notes
}

/// Remarks on answers that a spreadsheet turned into dates: `2-5` became the second of May, `10/12` the tenth of December.
fn answers_turned_dates(export: &Export) -> Vec<String> {
    let columns = export.columns.iter().zip(export.table.columns());
    let of = |(described, column): (&ColumnInfo, &AnswerColumn)| {
        let kinds = matches!(
            described.kind,
            AnswerKind::Choice | AnswerKind::Scale | AnswerKind::Multiple | AnswerKind::Text
        );
        let answers = column.answers().filter(|_| kinds && !described.own)?;
        let is_day = |a: &&Answer| is_day_of_no_year(&a.text) || days::is_day(&a.text);
        let days: Vec<&Answer> = answers.iter().filter(is_day).collect();
        let cells: u32 = days.iter().map(|a| a.count).sum();
        // Dates with a year are common in free text, so only yearless ones count there.
        let chosen =
            described.kind != AnswerKind::Text || days.iter().all(|a| is_day_of_no_year(&a.text));
        let first = days.first().filter(|_| chosen)?;
        let (are, may) = match cells {
            1 => ("1 answer is a day".to_owned(), "it may have been"),
            n => (format!("{n} answers are days"), "they may have been"),
        };
        Some(format!(
            "{are}, such as {}, in \u{201c}{}\u{201d}: {may} something like 2-5 before a spreadsheet mended it. Look at the export as the survey tool gives it.",
            first.text, described.question
        ))
    };
    columns.filter_map(of).collect()
}

/// Number of rows whose cell in column `id` satisfies `such`.
fn count_cells(export: &Export, id: &str, such: impl Fn(&str) -> bool) -> usize {
    let column = export
        .column(id)
        .and_then(|(nth, _)| export.table.columns().get(nth));
    let rows = 0..export.table.rows();
    column.map_or(0, |c| rows.filter(|row| such(c.cell(*row))).count())
}

/// Remark on the number of columns that identify people.
pub(super) fn identifier_note(export: &Export) -> Option<String> {
    let who = export
        .columns
        .iter()
        .filter(|c| c.kind == AnswerKind::Identifier);
    match who.count() {
        0 => None,
        1 => Some(
            "1 column says who answered: it is not written anywhere, and its cells are not shown"
                .to_owned(),
        ),
        n => Some(format!(
            "{n} columns say who answered: they are not written anywhere, and their cells are not shown"
        )),
    }
}
