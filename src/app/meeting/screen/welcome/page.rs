//! The page of Welcome in its two sizes, and the agenda's own page.

use super::{
    super::super::{context::Context, ui::Ui},
    PeopleList, WelcomeRow,
    agenda::{self, AgendaPlace},
    lists, marked_row, times,
};
use crate::{
    app::{
        cards::{
            Align, Beside, Block, Column, Line, Page, Part, Role, Row, line, muted, span, text,
            told,
        },
        words,
    },
    domain::people::Attendee,
    store::code_keys::CodeKeys,
    text::{truncate, width},
};

/// Below this height of the window in rows, the title and the free lines give way to the people and the rules.
const LOW: u16 = 22;
/// Least width in columns of text for the lists side by side.
const LISTS_FROM: u16 = 48;
/// Least width in columns of text for the ground rules in two columns.
const RULES_FROM: u16 = 70;
/// Below this width of the window in columns, roles are left out.
const ROLES_FROM: u16 = 76;
/// From this number of people who are not here yet on, no names are said.
const MANY: usize = 5;
/// Columns of the window beside the words of a fact: margins, mark and label.
const FACT_INDENT: usize = 24;

/// The page: the people with the rules, or the agenda while one of its items is marked.
pub(in super::super) fn page(ui: &Ui, room: &Context) -> Page {
    let blocks = match marked_row(ui, room) {
        WelcomeRow::Item(_) => agenda_page(ui, room),
        WelcomeRow::Person(_) => people_page(ui, room),
    };
    Page {
        blocks,
        ..Page::default()
    }
}

fn agenda_page(ui: &Ui, room: &Context) -> Vec<Block> {
    vec![
        Block::Pair(
            line(Role::Strong, "Today"),
            vec![
                span(Role::Accent, "{First}"),
                span(Role::Muted, " goes back to the people"),
            ],
        ),
        agenda::block(ui, room),
    ]
}

fn people_page(ui: &Ui, room: &Context) -> Vec<Block> {
    let meeting = room.meeting;
    let low = ui.shell.size.1 < LOW;
    let place = agenda::place(ui, room);
    let here = meeting.people().iter().filter(|a| a.is_here()).count();
    let here = format!("{here} of {} here", meeting.people().len());
    let title = match meeting.agenda().meeting.title.as_str() {
        "" => "Welcome",
        title => title,
    };
    let missing = missing(room);
    let mut blocks = Vec::new();
    if low {
        let missing = missing
            .as_ref()
            .map(|words| vec![span(Role::Warn, "Missing "), span(Role::Ink, words.clone())]);
        blocks.push(Block::Pair(
            line(Role::Strong, here),
            missing.unwrap_or_default(),
        ));
    } else {
        blocks.push(Block::Pair(
            line(Role::Strong, title),
            line(Role::Strong, here),
        ));
        let more = if place == AgendaPlace::OwnPage && agenda::has_own_page(ui, room) {
            vec![
                span(Role::Accent, "{Last}"),
                span(Role::Muted, " the agenda"),
            ]
        } else {
            Line::new()
        };
        if let Some(when) = when_and_where(room) {
            blocks.push(Block::Pair(line(Role::Muted, when), more));
        }
        // Space that a wide window has, and 22 rows have not.
        if ui.shell.size.1 >= 30 {
            blocks.push(Block::Gap);
        }
    }
    if meeting.people().is_empty() {
        blocks.push(Block::Gap);
        blocks.push(muted(
            "The people of this meeting will stand here. {WalkIn} adds somebody who is in the room.",
        ));
    }
    blocks.push(columns(ui, room, place));
    // Said before the meeting begins, while somebody can still be fetched. A vote without patients is not what was announced.
    let mut facts = Vec::new();
    if !low {
        let nobody = |words: String| format!("{words}. Nobody is on the list.");
        facts.extend(missing.map(|words| fact("Missing", nobody(words))));
        facts.extend(not_here_yet(ui, room).map(|words| fact("Not here yet", words)));
    }
    facts.extend(no_longer(room).map(|words| fact("No longer here", words)));
    if !facts.is_empty() {
        if !low {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Table {
            columns: vec![Column::words("", 14, 0), Column::fill("")],
            rows: facts,
        });
    }
    blocks.extend(rules(ui, room));
    if place == AgendaPlace::Below && !meeting.agenda().items.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Accent, "Today"));
        blocks.push(agenda::block(ui, room));
    }
    blocks
}

