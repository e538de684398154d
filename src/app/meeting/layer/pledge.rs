//! The pledge on one page: the unit, its agreed goals with owners and days, and a square that carries them home.
//!
//! It is the last page of a meeting, so it has the window to itself: no frame, no clock and no warnings.

mod texts;

use crate::{
    app::{
        action::Action,
        cards::{Align, Beside, Block, Page, Part, Role, Square, SquarePart, line, muted, told},
        meeting::{
            context::Context,
            effect::Effect,
            screen::owners,
            ui::{Sheet, Ui},
        },
    },
    domain::{dates, goal::Goal, phrase},
    text::wrap,
};

/// Columns and rows from which the square of all goals stands beside their list.
const BESIDE_FROM: (u16, u16) = (100, 28);
/// Columns and rows from which a goal has its square; below it a square holds nothing useful.
const SQUARE_FROM: (u16, u16) = (76, 20);
/// Least columns of text beside a square.
const TEXT: usize = 34;
/// The same beside the square of all goals.
const LIST: usize = 40;
/// Columns between the text and a square, whose light margin is a gap already.
const GAP: u16 = 1;
/// Rows of the large letters over the list.
const LETTERS: usize = 4;

/// The goals of the pledge, in the order of the board.
fn goals<'a>(room: &'a Context) -> Vec<&'a Goal> {
    room.meeting
        .live_goals()
        .filter(|g| g.is_agreed())
        .collect()
}

/// The page: all goals, or the goal at a place for a photograph.
pub(super) fn page(ui: &Ui, room: &Context, at: Option<usize>) -> Page {
    let goals = goals(room);
    let area = area(ui);
    let blocks = match at.and_then(|at| Some((at, *goals.get(at)?))) {
        Some((at, goal)) => one(ui, room, goal, (at, goals.len()), area),
        None => all(ui, room, &goals, area),
    };
    Page {
        blocks,
        bare: true,
        ..Page::default()
    }
}

/// Columns and rows of the page: the window without its margins and the row of keys.
fn area(ui: &Ui) -> (usize, usize) {
    let (columns, rows) = ui.shell.size;
    let margins = if columns < 60 { 2 } else { 4 };
    (
        usize::from(columns.saturating_sub(margins)),
        usize::from(rows.saturating_sub(1)),
    )
}

fn reaches(ui: &Ui, (columns, rows): (u16, u16)) -> bool {
    ui.shell.size.0 >= columns && ui.shell.size.1 >= rows
}

fn all(ui: &Ui, room: &Context, goals: &[&Goal], (columns, rows): (usize, usize)) -> Vec<Block> {
    let room_for_it = columns.saturating_sub(LIST + usize::from(GAP));
    let square = Some(())
        .filter(|()| reaches(ui, BESIDE_FROM) && !goals.is_empty())
        .and_then(|()| {
            let mut texts = texts::all(room, goals).into_iter();
            texts.find_map(|text| Square::fitting(&text, room_for_it, rows))
        });
    let Some(square) = square else {
        return list(room, goals, (columns, rows), None);
    };
    let wide = square.columns();
    let text = columns.saturating_sub(wide + usize::from(GAP));
    let caption = "Point a telephone at the square: the words are in it, no network is needed.";
    let list = list(room, goals, (text, rows), Some(caption));
    vec![beside(list, square)]
}

/// The text on the left, the square on the right.
fn beside(text: Vec<Block>, square: Square) -> Block {
    let wide = u16::try_from(square.columns()).unwrap_or(u16::MAX);
    let square = vec![Block::Square(SquarePart::Code(Box::new(square)))];
    Block::Beside(Beside {
        gap: GAP,
        ..Beside::new(0, vec![Part::share(1, text), Part::fixed(wide, square)])
    })
}

