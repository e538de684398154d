//! The seven stages of a meeting, each with its page and the actions of its keys.

pub mod close;
pub mod goals;
pub mod owners;
pub mod review;
pub mod themes;
pub mod vote;
pub mod welcome;

use super::{
    context::Context,
    effect::Effect,
    fields::Form,
    layer::{evaluation, figures, here_for},
    onward,
    ui::{Sheet, Ui},
    update,
};
use crate::app::{
    action::Action,
    cards::{Page, Role},
    shell::moved,
};
use crate::domain::{
    agenda::{Activity, Stage},
    refusal::{Refusal, allow_if, refuse},
};

/// The page of the current stage.
pub fn page(ui: &Ui, room: &Context) -> Page {
    match room.stage() {
        Stage::Welcome => welcome::page(ui, room),
        Stage::Review => review::page(ui, room),
        Stage::Themes => themes::page(ui, room),
        Stage::Goals => goals::page(ui, room),
        Stage::Vote => vote::page(ui, room),
        Stage::Owners => owners::page(ui, room),
        Stage::Close => close::page(ui, room),
    }
}

/// Checks that an action is available on the current stage.
///
/// # Errors
/// A sentence that says why not.
pub fn available(ui: &Ui, room: &Context, action: Action) -> Result<(), Refusal> {
    match (room.stage(), action) {
        (Stage::Welcome, Action::Start) => {
            allow_if(!room.meeting.is_started(), "The meeting has begun.")
        }
        (Stage::Welcome, Action::HereFor) => allow_if(
            here_for::is_there(room),
            "Nobody has said what they are here for: `pledge prepare` has a line for each person.",
        ),
        (Stage::Welcome, Action::Toggle | Action::Telephone | Action::Leave | Action::Correct) => {
            welcome::on_a_person(ui, room)
        }
        (Stage::Review, action) => review::available(ui, room, None, action),
        (Stage::Themes, Action::AsNumbers) => themes::as_numbers(ui, room),
        (Stage::Themes, Action::Comments) => {
            let some = room
                .theme()
                .is_some_and(|t| !room.meeting.comments_on_wall(t, true).is_empty());
            let unread = room.theme().map_or(0, |t| room.meeting.unread(t));
            // A comment that nobody has read may name somebody, so it is never shown. The answer says where it can be read.
            let why = if unread > 0 {
                "Nobody has read this theme\u{2019}s comments yet: they are read in `pledge prepare`."
            } else {
                "There are no comments to show for this theme."
            };
            allow_if(some, why)
        }
        (
            Stage::Themes,
            Action::Zoom
            | Action::Speaking
            | Action::RewordStandard
            | Action::AgreeStandard
            | Action::Note
            | Action::Open,
        ) => allow_if(
            room.theme().is_some(),
            "There are no themes in the findings.",
        ),
        (Stage::Goals, Action::Open | Action::Reword | Action::Drop | Action::Split) => allow_if(
            !room.goals().is_empty(),
            "There is no goal yet: {Propose} proposes one.",
        ),
        (Stage::Goals, Action::Figures) => figures::available(ui, room),
        (Stage::Goals, Action::Merge) => {
            allow_if(room.goals().len() > 1, "It takes two goals to merge them.")
        }
        (Stage::Goals, Action::Sort) => {
            allow_if(room.goals().len() > 1, "It takes two goals to sort them.")
        }
        (
            Stage::Vote | Stage::Close,
            Action::TakeSeat | Action::Seat(_) | Action::ByName | Action::Slips,
        ) => vote::may_vote(ui, room, action),
        (Stage::Close, Action::Voices) => allow_if(
            room.meeting.is_started(),
            "The meeting has not begun, so nobody was heard.",
        ),
        (Stage::Close, Action::Evaluate) => evaluation::available(room),
        (Stage::Vote, Action::OpenRound | Action::Decide) => allow_if(
            !room.goals().is_empty(),
            "There is no goal yet: {Go(Goals)} goes to Goals, where {Propose} proposes one.",
        ),
        (Stage::Vote, Action::Fits | Action::Explain | Action::Lists | Action::Ballots) => {
            allow_if(
                room.count(ui.back).is_some(),
                "There is no result yet: {Vote.OpenRound} opens a round.",
            )
        }
        (Stage::Vote, Action::Compare) => {
            allow_if(room.counts() > 1, "It takes two results to compare them.")
        }
        (Stage::Vote, Action::Earlier) => allow_if(
            room.counts() > 1 || ui.back > 0,
            "There is no earlier round.",
        ),
        (Stage::Owners, Action::Open) => allow_if(
            !room.goals_to_own().is_empty(),
            "There is no goal that needs an owner.",
        ),
        (Stage::Close, Action::ReadBack) if room.follow_up => {
            refuse("It was read back in the meeting: a review reads nothing back.")
        }
        (Stage::Close, Action::ReadBack) => allow_if(
            !room.meeting.read_back_lines().is_empty(),
            "There is nothing agreed to read back yet.",
        ),
        (Stage::Close, Action::Papers) => allow_if(
            room.meeting.is_started(),
            "The meeting has not begun, so there is nothing to write.",
        ),
        (Stage::Close, Action::Open) => {
            allow_if(!close::targets(room).is_empty(), "Nothing is open.")
        }
        _ => Ok(()),
    }
}

