//! An overlay: a boxed panel in front of the page, or the whole page where the window is small.
//!
//! The page behind a panel is dimmed, so that two texts never compete for attention.

use ratatui::layout::Rect;

use super::{DrawReport, ScreenLayout, draw_page};
use crate::{
    app::cards::{Page, Role, View, line, span},
    tui::{
        line::{columns, to_u16},
        page::{self, LaidPage},
        paint::Painter,
    },
};

/// Widest panel in columns, edges and margins included.
const WIDEST: u16 = 76;
/// Columns taken by both edges and margins: one for an edge and two for a margin, at each side.
const SIDES: u16 = 6;
/// Rows taken by both edges and margins: one for an edge and one for a margin, at each end.
const ENDS: u16 = 4;

/// Draws the screen with the overlay on top.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    frame: &ScreenLayout,
    view: &View,
    under: &LaidPage,
    over: &Page,
) -> DrawReport {
    let body = frame.body;
    if let Some((panel, laid)) = panel(over, body, painter.look.ascii) {
        // A panel is drawn only where all of it fits.
        let mut drawn = frame.draw(painter, view, under.top, under.below(), false, body.height);
        draw_page(painter, frame.page, under);
        painter.dim(body);
        painter.dim(frame.side);
        // One free column outside each edge, so that no word of the page touches the box. A wide character cut in half there
        // would leave its other half on the terminal.
        let air = Rect::new(panel.x - 1, panel.y, panel.width + 2, panel.height);
        painter.clear_cut_glyphs(air.x, air.top()..air.bottom());
        painter.fill(air, false);
        edges(painter, panel);
        let inner = Rect::new(
            panel.x + SIDES / 2,
            panel.y + ENDS / 2,
            panel.width - SIDES,
            panel.height - ENDS,
        );
        drawn.merge_page(draw_page(painter, inner, &laid));
        return drawn;
    }
    let ascii = painter.look.ascii;
    let laid = page::layout(
        over,
        usize::from(body.width),
        usize::from(body.height),
        ascii,
    );
    let mut drawn = frame.draw(
        painter,
        view,
        laid.top,
        laid.below(),
        laid.most > 0,
        body.height,
    );
    drawn.merge_page(draw_page(painter, body, &laid));
    drawn
}

/// The panel's area and lines; `None` where it does not fit whole with some of the page left around it.
fn panel(over: &Page, body: Rect, ascii: bool) -> Option<(Rect, LaidPage)> {
    let most = body.width.min(WIDEST);
    // A narrower panel would wrap nearly every line, and a slide is meant to have the screen to itself.
    if most < 64 || over.slide {
        return None;
    }
    let tall = body.height.checked_sub(ENDS)?;
    let mut laid = page::layout(over, usize::from(most - SIDES), usize::from(tall), ascii);
    if laid.most > 0 || laid.lines.is_empty() {
        return None;
    }
    laid.above = 0;
    let width = to_u16(
        laid.lines
            .iter()
            .map(|l| {
                if l.tinted || !l.parts.is_empty() {
                    usize::from(most - SIDES)
                } else {
                    columns(&l.line)
                }
            })
            .max()
            .unwrap_or(0),
    )
    .saturating_add(SIDES)
    .clamp(48.min(most), most);
    // Laid out again in the final width, because centred and right-aligned text was padded for the widest panel.
    let mut laid = page::layout(over, usize::from(width - SIDES), usize::from(tall), ascii);
    if laid.most > 0 {
        return None;
    }
    laid.above = 0;
    let height = to_u16(laid.lines.len()) + ENDS;
    let area = Rect::new(
        body.x + (body.width - width) / 2,
        body.y + (body.height - height) / 2,
        width,
        height,
    );
    Some((area, laid))
}

/// Draws the box of a panel.
fn edges(painter: &mut Painter<'_>, area: Rect) {
    let across = "─".repeat(usize::from(area.width.saturating_sub(2)));
    let top = line(Role::Track, format!("┌{across}┐"));
    let bottom = line(Role::Track, format!("└{across}┘"));
    painter.line(area.x, area.y, area.width, &top);
    painter.line(area.x, area.bottom() - 1, area.width, &bottom);
    let side = [span(Role::Track, "│")];
    for y in area.y + 1..area.bottom() - 1 {
        painter.line(area.x, y, 1, &side);
        painter.line(area.right() - 1, y, 1, &side);
    }
}
