//! `SurveyMonkey`: a row of questions over a row of options, rows or the word "Response".
//!
//! "Expanded" gives each option a column with the question over the first of them only; "condensed" one column a question.
//! Its own columns (respondent, collector, IP address) can be left out of an export, so they are not needed to know it.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_date, question, ticks, with_row, writes},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns of the tool itself, and what they hold.
const OWN: &[(&str, AnswerKind)] = &[
    ("respondent id", AnswerKind::Identifier),
    ("respondentid", AnswerKind::Identifier),
    ("collector id", AnswerKind::Identifier),
    ("collectorid", AnswerKind::Identifier),
    ("start date", AnswerKind::Date),
    ("startdate", AnswerKind::Date),
    ("end date", AnswerKind::Date),
    ("enddate", AnswerKind::Date),
    ("date created", AnswerKind::Date),
    ("date modified", AnswerKind::Date),
    ("ip address", AnswerKind::Identifier),
    ("email address", AnswerKind::Identifier),
    ("first name", AnswerKind::Identifier),
    ("lastname", AnswerKind::Identifier),
    ("last name", AnswerKind::Identifier),
    ("custom data", AnswerKind::Identifier),
    ("custom data 1", AnswerKind::Identifier),
    ("custom value", AnswerKind::Identifier),
    ("language", AnswerKind::Choice),
    ("collector", AnswerKind::Choice),
    ("completed", AnswerKind::Choice),
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

fn own(header: &str) -> Option<AnswerKind> {
    let header = header.to_lowercase();
    OWN.iter().find(|(n, _)| *n == header).map(|(_, k)| *k)
}

fn is(words: &[&str], cell: &str) -> bool {
    let cell = cell.to_lowercase();
    words.contains(&cell.as_str())
}

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
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
    Some(RecognisedHeader {
        header_rows,
        columns: columns(head, header_rows),
        ..RecognisedHeader::default()
    })
}

/// Whether the second row has a column's name again.
fn again(head: &FileHead, column: usize) -> bool {
    let (over, under) = (head.cell(0, column), head.cell(1, column));
    !under.is_empty() && over.eq_ignore_ascii_case(under)
}

/// Whether the second row is a header under the first: no answers in it, and something wherever the first has nothing.
fn headed(head: &FileHead) -> bool {
    (0..head.width()).all(|c| {
        let (over, under) = (head.cell(0, c), head.cell(1, c));
        let empty = over.is_empty() && under.is_empty();
        let header = !is_date(under) && under.parse::<f64>().is_err();
        // Own columns have nothing under them.
        empty || (header && (!under.is_empty() || own(over).is_some()))
    })
}

/// Whether options stand under a question that is over the first of them only, and cells repeat their option.
fn expanded(head: &FileHead) -> bool {
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

fn columns(head: &FileHead, header_rows: usize) -> Vec<HeaderColumn> {
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
            columns.push(HeaderColumn::new(asked).own(kind));
            continue;
        }
        if alone || is(RESPONSE, under) {
            columns.push(HeaderColumn::new(asked));
            continue;
        }
        if is(OPEN, under) {
            columns.push(HeaderColumn::new(asked).hint(AnswerKind::Text));
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
            HeaderColumn::new(with_row(&asked, &label)).hint(AnswerKind::Text)
        } else if ticked {
            HeaderColumn::new(asked)
                .option(label)
                .hint(AnswerKind::Multiple)
        } else {
            HeaderColumn::new(with_row(&asked, &label))
        });
    }
    columns
}
