//! The fourth step: patients' comments, read one by one, held or released, chosen for the wall and for print.

use std::ops::Range;

use super::{place_of_theme, themes_to_choose};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Line, Page, Role, Row, line, muted},
        meeting::screen::themes::short,
        picking::{PickOutcome, Picking},
        prepare::{
            PrepareLayer, PreparePick, PreparePrompt, Preparing,
            position::{CommentFilter, MarkOn},
        },
        shell::{Choice, Picker, steps},
    },
    domain::{
        findings::{Comment, SourceKind, Theme},
        preparation::{Preparation, change::Change},
        refusal::{Refusal, allow_if, refuse},
        words,
    },
    intake::privacy,
    store::{disk::Disk, hash::hash},
};

/// The range of rows that are laid out.
pub(in crate::app::prepare) fn window<D: Disk>(p: &Preparing<D>) -> Range<usize> {
    let all = p.listing.len();
    steps::window(p.row(all), all)
}

/// The list index of the selected comment.
fn marked_at<D: Disk>(p: &Preparing<D>) -> Option<usize> {
    let row = p.row(p.listing.len());
    match p.open_comment() {
        Some(id) => p.listing.position(p.state(), id, row),
        None => Some(row),
    }
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(&Theme, &Comment)> {
    p.listing.get(p.state(), marked_at(p)?)
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
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
    let (at, unread) = (p.row(p.listing.len()), p.listing.unread);
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

/// The state of a comment in a few words.
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

/// The page of one comment; during redaction with the picked words highlighted.
pub(in crate::app::prepare) fn detail_page<D: Disk>(
    p: &Preparing<D>,
    picking: Option<&Picking>,
) -> Page {
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
        match picking {
            Some(picking) => Block::Text {
                line: picking.line(&comment.text),
                side: crate::app::cards::Align::Left,
                indent: 2,
            },
            None => Block::Quote {
                text: comment.text.clone(),
                source: words::source(state.findings.attribution(comment)),
            },
        },
        Block::Gap,
        Block::Text {
            line: standing(state, comment),
            side: crate::app::cards::Align::Left,
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

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
    let Action::Prepare(wish) = action else {
        return Ok(());
    };
    let on = marked(p);
    let unsorted = on.as_ref().is_some_and(|(t, _)| t.is_unsorted());
    match wish {
        Wish::Wall if unsorted => refuse(
            "Nobody has sorted it yet: {PrepareComments.Prepare(Move)} puts it to a theme first.",
        ),
        Wish::Wall | Wish::Publish => allow_if(
            on.as_ref().is_some_and(|(_, c)| !c.hold),
            "What is held is neither on the wall nor in print: {Prepare(Hold)} releases it.",
        ),
        Wish::Hold | Wish::Move | Wish::Pick | Wish::Words => {
            allow_if(on.is_some(), "There is no comment here.")
        }
        Wish::Higher | Wish::Lower => allow_if(
            on.as_ref().is_some_and(|(_, c)| c.wall.is_some()),
            "It is not on the wall: {Prepare(Wall)} puts it there.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if let Some(PrepareLayer::Black(_)) = p.shell.own_on_top() {
        return black_out(p, action);
    }
    if action == Action::Prepare(Wish::Add) {
        let choices = themes_to_choose(&p.state().findings, PreparePick::QuoteTheme);
        return p.pick(Picker::new("Which theme is it about?", choices));
    }
    if action == Action::Prepare(Wish::Only) {
        p.at.only = p.at.only.next();
        p.mark_row(0);
        return;
    }
    let Some((theme, comment)) = marked(p) else {
        return;
    };
    let (theme, comment) = (theme.id.clone(), comment.clone());
    match action {
        Action::Open if p.open_comment().is_none() => look(p, comment.id),
        Action::Open | Action::Right | Action::Down => step(p, &comment.id, true),
        Action::Left | Action::Up => step(p, &comment.id, false),
        Action::Prepare(Wish::Hold) => {
            p.change(Change::CommentHeld {
                hold: !comment.hold,
                comment: comment.id.clone(),
            });
            p.mark_on(MarkOn::Comment(comment.id));
        }
        Action::Prepare(Wish::Pick) => {
            let marks = p.marker.marks(&comment.text);
            let from = marks.iter().find(|m| m.mark.may_identify());
            let picking = Picking::at(&comment.text, from.map_or(0, |m| m.from));
            p.shell.push(PrepareLayer::Black(picking));
        }
        Action::Prepare(Wish::Words) => p.write_lines(
            PreparePrompt::CommentWords(comment.id),
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
            p.mark_on(MarkOn::Comment(comment.id));
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
                p.mark_on(MarkOn::Comment(comment.id));
            }
        }
        Action::Prepare(Wish::Move) => {
            let findings = &p.state().findings;
            let choices = themes_to_choose(findings, |theme| PreparePick::CommentTo {
                comment: comment.id.clone(),
                theme,
            });
            let at = place_of_theme(findings, &theme);
            p.pick(Picker::new("To which theme?", choices).at(at));
        }
        _ => {}
    }
}

/// Handles an action of redaction by hand.
fn black_out<D: Disk>(p: &mut Preparing<D>, action: Action) {
    let comment = marked(p).map(|(_, comment)| comment.clone());
    let (Some(comment), Some(PrepareLayer::Black(mut picking))) = (comment, p.shell.pop_own())
    else {
        return;
    };
    if let PickOutcome::Text(text) = picking.act(&comment.text, action) {
        let left = privacy::left(&text, &p.marker.marks(&text));
        if p.change(worded(p, &comment, text)) {
            let said = left.unwrap_or_else(|| "Nothing in it is marked any more".to_owned());
            p.say(Role::Good, format!("Blacked out. {said}. {{Undo}} undoes."));
        }
    }
    p.shell.push(PrepareLayer::Black(picking));
}

/// The change that sets a comment's text and its marks.
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

/// Sets the text of a comment as edited by hand; refuses an empty one.
pub(super) fn typed_words<D: Disk>(
    p: &mut Preparing<D>,
    id: &str,
    text: &str,
) -> Result<(), Refusal> {
    let comment = p.state().findings.comment(id).map(|(_, c)| c.clone());
    match comment {
        Some(comment) if comment.text != text => {
            let change = worded(p, &comment, text.to_owned());
            p.try_change(change)
        }
        _ => Ok(()),
    }
}

pub(super) fn ask_for_quote<D: Disk>(p: &mut Preparing<D>, theme: String) {
    p.write_lines(
        PreparePrompt::QuoteText { theme },
        "What was said, word for word",
        "",
    );
}

/// Adds a typed quotation, and asks for its source.
pub(super) fn typed_quote<D: Disk>(
    p: &mut Preparing<D>,
    theme: &str,
    text: &str,
) -> Result<(), Refusal> {
    allow_if(!text.is_empty(), "Type what was said, as it was said.")?;
    let mut choices = Vec::new();
    for strand in p.state().findings.strands() {
        for (word, source) in SourceKind::WORDS {
            let pick = PreparePick::QuoteFrom {
                theme: theme.to_owned(),
                text: text.to_owned(),
                strand: strand.to_owned(),
                source: *source,
            };
            choices.push(Choice::new(pick, format!("{strand}, {word}"), ""));
        }
    }
    allow_if(
        !choices.is_empty(),
        "The findings name no patients yet: `pledge import` brings them in.",
    )?;
    let title = "Whose words are they, and where were they said?";
    p.pick(Picker::new(title, choices));
    Ok(())
}

pub(super) fn add_quote<D: Disk>(
    p: &mut Preparing<D>,
    theme: String,
    text: String,
    strand: String,
    source: SourceKind,
) {
    let marks = p.marker.marks(&text);
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
        strand,
        source,
        wall: None,
        publish: false,
        hold: privacy::holds(&marks),
        read: true,
        edited: false,
        was: None,
        marks: kinds,
        text,
    };
    if p.change(Change::CommentAdded { theme, comment }) {
        p.at.only = CommentFilter::All;
        p.mark_on(MarkOn::Comment(id));
    }
}

/// Opens a comment, and records it as read.
fn look<D: Disk>(p: &mut Preparing<D>, id: String) {
    if !p.session().is_read_only() {
        p.change(Change::CommentsRead {
            comments: vec![id.clone()],
        });
    }
    if let Some(PrepareLayer::Comment(_)) = p.shell.own_on_top() {
        p.shell.pop_own();
    }
    p.shell.push(PrepareLayer::Comment(id));
}

/// Goes to the next or previous comment.
fn step<D: Disk>(p: &mut Preparing<D>, id: &str, forward: bool) {
    let row = p.row(p.listing.len());
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
        p.mark_on(MarkOn::Comment(next));
    }
}

pub(super) fn move_to<D: Disk>(p: &mut Preparing<D>, comment: String, theme: String) {
    let change = Change::CommentMoved {
        comment: comment.clone(),
        theme,
    };
    p.change(change);
    p.mark_on(MarkOn::Comment(comment));
}
