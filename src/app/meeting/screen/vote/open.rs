//! The pages before a round and of a show of hands: the announced rules, the minutes, the counts.

use crate::{
    app::{
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        meeting::{context::Context, ui::Ui},
        words,
    },
    domain::{
        agenda::Stage,
        capacity::grouped,
        meeting::Meeting,
        vote::{
            disclosure::OPEN_FROM,
            round::Round,
            settings::{RoundSettings, Weight},
        },
    },
};

/// The rules announced before a round opens and while it is open.
pub fn rules(meeting: &Meeting, settings: &RoundSettings) -> Vec<Block> {
    let method = settings.method;
    let mut blocks = vec![
        told(
            Role::Ink,
            format!(
                "{}.  {}.",
                words::capital(&words::method(method, settings.allowed)),
                words::capital(words::weight_of(settings.method, settings.weight))
            ),
        ),
        muted(words::rule(method)),
    ];
    // Secrecy is not promised for a show of hands.
    if method.is_open() {
        return blocks;
    }
    let row = method.row();
    // Said before the round opens: who will be shown apart must be known before anybody
    // votes, and cannot be changed afterwards.
    let least = settings.apart_from.max(row.shown_from);
    let shown = words::needs(method).unwrap_or_else(|| {
        let ranges = if least < OPEN_FROM {
            format!(" Fewer than {OPEN_FROM}: as a range.")
        } else {
            String::new()
        };
        format!("A group of fewer than {least} is never shown apart.{ranges}")
    });
    blocks.push(muted(format!("{shown} The facilitator does not vote.")));
    let here = |group: &str| {
        let voters = meeting.voters_here();
        u32::try_from(voters.iter().filter(|v| v.group == group).count()).unwrap_or(u32::MAX)
    };
    let small: Vec<&str> = meeting
        .groups()
        .into_iter()
        .filter(|g| (1..least).contains(&here(g)))
        .collect();
    // With two groups that count the same, one person is half of the result: 5.0 together can only be a 5 of theirs.
    if small.iter().any(|g| here(g) == 1) && settings.weight == Weight::Balanced {
        let one: Vec<&str> = small.iter().copied().filter(|g| here(g) == 1).collect();
        let who: Vec<String> = one.iter().map(|g| words::voters(g, 1)).collect();
        blocks.push(told(
            Role::Warn,
            format!(
                "Only {} votes, and is half of every result: a result at either end comes close to that one vote. A show of hands, or every person counting the same, is fairer.",
                who.join(" and ")
            ),
        ));
    } else if !small.is_empty() {
        let who: Vec<&str> = small.into_iter().map(words::group).collect();
        blocks.push(told(
            Role::Warn,
            format!(
                "Too few {} are here: only the result of all will be shown, rounded.",
                who.join(" and ")
            ),
        ));
    }
    blocks
}

/// The warning that a group is nearly the same as in an earlier round.
// The difference of two results of nearly the same group is somebody's ballot, so the later result is withheld. The
// room is told before it votes, not after.
pub fn alike(meeting: &Meeting, settings: &RoundSettings) -> Option<Block> {
    let alike = meeting.too_alike(settings);
    let mut groups: Vec<&str> = alike.iter().map(|(g, _)| words::group(g)).collect();
    groups.dedup();
    let number = |id: &String| {
        meeting
            .rounds()
            .iter()
            .find(|r| r.id == *id)
            .map(|r| r.number)
    };
    let mut rounds: Vec<usize> = alike.iter().filter_map(|(_, r)| number(r)).collect();
    rounds.sort_unstable();
    rounds.dedup();
    let rounds: Vec<String> = rounds.iter().map(ToString::to_string).collect();
    (!alike.is_empty()).then(|| {
        told(
            Role::Warn,
            format!(
                "! The {} are nearly the same people as in round {}. The difference would tell somebody\u{2019}s vote, so no group will be shown apart, unless the vote begins anew and the earlier result goes.",
                groups.join(" and the "),
                rounds.join(" and ")
            ),
        )
    })
}

pub(super) fn hands_page(ui: &Ui, room: &Context, round: &Round) -> Page {
    let at = ui.row(Stage::Vote, round.settings.goals.len());
    let groups = round.groups();
    let mut columns = vec![Column::fill("goal")];
    columns.extend(groups.iter().map(|g| Column::words(words::group(g), 22, 0)));
    let rows =
        round.settings.goals.iter().enumerate().map(|(i, id)| {
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
    let counted = |goal: &String| {
        let hands = round.hands.get(goal);
        groups
            .iter()
            .all(|g| hands.is_some_and(|h| h.contains_key(*g)))
    };
    let last = if round.settings.goals.iter().all(counted) {
        told(
            Role::Good,
            "Every group is counted on every goal: {CloseRound} closes the round.",
        )
    } else {
        muted("{OpenHands.Open} counts the hands of a group on this goal: for, against, abstained.")
    };
    let rows = rows.collect();
    let blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!("Round {}: show of hands", round.number),
            ),
            line(Role::Muted, words::weight(round.settings.weight)),
        ),
        Block::Gap,
        Block::Table { columns, rows },
        Block::Gap,
        last,
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

/// The expected duration of a round in minutes.
pub fn minutes_line(room: &Context, settings: &RoundSettings) -> String {
    let voters = room.meeting.voters_here().len();
    let goals = settings.goals.len() as u64;
    let who = words::count(voters as u64, "person", "people");
    let on = words::count(goals, "goal", "goals");
    if settings.method.is_open() {
        return format!("{who} on {on}");
    }
    let minutes = Meeting::minutes_for(settings.goals.len(), voters);
    format!("{who}, {on}: about {} minutes", grouped(minutes as u64))
}
