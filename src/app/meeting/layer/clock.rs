//! The full-screen clock: time of the agenda item, end of a break, projected end of the meeting.

use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, centred},
        meeting::{context::Context, effect::Effect, screen, show, ui::Ui},
        words,
    },
    domain::agenda::Activity,
};

/// The clock's slide.
pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let items = &room.meeting.agenda().items;
    // The items of a meeting that is over are no clock of its review.
    let item = items.get(room.mark.item).filter(|_| !room.follow_up);
    let mut blocks = Vec::new();
    match item {
        Some(item) => {
            let title = words::item(room.meeting, &item.what);
            blocks.push(centred(
                Role::Muted,
                format!("{title}   {} of {}", room.mark.item + 1, items.len()),
            ));
            blocks.push(Block::Gap);
            let minutes = item.minutes.saturating_add(room.mark.added(room.mark.item));
            let planned = u64::from(minutes) * 60;
            let taken = room.mark.taken(room.mark.item, room.now);
            let (figure, role, said) = if taken > planned {
                let over = words::minutes_and_seconds(taken - planned, ui.settings.reduced_motion);
                (over, Role::Warn, "over time".to_owned())
            } else if matches!(item.what, Activity::Break(_)) {
                // A break counts down and says when to be back: nobody outside the room knows when it began.
                let left = planned - taken;
                let back = room.now.later(left).hm();
                (
                    words::minutes_and_seconds(left, ui.settings.reduced_motion),
                    Role::Accent,
                    format!("back at {back}"),
                )
            } else {
                let role = if planned - taken <= 60 && room.mark.running.is_some() {
                    Role::Warn
                } else {
                    Role::Accent
                };
                (
                    words::minutes_and_seconds(taken, ui.settings.reduced_motion),
                    role,
                    format!(
                        "of {}",
                        words::count(u64::from(minutes), "minute", "minutes")
                    ),
                )
            };
            blocks.push(Block::Big(figure, role));
            blocks.push(Block::Gap);
            let paused = if room.mark.running.is_none() {
                ", paused"
            } else {
                ""
            };
            blocks.push(centred(Role::Ink, format!("{said}{paused}")));
        }
        None => blocks.push(Block::Big(room.now.hm(), Role::Accent)),
    }
    blocks.push(Block::Gap);
    blocks.push(centred(Role::Strong, format!("It is {}.", room.now.hm())));
    if let Some(pace) = show::pace(room) {
        blocks.push(centred(
            Role::Muted,
            format!(
                "At this pace we end at {}; planned was {}.",
                pace.expected.hm(),
                pace.planned.hm()
            ),
        ));
    }
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

/// Handles an action on the clock.
pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    match action {
        Action::Forward => screen::next_item(ui, room, true),
        Action::Backward => screen::next_item(ui, room, false),
        Action::Back | Action::Clock => Vec::new(),
        // Any other key leaves the clock up: during a break the keyboard is unattended.
        _ => {
            ui.push(crate::app::meeting::ui::Sheet::Clock);
            Vec::new()
        }
    }
}
