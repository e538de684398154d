//! The fifth step: patients' words, one a row: filtered as one types, held or released, redacted, and put to a theme.
//!
//! This screen is for one pair of eyes: what it shows has not been released yet.

use std::{ops::Range, sync::Arc};

use crate::{
    app::{
        action::{Action, Ask},
        cards::{Block, Column, Edit, Line, Page, Role, Row, line, muted, span},
        dialog::Dialog,
        import::{
            Over, Step, Wizard,
            over::{List, Text, Which},
        },
        meeting::{screen::themes::short, ui::choice},
        picking::{PickOutcome, Picking},
        words,
    },
    domain::{
        codebook::{Codebook, CommentDecision},
        findings::{UNSORTED, UNSORTED_TITLE},
    },
    intake::{
        comments::{ById, CommentDraft},
        privacy,
    },
};

/// Rows that are laid out around the mark: more than any window shows.
const AROUND: usize = 60;

/// The rows that are laid out.
pub(in crate::app::import) fn window(wizard: &Wizard) -> Range<usize> {
    let all = wizard.seen.listed.len();
    let at = wizard.at.row_of(Step::Comments, all);
    at.saturating_sub(AROUND)..(at + AROUND).min(all)
}

/// The comment under the mark.
fn draft(wizard: &Wizard) -> Option<&CommentDraft> {
    let listed = &wizard.seen.listed;
    let nth = listed.get(wizard.at.row_of(Step::Comments, listed.len()))?;
    wizard.seen.drafts.get(*nth)
}

