//! Welcome: attendance, missing groups, ground rules and the agenda.

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, span, told},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            layer::{person, write},
            onward,
            ui::{Purpose, Ui},
        },
        words,
    },
    domain::{
        agenda::{Activity, Stage},
        command::Command,
        people::Attendee,
        refusal::{Refusal, refuse},
    },
};

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
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
            "The people of this meeting will stand here. {WalkIn} adds somebody who is in the room.",
        ));
    } else {
        blocks.push(people(ui, room));
    }
    // Said before the meeting begins, while somebody can still be fetched. A vote without patients is not what was announced.
    let absences = absences(room);
    if !absences.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Warn, absences));
    }
    if !meeting.agenda().ground_rules.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Heading("In this room".into()));
        blocks.push(ground_rules(ui, room));
    }
    blocks.push(Block::Gap);
    blocks.push(agenda(ui, room));
    Page {
        blocks,
        ..Page::default()
    }
}

/// A row of the page that can be selected.
// Ground rules and agenda items have no action. They can be selected because scrolling follows the cursor: with people
// as the only stops, two of four ground rules could not be reached at 80 x 22.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WelcomeRow {
    Person(usize),
    Rule(usize),
    Item(usize),
}

/// The numbers of people, ground rules and agenda items.
fn counts(room: &Context) -> [usize; 3] {
    let agenda = room.meeting.agenda();
    [
        room.meeting.people().len(),
        agenda.ground_rules.len(),
        agenda.items.len(),
    ]
}

fn selected_row(ui: &Ui, room: &Context) -> WelcomeRow {
    let [people, rules, items] = counts(room);
    let at = ui.row(Stage::Welcome, people + rules + items);
    match at.checked_sub(people) {
        None => WelcomeRow::Person(at),
        Some(below) => match below.checked_sub(rules) {
            None => WelcomeRow::Rule(below),
            Some(item) => WelcomeRow::Item(item),
        },
    }
}

/// The row index of the first row in the selected row's list.
pub fn first_of_list(ui: &Ui, room: &Context) -> usize {
    let [people, rules, _] = counts(room);
    match selected_row(ui, room) {
        WelcomeRow::Person(_) => 0,
        WelcomeRow::Rule(_) => people,
        WelcomeRow::Item(_) => people + rules,
    }
}

/// Checks that the selected row is a person.
///
/// # Errors
/// A sentence that says why not.
pub fn on_a_person(ui: &Ui, room: &Context) -> Result<(), Refusal> {
    match selected_row(ui, room) {
        _ if room.meeting.people().is_empty() => {
            refuse("Nobody is on the list yet: {WalkIn} adds somebody.")
        }
        WelcomeRow::Person(_) => Ok(()),
        WelcomeRow::Rule(_) | WelcomeRow::Item(_) => refuse("{First} goes back to the people."),
    }
}

