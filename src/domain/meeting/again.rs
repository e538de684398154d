//! Looking again, months after the meeting: how each goal stands, what happens next, and by when.
//!
//! A look is dated and stays. A second one on the same day puts the first right; on another day it stands beside it, so that
//! the outcome tells what was found when.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Meeting,
    decide::{Decided, no, within},
};
use crate::domain::{
    command::{Command, Now},
    event::Event,
    goal::{Decision, Goal},
    outcome::{Evidence, OutcomeGoal, Review, Status, Verdict},
    refusal::Refusal,
};

/// A look up to so many days before the day that was set for it is that look.
pub const EARLY_DAYS: i32 = 45;

/// What somebody found of a goal on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The day.
    pub on: Date,
    /// What was found.
    pub status: Status,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What happens next; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next_step: String,
    /// The day to which the goal's own moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<Date>,
    /// What the evidence scored by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Evidence>,
}

impl Look {
    /// As an outcome has it.
    fn review(&self, due: Option<Date>) -> Review {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Review {
            due,
            on: Some(self.on),
            status: Some(self.status),
            note: some(&self.note),
            next_step: some(&self.next_step),
            new_due: self.new_due,
            figures: self.figures.clone(),
        }
    }

    /// What an outcome says of a look; none where nobody has looked.
    pub(super) fn of(review: &Review) -> Option<Self> {
        Some(Self {
            on: review.on.or(review.due)?,
            status: review.status?,
            note: review.note.clone().unwrap_or_default(),
            next_step: review.next_step.clone().unwrap_or_default(),
            new_due: review.new_due,
            figures: review.figures.clone(),
        })
    }
}

/// The last day that was set by which a look on `on` counts.
fn reaches(on: Date) -> Date {
    on.checked_add(Span::new().days(EARLY_DAYS)).unwrap_or(on)
}

