//! Readability hints as text: one line under a field while a goal is typed, and the same hints on other pages.
//!
//! A room that is corrected while it thinks stops thinking, so the line is short and muted, and only a sentence that is
//! too long is shown as a warning.

use super::{cards::Role, words};
use crate::{
    domain::reading::{Grades, LONG_PARAGRAPH, LONG_SENTENCE, Readability, ReadingHint},
    text::{truncate, width},
};

/// Width of the line in columns: in the narrowest supported window, and in the widest panel.
const CELLS: std::ops::RangeInclusive<usize> = 54..=69;
/// Most hints in a line; with more of them not even the first is read.
const SHOWN: usize = 3;
/// Columns of a window that a panel's edges, margins and the line's indent take.
const SIDES: usize = 11;

/// A hint as a sentence without a full stop.
pub fn hint(hint: &ReadingHint<'_>) -> String {
    match hint {
        ReadingHint::Sentence { words, .. } => {
            format!("{words} words in a sentence: {LONG_SENTENCE} are easier to read")
        }
        ReadingHint::Term(found) => format!(
            "\u{201c}{}\u{201d}: say \u{201c}{}\u{201d}",
            on_a_line(found.term),
            on_a_line(&found.plain)
        ),
        ReadingHint::Passive(passive) => {
            format!(
                "\u{201c}{}\u{201d}: begin with who does it",
                on_a_line(passive)
            )
        }
        ReadingHint::Paragraph { sentences, .. } => {
            format!("{sentences} sentences in a paragraph: {LONG_PARAGRAPH} are easier")
        }
    }
}

/// A text with all white space, line breaks too, replaced by single blanks.
pub fn on_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A range of reading ages, such as `11 to 14`, or `12` where both formulas agree.
fn ages(grades: Grades) -> String {
    match grades.ages() {
        (one, other) if one == other => one.to_string(),
        (young, old) => format!("{young} to {old}"),
    }
}

/// The line under a goal or standard while it is typed, for a window `columns` wide.
pub(super) fn line(reading: &Readability<'_>, columns: u16) -> (Role, String) {
    let hints = reading.hints();
    if let Some(long @ ReadingHint::Sentence { .. }) = hints.first() {
        return (Role::Warn, hint(long));
    }
    let room = usize::from(columns)
        .saturating_sub(SIDES)
        .clamp(*CELLS.start(), *CELLS.end());
    let count = words::count(reading.words as u64, "word", "words");
    let hints: Vec<String> = hints.iter().map(hint).collect();
    // A term that can be replaced helps more than a reading age, so the figures give way first.
    let mut heads = Vec::new();
    if let Some(grades) = reading.grades {
        heads.push(format!("{count}, {}", figures(grades)));
        heads.push(format!("{count}, reading age {}", ages(grades)));
    }
    let fits = heads.iter().find_map(|head| fitting(head, &hints, room));
    let said = fits
        .or_else(|| fitting(&count, &hints, room))
        .unwrap_or_else(|| with(&count, &hints, 1));
    (Role::Muted, truncate(&said, room).into_owned())
}

/// `head` followed by as many hints as fit in `room` columns; `None` where not even one fits.
fn fitting(head: &str, hints: &[String], room: usize) -> Option<String> {
    let fewest = hints.len().min(1);
    (fewest..=hints.len().min(SHOWN))
        .rev()
        .map(|shown| with(head, hints, shown))
        .find(|said| width(said) <= room)
}

/// `head`, the first `shown` hints, and the number of the others.
fn with(head: &str, hints: &[String], shown: usize) -> String {
    let mut parts = vec![head.to_owned()];
    parts.extend(hints.iter().take(shown).cloned());
    let more = hints.len().saturating_sub(shown);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    parts.join("; ")
}

/// Both formulas and their reading ages, such as `SMOG 8.9, Flesch-Kincaid 6.2: reading age 11 to 14`.
pub fn figures(grades: Grades) -> String {
    format!(
        "SMOG {:.1}, Flesch-Kincaid {:.1}: reading age {}",
        grades.smog,
        grades.flesch_kincaid,
        ages(grades)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reading::{Jargon, read};

    fn said(text: &str, columns: u16) -> (Role, String) {
        line(&read(text, &Jargon::default()), columns)
    }

    #[test]
    fn a_short_wording_has_its_words_counted_and_its_terms_said() {
        for (text, expected) in [
            ("Wait", "1 word"),
            ("You will be told why", "5 words"),
            (
                "Ask the MDT",
                "3 words; \u{201c}MDT\u{201d}: say \u{201c}the hospital team\u{201d}",
            ),
            (
                "The CNS will utilise the\n  MDT",
                "6 words; \u{201c}CNS\u{201d}: say \u{201c}specialist nurse\u{201d}; 2 more",
            ),
        ] {
            assert_eq!(said(text, 60), (Role::Muted, expected.to_owned()));
        }
        let wide = said("The CNS will utilise the MDT", 80).1;
        assert!(
            wide.ends_with("\u{201c}utilise\u{201d}: say \u{201c}use\u{201d}; 1 more"),
            "{wide}"
        );
    }

    #[test]
    fn a_longer_one_has_a_reading_age_unless_a_term_needs_the_room() {
        let plain = "We will tell you how long you will wait, and why. We will say sorry if we are \
                     late. You will meet your nurse before the first test, and she gives you her name.";
        assert_eq!(said(plain, 60).1, "34 words, reading age 6 to 8");
        assert_eq!(
            said(plain, 80).1,
            "34 words, SMOG 3.1, Flesch-Kincaid 1.3: reading age 6 to 8"
        );
        let term = plain.replace("your nurse", "the MDT");
        assert_eq!(
            said(&term, 60).1,
            "34 words; \u{201c}MDT\u{201d}: say \u{201c}the hospital team\u{201d}"
        );
        assert_eq!(
            said(&term, 80).1,
            "34 words, reading age 7 to 11; \u{201c}MDT\u{201d}: say \u{201c}the hospital team\u{201d}"
        );
    }

    #[test]
    fn a_sentence_of_more_than_twenty_words_warns() {
        let long = format!("MDT {}", vec!["word"; 22].join(" "));
        let (role, words) = said(&long, 60);
        assert_eq!(role, Role::Warn);
        assert_eq!(words, "23 words in a sentence: 20 are easier to read");
    }

    #[test]
    fn the_line_fits_the_window_whatever_is_written() {
        let own = [("MDT".to_owned(), "a very long way to say it ".repeat(9))];
        let jargon = Jargon::with(&own.into());
        for text in ["MDT", "ask the MDT", &"MDT CNS HNA PIFU. ".repeat(9)] {
            for columns in [20, 60, 80, 200] {
                let line = line(&read(text, &jargon), columns).1;
                let most = if columns < 66 { 54 } else { 69 };
                assert!(width(&line) <= most && line.contains("MDT"), "{line}");
            }
        }
    }
}
