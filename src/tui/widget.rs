//! One kind of block each: from data to lines of a given width.
//!
//! They know neither buffer nor colours, so that how a table gives way at 60 columns is a matter of text.

mod bars;
mod big;
mod edit;
mod fields;
mod prose;
mod table;

use super::line::{Laid, Part, blanks};
use crate::app::cards::{Block, Role, line, span};

/// The room that a page has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
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
    bars: bars::Needs,
}

impl Room {
    /// Room for these blocks.
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
            fields: fields::widest(blocks),
            bars: bars::Needs::of(bars.flatten()),
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
pub(super) fn lay(block: &Block, page: &[Block], room: Room) -> Vec<Laid> {
    match block {
        Block::Gap => vec![Laid::default()],
        Block::Heading(words) => prose::text(&line(Role::Strong, words), 0, room),
        Block::Text { line, side, indent } => {
            prose::aligned(line, *side, usize::from(*indent), room)
        }
        Block::Pair(left, right) => prose::pair(left, right, room),
        Block::Table { columns, rows } => table::lay(columns, rows, page, room),
        Block::Bars(bars) => bars::lay(bars, room),
        Block::Tall(bar) => bars::tall(bar, room),
        Block::Quote { text, source } => prose::quote(text, source, room),
        Block::Big(words, role) => big::lay(words, *role, room),
        Block::Fields(rows) => fields::lay(rows, room),
        Block::Edit(edit) => edit::lay(edit, room),
        Block::Rule(words) => prose::rule(words, room),
    }
}

/// Puts the mark of a selected row before the lines of a row, and the tint behind them.
fn marked(lines: Vec<Laid>, selected: bool, room: Room) -> Vec<Laid> {
    let mut lines = lines;
    for (nth, laid) in lines.iter_mut().enumerate() {
        laid.row = if nth == 0 { Part::First } else { Part::More };
    }
    for (nth, laid) in lines.iter_mut().enumerate() {
        if room.marks {
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
fn indented(lines: Vec<Laid>, by: usize) -> Vec<Laid> {
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
