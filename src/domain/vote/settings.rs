//! The settings of a round: everything that is fixed before it opens and that counting its ballots needs.

use serde::{Deserialize, Serialize};

use super::{allowed::Allowed, method::Method};
use crate::domain::word::word_of;

/// The settings of a round, fixed before it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSettings {
    /// The voting method.
    pub method: Method,
    /// The weight of groups or heads.
    pub weight: Weight,
    /// Groups with fewer ballots are never shown apart.
    // Fixed and announced before the round opens: chosen after the count, it could be set by what one wants to see.
    pub apart_from: u32,
    /// The goals voted on, by id, in the order of the ballot.
    pub goals: Vec<String>,
    /// The limits of a ballot.
    #[serde(default, skip_serializing_if = "Allowed::is_usual")]
    pub allowed: Allowed,
}

/// The weight under which ballots are counted.
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
