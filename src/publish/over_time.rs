//! Layout of a chart over time for papers: the places of its lines, signs and words.

use super::{
    drawing::{Anchor, DrawnLine, DrawnSign, DrawnText, LineKind, OverTime, SignKind, TEXT, WIDTH},
    page::{ChartMark, MarkKind},
    words::{PaperWords, fill},
};
use crate::domain::{
    findings::in_hundredths,
    run_chart::{Meaning, RunChart, RunPoint, SpellKind},
    stats::{SpecialCause, whole_percent},
};

/// Left and right end of the plot.
const PLOT: (i32, i32) = (440, 2860);
/// Places of 100% and 0%.
const SCALE: (i32, i32) = (100, 1560);
/// Distance between two labels.
const LABEL: i32 = 155;
/// Usual width of a letter.
const LETTER: i32 = 72;

/// The sentences about a chart: the newest result first, then what is more than chance.
pub(super) fn sentences(chart: &RunChart<'_>, words: &PaperWords) -> Vec<(String, bool)> {
    let w = &words.chart;
    let mut all = vec![(w.newest(chart, &words.months), false)];
    let said = w.sentences(chart, &words.months).into_iter();
    all.extend(said.map(|(sentence, kind)| (sentence, kind.is_some())));
    all.extend(w.hidden(chart).map(|sentence| (sentence, false)));
    all
}

/// Place of a percentage from the top.
fn height(percent: f64) -> i32 {
    let (top, foot) = SCALE;
    // Hundredths of a percent, as weighted figures have them, and whole numbers from there on.
    let hundredths = i32::try_from(in_hundredths(percent)).unwrap_or(0);
    foot - (foot - top) * hundredths / 10_000
}

/// Places on the axis.
#[derive(Clone, Copy, Debug)]
struct Axis {
    first: i32,
    count: i32,
}

impl Axis {
    /// The axis of a chart. Its newest periods if it has more than there is room for.
    fn of(chart: &RunChart<'_>) -> Self {
        let ordinal = |p: Option<&RunPoint<'_>>| p.map_or(0, |p| p.period.ordinal());
        let (first, last) = (ordinal(chart.points.first()), ordinal(chart.points.last()));
        let count = (last - first + 1).clamp(1, MOST_PERIODS);
        Self {
            first: last - count + 1,
            count,
        }
    }

    /// Centre of a period; `None` before the first one.
    fn centre(self, ordinal: i32) -> Option<i32> {
        let (left, right) = PLOT;
        let nth = ordinal - self.first;
        (nth >= 0).then(|| left + (right - left) * (2 * nth + 1) / (2 * self.count))
    }

    /// Width of a period.
    fn step(self) -> i32 {
        (PLOT.1 - PLOT.0) / self.count
    }
}

/// Most periods of a drawing.
const MOST_PERIODS: i32 = 120;

/// Draws a chart, with the aim and the published figure of `marks`.
pub(super) fn drawn(chart: &RunChart<'_>, marks: &[ChartMark], words: &PaperWords) -> OverTime {
    let mut drawing = Drawing(OverTime {
        about: about(chart, words),
        sentences: sentences(chart, words),
        // Patients read it without anybody beside them who could explain two lines.
        explained: chart
            .segments
            .iter()
            .any(|s| s.limits.is_some())
            .then(|| words.chart.legend.to_owned()),
        ..OverTime::default()
    });
    let axis = Axis::of(chart);
    drawing.scale();
    drawing.compare(marks);
    drawing.segments(chart, axis, words);
    drawing.signs(chart, axis, words);
    drawing.brackets(chart, axis, words);
    drawing.periods(chart, axis, words);
    drawing.0
}

/// People of a chart: their strand, and the number of them behind each result.
fn about(chart: &RunChart<'_>, words: &PaperWords) -> String {
    let people = match words.people(chart.strand) {
        people if people == chart.strand => format!("{} ({people})", words.chart.anybody),
        people => people,
    };
    words.chart.each(chart.kind, chart.usual_count(), &people)
}

/// A drawing in the making.
struct Drawing(OverTime);

impl Drawing {
    fn line(&mut self, kind: LineKind, from: (i32, i32), to: (i32, i32)) {
        self.0.lines.push(DrawnLine { kind, from, to });
    }

