//! A meeting whose journal is lost, restored from its outcome.
//!
//! An outcome holds less than a journal: no ballots, no minutes by item. Its content is kept as it is, and only later changes are
//! written over it.

use super::{Began, Facilitator, Meeting, Note, Parked, StandardState};
use crate::domain::follow_up::FollowUp;
use crate::domain::{
    findings::{Findings, HIDE_BELOW, Survey, Theme},
    goal::{Decision, Goal, Owner, Reason},
    outcome::{Outcome, OutcomeGoal, PersonMoment, Verdict},
    people::{Attendee, Person, Stay},
};

impl Meeting {
    /// Fills the state from an outcome, as the events of the lost journal would have.
    pub(super) fn take_up(&mut self, outcome: &Outcome) {
        let held = &outcome.meeting;
        self.started = held.started;
        // A saved meeting is the condition for reviews, and reviews are what an outcome without a journal is opened for.
        self.saved = held.ended.or(held.started);
        let came = |id: &String| held.present.contains(id);
        self.people = outcome
            .people
            .iter()
            .map(|named| {
                // The outcome knows who was present, and when only of those who came late or left early: one stay over the whole meeting.
                let moment = |moments: &[PersonMoment]| {
                    moments.iter().find(|m| m.person == named.id).map(|m| m.at)
                };
                let stay = held.started.filter(|_| came(&named.id)).map(|from| Stay {
                    from: moment(&held.came_late).unwrap_or(from),
                    until: moment(&held.left_early).or(self.saved),
                    by_telephone: held.by_telephone.contains(&named.id),
                });
                Attendee {
                    stays: stay.into_iter().collect(),
                    ..Attendee::absent(Person::from(named), false)
                }
            })
            .collect();
        self.facilitators = held
            .handed_over
            .iter()
            .map(|h| Facilitator {
                person: h.to.clone(),
                from: h.at,
            })
            .collect();
        for standard in &outcome.standards {
            let state = StandardState {
                text: standard.text.clone(),
                agreed: standard.agreed,
            };
            self.standards.insert(standard.theme.clone(), state);
        }
        self.goals = outcome.goals.iter().map(goal).collect();
        for goal in &outcome.goals {
            let follow_ups: Vec<FollowUp> = goal
                .reviews
                .iter()
                .filter_map(|review| FollowUp::of(review, outcome))
                .collect();
            if !follow_ups.is_empty() {
                self.follow_ups.insert(goal.id.clone(), follow_ups);
            }
        }
        // The outcome has no ids of notes and topics. Ids made from sequence numbers (`n12`, `p12`) are never like these.
        self.notes = outcome
            .notes
            .iter()
            .enumerate()
            .map(|(i, n)| Note {
                id: format!("outcome-{}", i + 1),
                theme: n.theme.clone(),
                text: n.text.clone(),
            })
            .collect();
        self.parked = outcome
            .parked
            .iter()
            .enumerate()
            .map(|(i, p)| Parked {
                id: format!("outcome-{}", i + 1),
                text: p.text.clone(),
                stage: p.stage.unwrap_or_default(),
            })
            .collect();
    }
}

impl Began {
    /// The beginning of a meeting of which only the outcome is left. `findings` are the unit's, if there still are any.
    pub fn from_outcome(id: String, outcome: Outcome, findings: Option<Findings>) -> Self {
        let mut findings = findings.unwrap_or_else(|| Findings {
            unit: outcome.unit.clone(),
            survey: Survey {
                hide_below: HIDE_BELOW,
                ..Survey::default()
            },
            ..Findings::default()
        });
        // A theme that the outcome names may be missing from today's findings; without it, events on its standard would be damage.
        let named = outcome.standards.iter().map(|s| &s.theme);
        for id in named.chain(outcome.goals.iter().flat_map(|g| &g.themes)) {
            if findings.theme(id).is_none() {
                findings.themes.push(Theme {
                    id: id.clone(),
                    title: id.clone(),
                    ..Theme::default()
                });
            }
        }
        let mut agenda = crate::domain::agenda::Agenda::default();
        agenda.meeting.title.clone_from(&outcome.meeting.title);
        agenda.meeting.date = outcome.meeting.date;
        Self {
            id,
            findings,
            agenda,
            previous: None,
            outcome: Some(outcome),
        }
    }
}

