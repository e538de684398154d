//! Question `voices`: goals on which patients and team differed, and whose side the decision was on.

use std::collections::BTreeMap;

use super::{
    super::rows::{Dataset, GoalRow, ResultRow},
    Row,
    looks::Beside,
    row,
};

pub(super) const COLUMNS: &[&str] = &[
    "year",
    "voted",
    "withheld",
    "parted",
    "patients_keener",
    "patients_keener_agreed",
    "team_keener",
    "team_keener_agreed",
];

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    // By meeting and not by goal: a meeting may have results of goals that are all gone.
    let mut goals = Beside::new(&data.goals, |g| g.meeting_id);
    let mut results = Beside::new(&data.results, |r| r.meeting_id);
    let mut years: BTreeMap<i16, [i64; 7]> = BTreeMap::new();
    for meeting in &data.meetings {
        let goals = goals.of(&meeting.meeting_id);
        let results = results.of(&meeting.meeting_id).iter();
        for result in results.filter(|r| r.last_round) {
            if let Some(goal) = goal_of(goals, result) {
                count(years.entry(result.year).or_default(), result, goal);
            }
        }
    }
    let rows = years
        .into_iter()
        .map(|(year, counts)| row([year.into()], counts));
    rows.collect()
}

/// The goal of a result, among the goals of its meeting.
fn goal_of<'a>(goals: &'a [GoalRow], result: &ResultRow) -> Option<&'a GoalRow> {
    let number = result.goal_no?;
    let nth = goals.binary_search_by_key(&number, |g| g.goal_no).ok()?;
    goals.get(nth)
}

fn count(counts: &mut [i64; 7], result: &ResultRow, goal: &GoalRow) {
    let has_parted = result.parted == Some(true);
    // A group that is not shown apart is on no side.
    let groups = result.patient_milli.zip(result.mdt_milli);
    let patients = has_parted && groups.is_some_and(|(patient, mdt)| patient > mdt);
    let team = has_parted && groups.is_some_and(|(patient, mdt)| mdt > patient);
    let is_agreed = goal.decision == "agreed";
    let seen = [
        true,
        result.withheld,
        has_parted,
        patients,
        patients && is_agreed,
        team,
        team && is_agreed,
    ];
    for (count, seen) in counts.iter_mut().zip(seen) {
        *count += i64::from(seen);
    }
}
