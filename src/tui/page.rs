//! Lays out a page as lines, and works out which of them are visible.
//!
//! The scroll offset follows from the page alone (a selected row or a text field is always visible), so drawing keeps
//! no state between frames.

use super::{
    line::{LaidLine, RowPart},
    widget::{self, Viewport, beside::LaidColumns},
};
use crate::app::cards::{Block, Page};

/// From this height in lines on, a page has more space between its blocks.
const SPACIOUS_FROM: usize = 25;
/// Columns that are scrolled keep at least so many lines.
const LEAST_COLUMNS: usize = 4;
/// From this number of rows on, a page that is scrolled for a dock keeps its first line.
const PAGE_TITLE: usize = 4;

/// A page laid out for a width and height.
#[derive(Debug, Default)]
pub(super) struct LaidPage {
    /// All its lines.
    pub(super) lines: Vec<LaidLine>,
    /// Index of the first visible line.
    pub(super) top: usize,
    /// Largest value of `top`.
    pub(super) most: usize,
    /// Empty lines above a page that is shorter than its area.
    pub(super) above: usize,
    /// The table heading of the visible rows, where it has been scrolled away; it replaces the first visible line.
    pub(super) heading: Option<LaidLine>,
    /// Lines that stay at the top, above `lines`.
    pub(super) head: Vec<LaidLine>,
    /// Lines that stay at the foot of the area, below `lines`.
    pub(super) foot: Vec<LaidLine>,
    /// It is centred vertically.
    slide: bool,
}

impl LaidPage {
    /// The page in the first `rows` rows of its area, for a dock below it.
    ///
    /// Nothing moves where the marked row stays in sight. Else free lines above the page go first, then its beginning, of which
    /// the first line stays.
    pub(super) fn for_rows(mut self, rows: usize) -> Self {
        // Pinned lines give way before the list does: first those at the foot, then all of them scroll.
        if rows < self.head.len() + self.foot.len() + MIN_BETWEEN {
            self.foot.clear();
        }
        if rows < self.head.len() + MIN_BETWEEN {
            self.lines.splice(0..0, std::mem::take(&mut self.head));
        }
        let rows = rows.saturating_sub(self.head.len() + self.foot.len());
        let focused = focused_lines(&self.lines);
        let subject = focused.or_else(|| {
            let words = |l: &LaidLine| !l.line.is_empty() || !l.parts.is_empty();
            let last = self.lines.iter().rposition(words)?;
            // Of a page that begins at the top the beginning is the subject, and of one in the middle all of it.
            // A page that is scrolled is read from where it is.
            (self.slide && self.most == 0).then_some((0, last))
        });
        let Some((first, last)) = subject else {
            return self;
        };
        if rows + self.top >= self.above + self.lines.len() {
            return self;
        }
        // One line below the marked row stays in sight where there is room: it shows that the list goes on.
        let margin = usize::from(rows > 4 && last + 1 < self.lines.len());
        let over = (self.above + last + 1 + margin).saturating_sub(self.top + rows);
        let free = over.min(self.above);
        self.above -= free;
        let top = (self.top + over - free).min(first);
        if top == self.top {
            return self;
        }
        let (top, heading) = keep_heading(&self.lines, top, rows);
        self.top = top;
        let title = self.lines.first().filter(|_| top > 0 && rows >= PAGE_TITLE);
        let covered = self.lines.get(top).is_some_and(|l| l.focus);
        self.heading = heading.or_else(|| title.filter(|_| !covered).cloned());
        self
    }

    /// The page without the tint of its marked row, whose mark stays: the only tint is that of the field below.
    pub(super) fn untinted(mut self) -> Self {
        fn untint(laid: &mut LaidLine) {
            laid.tinted = false;
            for part in &mut laid.parts {
                untint(&mut part.laid);
            }
        }
        self.lines.iter_mut().for_each(untint);
        self
    }

    /// Lines below the last visible one.
    pub(super) fn below(&self) -> usize {
        self.most.saturating_sub(self.top)
    }
}

/// A block laid out as lines, or as columns whose height is not settled yet.
enum LaidBlock {
    Gap,
    Lines(Vec<LaidLine>),
    Columns(LaidColumns),
}

impl LaidBlock {
    fn height(&self) -> usize {
        match self {
            Self::Gap => 1,
            Self::Lines(lines) => lines.len(),
            Self::Columns(columns) => columns.height(),
        }
    }

    /// Its lines, at their full height.
    fn flat(self) -> Vec<LaidLine> {
        match self {
            Self::Gap => vec![LaidLine::default()],
            Self::Lines(lines) => lines,
            Self::Columns(columns) => columns.joined(usize::MAX),
        }
    }
}

