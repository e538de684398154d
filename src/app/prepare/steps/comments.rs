//! The fourth step: patients' words, read one by one, held or released, chosen for the wall and for print.

use super::themes_to_choose;
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Line, Page, Role, Row, line, muted},
        prepare::{
            Preparing,
            standing::{Only, Which},
        },
        screen::themes::short,
    },
    domain::{
        findings::{Comment, Theme},
        preparation::{Change, Preparation},
        words,
    },
    store::disk::Disk,
};

/// The comments that are listed, theme by theme, those on the wall first.
pub(super) fn listed<D: Disk>(p: &Preparing<D>) -> Vec<(&Theme, &Comment)> {
    let state = p.state();
    let mut all = Vec::new();
    for theme in &state.findings.themes {
        let mut comments: Vec<&Comment> = theme
            .comments
            .iter()
            .filter(|c| wanted(state, p.at.only, c) || p.at.close.as_ref() == Some(&c.id))
            .collect();
        comments.sort_by_key(|c| c.wall.unwrap_or(u32::MAX));
        all.extend(comments.into_iter().map(|c| (theme, c)));
    }
    all
}

fn wanted(state: &Preparation, only: Only, comment: &Comment) -> bool {
    match only {
        Only::All => true,
        Only::Unread => state.unread().any(|c| c.id == comment.id),
        Only::Wall => comment.wall.is_some(),
        Only::Held => comment.hold,
    }
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(Theme, Comment)> {
    let listed = listed(p);
    let at = match &p.at.close {
        Some(id) => listed.iter().position(|(_, c)| c.id == *id)?,
        None => p.at.row(listed.len()),
    };
    let (theme, comment) = listed.get(at)?;
    Some(((*theme).clone(), (*comment).clone()))
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    if p.at.close.is_some() {
        return one(p);
    }
    let listed = listed(p);
    let at = p.at.row(listed.len());
    let all: usize = state.findings.themes.iter().map(|t| t.comments.len()).sum();
    if all == 0 {
        return Page {
            blocks: vec![
                Block::Heading("No comment yet".into()),
                Block::Gap,
                muted(
                    "`pledge import` brings in what patients wrote; they are read and chosen here.",
                ),
            ],
            ..Page::default()
        };
    }
    let unread = state.unread().count();
    let mut blocks = vec![
        Block::Pair(
            line(
                Role::Ink,
                format!(
                    "{}, {unread} that nobody has read",
                    words::count(all as u64, "comment", "comments")
                ),
            ),
            line(Role::Muted, p.at.only.words()),
        ),
        Block::Gap,
    ];
    let mut before: Option<&str> = None;
    let mut rows = Vec::new();
    for (i, (theme, comment)) in listed.iter().enumerate() {
        let title = if before == Some(theme.id.as_str()) {
            String::new()
        } else {
            theme.title.clone()
        };
        before = Some(&theme.id);
        rows.push(Row {
            cells: vec![
                line(Role::Ink, short(&comment.text, 72)),
                standing(state, comment),
                line(Role::Muted, title),
            ],
            selected: i == at,
        });
    }
    if rows.is_empty() {
        blocks.push(muted("None. f shows others."));
    } else {
        blocks.push(Block::Table {
            columns: vec![
                Column::fill("in their words"),
                Column::words("", 16, 0),
                Column::words("theme", 18, 1),
            ],
            rows,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Where a comment stands, in a few words.
fn standing(state: &Preparation, comment: &Comment) -> Line {
    if comment.hold {
        return line(Role::Warn, "held");
    }
    let mut parts = Vec::new();
    if let Some(place) = comment.wall {
        parts.push(format!("wall {place}"));
    }
    if comment.publish {
        parts.push("print".to_owned());
    }
    match (parts.is_empty(), state.read.contains(&comment.id)) {
        (false, _) => line(Role::Good, parts.join(", ")),
        (true, true) => line(Role::Muted, "read"),
        (true, false) => line(Role::Accent, "to be read"),
    }
}

/// One comment at reading size.
fn one<D: Disk>(p: &Preparing<D>) -> Page {
    let listed = listed(p);
    let Some((theme, comment)) = marked(p) else {
        return Page::default();
    };
    let at = listed.iter().position(|(_, c)| c.id == comment.id);
    let state = p.state();
    let mut blocks = vec![
        Block::Pair(
            line(Role::Muted, theme.title.clone()),
            line(
                Role::Muted,
                format!("{} of {}", at.map_or(1, |i| i + 1), listed.len()),
            ),
        ),
        Block::Gap,
        Block::Quote {
            text: comment.text.clone(),
            source: words::source(state.findings.said_by(&comment)),
        },
        Block::Gap,
        Block::Text {
            line: standing(state, &comment),
            side: crate::app::cards::Side::Left,
            indent: 0,
        },
    ];
    if !comment.marks.is_empty() {
        let marks: Vec<&str> = comment.marks.iter().map(|m| m.label()).collect();
        blocks.push(crate::app::cards::told(
            Role::Warn,
            format!("Look twice, it may hold: {}.", marks.join(", ")),
        ));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), String> {
    let Action::Prepare(wish) = action else {
        return Ok(());
    };
    let rule = |ok: bool, why: &str| if ok { Ok(()) } else { Err(why.to_owned()) };
    let on = marked(p);
    let unsorted = on.as_ref().is_some_and(|(t, _)| t.is_unsorted());
    match wish {
        Wish::Wall if unsorted => {
            Err("Nobody has sorted it yet: m puts it to a theme first.".to_owned())
        }
        Wish::Wall | Wish::Publish => rule(
            on.as_ref().is_some_and(|(_, c)| !c.hold),
            "What is held is neither on the wall nor in print: h releases it.",
        ),
        Wish::Hold | Wish::Move => rule(on.is_some(), "There is no comment here."),
        Wish::Higher | Wish::Lower => rule(
            on.as_ref().is_some_and(|(_, c)| c.wall.is_some()),
            "It is not on the wall: w puts it there.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Only) {
        p.at.only = p.at.only.next();
        p.at.go_to_row(0);
        return;
    }
    let Some((theme, comment)) = marked(p) else {
        return;
    };
    match action {
        Action::Open if p.at.close.is_none() => look(p, comment.id),
        Action::Open | Action::Right | Action::Down => step(p, &comment.id, true),
        Action::Left | Action::Up => step(p, &comment.id, false),
        Action::Prepare(Wish::Hold) => {
            p.change(Change::CommentHeld {
                hold: !comment.hold,
                comment: comment.id.clone(),
            });
            stay(p, &comment.id);
        }
        Action::Prepare(Wish::Publish) => {
            p.change(Change::CommentPublished {
                publish: !comment.publish,
                comment: comment.id,
            });
        }
        Action::Prepare(Wish::Wall) => {
            let mut wall = p.state().wall(&theme.id);
            match wall.iter().position(|id| *id == comment.id) {
                Some(at) => {
                    wall.remove(at);
                }
                None => wall.push(comment.id.clone()),
            }
            p.change(Change::WallSet {
                theme: theme.id,
                comments: wall,
            });
            stay(p, &comment.id);
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            let mut wall = p.state().wall(&theme.id);
            let at = wall.iter().position(|id| *id == comment.id);
            let moved = at.and_then(|at| super::shift(&mut wall, at, wish == Wish::Higher));
            if moved.is_some() {
                p.change(Change::WallSet {
                    theme: theme.id,
                    comments: wall,
                });
                stay(p, &comment.id);
            }
        }
        Action::Prepare(Wish::Move) => {
            let choices = themes_to_choose(&p.state().findings);
            let at = choices.iter().position(|c| c.key == theme.id).unwrap_or(0);
            p.choose(Which::CommentTo(comment.id), "To which theme?", choices, at);
        }
        _ => {}
    }
}

/// Looks at a comment closely, which is to have read it.
fn look<D: Disk>(p: &mut Preparing<D>, id: String) {
    if !p.session().is_read_only() {
        p.change(Change::CommentsRead {
            comments: vec![id.clone()],
        });
    }
    p.at.close = Some(id);
}

/// Goes to the comment after or before one.
fn step<D: Disk>(p: &mut Preparing<D>, id: &str, forward: bool) {
    let listed = listed(p);
    let at = listed.iter().position(|(_, c)| c.id == id);
    let to = at.and_then(|at| {
        if forward {
            at.checked_add(1)
        } else {
            at.checked_sub(1)
        }
    });
    if let Some(next) = to.and_then(|to| listed.get(to)).map(|(_, c)| c.id.clone()) {
        look(p, next.clone());
        stay(p, &next);
    }
}

/// Keeps the mark on a comment that has moved in the list.
fn stay<D: Disk>(p: &mut Preparing<D>, id: &str) {
    let row = listed(p).iter().position(|(_, c)| c.id == id);
    if let Some(row) = row {
        p.at.go_to_row(row);
    }
}

pub(super) fn to_theme<D: Disk>(p: &mut Preparing<D>, id: &str, theme: &str) {
    p.change(Change::CommentMoved {
        comment: id.to_owned(),
        theme: theme.to_owned(),
    });
    stay(p, id);
}
