//! HTML renderer: one file without scripts or requests, with its fonts and pictures embedded and a style sheet for printing.
//!
//! HTML is the first format (NHS digital service manual: publish in HTML, PDF in addition), because it adapts to phones, screen
//! readers and a browser's translation. All text is escaped by `maud`.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    columns,
    cover::{self, Tile, TileShape},
    drawing::{self, DrawnSign, OverTime, SignKind},
    fonts,
    page::{
        ChartBar, ChartMark, ContentsRow, Document, Element, FormLine, MarkKind, PageStyle,
        PaperSize, Picture, PictureKind, SlipRow,
    },
};

/// Most letters of a cell that is not broken over two lines, such as a name or a day.
const BRIEF: usize = 18;

const STYLE: &str = include_str!("html/style.css");

// Second line of defence: even if an escape were missed, a browser would run and fetch nothing.
/// Content Security Policy: only content inside the file.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/// Renders a document. `language` is a BCP 47 tag.
pub fn write(paper: &Document, language: &str) -> String {
    let paper = &paper.cleaned();
    let language = paper.language.unwrap_or(language);
    let style = style(paper);
    let look = &paper.look;
    let classes = [
        (look.cover, "cover"),
        (look.compact, "compact"),
        (look.easy, "easy"),
        // Large letters and A5 leave no room for facts in two columns.
        (look.large || look.paper == PaperSize::A5, "narrow"),
        (look.paper == PaperSize::A5, "folded"),
    ];
    let classes: Vec<&str> = classes
        .into_iter()
        // No empty `class` attribute: checkers of HTML report it.
        .filter(|(is, _)| *is)
        .map(|(_, class)| class)
        .collect();
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    let markup = html! {
        (DOCTYPE)
        html lang=(language) {
            (page_head(&title(&paper.title, &paper.unit), &style))
            body class=[class] {
                (head(paper))
                main { (sections(&paper.blocks, &targets(&paper.blocks))) }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

/// The `head` of a page: its title, its style sheet, and what keeps a browser from asking anybody anything.
// The style sheet is not escaped, so nothing but numbers, colours and fixed words may get in.
pub(super) fn page_head(title: &str, style: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="referrer" content="no-referrer";
            // Phones would turn "2027 to 2028" into a number to call.
            meta name="format-detection" content="telephone=no, date=no, address=no, email=no";
            title { (title) }
            style { (PreEscaped(style)) }
        }
    }
}

/// Title of a page, with the unit's name if there is one.
pub(super) fn title(title: &str, unit: &str) -> String {
    if unit.is_empty() {
        title.to_owned()
    } else {
        format!("{title}: {unit}")
    }
}

// This text is not escaped (`PreEscaped`), so nothing but numbers, colours and fixed words may get in.
/// The style sheet, with the settings of this document.
fn style(paper: &Document) -> String {
    let look = &paper.look;
    let (sheet, margin, inner) = match (look.paper, look.compact) {
        (PaperSize::A4, _) if look.easy => ("A4", "24mm 28mm 24mm", "249mm"),
        // Letters of 18 point need the width.
        (PaperSize::A4, false) if look.large => ("A4", "14mm 18mm 18mm", "262mm"),
        (PaperSize::A4, _) => ("A4", "16mm 20mm 18mm", "260mm"),
        (PaperSize::A5, _) => ("A5", "14mm 15mm 17mm", "176mm"),
    };
    let foot = if look.large { 16 } else { 12 };
    let running = |at: &str, content: &str| {
        format!(
            "@{at} {{ content: {content}; font-family: \"Pledge\", Arial, sans-serif; font-size: {foot}pt; color: #4a4844; }} "
        )
    };
    let pages = format!(
        "{} counter(page) {} counter(pages)",
        css_string(&format!("{} ", paper.page_word)),
        css_string(&format!(" {} ", paper.of_word))
    );
    // A page of a booklet is copied by itself, and then says whose it is.
    let (unit, at) = if look.cover && !paper.unit.is_empty() {
        (
            running("bottom-left", &css_string(&paper.unit)),
            "bottom-right",
        )
    } else {
        (String::new(), "bottom-center")
    };
    let draft = paper
        .draft
        .as_deref()
        .map_or_else(String::new, |d| running("top-center", &css_string(d)));
    let first = if look.cover {
        "@page :first { @bottom-center { content: none; } @bottom-left { content: none; } @bottom-right { content: none; } }\n"
    } else {
        ""
    };
    let larger = if look.large { " --size: 1.5rem;" } else { "" };
    format!(
        "{}:root {{ --colour: {}; --points: {}pt; --inner: {inner};{larger} }}\n@page {{ size: {sheet}; margin: {margin}; {}{unit}{draft}}}\n{first}{STYLE}",
        // Embedded, because the policy above allows no request.
        fonts::face_rules("Pledge"),
        look.colour.hex(),
        look.points(),
        running(at, &pages),
    )
}

/// Formats a text as a CSS string. Letters, digits, spaces and stops stay, all other characters are escaped by number.
fn css_string(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',') {
            string.push(c);
        } else {
            // The space ends the number: without it a following digit would be part of it.
            let _ = write!(string, "\\{:X} ", u32::from(c));
        }
    }
    string.push('"');
    string
}

