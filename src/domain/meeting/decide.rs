//! Every rule of a meeting but those of a vote: a command in, events or a sentence out.

use super::Meeting;
use crate::domain::{
    agenda::Stage,
    capacity::Load,
    command::{Command, Now},
    event::Event,
    findings::change::FindingsChange,
    goal::{Control, Decision, Owner},
    refusal::Refusal,
};

/// Events, or a sentence.
pub(super) type Decided = Result<Vec<Event>, Refusal>;

/// The longest text a field holds, in characters: a page of notes.
pub const LONGEST_TEXT: usize = 4_000;

/// Nothing to do is not an error, and not an undo step either: no events.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends a rule, and rules return what was decided"
)]
pub(super) fn unless(same: bool, event: Event) -> Decided {
    Ok(if same { Vec::new() } else { vec![event] })
}

pub(super) fn no(sentence: impl Into<String>) -> Decided {
    Err(Refusal::new(sentence))
}

/// Text as it is kept: no blanks at its ends.
pub(super) fn said(text: &str, what: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new(format!("{what} needs some words.")));
    }
    within(text, what)
}

pub(super) fn within(text: &str, what: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::new(format!(
            "{what} is too long: {LONGEST_TEXT} characters at most."
        )));
    }
    Ok(text.to_owned())
}

