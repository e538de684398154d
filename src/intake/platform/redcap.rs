//! `REDCap`: one header row of field names (raw) or of labels, and for each form a column that says whether it is complete.
//!
//! A form that repeats has rows of its own, empty elsewhere: those blanks are not answers that are missing.

mod dictionary;

pub(in crate::intake) use self::dictionary::Places;
pub use self::dictionary::{Dictionary, Field};
use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_code, question},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns of the tool itself, raw and as labels, and what they hold.
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

fn own(header: &str) -> Option<AnswerKind> {
    let header = header.to_lowercase();
    OWN.iter().find(|(n, _)| *n == header).map(|(_, k)| *k)
}

/// `race___3`: the field, and the code of the option.
fn checkbox(header: &str) -> Option<(&str, &str)> {
    let (field, code) = header.split_once("___")?;
    (!field.is_empty() && !code.is_empty()).then_some((field, code))
}

/// `Race (choice=White)`: the question, and the option.
fn labelled(header: &str) -> Option<(&str, &str)> {
    let (asked, option) = header.strip_suffix(')')?.rsplit_once("(choice=")?;
    Some((asked.trim(), option.trim()))
}

/// Whether a column says how far a form is.
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
    let own_columns = header.iter().filter(|h| own(h).is_some()).count();
    let boxes = header.iter().filter(|h| checkbox(h).is_some()).count();
    let codes = header.iter().all(|h| is_code(h));
    let named = |h: &&str| h.starts_with("redcap_");
    // One column called `..._complete` can be anybody's: with a record's id, options or forms beside it, it is `REDCap`'s.
    let record = header
        .first()
        .is_some_and(|h| h.ends_with("id") || h.starts_with("record"));
    let forms = complete > 1 || (complete > 0 && (record || boxes > 0));
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
            column.hint = complete.or(stamp).or(own(raw));
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