/// Lays out a page for `width` columns and `height` rows.
pub(super) fn layout(page: &Page, width: usize, height: usize, ascii: bool) -> LaidPage {
    let viewport = Viewport::of(&page.blocks, width, height, ascii);
    let (first, last) = page.pinned;
    let nothing: &[Block] = &[];
    let (top, rest) = page
        .blocks
        .split_at_checked(first)
        .unwrap_or((&page.blocks, nothing));
    let (between, end) = rest
        .len()
        .checked_sub(last)
        .and_then(|at| rest.split_at_checked(at))
        .unwrap_or((rest, nothing));
    let mut nth = 0;
    let mut laid_blocks = |blocks| lay_blocks(blocks, page, viewport, &mut nth);
    let flat = |laid: Vec<LaidBlock>| laid.into_iter().flat_map(LaidBlock::flat).collect();
    let mut head: Vec<LaidLine> = flat(laid_blocks(top));
    let mut laid = laid_blocks(between);
    let mut foot: Vec<LaidLine> = flat(laid_blocks(end));
    // In a window so low that the list between would not be seen, everything scrolls.
    if head.len() + foot.len() + MIN_BETWEEN > height {
        laid.insert(0, LaidBlock::Lines(std::mem::take(&mut head)));
        laid.push(LaidBlock::Lines(std::mem::take(&mut foot)));
    }
    let height = height.saturating_sub(head.len() + foot.len());
    let whole: usize = laid.iter().map(LaidBlock::height).sum();
    let gaps = laid.iter().filter(|b| matches!(b, LaidBlock::Gap)).count();
    // Lines to spare go between the blocks first: a page that fills its window from the top down has its end left empty.
    let spacious = height >= SPACIOUS_FROM && !page.slide;
    let wide_gaps = spacious && whole + gaps + 4 <= height;
    let lines: Vec<LaidLine> = laid
        .into_iter()
        .flat_map(|block| match block {
            LaidBlock::Gap => vec![LaidLine::default(); if wide_gaps { 2 } else { 1 }],
            LaidBlock::Lines(lines) => lines,
            LaidBlock::Columns(columns) => {
                let others = whole - columns.height();
                columns.joined(height.saturating_sub(others).max(LEAST_COLUMNS))
            }
        })
        .collect();
    let most = lines.len().saturating_sub(height);
    let free = height.saturating_sub(lines.len());
    // A slide is centred vertically; any other page starts at the top, so that its heading does not move with its length.
    let above = match (page.slide, spacious) {
        (true, _) => free / 2,
        (false, true) => free.min(2),
        (false, false) => 0,
    };
    let top = if most == 0 {
        0
    } else {
        match focused_lines(&lines) {
            Some((first, last)) => scroll_to(&lines, first, last, height).min(most),
            None => usize::from(page.scroll).min(most),
        }
    };
    let (top, heading) = keep_heading(&lines, top, height);
    LaidPage {
        lines,
        top,
        most,
        above,
        heading,
        head,
        foot,
        slide: page.slide,
    }
}

/// Least lines between pinned blocks.
const MIN_BETWEEN: usize = 4;

/// Lays out blocks from top to bottom, and numbers the rows of the page's list as they are read.
fn lay_blocks(
    blocks: &[Block],
    page: &Page,
    viewport: Viewport,
    nth: &mut usize,
) -> Vec<LaidBlock> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Gap => all.push(LaidBlock::Gap),
            Block::Beside(beside) => match beside.places(viewport.width) {
                Some(places) => {
                    let parts = beside.parts.iter().zip(places).map(|(part, (x, width))| {
                        let inside = viewport.inside(&part.blocks, width);
                        let lines = lay_blocks(&part.blocks, page, inside, nth);
                        (
                            x,
                            width,
                            lines.into_iter().flat_map(LaidBlock::flat).collect(),
                        )
                    });
                    all.push(LaidBlock::Columns(LaidColumns {
                        parts: parts.collect(),
                        scrolls: beside.scrolls,
                    }));
                }
                None => {
                    for (at, part) in beside.parts.iter().enumerate() {
                        if at > 0 {
                            all.push(LaidBlock::Gap);
                        }
                        let inside = viewport.inside(&part.blocks, viewport.width);
                        all.extend(lay_blocks(&part.blocks, page, inside, nth));
                    }
                }
            },
            _ => {
                let mut lines = widget::layout(block, blocks, viewport);
                if page.lists(block) {
                    number_rows(&mut lines, nth);
                }
                all.push(LaidBlock::Lines(lines));
            }
        }
    }
    all
}

