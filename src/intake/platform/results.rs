//! A table of results, which is no tool's: known by questions, bases, and percentages or counts, each in a column.

use super::{Column, Found, parts::titled};
use crate::intake::{read::Head, results::layout};

pub(super) fn recognise(head: &Head, is_forced: bool) -> Option<Found> {
    let laid = layout::find(head, is_forced)?;
    let mut notes = Vec::new();
    if laid.titles > 0 {
        notes.push(titled(laid.titles));
    }
    Some(Found {
        header_rows: laid.header_rows,
        titles: laid.titles,
        columns: laid.labels.into_iter().map(Column::new).collect(),
        notes,
        ..Found::default()
    })
}
