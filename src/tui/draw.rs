//! Draws a [`View`] into a buffer of cells; every screen of every program goes through [`draw()`].
//!
//! It is a pure function, so that tests, pictures of the manual and bug reports show exactly what the room saw.

mod dock;
mod overlay;
#[cfg(test)]
mod tests;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    chrome,
    line::{LaidLine, blanks, cleaned, columns, to_u16, wrapped},
    page::{self, LaidPage},
    paint::Painter,
    palette::Appearance,
};
use crate::app::{
    cards::{Block, Haste, Line, Page, Role, SIDE_COLUMNS, View, line},
    input::Target,
};

/// Smallest window in columns and rows; below it the screen only asks for a bigger window.
const MIN_SIZE: (u16, u16) = (40, 10);
/// Below this width in columns the margins are one column wide.
const NARROW: u16 = 60;
/// The size that the message asks for: the smallest at which nothing is left out of a page.
const ENOUGH: &str = "60 x 18";
/// Widest screen in columns: in a row that is longer the eye loses its line on the way to the numbers.
const MAX_WIDTH: u16 = 180;
/// From this size in columns and rows on, the side panel is shown.
const SIDE_FROM: (u16, u16) = (112, 28);
/// Width of the side panel in columns.
#[expect(clippy::cast_possible_truncation, reason = "it is 24")]
const SIDE_WIDTH: u16 = SIDE_COLUMNS as u16;
/// Free columns between the page and the side panel.
const SIDE_GAP: u16 = 3;

/// Facts about a drawn frame that the loop and the program need: cursor, scroll range, click targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawReport {
    /// Position of the hardware cursor: on the selected row, or in the text field.
    // Screen readers and magnifiers follow the hardware cursor, so it is placed on every frame.
    pub cursor: Option<Position>,
    /// The cursor is in a text field.
    pub writing: bool,
    /// Largest scroll offset of the topmost page (the overlay, if there is one), in lines.
    pub scroll_max: u16,
    /// Visible lines of the topmost page.
    pub page_height: u16,
    /// Areas that can be clicked; where several overlap, the last one is on top.
    pub targets: Vec<(Rect, Target)>,
}

impl DrawReport {
    /// The topmost click target at a column and row.
    pub fn target(&self, column: u16, row: u16) -> Option<Target> {
        let at = Position::new(column, row);
        self.targets
            .iter()
            .rev()
            .find(|(area, _)| area.contains(at))
            .map(|(_, target)| *target)
    }
}

/// Draws a view over the whole buffer, and reports cursor, scroll range and click targets.
pub fn draw(buffer: &mut Buffer, view: &View, look: impl Into<Appearance>) -> DrawReport {
    let area = buffer.area;
    let mut painter = Painter {
        buffer,
        look: look.into(),
    };
    // The program paints its own background: a terminal's default colours are unknown, and asking for them is unsafe.
    painter.fill(area, false);
    // Blank means blank: no clock, no footer, so that nothing draws eyes to the wall.
    if view.blank || area.is_empty() {
        return DrawReport::default();
    }
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        too_small(&mut painter, area);
        return DrawReport::default();
    }
    let ascii = painter.look.ascii;
    let plain;
    let view = if painter.look.has_squares() {
        view
    } else {
        plain = without_squares(view);
        &plain
    };
    let frame = ScreenLayout::of(area, view);
    let on_page = page::layout(
        &view.page,
        usize::from(frame.page.width),
        usize::from(frame.page.height),
        ascii,
    );
    // A long message covers the end of the page, but never the marked row.
    let covered = frame.message.len().saturating_sub(1);
    let on_page = match covered {
        0 => on_page,
        _ => on_page.for_rows(usize::from(frame.page.height).saturating_sub(covered)),
    };
    let drawn = match (&view.dock, &view.overlay) {
        (Some(dock), _) => dock::draw(&mut painter, &frame, view, on_page, dock),
        (None, Some(over)) => overlay::draw(&mut painter, &frame, view, &on_page, over),
        (None, None) => {
            let (above, below) = (on_page.top, on_page.below());
            let mut drawn = frame.draw(
                &mut painter,
                view,
                above,
                below,
                on_page.most > 0,
                frame.body.height,
            );
            drawn.merge_page(draw_page(&mut painter, frame.page, &on_page));
            drawn
        }
    };
    frame.draw_message(&mut painter);
    if ascii {
        painter.replace_with_ascii();
    }
    drawn
}

