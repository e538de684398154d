//! Forms: rows of a label, a value and notes about it.
//!
//! All labels of a page share one width, so that the values form a column.

use super::{Viewport, mark_row};
use crate::{
    app::cards::{Align, Block, Line, Row},
    tui::line::{LaidLine, blanks, cleaned, columns, fitted, joined, paragraphs, wrapped},
};

/// Widest label in columns; a longer one wraps.
const MAX_LABEL: usize = 24;
/// From this width in columns on, notes are beside the value, else below it.
const NOTE_BESIDE_FROM: usize = 64;

/// Width of the widest label in the forms among these blocks, in columns.
pub(super) fn widest_label(blocks: &[Block]) -> usize {
    let rows = blocks.iter().filter_map(|block| match block {
        Block::Fields(rows) => Some(rows),
        _ => None,
    });
    widest_cell(rows.flatten(), 0)
}

/// Width of the widest cell in column `nth`; rows without a label do not count.
fn widest_cell<'a>(rows: impl Iterator<Item = &'a Row>, nth: usize) -> usize {
    rows.filter(|row| row.cells.len() > 1)
        .filter_map(|row| row.cells.get(nth))
        .map(|c| columns(&cleaned(c)))
        .max()
        .unwrap_or(0)
}

/// Lays out a form.
pub(super) fn layout(rows: &[Row], viewport: Viewport) -> Vec<LaidLine> {
    let width = viewport
        .width
        .saturating_sub(if viewport.marks { 2 } else { 0 });
    let label = viewport.fields.min(MAX_LABEL).min(width / 3);
    let rest = width.saturating_sub(label + 3);
    let beside = width >= NOTE_BESIDE_FROM && rows.iter().any(|row| row.cells.len() > 2);
    let value = if beside {
        // Notes are mostly short, so the values may take the part of the notes' half that is left over.
        let half = rest
            .saturating_sub(widest_cell(rows.iter(), 2) + 3)
            .max(rest / 2);
        widest_cell(rows.iter(), 1).min(half)
    } else {
        rest
    };
    let note = rest.saturating_sub(value + 3);
    let mut all = Vec::new();
    for row in rows {
        let (first, others) = match row.cells.split_first() {
            Some((first, [])) => (Line::new(), vec![first.clone()]),
            Some((first, others)) => (first.clone(), others.to_vec()),
            None => (Line::new(), Vec::new()),
        };
        let notes: Vec<Line> = others.iter().skip(1).map(|c| cleaned(c)).collect();
        let notes = joined(&notes, 3);
        // A value without notes may use their column.
        let most = if notes.is_empty() { rest } else { value };
        let mut values = cell_lines(others.first(), most);
        let mut beside_it = Vec::new();
        if !notes.is_empty() {
            if beside {
                beside_it = cell_lines(Some(&notes), note);
            } else {
                values.extend(cell_lines(Some(&notes), rest));
            }
        }
        // Labels wrap instead of being cut: a form with half a question in it cannot be answered.
        let labels = cell_lines(Some(&first), label);
        let tall = values.len().max(beside_it.len()).max(labels.len());
        let line = |lines: &[Line], nth: usize| lines.get(nth).cloned().unwrap_or_default();
        let lines = (0..tall)
            .map(|nth| {
                let mut out = fitted(&line(&labels, nth), label, Align::Left);
                out.push(blanks(3));
                out.extend(fitted(&line(&values, nth), most, Align::Left));
                if !beside_it.is_empty() {
                    out.push(blanks(3));
                    out.extend(line(&beside_it, nth));
                }
                LaidLine::from(out)
            })
            .collect();
        all.extend(mark_row(lines, row.selected, viewport));
    }
    all
}

/// A cell wrapped to at most `most` columns.
fn cell_lines(cell: Option<&Line>, most: usize) -> Vec<Line> {
    cell.map(|c| {
        paragraphs(c)
            .iter()
            .flat_map(|p| wrapped(p, most.max(1)))
            .collect()
    })
    .unwrap_or_default()
}
