//! Beside the page, where the window has room: the agenda with its progress, who is here, what is spent.

use super::{
    cards::{Block, Line, Role, SIDE_COLUMNS, line, span},
    room::Room,
    show, words,
};
use crate::{
    domain::{
        agenda::{Stage, What},
        capacity::{Load, grouped},
    },
    text::truncate,
};

/// Everything of it, from top to bottom.
pub fn blocks(room: &Room) -> Vec<Block> {
    let mut blocks = agenda(room);
    let mut part = |title: &str, lines: Vec<Block>| {
        if !lines.is_empty() {
            if !blocks.is_empty() {
                blocks.push(Block::Gap);
            }
            blocks.push(Block::Heading(title.to_owned()));
            blocks.extend(lines);
        }
    };
    part("Here", here(room));
    let spending = matches!(room.stage(), Stage::Vote | Stage::Owners | Stage::Close);
    if spending {
        part("Agreed so far", spent(room, &room.meeting.agreed_load()));
    } else {
        let reach = Load::of(room.meeting.within_reach());
        part("Within our reach", spent(room, &reach));
    }
    blocks
}

fn agenda(room: &Room) -> Vec<Block> {
    let items = &room.meeting.agenda().items;
    if items.is_empty() {
        return Vec::new();
    }
    // As it goes stands in the header, above it.
    let planned = show::pace(room).map_or_else(Line::new, |pace| {
        line(Role::Muted, format!("planned {}", pace.planned.hm()))
    });
    let mut blocks = vec![Block::Pair(line(Role::Strong, "Agenda"), planned)];
    for (i, item) in items.iter().enumerate() {
        if matches!(item.what, What::Stage(Stage::Review)) && room.meeting.previous().is_none() {
            continue;
        }
        let title = words::item(room.meeting, &item.what);
        let now = i == room.mark.item && room.meeting.is_started();
        let taken = room.mark.taken(i, room.now) / 60;
        let been = room.mark.visited.contains(&i) && !now;
        let (mark, role) = if now {
            ("\u{2022} ", Role::Accent)
        } else if been {
            ("  ", Role::Muted)
        } else {
            ("  ", Role::Ink)
        };
        let minutes = if been {
            format!("{taken} of {}", item.minutes)
        } else {
            item.minutes.to_string()
        };
        let rest = SIDE_COLUMNS.saturating_sub(2 + 3 + minutes.len());
        let title = truncate(&title, rest).into_owned();
        blocks.push(Block::Pair(
            vec![span(Role::Accent, mark), span(role, title)],
            line(Role::Muted, minutes),
        ));
    }
    blocks
}

fn here(room: &Room) -> Vec<Block> {
    let mut groups: Vec<(&str, u64)> = Vec::new();
    for a in room.meeting.people().iter().filter(|a| a.is_here()) {
        let group = a.group().map_or("others", words::group);
        match groups.iter_mut().find(|(g, _)| *g == group) {
            Some((_, n)) => *n += 1,
            None => groups.push((group, 1)),
        }
    }
    groups.sort_by_key(|(g, _)| (*g != "patients", *g == "others"));
    groups
        .into_iter()
        .map(|(group, n)| Block::Pair(line(Role::Ink, group), line(Role::Ink, grouped(n))))
        .collect()
}

fn spent(room: &Room, load: &Load) -> Vec<Block> {
    let capacity = &room.meeting.agenda().capacity;
    let row = |name: &str, have: String, of: Option<String>, over: bool| {
        let role = if over { Role::Bad } else { Role::Ink };
        let words = of.map_or(have.clone(), |of| format!("{have} of {of}"));
        let over = if over { "! " } else { "" };
        Block::Pair(line(Role::Ink, name), line(role, format!("{over}{words}")))
    };
    let over = |have: u64, limit: Option<u64>| limit.is_some_and(|l| have > l);
    vec![
        row(
            "money",
            capacity.money_text(load.money),
            capacity.money.map(|m| capacity.money_text(m)),
            over(load.money, capacity.money),
        ),
        row(
            "hours",
            grouped(load.hours),
            capacity.hours.map(grouped),
            over(load.hours, capacity.hours),
        ),
        row(
            "goals",
            grouped(load.goals),
            capacity.goals.map(grouped),
            over(load.goals, capacity.goals),
        ),
    ]
}
