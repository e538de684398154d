//! The dock: a labelled rule, a field or list, below a page that keeps its place.

use ratatui::layout::Rect;

use super::{DrawReport, ScreenLayout, draw_page};
use crate::{
    app::cards::{Align, Block, Dock, Letters, Line, Page, Role, View, leaves, line, span},
    tui::{
        line::{LaidLine, cleaned, columns, to_u16},
        page::{self, LaidPage},
        paint::Painter,
        widget,
    },
};

/// Most rows of a dock with a list, in a window of ordinary height.
const LIST_ROWS: usize = 11;
/// Widest list in columns: on the way to a note that is further away the eye loses its row.
const LIST_WIDTH: usize = 96;
/// Rows of a window of ordinary height, for which the content of a dock is measured.
const ORDINARY_ROWS: usize = 22;
/// Least rows that stay for the page.
const PAGE_ROWS: usize = 3;
/// From this number of rows on, the page above has its last one free.
const SPACIOUS_ROWS: u16 = 12;

/// A dock laid out for a width and a height.
struct LaidDock {
    rule: Line,
    head: Vec<LaidLine>,
    page: LaidPage,
    /// Visible lines of the page.
    rows: usize,
    /// Width of the page in columns.
    width: usize,
    /// Empty rows: below the rule, between the letters and the list, and at the end.
    air: [bool; 3],
}

impl LaidDock {
    fn height(&self) -> usize {
        let air = self.air.iter().filter(|air| **air).count();
        1 + self.head.len() + self.rows + air
    }
}

/// Draws the screen with the dock at the bottom of its page.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    frame: &ScreenLayout,
    view: &View,
    under: LaidPage,
    dock: &Dock,
) -> DrawReport {
    let body = frame.body;
    let laid = lay(
        dock,
        usize::from(body.width),
        usize::from(body.height),
        painter.look.ascii,
    );
    let height = to_u16(laid.height()).min(body.height);
    let left = body.height - height;
    // With room to spare a free row parts the page from the rule.
    let rows = left - u16::from(left >= SPACIOUS_ROWS);
    let under = if fills(&view.page) {
        let width = usize::from(frame.page.width);
        page::layout(&view.page, width, usize::from(rows), painter.look.ascii)
    } else {
        under.for_rows(usize::from(rows))
    };
    let under = under.untinted();
    let below = laid.page.below();
    let mut drawn = frame.draw(painter, view, under.top, below, laid.page.most > 0, rows);
    let above = Rect {
        height: rows,
        ..frame.page
    };
    // What lies above is only looked at: a click there would leave the question without a word.
    draw_page(painter, above, &under);
    let width = to_u16(laid.width).min(body.width);
    let mut y = body.y + left;
    painter.line(body.x, y, body.width, &laid.rule);
    y += 1 + u16::from(laid.air[0]);
    for head in &laid.head {
        painter.laid(body.x, y, width, head);
        y += 1;
    }
    y += u16::from(laid.air[1]);
    let place = Rect::new(body.x, y, width, to_u16(laid.rows)).intersection(body);
    drawn.merge_page(draw_page(painter, place, &laid.page));
    drawn
}

/// `true` if the page has a block as high as its window, which is set smaller above a dock and never cut.
fn fills(page: &Page) -> bool {
    leaves(&page.blocks)
        .into_iter()
        .any(|block| matches!(block, Block::PullQuote(_)))
}

/// Lays the dock out in at most so many rows that enough of the page stays in sight.
fn lay(dock: &Dock, width: usize, body: usize, ascii: bool) -> LaidDock {
    let label = cleaned(&line(Role::Accent, &dock.label));
    let long = columns(&label) + 8 > width;
    let mut content = Page {
        slide: false,
        ..dock.page.clone()
    };
    if long {
        // A rule has one line. A question that needs more stands below it, and is never cut.
        let words = line(Role::Strong, dock.label.clone());
        content.blocks.insert(
            0,
            Block::Text {
                line: words,
                side: Align::Left,
                indent: 0,
            },
        );
    }
    let is_list = dock.letters.is_some();
    let whole = width;
    let width = if is_list {
        width.min(LIST_WIDTH)
    } else {
        width
    };
    let keep = PAGE_ROWS.max(body / 3);
    let most = body.saturating_sub(keep).max(2);
    let most = if is_list {
        most.min(LIST_ROWS.max(body * 2 / 5))
    } else {
        most
    };
    let head: Vec<LaidLine> = dock
        .letters
        .as_ref()
        .and_then(Letters::line)
        .map(|block| widget::one(&block, width, ascii))
        .unwrap_or_default();
    // The list is more use than the letters, which the reader has just typed.
    let head = if most < head.len() + 3 {
        Vec::new()
    } else {
        head
    };
    let natural = page::layout(&content, width, ORDINARY_ROWS, ascii)
        .lines
        .len();
    let natural = natural.max(usize::from(dock.least)).max(1);
    let mut spare = most.saturating_sub(1 + head.len() + natural);
    let mut takes = |wanted: bool| {
        let takes = wanted && spare > 0;
        spare -= usize::from(takes);
        takes
    };
    // A long question is its own space below the rule.
    let first = takes(!long);
    let last = takes(true);
    let air = [first, takes(is_list && !head.is_empty()), last];
    let rows = natural.min(most.saturating_sub(1 + head.len())).max(1);
    let mut page = page::layout(&content, width, rows, ascii);
    page.above = 0;
    LaidDock {
        rule: rule(if long { Line::new() } else { label }, whole),
        width,
        head,
        page,
        rows,
        air,
    }
}

/// The rule that begins a dock, with its label.
fn rule(label: Line, width: usize) -> Line {
    let mut out = vec![span(Role::Accent, "━━")];
    if !label.is_empty() {
        out.push(span(Role::Accent, " "));
        out.extend(label);
        out.push(span(Role::Accent, " "));
    }
    let rest = width.saturating_sub(columns(&out));
    out.push(span(Role::Track, "─".repeat(rest)));
    out
}
