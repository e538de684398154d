//! The card of a finding with eight and more results: a chart over time for each strand, or its numbers.

use super::card;
use crate::{
    app::{
        cards::{
            Align, Arrow, AxisLabel, Block, Column, Line, Role, Row, RunBracket, RunMark,
            RunPicture, RunSegment, line, span,
        },
        meeting::context::Context,
        words,
    },
    domain::{
        dates::MONTHS,
        findings::{Finding, Findings, StrandResult},
        period::{Period, PeriodKind},
        run_chart::{Meaning, RunChart, RunPoint, Spell, SpellKind},
        stats::{DisclosedResult, Share, Side, SpecialCause, whole_percent},
        words::{chart::CHART, results::RESULTS},
    },
};

/// The number of periods up to which the axis is true to time: twenty years of months.
const MOST_PERIODS: usize = 240;

/// The charts of a finding, by strand in the order of the survey.
pub(in crate::app) fn charts<'a>(
    findings: &'a Findings,
    finding: &'a Finding,
) -> Vec<RunChart<'a>> {
    let strands = findings.strands().into_iter();
    strands
        .filter_map(|strand| RunChart::of(findings, finding, strand))
        .collect()
}

/// True if a strand of the finding has enough results for a chart.
pub(super) fn has_chart(findings: &Findings, finding: &Finding) -> bool {
    !charts(findings, finding).is_empty()
}

/// The role of what is more than chance.
pub(in crate::app) fn role(kind: SpellKind) -> Role {
    match kind.meaning() {
        Meaning::Improvement => Role::Good,
        Meaning::Concern => Role::Bad,
    }
}

/// A sentence about a chart with its arrow, in its role.
fn sentence((words, kind): (String, Option<SpellKind>)) -> Line {
    let Some(kind) = kind else {
        return line(Role::Muted, words);
    };
    let arrow = match kind {
        SpellKind::Higher | SpellKind::Rising => "\u{25b2}",
        SpellKind::Lower | SpellKind::Falling => "\u{25bc}",
    };
    line(role(kind), format!("{arrow} {words}"))
}

/// The newest sentence about a chart, for a list.
pub(super) fn in_short(chart: &RunChart<'_>) -> Line {
    let newest = chart.spells().pop();
    match newest {
        Some(spell) => sentence((CHART.sentence(&spell, &MONTHS), Some(spell.kind))),
        None => {
            let said = CHART.sentences(chart, &MONTHS).into_iter().next();
            said.map_or_else(Line::new, sentence)
        }
    }
}

/// The picture of a chart. `against` is a figure with its name; at most `most` sentences about what is more than chance stand below,
/// the newest ones.
pub(in crate::app) fn picture(
    chart: &RunChart<'_>,
    label: &str,
    against: Option<(f64, String)>,
    most: usize,
) -> RunPicture {
    let periods = axis_periods(chart);
    let slot = |period: Period| periods.binary_search(&period).unwrap_or(0);
    let spells = chart.spells();
    let people = match words::strand(chart.strand) {
        people if people == chart.strand => format!("people ({people})"),
        people => people,
    };
    let about = CHART.each(chart.kind, chart.usual_count(), &people);
    let mut said = CHART.sentences(chart, &MONTHS);
    let over = spells.len().saturating_sub(most);
    said.drain(..over);
    let segments = chart.segments.iter().map(|segment| {
        let named = |percent: f64, sentence: &str| {
            let shown = whole_percent(percent).to_string();
            (percent, sentence.replace("{n}", &shown))
        };
        RunSegment {
            from: slot(segment.from),
            to: slot(segment.to),
            mean: segment.mean.map(|mean| named(mean, CHART.mean)),
            lower: segment.limits.map(|(low, _)| named(low, CHART.lower)),
            upper: segment.limits.map(|(_, high)| named(high, CHART.upper)),
            anew: segment.reason.map(|_| CHART.anew_short.to_owned()),
        }
    });
    RunPicture {
        about: if label.is_empty() {
            about
        } else {
            format!("{}: {}", label, lower_first(&about))
        },
        marks: chart
            .shown()
            .map(|(point, share)| mark(point, share, slot(point.period)))
            .collect(),
        axis: periods
            .iter()
            .enumerate()
            .map(|(nth, period)| axis(*period, nth))
            .collect(),
        segments: segments.collect(),
        against,
        brackets: brackets(&spells, slot),
        words: CHART.newest(chart, &MONTHS),
        below: said
            .into_iter()
            .map(sentence)
            .chain(CHART.hidden(chart).map(|words| line(Role::Muted, words)))
            .collect(),
    }
}

