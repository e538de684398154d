//! Microsoft Forms: one header row that begins with `ID` and the times of start and completion.
//!
//! Headers are in the language of the form's author. Each answer of a multiple-choice question ends in `;`.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_code, question},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Headers of start and completion time, by language.
const TIMES: &[(&str, &str)] = &[
    ("start time", "completion time"),
    ("startzeit", "fertigstellungszeit"),
    ("heure de début", "heure de fin"),
    ("hora de inicio", "hora de finalización"),
    ("ora di inizio", "ora di completamento"),
    ("begintijd", "tijd van voltooien"),
    ("starttid", "slutförandetid"),
    ("hora de início", "hora de conclusão"),
    ("amser cychwyn", "amser cwblhau"),
    ("amser dechrau", "amser cwblhau"),
];

/// Other columns added by the tool.
const OWN: &[(&str, AnswerKind)] = &[
    ("id", AnswerKind::Identifier),
    ("email", AnswerKind::Identifier),
    ("e-mail", AnswerKind::Identifier),
    ("e-mail-adresse", AnswerKind::Identifier),
    ("adresse de messagerie", AnswerKind::Identifier),
    ("correo electrónico", AnswerKind::Identifier),
    ("posta elettronica", AnswerKind::Identifier),
    ("ebost", AnswerKind::Identifier),
    ("name", AnswerKind::Identifier),
    ("nom", AnswerKind::Identifier),
    ("nombre", AnswerKind::Identifier),
    ("nome", AnswerKind::Identifier),
    ("naam", AnswerKind::Identifier),
    ("namn", AnswerKind::Identifier),
    ("enw", AnswerKind::Identifier),
    ("last modified time", AnswerKind::Date),
    ("uhrzeit der letzten änderung", AnswerKind::Date),
    ("heure de la dernière modification", AnswerKind::Date),
    ("hora de la última modificación", AnswerKind::Date),
    ("language", AnswerKind::Choice),
    ("sprache", AnswerKind::Choice),
    ("total points", AnswerKind::Number),
    ("quiz feedback", AnswerKind::Text),
];

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let header: Vec<String> = head.line(0).iter().map(|c| c.to_lowercase()).collect();
    let at = |name: &str| header.iter().position(|h| h == name);
    let (start, completion) = TIMES
        .iter()
        .find_map(|(start, end)| Some((at(start)?, at(end)?)))?;
    if at("id")? > start || completion < start {
        return None;
    }
    // Only leading columns are the tool's own; a question may be called "Name" too.
    let own = |c: usize| {
        let name = header.get(c).map(String::as_str).unwrap_or_default();
        OWN.iter().find(|(n, _)| *n == name).map(|(_, k)| *k)
    };
    let mut leading = true;
    let columns = (0..head.width())
        .map(|c| {
            let raw = head.cell(0, c);
            let time = c == start || c == completion;
            leading = leading && (time || own(c).is_some());
            let mut column = HeaderColumn::new(question(raw));
            if is_code(raw) && !leading {
                raw.clone_into(&mut column.id);
            }
            column.own = time || leading;
            column.hint = if time {
                Some(AnswerKind::Date)
            } else if leading || matches!(own(c), Some(AnswerKind::Number)) {
                own(c)
            } else if raw.starts_with("Points - ") {
                Some(AnswerKind::Number)
            } else if raw.starts_with("Feedback - ") {
                Some(AnswerKind::Text)
            } else {
                let mut cells = head.below(1, c).peekable();
                let lists = cells.peek().is_some() && cells.all(|cell| cell.ends_with(';'));
                lists.then_some(AnswerKind::Multiple)
            };
            column
        })
        .collect();
    Some(RecognisedHeader {
        header_rows: 1,
        columns,
        ..RecognisedHeader::default()
    })
}
