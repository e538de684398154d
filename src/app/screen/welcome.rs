//! Welcome: who is here, who is missing, the ground rules and the agenda.

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, Side, line, muted, span, told},
        effect::{Effect, ask, ask_and_say},
        room::Room,
        ui::{Purpose, Ui},
        words,
    },
    domain::{
        agenda::{Stage, What},
        command::Command,
        people::Attendee,
    },
};

pub(super) fn page(ui: &Ui, room: &Room) -> Page {
    let meeting = room.meeting;
    let mut blocks = Vec::new();
    let here = meeting.people().iter().filter(|a| a.is_here()).count();
    let title = meeting.agenda().meeting.title.clone();
    let title = if title.is_empty() {
        "Welcome".to_owned()
    } else {
        title
    };
    blocks.push(Block::Pair(
        line(Role::Strong, title),
        line(
            Role::Muted,
            format!("{here} of {} here", meeting.people().len()),
        ),
    ));
    blocks.extend(when_and_where(room).map(muted));
    blocks.push(Block::Gap);
    if meeting.people().is_empty() {
        blocks.push(muted(
            "The people of this meeting will stand here. w adds somebody who is in the room.",
        ));
    } else {
        blocks.push(people(ui, room));
    }
    let missing = missing(room);
    if !missing.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(told(
            Role::Warn,
            format!("Not here yet: {}.", missing.join(", ")),
        ));
    }
    if !meeting.agenda().ground_rules.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Heading("In this room".into()));
        blocks.extend(
            meeting
                .agenda()
                .ground_rules
                .iter()
                .map(|rule| Block::Text {
                    line: line(Role::Ink, rule.clone()),
                    side: Side::Left,
                    indent: 2,
                }),
        );
    }
    blocks.push(Block::Gap);
    blocks.push(agenda(room));
    // Below the last person the mark leaves the list, and the agenda comes into sight.
    let below = ui.row(Stage::Welcome, meeting.people().len() + 1) >= meeting.people().len();
    Page {
        blocks,
        scroll: if below { u16::MAX } else { 0 },
        ..Page::default()
    }
}

fn when_and_where(room: &Room) -> Option<String> {
    let meeting = &room.meeting.agenda().meeting;
    let mut parts = Vec::new();
    if let Some(date) = meeting.date {
        parts.push(crate::domain::dates::say(date));
    }
    if let Some(start) = meeting.start {
        parts.push(format!("{:02}:{:02}", start.hour(), start.minute()));
    }
    if let Some(minutes) = meeting.minutes {
        parts.push(format!("{minutes} minutes"));
    }
    if !meeting.place.is_empty() {
        parts.push(meeting.place.clone());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn people(ui: &Ui, room: &Room) -> Block {
    let people = room.meeting.people();
    let at = ui.row(Stage::Welcome, people.len() + 1);
    let rows = people.iter().enumerate().map(|(i, a)| {
        let tick = if a.is_here() { "[x]" } else { "[ ]" };
        let mut name = vec![span(Role::Ink, format!("{tick} {}", a.person.name))];
        if a.person.lead {
            name.push(span(Role::Muted, ", leads"));
        }
        Row {
            cells: vec![
                name,
                line(Role::Muted, a.person.role.clone()),
                line(Role::Muted, a.group().map_or("does not vote", words::group)),
                line(Role::Muted, times(a, room)),
            ],
            selected: i == at,
        }
    });
    Block::Table {
        columns: vec![
            Column::fill(""),
            Column::words("", 26, 1),
            Column::words("", 15, 3),
            Column::words("", 17, 2),
        ],
        rows: rows.collect(),
    }
}

/// When somebody came after the start, or left.
fn times(a: &Attendee, room: &Room) -> String {
    let late = |at: crate::domain::stamp::Stamp| {
        a.walk_in
            || (room.meeting.is_started()
                && room
                    .meeting
                    .started()
                    .is_some_and(|s| at.seconds_since(s) > 0))
    };
    match a.stays.last() {
        None => String::new(),
        Some(stay) => match stay.until {
            Some(until) => format!("left {}", until.hm()),
            None if late(stay.from) => format!("came {}", stay.from.hm()),
            None => String::new(),
        },
    }
}

fn missing(room: &Room) -> Vec<String> {
    let groups = room.meeting.missing_groups().into_iter().map(|g| match g {
        "patient" => "any patient".to_owned(),
        _ => "anybody of the hospital team".to_owned(),
    });
    let roles = room
        .meeting
        .missing_roles()
        .into_iter()
        .map(str::to_lowercase);
    groups.chain(roles).collect()
}

fn agenda(room: &Room) -> Block {
    let rows = room
        .meeting
        .agenda()
        .items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let what = match &item.what {
                What::Stage(stage) => stage.title().to_owned(),
                What::Theme(theme) => room.meeting.theme_title(theme),
                What::Break(what) => what.clone(),
            };
            let now = i == room.mark.item && room.meeting.is_started();
            let role = if now { Role::Strong } else { Role::Ink };
            let speaker = item
                .speaker
                .as_deref()
                .map_or_else(String::new, |s| room.meeting.name_of(s));
            Row {
                cells: vec![
                    line(role, what),
                    line(Role::Muted, speaker),
                    line(Role::Muted, format!("{} min", item.minutes)),
                ],
                selected: false,
            }
        });
    Block::Table {
        columns: vec![
            Column::fill("Agenda"),
            Column::words("", 24, 1),
            Column::number("", 0),
        ],
        rows: rows.collect(),
    }
}

pub(super) fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    let people = room.meeting.people();
    if moves(ui, Stage::Welcome, people.len() + 1, action) {
        return Vec::new();
    }
    let person = people.get(ui.row(Stage::Welcome, people.len() + 1));
    match (action, person) {
        (Action::Toggle, Some(a)) => {
            let person = a.person.id.clone();
            if a.is_here() {
                vec![ask_and_say(
                    Command::TakeBackArrival { person },
                    format!("{} is not ticked.", a.person.name),
                )]
            } else {
                ui.at.insert(
                    Stage::Welcome,
                    (ui.row(Stage::Welcome, people.len()) + 1).min(people.len() - 1),
                );
                vec![ask_and_say(
                    Command::Arrive { person },
                    format!("{} is here.", a.person.name),
                )]
            }
        }
        (Action::Leave, Some(a)) => {
            let say = format!("{} leaves at {}.", a.person.name, room.now.hm());
            vec![ask_and_say(
                Command::Leave {
                    person: a.person.id.clone(),
                },
                say,
            )]
        }
        (Action::WalkIn, _) => {
            ui.write(Purpose::WalkInName, "Who is here?", "", false);
            Vec::new()
        }
        (Action::Start, _) => {
            let mut mark = room.mark.clone();
            mark.run(room.now);
            vec![ask(Command::StartMeeting), Effect::Mark(mark)]
        }
        _ => Vec::new(),
    }
}
