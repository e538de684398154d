//! Assembles the view of a meeting: header, stages, the page of the stage or layer, side panel, footer.

use super::{
    desk, layer,
    room::Room,
    screen,
    ui::{Layer, Ui},
    update,
};
use crate::app::{
    action::Action,
    cards::{Haste, Hint, Page, Role, Timer, View},
    keymap::{self, Scope},
    words,
};
use crate::domain::{
    agenda::{Activity, Stage},
    pace::{self, Pace},
};

/// The view of the current state.
pub fn view(ui: &Ui, room: &Room) -> View {
    // Blanking is for the projector; the facilitator's own screen goes on.
    if ui.blank && !room.desk {
        return View {
            blank: true,
            palette: ui.palette,
            ..View::default()
        };
    }
    // The topmost layer that replaces the page, and above it at most one overlay: lower overlays would not be seen.
    let below = ui.layers.iter().rev().find(|l| !l.is_overlay());
    let mut page = below.map_or_else(|| screen::page(ui, room), |l| layer::page(ui, room, l));
    let mut overlay = ui
        .layers
        .last()
        .filter(|l| l.is_overlay())
        .map(|l| layer::page(ui, room, l));
    let top = overlay.as_mut().unwrap_or(&mut page);
    top.scroll = top.scroll.max(ui.scroll);
    // On the wall a slide has the screen to itself. At the desk the panel is hidden only from a voter at the keyboard, who
    // must not read the notes.
    let voter = matches!(ui.layers.last(), Some(Layer::IAm { .. } | Layer::Ballot(_)));
    let beside = if room.desk { !voter } else { !page.slide };
    View {
        unit: room.meeting.findings().unit.name.clone(),
        place: place(room),
        timer: timer(ui, room),
        ends: pace(room).map_or_else(String::new, |p| format!("at this pace {}", p.expected.hm())),
        clock: room.now.hm(),
        stages: stages(room),
        alert: alert(ui, room),
        page,
        overlay,
        footer: footer(ui, room),
        toast: ui.toast.clone(),
        blank: false,
        side: beside.then(|| Page {
            blocks: desk::side(ui, room),
            ..Page::default()
        }),
        palette: ui.palette,
    }
}

/// The projected end of the meeting; `None` before it begins and after it is saved.
pub fn pace(room: &Room) -> Option<Pace> {
    if !room.meeting.is_started() || room.meeting.saved().is_some() {
        return None;
    }
    let started = room.meeting.started()?;
    pace::pace(&room.meeting.agenda().items, room.mark, started, room.now)
}

/// The position in the agenda, such as `3 of 9`.
fn place(room: &Room) -> String {
    let items = &room.meeting.agenda().items;
    if items.is_empty() {
        return String::new();
    }
    let pause = match items.get(room.mark.item).map(|i| &i.what) {
        Some(Activity::Break(what)) => format!("{what}, "),
        _ => String::new(),
    };
    format!("{pause}{} of {}", room.mark.item + 1, items.len())
}

/// The timer of the current agenda item; without its seconds where motion is reduced.
fn timer(ui: &Ui, room: &Room) -> Option<Timer> {
    let item = room.meeting.agenda().items.get(room.mark.item)?;
    let taken = room.mark.taken(room.mark.item, room.now);
    let minutes = item.minutes.saturating_add(room.mark.added(room.mark.item));
    let planned = u64::from(minutes) * 60;
    let runs = room.mark.running.is_some();
    if !runs && taken == 0 {
        return Some(Timer {
            text: format!("{minutes} min"),
            role: Role::Muted,
            haste: Haste::None,
        });
    }
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
fn stages(room: &Room) -> Vec<(String, bool)> {
    Stage::ALL
        .iter()
        .map(|s| (format!("{} {}", s.number(), s.title()), *s == room.stage()))
        .collect()
}

/// The most serious problem of the session; `None` where all is well.
fn alert(ui: &Ui, room: &Room) -> Option<String> {
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
    if room.behind && !room.replacing {
        return Some(
            "What was agreed is not in outcome.yaml yet. {TryAgain} tries again.".to_owned(),
        );
    }
    (ui.blank && room.desk).then(|| "The wall is blank. {Blank} brings it back.".to_owned())
}

/// The footer's hints from the key table; actions that are not available now are left out.
fn footer(ui: &Ui, room: &Room) -> Vec<Hint> {
    let scopes = update::scopes(ui, room);
    let mut hints: Vec<Hint> = keymap::rows(&scopes)
        .into_iter()
        .filter(|row| row.footer && update::available(ui, room, row).is_ok())
        .filter_map(|row| {
            let key = *row.keys.first()?;
            Some(Hint {
                key: key.name(),
                label: row.label.to_owned(),
                press: Some(key),
            })
        })
        .collect();
    if scopes.contains(&Scope::Everywhere)
        && let Some(help) = keymap::KEYS.iter().find(|b| b.action == Action::Help)
    {
        // Beyond six the footer is a list to search and no longer a reminder; the help page has every key.
        hints.truncate(5);
        hints.push(Hint {
            key: help.keys.first().map_or_else(String::new, |k| k.name()),
            label: help.label.to_owned(),
            press: help.keys.first().copied(),
        });
    }
    hints
}

/// Seconds until the clock on the screen changes: 1 while a timer runs, else the rest of the minute.
pub fn until_the_clock_changes(room: &Room, ui: &Ui) -> Option<u64> {
    if ui.blank && !room.desk {
        return None;
    }
    let voting = room
        .meeting
        .open_round()
        .is_some_and(|r| !r.settings.method.is_open())
        && matches!(ui.layers.last(), Some(Layer::Ballot(_)));
    if room.mark.running.is_some() && !voting && !ui.settings.reduced_motion {
        return Some(1);
    }
    Some(60 - u64::try_from(room.now.time().second()).unwrap_or(0))
}
