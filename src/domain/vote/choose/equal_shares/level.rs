//! Ties of equal shares: the other sets that are possible where projects have the same rho.

use std::collections::BTreeMap;

use super::{
    super::{
        purses::number,
        ties::{TiedSets, Ties},
    },
    EqualShares, EqualSharesState,
    complete::factor,
};

/// The largest election that is searched for ties, in ballots times projects.
const LARGEST_TO_SEARCH: usize = 50_000;

impl EqualShares<'_> {
    /// The sets of all ways to break ties.
    pub(in super::super) fn tied(&self) -> Ties {
        let mut found = TiedSets::default();
        let size = self.scaled.projects() * self.scaled.copies.len();
        let factor = factor(None, 0);
        if size > LARGEST_TO_SEARCH {
            found.cut();
            found.add(self.set(&factor).iter().map(|p| self.scaled.rank(*p)));
        } else {
            self.search(self.begin(&factor), &mut found, &mut BTreeMap::new());
        }
        found.finish(&self.scaled.by_id)
    }

    fn search(
        &self,
        mut state: EqualSharesState,
        found: &mut TiedSets,
        seen: &mut BTreeMap<Vec<usize>, Vec<EqualSharesState>>,
    ) {
        if !found.look() {
            return;
        }
        let level = self.best(&mut state);
        if level.is_empty() {
            found.add(state.taken.iter().map(|p| self.scaled.rank(*p)));
        }
        for (project, rho) in &level {
            let mut next = state.clone();
            self.buy(&mut next, *project, rho, false);
            if level.len() > 1 {
                // The order of purchases seldom matters in the end: without this, n equal projects would be searched n! times.
                let mut set = next.taken.clone();
                set.sort_unstable();
                let before = seen.entry(set).or_default();
                if before.iter().any(|other| other.is_level(&next)) {
                    continue;
                }
                before.push(next.clone());
            }
            self.search(next, found, seen);
        }
    }
}

impl EqualSharesState {
    /// Every voter has the same left.
    fn is_level(&self, other: &Self) -> bool {
        let count = self.purses.len();
        count == other.purses.len()
            && (0..count).all(|place| {
                number(self.purses.get(place)) * &other.denominator
                    == number(other.purses.get(place)) * &self.denominator
            })
    }
}
