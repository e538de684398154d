//! The side panel of a wide window: agenda and progress, people present, money and hours spent.

use super::{context::Context, screen::review, show, ui::Ui};
use crate::app::{
    cards::{Block, Line, Role, SIDE_COLUMNS, line, muted, span},
    words,
};
use crate::{
    domain::{
        agenda::{Activity, Stage},
        capacity::{Load, grouped},
    },
    text::truncate,
};

/// Rows of the window outside the page, at the sizes where the panel is shown.
const FRAME: usize = 8;

/// The blocks of the panel, from top to bottom.
// The panel does not scroll. The agenda is shortened, because the attendance and the totals change during the meeting
// and the agenda can be seen on Welcome.
pub fn blocks(ui: &Ui, room: &Context) -> Vec<Block> {
    if room.follow_up {
        return review::beside_the_page(room);
    }
    let mut below = Vec::new();
    let mut part = |title: &str, lines: Vec<Block>| {
        if !lines.is_empty() {
            below.push(Block::Gap);
            below.push(Block::Heading(title.to_owned()));
            below.extend(lines);
        }
    };
    part("Here", here(room));
    // Before the vote the room weighs what it could do; from the vote on it spends. One
    // total at a time, or they get mixed up.
    let spending = matches!(room.stage(), Stage::Vote | Stage::Owners | Stage::Close);
    if spending {
        part("Agreed so far", spent(room, &room.meeting.agreed_load()));
    } else {
        let reach = Load::of(room.meeting.within_reach());
        part("Within our reach", spent(room, &reach));
    }
    // The panel is worked out before it is drawn, so its height comes from the window and the lines below the agenda.
    let most = usize::from(ui.shell.size.1).saturating_sub(FRAME + below.len() + 1);
    let mut blocks = agenda(room, most.max(4));
    blocks.extend(below);
    blocks
}

/// The agenda in at most `most` lines below its heading, with the current item among them.
fn agenda(room: &Context, most: usize) -> Vec<Block> {
    let items = &room.meeting.agenda().items;
    if items.is_empty() {
        return Vec::new();
    }
    // The projected end is in the header just above, so the planned one is shown beside it for comparison.
    let planned = show::pace(room).map_or_else(Line::new, |pace| {
        line(Role::Muted, format!("planned {}", pace.planned.hm()))
    });
    let shown: Vec<usize> = (0..items.len())
        .filter(|i| {
            let review = matches!(
                items.get(*i).map(|i| &i.what),
                Some(Activity::Stage(Stage::Review))
            );
            !review || room.meeting.previous().is_some()
        })
        .collect();
    let at = shown.iter().position(|i| *i == room.mark.item).unwrap_or(0);
    let (first, count) = if shown.len() <= most {
        (0, shown.len())
    } else {
        // The item before the current one stays for orientation; one line is kept for the number left out.
        let count = most.saturating_sub(1);
        (at.saturating_sub(1).min(shown.len() - count), count)
    };
    let mut blocks = vec![Block::Pair(line(Role::Strong, "Agenda"), planned)];
    let visible = shown.iter().skip(first).take(count);
    blocks.extend(visible.map(|i| agenda_line(room, *i)));
    let left_out = shown.len() - count;
    if left_out > 0 {
        blocks.push(muted(format!("  and {left_out} more")));
    }
    blocks
}

/// The line of one agenda item: its title, and its minutes or the minutes taken.
fn agenda_line(room: &Context, i: usize) -> Block {
    let Some(item) = room.meeting.agenda().items.get(i) else {
        return Block::Gap;
    };
    let now = i == room.mark.item && room.meeting.is_started();
    let taken = room.mark.taken(i, room.now) / 60;
    let been = room.mark.visited.contains(&i) && !now;
    let (mark, role) = match (now, been) {
        (true, _) => ("\u{2022} ", Role::Accent),
        (false, true) => ("  ", Role::Muted),
        (false, false) => ("  ", Role::Ink),
    };
    // With the unit: "0 of 7" alone was read as seven things of which none had been seen.
    let minutes = if been {
        format!("{taken} of {} min", item.minutes)
    } else {
        format!("{} min", item.minutes)
    };
    let rest = SIDE_COLUMNS.saturating_sub(2 + 3 + minutes.len());
    let title = words::item(room.meeting, &item.what);
    let title = truncate(&title, rest).into_owned();
    Block::Pair(
        vec![span(Role::Accent, mark), span(role, title)],
        line(Role::Muted, minutes),
    )
}

/// The number of people present in each group, patients first.
fn here(room: &Context) -> Vec<Block> {
    let mut groups: Vec<(&str, u64)> = Vec::new();
    for a in room.meeting.people().iter().filter(|a| a.is_here()) {
        let group = a.group().map_or("others", words::group);
        match groups.iter_mut().find(|(g, _)| *g == group) {
            Some((_, n)) => *n += 1,
            None => groups.push((group, 1)),
        }
    }
    // Patients first, as in the speaking round: the order itself says whose meeting it is.
    groups.sort_by_key(|(g, _)| (*g != "patients", *g == "others"));
    groups
        .into_iter()
        .map(|(group, n)| Block::Pair(line(Role::Ink, group), line(Role::Ink, grouped(n))))
        .collect()
}

/// Money, hours and goals against the capacity; a total over its limit is marked.
fn spent(room: &Context, load: &Load) -> Vec<Block> {
    let capacity = &room.meeting.agenda().capacity;
    let row = |name: &str, have: String, of: Option<String>, over: bool| {
        let role = if over { Role::Bad } else { Role::Ink };
        let words = of.map_or(have.clone(), |of| format!("{have} of {of}"));
        // A sign besides the colour: some people see no red, and the mono palette has none.
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
