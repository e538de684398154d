//! Marking a ballot, by a voter at the shared keyboard or from a paper slip.
//!
//! The screen is projected, so a marked goal shows a dot and never its mark.

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, centred, line, muted},
        meeting::{
            context::Context,
            effect::Effect,
            ui::{Sheet, Ui, Voting},
            update,
        },
        words,
    },
    domain::vote::ballot::{Answers, check},
};

/// The page on which a voter confirms their name.
pub(super) fn i_am_page(room: &Context, person: &str) -> Page {
    let round = room.meeting.open_round();
    let group = round
        .and_then(|r| r.group_of(person))
        .map_or("", words::group);
    let proxy = round.is_some_and(|r| r.voters.iter().any(|v| v.person == person && v.proxy));
    let scale = round.map_or("", |r| words::scale(r.settings.method));
    Page {
        blocks: vec![
            centred(Role::Muted, if proxy { "I hand in for" } else { "I am" }),
            Block::Gap,
            centred(Role::Strong, room.meeting.name_of(person)),
            centred(Role::Muted, group),
            Block::Gap,
            // What 0 and 5 mean is said before the ballot: on the ballot there is no room for it beside the goals.
            centred(Role::Muted, scale),
        ],
        slide: true,
        ..Page::default()
    }
}

/// Handles an action on that page: a confirmed name opens the ballot.
pub(super) fn i_am(ui: &mut Ui, room: &Context, person: String, action: Action) -> Vec<Effect> {
    let Some(round) = room.meeting.open_round() else {
        return Vec::new();
    };
    if action == Action::Yes {
        let group = round.group_of(&person).unwrap_or_default().to_owned();
        ui.push(Sheet::Ballot(Voting::new(round, Some(person), group)));
    }
    Vec::new()
}

/// Opens an empty paper slip of a group.
pub fn slip(ui: &mut Ui, room: &Context, group: &str) {
    if let Some(round) = room.meeting.open_round() {
        ui.push(Sheet::Ballot(Voting::new(round, None, group.to_owned())));
    }
}

/// The page of a ballot.
pub(super) fn page(room: &Context, voting: &Voting) -> Page {
    let Some(round) = room.meeting.open_round() else {
        return Page::default();
    };
    let who = if let Some(person) = &voting.voter {
        room.meeting.name_of(person)
    } else {
        let slip = room.ballots.slips.get(&voting.group).copied().unwrap_or(0) + 1;
        format!("Paper slip {slip} of the {}", words::group(&voting.group))
    };
    // An abstention counts as fully marked, so that its line under the ballot is the same as anybody's.
    let marked = if voting.abstain {
        round.settings.goals.len()
    } else {
        voting.marks.iter().flatten().count()
    };
    let rows = round.settings.goals.iter().enumerate().map(|(i, id)| {
        let mark = match voting.marks.get(i).copied().flatten() {
            // An abstention must look like any other ballot, or the wall would show who abstained.
            None if voting.abstain && room.desk => "-".to_owned(),
            None if voting.abstain => "\u{2022}".to_owned(),
            None => String::new(),
            // Only the facilitator sees the desk, and has to check a slip against what was typed.
            Some(Some(score)) if room.desk => score.to_string(),
            Some(None) if room.desk => "-".to_owned(),
            Some(_) => "\u{2022}".to_owned(),
        };
        let title = room
            .meeting
            .goal(id)
            .map_or_else(|| id.clone(), |g| g.title.clone());
        Row {
            cells: vec![line(Role::Accent, mark), line(Role::Ink, title)],
            selected: i == voting.at,
        }
    });
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, who),
            line(
                Role::Muted,
                format!("{marked} of {} marked", round.settings.goals.len()),
            ),
        ),
        Block::Gap,
        Block::Table {
            columns: vec![Column::words("", 1, 0), Column::fill("")],
            rows: rows.collect(),
        },
        Block::Gap,
    ];
    blocks.push(if marked == round.settings.goals.len() {
        centred(
            Role::Good,
            "Every goal is marked. {HandIn} hands it in, {StartOver} starts over.",
        )
    } else {
        muted(format!(
            "For each goal: {}. {{Abstain}} abstains from all.",
            words::marks(round.settings.method)
        ))
    });
    Page {
        blocks,
        ..Page::default()
    }
}

