//! Follow-ups: dated reviews of a goal, months after its meeting, and the schedule they keep to.
//!
//! A follow-up is never overwritten by a later one: only a second one on the same day corrects the first. So the outcome shows the
//! findings with their dates.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    goal::Owner,
    outcome::{Evidence, Outcome, OutcomeGoal, Review, Status},
};

// Meetings move: a review in April is the one that was planned for May.
/// Days by which a review may be early and still count as the planned one.
pub const EARLY_DAYS: i32 = 45;

/// Finding about a goal on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Day of the review.
    pub on: Date,
    /// Status found.
    pub status: Status,
    /// Reason; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Difference that patients will notice; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub noticed: String,
    /// Next step; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next_step: String,
    /// New due date of the goal, if it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<Date>,
    /// Owner from then on, if the goal was given over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Results of the evidence on that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Evidence>,
}

impl FollowUp {
    /// Converts to the form of an outcome; `due` is the planned day.
    pub fn review(&self, due: Option<Date>) -> Review {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Review {
            due,
            on: Some(self.on),
            status: Some(self.status),
            note: some(&self.note),
            noticed: some(&self.noticed),
            next_step: some(&self.next_step),
            new_due: self.new_due,
            owner: self.owner.as_ref().map(|owner| match owner {
                Owner::Person(id) => id.clone(),
                Owner::Role(role) => role.clone(),
            }),
            figures: self.figures.clone(),
        }
    }

    /// Converts from the form of an outcome; `None` for a review that is still to come. `outcome` tells people from roles.
    pub fn of(review: &Review, outcome: &Outcome) -> Option<Self> {
        Some(Self {
            on: review.on.or(review.due)?,
            status: review.status?,
            note: review.note.clone().unwrap_or_default(),
            noticed: review.noticed.clone().unwrap_or_default(),
            next_step: review.next_step.clone().unwrap_or_default(),
            new_due: review.new_due,
            owner: review.owner.as_deref().map(|o| outcome.named_owner(o)),
            figures: review.figures.clone(),
        })
    }
}

/// Latest planned day for which a review on `on` counts.
fn reaches(on: Date) -> Date {
    on.checked_add(Span::new().days(EARLY_DAYS)).unwrap_or(on)
}

/// Planned days and reviews done, merged in order of time. A review counts for the latest planned day that it reaches; earlier days
/// without one were missed.
pub fn schedule(planned: &[Date], follow_ups: &[FollowUp]) -> Vec<Review> {
    let mut planned: Vec<(Date, Option<&FollowUp>)> = planned.iter().map(|d| (*d, None)).collect();
    planned.sort_by_key(|(day, _)| *day);
    let mut loose = Vec::new();
    for follow_up in follow_ups {
        let reached = reaches(follow_up.on);
        let slot = planned.iter_mut().rev().find(|(day, _)| *day <= reached);
        match slot {
            Some((_, slot @ None)) => *slot = Some(follow_up),
            // A second review for the same planned day keeps its own line, without a plan.
            _ => loose.push(follow_up.review(None)),
        }
    }
    let mut all: Vec<Review> = planned
        .into_iter()
        .map(|(day, follow_up)| match follow_up {
            Some(follow_up) => follow_up.review(Some(day)),
            None => Review {
                due: Some(day),
                ..Review::default()
            },
        })
        .collect();
    all.extend(loose);
    all.sort_by_key(|r| r.on.or(r.due));
    all
}

/// Planned days of a goal before `today` without a review.
pub fn missed(goal: &OutcomeGoal, today: Date) -> Vec<Date> {
    let looked: Option<Date> = goal.reviews.iter().filter_map(|r| r.on).max();
    let settled = goal.last_review().and_then(|r| r.status);
    if settled.is_some_and(Status::settles) {
        // A settled goal needs no further follow_up, so nothing was missed.
        return Vec::new();
    }
    goal.reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .filter(|day| *day < today && looked.is_none_or(|on| reaches(on) < *day))
        .collect()
}

/// Next planned day of a goal, on or after `today`.
pub fn next(goal: &OutcomeGoal, today: Date) -> Option<Date> {
    let looked: Option<Date> = goal.reviews.iter().filter_map(|r| r.on).max();
    goal.reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .filter(|day| *day >= today && looked.is_none_or(|on| reaches(on) < *day))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::Verdict;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn follow_up(on: &str, status: Status) -> FollowUp {
        FollowUp {
            on: day(on),
            status,
            note: String::new(),
            noticed: String::new(),
            next_step: String::new(),
            new_due: None,
            owner: None,
            figures: Vec::new(),
        }
    }

    fn days(reviews: &[Review]) -> Vec<(Option<Date>, Option<Date>)> {
        reviews.iter().map(|r| (r.due, r.on)).collect()
    }

    #[test]
    fn a_look_belongs_to_the_last_day_it_reaches_and_lets_earlier_ones_go_by() {
        let planned = [day("2027-05-24"), day("2027-11-24"), day("2028-05-24")];
        let all = schedule(
            &planned,
            &[
                follow_up("2027-11-01", Status::OnTrack),
                follow_up("2027-11-20", Status::Stuck),
            ],
        );
        assert_eq!(
            days(&all),
            [
                (Some(day("2027-05-24")), None),
                (Some(day("2027-11-24")), Some(day("2027-11-01"))),
                (None, Some(day("2027-11-20"))),
                (Some(day("2028-05-24")), None),
            ]
        );
        let goal = OutcomeGoal {
            decision: Verdict::Agreed,
            reviews: all,
            ..OutcomeGoal::default()
        };
        assert_eq!(missed(&goal, day("2028-05-24")), []);
        assert_eq!(missed(&goal, day("2028-05-25")), [day("2028-05-24")]);
        assert_eq!(next(&goal, day("2028-05-24")), Some(day("2028-05-24")));
        assert_eq!(goal.last_review().unwrap().status, Some(Status::Stuck));
    }

    #[test]
    fn a_day_long_before_which_somebody_looked_is_still_to_come() {
        let planned = [day("2027-05-24")];
        let early = schedule(&planned, &[follow_up("2027-03-01", Status::OnTrack)]);
        assert_eq!(
            days(&early),
            [
                (None, Some(day("2027-03-01"))),
                (Some(day("2027-05-24")), None)
            ]
        );
        let goal = OutcomeGoal {
            decision: Verdict::Agreed,
            reviews: early,
            ..OutcomeGoal::default()
        };
        assert_eq!(next(&goal, day("2027-03-02")), Some(day("2027-05-24")));
        assert_eq!(missed(&goal, day("2027-06-01")), [day("2027-05-24")]);
    }

    #[test]
    fn what_is_settled_is_missed_by_nobody() {
        let planned = [day("2027-05-24"), day("2027-11-24")];
        let goal = OutcomeGoal {
            decision: Verdict::Agreed,
            reviews: schedule(&planned, &[follow_up("2027-05-24", Status::Done)]),
            ..OutcomeGoal::default()
        };
        assert_eq!(missed(&goal, day("2029-01-01")), []);
        assert!(!goal.is_open());
    }
}
