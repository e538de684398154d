//! Events in words, for undo; and the check that everything an event names exists.

use super::Meeting;
use crate::domain::{
    evaluation, event::Event, event_sourced::EventError, vote::settings::RoundSettings,
};

impl Meeting {
    /// Title of a goal in quotation marks; its id if it is gone.
    fn quoted_title(&self, goal: &str) -> String {
        let goal_there = self.goal(goal);
        goal_there.map_or_else(|| goal.to_owned(), |g| quoted(&g.title))
    }

    /// An event in a few words, such as they follow "Undone:".
    pub fn describe(&self, event: &Event) -> String {
        let name = |id: &str| self.name_of(id);
        let goal = |id: &str| self.quoted_title(id);
        let theme = |id: &str| self.theme_title(id);
        match event {
            Event::MeetingStarted { .. } => "the start of the meeting".into(),
            Event::PersonArrived { person, .. } => format!("{} is here", name(person)),
            Event::PersonJoinedByTelephone { person, .. } => {
                format!("{} is here by telephone", name(person))
            }
            Event::PersonLeft { person, .. } => format!("{} left", name(person)),
            Event::ArrivalTakenBack { person } => format!("{} is not here", name(person)),
            Event::WalkInArrived { person, .. } => format!("{} came in", person.name),
            Event::PersonRenamed { name, .. } => format!("the name {}", quoted(name)),
            Event::PersonRoleSet { person, .. } => format!("the role of {}", name(person)),
            Event::PersonGroupSet { person, .. } => format!("the group of {}", name(person)),
            Event::FacilitatorChanged { person, .. } => {
                format!("{} leads the meeting", name(person))
            }
            Event::CommentHeld { .. } => "a comment held back".into(),
            Event::CommentReleased { .. } => "a comment shown again".into(),
            Event::CommentStarred { .. } => "a comment starred".into(),
            Event::CommentUnstarred { .. } => "the star of a comment taken away".into(),
            Event::CommentGrouped {
                group: Some(word), ..
            } => format!("a comment put under {}", quoted(word)),
            Event::CommentGrouped { group: None, .. } => "a comment taken out of its group".into(),
            Event::NoteTaken { text, .. } => format!("the note {}", quoted(text)),
            Event::NoteReworded { text, .. } => {
                format!("the new words of the note {}", quoted(text))
            }
            Event::NoteRemoved { .. } => "a note removed".into(),
            Event::PersonHeard { person, .. } => format!("{} was heard", name(person)),
            Event::HearingTakenBack { person, .. } => {
                format!("{} has not been heard", name(person))
            }
            Event::StandardReworded { theme: t, .. } => format!("the new standard of {}", theme(t)),
            Event::StandardAgreed { theme: t } => format!("the standard of {} agreed", theme(t)),
            Event::StandardReopened { theme: t } => {
                format!("the standard of {} open again", theme(t))
            }
            Event::GoalProposed { title, .. } => format!("the goal {}", quoted(title)),
            Event::GoalReworded { title, .. } => format!("the new words {}", quoted(title)),
            Event::GoalThemesSet { goal: g, .. } => format!("the themes of {}", goal(g)),
            Event::GoalEvidenceSet { goal: g, .. } => format!("what {} rests on", goal(g)),
            Event::GoalStrandSet { goal: g, .. } => format!("who {} is for", goal(g)),
            Event::GoalControlSet { goal: g, .. } => format!("who can do {}", goal(g)),
            Event::GoalCostSet { goal: g, .. } => format!("the money for {}", goal(g)),
            Event::GoalHoursSet { goal: g, .. } => format!("the hours for {}", goal(g)),
            Event::GoalsMerged { from, into } => {
                format!("{} made part of {}", goal(from), goal(into))
            }
            Event::GoalSplit { goal: g, title, .. } => {
                format!("{} split off {}", quoted(title), goal(g))
            }
            Event::GoalDropped { goal: g } => format!("{} taken off the list", goal(g)),
            Event::RoundOpened { .. } => "the opening of a round".into(),
            Event::VoterLetIn { voter, .. } => format!("a vote for {}", name(&voter.person)),
            Event::HandsCounted { goal: g, .. } => format!("hands counted on {}", goal(g)),
            Event::TableRanked { table, .. } => format!("the list of table {table}"),
            Event::RoundClosed { .. } => "the count of a round".into(),
            Event::RoundBegunAnew { .. } => "a round begun anew".into(),
            Event::RoundAbandoned { .. } => "a round given up".into(),
            Event::RoundBrought { .. } => "the result of a round".into(),
            Event::TieSettled { taken, .. } => format!("{} taken of those level", goal(taken)),
            Event::GoalDecided { goal: g, .. } => format!("the decision on {}", goal(g)),
            Event::DecisionReopened { goal: g } => format!("{} open again", goal(g)),
            Event::OwnerAssigned { goal: g, .. } => format!("the owner of {}", goal(g)),
            Event::OwnerAccepted { goal: g, .. } => format!("the yes to {}", goal(g)),
            Event::PartnerAssigned { goal: g, .. } => format!("the partner for {}", goal(g)),
            Event::FirstStepSet { goal: g, .. } => format!("the first step of {}", goal(g)),
            Event::MeasureSet { goal: g, .. } | Event::AimSet { goal: g, .. } => {
                format!("the measure of {}", goal(g))
            }
            Event::DueSet { goal: g, .. } => format!("the day for {}", goal(g)),
            Event::ReviewsSet { goal: g, .. } => format!("the reviews of {}", goal(g)),
            Event::PreviousReviewed { goal: g, .. } => {
                let title = self
                    .previous_goal(g)
                    .map_or(g.as_str(), |p| p.title.as_str());
                format!("how {} stands", quoted(title))
            }
            Event::GoalCarriedOver { title, .. } => format!("{} carried over", quoted(title)),
            Event::GoalLookedAt { goal: g, .. } => format!("how {} stands", goal(g)),
            Event::TopicParked { text, .. } => format!("{} parked", quoted(text)),
            Event::TopicTakenUp { .. } => "a topic taken up again".into(),
            Event::ReadBack { line } => match line.split_once(':') {
                Some(("goal", id)) => format!("the yes to {} at the read-back", goal(id)),
                Some(("standard", id)) => {
                    format!("the yes to the standard of {} at the read-back", theme(id))
                }
                _ => "a yes at the read-back".into(),
            },
            Event::MeetingSaved { .. } => "the saving of the meeting".into(),
            Event::FindingsTakenIn { .. } | Event::FindingsChanged { .. } => {
                "the changed findings taken in".into()
            }
            Event::AgendaTakenIn { .. } => "the changed agenda taken in".into(),
        }
    }

