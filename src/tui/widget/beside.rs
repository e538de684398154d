//! Columns side by side: joins the lines of each column to lines of the page.

use super::indent_lines;
use crate::{
    app::cards::{Role, line},
    tui::line::{LaidLine, LaidPart, RowPart},
};

/// Columns that are laid out and not joined yet.
pub(in crate::tui) struct LaidColumns {
    /// Left edge, width and lines of each column.
    pub(in crate::tui) parts: Vec<(usize, usize, Vec<LaidLine>)>,
    /// The columns may be scrolled one by one.
    pub(in crate::tui) scrolls: bool,
}

impl LaidColumns {
    /// The height in lines: that of the longest column.
    pub(in crate::tui) fn height(&self) -> usize {
        self.parts
            .iter()
            .map(|(_, _, lines)| lines.len())
            .max()
            .unwrap_or(0)
    }

    /// The joined lines, at most `most` of them where the columns may be scrolled.
    pub(in crate::tui) fn joined(self, most: usize) -> Vec<LaidLine> {
        let (scrolls, height) = (self.scrolls, self.height());
        let height = if scrolls { height.min(most) } else { height };
        let mut columns: Vec<(usize, usize, std::vec::IntoIter<LaidLine>)> = self
            .parts
            .into_iter()
            .map(|(x, width, lines)| {
                let lines = if scrolls {
                    shortened(lines, most)
                } else {
                    lines
                };
                (x, width, lines.into_iter())
            })
            .collect();
        (0..height)
            .map(|_| {
                let parts = columns.iter_mut().filter_map(|(x, width, lines)| {
                    let laid = lines.next()?;
                    Some(LaidPart {
                        x: *x,
                        width: *width,
                        laid,
                    })
                });
                LaidLine::of_parts(parts.collect())
            })
            .collect()
    }
}

/// At most `most` lines of a column: its first lines up to the first row, then those around the marked row. A line at each
/// end that is cut names the number of rows out of sight.
fn shortened(mut lines: Vec<LaidLine>, most: usize) -> Vec<LaidLine> {
    if lines.len() <= most {
        return lines;
    }
    let head = lines
        .iter()
        .take_while(|l| matches!(l.row, RowPart::None | RowPart::Header))
        .count();
    let room = most.saturating_sub(head);
    if room < 3 {
        lines.truncate(most);
        return lines;
    }
    let mut rows = lines.split_off(head);
    let (first, last) = (
        rows.iter().position(|l| l.focus).unwrap_or(0),
        rows.iter().rposition(|l| l.focus).unwrap_or(0),
    );
    // One line at each end is kept for the number of rows out of sight.
    let top = if last + 1 < room {
        0
    } else {
        (last + 2)
            .saturating_sub(room)
            .min(rows.len().saturating_sub(room))
            .min(first.saturating_sub(1))
    };
    let count = |lines: &[LaidLine]| lines.iter().filter(|l| l.row == RowPart::First).count();
    let (over, rest) = rows.split_at(top.min(rows.len()));
    let above = if top == 0 {
        0
    } else {
        count(over) + usize::from(rest.first().is_some_and(|l| l.row == RowPart::First))
    };
    let end = top + room;
    let below = if end >= rows.len() {
        0
    } else {
        count(rows.get(end - 1..).unwrap_or_default())
    };
    rows.truncate(end);
    rows.drain(..top);
    let more = |arrow: char, rows: usize| {
        let words = line(Role::Muted, format!("{arrow} {rows} more"));
        indent_lines(vec![LaidLine::from(words)], 2)
    };
    if above > 0
        && let Some(row) = rows.first_mut()
        && let Some(said) = more('↑', above).pop()
    {
        *row = said;
    }
    if below > 0
        && let Some(row) = rows.last_mut()
        && let Some(said) = more('↓', below).pop()
    {
        *row = said;
    }
    lines.extend(rows);
    lines
}