fn head(paper: &Document) -> Markup {
    let who = html! {
        @if let Some(logo) = &paper.look.logo { img class="logo" src=(data(logo)) alt=(logo.alt); }
        @if !paper.unit.is_empty() { p class="of" { (paper.unit) } }
        @if !paper.organisation.is_empty() { p class="whole" { (paper.organisation) } }
    };
    let what = html! {
        h1 { (paper.title) }
        @if !paper.subtitle.is_empty() { p class="sub" { (paper.subtitle) } }
    };
    html! {
        header {
            @if let Some(draft) = &paper.draft { p class="draft" { (draft) } }
            @if paper.look.cover {
                div class="who" { (who) }
                div class="panel" {
                    @match &paper.look.picture {
                        Some(picture) => img class="picture" src=(data(picture)) alt=(picture.alt);,
                        None => (pattern(&paper.unit)),
                    }
                    div { (what) }
                }
                @if let Some((text, from)) = &paper.epigraph {
                    blockquote class="epigraph" { (quotation(text, from)) }
                }
            } @else {
                (who)
                (what)
            }
            @if !paper.date.is_empty() { p class="date" { (paper.date) } }
        }
    }
}

/// A picture as a `data:` address.
pub(super) fn data(picture: &Picture) -> String {
    let kind = match picture.kind() {
        PictureKind::Png => "png",
        PictureKind::Jpeg => "jpeg",
    };
    format!(
        "data:image/{kind};base64,{}",
        STANDARD.encode(picture.bytes())
    )
}

/// Rows of the pattern in the file. Where the panel is lower, the last ones are cut off.
const ROWS: usize = 8;

/// The pattern of the title page.
fn pattern(unit: &str) -> Markup {
    let size = 100;
    let (width, height) = (cover::COLUMNS * size, ROWS * size);
    html! {
        svg class="pattern" viewBox=(format!("0 0 {width} {height}")) preserveAspectRatio="xMidYMin slice" aria-hidden="true" focusable="false" {
            @for Tile { column, row, shape, white } in cover::tiles(unit, ROWS) {
                path transform=(format!("translate({} {})", column * size, row * size)) fill-opacity=(format!("0.{white:02}")) d=(path(shape)) {}
            }
        }
    }
}

/// Outline of a tile of 100 by 100.
fn path(shape: TileShape) -> &'static str {
    match shape {
        TileShape::UpperLeft => "M0 0H100A100 100 0 0 1 0 100Z",
        TileShape::UpperRight => "M100 0V100A100 100 0 0 1 0 0Z",
        TileShape::LowerRight => "M100 100H0A100 100 0 0 1 100 0Z",
        TileShape::LowerLeft => "M0 100V0A100 100 0 0 1 100 100Z",
        TileShape::LeafRising => "M100 0A100 100 0 0 1 0 100A100 100 0 0 1 100 0Z",
        TileShape::LeafFalling => "M0 0A100 100 0 0 1 100 100A100 100 0 0 1 0 0Z",
        TileShape::Disc => "M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z",
    }
}