    /// The events of one step in a few words: a set of decisions by its number, else the event that tells most.
    pub fn describe_step(&self, events: &[Event]) -> String {
        let is_decision = |e: &&Event| matches!(e, Event::GoalDecided { .. });
        let decisions = events.iter().filter(is_decision).count();
        if decisions > 1 {
            // The title of the first goal alone sounded as if the others were still agreed.
            return format!("the decisions on {decisions} goals");
        }
        let is_split = |e: &&Event| matches!(e, Event::GoalSplit { .. });
        let telling = events.iter().find(is_split).or(events.first());
        telling.map_or_else(String::new, |event| self.describe(event))
    }

    /// Checks that everything an event names exists.
    ///
    /// # Errors
    /// The kind and id of the first thing that is unknown.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm an event, so that the list is whole"
    )]
    pub(super) fn knows_all_of(&self, event: &Event) -> Result<(), EventError> {
        let person = |id: &str| {
            self.attendee(id)
                .map(|_| ())
                .ok_or_else(|| EventError::unknown("a person", id))
        };
        let goal = |id: &str| {
            self.goal(id)
                .map(|_| ())
                .ok_or_else(|| EventError::unknown("a goal", id))
        };
        let round = |id: &str| {
            self.round(id)
                .map(|_| ())
                .ok_or_else(|| EventError::unknown("a round", id))
        };
        let voted_on = |settings: &RoundSettings| {
            let is_question = |id: &str| {
                evaluation::question(id)
                    .map(|_| ())
                    .ok_or_else(|| EventError::unknown("a question", id))
            };
            let mut ids = settings.goals.iter();
            if settings.method.is_evaluation() {
                ids.try_for_each(|id| is_question(id))
            } else {
                ids.try_for_each(|id| goal(id))
            }
        };
        let theme = |id: &str| {
            // Themes are looked up among the standards, which keep a theme that a later findings file has no more.
            self.standards
                .contains_key(id)
                .then_some(())
                .ok_or_else(|| EventError::unknown("a theme", id))
        };
        match event {
            Event::PersonArrived { person: p, .. }
            | Event::PersonJoinedByTelephone { person: p, .. }
            | Event::PersonLeft { person: p, .. }
            | Event::ArrivalTakenBack { person: p }
            | Event::PersonRenamed { person: p, .. }
            | Event::PersonRoleSet { person: p, .. }
            | Event::PersonGroupSet { person: p, .. }
            | Event::FacilitatorChanged { person: p, .. } => person(p),
            Event::CommentHeld { comment }
            | Event::CommentReleased { comment }
            | Event::CommentStarred { comment }
            | Event::CommentUnstarred { comment }
            | Event::CommentGrouped { comment, .. } => {
                // A findings file taken in later may have lost a comment that was held back, starred or grouped before.
                let known = self.began.findings.comment(comment).is_some()
                    || self.hold.contains_key(comment)
                    || self.starred.contains(comment)
                    || self.comment_groups.contains_key(comment);
                known
                    .then_some(())
                    .ok_or_else(|| EventError::unknown("a comment", comment))
            }
            Event::NoteReworded { id, .. } | Event::NoteRemoved { id } => {
                let known = self.notes.iter().any(|n| n.id == *id);
                known
                    .then_some(())
                    .ok_or_else(|| EventError::unknown("a note", id))
            }
            Event::StandardReworded { theme: t, .. }
            | Event::StandardAgreed { theme: t }
            | Event::StandardReopened { theme: t } => theme(t),
            Event::PersonHeard {
                theme: t,
                person: p,
                ..
            }
            | Event::HearingTakenBack {
                theme: t,
                person: p,
            } => theme(t).and_then(|()| person(p)),
            Event::GoalReworded { goal: g, .. }
            | Event::GoalThemesSet { goal: g, .. }
            | Event::GoalEvidenceSet { goal: g, .. }
            | Event::GoalStrandSet { goal: g, .. }
            | Event::GoalControlSet { goal: g, .. }
            | Event::GoalCostSet { goal: g, .. }
            | Event::GoalHoursSet { goal: g, .. }
            | Event::GoalSplit { goal: g, .. }
            | Event::GoalDropped { goal: g }
            | Event::GoalDecided { goal: g, .. }
            | Event::DecisionReopened { goal: g }
            | Event::OwnerAssigned { goal: g, .. }
            | Event::OwnerAccepted { goal: g, .. }
            | Event::PartnerAssigned { goal: g, .. }
            | Event::FirstStepSet { goal: g, .. }
            | Event::MeasureSet { goal: g, .. }
            | Event::AimSet { goal: g, .. }
            | Event::DueSet { goal: g, .. }
            | Event::ReviewsSet { goal: g, .. }
            | Event::GoalLookedAt { goal: g, .. } => goal(g),
            Event::GoalsMerged { from, into } => goal(from).and_then(|()| goal(into)),
            // Goals and not only live ones: a goal can be merged or dropped after a round, and the journal is checked line by line.
            Event::RoundOpened { settings, .. } => voted_on(settings),
            Event::TieSettled {
                round: r,
                between,
                taken,
                ..
            } => round(r).and_then(|()| between.iter().chain([taken]).try_for_each(|g| goal(g))),
            Event::VoterLetIn { round: r, voter } => round(r).and_then(|()| person(&voter.person)),
            Event::HandsCounted {
                round: r, goal: g, ..
            } => round(r).and_then(|()| goal(g)),
            Event::TableRanked {
                round: r, order, ..
            } => round(r).and_then(|()| order.iter().try_for_each(|g| goal(g))),
            Event::RoundClosed { round: r, .. } | Event::RoundAbandoned { round: r, .. } => {
                round(r)
            }
            Event::RoundBegunAnew {
                round: r,
                instead_of,
            } => round(r).and_then(|()| instead_of.iter().try_for_each(|r| round(r))),
            Event::RoundBrought { round: r, .. } => {
                voted_on(&r.settings)?;
                r.voters.iter().try_for_each(|v| person(&v.person))?;
                r.instead_of.iter().try_for_each(|r| round(r))
            }
            Event::TopicTakenUp { id } => {
                let known = self.parked.iter().any(|p| p.id == *id);
                known
                    .then_some(())
                    .ok_or_else(|| EventError::unknown("a parked topic", id))
            }
            Event::PreviousReviewed { goal: g, .. } => self
                .previous_goal(g)
                .map(|_| ())
                .ok_or_else(|| EventError::unknown("an earlier goal", g)),
            Event::FindingsChanged { change } => change.fits(&self.began.findings),
            // They name nothing that has to be there, or make what they name.
            Event::MeetingStarted { .. }
            | Event::WalkInArrived { .. }
            | Event::NoteTaken { .. }
            | Event::GoalProposed { .. }
            | Event::GoalCarriedOver { .. }
            | Event::TopicParked { .. }
            | Event::ReadBack { .. }
            | Event::MeetingSaved { .. }
            | Event::FindingsTakenIn { .. }
            | Event::AgendaTakenIn { .. } => Ok(()),
        }
    }
}

/// The first words of a text between quotation marks.
fn quoted(text: &str) -> String {
    // By characters: a cut by bytes could fall into the middle of a letter.
    let mut short: String = text.chars().take(48).collect();
    if short.len() < text.len() {
        short.push('\u{2026}');
    }
    format!("\u{201c}{short}\u{201d}")
}
