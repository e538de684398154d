//! An event of the other record as the command that would make it here, asked of the meeting as it is now.
//!
//! Most events have one command that makes them. Those that have none are given here: a counted round comes as a result without
//! its ballots, a lot that was drawn there stays drawn, and what was said of other words than stand here is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ids, Meeting, mapped, touched};
use crate::domain::{
    command::{Command, Now},
    event::Event,
    findings::Findings,
    goal::{Decision, Goal, Owner},
    people::Person,
    refusal::Refusal,
    stamp::Stamp,
    vote::{
        ballot_box::BallotBox,
        round::{Brought, Round, RoundState, Voter},
        settings::RoundSettings,
        tally::Tally,
    },
};

/// A step that is tried: what it has come to so far.
pub(super) struct Trial<'a> {
    pub(super) here: Meeting,
    /// The other meeting before the step.
    pub(super) there: &'a Meeting,
    pub(super) ids: Ids,
    /// The fields set here since the two went apart.
    pub(super) touched: &'a BTreeSet<String>,
    pub(super) events: Vec<Event>,
    pub(super) now: Now,
}

type Carried = Result<(), Refusal>;

fn refuse(sentence: impl Into<String>) -> Carried {
    Err(Refusal::new(sentence))
}

impl Trial<'_> {
    /// Carries the events of one step over, all of them or none.
    pub(super) fn carry(&mut self, events: &[Event]) -> Carried {
        if let Some(goals) = agreed_as_a_set(events) {
            let goals: Result<Vec<String>, Refusal> =
                goals.into_iter().map(|g| self.goal_alike(g)).collect();
            return self.ask(Command::AgreeTo { goals: goals? });
        }
        events.iter().try_for_each(|event| self.event(event))
    }

    /// Asks for a command; what it makes is done.
    fn ask(&mut self, command: Command) -> Carried {
        let events = self.here.decide(command, self.now)?;
        for event in events {
            self.here.apply_event(&event);
            self.events.push(event);
        }
        Ok(())
    }

    /// Asks for a command that makes something; its id here belongs to `id` there.
    fn make(&mut self, command: Command, event: &Event) -> Carried {
        let before = self.events.len();
        self.ask(command)?;
        let made = self.events.get(before..).unwrap_or_default().to_vec();
        self.ids.pair(std::slice::from_ref(event), &made);
        Ok(())
    }

    /// The id here of a thing that an event made there.
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

    /// A goal that reads here as it reads there: what was decided there was about these words.
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

    #[expect(
        clippy::too_many_lines,
        reason = "one arm an event, so that the list is whole"
    )]
    fn event(&mut self, event: &Event) -> Carried {
        match event {
            Event::MeetingStarted { .. } => self.ask(Command::StartMeeting),
            Event::PersonArrived { person, at } => {
                let person = self.person(person)?;
                self.arrive(person, *at)
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
                // No round is open where a record is merged, so no box has a say in it.
                let ballots = BallotBox::default();
                self.ask(Command::SetPersonGroup {
                    person,
                    group,
                    ballots,
                })
            }
            Event::CommentHeld { comment } => {
                let comment = comment.clone();
                self.ask(Command::HoldComment { comment })
            }
            Event::CommentReleased { comment } => {
                // What somebody held back here is not shown again since somebody else did not.
                if self.touched.contains(&touched::comment(comment)) && self.here.is_held(comment) {
                    return refuse("This comment was held back here, and stays so.");
                }
                let comment = comment.clone();
                self.ask(Command::ReleaseComment { comment })
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
            Event::StandardAgreed { theme } => {
                if self.here.standard(theme).text != self.there.standard(theme).text {
                    return refuse(
                        "The standard reads differently here: what was agreed to there were other words.",
                    );
                }
                let theme = theme.clone();
                self.ask(Command::AgreeStandard { theme })
            }
            Event::StandardReopened { theme } => {
                let theme = theme.clone();
                self.ask(Command::ReopenStandard { theme })
            }
            Event::GoalProposed { .. }
            | Event::GoalReworded { .. }
            | Event::GoalThemesSet { .. }
            | Event::GoalEvidenceSet { .. }
            | Event::GoalStrandSet { .. }
            | Event::GoalControlSet { .. }
            | Event::GoalCostSet { .. }
            | Event::GoalHoursSet { .. }
            | Event::GoalsMerged { .. }
            | Event::GoalDropped { .. }
            | Event::GoalCarriedOver { .. } => self.of_a_goal(event),
            Event::RoundOpened { .. }
            | Event::VoterLetIn { .. }
            | Event::HandsCounted { .. }
            | Event::RoundBegunAnew { .. }
            | Event::RoundAbandoned { .. } => Ok(()),
            Event::RoundClosed {
                round, tally, at, ..
            } => {
                let there = self.there.rounds().iter().find(|r| r.id == *round);
                match there {
                    Some(round) => self.counted(event, round, tally, *at),
                    None => refuse("That round is not known."),
                }
            }
            Event::RoundBrought { round, .. } => self.brought(event, round),
            Event::TieSettled {
                round,
                between,
                taken,
                seed,
            } => {
                let command = Command::BringTie {
                    round: mapped(&self.ids.rounds, round)?,
                    between: self.goals(between)?,
                    taken: self.goal(taken)?,
                    seed: *seed,
                };
                self.ask(command)
            }
            Event::GoalDecided { .. }
            | Event::DecisionReopened { .. }
            | Event::OwnerAssigned { .. }
            | Event::OwnerAccepted { .. }
            | Event::PartnerAssigned { .. }
            | Event::FirstStepSet { .. }
            | Event::MeasureSet { .. }
            | Event::DueSet { .. }
            | Event::ReviewsSet { .. }
            | Event::PreviousReviewed { .. }
            | Event::GoalLookedAt { .. } => self.of_an_agreement(event),
            Event::TopicParked { text, stage, .. } => {
                let (text, stage) = (text.clone(), *stage);
                self.make(Command::Park { text, stage }, event)
            }
            Event::TopicTakenUp { id } => {
                let id = mapped(&self.ids.topics, id)?;
                self.ask(Command::TakeUp { id })
            }
            Event::ReadBack { line } => self.read_back(line),
            Event::MeetingSaved { .. } if self.here.saved().is_some() => Ok(()),
            Event::MeetingSaved { .. } => self.ask(Command::Save),
            Event::FindingsTakenIn { findings } => self.take_in(findings.clone()),
            Event::FindingsChanged { change } => {
                let mut findings = self.there.findings().clone();
                change.apply_to(&mut findings);
                self.take_in(Box::new(findings))
            }
            Event::AgendaTakenIn { agenda } => {
                if self.touched.contains(touched::AGENDA) {
                    return refuse("A changed agenda was taken in here as well, and stays.");
                }
                let agenda = agenda.clone();
                self.ask(Command::TakeInAgenda { agenda })
            }
        }
    }

    fn take_in(&mut self, findings: Box<Findings>) -> Carried {
        if self.touched.contains(touched::FINDINGS) {
            return refuse("Changed findings were taken in here as well, and stay.");
        }
        self.ask(Command::TakeInFindings { findings })
    }

    /// A stay that began before the last one here ended would stand inside it.
    fn arrive(&mut self, person: String, at: Stamp) -> Carried {
        let a = self.here.attendee(&person);
        let left = a.and_then(|a| a.stays.last()).and_then(|s| s.until);
        if left.is_some_and(|left| left.seconds() > at.seconds()) {
            return refuse("Here they left later than they came in there.");
        }
        self.ask(Command::Arrive { person })
    }

    fn leave(&mut self, person: String, at: Stamp) -> Carried {
        let a = self.here.attendee(&person);
        if a.is_some_and(|a| a.was_here() && !a.is_here()) {
            return Ok(());
        }
        let came = a.and_then(|a| a.stays.last()).map(|s| s.from);
        if came.is_some_and(|came| came.seconds() > at.seconds()) {
            return refuse("Here they came in later than they left there.");
        }
        self.ask(Command::Leave { person })
    }

    /// Somebody of a name that is on the list is that person.
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

    fn of_a_goal(&mut self, event: &Event) -> Carried {
        match event {
            Event::GoalProposed {
                title,
                themes,
                evidence,
                strand,
                ..
            } => {
                let is_same = |g: &&Goal| g.title.eq_ignore_ascii_case(title);
                let same = self.here.live_goals().find(is_same).map(|g| g.id.clone());
                // A goal in the same words is the same goal.
                if let Some(id) = same {
                    self.is_here_as(event, id);
                    return Ok(());
                }
                let command = Command::ProposeGoal {
                    title: title.clone(),
                    themes: themes.clone(),
                    evidence: evidence.clone(),
                    strand: strand.clone(),
                };
                self.make(command, event)
            }
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
            Event::GoalDropped { goal } => {
                let goal = self.goal(goal)?;
                if self.here.goal(&goal).is_some_and(|g| g.dropped) {
                    return Ok(());
                }
                self.ask(Command::DropGoal { goal })
            }
            Event::GoalCarriedOver { goal, .. } => {
                if self.here.goal(goal).is_some_and(Goal::is_live) {
                    return Ok(());
                }
                let goal = goal.clone();
                self.ask(Command::CarryOver { goal })
            }
            _ => Ok(()),
        }
    }

    fn of_an_agreement(&mut self, event: &Event) -> Carried {
        match event {
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
            } => {
                let (goal, accepted) = (self.goal(goal)?, *accepted);
                let owner = match owner {
                    Some(Owner::Person(id)) => Some(Owner::Person(self.person(id)?)),
                    other => other.clone(),
                };
                let named = owner.is_some();
                self.ask(Command::Assign {
                    goal: goal.clone(),
                    owner,
                })?;
                // Whether they said yes was known there, and does not follow from who is here now.
                if named {
                    self.ask(Command::Accept { goal, accepted })?;
                }
                Ok(())
            }
            Event::OwnerAccepted { goal, accepted } => {
                let there = self.there.goal(goal).and_then(|g| g.owner.clone());
                let there = match there {
                    Some(Owner::Person(id)) => Some(Owner::Person(self.person(&id)?)),
                    other => other,
                };
                let (goal, accepted) = (self.goal(goal)?, *accepted);
                if self.here.goal(&goal).is_some_and(|g| g.owner != there) {
                    return refuse("Here somebody else was named for it.");
                }
                self.ask(Command::Accept { goal, accepted })
            }
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
            Event::DueSet { goal, due } => {
                let (goal, due) = (self.goal(goal)?, *due);
                self.ask(Command::SetDue { goal, due })
            }
            Event::ReviewsSet { goal, reviews } => {
                let (goal, reviews) = (self.goal(goal)?, reviews.clone());
                self.ask(Command::SetReviews { goal, reviews })
            }
            Event::PreviousReviewed {
                goal, status, note, ..
            } => {
                let (goal, status, note) = (goal.clone(), *status, note.clone());
                self.ask(Command::ReviewPrevious { goal, status, note })
            }
            Event::GoalLookedAt { goal, look } => {
                let goal = self.goal(goal)?;
                self.ask(Command::LookAgain {
                    goal: goal.clone(),
                    status: look.status,
                    note: look.note.clone(),
                    figures: look.figures.clone(),
                })?;
                self.ask(Command::SetNextStep {
                    goal: goal.clone(),
                    text: look.next_step.clone(),
                })?;
                match look.new_due {
                    Some(due) => self.ask(Command::MoveDue { goal, due }),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// A yes at the read-back is a yes to what was read.
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

    /// A round that was counted there, as a result.
    fn counted(&mut self, event: &Event, round: &Round, tally: &Tally, at: Stamp) -> Carried {
        // Two counts of one round would tell somebody's vote by their difference.
        let here = self.here.rounds().iter().find(|r| r.id == round.id);
        if !self.ids.rounds.contains_key(&round.id)
            && let Some(here) = here
            && here.tally().is_some()
        {
            return refuse(format!(
                "Round {} was counted here as well: two counts of one round could tell somebody\u{2019}s vote.",
                here.number
            ));
        }
        let closed = Round {
            state: RoundState::Closed {
                ballots: Vec::new(),
                tally: tally.clone(),
            },
            ..round.clone()
        };
        self.bring(event, &closed, at)
    }

    /// A result that had come to the other record from a third one.
    fn brought(&mut self, event: &Event, round: &Brought) -> Carried {
        let closed = round.as_round(String::new(), 0, Vec::new());
        self.bring(event, &closed, round.closed)
    }

    fn bring(&mut self, event: &Event, round: &Round, closed: Stamp) -> Carried {
        let Some(tally) = round.tally() else {
            return refuse("That round has no result.");
        };
        let goals = self.goals(&round.settings.goals)?;
        let renamed = goals != round.settings.goals;
        let mut tally = tally.clone();
        for counted in &mut tally.results {
            counted.goal = self.goal(&counted.goal)?;
        }
        if renamed {
            // What rules came to is kept beside the ids that it rests on.
            tally.sets.clear();
        }
        let mut hands = BTreeMap::new();
        for (goal, counts) in &round.hands {
            hands.insert(self.goal(goal)?, counts.clone());
        }
        let mut voters = Vec::new();
        for voter in &round.voters {
            voters.push(Voter {
                person: self.person(&voter.person)?,
                ..voter.clone()
            });
        }
        let reads = |meeting: &Meeting, id: &str| {
            meeting
                .goal(id)
                .map(|g| (g.title.clone(), g.control, g.cost, g.hours))
        };
        let changed = round.settings.goals.iter().zip(&goals);
        let changed = changed
            .filter(|(there, here)| reads(self.there, there) != reads(&self.here, here))
            .map(|(_, here)| here.clone())
            .collect();
        // Those that did not come along stand in no result here.
        let instead_of = round.instead_of.iter();
        let instead_of = instead_of
            .filter_map(|r| mapped(&self.ids.rounds, r).ok())
            .filter(|r| self.here.rounds().iter().any(|here| here.id == *r))
            .collect();
        let round = Brought {
            settings: RoundSettings {
                goals,
                ..round.settings.clone()
            },
            voters,
            hands,
            tally,
            instead_of,
            changed,
            opened: round.opened,
            closed,
        };
        self.make(
            Command::BringRound {
                round: Box::new(round),
            },
            event,
        )
    }
}

/// The goals of a step that agreed to a set as a whole.
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