    fn text(&mut self, at: (i32, i32), anchor: Anchor, text: impl Into<String>, strong: bool) {
        let text = text.into();
        self.0.texts.push(DrawnText {
            at,
            anchor,
            text,
            strong,
        });
    }

    fn scale(&mut self) {
        for percent in [100_u8, 50, 0] {
            let y = height(f64::from(percent)) + TEXT / 3;
            self.text((360, y), Anchor::End, format!("{percent}%"), false);
        }
    }

    /// The aim and the published figure.
    fn compare(&mut self, marks: &[ChartMark]) {
        for mark in marks {
            let kind = match mark.kind {
                MarkKind::Aim => LineKind::Aim,
                MarkKind::Benchmark => LineKind::Benchmark,
                // The whole series is there.
                MarkKind::Before => continue,
            };
            let y = height(f64::from(mark.percent));
            self.line(kind, (PLOT.0, y), (PLOT.1, y));
            self.0.legend.push((kind, mark.label.clone()));
        }
    }

    /// Means, limits and new starts, with the labels of the last part.
    fn segments(&mut self, chart: &RunChart<'_>, axis: Axis, words: &PaperWords) {
        let half = axis.step() / 2;
        let mut labels: Vec<(i32, String, bool)> = Vec::new();
        for (nth, segment) in chart.segments.iter().enumerate() {
            let Some(to) = axis.centre(segment.to.ordinal()) else {
                continue;
            };
            let from = axis.centre(segment.from.ordinal());
            let (left, right) = (from.map_or(PLOT.0, |x| x - half), to + half);
            let is_last = nth + 1 == chart.segments.len();
            let lines = [
                (
                    LineKind::Limit,
                    segment.limits.map(|l| l.1),
                    words.chart.upper,
                ),
                (LineKind::Mean, segment.mean, words.chart.mean),
                (
                    LineKind::Limit,
                    segment.limits.map(|l| l.0),
                    words.chart.lower,
                ),
            ];
            for (kind, percent, label) in lines {
                let Some(percent) = percent else { continue };
                let y = height(percent);
                self.line(kind, (left, y), (right, y));
                if is_last {
                    let n = whole_percent(percent).to_string();
                    labels.push((y, fill(label, &[("n", &n)]), kind == LineKind::Mean));
                }
            }
            if segment.reason.is_some() && from.is_some() {
                self.line(LineKind::Anew, (left, SCALE.0 - 60), (left, SCALE.1));
                let label = words.chart.anew_short;
                let (x, anchor) = if left + 60 + length(label) < WIDTH {
                    (left + 40, Anchor::Start)
                } else {
                    (left - 40, Anchor::End)
                };
                self.text((x, SCALE.0 + 10), anchor, label, false);
            }
        }
        // From the top down each keeps its distance; from the foot up what was pushed off the plot comes back.
        let mut least = SCALE.0;
        for (y, ..) in &mut labels {
            *y = (*y).max(least);
            least = *y + LABEL;
        }
        let mut most = SCALE.1;
        for (y, ..) in labels.iter_mut().rev() {
            *y = (*y).min(most);
            most = *y - LABEL;
        }
        for (y, label, strong) in labels {
            self.text((PLOT.1 + 60, y + TEXT / 3), Anchor::Start, label, strong);
        }
    }

    fn signs(&mut self, chart: &RunChart<'_>, axis: Axis, words: &PaperWords) {
        for (point, share) in chart.shown() {
            let Some(x) = axis.centre(point.period.ordinal()) else {
                continue;
            };
            let y = height(share.percent());
            let kind = match (point.special.map(|s| s.0), point.kind()) {
                (Some(SpecialCause::Trend | SpecialCause::Shift), _) => SignKind::Run,
                (Some(_), Some(kind)) if kind.meaning() == Meaning::Improvement => SignKind::Up,
                (Some(_), Some(_)) => SignKind::Down,
                _ => SignKind::Plain,
            };
            self.0.signs.push(DrawnSign { kind, at: (x, y) });
            if point.special.map(|s| s.0) == Some(SpecialCause::Outside) {
                let [above, below] = words.chart.outside_short;
                let label = if kind == SignKind::Up { above } else { below };
                self.beside((x, y), label);
            }
        }
    }

