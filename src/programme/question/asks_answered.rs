//! Question `asks-answered`: goals that were asked of people above or outside, and their answers.

use std::collections::BTreeMap;

use super::{
    super::rows::Dataset,
    Row,
    looks::{goals_with_reviews, last_look},
    row,
};

pub(super) const COLUMNS: &[&str] = &[
    "year",
    "asked",
    "granted",
    "refused",
    "waiting",
    "not_reviewed",
    "answer_days",
];

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut groups: BTreeMap<i16, [i64; 6]> = BTreeMap::new();
    for (goal, reviews) in goals_with_reviews(data) {
        if goal.decision != "ask" {
            continue;
        }
        let look = last_look(reviews, |_| true);
        let status = look.and_then(|l| l.status);
        let days = look.and_then(|l| l.days_since).map_or(0, i64::from);
        let year = goal.meeting_date.year();
        let [asked, granted, refused, waiting, not_reviewed, answer_days] =
            groups.entry(year).or_default();
        *asked += 1;
        *granted += i64::from(status == Some("granted"));
        *refused += i64::from(status == Some("refused"));
        *waiting += i64::from(status == Some("waiting"));
        *not_reviewed += i64::from(status.is_none());
        if matches!(status, Some("granted" | "refused")) {
            *answer_days += days;
        }
    }
    let rows = groups
        .into_iter()
        .map(|(year, counts)| row([year.into()], counts));
    rows.collect()
}
