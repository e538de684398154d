//! Bars: a percentage on its track, with its confidence interval and a reference figure.
//!
//! Filled part, empty part and interval differ by glyph, so a bar can be read without colour.

use super::{Viewport, indent_lines};
use crate::{
    app::cards::{Align, Bar, Line, Role, line, span},
    tui::line::{LaidLine, blanks, cleaned, columns, cut, fitted, wrapped},
};

/// Widest label in columns; a longer one is cut.
const MAX_LABEL: usize = 26;
/// Shortest track in columns beside its text; with less space the text goes below the bar.
const MIN_TRACK: usize = 20;
/// Longest track in columns: a column is 2 per cent then.
const MAX_TRACK: usize = 50;

/// Widths of the widest label and text of all bars of a page, in columns, so that the tracks line up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BarWidths {
    label: usize,
    words: usize,
}

impl BarWidths {
    /// The widths of these bars.
    pub(super) fn of<'a>(bars: impl Iterator<Item = &'a Bar>) -> Self {
        let mut needs = Self::default();
        for bar in bars {
            needs.label = needs.label.max(columns(&label_of(bar)));
            // The text of a hidden result stands in the place of its track, and needs no column beside it.
            if drawn_share(bar).is_some() {
                needs.words = needs.words.max(columns(&number_and_words(bar).1));
            }
        }
        needs
    }
}

/// Columns of the parts of a bar.
struct BarLayout {
    label: usize,
    start: usize,
    track: usize,
    width: usize,
    /// The text is right of the bar, else below it.
    beside: bool,
}

/// Lays out a block of bars.
pub(super) fn layout(bars: &[Bar], viewport: Viewport) -> Vec<LaidLine> {
    let indent = if viewport.marks { 2 } else { 0 };
    let width = viewport.width.saturating_sub(indent);
    let label = viewport.bars.label.min(MAX_LABEL).min(width / 3);
    let start = if label == 0 { 0 } else { label + 2 };
    // Two blanks and `100%` after the track, and two more blanks before the text.
    let number = 6;
    let after = viewport.bars.words + 2;
    let beside = start + MIN_TRACK + number + after <= width;
    let taken = start + number + if beside { after } else { 0 };
    let layout = BarLayout {
        label,
        start,
        track: width.saturating_sub(taken).clamp(1, MAX_TRACK),
        width,
        beside,
    };
    let lines = bars
        .iter()
        .flat_map(|bar| bar_lines(bar, &layout))
        .collect();
    indent_lines(lines, indent)
}

/// Free columns between a figure in big characters and its bar.
const FIGURE_GAP: usize = 3;

/// Lays out a bar two lines high, its figure in big characters left of it, its label above and its text below.
pub(super) fn tall(bar: &Bar, viewport: Viewport) -> Vec<LaidLine> {
    let width = viewport.width;
    let label = cleaned(&line(Role::Strong, &bar.label));
    let text = cleaned(&line(Role::Ink, bar.text.trim()));
    let below = cleaned(&bar.below);
    let figure = super::big::glyphs(&bar.figure).filter(|f| {
        !viewport.ascii && f.wide.max(FIGURE_COLUMNS) + FIGURE_GAP + MIN_SENTENCE <= width
    });
    let Some(figure) = figure.filter(|_| bar.percent.is_some()) else {
        return tall_without_figure(bar, &label, &text, &below, viewport);
    };
    let wide = figure.wide.max(FIGURE_COLUMNS);
    let rest = width - wide - FIGURE_GAP;
    let mut right = vec![];
    let head = columns(&label) + FIGURE_GAP + columns(&below);
    let beside = !below.is_empty() && head <= rest;
    let mut first = cut(&label, rest);
    if beside {
        first.push(blanks(FIGURE_GAP));
        first.extend(below.clone());
    }
    right.push(first);
    // Two equal lines: a bar one line high looks thin beside a figure of four.
    let drawn = track_line(bar, rest);
    right.extend([drawn.clone(), drawn]);
    right.extend(wrapped(&text, rest));
    if !beside && !below.is_empty() {
        right.extend(wrapped(&below, rest));
    }
    let tall = right.len().max(figure.lines.len());
    (0..tall)
        .map(|nth| {
            let left = figure.lines.get(nth).cloned().unwrap_or_default();
            let mut out = fitted(&line(Role::Accent, left), wide, Align::Right);
            out.push(blanks(FIGURE_GAP));
            out.extend(right.get(nth).cloned().unwrap_or_default());
            LaidLine::from(out)
        })
        .collect()
}

/// Least columns for a figure in big characters (`41%`), so that bars below each other begin in one column.
const FIGURE_COLUMNS: usize = 21;

/// Least columns right of the figure, so that the text below the bar is a readable line.
const MIN_SENTENCE: usize = 40;

