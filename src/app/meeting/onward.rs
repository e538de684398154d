//! The way on from each page: the key that goes on, and its words, such as `next finding 2 of 4` or `on to Goals`.
//!
//! In one file and not in each screen, so that the same step has the same words wherever it is offered.

use super::{
    context::Context,
    screen::{goals, review, themes, vote},
    ui::{Sheet, Ui},
    update,
};
use crate::{
    app::{
        action::Action,
        keymap::{Binding, Scope},
        words,
    },
    domain::{
        agenda::{Activity, Stage},
        meeting::mark::CountdownKind,
    },
};

/// Characters of a title in a hint. The footer of 80 columns has room for three more hints beside it.
const TITLE: usize = 26;

/// The label of a row where it depends on the state.
pub(super) fn label(ui: &Ui, room: &Context, row: &Binding) -> Option<String> {
    match (row.scope, row.action) {
        (Scope::Everywhere, Action::Forward) => forward(ui, room),
        (Scope::Everywhere, Action::NextStage) => {
            Some(format!("on to {}", update::stage_beside(room, 1)?.title()))
        }
        (Scope::Everywhere, Action::PreviousStage) => Some(format!(
            "back to {}",
            update::stage_beside(room, -1)?.title()
        )),
        (Scope::Themes, Action::AsNumbers) if ui.numbers => Some("as a picture".to_owned()),
        (Scope::Themes, Action::Right) => Some(next_in_themes(ui, room)),
        (Scope::Close, Action::Save) if room.follow_up => Some("save this review".to_owned()),
        (Scope::Goals, Action::Sort) => {
            let next = goals::next_order(ui, room);
            Some(format!("sort {}", next.words()))
        }
        (Scope::Comments, Action::Everything) => {
            let Some(Sheet::Comments { theme, all, .. }) = ui.shell.own() else {
                return None;
            };
            let theme = room.meeting.findings().theme(theme)?;
            let of = room.meeting.comments_on_wall(theme, !*all).len();
            Some(if *all {
                format!("only the {of} chosen")
            } else {
                format!("all {of} of them")
            })
        }
        (_, Action::CountDown(kind)) if running(ui, room) == Some(kind) => {
            Some("stop the countdown".to_owned())
        }
        (_, Action::AddMinute) if ui.countdown.is_some() => {
            Some("add a minute to the countdown".to_owned())
        }
        (Scope::Zoom, Action::Down) => {
            let (at, of, _) = themes::finding(ui, room.theme()?)?;
            (at + 1 < of).then(|| format!("next finding {} of {of}", at + 2))
        }
        (Scope::Form, Action::Right) => {
            let (at, of) = goal_of_form(ui, room)?;
            (at + 1 < of).then(|| format!("next goal {} of {of}", at + 2))
        }
        _ => None,
    }
}

/// The purpose of the countdown that runs.
fn running(ui: &Ui, room: &Context) -> Option<CountdownKind> {
    let countdown = ui.countdown.filter(|c| c.left(room.now) > 0);
    countdown.map(|c| c.kind)
}

/// The actions that lead on from the page or layer on top, the nearest first.
pub(super) fn lead(ui: &Ui, room: &Context) -> Vec<Action> {
    let mut lead = wanted(ui, room);
    // At the end of the agenda, and months after the meeting, a stage is followed by the next one all the same.
    if forward(ui, room).is_none() {
        lead.retain(|action| *action != Action::Forward);
        let is_stage = ui.shell.own().is_none();
        if is_stage && lead.is_empty() && !is_at_work(ui, room) {
            lead.extend(update::stage_beside(room, 1).map(|_| Action::NextStage));
        }
    }
    lead
}

fn wanted(ui: &Ui, room: &Context) -> Vec<Action> {
    let Some(sheet) = ui.shell.own() else {
        return lead_of_stage(ui, room);
    };
    match sheet {
        Sheet::Comments { .. } => match comment(ui, room) {
            Some((at, of)) if at + 1 < of => vec![Action::Down],
            _ => vec![Action::Forward],
        },
        Sheet::Zoom { .. } => match room.theme().and_then(|theme| themes::finding(ui, theme)) {
            Some((at, of, _)) if at + 1 < of => vec![Action::Down],
            _ => vec![Action::Forward],
        },
        Sheet::Clock => vec![Action::Forward],
        Sheet::Earlier { goal } if review::beside(room, goal, true).is_some() => {
            vec![Action::Down]
        }
        Sheet::Steps { list, .. } if !list.steps.is_empty() => vec![Action::Undo],
        Sheet::GoalForm { .. } => match goal_of_form(ui, room) {
            Some((at, of)) if at + 1 < of => vec![Action::Open, Action::Right],
            _ => vec![Action::Open, Action::Back],
        },
        // The others have their own way on as a row of the key table: a mark, a yes, an owner.
        _ => Vec::new(),
    }
}

fn lead_of_stage(ui: &Ui, room: &Context) -> Vec<Action> {
    match room.stage() {
        // The arrow goes on through the findings of all themes, and from the last of them to what is next.
        Stage::Themes => vec![Action::Right],
        // While the room reviews or names owners, the keys for that stand first.
        _ if is_at_work(ui, room) => Vec::new(),
        _ => vec![Action::Forward],
    }
}

