//! The view of a scene: its page, the layers over it, the footer, and the menu from the key table.

use super::{
    Scene,
    dialog::{Choice, Picker},
    layer::{Kinds, Layer, Value},
};
use crate::{
    app::{
        action::Action,
        cards::{Dock, Hint, Page, View},
        input::Key,
        keymap::{self, Binding, Scope},
        menu::MenuEntry,
    },
    domain::{refusal::Refusal, stamp::Stamp},
};

/// The complete view of a scene.
pub(super) fn view<S: Scene>(scene: &S, now: Stamp) -> View {
    let shell = scene.shell();
    // No part of the page is worked out: a blank wall must not carry anything, not even in a frame that is not drawn.
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
    // Only the top overlay is shown. Two boxes on top of each other cannot be read from the back of a room.
    let top = shell.layers.last();
    let mut dock = top.and_then(|l| dock_of(scene, l));
    let mut overlay = top
        .filter(|l| l.is_overlay() && dock.is_none())
        .map(|l| page_of(scene, l, now));
    let docked = dock.as_mut().map(|dock| &mut dock.page);
    let top = docked.or(overlay.as_mut()).unwrap_or(&mut page);
    top.scroll = top.scroll.max(shell.scroll);
    // From the page and not from the overlay: a slide keeps the wall to itself while a question lies over it.
    let around = scene.chrome(&page, now);
    View {
        page,
        overlay,
        // A scene may have a dock of its own: the wall shows what is written at the desk.
        dock: dock.or(around.dock),
        footer: footer(scene),
        toast: shell.toast.clone(),
        palette: shell.palette,
        ..around
    }
    // Last of all, so that no sentence can reach a screen with a placeholder in it.
    .with_keys(shell.key_name)
}

fn page_of<S: Scene>(scene: &S, layer: &Layer<S::Kinds>, now: Stamp) -> Page {
    match layer {
        Layer::Help(help) => help.page(&entries(scene, &help.scopes)),
        Layer::Own(layer) => scene.layer_page(layer, now),
        Layer::Prompt(_) | Layer::Pick(_) | Layer::Check(_) | Layer::Ask(_) => {
            dock_of(scene, layer)
                .map(|dock| dock.page)
                .unwrap_or_default()
        }
    }
}

/// The dock of a dialog; `None` for a layer with a page.
fn dock_of<S: Scene>(scene: &S, layer: &Layer<S::Kinds>) -> Option<Dock> {
    Some(match layer {
        Layer::Prompt(prompt) => {
            let hint = scene.hint(&prompt.purpose, &prompt.field.text());
            let below = scene.below(&prompt.purpose, &prompt.field.text());
            prompt.dock(hint, scene.about(&prompt.purpose), below)
        }
        Layer::Pick(picker) => picker.dock(),
        Layer::Check(checklist) => checklist.dock(),
        Layer::Ask(ask) => ask.dock(),
        Layer::Help(_) | Layer::Own(_) => return None,
    })
}

/// The page on top, at the last input.
pub fn top_page<S: Scene>(scene: &S) -> Page {
    // Without a clock of its own, because the position of a click must be worked out on the page that was on the screen.
    let now = scene.shell().now;
    match scene.shell().layers.last() {
        Some(top) => page_of(scene, top, now),
        None => scene.page(now),
    }
}

/// The scopes whose keys work now, nearest first.
pub fn scopes<S: Scene>(scene: &S) -> Vec<Scope> {
    let nearest = match scene.shell().layers.last() {
        Some(Layer::Own(layer)) => scene.layer_scopes(layer),
        Some(dialog @ Layer::Prompt(prompt)) => {
            let mut scopes = scene.prompt_scopes(&prompt.purpose);
            scopes.extend(dialog.scopes());
            scopes
        }
        Some(dialog) => dialog.scopes(),
        None => scene.page_scopes(),
    };
    // Only the top layer and what is around it. A key that reached the page below a dialog would act on something covered.
    keymap::reach(&nearest, scene.program_scopes())
}

/// Checks that a row of the key table is available now. The keys of a dialog always are.
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

/// The actions that lead on from the page, or own layer, on top.
fn leads<S: Scene>(scene: &S) -> Vec<Action> {
    match scene.shell().layers.last() {
        // What leads on from the page below a dialog does not answer its question.
        Some(layer) if layer.own().is_none() => Vec::new(),
        _ => scene.lead(),
    }
}

/// The label of a row now.
pub(super) fn label<S: Scene>(scene: &S, row: &Binding) -> String {
    scene.label(row).unwrap_or_else(|| row.label.to_owned())
}

