//! A person on Welcome: the group of somebody new, and corrections of name, role and group.

use super::write;
use crate::{
    app::{
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            ui::{Pick, Purpose, Ui},
        },
        shell::{Choice, Picker},
        words,
    },
    domain::{
        command::Command,
        meeting::people::{Because, Proposal},
    },
};

/// Asks for the group of a walk-in. The mark is on the group that the role suggests, else on none: somebody who only
/// presses Enter puts nobody into a group.
pub(super) fn ask_group(ui: &mut Ui, room: &Context, name: String, role: &str) {
    let proposal = room.meeting.propose_group(role);
    let mut choices = groups(room, |group| Pick::WalkIn {
        name: name.clone(),
        role: role.to_owned(),
        group,
    });
    let at = match proposal {
        None => {
            // With patients first under the mark, Enter alone made a radiographer a patient, and
            // so a quarter of the patients' voice.
            let not_said = Choice::refused("Choose one of the groups.", "not said yet", "");
            choices.insert(0, not_said);
            0
        }
        Some(proposal) => {
            let at = place(room, proposal.group);
            if let Some(proposed) = choices.get_mut(at) {
                // The proposal says its reason, so that a wrong one is noticed by the person it is about.
                proposed.note = because(&proposal);
            }
            at
        }
    };
    let picker = Picker::new(question(&name), choices)
        .by_words()
        .at(at)
        // Leaving says that nobody was added. Without a word the room believes that the person is on the list.
        .or(Pick::NoWalkIn(name));
    ui.shell.pick(picker);
}

/// Asks for the part of a person's entry that is to be corrected.
pub fn ask(ui: &mut Ui, room: &Context, id: &str) {
    let Some(a) = room.meeting.attendee(id) else {
        return;
    };
    let role = match a.person.role.as_str() {
        "" => "none",
        role => role,
    };
    let group = a.group().map_or("does not vote", words::group);
    let id = || id.to_owned();
    let group = format!("group: {group}");
    let choices = vec![
        Choice::new(
            Pick::CorrectName(id()),
            format!("name: {}", a.person.name),
            "",
        ),
        Choice::new(Pick::CorrectRole(id()), format!("role: {role}"), ""),
        // After a vote in a counted round the group stays: a balanced count would weigh that vote in another group.
        match room.meeting.may_change_group(a, room.ballots) {
            Ok(()) => Choice::new(Pick::CorrectGroup(id()), group, ""),
            Err(why) => Choice::refused(why.to_string(), group, "stays as it was"),
        },
    ];
    let title = format!("What should be corrected for {}?", a.person.name);
    ui.choose(title, choices, 0);
}

/// Asks for the right name.
pub(super) fn correct_name(ui: &mut Ui, room: &Context, id: String) {
    let old = room.meeting.attendee(&id).map(|a| a.person.name.as_str());
    write::open(ui, room, Purpose::PersonName(id), old.unwrap_or_default());
}

/// Asks for the right role.
pub(super) fn correct_role(ui: &mut Ui, room: &Context, id: String) {
    let old = room.meeting.attendee(&id).map(|a| a.person.role.as_str());
    write::open(ui, room, Purpose::PersonRole(id), old.unwrap_or_default());
}

/// Asks for the right group.
pub(super) fn correct_group(ui: &mut Ui, room: &Context, id: &str) {
    let Some(a) = room.meeting.attendee(id) else {
        return;
    };
    let choices = groups(room, |group| Pick::Group {
        person: id.to_owned(),
        group,
    });
    ui.choose(question(&a.person.name), choices, place(room, a.group()));
}

/// Puts a person into another group.
pub(super) fn set_group(room: &Context, person: String, group: Option<String>) -> Effect {
    let name = room.meeting.name_of(&person);
    let say = match group.as_deref() {
        Some(group) => format!("Corrected: {name} votes with the {}.", words::group(group)),
        None => format!("Corrected: {name} does not vote."),
    };
    let command = Command::SetPersonGroup {
        person,
        group,
        // The command needs to know whether this person has voted in the open round, which is not in the journal.
        ballots: room.ballots.clone(),
    };
    ask_and_say(command, say)
}

fn question(name: &str) -> String {
    format!("Which group does {name} vote with?")
}

/// The choices of a group, the last one being no group.
fn groups(room: &Context, pick: impl Fn(Option<String>) -> Pick) -> Vec<Choice<Pick>> {
    let note = |group: &str| match group {
        "patient" => "cared for here, now or before",
        "mdt" => "everybody who works here",
        _ => "",
    };
    let groups = room.meeting.group_choices().into_iter();
    groups
        .map(|g| Choice::new(pick(Some(g.to_owned())), words::group(g), note(g)))
        .chain([Choice::new(pick(None), "no group", "does not vote")])
        .collect()
}

/// The place of a group among these choices.
fn place(room: &Context, group: Option<&str>) -> usize {
    let groups = room.meeting.group_choices();
    let at = group.map(|group| groups.iter().position(|g| *g == group));
    // Somebody in a group that is no longer there stands on the first one.
    at.map_or(groups.len(), Option::unwrap_or_default)
}

fn because(proposal: &Proposal) -> String {
    match proposal.because {
        Because::Like(name) => format!("as {name} does"),
        Because::Expected => "the agenda expects this role".to_owned(),
    }
}
