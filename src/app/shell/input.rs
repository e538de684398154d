//! Keys, clicks, the wheel and pasted text into actions, by the one key table.
//!
//! A click is never more than keys can do, so that nothing can be reached by mouse alone. Pasted text never runs keys.

use super::{
    Scene,
    dialog::Help,
    layer::{Kinds, Layer, OwnLayer as _, Value},
    typing::Typing,
    view::{actions, available, entries, scopes, top_page},
};
use crate::{
    app::{
        action::Action,
        cards::Role,
        input::{Code, Input, Key, Target},
        keymap::{self, Binding, Scope},
    },
    domain::{refusal::Refusal, stamp::Stamp},
};

/// Takes one input in.
pub(super) fn take<S: Scene>(scene: &mut S, input: Input, now: Stamp) {
    scene.shell_mut().now = now;
    scene.begin(&input);
    match input {
        Input::Key(key) => press(scene, key),
        Input::Paste(text) => paste(scene, &text),
        Input::Click(target) => click(scene, target),
        Input::Wheel { down } => wheel(scene, down),
        Input::Resize(columns, rows) => scene.shell_mut().size = (columns, rows),
        Input::Tick => scene.tick(),
        Input::Resumed => {}
        Input::Signal(_) | Input::HangUp => {
            scene.end();
            scene.shell_mut().is_over = true;
        }
    }
    scene.settle();
}

fn press<S: Scene>(scene: &mut S, key: Key) {
    scene.shell_mut().toast = None;
    let leaves = keymap::lookup(&[Scope::Always], key).is_some();
    if scene.is_blank() && !leaves && scene.unblank() {
        return;
    }
    let scopes = scopes(scene);
    let is_open = scopes.iter().all(|scope| scope.is_open());
    // Where text or a vote is given, no clicker does anything.
    let key = if is_open { scene.translate(key) } else { key };
    if let Some(Layer::Prompt(prompt)) = scene.shell_mut().layers.last_mut() {
        prompt.refused = None;
    }
    match keymap::lookup(&scopes, key) {
        Some(row) => run_here(scene, row),
        None => type_key(scene, key, is_open),
    }
}

/// Does what a row of the key table asks for here, or says why not.
fn run_here<S: Scene>(scene: &mut S, row: &Binding) {
    match available(scene, row) {
        Ok(()) => {
            if !scene.keeps_scroll(row.action) {
                scene.shell_mut().scroll = 0;
            }
            act(scene, row.action);
        }
        Err(why) => scene.shell_mut().say(Role::Warn, why.full_text()),
    }
}

/// Does what a row of the key table asks for, chosen from a list of them.
fn run<S: Scene>(scene: &mut S, row: &Binding) {
    let effects = scene.approach(row);
    perform(scene, effects);
    scene.shell_mut().toast = None;
    if scopes(scene).contains(&row.scope) {
        run_here(scene, row);
    } else {
        let said = format!("That is for another place: {}.", row.scope.title());
        scene.shell_mut().say(Role::Warn, said);
    }
}

fn act<S: Scene>(scene: &mut S, action: Action) {
    match action {
        Action::Quit => scene.quit(),
        Action::Undo => scene.undo(),
        Action::Redo => scene.redo(),
        Action::Colours => scene.shell_mut().pick_palette(),
        Action::Further => scene.shell_mut().scroll_further(),
        Action::Higher => scene.shell_mut().scroll_by(-2),
        Action::Lower => scene.shell_mut().scroll_by(2),
        Action::Help => {
            let scopes = scopes(scene);
            scene.shell_mut().help(Help { at: 0, scopes });
        }
        Action::Actions => {
            let shell = scene.shell_mut();
            if matches!(shell.layers.last(), Some(Layer::Help(_))) {
                shell.layers.pop();
            }
            let picker = actions(scene);
            scene.shell_mut().layers.push(Layer::Pick(Box::new(picker)));
        }
        _ => match scene.shell_mut().layers.pop() {
            Some(Layer::Own(layer)) => {
                scene.shell_mut().layers.push(Layer::Own(layer));
                let effects = scene.act(action);
                perform(scene, effects);
            }
            Some(dialog) => act_in(scene, dialog, action),
            None => {
                let effects = scene.act(action);
                perform(scene, effects);
            }
        },
    }
}

