//! Tables: columns as wide as they need to be, and which of them go where there is no viewport.
//!
//! A name may wrap and a number may not, and a column that is gone is better than six that cannot be read.

use super::{Viewport, indent_lines, mark_row};
use crate::{
    app::cards::{Block, Column, Line, Role, Row, Side, Width, line},
    tui::line::{LaidLine, RowPart, cleaned, columns, fitted, paragraphs, wrapped},
};

/// A column of names is not made narrower than this while another can go.
const MIN_FILL: usize = 30;
/// Lines of a cell that is not the filling one.
const MAX_CELL_LINES: usize = 3;

/// A column that stays.
struct ShownColumn<'a> {
    index: usize,
    column: &'a Column,
    natural: usize,
    width: usize,
}

/// The lines of a table. Tables of the same columns on a page share their widths, as parts of one.
pub(super) fn layout(
    all: &[Column],
    rows: &[Row],
    page: &[Block],
    viewport: Viewport,
) -> Vec<LaidLine> {
    let width = viewport
        .width
        .saturating_sub(if viewport.marks { 2 } else { 0 });
    let cells: Vec<Vec<Line>> = rows
        .iter()
        .map(|row| row.cells.iter().map(|c| cleaned(c)).collect())
        .collect();
    let like = page.iter().filter_map(|block| match block {
        Block::Table { columns, rows } if columns == all => Some(rows),
        _ => None,
    });
    let widths = like.flatten().map(|row| row.cells.as_slice());
    let (kept, gap) = fit_columns(all, &natural_widths(all, widths), width);
    let mut lines = Vec::new();
    if kept.iter().any(|k| !k.column.head.trim().is_empty()) {
        let heads: Vec<Line> = kept
            .iter()
            .map(|k| cleaned(&line(Role::Muted, &k.column.head)))
            .collect();
        let indent = if viewport.marks { 2 } else { 0 };
        lines.extend(indent_lines(vec![join_cells(&kept, &heads, gap)], indent));
        for head in &mut lines {
            head.row = RowPart::Header;
        }
    }
    for (row, cells) in rows.iter().zip(&cells) {
        let parts: Vec<Vec<Line>> = kept
            .iter()
            .map(|k| cell_lines(k, row.cells.get(k.index), cells.get(k.index)))
            .collect();
        let tall = parts.iter().map(Vec::len).max().unwrap_or(1);
        let body = (0..tall)
            .map(|nth| {
                let level: Vec<Line> = parts
                    .iter()
                    .map(|p| p.get(nth).cloned().unwrap_or_default())
                    .collect();
                join_cells(&kept, &level, gap)
            })
            .collect();
        lines.extend(mark_row(body, row.selected, viewport));
    }
    lines
}

/// A cell's lines: names wrap, numbers are cut.
fn cell_lines(kept: &ShownColumn<'_>, raw: Option<&Line>, clean: Option<&Line>) -> Vec<Line> {
    let Some((raw, clean)) = raw.zip(clean) else {
        return vec![Line::new()];
    };
    if kept.column.side == Side::Right {
        return vec![clean.clone()];
    }
    let mut lines: Vec<Line> = paragraphs(raw)
        .iter()
        .flat_map(|p| wrapped(p, kept.width.max(1)))
        .collect();
    if kept.column.width != Width::Fill && lines.len() > MAX_CELL_LINES {
        // The cut is marked: the last line kept is one that goes on.
        let rest = lines.split_off(MAX_CELL_LINES - 1).concat();
        lines.push(rest);
    }
    lines
}