/// Handles an action on the ballot.
pub(super) fn act(ui: &mut Ui, room: &Context, mut voting: Voting, action: Action) -> Vec<Effect> {
    let goals = voting.marks.len();
    let leaving = std::mem::take(&mut voting.leaving);
    match action {
        Action::Mark(score) => mark(&mut voting, Some(score)),
        Action::CannotJudge => mark(&mut voting, None),
        Action::Up => voting.at = voting.at.saturating_sub(1),
        Action::Down => voting.at = (voting.at + 1).min(goals.saturating_sub(1)),
        Action::Abstain => {
            voting.abstain = true;
            voting.marks = vec![None; goals];
            // The cursor goes where it is after marking the last goal: anywhere else it would give the abstention away.
            voting.at = goals.saturating_sub(1);
        }
        Action::StartOver => {
            voting.abstain = false;
            voting.marks = vec![None; goals];
            voting.at = 0;
            update::say(ui, Role::Muted, "Started over: nothing is marked.");
        }
        Action::HandIn => {
            // Every goal must be marked, "cannot judge" included. A goal that was passed over
            // by mistake would count as not judged.
            let left = voting.marks.iter().position(Option::is_none);
            let answers = answers(&voting);
            if let Some(first) = left.filter(|_| !voting.abstain) {
                let n = voting.marks.iter().filter(|m| m.is_none()).count() as u64;
                voting.at = first;
                update::say(
                    ui,
                    Role::Warn,
                    format!(
                        "{} not marked yet.",
                        words::count(n, "goal is", "goals are")
                    ),
                );
            } else if let Some(Err(refusal)) = room
                .meeting
                .open_round()
                .map(|r| check(&r.settings, &answers))
            {
                update::say(ui, Role::Warn, refusal.full_text());
            } else {
                if let Some(voter) = voting.voter {
                    return vec![Effect::Cast { voter, answers }];
                }

                // The next slip is empty and ready: a pile of slips is typed in without a key in between.
                slip(ui, room, &voting.group);
                return vec![Effect::Slip {
                    group: voting.group,
                    answers,
                }];
            }
        }
        // A clicker's stop button sends Esc. One stray press must not discard marks, so Esc asks for a second one.
        Action::Back
            if !leaving && (voting.abstain || voting.marks.iter().any(Option::is_some)) =>
        {
            voting.leaving = true;
            update::say(
                ui,
                Role::Warn,
                "{Ballot.Back} again leaves this vote: nothing of it is handed in.",
            );
        }
        Action::Back => {
            let what = if voting.voter.is_some() {
                "Nothing was handed in."
            } else {
                "The slips are in."
            };
            update::say(ui, Role::Muted, what);
            return Vec::new();
        }
        _ => {}
    }
    ui.push(Sheet::Ballot(voting));
    Vec::new()
}

/// The answers on the ballot.
fn answers(voting: &Voting) -> Answers {
    if voting.abstain {
        return Answers::Abstain;
    }
    let marks: Vec<Option<u8>> = voting.marks.iter().copied().flatten().collect();
    Answers::of(voting.method, &marks)
}

/// Marks the current goal (`None` is "cannot judge"), and moves to the next one.
fn mark(voting: &mut Voting, score: Option<u8>) {
    voting.abstain = false;
    if let Some(mark) = voting.marks.get_mut(voting.at) {
        *mark = Some(score);
    }
    // On to the next goal by itself: one key a goal is all that a voter has to be told.
    voting.at = (voting.at + 1).min(voting.marks.len().saturating_sub(1));
}
