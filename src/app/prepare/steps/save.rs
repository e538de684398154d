//! The last step: missing details, the files that saving would write, and comments in these files that would be lost.

use super::{agenda::in_short, people::to_see_to};
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        prepare::{Planned, PrepareStep, Preparing},
        shell::Step as _,
    },
    domain::{
        refusal::{Refusal, refuse},
        words,
    },
    store::disk::Disk,
};

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    let missing = p.missing();
    let at = p.row(missing.len());
    let mut blocks = Vec::new();
    if missing.is_empty() {
        blocks.push(told(Role::Good, "Nothing is missing."));
    } else {
        let rows = missing.iter().enumerate().map(|(i, m)| Row {
            cells: vec![
                line(Role::Muted, PrepareStep::of(m.part).title()),
                line(Role::Warn, m.what.clone()),
            ],
            selected: i == at,
        });
        blocks.push(Block::Table {
            columns: vec![
                Column::words("", 10, 0),
                Column::fill("Still missing; {Open} goes there"),
            ],
            rows: rows.collect(),
        });
    }
    blocks.push(Block::Gap);
    blocks.extend(files(p));
    blocks.push(muted(format!(
        "{} on the list, {}.",
        words::count(state.agenda.people.len() as u64, "person", "people"),
        in_short(&state.agenda)
    )));
    blocks.extend(to_see_to(state).map(muted));
    if !p.trend.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(muted("What rooms said of your meetings, from 1 to 5:"));
        let rows = p.trend.iter().map(|(question, said)| Row {
            cells: vec![line(Role::Muted, *question), line(Role::Ink, said.clone())],
            selected: false,
        });
        blocks.push(Block::Table {
            columns: vec![Column::words("", 22, 0), Column::fill("")],
            rows: rows.collect(),
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The effect of saving on each file.
fn files<D: Disk>(p: &Preparing<D>) -> Vec<Block> {
    let plan = match (p.plan)(p.state()) {
        Ok(plan) => plan,
        Err(why) => return vec![told(Role::Bad, why)],
    };
    let name = |planned: &Planned| {
        let name = planned.path.file_name();
        name.map_or_else(String::new, |n| n.to_string_lossy().into_owned())
    };
    let new: Vec<&Planned> = plan.iter().filter(|p| p.is_new()).collect();
    if new.is_empty() {
        return vec![told(
            Role::Good,
            "The files say what stands here: there is nothing to save.",
        )];
    }
    let names: Vec<String> = new.iter().map(|p| name(p)).collect();
    let mut blocks = vec![told(
        Role::Ink,
        format!("{{PrepareSave.Save}} writes {}.", words::listed(&names)),
    )];
    // Named before anything is written: a comment in YAML is somebody's work, and nobody expects a screen to remove it.
    for planned in new.iter().filter(|p| !p.lost.is_empty()) {
        blocks.push(told(
            Role::Warn,
            format!(
                "{} of {} would go with it, such as \u{201c}{}\u{201d}. The old file is kept beside the new one.",
                words::count(planned.lost.len() as u64, "remark", "remarks"),
                name(planned),
                planned.lost.first().map_or("", String::as_str)
            ),
        ));
    }
    blocks
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
    // Missing details do not block saving, because a preparation is saved many times before it is complete.
    match action {
        Action::Open if p.missing().is_empty() => refuse("Nothing is missing."),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Open {
        let missing = p.missing();
        if let Some(missing) = missing.get(p.row(missing.len())) {
            p.go(PrepareStep::of(missing.part));
        }
    }
}
