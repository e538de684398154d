//! The scale of a ballot: its marks on a line, and the meaning of its ends below them.

use super::Viewport;
use crate::{
    app::cards::{Align, Line, MarkScale, Role, line, span},
    text::{clean, width, wrap},
    tui::line::{LaidLine, blanks, fitted},
};

/// Most columns between two marks: further apart, the eye no longer sees one line.
const WIDEST_STEP: usize = 18;
/// Columns left of the first mark.
const INDENT: usize = 1;

/// Lays out a scale over the width of the page.
pub(super) fn layout(scale: &MarkScale, viewport: Viewport) -> Vec<LaidLine> {
    let steps = scale.points.len().saturating_sub(1).max(1);
    let step = (viewport.width.saturating_sub(4) / steps).clamp(4, WIDEST_STEP);
    let whole = INDENT + steps * step + 1;
    let mut axis = vec![blanks(INDENT)];
    for (nth, point) in scale.points.iter().enumerate() {
        if nth > 0 {
            let dashes = step.saturating_sub(2 + width(point));
            axis.push(span(Role::Track, format!(" {} ", "─".repeat(dashes))));
        }
        axis.push(span(Role::Accent, clean(point)));
    }
    let mut lines = vec![LaidLine::from(axis)];
    let part = whole / 3;
    let [low, middle, high] = [&scale.low, &scale.middle, &scale.high].map(|m| meaning(m, part));
    for row in 0..low.len().max(middle.len()).max(high.len()) {
        let at = |lines: &[String], side| {
            let text = lines.get(row).cloned().unwrap_or_default();
            fitted(&line(Role::Ink, text), part, side)
        };
        let mut out: Line = at(&low, Align::Left);
        out.push(blanks((whole - 3 * part) / 2));
        out.extend(at(&middle, Align::Centre));
        out.push(blanks((whole - 3 * part).div_ceil(2)));
        out.extend(at(&high, Align::Right));
        lines.push(LaidLine::from(out));
    }
    lines
}

/// The lines of a meaning: as it is broken, or wrapped where that is too wide.
fn meaning(words: &str, most: usize) -> Vec<String> {
    words
        .split('\n')
        .filter(|part| !part.is_empty())
        .flat_map(|part| wrap(&clean(part), most))
        .map(|part| part.trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(scale: &MarkScale, width: usize) -> Vec<String> {
        let viewport = Viewport::of(&[], width, 20, false);
        let flat = |l: LaidLine| l.line.iter().map(|s| s.text.as_str()).collect::<String>();
        layout(scale, viewport)
            .into_iter()
            .map(|l| flat(l).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn the_ends_of_a_scale_stand_under_its_first_and_last_mark() {
        let score = MarkScale {
            points: (0..=5).map(|n| n.to_string()).collect(),
            low: "not worth it\nfor us now".into(),
            high: "well worth it,\nand we can do it".into(),
            ..MarkScale::default()
        };
        assert_eq!(
            laid(&score, 56),
            [
                " 0 ─────── 1 ─────── 2 ─────── 3 ─────── 4 ─────── 5",
                "not worth it                          well worth it,",
                "for us now                          and we can do it"
            ]
        );
        assert_eq!(
            score.words(),
            "0 is not worth it for us now. 5 is well worth it, and we can do it."
        );
    }

    #[test]
    fn a_scale_of_three_zones_names_the_middle() {
        let rate = MarkScale {
            points: (1..=9).map(|n| n.to_string()).collect(),
            low: "not worth it".into(),
            middle: "not sure".into(),
            high: "worth it".into(),
        };
        for width in [56, 76, 116] {
            let lines = laid(&rate, width);
            assert_eq!(lines.len(), 2);
            assert!(lines[0].ends_with('9') && lines[1].contains("not sure"));
            assert!(lines.iter().all(|l| l.chars().count() <= width));
        }
    }
}
