//! Review: what was pledged last time, what the evidence scored then and scores now, and how each goal stands.

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Bar, Block, Column, Line, Page, Role, Row, Side, line, muted, span},
        effect::{Effect, ask_and_say},
        room::Room,
        ui::{Layer, Purpose, Ui},
    },
    domain::{
        agenda::Stage,
        command::Command,
        outcome::{Evidence, OutcomeGoal, Status, Verdict},
        stats::Share,
    },
};

/// One goal, with everything that is known of it.
pub fn detail_page(room: &Room, goal: &str) -> Page {
    let goal = room.meeting.previous_goal(goal);
    Page {
        blocks: goal.map(|g| detail(room, g)).unwrap_or_default(),
        ..Page::default()
    }
}

/// The goal before or after one.
pub fn beside(room: &Room, goal: &str, forward: bool) -> Option<String> {
    let goals = goals(room);
    let at = goals.iter().position(|g| g.id == goal)?;
    let to = if forward { at + 1 } else { at.checked_sub(1)? };
    goals.get(to).map(|g| g.id.clone())
}

/// What the first result that a goal rested on was then, and is now.
fn then_and_now(room: &Room, goal: &OutcomeGoal) -> (String, String) {
    let figures = goal.evidence.iter().find_map(|e| {
        let (finding, strand) = (e.finding.as_ref()?, e.strand.as_ref()?);
        let then = Share::new(e.positive?, e.scored?)?;
        let now = room
            .meeting
            .result_now(finding, strand)
            .filter(|r| room.meeting.may_show(r));
        let now = now.and_then(|r| Share::new(r.positive, r.scored));
        Some((then, now))
    });
    let text = |share: Share| format!("{}%", share.whole_percent());
    figures.map_or_else(Default::default, |(then, now)| {
        (text(then), now.map_or_else(String::new, text))
    })
}

/// Goals of the meeting before that were pledged or asked for.
fn goals<'a>(room: &Room<'a>) -> Vec<&'a OutcomeGoal> {
    let all = room.meeting.previous().map_or(&[][..], |p| &p.goals);
    all.iter()
        .filter(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask))
        .collect()
}

pub(super) fn page(ui: &Ui, room: &Room) -> Page {
    let Some(previous) = room.meeting.previous() else {
        return Page {
            blocks: vec![
                Block::Heading("What we pledged last time".into()),
                Block::Gap,
                muted(
                    "The agenda names no meeting before this one. Where it does (previous: in agenda.yaml), its goals stand here.",
                ),
            ],
            ..Page::default()
        };
    };
    let goals = goals(room);
    let at = ui.row(Stage::Review, goals.len());
    let when = previous
        .meeting
        .date
        .map_or_else(String::new, crate::domain::dates::say);
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "What we pledged last time"),
            line(Role::Muted, when),
        ),
        Block::Gap,
    ];
    let rows = goals.iter().enumerate().map(|(i, g)| {
        let today = room.meeting.reviewed(&g.id);
        let (role, status) = match today {
            Some(r) => (status_role(r.status), r.status.words()),
            None if g.decision == Verdict::Ask => (Role::Muted, "we asked"),
            None => (Role::Muted, "not looked at"),
        };
        Row {
            cells: vec![
                line(Role::Ink, g.title.clone()),
                line(Role::Muted, owner(previous, g)),
                line(Role::Muted, then_and_now(room, g).0),
                line(Role::Ink, then_and_now(room, g).1),
                line(role, status),
            ],
            selected: i == at,
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("goal"),
            Column::words("owner", 16, 2),
            Column::number("then", 1),
            Column::number("now", 1),
            Column::words("today", 14, 0),
        ],
        rows: rows.collect(),
    });
    Page {
        blocks,
        ..Page::default()
    }
}

fn status_role(status: Status) -> Role {
    match status {
        Status::Done | Status::OnTrack => Role::Good,
        Status::Stuck => Role::Warn,
        Status::Dropped => Role::Bad,
    }
}

fn owner(previous: &crate::domain::outcome::Outcome, goal: &OutcomeGoal) -> String {
    match (&goal.owner, &goal.owner_role) {
        (Some(id), _) => previous
            .people
            .iter()
            .find(|p| p.id == *id)
            .map_or_else(|| id.clone(), |p| p.name.clone()),
        (None, Some(role)) => role.clone(),
        (None, None) => String::new(),
    }
}

