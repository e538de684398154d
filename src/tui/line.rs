//! Operations on lines of styled text: clean, measure, wrap, cut and pad.
//!
//! Everything drawn passes through here, so no control or bidi character of a name or comment reaches the terminal,
//! and columns stay aligned in every script.

use crate::{
    app::cards::{Align, Line, Role, Span, span},
    text::{clean, clean_lines, truncate, width, wrap},
};

/// The part of a table or form row that a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowPart {
    /// It belongs to no row.
    #[default]
    None,
    /// The row's first line.
    First,
    /// A further line of the row.
    Continued,
    /// The column headings above the rows.
    Header,
}

/// A line of a column, with the column's place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LaidPart {
    /// Columns from the left edge of the page.
    pub(super) x: usize,
    /// Width of the column.
    pub(super) width: usize,
    /// The line, from the left edge of its column.
    pub(super) laid: LaidLine,
}

/// A line ready to be drawn, with the attributes of its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LaidLine {
    /// Cleaned text from the left edge of the page.
    pub(super) line: Line,
    /// It is drawn on the tint of a selected row.
    pub(super) tinted: bool,
    /// Its part of a table or form row.
    pub(super) row: RowPart,
    /// The row's index in the page's list, for clicks.
    pub(super) nth: Option<usize>,
    /// It must be visible.
    pub(super) focus: bool,
    /// Column of the hardware cursor, and whether it is a text cursor.
    pub(super) cursor: Option<(usize, bool)>,
    /// The lines of columns side by side; then the line has no text of its own.
    pub(super) parts: Vec<LaidPart>,
}

impl LaidLine {
    /// The line of columns side by side. It must be visible where one of them must.
    pub(super) fn of_parts(parts: Vec<LaidPart>) -> Self {
        let cursor = parts.iter().find_map(|part| {
            let (column, writing) = part.laid.cursor?;
            Some((part.x + column, writing))
        });
        Self {
            focus: parts.iter().any(|part| part.laid.focus),
            cursor,
            parts,
            ..Self::default()
        }
    }
}

impl From<Line> for LaidLine {
    fn from(line: Line) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }
}

/// A line without the characters on which a terminal would act, and without empty spans.
pub(super) fn cleaned(line: &[Span]) -> Line {
    line.iter()
        .map(|s| span(s.role, clean(&s.text)))
        .filter(|s| !s.text.is_empty())
        .collect()
}

/// Width of a cleaned line in columns.
pub(super) fn columns(line: &[Span]) -> usize {
    line.iter().map(|s| width(&s.text)).sum()
}

/// A span of `count` blanks.
pub(super) fn blanks(count: usize) -> Span {
    span(Role::Ink, " ".repeat(count))
}

/// Splits a line at its line breaks, and cleans each part.
pub(super) fn paragraphs(line: &[Span]) -> Vec<Line> {
    let mut all = Vec::new();
    let mut current = Line::new();
    for part in line {
        for (nth, words) in clean_lines(&part.text).split('\n').enumerate() {
            if nth > 0 {
                all.push(std::mem::take(&mut current));
            }
            current.push(span(part.role, words));
        }
    }
    all.push(current);
    all.iter().map(|line| cleaned(line)).collect()
}

/// Wraps a cleaned line between words to at most `most` columns; gives at least one line.
pub(super) fn wrapped(line: &[Span], most: usize) -> Vec<Line> {
    if columns(line) <= most {
        return vec![line.to_vec()];
    }
    let words: String = line.iter().map(|s| s.text.as_str()).collect();
    let mut source = line
        .iter()
        .flat_map(|s| s.text.chars().map(|c| (c, s.role)))
        .peekable();
    let mut lines = Vec::new();
    for row in wrap(&words, most.max(1)) {
        let mut out = Line::new();
        for c in row.chars() {
            // Wrapping works on plain text and drops the blanks at which it breaks; skipping those in the source
            // finds the role of each kept character again.
            let role = loop {
                match source.next() {
                    Some((found, role)) if found == c => break role,
                    Some(_) => {}
                    None => break out.last().map_or(Role::Ink, |s: &Span| s.role),
                }
            };
            match out.last_mut() {
                Some(last) if last.role == role => last.text.push(c),
                _ => out.push(span(role, c)),
            }
        }
        lines.push(out);
    }
    if lines.is_empty() {
        lines.push(Line::new());
    }
    lines
}