/// `true` while the stage has something left to do, so that its own keys come before the way on.
fn is_at_work(ui: &Ui, room: &Context) -> bool {
    match room.stage() {
        Stage::Welcome => !room.meeting.is_started(),
        Stage::Review => review::is_open(room),
        Stage::Themes | Stage::Close => true,
        Stage::Goals => room.goals().is_empty(),
        Stage::Vote => {
            let open = room.goals().iter().any(|g| g.decision.is_none());
            room.open_round().is_some() || open || ui.back > 0
        }
        Stage::Owners => {
            let goals = room.goals_to_own();
            let mut agreed = goals.iter().filter(|g| g.is_agreed()).peekable();
            agreed.peek().is_none() || agreed.any(|g| g.owner.is_none())
        }
    }
}

/// The way on as a hint at the end of the footer, where the stage's own keys stand first.
pub(super) fn extra(ui: &Ui, room: &Context) -> &'static [(Action, &'static str)] {
    const ON: &[(Action, &str)] = &[(Action::Forward, "on")];
    const NEXT: &[(Action, &str)] = &[(Action::NextStage, "on")];
    let is_stage = ui.shell.own().is_none() && ui.shell.layers.is_empty();
    // A round that is open is closed before anything else, a result is shown first, and at the end of the agenda nothing is next.
    let shut =
        room.open_round().is_some() || (room.stage() == Stage::Vote && vote::unshown(ui, room) > 0);
    match (forward(ui, room), update::stage_beside(room, 1)) {
        _ if !is_stage || shut => &[],
        (Some(_), _) => ON,
        (None, Some(_)) => NEXT,
        (None, None) => &[],
    }
}

/// The place of the agenda to which a step forward goes; `None` at its end.
///
/// Somebody who has looked back at another stage returns to the current item first: the next one would skip it.
pub(super) fn item_ahead(room: &Context) -> Option<usize> {
    // A meeting that is over has no agenda to go on in.
    if room.follow_up {
        return None;
    }
    if !room.is_at_item() {
        return Some(room.mark.item);
    }
    let items = &room.meeting.agenda().items;
    let is_there = |at: &usize| {
        let review = Activity::Stage(Stage::Review);
        items.get(*at).is_some_and(|i| i.what != review) || room.has_review()
    };
    (room.mark.item + 1..items.len()).find(is_there)
}

/// The words for an agenda item that is next, or gone back to.
pub(super) fn to_item(room: &Context, item: usize) -> Option<String> {
    let what = &room.meeting.agenda().items.get(item)?.what;
    let title = themes::short(&words::item(room.meeting, what), TITLE);
    let back = item <= room.mark.item;
    Some(match (what, back) {
        (_, true) => format!("back to {title}"),
        (Activity::Break(_), _) => format!("on to the break: {title}"),
        // The first of the themes is another stage, and the others are the next theme.
        (Activity::Theme(_), _) if room.stage() == Stage::Themes => format!("next theme: {title}"),
        (Activity::Stage(_) | Activity::Theme(_), _) => format!("on to {title}"),
    })
}

/// The words for a step of the clicker from the page or layer on top; `None` where there is none.
fn forward(ui: &Ui, room: &Context) -> Option<String> {
    let at = match ui.shell.own() {
        Some(Sheet::Comments { all: true, .. }) => {
            let (at, of) = comment(ui, room)?;
            if at + 1 < of {
                return Some(format!("comment {} of {of}", at + 2));
            }
            None
        }
        Some(Sheet::Comments { at, .. }) => themes::stop_ahead(ui, room, Some(*at)),
        Some(Sheet::Zoom { .. }) => themes::stop_ahead(ui, room, None),
        // What a step forward means in the other layers stands in the key table.
        Some(sheet) if !matches!(sheet, Sheet::Clock) => return None,
        None if room.stage() == Stage::Themes => themes::stop_ahead(ui, room, None),
        Some(_) | None => None,
    };
    at.or_else(|| to_item(room, item_ahead(room)?))
}

fn next_in_themes(ui: &Ui, room: &Context) -> String {
    use themes::Ahead;
    match themes::ahead(ui, room) {
        Some(Ahead::Finding(at, of)) => format!("next finding {} of {of}", at + 1),
        Some(Ahead::Theme(id)) => {
            let title = room.meeting.theme_title(&id);
            format!("next theme: {}", themes::short(&title, TITLE))
        }
        Some(Ahead::Item(item)) => to_item(room, item).unwrap_or_default(),
        Some(Ahead::Stage(stage)) => format!("on to {}", stage.title()),
        None => "the last finding".to_owned(),
    }
}

/// The comment on the wall by place, and their number.
fn comment(ui: &Ui, room: &Context) -> Option<(usize, usize)> {
    match ui.shell.own() {
        Some(Sheet::Comments { theme, at, all }) => {
            let theme = room.meeting.findings().theme(theme)?;
            let of = room.meeting.comments_on_wall(theme, *all).len();
            Some(((*at).min(of.saturating_sub(1)), of))
        }
        _ => None,
    }
}

/// The goal of the open form by place, and their number.
fn goal_of_form(ui: &Ui, room: &Context) -> Option<(usize, usize)> {
    let (goals, goal) = match ui.shell.own() {
        Some(Sheet::GoalForm { goal, .. }) => (goals::ordered(ui, room), goal),
        Some(Sheet::OwnerForm { goal, .. }) => (room.goals_to_own(), goal),
        _ => return None,
    };
    let at = goals.iter().position(|g| g.id == *goal)?;
    Some((at, goals.len()))
}