/// Does what a key asks for in a dialog, which was taken off.
fn act_in<S: Scene>(scene: &mut S, dialog: Layer<S::Kinds>, action: Action) {
    let stays = match (dialog, action) {
        (Layer::Help(help), Action::Open) => {
            let entries = entries(scene, &help.scopes);
            if let Some(entry) = entries.get(help.at) {
                run(scene, entry.row);
            }
            return;
        }
        (Layer::Help(_) | Layer::Check(_), Action::Back) => return,
        (Layer::Help(mut help), _) => {
            let rows = entries(scene, &help.scopes).len();
            help.moves(rows, action);
            Layer::Help(help)
        }
        (Layer::Prompt(prompt), Action::Done) => return done(scene, prompt),
        (Layer::Prompt(prompt), _) => {
            let text = prompt.field.text();
            let effects = scene.left(prompt.purpose, &text);
            return perform(scene, effects);
        }
        (Layer::Pick(picker), Action::Back) => {
            return match picker.otherwise {
                Some(Value::Palette(before)) => scene.shell_mut().palette = before,
                Some(value) => picked(scene, value),
                None => {}
            };
        }
        (Layer::Pick(picker), Action::Open) => match picker.marked().map(|c| c.value.clone()) {
            Some(Ok(value)) => return picked(scene, value),
            Some(Err(why)) => {
                scene.shell_mut().say(Role::Warn, why);
                Layer::Pick(picker)
            }
            None => Layer::Pick(picker),
        },
        (Layer::Pick(mut picker), _) => {
            picker.moves(action);
            Layer::Pick(picker)
        }
        (Layer::Check(checklist), Action::Done) => {
            let offered: Vec<String> = checklist
                .list
                .choices
                .iter()
                .filter_map(|c| c.value.clone().ok())
                .collect();
            let ids = checklist.ids();
            let effects = scene.checked(checklist.what, ids, &offered);
            return perform(scene, effects);
        }
        (Layer::Check(mut checklist), Action::Toggle) => {
            checklist.toggle();
            Layer::Check(checklist)
        }
        (Layer::Check(mut checklist), _) => {
            checklist.list.moves(action);
            Layer::Check(checklist)
        }
        (Layer::Ask(ask), Action::Yes) => {
            let effects = scene.picked(ask.yes);
            return perform(scene, effects);
        }
        (Layer::Ask(_), _) => return,
        (own @ Layer::Own(_), _) => own,
    };
    scene.shell_mut().layers.push(stays);
    scene.shell_mut().preview();
}

/// Hands a text over, and brings its prompt back where it is refused.
fn done<S: Scene>(scene: &mut S, mut prompt: Box<super::Prompt<<S::Kinds as Kinds>::Prompt>>) {
    let text = prompt.text();
    let refused = match scene.typed(&prompt.purpose, &text) {
        Ok(effects) => try_all(scene, effects).err(),
        Err(why) => Some(why),
    };
    if let Some(why) = refused {
        prompt.refused = Some(why.full_text());
        scene.shell_mut().layers.push(Layer::Prompt(prompt));
    }
}

/// Takes a value of a list that is gone.
fn picked<S: Scene>(scene: &mut S, value: Value<<S::Kinds as Kinds>::Pick>) {
    match value {
        Value::Own(pick) => {
            let effects = scene.picked(pick);
            perform(scene, effects);
        }
        Value::Run(row) => run(scene, row),
        Value::Row(row) => go_to_row(scene, row),
        Value::Palette(palette) => scene.shell_mut().take_palette(palette),
    }
}

/// Performs effects; a refusal is said.
fn perform<S: Scene>(scene: &mut S, effects: Vec<S::Effect>) {
    if let Err(why) = try_all(scene, effects) {
        scene.shell_mut().say(Role::Warn, why.full_text());
    }
}

/// Performs all of some effects; gives the first refusal.
fn try_all<S: Scene>(scene: &mut S, effects: Vec<S::Effect>) -> Result<(), Refusal> {
    let mut all = Ok(());
    for effect in effects {
        all = all.and(scene.perform(effect));
    }
    all
}

