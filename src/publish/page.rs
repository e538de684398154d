//! A paper as data: headings, sentences, cards, tables and charts, before it is HTML, Markdown or PDF.
//!
//! Every text in it is plain: no format's signs mean anything here, and each format's writer takes care that they do not
//! come to mean something there.

use jiff::civil::Date;

use super::words::PaperWords;
use crate::{
    domain::{booklet::Colour, findings::Unit},
    text::sanitise,
};

/// The size of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaperSize {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 148 x 210 mm: half of it, as a booklet is folded.
    A5,
}

/// The format of a picture, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable network graphics.
    Png,
    /// JPEG.
    Jpeg,
}

/// A picture and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    kind: PictureKind,
    bytes: Vec<u8>,
    /// What it shows, for who cannot see it.
    pub alt: String,
}

impl Picture {
    /// The most bytes of a picture: it stands in every booklet as it is.
    pub const MOST: usize = 1_000_000;

    /// A picture of a file's bytes; `None` where they begin neither as PNG nor as JPEG.
    pub fn new(bytes: Vec<u8>, alt: String) -> Option<Self> {
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            PictureKind::Png
        } else if bytes.starts_with(b"\xFF\xD8\xFF") {
            PictureKind::Jpeg
        } else {
            return None;
        };
        Some(Self { kind, bytes, alt })
    }

    /// Its format.
    pub fn kind(&self) -> PictureKind {
        self.kind
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// How a paper looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStyle {
    /// Of headings and bars; dark enough to be read on white.
    pub colour: Colour,
    /// On the cover, or beside the title.
    pub logo: Option<Picture>,
    /// The sheet.
    pub paper: PaperSize,
    /// 18 point and more, for people who need large print.
    pub large: bool,
    /// The title has a page of its own.
    pub cover: bool,
    /// For people who work with it, and want it on few sheets.
    pub compact: bool,
}

impl PageStyle {
    /// The size of text in points: 14, on A5 and in compact papers 12, in large print 18. NHS print guidance: at least 12, large
    /// print 16 to 18.
    pub fn points(&self) -> u8 {
        match (self.large, self.paper, self.compact) {
            (true, _, _) => 18,
            (false, PaperSize::A4, false) => 14,
            (false, PaperSize::A5, _) | (false, _, true) => 12,
        }
    }
}

impl Default for PageStyle {
    fn default() -> Self {
        Self {
            colour: Colour::PLAIN,
            logo: None,
            paper: PaperSize::default(),
            large: false,
            cover: false,
            compact: false,
        }
    }
}

/// One bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartBar {
    /// Whose answers, such as `People with secondary breast cancer`.
    pub label: String,
    /// Its length, 0 to 100.
    pub percent: u32,
    /// Beside it, such as `41 in 100`.
    pub figure: String,
    /// Smaller, such as `54 of 131 people`.
    pub note: String,
    /// Below it: how it changed, as a sentence; may be empty.
    pub change: String,
}

/// What something is and what it is here, gathered as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactList(Vec<(String, String)>);

impl FactList {
    /// Adds what is known; nothing where that is nothing.
    pub fn add(&mut self, name: impl Into<String>, said: impl Into<Option<String>>) {
        if let Some(said) = said.into().filter(|s| !s.is_empty()) {
            self.0.push((name.into(), said));
        }
    }

    /// As a part of a paper.
    pub fn block(self) -> Element {
        Element::Facts(self.0)
    }
}

/// A goal on a voting slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipRow {
    /// Its number, as it is called out.
    pub number: usize,
    /// The wording; `None` is a line to write on.
    pub title: Option<String>,
}

/// A part of a paper, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A heading of a part (1) or of something in it (2).
    Heading(u8, String),
    /// One paragraph.
    Text(String),
    /// A paragraph that steps back: where something is from, what it rests on.
    Small(String),
    /// Points without an order.
    List(Vec<String>),
    /// What something is, and what it is here.
    Facts(Vec<(String, String)>),
    /// A sentence that patients may hold the unit to, and what it is about.
    Promise {
        /// The theme.
        about: String,
        /// The sentence.
        text: String,
    },
    /// Somebody's words, and where they are from (may be empty).
    Quote {
        /// The words.
        text: String,
        /// Who said them.
        from: String,
    },
    /// Bars, and the same in sentences for who cannot see them.
    Chart {
        /// What was asked.
        question: String,
        /// From top to bottom.
        bars: Vec<ChartBar>,
        /// The same in words.
        said: String,
    },
    /// What belongs together on one page, under a heading.
    Card {
        /// Before its heading, such as its number; may be empty.
        mark: String,
        /// The heading.
        title: String,
        /// Inside.
        blocks: Vec<Element>,
    },
    /// Rows under headings.
    Table {
        /// What it shows, in words.
        caption: String,
        /// From left to right; `true` where numbers stand.
        head: Vec<(String, bool)>,
        /// From top to bottom, as wide as `head`.
        rows: Vec<Vec<String>>,
    },
    /// Goals with boxes to mark.
    Slip {
        /// The heads of the two columns.
        head: (String, String),
        /// What can be marked, from left to right.
        marks: Vec<String>,
        /// From top to bottom.
        rows: Vec<SlipRow>,
    },
    /// What follows begins on a new page.
    NewPage,
}

/// Paragraphs of a text, parted by empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Element> {
    text.split("\n\n")
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|p| !p.is_empty())
        .map(Element::Text)
}

