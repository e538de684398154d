//! Putting clean lines into cells.
//!
//! One grapheme a cell, by the same widths that the lines were measured with; nothing outside the buffer is touched.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{
    line::{LaidLine, to_u16},
    palette::Appearance,
};
use crate::{
    app::cards::{Role, Span},
    text::width,
};

/// Where lines are put, and how they look.
pub(super) struct Painter<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) look: Appearance,
}

impl Painter<'_> {
    /// Paper without anything on it.
    pub(super) fn fill(&mut self, area: Rect, selected: bool) {
        let area = area.intersection(self.buffer.area);
        let style = self.look.style(Role::Ink, selected);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// A line in one row, from a column on, at most so many columns.
    pub(super) fn line(&mut self, x: u16, y: u16, most: u16, line: &[Span]) {
        self.styled(x, y, most, line, false, Modifier::empty());
    }

    /// A line that stands out.
    pub(super) fn bold(&mut self, x: u16, y: u16, most: u16, line: &[Span]) {
        self.styled(x, y, most, line, false, Modifier::BOLD);
    }

    /// A laid line, with its tint through the whole row.
    pub(super) fn laid(&mut self, x: u16, y: u16, most: u16, laid: &LaidLine) {
        if laid.tinted {
            self.fill(Rect::new(x, y, most, 1), true);
        }
        self.styled(x, y, most, &laid.line, laid.tinted, Modifier::empty());
    }

    fn styled(&mut self, x: u16, y: u16, most: u16, line: &[Span], tint: bool, more: Modifier) {
        let end = x.saturating_add(most).min(self.buffer.area.right());
        let mut at = x;
        for span in line {
            let style = self.look.style(span.role, tint).add_modifier(more);
            for piece in cell_symbols(&span.text) {
                let wide = to_u16(width(piece));
                // A mark without a letter before it would shift the row.
                if wide == 0 {
                    continue;
                }
                if at.saturating_add(wide) > end {
                    return;
                }
                self.cell(at, y, piece, style);
                if wide > 1 {
                    self.cell(at + 1, y, " ", style);
                }
                at += wide;
            }
        }
    }

    fn cell(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Everything but letters in ASCII, for terminals that have no more.
    pub(super) fn to_ascii(&mut self) {
        let area = self.buffer.area;
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y))
                    && let Some(plain) = ascii(cell.symbol())
                {
                    cell.set_symbol(plain);
                }
            }
        }
    }

    /// Takes out what would reach over column `x` from its left.
    pub(super) fn clear_cut_glyphs(&mut self, x: u16, rows: std::ops::Range<u16>) {
        for y in rows {
            if let Some(cell) = self.buffer.cell_mut((x.saturating_sub(1), y))
                && width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }

    /// Lets what is there step back: muted, on paper.
    pub(super) fn dim(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        let style = self.look.style(Role::Muted, false);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    let symbol = cell.symbol().to_owned();
                    cell.reset();
                    cell.set_symbol(&symbol).set_style(style);
                }
            }
        }
    }
}

/// What stands for a character that is drawn with or printed with, where only ASCII can be shown.
fn ascii(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "█" => "#",
        "▓" | "▀" | "▄" => "=",
        "▒" | "─" | "–" | "—" => "-",
        "░" | "·" | "•" => ".",
        "│" => "|",
        "┌" | "┐" | "└" | "┘" => "+",
        "↑" => "^",
        "↓" => "v",
        "←" => "<",
        "→" => ">",
        "“" | "”" => "\"",
        "‘" | "’" => "'",
        "…" => "~",
        _ => return None,
    })
}

/// What goes into one cell or two: graphemes, and the characters of those that are wider.
fn cell_symbols(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
        .flat_map(|grapheme| match width(grapheme) {
            0..=2 => vec![grapheme],
            _ => grapheme.split("").filter(|c| !c.is_empty()).collect(),
        })
}
