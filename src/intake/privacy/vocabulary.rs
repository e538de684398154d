//! Vocabulary of a file: words that its patients write in small letters are no names.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{
    lexicon::{self, WordClass},
    tokens::{self, Shape},
};

/// Unlisted words of a file that occur in small letters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    small: HashMap<String, u32>,
    /// Cached results of [`Vocabulary::is_slip`].
    slips: Mutex<HashMap<String, bool>>,
}

impl Clone for Vocabulary {
    fn clone(&self) -> Self {
        Self {
            small: self.small.clone(),
            slips: Mutex::default(),
        }
    }
}

impl Vocabulary {
    /// Collects the words of many texts.
    pub(super) fn from_texts<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> Self {
        let mut small: HashMap<String, u32> = HashMap::new();
        let mut large: HashMap<String, u32> = HashMap::new();
        for text in texts {
            let tokens = tokens::tokens(text.as_ref());
            let shouts =
                tokens.iter().filter(|t| t.shape == Shape::Shouted).count() * 2 > tokens.len();
            for token in tokens {
                let listed = token.is(WordClass::Common)
                    || token.is(WordClass::Known)
                    || token.is(WordClass::Name);
                if listed || shouts {
                    continue;
                }
                match token.shape {
                    Shape::Small => *small.entry(token.base).or_default() += 1,
                    Shape::Capital if token.place == tokens::WordPosition::Inside => {
                        *large.entry(token.base).or_default() += 1;
                    }
                    _ => {}
                }
            }
        }
        small.retain(|word, count| *count >= large.get(word).copied().unwrap_or(0).max(1));
        Self {
            small,
            slips: Mutex::default(),
        }
    }

    /// Number of occurrences of a word in small letters.
    pub(super) fn small(&self, base: &str) -> u32 {
        self.small.get(base).copied().unwrap_or(0)
    }

    /// True for a typing error in a common word. Cached, because the test is slow.
    pub(super) fn is_slip(&self, base: &str) -> bool {
        let mut slips = self.slips.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = slips.get(base) {
            return *known;
        }
        let is_slip = lexicon::is_near_common(base);
        slips.insert(base.to_owned(), is_slip);
        is_slip
    }
}
