//! The form of a goal, in two halves: the goal itself on Goals, its owner and days on Owners.

use std::collections::BTreeSet;

use super::{owner_form, write};
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, Row, line, span, told},
        meeting::{
            context::Context,
            effect::Effect,
            fields::{Form, GoalField},
            screen::{goals, owners},
            ui::{GoalList, MeetingLayer, Pick, Purpose, Sheet, Ui},
            update,
        },
        shell::{Choice, Picker, Typing, moved},
        words,
    },
    domain::{
        goal::{Control, Goal},
        meeting::Meeting,
    },
};

pub(super) fn field(label: &str, role: Role, value: impl Into<String>) -> Row {
    Row {
        cells: vec![line(Role::Muted, label), line(role, value)],
        selected: false,
    }
}

/// The row with a note after its value; the note may be empty.
pub(super) fn noted(mut row: Row, note: &str) -> Row {
    if let Some(value) = row.cells.last_mut()
        && !note.is_empty()
    {
        value.push(span(Role::Muted, format!("   {note}")));
    }
    row
}

/// The rows of a form, with the mark on one of them.
pub(super) fn marked(rows: impl Iterator<Item = Row>, at: usize) -> Block {
    let rows = rows.enumerate().map(|(nth, row)| Row {
        selected: nth == at,
        ..row
    });
    Block::Fields(rows.collect())
}

pub(super) fn some_or(text: &str, other: &str) -> (Role, String) {
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
    let rows = GoalField::ALL.iter().map(|row| goal_row(room, goal, *row));
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
        // The goal's own words stay in sight, whichever of its rows is marked.
        pinned: (2, 0),
        blocks,
        ..Page::default()
    }
}

fn goal_row(room: &Context, goal: &Goal, row: GoalField) -> Row {
    match row {
        GoalField::Title => field("goal", Role::Strong, goal.title.clone()),
        GoalField::Themes => {
            let titles = goal.themes.iter().map(|t| room.meeting.theme_title(t));
            let (role, themes) = some_or(&titles.collect::<Vec<_>>().join(", "), "none");
            field("themes", role, themes)
        }
        GoalField::Evidence => {
            let (role, evidence) = some_or(&evidence_text(room, goal), "nothing yet");
            field("rests on", role, evidence)
        }
        GoalField::Strand => {
            let (role, strand) = some_or(goal.strand.as_deref().unwrap_or(""), "everybody");
            field("mainly for", role, strand)
        }
        GoalField::Control => field("who can do it", Role::Ink, words::control(goal.control)),
        GoalField::Money => {
            let money = |cost| room.meeting.agenda().capacity.money_text(cost);
            let cost = goal.cost.map_or_else(|| "not known yet".to_owned(), money);
            noted(field("money", Role::Ink, cost), "in the first year")
        }
        GoalField::Hours => {
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

pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    form: Form,
    goal: String,
    at: usize,
    action: Action,
) -> Vec<Effect> {
    let again = |goal: String, at: usize| form.sheet(goal, at);
    let rows = form.fields();
    match action {
        Action::Back => {
            // The page below marks the goal that the form was left at, and not the one it was opened for.
            mark(form, ui, room, &goal);
            Vec::new()
        }
        Action::Left | Action::Right | Action::Forward | Action::Backward => {
            let all = goals_of(form, ui, room);
            let here = all.iter().position(|g| g.id == goal).unwrap_or(0);
            let forward = matches!(action, Action::Right | Action::Forward);
            let to = if forward {
                here + 1
            } else {
                here.saturating_sub(1)
            };
            // It stops at the ends and does not go round, so that the room notices that it has seen every goal.
            match all.get(to) {
                Some(next) => {
                    // Going back leads to the goal that was shown last, and what is typed on the board is about that one.
                    mark(form, ui, room, &next.id);
                    ui.push(form.opened(next));
                }
                None => {
                    ui.push(again(goal, at));
                    let said = "That was the last goal. {Form.Back} leaves the form.";
                    update::say(ui, Role::Muted, said);
                }
            }
            Vec::new()
        }
        Action::Open => open_row(ui, room, form, &goal, at, false),
        _ => {
            ui.push(again(goal, moved(at, rows, action)));
            Vec::new()
        }
    }
}

/// The goals of the page that a form belongs to, in its order.
fn goals_of<'a>(form: Form, ui: &Ui, room: &Context<'a>) -> Vec<&'a Goal> {
    match form {
        Form::Goal => goals::ordered(ui, room),
        Form::Owner => room.goals_to_own(),
    }
}

/// Marks a goal on the page that a form belongs to.
fn mark(form: Form, ui: &mut Ui, room: &Context, goal: &str) {
    match form {
        Form::Goal => goals::mark(ui, room, goal),
        Form::Owner => owners::mark(ui, room, goal),
    }
}

