//! Applies changes to the state of a preparation. It holds no rules and cannot fail.

use std::{collections::HashMap, sync::Arc};

use super::{Preparation, change::Change};
use crate::domain::{
    agenda::Activity,
    findings::{BroughtGoal, Comment, Finding, Findings, Theme},
};

impl Preparation {
    pub(super) fn make(&mut self, change: &Change) {
        match change {
            Change::MeetingSet { meeting } => self.agenda.meeting.clone_from(meeting),
            Change::UnitSet { unit } => self.findings_mut().unit.clone_from(unit),
            Change::BookletSet { booklet } => self.booklet.clone_from(booklet),
            Change::PreviousSet { previous } => self.previous.clone_from(previous),
            Change::PeopleSet { people } => {
                self.agenda.people.clone_from(people);
                // The agenda names speakers by id, and an unknown one would make the file unreadable for `meet`.
                for item in &mut self.agenda.items {
                    item.speaker
                        .take_if(|id| !people.iter().any(|p| p.id == *id));
                }
            }
            Change::RulesSet { rules } => self.agenda.ground_rules.clone_from(rules),
            Change::ExpectedSet { expected } => self.agenda.expected.clone_from(expected),
            Change::CapacitySet { capacity } => self.agenda.capacity.clone_from(capacity),
            Change::VoteSet { vote } => self.agenda.vote.clone_from(vote),
            Change::ItemsSet { items } => self.agenda.items.clone_from(items),
            Change::ThemesOrdered { themes } => {
                let place = |t: &Theme| themes.iter().position(|id| *id == t.id);
                self.findings_mut()
                    .themes
                    // A theme that the order does not name, since it came later, goes last and is not lost.
                    .sort_by_key(|t| place(t).unwrap_or(usize::MAX));
            }
            Change::ThemeAdded { theme, title } => {
                let findings = self.findings_mut();
                findings.removed_themes.retain(|id| id != theme);
                findings.themes.push(Theme {
                    id: theme.clone(),
                    title: title.clone(),
                    ..Theme::default()
                });
            }
            Change::ThemeSet {
                theme,
                title,
                standard,
                known_since,
            } => {
                if let Some(theme) = self.theme_mut(theme) {
                    theme.title.clone_from(title);
                    theme.standard.clone_from(standard);
                    theme.known_since.clone_from(known_since);
                }
            }
            Change::ThemeRemoved { theme } => {
                let findings = self.findings_mut();
                findings.themes.retain(|t| t.id != *theme);
                // The codebook still names it, and the next import would bring it back without its standard.
                findings.removed_themes.retain(|id| id != theme);
                findings.removed_themes.push(theme.clone());
                self.agenda
                    .items
                    .retain(|i| i.what != Activity::Theme(theme.clone()));
            }
            Change::FindingMoved { finding, theme } => self.move_finding(finding, theme),
            Change::FindingAdded { theme, finding } => {
                self.change_theme(theme, |t| t.findings.push(finding.clone()));
            }
            Change::FindingSet { finding } => self.set_finding(finding),
            Change::FindingRemoved { finding } => drop(self.take_finding(finding)),
            Change::FindingsPlaced { theme, findings } => self.place_findings(theme, findings),
            Change::CommentMoved { comment, theme } => self.move_comment(comment, theme),
            Change::CommentHeld { comment, hold } => self.hold_comment(comment, *hold),
            Change::CommentPublished { comment, publish } => {
                self.change_comment(comment, |c| c.publish = *publish);
            }
            Change::CommentWorded {
                comment,
                text,
                was,
                marks,
            } => {
                self.change_comment(comment, |c| {
                    c.text.clone_from(text);
                    c.edited = true;
                    // The hash of the first words, those that came: a second correction must not make the first one pass for the original.
                    c.was.get_or_insert_with(|| was.clone());
                    c.marks.clone_from(marks);
                });
            }
            Change::CommentAdded { theme, comment } => {
                self.change_theme(theme, |t| t.comments.push(comment.clone()));
            }
            Change::WallSet { theme, comments } => self.set_wall(theme, comments),
            Change::CommentsRead { comments } => self.read_comments(comments),
            Change::GoalAdded { theme, goal } => {
                self.change_theme(theme, |t| t.goals.push(goal.clone()));
            }
            Change::GoalSet { goal } => self.set_goal(goal),
            Change::GoalMoved { goal, theme } => self.move_goal(goal, theme),
            Change::GoalRemoved { goal } => drop(self.take_goal(goal)),
        }
    }

