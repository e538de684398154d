//! The evidence card: the results of one finding, what they were before, and what they are held against.

use crate::{
    app::{
        cards::{Bar, Block, Line, Role, Side, line, muted, span},
        room::Room,
        words,
    },
    domain::{
        findings::{Benchmark, Finding, Outturn},
        stats::{Change, Direction, Share, change, whole_percent, wilson_interval},
    },
};

/// The results of one finding: a bar for each strand of this period, and what it was before.
pub(in crate::app) fn card(room: &Room, finding: &Finding, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(finding.question.clone()));
    let now = results_now(room, finding);
    if now.is_empty() {
        blocks.push(no_result(room));
    }
    let against = finding.benchmark.as_ref().map(|b| b.percent);
    let mut bars: Vec<Bar> = now
        .into_iter()
        .map(|result| Bar {
            below: before(room, finding, result),
            ..bar(room, result, against)
        })
        .collect();
    if let Some(benchmark) = &finding.benchmark {
        bars.push(Bar {
            label: benchmark.label.clone(),
            against: Some(benchmark.percent),
            figure: format!("{}%", whole_percent(benchmark.percent)),
            text: expected(benchmark),
            line_only: true,
            ..Bar::default()
        });
    }
    blocks.push(Block::Bars(bars));
}

/// The same as a slide: the figure large beside its bar, and the range in a sentence.
pub fn large(room: &Room, finding: &Finding) -> Vec<Block> {
    let now = results_now(room, finding);
    let mut blocks = Vec::new();
    if now.is_empty() {
        blocks.push(no_result(room));
    }
    let against = finding.benchmark.as_ref().map(|b| b.percent);
    for result in now {
        let mut bar = bar(room, result, against);
        bar.label = words::strand(&result.strand);
        if let Some((low, high)) = bar.likely {
            bar.text = format!(
                "between {} and {} in 100, most likely",
                whole_percent(low),
                whole_percent(high)
            );
            bar.below = line(Role::Muted, format!("{} answers", result.scored));
        }
        blocks.push(Block::Tall(bar));
        blocks.push(Block::Gap);
    }
    if let Some(benchmark) = &finding.benchmark {
        let expected = match expected(benchmark) {
            text if text.is_empty() => String::new(),
            text => format!(", {text}"),
        };
        blocks.push(Block::Text {
            line: vec![
                span(Role::Strong, "\u{2502} "),
                span(
                    Role::Ink,
                    format!(
                        "{}: {}%{expected}",
                        benchmark.label,
                        whole_percent(benchmark.percent)
                    ),
                ),
            ],
            side: Side::Left,
            indent: 0,
        });
    }
    blocks
}

fn results_now<'a>(room: &Room, finding: &'a Finding) -> Vec<&'a Outturn> {
    let period = &room.meeting.findings().survey.period;
    finding
        .results
        .iter()
        .filter(|r| r.period == *period)
        .collect()
}

fn no_result(room: &Room) -> Block {
    muted(format!(
        "No result for {}.",
        room.meeting.findings().survey.period
    ))
}

fn expected(benchmark: &Benchmark) -> String {
    match (benchmark.low, benchmark.high) {
        (Some(low), Some(high)) => {
            format!("expected {} to {}", whole_percent(low), whole_percent(high))
        }
        _ => String::new(),
    }
}

fn bar(room: &Room, result: &Outturn, against: Option<f64>) -> Bar {
    let label = result.strand.clone();
    let share =
        Share::new(result.positive, result.scored).filter(|_| room.meeting.may_show(result));
    let Some(share) = share else {
        let few = room.meeting.findings().survey.hide_below;
        return Bar {
            label,
            text: if result.withheld {
                "its numbers are withheld in this file".to_owned()
            } else {
                format!("fewer than {few} answers")
            },
            ..Bar::default()
        };
    };
    let likely = wilson_interval(share);
    Bar {
        label,
        percent: Some(share.percent()),
        likely: Some((likely.low, likely.high)),
        against,
        figure: format!("{}%", share.whole_percent()),
        text: format!(
            "likely {} to {}  of {} answers",
            whole_percent(likely.low),
            whole_percent(likely.high),
            result.scored
        ),
        ..Bar::default()
    }
}

/// What a result was in the period before, and whether the change is more than chance.
fn before(room: &Room, finding: &Finding, now: &Outturn) -> Line {
    let earlier = finding
        .results
        .iter()
        .filter(|r| r.strand == now.strand && r.period < now.period)
        .max_by(|a, b| a.period.cmp(&b.period));
    let Some(earlier) = earlier else {
        return line(Role::Muted, "no earlier figure");
    };
    let shown = |r: &Outturn| Share::new(r.positive, r.scored).filter(|_| room.meeting.may_show(r));
    let Some(then) = shown(earlier) else {
        let few = room.meeting.findings().survey.hide_below;
        return line(
            Role::Muted,
            format!("{}: fewer than {few} answers", earlier.period),
        );
    };
    let mut words = line(
        Role::Muted,
        format!(
            "{}: {}% of {}   ",
            earlier.period,
            whole_percent(then.percent()),
            earlier.scored
        ),
    );
    if let Some(share) = shown(now) {
        let (role, said) = change_words(change(share, then, finding.comparable));
        words.push(span(role, said));
    }
    words
}

/// A change in words, and whether it is good news.
pub(in crate::app) fn change_words(change: Change) -> (Role, &'static str) {
    match change {
        Change::MoreThanChance(Direction::Higher) => {
            (Role::Good, "higher than before, more than chance")
        }
        Change::MoreThanChance(Direction::Lower) => {
            (Role::Bad, "lower than before, more than chance")
        }
        Change::CouldBeChance(Direction::Higher) => {
            (Role::Muted, "a little higher, could be chance")
        }
        Change::CouldBeChance(Direction::Lower) => (Role::Muted, "a little lower, could be chance"),
        Change::NoChange => (Role::Muted, "no change"),
        Change::NotComparable => (Role::Muted, "not comparable: the question changed"),
    }
}
