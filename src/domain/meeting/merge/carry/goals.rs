//! Carries proposals, owners and reviews of goals over from the other record.

use super::{Carried, Trial};
use crate::domain::{
    command::Command,
    event::Event,
    follow_up::FollowUp,
    goal::{Goal, Owner},
    refusal::{Refusal, refuse},
};

impl Trial<'_> {
    /// Carries a proposal over; a goal on the list in the same words is taken for the same goal.
    pub(super) fn propose_goal(
        &mut self,
        event: &Event,
        title: &str,
        themes: &[String],
        evidence: &[String],
        strand: Option<&str>,
    ) -> Carried {
        let is_same = |g: &&Goal| g.title.eq_ignore_ascii_case(title);
        let same = self.here.live_goals().find(is_same).map(|g| g.id.clone());
        if let Some(id) = same {
            self.is_here_as(event, id);
            return Ok(());
        }
        let command = Command::ProposeGoal {
            title: title.to_owned(),
            themes: themes.to_vec(),
            evidence: evidence.to_vec(),
            strand: strand.map(str::to_owned),
        };
        self.make(command, event)
    }

    pub(super) fn split_goal(&mut self, event: &Event, goal: &str, title: &str) -> Carried {
        let goal = self.goal(goal)?;
        let is_same = |g: &&Goal| g.id != goal && g.title.eq_ignore_ascii_case(title);
        let same = self.here.live_goals().find(is_same).map(|g| g.id.clone());
        if let Some(id) = same {
            self.is_here_as(event, id);
            return Ok(());
        }
        // New words of the first goal are an event of their own, which was carried before this one.
        let stays = self.here.goal(&goal).map(|g| g.title.clone());
        let command = Command::SplitGoal {
            goal,
            stays: stays.unwrap_or_default(),
            title: title.to_owned(),
        };
        self.make(command, event)
    }

    pub(super) fn drop_goal(&mut self, goal: &str) -> Carried {
        let goal = self.goal(goal)?;
        // Dropped in both: a refusal would only be one more line to read.
        if self.here.goal(&goal).is_some_and(|g| g.dropped) {
            return Ok(());
        }
        self.ask(Command::DropGoal { goal })
    }

    pub(super) fn carry_goal_over(&mut self, goal: &str) -> Carried {
        if self.here.goal(goal).is_some_and(Goal::is_live) {
            return Ok(());
        }
        let goal = goal.to_owned();
        self.ask(Command::CarryOver { goal })
    }

    pub(super) fn assign_owner(
        &mut self,
        goal: &str,
        owner: Option<&Owner>,
        accepted: bool,
    ) -> Carried {
        let goal = self.goal(goal)?;
        let owner = self.owner(owner.cloned())?;
        let named = owner.is_some();
        self.ask(Command::Assign {
            goal: goal.clone(),
            owner,
        })?;
        // `Assign` works acceptance out from who is present here now; the other record knew the owner's answer.
        if named {
            self.ask(Command::Accept { goal, accepted })?;
        }
        Ok(())
    }

    /// The owner with the id that the person has here.
    fn owner(&self, owner: Option<Owner>) -> Result<Option<Owner>, Refusal> {
        Ok(match owner {
            Some(Owner::Person(id)) => Some(Owner::Person(self.person(&id)?)),
            other => other,
        })
    }

    /// Carries an acceptance over; refused if another owner is named here, since an acceptance belongs to its owner.
    pub(super) fn accept_ownership(&mut self, goal: &str, accepted: bool) -> Carried {
        let there = self.there.goal(goal).and_then(|g| g.owner.clone());
        let there = self.owner(there)?;
        let goal = self.goal(goal)?;
        if self.here.goal(&goal).is_some_and(|g| g.owner != there) {
            return refuse("Here somebody else was named for it.");
        }
        self.ask(Command::Accept { goal, accepted })
    }

    pub(super) fn review_again(&mut self, goal: &str, look: &FollowUp) -> Carried {
        let goal = self.goal(goal)?;
        self.ask(Command::RecordFollowUp {
            goal: goal.clone(),
            status: look.status,
            note: look.note.clone(),
            noticed: look.noticed.clone(),
            figures: look.figures.clone(),
        })?;
        // A command for each part, because each has its own rules and the later ones amend the review of the first.
        self.ask(Command::SetNextStep {
            goal: goal.clone(),
            text: look.next_step.clone(),
        })?;
        if let Some(due) = look.new_due {
            let goal = goal.clone();
            self.ask(Command::MoveDue { goal, due })?;
        }
        match self.owner(look.owner.clone())? {
            Some(owner) => self.ask(Command::GiveOver { goal, owner }),
            None => Ok(()),
        }
    }
}
