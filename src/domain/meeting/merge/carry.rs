//! Turns an event of the other record into the command that makes it, and decides that in the meeting as it is now.
//!
//! Most events have one command that makes them. The others are handled here: a counted round is merged as a result without its
//! ballots, a lot that was drawn there stays drawn, and a decision about words that read differently here is refused.

mod goals;
mod rounds;

use std::collections::BTreeSet;

use super::{IdMaps, Meeting, mapped, touched};
use crate::domain::{
    agenda::Agenda,
    command::{Command, Now},
    event::Event,
    findings::Findings,
    goal::Decision,
    people::Person,
    refusal::{Refusal, refuse},
    stamp::Stamp,
    vote::ballot_box::BallotBox,
};

/// A step that is tried on a copy of the meeting, with its events so far.
pub(super) struct Trial<'a> {
    pub(super) here: Meeting,
    /// The other meeting before the step.
    pub(super) there: &'a Meeting,
    pub(super) ids: IdMaps,
    /// The fields set here since the two records diverged.
    pub(super) touched: &'a BTreeSet<String>,
    pub(super) events: Vec<Event>,
    pub(super) now: Now,
}

type Carried = Result<(), Refusal>;

impl Trial<'_> {
    /// Carries the events of one step over; on an error the trial is thrown away, so it is all of them or none.
    pub(super) fn carry(&mut self, events: &[Event]) -> Carried {
        // One by one, a set beyond today's capacity would be agreed to up to the goal that does not fit.
        if let Some(goals) = agreed_as_a_set(events) {
            let goals: Result<Vec<String>, Refusal> =
                goals.into_iter().map(|g| self.goal_alike(g)).collect();
            return self.ask(Command::AgreeTo { goals: goals? });
        }
        events.iter().try_for_each(|event| self.event(event))
    }

    /// Decides a command here and applies its events.
    fn ask(&mut self, command: Command) -> Carried {
        let events = self.here.decide(command, self.now)?;
        for event in events {
            self.here.apply_event(&event);
            self.events.push(event);
        }
        Ok(())
    }

    /// Decides a command that makes a thing, and records which id the thing has here.
    fn make(&mut self, command: Command, event: &Event) -> Carried {
        let before = self.events.len();
        self.ask(command)?;
        let made = self.events.get(before..).unwrap_or_default().to_vec();
        self.ids.pair(std::slice::from_ref(event), &made);
        Ok(())
    }

    /// Records the id that a thing made by an event there has here.
    fn is_here_as(&mut self, event: &Event, id: String) {
        if let Some((map, theirs)) = self.ids.made_by(event) {
            map.insert(theirs.to_owned(), Some(id));
        }
    }

    fn goal(&self, id: &str) -> Result<String, Refusal> {
        mapped(&self.ids.goals, id)
    }

    fn goals(&self, ids: &[String]) -> Result<Vec<String>, Refusal> {
        ids.iter().map(|id| self.goal(id)).collect()
    }

    fn person(&self, id: &str) -> Result<String, Refusal> {
        mapped(&self.ids.people, id)
    }

    /// The id here of a goal that reads the same in both records; refused otherwise, since a decision is about words.
    fn goal_alike(&self, id: &str) -> Result<String, Refusal> {
        let goal = self.goal(id)?;
        let title = |meeting: &Meeting, id: &str| meeting.goal(id).map(|g| g.title.clone());
        match title(&self.here, &goal) {
            Some(here) if Some(&here) != title(self.there, id).as_ref() => Err(Refusal::new(
                "The goal reads differently here: what was decided there was about other words.",
            )),
            _ => Ok(goal),
        }
    }

    /// Carries one event over.
    #[expect(
        clippy::too_many_lines,
        reason = "one command an event: an event without its command does not compile"
    )]
    fn event(&mut self, event: &Event) -> Carried {
        match event {
            Event::MeetingStarted { .. } => self.ask(Command::StartMeeting),
            Event::PersonArrived { person, at } => {
                let person = self.person(person)?;
                self.arrive(person, *at)
            }
            Event::PersonJoinedByTelephone { person, at } => {
                let person = self.person(person)?;
                self.not_before_leaving(&person, *at)?;
                self.ask(Command::JoinByTelephone { person })
            }
            Event::PersonLeft { person, at } => {
                let person = self.person(person)?;
                self.leave(person, *at)
            }
            Event::ArrivalTakenBack { person } => {
                let person = self.person(person)?;
                self.ask(Command::TakeBackArrival { person })
            }
            Event::WalkInArrived { person, at } => self.walk_in(event, person, *at),
            Event::PersonRenamed { person, name } => {
                let (person, name) = (self.person(person)?, name.clone());
                self.ask(Command::RenamePerson { person, name })
            }
            Event::PersonRoleSet { person, role } => {
                let (person, role) = (self.person(person)?, role.clone());
                self.ask(Command::SetPersonRole { person, role })
            }
            Event::PersonGroupSet { person, group } => {
                let (person, group) = (self.person(person)?, group.clone());
                // A merge is refused while a round is open, so there is no box that could hold the person's vote.
                let ballots = BallotBox::default();
                self.ask(Command::SetPersonGroup {
                    person,
                    group,
                    ballots,
                })
            }
            Event::FacilitatorChanged { person, .. } => {
                let person = self.person(person)?;
                self.ask(Command::HandOverMeeting { person })
            }
            Event::CommentHeld { comment } => {
                let comment = comment.clone();
                self.ask(Command::HoldComment { comment })
            }
            Event::CommentReleased { comment } => self.release_comment(comment),
            Event::CommentStarred { comment } => {
                let comment = comment.clone();
                self.ask(Command::StarComment { comment })
            }
            Event::CommentUnstarred { comment } => {
                let comment = comment.clone();
                self.ask(Command::UnstarComment { comment })
            }
            Event::CommentGrouped { comment, group } => {
                let comment = comment.clone();
                let group = group.clone().unwrap_or_default();
                self.ask(Command::GroupComment { comment, group })
            }
            Event::NoteTaken { theme, text, .. } => {
                let (theme, text) = (theme.clone(), text.clone());
                self.make(Command::TakeNote { theme, text }, event)
            }
            Event::NoteReworded { id, text } => {
                let (id, text) = (mapped(&self.ids.notes, id)?, text.clone());
                self.ask(Command::RewordNote { id, text })
            }
            Event::NoteRemoved { id } => {
                let (id, text) = (mapped(&self.ids.notes, id)?, String::new());
                self.ask(Command::RewordNote { id, text })
            }
            Event::PersonHeard {
                theme,
                person,
                passed,
            } => {
                let (theme, person) = (theme.clone(), self.person(person)?);
                let passed = *passed;
                self.ask(Command::Hear {
                    theme,
                    person,
                    passed,
                })
            }
            Event::HearingTakenBack { theme, person } => {
                let (theme, person) = (theme.clone(), self.person(person)?);
                self.ask(Command::TakeBackHearing { theme, person })
            }
            Event::StandardReworded { theme, text } => {
                let (theme, text) = (theme.clone(), text.clone());
                self.ask(Command::RewordStandard { theme, text })
            }
            Event::StandardAgreed { theme } => self.agree_standard(theme),
            Event::StandardReopened { theme } => {
                let theme = theme.clone();
                self.ask(Command::ReopenStandard { theme })
            }
            Event::GoalProposed {
                title,
                themes,
                evidence,
                strand,
                ..
            } => self.propose_goal(event, title, themes, evidence, strand.as_deref()),
            Event::GoalReworded { goal, title } => {
                let (goal, title) = (self.goal(goal)?, title.clone());
                self.ask(Command::RewordGoal { goal, title })
            }
            Event::GoalThemesSet { goal, themes } => {
                let (goal, themes) = (self.goal(goal)?, themes.clone());
                self.ask(Command::SetGoalThemes { goal, themes })
            }
            Event::GoalEvidenceSet { goal, evidence } => {
                let (goal, evidence) = (self.goal(goal)?, evidence.clone());
                self.ask(Command::SetGoalEvidence { goal, evidence })
            }
            Event::GoalStrandSet { goal, strand } => {
                let (goal, strand) = (self.goal(goal)?, strand.clone());
                self.ask(Command::SetGoalStrand { goal, strand })
            }
            Event::GoalControlSet { goal, control } => {
                let (goal, control) = (self.goal(goal)?, *control);
                self.ask(Command::SetGoalControl { goal, control })
            }
            Event::GoalCostSet { goal, cost } => {
                let (goal, cost) = (self.goal(goal)?, *cost);
                self.ask(Command::SetGoalCost { goal, cost })
            }
            Event::GoalHoursSet { goal, hours } => {
                let (goal, hours) = (self.goal(goal)?, *hours);
                self.ask(Command::SetGoalHours { goal, hours })
            }
            Event::GoalsMerged { from, into } => {
                let (from, into) = (self.goal(from)?, self.goal(into)?);
                self.ask(Command::MergeGoals { from, into })
            }
            Event::GoalSplit { goal, title, .. } => self.split_goal(event, goal, title),
            Event::GoalDropped { goal } => self.drop_goal(goal),
            Event::GoalCarriedOver { goal, .. } => self.carry_goal_over(goal),
            Event::RoundOpened { .. }
            | Event::VoterLetIn { .. }
            | Event::HandsCounted { .. }
            | Event::TableRanked { .. }
            | Event::RoundBegunAnew { .. }
            | Event::RoundAbandoned { .. } => Ok(()),
            Event::RoundClosed {
                round, tally, at, ..
            } => self.close_round(event, round, tally, *at),
            Event::RoundBrought { round, .. } => self.brought(event, round),
            Event::TieSettled {
                round,
                between,
                taken,
                seed,
            } => self.settle_tie(round, between, taken, *seed),
            Event::GoalDecided { goal, decision } => {
                let (goal, decision) = (self.goal_alike(goal)?, decision.clone());
                self.ask(Command::Decide { goal, decision })
            }
            Event::DecisionReopened { goal } => {
                let goal = self.goal(goal)?;
                self.ask(Command::ReopenDecision { goal })
            }
            Event::OwnerAssigned {
                goal,
                owner,
                accepted,
            } => self.assign_owner(goal, owner.as_ref(), *accepted),
            Event::OwnerAccepted { goal, accepted } => self.accept_ownership(goal, *accepted),
            Event::PartnerAssigned { goal, partner } => {
                let goal = self.goal(goal)?;
                let partner = partner.as_deref().map(|p| self.person(p)).transpose()?;
                self.ask(Command::AssignPartner { goal, partner })
            }
            Event::FirstStepSet { goal, text } => {
                let (goal, text) = (self.goal(goal)?, text.clone());
                self.ask(Command::SetFirstStep { goal, text })
            }
            Event::MeasureSet { goal, text } => {
                let (goal, text) = (self.goal(goal)?, text.clone());
                self.ask(Command::SetMeasure { goal, text })
            }
            Event::AimSet { goal, aim, .. } => {
                let (goal, aim) = (self.goal(goal)?, aim.clone());
                self.ask(Command::SetAim { goal, aim })
            }
            Event::DueSet { goal, due } => {
                let (goal, due) = (self.goal(goal)?, *due);
                self.ask(Command::SetDue { goal, due })
            }
            Event::ReviewsSet { goal, reviews } => {
                let (goal, reviews) = (self.goal(goal)?, reviews.clone());
                self.ask(Command::SetReviews { goal, reviews })
            }
            Event::PreviousReviewed {
                goal,
                status,
                note,
                noticed,
                ..
            } => self.ask(Command::ReviewPrevious {
                goal: goal.clone(),
                status: *status,
                note: note.clone(),
                noticed: noticed.clone(),
            }),
            Event::GoalLookedAt { goal, look } => self.review_again(goal, look),
            Event::TopicParked { text, stage, .. } => {
                let (text, stage) = (text.clone(), *stage);
                self.make(Command::Park { text, stage }, event)
            }
            Event::TopicTakenUp { id } => {
                let id = mapped(&self.ids.topics, id)?;
                self.ask(Command::TakeUp { id })
            }
            Event::ReadBack { line } => self.read_back(line),
            // A second save would move the end of this meeting to the time of the other record.
            Event::MeetingSaved { .. } if self.here.saved().is_some() => Ok(()),
            Event::MeetingSaved { .. } => self.ask(Command::Save),
            Event::FindingsTakenIn { findings } => self.take_in(findings.clone()),
            Event::FindingsChanged { change } => {
                // The differences are to the other record's findings, and would not fit ours.
                let mut findings = self.there.findings().clone();
                change.apply_to(&mut findings);
                self.take_in(Box::new(findings))
            }
            Event::AgendaTakenIn { agenda } => self.take_in_agenda(agenda),
        }
    }

    fn release_comment(&mut self, comment: &str) -> Carried {
        // Of two opinions about a patient's comment the careful one wins: shown once on a wall, it cannot be taken back.
        if self.touched.contains(&touched::comment(comment)) && self.here.is_held(comment) {
            return refuse("This comment was held back here, and stays so.");
        }
        let comment = comment.to_owned();
        self.ask(Command::ReleaseComment { comment })
    }

    fn agree_standard(&mut self, theme: &str) -> Carried {
        if self.here.standard(theme).text != self.there.standard(theme).text {
            return refuse(
                "The standard reads differently here: what was agreed to there were other words.",
            );
        }
        let theme = theme.to_owned();
        self.ask(Command::AgreeStandard { theme })
    }

    fn take_in_agenda(&mut self, agenda: &Agenda) -> Carried {
        // Files are taken in as a whole: the later one would silently undo the earlier one.
        if self.touched.contains(touched::AGENDA) {
            return refuse("A changed agenda was taken in here as well, and stays.");
        }
        let agenda = Box::new(agenda.clone());
        self.ask(Command::TakeInAgenda { agenda })
    }

    fn take_in(&mut self, findings: Box<Findings>) -> Carried {
        if self.touched.contains(touched::FINDINGS) {
            return refuse("Changed findings were taken in here as well, and stay.");
        }
        self.ask(Command::TakeInFindings { findings })
    }

    /// Carries an arrival over.
    fn arrive(&mut self, person: String, at: Stamp) -> Carried {
        self.not_before_leaving(&person, at)?;
        self.ask(Command::Arrive { person })
    }

    /// Refuses a new stay that would begin before the last one here ended.
    fn not_before_leaving(&self, person: &str, at: Stamp) -> Carried {
        let a = self.here.attendee(person);
        let left = a.and_then(|a| a.stays.last()).and_then(|s| s.until);
        if left.is_some_and(|left| left.seconds() > at.seconds()) {
            return refuse("Here they left later than they came in there.");
        }
        Ok(())
    }

    fn leave(&mut self, person: String, at: Stamp) -> Carried {
        let a = self.here.attendee(&person);
        // Both windows saw the same person leave.
        if a.is_some_and(|a| a.was_here() && !a.is_here()) {
            return Ok(());
        }
        let came = a.and_then(|a| a.stays.last()).map(|s| s.from);
        if came.is_some_and(|came| came.seconds() > at.seconds()) {
            return refuse("Here they came in later than they left there.");
        }
        self.ask(Command::Leave { person })
    }

    /// Carries a walk-in over; a person of the same name who is on the list already is taken for the same.
    fn walk_in(&mut self, event: &Event, person: &Person, at: Stamp) -> Carried {
        let mut people = self.here.people().iter();
        let same = people.find(|a| a.person.name.eq_ignore_ascii_case(&person.name));
        if let Some(id) = same.map(|a| a.person.id.clone()) {
            self.is_here_as(event, id.clone());
            return self.arrive(id, at);
        }
        let person = person.clone();
        self.make(Command::WalkIn { person }, event)
    }

    /// Carries a confirmed line of the read-back over; refused if the line reads differently here.
    fn read_back(&mut self, line: &str) -> Carried {
        const OTHER: &str = "It reads differently here: the yes there was to other words.";
        let line = if let Some(id) = line.strip_prefix("goal:") {
            let goal = self.goal_alike(id)?;
            let decision = |meeting: &Meeting, id: &str| -> Option<Decision> {
                meeting.goal(id).and_then(|g| g.decision.clone())
            };
            if decision(&self.here, &goal) != decision(self.there, id) {
                return refuse(OTHER);
            }
            format!("goal:{goal}")
        } else {
            if let Some(theme) = line.strip_prefix("standard:")
                && self.here.standard(theme) != self.there.standard(theme)
            {
                return refuse(OTHER);
            }
            line.to_owned()
        };
        self.ask(Command::ConfirmReadBack { line })
    }
}

/// The goals of a step that agreed to a set as a whole; `None` for other steps.
fn agreed_as_a_set(events: &[Event]) -> Option<Vec<&String>> {
    let goals: Option<Vec<&String>> = events
        .iter()
        .map(|event| match event {
            Event::GoalDecided {
                goal,
                decision: Decision::Agreed { note },
            } if note.is_empty() => Some(goal),
            _ => None,
        })
        .collect();
    goals.filter(|g| g.len() > 1)
}
