//! Converts the interface state to the wall's state in the journal and back.
//!
//! With it a following screen, or the meeting opened again, shows the same page. Overlays are not part of it: a text or
//! choice in progress is shown elsewhere only when it is done.

use super::{
    context::Context,
    ui::{Fitting, MeetingLayer, Sheet, Ui},
};
use crate::domain::{
    agenda::Stage,
    meeting::{
        Mark, Meeting,
        mark::{Slide, Unshown, WallView},
    },
    vote::round::Round,
};

/// The state of the wall. The selected row is recorded only at the desk.
// A recorded row is a line in the journal for every arrow key; without a desk there is no second screen to need it.
pub fn wall_state(ui: &Ui, room: &Context) -> WallView {
    let stage = room.stage();
    let finding = room
        .theme()
        .filter(|_| stage == Stage::Themes)
        .and_then(|t| ui.finding.get(&t.id))
        .copied()
        .unwrap_or(0);
    WallView {
        finding,
        numbers: ui.numbers && stage == Stage::Themes,
        row: if room.desk {
            ui.at.get(&stage).copied().unwrap_or(0)
        } else {
            0
        },
        back: ui.back,
        order: ui.goal_order,
        // The nearest layer that has a slide. A ballot on top has none, so the wall keeps
        // the page below while somebody votes.
        slide: ui.shell.layers.iter().rev().find_map(|l| slide(l.own()?)),
        blank: ui.blank,
        unshown: unshown(ui, room),
        countdown: ui.countdown,
        down: if room.desk { ui.wall_down } else { 0 },
    }
}

/// The results that are not shown yet: those of an open round, or what is left of a closed one.
fn unshown(ui: &Ui, room: &Context) -> Option<Unshown> {
    match room.meeting.open_round() {
        // Said before the count is in the journal: a screen that follows reads the count as soon as it is written.
        Some(round) if is_revealed(round) => Some(Unshown {
            round: round.id.clone(),
            goals: round.settings.goals.len(),
        }),
        Some(_) => None,
        None => ui.unshown.clone(),
    }
}

/// `true` if the results of a round are shown one at a time: with ballots, which nobody has seen, and for more than one goal.
/// The answers about the meeting decide nothing, and are shown at once.
pub fn is_revealed(round: &Round) -> bool {
    !round.settings.method.is_open() && !round.is_evaluation() && round.settings.goals.len() > 1
}

fn slide(sheet: &Sheet) -> Option<Slide> {
    Some(match sheet {
        Sheet::Zoom { .. } => Slide::Zoom,
        Sheet::Comments { theme, at, all } => Slide::Comment {
            theme: theme.clone(),
            at: *at,
            all: *all,
        },
        Sheet::Speaking { .. } => Slide::Speaking,
        Sheet::HereFor => Slide::HereFor,
        Sheet::Evaluation => Slide::Evaluation,
        Sheet::Voices => Slide::Voices,
        Sheet::Clock => Slide::Clock,
        Sheet::Setup { settings, .. } => Slide::Setup {
            settings: settings.clone(),
        },
        Sheet::GoalForm { goal, .. } => Slide::Goal { goal: goal.clone() },
        Sheet::OwnerForm { goal, .. } => Slide::Owner { goal: goal.clone() },
        Sheet::Earlier { goal } => Slide::Earlier { goal: goal.clone() },
        Sheet::Fits(fitting) => fits(fitting, false),
        Sheet::FitsExplained(fitting) => fits(fitting, true),
        Sheet::Explain { round, goal } => Slide::Explain {
            round: round.clone(),
            goal: goal.clone(),
        },
        Sheet::Lists { round } => Slide::Lists {
            round: round.clone(),
        },
        Sheet::Ballots { round } => Slide::Ballots {
            round: round.clone(),
        },
        Sheet::ReadBack { at } => Slide::ReadBack { at: *at },
        Sheet::Pledge { at } => Slide::Pledge { at: *at },
        // A ballot must not leave this process: the journal would hold whose turn it is, and the wall would show it.
        // The list of steps is the facilitator's, and is no part of the meeting.
        Sheet::Reading(_) | Sheet::Steps { .. } | Sheet::Ballot(_) => {
            return None;
        }
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
        // The findings may have changed since the line was written, and a theme may be gone.
        .or_else(|| meeting.themes().first().copied())
        .map(|t| t.id.clone());
    if let Some(theme) = &theme {
        ui.finding.insert(theme.clone(), shown.finding);
    }
    ui.numbers = shown.numbers;
    ui.at.insert(mark.stage, shown.row);
    ui.back = shown.back;
    ui.unshown.clone_from(&shown.unshown);
    ui.goal_order = shown.order;
    ui.countdown = shown.countdown;
    ui.wall_down = shown.down;
    ui.shell.layers.clear();
    // The goal of the slide may have been merged or dropped since, on the other screen or by an undo.
    let live = |goal: &str| {
        meeting
            .goal(goal)
            .is_some_and(crate::domain::goal::Goal::is_live)
    };
    let layer = match &shown.slide {
        None => None,
        Some(Slide::Zoom) => theme.map(|theme| Sheet::Zoom { theme }),
        Some(Slide::Comment { theme, at, all }) => Some(Sheet::Comments {
            theme: theme.clone(),
            at: *at,
            all: *all,
        }),
        // The row is not restored: it is the desk's, and on the wall a marked name would press somebody to speak.
        Some(Slide::Speaking) => theme.map(|theme| Sheet::Speaking { theme, at: 0 }),
        Some(Slide::HereFor) => Some(Sheet::HereFor),
        Some(Slide::Evaluation) => Some(Sheet::Evaluation),
        Some(Slide::Voices) => Some(Sheet::Voices),
        Some(Slide::Clock) => Some(Sheet::Clock),
        Some(Slide::Setup { settings }) => Some(Sheet::Setup {
            settings: settings.clone(),
            at: 0,
        }),
        Some(Slide::Goal { goal }) => live(goal).then(|| Sheet::GoalForm {
            goal: goal.clone(),
            at: 0,
        }),
        Some(Slide::Owner { goal }) => live(goal).then(|| Sheet::OwnerForm {
            goal: goal.clone(),
            at: 0,
        }),
        Some(Slide::Earlier { goal }) => Some(Sheet::Earlier { goal: goal.clone() }),
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
                Sheet::FitsExplained(fitting)
            } else {
                Sheet::Fits(fitting)
            })
        }
        Some(Slide::Explain { round, goal }) => live(goal).then(|| Sheet::Explain {
            round: round.clone(),
            goal: goal.clone(),
        }),
        Some(Slide::Lists { round }) => Some(Sheet::Lists {
            round: round.clone(),
        }),
        Some(Slide::Ballots { round }) => Some(Sheet::Ballots {
            round: round.clone(),
        }),
        Some(Slide::ReadBack { at }) => Some(Sheet::ReadBack { at: *at }),
        Some(Slide::Pledge { at }) => Some(Sheet::Pledge { at: *at }),
    };
    ui.shell.layers.extend(layer.map(MeetingLayer::Own));
}