/// The first visible line, and the table heading to repeat above it; the line after the heading begins a row.
fn keep_heading(lines: &[LaidLine], top: usize, height: usize) -> (usize, Option<LaidLine>) {
    let inside = |l: &&LaidLine| matches!(l.row, RowPart::First | RowPart::Continued);
    let heading = lines
        .get(top)
        .filter(inside)
        .and_then(|_| lines.iter().take(top).rev().find(|l| !inside(l)))
        .filter(|l| l.row == RowPart::Header);
    let whole = lines
        .iter()
        .enumerate()
        .skip(top + 1)
        .find(|(_, l)| l.row != RowPart::Continued)
        .map_or(lines.len(), |(nth, _)| nth);
    // The heading covers the lines up to the next whole row. The selected row matters more than the heading.
    let hidden = lines.iter().take(whole).skip(top).any(|l| l.focus);
    match heading {
        Some(heading) if !hidden && height > 3 => (whole - 1, Some(heading.clone())),
        _ => (top, None),
    }
}

/// Numbers the lines of each row by the row's index in the page's list, for the mouse.
fn number_rows(lines: &mut [LaidLine], nth: &mut usize) {
    for laid in lines.iter_mut() {
        if matches!(laid.row, RowPart::None | RowPart::Header) {
            continue;
        }
        if laid.row == RowPart::First {
            *nth += 1;
        }
        laid.nth = nth.checked_sub(1);
    }
}

/// First and last line that must be visible; a text cursor takes precedence over a selected row.
fn focused_lines(lines: &[LaidLine]) -> Option<(usize, usize)> {
    let written = lines
        .iter()
        .position(|l| l.cursor.is_some_and(|(_, text)| text));
    if let Some(line) = written {
        return Some((line, line));
    }
    let first = lines.iter().position(|l| l.focus)?;
    let after = lines.iter().skip(first).take_while(|l| l.focus).count();
    Some((first, first + after - 1))
}

/// The first visible line: the smallest that leaves a third of the height below the selected lines.
///
/// At the last row of a list the text after it is scrolled into view, since no later row can be selected to see it.
fn scroll_to(lines: &[LaidLine], first: usize, last: usize, height: usize) -> usize {
    // A row higher than the window is shown from its first line: that is where its name is.
    if last - first + 1 >= height {
        return first;
    }
    let is_last = lines.iter().skip(last + 1).all(|l| l.row == RowPart::None);
    if is_last && lines.get(first).is_some_and(|l| l.row != RowPart::None) {
        return first
            .saturating_sub(2)
            .max((last + 1).saturating_sub(height));
    }
    // Lines below the selected row show that the list goes on, and what the next key will select.
    let below = (height / 3).min(height - (last - first + 1));
    (last + 1 + below).saturating_sub(height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::{Block, Column, Role, Row, line, text};

    fn page(rows: usize, selected: usize) -> Page {
        let rows = (0..rows)
            .map(|nth| Row {
                cells: vec![line(Role::Ink, format!("row {nth}"))],
                selected: nth == selected,
            })
            .collect();
        let columns = vec![Column::fill("")];
        Page {
            blocks: vec![text("Above"), Block::Table { columns, rows }],
            ..Page::default()
        }
    }

    #[test]
    fn the_selected_row_is_always_in_sight() {
        for height in 1..30 {
            for selected in 0..40 {
                let laid = layout(&page(40, selected), 40, height, false);
                let at = selected + 1;
                assert!(
                    (laid.top..laid.top + height).contains(&at),
                    "row {selected} in {height} lines, top {}",
                    laid.top
                );
                assert_eq!(laid.most, 41 - height);
            }
        }
    }

    #[test]
    fn headings_stay_with_their_rows() {
        let mut page = page(40, 20);
        let Some(Block::Table { columns, .. }) = page.blocks.get_mut(1) else {
            panic!("the second block is the table");
        };
        *columns = vec![Column::fill("goal")];
        let laid = layout(&page, 40, 10, false);
        let heading = laid.heading.unwrap();
        let words: String = heading.line.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(words.trim(), "goal");
        page.blocks.push(text("Below"));
        page.blocks.extend((0..20).map(|_| text("More")));
        let Some(Block::Table { rows, .. }) = page.blocks.get_mut(1) else {
            panic!("the second block is the table");
        };
        for row in rows {
            row.selected = false;
        }
        page.scroll = 500;
        // Past the table there is nothing to head.
        assert!(layout(&page, 40, 10, false).heading.is_none());
    }

    #[test]
    fn by_hand_it_stops_at_the_end() {
        let mut page = page(40, 99);
        page.scroll = 500;
        let laid = layout(&page, 40, 10, false);
        assert_eq!((laid.top, laid.below()), (31, 0));
    }

    #[test]
    fn a_slide_stands_in_the_middle() {
        let page = Page {
            blocks: vec![text("Thank you")],
            slide: true,
            ..Page::default()
        };
        assert_eq!(layout(&page, 40, 11, false).above, 5);
    }
}
