//! The second step: every column with what it is, and what becomes of it.

use super::tables;
use crate::{
    app::{
        action::{Action, Ask},
        cards::{Block, Column, Page, Role, Row, line, muted},
        import::{Wizard, over::List},
        meeting::ui::{Choice, choice},
    },
    domain::codebook::{Codebook, CommentColumn, ExportRule, QuestionColumn, RowLabel, ThemeOf},
    intake::{
        export::{AnswerKind, ColumnInfo},
        propose, rows,
    },
};

/// What a column becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    Finding,
    Comments,
    Strand,
    Period,
    Unused,
    Never,
}

/// The columns of all exports that are not another file's again: the export, and the place in it.
pub(in crate::app::import) fn rows(wizard: &Wizard) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    for (nth, export) in wizard.exports.iter().enumerate() {
        if export.is_results() {
            continue;
        }
        for (place, described) in export.columns.iter().enumerate() {
            let again = nth > 0 && ours(wizard, nth, described) != described.id;
            let same = wizard
                .exports
                .iter()
                .take(nth)
                .any(|e| e.column(&described.id).is_some());
            if !again && !same {
                rows.push((nth, place));
            }
        }
    }
    rows
}

/// The number of columns listed: first those of tables of results, then those of answers.
pub(in crate::app::import) fn number(wizard: &Wizard) -> usize {
    tables::columns(wizard).len() + rows(wizard).len()
}

/// What the codebook calls a column of a file.
fn ours<'a>(wizard: &'a Wizard, export: usize, described: &'a ColumnInfo) -> &'a str {
    let name = wizard.exports.get(export).map(|e| e.name.as_str());
    let rule = wizard
        .book
        .exports
        .iter()
        .find(|r| Some(r.file.as_str()) == name);
    let pair = rule.and_then(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id));
    pair.map_or(described.id.as_str(), |(ours, _)| ours.as_str())
}

fn becomes(book: &Codebook, id: &str, kind: AnswerKind) -> Becomes {
    let says =
        |by: fn(&ExportRule) -> &RowLabel| book.exports.iter().any(|r| by(r).column() == Some(id));
    match () {
        () if kind == AnswerKind::Identifier => Becomes::Never,
        () if says(|r| &r.strand) => Becomes::Strand,
        () if says(|r| &r.period) => Becomes::Period,
        () if book.questions.iter().any(|q| q.column == id) => Becomes::Finding,
        () if book.comments.iter().any(|c| c.column == id) => Becomes::Comments,
        () => Becomes::Unused,
    }
}

