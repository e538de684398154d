//! The goal bank beside a goal that is worded: what became of goals like it in other units, and their wording.

use crate::{
    app::{
        cards::{Line, Role, line},
        field::Field,
        meeting::{
            context::Context,
            effect::Effect,
            ui::{Liked, Pick, Purpose, Ui},
        },
        shell::{Choice, Layer, Picker},
    },
    domain::capacity::Capacity,
    programme::bank::{LikeGoals, SharedGoal, is_like},
};

/// Columns of a window that the sentence cannot have.
const MARGIN: u16 = 8;

/// Themes of the goal that a prompt words; `None` for any other prompt.
fn themes<'a>(room: &'a Context, purpose: &'a Purpose) -> Option<&'a [String]> {
    match purpose {
        Purpose::Goal { themes, .. } => Some(themes),
        Purpose::RewordGoal(goal) => Some(room.meeting.goal(goal).map_or(&[], |g| &g.themes)),
        _ => None,
    }
}

/// True for a prompt that words a goal, if other units' goals are known.
pub(in crate::app::meeting) fn helps(ui: &Ui, purpose: &Purpose) -> bool {
    ui.bank.is_some() && matches!(purpose, Purpose::Goal { .. } | Purpose::RewordGoal(_))
}

/// Looks goals up that are like the text of the prompt on top, if it has changed.
pub(in crate::app::meeting) fn look_up(ui: &mut Ui, room: &Context) {
    // Once a key and not once a frame: ten thousand goals are compared.
    let Some((purpose, text)) = typed(ui) else {
        // The list of goals lies over the prompt, which is looked at again afterwards.
        if ui.shell.layers.is_empty() {
            ui.liked = None;
        }
        return;
    };
    let known = ui.liked.as_ref();
    if known.is_some_and(|l| l.purpose == purpose && l.text == text) {
        return;
    }
    let (Some(bank), Some(themes)) = (ui.bank.clone(), themes(room, &purpose)) else {
        return;
    };
    let found = bank.like(&text, themes, &room.meeting.findings().unit);
    ui.liked = Some(Liked {
        purpose,
        text,
        found,
    });
}

/// Purpose and text of the prompt on top.
fn typed(ui: &Ui) -> Option<(Purpose, String)> {
    match ui.shell.layers.last() {
        Some(Layer::Prompt(prompt)) => Some((prompt.purpose.clone(), prompt.field.text())),
        _ => None,
    }
}

fn found<'a>(ui: &'a Ui, purpose: &Purpose) -> Option<&'a LikeGoals> {
    let liked = ui.liked.as_ref().filter(|l| l.purpose == *purpose);
    liked.map(|l| &l.found)
}

/// The line below the text.
pub(in crate::app::meeting) fn below(ui: &Ui, purpose: &Purpose) -> Vec<Line> {
    if !helps(ui, purpose) {
        return Vec::new();
    }
    let found = found(ui, purpose);
    let sentence = found.and_then(|found| {
        let sentence = found.sentence(usize::from(ui.shell.size.0.saturating_sub(MARGIN)));
        sentence.or_else(|| {
            let any = !found.shared.is_empty();
            any.then(|| "Other units have worded goals like this.".to_owned())
        })
    });
    // The line stays free, so that nothing moves once there is something to say.
    vec![line(Role::Muted, sentence.unwrap_or_default())]
}

/// True if there is wording of other units for the prompt on top.
pub(in crate::app::meeting) fn has_wording(ui: &Ui) -> bool {
    let purpose = typed(ui).map(|(purpose, _)| purpose);
    let found = purpose.as_ref().and_then(|purpose| found(ui, purpose));
    found.is_some_and(|found| !found.shared.is_empty())
}

/// Lists the goals of other units that are like the text.
pub(in crate::app::meeting) fn offer(ui: &mut Ui, room: &Context, purpose: &Purpose) {
    let capacity = &room.meeting.agenda().capacity;
    let goals = found(ui, purpose).map_or_else(Vec::new, |found| found.shared.clone());
    let choices = goals.into_iter().map(|goal| {
        let note = note(&goal, capacity);
        Choice::new(Pick::FromBank(goal.clone()), goal.title, note)
    });
    let picker = Picker::new("What other units pledged", choices.collect());
    ui.shell.pick(picker);
}

/// Unit, fate, money and hours of a goal.
fn note(goal: &SharedGoal, capacity: &Capacity) -> String {
    let mut parts = vec![goal.unit.clone()];
    match goal.done {
        Some(true) => parts.push("done".to_owned()),
        Some(false) => parts.push("not done".to_owned()),
        None => {}
    }
    parts.extend(goal.cost.map(|cost| capacity.money_text(cost)));
    parts.extend(goal.hours.map(|hours| format!("{hours} h")));
    parts.join(", ")
}

/// Takes a goal's wording over into the prompt below the list, to be changed.
pub(in crate::app::meeting) fn take(ui: &mut Ui, goal: SharedGoal) {
    if let Some(Layer::Prompt(prompt)) = ui.shell.layers.last_mut() {
        prompt.field = Field::new(&goal.title, false);
        ui.taken = Some(goal);
    }
}

/// The effect that gives a worded goal the money and hours of the one that was taken over. Figures of its own stay.
pub(in crate::app::meeting) fn figures(
    ui: &mut Ui,
    room: &Context,
    purpose: &Purpose,
    text: &str,
) -> Option<Effect> {
    // Another sentence may have been typed in its place since, for which the figures would be wrong.
    let taken = ui.taken.take().filter(|t| is_like(text, &t.title))?;
    let goal = match purpose {
        Purpose::Goal { .. } => None,
        Purpose::RewordGoal(goal) => {
            let own = room.meeting.goal(goal)?;
            if own.cost.is_some() || own.hours.is_some() {
                return None;
            }
            Some(goal.clone())
        }
        _ => return None,
    };
    let (cost, hours) = (taken.cost, taken.hours);
    (cost.is_some() || hours.is_some()).then_some(Effect::Figures { goal, cost, hours })
}
