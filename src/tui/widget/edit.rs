//! A text field: its label, the text on a tinted surface, the cursor, and a note below.
//!
//! Long lines wrap instead of scrolling sideways, because the room reads the whole sentence while it is typed.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Viewport, indent_lines, prose};
use crate::{
    app::cards::{Edit, Role, line, span},
    text::{clean, width},
    tui::line::LaidLine,
};

/// Initial height in lines of a field for several lines.
const MIN_LINES: usize = 3;

/// Lays out a text field.
pub(super) fn layout(edit: &Edit, viewport: Viewport) -> Vec<LaidLine> {
    let mut all = if edit.label.is_empty() {
        Vec::new()
    } else {
        prose::text(&line(Role::Muted, &edit.label), 0, viewport)
    };
    // Two columns for the mark at the left, and one for the cursor after the last character.
    let most = viewport.width.saturating_sub(3).max(1);
    let mut surface: Vec<LaidLine> = Vec::new();
    let (cursor_line, cursor_char) = edit.cursor;
    for (nth, words) in edit.lines.iter().enumerate() {
        let text = clean(words);
        // Cleaning may drop or replace characters, so the cursor is found again by cleaning what stands before it.
        let before: String = words.chars().take(cursor_char).collect();
        let cursor_byte = (nth == cursor_line).then(|| clean(&before).len());
        surface.extend(break_line(&text, most, cursor_byte));
    }
    if surface.is_empty() {
        surface.extend(break_line("", most, Some(0)));
    }
    if edit.several {
        // The full height from the start shows that several lines are welcome, and keeps the page from jumping at each Enter.
        while surface.len() < MIN_LINES {
            surface.extend(break_line("", most, None));
        }
    }
    if let Some(first) = surface.first_mut()
        && let Some(margin) = first.line.first_mut()
    {
        *margin = span(Role::Accent, "> ");
    }
    all.extend(surface);
    if !edit.note.is_empty() || !edit.about.is_empty() {
        let inside = Viewport {
            width: viewport.width.saturating_sub(2),
            ..viewport
        };
        let note = prose::pair(&edit.note, &edit.about, inside);
        all.extend(indent_lines(note, 2.min(viewport.width / 2)));
    }
    all
}

/// Breaks a line into rows of at most `most` columns without losing a character; `cursor_byte` is the cursor's byte
/// offset.
fn break_line(text: &str, most: usize, cursor_byte: Option<usize>) -> Vec<LaidLine> {
    let mut rows: Vec<(usize, String)> = Vec::new();
    let mut row = String::new();
    let mut start = 0;
    let mut turn = |row: &mut String| {
        let next = start + row.len();
        rows.push((start, std::mem::take(row)));
        start = next;
    };
    for word in text.split_inclusive(' ') {
        if width(&row) + width(word.trim_end()) > most && !row.is_empty() {
            turn(&mut row);
        }
        for grapheme in word.graphemes(true) {
            // A blank at the end of a row may use the cursor's column; otherwise it would begin the next row.
            let room = if grapheme == " " { most + 1 } else { most };
            if width(&row) + width(grapheme) > room && !row.is_empty() {
                turn(&mut row);
            }
            row.push_str(grapheme);
        }
    }
    rows.push((start, row));
    // At a break the cursor belongs to the later row, where the next typed character will appear.
    let holder = cursor_byte
        .and_then(|cursor_byte| rows.iter().rposition(|(start, _)| *start <= cursor_byte));
    rows.into_iter()
        .enumerate()
        .map(|(nth, (start, row))| {
            let cursor = cursor_byte
                .filter(|_| holder == Some(nth))
                .map(|cursor_byte| {
                    let before = row.get(..cursor_byte.saturating_sub(start)).unwrap_or(&row);
                    (2 + width(before).min(most), true)
                });
            LaidLine {
                line: vec![span(Role::Ink, "  "), span(Role::Ink, row)],
                tinted: true,
                focus: cursor.is_some(),
                cursor,
                ..LaidLine::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, most: usize, cursor_byte: usize) -> Vec<(String, Option<usize>)> {
        break_line(text, most, Some(cursor_byte))
            .into_iter()
            .map(|l| (l.line[1].text.clone(), l.cursor.map(|c| c.0)))
            .collect()
    }

    fn row(text: &str, cursor: Option<usize>) -> (String, Option<usize>) {
        (text.to_owned(), cursor)
    }

    #[test]
    fn nothing_written_is_lost_and_the_cursor_is_where_it_belongs() {
        let text = "say how long the wait is";
        let (first, second) = ("say how long ", "the wait is");
        assert_eq!(rows(text, 12, 8), [row(first, Some(10)), row(second, None)]);
        assert_eq!(rows(text, 12, 13), [row(first, None), row(second, Some(2))]);
        assert_eq!(
            rows(text, 12, 24),
            [row(first, None), row(second, Some(13))]
        );
    }

    #[test]
    fn words_longer_than_the_field_are_broken() {
        assert_eq!(
            rows("abcdefgh", 3, 8),
            [row("abc", None), row("def", None), row("gh", Some(4))]
        );
        assert_eq!(rows("", 3, 0), [row("", Some(2))]);
    }
}
