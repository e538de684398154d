//! The fifth step: patients' comments, filtered while typing, held or released, redacted, and assigned to themes.
//!
//! This screen is for one person only: its comments have not been released yet.

use std::{ops::Range, sync::Arc};

use crate::{
    app::{
        action::{Action, ImportAction},
        cards::{Block, Column, Edit, Line, Page, Role, Row, line, muted, span},
        import::{ImportLayer, ImportPick, ImportPrompt, ImportStep, Importing},
        meeting::screen::themes::short,
        picking::{PickOutcome, Picking},
        shell::{Choice, Picker, Prompt, steps},
        words,
    },
    domain::{
        codebook::{Codebook, CommentDecision},
        findings::{UNSORTED, UNSORTED_TITLE},
        refusal::{Refusal, allow_if, refuse},
    },
    intake::{
        comments::{ById, CommentDraft},
        privacy,
    },
};

/// The range of rows that are laid out.
// An export may hold ten thousand comments, and laying out all of them for each frame would make keys lag.
pub(in crate::app::import) fn window(import: &Importing) -> Range<usize> {
    let all = import.derived.listed.len();
    steps::window(import.at.marks.row(ImportStep::Comments, all), all)
}

/// The selected comment.
fn draft(import: &Importing) -> Option<&CommentDraft> {
    let listed = &import.derived.listed;
    let nth = listed.get(import.at.marks.row(ImportStep::Comments, listed.len()))?;
    import.derived.drafts.get(*nth)
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let derived = &import.derived;
    if let Some((title, said)) = nothing_yet(import) {
        return Page {
            blocks: vec![Block::Heading(title.into()), Block::Gap, muted(said)],
            ..Page::default()
        };
    }
    let mut blocks = Vec::new();
    let all = derived.listed.len();
    let at = import.at.marks.row(ImportStep::Comments, all);
    if matches!(import.shell.own_on_top(), Some(ImportLayer::Filter)) {
        blocks.push(Block::Edit(Edit {
            about: Line::new(),
            label: "Words that must be in it".into(),
            lines: vec![import.at.filter.clone()],
            cursor: (0, import.at.filter.chars().count()),
            several: false,
            note: line(
                Role::Muted,
                words::count(all as u64, "comment has them", "comments have them"),
            ),
        }));
    } else {
        let held = derived.taken().filter(|d| d.hold).count();
        let taken = derived.taken().count();
        let filter = if import.at.filter.is_empty() {
            String::new()
        } else {
            format!(" with \u{201c}{}\u{201d}", import.at.filter)
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
                    import.at.only.words(),
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
    let window = window(import);
    let rows = derived
        .listed
        .get(window.clone())
        .unwrap_or_default()
        .iter()
        .zip(window);
    let rows: Vec<Row> = rows
        .filter_map(|(nth, row)| {
            let draft = derived.drafts.get(*nth)?;
            Some(Row {
                cells: vec![
                    line(Role::Ink, short(&shown(import, draft), 64)),
                    state(import, draft),
                    belongs(import, *nth, draft),
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

/// A heading and a sentence for a list without comments.
fn nothing_yet(import: &Importing) -> Option<(&'static str, &'static str)> {
    let derived = &import.derived;
    if derived.is_pending() {
        return Some((
            "Looking through the comments",
            "What may point to a person is being marked. It takes a moment.",
        ));
    }
    derived.drafts.is_empty().then_some((
        "No column becomes comments yet",
        "On step 2, {Import(Comments)} makes a column of patients\u{2019} words comments. They are looked through here.",
    ))
}

/// The text as it will be written, with its redactions.
fn shown(import: &Importing, draft: &CommentDraft) -> String {
    // Edits by hand come first. Marks hold byte offsets into the original text, and would cut an edited one at the
    // wrong places.
    match import.words.get(&draft.id) {
        Some(text) => text.clone(),
        None if draft.redact => privacy::redact(&draft.text, &draft.marks),
        None => draft.text.clone(),
    }
}

/// `true` if the text was changed by hand.
fn is_edited(import: &Importing, draft: &CommentDraft) -> bool {
    import.words.contains_key(&draft.id)
}

/// The state of a comment in a few words.
fn state(import: &Importing, draft: &CommentDraft) -> Line {
    if draft.left_out {
        return line(Role::Muted, "left out");
    }
    let mut parts = Vec::new();
    if is_edited(import, draft) {
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

/// The kinds of marks in a comment, each once.
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

/// The theme of a comment, or the suggested one.
fn belongs(import: &Importing, nth: usize, draft: &CommentDraft) -> Line {
    if draft.left_out {
        return Line::new();
    }
    // Shown as a question until somebody takes it.
    let suggested = import.derived.suggested(&import.book, nth);
    match suggested.and_then(|nth| import.book.themes.get(nth)) {
        Some(theme) => line(Role::Accent, format!("{}?", theme.title)),
        None => line(Role::Muted, title(import, &draft.theme)),
    }
}

fn title(import: &Importing, id: &str) -> String {
    if id == UNSORTED {
        return "not sorted".to_owned();
    }
    import
        .book
        .themes
        .iter()
        .find(|t| t.id == id)
        .map_or_else(String::new, |t| t.title.clone())
}

/// The page of one comment, with its marks highlighted.
pub(in crate::app::import) fn detail_page(import: &Importing, picking: Option<&Picking>) -> Page {
    let Some(draft) = draft(import) else {
        return page(import);
    };
    let derived = &import.derived;
    let at = import
        .at
        .marks
        .row(ImportStep::Comments, derived.listed.len());
    let from = format!("{}, {}", draft.kind.word(), draft.strand);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Muted, from),
            line(
                Role::Muted,
                format!("{} of {}", at + 1, derived.listed.len()),
            ),
        ),
        Block::Gap,
        Block::Text {
            line: match picking {
                Some(picking) => picking.line(&shown(import, draft)),
                None => words_of(import, draft),
            },
            side: crate::app::cards::Align::Left,
            indent: 2,
        },
        Block::Gap,
    ];
    let marks = marks(draft);
    let theme = title(import, &draft.theme);
    let suggestion = suggested(import).map(|id| title(import, &id));
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
    let changed = draft.redact || is_edited(import, draft);
    if changed {
        let text = shown(import, draft);
        // Marked again after each change: redaction that leaves a second name looks finished ("Prof. [name] and his
        // registrar, Hassan").
        let left = privacy::left(&text, &import.derived.marker.marks(&text));
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

/// The text with its marked words highlighted.
fn words_of(import: &Importing, draft: &CommentDraft) -> Line {
    if draft.redact || is_edited(import, draft) {
        return line(Role::Ink, shown(import, draft));
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

/// The theme suggested for the selected comment.
fn suggested(import: &Importing) -> Option<String> {
    let listed = &import.derived.listed;
    let nth = *listed.get(import.at.marks.row(ImportStep::Comments, listed.len()))?;
    let theme = import.derived.suggested(&import.book, nth)?;
    import.book.themes.get(theme).map(|t| t.id.clone())
}

/// The listed comments with a suggestion: index and theme.
fn all_suggested<'b>(import: &Importing, book: &'b Codebook) -> Vec<(usize, &'b str)> {
    let listed = import.derived.listed.iter();
    let suggested = listed.filter_map(|nth| {
        let theme = book.themes.get(import.derived.suggested(book, *nth)?)?;
        Some((*nth, theme.id.as_str()))
    });
    suggested.collect()
}

pub(in crate::app::import) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    let Some(draft) = draft(import) else {
        return match action {
            Action::Import(
                ImportAction::Move
                | ImportAction::MoveAll
                | ImportAction::Suggested
                | ImportAction::SuggestedAll
                | ImportAction::Hold
                | ImportAction::Redact
                | ImportAction::Pick
                | ImportAction::Words
                | ImportAction::LeaveOut,
            )
            | Action::Open => refuse("There is no comment here."),
            Action::Find => allow_if(
                !import.derived.drafts.is_empty(),
                "There is no comment here.",
            ),
            _ => Ok(()),
        };
    };
    match action {
        Action::Import(ImportAction::Suggested) => allow_if(
            suggested(import).is_some(),
            "No theme is near enough to be suggested. Sort some more, and it learns.",
        ),
        // The replacement would work on the original text and throw the edit away.
        Action::Import(ImportAction::Redact) if is_edited(import, draft) => {
            refuse("Its words were changed by hand: {Import(Pick)} blacks more of them out.")
        }
        Action::Import(ImportAction::Redact) => allow_if(
            privacy::holds(&draft.marks),
            "Nothing in it is marked that could be replaced.",
        ),
        _ => Ok(()),
    }
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    let rows = import.derived.listed.len();
    let at = import.at.marks.row(ImportStep::Comments, rows);
    match action {
        Action::Find => {
            import.shell.push(ImportLayer::Filter);
            return;
        }
        Action::Import(ImportAction::Only) => {
            import.at.only = import.at.only.next();
            import.mark_row(0);
            return;
        }
        Action::Right | Action::Down => {
            import.mark_row((at + 1).min(rows.saturating_sub(1)));
            return look(import);
        }
        Action::Left | Action::Up => {
            import.mark_row(at.saturating_sub(1));
            return look(import);
        }
        _ => {}
    }
    let Some(draft) = draft(import).cloned() else {
        return;
    };
    match action {
        Action::Open => {
            import.shell.push(ImportLayer::Comment);
            look(import);
        }
        Action::Import(ImportAction::Pick) => {
            let text = shown(import, &draft);
            let first = import.derived.marker.marks(&text);
            // Opens at the first marked word, which is the one to black out in most comments.
            let from = first.iter().find(|m| m.mark.may_identify());
            let picking = Picking::at(&text, from.map_or(0, |m| m.from));
            import.shell.push(ImportLayer::Black(picking));
        }
        Action::Import(ImportAction::Words) => {
            let text = shown(import, &draft);
            import.shell.prompt(Prompt::lines(
                ImportPrompt::CommentWords(draft.id),
                "Its words, without the error",
                &text,
            ));
        }
        Action::Import(ImportAction::Move) => ask_for_theme(import, &draft.id),
        Action::Import(ImportAction::Suggested) => {
            if let Some(theme) = suggested(import) {
                to_theme(import, &draft.id, theme);
            }
        }
        Action::Import(ImportAction::SuggestedAll) => take_all_suggested(import),
        Action::Import(ImportAction::MoveAll) => ask_for_all(import, rows),
        Action::Import(ImportAction::Hold) => {
            place(import, &draft.id, |p| p.hold = Some(!draft.hold));
            let said = if draft.hold {
                "Released: it may be shown on the wall."
            } else {
                "Held: it stays off the wall."
            };
            import.say(Role::Good, said);
        }
        Action::Import(ImportAction::Redact) => {
            place(import, &draft.id, |p| p.redact = !p.redact);
        }
        Action::Import(ImportAction::LeaveOut) => {
            place(import, &draft.id, |p| p.leave_out = !p.leave_out);
        }
        _ => {}
    }
}

/// Opens the selected comment, and records it as read.
fn look(import: &mut Importing) {
    if let Some(id) = draft(import).map(|d| d.id.clone()) {
        // Recorded for the meeting: a comment that nobody has read stays off the wall.
        import.read.insert(id);
    }
}

/// Asks for the theme of a comment, the suggested one first.
fn ask_for_theme(import: &mut Importing, comment: &str) {
    let pick = |theme| ImportPick::ThemeOfComment {
        comment: comment.to_owned(),
        theme,
    };
    let mut choices = super::themes::choices(&import.book, pick);
    let unsorted = pick(UNSORTED.to_owned());
    choices.push(Choice::new(unsorted, UNSORTED_TITLE, ""));
    if let Some(first) = suggested(import).map(pick) {
        // The suggestion first, so that Enter takes it.
        choices.sort_by_key(|c| c.value.as_ref() != Ok(&first));
        if let Some(choice) = choices.first_mut() {
            "suggested".clone_into(&mut choice.note);
        }
    }
    import.pick(Picker::new("To which theme? Type a few letters", choices));
}

/// Handles an action of redaction by hand.
pub(in crate::app::import) fn black_out(
    import: &mut Importing,
    mut picking: Picking,
    action: Action,
) {
    if let Some(draft) = draft(import).cloned() {
        let text = shown(import, &draft);
        if let PickOutcome::Text(new) = picking.act(&text, action) {
            let left = privacy::left(&new, &import.derived.marker.marks(&new));
            import.reword(&draft.id, new);
            let said = left.unwrap_or_else(|| "Nothing in it is marked any more".to_owned());
            import.say(Role::Good, format!("Blacked out. {said}. {{Undo}} undoes."));
        }
    }
    import.shell.push(ImportLayer::Black(picking));
}

/// Sets the text of a comment as edited by hand; refuses an empty one.
pub(super) fn typed_words(import: &mut Importing, id: &str, text: &str) -> Result<(), Refusal> {
    allow_if(
        !text.is_empty(),
        "Nothing is left of it: {ImportComment.Back}, and {Import(LeaveOut)} leaves the comment out.",
    )?;
    // A text left as it was must not count as edited: an edited one keeps its words at every later import.
    let same = draft(import).is_some_and(|d| d.id == id && shown(import, d) == text);
    if !same {
        import.reword(id, text.to_owned());
    }
    Ok(())
}

/// Changes the decision on a comment.
fn place(import: &mut Importing, id: &str, change: impl FnOnce(&mut CommentDecision)) {
    import.change(|book| {
        // One entry for each comment, so that a codebook read by a person has one place to look at.
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

pub(super) fn to_theme(import: &mut Importing, id: &str, theme: String) {
    let title = title(import, &theme);
    place(import, id, |p| p.theme = Some(theme));
    import.say(Role::Good, format!("It belongs to {title}."));
}

/// Accepts all listed suggestions.
fn take_all_suggested(import: &mut Importing) {
    // Suggestions borrow their ids from this pointer while the import changes; copying 20,000 ids took longer than a
    // key may.
    let book = Arc::clone(&import.book);
    let all = all_suggested(import, &book);
    let count = all.len();
    place_all(import, &all);
    let said = if count == 0 {
        "No theme is near enough to be suggested. Sort some more, and it learns.".to_owned()
    } else {
        format!(
            "{} the suggestion. {{Undo}} takes it back.",
            words::count(count as u64, "comment took", "comments took")
        )
    };
    import.say(Role::Good, said);
}

/// Asks for a theme for all listed comments.
fn ask_for_all(import: &mut Importing, listed: usize) {
    let mut choices = super::themes::choices(&import.book, ImportPick::ThemeOfListed);
    let unsorted = ImportPick::ThemeOfListed(UNSORTED.to_owned());
    choices.push(Choice::new(unsorted, UNSORTED_TITLE, ""));
    let title = format!(
        "To which theme with {}?",
        words::count(listed as u64, "comment", "comments")
    );
    import.pick(Picker::new(title, choices));
}

/// Assigns all listed comments to a theme.
pub(in crate::app::import) fn listed_to_theme(import: &mut Importing, theme: &str) {
    // Everything that the filter lists and not only what is on the screen, so that a word and one key sort hundreds.
    let all: Vec<(usize, &str)> = import
        .derived
        .listed
        .iter()
        .map(|nth| (*nth, theme))
        .collect();
    let count = all.len();
    place_all(import, &all);
    let title = title(import, theme);
    import.say(
        Role::Good,
        format!(
            "{} to {title}. {{Undo}} takes it back.",
            words::count(count as u64, "comment belongs", "comments belong")
        ),
    );
}

/// Assigns many comments, given by index, as one undo step.
fn place_all(import: &mut Importing, all: &[(usize, &str)]) {
    let mut book = Codebook::clone(&import.book);
    let id = |nth: usize| import.derived.drafts.get(nth).map(|d| d.id.as_str());
    let with_ids = all
        .iter()
        .filter_map(|(nth, theme)| Some((id(*nth)?, *theme)));
    let mut themes: ById<'_, &str> = with_ids.clone().collect();
    // A codebook edited by hand may decide twice on a comment. The last decision counts, so the search runs backwards.
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
    import.change_to(book);
}
