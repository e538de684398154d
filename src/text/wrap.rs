//! Word wrap in terminal cells.
//!
//! Break opportunities are those of Unicode (UAX 14), so that scripts without spaces wrap too. Words are found by `textwrap` and set
//! here, because the widths have to be those of [`width`]: a line that is a cell too wide would be cut by the screen.

use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;

use super::width::{pieces, width};

/// Placeholder for a character wider than the whole line.
const TOO_WIDE: &str = "·";

/// Wraps a cleaned text into lines of at most `cells` cells, at least 1.
///
/// `\n` ends a line; an empty text is one empty line. A word wider than a line is broken. Nothing is lost except the spaces at the
/// end of a line, and characters wider than the whole line, which become `·`. Lines do not break after a hyphen, so that dates
/// and "one-stop" stay whole; nor inside a path, which has to be found again in one piece.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut setter = Setter {
        cells: cells.max(1),
        lines: Vec::new(),
        line: String::new(),
        used: 0,
    };
    // Most files end in a line break, which is no empty line of the text.
    let text = text.strip_suffix('\n').unwrap_or(text);
    for paragraph in text.split('\n') {
        setter.set(paragraph);
    }
    setter.lines
}

/// State of the wrapping.
struct Setter {
    cells: usize,
    lines: Vec<String>,
    line: String,
    /// Width of `line`.
    used: usize,
}

impl Setter {
    fn set(&mut self, paragraph: &str) {
        // Spaces are only written once another word follows on the same line; at its end they would count as width.
        let mut gap = "";
        for unit in words(paragraph) {
            let word = unit.trim_end_matches(' ');
            let (gap_cells, word_cells) = (width(gap), width(word));
            if self.used + gap_cells + word_cells <= self.cells {
                self.push(gap, gap_cells);
                self.push(word, word_cells);
            } else {
                if self.used > 0 {
                    self.end_line();
                }
                self.push_broken(word, word_cells);
            }
            gap = unit.get(word.len()..).unwrap_or_default();
        }
        self.end_line();
    }

    fn push(&mut self, text: &str, cells: usize) {
        self.line.push_str(text);
        self.used += cells;
    }

    /// Writes a word at the start of a line, broken over several lines if necessary.
    fn push_broken(&mut self, word: &str, cells: usize) {
        if cells <= self.cells {
            return self.push(word, cells);
        }
        for (piece, cells) in pieces(word) {
            let (piece, cells) = if cells > self.cells {
                (TOO_WIDE, 1)
            } else {
                (piece, cells)
            };
            if self.used + cells > self.cells {
                self.end_line();
            }
            self.push(piece, cells);
        }
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = 0;
    }
}

/// Words with the spaces after them. Words that a break would cut inside a grapheme stay together.
fn words(paragraph: &str) -> Vec<&str> {
    let graphemes = paragraph.grapheme_indices(true);
    let mut boundaries = graphemes.map(|(at, g)| at + g.len()).peekable();
    let (mut start, mut end) = (0, 0);
    let mut words = Vec::new();
    let may_have_paths = paragraph.contains(['/', '\\']);
    // The rule for lines (UAX 14) may break where the rule for graphemes (UAX 29) does not, and half a grapheme has no width of its own.
    for word in WordSeparator::UnicodeBreakProperties.find_words(paragraph) {
        // That rule has no break before a slash, not even after a space, and has one after each.
        let path = word.word.rfind(' ').map(|space| end + space + 1);
        if let Some(at) = path.filter(|at| paragraph.get(*at..).is_some_and(is_path)) {
            words.extend(paragraph.get(start..at));
            start = at;
        }
        end += word.word.len() + word.whitespace.len();
        while boundaries.next_if(|&at| at < end).is_some() {}
        let in_path = may_have_paths
            && word.whitespace.is_empty()
            && paragraph.get(start..end).is_some_and(is_path);
        if boundaries.peek() == Some(&end) && (!in_path || end == paragraph.len()) {
            words.extend(paragraph.get(start..end));
            start = end;
        }
    }
    words
}

/// True for the beginning of a path or of an address in the network: `/home`, `./unit`, `C:`, `\\\\share`, `https:`.
// A drive, since the rule for lines breaks after its colon; any other word with a slash is two words, as in "nurse/doctor".
fn is_path(word: &str) -> bool {
    let word = word.trim_start_matches(['`', '"', '\'', '(']);
    let mut chars = word.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':');
    drive
        || word.contains('\\')
        || ["/", "./", "../", "~/", "https:", "file:"]
            .iter()
            .any(|begin| word.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{clean, clean_lines, sanitise::tests::any_text};
    use super::*;

    #[test]
    fn breaks_between_words() {
        let text = "Say how long the wait is, and why";
        assert_eq!(wrap(text, 12), ["Say how long", "the wait is,", "and why"]);
        assert_eq!(wrap(text, 100), [text]);
        assert_eq!(wrap("one  two   three", 8), ["one  two", "three"]);
    }

    #[test]
    fn keeps_lines_and_indents() {
        assert_eq!(wrap("one\n\n  two\n", 10), ["one", "", "  two"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn breaks_a_word_that_is_too_long() {
        assert_eq!(
            wrap("a reconstruction b", 6),
            ["a", "recons", "tructi", "on b"]
        );
        assert_eq!(wrap("乳房外科外来", 5), ["乳房", "外科", "外来"]);
        assert_eq!(
            wrap("w\u{302}w\u{302}w\u{302}", 2),
            ["w\u{302}w\u{302}", "w\u{302}"]
        );
    }

    #[test]
    fn a_path_is_not_broken_where_it_fits_a_line() {
        let path = r"C:\check\r2\northbrook\outcome.yaml";
        assert_eq!(wrap(&format!("Written: {path}"), 36), ["Written:", path]);
        let path = "/home/ama/units/north/outcome.yaml";
        assert_eq!(
            wrap(&format!("Written: {path}, once"), 36),
            ["Written:", "/home/ama/units/north/outcome.yaml,", "once"]
        );
        assert_eq!(
            wrap("the nurse/doctor/manager", 16),
            ["the nurse/", "doctor/manager"]
        );
        assert_eq!(wrap("/abc/defg/", 4), ["/abc", "/def", "g/"]);
    }

    #[test]
    fn one_cell_or_none_is_no_trap() {
        assert_eq!(wrap("a乳b", 1), ["a", "·", "b"]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
        assert_eq!(wrap("\u{17d8}", 2), ["·"]);
    }

    #[test]
    fn a_text_without_a_place_to_break_is_wrapped() {
        for unit in ["a", "漢", "👍🏽", "e\u{301}", "ש", "ᄀ", "a ", "🇬"] {
            let text = unit.repeat(20_000);
            let text = clean(&text);
            let lines = wrap(&text, 7);
            assert!(lines.iter().all(|line| width(line) <= 7));
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in any_text(), cells in 2_usize..30) {
            let text = clean_lines(&text);
            let lines = wrap(&text, cells);
            for line in &lines {
                prop_assert!(width(line) <= cells, "{line:?} in {cells}");
            }
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }

        #[test]
        fn a_line_that_fits_stays_whole(text in any_text()) {
            let text = clean(&text);
            let lines = wrap(&text, width(&text));
            prop_assert_eq!(lines.len(), 1);
        }

        #[test]
        fn any_text_in_any_width_ends(text in any_text(), cells in 0_usize..4) {
            prop_assert!(!wrap(&text, cells).is_empty());
        }
    }
}
