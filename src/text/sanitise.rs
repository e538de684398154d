//! Removal of characters that act on a terminal instead of being read.
//!
//! An escape sequence in a comment can rewrite the screen, a bidirectional override can reverse "not", and a zero-width character
//! can make two different names look the same. ratatui filters only the first of these.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The format characters (general category Cf) of Unicode 16.0, sorted.
///
/// Cc needs no table ([`char::is_control`]); Zl and Zp are one character each and count as line breaks.
const FORMAT: [(char, char); 21] = [
    ('\u{AD}', '\u{AD}'),       // soft hyphen
    ('\u{600}', '\u{605}'),     // Arabic number signs
    ('\u{61C}', '\u{61C}'),     // Arabic letter mark
    ('\u{6DD}', '\u{6DD}'),     // Arabic end of ayah
    ('\u{70F}', '\u{70F}'),     // Syriac abbreviation mark
    ('\u{890}', '\u{891}'),     // Arabic currency marks above
    ('\u{8E2}', '\u{8E2}'),     // Arabic disputed end of ayah
    ('\u{180E}', '\u{180E}'),   // Mongolian vowel separator
    ('\u{200B}', '\u{200F}'),   // zero-width space, joiners, direction marks
    ('\u{202A}', '\u{202E}'),   // bidirectional embeddings and overrides
    ('\u{2060}', '\u{2064}'),   // word joiner, invisible operators
    ('\u{2066}', '\u{206F}'),   // bidirectional isolates, deprecated controls
    ('\u{FEFF}', '\u{FEFF}'),   // byte order mark
    ('\u{FFF9}', '\u{FFFB}'),   // interlinear annotation
    ('\u{110BD}', '\u{110BD}'), // Kaithi number sign
    ('\u{110CD}', '\u{110CD}'), // Kaithi number sign above
    ('\u{13430}', '\u{1343F}'), // Egyptian hieroglyph joiners
    ('\u{1BCA0}', '\u{1BCA3}'), // shorthand format controls
    ('\u{1D173}', '\u{1D17A}'), // musical beams and slurs
    ('\u{E0001}', '\u{E0001}'), // language tag
    ('\u{E0020}', '\u{E007F}'), // tags
];

// Letters of living scripts carry four or five marks; hundreds on one letter smear over the lines above ("Zalgo").
/// Most combining marks in succession.
const MARKS: usize = 8;

/// Cleans a text for one line: no character of Cc, Cf, Zl or Zp is left.
///
/// These are dropped without a replacement. A run of tabs and line breaks becomes one space, so that words stay apart. Combining
/// marks stay, up to eight on a letter, and so do private use and unassigned characters. Dropping the zero-width joiner takes a
/// joined emoji apart.
pub fn clean(text: &str) -> Cow<'_, str> {
    pass(text, ' ')
}

/// Cleans a text of several lines: every line break (`\n`, CR, CRLF and Unicode's others) becomes one `\n`.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    pass(text, '\n')
}

/// Treatment of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharAction {
    Keep,
    Drop,
    /// Replace by a space, unless there is one already.
    Space,
    /// End the line.
    Break,
}

/// State of the cleaning between characters.
#[derive(Default)]
struct CleanState {
    /// Number of combining marks kept since the last base character.
    leaning: usize,
    after_cr: bool,
}

impl CleanState {
    fn fate(&mut self, c: char) -> CharAction {
        let after_cr = std::mem::replace(&mut self.after_cr, c == '\r');
        let fate = match c {
            // Nearly every character, before the tables: a screen is cleaned anew each time that it is drawn.
            ' '..='~' => CharAction::Keep,
            // CRLF is one line break. The CR has already become one.
            '\n' if after_cr => return CharAction::Drop,
            '\t' => CharAction::Space,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                CharAction::Break
            }
            _ if c.is_control() || is_format(c) => return CharAction::Drop,
            _ if !leans(c) => CharAction::Keep,
            _ if self.leaning == MARKS => return CharAction::Drop,
            _ => {
                self.leaning += 1;
                return CharAction::Keep;
            }
        };
        self.leaning = 0;
        fate
    }
}

fn pass(text: &str, line_break: char) -> Cow<'_, str> {
    let mut memory = CleanState::default();
    // Nearly all text is clean, so a first pass avoids the copy.
    let is_clean = text.chars().all(|c| match memory.fate(c) {
        CharAction::Keep => true,
        CharAction::Break => c == line_break,
        CharAction::Drop | CharAction::Space => false,
    });
    if is_clean {
        return Cow::Borrowed(text);
    }
    let mut memory = CleanState::default();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match memory.fate(c) {
            CharAction::Keep => out.push(c),
            CharAction::Break if line_break == '\n' => out.push('\n'),
            CharAction::Space | CharAction::Break if !out.ends_with(' ') => out.push(' '),
            CharAction::Space | CharAction::Break | CharAction::Drop => {}
        }
    }
    Cow::Owned(out)
}

