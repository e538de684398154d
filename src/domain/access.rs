//! Access needs: what a person needs to take part, as it is noted in words, and who can see to it.

/// The answer to a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessAnswer {
    /// The reading pack in large print.
    LargePrint,
    /// The reading pack for a screen reader.
    ScreenReader,
    /// The reading pack as plain text.
    PlainText,
    /// A break on the agenda.
    Break,
    /// Nothing that the program makes: somebody has to see to it.
    Somebody,
}

/// Words of a need, in small letters, with what answers it. The first row with a word of the need counts.
// Words and not a list to choose from: people say what they need in their own words, and a list would leave most of it out.
const WORDS: &[(AccessAnswer, &[&str])] = &[
    // Before the others: "audio in large print cases" is nobody's need, "Easy Read in large print" is.
    (
        AccessAnswer::Somebody,
        &[
            "braille",
            "easy read",
            "easy-read",
            "audio",
            "recording",
            "sign language",
            "bsl",
            "interpreter",
            "translat",
        ],
    ),
    (
        AccessAnswer::LargePrint,
        &[
            "large print",
            "large-print",
            "large letters",
            "big letters",
            "big print",
            "large type",
            "large font",
        ],
    ),
    (
        AccessAnswer::ScreenReader,
        &["screen reader", "screenreader", "html", "nvda", "jaws"],
    ),
    (
        AccessAnswer::PlainText,
        &["plain text", "text file", "text only"],
    ),
    (AccessAnswer::Break, &["break", "rest"]),
];

impl AccessAnswer {
    /// The answer to a need.
    pub fn to(need: &str) -> Self {
        let need = need.to_lowercase();
        let words = || need.split(|c: char| !c.is_alphanumeric());
        // Short words count as whole words: "rest" is in "restricted diet", and "break" in "breakfast".
        let has = |word: &str| match word.len() {
            0..=5 => words().any(|w| w == word || w.strip_suffix('s') == Some(word)),
            _ => need.contains(word),
        };
        let found = WORDS.iter().find(|(_, all)| all.iter().any(|w| has(w)));
        found.map_or(Self::Somebody, |(answer, _)| *answer)
    }

    /// The reading pack in this form, in words, with the endings of files that have it; `None` if it is no form of the pack.
    pub fn pack(self) -> Option<(&'static str, &'static [&'static str])> {
        match self {
            // The pack is in 18 point in every form that has letters.
            Self::LargePrint => Some(("in large print", &["html", "pdf", "docx"])),
            Self::ScreenReader => Some(("for screen readers", &["html"])),
            Self::PlainText => Some(("as plain text", &["txt"])),
            Self::Break | Self::Somebody => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_in_peoples_words_find_their_answer() {
        use AccessAnswer::{Break, LargePrint, PlainText, ScreenReader, Somebody};
        for (need, answer) in [
            ("large print", LargePrint),
            ("Papers in LARGE PRINT, please", LargePrint),
            ("uses a screen reader", ScreenReader),
            ("plain text by e-mail", PlainText),
            ("a break each half hour", Break),
            ("Breaks", Break),
            ("needs to rest", Break),
            ("a restricted diet", Somebody),
            ("comes after breakfast", Somebody),
            ("hearing loop", Somebody),
            ("BSL interpreter", Somebody),
            ("Easy Read, in large print", Somebody),
            ("braille", Somebody),
            ("taxi both ways", Somebody),
            ("", Somebody),
        ] {
            assert_eq!(AccessAnswer::to(need), answer, "{need}");
        }
    }
}
