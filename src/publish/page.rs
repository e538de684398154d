//! Documents as data: headings, paragraphs, cards, tables and charts, before rendering to HTML, Markdown or PDF.
//!
//! Every text in a document is plain text. Each renderer escapes the signs that have a meaning in its format.

use jiff::civil::Date;

use super::{drawing::OverTime, words::PaperWords};
use crate::{
    domain::{booklet::Colour, findings::Unit},
    text::{sanitise, tie},
};

/// Size of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaperSize {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 148 x 210 mm, for a folded booklet.
    A5,
}

/// Format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

/// A picture with alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    kind: PictureKind,
    bytes: Vec<u8>,
    /// Alternative text.
    pub alt: String,
}

impl Picture {
    // The picture is embedded in every HTML and PDF as it is, and those are sent by e-mail.
    /// Largest size of a picture, in bytes.
    pub const MOST: usize = 1_000_000;

    /// Creates a picture from the bytes of a file; `None` if they are neither PNG nor JPEG.
    pub fn new(bytes: Vec<u8>, alt: String) -> Option<Self> {
        // By its first bytes and not by its name: an SVG named `logo.png` could hold a script.
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            PictureKind::Png
        } else if bytes.starts_with(b"\xFF\xD8\xFF") {
            PictureKind::Jpeg
        } else {
            return None;
        };
        Some(Self { kind, bytes, alt })
    }

    /// Format.
    pub fn kind(&self) -> PictureKind {
        self.kind
    }

    /// Content of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Layout of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a wish of its own, and a paper has several"
)]
pub struct PageStyle {
    /// Colour of headings and bars; dark enough for white paper.
    pub colour: Colour,
    /// Logo on the cover, or beside the title.
    pub logo: Option<Picture>,
    /// Size of the sheet.
    pub paper: PaperSize,
    /// Large print, 18 point.
    pub large: bool,
    /// Title page.
    pub cover: bool,
    /// Picture on the title page, in place of the pattern.
    pub picture: Option<Picture>,
    /// Compact layout, for papers of the team.
    pub compact: bool,
    /// Size of text in points, in place of the usual one; large print goes before it.
    pub size: Option<u8>,
    /// Layout for Easy Read: 16 point, wide margins, places for pictures.
    pub easy: bool,
}

impl PageStyle {
    /// Size of text in points: 14, or 12 on A5 and in compact documents, 16 for Easy Read, or 18 in large print.
    ///
    /// NHS print guidance: at least 12, Easy Read at least 14, large print 16 to 18.
    pub fn points(&self) -> u8 {
        if self.easy {
            return 16;
        }
        match (self.large, self.size, self.paper, self.compact) {
            (true, _, _, _) => 18,
            (false, Some(size), _, _) => size,
            (false, None, PaperSize::A4, false) => 14,
            (false, None, PaperSize::A5, _) | (false, None, _, true) => 12,
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
            picture: None,
            compact: false,
            size: None,
            easy: false,
        }
    }
}

/// A figure that a mark on a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// The aim: a full tick above the bar.
    Aim,
    /// The earlier result: a hollow tick on the bar.
    Before,
    /// A published figure to compare with: a full tick below the bar.
    Benchmark,
}

impl MarkKind {
    /// Name in style sheets and templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Aim => "aim",
            Self::Before => "before",
            Self::Benchmark => "benchmark",
        }
    }
}

/// A mark on a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartMark {
    /// Figure that it stands for, which decides its form.
    pub kind: MarkKind,
    /// Position, 0 to 100.
    pub percent: u32,
    /// Words beside its sign below the bar, such as `Our aim: more than 61 in 100`.
    pub label: String,
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartBar {
    /// People who answered, such as `People with secondary breast cancer`.
    pub label: String,
    /// Length, 0 to 100.
    pub percent: u32,
    /// Figure beside it, such as `41 in 100`.
    pub figure: String,
    /// Note beside it, such as `54 of 131 people`.
    pub note: String,
    /// Sentence about its change, below it; may be empty.
    pub change: String,
    /// Marks on it: the aim, the earlier result, a benchmark.
    pub marks: Vec<ChartMark>,
}

/// Builder for [`Element::Facts`] that skips unknown values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactList(Vec<(String, String)>);

impl FactList {
    /// Adds a value, unless it is `None` or empty.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<Option<String>>) {
        if let Some(value) = value.into().filter(|v| !v.is_empty()) {
            self.0.push((name.into(), value));
        }
    }

    /// The finished element.
    pub fn block(self) -> Element {
        Element::Facts(self.0)
    }
}

/// A goal on a voting slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipRow {
    /// Number, for calling out.
    pub number: usize,
    /// Wording; `None` for a line to write on.
    pub title: Option<String>,
}

