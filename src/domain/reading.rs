//! How hard a text is to read, and what in it could be plainer.
//!
//! Patients are promised words for a reading age of 9 to 11; the room sees while it types whether it keeps to that. All of
//! it is a hint: no text is ever refused for it.

mod grades;
pub mod jargon;
mod parts;
mod passive;
mod syllables;
mod tokens;

pub use self::{
    grades::{Grades, flesch_kincaid, reading_age, smog},
    jargon::{Jargon, Plainer},
    parts::{paragraphs, sentences, words},
    passive::passive,
    syllables::syllables,
};

/// The most words that a sentence should have (NHS digital service manual, "How to write good content").
pub const LONG_SENTENCE: usize = 20;
/// The most sentences that a paragraph should have.
pub const LONG_PARAGRAPH: usize = 3;
/// The fewest words of which a formula says anything; of fewer, one long word decides.
pub const FEWEST_WORDS: usize = 30;

/// What there is to say of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<'t> {
    /// How many.
    pub words: usize,
    /// How many.
    pub sentences: usize,
    /// How many.
    pub paragraphs: usize,
    /// Sentences of more than 20 words.
    pub long: Vec<&'t str>,
    /// Paragraphs of more than 3 sentences.
    pub long_paragraphs: Vec<&'t str>,
    /// The passives, such as "be told".
    pub passive: Vec<&'t str>,
    /// The terms that patients may not know, each once.
    pub jargon: Vec<Plainer<'t>>,
    /// `None` under 30 words.
    pub grades: Option<Grades>,
}

/// One thing that could be plainer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint<'t> {
    /// A sentence of more than 20 words.
    Sentence {
        /// How many words it has.
        words: usize,
        /// All of it.
        text: &'t str,
    },
    /// A term that patients may not know.
    Term(Plainer<'t>),
    /// A passive: who does it is not said, or is said too late.
    Passive(&'t str),
    /// A paragraph of more than 3 sentences.
    Paragraph {
        /// How many sentences it has.
        sentences: usize,
        /// All of it.
        text: &'t str,
    },
}

/// Reads a text.
pub fn read<'t>(text: &'t str, jargon: &Jargon) -> Reading<'t> {
    let count = words(text).count();
    let (all, paragraphs) = (sentences(text), paragraphs(text));
    Reading {
        words: count,
        sentences: all.len(),
        paragraphs: paragraphs.len(),
        long_paragraphs: over(&paragraphs, |p| sentences(p).len() > LONG_PARAGRAPH),
        long: over(&all, |s| words(s).count() > LONG_SENTENCE),
        passive: passive(text),
        jargon: jargon.find(text),
        grades: Grades::of(text).filter(|_| count >= FEWEST_WORDS),
    }
}

fn over<'t>(texts: &[&'t str], is_long: impl Fn(&str) -> bool) -> Vec<&'t str> {
    texts.iter().copied().filter(|t| is_long(t)).collect()
}

impl<'t> Reading<'t> {
    /// Whether there is too little of it to say more than how long its sentences are and which terms stand in it.
    pub fn is_short(&self) -> bool {
        self.words < FEWEST_WORDS
    }

    /// What to show of it, the most useful first. Of a short text, only long sentences and terms.
    pub fn hints(&self) -> Vec<Hint<'t>> {
        let mut hints: Vec<Hint<'t>> = self
            .long
            .iter()
            .map(|text| Hint::Sentence {
                words: words(text).count(),
                text,
            })
            .collect();
        hints.extend(self.jargon.iter().cloned().map(Hint::Term));
        if !self.is_short() {
            hints.extend(self.passive.iter().copied().map(Hint::Passive));
            hints.extend(self.long_paragraphs.iter().map(|text| Hint::Paragraph {
                sentences: sentences(text).len(),
                text,
            }));
        }
        hints
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOUR: &str = "We are told late. You will be told by the MDT. We wait. We ask again.";

    #[test]
    fn long_is_over_twenty_words() {
        let of = |count| format!("{}.", vec!["word"; count].join(" "));
        let long = |text: &str| read(text, &Jargon::default()).long.len();
        assert_eq!(long(&of(20)), 0);
        assert_eq!(long(&of(21)), 1);
        assert_eq!(long(&format!("{} {} {}", of(21), of(5), of(40))), 2);
    }

    #[test]
    fn of_a_short_text_only_sentences_and_terms_are_shown() {
        let jargon = Jargon::default();
        let short = read(FOUR, &jargon);
        assert!(short.is_short() && short.grades.is_none());
        assert_eq!(short.passive, ["are told", "be told"]);
        assert_eq!(short.long_paragraphs, [FOUR]);
        let term = Hint::Term(Plainer {
            term: "MDT",
            plain: "the hospital team".to_owned(),
        });
        assert_eq!(short.hints(), std::slice::from_ref(&term));

        let long = format!("{FOUR}\n\n{}.", vec!["word"; 21].join(" "));
        let (sentence, whole) = (long.rsplit("\n\n").next().unwrap(), read(&long, &jargon));
        assert_eq!((whole.words, whole.sentences, whole.paragraphs), (37, 5, 2));
        assert_eq!(whole.grades, Grades::of(&long));
        assert_eq!(
            whole.hints(),
            [
                Hint::Sentence {
                    words: 21,
                    text: sentence
                },
                term,
                Hint::Passive("are told"),
                Hint::Passive("be told"),
                Hint::Paragraph {
                    sentences: 4,
                    text: FOUR
                },
            ]
        );
    }

    #[test]
    fn grades_begin_at_thirty_words() {
        let of = |count| vec!["word"; count].join(" ");
        let graded = |count| read(&of(count), &Jargon::default()).grades.is_some();
        assert!(!graded(29) && graded(30));
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_its_counts_add_up(
            text in "(MDT|was told|pre-op|[a-zA-Z.!?'(&) \n\"é-]{0,8}|\\PC{0,9}){0,12}"
        ) {
            let reading = read(&text, &Jargon::default());
            let apart: Vec<_> = sentences(&text).into_iter().flat_map(words).collect();
            prop_assert_eq!(&apart, &words(&text).collect::<Vec<_>>());
            prop_assert_eq!(reading.words, apart.len());
            let of_paragraphs: Vec<_> = paragraphs(&text).into_iter().flat_map(sentences).collect();
            prop_assert_eq!(of_paragraphs, sentences(&text));
            prop_assert!(reading.long.len() <= reading.sentences);
            prop_assert!(reading.long_paragraphs.len() <= reading.paragraphs);
            prop_assert!(reading.paragraphs <= reading.sentences && reading.sentences <= reading.words);
            prop_assert_eq!(smog(&text).is_some(), reading.words > 0);
            prop_assert_eq!(reading.grades.is_some(), reading.words >= FEWEST_WORDS);
            for found in reading.passive.iter().chain(reading.jargon.iter().map(|p| &p.term)) {
                prop_assert!(text.contains(found) && !found.is_empty());
            }
        }
    }
}
