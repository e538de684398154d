//! Tables: works out column widths, and which columns are left out in a narrow window.
//!
//! Names wrap, numbers do not, and leaving out a column is better than six that cannot be read.

use super::{Viewport, indent_lines, mark_row};
use crate::{
    app::cards::{Align, Block, Column, Line, Role, Row, Width, line},
    tui::line::{LaidLine, RowPart, cleaned, columns, cut_at_word, fitted, paragraphs, wrapped},
};

/// Least width in columns of a filling column while another column can be left out.
const MIN_FILL: usize = 30;
/// The same of a filling column whose cells are cut to one line.
const MIN_LINE: usize = 26;
/// Width in columns up to which a cut title is kept whole rather than the gaps wide.
const WHOLE_LINE: usize = 60;
/// Most lines of a cell outside the filling columns.
const MAX_CELL_LINES: usize = 3;

/// A column that is shown, with its width.
struct ShownColumn<'a> {
    index: usize,
    column: &'a Column,
    natural: usize,
    width: usize,
}

/// Lays out a table. Tables with equal columns on a page share their widths, as parts of one table.
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
    // A list with headings between its parts is several tables; with widths of their own their columns would not line up.
    let like = page.iter().filter_map(|block| match block {
        Block::Table { columns, rows } if columns == all => Some(rows),
        _ => None,
    });
    let widths = like.flatten().map(|row| row.cells.as_slice());
    let (kept, gap) = fit_columns(all, &natural_widths(all, widths), width);
    let mut lines = Vec::new();
    if kept.iter().any(|k| !k.column.head.trim().is_empty()) {
        let heads: Vec<Vec<Line>> = kept
            .iter()
            .map(|k| paragraphs(&line(Role::Muted, &k.column.head)))
            .collect();
        let tall = heads.iter().map(Vec::len).max().unwrap_or(1);
        let indent = if viewport.marks { 2 } else { 0 };
        for nth in 0..tall {
            // A head of one line stands on the last one, beside its column.
            let level: Vec<Line> = heads
                .iter()
                .map(|head| (nth + head.len()).checked_sub(tall))
                .zip(&heads)
                .map(|(at, head)| at.and_then(|at| head.get(at)).cloned().unwrap_or_default())
                .collect();
            lines.extend(indent_lines(vec![join_cells(&kept, &level, gap)], indent));
        }
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

/// The lines of a cell: names wrap, numbers stay on one line.
fn cell_lines(kept: &ShownColumn<'_>, raw: Option<&Line>, clean: Option<&Line>) -> Vec<Line> {
    let Some((raw, clean)) = raw.zip(clean) else {
        return vec![Line::new()];
    };
    // A number that wraps reads as two numbers, so it keeps one line and is cut at worst.
    if kept.column.side == Align::Right || matches!(kept.column.width, Width::OneLine(_)) {
        return vec![clean.clone()];
    }
    if kept.column.width == Width::FillLine {
        return vec![cut_at_word(clean, kept.width)];
    }
    let mut lines: Vec<Line> = paragraphs(raw)
        .iter()
        .flat_map(|p| wrapped(p, kept.width.max(1)))
        .collect();
    if !kept.column.width.fills() && lines.len() > MAX_CELL_LINES {
        // The lost lines are joined to the last one, so that fitting it to its width ends it in `…`.
        let rest = lines.split_off(MAX_CELL_LINES - 1).concat();
        lines.push(rest);
    }
    lines
}

/// Joins cells of all columns to a line.
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

/// The natural width of each column: that of its widest cell or its heading.
fn natural_widths<'a>(all: &[Column], rows: impl Iterator<Item = &'a [Line]>) -> Vec<usize> {
    let mut widest: Vec<usize> = all
        .iter()
        .map(|column| {
            let head = paragraphs(&line(Role::Muted, &column.head));
            head.iter().map(|l| columns(l)).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        for (most, cell) in widest.iter_mut().zip(row) {
            *most = columns(&cleaned(cell)).max(*most);
        }
    }
    widest
}

/// The columns that are shown, with their widths, and the gap between them; all in columns of text.
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
                Width::Fit(most) | Width::OneLine(most) => natural.min(usize::from(most)),
                Width::Set(columns) => usize::from(columns),
                Width::Fill | Width::FillLine => natural,
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
        // Narrowing the gap comes first: it costs no information, and a dropped column does.
        let rank = kept.iter().map(|k| k.column.drop).max().unwrap_or(0);
        if rank == 0 {
            break;
        }
        // All columns of a rank together: one of two groups' results alone would be half of a comparison.
        kept.retain(|k| k.column.drop != rank);
    }
    let gap = 2;
    squeeze(&mut kept, width, gap);
    fill_rest(&mut kept, width, gap);
    (kept, gap)
}

/// Least width in columns; filling columns count with at most [`MIN_FILL`].
fn needed(kept: &[ShownColumn<'_>], gap: usize) -> usize {
    let widths: usize = kept
        .iter()
        .map(|k| match k.column.width {
            Width::Fit(_) | Width::OneLine(_) | Width::Set(_) => k.width,
            Width::FillLine if gap > 2 => k.natural.min(WHOLE_LINE),
            Width::FillLine => k.natural.min(MIN_LINE),
            Width::Fill => k.natural.min(MIN_FILL),
        })
        .sum();
    widths + gap * kept.len().saturating_sub(1)
}

/// Narrows the widest columns, one column of text at a time, until the table fits `width`.
fn squeeze(kept: &mut [ShownColumn<'_>], width: usize, gap: usize) {
    while needed(kept, gap) > width {
        let widest = kept
            .iter_mut()
            .filter(|k| !k.column.width.fills() && k.width > 4)
            .max_by_key(|k| k.width);
        match widest {
            Some(k) => k.width -= 1,
            None => return,
        }
    }
}

/// Divides the remaining width among the filling columns: none gets more than it needs while another needs more.
fn fill_rest(kept: &mut [ShownColumn<'_>], width: usize, gap: usize) {
    let fixed: usize = kept
        .iter()
        .filter(|k| !k.column.width.fills())
        .map(|k| k.width)
        .sum();
    let gaps = gap * kept.len().saturating_sub(1);
    let mut rest = width.saturating_sub(fixed + gaps);
    let mut filling: Vec<&mut ShownColumn<'_>> =
        kept.iter_mut().filter(|k| k.column.width.fills()).collect();
    filling.sort_by_key(|k| k.natural);
    let mut left = filling.len();
    for k in &mut filling {
        k.width = k.natural.min(rest / left.max(1));
        rest -= k.width;
        left = left.saturating_sub(1);
    }
    // Unused width goes first to columns that would wrap. The remainder goes to the first filling column, so that the
    // table spans the page and its numbers end at the right margin.
    for k in kept.iter_mut().filter(|k| k.width < k.natural) {
        let more = rest.min(k.natural - k.width);
        k.width += more;
        rest -= more;
    }
    let first = kept.iter_mut().find(|k| k.column.width.fills());
    if let Some(first) = first {
        first.width += rest;
    }
}
