//! Rules of who does an agreed goal, how it is measured, and by when.

use jiff::civil::Date;

use super::{Decided, event_if_changed, limited_text, required_text};
use crate::domain::{command::Now, event::Event, goal::Owner, meeting::Meeting, refusal::refuse};

impl Meeting {
    pub(super) fn assign_owner(&self, goal: String, owner: Option<Owner>) -> Decided {
        let state = self.live_goal(&goal)?;
        let accepted = match &owner {
            None => false,
            Some(Owner::Role(role)) => {
                required_text(role, "An owner")?;
                false
            }
            Some(Owner::Person(id)) => self.known_person(id)?.is_here(),
        };
        event_if_changed(
            state.owner == owner,
            Event::OwnerAssigned {
                goal,
                owner,
                accepted,
            },
        )
    }

    pub(super) fn accept_ownership(&self, goal: String, accepted: bool) -> Decided {
        let state = self.live_goal(&goal)?;
        if state.owner.is_none() {
            return refuse("Nobody has been named yet.");
        }
        event_if_changed(
            state.accepted == accepted,
            Event::OwnerAccepted { goal, accepted },
        )
    }

    pub(super) fn assign_partner(&self, goal: String, partner: Option<String>) -> Decided {
        let state = self.live_goal(&goal)?;
        if let Some(id) = &partner {
            self.known_person(id)?;
            if state.owner == Some(Owner::Person(id.clone())) {
                return refuse("The partner keeps the owner company: name somebody else.");
            }
        }
        event_if_changed(
            state.partner == partner,
            Event::PartnerAssigned { goal, partner },
        )
    }

    pub(super) fn set_first_step(&self, goal: String, text: &str) -> Decided {
        let (state, text) = (self.live_goal(&goal)?, limited_text(text, "A first step")?);
        event_if_changed(state.first_step == text, Event::FirstStepSet { goal, text })
    }

    pub(super) fn set_measure(&self, goal: String, text: &str) -> Decided {
        let (state, text) = (self.live_goal(&goal)?, limited_text(text, "A measure")?);
        event_if_changed(state.measure == text, Event::MeasureSet { goal, text })
    }

    pub(super) fn set_due(&self, goal: String, due: Option<Date>, now: Now) -> Decided {
        let state = self.live_goal(&goal)?;
        if due.is_some_and(|d| d < self.date(now.at)) {
            return refuse("That day is before the meeting.");
        }
        event_if_changed(state.due == due, Event::DueSet { goal, due })
    }

    pub(super) fn set_reviews(&self, goal: String, mut reviews: Vec<Date>, now: Now) -> Decided {
        let state = self.live_goal(&goal)?;
        if reviews.iter().any(|d| *d < self.date(now.at)) {
            return refuse("A review cannot be before the meeting.");
        }
        reviews.sort_unstable();
        reviews.dedup();
        event_if_changed(
            state.reviews.as_ref() == Some(&reviews),
            Event::ReviewsSet { goal, reviews },
        )
    }
}
