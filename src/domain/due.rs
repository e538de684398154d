//! What is due of a pledge, and what is overdue: days, reviews, answers, owners.
//!
//! A pledge is forgotten one day at a time. So each of its days is asked about, from the outcome alone: whoever was not in
//! the room can run through many units' files.

use jiff::{Span, civil::Date};
use serde::Serialize;

use super::{
    follow_up,
    outcome::{Outcome, OutcomeGoal, Status, Verdict},
};

/// What is due of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// It is to be looked at.
    Review,
    /// It is to be done.
    Goal,
    /// Somebody is to settle it.
    Decision,
    /// Its owner is to say yes, or somebody is to be its owner.
    Owner,
    /// Whoever was asked is to answer.
    Answer,
}

impl Matter {
    /// In a few words.
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

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// What is due.
    pub matter: Matter,
    /// The goal's id.
    pub goal: String,
    /// Its wording.
    pub title: String,
    /// Who sees to it: the name, where there is one, else the role, whom was asked, or who settles it.
    pub who: String,
    /// The day; without one it is due until it happens.
    pub on: Option<Date>,
    /// The day has gone by.
    pub overdue: bool,
}

/// Everything of an outcome that is overdue on `today`, or due within `ahead` days from then; what has a day first, in the
/// order of days.
pub fn due(outcome: &Outcome, today: Date, ahead: u16) -> Vec<Due> {
    let until = today
        .checked_add(Span::new().days(i64::from(ahead)))
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
                let owner = owner(outcome, goal);
                if goal.accepted == Some(false) || owner.is_empty() {
                    say(Matter::Owner, owner.clone(), None);
                }
                if let Some(day) = goal.due {
                    say(Matter::Goal, owner.clone(), Some(day));
                }
                let missed = follow_up::missed(goal, today).first().copied();
                if let Some(day) = missed.or_else(|| follow_up::next(goal, today)) {
                    say(Matter::Review, owner, Some(day));
                }
            }
            Verdict::Ask => {
                let answered = goal
                    .last_review()
                    .and_then(|r| r.status)
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
    all.sort_by_key(|d| (d.on.is_none(), d.on, d.matter));
    all
}

/// The day on which the last review of a pledge was due, where `today` has reached it: from then on nobody needs what patients said
/// word for word.
pub fn ended_on(outcome: &Outcome, today: Date) -> Option<Date> {
    let reviews = outcome.goals.iter().flat_map(|g| &g.reviews);
    let last = reviews.filter_map(|r| r.due).max()?;
    (last <= today).then_some(last)
}

/// Who sees to a goal; empty where nobody does.
fn owner(outcome: &Outcome, goal: &OutcomeGoal) -> String {
    let person = goal.owner.as_ref().map(|id| {
        let named = outcome.people.iter().find(|p| p.id == *id);
        named.map_or_else(|| id.clone(), |p| p.name.clone())
    });
    person
        .or_else(|| goal.owner_role.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{OutcomePerson, Review};

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
