//! The list of what undo would take back: the last steps in words, newest first, down to the one where undo stops.

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        meeting::{
            effect::Effect,
            ui::{Sheet, StepList, Ui},
        },
        shell::moved,
    },
    domain::words,
};

/// The page of the list with the mark on row `at`.
pub(super) fn page(list: &StepList, at: usize) -> Page {
    let count = words::count(list.steps.len() as u64, "step", "steps");
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "What undo would take back"),
            line(Role::Muted, format!("{count}, the last one first")),
        ),
        Block::Gap,
    ];
    let rows = list
        .steps
        .iter()
        .enumerate()
        .map(|(nth, (at_time, words))| Row {
            cells: vec![
                line(Role::Muted, at_time.clone()),
                line(Role::Ink, words.clone()),
            ],
            selected: nth == at,
        });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        blocks.push(muted("Nothing can be undone here."));
    } else {
        blocks.push(Block::Table {
            columns: vec![Column::words("", 12, 0), Column::fill("")],
            rows,
        });
    }
    blocks.push(Block::Gap);
    match &list.stop {
        Some((words, why)) => {
            blocks.push(told(Role::Warn, format!("Undo stops at: {words}.")));
            blocks.push(muted(why.clone()));
        }
        None if list.more => blocks.push(muted("Earlier steps can be undone as well.")),
        None => blocks.push(muted("That is the beginning of the meeting.")),
    }
    if !list.steps.is_empty() {
        blocks.push(muted("{Undo} takes the first of them back."));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn act(ui: &mut Ui, list: StepList, at: usize, action: Action) -> Vec<Effect> {
    if action != Action::Back {
        let at = moved(at, list.steps.len(), action);
        ui.push(Sheet::Steps { list, at });
    }
    Vec::new()
}