/// A [`tall`] bar one line high, where there is no space for big characters, or no figure.
fn tall_without_figure(
    bar: &Bar,
    label: &Line,
    text: &Line,
    below: &Line,
    viewport: Viewport,
) -> Vec<LaidLine> {
    let width = viewport.width;
    let beside = columns(label) + FIGURE_GAP + columns(below) <= width;
    let nothing = Line::new();
    let right = if beside { below } else { &nothing };
    let mut lines = super::prose::pair(label, right, viewport);
    if bar.percent.is_some() {
        let figure = cleaned(&line(Role::Strong, bar.figure.trim()));
        let track = width.saturating_sub(columns(&figure) + 2).max(1);
        let mut out = track_line(bar, track);
        out.push(blanks(2));
        out.extend(figure);
        lines.push(LaidLine::from(cut(&out, width)));
    }
    lines.extend(wrapped(text, width).into_iter().map(LaidLine::from));
    if !beside {
        lines.extend(wrapped(below, width).into_iter().map(LaidLine::from));
    }
    lines
}

fn label_of(bar: &Bar) -> Line {
    cleaned(&line(Role::Ink, &bar.label))
}

/// The percentage that is drawn, as a bar or as a line; `None` where it is hidden.
fn drawn_share(bar: &Bar) -> Option<f64> {
    bar.percent
        .or(if bar.line_only { bar.against } else { None })
}

/// The figure and the text after it.
fn number_and_words(bar: &Bar) -> (Line, Line) {
    (
        cleaned(&line(Role::Strong, bar.figure.trim())),
        cleaned(&line(Role::Muted, bar.text.trim())),
    )
}

fn bar_lines(bar: &Bar, layout: &BarLayout) -> Vec<LaidLine> {
    let BarLayout {
        label,
        start,
        track,
        width,
        beside,
    } = *layout;
    let mut out = Line::new();
    if label > 0 {
        out.extend(fitted(&label_of(bar), label, Align::Left));
        out.push(blanks(2));
    }
    let below = |all: &mut Vec<LaidLine>| {
        if columns(&bar.below) > 0 {
            let below = wrapped(&cleaned(&bar.below), width.saturating_sub(start).max(1));
            all.extend(indent_lines(
                below.into_iter().map(LaidLine::from).collect(),
                start,
            ));
        }
    };
    let (number, words) = number_and_words(bar);
    if drawn_share(bar).is_none() {
        // A hidden result has the reason in its text ("fewer than 11 answers"), so the text takes the place of the bar.
        let mut lines = wrapped(&words, width.saturating_sub(start).max(1)).into_iter();
        out.extend(lines.next().unwrap_or_default());
        let mut all = vec![LaidLine::from(out)];
        all.extend(indent_lines(lines.map(LaidLine::from).collect(), start));
        below(&mut all);
        return all;
    }
    out.extend(track_line(bar, track));
    out.push(blanks(2));
    out.extend(fitted(&number, 4, Align::Right));
    if beside && !words.is_empty() {
        out.push(blanks(2));
        out.extend(words);
        let mut all = vec![LaidLine::from(out)];
        below(&mut all);
        return all;
    }
    let mut all = vec![LaidLine::from(cut(&out, width))];
    if !words.is_empty() {
        let more = wrapped(&words, width.saturating_sub(start).max(1));
        all.extend(indent_lines(
            more.into_iter().map(LaidLine::from).collect(),
            start,
        ));
    }
    below(&mut all);
    all
}

/// The track of a bar, `track` columns long.
fn track_line(bar: &Bar, track: usize) -> Line {
    let filled = if bar.line_only {
        0
    } else {
        bar.percent.map_or(0, |p| filled_cells(p, track))
    };
    let (low, high) = bar.likely.map_or((filled, filled), |(low, high)| {
        (
            nearest_step(low, track).min(filled),
            nearest_step(high, track).max(filled),
        )
    });
    let against = bar
        .against
        .map(|p| nearest_step(p, track.saturating_sub(1)));
    let mut out = Line::new();
    for cell in 0..track {
        let (role, glyph) = if against == Some(cell) {
            (Role::Strong, '│')
        } else if bar.line_only {
            (Role::Ink, ' ')
        } else if cell < low {
            (Role::Bar, '█')
        } else if cell < filled {
            (Role::Bar, '▓')
        } else if cell < high {
            (Role::Bar, '▒')
        } else {
            (Role::Track, '░')
        };
        match out.last_mut() {
            Some(last) if last.role == role => last.text.push(glyph),
            _ => out.push(span(role, glyph)),
        }
    }
    out
}

/// The filled cells of `all` for a percentage.
// Rounding must not claim too much: a cell for anything above 0, and all cells for exactly 100 only.
pub(super) fn filled_cells(percent: f64, all: usize) -> usize {
    let count = nearest_step(percent, all);
    if percent > 0.0 && count == 0 {
        1.min(all)
    } else if percent < 100.0 && count == all {
        all.saturating_sub(1)
    } else {
        count
    }
}

/// The number of steps, 0 to `all`, nearest to a percentage.
// Counted up instead of converted: a cast of NaN, infinity or a negative figure could leave the track.
pub(super) fn nearest_step(percent: f64, all: usize) -> usize {
    let step = 100.0 / f64::from(u32::try_from(all.max(1)).unwrap_or(u32::MAX));
    let mut edge = step / 2.0;
    let mut count = 0;
    while count < all && edge <= percent {
        count += 1;
        edge += step;
    }
    count
}
