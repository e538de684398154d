//! The facilitator's notes at the desk: the next item, people not yet heard, held comments.
//!
//! None of it may reach the projected screen.

use super::{context::Context, show, ui::Ui};
use crate::app::{
    cards::{Block, Role, muted, span, text, told},
    words,
};
use crate::domain::agenda::Stage;

/// All notes, from top to bottom.
pub fn blocks(room: &Context) -> Vec<Block> {
    let mut blocks = Vec::new();
    // A part without lines has no heading either. The notes are read in passing, and an empty heading costs a look.
    let mut part = |title: &str, lines: Vec<Block>| {
        if lines.is_empty() {
            return;
        }
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Heading(title.to_owned()));
        blocks.extend(lines);
    };
    part("Next", next(room));
    part("Not heard yet", not_heard(room));
    part("Not voted yet", not_voted(room));
    part("Noted", notes(room));
    part("Held back, not for the wall", held(room));
    if blocks.is_empty() {
        blocks.push(muted("Nothing that the wall does not show."));
    }
    blocks
}

/// The next agenda item, and the projected end of the meeting.
fn next(room: &Context) -> Vec<Block> {
    let items = &room.meeting.agenda().items;
    let mut lines = Vec::new();
    // The next item and not the current one, which is on the wall: at the desk one prepares.
    if let Some(item) = items.get(room.mark.item.saturating_add(1)) {
        let who = item
            .speaker
            .as_deref()
            .map_or_else(String::new, |s| format!(", {}", room.meeting.name_of(s)));
        lines.push(text(format!(
            "{}{who}, {} min",
            words::item(room.meeting, &item.what),
            item.minutes
        )));
    }
    if let Some(pace) = show::pace(room) {
        lines.push(muted(format!(
            "At this pace {}, planned {}.",
            pace.expected.hm(),
            pace.planned.hm()
        )));
    }
    lines
}

/// Names of the people present who have not been heard on the theme; empty until the first one has.
fn not_heard(room: &Context) -> Vec<Block> {
    let Some(theme) = room.theme().filter(|_| room.stage() == Stage::Themes) else {
        return Vec::new();
    };
    let heard = room.meeting.heard_on(&theme.id);
    // Before the speaking round begins the list would only name everybody.
    if heard.is_empty() {
        return Vec::new();
    }
    room.meeting
        .speaking_order()
        .into_iter()
        .filter(|a| !heard.contains_key(&a.person.id))
        .map(|a| text(a.person.name.clone()))
        .collect()
}

/// Names of the voters in the open round who have not handed in; with paper slips only their number is known.
fn not_voted(room: &Context) -> Vec<Block> {
    let Some(round) = room.meeting.open_round() else {
        return Vec::new();
    };
    // Slips carry no names, so a list of those without a ballot would accuse people who voted on paper.
    if !room.ballots.slips.is_empty() {
        let slips: u32 = room.ballots.slips.values().sum();
        return vec![muted(format!(
            "{} came on paper, without names.",
            words::count(u64::from(slips), "vote", "votes")
        ))];
    }
    round
        .voters
        .iter()
        .filter(|v| {
            !room.ballots.voted.contains(&v.person)
                && room
                    .meeting
                    .attendee(&v.person)
                    .is_some_and(crate::domain::people::Attendee::is_here)
        })
        .map(|v| text(room.meeting.name_of(&v.person)))
        .collect()
}

/// Notes on the current theme, or on the meeting as a whole.
fn notes(room: &Context) -> Vec<Block> {
    let theme = room
        .theme()
        .filter(|_| room.stage() == Stage::Themes)
        .map(|t| t.id.as_str());
    room.meeting
        .notes()
        .iter()
        .filter(|n| n.theme.as_deref() == theme)
        .map(|n| text(n.text.clone()))
        .collect()
}

/// The theme's comments that are held back from the wall.
fn held(room: &Context) -> Vec<Block> {
    let Some(theme) = room.theme().filter(|_| room.stage() == Stage::Themes) else {
        return Vec::new();
    };
    theme
        .comments
        .iter()
        .filter(|c| room.meeting.is_held(&c.id))
        .map(|c| {
            let source = words::source(room.meeting.attribution(c));
            if source.is_empty() {
                return told(Role::Ink, format!("\u{201c}{}\u{201d}", c.text));
            }
            Block::Text {
                line: vec![
                    span(Role::Ink, format!("\u{201c}{}\u{201d}", c.text)),
                    span(Role::Muted, format!("  {source}")),
                ],
                side: crate::app::cards::Align::Left,
                indent: 0,
            }
        })
        .collect()
}

/// The side panel: the desk's notes where this is the desk, then the panel of the wall.
pub fn side(ui: &Ui, room: &Context) -> Vec<Block> {
    let mut blocks = Vec::new();
    if room.desk {
        blocks.extend(self::blocks(room));
        blocks.push(Block::Gap);
    }
    blocks.extend(super::side::blocks(ui, room));
    blocks
}