/// Marks of the cards to which a list of contents leads, in its order.
fn targets(blocks: &[Element]) -> Vec<&str> {
    let lists = blocks.iter().filter_map(|block| match block {
        Element::Contents(rows) => Some(rows),
        _ => None,
    });
    lists.flatten().map(|row| row.mark.as_str()).collect()
}

/// Id of the card with a mark; `None` if no list of contents leads to it.
fn target(targets: &[&str], mark: &str) -> Option<String> {
    // By its place and not by its words, which may be in any script.
    let nth = targets.iter().position(|t| *t == mark)?;
    Some(format!("part-{}", nth + 1))
}

/// Groups elements into sections, one for each heading of level 1, and one for what comes before the first.
fn sections(blocks: &[Element], targets: &[&str]) -> Markup {
    const FOLLOWS: Option<&str> = Some("follows");
    let mut parts: Vec<(Option<&str>, Vec<&Element>)> = Vec::new();
    let mut begins = FOLLOWS;
    for block in blocks {
        match block {
            Element::NewPage => begins = None,
            Element::BackPage { .. } => begins = Some("back"),
            Element::Heading(1, _) => {
                parts.push((begins, vec![block]));
                begins = FOLLOWS;
            }
            // A page break is a property of the section that follows, since CSS breaks before boxes and not between them.
            other => match parts.last_mut() {
                Some((_, part)) if begins == FOLLOWS => part.push(other),
                _ => {
                    parts.push((begins, vec![other]));
                    begins = FOLLOWS;
                }
            },
        }
    }
    html! {
        @for (begins, part) in parts {
            section class=[begins] {
                @for block in part { (self::block(block, targets)) }
            }
        }
    }
}

