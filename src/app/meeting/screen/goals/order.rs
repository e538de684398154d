//! The order of the goals on the board. It is chosen on the screen and changes nothing in the meeting.

use crate::{
    app::meeting::{context::Context, ui::Ui},
    domain::{agenda::Stage, goal::Goal, meeting::mark::GoalOrder},
};

impl GoalOrder {
    /// The order in words, such as they follow "sort".
    pub fn words(self) -> &'static str {
        match self {
            Self::Proposed => "as proposed",
            Self::Result => "by votes",
            Self::Money => "by money",
            Self::Hours => "by hours",
            Self::Theme => "by theme",
        }
    }
}

/// The goals in the order of the board.
pub fn ordered<'a>(ui: &Ui, room: &Context<'a>) -> Vec<&'a Goal> {
    let mut goals = room.goals();
    // Stable sorts: goals that are alike stay as they were proposed.
    match ui.goal_order {
        GoalOrder::Proposed => {}
        GoalOrder::Result => return room.goals_by_result(0),
        // The largest first, because that is what the room looks for. What is not known comes last.
        GoalOrder::Money => goals.sort_by_key(|g| std::cmp::Reverse(g.cost)),
        GoalOrder::Hours => goals.sort_by_key(|g| std::cmp::Reverse(g.hours)),
        GoalOrder::Theme => {
            let themes = &room.meeting.findings().themes;
            let place = |g: &&Goal| {
                let first = g.themes.first();
                let at = first.and_then(|id| themes.iter().position(|t| t.id == *id));
                at.unwrap_or(themes.len())
            };
            goals.sort_by_key(place);
        }
    }
    goals
}

/// The order that the key for another order brings next; by votes only once there is a result.
pub fn next_order(ui: &Ui, room: &Context) -> GoalOrder {
    match ui.goal_order {
        GoalOrder::Proposed if room.count(0).is_some() => GoalOrder::Result,
        GoalOrder::Proposed | GoalOrder::Result => GoalOrder::Money,
        GoalOrder::Money => GoalOrder::Hours,
        GoalOrder::Hours => GoalOrder::Theme,
        GoalOrder::Theme => GoalOrder::Proposed,
    }
}

/// Marks a goal on the board.
pub fn mark(ui: &mut Ui, room: &Context, goal: &str) {
    let at = ordered(ui, room).iter().position(|g| g.id == goal);
    if let Some(at) = at {
        ui.at.insert(Stage::Goals, at);
    }
}

/// Puts the goals in the next order. The marked goal stays the marked one.
pub(super) fn sort(ui: &mut Ui, room: &Context) {
    let at = ui.row(Stage::Goals, room.goals().len());
    let marked = ordered(ui, room).get(at).map(|g| g.id.clone());
    ui.goal_order = next_order(ui, room);
    if let Some(goal) = marked {
        mark(ui, room, &goal);
    }
}
