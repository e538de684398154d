//! Looking again, months after the meeting: how each goal stands, what happens next, and by when.
//!
//! A look is dated and stays. A second one on the same day puts the first right; on another day it stands beside it, so that
//! the outcome tells what was found when.

use jiff::civil::Date;

use super::{
    Meeting,
    decide::{Decided, limited_text},
};
use crate::domain::{
    command::Now,
    event::Event,
    follow_up::{FollowUp, schedule},
    goal::{Decision, Goal},
    outcome::{Evidence, Review, Status, Verdict},
    refusal::{Refusal, refuse},
};

impl Meeting {
    /// Every look at a goal, in the order of time.
    pub fn looks(&self, goal: &str) -> &[FollowUp] {
        self.looks.get(goal).map_or(&[], Vec::as_slice)
    }

    fn look_on(&self, goal: &str, day: Date) -> Option<&FollowUp> {
        self.looks(goal).iter().find(|l| l.on == day)
    }

    /// The days that were set for a goal, and what was found on them.
    pub(super) fn reviews_and_looks(&self, goal: &Goal, planned: &[Date]) -> Vec<Review> {
        schedule(planned, self.looks(&goal.id))
    }

    pub(super) fn review_again(
        &self,
        goal: String,
        status: Status,
        note: &str,
        figures: Vec<Evidence>,
        now: Now,
    ) -> Decided {
        let today = now.at.date();
        let state = self.goal_to_look_at(&goal)?;
        if !Status::of(verdict(state)).contains(&status) {
            return refuse(format!(
                "{} is not what can be said of this goal.",
                sentence(status.words())
            ));
        }
        let note = limited_text(note, "A reason")?;
        if status.needs_reason() && note.is_empty() {
            return refuse(match status {
                Status::Refused => "Say in a few words what they said.".to_owned(),
                _ => format!("Say in a few words why it is {}.", status.words()),
            });
        }
        let before = self.look_on(&goal, today);
        let look = FollowUp {
            on: today,
            status,
            note,
            next_step: before.map_or_else(String::new, |l| l.next_step.clone()),
            new_due: before.and_then(|l| l.new_due),
            figures,
        };
        if before == Some(&look) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::GoalLookedAt { goal, look }])
    }

    pub(super) fn set_next_step(&self, goal: String, text: &str, now: Now) -> Decided {
        let today = now.at.date();
        self.goal_to_look_at(&goal)?;
        let next_step = limited_text(text, "A next step")?;
        self.amend(goal, today, |look| look.next_step = next_step)
    }

    pub(super) fn move_due(&self, goal: String, due: Date, now: Now) -> Decided {
        let today = now.at.date();
        self.goal_to_look_at(&goal)?;
        self.amend(goal, today, |look| look.new_due = Some(due))
    }

    fn goal_to_look_at(&self, goal: &str) -> Result<&Goal, Refusal> {
        if self.saved.is_none() {
            return Err(Refusal::new(
                "This meeting is still going on: its goals are looked at again once it is saved.",
            ));
        }
        self.live_goal(goal)
    }

    /// Puts today's look right.
    fn amend(&self, goal: String, today: Date, change: impl FnOnce(&mut FollowUp)) -> Decided {
        let Some(before) = self.look_on(&goal, today) else {
            return refuse("Say first how it stands today.");
        };
        let mut look = before.clone();
        change(&mut look);
        if look == *before {
            return Ok(Vec::new());
        }
        Ok(vec![Event::GoalLookedAt { goal, look }])
    }

    /// A goal of the meeting before becomes one of this meeting, under the same id.
    pub(super) fn carry_over(&self, id: &str) -> Decided {
        let Some(earlier) = self.previous_goal(id) else {
            return refuse("No goal of the meeting before has that name.");
        };
        if self.goal(id).is_some_and(Goal::is_live) {
            return refuse("It is on today\u{2019}s list already.");
        }
        if self.goal(id).is_some() {
            let sentence = "It was on today\u{2019}s list and taken off.";
            return Err(Refusal::new(sentence).with_hint("{Undo} takes that back."));
        }
        self.not_twice(&earlier.title, None)?;
        let mut evidence: Vec<String> = Vec::new();
        for e in &earlier.evidence {
            if let Some(id) = e.finding.as_ref().or(e.comment.as_ref())
                && self.known_evidence(id).is_ok()
                && !evidence.contains(id)
            {
                evidence.push(id.clone());
            }
        }
        let known = |theme: &&String| self.known_theme(theme).is_ok();
        Ok(vec![Event::GoalCarriedOver {
            goal: id.to_owned(),
            title: earlier.title.clone(),
            themes: earlier.themes.iter().filter(known).cloned().collect(),
            evidence,
            strand: earlier.strand.clone(),
            control: earlier.control,
            cost: earlier.cost,
            hours: earlier.hours,
        }])
    }

    pub(super) fn apply_look(&mut self, goal: &str, look: &FollowUp) {
        let looks = self.looks.entry(goal.to_owned()).or_default();
        match looks.iter_mut().find(|l| l.on == look.on) {
            Some(there) => *there = look.clone(),
            None => looks.push(look.clone()),
        }
        looks.sort_by_key(|l| l.on);
        if let Some(due) = look.new_due
            && let Some(goal) = self.goals.iter_mut().find(|g| g.id == goal)
        {
            goal.due = Some(due);
        }
    }
}

/// What was decided, in an outcome's word.
fn verdict(goal: &Goal) -> Verdict {
    match goal.decision {
        Some(Decision::Agreed { .. }) => Verdict::Agreed,
        Some(Decision::Ask { .. }) => Verdict::Ask,
        Some(Decision::NotThisTime { .. }) => Verdict::NotThisTime,
        Some(Decision::Undecided { .. }) | None => Verdict::Undecided,
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
