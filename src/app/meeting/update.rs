//! A key or a paste into changes of where one stands, and effects.

use super::{
    effect::Effect,
    layer, point,
    room::Room,
    screen,
    ui::{Draft, Layer, Purpose, Question, Reading, Ui},
};
use crate::app::{
    action::Action,
    cards::{Role, Toast},
    input::{Code, Key},
    keymap::{self, Binding, Scope},
    words,
};
use crate::domain::agenda::Stage;

/// Where keys go, nearest first.
pub fn scopes(ui: &Ui, room: &Room) -> Vec<Scope> {
    let mut scopes = Vec::new();
    if let Some(top) = ui.layers.last() {
        if let Layer::Ballot(voting) = top {
            scopes.push(Scope::of_marks(voting.method));
        }
        scopes.push(top.scope());
    } else {
        scopes.extend(stage_scopes(room));
    }
    keymap::reach(&scopes, &[Scope::List, Scope::Everywhere])
}

fn stage_scopes(room: &Room) -> Vec<Scope> {
    match room.stage() {
        Stage::Welcome => vec![Scope::Welcome],
        Stage::Review => vec![Scope::Review],
        Stage::Themes => vec![Scope::Themes],
        Stage::Goals => vec![Scope::Goals],
        Stage::Vote => match room.meeting.open_round() {
            Some(round) if round.settings.method.is_open() => vec![Scope::OpenHands],
            Some(_) => vec![Scope::OpenRound],
            None => vec![Scope::Vote],
        },
        Stage::Owners => vec![Scope::Owners],
        Stage::Close => vec![Scope::Close],
    }
}

/// Says something until the next key.
pub fn say(ui: &mut Ui, role: Role, text: impl Into<String>) {
    ui.toast = Some(Toast {
        text: text.into(),
        role,
    });
}

/// Takes a key in.
pub fn press(ui: &mut Ui, room: &Room, key: Key) -> Vec<Effect> {
    ui.toast = None;
    if key == Key::ctrl('q') {
        return act(ui, room, Action::Quit);
    }
    if ui.blank && !room.desk {
        ui.blank = false;
        return Vec::new();
    }
    let scopes = scopes(ui, room);
    let key = clicked(ui, &scopes, key);
    let found = keymap::lookup(&scopes, key);
    if let Some(Layer::Write(writing)) = ui.layers.last_mut() {
        writing.refused = None;
        if found.is_none() {
            writing.field.key(key);
            let draft = Draft {
                purpose: writing.purpose.clone(),
                text: writing.field.text(),
            };
            return vec![Effect::Keep(Some(draft))];
        }
    }
    if let (Some(Layer::Choose(_) | Layer::ChooseMany(_)), None) = (ui.layers.last(), found) {
        return layer::choose::narrow(ui, key);
    }
    let Some(row) = found else {
        // A clicker's keys are dead without a word where text or a vote is given.
        let clicker = matches!(key.code, Code::F(_)) && !scopes.contains(&Scope::Everywhere);
        if matches!(
            key.code,
            Code::Char(_) | Code::F(_) | Code::Enter | Code::Tab
        ) && !clicker
            && !key.ctrl
            && !key.alt
        {
            let said = unknown(ui, &scopes, key);
            say(ui, Role::Muted, said);
        }
        return Vec::new();
    };
    match available(ui, room, row) {
        Ok(()) => {
            // Where one goes next, one begins at the top.
            if !stays(row.action) {
                ui.scroll = 0;
            }
            act(ui, room, row.action)
        }
        Err(why) => {
            say(ui, Role::Warn, why);
            Vec::new()
        }
    }
}

/// A key that was set for a clicker means what a clicker's own key does; where text or a vote is given it is left alone.
fn clicked(ui: &Ui, scopes: &[Scope], key: Key) -> Key {
    let clicker = &ui.settings.clicker;
    let is_in = |names: &[String]| {
        let name = key.name();
        names.iter().any(|n| n.eq_ignore_ascii_case(&name))
    };
    if !scopes.contains(&Scope::Everywhere) {
        key
    } else if is_in(&clicker.forward) {
        Key::plain(Code::PageDown)
    } else if is_in(&clicker.back) {
        Key::plain(Code::PageUp)
    } else if is_in(&clicker.blank) {
        Key::char('b')
    } else {
        key
    }
}

/// Whether the page stays where it is scrolled to.
fn stays(action: Action) -> bool {
    matches!(
        action,
        Action::Further
            | Action::Higher
            | Action::Lower
            | Action::Timer
            | Action::AddMinute
            | Action::Blank
            | Action::TryAgain
            | Action::SaveElsewhere
    )
}

