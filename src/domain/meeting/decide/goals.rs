//! Rules for proposing and changing goals before they are decided.

use super::{Decided, event_if_changed, required_text};
use crate::domain::{command::Now, event::Event, goal::Control, meeting::Meeting, refusal::refuse};

impl Meeting {
    pub(super) fn propose_goal(
        &self,
        title: &str,
        themes: Vec<String>,
        evidence: Vec<String>,
        strand: Option<String>,
        now: Now,
    ) -> Decided {
        let title = required_text(title, "A goal")?;
        for theme in &themes {
            self.known_theme(theme)?;
        }
        for id in &evidence {
            self.known_evidence(id)?;
        }
        self.not_twice(&title, None)?;
        // No rule asks for a theme or evidence: a goal proposed during a discussion gets them later, if at all.
        let id = self.fresh_id("g", now.n);
        Ok(vec![Event::GoalProposed {
            id,
            title,
            themes,
            evidence,
            strand,
        }])
    }

    pub(super) fn reword_goal(&self, goal: String, title: &str) -> Decided {
        let state = self.changeable_goal(&goal)?;
        let title = required_text(title, "A goal")?;
        self.not_twice(&title, Some(&goal))?;
        event_if_changed(state.title == title, Event::GoalReworded { goal, title })
    }

    // Themes, evidence and strand may change while a round is open, unlike words and costs: they are not on the ballot.
    pub(super) fn set_goal_themes(&self, goal: String, themes: Vec<String>) -> Decided {
        let state = self.live_goal(&goal)?;
        for theme in &themes {
            self.known_theme(theme)?;
        }
        event_if_changed(
            state.themes == themes,
            Event::GoalThemesSet { goal, themes },
        )
    }

    pub(super) fn set_goal_evidence(&self, goal: String, evidence: Vec<String>) -> Decided {
        let state = self.live_goal(&goal)?;
        for id in &evidence {
            self.known_evidence(id)?;
        }
        event_if_changed(
            state.evidence == evidence,
            Event::GoalEvidenceSet { goal, evidence },
        )
    }

    pub(super) fn set_goal_strand(&self, goal: String, strand: Option<String>) -> Decided {
        let state = self.live_goal(&goal)?;
        event_if_changed(
            state.strand == strand,
            Event::GoalStrandSet { goal, strand },
        )
    }

    pub(super) fn set_goal_control(&self, goal: String, control: Option<Control>) -> Decided {
        let state = self.changeable_goal(&goal)?;
        event_if_changed(
            state.control == control,
            Event::GoalControlSet { goal, control },
        )
    }

    pub(super) fn set_goal_cost(&self, goal: String, cost: Option<u64>) -> Decided {
        let state = self.changeable_goal(&goal)?;
        event_if_changed(state.cost == cost, Event::GoalCostSet { goal, cost })
    }

    pub(super) fn set_goal_hours(&self, goal: String, hours: Option<u64>) -> Decided {
        let state = self.changeable_goal(&goal)?;
        event_if_changed(state.hours == hours, Event::GoalHoursSet { goal, hours })
    }

    pub(super) fn merge_goals(&self, from: String, into: String) -> Decided {
        if from == into {
            return refuse("A goal cannot become part of itself.");
        }
        self.changeable_goal(&from)?;
        self.changeable_goal(&into)?;
        Ok(vec![Event::GoalsMerged { from, into }])
    }

    pub(super) fn split_goal(&self, goal: String, stays: &str, title: &str, now: Now) -> Decided {
        let first = self.changeable_goal(&goal)?;
        let stays = required_text(stays, "The first goal")?;
        let title = required_text(title, "The second goal")?;
        if stays.eq_ignore_ascii_case(&title) {
            return refuse("The two goals need different words.");
        }
        // The second may take over the words of the first, where it is the first that gets new ones.
        self.not_twice(&stays, Some(&goal))?;
        self.not_twice(&title, Some(&goal))?;
        let mut events = Vec::new();
        if first.title != stays {
            events.push(Event::GoalReworded {
                goal: goal.clone(),
                title: stays,
            });
        }
        let id = self.fresh_id("g", now.n);
        events.push(Event::GoalSplit { goal, id, title });
        Ok(events)
    }

    pub(super) fn drop_goal(&self, goal: String) -> Decided {
        self.changeable_goal(&goal)?;
        Ok(vec![Event::GoalDropped { goal }])
    }
}
