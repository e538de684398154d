//! Qualtrics: the ids, the questions, and a row of import ids in braces; before 2016 the first two of them only.

use super::{
    Found, Named,
    headers::{cell, clean, width},
};
use crate::intake::{
    export::{Kind, Refused},
    read::Head,
};

/// Columns that Qualtrics adds by itself, and what is in them.
const OWN: [(&str, Kind); 26] = [
    ("startdate", Kind::Date),
    ("enddate", Kind::Date),
    ("recordeddate", Kind::Date),
    ("status", Kind::Choice),
    ("ipaddress", Kind::Identifier),
    ("progress", Kind::Number),
    ("duration (in seconds)", Kind::Number),
    ("finished", Kind::Choice),
    ("responseid", Kind::Identifier),
    ("responseset", Kind::Choice),
    ("recipientlastname", Kind::Identifier),
    ("recipientfirstname", Kind::Identifier),
    ("recipientemail", Kind::Identifier),
    ("externalreference", Kind::Identifier),
    ("externaldatareference", Kind::Identifier),
    ("locationlatitude", Kind::Identifier),
    ("locationlongitude", Kind::Identifier),
    ("locationaccuracy", Kind::Identifier),
    ("distributionchannel", Kind::Choice),
    ("userlanguage", Kind::Choice),
    // Before 2016, with numbers for names.
    ("v1", Kind::Identifier),
    ("v3", Kind::Identifier),
    ("v4", Kind::Identifier),
    ("v5", Kind::Identifier),
    ("v6", Kind::Identifier),
    ("v8", Kind::Date),
];

/// So many of its own columns tell it without the row of import ids.
const ENOUGH: usize = 4;

fn own(id: &str) -> Option<Kind> {
    let id = id.to_lowercase();
    OWN.iter()
        .find(|(word, _)| *word == id)
        .map(|(_, kind)| *kind)
}

fn is_import_id(cell: &str) -> bool {
    let text: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    text.starts_with("{\"ImportId\":") || text.starts_with("{'ImportId':")
}

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let rows = &head.rows;
    let Some(ids) = rows.first() else {
        return Ok(None);
    };
    let imports = |row: Option<&Vec<String>>| {
        row.is_some_and(|r| r.iter().filter(|c| is_import_id(c)).count() * 2 > r.len())
    };
    let owns = ids.iter().filter(|id| own(id).is_some()).count();
    let header_rows = if imports(rows.get(2)) {
        3
    } else if imports(rows.get(1)) {
        2
    } else if owns < ENOUGH {
        return Ok(None);
    } else {
        // Below its own columns stand their names again, or already somebody's answers.
        let dates = ids
            .iter()
            .enumerate()
            .filter(|(_, id)| own(id) == Some(Kind::Date));
        let answered = dates
            .map(|(nth, _)| cell(rows.get(1), nth))
            .any(|c| c.starts_with(|c: char| c.is_ascii_digit()));
        if answered { 1 } else { 2 }
    };
    let names = rows
        .get(1)
        .filter(|_| header_rows > 1 && !imports(rows.get(1)));
    let columns = (0..width(rows, header_rows)).map(|nth| {
        let id = cell(Some(ids), nth);
        let asked = clean(cell(names, nth));
        Named {
            id: id.to_owned(),
            question: if asked.is_empty() { clean(id) } else { asked },
            option: None,
            kind: own(id),
        }
    });
    Ok(Some(Found {
        header_rows,
        columns: columns.collect(),
        notes: Vec::new(),
    }))
}