/// A line of a form: a value that is known, boxes to tick, or room to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormLine {
    /// Label.
    pub label: String,
    /// Known value; empty for a line to write on.
    pub value: String,
    /// Labels of boxes to tick; with them there is no line to write on.
    pub boxes: Vec<String>,
}

impl FormLine {
    /// A line with a known value.
    pub fn known(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            boxes: Vec::new(),
        }
    }

    /// A line to write on.
    pub fn blank(label: impl Into<String>) -> Self {
        Self::known(label, String::new())
    }

    /// The same line with boxes to tick.
    #[must_use]
    pub fn with_boxes(mut self, boxes: &[&str]) -> Self {
        self.boxes = boxes.iter().map(|b| (*b).to_owned()).collect();
        self
    }

    /// True for a line to write on.
    pub fn is_blank(&self) -> bool {
        self.value.is_empty() && self.boxes.is_empty()
    }
}

/// An entry of a list of contents. It leads to the card with the same mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsRow {
    /// Label of the card, such as `Goal 1`.
    pub mark: String,
    /// Title.
    pub title: String,
    /// Line below it, such as the owner and the day; may be empty.
    pub note: String,
}

/// An element of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A heading of level 1 or 2.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small print, such as a source.
    Small(String),
    /// A bulleted list.
    List(Vec<String>),
    /// Pairs of a name and a value.
    Facts(Vec<(String, String)>),
    /// A standard or a goal, with its subject.
    Promise {
        /// Subject, such as the theme.
        about: String,
        /// Wording.
        text: String,
    },
    /// A quotation.
    Quote {
        /// Text.
        text: String,
        /// Source; may be empty.
        from: String,
    },
    /// A bar chart, with the same content in sentences for screen readers.
    Chart {
        /// The question.
        question: String,
        /// Bars, from top to bottom.
        bars: Vec<ChartBar>,
        /// Content of the chart, in sentences.
        summary: String,
    },
    /// A chart over time, with the same content in sentences for screen readers.
    OverTime {
        /// The question.
        question: String,
        /// The drawing, with what stands beside it.
        drawing: Box<OverTime>,
        /// Content of the chart, in sentences.
        summary: String,
    },
    /// A card that is kept on one page.
    Card {
        /// Label before the heading, such as a number; may be empty.
        mark: String,
        /// Heading.
        title: String,
        /// Elements inside.
        blocks: Vec<Element>,
    },
    /// A table.
    Table {
        /// Caption.
        caption: String,
        /// Column headings; `true` for a column of numbers.
        head: Vec<(String, bool)>,
        /// Rows, each as wide as `head`.
        rows: Vec<Vec<String>>,
    },
    /// A voting slip: goals with boxes to mark.
    Slip {
        /// Headings of the two columns.
        head: (String, String),
        /// Labels of the boxes, from left to right.
        marks: Vec<String>,
        /// Rows, from top to bottom.
        rows: Vec<SlipRow>,
    },
    /// A form, part of it to be filled in by hand.
    Form(Vec<FormLine>),
    /// Elements that are kept on one page, such as a standard and the first chart below it.
    Together(Vec<Element>),
    /// A form to fill in by hand: what is asked for, with a value that is known already or an empty place.
    SignOff {
        /// Caption.
        caption: String,
        /// Rows: label, and the value; an empty value is a place to write.
        rows: Vec<(String, String)>,
    },
    /// A place for a picture, with a few short lines beside it.
    PictureLine {
        /// Hint at the picture that fits.
        picture: String,
        /// Lines; the first one is the most important.
        texts: Vec<String>,
    },
    /// A list of cards, each with its page where the format knows it.
    Contents(Vec<ContentsRow>),
    /// The begin of the last page. In a folded booklet the sheets before it are filled up with pages for notes.
    BackPage {
        /// Heading of a page for notes.
        notes: String,
    },
    /// A page break.
    NewPage,
}

/// Paragraphs of a text, separated by empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Element> {
    text.split("\n\n")
        // A single line break is a wrap of the editor in which the YAML was written.
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|p| !p.is_empty())
        .map(Element::Text)
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Subtitle; may be empty.
    pub subtitle: String,
    /// Name of the unit.
    pub unit: String,
    /// Name of the organisation; may be empty.
    pub organisation: String,
    /// Date in words; may be empty.
    pub date: String,
    /// Date, for the metadata of the file.
    pub day: Option<Date>,
    /// Quotation on the title page, with its source.
    pub epigraph: Option<(String, String)>,
    /// Text for a draft, printed on every page.
    pub draft: Option<String>,
    /// Layout.
    pub look: PageStyle,
    /// The word `Page`, in the language of the document.
    pub page_word: String,
    /// The word between the page number and the number of pages, such as `of`.
    pub of_word: String,
    /// Column headings of a chart that is shown as a table: people, figure, number of people.
    pub chart_head: [String; 3],
    /// BCP 47 tag of its language, if that is not the language of the other papers.
    pub language: Option<&'static str>,
    /// Content.
    pub blocks: Vec<Element>,
}