pub(in crate::app::import) fn page(wizard: &Wizard) -> Page {
    let seen = &wizard.seen;
    if let Some((title, said)) = nothing_yet(wizard) {
        return Page {
            blocks: vec![Block::Heading(title.into()), Block::Gap, muted(said)],
            ..Page::default()
        };
    }
    let mut blocks = Vec::new();
    let all = seen.listed.len();
    let at = wizard.at.row_of(Step::Comments, all);
    if matches!(wizard.at.layers.last(), Some(Over::Filter)) {
        blocks.push(Block::Edit(Edit {
            label: "Words that must be in it".into(),
            lines: vec![wizard.at.filter.clone()],
            cursor: (0, wizard.at.filter.chars().count()),
            several: false,
            note: line(
                Role::Muted,
                words::count(all as u64, "comment has them", "comments have them"),
            ),
        }));
    } else {
        let held = seen.taken().filter(|d| d.hold).count();
        let taken = seen.taken().count();
        let filter = if wizard.at.filter.is_empty() {
            String::new()
        } else {
            format!(" with \u{201c}{}\u{201d}", wizard.at.filter)
        };
        blocks.push(Block::Pair(
            line(
                Role::Ink,
                format!(
                    "{}, {held} held",
                    words::count(taken as u64, "comment", "comments")
                ),
            ),
            line(
                Role::Muted,
                format!(
                    "{}{filter}: {}",
                    wizard.at.only.words(),
                    if all == 0 {
                        "none".to_owned()
                    } else {
                        format!("{} of {all}", at + 1)
                    }
                ),
            ),
        ));
    }
    blocks.push(Block::Gap);
    let window = window(wizard);
    let rows = seen
        .listed
        .get(window.clone())
        .unwrap_or_default()
        .iter()
        .zip(window);
    let rows: Vec<Row> = rows
        .filter_map(|(nth, row)| {
            let draft = seen.drafts.get(*nth)?;
            Some(Row {
                cells: vec![
                    line(Role::Ink, short(&shown(wizard, draft), 64)),
                    state(wizard, draft),
                    belongs(wizard, *nth, draft),
                ],
                selected: row == at,
            })
        })
        .collect();
    if rows.is_empty() {
        blocks.push(muted(
            "No comment is left by this. {Import(Only)} shows others, {Find} and {ImportFilter.Back} take the words away.",
        ));
    } else {
        blocks.push(Block::Table {
            columns: vec![
                Column::fill("in their words"),
                Column::words("", 16, 0),
                Column::words("theme", 20, 1),
            ],
            rows,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Why no comment can be shown yet, as a heading and a sentence.
fn nothing_yet(wizard: &Wizard) -> Option<(&'static str, &'static str)> {
    let seen = &wizard.seen;
    if seen.is_pending() {
        return Some((
            "Looking through the comments",
            "What may point to a person is being marked. It takes a moment.",
        ));
    }
    seen.drafts.is_empty().then_some((
        "No column becomes comments yet",
        "On step 2, {Import(Comments)} makes a column of patients\u{2019} words comments. They are looked through here.",
    ))
}

/// The words as they would be written.
fn shown(wizard: &Wizard, draft: &CommentDraft) -> String {
    match wizard.words.get(&draft.id) {
        Some(text) => text.clone(),
        None if draft.redact => privacy::redact(&draft.text, &draft.marks),
        None => draft.text.clone(),
    }
}

/// Whether a hand has been at the words.
fn is_edited(wizard: &Wizard, draft: &CommentDraft) -> bool {
    wizard.words.contains_key(&draft.id)
}

/// What is to be known of a comment, in a few words.
fn state(wizard: &Wizard, draft: &CommentDraft) -> Line {
    if draft.left_out {
        return line(Role::Muted, "left out");
    }
    let mut parts = Vec::new();
    if is_edited(wizard, draft) {
        if draft.hold {
            parts.push(span(Role::Warn, "held "));
        }
        parts.push(span(Role::Muted, "edited"));
        return parts;
    }
    if draft.hold {
        parts.push(span(Role::Warn, "held "));
    }
    let marks = marks(draft);
    if let Some(first) = marks.first() {
        let more = match marks.len() {
            1 => String::new(),
            n => format!(" +{}", n - 1),
        };
        parts.push(span(
            if draft.hold { Role::Warn } else { Role::Muted },
            format!("{first}{more}"),
        ));
    }
    parts
}

/// The marks of a comment in words, each once.
fn marks(draft: &CommentDraft) -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for mark in draft.marks.iter().filter(|m| !(draft.redact && m.holds)) {
        let label = mark.mark.label();
        if !names.contains(&label) {
            names.push(label);
        }
    }
    names
}

/// The theme of a comment, or the one that is suggested.
fn belongs(wizard: &Wizard, nth: usize, draft: &CommentDraft) -> Line {
    if draft.left_out {
        return Line::new();
    }
    let suggested = wizard.seen.suggested(&wizard.book, nth);
    match suggested.and_then(|nth| wizard.book.themes.get(nth)) {
        Some(theme) => line(Role::Accent, format!("{}?", theme.title)),
        None => line(Role::Muted, title(wizard, &draft.theme)),
    }
}

fn title(wizard: &Wizard, id: &str) -> String {
    if id == UNSORTED {
        return "not sorted".to_owned();
    }
    wizard
        .book
        .themes
        .iter()
        .find(|t| t.id == id)
        .map_or_else(String::new, |t| t.title.clone())
}

/// One comment at reading size, with what is marked in it.
pub(in crate::app::import) fn one(wizard: &Wizard, picking: Option<&Picking>) -> Page {
    let Some(draft) = draft(wizard) else {
        return page(wizard);
    };
    let seen = &wizard.seen;
    let at = wizard.at.row_of(Step::Comments, seen.listed.len());
    let from = format!("{}, {}", draft.kind.word(), draft.strand);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Muted, from),
            line(Role::Muted, format!("{} of {}", at + 1, seen.listed.len())),
        ),
        Block::Gap,
        Block::Text {
            line: match picking {
                Some(picking) => picking.line(&shown(wizard, draft)),
                None => words_of(wizard, draft),
            },
            side: crate::app::cards::Side::Left,
            indent: 2,
        },
        Block::Gap,
    ];
    let marks = marks(draft);
    let theme = title(wizard, &draft.theme);
    let suggestion = suggested(wizard).map(|id| title(wizard, &id));
    let mut rows = vec![("theme", line(Role::Ink, theme))];
    if let Some(suggestion) = suggestion {
        rows.push((
            "suggested",
            line(
                Role::Accent,
                format!("{suggestion}: {{Import(Suggested)}} takes it"),
            ),
        ));
    }
    let changed = draft.redact || is_edited(wizard, draft);
    if changed {
        let text = shown(wizard, draft);
        let left = privacy::left(&text, &wizard.seen.marker.marks(&text));
        rows.push((
            "words",
            match left {
                Some(left) => line(Role::Warn, format!("changed; {left}")),
                None => line(Role::Muted, "changed; nothing is marked any more"),
            },
        ));
    } else if !marks.is_empty() {
        rows.push(("marked", line(Role::Warn, marks.join(", "))));
    }
    let wall = match (draft.left_out, draft.hold) {
        (true, _) => line(Role::Muted, "left out: it does not become a comment"),
        (false, true) => line(
            Role::Warn,
            "held: not on the wall until somebody releases it",
        ),
        (false, false) => line(Role::Good, "may be shown on the wall"),
    };
    rows.push(("wall", wall));
    let rows = rows.into_iter().map(|(label, value)| Row {
        cells: vec![line(Role::Muted, label), value],
        selected: false,
    });
    blocks.push(Block::Fields(rows.collect()));
    Page {
        blocks,
        ..Page::default()
    }
}