/// Turns the wheel: the mark in a list, else the page.
pub fn wheel(ui: &mut Ui, room: &Room, down: bool) -> Vec<Effect> {
    if ui.blank && !room.desk {
        return Vec::new();
    }
    if point::page(ui, room).list().is_empty() {
        scroll(ui, if down { 2 } else { -2 });
        return Vec::new();
    }
    press(
        ui,
        room,
        Key::plain(if down { Code::Down } else { Code::Up }),
    )
}

/// Scrolls the page on top, as far as it goes.
pub fn scroll(ui: &mut Ui, lines: i32) {
    let to = i32::from(ui.scroll).saturating_add(lines);
    ui.scroll = u16::try_from(to.max(0))
        .unwrap_or(u16::MAX)
        .min(ui.extent.0);
}

/// Scrolls most of a page down, and from its end to its top.
pub fn further(ui: &mut Ui) {
    if ui.scroll >= ui.extent.0 {
        ui.scroll = 0;
    } else {
        scroll(ui, i32::from(ui.extent.1.saturating_sub(2).max(1)));
    }
}

fn unknown(ui: &Ui, scopes: &[Scope], key: Key) -> String {
    match scopes.first() {
        Some(scope) if scope.is_ballot() => {
            let marks = match ui.layers.last() {
                Some(Layer::Ballot(voting)) => words::marks(voting.method),
                _ => "",
            };
            format!("{} is no mark: {marks}.", key.name())
        }
        Some(Scope::Ask) => "{Ask.Yes} for yes, {Ask.No} for no.".to_owned(),
        Some(Scope::IAm) => "{IAm.Yes} for yes, {IAm.Back} for no.".to_owned(),
        _ => format!("{} does nothing here. {{Help}} shows the keys.", key.name()),
    }
}

/// Takes pasted text in. It never runs keys.
pub fn paste(ui: &mut Ui, text: &str) -> Vec<Effect> {
    ui.toast = None;
    match ui.layers.last_mut() {
        Some(Layer::Write(writing)) => {
            writing.field.paste(text);
            let draft = Draft {
                purpose: writing.purpose.clone(),
                text: writing.field.text(),
            };
            vec![Effect::Keep(Some(draft))]
        }
        _ => {
            say(
                ui,
                Role::Muted,
                "Text can be pasted where it is being written.",
            );
            Vec::new()
        }
    }
}

/// Whether something can be done now, asked by the dispatch, the footer and the help page.
///
/// # Errors
/// A sentence that says why not.
pub fn available(ui: &Ui, room: &Room, row: &Binding) -> Result<(), String> {
    let rule = |ok: bool, why: &str| if ok { Ok(()) } else { Err(why.to_owned()) };
    if room.unsure && row.changes {
        let asked = matches!(ui.layers.last(), Some(Layer::Ask(Question::GoOn)));
        if row.action == Action::TryAgain || (asked && row.action == Action::Yes) {
            return Ok(());
        }
        return Err("Here it can only be looked at. {TryAgain} goes on all the same.".to_owned());
    }
    if room.read_only && row.changes {
        return Err(
            "This meeting is open in another window: here it can only be looked at.".to_owned(),
        );
    }
    let of_the_box = row.scope == Scope::OpenRound && row.action != Action::GiveUpRound;
    if room.box_lost && of_the_box && row.changes {
        return Err(
            "The votes of this round are not here: it can only be given up ({GiveUpRound})."
                .to_owned(),
        );
    }
    match row.action {
        Action::TryAgain => rule(room.unsaved > 0 || room.behind, "Everything is saved."),
        Action::SaveElsewhere => rule(room.unsaved > 0, "Everything is saved."),
        Action::TakeInFindings => rule(
            room.findings_changed && !room.again,
            "The findings have not changed since the meeting began.",
        ),
        Action::Go(Stage::Review) => rule(
            room.has_review(),
            "The agenda names no meeting before, so there is nothing to review.",
        ),
        Action::Notes => rule(
            room.desk,
            "What must not be on the wall is shown at the desk only: pledge meet --desk, or pledge notes.",
        ),
        Action::Timer | Action::AddMinute => rule(
            !room.meeting.agenda().items.is_empty(),
            "The agenda has no items.",
        ),
        _ => match ui.layers.last() {
            None => screen::available(ui, room, row.action),
            Some(Layer::Setup { settings, .. }) => match row.action {
                Action::Figures => layer::figures::available(ui, room),
                action => layer::setup::available(room.meeting, settings, action),
            },
            Some(Layer::Earlier { goal }) => {
                screen::review::available(ui, room, Some(goal), row.action)
            }
            Some(_) => Ok(()),
        },
    }
}

