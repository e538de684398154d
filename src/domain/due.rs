//! Due and overdue items of a pledge: goals, reviews, decisions, answers and owners.
//!
//! They are worked out from the outcome alone, so that somebody who was not in the room can check the files of many units.

use jiff::{Span, civil::Date};
use serde::Serialize;

use super::{
    follow_up,
    outcome::{Outcome, Status, Verdict},
};

/// Kind of item that is due for a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// A review.
    Review,
    /// The goal itself.
    Goal,
    /// A decision put off at the meeting.
    Decision,
    /// An owner, or the owner's agreement.
    Owner,
    /// An answer from the person asked.
    Answer,
}

impl Matter {
    /// Short label.
    pub fn words(self) -> &'static str {
        match self {
            Self::Review => "to be looked at",
            Self::Goal => "to be done",
            Self::Decision => "to be decided",
            Self::Owner => "owner to say yes",
            Self::Answer => "to be answered",
        }
    }
}

/// An item that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Kind of item.
    pub matter: Matter,
    /// The goal's id.
    pub goal: String,
    /// Wording of the goal.
    pub title: String,
    /// Person responsible, by name or role: the owner, the person asked, or the one who decides. May be empty.
    pub who: String,
    /// Day on which it is due; `None` means until it happens.
    pub on: Option<Date>,
    /// The day is past.
    pub overdue: bool,
}

/// Lists the items of an outcome that are overdue on `today` or due within `ahead` days, by day; items without a day come last.
pub fn due(outcome: &Outcome, today: Date, ahead: u16) -> Vec<Due> {
    let until = today
        .checked_add(Span::new().days(i64::from(ahead)))
        // Beyond the calendar everything is within reach.
        .unwrap_or(Date::MAX);
    let mut all: Vec<Due> = Vec::new();
    for goal in outcome.goals.iter().filter(|g| g.is_open()) {
        let mut say = |matter, who: String, on: Option<Date>| {
            if on.is_none_or(|day| day <= until) {
                all.push(Due {
                    matter,
                    goal: goal.id.clone(),
                    title: goal.title.clone(),
                    who,
                    on,
                    overdue: on.is_some_and(|day| day < today),
                });
            }
        };
        match goal.decision {
            Verdict::Agreed => {
                let owner = outcome.owner_of(goal);
                if goal.owner_to_ask() || owner.is_empty() {
                    say(Matter::Owner, owner.clone(), None);
                }
                if let Some(day) = goal.due {
                    say(Matter::Goal, owner.clone(), Some(day));
                }
                // The oldest missed review only: three lines about one neglected goal would hide other goals.
                let missed = follow_up::missed(goal, today).first().copied();
                if let Some(day) = missed.or_else(|| follow_up::next(goal, today)) {
                    say(Matter::Review, owner, Some(day));
                }
            }
            Verdict::Ask => {
                let answered = goal
                    .last_review()
                    .and_then(|r| r.status)
                    // "No answer yet" is a look at the goal and still no answer.
                    .is_some_and(|s| s != Status::Waiting);
                if !answered {
                    say(
                        Matter::Answer,
                        goal.ask_of.clone().unwrap_or_default(),
                        None,
                    );
                }
            }
            Verdict::Undecided => {
                say(
                    Matter::Decision,
                    goal.by_whom.clone().unwrap_or_default(),
                    goal.until,
                );
            }
            Verdict::NotThisTime => {}
        }
    }
    // What has a day comes first: a list that begins with undated lines is read as a list without urgency.
    all.sort_by_key(|d| (d.on.is_none(), d.on, d.matter));
    all
}

