//! Lists of ties: the sets that all ways of breaking ties come to.

use std::collections::BTreeSet;

/// The most sets that are listed; the most states that are looked at is ten times as many.
const MOST: usize = 2_000;

/// The sets of all ways of breaking ties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties {
    /// Each set once, its projects by id; the sets in the order of their ids.
    pub sets: Vec<Vec<usize>>,
    /// True if there are no others. Otherwise there were too many to list, or the election is too large to search.
    // Callers refuse an incomplete list: a set that is missing from it could be the one that the room would choose.
    pub complete: bool,
}

/// The sets found so far, their projects as places among the sorted ids.
#[derive(Debug, Default)]
pub(super) struct TiedSets {
    sets: BTreeSet<Vec<usize>>,
    looked: usize,
    cut: bool,
}

impl TiedSets {
    /// Counts one more state that is looked at; `false` if the search has to stop.
    pub(super) fn look(&mut self) -> bool {
        self.looked += 1;
        self.cut |= self.looked > MOST * 10 || self.sets.len() > MOST;
        !self.cut
    }

    /// Ends the search: the list stays incomplete.
    pub(super) fn cut(&mut self) {
        self.cut = true;
    }

    /// Adds a set.
    pub(super) fn add(&mut self, ranks: impl IntoIterator<Item = usize>) {
        let mut set: Vec<usize> = ranks.into_iter().collect();
        set.sort_unstable();
        self.sets.insert(set);
    }

    /// The list, with projects as places in the election.
    pub(super) fn finish(self, by_id: &[usize]) -> Ties {
        let named = |set: Vec<usize>| {
            set.iter()
                .filter_map(|rank| by_id.get(*rank).copied())
                .collect()
        };
        Ties {
            complete: !self.cut,
            sets: self.sets.into_iter().map(named).collect(),
        }
    }
}
