//! Cuts a title to one line at a word, so that no half word and no dangling "and" stands before the `…`.

use super::width::{truncate, width};

/// Words after which no title ends.
const OPEN: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
];

/// A cleaned text of at most `cells` cells: the whole text, or its first words and `…`.
///
/// A cut within a word where whole words would leave more than half of the cells empty.
pub fn cut_at_word(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = "";
    for (at, _) in text.char_indices().filter(|(_, c)| *c == ' ') {
        let Some(head) = text.get(..at) else { continue };
        let head = head.trim_end_matches([' ', ',', ';', ':', '.', '-', '\u{2013}']);
        if width(head) + 1 > cells {
            break;
        }
        let last = head.rsplit(' ').next().unwrap_or_default();
        if !OPEN.contains(&last.to_lowercase().as_str()) {
            kept = head;
        }
    }
    if kept.is_empty() || width(kept) * 2 < cells {
        return truncate(text, cells).into_owned();
    }
    format!("{kept}\u{2026}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_ends_at_a_word_that_can_stand_last() {
        let title = "Say how long the wait is, and why, at the desk";
        for (cells, cut) in [
            (60, title),
            (35, "Say how long the wait is, and why…"),
            (30, "Say how long the wait is…"),
            (25, "Say how long the wait is…"),
            (24, "Say how long the wait…"),
            (19, "Say how long…"),
            (4, "Say…"),
        ] {
            assert_eq!(cut_at_word(title, cells), cut, "{cells}");
        }
        assert_eq!(
            cut_at_word("Krankenhausgesellschaft hier", 12),
            "Krankenhaus…"
        );
    }

    proptest! {
        #[test]
        fn it_is_never_wider_and_begins_as_the_text(text in "\\PC{0,60}", cells in 1_usize..40) {
            let text = crate::text::clean(&text).into_owned();
            let cut = cut_at_word(&text, cells);
            prop_assert!(width(&cut) <= cells, "{cut:?}");
            let kept = cut.strip_suffix('…').unwrap_or(&cut);
            prop_assert!(text.starts_with(kept.trim_end()));
        }
    }
}
