//! A speaking round, patients first. The wall shows numbers only; the desk shows names.
//!
//! Passing counts as being heard, and nobody is named on the wall for having said nothing.

use std::collections::BTreeMap;

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, centred, line, muted},
        meeting::{
            context::Context,
            countdown,
            effect::{Effect, ask_and_say},
            screen,
            ui::{Pick, Sheet, Ui},
            update,
        },
        shell::{Choice, moved},
        words,
    },
    domain::{command::Command, people::Attendee},
};

/// The slide on the wall, or the list at the desk.
pub(super) fn page(room: &Context, theme: &str, at: usize) -> Page {
    let order = room.meeting.speaking_order();
    let heard = room.meeting.heard_on(theme);
    let done = order.iter().filter(|a| is_heard(heard, a)).count();
    // Names are for the facilitator only. On the wall a list of who is missing would press people to speak.
    if room.desk {
        return desk_page(room, theme, &order, at, done);
    }
    let title = room.meeting.theme_title(theme);
    let mut blocks = vec![
        centred(Role::Muted, format!("A word from everybody: {title}")),
        Block::Gap,
    ];
    if order.is_empty() {
        blocks.push(centred(
            Role::Ink,
            "Nobody is ticked as here yet: {Go(Welcome)} goes to Welcome.",
        ));
    } else {
        blocks.push(Block::Big(
            format!("{done} of {}", order.len()),
            Role::Accent,
        ));
        blocks.push(centred(Role::Ink, "have been heard"));
        blocks.push(Block::Gap);
        for (nth, (group, count, of)) in groups(&order, heard).into_iter().enumerate() {
            // Patients speak first, since clinicians' ideas crowd theirs out otherwise; the
            // word goes once all of them are heard.
            let first = if nth == 0 && of > count { " first" } else { "" };
            blocks.push(centred(
                if count == of { Role::Good } else { Role::Ink },
                format!(
                    "{}{first}: {count} of {of}",
                    words::capital(words::group(group))
                ),
            ));
        }
        blocks.push(Block::Gap);
        blocks.push(if done == order.len() {
            centred(Role::Good, "Everybody has been heard.")
        } else {
            centred(Role::Muted, "Everybody may pass. That counts as well.")
        });
    }
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

/// Each group with the number heard and the number present, in speaking order.
pub(in crate::app::meeting) fn groups<'a>(
    order: &[&'a Attendee],
    heard: &BTreeMap<String, bool>,
) -> Vec<(&'a str, usize, usize)> {
    let mut groups: Vec<(&str, usize, usize)> = Vec::new();
    for a in order {
        let group = a.group().unwrap_or_default();
        let count = usize::from(is_heard(heard, a));
        match groups.iter_mut().find(|(g, _, _)| *g == group) {
            Some((_, done, of)) => {
                *done += count;
                *of += 1;
            }
            None => groups.push((group, count, 1)),
        }
    }
    groups
}

fn is_heard(heard: &BTreeMap<String, bool>, a: &Attendee) -> bool {
    heard.contains_key(&a.person.id)
}

/// The list at the desk: everybody present, with a tick for those who have been heard.
fn desk_page(room: &Context, theme: &str, order: &[&Attendee], at: usize, done: usize) -> Page {
    let heard = room.meeting.heard_on(theme);
    let at = at.min(order.len().saturating_sub(1));
    let rows = order.iter().enumerate().map(|(i, a)| {
        let (tick, note) = match heard.get(&a.person.id) {
            Some(false) => ("[x]", ""),
            Some(true) => ("[x]", "passed"),
            None => ("[ ]", "not yet"),
        };
        Row {
            cells: vec![
                line(Role::Ink, format!("{tick} {}", a.person.name)),
                line(Role::Muted, a.group().map_or("", words::group)),
                line(Role::Muted, note),
            ],
            selected: i == at,
        }
    });
    let mut blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!("A word from everybody: {}", room.meeting.theme_title(theme)),
            ),
            line(Role::Muted, format!("{done} of {} heard", order.len())),
        ),
        Block::Gap,
    ];
    if order.is_empty() {
        blocks.push(muted(
            "Nobody is ticked as here yet: {Go(Welcome)} goes to Welcome.",
        ));
    } else {
        blocks.push(Block::Table {
            columns: vec![
                Column::fill(""),
                Column::words("", 15, 1),
                Column::words("", 8, 0),
            ],
            rows: rows.collect(),
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    theme: String,
    at: usize,
    action: Action,
) -> Vec<Effect> {
    let order = room.meeting.speaking_order();
    let at = at.min(order.len().saturating_sub(1));
    let stay = |ui: &mut Ui, at: usize| {
        ui.push(Sheet::Speaking {
            theme: theme.clone(),
            at,
        });
    };
    match action {
        Action::Back | Action::Backward => Vec::new(),
        Action::CountDown(kind) => {
            stay(ui, at);
            countdown::toggle(ui, room, kind);
            Vec::new()
        }
        // To the next agenda item and not to the next finding: the round is held at the end of a theme.
        Action::Forward => screen::next_item(ui, room, true),
        Action::Open | Action::Pass if room.desk => {
            // The next one has the whole time.
            ui.countdown = None;
            let passed = action == Action::Pass;
            let Some(a) = order.get(at) else {
                stay(ui, at);
                return Vec::new();
            };
            let person = a.person.id.clone();
            let heard = room.meeting.heard_on(&theme);
            // The same key takes a slip of the hand back, which is nearer than undo while the round goes on.
            if heard.contains_key(&person) && !passed {
                stay(ui, at);
                let words = format!("{} has not been heard.", a.person.name);
                let command = Command::TakeBackHearing { theme, person };
                return vec![ask_and_say(command, words)];
            }
            // The cursor skips to the next person not yet heard, so that Enter alone goes through the round.
            let next = (1..order.len())
                .map(|by| (at + by) % order.len())
                .find(|i| order.get(*i).is_some_and(|a| !is_heard(heard, a)))
                .unwrap_or(at);
            stay(ui, next);
            vec![hear(room, theme, person, passed)]
        }
        Action::Open | Action::Pass => {
            ui.countdown = None;
            stay(ui, at);
            ask_who(ui, room, &theme, action == Action::Pass);
            Vec::new()
        }
        _ => {
            stay(ui, moved(at, order.len(), action));
            Vec::new()
        }
    }
}

/// Asks for the person who has spoken or passed.
// The list holds everybody present. Without those already heard it would show the whole room who has not spoken.
fn ask_who(ui: &mut Ui, room: &Context, theme: &str, passed: bool) {
    let choices: Vec<_> = room
        .meeting
        .speaking_order()
        .iter()
        .map(|a| {
            let pick = Pick::Heard {
                theme: theme.to_owned(),
                person: a.person.id.clone(),
                passed,
            };
            Choice::new(
                pick,
                a.person.name.clone(),
                a.group().map_or("", words::group),
            )
        })
        .collect();
    if choices.is_empty() {
        update::say(
            ui,
            Role::Warn,
            "Nobody is ticked as here yet: {Go(Welcome)} goes to Welcome.",
        );
        return;
    }
    let title = if passed {
        "Who passes? Type a few letters"
    } else {
        "Who has spoken? Type a few letters"
    };
    ui.choose(title, choices, 0);
}

/// The command that records a person as heard.
pub(super) fn hear(room: &Context, theme: String, person: String, passed: bool) -> Effect {
    let name = room.meeting.name_of(&person);
    let say = if passed {
        format!("{name} passes.")
    } else {
        format!("{name} has been heard.")
    };
    ask_and_say(
        Command::Hear {
            theme,
            person,
            passed,
        },
        say,
    )
}
