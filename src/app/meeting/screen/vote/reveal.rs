//! The reveal: results of a round that come onto the wall one goal at a time, from the last to the first.

use crate::{
    app::{
        action::Action,
        meeting::{
            context::Context,
            screen::moves,
            ui::{MeetingLayer, Ui},
        },
        shell::OwnLayer as _,
    },
    domain::agenda::Stage,
};

/// The number of goals, from the best on, whose results are not shown yet.
pub fn unshown(ui: &Ui, room: &Context) -> usize {
    let Some((left, round)) = ui.unshown.as_ref().zip(room.count(ui.back)) else {
        return 0;
    };
    if left.round != round.id {
        return 0;
    }
    // A goal of the round may have been dropped meanwhile; those that were not voted on hide nothing.
    let voted = |goal: &&String| {
        room.meeting
            .goal(goal)
            .is_some_and(crate::domain::goal::Goal::is_live)
    };
    let goals = round.settings.goals.iter().filter(voted).count();
    left.goals.min(goals)
}

/// The row under the mark: never one that is not shown; `None` while nothing is.
pub(super) fn marked(ui: &Ui, room: &Context, rows: usize) -> Option<usize> {
    let first = unshown(ui, room);
    (first < rows).then(|| ui.row(Stage::Vote, rows).max(first))
}

/// Shows the next goal, and marks it.
pub fn reveal_next(ui: &mut Ui, room: &Context) {
    let left = unshown(ui, room).saturating_sub(1);
    ui.at.insert(Stage::Vote, left);
    match &mut ui.unshown {
        Some(unshown) if left > 0 => unshown.goals = left,
        _ => ui.unshown = None,
    }
}

/// The row of the first goal on which the groups are far apart, else the first row.
fn to_talk_about(ui: &Ui, room: &Context) -> usize {
    let tally = room.count(ui.back).and_then(|round| round.tally());
    let parted = |goal: &&crate::domain::goal::Goal| {
        tally
            .and_then(|t| t.of(&goal.id))
            .is_some_and(|counted| counted.parted.is_some())
    };
    let goals = room.goals_by_result(ui.back);
    goals.iter().position(parted).unwrap_or(0)
}

/// Performs an action while results are being shown; `true` if there is nothing more to do.
pub(super) fn act(ui: &mut Ui, room: &Context, rows: usize, action: Action) -> bool {
    if unshown(ui, room) == 0 {
        return false;
    }
    match action {
        Action::RevealNext => reveal_next(ui, room),
        Action::RevealAll => {
            ui.unshown = None;
            ui.at.insert(Stage::Vote, to_talk_about(ui, room));
        }
        _ if moves(ui, Stage::Vote, rows, action) => {
            let at = marked(ui, room, rows).unwrap_or(0);
            ui.at.insert(Stage::Vote, at);
        }
        // Any other key goes on with the meeting, which needs all results on the wall.
        _ => {
            if let Some(at) = marked(ui, room, rows) {
                ui.at.insert(Stage::Vote, at);
            }
            ui.unshown = None;
            return false;
        }
    }
    true
}

/// Ends the reveal once another page is on the wall: who comes back finds all results.
pub fn end_of_reveal(ui: &mut Ui, stage: Stage) {
    let elsewhere = |layer: &MeetingLayer| layer.own().is_some_and(|sheet| !sheet.is_overlay());
    if stage != Stage::Vote || ui.back > 0 || ui.shell.layers.iter().any(elsewhere) {
        ui.unshown = None;
    }
}
