//! The first step: whose export it is and how it was read, and whose answers are in it.
//!
//! What only a person knows is asked here: the unit, the survey, which patients answered, and how many were asked.

use super::{choices, strands, tables};
use crate::{
    app::{
        action::Action,
        cards::{Block, Line, Page, Role, Row, line, muted, told},
        import::{Over, Wizard, over::Text},
        words,
    },
    domain::{
        codebook::{Codebook, ExportRule, RowLabel},
        findings::SourceKind,
    },
    intake::export::{AnswerKind, Export},
};

/// A row of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::import) enum Field {
    Unit,
    Organisation,
    Title,
    Period,
    Names,
    ExportContent(usize),
    Sheet(usize),
    Weighted(usize),
    Hospital(usize),
    Strand(usize),
    FilePeriod(usize),
    Invited(usize),
    How(usize),
}

/// The rows of the form.
pub(in crate::app::import) fn rows(wizard: &Wizard) -> Vec<Field> {
    let mut rows = vec![
        Field::Unit,
        Field::Organisation,
        Field::Title,
        Field::Period,
    ];
    for nth in 0..wizard.book.exports.len() {
        let export = file(wizard, nth);
        if export.is_some_and(|e| e.reading.sheets.len() > 1) {
            rows.push(Field::Sheet(nth));
        }
        let results = tables::table(wizard, nth);
        if results.is_some() {
            rows.push(Field::Weighted(nth));
            if !tables::hospitals(wizard, nth).is_empty() {
                rows.push(Field::Hospital(nth));
            }
        }
        rows.extend([Field::Strand(nth), Field::Invited(nth), Field::How(nth)]);
        rows.push(Field::ExportContent(nth));
        let dated = export.is_some_and(|e| e.columns.iter().any(|c| c.kind == AnswerKind::Date));
        if wizard.book.exports.len() > 1 || dated || results.is_some() {
            rows.push(Field::FilePeriod(nth));
        }
    }
    rows.push(Field::Names);
    rows
}

/// The export that a rule of the codebook is about.
pub(in crate::app::import) fn file(wizard: &Wizard, nth: usize) -> Option<&Export> {
    let rule = wizard.book.exports.get(nth)?;
    let named = wizard.exports.iter().find(|e| e.name == rule.file);
    named.or(wizard.exports.first())
}

/// Whether it is notes of interviews in which nothing says how many people spoke.
fn nobody_told_apart(export: &Export) -> bool {
    export.is_interview() && export.speakers(0..export.table.rows()).is_none()
}

/// The rows of files of which only a person can say how many people were interviewed.
pub(super) fn rows_without_people(wizard: &Wizard) -> Vec<(usize, usize)> {
    let rows = rows(wizard);
    let open = |field: &Field| match *field {
        Field::Invited(nth) => {
            let said = wizard
                .book
                .exports
                .get(nth)
                .is_some_and(|r| !r.invited.is_empty());
            (!said && file(wizard, nth).is_some_and(nobody_told_apart)).then_some(nth)
        }
        _ => None,
    };
    let found = rows.iter().enumerate();
    found
        .filter_map(|(row, field)| Some((row, open(field)?)))
        .collect()
}