/// The unit, the goals and who agreed to them, as airy as `rows` allow.
fn list(
    room: &Context,
    goals: &[&Goal],
    (columns, rows): (usize, usize),
    caption: Option<&str>,
) -> Vec<Block> {
    let narrow = columns < 60;
    let unit = room.meeting.findings().unit.name.clone();
    let day = dates::say(room.meeting.date(room.now));
    let agreed = in_the_room(room);
    let lines = |goal: &Goal| {
        let title = wrap(
            &goal.title,
            columns.saturating_sub(usize::from(INDENT)).max(1),
        )
        .len();
        title + promise(room, goal, narrow).len()
    };
    let needed: usize = goals.iter().map(|goal| lines(goal)).sum();
    let captions = caption.map_or(0, |caption| wrap(caption, columns.max(1)).len() + 1);
    // Unit and day stand beside the letters where there is room for them, else below.
    let under = if narrow { 3 } else { 0 };
    let rest = needed + goals.len() + captions + usize::from(!agreed.is_empty());
    let large = LETTERS + 1 + under + rest <= rows;
    // The blank lines between goals go before anything that is said.
    let airy = large || 2 + under + rest <= rows;
    let mut blocks = Vec::new();
    if narrow {
        blocks.extend([heading(large), Block::Gap]);
        blocks.push(told(Role::Ink, unit));
        blocks.push(muted(day));
    } else if large {
        blocks.push(Block::Beside(Beside::new(
            0,
            vec![
                Part::share(3, vec![heading(true)]),
                Part::share(
                    2,
                    vec![Block::Gap, right(Role::Ink, unit), right(Role::Muted, day)],
                ),
            ],
        )));
    } else {
        blocks.push(Block::Pair(
            line(Role::Strong, "Our pledge"),
            line(Role::Muted, format!("{unit}, {day}")),
        ));
    }
    if goals.is_empty() {
        blocks.extend([Block::Gap, muted("No goal has been agreed yet.")]);
    }
    for (nth, goal) in goals.iter().enumerate() {
        if airy || nth == 0 {
            blocks.push(Block::Gap);
        }
        blocks.push(numbered(nth + 1, &goal.title, promise(room, goal, narrow)));
    }
    if !agreed.is_empty() {
        blocks.extend([Block::Gap, muted(agreed)]);
    }
    if let Some(caption) = caption {
        if airy {
            blocks.push(Block::Square(SquarePart::Caption(String::new())));
        }
        blocks.push(Block::Square(SquarePart::Caption(caption.to_owned())));
    }
    blocks
}

/// Columns of a goal's number and the blank after it; the board has room for nine goals.
const INDENT: u16 = 2;

/// A goal under its number, with its promise below.
fn numbered(number: usize, title: &str, promise: Vec<String>) -> Block {
    let number = vec![told(Role::Strong, number.to_string())];
    let words = promise.into_iter().map(|words| told(Role::Ink, words));
    let goal = [told(Role::Strong, title)].into_iter().chain(words);
    Block::Beside(Beside {
        gap: 0,
        ..Beside::new(
            0,
            vec![Part::fixed(INDENT, number), Part::share(1, goal.collect())],
        )
    })
}

fn heading(large: bool) -> Block {
    let words = "Our pledge".to_owned();
    if large {
        Block::Masthead(words)
    } else {
        Block::Heading(words)
    }
}

fn right(role: Role, words: String) -> Block {
    Block::Text {
        line: line(role, words),
        side: Align::Right,
        indent: 0,
    }
}

/// The owner, the partner and the day of a goal, on one line or on lines of their own.
fn promise(room: &Context, goal: &Goal, apart: bool) -> Vec<String> {
    let partner = goal.partner.as_deref().map(|p| room.meeting.name_of(p));
    let with = partner.map(|name| format!("with {name}"));
    let who = owner(room, goal);
    let by = goal.due.map(|day| format!("by {}", dates::long(day)));
    let who: Vec<String> = [who].into_iter().chain(with).collect();
    let who = who.join(" ");
    if apart {
        return [who].into_iter().chain(by).collect();
    }
    let all: Vec<String> = [who].into_iter().chain(by).collect();
    vec![all.join(", ")]
}

