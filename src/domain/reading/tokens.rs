//! Tokens: words with the gaps between them, for finding terms and verbs of several words.

/// A run of letters and digits, with apostrophes inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordToken<'t> {
    /// The word, as written.
    pub(super) text: &'t str,
    /// Gap before it.
    pub(super) gap: Gap<'t>,
    /// Start in the text, in bytes.
    pub(super) start: usize,
}

impl WordToken<'_> {
    /// End in the text, in bytes.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Gap between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap<'t> {
    /// White space without an empty line.
    Space,
    /// One hyphen.
    Hyphen,
    /// Anything else, trimmed: a full stop, `&`, an empty line, the start of the text.
    Other(&'t str),
}

impl<'t> Gap<'t> {
    fn of(text: &'t str) -> Self {
        let trimmed = text.trim();
        match text {
            "-" | "\u{2010}" | "\u{2011}" => Self::Hyphen,
            "" => Self::Other(""),
            _ if trimmed.is_empty() && text.matches('\n').count() < 2 => Self::Space,
            _ => Self::Other(trimmed),
        }
    }

    /// True if a term with the gap `other` matches here: `pre op` matches `pre-op`.
    pub(super) fn is_like(self, other: Gap<'_>) -> bool {
        match (self, other) {
            (Self::Space | Self::Hyphen, Gap::Space | Gap::Hyphen) => true,
            (Self::Other(one), Gap::Other(other)) => one == other,
            _ => false,
        }
    }
}

/// Splits a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<WordToken<'_>> {
    let mut found: Vec<WordToken<'_>> = Vec::new();
    let mut after = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = letters.peek().copied() {
            // Only between letters: a closing quotation mark is the same character.
            let joins = matches!(c, '\'' | '\u{2019}')
                && text
                    .get(at + c.len_utf8()..)
                    .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            if !joins && !c.is_alphanumeric() {
                break;
            }
            end = at + c.len_utf8();
            letters.next();
        }
        found.push(WordToken {
            text: text.get(start..end).unwrap_or_default(),
            gap: match text.get(after..start).unwrap_or_default() {
                // At the start there is no word to join: the dash of a list is no hyphen.
                before if found.is_empty() => Gap::Other(before.trim()),
                between => Gap::of(between),
            },
            start,
        });
        after = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_words_is_kept() {
        let found: Vec<_> = tokens("Isn\u{2019}t A&E pre-op,\nor: \u{2018}now\u{2019}?\n\nYes")
            .iter()
            .map(|t| (t.gap, t.text))
            .collect();
        assert_eq!(
            found,
            [
                (Gap::Other(""), "Isn\u{2019}t"),
                (Gap::Space, "A"),
                (Gap::Other("&"), "E"),
                (Gap::Space, "pre"),
                (Gap::Hyphen, "op"),
                (Gap::Other(","), "or"),
                (Gap::Other(": \u{2018}"), "now"),
                (Gap::Other("\u{2019}?"), "Yes"),
            ]
        );
        assert_eq!(tokens("-MDT").first().unwrap().gap, Gap::Other("-"));
        assert_eq!(tokens("one\n\ntwo").last().unwrap().gap, Gap::Other(""));
    }
}
