//! Marks of a file of comments without an import, for people who evaluate the marks on their own texts.

use std::{fmt::Write as _, path::Path};

use serde::Serialize;

use super::{
    export::FileRefusal,
    privacy::{self, Marker},
    read::{self, HeadLayout, KeptColumns, ReadOptions},
};

/// Header of the comment column, in a file with several columns.
const COLUMN: &str = "text";

/// A comment with its marks, as JSON shows it.
#[derive(Serialize)]
struct MarkedLine<'t> {
    line: usize,
    hold: bool,
    marks: Vec<MarkedPart<'t>>,
}

#[derive(Serialize)]
struct MarkedPart<'t> {
    kind: &'static str,
    text: &'t str,
}

/// Comments of a file: the column under the header `text`, else each line.
///
/// # Errors
/// Refuses a file that cannot be read, and a workbook without such a column.
pub fn texts(path: &Path, options: ReadOptions) -> Result<Vec<String>, FileRefusal> {
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
        Err(FileRefusal {
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
        // The table has the column and was refused for another reason, such as a broken row. Reading it line by line would
        // hide that.
        (Err(refused), _) if is_table => Err(refused),
        (Err(refused), _) => match read::text(path) {
            Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
            // A workbook without the column, or a missing file: the first refusal explains more.
            Err(_) => Err(refused),
        },
        (Ok(_), None) => Ok(Vec::new()),
    }
}

/// Marks of each text as a JSON array, one object a comment, lines numbered from 1.
pub fn json(texts: &[String], names: &[String]) -> String {
    let marker = Marker::new(names, texts.iter());
    let lines: Vec<MarkedLine<'_>> = texts
        .iter()
        .zip(1..)
        .map(|(text, line)| {
            let marks = marker.marks(text);
            MarkedLine {
                line,
                hold: privacy::holds(&marks),
                marks: marks
                    .iter()
                    .filter_map(|m| {
                        Some(MarkedPart {
                            kind: m.mark.word(),
                            text: text.get(m.from..m.to)?,
                        })
                    })
                    .collect(),
            }
        })
        .collect();
    let mut out = serde_json::to_string(&lines).unwrap_or_default();
    out.push('\n');
    out
}

/// Marks of each text as lines for people, and the number held.
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
