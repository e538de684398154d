//! The detail page of a reviewed goal: its scores then and now, and its reviews so far.

use jiff::civil::Date;

use super::{ReviewScope, findings_now, question, result_now, status_role};
use crate::{
    app::{
        cards::{Align, Bar, Block, Column, Line, Page, Role, Row, line, muted, span},
        meeting::{
            context::Context,
            screen::themes::card::{change_line, hidden_result, hidden_text, legend, share_bar},
        },
    },
    domain::{
        comparison::{Comparisons, was_low},
        dates, measures,
        outcome::{Evidence, OutcomeGoal, Review},
        stats::{DisclosedResult, change},
        words::results::{NOT_COMPARABLE, RESULTS},
    },
};

/// The detail page of a goal.
pub fn detail_page(room: &Context, goal: &str) -> Page {
    let blocks = ReviewScope::at(room).and_then(|scope| {
        let goal = scope.goal(goal)?;
        Some(detail(room, &scope, goal))
    });
    Page {
        blocks: blocks.unwrap_or_default(),
        ..Page::default()
    }
}

fn detail(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(goal.title.clone())];
    if let Some(measure) = &goal.measure {
        let measure = measures::measure(measure, Some(room.meeting.findings()));
        blocks.push(muted(format!("We said: {measure}.")));
    }
    if scope.own {
        blocks.extend(question(room, goal));
    }
    let mut notes = BarNotes::default();
    for e in &goal.evidence {
        if let (Some(finding), Some(strand)) = (&e.finding, &e.strand) {
            blocks.push(Block::Gap);
            // A question that was dropped from the newer survey still has its words in the meeting's own findings.
            let found = findings_now(room)
                .finding(finding)
                .or_else(|| room.meeting.findings().finding(finding));
            let question = found.map_or_else(|| finding.clone(), |(_, f)| f.question.clone());
            blocks.push(Block::Text {
                line: vec![
                    span(Role::Ink, question),
                    span(Role::Muted, format!("   {strand}")),
                ],
                side: Align::Left,
                indent: 0,
            });
            let said = notes.was_low;
            blocks.push(Block::Bars(then_and_now_bars(room, e, &mut notes)));
            if notes.was_low && !said {
                blocks.push(muted(RESULTS.some_rise));
            }
        }
    }
    if let Some(n) = notes.marked {
        blocks.push(legend(n));
    }
    let rows = review_rows(room, goal, scope.own);
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

/// Footnotes shown once below all bars of a goal.
#[derive(Default)]
// The second one is about regression to the mean: a goal chosen for a low score tends to rise by itself.
struct BarNotes {
    /// Number of comparisons counted together, if a change has the mark.
    marked: Option<usize>,
    /// A repeated result was low when the goal was chosen because of it.
    was_low: bool,
}

/// Two bars: the result when the goal was made, and the current one.
fn then_and_now_bars(room: &Context, e: &Evidence, notes: &mut BarNotes) -> Vec<Bar> {
    let findings = findings_now(room);
    let bar = |label: String, disclosed: Option<DisclosedResult>, why: &str| match disclosed {
        Some(DisclosedResult::Numbers(share)) => share_bar(label, share),
        Some(other) => Bar {
            label,
            text: hidden_text(other),
            ..Bar::default()
        },
        None => Bar {
            label,
            text: why.to_owned(),
            ..Bar::default()
        },
    };
    let period = e.period.clone().unwrap_or_else(|| "then".to_owned());
    let before = e.disclosed(Some(findings));
    let then = bar(period, before, "too few answers to show");
    let found = result_now(room, e);
    // "No newer findings" and "not asked" are different answers to "did it help?", so the bar says which it is.
    let is_newest = e.period.as_ref() == Some(&findings.survey.period);
    let (label, why) = match found {
        Some((_, r)) => (r.period.clone(), String::new()),
        None if is_newest => ("now".to_owned(), "no newer findings".to_owned()),
        None => (findings.survey.period.clone(), "not asked".to_owned()),
    };
    let after = found
        .filter(|(_, r)| !r.withheld)
        .map(|(_, r)| findings.disclosed(r));
    let why = found.map_or(why, |(_, r)| hidden_result(findings, r));
    let mut now = bar(label, after, &why);
    let shares = before
        .and_then(DisclosedResult::share)
        .zip(after.and_then(DisclosedResult::share));
    if let (Some((before, after)), Some((finding, result))) = (shares, found) {
        now.below = if finding.comparable {
            let compared = Comparisons::of(findings, &result.period);
            let counted = compared
                .get(&finding.id, &result.strand)
                // Only where the survey's own comparison is between these two periods; else its
                // mark would belong to other numbers.
                .filter(|c| (c.before, c.now) == (before, after))
                .and_then(|c| compared.holds_among(c));
            notes.marked = notes.marked.or(counted);
            change_line(change(after, before), counted.is_some())
        } else {
            line(Role::Muted, NOT_COMPARABLE)
        };
        // After the meeting its own findings are the ones by which the goal was chosen.
        let then = room.meeting.findings();
        let finding = then.finding(&finding.id).map_or(finding, |(_, f)| f);
        let period = e.period.as_deref().unwrap_or_default();
        notes.was_low |= was_low(then, finding, &result.strand, period, before);
    }
    vec![then, now]
}

/// The reviews so far as rows, today's last.
fn review_rows(room: &Context, goal: &OutcomeGoal, own: bool) -> Vec<Row> {
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
                review_note(review),
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

/// The note of a review.
fn review_note(review: &Review) -> String {
    let parts = [
        review.note.clone(),
        review.next_step.as_ref().map(|s| format!("Next: {s}")),
        review
            .new_due
            .map(|d| format!("New day: {}", dates::short(d))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
