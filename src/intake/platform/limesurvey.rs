//! `LimeSurvey`: one header row of codes, of question texts, or of both (`G01Q02. How old are you?`).
//!
//! Recognised by columns that the tool adds: last page, start language, seed.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{bracketed, is_tick, is_write_in, question, runs, with_row},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns added by the tool: code, known translations, and kind.
const OWN: &[(&str, &[&str], AnswerKind)] = &[
    (
        "id",
        &["response id", "antwort id", "antwort-id"],
        AnswerKind::Identifier,
    ),
    (
        "submitdate",
        &["date submitted", "datum abgeschickt"],
        AnswerKind::Date,
    ),
    (
        "lastpage",
        &["last page", "letzte seite"],
        AnswerKind::Number,
    ),
    (
        "startlanguage",
        &["start language", "start-sprache", "startsprache"],
        AnswerKind::Choice,
    ),
    ("seed", &["zufallsstartwert"], AnswerKind::Number),
    (
        "startdate",
        &["date started", "datum gestartet"],
        AnswerKind::Date,
    ),
    (
        "datestamp",
        &["date last action", "datum letzte aktivität"],
        AnswerKind::Date,
    ),
    (
        "ipaddr",
        &["ip address", "ip-adresse"],
        AnswerKind::Identifier,
    ),
    (
        "refurl",
        &["referrer url", "weiterleitungs-url"],
        AnswerKind::Identifier,
    ),
    (
        "token",
        &["access code", "zugangscode", "zugangsschlüssel"],
        AnswerKind::Identifier,
    ),
    (
        "interviewtime",
        &["total time", "gesamtzeit"],
        AnswerKind::Number,
    ),
];

/// Prefixes of timing columns.
const TIMES: &[&str] = &[
    "group time:",
    "question time:",
    "gruppenzeit:",
    "fragenzeit:",
];

fn own_kind(header: &str) -> Option<(&'static str, AnswerKind)> {
    let header = header.to_lowercase();
    OWN.iter()
        .find(|(code, texts, _)| {
            *code == header
                || texts.contains(&header.as_str())
                // "Code and text" exports print both also for the tool's own columns.
                || header == format!("{code}. {}", texts.first().unwrap_or(&""))
        })
        .map(|(code, _, kind)| (*code, *kind))
}

/// Splits `G01Q02[SQ001]. How old are you?` into code and text.
fn coded(header: &str) -> Option<(&str, &str)> {
    let (code, text) = header.split_once(". ")?;
    let letters = code
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '#'));
    (letters && code.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((code, text.trim()))
}

/// Codes of the tool's own columns in a row.
fn own_codes(header: &[&str]) -> Vec<&'static str> {
    header.iter().filter_map(|h| Some(own_kind(h)?.0)).collect()
}

/// True for a header row: two of the tool's columns, one of which no other tool has.
fn is_header(header: &[&str]) -> bool {
    let known = own_codes(header);
    // "id" and "token" occur in many tables; these two only here.
    known.len() >= 2 && (known.contains(&"lastpage") || known.contains(&"startlanguage"))
}

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let header = head.line(0);
    if !is_header(&header) {
        return None;
    }
    // A "VV" export has the codes in a second row.
    let under = head.line(1);
    let codes = is_header(&under) && under.iter().all(|h| h.is_empty() || is_codes(h));
    // Four of five: the tool's own columns, and questions whose text begins with a sentence, have another form.
    let both = header.iter().filter(|h| coded(h).is_some()).count() * 5 >= header.len() * 4;
    let mut columns: Vec<HeaderColumn> = header
        .iter()
        .zip(&under)
        .map(|(raw, under)| {
            let named = own_kind(raw).or_else(|| own_kind(under).filter(|_| codes));
            if let Some((code, kind)) = named {
                return HeaderColumn::new(question(raw)).id(code).own(kind);
            }
            let (code, text) = match coded(raw).filter(|_| both) {
                Some((code, text)) => (code, text),
                None if codes => (*under, *raw),
                None if is_codes(raw) => (*raw, *raw),
                None => ("", *raw),
            };
            let column = HeaderColumn::new(question(text)).id(code.replace(['[', ']'], "_"));
            let small = text.to_lowercase();
            // Timings of questions repeat the question's text, and would be taken for the question.
            let time = TIMES.iter().any(|t| small.starts_with(t))
                || (is_codes(raw) && (small.starts_with("grouptime") || small.ends_with("time")));
            if time || small.starts_with("filecount") {
                return column.own(AnswerKind::Number);
            }
            column
        })
        .collect();
    let header_rows = 1 + usize::from(codes);
    interpret_parts(head, header_rows, &mut columns);
    Some(RecognisedHeader {
        header_rows,
        columns,
        ..RecognisedHeader::default()
    })
}

/// True for a bare code: `Q1`, `Q1[SQ001]`.
fn is_codes(header: &str) -> bool {
    header.starts_with(|c: char| c.is_ascii_alphabetic())
        && header
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '#' | '-'))
}

/// Interprets `Question [part]`: an option if the cells are ticks, else a row of an array. The cells under "Other" decide
/// whether it is ticked or written into.
fn interpret_parts(head: &FileHead, header_rows: usize, columns: &mut [HeaderColumn]) {
    let bases: Vec<Option<String>> = columns
        .iter()
        .map(|c| Some(bracketed(&c.question)?.0.to_owned()))
        .collect();
    for (from, to) in runs(&bases) {
        let Some(run) = columns.get_mut(from..to) else {
            continue;
        };
        let chosen = |cell: &str, option: &str| {
            is_tick(cell, option)
                // LimeSurvey writes Yes and N/A into options, as full answers or as codes.
                || ["yes", "no", "y", "n", "n/a", "ja", "nein"]
                    .contains(&cell.to_lowercase().as_str())
        };
        let all_chosen = |nth: usize, option: &str| {
            let mut cells = head.below(header_rows, from + nth).peekable();
            cells.peek().is_some() && cells.all(|cell| chosen(cell, option))
        };
        let empty = |nth: usize| head.below(header_rows, from + nth).next().is_none();
        let options: Vec<(bool, bool)> = run
            .iter()
            .enumerate()
            .map(|(nth, column)| {
                let option = bracketed(&column.question).map_or("", |(_, part)| part);
                (all_chosen(nth, option), empty(nth))
            })
            .collect();
        // The field beside "Other" holds text even if all the others are ticks.
        let to_tick = |column: &HeaderColumn| {
            bracketed(&column.question).is_some_and(|(_, o)| !is_write_in(o))
        };
        let (mut seen, mut others) = (0, 0);
        for (column, (chosen, empty)) in run.iter().zip(&options) {
            if to_tick(column) && !empty {
                seen += usize::from(*chosen);
                others += usize::from(!chosen);
            }
        }
        // "Other" has other names in other languages, so one free-text column among several ticked ones is accepted.
        let ticked = seen > 0 && (others == 0 || (others == 1 && seen > 1));
        for (column, (chosen, empty)) in run.iter_mut().zip(options) {
            let Some((asked, part)) = bracketed(&column.question) else {
                continue;
            };
            let (asked, part) = (asked.to_owned(), part.to_owned());
            let writes = is_write_in(&part);
            // An option that nobody chose is empty, and an option all the same.
            if ticked && (chosen || (empty && !writes)) {
                column.question = asked;
                column.option = Some(part);
                column.hint = Some(AnswerKind::Multiple);
            } else {
                column.question = with_row(&asked, &part);
                if writes && !chosen {
                    column.hint = Some(AnswerKind::Text);
                }
            }
        }
    }
}
