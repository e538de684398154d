//! The evidence card: a finding's results, the earlier ones, and the benchmark.

use super::over_time;
use crate::{
    app::{
        cards::{
            Align, Bar, Block, Column, Evidence, EvidenceBar, Line, Role, Row, line, muted, span,
        },
        meeting::context::Context,
        words::{
            self,
            results::{AFTER_ALL_MARK, RESULTS, WITHHELD, too_few},
        },
    },
    domain::{
        comparison::{Comparison, Comparisons},
        findings::{Benchmark, Finding, Findings, StrandResult, Theme},
        period::{Period, period_name},
        run_chart::RunChart,
        stats::{ChangeCode, DisclosedResult, Share, whole_percent, wilson_interval},
    },
};

/// Scored answers below which a result is one of few people: its range spans 35 points and more in the middle of the scale.
const FEW: u32 = 30;

/// The amount of text below a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Detail {
    /// The change since the earlier survey.
    Sentence,
    /// The earlier figure as well.
    Figures,
    /// The ranges of the result and of the benchmark as well.
    Ranges,
}

/// The card of a finding: a bar for each strand of the current period, with the change since the earlier one.
pub(in crate::app) fn card(
    room: &Context,
    finding: &Finding,
    detail: Detail,
    blocks: &mut Vec<Block>,
) {
    blocks.push(Block::Heading(finding.question.clone()));
    if results_now(room, finding).is_empty() {
        blocks.push(no_result(room));
    }
    blocks.push(Block::Evidence(evidence(room, finding, detail)));
}

/// The bars of a finding.
fn evidence(room: &Context, finding: &Finding, detail: Detail) -> Evidence {
    let compared = comparisons(room);
    let now = results_now(room, finding);
    let bars = now.iter().map(|result| EvidenceBar {
        label: result.strand.clone(),
        ..evidence_bar(room, &compared, finding, result, detail)
    });
    let benchmark = finding.benchmark.as_ref();
    let earlier = now
        .iter()
        .find_map(|result| Some(compared.get(&finding.id, &result.strand)?.from));
    Evidence {
        bars: bars.collect(),
        earlier: earlier.map(period_name).unwrap_or_default(),
        against: benchmark.and_then(|b| b.percent),
        benchmark: benchmark.map_or_else(String::new, named),
        indent: 0,
    }
}

/// The benchmark of a finding as a line on its charts.
pub(super) fn against(finding: &Finding) -> Option<(f64, String)> {
    let benchmark = finding.benchmark.as_ref()?;
    Some((benchmark.percent?, named(benchmark)))
}

/// The bars of the strands that have too few results for a chart; a line for each where the page is low.
pub(super) fn without_charts(room: &Context, finding: &Finding, is_low: bool) -> Vec<Block> {
    let findings = room.meeting.findings();
    let charts = over_time::charts(findings, finding);
    let mut rest = evidence(room, finding, Detail::Sentence);
    rest.bars
        .retain(|bar| !charts.iter().any(|chart| chart.strand == bar.label));
    if rest.bars.is_empty() {
        return Vec::new();
    }
    if !is_low {
        return vec![Block::Gap, Block::Evidence(rest)];
    }
    // The chart needs the lines.
    let said = rest.bars.into_iter().map(|bar| {
        let mut words = vec![span(Role::Ink, format!("{}: ", bar.label))];
        if !bar.figure.is_empty() {
            words.push(span(Role::Strong, format!("{} ", bar.figure)));
        }
        words.push(span(Role::Muted, bar.words));
        Block::Text {
            line: words,
            side: Align::Left,
            indent: 0,
        }
    });
    said.collect()
}

/// A benchmark with its figure, such as `England 2025 61%`, or with the range where only that is published.
fn named(benchmark: &Benchmark) -> String {
    match (benchmark.percent, expected(benchmark)) {
        (Some(percent), _) => format!("{} {}", benchmark.label, percent_text(percent)),
        (None, expected) => format!("{} {expected}", benchmark.label),
    }
}

