//! The facilitator's notes at the desk: time, what to ask, the next comment, people not yet heard, held comments.
//!
//! None of it may reach the projected screen.

pub mod prompts;

use super::{context::Context, countdown, screen::themes::short, show, ui::Ui};
use crate::{
    app::{
        cards::{
            Align, Beside, Block, Line, Part, Role, SIDE_COLUMNS, centred, line, muted, span, text,
            told,
        },
        words,
    },
    domain::{
        agenda::Stage,
        findings::{Comment, Theme},
        meeting::mark::Slide,
        people::Attendee,
    },
    text::{quotation::quoted, wrap},
};

/// Width in columns of text from which the notes have two columns.
const TWO_COLUMNS: u16 = 70;
/// Longest part of a comment in the notes, in characters. All of it is on the wall, or will be.
const COMMENT: usize = 160;
/// Names in the narrow panel before the rest is a number.
const NAMES_BESIDE: usize = 6;
/// Height in rows from which an empty line stands below the heading.
const ROOMY: u16 = 24;
/// Rows of the window outside the panel.
const FRAME: usize = 5;

/// A part of the notes: its heading and its lines.
struct Notes {
    title: &'static str,
    lines: Vec<Block>,
}

/// All notes, for a screen of their own.
pub fn blocks(ui: &Ui, room: &Context) -> Vec<Block> {
    let mut left = asked(room);
    if !left.is_empty() {
        left.push(Block::Gap);
    }
    left.extend(clock(ui, room));
    push_parts(
        &mut left,
        vec![
            Notes {
                title: "Next comment",
                lines: next_comment(room, COMMENT),
            },
            Notes {
                title: "Next on the agenda",
                lines: next(room),
            },
        ],
    );
    let mut right = Vec::new();
    push_parts(&mut right, lists(room, usize::MAX, COMMENT));
    if right.is_empty() {
        right.push(muted("Nobody is waiting, and nothing is held back."));
    }
    let mut blocks = vec![heading(room)];
    if ui.shell.size.1 >= ROOMY {
        blocks.push(Block::Gap);
    }
    blocks.push(Block::Beside(Beside::new(
        TWO_COLUMNS,
        vec![Part::share(1, left), Part::share(1, right)],
    )));
    blocks
}

/// The parts that list people and comments, the most pressing first.
fn lists(room: &Context, names: usize, comment: usize) -> Vec<Notes> {
    let access = Notes {
        title: "Access needs",
        lines: access(room),
    };
    let mut all = vec![
        Notes {
            title: "Not here yet",
            lines: not_here(room, names),
        },
        Notes {
            title: "Not heard yet",
            lines: not_heard(room, names),
        },
        Notes {
            title: "Whose voice",
            lines: voice(room),
        },
        Notes {
            title: "Not voted yet",
            lines: not_voted(room, names),
        },
        Notes {
            title: "Come back to",
            lines: starred(room, comment),
        },
        Notes {
            title: "Belong together",
            lines: together(room),
        },
        Notes {
            title: "Noted",
            lines: notes(room),
        },
        Notes {
            title: "Held back, not for the wall",
            lines: held(room, comment),
        },
    ];
    // While people come in, somebody can still fetch the hearing loop; later it is what to keep in mind.
    let place = if room.stage() == Stage::Welcome {
        1
    } else {
        all.len()
    };
    all.insert(place, access);
    all
}

/// The access needs of the people on the list, on Welcome; later of those who are here.
fn access(room: &Context) -> Vec<Block> {
    let people = room.meeting.people().iter();
    let on_welcome = room.stage() == Stage::Welcome;
    people
        .filter(|a| !a.person.access.is_empty() && (on_welcome || a.is_here()))
        .map(|a| text(format!("{}: {}", a.person.name, a.person.access.join(", "))))
        .collect()
}

