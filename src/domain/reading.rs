//! How hard a text is to read: two formulas that disagree, and the sentences that are too long.
//!
//! Patients are promised words for a reading age of 9 to 11; the room sees while it types whether it keeps to that.

mod syllables;

pub use syllables::syllables;

/// The most words that a sentence should have (NHS digital service manual, "How to write good content").
pub const LONG_SENTENCE: usize = 20;

/// From a US school grade to the age at which children reach it.
const GRADE_TO_AGE: f64 = 5.0;

/// Stops that do not end a sentence.
const ABBREVIATIONS: [&str; 10] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "eg", "vs",
];

/// The sentences of a text, trimmed. Each holds a word.
///
/// One ends at `.`, `!`, `?` or `…` before a space, or at an empty line, so a heading is one; a stop after a common
/// abbreviation or an initial ends none.
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

/// Where in `text` its first sentence ends; `None` where that is the end of the text.
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
    let token = token.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    let Some(word) = token.strip_suffix('.') else {
        return token.ends_with(['!', '?', '…']);
    };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    let is_initial =
        matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase() && c != 'I');
    !is_initial && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The words of a text without the signs around them. A hyphen joins, a dash parts.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// The SMOG grade: the US school grade whose pupils understand all of the text. `None` where it has no words.
///
/// `1.0430·√(30·polysyllables/sentences) + 3.1291`, where a polysyllable has three syllables or more: Mc Laughlin, "SMOG
/// grading: a new readability formula", Journal of Reading 12 (1969), pages 639-646. It was fitted to samples of 30
/// sentences. Every sentence is counted here, and a shorter text is scaled up to 30, so that for a goal of one sentence
/// a single long word moves the grade by nearly six: show it as a hint, beside the other formula.
pub fn smog(text: &str) -> Option<f64> {
    let counts = Counts::of(text)?;
    Some(1.0430 * (30.0 * counts.polysyllables / counts.sentences).sqrt() + 3.1291)
}

/// The Flesch-Kincaid grade: a US school grade, under 0 for the simplest texts. `None` where the text has no words.
///
/// `0.39·words/sentences + 11.8·syllables/words - 15.59`: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new
/// readability formulas for Navy enlisted personnel", Research Branch Report 8-75 (1975).
pub fn flesch_kincaid(text: &str) -> Option<f64> {
    let counts = Counts::of(text)?;
    Some(0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59)
}

/// The age, in years, of a pupil in a US school grade.
pub fn reading_age(grade: f64) -> f64 {
    grade + GRADE_TO_AGE
}

/// How many sentences have more than 20 words.
pub fn long_sentences(text: &str) -> usize {
    let all = sentences(text).into_iter();
    all.filter(|sentence| words(sentence).count() > LONG_SENTENCE)
        .count()
}

/// What the formulas count, in the type they reckon in. No field but `polysyllables` is 0.
#[derive(Default)]
struct Counts {
    sentences: f64,
    words: f64,
    syllables: f64,
    polysyllables: f64,
}

impl Counts {
    fn of(text: &str) -> Option<Self> {
        let mut counts = Self::default();
        for sentence in sentences(text) {
            counts.sentences += 1.0;
            for word in words(sentence) {
                let syllables = syllables(word);
                counts.words += 1.0;
                counts.syllables += f64::from(syllables);
                counts.polysyllables += f64::from(u8::from(syllables >= 3));
            }
        }
        (counts.words > 0.0).then_some(counts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STANDARD: &str = "We will tell you how long you will wait, and why.";

    #[track_caller]
    fn assert_near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn a_standard_that_patients_can_read() {
        // 11 words, each of one syllable, in one sentence.
        assert_near(flesch_kincaid(STANDARD), 0.39 * 11.0 + 11.8 - 15.59);
        assert_near(smog(STANDARD), 3.1291);
        assert_near(smog(STANDARD).map(reading_age), 8.1291);
    }

    #[test]
    fn long_words_cost() {
        // re-con-struc-tion in-for-ma-tion for pa-tients. / A nurse ex-plains.
        let text = "Reconstruction information for patients. A nurse explains.";
        assert_near(smog(text), 1.0430 * 30_f64.sqrt() + 3.1291);
        assert_near(
            flesch_kincaid(text),
            0.39 * 7.0 / 2.0 + 11.8 * 15.0 / 7.0 - 15.59,
        );
    }

    #[test]
    fn nothing_has_no_grade() {
        for text in ["", "  \n", "... !", "—"] {
            assert_eq!((smog(text), flesch_kincaid(text)), (None, None), "{text:?}");
            assert!(sentences(text).is_empty());
        }
    }

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
    fn long_is_over_twenty_words() {
        let of = |count| format!("{}.", vec!["word"; count].join(" "));
        assert_eq!(long_sentences(&of(20)), 0);
        assert_eq!(long_sentences(&of(21)), 1);
        assert_eq!(
            long_sentences(&format!("{} {} {}", of(21), of(5), of(40))),
            2
        );
    }

    proptest! {
        #[test]
        fn every_word_is_in_one_sentence(text in "[a-zA-Z.!? \n\"é-]{0,80}|\\PC{0,30}") {
            let apart: Vec<_> = sentences(&text).into_iter().flat_map(words).collect();
            prop_assert_eq!(apart, words(&text).collect::<Vec<_>>());
            prop_assert_eq!(smog(&text).is_some(), words(&text).next().is_some());
        }
    }
}
