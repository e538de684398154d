//! The texts that a square carries home: the whole pledge, or one goal as words or as a calendar entry.
//!
//! Names of patients are not in them: a photograph of the wall goes further than the room. An owner who is a patient is
//! named by their role.

use crate::{
    app::meeting::context::Context,
    domain::{
        dates,
        goal::{Goal, Owner},
    },
    publish::{
        square::{SquareGoal, SquareWords},
        words::ENGLISH,
    },
};

fn words() -> SquareWords<'static> {
    ENGLISH.square(&dates::say, &dates::short)
}

/// The texts of all goals, the fullest first.
pub(super) fn all(room: &Context, goals: &[&Goal]) -> Vec<String> {
    let unit = &room.meeting.findings().unit.name;
    let goals: Vec<SquareGoal> = goals.iter().map(|goal| of_goal(room, goal)).collect();
    words().all(unit, Some(room.meeting.date(room.now)), &goals)
}

/// The texts of one goal, the fullest first, each with whether it is a calendar entry.
pub(super) fn one(room: &Context, goal: &Goal) -> Vec<(String, bool)> {
    let unit = &room.meeting.findings().unit.name;
    words().one(unit, &of_goal(room, goal))
}

fn of_goal(room: &Context, goal: &Goal) -> SquareGoal {
    SquareGoal {
        title: goal.title.clone(),
        owner: owner(room, goal),
        due: goal.due,
    }
}

/// The owner by name; a patient by role.
fn owner(room: &Context, goal: &Goal) -> Option<String> {
    match room.meeting.owner_now(goal)? {
        Owner::Role(role) => Some(role),
        Owner::Person(id) => {
            let attendee = room.meeting.attendee(&id)?;
            let is_patient = attendee.group() == Some("patient");
            Some(match attendee.person.role.as_str() {
                "" if is_patient => "a patient representative".to_owned(),
                role if is_patient => role.to_owned(),
                _ => attendee.person.name.clone(),
            })
        }
    }
}
