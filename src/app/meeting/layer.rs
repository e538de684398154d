//! What lies over a stage's screen: writing, choosing, asking, comments, ballots, forms, the read-back, help.

pub mod ask;
pub mod ballot;
pub mod choose;
pub mod clock;
pub mod comments;
pub mod figures;
pub mod find;
pub mod fits;
pub mod form;
pub mod help;
pub mod person;
pub mod read_back;
pub mod reading;
pub mod result;
pub mod setup;
pub mod speaking;
pub(super) mod write;
pub mod zoom;

use super::{
    effect::Effect,
    room::Room,
    screen::review,
    ui::{Layer, Ui},
};
use crate::app::{action::Action, cards::Page};

/// What a layer says.
pub fn page(ui: &Ui, room: &Room, layer: &Layer) -> Page {
    match layer {
        Layer::Help { at, scopes } => help::page(ui, room, *at, scopes),
        Layer::Reading(what) => reading::page(room, *what),
        Layer::Zoom { theme } => zoom::page(ui, room, theme),
        Layer::Speaking { theme, at } => speaking::page(room, theme, *at),
        Layer::Clock => clock::page(ui, room),
        Layer::Write(writing) => write::page(ui, room, writing),
        Layer::Choose(picker) => picker.page(),
        Layer::ChooseMany(list) => list.page(),
        Layer::Ask(question) => ask::page(room, question),
        Layer::Comments { theme, at, all } => comments::page(room, theme, *at, *all),
        Layer::Setup { settings, at } => setup::page(room, settings, *at),
        Layer::IAm { person } => ballot::i_am_page(room, person),
        Layer::Ballot(voting) => ballot::page(room, voting),
        Layer::GoalForm { goal, at } => form::goal_page(room, goal, *at),
        Layer::OwnerForm { goal, at } => form::owner_page(room, goal, *at),
        Layer::Lists { round } => result::lists(room, round),
        Layer::Ballots { round } => result::votes(room, round),
        Layer::Explain { round, goal } => result::explained(room, round, goal),
        Layer::Fits(fitting) => fits::page(room, fitting),
        Layer::FitsExplained(fitting) => fits::explained(room, fitting),
        Layer::ReadBack { at } => read_back::page(room, *at),
        Layer::Earlier { goal } => review::detail_page(room, goal),
    }
}

/// Does what a key asks for in the top layer.
pub fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    let Some(top) = ui.pop() else {
        return Vec::new();
    };
    match top {
        Layer::Help { at, scopes } => help::act(ui, room, at, scopes, action),
        Layer::Reading(_)
        | Layer::Lists { .. }
        | Layer::Ballots { .. }
        | Layer::Explain { .. }
        | Layer::FitsExplained(_) => Vec::new(),
        Layer::Fits(fitting) => fits::act(ui, room, fitting, action),
        Layer::Zoom { theme } => zoom::act(ui, room, theme, action),
        Layer::Speaking { theme, at } => speaking::act(ui, room, theme, at, action),
        Layer::Clock => clock::act(ui, room, action),
        Layer::Write(writing) => write::act(ui, room, writing, action),
        Layer::Choose(picker) => choose::act(ui, room, picker, action),
        Layer::ChooseMany(list) => choose::act_on_checklist(ui, room, list, action),
        Layer::Ask(question) => ask::act(ui, room, &question, action),
        Layer::Comments { theme, at, all } => comments::act(ui, room, &theme, at, all, action),
        Layer::Setup { settings, at } => setup::act(ui, room, settings, at, action),
        Layer::IAm { person } => ballot::i_am(ui, room, person, action),
        Layer::Ballot(voting) => ballot::act(ui, room, voting, action),
        Layer::GoalForm { goal, at } => form::act(ui, room, form::Which::Goal, goal, at, action),
        Layer::OwnerForm { goal, at } => form::act(ui, room, form::Which::Owner, goal, at, action),
        Layer::ReadBack { at } => read_back::act(ui, room, at, action),
        Layer::Earlier { goal } => earlier(ui, room, goal, action),
    }
}

/// A goal of the meeting before, looked at closely: the keys of Review work on it.
fn earlier(ui: &mut Ui, room: &Room, goal: String, action: Action) -> Vec<Effect> {
    match action {
        Action::Look(_)
        | Action::Answer(_)
        | Action::NextStep
        | Action::MoveDue
        | Action::Accept
        | Action::CarryOver => {
            ui.push(Layer::Earlier { goal: goal.clone() });
            review::act_on_goal(ui, room, &goal, action)
        }
        Action::Up | Action::Down => {
            let forward = action == Action::Down;
            let next = review::beside(room, &goal, forward).unwrap_or(goal);
            ui.push(Layer::Earlier { goal: next });
            Vec::new()
        }
        _ => Vec::new(),
    }
}
