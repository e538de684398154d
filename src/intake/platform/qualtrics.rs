//! Qualtrics: a row of names, a row of question texts, and since 2016 a row of `ImportId`s.
//!
//! Older exports have two rows, and the oldest name the tool's columns `V1` to `V10`. Some people delete the rows under the
//! first.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_date, is_tick, is_write_in, question, with_row},
};
use crate::intake::{export::AnswerKind, read::FileHead};

/// Columns added by the tool with their kinds, in small letters.
const OWN: &[(&str, AnswerKind)] = &[
    ("startdate", AnswerKind::Date),
    ("enddate", AnswerKind::Date),
    ("recordeddate", AnswerKind::Date),
    ("status", AnswerKind::Choice),
    ("ipaddress", AnswerKind::Identifier),
    ("progress", AnswerKind::Number),
    ("duration (in seconds)", AnswerKind::Number),
    ("finished", AnswerKind::Choice),
    ("responseid", AnswerKind::Identifier),
    ("responseset", AnswerKind::Choice),
    ("name", AnswerKind::Identifier),
    ("recipientlastname", AnswerKind::Identifier),
    ("recipientfirstname", AnswerKind::Identifier),
    ("recipientemail", AnswerKind::Identifier),
    ("emailaddress", AnswerKind::Identifier),
    ("externalreference", AnswerKind::Identifier),
    ("externaldatareference", AnswerKind::Identifier),
    ("locationlatitude", AnswerKind::Identifier),
    ("locationlongitude", AnswerKind::Identifier),
    ("locationaccuracy", AnswerKind::Identifier),
    ("distributionchannel", AnswerKind::Choice),
    ("userlanguage", AnswerKind::Choice),
];

fn own_kind(name: &str) -> Option<AnswerKind> {
    let name = name.to_lowercase();
    OWN.iter().find(|(n, _)| *n == name).map(|(_, kind)| *kind)
}

/// True for the row of `ImportId`s, as JSON or as Python prints it.
fn is_import_row(head: &FileHead, row: usize) -> bool {
    let cells = head.line(row);
    let ids = cells.iter().filter(|c| import_id(c).is_some()).count();
    ids > 0 && ids * 2 >= cells.iter().filter(|c| !c.is_empty()).count()
}

/// Id in `{"ImportId":"QID3_1"}`.
fn import_id(cell: &str) -> Option<&str> {
    let (_, rest) = cell.strip_prefix('{')?.split_once("ImportId")?;
    rest.split(['"', '\'']).nth(2)
}

pub(super) fn recognise(head: &FileHead) -> Option<RecognisedHeader> {
    let header_rows = if is_import_row(head, 2) {
        3
    } else if is_import_row(head, 1) {
        // Somebody deleted the row of texts.
        2
    } else {
        legacy(head)?
    };
    let import = (1..header_rows).find(|r| is_import_row(head, *r));
    let texts = (header_rows > 1 && import != Some(1)).then_some(1);
    let said: Vec<String> = (0..head.width())
        .map(|c| match texts.map_or("", |row| head.cell(row, c)) {
            "" => question(head.cell(0, c)),
            text => question(text),
        })
        .collect();
    let mut columns: Vec<HeaderColumn> = (0..head.width())
        .map(|c| {
            let name = head.cell(0, c);
            let said = said.get(c).cloned().unwrap_or_default();
            // `V1` means nothing; its text names the column.
            let known = own_kind(name).or_else(|| own_kind(&said));
            let mut column = HeaderColumn::new(said).id(name);
            column.own = known.is_some();
            column.hint = known.or_else(|| {
                let import =
                    import.map_or("", |row| import_id(head.cell(row, c)).unwrap_or_default());
                // The field beside "Other" has this ending in either row.
                let written = name.ends_with("_TEXT") || import.ends_with("TEXT");
                written.then_some(AnswerKind::Text)
            });
            column
        })
        .collect();
    mark_options(head, header_rows, &mut columns);
    Some(RecognisedHeader {
        header_rows,
        columns,
        ..RecognisedHeader::default()
    })
}

/// Number of header rows of an export without `ImportId`s; `None` if it is not one of Qualtrics.
fn legacy(head: &FileHead) -> Option<usize> {
    let known = |row: usize| {
        head.line(row)
            .iter()
            .filter(|c| own_kind(c).is_some())
            .count()
    };
    let distinct = |row: usize| {
        let has = |name: &str| head.line(row).iter().any(|c| c.eq_ignore_ascii_case(name));
        has("ResponseID")
            && (has("ResponseSet") || has("RecordedDate") || has("DistributionChannel"))
            || has("StartDate") && has("EndDate") && has("Finished")
    };
    // Four of the tool's columns, and a combination that no other tool has: "Name" and "Status" alone occur in any sheet.
    if known(1) >= 4 && distinct(1) {
        return Some(2);
    }
    if known(0) < 4 || !distinct(0) {
        return None;
    }
    // The second row holds texts, or the first answers.
    let dates = (0..head.width()).filter(|c| own_kind(head.cell(0, *c)) == Some(AnswerKind::Date));
    let answered = dates.map(|c| head.cell(1, c)).any(is_date);
    Some(if answered || head.rows.len() < 2 {
        1
    } else {
        2
    })
}

/// Option columns: the text ends in `-` and the option, and the cells only tick it.
fn mark_options(head: &FileHead, header_rows: usize, columns: &mut [HeaderColumn]) {
    let bases: Vec<Option<String>> = columns
        .iter()
        .map(|c| {
            let (base, _) = c.id.rsplit_once('_')?;
            (c.hint.is_none()).then(|| base.to_owned())
        })
        .collect();
    for (from, to) in super::parts::runs(&bases) {
        let Some(run) = columns.get_mut(from..to) else {
            continue;
        };
        let apart: Vec<(String, String)> = run
            .iter()
            .filter_map(|c| {
                // At the last dash: questions contain dashes, options rarely.
                let (question, option) = c.question.rsplit_once('-')?;
                Some((question.trim().to_owned(), option.trim().to_owned()))
            })
            .collect();
        if apart.len() < run.len() {
            continue;
        }
        let cells = |nth: usize| head.below(header_rows, from + nth);
        // Qualtrics leaves an unchosen option empty. A 0 is an answer in a matrix of points.
        let chosen = |nth: usize, option: &str| cells(nth).all(|c| is_tick(c, option) && c != "0");
        let ticked = apart
            .iter()
            .enumerate()
            .all(|(nth, (_, option))| is_write_in(option) || chosen(nth, option));
        let any = (0..apart.len()).any(|nth| cells(nth).next().is_some());
        for (nth, (column, (question, option))) in run.iter_mut().zip(apart).enumerate() {
            if ticked && any && chosen(nth, &option) {
                column.question = question;
                column.option = Some(option);
                column.hint = Some(AnswerKind::Multiple);
            } else {
                column.question = with_row(&question, &option);
            }
        }
    }
}
