//! Number of different units.

use super::super::rows::UnitId;

/// Units that were met, some of them several times: counted once at the end.
// A set would hash each goal's unit; most neighbours are of one unit, and sorting what is left is a fraction of that.
#[derive(Default)]
pub(super) struct Units(Vec<UnitId>);

impl Units {
    pub(super) fn add(&mut self, unit: UnitId) {
        if self.0.last() != Some(&unit) {
            self.0.push(unit);
        }
    }

    pub(super) fn count(mut self) -> usize {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.len()
    }
}