fn quotation(text: &str, from: &str) -> Markup {
    html! {
        p { "\u{201C}" (text) "\u{201D}" }
        @if !from.is_empty() { p class="from" { (from) } }
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a kind of element")]
fn block(block: &Element, targets: &[&str]) -> Markup {
    match block {
        Element::Heading(1, text) => html! { h2 { (text) } },
        Element::Heading(_, text) => html! { h3 { (text) } },
        Element::Text(text) => html! { p { (text) } },
        Element::Small(text) => html! { p class="small" { (text) } },
        Element::List(items) => html! { ul { @for item in items { li { (item) } } } },
        Element::Facts(facts) => html! {
            @if !facts.is_empty() {
                // A row a box: a grid breaks inside a row, and a name would stand at the foot of a page without what it means.
                dl { @for (name, value) in facts { div { dt { (name) } dd { (value) } } } }
            }
        },
        Element::Promise { about, text } => html! {
            div class="promise" {
                p class="about" { (about) }
                p class="text" { (text) }
            }
        },
        Element::Quote { text, from } => html! {
            blockquote { (quotation(text, from)) }
        },
        Element::Chart {
            question,
            bars,
            summary,
        } => html! {
            figure {
                figcaption { (summary) }
                // The bars are hidden from screen readers, which read the caption with the same content.
                p class="asked" { (question) }
                div class="bars" aria-hidden="true" {
                    @for bar in bars { (self::bar(bar)) }
                    (common_legend(bars))
                }
            }
        },
        Element::OverTime {
            question,
            drawing,
            summary,
        } => html! {
            figure {
                figcaption { (summary) }
                p class="asked" { (question) }
                div class="over-time" aria-hidden="true" {
                    p class="about" { (drawing.about) }
                    (plot(drawing))
                    @if !drawing.legend.is_empty() {
                        div class="legend" {
                            @for (kind, label) in &drawing.legend {
                                span {
                                    svg class="key" viewBox="0 0 400 140" focusable="false" {
                                        line class=(kind.name()) x1="0" y1="70" x2="400" y2="70" {}
                                    }
                                    (label)
                                }
                            }
                        }
                    }
                    @for (sentence, is_special) in &drawing.sentences {
                        p class=(if *is_special { "special" } else { "change" }) { (sentence) }
                    }
                    @if let Some(explained) = &drawing.explained { p class="change" { (explained) } }
                }
            }
        },
        Element::Card {
            mark,
            title,
            blocks,
        } => html! {
            article class="card" id=[target(targets, mark)] {
                @if !mark.is_empty() { p class="mark" { (mark) } }
                h3 { (title) }
                @for block in blocks { (self::block(block, targets)) }
            }
        },
        Element::Table {
            caption,
            head,
            rows,
        } => table(caption, head, rows),
        Element::Slip { head, marks, rows } => slip(head, marks, rows),
        Element::Form(lines) => form(lines),
        Element::Together(blocks) => html! {
            div class="together" { @for block in blocks { (self::block(block, targets)) } }
        },
        Element::SignOff { caption, rows } => html! {
            table class="sign-off" {
                caption { (caption) }
                tbody {
                    @for (label, value) in rows { tr { th scope="row" { (label) } td { (value) } } }
                }
            }
        },
        Element::Contents(rows) => contents(rows, targets),
        Element::PictureLine { picture, texts } => html! {
            div class="picture-line" {
                p class="place" { (picture) }
                div { @for text in texts { p { (text) } } }
            }
        },
        Element::BackPage { .. } | Element::NewPage => html! {},
    }
}

fn form(lines: &[FormLine]) -> Markup {
    html! {
        dl class="form" {
            @for line in lines { div {
                dt { (line.label) }
                @if line.is_blank() {
                    // A space, since a reader of HTML drops an empty description.
                    dd class="write" { "\u{A0}" }
                } @else {
                    dd {
                        @if !line.value.is_empty() { span class="value" { (line.value) } }
                        @for label in &line.boxes { " " span class="box" { i {} (label) } }
                    }
                }
            } }
        }
    }
}

fn bar(bar: &ChartBar) -> Markup {
    html! {
        div class="bar" {
            div class="label" {
                span { (bar.label) }
                span class="note" { b { (bar.figure) } " (" (bar.note) ")" }
            }
            svg class="track" focusable="false" {
                rect class="all" y=".25em" width="100%" height=".85em" {}
                rect class="part" y=".25em" width=(format!("{}%", bar.percent)) height=".85em" {}
                @for mark in &bar.marks {
                    svg class="at" x=(format!("{}%", mark.percent)) { (sign(mark.kind)) }
                }
            }
            @let earlier = bar.marks.iter().find(|mark| mark.kind == MarkKind::Before);
            @if earlier.is_some() || !bar.change.is_empty() {
                div class="legend" {
                    @if let Some(mark) = earlier { (legend(mark)) }
                    @if !bar.change.is_empty() { span class="change" { (bar.change) } }
                }
            }
        }
    }
}

/// The drawing of a chart over time.
fn plot(drawing: &OverTime) -> Markup {
    let view = format!("0 0 {} {}", drawing::WIDTH, drawing::HEIGHT);
    html! {
        svg class="plot" viewBox=(view) focusable="false" {
            @for line in &drawing.lines {
                line class=(line.kind.name()) x1=(line.from.0) y1=(line.from.1) x2=(line.to.0) y2=(line.to.1) {}
            }
            @for DrawnSign { kind, at: (x, y) } in &drawing.signs {
                @match kind {
                    SignKind::Plain | SignKind::Run => circle class=(kind.name()) cx=(x) cy=(y) r="42" {},
                    SignKind::Up => path class="up" d=(format!("M{} {}h120l-60 -110z", x - 60, y + 45)) {},
                    SignKind::Down => path class="down" d=(format!("M{} {}h120l-60 110z", x - 60, y - 45)) {},
                }
            }
            @for text in &drawing.texts {
                text class=[text.strong.then_some("strong")] x=(text.at.0) y=(text.at.1) text-anchor=(text.anchor.name()) font-size=(drawing::TEXT) { (text.text) }
            }
        }
    }
}

/// A sign with its words.
fn legend(mark: &ChartMark) -> Markup {
    html! {
        span {
            svg class="sign" focusable="false" { svg class="at" x="50%" { (sign(mark.kind)) } }
            (mark.label)
        }
    }
}

/// The aim and the benchmark of a chart, named once for all bars.
fn common_legend(bars: &[ChartBar]) -> Markup {
    let mut marks: Vec<&ChartMark> = Vec::new();
    for mark in bars.iter().flat_map(|bar| &bar.marks) {
        if mark.kind != MarkKind::Before && !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    html! {
        @if !marks.is_empty() {
            div class="legend" { @for mark in marks { (legend(mark)) } }
        }
    }
}

/// The sign of a mark, around a vertical line at 0. Its sizes are those of the track in the style sheet.
fn sign(kind: MarkKind) -> Markup {
    html! {
        @match kind {
            MarkKind::Aim => {
                rect class="full" x="-2" y="0" width="4" height="1.1em" {}
                rect class="full" x="-6" y="0" width="12" height="4" {}
            },
            MarkKind::Before => rect class="hollow" x="-3" y=".25em" width="6" height=".85em" {},
            MarkKind::Benchmark => {
                rect class="full" x="-2" y=".25em" width="4" height="1.05em" {}
                rect class="full" x="-6" y="1.15em" width="12" height="4" {}
            },
        }
    }
}

fn contents(rows: &[ContentsRow], targets: &[&str]) -> Markup {
    html! {
        ol class="contents" {
            @for ContentsRow { mark, title, note } in rows { li {
                a href=[target(targets, mark).map(|id| format!("#{id}"))] {
                    span class="mark" { (mark) } " "
                    b { (title) }
                }
                @if !note.is_empty() { p { (note) } }
            } }
        }
    }
}

fn table(caption: &str, head: &[(String, bool)], rows: &[Vec<String>]) -> Markup {
    let number = |column: usize| head.get(column).is_some_and(|(_, number)| *number);
    let is_short = columns::is_short(head, rows, columns::letters(&PageStyle::default()));
    let class = |number: bool, is_brief: bool| match (number, is_brief) {
        (true, true) => Some("n brief"),
        (true, false) => Some("n"),
        (false, true) => Some("brief"),
        (false, false) => None,
    };
    // Eight columns in letters of 18 point: the codes of a voter on the telephone.
    let around = match (is_short, head.len() >= 8) {
        (true, _) => "wide short",
        (false, true) => "wide many",
        (false, false) => "wide",
    };
    html! {
        // Focusable, so that a wide table can be scrolled with the keyboard alone (WCAG 2.1.1).
        div class=(around) tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    @for (name, number) in head { th scope="col" class=[number.then_some("n")] { (name) } }
                } }
                tbody {
                    @for row in rows { tr {
                        @for (column, cell) in row.iter().enumerate() {
                            @let is_brief = cell.chars().count() <= BRIEF;
                            td class=[class(number(column), is_brief)] { (breakable(cell)) }
                        }
                    } }
                }
            }
        }
    }
}

/// A text that may break behind an underscore, as in a long name of code.
fn breakable(text: &str) -> Markup {
    let parts: Vec<&str> = text.split_inclusive('_').collect();
    html! {
        @for (n, part) in parts.iter().enumerate() {
            @if n > 0 { wbr; }
            (part)
        }
    }
}

fn slip(head: &(String, String), marks: &[String], rows: &[SlipRow]) -> Markup {
    html! {
        div.slip.one[marks.len() == 1] {
            p class="how" { b { (head.0) } span { (head.1) } }
            ol {
                @for row in rows { li {
                    b class="number" { (row.number) }
                    div class="goal" {
                        @match &row.title {
                            Some(title) => p { (title) },
                            None => p class="write" {},
                        }
                        p class="boxes" { @for mark in marks { span { (mark) } } }
                    }
                } }
            }
        }
    }
}
