//! Whether the cells of a column are what people wrote in words of their own.
//!
//! A column becomes comments only if its cells look like sentences: a wrong one would put job titles, towns or codes on a wall as
//! what patients said, and one that is missed is chosen with one key.

mod words;

use self::words::{ALL, MADE, PERHAPS, SENTENCE, SURELY};
use super::{Cells, is_number};
use crate::intake::{days::is_day, export::ColumnInfo};

/// How much a header asks for somebody's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asks {
    /// It does not.
    Nothing,
    /// It may be answered by choosing as well.
    Perhaps,
    /// It can hardly be answered otherwise.
    Surely,
}

/// How much a header asks for somebody's own words.
pub(super) fn asks(described: &ColumnInfo) -> Asks {
    let text = described
        .question
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace(['_', '-'], " ");
    let words = super::identifier::words(&described.question);
    if words.len() <= 4 && MADE.iter().any(|m| words.iter().any(|w| w == m)) {
        return Asks::Nothing;
    }
    let has = |parts: &[&str]| parts.iter().any(|p| text.contains(p));
    match () {
        () if has(SURELY) => Asks::Surely,
        () if has(PERHAPS) => Asks::Perhaps,
        () => Asks::Nothing,
    }
}

/// Whether a cell looks like a sentence, or a part of one that somebody wrote.
fn is_sentence(cell: &str) -> bool {
    if is_day(cell) || is_number(cell) {
        return false;
    }
    let folded = cell.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> = folded
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '.' | '!' | '?' | '/' | '(' | ')' | '"')
        })
        .filter(|w| w.chars().any(char::is_alphabetic))
        .collect();
    if words.len() >= 3 && words.iter().any(|w| SENTENCE.contains(w)) {
        return true;
    }
    // Letters that no alphabet here has: what is long is a sentence, and written without blanks in some.
    let foreign = cell
        .chars()
        .filter(|c| u32::from(*c) > 0x24F && c.is_alphabetic());
    if foreign.count() >= 12 {
        return true;
    }
    // Languages that are not listed: many words, and most of them small.
    let raw = cell
        .split_whitespace()
        .filter(|w| w.starts_with(char::is_alphabetic));
    let (small, all) = raw.fold((0, 0), |(small, all), w| {
        (
            small + usize::from(w.starts_with(char::is_lowercase)),
            all + 1,
        )
    });
    all >= 5 && small * 5 >= all * 3
}

/// Whether a column's cells have earned to become comments.
pub(super) fn earn_words(cells: &Cells, asks: Asks) -> bool {
    if cells.number() == 0 {
        return false;
    }
    let sentences = cells.texts().filter(|t| is_sentence(t)).count();
    let said = cells.cells.iter().filter(|(t, _)| is_sentence(t));
    let said: usize = said.map(|(_, n)| *n as usize).sum();
    let phrases = cells
        .texts()
        .filter(|t| {
            t.split_whitespace()
                .filter(|w| w.chars().any(char::is_alphabetic))
                .count()
                > 1
        })
        .count();
    // The same words in every row are an option that was ticked.
    let one = cells.number() == 1 && cells.answered() > 1;
    let different = cells.number() * 2 >= cells.answered();
    match asks {
        Asks::Surely => sentences > 0 || phrases * 2 >= cells.number(),
        Asks::Perhaps => {
            !one && sentences * 5 >= cells.number()
                && (different || sentences * 2 >= cells.number())
        }
        // A third: many comments are "Very good" and no more.
        Asks::Nothing => {
            cells.number() > 2
                && different
                && sentences * 3 >= cells.number()
                && said * 3 >= cells.answered()
        }
    }
}

/// Whether a header asks for everything that applies, so that several answers stand in a cell.
pub(in crate::intake) fn asks_for_all(described: &ColumnInfo) -> bool {
    let text = described.question.to_lowercase();
    ALL.iter().any(|a| text.contains(a))
}
