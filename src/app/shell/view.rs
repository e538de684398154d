//! The screen from its parts: a scene's page, the layers over it, the footer and the menu from the key table.

use super::{
    Scene,
    dialog::{Choice, Picker},
    layer::{Kinds, Layer, Value},
};
use crate::{
    app::{
        action::Action,
        cards::{Hint, Page, View},
        keymap::{self, Binding, Scope},
        menu::Entry,
    },
    domain::{refusal::Refusal, stamp::Stamp},
};

/// Everything on the screen.
pub(super) fn view<S: Scene>(scene: &S, now: Stamp) -> View {
    let shell = scene.shell();
    if scene.is_blank() {
        return View {
            blank: true,
            palette: shell.palette,
            ..View::default()
        };
    }
    // The nearest layer that stands in the place of the page, and an overlay on top of it.
    let below = shell.layers.iter().rev().find(|l| !l.is_overlay());
    let mut page = below.map_or_else(|| scene.page(now), |l| page_of(scene, l, now));
    let mut overlay = shell
        .layers
        .last()
        .filter(|l| l.is_overlay())
        .map(|l| page_of(scene, l, now));
    let top = overlay.as_mut().unwrap_or(&mut page);
    top.scroll = top.scroll.max(shell.scroll);
    let around = scene.chrome(&page, now);
    View {
        page,
        overlay,
        footer: footer(scene),
        toast: shell.toast.clone(),
        palette: shell.palette,
        ..around
    }
    .with_keys(shell.key_name)
}

fn page_of<S: Scene>(scene: &S, layer: &Layer<S::Kinds>, now: Stamp) -> Page {
    match layer {
        Layer::Help(help) => help.page(&entries(scene, &help.scopes)),
        Layer::Prompt(prompt) => {
            let hint = scene.hint(&prompt.purpose, &prompt.field.text());
            prompt.page(hint)
        }
        Layer::Pick(picker) => picker.page(),
        Layer::Check(checklist) => checklist.page(),
        Layer::Ask(ask) => ask.page(),
        Layer::Own(layer) => scene.layer_page(layer, now),
    }
}

/// The page on top, at the last input.
pub fn top_page<S: Scene>(scene: &S) -> Page {
    let now = scene.shell().now;
    match scene.shell().layers.last() {
        Some(top) => page_of(scene, top, now),
        None => scene.page(now),
    }
}

/// The scopes that keys reach, nearest first.
pub fn scopes<S: Scene>(scene: &S) -> Vec<Scope> {
    let nearest = match scene.shell().layers.last() {
        Some(Layer::Own(layer)) => scene.layer_scopes(layer),
        Some(dialog) => dialog.scopes(),
        None => scene.page_scopes(),
    };
    keymap::reach(&nearest, scene.program_scopes())
}

/// Whether a row can be done now. The keys of a dialog always can.
pub(super) fn available<S: Scene>(scene: &S, row: &Binding) -> Result<(), Refusal> {
    match row.scope {
        Scope::Text
        | Scope::Lines
        | Scope::Choose
        | Scope::ChooseMany
        | Scope::Ask
        | Scope::Help => Ok(()),
        _ => scene.available(row),
    }
}

/// The rows of some scopes that a key reaches, each with whether it can be done now.
pub(super) fn entries<S: Scene>(scene: &S, scopes: &[Scope]) -> Vec<Entry> {
    keymap::rows(scopes)
        .into_iter()
        .filter(|row| {
            row.keys
                .iter()
                .any(|key| keymap::lookup(scopes, *key) == Some(*row))
        })
        .map(|row| Entry {
            row,
            can: available(scene, row).map_err(|why| why.full_text()),
        })
        .collect()
}

/// Everything that a key can ask for now, nearest first: the menu that the dialogue reads out.
pub fn menu<S: Scene>(scene: &S) -> Vec<Entry> {
    entries(scene, &scopes(scene))
}

/// Everything that can be done, by name, each with its key: what holds here first, then what other places have.
pub(super) fn actions<S: Scene>(scene: &S) -> Picker<Value<<S::Kinds as Kinds>::Pick>> {
    let mut entries = menu(scene);
    // What the page itself offers stands before what holds everywhere, and moving about comes last.
    let moves = |e: &Entry| e.row.scope == Scope::List;
    entries.sort_by_key(|e| (e.can.is_err(), moves(e), !e.row.footer));
    let keys = |row: &Binding| {
        let keys: Vec<String> = row.keys.iter().take(2).map(|k| k.name()).collect();
        keys.join("  ")
    };
    let here = entries.iter().map(|e| Choice {
        dim: e.can.is_err(),
        ..Choice::new(Value::Run(e.row), e.row.label, keys(e.row))
    });
    let elsewhere = scene.elsewhere().into_iter().map(|row| {
        let label = format!("{}: {}", row.scope.title(), row.label);
        Choice::new(Value::Run(row), label, keys(row))
    });
    Picker::new(
        "What would you like to do? Type a few letters",
        here.chain(elsewhere).collect(),
    )
}

/// Hints of what can be done now, from the key table.
fn footer<S: Scene>(scene: &S) -> Vec<Hint> {
    if !scene.has_footer() {
        return Vec::new();
    }
    let hint = |row: &Binding| {
        let key = *row.keys.first()?;
        Some(Hint {
            key: key.name(),
            label: row.label.to_owned(),
            press: Some(key),
        })
    };
    let rows = keymap::rows(&scopes(scene));
    let shown = rows
        .iter()
        .filter(|row| row.footer && available(scene, row).is_ok());
    let mut hints: Vec<Hint> = shown.filter_map(|row| hint(row)).collect();
    let find = |action: Action| rows.iter().find(|row| row.action == action);
    if let Some(help) = find(Action::Help) {
        hints.truncate(scene.footer_length());
        let extra = scene.footer_extra().iter().filter_map(|a| find(*a));
        hints.extend(extra.filter_map(|row| hint(row)));
        hints.extend(hint(help));
    }
    hints
}
