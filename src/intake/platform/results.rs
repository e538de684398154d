//! A table of results, which is no tool's: known by questions, bases, and percentages or counts, each in a column.

use super::{HeaderColumn, RecognisedHeader, parts::titled};
use crate::intake::{export::Refused, read::FileHead, results::layout};

/// A table of results that nobody has called one. What looks like one and has columns that no word explains is refused: its
/// questions would become what patients wrote.
pub(super) fn recognised(head: &FileHead) -> Result<Option<RecognisedHeader>, Refused> {
    let found = recognise(head, false);
    if found.is_none() && layout::looks_like(head) {
        return Err(Refused {
            row: None,
            what: "it looks like a table of results: each row is a question with numbers beside it, and no person"
                .to_owned(),
            help: "read it with `--kind results`, and say what each column is; if it holds answers of people, give `--kind answers`"
                .to_owned(),
        });
    }
    Ok(found)
}

pub(super) fn recognise(head: &FileHead, is_forced: bool) -> Option<RecognisedHeader> {
    let laid = layout::find(head, is_forced)?;
    let mut notes = Vec::new();
    if laid.titles > 0 {
        notes.push(titled(laid.titles));
    }
    Some(RecognisedHeader {
        header_rows: laid.header_rows,
        titles: laid.titles,
        columns: laid.labels.into_iter().map(HeaderColumn::new).collect(),
        notes,
        ..RecognisedHeader::default()
    })
}
