//! Events into state. No rules here, and nothing that can fail: what `decide` let through is written down.

use std::collections::{BTreeMap, BTreeSet};

use super::{Meeting, Note, Parked, Reviewed};
use crate::domain::{
    event::Event,
    findings::Findings,
    goal::{Goal, Owner},
    vote::round::{Brought, Round, RoundState},
};

impl Meeting {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm an event, so that the list is whole"
    )]
    pub(super) fn apply_event(&mut self, event: &Event) {
        match event {
            Event::MeetingStarted { at } => self.started = Some(*at),
            Event::PersonArrived { .. }
            | Event::PersonLeft { .. }
            | Event::ArrivalTakenBack { .. }
            | Event::WalkInArrived { .. }
            | Event::PersonRenamed { .. }
            | Event::PersonRoleSet { .. }
            | Event::PersonGroupSet { .. } => self.apply_to_people(event),
            Event::CommentHeld { comment } => {
                self.hold.insert(comment.clone(), true);
            }
            Event::CommentReleased { comment } => {
                self.hold.insert(comment.clone(), false);
            }
            Event::NoteTaken { .. } | Event::NoteReworded { .. } | Event::NoteRemoved { .. } => {
                self.apply_to_notes(event);
            }
            Event::PersonHeard {
                theme,
                person,
                passed,
            } => {
                let heard = self.heard.entry(theme.clone()).or_default();
                heard.insert(person.clone(), *passed);
            }
            Event::HearingTakenBack { theme, person } => {
                if let Some(heard) = self.heard.get_mut(theme) {
                    heard.remove(person);
                }
            }
            Event::StandardReworded { .. }
            | Event::StandardAgreed { .. }
            | Event::StandardReopened { .. } => self.apply_to_standards(event),
            Event::GoalProposed {
                id,
                title,
                themes,
                evidence,
                strand,
            } => self.goals.push(Goal {
                id: id.clone(),
                title: title.clone(),
                themes: themes.clone(),
                evidence: evidence.clone(),
                strand: strand.clone(),
                ..Goal::default()
            }),
            Event::GoalsMerged { from, into } => self.merge(from, into),
            Event::RoundOpened { .. }
            | Event::VoterLetIn { .. }
            | Event::HandsCounted { .. }
            | Event::RoundClosed { .. }
            | Event::RoundBegunAnew { .. }
            | Event::RoundAbandoned { .. } => self.apply_to_rounds(event),
            Event::RoundBrought { id, round } => self.take_result(id, round),
            Event::TieSettled {
                round,
                between,
                taken,
                seed,
            } => {
                // Settled again, the later one holds.
                self.lots
                    .retain(|l| l.round != *round || l.between != *between);
                self.lots.push(super::fits::Lot {
                    round: round.clone(),
                    between: between.clone(),
                    taken: taken.clone(),
                    seed: *seed,
                });
            }
            Event::PreviousReviewed {
                goal,
                on,
                status,
                note,
            } => {
                let reviewed = Reviewed {
                    on: *on,
                    status: *status,
                    note: note.clone(),
                };
                self.reviewed.insert(goal.clone(), reviewed);
            }
            Event::GoalCarriedOver {
                goal,
                title,
                themes,
                evidence,
                strand,
                control,
                cost,
                hours,
            } => self.goals.push(Goal {
                id: goal.clone(),
                title: title.clone(),
                themes: themes.clone(),
                evidence: evidence.clone(),
                strand: strand.clone(),
                control: *control,
                cost: *cost,
                hours: *hours,
                brought: true,
                ..Goal::default()
            }),
            Event::GoalLookedAt { goal, look } => self.apply_look(goal, look),
            Event::TopicParked { id, text, stage } => {
                self.parked.push(Parked {
                    id: id.clone(),
                    text: text.clone(),
                    stage: *stage,
                });
            }
            Event::TopicTakenUp { id } => self.parked.retain(|p| p.id != *id),
            Event::ReadBack { line } => {
                self.read_back.insert(line.clone());
            }
            Event::MeetingSaved { at } => self.saved = Some(*at),
            Event::FindingsTakenIn { findings } => self.take_in(|f| f.clone_from(findings)),
            Event::FindingsChanged { change } => self.take_in(|f| change.apply_to(f)),
            Event::AgendaTakenIn { agenda } => self.take_in_agenda(agenda),
            Event::GoalReworded { goal, .. }
            | Event::GoalThemesSet { goal, .. }
            | Event::GoalEvidenceSet { goal, .. }
            | Event::GoalStrandSet { goal, .. }
            | Event::GoalControlSet { goal, .. }
            | Event::GoalCostSet { goal, .. }
            | Event::GoalHoursSet { goal, .. }
            | Event::GoalDropped { goal }
            | Event::GoalDecided { goal, .. }
            | Event::DecisionReopened { goal }
            | Event::OwnerAssigned { goal, .. }
            | Event::OwnerAccepted { goal, .. }
            | Event::PartnerAssigned { goal, .. }
            | Event::FirstStepSet { goal, .. }
            | Event::MeasureSet { goal, .. }
            | Event::DueSet { goal, .. }
            | Event::ReviewsSet { goal, .. } => {
                self.read_back.remove(&format!("goal:{goal}"));
                if let Some(goal) = self.goals.iter_mut().find(|g| g.id == *goal) {
                    apply_to_goal(goal, event);
                }
            }
        }
    }

    fn apply_to_notes(&mut self, event: &Event) {
        match event {
            Event::NoteTaken { id, theme, text } => {
                self.notes.push(Note {
                    id: id.clone(),
                    theme: theme.clone(),
                    text: text.clone(),
                });
            }
            Event::NoteReworded { id, text } => {
                if let Some(note) = self.notes.iter_mut().find(|n| n.id == *id) {
                    note.text.clone_from(text);
                }
            }
            Event::NoteRemoved { id } => self.notes.retain(|n| n.id != *id),
            _ => {}
        }
    }

    fn apply_to_standards(&mut self, event: &Event) {
        match event {
            Event::StandardReworded { theme, text } => {
                self.read_back.remove(&format!("standard:{theme}"));
                let state = self.standards.entry(theme.clone()).or_default();
                state.text.clone_from(text);
                state.agreed = false;
            }
            Event::StandardAgreed { theme } => {
                self.standards.entry(theme.clone()).or_default().agreed = true;
            }
            Event::StandardReopened { theme } => {
                self.standards.entry(theme.clone()).or_default().agreed = false;
            }
            _ => {}
        }
    }

    fn merge(&mut self, from: &str, into: &str) {
        let Some(gone) = self.goals.iter_mut().find(|g| g.id == from) else {
            return;
        };
        gone.merged_into = Some(into.to_owned());
        let (themes, evidence) = (gone.themes.clone(), gone.evidence.clone());
        let mut merged = gone.merged_from.clone();
        merged.push(from.to_owned());
        self.read_back.remove(&format!("goal:{into}"));
        if let Some(kept) = self.goals.iter_mut().find(|g| g.id == into) {
            extend_new(&mut kept.themes, themes);
            extend_new(&mut kept.evidence, evidence);
            extend_new(&mut kept.merged_from, merged);
            kept.version += 1;
        }
    }

    fn apply_to_rounds(&mut self, event: &Event) {
        match event {
            Event::RoundOpened {
                id,
                settings,
                voters,
                at,
            } => {
                let version = |id: &String| self.goal(id).map_or(0, |g| g.version);
                self.rounds.push(Round {
                    id: id.clone(),
                    number: self.rounds.len() + 1,
                    opened: *at,
                    settings: settings.clone(),
                    versions: settings.goals.iter().map(version).collect(),
                    voters: voters.clone(),
                    hands: BTreeMap::new(),
                    instead_of: Vec::new(),
                    set_aside: false,
                    state: RoundState::Open,
                });
            }
            Event::VoterLetIn { round, voter } => {
                if let Some(round) = self.round_mut(round) {
                    // Somebody who left before voting hands in through another.
                    match round.voters.iter_mut().find(|v| v.person == voter.person) {
                        Some(there) => *there = voter.clone(),
                        None => round.voters.push(voter.clone()),
                    }
                }
            }
            Event::HandsCounted {
                round,
                goal,
                group,
                hands,
            } => {
                if let Some(round) = self.round_mut(round) {
                    round
                        .hands
                        .entry(goal.clone())
                        .or_default()
                        .insert(group.clone(), *hands);
                }
            }
            Event::RoundClosed {
                round,
                ballots,
                tally,
                ..
            } => {
                let mut anew = Vec::new();
                if let Some(round) = self.round_mut(round) {
                    round.state = RoundState::Closed {
                        ballots: ballots.clone(),
                        tally: tally.clone(),
                    };
                    anew.clone_from(&round.instead_of);
                }
                for earlier in &mut self.rounds {
                    earlier.set_aside |= anew.contains(&earlier.id);
                }
            }
            Event::RoundBegunAnew { round, instead_of } => {
                if let Some(round) = self.round_mut(round) {
                    round.instead_of.clone_from(instead_of);
                }
            }
            Event::RoundAbandoned { round, .. } => {
                if let Some(round) = self.round_mut(round) {
                    round.state = RoundState::Abandoned;
                }
            }
            _ => {}
        }
    }

    /// A goal that was voted on in other words has changed since.
    fn take_result(&mut self, id: &str, brought: &Brought) {
        let version = |id: &String| {
            let now = self.goal(id).map_or(0, |g| g.version);
            if brought.changed.contains(id) {
                now.wrapping_sub(1)
            } else {
                now
            }
        };
        let versions = brought.settings.goals.iter().map(version).collect();
        let round = brought.as_round(id.to_owned(), self.rounds.len() + 1, versions);
        for earlier in &mut self.rounds {
            earlier.set_aside |= brought.instead_of.contains(&earlier.id);
        }
        self.rounds.push(round);
    }

    fn round_mut(&mut self, id: &str) -> Option<&mut Round> {
        self.rounds.iter_mut().find(|r| r.id == id)
    }

    fn take_in(&mut self, change: impl FnOnce(&mut Findings)) {
        let findings = &mut std::sync::Arc::make_mut(&mut self.began).findings;
        let before = findings.themes.iter();
        let before: BTreeMap<String, String> =
            before.map(|t| (t.id.clone(), t.standard.clone())).collect();
        let known = findings.themes.iter().flat_map(|t| &t.goals);
        let known: BTreeSet<String> = known.map(|g| g.id.clone()).collect();
        change(findings);
        for theme in &findings.themes {
            let state = self.standards.entry(theme.id.clone()).or_default();
            let old = before.get(&theme.id);
            // What the room has worded stays; what it has not touched is what the file says.
            if state.text.is_empty() || (!state.agreed && Some(&state.text) == old) {
                state.text.clone_from(&theme.standard);
            }
            for goal in &theme.goals {
                if !known.contains(&goal.id) && !self.goals.iter().any(|g| g.id == goal.id) {
                    self.goals.push(super::brought(&theme.id, goal));
                }
            }
        }
    }

    /// Everything in the room stays as it is; only what is still to come changes.
    fn take_in_agenda(&mut self, agenda: &crate::domain::agenda::Agenda) {
        let began = std::sync::Arc::make_mut(&mut self.began);
        let before = std::mem::replace(&mut began.agenda, agenda.clone());
        let on_it = |id: &str| agenda.people.iter().any(|p| p.id == id);
        let goals = &self.goals;
        let sees_to = |id: &str| {
            let owns = |g: &Goal| matches!(&g.owner, Some(Owner::Person(p)) if p == id);
            goals
                .iter()
                .any(|g| owns(g) || g.partner.as_deref() == Some(id))
        };
        self.people.retain(|a| {
            let id = &a.person.id;
            a.walk_in || a.was_here() || on_it(id) || sees_to(id)
        });
        for person in &agenda.people {
            let old = before.people.iter().find(|p| p.id == person.id);
            self.take_in_person(old, person);
        }
    }
}

