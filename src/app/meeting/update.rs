//! The actions that work on every screen of a meeting, and whether an action can be done now.

use super::{
    context::Context,
    countdown,
    effect::Effect,
    layer::{self, ask, hand_over},
    screen,
    ui::{Purpose, Reading, Sheet, Ui},
};
use crate::app::{
    action::Action,
    cards::Role,
    keymap::{Binding, Scope},
    words,
};
use crate::domain::{
    agenda::Stage,
    meeting::airtime::Voice,
    refusal::{Refusal, allow_if, refuse},
};

/// Most screenfuls that the wall is moved down. The desk does not know how long the page is there, and each key too many has
/// to be taken back.
const MOST_DOWN: usize = 12;

/// The scopes of the stage's own screen, nearest first.
pub fn page_scopes(ui: &Ui, room: &Context) -> Vec<Scope> {
    match room.open_round() {
        Some(round) if round.settings.method.is_tables() => return vec![Scope::OpenTables],
        Some(round) if round.settings.method.is_open() => return vec![Scope::OpenHands],
        Some(round) if screen::vote::all_voted(room, round) => {
            return vec![Scope::AllVoted, Scope::OpenRound];
        }
        Some(_) => return vec![Scope::OpenRound],
        None => {}
    }
    match room.stage() {
        Stage::Welcome => vec![Scope::Welcome],
        Stage::Review => vec![Scope::Review],
        Stage::Themes => vec![Scope::Themes],
        Stage::Goals => vec![Scope::Goals],
        Stage::Vote if screen::vote::unshown(ui, room) > 0 => vec![Scope::Reveal, Scope::Vote],
        Stage::Vote => vec![Scope::Vote],
        Stage::Owners => vec![Scope::Owners],
        Stage::Close => vec![Scope::Close],
    }
}

/// Says something until the next key.
pub fn say(ui: &mut Ui, role: Role, text: impl Into<String>) {
    ui.shell.say(role, text);
}

/// Checks that an action is available now. Dispatch, the footer and the help page ask it.
///
/// # Errors
/// A sentence that says why not.
pub fn available(ui: &Ui, room: &Context, row: &Binding) -> Result<(), Refusal> {
    // Before the next check: here it is only unknown whether somebody else has the meeting open, so there is a way on.
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
        Action::Bank => allow_if(
            layer::bank::has_wording(ui),
            "No unit that lets others see its goals has one like this.",
        ),
        Action::TryAgain => allow_if(room.unsaved > 0 || room.behind, "Everything is saved."),
        // Not "everything": the outcome may be behind, and is no step.
        Action::SaveElsewhere => allow_if(room.unsaved > 0, "Every step is saved."),
        Action::TakeInFindings => allow_if(
            room.findings_changed && !room.follow_up,
            "The findings have not changed since the meeting began.",
        ),
        // A first pledge has no meeting before it. An empty Review would look as if something had been lost.
        Action::Go(Stage::Review) => allow_if(
            room.has_review(),
            "The agenda names no meeting before, so there is nothing to review.",
        ),
        // Held comments and names of people not heard are in the notes, and with one screen everybody would see them.
        Action::Notes => allow_if(
            room.desk,
            "What must not be on the wall is shown at the desk only: pledge meet --desk, or pledge notes.",
        ),
        Action::AddMinute if ui.countdown.is_some() => Ok(()),
        Action::Voice | Action::NoVoice => may_note_voice(room, row.action),
        Action::WallDown | Action::WallUp => allow_if(
            room.desk,
            "With one screen this is the wall: {Further} moves it on.",
        ),
        Action::HandOverMeeting => allow_if(
            !hand_over::choices(room).is_empty(),
            "Nobody else is ticked as here: {Go(Welcome)} goes to Welcome.",
        ),
        // The minutes say how long each item took: a clock started at a review would add months to the last one.
        Action::Timer | Action::AddMinute if room.follow_up => {
            refuse("The meeting is over, and so is its clock.")
        }
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
            Some(Sheet::Evaluation) if row.action == Action::OpenRound => {
                layer::evaluation::may_open(room)
            }
            Some(Sheet::Fits(fitting)) => layer::fits::available(room, fitting, row.action),
            Some(Sheet::Comments { .. }) => layer::comments::available(room, row.action),
            Some(Sheet::Earlier { goal }) => {
                screen::review::available(ui, room, Some(goal), row.action)
            }
            Some(_) => Ok(()),
        },
    }
}

