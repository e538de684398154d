//! The settings of a round: everything that is fixed before it opens, and that counting its ballots needs.

use serde::{Deserialize, Serialize};

use super::{allowed::Allowed, method::Method};
use crate::domain::word::word_of;

/// The settings of a round, fixed before it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSettings {
    /// How a voter answers.
    pub method: Method,
    /// Whether groups count the same, or heads do.
    pub weight: Weight,
    /// Groups with fewer ballots are never shown apart.
    pub apart_from: u32,
    /// The goals voted on, by id, in the order of the ballot.
    pub goals: Vec<String>,
    /// How much a ballot may give.
    #[serde(default, skip_serializing_if = "Allowed::is_usual")]
    pub allowed: Allowed,
}

/// Whether groups count the same, or heads do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Groups count the same whatever their head-count.
    Balanced,
    /// Every ballot counts the same.
    Head,
}

impl Weight {
    /// Every weight with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[("balanced", Self::Balanced), ("head", Self::Head)];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}
