//! Writes cleaned lines into the cells of a buffer.
//!
//! Each grapheme goes into one cell, by the same widths with which the lines were measured; positions outside the
//! buffer are ignored.

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

/// A buffer, and the colours to draw in.
pub(super) struct Painter<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) look: Appearance,
}

impl Painter<'_> {
    /// Fills an area with the empty background, plain or in the tint of a selected row.
    // Every area is intersected with the buffer: ratatui's widgets survive a window of 1 x 1, one's own rectangles do not.
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

    /// Draws a line at column `x` of row `y`, at most `most` columns of it.
    pub(super) fn line(&mut self, x: u16, y: u16, most: u16, line: &[Span]) {
        self.styled(x, y, most, line, false, Modifier::empty());
    }

    /// Draws a line in bold.
    pub(super) fn bold(&mut self, x: u16, y: u16, most: u16, line: &[Span]) {
        self.styled(x, y, most, line, false, Modifier::BOLD);
    }

    /// Draws a laid-out line, with the tint of a selected row over the whole width.
    pub(super) fn laid(&mut self, x: u16, y: u16, most: u16, laid: &LaidLine) {
        for part in &laid.parts {
            let at = to_u16(part.x);
            let width = to_u16(part.width).min(most.saturating_sub(at));
            self.laid(x + at, y, width, &part.laid);
        }
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
                // A combining mark without a letter before it would join the cell to its left and shift the rest of the row.
                if wide == 0 {
                    continue;
                }
                if at.saturating_add(wide) > end {
                    return;
                }
                self.cell(at, y, piece, style);
                // The second half of a wide character must hold a blank, or the diff would send what was there before.
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
            // A blank that holds words together has done so by now; copied from the terminal it would be found by no search.
            let symbol = if symbol == "\u{a0}" { " " } else { symbol };
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Replaces drawing characters and typographic marks by ASCII, for terminals without them; letters stay.
    pub(super) fn replace_with_ascii(&mut self) {
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

    /// Blanks the wide characters whose second half lies in column `x`.
    pub(super) fn clear_cut_glyphs(&mut self, x: u16, rows: std::ops::Range<u16>) {
        for y in rows {
            if let Some(cell) = self.buffer.cell_mut((x.saturating_sub(1), y))
                && width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }

    /// Redraws an area in the muted role, behind an overlay.
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

/// The ASCII substitute of a drawing character or typographic mark; `None` for everything else.
fn ascii(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "█" => "#",
        "▓" | "▀" | "▄" | "━" | "═" => "=",
        "▒" => ":",
        "─" | "╌" | "–" | "—" => "-",
        "\u{a0}" => " ",
        "░" | "·" | "•" => ".",
        "│" | "┃" | "▏" => "|",
        "◉" => "@",
        "◇" => "T",
        "◆" => "X",
        "✓" | "┌" | "┐" | "└" | "┘" => "+",
        "↑" | "▲" => "^",
        "↓" | "▼" => "v",
        "←" | "◀" | "‹" => "<",
        "→" | "▶" | "›" => ">",
        "○" => "o",
        "●" => "*",
        "“" | "”" => "\"",
        "‘" | "’" | "╹" => "'",
        "…" => "~",
        _ => return None,
    })
}

/// The symbols of a text, each at most two columns wide: its graphemes, or the characters of a wider grapheme.
// An emoji family is one grapheme of several wide characters; terminals draw it as one or as many, so it is split.
fn cell_symbols(text: &str) -> impl Iterator<Item = &str> {
    // Most texts are ASCII, of which each character is a grapheme: finding graphemes took a quarter of drawing a screen.
    let is_plain = text.is_ascii();
    let plain = is_plain.then(|| text.split_inclusive(|_: char| true));
    let graphemes = (!is_plain).then(|| text.graphemes(true).flat_map(narrow_parts));
    let graphemes = graphemes.into_iter().flatten();
    plain.into_iter().flatten().chain(graphemes)
}

fn narrow_parts(grapheme: &str) -> Vec<&str> {
    match width(grapheme) {
        0..=2 => vec![grapheme],
        _ => grapheme.split("").filter(|c| !c.is_empty()).collect(),
    }
}
