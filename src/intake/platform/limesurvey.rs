//! `LimeSurvey`: one header row of codes, of question texts, or of both (`G01Q02. How old are you?`).
//!
//! It is known by the columns that the tool adds: which page was last, in which language it was begun, a seed.

use super::{
    Column, Found,
    parts::{bracketed, question, runs, ticks, with_row, writes},
};
use crate::intake::{export::Kind, read::Head};

/// Columns of the tool itself: the code, its texts in the languages known here, and what they hold.
const OWN: &[(&str, &[&str], Kind)] = &[
    (
        "id",
        &["response id", "antwort id", "antwort-id"],
        Kind::Identifier,
    ),
    (
        "submitdate",
        &["date submitted", "datum abgeschickt"],
        Kind::Date,
    ),
    ("lastpage", &["last page", "letzte seite"], Kind::Number),
    (
        "startlanguage",
        &["start language", "start-sprache", "startsprache"],
        Kind::Choice,
    ),
    ("seed", &["zufallsstartwert"], Kind::Number),
    (
        "startdate",
        &["date started", "datum gestartet"],
        Kind::Date,
    ),
    (
        "datestamp",
        &["date last action", "datum letzte aktivität"],
        Kind::Date,
    ),
    ("ipaddr", &["ip address", "ip-adresse"], Kind::Identifier),
    (
        "refurl",
        &["referrer url", "weiterleitungs-url"],
        Kind::Identifier,
    ),
    (
        "token",
        &["access code", "zugangscode", "zugangsschlüssel"],
        Kind::Identifier,
    ),
    ("interviewtime", &["total time", "gesamtzeit"], Kind::Number),
];

/// How the columns of times begin or end.
const TIMES: &[&str] = &[
    "group time:",
    "question time:",
    "gruppenzeit:",
    "fragenzeit:",
];

fn own(header: &str) -> Option<(&'static str, Kind)> {
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

pub(super) fn recognise(head: &Head) -> Option<Found> {
    let header = head.line(0);
    let known: Vec<&str> = header.iter().filter_map(|h| Some(own(h)?.0)).collect();
    let page = known.contains(&"lastpage") || known.contains(&"startlanguage");
    if known.len() < 2 || !page {
        return None;
    }
    let both = header.iter().filter(|h| coded(h).is_some()).count() * 5 >= header.len() * 4;
    let mut columns: Vec<Column> = header
        .iter()
        .map(|raw| {
            if let Some((code, kind)) = own(raw) {
                let mut column = Column::new(question(raw)).id(code);
                column.hint = Some(kind);
                return column;
            }
            let (code, text) = match coded(raw).filter(|_| both) {
                Some((code, text)) => (code, text),
                None if is_codes(raw) => (*raw, *raw),
                None => ("", *raw),
            };
            let column = Column::new(question(text)).id(code.replace(['[', ']'], "_"));
            let small = text.to_lowercase();
            let time = TIMES.iter().any(|t| small.starts_with(t))
                || (is_codes(raw) && (small.starts_with("grouptime") || small.ends_with("time")));
            if time || small.starts_with("filecount") {
                return column.hint(Kind::Number);
            }
            column
        })
        .collect();
    parts(head, &mut columns);
    Some(Found {
        header_rows: 1,
        columns,
        notes: Vec::new(),
    })
}

/// `Q1`, `Q1[SQ001]`: a code alone.
fn is_codes(header: &str) -> bool {
    header.starts_with(|c: char| c.is_ascii_alphabetic())
        && header
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '#' | '-'))
}

/// `Question [part]`: an option where the cells are ticks, else a row of an array.
fn parts(head: &Head, columns: &mut [Column]) {
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
        let mut seen = false;
        let mut ticked = true;
        for (nth, column) in run.iter().enumerate() {
            let Some((_, option)) = bracketed(&column.question).filter(|(_, o)| !writes(o)) else {
                continue;
            };
            for cell in head.below(1, from + nth) {
                seen = true;
                ticked = ticked && chosen(cell, option);
            }
        }
        for column in run {
            let Some((asked, part)) = bracketed(&column.question) else {
                continue;
            };
            let (asked, part) = (asked.to_owned(), part.to_owned());
            if writes(&part) {
                column.question = with_row(&asked, &part);
                column.hint = Some(Kind::Text);
            } else if ticked && seen {
                column.question = asked;
                column.option = Some(part);
                column.hint = Some(Kind::Multiple);
            } else {
                column.question = with_row(&asked, &part);
            }
        }
    }
}
