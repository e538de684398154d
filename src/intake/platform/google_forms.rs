//! Google Forms: a time stamp first, then a column a question; a grid has a column a row with the row in brackets, several answers
//! stand in one cell with commas between.

use super::{
    Found, Named,
    headers::{cell, clean, plain, width},
};
use crate::intake::{
    export::{Kind, Refused},
    kind::is_date,
    read::Head,
};

/// What the time stamp is called, by language.
const STAMPS: [&str; 8] = [
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "informazioni cronologiche",
    "tijdstempel",
    "carimbo de data/hora",
    "stamp amser",
];

/// What the person is called.
const WHO: [&str; 5] = [
    "username",
    "email address",
    "e mail adresse",
    "email",
    "adresse e mail",
];

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    let stamped = STAMPS.contains(&plain(cell(Some(first), 0)).as_str());
    let answered = head
        .rows
        .get(1)
        .is_none_or(|row| is_date(cell(Some(row), 0)));
    if !stamped || !answered {
        return Ok(None);
    }
    let mut number = 0;
    let columns = (0..width(&head.rows, 1)).map(|nth| {
        let said = cell(Some(first), nth);
        let name = plain(said);
        if nth == 0 {
            return Named {
                id: "timestamp".to_owned(),
                question: clean(said),
                option: None,
                kind: Some(Kind::Date),
            };
        }
        if nth <= 2 && WHO.contains(&name.as_str()) {
            return Named {
                id: "email".to_owned(),
                question: clean(said),
                option: None,
                kind: Some(Kind::Identifier),
            };
        }
        number += 1;
        let whole = clean(said);
        // A row of a grid.
        let grid = whole
            .strip_suffix(']')
            .and_then(|t| t.rsplit_once('['))
            .map(|(q, row)| (q.trim().to_owned(), row.trim().to_owned()))
            .filter(|(q, row)| !q.is_empty() && !row.is_empty());
        let (question, option) = match grid {
            Some((question, row)) => (question, Some(row)),
            None => (whole, None),
        };
        Named {
            id: format!("q{number}"),
            question,
            option,
            kind: None,
        }
    });
    Ok(Some(Found {
        header_rows: 1,
        columns: columns.collect(),
        notes: Vec::new(),
    }))
}
