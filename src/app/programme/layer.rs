//! Layers over a programme's tables: the filter while it is typed, the history of a goal, and the answer to a question.

use super::{Browsing, QuestionAnswer, tabs};
use crate::{
    app::{
        cards::{Align, Block, Column, Page, Role, Row, line, muted, text},
        keymap::Scope,
        shell::OwnLayer,
    },
    domain::{capacity::grouped, dates, outcome::Status, words},
    programme::browse::{BrowsedGoal, Stage},
};

/// A layer over a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgrammeLayer {
    /// The table while its filter is typed.
    Filter,
    /// The history of the selected goal.
    History,
    /// The answer to a question.
    Answer(Box<QuestionAnswer>),
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
        facts.push(format!("{} in the first year", grouped(cost)));
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
pub(super) fn answer(answer: &QuestionAnswer) -> Page {
    let mut blocks = vec![Block::Heading(answer.title.clone())];
    if !answer.about.is_empty() {
        blocks.push(muted(answer.about.clone()));
    }
    blocks.push(Block::Gap);
    if answer.rows.is_empty() {
        blocks.push(muted("No goal of this programme answers it yet."));
    } else {
        let column = |(nth, head): (usize, &String)| Column {
            // The first columns name the row. In a narrow window the last figures give way, which are in the file.
            drop: u8::try_from(nth.saturating_sub(2)).unwrap_or(u8::MAX),
            side: if answer.is_number(nth) {
                Align::Right
            } else {
                Align::Left
            },
            ..Column::one_line(&head.replace('_', " "), 24, 0)
        };
        let rows = answer.rows.iter().map(|cells| Row {
            cells: cells.iter().map(|c| line(Role::Ink, c.clone())).collect(),
            selected: false,
        });
        blocks.push(Block::Table {
            columns: answer.columns.iter().enumerate().map(column).collect(),
            rows: rows.collect(),
        });
    }
    for note in &answer.notes {
        blocks.push(Block::Gap);
        blocks.push(text(note.clone()));
    }
    Page {
        blocks,
        ..Page::default()
    }
}