/// The bar of a strand with its sentences.
fn evidence_bar(
    room: &Context,
    compared: &Comparisons,
    finding: &Finding,
    result: &StrandResult,
    detail: Detail,
) -> EvidenceBar {
    let findings = room.meeting.findings();
    let mut below: Vec<Line> = Vec::new();
    below.extend(since(room, compared, finding, result, detail));
    let Some(share) = findings.disclosed(result).share() else {
        return EvidenceBar {
            words: format!("{}.", words::capital(&hidden_result(findings, result))),
            below,
            ..EvidenceBar::default()
        };
    };
    let likely = wilson_interval(share);
    let range = format!(
        "most likely between {} and {}",
        percent_text(likely.low),
        percent_text(likely.high)
    );
    if result.scored < FEW {
        let few = format!("Few people: {range}.");
        match below.last_mut() {
            // On one line where there is no change to say: the next strand needs the line.
            Some(last) if compared.get(&finding.id, &result.strand).is_none() => {
                last.push(span(Role::Muted, format!(" {few}")));
            }
            _ => below.push(line(Role::Muted, few)),
        }
    } else if detail == Detail::Ranges {
        let benchmark = finding.benchmark.as_ref();
        let ends = benchmark.and_then(|b| Some((&b.label, b.low?, b.high?)));
        let other = ends.map_or_else(String::new, |(label, low, high)| {
            format!(
                " {label}: between {} and {}.",
                percent_text(low),
                percent_text(high)
            )
        });
        below.push(line(Role::Muted, format!("Now {range}.{other}")));
    }
    EvidenceBar {
        percent: Some(share.percent()),
        likely: Some((likely.low, likely.high)),
        before: compared
            .get(&finding.id, &result.strand)
            .map(|c| c.before.percent()),
        figure: percent_text(share.percent()),
        words: format!(
            "of {} people{}",
            share.scored(),
            weighted(share.is_weighted())
        ),
        below,
        ..EvidenceBar::default()
    }
}

/// The change of a strand since the earlier survey as a sentence, with the earlier figure; `None` for a first survey.
fn since(
    room: &Context,
    compared: &Comparisons,
    finding: &Finding,
    now: &StrandResult,
    detail: Detail,
) -> Option<Line> {
    let findings = room.meeting.findings();
    if let Some(chart) = RunChart::of(findings, finding, &now.strand) {
        return Some(over_time::in_short(&chart));
    }
    let Some(earlier) = finding.earlier(&now.strand, &now.period) else {
        let before = period_name(earlier_period(findings, &now.period)?);
        return Some(line(Role::Muted, format!("Not asked in {before}.")));
    };
    let before = period_name(&earlier.period);
    let Some(comparison) = compared.get(&finding.id, &now.strand) else {
        let said = match findings.disclosed(earlier) {
            _ if !finding.comparable => format!("Asked differently in {before}."),
            DisclosedResult::Numbers(share) => {
                format!("{} in {before}.", then(share, earlier))
            }
            DisclosedResult::Words(band) => {
                format!("{} in {before}.", words::capital(RESULTS.band(band)))
            }
            DisclosedResult::TooFew(_) => {
                let hidden = words::capital(&hidden_result(findings, earlier));
                format!("{hidden} in {before}.")
            }
        };
        return Some(line(Role::Muted, said));
    };
    let mut sentence = change_sentence(comparison, compared.holds_among(comparison).is_some());
    if detail != Detail::Sentence {
        sentence.push(span(
            Role::Muted,
            format!("  {} then", then(comparison.before, earlier)),
        ));
    }
    Some(sentence)
}

/// The last period before `now` of which there are results.
fn earlier_period<'a>(findings: &'a Findings, now: &str) -> Option<&'a str> {
    let results = findings.themes.iter().flat_map(|t| &t.findings);
    let results = results.flat_map(|f| &f.results);
    // A month is no survey before a year's, whatever their order as texts.
    let kind = |period: &str| Period::parse(period).map(Period::kind);
    let periods = results.map(|r| r.period.as_str());
    periods.filter(|p| *p < now && kind(p) == kind(now)).max()
}

