//! Readability: reading age of a text, and hints for plainer wording.
//!
//! Patients are promised a reading age of 9 to 11, and the room sees it while it types. All of this is advice: no text is ever
//! refused for its wording.

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

/// Most words in a sentence that is not long (NHS digital service manual, "How to write good content").
pub const LONG_SENTENCE: usize = 20;
/// Most sentences in a paragraph that is not long.
pub const LONG_PARAGRAPH: usize = 3;
// In fewer words a single long one decides the grade.
/// Fewest words with which the grades are shown.
pub const FEWEST_WORDS: usize = 30;

/// Counts, findings and grades of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Readability<'t> {
    /// Number of words.
    pub words: usize,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Sentences of more than [`LONG_SENTENCE`] words.
    pub long: Vec<&'t str>,
    /// Paragraphs of more than [`LONG_PARAGRAPH`] sentences.
    pub long_paragraphs: Vec<&'t str>,
    /// Passive verbs, such as "be told".
    pub passive: Vec<&'t str>,
    /// Terms that patients may not know, each once.
    pub jargon: Vec<Plainer<'t>>,
    /// Grades; `None` under [`FEWEST_WORDS`] words.
    pub grades: Option<Grades>,
}

/// A hint for plainer wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingHint<'t> {
    /// A long sentence.
    Sentence {
        /// Number of words.
        words: usize,
        /// The sentence.
        text: &'t str,
    },
    /// A term that patients may not know.
    Term(Plainer<'t>),
    /// A passive verb, which hides or postpones who acts.
    Passive(&'t str),
    /// A long paragraph.
    Paragraph {
        /// Number of sentences.
        sentences: usize,
        /// The paragraph.
        text: &'t str,
    },
}

/// Assesses a text.
pub fn read<'t>(text: &'t str, jargon: &Jargon) -> Readability<'t> {
    let count = words(text).count();
    let (all, paragraphs) = (sentences(text), paragraphs(text));
    Readability {
        words: count,
        sentences: all.len(),
        paragraphs: paragraphs.len(),
        long_paragraphs: over(&paragraphs, |p| sentences(p).len() > LONG_PARAGRAPH),
        long: over(&all, |s| words(s).count() > LONG_SENTENCE),
        passive: passive(text),
        jargon: jargon.find(text),
        // Counted here and not in `Grades`, whose formulas are compared with published values of any length.
        grades: Grades::of(text).filter(|_| count >= FEWEST_WORDS),
    }
}

fn over<'t>(texts: &[&'t str], is_long: impl Fn(&str) -> bool) -> Vec<&'t str> {
    texts.iter().copied().filter(|t| is_long(t)).collect()
}

impl<'t> Readability<'t> {
    /// True for a text under [`FEWEST_WORDS`] words, such as a goal.
    pub fn is_short(&self) -> bool {
        self.words < FEWEST_WORDS
    }

    /// Hints to show, the most useful first; only long sentences and terms for a short text.
    pub fn hints(&self) -> Vec<ReadingHint<'t>> {
        let mut hints: Vec<ReadingHint<'t>> = self
            .long
            .iter()
            .map(|text| ReadingHint::Sentence {
                words: words(text).count(),
                text,
            })
            .collect();
        hints.extend(self.jargon.iter().cloned().map(ReadingHint::Term));
        // In a goal of one sentence more hints than these would be noise.
        if !self.is_short() {
            hints.extend(self.passive.iter().copied().map(ReadingHint::Passive));
            hints.extend(
                self.long_paragraphs
                    .iter()
                    .map(|text| ReadingHint::Paragraph {
                        sentences: sentences(text).len(),
                        text,
                    }),
            );
        }
        hints
    }
}

#[cfg(test)]
mod tests;
