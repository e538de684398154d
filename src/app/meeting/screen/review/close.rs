//! The history of a reviewed goal: its results then and now on large strips, and every review since.

use jiff::civil::Date;

use super::{
    ReviewScope, findings_now, question, result_now, signed,
    strips::{ThenNow, aim_of, promised},
    waits, with_sign,
};
use crate::{
    app::{
        cards::{
            Align, Block, Column, Line, Page, Role, Row, RunPicture, line, span,
            strip::{Strip, Strips, along},
        },
        meeting::{
            context::Context,
            screen::themes::{card::legend, over_time},
        },
    },
    domain::{
        comparison::{Comparisons, was_low},
        dates,
        outcome::{Evidence, OutcomeGoal, Review, Verdict},
        run_chart::RunChart,
        stats::{DisclosedResult, Share},
        words::results::{AFTER_ALL_MARK, RESULTS},
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
    let goals = scope.goals();
    let place = goals
        .iter()
        .position(|g| g.id == goal.id)
        .map_or(0, |at| at + 1);
    let plain = |line: Line| Block::Text {
        line,
        side: Align::Left,
        indent: 0,
    };
    let mut blocks = vec![Block::Pair(
        line(Role::Strong, goal.title.clone()),
        line(Role::Muted, format!("{place} of {}", goals.len())),
    )];
    let owner = scope.outcome.owner_of(goal);
    if !owner.is_empty() {
        let partner = goal
            .partner
            .as_deref()
            .map(|p| scope.outcome.person_name(p));
        let with = partner.map_or_else(String::new, |p| format!(", with {p}"));
        blocks.push(plain(line(Role::Muted, format!("{owner}{with}"))));
    }
    // An aim is a line on the strip, with its figure in words.
    if aim_of(goal).is_none() {
        blocks.extend(promised(room, goal).map(plain));
    }
    if scope.own {
        blocks.extend(question(room, goal).into_iter().map(plain));
    }
    let mut notes = Footnotes::default();
    let results = goal.evidence.iter().filter(|e| e.finding.is_some());
    // A whole series is shown as one: its first and last result on a strip would say something else beside it.
    let (charted, results): (Vec<_>, Vec<_>) =
        results.partition(|e| over_time_of(room, goal, e).is_some());
    let strips: Vec<Strip> = results
        .into_iter()
        .filter_map(|e| large_strip(room, goal, e, &mut notes))
        .collect();
    if !strips.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Strips(Box::new(Strips {
            aside: vec![
                line(Role::Muted, "○ then  ▶ now  ┃ we said"),
                line(Role::Muted, "○ then ▶ now"),
                Line::new(),
            ],
            axis: [(0, "0"), (5_000, "50%"), (10_000, "100")]
                .map(|(at, word)| (at, word.to_owned()))
                .to_vec(),
            steps: 2,
            part: 60,
            strips,
            ..Strips::default()
        })));
    }
    for (title, chart) in charted.iter().filter_map(|e| over_time_of(room, goal, e)) {
        blocks.push(Block::Gap);
        blocks.push(plain(line(Role::Ink, title)));
        blocks.push(Block::RunChart(Box::new(chart)));
    }
    if notes.was_low {
        blocks.push(plain(line(Role::Muted, RESULTS.some_rise)));
    }
    if let Some(n) = notes.marked {
        blocks.push(legend(n));
    }
    blocks.push(Block::Gap);
    blocks.push(Block::Table {
        columns: vec![
            Column::words("", 12, 0),
            Column::words("", 16, 0),
            Column::fill(""),
        ],
        rows: review_rows(room, scope, goal),
    });
    blocks
}

