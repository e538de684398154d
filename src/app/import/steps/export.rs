//! The first step: the exports as they were read, the unit and survey, and the patients who answered.
//!
//! It asks for facts that no file holds: the strand of the answers, and the number of people invited.

use super::{choices, strands, tables};
use crate::{
    app::{
        action::Action,
        cards::{Block, Line, Page, Role, Row, line, muted, told},
        import::{ImportPrompt, Importing},
        words,
    },
    domain::{
        codebook::{Codebook, ExportRule, RowLabel},
        findings::SourceKind,
        refusal::{Refusal, refuse},
    },
    intake::export::{AnswerKind, Export},
};

/// A row of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::import) enum ExportRow {
    Unit,
    Organisation,
    Title,
    Period,
    Names,
    Content(usize),
    Sheet(usize),
    Weighted(usize),
    Hospital(usize),
    Strand(usize),
    FilePeriod(usize),
    Invited(usize),
    How(usize),
}

/// The rows of the form.
pub(in crate::app::import) fn rows(import: &Importing) -> Vec<ExportRow> {
    let mut rows = vec![
        ExportRow::Unit,
        ExportRow::Organisation,
        ExportRow::Title,
        ExportRow::Period,
    ];
    for nth in 0..import.book.exports.len() {
        let export = file(import, nth);
        if export.is_some_and(|e| e.reading.sheets.len() > 1) {
            rows.push(ExportRow::Sheet(nth));
        }
        let results = tables::table(import, nth);
        if results.is_some() {
            rows.push(ExportRow::Weighted(nth));
            if !tables::hospitals(import, nth).is_empty() {
                rows.push(ExportRow::Hospital(nth));
            }
        }
        rows.extend([
            ExportRow::Strand(nth),
            ExportRow::Invited(nth),
            ExportRow::How(nth),
        ]);
        rows.push(ExportRow::Content(nth));
        let dated = export.is_some_and(|e| e.columns.iter().any(|c| c.kind == AnswerKind::Date));
        if import.book.exports.len() > 1 || dated || results.is_some() {
            rows.push(ExportRow::FilePeriod(nth));
        }
    }
    rows.push(ExportRow::Names);
    rows
}

/// The export of rule `nth` of the codebook.
pub(in crate::app::import) fn file(import: &Importing, nth: usize) -> Option<&Export> {
    let rule = import.book.exports.get(nth)?;
    let named = import.exports.iter().find(|e| e.name == rule.file);
    named.or(import.exports.first())
}

/// `true` for interview notes that do not tell their speakers apart.
fn nobody_told_apart(export: &Export) -> bool {
    export.is_interview() && export.speakers(0..export.table.rows()).is_none()
}

/// The rows that need the number of people interviewed, as indexes of the row and the file.
pub(super) fn rows_without_people(import: &Importing) -> Vec<(usize, usize)> {
    let rows = rows(import);
    let open = |field: &ExportRow| match *field {
        ExportRow::Invited(nth) => {
            let said = import
                .book
                .exports
                .get(nth)
                .is_some_and(|r| !r.invited.is_empty());
            (!said && file(import, nth).is_some_and(nobody_told_apart)).then_some(nth)
        }
        _ => None,
    };
    let found = rows.iter().enumerate();
    found
        .filter_map(|(row, field)| Some((row, open(field)?)))
        .collect()
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let mut blocks = Vec::new();
    for export in import.exports.iter() {
        blocks.push(told(Role::Ink, summary(export)));
        if export.reading.guessed {
            blocks.push(told(
                Role::Warn,
                format!(
                    "Its letters were taken for {}, which is a guess. If they look wrong, leave and give --encoding.",
                    export.reading.encoding
                ),
            ));
        }
        for note in export.remarks() {
            blocks.push(muted(note));
        }
    }
    blocks.push(Block::Gap);
    let fields = rows(import);
    let at = import.row(fields.len());
    let several = import.book.exports.len() > 1;
    let table = fields.iter().enumerate().map(|(nth, field)| {
        let (label, value) = said(import, *field, several);
        Row {
            cells: vec![line(Role::Muted, label), value],
            selected: nth == at,
        }
    });
    blocks.push(Block::Fields(table.collect()));
    Page {
        blocks,
        ..Page::default()
    }
}