/// The side that speaks, and each group's share of the time, on this theme and on all of them.
fn voice(room: &Context) -> Vec<Block> {
    let airtime = &room.mark.airtime;
    let Some(theme) = theme(room) else {
        // At the end as well: the picture of it is on the wall only if the room wants it there.
        let all = words::airtime(airtime.in_all(room.now)).filter(|_| room.stage() == Stage::Close);
        return all
            .map(|said| text(format!("In all: {said}.")))
            .into_iter()
            .collect();
    };
    let mut lines = Vec::new();
    if let Some(turn) = airtime.turn() {
        let now = format!("{}.", words::speaks(turn.voice));
        lines.push(told(Role::Accent, now));
    }
    let here = airtime.on(&theme.id, room.now);
    let all = airtime.in_all(room.now);
    lines.extend(words::airtime(here).map(|said| text(format!("Here: {said}."))));
    if let Some(group) = room.meeting.group_of_one().filter(|_| all.both() > 0) {
        lines.push(muted(format!(
            "Only {} came: minutes and outcome leave it out.",
            words::voters(group, 1)
        )));
    }
    if all != here {
        lines.extend(words::airtime(all).map(|said| muted(format!("In all: {said}."))));
    }
    lines
}

/// Adds parts below each other. A part without lines has no heading either: an empty one costs a look.
fn push_parts(blocks: &mut Vec<Block>, parts: Vec<Notes>) {
    for part in parts.into_iter().filter(|part| !part.lines.is_empty()) {
        if !blocks.is_empty() && blocks.last() != Some(&Block::Gap) {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Heading(part.title.to_owned()));
        blocks.extend(part.lines);
    }
}

/// The agenda item, and who leads the meeting.
fn heading(room: &Context) -> Block {
    let items = &room.meeting.agenda().items;
    let item = items.get(room.mark.item).filter(|_| !room.follow_up);
    let item = item.map_or_else(
        || room.stage().title().to_owned(),
        |item| words::item(room.meeting, &item.what),
    );
    let leads = room
        .meeting
        .facilitator()
        .map_or_else(String::new, |a| format!("{} leads", a.person.name));
    Block::Pair(line(Role::Strong, item), line(Role::Muted, leads))
}

/// The time that is left, large: of the countdown while one runs, else of the agenda item.
fn clock(ui: &Ui, room: &Context) -> Vec<Block> {
    if let Some(countdown) = countdown::line(ui, room).filter(|c| c.left > 0) {
        return vec![
            Block::Big(countdown.text, Role::Accent),
            centred(Role::Ink, countdown.label),
        ];
    }
    let items = &room.meeting.agenda().items;
    let Some(item) = items.get(room.mark.item).filter(|_| !room.follow_up) else {
        return vec![Block::Big(room.now.hm(), Role::Accent)];
    };
    let minutes = item.minutes.saturating_add(room.mark.added(room.mark.item));
    let planned = u64::from(minutes) * 60;
    let taken = room.mark.taken(room.mark.item, room.now);
    let calm = ui.settings.reduced_motion;
    let of = format!(
        "of {}",
        words::count(u64::from(minutes), "minute", "minutes")
    );
    let (figure, role, said) = match planned.checked_sub(taken) {
        Some(left) => {
            let last = left <= 60 && room.mark.running.is_some();
            let role = if last { Role::Warn } else { Role::Accent };
            (left, role, format!("left {of}"))
        }
        None => (taken - planned, Role::Warn, format!("over, {of}")),
    };
    let paused = match room.mark.running {
        Some(_) => "",
        None if taken == 0 => ", not begun",
        None => ", paused",
    };
    vec![
        Block::Big(words::minutes_and_seconds(figure, calm), role),
        centred(Role::Ink, format!("{said}{paused}")),
    ]
}

/// The next question for the room.
fn asked(room: &Context) -> Vec<Block> {
    let Some(prompt) = prompts::current(room) else {
        return Vec::new();
    };
    let mut lines = vec![Block::Text {
        line: line(Role::Accent, prompt.ask),
        side: Align::Left,
        indent: 0,
    }];
    if !prompt.because.is_empty() {
        lines.push(muted(prompt.because));
    }
    lines
}

/// The theme on the wall, on Themes only.
fn theme<'a>(room: &Context<'a>) -> Option<&'a Theme> {
    room.theme().filter(|_| room.stage() == Stage::Themes)
}

/// The comment that the next key or click puts on the wall.
fn next_comment(room: &Context, most: usize) -> Vec<Block> {
    let Some(theme) = theme(room) else {
        return Vec::new();
    };
    let shown = &room.mark.shown;
    let (at, all) = match &shown.slide {
        Some(Slide::Comment { theme: of, at, all }) if *of == theme.id => (at + 1, *all),
        // The comment that follows the finding on the wall, as a clicker goes.
        _ => (shown.finding, false),
    };
    let comments = room.meeting.comments_on_wall(theme, all);
    comments
        .get(at)
        .map(|comment| quotation(room, comment, most, ""))
        .into_iter()
        .collect()
}

