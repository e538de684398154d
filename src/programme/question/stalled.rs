//! Question `stalled`: open goals that nobody has looked at for 200 days, by alliance.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    super::rows::Dataset,
    NOT_SAID, OPEN_DAYS, Row, STALLED_DAYS, days_before,
    looks::{goals_with_reviews, last_look},
    row,
};

pub(super) const COLUMNS: &[&str] = &["alliance", "open_goals", "stalled", "never_reviewed"];

pub(super) fn rows(data: &Dataset, on: Date) -> Vec<Row> {
    let (since, cutoff) = (days_before(on, OPEN_DAYS), days_before(on, STALLED_DAYS));
    let mut meetings = data.meetings.iter();
    let mut meeting = meetings.next();
    let mut groups: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
    for (goal, reviews) in goals_with_reviews(data) {
        while meeting.is_some_and(|m| m.meeting_id != goal.meeting_id) {
            meeting = meetings.next();
        }
        let Some(meeting) = meeting else { break };
        if goal.decision != "agreed" || goal.meeting_date < since || goal.meeting_date > on {
            continue;
        }
        let look = last_look(reviews, |r| r.looked_on.is_some_and(|day| day <= on));
        let status = look.and_then(|l| l.status);
        if matches!(status, Some("done" | "dropped" | "granted" | "refused")) {
            continue;
        }
        let looked_on = look.and_then(|l| l.looked_on);
        let is_stalled = looked_on.unwrap_or(goal.meeting_date) < cutoff;
        let alliance = meeting.alliance.as_deref().unwrap_or(NOT_SAID);
        let [open, stalled, never] = groups.entry(alliance).or_default();
        *open += 1;
        *stalled += i64::from(is_stalled);
        *never += i64::from(is_stalled && looked_on.is_none());
    }
    let rows = groups
        .into_iter()
        .map(|(alliance, counts)| row([alliance.into()], counts));
    rows.collect()
}