/// The chart of a result that a goal rests on, with its question; `None` with too few results for one.
fn over_time_of(room: &Context, goal: &OutcomeGoal, e: &Evidence) -> Option<(String, RunPicture)> {
    let findings = findings_now(room);
    let (_, finding) = findings.finding(e.finding.as_deref()?)?;
    let strand = e.strand.as_deref()?;
    let chart = RunChart::of(findings, finding, strand)?;
    let aim = aim_of(goal).filter(|aim| aim.finding == finding.id);
    let aim = aim.filter(|aim| aim.strand.as_ref().is_none_or(|s| s == strand));
    let said = aim.map(|aim| {
        (
            f64::from(aim.above),
            format!("we said above {}%", aim.above),
        )
    });
    Some((
        finding.question.clone(),
        over_time::picture(&chart, "", said, 2),
    ))
}

/// Footnotes shown once below all strips of a goal.
#[derive(Default)]
// The second one is about regression to the mean: a goal chosen for a low score tends to rise by itself.
struct Footnotes {
    /// Number of comparisons counted together, if a change has the mark.
    marked: Option<usize>,
    /// A repeated result was low when the goal was chosen because of it.
    was_low: bool,
}

/// The strip of a result that a goal rests on.
fn large_strip(
    room: &Context,
    goal: &OutcomeGoal,
    e: &Evidence,
    notes: &mut Footnotes,
) -> Option<Strip> {
    let findings = findings_now(room);
    // A question that was dropped from the newer survey still has its words in the meeting's own findings.
    let (_, finding) = findings
        .finding(e.finding.as_deref()?)
        .or_else(|| room.meeting.findings().finding(e.finding.as_deref()?))?;
    let strand = e.strand.as_deref().unwrap_or_default();
    let mut title = finding.question.clone();
    if !strand.is_empty() {
        title = format!("{title} ({strand})");
    }
    let mut strip = Strip {
        tall: true,
        ..Strip::default()
    };
    let Some(found) = ThenNow::of_evidence(room, e) else {
        strip.instead = line(Role::Muted, "no numbers to show");
        strip.row.cells = vec![
            line(Role::Ink, title),
            line(Role::Ink, "no numbers to show"),
        ];
        return Some(strip);
    };
    let aim = aim_of(goal).filter(|aim| aim.finding == finding.id);
    let aim = aim.filter(|aim| aim.strand.as_ref().is_none_or(|s| s == strand));
    strip.marks = found.marks();
    strip.limit = aim.as_ref().map(|aim| along(i64::from(aim.above), 0, 100));
    let of = |result: DisclosedResult| result.share().map(Share::scored);
    let mut answers = Vec::new();
    answers.extend(of(found.then).map(|n| format!("{n} answers then")));
    answers.push(match found.now {
        Some(now) => of(now).map_or_else(String::new, |n| format!("{n} now")),
        // "No newer findings" and "not asked" are different answers to "did it help?".
        None if e.period.as_ref() == Some(&findings.survey.period) => {
            "no newer findings".to_owned()
        }
        None => "not asked again".to_owned(),
    });
    answers.retain(|part| !part.is_empty());
    let short = answers.join(", ");
    if let Some(aim) = &aim {
        answers.push(format!("we said above {}%", aim.above));
    }
    let answers = answers.join(", ");
    let mut mark = "";
    if let (Some(before), Some((finding, result))) = (found.then.share(), result_now(room, e)) {
        let compared = Comparisons::of(findings, &result.period);
        let counted = compared
            .get(&finding.id, &result.strand)
            // Only where the survey's own comparison is between these two periods; else its
            // mark would belong to other numbers.
            .filter(|c| {
                Some(c.before) == found.then.share()
                    && Some(c.now) == found.now.and_then(DisclosedResult::share)
            })
            .and_then(|c| compared.holds_among(c));
        if counted.is_some() {
            mark = AFTER_ALL_MARK;
        }
        notes.marked = notes.marked.or(counted);
        // After the meeting its own findings are the ones by which the goal was chosen.
        let then = room.meeting.findings();
        let finding = then.finding(&finding.id).map_or(finding, |(_, f)| f);
        let period = e.period.as_deref().unwrap_or_default();
        notes.was_low |= was_low(then, finding, &result.strand, period, before);
    }
    let words = found.words();
    let longest = words.first().cloned().unwrap_or_default();
    let with_star = words.into_iter().map(|words| {
        let star = if mark.is_empty() {
            String::new()
        } else {
            format!(" {mark}")
        };
        vec![span(found.role(), words), span(Role::Strong, star)]
    });
    strip.alarm = with_star.collect();
    strip.words = vec![
        line(Role::Muted, answers.as_str()),
        line(Role::Muted, short),
    ];
    strip.row.cells = vec![
        line(Role::Ink, title),
        line(Role::Ink, longest),
        line(Role::Ink, if mark.is_empty() { "" } else { "with a star" }),
        line(Role::Ink, answers),
    ];
    Some(strip)
}

