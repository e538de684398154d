//! The slide of a theme: its standard, its findings as bars, and the goals from it.

use super::{
    Deck, clean,
    draw::{Canvas, HEIGHT, INK, LINE, MARGIN, QUIET, SMALL, TRACK, Type, WIDTH},
    over_time::ChartPlan,
};
use crate::{
    domain::{
        aim::Aim,
        findings::{Finding, Findings, StrandResult, Theme},
        outcome::{OutcomeGoal, Verdict},
        phrase::capital,
        run_chart::RunChart,
        stats::{DisclosedResult, Share, whole_percent, wilson_interval},
    },
    publish::{drawing::OverTime, evidence, over_time, public, words::fill},
};

/// Left end of the bars.
const BAR: f64 = 620.0;
/// Length of the bars.
const LENGTH: f64 = 790.0;
/// Height of the bars.
const THICK: f64 = 40.0;
/// Left end of the figures.
const FIGURE: f64 = BAR + LENGTH + 44.0;
/// Gap below a row.
const ROW_GAP: f64 = 14.0;
/// Gap below a finding.
const FINDING_GAP: f64 = 30.0;
/// Height of the legend with its gap.
const LEGEND: f64 = SMALL * LINE + 34.0;
/// Dashes of the benchmark's mark.
const DASHES: &str = "10 7";
/// Most goals that are named.
const GOALS: usize = 3;

const ROW: Type<'static> = Type {
    size: SMALL,
    weight: crate::publish::fonts::Weight::Regular,
    fill: INK,
};
const NOTE: Type<'static> = Type {
    size: SMALL,
    weight: crate::publish::fonts::Weight::Regular,
    fill: QUIET,
};
const QUESTION: Type<'static> = Type {
    size: 36.0,
    weight: crate::publish::fonts::Weight::Bold,
    fill: INK,
};
const NUMBER: Type<'static> = Type {
    size: 44.0,
    weight: crate::publish::fonts::Weight::Bold,
    fill: INK,
};

/// A line downwards.
fn mark(x: f64, y: f64, high: f64) -> String {
    format!("M{x:.1} {y:.1}v{high:.1}")
}

/// Form of charts over time.
#[derive(Clone, Copy, Debug)]
enum Drawn {
    /// As charts.
    Yes,
    /// In sentences.
    No,
}

/// A result as it is drawn.
enum Row {
    /// A bar.
    Bar(Box<BarRow>),
    /// A chart over time.
    Chart(Box<ChartPlan>),
    /// A sentence in the place of numbers.
    Words(Vec<String>),
}

struct BarRow {
    label: Vec<String>,
    share: Share,
    before: Option<Share>,
    aim: Option<u32>,
    figure: String,
    note: Vec<String>,
    change: Vec<String>,
    said: String,
}

impl Row {
    fn height(&self) -> f64 {
        let text = match self {
            Self::Words(lines) => NOTE.height(lines.len()),
            Self::Chart(chart) => chart.height(),
            Self::Bar(bar) => {
                let label = ROW.height(bar.label.len());
                let figure = NUMBER.height(1) + NOTE.height(bar.note.len());
                let change = THICK + 22.0 + NOTE.height(bar.change.len());
                label.max(figure).max(change)
            }
        };
        text + ROW_GAP
    }
}

/// A finding as it is drawn.
struct FindingPlan {
    question: Vec<String>,
    rows: Vec<Row>,
    benchmark: Option<(f64, String)>,
    said: String,
}

impl FindingPlan {
    fn height(&self) -> f64 {
        let rows: f64 = self.rows.iter().map(Row::height).sum();
        QUESTION.height(self.question.len()) + 10.0 + rows + FINDING_GAP
    }
}

