//! The second step: every column with its kind, and its use in the findings.

use super::tables::{self, TableRole};
use crate::{
    app::{
        action::{Action, ImportAction},
        cards::{Block, Column, Page, Role, Row, line, muted},
        import::{ImportPick, Importing, dialogs::ColumnBecomes},
        shell::{Choice, Picker},
    },
    domain::{
        codebook::{Codebook, CommentColumn, ExportRule, QuestionColumn, RowLabel, ThemeOf},
        refusal::{Refusal, refuse},
    },
    intake::{
        export::{AnswerKind, ColumnInfo},
        propose, rows,
    },
};

/// The state of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnState {
    Becomes(ColumnBecomes),
    SaysStrand,
    SaysPeriod,
    /// It identifies people, and is never imported.
    Identifies,
}

/// The columns of all exports without those repeated in another file, as indexes of the export and the column.
pub(in crate::app::import) fn rows(import: &Importing) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    for (nth, export) in import.exports.iter().enumerate() {
        if export.is_results() {
            continue;
        }
        for (place, described) in export.columns.iter().enumerate() {
            let again = nth > 0 && ours(import, nth, described) != described.id;
            // A second file of the same survey repeats its columns; listed again they would have to be decided twice.
            let same = import
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

/// The number of listed columns: those of tables of results first, then those of answers.
pub(in crate::app::import) fn number(import: &Importing) -> usize {
    tables::columns(import).len() + rows(import).len()
}

/// The codebook's name for a column of a file.
fn ours<'a>(import: &'a Importing, export: usize, described: &'a ColumnInfo) -> &'a str {
    let name = import.exports.get(export).map(|e| e.name.as_str());
    let rule = import
        .book
        .exports
        .iter()
        .find(|r| Some(r.file.as_str()) == name);
    let pair = rule.and_then(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id));
    pair.map_or(described.id.as_str(), |(ours, _)| ours.as_str())
}

fn state(book: &Codebook, id: &str, kind: AnswerKind) -> ColumnState {
    let says =
        |by: fn(&ExportRule) -> &RowLabel| book.exports.iter().any(|r| by(r).column() == Some(id));
    match () {
        // Before everything that the codebook says: ids, addresses and dates of birth are written to no file.
        () if kind == AnswerKind::Identifier => ColumnState::Identifies,
        () if says(|r| &r.strand) => ColumnState::SaysStrand,
        () if says(|r| &r.period) => ColumnState::SaysPeriod,
        () if book.questions.iter().any(|q| q.column == id) => {
            ColumnState::Becomes(ColumnBecomes::Finding)
        }
        () if book.comments.iter().any(|c| c.column == id) => {
            ColumnState::Becomes(ColumnBecomes::Comments)
        }
        () => ColumnState::Becomes(ColumnBecomes::Unused),
    }
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let all = self::rows(import);
    let of_tables = tables::columns(import);
    let at = import.row(number(import));
    let mut blocks = Vec::new();
    if !of_tables.is_empty() {
        blocks = tables::page(import, &of_tables, at).blocks;
        if all.is_empty() {
            return Page {
                blocks,
                ..Page::default()
            };
        }
    }
    let mut table = Vec::new();
    for (nth, (export, place)) in all.iter().enumerate() {
        let Some(export_) = import.exports.get(*export) else {
            continue;
        };
        let Some(described) = export_.columns.get(*place) else {
            continue;
        };
        let what = state(
            &import.book,
            ours(import, *export, described),
            described.kind,
        );
        let (role, said) = match what {
            ColumnState::Becomes(ColumnBecomes::Finding) => (Role::Good, "finding"),
            ColumnState::Becomes(ColumnBecomes::Comments) => (Role::Good, "comments"),
            ColumnState::SaysStrand => (Role::Good, "says the strand"),
            ColumnState::SaysPeriod => (Role::Good, "says the period"),
            ColumnState::Becomes(ColumnBecomes::Unused) => (Role::Muted, "not used"),
            ColumnState::Identifies => (Role::Muted, "says who: never written"),
        };
        let words = if matches!(
            what,
            ColumnState::Becomes(ColumnBecomes::Unused) | ColumnState::Identifies
        ) {
            Role::Muted
        } else {
            Role::Ink
        };
        // The options of one question are columns with the same wording.
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
                    // People and not rows, because exports with a row for each comment or visit repeat people.
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

pub(in crate::app::import) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    let row = import.row(number(import));
    let of_table = row < tables::columns(import).len();
    match action {
        Action::Import(ImportAction::Finding | ImportAction::Comments) if of_table => {
            refuse("It is a column of a table of results: {Open} says what it is.")
        }
        _ => Ok(()),
    }
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    let of_tables = tables::columns(import);
    let row = import.row(number(import));
    if let Some((nth, place)) = of_tables.get(row).copied() {
        match action {
            Action::Open => tables::choose_role(import, nth, place),
            Action::Import(ImportAction::Unused) => {
                tables::set_role(import, nth, place, &TableRole::Unused);
            }
            _ => {}
        }
        return;
    }
    let row = row - of_tables.len();
    match action {
        Action::Import(ImportAction::Finding) => set(import, row, ColumnBecomes::Finding),
        Action::Import(ImportAction::Comments) => set(import, row, ColumnBecomes::Comments),
        Action::Import(ImportAction::Unused) => set(import, row, ColumnBecomes::Unused),
        Action::Open => {
            let kind = described(import, row).map(|d| d.kind);
            if kind == Some(AnswerKind::Identifier) {
                import.say(Role::Warn, NEVER);
                return;
            }
            let pick = |what| ImportPick::Becomes(row, what);
            let choices = vec![
                Choice::new(
                    pick(ColumnBecomes::Finding),
                    "a finding",
                    "its answers are counted",
                ),
                Choice::new(
                    pick(ColumnBecomes::Comments),
                    "comments",
                    "its words go to the themes",
                ),
                Choice::new(pick(ColumnBecomes::Unused), "not used", ""),
            ];
            import.pick(Picker::new("What becomes of this column?", choices));
        }
        _ => {}
    }
}

const NEVER: &str = "This column says who answered: it is never shown and never written.";

fn described(import: &Importing, row: usize) -> Option<&ColumnInfo> {
    let all = self::rows(import);
    let (export, place) = all.get(row)?;
    import.exports.get(*export)?.columns.get(*place)
}

/// Sets the use of a column: a finding, comments, or nothing.
pub(super) fn set(import: &mut Importing, row: usize, what: ColumnBecomes) {
    let all = self::rows(import);
    let Some((export, place)) = all.get(row).copied() else {
        return;
    };
    let Some(described) = described(import, row).cloned() else {
        return;
    };
    // Asked again here, because the keys set a use without going through the list that refuses it.
    if described.kind == AnswerKind::Identifier {
        import.say(Role::Warn, NEVER);
        return;
    }
    let answers = import
        .exports
        .get(export)
        .and_then(|e| e.table.columns().get(place))
        .and_then(|c| c.answers())
        .map(<[_]>::to_vec);
    // A column with so many different answers is read as text, without a list of them, to keep a large export in
    // memory.
    if what == ColumnBecomes::Finding && answers.is_none() {
        import.say(
            Role::Warn,
            "It has thousands of different answers: they are words, and cannot be counted.",
        );
        return;
    }
    let id = ours(import, export, &described).to_owned();
    let existing = import.existing.clone();
    let was = state(&import.book, &id, described.kind);
    // Set anew, a finding would lose the scoring that was agreed.
    if was == ColumnState::Becomes(what) {
        return;
    }
    import.change(|book| {
        // A column has one use. As a finding and as comments it would be on the wall twice.
        book.questions.retain(|q| q.column != id);
        book.comments.retain(|c| c.column != id);
        book.unused.retain(|u| *u != id);
        let theme = book
            .themes
            .first()
            .map(|t| t.id.clone())
            .unwrap_or_default();
        match what {
            ColumnBecomes::Finding => {
                let wording = match &described.option {
                    Some(option) => format!("{} - {option}", described.question),
                    None => described.question.clone(),
                };
                let sorted = propose::sort_answers(&wording, &answers.unwrap_or_default());
                // A finding of the same wording is taken up, so that its earlier results stand beside the new one. Not
                // if another column has it: two columns of one wording were once added up, 28 of 48 from 24 people.
                let (known, finding) = propose::finding_for(book, existing.as_ref(), &wording, &id);
                book.questions.push(QuestionColumn {
                    column: id.clone(),
                    finding,
                    theme: known.unwrap_or(theme),
                    ..sorted
                });
            }
            ColumnBecomes::Comments => book.comments.push(CommentColumn {
                column: id.clone(),
                // Comments used to begin under the first theme, and moving 929 of them one by one took over an hour.
                theme: ThemeOf::unsorted(),
                redact: false,
            }),
            ColumnBecomes::Unused => book.unused.push(id.clone()),
        }
    });
}
