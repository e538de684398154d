//! Goals: the board of proposed goals, and the total of those within reach.

use super::{moves, open_goal};
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Line, Page, Role, Row, line, muted, span},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            layer::{figures, write},
            ui::{Pick, Purpose, Ui},
        },
        shell::Choice,
        words,
    },
    domain::{
        agenda::Stage,
        capacity::{Capacity, Load, grouped},
        command::Command,
        goal::Goal,
    },
};

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let goals = room.goals();
    let brought = goals.iter().filter(|g| g.brought).count() as u64;
    let ours = goals.len() as u64 - brought;
    let summary = match (goals.len(), brought) {
        (0, _) => String::new(),
        (_, 0) => words::count(ours, "goal", "goals"),
        // Goals brought along are counted apart, so that a room sees how many are its own.
        (_, _) => format!(
            "{}, {brought} brought along",
            words::count(goals.len() as u64, "goal", "goals")
        ),
    };
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "What could change"),
            line(Role::Muted, summary),
        ),
        Block::Gap,
    ];
    if goals.is_empty() {
        blocks.push(muted(
            "Goals will stand here. {Propose} proposes one; from Themes it carries its evidence along.",
        ));
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let at = ui.row(Stage::Goals, goals.len());
    let capacity = &room.meeting.agenda().capacity;
    let rows = goals.iter().enumerate().map(|(i, g)| Row {
        cells: vec![
            line(Role::Ink, g.title.clone()),
            line(Role::Muted, words::control(g.control)),
            money(g, capacity),
            hours(g),
            line(
                Role::Muted,
                g.themes
                    .first()
                    .map_or_else(String::new, |t| room.meeting.theme_title(t)),
            ),
        ],
        selected: i == at,
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("goal"),
            // Money and hours are never left out: they are the two limits that sink plans, and the
            // room must see them while it proposes.
            Column::words("who can", 16, 2),
            Column::number("money", 0),
            Column::number("hours", 0),
            Column::words("from", 22, 3),
        ],
        rows: rows.collect(),
    });
    blocks.push(Block::Gap);
    // Only what is within reach counts against the capacity. A new building on the list must not turn the total red.
    let reach = Load::of(room.meeting.within_reach());
    blocks.push(Block::Text {
        line: spent("in reach", &reach, capacity),
        side: crate::app::cards::Align::Left,
        indent: 0,
    });
    Page {
        blocks,
        ..Page::default()
    }
}

/// The table cell of a goal's money in its first year.
pub fn money(goal: &Goal, capacity: &Capacity) -> Line {
    match goal.cost {
        Some(cost) => line(Role::Ink, capacity.money_text(cost)),
        None => line(Role::Muted, "not known"),
    }
}

/// The table cell of a goal's hours in its first year.
pub fn hours(goal: &Goal) -> Line {
    match goal.hours {
        Some(hours) => line(Role::Ink, grouped(hours)),
        None => line(Role::Muted, "not known"),
    }
}

/// A load against the capacity: `in reach: £300 of £2,000 (1 not known)   124 of 160 hours   3 of 5 goals`.
pub fn spent(what: &str, load: &Load, capacity: &Capacity) -> Line {
    let role = |over: bool| if over { Role::Bad } else { Role::Ink };
    // A total with unknown parts says so beside it. Unknown is not 0, and the sum alone would claim that it is.
    let unknown = |n: u64| {
        if n == 0 {
            String::new()
        } else {
            format!(" ({n} not known)")
        }
    };
    let of = |text: String, limit: Option<String>| {
        limit.map_or(text.clone(), |l| format!("{text} of {l}"))
    };
    let over = |have: u64, limit: Option<u64>| limit.is_some_and(|l| have > l);
    vec![
        span(Role::Muted, format!("{what}: ")),
        span(
            role(over(load.money, capacity.money)),
            of(
                capacity.money_text(load.money),
                capacity.money.map(|m| capacity.money_text(m)),
            ),
        ),
        span(Role::Muted, format!("{}   ", unknown(load.money_unknown))),
        span(
            role(over(load.hours, capacity.hours)),
            format!(
                "{} hours",
                of(grouped(load.hours), capacity.hours.map(grouped))
            ),
        ),
        span(Role::Muted, format!("{}   ", unknown(load.hours_unknown))),
        span(
            role(over(load.goals, capacity.goals)),
            format!(
                "{} goals",
                of(grouped(load.goals), capacity.goals.map(grouped))
            ),
        ),
    ]
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    let goals = room.goals();
    if moves(ui, Stage::Goals, goals.len(), action) {
        return Vec::new();
    }
    let goal = goals.get(ui.row(Stage::Goals, goals.len()));
    match (action, goal) {
        (Action::Propose, _) => {
            // A goal proposed here has no finding in view, so it starts without evidence; its form can add some.
            write::open(
                ui,
                room,
                Purpose::Goal {
                    themes: Vec::new(),
                    evidence: Vec::new(),
                },
                "",
            );
            Vec::new()
        }
        (Action::Open, Some(goal)) => {
            open_goal(ui, room, &goal.id);
            Vec::new()
        }
        (Action::Reword, Some(goal)) => {
            write::open(ui, room, Purpose::RewordGoal(goal.id.clone()), &goal.title);
            Vec::new()
        }
        (Action::Figures, _) => {
            figures::ask(ui, room);
            Vec::new()
        }
        (Action::Merge, Some(goal)) => {
            let others = goals.iter().filter(|g| g.id != goal.id);
            let choice = |into: &&Goal| {
                let (from, into_id) = (goal.id.clone(), into.id.clone());
                Choice::new(
                    Pick::Merge {
                        from,
                        into: into_id,
                    },
                    into.title.clone(),
                    "",
                )
            };
            let choices = others.map(choice).collect();
            ui.choose("Which goal does it become part of?", choices, 0);
            Vec::new()
        }
        (Action::Drop, Some(goal)) => {
            // No question before it, because undo brings it back. Questions are kept for what cannot be undone.
            let say = format!("Off the list: {}. {{Undo}} brings it back.", goal.title);
            vec![ask_and_say(
                Command::DropGoal {
                    goal: goal.id.clone(),
                },
                say,
            )]
        }
        _ => Vec::new(),
    }
}
