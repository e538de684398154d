//! Rules of decisions on goals, and of the capacity that agreed goals take.

use super::{Decided, event_if_changed};
use crate::domain::{
    capacity::Load,
    event::Event,
    goal::{Control, Decision},
    meeting::Meeting,
    phrase::capital,
    refusal::{Refusal, refuse},
};

impl Meeting {
    /// Agrees to a set of goals, all of them or none.
    pub(super) fn agree_to_set(&self, goals: &[String]) -> Decided {
        if let Some(round) = self.open_round() {
            return refuse(format!("{} is still open.", capital(&round.name())));
        }
        let mut set = Vec::new();
        for goal in goals {
            set.push(self.live_goal(goal)?);
        }
        if set.is_empty() {
            return refuse("There is no goal in the set.");
        }
        // One key agrees to a whole set, so it takes nothing that needs a reason of its own.
        if let Some(beyond) = set.iter().find(|g| g.control == Some(Control::Beyond)) {
            return refuse(format!(
                "\u{201c}{}\u{201d} is beyond what this team or the hospital can do: decide it by itself, with a reason.",
                beyond.title
            ));
        }
        // A goal of the set may be agreed already; counted as one of the others as well, it would be paid for twice.
        let others = self
            .goals
            .iter()
            .filter(|g| g.is_live() && g.is_agreed() && !goals.contains(&g.id));
        let over = Load::of(others.chain(set.iter().copied())).beyond(&self.agenda().capacity);
        if !over.is_empty() {
            return refuse(format!(
                "That is {}. Take a goal out, or decide goals one by one with a reason.",
                over.join(", ")
            ));
        }
        Ok(set
            .into_iter()
            // A goal that is agreed keeps the reason that was given then.
            .filter(|g| !g.is_agreed())
            .map(|g| Event::GoalDecided {
                goal: g.id.clone(),
                decision: Decision::Agreed {
                    note: String::new(),
                },
            })
            .collect())
    }

    /// Checks that a set of goals can be agreed to with one key.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn may_agree_to(&self, goals: &[String]) -> Result<(), Refusal> {
        self.agree_to_set(goals).map(|_| ())
    }

    pub(super) fn decide_goal(&self, goal: String, decision: Decision) -> Decided {
        let state = self.live_goal(&goal)?;
        if let Some(round) = self.open_round()
            && round.settings.goals.contains(&goal)
        {
            return refuse(format!(
                "Round {} is still open on this goal.",
                round.number
            ));
        }
        match &decision {
            Decision::Agreed { note } => {
                // Beyond the capacity is allowed with a reason: the room decides, and the minutes say why.
                let over = self.beyond_with(&goal);
                if note.trim().is_empty() && !over.is_empty() {
                    return refuse(format!(
                        "That is {}. Say why the room agrees to it all the same.",
                        over.join(", ")
                    ));
                }
            }
            Decision::Ask { of, .. } if of.trim().is_empty() => {
                return refuse("Say who we ask.");
            }
            Decision::Undecided { by_whom, .. } if by_whom.trim().is_empty() => {
                return refuse("Say who settles it.");
            }
            Decision::Ask { .. } | Decision::NotThisTime { .. } | Decision::Undecided { .. } => {}
        }
        event_if_changed(
            state.decision.as_ref() == Some(&decision),
            Event::GoalDecided { goal, decision },
        )
    }

    pub(super) fn reopen_decision(&self, goal: String) -> Decided {
        let state = self.live_goal(&goal)?;
        event_if_changed(state.decision.is_none(), Event::DecisionReopened { goal })
    }
}
