//! The form of a goal, in two halves: the goal itself on Goals, its owner and days on Owners.

use std::collections::BTreeSet;

use super::write;
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, Row, line, span, told},
        meeting::{
            context::Context,
            effect::{Effect, ask},
            screen::{goals, owners},
            ui::{GoalList, Pick, Purpose, Sheet, Ui},
        },
        shell::{Choice, Picker, moved},
        words,
    },
    domain::{
        command::Command,
        dates,
        goal::{Control, Goal, Owner},
        people::Attendee,
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

/// A row of the half about the goal itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GoalRow {
    Title,
    Themes,
    Evidence,
    Strand,
    Control,
    Money,
    Hours,
}

impl GoalRow {
    /// From top to bottom.
    const ALL: [Self; 7] = [
        Self::Title,
        Self::Themes,
        Self::Evidence,
        Self::Strand,
        Self::Control,
        Self::Money,
        Self::Hours,
    ];
}

/// A row of the half about the owner and the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnerRow {
    Title,
    Owner,
    Accepted,
    Partner,
    FirstStep,
    Measure,
    Due,
    Reviews,
}

impl OwnerRow {
    /// From top to bottom.
    const ALL: [Self; 8] = [
        Self::Title,
        Self::Owner,
        Self::Accepted,
        Self::Partner,
        Self::FirstStep,
        Self::Measure,
        Self::Due,
        Self::Reviews,
    ];
}

fn field(label: &str, role: Role, value: impl Into<String>) -> Row {
    Row {
        cells: vec![line(Role::Muted, label), line(role, value)],
        selected: false,
    }
}

/// The row with a note after its value; the note may be empty.
fn noted(mut row: Row, note: &str) -> Row {
    if let Some(value) = row.cells.last_mut()
        && !note.is_empty()
    {
        value.push(span(Role::Muted, format!("   {note}")));
    }
    row
}

/// The rows of a form, with the mark on one of them.
fn marked(rows: impl Iterator<Item = Row>, at: usize) -> Block {
    let rows = rows.enumerate().map(|(nth, row)| Row {
        selected: nth == at,
        ..row
    });
    Block::Fields(rows.collect())
}

fn some_or(text: &str, other: &str) -> (Role, String) {
    if text.is_empty() {
        (Role::Muted, other.to_owned())
    } else {
        (Role::Ink, text.to_owned())
    }
}

pub(super) fn goal_page(ui: &Ui, room: &Context, goal: &str, at: usize) -> Page {
    let Some(goal) = room.meeting.goal(goal) else {
        return Page::default();
    };
    let rows = GoalRow::ALL.iter().map(|row| goal_row(room, goal, *row));
    let all = goals::ordered(ui, room);
    let place = all
        .iter()
        .position(|g| g.id == goal.id)
        .map_or(1, |i| i + 1);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Accent, goal.title.clone()),
            line(Role::Muted, format!("goal {place} of {}", all.len())),
        ),
        Block::Gap,
        marked(rows, at),
    ];
    if let Some(first) = goal
        .split_from
        .as_deref()
        .and_then(|id| room.meeting.goal(id))
    {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Muted, format!("Split off: {}", first.title)));
    }
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
        // The merged goals stay named, so that who proposed one can see that it was not lost.
        blocks.push(told(Role::Muted, format!("With it: {}", titles.join("; "))));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn goal_row(room: &Context, goal: &Goal, row: GoalRow) -> Row {
    match row {
        GoalRow::Title => field("goal", Role::Strong, goal.title.clone()),
        GoalRow::Themes => {
            let titles = goal.themes.iter().map(|t| room.meeting.theme_title(t));
            let (role, themes) = some_or(&titles.collect::<Vec<_>>().join(", "), "none");
            field("themes", role, themes)
        }
        GoalRow::Evidence => {
            let (role, evidence) = some_or(&evidence_text(room, goal), "nothing yet");
            field("rests on", role, evidence)
        }
        GoalRow::Strand => {
            let (role, strand) = some_or(goal.strand.as_deref().unwrap_or(""), "everybody");
            field("mainly for", role, strand)
        }
        GoalRow::Control => field("who can do it", Role::Ink, words::control(goal.control)),
        GoalRow::Money => {
            let money = |cost| room.meeting.agenda().capacity.money_text(cost);
            let cost = goal.cost.map_or_else(|| "not known yet".to_owned(), money);
            noted(field("money", Role::Ink, cost), "in the first year")
        }
        GoalRow::Hours => {
            let hours = goal.hours.map(|h| h.to_string());
            let hours = hours.unwrap_or_else(|| "not known yet".to_owned());
            noted(
                field("hours", Role::Ink, hours),
                "of staff, in the first year",
            )
        }
    }
}