/// Days that were set and looks that were taken, as one list in the order of time. A look belongs to the last day that it
/// reaches; days before that one were let go by.
pub fn schedule(planned: &[Date], looks: &[Look]) -> Vec<Review> {
    let mut planned: Vec<(Date, Option<&Look>)> = planned.iter().map(|d| (*d, None)).collect();
    planned.sort_by_key(|(day, _)| *day);
    let mut loose = Vec::new();
    for look in looks {
        let reached = reaches(look.on);
        let slot = planned.iter_mut().rev().find(|(day, _)| *day <= reached);
        match slot {
            Some((_, slot @ None)) => *slot = Some(look),
            _ => loose.push(look.review(None)),
        }
    }
    let mut all: Vec<Review> = planned
        .into_iter()
        .map(|(day, look)| match look {
            Some(look) => look.review(Some(day)),
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

/// Days that were set for a goal and went by without a look, up to `today`.
pub fn missed(goal: &OutcomeGoal, today: Date) -> Vec<Date> {
    let looked: Option<Date> = goal.reviews.iter().filter_map(|r| r.on).max();
    let settled = goal.last_review().and_then(|r| r.status);
    if settled.is_some_and(Status::settles) {
        return Vec::new();
    }
    goal.reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .filter(|day| *day < today && looked.is_none_or(|on| reaches(on) < *day))
        .collect()
}

/// The next day on which a goal is to be looked at, on or after `today`.
pub fn next(goal: &OutcomeGoal, today: Date) -> Option<Date> {
    let looked: Option<Date> = goal.reviews.iter().filter_map(|r| r.on).max();
    goal.reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .filter(|day| *day >= today && looked.is_none_or(|on| reaches(on) < *day))
        .min()
}

impl Meeting {
    /// Every look at a goal, in the order of time.
    pub fn looks(&self, goal: &str) -> &[Look] {
        self.looks.get(goal).map_or(&[], Vec::as_slice)
    }

    fn look_on(&self, goal: &str, day: Date) -> Option<&Look> {
        self.looks(goal).iter().find(|l| l.on == day)
    }

    /// The days that were set for a goal, and what was found on them.
    pub(super) fn reviews_and_looks(&self, goal: &Goal, planned: &[Date]) -> Vec<Review> {
        schedule(planned, self.looks(&goal.id))
    }

    pub(super) fn decide_again(&self, command: Command, now: Now) -> Decided {
        let today = now.at.date();
        match command {
            Command::LookAgain {
                goal,
                status,
                note,
                figures,
            } => {
                let state = self.goal_to_look_at(&goal)?;
                if !Status::of(verdict(state)).contains(&status) {
                    return no(format!(
                        "{} is not what can be said of this goal.",
                        sentence(status.words())
                    ));
                }
                let note = within(&note, "A reason")?;
                if status.needs_reason() && note.is_empty() {
                    return no(match status {
                        Status::Refused => "Say in a few words what they said.".to_owned(),
                        _ => format!("Say in a few words why it is {}.", status.words()),
                    });
                }
                let before = self.look_on(&goal, today);
                let look = Look {
                    on: today,
                    status,
                    note,
                    next_step: before.map_or_else(String::new, |l| l.next_step.clone()),
                    new_due: before.and_then(|l| l.new_due),
                    figures,
                };
                if before == Some(&look) {
                    return Ok(Vec::new());
                }
                Ok(vec![Event::GoalLookedAt { goal, look }])
            }
            Command::SetNextStep { goal, text } => {
                self.goal_to_look_at(&goal)?;
                let next_step = within(&text, "A next step")?;
                self.amend(goal, today, |look| look.next_step = next_step)
            }
            Command::MoveDue { goal, due } => {
                self.goal_to_look_at(&goal)?;
                self.amend(goal, today, |look| look.new_due = Some(due))
            }
            Command::CarryOver { goal } => self.carry_over(&goal),
            _ => Ok(Vec::new()),
        }
    }

    fn goal_to_look_at(&self, goal: &str) -> Result<&Goal, Refusal> {
        if self.saved.is_none() {
            return Err(Refusal::new(
                "This meeting is still going on: its goals are looked at again once it is saved.",
            ));
        }
        self.live_goal(goal)
    }

    /// Puts today's look right.
    fn amend(&self, goal: String, today: Date, change: impl FnOnce(&mut Look)) -> Decided {
        let Some(before) = self.look_on(&goal, today) else {
            return no("Say first how it stands today.");
        };
        let mut look = before.clone();
        change(&mut look);
        if look == *before {
            return Ok(Vec::new());
        }
        Ok(vec![Event::GoalLookedAt { goal, look }])
    }

    /// A goal of the meeting before becomes one of this meeting, under the same id.
    fn carry_over(&self, id: &str) -> Decided {
        let Some(earlier) = self.previous_goal(id) else {
            return no("No goal of the meeting before has that name.");
        };
        if self.goal(id).is_some_and(Goal::is_live) {
            return no("It is on today\u{2019}s list already.");
        }
        if self.goal(id).is_some() {
            let sentence = "It was on today\u{2019}s list and taken off.";
            return Err(Refusal::new(sentence).with_hint("{Undo} takes that back."));
        }
        self.not_twice(&earlier.title, None)?;
        let mut evidence: Vec<String> = Vec::new();
        for e in &earlier.evidence {
            if let Some(id) = e.finding.as_ref().or(e.comment.as_ref())
                && self.known_evidence(id).is_ok()
                && !evidence.contains(id)
            {
                evidence.push(id.clone());
            }
        }
        let known = |theme: &&String| self.known_theme(theme).is_ok();
        Ok(vec![Event::GoalCarriedOver {
            goal: id.to_owned(),
            title: earlier.title.clone(),
            themes: earlier.themes.iter().filter(known).cloned().collect(),
            evidence,
            strand: earlier.strand.clone(),
            control: earlier.control,
            cost: earlier.cost,
            hours: earlier.hours,
        }])
    }

    pub(super) fn apply_look(&mut self, goal: &str, look: &Look) {
        let looks = self.looks.entry(goal.to_owned()).or_default();
        match looks.iter_mut().find(|l| l.on == look.on) {
            Some(there) => *there = look.clone(),
            None => looks.push(look.clone()),
        }
        looks.sort_by_key(|l| l.on);
        if let Some(due) = look.new_due
            && let Some(goal) = self.goals.iter_mut().find(|g| g.id == goal)
        {
            goal.due = Some(due);
        }
    }
}

/// What was decided, in an outcome's word.
fn verdict(goal: &Goal) -> Verdict {
    match goal.decision {
        Some(Decision::Agreed { .. }) => Verdict::Agreed,
        Some(Decision::Ask { .. }) => Verdict::Ask,
        Some(Decision::NotThisTime { .. }) => Verdict::NotThisTime,
        Some(Decision::Undecided { .. }) | None => Verdict::Undecided,
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn look(on: &str, status: Status) -> Look {
        Look {
            on: day(on),
            status,
            note: String::new(),
            next_step: String::new(),
            new_due: None,
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
                look("2027-11-01", Status::OnTrack),
                look("2027-11-20", Status::Stuck),
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
        let early = schedule(&planned, &[look("2027-03-01", Status::OnTrack)]);
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
            reviews: schedule(&planned, &[look("2027-05-24", Status::Done)]),
            ..OutcomeGoal::default()
        };
        assert_eq!(missed(&goal, day("2029-01-01")), []);
        assert!(!goal.is_open());
    }
}
