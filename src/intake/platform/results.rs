//! Tables of results, which belong to no tool: recognised by columns of questions, bases, and percentages or counts.

use super::{HeaderColumn, RecognisedHeader, parts::title_note};
use crate::intake::{export::FileRefusal, read::FileHead, results::layout};

/// Recognises a table of results. One that looks like results but has unknown columns is refused: its questions would
/// become comments.
pub(super) fn recognised(head: &FileHead) -> Result<Option<RecognisedHeader>, FileRefusal> {
    let found = recognise(head, false);
    if found.is_none() && layout::looks_like(head) {
        return Err(FileRefusal {
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
        notes.push(title_note(laid.titles));
    }
    Some(RecognisedHeader {
        header_rows: laid.header_rows,
        titles: laid.titles,
        columns: laid.labels.into_iter().map(HeaderColumn::new).collect(),
        notes,
        ..RecognisedHeader::default()
    })
}
