//! Before a round opens: which goals, which method, how it counts, and the minutes it takes.

use std::collections::BTreeSet;

use super::figures;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Line, Page, Role, Row, line, told},
        meeting::{
            effect::Effect,
            room::Room,
            screen::vote,
            ui::{Sheet, Ui},
        },
        shell::moved,
        words,
    },
    domain::{
        command::Command,
        goal::Goal,
        meeting::Meeting,
        refusal::{Refusal, refuse},
        vote::{
            allowed::Allowed,
            method::Keys,
            settings::{RoundSettings, Weight},
        },
    },
};

pub(super) fn page(room: &Room, settings: &RoundSettings, at: usize) -> Page {
    let number = room.meeting.rounds().len() + 1;
    let goals = room.goals();
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, format!("Round {number}")),
            line(Role::Muted, vote::minutes_line(room, settings)),
        ),
        Block::Gap,
    ];
    blocks.extend(vote::rules(room.meeting, settings));
    blocks.extend(vote::alike(room.meeting, settings));
    blocks.push(Block::Gap);
    if let Some(words) = figures::warning(room, settings) {
        blocks.push(told(Role::Warn, words));
    }
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
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("Goals in this round"),
            Column::words("", 14, 1),
        ],
        rows: rows.collect(),
    });
    Page {
        blocks,
        ..Page::default()
    }
}

/// The decision on a goal, else the figure that it lacks.
fn note(goal: &Goal) -> Line {
    if goal.decision.is_none() && figures::needs_figures(goal) {
        return line(Role::Warn, figures::lacks(goal));
    }
    line(Role::Muted, words::decision(goal.decision.as_ref()))
}

/// `true` if the method has a setting of this kind.
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
    room: &Room,
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
            let say = format!("Round {} is open.", room.meeting.rounds().len() + 1);
            let layer = Sheet::Setup {
                settings: settings.clone(),
                at,
            };
            let command = if action == Action::BeginAnew {
                let alike = room.meeting.too_alike(&settings).into_iter();
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
                    None => settings.goals.push(goal.id.clone()),
                }
            }
        }
        Action::ChangeMethod => {
            settings.method = settings.method.next();
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
                    settings.allowed.most = settings.allowed.most.min(settings.allowed.dots);
                }
                Keys::Places => {
                    let goals = u8::try_from(settings.goals.len()).unwrap_or(9);
                    change(&mut settings.allowed.top, 1, goals.clamp(1, 9));
                }
                Keys::Digits(..) | Keys::YesNo => {}
            }
        }
        Action::ChangeMost => {
            let Allowed { dots, most, .. } = settings.allowed;
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
