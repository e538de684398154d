//! The fourth step: themes with their questions below each other, and moving a question from one to another.

use crate::{
    app::{
        action::{Action, Ask},
        cards::{Block, Column, Page, Role, Row, line, muted},
        import::{
            Wizard,
            over::{List, Text},
        },
        meeting::ui::{Choice, choice},
        words,
    },
    domain::{
        codebook::{Codebook, CodebookTheme, CommentColumn, ThemeOf},
        findings::{UNSORTED, UNSORTED_TITLE},
    },
    intake::{
        labels::{self, LabelColumn},
        propose,
    },
};

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::import) enum Item {
    Theme(usize),
    Question(usize),
    Comments(usize),
    /// The place of comments that nobody has sorted.
    Unsorted,
}

/// Every theme, and what belongs to it below it.
pub(in crate::app::import) fn rows(wizard: &Wizard) -> Vec<Item> {
    let book = &wizard.book;
    let mut rows = Vec::new();
    for (nth, theme) in book.themes.iter().enumerate() {
        rows.push(Item::Theme(nth));
        let questions = book
            .questions
            .iter()
            .enumerate()
            .filter(|(_, q)| q.theme == theme.id);
        rows.extend(questions.map(|(n, _)| Item::Question(n)));
        rows.extend(columns_of(book, |c| {
            c.theme == ThemeOf::Is(theme.id.clone())
        }));
    }
    let others = |c: &CommentColumn| {
        !book
            .themes
            .iter()
            .any(|t| c.theme == ThemeOf::Is(t.id.clone()))
    };
    if !book.comments.is_empty() {
        rows.push(Item::Unsorted);
        rows.extend(columns_of(book, others));
    }
    rows
}

fn columns_of(book: &Codebook, is_of: impl Fn(&CommentColumn) -> bool) -> Vec<Item> {
    let columns = book.comments.iter().enumerate();
    columns
        .filter(|(_, c)| is_of(c))
        .map(|(n, _)| Item::Comments(n))
        .collect()
}

