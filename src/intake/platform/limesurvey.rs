//! `LimeSurvey`: one header row of codes, of question texts, or of both (`G01Q02. How old are you?`).
//!
//! It is known by the columns that the tool adds: which page was last, in which language it was begun, a seed.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{bracketed, question, runs, ticks, with_row, writes},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns of the tool itself: the code, its texts in the languages known here, and what they hold.
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

/// How the columns of times begin or end.
const TIMES: &[&str] = &[
    "group time:",
    "question time:",
    "gruppenzeit:",
    "fragenzeit:",
];

fn own(header: &str) -> Option<(&'static str, AnswerKind)> {
    let header = header.to_lowercase();
    OWN.iter()
        .find(|(code, texts, _)| {
            *code == header
                || texts.contains(&header.as_str())
                || header == format!("{code}. {}", texts.first().unwrap_or(&""))
        })
        .map(|(code, _, kind)| (*code, *kind))
}

/// `G01Q02[SQ001]. How old are you?`, taken apart.
fn coded(header: &str) -> Option<(&str, &str)> {
    let (code, text) = header.split_once(". ")?;
    let letters = code
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '#'));
    (letters && code.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((code, text.trim()))
}

/// How many of a row's cells name a column of the tool itself.
fn known(header: &[&str]) -> Vec<&'static str> {
    header.iter().filter_map(|h| Some(own(h)?.0)).collect()
}

/// Whether a row is one of names: two of the tool's own columns, and one that no other tool has.
fn is_header(header: &[&str]) -> bool {
    let known = known(header);
    known.len() >= 2 && (known.contains(&"lastpage") || known.contains(&"startlanguage"))
}

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let header = head.line(0);
    if !is_header(&header) {
        return None;
    }
    // A file for restoring answers (VV) has the texts, and under them the codes.
    let under = head.line(1);
    let codes = is_header(&under) && under.iter().all(|h| h.is_empty() || is_codes(h));
    let both = header.iter().filter(|h| coded(h).is_some()).count() * 5 >= header.len() * 4;
    let mut columns: Vec<HeaderColumn> = header
        .iter()
        .zip(&under)
        .map(|(raw, under)| {
            let named = own(raw).or_else(|| own(under).filter(|_| codes));
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
            let time = TIMES.iter().any(|t| small.starts_with(t))
                || (is_codes(raw) && (small.starts_with("grouptime") || small.ends_with("time")));
            if time || small.starts_with("filecount") {
                return column.own(AnswerKind::Number);
            }
            column
        })
        .collect();
    let header_rows = 1 + usize::from(codes);
    parts(head, header_rows, &mut columns);
    Some(RecognisedHeader {
        header_rows,
        columns,
        ..RecognisedHeader::default()
    })
}

/// `Q1`, `Q1[SQ001]`: a code alone.
fn is_codes(header: &str) -> bool {
    header.starts_with(|c: char| c.is_ascii_alphabetic())
        && header
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '#' | '-'))
}

/// `Question [part]`: an option where the cells are ticks, else a row of an array. What stands under "Other" decides whether
/// it is one to tick or one to write into.
fn parts(head: &FileHead, header_rows: usize, columns: &mut [HeaderColumn]) {
    let bases: Vec<Option<String>> = columns
        .iter()
        .map(|c| Some(bracketed(&c.question)?.0.to_owned()))
        .collect();
    for (from, to) in runs(&bases) {
        let Some(run) = columns.get_mut(from..to) else {
            continue;
        };
        let chosen = |cell: &str, option: &str| {
            ticks(cell, option)
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
        let to_tick =
            |column: &HeaderColumn| bracketed(&column.question).is_some_and(|(_, o)| !writes(o));
        let (mut seen, mut others) = (0, 0);
        for (column, (chosen, empty)) in run.iter().zip(&options) {
            if to_tick(column) && !empty {
                seen += usize::from(*chosen);
                others += usize::from(!chosen);
            }
        }
        // "Other" is called otherwise in other languages: one that is written into may stand beside several that are ticked.
        let ticked = seen > 0 && (others == 0 || (others == 1 && seen > 1));
        for (column, (chosen, empty)) in run.iter_mut().zip(options) {
            let Some((asked, part)) = bracketed(&column.question) else {
                continue;
            };
            let (asked, part) = (asked.to_owned(), part.to_owned());
            let writes = writes(&part);
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