fn fact(name: &str, words: String) -> Row {
    Row {
        cells: vec![line(Role::Warn, name), line(Role::Ink, words)],
        selected: false,
    }
}

/// The lists side by side, with the agenda as a third column in a wide window.
fn columns(ui: &Ui, room: &Context, place: AgendaPlace) -> Block {
    let [left, right] = lists(room);
    let at = match marked_row(ui, room) {
        WelcomeRow::Person(at) => Some(at),
        WelcomeRow::Item(_) => None,
    };
    let has_times = |lists: &[PeopleList]| {
        let mut people = lists.iter().flat_map(|list| &list.people);
        people.any(|a| !times(a, room).is_empty() || expected_by_telephone(a, room))
    };
    let (timed, timed_at_right) = (has_times(&left), has_times(&right));
    let extra = Extra {
        timed,
        // Names go before them in a narrow window, and the page of a round has all seats.
        seats: ui.shell.size.0 >= ROLES_FROM || !(timed || timed_at_right),
    };
    let mut nth = 0;
    let left = column(ui, room, &left, at, &mut nth, extra);
    let right = column(ui, room, &right, at, &mut nth, extra);
    let parts = if place == AgendaPlace::Beside {
        // The time of a latecomer needs a column of its own, and only then.
        let (first, second) = if timed { (39, 37) } else { (33, 43) };
        vec![
            Part::share(first, left),
            Part::share(second, right),
            Part::share(
                34,
                vec![told(Role::Accent, "Today"), agenda::block(ui, room)],
            ),
        ]
    } else {
        let (first, second) = match () {
            () if ui.shell.size.0 < ROLES_FROM && timed_at_right => (26, 28),
            () if ui.shell.size.0 < ROLES_FROM => (29, 25),
            () if timed => (39, 35),
            () => (33, 41),
        };
        vec![Part::share(first, left), Part::share(second, right)]
    };
    Block::Beside(
        Beside {
            gap: 2,
            ..Beside::new(LISTS_FROM, parts)
        }
        .scrolling(),
    )
}

/// Parts of a row beside the name.
#[derive(Clone, Copy, Debug)]
struct Extra {
    /// Times stand in the left column.
    timed: bool,
    /// Seats stand before the names.
    seats: bool,
}

impl Extra {
    /// The columns or cells of a row, with that of the seat if there is one.
    fn before<T>(self, seat: T, others: [T; 2]) -> Vec<T> {
        let seat = self.seats.then_some(seat);
        seat.into_iter().chain(others).collect()
    }
}

/// The lists of a column; `nth` counts the people before it.
fn column(
    ui: &Ui,
    room: &Context,
    lists: &[PeopleList],
    at: Option<usize>,
    nth: &mut usize,
    extra: Extra,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for list in lists {
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        let here = list.people.iter().filter(|a| a.is_here()).count();
        blocks.push(Block::Text {
            line: vec![
                span(Role::Accent, heading(list.group)),
                span(Role::Muted, format!("  {here} of {}", list.people.len())),
            ],
            side: Align::Left,
            indent: 0,
        });
        let rows = list.people.iter().map(|a| {
            let row = person(ui, room, a, at == Some(*nth), extra);
            *nth += 1;
            row
        });
        blocks.push(Block::Table {
            // The same columns in all lists: they are one list to arrows and the mouse.
            columns: extra.before(
                Column {
                    said: "seat",
                    ..Column::number("", 0)
                },
                [Column::fill(""), Column::one_line("", 28, 0)],
            ),
            rows: rows.collect(),
        });
    }
    blocks
}

