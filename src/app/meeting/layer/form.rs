//! A goal's form, in two halves: what it is (on Goals) and who sees to it (on Owners).

use std::collections::BTreeSet;

use super::write;
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, Row, line, span, told},
        meeting::{
            effect::{Effect, ask},
            room::Room,
            screen::{moved, owners},
            ui::{Layer, Pick, Purpose, Ui, choice},
        },
        words,
    },
    domain::{
        command::Command,
        dates,
        goal::{Control, Goal, Owner},
    },
};

/// A half of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The goal itself.
    Goal,
    /// The owner and the days.
    Owner,
}

/// Rows of each half.
const GOAL_ROWS: usize = 7;
const OWNER_ROWS: usize = 8;

fn field(
    label: &str,
    role: Role,
    value: impl Into<String>,
    note: impl Into<String>,
    selected: bool,
) -> Row {
    let mut value = line(role, value);
    let note: String = note.into();
    if !note.is_empty() {
        value.push(span(Role::Muted, format!("   {note}")));
    }
    Row {
        cells: vec![line(Role::Muted, label), value],
        selected,
    }
}

fn some_or(text: &str, other: &str) -> (Role, String) {
    if text.is_empty() {
        (Role::Muted, other.to_owned())
    } else {
        (Role::Ink, text.to_owned())
    }
}

pub(super) fn goal_page(room: &Room, goal: &str, at: usize) -> Page {
    let Some(goal) = room.meeting.goal(goal) else {
        return Page::default();
    };
    let capacity = &room.meeting.agenda().capacity;
    let themes: Vec<String> = goal
        .themes
        .iter()
        .map(|t| room.meeting.theme_title(t))
        .collect();
    let themes = some_or(&themes.join(", "), "none");
    let evidence = evidence_text(room, goal);
    let evidence = some_or(&evidence, "nothing yet");
    let strand = some_or(goal.strand.as_deref().unwrap_or(""), "everybody");
    let cost = goal
        .cost
        .map_or_else(|| "not known yet".to_owned(), |c| capacity.money_text(c));
    let hours = goal
        .hours
        .map_or_else(|| "not known yet".to_owned(), |h| h.to_string());
    let rows = vec![
        field("goal", Role::Strong, goal.title.clone(), "", at == 0),
        field("themes", themes.0, themes.1, "", at == 1),
        field("rests on", evidence.0, evidence.1, "", at == 2),
        field("mainly for", strand.0, strand.1, "", at == 3),
        field(
            "who can do it",
            Role::Ink,
            words::control(goal.control),
            "",
            at == 4,
        ),
        field("money", Role::Ink, cost, "in the first year", at == 5),
        field(
            "hours",
            Role::Ink,
            hours,
            "of staff, in the first year",
            at == 6,
        ),
    ];
    let place = room
        .goals()
        .iter()
        .position(|g| g.id == goal.id)
        .map_or(1, |i| i + 1);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Accent, "A goal"),
            line(Role::Muted, format!("{place} of {}", room.goals().len())),
        ),
        Block::Gap,
        Block::Fields(rows),
    ];
    if !goal.merged_from.is_empty() {
        let titles: Vec<String> = goal
            .merged_from
            .iter()
            .map(|id| {
                room.meeting
                    .goal(id)
                    .map_or_else(|| id.clone(), |g| g.title.clone())
            })
            .collect();
        blocks.push(Block::Gap);
        blocks.push(told(Role::Muted, format!("With it: {}", titles.join("; "))));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn evidence_text(room: &Room, goal: &Goal) -> String {
    let findings = room.meeting.findings();
    let words: Vec<String> = goal
        .evidence
        .iter()
        .map(|id| match (findings.finding(id), findings.comment(id)) {
            (Some((_, finding)), _) => finding.question.clone(),
            (None, Some(_)) if room.meeting.is_held(id) => "a comment".to_owned(),
            (None, Some((_, comment))) => format!("\u{201c}{}\u{201d}", comment.text),
            (None, None) => id.clone(),
        })
        .collect();
    words.join("; ")
}

pub(super) fn owner_page(room: &Room, goal: &str, at: usize) -> Page {
    let Some(goal) = room.meeting.goal(goal) else {
        return Page::default();
    };
    let (role, owner) = owners::owner_text(room, goal);
    let hours = match &goal.owner {
        Some(Owner::Person(id)) => owners::hours_text(room, id),
        _ => None,
    };
    let partner = goal
        .partner
        .as_deref()
        .map_or_else(String::new, |p| room.meeting.name_of(p));
    let partner = some_or(&partner, "nobody yet");
    let accepted = match (&goal.owner, goal.accepted) {
        (None, _) => (Role::Muted, "-"),
        (Some(_), true) => (Role::Good, "yes"),
        (Some(_), false) => (Role::Warn, "not yet"),
    };
    let first = some_or(&goal.first_step, "not said yet");
    let measure = some_or(&goal.measure, "not said yet");
    let due = goal.due.map_or_else(String::new, dates::say);
    let due = some_or(&due, "no day yet");
    let reviews: Vec<String> = room
        .meeting
        .reviews_of(goal, room.now)
        .into_iter()
        .map(dates::short)
        .collect();
    let takes = goal.hours.map_or_else(
        || "hours not known yet".to_owned(),
        |h| format!("takes {h} hours"),
    );
    let rows = vec![
        field("goal", Role::Strong, goal.title.clone(), takes, at == 0),
        field(
            "owner",
            role,
            owner,
            hours.as_ref().map_or("", |h| h.1.as_str()),
            at == 1,
        ),
        field("said yes", accepted.0, accepted.1, "", at == 2),
        field("partner", partner.0, partner.1, "", at == 3),
        field("first step", first.0, first.1, "", at == 4),
        field(
            "measure",
            measure.0,
            measure.1,
            measure_hint(room, goal),
            at == 5,
        ),
        field("by", due.0, due.1, "", at == 6),
        field("reviews", Role::Ink, reviews.join(", "), "", at == 7),
    ];
    let all = room.goals_to_own();
    let place = all
        .iter()
        .position(|g| g.id == goal.id)
        .map_or(1, |i| i + 1);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Accent, "Who sees to it"),
            line(Role::Muted, format!("{place} of {}", all.len())),
        ),
        Block::Gap,
        Block::Fields(rows),
    ];
    if let Some((Role::Bad, words)) = hours {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Bad, format!("The owner {words}.")));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The score of the first finding that a goal rests on: a measure starts from it.
