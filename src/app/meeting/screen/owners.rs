//! Owners: the owner of each agreed goal, and their hours against what their goals take.

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted},
        meeting::{context::Context, effect::Effect, fields::Form, ui::Ui},
    },
    domain::{
        agenda::Stage,
        goal::{Goal, Owner},
    },
};

/// The owner's name; empty without one.
pub fn owner_name(room: &Context, goal: &Goal) -> String {
    match room.meeting.owner_now(goal) {
        None => String::new(),
        Some(Owner::Person(id)) => room.meeting.name_of(&id),
        Some(Owner::Role(role)) => role,
    }
}

/// The owner's name, with a note while they have not accepted.
pub fn owner_text(room: &Context, goal: &Goal) -> (Role, String) {
    match owner_name(room, goal) {
        name if name.is_empty() => (Role::Muted, "nobody yet".to_owned()),
        // Said on the wall, since whoever reads the booklet takes a name for a promise.
        name if room.meeting.owner_to_ask(goal) => {
            (Role::Warn, format!("{name}, not yet accepted"))
        }
        name => (Role::Ink, name),
    }
}

/// A person's hours: `has 40 hours, agreed goals take 12, 28 left`; `None` where they are not known.
pub fn hours_text(room: &Context, person: &str) -> Option<(Role, String)> {
    // Without hours on the agenda nothing is said: an owner must not look overloaded because nobody asked.
    let has = room.meeting.attendee(person)?.person.hours?;
    let taken = room.meeting.hours_taken(person);
    Some(if taken > has {
        (
            Role::Bad,
            format!(
                "has {has} hours, agreed goals take {taken}: {} too many",
                taken - has
            ),
        )
    } else {
        (
            Role::Muted,
            format!(
                "has {has} hours, agreed goals take {taken}, {} left",
                has - taken
            ),
        )
    })
}

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let goals = room.goals_to_own();
    let agreed = goals.iter().filter(|g| g.is_agreed()).count();
    let with_owner = goals
        .iter()
        .filter(|g| g.is_agreed() && g.owner.is_some())
        .count();
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "Who will do it, and by when"),
            line(
                Role::Muted,
                format!("{with_owner} of {agreed} agreed goals have an owner"),
            ),
        ),
        Block::Gap,
    ];
    if goals.is_empty() {
        blocks.push(muted("Agreed goals will stand here, each with its owner. {Go(Vote)} goes to Vote, where {Decide} decides a goal."));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let at = ui.row(Stage::Owners, goals.len());
    let rows = goals.iter().enumerate().map(|(i, g)| {
        let (role, owner) = owner_text(room, g);
        let due = g
            .due
            .map_or_else(|| "no day yet".to_owned(), crate::domain::dates::short);
        Row {
            cells: vec![
                line(
                    if g.is_agreed() {
                        Role::Ink
                    } else {
                        Role::Muted
                    },
                    g.title.clone(),
                ),
                line(role, owner),
                line(
                    if g.due.is_some() {
                        Role::Ink
                    } else {
                        Role::Muted
                    },
                    due,
                ),
                line(
                    Role::Muted,
                    if g.is_agreed() {
                        "agreed"
                    } else {
                        "not decided"
                    },
                ),
            ],
            selected: i == at,
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("goal"),
            // The day goes before the owner in a narrow window: a goal without an owner is what this page is for.
            Column::words("owner", 24, 0),
            Column::words("by", 12, 2),
            Column::words("", 11, 3),
        ],
        rows: rows.collect(),
    });
    if let Some(Owner::Person(id)) = goals.get(at).and_then(|g| g.owner.as_ref())
        // For the marked goal only. Everybody's hours beside each other would compare people in front of the room.
        && let Some((role, words)) = hours_text(room, id)
    {
        blocks.push(Block::Gap);
        blocks.push(Block::Text {
            line: line(role, format!("{} {words}.", room.meeting.name_of(id))),
            side: crate::app::cards::Align::Left,
            indent: 0,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Marks a goal in the list.
pub fn mark(ui: &mut Ui, room: &Context, goal: &str) {
    let at = room.goals_to_own().iter().position(|g| g.id == goal);
    if let Some(at) = at {
        ui.at.insert(Stage::Owners, at);
    }
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    let goals = room.goals_to_own();
    if moves(ui, Stage::Owners, goals.len(), action) {
        return Vec::new();
    }
    if let (Action::Open, Some(goal)) = (action, goals.get(ui.row(Stage::Owners, goals.len()))) {
        ui.push(Form::Owner.opened(goal));
    }
    Vec::new()
}
