//! The key help: the keys of the current screen, from the key table. Enter runs the selected row.

use crate::app::{
    action::Action,
    cards::{Block, Column, Page, Role, Row, line},
    keymap::Scope,
    meeting::{
        effect::Effect,
        room::Room,
        screen::moved,
        ui::{Layer, Ui},
    },
    menu,
};

/// Rows that PgDn moves.
const PAGE: usize = 10;

/// The entries by scope, as they are on the screen below the help.
fn entries(ui: &Ui, room: &Room, scopes: &[Scope]) -> Vec<menu::Entry> {
    // Availability must be that of the screen below; with the help on top nothing would be available.
    let mut below = ui.clone();
    if matches!(below.layers.last(), Some(Layer::Help { .. })) {
        below.layers.pop();
    }
    menu::of(&below, room, scopes)
}

pub(super) fn page(ui: &Ui, room: &Room, at: usize, scopes: &[Scope]) -> Page {
    table(&entries(ui, room, scopes), scopes, at)
}

/// The entries under the titles of their scopes, with entry `at` selected.
pub(in crate::app) fn table(entries: &[menu::Entry], scopes: &[Scope], at: usize) -> Page {
    let at = at.min(entries.len().saturating_sub(1));
    let mut blocks = Vec::new();
    for scope in scopes {
        let rows: Vec<Row> = entries
            .iter()
            .enumerate()
            .filter(|(_, e)| e.row.scope == *scope)
            .map(|(nth, e)| {
                let keys: Vec<String> = e.row.keys.iter().take(4).map(|k| k.name()).collect();
                // Unavailable actions stay listed, dimmed: a key that comes and goes cannot be learned.
                let (key, label) = if e.can.is_ok() {
                    (Role::Accent, Role::Ink)
                } else {
                    (Role::Muted, Role::Muted)
                };
                Row {
                    cells: vec![line(key, keys.join("  ")), line(label, e.row.label)],
                    selected: nth == at,
                }
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Heading(scope.title().to_owned()));
        blocks.push(Block::Table {
            columns: vec![Column::words("", 18, 0), Column::fill("")],
            rows,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Room,
    at: usize,
    scopes: Vec<Scope>,
    action: Action,
) -> Vec<Effect> {
    let entries = entries(ui, room, &scopes);
    let last = entries.len().saturating_sub(1);
    let at = match action {
        Action::Open => {
            return entries
                .get(at)
                .map(|e| vec![Effect::Run(e.row)])
                .unwrap_or_default();
        }
        Action::Forward => (at + PAGE).min(last),
        Action::Backward => at.saturating_sub(PAGE),
        Action::Up | Action::Down | Action::First | Action::Last => {
            moved(at, entries.len(), action)
        }
        _ => return Vec::new(),
    };
    ui.push(Layer::Help { at, scopes });
    Vec::new()
}