/// The pledge and the reviews since as rows, today's last.
fn review_rows(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> Vec<Row> {
    let row = |when: Line, status: Line, note: Line| Row {
        cells: vec![when, status, note],
        selected: false,
    };
    let today = room.now.date();
    let day = |on: Option<Date>| match on {
        Some(on) if scope.own && on == today => line(Role::Strong, "today"),
        on => line(Role::Muted, on.map_or_else(String::new, dates::short)),
    };
    let made = match goal.decision {
        Verdict::Agreed => with_sign(Role::Ink, "●", "pledged"),
        Verdict::Ask => with_sign(Role::Accent, "?", "asked"),
        Verdict::NotThisTime => with_sign(Role::Muted, "-", "not this time"),
        Verdict::Undecided => with_sign(Role::Muted, "-", "left open"),
    };
    let mut rows = Vec::new();
    if let Some(on) = scope.outcome.meeting.date.filter(|on| *on != today) {
        // The history keeps the owner of before, where the head of the page has the present one.
        let before = scope.outcome.owner_before(goal);
        let before = before.map_or_else(Line::new, |o| line(Role::Ink, format!("Owner: {o}")));
        rows.push(row(line(Role::Muted, dates::short(on)), made, before));
    }
    rows.extend(goal.reviews.iter().filter_map(|review| {
        let status = review.status?;
        Some(row(
            day(review.on.or(review.due)),
            signed(status),
            line(Role::Ink, review_note(scope, review)),
        ))
    }));
    if let Some(r) = room.meeting.reviewed(&goal.id).filter(|_| !scope.own) {
        rows.push(row(
            line(Role::Strong, "today"),
            signed(r.status),
            line(
                Role::Ink,
                match r.noticed.as_str() {
                    "" => r.note.clone(),
                    noticed => format!("Patients notice: {noticed}"),
                },
            ),
        ));
    } else if waits(room, scope, goal) {
        let how = match goal.decision {
            Verdict::Agreed => {
                "{Look(Done)} done, {Look(OnTrack)} on track, {Look(Stuck)} stuck, {Look(Dropped)} dropped."
            }
            Verdict::Ask => {
                "{Answer(true)} they said yes, {Answer(false)} no, {Look(Waiting)} no answer yet."
            }
            Verdict::NotThisTime => "{Answer(true)} still true, {Answer(false)} not any more.",
            Verdict::Undecided => "",
        };
        rows.push(row(
            line(Role::Strong, "today"),
            line(Role::Accent, "?"),
            line(Role::Muted, how),
        ));
    }
    rows
}

/// The note of a review.
fn review_note(scope: &ReviewScope, review: &Review) -> String {
    let parts = [
        review.note.clone(),
        review
            .noticed
            .as_ref()
            .map(|n| format!("Patients notice: {n}")),
        review.owner.as_deref().map(|owner| {
            let owner = scope.outcome.named_owner(owner);
            format!("New owner: {}", scope.outcome.owner_name(Some(&owner)))
        }),
        review.next_step.as_ref().map(|s| format!("Next: {s}")),
        review
            .new_due
            .map(|d| format!("New day: {}", dates::short(d))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