// From then on nobody needs patients' words, so `pledge due` says that they may be deleted.
/// Day of the last planned review of a pledge, if it is past on `today`.
pub fn ended_on(outcome: &Outcome, today: Date) -> Option<Date> {
    let reviews = outcome.goals.iter().flat_map(|g| &g.reviews);
    let last = reviews.filter_map(|r| r.due).max()?;
    (last <= today).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{OutcomeGoal, OutcomePerson, Review};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn pledged(change: impl FnOnce(&mut OutcomeGoal)) -> Outcome {
        let mut goal = OutcomeGoal {
            id: "g".into(),
            title: "Say it".into(),
            decision: Verdict::Agreed,
            owner: Some("ama".into()),
            accepted: Some(true),
            due: Some(day("2027-02-28")),
            reviews: ["2027-05-24", "2027-11-24"]
                .map(|d| Review {
                    due: Some(day(d)),
                    ..Review::default()
                })
                .to_vec(),
            ..OutcomeGoal::default()
        };
        change(&mut goal);
        Outcome {
            people: vec![OutcomePerson {
                id: "ama".into(),
                name: "Ama Boateng".into(),
                ..OutcomePerson::default()
            }],
            goals: vec![goal],
            ..Outcome::default()
        }
    }

    fn said(outcome: &Outcome, today: &str) -> Vec<(Matter, Option<String>, bool)> {
        let all = due(outcome, day(today), 60);
        all.into_iter()
            .map(|d| (d.matter, d.on.map(|d| d.to_string()), d.overdue))
            .collect()
    }

    #[test]
    fn a_pledge_is_over_on_the_day_of_its_last_review() {
        let outcome = pledged(|_| {});
        assert_eq!(ended_on(&outcome, day("2027-11-23")), None);
        for today in ["2027-11-24", "2030-01-01"] {
            assert_eq!(ended_on(&outcome, day(today)), Some(day("2027-11-24")));
        }
        let none = pledged(|goal| goal.reviews.clear());
        assert_eq!(ended_on(&none, day("2030-01-01")), None);
    }

    #[test]
    fn what_has_a_day_is_due_when_it_comes_and_overdue_when_it_is_gone() {
        let outcome = pledged(|_| {});
        assert_eq!(said(&outcome, "2026-11-24"), []);
        let goal = || (Matter::Goal, Some("2027-02-28".to_owned()));
        assert_eq!(said(&outcome, "2027-02-28"), [(goal().0, goal().1, false)]);
        assert_eq!(
            said(&outcome, "2027-05-25"),
            [
                (goal().0, goal().1, true),
                (Matter::Review, Some("2027-05-24".to_owned()), true)
            ]
        );
        assert_eq!(due(&outcome, day("2027-02-28"), 60)[0].who, "Ama Boateng");
    }

    #[test]
    fn a_look_settles_the_days_before_it_and_done_settles_all() {
        let looked = |status| {
            pledged(|g| {
                g.reviews[0].on = Some(day("2027-05-30"));
                g.reviews[0].status = Some(status);
                g.due = None;
            })
        };
        assert_eq!(said(&looked(Status::Stuck), "2027-06-01"), []);
        assert_eq!(
            said(&looked(Status::Stuck), "2027-12-01"),
            [(Matter::Review, Some("2027-11-24".to_owned()), true)]
        );
        assert_eq!(said(&looked(Status::Done), "2027-12-01"), []);
    }

    #[test]
    fn owners_answers_and_decisions_are_due_until_they_come() {
        let silent = pledged(|g| {
            g.accepted = Some(false);
            g.due = None;
        });
        assert_eq!(said(&silent, "2026-12-01"), [(Matter::Owner, None, false)]);
        let asked = |status: Option<Status>| {
            pledged(|g| {
                g.decision = Verdict::Ask;
                g.reviews = vec![Review {
                    on: status.map(|_| day("2027-05-24")),
                    status,
                    ..Review::default()
                }];
            })
        };
        for (status, due) in [
            (None, 1),
            (Some(Status::Waiting), 1),
            (Some(Status::Granted), 0),
            (Some(Status::Refused), 0),
        ] {
            assert_eq!(said(&asked(status), "2027-06-01").len(), due, "{status:?}");
        }
        let open = pledged(|g| {
            g.decision = Verdict::Undecided;
            g.until = Some(day("2027-01-10"));
        });
        assert_eq!(
            said(&open, "2027-01-11"),
            [(Matter::Decision, Some("2027-01-10".to_owned()), true)]
        );
        let put_off = pledged(|g| g.decision = Verdict::NotThisTime);
        assert_eq!(said(&put_off, "2029-01-01"), []);
    }
}