/// One line through all columns.
fn join_cells(kept: &[ShownColumn<'_>], level: &[Line], gap: usize) -> LaidLine {
    let mut out = Line::new();
    for (nth, (k, cell)) in kept.iter().zip(level).enumerate() {
        if nth > 0 {
            out.push(crate::tui::line::blanks(gap));
        }
        out.extend(fitted(cell, k.width, k.column.side));
    }
    LaidLine::from(out)
}

/// The widest of each column.
fn natural_widths<'a>(all: &[Column], rows: impl Iterator<Item = &'a [Line]>) -> Vec<usize> {
    let mut widest: Vec<usize> = all
        .iter()
        .map(|column| columns(&cleaned(&line(Role::Muted, &column.head))))
        .collect();
    for row in rows {
        for (most, cell) in widest.iter_mut().zip(row) {
            *most = columns(&cleaned(cell)).max(*most);
        }
    }
    widest
}

/// Which columns stay, how wide, and how far apart.
fn fit_columns<'a>(
    all: &'a [Column],
    natural: &[usize],
    width: usize,
) -> (Vec<ShownColumn<'a>>, usize) {
    let mut kept: Vec<ShownColumn<'a>> = all
        .iter()
        .enumerate()
        .zip(natural)
        .map(|((index, column), &natural)| {
            let width = match column.width {
                Width::Fit(most) => natural.min(usize::from(most)),
                Width::Fill => natural,
            };
            ShownColumn {
                index,
                column,
                natural,
                width,
            }
        })
        .collect();
    loop {
        for gap in [3, 2] {
            if needed(&kept, gap) <= width {
                fill_rest(&mut kept, width, gap);
                return (kept, gap);
            }
        }
        let goes = kept
            .iter()
            .enumerate()
            .filter(|(_, k)| k.column.drop > 0)
            .max_by_key(|(nth, k)| (k.column.drop, *nth))
            .map(|(nth, _)| nth);
        let Some(nth) = goes else { break };
        kept.remove(nth);
    }
    let gap = 2;
    squeeze(&mut kept, width, gap);
    fill_rest(&mut kept, width, gap);
    (kept, gap)
}

/// Columns needed: the filling ones make do with less than their widest cell.
fn needed(kept: &[ShownColumn<'_>], gap: usize) -> usize {
    let widths: usize = kept
        .iter()
        .map(|k| match k.column.width {
            Width::Fit(_) => k.width,
            Width::Fill => k.natural.min(MIN_FILL),
        })
        .sum();
    widths + gap * kept.len().saturating_sub(1)
}

/// Takes from the widest, one column at a time, until the rest fits.
fn squeeze(kept: &mut [ShownColumn<'_>], width: usize, gap: usize) {
    while needed(kept, gap) > width {
        let widest = kept
            .iter_mut()
            .filter(|k| k.column.width != Width::Fill && k.width > 4)
            .max_by_key(|k| k.width);
        match widest {
            Some(k) => k.width -= 1,
            None => return,
        }
    }
}

/// Shares what is left among the filling columns: none gets more than it needs while another wants.
fn fill_rest(kept: &mut [ShownColumn<'_>], width: usize, gap: usize) {
    let fixed: usize = kept
        .iter()
        .filter(|k| k.column.width != Width::Fill)
        .map(|k| k.width)
        .sum();
    let gaps = gap * kept.len().saturating_sub(1);
    let mut rest = width.saturating_sub(fixed + gaps);
    let mut filling: Vec<&mut ShownColumn<'_>> = kept
        .iter_mut()
        .filter(|k| k.column.width == Width::Fill)
        .collect();
    filling.sort_by_key(|k| k.natural);
    let mut left = filling.len();
    for k in &mut filling {
        k.width = k.natural.min(rest / left.max(1));
        rest -= k.width;
        left = left.saturating_sub(1);
    }
    // What no name needs goes to columns that would wrap, and then to the first of the names.
    for k in kept.iter_mut().filter(|k| k.width < k.natural) {
        let more = rest.min(k.natural - k.width);
        k.width += more;
        rest -= more;
    }
    let first = kept.iter_mut().find(|k| k.column.width == Width::Fill);
    if let Some(first) = first {
        first.width += rest;
    }
}
