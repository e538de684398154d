//! The people of a meeting: who comes and goes, what can be corrected of somebody, and the group a walk-in is proposed for.
//!
//! A group decides how much a vote weighs, so nobody is put into one by default, and nobody changes it once a vote was cast in it.

use super::{
    Meeting,
    decide::{Decided, no, said, unless, within},
};
use crate::domain::{
    command::{Command, Now},
    event::Event,
    people::{Attendee, Person, role::PersonRole},
    phrase::group as group_words,
    refusal::Refusal,
    vote::{ballot_box::BallotBox, round::RoundState},
};

/// The two groups whose votes are balanced.
const GROUPS: [&str; 2] = ["patient", "mdt"];

/// The group that a role probably votes with, as this meeting has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// `None` is no group: such people do not vote.
    pub group: Option<&'a str>,
    /// The reason for it.
    pub because: Because<'a>,
}

/// The reason for a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because<'a> {
    /// Somebody on the list, by name, has the role.
    Like(&'a str),
    /// The agenda expects the role.
    Expected,
}

impl Meeting {
    /// The group that somebody with this role probably votes with: that of the people on the list who have it, else that of an
    /// expected role. `None` where nothing tells, or where it tells two things.
    pub fn propose_group(&self, role: &str) -> Option<Proposal<'_>> {
        let role = PersonRole::new(role);
        let like = |is_like: fn(&PersonRole, &PersonRole) -> bool| -> Vec<&Attendee> {
            self.people
                .iter()
                .filter(|a| is_like(&role, &PersonRole::new(&a.person.role)))
                .collect()
        };
        // The very same role goes before one that is only like it.
        for alike in [like(PersonRole::is), like(PersonRole::is_like)] {
            let Some(first) = alike.first() else {
                continue;
            };
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

    /// Whether somebody's group can still be corrected.
    ///
    /// # Errors
    /// A sentence that says why it stays. Who handed in is kept nowhere once a round is counted, so everybody who had a vote
    /// in it counts as having voted.
    pub fn may_change_group(&self, a: &Attendee, ballots: &BallotBox) -> Result<(), Refusal> {
        let (id, name) = (&a.person.id, &a.person.name);
        let fixed = |how: String| {
            Err(Refusal::new(format!(
                "{name} {how}: the group stays as it was. Name and role can still be corrected."
            )))
        };
        let mut counted = self.rounds.iter().filter(|r| r.tally().is_some());
        if let Some(round) = counted.find(|r| r.group_of(id).is_some()) {
            return fixed(format!(
                "had a vote in round {}, which is counted",
                round.number
            ));
        }
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
            return fixed(format!("has voted in round {}", round.number));
        }
        if ballots.slips.get(group).is_some_and(|n| *n > 0) {
            return refuse(format!(
                "Paper slips of the {} are in, and {name}\u{2019}s may be one of them: the group stays as it was in round {}.",
                group_words(group),
                round.number
            ));
        }
        Ok(())
    }