/// `each month` for `Each month`.
pub(in crate::app) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

fn mark(point: &RunPoint<'_>, share: Share, slot: usize) -> RunMark {
    let plain = RunMark {
        slot,
        percent: share.percent(),
        role: Role::Bar,
        ..RunMark::default()
    };
    let (Some((cause, side)), Some(kind)) = (point.special, point.kind()) else {
        return plain;
    };
    let is_single = match cause {
        SpecialCause::Outside | SpecialCause::TwoOfThree => true,
        // An arrow for each month of a run hid where the month is; its bracket says it.
        SpecialCause::Trend | SpecialCause::Shift => false,
    };
    let arrow = match side {
        Side::High => Arrow::Up,
        Side::Low => Arrow::Down,
    };
    let [above, below] = CHART.outside;
    let [above_short, below_short] = CHART.outside_short;
    let label = match (cause, side) {
        (SpecialCause::Outside, Side::High) => vec![above.to_owned(), above_short.to_owned()],
        (SpecialCause::Outside, Side::Low) => vec![below.to_owned(), below_short.to_owned()],
        _ => Vec::new(),
    };
    RunMark {
        role: role(kind),
        arrow: is_single.then_some(arrow),
        label,
        ..plain
    }
}

/// The periods of the axis: all from the first to the last result, so that a gap in time is one on the picture.
fn axis_periods(chart: &RunChart<'_>) -> Vec<Period> {
    let of_results = || chart.points.iter().map(|point| point.period);
    let (Some(first), Some(last)) = (of_results().next(), of_results().next_back()) else {
        return Vec::new();
    };
    let ordinals = first.ordinal()..=last.ordinal();
    // With decades between two results there would be nothing else to see.
    if ordinals.clone().count() > MOST_PERIODS {
        return of_results().collect();
    }
    ordinals.map(|ordinal| first.at(ordinal)).collect()
}

fn axis(period: Period, nth: usize) -> AxisLabel {
    let mut forms: Vec<String> = (1..=7)
        .rev()
        .map(|columns| period.label(&MONTHS, columns))
        .filter(|form| !form.is_empty())
        .collect();
    forms.dedup();
    let is_year = matches!(period.kind(), PeriodKind::Year | PeriodKind::FinancialYear);
    let year = (!is_year && (nth == 0 || period.begins_year())).then(|| period.year_name());
    AxisLabel {
        forms,
        year: year.unwrap_or_default(),
    }
}

/// The brackets of runs, the longest of those that overlap.
fn brackets(spells: &[Spell], slot: impl Fn(Period) -> usize) -> Vec<RunBracket> {
    let mut runs: Vec<&Spell> = spells.iter().filter(|spell| spell.is_run).collect();
    runs.sort_by_key(|spell| std::cmp::Reverse(spell.count));
    let mut brackets: Vec<RunBracket> = Vec::new();
    for spell in runs {
        let (from, to) = (slot(spell.from), slot(spell.to));
        if brackets.iter().all(|b| b.to < from || to < b.from) {
            brackets.push(bracket(spell, from, to));
        }
    }
    brackets
}

fn bracket(spell: &Spell, from: usize, to: usize) -> RunBracket {
    let count = spell.count.to_string();
    RunBracket {
        from,
        to,
        label: vec![
            CHART.run(spell),
            CHART.run_short.replace("{n}", &count),
            count,
        ],
        role: role(spell.kind),
        above: matches!(spell.kind, SpellKind::Higher | SpellKind::Rising),
    }
}

