//! Countdowns for reading, writing and speaking, beside the agenda item's timer, which goes on.

use super::{
    context::Context,
    ui::{MeetingLayer, Sheet, Ui},
    update::say,
};
use crate::{
    app::{
        cards::{Role, countdown::CountdownLine},
        words,
    },
    domain::{
        agenda::Stage,
        meeting::mark::{Countdown, CountdownKind},
    },
};

/// Starts a countdown of its usual length, or stops the one of the same kind.
pub fn toggle(ui: &mut Ui, room: &Context, kind: CountdownKind) {
    let runs = ui
        .countdown
        .is_some_and(|c| c.kind == kind && c.left(room.now) > 0);
    if runs {
        ui.countdown = None;
        return;
    }
    let seconds = kind.usual_seconds();
    ui.countdown = Some(Countdown {
        kind,
        from: room.now,
        seconds,
    });
    let minutes = words::count(seconds / 60, "minute", "minutes");
    // Said in words too: whoever hears the program read aloud does not see the line.
    say(
        ui,
        Role::Ink,
        match kind {
            CountdownKind::Reading => {
                format!("{minutes} to read in silence. {{AddMinute}} adds one.")
            }
            CountdownKind::Writing => {
                format!("{minutes} to write in silence. {{AddMinute}} adds one.")
            }
            CountdownKind::Speaking => {
                format!("{minutes} to speak. {{AddMinute}} adds one.")
            }
        },
    );
}

/// Adds a minute to the countdown on the screen; `false` if there is none.
pub fn add_minute(ui: &mut Ui, room: &Context) -> bool {
    let Some(countdown) = &mut ui.countdown else {
        return false;
    };
    if countdown.left(room.now) == 0 {
        *countdown = Countdown {
            from: room.now,
            seconds: 60,
            ..*countdown
        };
    } else {
        countdown.seconds = countdown.seconds.saturating_add(60);
    }
    true
}

/// Takes the thanks of a countdown that is over off the screen.
pub fn clear_finished(ui: &mut Ui, room: &Context) {
    ui.countdown = ui.countdown.filter(|c| c.left(room.now) > 0);
}

/// Stops a countdown whose page the room has left.
pub fn clear_left(ui: &mut Ui, room: &Context) {
    let on = |sheet: fn(&Sheet) -> bool| {
        let mut sheets = ui.shell.layers.iter().filter_map(MeetingLayer::own);
        sheets.any(sheet)
    };
    let belongs = match ui.countdown.map(|c| c.kind) {
        None => return,
        Some(CountdownKind::Reading) => on(|s| matches!(s, Sheet::Comments { .. })),
        Some(CountdownKind::Speaking) => on(|s| matches!(s, Sheet::Speaking { .. })),
        // Ideas are written while the evidence is looked at again, so it goes on from one of the two pages to the other.
        Some(CountdownKind::Writing) => matches!(room.stage(), Stage::Themes | Stage::Goals),
    };
    if !belongs {
        ui.countdown = None;
    }
}

/// The line at the foot of the page.
pub fn line(ui: &Ui, room: &Context) -> Option<CountdownLine> {
    let countdown = ui.countdown?;
    let left = countdown.left(room.now);
    if left == 0 {
        return Some(CountdownLine {
            label: "Thank you".to_owned(),
            ..CountdownLine::default()
        });
    }
    let label = match countdown.kind {
        CountdownKind::Reading => "Read in silence",
        CountdownKind::Writing => "Write in silence",
        CountdownKind::Speaking => "Time to speak",
    };
    // Where motion is reduced only whole minutes are shown, and the line does not shrink between them.
    let (left, text) = if ui.settings.reduced_motion {
        let minutes = left.div_ceil(60);
        (minutes * 60, format!("{minutes} min"))
    } else {
        (left, format!("{}:{:02}", left / 60, left % 60))
    };
    Some(CountdownLine {
        label: label.to_owned(),
        text,
        left,
        of: countdown.seconds.max(left),
    })
}

/// Seconds until the line changes; `None` if it does not.
pub fn until_it_changes(ui: &Ui, room: &Context) -> Option<u64> {
    let left = ui.countdown?.left(room.now);
    match left {
        0 => None,
        _ if ui.settings.reduced_motion => Some(match left % 60 {
            0 => 60,
            rest => rest,
        }),
        _ => Some(1),
    }
}
