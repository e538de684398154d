//! Running text: paragraphs, pairs, quotations and labelled rules.
//!
//! Margins and a limited line length make it readable from the back of a room.

use super::{Viewport, indent_lines};
use crate::{
    app::cards::{Align, Line, Role, Span, line, span},
    tui::line::{LaidLine, blanks, cleaned, columns, cut, fitted, paragraphs, wrapped},
};

/// Longest line of running text in columns, whatever the width of the window: from a longer one the eye does not find the
/// start of the next line.
const MEASURE: usize = 78;
/// Longest line of a quotation in columns; from a longer one the eye misses the start of the next line.
const MAX_QUOTE: usize = 60;

/// Lays out left-aligned text.
pub(super) fn text(words: &[Span], indent: usize, viewport: Viewport) -> Vec<LaidLine> {
    let most = viewport.width.saturating_sub(indent).clamp(1, MEASURE);
    let lines = paragraphs(words)
        .iter()
        .flat_map(|p| wrapped(p, most))
        .map(LaidLine::from)
        .collect();
    indent_lines(lines, indent)
}

/// Lays out text with an alignment and an indent.
pub(super) fn aligned(
    words: &[Span],
    side: Align,
    indent: usize,
    viewport: Viewport,
) -> Vec<LaidLine> {
    let indent = indent.min(viewport.width / 2);
    let lines = text(words, indent, viewport);
    match side {
        Align::Left => lines,
        // A paragraph stands in the middle as a whole. With each of its lines centred both edges are ragged, and the eye
        // looks for the beginning of every line.
        Align::Centre if lines.len() > 1 => {
            let wide = lines.iter().map(|laid| columns(&laid.line)).max();
            let margin = viewport.width.saturating_sub(wide.unwrap_or(0)) / 2;
            indent_lines(lines, margin)
        }
        Align::Centre | Align::Right => lines
            .into_iter()
            .map(|laid| LaidLine::from(fitted(&laid.line, viewport.width, side)))
            .collect(),
    }
}

/// Lays out a left and a right text on one line, or below each other where they do not fit.
pub(super) fn pair(left: &[Span], right: &[Span], viewport: Viewport) -> Vec<LaidLine> {
    let right = cleaned(right);
    let wide = columns(&right);
    if wide == 0 {
        return text(left, 0, viewport);
    }
    let rest = viewport.width.saturating_sub(wide + 3);
    // A left text squeezed below 24 columns wraps to a word or two a line, which reads worse than two separate lines.
    let enough = columns(&cleaned(left)).min(24);
    if rest < enough {
        let mut lines = text(left, 0, viewport);
        lines.extend(
            wrapped(&right, viewport.width)
                .iter()
                .map(|l| LaidLine::from(fitted(l, viewport.width, Align::Right))),
        );
        return lines;
    }
    let mut lines = text(
        left,
        0,
        Viewport {
            width: rest,
            ..viewport
        },
    );
    if let Some(first) = lines.first_mut() {
        let gap = viewport.width.saturating_sub(columns(&first.line) + wide);
        first.line.push(blanks(gap));
        first.line.extend(right);
    }
    lines
}

/// Lays out a patient's comment: narrow, double-spaced where the height allows it, its source below.
pub(super) fn quote(words: &str, source: &str, viewport: Viewport) -> Vec<LaidLine> {
    let margin = if viewport.width >= 72 { 4 } else { 2 };
    let most = viewport
        .width
        .saturating_sub(2 * margin)
        .clamp(1, MAX_QUOTE);
    // Comments often arrive with quotation marks of their own; without this there would be quotes inside quotes.
    let words = words.trim().trim_matches(['"', '“', '”']);
    let mut lines: Vec<Line> = paragraphs(&line(Role::Ink, format!("“{words}”")))
        .iter()
        .flat_map(|p| wrapped(p, most))
        .collect();
    // The opening quotation mark hangs in the margin, so that the first letters of all lines line up.
    let hang = 1.min(margin);
    for (nth, row) in lines.iter_mut().enumerate() {
        let by = if nth == 0 { margin - hang } else { margin };
        row.insert(0, blanks(by));
    }
    // Double spacing helps the back row, but a comment that has to be scrolled helps nobody.
    let airy = lines.len() * 2 + 2 <= viewport.height;
    let mut all = Vec::new();
    for (nth, row) in lines.into_iter().enumerate() {
        if airy && nth > 0 {
            all.push(LaidLine::default());
        }
        all.push(LaidLine::from(row));
    }
    let source = paragraphs(&line(Role::Muted, source));
    if source.iter().any(|l| !l.is_empty()) {
        all.push(LaidLine::default());
        for part in source.iter().flat_map(|p| wrapped(p, most)) {
            let right = fitted(&part, most, Align::Right);
            all.extend(indent_lines(vec![LaidLine::from(right)], margin));
        }
    }
    all
}

/// Lays out a horizontal rule with a text near its beginning.
pub(super) fn rule(words: &str, viewport: Viewport) -> Vec<LaidLine> {
    let words = cleaned(&line(Role::Muted, words));
    if words.is_empty() {
        return vec![LaidLine::from(line(
            Role::Track,
            "─".repeat(viewport.width),
        ))];
    }
    let words = cut(&words, viewport.width.saturating_sub(8));
    let after = viewport.width.saturating_sub(columns(&words) + 5);
    let mut all = vec![span(Role::Track, "─── ")];
    all.extend(words);
    all.push(span(Role::Track, format!(" {}", "─".repeat(after))));
    vec![LaidLine::from(cut(&all, viewport.width))]
}
