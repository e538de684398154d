//! The content of a screen as data: blocks of text, tables, bars and forms, with a role for each piece of text.
//!
//! The full screen draws these, the line-based dialogue reads them out, and tests compare them.

mod beside;
pub mod countdown;
mod dock;
mod evidence;
mod mark_scale;
pub mod pull_quote;
mod run_picture;
mod scales;
mod seats;
mod square;
pub mod strip;

pub use self::{
    beside::{Beside, Part, PartWidth},
    dock::{Dock, Letters},
    evidence::{Evidence, EvidenceBar},
    mark_scale::MarkScale,
    run_picture::{Arrow, AxisLabel, RunBracket, RunMark, RunPicture, RunSegment},
    scales::{Places, Scale, ScaleBlock, Scales},
    seats::{BigCount, Seat, SeatField},
    square::{Square, SquarePart},
};
use self::{countdown::CountdownLine, pull_quote::PullQuote, strip::Strips};
use super::input::Key;
use crate::domain::settings::Palette;
pub use crate::text::Align;

/// The role of a piece of text. Palettes map roles to colours; screens never name a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Ink,
    /// Secondary text.
    Muted,
    /// Emphasised text, in bold.
    Strong,
    /// The accent colour: keys, and the one thing to look at first.
    Accent,
    /// Success.
    Good,
    /// Something that needs attention.
    Warn,
    /// A failure.
    Bad,
    /// The filled part of a bar.
    Bar,
    /// The empty part of a bar.
    Track,
    /// Text on the colour of [`Role::Bar`].
    OnBar,
    /// Text on the colour of [`Role::Accent`].
    OnAccent,
    /// Text on the colour of [`Role::Good`].
    OnGood,
    /// Text on the colour of [`Role::Bad`].
    OnBad,
    /// A square for telephones: black on white in every palette.
    Square,
}

/// A piece of text in one role.
// The text may come from a comment or a file name. It is cleaned when it is drawn, so that no screen can forget to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text, not cleaned.
    pub text: String,
    /// Its role.
    pub role: Role,
}

/// A line of text as spans.
pub type Line = Vec<Span>;

/// Makes a span.
pub fn span(role: Role, text: impl Into<String>) -> Span {
    Span {
        text: text.into(),
        role,
    }
}

/// Makes a line of one span.
pub fn line(role: Role, text: impl Into<String>) -> Line {
    vec![span(role, text)]
}

/// The width of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As wide as its widest cell, at most this many columns of text.
    // A limit, so that one long role or name cannot squeeze the goals out of the table.
    Fit(u16),
    /// As wide as its widest cell, at most this many columns; its cells keep one line and are cut.
    OneLine(u16),
    /// So many columns of text, whatever its cells hold; longer cells wrap or are cut.
    // For cells that change while the room looks: with a width of their own the whole table would move.
    Set(u16),
    /// The width that the other columns leave; its text wraps.
    Fill,
    /// The width that the other columns leave; its text is cut at a word, so that each row is one line.
    FillLine,
}

impl Width {
    /// `true` if it takes the width that the other columns leave.
    pub fn fills(self) -> bool {
        match self {
            Self::Fill | Self::FillLine => true,
            Self::Fit(_) | Self::OneLine(_) | Self::Set(_) => false,
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading; may be empty.
    pub head: String,
    /// Its name for those who hear it, where its heading is empty or is only clear to those who see it; else empty.
    pub said: &'static str,
    /// Its alignment.
    pub side: Align,
    /// Its width.
    pub width: Width,
    /// Its rank for being left out in a narrow window: the highest goes first; 0 is never left out. Columns of one rank are left
    /// out together.
    // Ranks and not widths: a screen knows which column matters least, and only drawing knows how many fit.
    pub drop: u8,
}

impl Column {
    /// A left-aligned column that takes the remaining width and is never left out.
    pub fn fill(head: &str) -> Self {
        Self {
            head: head.to_owned(),
            said: "",
            side: Align::Left,
            width: Width::Fill,
            drop: 0,
        }
    }

    /// A left-aligned column that takes the remaining width, with one line a row, and is never left out.
    pub fn title(head: &str) -> Self {
        Self {
            width: Width::FillLine,
            ..Self::fill(head)
        }
    }

    /// A left-aligned column, at most `most` columns of text wide, with its rank for being left out.
    pub fn words(head: &str, most: u16, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            said: "",
            side: Align::Left,
            width: Width::Fit(most),
            drop,
        }
    }

    /// A left-aligned column whose cells keep one line, at most `most` columns of text wide, with its rank for being left out.
    pub fn one_line(head: &str, most: u16, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            said: "",
            side: Align::Left,
            width: Width::OneLine(most),
            drop,
        }
    }