fn detail(room: &Room, goal: &OutcomeGoal) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(goal.title.clone())];
    if let Some(measure) = &goal.measure {
        blocks.push(muted(format!("We said: {measure}.")));
    }
    for e in &goal.evidence {
        if let (Some(finding), Some(strand)) = (&e.finding, &e.strand) {
            blocks.push(Block::Gap);
            let question = room
                .meeting
                .findings()
                .finding(finding)
                .map_or_else(|| finding.clone(), |(_, f)| f.question.clone());
            blocks.push(Block::Text {
                line: vec![
                    span(Role::Ink, question),
                    span(Role::Muted, format!("   {strand}")),
                ],
                side: Side::Left,
                indent: 0,
            });
            blocks.push(Block::Bars(then_and_now_bars(room, e, finding, strand)));
        }
    }
    let rows = looked_at(room, goal);
    if !rows.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Table {
            columns: vec![
                Column::words("looked at", 12, 0),
                Column::words("", 10, 0),
                Column::fill(""),
            ],
            rows,
        });
    }
    blocks
}

/// A bar for what a result was when the goal was made, and one for what it is.
fn then_and_now_bars(room: &Room, e: &Evidence, finding: &str, strand: &str) -> Vec<Bar> {
    let bar = |label: String, share: Option<Share>, scored: u32, why: &str| match share {
        Some(share) => Bar {
            label,
            percent: Some(share.percent()),
            figure: format!("{}%", share.whole_percent()),
            text: format!("of {scored} answers"),
            ..Bar::default()
        },
        None => Bar {
            label,
            text: why.to_owned(),
            ..Bar::default()
        },
    };
    let (positive, scored) = (e.positive.unwrap_or(0), e.scored.unwrap_or(0));
    let period = e.period.clone().unwrap_or_else(|| "then".to_owned());
    let then = bar(
        period,
        Share::new(positive, scored),
        scored,
        "too few answers to show",
    );
    let few = format!(
        "fewer than {} answers",
        room.meeting.findings().survey.hide_below
    );
    let now = room.meeting.result_now(finding, strand);
    let may = now.filter(|r| room.meeting.may_show(r));
    let why = if now.is_some() {
        few.as_str()
    } else {
        "not asked"
    };
    let now = bar(
        room.meeting.findings().survey.period.clone(),
        may.and_then(|r| Share::new(r.positive, r.scored)),
        may.map_or(0, |r| r.scored),
        why,
    );
    vec![then, now]
}

/// Every look at it so far, today's last.
fn looked_at(room: &Room, goal: &OutcomeGoal) -> Vec<Row> {
    let row = |when: Line, status: Line, note: &str| Row {
        cells: vec![when, status, line(Role::Ink, note)],
        selected: false,
    };
    let mut rows: Vec<Row> = goal
        .reviews
        .iter()
        .filter_map(|review| {
            let status = review.status?;
            let when = review
                .on
                .or(review.due)
                .map_or_else(String::new, crate::domain::dates::short);
            Some(row(
                line(Role::Muted, when),
                line(status_role(status), status.words()),
                review.note.as_deref().unwrap_or_default(),
            ))
        })
        .collect();
    if let Some(r) = room.meeting.reviewed(&goal.id) {
        rows.push(row(
            line(Role::Strong, "today"),
            line(status_role(r.status), r.status.words()),
            &r.note,
        ));
    }
    rows
}

pub(super) fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    let goals = goals(room);
    if moves(ui, Stage::Review, goals.len(), action) {
        return Vec::new();
    }
    let Some(goal) = goals.get(ui.row(Stage::Review, goals.len())) else {
        return Vec::new();
    };
    match action {
        Action::Look(status) => look(ui, room, goal, status),
        Action::Open => {
            ui.push(Layer::Earlier {
                goal: goal.id.clone(),
            });
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Says how an earlier goal stands; what needs a reason asks for it.
pub fn look(ui: &mut Ui, room: &Room, goal: &OutcomeGoal, status: Status) -> Vec<Effect> {
    let goal_id = goal.id.clone();
    if status.needs_reason() {
        let old = room
            .meeting
            .reviewed(&goal.id)
            .map_or("", |r| r.note.as_str());
        let label = if status == Status::Stuck {
            "What is it stuck on?"
        } else {
            "Why was it dropped?"
        };
        ui.write(
            Purpose::Why {
                goal: goal_id,
                status,
            },
            label,
            old,
            false,
        );
        return Vec::new();
    }
    let command = Command::ReviewPrevious {
        goal: goal_id,
        status,
        note: String::new(),
    };
    vec![ask_and_say(
        command,
        format!("{}: {}.", status.words(), goal.title),
    )]
}
