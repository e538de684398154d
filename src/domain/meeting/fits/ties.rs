//! Settled ties: by the chair's word, or by a lot that cannot be drawn twice.

use serde::{Deserialize, Serialize};

use crate::domain::vote::round::Round;

/// A settled tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The round.
    pub round: String,
    /// The goals of the tie, sorted by id.
    pub between: Vec<String>,
    /// The goal that goes first.
    pub taken: String,
    /// The random number that it was drawn with; `None` if the chair decided.
    pub seed: Option<u64>,
}

impl Lot {
    /// True if it settles that `goal` goes before `other`.
    fn settles(&self, goal: &str, other: &str) -> bool {
        self.taken == goal && self.between.iter().any(|id| id == other)
    }
}

/// Draws a place from 0 to `of - 1` by a random number; the same number draws the same place. One step of `SplitMix64` (Steele,
/// Lea and Flood 2014), so that every bit of the number counts.
pub fn draw(random: u64, of: usize) -> usize {
    let mut z = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    // A plain remainder favours some places by less than one in 2^58 for a list of goals: nothing that a room could notice.
    let of = u64::try_from(of.max(1)).unwrap_or(1);
    usize::try_from(z % of).unwrap_or(0)
}

/// The goal of a tie that goes first, as the room settled it; `None` if that is not settled.
pub(super) fn first_of<'a>(lots: &[Lot], round: &Round, level: &'a [String]) -> Option<&'a String> {
    let lots = || lots.iter().filter(|l| l.round == round.id);
    level.iter().find(|goal| {
        // Pair by pair, because an earlier lot may have been between more goals than are level now.
        let others = level.iter().filter(|other| other != goal);
        level.len() > 1
            && others
                .clone()
                .all(|other| lots().any(|l| l.settles(goal, other)))
    })
}