/// The words, with those that are marked standing out.
fn words_of(wizard: &Wizard, draft: &CommentDraft) -> Line {
    if draft.redact || is_edited(wizard, draft) {
        return line(Role::Ink, shown(wizard, draft));
    }
    let mut parts = vec![span(Role::Ink, "\u{201c}")];
    let mut at = 0;
    for mark in &draft.marks {
        let (Some(before), Some(marked)) = (
            draft.text.get(at..mark.from),
            draft.text.get(mark.from..mark.to),
        ) else {
            continue;
        };
        parts.push(span(Role::Ink, before));
        parts.push(span(Role::Warn, marked));
        at = mark.to;
    }
    parts.push(span(Role::Ink, draft.text.get(at..).unwrap_or_default()));
    parts.push(span(Role::Ink, "\u{201d}"));
    parts
}

/// The theme that is suggested for the comment under the mark.
fn suggested(wizard: &Wizard) -> Option<String> {
    let listed = &wizard.seen.listed;
    let nth = *listed.get(wizard.at.row_of(Step::Comments, listed.len()))?;
    let theme = wizard.seen.suggested(&wizard.book, nth)?;
    wizard.book.themes.get(theme).map(|t| t.id.clone())
}

/// Every listed comment with a suggestion, by its place, and its theme.
fn all_suggested<'b>(wizard: &Wizard, book: &'b Codebook) -> Vec<(usize, &'b str)> {
    let listed = wizard.seen.listed.iter();
    let suggested = listed.filter_map(|nth| {
        let theme = book.themes.get(wizard.seen.suggested(book, *nth)?)?;
        Some((*nth, theme.id.as_str()))
    });
    suggested.collect()
}

pub(in crate::app::import) fn available(wizard: &Wizard, action: Action) -> Result<(), String> {
    let rule = |can: bool, why: &str| if can { Ok(()) } else { Err(why.to_owned()) };
    let Some(draft) = draft(wizard) else {
        return match action {
            Action::Import(
                Ask::Move
                | Ask::MoveAll
                | Ask::Suggested
                | Ask::SuggestedAll
                | Ask::Hold
                | Ask::Redact
                | Ask::Pick
                | Ask::Words
                | Ask::LeaveOut,
            )
            | Action::Open => Err("There is no comment here.".to_owned()),
            Action::Find => rule(!wizard.seen.drafts.is_empty(), "There is no comment here."),
            _ => Ok(()),
        };
    };
    match action {
        Action::Import(Ask::Suggested) => rule(
            suggested(wizard).is_some(),
            "No theme is near enough to be suggested. Sort some more, and it learns.",
        ),
        Action::Import(Ask::Redact) if is_edited(wizard, draft) => Err(
            "Its words were changed by hand: {Import(Pick)} blacks more of them out.".to_owned(),
        ),
        Action::Import(Ask::Redact) => rule(
            privacy::holds(&draft.marks),
            "Nothing in it is marked that could be replaced.",
        ),
        _ => Ok(()),
    }
}

