//! What frames every screen: the header, the stages, the rules and the keys.
//!
//! It is the same on all screens and gives way first where it is narrow, so that the page keeps its room.

use super::line::{cleaned, columns, cut, joined};
use crate::{
    app::cards::{Haste, Hint, Line, Role, Timer, View, line, span},
    text::width,
};

/// The header: the unit, and right of it where the room is and the time.
pub(super) fn header(view: &View, most: usize) -> (Line, Line) {
    let unit = cleaned(&line(Role::Ink, &view.unit));
    let place = cleaned(&line(Role::Muted, &view.place));
    let timer = view
        .timer
        .as_ref()
        .map(|Timer { text, role, .. }| cleaned(&line(*role, text)))
        .unwrap_or_default();
    let clock = cleaned(&line(Role::Ink, &view.clock));
    let kept = |parts: &[&Line], gap: usize| {
        let parts: Vec<Line> = parts
            .iter()
            .filter(|p| !p.is_empty())
            .map(|p| (*p).clone())
            .collect();
        joined(&parts, gap)
    };
    let ends = cleaned(&line(Role::Muted, &view.ends));
    let all: [(&[&Line], usize); 5] = [
        (&[&place, &timer, &ends, &clock], 4),
        (&[&place, &timer, &clock], 4),
        (&[&place, &timer, &clock], 2),
        (&[&timer, &clock], 2),
        (&[&clock], 2),
    ];
    let whole = columns(&unit);
    // A long name is cut before the time goes; the place goes before the name is too short to know.
    for enough in [whole, whole.min(20)] {
        for (parts, gap) in all {
            let right = kept(parts, gap);
            let rest = most.saturating_sub(columns(&right) + 3);
            if rest >= enough {
                return (cut(&unit, rest), right);
            }
        }
    }
    (cut(&unit, most), Line::new())
}

/// The stages: from which column to which the current one stands, and the line in parts with the current one marked.
pub(super) fn stages(view: &View, most: usize) -> (Vec<(Line, bool)>, usize) {
    let whole: Vec<(Line, bool)> = view
        .stages
        .iter()
        .map(|(name, current)| (stage_line(name, *current), *current))
        .collect();
    for gap in [3, 2] {
        if joined_width(&whole, gap) <= most {
            return (whole, gap);
        }
    }
    let short: Vec<(Line, bool)> = view
        .stages
        .iter()
        .map(|(name, current)| {
            let name = if *current {
                name
            } else {
                name.split_whitespace().next().unwrap_or_default()
            };
            (stage_line(name, *current), *current)
        })
        .collect();
    let gap = if joined_width(&short, 3) <= most {
        3
    } else {
        1
    };
    (short, gap)
}

fn stage_line(name: &str, current: bool) -> Line {
    let role = if current { Role::Accent } else { Role::Muted };
    cleaned(&line(role, name))
}

fn joined_width(parts: &[(Line, bool)], gap: usize) -> usize {
    parts.iter().map(|(l, _)| columns(l)).sum::<usize>() + gap * parts.len().saturating_sub(1)
}

/// A hint in its place.
pub(super) struct PlacedHint<'a> {
    /// Columns from the left.
    pub(super) at: usize,
    pub(super) line: Line,
    pub(super) hint: &'a Hint,
}

/// The keys: as many as fit, in their order; `?` is the last and always there.
pub(super) fn footer(hints: &[Hint], most: usize) -> Vec<PlacedHint<'_>> {
    let (help, others): (Vec<&Hint>, Vec<&Hint>) = hints.iter().partition(|h| h.key == "?");
    let fits = |gap: usize| {
        let last: usize = help.iter().map(|h| columns(&hint_line(h))).sum();
        let mut room = most.saturating_sub(last);
        let enough = others.iter().take_while(|h| {
            let wide = columns(&hint_line(h)) + gap;
            let fits = wide <= room;
            room = room.saturating_sub(wide);
            fits
        });
        enough.count()
    };
    // With less air between them more may fit.
    let gap = if fits(3) == others.len() { 3 } else { 2 };
    let kept = others.iter().take(fits(gap)).chain(&help);
    let mut at = 0;
    kept.map(|h| {
        let line = hint_line(h);
        let placed = PlacedHint { at, hint: h, line };
        at += columns(&placed.line) + gap;
        placed
    })
    .collect()
}

fn hint_line(hint: &Hint) -> Line {
    cleaned(&[
        span(Role::Accent, &hint.key),
        span(Role::Ink, format!(" {}", hint.label)),
    ])
}

/// A rule across; under the current stage it is the accent's, and lines out of sight are said at its end.
///
/// In the last minute of an item it has the colour of a warning, and over time it is heavy as well.
pub(super) fn rule(most: usize, accent: Option<(usize, usize)>, more: &str, haste: Haste) -> Line {
    let (glyph, role) = match haste {
        Haste::None => ("─", Role::Track),
        Haste::LastMinute => ("─", Role::Warn),
        Haste::Over => ("▀", Role::Warn),
    };
    let words = if more.is_empty() {
        String::new()
    } else {
        format!(" {more} ")
    };
    let tail = if words.is_empty() { 0 } else { 3 };
    let rest = most.saturating_sub(width(&words) + tail);
    let mut out = Line::new();
    let (from, to) = accent.unwrap_or((0, 0));
    let (from, to) = (from.min(rest), to.min(rest));
    out.push(span(role, glyph.repeat(from)));
    out.push(span(Role::Accent, glyph.repeat(to - from)));
    out.push(span(role, glyph.repeat(rest - to)));
    out.push(span(Role::Muted, words));
    out.push(span(role, glyph.repeat(tail)));
    cut(&cleaned(&out), most)
}

/// How lines out of sight are said.
pub(super) fn lines_hidden(arrow: char, lines: usize) -> String {
    match lines {
        0 => String::new(),
        1 => format!("{arrow} 1 more line"),
        _ => format!("{arrow} {lines} more lines"),
    }
}
