//! A plain table: one row of names and a row for each person. Whatever no tool is known by.
//!
//! Sheets kept by hand begin with a title or two; those are passed over as long as a row of names and answers follow.

use super::{
    Column, Found,
    parts::{is_code, question},
    report,
};
use crate::intake::{export::Refused, read::Head};

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    if let Some(refused) = report::refuse(head) {
        return Err(refused);
    }
    Ok(table(head))
}

/// The row of names: the first that has a name for most of the columns.
pub(super) fn header(head: &Head) -> Option<usize> {
    let filled = |row: usize| head.line(row).iter().filter(|c| !c.is_empty()).count();
    let widest = (0..head.rows.len()).map(filled).max().filter(|w| *w > 0)?;
    // Ten rows of titles are more than anybody writes.
    (0..head.rows.len().min(10)).find(|row| filled(*row) * 5 >= widest * 3)
}

/// The table as it is, without judging whether it is one of answers.
pub(super) fn table(head: &Head) -> Option<Found> {
    let at = header(head)?;
    let columns = (0..head.width())
        .map(|c| {
            let raw = head.cell(at, c);
            let column = Column::new(question(raw));
            // A code is the table's own id; a text is none.
            if is_code(raw) { column.id(raw) } else { column }
        })
        .collect();
    let mut notes = Vec::new();
    if at > 0 {
        notes.push(format!(
            "the first {at} rows are titles: the names of the columns were taken from row {}",
            at + 1
        ));
    }
    notes.extend(nameless(head, at));
    notes.extend(shares(head, at));
    Some(Found {
        header_rows: at + 1,
        columns,
        notes,
    })
}

/// A note where what should be names comes back as answers under most of them: somebody cut off the row of names.
fn nameless(head: &Head, at: usize) -> Option<String> {
    let named: Vec<usize> = (0..head.width())
        .filter(|c| !head.cell(at, *c).is_empty())
        .collect();
    let again = |c: &&usize| {
        head.below(at + 1, **c)
            .any(|cell| cell == head.cell(at, **c))
    };
    let same = named.iter().filter(again).count();
    (same > 0 && same * 2 >= named.len()).then(|| {
        format!(
            "row {} looks like answers, not like names of columns: if the row of names was cut off, put it back",
            at + 1
        )
    })
}

/// A note where columns called percentages add up to 100 in each row: such a row is a summary of many people, not one.
fn shares(head: &Head, at: usize) -> Option<String> {
    let columns: Vec<usize> = (0..head.width())
        .filter(|c| {
            let name = head.cell(at, *c).to_lowercase();
            name.contains("percent") || name.contains('%') || name.contains("per cent")
        })
        .collect();
    let mut rows = 0;
    let mut whole = 0;
    for row in at + 1..head.rows.len() {
        let numbers: Vec<f64> = columns
            .iter()
            .filter_map(|c| head.cell(row, *c).trim_end_matches('%').trim().parse().ok())
            .collect();
        if numbers.len() == columns.len() && columns.len() > 1 {
            rows += 1;
            whole += usize::from((98.0..=102.0).contains(&numbers.iter().sum::<f64>()));
        }
    }
    (rows > 0 && whole * 10 >= rows * 9).then(|| {
        "percentages that add up to 100 in each row look like ready results, not answers: a row is not a person, and nothing of it can be scored".to_owned()
    })
}
