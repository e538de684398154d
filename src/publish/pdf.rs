//! PDF renderer: tagged for screen readers (PDF/UA-1), archivable (PDF/A-2a), and reproducible to the byte.
//!
//! Typst compiles one template of ours, and reads the document as JSON data. People's text is never parsed as markup, and no other
//! file, font or address can be opened.

mod poster;

use std::sync::LazyLock;

use serde_json::{Value, json};
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{
    columns,
    cover::{self, Tile, TileShape},
    page::{
        ChartBar, ChartMark, ContentsRow, Document, Element, PaperSize, Picture, PictureKind,
        SlipRow,
    },
    poster::Poster,
};
use crate::domain::refusal::{Refusal, refuse};

const TEMPLATE: &str = include_str!("pdf/paper.typ");
const POSTER: &str = include_str!("pdf/poster.typ");

/// Fonts. The first two set nearly everything; the third has the letters that they lack: Greek, Cyrillic and rare Latin ones.
const FACES: [&[u8]; 3] = [
    super::fonts::REGULAR,
    super::fonts::BOLD,
    include_bytes!("fonts/SourceSans3-Regular.ttf"),
];

// Parsed once: a set has up to a dozen documents.
/// Library and fonts, shared by all documents.
struct SharedFonts {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FONTS: LazyLock<SharedFonts> = LazyLock::new(|| {
    let faces = FACES.into_iter().map(Bytes::new);
    let fonts: Vec<Font> = faces.filter_map(|face| Font::new(face, 0)).collect();
    SharedFonts {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// Renders a document. `language` is a BCP 47 tag.
///
/// # Errors
/// No font has one of the letters, or the logo cannot be decoded.
pub fn write(paper: &Document, language: &str) -> Result<Vec<u8>, Refusal> {
    let paper = &paper.cleaned();
    let language = paper.language.unwrap_or(language);
    let data = data(paper, language);
    let look = &paper.look;
    let pictures = [
        ("logo", look.logo.as_ref()),
        ("picture", look.picture.as_ref()),
    ];
    let document = compile(("paper.typ", TEMPLATE), &data, &pictures)?;
    encode(&document, &data)
}

/// Renders a poster. `language` is a BCP 47 tag.
///
/// # Errors
/// No font has one of the letters, the logo cannot be decoded, or the poster does not fit on one sheet.
pub fn poster(poster: &Poster, language: &str) -> Result<Vec<u8>, Refusal> {
    let data = poster::data(poster, language);
    let pictures = [("logo", poster.logo.as_ref())];
    let document = compile(("poster.typ", POSTER), &data, &pictures)?;
    // It was measured beforehand. If a font surprises us all the same, no poster is better than half of one.
    if document.pages().len() != 1 {
        return refuse("the poster does not fit on one sheet: take the HTML, or shorten the goals");
    }
    encode(&document, &data)
}

/// Compiles a template with its data. The pictures are the only other files that it can open.
fn compile(
    template: (&str, &str),
    data: &Value,
    pictures: &[(&str, Option<&Picture>)],
) -> Result<PagedDocument, Refusal> {
    let missing = missing_glyphs(data);
    if !missing.is_empty() {
        let missing: Vec<String> = missing.iter().take(12).map(char::to_string).collect();
        return refuse(format!(
            "the PDF\u{2019}s fonts do not have: {}. Take the HTML, which uses the fonts of whoever reads it, or change the words",
            missing.join(" ")
        ));
    }
    let press = TypstWorld::new(template, data, pictures)?;
    typst::compile::<PagedDocument>(&press)
        .output
        .map_err(|e| compile_error(&e))
}

/// Writes a compiled document as PDF.
fn encode(document: &PagedDocument, data: &Value) -> Result<Vec<u8>, Refusal> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|e| e.message().to_string())?;
    let options = PdfOptions {
        // The id of the file is derived from its content, so that the same document gives the same bytes.
        ident: Smart::Custom(data.to_string()),
        creator: Smart::Custom(Some("pledge".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|e| compile_error(&e))
}

fn compile_error(errors: &[SourceDiagnostic]) -> Refusal {
    let messages: Vec<String> = errors.iter().map(|e| e.message.to_string()).collect();
    Refusal::new(format!("the PDF could not be set: {}", messages.join("; ")))
}

// Looked for beforehand, so that the error can name the letters and the way out.
/// Letters of a document that none of the fonts has.
fn missing_glyphs(data: &Value) -> Vec<char> {
    let mut missing = Vec::new();
    visit(data, &mut |text| {
        for c in text.chars() {
            let known = FONTS
                .fonts
                .iter()
                .any(|f| f.info().coverage.contains(u32::from(c)));
            if !known && !c.is_whitespace() && !missing.contains(&c) {
                missing.push(c);
            }
        }
    });
    missing
}

fn visit(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| visit(item, each)),
        Value::Object(map) => map.values().for_each(|item| visit(item, each)),
        _ => {}
    }
}

/// The document as JSON for the template.
fn data(paper: &Document, language: &str) -> Value {
    let look = &paper.look;
    // Typst takes language and region apart, and the region in lower case.
    let (language, region) = language.split_once('-').unwrap_or((language, ""));
    // PDF/A needs a date. A fixed one keeps documents without a day reproducible.
    let day = paper.day.unwrap_or(jiff::civil::Date::constant(2000, 1, 1));
    json!({
        "title": paper.title,
        "subtitle": paper.subtitle,
        "unit": paper.unit,
        "organisation": paper.organisation,
        "date": paper.date,
        "day": [day.year(), day.month(), day.day()],
        "draft": paper.draft,
        "language": language,
        "region": region.to_lowercase(),
        "page_word": paper.page_word,
        "of_word": paper.of_word,
        "colour": look.colour.hex(),
        "a5": look.paper == PaperSize::A5,
        "points": look.points(),
        "cover": look.cover,
        "compact": look.compact,
        "easy": look.easy,
        "logo": look.logo.as_ref().map(picture),
        "picture": look.picture.as_ref().map(picture),
        "pattern": pattern(&paper.unit),
        "epigraph": paper.epigraph,
        "blocks": blocks(&paper.blocks, columns::letters(look)),
    })
}

fn picture(picture: &Picture) -> Value {
    let format = match picture.kind() {
        PictureKind::Png => "png",
        PictureKind::Jpeg => "jpg",
    };
    json!({"format": format, "alt": picture.alt})
}

/// Rows of the pattern of the title page. The panel cuts off what it has no room for.
const ROWS: usize = 9;

fn pattern(unit: &str) -> Value {
    let tiles: Vec<Value> = cover::tiles(unit, ROWS)
        .into_iter()
        .map(
            |Tile {
                 column,
                 row,
                 shape,
                 white,
             }| {
                let shape = match shape {
                    TileShape::UpperLeft => "upper left",
                    TileShape::UpperRight => "upper right",
                    TileShape::LowerRight => "lower right",
                    TileShape::LowerLeft => "lower left",
                    TileShape::LeafRising => "leaf rising",
                    TileShape::LeafFalling => "leaf falling",
                    TileShape::Disc => "disc",
                };
                json!({"column": column, "row": row, "shape": shape, "white": white})
            },
        )
        .collect();
    json!({"columns": cover::COLUMNS, "tiles": tiles})
}

fn blocks(blocks: &[Element], letters: usize) -> Vec<Value> {
    blocks.iter().map(|b| block(b, letters)).collect()
}

/// An element for the template; `letters` are those of a line.
#[expect(clippy::too_many_lines, reason = "one arm a kind of element")]
fn block(block: &Element, letters: usize) -> Value {
    match block {
        Element::Heading(level, text) => json!({"is": "heading", "level": level, "text": text}),
        Element::Text(text) => json!({"is": "text", "text": text}),
        Element::Small(text) => json!({"is": "small", "text": text}),
        Element::List(items) => json!({"is": "list", "items": items}),
        Element::Facts(facts) => json!({"is": "facts", "facts": facts}),
        Element::Promise { about, text } => json!({"is": "promise", "about": about, "text": text}),
        Element::Quote { text, from } => json!({"is": "quote", "text": text, "from": from}),
        Element::Chart {
            question,
            bars,
            summary,
        } => {
            let bars: Vec<Value> =
                bars.iter()
                    .map(
                        |ChartBar {
                             label,
                             percent,
                             figure,
                             note,
                             change,
                             marks,
                         }| {
                            let marks: Vec<Value> = marks
                            .iter()
                            .map(|ChartMark { kind, percent, label }| {
                                json!({"kind": kind.name(), "percent": percent, "label": label})
                            })
                            .collect();
                            json!({
                                "label": label, "percent": percent, "figure": figure, "note": note,
                                "change": change, "marks": marks,
                            })
                        },
                    )
                    .collect();
            json!({"is": "chart", "question": question, "bars": bars, "summary": summary})
        }
        Element::OverTime {
            question,
            drawing,
            summary,
        } => {
            let lines: Vec<Value> = drawing
                .lines
                .iter()
                .map(|l| json!({"kind": l.kind.name(), "from": [l.from.0, l.from.1], "to": [l.to.0, l.to.1]}))
                .collect();
            let signs: Vec<Value> = drawing
                .signs
                .iter()
                .map(|s| json!({"kind": s.kind.name(), "at": [s.at.0, s.at.1]}))
                .collect();
            let texts: Vec<Value> = drawing
                .texts
                .iter()
                .map(|t| json!({"at": [t.at.0, t.at.1], "anchor": t.anchor.name(), "text": t.text, "strong": t.strong}))
                .collect();
            let legend: Vec<Value> = drawing
                .legend
                .iter()
                .map(|(kind, label)| json!({"kind": kind.name(), "label": label}))
                .collect();
            json!({
                "is": "over time", "question": question, "summary": summary, "about": drawing.about,
                "lines": lines, "signs": signs, "texts": texts, "legend": legend, "sentences": drawing.sentences,
                "explained": drawing.explained,
            })
        }
        Element::Card {
            mark,
            title,
            blocks: inside,
        } => json!({"is": "card", "mark": mark, "title": title, "blocks": blocks(inside, letters)}),
        Element::Table {
            caption,
            head,
            rows,
        } => {
            json!({"is": "table", "caption": caption, "head": head, "rows": rows, "widths": columns::shares(head, rows, letters), "short": columns::is_short(head, rows, letters)})
        }
        Element::Slip { head, marks, rows } => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|SlipRow { number, title }| json!({"number": number.to_string(), "title": title}))
                .collect();
            json!({"is": "slip", "goal": head.0, "how": head.1, "marks": marks, "rows": rows})
        }
        Element::Form(lines) => {
            let lines: Vec<Value> = lines
                .iter()
                .map(|l| json!({"label": l.label, "value": l.value, "boxes": l.boxes, "blank": l.is_blank()}))
                .collect();
            json!({"is": "form", "lines": lines})
        }
        Element::Together(inside) => json!({"is": "together", "blocks": blocks(inside, letters)}),
        Element::SignOff { caption, rows } => {
            json!({"is": "sign off", "caption": caption, "rows": rows})
        }
        Element::Contents(rows) => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|ContentsRow { mark, title, note }| {
                    json!({"mark": mark, "title": title, "note": note})
                })
                .collect();
            json!({"is": "contents", "rows": rows})
        }
        Element::PictureLine { picture, texts } => {
            json!({"is": "picture line", "picture": picture, "texts": texts})
        }
        Element::BackPage { notes } => json!({"is": "back page", "notes": notes}),
        Element::NewPage => json!({"is": "new page"}),
    }
}

