//! Handing the meeting over to another facilitator.

use crate::{
    app::{
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            ui::{Pick, Ui},
        },
        shell::Choice,
        words,
    },
    domain::{command::Command, people::Attendee},
};

/// The people who can take the meeting over: everybody in the room, but for the one who leads it.
pub fn choices(room: &Context) -> Vec<Choice<Pick>> {
    let now = room.meeting.facilitator().map(|a| a.person.id.as_str());
    room.meeting
        .people()
        .iter()
        .filter(|a| a.is_here() && !a.is_by_telephone() && Some(a.person.id.as_str()) != now)
        .map(|a| {
            Choice::new(
                Pick::HandOver(a.person.id.clone()),
                a.person.name.clone(),
                a.person.role.clone(),
            )
        })
        .collect()
}

/// Asks who leads from now on.
pub fn ask(ui: &mut Ui, room: &Context) {
    ui.choose(
        "Who leads from now on? Type a few letters",
        choices(room),
        0,
    );
}

/// The command that hands over, with the sentence for the room.
pub(super) fn hand_over(room: &Context, person: String) -> Effect {
    let name = room.meeting.name_of(&person);
    let group = room.meeting.attendee(&person).and_then(Attendee::group);
    // A facilitator has no vote, but losing one must not be the price of taking over for ten minutes.
    let vote = group.map_or_else(String::new, |group| {
        format!(" Their vote stays with the {}.", words::group(group))
    });
    ask_and_say(
        Command::HandOverMeeting { person },
        format!("{name} now leads the meeting.{vote}"),
    )
}
