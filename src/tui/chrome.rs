//! The frame of every screen: header, stages, rules and the footer of keys.
//!
//! It is the same on all screens, and in a narrow window it is shortened before the page is.

use super::line::{cleaned, columns, cut, joined};
use crate::{
    app::cards::{
        Haste, Hint, Line, Role, Span, Timer, View, countdown::CountdownLine, line, span,
    },
    text::width,
};

/// From this width in columns on, the stages stand further apart.
const WIDE_TABS: usize = 108;

/// The two ends of the header: the unit's name, and the agenda item with the times; together at most `most` columns.
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
    // The order of giving way: a long name is cut down to 20 columns before the clock goes, and the agenda item goes
    // before the name is cut further, since the room can tell the item from the page but not the time.
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

/// The stage names with the current one marked `true`, and the gap between them in columns.
pub(super) fn stages(view: &View, most: usize) -> (Vec<(Line, bool)>, usize) {
    let whole: Vec<(Line, bool)> = view
        .stages
        .iter()
        .map(|(name, current)| (stage_line(name, *current), *current))
        .collect();
    // Wide windows have room for larger targets of the mouse.
    // One column is enough where it has to be: the next name begins with its number.
    for gap in [5, 3, 2, 1] {
        if joined_width(&whole, gap) <= most && (gap < 5 || most >= WIDE_TABS) {
            return (whole, gap);
        }
    }
    // At 60 columns seven full names do not fit: the others are shown by their number, which is also their key.
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

/// A key hint with its position in the footer.
pub(super) struct PlacedHint<'a> {
    /// Columns from the footer's left edge.
    pub(super) at: usize,
    pub(super) line: Line,
    pub(super) hint: &'a Hint,
}

/// The hints that fit in `most` columns, in their order; those that are kept are always there.
///
/// `scrolls` is true where lines of the page are out of sight.
pub(super) fn footer(hints: &[Hint], most: usize, scrolls: bool) -> Vec<PlacedHint<'_>> {
    let hints: Vec<&Hint> = hints.iter().filter(|h| scrolls || !h.scrolls).collect();
    // Room for what leads on and for `?` is reserved first: they are the way to everything that did not fit.
    let fits = |gap: usize| {
        let wide = |h: &&Hint| columns(&hint_line(h)) + gap;
        let kept: usize = hints.iter().filter(|h| h.keep).map(wide).sum();
        let mut room = (most + gap).saturating_sub(kept);
        let others = hints.iter().filter(|h| !h.keep).take_while(|h| {
            let fits = wide(h) <= room;
            room = room.saturating_sub(wide(h));
            fits
        });
        others.count()
    };
    let others = hints.iter().filter(|h| !h.keep).count();
    // A narrower gap is uglier, so it is used only where it makes room for another key.
    let gap = if fits(3) == others { 3 } else { 2 };
    let mut left = fits(gap);
    let mut at = 0;
    let mut placed = Vec::new();
    for hint in hints {
        if !hint.keep && left == 0 {
            continue;
        }
        left -= usize::from(!hint.keep);
        let line = hint_line(hint);
        let wide = columns(&line) + gap;
        placed.push(PlacedHint { at, line, hint });
        at += wide;
    }
    placed
}

fn hint_line(hint: &Hint) -> Line {
    cleaned(&[
        span(Role::Accent, &hint.key),
        span(Role::Ink, format!(" {}", hint.label)),
    ])
}

/// A horizontal rule of `most` columns, with the part under the current stage heavy and in the accent colour, and `more` at
/// its end.
///
/// In the last minute of an agenda item it has the warning colour, and the timer says so; past its time it is a bar, which is
/// seen without colour too.
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
    // The hidden lines are named on the rule, the one row that every screen has and no page text can push away.
    let rest = most.saturating_sub(width(&words) + tail);
    let mut out = Line::new();
    let (from, to) = accent.unwrap_or((0, 0));
    let (from, to) = (from.min(rest), to.min(rest));
    out.push(span(role, glyph.repeat(from)));
    out.push(span(Role::Accent, "━".repeat(to - from)));
    out.push(span(role, glyph.repeat(rest - to)));
    out.push(span(Role::Muted, words));
    out.push(span(role, glyph.repeat(tail)));
    cut(&cleaned(&out), most)
}

/// The last line of a message on the rule above the keys, with `more` at the rule's end where there is room for it.
///
/// The rule is the one row that a message can take without covering or moving anything of the page.
pub(super) fn message_rule(most: usize, message: &[Span], more: &str) -> Line {
    let rest = most.saturating_sub(columns(message) + 1);
    let mut out = message.to_vec();
    out.push(span(Role::Track, " "));
    let more = if width(more) + 8 <= rest { more } else { "" };
    out.extend(rule(rest, None, more, Haste::None));
    cut(&out, most)
}

/// A countdown: its purpose, a line whose heavy part is the time left, and the time left in figures.
pub(super) fn countdown(countdown: &CountdownLine, most: usize) -> Line {
    let label = cleaned(&line(Role::Ink, &countdown.label));
    let time = cleaned(&line(Role::Ink, &countdown.text));
    if time.is_empty() {
        return cut(&label, most);
    }
    // Figures keep their column, so that the line does not move when ten minutes become nine.
    let figures = columns(&time).max(7);
    let Some(rest) = most.checked_sub(columns(&label) + 1 + figures) else {
        return cut(&joined(&[label, time], 2), most);
    };
    let heavy = usize::try_from(countdown.left)
        .unwrap_or(usize::MAX)
        .saturating_mul(rest)
        / usize::try_from(countdown.of.max(1)).unwrap_or(usize::MAX);
    let heavy = heavy.min(rest);
    let mut out = label;
    out.push(span(Role::Ink, " "));
    out.push(span(Role::Accent, "\u{2501}".repeat(heavy)));
    out.push(span(Role::Track, "\u{2500}".repeat(rest - heavy)));
    out.push(span(Role::Ink, " ".repeat(figures - columns(&time))));
    out.extend(time);
    out.retain(|part| !part.text.is_empty());
    out
}

/// The words for a number of lines out of sight, such as `↓ 3 more`; empty for none.
pub(super) fn lines_hidden(arrow: char, lines: usize) -> String {
    match lines {
        0 => String::new(),
        _ => format!("{arrow} {lines} more"),
    }
}