/// The view without squares and the sentences about them.
fn without_squares(view: &View) -> View {
    let mut view = view.clone();
    drop_squares(&mut view.page.blocks);
    view
}

fn drop_squares(blocks: &mut Vec<Block>) {
    blocks.retain_mut(|block| match block {
        Block::Square(_) => false,
        Block::Beside(beside) => {
            beside
                .parts
                .iter_mut()
                .for_each(|p| drop_squares(&mut p.blocks));
            // The column of the square goes with it, so that the others get its width.
            beside.parts.retain(|part| !part.blocks.is_empty());
            true
        }
        _ => true,
    });
}

impl DrawReport {
    /// Takes over the report of the topmost page.
    fn merge_page(&mut self, page: Self) {
        self.cursor = page.cursor;
        self.writing = page.writing;
        self.scroll_max = page.scroll_max;
        self.page_height = page.page_height;
        self.targets.extend(page.targets);
    }
}

/// Areas of the parts of a screen, and the wrapped lines of its messages.
pub(super) struct ScreenLayout {
    /// Header, stages and alert.
    top: Rect,
    /// The area between the rules.
    body: Rect,
    /// The page: the body without the side panel.
    page: Rect,
    /// The side panel; empty where the window has no room for it.
    side: Rect,
    /// The rule above the keys, and the keys.
    foot: Rect,
    stages: bool,
    /// The page has the window to itself.
    bare: bool,
    alert: Vec<Line>,
    message: Vec<Line>,
}

impl ScreenLayout {
    fn of(area: Rect, view: &View) -> Self {
        // In a narrow window the second column of margin is worth more as text.
        let margin = if area.width < NARROW { 1 } else { 2 };
        // From the window alone: with a width of its own for each page the whole screen would jump sideways.
        let width = area.width.saturating_sub(2 * margin).min(MAX_WIDTH);
        let x = area.x + (area.width - width) / 2;
        let columns = usize::from(width);
        let alert = view
            .alert
            .as_ref()
            // An alert stays until it is settled and a message goes with the next key, so a message may cover more of the page.
            .map(|words| message_lines(Role::Bad, words, columns, 2))
            .unwrap_or_default();
        let message = view
            .toast
            .as_ref()
            .map(|toast| message_lines(toast.role, &toast.text, columns, 3))
            .unwrap_or_default();
        let bare = view.page.bare;
        let stages = !view.stages.is_empty() && !bare;
        let header = if bare { 0 } else { 2 + u16::from(stages) };
        let top = header + to_u16(alert.len());
        let foot = if bare { 1 } else { 2 };
        let below = u16::from(view.countdown.is_some() && !bare);
        let body = Rect::new(
            x,
            area.y + top,
            width,
            area.height.saturating_sub(top + foot + below),
        );
        let beside = view.side.is_some()
            && !bare
            && area.width >= SIDE_FROM.0
            && area.height >= SIDE_FROM.1
            && (view.side_needed || !needs_width(&view.page));
        let text = if beside {
            width - SIDE_WIDTH - SIDE_GAP
        } else {
            width
        };
        Self {
            top: Rect::new(x, area.y, width, top),
            body,
            page: Rect {
                width: text,
                ..body
            },
            side: if beside {
                Rect::new(x + text + SIDE_GAP, body.y, SIDE_WIDTH, body.height)
            } else {
                Rect::default()
            },
            foot: Rect::new(x, body.bottom() + below, width, foot),
            stages,
            bare,
            alert,
            message,
        }
    }

    /// Draws the lines of a long message above its last one, over the end of the page.
    // Over the page and not between it and the keys: a page that became shorter for a message would jump twice.
    fn draw_message(&self, painter: &mut Painter<'_>) {
        // Without a rule over the keys all lines of a message lie over the page.
        let above = if self.bare {
            self.message.len()
        } else {
            self.message.len().saturating_sub(1)
        };
        let first = self.foot.y.saturating_sub(to_u16(above));
        for (row, words) in (first..).zip(self.message.iter().take(above)) {
            painter.fill(Rect::new(self.foot.x, row, self.foot.width, 1), false);
            painter.line(self.foot.x, row, self.foot.width, words);
        }
    }