/// Performs an action on the current stage.
pub fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    match room.stage() {
        Stage::Welcome => welcome::act(ui, room, action),
        Stage::Review => review::act(ui, room, action),
        Stage::Themes => themes::act(ui, room, action),
        Stage::Goals => goals::act(ui, room, action),
        Stage::Vote => vote::act(ui, room, action),
        Stage::Owners => owners::act(ui, room, action),
        Stage::Close => close::act(ui, room, action),
    }
}

/// One step of a slide clicker: to the next finding or comment of the theme, then to the next agenda item.
pub fn clicker(ui: &mut Ui, room: &Context, forward: bool) -> Vec<Effect> {
    // A clicker lies on the table, and somebody leans on it. During a round it must not take the vote off the wall.
    if room.open_round().is_some() {
        return Vec::new();
    }
    // A goal a press, and never past one: the clicker lies in the hand of the person who speaks. Back does nothing until all
    // are shown, since leaving the page would show the rest at once.
    if room.stage() == Stage::Vote && vote::unshown(ui, room) > 0 {
        if forward {
            vote::reveal_next(ui, room);
        }
        return Vec::new();
    }
    if room.stage() == Stage::Themes && themes::clicker(ui, room, None, forward).is_some() {
        return Vec::new();
    }
    next_item(ui, room, forward)
}

/// Goes to the next or previous agenda item.
pub fn next_item(ui: &mut Ui, room: &Context, forward: bool) -> Vec<Effect> {
    let item = if forward {
        onward::item_ahead(room)
    } else {
        room.mark.item.checked_sub(1)
    };
    let Some(item) = item else {
        // Months later there is no agenda to be at the end of.
        if room.follow_up {
            return Vec::new();
        }
        // A key that does nothing is pressed again and again in front of a room.
        let said = match (forward, room.stage()) {
            (true, Stage::Close) => "That is the end of the agenda.",
            (true, _) => "That is the end of the agenda. {Go(Close)} goes to Close.",
            (false, _) => "That is the beginning of the agenda.",
        };
        update::say(ui, Role::Muted, said);
        return Vec::new();
    };
    // A layer belongs to the item before. Left on top it would hide the new item, and the clicker would seem dead.
    ui.shell.layers.clear();
    let mark = room.mark_at_item(item);
    if mark.stage == Stage::Themes {
        ui.finding.insert(mark.theme.clone(), 0);
        if !forward {
            // A step back must end where the last step forward began, or the room sees other slides on its way back.
            themes::show_last(ui, room, &mark.theme);
        }
    }
    if matches!(
        room.meeting.agenda().items.get(item).map(|i| &i.what),
        Some(Activity::Break(_))
    ) {
        // During a break the wall has one thing to say: when to be back.
        ui.push(Sheet::Clock);
    }
    vec![Effect::Mark(mark)]
}

/// Moves the mark on a stage's screen; `false` if the action is not a movement.
pub fn moves(ui: &mut Ui, stage: Stage, rows: usize, action: Action) -> bool {
    if !matches!(
        action,
        Action::Up | Action::Down | Action::First | Action::Last
    ) {
        return false;
    }
    let at = moved(ui.row(stage, rows), rows, action);
    ui.at.insert(stage, at);
    true
}

/// Opens a goal's form.
pub fn open_goal(ui: &mut Ui, room: &Context, goal: &str) {
    if let Some(goal) = room.meeting.goal(goal) {
        ui.push(Form::Goal.opened(goal));
    }
}
