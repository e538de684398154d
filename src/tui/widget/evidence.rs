//! Evidence: bars of one and a half lines, the range on the upper line and the figure itself on the lower one.
//!
//! The range is drawn on a line of its own, because a shade on the bar alone hid where the figure ends.

use super::{
    Viewport,
    bars::{filled_cells, nearest_step},
    indent_lines,
};
use crate::{
    app::cards::{Align, Evidence, EvidenceBar, Line, Role, line, span},
    tui::line::{LaidLine, blanks, cleaned, columns, cut, fitted, wrapped},
};

/// Widest label in columns; a longer one is cut.
const MAX_LABEL: usize = 26;
/// Free columns between a label and its bar.
const LABEL_GAP: usize = 3;
/// Columns of a figure with its gaps: two blanks, `100%`, two blanks.
const FIGURE: usize = 8;
/// Shortest bar in columns beside the whole text after the figure.
const MIN_TRACK: usize = 28;
/// Shortest bar in columns.
const LEAST_TRACK: usize = 10;
/// Page height in lines from which a blank line separates the bars.
const AIRY: usize = 15;

/// Columns of the parts of a bar.
#[derive(Clone, Copy, Debug)]
struct EvidenceLayout {
    /// Columns before the track.
    start: usize,
    track: usize,
    words: usize,
    width: usize,
}

/// Lays out the bars of a question, with the names of their marks above.
pub(super) fn layout(evidence: &Evidence, viewport: Viewport) -> Vec<LaidLine> {
    let indent = usize::from(evidence.indent) + if viewport.marks { 2 } else { 0 };
    let layout = EvidenceLayout::of(evidence, viewport.width.saturating_sub(indent));
    let mut lines = Vec::new();
    lines.extend(names(evidence, layout));
    for (nth, bar) in evidence.bars.iter().enumerate() {
        if nth > 0 && viewport.height >= AIRY {
            lines.push(Line::new());
        }
        lines.extend(bar_lines(bar, evidence.against, layout));
    }
    indent_lines(lines.into_iter().map(LaidLine::from).collect(), indent)
}

impl EvidenceLayout {
    fn of(evidence: &Evidence, width: usize) -> Self {
        let label = evidence
            .bars
            .iter()
            .map(|bar| columns(&cleaned(&line(Role::Ink, &bar.label))))
            .max()
            .unwrap_or(0)
            .min(MAX_LABEL)
            .min(width / 3);
        let start = if label == 0 { 0 } else { label + LABEL_GAP };
        let longest = |short: bool| {
            let shown = evidence.bars.iter().filter(|bar| bar.percent.is_some());
            shown
                .map(|bar| columns(&words_of(bar, short)))
                .max()
                .unwrap_or(0)
        };
        let rest = width.saturating_sub(start + FIGURE);
        let whole = longest(false);
        let words = if whole + MIN_TRACK <= rest {
            whole
        } else {
            longest(true)
        };
        Self {
            start,
            track: rest.saturating_sub(words).max(LEAST_TRACK),
            words,
            width,
        }
    }
}

/// The text after a figure; in a narrow window without the word that everybody supplies.
fn words_of(bar: &EvidenceBar, short: bool) -> Line {
    let words = if short {
        bar.words.replace(" people", "")
    } else {
        bar.words.clone()
    };
    cleaned(&line(Role::Muted, words))
}

