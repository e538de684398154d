//! No-break spaces in what must stay on one line: telephone numbers, dates, sums, and figures with their unit.
//!
//! They are put in where a paper is finished, in all its texts alike, so that no file and no sentence has to hold them.

use crate::domain::dates::MONTHS;

/// No-break space.
pub const NO_BREAK: char = '\u{A0}';

/// Words between two figures that belong to both, as in `9 to 5` and `41 in 100`.
// Not "and": a list of dates would become one word, which no narrow line can hold.
const BETWEEN: &[&str] = &["to", "in", "of"];
/// Words before a name or a number that are nothing at the end of a line.
const BEFORE: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Prof", "Sr", "St", "Page", "Goal", "No.",
];
/// Units and words that belong to the figure before them.
const AFTER: &[&str] = &[
    "am",
    "pm",
    "o\u{2019}clock",
    "hours",
    "hour",
    "minutes",
    "minute",
    "people",
    "point",
    "km",
    "mm",
    "miles",
];

/// Replaces the spaces of a text that must not be at the end of a line by no-break spaces. The text is one line.
pub fn tied(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (nth, word) in words.iter().enumerate() {
        if nth > 0 {
            out.push(if is_tied(&words, nth) { NO_BREAK } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// True if no line may end before the word at `nth`.
fn is_tied(words: &[&str], nth: usize) -> bool {
    let at = |n: usize| words.get(n).copied().unwrap_or_default();
    let (before, word, after) = (nth.checked_sub(1).map_or("", at), at(nth), at(nth + 1));
    let two_before = nth.checked_sub(2).map_or("", at);
    // The middle of a date is a month in any language: "28 Chwefror 2027" has no name that we know.
    let is_day = |word: &str, next: &str, then: &str| {
        is_number(word) && word.len() <= 2 && (is_month(next) || (is_name(next) && is_year(then)))
    };
    is_day(before, word, after)
        || (is_day(two_before, before, word) && is_year(word))
        || (is_month(before) && is_year(word))
        // Groups of a telephone number, or of a number with many digits.
        || (ends_in_group(before) && is_group(word))
        || (is_figure(before) && (AFTER.contains(&bare(word)) || is_currency(bare(word))))
        || (is_short(before) && BETWEEN.contains(&word) && is_short(after))
        || (is_short(word) && BETWEEN.contains(&before) && is_short(two_before))
        || (BEFORE.contains(&opened(before)) && word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// A word without the signs of punctuation that follow it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// A word without the signs before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// True for digits only.
fn is_number(word: &str) -> bool {
    let word = opened(word);
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// True for a figure in a sentence: digits, also with a sign of money before and a mark of a part inside.
fn is_figure(word: &str) -> bool {
    let word = bare(opened(word));
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | '\u{2013}' | '-'))
}

/// True for a figure that is no year: "from 2023 to 2026" may break.
fn is_short(word: &str) -> bool {
    is_figure(word) && !is_year(bare(opened(word)))
}

/// True for the group of digits before a blank: nothing ends it.
fn ends_in_group(word: &str) -> bool {
    let digits = word.trim_start_matches(['(', '+']).trim_end_matches(')');
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// True for a following group of digits.
fn is_group(word: &str) -> bool {
    let digits = bare(word);
    digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_month(word: &str) -> bool {
    let word = bare(word);
    MONTHS.contains(&word)
        // "Feb", "Sept".
        || (word.len() >= 3 && word.len() <= 4 && MONTHS.iter().any(|m| m.starts_with(word)))
}

/// True for a word that begins with a capital.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}

fn is_year(word: &str) -> bool {
    let word = bare(word);
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// True for the code of a currency, such as `GBP`.
fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `~` stands for a no-break space.
    #[track_caller]
    fn ties(expected: &str) {
        let plain = expected.replace('~', " ");
        assert_eq!(tied(&plain).replace(NO_BREAK, "~"), expected);
    }

    #[test]
    fn numbers_dates_and_sums_stay_on_a_line() {
        ties("Nurses: 01632~960~123, Monday to Friday, 9~to~5");
        ties("PALS (01632)~960~124. Or +44~1632~960~124");
        ties("by 28~February~2027, or on 1~March, 24~May~2027 and 24~November~2027");
        ties("erbyn 28~Chwefror~2027");
        ties("In May~2027 it was 41~in~100 (54~of~131~people)");
        ties("90,000~GBP a year, \u{a3}90,000 at once, 30~minutes, 9~am");
        ties("Ask Dr~Rao on page 3~of~10: Goal~2");
    }

    #[test]
    fn other_words_may_break() {
        ties("We asked 231 goals, and two of them may go");
        ties("In A4 or in large print");
        ties("May I come in?");
        ties("From 2023 to 2026, and on 24~May~2027 and 24~May~2028");
        ties("");
        ties("a");
    }

    proptest! {
        #[test]
        fn only_spaces_change(text in "\\PC*") {
            prop_assert_eq!(tied(&text).replace(NO_BREAK, " "), text.replace(NO_BREAK, " "));
        }
    }
}