fn measure_hint(room: &Room, goal: &Goal) -> String {
    goal.evidence
        .iter()
        .find_map(|id| {
            let (_, finding) = room.meeting.findings().finding(id)?;
            let strand = goal.strand.as_deref();
            let period = &room.meeting.findings().survey.period;
            let result = finding.results.iter().find(|r| {
                r.period == *period
                    && strand.is_none_or(|s| s == r.strand)
                    && room.meeting.may_show(r)
            })?;
            let share = crate::domain::stats::Share::new(result.positive, result.scored)?;
            Some(format!(
                "{id} now {}% ({})",
                crate::domain::stats::whole_percent(share.percent()),
                result.strand
            ))
        })
        .unwrap_or_default()
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Room,
    which: Which,
    goal: String,
    at: usize,
    action: Action,
) -> Vec<Effect> {
    let again = |goal: String, at: usize| match which {
        Which::Goal => Layer::GoalForm { goal, at },
        Which::Owner => Layer::OwnerForm { goal, at },
    };
    let rows = if which == Which::Goal {
        GOAL_ROWS
    } else {
        OWNER_ROWS
    };
    match action {
        Action::Back => Vec::new(),
        Action::Left | Action::Right | Action::Forward | Action::Backward => {
            let all = if which == Which::Goal {
                room.goals()
            } else {
                room.goals_to_own()
            };
            let here = all.iter().position(|g| g.id == goal).unwrap_or(0);
            let forward = matches!(action, Action::Right | Action::Forward);
            let to = if forward {
                here + 1
            } else {
                here.saturating_sub(1)
            };
            let next = all.get(to).map_or(goal, |g| g.id.clone());
            ui.push(again(next, at));
            Vec::new()
        }
        Action::Open => {
            ui.push(again(goal.clone(), at));
            match (room.meeting.goal(&goal), which) {
                (Some(goal), Which::Goal) => open_goal_row(ui, room, goal, at),
                (Some(goal), Which::Owner) => return open_owner_row(ui, room, goal, at),
                (None, _) => {}
            }
            Vec::new()
        }
        _ => {
            ui.push(again(goal, moved(at, rows, action)));
            Vec::new()
        }
    }
}

