//! Goals: the board of proposed goals, and the total of those within reach.

mod order;

pub use self::order::{mark, next_order, ordered};

use super::{moves, open_goal};
use crate::{
    app::{
        action::Action,
        cards::{Align, Block, Column, Line, Page, Role, Row, line, muted, span},
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
        meeting::mark::GoalOrder,
        vote::exact::one_decimal,
    },
};

/// The sign of the column by which the board is sorted, and the way it goes.
const SORTED: &str = "\u{25bc}";

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let goals = ordered(ui, room);
    let brought = goals.iter().filter(|g| g.brought).count() as u64;
    let ours = goals.len() as u64 - brought;
    let mut summary = match (goals.len(), brought) {
        (0, _) => String::new(),
        (_, 0) => words::count(ours, "goal", "goals"),
        // Goals brought along are counted apart, so that a room sees how many are its own.
        (_, _) => format!(
            "{}, {brought} brought along",
            words::count(goals.len() as u64, "goal", "goals")
        ),
    };
    if ui.goal_order != GoalOrder::Proposed {
        summary = format!("{summary}, sorted {}", ui.goal_order.words());
    }
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
    // The heading and the sums stay in sight, however many goals there are: the room proposes against them.
    let head = blocks.len();
    blocks.push(board(ui, room, &goals, at));
    blocks.push(Block::Gap);
    // Only what is within reach counts against the capacity. A new building on the list must not turn the total red.
    let reach = Load::of(room.meeting.within_reach());
    let beyond = goals.len() as u64 - reach.goals.min(goals.len() as u64);
    blocks.extend(total(&reach, beyond, &room.meeting.agenda().capacity));
    Page {
        pinned: (head, blocks.len() - head - 1),
        blocks,
        ..Page::default()
    }
}

fn board(ui: &Ui, room: &Context, goals: &[&Goal], at: usize) -> Block {
    let capacity = &room.meeting.agenda().capacity;
    let tally = room.count(0).and_then(|round| round.tally());
    let head = |head: &str, order: GoalOrder| {
        if ui.goal_order == order {
            format!("{head} {SORTED}")
        } else {
            head.to_owned()
        }
    };
    let mut columns = vec![Column::fill("goal")];
    if tally.is_some() {
        // Left out first, unless the board is sorted by it: the vote has a page of its own.
        let drop = if ui.goal_order == GoalOrder::Result {
            0
        } else {
            4
        };
        columns.push(Column::number(&head("result", GoalOrder::Result), drop));
    }
    columns.extend([
        // Money and hours are never left out: they are the two limits that sink plans, and the
        // room must see them while it proposes.
        Column::words("who can", 16, 2),
        Column::number(&head("money", GoalOrder::Money), 0),
        Column::number(&head("hours", GoalOrder::Hours), 0),
        Column::words(&head("from", GoalOrder::Theme), 26, 3),
    ]);
    let rows = goals.iter().enumerate().map(|(i, g)| {
        let mut cells = vec![line(Role::Ink, g.title.clone())];
        if let Some(tally) = tally {
            let result = tally.of(&g.id).and_then(|c| c.result);
            let result = result.map_or_else(|| "-".to_owned(), one_decimal);
            cells.push(line(Role::Ink, result));
        }
        let theme = g.themes.first();
        cells.extend([
            line(Role::Muted, words::control(g.control)),
            money(g, capacity),
            hours(g),
            line(
                Role::Muted,
                theme.map_or_else(String::new, |t| room.meeting.theme_title(t)),
            ),
        ]);
        Row {
            cells,
            selected: i == at,
        }
    });
    Block::Table {
        columns,
        rows: rows.collect(),
    }
}

/// The totals of all goals within reach against the capacity; below them the goals that are not in these numbers.
fn total(load: &Load, beyond: u64, capacity: &Capacity) -> Vec<Block> {
    let part = |have: u64, limit: Option<u64>, say: &dyn Fn(u64) -> String, unit: &str| {
        let of = limit.map_or_else(|| say(have), |l| format!("{} of {}", say(have), say(l)));
        let mut words = format!("{of}{unit}");
        let over = limit.and_then(|l| have.checked_sub(l)).filter(|o| *o > 0);
        let role = match over {
            Some(over) => {
                // In words as well as red: some people see no red, and the mono palette has none.
                let many = if unit.is_empty() { "much" } else { "many" };
                words = format!("{words}, {} too {many}", say(over));
                Role::Bad
            }
            None => Role::Ink,
        };
        // A total is read as one: it goes to the next line as a whole.
        span(role, words.replace(' ', "\u{a0}"))
    };
    let money = |n| capacity.money_text(n);
    // Three blanks and no sign between the parts: where they go to the next line, no sign is left at the end of this one.
    let gap = || span(Role::Muted, "   ");
    let mut blocks = vec![Block::Text {
        line: vec![
            span(Role::Muted, "Together"),
            gap(),
            part(load.money, capacity.money, &money, ""),
            gap(),
            part(load.hours, capacity.hours, &grouped, " hours"),
            gap(),
            part(load.goals, capacity.goals, &grouped, " goals"),
        ],
        side: Align::Left,
        indent: 0,
    }];
    let mut missing = Vec::new();
    if beyond > 0 {
        let goals = words::count(beyond, "goal", "goals");
        missing.push(format!("Not in it: {goals} beyond us."));
    }
    // Unknown is not 0, and the sums alone would claim that it is.
    let goals = |n: u64| words::count(n, "goal", "goals");
    match (load.money_unknown, load.hours_unknown) {
        (0, 0) => {}
        (n, 0) => missing.push(format!("Not known yet: money of {}.", goals(n))),
        (0, n) => missing.push(format!("Not known yet: hours of {}.", goals(n))),
        (m, h) => missing.push(format!(
            "Not known yet: money of {}, hours of {h}.",
            goals(m)
        )),
    }
    if !missing.is_empty() {
        blocks.push(muted(missing.join(" ")));
    }
    blocks
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
    let goals = ordered(ui, room);
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
        (Action::Sort, _) => {
            order::sort(ui, room);
            Vec::new()
        }
        (Action::Split, Some(goal)) => {
            // The words of the first goal before those of the second: nearly always it keeps half of its sentence.
            let purpose = Purpose::SplitStays(goal.id.clone());
            write::open(ui, room, purpose, &goal.title);
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
