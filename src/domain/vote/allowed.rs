//! Limits of a ballot: dots and places.
//!
//! Apart from the settings of a round, because the table of methods fills these numbers into its sentences.

use serde::{Deserialize, Serialize};

/// The most that a ballot may give, where the method has such a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// Dots that each voter has.
    pub dots: u8,
    /// Dots that may stand on one goal.
    pub most: u8,
    /// Places that each voter gives.
    pub top: u8,
}

impl Default for Allowed {
    fn default() -> Self {
        Self {
            dots: 5,
            most: 3,
            top: 3,
        }
    }
}

impl Allowed {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}