    /// Draws everything except the page, and reports the click targets. `above` and `below` are the numbers of lines out of
    /// sight, `scrolls` is true if lines of the topmost page are; the side panel is `height` rows high.
    fn draw(
        &self,
        painter: &mut Painter<'_>,
        view: &View,
        above: usize,
        below: usize,
        scrolls: bool,
        height: u16,
    ) -> DrawReport {
        let mut drawn = DrawReport::default();
        let most = usize::from(self.top.width);
        let Rect { x, y, width, .. } = self.top;
        if self.bare {
            for (row, words) in (y..).zip(&self.alert) {
                painter.bold(x, row, width, words);
            }
            self.draw_keys(painter, view, self.foot.y, scrolls, &mut drawn);
            return drawn;
        }
        let (unit, right) = chrome::header(view, most);
        painter.line(x, y, width, &unit);
        let from = most.saturating_sub(columns(&right));
        painter.line(x + to_u16(from), y, width, &right);

        let (stages, gap) = chrome::stages(view, most);
        let mut at = 0;
        let mut under = None;
        for (nth, (name, current)) in stages.iter().enumerate() {
            let wide = columns(name);
            let place = Rect::new(x + to_u16(at), y + 1, to_u16(wide), 1);
            drawn.targets.push((place, Target::Tab(nth)));
            let rest = to_u16(most.saturating_sub(at));
            if *current {
                painter.bold(x + to_u16(at), y + 1, rest, name);
                under = Some((at, at + wide));
            } else {
                painter.line(x + to_u16(at), y + 1, rest, name);
            }
            at += wide + gap;
        }
        let next = y + 1 + u16::from(self.stages);
        for (row, words) in (next..).zip(&self.alert) {
            painter.bold(x, row, width, words);
        }
        // With an alert between the stages and the rule, the coloured part of the rule would underline the alert.
        let under = under.filter(|_| self.alert.is_empty());
        let haste = view.timer.as_ref().map_or(Haste::None, |t| t.haste);
        let rule = chrome::rule(most, under, &chrome::lines_hidden('↑', above), haste);
        painter.line(x, y + self.top.height - 1, width, &rule);

        if let Some(countdown) = &view.countdown {
            let words = chrome::countdown(countdown, most);
            painter.line(x, self.body.bottom(), width, &words);
        }
        let more = chrome::lines_hidden('↓', below);
        let rule = match self.message.last() {
            None => chrome::rule(most, None, &more, Haste::None),
            Some(message) => chrome::message_rule(most, message, &more),
        };
        painter.line(x, self.foot.y, width, &rule);
        self.draw_keys(painter, view, self.foot.y + 1, scrolls, &mut drawn);
        if let Some(side) = view.side.as_ref().filter(|_| !self.side.is_empty()) {
            let laid = page::layout(
                side,
                usize::from(self.side.width),
                usize::from(self.side.height),
                painter.look.ascii,
            );
            let place = Rect {
                height: height.min(self.side.height),
                ..self.side
            };
            draw_page(painter, place, &laid);
        }
        drawn
    }

    /// Draws the keys in row `y`, and reports their click targets.
    fn draw_keys(
        &self,
        painter: &mut Painter<'_>,
        view: &View,
        y: u16,
        scrolls: bool,
        drawn: &mut DrawReport,
    ) {
        let Rect { x, width, .. } = self.foot;
        for placed in chrome::footer(&view.footer, usize::from(width), scrolls) {
            let at = x + to_u16(placed.at);
            let rest = width.saturating_sub(to_u16(placed.at));
            painter.line(at, y, rest, &placed.line);
            // A click on a hint is the key itself, so the mouse can do nothing that keys cannot.
            if let Some(key) = placed.hint.press {
                let place = Rect::new(at, y, to_u16(columns(&placed.line)), 1);
                drawn.targets.push((place, Target::Key(key)));
            }
        }
    }
}

