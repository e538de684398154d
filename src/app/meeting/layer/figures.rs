//! Money and hours that are missing before a vote: which goals lack them, and one question after the other until none does.
//!
//! A goal without them is never proposed by what fits, since nobody can say whether it does. Goals beyond us are left out:
//! whatever they cost, they are not proposed either.

use super::write;
use crate::{
    app::{
        meeting::{
            room::Room,
            ui::{Purpose, Sheet, Ui},
        },
        words,
    },
    domain::{
        goal::{Control, Goal},
        refusal::{Refusal, refuse},
        vote::settings::RoundSettings,
    },
};

/// `true` if a goal could be proposed once its money and hours are known.
pub(super) fn needs_figures(goal: &Goal) -> bool {
    goal.lacks_figures() && goal.control != Some(Control::Beyond)
}

/// Which of a goal's figures is missing.
pub(super) fn lacks(goal: &Goal) -> &'static str {
    match (goal.cost, goal.hours) {
        (None, None) => "no figures yet",
        (None, Some(_)) => "no money yet",
        (Some(_), None) => "no hours yet",
        (Some(_), Some(_)) => "",
    }
}

/// The warning of a round that is being set up; nothing where each of its goals has its figures.
pub(super) fn warning(room: &Room, settings: &RoundSettings) -> Option<String> {
    match missing(&of_round(room, settings)) {
        0 => None,
        1 => Some("1 goal has no money or hours yet: it cannot be proposed.".to_owned()),
        n => Some(format!(
            "{n} goals have no money or hours yet: they cannot be proposed."
        )),
    }
}

/// `true` if a figure is missing.
///
/// # Errors
/// A sentence that says that there is not.
pub fn available(ui: &Ui, room: &Room) -> Result<(), Refusal> {
    if missing(&goals(ui, room)) == 0 {
        return refuse("Every goal here has its money and hours.");
    }
    Ok(())
}

/// Asks for the first figure that is missing.
pub fn ask(ui: &mut Ui, room: &Room) {
    let goals = goals(ui, room);
    ask_from(ui, room, &goals);
}

/// Asks for what is missing after a goal's money; says how it stands where that was the last.
pub(super) fn after_cost(
    ui: &mut Ui,
    room: &Room,
    goal: &str,
    cost: Option<u64>,
) -> Option<String> {
    let goals = goals(ui, room);
    let at = goals.iter().position(|g| g.id == goal)?;
    let (_, rest) = goals.split_at_checked(at)?;
    let (this, after) = rest.split_first()?;
    if this.hours.is_none() {
        write::open(ui, room, Purpose::MissingHours(this.id.clone()), "");
        return None;
    }
    next(ui, room, &goals, after, this, cost.is_some())
}

/// Asks for what is missing after a goal's hours; says how it stands where that was the last.
pub(super) fn after_hours(
    ui: &mut Ui,
    room: &Room,
    goal: &str,
    hours: Option<u64>,
) -> Option<String> {
    let goals = goals(ui, room);
    let at = goals.iter().position(|g| g.id == goal)?;
    let (_, rest) = goals.split_at_checked(at)?;
    let (this, after) = rest.split_first()?;
    next(
        ui,
        room,
        &goals,
        after,
        this,
        hours.is_some() && this.cost.is_some(),
    )
}

/// `this` has been asked about, and `complete` says whether its figures are both known now.
fn next(
    ui: &mut Ui,
    room: &Room,
    all: &[&Goal],
    after: &[&Goal],
    this: &Goal,
    complete: bool,
) -> Option<String> {
    if ask_from(ui, room, after) {
        return None;
    }
    let others = all.iter().filter(|g| g.id != this.id && needs_figures(g));
    let left = others.count() + usize::from(!complete);
    Some(match left {
        0 => "Every goal has its money and hours now.".to_owned(),
        1 => "1 goal still has no money or hours.".to_owned(),
        n => format!("{n} goals still have no money or hours."),
    })
}

/// The goals of the round that is being set up, else all within reach; in the order of the board.
fn goals<'a>(ui: &Ui, room: &Room<'a>) -> Vec<&'a Goal> {
    let setup = ui
        .shell
        .layers
        .iter()
        .rev()
        .find_map(|layer| match layer.own() {
            Some(Sheet::Setup { settings, .. }) => Some(settings),
            _ => None,
        });
    match setup {
        Some(settings) => of_round(room, settings),
        None => room.meeting.within_reach().collect(),
    }
}

fn of_round<'a>(room: &Room<'a>, settings: &RoundSettings) -> Vec<&'a Goal> {
    let mut goals = room.goals();
    goals.retain(|g| settings.goals.contains(&g.id));
    goals
}

fn missing(goals: &[&Goal]) -> usize {
    goals.iter().filter(|g| needs_figures(g)).count()
}

/// Asks for the first figure that one of these goals lacks; says whether there was one.
fn ask_from(ui: &mut Ui, room: &Room, goals: &[&Goal]) -> bool {
    let Some(goal) = goals.iter().find(|g| needs_figures(g)) else {
        return false;
    };
    let id = goal.id.clone();
    let purpose = if goal.cost.is_none() {
        Purpose::MissingCost(id)
    } else {
        Purpose::MissingHours(id)
    };
    write::open(ui, room, purpose, "");
    true
}

/// The question for a figure, how many goals come after it, and below them the goal, nearest to what is typed.
pub(super) fn label(ui: &Ui, room: &Room, goal: &str, question: &str) -> String {
    let goals = goals(ui, room);
    let at = goals.iter().position(|g| g.id == goal);
    let rest = at.and_then(|at| goals.get(at..));
    let Some((goal, after)) = rest.and_then(<[_]>::split_first) else {
        return question.to_owned();
    };
    let more = match missing(after) {
        0 => String::new(),
        n => format!(" {}.", words::count(n as u64, "more goal", "more goals")),
    };
    format!("{question} Empty is not known yet.{more}\n{}", goal.title)
}
