//! One kind of block each: from data to lines of a given width.
//!
//! They know neither buffer nor colours, so that how a table gives way at 60 columns is a matter of text.

mod bars;
mod big;
mod edit;
mod fields;
mod prose;
mod table;

use super::line::{LaidLine, RowPart, blanks};
use crate::app::cards::{Block, Role, line, span};

/// The room that a page has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewport {
    /// Columns.
    pub(super) width: usize,
    /// Lines in sight.
    pub(super) height: usize,
    /// Only ASCII is drawn.
    pub(super) ascii: bool,
    /// Rows keep two columns free for the mark of the selected one.
    pub(super) marks: bool,
    /// The widest label of the page's forms, so that all of them stand below each other.
    fields: usize,
    /// What the page's bars need.
    bars: bars::BarWidths,
}

impl Viewport {
    /// Viewport for these blocks.
    pub(super) fn of(blocks: &[Block], width: usize, height: usize, ascii: bool) -> Self {
        let bars = blocks.iter().filter_map(|block| match block {
            Block::Bars(bars) => Some(bars),
            _ => None,
        });
        Self {
            width,
            height,
            ascii,
            marks: blocks.iter().any(selects),
            fields: fields::widest_label(blocks),
            bars: bars::BarWidths::of(bars.flatten()),
        }
    }
}

/// Whether it has a selected row.
fn selects(block: &Block) -> bool {
    match block {
        Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().any(|row| row.selected),
        _ => false,
    }
}

/// The lines of a block of a page.
pub(super) fn layout(block: &Block, page: &[Block], viewport: Viewport) -> Vec<LaidLine> {
    match block {
        Block::Gap => vec![LaidLine::default()],
        Block::Heading(words) => prose::text(&line(Role::Strong, words), 0, viewport),
        Block::Text { line, side, indent } => {
            prose::aligned(line, *side, usize::from(*indent), viewport)
        }
        Block::Pair(left, right) => prose::pair(left, right, viewport),
        Block::Table { columns, rows } => table::layout(columns, rows, page, viewport),
        Block::Bars(bars) => bars::layout(bars, viewport),
        Block::Tall(bar) => bars::tall(bar, viewport),
        Block::Quote { text, source } => prose::quote(text, source, viewport),
        Block::Big(words, role) => big::layout(words, *role, viewport),
        Block::Fields(rows) => fields::layout(rows, viewport),
        Block::Edit(edit) => edit::layout(edit, viewport),
        Block::Rule(words) => prose::rule(words, viewport),
    }
}

/// Puts the mark of a selected row before the lines of a row, and the tint behind them.
fn mark_row(lines: Vec<LaidLine>, selected: bool, viewport: Viewport) -> Vec<LaidLine> {
    let mut lines = lines;
    for (nth, laid) in lines.iter_mut().enumerate() {
        laid.row = if nth == 0 {
            RowPart::First
        } else {
            RowPart::Continued
        };
    }
    for (nth, laid) in lines.iter_mut().enumerate() {
        if viewport.marks {
            let mark = if selected && nth == 0 { "> " } else { "  " };
            laid.line.insert(0, span(Role::Accent, mark));
        }
        if selected {
            laid.tinted = true;
            laid.focus = true;
            if nth == 0 {
                laid.cursor = Some((0, false));
            }
        }
    }
    lines
}

/// Moves lines to the right.
fn indent_lines(lines: Vec<LaidLine>, by: usize) -> Vec<LaidLine> {
    let mut lines = lines;
    if by > 0 {
        for laid in &mut lines {
            if !laid.line.is_empty() {
                laid.line.insert(0, blanks(by));
            }
        }
    }
    lines
}