impl Deck<'_> {
    /// Themes of the slides: those with a finding, a standard or a goal.
    pub(super) fn themes(&self) -> Vec<&Theme> {
        let themes = self.source.findings.into_iter();
        themes
            .flat_map(Findings::discussed_themes)
            .filter(|theme| {
                !theme.findings.is_empty()
                    || self.standard(theme).is_some()
                    || self.goals_of(theme, Verdict::Agreed).next().is_some()
            })
            .collect()
    }

    /// The agreed standard of a theme.
    fn standard(&self, theme: &Theme) -> Option<String> {
        let standards = self.source.outcome.standards.iter();
        let mut agreed = standards.filter(|s| s.agreed && !s.text.is_empty());
        let found = agreed.find(|s| s.theme == theme.id)?;
        Some(clean(&found.text))
    }

    fn goals_of<'t>(
        &'t self,
        theme: &'t Theme,
        verdict: Verdict,
    ) -> impl Iterator<Item = &'t OutcomeGoal> {
        let goals = public::decided(self.source.outcome, verdict);
        goals.filter(|goal| goal.themes.contains(&theme.id))
    }

    pub(super) fn theme(&self, theme: &Theme, place: &str) -> String {
        let w = self.words;
        let (mut canvas, mut top) = self.canvas(place);
        let wide = WIDTH - 2.0 * MARGIN;
        let title = Type::bold(60.0, self.colour);
        let name = clean(&theme.title);
        top = canvas.lines(MARGIN, top, title, &title.lines(&name, wide, 2)) + 4.0;
        let standard = self.standard(theme).map_or_else(
            || w.slides.standard_none.to_owned(),
            |standard| fill(w.slides.standard, &[("standard", &standard)]),
        );
        let face = Type::regular(36.0, INK);
        top = canvas.lines(MARGIN, top, face, &face.lines(&standard, wide, 2)) + 30.0;
        canvas.say(public::sentence(&standard));
        let goals = self.goals_band(theme);
        let end = HEIGHT - goals.height();
        let plans = |drawn: Drawn| -> Vec<FindingPlan> {
            let findings = theme.wall_order().into_iter();
            findings
                .filter_map(|finding| self.plan(theme, finding, drawn))
                .collect()
        };
        let mut planned = plans(Drawn::Yes);
        // A chart that is cut would say something else.
        let fits = |plan: &FindingPlan| plan.height() - FINDING_GAP <= end - top - LEGEND;
        if !planned.first().is_none_or(fits) {
            planned = plans(Drawn::No);
        }
        let plans = planned;
        self.findings(&mut canvas, &plans, (top, end));
        goals.draw(&mut canvas, self.colour);
        canvas.svg(&self.titled(&name), w.language)
    }

    /// Draws the findings that fit, from the first, with a legend and the number of those left out.
    fn findings(&self, canvas: &mut Canvas, plans: &[FindingPlan], (top, end): (f64, f64)) {
        let w = self.words;
        if plans.is_empty() {
            canvas.line(MARGIN, top, NOTE, w.slides.none);
            canvas.say(w.slides.none);
            return;
        }
        let room = end - top - LEGEND;
        let mut used = 0.0;
        let mut shown = 0;
        for plan in plans {
            // The first in any case; its rows are cut below.
            if shown > 0 && used + plan.height() - FINDING_GAP > room {
                break;
            }
            used += plan.height();
            shown += 1;
        }
        // Spread, so that a slide with one finding is not empty below it.
        let gaps = u32::try_from(shown).unwrap_or(1);
        let spare = ((room - used) / f64::from(gaps.max(1))).clamp(0.0, 60.0);
        let mut at = top;
        for plan in plans.iter().take(shown) {
            at = self.finding(canvas, plan, at, end - LEGEND) + spare;
            canvas.say(plan.said.clone());
        }
        let left = plans.len() - shown;
        let more = match left {
            0 => String::new(),
            1 => w.slides.questions_one.to_owned(),
            n => fill(w.slides.questions, &[("n", &n.to_string())]),
        };
        self.legend(
            canvas,
            plans.get(..shown).unwrap_or_default(),
            end - NOTE.height(1) - 22.0,
            &more,
        );
        canvas.say(more);
    }

    fn finding(&self, canvas: &mut Canvas, plan: &FindingPlan, top: f64, end: f64) -> f64 {
        let mut at = canvas.lines(MARGIN, top, QUESTION, &plan.question) + 10.0;
        if let Some((_, label)) = &plan.benchmark {
            // At the end of the question's line, with the mark that it explains.
            let x = WIDTH - MARGIN - NOTE.width(label);
            canvas.line_to(WIDTH - MARGIN, top + 6.0, NOTE, label);
            canvas.path(&mark(x - 20.0, top + 4.0, 38.0), INK, 5.0, DASHES);
        }
        for row in &plan.rows {
            if at + row.height() > end {
                break;
            }
            match row {
                Row::Words(lines) => {
                    canvas.lines(MARGIN, at, NOTE, lines);
                }
                Row::Chart(chart) => chart.draw(canvas, at, self.colour),
                Row::Bar(bar) => {
                    self.bar(canvas, bar, at);
                    if let Some((percent, _)) = &plan.benchmark {
                        let x = BAR + LENGTH * percent / 100.0;
                        canvas.path(&mark(x, at - 2.0, THICK + 20.0), "#ffffff", 9.0, "");
                        canvas.path(&mark(x, at - 2.0, THICK + 20.0), INK, 5.0, DASHES);
                    }
                }
            }
            at += row.height();
        }
        at + FINDING_GAP
    }

    fn bar(&self, canvas: &mut Canvas, bar: &BarRow, top: f64) {
        let place = |percent: f64| BAR + LENGTH * percent.clamp(0.0, 100.0) / 100.0;
        canvas.lines(MARGIN, top, ROW, &bar.label);
        let y = top + 8.0;
        let percent = bar.share.percent();
        canvas.rect((BAR, y), (LENGTH, THICK), TRACK);
        canvas.rect((BAR, y), (place(percent) - BAR, THICK), self.colour);
        let likely = wilson_interval(bar.share);
        let (low, high, middle) = (place(likely.low), place(likely.high), y + THICK / 2.0);
        let whisker = format!(
            "M{low:.1} {middle:.1}H{high:.1}M{low:.1} {:.1}v20M{high:.1} {:.1}v20",
            middle - 10.0,
            middle - 10.0
        );
        // Light around dark, so that it is seen on the bar and on its track.
        canvas.path(&whisker, "#ffffff", 10.0, "");
        canvas.path(&whisker, INK, 4.0, "");
        if let Some(before) = bar.before {
            canvas.hollow(
                (place(before.percent()) - 7.0, y - 6.0),
                (14.0, THICK + 12.0),
                INK,
            );
        }
        if let Some(aim) = bar.aim {
            let x = place(f64::from(aim));
            let aim = format!("M{x:.1} {:.1}l-15 -22h30z", y + 2.0);
            canvas.shape(&aim, INK);
        }
        canvas.lines(BAR, y + THICK + 8.0, NOTE, &bar.change);
        canvas.line(FIGURE, top - 4.0, NUMBER, &bar.figure);
        canvas.lines(FIGURE, top - 4.0 + NUMBER.height(1), NOTE, &bar.note);
    }

    /// The meaning of the marks that are drawn, and the sentence on what is left out.
    fn legend(&self, canvas: &mut Canvas, plans: &[FindingPlan], top: f64, more: &str) {
        let w = self.words;
        let bars: Vec<&BarRow> = plans
            .iter()
            .flat_map(|plan| &plan.rows)
            .filter_map(|row| match row {
                Row::Bar(bar) => Some(bar.as_ref()),
                Row::Words(_) | Row::Chart(_) => None,
            })
            .collect();
        let middle = top + SMALL * 0.62;
        let mut x = MARGIN;
        if !bars.is_empty() {
            let whisker = format!(
                "M{x:.1} {middle:.1}h56M{x:.1} {:.1}v20M{:.1} {:.1}v20",
                middle - 10.0,
                x + 56.0,
                middle - 10.0
            );
            canvas.path(&whisker, INK, 4.0, "");
            canvas.line(x + 72.0, top, NOTE, w.slides.likely);
            x += 72.0 + NOTE.width(w.slides.likely) + 56.0;
        }
        let before = self.before(plans);
        if let Some(before) = before {
            canvas.hollow((x, middle - 20.0), (14.0, 40.0), INK);
            canvas.line(x + 30.0, top, NOTE, &before);
            x += 30.0 + NOTE.width(&before) + 56.0;
        }
        if bars.iter().any(|bar| bar.aim.is_some()) {
            canvas.shape(
                &format!("M{:.1} {:.1}l-15 -22h30z", x + 15.0, middle + 12.0),
                INK,
            );
            canvas.line(x + 44.0, top, NOTE, w.slides.aim);
            x += 44.0 + NOTE.width(w.slides.aim) + 56.0;
        }
        let room = WIDTH - MARGIN - x;
        for line in NOTE.lines(more, room.max(1.0), 1) {
            canvas.line_to(WIDTH - MARGIN, top, NOTE, &line);
        }
    }

    /// The earlier period of the first finding that is drawn with one.
    fn before(&self, plans: &[FindingPlan]) -> Option<String> {
        let has = plans
            .iter()
            .flat_map(|plan| &plan.rows)
            .any(|row| match row {
                Row::Bar(bar) => bar.before.is_some(),
                Row::Words(_) | Row::Chart(_) => false,
            });
        let findings = self.source.findings.filter(|_| has)?;
        let now = findings.survey.period.as_str();
        let results = findings.themes.iter().flat_map(|t| &t.findings);
        let periods = results.flat_map(|f| &f.results).map(|r| r.period.as_str());
        periods.filter(|p| *p < now).max().map(clean)
    }

    /// Plans a finding; `None` if nothing of it may be shown.
    fn plan(&self, theme: &Theme, finding: &Finding, drawn: Drawn) -> Option<FindingPlan> {
        let (w, findings) = (self.words, self.source.findings?);
        let period = &findings.survey.period;
        let mut rows = Vec::new();
        let question = clean(&finding.question);
        let mut said = vec![question.clone()];
        let mut has_result = false;
        for chart in self.charts(theme, finding) {
            let sentences = chart.sentences.iter().map(|(sentence, _)| sentence.clone());
            let sentences: Vec<String> = std::iter::once(public::sentence(&chart.about))
                .chain(sentences)
                .collect();
            let sentences = clean(&sentences.join(" "));
            rows.push(match drawn {
                Drawn::Yes => Row::Chart(Box::new(ChartPlan::new(chart))),
                Drawn::No => Row::Words(NOTE.lines(&sentences, WIDTH - 2.0 * MARGIN, 4)),
            });
            said.push(sentences);
            has_result = true;
        }
        for result in finding.results_in(period) {
            if RunChart::of(findings, finding, &result.strand).is_some() {
                continue;
            }
            let people = w.people(&result.strand);
            let disclosed = findings.disclosed(result);
            let hidden = match disclosed {
                DisclosedResult::Numbers(share) => {
                    let bar = self.bar_row(theme, finding, result, share);
                    said.push(bar.said.clone());
                    rows.push(Row::Bar(Box::new(bar)));
                    has_result = true;
                    continue;
                }
                DisclosedResult::Words(band) => {
                    has_result = true;
                    let band = w.results.band(band);
                    fill(w.band_said, &[("people", &people), ("band", band)])
                }
                DisclosedResult::TooFew(n) => {
                    fill(w.pack_few, &[("people", &people), ("n", &n.to_string())])
                }
            };
            let hidden = clean(&hidden);
            rows.push(Row::Words(NOTE.lines(&hidden, WIDTH - 2.0 * MARGIN, 2)));
            said.push(hidden);
        }
        // A chart has its own line for it, and the mark is on bars.
        let is_marked = rows.iter().any(|row| matches!(row, Row::Bar(_)))
            || !rows.iter().any(|row| matches!(row, Row::Chart(_)));
        let benchmark = finding.benchmark.as_ref().filter(|_| is_marked);
        let benchmark = benchmark.and_then(|benchmark| {
            let percent = benchmark.percent?;
            let n = whole_percent(percent).to_string();
            let values = [("label", benchmark.label.as_str()), ("n", &n)];
            let label = clean(&fill(w.slides.benchmark, &values));
            said.push(public::sentence(&label));
            let label = NOTE.lines(&label, 520.0, 1).concat();
            Some((percent.clamp(0.0, 100.0), label))
        });
        let beside = benchmark
            .as_ref()
            .map_or(0.0, |(_, label)| NOTE.width(label) + 80.0);
        has_result.then(|| FindingPlan {
            question: QUESTION.lines(&question, WIDTH - 2.0 * MARGIN - beside, 2),
            rows,
            benchmark,
            said: said.join(" "),
        })
    }

    /// The charts over time of a finding, one for each strand that has one.
    fn charts(&self, theme: &Theme, finding: &Finding) -> Vec<OverTime> {
        let mut strands: Vec<&str> = Vec::new();
        for result in &finding.results {
            if !strands.contains(&result.strand.as_str()) {
                strands.push(&result.strand);
            }
        }
        let Some(findings) = self.source.findings else {
            return Vec::new();
        };
        let charts = strands.into_iter().filter_map(|strand| {
            let chart = RunChart::of(findings, finding, strand)?;
            let aim = self.aim(theme, finding, strand);
            let marks = evidence::marks(findings, finding, (strand, None), aim, self.words);
            Some(over_time::drawn(&chart, &marks, self.words))
        });
        charts.collect()
    }

    /// The aim of an agreed goal of a theme for a result.
    fn aim<'t>(&'t self, theme: &'t Theme, finding: &Finding, strand: &str) -> Option<&'t Aim> {
        let aims = self.goals_of(theme, Verdict::Agreed);
        aims.filter_map(|goal| goal.aim.as_ref()).find(|aim| {
            let same = aim.strand.as_deref().is_none_or(|s| s == strand);
            aim.finding == finding.id && same
        })
    }

    fn bar_row(
        &self,
        theme: &Theme,
        finding: &Finding,
        result: &StrandResult,
        share: Share,
    ) -> BarRow {
        let w = self.words;
        let findings = self.source.findings;
        let (strand, period) = (result.strand.as_str(), result.period.as_str());
        let people = w.people(strand);
        let (n, positive, scored) = (
            share.whole_percent().to_string(),
            share.positive().to_string(),
            share.scored().to_string(),
        );
        let values = [
            ("people", people.as_str()),
            ("n", &n),
            ("positive", &positive),
            ("scored", &scored),
        ];
        let (note, said) = if share.is_weighted() {
            (w.of_people_weighted, w.chart_said_weighted)
        } else {
            (w.of_people, w.chart_said)
        };
        let before = finding
            .earlier(strand, period)
            .filter(|_| finding.comparable)
            .and_then(|earlier| findings?.disclosed(earlier).share());
        let change = findings.map_or_else(String::new, |findings| {
            evidence::change_since(findings, finding, strand, period, share, w)
        });
        let aim = self.aim(theme, finding, strand);
        let said = clean(&fill(said, &values));
        let said = format!("{said} {change}").trim_end().to_owned();
        BarRow {
            label: ROW.lines(&clean(&capital(&people)), BAR - MARGIN - 32.0, 3),
            share,
            before,
            aim: aim.map(|aim| aim.above),
            figure: fill(w.in_hundred, &values),
            note: NOTE.lines(&fill(note, &values), WIDTH - MARGIN - FIGURE, 2),
            change: NOTE.lines(&clean(&change), LENGTH, 3),
            said,
        }
    }

    fn goals_band(&self, theme: &Theme) -> GoalsBand {
        let w = &self.words.slides;
        let agreed: Vec<String> = titles(self.goals_of(theme, Verdict::Agreed));
        let asks: Vec<String> = titles(self.goals_of(theme, Verdict::Ask));
        let head = if agreed.len() == 1 { w.goal } else { w.goals };
        let left = [(head, &agreed), (w.ask, &asks)]
            .into_iter()
            .filter(|(_, goals)| !goals.is_empty())
            .map(|(head, _)| GoalsBand::HEAD.width(head))
            .fold(0.0, f64::max);
        let left = MARGIN + left + 40.0;
        let mut parts = Vec::new();
        for (head, goals) in [(head, agreed), (w.ask, asks)] {
            if goals.is_empty() {
                continue;
            }
            let mut lines = Vec::new();
            for goal in goals.iter().take(GOALS) {
                lines.extend(GoalsBand::TITLE.lines(goal, WIDTH - MARGIN - left, 2));
            }
            let rest = goals.len().saturating_sub(GOALS);
            if rest > 0 {
                lines.push(fill(w.and_more, &[("n", &rest.to_string())]));
            }
            let said = format!("{head}: {}", public::sentence(&goals.join(". ")));
            parts.push((head.to_owned(), lines, said));
        }
        GoalsBand { left, parts }
    }
}