    /// A left-aligned column that is always `columns` columns of text wide, with its rank for being left out.
    pub fn set(head: &str, columns: u16, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            said: "",
            side: Align::Left,
            width: Width::Set(columns),
            drop,
        }
    }

    /// A right-aligned column with its rank for being left out.
    pub fn number(head: &str, drop: u8) -> Self {
        Self {
            head: head.to_owned(),
            said: "",
            side: Align::Right,
            // Wide enough for any amount of money that a unit has, with its sign.
            width: Width::Fit(14),
            drop,
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One cell for each column.
    pub cells: Vec<Line>,
    /// The row that keys act on; it is drawn with a mark and a tint.
    pub selected: bool,
}

/// A percentage with its confidence interval, drawn as a bar on a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// The name of its strand or period, such as `primary`.
    pub label: String,
    /// Per cent, 0 to 100; `None` where the result is hidden, and then `text` gives the reason.
    pub percent: Option<f64>,
    /// Lower and upper end of the confidence interval, per cent.
    pub likely: Option<(f64, f64)>,
    /// A reference figure such as a benchmark, per cent, drawn as a line.
    pub against: Option<f64>,
    /// The percentage as text, such as `41%`.
    pub figure: String,
    /// Text right of the bar, or below it in a narrow window.
    pub text: String,
    /// A separate line below; may be empty.
    pub below: Line,
    /// Only the line of `against` is drawn, without a bar.
    pub line_only: bool,
}

/// A text field with its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Its label, such as `New goal`.
    pub label: String,
    /// Its lines; exactly one unless `several` is set.
    pub lines: Vec<String>,
    /// Line and character of the cursor, from 0.
    pub cursor: (usize, usize),
    /// It takes several lines.
    pub several: bool,
    /// A note below it: the understood value, or the error.
    pub note: Line,
    /// Text right of the note, such as the theme that a goal belongs to.
    pub about: Line,
}

/// A part of a page; pages list their blocks from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// One empty line.
    Gap,
    /// A heading in bold.
    Heading(String),
    /// Text, wrapped between words.
    Text {
        /// The text.
        line: Line,
        /// Its alignment.
        side: Align,
        /// Indent in columns.
        indent: u16,
    },
    /// A left and a right text on one line; the left one wraps where they meet.
    Pair(Line, Line),
    /// Rows under headings.
    Table {
        /// From left to right.
        columns: Vec<Column>,
        /// From top to bottom.
        rows: Vec<Row>,
    },
    /// Bars with labels of one width, so that their tracks line up.
    Bars(Vec<Bar>),
    /// One bar four lines high, with its figure in big characters left of it.
    Tall(Bar),
    /// Strips of one scale under one axis.
    Strips(Box<Strips>),
    /// A patient's comment with wide margins, and its source.
    Quote {
        /// The comment.
        text: String,
        /// Its source, such as `interview, secondary`; may be empty.
        source: String,
    },
    /// A patient's comment that fills the rest of its page.
    PullQuote(PullQuote),
    /// Big characters, at most about 12.
    // As text and not as drawn letters: a screen reader has to read it, and tests compare it.
    Big(String, Role),
    /// The heading of a page in large letters.
    Masthead(String),
    /// The rows of a form: label, value, notes.
    Fields(Vec<Row>),
    /// A text field.
    Edit(Edit),
    /// A horizontal rule with a text in it, which may be empty.
    Rule(String),
    /// A question's results, with range, earlier figure and benchmark.
    Evidence(Evidence),
    /// A chart over time.
    RunChart(Box<RunPicture>),
    /// Bars of the money, hours and places that a set of goals takes.
    Scales(Scales),
    /// A big number at the left, with words beside it.
    BigCount(BigCount),
    /// The field of a seat number.
    SeatField(SeatField),
    /// The seats of a round.
    Seats(Vec<Seat>),
    /// The scale of a ballot.
    MarkScale(MarkScale),
    /// Columns of blocks side by side.
    Beside(Beside),
    /// A square for telephones, or a sentence about it; both are left out where it cannot be drawn.
    Square(SquarePart),
}

