//! Input handling: keys, clicks, the wheel and pasted text become actions by the one key table.
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
    // Pages are worked out between inputs as well, for clicks and lists. They must show the time that the screen showed.
    scene.shell_mut().now = now;
    scene.begin(&input);
    match input {
        Input::Key(key) => press(scene, key),
        Input::Paste(text) => paste(scene, &text),
        Input::Click(target) => click(scene, target),
        Input::Wheel { down } => wheel(scene, down),
        Input::Resize(columns, rows) => scene.shell_mut().size = (columns, rows),
        Input::Tick => scene.tick(),
        // Only the terminal was disturbed. The loop draws everything again; there is nothing to do here.
        Input::Resumed => {}
        Input::Signal(_) | Input::HangUp => {
            // No question is asked: nobody may be there to answer it, and the system kills what does not end in time.
            scene.end();
            scene.shell_mut().is_over = true;
        }
    }
    scene.settle();
}

fn press<S: Scene>(scene: &mut S, key: Key) {
    scene.shell_mut().toast = None;
    // Quitting works on a blank wall too. Any other key only brings the wall back, or a stray key
    // would act on a page that nobody sees.
    let leaves = keymap::lookup(&[Scope::Always], key).is_some();
    if scene.is_blank() && !leaves && scene.unblank() {
        return;
    }
    let key = scene.of_pad(key);
    let scopes = scopes(scene);
    let is_open = scopes.iter().all(|scope| scope.is_open());
    // Where text or a vote is given, no clicker does anything.
    let key = if is_open { scene.translate(key) } else { key };
    // The refusal was about the text before this key. Left standing, it would be read as being about the new one.
    if let Some(Layer::Prompt(prompt)) = scene.shell_mut().layers.last_mut() {
        prompt.refused = None;
    }
    match keymap::lookup(&scopes, key) {
        Some(row) => run_here(scene, row),
        None => type_key(scene, key, is_open),
    }
}

/// Performs the action of a row of the key table here, or shows why it is not available.
fn run_here<S: Scene>(scene: &mut S, row: &Binding) {
    match available(scene, row) {
        Ok(()) => {
            if !scene.keeps_scroll(row.action) {
                // Only once the action is known to be possible: a refused key must not move the page that is being read.
                scene.shell_mut().scroll = 0;
            }
            act(scene, row.action);
        }
        Err(why) => scene.shell_mut().say(Role::Warn, why.full_text()),
    }
}