fn titles<'a>(goals: impl Iterator<Item = &'a OutcomeGoal>) -> Vec<String> {
    goals.map(|goal| clean(&goal.title)).collect()
}

/// The goals from a theme, on the unit's colour at the foot of the slide.
struct GoalsBand {
    /// Left end of the titles.
    left: f64,
    /// Heading, lines and sentence of each kind of goal.
    parts: Vec<(String, Vec<String>, String)>,
}

impl GoalsBand {
    const TITLE: Type<'static> = Type {
        size: 40.0,
        weight: crate::publish::fonts::Weight::Bold,
        fill: "#ffffff",
    };
    const HEAD: Type<'static> = Type {
        size: SMALL,
        weight: crate::publish::fonts::Weight::Regular,
        fill: "#ffffff",
    };
    const PAD: f64 = 28.0;

    fn height(&self) -> f64 {
        if self.parts.is_empty() {
            return 24.0;
        }
        let lines: usize = self.parts.iter().map(|(_, lines, _)| lines.len()).sum();
        let gaps = u32::try_from(self.parts.len() - 1).unwrap_or(0);
        Self::TITLE.height(lines) + 14.0 * f64::from(gaps) + 2.0 * Self::PAD
    }

    fn draw(self, canvas: &mut Canvas, colour: &str) {
        if self.parts.is_empty() {
            return;
        }
        let mut at = HEIGHT - self.height();
        canvas.rect((0.0, at), (WIDTH, self.height()), colour);
        at += Self::PAD;
        for (head, lines, said) in self.parts {
            canvas.line(MARGIN, at + 9.0, Self::HEAD, &head);
            at = canvas.lines(self.left, at, Self::TITLE, &lines) + 14.0;
            canvas.say(said);
        }
    }
}
