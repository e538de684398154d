//! The fourth step: themes with their questions and columns of comments, and moving these between themes.

use crate::{
    app::{
        action::{Action, ImportAction},
        cards::{Block, Column, Page, Role, Row, line, muted},
        import::{ImportPick, ImportPrompt, Importing},
        shell::{Choice, Picker},
        words,
    },
    domain::{
        codebook::{Codebook, CodebookTheme, CommentColumn, ThemeOf},
        findings::{UNSORTED, UNSORTED_TITLE},
        refusal::{Refusal, allow_if, refuse},
    },
    intake::{labels, propose},
};

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeRow {
    /// A theme, by its place.
    Theme(usize),
    /// A question, by its place.
    Question(usize),
    /// A column of comments, by its place.
    Comments(usize),
    /// The place of comments without a theme.
    Unsorted,
}

/// Every theme, followed by its questions and columns.
pub(in crate::app::import) fn rows(import: &Importing) -> Vec<ThemeRow> {
    let book = &import.book;
    let mut rows = Vec::new();
    for (nth, theme) in book.themes.iter().enumerate() {
        rows.push(ThemeRow::Theme(nth));
        let questions = book
            .questions
            .iter()
            .enumerate()
            .filter(|(_, q)| q.theme == theme.id);
        rows.extend(questions.map(|(n, _)| ThemeRow::Question(n)));
        rows.extend(columns_of(book, |c| {
            c.theme == ThemeOf::Is(theme.id.clone())
        }));
    }
    // Columns of a theme that is gone from the codebook are here too. Otherwise no row would show them, and they could
    // not be moved.
    let others = |c: &CommentColumn| {
        !book
            .themes
            .iter()
            .any(|t| c.theme == ThemeOf::Is(t.id.clone()))
    };
    if !book.comments.is_empty() {
        rows.push(ThemeRow::Unsorted);
        rows.extend(columns_of(book, others));
    }
    rows
}