fn open_goal_row(ui: &mut Ui, room: &Room, goal: &Goal, at: usize) {
    let id = goal.id.clone();
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match at {
        0 => write::open(ui, room, Purpose::RewordGoal(id), &goal.title),
        1 => {
            let themes = room
                .meeting
                .findings()
                .themes
                .iter()
                .map(|t| choice(t.id.clone(), t.title.clone(), ""));
            ui.choose_many(
                Pick::Themes(id),
                "Which themes does it belong to?",
                themes.collect(),
                set(&goal.themes),
            );
        }
        2 => {
            let choices = evidence_choices(room, goal);
            ui.choose_many(
                Pick::Evidence(id),
                "What does it rest on?",
                choices,
                set(&goal.evidence),
            );
        }
        3 => {
            let mut choices = vec![choice("", "everybody", "")];
            choices.extend(
                room.meeting
                    .findings()
                    .strands()
                    .into_iter()
                    .map(|s| choice(s, s, "")),
            );
            let at = choices
                .iter()
                .position(|c| Some(c.key.as_str()) == goal.strand.as_deref())
                .unwrap_or(0);
            ui.choose(Pick::Strand(id), "Whom is it mainly for?", choices, at);
        }
        4 => {
            let mut choices: Vec<_> = Control::WORDS
                .iter()
                .map(|(word, control)| {
                    let note = match control {
                        Control::Team => "the people in this room",
                        Control::Hospital => "another department, or the hospital as a whole",
                        Control::Beyond => "somebody above or outside the hospital",
                    };
                    choice(*word, words::control(Some(*control)), note)
                })
                .collect();
            choices.push(choice("", "not said yet", ""));
            let at = Control::WORDS
                .iter()
                .position(|(_, c)| Some(*c) == goal.control)
                .unwrap_or(0);
            ui.choose(Pick::Control(id), "Who can make it happen?", choices, at);
        }
        5 => write::open(ui, room, Purpose::Cost(id), &number(goal.cost)),
        _ => write::open(ui, room, Purpose::Hours(id), &number(goal.hours)),
    }
}

fn set(list: &[String]) -> BTreeSet<String> {
    list.iter().cloned().collect()
}

/// Findings and comments of the goal's themes first, then the others. Held comments are not offered.
fn evidence_choices(room: &Room, goal: &Goal) -> Vec<crate::app::meeting::ui::Choice> {
    let mut themes: Vec<_> = room.meeting.findings().themes.iter().collect();
    themes.sort_by_key(|t| !goal.themes.contains(&t.id));
    let mut choices = Vec::new();
    for theme in themes {
        for finding in theme.on_the_wall() {
            choices.push(choice(
                finding.id.clone(),
                finding.question.clone(),
                theme.title.clone(),
            ));
        }
        for comment in room.meeting.comments_on_wall(theme, true) {
            choices.push(choice(
                comment.id.clone(),
                format!("\u{201c}{}\u{201d}", comment.text),
                theme.title.clone(),
            ));
        }
    }
    choices
}

fn open_owner_row(ui: &mut Ui, room: &Room, goal: &Goal, at: usize) -> Vec<Effect> {
    let id = goal.id.clone();
    match at {
        0 => write::open(ui, room, Purpose::RewordGoal(id), &goal.title),
        1 => {
            let mut choices = people(room);
            choices.push(choice(
                "+",
                "somebody else, by name or role",
                "not yet accepted",
            ));
            if goal.owner.is_some() {
                choices.push(choice("", "nobody yet", ""));
            }
            ui.choose(
                Pick::Owner(id),
                "Who sees to it? Type a few letters",
                choices,
                0,
            );
        }
        2 => {
            let accepted = !goal.accepted;
            return vec![ask(Command::Accept { goal: id, accepted })];
        }
        3 => {
            let mut choices = people(room);
            // A patient representative keeps the owner company: they stand first.
            choices.sort_by_key(|c| {
                room.meeting
                    .attendee(&c.key)
                    .is_none_or(|a| a.group() != Some("patient"))
            });
            choices.push(choice("", "nobody yet", ""));
            ui.choose(
                Pick::Partner(id),
                "Who keeps the owner company?",
                choices,
                0,
            );
        }
        4 => write::open(ui, room, Purpose::FirstStep(id), &goal.first_step),
        5 => write::open(ui, room, Purpose::Measure(id), &goal.measure),
        6 => {
            let old = goal.due.map_or_else(String::new, dates::say);
            write::open(ui, room, Purpose::Due(id), &old);
        }
        _ => {
            let old: Vec<String> = room
                .meeting
                .reviews_of(goal, room.now)
                .into_iter()
                .map(dates::say)
                .collect();
            write::open(ui, room, Purpose::Reviews(id), &old.join(", "));
        }
    }
    Vec::new()
}

fn people(room: &Room) -> Vec<crate::app::meeting::ui::Choice> {
    room.meeting
        .people()
        .iter()
        .map(|a| {
            let here = if a.is_here() { "" } else { ", not here" };
            choice(
                a.person.id.clone(),
                a.person.name.clone(),
                format!("{}{here}", a.person.role),
            )
        })
        .collect()
}
