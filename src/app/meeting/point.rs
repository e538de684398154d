//! What a pointer does: a click goes to a row, and a second one on the same row is as good as Enter.
//!
//! A click is never more than keys can do, so that nothing can be reached by mouse alone.

use super::{
    effect::Effect,
    layer,
    room::Room,
    screen::{self, welcome},
    ui::{Layer, Ui},
    update,
};
use crate::app::{
    cards::Page,
    input::{Code, Key, Target},
    keymap::Scope,
};
use crate::domain::agenda::Stage;

/// Takes a click in.
pub fn click(ui: &mut Ui, room: &Room, target: Target) -> Vec<Effect> {
    if ui.blank && !room.desk {
        ui.blank = false;
        return Vec::new();
    }
    match target {
        Target::Key(key) => update::press(ui, room, key),
        Target::Tab(nth) => match Stage::ALL.get(nth) {
            Some(stage) if update::scopes(ui, room).contains(&Scope::Everywhere) => {
                let digit = char::from_digit(u32::try_from(stage.number()).unwrap_or(0), 10);
                digit.map_or_else(Vec::new, |d| update::press(ui, room, Key::char(d)))
            }
            _ => Vec::new(),
        },
        Target::Row(nth) => {
            ui.toast = None;
            let several = matches!(ui.layers.last(), Some(Layer::ChooseMany(_)));
            if several {
                to_row(ui, room, nth);
                return update::press(ui, room, Key::char(' '));
            }
            // Only an arrow and a number mark a ballot: a slip of the hand on the mouse must not.
            let ballot = matches!(ui.layers.last(), Some(Layer::Ballot(_)));
            if selected(&page(ui, room)) == Some(nth) && !ballot {
                return update::press(ui, room, Key::plain(Code::Enter));
            }
            to_row(ui, room, nth);
            Vec::new()
        }
    }
}

/// The page on top.
pub fn page(ui: &Ui, room: &Room) -> Page {
    match ui.layers.last() {
        Some(top) => layer::page(ui, room, top),
        None => screen::page(ui, room),
    }
}

fn selected(page: &Page) -> Option<usize> {
    page.list().iter().position(|row| row.selected)
}

/// Goes to a row of the list on top.
pub fn to_row(ui: &mut Ui, room: &Room, nth: usize) {
    let rows = page(ui, room).list().len();
    if nth >= rows {
        return;
    }
    match ui.layers.last_mut() {
        Some(
            Layer::Help { at, .. }
            | Layer::Setup { at, .. }
            | Layer::Speaking { at, .. }
            | Layer::GoalForm { at, .. }
            | Layer::OwnerForm { at, .. },
        ) => *at = nth,
        Some(Layer::Choose(picker)) => picker.at = nth,
        Some(Layer::ChooseMany(list)) => list.list.at = nth,
        Some(Layer::Fits(fitting)) => fitting.at = nth,
        Some(Layer::Ballot(voting)) => voting.at = nth,
        Some(_) => {}
        None => {
            let first = match room.stage() {
                Stage::Welcome => welcome::first_of_list(ui, room),
                _ => 0,
            };
            ui.at.insert(room.stage(), first + nth);
        }
    }
}