impl Document {
    /// An empty document of a unit.
    pub fn blank(unit: &Unit, look: PageStyle, words: &PaperWords) -> Self {
        Self {
            unit: unit.name.clone(),
            organisation: unit.organisation.clone(),
            look,
            page_word: words.page.into(),
            of_word: words.of.into(),
            chart_head: words.chart_head.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Texts of the unit, in order, for measuring their readability. Quotations and questions are not included.
    pub fn texts(&self) -> Vec<&str> {
        let mut all = vec![self.title.as_str(), self.subtitle.as_str()];
        gather(&self.blocks, &mut all);
        all.retain(|t| !t.trim().is_empty());
        all
    }
}

impl Document {
    // A direction override in a name would reverse the rest of its line in a browser or a PDF viewer.
    /// A copy without control, direction and other format characters.
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
        let pictures = [&mut paper.look.logo, &mut paper.look.picture];
        for picture in pictures.into_iter().flatten() {
            clean(&mut picture.alt);
        }
        if let Some((text, from)) = &mut paper.epigraph {
            clean(text);
            clean(from);
        }
        // Labels of boxes are the program's own words, and stay.
        paper.blocks.iter_mut().for_each(clean_block);
        paper
    }
}

fn clean(text: &mut String) {
    let cleaned = sanitise::clean(text);
    // All renderers collapse white space in their own way; done here, they agree.
    let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    *text = tie::tied(&cleaned);
}

// PDF/UA needs a name for each entry of the outline, so a heading that is empty after cleaning becomes a dash.
/// Cleans a heading, which is never empty.
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
        Element::Facts(facts) => facts.iter_mut().for_each(|(name, value)| {
            clean(name);
            clean(value);
        }),
        Element::Promise { about, text } => [about, text].into_iter().for_each(clean),
        Element::Quote { text, from } => [text, from].into_iter().for_each(clean),
        Element::Chart {
            question,
            bars,
            summary,
        } => {
            clean(question);
            clean(summary);
            for bar in bars {
                for text in [
                    &mut bar.label,
                    &mut bar.figure,
                    &mut bar.note,
                    &mut bar.change,
                ] {
                    clean(text);
                }
                for mark in &mut bar.marks {
                    clean(&mut mark.label);
                }
            }
        }
        Element::OverTime {
            question,
            drawing,
            summary,
        } => {
            clean(question);
            clean(summary);
            clean(&mut drawing.about);
            let texts = drawing.texts.iter_mut().map(|t| &mut t.text);
            let legend = drawing.legend.iter_mut().map(|(_, label)| label);
            let sentences = drawing.sentences.iter_mut().map(|(text, _)| text);
            let explained = drawing.explained.iter_mut();
            texts
                .chain(legend)
                .chain(sentences)
                .chain(explained)
                .for_each(clean);
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
        Element::Form(lines) => lines.iter_mut().for_each(|line| {
            clean(&mut line.label);
            clean(&mut line.value);
        }),
        Element::Together(blocks) => blocks.iter_mut().for_each(clean_block),
        Element::SignOff { caption, rows } => {
            clean(caption);
            for (label, value) in rows {
                clean(label);
                clean(value);
            }
        }
        Element::Contents(rows) => {
            for row in rows {
                clean(&mut row.mark);
                clean(&mut row.title);
                clean(&mut row.note);
            }
        }
        Element::PictureLine { picture, texts } => {
            clean(picture);
            texts.iter_mut().for_each(clean);
        }
        Element::BackPage { notes } => clean(notes),
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
            Element::Form(lines) => all.extend(lines.iter().map(|line| line.value.as_str())),
            Element::Chart { summary, .. } | Element::OverTime { summary, .. } => all.push(summary),
            Element::Card { title, blocks, .. } => {
                all.push(title);
                gather(blocks, all);
            }
            Element::Together(blocks) => gather(blocks, all),
            Element::PictureLine { texts, .. } => all.extend(texts.iter().map(String::as_str)),
            // Titles are counted at their cards.
            Element::Contents(rows) => {
                all.extend(rows.iter().map(|row| row.note.as_str()));
            }
            // Patients' words and the labels of tables are not the unit's prose.
            Element::Quote { .. }
            | Element::BackPage { .. }
            | Element::Table { .. }
            | Element::Slip { .. }
            | Element::SignOff { .. }
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
