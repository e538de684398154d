//! Read-only pages: the glossary, the tour, and the facilitator's notes.

use crate::app::{
    cards::{Align, Block, Column, Page, Role, Row, line, muted, span, text, told},
    meeting::{
        context::Context,
        desk,
        ui::{Reading, Ui},
    },
    words,
};

pub(super) fn page(ui: &Ui, room: &Context, what: Reading) -> Page {
    let blocks = match what {
        Reading::Glossary => glossary(),
        Reading::Tour => tour(),
        // The same notes as beside the page at the desk, here for a window that is too narrow for a panel.
        Reading::Notes => desk::blocks(room),
        Reading::Files => files(ui, room),
    };
    Page {
        blocks,
        ..Page::default()
    }
}

/// The files of the meeting, each with its path.
// The path is all there is: the program starts no other one, so the papers are opened from the folder.
fn files(ui: &Ui, room: &Context) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading("Documents that were written".into()),
        Block::Gap,
    ];
    if ui.written.is_empty() && ui.papers.is_empty() {
        blocks.push(muted(
            "Nothing yet. {Close.Save} saves what was agreed; {Papers} writes booklet, minutes and action log.",
        ));
        return blocks;
    }
    if room.behind {
        blocks.push(told(
            Role::Bad,
            "What was agreed is recorded, but not in outcome.yaml yet. It is tried again.",
        ));
    }
    blocks.extend(ui.written.iter().map(|path| text(path.clone())));
    if ui.papers.is_empty() {
        blocks.extend([
            Block::Gap,
            muted("{Papers} writes booklet, minutes and action log."),
        ]);
    } else {
        blocks.push(Block::Gap);
        blocks.extend(ui.papers.iter().map(|line| text(line.clone())));
        blocks.extend([
            Block::Gap,
            muted("To read one, open that folder: this program starts no other."),
        ]);
    }
    blocks
}

/// The words on the wall with their meanings.
fn glossary() -> Vec<Block> {
    let rows = words::GLOSSARY
        .iter()
        .map(|word| Row {
            cells: vec![line(Role::Strong, word.plain), line(Role::Ink, word.means)],
            selected: false,
        })
        .collect();
    vec![
        Block::Heading("What the words on the wall mean".into()),
        Block::Gap,
        Block::Table {
            columns: vec![Column::words("", 20, 0), Column::fill("")],
            rows,
        },
    ]
}

/// The tour of a first meeting.
fn tour() -> Vec<Block> {
    let key = |keys: &str, what: &str| Row {
        cells: vec![line(Role::Accent, keys), line(Role::Ink, what)],
        selected: false,
    };
    vec![
        Block::Heading("How this works, in a minute".into()),
        Block::Gap,
        text(
            "From what patients said to goals, votes, owners and a read-back. Go back and forth as you like: nothing is lost by it.",
        ),
        Block::Gap,
        Block::Table {
            columns: vec![Column::words("", 12, 0), Column::fill("")],
            rows: vec![
                key(
                    "{Go(Welcome)} to {Go(Close)}",
                    "to a stage; a clicker goes on through the agenda",
                ),
                key(
                    "{List.Up} {List.Down} {Open}",
                    "to a row, and into it; a click does the same",
                ),
                key("{Help}", "what can be done here"),
                key(
                    "{Everywhere.Actions}",
                    "everything that can be done, by name",
                ),
                key(
                    "{Everywhere.Back}",
                    "one step back; only {Always.Quit} quits",
                ),
                key("{Undo}", "undo, as far back as you like"),
                key("{Blank}", "blank the wall; any key brings it back"),
                key(
                    "{Common.Colours}  {Glossary}",
                    "other colours; what a word means",
                ),
            ],
        },
        Block::Gap,
        Block::Text {
            line: vec![
                span(Role::Strong, "Every step is saved as you make it. "),
                span(Role::Muted, "{Tour} shows this page again."),
            ],
            side: Align::Left,
            indent: 0,
        },
    ]
}