/// A file in a sentence: its size, its survey tool, its encoding.
fn summary(export: &Export) -> String {
    if export.is_interview() {
        let quotes = words::count(export.table.rows() as u64, "quotation", "quotations");
        return format!("{}: {quotes} out of notes of interviews.", export.name);
    }
    if export.is_results() {
        let sheet = export.reading.sheet.as_ref();
        return format!(
            "{}: a table of results, {}, {}{}.",
            export.name,
            words::count(export.table.rows() as u64, "row", "rows"),
            words::count(export.columns.len() as u64, "column", "columns"),
            sheet.map_or_else(String::new, |s| format!(" (sheet {s})")),
        );
    }
    let tool = export.platform.name();
    let how = match (&export.reading.sheet, export.reading.delimiter) {
        (Some(sheet), _) => format!("sheet {sheet}"),
        (None, Some('\t')) => "cells apart by tabs".to_owned(),
        (None, Some(sign)) => format!("cells apart by {sign}"),
        (None, None) => export.reading.container.to_owned(),
    };
    format!(
        "{}: {} from {tool}, {} ({how}).",
        export.name,
        words::count(export.people.number as u64, "response", "responses"),
        words::count(export.columns.len() as u64, "column", "columns"),
    )
}

fn said(import: &Importing, field: ExportRow, several: bool) -> (String, Line) {
    let book = &import.book;
    let or = |text: &str, missing: &str| {
        if text.is_empty() {
            line(Role::Warn, missing)
        } else {
            line(Role::Ink, text)
        }
    };
    let may = |text: &str, missing: &str| {
        if text.is_empty() {
            line(Role::Muted, missing)
        } else {
            line(Role::Ink, text)
        }
    };
    let rule = |nth: usize| book.exports.get(nth);
    let of_file = |label: &str, nth: usize| {
        if several {
            format!("{}: {label}", rule(nth).map_or("", |r| r.file.as_str()))
        } else {
            label.to_owned()
        }
    };
    match field {
        ExportRow::Unit => (
            "unit".into(),
            or(&book.unit.name, "not said yet: whose patients these are"),
        ),
        ExportRow::Organisation => (
            "organisation".into(),
            may(&book.unit.organisation, "the trust or board; may be empty"),
        ),
        ExportRow::Title => (
            "survey".into(),
            or(&book.survey.title, "not said yet: what it is called"),
        ),
        ExportRow::Period => (
            "period".into(),
            or(&book.survey.period, "not said yet: such as 2026"),
        ),
        ExportRow::Names => (
            "names".into(),
            match (book.names.is_empty(), offered(import).count()) {
                (true, more @ 1..) => line(
                    Role::Muted,
                    format!(
                        "{} in the export: {{Open}} looks at them",
                        words::count(more as u64, "name of staff stands", "names of staff stand")
                    ),
                ),
                _ => may(
                    &book.names.join(", "),
                    "staff, wards: comments that name them are held",
                ),
            },
        ),
        ExportRow::Content(nth) => (of_file("file holds", nth), tables::content_row(import, nth)),
        ExportRow::Weighted(nth) => (of_file("weighted", nth), tables::weighted(import, nth)),
        ExportRow::Hospital(nth) => (of_file("hospital", nth), tables::hospital(import, nth)),
        ExportRow::Strand(nth) => (
            of_file("strand", nth),
            rule(nth).map_or_else(Line::new, |r| strand(import, nth, r)),
        ),
        ExportRow::Sheet(nth) => {
            let reading = file(import, nth).map(|e| &e.reading);
            let sheet = reading.and_then(|r| r.sheet.as_deref()).unwrap_or_default();
            let of = reading.map_or(0, |r| r.sheets.len());
            (
                of_file("sheet", nth),
                line(Role::Ink, format!("{sheet}, of {of}")),
            )
        }
        ExportRow::FilePeriod(nth) => (
            of_file("periods", nth),
            rule(nth).map_or_else(Line::new, periods),
        ),
        ExportRow::Invited(nth) => {
            let invited = rule(nth).map(invited).unwrap_or_default();
            match file(import, nth) {
                Some(export) if nobody_told_apart(export) => (
                    of_file("people", nth),
                    or(&invited, "not said yet: how many were interviewed"),
                ),
                Some(export) if export.is_interview() => (
                    of_file("people", nth),
                    may(&invited, "as many as the labels tell apart"),
                ),
                _ => (
                    of_file("invited", nth),
                    may(&invited, "how many were asked; may be left open"),
                ),
            }
        }
        ExportRow::How(nth) => (
            of_file("asked by", nth),
            line(Role::Ink, rule(nth).map_or("", |r| r.kind.word())),
        ),
    }
}

