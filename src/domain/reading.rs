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
pub struct Readability<'t> {
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
pub enum ReadingHint<'t> {
    /// A sentence of more than 20 words.
    Sentence {
        /// How many words it has.
        words: usize,
        /// All of it.
        text: &'t str,
    },
    /// A term that patients may not know.
    Term(Plainer<'t>),
    /// A passive: who does it is said late, or not at all.
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
        grades: Grades::of(text).filter(|_| count >= FEWEST_WORDS),
    }
}

fn over<'t>(texts: &[&'t str], is_long: impl Fn(&str) -> bool) -> Vec<&'t str> {
    texts.iter().copied().filter(|t| is_long(t)).collect()
}

impl<'t> Readability<'t> {
    /// Whether there is too little of it to say more than how long its sentences are and which terms stand in it.
    pub fn is_short(&self) -> bool {
        self.words < FEWEST_WORDS
    }

    /// What to show of it, the most useful first. Of a short text, only long sentences and terms.
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
