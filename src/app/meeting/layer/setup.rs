//! The setup of a round: its goals, method and weight, and the minutes that it takes.

use std::collections::BTreeSet;

use super::figures;
use crate::{
    app::{
        action::Action,
        cards::{Beside, Block, Column, Line, Page, Part, Role, Row, line, muted, told},
        meeting::{
            code_card,
            context::Context,
            effect::Effect,
            screen::vote,
            ui::{Pick, Sheet, Ui},
        },
        shell::{Choice, Picker, moved},
        words,
    },
    domain::{
        command::Command,
        goal::Goal,
        meeting::Meeting,
        refusal::{Refusal, refuse},
        vote::{
            allowed::Allowed,
            method::{Keys, Method},
            settings::{RoundSettings, Weight},
        },
    },
};

pub(super) fn page(ui: &Ui, room: &Context, settings: &RoundSettings, at: usize) -> Page {
    let number = room.meeting.next_round_number();
    let gap = || (!vote::is_low(ui)).then_some(Block::Gap);
    let goals = room.goals();
    let mut blocks = vec![Block::Pair(
        line(Role::Strong, format!("Round {number}")),
        line(Role::Muted, vote::minutes_line(room, settings)),
    )];
    blocks.extend(gap());
    blocks.extend(vote::rules(room.meeting, settings));
    blocks.extend(limits(settings));
    // All warnings stand before the goals. Below a long list they would be read after the round has been opened.
    blocks.extend(vote::alike(room.meeting, settings));
    blocks.extend(callers(room, settings));
    // In a low window the list below has the same in its last column.
    if let Some(words) = figures::warning(room, settings).filter(|_| !vote::is_low(ui)) {
        blocks.push(told(Role::Warn, words));
    }
    blocks.extend(gap());
    let at = at.min(goals.len().saturating_sub(1));
    let rows = goals.iter().enumerate().map(|(i, g)| {
        let tick = if settings.goals.contains(&g.id) {
            "[x]"
        } else {
            "[ ]"
        };
        Row {
            cells: vec![line(Role::Ink, format!("{tick} {}", g.title)), note(g)],
            selected: i == at,
        }
    });
    let title = "Goals in this round";
    let table = Block::Table {
        columns: vec![
            if vote::is_low(ui) {
                Column::title(title)
            } else {
                Column::fill(title)
            },
            Column::words("", 14, 0),
        ],
        rows: rows.collect(),
    };
    // The list scrolls below the rules, which have to be in sight when the round opens.
    blocks.push(Block::Beside(
        Beside::new(0, vec![Part::share(1, vec![table])]).scrolling(),
    ));
    Page {
        blocks,
        ..Page::default()
    }
}

/// The sentences about those who take part by telephone.
pub(super) fn callers(room: &Context, settings: &RoundSettings) -> Vec<Block> {
    let said = code_card::announced(room, settings).into_iter();
    said.map(|(words, is_warning)| {
        if is_warning {
            told(Role::Warn, words)
        } else {
            muted(words)
        }
    })
    .collect()
}

/// The keys that change the number of dots or places, where the method has them.
fn limits(settings: &RoundSettings) -> Option<Block> {
    // A table orders every goal that it can, so there is no number of places to set.
    if settings.method.is_tables() {
        return None;
    }
    match settings.method.row().keys {
        Keys::Dots => Some(muted(
            "{Setup.Right} and {Setup.Left}: more or fewer dots. {ChangeMost}: how many on one goal.",
        )),
        Keys::Places => Some(muted(
            "{Setup.Right} and {Setup.Left}: more or fewer places.",
        )),
        Keys::Digits(..) | Keys::YesNo => None,
    }
}

/// Opens the list of methods, each with the occasion for it.
fn choose_method(ui: &mut Ui, now: Method) {
    let choices = Method::all().map(|m| {
        let short = words::capital(words::method_short(m));
        Choice::new(Pick::Method(m), short, words::purpose(m))
    });
    let list = Picker::new("How does the room vote?", choices.collect()).by_words();
    ui.shell.pick(list.on(|pick| *pick == Pick::Method(now)));
}

/// The decision on a goal, else the figure that it lacks.
fn note(goal: &Goal) -> Line {
    if goal.decision.is_none() && figures::needs_figures(goal) {
        return line(Role::Warn, figures::lacks(goal));
    }
    line(Role::Muted, words::decision(goal.decision.as_ref()))
}