/// The text of a file's period row.
fn periods(rule: &ExportRule) -> Line {
    match &rule.period {
        RowLabel::Is(text) if text.is_empty() => line(Role::Muted, "one, that of the survey"),
        RowLabel::Is(text) => line(Role::Ink, text),
        RowLabel::Column { column, .. } => line(Role::Ink, format!("by {column}")),
        RowLabel::Days { column, each } => {
            line(Role::Ink, format!("each {} by {column}", each.word()))
        }
    }
}

/// The text of a file's strand row.
fn strand(import: &Importing, nth: usize, rule: &ExportRule) -> Line {
    match &rule.strand {
        RowLabel::Is(text) if text.is_empty() && tables::says_strand(rule) => line(
            Role::Ink,
            format!("by its columns: {}", tables::strands(rule).join(", ")),
        ),
        RowLabel::Is(text) if text.is_empty() => {
            line(Role::Warn, "not said yet: which patients answered")
        }
        RowLabel::Is(text) => line(Role::Ink, text),
        RowLabel::Days { column, .. } => line(Role::Ink, format!("by {column}")),
        RowLabel::Column { column, values, .. } => match strands::unnamed(import, nth).len() {
            0 => line(
                Role::Ink,
                format!("by {column}: {}", strands_of(values).join(", ")),
            ),
            open => {
                let open = words::count(open as u64, "answer not sorted", "answers not sorted");
                line(Role::Warn, format!("by {column}: {open}"))
            }
        },
    }
}

fn strands_of(values: &[(String, String)]) -> Vec<String> {
    let mut strands: Vec<String> = values.iter().map(|(_, s)| s.clone()).collect();
    strands.sort();
    strands.dedup();
    strands
}

