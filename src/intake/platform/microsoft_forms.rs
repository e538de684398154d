//! Microsoft Forms: ID, start time, completion time, e-mail and name, then a column a question; several answers in one cell, each
//! with a `;` behind it.

use super::{
    Found, Named,
    headers::{clean, plain, width},
};
use crate::intake::{
    export::{Kind, Refused},
    read::Head,
};

/// Its own columns in the languages that are known, and what is in them.
const OWN: [(&[&str], Kind); 7] = [
    (&["id"], Kind::Identifier),
    (
        &[
            "start time",
            "startzeit",
            "heure de début",
            "hora de inicio",
            "amser cychwyn",
        ],
        Kind::Date,
    ),
    (
        &[
            "completion time",
            "fertigstellungszeit",
            "heure de fin",
            "hora de finalización",
            "amser cwblhau",
        ],
        Kind::Date,
    ),
    (
        &[
            "email",
            "e mail",
            "adresse de messagerie",
            "correo electrónico",
            "ebost",
        ],
        Kind::Identifier,
    ),
    (&["name", "nom", "nombre", "enw"], Kind::Identifier),
    (
        &[
            "last modified time",
            "uhrzeit der letzten änderung",
            "heure de la dernière modification",
        ],
        Kind::Date,
    ),
    (&["language", "sprache", "langue"], Kind::Choice),
];

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    let names: Vec<String> = first.iter().map(|c| plain(c)).collect();
    let is = |nth: usize, own: usize| {
        let words = OWN.get(own).map(|(words, _)| *words).unwrap_or_default();
        names
            .get(nth)
            .is_some_and(|name| words.contains(&name.as_str()))
    };
    if !(is(0, 0) && is(1, 1) && is(2, 2)) {
        return Ok(None);
    }
    let mut own_end = 3;
    while (3..OWN.len()).any(|own| is(own_end, own)) {
        own_end += 1;
    }
    let mut number = 0;
    let columns = (0..width(&head.rows, 1)).map(|nth| {
        let said = first.get(nth).map(String::as_str).unwrap_or_default();
        if nth < own_end {
            let kind = (0..OWN.len())
                .find(|own| is(nth, *own))
                .and_then(|own| OWN.get(own));
            return Named {
                id: names
                    .get(nth)
                    .map(|n| n.replace(' ', "_"))
                    .unwrap_or_default(),
                question: clean(said),
                option: None,
                kind: kind.map(|(_, kind)| *kind),
            };
        }
        number += 1;
        Named {
            id: format!("q{number}"),
            question: clean(said),
            ..Named::default()
        }
    });
    Ok(Some(Found {
        header_rows: 1,
        columns: columns.collect(),
        notes: Vec::new(),
    }))
}
