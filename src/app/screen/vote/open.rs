//! While a round is open, and before: what was announced, how many have voted, hands as they are counted.

use crate::{
    app::{
        cards::{Block, Column, Page, Role, Row, centred, line, muted},
        room::Room,
        ui::Ui,
        words,
    },
    domain::{
        agenda::{Method, Stage, Weight},
        capacity::grouped,
        meeting::Meeting,
        vote::round::{Allowed, Round, RoundSettings},
    },
};

/// What is announced while a round is open, and before it opens.
pub fn rules(
    meeting: &Meeting,
    method: Method,
    weight: Weight,
    apart_from: u32,
    allowed: Allowed,
) -> Vec<Block> {
    let mut blocks = vec![
        centred(
            Role::Ink,
            format!(
                "{}.  {}.",
                words::capital(&words::method(method, allowed)),
                words::capital(words::weight(weight))
            ),
        ),
        centred(Role::Muted, words::rule(method)),
    ];
    if method != Method::Hands {
        blocks.push(centred(
            Role::Muted,
            format!("A group of fewer than {apart_from} is never shown apart. The facilitator does not vote."),
        ));
        let small: Vec<&str> = meeting
            .groups()
            .into_iter()
            .filter(|g| {
                let n = meeting
                    .voters_here()
                    .iter()
                    .filter(|v| v.group == *g)
                    .count();
                n > 0 && n < apart_from as usize
            })
            .map(words::group)
            .collect();
        if !small.is_empty() {
            blocks.push(centred(
                Role::Warn,
                format!(
                    "Too few {} are here: only the result of all will be shown.",
                    small.join(" and ")
                ),
            ));
        }
    }
    blocks
}

fn announced(room: &Room, round: &Round) -> Vec<Block> {
    rules(
        room.meeting,
        round.method,
        round.weight,
        round.apart_from,
        round.allowed,
    )
}

pub(super) fn sealed_page(room: &Room, round: &Round) -> Page {
    let turnout = room.meeting.turnout(round, room.ballots);
    let left = turnout.of.saturating_sub(turnout.voted);
    let minutes = Meeting::minutes_for(round.goals.len(), left);
    let mut blocks = vec![
        centred(Role::Strong, format!("Round {}", round.number)),
        Block::Gap,
    ];
    if !room.turnout_known {
        blocks.push(centred(Role::Accent, "A vote is open."));
        blocks.push(Block::Gap);
        blocks.extend(announced(room, round));
        return Page {
            blocks,
            slide: true,
            ..Page::default()
        };
    }
    blocks.extend([
        Block::Big(format!("{} of {}", turnout.voted, turnout.of), Role::Accent),
        centred(
            Role::Ink,
            match turnout.proxy {
                0 => "have voted".to_owned(),
                n => format!("have voted, {n} of them through somebody else"),
            },
        ),
        Block::Gap,
    ]);
    blocks.push(if left == 0 {
        centred(Role::Good, "Everybody has voted: c closes the round.")
    } else {
        centred(
            Role::Muted,
            format!(
                "about {} more",
                words::count(minutes as u64, "minute", "minutes")
            ),
        )
    });
    blocks.push(Block::Gap);
    blocks.extend(announced(room, round));
    blocks.push(centred(
        Role::Muted,
        "The keyboard goes round: \u{201c}I am Jo\u{201d}, one key a goal. A dot shows that it was marked, never what.",
    ));
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

pub(super) fn hands_page(ui: &Ui, room: &Room, round: &Round) -> Page {
    let at = ui.row(Stage::Vote, round.goals.len());
    let groups = round.groups();
    let mut columns = vec![Column::fill("goal")];
    columns.extend(groups.iter().map(|g| Column::words(words::group(g), 22, 0)));
    let rows =
        round.goals.iter().enumerate().map(|(i, id)| {
            let title = room
                .meeting
                .goal(id)
                .map_or_else(|| id.clone(), |g| g.title.clone());
            let mut cells = vec![line(Role::Ink, title)];
            cells.extend(groups.iter().map(
                |g| match round.hands.get(id).and_then(|h| h.get(*g)) {
                    Some(h) => line(
                        Role::Ink,
                        format!("{} for, {} not, {} -", h.yes, h.no, h.abstain),
                    ),
                    None => line(Role::Muted, "not counted"),
                },
            ));
            Row {
                cells,
                selected: i == at,
            }
        });
    let rows = rows.collect();
    let blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!("Round {}: show of hands", round.number),
            ),
            line(Role::Muted, words::weight(round.weight)),
        ),
        Block::Gap,
        Block::Table { columns, rows },
        Block::Gap,
        muted("Enter counts the hands of a group on this goal: for, against, abstained."),
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

/// The minutes that a round takes, as it is announced.
pub fn minutes_line(room: &Room, settings: &RoundSettings) -> String {
    let voters = room.meeting.voters_here().len();
    let goals = settings.goals.len() as u64;
    let who = words::count(voters as u64, "person", "people");
    match settings.method {
        Method::Hands => format!("{} on {}", who, words::count(goals, "goal", "goals")),
        _ => {
            let minutes = Meeting::minutes_for(settings.goals.len(), voters);
            format!(
                "{who}, {}: about {} minutes",
                words::count(goals, "goal", "goals"),
                grouped(minutes as u64)
            )
        }
    }
}
