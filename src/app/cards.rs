//! What a screen says, as data: blocks of text, tables, bars and fields, each with its role.
//!
//! One drawing of these serves every screen, and tests, and readers that have no screen at all.

use super::input::Key;
use crate::domain::settings::Palette;
pub use crate::text::Align;

/// What a piece of text is, from which its look follows. Nothing else has colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Text.
    #[default]
    Ink,
    /// Text that steps back.
    Muted,
    /// Text that stands out: bold.
    Strong,
    /// The one accent: what the eye should land on, and keys.
    Accent,
    /// It went well.
    Good,
    /// It wants attention.
    Warn,
    /// It went wrong.
    Bad,
    /// The filled part of a bar.
    Bar,
    /// The rest of a bar.
    Track,
}

/// A piece of text in one role. What it holds has been cleaned for the terminal when it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text, from wherever.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// A line of text in parts.
pub type Line = Vec<Span>;

/// A piece of text.
pub fn span(role: Role, text: impl Into<String>) -> Span {
    Span {
        text: text.into(),
        role,
    }
}

/// A line in one role.
pub fn line(role: Role, text: impl Into<String>) -> Line {
    vec![span(role, text)]
}

/// How wide a column of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As wide as its widest cell, but no wider than this.
    Fit(u16),
    /// What the others leave; its text is wrapped.
    Fill,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading; may be empty.
    pub head: String,
    /// Where its text stands.
    pub side: Align,
    /// How wide it is.
    pub width: Width,
    /// Which columns go first where there is no room: the highest; 0 never goes.
    pub drop: u8,
}

impl Column {
    /// A column of names that takes what the others leave.
    pub fn fill(head: &str) -> Self {
        Self {
            head: head.to_owned(),
            side: Align::Left,
            width: Width::Fill,
            drop: 0,
        }
    }

    /// A column of words, at most so wide, that goes at `drop`.
    pub fn words(head: &str, most: u16, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            side: Align::Left,
            width: Width::Fit(most),
            drop,
        }
    }

    /// A column of numbers that goes at `drop`.
    pub fn number(head: &str, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            side: Align::Right,
            width: Width::Fit(14),
            drop,
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Line>,
    /// The keys act on it: it has a mark and a tint.
    pub selected: bool,
}

/// A share of 100 with its likely range, drawn on a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Whose, such as `primary`.
    pub label: String,
    /// Per cent, 0 to 100; `None` where it is hidden, and then `text` says why.
    pub percent: Option<f64>,
    /// The interval, per cent.
    pub likely: Option<(f64, f64)>,
    /// A figure to hold it against, per cent, drawn as a line.
    pub against: Option<f64>,
    /// The share in figures, such as `41%`.
    pub figure: String,
    /// What stands right of it, or below where there is no room.
    pub text: String,
    /// A line of its own below; may be empty.
    pub below: Line,
    /// Only the line of `against` is drawn, not a bar.
    pub line_only: bool,
}

/// Text being written, with the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// What it is, such as `New goal`.
    pub label: String,
    /// Its lines; one where `several` is false.
    pub lines: Vec<String>,
    /// Line and character of the cursor.
    pub cursor: (usize, usize),
    /// It has several lines.
    pub several: bool,
    /// What was understood, or what is wrong with it.
    pub note: Line,
}

/// A part of a page, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// One empty line.
    Gap,
    /// A heading in bold.
    Heading(String),
    /// Text, wrapped by words.
    Text {
        /// In parts.
        line: Line,
        /// Where it stands.
        side: Align,
        /// Columns from the left.
        indent: u16,
    },
    /// Left text and right text on one line; the right one keeps its room.
    Pair(Line, Line),
    /// Rows under headings.
    Table {
        /// From left to right.
        columns: Vec<Column>,
        /// From top to bottom.
        rows: Vec<Row>,
    },
    /// Bars with the same label width, so that they stand below each other.
    Bars(Vec<Bar>),
    /// One bar as high as four lines, its figure in big characters before it.
    Tall(Bar),
    /// A patient's words at reading size, and where they come from.
    Quote {
        /// The words.
        text: String,
        /// Such as `interview, secondary`; may be empty.
        source: String,
    },
    /// A few big characters, at most about 12.
    Big(String, Role),
    /// Label and value, one below the other, in a form.
    Fields(Vec<Row>),
    /// Text being written.
    Edit(Edit),
    /// A line across with words in it; may be empty.
    Rule(String),
}