/// A comment in quotation marks with its source, and a mark before it.
fn quotation(room: &Context, comment: &Comment, most: usize, mark: &str) -> Block {
    let mut words: Line = Vec::new();
    if !mark.is_empty() {
        words.push(span(Role::Accent, mark));
    }
    words.push(span(Role::Ink, quoted(&short(&comment.text, most))));
    let source = words::source(room.meeting.attribution(comment));
    if !source.is_empty() {
        words.push(span(Role::Muted, format!("  {source}")));
    }
    Block::Text {
        line: words,
        side: Align::Left,
        indent: 0,
    }
}

/// The next agenda item, and the projected end of the meeting.
fn next(room: &Context) -> Vec<Block> {
    let items = &room.meeting.agenda().items;
    let mut lines = Vec::new();
    // The next item and not the current one, which is on the wall: at the desk one prepares.
    if let Some(item) = items.get(room.mark.item.saturating_add(1)) {
        let who = item
            .speaker
            .as_deref()
            .map_or_else(String::new, |s| format!(", {}", room.meeting.name_of(s)));
        lines.push(text(format!(
            "{}{who}, {} min",
            words::item(room.meeting, &item.what),
            item.minutes
        )));
    }
    if let Some(pace) = show::pace(room) {
        lines.push(muted(format!(
            "At this pace {}, planned {}.",
            pace.expected.hm(),
            pace.planned.hm()
        )));
    }
    lines
}

/// Names in one line, at most `most` of them; the others are counted.
fn listed<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> Vec<Block> {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return Vec::new();
    }
    // One name more is no longer than "and 1 more".
    let shown = if names.len() <= most.saturating_add(1) {
        names.len()
    } else {
        most
    };
    // A name is not broken at the end of a line.
    let mut words = names
        .get(..shown)
        .unwrap_or_default()
        .join(", ")
        .replace(' ', "\u{a0}")
        .replace(",\u{a0}", ", ");
    let left = names.len() - shown;
    if left > 0 {
        words = format!("{words} and {left} more");
    }
    vec![text(words)]
}

/// Names of the people on the list who have not come, on Welcome.
fn not_here(room: &Context, most: usize) -> Vec<Block> {
    if room.stage() != Stage::Welcome {
        return Vec::new();
    }
    let absent = room.meeting.people().iter().filter(|a| !a.was_here());
    listed(absent.map(|a| a.person.name.as_str()), most)
}

/// Names of the people present who have not been heard on the theme; empty until the first one has.
fn not_heard(room: &Context, most: usize) -> Vec<Block> {
    let Some(theme) = theme(room) else {
        return Vec::new();
    };
    // Before the speaking round begins the list would only name everybody.
    if room.meeting.heard_on(&theme.id).is_empty() {
        return Vec::new();
    }
    let left = prompts::not_heard(room, &theme.id);
    listed(left.into_iter().map(|a| a.person.name.as_str()), most)
}

/// Names of the voters in the open round who have not handed in; with paper slips only their number is known.
fn not_voted(room: &Context, most: usize) -> Vec<Block> {
    let Some(round) = room.meeting.open_round() else {
        return Vec::new();
    };
    // Slips carry no names, so a list of those without a ballot would accuse people who voted on paper.
    if !room.ballots.slips.is_empty() {
        let slips: u32 = room.ballots.slips.values().sum();
        return vec![muted(format!(
            "{} came on paper, without names.",
            words::count(u64::from(slips), "vote", "votes")
        ))];
    }
    let left = round
        .voters
        .iter()
        .filter(|v| !room.ballots.voted.contains(&v.person))
        .filter_map(|v| room.meeting.attendee(&v.person))
        .filter(|a| a.is_here());
    listed(left.map(|a: &Attendee| a.person.name.as_str()), most)
}

/// The starred comments: those of the theme on Themes, all of them later.
fn starred(room: &Context, most: usize) -> Vec<Block> {
    of_themes(room)
        .into_iter()
        .flat_map(|theme| &theme.comments)
        .filter(|c| room.meeting.is_starred(&c.id))
        .map(|c| quotation(room, c, most, "* "))
        .collect()
}

