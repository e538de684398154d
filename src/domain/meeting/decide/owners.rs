//! Rules for owners and partners of goals, measures, due days and reviews.

use jiff::civil::Date;

use super::{Decided, event_if_changed, limited_text, required_text};
use crate::domain::{
    aim::Aim, command::Now, event::Event, goal::Owner, measures, meeting::Meeting, refusal::refuse,
};

impl Meeting {
    pub(super) fn assign_owner(&self, goal: String, owner: Option<Owner>) -> Decided {
        let state = self.live_goal(&goal)?;
        let accepted = match &owner {
            None => false,
            Some(Owner::Role(role)) => {
                // A role cannot say yes: it counts as not yet accepted until a person does.
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
            // A partner supports the owner, which nobody can do for themselves.
            if state.owner == Some(Owner::Person(id.clone())) {
                return refuse("The partner works with the owner: choose somebody else.");
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
        // Somebody who knows the codes may type one: it is the same aim as the one that is picked.
        let found = |aim: &Aim| {
            let (_, finding) = self.findings().finding(&aim.finding)?;
            Some(
                finding
                    .results
                    .iter()
                    .any(|r| aim.strand.as_ref() == Some(&r.strand)),
            )
        };
        let aim = Aim::from_measure(&text, &state.evidence, state.strand.as_deref());
        match aim.as_ref().and_then(found).zip(aim) {
            Some((has_strand, aim)) => {
                let strand = aim.strand.filter(|_| has_strand);
                self.set_aim(goal, Aim { strand, ..aim })
            }
            None => event_if_changed(state.measure == text, Event::MeasureSet { goal, text }),
        }
    }

    pub(super) fn set_aim(&self, goal: String, aim: Aim) -> Decided {
        let state = self.live_goal(&goal)?;
        let Some((_, finding)) = self.findings().finding(&aim.finding) else {
            return refuse("That question is not in the findings.");
        };
        if let Some(strand) = &aim.strand
            && finding.results.iter().all(|r| r.strand != *strand)
        {
            return refuse("That question has no answers from this group of patients.");
        }
        if aim.above > Aim::MOST {
            return refuse("A figure from 0 to 99: nothing is above 100 in 100.");
        }
        let text = measures::aim(&aim, self.findings());
        event_if_changed(
            state.aim.as_ref() == Some(&aim) && state.measure == text,
            Event::AimSet { goal, aim, text },
        )
    }

    pub(super) fn set_due(&self, goal: String, due: Option<Date>, now: Now) -> Decided {
        let state = self.live_goal(&goal)?;
        // Against the day of the meeting and not today: the minutes may be finished on the day after.
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
        // The outcome, the calendar and the follow-up all read them as a schedule, one review a day.
        reviews.sort_unstable();
        reviews.dedup();
        event_if_changed(
            state.reviews.as_ref() == Some(&reviews),
            Event::ReviewsSet { goal, reviews },
        )
    }
}