fn evidence_text(room: &Context, goal: &Goal) -> String {
    let findings = room.meeting.findings();
    let words: Vec<String> = goal
        .evidence
        .iter()
        .map(|id| match (findings.finding(id), findings.comment(id)) {
            (Some((_, finding)), _) => finding.question.clone(),
            // The goal may rest on a comment that was held back since. Its words must not come back to the wall by this way.
            (None, Some(_)) if room.meeting.is_held(id) => "a comment".to_owned(),
            (None, Some((_, comment))) => format!("\u{201c}{}\u{201d}", comment.text),
            (None, None) => id.clone(),
        })
        .collect();
    words.join("; ")
}

pub(super) fn owner_page(room: &Context, goal: &str, at: usize) -> Page {
    let Some(goal) = room.meeting.goal(goal) else {
        return Page::default();
    };
    let rows = OwnerRow::ALL.iter().map(|row| owner_row(room, goal, *row));
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
        marked(rows, at),
    ];
    // The row says it in grey; only too many hours deserve a line of their own.
    if let Some((Role::Bad, words)) = hours_of_owner(room, goal) {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Bad, format!("The owner {words}.")));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The hours of an owner against what their goals take; `None` for an owner who is not on the list.
fn hours_of_owner(room: &Context, goal: &Goal) -> Option<(Role, String)> {
    match &goal.owner {
        Some(Owner::Person(id)) => owners::hours_text(room, id),
        _ => None,
    }
}

fn owner_row(room: &Context, goal: &Goal, row: OwnerRow) -> Row {
    match row {
        OwnerRow::Title => {
            let hours = goal.hours.map(|h| format!("takes {h} hours"));
            let hours = hours.unwrap_or_else(|| "hours not known yet".to_owned());
            noted(field("goal", Role::Strong, goal.title.clone()), &hours)
        }
        OwnerRow::Owner => {
            let (role, owner) = owners::owner_text(room, goal);
            let hours = hours_of_owner(room, goal).map_or_else(String::new, |(_, words)| words);
            noted(field("owner", role, owner), &hours)
        }
        OwnerRow::Accepted => match (&goal.owner, goal.accepted) {
            (None, _) => field("said yes", Role::Muted, "-"),
            (Some(_), true) => field("said yes", Role::Good, "yes"),
            // An owner who was named in their absence may say no, so it stays in sight until they have said yes.
            (Some(_), false) => field("said yes", Role::Warn, "not yet"),
        },
        OwnerRow::Partner => {
            let name = goal.partner.as_deref().map(|p| room.meeting.name_of(p));
            let (role, partner) = some_or(&name.unwrap_or_default(), "nobody yet");
            field("partner", role, partner)
        }
        OwnerRow::FirstStep => {
            let (role, step) = some_or(&goal.first_step, "not said yet");
            field("first step", role, step)
        }
        OwnerRow::Measure => {
            let (role, measure) = some_or(&goal.measure, "not said yet");
            noted(field("measure", role, measure), &measure_hint(room, goal))
        }
        OwnerRow::Due => {
            let due = goal.due.map_or_else(String::new, dates::say);
            let (role, due) = some_or(&due, "no day yet");
            field("by", role, due)
        }
        OwnerRow::Reviews => {
            let days = room.meeting.reviews_of(goal, room.now).into_iter();
            let days: Vec<String> = days.map(dates::short).collect();
            field("reviews", Role::Ink, days.join(", "))
        }
    }
}

