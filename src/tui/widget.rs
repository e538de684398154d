//! Lays out the blocks of a page as lines of a given width, one module for each kind of block.
//!
//! These functions know neither buffer nor colours, so a table at 60 columns can be tested as text.

mod bars;
pub(super) mod beside;
mod big;
mod bitmap;
mod edit;
mod evidence;
mod fields;
mod mark_scale;
mod masthead;
mod prose;
mod pull_quote;
mod run_picture;
mod scales;
mod seats;
mod square;
mod strip;
mod table;

use super::line::{LaidLine, RowPart, blanks};
use crate::app::cards::{Block, Role, SquarePart, leaves, line, span};

/// The area that a page is laid out for, and measures that its blocks share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewport {
    /// Width in columns.
    pub(super) width: usize,
    /// Height in lines.
    pub(super) height: usize,
    /// Only ASCII may be drawn.
    pub(super) ascii: bool,
    /// Rows keep two columns free for the mark of the selected row.
    pub(super) marks: bool,
    /// Width of the widest label in the page's forms, so that the values of several forms line up.
    fields: usize,
    /// Widths of the widest label and text of the page's bars.
    bars: bars::BarWidths,
}

impl Viewport {
    /// The viewport of blocks in a column of `width`, with the page's place for marks.
    pub(super) fn inside(self, blocks: &[Block], width: usize) -> Self {
        Self {
            marks: self.marks,
            ..Self::of(blocks, width, self.height, self.ascii)
        }
    }

    /// The viewport for these blocks; `width` in columns, `height` in lines.
    pub(super) fn of(blocks: &[Block], width: usize, height: usize, ascii: bool) -> Self {
        let bars = blocks.iter().filter_map(|block| match block {
            Block::Bars(bars) => Some(bars),
            _ => None,
        });
        Self {
            width,
            height,
            ascii,
            marks: leaves(blocks).into_iter().any(selects),
            fields: fields::widest_label(blocks),
            bars: bars::BarWidths::of(bars.flatten()),
        }
    }
}

/// `true` if the block has a selected row.
fn selects(block: &Block) -> bool {
    match block {
        Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().any(|row| row.selected),
        _ => false,
    }
}

/// Lays out one block for itself.
pub(super) fn one(block: &Block, width: usize, ascii: bool) -> Vec<LaidLine> {
    let page = std::slice::from_ref(block);
    layout(block, page, Viewport::of(page, width, 1, ascii))
}

/// Lays out a block; `page` holds all blocks of its page.
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
        Block::Strips(strips) => strip::layout(strips, page, viewport),
        Block::Quote { text, source } => prose::quote(text, source, viewport),
        Block::PullQuote(quote) => {
            // It takes the lines that the other blocks of the page leave.
            let others = page
                .iter()
                .filter(|b| !matches!(b, Block::PullQuote(_) | Block::Strips(_)));
            let used: usize = others.map(|b| layout(b, page, viewport).len()).sum();
            // Of an area without an end it takes a window's height: it fills what it is given.
            let height = viewport.height.min(usize::from(u16::MAX));
            pull_quote::layout(quote, height.saturating_sub(used), viewport)
        }
        Block::Masthead(words) => masthead::layout(words, viewport),
        Block::Big(words, role) => big::layout(words, *role, viewport),
        Block::Fields(rows) => fields::layout(rows, viewport),
        Block::Edit(edit) => edit::layout(edit, viewport),
        Block::Rule(words) => prose::rule(words, viewport),
        Block::Evidence(evidence) => evidence::layout(evidence, viewport),
        Block::RunChart(picture) => {
            // Charts share the lines that the other blocks of the page leave.
            let is_other = |b: &&Block| !matches!(b, Block::RunChart(_) | Block::PullQuote(_));
            let others = page.iter().filter(is_other);
            let used: usize = others.map(|b| layout(b, page, viewport).len()).sum();
            let charts = page.len() - page.iter().filter(is_other).count();
            let height = viewport.height.min(usize::from(u16::MAX));
            let share = height.saturating_sub(used) / charts.max(1);
            run_picture::layout(picture, share, viewport)
        }
        Block::Scales(scales) => scales::layout(scales, viewport),
        Block::BigCount(count) => seats::count(count, viewport),
        Block::SeatField(field) => seats::field(field, viewport),
        Block::Seats(all) => seats::seats(all, viewport),
        Block::MarkScale(scale) => mark_scale::layout(scale, viewport),
        Block::Square(SquarePart::Code(code)) => square::layout(code),
        Block::Square(SquarePart::Caption(words)) => {
            prose::text(&line(Role::Muted, words), 0, viewport)
        }
        // Joined by the page, which knows how many lines there is room for.
        Block::Beside(_) => Vec::new(),
    }
}

/// Adds the selection mark and tint to the lines of a row, and sets their row parts.
// A mark and a tint: on a washed-out projector the tint alone is not seen.
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

/// Indents lines by a number of columns; empty lines stay empty.
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