pub(in crate::app::import) fn page(wizard: &Wizard) -> Page {
    let mut blocks = Vec::new();
    for export in wizard.exports.iter() {
        blocks.push(told(Role::Ink, seen(export)));
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
    let fields = rows(wizard);
    let at = wizard.at.row(fields.len());
    let several = wizard.book.exports.len() > 1;
    let table = fields.iter().enumerate().map(|(nth, field)| {
        let (label, value) = said(wizard, *field, several);
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

/// What was seen of a file, in a sentence.
fn seen(export: &Export) -> String {
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

fn said(wizard: &Wizard, field: Field, several: bool) -> (String, Line) {
    let book = &wizard.book;
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
        Field::Unit => (
            "unit".into(),
            or(&book.unit.name, "not said yet: whose patients these are"),
        ),
        Field::Organisation => (
            "organisation".into(),
            may(&book.unit.organisation, "the trust or board; may be empty"),
        ),
        Field::Title => (
            "survey".into(),
            or(&book.survey.title, "not said yet: what it is called"),
        ),
        Field::Period => (
            "period".into(),
            or(&book.survey.period, "not said yet: such as 2026"),
        ),
        Field::Names => (
            "names".into(),
            match (book.names.is_empty(), offered(wizard).count()) {
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
        Field::ExportContent(nth) => (of_file("file holds", nth), tables::said_holds(wizard, nth)),
        Field::Weighted(nth) => (of_file("weighted", nth), tables::weighted(wizard, nth)),
        Field::Hospital(nth) => (of_file("hospital", nth), tables::hospital(wizard, nth)),
        Field::Strand(nth) => (
            of_file("strand", nth),
            rule(nth).map_or_else(Line::new, |r| strand(wizard, nth, r)),
        ),
        Field::Sheet(nth) => {
            let reading = file(wizard, nth).map(|e| &e.reading);
            let sheet = reading.and_then(|r| r.sheet.as_deref()).unwrap_or_default();
            let of = reading.map_or(0, |r| r.sheets.len());
            (
                of_file("sheet", nth),
                line(Role::Ink, format!("{sheet}, of {of}")),
            )
        }
        Field::FilePeriod(nth) => (
            of_file("periods", nth),
            rule(nth).map_or_else(Line::new, periods),
        ),
        Field::Invited(nth) => {
            let invited = rule(nth).map(invited).unwrap_or_default();
            match file(wizard, nth) {
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
        Field::How(nth) => (
            of_file("asked by", nth),
            line(Role::Ink, rule(nth).map_or("", |r| r.kind.word())),
        ),
    }
}

/// The source of the periods, as the row has it.
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

/// What says which patients answered, as the row has it.
fn strand(wizard: &Wizard, nth: usize, rule: &ExportRule) -> Line {
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
        RowLabel::Column { column, values, .. } => match strands::unnamed(wizard, nth).len() {
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

pub(in crate::app::import) fn act(wizard: &mut Wizard, action: Action) {
    if action != Action::Open {
        return;
    }
    let fields = rows(wizard);
    let Some(field) = fields.get(wizard.at.row(fields.len())) else {
        return;
    };
    let book = &wizard.book;
    match *field {
        Field::Unit => {
            let text = book.unit.name.clone();
            wizard.write(Text::Unit, "What the unit is called", &text);
        }
        Field::Organisation => {
            let text = book.unit.organisation.clone();
            wizard.write(
                Text::Organisation,
                "The trust or board it is part of",
                &text,
            );
        }
        Field::Title => {
            let text = book.survey.title.clone();
            wizard.write(
                Text::Title,
                "What the survey is called, such as Patient experience survey 2026",
                &text,
            );
        }
        Field::Period => {
            let text = book.survey.period.clone();
            wizard.write(
                Text::Period,
                "When patients were asked, such as 2026",
                &text,
            );
        }
        Field::Names => {
            // Names out of a column such as "Who was your nurse?" are offered: Enter takes them.
            let offered = offered(wizard);
            let names: Vec<&str> = book
                .names
                .iter()
                .map(String::as_str)
                .chain(offered)
                .collect();
            let text = names.join(", ");
            wizard.write(
                Text::Names,
                "Names of staff, wards and places, with commas between",
                &text,
            );
        }
        Field::ExportContent(nth) => tables::choose_holds(wizard, nth),
        Field::Weighted(nth) => tables::choose_weighted(wizard, nth),
        Field::Hospital(nth) => tables::choose_hospital(wizard, nth),
        Field::Strand(nth) => choices::choose_strand(wizard, nth),
        Field::Sheet(nth) => choices::choose_sheet(wizard, nth),
        Field::FilePeriod(nth) => choices::choose_period(wizard, nth),
        Field::Invited(nth) => {
            let text = book.exports.get(nth).map(invited).unwrap_or_default();
            wizard.write(
                Text::Invited(nth),
                "How many were asked, or interviewed: 190, or primary 190, secondary 41",
                &text,
            );
        }
        Field::How(nth) => wizard.change(|book| {
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

/// Names of staff out of the export that the list has not yet.
fn offered(wizard: &Wizard) -> impl Iterator<Item = &str> {
    let names = &wizard.book.names;
    wizard
        .staff
        .iter()
        .filter(|name| !names.contains(name))
        .map(String::as_str)
}

/// A text as the codebook keeps it; some must say something.
pub(in crate::app::import) fn written(
    wizard: &mut Wizard,
    what: &Text,
    text: &str,
) -> Result<(), String> {
    let text = text.to_owned();
    match what {
        Text::Invited(nth) => {
            let nth = *nth;
            let strand = match wizard.book.exports.get(nth).map(|r| &r.strand) {
                Some(RowLabel::Is(strand)) => strand.clone(),
                _ => String::new(),
            };
            let invited = understand_invited(&text, &strand)?;
            wizard.change(|book| {
                if let Some(rule) = book.exports.get_mut(nth) {
                    rule.invited = invited;
                }
            });
        }
        Text::Means { export, answer } => {
            if text.is_empty() {
                return Err(
                    "Write the strand that this answer means, or leave it and press {Import(DoesNotCount)}.".to_owned(),
                );
            }
            let (export, answer) = (*export, answer.clone());
            wizard.change(|book| strands::means(book, export, &answer, Some(text)));
            wizard
                .at
                .layers
                .retain(|l| !matches!(l, Over::Strands { .. }));
            let at = wizard.at.row(usize::MAX);
            wizard.at.layers.push(Over::Strands {
                export,
                at: strands::next_open(wizard, export).unwrap_or(at),
            });
        }
        _ => wizard.change(|book| match what {
            Text::Unit => book.unit.name = text,
            Text::Organisation => book.unit.organisation = text,
            Text::Title => book.survey.title = text,
            Text::Period => book.survey.period = text,
            Text::Names => {
                book.names = text
                    .split([',', ';'])
                    .map(|n| n.trim().to_owned())
                    .filter(|n| !n.is_empty())
                    .collect();
            }
            Text::Strand(nth) => set_strand(book, *nth, RowLabel::Is(text)),
            Text::FilePeriod(nth) => {
                if let Some(rule) = book.exports.get_mut(*nth) {
                    rule.period = RowLabel::Is(text);
                }
            }
            _ => {}
        }),
    }
    Ok(())
}

/// `190` for a file of one strand, or `primary 190, secondary 41`.
fn understand_invited(text: &str, strand: &str) -> Result<Vec<(String, u32)>, String> {
    let parts = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    parts
        .map(|part| {
            let (name, number) = part.rsplit_once(' ').unwrap_or((strand, part));
            let number = number
                .parse()
                .map_err(|_| format!("{number} is no number of people."))?;
            if name.trim().is_empty() {
                return Err("Say which strand as well: primary 190, secondary 41.".to_owned());
            }
            Ok((name.trim().to_owned(), number))
        })
        .collect()
}
