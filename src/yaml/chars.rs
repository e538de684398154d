//! Detection of characters that a reader cannot see.
//!
//! They make two texts that look the same differ, or a text look like another: reading warns of them, writing escapes them.

use crate::text::sanitise::is_format;

/// True for a control character, a format character that directs how others look (Unicode Cf), or a line or paragraph separator.
/// Combining marks are not hidden: Welsh needs them.
pub(crate) fn is_hidden(c: char) -> bool {
    // U+2065 is unassigned, in the middle of a block of format characters: kept hidden before Unicode gives it a meaning.
    c.is_control() || is_format(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2065}')
}

/// The first hidden character of `text` other than a line end or a tab, which texts of several lines have.
pub(crate) fn first_hidden(text: &str) -> Option<char> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return None;
    }
    text.chars()
        .find(|c| is_hidden(*c) && !matches!(c, '\n' | '\t'))
}

/// `text` between backticks for a message: at most 60 characters, on one line.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(MOST)
        // A message goes to a terminal, where a control character out of somebody's file could move
        // the cursor or worse.
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// `a`, `b` or `c`, each between backticks.
pub(crate) fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|w| format!("`{w}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