    /// Words beside a sign, where no other sign is in their way.
    fn beside(&mut self, (x, y): (i32, i32), label: &str) {
        let long = length(label) + 100;
        let is_free = |from: i32, to: i32| {
            let near = |s: &&DrawnSign| (s.at.1 - y).abs() < TEXT && s.at.0 != x;
            !self
                .0
                .signs
                .iter()
                .filter(near)
                .any(|s| (from..to).contains(&s.at.0))
        };
        if x - long > PLOT.0 && is_free(x - long, x) {
            self.text((x - 90, y + TEXT / 3), Anchor::End, label, true);
        } else if x + long < PLOT.1 && is_free(x, x + long) {
            self.text((x + 90, y + TEXT / 3), Anchor::Start, label, true);
        }
    }

    fn brackets(&mut self, chart: &RunChart<'_>, axis: Axis, words: &PaperWords) {
        let mut spells = chart.spells();
        spells.retain(|spell| spell.is_run);
        spells.sort_by_key(|spell| std::cmp::Reverse(spell.count));
        let mut taken: Vec<(i32, i32)> = Vec::new();
        for spell in &spells {
            let from = axis.centre(spell.from.ordinal()).unwrap_or(PLOT.0);
            let Some(to) = axis.centre(spell.to.ordinal()) else {
                continue;
            };
            // The longest of those that overlap.
            if taken
                .iter()
                .any(|(left, right)| *left <= to && from <= *right)
            {
                continue;
            }
            taken.push((from, to));
            let inside = self.0.signs.iter().map(|s| s.at);
            let ys: Vec<i32> = inside
                .filter(|at| (from..=to).contains(&at.0))
                .map(|at| at.1)
                .collect();
            let (Some(top), Some(foot)) = (ys.iter().min(), ys.iter().max()) else {
                continue;
            };
            let is_above = matches!(spell.kind, SpellKind::Higher | SpellKind::Rising);
            // On the other side where the words would leave the plot.
            let is_above = (is_above && *top > SCALE.0 + 260) || *foot > SCALE.1 - 260;
            let (y, tick, text) = if is_above {
                (top - 120, 50, top - 165)
            } else {
                (foot + 120, -50, foot + 120 + TEXT)
            };
            self.line(LineKind::Bracket, (from, y), (to, y));
            self.line(LineKind::Bracket, (from, y), (from, y + tick));
            self.line(LineKind::Bracket, (to, y), (to, y + tick));
            let n = spell.count.to_string();
            let label = words.chart.run(spell);
            let label = if length(&label) > to - from + 400 {
                fill(words.chart.run_short, &[("n", &n)])
            } else {
                label
            };
            self.text((from.midpoint(to), text), Anchor::Middle, label, true);
        }
    }

    /// The periods below the plot, and their years.
    fn periods(&mut self, chart: &RunChart<'_>, axis: Axis, words: &PaperWords) {
        let Some(any) = chart.points.first().map(|p| p.period) else {
            return;
        };
        let letters = usize::try_from(axis.step() / LETTER).unwrap_or(0);
        let mut year_end = 0;
        let mut end = 0;
        for nth in 0..axis.count {
            let period = any.at(axis.first + nth);
            let Some(x) = axis.centre(axis.first + nth) else {
                continue;
            };
            let label = period.label(&words.months, letters.max(1));
            let wide = length(&label);
            if x - wide / 2 >= end && !label.is_empty() {
                end = x + wide / 2 + LETTER / 3;
                self.text((x, SCALE.1 + 220), Anchor::Middle, label.clone(), false);
            }
            let year = period.year_name();
            let begins = nth == 0 || period.begins_year();
            let left = x - axis.step().min(LETTER) / 2;
            // A year is its own label where it is the period.
            if begins && label != year && left >= year_end {
                year_end = left + length(&year) + LETTER;
                self.text((left, SCALE.1 + 400), Anchor::Start, year, false);
            }
        }
    }
}

/// Usual width of a text in units.
fn length(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(0) * LETTER
}
