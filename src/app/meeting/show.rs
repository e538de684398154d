//! The screen around a page: header, stages, alerts, side panel, and the time until its clock changes.

use super::{
    context::Context,
    countdown, desk, layer,
    screen::{self, review},
    ui::{MeetingLayer, Sheet, Ui},
};
use crate::app::{
    cards::{Haste, Page, Role, Timer, View},
    shell::OwnLayer as _,
    words,
};
use crate::domain::{
    agenda::Activity,
    pace::{self, Pace},
};

/// The page of the nearest layer that stands in the place of the stage's screen, else that screen.
pub fn page(ui: &Ui, room: &Context) -> Page {
    let sheets = ui.shell.layers.iter().rev().filter_map(MeetingLayer::own);
    match sheets.into_iter().find(|sheet| !sheet.is_overlay()) {
        Some(sheet) => layer::page(ui, room, sheet),
        None => screen::page(ui, room),
    }
}

/// Everything around a page: header, stages, alerts, and what stands beside it.
pub fn chrome(ui: &Ui, room: &Context, page: &Page) -> View {
    // A slide has the wall to itself; at the desk only a voter, who is not to read the notes, has.
    let voter = matches!(ui.shell.own_on_top(), Some(Sheet::Ballot(_)));
    let beside = !voter && (room.desk || !page.slide);
    View {
        unit: room.meeting.findings().unit.name.clone(),
        place: place(room),
        timer: timer(ui, room),
        ends: pace(room).map_or_else(String::new, |p| format!("at this pace {}", p.expected.hm())),
        clock: room.now.hm(),
        stages: stages(room),
        countdown: countdown::line(ui, room),
        alert: alert(ui, room),
        side: beside.then(|| Page {
            blocks: desk::side(ui, room),
            ..Page::default()
        }),
        side_needed: room.desk,
        ..View::default()
    }
}

/// The projected end of the meeting; `None` before it begins and after it is saved.
pub fn pace(room: &Context) -> Option<Pace> {
    if !room.meeting.is_started() || room.meeting.saved().is_some() {
        return None;
    }
    let started = room.meeting.started()?;
    pace::pace(&room.meeting.agenda().items, room.mark, started, room.now)
}

/// The position in the agenda, such as `3 of 9`; of a review the goals that were looked at.
fn place(room: &Context) -> String {
    if room.follow_up {
        return review::progress(room).words();
    }
    let items = &room.meeting.agenda().items;
    if items.is_empty() {
        return String::new();
    }
    let pause = match items.get(room.mark.item).map(|i| &i.what) {
        Some(Activity::Break(what)) => format!("{what}, "),
        _ => String::new(),
    };
    // Seen beside the clock while the facilitator looks at the room; the wall shows it to nobody.
    let turn = room.mark.airtime.turn().filter(|_| room.desk);
    let speaks = turn.map_or_else(String::new, |turn| {
        format!(", {}", words::speaks(turn.voice).to_lowercase())
    });
    format!("{pause}{} of {}{speaks}", room.mark.item + 1, items.len())
}

/// The timer of the current agenda item; without its seconds where motion is reduced.
fn timer(ui: &Ui, room: &Context) -> Option<Timer> {
    if room.follow_up {
        // A review has no agenda, and the last item of the meeting is months old.
        return None;
    }
    let item = room.meeting.agenda().items.get(room.mark.item)?;
    let taken = room.mark.taken(room.mark.item, room.now);
    let minutes = item.minutes.saturating_add(room.mark.added(room.mark.item));
    let planned = u64::from(minutes) * 60;
    let runs = room.mark.running.is_some();
    // Before the first minute only the plan is shown: a clock at 00:00 looks as if it were running.
    if !runs && taken == 0 {
        return Some(Timer {
            text: format!("{minutes} min"),
            role: Role::Muted,
            haste: Haste::None,
        });
    }
    // Moving figures draw the eye away from the speaker, and some people cannot read beside them.
    let calm = ui.settings.reduced_motion;
    let paused = if runs { "" } else { ", paused" };
    if taken > planned {
        let over = words::minutes_and_seconds(taken - planned, calm);
        return Some(Timer {
            text: format!("{over} over{paused}"),
            role: Role::Warn,
            haste: if runs { Haste::Over } else { Haste::None },
        });
    }
    // A paused item is in no hurry, however little time is left of it.
    let last = runs && planned - taken <= 60;
    let (role, haste, said) = match (runs, last) {
        (false, _) => (Role::Muted, Haste::None, ""),
        (true, true) => (Role::Warn, Haste::LastMinute, ", last minute"),
        (true, false) => (Role::Ink, Haste::None, ""),
    };
    let clock = if calm {
        (taken / 60).to_string()
    } else {
        words::minutes_and_seconds(taken, false)
    };
    Some(Timer {
        text: format!("{clock} of {minutes}{said}{paused}"),
        role,
        haste,
    })
}

/// The stages with their numbers, the current one marked `true`.
fn stages(room: &Context) -> Vec<(String, bool)> {
    let stages = room.stages().into_iter();
    stages
        .map(|s| (format!("{} {}", s.number(), s.title()), s == room.stage()))
        .collect()
}

/// The most serious problem of the session; `None` where all is well.
fn alert(ui: &Ui, room: &Context) -> Option<String> {
    // One alert at a time, the most serious first. A room that is shown three reads none of them.
    if room.unsure {
        return Some(
            "Nobody can tell whether this is open elsewhere: look only. {TryAgain} goes on."
                .to_owned(),
        );
    }
    if room.read_only {
        return Some("Open in another window: here it can only be looked at.".to_owned());
    }
    if room.unsaved > 0 {
        let steps = words::count(room.unsaved as u64, "step", "steps");
        return Some(format!(
            "{steps} not saved. {{TryAgain}} tries again, {{SaveElsewhere}} saves on this computer instead."
        ));
    }
    // Most replacements that fail succeed within two seconds. An alert that comes and goes on a projector is only noise.
    if room.behind && !room.replacing {
        return Some(
            "What was agreed is not in outcome.yaml yet. {TryAgain} tries again.".to_owned(),
        );
    }
    (ui.blank && room.desk).then(|| "The wall is blank. {Blank} brings it back.".to_owned())
}

/// Seconds until the shown clock changes: the next second while a timer runs, else the next minute.
pub fn until_the_clock_changes(room: &Context, ui: &Ui) -> Option<u64> {
    // Nothing on a blank wall changes, so the loop may sleep until a key comes.
    if ui.blank && !room.desk {
        return None;
    }
    // While somebody marks a ballot no clock ticks: a screen that changes each second makes the room look at it.
    let voting = room
        .meeting
        .open_round()
        .is_some_and(|r| !r.settings.method.is_open())
        && matches!(ui.shell.own_on_top(), Some(Sheet::Ballot(_)));
    if room.mark.running.is_some() && !voting && !ui.settings.reduced_motion {
        return Some(1);
    }
    // Until the minute turns and not for 60 seconds, or the clock would be up to a minute late.
    let minute = 60 - u64::try_from(room.now.time().second()).unwrap_or(0);
    let countdown = countdown::until_it_changes(ui, room).filter(|_| !voting);
    Some(countdown.map_or(minute, |seconds| seconds.min(minute)))
}
