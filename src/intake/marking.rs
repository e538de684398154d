//! What would be marked in a file of comments, without importing it: for whoever tries the marks on texts of their own.

use std::{fmt::Write as _, path::Path};

use serde::Serialize;

use super::{
    export::Refused,
    privacy::{self, Marker},
    read::{self, HeadLayout, KeptColumns, ReadOptions},
};

/// The header over the comments, in a file with several columns.
const COLUMN: &str = "text";

/// A comment of the file with what is marked in it.
#[derive(Serialize)]
struct Looked<'t> {
    line: usize,
    hold: bool,
    marks: Vec<Part<'t>>,
}

#[derive(Serialize)]
struct Part<'t> {
    kind: &'static str,
    text: &'t str,
}

/// The comments of a file: those under the header `text` of a table, else each line.
///
/// # Errors
/// Where the file cannot be read, or a workbook has no such column.
pub fn texts(path: &Path, options: ReadOptions) -> Result<Vec<String>, Refused> {
    let mut place = None;
    let mut is_table = false;
    let read = read::read(path, options, |head| {
        let first = head.rows.first().map(Vec::as_slice).unwrap_or_default();
        place = first
            .iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(COLUMN));
        is_table = place.is_some();
        if is_table {
            return Ok(HeadLayout {
                header_rows: 1,
                width: first.len(),
                keep: KeptColumns::All,
            });
        }
        Err(Refused {
            row: None,
            what: format!("it has no column `{COLUMN}`"),
            help: format!(
                "write `{COLUMN}` over the comments, or give a file with a comment a line"
            ),
        })
    });
    match (read, place) {
        (Ok((_, table, _)), Some(place)) => {
            let column = table.columns().get(place);
            Ok(column.map_or_else(Vec::new, |cells| {
                (0..table.rows())
                    .map(|row| cells.cell(row).to_owned())
                    .collect()
            }))
        }
        (Err(refused), _) if is_table => Err(refused),
        (Err(refused), _) => match read::text(path) {
            Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
            // A workbook without the column, or a file that is not there.
            Err(_) => Err(refused),
        },
        (Ok(_), None) => Ok(Vec::new()),
    }
}

/// What would be marked in each, as JSON: one object a comment, numbered from 1.
pub fn json(texts: &[String], names: &[String]) -> String {
    let marker = Marker::new(names, texts.iter());
    let lines: Vec<Looked<'_>> = texts
        .iter()
        .zip(1..)
        .map(|(text, line)| {
            let marks = marker.marks(text);
            Looked {
                line,
                hold: privacy::holds(&marks),
                marks: marks
                    .iter()
                    .filter_map(|m| {
                        Some(Part {
                            kind: m.mark.word(),
                            text: text.get(m.from..m.to)?,
                        })
                    })
                    .collect(),
            }
        })
        .collect();
    // Texts and words can be written as JSON.
    let mut out = serde_json::to_string(&lines).unwrap_or_default();
    out.push('\n');
    out
}

/// The same for people: the comments that are marked, and how many are held.
pub fn page(texts: &[String], names: &[String]) -> String {
    let marker = Marker::new(names, texts.iter());
    let mut out = String::new();
    let (mut held, mut asked) = (0, 0);
    for (text, line) in texts.iter().zip(1..) {
        let marks = marker.marks(text);
        if marks.is_empty() {
            continue;
        }
        let holds = privacy::holds(&marks);
        held += usize::from(holds);
        asked += usize::from(!holds);
        let parts: Vec<String> = marks
            .iter()
            .filter_map(|m| Some(format!("{}: {}", m.mark.label(), text.get(m.from..m.to)?)))
            .collect();
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "{line:>6}  {}  {}",
            if holds { "held" } else { "    " },
            parts.join("; ")
        );
    }
    let _ = writeln!(
        out,
        "{} comments, {held} held, {asked} marked and not held.",
        texts.len()
    );
    out
}
