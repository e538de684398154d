//! Question `common-goals`: themes by the number of units that have agreed goals for them, and how those goals stand.

use std::{cmp::Reverse, collections::HashMap};

use super::{
    super::rows::Dataset,
    Row,
    distinct::Units,
    looks::{Beside, goals_with_reviews, last_status},
    row,
};

pub(super) const COLUMNS: &[&str] = &[
    "theme", "units", "agreed", "reviewed", "done", "stuck", "dropped",
];

/// Goals of a theme.
#[derive(Default)]
struct Goals {
    units: Units,
    counts: [i64; 5],
}

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut themes = Beside::new(&data.goal_themes, |t| (t.meeting_id, t.goal_no));
    let mut groups: HashMap<&str, Goals> = HashMap::new();
    for (goal, reviews) in goals_with_reviews(data) {
        let themes = themes.of(&(goal.meeting_id, goal.goal_no));
        if goal.decision != "agreed" {
            continue;
        }
        let status = last_status(reviews);
        for theme in themes {
            let group = groups.entry(&theme.theme).or_default();
            group.units.add(goal.unit_id);
            let [agreed, reviewed, done, stuck, dropped] = &mut group.counts;
            *agreed += 1;
            *reviewed += i64::from(status.is_some());
            *done += i64::from(status == Some("done"));
            *stuck += i64::from(status == Some("stuck"));
            *dropped += i64::from(status == Some("dropped"));
        }
    }
    let groups = groups.into_iter();
    let mut groups: Vec<_> = groups
        .map(|(theme, goals)| (goals.units.count(), theme, goals.counts))
        .collect();
    groups.sort_unstable_by_key(|(units, theme, _)| (Reverse(*units), *theme));
    let rows = groups
        .into_iter()
        .map(|(units, theme, counts)| row([theme.into(), units.into()], counts));
    rows.collect()
}
