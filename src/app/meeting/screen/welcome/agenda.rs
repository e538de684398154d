//! The agenda on Welcome: beside the people, below them, or on a page of its own.

use super::{
    super::super::{context::Context, ui::Ui},
    WelcomeRow, marked_row,
};
use crate::{
    app::{
        cards::{Block, Column, Role, Row, line},
        words,
    },
    domain::people::Attendee,
};

/// From this width of the window in columns on, the agenda is beside the people.
pub(super) const BESIDE_FROM: u16 = 112;
/// From this width in columns on, the minutes are also drawn as bars.
const BARS_FROM: u16 = 140;
/// Rows of the window outside the page.
const FRAME: usize = 5;

/// The place of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgendaPlace {
    /// In a column beside the people.
    Beside,
    /// Below everything else.
    Below,
    /// On a page of its own, below the last person.
    OwnPage,
}

/// The place of the agenda in this window.
pub(super) fn place(ui: &Ui, room: &Context) -> AgendaPlace {
    let (columns, rows) = ui.shell.size;
    if columns >= BESIDE_FROM {
        return AgendaPlace::Beside;
    }
    let [left, right] = super::lists(room).map(|lists| {
        let lines = lists.iter().map(|list| list.people.len() + 2);
        lines.sum::<usize>()
    });
    let agenda = room.meeting.agenda();
    // Title, absences and headings take about twelve lines more.
    let needed = left.max(right) + 2 * agenda.ground_rules.len() + agenda.items.len() + 12;
    if usize::from(rows) >= needed + FRAME {
        AgendaPlace::Below
    } else {
        AgendaPlace::OwnPage
    }
}

/// `true` if the agenda has a page of its own.
pub(super) fn has_own_page(ui: &Ui, room: &Context) -> bool {
    place(ui, room) == AgendaPlace::OwnPage && !room.meeting.agenda().items.is_empty()
}

/// The agenda with the time of each item and its minutes.
pub(super) fn block(ui: &Ui, room: &Context) -> Block {
    let agenda = room.meeting.agenda();
    let clock = agenda.clock();
    let time = |nth: usize| {
        let at = clock.as_ref().and_then(|times| times.get(nth));
        at.map_or_else(String::new, |at| {
            format!("{:02}:{:02}", at.hour(), at.minute())
        })
    };
    let beside = place(ui, room) == AgendaPlace::Beside;
    let bars = beside && ui.shell.size.0 >= BARS_FROM;
    let marked = marked_row(ui, room);
    let items = agenda.items.iter().enumerate();
    let rows = items.map(|(nth, item)| {
        let now = nth == room.mark.item && room.meeting.is_started();
        let role = if now { Role::Strong } else { Role::Ink };
        let middle = if bars {
            let cells = usize::try_from(item.minutes).unwrap_or(0).min(MOST_MINUTES);
            line(Role::Bar, "\u{2584}".repeat(cells))
        } else {
            let speaker = item.speaker.as_deref();
            line(
                Role::Muted,
                speaker.map_or_else(String::new, |id| speaker_name(room, id)),
            )
        };
        Row {
            cells: vec![
                line(Role::Muted, time(nth)),
                line(role, words::item(room.meeting, &item.what)),
                middle,
                line(Role::Ink, item.minutes.to_string()),
            ],
            selected: marked == WelcomeRow::Item(nth),
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    if clock.is_some() {
        rows.push(Row {
            cells: vec![
                line(Role::Muted, time(agenda.items.len())),
                line(Role::Muted, "the end"),
                Vec::new(),
                line(Role::Muted, agenda.planned().to_string()),
            ],
            selected: false,
        });
    }
    if !beside {
        let columns = vec![
            Column::set("", 5, 2),
            Column::fill(""),
            Column::words("", 24, 1),
            Column::number("minutes", 0),
        ];
        return Block::Table { columns, rows };
    }
    // In a column there is no room for the names of the speakers, and a title keeps one line.
    let mut columns = vec![Column::set("", 5, 0), Column::one_line("", 34, 0)];
    if bars {
        columns.push(Column::fill(""));
    } else {
        for row in &mut rows {
            row.cells.remove(2);
        }
    }
    columns.push(Column::number("min", 0));
    Block::Table { columns, rows }
}

/// Longest bar, in minutes.
const MOST_MINUTES: usize = 15;

fn speaker_name(room: &Context, id: &str) -> String {
    let attendee: Option<&Attendee> = room.meeting.attendee(id);
    attendee.map_or_else(|| room.meeting.name_of(id), |a| a.person.name.clone())
}