pub(in crate::app::import) fn page(wizard: &Wizard) -> Page {
    let all = self::rows(wizard);
    let of_tables = tables::columns(wizard);
    let at = wizard.at.row(number(wizard));
    let mut blocks = Vec::new();
    if !of_tables.is_empty() {
        blocks = tables::page(wizard, &of_tables, at).blocks;
        if all.is_empty() {
            return Page {
                blocks,
                ..Page::default()
            };
        }
    }
    let mut table = Vec::new();
    for (nth, (export, place)) in all.iter().enumerate() {
        let Some(export_) = wizard.exports.get(*export) else {
            continue;
        };
        let Some(described) = export_.columns.get(*place) else {
            continue;
        };
        let what = becomes(
            &wizard.book,
            ours(wizard, *export, described),
            described.kind,
        );
        let (role, said) = match what {
            Becomes::Finding => (Role::Good, "finding"),
            Becomes::Comments => (Role::Good, "comments"),
            Becomes::Strand => (Role::Good, "says the strand"),
            Becomes::Period => (Role::Good, "says the period"),
            Becomes::Unused => (Role::Muted, "not used"),
            Becomes::Never => (Role::Muted, "says who: never written"),
        };
        let words = if matches!(what, Becomes::Unused | Becomes::Never) {
            Role::Muted
        } else {
            Role::Ink
        };
        let question = match &described.option {
            Some(option) => format!("{} - {option}", described.question),
            None => described.question.clone(),
        };
        table.push(Row {
            cells: vec![
                line(
                    words,
                    crate::app::meeting::screen::themes::short(&question, 90),
                ),
                line(Role::Muted, described.kind.word()),
                line(
                    Role::Muted,
                    rows::people_who_answered(export_, *place).to_string(),
                ),
                line(role, said),
            ],
            selected: nth + of_tables.len() == at,
        });
    }
    if table.is_empty() {
        blocks.push(muted("There is no column in it."));
    } else {
        blocks.push(Block::Table {
            columns: vec![
                Column::fill("what was asked"),
                Column::words("answers are", 11, 2),
                Column::number("answered", 1),
                Column::words("it becomes", 23, 0),
            ],
            rows: table,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(in crate::app::import) fn available(wizard: &Wizard, action: Action) -> Result<(), String> {
    let row = wizard.at.row(number(wizard));
    let of_table = row < tables::columns(wizard).len();
    match action {
        Action::Import(Ask::Finding | Ask::Comments) if of_table => {
            Err("It is a column of a table of results: {Open} says what it is.".to_owned())
        }
        _ => Ok(()),
    }
}

pub(in crate::app::import) fn act(wizard: &mut Wizard, action: Action) {
    let of_tables = tables::columns(wizard);
    let row = wizard.at.row(number(wizard));
    if let Some((nth, place)) = of_tables.get(row).copied() {
        match action {
            Action::Open => tables::choose_role(wizard, nth, place),
            Action::Import(Ask::Unused) => tables::set_role(wizard, nth, place, ""),
            _ => {}
        }
        return;
    }
    let row = row - of_tables.len();
    match action {
        Action::Import(Ask::Finding) => become_(wizard, row, "finding"),
        Action::Import(Ask::Comments) => become_(wizard, row, "comments"),
        Action::Import(Ask::Unused) => become_(wizard, row, "unused"),
        Action::Open => {
            let kind = described(wizard, row).map(|d| d.kind);
            if kind == Some(AnswerKind::Identifier) {
                wizard.tell(Role::Warn, NEVER);
                return;
            }
            let choices: Vec<Choice> = vec![
                choice("finding", "a finding", "its answers are counted"),
                choice("comments", "comments", "its words go to the themes"),
                choice("unused", "not used", ""),
            ];
            wizard.choose(
                List::Becomes(row),
                "What becomes of this column?",
                choices,
                0,
            );
        }
        _ => {}
    }
}

const NEVER: &str = "This column says who answered: it is never shown and never written.";

fn described(wizard: &Wizard, row: usize) -> Option<&ColumnInfo> {
    let all = self::rows(wizard);
    let (export, place) = all.get(row)?;
    wizard.exports.get(*export)?.columns.get(*place)
}

pub(in crate::app::import) fn chosen(wizard: &mut Wizard, what: &List, key: &str) {
    if let List::Becomes(row) = *what {
        become_(wizard, row, key);
    }
}

/// Makes a column a finding, comments, or nothing.
fn become_(wizard: &mut Wizard, row: usize, what: &str) {
    let all = self::rows(wizard);
    let Some((export, place)) = all.get(row).copied() else {
        return;
    };
    let Some(described) = described(wizard, row).cloned() else {
        return;
    };
    if described.kind == AnswerKind::Identifier {
        wizard.tell(Role::Warn, NEVER);
        return;
    }
    let answers = wizard
        .exports
        .get(export)
        .and_then(|e| e.table.columns().get(place))
        .and_then(|c| c.answers())
        .map(<[_]>::to_vec);
    if what == "finding" && answers.is_none() {
        wizard.tell(
            Role::Warn,
            "It has thousands of different answers: they are words, and cannot be counted.",
        );
        return;
    }
    let id = ours(wizard, export, &described).to_owned();
    let existing = wizard.existing.clone();
    let was = becomes(&wizard.book, &id, described.kind);
    if matches!(
        (was, what),
        (Becomes::Finding, "finding")
            | (Becomes::Comments, "comments")
            | (Becomes::Unused, "unused")
    ) {
        return;
    }
    wizard.change(|book| {
        book.questions.retain(|q| q.column != id);
        book.comments.retain(|c| c.column != id);
        book.unused.retain(|u| *u != id);
        let theme = book
            .themes
            .first()
            .map(|t| t.id.clone())
            .unwrap_or_default();
        match what {
            "finding" => {
                let wording = match &described.option {
                    Some(option) => format!("{} - {option}", described.question),
                    None => described.question.clone(),
                };
                let sorted = propose::sort_answers(&wording, &answers.unwrap_or_default());
                let (known, finding) = propose::finding_for(book, existing.as_ref(), &wording, &id);
                book.questions.push(QuestionColumn {
                    column: id.clone(),
                    finding,
                    theme: known.unwrap_or(theme),
                    ..sorted
                });
            }
            "comments" => book.comments.push(CommentColumn {
                column: id.clone(),
                theme: ThemeOf::unsorted(),
                redact: false,
            }),
            _ => book.unused.push(id.clone()),
        }
    });
}
