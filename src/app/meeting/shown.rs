//! Converts the interface state to the wall's state in the journal and back.
//!
//! With it a following screen, or the meeting opened again, shows the same page. Overlays are not part of it: a text or
//! choice in progress is shown elsewhere only when it is done.

use super::{
    room::Room,
    ui::{Fitting, Layer, Ui},
};
use crate::domain::{
    agenda::Stage,
    meeting::{
        Mark, Meeting,
        mark::{Shown, Slide},
    },
};

/// The state of the wall. The selected row is recorded only at the desk.
// A recorded row is a line in the journal for every arrow key; without a desk there is no second screen to need it.
pub fn wall_state(ui: &Ui, room: &Room) -> Shown {
    let stage = room.stage();
    let finding = room
        .theme()
        .filter(|_| stage == Stage::Themes)
        .and_then(|t| ui.finding.get(&t.id))
        .copied()
        .unwrap_or(0);
    Shown {
        finding,
        row: if room.desk {
            ui.at.get(&stage).copied().unwrap_or(0)
        } else {
            0
        },
        back: ui.back,
        slide: ui.layers.iter().rev().find_map(slide),
        blank: ui.blank,
    }
}

/// The slide that a layer shows on the wall; `None` for overlays and for everything private.
fn slide(layer: &Layer) -> Option<Slide> {
    Some(match layer {
        Layer::Zoom { .. } => Slide::Zoom,
        Layer::Comments { theme, at, all } => Slide::Comment {
            theme: theme.clone(),
            at: *at,
            all: *all,
        },
        Layer::Speaking { .. } => Slide::Speaking,
        Layer::Clock => Slide::Clock,
        Layer::Setup { settings, .. } => Slide::Setup {
            settings: settings.clone(),
        },
        Layer::GoalForm { goal, .. } => Slide::Goal { goal: goal.clone() },
        Layer::OwnerForm { goal, .. } => Slide::Owner { goal: goal.clone() },
        Layer::Earlier { goal } => Slide::Earlier { goal: goal.clone() },
        Layer::Fits(fitting) => fits(fitting, false),
        Layer::FitsExplained(fitting) => fits(fitting, true),
        Layer::Explain { round, goal } => Slide::Explain {
            round: round.clone(),
            goal: goal.clone(),
        },
        Layer::Lists { round } => Slide::Lists {
            round: round.clone(),
        },
        Layer::Ballots { round } => Slide::Ballots {
            round: round.clone(),
        },
        Layer::ReadBack { at } => Slide::ReadBack { at: *at },
        Layer::Help { .. }
        | Layer::Reading(_)
        | Layer::Write(_)
        | Layer::Choose(_)
        | Layer::ChooseMany(_)
        | Layer::Ask(_)
        | Layer::IAm { .. }
        | Layer::Ballot(_) => return None,
    })
}

/// The slide of a proposed set.
fn fits(fitting: &Fitting, explained: bool) -> Slide {
    Slide::Fits {
        round: fitting.round.clone(),
        rule: fitting.rule,
        moved: fitting.moved.clone(),
        explained,
    }
}

/// Restores the interface state that the mark records.
pub fn restore(ui: &mut Ui, mark: &Mark, meeting: &Meeting) {
    let shown = &mark.shown;
    let theme = meeting
        .findings()
        .theme(&mark.theme)
        .or_else(|| meeting.findings().themes.first())
        .map(|t| t.id.clone());
    if let Some(theme) = &theme {
        ui.finding.insert(theme.clone(), shown.finding);
    }
    ui.at.insert(mark.stage, shown.row);
    ui.back = shown.back;
    ui.layers.clear();
    // The goal may have been dropped or merged since the mark was written, by an undo for one.
    let live = |goal: &str| {
        meeting
            .goal(goal)
            .is_some_and(crate::domain::goal::Goal::is_live)
    };
    let layer = match &shown.slide {
        None => None,
        Some(Slide::Zoom) => theme.map(|theme| Layer::Zoom { theme }),
        Some(Slide::Comment { theme, at, all }) => Some(Layer::Comments {
            theme: theme.clone(),
            at: *at,
            all: *all,
        }),
        Some(Slide::Speaking) => theme.map(|theme| Layer::Speaking { theme, at: 0 }),
        Some(Slide::Clock) => Some(Layer::Clock),
        Some(Slide::Setup { settings }) => Some(Layer::Setup {
            settings: settings.clone(),
            at: 0,
        }),
        Some(Slide::Goal { goal }) => live(goal).then(|| Layer::GoalForm {
            goal: goal.clone(),
            at: 0,
        }),
        Some(Slide::Owner { goal }) => live(goal).then(|| Layer::OwnerForm {
            goal: goal.clone(),
            at: 0,
        }),
        Some(Slide::Earlier { goal }) => Some(Layer::Earlier { goal: goal.clone() }),
        Some(Slide::Fits {
            round,
            rule,
            moved,
            explained,
        }) => {
            let fitting = Box::new(Fitting {
                round: round.clone(),
                rule: *rule,
                at: 0,
                moved: moved.clone(),
            });
            Some(if *explained {
                Layer::FitsExplained(fitting)
            } else {
                Layer::Fits(fitting)
            })
        }
        Some(Slide::Explain { round, goal }) => live(goal).then(|| Layer::Explain {
            round: round.clone(),
            goal: goal.clone(),
        }),
        Some(Slide::Lists { round }) => Some(Layer::Lists {
            round: round.clone(),
        }),
        Some(Slide::Ballots { round }) => Some(Layer::Ballots {
            round: round.clone(),
        }),
        Some(Slide::ReadBack { at }) => Some(Layer::ReadBack { at: *at }),
    };
    ui.layers.extend(layer);
}
