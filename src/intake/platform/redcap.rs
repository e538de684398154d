//! `REDCap`: one header row of field names (raw) or labels, and a completion column for each form.
//!
//! Repeated forms have rows of their own, empty elsewhere: those blanks are not missing answers.

mod dictionary;

pub(in crate::intake) use self::dictionary::DictionaryColumns;
pub use self::dictionary::{Dictionary, DictionaryField};
use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_code, question},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns added by the tool, raw and labelled, with their kinds.
const OWN: &[(&str, AnswerKind)] = &[
    ("redcap_event_name", AnswerKind::Choice),
    ("event name", AnswerKind::Choice),
    ("redcap_repeat_instrument", AnswerKind::Choice),
    ("repeat instrument", AnswerKind::Choice),
    ("redcap_repeat_instance", AnswerKind::Number),
    ("repeat instance", AnswerKind::Number),
    ("redcap_data_access_group", AnswerKind::Choice),
    ("data access group", AnswerKind::Choice),
    ("redcap_survey_identifier", AnswerKind::Identifier),
    ("survey identifier", AnswerKind::Identifier),
    ("survey timestamp", AnswerKind::Date),
];

fn own_kind(header: &str) -> Option<AnswerKind> {
    let header = header.to_lowercase();
    OWN.iter().find(|(n, _)| *n == header).map(|(_, k)| *k)
}

/// Splits `race___3` into field and option code.
fn checkbox(header: &str) -> Option<(&str, &str)> {
    let (field, code) = header.split_once("___")?;
    (!field.is_empty() && !code.is_empty()).then_some((field, code))
}

/// Splits `Race (choice=White)` into question and option.
fn labelled(header: &str) -> Option<(&str, &str)> {
    let (asked, option) = header.strip_suffix(')')?.rsplit_once("(choice=")?;
    Some((asked.trim(), option.trim()))
}

/// True for the completion column of a form.
fn is_complete(head: &FileHead, column: usize, header: &str) -> bool {
    let states = ["0", "1", "2", "incomplete", "unverified", "complete"];
    (header.ends_with("_complete") || header.eq_ignore_ascii_case("Complete?"))
        && head
            .below(1, column)
            .all(|c| states.contains(&c.to_lowercase().as_str()))
}

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let header = head.line(0);
    let complete = (0..header.len())
        .zip(&header)
        .filter(|(c, h)| is_complete(head, *c, h))
        .count();
    let own_columns = header.iter().filter(|h| own_kind(h).is_some()).count();
    let boxes = header.iter().filter(|h| checkbox(h).is_some()).count();
    let codes = header.iter().all(|h| is_code(h));
    let named = |h: &&str| h.starts_with("redcap_");
    // A single column called `..._complete` may be anybody's; a record id, options or further forms must confirm it.
    let record = header
        .first()
        .is_some_and(|h| h.ends_with("id") || h.starts_with("record"));
    let forms = complete > 1 || (complete > 0 && (record || boxes > 0));
    // Two checkboxes, since one name with `___` may be a slip of somebody else's.
    let raw = codes && (forms || header.iter().any(named) || boxes > 1);
    let labels = !codes
        && (complete > 0
            || own_columns > 1
            || header.iter().filter(|h| labelled(h).is_some()).count() > 1);
    if !raw && !labels || header.len() < 2 {
        return None;
    }
    let columns = header
        .iter()
        .enumerate()
        .map(|(c, raw)| {
            let id = if codes { *raw } else { "" };
            // The record id comes first in every export and may be renamed by the project.
            if c == 0 {
                return HeaderColumn::new(question(raw))
                    .id(id)
                    .own(AnswerKind::Identifier);
            }
            if let Some((field, code)) = checkbox(raw).filter(|_| codes) {
                return HeaderColumn::new(field)
                    .id(id)
                    .option(code)
                    .hint(AnswerKind::Multiple);
            }
            if let Some((asked, option)) = labelled(raw) {
                return HeaderColumn::new(question(asked))
                    .option(question(option))
                    .hint(AnswerKind::Multiple);
            }
            let mut column = HeaderColumn::new(question(raw)).id(id);
            let stamp = (codes && raw.ends_with("_timestamp")).then_some(AnswerKind::Date);
            let complete = is_complete(head, c, raw).then_some(AnswerKind::Choice);
            column.hint = complete.or(stamp).or(own_kind(raw));
            column.own = column.hint.is_some();
            column
        })
        .collect();
    let mut notes = Vec::new();
    let repeats = header.iter().any(|h| {
        matches!(
            h.to_lowercase().as_str(),
            "redcap_repeat_instrument" | "repeat instrument"
        )
    });
    let events = header.iter().any(|h| {
        matches!(
            h.to_lowercase().as_str(),
            "redcap_event_name" | "event name"
        )
    });
    if repeats || events {
        let each = match (events, repeats) {
            (true, true) => "event or repeated form",
            (true, false) => "event",
            (false, _) => "repeated form",
        };
        notes.push(format!(
            "one person can have several rows, one for each {each}: a row answers its own questions only, and its blanks are no missing answers"
        ));
    }
    Some(RecognisedHeader {
        header_rows: 1,
        columns,
        notes,
        ..RecognisedHeader::default()
    })
}