/// Takes a key that no row of the table has: a letter of a text, or nothing, which is said.
fn type_key<S: Scene>(scene: &mut S, key: Key, is_open: bool) {
    let typing = Typing::of(key);
    match scene.shell_mut().layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            prompt.field.key(key);
            return drafted(scene);
        }
        Some(Layer::Pick(picker)) => {
            if let Some(typing) = typing {
                picker.type_in(typing);
                scene.shell_mut().preview();
            }
            return;
        }
        Some(Layer::Check(checklist)) => {
            if let Some(typing) = typing {
                checklist.list.type_in(typing);
            }
            return;
        }
        _ => {}
    }
    if typing.is_some_and(|typing| scene.type_in(typing)) {
        return;
    }
    // Arrows and the keys of a clicker are pressed by mistake and need no answer.
    let is_typed = match key.code {
        Code::Char(_) | Code::Enter | Code::Tab => true,
        Code::F(_) => is_open,
        _ => false,
    };
    if is_typed
        && !key.ctrl
        && !key.alt
        && let Some(said) = scene.unknown(&key.name())
    {
        scene.shell_mut().say(Role::Muted, said);
    }
}

/// Hands the text that is being written over as a draft.
fn drafted<S: Scene>(scene: &mut S) {
    let draft = match scene.shell().layers.last() {
        Some(Layer::Prompt(prompt)) => Some((prompt.purpose.clone(), prompt.field.text())),
        _ => None,
    };
    if let Some((purpose, text)) = draft {
        let effects = scene.drafted(&purpose, &text);
        perform(scene, effects);
    }
}

fn paste<S: Scene>(scene: &mut S, text: &str) {
    scene.shell_mut().toast = None;
    match scene.shell_mut().layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            prompt.field.paste(text);
            drafted(scene);
        }
        Some(Layer::Pick(picker)) => {
            picker.type_in(Typing::Paste(text));
            scene.shell_mut().preview();
        }
        Some(Layer::Check(checklist)) => checklist.list.type_in(Typing::Paste(text)),
        _ => {
            if !scene.type_in(Typing::Paste(text)) {
                let said = "Text can be pasted where it is being written.";
                scene.shell_mut().say(Role::Muted, said);
            }
        }
    }
}

/// A click on a row goes to it, and a second one on it is as good as Enter.
fn click<S: Scene>(scene: &mut S, target: Target) {
    if scene.is_blank() && scene.unblank() {
        return;
    }
    match target {
        Target::Key(key) => press(scene, key),
        Target::Tab(nth) => {
            let scopes = scopes(scene);
            let row = scene.tab(nth).and_then(|action| {
                let rows = keymap::rows(&scopes);
                rows.into_iter().find(|row| row.action == action)
            });
            if let Some(row) = row {
                scene.shell_mut().toast = None;
                run_here(scene, row);
            }
        }
        Target::Row(nth) => {
            scene.shell_mut().toast = None;
            let opens = match scene.shell().layers.last() {
                Some(Layer::Check(_)) => {
                    go_to_row(scene, nth);
                    return act(scene, Action::Toggle);
                }
                Some(Layer::Own(layer)) => layer.opens_on_click(),
                _ => true,
            };
            let page = top_page(scene);
            let marked = page.list().iter().position(|row| row.selected);
            if opens && marked == Some(nth) {
                press(scene, Key::plain(Code::Enter));
            } else {
                go_to_row(scene, nth);
            }
        }
    }
}

/// Puts the mark on a row of the list on top, where it has so many.
fn go_to_row<S: Scene>(scene: &mut S, row: usize) {
    if row >= top_page(scene).list().len() {
        return;
    }
    match scene.shell_mut().layers.last_mut() {
        Some(Layer::Help(help)) => help.at = row,
        Some(Layer::Pick(picker)) => {
            picker.at = row;
            scene.shell_mut().preview();
        }
        Some(Layer::Check(checklist)) => checklist.list.at = row,
        Some(Layer::Prompt(_) | Layer::Ask(_)) => {}
        Some(Layer::Own(_)) | None => scene.go_to_row(row),
    }
}

/// Turns the wheel: the mark in a list, else the page.
fn wheel<S: Scene>(scene: &mut S, down: bool) {
    if scene.is_blank() {
        return;
    }
    if top_page(scene).list().is_empty() {
        scene.shell_mut().scroll_by(if down { 2 } else { -2 });
    } else {
        press(scene, Key::plain(if down { Code::Down } else { Code::Up }));
    }
}