pub(in crate::app::import) fn page(wizard: &Wizard) -> Page {
    let all = rows(wizard);
    let at = wizard.at.row(all.len());
    let table = all.iter().enumerate().map(|(nth, item)| Row {
        cells: cells(wizard, *item),
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

fn cells(wizard: &Wizard, item: Item) -> Vec<crate::app::cards::Line> {
    let book = &wizard.book;
    match item {
        Item::Theme(nth) => {
            let theme = book.themes.get(nth);
            let questions = book
                .questions
                .iter()
                .filter(|q| theme.is_some_and(|t| q.theme == t.id))
                .count();
            let comments = wizard
                .seen
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
        Item::Question(nth) => {
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
        Item::Comments(nth) => {
            let Some(column) = book.comments.get(nth) else {
                return Vec::new();
            };
            let asked = wizard
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
        Item::Unsorted => {
            let left = wizard.seen.taken().filter(|d| d.theme == UNSORTED).count();
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

fn item(wizard: &Wizard) -> Option<Item> {
    let all = rows(wizard);
    all.get(wizard.at.row(all.len())).copied()
}

pub(in crate::app::import) fn available(wizard: &Wizard, action: Action) -> Result<(), String> {
    let is_theme = matches!(item(wizard), Some(Item::Theme(_) | Item::Unsorted));
    let rule = |can: bool, why: &str| if can { Ok(()) } else { Err(why.to_owned()) };
    match action {
        Action::Import(Ask::Move) => rule(
            !is_theme,
            "This is a theme: put the mark on a question to move it.",
        ),
        Action::Import(Ask::RemoveTheme) => match item(wizard) {
            Some(Item::Theme(nth)) => {
                let id = wizard
                    .book
                    .themes
                    .get(nth)
                    .map(|t| t.id.as_str())
                    .unwrap_or_default();
                rule(
                    !is_used(wizard, id),
                    "Something belongs to this theme: move it away first.",
                )?;
                rule(wizard.book.themes.len() > 1, "This is the only theme.")
            }
            Some(Item::Question(_)) => Ok(()),
            _ => Err("Put the mark on a theme or a question to remove it.".to_owned()),
        },
        Action::Reword => rule(
            !matches!(item(wizard), Some(Item::Comments(_) | Item::Unsorted)),
            "A column of comments has no wording of its own.",
        ),
        _ => Ok(()),
    }
}

fn is_used(wizard: &Wizard, id: &str) -> bool {
    let book = &wizard.book;
    book.questions.iter().any(|q| q.theme == id)
        || book.comments.iter().any(|c| c.theme.names(id))
        || book.placed.iter().any(|p| p.theme.as_deref() == Some(id))
}

pub(in crate::app::import) fn act(wizard: &mut Wizard, action: Action) {
    let Some(item) = item(wizard) else { return };
    match action {
        Action::Import(Ask::Move) | Action::Open => match item {
            Item::Theme(nth) => rename(wizard, nth),
            Item::Question(nth) => {
                let choices = choices(&wizard.book);
                choose(wizard, List::ThemeOfQuestion(nth), choices);
            }
            Item::Comments(nth) => {
                let choices = choices_of_column(wizard);
                choose(wizard, List::ThemeOfColumn(nth), choices);
            }
            Item::Unsorted => {}
        },
        Action::Import(Ask::ThemeBefore) => shift(wizard, item, -1),
        Action::Import(Ask::ThemeAfter) => shift(wizard, item, 1),
        Action::Import(Ask::Higher) => order(wizard, item, -1),
        Action::Import(Ask::Lower) => order(wizard, item, 1),
        Action::Import(Ask::NewTheme) => wizard.write(
            Text::NewTheme,
            "The new theme, such as Waiting in clinic",
            "",
        ),
        Action::Import(Ask::RemoveTheme) => match item {
            Item::Theme(nth) => wizard.change(|book| {
                if nth < book.themes.len() {
                    book.themes.remove(nth);
                }
            }),
            Item::Question(nth) => {
                wizard.change(|book| {
                    if nth < book.questions.len() {
                        let question = book.questions.remove(nth);
                        book.unused.push(question.column);
                    }
                });
                wizard.tell(
                    Role::Ink,
                    "The question is left out. {Undo} takes that back.",
                );
            }
            Item::Comments(_) | Item::Unsorted => {}
        },
        Action::Reword => match item {
            Item::Theme(nth) => rename(wizard, nth),
            Item::Question(nth) => {
                let text = wizard
                    .book
                    .questions
                    .get(nth)
                    .map(|q| q.question.clone())
                    .unwrap_or_default();
                wizard.write(Text::Wording(nth), "As patients were asked it", &text);
            }
            Item::Comments(_) | Item::Unsorted => {}
        },
        _ => {}
    }
}

fn rename(wizard: &mut Wizard, nth: usize) {
    let text = wizard
        .book
        .themes
        .get(nth)
        .map(|t| t.title.clone())
        .unwrap_or_default();
    wizard.write(
        Text::ThemeTitle(nth),
        "What the theme is called on the wall",
        &text,
    );
}

/// The themes to choose one from, and a new one.
pub(in crate::app::import) fn choices(book: &Codebook) -> Vec<Choice> {
    let themes = book
        .themes
        .iter()
        .map(|t| choice(t.id.clone(), t.title.clone(), ""));
    themes.collect()
}

/// The themes, the place of what is not sorted, and every column that may hold themes.
fn choices_of_column(wizard: &Wizard) -> Vec<Choice> {
    let mut all = choices(&wizard.book);
    all.push(choice(UNSORTED, UNSORTED_TITLE, "one by one"));
    for labels in &wizard.labels {
        all.push(choice(
            format!("by:{}", labels.column),
            format!("by the column {}", labels.header),
            format!("{} labels", labels.labels.len()),
        ));
    }
    all
}

fn choose(wizard: &mut Wizard, what: List, choices: Vec<Choice>) {
    wizard.choose(
        what,
        "To which theme? Type a few letters; n on the list before makes a new one",
        choices,
        0,
    );
}

pub(in crate::app::import) fn chosen(wizard: &mut Wizard, what: &List, key: &str) {
    let item = match *what {
        List::ThemeOfQuestion(nth) => Item::Question(nth),
        List::ThemeOfColumn(nth) => Item::Comments(nth),
        _ => return,
    };
    let labels = key
        .strip_prefix("by:")
        .and_then(|column| wizard.labels.iter().find(|l| l.column == column))
        .cloned();
    match (item, labels) {
        (Item::Comments(nth), Some(labels)) => by_labels(wizard, nth, &labels),
        _ => put(wizard, item, key),
    }
}

/// Comments of a column go where another column says; labels that are no theme yet become one where they are few.
fn by_labels(wizard: &mut Wizard, nth: usize, labels: &LabelColumn) {
    let about = propose::theme_texts(&wizard.book, wizard.existing.as_ref());
    let before = wizard.book.themes.len();
    wizard.change(|book| {
        let theme = labels::assign_themes(book, labels, &about);
        if let Some(column) = book.comments.get_mut(nth) {
            column.theme = theme;
        }
    });
    let new = wizard.book.themes.len().saturating_sub(before);
    wizard.tell(
        Role::Good,
        format!(
            "Sorted by {}: {} new.",
            labels.header,
            words::count(new as u64, "theme is", "themes are")
        ),
    );
    follow(wizard, Item::Comments(nth));
}

/// Puts something into a theme, and keeps the mark on it.
fn put(wizard: &mut Wizard, item: Item, theme: &str) {
    let theme = theme.to_owned();
    wizard.change(|book| match item {
        Item::Question(nth) => {
            if let Some(question) = book.questions.get_mut(nth) {
                question.theme = theme;
            }
        }
        Item::Comments(nth) => {
            if let Some(column) = book.comments.get_mut(nth) {
                column.theme = ThemeOf::Is(theme);
            }
        }
        Item::Theme(_) | Item::Unsorted => {}
    });
    follow(wizard, item);
}

fn follow(wizard: &mut Wizard, item: Item) {
    if let Some(row) = rows(wizard).iter().position(|i| *i == item) {
        wizard.at.go_to_row(row);
    }
}

/// Moves something to the theme before or after its own; a theme itself changes its place.
fn shift(wizard: &mut Wizard, item: Item, by: isize) {
    let book = &wizard.book;
    let theme = match item {
        Item::Theme(_) => return order(wizard, item, by),
        Item::Question(nth) => book.questions.get(nth).map(|q| q.theme.clone()),
        Item::Comments(nth) => book.comments.get(nth).and_then(|c| match &c.theme {
            ThemeOf::Is(id) => Some(id.clone()),
            ThemeOf::Column { .. } => None,
        }),
        Item::Unsorted => None,
    };
    let at = book
        .themes
        .iter()
        .position(|t| Some(&t.id) == theme.as_ref());
    let to = at
        .and_then(|at| at.checked_add_signed(by))
        .and_then(|to| book.themes.get(to));
    match to.map(|t| t.id.clone()) {
        Some(id) => put(wizard, item, &id),
        None => wizard.tell(Role::Muted, "There is no theme on that side."),
    }
}

/// Moves something up or down among its like.
fn order(wizard: &mut Wizard, item: Item, by: isize) {
    let mut to_item = item;
    wizard.change(|book| match item {
        Item::Theme(nth) => {
            if let Some(to) = nth
                .checked_add_signed(by)
                .filter(|to| *to < book.themes.len())
            {
                book.themes.swap(nth, to);
                to_item = Item::Theme(to);
            }
        }
        Item::Question(nth) => {
            let theme = book.questions.get(nth).map(|q| q.theme.clone());
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
                to_item = Item::Question(*to);
            }
        }
        Item::Comments(_) | Item::Unsorted => {}
    });
    follow(wizard, to_item);
}

pub(in crate::app::import) fn written(
    wizard: &mut Wizard,
    what: &Text,
    text: &str,
) -> Result<(), String> {
    if text.is_empty() {
        return Err("Write what the theme is called.".to_owned());
    }
    let there = wizard
        .book
        .themes
        .iter()
        .position(|t| t.title.to_lowercase() == text.to_lowercase());
    if there.is_some_and(|nth| *what != Text::ThemeTitle(nth)) {
        return Err("There is a theme of that name already.".to_owned());
    }
    let title = text.to_owned();
    match *what {
        Text::ThemeTitle(nth) => wizard.change(|book| {
            if let Some(theme) = book.themes.get_mut(nth) {
                theme.title = title;
            }
        }),
        _ => {
            let id = labels::new_theme_id(&wizard.book, &title);
            wizard.change(|book| book.themes.push(CodebookTheme { id, title }));
            let new = Item::Theme(wizard.book.themes.len().saturating_sub(1));
            follow(wizard, new);
        }
    }
    Ok(())
}