/// True for a format character (general category Cf), which directs how others look.
pub fn is_format(c: char) -> bool {
    // By hand, because `unicode-properties` would be a table of all categories for one of them.
    let after = FORMAT.partition_point(|&(first, _)| first <= c);
    after
        .checked_sub(1)
        .and_then(|at| FORMAT.get(at))
        .is_some_and(|&(_, last)| c <= last)
}

/// True if a terminal draws `c` onto the character before it: it has no width, or is part of the same grapheme.
fn leans(c: char) -> bool {
    // No character below U+0300 combines; the test keeps plain text fast, as segmentation allocates.
    if c < '\u{300}' {
        return false;
    }
    c.width() == Some(0) || String::from_iter(['a', c]).graphemes(true).count() == 1
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        for text in [
            "",
            "Say how long",
            "Rŵy'n aros yn hir",
            "w\u{302}",
            "乳房",
            "עברית",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
        }
        assert!(matches!(clean_lines("one\ntwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_acts_on_a_terminal_goes() {
        assert_eq!(clean("\u{1b}[2Jred\u{7}\u{9b}1m\0\u{7f}"), "[2Jred1m");
        assert_eq!(clean("a\u{202e}b\u{202c}\u{2066}c\u{2069}\u{61c}"), "abc");
        assert_eq!(
            clean("\u{feff}x\u{200b}y\u{ad}z\u{e0001}\u{e0041}\u{fffa}\u{110bd}"),
            "xyz"
        );
        assert_eq!(clean("👩\u{200d}👧"), "👩👧");
    }

    #[test]
    fn breaks_do_not_glue_words() {
        assert_eq!(
            clean("one\r\n\ttwo\u{2028}three\u{85}four\n\n"),
            "one two three four "
        );
        assert_eq!(
            clean_lines("one\r\ntwo\rthree\n\nfour\tfive\u{2029}six"),
            "one\ntwo\nthree\n\nfour five\nsix"
        );
    }

    #[test]
    fn marks_are_capped() {
        let smear = format!("a{}b", "\u{301}".repeat(200));
        assert_eq!(clean(&smear), format!("a{}b", "\u{301}".repeat(8)));
        // Spacing marks have a width, but belong to one grapheme.
        let wide = format!("अ{}", "\u{903}".repeat(200));
        assert_eq!(clean(&wide).chars().count(), 9);
        let split = format!("a{}", "\u{301}\u{200d}".repeat(200));
        assert_eq!(clean(&split).chars().count(), 9);
    }

    #[test]
    fn private_use_and_unassigned_stay() {
        assert_eq!(clean("\u{e000}\u{378}"), "\u{e000}\u{378}");
    }

    #[test]
    fn the_table_is_sorted_and_apart() {
        assert!(FORMAT.iter().all(|(first, last)| first <= last));
        assert!(FORMAT.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert_eq!(
            FORMAT
                .iter()
                .map(|&(a, b)| u32::from(b) - u32::from(a) + 1)
                .sum::<u32>(),
            170
        );
    }

    /// Any characters, with frequent special ones.
    pub(in crate::text) fn any_text() -> impl Strategy<Value = String> {
        let one = prop_oneof![
            4 => any::<char>(),
            2 => prop::sample::select(" \t\r\n-.ab\u{a0}\u{301}\u{200d}\u{202e}\u{fe0f}\u{1f3fd}".chars().collect::<Vec<_>>()),
            2 => prop::sample::select("é漢ㅏ각🇬🇧👍👩\u{915}\u{94d}\u{937}\u{93e}\u{d4e}\u{903}שﷺ\u{fe0f}*".chars().collect::<Vec<_>>()),
        ];
        prop::collection::vec(one, 0..60).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_that_acts_is_left(text in any_text()) {
            let cleaned = clean(&text);
            let acts = |c: char| c.is_control() || is_format(c) || matches!(c, '\u{2028}' | '\u{2029}');
            prop_assert!(!cleaned.chars().any(acts));
            let lines = clean_lines(&text);
            prop_assert!(!lines.chars().any(|c| c != '\n' && acts(c)));
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in any_text()) {
            let once = clean(&text);
            prop_assert!(matches!(clean(&once), Cow::Borrowed(same) if same == once));
            let lines = clean_lines(&text);
            prop_assert!(matches!(clean_lines(&lines), Cow::Borrowed(same) if same == lines));
        }

        #[test]
        fn every_other_character_is_kept_in_order(text in any_text()) {
            let letters = |text: &str| text.chars()
                .filter(|&c| !c.is_whitespace() && !c.is_control() && !is_format(c) && !leans(c))
                .collect::<String>();
            prop_assert_eq!(letters(&clean(&text)), letters(&text));
        }
    }
}
