//! Languages of the papers: English, a draft in Welsh, and any table that somebody writes.
//!
//! A table in another language has the keys of the English one. A key that it lacks is printed in English, counted and named, so that a
//! half-finished translation can be used and nobody takes it for a finished one.

use super::{ENGLISH, PaperWords, Sentences as _};
use crate::{
    domain::settings::PaperLanguage,
    yaml::{self, Problem, Read, WordTable},
};

/// The Welsh table, a first draft.
const WELSH: &str = include_str!("cy.yaml");

/// A language of the papers.
#[derive(Clone, Debug)]
pub struct Language {
    /// The sentences.
    pub words: PaperWords,
    /// Keys of sentences that the table lacks, and that are in English.
    pub gaps: Vec<String>,
    /// Remark of the table about itself, such as that nobody has read it yet.
    pub note: Option<String>,
}

impl Language {
    /// British English.
    pub const fn english() -> Self {
        Self {
            words: ENGLISH,
            gaps: Vec::new(),
            note: None,
        }
    }

    /// A built-in language.
    ///
    /// # Errors
    /// Problems of the built-in table, which a test rules out.
    pub fn built_in(language: PaperLanguage) -> Result<Self, Vec<Problem>> {
        match language {
            PaperLanguage::English => Ok(Self::english()),
            PaperLanguage::Welsh => Self::read("cy.yaml", WELSH).into_result(),
        }
    }

    /// Reads a table in another language. `name` is the name of the file in problems.
    pub fn read(name: &str, text: &str) -> Read<Self> {
        let known = sentences();
        let known: Vec<(&str, &str)> = known.iter().map(|(k, s)| (k.as_str(), *s)).collect();
        let read = yaml::read_words(name, text, &known);
        Read {
            value: read.value.map(|table| Self::from(&table)),
            problems: read.problems,
            places: read.places,
        }
    }

    /// The table as YAML, to be translated or mended; a gap is in English.
    pub fn table(&self) -> String {
        let mut all = Vec::new();
        let mut words = self.words;
        words.visit("", &mut |key, sentence| {
            all.push((key.to_owned(), *sentence));
        });
        all.retain(|(key, _)| key != "language");
        yaml::write_words(self.words.language, self.note.as_deref(), &all)
    }

    /// Sentences of the table that are in its language, of all.
    pub fn translated(&self) -> (usize, usize) {
        let all = sentences().len();
        (all - self.gaps.len(), all)
    }
}

impl From<&WordTable> for Language {
    fn from(table: &WordTable) -> Self {
        let mut words = ENGLISH;
        let mut gaps = Vec::new();
        words.visit("", &mut |key, sentence| match table.sentences.get(key) {
            // Kept until the program ends, like the English table: a run reads one language.
            Some(text) => *sentence = String::leak(text.clone()),
            None => gaps.push(key.to_owned()),
        });
        words.language = String::leak(table.language.clone());
        gaps.retain(|key| key != "language");
        Self {
            words,
            gaps,
            note: table.note.clone(),
        }
    }
}

/// Every key with its English sentence, in the order of the table.
pub fn sentences() -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    let mut words = ENGLISH;
    words.visit("", &mut |key, sentence| {
        // Not a sentence: the tag is a key of the file itself.
        if key != "language" {
            all.push((key.to_owned(), *sentence));
        }
    });
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_sentence_has_a_key_of_its_own() {
        let all = sentences();
        let keys: BTreeSet<&String> = all.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), all.len());
        assert!(all.len() > 150, "{}", all.len());
        for (key, english) in &all {
            assert!(!english.is_empty(), "{key}");
        }
    }

    #[test]
    fn a_gap_is_english_and_named() {
        let text = "pledge: words/1\nlanguage: xx\nnote: a try\nwords:\n  title: Titulo\n  months: [Uno, Duo]\n  results:\n    bands: [a, b, c, d]\n";
        let read = Language::read("xx.yaml", text).into_result().unwrap();
        assert_eq!((read.words.title, read.words.language), ("Titulo", "xx"));
        assert_eq!(read.words.months[..3], ["Uno", "Duo", "March"]);
        assert_eq!(read.words.results.bands, ["a", "b", "c", "d"]);
        assert_eq!(read.words.subtitle, ENGLISH.subtitle);
        assert!(read.gaps.contains(&"subtitle".to_owned()));
        assert!(!read.gaps.contains(&"months.2".to_owned()));
        assert_eq!(read.note.as_deref(), Some("a try"));
        let (there, all) = read.translated();
        assert_eq!((there, all), (7, all));
    }

    #[test]
    fn the_table_that_is_written_reads_as_it_is() {
        let english = Language::english();
        let text = english.table();
        let again = Language::read("en.yaml", &text).into_result().unwrap();
        assert_eq!(again.gaps, Vec::<String>::new());
        assert_eq!(again.table(), text);
    }

    #[test]
    fn a_wrong_key_and_a_lost_value_are_named_with_their_line() {
        let text = "pledge: words/1\nlanguage: xx\nwords:\n  titel: Titulo\n  goal: Objetivo\n  by: \"\"\n";
        let problems = Language::read("xx.yaml", text).into_result().unwrap_err();
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let all = all.join("\n");
        for part in ["xx.yaml:4", "titel", "`title`", "xx.yaml:5", "{n}"] {
            assert!(all.contains(part), "{part} in {all}");
        }
    }

    #[test]
    fn welsh_reads_and_says_that_nobody_has_read_it() {
        let welsh = Language::built_in(PaperLanguage::Welsh).unwrap();
        assert_eq!(welsh.words.language, "cy");
        let note = welsh.note.unwrap();
        assert!(note.contains("not yet read by a Welsh speaker"), "{note}");
        assert_ne!(welsh.words.title, ENGLISH.title);
    }
}