/// Performs the action of a row that was chosen from the help page or the menu of actions.
fn run<S: Scene>(scene: &mut S, row: &Binding) {
    let effects = scene.approach(row);
    perform(scene, effects);
    scene.shell_mut().toast = None;
    // The menu offers rows of other places too. A row that cannot be reached from here must
    // not run on whatever is on the wall.
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
            // The menu takes the place of the help page. Left below, it would stand there again after the action was done.
            if matches!(shell.layers.last(), Some(Layer::Help(_))) {
                shell.layers.pop();
            }
            let picker = actions(scene);
            scene.shell_mut().layers.push(Layer::Pick(Box::new(picker)));
        }
        _ => match scene.shell_mut().layers.pop() {
            Some(Layer::Own(layer)) => {
                // The layer goes back before the action: the program decides itself whether its layer stays.
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

/// Performs an action in a dialog that was taken off the stack, and puts it back if it stays open.
fn act_in<S: Scene>(scene: &mut S, dialog: Layer<S::Kinds>, action: Action) {
    let stays = match (dialog, action) {
        (Layer::Help(help), Action::Open) => {
            let entries = entries(scene, &help.scopes);
            // The help page is off the stack by now, so the row runs where its key would have worked.
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
        (Layer::Prompt(prompt), action) if action != Action::Back => {
            let (purpose, text) = (prompt.purpose.clone(), prompt.field.text());
            // Back on the stack first: what the action opens lies over it.
            scene.shell_mut().layers.push(Layer::Prompt(prompt));
            let effects = scene.act_in_prompt(&purpose, &text, action);
            return perform(scene, effects);
        }
        (Layer::Prompt(prompt), _) => {
            let text = prompt.field.text();
            // Leaving hands the text over: what somebody typed is kept for when they come back to it.
            let effects = scene.left(prompt.purpose, &text);
            return perform(scene, effects);
        }
        (Layer::Pick(picker), Action::Back) => {
            return match picker.otherwise {
                // Leaving the list undoes the preview and saves nothing.
                Some(Value::Palette(before)) => scene.shell_mut().palette = before,
                Some(value) => picked(scene, value),
                // A listener, and whoever looked away, would not know whether the mark was taken.
                None => scene.shell_mut().say(Role::Muted, "Nothing was chosen."),
            };
        }
        (Layer::Pick(picker), Action::Open) => match picker.marked().map(|c| c.value.clone()) {
            Some(Ok(value)) => return picked(scene, value),
            // The list stays open under the reason, so that another choice can be made at once.
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

/// Hands over a finished text, and brings its prompt back if it is refused.
fn done<S: Scene>(scene: &mut S, mut prompt: Box<super::Prompt<<S::Kinds as Kinds>::Prompt>>) {
    // A refused text comes back as it was typed. Somebody who is watched while typing will not type it twice.
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

/// Takes a value that was picked from a list.
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

/// Performs effects, and shows the first refusal.
fn perform<S: Scene>(scene: &mut S, effects: Vec<S::Effect>) {
    if let Err(why) = try_all(scene, effects) {
        scene.shell_mut().say(Role::Warn, why.full_text());
    }
}

/// Performs all effects, and returns the first refusal.
fn try_all<S: Scene>(scene: &mut S, effects: Vec<S::Effect>) -> Result<(), Refusal> {
    let mut all = Ok(());
    // The rest is done even after a refusal: a draft must be removed, and the mark moved, whatever became of the command.
    for effect in effects {
        all = all.and(scene.perform(effect));
    }
    all
}

/// Takes a key that is not in the table: a letter of a text, else a key that does nothing, with a message.
fn type_key<S: Scene>(scene: &mut S, key: Key, is_open: bool) {
    let typing = Typing::of(key);
    match scene.shell_mut().layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            // The field sees keys that the table does not have, so that no letter of a text can run a binding.
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
                // Pasted text never runs keys: a pasted list of goals would press dozens of them.
                let said = "Text can be pasted where it is being written.";
                scene.shell_mut().say(Role::Muted, said);
            }
        }
    }
}

/// Handles a click. On a row it marks the row; a second click on it is the same as Enter.
fn click<S: Scene>(scene: &mut S, target: Target) {
    if scene.is_blank() && scene.unblank() {
        return;
    }
    match target {
        // A hint in the footer is a key, so a click on it can do nothing that keys cannot.
        Target::Key(key) => press(scene, key),
        Target::Tab(nth) => {
            let scopes = scopes(scene);
            // By the action and never by the digit in the tab: while a round is open a digit may be a seat or a mark.
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
                    // In a checklist one click ticks, as everywhere else on a computer; a second click takes the tick back.
                    return act(scene, Action::Toggle);
                }
                Some(Layer::Own(layer)) => layer.opens_on_click(),
                _ => true,
            };
            let page = top_page(scene);
            let marked = page.list().iter().position(|row| row.selected);
            // The first click only marks. A row that opened at once could not be pointed out to the room.
            if opens && marked == Some(nth) {
                press(scene, Key::plain(Code::Enter));
            } else {
                go_to_row(scene, nth);
            }
        }
    }
}

/// Marks a row of the list on top, if it has that many rows.
fn go_to_row<S: Scene>(scene: &mut S, row: usize) {
    // A click belongs to the frame that was on the screen. The list may have become shorter since.
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

/// Handles the wheel: moves the mark of a list, else scrolls the page.
fn wheel<S: Scene>(scene: &mut S, down: bool) {
    if scene.is_blank() {
        return;
    }
    // A list scrolls by its mark, since the row under the mark is always in sight. Only a page without one scrolls by itself.
    if top_page(scene).list().is_empty() {
        scene.shell_mut().scroll_by(if down { 2 } else { -2 });
    } else {
        press(scene, Key::plain(if down { Code::Down } else { Code::Up }));
    }
}
