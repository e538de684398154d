//! A canvas for one slide: text, boxes and marks at places, as SVG.
//!
//! SVG does not wrap text. Each line is measured beforehand, so nothing on a slide is wider or higher than its box.

use maud::{Markup, PreEscaped, html};

use crate::publish::{
    fonts::{self, Weight},
    square::QrCode,
};

/// Width of a slide in pixels.
pub(super) const WIDTH: f64 = 1920.0;
/// Height of a slide in pixels.
pub(super) const HEIGHT: f64 = 1080.0;
/// Free pixels at the left and right.
pub(super) const MARGIN: f64 = 96.0;
/// Smallest size of text in pixels: about 24 point where the slide is as high as a sheet of 16:9 in a slide program.
pub(super) const SMALL: f64 = 28.0;
// Arial, in which a program without embedded fonts sets the text, is a little narrower on the whole; single letters are wider.
/// Factor on widths, for programs that ignore the embedded font.
const SLACK: f64 = 1.03;
/// Height of a line, in em.
pub(super) const LINE: f64 = 1.24;
/// Distance from the top of a line to its baseline, in em.
const BASELINE: f64 = 0.97;

/// Colour of text.
pub(super) const INK: &str = "#1b1a18";
/// Colour of text of less weight.
pub(super) const QUIET: &str = "#4a4844";
/// Colour of the empty part of a bar.
pub(super) const TRACK: &str = "#dedbd2";
/// Colour of a draft.
pub(super) const DRAFT: &str = "#743700";

/// Size, weight and colour of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type<'a> {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) fill: &'a str,
}

impl<'a> Type<'a> {
    pub(super) fn regular(size: f64, fill: &'a str) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            fill,
        }
    }

    pub(super) fn bold(size: f64, fill: &'a str) -> Self {
        Self {
            size,
            weight: Weight::Bold,
            fill,
        }
    }

    /// Height of `lines` lines.
    #[expect(clippy::cast_precision_loss, reason = "a slide has a few lines")]
    pub(super) fn height(self, lines: usize) -> f64 {
        lines as f64 * self.size * LINE
    }

    /// Top of a line whose baseline is known.
    pub(super) fn top_of(self, baseline: f64) -> f64 {
        baseline - self.size * BASELINE
    }

    /// Width of a line.
    pub(super) fn width(self, text: &str) -> f64 {
        fonts::width(text, self.weight) * self.size * SLACK
    }

    /// At most `count` lines of a text within `most` pixels.
    pub(super) fn lines(self, text: &str, most: f64, count: usize) -> Vec<String> {
        fonts::at_most(text, self.weight, most / (self.size * SLACK), count)
    }
}

/// The marks of a slide.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    marks: Vec<Markup>,
    /// Sentences of the slide, for a reader that does not see it.
    said: Vec<String>,
}

fn px(length: f64) -> String {
    // One decimal: the same bytes on every machine.
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

impl Canvas {
    /// A line of text whose box begins at `x`, `top`.
    pub(super) fn line(&mut self, x: f64, top: f64, face: Type<'_>, text: &str) {
        self.mark(x, top, face, text, "start");
    }

    /// A line of text whose box ends at `x`.
    pub(super) fn line_to(&mut self, x: f64, top: f64, face: Type<'_>, text: &str) {
        self.mark(x, top, face, text, "end");
    }

    fn mark(&mut self, x: f64, top: f64, face: Type<'_>, text: &str, anchor: &str) {
        if text.is_empty() {
            return;
        }
        self.marks.push(html! {
            text x=(px(x)) y=(px(top + face.size * BASELINE)) font-size=(px(face.size))
                font-weight=(face.weight.number()) fill=(face.fill) text-anchor=(anchor) { (text) }
        });
    }

    /// Lines below each other; the free place below them.
    pub(super) fn lines(&mut self, x: f64, top: f64, face: Type<'_>, lines: &[String]) -> f64 {
        let mut at = top;
        for line in lines {
            self.line(x, at, face, line);
            at += face.height(1);
        }
        at
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
        self.marks.push(html! {
            rect x=(px(x)) y=(px(y)) width=(px(width.max(0.0))) height=(px(height)) fill=(fill) {}
        });
    }

    /// A rectangle with an outline, on white.
    pub(super) fn hollow(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), stroke: &str) {
        self.marks.push(html! {
            rect x=(px(x)) y=(px(y)) width=(px(width)) height=(px(height)) fill="#ffffff" stroke=(stroke) stroke-width="4" {}
        });
    }

    /// A path with an outline; `dash` as in SVG, empty for none.
    pub(super) fn path(&mut self, data: &str, stroke: &str, width: f64, dash: &str) {
        let dash = (!dash.is_empty()).then_some(dash);
        self.marks.push(html! {
            path d=(data) fill="none" stroke=(stroke) stroke-width=(px(width)) stroke-dasharray=[dash] {}
        });
    }

    /// A filled path.
    pub(super) fn shape(&mut self, data: &str, fill: &str) {
        self.marks.push(html! { path d=(data) fill=(fill) {} });
    }

    /// A QR code, black on white.
    pub(super) fn square(&mut self, (x, y): (f64, f64), side: f64, code: &QrCode) {
        self.rect((x, y), (side, side), "#ffffff");
        let scale = side / f64::from(u32::try_from(code.width()).unwrap_or(u32::MAX));
        self.marks.push(html! {
            path d=(code.path()) fill="#000000" shape-rendering="crispEdges"
                transform=(format!("translate({} {}) scale({scale:.4})", px(x), px(y))) {}
        });
    }

    /// Adds a sentence for readers that do not see the slide.
    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !sentence.is_empty() {
            self.said.push(sentence);
        }
    }

    /// The file. `language` is a BCP 47 tag.
    pub(super) fn svg(self, title: &str, language: &str) -> String {
        let said = self.said.join(" ");
        let style = format!(
            "{}text {{ font-family: \"Public Sans\", Arial, \"Helvetica Neue\", sans-serif; }}",
            fonts::face_rules("Public Sans")
        );
        let view = format!("0 0 {} {}", px(WIDTH), px(HEIGHT));
        let markup = html! {
            svg xmlns="http://www.w3.org/2000/svg" xml:lang=(language) viewBox=(view) width=(px(WIDTH)) height=(px(HEIGHT))
                role="img" aria-labelledby="title desc" {
                title id="title" { (title) }
                desc id="desc" { (said) }
                style { (PreEscaped(style)) }
                rect width=(px(WIDTH)) height=(px(HEIGHT)) fill="#ffffff" {}
                @for mark in self.marks { (mark) }
            }
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n",
            markup.into_string()
        )
    }
}
