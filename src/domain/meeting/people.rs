//! The people of a meeting: arrivals and departures, corrections, and the group proposed for a walk-in.
//!
//! A group decides the weight of a vote. So nobody is put into one by default, and nobody changes it after voting in it.

use super::Meeting;
use crate::domain::{
    people::{Attendee, Person, role::PersonRole},
    phrase::group as group_words,
    refusal::{Refusal, refuse},
    stamp::Stamp,
    vote::{ballot_box::BallotBox, round::RoundState},
};

/// The two groups whose votes are balanced.
const GROUPS: [&str; 2] = ["patient", "mdt"];

/// The group that a person with some role probably votes with in this meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The group; `None` is no group, and such people do not vote.
    pub group: Option<&'a str>,
    /// The reason for it.
    pub because: Because<'a>,
}

/// The reason for a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because<'a> {
    /// The person of this name on the list has the role.
    Like(&'a str),
    /// The agenda expects the role.
    Expected,
}

impl Meeting {
    /// The group that a person with this role probably votes with: that of the people on the list who have the role, else that of
    /// an expected role. `None` if there is no such person, or if such people are in different groups.
    pub fn propose_group(&self, role: &str) -> Option<Proposal<'_>> {
        let role = PersonRole::new(role);
        let like = |is_like: fn(&PersonRole, &PersonRole) -> bool| -> Vec<&Attendee> {
            self.people
                .iter()
                .filter(|a| is_like(&role, &PersonRole::new(&a.person.role)))
                .collect()
        };
        // "Nurse" is like "research nurse", and the two may be in different groups: the very same role comes first.
        for alike in [like(PersonRole::is), like(PersonRole::is_like)] {
            let Some(first) = alike.first() else {
                continue;
            };
            // No guess between two groups: a wrong one would shift the weight of votes, and a form without a proposal asks.
            let agree = alike.iter().all(|a| a.group() == first.group());
            return agree.then_some(Proposal {
                group: first.group(),
                because: Because::Like(&first.person.name),
            });
        }
        let mut expected = self.agenda().expected.iter().map(|e| PersonRole::new(e));
        let group = expected.find(|e| role.is_like(e))?.usual_group()?;
        Some(Proposal {
            group: Some(group),
            because: Because::Expected,
        })
    }

    /// Checks that a person's group can still be corrected.
    ///
    /// # Errors
    /// A sentence that says why it stays. Once a round is counted it is not known any more who handed in, so everybody who had a
    /// vote in it counts as having voted.
    pub fn may_change_group(&self, a: &Attendee, ballots: &BallotBox) -> Result<(), Refusal> {
        let (id, name) = (&a.person.id, &a.person.name);
        let fixed = |how: String| {
            Err(Refusal::new(format!(
                "{name} {how}: the group stays as it was. Name and role can still be corrected."
            )))
        };
        let mut counted = self.all_rounds().filter(|r| r.tally().is_some());
        if let Some(round) = counted.find(|r| r.group_of(id).is_some()) {
            return fixed(format!("had a vote in {}, which is counted", round.name()));
        }
        // A meeting taken up from its outcome has no rounds and no voters any more, only who was present.
        let of_outcome = self.began.outcome.as_ref();
        if of_outcome.is_some_and(|o| !o.rounds.is_empty() && o.meeting.present.contains(id))
            && a.group().is_some()
        {
            return fixed("was there when votes were counted".to_owned());
        }
        let Some((round, group)) = self
            .open_round()
            .and_then(|r| r.group_of(id).map(|g| (r, g)))
        else {
            return Ok(());
        };
        if ballots.voted.contains(id) {
            return fixed(format!("has voted in {}", round.name()));
        }
        // Slips have no names, so nobody can say that this person's is not among them.
        if ballots.slips.get(group).is_some_and(|n| *n > 0) {
            return refuse(format!(
                "Paper slips of the {} are in, and {name}\u{2019}s may be one of them: the group stays as it was in {}.",
                group_words(group),
                round.name()
            ));
        }
        Ok(())
    }

    /// Every group that a person can be in.
    pub fn group_choices(&self) -> Vec<&str> {
        let mut groups = GROUPS.to_vec();
        groups.extend(self.groups().into_iter().filter(|g| !GROUPS.contains(g)));
        groups
    }

    /// Groups of which nobody has arrived yet.
    pub fn missing_groups(&self) -> Vec<&'static str> {
        let mut groups = GROUPS.to_vec();
        groups.retain(|g| !self.any_of_group(g, Attendee::was_here));
        groups
    }

    /// Groups of which everybody who was present has left.
    pub fn left_groups(&self) -> Vec<&'static str> {
        let mut groups = GROUPS.to_vec();
        groups.retain(|g| {
            self.any_of_group(g, Attendee::was_here) && !self.any_of_group(g, Attendee::is_here)
        });
        groups
    }

    fn any_of_group(&self, group: &str, is: fn(&Attendee) -> bool) -> bool {
        let mut people = self.people.iter();
        people.any(|a| a.group() == Some(group) && is(a))
    }

    /// Expected roles of the agenda of which nobody has arrived yet.
    pub fn missing_roles(&self) -> Vec<&str> {
        let mut roles = self.expected();
        roles.retain(|r| !self.any_of_role(r, Attendee::was_here));
        roles
    }

    /// Expected roles of the agenda of which everybody who was present has left.
    pub fn left_roles(&self) -> Vec<&str> {
        let mut roles = self.expected();
        roles.retain(|r| {
            self.any_of_role(r, Attendee::was_here) && !self.any_of_role(r, Attendee::is_here)
        });
        roles
    }

    fn expected(&self) -> Vec<&str> {
        self.agenda().expected.iter().map(String::as_str).collect()
    }

    fn any_of_role(&self, role: &str, is: fn(&Attendee) -> bool) -> bool {
        let role = role.to_lowercase();
        let mut people = self.people.iter();
        // `contains`, because the list says "consultant radiologist" where the agenda expects a "radiologist".
        people.any(|a| is(a) && a.person.role.to_lowercase().contains(&role))
    }

    pub(super) fn person_left(&mut self, person: &str, at: Stamp) {
        if let Some(stay) = self.attendee_mut(person).and_then(|a| a.stays.last_mut()) {
            stay.until = Some(at);
        }
    }

    pub(super) fn arrival_taken_back(&mut self, person: &str) {
        if let Some(a) = self.attendee_mut(person) {
            a.stays.pop();
        }
    }

    pub(super) fn walk_in_arrived(&mut self, person: &Person, at: Stamp) {
        let mut a = Attendee::absent(person.clone(), true);
        a.arrive(at);
        self.people.push(a);
    }

    /// Changes a person's group; a vote in the open round that is not cast yet moves with the person.
    pub(super) fn apply_group(&mut self, person: &str, group: Option<&str>) {
        if let Some(a) = self.attendee_mut(person) {
            a.person.group = group.map(str::to_owned);
        }
        // The rule has made sure that it is not cast: a ballot in the box carries its group, and could not move.
        let mut rounds = self.rounds.iter_mut().chain(&mut self.evaluations);
        let Some(round) = rounds.find(|r| r.state == RoundState::Open) else {
            return;
        };
        match group {
            None => round.voters.retain(|v| v.person != person),
            Some(group) => {
                for voter in round.voters.iter_mut().filter(|v| v.person == person) {
                    group.clone_into(&mut voter.group);
                }
            }
        }
    }

    /// Takes in a person of a changed agenda; corrections of the room stay, and so does a group that has voted.
    pub(super) fn take_in_person(&mut self, before: Option<&Person>, person: &Person) {
        let votes = self
            .all_rounds()
            .any(|r| r.state != RoundState::Abandoned && r.group_of(&person.id).is_some());
        let Some(there) = self.attendee_mut(&person.id) else {
            self.people.push(Attendee::absent(person.clone(), false));
            return;
        };
        let mut now = person.clone();
        let old = &there.person;
        // Different from the old agenda means that the room corrected it, and the room knows better than the file.
        if before.is_some_and(|b| b.name != old.name) {
            now.name.clone_from(&old.name);
        }
        if before.is_some_and(|b| b.role != old.role) {
            now.role.clone_from(&old.role);
        }
        if votes || before.is_some_and(|b| b.group != old.group) {
            now.group.clone_from(&old.group);
        }
        there.person = now;
    }

    pub(super) fn attendee_mut(&mut self, person: &str) -> Option<&mut Attendee> {
        self.people.iter_mut().find(|a| a.person.id == person)
    }
}
