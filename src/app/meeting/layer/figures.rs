//! Missing money and hours before a vote: the goals that lack them, and one question after another until none does.
//!
//! A goal without them is never proposed by what fits, since nobody can say whether it does. Goals beyond us are left out:
//! whatever they cost, they are not proposed either.

use super::write;
use crate::{
    app::{
        meeting::{
            context::Context,
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

/// The figures that a goal lacks, in a few words.
pub(super) fn lacks(goal: &Goal) -> &'static str {
    match (goal.cost, goal.hours) {
        (None, None) => "no figures yet",
        (None, Some(_)) => "no money yet",
        (Some(_), None) => "no hours yet",
        (Some(_), Some(_)) => "",
    }
}

/// The warning in the setup of a round; `None` if each of its goals has its figures.
pub(super) fn warning(room: &Context, settings: &RoundSettings) -> Option<String> {
    // Said before the vote. Rooms learned it only from what fits, when the goal that everybody wanted was not in it.
    let goals = of_round(room, settings);
    let mut lack = goals.iter().filter(|g| needs_figures(g));
    match (lack.next(), lack.count()) {
        (None, _) => None,
        (Some(goal), 0) => Some(format!(
            "\u{201c}{}\u{201d} has {}: it cannot be proposed. {{Setup.Figures}} adds what is missing.",
            goal.title,
            lacks(goal)
        )),
        (Some(_), more) => Some(format!(
            "{} goals have no money or hours yet: they cannot be proposed. {{Setup.Figures}} adds what is missing.",
            more + 1
        )),
    }
}

/// Checks that a figure is missing.
///
/// # Errors
/// A sentence that says that none is.
pub fn available(ui: &Ui, room: &Context) -> Result<(), Refusal> {
    if missing(&goals(ui, room)) == 0 {
        return refuse("Every goal here has its money and hours.");
    }
    Ok(())
}

/// Asks for the first figure that is missing.
pub fn ask(ui: &mut Ui, room: &Context) {
    let goals = goals(ui, room);
    ask_from(ui, room, &goals);
}

/// Asks for the next missing figure after a goal's money; returns a closing message after the last one.
pub(super) fn after_cost(
    ui: &mut Ui,
    room: &Context,
    goal: &str,
    cost: Option<u64>,
) -> Option<String> {
    let goals = goals(ui, room);
    let at = goals.iter().position(|g| g.id == goal)?;
    let (_, rest) = goals.split_at_checked(at)?;
    let (this, after) = rest.split_first()?;
    if this.hours.is_none() {
        // Hours of the same goal before the money of the next: the room has to think about one goal at a time.
        write::open(ui, room, Purpose::MissingHours(this.id.clone()), "");
        return None;
    }
    next(ui, room, &goals, after, this, cost.is_some())
}

/// Asks for the next missing figure after a goal's hours; returns a closing message after the last one.
pub(super) fn after_hours(
    ui: &mut Ui,
    room: &Context,
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

/// Asks for the next figure after goal `this`; `complete` if both of its figures are known now.
fn next(
    ui: &mut Ui,
    room: &Context,
    all: &[&Goal],
    after: &[&Goal],
    this: &Goal,
    complete: bool,
) -> Option<String> {
    if ask_from(ui, room, after) {
        return None;
    }
    // `this` is counted apart, because the meeting does not know its figure yet: the command with it runs after this.
    let others = all.iter().filter(|g| g.id != this.id && needs_figures(g));
    let left = others.count() + usize::from(!complete);
    Some(match left {
        0 => "Every goal has its money and hours now.".to_owned(),
        1 => "1 goal still has no money or hours.".to_owned(),
        n => format!("{n} goals still have no money or hours."),
    })
}

/// The goals of the round that is being set up, else all within reach; in the order of the board.
fn goals<'a>(ui: &Ui, room: &Context<'a>) -> Vec<&'a Goal> {
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

fn of_round<'a>(room: &Context<'a>, settings: &RoundSettings) -> Vec<&'a Goal> {
    let mut goals = room.goals();
    goals.retain(|g| settings.goals.contains(&g.id));
    goals
}

fn missing(goals: &[&Goal]) -> usize {
    goals.iter().filter(|g| needs_figures(g)).count()
}

/// Asks for the first figure that one of these goals lacks; `false` if none is missing.
fn ask_from(ui: &mut Ui, room: &Context, goals: &[&Goal]) -> bool {
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

/// The label of a figure's prompt: the question, the number of goals still to come, and the goal's title below them.
pub(super) fn label(ui: &Ui, room: &Context, goal: &str, question: &str) -> String {
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
    // "Not known yet" is offered, because an invented 0 would let a goal win that nobody has costed.
    format!("{question} Empty is not known yet.{more}\n{}", goal.title)
}