/// Text in ink.
pub fn text(words: impl Into<String>) -> Block {
    Block::Text {
        line: line(Role::Ink, words),
        side: Align::Left,
        indent: 0,
    }
}

/// Text that steps back.
pub fn muted(words: impl Into<String>) -> Block {
    Block::Text {
        line: line(Role::Muted, words),
        side: Align::Left,
        indent: 0,
    }
}

/// Text in a role.
pub fn told(role: Role, words: impl Into<String>) -> Block {
    Block::Text {
        line: line(role, words),
        side: Align::Left,
        indent: 0,
    }
}

/// Text in the middle.
pub fn centred(role: Role, words: impl Into<String>) -> Block {
    Block::Text {
        line: line(role, words),
        side: Align::Centre,
        indent: 0,
    }
}

/// Columns of what stands beside a page.
pub const SIDE_COLUMNS: usize = 24;

/// A page: what is on the screen between header and footer, or in an overlay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// From top to bottom. Where a row is selected or text is being written, that is kept in sight.
    pub blocks: Vec<Block>,
    /// Lines scrolled down by hand, where nothing is selected.
    pub scroll: u16,
    /// It stands in the middle from top to bottom, as a slide.
    pub slide: bool,
}

impl Page {
    /// Whether a block is part of the list: the table or form that has the mark, and tables with the same columns.
    pub fn lists(&self, block: &Block) -> bool {
        let marked = self.blocks.iter().find(|block| match block {
            Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().any(|r| r.selected),
            _ => false,
        });
        match (marked, block) {
            (Some(Block::Table { columns, .. }), Block::Table { columns: other, .. }) => {
                columns == other
            }
            (Some(Block::Fields(_)), Block::Fields(_)) => true,
            _ => false,
        }
    }

    /// The rows of the list: those of the table that has the mark, and of others with the same columns.
    pub fn list(&self) -> Vec<&Row> {
        self.blocks
            .iter()
            .filter(|block| self.lists(block))
            .flat_map(|block| match block {
                Block::Table { rows, .. } | Block::Fields(rows) => rows.as_slice(),
                _ => &[],
            })
            .collect()
    }

    /// The rows of the list as they are written, and the one under the mark.
    pub fn list_in_words(&self) -> (Vec<String>, Option<usize>) {
        let rows = self.list();
        let at = rows.iter().position(|row| row.selected);
        let words = rows.iter().map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| cell.iter().map(|s| s.text.as_str()).collect::<String>())
                .filter(|text| !text.trim().is_empty())
                .collect();
            cells.join("  ")
        });
        (words.collect(), at)
    }
}

/// A key and what it does here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Such as `g` or `Ctrl-S`.
    pub key: String,
    /// Such as `propose a goal`.
    pub label: String,
    /// The key itself, for a click on it.
    pub press: Option<Key>,
}

/// The item's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// Such as `06:12 of 10`.
    pub text: String,
    /// Ink while there is time, `Warn` in the last minute and over it, `Muted` while paused.
    pub role: Role,
    /// What the bar under the header says.
    pub haste: Haste,
}

/// How an item's time stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Haste {
    /// There is time, or it does not run.
    #[default]
    None,
    /// Less than a minute is left.
    LastMinute,
    /// It is over.
    Over,
}

/// A message that goes with the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// A sentence.
    pub text: String,
    /// `Good`, `Warn`, `Bad` or `Ink`.
    pub role: Role,
}

/// Everything on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The unit's name.
    pub unit: String,
    /// Where the room is in the agenda, such as `3 of 9`.
    pub place: String,
    /// The item's time.
    pub timer: Option<Timer>,
    /// The wall clock, `13:34`.
    pub clock: String,
    /// When the meeting ends as it goes, such as `at this pace 14:41`; left out where there is no room.
    pub ends: String,
    /// Stages with their numbers; the current one is true.
    pub stages: Vec<(String, bool)>,
    /// Stands in the way of every screen until it is settled, such as `3 steps not saved`.
    pub alert: Option<String>,
    /// The screen.
    pub page: Page,
    /// On top of the screen, the last one on top of all.
    pub overlay: Option<Page>,
    /// Hints for where one stands, most useful first.
    pub footer: Vec<Hint>,
    /// What was just done, or why not.
    pub toast: Option<Toast>,
    /// Nothing but paper is shown.
    pub blank: bool,
    /// Beside the page, where the window has room: from top to bottom.
    pub side: Option<Page>,
    /// The colours.
    pub palette: Palette,
}