/// The line with the names of the earlier figure and of the benchmark; none where neither has a name.
fn names(evidence: &Evidence, layout: EvidenceLayout) -> Option<Line> {
    let earlier = evidence.bars.iter().any(|bar| bar.before.is_some());
    let earlier = cleaned(&line(
        Role::Muted,
        if earlier && !evidence.earlier.is_empty() {
            format!("\u{25cb} {}", evidence.earlier)
        } else {
            String::new()
        },
    ));
    let name = cleaned(&line(Role::Muted, &evidence.benchmark));
    let at = evidence.against.filter(|_| !name.is_empty());
    let at = at.map(|percent| place(percent, layout.track));
    if earlier.is_empty() && at.is_none() {
        return None;
    }
    let mut out = vec![blanks(layout.start)];
    let Some(at) = at else {
        out.extend(earlier);
        return Some(out);
    };
    let room = layout.width.saturating_sub(layout.start);
    let mut benchmark = Line::new();
    // Left of its line where there is no room at the right of it; cut where there is too little at both sides, so that the
    // line keeps its column.
    let (right, left) = (room.saturating_sub(at + 2), at.saturating_sub(1));
    let from = if columns(&name) <= right || (columns(&name) > left && right >= left) {
        benchmark.push(span(Role::Strong, "\u{2503} "));
        benchmark.extend(cut(&name, right));
        at
    } else {
        benchmark.extend(cut(&name, left));
        benchmark.push(span(Role::Strong, " \u{2503}"));
        (at + 1).saturating_sub(columns(&benchmark))
    };
    let wide = columns(&earlier);
    if wide < from && wide > 0 {
        out.extend(earlier);
        out.push(blanks(from - wide));
        out.extend(benchmark);
    } else {
        out.push(blanks(from));
        out.extend(benchmark);
        if wide > 0 {
            out.push(blanks(3));
            out.extend(earlier);
        }
    }
    Some(cut(&out, layout.width))
}

/// The column of a figure's line or mark on a track.
fn place(percent: f64, track: usize) -> usize {
    nearest_step(percent, track.saturating_sub(1))
}

/// The lines of a bar: range, figure, sentences.
fn bar_lines(bar: &EvidenceBar, against: Option<f64>, layout: EvidenceLayout) -> Vec<Line> {
    let EvidenceLayout {
        start,
        track,
        words,
        width,
    } = layout;
    let mut upper = Line::new();
    if start > 0 {
        let label = cleaned(&line(Role::Ink, &bar.label));
        upper.extend(fitted(&label, start - LABEL_GAP, Align::Left));
        upper.push(blanks(LABEL_GAP));
    }
    let rest = width.saturating_sub(start).max(1);
    let mut lines = Vec::new();
    if let Some(percent) = bar.percent {
        let against = against.map(|p| place(p, track));
        let filled = filled_cells(percent, track);
        upper.extend(range_line(bar, filled, against, track));
        upper.push(blanks(2));
        let figure = cleaned(&line(Role::Strong, bar.figure.trim()));
        upper.extend(fitted(&figure, FIGURE - 4, Align::Right));
        upper.push(blanks(2));
        let whole = words_of(bar, false);
        upper.extend(if columns(&whole) <= words {
            whole
        } else {
            words_of(bar, true)
        });
        lines.push(cut(&upper, width));
        lines.push(figure_line(filled, against, layout));
    } else {
        // A hidden result has the reason in the place of its bar.
        let mut reason = wrapped(&words_of(bar, false), rest).into_iter();
        upper.extend(reason.next().unwrap_or_default());
        lines.push(upper);
        lines.extend(reason.map(|line| shifted(line, start)));
    }
    for sentence in &bar.below {
        let sentence = wrapped(&cleaned(sentence), rest);
        lines.extend(sentence.into_iter().map(|line| shifted(line, start)));
    }
    lines
}

fn shifted(line: Line, by: usize) -> Line {
    let mut out = line;
    if by > 0 && !out.is_empty() {
        out.insert(0, blanks(by));
    }
    out
}

/// The upper line of a bar: the range, the earlier figure and the benchmark.
fn range_line(bar: &EvidenceBar, filled: usize, against: Option<usize>, track: usize) -> Line {
    let (low, high) = bar.likely.map_or((filled, filled), |(low, high)| {
        (
            nearest_step(low, track).min(filled),
            nearest_step(high, track).max(filled),
        )
    });
    let before = bar.before.map(|p| {
        let at = place(p, track);
        // Beside the benchmark where both fall on one column: neither may hide the other.
        match at.checked_sub(1) {
            Some(left) if against == Some(at) => left,
            None if against == Some(at) => 1,
            _ => at,
        }
    });
    let mut out = Line::new();
    for cell in 0..track {
        let (role, glyph) = if against == Some(cell) {
            (Role::Strong, '┃')
        } else if before == Some(cell) {
            (if cell < low { Role::OnBar } else { Role::Ink }, '○')
        } else if cell < low {
            (Role::Bar, '█')
        } else if cell < filled {
            (Role::Bar, '▓')
        } else if cell < high {
            (Role::Bar, '▒')
        } else {
            (Role::Track, '░')
        };
        match out.last_mut() {
            Some(last) if last.role == role => last.text.push(glyph),
            _ => out.push(span(role, glyph)),
        }
    }
    out
}

