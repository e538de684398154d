//! `SurveyMonkey`: a row of questions over a row of options, array rows or the word "Response".
//!
//! "Expanded" exports have a column for each option, with the question over the first only; "condensed" ones a column for
//! each question. The tool's own columns can be left out of an export, so recognition does not depend on them.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_date, is_tick, is_write_in, question, with_row},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns added by the tool, with their kinds.
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

/// Second-row words of a question with one column.
const RESPONSE: &[&str] = &["response", "antwort", "réponse", "respuesta", "ymateb"];
/// Second-row words of a free-text question.
const OPEN: &[&str] = &[
    "open-ended response",
    "open ended response",
    "offene antwort",
    "réponse ouverte",
    "respuesta abierta",
];

fn own_kind(header: &str) -> Option<AnswerKind> {
    let header = header.to_lowercase();
    OWN.iter().find(|(n, _)| *n == header).map(|(_, k)| *k)
}

fn is_one_of(words: &[&str], cell: &str) -> bool {
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
    let known = head.line(0).iter().filter(|c| is_one_of(&ids, c)).count();
    let second = head.line(1);
    let says = second
        .iter()
        .any(|c| is_one_of(RESPONSE, c) || is_one_of(OPEN, c));
    // The second row is empty under the tool's own columns; if it is not, somebody deleted it and this row holds answers.
    let respondent = head.line(0).iter().position(|c| is_one_of(&ids, c));
    // Some exports repeat the names in the second row.
    let single = respondent.is_some_and(|c| !head.cell(1, c).is_empty() && !repeats_name(head, c));
    let under = !single && second.iter().any(|c| !c.is_empty());
    let header_rows =
        if (says && has_second_header(head)) || (known > 0 && under) || is_expanded(head) {
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

/// True if the second row repeats a column's name.
fn repeats_name(head: &FileHead, column: usize) -> bool {
    let (over, under) = (head.cell(0, column), head.cell(1, column));
    !under.is_empty() && over.eq_ignore_ascii_case(under)
}

/// True if the second row is a header: no answers, and something wherever the first row is empty.
fn has_second_header(head: &FileHead) -> bool {
    (0..head.width()).all(|c| {
        let (over, under) = (head.cell(0, c), head.cell(1, c));
        let empty = over.is_empty() && under.is_empty();
        let header = !is_date(under) && under.parse::<f64>().is_err();
        // The tool's own columns have nothing under them.
        empty || (header && (!under.is_empty() || own_kind(over).is_some()))
    })
}

/// True for an expanded export: options under a question that stands over the first of them, and cells that repeat their
/// option.
fn is_expanded(head: &FileHead) -> bool {
    if head.rows.len() < 3 || !has_second_header(head) {
        return false;
    }
    let gaps =
        (0..head.width()).filter(|c| head.cell(0, *c).is_empty() && !head.cell(1, *c).is_empty());
    let (mut same, mut all) = (0, 0);
    for c in gaps {
        let option = head.cell(1, c);
        for cell in head.below(2, c).filter(|_| !is_write_in(option)) {
            all += 1;
            same += usize::from(cell == option);
        }
    }
    same > 0 && same * 10 >= all * 9
}

fn columns(head: &FileHead, header_rows: usize) -> Vec<HeaderColumn> {
    // Start of the question over each column.
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
        let alone = under.is_empty() || repeats_name(head, c);
        // With an option under it, "Language" is a question of the survey.
        if let Some(kind) = own_kind(raw).filter(|_| alone) {
            columns.push(HeaderColumn::new(asked).own(kind));
            continue;
        }
        if alone || is_one_of(RESPONSE, under) {
            columns.push(HeaderColumn::new(asked));
            continue;
        }
        if is_one_of(OPEN, under) {
            columns.push(HeaderColumn::new(asked).hint(AnswerKind::Text));
            continue;
        }
        let label = question(under);
        let group: Vec<usize> = (0..over.len())
            .filter(|o| over.get(*o).copied().flatten() == begins)
            .collect();
        let named = |o: &&usize| {
            !is_one_of(RESPONSE, head.cell(1, **o)) && !is_one_of(OPEN, head.cell(1, **o))
        };
        let chosen = |o: &usize| {
            let option = head.cell(1, *o);
            head.below(2, *o).all(|cell| is_tick(cell, option))
        };
        let ticked = group
            .iter()
            .filter(named)
            .all(|o| is_write_in(head.cell(1, *o)) || chosen(o));
        let said = head.below(2, c).next().is_some();
        columns.push(if is_write_in(&label) && !(ticked && said && chosen(&c)) {
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
