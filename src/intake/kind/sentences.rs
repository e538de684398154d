//! Decides whether a column holds free text that may become comments.
//!
//! A column becomes comments only if its cells look like sentences. A wrong one would show job titles, towns or codes on a
//! wall as patients' words; a missed one is chosen with one key.

mod words;

use self::words::{ALL, MADE, PERHAPS, SENTENCE, SURELY};
use super::{DistinctCells, is_number};
use crate::intake::{days::is_day, export::ColumnInfo};

/// Degree to which a header asks for free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextDemand {
    /// Not at all.
    Nothing,
    /// Possibly; a choice would answer it as well.
    Perhaps,
    /// Surely; a choice could hardly answer it.
    Surely,
}

/// Rates a header.
pub(super) fn text_demand(described: &ColumnInfo) -> TextDemand {
    let text = described
        .question
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace(['_', '-'], " ");
    let words = super::identifier::header_words(&described.question);
    if words.len() <= 4 && MADE.iter().any(|m| words.iter().any(|w| w == m)) {
        return TextDemand::Nothing;
    }
    let has = |parts: &[&str]| parts.iter().any(|p| text.contains(p));
    match () {
        () if has(SURELY) => TextDemand::Surely,
        () if has(PERHAPS) => TextDemand::Perhaps,
        () => TextDemand::Nothing,
    }
}

/// True if a cell looks like a sentence or part of one.
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
    // Scripts beyond Latin write without blanks in part, so length decides there.
    let foreign = cell
        .chars()
        .filter(|c| u32::from(*c) > 0x24F && c.is_alphabetic());
    if foreign.count() >= 12 {
        return true;
    }
    // Languages without a word list: a sentence has many words, most of them in small letters.
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

/// True if a column's cells may become comments, given what its header asks for.
pub(super) fn is_free_text(cells: &DistinctCells, asks: TextDemand) -> bool {
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
    // One text in every row is the label of an option that was ticked.
    let one = cells.number() == 1 && cells.answered() > 1;
    let different = cells.number() * 2 >= cells.answered();
    match asks {
        TextDemand::Surely => sentences > 0 || phrases * 2 >= cells.number(),
        TextDemand::Perhaps => {
            !one && sentences * 5 >= cells.number()
                && (different || sentences * 2 >= cells.number())
        }
        // A third suffices: many comments are just "Very good".
        TextDemand::Nothing => {
            cells.number() > 2
                && different
                && sentences * 3 >= cells.number()
                && said * 3 >= cells.answered()
        }
    }
}

/// True if a header asks to choose all that apply, so that cells hold several answers.
pub(in crate::intake) fn asks_for_all(described: &ColumnInfo) -> bool {
    let text = described.question.to_lowercase();
    ALL.iter().any(|a| text.contains(a))
}
