//! The first page of a meeting: what each person is here for, in their own words, patients first.

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, told},
        meeting::{
            context::Context,
            effect::Effect,
            screen::vote,
            ui::{Sheet, Ui},
        },
        words,
    },
    domain::people::Attendee,
    text::{quotation::quoted, width},
};

/// Longest name beside the words, in columns of text.
const NAME_COLUMNS: u16 = 20;
/// Most people with an empty line between them: the room reads while somebody speaks.
const FEW: usize = 5;

/// The people whose words are shown: of those who are here, or of everybody on the list until the first one is ticked.
fn people<'a>(room: &Context<'a>) -> Vec<&'a Attendee> {
    let people = room.meeting.people();
    let some_here = people.iter().any(Attendee::is_here);
    // The words of somebody who did not come would be read as if they were in the room.
    let shown = |a: &&Attendee| !a.person.here_for.trim().is_empty() && (a.is_here() || !some_here);
    people.iter().filter(shown).collect()
}

/// `true` if there is something to show.
pub fn is_there(room: &Context) -> bool {
    !people(room).is_empty()
}

/// The page, with a list for each group.
pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let people = people(room);
    let low = vote::is_low(ui);
    // One width for all lists, or the words would begin at another column below each heading.
    let names = people.iter().map(|a| width(&a.person.name)).max();
    let names = names.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
    let columns = || {
        vec![
            Column::set("", names.min(NAME_COLUMNS), 0),
            Column::fill(""),
        ]
    };
    let mut blocks = vec![told(Role::Strong, "What each of us is here for")];
    let mut groups: Vec<Option<&str>> = room.meeting.groups().into_iter().map(Some).collect();
    groups.push(None);
    for group in groups {
        let mut rows = people
            .iter()
            .filter(|a| a.group() == group)
            .map(|a| Row {
                cells: vec![
                    line(Role::Muted, a.person.name.clone()),
                    line(Role::Ink, quoted(a.person.here_for.trim())),
                ],
                selected: false,
            })
            .peekable();
        if rows.peek().is_none() {
            continue;
        }
        if !low || blocks.len() == 1 {
            blocks.push(Block::Gap);
        }
        let heading = group.map_or("Does not vote", words::group);
        blocks.push(told(Role::Accent, words::capital(heading)));
        if low || people.len() > FEW {
            blocks.push(Block::Table {
                columns: columns(),
                rows: rows.collect(),
            });
            continue;
        }
        for (nth, row) in rows.enumerate() {
            if nth > 0 {
                blocks.push(Block::Gap);
            }
            blocks.push(Block::Table {
                columns: columns(),
                rows: vec![row],
            });
        }
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// Handles an action on the page: the clicker's step forward leaves it, and so does the key that goes back.
pub(super) fn act(ui: &mut Ui, action: Action) -> Vec<Effect> {
    if !matches!(action, Action::Back | Action::Forward | Action::Backward) {
        ui.push(Sheet::HereFor);
    }
    Vec::new()
}