/// The owner's name; one who has yet to be asked is not promised.
fn owner(room: &Context, goal: &Goal) -> String {
    match owners::owner_name(room, goal) {
        name if name.is_empty() => "nobody yet".to_owned(),
        name if room.meeting.owner_to_ask(goal) => format!("{name}, still to be asked"),
        name => name,
    }
}

/// The people who are in the room, by group; empty where nobody is.
// Who is there when it is read back is who has agreed: a vote shows only what each of them thought of it before.
fn in_the_room(room: &Context) -> String {
    let here = |group: &str| {
        let people = room.meeting.people().iter();
        let here = people.filter(|a| a.is_here() && a.group() == Some(group));
        here.count() as u64
    };
    let parts: Vec<String> = [
        Some(here("mdt"))
            .filter(|n| *n > 0)
            .map(|n| format!("{n} of the team")),
        Some(here("patient"))
            .filter(|n| *n > 0)
            .map(|n| phrase::count(n, "patient", "patients")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    let lines = room.meeting.read_back_lines();
    // "Agreed" only where the room has said yes to each line.
    let agreed = !lines.is_empty() && lines.iter().all(|line| line.confirmed);
    let what = if agreed {
        "Agreed in the room"
    } else {
        "In the room"
    };
    format!("{what}: {}.", parts.join(", "))
}

/// One goal, for a photograph.
fn one(
    ui: &Ui,
    room: &Context,
    goal: &Goal,
    (at, of): (usize, usize),
    (columns, rows): (usize, usize),
) -> Vec<Block> {
    let room_for_it = columns.saturating_sub(TEXT + usize::from(GAP));
    let square = Some(())
        .filter(|()| reaches(ui, SQUARE_FROM))
        .and_then(|()| {
            let mut texts = texts::one(room, goal).into_iter();
            texts.find_map(|(text, is_entry)| {
                Some((Square::fitting(&text, room_for_it, rows)?, is_entry))
            })
        });
    let mut text = vec![
        Block::Gap,
        Block::Pair(
            line(Role::Accent, "Our pledge"),
            line(Role::Muted, format!("{} of {of}", at + 1)),
        ),
        Block::Gap,
        Block::Gap,
        told(Role::Strong, goal.title.clone()),
        Block::Gap,
    ];
    text.extend(
        promise(room, goal, true)
            .into_iter()
            .map(|words| told(Role::Ink, words)),
    );
    text.push(Block::Gap);
    text.push(muted(room.meeting.findings().unit.name.clone()));
    let Some((square, is_entry)) = square else {
        return text;
    };
    let caption = if is_entry {
        "Point a telephone at the square: it puts the day into your calendar."
    } else {
        "Point a telephone at the square: it holds these words."
    };
    text.extend([
        Block::Square(SquarePart::Caption(String::new())),
        Block::Square(SquarePart::Caption(caption.to_owned())),
    ]);
    vec![beside(text, square)]
}

/// Performs an action on the page.
pub(super) fn act(ui: &mut Ui, room: &Context, at: Option<usize>, action: Action) -> Vec<Effect> {
    let last = goals(room).len().checked_sub(1);
    let to = match (action, at) {
        (Action::Down | Action::Forward | Action::Zoom, None) => last.map(|_| 0),
        (Action::Down | Action::Forward, Some(at)) => last.map(|last| (at + 1).min(last)),
        (Action::Up | Action::Backward, Some(at)) => at.checked_sub(1),
        // Back from a goal is the list, and back from the list is Close.
        (Action::Zoom | Action::Back, Some(_)) => None,
        (Action::Back, None) => return Vec::new(),
        _ => at,
    };
    ui.push(Sheet::Pledge { at: to });
    Vec::new()
}
