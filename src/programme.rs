//! Programme view: the goals of many units' outcomes, with totals.
//!
//! Outcomes are added one by one and only their goals are kept, so that ten thousand fit into memory. Names are left out, because
//! nobody who compares units needs them.

#[cfg(test)]
mod attack;
pub mod bank;
pub mod browse;
pub mod dataset;
mod hide;
pub mod key;
pub mod lake;
pub mod question;
mod record;
pub mod rows;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::{
    goal::{Control, Owner, Reason},
    outcome::{Outcome, OutcomeGoal, Status, Verdict},
};

/// A goal of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgrammeGoal {
    /// Path of its outcome.
    pub file: String,
    /// Unit, such as `Northbrook Breast Unit`.
    pub unit: String,
    /// Hospital trust or board; may be empty.
    pub organisation: String,
    /// Day of the meeting.
    pub date: Option<Date>,
    // Ids and not titles: those are in the findings, whose comments should not be read for an overview.
    /// Ids of its themes.
    pub themes: Vec<String>,
    /// Strand that it is mainly for.
    pub strand: Option<String>,
    /// Wording.
    pub title: String,
    /// Decision.
    pub decision: Verdict,
    /// Reason, for a goal that does not go ahead as proposed.
    pub reason: Option<Reason>,
    /// Level that can make it happen.
    pub control: Option<Control>,
    /// Cost in the first year, in whole units of currency.
    pub cost: Option<u64>,
    /// Staff hours in the first year.
    pub hours: Option<u64>,
    /// Role of the owner, never the name.
    pub owner_role: Option<String>,
    /// Due date.
    pub due: Option<Date>,
    /// Status at the latest review.
    pub last_status: Option<Status>,
}

impl ProgrammeGoal {
    fn of(file: &str, outcome: &Outcome, goal: &OutcomeGoal) -> Self {
        let role = match outcome.owner_now(goal) {
            // A person without a role becomes no owner here: the name would be all there is to show.
            Some(Owner::Person(id)) => outcome
                .person(&id)
                .map(|p| p.role.clone())
                .filter(|role| !role.is_empty()),
            // Somebody who is on no list is written as a role, and is often a name: only a role that the list knows is one.
            Some(Owner::Role(role)) => {
                Some(role).filter(|role| outcome.people.iter().any(|p| p.role == *role))
            }
            None => None,
        };
        Self {
            file: file.to_owned(),
            unit: outcome.unit.name.clone(),
            organisation: outcome.unit.organisation.clone(),
            date: outcome.meeting.date,
            themes: goal.themes.clone(),
            strand: goal.strand.clone(),
            title: goal.title.clone(),
            decision: goal.decision,
            reason: goal.reason,
            control: goal.control,
            cost: goal.cost,
            hours: goal.hours,
            owner_role: role,
            due: goal.due,
            last_status: goal.last_review().and_then(|r| r.status),
        }
    }
}

/// Numbers of goals. A goal of two themes counts in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All goals.
    pub goals: usize,
    /// By decision, as its word in files.
    pub by_decision: BTreeMap<String, usize>,
    /// By theme id.
    pub by_theme: BTreeMap<String, usize>,
    /// By level of control; `not said` if unknown.
    pub by_control: BTreeMap<String, usize>,
    /// By reason.
    pub by_reason: BTreeMap<String, usize>,
}

/// Goals of many outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Number of outcomes.
    pub outcomes: usize,
    /// Goals, in the order in which their outcomes were added.
    pub goals: Vec<ProgrammeGoal>,
}

impl Programme {
    /// Adds an outcome.
    pub fn add(&mut self, file: &str, outcome: &Outcome) {
        self.outcomes += 1;
        let rows = outcome
            .goals
            .iter()
            .map(|g| ProgrammeGoal::of(file, outcome, g));
        self.goals.extend(rows);
    }

    // Threads read files in parallel and are joined in the order of the files.
    /// Appends the goals of another view.
    pub fn join(&mut self, other: Self) {
        self.outcomes += other.outcomes;
        self.goals.extend(other.goals);
    }

    /// Counts the goals.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals {
            goals: self.goals.len(),
            ..Totals::default()
        };
        let count = |kinds: &mut BTreeMap<String, usize>, kind: &str| {
            *kinds.entry(kind.to_owned()).or_default() += 1;
        };
        for row in &self.goals {
            count(&mut totals.by_decision, row.decision.word());
            for theme in &row.themes {
                count(&mut totals.by_theme, theme);
            }
            // A row of its own, so that the numbers add up to all goals.
            let control = row.control.map_or("not said", Control::word);
            count(&mut totals.by_control, control);
            if let Some(reason) = row.reason {
                count(&mut totals.by_reason, reason.word());
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{OutcomePerson, Review};

    fn outcome() -> Outcome {
        let goal = |id: &str, decision| OutcomeGoal {
            id: id.into(),
            title: id.to_uppercase(),
            themes: vec!["waiting".into(), "nurse".into()],
            decision,
            ..OutcomeGoal::default()
        };
        let mut agreed = goal("a", Verdict::Agreed);
        agreed.owner = Some("ama".into());
        agreed.control = Some(Control::Team);
        let review = |on: &str, status| Review {
            on: Some(on.parse().unwrap()),
            status: Some(status),
            ..Review::default()
        };
        agreed.reviews = vec![
            review("2027-11-24", Status::Done),
            review("2027-05-24", Status::Stuck),
            Review::default(),
        ];
        let mut asked = goal("b", Verdict::Ask);
        asked.reason = Some(Reason::Money);
        Outcome {
            people: vec![OutcomePerson {
                id: "ama".into(),
                name: "Ama Boateng".into(),
                role: "Breast care nurse".into(),
                ..OutcomePerson::default()
            }],
            goals: vec![agreed, asked],
            ..Outcome::default()
        }
    }

    #[test]
    fn a_row_has_the_role_and_the_last_status() {
        let mut view = Programme::default();
        view.add("x/outcome.yaml", &outcome());
        let [first, second] = &view.goals[..] else {
            panic!("two goals")
        };
        assert_eq!(first.owner_role.as_deref(), Some("Breast care nurse"));
        assert_eq!(first.last_status, Some(Status::Done));
        assert_eq!(
            (second.owner_role.as_deref(), second.last_status),
            (None, None)
        );
        assert!(!serde_json::to_string(&view).unwrap().contains("Boateng"));
    }

    #[test]
    fn totals_count_every_goal() {
        let mut view = Programme::default();
        view.add("x", &outcome());
        let mut other = Programme::default();
        other.add("y", &outcome());
        view.join(other);
        let totals = view.totals();
        assert_eq!((view.outcomes, totals.goals), (2, 4));
        let of =
            |kinds: &BTreeMap<String, usize>, kind: &str| kinds.get(kind).copied().unwrap_or(0);
        assert_eq!(totals.by_decision.values().sum::<usize>(), 4);
        assert_eq!(
            (
                of(&totals.by_decision, "agreed"),
                of(&totals.by_decision, "ask")
            ),
            (2, 2)
        );
        assert_eq!(
            (
                of(&totals.by_theme, "waiting"),
                of(&totals.by_theme, "nurse")
            ),
            (4, 4)
        );
        assert_eq!(
            (
                of(&totals.by_control, "team"),
                of(&totals.by_control, "not said")
            ),
            (2, 2)
        );
        assert_eq!(of(&totals.by_reason, "money"), 2);
    }
}
