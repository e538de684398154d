//! `SurveyMonkey`: a row of questions over a row of options, rows or the word "Response".
//!
//! "Expanded" gives each option a column with the question over the first of them only; "condensed" one column a question.
//! Its own columns (respondent, collector, IP address) can be left out of an export, so they are not needed to know it.

use super::{
    Column, Found,
    parts::{is_date, question, ticks, with_row, writes},
};
use crate::intake::{export::Kind, read::Head};

/// Columns of the tool itself, and what they hold.
const OWN: &[(&str, Kind)] = &[
    ("respondent id", Kind::Identifier),
    ("respondentid", Kind::Identifier),
    ("collector id", Kind::Identifier),
    ("collectorid", Kind::Identifier),
    ("start date", Kind::Date),
    ("startdate", Kind::Date),
    ("end date", Kind::Date),
    ("enddate", Kind::Date),
    ("date created", Kind::Date),
    ("date modified", Kind::Date),
    ("ip address", Kind::Identifier),
    ("email address", Kind::Identifier),
    ("first name", Kind::Identifier),
    ("lastname", Kind::Identifier),
    ("last name", Kind::Identifier),
    ("custom data", Kind::Identifier),
    ("custom data 1", Kind::Identifier),
    ("custom value", Kind::Identifier),
    ("language", Kind::Choice),
    ("collector", Kind::Choice),
    ("completed", Kind::Choice),
];

/// The second row of a question that has one column.
const RESPONSE: &[&str] = &["response", "antwort", "réponse", "respuesta", "ymateb"];
/// The same of one that is answered in words.
const OPEN: &[&str] = &[
    "open-ended response",
    "open ended response",
    "offene antwort",
    "réponse ouverte",
    "respuesta abierta",
];

fn own(header: &str) -> Option<Kind> {
    let header = header.to_lowercase();
    OWN.iter().find(|(n, _)| *n == header).map(|(_, k)| *k)
}

fn is(words: &[&str], cell: &str) -> bool {
    let cell = cell.to_lowercase();
    words.contains(&cell.as_str())
}

pub(super) fn recognise(head: &Head) -> Option<Found> {
    let ids = [
        "respondent id",
        "respondentid",
        "collector id",
        "collectorid",
    ];
    let known = head.line(0).iter().filter(|c| is(&ids, c)).count();
    let second = head.line(1);
    let says = second.iter().any(|c| is(RESPONSE, c) || is(OPEN, c));
    // Under its own columns the second row is empty; where it is not, somebody deleted it.
    let respondent = head.line(0).iter().position(|c| is(&ids, c));
    // Some exports have their names in both rows.
    let single = respondent.is_some_and(|c| !head.cell(1, c).is_empty() && !again(head, c));
    let under = !single && second.iter().any(|c| !c.is_empty());
    let header_rows = if (says && headed(head)) || (known > 0 && under) || expanded(head) {
        2
    } else if known > 1 {
        1
    } else {
        return None;
    };
    if head.rows.len() < header_rows {
        return None;
    }
    Some(Found {
        header_rows,
        columns: columns(head, header_rows),
        ..Found::default()
    })
}

/// Whether the second row has a column's name again.
fn again(head: &Head, column: usize) -> bool {
    let (over, under) = (head.cell(0, column), head.cell(1, column));
    !under.is_empty() && over.eq_ignore_ascii_case(under)
}

/// Whether the second row is a header under the first: no answers in it, and something wherever the first has nothing.
fn headed(head: &Head) -> bool {
    (0..head.width()).all(|c| {
        let (over, under) = (head.cell(0, c), head.cell(1, c));
        let empty = over.is_empty() && under.is_empty();
        let header = !is_date(under) && under.parse::<f64>().is_err();
        // Own columns have nothing under them.
        empty || (header && (!under.is_empty() || own(over).is_some()))
    })
}

/// Whether options stand under a question that is over the first of them only, and cells repeat their option.
fn expanded(head: &Head) -> bool {
    if head.rows.len() < 3 || !headed(head) {
        return false;
    }
    let gaps =
        (0..head.width()).filter(|c| head.cell(0, *c).is_empty() && !head.cell(1, *c).is_empty());
    let (mut same, mut all) = (0, 0);
    for c in gaps {
        let option = head.cell(1, c);
        for cell in head.below(2, c).filter(|_| !writes(option)) {
            all += 1;
            same += usize::from(cell == option);
        }
    }
    same > 0 && same * 10 >= all * 9
}

fn columns(head: &Head, header_rows: usize) -> Vec<Column> {
    // The question over each column, and where it begins.
    let mut over: Vec<Option<usize>> = Vec::new();
    for c in 0..head.width() {
        let before = over.last().copied().flatten();
        let begins = !head.cell(0, c).is_empty();
        over.push(if begins { Some(c) } else { before });
    }
    let mut columns = Vec::with_capacity(over.len());
    for c in 0..head.width() {
        let begins = over.get(c).copied().flatten();
        let raw = begins.map_or("", |b| head.cell(0, b));
        let asked = question(raw);
        let under = if header_rows > 1 { head.cell(1, c) } else { "" };
        let alone = under.is_empty() || again(head, c);
        // With an option under it, "Language" is a question that was asked.
        if let Some(kind) = own(raw).filter(|_| alone) {
            columns.push(Column::new(asked).own(kind));
            continue;
        }
        if alone || is(RESPONSE, under) {
            columns.push(Column::new(asked));
            continue;
        }
        if is(OPEN, under) {
            columns.push(Column::new(asked).hint(Kind::Text));
            continue;
        }
        let label = question(under);
        let group: Vec<usize> = (0..over.len())
            .filter(|o| over.get(*o).copied().flatten() == begins)
            .collect();
        let named = |o: &&usize| !is(RESPONSE, head.cell(1, **o)) && !is(OPEN, head.cell(1, **o));
        let chosen = |o: &usize| {
            let option = head.cell(1, *o);
            head.below(2, *o).all(|cell| ticks(cell, option))
        };
        let ticked = group
            .iter()
            .filter(named)
            .all(|o| writes(head.cell(1, *o)) || chosen(o));
        let said = head.below(2, c).next().is_some();
        columns.push(if writes(&label) && !(ticked && said && chosen(&c)) {
            Column::new(with_row(&asked, &label)).hint(Kind::Text)
        } else if ticked {
            Column::new(asked).option(label).hint(Kind::Multiple)
        } else {
            Column::new(with_row(&asked, &label))
        });
    }
    columns
}