impl Meeting {
    /// Decides a command: the events that it makes, none where it changes nothing.
    ///
    /// # Errors
    /// A sentence that a room can read, where a rule says no.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a command, so that the list is whole"
    )]
    pub fn decide(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::StartMeeting => {
                unless(self.started.is_some(), Event::MeetingStarted { at: now.at })
            }
            Command::Arrive { .. }
            | Command::TakeBackArrival { .. }
            | Command::Leave { .. }
            | Command::WalkIn { .. }
            | Command::RenamePerson { .. }
            | Command::SetPersonRole { .. }
            | Command::SetPersonGroup { .. } => self.decide_people(command, now),
            Command::HoldComment { .. }
            | Command::ReleaseComment { .. }
            | Command::TakeNote { .. }
            | Command::RewordNote { .. }
            | Command::Hear { .. }
            | Command::TakeBackHearing { .. }
            | Command::RewordStandard { .. }
            | Command::AgreeStandard { .. }
            | Command::ReopenStandard { .. } => self.decide_theme(command, now),
            Command::ProposeGoal {
                title,
                themes,
                evidence,
                strand,
            } => {
                let title = said(&title, "A goal")?;
                for theme in &themes {
                    self.known_theme(theme)?;
                }
                for id in &evidence {
                    self.known_evidence(id)?;
                }
                self.not_twice(&title, None)?;
                let id = self.fresh_id("g", now.n);
                Ok(vec![Event::GoalProposed {
                    id,
                    title,
                    themes,
                    evidence,
                    strand,
                }])
            }
            Command::RewordGoal { .. }
            | Command::SetGoalThemes { .. }
            | Command::SetGoalEvidence { .. }
            | Command::SetGoalStrand { .. }
            | Command::SetGoalControl { .. }
            | Command::SetGoalCost { .. }
            | Command::SetGoalHours { .. }
            | Command::MergeGoals { .. }
            | Command::DropGoal { .. } => self.decide_goal(command),
            Command::OpenRound { .. }
            | Command::BeginAnew { .. }
            | Command::LetIn { .. }
            | Command::CountHands { .. }
            | Command::CloseRound { .. }
            | Command::AbandonRound { .. }
            | Command::BringRound { .. }
            | Command::BringTie { .. }
            | Command::SettleTie { .. } => self.decide_round(command, now),
            Command::AgreeTo { goals } => self.decide_set(&goals),
            Command::Decide { goal, decision } => self.decide_decision(goal, decision),
            Command::ReopenDecision { goal } => {
                let state = self.live_goal(&goal)?;
                unless(state.decision.is_none(), Event::DecisionReopened { goal })
            }
            Command::Assign { .. }
            | Command::Accept { .. }
            | Command::AssignPartner { .. }
            | Command::SetFirstStep { .. }
            | Command::SetMeasure { .. }
            | Command::SetDue { .. }
            | Command::SetReviews { .. } => self.decide_owner(command, now),
            Command::ReviewPrevious { goal, status, note } => {
                if self.previous_goal(&goal).is_none() {
                    return no("No goal of the meeting before has that name.");
                }
                let note = within(&note, "A reason")?;
                if status.needs_reason() && note.is_empty() {
                    return no(format!("Say in a few words why it is {}.", status.words()));
                }
                Ok(vec![Event::PreviousReviewed {
                    goal,
                    on: now.at.date(),
                    status,
                    note,
                }])
            }
            Command::CarryOver { .. }
            | Command::LookAgain { .. }
            | Command::SetNextStep { .. }
            | Command::MoveDue { .. } => self.decide_again(command, now),
            Command::Park { text, stage } => {
                let text = said(&text, "A topic")?;
                Ok(vec![Event::TopicParked {
                    id: self.fresh_id("p", now.n),
                    text,
                    stage,
                }])
            }
            Command::TakeUp { id } => {
                if !self.parked.iter().any(|p| p.id == id) {
                    return no("That topic is not parked any more.");
                }
                Ok(vec![Event::TopicTakenUp { id }])
            }
            Command::ConfirmReadBack { line } => {
                if !self.read_back_lines().iter().any(|l| l.key == line) {
                    return no("There is nothing of that name to read back.");
                }
                unless(self.read_back.contains(&line), Event::ReadBack { line })
            }
            Command::Save => match self.open_round() {
                Some(round) => no(format!(
                    "Round {} is still open: close it, or give it up, before the meeting is saved.",
                    round.number
                )),
                None => Ok(vec![Event::MeetingSaved { at: now.at }]),
            },
            Command::TakeInAgenda { agenda } => {
                if let Some(round) = self.open_round() {
                    return no(format!(
                        "Round {} is open: who votes in it stays as it is until it is closed.",
                        round.number
                    ));
                }
                unless(*agenda == *self.agenda(), Event::AgendaTakenIn { agenda })
            }
            Command::TakeInFindings { findings } => {
                let before = &self.began.findings;
                if *findings == *before {
                    return Ok(Vec::new());
                }
                let event = match FindingsChange::between(before, &findings) {
                    Some(change) => Event::FindingsChanged {
                        change: Box::new(change),
                    },
                    None => Event::FindingsTakenIn { findings },
                };
                Ok(vec![event])
            }
        }
    }

    fn decide_theme(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::HoldComment { comment } => {
                self.known_comment(&comment)?;
                unless(self.is_held(&comment), Event::CommentHeld { comment })
            }
            Command::ReleaseComment { comment } => {
                self.known_comment(&comment)?;
                unless(!self.is_held(&comment), Event::CommentReleased { comment })
            }
            Command::TakeNote { theme, text } => {
                if let Some(theme) = &theme {
                    self.known_theme(theme)?;
                }
                let text = said(&text, "A note")?;
                Ok(vec![Event::NoteTaken {
                    id: self.fresh_id("n", now.n),
                    theme,
                    text,
                }])
            }
            Command::RewordNote { id, text } => {
                let Some(note) = self.notes.iter().find(|n| n.id == id) else {
                    return no("That note is gone.");
                };
                let text = within(&text, "A note")?;
                if text.is_empty() {
                    return Ok(vec![Event::NoteRemoved { id }]);
                }
                unless(note.text == text, Event::NoteReworded { id, text })
            }
            Command::Hear {
                theme,
                person,
                passed,
            } => {
                self.known_theme(&theme)?;
                let Some(a) = self.attendee(&person) else {
                    return no("Nobody of that name is on the list.");
                };
                if !a.is_here() {
                    return no(format!("{} is not ticked as here.", a.person.name));
                }
                unless(
                    self.heard_on(&theme).get(&person) == Some(&passed),
                    Event::PersonHeard {
                        theme,
                        person,
                        passed,
                    },
                )
            }
            Command::TakeBackHearing { theme, person } => unless(
                !self.heard_on(&theme).contains_key(&person),
                Event::HearingTakenBack { theme, person },
            ),
            Command::RewordStandard { theme, text } => {
                self.known_theme(&theme)?;
                let text = said(&text, "A standard")?;
                unless(
                    self.standard(&theme).text == text,
                    Event::StandardReworded { theme, text },
                )
            }
            Command::AgreeStandard { theme } => {
                self.known_theme(&theme)?;
                let standard = self.standard(&theme);
                if standard.text.is_empty() {
                    return no("There is no standard yet: write one first.");
                }
                unless(standard.agreed, Event::StandardAgreed { theme })
            }
            Command::ReopenStandard { theme } => {
                self.known_theme(&theme)?;
                unless(
                    !self.standard(&theme).agreed,
                    Event::StandardReopened { theme },
                )
            }
            _ => Ok(Vec::new()),
        }
    }

    fn decide_goal(&self, command: Command) -> Decided {
        match command {
            Command::RewordGoal { goal, title } => {
                let state = self.changeable_goal(&goal)?;
                let title = said(&title, "A goal")?;
                self.not_twice(&title, Some(&goal))?;
                unless(state.title == title, Event::GoalReworded { goal, title })
            }
            Command::SetGoalThemes { goal, themes } => {
                let state = self.live_goal(&goal)?;
                for theme in &themes {
                    self.known_theme(theme)?;
                }
                unless(
                    state.themes == themes,
                    Event::GoalThemesSet { goal, themes },
                )
            }
            Command::SetGoalEvidence { goal, evidence } => {
                let state = self.live_goal(&goal)?;
                for id in &evidence {
                    self.known_evidence(id)?;
                }
                unless(
                    state.evidence == evidence,
                    Event::GoalEvidenceSet { goal, evidence },
                )
            }
            Command::SetGoalStrand { goal, strand } => {
                let state = self.live_goal(&goal)?;
                unless(
                    state.strand == strand,
                    Event::GoalStrandSet { goal, strand },
                )
            }
            Command::SetGoalControl { goal, control } => {
                let state = self.changeable_goal(&goal)?;
                unless(
                    state.control == control,
                    Event::GoalControlSet { goal, control },
                )
            }
            Command::SetGoalCost { goal, cost } => {
                let state = self.changeable_goal(&goal)?;
                unless(state.cost == cost, Event::GoalCostSet { goal, cost })
            }
            Command::SetGoalHours { goal, hours } => {
                let state = self.changeable_goal(&goal)?;
                unless(state.hours == hours, Event::GoalHoursSet { goal, hours })
            }
            Command::MergeGoals { from, into } => {
                if from == into {
                    return no("A goal cannot become part of itself.");
                }
                self.changeable_goal(&from)?;
                self.changeable_goal(&into)?;
                Ok(vec![Event::GoalsMerged { from, into }])
            }
            Command::DropGoal { goal } => {
                self.changeable_goal(&goal)?;
                Ok(vec![Event::GoalDropped { goal }])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// A set is agreed to as a whole, or not at all.
    fn decide_set(&self, goals: &[String]) -> Decided {
        if let Some(round) = self.open_round() {
            return no(format!("Round {} is still open.", round.number));
        }
        let mut set = Vec::new();
        for goal in goals {
            set.push(self.live_goal(goal)?);
        }
        if set.is_empty() {
            return no("There is no goal in the set.");
        }
        if let Some(beyond) = set.iter().find(|g| g.control == Some(Control::Beyond)) {
            return no(format!(
                "\u{201c}{}\u{201d} is beyond what this team or the hospital can do: decide it by itself, with a reason.",
                beyond.title
            ));
        }
        let others = self
            .goals
            .iter()
            .filter(|g| g.is_live() && g.is_agreed() && !goals.contains(&g.id));
        let over = Load::of(others.chain(set.iter().copied())).beyond(&self.agenda().capacity);
        if !over.is_empty() {
            return no(format!(
                "That is {}. Take a goal out, or decide goals one by one with a reason.",
                over.join(", ")
            ));
        }
        Ok(set
            .into_iter()
            .filter(|g| !g.is_agreed())
            .map(|g| Event::GoalDecided {
                goal: g.id.clone(),
                decision: Decision::Agreed {
                    note: String::new(),
                },
            })
            .collect())
    }

    fn decide_decision(&self, goal: String, decision: Decision) -> Decided {
        let state = self.live_goal(&goal)?;
        if let Some(round) = self.open_round()
            && round.settings.goals.contains(&goal)
        {
            return no(format!(
                "Round {} is still open on this goal.",
                round.number
            ));
        }
        match &decision {
            Decision::Agreed { note } => {
                let over = self.beyond_with(&goal);
                if note.trim().is_empty() && !over.is_empty() {
                    return no(format!(
                        "That is {}. Say why the room agrees to it all the same.",
                        over.join(", ")
                    ));
                }
            }
            Decision::Ask { of, .. } if of.trim().is_empty() => {
                return no("Say whom the unit asks.");
            }
            Decision::Undecided { by_whom, .. } if by_whom.trim().is_empty() => {
                return no("Say who settles it.");
            }
            Decision::Ask { .. } | Decision::NotThisTime { .. } | Decision::Undecided { .. } => {}
        }
        unless(
            state.decision.as_ref() == Some(&decision),
            Event::GoalDecided { goal, decision },
        )
    }

    fn decide_owner(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::Assign { goal, owner } => {
                let state = self.live_goal(&goal)?;
                let accepted = match &owner {
                    None => false,
                    Some(Owner::Role(role)) => {
                        said(role, "An owner")?;
                        false
                    }
                    Some(Owner::Person(id)) => self.known_person(id)?.is_here(),
                };
                unless(
                    state.owner == owner,
                    Event::OwnerAssigned {
                        goal,
                        owner,
                        accepted,
                    },
                )
            }
            Command::Accept { goal, accepted } => {
                let state = self.live_goal(&goal)?;
                if state.owner.is_none() {
                    return no("Nobody has been named yet.");
                }
                unless(
                    state.accepted == accepted,
                    Event::OwnerAccepted { goal, accepted },
                )
            }
            Command::AssignPartner { goal, partner } => {
                let state = self.live_goal(&goal)?;
                if let Some(id) = &partner {
                    self.known_person(id)?;
                    if state.owner == Some(Owner::Person(id.clone())) {
                        return no("The partner keeps the owner company: name somebody else.");
                    }
                }
                unless(
                    state.partner == partner,
                    Event::PartnerAssigned { goal, partner },
                )
            }
            Command::SetFirstStep { goal, text } => {
                let (state, text) = (self.live_goal(&goal)?, within(&text, "A first step")?);
                unless(state.first_step == text, Event::FirstStepSet { goal, text })
            }
            Command::SetMeasure { goal, text } => {
                let (state, text) = (self.live_goal(&goal)?, within(&text, "A measure")?);
                unless(state.measure == text, Event::MeasureSet { goal, text })
            }
            Command::SetDue { goal, due } => {
                let state = self.live_goal(&goal)?;
                if due.is_some_and(|d| d < self.date(now.at)) {
                    return no("That day is before the meeting.");
                }
                unless(state.due == due, Event::DueSet { goal, due })
            }
            Command::SetReviews { goal, mut reviews } => {
                let state = self.live_goal(&goal)?;
                if reviews.iter().any(|d| *d < self.date(now.at)) {
                    return no("A review cannot be before the meeting.");
                }
                reviews.sort_unstable();
                reviews.dedup();
                unless(
                    state.reviews.as_ref() == Some(&reviews),
                    Event::ReviewsSet { goal, reviews },
                )
            }
            _ => Ok(Vec::new()),
        }
    }

    /// An id that nothing has: the journal's sequence number, told apart from ids that files brought.
    pub(super) fn fresh_id(&self, prefix: &str, n: u64) -> String {
        let mut id = format!("{prefix}{n}");
        while self.uses_id(&id) {
            id.push('x');
        }
        id
    }

    fn uses_id(&self, id: &str) -> bool {
        self.goals.iter().any(|g| g.id == id)
            || self.people.iter().any(|a| a.person.id == id)
            || self.rounds.iter().any(|r| r.id == id)
            || self.known_evidence(id).is_ok()
    }

    pub(super) fn not_twice(&self, title: &str, but: Option<&str>) -> Result<(), Refusal> {
        let same = |g: &&crate::domain::goal::Goal| {
            Some(g.id.as_str()) != but && g.title.eq_ignore_ascii_case(title)
        };
        match self.live_goals().find(same) {
            Some(_) => Err(Refusal::new(
                "A goal with these words is on the list already.",
            )),
            None => Ok(()),
        }
    }

    pub(super) fn known_theme(&self, id: &str) -> Result<(), Refusal> {
        let found = self.began.findings.theme(id);
        found
            .map(|_| ())
            .ok_or_else(|| Refusal::new("There is no theme of that name."))
    }

    fn known_comment(&self, id: &str) -> Result<(), Refusal> {
        let found = self.began.findings.comment(id);
        found
            .map(|_| ())
            .ok_or_else(|| Refusal::new("There is no comment of that name."))
    }

    pub(super) fn known_evidence(&self, id: &str) -> Result<(), Refusal> {
        let findings = &self.began.findings;
        if findings.finding(id).is_some() || findings.comment(id).is_some() {
            return Ok(());
        }
        Err(Refusal::new("There is no finding or comment of that name."))
    }

    pub(super) fn known_person(
        &self,
        id: &str,
    ) -> Result<&crate::domain::people::Attendee, Refusal> {
        self.attendee(id)
            .ok_or_else(|| Refusal::new("Nobody of that name is on the list."))
    }

    pub(super) fn live_goal(&self, id: &str) -> Result<&crate::domain::goal::Goal, Refusal> {
        match self.goal(id) {
            Some(goal) if goal.is_live() => Ok(goal),
            Some(_) => Err(Refusal::new("That goal is not on the list any more.")),
            None => Err(Refusal::new("There is no goal of that name.")),
        }
    }

    fn changeable_goal(&self, id: &str) -> Result<&crate::domain::goal::Goal, Refusal> {
        let goal = self.live_goal(id)?;
        match self.open_round() {
            Some(round) if round.settings.goals.iter().any(|g| g == id) => {
                Err(Refusal::new(format!(
                    "Round {} is open on this goal: it stays as it is until the round is closed.",
                    round.number
                )))
            }
            _ => Ok(goal),
        }
    }
}

/// Where the stage of a goal's or standard's read-back is edited.
pub fn stage_of_line(line: &str) -> Stage {
    if line.starts_with("standard:") {
        Stage::Themes
    } else {
        Stage::Owners
    }
}
