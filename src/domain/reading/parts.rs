//! Paragraphs, sentences and words of a text.
//!
//! All counts of the readability use these, so that they agree on the meaning of a sentence.

/// Abbreviations whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 10] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "eg", "vs",
];

/// Paragraphs of a text, separated by empty lines and trimmed. Each contains a word.
pub fn paragraphs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = blank_line(rest) {
        let (paragraph, after) = rest.split_at(end);
        found.push(paragraph);
        rest = after;
    }
    found.push(rest);
    found.retain(|paragraph| words(paragraph).next().is_some());
    found.into_iter().map(str::trim).collect()
}

/// End of the first empty line, in bytes.
fn blank_line(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        line.trim().is_empty().then_some(at)
    })
}

/// Sentences of a text, trimmed. Each contains a word.
///
/// A sentence ends at `.`, `!`, `?` or `…` before a space, or at an empty line, so that a heading counts as one. The stop of a
/// common abbreviation or an initial does not end it.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = sentence_end(rest) {
        let (sentence, after) = rest.split_at(end);
        found.push(sentence);
        rest = after;
    }
    found.push(rest);
    found.retain(|sentence| words(sentence).next().is_some());
    found.into_iter().map(str::trim).collect()
}

/// End of the first sentence, in bytes; `None` if it is the end of the text.
fn sentence_end(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > 0 && line.trim().is_empty() {
            return Some(start + line.len());
        }
        for token in line.split_inclusive(char::is_whitespace) {
            start += token.len();
            if ends_sentence(token.trim_end()) {
                return Some(start);
            }
        }
    }
    None
}

fn ends_sentence(token: &str) -> bool {
    // The stop of a quoted sentence stands inside the quotes.
    let token = token.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    let Some(word) = token.strip_suffix('.') else {
        return token.ends_with(['!', '?', '…']);
    };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    let is_initial =
        // "Then it was I." ends a sentence, "Dr A. Boateng" does not.
        matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase() && c != 'I');
    !is_initial && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Words of a text, without punctuation around them. A hyphen joins two words, a dash separates them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    // "and/or" is read as two words.
    text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/'))
        // Otherwise "now," and "now" would be two words.
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            sentences(
                "Dr. A. Boateng waited 2.5 hours. \"Nobody told me why!\" I asked... Then (at last) it was I. Done"
            ),
            [
                "Dr. A. Boateng waited 2.5 hours.",
                "\"Nobody told me why!\"",
                "I asked...",
                "Then (at last) it was I.",
                "Done"
            ]
        );
        assert_eq!(
            sentences("Our standards\n\nWe tell you\nwhy. e.g. so"),
            ["Our standards", "We tell you\nwhy.", "e.g. so"]
        );
    }

    #[test]
    fn a_hyphen_joins_and_a_dash_parts() {
        let found: Vec<_> = words("one-stop clinics – it's 28, and/or why—“now”").collect();
        assert_eq!(
            found,
            [
                "one-stop", "clinics", "it's", "28", "and", "or", "why", "now"
            ]
        );
    }

    #[test]
    fn an_empty_line_parts_paragraphs() {
        let text = "\n We wait.\nWe ask.\r\n \t\r\nWe go.\n\n\n...\n\nWe know.";
        assert_eq!(
            paragraphs(text),
            ["We wait.\nWe ask.", "We go.", "We know."]
        );
        assert!(paragraphs(" \n\n ").is_empty());
    }
}
