//! The whole screen from the parts: header, stages, the stage's page or the layer's, footer.

use super::{
    action::Action,
    cards::{Hint, Role, Timer, View},
    keymap::{self, Scope},
    layer,
    room::Room,
    screen,
    ui::{Layer, Ui},
    update, words,
};
use crate::domain::agenda::{Method, Stage, What};

/// Everything on the screen.
pub fn view(ui: &Ui, room: &Room) -> View {
    if ui.blank {
        return View {
            blank: true,
            ..View::default()
        };
    }
    // The nearest layer that stands in the place of the screen, and an overlay on top of it.
    let below = ui.layers.iter().rev().find(|l| !l.is_overlay());
    let mut page = below.map_or_else(|| screen::page(ui, room), |l| layer::page(ui, room, l));
    if ui.rest {
        page.scroll = u16::MAX;
    }
    let overlay = ui
        .layers
        .last()
        .filter(|l| l.is_overlay())
        .map(|l| layer::page(ui, room, l));
    View {
        unit: room.meeting.findings().unit.name.clone(),
        place: place(room),
        timer: timer(room),
        clock: room.now.hm(),
        stages: stages(room),
        alert: alert(room),
        page,
        overlay,
        footer: footer(ui, room),
        toast: ui.toast.clone(),
        blank: false,
        side: None,
        palette: ui.palette,
    }
}

fn place(room: &Room) -> String {
    let items = &room.meeting.agenda().items;
    if items.is_empty() {
        return String::new();
    }
    let pause = match items.get(room.mark.item).map(|i| &i.what) {
        Some(What::Break(what)) => format!("{what}, "),
        _ => String::new(),
    };
    format!("{pause}{} of {}", room.mark.item + 1, items.len())
}

fn timer(room: &Room) -> Option<Timer> {
    let item = room.meeting.agenda().items.get(room.mark.item)?;
    let taken = room.mark.taken(room.mark.item, room.now);
    let minutes = item.minutes.saturating_add(room.mark.added(room.mark.item));
    let planned = u64::from(minutes) * 60;
    if room.mark.running.is_none() && taken == 0 {
        return Some(Timer {
            text: format!("{minutes} min"),
            role: Role::Muted,
        });
    }
    let clock = |s: u64| format!("{:02}:{:02}", s / 60, s % 60);
    if taken > planned {
        let paused = if room.mark.running.is_none() {
            ", paused"
        } else {
            ""
        };
        return Some(Timer {
            text: format!("{} over{paused}", clock(taken - planned)),
            role: Role::Warn,
        });
    }
    let role = match (room.mark.running.is_some(), planned - taken <= 60) {
        (false, _) => Role::Muted,
        (true, true) => Role::Warn,
        (true, false) => Role::Ink,
    };
    let paused = if room.mark.running.is_none() {
        ", paused"
    } else {
        ""
    };
    Some(Timer {
        text: format!("{} of {minutes}{paused}", clock(taken)),
        role,
    })
}

fn stages(room: &Room) -> Vec<(String, bool)> {
    Stage::ALL
        .iter()
        .map(|s| (format!("{} {}", s.number(), s.title()), *s == room.stage()))
        .collect()
}

fn alert(room: &Room) -> Option<String> {
    if room.read_only {
        return Some("Open in another window: here it can only be looked at.".to_owned());
    }
    (room.unsaved > 0).then(|| {
        let steps = words::count(room.unsaved as u64, "step", "steps");
        format!("{steps} not saved. ! tries again, @ saves on this computer instead.")
    })
}

/// Hints for where one stands, from the key table: what cannot be done now is not there.
fn footer(ui: &Ui, room: &Room) -> Vec<Hint> {
    let scopes = update::scopes(ui, room);
    let mut hints: Vec<Hint> = keymap::rows(&scopes)
        .into_iter()
        .filter(|row| row.footer && update::available(ui, room, row).is_ok())
        .map(|row| Hint {
            key: row.keys.first().map_or_else(String::new, |k| k.name()),
            label: row.label.to_owned(),
        })
        .collect();
    if scopes.contains(&Scope::Everywhere)
        && let Some(help) = keymap::KEYS.iter().find(|b| b.action == Action::Help)
    {
        hints.truncate(6);
        hints.push(Hint {
            key: help.keys.first().map_or_else(String::new, |k| k.name()),
            label: help.label.to_owned(),
        });
    }
    hints
}

/// Seconds until the shown clock changes: the next second while a timer runs, else the next minute.
pub fn until_the_clock_changes(room: &Room, ui: &Ui) -> Option<u64> {
    if ui.blank {
        return None;
    }
    let voting = room
        .meeting
        .open_round()
        .is_some_and(|r| r.method != Method::Hands)
        && matches!(ui.layers.last(), Some(Layer::Ballot(_)));
    if room.mark.running.is_some() && !voting {
        return Some(1);
    }
    Some(60 - u64::try_from(room.now.time().second()).unwrap_or(0))
}
