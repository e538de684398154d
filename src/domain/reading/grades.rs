//! Grade formulas SMOG and Flesch-Kincaid, and the range of reading ages between them.
//!
//! Neither formula knows the meaning of a text. Two of them are shown because their difference tells how far to trust them.

use super::{
    parts::{sentences, words},
    syllables::syllables,
};

/// Years from a US school grade to the age of its pupils.
const GRADE_TO_AGE: f64 = 5.0;
// Children below 5 do not read, and above 21 a grade no longer stands for an age.
/// Ages that are shown.
const AGES: std::ops::RangeInclusive<u32> = 5..=21;

/// Grades of a text by both formulas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grades {
    /// See [`smog`].
    pub smog: f64,
    /// See [`flesch_kincaid`].
    pub flesch_kincaid: f64,
}

impl Grades {
    /// Grades of a text; `None` without words. Under 30 words they are mostly chance.
    pub fn of(text: &str) -> Option<Self> {
        Some(Self {
            smog: smog(text)?,
            flesch_kincaid: flesch_kincaid(text)?,
        })
    }

    /// Younger and older reading age of the two formulas, in whole years from 5 to 21.
    pub fn ages(self) -> (u32, u32) {
        let years = |grade| {
            let age = reading_age(grade);
            let nearest = |year: &u32| age < f64::from(*year) + 0.5;
            AGES.clone().find(nearest).unwrap_or(*AGES.end())
        };
        let (one, other) = (years(self.smog), years(self.flesch_kincaid));
        (one.min(other), one.max(other))
    }
}

/// SMOG grade: the US school grade whose pupils understand all of the text; `None` without words.
///
/// `1.0430·√(30·polysyllables/sentences) + 3.1291`, where a polysyllable has three syllables or more: Mc Laughlin, "SMOG
/// grading: a new readability formula", Journal of Reading 12 (1969), pages 639-646. It was fitted to samples of 30
/// sentences, with a standard error of 1.5 grades. Every sentence is counted here and a shorter text is scaled up to 30, so that in
/// a goal of one sentence a single long word moves the grade by nearly six. Show it as a hint, beside the other formula.
pub fn smog(text: &str) -> Option<f64> {
    let counts = TextCounts::of(text)?;
    Some(1.0430 * (30.0 * counts.polysyllables / counts.sentences).sqrt() + 3.1291)
}

/// Flesch-Kincaid grade: a US school grade, below 0 for the simplest texts; `None` without words.
///
/// `0.39·words/sentences + 11.8·syllables/words - 15.59`: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new
/// readability formulas for Navy enlisted personnel", Research Branch Report 8-75 (1975).
pub fn flesch_kincaid(text: &str) -> Option<f64> {
    let counts = TextCounts::of(text)?;
    Some(0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59)
}

/// Age in years of a pupil in a US school grade.
pub fn reading_age(grade: f64) -> f64 {
    grade + GRADE_TO_AGE
}

/// Counts for the formulas. Only `polysyllables` may be 0.
#[derive(Default)]
struct TextCounts {
    sentences: f64,
    words: f64,
    syllables: f64,
    polysyllables: f64,
}

impl TextCounts {
    fn of(text: &str) -> Option<Self> {
        let mut counts = Self::default();
        // Sentence by sentence, so that words and sentences come from the same split and no text has words without a sentence.
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
            assert!(sentences(text).is_empty() && Grades::of(text).is_none());
        }
    }

    #[test]
    fn an_age_is_told_in_whole_years_and_only_where_there_are_some() {
        let ages = |smog, flesch_kincaid| {
            Grades {
                smog,
                flesch_kincaid,
            }
            .ages()
        };
        assert_eq!(ages(9.2, 6.4), (11, 14));
        assert_eq!(ages(6.49, 6.5), (11, 12));
        assert_eq!(ages(3.1291, -3.4), (5, 8));
        assert_eq!(ages(31.0, 58.0), (21, 21));
    }
}