fn columns_of(book: &Codebook, is_of: impl Fn(&CommentColumn) -> bool) -> Vec<ThemeRow> {
    let columns = book.comments.iter().enumerate();
    columns
        .filter(|(_, c)| is_of(c))
        .map(|(n, _)| ThemeRow::Comments(n))
        .collect()
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let all = rows(import);
    let at = import.row(all.len());
    let table = all.iter().enumerate().map(|(nth, item)| Row {
        cells: cells(import, *item),
        selected: nth == at,
    });
    let blocks = vec![
        muted(
            "What belongs together stands together on the wall. {Import(Move)} moves a question to another theme, {Import(NewTheme)} makes a new one.",
        ),
        Block::Gap,
        Block::Table {
            columns: vec![
                Column::fill("theme, and what belongs to it"),
                Column::words("", 24, 1),
            ],
            rows: table.collect(),
        },
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

fn cells(import: &Importing, item: ThemeRow) -> Vec<crate::app::cards::Line> {
    let book = &import.book;
    match item {
        ThemeRow::Theme(nth) => {
            let theme = book.themes.get(nth);
            let questions = book
                .questions
                .iter()
                .filter(|q| theme.is_some_and(|t| q.theme == t.id))
                .count();
            let comments = import
                .derived
                .taken()
                .filter(|d| theme.is_some_and(|t| d.theme == t.id))
                .count();
            let said = if questions + comments == 0 {
                line(Role::Muted, "empty")
            } else {
                let questions = words::count(questions as u64, "question", "questions");
                line(
                    Role::Muted,
                    format!(
                        "{questions}, {}",
                        words::count(comments as u64, "comment", "comments")
                    ),
                )
            };
            vec![
                line(Role::Strong, theme.map_or("", |t| t.title.as_str())),
                said,
            ]
        }
        ThemeRow::Question(nth) => {
            let question = book.questions.get(nth);
            let said = match question {
                Some(q) if !q.agreed => line(Role::Warn, "scoring not agreed"),
                _ => line(Role::Muted, ""),
            };
            vec![
                line(
                    Role::Ink,
                    format!("    {}", question.map_or("", |q| q.question.as_str())),
                ),
                said,
            ]
        }
        ThemeRow::Comments(nth) => {
            let Some(column) = book.comments.get(nth) else {
                return Vec::new();
            };
            let asked = import
                .exports
                .iter()
                .find_map(|e| e.column(&column.column))
                .map_or(column.column.as_str(), |(_, d)| d.question.as_str());
            let said = match &column.theme {
                ThemeOf::Is(_) => "unless sorted one by one".to_owned(),
                ThemeOf::Column { column, .. } => format!("sorted by {column}"),
            };
            vec![
                line(Role::Muted, format!("    comments: {asked}")),
                line(Role::Muted, said),
            ]
        }
        ThemeRow::Unsorted => {
            let left = import
                .derived
                .taken()
                .filter(|d| d.theme == UNSORTED)
                .count();
            let said = if left == 0 {
                line(Role::Good, "none left")
            } else {
                line(Role::Warn, words::count(left as u64, "comment", "comments"))
            };
            vec![
                line(
                    Role::Strong,
                    format!("{UNSORTED_TITLE}: not in the meeting"),
                ),
                said,
            ]
        }
    }
}

fn item(import: &Importing) -> Option<ThemeRow> {
    let all = rows(import);
    all.get(import.row(all.len())).copied()
}

pub(in crate::app::import) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    let is_theme = matches!(item(import), Some(ThemeRow::Theme(_) | ThemeRow::Unsorted));
    match action {
        Action::Import(ImportAction::Move) => allow_if(
            !is_theme,
            "This is a theme: put the mark on a question to move it.",
        ),
        Action::Import(ImportAction::RemoveTheme) => match item(import) {
            Some(ThemeRow::Theme(nth)) => {
                let id = import
                    .book
                    .themes
                    .get(nth)
                    .map(|t| t.id.as_str())
                    .unwrap_or_default();
                allow_if(
                    // What belongs to a removed theme would drop out of the meeting without a word.
                    !is_used(import, id),
                    "Something belongs to this theme: move it away first.",
                )?;
                allow_if(import.book.themes.len() > 1, "This is the only theme.")
            }
            Some(ThemeRow::Question(_)) => Ok(()),
            _ => refuse("Put the mark on a theme or a question to remove it."),
        },
        Action::Reword => allow_if(
            !matches!(
                item(import),
                Some(ThemeRow::Comments(_) | ThemeRow::Unsorted)
            ),
            "A column of comments has no wording of its own.",
        ),
        _ => Ok(()),
    }
}

fn is_used(import: &Importing, id: &str) -> bool {
    let book = &import.book;
    book.questions.iter().any(|q| q.theme == id)
        || book.comments.iter().any(|c| c.theme.names(id))
        // Decisions on single comments count, though no row shows them.
        || book.placed.iter().any(|p| p.theme.as_deref() == Some(id))
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    let Some(item) = item(import) else { return };
    match action {
        Action::Import(ImportAction::Move) | Action::Open => match item {
            ThemeRow::Theme(nth) => rename(import, nth),
            ThemeRow::Question(nth) => {
                let choices = choices(&import.book, |theme| ImportPick::ThemeOfQuestion {
                    question: nth,
                    theme,
                });
                choose(import, item, choices);
            }
            ThemeRow::Comments(nth) => {
                let choices = choices_of_column(import, nth);
                choose(import, item, choices);
            }
            ThemeRow::Unsorted => {}
        },
        Action::Import(ImportAction::ThemeBefore) => shift(import, item, -1),
        Action::Import(ImportAction::ThemeAfter) => shift(import, item, 1),
        Action::Import(ImportAction::Higher) => order(import, item, -1),
        Action::Import(ImportAction::Lower) => order(import, item, 1),
        Action::Import(ImportAction::NewTheme) => import.write(
            ImportPrompt::NewTheme,
            "The new theme, such as Waiting in clinic",
            "",
        ),
        Action::Import(ImportAction::RemoveTheme) => match item {
            ThemeRow::Theme(nth) => import.change(|book| {
                if nth < book.themes.len() {
                    book.themes.remove(nth);
                }
            }),
            ThemeRow::Question(nth) => {
                import.change(|book| {
                    if nth < book.questions.len() {
                        let question = book.questions.remove(nth);
                        // Written down as unused, else the next import with this codebook proposes the question again.
                        book.unused.push(question.column);
                    }
                });
                import.say(
                    Role::Ink,
                    "The question is left out. {Undo} takes that back.",
                );
            }
            ThemeRow::Comments(_) | ThemeRow::Unsorted => {}
        },
        Action::Reword => match item {
            ThemeRow::Theme(nth) => rename(import, nth),
            ThemeRow::Question(nth) => {
                let text = import
                    .book
                    .questions
                    .get(nth)
                    .map(|q| q.question.clone())
                    .unwrap_or_default();
                import.write(
                    ImportPrompt::Wording(nth),
                    "As patients were asked it",
                    &text,
                );
            }
            ThemeRow::Comments(_) | ThemeRow::Unsorted => {}
        },
        _ => {}
    }
}

fn rename(import: &mut Importing, nth: usize) {
    let text = import
        .book
        .themes
        .get(nth)
        .map(|t| t.title.clone())
        .unwrap_or_default();
    import.write(
        ImportPrompt::ThemeTitle(nth),
        "What the theme is called on the wall",
        &text,
    );
}

/// The themes as choices.
pub(super) fn choices(
    book: &Codebook,
    pick: impl Fn(String) -> ImportPick,
) -> Vec<Choice<ImportPick>> {
    let themes = book.themes.iter();
    themes
        .map(|t| Choice::new(pick(t.id.clone()), t.title.clone(), ""))
        .collect()
}

/// The choices for a column of comments: a theme, no theme, or another column with labels.
fn choices_of_column(import: &Importing, column: usize) -> Vec<Choice<ImportPick>> {
    let pick = |theme| ImportPick::ThemeOfColumn { column, theme };
    let mut all = choices(&import.book, pick);
    let unsorted = pick(UNSORTED.to_owned());
    all.push(Choice::new(unsorted, UNSORTED_TITLE, "one by one"));
    // Hospitals pay for this coding of comments, and sorting them again by hand takes hours.
    for labels in &import.labels {
        let pick = ImportPick::LabelsOfColumn {
            column,
            labels: labels.column.clone(),
        };
        all.push(Choice::new(
            pick,
            format!("by the column {}", labels.header),
            format!("{} labels", labels.labels.len()),
        ));
    }
    all
}

fn choose(import: &mut Importing, item: ThemeRow, mut choices: Vec<Choice<ImportPick>>) {
    // Where one looks for it: whoever is asked for a theme and finds none wants to make it.
    let new = ImportPick::NewThemeFor(item);
    choices.push(Choice::new(new, "a new theme", "you type its name"));
    import.pick(Picker::new("To which theme? Type a few letters", choices));
}

/// Asks for the title of a new theme for a row.
pub(super) fn ask_for_new(import: &mut Importing, item: ThemeRow) {
    import.write(
        ImportPrompt::NewThemeFor(item),
        "What the theme is called on the wall",
        "",
    );
}

/// Makes a new theme, and moves a row into it.
pub(super) fn typed_new_for(
    import: &mut Importing,
    item: ThemeRow,
    title: &str,
) -> Result<(), Refusal> {
    may_be_called(import, title, None)?;
    let id = labels::new_theme_id(&import.book, title);
    let theme = CodebookTheme {
        id: id.clone(),
        title: title.to_owned(),
    };
    // One change, so that one undo takes both back.
    import.change(|book| {
        book.themes.push(theme);
        put(book, item, id);
    });
    follow(import, item);
    Ok(())
}

/// Puts a row into a theme.
fn put(book: &mut Codebook, item: ThemeRow, theme: String) {
    match item {
        ThemeRow::Question(nth) => {
            if let Some(question) = book.questions.get_mut(nth) {
                question.theme = theme;
            }
        }
        ThemeRow::Comments(nth) => {
            if let Some(column) = book.comments.get_mut(nth) {
                column.theme = ThemeOf::Is(theme);
            }
        }
        ThemeRow::Theme(_) | ThemeRow::Unsorted => {}
    }
}

/// Assigns comments by the labels in another column; unknown labels become themes if they are few.
pub(super) fn by_labels(import: &mut Importing, nth: usize, column: &str) {
    let labels = import.labels.iter().find(|l| l.column == column).cloned();
    let Some(labels) = &labels else {
        return;
    };
    let about = propose::theme_texts(&import.book, import.existing.as_ref());
    let before = import.book.themes.len();
    import.change(|book| {
        let theme = labels::assign_themes(book, labels, &about);
        if let Some(column) = book.comments.get_mut(nth) {
            column.theme = theme;
        }
    });
    let new = import.book.themes.len().saturating_sub(before);
    import.say(
        Role::Good,
        format!(
            "Sorted by {}: {} new.",
            labels.header,
            words::count(new as u64, "theme is", "themes are")
        ),
    );
    follow(import, ThemeRow::Comments(nth));
}

/// Moves a row into a theme, and keeps it selected.
pub(super) fn move_to_theme(import: &mut Importing, item: ThemeRow, theme: String) {
    import.change(|book| put(book, item, theme));
    follow(import, item);
}

fn follow(import: &mut Importing, item: ThemeRow) {
    // The selection goes along, so that the next key moves the same row again.
    if let Some(row) = rows(import).iter().position(|i| *i == item) {
        import.mark_row(row);
    }
}

/// Moves a row to the theme before or after its own; a theme changes its position.
fn shift(import: &mut Importing, item: ThemeRow, by: isize) {
    let book = &import.book;
    let theme = match item {
        ThemeRow::Theme(_) => return order(import, item, by),
        ThemeRow::Question(nth) => book.questions.get(nth).map(|q| q.theme.clone()),
        ThemeRow::Comments(nth) => book.comments.get(nth).and_then(|c| match &c.theme {
            ThemeOf::Is(id) => Some(id.clone()),
            ThemeOf::Column { .. } => None,
        }),
        ThemeRow::Unsorted => None,
    };
    let at = book
        .themes
        .iter()
        .position(|t| Some(&t.id) == theme.as_ref());
    let to = at
        .and_then(|at| at.checked_add_signed(by))
        .and_then(|to| book.themes.get(to));
    match to.map(|t| t.id.clone()) {
        Some(id) => move_to_theme(import, item, id),
        None => import.say(Role::Muted, "There is no theme on that side."),
    }
}

/// Moves a row up or down among rows of its kind.
fn order(import: &mut Importing, item: ThemeRow, by: isize) {
    let mut to_item = item;
    import.change(|book| match item {
        ThemeRow::Theme(nth) => {
            if let Some(to) = nth
                .checked_add_signed(by)
                .filter(|to| *to < book.themes.len())
            {
                book.themes.swap(nth, to);
                to_item = ThemeRow::Theme(to);
            }
        }
        ThemeRow::Question(nth) => {
            let theme = book.questions.get(nth).map(|q| q.theme.clone());
            // Neighbours on the page need not be neighbours in the codebook, which keeps the order of the export.
            let mates: Vec<usize> = book
                .questions
                .iter()
                .enumerate()
                .filter(|(_, q)| Some(&q.theme) == theme.as_ref())
                .map(|(n, _)| n)
                .collect();
            let at = mates.iter().position(|n| *n == nth);
            let to = at
                .and_then(|at| at.checked_add_signed(by))
                .and_then(|to| mates.get(to));
            if let Some(to) = to {
                book.questions.swap(nth, *to);
                to_item = ThemeRow::Question(*to);
            }
        }
        ThemeRow::Comments(_) | ThemeRow::Unsorted => {}
    });
    follow(import, to_item);
}

/// Refuses a title that is empty or that another theme has.
fn may_be_called(import: &Importing, title: &str, own: Option<usize>) -> Result<(), Refusal> {
    allow_if(!title.is_empty(), "Write what the theme is called.")?;
    // Two themes of one title look like one on the wall, and comments would be divided between them by chance.
    let wanted = title.to_lowercase();
    let there = import
        .book
        .themes
        .iter()
        .position(|t| t.title.to_lowercase() == wanted);
    allow_if(
        there.is_none() || there == own,
        "There is a theme of that name already.",
    )
}

pub(super) fn typed_title(import: &mut Importing, nth: usize, title: &str) -> Result<(), Refusal> {
    may_be_called(import, title, Some(nth))?;
    import.change(|book| {
        if let Some(theme) = book.themes.get_mut(nth) {
            // The id stays: findings and decisions on comments name the theme by it.
            title.clone_into(&mut theme.title);
        }
    });
    Ok(())
}

pub(super) fn typed_new(import: &mut Importing, title: &str) -> Result<(), Refusal> {
    may_be_called(import, title, None)?;
    let id = labels::new_theme_id(&import.book, title);
    let title = title.to_owned();
    import.change(|book| book.themes.push(CodebookTheme { id, title }));
    let new = ThemeRow::Theme(import.book.themes.len().saturating_sub(1));
    follow(import, new);
    Ok(())
}
