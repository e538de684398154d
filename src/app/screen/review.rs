//! Review: what was pledged last time, what the evidence scored then and scores now, and how each goal stands.

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, text, told},
        effect::{Effect, ask_and_say},
        room::Room,
        ui::{Purpose, Ui},
    },
    domain::{
        agenda::Stage,
        command::Command,
        outcome::{OutcomeGoal, Status, Verdict},
        stats::{Share, whole_percent},
    },
};

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
                line(role, status),
            ],
            selected: i == at,
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("goal"),
            Column::words("owner", 22, 1),
            Column::words("today", 14, 0),
        ],
        rows: rows.collect(),
    });
    if let Some(goal) = goals.get(at) {
        blocks.push(Block::Gap);
        blocks.extend(detail(room, goal));
    }
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
        blocks.push(text(format!("We said: {measure}.")));
    }
    for e in &goal.evidence {
        let (Some(finding), Some(strand)) = (&e.finding, &e.strand) else {
            continue;
        };
        let question = room
            .meeting
            .findings()
            .finding(finding)
            .map(|(_, f)| f.question.clone());
        let then = match (e.positive, e.scored) {
            (Some(p), Some(s)) => share_text(p, s),
            _ => "too few answers to show".to_owned(),
        };
        let now = match room.meeting.result_now(finding, strand) {
            Some(r) if room.meeting.may_show(r) => share_text(r.positive, r.scored),
            Some(_) => format!(
                "fewer than {} answers",
                room.meeting.findings().survey.hide_below
            ),
            None => "not asked".to_owned(),
        };
        let period = e.period.clone().unwrap_or_else(|| "then".to_owned());
        let name = question.unwrap_or_else(|| finding.clone());
        blocks.push(muted(format!("{name} ({strand})")));
        blocks.push(text(format!("   {period}: {then}   now: {now}")));
    }
    for review in goal.reviews.iter().filter(|r| r.status.is_some()) {
        let when = review
            .on
            .or(review.due)
            .map_or_else(String::new, crate::domain::dates::short);
        let status = review.status.map_or("", Status::words);
        let note = review
            .note
            .as_deref()
            .map_or_else(String::new, |n| format!(": {n}"));
        blocks.push(muted(format!("{when}  {status}{note}")));
    }
    if let Some(r) = room.meeting.reviewed(&goal.id) {
        let note = if r.note.is_empty() {
            String::new()
        } else {
            format!(": {}", r.note)
        };
        blocks.push(told(
            status_role(r.status),
            format!("Today: {}{note}", r.status.words()),
        ));
    }
    blocks
}

fn share_text(positive: u32, scored: u32) -> String {
    Share::new(positive, scored).map_or_else(String::new, |s| {
        format!("{}% of {scored}", whole_percent(s.percent()))
    })
}

pub(super) fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    let goals = goals(room);
    if moves(ui, Stage::Review, goals.len(), action) {
        return Vec::new();
    }
    let goal = goals.get(ui.row(Stage::Review, goals.len()));
    match (action, goal) {
        (Action::Look(status), Some(goal)) if status.needs_reason() => {
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
                    goal: goal.id.clone(),
                    status,
                },
                label,
                old,
                false,
            );
            Vec::new()
        }
        (Action::Look(status), Some(goal)) => {
            let command = Command::ReviewPrevious {
                goal: goal.id.clone(),
                status,
                note: String::new(),
            };
            vec![ask_and_say(
                command,
                format!("{}: {}.", status.words(), goal.title),
            )]
        }
        _ => Vec::new(),
    }
}
