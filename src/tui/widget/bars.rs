//! Bars: a share of 100 on its track, the range it likely lies in, and a figure to hold it against.
//!
//! Filled and empty differ by glyph, the range by its shading, so that a bar says the same without colour.

use super::{Room, indented};
use crate::{
    app::cards::{Bar, Line, Role, Side, line, span},
    tui::line::{Laid, blanks, cleaned, columns, cut, fitted, wrapped},
};

/// Where a label may end.
const LABEL: usize = 26;
/// A shorter bar says too little: then the words go below it.
const LEAST: usize = 20;
/// One column is two in a hundred.
const MOST: usize = 50;

/// Columns for labels and words: the same for all bars of a page, so that each stands below the other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Needs {
    label: usize,
    words: usize,
}

impl Needs {
    /// Of all bars of a page.
    pub(super) fn of<'a>(bars: impl Iterator<Item = &'a Bar>) -> Self {
        let mut needs = Self::default();
        for bar in bars {
            needs.label = needs.label.max(columns(&label_of(bar)));
            if shown(bar).is_some() {
                needs.words = needs.words.max(columns(&number_and_words(bar).1));
            }
        }
        needs
    }
}

/// Where everything stands.
struct Places {
    label: usize,
    start: usize,
    track: usize,
    width: usize,
    /// Words stand right of the bar, else below it.
    beside: bool,
}

/// The lines of bars.
pub(super) fn lay(bars: &[Bar], room: Room) -> Vec<Laid> {
    let indent = if room.marks { 2 } else { 0 };
    let width = room.width.saturating_sub(indent);
    let label = room.bars.label.min(LABEL).min(width / 3);
    let start = if label == 0 { 0 } else { label + 2 };
    // After the bar: two blanks, `100%`, and two more before words.
    let number = 6;
    let after = room.bars.words + 2;
    let beside = start + LEAST + number + after <= width;
    let taken = start + number + if beside { after } else { 0 };
    let places = Places {
        label,
        start,
        track: width.saturating_sub(taken).clamp(1, MOST),
        width,
        beside,
    };
    let lines = bars.iter().flat_map(|bar| one(bar, &places)).collect();
    indented(lines, indent)
}

/// Between a figure in big characters and its bar.
const AIR: usize = 3;

/// One bar with its figure in big characters before it: whose it is, the bar two lines high, what it means.
pub(super) fn tall(bar: &Bar, room: Room) -> Vec<Laid> {
    let width = room.width;
    let label = cleaned(&line(Role::Strong, &bar.label));
    let text = cleaned(&line(Role::Ink, bar.text.trim()));
    let below = cleaned(&bar.below);
    let figure = super::big::glyphs(&bar.figure)
        .filter(|f| !room.ascii && f.wide.max(FIGURE) + AIR + SENTENCE <= width);
    let Some(figure) = figure.filter(|_| bar.percent.is_some()) else {
        return small(bar, &label, &text, &below, room);
    };
    let wide = figure.wide.max(FIGURE);
    let rest = width - wide - AIR;
    let mut right = vec![];
    let head = columns(&label) + AIR + columns(&below);
    let beside = !below.is_empty() && head <= rest;
    let mut first = cut(&label, rest);
    if beside {
        first.push(blanks(AIR));
        first.extend(below.clone());
    }
    right.push(first);
    let drawn = drawn(bar, rest);
    right.extend([drawn.clone(), drawn]);
    right.extend(wrapped(&text, rest));
    if !beside && !below.is_empty() {
        right.extend(wrapped(&below, rest));
    }
    let tall = right.len().max(figure.lines.len());
    (0..tall)
        .map(|nth| {
            let left = figure.lines.get(nth).cloned().unwrap_or_default();
            let mut out = fitted(&line(Role::Accent, left), wide, Side::Right);
            out.push(blanks(AIR));
            out.extend(right.get(nth).cloned().unwrap_or_default());
            Laid::from(out)
        })
        .collect()
}

/// Room for `41%`, so that bars below each other begin in one column.
const FIGURE: usize = 21;

/// Room for what a bar means in one line.
const SENTENCE: usize = 40;