fn when_and_where(room: &Context) -> Option<String> {
    let meeting = &room.meeting.agenda().meeting;
    let mut parts = Vec::new();
    if meeting.date.is_some() {
        // A meeting held on another day than planned shows the day on which it was held.
        parts.push(crate::domain::dates::say(room.meeting.date(room.now)));
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

fn people(ui: &Ui, room: &Context) -> Block {
    let at = selected_row(ui, room);
    let people = room.meeting.people().iter().enumerate();
    let rows = people.map(|(i, a)| {
        let tick = if a.is_here() { "[x]" } else { "[ ]" };
        let mut name = vec![span(Role::Ink, format!("{tick} {}", a.person.name))];
        if a.person.lead {
            name.push(span(Role::Muted, ", leads"));
        }
        // A column of its own for times pushed the group out at 80 columns, and then a walk-in in the wrong group was missed.
        name.extend(some(times(a, room)).map(|times| span(Role::Muted, format!(", {times}"))));
        Row {
            cells: vec![
                name,
                line(Role::Muted, a.person.role.clone()),
                line(Role::Muted, a.group().map_or("does not vote", words::group)),
            ],
            selected: at == WelcomeRow::Person(i),
        }
    });
    Block::Table {
        columns: vec![
            Column::fill(""),
            Column::words("", 20, 1),
            // Never left out: the group decides how much a vote weighs.
            Column::words("", 15, 0),
        ],
        rows: rows.collect(),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The time at which somebody came late or left; empty for everybody else.
fn times(a: &Attendee, room: &Context) -> String {
    let late = |at: crate::domain::stamp::Stamp| {
        a.walk_in
            || (room.meeting.is_started()
                && room
                    .meeting
                    .started()
                    // People who were ticked before the start were here in time, however early the meeting was opened.
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

/// A sentence on missing groups and roles, and on those that have left.
fn absences(room: &Context) -> String {
    let meeting = room.meeting;
    let said = |what: &str, groups: Vec<String>, roles: Vec<&str>| {
        let roles = roles.into_iter().map(str::to_lowercase);
        let all: Vec<String> = groups.into_iter().chain(roles).collect();
        (!all.is_empty()).then(|| format!("{what}: {}.", all.join(", ")))
    };
    let missing = meeting.missing_groups().into_iter().map(|g| match g {
        "patient" => "any patient".to_owned(),
        _ => "anybody of the hospital team".to_owned(),
    });
    let left = meeting.left_groups().into_iter().map(|g| match g {
        "patient" => "all patients".to_owned(),
        _ => "all of the hospital team".to_owned(),
    });
    let missing = said("Not here yet", missing.collect(), meeting.missing_roles());
    let left = said("No longer here", left.collect(), meeting.left_roles());
    missing
        .into_iter()
        .chain(left)
        .collect::<Vec<_>>()
        .join(" ")
}

fn ground_rules(ui: &Ui, room: &Context) -> Block {
    let at = selected_row(ui, room);
    let rules = room.meeting.agenda().ground_rules.iter().enumerate();
    let rows = rules.map(|(i, rule)| Row {
        cells: vec![line(Role::Ink, rule.clone())],
        selected: at == WelcomeRow::Rule(i),
    });
    Block::Table {
        columns: vec![Column::fill("")],
        rows: rows.collect(),
    }
}

fn agenda(ui: &Ui, room: &Context) -> Block {
    let at = selected_row(ui, room);
    let items = room.meeting.agenda().items.iter().enumerate();
    let rows = items.map(|(i, item)| {
        let what = match &item.what {
            Activity::Stage(stage) => stage.title().to_owned(),
            Activity::Theme(theme) => room.meeting.theme_title(theme),
            Activity::Break(what) => what.clone(),
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
            selected: at == WelcomeRow::Item(i),
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

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    let people = room.meeting.people();
    if moves(ui, Stage::Welcome, counts(room).iter().sum(), action) {
        return Vec::new();
    }
    let person = match selected_row(ui, room) {
        WelcomeRow::Person(at) => people.get(at),
        WelcomeRow::Rule(_) | WelcomeRow::Item(_) => None,
    };
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
        (Action::Correct, Some(a)) => {
            person::ask(ui, room, &a.person.id);
            Vec::new()
        }
        (Action::WalkIn, _) => {
            write::open(ui, room, Purpose::WalkInName, "");
            Vec::new()
        }
        (Action::Start, _) => {
            let mut mark = room.mark.clone();
            // The clock of the first agenda item starts here, or the welcome would cost no time.
            mark.run(room.now);
            let next = onward::item_ahead(room).and_then(|item| onward::to_item(room, item));
            let next = next.map_or_else(String::new, |next| format!(" {{Forward}} goes {next}."));
            let say = format!("The meeting has begun.{next}");
            vec![ask_and_say(Command::StartMeeting, say), Effect::Mark(mark)]
        }
        _ => Vec::new(),
    }
}