fn extend_new(list: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

fn apply_to_goal(goal: &mut Goal, event: &Event) {
    match event {
        Event::GoalReworded { title, .. } => {
            goal.title.clone_from(title);
            goal.version += 1;
        }
        Event::GoalThemesSet { themes, .. } => goal.themes.clone_from(themes),
        Event::GoalEvidenceSet { evidence, .. } => goal.evidence.clone_from(evidence),
        Event::GoalStrandSet { strand, .. } => goal.strand.clone_from(strand),
        Event::GoalControlSet { control, .. } => {
            goal.control = *control;
            goal.version += 1;
        }
        Event::GoalCostSet { cost, .. } => {
            goal.cost = *cost;
            goal.version += 1;
        }
        Event::GoalHoursSet { hours, .. } => {
            goal.hours = *hours;
            goal.version += 1;
        }
        Event::GoalDropped { .. } => goal.dropped = true,
        Event::GoalDecided { decision, .. } => goal.decision = Some(decision.clone()),
        Event::DecisionReopened { .. } => goal.decision = None,
        Event::OwnerAssigned {
            owner, accepted, ..
        } => {
            goal.owner.clone_from(owner);
            goal.accepted = *accepted;
        }
        Event::OwnerAccepted { accepted, .. } => goal.accepted = *accepted,
        Event::PartnerAssigned { partner, .. } => goal.partner.clone_from(partner),
        Event::FirstStepSet { text, .. } => goal.first_step.clone_from(text),
        Event::MeasureSet { text, .. } => goal.measure.clone_from(text),
        Event::DueSet { due, .. } => goal.due = *due,
        Event::ReviewsSet { reviews, .. } => goal.reviews = Some(reviews.clone()),
        _ => {}
    }
}