    /// Hands are counted by group: once a group's are, nobody leaves it or comes into it.
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
                "Hands of the {} are counted in round {}: {}\u{2019}s group stays as it was.",
                group_words(group),
                round.number,
                a.person.name
            )),
            None => Ok(()),
        }
    }

    pub(super) fn decide_people(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::Arrive { person } => {
                let here = self.known_person(&person)?.is_here();
                unless(here, Event::PersonArrived { person, at: now.at })
            }
            Command::TakeBackArrival { person } => {
                let a = self.known_person(&person)?;
                if let Some(round) = self.open_round()
                    && a.is_here()
                    && round.group_of(&person).is_some()
                {
                    return no(format!(
                        "{} has a vote in the open round. If they go, say that they leave.",
                        a.person.name
                    ));
                }
                unless(!a.was_here(), Event::ArrivalTakenBack { person })
            }
            Command::Leave { person } => {
                let a = self.known_person(&person)?;
                if !a.is_here() {
                    return no(format!("{} is not ticked as here.", a.person.name));
                }
                Ok(vec![Event::PersonLeft { person, at: now.at }])
            }
            Command::WalkIn { mut person } => {
                person.name = said(&person.name, "A name")?;
                person.role = within(&person.role, "A role")?;
                self.not_another(&person.name, None)?;
                person.id = self.fresh_id("w", now.n);
                Ok(vec![Event::WalkInArrived { person, at: now.at }])
            }
            Command::RenamePerson { person, name } => {
                let a = self.known_person(&person)?;
                let name = said(&name, "A name")?;
                self.not_another(&name, Some(&person))?;
                unless(a.person.name == name, Event::PersonRenamed { person, name })
            }
            Command::SetPersonRole { person, role } => {
                let a = self.known_person(&person)?;
                let role = within(&role, "A role")?;
                unless(a.person.role == role, Event::PersonRoleSet { person, role })
            }
            Command::SetPersonGroup {
                person,
                group,
                ballots,
            } => {
                let a = self.known_person(&person)?;
                if a.person.group == group {
                    return Ok(Vec::new());
                }
                if group
                    .as_deref()
                    .is_some_and(|g| !self.group_choices().contains(&g))
                {
                    return no("There is no group of that name.");
                }
                self.may_change_group(a, &ballots)?;
                self.keeps_counted_hands(a, group.as_deref())?;
                Ok(vec![Event::PersonGroupSet { person, group }])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Every group that somebody can be in.
    pub fn group_choices(&self) -> Vec<&str> {
        let mut groups = GROUPS.to_vec();
        groups.extend(self.groups().into_iter().filter(|g| !GROUPS.contains(g)));
        groups
    }

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

    /// Groups of which nobody has come yet.
    pub fn missing_groups(&self) -> Vec<&'static str> {
        let mut groups = GROUPS.to_vec();
        groups.retain(|g| !self.any_of_group(g, Attendee::was_here));
        groups
    }

    /// Groups of which somebody was here, and nobody is any more.
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

    /// Roles on the agenda's list of whom nobody has come yet.
    pub fn missing_roles(&self) -> Vec<&str> {
        let mut roles = self.expected();
        roles.retain(|r| !self.any_of_role(r, Attendee::was_here));
        roles
    }

    /// Roles on the agenda's list of whom somebody was here, and nobody is any more.
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
        people.any(|a| is(a) && a.person.role.to_lowercase().contains(&role))
    }

    pub(super) fn apply_to_people(&mut self, event: &Event) {
        match event {
            Event::PersonArrived { person, at } => {
                if let Some(a) = self.attendee_mut(person) {
                    a.arrive(*at);
                }
            }
            Event::PersonLeft { person, at } => {
                if let Some(stay) = self.attendee_mut(person).and_then(|a| a.stays.last_mut()) {
                    stay.until = Some(*at);
                }
            }
            Event::ArrivalTakenBack { person } => {
                if let Some(a) = self.attendee_mut(person) {
                    a.stays.pop();
                }
            }
            Event::WalkInArrived { person, at } => {
                let mut a = Attendee::absent(person.clone(), true);
                a.arrive(*at);
                self.people.push(a);
            }
            Event::PersonRenamed { person, name } => {
                if let Some(a) = self.attendee_mut(person) {
                    a.person.name.clone_from(name);
                }
            }
            Event::PersonRoleSet { person, role } => {
                if let Some(a) = self.attendee_mut(person) {
                    a.person.role.clone_from(role);
                }
            }
            Event::PersonGroupSet { person, group } => self.apply_group(person, group.as_deref()),
            _ => {}
        }
    }

    /// A vote that was not cast yet goes with its voter.
    fn apply_group(&mut self, person: &str, group: Option<&str>) {
        if let Some(a) = self.attendee_mut(person) {
            a.person.group = group.map(str::to_owned);
        }
        let mut rounds = self.rounds.iter_mut();
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

    /// Somebody as a changed agenda has them: what the room corrected stays, and so does a group that has voted.
    pub(super) fn take_in_person(&mut self, before: Option<&Person>, person: &Person) {
        let votes = self
            .rounds
            .iter()
            .any(|r| r.state != RoundState::Abandoned && r.group_of(&person.id).is_some());
        let Some(there) = self.attendee_mut(&person.id) else {
            self.people.push(Attendee::absent(person.clone(), false));
            return;
        };
        let mut now = person.clone();
        let old = &there.person;
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

fn refuse(sentence: String) -> Result<(), Refusal> {
    Err(Refusal::new(sentence))
}
