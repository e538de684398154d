//! The sixth step: the agenda items in order, with their times of day and the items that no longer fit.

use super::shift;
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        prepare::{PreparePick, PreparePrompt, Preparing},
        shell::{Choice, Picker},
    },
    domain::{
        agenda::{Activity, Agenda, AgendaItem, Stage},
        dates,
        preparation::{Preparation, change::Change},
        refusal::{Refusal, allow_if},
        words,
    },
    store::disk::Disk,
};

/// The title of an agenda item.
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
    let at = p.row(agenda.items.len());
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
    // The total is above the list, because a long agenda would push it off the page and it answers the step's question.
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

/// The total of minutes against the length of the meeting.
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

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
    let agenda = &p.state().agenda;
    match action {
        Action::Prepare(Wish::Fit) => allow_if(
            agenda
                .meeting
                .minutes
                .is_some_and(|m| m != agenda.planned()),
            "It fits: all minutes of the meeting are given to something.",
        ),
        Action::Prepare(Wish::Remove) => {
            allow_if(agenda.items.len() > 1, "The agenda needs an item.")
        }
        Action::Prepare(Wish::Speaker) => allow_if(
            !agenda.people.is_empty(),
            "Nobody is on the list yet: {Prepare(Step(2))} goes to People.",
        ),
        _ => Ok(()),
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    let mut items = p.state().agenda.items.clone();
    let at = p.row(items.len());
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
                PreparePrompt::Minutes { item: at },
                "How many minutes?",
                &minutes.to_string(),
            );
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            if let Some(to) = shift(&mut items, at, wish == Wish::Higher)
                && p.change(Change::ItemsSet { items })
            {
                p.mark_row(to);
            }
        }
        Action::Prepare(Wish::Remove) => {
            items.remove(at);
            p.change(Change::ItemsSet { items });
        }
        Action::Prepare(Wish::Add) => {
            let choices = to_add(p.state(), at);
            p.pick(Picker::new("What comes after it?", choices));
        }
        Action::Prepare(Wish::Speaker) => {
            let pick = |person| PreparePick::Speaker { item: at, person };
            let nobody = Choice::new(pick(None), "nobody in particular", "");
            let people = p
                .state()
                .agenda
                .people
                .iter()
                .map(|q| Choice::new(pick(Some(q.id.clone())), q.name.clone(), q.role.clone()));
            let choices = std::iter::once(nobody).chain(people).collect();
            let now = pick(items.get(at).and_then(|i| i.speaker.clone()));
            let picker = Picker::new("Who opens it?", choices);
            p.pick(picker.on(|pick| *pick == now));
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
        return p.say(Role::Muted, "It is so already.");
    }
    if p.change(Change::ItemsSet { items }) {
        p.say(Role::Ink, format!("{why} {{Undo}} takes it back."));
    }
}

/// The choices to add after an item: missing stages and themes, and a break.
fn to_add(state: &Preparation, after: usize) -> Vec<Choice<PreparePick>> {
    let is_missing = |what: &Activity| !state.agenda.items.iter().any(|i| i.what == *what);
    let themes = state.findings.discussed_themes();
    let themes = themes.map(|t| (Activity::Theme(t.id.clone()), t.title.clone(), "theme"));
    let stages = Stage::ALL.iter().filter(|s| **s != Stage::Themes);
    let stages = stages.map(|s| (Activity::Stage(*s), s.title().to_owned(), "stage"));
    let mut choices: Vec<_> = themes
        .chain(stages)
        .filter(|(what, ..)| is_missing(what))
        .map(|(what, title, kind)| Choice::new(PreparePick::AddItem { after, what }, title, kind))
        .collect();
    choices.push(Choice::new(
        PreparePick::AddBreak { after },
        "A break",
        "with a name, such as Tea",
    ));
    choices
}

/// Inserts an item after another one.
pub(super) fn add<D: Disk>(p: &mut Preparing<D>, after: usize, what: Activity, minutes: u32) {
    let mut items = p.state().agenda.items.clone();
    let at = (after + 1).min(items.len());
    let item = AgendaItem {
        what,
        minutes,
        speaker: None,
    };
    items.insert(at, item);
    if p.change(Change::ItemsSet { items }) {
        p.mark_row(at);
    }
}

pub(super) fn ask_for_break<D: Disk>(p: &mut Preparing<D>, after: usize) {
    p.write(
        PreparePrompt::NewBreak { after },
        "What for? Such as Tea",
        "",
    );
}

pub(super) fn add_break<D: Disk>(p: &mut Preparing<D>, after: usize, name: &str) {
    let name = if name.is_empty() { "Break" } else { name };
    add(p, after, Activity::Break(name.to_owned()), 5);
}

pub(super) fn typed_minutes<D: Disk>(
    p: &mut Preparing<D>,
    item: usize,
    text: &str,
) -> Result<(), Refusal> {
    let minutes: u32 = text
        .trim_end_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .map_err(|_| Refusal::new("A number of minutes, such as 15."))?;
    let mut items = p.state().agenda.items.clone();
    if let Some(item) = items.get_mut(item) {
        item.minutes = minutes;
    }
    p.try_change(Change::ItemsSet { items })
}

pub(super) fn set_speaker<D: Disk>(p: &mut Preparing<D>, item: usize, person: Option<String>) {
    let mut items = p.state().agenda.items.clone();
    if let Some(item) = items.get_mut(item) {
        item.speaker = person;
    }
    p.change(Change::ItemsSet { items });
}

/// An agenda in a sentence: its number of items and its length.
pub(super) fn in_short(agenda: &Agenda) -> String {
    format!(
        "{}, {} minutes",
        words::count(agenda.items.len() as u64, "item", "items"),
        agenda.planned()
    )
}
