//! Export building: a header that is understood and a table of answers come together, and what is odd is said.
//!
//! A REDCap data dictionary among the files is no export: it says what the codes of the others mean.

use super::{Described, Export, Kind, Platform, Reading};
use crate::intake::{kind, platform::Found, table::Table};

/// An export from its parts. `notes` are those of reading the file.
pub fn build(
    name: &str,
    (platform, found): (Platform, Found),
    reading: Reading,
    table: Table,
    notes: Vec<String>,
) -> Export {
    let Found {
        columns,
        notes: more,
        ..
    } = found;
    let mut described = Vec::with_capacity(columns.len());
    for (column, answers) in columns.into_iter().zip(table.columns()) {
        let mut one = Described {
            id: column.id,
            question: column.question,
            kind: Kind::Empty,
            option: column.option,
        };
        one.kind = kind::of(answers, table.rows(), &one, column.hint);
        described.push(one);
    }
    let mut export = Export {
        name: name.to_owned(),
        platform,
        reading,
        columns: described,
        table,
        notes,
    };
    export.notes.extend(more);
    export.notes.extend(said(&export));
    export
}

/// What the columns give reason to say.
fn said(export: &Export) -> Vec<String> {
    let mut notes = Vec::new();
    let number = |kind| export.columns.iter().filter(|c| c.kind == kind).count();
    match number(Kind::Identifier) {
        0 => {}
        1 => notes.push(
            "1 column says who answered: it is not written anywhere, and its cells are not shown"
                .to_owned(),
        ),
        n => notes.push(format!(
            "{n} columns say who answered: they are not written anywhere, and their cells are not shown"
        )),
    }
    match number(Kind::Empty) {
        0 => {}
        1 => notes.push("1 column is empty".to_owned()),
        n => notes.push(format!("{n} columns are empty")),
    }
    if export.table.rows() == 0 {
        notes.push("there are no responses in it yet: it has only its header".to_owned());
    }
    notes
}
