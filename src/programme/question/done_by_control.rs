//! Question `done-by-control`: goals agreed and done within 18 months, by the level that can make them happen.

use std::collections::BTreeMap;

use super::{
    super::rows::Dataset,
    NOT_SAID, Row,
    looks::{goals_with_reviews, last_look},
    row,
};

pub(super) const COLUMNS: &[&str] = &["year", "control", "agreed", "known", "done", "dropped"];

/// Month from which on a look belongs to a later review than that of 18 months.
const TOO_LATE: i32 = 21;
/// Month from which on a look says how the goal stands at 18 months, whatever its status.
const LATE_ENOUGH: i32 = 15;

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut groups: BTreeMap<(i16, &str), [i64; 4]> = BTreeMap::new();
    for (goal, reviews) in goals_with_reviews(data) {
        if goal.decision != "agreed" {
            continue;
        }
        let look = last_look(reviews, |r| r.months_since.is_some_and(|m| m < TOO_LATE));
        let status = look.and_then(|l| l.status);
        let is_late = look
            .and_then(|l| l.months_since)
            .is_some_and(|m| m >= LATE_ENOUGH);
        let is_done = status == Some("done");
        let is_dropped = status == Some("dropped");
        let key = (goal.meeting_date.year(), goal.control.unwrap_or(NOT_SAID));
        let [agreed, known, done, dropped] = groups.entry(key).or_default();
        *agreed += 1;
        *known += i64::from(is_done || is_dropped || is_late);
        *done += i64::from(is_done);
        *dropped += i64::from(is_dropped);
    }
    let rows = groups
        .into_iter()
        .map(|((year, control), counts)| row([year.into(), control.into()], counts));
    rows.collect()
}
