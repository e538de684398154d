//! Rows of a table that belong to one goal, and the last look at it.
//!
//! Tables are in the same order as the goals, so a goal's rows are found by walking along and not by searching.

use std::iter;

use super::super::rows::{Dataset, GoalRow, ReviewRow};

/// A table that is walked along beside another: the goals, by meeting and number, or the meetings.
pub(super) struct Beside<'a, T, K> {
    rest: &'a [T],
    key: fn(&T) -> K,
}

impl<'a, T, K: PartialEq> Beside<'a, T, K> {
    pub(super) fn new(rows: &'a [T], key: fn(&T) -> K) -> Self {
        Self { rest: rows, key }
    }

    /// Rows of a key. It has to be asked for every key that rows can have, in the order of the dataset: rows of one that was left out
    /// would hide all that come after them.
    pub(super) fn of(&mut self, key: &K) -> &'a [T] {
        let own = self.rest.iter().take_while(|r| (self.key)(r) == *key);
        let (own, rest) = self.rest.split_at(own.count());
        self.rest = rest;
        own
    }
}

/// Goals, each with its reviews.
pub(super) fn goals_with_reviews(data: &Dataset) -> impl Iterator<Item = (&GoalRow, &[ReviewRow])> {
    let mut reviews = Beside::new(&data.reviews, |r| (r.meeting_id, r.goal_no));
    let mut goals = data.goals.iter();
    iter::from_fn(move || {
        let goal = goals.next()?;
        Some((goal, reviews.of(&(goal.meeting_id, goal.goal_no))))
    })
}

/// The last of the looks that count: that on the latest day, then the one with the greatest number.
pub(super) fn last_look(
    reviews: &[ReviewRow],
    counts: impl Fn(&ReviewRow) -> bool,
) -> Option<&ReviewRow> {
    reviews
        .iter()
        .filter(|r| r.status.is_some() && counts(r))
        .max_by_key(|r| (r.looked_on, r.review_no))
}

/// Status of the last look.
pub(super) fn last_status(reviews: &[ReviewRow]) -> Option<&'static str> {
    last_look(reviews, |_| true).and_then(|r| r.status)
}