fn invited(rule: &ExportRule) -> String {
    let parts: Vec<String> = match rule.invited.as_slice() {
        [(_, n)] if matches!(rule.strand, RowLabel::Is(_)) => vec![n.to_string()],
        several => several.iter().map(|(s, n)| format!("{s} {n}")).collect(),
    };
    parts.join(", ")
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    if action != Action::Open {
        return;
    }
    let fields = rows(import);
    let Some(field) = fields.get(import.row(fields.len())) else {
        return;
    };
    let book = &import.book;
    match *field {
        ExportRow::Unit => {
            let text = book.unit.name.clone();
            import.write(ImportPrompt::Unit, "What the unit is called", &text);
        }
        ExportRow::Organisation => {
            let text = book.unit.organisation.clone();
            import.write(
                ImportPrompt::Organisation,
                "The trust or board it is part of",
                &text,
            );
        }
        ExportRow::Title => {
            let text = book.survey.title.clone();
            import.write(
                ImportPrompt::Title,
                "What the survey is called, such as Patient experience survey 2026",
                &text,
            );
        }
        ExportRow::Period => {
            let text = book.survey.period.clone();
            import.write(
                ImportPrompt::Period,
                "When patients were asked, such as 2026",
                &text,
            );
        }
        ExportRow::Names => {
            // Staff names found in a column such as "Who was your nurse?" are filled in, because a list typed from memory
            // leaves some out, and those would stay readable in comments.
            let offered = offered(import);
            let names: Vec<&str> = book
                .names
                .iter()
                .map(String::as_str)
                .chain(offered)
                .collect();
            let text = names.join(", ");
            import.write(
                ImportPrompt::Names,
                "Names of staff, wards and places, with commas between",
                &text,
            );
        }
        ExportRow::Content(nth) => tables::choose_content(import, nth),
        ExportRow::Weighted(nth) => tables::choose_weighted(import, nth),
        ExportRow::Hospital(nth) => tables::choose_hospital(import, nth),
        ExportRow::Strand(nth) => choices::choose_strand(import, nth),
        ExportRow::Sheet(nth) => choices::choose_sheet(import, nth),
        ExportRow::FilePeriod(nth) => choices::choose_period(import, nth),
        ExportRow::Invited(nth) => {
            let text = book.exports.get(nth).map(invited).unwrap_or_default();
            import.write(
                ImportPrompt::Invited(nth),
                "How many were asked, or interviewed: 190, or primary 190, secondary 41",
                &text,
            );
        }
        ExportRow::How(nth) => import.change(|book| {
            if let Some(rule) = book.exports.get_mut(nth) {
                rule.kind = match rule.kind {
                    SourceKind::Survey => SourceKind::Interview,
                    SourceKind::Interview => SourceKind::Survey,
                };
            }
        }),
    }
}

pub(super) fn set_strand(book: &mut Codebook, nth: usize, by: RowLabel) {
    if let Some(rule) = book.exports.get_mut(nth) {
        rule.strand = by;
    }
}

/// Staff names found in the exports and missing from the codebook.
fn offered(import: &Importing) -> impl Iterator<Item = &str> {
    let names = &import.book.names;
    import
        .staff
        .iter()
        .filter(|name| !names.contains(name))
        .map(String::as_str)
}

/// Sets the value of a form row; fails with a sentence for the form.
pub(super) fn set(
    import: &mut Importing,
    field: impl Fn(&mut Codebook) -> &mut String,
    text: &str,
) {
    import.change(|book| text.clone_into(field(book)));
}

pub(super) fn set_names(import: &mut Importing, text: &str) {
    let names = text.split([',', ';']).map(str::trim);
    let names = names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
    import.change(|book| book.names = names);
}

pub(super) fn typed_invited(import: &mut Importing, nth: usize, text: &str) -> Result<(), Refusal> {
    let strand = match import.book.exports.get(nth).map(|r| &r.strand) {
        Some(RowLabel::Is(strand)) => strand.clone(),
        _ => String::new(),
    };
    let invited = understand_invited(text, &strand)?;
    import.change(|book| {
        if let Some(rule) = book.exports.get_mut(nth) {
            rule.invited = invited;
        }
    });
    Ok(())
}

/// Reads numbers of invited people: `190` for a file of one strand, or `primary 190, secondary 41`.
fn understand_invited(text: &str, strand: &str) -> Result<Vec<(String, u32)>, Refusal> {
    let parts = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    parts
        .map(|part| {
            let (name, number) = part.rsplit_once(' ').unwrap_or((strand, part));
            let number = number
                .parse()
                .map_err(|_| Refusal::new(format!("{number} is no number of people.")))?;
            if name.trim().is_empty() {
                return refuse("Say which strand as well: primary 190, secondary 41.");
            }
            Ok((name.trim().to_owned(), number))
        })
        .collect()
}
