//! Text for reading out: without control and drawing characters, signs as words, gaps as pauses.

use crate::{app::cards::Span, text::clean};

/// Splits off a tick box, in words.
pub(super) fn ticked(text: &str) -> (Option<&'static str>, &str) {
    // The number of a goal before its box: each row is read with its number anyway.
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ','));
    if let Some(rest) = after.strip_prefix('=') {
        return (None, rest.trim_start_matches([' ', ',']));
    }
    let text = if after.starts_with('[') { after } else { text };
    for (mark, said) in [("[x]", "ticked"), ("[ ]", "not ticked")] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (Some(said), rest.trim_start());
        }
    }
    (None, text)
}

/// Words for a sign that is alone in a cell.
pub(super) fn figure(text: &str) -> String {
    match text {
        "-" => "not given".to_owned(),
        "?" => "not known".to_owned(),
        "!" => "wants attention".to_owned(),
        _ => text
            .strip_suffix(" -")
            .map_or_else(|| text.to_owned(), |t| format!("{t} neither")),
    }
}

pub(super) fn some(text: String) -> Vec<String> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![text]
    }
}

/// Text of a line, tidied.
pub(super) fn words(line: &[Span]) -> String {
    let text: String = line.iter().map(|s| s.text.as_str()).collect();
    tidy(&text)
}

/// Tidies a text: no control or drawing characters, ordinary blanks, and a comma in place of a gap between columns.
pub(super) fn tidy(text: &str) -> String {
    let text: String = clean(text)
        .chars()
        .map(|c| {
            // Box drawing, block elements and signs, which speech programs spell out one by one.
            if ('\u{2500}'..='\u{25ff}').contains(&c) || matches!(c, '\u{2713}' | '\u{a0}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let text = text.trim();
    // A sign before a word says for the eye what the word says already.
    let signs = ["! ", "? ", "- "];
    let text = signs
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .unwrap_or(text);
    let mut out = String::new();
    let mut blanks = 0;
    for c in text.chars() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        // Two spaces are the gap between columns, and a listener needs a pause there.
        if blanks > 1 && !out.ends_with(['.', ',', ':', ';', '!', '?']) {
            out.push(',');
        }
        if blanks > 0 {
            out.push(' ');
        }
        blanks = 0;
        out.push(c);
    }
    out
}

/// Adds a full stop, unless the text ends with a stop.
pub(super) fn stopped(mut text: String) -> String {
    let last = text.trim_end_matches(['\u{201d}', ')']).chars().next_back();
    if last.is_some_and(|c| !matches!(c, '.' | ':' | ';' | '!' | '?' | '\u{2026}')) {
        text.push('.');
    }
    text
}

/// Capitalises the first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Formats a text as a heading of what follows.
pub(super) fn headed(text: &str) -> String {
    match text.chars().next_back() {
        _ if text.contains(": ") => stopped(text.to_owned()),
        Some(c) if c.is_alphanumeric() || c == ')' || c == '\u{201d}' => format!("{text}:"),
        _ => text.to_owned(),
    }
}