/// The same where there is no room for big characters, or no figure.
fn small(bar: &Bar, label: &Line, text: &Line, below: &Line, room: Room) -> Vec<Laid> {
    let width = room.width;
    let beside = columns(label) + AIR + columns(below) <= width;
    let nothing = Line::new();
    let right = if beside { below } else { &nothing };
    let mut lines = super::prose::pair(label, right, room);
    if bar.percent.is_some() {
        let figure = cleaned(&line(Role::Strong, bar.figure.trim()));
        let track = width.saturating_sub(columns(&figure) + 2).max(1);
        let mut out = drawn(bar, track);
        out.push(blanks(2));
        out.extend(figure);
        lines.push(Laid::from(cut(&out, width)));
    }
    lines.extend(wrapped(text, width).into_iter().map(Laid::from));
    if !beside {
        lines.extend(wrapped(below, width).into_iter().map(Laid::from));
    }
    lines
}

fn label_of(bar: &Bar) -> Line {
    cleaned(&line(Role::Ink, &bar.label))
}

/// The share that is drawn, of a bar or of a line.
fn shown(bar: &Bar) -> Option<f64> {
    bar.percent
        .or(if bar.line_only { bar.against } else { None })
}

/// The figure, and the words after it.
fn number_and_words(bar: &Bar) -> (Line, Line) {
    (
        cleaned(&line(Role::Strong, bar.figure.trim())),
        cleaned(&line(Role::Muted, bar.text.trim())),
    )
}

fn one(bar: &Bar, places: &Places) -> Vec<Laid> {
    let Places {
        label,
        start,
        track,
        width,
        beside,
    } = *places;
    let mut out = Line::new();
    if label > 0 {
        out.extend(fitted(&label_of(bar), label, Side::Left));
        out.push(blanks(2));
    }
    let below = |all: &mut Vec<Laid>| {
        if columns(&bar.below) > 0 {
            let below = wrapped(&cleaned(&bar.below), width.saturating_sub(start).max(1));
            all.extend(indented(below.into_iter().map(Laid::from).collect(), start));
        }
    };
    let (number, words) = number_and_words(bar);
    if shown(bar).is_none() {
        // Nothing to draw: the words stand where the bar would.
        let mut lines = wrapped(&words, width.saturating_sub(start).max(1)).into_iter();
        out.extend(lines.next().unwrap_or_default());
        let mut all = vec![Laid::from(out)];
        all.extend(indented(lines.map(Laid::from).collect(), start));
        below(&mut all);
        return all;
    }
    out.extend(drawn(bar, track));
    out.push(blanks(2));
    out.extend(fitted(&number, 4, Side::Right));
    if beside && !words.is_empty() {
        out.push(blanks(2));
        out.extend(words);
        let mut all = vec![Laid::from(out)];
        below(&mut all);
        return all;
    }
    let mut all = vec![Laid::from(cut(&out, width))];
    if !words.is_empty() {
        let more = wrapped(&words, width.saturating_sub(start).max(1));
        all.extend(indented(more.into_iter().map(Laid::from).collect(), start));
    }
    below(&mut all);
    all
}

/// The bar itself.
fn drawn(bar: &Bar, track: usize) -> Line {
    let filled = if bar.line_only {
        0
    } else {
        bar.percent.map_or(0, |p| cells(p, track))
    };
    let (low, high) = bar.likely.map_or((filled, filled), |(low, high)| {
        (
            nearest(low, track).min(filled),
            nearest(high, track).max(filled),
        )
    });
    let against = bar.against.map(|p| nearest(p, track.saturating_sub(1)));
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

/// How many of `all` cells a share fills: none for nothing, all for 100 only.
fn cells(percent: f64, all: usize) -> usize {
    let count = nearest(percent, all);
    if percent > 0.0 && count == 0 {
        1.min(all)
    } else if percent < 100.0 && count == all {
        all.saturating_sub(1)
    } else {
        count
    }
}

/// The nearest of `all` steps. Counted, so that no figure, however wrong, can run off the track.
fn nearest(percent: f64, all: usize) -> usize {
    let step = 100.0 / f64::from(u32::try_from(all.max(1)).unwrap_or(u32::MAX));
    let mut edge = step / 2.0;
    let mut count = 0;
    while count < all && edge <= percent {
        count += 1;
        edge += step;
    }
    count
}
