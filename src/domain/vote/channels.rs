//! The ways in which ballots come in, and the number of each.

use serde::{Deserialize, Serialize};

/// The numbers of ballots by the way they came in.
// Of the whole round and never by group: "one patient by code" would be that patient's turnout, and with two rounds perhaps more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    /// By the keyboard or number pad, also in the name of somebody who is not here.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub keys: u32,
    /// On paper slips.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub slips: u32,
    /// By code cards.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub codes: u32,
}

/// True for no ballots.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
pub(super) fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Channels {
    /// True if not all of them came by the keyboard.
    pub fn is_mixed(self) -> bool {
        self.slips > 0 || self.codes > 0
    }

    /// The number of all ballots.
    pub fn total(self) -> u32 {
        self.keys + self.slips + self.codes
    }
}