/// The lower line of a bar: the figure itself, and the foot of the benchmark's line.
fn figure_line(filled: usize, against: Option<usize>, layout: EvidenceLayout) -> Line {
    let mut out = vec![blanks(layout.start)];
    for cell in 0..layout.track {
        let (role, glyph) = if against == Some(cell) {
            (Role::Strong, '╹')
        } else if cell < filled {
            (Role::Bar, '▀')
        } else {
            (Role::Ink, ' ')
        };
        match out.last_mut() {
            Some(last) if last.role == role => last.text.push(glyph),
            _ => out.push(span(role, glyph)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::Block;

    fn evidence() -> Evidence {
        Evidence {
            bars: vec![
                EvidenceBar {
                    label: "primary".into(),
                    percent: Some(41.2),
                    likely: Some((33.2, 49.8)),
                    before: Some(57.6),
                    figure: "41%".into(),
                    words: "of 131 people".into(),
                    below: vec![line(
                        Role::Bad,
                        "\u{25bc} Lower than in 2023, by more than chance.",
                    )],
                },
                EvidenceBar {
                    label: "secondary".into(),
                    percent: Some(27.3),
                    likely: Some((13.2, 48.2)),
                    figure: "27%".into(),
                    words: "of 22 people".into(),
                    ..EvidenceBar::default()
                },
                EvidenceBar {
                    label: "men".into(),
                    words: "Fewer than 11 answers: nothing is shown.".into(),
                    ..EvidenceBar::default()
                },
            ],
            earlier: "2023".into(),
            against: Some(61.0),
            benchmark: "England 61%".into(),
            indent: 0,
        }
    }

    fn drawn(evidence: &Evidence, width: usize, height: usize) -> String {
        let viewport = Viewport::of(&[Block::Gap], width, height, false);
        let lines = layout(evidence, viewport);
        let texts = lines.iter().map(|laid| {
            let text: String = laid.line.iter().map(|s| s.text.as_str()).collect();
            format!("|{}\n", text.trim_end())
        });
        texts.collect()
    }

    #[test]
    fn a_range_never_hides_its_figure() {
        insta::assert_snapshot!(drawn(&evidence(), 76, 17), @"
        |            ○ 2023                    ┃ England 61%
        |primary     ██████████████▓▓▓▓▒▒▒░░░○░┃░░░░░░░░░░░░░░░░   41%  of 131 people
        |            ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀        ╹
        |            ▼ Lower than in 2023, by more than chance.
        |
        |secondary   ██████▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒░░░░░┃░░░░░░░░░░░░░░░░   27%  of 22 people
        |            ▀▀▀▀▀▀▀▀▀▀▀▀              ╹
        |
        |men         Fewer than 11 answers: nothing is shown.
        ");
        let narrow = drawn(&evidence(), 50, 12);
        assert!(
            narrow.contains("of 131\n") && !narrow.contains("people\n"),
            "{narrow}"
        );
        assert!(!narrow.contains("\n|\n"), "{narrow}");
    }

    #[test]
    fn the_names_of_the_marks_keep_clear_of_each_other() {
        let mut evidence = evidence();
        evidence.bars.truncate(1);
        let long = "Hospitals in England 61%";
        for (against, benchmark, name) in [
            (2.0, "England 61%", "\u{2503} England 61%   \u{25cb} 2023"),
            (98.0, long, "Hospitals in England 61% \u{2503}"),
        ] {
            evidence.against = Some(against);
            evidence.benchmark = benchmark.to_owned();
            let drawn = drawn(&evidence, 60, 17);
            let line = drawn.lines().next().unwrap_or_default();
            assert!(
                line.contains(name) && line.contains("\u{25cb} 2023"),
                "{drawn}"
            );
            let column = |line: &str| line.chars().position(|c| c == '\u{2503}');
            assert_eq!(
                column(line),
                drawn.lines().nth(1).and_then(column),
                "{drawn}"
            );
        }
        // Both on one column: the earlier figure stands beside the benchmark.
        evidence.against = Some(57.6);
        let drawn = drawn(&evidence, 60, 17);
        assert!(drawn.contains("○┃"), "{drawn}");
    }
}