/// The score of the first finding in a goal's evidence, from which its measure starts.
fn measure_hint(room: &Context, goal: &Goal) -> String {
    goal.evidence
        .iter()
        .find_map(|id| {
            let (_, finding) = room.meeting.findings().finding(id)?;
            let strand = goal.strand.as_deref();
            let period = &room.meeting.findings().survey.period;
            let result = finding.results.iter().find(|r| {
                r.period == *period
                    && strand.is_none_or(|s| s == r.strand)
                    // A figure of few answers is hidden here as well: it would be printed with the measure.
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
    room: &Context,
    which: Which,
    goal: String,
    at: usize,
    action: Action,
) -> Vec<Effect> {
    let again = |goal: String, at: usize| match which {
        Which::Goal => Sheet::GoalForm { goal, at },
        Which::Owner => Sheet::OwnerForm { goal, at },
    };
    let rows = match which {
        Which::Goal => GoalRow::ALL.len(),
        Which::Owner => OwnerRow::ALL.len(),
    };
    match action {
        Action::Back => Vec::new(),
        Action::Left | Action::Right | Action::Forward | Action::Backward => {
            let all = if which == Which::Goal {
                goals::ordered(ui, room)
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
            // It stops at the ends and does not go round, so that the room notices that it has seen every goal.
            let next = all.get(to).map_or(goal, |g| g.id.clone());
            // Going back leads to the goal that was shown last, and what is typed on the board is about that one.
            match which {
                Which::Goal => goals::mark(ui, room, &next),
                Which::Owner => owners::mark(ui, room, &next),
            }
            // The row stays, so that one field can be filled in for all goals in turn.
            ui.push(again(next, at));
            Vec::new()
        }
        Action::Open => {
            // The form stays below what the row opens, and is there again afterwards.
            ui.push(again(goal.clone(), at));
            let Some(goal) = room.meeting.goal(&goal) else {
                return Vec::new();
            };
            match which {
                Which::Goal => {
                    if let Some(row) = GoalRow::ALL.get(at) {
                        open_goal_row(ui, room, goal, *row);
                    }
                    Vec::new()
                }
                Which::Owner => match OwnerRow::ALL.get(at) {
                    Some(row) => open_owner_row(ui, room, goal, *row),
                    None => Vec::new(),
                },
            }
        }
        _ => {
            ui.push(again(goal, moved(at, rows, action)));
            Vec::new()
        }
    }
}

fn open_goal_row(ui: &mut Ui, room: &Context, goal: &Goal, row: GoalRow) {
    let id = goal.id.clone();
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match row {
        GoalRow::Title => write::open(ui, room, Purpose::RewordGoal(id), &goal.title),
        GoalRow::Themes => {
            let themes = room.meeting.findings().themes.iter();
            let themes = themes.map(|t| Choice::new(t.id.clone(), t.title.clone(), ""));
            let list = Picker::new("Which themes does it belong to?", themes.collect());
            ui.choose_many(GoalList::Themes(id), list, set(&goal.themes));
        }
        GoalRow::Evidence => {
            let list = Picker::new("What does it rest on?", evidence_choices(room, goal));
            ui.choose_many(GoalList::Evidence(id), list, set(&goal.evidence));
        }
        GoalRow::Strand => {
            let strands = room.meeting.findings().strands().into_iter();
            let strands: Vec<Option<String>> = [None]
                .into_iter()
                .chain(strands.map(|s| Some(s.to_owned())))
                .collect();
            let at = strands.iter().position(|s| *s == goal.strand).unwrap_or(0);
            let choice = |strand: Option<String>| {
                let name = strand.clone().unwrap_or_else(|| "everybody".to_owned());
                let goal = id.clone();
                Choice::new(Pick::Strand { goal, strand }, name, "")
            };
            let choices = strands.into_iter().map(choice).collect();
            ui.choose("Who is it mainly for?", choices, at);
        }
        GoalRow::Control => {
            let controls: Vec<Option<Control>> = Control::WORDS
                .iter()
                .map(|(_, control)| Some(*control))
                .chain([None])
                .collect();
            let at = controls
                .iter()
                .position(|c| c.is_some() && *c == goal.control)
                .unwrap_or(0);
            let choice = |control: Option<Control>| {
                let note = match control {
                    Some(Control::Team) => "the people in this room",
                    Some(Control::Hospital) => "another department, or the hospital as a whole",
                    Some(Control::Beyond) => "somebody above or outside the hospital",
                    None => "",
                };
                let name = match control {
                    Some(_) => words::control(control),
                    None => "not said yet",
                };
                let goal = id.clone();
                Choice::new(Pick::Control { goal, control }, name, note)
            };
            let choices = controls.into_iter().map(choice).collect();
            ui.choose("Who can make it happen?", choices, at);
        }
        GoalRow::Money => write::open(ui, room, Purpose::Cost(id), &number(goal.cost)),
        GoalRow::Hours => write::open(ui, room, Purpose::Hours(id), &number(goal.hours)),
    }
}

fn set(list: &[String]) -> BTreeSet<String> {
    list.iter().cloned().collect()
}

/// Findings and comments of the goal's themes first, then the others. Held comments are not offered.
fn evidence_choices(room: &Context, goal: &Goal) -> Vec<Choice<String>> {
    let mut themes: Vec<_> = room.meeting.findings().themes.iter().collect();
    // The goal's own themes first: what it rests on is nearly always there, and a survey has dozens of findings.
    themes.sort_by_key(|t| !goal.themes.contains(&t.id));
    let mut choices = Vec::new();
    for theme in themes {
        for finding in theme.wall_order() {
            choices.push(Choice::new(
                finding.id.clone(),
                finding.question.clone(),
                theme.title.clone(),
            ));
        }
        for comment in room.meeting.comments_on_wall(theme, true) {
            choices.push(Choice::new(
                comment.id.clone(),
                format!("\u{201c}{}\u{201d}", comment.text),
                theme.title.clone(),
            ));
        }
    }
    choices
}

fn open_owner_row(ui: &mut Ui, room: &Context, goal: &Goal, row: OwnerRow) -> Vec<Effect> {
    let id = goal.id.clone();
    match row {
        OwnerRow::Title => write::open(ui, room, Purpose::RewordGoal(id), &goal.title),
        OwnerRow::Owner => {
            let pick = |person| Pick::Owner {
                goal: id.clone(),
                person,
            };
            let people = room.meeting.people().iter();
            let mut choices: Vec<_> = people.map(|a| person(a, pick)).collect();
            choices.push(Choice::new(
                Pick::OwnerByName(id.clone()),
                // The person who can do it is often not in the room. They are asked afterwards, and the record says so.
                "somebody else, by name or role",
                "not yet accepted",
            ));
            if goal.owner.is_some() {
                choices.push(Choice::new(pick(None), "nobody yet", ""));
            }
            ui.choose("Who sees to it? Type a few letters", choices, 0);
        }
        OwnerRow::Accepted => {
            let accepted = !goal.accepted;
            return vec![ask(Command::Accept { goal: id, accepted })];
        }
        OwnerRow::Partner => {
            let pick = |partner| Pick::Partner {
                goal: id.clone(),
                partner,
            };
            let mut people: Vec<_> = room.meeting.people().iter().collect();
            // A patient representative keeps the owner company: they stand first.
            people.sort_by_key(|a| a.group() != Some("patient"));
            let people = people.into_iter().map(|a| person(a, pick));
            let nobody = Choice::new(pick(None), "nobody yet", "");
            let choices = people.chain([nobody]).collect();
            ui.choose("Who keeps the owner company?", choices, 0);
        }
        OwnerRow::FirstStep => write::open(ui, room, Purpose::FirstStep(id), &goal.first_step),
        OwnerRow::Measure => write::open(ui, room, Purpose::Measure(id), &goal.measure),
        OwnerRow::Due => {
            let old = goal.due.map_or_else(String::new, dates::say);
            write::open(ui, room, Purpose::Due(id), &old);
        }
        OwnerRow::Reviews => {
            let days = room.meeting.reviews_of(goal, room.now).into_iter();
            let old: Vec<String> = days.map(dates::say).collect();
            write::open(ui, room, Purpose::Reviews(id), &old.join(", "));
        }
    }
    Vec::new()
}

fn person(a: &Attendee, pick: impl Fn(Option<String>) -> Pick) -> Choice<Pick> {
    let here = if a.is_here() { "" } else { ", not here" };
    let role = format!("{}{here}", a.person.role);
    Choice::new(pick(Some(a.person.id.clone())), a.person.name.clone(), role)
}
