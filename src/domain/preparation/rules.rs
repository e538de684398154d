//! Rules of a preparation: everything a change names must exist, and the files must be sound.

use std::collections::{BTreeSet, HashSet};

use super::{Preparation, change::Change};
use crate::domain::{
    booklet::Colour,
    event_sourced::EventError,
    findings::Finding,
    people::REMOVED,
    refusal::{Refusal, refuse},
};

/// The longest meeting, or item of one, in minutes.
const LONGEST: u32 = 600;
/// The longest text of a field, in characters.
const LONGEST_TEXT: usize = 4_000;

impl Preparation {
    pub(super) fn may_remove(&self, theme: &str) -> Result<(), Refusal> {
        let Some(theme) = self.findings.theme(theme) else {
            return Ok(());
        };
        let mut holds = Vec::new();
        for (count, what) in [
            (theme.findings.len(), "findings"),
            (theme.comments.len(), "comments"),
            (theme.goals.len(), "goals"),
        ] {
            if count > 0 {
                holds.push(what);
            }
        }
        if holds.is_empty() {
            return Ok(());
        }
        Err(Refusal::new(format!(
            "Move its {} to another theme first: nothing that patients said is thrown away here.",
            holds.join(" and ")
        )))
    }

    /// Checks that a meeting can be held from the files.
    pub(super) fn is_whole(&self) -> Result<(), Refusal> {
        let mut names = BTreeSet::new();
        let mut seats: BTreeSet<u32> = BTreeSet::new();
        for person in &self.agenda.people {
            if person.name.trim().is_empty() {
                return refuse("A person needs a name.");
            }
            // `pledge forget` gives everybody the same name, so that the list does not tell who is who.
            if person.name != REMOVED && !names.insert(person.name.trim().to_lowercase()) {
                return refuse(format!(
                    "{} is on the list already: the room has to tell people apart.",
                    person.name
                ));
            }
        }
        for person in &self.agenda.people {
            let Some(seat) = person.seat else { continue };
            // The vote of one would be handed in under the name of the other.
            if !seats.insert(seat) {
                return refuse(format!("Seat {seat} has somebody already."));
            }
        }
        if self.agenda.meeting.title.trim().is_empty() {
            return refuse("The meeting needs a title.");
        }
        if let Some(colour) = self.booklet.colour.filter(|c| !c.is_dark_enough()) {
            // As the file's reading has it: nobody checks a colour on paper before it is printed.
            return refuse(format!(
                "{} is too pale for words on white paper ({:.1} to 1, and {} is the least): take a darker shade of it.",
                colour.hex(),
                colour.contrast_with_white(),
                Colour::LEAST_CONTRAST
            ));
        }
        if self.agenda.items.is_empty() {
            return refuse("The agenda needs an item.");
        }
        if let Some(item) = self
            .agenda
            .items
            .iter()
            .find(|i| i.minutes == 0 || i.minutes > LONGEST)
        {
            return refuse(format!("{} minutes are no time for an item.", item.minutes));
        }
        if self
            .agenda
            .meeting
            .minutes
            .is_some_and(|m| m == 0 || m > LONGEST)
        {
            return refuse(format!("A meeting takes 1 to {LONGEST} minutes."));
        }
        if self.agenda.vote.apart_from == 0 {
            return refuse("A group is shown apart from 1 vote on, or from more.");
        }
        for theme in &self.findings.themes {
            if theme.comments.iter().any(|c| c.text.trim().is_empty()) {
                return refuse("A comment needs some words.");
            }
            if theme.title.trim().is_empty() {
                return refuse("A theme needs a title.");
            }
            for finding in &theme.findings {
                is_sound(finding)?;
            }
            if theme.goals.iter().any(|g| g.title.trim().is_empty()) {
                return refuse("A goal needs some words.");
            }
            let texts = [&theme.title, &theme.standard];
            let goals = theme.goals.iter().map(|g| &g.title);
            if texts
                .into_iter()
                .chain(goals)
                .any(|t| t.chars().count() > LONGEST_TEXT)
            {
                return refuse(format!(
                    "That is too long: {LONGEST_TEXT} characters at most."
                ));
            }
        }
        Ok(())
    }

