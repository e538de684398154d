//! Scales: what a set of goals takes of money, hours and places, as broad bars of blocks.

use super::Line;

/// A set of goals beside the capacity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scales {
    /// The bars from top to bottom, such as money and hours.
    pub scales: Vec<Scale>,
    /// The number of goals; `None` where it is not shown.
    pub places: Option<Places>,
}

/// A bar of blocks with its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// Its name, such as `hours`.
    pub label: String,
    /// The goals of the set, in the order of the list.
    pub blocks: Vec<ScaleBlock>,
    /// The capacity, in the unit of the blocks; without one there is only the sum.
    pub limit: Option<u64>,
    /// The sum, such as `£700`.
    pub sum: String,
    /// The words after the sum, such as ` of £2,000`; left out in a narrow window.
    pub of: String,
    /// A note below the sum, such as `28 over`; may be empty.
    pub note: Line,
}

/// A goal on a scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScaleBlock {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Its amount, in the unit of the limit. A goal without an amount has no block.
    pub takes: u64,
    /// It was agreed before, and cannot be taken out here.
    pub agreed: bool,
}

/// The places that a set of goals takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Its name.
    pub label: String,
    /// The goals of the set, in the order of the list; their `takes` is 1.
    pub blocks: Vec<ScaleBlock>,
    /// The planned number of goals.
    pub limit: Option<u64>,
    /// The sum, such as `4 of 5 goals`.
    pub sum: Line,
}
