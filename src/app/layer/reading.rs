//! Pages that are only read: what the words mean, the tour, and the facilitator's notes.

use crate::app::{
    cards::{Block, Column, Page, Role, Row, line, muted, span, text},
    desk,
    room::Room,
    ui::{Reading, Ui},
    words,
};

pub(super) fn page(ui: &Ui, room: &Room, what: Reading) -> Page {
    let blocks = match what {
        Reading::Glossary => glossary(),
        Reading::Tour => tour(),
        Reading::Notes => desk::blocks(ui, room),
    };
    Page {
        blocks,
        ..Page::default()
    }
}

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

fn tour() -> Vec<Block> {
    let key = |keys: &str, what: &str| Row {
        cells: vec![line(Role::Accent, keys), line(Role::Ink, what)],
        selected: false,
    };
    vec![
        Block::Heading("How this works, in a minute".into()),
        Block::Gap,
        text(
            "The room goes from what patients said to goals, votes, owners and a read-back. Go back and forth as you like: nothing is lost by it.",
        ),
        Block::Gap,
        Block::Table {
            columns: vec![Column::words("", 14, 0), Column::fill("")],
            rows: vec![
                key(
                    "1 to 7",
                    "go to a stage; PgDn and a clicker go on through the agenda",
                ),
                key(
                    "\u{2191} \u{2193}  Enter",
                    "the row under the mark, and a closer look; a click does the same",
                ),
                key(
                    "?",
                    "every key that works where you are, each to be run from there",
                ),
                key(":", "everything that can be done, by name"),
                key("Esc", "one step back; nothing quits but Ctrl-Q"),
                key("u", "undo, as far back as you like"),
                key("b", "blank the wall; any key brings it back"),
                key("v  i", "other colours; what a word means"),
            ],
        },
        Block::Gap,
        Block::Text {
            line: vec![
                span(Role::Strong, "Every step is saved as you make it. "),
                span(Role::Muted, "F2 shows this page again."),
            ],
            side: crate::app::cards::Side::Left,
            indent: 0,
        },
        muted(
            "Votes are secret: the keyboard goes round, a dot shows that a goal was marked, never what.",
        ),
    ]
}
