//! The fourth step: patients' words, read one by one, held or released, chosen for the wall and for print.

use std::ops::Range;

use super::themes_to_choose;
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Line, Page, Role, Row, line, muted},
        meeting::{screen::themes::short, ui::choice},
        picking::{PickOutcome, Picking},
        prepare::{
            Preparing,
            standing::{Only, Which},
        },
    },
    domain::{
        findings::{Comment, SourceKind, Theme},
        preparation::{Change, Preparation},
        words,
    },
    intake::privacy,
    store::{disk::Disk, hash::hash},
};

/// Rows that are laid out around the mark: more than any window shows.
const AROUND: usize = 60;

/// The rows that are laid out.
pub(super) fn window<D: Disk>(p: &Preparing<D>) -> Range<usize> {
    let all = p.listing.len();
    let at = p.at.row(all);
    at.saturating_sub(AROUND)..(at + AROUND).min(all)
}

/// The place of the marked comment in the list.
fn marked_at<D: Disk>(p: &Preparing<D>) -> Option<usize> {
    let row = p.at.row(p.listing.len());
    match &p.at.close {
        Some(id) => p.listing.position(p.state(), id, row),
        None => Some(row),
    }
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(&Theme, &Comment)> {
    p.listing.get(p.state(), marked_at(p)?)
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    if p.at.close.is_some() {
        return one(p);
    }
    let all = p.listing.all;
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
    let (at, unread) = (p.at.row(p.listing.len()), p.listing.unread);
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
    for i in window(p) {
        let Some((theme, comment)) = p.listing.get(state, i) else {
            break;
        };
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
        blocks.push(muted("None. {Prepare(Only)} shows others."));
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
    if comment.edited {
        parts.push("edited".to_owned());
    }
    let is_read = comment.was_read() || state.read.contains(&comment.id);
    match (parts.is_empty(), is_read) {
        (false, _) => line(Role::Good, parts.join(", ")),
        (true, true) => line(Role::Muted, "read"),
        (true, false) => line(Role::Accent, "to be read"),
    }
}

/// One comment at reading size.
fn one<D: Disk>(p: &Preparing<D>) -> Page {
    let Some((theme, comment)) = marked(p) else {
        return Page::default();
    };
    let at = marked_at(p);
    let state = p.state();
    let mut blocks = vec![
        Block::Pair(
            line(Role::Muted, theme.title.clone()),
            line(
                Role::Muted,
                format!("{} of {}", at.map_or(1, |i| i + 1), p.listing.len()),
            ),
        ),
        Block::Gap,
        match &p.at.picking {
            Some(picking) => Block::Text {
                line: picking.line(&comment.text),
                side: crate::app::cards::Side::Left,
                indent: 2,
            },
            None => Block::Quote {
                text: comment.text.clone(),
                source: words::source(state.findings.said_by(comment)),
            },
        },
        Block::Gap,
        Block::Text {
            line: standing(state, comment),
            side: crate::app::cards::Side::Left,
            indent: 0,
        },
    ];
    let left = privacy::left(&comment.text, &p.marker.marks(&comment.text));
    if let (true, Some(left)) = (comment.edited, left) {
        blocks.push(crate::app::cards::told(
            Role::Warn,
            format!("Read it once more. {left}."),
        ));
    } else if !comment.marks.is_empty() && !comment.edited {
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
        Wish::Wall if unsorted => Err(
            "Nobody has sorted it yet: {PrepareComments.Prepare(Move)} puts it to a theme first."
                .to_owned(),
        ),
        Wish::Wall | Wish::Publish => rule(
            on.as_ref().is_some_and(|(_, c)| !c.hold),
            "What is held is neither on the wall nor in print: {Prepare(Hold)} releases it.",
        ),
        Wish::Hold | Wish::Move | Wish::Pick | Wish::Words => {
            rule(on.is_some(), "There is no comment here.")
        }
        Wish::Higher | Wish::Lower => rule(
            on.as_ref().is_some_and(|(_, c)| c.wall.is_some()),
            "It is not on the wall: {Prepare(Wall)} puts it there.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if p.at.picking.is_some() {
        return pick(p, action);
    }
    if action == Action::Prepare(Wish::Add) {
        let choices = themes_to_choose(&p.state().findings);
        return p.choose(Which::QuoteTheme, "Which theme is it about?", choices, 0);
    }
    if action == Action::Prepare(Wish::Only) {
        p.at.only = p.at.only.next();
        p.at.go_to_row(0);
        return;
    }
    let Some((theme, comment)) = marked(p) else {
        return;
    };
    let (theme, comment) = (theme.id.clone(), comment.clone());
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
        Action::Prepare(Wish::Pick) => {
            let marks = p.marker.marks(&comment.text);
            let from = marks.iter().find(|m| m.mark.may_identify());
            p.at.picking = Some(Picking::at(&comment.text, from.map_or(0, |m| m.from)));
        }
        Action::Prepare(Wish::Words) => p.write_lines(
            Which::Words(comment.id),
            "Its words, without the error",
            &comment.text,
        ),
        Action::Prepare(Wish::Publish) => {
            p.change(Change::CommentPublished {
                publish: !comment.publish,
                comment: comment.id,
            });
        }
        Action::Prepare(Wish::Wall) => {
            let mut wall = p.state().wall(&theme);
            match wall.iter().position(|id| *id == comment.id) {
                Some(at) => {
                    wall.remove(at);
                }
                None => wall.push(comment.id.clone()),
            }
            p.change(Change::WallSet {
                theme,
                comments: wall,
            });
            stay(p, &comment.id);
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            let mut wall = p.state().wall(&theme);
            let at = wall.iter().position(|id| *id == comment.id);
            let moved = at.and_then(|at| super::shift(&mut wall, at, wish == Wish::Higher));
            if moved.is_some() {
                p.change(Change::WallSet {
                    theme,
                    comments: wall,
                });
                stay(p, &comment.id);
            }
        }
        Action::Prepare(Wish::Move) => {
            let choices = themes_to_choose(&p.state().findings);
            let at = choices.iter().position(|c| c.key == theme).unwrap_or(0);
            p.choose(Which::CommentTo(comment.id), "To which theme?", choices, at);
        }
        _ => {}
    }
}

/// Picks words of the comment, and blacks them out.
fn pick<D: Disk>(p: &mut Preparing<D>, action: Action) {
    let comment = marked(p).map(|(_, comment)| comment.clone());
    let (Some(comment), Some(mut picking)) = (comment, p.at.picking.take()) else {
        return;
    };
    if let PickOutcome::Text(text) = picking.act(&comment.text, action) {
        let left = privacy::left(&text, &p.marker.marks(&text));
        if p.change(worded(p, &comment, text)) {
            let said = left.unwrap_or_else(|| "Nothing in it is marked any more".to_owned());
            p.tell(Role::Good, format!("Blacked out. {said}. {{Undo}} undoes."));
        }
    }
    p.at.picking = Some(picking);
}

/// The change that gives a comment other words.
fn worded<D: Disk>(p: &Preparing<D>, comment: &Comment, text: String) -> Change {
    let mut marks: Vec<_> = p.marker.marks(&text).iter().map(|m| m.mark).collect();
    marks.sort_unstable();
    marks.dedup();
    Change::CommentWorded {
        comment: comment.id.clone(),
        was: hash(comment.text.as_bytes()),
        text,
        marks,
    }
}

/// Takes in words that were mended, or a quotation that was typed.
pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    what: &Which,
    text: &str,
) -> Result<(), String> {
    match what {
        Which::Words(id) => {
            let comment = p.state().findings.comment(id).map(|(_, c)| c.clone());
            match comment {
                Some(comment) if comment.text != text => {
                    let change = worded(p, &comment, text.to_owned());
                    p.try_change(change)
                }
                _ => Ok(()),
            }
        }
        Which::QuoteText(theme) => {
            if text.is_empty() {
                return Err("Type what was said, as it was said.".to_owned());
            }
            let mut choices = Vec::new();
            for strand in p.state().findings.strands() {
                for (word, _) in SourceKind::WORDS {
                    choices.push(choice(
                        format!("{word}:{strand}"),
                        format!("{strand}, {word}"),
                        "",
                    ));
                }
            }
            if choices.is_empty() {
                return Err(
                    "The findings name no patients yet: `pledge import` brings them in.".to_owned(),
                );
            }
            let which = Which::QuoteFrom {
                theme: theme.clone(),
                text: text.to_owned(),
            };
            p.choose(
                which,
                "Whose words are they, and where were they said?",
                choices,
                0,
            );
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Takes in the theme of a quotation, and whose words it is.
pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, what: &Which, key: &str) {
    match what {
        Which::QuoteTheme => p.write_lines(
            Which::QuoteText(key.to_owned()),
            "What was said, word for word",
            "",
        ),
        Which::QuoteFrom { theme, text } => {
            let Some((source, strand)) = key.split_once(':') else {
                return;
            };
            let source = SourceKind::WORDS
                .iter()
                .find(|(word, _)| *word == source)
                .map_or(SourceKind::Interview, |(_, kind)| *kind);
            let marks = p.marker.marks(text);
            let findings = &p.state().findings;
            let taken = findings.themes.iter().flat_map(|t| {
                let comments = t.comments.iter().map(|c| c.id.as_str());
                comments.chain(t.findings.iter().map(|f| f.id.as_str()))
            });
            let id = Preparation::fresh_id("said", taken);
            let mut kinds: Vec<_> = marks.iter().map(|m| m.mark).collect();
            kinds.sort_unstable();
            kinds.dedup();
            let comment = Comment {
                id: id.clone(),
                strand: strand.to_owned(),
                source,
                wall: None,
                publish: false,
                hold: privacy::holds(&marks),
                read: true,
                edited: false,
                was: None,
                marks: kinds,
                text: text.clone(),
            };
            if p.change(Change::CommentAdded {
                theme: theme.clone(),
                comment,
            }) {
                p.at.only = Only::All;
                stay(p, &id);
            }
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
    let row = p.at.row(p.listing.len());
    let at = p.listing.position(p.state(), id, row);
    let to = at.and_then(|at| {
        if forward {
            at.checked_add(1)
        } else {
            at.checked_sub(1)
        }
    });
    let next = to.and_then(|to| p.listing.get(p.state(), to));
    if let Some(next) = next.map(|(_, c)| c.id.clone()) {
        look(p, next.clone());
        stay(p, &next);
    }
}

/// Keeps the mark on a comment that has moved in the list.
fn stay<D: Disk>(p: &mut Preparing<D>, id: &str) {
    p.freshen();
    let row = p.at.row(p.listing.len());
    if let Some(row) = p.listing.position(p.state(), id, row) {
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
