//! The evidence card: a finding's results, the earlier ones, and the benchmark.

use crate::{
    app::{
        cards::{Align, Bar, Block, Line, Role, line, muted, span},
        meeting::context::Context,
        words::{
            self,
            results::{AFTER_ALL_MARK, NO_EARLIER, NOT_COMPARABLE, RESULTS, WITHHELD, too_few},
        },
    },
    domain::{
        comparison::Comparisons,
        findings::{Benchmark, Finding, Findings, StrandResult},
        stats::{ChangeCode, DisclosedResult, Share, whole_percent, wilson_interval},
    },
};

/// The card of a finding: a bar for each strand of the current period, with the change since the earlier one.
pub(in crate::app) fn card(room: &Context, finding: &Finding, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(finding.question.clone()));
    let now = results_now(room, finding);
    if now.is_empty() {
        blocks.push(no_result(room));
    }
    let against = finding.benchmark.as_ref().and_then(|b| b.percent);
    let compared = comparisons(room);
    let mut bars: Vec<Bar> = now
        .into_iter()
        .map(|result| Bar {
            below: before(room, &compared, finding, result),
            ..bar(room, result, against)
        })
        .collect();
    if let Some(benchmark) = &finding.benchmark {
        // The benchmark has a row of its own with the line alone: its number does not fit beside the line on every bar.
        bars.push(Bar {
            label: benchmark.label.clone(),
            against: benchmark.percent,
            figure: benchmark.percent.map_or_else(String::new, percent_text),
            text: expected(benchmark),
            line_only: true,
            ..Bar::default()
        });
    }
    blocks.push(Block::Bars(bars));
}

/// The card as a slide: large figures, and the interval as a sentence.
pub fn large(room: &Context, finding: &Finding) -> Vec<Block> {
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
            bar.below = before(room, &compared, finding, result);
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
    finding
        .results
        .iter()
        // One result for each strand. They are never pooled: an average hides that care is
        // worse with secondary breast cancer.
        .filter(|r| r.period == *period)
        .collect()
}

fn no_result(room: &Context) -> Block {
    muted(format!(
        "No result for {}.",
        room.meeting.findings().survey.period
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

/// The earlier result of a strand, and the change since.
fn before(room: &Context, compared: &Comparisons, finding: &Finding, now: &StrandResult) -> Line {
    let findings = room.meeting.findings();
    let Some(earlier) = finding.earlier(&now.strand, &now.period) else {
        return line(Role::Muted, NO_EARLIER);
    };
    let then = match findings.disclosed(earlier) {
        DisclosedResult::Numbers(share) => {
            format!(
                "{}% of {}{}",
                share.whole_percent(),
                earlier.scored,
                weighted(share.is_weighted())
            )
        }
        DisclosedResult::Words(band) => RESULTS.band(band).to_owned(),
        DisclosedResult::TooFew(_) => hidden_result(findings, earlier),
    };
    let mut words = line(Role::Muted, format!("{}: {then}", earlier.period));
    if let Some(comparison) = compared.get(&finding.id, &now.strand) {
        words.push(span(Role::Muted, "  "));
        words.extend(change_line(
            comparison.change,
            compared.holds_among(comparison).is_some(),
        ));
    } else if !finding.comparable && findings.may_show(now) && findings.may_show(earlier) {
        words.push(span(Role::Muted, format!("  {NOT_COMPARABLE}")));
    }
    words
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