    /// Checks that everything that a change names exists.
    pub(super) fn knows(&self, change: &Change) -> Result<(), EventError> {
        let known = |is: bool, what: &'static str, id: &str| {
            is.then_some(())
                .ok_or_else(|| EventError::unknown(what, id))
        };
        let theme = |id: &str| known(self.findings.theme(id).is_some(), "a theme", id);
        let finding = |id: &str| known(self.findings.finding(id).is_some(), "a finding", id);
        let comment = |id: &str| known(self.findings.comment(id).is_some(), "a comment", id);
        let goal = |id: &str| known(self.goal(id).is_some(), "a goal", id);
        match change {
            Change::ThemeAdded { theme: t, .. } => {
                known(self.findings.theme(t).is_none(), "a new theme", t)
            }
            Change::ThemeSet { theme: t, .. } | Change::ThemeRemoved { theme: t } => theme(t),
            Change::ThemesOrdered { themes } => themes.iter().try_for_each(|t| theme(t)),
            Change::FindingMoved {
                finding: f,
                theme: t,
            } => finding(f).and_then(|()| theme(t)),
            Change::FindingAdded {
                theme: t,
                finding: f,
            } => theme(t).and_then(|()| {
                let is_new = self.findings.finding(&f.id).is_none()
                    && self.findings.comment(&f.id).is_none();
                known(is_new, "a new finding", &f.id)
            }),
            Change::FindingSet { finding: f } => finding(&f.id),
            Change::FindingRemoved { finding: f } => finding(f),
            Change::FindingsPlaced { theme: t, findings } => {
                theme(t).and_then(|()| findings.iter().try_for_each(|f| finding(f)))
            }
            Change::CommentMoved {
                comment: c,
                theme: t,
            } => comment(c).and_then(|()| theme(t)),
            Change::CommentHeld { comment: c, .. }
            | Change::CommentWorded { comment: c, .. }
            | Change::CommentPublished { comment: c, .. } => comment(c),
            Change::CommentAdded {
                theme: t,
                comment: c,
            } => theme(t).and_then(|()| {
                let is_new = self.findings.comment(&c.id).is_none();
                known(is_new, "a new comment", &c.id)
            }),
            Change::WallSet { theme: t, comments } => {
                let of_theme = self.findings.theme(t).map_or(&[][..], |t| &t.comments);
                // A set, because a list of the wall may be as long as a theme of thousands of comments.
                let ids: HashSet<&str> = of_theme.iter().map(|c| c.id.as_str()).collect();
                let unknown = comments.iter().filter(|c| !ids.contains(c.as_str()));
                // Undo and redo can put a comment into another theme after its place was chosen; that is no damage.
                theme(t).and_then(|()| unknown.map(String::as_str).try_for_each(comment))
            }
            Change::CommentsRead { comments } => comments.iter().try_for_each(|c| comment(c)),
            Change::GoalAdded { theme: t, goal: g } => {
                theme(t).and_then(|()| known(self.goal(&g.id).is_none(), "a new goal", &g.id))
            }
            Change::GoalSet { goal: g } => goal(&g.id),
            Change::GoalMoved { goal: g, theme: t } => goal(g).and_then(|()| theme(t)),
            Change::GoalRemoved { goal: g } => goal(g),
            Change::MeetingSet { .. }
            | Change::UnitSet { .. }
            | Change::BookletSet { .. }
            | Change::PreviousSet { .. }
            | Change::PeopleSet { .. }
            | Change::RulesSet { .. }
            | Change::ExpectedSet { .. }
            | Change::CapacitySet { .. }
            | Change::VoteSet { .. }
            | Change::ItemsSet { .. } => Ok(()),
        }
    }
}

/// Checks that a finding has a question, and at most one possible result for each strand and period.
fn is_sound(finding: &Finding) -> Result<(), Refusal> {
    if finding.question.trim().is_empty() {
        return refuse("A finding needs the question that patients were asked.");
    }
    if finding.question.chars().count() > LONGEST_TEXT {
        return refuse(format!(
            "That is too long: {LONGEST_TEXT} characters at most."
        ));
    }
    let mut seen = BTreeSet::new();
    for result in &finding.results {
        if result.positive > result.scored {
            return refuse(format!(
                "{} good answers of {} cannot be.",
                result.positive, result.scored
            ));
        }
        if result.strand.trim().is_empty() || result.period.trim().is_empty() {
            return refuse("A result needs a strand and a period.");
        }
        // Two results of one strand and period would show one at random, and a comparison would take the other.
        if !seen.insert((result.strand.as_str(), result.period.as_str())) {
            return refuse(format!(
                "There is a result of {} in {} already: correct that one.",
                result.strand, result.period
            ));
        }
    }
    Ok(())
}
