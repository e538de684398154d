//! One goal looked at closely: what it scored then and scores now, and every look at it so far.

use jiff::civil::Date;

use super::{Looking, findings_now, question, result_now, status_role};
use crate::{
    app::{
        cards::{Bar, Block, Column, Line, Page, Role, Row, Side, line, muted, span},
        room::Room,
        screen::themes::card::change_words,
    },
    domain::{
        dates,
        outcome::{Evidence, OutcomeGoal, Review},
        stats::{Share, change, whole_percent, wilson_interval},
    },
};

/// One goal, with everything that is known of it.
pub fn detail_page(room: &Room, goal: &str) -> Page {
    let blocks = Looking::at(room).and_then(|looking| {
        let goal = looking.goal(goal)?;
        Some(detail(room, &looking, goal))
    });
    Page {
        blocks: blocks.unwrap_or_default(),
        ..Page::default()
    }
}

fn detail(room: &Room, looking: &Looking, goal: &OutcomeGoal) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(goal.title.clone())];
    if let Some(measure) = &goal.measure {
        blocks.push(muted(format!("We said: {measure}.")));
    }
    if looking.own {
        blocks.extend(question(room, goal));
    }
    for e in &goal.evidence {
        if let (Some(finding), Some(strand)) = (&e.finding, &e.strand) {
            blocks.push(Block::Gap);
            let found = findings_now(room)
                .finding(finding)
                .or_else(|| room.meeting.findings().finding(finding));
            let question = found.map_or_else(|| finding.clone(), |(_, f)| f.question.clone());
            blocks.push(Block::Text {
                line: vec![
                    span(Role::Ink, question),
                    span(Role::Muted, format!("   {strand}")),
                ],
                side: Side::Left,
                indent: 0,
            });
            blocks.push(Block::Bars(then_and_now_bars(room, e)));
        }
    }
    let rows = looked_at(room, goal, looking.own);
    if !rows.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Table {
            columns: vec![
                Column::words("looked at", 12, 0),
                Column::words("", 14, 0),
                Column::fill(""),
            ],
            rows,
        });
    }
    blocks
}

/// A bar for what a result was when the goal was made, and one for what it is.
fn then_and_now_bars(room: &Room, e: &Evidence) -> Vec<Bar> {
    let bar = |label: String, share: Option<Share>, why: &str| match share {
        Some(share) => {
            let likely = wilson_interval(share);
            Bar {
                label,
                percent: Some(share.percent()),
                likely: Some((likely.low, likely.high)),
                figure: format!("{}%", share.whole_percent()),
                text: format!(
                    "likely {} to {}  of {} answers",
                    whole_percent(likely.low),
                    whole_percent(likely.high),
                    share.scored()
                ),
                ..Bar::default()
            }
        }
        None => Bar {
            label,
            text: why.to_owned(),
            ..Bar::default()
        },
    };
    let findings = findings_now(room);
    let share = |positive: Option<u32>, scored: Option<u32>| Share::new(positive?, scored?);
    let before = share(e.positive, e.scored);
    let period = e.period.clone().unwrap_or_else(|| "then".to_owned());
    let then = bar(period, before, "too few answers to show");
    let few = format!("fewer than {} answers", findings.survey.hide_below);
    let found = result_now(room, e);
    let may = found.filter(|(_, r)| findings.may_show(r));
    let why = if found.is_some() {
        few.as_str()
    } else if e.period.as_ref() == Some(&findings.survey.period) {
        "no newer findings"
    } else {
        "not asked"
    };
    let after = may.and_then(|(_, r)| Share::new(r.positive, r.scored));
    let label = found.map_or_else(
        || {
            if why == "no newer findings" {
                "now".to_owned()
            } else {
                findings.survey.period.clone()
            }
        },
        |(_, r)| r.period.clone(),
    );
    let mut now = bar(label, after, why);
    if let (Some(before), Some(after), Some((finding, _))) = (before, after, found) {
        let (role, words) = change_words(change(after, before, finding.comparable));
        now.below = line(role, words);
    }
    vec![then, now]
}

/// Every look at it so far, today's last.
fn looked_at(room: &Room, goal: &OutcomeGoal, own: bool) -> Vec<Row> {
    let row = |when: Line, status: Line, note: String| Row {
        cells: vec![when, status, line(Role::Ink, note)],
        selected: false,
    };
    let today = room.now.date();
    let day = |on: Option<Date>| match on {
        Some(on) if own && on == today => line(Role::Strong, "today"),
        on => line(Role::Muted, on.map_or_else(String::new, dates::short)),
    };
    let mut rows: Vec<Row> = goal
        .reviews
        .iter()
        .filter_map(|review| {
            let status = review.status?;
            Some(row(
                day(review.on.or(review.due)),
                line(status_role(status), status.words()),
                told_of(review),
            ))
        })
        .collect();
    if let Some(r) = room.meeting.reviewed(&goal.id).filter(|_| !own) {
        rows.push(row(
            line(Role::Strong, "today"),
            line(status_role(r.status), r.status.words()),
            r.note.clone(),
        ));
    }
    rows
}

/// What a look says beside the status.
fn told_of(review: &Review) -> String {
    let parts = [
        review.note.clone(),
        review.next_step.as_ref().map(|s| format!("Next: {s}")),
        review
            .new_due
            .map(|d| format!("New day: {}", dates::short(d))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
