//! A plain table: one row of headers, then a row for each person. What is a report instead, with titles and merged cells, is refused.

use super::{
    Found, Named,
    headers::{clean, plain, width},
};
use crate::intake::{export::Refused, read::Head};

/// How to have the answers themselves, for the tools that make reports.
const INSTEAD: &str = "export the single answers, one row for each person: SurveyMonkey \u{201c}Export > All responses data\u{201d}, \
    Qualtrics \u{201c}Data & Analysis > Export data > CSV\u{201d}, Microsoft Forms \u{201c}Open in Excel\u{201d}, \
    Google Forms \u{201c}Responses > Download responses (.csv)\u{201d}, LimeSurvey \u{201c}Responses > Export\u{201d}, \
    REDCap \u{201c}Data Exports > CSV / raw data\u{201d}";

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    let refused = |what: &str| {
        Err(Refused {
            row: None,
            what: what.to_owned(),
            help: INSTEAD.to_owned(),
        })
    };
    let filled = |row: &Vec<String>| row.iter().filter(|c| !c.is_empty()).count();
    let widest = head.rows.iter().map(filled).max().unwrap_or(0);
    if head.merged {
        return refused("this is a report with merged cells, and not the answers of single people");
    }
    if widest > 2 && filled(first) == 1 {
        return refused(
            "this begins with a title, as a report does, and not with a row of headers",
        );
    }
    let mut notes = Vec::new();
    let percents = first.iter().filter(|c| {
        let name = plain(c);
        name.contains("percent") || name.ends_with('%')
    });
    if percents.count() >= 2 {
        notes.push(
            "Its headers speak of percentages: if these are totals and not the answers of single people, nothing can be counted from them."
                .to_owned(),
        );
    }
    let columns = (0..width(&head.rows, 1)).map(|nth| {
        let said = first.get(nth).map(String::as_str).unwrap_or_default();
        Named {
            id: id(said),
            question: clean(said),
            ..Named::default()
        }
    });
    Ok(Some(Found {
        header_rows: 1,
        columns: columns.collect(),
        notes,
    }))
}

/// A header that is a name already, such as `Q14` or `waiting_time`; nothing where it is a question.
fn id(header: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_name = header.len() <= 30 && header.chars().all(fits);
    if is_name {
        header.to_owned()
    } else {
        String::new()
    }
}
