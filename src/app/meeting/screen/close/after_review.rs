//! Close of a review, months after the meeting: the goals that were looked at, what is still open, and the next review.
//!
//! Apart from Close of a meeting, because a review has no agenda, no read-back and no moment of saving of its own.

use super::{JumpTarget, OpenItem, saved, still_open};
use crate::{
    app::{
        cards::{Block, Page, Role, line, muted, text},
        meeting::{context::Context, effect::Effect, screen::review, ui::Ui, update},
        words,
    },
    domain::{agenda::Stage, dates},
};

/// The rows: goals that nobody looked at today, what goals lack, then parked topics.
pub(super) fn rows(room: &Context) -> Vec<OpenItem> {
    let mut rows: Vec<OpenItem> = review::to_look_at(room)
        .into_iter()
        .map(|(goal, title, lacks)| {
            let target = JumpTarget::Stage(Stage::Review, Some(goal));
            (target, title, (Role::Warn, lacks.to_owned()))
        })
        .collect();
    let settled = review::settled(room);
    for matter in room.meeting.open_matters() {
        // Standards that were left open belong to the meeting, and a goal that is done lacks nothing any more.
        let Some(goal) = matter.goal.filter(|goal| !settled.contains(goal)) else {
            continue;
        };
        let is_listed =
            |row: &&mut OpenItem| row.0 == JumpTarget::Stage(Stage::Review, Some(goal.clone()));
        if let Some(row) = rows.iter_mut().find(is_listed) {
            row.2.1 = format!("{}, {}", row.2.1, matter.lacks);
            continue;
        }
        rows.push((
            JumpTarget::Stage(matter.stage, Some(goal)),
            matter.what,
            (Role::Warn, matter.lacks.to_owned()),
        ));
    }
    rows.extend(room.meeting.parked().iter().map(|parked| {
        (
            JumpTarget::Parked(parked.id.clone()),
            parked.text.clone(),
            (Role::Muted, "parked".to_owned()),
        )
    }));
    rows
}

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    // The header counts what was looked at already.
    let meeting = format!(
        "of what was agreed on {}",
        dates::say(room.meeting.date(room.now))
    );
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "This review"),
            line(Role::Muted, meeting),
        ),
        Block::Gap,
    ];
    let today = review::found_today(room);
    if !today.is_empty() {
        blocks.push(text(format!("Today: {today}.")));
        blocks.push(saved(
            room,
            "This review",
            "It is saved in outcome.yaml.".to_owned(),
        ));
    }
    // Above the list, which may be longer than the window.
    blocks.push(text(next(room)));
    blocks.push(Block::Gap);
    blocks.push(still_open(ui, rows(room)));
    blocks.push(Block::Gap);
    blocks.push(muted(
        "{Papers} writes booklet, minutes, calendar and action log again, with what was found.",
    ));
    Page {
        blocks,
        ..Page::default()
    }
}

/// The day of the next review, with the number of its goals.
fn next(room: &Context) -> String {
    match review::next_day(room) {
        None => "No review is planned after this one.".to_owned(),
        Some((day, goals)) => format!(
            "Next review: {}, {}.",
            dates::say(day),
            words::count(goals as u64, "goal", "goals")
        ),
    }
}

/// Says what is saved. Each answer of a review is saved at once, so there is nothing else to do.
// No `MeetingSaved`: it would move the end of the meeting to the day of its review.
pub(super) fn save(ui: &mut Ui, room: &Context) -> Vec<Effect> {
    if room.unsaved > 0 || room.behind {
        return vec![Effect::TryAgain];
    }
    let progress = review::progress(room);
    let said = match progress.left() {
        0 => format!("This review is saved: {}.", progress.words()),
        left => format!(
            "This review is saved. {} not looked at yet.",
            words::count(left as u64, "goal is", "goals are")
        ),
    };
    update::say(ui, Role::Good, said);
    Vec::new()
}
