//! The keys that work where one stands, from the key table.

use crate::app::{
    action::Action,
    cards::{Block, Column, Page, Role, Row, line},
    effect::Effect,
    keymap::{self, Scope},
    room::Room,
    ui::{Layer, Ui},
    update,
};

pub(super) fn page(ui: &Ui, room: &Room, scroll: u16, scopes: &[Scope]) -> Page {
    let mut below = ui.clone();
    below.layers.pop();
    let mut blocks = Vec::new();
    for scope in scopes {
        let rows: Vec<Row> = keymap::rows(&[*scope])
            .into_iter()
            .map(|row| {
                let keys: Vec<String> = row.keys.iter().map(|k| k.name()).collect();
                // What cannot be done now steps back.
                let can = update::available(&below, room, row).is_ok();
                let (key, label) = if can {
                    (Role::Accent, Role::Ink)
                } else {
                    (Role::Muted, Role::Muted)
                };
                Row {
                    cells: vec![line(key, keys.join("  ")), line(label, row.label)],
                    selected: false,
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
        scroll,
        slide: false,
    }
}

pub(super) fn act(ui: &mut Ui, scroll: u16, scopes: Vec<Scope>, action: Action) -> Vec<Effect> {
    let rows: usize = scopes.iter().map(|s| keymap::rows(&[*s]).len() + 2).sum();
    let most = u16::try_from(rows).unwrap_or(u16::MAX);
    let scroll = match action {
        Action::Up => scroll.saturating_sub(3),
        Action::Down => scroll.saturating_add(3).min(most),
        _ => return Vec::new(),
    };
    ui.push(Layer::Help { scroll, scopes });
    Vec::new()
}