fn then(share: Share, result: &StrandResult) -> String {
    format!(
        "{}% of {}{}",
        share.whole_percent(),
        result.scored,
        weighted(share.is_weighted())
    )
}

/// A change as a sentence with its arrow, such as `▼ Lower than in 2023, by more than chance.`
fn change_sentence(comparison: &Comparison, marked: bool) -> Line {
    let change = comparison.change;
    let (role, arrow) = match change {
        // Only changes beyond chance have colour and arrow. Green for two points would be read as a success.
        ChangeCode::Higher => (Role::Good, "\u{25b2} "),
        ChangeCode::Lower => (Role::Bad, "\u{25bc} "),
        ChangeCode::HigherUnsure
        | ChangeCode::LowerUnsure
        | ChangeCode::AboutSame
        | ChangeCode::TooFewToSay
        | ChangeCode::None => (Role::Ink, ""),
    };
    let sentence = RESULTS.sentence(change, &period_name(comparison.from), None);
    let mut words = line(role, format!("{arrow}{sentence}"));
    if marked {
        words.push(span(Role::Strong, format!(" {AFTER_ALL_MARK}")));
    }
    words
}

/// The other findings of a theme as a list: figure then, figure now, and the change, for the first strand of each.
pub(super) fn others(room: &Context, theme: &Theme, current: &str) -> Option<Block> {
    let compared = comparisons(room);
    let findings = room.meeting.findings();
    let rows: Vec<Row> = theme
        .wall_order()
        .into_iter()
        .filter(|f| f.id != current)
        .filter_map(|finding| {
            let result = *results_now(room, finding).first()?;
            let now = findings.disclosed(result).share()?;
            let comparison = compared.get(&finding.id, &result.strand);
            let before = comparison.map(|c| percent_text(c.before.percent()));
            let chart = RunChart::of(findings, finding, &result.strand);
            let of_chart = || chart.as_ref().map_or_else(Line::new, over_time::in_short);
            let change = comparison.map_or_else(of_chart, |c| {
                let arrow = match c.change {
                    ChangeCode::Higher => "\u{25b2} ",
                    ChangeCode::Lower => "\u{25bc} ",
                    _ => "",
                };
                let mut said = change_line(c.change, false);
                if let Some(first) = said.first_mut() {
                    first.text.insert_str(0, arrow);
                }
                said
            });
            Some(Row {
                cells: vec![
                    line(Role::Ink, finding.question.clone()),
                    line(Role::Muted, before.unwrap_or_default()),
                    line(Role::Strong, percent_text(now.percent())),
                    change,
                ],
                selected: false,
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let now = &findings.survey.period;
    let before = earlier_period(findings, now).map(period_name);
    let before = before.unwrap_or_default();
    let columns = vec![
        Column::fill("Other questions of this theme"),
        Column::number(&before, 0),
        Column::number(&period_name(now), 0),
        Column::words("", 46, 1),
    ];
    Some(Block::Table { columns, rows })
}

/// A finding in a list of all of its theme: the marked one with its whole card, the others with their first strand.
pub(super) fn in_list(room: &Context, finding: &Finding, marked: bool, airy: bool) -> Vec<Block> {
    let question = finding.question.clone();
    let heading = if marked {
        vec![span(Role::Accent, "> "), span(Role::Strong, question)]
    } else {
        vec![span(Role::Ink, "  "), span(Role::Ink, question)]
    };
    let mut blocks = vec![Block::Text {
        line: heading,
        side: Align::Left,
        indent: 0,
    }];
    if airy {
        blocks.push(Block::Gap);
    }
    let mut shown = evidence(room, finding, Detail::Figures);
    if !marked {
        // All strands of the marked finding, as on its own card; of the others the first.
        shown.bars.truncate(1);
        for bar in &mut shown.bars {
            bar.below.truncate(1);
        }
        shown.earlier = String::new();
        shown.benchmark = String::new();
    }
    let strands = room.meeting.findings().strands();
    let label = strands.iter().map(|s| s.chars().count()).max().unwrap_or(0);
    for bar in &mut shown.bars {
        // Of one width, so that all bars of the page begin and end in one column.
        bar.label = format!("{:<label$}", bar.label);
        bar.words = format!("{:<14}", bar.words);
    }
    if shown.bars.is_empty() {
        blocks.push(no_result(room));
    }
    shown.indent = 2;
    blocks.push(Block::Evidence(shown));
    blocks
}

/// The meaning of the marks of such a list.
pub(super) fn marks(room: &Context, theme: &Theme) -> Block {
    let findings = room.meeting.findings();
    let mut parts = Vec::new();
    if let Some(before) = earlier_period(findings, &findings.survey.period) {
        parts.push(format!("\u{25cb} {}", period_name(before)));
    }
    let benchmark = theme.findings.iter().find_map(|f| f.benchmark.as_ref());
    parts.extend(benchmark.map(|b| format!("\u{2503} {}", b.label)));
    parts.push("pale: most likely between".to_owned());
    muted(parts.join("   "))
}

/// The card as a slide: large figures, and the interval as a sentence.
pub fn large(room: &Context, finding: &Finding, rows: u16) -> Vec<Block> {
    let findings = room.meeting.findings();
    if over_time::has_chart(findings, finding) {
        let mut blocks = over_time::blocks(room, finding, rows);
        blocks.extend(without_charts(room, finding, rows < 30));
        return blocks;
    }
    let now = results_now(room, finding);
    let mut blocks = Vec::new();
    if now.is_empty() {
        blocks.push(no_result(room));
    }
    let against = finding.benchmark.as_ref().and_then(|b| b.percent);
    let compared = comparisons(room);
    let last = now.len().saturating_sub(1);
    for (nth, result) in now.into_iter().enumerate() {
        let mut bar = bar(room, result, against);
        // In patients' words, since a slide is read without anybody to explain it.
        bar.label = words::strand(&result.strand);
        if let Some((low, high)) = bar.likely {
            bar.text = format!(
                "most likely between {} and {} in 100  {} answers{}",
                whole_percent(low),
                whole_percent(high),
                result.scored,
                weighted(result.weighted.is_some()),
            );
        }
        // On a slide the lack of an earlier result is not said: the line is needed for the next bar.
        if finding.earlier(&result.strand, &result.period).is_some() {
            bar.below =
                since(room, &compared, finding, result, Detail::Sentence).unwrap_or_default();
        }
        blocks.push(Block::Tall(bar));
        // Two tall bars and the benchmark fill the smallest supported window exactly, so there is no gap after the last bar.
        if nth < last || last == 0 {
            blocks.push(Block::Gap);
        }
    }
    if let Some(benchmark) = &finding.benchmark {
        let figure = benchmark.percent.map(percent_text);
        let parts: Vec<String> = figure
            .into_iter()
            .chain(Some(expected(benchmark)).filter(|e| !e.is_empty()))
            .collect();
        blocks.push(Block::Text {
            line: vec![
                span(Role::Strong, "\u{2502} "),
                span(
                    Role::Ink,
                    format!("{}: {}", benchmark.label, parts.join(", ")),
                ),
            ],
            side: Align::Left,
            indent: 0,
        });
    }
    blocks
}

fn results_now<'a>(room: &Context, finding: &'a Finding) -> Vec<&'a StrandResult> {
    let period = &room.meeting.findings().survey.period;
    // One result for each strand. They are never pooled: an average hides that care is
    // worse with secondary breast cancer.
    finding.results_in(period)
}

fn no_result(room: &Context) -> Block {
    muted(format!(
        "No result for {}.",
        period_name(&room.meeting.findings().survey.period)
    ))
}

fn percent_text(percent: f64) -> String {
    format!("{}%", whole_percent(percent))
}

fn expected(benchmark: &Benchmark) -> String {
    match (benchmark.low, benchmark.high) {
        (Some(low), Some(high)) => {
            format!("expected {} to {}", whole_percent(low), whole_percent(high))
        }
        _ => String::new(),
    }
}

fn bar(room: &Context, result: &StrandResult, against: Option<f64>) -> Bar {
    let label = result.strand.clone();
    let findings = room.meeting.findings();
    match findings.disclosed(result).share() {
        Some(share) => Bar {
            against,
            ..share_bar(label, share)
        },
        None => Bar {
            label,
            text: hidden_result(findings, result),
            ..Bar::default()
        },
    }
}

/// The bar of a share with its Wilson interval.
pub(in crate::app) fn share_bar(label: String, share: Share) -> Bar {
    // The range is always drawn with the figure, so that 41% of 22 answers cannot be read like 41% of 2,000.
    let likely = wilson_interval(share);
    Bar {
        label,
        percent: Some(share.percent()),
        likely: Some((likely.low, likely.high)),
        figure: format!("{}%", share.whole_percent()),
        text: format!(
            "likely {} to {}  of {} answers{}",
            whole_percent(likely.low),
            whole_percent(likely.high),
            share.scored(),
            weighted(share.is_weighted()),
        ),
        ..Bar::default()
    }
}

/// The word after a weighted result.
fn weighted(is_weighted: bool) -> &'static str {
    if is_weighted { ", weighted" } else { "" }
}

/// The text in place of a result that is withheld or too small to show.
pub(in crate::app) fn hidden_result(findings: &Findings, result: &StrandResult) -> String {
    if result.withheld {
        // Withheld by the source is another reason than too few answers, and the room may ask which it is.
        return WITHHELD.to_owned();
    }
    hidden_text(findings.disclosed(result))
}

/// The text in place of numbers that may not be shown; empty where they may.
pub(in crate::app) fn hidden_text(disclosed: DisclosedResult) -> String {
    match disclosed {
        DisclosedResult::Numbers(_) => String::new(),
        DisclosedResult::Words(band) => format!("{}: {}", RESULTS.band(band), RESULTS.no_numbers),
        DisclosedResult::TooFew(answers) => too_few(answers),
    }
}

fn comparisons<'a>(room: &Context<'a>) -> Comparisons<'a> {
    let findings = room.meeting.findings();
    Comparisons::of(findings, &findings.survey.period)
}