/// Does what a key asks for.
pub fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => vec![Effect::Quit],
        Action::Further => {
            further(ui);
            Vec::new()
        }
        Action::Higher => {
            scroll(ui, -2);
            Vec::new()
        }
        Action::Lower => {
            scroll(ui, 2);
            Vec::new()
        }
        Action::Help => {
            let scopes = scopes(ui, room);
            ui.push(Layer::Help { at: 0, scopes });
            Vec::new()
        }
        Action::Actions => {
            layer::find::actions(ui, room);
            Vec::new()
        }
        Action::Find => {
            layer::find::rows(ui, room);
            Vec::new()
        }
        Action::Colours => {
            layer::find::colours(ui);
            Vec::new()
        }
        Action::Glossary => read(ui, Reading::Glossary),
        Action::Tour => read(ui, Reading::Tour),
        Action::Notes => read(ui, Reading::Notes),
        Action::Clock => {
            ui.push(Layer::Clock);
            Vec::new()
        }
        Action::Present => {
            layer::zoom::present(ui, room);
            Vec::new()
        }
        Action::Undo => vec![Effect::Undo],
        Action::Redo => vec![Effect::Redo],
        Action::Blank => {
            // At the desk it is the wall's blank, and the desk goes on.
            ui.blank = !ui.blank;
            Vec::new()
        }
        Action::TryAgain if room.unsure => {
            ui.push(Layer::Ask(Question::GoOn));
            Vec::new()
        }
        Action::TryAgain => vec![Effect::TryAgain],
        Action::SaveElsewhere => vec![Effect::SaveElsewhere],
        Action::TakeInFindings => vec![Effect::TakeIn],
        Action::Park => {
            layer::write::open(ui, room, Purpose::Park, "");
            Vec::new()
        }
        Action::Timer => {
            let mut mark = room.mark.clone();
            if mark.running.is_some() {
                mark.pause(room.now);
            } else {
                mark.run(room.now);
            }
            vec![Effect::Mark(mark)]
        }
        Action::AddMinute => {
            let mut mark = room.mark.clone();
            mark.add_minute();
            say(ui, Role::Ink, "One minute more.");
            vec![Effect::Mark(mark)]
        }
        Action::Go(stage) => go(ui, room, stage),
        Action::NextStage => step(ui, room, 1),
        Action::PreviousStage => step(ui, room, -1),
        _ => match ui.layers.last() {
            Some(_) => layer::act(ui, room, action),
            None => match action {
                Action::Forward => screen::clicker(ui, room, true),
                Action::Backward => screen::clicker(ui, room, false),
                Action::Back => {
                    say(
                        ui,
                        Role::Muted,
                        "Nothing to go back from. {Always.Quit} leaves the meeting.",
                    );
                    Vec::new()
                }
                _ => screen::act(ui, room, action),
            },
        },
    }
}

fn read(ui: &mut Ui, what: Reading) -> Vec<Effect> {
    ui.push(Layer::Reading(what));
    Vec::new()
}

/// Does what a row of the key table asks for, chosen from a list of them.
pub fn run(ui: &mut Ui, room: &Room, row: &Binding) -> Vec<Effect> {
    ui.toast = None;
    if !scopes(ui, room).contains(&row.scope) {
        say(
            ui,
            Role::Warn,
            format!("That is for another place: {}.", row.scope.title()),
        );
        return Vec::new();
    }
    match available(ui, room, row) {
        Ok(()) => act(ui, room, row.action),
        Err(why) => {
            say(ui, Role::Warn, why);
            Vec::new()
        }
    }
}

/// Goes to a stage; its own screen, without layers.
pub fn go(ui: &mut Ui, room: &Room, stage: Stage) -> Vec<Effect> {
    ui.layers.clear();
    vec![Effect::Mark(room.mark_at(stage, None))]
}

fn step(ui: &mut Ui, room: &Room, by: isize) -> Vec<Effect> {
    let mut at = Stage::ALL
        .iter()
        .position(|s| *s == room.stage())
        .unwrap_or(0);
    loop {
        let Some(next) = at.checked_add_signed(by) else {
            return Vec::new();
        };
        match Stage::ALL.get(next) {
            Some(Stage::Review) if !room.has_review() => at = next,
            Some(stage) => return go(ui, room, *stage),
            None => return Vec::new(),
        }
    }
}