/// The wrapped lines of a message, at most `tall`; a warning or failure begins with `!`, since colour alone is not
/// seen by everybody.
fn message_lines(role: Role, words: &str, most: usize, tall: usize) -> Vec<Line> {
    let mark = match role {
        Role::Bad | Role::Warn => "! ",
        _ => "",
    };
    let words = cleaned(&line(role, format!("{mark}{words}")));
    let mut lines = wrapped(&words, most);
    if lines.len() > tall {
        let mut rest = lines.split_off(tall - 1).join(&blanks(1));
        rest = super::line::cut(&rest, most);
        lines.push(rest);
    }
    lines
}

/// Draws the visible lines of a page, and reports its cursor, scroll range and rows.
fn draw_page(painter: &mut Painter<'_>, area: Rect, page: &LaidPage) -> DrawReport {
    let above = to_u16(page.above).min(area.height);
    let (head, foot) = (to_u16(page.head.len()), to_u16(page.foot.len()));
    let area = Rect::new(area.x, area.y + above, area.width, area.height - above);
    let first = area.y.saturating_add(head).min(area.bottom());
    let below = area.bottom().saturating_sub(foot).max(first);
    let mut drawn = DrawReport {
        scroll_max: to_u16(page.most),
        page_height: (below - first).saturating_add(above),
        ..DrawReport::default()
    };
    let pinned = (area.y..first).zip(&page.head);
    let scrolled = (first..below).zip(page.lines.iter().skip(page.top));
    let at_foot = (below..area.bottom()).zip(&page.foot);
    for (y, laid) in pinned.chain(scrolled).chain(at_foot) {
        painter.laid(area.x, y, area.width, laid);
        row_targets(
            laid,
            Rect::new(area.x, y, area.width, 1),
            &mut drawn.targets,
        );
        if let Some((column, writing)) = laid.cursor
            // A text cursor wins over a selected row: a form has both while one of its values is edited.
            && (writing || drawn.cursor.is_none())
        {
            let column = to_u16(column).min(area.width.saturating_sub(1));
            drawn.cursor = Some(Position::new(area.x + column, y));
            drawn.writing = writing;
        }
    }
    // A column of numbers cannot be read without its heading, so the heading covers the first visible line.
    if let Some(heading) = &page.heading {
        painter.fill(Rect::new(area.x, first, area.width, 1), false);
        painter.laid(area.x, first, area.width, heading);
        drawn.targets.retain(|(place, _)| place.y != first);
    }
    drawn
}

/// Adds the rows of a line to the click targets: one over its whole width, or one for each column.
fn row_targets(laid: &LaidLine, place: Rect, targets: &mut Vec<(Rect, Target)>) {
    if let Some(nth) = laid.nth {
        targets.push((place, Target::Row(nth)));
    }
    for part in &laid.parts {
        let x = place.x.saturating_add(to_u16(part.x));
        let inside = Rect::new(x, place.y, to_u16(part.width), 1);
        row_targets(&part.laid, inside, targets);
    }
}

/// `true` if a page uses the whole width: it has a table, a picture, or columns of its own.
///
/// The side panel repeats what other pages show. A table that became narrower for it would lose what only the table shows.
fn needs_width(page: &Page) -> bool {
    page.blocks.iter().any(|block| match block {
        Block::Table { .. }
        | Block::Bars(_)
        | Block::Tall(_)
        | Block::PullQuote(_)
        | Block::Strips(_)
        | Block::Beside(_)
        | Block::Square(_)
        | Block::Evidence(_)
        | Block::RunChart(_)
        | Block::Scales(_)
        | Block::BigCount(_)
        | Block::SeatField(_)
        | Block::Seats(_)
        | Block::MarkScale(_) => true,
        Block::Gap
        | Block::Heading(_)
        | Block::Masthead(_)
        | Block::Text { .. }
        | Block::Pair(..)
        | Block::Quote { .. }
        | Block::Big(..)
        | Block::Fields(_)
        | Block::Edit(_)
        | Block::Rule(_) => false,
    })
}

/// Draws the request for a bigger window, as much of it as fits.
fn too_small(painter: &mut Painter<'_>, area: Rect) {
    let words = format!(
        "Please make this window bigger: it is {} x {}, {ENOUGH} is enough.",
        area.width, area.height
    );
    let lines = wrapped(&line(Role::Ink, words), usize::from(area.width));
    for (y, words) in (area.top()..area.bottom()).zip(&lines) {
        painter.line(area.x, y, area.width, words);
    }
}
