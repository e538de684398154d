//! Close: open matters, parked topics, the read-back, and saving.

mod after_review;

use super::{moves, review, vote};
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, text, told},
        meeting::{
            context::Context,
            effect::{self, Effect},
            layer::ask,
            ui::{Pick, Reading, Sheet, Ui},
        },
        shell::Choice,
        words,
    },
    domain::{
        agenda::{Activity, Stage},
        command::Command,
    },
};

/// The target of a row, opened with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpTarget {
    /// A stage, with the id of a goal on it.
    Stage(Stage, Option<String>),
    /// A theme, by its id.
    Theme(String),
    /// An agenda item that was not reached, by its index.
    Item(usize),
    /// A parked topic, by its id.
    Parked(String),
}

/// A row: its target, its name, and what is missing.
type OpenItem = (JumpTarget, String, (Role, String));

/// The rows: open matters, then agenda items not reached, then parked topics.
fn rows(room: &Context) -> Vec<OpenItem> {
    if room.follow_up {
        return after_review::rows(room);
    }
    let themes = &room.meeting.findings().themes;
    let mut rows: Vec<OpenItem> = room
        .meeting
        .open_matters()
        .into_iter()
        .map(|m| {
            let theme = themes.iter().find(|t| t.title == m.what);
            let target = match theme.filter(|_| m.stage == Stage::Themes) {
                Some(theme) => JumpTarget::Theme(theme.id.clone()),
                None => JumpTarget::Stage(m.stage, m.goal),
            };
            (target, m.what, (Role::Warn, m.lacks.to_owned()))
        })
        .collect();
    for (i, item) in room.meeting.agenda().items.iter().enumerate() {
        let reached = room.mark.visited.contains(&i) || i == room.mark.item;
        // Before the meeting begins nothing has been reached, and a list of everything is no list of what is open.
        if reached || !room.meeting.is_started() {
            continue;
        }
        let what = match &item.what {
            Activity::Stage(Stage::Close) | Activity::Break(_) => continue,
            Activity::Stage(Stage::Review) if room.meeting.previous().is_none() => continue,
            Activity::Stage(stage) => stage.title().to_owned(),
            Activity::Theme(theme) => {
                let is_listed = |row: &&mut OpenItem| row.0 == JumpTarget::Theme(theme.clone());
                if let Some(row) = rows.iter_mut().find(is_listed) {
                    // One row for a theme: listed twice, the room looks for the difference.
                    row.2.1 = format!("not reached, {}", row.2.1);
                    continue;
                }
                room.meeting.theme_title(theme)
            }
        };
        rows.push((
            JumpTarget::Item(i),
            what,
            (Role::Muted, "not reached".to_owned()),
        ));
    }
    for parked in room.meeting.parked() {
        rows.push((
            JumpTarget::Parked(parked.id.clone()),
            parked.text.clone(),
            (Role::Muted, "parked".to_owned()),
        ));
    }
    rows
}

/// The targets of the rows.
pub(super) fn targets(room: &Context) -> Vec<JumpTarget> {
    rows(room).into_iter().map(|(place, _, _)| place).collect()
}

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    if let Some(round) = room.open_round() {
        return vote::ballots_page(ui, room, round);
    }
    if room.follow_up {
        return after_review::page(ui, room);
    }
    let lines = room.meeting.read_back_lines();
    let yes = lines.iter().filter(|l| l.confirmed).count();
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "Before we go"),
            line(Role::Muted, format!("{yes} of {} read back", lines.len())),
        ),
        Block::Gap,
    ];
    if let Some(at) = room.meeting.saved() {
        blocks.push(saved(
            room,
            "What was agreed",
            format!("Saved at {}.", at.hm()),
        ));
        blocks.push(Block::Gap);
    }
    blocks.push(still_open(ui, rows(room)));
    blocks.push(Block::Gap);
    if let Some(next) = lines.iter().position(|l| !l.confirmed).filter(|_| yes > 0) {
        blocks.push(muted(format!(
            "{{ReadBack}} goes on with {} of {}.",
            next + 1,
            lines.len()
        )));
    }
    let agreed = room.meeting.live_goals().filter(|g| g.is_agreed()).count() as u64;
    blocks.push(text(format!(
        "{} agreed, {} parked.",
        words::count(agreed, "goal", "goals"),
        words::count(room.meeting.parked().len() as u64, "topic", "topics")
    )));
    if let Some(words) = evaluation(room) {
        blocks.push(muted(words));
    }
    if room.meeting.saved().is_none() {
        blocks.push(muted(
            "{ReadBack} reads every standard and goal back to the room; {Close.Save} saves what was agreed; {Papers} writes booklet, minutes and action log.",
        ));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The line about the questions on the meeting; `None` before it begins.
fn evaluation(room: &Context) -> Option<&'static str> {
    if room.meeting.evaluation().is_some() {
        return Some(
            "{Evaluate} shows what the room said about this meeting, {Voices} whose voice was heard.",
        );
    }
    let asks = room.meeting.is_started();
    asks.then_some("{Evaluate} asks everybody, in secret, whether it was a good meeting; {Voices} shows whose voice was heard.")
}