/// The words under which comments of these themes belong together, with the number of comments of each.
fn together(room: &Context) -> Vec<Block> {
    let mut words: Vec<(&str, u64)> = Vec::new();
    for comment in of_themes(room).into_iter().flat_map(|t| &t.comments) {
        let Some(group) = room.meeting.comment_group(&comment.id) else {
            continue;
        };
        match words.iter_mut().find(|(word, _)| *word == group) {
            Some((_, many)) => *many += 1,
            None => words.push((group, 1)),
        }
    }
    words
        .into_iter()
        .map(|(word, many)| {
            Block::Pair(
                line(Role::Ink, word),
                line(Role::Muted, words::count(many, "comment", "comments")),
            )
        })
        .collect()
}

/// The themes whose comments are of use now: the one on the wall, and all of them once goals are talked about.
fn of_themes<'a>(room: &Context<'a>) -> Vec<&'a Theme> {
    match room.stage() {
        Stage::Themes => room.theme().into_iter().collect(),
        Stage::Goals | Stage::Vote | Stage::Owners => {
            room.meeting.findings().themes.iter().collect()
        }
        Stage::Welcome | Stage::Review | Stage::Close => Vec::new(),
    }
}

/// Notes on the current theme, or on the meeting as a whole.
fn notes(room: &Context) -> Vec<Block> {
    let theme = theme(room).map(|t| t.id.as_str());
    room.meeting
        .notes()
        .iter()
        .filter(|n| n.theme.as_deref() == theme)
        .map(|n| text(n.text.clone()))
        .collect()
}

/// The theme's comments that are held back from the wall.
fn held(room: &Context, most: usize) -> Vec<Block> {
    let Some(theme) = theme(room) else {
        return Vec::new();
    };
    theme
        .comments
        .iter()
        .filter(|c| room.meeting.is_held(&c.id))
        .map(|c| quotation(room, c, most, ""))
        .collect()
}

/// The side panel: at the desk the notes in short, then the panel of the wall where there is room.
pub fn side(ui: &Ui, room: &Context) -> Vec<Block> {
    if !room.desk {
        return super::side::blocks(ui, room);
    }
    let mut blocks = asked(room);
    let mut parts = vec![Notes {
        title: "Next",
        lines: next(room),
    }];
    parts.extend(lists(room, NAMES_BESIDE, 60));
    // Here and not in the notes, which another terminal shows as well: there the key does nothing.
    let is_new = theme(room).is_some() && room.meeting.is_started() && !room.follow_up;
    if is_new && room.mark.airtime.is_empty() {
        parts.push(Notes {
            title: "Whose voice",
            lines: vec![muted("{Voice} notes who speaks.")],
        });
    }
    push_parts(&mut blocks, parts);
    // The panel does not scroll. What it has no room for is in the notes, and it says so.
    let most = usize::from(ui.shell.size.1).saturating_sub(FRAME);
    let (shown, whole) = fitting(blocks, most);
    blocks = shown;
    if !whole {
        blocks.push(muted("{Notes} shows the rest."));
        return blocks;
    }
    let wall = super::side::blocks(ui, room);
    if rows(&blocks) + 1 + rows(&wall) <= most {
        blocks.push(Block::Gap);
        blocks.extend(wall);
    }
    blocks
}

/// As many blocks as fit in `most` rows of the panel, with one row left for a note; `true` if those are all.
fn fitting(blocks: Vec<Block>, most: usize) -> (Vec<Block>, bool) {
    if rows(&blocks) <= most {
        return (blocks, true);
    }
    let mut shown: Vec<Block> = Vec::new();
    let mut used = 0;
    for block in blocks {
        used += rows(std::slice::from_ref(&block));
        if used >= most {
            break;
        }
        shown.push(block);
    }
    while matches!(shown.last(), Some(Block::Gap | Block::Heading(_))) {
        shown.pop();
    }
    (shown, false)
}

/// Rows of blocks in the panel.
// The panel is worked out before it is drawn. Its blocks are lines of text, which wrap at its width.
fn rows(blocks: &[Block]) -> usize {
    let wrapped = |words: &str| wrap(words, SIDE_COLUMNS).len().max(1);
    let joined = |line: &Line| line.iter().map(|s| s.text.as_str()).collect::<String>();
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading(words) => wrapped(words),
            Block::Text { line, .. } => wrapped(&joined(line)),
            _ => 1,
        })
        .sum()
}
