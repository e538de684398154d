//! Read-only pages: the glossary, the tour, and the facilitator's notes.

use crate::app::{
    cards::{Align, Block, Column, Page, Role, Row, line, muted, span, text, told},
    meeting::{
        context::Context,
        desk, show,
        ui::{Reading, Ui},
    },
    words,
};

pub(super) fn page(ui: &Ui, room: &Context, what: Reading) -> Page {
    let blocks = match what {
        Reading::Glossary => glossary(&show::page(ui, room).text()),
        Reading::Tour => tour(),
        // The same notes as beside the page at the desk, here for a window that is too narrow for a panel.
        Reading::Notes => desk::blocks(ui, room),
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

/// The words on the wall with their meanings: those on the page below first, whose text is given.
fn glossary(text: &str) -> Vec<Block> {
    // One blank around each word, so that a word is found whole and not inside another.
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let text = format!(" {} ", words.collect::<Vec<_>>().join(" "));
    let is_here = |word: &&words::Word| is_in(word.plain, &text);
    let here: Vec<&words::Word> = words::GLOSSARY.iter().filter(is_here).collect();
    let others: Vec<&words::Word> = words::GLOSSARY.iter().filter(|w| !is_here(w)).collect();
    let mut blocks = Vec::new();
    for (title, list) in [
        ("Words on this page", here),
        ("Other words on the wall", others),
    ] {
        if list.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        let row = |word: &words::Word| Row {
            cells: vec![line(Role::Strong, word.plain), line(Role::Ink, word.means)],
            selected: false,
        };
        blocks.push(Block::Heading(title.to_owned()));
        blocks.push(Block::Gap);
        blocks.push(Block::Table {
            columns: vec![Column::words("", 20, 0), Column::fill("")],
            rows: list.into_iter().map(row).collect(),
        });
    }
    blocks
}

/// `true` if a text has a word of the glossary, alone or as several.
fn is_in(word: &str, text: &str) -> bool {
    // Some entries are examples, such as "likely 33 to 50": their figures and dots are others on the page.
    let fixed = word
        .split(' ')
        .take_while(|part| part.starts_with(char::is_alphabetic));
    let fixed = fixed.collect::<Vec<_>>().join(" ");
    text.contains(&format!(" {fixed} ")) || text.contains(&format!(" {fixed}s "))
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
                key(
                    "{Undo}  {Steps}",
                    "undo, back to the last closed round; what it takes back",
                ),
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
