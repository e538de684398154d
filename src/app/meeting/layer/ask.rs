//! A question before something that cannot be undone, and only then.

use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, centred},
        meeting::{
            effect::{Effect, ask},
            room::Room,
            screen::close,
            ui::{Layer, Question, Ui},
        },
        words,
    },
    domain::command::Command,
};

pub(super) fn page(room: &Room, question: &Question) -> Page {
    if let Question::Merge {
        file,
        coming,
        refused,
    } = question
    {
        return merge(file, coming, *refused);
    }
    let (head, more) = match question {
        Question::Close(id) => {
            let round = room.meeting.rounds().iter().find(|r| r.id == *id);
            let turnout = round.map(|r| room.meeting.turnout(r, room.ballots)).unwrap_or_default();
            let sealed = round.is_some_and(|r| !r.settings.method.is_open());
            let head = if sealed {
                format!("{} of {} have voted. Close the round?", turnout.voted, turnout.of)
            } else {
                "Close the round?".to_owned()
            };
            (head, "The count is final. Who comes late votes in another round.".to_owned())
        }
        Question::GiveUp(..) if room.box_lost => (
            "Give this round up?".to_owned(),
            "The votes that were handed in are not here, and are not counted.".to_owned(),
        ),
        Question::GiveUp(_, 0) => ("Give this round up?".to_owned(), "Nobody has voted in it yet.".to_owned()),
        Question::GiveUp(_, ballots) => (
            format!("Give this round up, with {} in it?", words::count(u64::from(*ballots), "vote", "votes")),
            "They are destroyed uncounted, and cannot be brought back.".to_owned(),
        ),
        Question::QuitUnsaved(steps) => (
            format!("{} not saved anywhere. Leave all the same?", words::count(*steps as u64, "step is", "steps are")),
            "They are lost if you leave now. {Ask.No} goes back, then {TryAgain} tries again and {SaveElsewhere} saves on this computer.".to_owned(),
        ),
        Question::QuitBehind => (
            "outcome.yaml is not written. Leave all the same?".to_owned(),
            "Nothing is lost: the next opening writes it from the record. {Ask.No} goes back, then {TryAgain} tries again.".to_owned(),
        ),
        Question::GoOn => (
            "Has nobody else this meeting open?".to_owned(),
            "{Ask.Yes} goes on here. Where two people write at once, the record comes apart into two.".to_owned(),
        ),
        // It has more to say, and a page of its own.
        Question::Merge { .. } => (String::new(), String::new()),
        Question::SaveAnyway(unread) => (
            format!("{} not been read back. Save all the same?", words::count(*unread as u64, "line has", "lines have")),
            "{ReadBack} reads them back first.".to_owned(),
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

/// The question whether the steps of another record come in, with what they are.
fn merge(file: &str, coming: &str, refused: usize) -> Page {
    let mut blocks = vec![
        centred(
            Role::Strong,
            "This meeting was also written in another place. Bring those steps in?",
        ),
        Block::Gap,
        centred(Role::Ink, format!("{coming}.")),
    ];
    if refused > 0 {
        let stay = words::count(refused as u64, "step does not fit", "steps do not fit");
        blocks.push(centred(
            Role::Warn,
            format!("{stay} any more, and will stay in that file."),
        ));
    }
    blocks.extend([
        Block::Gap,
        centred(
            Role::Muted,
            "{Ask.Yes} brings them in. Each is one step, and {Undo} takes it back.",
        ),
        centred(Role::Muted, format!("{{Ask.No}} leaves them in {file}.")),
    ]);
    Page {
        blocks,
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
        Question::Merge { .. } => vec![Effect::Merge],
        Question::SaveAnyway(_) => close::save(room),
    }
}

/// Puts a question on top.
pub fn put(ui: &mut Ui, question: Question) {
    ui.push(Layer::Ask(question));
}
