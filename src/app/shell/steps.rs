//! Programs that go step by step: the steps in the header, and a mark on each of them.

use std::{collections::BTreeMap, ops::Range};

/// A step of a program, in the order of `ALL`.
pub trait Step: Copy + Ord + 'static {
    /// All steps, in their order.
    const ALL: &'static [Self];

    /// The name in the header.
    fn title(self) -> &'static str;

    /// The number in the header: 1 and up.
    fn number(self) -> usize {
        Self::ALL.iter().position(|s| *s == self).unwrap_or(0) + 1
    }

    /// The step of a number.
    fn numbered(number: usize) -> Option<Self> {
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// The step `by` places further on, or back.
    fn beside(self, by: isize) -> Option<Self> {
        Self::numbered(self.number().checked_add_signed(by)?)
    }
}

/// The tabs of the header: each step with its number; the current one is true.
pub fn tabs<S: Step>(current: S) -> Vec<(String, bool)> {
    let tab = |s: &S| (format!("{} {}", s.number(), s.title()), *s == current);
    S::ALL.iter().map(tab).collect()
}

/// The row under the mark on each step.
#[derive(Clone, Debug)]
pub struct Marks<S> {
    rows: BTreeMap<S, usize>,
}

impl<S> Default for Marks<S> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<S: Copy + Ord> Marks<S> {
    /// The row under the mark of a step that has `rows` rows.
    pub fn row(&self, step: S, rows: usize) -> usize {
        let row = self.rows.get(&step).copied().unwrap_or(0);
        row.min(rows.saturating_sub(1))
    }

    /// Puts the mark of a step on a row.
    pub fn go_to(&mut self, step: S, row: usize) {
        self.rows.insert(step, row);
    }
}

/// Rows that are laid out on each side of the mark in a list of thousands: more than any window shows.
const AROUND: usize = 60;

/// The rows of a long list that are laid out around the mark.
pub fn window(at: usize, rows: usize) -> Range<usize> {
    at.saturating_sub(AROUND)..(at + AROUND).min(rows)
}
