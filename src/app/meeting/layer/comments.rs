//! Comments as slides, one at a time in the order of the wall. Held comments are never among them.

use super::write;
use crate::{
    app::{
        action::Action,
        cards::{Block, Line, Page, Role, line, muted, pull_quote::PullQuote, span},
        meeting::{
            context::Context,
            countdown,
            effect::{Effect, ask_and_say},
            screen::{self, themes},
            ui::{Purpose, Sheet, Ui},
            update::say,
        },
        words,
    },
    domain::{
        command::Command,
        findings::Comment,
        refusal::{Refusal, allow_if},
    },
};

/// Checks that an action on a comment is available.
///
/// # Errors
/// A sentence that says why not.
pub fn available(room: &Context, action: Action) -> Result<(), Refusal> {
    match action {
        // The wall shows the page of whoever runs the meeting. A star seen there would tell the room which patient counts.
        Action::Star | Action::Group => allow_if(
            room.desk,
            "Stars and groups are for the facilitator\u{2019}s own screen: pledge meet --desk.",
        ),
        _ => Ok(()),
    }
}

/// The label of the field for a comment's group, with the words that are used already.
pub(super) fn group_label(room: &Context) -> String {
    let words: Vec<&str> = room.meeting.comment_groups().into_keys().collect();
    if words.is_empty() {
        return "One word for comments that belong together; empty takes it out".to_owned();
    }
    format!(
        "Belongs with (so far: {}); empty takes it out",
        words.join(", ")
    )
}

/// The sentence once a comment is in a group, or in none.
pub(super) fn grouped(room: &Context, comment: &str, group: &str) -> String {
    let group = group.trim();
    if group.is_empty() {
        return "It belongs to no group.".to_owned();
    }
    let of = room
        .meeting
        .comment_groups()
        .get(group)
        .copied()
        .unwrap_or(0);
    let others = of - usize::from(of > 0 && room.meeting.comment_group(comment) == Some(group));
    match others {
        0 => format!("The first one under \u{201c}{group}\u{201d}."),
        _ => format!(
            "Under \u{201c}{group}\u{201d}, with {}.",
            words::count(others as u64, "other", "others")
        ),
    }
}

/// Stars a comment, or takes its star away.
fn star(room: &Context, comment: &str) -> Effect {
    let comment = comment.to_owned();
    if room.meeting.is_starred(&comment) {
        ask_and_say(Command::UnstarComment { comment }, "The star is gone.")
    } else {
        ask_and_say(
            Command::StarComment { comment },
            "Starred: it is listed first in your notes.",
        )
    }
}

/// The height in rows from which an empty line stands above and below the heading.
const AIRY: u16 = 30;

/// The slide of comment `at`; with `all` of every comment that was read, else of those chosen for the wall.
pub(super) fn page(ui: &Ui, room: &Context, theme: &str, at: usize, all: bool) -> Page {
    let Some(theme) = room.meeting.findings().theme(theme) else {
        return Page::default();
    };
    let comments = room.meeting.comments_on_wall(theme, all);
    let at = at.min(comments.len().saturating_sub(1));
    let comment = comments.get(at);
    let mut blocks = Vec::new();
    let airy = ui.shell.size.1 >= AIRY;
    if airy {
        blocks.push(Block::Gap);
    }
    let mut right = desk_marks(room, comment.copied());
    right.push(span(Role::Muted, position(at, comments.len(), all)));
    blocks.push(Block::Pair(line(Role::Accent, theme.title.clone()), right));
    blocks.push(Block::Gap);
    if airy {
        blocks.push(Block::Gap);
    }
    blocks.push(match comment {
        Some(comment) => Block::PullQuote(PullQuote {
            text: comment.text.clone(),
            source: words::source(room.meeting.attribution(comment)),
        }),
        None => muted(
            "No comment was chosen for the wall. {Everything} shows the others that somebody has read.",
        ),
    });
    let unread = room.meeting.unread(theme);
    // The room is told that there is more, and why it is not shown. Silence would look like a choice of comments.
    if all && unread > 0 {
        blocks.push(muted(format!(
            "{} nobody has read yet: not shown here.",
            words::count(unread as u64, "comment that", "comments that")
        )));
    }
    // The row of the countdown is kept free without it: letters must not move when silence begins.
    if ui.countdown.is_none() {
        blocks.push(Block::Gap);
    }
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

/// The place among the comments, such as `comment 1 of 4`.
fn position(at: usize, of: usize, all: bool) -> String {
    let which = if all { ", all of them" } else { "" };
    format!("comment {} of {of}{which}", (at + 1).min(of))
}

/// The star and the group of a comment, for the desk only.
fn desk_marks(room: &Context, comment: Option<&Comment>) -> Line {
    let Some(comment) = comment.filter(|_| room.desk) else {
        return Line::new();
    };
    let mut marks = Line::new();
    if room.meeting.is_starred(&comment.id) {
        marks.push(span(Role::Accent, "* starred   "));
    }
    if let Some(group) = room.meeting.comment_group(&comment.id) {
        marks.push(span(Role::Ink, format!("\u{201c}{group}\u{201d}   ")));
    }
    marks
}

/// The sentence on which comments are shown now.
fn which(many: usize, all: bool) -> String {
    let comments = words::count(many as u64, "comment", "comments");
    if all {
        format!("All {comments} that may be shown.")
    } else {
        format!("Only the {comments} chosen for the wall.")
    }
}

/// The place of a comment among those chosen, or among all, when the view changes from one to the other.
// The room goes on with the words that it is reading. A comment that was not chosen leads to the one before it.
fn same_place(from: &[&Comment], at: usize, to: &[&Comment]) -> usize {
    from.iter()
        .take(at + 1)
        .rev()
        .find_map(|comment| to.iter().position(|c| c.id == comment.id))
        .unwrap_or(0)
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
        Action::Everything => {
            let others = room.meeting.comments_on_wall(shown, !all);
            say(ui, Role::Ink, which(others.len(), !all));
            stay(ui, same_place(&comments, at, &others), !all);
        }
        Action::CountDown(kind) => {
            stay(ui, at, all);
            countdown::toggle(ui, room, kind);
        }
        Action::Star => {
            stay(ui, at, all);
            if let Some(comment) = comments.get(at) {
                return vec![star(room, &comment.id)];
            }
        }
        Action::Group => {
            stay(ui, at, all);
            if let Some(comment) = comments.get(at) {
                let now = room.meeting.comment_group(&comment.id).unwrap_or_default();
                write::open(ui, room, Purpose::CommentGroup(comment.id.clone()), now);
            }
        }
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
