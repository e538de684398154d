//! Reviews of this meeting's goals, months later: the status of each, the next step, and a new due day.
//!
//! A review is dated and kept. A second one on the same day corrects the first; one on another day is added to it, so that the
//! outcome tells what was found when.

use jiff::civil::Date;

use super::{
    Meeting,
    decide::{Decided, limited_text, noticed_line, required_text},
};
use crate::domain::{
    command::Now,
    event::Event,
    follow_up::{FollowUp, schedule},
    goal::{Decision, Goal, Owner},
    outcome::{Evidence, Review, Status, Verdict},
    refusal::{Refusal, refuse},
};

impl Meeting {
    /// The reviews of a goal, in the order of time.
    pub fn follow_ups(&self, goal: &str) -> &[FollowUp] {
        self.follow_ups.get(goal).map_or(&[], Vec::as_slice)
    }

    fn follow_up_on(&self, goal: &str, day: Date) -> Option<&FollowUp> {
        self.follow_ups(goal).iter().find(|l| l.on == day)
    }

    /// The review days of a goal, planned and held, with what was found.
    pub(super) fn reviews_with_follow_ups(&self, goal: &Goal, planned: &[Date]) -> Vec<Review> {
        schedule(planned, self.follow_ups(&goal.id))
    }

    pub(super) fn review_again(
        &self,
        goal: String,
        status: Status,
        (note, noticed): (&str, &str),
        figures: Vec<Evidence>,
        now: Now,
    ) -> Decided {
        let today = now.at.date();
        let state = self.goal_to_follow_up(&goal)?;
        // A request can be refused and an agreed goal be stuck, not the other way round; the choice on the screen may be older.
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
        let noticed = noticed_line(noticed, status)?;
        let before = self.follow_up_on(&goal, today);
        let look = FollowUp {
            on: today,
            status,
            note,
            noticed,
            // A status corrected on the same day keeps the step, the day and the owner that were entered after it.
            next_step: before.map_or_else(String::new, |l| l.next_step.clone()),
            new_due: before.and_then(|l| l.new_due),
            owner: before.and_then(|l| l.owner.clone()),
            figures,
        };
        if before == Some(&look) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::GoalLookedAt { goal, look }])
    }

    pub(super) fn set_next_step(&self, goal: String, text: &str, now: Now) -> Decided {
        let today = now.at.date();
        self.goal_to_follow_up(&goal)?;
        let next_step = limited_text(text, "A next step")?;
        self.amend(goal, today, |look| look.next_step = next_step)
    }

    pub(super) fn move_due(&self, goal: String, due: Date, now: Now) -> Decided {
        let today = now.at.date();
        self.goal_to_follow_up(&goal)?;
        self.amend(goal, today, |look| look.new_due = Some(due))
    }

    pub(super) fn give_over(&self, goal: String, owner: Owner, now: Now) -> Decided {
        let today = now.at.date();
        let state = self.goal_to_follow_up(&goal)?;
        if !state.is_agreed() {
            return refuse("Only a goal that was pledged has an owner.");
        }
        let owner = match owner {
            Owner::Person(id) => Owner::Person(self.known_person(&id)?.person.id.clone()),
            Owner::Role(text) => {
                let text = required_text(&text, "An owner")?;
                // A name on the list is that person: papers then know the role, and whether the name may be printed.
                let on_list = self
                    .people
                    .iter()
                    .find(|a| a.person.id == text || a.person.name.eq_ignore_ascii_case(&text));
                match on_list {
                    Some(attendee) => Owner::Person(attendee.person.id.clone()),
                    None => Owner::Role(text),
                }
            }
        };
        if let Owner::Person(id) = &owner
            && state.partner.as_ref() == Some(id)
        {
            return refuse("The partner works with the owner: choose somebody else.");
        }
        let before = self.owner_before(state, today);
        self.amend(goal, today, |look| {
            // Given back to the owner of before: nothing has changed hands.
            look.owner = (before.as_ref() != Some(&owner)).then_some(owner);
        })
    }

    /// The owner of a goal before today: of the last review that gave it over, else of the meeting.
    fn owner_before(&self, goal: &Goal, today: Date) -> Option<Owner> {
        let earlier = self.follow_ups(&goal.id).iter().filter(|l| l.on < today);
        let given = earlier.filter_map(|l| l.owner.clone()).next_back();
        given.or_else(|| goal.owner.clone())
    }

    /// The present owner of a goal: of the last review that gave it over, else of the meeting.
    pub fn owner_now(&self, goal: &Goal) -> Option<Owner> {
        let given = self.follow_ups(&goal.id).iter();
        let given = given.filter_map(|l| l.owner.clone()).next_back();
        given.or_else(|| goal.owner.clone())
    }

    /// True if the present owner of a goal has yet to agree.
    pub fn owner_to_ask(&self, goal: &Goal) -> bool {
        let given = self.follow_ups(&goal.id).iter().any(|l| l.owner.is_some());
        goal.owner.is_some() && !goal.accepted && !given
    }

    fn goal_to_follow_up(&self, goal: &str) -> Result<&Goal, Refusal> {
        // Before that a goal's status is no news, and its owner and day are still being set.
        if self.saved.is_none() {
            return Err(Refusal::new(
                "This meeting is still going on: its goals are looked at again once it is saved.",
            ));
        }
        self.live_goal(goal)
    }

    /// Amends today's review.
    fn amend(&self, goal: String, today: Date, change: impl FnOnce(&mut FollowUp)) -> Decided {
        let Some(before) = self.follow_up_on(&goal, today) else {
            return refuse("Say first how it stands today.");
        };
        let mut look = before.clone();
        change(&mut look);
        if look == *before {
            return Ok(Vec::new());
        }
        Ok(vec![Event::GoalLookedAt { goal, look }])
    }

    /// Carries a goal of the meeting before over into this one, under the same id.
    pub(super) fn carry_over(&self, id: &str) -> Decided {
        let Some(earlier) = self.previous_goal(id) else {
            return refuse("No goal of the meeting before has that name.");
        };
        if self.goal(id).is_some_and(Goal::is_live) {
            return refuse("It is on today\u{2019}s list already.");
        }
        // Ids are never used again, so a dropped goal cannot come back as a new one; an undo brings it back as it was.
        if self.goal(id).is_some() {
            let sentence = "It was on today\u{2019}s list and taken off.";
            return Err(Refusal::new(sentence).with_hint("{Undo} takes that back."));
        }
        self.not_twice(&earlier.title, None)?;
        let mut evidence: Vec<String> = Vec::new();
        for e in &earlier.evidence {
            if let Some(id) = e.finding.as_ref().or(e.comment.as_ref())
                // The findings are those of another year: a finding that was not asked again is no evidence here.
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

    pub(super) fn apply_follow_up(&mut self, goal: &str, look: &FollowUp) {
        let follow_ups = self.follow_ups.entry(goal.to_owned()).or_default();
        match follow_ups.iter_mut().find(|l| l.on == look.on) {
            Some(there) => *there = look.clone(),
            None => follow_ups.push(look.clone()),
        }
        // A merged record may bring an earlier day after a later one.
        follow_ups.sort_by_key(|l| l.on);
        if let Some(due) = look.new_due
            && let Some(goal) = self.goals.iter_mut().find(|g| g.id == goal)
        {
            goal.due = Some(due);
        }
    }
}

/// The decision on a goal as an outcome has it.
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
