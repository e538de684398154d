//! A chart over time on a slide: the drawing of the papers at the left, its sentences beside it.

use super::draw::{Canvas, INK, MARGIN, QUIET, SMALL, Type, WIDTH};
use crate::publish::drawing::{
    self, Anchor, DrawnLine, DrawnSign, DrawnText, LineKind, OverTime, SignKind,
};

/// Pixels of a unit of the drawing. Its text is as large as the smallest of a slide.
const SCALE: f64 = SMALL / drawing::TEXT as f64;
/// Left end of the sentences.
const BESIDE: f64 = MARGIN + drawing::WIDTH as f64 * SCALE + 48.0;

/// A drawing with its sentences in lines.
pub(super) struct ChartPlan {
    drawing: OverTime,
    about: Vec<String>,
    /// Lines of a sentence; `true` for what is more than chance.
    sentences: Vec<(Vec<String>, bool)>,
    legend: Vec<(LineKind, Vec<String>)>,
}

fn face(strong: bool) -> Type<'static> {
    if strong {
        Type::bold(SMALL, INK)
    } else {
        Type::regular(SMALL, QUIET)
    }
}

/// Colour, width and dashes of a line.
fn stroke(kind: LineKind, colour: &str) -> (&str, f64, &'static str) {
    match kind {
        LineKind::Mean | LineKind::Bracket => (INK, 4.0, ""),
        LineKind::Anew => (QUIET, 3.0, ""),
        LineKind::Limit => (QUIET, 3.0, "10 8"),
        LineKind::Aim => (colour, 6.0, "22 12"),
        LineKind::Benchmark => (QUIET, 6.0, "6 10"),
    }
}

impl ChartPlan {
    pub(super) fn new(drawing: OverTime) -> Self {
        let lines = |text: &str, strong: bool, left: f64| {
            face(strong).lines(&super::clean(text), WIDTH - MARGIN - left, 4)
        };
        Self {
            about: lines(&drawing.about, false, BESIDE),
            sentences: drawing
                .sentences
                .iter()
                .map(|(sentence, strong)| (lines(sentence, *strong, BESIDE), *strong))
                .collect(),
            legend: drawing
                .legend
                .iter()
                .map(|(kind, label)| (*kind, lines(label, false, BESIDE + Self::SAMPLE)))
                .collect(),
            drawing,
        }
    }

    /// Width of a line in the legend, with its gap.
    const SAMPLE: f64 = 84.0;
    /// Gap between two sentences.
    const GAP: f64 = 8.0;

    fn beside(&self) -> impl Iterator<Item = usize> {
        let sentences = self.sentences.iter().map(|(lines, _)| lines.len());
        let legend = self.legend.iter().map(|(_, lines)| lines.len());
        std::iter::once(self.about.len())
            .chain(sentences)
            .chain(legend)
    }

    pub(super) fn height(&self) -> f64 {
        let text: f64 = self
            .beside()
            .map(|n| face(false).height(n) + Self::GAP)
            .sum();
        text.max(f64::from(drawing::HEIGHT) * SCALE)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, top: f64, colour: &str) {
        let place = |(x, y): (i32, i32)| {
            let (x, y) = (f64::from(x) * SCALE, f64::from(y) * SCALE);
            (MARGIN + x, top + y)
        };
        for DrawnLine { kind, from, to } in &self.drawing.lines {
            let ((x, y), (u, v)) = (place(*from), place(*to));
            let (ink, width, dash) = stroke(*kind, colour);
            canvas.path(&format!("M{x:.1} {y:.1}L{u:.1} {v:.1}"), ink, width, dash);
        }
        for DrawnSign { kind, at } in &self.drawing.signs {
            let (x, y) = place(*at);
            // Two half circles, since a path has no circle of its own.
            let disc = format!("M{:.1} {y:.1}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z", x - 9.0);
            match kind {
                SignKind::Plain => {
                    canvas.shape(&disc, "#ffffff");
                    canvas.path(&disc, colour, 5.0, "");
                }
                SignKind::Run => canvas.shape(&disc, INK),
                SignKind::Up => {
                    let (x, y) = (x - 12.0, y + 9.0);
                    canvas.shape(&format!("M{x:.1} {y:.1}h24l-12 -22z"), INK);
                }
                SignKind::Down => {
                    let (x, y) = (x - 12.0, y - 9.0);
                    canvas.shape(&format!("M{x:.1} {y:.1}h24l-12 22z"), INK);
                }
            }
        }
        for DrawnText {
            at,
            anchor,
            text,
            strong,
        } in &self.drawing.texts
        {
            let (x, baseline) = place(*at);
            let face = face(*strong);
            let x = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - face.width(text) / 2.0,
                Anchor::End => x - face.width(text),
            };
            canvas.line(x, face.top_of(baseline), face, text);
        }
        let mut at = canvas.lines(BESIDE, top, face(false), &self.about) + Self::GAP;
        for (lines, strong) in &self.sentences {
            at = canvas.lines(BESIDE, at, face(*strong), lines) + Self::GAP;
        }
        for (kind, lines) in &self.legend {
            let (ink, width, dash) = stroke(*kind, colour);
            let middle = at + SMALL * 0.62;
            canvas.path(&format!("M{BESIDE:.1} {middle:.1}h64"), ink, width, dash);
            at = canvas.lines(BESIDE + Self::SAMPLE, at, face(false), lines) + Self::GAP;
        }
    }
}
