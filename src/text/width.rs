//! Width of text in terminal cells, truncation and padding.
//!
//! Columns only line up if all code counts in the same way: by grapheme, as a reader sees a character, and never by byte.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Alignment of a text in its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left, for names and sentences.
    #[default]
    Left,
    /// Right, for numbers.
    Right,
    /// Centre; an odd cell goes to the right.
    Centre,
}

/// Width of a cleaned text on one line, in cells.
pub fn width(text: &str) -> usize {
    // Most text is ASCII, and segmentation is far slower; the screen asks for widths in every frame.
    if text.is_ascii() {
        return text.len();
    }
    pieces(text).map(|(_, cells)| cells).sum()
}

/// Pieces that are never cut, with their width (0 to 2): graphemes, or the longest parts of a grapheme wider than two cells.
///
/// Wide graphemes are runs of Hangul or Indic syllable parts, which the rules of Unicode let grow without end. Cut between
/// characters they stay legible, and every text fits into two cells. The one exception is U+17D8, a deprecated Khmer sign of three.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true).flat_map(|grapheme| {
        let is_narrow = grapheme.width() <= 2;
        let mut rest = grapheme;
        std::iter::from_fn(move || {
            let at = if is_narrow { rest.len() } else { narrow(rest) };
            let (piece, after) = rest.split_at(at);
            rest = after;
            (!piece.is_empty()).then(|| (piece, piece.width()))
        })
    })
}

/// Length in bytes of the longest start of `grapheme` that is at most two cells wide, and at least one character.
fn narrow(grapheme: &str) -> usize {
    let mut ends = grapheme.char_indices().map(|(at, c)| at + c.len_utf8());
    let first = ends.next().unwrap_or(0);
    ends.take_while(|&end| grapheme.get(..end).is_some_and(|part| part.width() <= 2))
        .last()
        .unwrap_or(first)
}

/// Truncates a text to at most `cells` cells, with `…` if it was cut; empty for no cells.
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut out = String::new();
    let mut used = 0;
    for (piece, cells) in pieces(text) {
        if used + cells > room {
            break;
        }
        used += cells;
        out.push_str(piece);
    }
    // "Ama …" would look like a name that was left out.
    out.truncate(out.trim_end().len());
    out.push('…');
    Cow::Owned(out)
}

/// Pads a text with spaces to `cells` cells. A wider text is left as it is.
pub fn pad(text: &str, cells: usize, align: Align) -> Cow<'_, str> {
    let Some(room) = cells.checked_sub(width(text)).filter(|&room| room > 0) else {
        return Cow::Borrowed(text);
    };
    let before = match align {
        Align::Left => 0,
        Align::Right => room,
        Align::Centre => room / 2,
    };
    let mut out = " ".repeat(before);
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', room - before));
    Cow::Owned(out)
}

/// Truncates or pads a text to exactly `cells` cells.
pub fn fit(text: &str, cells: usize, align: Align) -> Cow<'_, str> {
    match truncate(text, cells) {
        Cow::Borrowed(text) => pad(text, cells, align),
        Cow::Owned(text) => Cow::Owned(pad(&text, cells, align).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{clean, sanitise::tests::any_text};
    use super::*;

    #[test]
    fn counts_what_is_seen() {
        assert_eq!(width("Dŵr"), 3);
        assert_eq!(width("w\u{302}"), 1);
        assert_eq!(width("乳房"), 4);
        assert_eq!(width("🇬🇧👍🏽"), 4);
        assert_eq!(width("שלום"), 4);
        assert_eq!(width(""), 0);
        // Thirty initial consonants are one grapheme of sixty cells.
        assert_eq!(width(&"ᄀ".repeat(30)), 60);
    }

    #[test]
    fn cuts_between_graphemes() {
        assert_eq!(truncate("Ama Boateng", 11), "Ama Boateng");
        assert_eq!(truncate("Ama Boateng", 10), "Ama Boate…");
        assert_eq!(truncate("Ama Boateng", 5), "Ama…");
        assert_eq!(truncate("乳房科", 4), "乳…");
        assert_eq!(truncate("乳房科", 2), "…");
        assert_eq!(truncate("乳", 1), "…");
        assert_eq!(truncate("w\u{302}w\u{302}w\u{302}", 2), "w\u{302}…");
        assert_eq!(truncate("x", 0), "");
    }

    #[test]
    fn fills_up_on_the_asked_side() {
        assert_eq!(pad("41%", 6, Align::Right), "   41%");
        assert_eq!(pad("41%", 6, Align::Left), "41%   ");
        assert_eq!(pad("41%", 6, Align::Centre), " 41%  ");
        assert_eq!(pad("too wide", 3, Align::Left), "too wide");
        assert_eq!(fit("乳房科", 4, Align::Right), " 乳…");
    }

    #[test]
    fn only_one_character_is_wider_than_two_cells() {
        let wide = ('\0'..=char::MAX).filter(|c| c.to_string().width() > 2);
        assert_eq!(wide.collect::<String>(), "\u{17d8}");
        assert_eq!(pieces("\u{17d8}").next(), Some(("\u{17d8}", 3)));
    }

    proptest! {
        #[test]
        fn fits_exactly(text in any_text(), cells in 0_usize..40) {
            let text = clean(&text);
            prop_assert!(width(&truncate(&text, cells)) <= cells);
            for align in [Align::Left, Align::Right, Align::Centre] {
                prop_assert_eq!(width(&fit(&text, cells, align)), cells);
            }
        }

        #[test]
        fn a_cut_text_is_a_beginning(text in any_text(), cells in 1_usize..40) {
            let text = clean(&text);
            let cut = truncate(&text, cells);
            prop_assert!(cut == text || text.starts_with(cut.strip_suffix('…').unwrap()));
        }

        #[test]
        fn pieces_are_the_whole_and_narrow(text in any_text()) {
            let joined: String = pieces(&text).map(|(piece, _)| piece).collect();
            prop_assert_eq!(&joined, &text);
            prop_assert!(pieces(&text).all(|(_, cells)| cells <= 2));
        }

        /// ratatui advances by the width of each grapheme.
        #[test]
        fn counts_as_the_screen_does(text in any_text()) {
            let text = clean(&text);
            prop_assert_eq!(width(&text), text.graphemes(true).map(UnicodeWidthStr::width).sum::<usize>());
        }
    }
}
