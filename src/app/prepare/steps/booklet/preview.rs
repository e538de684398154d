//! The preview of the booklet: its cover, its contact page and its imprint, set in the terminal like the page.

use super::BookletRow;
use crate::{
    app::cards::{Block, Line, Role, centred, line, muted, span, text},
    domain::booklet::{Booklet, BookletSection},
    publish::{
        booklet::preview::BookletPreview,
        page::Element,
        words::{ENGLISH, PaperWords},
    },
    text::quotation::quoted,
};

// One table for screen and paper: the preview promises what will be printed.
const WORDS: &PaperWords = &ENGLISH;

/// A part of the booklet that a preview shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BookletPart {
    /// The cover.
    Cover,
    /// A section.
    Section(BookletSection),
    /// The head of an ask.
    Ask,
}

impl BookletPart {
    /// The part that a row of the step sets.
    pub(super) fn of(row: BookletRow) -> Self {
        match row {
            BookletRow::Field(field) => field.part(),
            BookletRow::Section(section) => Self::Section(section),
        }
    }
}

/// A part, under a rule with its name.
pub(super) fn part(preview: &BookletPreview<'_>, part: BookletPart) -> Vec<Block> {
    match part {
        BookletPart::Cover => cover(preview),
        BookletPart::Section(section) => self::section(preview, section),
        BookletPart::Ask => ask(preview),
    }
}

/// The cover, the contact page and the imprint, one below the other.
pub(super) fn pages(preview: &BookletPreview<'_>) -> Vec<Block> {
    let mut blocks = cover(preview);
    for section in [BookletSection::Better, BookletSection::Imprint] {
        blocks.push(Block::Gap);
        blocks.extend(self::section(preview, section));
    }
    blocks
}

fn cover(preview: &BookletPreview<'_>) -> Vec<Block> {
    let booklet = preview.wishes;
    let paper = preview.document(WORDS);
    let mut blocks = vec![Block::Rule("the cover".to_owned())];
    if let Some(logo) = &booklet.logo {
        let alt = logo_alt(booklet, preview);
        blocks.push(centred(Role::Muted, format!("[{logo}: {alt}]")));
    }
    blocks.push(centred(Role::Strong, paper.title));
    blocks.push(centred(Role::Ink, paper.subtitle));
    if let Some(picture) = &booklet.picture {
        let alt = booklet
            .picture_alt
            .as_deref()
            .unwrap_or("it only decorates");
        blocks.push(centred(Role::Muted, format!("[{picture}: {alt}]")));
    }
    if let Some((words, from)) = paper.epigraph {
        blocks.push(centred(Role::Ink, quoted(&words)));
        if !from.is_empty() {
            blocks.push(centred(Role::Muted, from));
        }
    }
    let below = [paper.unit, paper.organisation, paper.date];
    let below: Vec<String> = below.into_iter().filter(|t| !t.is_empty()).collect();
    blocks.push(centred(Role::Muted, below.join(" \u{b7} ")));
    blocks
}

/// The sender as an ask names it.
fn ask(preview: &BookletPreview<'_>) -> Vec<Block> {
    let unit = preview.unit;
    let names = [unit.name.as_str(), unit.organisation.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
    let from = preview.wishes.asks_from.clone();
    vec![
        Block::Rule("each page that asks somebody for something".to_owned()),
        pair("From", &from.unwrap_or_else(|| names.join(", "))),
    ]
}

/// The words in the place of the logo for somebody who does not see it.
pub(super) fn logo_alt(booklet: &Booklet, preview: &BookletPreview<'_>) -> String {
    let unit = preview.unit;
    let named = if unit.organisation.is_empty() {
        &unit.name
    } else {
        &unit.organisation
    };
    booklet.logo_alt.clone().unwrap_or_else(|| named.clone())
}

fn section(preview: &BookletPreview<'_>, section: BookletSection) -> Vec<Block> {
    let elements = preview.section(section, WORDS);
    let mut blocks = vec![Block::Rule(super::heading_of(section).to_owned())];
    if elements.is_empty() {
        blocks.push(muted("This section is not printed."));
    }
    for e in &elements {
        element(e, &mut blocks);
    }
    if fills_later(section) && !elements.is_empty() {
        blocks.push(muted("(What the meeting agrees stands here.)"));
    }
    blocks
}

/// True if the content of a section comes from the meeting.
fn fills_later(section: BookletSection) -> bool {
    match section {
        BookletSection::About | BookletSection::Better | BookletSection::Imprint => false,
        BookletSection::Standards
        | BookletSection::Goals
        | BookletSection::Voices
        | BookletSection::Asked
        | BookletSection::NotThisTime
        | BookletSection::Undecided
        | BookletSection::Before => true,
    }
}

fn element(element: &Element, blocks: &mut Vec<Block>) {
    match element {
        Element::Heading(_, words) => blocks.push(Block::Heading(words.clone())),
        Element::Text(words) => blocks.push(text(words)),
        Element::Small(words) => blocks.push(muted(words)),
        Element::Together(inside) => {
            for e in inside {
                self::element(e, blocks);
            }
        }
        Element::List(items) => {
            blocks.extend(items.iter().map(|item| text(format!("\u{2022} {item}"))));
        }
        Element::Facts(facts) => {
            blocks.extend(facts.iter().map(|(name, value)| pair(name, value)));
        }
        Element::Promise { about, text } => blocks.push(pair(about, text)),
        Element::Card {
            title,
            blocks: inside,
            ..
        } => {
            blocks.push(Block::Heading(title.clone()));
            for e in inside {
                self::element(e, blocks);
            }
        }
        // Evidence, tables, lists of goals and slips come from the meeting, and a booklet of nothing agreed has none.
        Element::Quote { .. }
        | Element::Chart { .. }
        | Element::OverTime { .. }
        | Element::Table { .. }
        | Element::Slip { .. }
        | Element::Form(_)
        | Element::SignOff { .. }
        | Element::PictureLine { .. }
        | Element::Contents(_)
        | Element::BackPage { .. }
        | Element::NewPage => {}
    }
}

fn pair(name: &str, value: &str) -> Block {
    let words: Line = vec![
        span(Role::Muted, format!("{name}: ")),
        span(Role::Ink, value),
    ];
    Block::Text {
        line: words,
        side: crate::app::cards::Align::Left,
        indent: 0,
    }
}

/// A sentence in the place of a preview that a narrow window cuts.
pub(super) fn more() -> Block {
    Block::Text {
        line: line(
            Role::Muted,
            "{PrepareBooklet.Prepare(Preview)} shows all of it.",
        ),
        side: crate::app::cards::Align::Left,
        indent: 0,
    }
}