pub(in crate::app::import) fn act(wizard: &mut Wizard, action: Action) {
    let rows = wizard.seen.listed.len();
    let at = wizard.at.row_of(Step::Comments, rows);
    match action {
        Action::Find => {
            wizard.at.layers.push(Over::Filter);
            return;
        }
        Action::Import(Ask::Only) => {
            wizard.at.only = wizard.at.only.next();
            wizard.at.go_to_row(0);
            return;
        }
        Action::Right | Action::Down => {
            wizard.at.go_to_row((at + 1).min(rows.saturating_sub(1)));
            return look(wizard);
        }
        Action::Left | Action::Up => {
            wizard.at.go_to_row(at.saturating_sub(1));
            return look(wizard);
        }
        _ => {}
    }
    let Some(draft) = draft(wizard).cloned() else {
        return;
    };
    match action {
        Action::Open => {
            wizard.at.layers.push(Over::Comment);
            look(wizard);
        }
        Action::Import(Ask::Pick) => {
            let text = shown(wizard, &draft);
            let first = wizard.seen.marker.marks(&text);
            let from = first.iter().find(|m| m.mark.may_identify());
            let picking = Picking::at(&text, from.map_or(0, |m| m.from));
            wizard.at.layers.push(Over::Pick(picking));
        }
        Action::Import(Ask::Words) => {
            let text = shown(wizard, &draft);
            let dialog = Dialog::write(
                Which::Text(Text::Words(draft.id)),
                "Its words, without the error",
                &text,
                true,
            );
            wizard.at.layers.push(Over::Dialog(dialog));
        }
        Action::Import(Ask::Move) => {
            let first = suggested(wizard);
            let mut choices = super::themes::choices(&wizard.book);
            choices.push(choice(UNSORTED, UNSORTED_TITLE, ""));
            if let Some(first) = first {
                choices.sort_by_key(|c| c.key != first);
                if let Some(c) = choices.first_mut() {
                    *c = choice(c.key.clone(), c.label.clone(), "suggested");
                }
            }
            wizard.choose(
                List::ThemeOfComment(draft.id),
                "To which theme? Type a few letters",
                choices,
                0,
            );
        }
        Action::Import(Ask::Suggested) => {
            if let Some(theme) = suggested(wizard) {
                to_theme(wizard, &draft.id, &theme);
            }
        }
        Action::Import(Ask::SuggestedAll) => take_all_suggested(wizard),
        Action::Import(Ask::MoveAll) => ask_for_all(wizard, rows),
        Action::Import(Ask::Hold) => {
            place(wizard, &draft.id, |p| p.hold = Some(!draft.hold));
            let said = if draft.hold {
                "Released: it may be shown on the wall."
            } else {
                "Held: it stays off the wall."
            };
            wizard.tell(Role::Good, said);
        }
        Action::Import(Ask::Redact) => {
            place(wizard, &draft.id, |p| p.redact = !p.redact);
        }
        Action::Import(Ask::LeaveOut) => {
            place(wizard, &draft.id, |p| p.leave_out = !p.leave_out);
        }
        _ => {}
    }
}

/// A comment that is looked at closely was read.
fn look(wizard: &mut Wizard) {
    if let Some(id) = draft(wizard).map(|d| d.id.clone()) {
        wizard.read.insert(id);
    }
}

/// Picks words of the comment, and blacks them out.
pub(in crate::app::import) fn pick(wizard: &mut Wizard, picking: &mut Picking, action: Action) {
    if action == Action::Undo {
        return wizard.undo();
    }
    let Some(draft) = draft(wizard).cloned() else {
        return;
    };
    let text = shown(wizard, &draft);
    if let PickOutcome::Text(new) = picking.act(&text, action) {
        let left = privacy::left(&new, &wizard.seen.marker.marks(&new));
        wizard.reword(&draft.id, new);
        let said = left.unwrap_or_else(|| "Nothing in it is marked any more".to_owned());
        wizard.tell(Role::Good, format!("Blacked out. {said}. {{Undo}} undoes."));
    }
}

