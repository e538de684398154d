//! Welcome: attendance, missing groups, ground rules and the agenda.
//!
//! The people stand in a list for each group, side by side: the place tells the group, so that no column can be left out.

mod agenda;
mod page;

pub(super) use self::page::page;
use super::moves;
use crate::{
    app::{
        action::Action,
        meeting::{
            code_card,
            context::Context,
            effect::{Effect, ask_and_say},
            layer::{here_for, person, write},
            onward,
            ui::{Purpose, Sheet, Ui},
        },
    },
    domain::{
        agenda::Stage,
        command::Command,
        people::Attendee,
        refusal::{Refusal, refuse},
    },
};

/// The people of a list: a group, or those without a vote.
pub(super) struct PeopleList<'a> {
    /// The group's id; `None` for those without a vote.
    pub(super) group: Option<&'a str>,
    /// Its people in the order of the agenda, walk-ins last.
    pub(super) people: Vec<&'a Attendee>,
}

/// The lists of the left and of the right column, from top to bottom. Patients stand first, and those without a vote below
/// them, because the team is mostly the longest list.
pub(super) fn lists<'a>(room: &Context<'a>) -> [Vec<PeopleList<'a>>; 2] {
    let meeting = room.meeting;
    let of = |group: Option<&'a str>| PeopleList {
        group,
        people: meeting
            .people()
            .iter()
            .filter(|a| a.group() == group)
            .collect(),
    };
    let mut left = vec![of(Some("patient"))];
    let none = of(None);
    if !none.people.is_empty() {
        left.push(none);
    }
    let groups = meeting.group_choices().into_iter();
    let right = groups
        .filter(|group| *group != "patient")
        .map(|group| of(Some(group)));
    [left, right.collect()]
}

/// Everybody in reading order: the left column from top to bottom, then the right one.
fn in_order<'a>(room: &Context<'a>) -> [Vec<&'a Attendee>; 2] {
    lists(room).map(|lists| lists.into_iter().flat_map(|list| list.people).collect())
}

/// The place of a person in reading order.
pub fn place_of(room: &Context, id: &str) -> Option<usize> {
    let people = in_order(room);
    people.iter().flatten().position(|a| a.person.id == id)
}

/// A row of the page that can be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WelcomeRow {
    /// A person, by the place in reading order.
    Person(usize),
    /// An item of the agenda, where the agenda has a page of its own.
    Item(usize),
}

/// The numbers of rows: people, and agenda items where they are on a page of their own.
fn counts(ui: &Ui, room: &Context) -> [usize; 2] {
    let items = if agenda::has_own_page(ui, room) {
        room.meeting.agenda().items.len()
    } else {
        0
    };
    [room.meeting.people().len(), items]
}

fn marked_row(ui: &Ui, room: &Context) -> WelcomeRow {
    let [people, items] = counts(ui, room);
    let at = ui.row(Stage::Welcome, people + items);
    match at.checked_sub(people) {
        Some(item) if items > 0 => WelcomeRow::Item(item),
        _ => WelcomeRow::Person(at),
    }
}

fn marked_person<'a>(ui: &Ui, room: &Context<'a>) -> Option<&'a Attendee> {
    match marked_row(ui, room) {
        WelcomeRow::Person(at) => in_order(room).iter().flatten().nth(at).copied(),
        WelcomeRow::Item(_) => None,
    }
}

/// The row index of the first row in the marked row's list.
pub fn first_of_list(ui: &Ui, room: &Context) -> usize {
    match marked_row(ui, room) {
        WelcomeRow::Person(_) => 0,
        WelcomeRow::Item(_) => room.meeting.people().len(),
    }
}

/// Checks that the marked row is a person.
///
/// # Errors
/// A sentence that says why not.
pub fn on_a_person(ui: &Ui, room: &Context) -> Result<(), Refusal> {
    match marked_row(ui, room) {
        _ if room.meeting.people().is_empty() => {
            refuse("Nobody is on the list yet: {WalkIn} adds somebody.")
        }
        WelcomeRow::Person(_) => Ok(()),
        WelcomeRow::Item(_) => refuse("{First} goes back to the people."),
    }
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
            // In one word: the column has room for no more beside a long name.
            None if stay.by_telephone => "telephone".to_owned(),
            None if late(stay.from) => format!("came {}", stay.from.hm()),
            None => String::new(),
        },
    }
}

/// The place in reading order that an arrow to the other column leads to: the row at the same height, or the last above it.
fn across(ui: &Ui, room: &Context, right: bool) -> Option<usize> {
    let WelcomeRow::Person(at) = marked_row(ui, room) else {
        return None;
    };
    let [left, other] = lists(room);
    let first: usize = left.iter().map(|list| list.people.len()).sum();
    if (at >= first) == right {
        return None;
    }
    // The line of each person: a list has its heading above it, and a free line before the next.
    let lines = |lists: &[PeopleList]| -> Vec<usize> {
        let mut lines = Vec::new();
        let mut line = 0;
        for list in lists {
            lines.extend((1..=list.people.len()).map(|n| line + n));
            line += list.people.len() + 2;
        }
        lines
    };
    let (left, other) = (lines(&left), lines(&other));
    let (from, to, before) = if right {
        (left.get(at), &other, first)
    } else {
        (other.get(at - first), &left, 0)
    };
    let nearest = to.iter().rposition(|line| Some(line) <= from).unwrap_or(0);
    (!to.is_empty()).then_some(before + nearest)
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    if moves(ui, Stage::Welcome, counts(ui, room).iter().sum(), action) {
        return Vec::new();
    }
    match (action, marked_person(ui, room)) {
        (Action::Left | Action::Right, _) => {
            if let Some(at) = across(ui, room, action == Action::Right) {
                ui.at.insert(Stage::Welcome, at);
            }
            Vec::new()
        }
        (Action::Toggle, Some(a)) => {
            let person = a.person.id.clone();
            if a.is_here() {
                vec![ask_and_say(
                    Command::TakeBackArrival { person },
                    format!("{} is not ticked.", a.person.name),
                )]
            } else {
                let people = room.meeting.people().len();
                ui.at.insert(
                    Stage::Welcome,
                    (ui.row(Stage::Welcome, people) + 1).min(people - 1),
                );
                vec![ask_and_say(
                    Command::Arrive { person },
                    format!("{} is here.", a.person.name),
                )]
            }
        }
        (Action::Telephone, Some(a)) => {
            let lack = code_card::lack(room, a);
            let say = format!("{} is here by telephone.{lack}", a.person.name);
            vec![ask_and_say(
                Command::JoinByTelephone {
                    person: a.person.id.clone(),
                },
                say,
            )]
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
        (Action::HereFor, _) => {
            ui.push(Sheet::HereFor);
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
            // The first page of a meeting, where somebody has words for it. A room in a hurry leaves it with one key.
            let next = if here_for::is_there(room) {
                ui.push(Sheet::HereFor);
                Some(" {HereFor.Back} goes on to the people.".to_owned())
            } else {
                let next = onward::item_ahead(room).and_then(|item| onward::to_item(room, item));
                next.map(|next| format!(" {{Forward}} goes {next}."))
            };
            let say = format!("The meeting has begun.{}", next.unwrap_or_default());
            vec![ask_and_say(Command::StartMeeting, say), Effect::Mark(mark)]
        }
        _ => Vec::new(),
    }
}