/// The rows of some scopes that a key reaches, each with whether it can be done now.
pub(super) fn entries<S: Scene>(scene: &S, scopes: &[Scope]) -> Vec<MenuEntry> {
    let leads = leads(scene);
    keymap::rows(scopes)
        .into_iter()
        .filter(|row| {
            row.keys
                .iter()
                // A row whose keys are all taken by a nearer row cannot be pressed, and would be a lie in the help page.
                .any(|key| keymap::lookup(scopes, *key) == Some(*row))
        })
        .map(|row| MenuEntry {
            row,
            label: label(scene, row),
            leads: leads.contains(&row.action),
            can: available(scene, row),
        })
        .collect()
}

/// The menu of all keys that work now, nearest scope first, as the dialogue reads it out.
pub fn menu<S: Scene>(scene: &S) -> Vec<MenuEntry> {
    entries(scene, &scopes(scene))
}

/// The menu of actions by name, each with its key: those of this place first, then those of other places.
pub(super) fn actions<S: Scene>(scene: &S) -> Picker<Value<<S::Kinds as Kinds>::Pick>> {
    let mut entries = menu(scene);
    // What the page itself offers stands before what holds everywhere, and moving about comes last.
    let moves = |e: &MenuEntry| e.row.scope == Scope::List;
    entries.sort_by_key(|e| (e.can.is_err(), !e.leads, moves(e), !e.row.footer));
    let keys = |row: &Binding| {
        let keys: Vec<String> = row.keys.iter().take(2).map(|k| k.name()).collect();
        keys.join("  ")
    };
    let here = entries.iter().map(|e| Choice {
        dim: e.can.is_err(),
        also: keymap::synonyms(e.row.action),
        ..Choice::new(Value::Run(e.row), e.label.clone(), keys(e.row))
    });
    let elsewhere = scene.elsewhere().into_iter().map(|row| {
        let label = format!("{}: {}", row.scope.title(), row.label);
        Choice {
            also: keymap::synonyms(row.action),
            ..Choice::new(Value::Run(row), label, keys(row))
        }
    });
    Picker::new(
        "What would you like to do?",
        here.chain(elsewhere).collect(),
    )
}

/// The hints in the footer: rows of the key table that are available now.
///
/// Those that lead on stand first, then the rows of the footer in the order of the table, then those that are always there.
fn footer<S: Scene>(scene: &S) -> Vec<Hint> {
    if !scene.has_footer() {
        return Vec::new();
    }
    let scopes = scopes(scene);
    let rows = keymap::rows(&scopes);
    let hint = |row: &Binding, label: String| {
        let key = *row.keys.first()?;
        Some(Hint {
            key: key.name(),
            label,
            press: Some(key),
            keep: false,
            scrolls: row.action == Action::Further,
        })
    };
    let kept = |hint: Option<Hint>| hint.map(|hint| Hint { keep: true, ..hint });
    let find = |action: Action| {
        rows.iter().copied().find(|row| {
            let reaches = |key: &Key| keymap::lookup(&scopes, *key) == Some(*row);
            row.action == action && row.keys.first().is_some_and(reaches)
        })
    };
    // What cannot be done now has no place in the footer: in 80 columns each hint pushes another one out.
    let can = |row: &&Binding| available(scene, row).is_ok();
    let leads = leads(scene);
    let extra = scene.footer_extra();
    let is_elsewhere =
        |action: Action| leads.contains(&action) || extra.iter().any(|(a, _)| *a == action);
    let first = leads
        .iter()
        .filter_map(|action| find(*action).filter(can))
        .filter_map(|row| kept(hint(row, label(scene, row))));
    let mut hints: Vec<Hint> = first.collect();
    let most = match find(Action::Help) {
        Some(_) => scene.footer_length(),
        None => rows.len(),
    };
    let shown = rows
        .iter()
        .filter(|row| row.footer && !is_elsewhere(row.action) && can(row))
        // A nearer row with the same key has taken its place, and stands where its own scope puts it.
        .filter(|row| {
            let key = row.keys.first();
            key.is_some_and(|key| keymap::lookup(&scopes, *key) == Some(*row))
        })
        .take(most);
    hints.extend(shown.filter_map(|row| hint(row, label(scene, row))));
    if let Some(help) = find(Action::Help) {
        let extra = extra.iter().filter(|(action, _)| !leads.contains(action));
        let extra = extra.filter_map(|(action, label)| {
            let row = find(*action).filter(can)?;
            kept(hint(row, (*label).to_owned()))
        });
        hints.extend(extra);
        // Help comes last and is never cut: somebody who knows no key at all looks there.
        hints.extend(kept(hint(help, label(scene, help))));
    }
    hints
}