/// The charts of a finding as blocks. Where the page is too low for all of them, the first one is drawn and the others are said.
pub(super) fn blocks(room: &Context, finding: &Finding, rows: u16) -> Vec<Block> {
    let findings = room.meeting.findings();
    let charts = charts(findings, finding);
    let several = charts.len() > 1;
    let drawn = if rows >= 38 { 2 } else { 1 };
    let most = if rows >= 30 { 4 } else { 2 };
    let mut blocks = Vec::new();
    for (nth, chart) in charts.iter().enumerate() {
        let label = if several { chart.strand } else { "" };
        if nth >= drawn {
            let mut words = vec![span(Role::Ink, format!("{}: ", chart.strand))];
            words.extend(in_short(chart));
            blocks.push(Block::Text {
                line: words,
                side: Align::Left,
                indent: 0,
            });
            continue;
        }
        let against = card::against(finding);
        blocks.push(Block::RunChart(Box::new(picture(
            chart, label, against, most,
        ))));
    }
    blocks
}

/// The numbers of a finding: a row for each period, with a figure for each strand.
pub(super) fn numbers(room: &Context, finding: &Finding) -> Block {
    let findings = room.meeting.findings();
    let charts = charts(findings, finding);
    let strands: Vec<&str> = findings
        .strands()
        .into_iter()
        .filter(|strand| finding.results.iter().any(|r| r.strand == *strand))
        .collect();
    let mut periods: Vec<&str> = finding.results.iter().map(|r| r.period.as_str()).collect();
    periods.sort_unstable();
    periods.dedup();
    // A year stands after its months, and not between them and those of the year before.
    periods.sort_by_key(|period| Period::parse(period).map(Period::last_month));
    let [when, verdict] = CHART.head;
    let mut columns = vec![Column::fill(when)];
    for strand in &strands {
        columns.push(Column::number(strand, 0));
        columns.push(Column::words("", 14, 2));
    }
    if !charts.is_empty() {
        columns.push(Column::words(verdict, 30, 1));
    }
    // The newest first: a table that is scrolled begins with what the room talks about.
    let rows = periods.iter().rev().map(|period| {
        let mut cells = vec![line(Role::Ink, crate::domain::period::period_name(period))];
        for strand in &strands {
            let result = finding.result(strand, period);
            let share = result.and_then(|r| findings.disclosed(r).share());
            let (figure, people) = match (result, share) {
                (None, _) => (String::new(), String::new()),
                (Some(result), None) => (hidden(findings, result), String::new()),
                (Some(_), Some(share)) => (
                    format!("{}%", share.whole_percent()),
                    format!("of {}", share.scored()),
                ),
            };
            cells.push(line(Role::Strong, figure));
            cells.push(line(Role::Muted, people));
        }
        if !charts.is_empty() {
            cells.push(verdicts(&charts, period));
        }
        Row {
            cells,
            selected: false,
        }
    });
    Block::Table {
        rows: rows.collect(),
        columns,
    }
}

/// Words in the place of a figure, as short as one.
fn hidden(findings: &Findings, result: &StrandResult) -> String {
    let words = match findings.disclosed(result) {
        DisclosedResult::Words(band) => RESULTS.band(band),
        _ if result.withheld => "withheld",
        DisclosedResult::Numbers(_) | DisclosedResult::TooFew(_) => "too few",
    };
    words.to_owned()
}

/// Verdicts on the results of a period, with the strand where there are several charts.
fn verdicts(charts: &[RunChart<'_>], period: &str) -> Line {
    let mut words = Line::new();
    for chart in charts {
        let mut points = chart.points.iter();
        let Some(kind) = points
            .find(|p| p.result.period == period)
            .and_then(RunPoint::kind)
        else {
            continue;
        };
        let gap = if words.is_empty() { "" } else { ", " };
        let strand = match charts.len() {
            1 => String::new(),
            _ => format!(" ({})", chart.strand),
        };
        words.push(span(
            role(kind),
            format!("{gap}{}{strand}", CHART.verdict(kind)),
        ));
    }
    words
}