/// Opens what a row changes, over the form; `anew` is for a letter that was typed on the row.
fn open_row(
    ui: &mut Ui,
    room: &Context,
    form: Form,
    goal: &str,
    at: usize,
    anew: bool,
) -> Vec<Effect> {
    // The form stays below what the row opens, and is there again afterwards.
    ui.push(form.sheet(goal.to_owned(), at));
    let Some(goal) = room.meeting.goal(goal) else {
        return Vec::new();
    };
    match form {
        Form::Goal => {
            if let Some(row) = GoalField::ALL.get(at) {
                open_goal_row(ui, room, goal, *row, anew);
            }
            Vec::new()
        }
        Form::Owner => owner_form::open(ui, room, goal, at, anew),
    }
}

/// Takes a letter on a form: it is typed into the field under the mark.
// Letters were commands here once, and a name that was typed too early changed goals instead.
pub(in crate::app::meeting) fn type_in(ui: &mut Ui, room: &Context, typing: Typing<'_>) -> bool {
    let (form, goal, at) = match ui.shell.own_on_top() {
        Some(Sheet::GoalForm { goal, at }) => (Form::Goal, goal.clone(), *at),
        Some(Sheet::OwnerForm { goal, at }) => (Form::Owner, goal.clone(), *at),
        _ => return false,
    };
    if form == Form::Owner && owner_form::is_answer(at) {
        update::say(ui, Role::Muted, "{Form.Open} changes it.");
        return true;
    }
    ui.shell.pop_own();
    // A field with a text answers no question, so there is nothing to do but to type.
    open_row(ui, room, form, &goal, at, typing != Typing::Erase);
    match ui.shell.layers.last_mut() {
        Some(MeetingLayer::Prompt(prompt)) => match typing {
            Typing::Letter(c) => prompt.field.paste(&c.to_string()),
            Typing::Erase => {}
            Typing::Paste(text) => prompt.field.paste(text),
        },
        Some(MeetingLayer::Pick(picker)) => picker.type_in(typing),
        Some(MeetingLayer::Check(list)) => list.list.type_in(typing),
        // Whether a field is free is asked first; nothing is typed into a page or a question.
        Some(MeetingLayer::Ask(_) | MeetingLayer::Help(_) | MeetingLayer::Own(_)) | None => {}
    }
    true
}

/// Marks the next empty field of a form in which one was filled in.
pub(in crate::app::meeting) fn advance(
    ui: &mut Ui,
    meeting: &Meeting,
    (form, goal, at): (Form, String, usize),
) {
    let is_form = match ui.shell.own_on_top() {
        Some(Sheet::GoalForm { goal: shown, .. }) => form == Form::Goal && *shown == goal,
        Some(Sheet::OwnerForm { goal: shown, .. }) => form == Form::Owner && *shown == goal,
        _ => false,
    };
    if !is_form {
        return;
    }
    let next = meeting
        .goal(&goal)
        .and_then(|goal| form.first_empty(goal, at + 1));
    ui.shell.pop_own();
    ui.push(form.sheet(goal.clone(), next.unwrap_or(at)));
    if next.is_none()
        && ui.shell.toast.is_none()
        && let Some(said) = meeting.goal(&goal).map(|goal| form.done_words(goal))
    {
        update::say(ui, Role::Muted, said);
    }
}

fn open_goal_row(ui: &mut Ui, room: &Context, goal: &Goal, row: GoalField, anew: bool) {
    let id = goal.id.clone();
    // A number that is typed replaces the old one; behind it, 12 and 8 would become 128.
    let number = |n: Option<u64>| {
        n.filter(|_| !anew)
            .map_or_else(String::new, |n| n.to_string())
    };
    match row {
        GoalField::Title => write::open(ui, room, Purpose::RewordGoal(id), &goal.title),
        GoalField::Themes => {
            let themes = room.meeting.findings().themes.iter();
            let themes = themes.map(|t| Choice::new(t.id.clone(), t.title.clone(), ""));
            let list = Picker::new("Which themes does it belong to?", themes.collect());
            ui.choose_many(GoalList::Themes(id), list, set(&goal.themes));
        }
        GoalField::Evidence => {
            let list = Picker::new("What does it rest on?", evidence_choices(room, goal));
            ui.choose_many(GoalList::Evidence(id), list, set(&goal.evidence));
        }
        GoalField::Strand => {
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
        GoalField::Control => {
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
        GoalField::Money => write::open(ui, room, Purpose::Cost(id), &number(goal.cost)),
        GoalField::Hours => write::open(ui, room, Purpose::Hours(id), &number(goal.hours)),
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
