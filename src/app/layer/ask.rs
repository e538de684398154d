//! A question before something that cannot be undone, and only then.

use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, centred},
        effect::{Effect, ask},
        room::Room,
        screen::close,
        ui::{Layer, Question, Ui},
        words,
    },
    domain::command::Command,
};

pub(super) fn page(room: &Room, question: &Question) -> Page {
    let (head, more) = match question {
        Question::Close(id) => {
            let round = room.meeting.rounds().iter().find(|r| r.id == *id);
            let turnout = round.map(|r| room.meeting.turnout(r, room.ballots)).unwrap_or_default();
            let sealed = round.is_some_and(|r| !r.method.is_open());
            let head = if sealed {
                format!("{} of {} have voted. Close the round?", turnout.voted, turnout.of)
            } else {
                "Close the round?".to_owned()
            };
            (head, "The count is final. Who comes late votes in another round.".to_owned())
        }
        Question::GiveUp(_, 0) => ("Give this round up?".to_owned(), "Nobody has voted in it yet.".to_owned()),
        Question::GiveUp(_, ballots) => (
            format!("Give this round up, with {} in it?", words::count(u64::from(*ballots), "vote", "votes")),
            "They are destroyed uncounted, and cannot be brought back.".to_owned(),
        ),
        Question::QuitUnsaved(steps) => (
            format!("{} not saved anywhere. Leave all the same?", words::count(*steps as u64, "step is", "steps are")),
            "They are lost if you leave now. n goes back, then ! tries again and @ saves on this computer.".to_owned(),
        ),
        Question::QuitBehind => (
            "outcome.yaml is not written. Leave all the same?".to_owned(),
            "Nothing is lost: the next opening writes it from the record. n goes back, then ! tries again.".to_owned(),
        ),
        Question::GoOn => (
            "Has nobody else this meeting open?".to_owned(),
            "y goes on here. Where two people write at once, the record comes apart into two.".to_owned(),
        ),
        Question::SaveAnyway(unread) => (
            format!("{} not been read back. Save all the same?", words::count(*unread as u64, "line has", "lines have")),
            "r reads them back first.".to_owned(),
        ),
    };
    Page {
        blocks: vec![
            centred(Role::Strong, head),
            Block::Gap,
            centred(Role::Muted, more),
        ],
        ..Page::default()
    }
}

pub(super) fn act(ui: &mut Ui, room: &Room, question: &Question, action: Action) -> Vec<Effect> {
    if action != Action::Yes {
        return Vec::new();
    }
    match question {
        Question::Close(round) => vec![Effect::Do {
            command: Command::CloseRound {
                round: round.clone(),
                ballots: room.ballots.clone(),
            },
            say: Some("The round is closed.".to_owned()),
            or: None,
        }],
        Question::GiveUp(round, ballots) => {
            vec![ask(Command::AbandonRound {
                round: round.clone(),
                ballots: *ballots,
            })]
        }
        Question::QuitUnsaved(_) | Question::QuitBehind => {
            ui.over = true;
            Vec::new()
        }
        Question::GoOn => vec![Effect::GoOn],
        Question::SaveAnyway(_) => close::save(room),
    }
}

/// Puts a question on top.
pub fn put(ui: &mut Ui, question: Question) {
    ui.push(Layer::Ask(question));
}
