//! A person on Welcome: which group somebody new votes with, and corrections of name, role and group.

use super::write;
use crate::{
    app::{
        cards::Role,
        meeting::{
            effect::{Effect, ask_and_say},
            room::Room,
            ui::{Choice, Pick, Purpose, Ui, choice},
            update,
        },
        words,
    },
    domain::{
        command::Command,
        meeting::people::{Because, Proposal},
    },
};

/// The key of the row on which the mark stands where nothing tells the group. It is no answer.
pub(super) const NOT_SAID: &str = "?";

/// Asks for the group of somebody who walked in. The mark is on the group that the role tells, else on none: whoever only
/// presses Enter puts nobody into a group.
pub(super) fn ask_group(ui: &mut Ui, room: &Room, name: String, role: String) {
    let proposal = room.meeting.propose_group(&role);
    let mut choices = groups(room);
    let at = match proposal {
        None => {
            let not_said = choice(NOT_SAID, "not said yet", "");
            choices.insert(
                0,
                Choice {
                    dim: true,
                    ..not_said
                },
            );
            0
        }
        Some(proposal) => {
            let at = place(&choices, proposal.group);
            if let Some(proposed) = choices.get_mut(at) {
                proposed.note = because(&proposal);
            }
            at
        }
    };
    let title = question(&name);
    ui.choose(Pick::WalkInGroup { name, role }, &title, choices, at);
}

/// Asks what is to be corrected of a person on the list.
pub fn ask(ui: &mut Ui, room: &Room, id: &str) {
    let Some(a) = room.meeting.attendee(id) else {
        return;
    };
    let role = match a.person.role.as_str() {
        "" => "none",
        role => role,
    };
    let group = a.group().map_or("does not vote", words::group);
    let stays = room.meeting.may_change_group(a, room.ballots).is_err();
    let note = if stays { "stays as it was" } else { "" };
    let choices = vec![
        choice("name", format!("name: {}", a.person.name), ""),
        choice("role", format!("role: {role}"), ""),
        Choice {
            dim: stays,
            ..choice("group", format!("group: {group}"), note)
        },
    ];
    let title = format!("What should be corrected for {}?", a.person.name);
    ui.choose(Pick::Correct(id.to_owned()), &title, choices, 0);
}

/// Asks for what is right.
pub(super) fn correct(ui: &mut Ui, room: &Room, id: &str, what: &str) {
    let Some(a) = room.meeting.attendee(id) else {
        return;
    };
    match what {
        "name" => write::open(ui, room, Purpose::PersonName(id.to_owned()), &a.person.name),
        "role" => write::open(ui, room, Purpose::PersonRole(id.to_owned()), &a.person.role),
        _ => match room.meeting.may_change_group(a, room.ballots) {
            Ok(()) => {
                let choices = groups(room);
                let at = place(&choices, a.group());
                let title = question(&a.person.name);
                ui.choose(Pick::Group(id.to_owned()), &title, choices, at);
            }
            Err(why) => {
                ask(ui, room, id);
                update::say(ui, Role::Warn, why.to_string());
            }
        },
    }
}

/// Puts a person into another group.
pub(super) fn set_group(room: &Room, person: String, group: Option<String>) -> Effect {
    let name = room.meeting.name_of(&person);
    let say = match group.as_deref() {
        Some(group) => format!("Corrected: {name} votes with the {}.", words::group(group)),
        None => format!("Corrected: {name} does not vote."),
    };
    let command = Command::SetPersonGroup {
        person,
        group,
        ballots: room.ballots.clone(),
    };
    ask_and_say(command, say)
}

fn question(name: &str) -> String {
    format!("Which group does {name} vote with?")
}

fn groups(room: &Room) -> Vec<Choice> {
    let note = |group: &str| match group {
        "patient" => "cared for here, now or before",
        "mdt" => "everybody who works here",
        _ => "",
    };
    let groups = room.meeting.group_choices().into_iter();
    groups
        .map(|g| choice(g, words::group(g), note(g)))
        .chain([choice("", "no group", "does not vote")])
        .collect()
}

fn place(choices: &[Choice], group: Option<&str>) -> usize {
    let key = group.unwrap_or_default();
    choices.iter().position(|c| c.key == key).unwrap_or(0)
}

fn because(proposal: &Proposal) -> String {
    match proposal.because {
        Because::Like(name) => format!("as {name} does"),
        Because::Expected => "the agenda expects this role".to_owned(),
    }
}