/// Takes the words of a comment as somebody mended them.
pub(in crate::app::import) fn reworded(
    wizard: &mut Wizard,
    id: &str,
    text: &str,
) -> Result<(), String> {
    if text.is_empty() {
        return Err("Nothing is left of it: {ImportComment.Back}, and {Import(LeaveOut)} leaves the comment out.".to_owned());
    }
    let same = draft(wizard).is_some_and(|d| d.id == id && shown(wizard, d) == text);
    if !same {
        wizard.reword(id, text.to_owned());
    }
    Ok(())
}

/// Changes what was decided of a comment.
fn place(wizard: &mut Wizard, id: &str, change: impl FnOnce(&mut CommentDecision)) {
    wizard.change(|book| {
        let at = book.placed.iter().position(|p| p.comment == id);
        let at = at.unwrap_or_else(|| {
            book.placed.push(CommentDecision {
                comment: id.to_owned(),
                ..CommentDecision::default()
            });
            book.placed.len() - 1
        });
        if let Some(placed) = book.placed.get_mut(at) {
            change(placed);
        }
    });
}

pub(in crate::app::import) fn to_theme(wizard: &mut Wizard, id: &str, theme: &str) {
    let theme = theme.to_owned();
    let title = title(wizard, &theme);
    place(wizard, id, |p| p.theme = Some(theme));
    wizard.tell(Role::Good, format!("It belongs to {title}."));
}

/// Every suggestion that is listed is taken.
fn take_all_suggested(wizard: &mut Wizard) {
    let book = Arc::clone(&wizard.book);
    let all = all_suggested(wizard, &book);
    let count = all.len();
    place_all(wizard, &all);
    let said = if count == 0 {
        "No theme is near enough to be suggested. Sort some more, and it learns.".to_owned()
    } else {
        format!(
            "{} the suggestion. {{Undo}} takes it back.",
            words::count(count as u64, "comment took", "comments took")
        )
    };
    wizard.tell(Role::Good, said);
}

/// Asks for the theme of all that are listed.
fn ask_for_all(wizard: &mut Wizard, listed: usize) {
    let mut choices = super::themes::choices(&wizard.book);
    choices.push(choice(UNSORTED, UNSORTED_TITLE, ""));
    let title = format!(
        "To which theme with {}?",
        words::count(listed as u64, "comment", "comments")
    );
    wizard.choose(List::ThemeOfListed, &title, choices, 0);
}

/// All comments that are listed go to one theme.
pub(in crate::app::import) fn listed_to_theme(wizard: &mut Wizard, theme: &str) {
    let all: Vec<(usize, &str)> = wizard.seen.listed.iter().map(|nth| (*nth, theme)).collect();
    let count = all.len();
    place_all(wizard, &all);
    let title = title(wizard, theme);
    wizard.tell(
        Role::Good,
        format!(
            "{} to {title}. {{Undo}} takes it back.",
            words::count(count as u64, "comment belongs", "comments belong")
        ),
    );
}

/// Puts many comments, by their places, to themes: one step to be taken back.
fn place_all(wizard: &mut Wizard, all: &[(usize, &str)]) {
    let mut book = Codebook::clone(&wizard.book);
    let id = |nth: usize| wizard.seen.drafts.get(nth).map(|d| d.id.as_str());
    let with_ids = all
        .iter()
        .filter_map(|(nth, theme)| Some((id(*nth)?, *theme)));
    let mut themes: ById<'_, &str> = with_ids.clone().collect();
    // Of several decisions on one comment the last holds.
    for placed in book.placed.iter_mut().rev() {
        if let Some(theme) = themes.remove(placed.comment.as_str())
            && placed.theme.as_deref() != Some(theme)
        {
            placed.theme = Some(theme.to_owned());
        }
    }
    for (comment, _) in with_ids {
        if let Some(theme) = themes.remove(comment) {
            book.placed.push(CommentDecision {
                comment: comment.to_owned(),
                theme: Some(theme.to_owned()),
                ..CommentDecision::default()
            });
        }
    }
    wizard.change_to(book);
}
