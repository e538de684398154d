//! The meeting's layers over a stage's screen: comments, ballots, forms, results, read-back, and the effects of its
//! dialogs.

pub mod ask;
pub mod ballot;
pub mod bank;
pub mod choose;
pub mod clock;
pub mod comments;
pub mod evaluation;
pub mod figures;
pub mod find;
pub mod fits;
pub mod form;
pub mod hand_over;
pub mod here_for;
mod owner_form;
pub mod person;
pub mod pledge;
pub mod read_back;
pub mod reading;
pub mod result;
pub mod setup;
pub mod speaking;
mod steps;
pub mod voices;
pub(in crate::app) mod write;
pub mod zoom;

use super::{
    context::Context,
    effect::Effect,
    fields::Form,
    screen::review,
    ui::{Sheet, Ui},
};
use crate::app::{action::Action, cards::Page, shell::Layer};

/// The page of a layer.
pub fn page(ui: &Ui, room: &Context, sheet: &Sheet) -> Page {
    match sheet {
        Sheet::Reading(what) => reading::page(ui, room, *what),
        Sheet::Zoom { theme } => zoom::page(ui, room, theme),
        Sheet::Speaking { theme, at } => speaking::page(room, theme, *at),
        Sheet::HereFor => here_for::page(ui, room),
        Sheet::Evaluation => evaluation::page(ui, room),
        Sheet::Voices => voices::page(ui, room),
        Sheet::Clock => clock::page(ui, room),
        Sheet::Comments { theme, at, all } => comments::page(ui, room, theme, *at, *all),
        Sheet::Setup { settings, at } => setup::page(ui, room, settings, *at),
        Sheet::Ballot(voting) => ballot::page(ui, room, voting),
        Sheet::GoalForm { goal, at } => form::goal_page(ui, room, goal, *at),
        Sheet::OwnerForm { goal, at } => owner_form::page(ui, room, goal, *at),
        Sheet::Lists { round } => result::lists(room, round),
        Sheet::Ballots { round } => result::votes(room, round),
        Sheet::Explain { round, goal } => result::explained(room, round, goal),
        Sheet::Fits(fitting) => fits::page(ui, room, fitting),
        Sheet::FitsExplained(fitting) => fits::explained(room, fitting),
        Sheet::ReadBack { at } => read_back::page(room, *at),
        Sheet::Earlier { goal } => review::detail_page(room, goal),
        Sheet::Pledge { at } => pledge::page(ui, room, *at),
        Sheet::Steps { list, at } => steps::page(list, *at),
    }
}

/// Performs an action in the top layer, which is taken off and put back if it stays open.
pub fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    // Taken off the stack so that the layer can be changed beside the rest of the position. A layer that forgets to put
    // itself back closes, which is harmless; one that stays by mistake would trap the room.
    let Some(top) = ui.shell.pop_own() else {
        return Vec::new();
    };
    match top {
        Sheet::Reading(_)
        | Sheet::Lists { .. }
        | Sheet::Ballots { .. }
        | Sheet::Explain { .. }
        // Scrolling is the shell's, so the only action that arrives here is the one that closes the page.
        | Sheet::FitsExplained(_) => Vec::new(),
        Sheet::Fits(fitting) => fits::act(ui, room, fitting, action),
        Sheet::Zoom { theme } => zoom::act(ui, room, theme, action),
        Sheet::Speaking { theme, at } => speaking::act(ui, room, theme, at, action),
        Sheet::HereFor => here_for::act(ui, action),
        Sheet::Evaluation => evaluation::act(ui, room, action),
        Sheet::Voices => voices::act(ui, action),
        Sheet::Clock => clock::act(ui, room, action),
        Sheet::Comments { theme, at, all } => comments::act(ui, room, &theme, at, all, action),
        Sheet::Setup { settings, at } => setup::act(ui, room, settings, at, action),
        Sheet::Ballot(voting) => ballot::act(ui, room, voting, action),
        Sheet::GoalForm { goal, at } => form::act(ui, room, Form::Goal, goal, at, action),
        Sheet::OwnerForm { goal, at } => form::act(ui, room, Form::Owner, goal, at, action),
        Sheet::ReadBack { at } => read_back::act(ui, room, at, action),
        Sheet::Earlier { goal } => earlier(ui, room, goal, action),
        Sheet::Pledge { at } => pledge::act(ui, room, at, action),
        Sheet::Steps { list, at } => steps::act(ui, list, at, action),
    }
}

/// Marks a row in the list of the top layer.
pub fn go_to_row(ui: &mut Ui, row: usize) {
    let Some(Layer::Own(sheet)) = ui.shell.layers.last_mut() else {
        return;
    };
    match sheet {
        Sheet::Setup { at, .. }
        | Sheet::Speaking { at, .. }
        | Sheet::GoalForm { at, .. }
        | Sheet::OwnerForm { at, .. }
        | Sheet::Steps { at, .. } => *at = row,
        Sheet::Fits(fitting) => fitting.at = row,
        Sheet::Ballot(voting) => {
            voting.at = row;
            if let Some(codes) = &mut voting.codes {
                codes.letters.clear();
            }
        }
        // Slides and pages to read have no row that could be marked.
        _ => {}
    }
}

/// Performs an action on the detail page of a reviewed goal, where the keys of Review work.
fn earlier(ui: &mut Ui, room: &Context, goal: String, action: Action) -> Vec<Effect> {
    match action {
        Action::Look(_)
        | Action::Answer(_)
        | Action::NextStep
        | Action::MoveDue
        | Action::GiveOver
        | Action::Accept
        | Action::CarryOver => {
            // The page stays below the question that the action may ask, so that the room sees what it is about.
            ui.push(Sheet::Earlier { goal: goal.clone() });
            review::act_on_goal(ui, room, &goal, action)
        }
        Action::Up | Action::Down => {
            let forward = action == Action::Down;
            let next = review::beside(room, &goal, forward).unwrap_or(goal);
            // Going back leads to the goal that was shown last.
            review::mark(ui, room, &next);
            ui.push(Sheet::Earlier { goal: next });
            Vec::new()
        }
        _ => Vec::new(),
    }
}
