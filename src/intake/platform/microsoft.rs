//! Microsoft Forms: one header row that begins with `ID` and the times of starting and of completing.
//!
//! The headers are in the language of whoever made the form. Of a question with several answers each ends in `;`.

use super::{
    Column, Found,
    parts::{is_code, question},
};
use crate::intake::{export::Kind, read::Head};

/// The headers of the times, start and completion, in the languages that are known here.
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

/// Its other columns.
const OWN: &[(&str, Kind)] = &[
    ("id", Kind::Identifier),
    ("email", Kind::Identifier),
    ("e-mail", Kind::Identifier),
    ("e-mail-adresse", Kind::Identifier),
    ("adresse de messagerie", Kind::Identifier),
    ("correo electrónico", Kind::Identifier),
    ("posta elettronica", Kind::Identifier),
    ("ebost", Kind::Identifier),
    ("name", Kind::Identifier),
    ("nom", Kind::Identifier),
    ("nombre", Kind::Identifier),
    ("nome", Kind::Identifier),
    ("naam", Kind::Identifier),
    ("namn", Kind::Identifier),
    ("enw", Kind::Identifier),
    ("last modified time", Kind::Date),
    ("uhrzeit der letzten änderung", Kind::Date),
    ("heure de la dernière modification", Kind::Date),
    ("hora de la última modificación", Kind::Date),
    ("language", Kind::Choice),
    ("sprache", Kind::Choice),
    ("total points", Kind::Number),
    ("quiz feedback", Kind::Text),
];

pub(super) fn recognise(head: &Head) -> Option<Found> {
    let header: Vec<String> = head.line(0).iter().map(|c| c.to_lowercase()).collect();
    let at = |name: &str| header.iter().position(|h| h == name);
    let (start, completion) = TIMES
        .iter()
        .find_map(|(start, end)| Some((at(start)?, at(end)?)))?;
    if at("id")? > start || completion < start {
        return None;
    }
    // What comes before the first question; a question may well be called "Name".
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
            let mut column = Column::new(question(raw));
            if is_code(raw) && !leading {
                raw.clone_into(&mut column.id);
            }
            column.own = time || leading;
            column.hint = if time {
                Some(Kind::Date)
            } else if leading || matches!(own(c), Some(Kind::Number)) {
                own(c)
            } else if raw.starts_with("Points - ") {
                Some(Kind::Number)
            } else if raw.starts_with("Feedback - ") {
                Some(Kind::Text)
            } else {
                let mut cells = head.below(1, c).peekable();
                let lists = cells.peek().is_some() && cells.all(|cell| cell.ends_with(';'));
                lists.then_some(Kind::Multiple)
            };
            column
        })
        .collect();
    Some(Found {
        header_rows: 1,
        columns,
        ..Found::default()
    })
}
