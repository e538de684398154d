//! A vote being marked, by the keyboard going round or from a slip of paper. A dot shows that a goal was marked, never what.

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, centred, line, muted},
        effect::Effect,
        room::Room,
        ui::{Layer, Ui, Voting},
        update, words,
    },
    domain::vote::ballot::Answers,
};

pub(super) fn i_am_page(room: &Room, person: &str) -> Page {
    let group = room
        .meeting
        .open_round()
        .and_then(|r| r.group_of(person))
        .map_or("", words::group);
    Page {
        blocks: vec![
            centred(Role::Muted, "I am"),
            Block::Gap,
            centred(Role::Strong, room.meeting.name_of(person)),
            centred(Role::Muted, group),
            Block::Gap,
            centred(
                Role::Muted,
                "0 is \u{201c}not worth it\u{201d}, 5 is \u{201c}do this first\u{201d}. Think of the money and the hours too.",
            ),
        ],
        slide: true,
        ..Page::default()
    }
}

pub(super) fn i_am(ui: &mut Ui, room: &Room, person: String, action: Action) -> Vec<Effect> {
    let Some(round) = room.meeting.open_round() else {
        return Vec::new();
    };
    if action == Action::Yes {
        let group = round.group_of(&person).unwrap_or_default().to_owned();
        let marks = vec![None; round.goals.len()];
        ui.push(Layer::Ballot(Voting {
            voter: Some(person),
            group,
            marks,
            at: 0,
            leaving: false,
        }));
    }
    Vec::new()
}

/// Puts an empty slip of a group on top.
pub fn slip(ui: &mut Ui, room: &Room, group: &str) {
    if let Some(round) = room.meeting.open_round() {
        let marks = vec![None; round.goals.len()];
        ui.push(Layer::Ballot(Voting {
            voter: None,
            group: group.to_owned(),
            marks,
            at: 0,
            leaving: false,
        }));
    }
}

pub(super) fn page(room: &Room, voting: &Voting) -> Page {
    let Some(round) = room.meeting.open_round() else {
        return Page::default();
    };
    let who = if let Some(person) = &voting.voter {
        room.meeting.name_of(person)
    } else {
        let slip = room.ballots.slips.get(&voting.group).copied().unwrap_or(0) + 1;
        format!("Paper slip {slip} of the {}", words::group(&voting.group))
    };
    let marked = voting.marks.iter().flatten().count();
    let rows = round.goals.iter().enumerate().map(|(i, id)| {
        let mark = match voting.marks.get(i).copied().flatten() {
            None => String::new(),
            // At the desk nobody else sees the screen: a slip can be checked against what was typed.
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
                format!("{marked} of {} marked", round.goals.len()),
            ),
        ),
        Block::Gap,
        Block::Table {
            columns: vec![Column::words("", 1, 0), Column::fill("")],
            rows: rows.collect(),
        },
        Block::Gap,
    ];
    blocks.push(if marked == round.goals.len() {
        centred(
            Role::Good,
            "Every goal is marked. Enter hands it in, Backspace starts over.",
        )
    } else {
        muted("0 to 5 for each goal, - for \u{201c}cannot judge\u{201d}.")
    });
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn act(ui: &mut Ui, room: &Room, mut voting: Voting, action: Action) -> Vec<Effect> {
    let goals = voting.marks.len();
    let leaving = std::mem::take(&mut voting.leaving);
    match action {
        Action::Mark(score) => mark(&mut voting, Some(score)),
        Action::CannotJudge => mark(&mut voting, None),
        Action::Up => voting.at = voting.at.saturating_sub(1),
        Action::Down => voting.at = (voting.at + 1).min(goals.saturating_sub(1)),
        Action::StartOver => {
            voting.marks = vec![None; goals];
            voting.at = 0;
            update::say(ui, Role::Muted, "Started over: nothing is marked.");
        }
        Action::HandIn => {
            let left = voting.marks.iter().position(Option::is_none);
            if let Some(first) = left {
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
            } else {
                let answers = Answers::Scores(voting.marks.iter().copied().flatten().collect());
                if let Some(voter) = voting.voter {
                    return vec![Effect::Cast { voter, answers }];
                }

                slip(ui, room, &voting.group);
                return vec![Effect::Slip {
                    group: voting.group,
                    answers,
                }];
            }
        }
        // One stray key, of a clicker for one, must not take away what somebody has marked.
        Action::Back if !leaving && voting.marks.iter().any(Option::is_some) => {
            voting.leaving = true;
            update::say(
                ui,
                Role::Warn,
                "Esc again leaves this vote: nothing of it is handed in.",
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
    ui.push(Layer::Ballot(voting));
    Vec::new()
}

fn mark(voting: &mut Voting, score: Option<u8>) {
    if let Some(mark) = voting.marks.get_mut(voting.at) {
        *mark = Some(score);
    }
    voting.at = (voting.at + 1).min(voting.marks.len().saturating_sub(1));
}