/// A change in words; marked if it remains significant after correction for all comparisons.
pub(in crate::app) fn change_line(change: ChangeCode, marked: bool) -> Line {
    let role = match change {
        // Only changes beyond chance are coloured. Green for a change of two points would be read as a success.
        ChangeCode::Higher => Role::Good,
        ChangeCode::Lower => Role::Bad,
        _ => Role::Muted,
    };
    let mut words = line(role, RESULTS.wall(change));
    if marked {
        words.push(span(Role::Strong, format!(" {AFTER_ALL_MARK}")));
    }
    words
}

/// The explanation of that mark.
pub(in crate::app) fn legend(comparisons: usize) -> Block {
    let means = RESULTS.after_all(comparisons);
    Block::Text {
        line: vec![
            span(Role::Strong, AFTER_ALL_MARK),
            span(Role::Muted, format!(" {means}")),
        ],
        side: Align::Left,
        indent: 0,
    }
}

/// Footnotes of a card: the meaning of its marks, and the number of changes in the survey to expect by chance alone.
pub fn chance_notes(room: &Context, finding: &Finding, roomy: bool) -> Vec<Block> {
    let compared = comparisons(room);
    let here: Vec<_> = compared
        .iter()
        .filter(|c| c.finding == finding.id)
        .collect();
    let marked = here.iter().find_map(|c| compared.holds_among(c));
    let mut blocks: Vec<Block> = marked.map(legend).into_iter().collect();
    // Many comparisons are made, and one or two of them look like a change by chance. It
    // is said where there is a line for it.
    if roomy && !here.is_empty() {
        blocks.extend(RESULTS.by_chance(compared.count()).map(muted));
    }
    blocks
}