impl Block {
    /// The blocks inside columns in reading order, and any other block itself.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Beside(beside) => leaves(beside.parts.iter().flat_map(|part| &part.blocks)),
            _ => vec![self],
        }
    }
}

/// The blocks in reading order, with those inside columns in the place of their [`Block::Beside`].
pub fn leaves<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<&'a Block> {
    blocks.into_iter().flat_map(Block::leaves).collect()
}

/// A block of ordinary text.
pub fn text(words: impl Into<String>) -> Block {
    Block::Text {
        line: line(Role::Ink, words),
        side: Align::Left,
        indent: 0,
    }
}

/// A block of secondary text.
pub fn muted(words: impl Into<String>) -> Block {
    Block::Text {
        line: line(Role::Muted, words),
        side: Align::Left,
        indent: 0,
    }
}

/// A block of text in a role.
pub fn told(role: Role, words: impl Into<String>) -> Block {
    Block::Text {
        line: line(role, words),
        side: Align::Left,
        indent: 0,
    }
}

/// A block of centred text in a role.
pub fn centred(role: Role, words: impl Into<String>) -> Block {
    Block::Text {
        line: line(role, words),
        side: Align::Centre,
        indent: 0,
    }
}

/// Width of the side panel in columns.
pub const SIDE_COLUMNS: usize = 24;

/// The content between header and footer, or of an overlay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its blocks from top to bottom. A selected row or a text field is always scrolled into view.
    pub blocks: Vec<Block>,
    /// Lines scrolled down by the reader, used where nothing is selected.
    pub scroll: u16,
    /// It is centred vertically, as a slide is.
    pub slide: bool,
    /// The number of blocks at its top and at its foot that stay in view while those between them scroll.
    // Counts and not lists of their own: a dialogue reads the blocks in their order, whatever stays in view on a screen.
    pub pinned: (usize, usize),
    /// It has the window to itself: above it are alerts only, below it the keys.
    pub bare: bool,
}

impl Page {
    /// `true` if a block is part of the page's list: the table or form with the selected row, and tables with equal columns.
    pub fn lists(&self, block: &Block) -> bool {
        let all = leaves(&self.blocks);
        let marked = all.into_iter().find(|block| match block {
            Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().any(|r| r.selected),
            // Strips are a list even before the first of them is shown.
            Block::Strips(_) => true,
            _ => false,
        });
        match (marked, block) {
            (Some(Block::Table { columns, .. }), Block::Table { columns: other, .. }) => {
                columns == other
            }
            (Some(Block::Fields(_)), Block::Fields(_))
            | (Some(Block::Strips(_)), Block::Strips(_)) => true,
            _ => false,
        }
    }

    /// The rows of the page's list.
    pub fn list(&self) -> Vec<&Row> {
        leaves(&self.blocks)
            .into_iter()
            .filter(|block| self.lists(block))
            .flat_map(|block| match block {
                Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().collect(),
                Block::Strips(strips) => strips.rows().collect(),
                _ => Vec::new(),
            })
            .collect()
    }