/// Cuts a cleaned line to at most `most` columns, ending in `…` where something was cut.
pub(super) fn cut(line: &[Span], most: usize) -> Line {
    if columns(line) <= most {
        return line.to_vec();
    }
    let mut out = Line::new();
    let mut room = most;
    for part in line {
        let wide = width(&part.text);
        if wide < room {
            room -= wide;
            out.push(part.clone());
        } else {
            // A span that fits exactly would not be marked although later spans are lost, so it is made too long.
            let rest = format!("{}  ", part.text);
            out.push(span(part.role, truncate(&rest, room)));
            break;
        }
    }
    out
}

/// Cuts a cleaned line to at most `most` columns at a word, ending in `…` where something was cut.
pub(super) fn cut_at_word(line: &[Span], most: usize) -> Line {
    let words: String = line.iter().map(|s| s.text.as_str()).collect();
    let kept = crate::text::cut_at_word(&words, most);
    if kept == words {
        return line.to_vec();
    }
    let mut left = kept.trim_end_matches('\u{2026}').chars().count();
    let mut out = Line::new();
    for part in line {
        let text: String = part.text.chars().take(left).collect();
        left -= text.chars().count();
        if !text.is_empty() {
            out.push(span(part.role, text));
        }
    }
    match out.last_mut() {
        Some(last) => last.text.push('\u{2026}'),
        None => out.push(span(Role::Ink, kept)),
    }
    out
}

/// Cuts or pads a cleaned line to exactly `most` columns.
pub(super) fn fitted(line: &[Span], most: usize, side: Align) -> Line {
    let mut out = cut(line, most);
    let left = most.saturating_sub(columns(&out));
    let before = match side {
        Align::Left => 0,
        Align::Centre => left / 2,
        Align::Right => left,
    };
    if before > 0 {
        out.insert(0, blanks(before));
    }
    if left > before {
        out.push(blanks(left - before));
    }
    out
}

/// Joins the non-empty lines with `gap` blanks between them.
pub(super) fn joined(parts: &[Line], gap: usize) -> Line {
    let mut out = Line::new();
    for part in parts.iter().filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push(blanks(gap));
        }
        out.extend(part.iter().cloned());
    }
    out
}

/// A length as `u16`, the type of ratatui's coordinates; saturates.
pub(super) fn to_u16(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::line;

    fn flat(line: &[Span]) -> String {
        line.iter().map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn roles_survive_wrapping() {
        let parts = vec![
            span(Role::Strong, "We will "),
            span(Role::Ink, "say how long the wait is, "),
            span(Role::Accent, "and why"),
        ];
        let lines = wrapped(&parts, 14);
        let text: Vec<_> = lines.iter().map(|l| flat(l)).collect();
        assert_eq!(text, ["We will say", "how long the", "wait is, and", "why"]);
        assert_eq!(lines[3], line(Role::Accent, "why"));
        assert_eq!(lines[0][0], span(Role::Strong, "We will "));
    }

    #[test]
    fn cutting_marks_what_is_gone() {
        let parts = vec![
            span(Role::Ink, "Northbrook "),
            span(Role::Muted, "Breast Unit"),
        ];
        assert_eq!(flat(&cut(&parts, 22)), "Northbrook Breast Unit");
        assert_eq!(flat(&cut(&parts, 21)), "Northbrook Breast Un…");
        assert_eq!(flat(&cut(&parts, 11)), "Northbrook…");
        assert_eq!(flat(&cut(&parts, 0)), "");
    }

    #[test]
    fn paddings_stand_on_their_side() {
        assert_eq!(
            flat(&fitted(&line(Role::Ink, "4.4"), 6, Align::Right)),
            "   4.4"
        );
        assert_eq!(
            flat(&fitted(&line(Role::Ink, "4.4"), 6, Align::Centre)),
            " 4.4  "
        );
        assert_eq!(
            columns(&fitted(&line(Role::Ink, "名前の長い人"), 7, Align::Left)),
            7
        );
    }

    #[test]
    fn line_breaks_make_paragraphs() {
        let found = paragraphs(&line(Role::Ink, "one\ntwo\u{202e}\u{7}"));
        assert_eq!(found, [line(Role::Ink, "one"), line(Role::Ink, "two")]);
    }
}
