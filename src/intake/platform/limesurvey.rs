//! LimeSurvey: one row of headers, which are codes (`G01Q02[SQ001]`), questions, or both (`G01Q02. How was it?`).

use super::{
    Found, Named,
    headers::{clean, plain, width},
};
use crate::intake::{
    export::{Kind, Refused},
    read::Head,
};

/// Its own columns by code and in words, and what is in them.
const OWN: [(&[&str], Kind); 10] = [
    (&["response id", "id"], Kind::Identifier),
    (&["date submitted", "submitdate"], Kind::Date),
    (&["last page", "lastpage"], Kind::Number),
    (&["start language", "startlanguage"], Kind::Choice),
    (&["seed"], Kind::Number),
    (&["date started", "startdate"], Kind::Date),
    (&["date last action", "datestamp"], Kind::Date),
    (&["ip address", "ipaddr"], Kind::Identifier),
    (&["referrer url", "refurl"], Kind::Identifier),
    (&["access code", "token"], Kind::Identifier),
];

/// So many of its own columns tell it; an id alone has every tool.
const ENOUGH: usize = 3;

fn own(header: &str) -> Option<(&'static str, Kind)> {
    // With both, its own columns read `id. Response ID`.
    let name = plain(header.split_once(". ").map_or(header, |(_, said)| said));
    let found = OWN.iter().find(|(words, _)| words.contains(&name.as_str()));
    found.map(|(words, kind)| (words.last().copied().unwrap_or_default(), *kind))
}

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    if first.iter().take(12).filter(|c| own(c).is_some()).count() < ENOUGH {
        return Ok(None);
    }
    let mut number = 0;
    let columns = (0..width(&head.rows, 1)).map(|nth| {
        let said = first.get(nth).map(String::as_str).unwrap_or_default();
        // A question may be called what a column of the tool's is called: those come first.
        if nth < 12
            && let Some((id, kind)) = own(said)
        {
            return Named {
                id: id.to_owned(),
                question: clean(said.split_once(". ").map_or(said, |(_, said)| said)),
                option: None,
                kind: Some(kind),
            };
        }
        number += 1;
        question(said, number)
    });
    Ok(Some(Found {
        header_rows: 1,
        columns: columns.collect(),
        notes: Vec::new(),
    }))
}

/// A column of a question, by what its header is.
fn question(said: &str, number: usize) -> Named {
    let whole = clean(said);
    let (code, text) = match whole.split_once(". ") {
        Some((code, text)) if is_code(code) => (code, text),
        _ if is_code(&whole) => (whole.as_str(), ""),
        _ => ("", whole.as_str()),
    };
    let bracketed = |text: &str| {
        let (before, inside) = text.strip_suffix(']')?.rsplit_once('[')?;
        let (before, inside) = (before.trim(), inside.trim());
        (!before.is_empty() && !inside.is_empty()).then(|| (before.to_owned(), inside.to_owned()))
    };
    let (asked, option) = match bracketed(text) {
        Some((asked, option)) => (asked, Some(option)),
        None => (text.to_owned(), None),
    };
    Named {
        id: if code.is_empty() {
            format!("q{number}")
        } else {
            code.trim_end_matches(']').replace(['[', ']'], "_")
        },
        question: if asked.is_empty() {
            code.to_owned()
        } else {
            asked
        },
        option,
        kind: None,
    }
}

/// Letters and digits, and what is in brackets: `G01Q02[SQ001]`.
fn is_code(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '_');
    !text.is_empty()
        && text.len() <= 40
        && text.chars().all(fits)
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.contains(|c: char| c.is_ascii_digit())
}
