//! Layers over a programme's tables: the filter while it is typed, the history of a goal, and the answer to a question.

use super::{Browsing, tabs};
use crate::{
    app::{
        cards::{Align, Block, Column, Page, Role, Row, line, muted, text},
        keymap::Scope,
        shell::OwnLayer,
    },
    domain::{capacity::grouped, dates, outcome::Status, words},
    programme::{
        browse::{BrowsedGoal, Stage},
        question::{Answer, Value, shown::Table},
    },
};

/// A layer over a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgrammeLayer {
    /// The table while its filter is typed.
    Filter,
    /// The history of the selected goal.
    History,
    /// The answer to a question.
    Answer(Box<Answer>),
}

impl OwnLayer for ProgrammeLayer {
    fn scopes(&self) -> Vec<Scope> {
        vec![match self {
            Self::Filter => Scope::ProgrammeFilter,
            Self::History => Scope::ProgrammeGoal,
            Self::Answer(_) => Scope::ProgrammeAnswer,
        }]
    }
}

/// Page of the history of the selected goal.
pub(super) fn history(browsing: &Browsing) -> Page {
    let Some(goal) = browsing.selected_goal() else {
        return Page::default();
    };
    let mut blocks = vec![
        Block::Heading(goal.title.clone()),
        muted(browsing.unit_name(goal.unit)),
        Block::Gap,
    ];
    let rows = browsing.browse.history(goal).into_iter().map(|stage| {
        let (day, role, what, words) = match stage {
            Stage::Meeting { on, decision, due } => (
                on,
                Role::Strong,
                tabs::decision(decision),
                due.map_or_else(String::new, |d| format!("due {}", dates::short(d))),
            ),
            Stage::Review(look) => (
                look.on,
                tabs::role_of(look.status),
                Status::words(look.status).to_owned(),
                look.words,
            ),
        };
        Row {
            cells: vec![
                line(Role::Muted, day.map_or_else(String::new, dates::short)),
                line(role, what),
                line(Role::Ink, words),
            ],
            selected: false,
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::one_line("day", 11, 0),
            Column::one_line("what", 14, 0),
            Column::fill("words"),
        ],
        rows: rows.collect(),
    });
    blocks.push(Block::Gap);
    blocks.extend(facts(goal));
    Page {
        blocks,
        ..Page::default()
    }
}

fn facts(goal: &BrowsedGoal) -> Vec<Block> {
    let mut facts = Vec::new();
    if let Some(cost) = goal.cost {
        facts.push(format!("it costs {} in the first year", grouped(cost)));
    }
    if let Some(hours) = goal.hours {
        facts.push(words::count(hours, "staff hour", "staff hours"));
    }
    if let Some(control) = goal.control {
        facts.push(words::control(Some(control)).to_owned());
    }
    if let Some(reason) = goal.reason {
        facts.push(words::reason(reason).to_owned());
    }
    if !goal.themes.is_empty() {
        facts.push(format!("theme {}", goal.themes.join(", ")));
    }
    if let Some(strand) = &goal.strand {
        facts.push(format!("for {}", crate::domain::phrase::strand(strand)));
    }
    let mut blocks = Vec::new();
    if !facts.is_empty() {
        blocks.push(text(facts.join("; ")));
    }
    blocks.push(muted(goal.file.clone()));
    blocks
}

/// Page of an answer.
pub(super) fn answer(answer: &Answer) -> Page {
    let mut blocks = vec![Block::Heading(answer.question.title().to_owned())];
    blocks.push(muted(format!(
        "After hiding, as in the dataset, on {}",
        dates::say(answer.on)
    )));
    blocks.push(Block::Gap);
    let table = Table::of(answer);
    if answer.rows.is_empty() {
        blocks.push(muted("There is nothing to count yet."));
    } else {
        let columns = table.heads.iter().zip(&table.aligns).enumerate();
        let column = |(nth, (head, side)): (usize, (&&str, &Align))| Column {
            // The first columns name the row. In a narrow window figures in the middle give way before the share at the end.
            drop: u8::try_from((nth + 1) % table.heads.len())
                .map_or(0, |nth| nth.saturating_sub(1)),
            side: *side,
            ..Column::one_line(head, 30, 0)
        };
        let rows = table.rows.iter().map(|cells| Row {
            cells: cells.iter().map(|c| line(Role::Ink, c.clone())).collect(),
            selected: false,
        });
        blocks.push(Block::Table {
            columns: columns.map(column).collect(),
            rows: rows.collect(),
        });
    }
    for note in &table.notes {
        blocks.push(Block::Gap);
        blocks.push(text(note.clone()));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Cells of a row of an answer, for a file.
pub(super) fn cells(row: &[Value]) -> Vec<String> {
    let cell = |value: &Value| match value {
        Value::Number(number) => number.to_string(),
        Value::Word(word) => word.clone(),
    };
    row.iter().map(cell).collect()
}
