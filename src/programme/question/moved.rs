//! Question `moved`: results of the findings that agreed goals rest on, before and after, by whether the goal was done.

use std::collections::HashMap;

use super::{
    super::rows::{Dataset, EvidenceRow, UnitId},
    Row,
    distinct::Units,
    looks::{Beside, goals_with_reviews, last_status},
    row,
};

pub(super) const COLUMNS: &[&str] = &[
    "goal",
    "questions",
    "units",
    "before_positive",
    "before_scored",
    "after_positive",
    "after_scored",
];

/// Result of a finding: period, favourable and scored answers.
#[derive(Clone, Copy)]
struct Figure<'a> {
    period: &'a str,
    positive: i64,
    scored: i64,
}

impl<'a> Figure<'a> {
    /// The figure of a row; `None` where its numbers or period are not shown.
    fn of(row: &'a EvidenceRow) -> Option<Self> {
        Some(Self {
            period: row.period.as_deref()?,
            positive: row.positive?.into(),
            scored: row.scored?.into(),
        })
    }
}

/// A finding and strand of a meeting.
#[derive(Default)]
struct Pair<'a> {
    /// First figure at the meeting.
    early: Option<Figure<'a>>,
    /// Figure of the last review, of the last goal in it.
    late: Option<(i32, Figure<'a>)>,
    /// A goal that rests on it was done.
    is_done: bool,
}

/// Pairs with two comparable figures.
#[derive(Default)]
struct Group {
    pairs: i64,
    units: Units,
    sums: [i64; 4],
}

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut evidence = Beside::new(&data.evidence, |e| (e.meeting_id, e.goal_no));
    let (mut done, mut not_done) = (Group::default(), Group::default());
    let mut pairs: HashMap<(&str, &str), Pair> = HashMap::new();
    let mut goals = goals_with_reviews(data).peekable();
    while let Some((goal, reviews)) = goals.next() {
        let rows = evidence.of(&(goal.meeting_id, goal.goal_no));
        if goal.decision == "agreed" {
            collect(&mut pairs, rows, last_status(reviews) == Some("done"));
        }
        let is_last = goals
            .peek()
            .is_none_or(|(next, _)| next.meeting_id != goal.meeting_id);
        if is_last {
            for (_, pair) in pairs.drain() {
                let group = if pair.is_done {
                    &mut done
                } else {
                    &mut not_done
                };
                group.add(goal.unit_id, &pair);
            }
        }
    }
    // In the order of their bytes.
    let groups = [("done", done), ("not done", not_done)].into_iter();
    let groups = groups.filter(|(_, group)| group.pairs > 0);
    let rows = groups.map(|(word, group)| {
        let units = group.units.count();
        row([word.into(), group.pairs.into(), units.into()], group.sums)
    });
    rows.collect()
}

/// Adds the evidence of a goal to the pairs of its meeting.
// Rows come in order of goal, review and entry: the first figure at the meeting stays, and a later one of the same review takes the place of
// the one before it.
fn collect<'a>(
    pairs: &mut HashMap<(&'a str, &'a str), Pair<'a>>,
    rows: &'a [EvidenceRow],
    is_done: bool,
) {
    for row in rows {
        let Some(strand) = row.strand.as_deref() else {
            continue;
        };
        let pair = pairs.entry((&*row.finding, strand)).or_default();
        pair.is_done |= is_done && row.review_no == 0;
        let Some(figure) = Figure::of(row) else {
            continue;
        };
        if row.review_no == 0 {
            pair.early.get_or_insert(figure);
        } else if pair.late.is_none_or(|(review, _)| row.review_no >= review) {
            pair.late = Some((row.review_no, figure));
        }
    }
}

impl Group {
    /// Counts a pair with two figures of different periods.
    fn add(&mut self, unit: UnitId, pair: &Pair<'_>) {
        let (Some(before), Some((_, after))) = (pair.early, pair.late) else {
            return;
        };
        if before.period == after.period {
            return;
        }
        self.pairs += 1;
        self.units.add(unit);
        let figures = [before.positive, before.scored, after.positive, after.scored];
        for (sum, figure) in self.sums.iter_mut().zip(figures) {
            *sum += figure;
        }
    }
}
