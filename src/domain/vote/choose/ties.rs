//! What else the same votes allow: the sets that other ways of breaking ties come to.

use std::collections::BTreeSet;

/// So many sets are listed, and ten times so many states looked at, before a list is given up as too long.
const MOST: usize = 2_000;

/// Every set that some way of breaking ties comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties {
    /// Each set once, its projects by id; the sets in the order of their ids.
    pub sets: Vec<Vec<usize>>,
    /// There are no others. Where it is false there were too many to list, or the election is too large to look.
    pub complete: bool,
}

/// Sets found so far, their projects as places among the sorted ids.
#[derive(Debug, Default)]
pub(super) struct Found {
    sets: BTreeSet<Vec<usize>>,
    looked: usize,
    cut: bool,
}

impl Found {
    /// One more state is looked at; `false` where that is enough.
    pub(super) fn look(&mut self) -> bool {
        self.looked += 1;
        self.cut |= self.looked > MOST * 10 || self.sets.len() > MOST;
        !self.cut
    }

    /// No further: the list stays incomplete.
    pub(super) fn cut(&mut self) {
        self.cut = true;
    }

    /// A set is reached.
    pub(super) fn add(&mut self, ranks: impl IntoIterator<Item = usize>) {
        let mut set: Vec<usize> = ranks.into_iter().collect();
        set.sort_unstable();
        self.sets.insert(set);
    }

    /// All of them, as places in the election.
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