/// Files that Typst can open.
struct TypstWorld {
    template: Source,
    data: (FileId, Bytes),
    pictures: Vec<(FileId, Bytes)>,
}

impl TypstWorld {
    fn new(
        (name, template): (&str, &str),
        data: &Value,
        named: &[(&str, Option<&Picture>)],
    ) -> Result<Self, Refusal> {
        let mut pictures = Vec::new();
        for (name, picture) in named {
            if let Some(picture) = picture {
                pictures.push((file(name)?, Bytes::new(picture.bytes().to_vec())));
            }
        }
        Ok(Self {
            template: Source::new(file(name)?, template.to_owned()),
            data: (
                file("paper.json")?,
                Bytes::new(data.to_string().into_bytes()),
            ),
            pictures,
        })
    }
}

/// The id of a virtual file.
fn file(name: &str) -> Result<FileId, Refusal> {
    let path = VirtualPath::new(name).map_err(|e| format!("{name}: {e:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for TypstWorld {
    fn library(&self) -> &LazyHash<Library> {
        &FONTS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        // Only these: even a template that was tampered with could not read another file.
        let mut files = std::iter::once(&self.data).chain(&self.pictures);
        let found = files.find(|(there, _)| *there == id);
        found
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    // Without a clock a template cannot stamp the file, which would make each rendering another file.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
