//! Google Forms: one header row, with a time stamp first and the question texts after it.
//!
//! Rows of a grid are columns named `Question [row]`. Several answers share a cell, joined by commas.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{bracketed, is_date, question, with_row},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// First header, by language.
const STAMP: &[&str] = &[
    "Timestamp",
    "Zeitstempel",
    "Horodateur",
    "Marca temporal",
    "Informazioni cronologiche",
    "Tijdstempel",
    "Tidsstämpel",
    "Carimbo de data/hora",
    "Stamp amser",
];

/// Other columns added by the tool.
const OWN: &[(&str, AnswerKind)] = &[
    ("username", AnswerKind::Identifier),
    ("email address", AnswerKind::Identifier),
    ("email", AnswerKind::Identifier),
    ("e-mail-adresse", AnswerKind::Identifier),
    ("nutzername", AnswerKind::Identifier),
    ("adresse e-mail", AnswerKind::Identifier),
    ("dirección de correo electrónico", AnswerKind::Identifier),
    ("cyfeiriad e-bost", AnswerKind::Identifier),
    ("score", AnswerKind::Choice),
];

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let first = head.cell(0, 0);
    let mut stamps = head.below(1, 0).peekable();
    if !STAMP.contains(&first) || head.width() < 2 {
        return None;
    }
    // An export without answers is recognised by its header alone.
    if stamps.peek().is_some() && !stamps.all(is_date) {
        return None;
    }
    let columns = (0..head.width())
        .map(|c| {
            let raw = head.cell(0, c);
            if c == 0 {
                return HeaderColumn::new(question(raw)).own(AnswerKind::Date);
            }
            let own = OWN.iter().find(|(n, _)| *n == raw.to_lowercase());
            let mut column = match bracketed(raw) {
                Some((asked, row)) => HeaderColumn::new(with_row(&question(asked), &question(row))),
                None => HeaderColumn::new(question(raw)),
            };
            column.hint = own.map(|(_, kind)| *kind);
            column.own = own.is_some();
            column
        })
        .collect();
    Some(RecognisedHeader {
        header_rows: 1,
        columns,
        ..RecognisedHeader::default()
    })
}