fn heading(group: Option<&str>) -> String {
    let words = group.map_or("does not vote", words::group);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn person(ui: &Ui, room: &Context, a: &Attendee, selected: bool, extra: Extra) -> Row {
    let timed = extra.timed;
    let here = a.is_here();
    let (tick, role) = if here {
        ("[x] ", Role::Good)
    } else {
        ("[ ] ", Role::Ink)
    };
    let came_and_left = times(a, room);
    let narrow = ui.shell.size.0 < ROLES_FROM;
    // The number that is typed in a vote, so that everybody has read it before the pad comes.
    let seat = room.meeting.seat_of(&a.person.id);
    let seat = seat.filter(|_| a.group().is_some());
    let seat = seat.map_or_else(Line::new, |seat| line(Role::Muted, seat.to_string()));
    let mut name = vec![span(role, tick), span(Role::Ink, a.person.name.clone())];
    // The time of a latecomer takes the room for it.
    let leads = a.person.lead && !(narrow || timed && ui.shell.size.0 < 100);
    if leads {
        name.push(span(Role::Muted, ", leads"));
    }
    let is_patient = a.group() == Some("patient");
    if a.group().is_none() && !narrow && !timed && !a.person.role.is_empty() {
        // Beside the name: in the column of the latecomers' times it would be cut.
        name.push(span(
            Role::Muted,
            format!("  {}", a.person.role.to_lowercase()),
        ));
    }
    let note = match () {
        // Without the time, which has no room there.
        () if came_and_left.starts_with("left") && narrow => "left".to_owned(),
        () if a.is_by_telephone() && narrow => "phone".to_owned(),
        () if !came_and_left.is_empty() && narrow => "late".to_owned(),
        () if expected_by_telephone(a, room) && narrow => String::new(),
        () if expected_by_telephone(a, room) => "{Telephone}: phone".to_owned(),
        // Late and left stand in the place of the role, which the room can see or ask.
        () if !came_and_left.is_empty() => came_and_left,
        // A patient's role is the heading.
        () if narrow || is_patient || a.group().is_none() => String::new(),
        () => a.person.role.clone(),
    };
    Row {
        cells: extra.before(seat, [name, line(Role::Muted, note)]),
        selected,
    }
}

/// `true` if somebody has a code card and has not come yet.
fn expected_by_telephone(a: &Attendee, room: &Context) -> bool {
    let has_card = |cards: &CodeKeys| cards.listed(&a.person.id).is_some();
    !a.was_here() && room.cards.is_some_and(has_card)
}

fn when_and_where(room: &Context) -> Option<String> {
    let meeting = &room.meeting.agenda().meeting;
    let mut parts = Vec::new();
    if meeting.date.is_some() {
        // A meeting held on another day than planned shows the day on which it was held.
        parts.push(crate::domain::dates::say(room.meeting.date(room.now)));
    }
    if let Some(start) = meeting.start {
        let time = |at: jiff::civil::Time| format!("{:02}:{:02}", at.hour(), at.minute());
        let end = room
            .meeting
            .agenda()
            .clock()
            .and_then(|t| t.last().copied());
        let end = end.filter(|end| *end != start);
        parts.push(end.map_or_else(
            || time(start),
            |end| format!("{} to {}", time(start), time(end)),
        ));
    } else if let Some(minutes) = meeting.minutes {
        parts.push(format!("{minutes} minutes"));
    }
    if !meeting.place.is_empty() {
        parts.push(meeting.place.clone());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The groups and expected roles of which nobody is on the list.
fn missing(room: &Context) -> Option<String> {
    let meeting = room.meeting;
    let people = meeting.people();
    if people.is_empty() {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let groups = [
        ("patient", "a patient"),
        ("mdt", "anybody of the hospital team"),
    ];
    for (group, words) in groups {
        if !people.iter().any(|a| a.group() == Some(group)) {
            parts.push(words.to_owned());
        }
    }
    let roles = meeting.missing_roles();
    for role in roles.iter().map(|role| role.to_lowercase()) {
        // As the meeting looks for a role: the list says "consultant radiologist" where a "radiologist" is expected.
        let listed = |a: &Attendee| a.person.role.to_lowercase().contains(&role);
        if !people.iter().any(listed) {
            let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            parts.push(format!("{article} {role}"));
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The people on the list who have not come yet, by name where they are few, else the groups of which nobody has.
fn not_here_yet(ui: &Ui, room: &Context) -> Option<String> {
    let people = room.meeting.people();
    let absent: Vec<&Attendee> = people.iter().filter(|a| !a.was_here()).collect();
    if absent.is_empty() || absent.len() == people.len() {
        return None;
    }
    if absent.len() >= MANY {
        // The lists show who they are; what matters now is a group that nobody is here for.
        let missing = room.meeting.missing_groups();
        let listed = |group: &str| people.iter().any(|a| a.group() == Some(group));
        let groups: Vec<&str> = missing
            .into_iter()
            .filter(|group| listed(group))
            .map(words::group)
            .collect();
        return (!groups.is_empty()).then(|| format!("all of the {}", groups.join(" and the ")));
    }
    let names: Vec<&str> = absent.iter().map(|a| a.person.name.as_str()).collect();
    let with_roles = absent.iter().map(|a| {
        let beside = match a.group() {
            Some("patient") => "patients".to_owned(),
            _ => a.person.role.to_lowercase(),
        };
        if beside.is_empty() {
            a.person.name.clone()
        } else {
            format!("{} ({beside})", a.person.name)
        }
    });
    let with_roles = with_roles.collect::<Vec<_>>().join(", ");
    // On one line, or the lists above would lose one: the lists show the group of everybody as well.
    let room_for = usize::from(ui.shell.size.0).saturating_sub(FACT_INDENT);
    Some(if width(&with_roles) <= room_for {
        with_roles
    } else {
        names.join(", ")
    })
}

/// The groups of which everybody who was here has left. One person who left is seen in the list.
fn no_longer(room: &Context) -> Option<String> {
    let groups = room.meeting.left_groups().into_iter().map(|g| match g {
        "patient" => "all patients",
        _ => "all of the hospital team",
    });
    let all: Vec<&str> = groups.collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The ground rules, all of them: in two columns where that saves lines, each on a line of its own in a high window.
fn rules(ui: &Ui, room: &Context) -> Vec<Block> {
    let rules = &room.meeting.agenda().ground_rules;
    if rules.is_empty() {
        return Vec::new();
    }
    let (low, high) = (ui.shell.size.1 < LOW, ui.shell.size.1 >= 30);
    let rows: Vec<Row> = rules
        .iter()
        .enumerate()
        .map(|(nth, rule)| Row {
            cells: vec![
                line(Role::Muted, (nth + 1).to_string()),
                line(Role::Ink, truncate(rule, LONGEST_RULE).into_owned()),
            ],
            selected: false,
        })
        .collect();
    let table = |rows: Vec<Row>| Block::Table {
        columns: vec![Column::words("", 2, 0), Column::fill("")],
        rows,
    };
    let mut blocks = Vec::new();
    if !low {
        blocks.push(Block::Gap);
        blocks.push(told(Role::Accent, "What we hold to"));
    }
    if low {
        // Without a column for the numbers, which costs the words a line.
        let lines = rules.iter().enumerate().map(|(nth, rule)| {
            let rule = truncate(rule, LONGEST_RULE);
            text(format!("{} {rule}", nth + 1))
        });
        blocks.extend(lines);
        return blocks;
    }
    if high || rules.len() < 3 {
        blocks.push(table(rows));
        return blocks;
    }
    let half = rows.len().div_ceil(2);
    let (first, second) = rows.split_at(half);
    blocks.push(Block::Beside(Beside {
        gap: 2,
        ..Beside::new(
            RULES_FROM,
            vec![
                Part::share(34, vec![table(first.to_vec())]),
                Part::share(40, vec![table(second.to_vec())]),
            ],
        )
    }));
    blocks
}

/// Longest rule in columns of text: four lines of the narrowest window.
const LONGEST_RULE: usize = 200;