    /// The words of headings, sentences and tables, without figures of bars and what is being typed.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut add = |line: &[Span]| {
            for span in line {
                out.push_str(&span.text);
            }
            out.push('\n');
        };
        for block in leaves(&self.blocks) {
            match block {
                Block::Heading(text) | Block::Rule(text) => add(&line(Role::Ink, text)),
                Block::Text { line, .. } => add(line),
                Block::Pair(left, right) => {
                    add(left);
                    add(right);
                }
                Block::Table { columns, rows } => {
                    for column in columns {
                        add(&line(Role::Ink, &column.head));
                    }
                    rows.iter().flat_map(|row| &row.cells).for_each(|c| add(c));
                }
                Block::Fields(rows) => rows.iter().flat_map(|row| &row.cells).for_each(|c| add(c)),
                Block::Bars(bars) => {
                    for bar in bars {
                        add(&line(Role::Ink, format!("{} {}", bar.label, bar.text)));
                        add(&bar.below);
                    }
                }
                Block::Tall(bar) => {
                    add(&line(Role::Ink, format!("{} {}", bar.label, bar.text)));
                    add(&bar.below);
                }
                Block::Evidence(evidence) => {
                    for bar in &evidence.bars {
                        add(&line(Role::Ink, format!("{} {}", bar.label, bar.words)));
                        bar.below.iter().for_each(|l| add(l));
                    }
                }
                Block::RunChart(picture) => {
                    add(&line(Role::Ink, &picture.words));
                    picture.below.iter().for_each(|l| add(l));
                }
                Block::Strips(strips) => {
                    for lines in [&strips.title, &strips.right, &strips.aside] {
                        for words in lines {
                            add(words);
                        }
                    }
                    for strip in strips.strips.iter().filter(|strip| !strip.hidden) {
                        let words = strip.alarm.iter().chain(&strip.words);
                        strip.row.cells.iter().chain(words).for_each(|l| add(l));
                    }
                }
                // Patients' words, names and numbers: the glossary explains the program's words.
                Block::Gap
                | Block::Quote { .. }
                | Block::PullQuote(_)
                | Block::Big(..)
                | Block::Masthead(_)
                | Block::Edit(_)
                | Block::Scales(_)
                | Block::BigCount(_)
                | Block::SeatField(_)
                | Block::Seats(_)
                | Block::MarkScale(_)
                | Block::Square(_)
                // The parts of columns are leaves of their own.
                | Block::Beside(_) => {}
            }
        }
        out
    }

    /// The rows of the page's list as text, and the index of the selected one.
    pub fn list_in_words(&self) -> (Vec<String>, Option<usize>) {
        let rows = self.list();
        let at = rows.iter().position(|row| row.selected);
        let words = rows.iter().map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| cell.iter().map(|s| s.text.as_str()).collect::<String>())
                // A dialogue would read each empty cell as a pause.
                .filter(|text| !text.trim().is_empty())
                .collect();
            cells.join("  ")
        });
        (words.collect(), at)
    }
}

/// A key with its action, for the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key's name, such as `g` or `Ctrl-S`.
    pub key: String,
    /// The action, such as `propose a goal`.
    pub label: String,
    /// The key to press for a click on the hint.
    pub press: Option<Key>,
    /// It is shown in every window; the others give way to it.
    pub keep: bool,
    /// It is shown only where lines of the page are out of sight.
    pub scrolls: bool,
}

/// The time of the agenda item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// The time taken and planned, such as `06:12 of 10`.
    pub text: String,
    /// `Ink` while there is time, `Warn` in the last minute and past the end, `Muted` while paused.
    pub role: Role,
    /// The urgency that the rule under the header shows.
    pub haste: Haste,
}

/// The urgency of an agenda item's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Haste {
    /// There is time left, or the timer is paused.
    #[default]
    None,
    /// Less than a minute is left.
    LastMinute,
    /// The time is used up.
    Over,
}

/// A message that disappears at the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// A sentence.
    pub text: String,
    /// Its role: `Good`, `Warn`, `Bad` or `Ink`.
    pub role: Role,
}

/// Everything on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The unit's name.
    pub unit: String,
    /// Position in the agenda, such as `3 of 9`.
    pub place: String,
    /// The time of the current agenda item.
    pub timer: Option<Timer>,
    /// The time of day, such as `13:34`.
    pub clock: String,
    /// The projected end of the meeting, such as `at this pace 14:41`; left out in a narrow window.
    pub ends: String,
    /// The stages with their numbers, the current one marked `true`.
    pub stages: Vec<(String, bool)>,
    /// A problem shown on every screen until it is settled, such as `3 steps not saved`.
    pub alert: Option<String>,
    /// The page.
    pub page: Page,
    /// A page to read in front of it.
    pub overlay: Option<Page>,
    /// A prompt, question or list below it.
    pub dock: Option<Dock>,
    /// The hints of the current screen, the most useful first.
    pub footer: Vec<Hint>,
    /// The countdown above the footer, while one is on the screen.
    pub countdown: Option<CountdownLine>,
    /// The result of the last action.
    pub toast: Option<Toast>,
    /// The screen is blank.
    pub blank: bool,
    /// The side panel, shown where the window is wide enough and the page does not need the width.
    pub side: Option<Page>,
    /// The side panel is shown beside tables and pictures too.
    // At the desk it holds what the wall must not show, and is no copy of a page.
    pub side_needed: bool,
    /// The colours.
    pub palette: Palette,
}