    fn change_theme(&mut self, id: &str, change: impl FnOnce(&mut Theme)) {
        if let Some(theme) = self.theme_mut(id) {
            change(theme);
        }
    }

    fn change_comment(&mut self, id: &str, change: impl FnOnce(&mut Comment)) {
        let themes = self.findings_mut().themes.iter_mut();
        if let Some(comment) = themes.flat_map(|t| &mut t.comments).find(|c| c.id == id) {
            change(comment);
        }
    }

    fn move_finding(&mut self, finding: &str, theme: &str) {
        if let Some(moved) = self.take_finding(finding) {
            self.change_theme(theme, |t| t.findings.push(moved));
        }
    }

    fn set_finding(&mut self, finding: &Finding) {
        let themes = self.findings_mut().themes.iter_mut();
        let mut findings = themes.flat_map(|t| &mut t.findings);
        if let Some(there) = findings.find(|f| f.id == finding.id) {
            there.clone_from(finding);
        }
    }

    fn place_findings(&mut self, theme: &str, order: &[String]) {
        self.change_theme(theme, |theme| {
            for finding in &mut theme.findings {
                finding.wall = place(order, &finding.id);
            }
        });
    }

    fn move_comment(&mut self, comment: &str, theme: &str) {
        if let Some(moved) = self.take_comment(comment) {
            let moved = Comment {
                // Its place was among the comments of the other theme.
                wall: None,
                ..moved
            };
            self.change_theme(theme, |t| t.comments.push(moved));
        }
    }

    fn hold_comment(&mut self, comment: &str, hold: bool) {
        self.change_comment(comment, |comment| {
            comment.hold = hold;
            // A comment released later comes back unchosen: it has to be chosen again before it is shown.
            if hold {
                (comment.wall, comment.publish) = (None, false);
            }
        });
    }

    fn set_wall(&mut self, theme: &str, order: &[String]) {
        let places = places(order);
        self.change_theme(theme, |theme| {
            for comment in &mut theme.comments {
                comment.wall = places.get(comment.id.as_str()).copied();
            }
        });
    }

    fn read_comments(&mut self, comments: &[String]) {
        for id in comments {
            self.change_comment(id, |comment| comment.read = true);
        }
        self.read.extend(comments.iter().cloned());
    }

    fn set_goal(&mut self, goal: &BroughtGoal) {
        let themes = self.findings_mut().themes.iter_mut();
        let mut goals = themes.flat_map(|t| &mut t.goals);
        if let Some(there) = goals.find(|g| g.id == goal.id) {
            there.clone_from(goal);
        }
    }

    fn move_goal(&mut self, goal: &str, theme: &str) {
        if let Some(moved) = self.take_goal(goal) {
            self.change_theme(theme, |t| t.goals.push(moved));
        }
    }

    fn findings_mut(&mut self) -> &mut Findings {
        Arc::make_mut(&mut self.findings)
    }

    fn theme_mut(&mut self, id: &str) -> Option<&mut Theme> {
        self.findings_mut().themes.iter_mut().find(|t| t.id == id)
    }

    fn take_finding(&mut self, id: &str) -> Option<Finding> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.findings.iter().position(|f| f.id == id)?;
            Some(t.findings.remove(at))
        })
    }

    fn take_comment(&mut self, id: &str) -> Option<Comment> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.comments.iter().position(|c| c.id == id)?;
            Some(t.comments.remove(at))
        })
    }

    fn take_goal(&mut self, id: &str) -> Option<BroughtGoal> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.goals.iter().position(|g| g.id == id)?;
            Some(t.goals.remove(at))
        })
    }
}

/// The places of an order, from 1, by id.
pub(super) fn places(order: &[String]) -> HashMap<&str, u32> {
    let ids = order.iter().rev().map(String::as_str);
    let places = 1..=u32::try_from(order.len()).unwrap_or(u32::MAX);
    // From the end, so that an id that is named twice keeps the first of its places.
    ids.zip(places.rev()).collect()
}

/// The place of an id in an order, from 1; `None` if it is not in it.
fn place(order: &[String], id: &str) -> Option<u32> {
    let at = order.iter().position(|o| o == id)?;
    u32::try_from(at + 1).ok()
}
