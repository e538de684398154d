//! Comments as slides, one at a time in the order of the wall. Held comments are never among them.

use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, line, muted},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            screen::{self, themes},
            ui::{Sheet, Ui},
        },
        words,
    },
    domain::command::Command,
};

/// The slide of comment `at`; with `all` of every comment that was read, else of those chosen for the wall.
pub(super) fn page(room: &Context, theme: &str, at: usize, all: bool) -> Page {
    let Some(theme) = room.meeting.findings().theme(theme) else {
        return Page::default();
    };
    let comments = room.meeting.comments_on_wall(theme, all);
    let at = at.min(comments.len().saturating_sub(1));
    let mut blocks = vec![Block::Pair(
        line(Role::Accent, theme.title.clone()),
        line(
            Role::Muted,
            format!(
                "comment {} of {}",
                (at + 1).min(comments.len()),
                comments.len()
            ),
        ),
    )];
    match comments.get(at) {
        Some(comment) => blocks.extend([
            Block::Gap,
            Block::Quote {
                text: comment.text.clone(),
                source: words::source(room.meeting.attribution(comment)),
            },
        ]),
        None => {
            blocks.push(Block::Gap);
            blocks.push(muted(
                "No comment was chosen for the wall. {Everything} shows the others that somebody has read.",
            ));
        }
    }
    let unread = room.meeting.unread(theme);
    // The room is told that there is more, and why it is not shown. Silence would look like a choice of comments.
    if all && unread > 0 {
        blocks.push(Block::Gap);
        blocks.push(muted(format!(
            "{} nobody has read yet: not shown here.",
            words::count(unread as u64, "comment that", "comments that")
        )));
    }
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    theme: &str,
    at: usize,
    all: bool,
    action: Action,
) -> Vec<Effect> {
    let Some(shown) = room.meeting.findings().theme(theme) else {
        return Vec::new();
    };
    let comments = room.meeting.comments_on_wall(shown, all);
    let last = comments.len().saturating_sub(1);
    let at = at.min(last);
    let stay = |ui: &mut Ui, at: usize, all: bool| {
        ui.push(Sheet::Comments {
            theme: theme.to_owned(),
            at,
            all,
        });
    };
    match action {
        Action::Down => stay(ui, (at + 1).min(last), all),
        Action::Up => stay(ui, at.saturating_sub(1), all),
        Action::First => stay(ui, 0, all),
        Action::Last => stay(ui, last, all),
        Action::Everything => stay(ui, 0, !all),
        // A clicker has one button for everything: it continues with the next finding, and after the last comment with the
        // next agenda item.
        Action::Forward | Action::Backward => {
            let forward = action == Action::Forward;
            if all {
                let next = if forward { at + 1 } else { at.wrapping_sub(1) };
                if next <= last {
                    stay(ui, next, all);
                    return Vec::new();
                }
            } else if themes::clicker(ui, room, Some(at), forward).is_some() {
                return Vec::new();
            }
            return screen::next_item(ui, room, forward);
        }
        // Takes effect without a question: a comment that identifies somebody must be off the wall at the first key.
        Action::HoldBack => {
            if let Some(comment) = comments.get(at) {
                let command = Command::HoldComment {
                    comment: comment.id.clone(),
                };
                // The last comment of a theme leaves no empty slide behind: the card takes its place.
                if comments.len() > 1 {
                    stay(ui, at.min(last.saturating_sub(1)), all);
                }
                return vec![ask_and_say(
                    command,
                    "Held back: it is off the wall. {Undo} brings it back.",
                )];
            }
            stay(ui, at, all);
        }
        Action::Propose => {
            stay(ui, at, all);
            let comment = comments.get(at).map(|c| c.id.clone());
            // The comment becomes evidence of the goal, so that its words are still known when the goal is printed.
            themes::propose(ui, room, comment.as_deref());
        }
        _ => {}
    }
    Vec::new()
}
