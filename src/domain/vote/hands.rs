//! Shows of hands, counted in the open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A show of hands by one group on one goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// Hands up for it.
    pub yes: u32,
    /// Hands up against it.
    pub no: u32,
    /// Neither.
    pub abstain: u32,
}

impl Hands {
    /// Everybody counted.
    pub fn total(self) -> u32 {
        self.yes
            .saturating_add(self.no)
            .saturating_add(self.abstain)
    }
}

/// Counts of hands by goal, then by group.
pub type HandsByGoal = BTreeMap<String, BTreeMap<String, Hands>>;
