//! The questions about the meeting itself: the page before they are asked, and the answers of the room afterwards.

use super::setup;
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted},
        meeting::{
            context::Context,
            effect::Effect,
            screen::vote,
            ui::{Sheet, Ui},
        },
        words,
    },
    domain::{
        command::Command,
        evaluation::{self, QUESTIONS},
        meeting::Meeting,
        refusal::{Refusal, allow_if, refuse},
        vote::settings::RoundSettings,
    },
};

fn settings(room: &Context) -> RoundSettings {
    evaluation::settings(room.meeting.agenda().vote.apart_from)
}

/// The answers, or the questions before anybody has answered.
pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let answered = room
        .meeting
        .evaluation()
        .and_then(|round| vote::answers(room, round));
    Page {
        blocks: answered.map_or_else(|| before(ui, room), |answers| vec![answers]),
        ..Page::default()
    }
}

/// The page before the round opens: the rules, and the questions.
fn before(ui: &Ui, room: &Context) -> Vec<Block> {
    let settings = settings(room);
    let voters = room.meeting.voters_here().len();
    let minutes = Meeting::minutes_for(QUESTIONS.len(), voters) as u64;
    let about = format!(
        "{}, {}: about {}",
        words::count(voters as u64, "person", "people"),
        words::count(QUESTIONS.len() as u64, "question", "questions"),
        words::count(minutes, "minute", "minutes")
    );
    let gap = || (!vote::is_low(ui)).then_some(Block::Gap);
    let mut blocks = vec![Block::Pair(
        line(Role::Strong, "Was it a good meeting?"),
        line(Role::Muted, about),
    )];
    blocks.extend(gap());
    let rows = QUESTIONS.iter().enumerate().map(|(nth, question)| Row {
        cells: vec![
            line(Role::Accent, (nth + 1).to_string()),
            line(Role::Ink, question.asked),
        ],
        selected: false,
    });
    blocks.push(Block::Table {
        columns: vec![Column::words("", 2, 0), Column::fill("")],
        rows: rows.collect(),
    });
    blocks.extend(gap());
    blocks.push(muted(words::scale(settings.method)));
    blocks.extend(vote::rules(room.meeting, &settings));
    blocks.extend(setup::callers(room, &settings));
    blocks
}

/// Checks that the room can be asked, or shown what it answered.
///
/// # Errors
/// A sentence that says why not.
pub fn available(room: &Context) -> Result<(), Refusal> {
    if room.meeting.evaluation().is_some() {
        return Ok(());
    }
    if room.follow_up {
        return refuse("It was not asked in the meeting, and the room is not here any more.");
    }
    allow_if(
        room.meeting.is_started(),
        "The meeting has not begun, so nobody can say how it was.",
    )
}

/// Checks that the round can be opened from its page.
///
/// # Errors
/// A sentence that says why not.
pub fn may_open(room: &Context) -> Result<(), Refusal> {
    allow_if(
        room.meeting.evaluation().is_none(),
        "The room has answered these questions: they are asked once.",
    )
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    match action {
        Action::Back | Action::Forward | Action::Backward => Vec::new(),
        Action::OpenRound => vec![Effect::Do {
            command: Command::OpenRound {
                settings: settings(room),
            },
            say: Some("The number pad goes round once more.".to_owned()),
            or: Some(Box::new(Sheet::Evaluation)),
        }],
        _ => {
            ui.push(Sheet::Evaluation);
            Vec::new()
        }
    }
}