/// Checks that an action is available for these settings, such as a number of dots for a method that has dots.
///
/// # Errors
/// A sentence that says why not.
pub fn available(
    meeting: &Meeting,
    settings: &RoundSettings,
    action: Action,
) -> Result<(), Refusal> {
    if action == Action::BeginAnew && meeting.too_alike(settings).is_empty() {
        return refuse(
            "No earlier round has nearly the same voters: this round can just be opened.",
        );
    }
    if settings.method.is_tables() {
        return match action {
            Action::Right | Action::Left | Action::ChangeMost => {
                refuse("A table orders as many goals as it can.")
            }
            Action::ChangeWeight => refuse("Every table\u{2019}s list counts the same."),
            _ => Ok(()),
        };
    }
    match (action, settings.method.row().keys) {
        (Action::Right | Action::Left, Keys::Dots | Keys::Places)
        | (Action::ChangeMost, Keys::Dots) => Ok(()),
        (Action::Right | Action::Left, _) => refuse("This method has neither dots nor places."),
        (Action::ChangeMost, _) => refuse("This method has no dots."),
        _ => Ok(()),
    }
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    mut settings: RoundSettings,
    at: usize,
    action: Action,
) -> Vec<Effect> {
    let goals = room.goals();
    let mut at = at.min(goals.len().saturating_sub(1));
    match action {
        Action::Back => return Vec::new(),
        Action::OpenRound | Action::BeginAnew => {
            // The order of the ballot is the order of the board.
            settings.goals = goals
                .iter()
                .map(|g| g.id.clone())
                .filter(|g| settings.goals.contains(g))
                .collect();
            let say = format!("Round {} is open.", room.meeting.next_round_number());
            let layer = Sheet::Setup {
                settings: settings.clone(),
                at,
            };
            let command = if action == Action::BeginAnew {
                let alike = room.meeting.too_alike(&settings).into_iter();
                // The earlier result goes when the vote begins anew. Kept beside the new one, the difference of the two
                // would tell a ballot.
                let instead_of: BTreeSet<String> = alike.map(|(_, round)| round).collect();
                Command::BeginAnew {
                    settings,
                    instead_of: instead_of.into_iter().collect(),
                }
            } else {
                Command::OpenRound { settings }
            };
            return vec![Effect::Do {
                command,
                say: Some(say),
                or: Some(Box::new(layer)),
            }];
        }
        Action::Toggle => {
            if let Some(goal) = goals.get(at) {
                match settings.goals.iter().position(|g| *g == goal.id) {
                    Some(i) => {
                        settings.goals.remove(i);
                    }
                    // At the end for now. The order of the ballot is set when the round opens.
                    None => settings.goals.push(goal.id.clone()),
                }
            }
            // On to the next row, as on Welcome: a list is gone through with one key.
            at = moved(at, goals.len(), Action::Down);
        }
        Action::ChangeMethod => {
            let now = settings.method;
            ui.push(Sheet::Setup { settings, at });
            choose_method(ui, now);
            return Vec::new();
        }
        Action::Right | Action::Left => {
            let more = action == Action::Right;
            let change = |n: &mut u8, least: u8, most: u8| {
                *n = if more {
                    n.saturating_add(1).min(most)
                } else {
                    n.saturating_sub(1).max(least)
                };
            };
            match settings.method.row().keys {
                Keys::Dots => {
                    change(&mut settings.allowed.dots, 1, 20);
                    // Nobody can put more dots on one goal than they have.
                    settings.allowed.most = settings.allowed.most.min(settings.allowed.dots);
                }
                Keys::Places => {
                    // A place has two digits at most.
                    let goals = u8::try_from(settings.goals.len()).unwrap_or(99).min(99);
                    change(&mut settings.allowed.top, 1, goals.max(1));
                }
                Keys::Digits(..) | Keys::YesNo => {}
            }
        }
        Action::ChangeMost => {
            let Allowed { dots, most, .. } = settings.allowed;
            // At most nine dots on one goal, because they are one key. One key goes round, so it begins again at 1.
            settings.allowed.most = if most >= dots.min(9) { 1 } else { most + 1 };
        }
        Action::ChangeWeight => {
            settings.weight = match settings.weight {
                Weight::Balanced => Weight::Head,
                Weight::Head => Weight::Balanced,
            };
        }
        Action::Figures => {
            ui.push(Sheet::Setup { settings, at });
            figures::ask(ui, room);
            return Vec::new();
        }
        _ => at = moved(at, goals.len(), action),
    }
    ui.push(Sheet::Setup { settings, at });
    Vec::new()
}