fn goal(goal: &OutcomeGoal) -> Goal {
    let mut evidence: Vec<String> = Vec::new();
    for id in goal
        .evidence
        .iter()
        .filter_map(|e| e.finding.as_ref().or(e.comment.as_ref()))
    {
        if !evidence.contains(id) {
            evidence.push(id.clone());
        }
    }
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let reason = goal.reason.unwrap_or(Reason::Other);
    let decision = match goal.decision {
        Verdict::Agreed => Some(Decision::Agreed {
            note: words(&goal.note),
        }),
        Verdict::Ask => Some(Decision::Ask {
            of: words(&goal.ask_of),
            reason,
            note: words(&goal.note),
        }),
        Verdict::NotThisTime => Some(Decision::NotThisTime {
            reason,
            note: words(&goal.note),
        }),
        Verdict::Undecided if goal.by_whom.is_some() || goal.until.is_some() => {
            Some(Decision::Undecided {
                by_whom: words(&goal.by_whom),
                until: goal.until,
            })
        }
        Verdict::Undecided => None,
    };
    let owner = goal
        .owner
        .clone()
        .map(Owner::Person)
        .or_else(|| goal.owner_role.clone().map(Owner::Role));
    Goal {
        id: goal.id.clone(),
        title: goal.title.clone(),
        themes: goal.themes.clone(),
        evidence,
        strand: goal.strand.clone(),
        control: goal.control,
        cost: goal.cost,
        hours: goal.hours,
        merged_from: goal.merged_from.clone(),
        split_from: goal.split_from.clone(),
        decision,
        owner,
        // Only `false` says that the owner has yet to be asked; a file edited by hand may leave it out.
        accepted: goal.accepted.unwrap_or(true),
        partner: goal.partner.clone(),
        first_step: words(&goal.first_step),
        measure: words(&goal.measure),
        aim: goal.aim.clone(),
        due: goal.due,
        reviews: Some(goal.reviews.iter().filter_map(|r| r.due).collect()),
        ..Goal::default()
    }
}

/// The outcome `base` with the changes from `before` to `after`.
pub(super) fn changed(base: &Outcome, before: &Outcome, after: Outcome) -> Outcome {
    /// The base's value, where nothing changed.
    fn field<T: Clone + PartialEq>(base: &T, before: &T, after: T) -> T {
        if *before == after {
            base.clone()
        } else {
            after
        }
    }
    /// The base's entries, and those added since.
    fn more<T: Clone + PartialEq>(base: &[T], before: &[T], after: Vec<T>) -> Vec<T> {
        let mut all = base.to_vec();
        all.extend(after.into_iter().filter(|one| !before.contains(one)));
        all
    }
    let of = |goals: &[OutcomeGoal], id: &str| goals.iter().find(|g| g.id == id).cloned();
    let goals = after
        .goals
        .into_iter()
        .map(|after| {
            let pair = of(&base.goals, &after.id).zip(of(&before.goals, &after.id));
            let Some((base, before)) = pair else {
                return after;
            };
            // A macro that takes the struct apart, so that a field added to `OutcomeGoal` does not compile until it is listed here.
            macro_rules! goal {
                ($($field:ident),*) => {{
                    let OutcomeGoal { $($field),* } = after;
                    OutcomeGoal { $($field: field(&base.$field, &before.$field, $field)),* }
                }};
            }
            goal!(
                id,
                title,
                themes,
                strand,
                merged_from,
                split_from,
                evidence,
                control,
                cost,
                hours,
                decision,
                reason,
                ask_of,
                by_whom,
                until,
                note,
                owner,
                owner_role,
                accepted,
                partner,
                first_step,
                measure,
                aim,
                due,
                reviews
            )
        })
        .collect();
    Outcome {
        unit: field(&base.unit, &before.unit, after.unit),
        meeting: field(&base.meeting, &before.meeting, after.meeting),
        people: field(&base.people, &before.people, after.people),
        standards: field(&base.standards, &before.standards, after.standards),
        // The state has no rounds of before, so they would be lost if the whole list were taken from either side.
        rounds: more(&base.rounds, &before.rounds, after.rounds),
        goals,
        previous: more(&base.previous, &before.previous, after.previous),
        evaluation: field(&base.evaluation, &before.evaluation, after.evaluation),
        airtime: field(&base.airtime, &before.airtime, after.airtime),
        notes: field(&base.notes, &before.notes, after.notes),
        parked: field(&base.parked, &before.parked, after.parked),
        agenda: field(&base.agenda, &before.agenda, after.agenda),
    }
}
