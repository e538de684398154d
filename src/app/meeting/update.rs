//! The actions that work on every screen of a meeting, and whether an action can be done now.

use super::{
    effect::Effect,
    layer::{self, ask},
    room::Room,
    screen,
    ui::{Purpose, Reading, Sheet, Ui},
};
use crate::app::{
    action::Action,
    cards::Role,
    keymap::{Binding, Scope},
};
use crate::domain::{
    agenda::Stage,
    refusal::{Refusal, allow_if, refuse},
};

/// The scopes of the stage's own screen, nearest first.
pub fn page_scopes(room: &Room) -> Vec<Scope> {
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
    ui.shell.say(role, text);
}

/// Whether something can be done now, asked by the dispatch, the footer and the help page.
///
/// # Errors
/// A sentence that says why not.
pub fn available(ui: &Ui, room: &Room, row: &Binding) -> Result<(), Refusal> {
    if room.unsure && row.changes {
        return allow_if(
            row.action == Action::TryAgain,
            "Here it can only be looked at. {TryAgain} goes on all the same.",
        );
    }
    if room.read_only && row.changes {
        return refuse("This meeting is open in another window: here it can only be looked at.");
    }
    let of_the_box = row.scope == Scope::OpenRound && row.action != Action::GiveUpRound;
    if room.box_lost && of_the_box && row.changes {
        return refuse(
            "The votes of this round are not here: it can only be given up ({GiveUpRound}).",
        );
    }
    match row.action {
        Action::TryAgain => allow_if(room.unsaved > 0 || room.behind, "Everything is saved."),
        Action::SaveElsewhere => allow_if(room.unsaved > 0, "Everything is saved."),
        Action::TakeInFindings => allow_if(
            room.findings_changed && !room.again,
            "The findings have not changed since the meeting began.",
        ),
        Action::Go(Stage::Review) => allow_if(
            room.has_review(),
            "The agenda names no meeting before, so there is nothing to review.",
        ),
        Action::Notes => allow_if(
            room.desk,
            "What must not be on the wall is shown at the desk only: pledge meet --desk, or pledge notes.",
        ),
        Action::Timer | Action::AddMinute => allow_if(
            !room.meeting.agenda().items.is_empty(),
            "The agenda has no items.",
        ),
        _ => match ui.shell.own() {
            None => screen::available(ui, room, row.action),
            Some(Sheet::Setup { settings, .. }) => match row.action {
                Action::Figures => layer::figures::available(ui, room),
                action => layer::setup::available(room.meeting, settings, action),
            },
            Some(Sheet::Earlier { goal }) => {
                screen::review::available(ui, room, Some(goal), row.action)
            }
            Some(_) => Ok(()),
        },
    }
}

/// Does what a key asks for.
pub fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    match action {
        Action::Find => {
            layer::find::rows(ui, room);
            Vec::new()
        }
        Action::Glossary => read(ui, Reading::Glossary),
        Action::Tour => read(ui, Reading::Tour),
        Action::Notes => read(ui, Reading::Notes),
        Action::Clock => {
            ui.push(Sheet::Clock);
            Vec::new()
        }
        Action::Present => {
            layer::zoom::present(ui, room);
            Vec::new()
        }
        Action::Blank => {
            // At the desk it is the wall's blank, and the desk goes on.
            ui.blank = !ui.blank;
            Vec::new()
        }
        Action::TryAgain if room.unsure => {
            ui.shell.ask(ask::go_on());
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
        _ => match ui.shell.own_on_top() {
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
    ui.push(Sheet::Reading(what));
    Vec::new()
}

/// Goes to a stage; its own screen, without layers.
pub fn go(ui: &mut Ui, room: &Room, stage: Stage) -> Vec<Effect> {
    ui.shell.layers.clear();
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
