//! Question `refused-for`: goals that do not go ahead as proposed, by decision and reason, with their costs as far as they are known.

use std::collections::BTreeMap;

use super::{super::rows::Dataset, NOT_SAID, Row, row};

pub(super) const COLUMNS: &[&str] = &[
    "year",
    "decision",
    "why",
    "goals",
    "cost_known",
    "cost_sum",
    "hours_known",
    "hours_sum",
];

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut groups: BTreeMap<(i16, &str, &str), [i64; 5]> = BTreeMap::new();
    for goal in &data.goals {
        if !matches!(goal.decision, "ask" | "not_this_time") {
            continue;
        }
        let key = (
            goal.meeting_date.year(),
            goal.decision,
            goal.reason.unwrap_or(NOT_SAID),
        );
        let [goals, cost_known, cost, hours_known, hours] = groups.entry(key).or_default();
        *goals += 1;
        *cost_known += i64::from(goal.cost.is_some());
        *cost = cost.saturating_add(goal.cost.unwrap_or(0));
        *hours_known += i64::from(goal.hours.is_some());
        *hours = hours.saturating_add(goal.hours.unwrap_or(0));
    }
    let rows = groups.into_iter().map(|((year, decision, why), counts)| {
        row([year.into(), decision.into(), why.into()], counts)
    });
    rows.collect()
}