/// Checks that it can be noted who speaks.
fn may_note_voice(room: &Context, action: Action) -> Result<(), Refusal> {
    // With one screen the room would see that it is timed, and would speak to the clock.
    allow_if(
        room.desk,
        "Who speaks is noted at the desk only: pledge meet --desk.",
    )?;
    allow_if(
        room.stage() == Stage::Themes && room.theme().is_some() && !room.follow_up,
        "Who speaks is noted while a theme is on the wall: {Go(Themes)} goes there.",
    )?;
    allow_if(
        room.meeting.is_started(),
        "The meeting has not begun: {Go(Welcome)} goes to Welcome, where {Start} starts it.",
    )?;
    allow_if(
        action == Action::Voice || room.mark.airtime.turn().is_some(),
        "Nobody is noted as speaking.",
    )
}

/// Notes that the other side speaks, or nobody.
fn note_voice(ui: &mut Ui, room: &Context, speaks: bool) -> Vec<Effect> {
    let Some(theme) = room.theme() else {
        return Vec::new();
    };
    let mut mark = room.mark.clone();
    if speaks {
        // Patients first, as in a speaking round.
        let turn = mark.airtime.turn();
        let voice = turn.map_or(Voice::Patient, |turn| turn.voice.other());
        mark.airtime.begin(voice, &theme.id, room.now);
        say(ui, Role::Ink, format!("{}.", words::speaks(voice)));
    } else {
        mark.airtime.end(room.now);
        say(ui, Role::Ink, "Nobody is noted as speaking.");
    }
    vec![Effect::Mark(mark)]
}

/// Performs an action on the top layer, else on the stage's screen.
pub fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    // The thanks stay until the room goes on, and are no reason to press a key of their own.
    if action != Action::AddMinute {
        countdown::clear_finished(ui, room);
    }
    match action {
        Action::CountDown(kind) if ui.shell.own_on_top().is_none() => {
            countdown::toggle(ui, room, kind);
            Vec::new()
        }
        Action::AddMinute if countdown::add_minute(ui, room) => Vec::new(),
        Action::Voice => note_voice(ui, room, true),
        Action::NoVoice => note_voice(ui, room, false),
        Action::HandOverMeeting => {
            hand_over::ask(ui, room);
            Vec::new()
        }
        Action::WallDown => {
            ui.wall_down = ui.wall_down.saturating_add(1).min(MOST_DOWN);
            Vec::new()
        }
        Action::WallUp => {
            ui.wall_down = ui.wall_down.saturating_sub(1);
            Vec::new()
        }
        Action::Find => {
            layer::find::rows(ui, room);
            Vec::new()
        }
        Action::Glossary => read(ui, Reading::Glossary),
        Action::Tour => read(ui, Reading::Tour),
        Action::Notes => read(ui, Reading::Notes),
        Action::Steps if !matches!(ui.shell.own_on_top(), Some(Sheet::Steps { .. })) => {
            vec![Effect::ListSteps]
        }
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
            // Two windows that write one journal part it in two. The person who can look around the office is asked first.
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
            // The timer is a part of the position, which is never undone: taking a step back does not turn the clock back.
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
                // A clicker sends the page keys, so on a stage they walk through the agenda and do not scroll.
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

/// Goes to a stage's own screen, and closes all layers.
pub fn go(ui: &mut Ui, room: &Context, stage: Stage) -> Vec<Effect> {
    ui.shell.layers.clear();
    vec![Effect::Mark(room.mark_at(stage, None))]
}

fn step(ui: &mut Ui, room: &Context, by: isize) -> Vec<Effect> {
    match stage_beside(room, by) {
        Some(stage) => go(ui, room, stage),
        None => Vec::new(),
    }
}

/// The stage before (-1) or after (1) the one on the wall.
pub fn stage_beside(room: &Context, by: isize) -> Option<Stage> {
    let stages = room.stages();
    let mut at = stages.iter().position(|s| *s == room.stage())?;
    loop {
        at = at.checked_add_signed(by)?;
        match stages.get(at) {
            // Skipped and not refused: somebody who goes through the stages must not get
            // stuck before one that does not exist.
            Some(Stage::Review) if !room.has_review() => {}
            stage => return stage.copied(),
        }
    }
}
