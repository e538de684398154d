//! The sixth step: what the room does, in order, with the time on the clock, and what does not fit any more.

use super::shift;
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        meeting::ui::{Choice, choice},
        prepare::{Preparing, standing::Which},
    },
    domain::{
        agenda::{Activity, Agenda, AgendaItem, Stage},
        dates,
        preparation::{Change, Preparation},
        words,
    },
    store::disk::Disk,
};

/// What an item is called.
fn called(preparation: &Preparation, what: &Activity) -> String {
    match what {
        Activity::Stage(stage) => stage.title().to_owned(),
        Activity::Theme(id) => {
            let theme = preparation.findings.theme(id);
            theme.map_or_else(
                || format!("{id} (no theme of that name)"),
                |t| t.title.clone(),
            )
        }
        Activity::Break(what) => what.clone(),
    }
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    let agenda = &state.agenda;
    let at = p.at.row(agenda.items.len());
    let clock = agenda.clock().unwrap_or_default();
    let end = agenda.meeting.minutes;
    let mut used = 0;
    let rows: Vec<Row> = agenda
        .items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            used += item.minutes;
            let fits = end.is_none_or(|end| used <= end);
            let (role, note) = if fits {
                (Role::Ink, String::new())
            } else {
                (Role::Warn, "after the end".to_owned())
            };
            let speaker = item.speaker.as_ref().map_or_else(String::new, |id| {
                let person = agenda.people.iter().find(|q| q.id == *id);
                person.map_or_else(|| id.clone(), |q| q.name.clone())
            });
            Row {
                cells: vec![
                    line(
                        Role::Muted,
                        clock.get(i).map_or_else(String::new, |t| dates::hm(*t)),
                    ),
                    line(role, called(state, &item.what)),
                    line(role, item.minutes.to_string()),
                    line(Role::Muted, speaker),
                    line(Role::Warn, note),
                ],
                selected: i == at,
            }
        })
        .collect();
    // Above the list: whether it fits is what one looks for, however long the list is.
    let blocks = vec![
        sum(agenda, clock.last().copied()),
        Block::Gap,
        Block::Table {
            columns: vec![
                Column::words("", 5, 0),
                Column::fill("what"),
                Column::number("minutes", 0),
                Column::words("opened by", 18, 2),
                Column::words("", 13, 1),
            ],
            rows,
        },
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

/// What all of it takes, beside what there is.
fn sum(agenda: &Agenda, ends: Option<jiff::civil::Time>) -> Block {
    let planned = agenda.planned();
    let ends = ends.map_or_else(String::new, |t| format!(", ends at {}", dates::hm(t)));
    match agenda.meeting.minutes {
        Some(minutes) if planned > minutes => told(
            Role::Warn,
            format!(
                "{planned} minutes of {minutes}: {} too many{ends}. {{Prepare(Fit)}} makes it fit.",
                planned - minutes
            ),
        ),
        Some(minutes) => muted(format!("{planned} minutes of {minutes}{ends}.")),
        None => muted(format!("{planned} minutes{ends}.")),
    }
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), String> {
    let rule = |ok: bool, why: &str| if ok { Ok(()) } else { Err(why.to_owned()) };
    let agenda = &p.state().agenda;
    match action {
        Action::Prepare(Wish::Fit) => rule(
            agenda
                .meeting
                .minutes
                .is_some_and(|m| m != agenda.planned()),
            "It fits: all minutes of the meeting are given to something.",
        ),
        Action::Prepare(Wish::Remove) => rule(agenda.items.len() > 1, "The agenda needs an item."),
        Action::Prepare(Wish::Speaker) => rule(
            !agenda.people.is_empty(),
            "Nobody is on the list yet: {Prepare(Step(2))} goes to People.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    let mut items = p.state().agenda.items.clone();
    let at = p.at.row(items.len());
    match action {
        Action::Prepare(wish @ (Wish::Longer | Wish::Shorter)) => {
            if let Some(item) = items.get_mut(at) {
                item.minutes = match wish {
                    Wish::Longer => item.minutes.saturating_add(1),
                    _ => item.minutes.saturating_sub(1).max(1),
                };
            }
            p.change(Change::ItemsSet { items });
        }
        Action::Open => {
            let minutes = items.get(at).map_or(0, |i| i.minutes);
            p.write(
                Which::Minutes(at),
                "How many minutes?",
                &minutes.to_string(),
            );
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            if let Some(to) = shift(&mut items, at, wish == Wish::Higher)
                && p.change(Change::ItemsSet { items })
            {
                p.at.go_to_row(to);
            }
        }
        Action::Prepare(Wish::Remove) => {
            items.remove(at);
            p.change(Change::ItemsSet { items });
        }
        Action::Prepare(Wish::Add) => {
            let choices = to_add(p.state());
            p.choose(Which::AddItem(at), "What comes after it?", choices, 0);
        }
        Action::Prepare(Wish::Speaker) => {
            let mut choices = vec![choice("", "nobody in particular", "")];
            choices.extend(
                p.state()
                    .agenda
                    .people
                    .iter()
                    .map(|q| choice(q.id.clone(), q.name.clone(), q.role.clone())),
            );
            let now = items.get(at).and_then(|i| i.speaker.clone());
            let on = choices.iter().position(|c| Some(&c.key) == now.as_ref());
            p.choose(
                Which::Speaker(at),
                "Who opens it?",
                choices,
                on.unwrap_or(0),
            );
        }
        Action::Prepare(Wish::Minutes) => {
            let items = p.state().agenda.suggest_minutes(&p.state().findings);
            suggested(
                p,
                items,
                "Minutes go by what patients said: lower results and more comments get more.",
            );
        }
        Action::Prepare(Wish::Order) => {
            let items = p.state().agenda.suggest_order(&p.state().findings);
            suggested(
                p,
                items,
                "What patients rate lowest and say most about comes first.",
            );
        }
        Action::Prepare(Wish::Fit) => {
            let mut agenda = p.state().agenda.clone();
            if let Some(minutes) = agenda.meeting.minutes {
                agenda.fit_to(minutes);
                suggested(p, agenda.items, "Each item keeps its part of the whole.");
            }
        }
        _ => {}
    }
}

fn suggested<D: Disk>(p: &mut Preparing<D>, items: Vec<AgendaItem>, why: &str) {
    if items == p.state().agenda.items {
        return p.tell(Role::Muted, "It is so already.");
    }
    if p.change(Change::ItemsSet { items }) {
        p.tell(Role::Ink, format!("{why} {{Undo}} takes it back."));
    }
}

/// Stages and themes that are not on the agenda, and a break.
fn to_add(state: &Preparation) -> Vec<Choice> {
    let there = |what: &Activity| state.agenda.items.iter().any(|i| i.what == *what);
    let mut choices = Vec::new();
    for theme in state.findings.talked_about() {
        if !there(&Activity::Theme(theme.id.clone())) {
            choices.push(choice(
                format!("theme:{}", theme.id),
                theme.title.clone(),
                "theme",
            ));
        }
    }
    for stage in Stage::ALL {
        if *stage != Stage::Themes && !there(&Activity::Stage(*stage)) {
            choices.push(choice(
                format!("stage:{}", stage.word()),
                stage.title(),
                "stage",
            ));
        }
    }
    choices.push(choice("break", "A break", "with a name, such as Tea"));
    choices
}

/// Puts an item after another one.
fn add<D: Disk>(p: &mut Preparing<D>, after: usize, what: Activity, minutes: u32) {
    let mut items = p.state().agenda.items.clone();
    let at = (after + 1).min(items.len());
    let item = AgendaItem {
        what,
        minutes,
        speaker: None,
    };
    items.insert(at, item);
    if p.change(Change::ItemsSet { items }) {
        p.at.go_to_row(at);
    }
}

pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    what: &Which,
    text: &str,
) -> Result<(), String> {
    match what {
        Which::NewBreak(after) => {
            let name = if text.is_empty() { "Break" } else { text };
            add(p, *after, Activity::Break(name.to_owned()), 5);
            Ok(())
        }
        Which::Minutes(at) => {
            let minutes: u32 = text
                .trim_end_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .map_err(|_| "A number of minutes, such as 15.".to_owned())?;
            let mut items = p.state().agenda.items.clone();
            if let Some(item) = items.get_mut(*at) {
                item.minutes = minutes;
            }
            p.try_change(Change::ItemsSet { items })
        }
        _ => Ok(()),
    }
}

pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, what: &Which, key: &str) {
    match what {
        Which::Speaker(at) => {
            let mut items = p.state().agenda.items.clone();
            if let Some(item) = items.get_mut(*at) {
                item.speaker = (!key.is_empty()).then(|| key.to_owned());
            }
            p.change(Change::ItemsSet { items });
        }
        Which::AddItem(after) => match key.split_once(':') {
            Some(("theme", id)) => add(p, *after, Activity::Theme(id.to_owned()), 10),
            Some(("stage", word)) => {
                if let Some((_, stage)) = Stage::WORDS.iter().find(|(w, _)| *w == word) {
                    add(p, *after, Activity::Stage(*stage), 10);
                }
            }
            _ => p.write(Which::NewBreak(*after), "What for? Such as Tea", ""),
        },
        _ => {}
    }
}

/// An agenda in a sentence: how many items, how long.
pub(super) fn in_short(agenda: &Agenda) -> String {
    format!(
        "{}, {} minutes",
        words::count(agenda.items.len() as u64, "item", "items"),
        agenda.planned()
    )
}
