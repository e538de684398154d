//! Choosing from a list: by arrows, or by typing a few letters of what is wanted.

use super::{ballot, find, fits, person, speaking, write};
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted},
        input::{Code, Key},
        meeting::{
            effect::{Effect, ask, ask_and_say},
            point,
            room::Room,
            screen::moved,
            ui::{Choosing, Layer, Pick, Purpose, Ui, choice},
            update,
        },
        words,
    },
    domain::{
        command::Command,
        dates,
        goal::{Control, Decision, Goal, Owner, Reason},
        people::Person,
        settings::Palette,
        vote::round::Round,
    },
};

pub(in crate::app) fn page(choosing: &Choosing) -> Page {
    let shown = choosing.shown();
    let at = choosing.at.min(shown.len().saturating_sub(1));
    let rows = shown.iter().enumerate().map(|(i, c)| {
        let tick = match &choosing.many {
            Some(many) if many.contains(&c.key) => "[x] ",
            Some(_) => "[ ] ",
            None => "",
        };
        Row {
            cells: vec![
                line(
                    if c.dim { Role::Muted } else { Role::Ink },
                    format!("{tick}{}", c.label),
                ),
                line(Role::Muted, c.note.clone()),
            ],
            selected: i == at,
        }
    });
    let rows: Vec<Row> = rows.collect();
    let typed = if choosing.filter.is_empty() {
        String::new()
    } else {
        format!("{}_", choosing.filter)
    };
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, choosing.title.clone()),
            line(Role::Accent, typed),
        ),
        Block::Gap,
    ];
    if rows.is_empty() {
        blocks.push(muted(
            "Nothing has these letters. Backspace takes one away.",
        ));
    } else {
        blocks.push(Block::Table {
            columns: vec![Column::fill(""), Column::words("", 30, 1)],
            rows,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The choice of a rehearsal.
const REHEARSAL: &str = "rehearsal";

/// Asks whether the meeting is held today, where the agenda says another day and nobody has come yet.
pub(in crate::app) fn ask_which_day(ui: &mut Ui, room: &Room) {
    let (Some(day), None) = (room.meeting.agenda().meeting.date, room.meeting.started()) else {
        return;
    };
    let today = room.now.date();
    if day == today || room.read_only {
        return;
    }
    ui.choose(
        Pick::OtherDay,
        &format!(
            "The agenda says {}; today is {}",
            dates::say(day),
            dates::say(today)
        ),
        vec![
            choice("today", "It is held today", "the record says so"),
            choice(REHEARSAL, "It is a rehearsal", "on a copy; nothing is kept"),
        ],
        0,
    );
}

/// Takes a letter of what is wanted in.
pub fn narrow(ui: &mut Ui, key: Key) -> Vec<Effect> {
    let Some(Layer::Choose(mut choosing)) = ui.pop() else {
        return Vec::new();
    };
    match key.code {
        Code::Char(c) if !key.ctrl && !key.alt => {
            choosing.filter.push(c);
            choosing.at = 0;
        }
        Code::Backspace => {
            choosing.filter.pop();
            choosing.at = 0;
        }
        _ => {}
    }
    find::preview(ui, &choosing);
    ui.push(Layer::Choose(choosing));
    Vec::new()
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Room,
    mut choosing: Box<Choosing>,
    action: Action,
) -> Vec<Effect> {
    let shown = choosing.shown();
    let at = choosing.at.min(shown.len().saturating_sub(1));
    let here = shown.get(at).map(|c| c.key.clone());
    match (action, here) {
        (Action::Back, _) => {
            match choosing.pick {
                Pick::Colours { before } => ui.palette = before,
                Pick::WalkInGroup { name, .. } => {
                    update::say(ui, Role::Muted, format!("{name} is not on the list."));
                }
                _ => {}
            }
            Vec::new()
        }
        (Action::Open, Some(key)) if key == person::NOT_SAID => {
            update::say(ui, Role::Warn, "Choose one of the groups.");
            ui.push(Layer::Choose(choosing));
            Vec::new()
        }
        (Action::Open, Some(key)) => chosen(ui, room, &choosing.pick, key),
        (Action::Done, _) => {
            let many = choosing.many.take().unwrap_or_default();
            let keys = choosing
                .choices
                .iter()
                .map(|c| c.key.clone())
                .filter(|k| many.contains(k))
                .collect();
            match choosing.pick {
                Pick::Themes(goal) => vec![ask(Command::SetGoalThemes { goal, themes: keys })],
                Pick::Evidence(goal) => {
                    // What rests on a held comment stays: it is not offered, so it was not taken out.
                    let kept = room.meeting.goal(&goal).map_or(&[][..], |g| &g.evidence);
                    let hidden = kept
                        .iter()
                        .filter(|k| !choosing.choices.iter().any(|c| c.key == **k))
                        .cloned();
                    let evidence = hidden.chain(keys).collect();
                    vec![ask(Command::SetGoalEvidence { goal, evidence })]
                }
                _ => Vec::new(),
            }
        }
        (Action::Toggle, Some(key)) => {
            if let Some(many) = &mut choosing.many
                && !many.remove(&key)
            {
                many.insert(key);
            }
            ui.push(Layer::Choose(choosing));
            Vec::new()
        }
        _ => {
            choosing.at = moved(at, choosing.shown().len(), action);
            find::preview(ui, &choosing);
            ui.push(Layer::Choose(choosing));
            Vec::new()
        }
    }
}

fn some(key: String) -> Option<String> {
    (!key.is_empty()).then_some(key)
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm a purpose, so that the list is whole"
)]
fn chosen(ui: &mut Ui, room: &Room, pick: &Pick, key: String) -> Vec<Effect> {
    match pick.clone() {
        Pick::WalkInGroup { name, role } => {
            let walk_in = Person {
                name: name.clone(),
                role,
                group: some(key),
                ..Person::default()
            };
            vec![ask_and_say(
                Command::WalkIn { person: walk_in },
                format!("{name} is here."),
            )]
        }
        Pick::Correct(id) => {
            person::correct(ui, room, &id, &key);
            Vec::new()
        }
        Pick::Group(id) => vec![person::set_group(room, id, some(key))],
        Pick::MergeInto(from) => {
            vec![ask_and_say(
                Command::MergeGoals { from, into: key },
                "Merged: its themes and evidence go along.",
            )]
        }
        Pick::Control(goal) => {
            let control = Control::WORDS
                .iter()
                .find(|(w, _)| *w == key)
                .map(|(_, c)| *c);
            vec![ask(Command::SetGoalControl { goal, control })]
        }
        Pick::Strand(goal) => vec![ask(Command::SetGoalStrand {
            goal,
            strand: some(key),
        })],
        Pick::Decision(goal) => decide(ui, room, goal, &key),
        Pick::AskReason(goal) => {
            if let Some(reason) = reason(&key) {
                write::open(ui, room, Purpose::AskOf { goal, reason }, "");
            }
            Vec::new()
        }
        Pick::NotThisTimeReason(goal) => {
            if let Some(reason) = reason(&key) {
                write::open(ui, room, Purpose::NotThisTimeNote { goal, reason }, "");
            }
            Vec::new()
        }
        Pick::Owner(goal) => match key.as_str() {
            "+" => {
                write::open(ui, room, Purpose::OwnerRole(goal), "");
                Vec::new()
            }
            _ => vec![ask(Command::Assign {
                goal,
                owner: some(key).map(Owner::Person),
            })],
        },
        Pick::Partner(goal) => vec![ask(Command::AssignPartner {
            goal,
            partner: some(key),
        })],
        Pick::Voter => {
            if room.ballots.voted.contains(&key) {
                update::say(
                    ui,
                    Role::Warn,
                    format!("{} has handed in already.", room.meeting.name_of(&key)),
                );
            } else {
                ui.push(Layer::IAm { person: key });
            }
            Vec::new()
        }
        Pick::SlipGroup => {
            ballot::slip(ui, room, &key);
            Vec::new()
        }
        Pick::LetIn => {
            let round = room
                .meeting
                .open_round()
                .map_or_else(String::new, |r| r.id.clone());
            let say = format!("{} has a vote in this round.", room.meeting.name_of(&key));
            let command = Command::LetIn {
                round,
                person: key,
                proxy: false,
            };
            vec![ask_and_say(command, say)]
        }
        Pick::Proxy => {
            let round = room
                .meeting
                .open_round()
                .map_or_else(String::new, |r| r.id.clone());
            ui.push(Layer::IAm {
                person: key.clone(),
            });
            vec![ask(Command::LetIn {
                round,
                person: key,
                proxy: true,
            })]
        }
        Pick::Against => {
            ui.against = some(key);
            Vec::new()
        }
        Pick::Tie {
            round,
            rule,
            between,
        } => fits::settle(round, rule, between, key),
        Pick::HandsGroup(goal) => {
            ask_for_hands(ui, room, &goal, &key);
            Vec::new()
        }
        Pick::Note(_) => {
            if let Some(note) = room.meeting.notes().iter().find(|n| n.id == key) {
                write::open(ui, room, Purpose::RewordNote(key), &note.text);
            }
            Vec::new()
        }
        Pick::TakeUp => match some(key) {
            Some(id) => vec![ask(Command::TakeUp { id })],
            None => Vec::new(),
        },
        Pick::Heard { theme, passed } => vec![speaking::hear(room, theme, key, passed)],
        Pick::OtherDay if key == REHEARSAL => {
            (ui.over, ui.rehearse) = (true, true);
            Vec::new()
        }
        Pick::OtherDay => {
            update::say(
                ui,
                Role::Good,
                format!(
                    "Held today: the record says {}.",
                    dates::say(room.now.date())
                ),
            );
            Vec::new()
        }
        Pick::Run => find::run(&key),
        Pick::Find => {
            if let Ok(nth) = key.parse() {
                point::to_row(ui, room, nth);
            }
            Vec::new()
        }
        Pick::FindInThemes => find::go_in_themes(ui, room, &key),
        Pick::Colours { .. } => {
            let Some(palette) = Palette::named(&key) else {
                return Vec::new();
            };
            ui.palette = palette;
            vec![Effect::Remember(palette)]
        }
        Pick::Themes(_) | Pick::Evidence(_) => Vec::new(),
    }
}

fn reason(word: &str) -> Option<Reason> {
    Reason::WORDS
        .iter()
        .find(|(w, _)| *w == word)
        .map(|(_, r)| *r)
}

fn reasons() -> Vec<crate::app::meeting::ui::Choice> {
    Reason::WORDS
        .iter()
        .map(|(word, reason)| choice(*word, words::reason(*reason), ""))
        .collect()
}

fn decide(ui: &mut Ui, room: &Room, goal: String, key: &str) -> Vec<Effect> {
    match key {
        "agreed" => {
            if room.meeting.beyond_with(&goal).is_empty() {
                return vec![ask(Command::Decide {
                    goal,
                    decision: Decision::Agreed {
                        note: String::new(),
                    },
                })];
            }
            write::open(ui, room, Purpose::AgreeAllTheSame(goal), "");
        }
        "ask" => ui.choose(
            Pick::AskReason(goal),
            "Why can we not do it ourselves?",
            reasons(),
            0,
        ),
        "not_this_time" => ui.choose(
            Pick::NotThisTimeReason(goal),
            "Why not this time?",
            reasons(),
            0,
        ),
        "undecided" => write::open(ui, room, Purpose::SettledBy(goal), ""),
        _ => return vec![ask(Command::ReopenDecision { goal })],
    }
    Vec::new()
}

/// Asks what the room decides on a goal.
pub fn decision(ui: &mut Ui, goal: &Goal) {
    let mut choices = vec![
        choice("agreed", "We do it", "it is pledged"),
        choice("ask", "We ask for it", "somebody above or outside"),
        choice("not_this_time", "Not this time", "with the reason"),
        choice("undecided", "Somebody settles it later", "who, and by when"),
    ];
    if goal.decision.is_some() {
        choices.push(choice("open", "Open again", "take the decision back"));
    }
    ui.choose(Pick::Decision(goal.id.clone()), &goal.title, choices, 0);
}

/// Asks whose hands are counted on a goal; with one group there is nothing to ask.
pub fn hands_group(ui: &mut Ui, room: &Room, round: &Round, goal: &str) {
    let groups = round.groups();
    if let [only] = groups.as_slice() {
        ask_for_hands(ui, room, goal, only);
        return;
    }
    // The first group that has not been counted on this goal comes first under the mark.
    let at = groups
        .iter()
        .position(|g| !round.hands.get(goal).is_some_and(|h| h.contains_key(*g)))
        .unwrap_or(0);
    let choices = groups
        .iter()
        .map(|g| choice(*g, words::group(g), ""))
        .collect();
    ui.choose(
        Pick::HandsGroup(goal.to_owned()),
        "Whose hands?",
        choices,
        at,
    );
}

fn ask_for_hands(ui: &mut Ui, room: &Room, goal: &str, group: &str) {
    write::open(
        ui,
        room,
        Purpose::Hands {
            goal: goal.to_owned(),
            group: group.to_owned(),
        },
        "",
    );
}
