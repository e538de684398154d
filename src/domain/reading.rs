//! How hard a text is to read, by the count that patients' leaflets go by.

/// The most words that a sentence for patients should have (NHS service manual).
pub const LONG_SENTENCE: usize = 20;

/// Sentences of a text; each ends with `.`, `!` or `?`, the last one also without.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?'])
        .map(str::trim)
        .filter(|s| s.chars().any(char::is_alphanumeric))
}

/// Sentences of more than 20 words.
pub fn long_sentences(text: &str) -> usize {
    sentences(text)
        .filter(|s| s.split_whitespace().count() > LONG_SENTENCE)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_counted() {
        assert_eq!(
            long_sentences("We will tell you how long you will wait, and why. It is short."),
            0
        );
        let long = "word ".repeat(21);
        assert_eq!(long_sentences(&format!("{long}. Short. {long}")), 2);
    }
}
