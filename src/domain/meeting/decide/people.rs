//! Rules for arrivals, departures and walk-ins, and for corrections of a person.

use super::{Decided, event_if_changed, limited_text, required_text};
use crate::domain::{
    command::Now,
    event::Event,
    meeting::Meeting,
    people::{Attendee, Person},
    phrase::group as group_words,
    refusal::{Refusal, refuse},
    vote::ballot_box::BallotBox,
};

impl Meeting {
    pub(super) fn hand_over_meeting(&self, person: String, now: Now) -> Decided {
        let Some(a) = self.attendee(&person) else {
            return refuse("Nobody of that name is on the list.");
        };
        // Somebody who is not in the room cannot be at the keyboard, and the minutes would say so.
        if !a.is_here() {
            return refuse(format!("{} is not ticked as here.", a.person.name));
        }
        if a.is_by_telephone() {
            return refuse(format!(
                "{} is on the telephone, and not at the keyboard.",
                a.person.name
            ));
        }
        event_if_changed(
            self.facilitator().is_some_and(|f| f.person.id == person),
            Event::FacilitatorChanged { person, at: now.at },
        )
    }

    pub(super) fn arrive(&self, person: String, now: Now) -> Decided {
        let here = self.known_person(&person)?.is_here();
        event_if_changed(here, Event::PersonArrived { person, at: now.at })
    }

    pub(super) fn join_by_telephone(&self, person: String, now: Now) -> Decided {
        let a = self.known_person(&person)?;
        if a.is_here() && !a.is_by_telephone() {
            return refuse(format!(
                "{} is ticked as in the room: take that tick away first.",
                a.person.name
            ));
        }
        event_if_changed(
            a.is_by_telephone(),
            Event::PersonJoinedByTelephone { person, at: now.at },
        )
    }

    pub(super) fn take_back_arrival(&self, person: String) -> Decided {
        let a = self.known_person(&person)?;
        // An arrival taken back removes the stay as if it had never been; a departure leaves a vote that may be in the box already.
        if let Some(round) = self.open_round()
            && a.is_here()
            && round.group_of(&person).is_some()
        {
            return refuse(format!(
                "{} has a vote in the open round. If they go, say that they leave.",
                a.person.name
            ));
        }
        event_if_changed(!a.was_here(), Event::ArrivalTakenBack { person })
    }

    pub(super) fn leave(&self, person: String, now: Now) -> Decided {
        let a = self.known_person(&person)?;
        if !a.is_here() {
            return refuse(format!("{} is not ticked as here.", a.person.name));
        }
        Ok(vec![Event::PersonLeft { person, at: now.at }])
    }

    pub(super) fn walk_in(&self, mut person: Person, now: Now) -> Decided {
        person.name = required_text(&person.name, "A name")?;
        person.role = limited_text(&person.role, "A role")?;
        self.not_another(&person.name, None)?;
        // An id that came with the command is overwritten: a form that sends one twice must not make two people one.
        person.id = self.fresh_id("w", now.n);
        Ok(vec![Event::WalkInArrived { person, at: now.at }])
    }

    pub(super) fn rename_person(&self, person: String, name: &str) -> Decided {
        let a = self.known_person(&person)?;
        let name = required_text(name, "A name")?;
        self.not_another(&name, Some(&person))?;
        event_if_changed(a.person.name == name, Event::PersonRenamed { person, name })
    }

    pub(super) fn set_person_role(&self, person: String, role: &str) -> Decided {
        let a = self.known_person(&person)?;
        let role = limited_text(role, "A role")?;
        event_if_changed(a.person.role == role, Event::PersonRoleSet { person, role })
    }

    pub(super) fn set_person_group(
        &self,
        person: String,
        group: Option<String>,
        ballots: &BallotBox,
    ) -> Decided {
        let a = self.known_person(&person)?;
        if a.person.group == group {
            return Ok(Vec::new());
        }
        if group
            .as_deref()
            .is_some_and(|g| !self.group_choices().contains(&g))
        {
            return refuse("There is no group of that name.");
        }
        // A group decides how much a vote weighs, so it stays once the person may have voted in it.
        self.may_change_group(a, ballots)?;
        self.keeps_counted_hands(a, group.as_deref())?;
        Ok(vec![Event::PersonGroupSet { person, group }])
    }

    /// Refuses a change of group once hands of the old or the new group are counted: the counts are of those who were in it then.
    fn keeps_counted_hands(&self, a: &Attendee, to: Option<&str>) -> Result<(), Refusal> {
        let Some(round) = self.open_round().filter(|r| r.settings.method.is_open()) else {
            return Ok(());
        };
        let Some(from) = round.group_of(&a.person.id) else {
            return Ok(());
        };
        let is_counted = |g: &&str| round.hands.values().any(|h| h.contains_key(*g));
        match to.into_iter().chain([from]).find(is_counted) {
            Some(group) => refuse(format!(
                "Hands of the {} are counted in {}: {}\u{2019}s group stays as it was.",
                group_words(group),
                round.name(),
                a.person.name
            )),
            None => Ok(()),
        }
    }

    // A voter is found by typing letters of the name, so two people of one name could take each other's ballot.
    fn not_another(&self, name: &str, but: Option<&str>) -> Result<(), Refusal> {
        let same = |a: &&Attendee| {
            Some(a.person.id.as_str()) != but && a.person.name.eq_ignore_ascii_case(name)
        };
        match self.people.iter().find(same) {
            Some(a) => Err(Refusal::new(format!(
                "{} is on the list already.",
                a.person.name
            ))),
            None => Ok(()),
        }
    }
}