/// The state of the outcome file: `what` is recorded in any case, and `all_well` is said where the file is current.
// Three states and not two. "Saved" over a file that was still old sent an older outcome out for good.
fn saved(room: &Context, what: &str, all_well: String) -> Block {
    if room.replacing {
        muted(format!(
            "{what} is recorded. outcome.yaml could not be written at once, and is tried again."
        ))
    } else if room.behind {
        told(
            Role::Bad,
            format!("{what} is recorded, but not in outcome.yaml yet. It is tried again."),
        )
    } else {
        told(Role::Good, all_well)
    }
}

/// The list of what is still open.
fn still_open(ui: &Ui, rows: Vec<OpenItem>) -> Block {
    if rows.is_empty() {
        return told(Role::Good, "Nothing is open.");
    }
    let at = ui.row(Stage::Close, rows.len());
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(i, (_, what, (role, lacks)))| Row {
            cells: vec![line(Role::Ink, what), line(role, lacks)],
            selected: i == at,
        });
    Block::Table {
        columns: vec![Column::fill("Still open"), Column::words("", 32, 0)],
        rows: rows.collect(),
    }
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    if let Some(round) = room.open_round() {
        return vote::act_on_round(ui, room, round, action);
    }
    let places = targets(room);
    if moves(ui, Stage::Close, places.len(), action) {
        return Vec::new();
    }
    match action {
        Action::ReadBack => {
            let lines = room.meeting.read_back_lines();
            // Where the room left off. After a "no" it comes back here in the middle of the list.
            let at = lines.iter().position(|l| !l.confirmed).unwrap_or(0);
            ui.push(Sheet::ReadBack { at });
            Vec::new()
        }
        Action::Save if room.follow_up => after_review::save(ui, room),
        Action::Save => {
            let unread = room
                .meeting
                .read_back_lines()
                .iter()
                .filter(|l| !l.confirmed)
                .count();
            // Asked and not refused: a room that runs out of time must be able to save what it has.
            if unread > 0 {
                ui.shell.ask(ask::save_unread(unread));
                return Vec::new();
            }
            save(room)
        }
        Action::Evaluate => {
            ui.push(Sheet::Evaluation);
            Vec::new()
        }
        Action::Voices => {
            ui.push(Sheet::Voices);
            Vec::new()
        }
        Action::Papers => vec![Effect::Papers],
        Action::Pledge => {
            ui.push(Sheet::Pledge { at: None });
            Vec::new()
        }
        Action::Files => {
            ui.push(Sheet::Reading(Reading::Files));
            Vec::new()
        }
        Action::Open => match places.get(ui.row(Stage::Close, places.len())) {
            Some(JumpTarget::Stage(stage, goal)) => {
                if let (Stage::Review, Some(goal)) = (stage, goal) {
                    review::mark(ui, room, goal);
                } else if let Some(goal) = goal {
                    let goals = match stage {
                        Stage::Vote => room.goals_by_result(0),
                        _ => room.goals_to_own(),
                    };
                    // The row is looked for in the last result, so that one must be on the wall.
                    ui.back = 0;
                    ui.at.insert(
                        *stage,
                        goals.iter().position(|g| g.id == *goal).unwrap_or(0),
                    );
                }
                crate::app::meeting::update::go(ui, room, *stage)
            }
            Some(JumpTarget::Theme(theme)) => {
                vec![Effect::Mark(room.mark_at(Stage::Themes, Some(theme)))]
            }
            Some(JumpTarget::Item(item)) => vec![Effect::Mark(room.mark_at_item(*item))],
            Some(JumpTarget::Parked(id)) => {
                let what = room
                    .meeting
                    .parked()
                    .iter()
                    .find(|p| p.id == *id)
                    .map_or("", |p| p.text.as_str());
                let choices = vec![
                    Choice::new(
                        Pick::TakeUp(id.clone()),
                        "It was taken up: off the list",
                        "",
                    ),
                    Choice::new(
                        Pick::LeaveParked,
                        "It stays parked",
                        "it goes into the outcome",
                    ),
                ];
                ui.choose(what, choices, 0);
                Vec::new()
            }
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Saves what was agreed: stops the timer and writes the outcome.
pub fn save(room: &Context) -> Vec<Effect> {
    let mut mark = room.mark.clone();
    // The clock would go on over the coffee, and the minutes would say that the last item took an hour.
    mark.pause(room.now);
    vec![Effect::Mark(mark), effect::ask(Command::Save)]
}