/// A paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// Below it; may be empty.
    pub subtitle: String,
    /// Whose it is.
    pub unit: String,
    /// Which that is part of; may be empty.
    pub organisation: String,
    /// Of when, in words; may be empty.
    pub date: String,
    /// The same day, for what a file says of itself.
    pub day: Option<Date>,
    /// On every page, where it may still change.
    pub draft: Option<String>,
    /// How it looks.
    pub look: PageStyle,
    /// `Page`, in its language.
    pub page_word: String,
    /// What stands between a page's number and how many there are, such as `of`.
    pub of_word: String,
    /// What it says.
    pub blocks: Vec<Element>,
}

impl Document {
    /// A paper of a unit with nothing on it.
    pub fn blank(unit: &Unit, look: PageStyle, words: &PaperWords) -> Self {
        Self {
            unit: unit.name.clone(),
            organisation: unit.organisation.clone(),
            look,
            page_word: words.page.into(),
            of_word: words.of.into(),
            ..Self::default()
        }
    }

    /// Every text of the unit's own that a reader meets, in order: for looking at how hard they are to read. What patients said
    /// and were asked is theirs.
    pub fn texts(&self) -> Vec<&str> {
        let mut all = vec![self.title.as_str(), self.subtitle.as_str()];
        gather(&self.blocks, &mut all);
        all.retain(|t| !t.trim().is_empty());
        all
    }
}

impl Document {
    /// The same without control, direction and other format characters in any text: they could turn a page's reading round.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        let mut paper = self.clone();
        clean_heading(&mut paper.title);
        for text in [
            &mut paper.subtitle,
            &mut paper.unit,
            &mut paper.organisation,
            &mut paper.date,
        ] {
            clean(text);
        }
        if let Some(logo) = &mut paper.look.logo {
            clean(&mut logo.alt);
        }
        paper.blocks.iter_mut().for_each(clean_block);
        paper
    }
}

fn clean(text: &mut String) {
    let cleaned = sanitise::clean(text);
    let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    *text = cleaned;
}

/// A heading is never empty: a file for screen readers has to be able to name what it leads to.
fn clean_heading(text: &mut String) {
    clean(text);
    if text.is_empty() {
        "\u{2013}".clone_into(text);
    }
}

fn clean_block(block: &mut Element) {
    match block {
        Element::Heading(_, text) => clean_heading(text),
        Element::Text(text) | Element::Small(text) => clean(text),
        Element::List(items) => items.iter_mut().for_each(clean),
        Element::Facts(facts) => facts.iter_mut().for_each(|(name, said)| {
            clean(name);
            clean(said);
        }),
        Element::Promise { about, text } => [about, text].into_iter().for_each(clean),
        Element::Quote { text, from } => [text, from].into_iter().for_each(clean),
        Element::Chart {
            question,
            bars,
            said,
        } => {
            clean(question);
            clean(said);
            for bar in bars {
                clean(&mut bar.label);
                clean(&mut bar.note);
            }
        }
        Element::Card {
            mark,
            title,
            blocks,
        } => {
            clean(mark);
            clean_heading(title);
            blocks.iter_mut().for_each(clean_block);
        }
        Element::Table {
            caption,
            head,
            rows,
        } => {
            clean(caption);
            for (name, _) in head {
                clean(name);
            }
            rows.iter_mut().flatten().for_each(clean);
        }
        Element::Slip { rows, .. } => rows
            .iter_mut()
            .filter_map(|r| r.title.as_mut())
            .for_each(clean),
        Element::NewPage => {}
    }
}

fn gather<'a>(blocks: &'a [Element], all: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Element::Heading(_, text)
            | Element::Text(text)
            | Element::Small(text)
            | Element::Promise { text, .. } => all.push(text),
            Element::List(items) => all.extend(items.iter().map(String::as_str)),
            Element::Facts(facts) => all.extend(facts.iter().map(|(_, text)| text.as_str())),
            Element::Chart { said, .. } => all.push(said),
            Element::Card { title, blocks, .. } => {
                all.push(title);
                gather(blocks, all);
            }
            Element::Quote { .. }
            | Element::Table { .. }
            | Element::Slip { .. }
            | Element::NewPage => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_signs_that_nobody_sees_is_a_dash() {
        let paper = Document {
            title: "\u{202E}".into(),
            blocks: vec![
                Element::Heading(1, "\u{0}".into()),
                Element::Card {
                    mark: String::new(),
                    title: " \u{200B}".into(),
                    blocks: Vec::new(),
                },
            ],
            ..Document::default()
        };
        let cleaned = paper.cleaned();
        assert_eq!(cleaned.title, "\u{2013}");
        assert_eq!(cleaned.blocks[0], Element::Heading(1, "\u{2013}".into()));
        assert!(matches!(&cleaned.blocks[1], Element::Card { title, .. } if title == "\u{2013}"));
    }

    #[test]
    fn a_picture_is_what_its_first_bytes_say() {
        let kind = |bytes: &[u8]| Picture::new(bytes.to_vec(), String::new()).map(|p| p.kind());
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Some(PictureKind::Png));
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), Some(PictureKind::Jpeg));
        for other in [&b"<svg onload=x>"[..], b"GIF89a", b"", b"\x89PN"] {
            assert_eq!(kind(other), None);
        }
    }
}
