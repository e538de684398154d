//! Applies events to the state, one line an event. It holds no rules and cannot fail: `decide` has checked everything.

mod files;
mod rounds;

use super::{Facilitator, Meeting, Note, Parked, Reviewed};
use crate::domain::{aim::Aim, event::Event, goal::Goal, people::Attendee};

impl Meeting {
    /// Applies one event.
    #[expect(
        clippy::too_many_lines,
        reason = "one call an event: an event without its change does not compile"
    )]
    pub(super) fn apply_event(&mut self, event: &Event) {
        match event {
            Event::MeetingStarted { at } => self.started = Some(*at),
            Event::PersonArrived { person, at } => self.change_attendee(person, |a| a.arrive(*at)),
            Event::PersonJoinedByTelephone { person, at } => {
                self.change_attendee(person, |a| a.join_by_telephone(*at));
            }
            Event::PersonLeft { person, at } => self.person_left(person, *at),
            Event::ArrivalTakenBack { person } => self.arrival_taken_back(person),
            Event::WalkInArrived { person, at } => self.walk_in_arrived(person, *at),
            Event::PersonRenamed { person, name } => {
                self.change_attendee(person, |a| a.person.name.clone_from(name));
            }
            Event::PersonRoleSet { person, role } => {
                self.change_attendee(person, |a| a.person.role.clone_from(role));
            }
            Event::PersonGroupSet { person, group } => self.apply_group(person, group.as_deref()),
            Event::FacilitatorChanged { person, at } => self.facilitators.push(Facilitator {
                person: person.clone(),
                from: *at,
            }),
            Event::CommentHeld { comment } => {
                self.hold.insert(comment.clone(), true);
            }
            Event::CommentReleased { comment } => {
                self.hold.insert(comment.clone(), false);
            }
            Event::CommentStarred { comment } => {
                self.starred.insert(comment.clone());
            }
            Event::CommentUnstarred { comment } => {
                self.starred.remove(comment);
            }
            Event::CommentGrouped {
                comment,
                group: Some(group),
            } => {
                self.comment_groups.insert(comment.clone(), group.clone());
            }
            Event::CommentGrouped {
                comment,
                group: None,
            } => {
                self.comment_groups.remove(comment);
            }
            Event::NoteTaken { id, theme, text } => self.notes.push(Note {
                id: id.clone(),
                theme: theme.clone(),
                text: text.clone(),
            }),
            Event::NoteReworded { id, text } => self.note_reworded(id, text),
            Event::NoteRemoved { id } => self.notes.retain(|n| n.id != *id),
            Event::PersonHeard {
                theme,
                person,
                passed,
            } => self.person_heard(theme, person, *passed),
            Event::HearingTakenBack { theme, person } => self.hearing_taken_back(theme, person),
            Event::StandardReworded { theme, text } => self.standard_reworded(theme, text),
            Event::StandardAgreed { theme } => {
                self.standards.entry(theme.clone()).or_default().agreed = true;
            }
            Event::StandardReopened { theme } => {
                self.standards.entry(theme.clone()).or_default().agreed = false;
            }
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
            // Words, control, cost and hours raise the version: voters had them before their eyes, so a result from before is marked as
            // "not voted on in this form". Themes, evidence and strand do not, since a ballot does not show them.
            Event::GoalReworded { goal, title } => self.change_goal(goal, |goal| {
                goal.title.clone_from(title);
                goal.version += 1;
            }),
            Event::GoalThemesSet { goal, themes } => {
                self.change_goal(goal, |goal| goal.themes.clone_from(themes));
            }
            Event::GoalEvidenceSet { goal, evidence } => {
                self.change_goal(goal, |goal| goal.evidence.clone_from(evidence));
            }
            Event::GoalStrandSet { goal, strand } => {
                self.change_goal(goal, |goal| goal.strand.clone_from(strand));
            }
            Event::GoalControlSet { goal, control } => self.change_goal(goal, |goal| {
                goal.control = *control;
                goal.version += 1;
            }),
            Event::GoalCostSet { goal, cost } => self.change_goal(goal, |goal| {
                goal.cost = *cost;
                goal.version += 1;
            }),
            Event::GoalHoursSet { goal, hours } => self.change_goal(goal, |goal| {
                goal.hours = *hours;
                goal.version += 1;
            }),
            Event::GoalsMerged { from, into } => self.merge(from, into),
            Event::GoalSplit { goal, id, title } => self.split(goal, id, title),
            Event::GoalDropped { goal } => self.change_goal(goal, |goal| goal.dropped = true),
            Event::RoundOpened {
                id,
                settings,
                voters,
                at,
                number,
            } => self.round_opened(id, settings, voters, *at, *number),
            Event::VoterLetIn { round, voter } => self.voter_let_in(round, voter),
            Event::HandsCounted {
                round,
                goal,
                group,
                hands,
            } => self.hands_counted(round, goal, group, *hands),
            Event::TableRanked {
                round,
                table,
                order,
            } => self.table_ranked(round, *table, order),
            Event::RoundClosed {
                round,
                ballots,
                tally,
                ..
            } => self.round_closed(round, ballots, tally),
            Event::RoundBegunAnew { round, instead_of } => self.round_begun_anew(round, instead_of),
            Event::RoundAbandoned { round, ballots } => self.round_abandoned(round, *ballots),
            Event::RoundBrought { id, round } => self.take_result(id, round),
            Event::TieSettled {
                round,
                between,
                taken,
                seed,
            } => self.tie_settled(round, between, taken, *seed),
            Event::GoalDecided { goal, decision } => {
                self.change_goal(goal, |goal| goal.decision = Some(decision.clone()));
            }
            Event::DecisionReopened { goal } => self.change_goal(goal, |goal| goal.decision = None),
            Event::OwnerAssigned {
                goal,
                owner,
                accepted,
            } => self.change_goal(goal, |goal| {
                goal.owner.clone_from(owner);
                goal.accepted = *accepted;
            }),
            Event::OwnerAccepted { goal, accepted } => {
                self.change_goal(goal, |goal| goal.accepted = *accepted);
            }
            Event::PartnerAssigned { goal, partner } => {
                self.change_goal(goal, |goal| goal.partner.clone_from(partner));
            }
            Event::FirstStepSet { goal, text } => {
                self.change_goal(goal, |goal| goal.first_step.clone_from(text));
            }
            Event::MeasureSet { goal, text } => {
                self.change_goal(goal, |goal| {
                    goal.measure.clone_from(text);
                    // Journals of earlier versions have the code in the text.
                    goal.aim = Aim::from_measure(text, &goal.evidence, goal.strand.as_deref());
                });
            }
            Event::AimSet { goal, aim, text } => self.change_goal(goal, |goal| {
                goal.measure.clone_from(text);
                goal.aim = Some(aim.clone());
            }),
            Event::DueSet { goal, due } => self.change_goal(goal, |goal| goal.due = *due),
            Event::ReviewsSet { goal, reviews } => {
                self.change_goal(goal, |goal| goal.reviews = Some(reviews.clone()));
            }
            Event::PreviousReviewed {
                goal,
                on,
                status,
                note,
                noticed,
                off_list,
            } => self.previous_reviewed(
                goal,
                Reviewed {
                    on: *on,
                    status: *status,
                    note: note.clone(),
                    noticed: noticed.clone(),
                    off_list: *off_list,
                },
            ),
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
            Event::GoalLookedAt { goal, look } => self.apply_follow_up(goal, look),
            Event::TopicParked { id, text, stage } => self.parked.push(Parked {
                id: id.clone(),
                text: text.clone(),
                stage: *stage,
            }),
            Event::TopicTakenUp { id } => self.parked.retain(|p| p.id != *id),
            Event::ReadBack { line } => {
                self.read_back.insert(line.clone());
            }
            Event::MeetingSaved { at } => self.saved = Some(*at),
            Event::FindingsTakenIn { findings } => self.take_in(|f| f.clone_from(findings)),
            Event::FindingsChanged { change } => self.take_in(|f| change.apply_to(f)),
            Event::AgendaTakenIn { agenda } => self.agenda_taken_in(agenda),
        }
    }

    /// Changes a goal, and takes back its read-back: the room confirmed the goal as it was.
    fn change_goal(&mut self, id: &str, change: impl FnOnce(&mut Goal)) {
        self.read_back.remove(&format!("goal:{id}"));
        if let Some(goal) = self.goals.iter_mut().find(|g| g.id == id) {
            change(goal);
        }
    }

    fn change_attendee(&mut self, person: &str, change: impl FnOnce(&mut Attendee)) {
        if let Some(attendee) = self.attendee_mut(person) {
            change(attendee);
        }
    }

    fn note_reworded(&mut self, id: &str, text: &str) {
        if let Some(note) = self.notes.iter_mut().find(|n| n.id == id) {
            text.clone_into(&mut note.text);
        }
    }

    fn person_heard(&mut self, theme: &str, person: &str, passed: bool) {
        let heard = self.heard.entry(theme.to_owned()).or_default();
        heard.insert(person.to_owned(), passed);
    }

    fn hearing_taken_back(&mut self, theme: &str, person: &str) {
        if let Some(heard) = self.heard.get_mut(theme) {
            heard.remove(person);
        }
    }

    fn standard_reworded(&mut self, theme: &str, text: &str) {
        self.read_back.remove(&format!("standard:{theme}"));
        let state = self.standards.entry(theme.to_owned()).or_default();
        text.clone_into(&mut state.text);
        // The room agreed to other words.
        state.agreed = false;
    }

    fn tie_settled(&mut self, round: &str, between: &[String], taken: &str, seed: Option<u64>) {
        // The same goals can be level again under another rule: the room's later word holds.
        self.lots
            .retain(|l| l.round != round || l.between != *between);
        self.lots.push(super::fits::Lot {
            round: round.to_owned(),
            between: between.to_vec(),
            taken: taken.to_owned(),
            seed,
        });
    }

    fn previous_reviewed(&mut self, goal: &str, reviewed: Reviewed) {
        let off_list = reviewed.off_list;
        let before = self.reviewed.insert(goal.to_owned(), reviewed);
        // A goal that an earlier review of today took off the list comes back with it.
        if off_list || before.is_some_and(|r| r.off_list) {
            self.change_goal(goal, |goal| goal.dropped = off_list);
        }
    }

    // The goal that is merged stays in the list: earlier rounds voted on it, and their results still name it.
    fn merge(&mut self, from: &str, into: &str) {
        let Some(gone) = self.goals.iter_mut().find(|g| g.id == from) else {
            return;
        };
        gone.merged_into = Some(into.to_owned());
        // Cost and hours are not added up: two goals merged into one may be one and the same piece of work.
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

    fn split(&mut self, goal: &str, id: &str, title: &str) {
        let Some(at) = self.goals.iter().position(|g| g.id == goal) else {
            return;
        };
        let Some(first) = self.goals.get_mut(at) else {
            return;
        };
        // A result from before was for both halves together.
        first.version += 1;
        let second = Goal {
            id: id.to_owned(),
            title: title.to_owned(),
            themes: first.themes.clone(),
            evidence: first.evidence.clone(),
            strand: first.strand.clone(),
            split_from: Some(goal.to_owned()),
            // Money, hours and who can do it are not known: a room splits a goal because its halves differ in them.
            ..Goal::default()
        };
        // Beside the first, because the room compares the two at once.
        self.goals.insert(at + 1, second);
        self.read_back.remove(&format!("goal:{goal}"));
    }
}

fn extend_new(list: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}
